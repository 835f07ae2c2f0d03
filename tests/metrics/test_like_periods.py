"""Units side by side: only at like periods, each against the whole target."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end

from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.groups import units_only
from analysis.metrics.like_periods import (
    ADMISSION_RATE,
    results_by_shape,
    stands_at_unlike_periods,
    targets_only,
)
from analysis.metrics.results import Scope

SCOPE = Scope("tinh", ("a", "b", "c"))


def of(unit_id: str, value: object = 50, measure: str = "admitted", **columns: object) -> Row:
    return observation(measure, value, unit_id=unit_id, **columns)


def compared(*rows: Row, scope: Scope = SCOPE) -> pd.DataFrame:
    frame = observations(*rows)
    main = achievement_by_unit(frame, scope, year=2024, threshold_pct=50)
    return results_by_shape(frame, scope, main, year=2024, threshold_pct=50)


def told(found: pd.DataFrame, *columns: str) -> list[tuple]:
    shown = found[list(columns)].astype("object")
    return list(shown.where(shown.notna(), None).itertuples(index=False, name=None))


def test_each_shape_of_period_is_a_group_of_its_own() -> None:
    found = compared(of("a"), of("b", until="2024-06-30"), of("c"), of("b", 20, until="2024-03-31"))
    assert told(found, "shape", "unit_id", "admitted", "is_comparable") == [
        ("year", "a", 50, True),
        ("year", "c", 50, True),
        ("to-06-30", "b", 50, False),
        ("to-03-31", "b", 20, False),
    ]


def test_whole_years_come_first_then_the_latest_day_then_open_ends() -> None:
    found = compared(
        of("a", 10, **open_end(2024)),
        of("b", until="2024-09-10"),
        of("b", 40, until="2024-06-30"),
        of("c", 60, until="2024-09-30"),
        of("c"),
    )
    assert list(found["shape"].fillna("?")) == ["year", "to-09-30", "to-09-10", "to-06-30", "?"]


def test_two_open_ends_are_not_alike() -> None:
    found = compared(of("a", **open_end(2024)), of("b", **open_end(2024)))
    assert told(found, "unit_id", "shape", "is_comparable") == [
        ("a", None, False),
        ("b", None, False),
    ]


def test_a_unit_with_several_periods_stands_in_each_group() -> None:
    half = [of(unit, 20, until="2024-06-30") for unit in ("a", "b")]
    found = compared(of("a"), of("b"), *half)
    assert told(found, "shape", "unit_id", "admitted") == [
        ("year", "a", 50),
        ("year", "b", 50),
        ("to-06-30", "a", 20),
        ("to-06-30", "b", 20),
    ]
    assert found["is_comparable"].all()


def test_every_part_is_held_against_the_whole_target() -> None:
    rows = [of("a", 80, "target"), of("a", 50), of("a", 20, until="2024-06-30")]
    found = compared(*rows)
    assert told(found, "shape", "target", "rate_pct", "missing") == [
        ("year", 80, Fraction(5000, 80), 30),
        ("to-06-30", 80, Fraction(2000, 80), 60),
    ]


def test_a_target_for_each_year_counts_too() -> None:
    each = of("a", 40, "target_per_year", period_kind="each_year", period_key="each_year")
    assert told(compared(each, of("a")), "target", "rate_pct") == [(40, 125)]


def test_the_row_of_the_main_table_is_taken_where_there_is_one() -> None:
    rows = [
        of("a", 7),
        of("a", "140", "pct_of_target"),
        of("a", 3, until="2024-06-30", source_id="bao"),
        of("a", "50", "pct_of_target", until="2024-06-30", source_id="bao"),
    ]
    found = compared(*rows)
    main = achievement_by_unit(observations(*rows), SCOPE, year=2024, threshold_pct=50)
    leader = units_only(main, SCOPE).iloc[0]
    assert "suy ra chỉ tiêu khác nhau" in leader["remark"]  # 5 and 6
    assert found.iloc[0]["remark"] == leader["remark"]
    assert found.iloc[1]["remark"] == ""


def test_the_scope_itself_and_other_units_are_not_compared() -> None:
    found = compared(of("tinh"), of("fremd"), of("a"))
    assert list(found["unit_id"]) == ["a"]


def test_only_results_of_the_year_are_compared() -> None:
    assert compared(of("a", year=2023)).empty
    assert compared(of("a", 5, "target")).empty


def test_without_results_the_table_is_empty_with_all_columns() -> None:
    empty, full = compared(), compared(of("a"))
    assert list(empty.columns) == list(full.columns)
    assert list(full.columns)[-4:] == [
        *("shape", "members_rate_pct", "members_rate_printed", "is_comparable"),
    ]


def test_the_printed_rate_of_members_stands_beside_and_never_in_the_rate_of_the_target() -> None:
    found = compared(
        of("a"),
        of("a", "2,58", ADMISSION_RATE),
        of("b"),
        of("b", "9", ADMISSION_RATE, until="2024-06-30"),
        of("c"),
        of("c", None, ADMISSION_RATE, low=3.0),
    )
    assert told(found, "unit_id", "rate_pct", "members_rate_pct", "members_rate_printed") == [
        ("a", None, 2.58, "2,58"),
        ("b", None, None, None),
        ("c", None, None, None),
    ]


def test_a_printed_rate_of_members_is_taken_once() -> None:
    found = compared(of("a"), of("a", "2,58", ADMISSION_RATE), of("a", "2,6", ADMISSION_RATE))
    assert told(found, "unit_id", "members_rate_printed") == [("a", "2,58")]


def test_the_rate_of_another_unit_is_not_taken() -> None:
    found = compared(of("a"), of("b", "9", ADMISSION_RATE))
    assert told(found, "unit_id", "members_rate_pct") == [("a", None)]


@pytest.mark.parametrize(
    ("rows", "is_mixed"),
    [
        pytest.param([of("a"), of("b")], False, id="two whole years"),
        pytest.param([of("a"), of("b", until="2024-06-30")], True, id="a year and a half"),
        pytest.param([of("a", until="2024-06-30")], False, id="one unit"),
        pytest.param([], False, id="none"),
        pytest.param([of("a"), of("b", 5, "target")], False, id="no result"),
        pytest.param([of("a"), of("b", **open_end(2024))], True, id="an open end"),
        pytest.param([of("a", **open_end(2024))], False, id="one open end"),
    ],
)
def test_units_may_stand_at_unlike_periods(rows: list[Row], is_mixed: bool) -> None:
    main = achievement_by_unit(observations(*rows), SCOPE, year=2024, threshold_pct=50)
    assert stands_at_unlike_periods(units_only(main, SCOPE)) is is_mixed


def test_units_with_a_target_and_no_result_are_named() -> None:
    frame = observations(
        of("c", 5000, "members_total"),
        of("c", 70, "target_min"),
        of("a", "1.905", "target") | {"value": 1905.0},
        of("a", 6, "target", basis="khác"),
        of("b", 70, "target"),
        of("b"),
        of("tinh", 70, "target"),
    )
    found = targets_only(frame, SCOPE, 2024)
    assert told(found, "unit_id", "target_printed") == [("a", "1.905"), ("c", "70")]
    assert targets_only(frame, SCOPE, 2025).empty
    half = [of("a", 9, "target"), of("a", until="2024-06-30")]
    assert targets_only(observations(*half), SCOPE, 2024).empty
