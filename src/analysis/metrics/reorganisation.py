"""Figures of a unit for the time before its founding, added up from the units it was formed from.

Comparison across a merger is like with like only if the years before are those of all parts. Where
a part is unknown the sum is refused with the reason: missing is not zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, NamedTuple

import pandas as pd

from analysis.metrics.results import ADMITTED, MEMBERS, TARGETS
from analysis.metrics.vintages import REBUILT_SOURCE, founded, founders, vintage_name
from analysis.registers.units import UnitRegister
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.normalise import match_key

REFUSABLE = (ADMITTED, *TARGETS, MEMBERS)
_PERIODS = ("year", "part_year", "within_year", "as_of")
_ADDITIVE_UNITS = ("person", "organisation")
# Averages, changes, and moves between the parts, which are no moves of the whole.
_NEVER_ADDED = (
    "admitted_avg_per_year",
    "admitted_avg_per_month",
    "members_transferred_in",
    "members_transferred_out",
    "members_increase",
    "members_decrease",
    "org_transferred_in",
)
_LOWER, _UPPER = ("at_least", "more_than"), ("at_most", "less_than")
# One registered predecessor of a place is the same place under another name or rank; one of a bloc
# or an agency may be one of several.
_PLACES = frozenset(
    {
        *("province", "city_central", "district", "city", "town", "urban_district"),
        *("commune", "ward"),
    }
)

Record = dict[str, Any]


class Rebuilt(NamedTuple):
    """What rebuilding gives.

    Args:
        observations: The rebuilt figures only, in the columns of the observations.
        refusals: One row for each figure that could not be rebuilt: ``unit_id``, ``measure``,
            ``period_key``, ``period_kind``, ``period_start``, ``period_end``, ``known`` and
            ``missing`` (tuples of unit ids) and ``reason`` (in the language of the report, without
            full stop).
    """

    observations: pd.DataFrame
    refusals: pd.DataFrame


class _Figure(NamedTuple):
    """One figure of one part: its least or greatest value, how it is bounded, its basis."""

    count: int
    qualifier: str
    basis: str


_REFUSAL_COLUMNS = (
    *("unit_id", "measure", "period_key", "period_kind", "period_start", "period_end"),
    *("known", "missing", "reason"),
)


def rebuild(
    observations: pd.DataFrame,
    unit_ids: Iterable[str],
    units: UnitRegister,
    measures: pd.DataFrame,
) -> Rebuilt:
    """Add up the figures of the units that each unit was formed from.

    Rebuilt are counts of persons and organisations for whole years, parts of a year and days before
    the founding, and targets of years that began before it; never averages, percentages, terms or
    moves of members between units. Sums of plain counts are plain, sums with a lower bound are
    lower bounds. A figure of the unit itself for the same period stands, whatever it says.

    Args:
        observations: The tidy observations; sums of units count like other figures.
        unit_ids: The units; those they rest on are rebuilt first and come along.
        units: The register of units.
        measures: The register of measures.

    Returns:
        Rebuilt figures, with ``source_id`` ``rebuilt-from-predecessors`` and the parts named in
        ``note``, and refusals for persons admitted, targets and the members in total.
    """
    order = _predecessors_first(unit_ids, units)
    involved = {*order, *(part for unit_id in order for part in founders(units, unit_id))}
    known = observations[observations["unit_id"].isin(involved)]
    is_additive = _is_additive(known, measures)
    sums: list[Record] = []
    refusals: list[Record] = []
    for unit_id in order:
        before = known[is_additive & _is_before(known, measures, founded(units, unit_id))]
        own = _own_keys(known, unit_id)
        made, refused = _rebuild_unit(unit_id, before, own, units)
        refusals += refused
        if made:
            sums += made
            added = _as_observations(made, observations)
            known = pd.concat([known, added], ignore_index=True)
            is_additive = _is_additive(known, measures)
    frame = _as_observations(sums, observations)
    return Rebuilt(frame, pd.DataFrame(refusals, columns=list(_REFUSAL_COLUMNS)))


def is_partly_known(units: UnitRegister, unit_id: str) -> bool:
    """Tell whether a unit may have been formed from more than the one unit in the register.

    Returns:
        True for a bloc, an agency, ... with one predecessor; a place with one was only renamed.
    """
    is_alone = len(founders(units, unit_id)) == 1
    return is_alone and units.units.at[unit_id, "kind"] not in _PLACES


def _predecessors_first(unit_ids: Iterable[str], units: UnitRegister) -> list[str]:
    """Order units so that each follows those it was formed from, which come along."""
    order: dict[str, None] = {}
    for unit_id in unit_ids:
        parts = founders(units, unit_id)
        if parts:
            order |= dict.fromkeys(_predecessors_first(parts, units))
            order[unit_id] = None
    return list(order)


def _is_additive(rows: pd.DataFrame, measures: pd.DataFrame) -> pd.Series:
    """Tell which figures may be added up over units."""
    kind = rows["measure"].map(measures["unit"])
    is_change = rows["measure"].map(measures["group"]).eq("change")
    is_plain = ~rows["is_average"] & ~rows["is_projected"] & rows["denominator"].isna()
    is_count = kind.isin(_ADDITIVE_UNITS) & ~rows["measure"].isin(_NEVER_ADDED) & ~is_change
    is_known = rows[["value", "low", "high"]].notna().any(axis=1)
    return is_count & is_plain & is_known & rows["period_kind"].isin(_PERIODS)


def _is_before(rows: pd.DataFrame, measures: pd.DataFrame, day: date | None) -> pd.Series:
    """Tell which periods had ended, or for targets begun, before a day."""
    is_target = rows["measure"].map(measures["reading"]).eq("target")
    reached = rows["period_end"].mask(is_target, rows["period_start"])
    return reached.lt(pd.Timestamp(day))


def _own_keys(rows: pd.DataFrame, unit_id: str) -> set[tuple[str, str]]:
    """List what a unit itself has a figure for; any kind of target stands for all kinds."""
    own = rows[rows["unit_id"].eq(unit_id)]
    keys = set(zip(own["measure"], own["period_key"], strict=True))
    aims = {key for measure, key in keys if measure in TARGETS}
    return keys | {(measure, key) for measure in TARGETS for key in aims}


def _rebuild_unit(
    unit_id: str, before: pd.DataFrame, own: Collection[tuple[str, str]], units: UnitRegister
) -> tuple[list[Record], list[Record]]:
    """Add up one unit; give its sums and its refusals."""
    parts = founders(units, unit_id)
    made: list[Record] = []
    refused: list[Record] = []
    of_parts = before[before["unit_id"].isin(parts)]
    for (measure, key), rows in of_parts.groupby(["measure", "period_key"], sort=False):
        if (measure, key) in own:
            continue
        figures = {part: _figures(rows[rows["unit_id"].eq(part)]) for part in parts}
        reason = _reason_against(unit_id, figures, units)
        if not reason:
            made += _sums(unit_id, rows.iloc[0].to_dict(), figures, units)
        elif measure in REFUSABLE:
            refused.append(_refusal(unit_id, rows.iloc[0], figures, reason))
    return made, refused


def _figures(rows: pd.DataFrame) -> list[_Figure]:
    """List the different figures of one part and period; a plain count goes before a bound."""
    plain = rows[rows["qualifier"].eq("exact")]
    best = plain if len(plain) else rows
    found: dict[tuple[int, str, str], _Figure] = {}
    for row in best.to_dict("records"):
        count = next(row[name] for name in ("value", "low", "high") if pd.notna(row[name]))
        figure = _Figure(int(count), row["qualifier"], row["basis"])
        found.setdefault((figure.count, figure.qualifier, match_key(figure.basis)), figure)
    return list(found.values())


def _common_bases(figures: dict[str, list[_Figure]]) -> list[str]:
    """List the bases that every part names exactly once, in the order of the first part."""
    counted = [[match_key(figure.basis) for figure in part] for part in figures.values()]
    return [key for key in counted[0] if all(keys.count(key) == 1 for keys in counted)]


def _reason_against(unit_id: str, figures: dict[str, list[_Figure]], units: UnitRegister) -> str:
    """Say why figures of the parts do not add up to one of the whole; empty where they do."""
    missing = [part for part, found in figures.items() if not found]
    if missing:
        return _("chưa có số liệu của {units}", units=_names(missing, units))
    if is_partly_known(units, unit_id):
        text = N_("trong các đơn vị trước hợp nhất, danh mục mới ghi {units}")
        return _(text, units=_names(figures, units))
    is_single = all(len(found) == 1 for found in figures.values())
    if not is_single and not _common_bases(figures):
        several = [part for part, found in figures.items() if len(found) > 1]
        return _("số liệu của {units} công bố khác nhau", units=_names(several, units))
    bounds = {figure.qualifier for found in figures.values() for figure in found} - {"exact"}
    if not (bounds <= set(_LOWER) or bounds <= set(_UPPER)):
        loose = [
            part
            for part, found in figures.items()
            if any(figure.qualifier != "exact" for figure in found)
        ]
        return _("số liệu của {units} chỉ là mức ước lượng", units=_names(loose, units))
    return ""


def _sums(
    unit_id: str, first: Record, figures: dict[str, list[_Figure]], units: UnitRegister
) -> list[Record]:
    """Add up the parts, once for each basis that they share, else over their bases."""
    bases = _common_bases(figures)
    if not bases:
        return [_sum(unit_id, first, {part: found[0] for part, found in figures.items()}, units)]
    return [
        _sum(
            unit_id,
            first,
            {
                part: next(figure for figure in found if match_key(figure.basis) == key)
                for part, found in figures.items()
            },
            units,
            place=f":{number}" if number > 1 else "",
        )
        for number, key in enumerate(bases, start=1)
    ]


def _sum(
    unit_id: str, first: Record, parts: dict[str, _Figure], units: UnitRegister, place: str = ""
) -> Record:
    """Make one observation of the sum."""
    total = sum(figure.count for figure in parts.values())
    qualifier = _bound_of(parts.values())
    bases: dict[str, str] = {}
    for figure in parts.values():
        bases.setdefault(match_key(figure.basis), figure.basis)
    note = _("cộng lại từ {units}", units=_names(parts, units))
    if len(bases) > 1:
        told = " / ".join(basis or _("không ghi") for basis in bases.values())
        note = _("{note}; căn cứ khác nhau: {bases}", note=note, bases=told)
    return first | {
        "unit_id": unit_id,
        "unit_printed": units.name(unit_id),
        "value": float(total),
        "low": float(total) if qualifier in _LOWER else None,
        "high": float(total) if qualifier in _UPPER else None,
        "qualifier": qualifier,
        "decimals": 0,
        "value_printed": format_count(total),
        "basis": next(iter(bases.values())) if len(bases) == 1 else "",
        "source_id": REBUILT_SOURCE,
        "locator": f"{REBUILT_SOURCE}:{unit_id}:{first['measure']}:{first['period_key']}{place}",
        "period_agrees": True,
        "note": note,
    }


def _bound_of(figures: Iterable[_Figure]) -> str:
    """Name the bound of a sum: strict where one part is strict, plain where all are."""
    found = {figure.qualifier for figure in figures}
    for qualifier in ("more_than", "less_than", "at_least", "at_most"):
        if qualifier in found:
            return qualifier
    return "exact"


def _refusal(
    unit_id: str, first: pd.Series, figures: dict[str, list[_Figure]], reason: str
) -> Record:
    names = ("measure", "period_key", "period_kind", "period_start", "period_end")
    return {
        "unit_id": unit_id,
        **{name: first[name] for name in names},
        "known": tuple(part for part, found in figures.items() if found),
        "missing": tuple(part for part, found in figures.items() if not found),
        "reason": reason,
    }


def _names(unit_ids: Iterable[str], units: UnitRegister) -> str:
    return ", ".join(vintage_name(units, unit_id) for unit_id in unit_ids)


def _as_observations(rows: list[Record], like: pd.DataFrame) -> pd.DataFrame:
    """Put rows into a table with the columns and types of the observations."""
    if not rows:
        return like.iloc[0:0]
    return pd.DataFrame(rows, columns=list(like.columns)).astype(like.dtypes.to_dict())


def parts_by_period(
    observations: pd.DataFrame, unit_id: str, units: UnitRegister, measures: pd.DataFrame
) -> pd.DataFrame:
    """List what is known of the parts of a unit, period by period.

    Args:
        observations: The tidy observations.
        unit_id: A unit that was formed from others.
        units: The register of units.
        measures: The register of measures.

    Returns:
        One row for each measure that can be refused, period before the founding with a figure of
        any part, and part: ``measure``, ``period_key``, ``period_kind``, ``period_start``,
        ``period_end``, ``part_id``, ``value`` (persons, missing where unknown) and ``qualifier``;
        by measure and the end of the period.
    """
    parts = founders(units, unit_id)
    own = observations[
        observations["unit_id"].isin(parts) & observations["measure"].isin(REFUSABLE)
    ]
    own = own[_is_additive(own, measures) & _is_before(own, measures, founded(units, unit_id))]
    keys = ["measure", "period_key"]
    columns = [*keys, "period_kind", "period_start", "period_end"]
    rank = own["measure"].map({measure: i for i, measure in enumerate(REFUSABLE)})
    periods = own.assign(_rank=rank).sort_values(["_rank", "period_end"])
    every = periods.drop_duplicates(keys)[columns].merge(
        pd.DataFrame({"part_id": list(parts)}, dtype="str"), "cross"
    )
    is_plain = own["qualifier"].eq("exact")
    best = pd.concat([own[is_plain], own[~is_plain]]).drop_duplicates(["unit_id", *keys])
    value = best["value"].fillna(best["low"]).fillna(best["high"])
    known = best[["unit_id", *keys, "qualifier"]].assign(value=value)
    found = every.merge(
        known.rename(columns={"unit_id": "part_id"}), on=["part_id", *keys], how="left"
    )
    return found[[*columns, "part_id", "value", "qualifier"]]
