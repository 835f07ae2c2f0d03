from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from builders import observation, observations, open_end
from metrics.small_provinces import register_of

from analysis.metrics.disclosure_counts import (
    Count,
    Key,
    below_province,
    dated_counts,
    figure_of,
    is_dated,
    key_of,
    keys_of,
    printed_figure,
    room_needed,
    series_of,
    whole_counts,
)

WOMEN, FAITH = "admitted_female", "admitted_religious"
LIMITS = {WOMEN: 5, FAITH: 10}
YEAR = "year:2024"


@pytest.mark.parametrize(
    ("count", "whole", "needed"),
    [
        *[(0, 20, 0), (1, 20, 4), (4, 20, 4), (5, 20, 0)],
        *[(15, 20, 0), (16, 20, 4), (19, 20, 4), (20, 20, 0)],
        *[(1, 1, 0 + 1), (1, 3, 3), (0, 3, 3), (3, 3, 3), (0, 0, 0)],
        *[(0, None, 4), (4, None, 4), (5, None, 0)],
    ],
)
def test_ordinary_groups_are_small_below_five_on_either_side(count, whole, needed):
    assert room_needed(count, whole, 5) == needed


@pytest.mark.parametrize(
    ("count", "whole", "needed"),
    [
        *[(0, 40, 9), (9, 40, 9), (10, 40, 0), (30, 40, 0), (31, 40, 9), (40, 40, 9)],
        *[(0, 0, 0), (0, 1, 1), (5, 8, 8), (9, None, 9), (10, None, 0)],
    ],
)
def test_of_sensitive_groups_none_and_all_tell_too(count, whole, needed):
    assert room_needed(count, whole, 10) == needed


def test_a_count_knows_its_own_need():
    key = Key("xa", WOMEN, YEAR)
    assert Count(key, "2024", date(2024, 12, 31), 2, 3, 5).room_needed == 3
    assert Count(key, "2024", date(2024, 12, 31), 2, None, 5).room_needed == 4
    assert Count(key, "2024", date(2024, 12, 31), 2, 3, 5).is_part is False


def test_counts_carry_their_year_their_end_and_their_whole():
    table = observations(
        observation(WOMEN, 12, unit_id="xa", until="2024-06-30"),
        observation(FAITH, 3, unit_id="xa"),
        observation("members_female", 30, unit_id="xa"),
    )
    key = Key("xa", WOMEN, "part_year:2024-06-30")
    found = dated_counts(table, LIMITS, {key: 20})
    assert found == {
        key: Count(key, "2024", date(2024, 6, 30), 12, 20, 5),
        Key("xa", FAITH, YEAR): Count(
            Key("xa", FAITH, YEAR), "2024", date(2024, 12, 31), 3, None, 10
        ),
    }


def test_of_several_sources_the_smallest_count_is_taken():
    table = observations(*(observation(WOMEN, n, unit_id="xa") for n in (7, 4, 9)))
    assert [count.count for count in dated_counts(table, LIMITS, {}).values()] == [4]


def test_rebuilt_projected_average_and_undated_figures_are_no_counts():
    table = observations(
        observation(WOMEN, 1, source_id="rebuilt-from-predecessors"),
        observation(WOMEN, 1, is_projected=True),
        observation(WOMEN, 1, is_average=True),
        observation(WOMEN, 1, **open_end(2024)),
        observation(WOMEN, 1, year=2020, term="2020-2025"),
    )
    assert dated_counts(table, LIMITS, {}) == {}
    assert is_dated(table).tolist() == [True, False, False, False, False]


def test_a_sum_over_some_units_is_a_part():
    table = observations(
        observation(WOMEN, 12, source_id="sum-of-units", qualifier="at_least"),
        observation(FAITH, 12, source_id="sum-of-units"),
        observation("admitted_students", 12, qualifier="at_least"),
    )
    found = dated_counts(table, LIMITS | {"admitted_students": 5}, {})
    assert [count.is_part for count in found.values()] == [True, False, False]


def test_a_stock_stands_alone_and_parts_belong_to_their_year():
    table = observations(
        observation(until="2024-06-30"),
        observation(),
        observation(
            until="2024-06-30", period_kind="as_of", period_key="as_of:2024-06-30",
            period_start="2024-06-30",
        ),
    )  # fmt: skip
    assert series_of(table).tolist() == ["2024", "2024", "as_of:2024-06-30"]


def test_keys_name_unit_measure_and_period():
    table = observations(observation(WOMEN, 1, unit_id="xa"))
    assert keys_of(table) == [Key("xa", WOMEN, YEAR)]
    assert key_of(table.iloc[0]) == Key("xa", WOMEN, YEAR)


def test_a_bound_stands_for_a_figure_that_is_not_printed():
    low = observation(WOMEN, None, low=30.0)
    high = observation(WOMEN, None, high=49.5)
    assert (printed_figure(low), figure_of(high)) == (30.0, 50)
    assert printed_figure(observation(WOMEN, 7, low=1.0)) == 7.0


def test_wholes_are_those_of_the_same_unit_and_period():
    table = observations(
        observation(WOMEN, 3, unit_id="xa"),
        observation("admitted", 20, unit_id="xa"),
        observation("admitted", 8, unit_id="xa", until="2024-06-30"),
        observation("admitted", 99, unit_id="xb"),
        observation(FAITH, 1, unit_id="xb", until="2024-06-30"),
    )
    wholes = whole_counts(table, {WOMEN: "admitted", FAITH: "admitted"})
    assert wholes == {Key("xa", WOMEN, YEAR): 20}


def test_a_whole_that_sources_contradict_or_bound_is_unknown():
    rows = [observation(WOMEN, 3, unit_id="xa"), observation("admitted", 20, unit_id="xa")]
    other = observation("admitted", 21, unit_id="xa")
    assert whole_counts(observations(*rows, other), {WOMEN: "admitted"}) == {}
    bound = observation("admitted", 20, qualifier="at_least")
    assert whole_counts(observations(observation(WOMEN, 3), bound), {WOMEN: "admitted"}) == {}


def test_a_result_printed_over_its_target_tells_the_whole():
    table = observations(
        observation(WOMEN, 3), observation("admitted_over_target", 142, denominator=270)
    )
    assert whole_counts(table, {WOMEN: "admitted"}) == {Key("vung-tau", WOMEN, YEAR): 142}


def test_a_sum_is_a_part_of_the_persons_of_its_units():
    row = observation(WOMEN, 30, source_id="sum-of-units", denominator=80.0)
    table = observations(row, observation("admitted", 100))
    assert whole_counts(table, {WOMEN: "admitted"}) == {Key("vung-tau", WOMEN, YEAR): 80}
    printed = observations(row | {"source_id": "bao"}, observation("admitted", 100))
    assert whole_counts(printed, {WOMEN: "admitted"}) == {Key("vung-tau", WOMEN, YEAR): 100}


def test_provinces_cities_and_the_nation_are_not_below_a_province():
    units = register_of(["tp", "xa", "khoi"], tp="city_central", khoi="bloc")
    everyone = ["toan-quoc", "tinh", "tp", "xa", "khoi"]
    assert below_province(units, everyone) == {"xa", "khoi"}
    assert below_province(units, pd.Series(["tinh"])) == frozenset()
