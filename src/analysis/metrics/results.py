"""Which published result speaks for a unit and a year, and which results are alike."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

ADMITTED = "admitted"
MEMBERS = "members_total"
ADMISSION_RATE = "admission_rate_pct"
PCT_OF_TARGET = "pct_of_target"
FRACTION = "admitted_over_target"
TARGETS = ("target", "target_min")
YEARLY_KINDS = ("year", "part_year")


class Scope(NamedTuple):
    """The unit that a report is about, and the units directly under it in that year."""

    unit_id: str
    children: tuple[str, ...]


def actual(observations: pd.DataFrame) -> pd.DataFrame:
    """Keep what happened: no averages, no projections."""
    return observations[~observations["is_average"] & ~observations["is_projected"]]


def yearly_results(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Keep results of a year counted from 1 January: admitted, percentages, and "142/270"."""
    frame = actual(observations)
    is_result = frame["measure"].isin([ADMITTED, PCT_OF_TARGET, FRACTION])
    is_yearly = frame["period_kind"].isin(YEARLY_KINDS) & frame["period_start"].dt.year.eq(year)
    return frame[is_result & is_yearly]


def leading_periods(results: pd.DataFrame) -> pd.Series:
    """Choose for each unit the result period that reaches furthest into the year.

    Counts from 1 January never fall, so a period whose end is not printed is later than a dated
    one if it counts more persons; otherwise, and against a whole year, it ranks below dated ones.

    Args:
        results: As ``yearly_results`` returns them.

    Returns:
        ``period_key`` by unit; of two periods with the same end the first in the file leads.
    """
    counted = results[results["measure"].eq(ADMITTED)]
    counts = counted.groupby(["unit_id", "period_key"])["value"].max().to_dict()
    leaders = {
        str(unit_id): _leading_period(
            own, {key: counts.get((unit_id, key)) for key in own.period_key}
        )
        for unit_id, own in results.groupby("unit_id", sort=False)
    }
    return pd.Series(leaders, dtype="str")


def _leading_period(own: pd.DataFrame, counts: dict[str, float | None]) -> str:
    """Choose the leading period of one unit; ``counts`` are persons admitted by period."""
    dated = own[own["period_end"].notna()]
    undated = own.loc[own["period_end"].isna(), "period_key"]
    if dated.empty:
        return str(undated.iloc[0])
    latest = dated[dated["period_end"].eq(dated["period_end"].max())].iloc[0]
    leader, most = latest["period_key"], counts[latest["period_key"]]
    if latest["period_kind"] == "year" or most is None:
        return str(leader)
    for key in undated:
        count = counts[key]
        if count is not None and count > most:
            leader, most = key, count
    return str(leader)


def period_shape(period_kind: pd.Series, period_end: pd.Series) -> pd.Series:
    """Name what makes two periods alike: the whole year, or the same day of the year reached.

    Returns:
        ``year``, ``to-MM-DD`` or, where the end is not printed, missing: such a period is like no
        other. The last day of February counts as one day in all years.
    """
    day = period_end.dt.strftime("%m-%d").replace("02-29", "02-28")
    shape = ("to-" + day).where(period_kind.eq("part_year"))
    return shape.mask(period_kind.eq("year"), "year")


def targets_for_year(own: pd.DataFrame, year: int, source_ids: pd.Series) -> pd.DataFrame:
    """Find the published targets of one unit for a year.

    Args:
        own: The observations of the unit.
        year: The year.
        source_ids: The sources of the results that the targets are for.

    Returns:
        The targets for that year; where there is none, the targets "for each year" that the same
        sources print.
    """
    of_year = own[own["measure"].isin(TARGETS) & own["period_key"].eq(f"year:{year}")]
    if len(of_year):
        return of_year
    is_each_year = own["measure"].eq("target_per_year") & own["period_kind"].eq("each_year")
    return own[is_each_year & own["source_id"].isin(source_ids)]
