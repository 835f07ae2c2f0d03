"""Which result speaks for a unit and a year, and which periods are alike."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end

from analysis.metrics.results import (
    actual,
    leading_periods,
    period_shape,
    targets_for_year,
    yearly_results,
)


def test_averages_and_projections_are_not_results() -> None:
    frame = observations(
        observation(value=1),
        observation(value=2, is_average=True),
        observation(value=3, is_projected=True),
    )
    assert list(actual(frame)["value"]) == [1]


def test_results_of_a_year_are_counts_and_percentages_from_its_first_of_january() -> None:
    frame = observations(
        observation(value=1, year=2024),
        observation("pct_of_target", "2", until="2024-06-30"),
        observation(value=3, **open_end(2024)),
        observation(value=4, year=2023),
        observation("target", 5, year=2024),
        observation("members_total", 6, year=2024),
        observation(value=7, term="2020-2025", until="2024-06-30"),
        observation(value=8, period_kind="within_year", period_start="2024-04-01"),
        observation(value=9, period_kind="undated", period_start=None, period_end=None),
    )
    assert list(yearly_results(frame, 2024)["value"]) == [1, 2, 3]


def test_the_period_that_reaches_furthest_into_the_year_leads() -> None:
    frame = observations(
        observation(until="2024-03-31"),
        observation(until="2024-09-30"),
        observation(until="2024-06-30"),
        observation(until="2024-06-30", unit_id="tp-ba-ria"),
    )
    assert list(leading_periods(frame).items()) == [
        ("vung-tau", "part_year:2024-09-30"),
        ("tp-ba-ria", "part_year:2024-06-30"),
    ]


def test_the_whole_year_goes_before_its_parts() -> None:
    frame = observations(observation(year=2024), observation(until="2024-11-30"))
    assert leading_periods(frame).to_dict() == {"vung-tau": "year:2024"}


def test_a_year_so_far_without_a_printed_end_ranks_below_a_dated_part() -> None:
    frame = observations(
        observation(value=90, **open_end(2024)), observation(value=100, until="2024-03-31")
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-03-31"}


def test_a_year_so_far_that_counts_more_than_a_dated_part_is_later() -> None:
    frame = observations(
        observation(value=360, **open_end(2024)), observation(value=100, until="2024-03-31")
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-?"}


def test_a_year_so_far_that_counts_as_many_as_a_dated_part_is_not_later() -> None:
    frame = observations(
        observation(value=100, **open_end(2024)), observation(value=100, until="2024-03-31")
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-03-31"}


def test_of_two_years_so_far_without_an_end_the_larger_count_is_later() -> None:
    later = open_end(2024) | {"period_key": "part_year:2024-?:projected"}
    frame = observations(
        observation(value=100, until="2024-03-31"),
        observation(value=120, **open_end(2024)),
        observation(value=110, **later),
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-?"}


def test_a_year_so_far_is_not_taken_for_later_where_the_dated_part_has_no_count() -> None:
    frame = observations(
        observation(value=360, **open_end(2024)),
        observation("pct_of_target", "35", until="2024-03-31"),
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-03-31"}


def test_no_year_so_far_reaches_further_than_the_whole_year() -> None:
    frame = observations(
        observation(value=120, year=2024), observation(value=130, **open_end(2024))
    )
    assert leading_periods(frame).to_dict() == {"vung-tau": "year:2024"}


def test_a_year_so_far_is_used_where_there_is_nothing_else() -> None:
    frame = observations(observation(**open_end(2024)))
    assert leading_periods(frame).to_dict() == {"vung-tau": "part_year:2024-?"}


def target(value: float, source_id: str, **columns: object) -> Row:
    return observation("target_per_year", value, source_id=source_id, **columns)


def test_targets_for_each_year_count_where_the_year_has_none() -> None:
    each_year = {"period_kind": "each_year", "period_key": "each_year:2020-2025"}
    own = observations(
        target(1, "bao", **each_year),
        target(2, "dai", **each_year),
        target(3, "bao", period_kind="term"),
        observation("target", 4, source_id="bao", **each_year),
        observation("target", 5, year=2023, source_id="bao"),
    )
    sources = pd.Series(["bao"])
    assert list(targets_for_year(own, 2024, sources)["value"]) == [1]
    assert list(targets_for_year(own, 2023, sources)["value"]) == [5]


def test_a_least_target_is_a_target_of_the_year_whoever_prints_it() -> None:
    own = observations(
        observation("target_min", 6, year=2024, source_id="dai"),
        observation("admitted", 7, year=2024),
        observation("target", 8, term="2020-2025"),
    )
    assert list(targets_for_year(own, 2024, pd.Series(["bao"]))["value"]) == [6]


def test_without_results_nothing_leads() -> None:
    nothing = leading_periods(observations())
    assert nothing.empty
    assert nothing.dtype == "str"


@pytest.mark.parametrize(
    ("kind", "end", "shape"),
    [
        ("year", "2024-12-31", "year"),
        ("part_year", "2023-09-30", "to-09-30"),
        ("part_year", "2023-02-28", "to-02-28"),
        ("part_year", "2024-02-29", "to-02-28"),
        ("part_year", "2024-02-28", "to-02-28"),
    ],
)
def test_periods_are_alike_by_the_day_of_the_year_they_reach(
    kind: str, end: str, shape: str
) -> None:
    found = period_shape(pd.Series([kind]), pd.Series([pd.Timestamp(end)]))
    assert list(found) == [shape]


@pytest.mark.parametrize("kind", ["part_year", "term", "within_year", "as_of"])
def test_a_period_without_an_end_or_of_another_kind_is_like_no_other(kind: str) -> None:
    ends = pd.to_datetime(pd.Series([None if kind == "part_year" else "2024-06-30"]))
    assert period_shape(pd.Series([kind]), ends).isna().all()
