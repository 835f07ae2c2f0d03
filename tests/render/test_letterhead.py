"""The head and foot of official forms: what is known in its prescribed writing, the rest blank."""

from datetime import date

import pytest

from analysis.registers.report_settings import Issuance
from analysis.render.cover import Cover
from analysis.render.forms import load_form
from analysis.render.letterhead import Letterhead, letterhead

FILLED = {
    "committee": "Tỉnh ủy Tây Ninh",
    "number": 127,
    "place": "Tây Ninh",
    "issued_on": date(2026, 2, 5),
    "authority": "K/T Trưởng ban",
    "position": "Phó Trưởng ban",
    "signer": "Nguyễn Thị Thuý",
    "recipients": ("Ban Thường vụ Tỉnh ủy", "- Ban Tổ chức Trung ương;", "Lưu Ban Tổ chức."),
}


def head(form: str = "hd05-2026", spelling: str = "ủy", **issuance: object) -> Letterhead:
    cover = Cover(
        organisation="Đảng bộ tỉnh Tây Ninh",
        title="Báo cáo kết quả",
        subject="kết quả kết nạp đảng viên năm 2025",
        period="",
        status="",
        spelling=spelling,
        issuance=Issuance(**issuance),
    )
    found = letterhead(cover, load_form(form))
    assert found is not None
    return found


def test_a_plain_report_has_no_head() -> None:
    cover = Cover(organisation="", title="Báo cáo", period="", status="")
    assert letterhead(cover, load_form("plain")) is None


def test_the_commission_stands_below_its_committee() -> None:
    found = head(**FILLED)
    assert (found.superior, found.issuer) == ("TỈNH ỦY TÂY NINH", "BAN TỔ CHỨC")
    assert found.under_issuer == "*"
    assert found.number == "Số 127-BC/BTCTU"
    assert (found.authority, found.position) == ("K/T TRƯỞNG BAN", "PHÓ TRƯỞNG BAN")


def test_the_committee_stands_alone_and_its_board_signs() -> None:
    found = head(issuer="committee", committee="Tỉnh ủy Tây Ninh", number=45)
    assert (found.superior, found.issuer) == ("", "TỈNH ỦY TÂY NINH")
    assert found.number == "Số 45-BC/TU"
    assert (found.authority, found.position) == ("T/M BAN THƯỜNG VỤ", "……")


def test_kind_subject_and_motto_are_those_of_the_form() -> None:
    found = head()
    assert found.motto == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert found.kind == "BÁO CÁO"
    assert found.subject == "kết quả kết nạp đảng viên năm 2025"
    assert found.under_subject == "-----"


@pytest.mark.parametrize(("number", "shown"), [(1, "01"), (9, "09"), (10, "10"), (127, "127")])
def test_numbers_below_ten_get_a_zero(number: int, shown: str) -> None:
    assert head(number=number, symbol="BTCTU").number == f"Số {shown}-BC/BTCTU"


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 1, 10), "ngày 10 tháng 01 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_get_a_zero(day: date, shown: str) -> None:
    assert head(place="Tây Ninh", issued_on=day).place_and_date == f"Tây Ninh, {shown}"


def test_what_is_unknown_stays_blank() -> None:
    found = head()
    assert (found.superior, found.issuer) == ("……", "BAN TỔ CHỨC")
    assert found.number == "Số ……-BC/……"
    assert found.place_and_date == "……, ngày … tháng … năm …"
    assert (found.authority, found.position, found.signer) == ("", "……", "……")
    assert found.recipients == ("- ……;", "- Lưu …….")
    assert found.annex_note == "(kèm theo Báo cáo số ……-BC/……, ngày …/…/… của Ban Tổ chức ……)"
    assert (found.urgency, found.draft, found.circulation) == ("", "", "")


@pytest.mark.parametrize(("form", "stop"), [("hd05-2026", ";"), ("hd36-2018", ",")])
def test_recipients_end_as_the_form_wants(form: str, stop: str) -> None:
    assert head(form, **FILLED).recipients == (
        f"- Ban Thường vụ Tỉnh ủy{stop}",
        f"- Ban Tổ chức Trung ương{stop}",
        "- Lưu Ban Tổ chức.",
    )


def test_marks_are_set_where_they_are_given() -> None:
    found = head(draft=2, urgency="KHẨN", circulation="Tài liệu hội nghị")
    assert found.draft == "Dự thảo lần 2"
    assert (found.urgency, found.circulation) == ("KHẨN", "TÀI LIỆU HỘI NGHỊ")


def test_an_annex_names_its_document() -> None:
    assert head(**FILLED).annex_note == (
        "(kèm theo Báo cáo số 127-BC/BTCTU, ngày 05/02/2026 của Ban Tổ chức Tỉnh ủy Tây Ninh)"
    )
    found = head(**FILLED | {"issuer": "committee", "authority": ""})
    assert found.annex_note.endswith("của Ban Thường vụ Tỉnh ủy Tây Ninh)")


def test_bodies_follow_the_spelling_and_persons_keep_theirs() -> None:
    found = head(spelling="uỷ", **FILLED)
    assert found.superior == "TỈNH UỶ TÂY NINH"
    assert found.recipients[0] == "- Ban Thường vụ Tỉnh uỷ;"
    assert head(**FILLED).signer == "Nguyễn Thị Thuý"


def test_braces_in_a_name_stay_braces() -> None:
    assert head(place="{day}", committee="{0}").place_and_date.startswith("{day}, ngày …")
