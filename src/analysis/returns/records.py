"""What reading a return gives: observations, the fate of every row, and issues."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.text.periods import Period


class Severity(StrEnum):
    """How grave an issue is."""

    STOP = "stop"
    """Nothing is read from the file, or from the sheet or row that the issue names."""
    WARNING = "warning"
    """A figure is not read, or is read and contradicts another one: somebody has to look."""
    NOTE = "note"
    """Read with certainty, but in a way that should be known (converted letters, hidden rows)."""


@dataclass(frozen=True, slots=True)
class Issue:
    """Something in a return that a person should look at.

    Attributes:
        file: Name of the file.
        sheet: Name of the sheet, empty for the whole file or for a text file.
        locator: The place: ``Sheet1!C7``, ``line 12``; empty for the whole file.
        unit: The unit that the row is about, as printed; empty where there is none.
        rule: Short stable English code.
        value: The text concerned, as stored.
        message: What is wrong and what to do, in Vietnamese.
        severity: How grave it is.
    """

    file: str
    sheet: str
    locator: str
    unit: str
    rule: str
    value: str
    message: str
    severity: Severity


class UnitKind(StrEnum):
    """Whether a figure is of one unit or of several together."""

    UNIT = "unit"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class ReturnFigure:
    """One figure read from a cell.

    Attributes:
        file: Name of the file.
        sheet: Name of the sheet.
        unit: The unit as printed (a total row: its label).
        kind: Unit or total.
        measure: The measure.
        value: Persons, or percent points.
        decimals: Decimals printed.
        value_printed: The cell as a reader sees it.
        period: The period, None where the file does not print it.
        locator: The cell.
        row: The row within the sheet.
        group: The section that the row stands in (``Khối xã``), empty where there is none.
    """

    file: str
    sheet: str
    unit: str
    kind: UnitKind
    measure: str
    value: Decimal
    decimals: int
    value_printed: str
    period: Period | None
    locator: str
    row: int
    group: str = ""


class RowFate(StrEnum):
    """Where a row of a sheet ends; each row has exactly one."""

    KEPT = "kept"
    TOTAL = "total"
    NOTE = "header_or_note"
    DUPLICATE = "duplicate"
    HIDDEN = "hidden"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """What became of one row that holds something.

    Attributes:
        file: Name of the file.
        sheet: Name of the sheet.
        row: The row within the sheet.
        locator: The place of the row.
        fate: Where it ended.
        label: The unit or the first words of the row.
    """

    file: str
    sheet: str
    row: int
    locator: str
    fate: RowFate
    label: str


@dataclass(frozen=True, slots=True)
class ColumnView:
    """How a column was understood.

    Attributes:
        letters: ``C``.
        heading: The headings over it, joined.
        role: ``unit``, ``measure``, ``ignored``, ...
        measure: The measure, for ``measure`` only.
        period: The period of its figures in words, empty where there is none.
    """

    letters: str
    heading: str
    role: str
    measure: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True)
class TableView:
    """How a table was understood.

    Attributes:
        sheet: Name of the sheet.
        header_rows: Its header rows.
        first_row: The first row of its body.
        last_row: The last row that may belong to it.
        period: The period of the sheet in words.
        columns: Its columns.
    """

    sheet: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    period: str
    columns: tuple[ColumnView, ...]


@dataclass(frozen=True)
class ReadReturn:
    """All that one file gives.

    Attributes:
        file: Name of the file.
        file_format: What its content is, empty where it could not be read.
        figures: The figures.
        rows: The fate of each row.
        issues: What a person should look at.
        tables: How its tables were understood.
    """

    file: str
    file_format: str = ""
    figures: tuple[ReturnFigure, ...] = ()
    rows: tuple[ReturnRow, ...] = ()
    issues: tuple[Issue, ...] = ()
    tables: tuple[TableView, ...] = ()

    @property
    def is_stopped(self) -> bool:
        """Whether something kept the whole file, or a sheet of it, from being used."""
        return any(issue.severity is Severity.STOP for issue in self.issues)
