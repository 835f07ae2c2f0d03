"""Year over year: only like with like, only the year before; gaps stay gaps."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics.year_over_year import admissions_by_unit_year, year_over_year


def changes(*rows: Row) -> pd.DataFrame:
    return year_over_year(admissions_by_unit_year(observations(*rows)))


def listed(found: pd.DataFrame) -> list[tuple]:
    """Year, admitted, previous, change and exact change in percent; None where missing."""
    columns = ["year", "admitted", "previous", "change", "change_pct"]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in found[columns].astype("object").itertuples(index=False)
    ]


def test_whole_years_are_compared_with_the_year_before() -> None:
    found = changes(
        observation(value=1514, year=2021),
        observation(value=1533, year=2022),
        observation(value=1667, year=2023),
    )
    assert listed(found) == [
        (2021, 1514, None, None, None),
        (2022, 1533, 1514, 19, Fraction(1900, 1514)),  # 1,25 %
        (2023, 1667, 1533, 134, Fraction(13400, 1533)),  # 8,74 %
    ]


def test_a_fall_is_negative() -> None:
    found = changes(observation(value=200, year=2023), observation(value=150, year=2024))
    assert listed(found)[1] == (2024, 150, 200, -50, -25)


def test_a_missing_year_stays_a_gap() -> None:
    found = changes(observation(value=100, year=2021), observation(value=120, year=2023))
    assert listed(found) == [(2021, 100, None, None, None), (2023, 120, None, None, None)]


def test_another_unit_is_never_the_year_before() -> None:
    found = changes(
        observation(value=100, year=2023, unit_id="long-dien"),
        observation(value=120, year=2024, unit_id="dat-do"),
    )
    assert found["previous"].isna().all()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param({"year": 2023}, {"until": "2024-09-30"}, id="year and nine months"),
        pytest.param({"until": "2023-06-30"}, {"until": "2024-09-30"}, id="six and nine months"),
        pytest.param({"until": "2023-09-30"}, {"until": "2024-09-29"}, id="a day less"),
        pytest.param({"until": "2023-10-18"}, {"year": 2024}, id="a day in October and the year"),
        pytest.param(open_end(2023), {"year": 2024}, id="an end that is not printed"),
        pytest.param(
            open_end(2023) | {"year": 2023}, open_end(2024) | {"year": 2024}, id="two open ends"
        ),
    ],
)
def test_unlike_periods_are_not_compared(earlier: Row, later: Row) -> None:
    found = changes(observation(value=100, **earlier), observation(value=120, **later))
    assert len(found) == 2
    assert found["previous"].isna().all()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2023-09-30", "2024-09-30"),
        pytest.param("2023-02-28", "2024-02-29", id="two months, into a leap year"),
        pytest.param("2024-02-29", "2025-02-28", id="two months, out of a leap year"),
    ],
)
def test_equal_parts_of_consecutive_years_are_compared(earlier: str, later: str) -> None:
    found = changes(observation(value=100, until=earlier), observation(value=120, until=later))
    assert found.iloc[1]["change"] == 20
    assert found.iloc[1]["change_pct"] == 20


def test_each_part_of_a_year_finds_its_own_counterpart() -> None:
    found = changes(
        observation(value=40, until="2023-03-31"),
        observation(value=100, until="2023-09-30"),
        observation(value=50, until="2024-03-31"),
        observation(value=90, until="2024-09-30"),
    )
    assert listed(found)[2:] == [(2024, 50, 40, 10, 25), (2024, 90, 100, -10, -10)]


def test_a_rise_from_zero_has_no_percentage() -> None:
    found = changes(observation(value=0, year=2023), observation(value=5, year=2024))
    assert listed(found)[1] == (2024, 5, 0, 5, None)


def test_a_fall_to_zero_is_a_change_of_minus_one_hundred_percent() -> None:
    found = changes(observation(value=5, year=2023), observation(value=0, year=2024))
    assert listed(found)[1] == (2024, 0, 5, -5, -100)


@pytest.mark.parametrize("bounded_year", [2023, 2024])
def test_a_bounded_count_is_compared_with_nothing(bounded_year: int) -> None:
    rows = [
        observation(
            value=4000, year=year, qualifier="less_than" if year == bounded_year else "exact"
        )
        for year in (2023, 2024)
    ]
    found = changes(*rows)
    assert len(found) == 2
    assert found["change"].isna().all()


def test_two_sources_that_contradict_each_other_leave_a_gap() -> None:
    found = changes(
        observation(value=100, year=2023),
        observation(value=120, year=2024, source_id="bao"),
        observation(value=130, year=2024, source_id="dai"),
    )
    assert listed(found) == [(2023, 100, None, None, None)]


def test_two_sources_that_agree_are_one_count() -> None:
    found = changes(observation(source_id="bao"), observation(source_id="dai"))
    assert list(found["admitted"]) == [142]


def test_a_plain_count_goes_before_a_bound_of_the_same_period() -> None:
    found = changes(observation(value=140, qualifier="more_than"), observation(value=142))
    assert listed(found) == [(2024, 142, None, None, None)]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"measure": "members_total"}, id="a stock"),
        pytest.param({"measure": "target"}, id="a target"),
        pytest.param({"is_average": True}, id="an average"),
        pytest.param({"is_projected": True}, id="a projection"),
        pytest.param({"term": "2020-2025"}, id="a term"),
        pytest.param({"period_kind": "years"}, id="several years"),
    ],
)
def test_only_yearly_admissions_are_listed(columns: Row) -> None:
    assert changes(observation(**({"value": 5} | columns))).empty


def test_both_last_days_of_a_leap_february_do_not_stop_the_others() -> None:
    found = changes(
        observation(value=80, until="2024-02-28"), observation(value=82, until="2024-02-29")
    )
    assert len(found) == 2


def test_two_years_so_far_without_printed_ends_do_not_contradict_each_other() -> None:
    found = changes(
        observation(value=300, source_id="thang-tam", **open_end(2024)),
        observation(value=360, source_id="thang-muoi", **open_end(2024)),
    )
    assert sorted(found["admitted"]) == [300, 360]


@settings(max_examples=30, deadline=None)
@given(counts=st.lists(st.integers(0, 5000), min_size=2, max_size=6), order=st.randoms())
def test_changes_add_up_in_whatever_order_the_rows_come(counts: list[int], order) -> None:
    rows = [observation(value=value, year=2010 + i) for i, value in enumerate(counts)]
    order.shuffle(rows)
    found = changes(*rows)
    assert list(found["admitted"]) == counts
    assert found["change"].sum() == counts[-1] - counts[0]
