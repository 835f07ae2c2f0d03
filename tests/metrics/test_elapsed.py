"""Time passed and months left: whole days, both ends counted, exact."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.elapsed import elapsed_share, months_left

JANUARY, DECEMBER = date(2024, 1, 1), date(2024, 12, 31)


@pytest.mark.parametrize(
    ("day", "passed"),
    [
        (date(2023, 12, 31), Fraction(0)),
        (date(2022, 6, 30), Fraction(0)),
        (date(2024, 1, 1), Fraction(1, 366)),
        (date(2024, 2, 29), Fraction(60, 366)),
        (date(2024, 6, 30), Fraction(182, 366)),
        (date(2024, 12, 30), Fraction(365, 366)),
        (date(2024, 12, 31), Fraction(1)),
        (date(2025, 6, 30), Fraction(1)),
    ],
)
def test_a_leap_year_passes_day_by_day(day: date, passed: Fraction) -> None:
    assert elapsed_share(JANUARY, DECEMBER, day) == passed


def test_ten_months_of_a_common_year() -> None:
    passed = elapsed_share(date(2017, 1, 1), date(2017, 12, 31), date(2017, 10, 31))
    assert passed == Fraction(304, 365)


def test_a_term_passes_as_a_year_does() -> None:
    first, last = date(2020, 10, 17), date(2025, 10, 16)
    assert elapsed_share(first, last, date(2020, 10, 17)) == Fraction(1, 1826)


def test_a_period_of_one_day_is_over_on_it() -> None:
    assert elapsed_share(JANUARY, JANUARY, JANUARY) == 1


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    message = "^the period ends on 2023-12-31, before it starts on 2024-01-01$"
    with pytest.raises(ValueError, match=message):
        elapsed_share(JANUARY, date(2023, 12, 31), JANUARY)


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (date(2023, 12, 31), Fraction(12)),
        (date(2024, 6, 30), Fraction(6)),
        (date(2024, 10, 31), Fraction(2)),
        (date(2024, 8, 15), 4 + Fraction(16, 31)),
        (date(2024, 2, 28), 10 + Fraction(1, 29)),
        (date(2024, 12, 30), Fraction(1, 31)),
        (date(2024, 12, 31), Fraction(0)),
        (date(2025, 1, 1), Fraction(0)),
    ],
)
def test_months_left_count_a_part_of_a_month_by_its_days(day: date, months: Fraction) -> None:
    assert months_left(day, DECEMBER) == months


def test_months_left_run_over_years() -> None:
    assert months_left(date(2023, 12, 15), date(2025, 10, 16)) == 22 + Fraction(16, 31) - Fraction(
        15, 31
    )


@given(st.dates(JANUARY, DECEMBER - timedelta(days=1)))
def test_each_day_passes_the_same_share_and_leaves_less(day: date) -> None:
    after = day + timedelta(days=1)
    step = elapsed_share(JANUARY, DECEMBER, after) - elapsed_share(JANUARY, DECEMBER, day)
    assert step == Fraction(1, 366)
    assert months_left(day, DECEMBER) > months_left(after, DECEMBER) >= 0
