"""Arithmetic within a table, and columns that contradict each other."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns.small_grids import TITLE, rules_of, table, understood, values_of

from analysis.returns.table_checks import rates_agree, round_to

RATED = ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"]
GRAVE = ("stop", "warning")


def test_exactly_equal_sums() -> None:
    rows = table([1, "Xã A", 10, 6], [2, "Xã B", 12, 9], [None, "Tổng cộng", 22, 15])
    assert rules_of(understood(rows), *GRAVE) == []


@pytest.mark.parametrize("label", ["Tổng cộng", "Tổng cộng:"])
def test_wrong_total(label: str) -> None:
    rows = table([1, "Xã A", 10, 6], [2, "Xã B", 12, 9], [None, label, 22, 16])
    (issue,) = [i for i in understood(rows).issues if i.rule == "total_mismatch"]
    assert (issue.locator, issue.value) == ("Sheet1!D5", "16")


def test_blank_units_are_named_with_a_wrong_total() -> None:
    rows = table([1, "Xã A", 10, 6], [2, "Xã B", 12, None], [None, "Tổng cộng", 22, 15])
    (issue,) = [i for i in understood(rows).issues if i.rule == "total_mismatch"]
    assert "1 đơn vị để trống" in issue.message


def test_unreadable_cell_stays_the_check_of_its_column() -> None:
    rows = table([1, "Xã A", 10, "khoảng 6"], [2, "Xã B", 12, 9], [None, "Tổng cộng", 22, 15])
    assert rules_of(understood(rows), *GRAVE) == ["not_exact"]


def test_part_above_whole() -> None:
    rows = table([1, "Xã A", 6, 7], header=["STT", "Đơn vị", "Kết quả", "Nữ"])
    assert rules_of(understood(rows), *GRAVE) == ["part_above_whole"]
    equal = table([1, "Xã A", 6, 6], header=["STT", "Đơn vị", "Kết quả", "Nữ"])
    assert rules_of(understood(equal), *GRAVE) == []


def test_wrong_rate() -> None:
    rows = table([1, "Xã A", 10, 6, 61], header=RATED)
    assert rules_of(understood(rows), *GRAVE) == ["rate_mismatch"]


@pytest.mark.parametrize(
    ("printed", "decimals", "agrees"),
    [
        ("52.59", 2, True),
        ("52.6", 1, True),
        ("52.5", 1, True),
        ("52.61", 2, False),
        ("53", 0, True),
    ],
)
def test_rates_rounded_or_cut(printed: str, decimals: int, agrees: bool) -> None:
    rate = Decimal(142) * 100 / 270
    assert rates_agree(Decimal(printed), rate, decimals) is agrees


def test_round_half_up() -> None:
    assert round_to(Decimal("0.125"), 2) == Decimal("0.13")


def test_fractions_of_one() -> None:
    """0,6 and 0,75 beside 6 of 10 and 9 of 12 are 60 % and 75 %."""
    rows = table([1, "Xã A", 10, 6, 0.6], [2, "Xã B", 12, 9, 0.75], header=RATED)
    rates = {value for _, _, measure, value in values_of(understood(rows)) if "pct" in measure}
    assert rates == {60, 75}


def test_two_columns_of_one_measure_are_not_read() -> None:
    header = ["STT", "Đơn vị", "Kết quả", "Đã kết nạp"]
    result = understood(table([1, "Xã A", 10, 6], [2, "Xã B", 12, 9], header=header))
    assert not result.figures
    assert rules_of(result, *GRAVE) == ["two_columns"]
    assert [row.fate.value for row in result.rows][-2:] == ["quarantined"] * 2


def test_column_that_repeats_another_is_read_once() -> None:
    header = ["STT", "Đơn vị", "Kết quả", "Đã kết nạp"]
    result = understood(table([1, "Xã A", 6, 6], [2, "Xã B", 9, None], header=header))
    assert values_of(result) == {("Xã A", "unit", "admitted", 6), ("Xã B", "unit", "admitted", 9)}
    assert len(result.figures) == 2
    assert rules_of(result) == ["repeated_column"]


def test_signed_growth_is_no_index() -> None:
    header = ["STT", "Đơn vị", "Kết quả", "So với cùng kỳ (%)"]
    signed = understood(table([1, "Xã A", 40, "+5,3"], [2, "Xã B", 35, "-12,5"], header=header))
    assert ("Xã B", "unit", "yoy_change_pct", -12.5) in values_of(signed)
    plain = understood(table([1, "Xã A", 40, "105,3"], [2, "Xã B", 35, "87,5"], header=header))
    assert ("Xã B", "unit", "yoy_index_pct", 87.5) in values_of(plain)


def test_change_in_percent_signs_is_a_rate() -> None:
    header = ["STT", "Đơn vị", "Kết quả", "Cùng kỳ năm 2023", "So với cùng kỳ"]
    rows = table([1, "Xã A", 10, 8, "125%"], [2, "Xã B", 9, 12, "75%"], header=header)
    assert ("Xã A", "unit", "yoy_index_pct", 125) in values_of(understood(rows))


def test_change_above_the_result_is_asked_about() -> None:
    header = ["STT", "Đơn vị", "Kết quả", "So với cùng kỳ"]
    result = understood(table([1, "Xã A", 10, 125], [2, "Xã B", 9, 75], header=header))
    assert rules_of(result, *GRAVE) == ["change_or_index"]
    assert {f.measure for f in result.figures} == {"admitted"}


def test_rate_of_the_running_total() -> None:
    rows = [
        ["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THÁNG 6 NĂM 2024"],
        ["STT", "Đơn vị", "Chỉ tiêu năm", "Kết nạp trong tháng", "Lũy kế từ đầu năm", "Tỷ lệ (%)"],
        [1, "Xã A", 10, 2, 4, 40],
        [2, "Xã B", 12, 1, 3, 25],
    ]
    result = understood(rows)
    periods = {f.period.start for f in result.figures if f.measure == "pct_of_target" and f.period}
    assert periods == {date(2024, 1, 1)}
    assert rules_of(result, *GRAVE) == []


def test_rate_takes_the_period_of_its_result() -> None:
    rows = [
        ["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN"],
        ["STT", "Đơn vị", "Chỉ tiêu năm 2024", "Kết quả đến 30/6/2024", "Tỷ lệ đạt (%)"],
        [1, "Xã A", 10, 4, 40],
    ]
    result = understood(rows)
    (rate,) = [f for f in result.figures if f.measure == "pct_of_target"]
    assert rate.period is not None
    assert rate.period.end == date(2024, 6, 30)
    assert rules_of(result) == []


def test_rate_of_members() -> None:
    header = ["STT", "Đơn vị", "Tổng số đảng viên", "Chỉ tiêu", "Kết nạp", "Tỷ lệ kết nạp (%)"]
    rows = table([1, "Xã A", 200, 10, 8, 4], [2, "Xã B", 300, 12, 9, 3], header=header)
    assert ("Xã A", "unit", "admission_rate_pct", 4) in values_of(understood(rows))


@given(
    st.lists(st.tuples(st.integers(1, 400), st.integers(0, 400)), min_size=2, max_size=6),
    st.randoms(use_true_random=False),
)
def test_order_of_units_changes_no_figure(pairs: list[tuple[int, int]], random: object) -> None:
    body = [[f"Xã Số {n}", target, result] for n, (target, result) in enumerate(pairs)]
    total = ["Tổng cộng", sum(p[0] for p in pairs), sum(p[1] for p in pairs)]
    header = ["Đơn vị", "Chỉ tiêu", "Kết quả"]
    shuffled = list(body)
    random.shuffle(shuffled)
    first = understood([[TITLE], header, *body, total])
    second = understood([[TITLE], header, *shuffled, total])
    assert values_of(first) == values_of(second)
    assert sorted(rules_of(first)) == sorted(rules_of(second))
