"""From the values that the spreadsheet library gives to cells, the same way for every format."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator
from contextlib import contextmanager

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from analysis.office_files.grids import Cell, CellKind, Merge
from analysis.office_files.limits import MAX_CELL_CHARS, MAX_MERGES, MAX_SHEETS
from analysis.office_files.messages import unreadable

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
Place = tuple[int, int]

_LARGEST_WHOLE = 1e15
_MAX_MERGED_AREA = 10_000
_MAX_COVERED = 20_000_000


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Turn every failure of the spreadsheet library into an unreadable file.

    A panic within the library arrives as an exception outside the usual hierarchy.
    """
    try:
        yield
    except PasswordError as error:
        raise unreadable("encrypted") from error
    except (CalamineError, OSError, ValueError, TypeError, OverflowError) as error:
        raise unreadable("damaged") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise unreadable("damaged") from error


class ValueBook:
    """The values of a workbook.

    Args:
        data: The whole file.

    Raises:
        UnreadableFileError: The library cannot read it.
    """

    def __init__(self, data: bytes) -> None:
        with refusing_damage():
            self._workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            tables = [
                entry
                for entry in self._workbook.sheets_metadata
                if entry.typ is SheetTypeEnum.WorkSheet
            ]
        self.visibility = {entry.name: entry.visible for entry in tables}
        if len(self.visibility) != len(tables):
            raise unreadable("damaged")
        if len(tables) > MAX_SHEETS:
            raise unreadable("too_many_sheets", MAX_SHEETS)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the sheets with cells, in the order of the file."""
        return tuple(self.visibility)

    def is_hidden(self, name: str) -> bool:
        """Tell whether a sheet is hidden, in either way."""
        return self.visibility[name] is not SheetVisibleEnum.Visible

    def values(self, name: str) -> Iterator[tuple[Place, Value]]:
        """Yield the values of a sheet that are not empty, with row and column."""
        with refusing_damage():
            sheet = self._workbook.get_sheet_by_name(name)
            top, left = sheet.start or (0, 0)
            rows = sheet.to_python(skip_empty_area=True)
        for row, values in enumerate(rows, top + 1):
            for column, value in enumerate(values, left + 1):
                if value != "":
                    yield (row, column), value

    def merges(self, name: str) -> tuple[Merge, ...]:
        """Give the merged cells of a sheet; none where the format does not tell."""
        with refusing_damage():
            sheet: CalamineSheet = self._workbook.get_sheet_by_name(name)
            ranges = sheet.merged_cell_ranges or ()
        return tuple(
            Merge(top + 1, left + 1, bottom + 1, right + 1)
            for (top, left), (bottom, right) in ranges
        )


def make_cell(value: Value, number_format: str = "", font: str = "") -> Cell:
    """Make a cell of a value that is not empty.

    Raises:
        UnreadableFileError: The text is longer than a cell can hold.
    """
    if isinstance(value, str):
        if len(value) > MAX_CELL_CHARS:
            raise unreadable("long_cell", MAX_CELL_CHARS, len(value))
        return Cell(CellKind.TEXT, value, None, number_format, font)
    if isinstance(value, bool):
        return Cell(CellKind.BOOLEAN, "TRUE" if value else "FALSE", None, number_format, font)
    if isinstance(value, dt.timedelta):
        return number_cell(value / dt.timedelta(days=1), number_format, font)
    if isinstance(value, int | float):
        return number_cell(value, number_format, font)
    return Cell(CellKind.DATE, _iso(value), None, number_format, font)


def number_cell(value: float, number_format: str = "", font: str = "") -> Cell:
    """Make a cell of a number; what is not finite is an error."""
    if not math.isfinite(value):
        return Cell(CellKind.ERROR, repr(float(value)), None, number_format, font)
    is_whole = float(value).is_integer() and abs(value) < _LARGEST_WHOLE
    text = str(int(value)) if is_whole else repr(float(value))
    return Cell(CellKind.NUMBER, text, float(value), number_format, font)


def _iso(value: dt.date | dt.datetime | dt.time) -> str:
    """Write a date without the midnight that spreadsheets add to it."""
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    return value.isoformat()


def uncover(
    cells: dict[Place, Cell], merges: tuple[Merge, ...]
) -> tuple[dict[Place, Cell], tuple[Merge, ...], Place | None]:
    """Take away what lies under merged cells, where nobody sees it.

    Returns:
        The cells that show, the merges (huge ones cut to where cells are), and the place of the
        first cell that was taken away.

    Raises:
        UnreadableFileError: There are too many merges.
    """
    if len(merges) > MAX_MERGES:
        raise unreadable("too_many_merges")
    last = (max((row for row, _ in cells), default=1), max((col for _, col in cells), default=1))
    kept = tuple(_cut(merge, last) for merge in merges if _area(merge) > 1)
    areas = [_area(merge) for merge in kept]
    if sum(min(area, len(cells)) for area in areas) > _MAX_COVERED:
        raise unreadable("too_many_merges")
    covered: set[Place] = set()
    for merge, area in zip(kept, areas, strict=True):
        places = _places(merge) if area < len(cells) else (p for p in cells if _holds(merge, p))
        first = (merge.first_row, merge.first_column)
        covered.update(place for place in places if place != first and place in cells)
    shown = {place: cells[place] for place in sorted(cells) if place not in covered}
    return shown, kept, min(covered, default=None)


def _area(merge: Merge) -> int:
    rows = merge.last_row - merge.first_row + 1
    return max(rows, 0) * max(merge.last_column - merge.first_column + 1, 0)


def _cut(merge: Merge, last: Place) -> Merge:
    if _area(merge) <= _MAX_MERGED_AREA:
        return merge
    last_row = max(merge.first_row, min(merge.last_row, last[0]))
    last_column = max(merge.first_column, min(merge.last_column, last[1]))
    return Merge(merge.first_row, merge.first_column, last_row, last_column)


def _places(merge: Merge) -> Iterator[Place]:
    for row in range(merge.first_row, merge.last_row + 1):
        for column in range(merge.first_column, merge.last_column + 1):
            yield row, column


def _holds(merge: Merge, place: Place) -> bool:
    row, column = place
    return (
        merge.first_row <= row <= merge.last_row
        and merge.first_column <= column <= merge.last_column
    )
