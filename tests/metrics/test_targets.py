"""Targets: those that a print gives away, who set them, and which of several leads."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.exact import Rounding
from analysis.metrics.targets import (
    SMALL_TARGET,
    Claim,
    DerivedTarget,
    PrintedRate,
    Standing,
    StatedTarget,
    TargetKind,
    common_target,
    derive_target,
    group_kinds,
    is_later,
    is_small,
    leading_kind,
    printed_rates,
    standings,
    stated_targets,
    with_bases,
)
from analysis.registers.target_bases import BasisKind


@pytest.mark.parametrize(
    ("admitted", "printed", "decimals", "target"),
    [
        pytest.param(1514, "112.15", 2, 1350, id="1.514 and 112,15%: 112.148"),
        pytest.param(1533, "111.9", 1, 1370, id="1.533 and 111,9%: 111.898"),
        pytest.param(1667, "107.55", 2, 1550, id="1.667 and 107,55%: 107.548"),
        pytest.param(118, "96.72", 2, 122, id="118 and 96,72%: 96.721"),
        pytest.param(5, "50", 0, 10, id="5 and 50%"),
        pytest.param(1, "50", 0, 2, id="1 and 50%"),
        pytest.param(1, "1", 2, 100, id="1 and 1,00%"),
    ],
)
def test_the_one_target_that_rounds_half_up_to_the_print_is_derived(
    admitted: int, printed: str, decimals: int, target: int
) -> None:
    derived = derive_target(admitted, Fraction(printed), decimals)
    assert (derived.value, derived.rounding) == (target, Rounding.HALF_UP)


def test_a_target_that_only_cutting_off_explains_is_derived_and_marked() -> None:
    # 145/260 = 55.769 is 55,8 rounded; no other whole number comes to 55,7 either way.
    assert derive_target(145, Fraction("55.7"), 1) == DerivedTarget(
        260, Rounding.TRUNCATED, 260, 260
    )


def test_half_up_decides_although_cutting_off_allows_another_target() -> None:
    # 125/116 = 107.76 rounds to 108; 125/115 = 108.70 is 108 cut off.
    assert derive_target(125, Fraction(108), 0) == DerivedTarget(116, Rounding.HALF_UP, 115, 116)


QUARTER, NINE_MONTHS = PrintedRate(28, Fraction("24.3"), 1), PrintedRate(125, Fraction(108), 0)


@pytest.mark.parametrize(
    ("rates", "target"),
    [
        pytest.param([QUARTER, NINE_MONTHS], 115, id="28 = 24,3% and 125 = 108%"),
        pytest.param([NINE_MONTHS], None, id="one report that two targets fit"),
        pytest.param([QUARTER], 115, id="one report that one target fits"),
        pytest.param([PrintedRate(1, Fraction(50), 0)], 2, id="one person"),
        pytest.param([PrintedRate(1, Fraction(1), 2)], 100, id="one per cent"),
        pytest.param([QUARTER, PrintedRate(125, Fraction("107.8"), 1)], None, id="none fits both"),
        pytest.param([QUARTER, PrintedRate(0, Fraction(0), 0)], 115, id="nothing tells nothing"),
        pytest.param([QUARTER, PrintedRate(3, Fraction(0), 0)], 115, id="a rate of nothing"),
        pytest.param([PrintedRate(0, Fraction(0), 0)], None, id="only nothing"),
        pytest.param([], None, id="no report"),
    ],
)
def test_the_one_target_that_fits_all_printed_rates(
    rates: list[PrintedRate], target: int | None
) -> None:
    assert common_target(rates) == target


def test_rates_are_printed_by_one_source_of_one_period() -> None:
    first, later = {"until": "2024-03-31", "source_id": "a"}, {"until": "2024-09-30"}
    rows = observations(
        observation(value=28, **first),
        observation("pct_of_target", "24,3", **first),
        observation(value=100, **later),
        observation("pct_of_target", "90", until="2024-09-30", source_id="a"),
        observation(value=125, until="2024-09-30", source_id="b", qualifier="at_least"),
        observation("pct_of_target", "108", until="2024-09-30", source_id="b"),
    )
    assert printed_rates(rows) == [QUARTER]


def test_a_rate_that_is_printed_twice_in_one_report_is_not_taken() -> None:
    rows = observations(
        observation(value=28),
        observation("pct_of_target", "24,3", basis="tỉnh"),
        observation("pct_of_target", "30", basis="huyện"),
    )
    assert printed_rates(rows) == []


def test_several_fitting_targets_leave_it_open_between_lowest_and_highest() -> None:
    # Half up: 4,5 <= 1400/T < 5,5 gives 255 to 311; cut off: 5 <= 1400/T < 6 gives 234 to 280.
    assert derive_target(14, Fraction(5), 0) == DerivedTarget(None, None, 234, 311)


def test_several_targets_by_cutting_off_alone_leave_it_open_too() -> None:
    # 1000/T is 0,99 cut off for T = 1001 to 1010 and 0,99 half up for 1006 to 1015.
    derived = derive_target(10, Fraction("0.99"), 2)
    assert derived == DerivedTarget(None, None, 1001, 1015)


def test_a_print_that_no_whole_target_explains_derives_nothing() -> None:
    assert derive_target(1, Fraction(70), 0) == DerivedTarget(None, None, None, None)


@pytest.mark.parametrize(
    ("admitted", "printed"), [(0, "0"), (0, "50"), (5, "0"), (-5, "50"), (5, "-50")]
)
def test_nothing_is_derived_from_zero_or_less(admitted: int, printed: str) -> None:
    assert derive_target(admitted, Fraction(printed), 0) == DerivedTarget(None, None, None, None)


@given(admitted=st.integers(1, 500), target=st.integers(1, 800), decimals=st.integers(0, 2))
def test_the_true_target_always_lies_between_lowest_and_highest(
    admitted: int, target: int, decimals: int
) -> None:
    scale = 10**decimals
    half_up = (2 * 100 * scale * admitted + target) // (2 * target)
    if half_up * 10 < scale * 100:
        return  # below 10 % there are too many candidates for a quick test
    derived = derive_target(admitted, Fraction(half_up, scale), decimals)
    assert derived.lowest is not None
    assert derived.highest is not None
    assert derived.lowest <= target <= derived.highest
    if derived.value is not None:
        assert (derived.value, derived.rounding) == (target, Rounding.HALF_UP)


def test_a_small_percentage_does_not_take_a_trial_of_every_candidate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials = count(1)

    def rounding(*_: object) -> None:
        assert next(trials) < 10_000

    monkeypatch.setattr("analysis.metrics.exact.matching_rounding", rounding)
    derive_target(5000, Fraction(1), 0)


SUPERIOR, CONGRESS, OWN, UNSTATED = BasisKind


def claim(kind: BasisKind = UNSTATED, value: int | None = 200, stated_on: str = "") -> Claim:
    return Claim(kind, value, stated_on)


def first(number: int = 0, **columns: object) -> Standing:
    fields = {"is_replaced": False, "replaced": (), "is_contested": False} | columns
    return Standing(number, **fields)


def test_one_person_of_ten_is_just_ten_points() -> None:
    assert SMALL_TARGET == 10


@pytest.mark.parametrize(
    ("target", "expected"), [(None, False), (0, False), (1, True), (9, True), (10, False)]
)
def test_a_small_target_lies_between_none_and_ten(target: int | None, expected: bool) -> None:
    assert is_small(target) is expected


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_the_superior_leads_then_the_congress_then_the_own_then_the_unstated(order) -> None:
    kinds = [SUPERIOR, CONGRESS, OWN, UNSTATED]
    found = standings([claim(kinds[place]) for place in order])
    assert [kinds[order[place.number]] for place in found] == kinds
    assert not any(place.is_contested or place.is_replaced for place in found)


def test_nobody_stands_where_nothing_is_claimed() -> None:
    assert standings([]) == []


def test_one_target_alone_leads_undisputed() -> None:
    assert standings([claim()]) == [first()]


def test_the_later_stated_one_of_a_kind_replaces_the_earlier() -> None:
    found = standings([claim(OWN, 1905, "2024-01-10"), claim(OWN, 1950, "2024-03-12")])
    assert found == [first(1, replaced=(1905,)), first(0, is_replaced=True)]


def test_of_three_the_history_runs_from_the_earliest() -> None:
    claims = [
        claim(OWN, 1950, "2024-03-12"),
        claim(OWN, 1980, "2024-06"),
        claim(OWN, 1905, "2023-12-31"),
    ]
    assert standings(claims) == [
        first(1, replaced=(1905, 1950)),
        first(0, is_replaced=True),
        first(2, is_replaced=True),
    ]


def test_a_target_without_a_number_has_no_place_in_the_history() -> None:
    found = standings([claim(OWN, None, "2024-01-10"), claim(OWN, 1950, "2024-03-12")])
    assert found == [first(1), first(0, is_replaced=True)]


@pytest.mark.parametrize(
    ("early", "late"),
    [
        pytest.param("", "2024-03-12", id="one day is not known"),
        pytest.param("", "", id="no day is known"),
        pytest.param("2024-03-12", "2024-03-12", id="the same day"),
        pytest.param("2024-03", "2024-03-12", id="the same month"),
        pytest.param("2024", "2024-03", id="the same year"),
    ],
)
def test_where_no_dates_tell_the_first_printed_leads_and_both_stand(early: str, late: str) -> None:
    claims = [claim(SUPERIOR, 1905, early), claim(SUPERIOR, 1950, late)]
    assert standings(claims) == [first(0, is_contested=True), first(1, is_contested=True)]


def test_a_later_target_of_another_kind_replaces_nothing() -> None:
    found = standings([claim(OWN, 1950, "2024-03-12"), claim(SUPERIOR, 1905, "2024-01-10")])
    assert found == [first(1), first(0)]


@pytest.mark.parametrize(
    ("day", "than", "later"),
    [
        ("2024-03-12", "2024-03-11", True),
        ("2024-03-11", "2024-03-12", False),
        ("2024-03-12", "2024-03-12", False),
        ("2024-04", "2024-03-31", True),
        ("2024-03", "2024-03-12", False),
        ("2024-03-12", "2024-03", False),
        ("2025", "2024-12-31", True),
        ("", "2024", False),
        ("2024", "", False),
        ("", "", False),
    ],
)
def test_days_are_compared_as_far_as_both_are_known(day: str, than: str, later: bool) -> None:
    assert is_later(day, than) is later


def test_the_leading_kind_is_the_first_in_the_rule() -> None:
    assert leading_kind([UNSTATED, OWN, CONGRESS]) is CONGRESS
    assert leading_kind([UNSTATED]) is UNSTATED


def stated(*rows: Row, **columns: list[str]) -> list[StatedTarget]:
    return stated_targets(observations(*rows).assign(**columns))


def test_a_plain_target_says_all_that_is_printed_of_it() -> None:
    rows = [observation("target", 270, basis="Tỉnh ủy giao", source_id="bao")]
    (found,) = stated(*rows, basis_kind=["superior"], stated_on=["2024-03-12"])
    assert found == StatedTarget(
        value=270,
        upper=None,
        kind=TargetKind.PUBLISHED,
        qualifier="exact",
        bases=("Tỉnh ủy giao",),
        basis_kind=SUPERIOR,
        stated_on="2024-03-12",
        period_key="year:2024",
        source_ids=("bao",),
    )
    assert found.keys == {"tỉnh ủy giao"}


def test_without_the_register_nobody_is_known_to_have_set_it() -> None:
    (found,) = stated(observation("target", 270))
    assert (found.basis_kind, found.stated_on, found.keys) == (UNSTATED, "", {""})


def test_the_same_count_from_two_sources_is_one_target_of_two_bases() -> None:
    rows = [
        observation("target", 200, basis="kế hoạch của Huyện ủy", source_id="thang-tu"),
        observation("target", 300, source_id="dai"),
        observation("target", 200, basis="Đảng bộ huyện", source_id="thang-hai"),
        observation("target", 200, basis="Đảng bộ huyện", source_id="thang-hai"),
    ]
    kinds, days = ["own", "own", "superior", "own"], ["2017-04-27", "", "2017-02-15", "2017-02-15"]
    both, other = stated(*rows, basis_kind=kinds, stated_on=days)
    assert (both.value, both.bases) == (200, ("kế hoạch của Huyện ủy", "Đảng bộ huyện"))
    assert (both.basis_kind, both.stated_on) == (SUPERIOR, "2017-04-27")
    assert both.source_ids == ("thang-tu", "thang-hai")
    assert (other.value, other.basis_kind, other.stated_on) == (300, OWN, "")


def test_targets_stand_in_the_order_of_print() -> None:
    found = stated(observation("target", 300, qualifier="at_least"), observation("target", 200))
    assert [one.value for one in found] == [300, 200]


@pytest.mark.parametrize(
    ("row", "value", "upper", "kind", "qualifier"),
    [
        pytest.param(
            observation("target", 6, qualifier="at_least"), 6, None, "minimum", "at_least", id="≥"
        ),
        pytest.param(
            observation("target", 290, qualifier="more_than"),
            290,
            None,
            "minimum",
            "more_than",
            id=">",
        ),
        pytest.param(
            observation("target_min", 6), 6, None, "minimum", "at_least", id="a bare minimum"
        ),
        pytest.param(
            observation("target_min", 6, qualifier="more_than"),
            6,
            None,
            "minimum",
            "more_than",
            id="a minimum more than",
        ),
        pytest.param(
            observation("target", None, low=90, high=100, qualifier="between"),
            90,
            100,
            "minimum",
            "at_least",
            id="a range",
        ),
        pytest.param(
            observation("target", None, low=90, qualifier="between"),
            90,
            None,
            "minimum",
            "at_least",
            id="a range without an end",
        ),
        pytest.param(
            observation("target", 200, qualifier="about"),
            200,
            None,
            "published",
            "about",
            id="about",
        ),
        pytest.param(
            observation("target", 200, high=220),
            200,
            None,
            "published",
            "exact",
            id="a plain count has no upper end",
        ),
    ],
)
def test_bounds_and_ranges_are_minima(row: Row, value, upper, kind, qualifier) -> None:
    (found,) = stated(row)
    assert (found.value, found.upper) == (value, upper)
    assert (found.kind, found.qualifier) == (kind, qualifier)


def test_one_printed_as_a_bound_and_as_a_count_is_the_count() -> None:
    bound = observation("target", 200, qualifier="at_least", period_key="each_year")
    (found,) = stated(bound, observation("target", 200))
    assert (found.kind, found.qualifier) == (TargetKind.PUBLISHED, "exact")
    assert found.period_key == "year:2024"


def test_the_first_of_several_plain_prints_speaks_for_all() -> None:
    bounds = [observation("target", 200, qualifier="at_least", year=2020)] * 20
    plain = [observation("target", 200, year=year) for year in range(2021, 2041)]
    assert [one.period_key for one in stated(*bounds, *plain)] == ["year:2021"]
    assert [one.period_key for one in stated(*bounds)] == ["year:2020"]


def test_a_target_without_any_figure_is_none() -> None:
    assert stated(observation("target", None)) == []


BASES = pd.DataFrame(
    [
        ("Tỉnh ủy giao", "committee", "province", "", "tỉnh ủy giao"),
        ("kế hoạch", "unstated", "", "", "kế hoạch"),
    ],
    columns=["basis", "kind", "set_by", "note", "key"],
)
UNITS = pd.DataFrame(
    {"kind": ["province", "city"], "parent_id": [None, "brvt"]},
    index=pd.Index(["brvt", "vung-tau"], name="unit_id"),
)
SOURCES = pd.DataFrame(
    {
        "published": ["2024-03", "", "", "", "2024-07-01"],
        "kind": ["news", "news", "return", "return", "return"],
    },
    index=pd.Index(["bao", "dai", "2024/nam.xlsx", "2024/chi-tieu.xlsx", "2024/cu.xlsx"]),
)


def with_known_bases(*rows: Row) -> pd.DataFrame:
    return with_bases(observations(*rows), BASES, UNITS, SOURCES)


def test_the_committee_of_the_province_is_above_its_city_and_not_above_itself() -> None:
    found = with_known_bases(
        observation("target", 270, basis="Tỉnh uỷ giao"),
        observation("target", 1450, basis="Tỉnh ủy giao", unit_id="brvt"),
        observation("target", 1, basis="kế hoạch"),
        observation("target", 1, basis="không ai biết"),
        observation("target", 1),
    )
    kinds = ["superior", "own", "unstated", "unstated", "unstated"]
    assert list(found["basis_kind"]) == kinds
    assert list(found["is_basis_known"]) == [True, True, True, False, True]
    assert group_kinds(found) == [BasisKind(kind) for kind in kinds]


def test_a_source_states_its_target_when_it_is_published_a_return_when_its_results_end() -> None:
    found = with_known_bases(
        observation("target", 1, source_id="bao"),
        observation("target", 1, source_id="dai"),
        observation(value=3, until="2024-03-31", source_id="2024/nam.xlsx"),
        observation(
            "admitted_over_target", 4, denominator=9, until="2024-06-30", source_id="2024/nam.xlsx"
        ),
        observation("members_total", 90, until="2024-09-30", source_id="2024/nam.xlsx"),
        observation("target", 1, source_id="2024/chi-tieu.xlsx"),
        observation("pct_of_target", "5", until="2024-08-31", source_id="2024/cu.xlsx"),
        observation(value=5, until="2024-05-31", source_id="bao"),
    )
    assert list(found["stated_on"]) == [
        "2024-03",
        "",
        "2024-06-30",
        "2024-06-30",
        "2024-06-30",
        "",
        "2024-08-31",
        "2024-03",
    ]


def test_a_return_whose_results_have_no_printed_end_has_no_day() -> None:
    rows = [observation(value=3, source_id="2024/nam.xlsx", **open_end(2024))]
    assert list(with_known_bases(*rows)["stated_on"]) == [""]


def test_a_source_outside_of_the_register_has_no_day() -> None:
    found = with_known_bases(observation("target", 1, source_id="rebuilt-from-predecessors"))
    assert list(found["stated_on"]) == [""]


def test_nothing_else_of_an_observation_changes() -> None:
    before = observations(observation("target", 270, basis="Tỉnh ủy giao"), observation())
    after = with_bases(before, BASES, UNITS, SOURCES.assign(published="2024"))
    pd.testing.assert_frame_equal(after[before.columns], before)
    assert list(after.columns[-3:]) == ["basis_kind", "is_basis_known", "stated_on"]


def test_no_observations_stay_none() -> None:
    assert with_known_bases().empty
