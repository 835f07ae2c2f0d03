"""Small provinces for tests of what is hidden: registers, and rows as returns give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pandas as pd
from builders import observation, observations
from hypothesis import strategies as st

from analysis.metrics.disclosure import suppress
from analysis.paths import find_project
from analysis.registers.composition import read_composition
from analysis.registers.measures import read_measures
from analysis.registers.units import UnitRegister

PROVINCE = "tinh"
HALF, YEAR = "part_year:2024-06-30", "year:2024"
Halves = Mapping[str, tuple[int | None, int]]
"""Persons of the group (None where nobody says) and persons in all, by period."""


@cache
def registered() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the registers of composition and of measures of the project."""
    project = find_project(Path(__file__).parent)
    return read_composition(project), read_measures(project)


def register_of(
    children: Sequence[str], *, parents: Mapping[str, str] = {}, **kinds: str
) -> UnitRegister:
    """Make a register of a nation, a province and units under it."""
    rows = {"toan-quoc": ("nation", None), PROVINCE: ("province", "toan-quoc")}
    rows["tinh-khac"] = ("commune", None)
    rows |= {unit: (kinds.get(unit, "commune"), parents.get(unit, PROVINCE)) for unit in children}
    units = pd.DataFrame.from_dict(rows, orient="index", columns=["kind", "parent_id"])
    units = units.astype("string").rename_axis("unit_id").assign(
        name=units.index, short_name=units.index, valid_from=None, valid_to=None,
        successor_id=None, note=None,
    )  # fmt: skip
    aliases = pd.DataFrame(columns=["province", "printed", "unit_id"], dtype="str")
    return UnitRegister(units, aliases)


def counted(unit: str, measure: str, value: float | None, **columns: object) -> dict:
    """Describe a row of a return."""
    given = {"unit_id": unit, "source_id": f"2024/{PROVINCE}/{unit}.csv"} | columns
    return observation(measure, value, **given)


def rows_of_unit(unit: str, measure: str, figures: Halves, **columns: object) -> list[dict]:
    """Describe a group of persons of a unit, and all its new members, by period."""
    rows = []
    for period, pair in figures.items():
        span = {"year": 2024} if period == YEAR else {"until": period.removeprefix("part_year:")}
        given = span | columns
        if pair[0] is not None:
            rows.append(counted(unit, measure, pair[0], **given))
        rows.append(counted(unit, "admitted", pair[1], **given))
    return rows


def external(rows: Sequence[dict], units: UnitRegister) -> pd.DataFrame:
    """Hide what readers outside must not see."""
    composition, measures = registered()
    return suppress(observations(*rows), composition, units, measures)


def shown(table: pd.DataFrame, measure: str) -> dict[tuple[str, str], float | None]:
    """Read a group of persons by unit and period; None for what is hidden."""
    rows = table[table["measure"].eq(measure)]
    return {
        (row.unit_id, row.period_key): None if row.qualifier == "suppressed" else row.value
        for row in rows.itertuples()
    }


@st.composite
def provinces(draw: st.DrawFn) -> tuple[dict[str, Halves], dict[str, str], bool]:
    """Draw a few units, which of their figures are missing, and whether a total is printed."""
    units, gaps = {}, {}
    for number in range(draw(st.integers(2, 7))):
        whole_half, whole_rest = draw(st.integers(0, 14)), draw(st.integers(0, 14))
        half = draw(st.integers(0, whole_half))
        year = half + draw(st.integers(0, whole_rest))
        unit = f"xa-{number}"
        units[unit] = {HALF: (half, whole_half), YEAR: (year, whole_half + whole_rest)}
        gaps[unit] = draw(st.sampled_from(["", "", "", "", HALF, YEAR]))
    return units, gaps, draw(st.booleans())
