"""Which rows of a table are units, sections, totals and notes."""

from __future__ import annotations

import pytest
from returns.small_grids import grid_of, kinds_of, rules_of, table, understood, values_of

from analysis.returns.outline import RowKind, children_of, outline_rows
from analysis.returns.table_plans import find_tables

UNITS = ([1, "Xã Tân Hòa", 10, 6], [2, "Xã An Phú", 12, 9])


@pytest.mark.parametrize("label", ["Tổng cộng", "Tổng cộng:", "Cộng :", "TOÀN TỈNH", "Tổng số (*)"])
def test_totals_by_name(label: str) -> None:
    assert kinds_of(table(*UNITS, [None, label, 22, 15]))[-1] == (label, RowKind.TOTAL)


@pytest.mark.parametrize("label", ["Đảng bộ tỉnh", "Đảng bộ tỉnh Bình Minh"])
def test_total_by_arithmetic(label: str) -> None:
    total = understood(table(*UNITS, [None, label, 22, 15]))
    assert (label, "total", "admitted", 15) in values_of(total)
    assert (label, "unit", "admitted", 15) not in values_of(total)


def test_unnumbered_row_that_is_no_sum_stays_a_unit() -> None:
    result = understood(table(*UNITS, [None, "Công an", 22, 14]))
    assert ("Công an", "unit", "admitted", 14) in values_of(result)


def test_sum_in_one_small_column_is_no_proof() -> None:
    """Nothing but 1 + 2 = 3 in the only column: a unit without a number may well have 3."""
    rows = table(
        [1, "Xã A", 1], [2, "Xã B", 2], [None, "Công an", 3], header=["STT", "Đơn vị", "Kết quả"]
    )
    assert ("Công an", "unit", "admitted", 3) in values_of(understood(rows))


@pytest.mark.parametrize("label", ["Tỷ lệ %", "Cùng kỳ năm 2023", "So sánh (+/-)"])
def test_comparisons_are_no_units(label: str) -> None:
    result = understood(table(*UNITS, [None, "Tổng cộng", 22, 15], [None, label, 20, 12]))
    assert label not in {figure.unit for figure in result.figures}
    assert "comparison_row" in rules_of(result, "note")


def test_short_class_words_are_no_markers() -> None:
    names = ["H. Tân Châu", "P. 7", "X. An Phú", "Q. 1", "TX. Bình Sơn", "V.P Tỉnh ủy"]
    rows = table(*[[name, 10, 6] for name in names], header=["Đơn vị", "Chỉ tiêu", "Kết quả"])
    assert kinds_of(rows) == [(name, RowKind.UNIT) for name in names]


def test_letters_in_their_order_are_markers() -> None:
    rows = table(
        ["A. Khối xã"],
        ["1. Xã Tân Hòa", 10, 6],
        ["B. Khối doanh nghiệp"],
        ["1. Công ty Điện lực", 5, 4],
        header=["Đơn vị", "Chỉ tiêu", "Kết quả"],
    )
    assert kinds_of(rows) == [
        ("Khối xã", RowKind.SECTION),
        ("Xã Tân Hòa", RowKind.UNIT),
        ("Khối doanh nghiệp", RowKind.SECTION),
        ("Công ty Điện lực", RowKind.UNIT),
    ]


def test_group_rows_above_numbers_that_go_on() -> None:
    result = understood(
        table(
            [None, "Các xã", 22, 15],
            *UNITS,
            [None, "Các phường", 28, 19],
            [3, "Phường Bình Sơn", 20, 11],
            [4, "Phường Long Thành", 8, 8],
            [None, "Tổng cộng", 50, 34],
        )
    )
    totals = {figure.unit for figure in result.figures if figure.kind == "total"}
    assert totals == {"Các xã", "Các phường", "Tổng cộng"}
    assert rules_of(result, "warning", "stop") == []


def test_block_that_is_no_sum_stays_a_unit() -> None:
    result = understood(table(*UNITS, [None, "Khối Dân vận", 3, 2], [3, "Công an", 5, 4]))
    assert ("Khối Dân vận", "unit", "admitted", 2) in values_of(result)
    assert {figure.group for figure in result.figures if figure.unit == "Công an"} == {""}


def test_women_below_a_unit() -> None:
    result = understood(table(*UNITS, [None, "Trong đó: Nữ", None, 4]))
    assert ("Xã An Phú", "unit", "admitted_female", 4) in values_of(result)


def test_listed_units_that_sound_like_categories() -> None:
    names = ["- Đoàn Thanh niên", "- Hội Phụ nữ", "- Hội Nông dân"]
    rows = table(*[[None, name, 10, 6] for name in names])
    assert kinds_of(rows) == [(name[2:], RowKind.UNIT) for name in names]


def test_kind_of_organisation_is_not_part_of_the_name() -> None:
    header = ["STT", "Đơn vị", "Loại hình", "Kết quả"]
    rows = table([1, "Tân Hòa", "Xã", 6], [2, "Bưu điện", "Chi bộ cơ sở", 1], header=header)
    assert kinds_of(rows) == [("Xã Tân Hòa", RowKind.UNIT), ("Bưu điện", RowKind.UNIT)]


def test_children_end_at_the_next_row_of_the_same_rank() -> None:
    grid = grid_of(
        table(
            ["I", "Huyện Tân Châu", 22, 15], *UNITS, ["II", "Huyện Phú Lộc", 20, 11],
            [1, "Xã Bình Sơn", 20, 11],
        )
    )  # fmt: skip
    rows = outline_rows(grid, find_tables(grid)[0])
    assert children_of(rows, 0) == [1, 2]
    assert children_of(rows, 3) == [4]


def test_letters_out_of_their_order_are_names() -> None:
    header = ["Đơn vị", "Chỉ tiêu", "Kết quả"]
    rows = table(["B. Tân Châu", 10, 6], ["H. Phú Lộc", 1, 1], header=header)
    assert [label for label, _ in kinds_of(rows)] == ["B. Tân Châu", "H. Phú Lộc"]


def test_last_of_equal_communes_is_no_total() -> None:
    header = ["Đơn vị", "Chỉ tiêu", "Kết quả"]
    rows = table(["Xã Tân Hòa", 1, 0], ["Xã An Phú", 1, 0], header=header)
    assert {figure.kind.value for figure in understood(rows).figures} == {"unit"}
