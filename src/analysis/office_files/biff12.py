"""The records of a binary workbook (.xlsb): a number and a length of varying width, then bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator

from analysis.office_files.messages import unreadable

ROW_HEADER = 0
CELL_BLANK, CELL_RK, CELL_ERROR, CELL_BOOLEAN, CELL_REAL, CELL_TEXT, CELL_SHARED = range(1, 8)
FORMULA_TEXT, FORMULA_NUMBER, FORMULA_BOOLEAN, FORMULA_ERROR = range(8, 12)
_CELL_RICH_TEXT = 62
CELL_RECORDS = frozenset((*range(CELL_BLANK, FORMULA_ERROR + 1), _CELL_RICH_TEXT))
SHARED_ITEM = 19
FONT, FORMAT, CELL_STYLE = 43, 44, 47
COLUMN_INFO = 60
SHEET_DATA_BEGINS, SHEET_DATA_ENDS = 145, 146
SHEET = 156
MERGE = 176
CELL_STYLES_BEGIN, CELL_STYLES_END = 617, 618

_MAX_RECORD_BYTES = 16 * 2**20


def records(chunks: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the content of each record of a part that comes in pieces.

    Raises:
        UnreadableFileError: The part ends within a record, or a record is beyond measure.
    """
    buffer, at = b"", 0
    for chunk in chunks:
        buffer, at = buffer[at:] + chunk, 0
        while (header := _header(buffer, at)) is not None:
            number, length, begin = header
            if length > _MAX_RECORD_BYTES:
                raise unreadable("damaged")
            if begin + length > len(buffer):
                break
            yield number, buffer[begin : begin + length]
            at = begin + length
    if at < len(buffer):
        raise unreadable("truncated")


def _header(buffer: bytes, at: int) -> tuple[int, int, int] | None:
    """Read number and length at a place; None where the bytes do not reach."""
    number, at = _varying(buffer, at, 2)
    length, at = _varying(buffer, at, 4)
    return None if at < 0 else (number, length, at)


def _varying(buffer: bytes, at: int, most: int) -> tuple[int, int]:
    """Read seven bits of each byte while its eighth is set; the place is -1 past the end."""
    value = 0
    for index in range(most):
        if not 0 <= at < len(buffer):
            return 0, -1
        byte = buffer[at]
        value |= (byte & 0x7F) << (7 * index)
        at += 1
        if not byte & 0x80:
            break
    return value, at


def wide_text(content: bytes, at: int) -> tuple[str, int]:
    """Read a text that follows its length, and give the place after it."""
    if at + 4 > len(content):
        raise unreadable("damaged")
    (length,) = struct.unpack_from("<I", content, at)
    begin, end = at + 4, at + 4 + 2 * length
    if length > len(content) or end > len(content):
        raise unreadable("damaged")
    return content[begin:end].decode("utf-16-le", "replace"), end
