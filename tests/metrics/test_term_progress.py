"""Progress of a term: pace, what lies outside of the years, bounds, and points for the chart."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, write_project
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics.achievement import achievement_by_term
from analysis.metrics.outlook import linear_outlook
from analysis.metrics.status import Status
from analysis.metrics.term_progress import (
    Difference,
    TermProgress,
    Unknown,
    YearCount,
    term_progress,
)
from analysis.metrics.term_spans import TermSpan
from analysis.registers.units import UnitRegister, read_units

# Of the units in builders: Long An ended on 30/6/2025, the whole Party goes on.
MERGED, LASTING = "long-an", "toan-quoc"
TERM = "2020-2025"
CONGRESS, CLOSED = date(2020, 10, 17), date(2025, 6, 30)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> UnitRegister:
    return read_units(write_project(tmp_path_factory.mktemp("project")))


@pytest.fixture
def progress(units: UnitRegister):
    """Work out the terms of Long An, or of the unit that lasts."""

    def work_out(
        *rows: Row, terms: pd.DataFrame | None = None, unit_id: str = MERGED, year: int = 2024
    ) -> list[TermProgress]:
        frame = observations(*rows).assign(unit_id=[row.get("other", unit_id) for row in rows])
        by_term = achievement_by_term(frame, unit_id, year=year, threshold_pct=50)
        return term_progress(
            frame,
            by_term,
            unit_id=unit_id,
            year=year,
            threshold_pct=50,
            terms=registered(unit_id) if terms is None else terms,
            units=units,
        )

    return work_out


def registered(unit_id: str = MERGED, **columns: object) -> pd.DataFrame:
    row = {
        "unit_id": unit_id,
        "term": TERM,
        "congress": "Đại hội XI",
        "starts_on": CONGRESS,
        "ends_on": CLOSED,
        "source": "https://bao.vn",
        "note": "",
    }
    return pd.DataFrame([row | columns], dtype="object")


def so_far(value: int | None, until: str = "2023-12-15", **columns: object) -> Row:
    return observation("admitted", value, until=until, term=TERM, **columns)


def whole(value: int, **columns: object) -> Row:
    return observation("admitted", value, term=TERM, **columns)


def of_year(year: int, value: int, **columns: object) -> Row:
    return observation("admitted", value, year=year, **columns)


def target(value: int, measure: str = "target", **columns: object) -> Row:
    return observation(measure, value, term=TERM, year=2023, **columns)


LONG_AN = (
    so_far(5866),
    target(6300),
    of_year(2021, 1514),
    of_year(2022, 1533),
    of_year(2023, 1667),
)


def points(entry: TermProgress) -> list[tuple[str, int, str]]:
    return [
        (row["day"].isoformat(), row["admitted"], row["kind"])
        for row in entry.points.to_dict("records")
    ]


def test_long_an_stands_as_published(progress) -> None:
    (entry,) = progress(*LONG_AN)
    assert entry.span == TermSpan(
        TERM, "Đại hội XI", CONGRESS, CLOSED, ends_with_unit=False, source="https://bao.vn"
    )
    row = entry.result
    assert (row["admitted"], row["target"], row["missing"]) == (5866, 6300, 434)
    assert row["rate_pct"] == Fraction(586600, 6300)
    assert entry.term == TERM
    assert entry.until == date(2023, 12, 15)
    assert entry.is_sum_of_years is False
    assert entry.target_most is None


def test_the_term_of_long_an_is_no_sum_of_years_and_no_error(progress) -> None:
    (entry,) = progress(*LONG_AN)
    assert [(count.year, count.admitted) for count in entry.years] == [
        (2021, 1514),
        (2022, 1533),
        (2023, 1667),
    ]
    assert (entry.years_sum, entry.difference) == (4714, 1152)
    assert entry.verdict is Difference.OUTSIDE
    assert entry.gaps == ((CONGRESS, date(2020, 12, 31)),)
    assert entry.gap_days == 76


def test_the_part_outside_is_larger_than_its_days_suggest(progress) -> None:
    (entry,) = progress(*LONG_AN)
    assert entry.per_day_outside == Fraction(1152, 76)
    assert entry.per_day_within == Fraction(4714, 3 * 365)
    assert entry.is_fast_outside is True


def test_twice_as_many_a_day_is_not_yet_fast(progress) -> None:
    terms = registered(starts_on=date(2020, 1, 1))
    year = of_year(2021, 365)
    (twice,) = progress(so_far(365 + 2 * 366, "2021-12-31"), year, terms=terms)
    assert (twice.per_day_within, twice.per_day_outside) == (1, 2)
    assert twice.is_fast_outside is False
    (more,) = progress(so_far(365 + 2 * 366 + 1, "2021-12-31"), year, terms=terms)
    assert more.is_fast_outside is True


def test_going_back_year_by_year_gives_the_ends_of_the_years(progress) -> None:
    (entry,) = progress(*LONG_AN)
    assert points(entry) == [
        ("2020-10-16", 0, "start"),
        ("2020-12-31", 1152, "derived"),
        ("2021-12-31", 2666, "derived"),
        ("2022-12-31", 4199, "derived"),
        ("2023-12-15", 5866, "printed"),
    ]
    assert list(entry.points.columns) == ["day", "admitted", "kind"]


def test_the_pace_counts_days_from_the_congress_to_the_end_of_the_unit(progress) -> None:
    (entry,) = progress(*LONG_AN, terms=registered(ends_on=None))
    assert entry.span.ends_on == CLOSED
    assert entry.span.ends_with_unit is True
    # 17/10/2020 to 15/12/2023 are 1155 days, to 30/6/2025 they are 1718.
    assert entry.elapsed_pct == Fraction(115500, 1718)
    assert entry.unknown is Unknown.NONE
    assert entry.expected == Fraction(6300 * 1155, 1718)
    assert entry.pace_gap == 5866 - 4236


def test_the_outlook_reaches_from_the_slowest_pace_to_the_fastest(progress) -> None:
    day = date(2023, 12, 15)
    since_congress = linear_outlook(5866, CONGRESS, CLOSED, day)
    since_new_year = linear_outlook(4714, date(2021, 1, 1), CLOSED, day)
    assert since_congress == (8618, 8833)
    assert since_new_year == (7073, 7275)
    (fast_start,) = progress(*LONG_AN)
    # 563 days are left; 2021 brought 1514 in 365 days: 2335,3 to come, less 97 for chance.
    assert fast_start.outlook == (5866 + 2335 - 97, 8833)
    assert fast_start.outlook_years == (2021, 2022)  # 2023 is counted to 15 December too
    (slow_start,) = progress(so_far(4724), *LONG_AN[1:])
    low = linear_outlook(4724, CONGRESS, CLOSED, day).low
    assert slow_start.outlook == (low, 10 + 7275)
    assert low < 10 + 7073


def test_without_years_the_outlook_has_the_pace_since_the_congress_only(progress) -> None:
    (entry,) = progress(*LONG_AN[:2])
    assert entry.outlook == (8618, 8833)
    assert entry.outlook_years == ()


@pytest.mark.parametrize(
    ("second", "high", "years"),
    [
        # 2400 in 365 days: 3702,5 to come of 5867, and 2 × 60,9 for chance.
        pytest.param([of_year(2022, 2400)], 5866 + 3703 + 122, (2021, 2022), id="two whole years"),
        pytest.param([], 8833, (), id="one whole year alone tells nothing"),
    ],
)
def test_a_strong_year_lifts_the_upper_end_if_it_is_not_the_only_one(
    progress, second: list[Row], high: int, years: tuple[int, ...]
) -> None:
    (entry,) = progress(*LONG_AN[:3], *second)
    assert (entry.outlook.high, entry.outlook_years) == (high, years)


def test_a_year_that_ends_on_the_last_day_counted_is_followed(progress) -> None:
    (entry,) = progress(so_far(4199, "2022-12-31"), *LONG_AN[1:4])
    assert entry.outlook_years == (2021, 2022)


def test_one_admission_follows_years_too(progress) -> None:
    (entry,) = progress(so_far(1), target(6300), of_year(2021, 1), of_year(2022, 0))
    # 2021 brought one in 365 days, 563 are left: 3,1 to come of the next one too, and 4 for chance.
    assert entry.outlook == (1, 1 + 4 + 4)


def test_a_term_without_any_admission_follows_no_years(progress) -> None:
    (entry,) = progress(so_far(0), target(6300), of_year(2021, 0), of_year(2022, 0))
    assert entry.outlook.low == 0


@pytest.mark.parametrize(
    ("admitted", "gap"), [(499, -1), (500, 0), (501, 1)], ids=["behind", "on it", "ahead"]
)
def test_the_gap_to_an_even_pace_is_in_whole_persons(progress, admitted: int, gap: int) -> None:
    # 1/1/2021 to 30/6/2025 are 1642 days; half of them end on 31/3/2023.
    terms = registered(starts_on=date(2021, 1, 1))
    (entry,) = progress(so_far(admitted, "2023-04-01"), target(1000), terms=terms)
    assert entry.elapsed_pct == 50
    assert (entry.expected, entry.pace_gap) == (500, gap)


def test_a_part_of_a_person_asks_for_a_whole_one(progress) -> None:
    terms = registered(starts_on=date(2021, 1, 1))
    (entry,) = progress(so_far(500, "2023-04-01"), target(1001), terms=terms)
    assert (entry.expected, entry.pace_gap) == (Fraction(1001, 2), -1)


@pytest.mark.parametrize(
    ("qualifier", "admitted", "gap"),
    [
        ("at_least", 500, 0),
        ("at_least", 499, None),
        ("more_than", 501, 1),
        ("more_than", 499, None),
        ("less_than", 700, None),
        ("about", 700, None),
    ],
)
def test_a_bound_says_that_the_pace_is_kept_or_nothing(
    progress, qualifier: str, admitted: int, gap: int | None
) -> None:
    terms = registered(starts_on=date(2021, 1, 1))
    count = so_far(admitted, "2023-04-01", qualifier=qualifier)
    (entry,) = progress(count, target(1000), terms=terms)
    assert entry.pace_gap == gap
    assert entry.expected == 500
    assert entry.outlook is None
    assert entry.verdict is Difference.NOT_COMPARED
    assert "printed" not in {kind for _, _, kind in points(entry)}


def test_a_bound_is_not_held_against_years(progress) -> None:
    (entry,) = progress(so_far(4000, "2022-12-31", qualifier="about"), of_year(2021, 1514))
    assert (entry.years, entry.years_sum, entry.difference) == ((), 0, None)
    assert entry.verdict is Difference.NOT_COMPARED
    assert entry.gaps == ()


@pytest.mark.parametrize(
    ("columns", "unknown"),
    [
        ({"starts_on": None}, Unknown.START),
        ({"ends_on": None}, Unknown.END),
        ({"starts_on": None, "ends_on": None}, Unknown.START),
    ],
)
def test_without_both_days_no_share_of_the_time_is_known(
    progress, columns: Row, unknown: Unknown
) -> None:
    terms = registered(LASTING, **columns)
    (entry,) = progress(so_far(10), target(20), terms=terms, unit_id=LASTING)
    assert entry.unknown is unknown
    assert (entry.elapsed_pct, entry.expected, entry.pace_gap, entry.outlook) == (None,) * 4


def test_a_count_without_a_day_has_no_pace_no_years_and_no_point(progress) -> None:
    undated = so_far(5767) | {"period_end": None, "period_key": f"term_to_date:{TERM}:?"}
    (entry,) = progress(undated, target(6300), of_year(2021, 1514))
    assert (entry.until, entry.unknown) == (None, Unknown.DAY)
    assert (entry.years, entry.gaps, entry.difference) == ((), (), None)
    assert points(entry) == [("2020-10-16", 0, "start")]
    assert entry.outlook is None


def test_no_target_no_even_pace_but_an_outlook(progress) -> None:
    (entry,) = progress(so_far(5866))
    assert entry.elapsed_pct == Fraction(115500, 1718)
    assert (entry.expected, entry.pace_gap) == (None, None)
    assert entry.outlook is not None


def test_on_the_day_of_the_congress_nothing_has_passed(progress) -> None:
    (entry,) = progress(so_far(0, "2020-10-16"), target(6300))
    assert (entry.elapsed_pct, entry.expected, entry.pace_gap) == (0, 0, 0)
    assert entry.outlook is None


def test_the_first_day_counts(progress) -> None:
    (entry,) = progress(so_far(3, "2020-10-17"), target(1718))
    assert (entry.expected, entry.pace_gap) == (1, 2)
    assert entry.outlook is not None


def test_a_finished_term_has_no_outlook(progress) -> None:
    (last_day,) = progress(so_far(6000, "2025-06-30"), target(6300), year=2025)
    assert (last_day.elapsed_pct, last_day.expected, last_day.outlook) == (100, 6300, None)
    (day_before,) = progress(so_far(6000, "2025-06-29"), target(6300), year=2025)
    assert day_before.outlook is not None


def test_the_total_of_a_term_counts_to_its_last_day(progress) -> None:
    (entry,) = progress(whole(6500), of_year(2022, 1533))
    assert (entry.until, entry.elapsed_pct) == (CLOSED, 100)
    assert [count.year for count in entry.years] == [2022]
    assert entry.gaps == ((CONGRESS, date(2021, 12, 31)), (date(2023, 1, 1), CLOSED))
    assert points(entry)[-1] == ("2025-06-30", 6500, "printed")


def test_the_total_of_a_term_with_unknown_days_still_holds_its_years(progress) -> None:
    terms = registered(LASTING, starts_on=None, ends_on=None)
    rows = [of_year(year, 100) for year in (2020, 2021, 2024, 2025)]
    (entry,) = progress(whole(500), *rows, terms=terms, unit_id=LASTING, year=2025)
    assert [count.year for count in entry.years] == [2021, 2024]
    assert (entry.until, entry.difference, entry.verdict) == (None, 300, Difference.OUTSIDE)
    assert entry.gaps == (
        (None, date(2020, 12, 31)),
        (date(2022, 1, 1), date(2023, 12, 31)),
        (date(2025, 1, 1), None),
    )
    assert (entry.gap_days, entry.per_day_outside, entry.is_fast_outside) == (None, None, False)
    assert points(entry) == []


def test_a_term_smaller_than_its_years_is_a_contradiction(progress) -> None:
    (entry,) = progress(so_far(3000, "2022-12-31"), of_year(2021, 1514), of_year(2022, 1533))
    assert (entry.difference, entry.verdict) == (-47, Difference.CONTRADICTION)
    assert entry.is_fast_outside is False
    assert points(entry) == [
        ("2020-10-16", 0, "start"),
        ("2021-12-31", 1467, "derived"),
        ("2022-12-31", 3000, "printed"),
    ]


def test_a_term_equal_to_its_years_leaves_nothing_to_explain(progress) -> None:
    rows = (so_far(3047, "2022-12-31"), of_year(2021, 1514), of_year(2022, 1533))
    (entry,) = progress(*rows)
    assert (entry.difference, entry.verdict) == (0, Difference.EQUAL)
    assert entry.is_fast_outside is False
    assert points(entry)[1] == ("2020-12-31", 0, "derived")


def test_years_that_cover_the_whole_span_leave_no_room_for_more(progress) -> None:
    terms = registered(starts_on=date(2021, 1, 1))
    (entry,) = progress(so_far(1600, "2021-12-31"), of_year(2021, 1514), terms=terms)
    assert (entry.gaps, entry.difference) == ((), 86)
    assert entry.verdict is Difference.UNEXPLAINED
    assert (entry.gap_days, entry.per_day_outside) == (0, None)
    assert points(entry) == [("2020-12-31", 0, "start"), ("2021-12-31", 1600, "printed")]


def test_a_year_that_ends_later_counts_if_the_same_source_prints_it(progress) -> None:
    count = so_far(5866, source_id="bao")
    (beside,) = progress(count, of_year(2023, 1667, source_id="bao"))
    assert [x.year for x in beside.years] == [2023]
    (elsewhere,) = progress(count, of_year(2023, 1667, source_id="dai"))
    assert elsewhere.years == ()
    (later,) = progress(
        so_far(100, "2022-12-15", source_id="bao"), of_year(2023, 9, source_id="bao")
    )
    assert later.years == ()


def test_the_first_part_of_the_last_year_counts_and_of_no_other(progress) -> None:
    rows = (
        of_year(2021, 1514),
        observation("admitted", 700, until="2022-06-30"),
        of_year(2023, 1667),
        observation("admitted", 300, until="2024-03-31"),
        observation("admitted", 799, until="2024-06-30"),
    )
    (entry,) = progress(so_far(6700, "2024-06-30"), *rows)
    assert entry.years == (
        YearCount(2021, 1514, date(2021, 12, 31), True, "bao-dia-phuong"),
        YearCount(2023, 1667, date(2023, 12, 31), True, "bao-dia-phuong"),
        YearCount(2024, 799, date(2024, 6, 30), False, "bao-dia-phuong"),
    )
    assert entry.years_sum == 3980
    assert entry.gaps == (
        (CONGRESS, date(2020, 12, 31)),
        (date(2022, 1, 1), date(2022, 12, 31)),
    )
    assert points(entry) == [
        ("2020-10-16", 0, "start"),
        ("2022-12-31", 6700 - 799 - 1667, "derived"),
        ("2023-12-31", 6700 - 799, "derived"),
        ("2024-06-30", 6700, "printed"),
    ]


def test_the_whole_year_stands_for_its_first_part(progress) -> None:
    half = observation("admitted", 800, until="2022-06-30")
    december = observation("admitted", 1500, until="2022-12-31")
    (entry,) = progress(so_far(4000, "2022-12-31"), half, december, of_year(2022, 1533))
    assert [(count.admitted, count.is_whole) for count in entry.years] == [(1533, True)]


def test_a_year_with_a_bound_or_without_an_end_is_no_part_of_the_sum(progress) -> None:
    bound = of_year(2021, 1500, qualifier="at_least")
    undated = of_year(2022, 1533) | {"period_end": None}
    (entry,) = progress(so_far(4000, "2022-12-31"), bound, undated)
    assert (entry.years, entry.gaps, entry.verdict) == ((), (), Difference.NOT_COMPARED)


def test_years_up_to_the_day_leave_the_days_after_open(progress) -> None:
    (entry,) = progress(so_far(4000, "2022-01-01"), of_year(2021, 1514))
    assert entry.gaps[-1] == (date(2022, 1, 1), date(2022, 1, 1))
    # The year before the day is known, the days since are not: nothing to subtract.
    assert points(entry) == [("2020-10-16", 0, "start"), ("2022-01-01", 4000, "printed")]


def test_a_printed_count_beats_a_derived_one(progress) -> None:
    (entry,) = progress(*LONG_AN, so_far(4200, "2022-12-31"))
    assert ("2022-12-31", 4200, "printed") in points(entry)
    assert ("2022-12-31", 4199, "derived") not in points(entry)
    assert entry.result["admitted"] == 5866


def test_sources_that_disagree_on_a_day_leave_no_point(progress) -> None:
    (entry,) = progress(
        *LONG_AN,
        so_far(3000, "2022-10-31", source_id="bao"),
        so_far(3001, "2022-10-31", source_id="dai"),
    )
    assert not any(day == "2022-10-31" for day, _, _ in points(entry))


def test_averages_and_projections_are_no_counts(progress) -> None:
    projected = so_far(7526, "2023-12-31", is_projected=True)
    average = so_far(1000, "2023-12-30", is_average=True)
    (entry,) = progress(*LONG_AN, projected, average)
    assert entry.result["admitted"] == 5866
    assert len(points(entry)) == 5


def test_other_measures_other_terms_and_other_units_are_no_points(progress) -> None:
    (entry,) = progress(
        *LONG_AN,
        observation("admitted_female", 5, until="2022-10-31", term=TERM),
        observation("admitted", 9, until="2014-10-31", term="2010-2015") | {"other": "ben-luc"},
    )
    assert len(points(entry)) == 5


def test_a_count_of_another_term_is_a_point_of_that_term_only(progress) -> None:
    older = observation("admitted", 9, until="2014-12-31", term="2010-2015")
    first, second = progress(*LONG_AN, older)
    assert points(first) == [("2014-12-31", 9, "printed")]
    assert len(points(second)) == 5


def test_a_year_of_another_source_that_ends_on_the_day_counts(progress) -> None:
    (entry,) = progress(
        so_far(3047, "2022-12-31", source_id="bao"), of_year(2022, 1533, source_id="dai")
    )
    assert [count.year for count in entry.years] == [2022]


def test_a_count_of_no_known_year_is_left_out(progress) -> None:
    undated = so_far(3000, "2022-10-31", report_year=None)
    (entry,) = progress(*LONG_AN, undated)
    assert not any(day == "2022-10-31" for day, _, _ in points(entry))


def test_a_later_count_is_left_out(progress) -> None:
    (entry,) = progress(*LONG_AN, so_far(6900, "2024-12-31"), year=2023)
    assert entry.until == date(2023, 12, 15)
    (entry,) = progress(*LONG_AN, so_far(6900, "2024-12-31"), year=2024)
    assert entry.until == date(2024, 12, 31)


def test_the_upper_end_of_a_range_stands_beside_the_target(progress) -> None:
    (entry,) = progress(
        whole(64998), target(60000, "target_min"), target(65000, "target_max"), year=2025
    )
    assert entry.result["target"] == 60000
    assert entry.target_most == 65000


def test_an_upper_end_of_another_term_or_without_a_figure_is_none(progress) -> None:
    other = observation("target_max", 9, term="2010-2015", year=2023)
    (entry,) = progress(whole(10), other, target(None, "target_max"))
    assert entry.target_most is None


def test_an_office_with_ten_of_at_least_six_has_no_known_time(progress) -> None:
    rows = (
        observation("admitted", 10, until="2014-12-31", term="2010-2015"),
        observation(
            "target_min", 6, term="2010-2015", year=2014, qualifier="at_least", value_printed="6"
        ),
    )
    (entry,) = progress(*rows, terms=registered().iloc[0:0], unit_id=LASTING)
    row = entry.result
    assert (row["admitted"], row["target"], row["missing"]) == (10, 6, 0)
    assert (row["rate_pct"], row["status"]) == (Fraction(1000, 6), Status.MET)
    assert (entry.elapsed_pct, entry.unknown) == (None, Unknown.START)
    assert points(entry) == [("2014-12-31", 10, "printed")]


def test_without_a_printed_count_the_years_are_a_lower_bound(progress) -> None:
    (entry,) = progress(
        of_year(2021, 1514, note="số ước", period_printed="cả năm"),
        of_year(2023, 1667, source_id="dai"),
        target(6300),
    )
    row = entry.result
    assert [(count.year, count.admitted) for count in entry.years] == [(2021, 1514), (2023, 1667)]
    assert entry.is_sum_of_years is True
    assert (row["admitted"], row["admitted_qualifier"], row["term"]) == (3181, "at_least", TERM)
    assert (row["unit_id"], row["target"], row["missing"]) == (MERGED, 6300, None)
    assert row["rate_pct"] == Fraction(318100, 6300)
    assert row["rate_low_pct"] == Fraction(318100, 6300)
    assert (row["period_kind"], row["period_key"], row["period_end"]) == (
        "term_to_date",
        "term_to_date:2020-2025:2023-12-31",
        pd.Timestamp("2023-12-31"),
    )
    assert row["period_start"] is pd.NaT
    assert (row["report_year"], row["note"], row["period_printed"]) == (2023, "", "")
    assert row["source_ids"] == ("bao-dia-phuong", "dai")
    assert (entry.until, entry.years_sum) == (date(2023, 12, 31), 3181)
    assert (entry.difference, entry.verdict) == (None, Difference.NOT_COMPARED)
    assert entry.gaps == (
        (CONGRESS, date(2020, 12, 31)),
        (date(2022, 1, 1), date(2022, 12, 31)),
    )
    assert entry.elapsed_pct == Fraction(100 * 1171, 1718)
    assert (entry.pace_gap, entry.outlook) == (None, None)
    assert points(entry) == [
        ("2020-10-16", 0, "start"),
        ("2021-12-31", 1514, "at_least"),
        ("2023-12-31", 3181, "at_least"),
    ]


def test_a_lower_bound_takes_the_upper_end_of_its_target_too(progress) -> None:
    (entry,) = progress(of_year(2021, 1514), target(1000), target(2000, "target_max"))
    assert entry.target_most == 2000


@pytest.mark.parametrize(
    ("columns", "missing"),
    [
        ({"value": 1515}, 1),
        ({"value": 1514}, 0),
        ({"value": 9}, 0),
        ({"value": 1514, "qualifier": "more_than"}, 1),
        ({"value": 1514, "qualifier": "at_least"}, 0),
    ],
)
def test_of_a_lower_bound_at_most_so_many_are_missing(progress, columns: Row, missing: int) -> None:
    (entry,) = progress(of_year(2021, 1514), target(**columns))
    assert entry.missing_at_most == missing


def test_only_a_lower_bound_with_a_target_is_missing_at_most(progress) -> None:
    assert progress(*LONG_AN)[0].missing_at_most is None
    assert progress(of_year(2021, 1514))[0].missing_at_most is None


def test_the_sources_of_a_lower_bound_are_those_of_its_years_and_its_target(progress) -> None:
    (entry,) = progress(
        observation("members_total", 9, year=2019, source_id="x"),
        of_year(2019, 1, source_id="y"),
        of_year(2021, 1514, source_id="bao"),
        target(6300, source_id="nq"),
        target(9, "target", source_id="old") | {"period_key": "term:2015-2020"},
    )
    assert entry.result["source_ids"] == ("bao", "nq")


def test_a_lower_bound_needs_a_whole_year_and_a_registered_term(progress) -> None:
    half = observation("admitted", 800, until="2022-06-30")
    assert progress(half) == []
    assert progress(of_year(2021, 1514), terms=registered().iloc[0:0]) == []
    assert progress(of_year(2020, 1514)) == []
    (entry,) = progress(of_year(2021, 1514), half)
    assert (entry.years_sum, entry.until) == (2314, date(2022, 6, 30))


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param((so_far(5866, source_id="a"), so_far(5867, source_id="b")), id="disagree"),
        pytest.param(
            (observation("pct_of_target", "93,11", until="2023-12-15", term=TERM),), id="percent"
        ),
    ],
)
def test_a_term_with_a_print_that_gives_no_count_is_not_added_up(progress, printed) -> None:
    assert progress(*printed, of_year(2021, 1514)) == []


def test_a_registered_term_of_another_unit_is_not_added_up(progress) -> None:
    assert progress(of_year(2021, 1514), terms=registered(LASTING)) == []


def test_terms_stand_the_oldest_first(progress) -> None:
    terms = pd.concat([registered(), registered(term="2010-2015", starts_on=None, ends_on=None)])
    old = observation("admitted", 9, term="2015-2020", year=2020)
    entries = progress(old, of_year(2021, 1514), of_year(2012, 5), terms=terms)
    assert [entry.term for entry in entries] == ["2010-2015", "2015-2020", "2020-2025"]
    assert [entry.is_sum_of_years for entry in entries] == [True, False, True]


def test_of_several_targets_the_leading_one_counts(progress) -> None:
    entries = progress(so_far(5866), target(6300), target(7000))
    assert [entry.result["target"] for entry in entries] == [6300]


def test_no_years_no_persons_a_day(progress) -> None:
    (entry,) = progress(so_far(5866))
    assert (entry.per_day_within, entry.per_day_outside, entry.is_fast_outside) == (
        None,
        None,
        False,
    )


@settings(max_examples=15, deadline=None)
@given(
    factor=st.integers(1, 9),
    counts=st.lists(st.integers(1, 2000), min_size=1, max_size=3),
    more=st.integers(0, 3000),
)
def test_scaling_all_counts_scales_the_difference_and_leaves_the_share(
    units: UnitRegister, factor: int, counts: list[int], more: int
) -> None:
    def work_out(scale: int) -> TermProgress:
        years = [
            of_year(2021 + number, scale * count, unit_id=MERGED)
            for number, count in enumerate(counts)
        ]
        until = f"{2020 + len(counts)}-12-31"
        total = so_far(scale * (sum(counts) + more), until, unit_id=MERGED)
        frame = observations(total, target(scale * 6300, unit_id=MERGED), *years)
        keys = {"year": 2024, "threshold_pct": 50}
        by_term = achievement_by_term(frame, MERGED, **keys)
        (entry,) = term_progress(
            frame, by_term, unit_id=MERGED, terms=registered(), units=units, **keys
        )
        return entry

    small, large = work_out(1), work_out(factor)
    assert large.difference == factor * more == factor * (small.difference or 0)
    assert large.verdict is small.verdict
    assert large.elapsed_pct == small.elapsed_pct
    assert large.result["rate_pct"] == small.result["rate_pct"]
    assert large.expected == factor * (small.expected or 0)
    # Whatever is derived from a printed count and its years never falls.
    assert large.points["admitted"].is_monotonic_increasing
