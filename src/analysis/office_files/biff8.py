"""The records of an old Excel workbook: a number, a length, and that many bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

FILEPASS = 0x002F
DIMENSIONS = 0x0200
BEGIN = 0x0809
FORMULA, TEXT_RESULT = 0x0006, 0x0207
SHARED_TEXT = 0x00FD
_MULTI_NUMBER, _MULTI_BLANK, _BLANK = 0x00BD, 0x00BE, 0x0201
BLANK_RECORDS = frozenset((_BLANK, _MULTI_BLANK))
CELL_RECORDS = BLANK_RECORDS | frozenset(
    (FORMULA, 0x00D6, SHARED_TEXT, 0x0203, 0x0204, 0x0205, 0x027E, _MULTI_NUMBER)
)
"""Records that begin with row and column, both counted from 0."""

_LONG_DIMENSIONS = 12
_MAX_ROWS, _MAX_COLUMNS = 65_536, 256
_HEADER = struct.Struct("<2H")


def records(stream: bytes) -> Iterator[tuple[int, memoryview]]:
    """Yield the number and the content of each record; a last one that is cut off is left out."""
    view, at = memoryview(stream), 0
    while at + _HEADER.size <= len(stream):
        number, length = _HEADER.unpack_from(stream, at)
        at += _HEADER.size
        if at + length > len(stream):
            return
        yield number, view[at : at + length]
        at += length


def cell_place(number: int, content: memoryview) -> tuple[int, int]:
    """Give row and column of a cell record, counted from 1; of several cells the last one."""
    row, column = _HEADER.unpack_from(content)
    if number == _MULTI_NUMBER:
        (column,) = struct.unpack_from("<H", content, len(content) - 2)
    return row + 1, column + 1


def has_sane_dimensions(content: memoryview) -> bool:
    """Tell whether a sheet claims room that the format allows; readers take its word for it."""
    layout = "<4H" if len(content) < _LONG_DIMENSIONS else "<2I2H"
    top, bottom, left, right = struct.unpack_from(layout, content)
    return top <= bottom <= _MAX_ROWS and left <= right <= _MAX_COLUMNS
