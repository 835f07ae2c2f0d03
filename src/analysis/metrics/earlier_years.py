"""Earlier years at the same date: what a unit had reached by then, and how its year ended.

A year counts where the unit has an exact count for the same shape of period
(``metrics.results.period_shape``). Counts that contradict each other, bounded counts and counts
without a date are left out, as everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import pandas as pd

from analysis.metrics.achievement import achievement_by_unit, leading
from analysis.metrics.results import FRACTION, PCT_OF_TARGET, TARGETS, Scope
from analysis.metrics.year_over_year import admissions_by_unit_year

YEARS_BACK = 5
LEAST_YEARS = 2
"""So many earlier years make a curve; fewer may be chance."""

Curves = Mapping[tuple[str, str], Sequence[dict[str, Any]]]

_WHOLE_YEAR = "year"
_COLUMNS = ("unit_id", "shape", "year", "count", "final", "target", "is_rebuilt")
_ANY_PCT = 50.0  # a threshold is asked for; the groups that it makes are not used here


class Curve(NamedTuple):
    """The earlier years that a unit is measured by.

    Args:
        unit_id: Whose years they are: the unit's own, or its parent's.
        years: Rows of ``earlier_years``, the latest first.
    """

    unit_id: str
    years: Sequence[dict[str, Any]]


def earlier_years(
    observations: pd.DataFrame, unit_ids: Iterable[str], shapes: Iterable[str], *, year: int
) -> pd.DataFrame:
    """Find the counts of units at the same date of up to five earlier years.

    Args:
        observations: The tidy observations.
        unit_ids: The units.
        shapes: The shapes of period to look for, such as ``to-06-30``.
        year: The year; the five before it are looked at.

    Returns:
        One row for each unit, shape and year, the latest year first within a unit and shape:
        ``unit_id, shape, year, count`` (persons by that date), ``final`` (persons in the whole
        year; missing where not known), ``target`` (persons; the leading one of that year),
        ``is_rebuilt`` (the counts were added up from predecessors).
    """
    in_reach = observations["unit_id"].isin(list(unit_ids))
    in_reach &= observations["period_start"].dt.year.between(year - YEARS_BACK, year - 1)
    own = observations[in_reach]
    admissions = _exact_admissions(own)
    at_date = admissions[admissions["shape"].isin(list(shapes))]
    finals = admissions.loc[admissions["shape"].eq(_WHOLE_YEAR), ["unit_id", "year", "count"]]
    merged = at_date.merge(
        finals.rename(columns={"count": "final"}), on=["unit_id", "year"], how="left"
    )
    pairs = list(zip(merged["unit_id"], merged["year"], strict=True))
    targets = _targets(observations[observations["unit_id"].isin(merged["unit_id"])], pairs)
    merged["target"] = pd.array([targets.get(pair) for pair in pairs], dtype="Int64")
    merged = merged[list(_COLUMNS)]
    return merged.sort_values(
        ["unit_id", "shape", "year"], ascending=[True, True, False], ignore_index=True
    )


def curves_of(years: pd.DataFrame) -> Curves:
    """Group rows of ``earlier_years`` by unit and shape of period."""
    curves: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in years.to_dict("records"):
        curves.setdefault((row["unit_id"], row["shape"]), []).append(row)
    return curves


def find_curve(curves: Curves, unit_ids: Iterable[str | None], shape: str) -> Curve | None:
    """Find the first unit with at least two earlier years for a shape of period.

    Args:
        curves: As ``curves_of`` groups them.
        unit_ids: The unit itself, then its parent; None for one that there is not.
        shape: The shape of period.
    """
    for unit_id in filter(None, unit_ids):
        years = curves.get((unit_id, shape), ())
        if len(years) >= LEAST_YEARS:
            return Curve(unit_id, years)
    return None


def _exact_admissions(own: pd.DataFrame) -> pd.DataFrame:
    """Keep one exact count for each unit, year and shape of period."""
    counts = admissions_by_unit_year(own)
    counts = counts[counts["qualifier"].eq("exact") & counts["shape"].notna()]
    # 28 and 29 February are one shape; the later day is the end of the month.
    counts = counts.sort_values("period_end").drop_duplicates(
        ["unit_id", "year", "shape"], keep="last"
    )
    return counts.rename(columns={"admitted": "count"})


def _targets(
    observations: pd.DataFrame, pairs: list[tuple[str, int]]
) -> dict[tuple[str, int], int]:
    """Find the leading targets of units and years."""
    plain = _plain_targets(observations)
    found = {pair: plain[pair] for pair in pairs if pair in plain}
    open_pairs = dict.fromkeys(pair for pair in pairs if pair not in plain)
    for year in dict.fromkeys(year for _, year in open_pairs):
        units = [unit_id for unit_id, of_year in open_pairs if of_year == year]
        found |= _led_targets(observations[observations["unit_id"].isin(units)], year)
    return found


def _plain_targets(observations: pd.DataFrame) -> dict[tuple[str, int], int]:
    """Find the units and years with one printed target only, which then leads by any rule."""
    is_target = observations["measure"].isin(TARGETS) & observations["period_kind"].eq("year")
    is_fraction = observations["measure"].eq(FRACTION)
    stated = observations[is_target | is_fraction]
    stated = stated.assign(
        year=stated["period_start"].dt.year,
        target=stated["value"].mask(stated["measure"].eq(FRACTION), stated["denominator"]),
        is_plain=stated["qualifier"].eq("exact") & stated["measure"].ne("target_min"),
    )
    groups = stated.groupby(["unit_id", "year"])
    is_single = groups["target"].nunique(dropna=False).eq(1) & groups["is_plain"].all()
    is_single &= _bases_of_rates(observations).reindex(is_single.index, fill_value=0).le(1)
    values = groups["target"].first()[is_single].dropna()
    return {(str(unit), int(year)): int(value) for (unit, year), value in values.items()}


def _bases_of_rates(observations: pd.DataFrame) -> pd.Series:
    """Count what the printed percentages of a unit and year are percentages of."""
    rates = observations[observations["measure"].eq(PCT_OF_TARGET)]
    rates = rates.assign(year=rates["period_start"].dt.year)
    return rates.groupby(["unit_id", "year"])["basis"].nunique()


def _led_targets(observations: pd.DataFrame, year: int) -> dict[tuple[str, int], int]:
    """Find targets that have to be derived or chosen, as the report of that year does."""
    gives_target = observations["measure"].isin([*TARGETS, FRACTION, PCT_OF_TARGET])
    gives_target &= observations["period_start"].dt.year.eq(year)
    gives_target |= observations["measure"].eq("target_per_year")
    units = list(dict.fromkeys(observations.loc[gives_target, "unit_id"]))
    if not units:
        return {}
    rows = leading(
        achievement_by_unit(
            observations, Scope(units[0], tuple(units[1:])), year=year, threshold_pct=_ANY_PCT
        )
    )
    known = rows[rows["target"].notna()]
    return {
        (str(unit), year): int(target)
        for unit, target in zip(known["unit_id"], known["target"], strict=True)
    }
