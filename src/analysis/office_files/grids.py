"""What an office file is once read: sheets of cells, before anything is understood.

Rows and columns count from 1, as people count them. Only cells that hold something are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class CellKind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"
    ERROR = "error"
    """An error value of a spreadsheet, such as ``#DIV/0!``."""
    UNCACHED = "uncached"
    """A formula whose result the file does not hold."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as stored.

    Attributes:
        kind: What it holds.
        text: Text exactly as stored; a number as Python writes it; a date as ``2024-06-30``; the
            name of an error; the formula of an uncached cell.
        number: The number, for ``NUMBER`` only.
        number_format: The format of a spreadsheet (``0.00%``), empty where not known.
        font: The name of the font, empty where not known; for text with several fonts the first.
    """

    kind: CellKind
    text: str
    number: float | None = None
    number_format: str = ""
    font: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """A block of cells that are drawn as one; only the first of them holds something."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


class Addressing(StrEnum):
    """How the place of a cell is written."""

    CELL = "cell"
    """``Sheet1!C7``"""
    LINE = "line"
    """``line 12``"""
    TABLE = "table"
    """``table 2 row 5 col 3``"""


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook, a table of a document, or the lines of a text file.

    Attributes:
        name: The name of the sheet; ``table 2`` for a table; empty for a text file.
        addressing: How the place of a cell is written.
        cells: What the sheet holds, by (row, column).
        merges: Merged cells.
        is_hidden: The whole sheet is hidden.
        hidden_rows: Rows that the program does not show.
        hidden_columns: Columns that the program does not show.
        context: Paragraphs between the table before and this one, where titles stand (documents).
        line_of_row: The physical line where each row begins (text files with quoted line breaks).
    """

    name: str
    addressing: Addressing
    cells: dict[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    context: tuple[str, ...] = ()
    line_of_row: dict[int, int] = field(default_factory=dict)

    @property
    def last_row(self) -> int:
        """The number of the last row that holds something; 0 for an empty sheet."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The number of the last column that holds something; 0 for an empty sheet."""
        return max((column for _, column in self.cells), default=0)

    def locate(self, row: int, column: int) -> str:
        """Write the place of a cell: ``Sheet1!C7``, ``line 12``, ``table 2 row 5 col 3``."""
        if self.addressing is Addressing.LINE:
            return f"line {self.line_of_row.get(row, row)}"
        if self.addressing is Addressing.TABLE:
            return f"{self.name} row {row} col {column}"
        return f"{self.name}!{column_letters(column)}{row}"

    def locate_row(self, row: int) -> str:
        """Write the place of a whole row: ``Sheet1!7``, ``line 12``, ``table 2 row 5``."""
        if self.addressing is Addressing.LINE:
            return f"line {self.line_of_row.get(row, row)}"
        if self.addressing is Addressing.TABLE:
            return f"{self.name} row {row}"
        return f"{self.name}!{row}"


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a file that a person should know, though the file could be read.

    Attributes:
        rule: Short stable English code: ``macros_ignored``, ``formats_unknown``.
        message: What it means, in Vietnamese.
        locator: The place, empty for the whole file.
    """

    rule: str
    message: str
    locator: str = ""


@dataclass(frozen=True)
class Book:
    """A file once read.

    Attributes:
        file_format: ``xlsx``, ``xls``, ``xlsb``, ``ods``, ``csv``, ``docx`` or ``html``: what the
            content is, whatever the name says.
        sheets: In the order of the file, hidden ones too.
        remarks: What should be known about the file.
    """

    file_format: str
    sheets: tuple[Sheet, ...]
    remarks: tuple[Remark, ...] = ()


class UnreadableFileError(Exception):
    """A file that gives no figures at all, and why.

    Attributes:
        rule: Short stable English code: ``encrypted``, ``truncated``, ``too_large``, ``bomb``.
        message: What is wrong and what to do, in Vietnamese, without the name of the file.
    """

    def __init__(self, rule: str, message: str) -> None:
        self.rule, self.message = rule, message
        super().__init__(message)


def column_letters(column: int) -> str:
    """Name a column: 1 is ``A``, 27 is ``AA``."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
