"""Pace: what should be reached by now, by which rule, and who is behind; on exact fractions."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given
from hypothesis import strategies as st

from analysis.fictional.province import make_province
from analysis.fictional.seasons import Season
from analysis.metrics.achievement import achievement_by_unit, achievement_frame
from analysis.metrics.pace import (
    BEHIND_BANDS,
    Pace,
    PaceBand,
    PaceReason,
    PaceRule,
    band_of,
    earlier_years_of,
    pace_by_unit,
    result_rows,
)
from analysis.metrics.results import Scope
from analysis.metrics.status import Status

ALONE = Scope("vung-tau", ())
FAMILY = Scope("vung-tau", ("phuong-1", "phuong-2"))


def paces(
    *rows: Row,
    scope: Scope = ALONE,
    year: int = 2024,
    threshold_pct: float = 50,
    parent_id: str | None = None,
) -> pd.DataFrame:
    frame = observations(*rows)
    achievements = achievement_by_unit(frame, scope, year=year, threshold_pct=threshold_pct)
    return pace_by_unit(
        frame, achievements, scope, year=year, threshold_pct=threshold_pct, parent_id=parent_id
    )


def pace(*rows: Row, **options: object) -> pd.Series:
    return paces(*rows, **options).iloc[0]


def result(count: int, until: str, **columns: object) -> Row:
    return observation(value=count, until=until, **columns)


def target(count: int, year: int = 2024, **columns: object) -> Row:
    return observation("target", count, year=year, **columns)


def earlier(year: int, count: int, goal: int, final: int | None = None, **columns) -> list[Row]:
    rows = [result(count, f"{year}-06-30", **columns), target(goal, year, **columns)]
    return rows + ([] if final is None else [observation(value=final, year=year, **columns)])


def test_vung_tau_is_on_the_linear_pace() -> None:
    found = pace(result(142, "2024-06-30"), target(270))
    assert found["unit_id"] == "vung-tau"
    assert found["period_end"] == pd.Timestamp("2024-06-30")
    assert found["elapsed_pct"] == Fraction(18200, 366)
    assert found["achieved_pct"] == Fraction(14200, 270)
    assert found["expected_pct"] == Fraction(18200, 366)
    assert (found["rule"], found["reason"]) == (PaceRule.LINEAR, PaceReason.FEW_YEARS)
    assert (found["reference_years"], found["reference_low_pct"]) == ((), None)
    assert (found["reference_high_pct"], found["final_low_pct"]) == (None, None)
    assert (found["final_high_pct"], found["is_rebuilt"]) == (None, False)
    assert found["band"] == PaceBand.ON_PACE
    assert pd.isna(found["needed_for_pace"])


def test_a_result_and_a_target_from_different_sources_are_one_result() -> None:
    found = pace(result(142, "2024-06-30"), target(270, source_id="ke-hoach"))
    assert found["band"] == PaceBand.ON_PACE


def test_earlier_years_with_a_target_of_one_count() -> None:
    history = [row for year in (2021, 2022, 2023) for row in earlier(year, 1, 1)]
    found = pace(result(50, "2024-06-30"), target(100), *history)
    assert (found["rule"], found["expected_pct"]) == (PaceRule.HISTORICAL_OWN, 100)


def test_a_result_whose_year_is_over_needs_no_earlier_years() -> None:
    frame = observations(observation(value=60, year=2023), observation(value=50, year=2024))
    rows = result_rows(achievement_by_unit(frame, ALONE, year=2024, threshold_pct=50))
    assert rows[0]["shape"] == "year"
    assert earlier_years_of(frame, rows, None, year=2024).empty


def test_ninh_thuan_is_behind_by_so_many_persons() -> None:
    found = pace(result(288, "2022-06-30"), target(815, 2022), year=2022)
    assert found["expected_pct"] == Fraction(18100, 365)
    assert (found["band"], found["needed_for_pace"]) == (PaceBand.BEHIND, 117)


def test_ha_noi_is_on_pace_after_ten_months() -> None:
    found = pace(result(11388, "2017-10-31"), target(12064, 2017), year=2017)
    assert found["elapsed_pct"] == Fraction(30400, 365)
    assert found["band"] == PaceBand.ON_PACE


def test_the_same_share_is_judged_by_its_date() -> None:
    bands = {
        until: pace(result(35, until), target(100))["band"]
        for until in ("2024-03-31", "2024-06-30", "2024-12-15")
    }
    assert bands == {
        "2024-03-31": PaceBand.ON_PACE,
        "2024-06-30": PaceBand.BEHIND,
        "2024-12-15": PaceBand.BELOW_THRESHOLD,
    }


@pytest.mark.parametrize(
    ("count", "band", "needed"),
    [
        (0, PaceBand.NONE_YET, 182),
        (90, PaceBand.BELOW_THRESHOLD, 92),
        (91, PaceBand.BEHIND, 91),
        (181, PaceBand.BEHIND, 1),
        (182, PaceBand.ON_PACE, None),
        (365, PaceBand.ON_PACE, None),
        (366, PaceBand.MET, None),
        (400, PaceBand.MET, None),
    ],
)
def test_bands_begin_exactly_at_their_limits(count: int, band: PaceBand, needed: int) -> None:
    found = pace(result(count, "2024-06-30"), target(366))
    assert found["band"] == band
    assert (None if pd.isna(found["needed_for_pace"]) else found["needed_for_pace"]) == needed


@pytest.mark.parametrize(("threshold", "band"), [(25, "behind"), (75, "below_threshold")])
def test_the_threshold_is_a_part_of_the_expected_share(threshold: float, band: str) -> None:
    found = pace(result(100, "2024-06-30"), target(366), threshold_pct=threshold)
    assert found["band"] == band


def test_a_broken_person_needed_counts_as_a_whole_one() -> None:
    assert pace(result(3, "2024-06-30"), target(10))["needed_for_pace"] == 2  # 4.97 are due


def test_a_printed_rate_needs_both_counts_to_tell_how_many_are_needed() -> None:
    rate = observation("pct_of_target", "5", until="2024-06-30")
    for other in (result(14, "2024-06-30"), target(270)):
        found = pace(rate, other)
        assert found["band"] == PaceBand.BELOW_THRESHOLD
        assert pd.isna(found["needed_for_pace"])


def test_nobody_is_needed_where_no_year_had_any_by_that_date() -> None:
    found = pace(result(0, "2024-06-30"), target(9), *earlier(2023, 0, 9), *earlier(2022, 0, 9))
    assert (found["band"], found["expected_pct"]) == (PaceBand.NONE_YET, 0)
    assert pd.isna(found["needed_for_pace"])


def test_the_first_day_of_the_year_expects_one_of_its_days() -> None:
    found = pace(result(1, "2024-01-01"), target(366))
    assert (found["elapsed_pct"], found["band"]) == (Fraction(100, 366), PaceBand.ON_PACE)


@pytest.mark.parametrize(
    ("count", "band", "needed"),
    [(49, "below_threshold", 51), (50, "behind", 50), (99, "behind", 1), (100, "met", None)],
)
def test_at_the_end_of_the_year_the_whole_target_is_due(count: int, band: str, needed: int) -> None:
    history = [*earlier(2023, 20, 100, 60), *earlier(2022, 20, 100, 60)]
    ends = [observation(value=count, year=2024), result(count, "2024-12-31")]
    for end in ends:
        found = pace(end, target(100), *history)
        assert (found["elapsed_pct"], found["expected_pct"]) == (100, 100)
        assert (found["rule"], found["reason"]) == (PaceRule.LINEAR, PaceReason.PERIOD_OVER)
        assert found["band"] == band
        assert (None if pd.isna(found["needed_for_pace"]) else found["needed_for_pace"]) == needed


def test_the_unit_itself_is_the_measure_where_it_has_two_years() -> None:
    found = pace(
        result(34, "2024-06-30"),
        target(100),
        *earlier(2023, 30, 100, 90),
        *earlier(2022, 40, 100, 80),
    )
    assert found["expected_pct"] == 35
    assert (found["rule"], found["reason"]) == (PaceRule.HISTORICAL_OWN, PaceReason.OWN_YEARS)
    assert found["reference_years"] == (2023, 2022)
    assert (found["reference_low_pct"], found["reference_high_pct"]) == (30, 40)
    assert (found["final_low_pct"], found["final_high_pct"]) == (80, 90)
    assert (found["band"], found["needed_for_pace"]) == (PaceBand.BEHIND, 1)


def test_the_mean_is_that_of_the_shares_not_of_the_counts() -> None:
    found = pace(result(9, "2024-06-30"), target(10), *earlier(2023, 1, 10), *earlier(2022, 20, 40))
    assert found["expected_pct"] == 30
    assert found["final_low_pct"] is None


def test_what_is_due_never_exceeds_the_target() -> None:
    found = pace(
        result(99, "2024-06-30"), target(100), *earlier(2023, 110, 100), *earlier(2022, 120, 100)
    )
    assert found["expected_pct"] == 100
    assert found["reference_high_pct"] == 120
    assert (found["band"], found["needed_for_pace"]) == (PaceBand.BEHIND, 1)


def test_exactly_on_the_pace_of_earlier_years_is_on_pace() -> None:
    rows = [*earlier(2023, 1, 3), *earlier(2022, 1, 3)]
    assert pace(result(5, "2024-06-30"), target(15), *rows)["band"] == PaceBand.ON_PACE


def test_one_earlier_year_or_one_without_a_target_is_no_measure() -> None:
    rows = [*earlier(2023, 30, 100), result(30, "2022-06-30"), *earlier(2021, 30, 0)]
    found = pace(result(30, "2024-06-30"), target(100), *rows)
    assert (found["rule"], found["reason"]) == (PaceRule.LINEAR, PaceReason.FEW_YEARS)


def test_the_parent_stands_in_for_a_unit_without_years() -> None:
    scope_rows = [result(90, "2024-06-30"), target(200)]
    scope_rows += [*earlier(2023, 80, 200, 200), *earlier(2022, 60, 200)]
    child = [result(4, "2024-06-30", unit_id="phuong-1"), target(10, unit_id="phuong-1")]
    child += earlier(2023, 9, 10, unit_id="phuong-1")
    found = paces(*scope_rows, *child, scope=FAMILY).set_index("unit_id")
    assert list(found["rule"]) == ["historical_own", "historical_parent", "none"]
    phuong = found.loc["phuong-1"]
    assert (phuong["expected_pct"], phuong["reason"]) == (35, PaceReason.PARENT_YEARS)
    assert phuong["reference_years"] == (2023, 2022)
    assert (phuong["final_low_pct"], phuong["final_high_pct"]) == (100, 100)


def test_the_scope_falls_back_on_its_own_parent() -> None:
    above = [*earlier(2023, 30, 100, unit_id="tinh"), *earlier(2022, 30, 100, unit_id="tinh")]
    rows = [result(35, "2024-06-30"), target(100), *above]
    found = pace(*rows, parent_id="tinh")
    assert (found["rule"], found["expected_pct"]) == (PaceRule.HISTORICAL_PARENT, 30)
    assert pace(*rows)["rule"] == PaceRule.LINEAR


def test_a_measure_added_up_from_predecessors_is_marked() -> None:
    rows = [
        *earlier(2023, 30, 100, source_id="rebuilt-from-predecessors"),
        *earlier(2022, 30, 100),
    ]
    assert pace(result(35, "2024-06-30"), target(100), *rows)["is_rebuilt"]


@pytest.mark.parametrize(
    ("rows", "reason", "band"),
    [
        ([target(10)], PaceReason.NO_RESULT, PaceBand.UNKNOWN),
        ([result(5, "2024-06-30")], PaceReason.NO_TARGET, PaceBand.UNKNOWN),
        ([result(5, "2024-06-30"), target(0)], PaceReason.NO_TARGET, PaceBand.UNKNOWN),
        ([result(0, "2024-06-30"), target(0)], PaceReason.NO_TARGET, PaceBand.NONE_YET),
        ([result(0, "2024-06-30")], PaceReason.NO_TARGET, PaceBand.NONE_YET),
        (
            [observation(value=5, **open_end(2024)), target(10)],
            PaceReason.NO_DATE,
            PaceBand.UNKNOWN,
        ),
        ([observation(value=10, **open_end(2024)), target(10)], PaceReason.NO_DATE, PaceBand.MET),
        (
            [
                result(5, "2024-06-30"),
                result(6, "2024-06-30", source_id="nguon-khac"),
                target(10),
            ],
            PaceReason.CONTRADICTORY,
            PaceBand.UNKNOWN,
        ),
    ],
)
def test_without_result_target_or_date_nothing_is_expected(rows, reason, band) -> None:
    found = pace(*rows)
    assert (found["rule"], found["reason"], found["band"]) == (PaceRule.NONE, reason, band)
    assert found["expected_pct"] is None
    assert pd.isna(found["needed_for_pace"])


def test_a_result_without_a_target_still_has_a_date() -> None:
    found = pace(result(5, "2024-06-30"))
    assert found["elapsed_pct"] == Fraction(18200, 366)
    assert found["period_end"] == pd.Timestamp("2024-06-30")


def test_a_result_without_a_date_has_no_share_of_time() -> None:
    found = pace(observation(value=5, **open_end(2024)), target(10))
    assert (found["elapsed_pct"], found["achieved_pct"]) == (None, 50)
    assert pd.isna(found["period_end"])


def test_a_published_rate_is_judged_without_persons() -> None:
    found = pace(observation("pct_of_target", "38", until="2017-10-31"), year=2017)
    assert (found["rule"], found["band"]) == (PaceRule.LINEAR, PaceBand.BELOW_THRESHOLD)
    assert pd.isna(found["needed_for_pace"])


def test_a_bounded_count_is_short_by_no_known_number() -> None:
    found = pace(result(90, "2024-06-30", qualifier="less_than", high=90), target(366))
    assert found["band"] == PaceBand.BELOW_THRESHOLD
    assert pd.isna(found["needed_for_pace"])


@pytest.mark.parametrize(
    ("printed", "qualifier", "band", "reason"),
    [
        ("60", "more_than", PaceBand.ON_PACE, PaceReason.FEW_YEARS),
        ("100", "more_than", PaceBand.MET, PaceReason.FEW_YEARS),
        ("40", "more_than", PaceBand.UNKNOWN, PaceReason.BOUND),
        ("40", "less_than", PaceBand.BEHIND, PaceReason.FEW_YEARS),
        ("20", "less_than", PaceBand.BELOW_THRESHOLD, PaceReason.FEW_YEARS),
        ("60", "less_than", PaceBand.UNKNOWN, PaceReason.BOUND),
        ("60", "about", PaceBand.UNKNOWN, PaceReason.BOUND),
    ],
)
def test_a_bound_is_decided_where_it_decides(printed, qualifier, band, reason) -> None:
    row = observation("pct_of_target", printed, until="2024-06-30", qualifier=qualifier)
    found = pace(row)
    assert (found["band"], found["reason"]) == (band, reason)
    assert found["rule"] == PaceRule.LINEAR


def judged(
    rate: int | None, *, low: int | None = None, high: int | None = None, **columns: object
) -> dict:
    exact = {"rate_pct": None if rate is None else Fraction(rate)}
    bounds = {"rate_low_pct": low, "rate_high_pct": high}
    plain = {"status": Status.ON_THE_WAY, "rate_kind": "published"}
    qualifiers = {"printed_qualifier": "exact", "admitted_qualifier": "exact"}
    return plain | exact | bounds | qualifiers | columns


@pytest.mark.parametrize(
    ("qualifier", "bands"),
    [
        ("less_than", (PaceBand.BEHIND, PaceBand.BELOW_THRESHOLD)),
        ("at_most", (PaceBand.UNKNOWN, PaceBand.BEHIND)),
    ],
)
def test_an_open_bound_lies_below_itself(qualifier: str, bands: tuple) -> None:
    published = {"printed_qualifier": qualifier}
    computed = {"rate_kind": "computed", "admitted_qualifier": qualifier}
    for qualified in (published, computed):
        found = [
            band_of(judged(high, high=high, **qualified), Fraction(60), 50) for high in (60, 30)
        ]
        assert tuple(found) == bands


def test_the_qualifier_is_that_of_the_figure_behind_the_rate() -> None:
    other = {"rate_kind": "computed", "admitted_qualifier": "at_most"}
    result_ = judged(60, high=60, printed_qualifier="less_than", **other)
    assert band_of(result_, Fraction(60), 50) == PaceBand.UNKNOWN


def test_a_band_needs_a_rate_and_something_expected() -> None:
    assert band_of(judged(None), Fraction(60), 50) == PaceBand.UNKNOWN
    assert band_of(judged(99), None, 50) == PaceBand.UNKNOWN
    assert band_of(judged(100), None, 50) == PaceBand.MET


def test_a_threshold_with_decimals_is_taken_as_written() -> None:
    assert band_of(judged(11), Fraction(33), 33.3) == PaceBand.BEHIND
    assert band_of(judged(11), Fraction(34), 33.3) == PaceBand.BELOW_THRESHOLD


def test_behind_are_those_that_have_to_catch_up() -> None:
    assert BEHIND_BANDS == ("behind", "below_threshold", "none_yet")


def test_without_results_the_columns_stand() -> None:
    options = {"year": 2024, "threshold_pct": 50}
    found = pace_by_unit(observations(), achievement_frame([]), ALONE, **options)
    assert found.empty
    assert list(found.columns) == list(Pace.__annotations__)


def test_an_empty_frame_has_the_columns_and_types() -> None:
    found = paces(target(10))
    assert list(found.columns) == list(Pace.__annotations__)
    assert str(found["needed_for_pace"].dtype) == "Int64"
    assert str(found["is_rebuilt"].dtype) == "bool"
    assert str(found["period_end"].dtype) == "datetime64[s]"


def test_only_the_leading_target_is_paced() -> None:
    found = paces(result(118, "2023-09-30"), target(115, 2023), target(122, 2023), year=2023)
    assert len(found) == 1
    assert found.iloc[0]["achieved_pct"] == Fraction(11800, 115)


def test_rows_are_plain_values_with_the_shape_of_their_period() -> None:
    frame = observations(result(142, "2024-06-30"))
    achievements = achievement_by_unit(frame, FAMILY, year=2024, threshold_pct=50)
    rows = result_rows(achievements)
    assert [row["unit_id"] for row in rows] == ["vung-tau", "phuong-1", "phuong-2"]
    assert [row["shape"] for row in rows] == ["to-06-30", None, None]
    assert [row["target"] for row in rows] == [None, None, None]
    assert rows[0]["source_ids"] == ("bao-dia-phuong",)


def test_units_of_different_dates_are_each_judged_on_their_own() -> None:
    rows = [result(30, "2024-06-30"), target(100)]
    rows += [
        row
        for unit, until in (("phuong-1", "2024-03-31"), ("phuong-2", "2024-09-30"))
        for row in (result(30, until, unit_id=unit), target(100, unit_id=unit))
    ]
    found = paces(*rows, scope=FAMILY)
    assert list(found["band"]) == ["behind", "on_pace", "below_threshold"]


@given(
    count=st.integers(1, 400),
    goal=st.integers(1, 400),
    days=st.integers(0, 364),
    factor=st.integers(2, 50),
)
def test_scaling_result_and_target_leaves_the_band(
    count: int, goal: int, days: int, factor: int
) -> None:
    expected = Fraction(100 * (days + 1), 366)
    first = band_of(judged(100, rate_pct=Fraction(100 * count, goal)), expected, 50)
    scaled = Fraction(100 * count * factor, goal * factor)
    assert band_of(judged(100, rate_pct=scaled), expected, 50) == first


@given(rate=st.fractions(0, 130), low=st.fractions(1, 100), more=st.fractions(0, 50))
def test_more_is_never_a_worse_band_and_later_never_a_better_one(
    rate: Fraction, low: Fraction, more: Fraction
) -> None:
    order = [PaceBand.BELOW_THRESHOLD, PaceBand.BEHIND, PaceBand.ON_PACE, PaceBand.MET]
    place = order.index(band_of(judged(1, rate_pct=rate), low, 50))
    assert order.index(band_of(judged(1, rate_pct=rate + more), low, 50)) >= place
    later = min(low + more, Fraction(100))
    assert order.index(band_of(judged(1, rate_pct=rate), later, 50)) <= place


def province_rows(*seasons: Season) -> tuple[list[Row], Scope]:
    """Write results and targets of the made-up province's units for some seasons."""
    province = make_province()
    units = [unit.unit_id for unit in province.units if unit.exists(seasons[0].end)]
    rows = [
        row
        for (unit_id, season), figures in province.figures.items()
        if season in seasons and unit_id in units
        for row in _season_rows(unit_id, season, figures)
    ]
    return rows, Scope("binh-minh", tuple(units))


def _season_rows(unit_id: str, season: Season, figures) -> list[Row]:
    end = {"until": str(season.end)} if season.is_half else {"year": season.year}
    aim = target(figures["target"], season.year, unit_id=unit_id)
    return [observation(value=figures["admitted"], unit_id=unit_id, **end), aim]


@pytest.fixture(scope="module")
def half_year_2024() -> pd.DataFrame:
    rows, scope = province_rows(*(Season(year, is_half=True) for year in (2024, 2023, 2022, 2021)))
    return paces(*rows, scope=scope)


def test_the_made_up_province_at_mid_year(half_year_2024: pd.DataFrame) -> None:
    units = half_year_2024[half_year_2024["unit_id"].ne("binh-minh")]
    assert units["rule"].value_counts().to_dict() == {"historical_own": 103, "linear": 1}
    assert units["band"].value_counts().to_dict() == {
        "on_pace": 66,
        "behind": 32,
        "none_yet": 5,
        "below_threshold": 1,
    }
    assert int(units["needed_for_pace"].sum()) == 90


def test_one_unit_of_the_made_up_province_by_hand(half_year_2024: pd.DataFrame) -> None:
    province, unit_id = make_province(), "binh-minh-xa-bau-sen"
    halves = [province.figures[unit_id, Season(year, is_half=True)] for year in (2021, 2022, 2023)]
    shares = [Fraction(100 * figures["admitted"], figures["target"]) for figures in halves]
    found = half_year_2024.set_index("unit_id").loc[unit_id]
    assert found["expected_pct"] == sum(shares) / 3
    assert found["reference_low_pct"] == min(shares)
    assert found["needed_for_pace"] == 2


def test_dates_of_a_year_end_where_they_should() -> None:
    last = date(2024, 12, 31) - timedelta(days=1)
    found = pace(result(50, str(last)), target(100))
    assert (found["elapsed_pct"], found["reason"]) == (
        Fraction(36500, 366),
        PaceReason.FEW_YEARS,
    )
