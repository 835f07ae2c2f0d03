"""Which published result speaks for a unit and a year, and which results are alike."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

ADMITTED = "admitted"
PCT_OF_TARGET = "pct_of_target"
YEARLY_KINDS = ("year", "part_year")


class Scope(NamedTuple):
    """The unit that a report is about, and the units directly under it in that year."""

    unit_id: str
    children: tuple[str, ...]


def actual(observations: pd.DataFrame) -> pd.DataFrame:
    """Keep what happened: no averages, no projections."""
    return observations[~observations["is_average"] & ~observations["is_projected"]]


def yearly_results(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Keep results of a year counted from 1 January: admitted and percentages of the target."""
    frame = actual(observations)
    is_result = frame["measure"].isin([ADMITTED, PCT_OF_TARGET])
    is_yearly = frame["period_kind"].isin(YEARLY_KINDS) & frame["period_start"].dt.year.eq(year)
    return frame[is_result & is_yearly]


def leading_periods(results: pd.DataFrame) -> pd.Series:
    """Choose for each unit the result period that reaches furthest into the year.

    Args:
        results: As ``yearly_results`` returns them.

    Returns:
        ``period_key`` by unit. A period whose end is not printed ranks below all others; of two
        with the same end the first in the file leads.
    """
    # A year "so far" with no printed end may be older than any dated one.
    ends = results["period_end"].fillna(results["period_start"])
    order = results.assign(_end=ends).sort_values("_end", ascending=False, kind="stable")
    return order.drop_duplicates("unit_id").set_index("unit_id")["period_key"]


def period_shape(period_kind: pd.Series, period_end: pd.Series) -> pd.Series:
    """Name what makes two periods alike: the whole year, or the same day of the year reached.

    Returns:
        ``year``, ``to-MM-DD`` or, where the end is not printed, missing: such a period is like no
        other. The last day of February counts as one day in all years.
    """
    day = period_end.dt.strftime("%m-%d").replace("02-29", "02-28")
    shape = ("to-" + day).where(period_kind.eq("part_year"))
    return shape.mask(period_kind.eq("year"), "year")
