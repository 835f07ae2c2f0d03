"""How far the cells of a sheet reach, held to the limits while a sheet is looked through."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.office_files.grids import column_letters
from analysis.office_files.limits import (
    MAX_AREA,
    MAX_CELL_CHARS,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_TEXT_CHARS,
)
from analysis.office_files.messages import unreadable

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,4})\$?([0-9]{1,8})")


class CellCounter:
    """Counts the cells and the letters of all sheets of a file."""

    def __init__(self) -> None:
        self.cells = self.letters = 0

    def add_cells(self, count: int) -> None:
        """Count cells, empty ones included.

        Raises:
            UnreadableFileError: There are too many.
        """
        self.cells += count
        if self.cells > MAX_CELLS:
            raise unreadable("too_many_cells")

    def add_letters(self, in_cell: int, times: int = 1) -> None:
        """Count the text of a cell that stands in the file ``times`` times.

        Raises:
            UnreadableFileError: A text, or all of them together, is too long.
        """
        if in_cell > MAX_CELL_CHARS:
            raise unreadable("long_cell", MAX_CELL_CHARS, in_cell)
        self.letters += in_cell * times
        if self.letters > MAX_TEXT_CHARS:
            raise unreadable("too_much_text")


class Extent:
    """First and last row and column of the cells of one sheet that hold something."""

    def __init__(self) -> None:
        self._top = self._left = MAX_ROWS + MAX_COLUMNS
        self._bottom = self._right = 0

    def include(self, row: int, column: int) -> None:
        """Stretch the extent to a cell.

        Raises:
            UnreadableFileError: The cell, or the area up to it, is beyond the limits.
        """
        if self._top <= row <= self._bottom and self._left <= column <= self._right:
            return
        if not (1 <= row <= MAX_ROWS and 1 <= column <= MAX_COLUMNS):
            place = f"{column_letters(column)}{row}"
            raise unreadable("far_cell", place, MAX_ROWS, MAX_COLUMNS)
        self._top, self._bottom = min(self._top, row), max(self._bottom, row)
        self._left, self._right = min(self._left, column), max(self._right, column)
        rows, columns = self._bottom - self._top + 1, self._right - self._left + 1
        if rows * columns > MAX_AREA:
            raise unreadable("too_many_cells")


def place_of(reference: str) -> tuple[int, int]:
    """Read the name of a cell, ``C7``, as row and column.

    Raises:
        UnreadableFileError: It names no cell.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise unreadable("damaged")
    return int(match[2]), _column_of(match[1].upper())


@lru_cache(maxsize=MAX_COLUMNS)
def _column_of(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column
