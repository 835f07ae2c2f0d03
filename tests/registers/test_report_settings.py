"""report.toml: settings of a report, and faults that say where they are and what to do."""

from datetime import date
from pathlib import Path

import pytest

from analysis.errors import SourceError
from analysis.registers.report_settings import Issuance, load_issuance

UNITS = ("long-an", "ha-noi")


@pytest.fixture
def load(tmp_path: Path):
    def of(text: str, scope: str = "long-an", year: int = 2023) -> Issuance:
        path = tmp_path / "report.toml"
        path.write_text(text, encoding="utf-8")
        return load_issuance(path, scope, year, UNITS)

    return of


def test_without_a_file_nothing_is_known(tmp_path: Path) -> None:
    assert load_issuance(tmp_path / "report.toml", "long-an", 2023, UNITS) == Issuance()


def test_the_year_goes_before_the_unit_and_the_unit_before_the_default(load) -> None:
    text = """
    [default]
    place = "A"
    signer = "A"
    position = "A"
    [long-an]
    signer = "B"
    position = "B"
    [long-an.2023]
    position = "C"
    """
    found = load(text)
    assert (found.place, found.signer, found.position) == ("A", "B", "C")
    assert load(text, year=2024).position == "B"
    assert load(text, scope="ha-noi").position == "A"


def test_every_setting_is_read(load) -> None:
    found = load("""
    [long-an.2023]
    issuer = "committee"
    committee = "Tỉnh ủy Long An"
    number = 127
    issued_on = 2023-12-20
    draft = 2
    urgency = "HỎA TỐC"
    authority = "T/M BAN THƯỜNG VỤ"
    recipients = ["Ban Tổ chức Trung ương", "Lưu Văn phòng Tỉnh ủy"]
    after_roman = "-"
    end_mark = "./."
    """)
    assert found.issued_on == date(2023, 12, 20)
    assert found.number == 127
    assert found.recipients == ("Ban Tổ chức Trung ương", "Lưu Văn phòng Tỉnh ủy")
    assert (found.after_roman, found.end_mark) == ("-", "./.")


def test_texts_are_composed_and_stand_in_one_line(load) -> None:
    assert load('[default]\nplace = "Ha\u0300  No\u0323\u0302i\\n"').place == "Hà Nội"


def test_a_byte_order_mark_is_no_fault(load) -> None:
    assert load('\ufeff[default]\nplace = "Hà Nội"').place == "Hà Nội"


@pytest.mark.parametrize(
    ("settings", "symbol"),
    [
        ({"committee": "Tỉnh ủy Long An"}, "BTCTU"),
        ({"committee": "Thành uỷ Hà Nội", "issuer": "committee"}, "TU"),
        ({"committee": "Đảng ủy X"}, ""),
        ({"committee": "Tỉnh ủy X", "symbol": "ĐU"}, "ĐU"),
        ({}, ""),
    ],
)
def test_the_symbol_of_a_province_is_known(settings: dict, symbol: str) -> None:
    assert Issuance(**settings).known_symbol == symbol


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("[default", ["report.toml", "TOML"]),
        ("[tay-ninh]", ["report.toml", "tay-ninh", "units.csv"]),
        ('place = "x"', ["place", "units.csv"]),
        ('[default]\nplaces = "x"', ["report.toml [default]", "places", "các mục được phép"]),
        ("[long-an]\nplace = 5", ["[long-an]", "place = 5", "ngoặc kép"]),
        ('[long-an]\nnumber = "12"', ["number = 12", "không có ngoặc kép"]),
        ("[long-an]\nnumber = 0", ["number = 0"]),
        ("[long-an]\ndraft = true", ["draft = True"]),
        ('[long-an]\nissued_on = "2023-12-20"', ["issued_on", "ví dụ 2023-12-20"]),
        ("[long-an]\nissued_on = 2023-12-20T08:00:00", ["issued_on"]),
        ('[long-an]\nrecipients = "x"', ["recipients", "danh sách"]),
        ("[long-an]\nrecipients = [1]", ["recipients"]),
        ('[long-an]\nauthority = "KT. TRƯỞNG BAN"', ["authority", "K/T"]),
        ('[long-an]\nurgency = "GẤP"', ["urgency", "KHẨN"]),
        ('[long-an]\nissuer = "office"', ["issuer", "committee"]),
        ("[long-an.23]\nnumber = 1", ["[long-an]", "23", "bốn chữ số"]),
        ("[default.2023]\nnumber = 1", ["[default]", "2023"]),
        ('[long-an]\nplace = {a = "x"}', ["[long-an]", "place"]),
        ("[long-an.2022]\nnumbers = 1", ["[long-an.2022]", "numbers"]),
        ("ha-noi = 1", ["ha-noi"]),
        (
            '[default]\nauthority = "K/T TRƯỞNG BAN"\n[long-an]\nissuer = "committee"',
            ["[long-an]", "cấp ủy không ký K/T"],
        ),
    ],
)
def test_a_fault_names_file_section_and_setting(load, text: str, parts: list[str]) -> None:
    with pytest.raises(SourceError) as caught:
        load(text)
    assert [part for part in parts if part not in str(caught.value)] == []


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "report.toml").write_bytes(b"[default]\nplace = '\xff'")
    with pytest.raises(SourceError, match=r"report\.toml"):
        load_issuance(tmp_path / "report.toml", "long-an", 2023, UNITS)


def test_the_file_of_the_project_is_valid() -> None:
    path = Path(__file__).parents[2] / "report.toml"
    found = load_issuance(path, "long-an", 2023, UNITS)
    assert found.known_symbol == "BTCTU"
