"""The form with criteria down the rows, one unit a form."""

from __future__ import annotations

from datetime import date

import pytest
from returns.small_grids import Rows, rules_of, understood

GRAVE = ("stop", "warning")


def form(*body: list[object], head: str = "Đơn vị báo cáo: Đảng bộ xã Tân Hòa") -> Rows:
    return [
        ["THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP 6 THÁNG ĐẦU NĂM 2024"],
        [head],
        ["Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "(%) kỳ này so với cùng kỳ năm trước"],
        *body,
    ]


WHOLE = ["I. Tổng số đảng viên mới kết nạp", 20, 19, 105.3]
WOMEN = ["- Nữ", 8, 10, 80]


def test_figures_of_both_periods() -> None:
    result = understood(form(WHOLE, WOMEN))
    found = {(f.measure, int(f.value * 10), f.period.end) for f in result.figures if f.period}
    assert found == {
        ("admitted", 200, date(2024, 6, 30)),
        ("admitted", 190, date(2023, 6, 30)),
        ("yoy_index_pct", 1053, date(2024, 6, 30)),
        ("admitted_female", 80, date(2024, 6, 30)),
        ("admitted_female", 100, date(2023, 6, 30)),
    }
    assert {f.unit for f in result.figures} == {"Đảng bộ xã Tân Hòa"}
    assert rules_of(result, *GRAVE) == []


def test_wrong_index() -> None:
    result = understood(form(["I. Tổng số đảng viên mới kết nạp", 20, 19, 110], WOMEN))
    assert rules_of(result, *GRAVE) == ["rate_mismatch"]


def test_part_above_whole_and_equal_to_it() -> None:
    assert "part_above_whole" in rules_of(understood(form(WHOLE, ["- Nữ", 21, 10, 210])), *GRAVE)
    assert rules_of(understood(form(WHOLE, ["- Nữ", 20, 10, 200])), *GRAVE) == []


def test_unknown_row_is_set_aside() -> None:
    result = understood(form(WHOLE, ["- Số thẻ thư viện", 3, 2, 150]))
    assert rules_of(result, *GRAVE) == ["unmapped_row"]
    assert result.rows[-1].fate.value == "quarantined"


def test_blank_and_unreadable_cells() -> None:
    result = understood(form(WHOLE, ["- Nữ", "khoảng 8", "-", "-"]))
    assert rules_of(result, *GRAVE) == ["not_exact"]
    assert result.rows[-1].fate.value == "quarantined"


@pytest.mark.parametrize("head", ["", "Đơn vị báo cáo: ...........", "Đơn vị: người"])
def test_form_without_a_unit_is_stopped(head: str) -> None:
    assert "no_unit" in rules_of(understood(form(WHOLE, head=head)), "stop")


def test_a_form_without_a_period_asks_and_reads_nothing_of_last_year() -> None:
    rows = form(["I. Tổng số đảng viên mới kết nạp", 12, 10, None])
    rows[0] = ["THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP"]
    result = understood(rows)
    assert rules_of(result, *GRAVE) == ["period_missing"]
    assert [(figure.value, figure.period) for figure in result.figures] == [(12, None)]


def test_target_result_and_rate_stand_beside_one_another() -> None:
    rows = [
        ["KẾT QUẢ PHÁT TRIỂN ĐẢNG VIÊN NĂM 2024"],
        ["Đơn vị báo cáo: Đảng bộ xã Tân Hòa"],
        ["Nội dung", "Đơn vị tính", "Chỉ tiêu", "Thực hiện", "Tỷ lệ (%)"],
        ["Kết nạp đảng viên mới", "Người", 20, 18, 90],
        ["Công nhận đảng viên chính thức", "Người", 15, 14, 93.33],
    ]
    found = [(f.measure, float(f.value), f.locator) for f in understood(rows).figures]
    assert found == [
        ("target", 20, "Sheet1!C4"),
        ("admitted", 18, "Sheet1!D4"),
        ("pct_of_target", 90, "Sheet1!E4"),
        ("members_made_full", 14, "Sheet1!D5"),
    ]


@pytest.mark.parametrize(
    ("rate", "measure", "value"),
    [(125, "yoy_index_pct", 125), (25, "yoy_change_pct", 25), (1.25, "yoy_index_pct", 125)],
    ids=["an index", "a growth", "a ratio"],
)
def test_the_counts_say_what_the_last_column_is(rate: float, measure: str, value: float) -> None:
    result = understood(form(["I. Tổng số đảng viên mới kết nạp", 10, 8, rate]))
    assert [(f.measure, float(f.value)) for f in result.figures][-1] == (measure, value)


def test_a_part_of_which_there_was_none_last_year_has_no_index() -> None:
    result = understood(
        form(
            ["I. Tổng số đảng viên mới kết nạp", 5, 4, 125],
            ["- Nữ", 1, 0, "-"],
            ["- DTTS", 0, 0, 0],
        )
    )
    assert rules_of(result, *GRAVE) == []
    assert ("yoy_index_pct", 125) in {(f.measure, f.value) for f in result.figures}
