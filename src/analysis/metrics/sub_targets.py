"""Sub-targets: aims for some of those to be admitted, such as those in private enterprises.

A sub-target stands beside the target, never in it: who counts for it counts for the target too.
"""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd

from analysis.metrics.achievement import achievement_by_unit, achievement_frame, leading
from analysis.metrics.results import ADMITTED, PCT_OF_TARGET, Scope

_PREFIX = "target_"
_OF_ALL = ("target_min", "target_max", "target_per_year")


class SubTarget(NamedTuple):
    """The measures of one sub-target.

    Args:
        target: The target ("target_students").
        admitted: Its result ("admitted_students"), registered or not.
        pct: The percentage of it ("pct_of_target_students"), registered or not.
    """

    target: str
    admitted: str
    pct: str


def sub_target_measures(measures: pd.DataFrame) -> list[SubTarget]:
    """List the sub-targets of the register of measures, in its order.

    They are the counts of persons in the group ``target`` whose name says for whom. Names tie
    together: the result of ``target_students`` is ``admitted_students``, the printed percentage of
    it ``pct_of_target_students``.
    """
    is_count = measures["group"].eq("target") & measures["unit"].eq("person")
    names = [name for name in measures.index[is_count] if name.startswith(_PREFIX)]
    parts = [name.removeprefix(_PREFIX) for name in names if name not in _OF_ALL]
    return [
        SubTarget(_PREFIX + part, f"{ADMITTED}_{part}", f"{PCT_OF_TARGET}_{part}") for part in parts
    ]


def sub_targets(
    observations: pd.DataFrame,
    scope: Scope,
    measures: pd.DataFrame,
    *,
    year: int,
    threshold_pct: float,
) -> pd.DataFrame:
    """Hold results of the year against the sub-targets that they are for.

    Args:
        observations: The tidy observations, with ``targets.with_bases`` for who set a target.
        scope: The unit and its children, in the order to show.
        measures: The register of measures.
        year: The year.
        threshold_pct: As in ``achievement_by_unit``.

    Returns:
        One row for each unit and sub-target that is set, or of which a percentage is printed (the
        columns of ``Achievement``, only the leading target of each), with ``measure``, the
        sub-target. Units in the order of the scope, sub-targets in that of the register.
    """
    units = (scope.unit_id, *scope.children)
    found = [
        _of_one(observations, units, one, year, threshold_pct)
        for one in sub_target_measures(measures)
    ]
    every = pd.concat([_NOTHING, *found])
    return every.sort_values(
        "unit_id", key=lambda ids: ids.map(units.index), kind="stable", ignore_index=True
    )


_NOTHING = achievement_frame([]).assign(measure="")


def _of_one(
    observations: pd.DataFrame,
    units: tuple[str, ...],
    one: SubTarget,
    year: int,
    threshold_pct: float,
) -> pd.DataFrame:
    """Judge one sub-target by the rules of the target."""
    names = {one.target: "target", one.admitted: ADMITTED, one.pct: PCT_OF_TARGET}
    own = observations[observations["measure"].isin(names)]
    known = own.assign(measure=own["measure"].map(names))
    aimed_at = set(known.loc[known["measure"].ne(ADMITTED), "unit_id"])
    judged = [
        achievement_by_unit(known, Scope(unit, ()), year=year, threshold_pct=threshold_pct)
        for unit in units
        if unit in aimed_at
    ]
    rows = leading(pd.concat([_NOTHING, *judged])).assign(measure=one.target)
    return rows[rows["target"].notna() | rows["printed_pct"].notna()]
