"""Units side by side at like periods only: whole years with whole years, 10/9 with 10/9."""

from __future__ import annotations

import pandas as pd

from analysis.metrics.achievement import achievement_by_unit, leading
from analysis.metrics.groups import units_only
from analysis.metrics.results import ADMISSION_RATE, TARGETS, Scope, period_shape, yearly_results

_AIMS = (*TARGETS, "target_per_year")


def results_by_shape(
    observations: pd.DataFrame,
    scope: Scope,
    by_unit: pd.DataFrame,
    *,
    year: int,
    threshold_pct: float,
) -> pd.DataFrame:
    """Hold every result of the year against the target, for each shape of period by itself.

    Args:
        observations: The tidy observations.
        scope: The unit and its children, in the order to show.
        by_unit: The leading results of the year (``achievement.achievement_by_unit``).
        year: The year.
        threshold_pct: As in ``achievement_by_unit``.

    Returns:
        One row for each unit under the scope and shape of period with a result: the columns of
        ``Achievement``, ``shape`` (``year``, ``to-MM-DD``, missing where the end is not printed),
        ``members_rate_pct`` (the printed rate of members of the same period, a float, missing where
        none is printed), ``members_rate_printed`` and ``is_comparable`` (another unit has a result
        of the same shape). Whole years first, then by the day reached, the latest first.
    """
    results = yearly_results(observations, year)
    results = results[results["unit_id"].isin(scope.children)]
    shapes = period_shape(results["period_kind"], results["period_end"]).fillna("")
    # Targets and these results are all that is needed; a small frame is searched faster.
    aims = observations[
        observations["measure"].isin(_AIMS) & observations["unit_id"].isin(scope.children)
    ]
    tables = []
    # In reverse "year" comes first, then "to-12-31" down to "to-01-01", then an open end.
    for shape in sorted(set(shapes), reverse=True):
        alike = results[shapes.eq(shape)]
        known = set(alike["unit_id"])
        of_shape = Scope(scope.unit_id, tuple(unit for unit in scope.children if unit in known))
        rows = pd.concat([alike, aims]).sort_index()
        found = achievement_by_unit(rows, of_shape, year=year, threshold_pct=threshold_pct)
        tables.append(units_only(found, of_shape).assign(shape=shape))
    columns = [*by_unit.columns, "shape", "members_rate_pct", "members_rate_printed"]
    if not tables:
        return pd.DataFrame(columns=[*columns, "is_comparable"])
    rows = _prefer(pd.concat(tables), leading(by_unit))
    rows = _with_printed_rates(rows, observations)
    count = rows.groupby("shape")["unit_id"].transform("nunique")
    rows["is_comparable"] = count.gt(1) & rows["shape"].ne("")
    rows["shape"] = rows["shape"].mask(rows["shape"].eq(""))
    return rows[[*columns, "is_comparable"]]


def _prefer(rows: pd.DataFrame, leaders: pd.DataFrame) -> pd.DataFrame:
    """Take the row of the report's main table where it speaks of the same unit and period."""
    keys = ["unit_id", "period_key"]
    main = leaders.set_index(keys)
    records = []
    for row in rows.to_dict("records"):
        key = (row["unit_id"], row["period_key"])
        same = main.loc[key].to_dict() if key in main.index else {}
        records.append(row | same)
    return pd.DataFrame(records).astype(rows.dtypes.to_dict())


def _with_printed_rates(rows: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """Add the printed rates of members of the same units and periods."""
    printed = observations[
        observations["measure"].eq(ADMISSION_RATE) & observations["value"].notna()
    ]
    keys = ["unit_id", "period_key"]
    printed = printed.drop_duplicates(keys)[[*keys, "value", "value_printed"]]
    names = {"value": "members_rate_pct", "value_printed": "members_rate_printed"}
    return rows.merge(printed.rename(columns=names), on=keys, how="left")


def stands_at_unlike_periods(units: pd.DataFrame) -> bool:
    """Tell whether the leading results of units are of several shapes.

    Args:
        units: The leading rows of units (``groups.units_only``).
    """
    with_result = units[units["period_key"].notna()]
    shapes = period_shape(with_result["period_kind"], with_result["period_end"])
    shapes = shapes.mask(shapes.isna(), with_result["period_key"])
    return shapes.nunique() > 1


def targets_only(observations: pd.DataFrame, scope: Scope, year: int) -> pd.DataFrame:
    """List the units under a scope with a target for the year and no result of it.

    Returns:
        One row for each: ``unit_id`` and ``target_printed``, in the order of the scope.
    """
    results = set(yearly_results(observations, year)["unit_id"])
    is_target = observations["measure"].isin(["target", "target_min"])
    is_target &= observations["period_key"].eq(f"year:{year}")
    aims = observations[is_target & ~observations["unit_id"].isin(results)]
    first = aims.drop_duplicates("unit_id").set_index("unit_id")["value_printed"]
    known = [unit for unit in scope.children if unit in first.index]
    return pd.DataFrame({"unit_id": known, "target_printed": [first[unit] for unit in known]})
