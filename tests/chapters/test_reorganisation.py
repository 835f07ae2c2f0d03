"""The section on mergers: where a unit comes from, where it goes on, what could be added up."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace

import pytest

from analysis.chapters import reorganisation
from analysis.chapters.wording import REBUILT_MARK, REBUILT_NOTE
from analysis.document.blocks import Block, BulletList, Heading, Note, Paragraph, Table
from analysis.metrics.reorganisation import MEMBERS
from analysis.metrics.vintages import absorptions
from analysis.metrics.year_over_year import members_by_unit_day, year_over_year
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data

MERGED = "binh-minh-xa-rach-hoa"


@pytest.fixture(scope="module")
def section(project: Project):
    """Give the section of a report; each one once."""
    opened: dict[tuple, list[Block]] = {}

    def _section(scope: str, year: int) -> list[Block]:
        if (scope, year) not in opened:
            data = load_report_data(project, ReportParams(scope=scope, year=year))
            opened[scope, year] = reorganisation.section(data, _found(data))
        return opened[scope, year]

    return _section


def _found(data: ReportData) -> SimpleNamespace:
    refused = data.not_rebuilt
    changes = year_over_year(
        members_by_unit_day(data.in_scope),
        count="members",
        absorptions=absorptions(data.units),
        refusals=refused[refused["measure"].eq(MEMBERS)],
    )
    return SimpleNamespace(member_changes=changes)


def _only(blocks: list[Block], kind: type) -> list:
    return [block for block in blocks if isinstance(block, kind)]


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_long_an_can_be_followed_into_tay_ninh(section) -> None:
    heading, bullets = section("long-an", 2023)
    assert heading == Heading(
        level=2, text="Hợp nhất, giải thể và so sánh qua mốc đó", method="to-chuc-lai"
    )
    assert bullets.items == (
        "Từ 1/7/2025, Đảng bộ tỉnh Long An hợp nhất với Đảng bộ tỉnh Tây Ninh (đến 30/6/2025) "
        "thành Đảng bộ tỉnh Tây Ninh (từ 1/7/2025). Chưa lập được báo cáo tiếp theo (scope "
        "tay-ninh-2025), vì chưa có số liệu từ năm 2025; báo cáo của các năm trước lập được cho "
        "năm 2020–2024.",
    )


def test_vung_tau_can_be_followed_through_its_province(section) -> None:
    (bullets,) = _only(section("vung-tau", 2022), BulletList)
    assert bullets.items == (
        "Từ 1/7/2025, Đảng bộ thành phố Vũng Tàu chấm dứt hoạt động, không có đơn vị kế tiếp trực "
        "tiếp; theo đảng bộ cấp trên là Đảng bộ tỉnh Bà Rịa - Vũng Tàu, nay thuộc Đảng bộ Thành "
        "phố Hồ Chí Minh (từ 1/7/2025). Báo cáo tiếp theo: scope tp-ho-chi-minh-2025, năm 2025.",
    )


NEXT_REPORT = re.compile(r"scope (\S+), năm (\d{4})\.")


@pytest.mark.parametrize(
    ("scope", "year"),
    [("vung-tau", 2022), ("dong-da", 2017), ("long-an", 2023), ("que-son", 2024)],
)
def test_the_report_that_is_named_can_be_made(section, project: Project, scope, year) -> None:
    (bullets,) = _only(section(scope, year), BulletList)
    named = NEXT_REPORT.findall(bullets.items[-1])
    assert len(named) == (scope in ("vung-tau", "dong-da"))
    for after, year_after in named:
        load_report_data(project, ReportParams(scope=after, year=int(year_after)))


def test_a_unit_after_which_nothing_is_published_has_no_next_report(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="long-an", year=2023))
    own = data.observations[data.observations["unit_id"].eq("ben-luc")]
    alone = replace(data, observations=own, scope=data.scope._replace(unit_id="nong-son"))
    (bullets,) = _only(reorganisation.section(alone, _found(alone)), BulletList)
    assert bullets.items[-1].endswith(
        "Chưa lập được báo cáo tiếp theo (scope da-nang-2025), vì chưa có số liệu năm nào."
    )


def test_a_district_of_a_province_that_stays_goes_on_in_it(section) -> None:
    (bullets,) = _only(section("dong-da", 2017), BulletList)
    assert bullets.items == (
        "Từ 1/7/2025, Đảng bộ quận Đống Đa chấm dứt hoạt động, không có đơn vị kế tiếp trực tiếp; "
        "theo đảng bộ cấp trên là Đảng bộ thành phố Hà Nội. Báo cáo tiếp theo: scope ha-noi, năm "
        "2025.",
    )


def test_a_unit_that_is_taken_in_by_another_and_one_that_grew(section) -> None:
    (bullets,) = _only(section("nong-son", 2024), BulletList)
    assert bullets.items[0] == (
        "Từ 1/1/2025, Đảng bộ huyện Nông Sơn nhập vào Đảng bộ huyện Quế Sơn."
    )
    assert bullets.items[1].endswith(
        "Chưa lập được báo cáo tiếp theo (scope da-nang-2025), vì chưa có số liệu từ năm 2025; báo "
        "cáo của các năm trước lập được cho năm 2024."
    )
    (bullets,) = _only(section("que-son", 2024), BulletList)
    assert bullets.items[0] == (
        "Từ 1/1/2025, Đảng bộ huyện Quế Sơn gồm cả Đảng bộ huyện Nông Sơn; các kỳ trước và sau "
        "ngày này không so sánh với nhau."
    )


def test_the_new_tay_ninh_before_its_founding_is_a_rebuilt_view(section) -> None:
    blocks = section("tay-ninh-2025", 2023)
    (bullets,) = _only(blocks, BulletList)
    assert bullets.items == (
        "Đảng bộ tỉnh Tây Ninh hoạt động từ 1/7/2025, hợp nhất Đảng bộ tỉnh Tây Ninh (đến "
        "30/6/2025), Đảng bộ tỉnh Long An.",
    )
    (note,) = _only(blocks, Note)
    assert note.kind == "attention"
    assert note.text == (
        "Năm 2023, Đảng bộ tỉnh Tây Ninh chưa thành lập. Báo cáo này nhìn lại theo phạm vi hiện "
        "nay: các đơn vị trong báo cáo là Đảng bộ tỉnh Tây Ninh (đến 30/6/2025), Đảng bộ tỉnh Long "
        "An; số của toàn phạm vi chỉ có khi cộng đủ các đơn vị đó."
    )


def test_unknown_parts_stay_unknown_and_the_reason_is_given_once(section) -> None:
    (table,) = _only(section("tay-ninh-2025", 2023), Table)
    heads = [column.head for column in table.columns]
    assert heads == ["Nội dung", "Kỳ số liệu", "Tây Ninh", "Long An", "Dựng lại"]
    assert _rows(table) == [
        ("Kết nạp", "Năm 2021", "…", "1.514", "–"),
        ("Kết nạp", "Năm 2022", "…", "1.533", "–"),
        ("Kết nạp", "Năm 2023", "…", "1.667", "–"),
        ("Chỉ tiêu", "Năm 2024", "…", "1.660", "–"),
        ("Tổng số đảng viên", "Thời điểm 13/10/2020", "…", "trên 47.600", "–"),
    ]
    assert table.notes == (
        "Lý do không dựng lại: chưa có số liệu của Đảng bộ tỉnh Tây Ninh (đến 30/6/2025).",
        "Đơn vị: đảng viên. … Chưa có số liệu. Thiếu một đơn vị thì không cộng.",
    )
    bounded = table.rows[-1].cells[3]
    assert (bounded.value, bounded.before, bounded.after) == (47600, "trên ", "")
    assert table.caption == "Số liệu trước hợp nhất của các đơn vị nay thuộc Đảng bộ tỉnh Tây Ninh"


def test_different_reasons_stand_in_their_rows(section) -> None:
    (table,) = _only(section("lam-dong-2025", 2025), Table)
    reasons = {row[-1] for row in _rows(table)}
    assert reasons == {
        "chưa có số liệu của Đảng bộ tỉnh Đắk Nông, Đảng bộ tỉnh Lâm Đồng (đến 30/6/2025)",
        "chưa có số liệu của Đảng bộ tỉnh Bình Thuận, Đảng bộ tỉnh Đắk Nông",
    }
    assert table.columns[-1].head == "Lý do không dựng lại"


def test_members_after_a_merger_are_no_growth(section) -> None:
    (paragraph,) = _only(section("khanh-hoa-2025", 2025), Paragraph)
    assert paragraph.text == (
        "Tổng số đảng viên ngày 22/9/2025: gần 74.000. So với số của từng đơn vị trước hợp nhất, "
        "chênh lệch là do thay đổi phạm vi, không phải tăng trưởng."
    )


def test_rebuilt_figures_are_marked_and_like_is_compared_with_like(section) -> None:
    blocks = section(MERGED, 2024)
    (paragraph,) = _only(blocks, Paragraph)
    assert paragraph.text.startswith(
        "Tổng số đảng viên ngày 31/12/2024: 1.274, tăng 4 đồng chí (0,31%) so với cùng ngày năm "
        "trước (số dựng lại). So với"
    )
    (table,) = _only(blocks, Table)
    assert ("Kết nạp", "Năm 2023", "17", "27", "44§") in _rows(table)
    assert ("Chỉ tiêu", "Năm 2023", "19", "28", "47§") in _rows(table)
    cell = next(row.cells[-1] for row in table.rows if row.cells[1].text == "Năm 2023")
    assert (cell.value, cell.before, cell.after) == (44, "", REBUILT_MARK)
    assert (
        table.notes[-1] == REBUILT_NOTE == "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất."
    )
    assert not _only(blocks, Note)


def test_the_province_lists_its_merged_communes(section) -> None:
    heading, table = section("binh-minh", 2024)
    assert isinstance(heading, Heading)
    assert table.caption == "Đơn vị trực thuộc thành lập, hợp nhất, chấm dứt trong 2023–2024"
    assert [column.head for column in table.columns] == [
        "Đơn vị",
        "Thay đổi",
        "Kết nạp năm 2023 dựng lại (đảng viên)",
    ]
    assert _rows(table) == [
        (
            "Đảng bộ xã Rạch Hòa",
            "từ 1/1/2024, hợp nhất Đảng bộ xã Rạch Đông, Đảng bộ xã Rạch Tây",
            "44§",
        )
    ]
    assert table.notes == (REBUILT_NOTE,)


@pytest.mark.parametrize(("scope", "year"), [("binh-minh", 2023), ("ha-noi", 2017)])
def test_without_a_change_in_reach_there_is_no_section(section, scope: str, year: int) -> None:
    assert section(scope, year) == []


def test_a_bloc_with_one_known_predecessor_says_that_others_may_be_missing(section) -> None:
    blocks = section("binh-thuan-khoi-co-quan-doanh-nghiep", 2017)
    (bullets,) = _only(blocks, BulletList)
    assert bullets.items[0] == (
        "Đảng bộ Khối Cơ quan và Doanh nghiệp tỉnh Bình Thuận hoạt động từ 1/1/2019; trong các đơn "
        "vị trước đó, danh mục mới ghi Đảng bộ Khối các cơ quan tỉnh Bình Thuận."
    )


def test_the_nation_lists_what_changed_in_2025_without_an_empty_column(section) -> None:
    _, table = section("toan-quoc", 2025)
    assert len(table.rows) == 24
    assert len(table.columns) == 2
    assert _rows(table)[0] == (
        "Đảng bộ thành phố Huế",
        "từ 1/1/2025, kế tiếp Đảng bộ tỉnh Thừa Thiên Huế",
    )
    assert _rows(table)[19] == (
        "Đảng bộ tỉnh Đồng Tháp",
        "từ 1/7/2025, hợp nhất Đảng bộ tỉnh Tiền Giang, Đảng bộ tỉnh Đồng Tháp (đến 30/6/2025)",
    )


def test_growth_and_ends_below_a_scope(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="quang-nam", year=2024))
    later = replace(data, params=data.params.model_copy(update={"year": 2025}))
    (table,) = _only(reorganisation.section(later, _found(later)), Table)
    told = dict(_rows(table))
    assert told["Đảng bộ huyện Quế Sơn"] == (
        "từ 1/1/2025 gồm cả Đảng bộ huyện Nông Sơn: không so với trước đó"
    )
    assert told["Đảng bộ huyện Đại Lộc"] == (
        "chấm dứt 30/6/2025; nay thuộc Đảng bộ thành phố Đà Nẵng"
    )
    assert "Đảng bộ huyện Nông Sơn" not in told
