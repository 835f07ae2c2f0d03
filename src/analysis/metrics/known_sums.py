"""Groups of persons added up over the units with a figure, where not all have one.

A group within the new members of a province is worth knowing even if two communes of a hundred did
not say. The sum is then a part of the new members of those units alone, not of the province.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.metrics.disclosure_counts import (
    Key,
    is_dated,
    key_of,
    keys_of,
    series_of,
    whole_counts,
)
from analysis.metrics.sums import SUM_SOURCE, sum_note
from analysis.registers.units import UnitRegister
from analysis.text.display import format_count

RETURN_MARK = "/"
"""The source id of a return is its path; those of publications hold no slash."""


def known_sums(
    observations: pd.DataFrame, composition: pd.DataFrame, units: UnitRegister
) -> pd.DataFrame:
    """Add up groups of persons over the units that returned a figure.

    Args:
        observations: The tidy observations.
        composition: The register of composition.
        units: The register of units.

    Returns:
        Observations (same columns) of every unit of which more than half of the units under it
        have a figure, and which has none of its own: ``value`` persons of the group and
        ``denominator`` persons in all of the same units; source ``sum-of-units``; ``at_least`` and
        the number of units in ``note`` where a unit is missing. A unit counts as missing if nobody
        says how many persons it has in all.
    """
    wholes = top_wholes(composition)
    known = _addable(observations, wholes)
    persons = whole_counts(observations, wholes)
    own = set(keys_of(observations))
    known = known.assign(
        _parent=known["unit_id"].map(units.units["parent_id"]).fillna(""),
        _series=series_of(known),
    )
    groups = known[known["_parent"].ne("")].groupby(["_parent", "measure", "_series"], sort=False)
    sums = [
        row
        for (parent, _, _), group in groups
        for row in _sums(group, parent, units, persons)
        if key_of(row) not in own
    ]
    if not sums:
        return observations.iloc[0:0]
    types = observations.dtypes.to_dict()
    return pd.DataFrame(sums, columns=list(observations.columns)).astype(types)


def top_wholes(composition: pd.DataFrame) -> dict[str, str]:
    """Give for each group the persons in all that it is a part of, through groups of groups."""
    above = dict(
        zip(composition["measure"][::-1], composition["whole"][::-1], strict=True)
    )  # the first row of a measure counts
    tops = {}
    for measure, whole in above.items():
        top = whole
        while top in above:
            top = above[top]
        tops[measure] = top
    return tops


def _addable(observations: pd.DataFrame, wholes: dict[str, str]) -> pd.DataFrame:
    """Keep the returned counts of groups that may be added up."""
    plain = observations["qualifier"].eq("exact") & is_dated(observations)
    returned = observations["source_id"].str.contains(RETURN_MARK, regex=False)
    is_group = observations["measure"].isin(wholes.keys())
    return observations[plain & returned & is_group]


def _sums(
    group: pd.DataFrame, parent: str, units: UnitRegister, persons: dict[Key, int]
) -> list[dict[str, Any]]:
    """Add up one group of persons in the periods of one year, the latest first.

    An earlier sum has only units of the later one, so that their difference is a sum of units too.
    """
    found: list[dict[str, Any]] = []
    allowed = set(group["unit_id"])
    columns = [name for name in group.columns if not name.startswith("_")]
    for _, of_period in sorted(
        group.groupby("period_key"), key=lambda item: item[1]["period_end"].max(), reverse=True
    ):
        rows = of_period[of_period["unit_id"].isin(allowed)].drop_duplicates("unit_id")
        row = _sum(rows[columns], parent, units, persons)
        if row is not None:
            found.append(row)
            allowed = set(rows["unit_id"])
    return found


def _sum(
    group: pd.DataFrame, parent: str, units: UnitRegister, persons: dict[Key, int]
) -> dict[str, Any] | None:
    """Add up one group of persons in one period; None where nothing honest comes of it."""
    if group.empty:
        return None
    first = group.iloc[0].to_dict()
    expected = units.children(parent, first["period_end"].date())
    has_whole = pd.Series([key in persons for key in keys_of(group)], index=group.index)
    rows = group[group["unit_id"].isin(expected) & has_whole]
    if 2 * len(rows) <= len(expected):
        return None
    is_complete = len(rows) == len(expected)
    total = float(rows["value"].sum())
    return first | {
        "unit_id": parent,
        "unit_printed": units.name(parent),
        "value": total,
        "denominator": float(sum(persons[key] for key in keys_of(rows))),
        "low": None if is_complete else total,
        "qualifier": "exact" if is_complete else "at_least",
        "value_printed": format_count(int(total)),
        "decimals": 0,
        "source_id": SUM_SOURCE,
        "locator": f"{SUM_SOURCE}:{parent}:{first['measure']}:{first['period_key']}",
        "note": sum_note(len(rows), len(expected)),
    }
