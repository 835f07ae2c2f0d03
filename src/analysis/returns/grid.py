"""A sheet as a reader sees it: clean texts, merged cells filled, hidden parts left out."""

from __future__ import annotations

import re
from functools import cached_property

from analysis.office_files.grids import Cell, CellKind, Sheet
from analysis.text.normalise import clean_text

_BLANKS = " \t\u00a0\u2002\u2003\u2009\u3000"
_TAB_WIDTH = 4
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?![0-9])")


class Grid:
    """The cells of a sheet that count.

    Args:
        sheet: The sheet.
        include_hidden: Whether hidden rows and columns count.
    """

    def __init__(self, sheet: Sheet, *, include_hidden: bool = False) -> None:
        self.sheet = sheet
        self._hidden_rows = frozenset() if include_hidden else sheet.hidden_rows
        self._hidden_columns = frozenset() if include_hidden else sheet.hidden_columns
        self._texts: dict[tuple[int, int], str] = {}

    @cached_property
    def rows(self) -> list[int]:
        """The visible rows that hold something in a visible column, in order."""
        return sorted(
            {
                row
                for row, column in self.sheet.cells
                if row not in self._hidden_rows
                and column not in self._hidden_columns
                and self.text(row, column)
            }
        )

    @cached_property
    def columns(self) -> list[int]:
        """The visible columns that hold something, in order."""
        columns = {column for _, column in self.sheet.cells}
        return sorted(columns - self._hidden_columns)

    @cached_property
    def hidden_rows(self) -> list[int]:
        """The rows left out that hold something."""
        return sorted({row for row, _ in self.sheet.cells if row in self._hidden_rows})

    @cached_property
    def hidden_columns(self) -> list[int]:
        """The columns left out that hold something."""
        return sorted({column for _, column in self.sheet.cells if column in self._hidden_columns})

    @cached_property
    def _merge_anchors(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (merge.first_row, merge.first_column)
            for merge in self.sheet.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
        }

    def cell(self, row: int, column: int) -> Cell | None:
        """Return the cell stored at a place, if there is one."""
        return self.sheet.cells.get((row, column))

    def text(self, row: int, column: int) -> str:
        """Return the clean text of a cell, empty where there is none; a date as 30/6/2024."""
        place = (row, column)
        if place not in self._texts:
            cell = self.cell(row, column)
            self._texts[place] = _shown(cell) if cell else ""
        return self._texts[place]

    def filled(self, row: int, column: int) -> str:
        """Return the text of a cell, or of the merged block that it lies in."""
        return self.text(*self._merge_anchors.get((row, column), (row, column)))

    def is_merged(self, row: int, column: int) -> bool:
        """Tell whether a place lies in a merged block."""
        return (row, column) in self._merge_anchors

    def anchor(self, row: int, column: int) -> tuple[int, int]:
        """Return the place whose cell is drawn here."""
        return self._merge_anchors.get((row, column), (row, column))

    def texts_of_row(self, row: int) -> dict[int, str]:
        """Return what a row holds, by column."""
        pairs = ((column, self.text(row, column)) for column in self.columns)
        return {column: text for column, text in pairs if text}

    def indent(self, row: int, column: int) -> int:
        """Count the blanks before the text of a cell."""
        cell = self.cell(row, column)
        raw = cell.text.expandtabs(_TAB_WIDTH) if cell else ""
        return len(raw) - len(raw.lstrip(_BLANKS))

    def is_number(self, row: int, column: int) -> bool:
        """Tell whether a cell is stored as a number."""
        cell = self.cell(row, column)
        return cell is not None and cell.kind is CellKind.NUMBER


def _shown(cell: Cell) -> str:
    """Return the text of a cell as a reader sees it."""
    found = _ISO_DATE.match(cell.text) if cell.kind is CellKind.DATE else None
    if found:
        year, month, day = (int(part) for part in found.groups())
        return f"{day}/{month}/{year}"
    return clean_text(cell.text)
