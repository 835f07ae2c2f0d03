"""What the generator hands over: files, and what a perfect reader gets from each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from analysis.returns.records import UnitKind


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """One figure that stands in a file, as a perfect reader gives it.

    Attributes:
        locator: The cell (``Sheet1!C7``), the line of a text file, the cell of a table. A cell
            with two figures appears twice.
        unit: The unit or the label of the total as printed: NFC, single spaces, no list marker.
        kind: Unit or total.
        measure: The measure.
        value: Persons, or percent points.
        period_start: First day; None where the file prints no period.
        period_end: Last day.
    """

    locator: str
    unit: str
    kind: UnitKind
    measure: str
    value: Decimal
    period_start: date | None
    period_end: date | None


@dataclass(frozen=True, slots=True)
class KnownFault:
    """Something wrong or unusual that was put into a file on purpose.

    Attributes:
        locator: The cell, the row (``Sheet1!7``), or empty for the whole file.
        rule_hint: Short stable English code.
        about: What it is, in Vietnamese.
    """

    locator: str
    rule_hint: str
    about: str


@dataclass(frozen=True)
class ReturnFile:
    """One return.

    Attributes:
        path: Below the folder of returns: ``2024/binh-minh/cum-03-nam.xlsx``.
        content: The bytes of the file.
        cells: Every figure that stands in it.
        faults: Every fault that was put into it.
    """

    path: str
    content: bytes
    cells: tuple[LabelledCell, ...] = ()
    faults: tuple[KnownFault, ...] = ()
