"""What became of a unit: its successors, or, where it has none, the unit that it lay in.

A unit id stands for one vintage of a unit: *Tây Ninh* until 30 June 2025 is ``tay-ninh``, the one
founded the day after is ``tay-ninh-2025``. The register says of each which unit it became part of.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

import pandas as pd


class StepKind(StrEnum):
    """How a unit leads to the next one."""

    SUCCESSOR = "successor"
    THROUGH_PARENT = "through_parent"


@dataclass(frozen=True)
class Step:
    """One step from a unit that ended to what came after it.

    Args:
        unit_id: The next unit.
        kind: ``successor``: the register names it; ``through_parent``: the unit was dissolved and
            the next one is the unit above it, or what became of that one.
        day: The first day after the end of the unit before; None where the end is not known.
        via: The unit above that the step goes through; None for a successor.
    """

    unit_id: str
    kind: StepKind
    day: date | None
    via: str | None = None


def text_or_none(value: object) -> str | None:
    """Return the id in a cell of the register, or None where there is none."""
    return None if value is None or pd.isna(value) or value == "" else str(value)


def predecessors_by_unit(units: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """List for each unit the units whose successor it is, in the order of the register.

    Args:
        units: As ``UnitRegister.units``.
    """
    found: dict[str, tuple[str, ...]] = {}
    for unit_id, successor in units["successor_id"].items():
        if (after := text_or_none(successor)) is not None:
            found[after] = (*found.get(after, ()), str(unit_id))
    return found


def lineage(units: pd.DataFrame, unit_id: str) -> tuple[Step, ...]:
    """Follow a unit to what exists last.

    Args:
        units: As ``UnitRegister.units``.
        unit_id: The unit to follow.

    Returns:
        The steps in order; empty for a unit that has not ended, or of which nothing is left.
    """
    steps: list[Step] = []
    step = _next_step(units, unit_id)
    while step is not None:
        steps.append(step)
        step = _next_step(units, step.unit_id)
    return tuple(steps)


def _next_step(units: pd.DataFrame, unit_id: str) -> Step | None:
    """Find what came after a unit; None where it goes on, or nothing is known to follow."""
    row = units.loc[unit_id]
    end: date | None = row["valid_to"]
    day = None if end is None else end + timedelta(days=1)
    successor = text_or_none(row["successor_id"])
    if successor is not None:
        return Step(successor, StepKind.SUCCESSOR, day)
    parent = text_or_none(row["parent_id"])
    if day is None or parent is None:
        return None
    for after in (parent, *(step.unit_id for step in lineage(units, parent))):
        if _exists(units, after, day):
            return Step(after, StepKind.THROUGH_PARENT, day, via=parent)
    return None


def _exists(units: pd.DataFrame, unit_id: str, day: date) -> bool:
    start, end = units.at[unit_id, "valid_from"], units.at[unit_id, "valid_to"]
    return (start is None or start <= day) and (end is None or day <= end)


def find_faults(units: pd.DataFrame) -> dict[str, str]:
    """Find units that cannot be followed, because their successor cannot be what came after them.

    Args:
        units: As ``UnitRegister.units``.

    Returns:
        By unit what is wrong, in Vietnamese: no end, a successor that had begun before that end or
        was gone by then, or parents and successors that lead back to the unit.
    """
    successors = _ids(units["successor_id"])
    faults = {unit_id: _fault_of(units, unit_id, after) for unit_id, after in successors.items()}
    above = _ids(units["parent_id"])
    links = {
        unit_id: {other for other in (successors.get(unit_id), above.get(unit_id)) if other}
        for unit_id in units.index
    }
    try:
        TopologicalSorter(links).prepare()
    except CycleError as error:
        circle = [unit_id for unit_id in units.index if unit_id in error.args[1]]
        faults[circle[0]] = "parent_id, successor_id dẫn vòng: " + ", ".join(circle)
    return {unit_id: fault for unit_id, fault in faults.items() if fault}


def _ids(column: pd.Series) -> dict[str, str]:
    found = ((str(unit_id), text_or_none(value)) for unit_id, value in column.items())
    return {unit_id: other for unit_id, other in found if other is not None}


def _fault_of(units: pd.DataFrame, unit_id: str, successor: str) -> str:
    """Say why a successor cannot follow a unit, or nothing where it can."""
    end = units.at[unit_id, "valid_to"]
    if end is None:
        return f"có successor_id «{successor}» nhưng chưa có valid_to"
    start, last = units.at[successor, "valid_from"], units.at[successor, "valid_to"]
    if start is not None and start <= end:
        return f"còn đến {end} nhưng «{successor}» đã có từ {start}"
    if last is not None and last <= end:
        return f"còn đến {end} nhưng «{successor}» đã kết thúc {last}"
    return ""
