"""Who the new members are: groups as shares of all, against the same period of the year before.

Groups that overlap (women, ethnic minorities, Youth Union) are never added up; groups that exclude
one another are held against the whole that they must add up to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

import pandas as pd

from analysis.metrics.disclosure import SUPPRESSED
from analysis.metrics.disclosure_counts import is_dated
from analysis.metrics.exact import exact, percent_of
from analysis.metrics.known_sums import known_sums, top_wholes
from analysis.metrics.results import ADMITTED, YEARLY_KINDS, Scope, actual, period_shape
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.composition import OVERLAPPING, PARTITION
from analysis.registers.units import UnitRegister

LEAST_COVERED_PCT = 90
"""Shares among part of the units are compared if those units hold so much of the persons."""
BY_UNIT = (
    *("admitted_female", "admitted_ethnic_minority", "admitted_religious"),
    *("admitted_youth_union", "admitted_students", "admitted_private_enterprise"),
    "admitted_age_18_30",
)
"""The groups that are listed unit by unit."""
_PERIOD = ["period_key", "period_kind", "period_start", "period_end", "period_printed", "term"]
COLUMNS = (
    *("measure", "block", "rule", "block_whole", *_PERIOD),
    *("count", "qualifier", "whole", "share_pct", "is_part", "is_hidden", "note"),
    *("printed_pct", "printed_decimals", "printed_qualifier"),
    *("is_count_rebuilt", "is_whole_rebuilt", "is_rebuilt"),
    *("previous_count", "previous_whole", "previous_share_pct", "previous_is_part"),
    *("previous_note", "previous_is_rebuilt", "previous_source_ids"),
    *("change_points", "source_ids"),
)
_PREVIOUS = ("count", "whole", "share_pct", "is_part", "note", "is_rebuilt", "source_ids")


def with_known_sums(
    observations: pd.DataFrame, scope: Scope, composition: pd.DataFrame, units: UnitRegister
) -> pd.DataFrame:
    """Give the figures of a scope and its units, with sums over the units that have a figure.

    Where figures are hidden the sums were made before, and none can be made now.
    """
    is_ours = observations["unit_id"].isin([scope.unit_id, *scope.children])
    is_ours |= observations["unit_id"].map(units.units["parent_id"]).eq(scope.unit_id)
    ours = observations[is_ours.fillna(value=False)]
    if ours["qualifier"].eq(SUPPRESSED).any():
        return ours
    sums = known_sums(ours, composition, units)
    sums = sums[sums["unit_id"].eq(scope.unit_id)]
    return pd.concat([ours, sums], ignore_index=True)


def composition_by_group(
    observations: pd.DataFrame,
    unit_id: str,
    year: int,
    *,
    composition: pd.DataFrame,
    measures: pd.DataFrame,
    whole: str = ADMITTED,
) -> pd.DataFrame:
    """List the groups of a unit for the period of a year that reaches furthest.

    Args:
        observations: The tidy observations, with sums (``with_known_sums``).
        unit_id: The unit.
        year: The year.
        composition: The register of composition.
        measures: The register of measures; it says which percentage belongs to which group.
        whole: ``admitted``, or ``members_total`` for the composition of all members on a day.

    Returns:
        One row for each group and block with a figure, in the order of the register, then groups
        of which only a percentage is printed: ``count`` and ``whole`` (persons),
        ``share_pct`` (exact, None where one is missing), ``printed_pct`` with its decimals where
        nothing else is known, ``is_part`` (of the units with a figure only, which ``note``
        counts), ``is_hidden``; ``is_count_rebuilt``, ``is_whole_rebuilt`` and, of the share,
        ``is_rebuilt`` (added up from the units before a merger); the same of the like period one
        year before; ``change_points``
        (percentage points, exact; only where the units with a figure hold ``LEAST_COVERED_PCT``
        of the persons of both periods);
        ``source_ids``. Empty where the year has no group at all.
    """
    wholes = {m: top for m, top in top_wholes(composition).items() if top == whole}
    percentages = _percentages(measures, wholes, whole)
    own = actual(observations)
    own = own[own["unit_id"].eq(unit_id)]
    tells = own[own["measure"].isin([*wholes, *percentages.values()])]
    period = _leading(tells[_is_of_year(tells, year)])
    if period is None:
        return pd.DataFrame(columns=list(COLUMNS))
    now = own[own["period_key"].eq(period["period_key"])]
    before = own[_is_like(own, period)]
    named = set(now["measure"])
    told = {m for m in wholes if {m, percentages.get(m)} & named}
    entries = composition[composition["measure"].isin(told)].to_dict("records")
    entries += [
        {"measure": name, "block": "", "rule": OVERLAPPING}
        for group, name in percentages.items()
        if group == name and name in named
    ]
    rows = [_row(entry, period, (now, before), (percentages, whole)) for entry in entries]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _percentages(measures: pd.DataFrame, wholes: Mapping[str, str], whole: str) -> dict[str, str]:
    """Give for each group the measure of its share; a share without a group stands for itself."""
    shares = measures[measures["unit"].eq("percent") & measures["denominator"].eq(whole)]
    shares = shares[shares["numerator"].isin(wholes.keys()) | shares["group"].eq("composition")]
    return {str(row["numerator"] or name): str(name) for name, row in shares.iterrows()}


def _is_of_year(observations: pd.DataFrame, year: int) -> pd.Series:
    """Tell which rows are of a year counted from 1 January, or of a day in it."""
    is_yearly = observations["period_kind"].isin(YEARLY_KINDS)
    is_yearly &= observations["period_start"].dt.year.eq(year)
    is_stock = observations["period_kind"].eq("as_of") & observations["period_end"].dt.year.eq(year)
    return is_yearly | is_stock


def _leading(tells: pd.DataFrame) -> dict[str, Any] | None:
    """Choose the period that reaches furthest; a whole year before a part of it."""
    if tells.empty:
        return None
    ranked = tells.assign(_is_year=tells["period_kind"].eq("year")).sort_values(
        ["period_end", "_is_year"], na_position="first"
    )
    return ranked.iloc[-1].to_dict()


def _shape(observations: pd.DataFrame) -> pd.Series:
    kind = observations["period_kind"]
    shape = period_shape(kind.replace("as_of", "part_year"), observations["period_end"])
    return kind.where(kind.eq("as_of"), "yearly") + ":" + shape


def _is_like(own: pd.DataFrame, period: Mapping[str, Any]) -> pd.Series:
    """Tell which rows are of the same period one year before."""
    end = period["period_end"]
    if pd.isna(end):
        return pd.Series(data=False, index=own.index)
    wanted = _shape(pd.DataFrame([{name: period[name] for name in _PERIOD}]))
    is_before = own["period_end"].dt.year.eq(end.year - 1) & is_dated(own)
    return is_before & _shape(own).eq(wanted.iloc[0])


def _row(
    entry: Mapping[str, Any],
    period: Mapping[str, Any],
    sides: tuple[pd.DataFrame, pd.DataFrame],
    ratios: tuple[Mapping[str, str], str],
) -> dict[str, Any]:
    """Describe one group.

    Args:
        entry: A row of the register.
        period: The period.
        sides: The rows of the unit in this period and in the like one before.
        ratios: The percentage of each group, and the measure of all persons.
    """
    measure, (percentages, whole) = entry["measure"], ratios
    current, previous = (
        _figures(side, measure, percentages.get(measure, ""), whole) for side in sides
    )
    is_top = entry.get("whole", whole) == whole
    return (
        {name: period[name] for name in _PERIOD}
        | {name: entry[name] for name in ("measure", "block", "rule")}
        | {"block_whole": current["whole"] if is_top else _total(sides[0], entry["whole"])}
        | {name: value for name, value in current.items() if name in COLUMNS}
        | {f"previous_{name}": previous[name] for name in _PREVIOUS}
        | {"change_points": _change(current, previous)}
    )


def _figures(rows: pd.DataFrame, measure: str, percentage: str, whole: str) -> dict[str, Any]:
    """Collect what one period says of a group."""
    own = rows[rows["measure"].eq(measure) & (measure != percentage)]
    printed = rows[rows["measure"].eq(percentage)]
    counts = own.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable")
    said = counts.iloc[0].to_dict() if len(counts) else {}
    share = printed.iloc[0].to_dict() if len(printed) else {}
    total = _total(rows, whole)
    is_part = bool(said) and said["qualifier"] == "at_least" and pd.notna(said["denominator"])
    persons = round(said["denominator"]) if is_part else total
    count = _number(said)
    is_count_rebuilt = count is not None and said["source_id"] == REBUILT_SOURCE
    whole_ids = () if is_part else tuple(_said_total(rows, whole)["source_id"])
    is_whole_rebuilt = REBUILT_SOURCE in whole_ids
    is_hidden = SUPPRESSED in (said.get("qualifier"), share.get("qualifier"))
    is_rate = count is not None and bool(persons) and (is_part or said["qualifier"] == "exact")
    printed_pct = _number(share)
    return {
        "count": count,
        "qualifier": "exact" if is_part else said.get("qualifier", "exact"),
        "whole": persons,
        "share_pct": percent_of(count, persons) if is_rate else None,
        "is_part": is_part,
        "is_hidden": is_hidden,
        "is_count_rebuilt": is_count_rebuilt,
        "is_whole_rebuilt": is_whole_rebuilt,
        "is_rebuilt": is_rate and (is_count_rebuilt or is_whole_rebuilt),
        "note": said.get("note", ""),
        "printed_pct": None if printed_pct is None else exact(printed_pct),
        "printed_decimals": share.get("decimals"),
        "printed_qualifier": share.get("qualifier", "exact"),
        "covered_pct": _covered(persons, total),
        "source_ids": tuple(dict.fromkeys([*own["source_id"], *printed["source_id"], *whole_ids])),
    }


def _said_total(rows: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Keep the plain figures of all persons; none where sources differ."""
    said = rows[rows["measure"].eq(whole) & rows["qualifier"].eq("exact")]
    return said if said["value"].nunique() == 1 else said.iloc[0:0]


def _total(rows: pd.DataFrame, whole: str) -> int | None:
    """Find all persons of a period; None where nobody says, or sources differ."""
    said = _said_total(rows, whole)
    return None if said.empty else round(said["value"].iloc[0])


def _number(row: Mapping[str, Any]) -> Any:
    """Return the figure of a row, else the bound that it prints; None where there is none."""
    known = [row[name] for name in ("value", "low", "high") if pd.notna(row.get(name))]
    return known[0] if known else None


def _covered(persons: int | None, total: int | None) -> Fraction:
    return percent_of(persons, total) if persons and total else Fraction(0)


def _change(current: Mapping[str, Any], previous: Mapping[str, Any]) -> Fraction | None:
    """Compare two shares in percentage points, if each is of (nearly) all persons."""
    shares = current["share_pct"], previous["share_pct"]
    if None in shares:
        return None
    covered = min(current["covered_pct"], previous["covered_pct"])
    return shares[0] - shares[1] if covered >= LEAST_COVERED_PCT else None


def listed_blocks(groups: pd.DataFrame) -> list[str]:
    """Name the blocks of which a group is known, without those that another includes.

    Args:
        groups: As ``composition_by_group`` gives them.
    """
    named = groups[groups["block"].ne("")]
    parts = {str(block): set(rows["measure"]) for block, rows in named.groupby("block", sort=False)}
    return [
        block
        for place, (block, own) in enumerate(parts.items())
        if not any(
            own < other or (own == other and earlier < place)
            for earlier, other in enumerate(parts.values())
        )
    ]


def shown_blocks(groups: pd.DataFrame) -> list[str]:
    """Name those of ``listed_blocks`` of which two groups or more are known: they can be added up.

    Args:
        groups: As ``composition_by_group`` gives them.
    """
    sizes = groups["block"].value_counts()
    return [block for block in listed_blocks(groups) if sizes[block] > 1]


def alone_in_block(groups: pd.DataFrame) -> pd.DataFrame:
    """Keep the groups that are the only one known of their block.

    They exclude the others of the block, so that they do not stand among groups that overlap; a
    sum of one says nothing, so that they are not held against the whole of a partition.

    Args:
        groups: As ``composition_by_group`` gives them.
    """
    sizes = groups["block"].value_counts()
    lone = [block for block in listed_blocks(groups) if sizes[block] == 1]
    return groups[groups["block"].isin(lone)]


def partition_checks(groups: pd.DataFrame) -> pd.DataFrame:
    """Hold the groups of each block against the whole; nothing is corrected.

    Args:
        groups: As ``composition_by_group`` gives them.

    Returns:
        One row for each block of ``shown_blocks`` with plain counts of one known whole, and for
        each single group (overlapping, or alone of its block) that exceeds all persons: ``block``,
        ``measure`` (of a single group, else empty), ``rule``, ``total`` and ``whole`` (persons)
        and ``is_right``: a partition adds up to the whole, other blocks do not exceed it.
    """
    rows: list[dict[str, Any]] = []
    singles = pd.concat([groups[groups["block"].eq("")], alone_in_block(groups)])
    for row in singles.to_dict("records"):
        if pd.notna(row["count"]) and pd.notna(row["whole"]) and row["count"] > row["whole"]:
            rows.append(_check(row, int(row["count"]), int(row["whole"])))
    for block in shown_blocks(groups):
        parts = groups[groups["block"].eq(block)]
        whole = parts["block_whole"].iloc[0]
        is_plain = parts["count"].notna() & parts["qualifier"].eq("exact")
        # Parts that were added up over different units are parts of different wholes.
        if is_plain.all() and pd.notna(whole) and parts["block_whole"].eq(whole).all():
            first = parts.iloc[0].to_dict() | {"measure": ""}
            rows.append(_check(first, int(parts["count"].sum()), int(whole)))
    return pd.DataFrame(rows, columns=["block", "measure", "rule", "total", "whole", "is_right"])


def _check(row: Mapping[str, Any], total: int, whole: int) -> dict[str, Any]:
    is_right = total == whole if row["rule"] == PARTITION else total <= whole
    said = {name: row[name] for name in ("block", "measure", "rule")}
    return said | {"total": total, "whole": whole, "is_right": is_right}


def period_of_units(observations: pd.DataFrame, scope: Scope, year: int) -> str | None:
    """Find the period of a year that reaches furthest in which a unit under a scope has a group."""
    tells = actual(observations)
    tells = tells[tells["unit_id"].isin(scope.children) & tells["measure"].isin(BY_UNIT)]
    period = _leading(tells[_is_of_year(tells, year)])
    return None if period is None else str(period["period_key"])


def composition_by_unit(
    observations: pd.DataFrame, scope: Scope, period_key: str | None, measures: Sequence[str]
) -> pd.DataFrame:
    """List groups of the units under a scope in one period.

    Args:
        observations: The tidy observations.
        scope: The unit and the units under it.
        period_key: The period.
        measures: The groups, and ``admitted``.

    Returns:
        One row for each unit with a figure of one of them and each measure, in the order of the
        scope, the scope itself last: ``unit_id``, ``measure``, ``count`` (missing where nobody
        says, and for the scope where a unit is missing), ``is_hidden``, ``source_id``.
    """
    rows = actual(observations)
    rows = rows[rows["period_key"].eq(period_key) & rows["measure"].isin(list(measures))]
    rows = rows[rows["qualifier"].isin(["exact", SUPPRESSED])]
    said = {
        (row["unit_id"], row["measure"]): row
        for row in rows.drop_duplicates(["unit_id", "measure"]).to_dict("records")
    }
    named = {unit for unit, _ in said}
    units = [unit for unit in (*scope.children, scope.unit_id) if unit in named]
    table = [
        {
            "unit_id": unit,
            "measure": measure,
            "count": row.get("value"),
            "is_hidden": row.get("qualifier") == SUPPRESSED,
            "source_id": row.get("source_id"),
        }
        for unit in units
        for measure in measures
        for row in [said.get((unit, measure), {})]
    ]
    columns = ["unit_id", "measure", "count", "is_hidden", "source_id"]
    return pd.DataFrame(table, columns=columns).astype({"count": "Int64"})
