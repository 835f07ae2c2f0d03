"""Who lags, who has nothing to show, and how many units nobody published a figure for."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations

from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.groups import (
    Coverage,
    below_threshold,
    by_period,
    coverage,
    place_by_rate,
    rank,
    rank_by_missing,
    units_only,
    with_status,
)
from analysis.metrics.results import Scope
from analysis.metrics.status import Status

SCOPE = Scope("ha-noi", ("a", "b", "c", "d", "e"))


def percentage(unit_id: str, value: str, **columns: object) -> Row:
    return observation("pct_of_target", value, until="2017-10-31", unit_id=unit_id, **columns)


def achievements(*rows: Row, scope: Scope = SCOPE, threshold: float = 50) -> pd.DataFrame:
    return achievement_by_unit(observations(*rows), scope, year=2017, threshold_pct=threshold)


def test_units_below_the_threshold_stand_lowest_first() -> None:
    found = achievements(
        percentage("a", "38"), percentage("b", "19"), percentage("c", "50"), percentage("d", "14")
    )
    assert list(below_threshold(found)["unit_id"]) == ["d", "b", "a"]


def test_equal_rates_keep_the_order_of_the_office() -> None:
    found = achievements(percentage("e", "19"), percentage("b", "19"), percentage("c", "14"))
    assert list(below_threshold(found)["unit_id"]) == ["c", "b", "e"]


def test_rates_are_ranked_exactly_and_those_without_a_rate_come_last() -> None:
    rates = [None, Fraction(100, 3), Fraction(333, 10), Fraction(0)]
    frame = pd.DataFrame({"unit_id": list("abcd"), "rate_pct": pd.Series(rates, dtype="object")})
    assert list(rank(frame)["unit_id"]) == ["d", "c", "b", "a"]


def test_equal_rates_keep_their_order_however_many_there_are() -> None:
    rates = [Fraction(number % 2) for number in range(100)]
    frame = pd.DataFrame({"number": range(100), "rate_pct": pd.Series(rates, dtype="object")})
    assert list(rank(frame)["number"]) == [*range(0, 100, 2), *range(1, 100, 2)]


def lagging_by(missing: list, lowest: list, rates: list) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "number": range(len(missing)),
            "missing": pd.Series(missing, dtype="Int64"),
            "missing_lowest": pd.Series(lowest, dtype="Int64"),
            "rate_pct": pd.Series(
                [None if r is None else Fraction(r) for r in rates], dtype="object"
            ),
        }
    )


def test_most_missing_comes_first_by_its_lower_bound_where_only_that_is_known() -> None:
    found = lagging_by(
        missing=[4, None, 9, None, 0],
        lowest=[8, 7, 2, None, 0],
        rates=[40, 30, 20, 10, 100],
    )
    assert list(rank_by_missing(found)["number"]) == [2, 1, 0, 4, 3]


def test_as_many_missing_stand_by_rate_and_then_in_their_order() -> None:
    count = 100
    rates = [60 - number % 2 for number in range(count)]
    found = lagging_by([5] * count, [5] * count, rates)
    assert list(rank_by_missing(found)["number"]) == [*range(1, count, 2), *range(0, count, 2)]
    found = lagging_by([5 + number % 2 for number in range(count)], [5] * count, [60] * count)
    assert list(rank_by_missing(found)["number"]) == [*range(1, count, 2), *range(0, count, 2)]


@pytest.mark.parametrize(
    ("threshold", "lagging"), [(50, ["b"]), (33.3, []), (50.1, ["b", "a"]), (100, ["b", "a"])]
)
def test_the_threshold_decides_who_lags(threshold: float, lagging: list[str]) -> None:
    found = achievements(percentage("a", "50"), percentage("b", "33,3"), threshold=threshold)
    assert list(below_threshold(found)["unit_id"]) == lagging


def test_zero_admitted_is_not_among_those_that_lag_but_in_its_own_group() -> None:
    none_yet = observation(value=0, until="2017-10-31", unit_id="a")
    found = achievements(none_yet, percentage("b", "10"))
    assert list(below_threshold(found)["unit_id"]) == ["b"]
    assert list(with_status(found, Status.NONE_ADMITTED)["unit_id"]) == ["a"]


def test_several_groups_are_picked_in_the_order_of_the_office() -> None:
    found = units_only(achievements(percentage("d", "120"), percentage("b", "70")), SCOPE)
    picked = with_status(found, Status.MET, Status.NO_FIGURE)
    assert list(picked["unit_id"]) == ["a", "c", "d", "e"]


def test_the_unit_reported_on_is_not_one_of_its_own_units() -> None:
    found = units_only(achievements(percentage("ha-noi", "94"), percentage("a", "38")), SCOPE)
    assert list(found["unit_id"]) == list(SCOPE.children)


def test_a_unit_with_several_targets_counts_once() -> None:
    found = achievements(percentage("a", "103", basis="tỉnh"), percentage("a", "40", basis="huyện"))
    assert list(found["unit_id"]).count("a") == 2
    assert list(units_only(found, SCOPE)["unit_id"]) == list(SCOPE.children)
    assert below_threshold(units_only(found, SCOPE)).empty


def test_units_without_a_figure_are_counted_against_the_stated_number() -> None:
    frame = observations(
        observation("units_total", 59, until="2017-10-31", unit_id="ha-noi", source_id="bai-bao"),
        observation("units_low_progress", 26, until="2017-10-31", unit_id="ha-noi"),
        percentage("a", "38"),
        percentage("b", "119"),
    )
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    # 59 - 2 = 57 without a figure, of whom 3 (c, d, e) are known by name.
    assert coverage(frame, found, SCOPE, 2017) == Coverage(59, 26, 2, 57)


def test_without_a_stated_number_the_registered_units_are_counted() -> None:
    frame = observations(percentage("a", "38"))
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    assert coverage(frame, found, SCOPE, 2017) == Coverage(None, None, 1, 4)


def test_a_unit_without_units_has_none_without_a_figure() -> None:
    alone = Scope("ha-noi", ())
    found = achievements(percentage("ha-noi", "38"), scope=alone)
    assert coverage(observations(), found, alone, 2017) == Coverage(None, None, 0, 0)


def test_a_stated_number_smaller_than_the_register_hides_no_silent_unit() -> None:
    frame = observations(
        observation("units_total", 3, until="2017-10-31", unit_id="ha-noi"), percentage("a", "38")
    )
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    counted = coverage(frame, found, SCOPE, 2017)
    assert (counted.with_figure, counted.without_figure) == (1, 4)


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"qualifier": "more_than"}, id="trên 59"),
        pytest.param({"report_year": 2016}, id="another year"),
        pytest.param({"unit_id": "a"}, id="another unit"),
    ],
)
def test_only_a_plain_number_of_this_unit_and_year_is_stated(columns: Row) -> None:
    fields = {"unit_id": "ha-noi", "report_year": 2017} | columns
    frame = observations(observation("units_total", 59, until="2017-10-31", **fields))
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    assert coverage(frame, found, SCOPE, 2017).stated is None


def test_a_count_without_a_target_and_contradicting_counts_are_figures() -> None:
    frame = observations(
        observation(value=5, until="2017-10-31", unit_id="a"),
        observation(value=7, until="2017-10-31", unit_id="b", source_id="bao"),
        observation(value=8, until="2017-10-31", unit_id="b", source_id="dai"),
    )
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    counted = coverage(frame, found, SCOPE, 2017)
    assert (counted.with_figure, counted.without_figure) == (2, 3)


def test_two_sources_that_state_different_numbers_state_none() -> None:
    fields = {"until": "2017-10-31", "unit_id": "ha-noi"}
    frame = observations(
        observation("units_total", 59, source_id="bao", **fields),
        observation("units_total", 60, source_id="dai", **fields),
    )
    found = achievement_by_unit(frame, SCOPE, year=2017, threshold_pct=50)
    assert coverage(frame, found, SCOPE, 2017).stated is None


def test_units_are_parted_by_period_the_one_that_most_stand_at_first() -> None:
    def at(unit_id: str, until: str) -> Row:
        return observation("pct_of_target", "38", until=until, unit_id=unit_id)

    found = achievements(
        at("a", "2017-06-30"), at("b", "2017-10-31"), at("c", "2017-10-31"), at("d", "2017-09-30")
    )
    parted = by_period(units_only(found, SCOPE))
    assert [list(alike["unit_id"]) for alike in parted] == [["b", "c"], ["d"], ["a"]]


def test_a_period_that_most_stand_at_goes_before_a_later_one() -> None:
    found = achievements(
        percentage("a", "38"),
        percentage("b", "38") | {"period_end": "2017-06-30", "period_key": "part_year:2017-06-30"},
        percentage("c", "38") | {"period_end": "2017-06-30", "period_key": "part_year:2017-06-30"},
    )
    parted = by_period(units_only(found, SCOPE))
    assert [list(alike["unit_id"]) for alike in parted] == [["b", "c"], ["a"]]


def test_of_periods_with_as_many_units_one_without_an_end_comes_last() -> None:
    undated = {"period_end": None, "period_key": "part_year:2017-?"}
    found = achievements(percentage("a", "38") | undated, percentage("b", "38"))
    parted = by_period(units_only(found, SCOPE))
    assert [list(alike["unit_id"]) for alike in parted] == [["b"], ["a"]]


def test_a_place_by_rate_counts_like_periods_only_and_is_shared_by_equals() -> None:
    half = {"until": "2017-06-30"}
    found = achievements(
        percentage("a", "38"),
        percentage("b", "14"),
        percentage("c", "38"),
        percentage("d", "40"),
        observation("pct_of_target", "20", unit_id="e", **half),
    )
    assert list(place_by_rate(units_only(found, SCOPE))) == [2, 1, 2, 4, 1]


def test_a_unit_without_a_rate_has_no_place() -> None:
    found = units_only(achievements(percentage("a", "38")), SCOPE)
    places = place_by_rate(found)
    assert places.isna().tolist() == [False, True, True, True, True]
    assert places.dtype == "Int64"
