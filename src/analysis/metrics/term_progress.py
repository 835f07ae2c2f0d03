"""Progress of a term: counted from the congress, not from January.

A term begins with the day after the congress closed, unless the office states another day (register
of terms), so its total is no sum of calendar years. The years that lie wholly in the counted span
are added up beside it: the term total must not be smaller, and what is more in it was admitted
outside of these years. Where nobody prints a count of the term, the years are a lower bound of it.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from analysis.metrics.earlier_years import LEAST_YEARS
from analysis.metrics.elapsed import elapsed_share
from analysis.metrics.outlook import Range, final_range, linear_outlook
from analysis.metrics.pairing import pair_with_targets
from analysis.metrics.results import ADMITTED, PCT_OF_TARGET, TARGETS, actual
from analysis.metrics.term_spans import TermSpan, term_span
from analysis.metrics.year_over_year import admissions_by_unit_year
from analysis.registers.units import UnitRegister

_ONE_DAY = timedelta(days=1)
_TERM_KINDS = ("term", "term_to_date")
_FAST = 2

Gap = tuple[date | None, date | None]
_Point = tuple[date, int, str]


class Difference(StrEnum):
    """How the count of a term stands to the sum of the calendar years in it."""

    NOT_COMPARED = "not_compared"
    EQUAL = "equal"
    OUTSIDE = "outside"  # more: admitted in parts of the term that no year covers
    UNEXPLAINED = "unexplained"  # more, although the years cover the whole span
    CONTRADICTION = "contradiction"  # less than years that lie inside it


class Unknown(StrEnum):
    """Why the share of a term's time is not known."""

    NONE = ""
    START = "start"
    END = "end"
    DAY = "day"


@dataclass(frozen=True)
class YearCount:
    """Admissions of a calendar year, or of its first part, that lie in a term.

    Args:
        year: The year.
        admitted: Persons, exact.
        end: The last day counted; the first is 1 January.
        is_whole: Whether it is the whole year.
        source_id: Where it is printed.
    """

    year: int
    admitted: int
    end: date
    is_whole: bool
    source_id: str

    @property
    def days(self) -> int:
        """The days counted."""
        return (self.end - date(self.year, 1, 1)).days + 1


@dataclass(frozen=True)
class TermProgress:
    """Where a unit stands in a term.

    Args:
        span: The first and the last day of the term, as far as known.
        result: The count held against its leading target (the columns of ``Achievement``).
        target_most: The upper end of a target that is a range; None where there is none.
        until: The last day counted; None where not printed.
        is_sum_of_years: Nobody prints a count of the term: ``result`` is the sum of ``years``, a
            lower bound.
        years: The years, and the first part of the last one, that lie wholly in the counted span.
        years_sum: Persons admitted in them.
        difference: Persons that the term counts more than these years; None where not compared.
        verdict: What the difference means.
        gaps: The parts of the counted span that no year covers, first and last day.
        elapsed_pct: Share of the term's days that have passed at the end of ``until``, percent.
        unknown: Why that share is not known.
        expected: Persons that an even pace towards the target asks for by then, exact.
        pace_gap: Persons above (or, negative, short of) that; None where a bound leaves it open.
        outlook: Persons at the end of the term by the paces so far: that since its first day,
            that since the earliest derived count, and those of its whole years if two are known.
        points: Cumulative counts, one row each: ``day`` (``datetime.date``), ``admitted``
            (persons) and ``kind`` (``start``, ``printed``, ``derived``: a printed count less later
            years, or ``at_least``: a sum of years).
    """

    span: TermSpan
    result: dict[str, Any]
    target_most: int | None
    until: date | None
    is_sum_of_years: bool
    years: tuple[YearCount, ...]
    years_sum: int
    difference: int | None
    verdict: Difference
    gaps: tuple[Gap, ...]
    elapsed_pct: Fraction | None
    unknown: Unknown
    expected: Fraction | None
    pace_gap: int | None
    outlook: Range | None
    points: pd.DataFrame

    @property
    def term(self) -> str:
        """The term ("2020-2025")."""
        return self.span.term

    @property
    def missing_at_most(self) -> int | None:
        """Persons still to admit at most, where the count is a lower bound of the term's."""
        row = self.result
        if not self.is_sum_of_years or pd.isna(row["target"]):
            return None
        # "Trên 290" asks for one more than 290.
        least = int(row["target"]) + (row["target_qualifier"] == "more_than")
        return max(least - int(row["admitted"]), 0)

    @property
    def outlook_years(self) -> tuple[int, ...]:
        """The whole years whose paces the outlook takes too."""
        followed = _years_to_follow(self.years, self.until) if self.until else ()
        return tuple(count.year for count in followed)

    @property
    def gap_days(self) -> int | None:
        """Days of the gaps; None where a gap has no known first or last day."""
        if any(start is None or end is None for start, end in self.gaps):
            return None
        return sum((end - start).days + 1 for start, end in self.gaps if start and end)

    @property
    def per_day_outside(self) -> Fraction | None:
        """Persons a day that the term counts outside of the years; None where that is open."""
        if not self.difference or not self.gap_days:
            return None
        return Fraction(self.difference, self.gap_days)

    @property
    def per_day_within(self) -> Fraction | None:
        """Persons a day in the years; None without years."""
        days = sum(count.days for count in self.years)
        return Fraction(self.years_sum, days) if days else None

    @property
    def is_fast_outside(self) -> bool:
        """Whether the gaps hold more than twice as many admissions a day as the years.

        It is a sign that the source counts from an earlier day than the register has.
        """
        outside, within = self.per_day_outside, self.per_day_within
        return outside is not None and within is not None and outside > _FAST * within


def term_progress(
    observations: pd.DataFrame,
    achievements: pd.DataFrame,
    *,
    unit_id: str,
    year: int,
    threshold_pct: float,
    terms: pd.DataFrame,
    units: UnitRegister,
) -> list[TermProgress]:
    """Work out where a unit stands in its terms.

    Args:
        observations: The tidy observations, terms named (``terms.name_terms``).
        achievements: The unit's terms against their targets (``achievement_by_term``).
        unit_id: The unit.
        year: Figures that belong to later years are left out.
        threshold_pct: As in ``achievement_by_term``.
        terms: The register of terms.
        units: The register of units: a term ends with its unit.

    Returns:
        One entry for each term with a count, and for each registered term without one of which at
        least one whole year is known; the oldest first.
    """
    own = observations[observations["unit_id"].eq(unit_id)]
    own = own[own["report_year"].le(year).fillna(value=False)]
    leading = achievements[achievements["is_leading"] & achievements["admitted"].notna()]
    counts = _year_counts(own)
    found = [
        _printed(row, term_span(terms, units, unit_id, row["term"]), own, counts)
        for row in leading.to_dict("records")
    ]
    registered = terms.loc[terms["unit_id"].eq(unit_id), "term"]
    for term in registered[~registered.isin(_terms_with_count(own))]:
        span = term_span(terms, units, unit_id, term)
        years = _years_within(counts, span, None)
        if any(count.is_whole for count in years):
            found.append(_summed(span, years, own, threshold_pct))
    return sorted(found, key=lambda entry: entry.term)


def _terms_with_count(own: pd.DataFrame) -> set[str]:
    """List the terms of which a source prints a count, even one that another contradicts."""
    frame = actual(own)
    is_count = frame["measure"].isin([ADMITTED, PCT_OF_TARGET])
    return set(frame.loc[is_count & frame["period_kind"].isin(_TERM_KINDS), "term"].dropna())


def _year_counts(own: pd.DataFrame) -> list[YearCount]:
    """List the plain counts of years and of their first parts, in order of their last day."""
    frame = admissions_by_unit_year(own)
    frame = frame[frame["qualifier"].eq("exact") & frame["period_end"].notna()]
    counts = [
        YearCount(
            year=int(row["year"]),
            admitted=int(row["admitted"]),
            end=row["period_end"].date(),
            is_whole=row["period_kind"] == "year",
            source_id=row["source_id"],
        )
        for row in frame.to_dict("records")
    ]
    return sorted(counts, key=lambda count: (count.end, count.is_whole))


def _years_within(
    counts: list[YearCount], span: TermSpan, until: date | None, same: tuple[str, ...] = ()
) -> tuple[YearCount, ...]:
    """Choose the years that lie in a term, one count for each, and a part of a year as the last.

    Args:
        counts: Counts in order of their last day.
        span: The term.
        until: The last day counted; None: the whole term.
        same: The sources of the term's count. A year that one of them prints beside it was counted
            to the same day, though its period ends later.
    """
    chosen: dict[int, YearCount] = {}
    for count in counts:
        is_in_time = until is None or count.end <= until
        is_beside = until is not None and count.year == until.year and count.source_id in same
        if span.holds(count.year, count.end) and (is_in_time or is_beside):
            chosen[count.year] = count
    last = max(chosen, default=None)
    return tuple(chosen[year] for year in sorted(chosen) if chosen[year].is_whole or year == last)


def _printed(
    row: dict[str, Any], span: TermSpan, own: pd.DataFrame, counts: list[YearCount]
) -> TermProgress:
    """Describe a term of which a source prints a count."""
    is_total = row["period_kind"] == "term"
    until = span.ends_on if is_total else _day(row["period_end"])
    is_exact = row["admitted_qualifier"] == "exact"
    years: tuple[YearCount, ...] = ()
    if is_exact and (is_total or until):
        years = _years_within(counts, span, until, row["source_ids"])
    total = sum(count.admitted for count in years)
    gaps = _gaps(span.starts_on, until, years)
    difference = int(row["admitted"]) - total if years else None
    derived = _derived_points(row, span, until, years)
    return TermProgress(
        span=span,
        result=row,
        target_most=_target_most(own, span),
        until=until,
        is_sum_of_years=False,
        years=years,
        years_sum=total,
        difference=difference,
        verdict=_verdict(difference, gaps),
        gaps=gaps,
        **_pace(row, span, until),
        outlook=_outlook(row, span, until, derived, years),
        points=_points(span, _printed_points(own, span), derived),
    )


def _summed(
    span: TermSpan, years: tuple[YearCount, ...], own: pd.DataFrame, threshold_pct: float
) -> TermProgress:
    """Describe a term of which only years are known: their sum is a lower bound."""
    total, until = sum(count.admitted for count in years), years[-1].end
    sources = tuple(dict.fromkeys(count.source_id for count in years))
    counted = (
        own[own["measure"].eq(ADMITTED)]
        .head(1)
        .assign(
            period_key=f"term_to_date:{span.term}:{until}",
            period_kind="term_to_date",
            period_start=pd.NaT,
            period_end=pd.Timestamp(until),
            term=span.term,
            report_year=years[-1].year,
            value=float(total),
            qualifier="at_least",
            note="",
            period_printed="",
        )
    )
    targets = own[own["measure"].isin(TARGETS) & own["period_key"].eq(f"term:{span.term}")]
    leading = pair_with_targets(str(counted.iloc[0]["unit_id"]), counted, targets, threshold_pct)[0]
    row = asdict(leading)
    row["source_ids"] = tuple(dict.fromkeys((*sources, *targets["source_id"])))
    sums = [
        (count.end, sum(one.admitted for one in years[:number]), "at_least")
        for number, count in enumerate(years, start=1)
    ]
    return TermProgress(
        span=span,
        result=row,
        target_most=_target_most(own, span),
        until=until,
        is_sum_of_years=True,
        years=years,
        years_sum=total,
        difference=None,
        verdict=Difference.NOT_COMPARED,
        gaps=_gaps(span.starts_on, until, years),
        **_pace(row, span, until),
        outlook=None,
        points=_points(span, sums, []),
    )


def _target_most(own: pd.DataFrame, span: TermSpan) -> int | None:
    """Find the upper end of the term's target, where a source prints one."""
    is_upper = own["measure"].eq("target_max") & own["period_key"].eq(f"term:{span.term}")
    known = own.loc[is_upper, "value"].dropna()
    return int(known.iloc[0]) if len(known) else None


def _gaps(start: date | None, until: date | None, years: tuple[YearCount, ...]) -> tuple[Gap, ...]:
    """List the parts of a counted span that no year covers; an end that is not known stays open."""
    gaps: list[Gap] = []
    cursor = start
    for count in years:
        begins = date(count.year, 1, 1)
        if cursor is None or cursor < begins:
            gaps.append((cursor, begins - _ONE_DAY))
        cursor = count.end + _ONE_DAY
    if years and (until is None or (cursor is not None and cursor <= until)):
        gaps.append((cursor, until))
    return tuple(gaps)


def _verdict(difference: int | None, gaps: tuple[Gap, ...]) -> Difference:
    if difference is None:
        return Difference.NOT_COMPARED
    if difference < 0:
        return Difference.CONTRADICTION
    if difference == 0:
        return Difference.EQUAL
    return Difference.OUTSIDE if gaps else Difference.UNEXPLAINED


def _pace(row: dict[str, Any], span: TermSpan, until: date | None) -> dict[str, Any]:
    """Hold the count against an even pace from the first to the last day of the term."""
    known: dict[str, Any] = {"elapsed_pct": None, "expected": None, "pace_gap": None}
    if until is None:
        return known | {"unknown": Unknown.DAY}
    if span.starts_on is None:
        return known | {"unknown": Unknown.START}
    if span.ends_on is None:
        return known | {"unknown": Unknown.END}
    share = elapsed_share(span.starts_on, span.ends_on, until)
    known |= {"elapsed_pct": 100 * share, "unknown": Unknown.NONE}
    if pd.isna(row["target"]):
        return known
    expected = int(row["target"]) * share
    gap = int(row["admitted"]) - ceil(expected)
    bound = row["admitted_qualifier"]
    is_known = bound == "exact" or (bound in ("at_least", "more_than") and gap >= 0)
    return known | {"expected": expected, "pace_gap": gap if is_known else None}


def _outlook(
    row: dict[str, Any],
    span: TermSpan,
    until: date | None,
    derived: list[_Point],
    years: tuple[YearCount, ...],
) -> Range | None:
    """Say where the term will end by the paces that are known; None without a dated, exact count.

    They are the pace since the first day of the term; that since the earliest derived count, which
    does not hang on the day from which a source counts; and those of its whole years.
    """
    if row["admitted_qualifier"] != "exact" or not (span.starts_on and span.ends_on and until):
        return None
    if not span.starts_on <= until < span.ends_on:
        return None
    admitted = int(row["admitted"])
    ways = [linear_outlook(admitted, span.starts_on, span.ends_on, until)]
    if derived:
        day, before, _ = min(derived)
        since = linear_outlook(admitted - before, day + _ONE_DAY, span.ends_on, until)
        ways.append(Range(before + since.low, before + since.high))
    if admitted > 0:
        left = (span.ends_on - until).days
        ways += [_as_in(count, admitted, left) for count in _years_to_follow(years, until)]
    return Range(min(way.low for way in ways), max(way.high for way in ways))


def _years_to_follow(years: tuple[YearCount, ...], until: date) -> tuple[YearCount, ...]:
    """Keep the years that were over by a day; two are the least, as for the pace of a year."""
    whole = tuple(count for count in years if count.is_whole and count.end <= until)
    return whole if len(whole) >= LEAST_YEARS else ()


def _as_in(year: YearCount, admitted: int, days_left: int) -> Range:
    """Say where the term will end if the days left bring as many each as those of a year."""
    to_come = Fraction(year.admitted * days_left, year.days)
    return final_range(admitted, 1 + to_come / admitted)


def _points(span: TermSpan, known: list[_Point], derived: list[_Point]) -> pd.DataFrame:
    """Put the points in order; the congress is the first, a printed point beats a derived one."""
    start = [(span.starts_on - _ONE_DAY, 0, "start")] if span.starts_on else []
    days = {day for day, _, _ in known}
    points = sorted([*start, *known, *(point for point in derived if point[0] not in days)])
    return pd.DataFrame(points, columns=["day", "admitted", "kind"])


def _printed_points(own: pd.DataFrame, span: TermSpan) -> list[_Point]:
    """List the printed counts with a known day; sources that disagree leave none."""
    frame = actual(own)
    is_count = frame["measure"].eq(ADMITTED) & frame["qualifier"].eq("exact")
    is_count &= frame["period_kind"].isin(_TERM_KINDS) & frame["term"].eq(span.term)
    points: list[_Point] = []
    for _, rows in frame[is_count].groupby("period_key"):
        first = rows.iloc[0]
        is_total = first["period_kind"] == "term"
        day = span.ends_on if is_total else _day(first["period_end"])
        if day is not None and rows["value"].nunique() == 1:
            points.append((day, int(first["value"]), "printed"))
    return points


def _derived_points(
    row: dict[str, Any], span: TermSpan, until: date | None, years: tuple[YearCount, ...]
) -> list[_Point]:
    """Go back from the printed count, year by year, to the ends of the years before."""
    points: list[_Point] = []
    left, expected_year = int(row["admitted"]), until.year if until else None
    for count in reversed(years):
        day = date(count.year - 1, 12, 31)
        left -= count.admitted
        if count.year != expected_year or left < 0 or not span.has_begun(day):
            break
        points.append((day, left, "derived"))
        expected_year = count.year - 1
    return points


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else value.date()
