"""Sub-targets: beside the target, by the same rules, and never part of it."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
from builders import Row, observation, observations

from analysis.metrics.achievement import achievement_by_unit, achievement_frame
from analysis.metrics.pairing import TargetKind
from analysis.metrics.results import Scope
from analysis.metrics.status import Status
from analysis.metrics.sub_targets import SubTarget, sub_target_measures, sub_targets

MEASURES = pd.DataFrame(
    [
        ("admitted", "admission", "person"),
        ("target", "target", "person"),
        ("target_min", "target", "person"),
        ("target_max", "target", "person"),
        ("target_per_year", "target", "person"),
        ("target_admission_rate_pct", "target", "percent"),
        ("targets_count", "other_target", "indicator"),
        ("target_students", "target", "person"),
        ("target_private_enterprise", "target", "person"),
    ],
    columns=["measure", "group", "unit"],
).set_index("measure")
SCOPE = Scope("tinh", ("b", "a"))


def found(*rows: Row, year: int = 2024) -> pd.DataFrame:
    return sub_targets(observations(*rows), SCOPE, MEASURES, year=year, threshold_pct=50)


def test_sub_targets_are_the_counts_of_persons_that_say_for_whom() -> None:
    assert sub_target_measures(MEASURES) == [
        SubTarget("target_students", "admitted_students", "pct_of_target_students"),
        SubTarget(
            "target_private_enterprise",
            "admitted_private_enterprise",
            "pct_of_target_private_enterprise",
        ),
    ]


def test_a_register_without_sub_targets_has_none() -> None:
    bare = MEASURES.loc[["admitted", "target"]]
    nothing = sub_targets(observations(), SCOPE, bare, year=2024, threshold_pct=50)
    assert nothing.empty
    assert list(nothing.columns) == [*achievement_frame([]).columns, "measure"]


def test_the_result_of_a_sub_target_is_held_against_it() -> None:
    rows = found(
        observation("target_students", 6, unit_id="a", qualifier="at_least"),
        observation("admitted_students", 2, unit_id="a"),
    )
    (row,) = rows.to_dict("records")
    assert (row["unit_id"], row["measure"]) == ("a", "target_students")
    assert (row["admitted"], row["target"], row["missing"]) == (2, 6, 4)
    assert (row["target_kind"], row["target_qualifier"]) == (TargetKind.MINIMUM, "at_least")
    assert (row["rate_pct"], row["status"]) == (Fraction(100, 3), Status.BELOW_THRESHOLD)
    assert row["is_small_target"]


def test_count_and_percentage_give_a_sub_target_away() -> None:
    # Trấn Yên 2023: 15 in private enterprises are 125 % of the plan.
    rows = found(
        observation("admitted_private_enterprise", 15, unit_id="a"),
        observation("pct_of_target_private_enterprise", "125", unit_id="a"),
    )
    assert list(rows["measure"]) == ["target_private_enterprise"]
    assert list(rows["target"]) == [12]
    assert list(rows["status"]) == [Status.MET]


def test_a_percentage_alone_is_shown() -> None:
    rows = found(observation("pct_of_target_students", "40", unit_id="a"))
    assert list(rows["rate_pct"]) == [40]
    assert rows["target"].isna().all()


def test_a_part_of_the_admitted_without_a_target_is_no_sub_target() -> None:
    assert found(observation("admitted_students", 14, unit_id="a")).empty


def test_a_target_without_a_result_is_shown_and_missing_is_not_zero() -> None:
    (row,) = found(observation("target_students", 150, unit_id="tinh")).to_dict("records")
    assert (row["target"], row["status"]) == (150, Status.NO_FIGURE)
    assert pd.isna(row["admitted"])
    assert pd.isna(row["missing"])


def test_the_target_of_all_and_its_result_are_no_sub_target_and_none_of_theirs() -> None:
    total = [observation("target", 170, unit_id="a"), observation(value=65, unit_id="a")]
    part = observation("target_students", 6, unit_id="a")
    assert found(*total).empty
    (row,) = found(*total, part).to_dict("records")
    assert (row["target"], row["status"]) == (6, Status.NO_FIGURE)
    whole = achievement_by_unit(
        observations(*total, part), Scope("a", ()), year=2024, threshold_pct=50
    )
    assert list(whole["target"]) == [170]


def test_units_stand_in_the_order_of_the_scope_and_sub_targets_in_that_of_the_register() -> None:
    rows = [
        observation(measure, 20, unit_id=unit_id)
        for measure in ("target_private_enterprise", "target_students")
        for unit_id in ("a", "b", "elsewhere", "tinh")
    ]
    listed = found(*rows)
    assert list(listed["unit_id"]) == ["tinh", "tinh", "b", "b", "a", "a"]
    assert list(listed["measure"]) == ["target_students", "target_private_enterprise"] * 3
    assert list(listed.index) == list(range(6))


def test_sub_targets_keep_their_order_however_many_units_there_are() -> None:
    ids = tuple(f"xa-{number}" for number in range(20))
    rows = observations(
        *(
            observation(measure, 20, unit_id=unit_id)
            for unit_id in ids
            for measure in ("target_private_enterprise", "target_students")
        )
    )
    listed = sub_targets(rows, Scope("tinh", ids), MEASURES, year=2024, threshold_pct=50)
    assert list(listed["unit_id"]) == [unit_id for unit_id in ids for _ in range(2)]
    assert list(listed["measure"]) == ["target_students", "target_private_enterprise"] * 20


def test_only_the_year_and_only_the_leading_target_of_each_is_shown() -> None:
    rows = [
        observation("target_students", 20, unit_id="a"),
        observation("target_students", 25, unit_id="a"),
        observation("target_students", 30, unit_id="a", year=2023),
    ]
    assert list(found(*rows)["target"]) == [20]
    assert list(found(*rows, year=2023)["target"]) == [30]


def test_the_threshold_is_that_of_the_report() -> None:
    frame = observations(
        observation("target_students", 10, unit_id="a"),
        observation("admitted_students", 6, unit_id="a"),
    )
    low, high = (
        sub_targets(frame, SCOPE, MEASURES, year=2024, threshold_pct=threshold)["status"].iloc[0]
        for threshold in (60, 61)
    )
    assert (low, high) == (Status.ON_THE_WAY, Status.BELOW_THRESHOLD)
