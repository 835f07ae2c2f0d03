"""Pace: the share of the target that should be reached by now, and whether it is.

Two rules. Historical: the mean of what was achieved at the same date of earlier years, by the unit
itself, else by its parent; used where at least two of the last five years are known. Linear: the
share of the target's period that has passed; used otherwise. Admissions cluster in the second half
of a year, so the historical rule is the better one where there are years to know it by.

Pace judges a result on its own last day, and stands beside the groups of ``metrics.status``, which
know no date.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import ceil
from typing import Any

import pandas as pd

from analysis.metrics.achievement import leading
from analysis.metrics.earlier_years import Curve, Curves, curves_of, earlier_years, find_curve
from analysis.metrics.elapsed import elapsed_share
from analysis.metrics.exact import exact, percent_of
from analysis.metrics.pairing import RateKind
from analysis.metrics.results import Scope, period_shape
from analysis.metrics.status import Status, rate_bounds


class PaceBand(StrEnum):
    """How a result stands against its pace; each unit is in exactly one band."""

    MET = "met"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    BELOW_THRESHOLD = "below_threshold"
    NONE_YET = "none_yet"
    UNKNOWN = "unknown"


class PaceRule(StrEnum):
    """Where the expected share comes from."""

    LINEAR = "linear"
    HISTORICAL_OWN = "historical_own"
    HISTORICAL_PARENT = "historical_parent"
    NONE = "none"


class PaceReason(StrEnum):
    """Why this rule was used, or why nothing can be said."""

    OWN_YEARS = "own_years"
    PARENT_YEARS = "parent_years"
    FEW_YEARS = "few_years"
    PERIOD_OVER = "period_over"
    NO_RESULT = "no_result"
    CONTRADICTORY = "contradictory"
    NO_TARGET = "no_target"
    NO_DATE = "no_date"
    BOUND = "bound"


@dataclass(frozen=True)
class Pace:
    """One result held against its pace; the columns of the frame of ``pace_by_unit``.

    Args:
        unit_id: The unit.
        period_end: The last day of the result, on which it is judged.
        elapsed_pct: The share of the target's period that has passed; this is the linear pace.
        achieved_pct: The share of the target that is reached; None where there is no rate.
        expected_pct: The share that should be reached by now, at most 100.
        rule: Where it comes from.
        reference_years: The earlier years it is the mean of, the latest first.
        reference_low_pct: The lowest share reached at the same date of these years.
        reference_high_pct: The highest one.
        final_low_pct: The lowest share that these years ended with; None where no end is known.
        final_high_pct: The highest one. A unit on pace by years that ended below 100 % is as fast
            as before, and no faster.
        reason: Why this rule, or why none.
        band: The verdict.
        needed_for_pace: Persons that the result is short of the expected share; None where it is
            not behind or no target is known.
        is_rebuilt: Some count of the reference years was added up from predecessors.
    """

    unit_id: str
    period_end: pd.Timestamp | None = None
    elapsed_pct: Fraction | None = None
    achieved_pct: Fraction | None = None
    expected_pct: Fraction | None = None
    rule: PaceRule = PaceRule.NONE
    reference_years: tuple[int, ...] = ()
    reference_low_pct: Fraction | None = None
    reference_high_pct: Fraction | None = None
    final_low_pct: Fraction | None = None
    final_high_pct: Fraction | None = None
    reason: PaceReason = PaceReason.NO_RESULT
    band: PaceBand = PaceBand.UNKNOWN
    needed_for_pace: int | None = None
    is_rebuilt: bool = False


BEHIND_BANDS = (PaceBand.BEHIND, PaceBand.BELOW_THRESHOLD, PaceBand.NONE_YET)


def pace_by_unit(
    observations: pd.DataFrame,
    achievements: pd.DataFrame,
    scope: Scope,
    *,
    year: int,
    threshold_pct: float,
    parent_id: str | None = None,
) -> pd.DataFrame:
    """Hold the leading results of a year against the pace.

    Args:
        observations: The tidy observations.
        achievements: As ``achievement_by_unit`` returns them.
        scope: The unit and its children; its earlier years stand in for those of a child.
        year: The year.
        threshold_pct: A share strictly below this part of the expected one is below the threshold;
            on the year's last day that is the rule of ``metrics.status``.
        parent_id: The unit above the scope, whose earlier years stand in for those of the scope.

    Returns:
        One row for each unit (the columns of ``Pace``), in the order of ``achievements``.
    """
    rows = result_rows(achievements)
    years = earlier_years_of(observations, rows, parent_id, year=year)
    curves = curves_of(years[years["target"].gt(0)])
    parents = {scope.unit_id: parent_id} | dict.fromkeys(scope.children, scope.unit_id)
    paces = [
        _pace(row, _curve_of(row, curves, parents), year=year, threshold_pct=threshold_pct)
        for row in rows
    ]
    return _frame(paces)


def result_rows(achievements: pd.DataFrame) -> list[dict[str, Any]]:
    """List the leading rows as plain values, with the ``shape`` of their period.

    Args:
        achievements: As ``achievement_by_unit`` returns them.

    Returns:
        The columns of ``Achievement`` and ``shape``; what is missing is None.
    """
    rows = leading(achievements)
    shapes = period_shape(rows["period_kind"], rows["period_end"])
    return plain_records(rows.assign(shape=shapes))


def plain_records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Turn the rows of a frame into plain values; what is missing is None."""
    return [
        {name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")
    ]


def _plain(value: Any) -> Any:
    """Turn a missing value of a frame into None."""
    is_plain = isinstance(value, tuple | Fraction | str)
    return value if is_plain or not pd.isna(value) else None


def earlier_years_of(
    observations: pd.DataFrame, rows: list[dict[str, Any]], parent_id: str | None, *, year: int
) -> pd.DataFrame:
    """Find the earlier years that results can be measured by, as ``earlier_years`` gives them.

    Args:
        observations: The tidy observations.
        rows: As ``result_rows`` gives them.
        parent_id: A further unit to look at.
        year: The year of the results.
    """
    unit_ids = [*(row["unit_id"] for row in rows), *filter(None, [parent_id])]
    shapes = {row["shape"] for row in rows if row["shape"] and not _is_over(row, year)}
    return earlier_years(observations, unit_ids, shapes, year=year)


def _is_over(row: dict[str, Any], year: int) -> bool:
    return elapsed_of_year(row, year) == 1


def elapsed_of_year(row: dict[str, Any], year: int) -> Fraction | None:
    """Return the share of the year that has passed on a result's last day; None without one."""
    if row["period_end"] is None:
        return None
    return elapsed_share(date(year, 1, 1), date(year, 12, 31), row["period_end"].date())


def _curve_of(row: dict[str, Any], curves: Curves, parents: dict[str, str | None]) -> Curve | None:
    unit_id = row["unit_id"]
    return find_curve(curves, (unit_id, parents[unit_id]), row["shape"])


def _pace(row: dict[str, Any], curve: Curve | None, *, year: int, threshold_pct: float) -> Pace:
    """Hold one result against its pace."""
    elapsed = elapsed_of_year(row, year)
    pace = Pace(
        unit_id=row["unit_id"],
        period_end=row["period_end"],
        elapsed_pct=None if elapsed is None else elapsed * 100,
        achieved_pct=row["rate_pct"],
        reason=_reason_for_none(row),
    )
    if row["rate_pct"] is not None and elapsed is not None:
        pace = _expect(pace, curve)
    band = band_of(row, pace.expected_pct, threshold_pct)
    is_open = band == PaceBand.UNKNOWN and pace.expected_pct is not None
    return replace(
        pace,
        band=band,
        reason=PaceReason.BOUND if is_open else pace.reason,
        needed_for_pace=_needed(row, pace.expected_pct) if band in BEHIND_BANDS else None,
    )


def _reason_for_none(row: dict[str, Any]) -> PaceReason:
    """Say why nothing can be expected; the last resort is that the result has no date."""
    if row["rate_pct"] is not None:
        return PaceReason.NO_DATE
    if row["status"] == Status.UNDETERMINED:
        return PaceReason.CONTRADICTORY
    return PaceReason.NO_RESULT if row["admitted"] is None else PaceReason.NO_TARGET


def _expect(pace: Pace, curve: Curve | None) -> Pace:
    """Add the share that should be reached, and the rule it comes from."""
    if pace.elapsed_pct == 100:
        reason = PaceReason.PERIOD_OVER
    elif curve is None:
        reason = PaceReason.FEW_YEARS
    else:
        return _expect_by_years(pace, curve)
    return replace(pace, expected_pct=pace.elapsed_pct, rule=PaceRule.LINEAR, reason=reason)


def _expect_by_years(pace: Pace, curve: Curve) -> Pace:
    shares = [percent_of(year["count"], year["target"]) for year in curve.years]
    ends = [
        percent_of(year["final"], year["target"]) for year in curve.years if pd.notna(year["final"])
    ]
    is_own = curve.unit_id == pace.unit_id
    return replace(
        pace,
        expected_pct=min(sum(shares) / len(shares), Fraction(100)),
        rule=PaceRule.HISTORICAL_OWN if is_own else PaceRule.HISTORICAL_PARENT,
        reference_years=tuple(int(year["year"]) for year in curve.years),
        reference_low_pct=min(shares),
        reference_high_pct=max(shares),
        final_low_pct=min(ends, default=None),
        final_high_pct=max(ends, default=None),
        reason=PaceReason.OWN_YEARS if is_own else PaceReason.PARENT_YEARS,
        is_rebuilt=any(year["is_rebuilt"] for year in curve.years),
    )


def band_of(
    result: dict[str, Any], expected_pct: Fraction | None, threshold_pct: float
) -> PaceBand:
    """Decide the band of one result on exact fractions.

    Args:
        result: A row of ``achievement_by_unit``.
        expected_pct: The share that should be reached; None where nothing can be expected.
        threshold_pct: A share strictly below this part of the expected one is below the threshold.

    Returns:
        The band. A print that gives a bound only is decided where the bound decides it: "trên 60%"
        is on pace wherever 60 % is, "gần 30%" is behind wherever 30 % is. What the print leaves
        open is ``UNKNOWN``.
    """
    if result["status"] == Status.NONE_ADMITTED:
        return PaceBand.NONE_YET
    if result["rate_pct"] is None:
        return PaceBand.UNKNOWN
    low, high = rate_bounds(result)
    if low is not None and low >= 100:
        return PaceBand.MET
    if expected_pct is None:
        return PaceBand.UNKNOWN
    if low is not None and low >= expected_pct:
        return PaceBand.ON_PACE
    return _band_below(result, high, expected_pct, threshold_pct)


def _band_below(
    result: dict[str, Any], high: Fraction | None, expected_pct: Fraction, threshold_pct: float
) -> PaceBand:
    """Decide how far below the pace a rate lies that is at most ``high``."""
    if high is None:
        return PaceBand.UNKNOWN
    if _is_surely_below(result, high, expected_pct * exact(threshold_pct) / 100):
        return PaceBand.BELOW_THRESHOLD
    if _is_surely_below(result, high, expected_pct):
        return PaceBand.BEHIND
    return PaceBand.UNKNOWN


def _is_surely_below(result: dict[str, Any], high: Fraction, limit: Fraction) -> bool:
    """Compare an upper bound; "gần 50%" is less than 50 %, so it lies below 50 %."""
    is_computed = result["rate_kind"] == RateKind.COMPUTED
    qualifier = result["admitted_qualifier" if is_computed else "printed_qualifier"]
    return high < limit or (high == limit and qualifier == "less_than")


def _needed(row: dict[str, Any], expected_pct: Fraction | None) -> int | None:
    """Count the persons that a result is short of the expected share."""
    admitted, target = row["admitted"], row["target"]
    if expected_pct is None or admitted is None or target is None:
        return None
    if row["admitted_qualifier"] != "exact":
        return None
    return max(ceil(expected_pct * target / 100) - admitted, 0) or None


def _frame(paces: list[Pace]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(pace) for pace in paces], columns=list(Pace.__annotations__))
    frame = frame.astype({"needed_for_pace": "Int64", "is_rebuilt": "bool"})
    frame["period_end"] = pd.to_datetime(frame["period_end"]).astype("datetime64[s]")
    return frame
