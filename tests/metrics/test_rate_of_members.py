"""Rate of members: of which members, what the print says, and never a percentage of a target."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fictional.names import PROVINCE_ID
from analysis.fictional.province import make_province
from analysis.fictional.seasons import Season
from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.exact import Rounding
from analysis.metrics.rate_of_members import (
    DistantMembers,
    GoalSource,
    GoalVerdict,
    MemberRate,
    MemberRateKind,
    MembersKind,
    Together,
    distant_members,
    place_of,
    rate_of_members,
    units_together,
)
from analysis.metrics.results import Scope
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import load_report_data

ALONE = Scope("vung-tau", ())


def members(count: float | None, day: str = "2023-12-31", **columns: object) -> Row:
    """Describe a count of members on a day."""
    period = {
        "period_kind": "as_of",
        "period_key": f"as_of:{day}",
        "period_start": None,
        "period_end": day,
    }
    return observation("members_total", count, **period | columns)


def goal(value: float | None, year: int = 2024, **columns: object) -> Row:
    return observation("target_admission_rate_pct", value, year=year, **columns)


def rates(*rows: Row, year: int = 2024, scope: Scope = ALONE) -> pd.DataFrame:
    return rate_of_members(observations(*rows), scope, year=year)


def only(*rows: Row, year: int = 2024) -> dict:
    (row,) = rates(*rows, year=year).to_dict("records")
    return row


def test_columns_of_one_rate() -> None:
    row = only(
        observation(value=35, source_id="b"),
        observation("admission_rate_pct", "3,5", source_id="c"),
        members(1000, source_id="a"),
    )
    assert list(row) == list(MemberRate.__annotations__)
    expected = {
        "unit_id": "vung-tau",
        "period_key": "year:2024",
        "period_kind": "year",
        "period_start": pd.Timestamp(2024, 1, 1),
        "period_end": pd.Timestamp(2024, 12, 31),
        "period_printed": "",
        "is_whole_year": True,
        "admitted": 35,
        "admitted_qualifier": "exact",
        "members": 1000,
        "members_as_of": pd.Timestamp(2023, 12, 31),
        "members_kind": MembersKind.YEAR_END,
        "members_note": "",
        "computed_pct": Fraction("3.5"),
        "rate_pct": Fraction("3.5"),
        "rate_low_pct": None,
        "rate_high_pct": None,
        "rate_kind": MemberRateKind.COMPUTED,
        "printed_pct": Fraction("3.5"),
        "printed_decimals": 1,
        "printed_agrees": True,
        "printed_rounding": Rounding.HALF_UP,
        "goal_low": 3,
        "goal_high": 4,
        "goal_source": GoalSource.RESOLUTION,
        "verdict": GoalVerdict.WITHIN,
        "is_rebuilt": False,
        "source_ids": ("b", "c", "a"),
    }
    assert {name: row[name] for name in expected} == expected
    assert pd.isna(row["members_units"])


def test_a_unit_without_any_figure_has_an_empty_row() -> None:
    row = only(observation("target", 100))
    assert (row["unit_id"], row["period_key"], row["rate_pct"]) == ("vung-tau", None, None)
    assert (row["rate_kind"], row["members_kind"]) == (MemberRateKind.NONE, MembersKind.NONE)
    assert (row["verdict"], row["goal_source"]) == (GoalVerdict.NOT_COMPARABLE, GoalSource.NONE)
    assert (row["is_whole_year"], row["source_ids"], row["is_rebuilt"]) == (False, (), False)
    assert pd.isna(row["admitted"])
    assert pd.isna(row["members"])


@pytest.mark.parametrize(
    ("days", "chosen", "kind"),
    [
        pytest.param(["2023-12-31"], "2023-12-31", "year_end", id="end of the year before"),
        pytest.param(["2024-01-01"], "2024-01-01", "year_end", id="first day of the year"),
        pytest.param(["2023-12-30"], "2023-12-30", "nearest", id="a day earlier"),
        pytest.param(["2024-01-02"], "2024-01-02", "nearest", id="two days later"),
        pytest.param(["2023-06-30", "2024-03-31"], "2024-03-31", "nearest", id="the nearer"),
        pytest.param(["2024-03-31", "2023-10-01"], "2023-10-01", "nearest", id="equally near"),
        pytest.param(["2024-12-31"], "2024-12-31", "nearest", id="366 days later"),
        pytest.param(["2025-01-01"], None, "none", id="367 days later"),
        pytest.param(["2022-12-30"], "2022-12-30", "nearest", id="366 days earlier"),
        pytest.param(["2022-12-29"], None, "none", id="367 days earlier"),
    ],
)
def test_which_count_of_members_is_used(days: list[str], chosen: str | None, kind: str) -> None:
    row = only(observation(value=35), *(members(1000 + i, day) for i, day in enumerate(days)))
    assert row["members_kind"] == kind
    if chosen:
        assert row["members"] == 1000 + days.index(chosen)
        assert row["members_as_of"] == pd.Timestamp(chosen)
    else:
        assert pd.isna(row["members"])
        assert row["rate_pct"] is None


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        pytest.param([], None, id="none at all"),
        pytest.param([members(900, "2022-12-30")], None, id="366 days earlier"),
        pytest.param(
            [members(900, "2022-12-29")],
            DistantMembers(900, "exact", pd.Timestamp(2022, 12, 29)),
            id="367 days earlier",
        ),
        pytest.param(
            [members(900, "2025-01-01"), members(800, "2020-10-13", qualifier="more_than")],
            DistantMembers(900, "exact", pd.Timestamp(2025, 1, 1)),
            id="the nearer of two",
        ),
        pytest.param(
            [members(47600, "2020-10-13", qualifier="more_than")],
            DistantMembers(47600, "more_than", pd.Timestamp(2020, 10, 13)),
            id="a bound",
        ),
        pytest.param(
            [members(None, "2020-10-13", low=800, high=900, qualifier="between")],
            DistantMembers(800, "between", pd.Timestamp(2020, 10, 13)),
            id="a range",
        ),
        pytest.param([members(None, "2020-10-13")], None, id="no count"),
        pytest.param([members(900), members(800, "2020-10-13")], None, id="one that is near"),
        pytest.param([members(900, "2020-10-13", unit_id="long-dien")], None, id="another unit"),
        pytest.param([members(900, "2020-10-13", is_projected=True)], None, id="a projection"),
        pytest.param(
            [members(900) | {"period_kind": "undated", "period_end": None}], None, id="undated"
        ),
        pytest.param([observation(value=35, year=2020)], None, id="another measure"),
    ],
)
def test_which_count_of_members_is_too_far(rows: list[Row], found: DistantMembers | None) -> None:
    assert distant_members(observations(*rows), "vung-tau", year=2024) == found


def test_an_exact_count_comes_before_a_nearer_bound() -> None:
    row = only(
        observation(value=35),
        members(900, qualifier="more_than"),
        members(1000, "2024-06-30", note="sơ bộ"),
    )
    assert (row["members"], row["members_kind"]) == (1000, MembersKind.NEAREST)
    assert (row["rate_kind"], row["members_note"]) == (MemberRateKind.NEAREST, "sơ bộ")


def test_undated_members_are_no_denominator() -> None:
    undated = members(1000) | {"period_kind": "undated", "period_end": None}
    assert only(observation(value=35), undated)["rate_pct"] is None


def test_counts_of_one_day_that_contradict_each_other_are_not_used() -> None:
    row = only(observation(value=35), members(1000), members(1001, source_id="khác"))
    assert (row["members_kind"], row["rate_pct"]) == (MembersKind.NONE, None)
    assert row["members_note"] == "các nguồn công bố khác nhau số đảng viên"
    assert only(observation(value=35), members(1000), members(1000, source_id="x"))["rate_pct"]


@pytest.mark.parametrize("count", [None, 0])
def test_members_of_none_give_no_rate(count: int | None) -> None:
    rows = [observation(value=35)] + ([] if count is None else [members(count)])
    row = only(*rows)
    assert (row["rate_pct"], row["computed_pct"]) == (None, None)
    assert row["verdict"] == GoalVerdict.NOT_COMPARABLE


def test_no_admission_is_a_rate_of_zero() -> None:
    row = only(observation(value=0), members(1000))
    assert (row["rate_pct"], row["verdict"]) == (0, GoalVerdict.BELOW)


def test_a_bounded_count_of_members_bounds_the_rate() -> None:
    more = only(observation(value=50), members(1000, qualifier="more_than"))
    assert (more["rate_pct"], more["rate_low_pct"], more["rate_high_pct"]) == (None, None, 5)
    assert (more["rate_kind"], more["verdict"]) == ("bounded", GoalVerdict.UNDETERMINED)
    assert (more["members_kind"], more["members"]) == (MembersKind.BOUNDED, 1000)
    less = only(observation(value=50), members(1000, qualifier="less_than"))
    assert (less["rate_low_pct"], less["rate_high_pct"]) == (5, None)
    assert less["verdict"] == GoalVerdict.ABOVE
    between = members(None, low=500, high=1000, qualifier="between")
    both = only(observation(value=20), between)
    assert (both["rate_low_pct"], both["rate_high_pct"], both["members"]) == (2, 4, 500)
    assert both["source_ids"] == ("bao-dia-phuong",)


def test_an_estimate_of_members_gives_no_rate() -> None:
    row = only(observation(value=50), members(1000, qualifier="about", source_id="x"))
    assert (row["rate_kind"], row["verdict"]) == (MemberRateKind.NONE, GoalVerdict.NOT_COMPARABLE)
    assert row["source_ids"] == ("bao-dia-phuong",)


def test_counts_are_whole_also_where_all_are_known() -> None:
    found = rates(observation(value=50), members(1000), observation("admission_rate_pct", "5"))
    names = ("admitted", "members", "members_units", "printed_decimals")
    assert {str(found[name].dtype) for name in names} == {"Int64"}


def test_a_bounded_rate_names_the_source_of_its_members() -> None:
    row = only(observation(value=50), members(1000, qualifier="at_least", source_id="x"))
    assert (row["rate_kind"], row["rate_high_pct"]) == (MemberRateKind.BOUNDED, 5)
    assert row["source_ids"] == ("bao-dia-phuong", "x")


def test_a_rate_that_is_at_most_below_the_goal_is_below_it() -> None:
    row = only(observation(value=50), members(5000, qualifier="at_least"))
    assert (row["rate_low_pct"], row["rate_high_pct"]) == (None, 1)
    assert row["verdict"] == GoalVerdict.BELOW


def test_a_bounded_count_of_admissions_gives_no_rate() -> None:
    row = only(observation(value=50, qualifier="more_than"), members(1000))
    assert (row["admitted"], row["admitted_qualifier"]) == (50, "more_than")
    assert (row["rate_pct"], row["rate_kind"]) == (None, MemberRateKind.NONE)


def test_of_a_range_of_admissions_the_lower_end_is_told() -> None:
    row = only(observation(value=None, low=40, high=50, qualifier="between"), members(1000))
    assert (row["admitted"], row["admitted_qualifier"]) == (40, "between")
    assert (row["rate_pct"], row["rate_kind"]) == (None, MemberRateKind.NONE)


def test_an_exact_count_of_admissions_comes_before_a_bound() -> None:
    row = only(observation(value=50, qualifier="more_than"), observation(value=52), members(1000))
    assert (row["admitted"], row["admitted_qualifier"], row["rate_pct"]) == (
        52,
        "exact",
        Fraction(26, 5),
    )


def test_admissions_that_contradict_each_other_give_no_rate() -> None:
    row = only(observation(value=50), observation(value=52, source_id="x"), members(1000))
    assert pd.isna(row["admitted"])
    assert row["rate_pct"] is None


def test_a_fraction_of_the_target_counts_admissions() -> None:
    row = only(observation("admitted_over_target", 35, denominator=70), members(1000))
    assert row["rate_pct"] == Fraction("3.5")
    row = only(
        observation("admitted_over_target", 30, denominator=70),
        observation(value=35),
        members(1000),
    )
    assert row["admitted"] == 35


def test_a_published_rate_stands_as_printed_without_counts() -> None:
    row = only(observation("admission_rate_pct", "9,03"), year=2024)
    assert (row["rate_pct"], row["rate_kind"]) == (Fraction("9.03"), MemberRateKind.PUBLISHED)
    assert (row["printed_agrees"], row["printed_rounding"]) == (None, None)
    assert (row["printed_decimals"], row["verdict"]) == (2, GoalVerdict.ABOVE)


def test_a_published_rate_comes_before_one_of_the_nearest_members() -> None:
    row = only(
        observation(value=35),
        observation("admission_rate_pct", "3,40"),
        members(1000, "2024-06-30", source_id="m"),
    )
    assert (row["rate_pct"], row["rate_kind"]) == (Fraction("3.4"), MemberRateKind.PUBLISHED)
    assert (row["computed_pct"], row["printed_agrees"]) == (Fraction("3.5"), False)
    assert "m" in row["source_ids"]


@pytest.mark.parametrize(
    ("printed", "rounding"),
    [("5,46", Rounding.HALF_UP), ("5,45", Rounding.TRUNCATED), ("5,44", None), ("5", "half_up")],
)
def test_a_print_is_held_against_its_counts(printed: str, rounding: Rounding | None) -> None:
    """60 of 1.099 is 5,4595 %."""
    row = only(observation(value=60), observation("admission_rate_pct", printed), members(1099))
    assert (row["printed_rounding"], row["printed_agrees"]) == (rounding, rounding is not None)


@pytest.mark.parametrize(
    "extra",
    [
        pytest.param({"qualifier": "more_than"}, id="a bound"),
        pytest.param({"is_projected": True}, id="a projection"),
        pytest.param({"is_average": True}, id="an average"),
    ],
)
def test_only_plain_published_rates_are_used(extra: Row) -> None:
    assert only(observation("admission_rate_pct", "5", **extra))["rate_pct"] is None


def test_published_rates_that_contradict_each_other_are_not_used() -> None:
    rows = [observation("admission_rate_pct", v) for v in ("5,1", "5,2")]
    assert only(*rows)["rate_pct"] is None


def test_only_the_period_that_reaches_furthest_is_used() -> None:
    row = only(
        observation(value=20, until="2024-06-30"),
        observation(value=35),
        observation("admission_rate_pct", "2", until="2024-06-30"),
        members(1000),
    )
    assert (row["admitted"], row["printed_pct"]) == (35, None)


def test_a_part_of_a_year_is_not_held_against_a_goal_for_a_year() -> None:
    row = only(observation(value=35, until="2024-06-30"), members(1000))
    assert (row["rate_pct"], row["is_whole_year"]) == (Fraction("3.5"), False)
    assert (row["verdict"], row["goal_source"]) == ("not_comparable", GoalSource.RESOLUTION)


def test_an_end_that_is_not_printed_gives_a_rate_without_goal() -> None:
    row = only(
        observation(value=35, **open_end(2024) | {"period_start": "2024-01-01"}), members(1000)
    )
    assert (row["rate_pct"], row["goal_source"]) == (Fraction("3.5"), GoalSource.NONE)


@pytest.mark.parametrize(
    ("admitted", "verdict"),
    [(299, "below"), (300, "within"), (400, "within"), (401, "above")],
)
def test_both_ends_of_the_goal_lie_within_it(admitted: int, verdict: str) -> None:
    assert only(observation(value=admitted), members(10_000))["verdict"] == verdict


def test_the_resolution_counts_from_its_day() -> None:
    for year, source in ((2021, GoalSource.NONE), (2022, GoalSource.RESOLUTION)):
        row = only(observation(value=35, year=year), members(1000, f"{year - 1}-12-31"), year=year)
        assert row["goal_source"] == source
    assert row["verdict"] == GoalVerdict.WITHIN
    for day, source in (("2022-06-15", GoalSource.NONE), ("2022-06-16", GoalSource.RESOLUTION)):
        assert only(observation(value=1, until=day), year=2022)["goal_source"] == source


def test_before_the_resolution_a_rate_stands_without_verdict() -> None:
    row = only(observation(value=35, year=2021), members(1000, "2020-12-31"), year=2021)
    assert (row["rate_pct"], row["verdict"]) == (Fraction("3.5"), GoalVerdict.NO_GOAL)
    assert (row["goal_low"], row["goal_high"]) == (None, None)


def spanning(first: int, last: int) -> Row:
    return {
        "period_kind": "years",
        "period_key": f"years:{first}-{last}",
        "period_start": f"{first}-01-01",
        "period_end": f"{last}-12-31",
    }


UNDATED_TERM = {"period_kind": "term", "period_start": None, "period_end": None}


@pytest.mark.parametrize(
    ("columns", "low", "high"),
    [
        pytest.param({}, 5, 5, id="a bare figure is both ends"),
        pytest.param({"qualifier": "at_least"}, 5, None, id="from 5 %"),
        pytest.param({"qualifier": "at_most"}, None, 5, id="up to 5 %"),
        pytest.param(spanning(2020, 2024), 5, 5, id="the last of several years"),
        pytest.param(spanning(2024, 2025), 5, 5, id="the first of several years"),
        pytest.param(UNDATED_TERM | {"term": "2020-2024"}, 5, 5, id="the last year of a term"),
        pytest.param(UNDATED_TERM | {"term": "2024-2029"}, 5, 5, id="the first year of a term"),
        pytest.param(
            UNDATED_TERM | {"term": "2020-2025", "period_end": "2023-12-15"},
            *(5, 5),
            id="a term of which only a day is printed",
        ),
    ],
)
def test_a_goal_of_the_unit_comes_first(columns: Row, low: int | None, high: int | None) -> None:
    row = only(observation(value=50), members(1000), goal(5, **columns))
    assert (row["goal_low"], row["goal_high"], row["goal_source"]) == (low, high, GoalSource.OWN)
    assert row["verdict"] == GoalVerdict.WITHIN


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"year": 2023}, id="another year"),
        pytest.param(spanning(2020, 2023), id="years that have ended"),
        pytest.param(spanning(2025, 2030), id="years to come"),
        pytest.param(UNDATED_TERM | {"term": "2015-2023"}, id="a term that has ended"),
        pytest.param(UNDATED_TERM | {"term": "2025-2030"}, id="a term to come"),
        pytest.param(UNDATED_TERM, id="no period"),
        pytest.param({"unit_id": "dat-do"}, id="another unit"),
        pytest.param({"is_projected": True}, id="a projection"),
    ],
)
def test_a_goal_for_another_time_or_unit_is_none_of_ours(columns: Row) -> None:
    row = only(observation(value=50), members(1000), goal(5, **columns))
    assert row["goal_source"] == GoalSource.RESOLUTION


def test_a_range_sets_both_ends() -> None:
    row = only(observation(value=50), goal(None, low=2.5, high=3.25, qualifier="between"))
    assert (row["goal_low"], row["goal_high"]) == (Fraction("2.5"), Fraction("3.25"))


def test_a_goal_for_the_year_comes_before_one_for_several_years() -> None:
    row = only(observation(value=50), goal(3, **spanning(2020, 2025)), goal(5))
    assert row["goal_low"] == 5
    row = only(observation(value=50), goal(6), goal(5))
    assert row["goal_low"] == 6


def test_a_unit_without_goal_takes_that_of_its_parent() -> None:
    scope = Scope("long-an", ("ben-luc", "duc-hoa"))
    rows = [goal(5, unit_id="long-an"), goal(7, unit_id="duc-hoa")]
    rows += [observation(value=50, unit_id=unit) for unit in scope.children]
    rows += [members(1000, unit_id=unit) for unit in scope.children]
    found = rates(*rows, scope=scope)
    assert list(found["goal_source"]) == ["own", "parent", "own"]
    assert list(found["goal_low"]) == [5, 5, 7]
    assert list(found["verdict"]) == ["not_comparable", "within", "below"]


@pytest.mark.parametrize(
    ("bounds", "goals", "verdict"),
    [
        ((1, 2), (3, 4), "below"),
        ((1, 3), (3, 4), "undetermined"),
        ((None, 2), (3, 4), "below"),
        ((None, 3), (3, 4), "undetermined"),
        ((3, 4), (3, 4), "within"),
        ((4, 5), (3, 4), "undetermined"),
        ((5, 6), (3, 4), "above"),
        ((5, None), (3, 4), "above"),
        ((4, None), (3, 4), "undetermined"),
        ((None, None), (3, 4), "undetermined"),
        ((3, None), (3, None), "within"),
        ((None, 4), (None, 4), "within"),
        ((None, 4), (3, None), "undetermined"),
        ((3, None), (None, 4), "undetermined"),
        ((2, 2), (3, None), "below"),
        ((5, 5), (None, 4), "above"),
    ],
)
def test_place_of_a_bounded_rate(bounds: tuple, goals: tuple, verdict: str) -> None:
    assert place_of(*bounds, *goals) == verdict


SCOPE = Scope("long-an", ("ben-luc", "duc-hoa", "can-giuoc"))


def test_members_of_most_units_bound_those_of_the_scope() -> None:
    rows = [observation(value=60, unit_id="long-an")]
    rows += [members(count, unit_id=unit) for unit, count in (("ben-luc", 700), ("duc-hoa", 800))]
    own = rates(*rows, scope=SCOPE).iloc[0]
    assert (own["members"], own["members_kind"]) == (1500, MembersKind.BOUNDED)
    assert (own["members_units"], own["members_as_of"]) == (2, pd.Timestamp(2023, 12, 31))
    assert (own["rate_low_pct"], own["rate_high_pct"]) == (None, 4)


def test_members_of_half_of_the_units_or_of_another_day_bound_nothing() -> None:
    rows = [observation(value=60, unit_id="long-an"), members(700, unit_id="ben-luc")]
    two = Scope("long-an", ("ben-luc", "duc-hoa"))
    assert rates(*rows, scope=two).iloc[0]["members_kind"] == MembersKind.NONE
    rows += [members(800, "2024-06-30", unit_id="duc-hoa")]
    assert rates(*rows, scope=two).iloc[0]["members_kind"] == MembersKind.NONE


def test_members_of_the_scope_itself_come_before_a_sum() -> None:
    rows = [members(700, unit_id=unit) for unit in SCOPE.children]
    rows += [observation(value=60, unit_id="long-an"), members(3000, unit_id="long-an")]
    own = rates(*rows, scope=SCOPE).iloc[0]
    assert (own["members"], own["rate_pct"]) == (3000, 2)


def test_units_together_are_those_with_both_figures() -> None:
    rows = [
        observation(value=99, unit_id="long-an"),
        members(990, unit_id="long-an"),
        observation(value=10, unit_id="ben-luc"),
        members(100, unit_id="ben-luc"),
        observation(value=30, unit_id="duc-hoa"),
        members(500, unit_id="duc-hoa"),
        observation(value=7, until="2024-06-30", unit_id="can-giuoc"),
        members(100, unit_id="can-giuoc"),
    ]
    together = units_together(rates(*rows, scope=SCOPE), SCOPE)
    assert together == Together(2, 40, 600, Fraction(4000, 600))
    assert units_together(rates(*rows[:2], scope=SCOPE), SCOPE) is None


def test_a_rebuilt_figure_is_marked() -> None:
    flags = ["is_rebuilt", "is_admitted_rebuilt", "is_members_rebuilt"]
    row = only(observation(value=35), members(1000, source_id=REBUILT_SOURCE))
    assert [row[flag] for flag in flags] == [True, False, True]
    row = only(observation(value=35, source_id=REBUILT_SOURCE), members(1000))
    assert [row[flag] for flag in flags] == [True, True, False]
    row = only(observation(value=35), members(1000))
    assert [row[flag] for flag in flags] == [False, False, False]


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 400), st.integers(1, 20_000), st.integers(1, 40))
def test_scaling_admitted_and_members_leaves_the_rate(
    admitted: int, count: int, factor: int
) -> None:
    once = only(observation(value=admitted), members(count))
    scaled = only(observation(value=admitted * factor), members(count * factor))
    names = ["rate_pct", "computed_pct", "rate_kind", "verdict"]
    assert [once[name] for name in names] == [scaled[name] for name in names]
    assert once["rate_pct"] == Fraction(100 * admitted, count)


# What the sources publish.


@pytest.fixture(scope="module")
def published(project: Project):
    def _rates(scope: str, year: int) -> pd.DataFrame:
        data = load_report_data(project, ReportParams(scope=scope, year=year))
        return rate_of_members(data.observations, data.scope, year=year).set_index("unit_id")

    return _rates


def test_dong_nai_2019_is_of_the_nearest_members_and_its_units_are_as_printed(published) -> None:
    found = published("dong-nai", 2019)
    own = found.loc["dong-nai"]
    assert (own["rate_pct"], own["rate_kind"]) == (Fraction(402200, 78047), "nearest")  # 5,15 %
    assert own["members_as_of"] == pd.Timestamp(2018, 9, 10)
    printed = {
        "thong-nhat": (227, Fraction("9.03")),
        "bien-hoa": (510, Fraction("2.58")),
        "vinh-cuu": (250, Fraction("5.86")),  # members of 10/1/2020 are more than a year away
    }
    for unit, pair in printed.items():
        assert (found.loc[unit, "admitted"], found.loc[unit, "rate_pct"]) == pair
        assert found.loc[unit, "rate_kind"] == MemberRateKind.PUBLISHED
        assert found.loc[unit, "printed_agrees"] is None
    assert set(found["verdict"]) == {GoalVerdict.NO_GOAL, GoalVerdict.NOT_COMPARABLE}
    # "trên 18 ngàn" of 5/1/2018 bounds Biên Hòa from above; its print leads.
    assert found.loc["bien-hoa", "rate_high_pct"] == Fraction(51000, 18000)
    assert found.loc["bien-hoa", "source_ids"] == ("dn-2019",)


def test_dong_nai_half_of_2011_is_as_printed_and_held_against_nothing(published) -> None:
    own = published("dong-nai", 2011).loc["dong-nai"]
    assert (own["admitted"], own["rate_pct"]) == (1479, Fraction("3.16"))
    assert (own["rate_kind"], own["verdict"]) == ("published", GoalVerdict.NOT_COMPARABLE)


def test_lam_dong_has_members_but_no_admissions(published) -> None:
    own = published("lam-dong", 2019).loc["lam-dong"]
    assert (own["members"], own["members_kind"]) == (46265, MembersKind.NEAREST)
    assert (own["rate_pct"], own["verdict"]) == (None, GoalVerdict.NOT_COMPARABLE)


def test_long_an_2023_has_only_members_of_the_congress_of_2020(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="long-an", year=2023))
    found = distant_members(data.observations, "long-an", year=2023)
    assert found == DistantMembers(47600, "more_than", pd.Timestamp(2020, 10, 13))


def test_goals_of_long_an_and_dak_lak(published) -> None:
    long_an = published("long-an", 2023).loc["long-an"]
    assert (long_an["goal_low"], long_an["goal_high"], long_an["goal_source"]) == (3, 4, "own")
    dak_lak = published("dak-lak", 2024)
    assert set(dak_lak["goal_low"]) == set(dak_lak["goal_high"]) == {Fraction("3.25")}
    assert list(dak_lak["goal_source"])[:2] == [GoalSource.OWN, GoalSource.PARENT]


def test_made_up_province_2024_against_what_really_happened(published) -> None:
    found, province = published(PROVINCE_ID, 2024), make_province()
    before, now = Season(2023, is_half=False), Season(2024, is_half=False)
    whole = found[found["rate_kind"].eq(MemberRateKind.COMPUTED)]
    assert len(whole) == 103
    for unit in whole.index:
        if (unit, before) in province.figures:
            count = province.figure(unit, before, "members_total")
            rate = Fraction(100 * province.figure(unit, now, "admitted"), count)
            assert whole.loc[unit, "rate_pct"] == rate, unit
    # The police return no members: 103 of 104 units bound the province, 57.799 in truth.
    own = found.loc[PROVINCE_ID]
    assert (own["admitted"], own["members"], own["members_units"]) == (1913, 56196, 103)
    assert own["rate_high_pct"] == Fraction(191300, 56196)
    assert own["verdict"] == GoalVerdict.UNDETERMINED
    scope = Scope(PROVINCE_ID, ())
    together = units_together(found.reset_index(), scope)
    assert (together.units, together.admitted, together.members) == (103, 1860, 56196)
    counts = found.drop(PROVINCE_ID)["verdict"].value_counts().to_dict()
    assert counts == {"within": 52, "below": 27, "above": 25}


def test_a_rate_of_members_never_reaches_achievement() -> None:
    frame = observations(
        observation("admission_rate_pct", "9,03", basis="tổng số đảng viên"),
        observation("target_admission_rate_pct", 4),
        members(1000),
    )
    (row,) = achievement_by_unit(frame, ALONE, year=2024, threshold_pct=50).to_dict("records")
    assert (row["status"], row["rate_pct"]) == ("no_figure", None)
    assert pd.isna(row["target"])


def test_a_percentage_of_the_target_never_becomes_a_rate_of_members() -> None:
    row = only(observation("pct_of_target", "52,53"), observation("target", 270), members(1000))
    assert (row["rate_pct"], row["printed_pct"], row["period_key"]) == (None, None, None)
