"""A sheet as a whole: its title lines, its period, who reports, and the fate of every row."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns.small_grids import HEADER, TITLE, Rows, grid_of, rules_of, sheet_of, understood

from analysis.office_files.grids import Book
from analysis.returns.table_titles import lines_of, organisation_of
from analysis.returns.understand import understand

UNITS = ([1, "Xã Tân Hòa", 10, 6], [2, "Xã An Phú", 12, 9])
PLAIN = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN"


def ends(rows: Rows) -> set[date]:
    figures = understood(rows).figures
    return {f.period.end for f in figures if f.period and f.measure == "admitted" and f.period.end}


def test_label_and_date_are_one_line() -> None:
    rows = [[PLAIN], ["Số liệu đến ngày:", None, date(2024, 6, 30)], HEADER, *UNITS]
    assert lines_of(grid_of(rows), [1, 2]) == [PLAIN, "Số liệu đến ngày: 30/6/2024"]
    assert ends(rows) == {date(2024, 6, 30)}


def test_two_labels_are_two_lines() -> None:
    grid = grid_of([["Kỳ số liệu:", "Đơn vị: Chi bộ 30/4/2020"]])
    assert lines_of(grid, [1]) == ["Kỳ số liệu:", "Đơn vị: Chi bộ 30/4/2020"]


def test_date_without_a_word_is_no_period() -> None:
    rows = [[PLAIN], [date(2024, 7, 5)], HEADER, *UNITS]
    assert rules_of(understood(rows), "stop") == ["period_missing"]


def test_day_of_writing_is_no_period() -> None:
    rows = [[TITLE], ["Ngày báo cáo:", date(2024, 7, 5)], HEADER, *UNITS]
    assert ends(rows) == {date(2024, 12, 31)}


@pytest.mark.parametrize("label", ["Kỳ số liệu:", "Kỳ báo cáo:", "Kỳ:"])
def test_stated_period_counts_alone(label: str) -> None:
    sender = ["Đơn vị báo cáo:", "Chi bộ 30/4/2020"]
    stated = [[PLAIN], sender, [label, "6 tháng đầu năm 2024"], HEADER, *UNITS]
    assert ends(stated) == {date(2024, 6, 30)}
    empty = [[PLAIN], sender, [label], HEADER, *UNITS]
    assert "period_missing" in rules_of(understood(empty), "stop")


def test_stated_period_and_year_in_two_rows() -> None:
    rows = [[PLAIN], ["Năm báo cáo:", 2024], ["Kỳ báo cáo:", "6 tháng đầu năm"], HEADER, *UNITS]
    assert ends(rows) == {date(2024, 6, 30)}


def test_quarters_one_below_the_other() -> None:
    header = ["STT", "Đơn vị", "Kết quả"]
    rows = [
        [TITLE], ["Quý I/2024"], header, [1, "Xã Tân Hòa", 1],
        ["Quý II/2024"], header, [1, "Xã Tân Hòa", 3],
    ]  # fmt: skip
    assert ends(rows) == {date(2024, 3, 31), date(2024, 6, 30)}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Đơn vị báo cáo: Đảng bộ xã Tân Hòa", "Đảng bộ xã Tân Hòa"),
        ("Đơn vị báo cáo: ……Đảng bộ xã Tân Hòa……", "Đảng bộ xã Tân Hòa"),
        ("ĐƠN VỊ BÁO CÁO: ĐẢNG BỘ XÃ TÂN HÒA ......", "ĐẢNG BỘ XÃ TÂN HÒA"),
        ("Đơn vị báo cáo ......... Đảng bộ xã Tân Hòa", "Đảng bộ xã Tân Hòa"),
        ("(Đơn vị báo cáo: Đảng bộ xã Tân Hòa)", "Đảng bộ xã Tân Hòa"),
        ("Đơn vị: Đảng bộ xã Tân Hòa; Kỳ báo cáo: 6 tháng", "Đảng bộ xã Tân Hòa"),
        ("Đơn vị báo cáo: ..............", ""),
        ("Đơn vị tính: người", ""),
        ("Đơn vị: người", ""),
        ("ĐẢNG BỘ XÃ AN PHÚ", "ĐẢNG BỘ XÃ AN PHÚ"),
        ("ĐẢNG CỘNG SẢN VIỆT NAM", ""),
    ],
)
def test_who_reports(line: str, name: str) -> None:
    assert organisation_of([line]) == name


def test_sheet_of_telephone_numbers_does_not_stop_the_file() -> None:
    good = sheet_of([[TITLE], HEADER, *UNITS], name="KQ")
    contacts = sheet_of(
        [["STT", "Họ và tên", "Đơn vị", "Số điện thoại"], [1, "A", "Xã Tân Hòa", "0912345678"]],
        name="Danh bạ",
    )
    result = understand(Book("xlsx", (good, contacts)), "tep.xlsx")
    assert len(result.figures) == 4
    assert "unmapped_column" in rules_of(result, "warning")
    alone = understand(Book("xlsx", (contacts,)), "tep.xlsx")
    assert alone.is_stopped


def test_half_understood_sheet_stops_the_file() -> None:
    good = sheet_of([[TITLE], HEADER, *UNITS], name="KQ")
    header = ["STT", "Đơn vị", "Kết quả", "Số xyz"]
    half = sheet_of([[TITLE], header, [1, "Xã Tân Hòa", 6, 4]], name="KQ2")
    assert not understand(Book("xlsx", (good, half)), "tep.xlsx").figures


values = st.one_of(
    st.none(),
    st.integers(-5, 3000),
    st.sampled_from(
        ["Tổng cộng", "Xã A", "Trong đó: Nữ", "-", "6", "Đơn vị", "Kết quả", "Tỷ lệ %"]
    ),
    st.dates(date(2020, 1, 1), date(2025, 12, 31)),
)


@given(st.lists(st.lists(values, min_size=1, max_size=5), max_size=6))
def test_every_row_has_one_fate(body: list[list[object]]) -> None:
    """Whatever stands below a header: nothing raises, and no row is lost or counted twice."""
    result = understood([[TITLE], HEADER, *body])
    filled = {
        n for n, row in enumerate([[TITLE], HEADER, *body], 1) if any(v is not None for v in row)
    }
    assert [row.row for row in result.rows] == sorted(filled)


def with_head(*body: list[object]) -> Rows:
    return [[TITLE], list(HEADER), *body]


def test_an_unnumbered_row_below_a_complete_total_is_no_unit() -> None:
    result = understood(
        with_head(
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            [None, "Tổng cộng", 22, 15],
            [None, "Kết nạp tại nước ngoài", None, 2],
        )
    )
    assert {f.unit for f in result.figures} == {"Xã Tân Hòa", "Xã An Phú", "Tổng cộng"}
    assert rules_of(result, "warning") == ["row_below_total"]


@pytest.mark.parametrize("label", ["Cao nhất", "Các đơn vị đạt 100% trở lên", "Ngoài ra: chưa báo"])
def test_remarks_with_figures_are_no_units(label: str) -> None:
    result = understood(with_head([1, "Xã Tân Hòa", 10, 6], [None, label, 10, 6]))
    assert {f.unit for f in result.figures} == {"Xã Tân Hòa"}
