"""A sheet or table while it is being laid out: what is drawn, what it means, what is wrong with it.

Rows and columns count from 1.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from analysis.office_files.grids import Merge
from analysis.returns.records import UnitKind

Place = tuple[int, int]


class Look(StrEnum):
    """What a cell or a paragraph is, and so how it is drawn."""

    BODY = "body"
    NAME = "name"
    HEAD = "head"
    TOTAL = "total"
    TOTAL_NAME = "total_name"
    TITLE = "title"
    CENTRED = "centred"
    CENTRED_BOLD = "centred_bold"
    PLACE = "place"
    NOTE = "note"


BORDERED = frozenset({Look.BODY, Look.NAME, Look.HEAD, Look.TOTAL, Look.TOTAL_NAME})
BOLD = frozenset({Look.HEAD, Look.TOTAL, Look.TOTAL_NAME, Look.TITLE, Look.CENTRED_BOLD})
LEFT = frozenset({Look.NAME, Look.TOTAL_NAME, Look.NOTE})
ITALIC = frozenset({Look.PLACE, Look.NOTE})


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula and its result; no result where the program that wrote it kept none."""

    text: str
    result: int | float | str | None


Value = int | float | str | Formula | None


@dataclass(frozen=True, slots=True)
class Drawn:
    """One cell as stored."""

    value: Value
    look: Look = Look.BODY
    number_format: str = ""


@dataclass(frozen=True, slots=True)
class Truth:
    """What a cell says, without its place."""

    unit: str
    kind: UnitKind
    measure: str
    value: Decimal
    period_start: date | None
    period_end: date | None


@dataclass(frozen=True, slots=True)
class Blame:
    """A fault on a page: of a cell, of a row (no column) or of the whole file (no row)."""

    row: int | None
    column: int | None
    rule_hint: str
    about: str


@dataclass
class Page:
    """One sheet of a workbook, or one table of a document with the paragraphs around it.

    Attributes:
        name: The name of the sheet.
        cells: What is drawn.
        merges: Cells drawn as one.
        widths: Widths of columns, in characters.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        is_hidden: The sheet is not shown.
        before: Paragraphs above a table of a document.
        after: Paragraphs below it.
        truths: What the cells say.
        unit_rows: Rows of units and totals, by label.
        name_column: Where the names stand.
        blames: What is wrong.
    """

    name: str = "Sheet1"
    cells: dict[Place, Drawn] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    is_hidden: bool = False
    before: list[tuple[str, Look]] = field(default_factory=list)
    after: list[tuple[str, Look]] = field(default_factory=list)
    truths: dict[Place, tuple[Truth, ...]] = field(default_factory=dict)
    unit_rows: dict[str, int] = field(default_factory=dict)
    name_column: int = 2
    blames: list[Blame] = field(default_factory=list)

    @property
    def spans(self) -> dict[Place, Merge]:
        """The merged cells by the place where they are drawn."""
        return {(merge.first_row, merge.first_column): merge for merge in self.merges}

    @property
    def covered(self) -> set[Place]:
        """The places that merged cells are drawn over."""
        return {
            (line, column)
            for merge in self.merges
            for line in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
        } - self.spans.keys()

    @property
    def last_row(self) -> int:
        """The last row that is drawn."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column that is drawn."""
        drawn = max((column for _, column in self.cells), default=0)
        return max([drawn, *(merge.last_column for merge in self.merges)])

    def put(self, row: int, column: int, value: Value, look: Look = Look.BODY) -> None:
        """Draw one cell."""
        self.cells[row, column] = Drawn(value, look)

    def band(self, row: int, columns: Place, text: str, look: Look, *, rows: int = 1) -> None:
        """Draw one text over several columns (first and last) and rows."""
        first, last = columns
        self.put(row, first, text, look)
        if last > first or rows > 1:
            self.merges.append(Merge(row, first, row + rows - 1, last))

    def place_of(self, unit: str, measure: str, start: date | None = None) -> Place:
        """Find the cell that says a measure of a unit (the first day tells periods apart)."""
        return next(
            place
            for place, truths in self.truths.items()
            for truth in truths
            if truth.unit == unit
            and truth.measure == measure
            and start in (None, truth.period_start)
        )

    def blame(self, place: Place | None, rule_hint: str, about: str) -> None:
        """Note what is wrong with a cell, or with the file."""
        row, column = place or (None, None)
        self.blames.append(Blame(row, column, rule_hint, about))

    def blame_row(self, row: int, rule_hint: str, about: str) -> None:
        """Note what is wrong with a row."""
        self.blames.append(Blame(row, None, rule_hint, about))
