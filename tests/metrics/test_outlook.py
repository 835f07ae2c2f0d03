"""Outlook: a range that chance is likely to stay in, what is needed a month, and a verdict."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import sqrt

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given
from hypothesis import strategies as st

from analysis.fictional.province import make_province
from analysis.fictional.seasons import Season
from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.earlier_years import Curve
from analysis.metrics.outlook import (
    Outlook,
    Range,
    Verdict,
    final_range,
    historical_outlook,
    linear_outlook,
    outlook_by_unit,
)
from analysis.metrics.pace import PaceRule
from analysis.metrics.results import Scope

ALONE = Scope("vung-tau", ())
JANUARY, JUNE, DECEMBER = date(2024, 1, 1), date(2024, 6, 30), date(2024, 12, 31)


def outlooks(*rows: Row, scope: Scope = ALONE, year: int = 2024, **options: object) -> pd.DataFrame:
    frame = observations(*rows)
    achievements = achievement_by_unit(frame, scope, year=year, threshold_pct=50)
    return outlook_by_unit(frame, achievements, scope, year=year, **options)


def outlook(*rows: Row, **options: object) -> pd.Series:
    (found,) = outlooks(*rows, **options).iloc
    return found


def result(count: int, until: str = "2024-06-30", **columns: object) -> Row:
    return observation(value=count, until=until, **columns)


def target(count: int, year: int = 2024, **columns: object) -> Row:
    return observation("target", count, year=year, **columns)


def earlier(year: int, count: int, final: int, **columns: object) -> list[Row]:
    return [
        observation(value=count, until=f"{year}-06-30", **columns),
        observation(value=final, year=year, **columns),
    ]


# 142 of 182 days: 142 x 184/182 = 143.56 to come, twice its root 23.96; above 143 x 184/182 =
# 144.57 and 24.05.
def test_vung_tau_may_end_on_either_side_of_its_target() -> None:
    found = outlook(result(142), target(270))
    assert found.to_dict() == {
        "unit_id": "vung-tau",
        "period_end": pd.Timestamp("2024-06-30"),
        "admitted": 142,
        "target": 270,
        "missing": 128,
        "days_left": 184,
        "months_left": Fraction(6),
        "admitted_per_month": Fraction(142, 6),
        "needed_per_month": Fraction(128, 6),
        "linear_low": 142 + 143 - 24,
        "linear_high": 142 + 145 + 25,
        "historical_low": None,
        "historical_high": None,
        "low": 261,
        "high": 312,
        "rule": PaceRule.LINEAR,
        "reference_years": (),
        "verdict": Verdict.OPEN,
        "is_rebuilt": False,
    }


def test_ha_noi_needs_so_many_a_month() -> None:
    found = outlook(result(11388, "2017-10-31"), target(12064, 2017), year=2017)
    assert (found["low"], found["high"]) == (13577, 13770)
    assert (found["needed_per_month"], found["days_left"]) == (338, 61)
    assert found["admitted_per_month"] == Fraction(11388, 10)
    assert found["verdict"] == Verdict.OPEN


def test_two_earlier_years_stand_beside_the_linear_way() -> None:
    found = outlook(
        result(20), target(90), *earlier(2023, 10, 30), *earlier(2022, 30, 50, source_id="khac")
    )
    # Together 80 of 40: as many again, 20 and twice its root 9; each alone: 3 x 20 and 5/3 x 20.
    assert (found["historical_low"], found["historical_high"]) == (20 + 20 - 9, 60)
    assert (found["linear_low"], found["linear_high"]) == (20 + 20 - 9, 20 + 22 + 10)
    assert (found["low"], found["high"]) == (31, 60)
    assert (found["rule"], found["reference_years"]) == (PaceRule.HISTORICAL_OWN, (2023, 2022))
    assert found["verdict"] == Verdict.WILL_MISS


def test_the_whole_range_holds_both_ways() -> None:
    found = outlook(result(100), target(1), *earlier(2023, 10, 40), *earlier(2022, 10, 40))
    assert (found["linear_low"], found["linear_high"]) == (180, 224)
    assert (found["historical_low"], found["historical_high"]) == (100 + 300 - 35, 438)
    assert (found["low"], found["high"]) == (180, 438)


@pytest.mark.parametrize(
    "years",
    [
        [*earlier(2023, 10, 30)],
        [*earlier(2023, 10, 30), *earlier(2022, 0, 30)],
        [*earlier(2023, 10, 30), *earlier(2022, 31, 30)],
        [*earlier(2023, 10, 30), result(10, "2022-06-30")],
    ],
)
def test_a_year_without_a_start_or_an_end_is_no_curve(years: list[Row]) -> None:
    found = outlook(result(20), target(90), *years)
    assert (found["rule"], found["reference_years"]) == (PaceRule.LINEAR, ())


def test_a_year_in_which_nothing_came_after_the_date_is_one() -> None:
    found = outlook(result(20), *earlier(2023, 30, 30), *earlier(2022, 30, 30))
    assert (found["historical_low"], found["historical_high"]) == (20, 20)


def test_the_parents_curve_stands_in_and_marks_rebuilt_years() -> None:
    rebuilt = {"source_id": "rebuilt-from-predecessors"}
    rows = [result(50), *earlier(2023, 10, 20, **rebuilt), *earlier(2022, 10, 20)]
    rows += [result(5, unit_id="phuong-1")]
    found = outlooks(*rows, scope=Scope("vung-tau", ("phuong-1",)))
    assert list(found["rule"]) == ["historical_own", "historical_parent"]
    assert list(found["is_rebuilt"]) == [True, True]
    assert list(found["reference_years"]) == [(2023, 2022), (2023, 2022)]


def test_the_scope_falls_back_on_its_own_parent() -> None:
    above = [*earlier(2023, 10, 30, unit_id="tinh"), *earlier(2022, 10, 30, unit_id="tinh")]
    assert outlook(result(20), *above, parent_id="tinh")["rule"] == PaceRule.HISTORICAL_PARENT
    assert outlook(result(20), *above)["rule"] == PaceRule.LINEAR


def test_without_a_target_there_is_a_range_and_no_verdict() -> None:
    found = outlook(result(142))
    assert (found["low"], found["high"], found["verdict"]) == (261, 312, Verdict.NO_TARGET)
    assert found["needed_per_month"] is None
    assert pd.isna(found["missing"])


@pytest.mark.parametrize(
    ("goal", "verdict"),
    [(31, "will_meet"), (32, "open"), (60, "open"), (61, "will_miss")],
)
def test_a_verdict_needs_the_whole_range(goal: int, verdict: str) -> None:
    years = [*earlier(2023, 10, 30), *earlier(2022, 30, 50)]
    found = outlook(result(20), target(goal), *years)
    assert (found["low"], found["high"], found["verdict"]) == (31, 60, verdict)


@pytest.mark.parametrize("goal", [143, 261, 262, 312, 313, 9999])
def test_the_present_pace_alone_carries_no_verdict(goal: int) -> None:
    assert outlook(result(142), target(goal))["verdict"] == Verdict.OPEN


@pytest.mark.parametrize(
    ("as_of", "left", "needed"),
    [
        (None, Fraction(6), Fraction(20)),
        (date(2024, 6, 29), Fraction(6), Fraction(20)),
        (date(2024, 6, 30), Fraction(6), Fraction(20)),
        (date(2024, 11, 30), Fraction(1), Fraction(120)),
        (date(2024, 12, 30), Fraction(1, 31), Fraction(3720)),
        (date(2024, 12, 31), None, None),
        (date(2025, 2, 1), None, None),
    ],
)
def test_months_are_counted_from_the_reports_day(as_of, left, needed) -> None:
    found = outlook(result(30), target(150), as_of=as_of)
    assert (found["months_left"], found["needed_per_month"]) == (left, needed)
    assert (found["admitted_per_month"], found["days_left"]) == (5, 184)


def test_a_target_of_more_than_a_number_asks_for_one_more() -> None:
    more = target(261, qualifier="more_than", low=261)
    assert outlook(result(142), more)["verdict"] == Verdict.OPEN


def test_who_has_met_the_target_needs_nothing() -> None:
    found = outlook(result(21), target(20))
    assert (found["missing"], found["needed_per_month"]) == (0, None)
    assert found["verdict"] == Verdict.WILL_MEET


@pytest.mark.parametrize(
    "rows",
    [
        [target(20)],
        [observation(value=12, year=2024)],
        [result(12, "2024-12-31")],
        [observation(value=12, **open_end(2024))],
        [result(12, qualifier="at_least", low=12)],
        [observation("pct_of_target", "38", until="2024-06-30")],
    ],
)
def test_only_an_exact_count_with_days_to_come_has_an_outlook(rows: list[Row]) -> None:
    found = outlooks(*rows)
    assert found.empty
    assert list(found.columns) == list(Outlook.__annotations__)
    assert str(found["low"].dtype) == str(found["historical_high"].dtype) == "Int64"
    assert str(found["is_rebuilt"].dtype) == "bool"
    assert str(found["period_end"].dtype) == "datetime64[s]"


def test_the_last_day_but_one_has_an_outlook() -> None:
    found = outlook(result(365, "2024-12-30"), target(370))
    assert (found["days_left"], found["months_left"]) == (1, Fraction(1, 31))
    assert (found["low"], found["high"]) == (365, 365 + 2 + 3)


def test_the_linear_way_over_a_term() -> None:
    # 100 in 4 of 5 years (1461 of 1826 days): 24.98 to come and 10, or 25.23 and 11.
    term = (date(2020, 10, 17), date(2025, 10, 16))
    assert linear_outlook(100, *term, date(2024, 10, 16)) == Range(114, 137)


def test_a_period_that_is_over_ends_with_what_was_counted() -> None:
    assert linear_outlook(7, JANUARY, DECEMBER, DECEMBER) == Range(7, 7)
    assert linear_outlook(7, JANUARY, DECEMBER, date(2025, 3, 1)) == Range(7, 7)


def test_the_first_day_has_an_outlook_and_the_day_before_has_none() -> None:
    assert linear_outlook(1, JANUARY, DECEMBER, JANUARY).low == 1 + 365 - 39
    message = "^2023-12-31 lies before the period, which starts on 2024-01-01$"
    with pytest.raises(ValueError, match=message):
        linear_outlook(1, JANUARY, DECEMBER, date(2023, 12, 31))


@pytest.mark.parametrize(
    ("count", "growth", "expected"),
    [
        (0, Fraction(2), Range(0, 3)),
        (0, Fraction(1), Range(0, 0)),
        (1, Fraction(2), Range(1, 1 + 2 + 3)),
        (4, Fraction(2), Range(4, 4 + 5 + 5)),
        (16, Fraction(2), Range(16 + 16 - 8, 16 + 17 + 9)),
        (10, Fraction(3, 2), Range(10, 10 + 6 + 5)),
        (100, Fraction(101, 100), Range(100, 100 + 2 + 3)),
    ],
)
def test_a_range_is_twice_the_root_of_what_is_to_come(count, growth, expected) -> None:
    assert final_range(count, growth) == expected


def test_the_historical_way_holds_each_of_its_years() -> None:
    years = [{"count": 10, "final": 20}, {"count": 30, "final": 60}]
    assert historical_outlook(100, Curve("cha", years)) == Range(180, 100 + 101 + 21)
    wide = [{"count": 30, "final": 31}, {"count": 3, "final": 31}]
    assert historical_outlook(10, Curve("cha", wide)) == Range(10, 104)


def test_no_admission_so_far_does_not_promise_none() -> None:
    years = [{"count": 10, "final": 20}, {"count": 30, "final": 60}]
    assert historical_outlook(0, Curve("cha", years)) == Range(0, 3)


@given(count=st.integers(0, 20_000), growth=st.fractions(1, 60, max_denominator=366))
def test_a_range_never_falls_below_what_is_admitted(count: int, growth: Fraction) -> None:
    found = final_range(count, growth)
    rest = float(count * (growth - 1))
    assert count <= found.low <= found.high
    assert found.low <= count + rest <= found.high
    assert found.high >= count + rest + 2 * sqrt(rest) - 1e-6


@given(count=st.integers(0, 500), days=st.integers(1, 366))
def test_no_time_left_leaves_no_doubt(count: int, days: int) -> None:
    day = date.fromordinal(JANUARY.toordinal() + days - 1)
    low, high = linear_outlook(count, JANUARY, DECEMBER, day)
    assert (low == high) == (days == 366)


def final_counts(year: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Look from mid-year at the units of the made-up province, and give how the year ended."""
    province = make_province()
    rows: list[Row] = []
    ends: dict[str, int] = {}
    for (unit_id, season), figures in province.figures.items():
        admitted = figures["admitted"]
        if season.year == year and season.is_half:
            rows.append(observation(value=admitted, until=str(season.end), unit_id=unit_id))
            rows.append(target(figures["target"], year, unit_id=unit_id))
        elif season.year == year:
            ends[unit_id] = admitted
        elif season.year < year:
            end = {"until": str(season.end)} if season.is_half else {"year": season.year}
            rows.append(observation(value=admitted, unit_id=unit_id, **end))
    units = [
        unit_id for unit_id in ends if (unit_id, Season(year, is_half=True)) in province.figures
    ]
    found = outlooks(*rows, scope=Scope("binh-minh", tuple(units)), year=year)
    return found, ends


# From mid-year the range holds the end of the year for 105 of 105 units in 2023 and for 100 of 104
# in 2024.
@pytest.mark.parametrize(("year", "held", "units"), [(2023, 105, 105), (2024, 100, 104)])
def test_looking_back_the_ranges_held(year: int, held: int, units: int) -> None:
    found, ends = final_counts(year)
    final = found["unit_id"].map(ends)
    assert len(found) == units
    assert int(final.between(found["low"], found["high"]).sum()) == held
    assert held >= units * 0.8


def test_looking_back_a_verdict_was_mostly_right() -> None:
    found, ends = final_counts(2024)
    will_miss = found[found["verdict"].eq(Verdict.WILL_MISS)]
    missed = will_miss["unit_id"].map(ends) < will_miss["target"]
    assert (len(will_miss), int(missed.sum())) == (9, 8)
    assert not found["verdict"].eq(Verdict.WILL_MEET).any()
