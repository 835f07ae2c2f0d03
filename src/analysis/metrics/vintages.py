"""Which unit a year's figures belong to: one id is one vintage, from its founding to its end.

``tay-ninh`` ended on 30 June 2025, ``tay-ninh-2025`` begins the day after. A report on a unit for a
year before its founding is a rebuilt view: the units under it are those it was formed from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta

import pandas as pd

from analysis.registers.lineage import Step
from analysis.registers.units import UnitRegister
from analysis.text.display import format_date
from analysis.text.language import gettext as _

REBUILT_SOURCE = "rebuilt-from-predecessors"
"""The source of figures that are added up from the units that a unit was formed from."""


def founded(units: UnitRegister, unit_id: str) -> date | None:
    """Return the first day of a unit, None where it is not known or always was."""
    return units.units.at[unit_id, "valid_from"]


def ended(units: UnitRegister, unit_id: str) -> date | None:
    """Return the last day of a unit, None where it goes on."""
    return units.units.at[unit_id, "valid_to"]


def ended_before(units: UnitRegister, unit_ids: Iterable[str], day: date) -> list[str]:
    """List those of some units that had ended before a day."""
    return [unit for unit in unit_ids if (ended(units, unit) or date.max) < day]


def founders(units: UnitRegister, unit_id: str) -> tuple[str, ...]:
    """List the units that a unit was formed from: its predecessors that ended before it began."""
    start = founded(units, unit_id)
    if start is None:
        return ()
    before = [(part, ended(units, part)) for part in units.predecessors(unit_id)]
    return tuple(part for part, end in before if end is not None and end < start)


def vintage_name(units: UnitRegister, unit_id: str) -> str:
    """Name a unit, with its end or founding where the unit after or before it bears the same name.

    Returns:
        ``Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)``; just the name where it tells enough.
    """
    name, after = units.name(unit_id), units.successor(unit_id)
    start, end = founded(units, unit_id), ended(units, unit_id)
    if after is not None and end is not None and units.name(after) == name:
        return _("{unit} (đến {day})", unit=name, day=format_date(end))
    if start is not None and name in map(units.name, units.predecessors(unit_id)):
        return _("{unit} (từ {day})", unit=name, day=format_date(start))
    return name


def absorptions(units: UnitRegister) -> pd.DataFrame:
    """List the units that became part of one that already existed and kept its id.

    Returns:
        One row for each: ``unit_id`` (the unit that grew), ``day`` (the first day on which it holds
        the other) and ``absorbed`` (the name of the other).
    """
    rows = [
        {
            "unit_id": unit_id,
            "day": pd.Timestamp(end + timedelta(days=1)),
            "absorbed": vintage_name(units, part),
        }
        for unit_id in units.units.index
        for part in units.predecessors(unit_id)
        if part not in founders(units, unit_id) and (end := ended(units, part)) is not None
    ]
    frame = pd.DataFrame(rows, columns=["unit_id", "day", "absorbed"])
    return frame.astype({"day": "datetime64[s]"})


def parts_in_year(units: UnitRegister, unit_id: str, year: int) -> tuple[str, ...]:
    """List what a unit consisted of in a year before its founding.

    Args:
        units: The register of units.
        unit_id: The unit.
        year: The year.

    Returns:
        The units it was formed from; in place of one that did not exist yet either, those that it
        was formed from. Empty where the unit exists in that year, or nothing is known.
    """
    start = founded(units, unit_id)
    if start is None or start.year <= year:
        return ()
    parts: list[str] = []
    for part in founders(units, unit_id):
        parts += parts_in_year(units, part, year) or (part,)
    return tuple(parts)


def scope_children(
    units: UnitRegister, scope: str, year: int, with_figures: Collection[str]
) -> tuple[str, ...]:
    """List the units directly under a scope in a year, in the order of the register.

    Args:
        units: The register of units.
        scope: The unit reported on.
        year: The year.
        with_figures: Units with a figure of their own of that year; rebuilt figures do not count,
            or a merged unit would stand beside its parts.

    Returns:
        The units valid at the year's end and those with figures; for a year before the founding of
        the scope the units that it was formed from.
    """
    parts = parts_in_year(units, scope, year)
    if parts:
        return parts
    above = units.units["parent_id"]
    valid = set(units.children(scope, date(year, 12, 31)))
    under = above.index[above.eq(scope).fillna(value=False)]
    return tuple(unit for unit in under if unit in valid or unit in with_figures)


def own_figures(observations: pd.DataFrame) -> pd.DataFrame:
    """Leave out the figures that were rebuilt from other units."""
    return observations[observations["source_id"].ne(REBUILT_SOURCE)]


def years_by_unit(observations: pd.DataFrame, units: UnitRegister) -> dict[str, list[int]]:
    """List for each unit the years that can be reported on.

    Args:
        observations: The tidy observations.
        units: The register of units.

    Returns:
        The years with a figure of the unit, of a unit directly under it, or, before its founding,
        of a unit that it was formed from; never a year after its end.
    """
    own = own_figures(observations)[["unit_id", "report_year"]].dropna().drop_duplicates()
    found: dict[str, set[int]] = {}
    for unit_id, year in own.itertuples(index=False):
        for holder in _holders(units, str(unit_id), int(year)):
            found.setdefault(holder, set()).add(int(year))
    return {unit_id: sorted(years) for unit_id, years in sorted(found.items())}


def _holders(units: UnitRegister, unit_id: str, year: int) -> set[str]:
    """Name the units that a figure of a unit and a year counts for."""
    holders = {unit_id}
    before, after = unit_id, units.successor(unit_id)
    while after is not None and before in founders(units, after):
        holders.add(after)
        before, after = after, units.successor(after)
    above = units.parent(unit_id)
    if above is not None:
        holders.add(above)
    return {holder for holder in holders if not _is_over(units, holder, year)}


def _is_over(units: UnitRegister, unit_id: str, year: int) -> bool:
    end = ended(units, unit_id)
    return end is not None and end.year < year


def ended_message(units: UnitRegister, unit_id: str, year: int) -> str:
    """Say that a unit ended before a year, and where its figures go on.

    Returns:
        A sentence without full stop, with the id to report on in its place; empty where the unit
        exists in that year or later.
    """
    end = ended(units, unit_id)
    if end is None or end.year >= year:
        return ""
    message = f"{units.name(unit_id)} chấm dứt {format_date(end)}"
    step = place_in_year(units, unit_id, year)
    if step is None:
        return message
    return f"{message}; nay thuộc {units.name(step.unit_id)} (scope {step.unit_id})"


def place_in_year(units: UnitRegister, unit_id: str, year: int) -> Step | None:
    """Find the step of a unit's lineage that leads to what exists at the end of a year.

    Returns:
        None where the unit itself exists then, or where nothing of it is left.
    """
    last_day = date(year, 12, 31)
    valid = [step for step in units.lineage(unit_id) if units.is_valid(step.unit_id, last_day)]
    return None if units.is_valid(unit_id, last_day) or not valid else valid[0]
