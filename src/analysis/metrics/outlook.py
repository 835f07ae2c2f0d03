"""Outlook: where a year or a term will end, as a range and never as one figure.

Two ways are shown: at the present pace (every day brings as many as the days so far), and by the
historical curve (from this date to the year's end the count grows as it did in earlier years, of
the unit itself or of its parent). Neither knows what the office plans. The present pace alone is no
ground for a verdict: the second half of a year brings more than the first.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor, isqrt
from typing import Any, NamedTuple

import pandas as pd

from analysis.metrics.earlier_years import Curve, curves_of, find_curve
from analysis.metrics.elapsed import elapsed_share, months_left
from analysis.metrics.pace import PaceRule, earlier_years_of, result_rows
from analysis.metrics.results import Scope


class Range(NamedTuple):
    """A range of persons, both ends included."""

    low: int
    high: int


class Verdict(StrEnum):
    """What the whole range says about the target; ``OPEN`` where only the linear way is known."""

    WILL_MEET = "will_meet"
    WILL_MISS = "will_miss"
    OPEN = "open"
    NO_TARGET = "no_target"


@dataclass(frozen=True)
class Outlook:
    """Where one unit's year will end; the columns of the frame of ``outlook_by_unit``.

    Args:
        unit_id: The unit.
        period_end: The last day counted, from which the outlook starts.
        admitted: Persons admitted by then.
        target: Persons; None where not known.
        missing: Persons still to admit; None where no target is known.
        days_left: Days of the year after the last day counted.
        months_left: Months of the year after the last day counted, or after the report's day where
            that is later, exact; None where none is left.
        admitted_per_month: Persons a month so far, exact.
        needed_per_month: Persons a month in the months left that reach the target, exact; None
            where it is reached or not known, or no month is left.
        linear_low: Lower end of the final count at the present pace.
        linear_high: Its upper end.
        historical_low: Lower end by the historical curve; None without one.
        historical_high: Its upper end.
        low: Lower end over both ways.
        high: Upper end over both ways.
        rule: Whose curve stands beside the linear way: the unit's own, its parent's; ``linear``
            where there is none.
        reference_years: The years of the curve, the latest first.
        verdict: ``WILL_MEET`` where the target is met already; ``WILL_MEET`` or ``WILL_MISS``
            where there is a curve and the whole range agrees.
        is_rebuilt: Some count of the reference years was added up from predecessors.
    """

    unit_id: str
    period_end: pd.Timestamp
    admitted: int
    target: int | None
    missing: int | None
    days_left: int
    months_left: Fraction | None
    admitted_per_month: Fraction
    needed_per_month: Fraction | None
    linear_low: int
    linear_high: int
    historical_low: int | None
    historical_high: int | None
    low: int
    high: int
    rule: PaceRule
    reference_years: tuple[int, ...]
    verdict: Verdict
    is_rebuilt: bool


def outlook_by_unit(
    observations: pd.DataFrame,
    achievements: pd.DataFrame,
    scope: Scope,
    *,
    year: int,
    parent_id: str | None = None,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Say where the year will end for each unit, and what it needs a month.

    Args:
        observations: The tidy observations.
        achievements: As ``achievement_by_unit`` returns them.
        scope: The unit and its children; its earlier years stand in for those of a child.
        year: The year.
        parent_id: The unit above the scope, whose earlier years stand in for those of the scope.
        as_of: The report's day, from which the months left are counted where the figures are
            older; None to count them from the last day of each result.

    Returns:
        One row (the columns of ``Outlook``) for each unit whose leading result is an exact count
        with a last day before the end of the year, with a target or without.
    """
    rows = result_rows(achievements)
    years = earlier_years_of(observations, rows, parent_id, year=year)
    # Counts from 1 January never fall; where they do, one of the two is wrong.
    curves = curves_of(
        years[years["final"].ge(years["count"]).fillna(False) & years["count"].gt(0)]
    )
    parents = {scope.unit_id: parent_id} | dict.fromkeys(scope.children, scope.unit_id)
    outlooks = []
    for row in filter(_has_outlook, rows):
        unit_ids = (row["unit_id"], parents[row["unit_id"]])
        outlooks.append(_outlook(row, find_curve(curves, unit_ids, row["shape"]), as_of))
    return _frame(outlooks)


def _has_outlook(row: dict[str, Any]) -> bool:
    """Tell whether a result is an exact count with days of its year still to come."""
    if row["admitted"] is None or row["admitted_qualifier"] != "exact":
        return False
    return row["period_end"] is not None and row["period_end"].date() < _year_end(row)


def _year_end(row: dict[str, Any]) -> date:
    return date(row["period_end"].year, 12, 31)


def _outlook(row: dict[str, Any], curve: Curve | None, as_of: date | None) -> Outlook:
    """Say where one unit's year will end."""
    day, end, admitted = row["period_end"].date(), _year_end(row), row["admitted"]
    linear = linear_outlook(admitted, date(day.year, 1, 1), end, day)
    historical = historical_outlook(admitted, curve) if curve else None
    whole = linear if historical is None else _union(linear, historical)
    left, missing = months_left(max(day, as_of or day), end) or None, row["missing"]
    return Outlook(
        unit_id=row["unit_id"],
        period_end=row["period_end"],
        admitted=admitted,
        target=row["target"],
        missing=missing,
        days_left=(end - day).days,
        months_left=left,
        admitted_per_month=admitted / (12 - months_left(day, end)),
        needed_per_month=missing / left if missing and left else None,
        linear_low=linear.low,
        linear_high=linear.high,
        historical_low=historical.low if historical else None,
        historical_high=historical.high if historical else None,
        low=whole.low,
        high=whole.high,
        rule=_rule(row["unit_id"], curve),
        reference_years=tuple(int(year["year"]) for year in curve.years) if curve else (),
        verdict=_verdict(whole, admitted, missing, has_curve=historical is not None),
        is_rebuilt=any(year["is_rebuilt"] for year in curve.years) if curve else False,
    )


def _rule(unit_id: str, curve: Curve | None) -> PaceRule:
    if curve is None:
        return PaceRule.LINEAR
    is_own = curve.unit_id == unit_id
    return PaceRule.HISTORICAL_OWN if is_own else PaceRule.HISTORICAL_PARENT


def _verdict(final: Range, admitted: int, missing: int | None, *, has_curve: bool) -> Verdict:
    if missing is None:
        return Verdict.NO_TARGET
    if missing and not has_curve:
        return Verdict.OPEN
    if final.low >= admitted + missing:
        return Verdict.WILL_MEET
    return Verdict.WILL_MISS if final.high < admitted + missing else Verdict.OPEN


def historical_outlook(count: int, curve: Curve) -> Range:
    """Say where a year will end if it grows from here as earlier years did.

    Args:
        count: Persons admitted so far.
        curve: Earlier years with ``count`` (above zero) and ``final``.

    Returns:
        The range that ``final_range`` gives for the growth of all these years together, wide
        enough to hold the growth of each of them.
    """
    counts = sum(int(year["count"]) for year in curve.years)
    finals = sum(int(year["final"]) for year in curve.years)
    likely = final_range(count, Fraction(finals, counts))
    each = [count * Fraction(int(year["final"]), int(year["count"])) for year in curve.years]
    return _union(likely, Range(floor(min(each)), ceil(max(each))))


def _union(one: Range, other: Range) -> Range:
    return Range(min(one.low, other.low), max(one.high, other.high))


def linear_outlook(count: int, start: date, end: date, day: date) -> Range:
    """Say where a period will end if every day to come brings as many as the days so far.

    Args:
        count: Persons admitted from the first day up to ``day``.
        start: The first day of the period.
        end: Its last day.
        day: The last day counted.

    Returns:
        The range of the final count as ``final_range`` gives it; the count itself where the period
        is over.

    Raises:
        ValueError: The day lies before the period, or the period ends before it starts.
    """
    passed = elapsed_share(start, end, day)
    if passed == 0:
        raise ValueError(f"{day} lies before the period, which starts on {start}")
    return final_range(count, 1 / passed)


def final_range(count: int, growth: Fraction) -> Range:
    """Widen one expected final count to a range that chance is likely to stay in.

    What is still to come is expected to be ``count * (growth - 1)`` persons; twice the square root
    of that is taken off below and added above, as the usual spread of a small count. The upper end
    is reckoned from one person more than the count, so that no admission so far does not promise
    none at the end.

    Args:
        count: Persons admitted so far.
        growth: The final count as a multiple of the present one, at least 1.

    Returns:
        Whole persons; never fewer than are admitted already, and the count itself where growth
        is 1.
    """
    least, most = count * (growth - 1), (count + 1) * (growth - 1)
    low = floor(least) - _spread(least)
    high = ceil(most) + _spread(most)
    return Range(count + max(low, 0), count + high)


def _spread(expected: Fraction) -> int:
    """Return twice the square root of an expected count, rounded up to a whole person."""
    return isqrt(ceil(4 * expected) - 1) + 1 if expected > 0 else 0


def _frame(outlooks: list[Outlook]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [asdict(outlook) for outlook in outlooks], columns=list(Outlook.__annotations__)
    )
    counts = ("admitted", "target", "missing", "days_left", "low", "high")
    ends = ("linear_low", "linear_high", "historical_low", "historical_high")
    frame = frame.astype(dict.fromkeys((*counts, *ends), "Int64") | {"is_rebuilt": "bool"})
    frame["period_end"] = pd.to_datetime(frame["period_end"]).astype("datetime64[s]")
    return frame
