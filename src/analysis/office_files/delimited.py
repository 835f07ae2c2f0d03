"""Text files with one record a line (.csv, .tsv, .txt): every field exactly as it is written."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from analysis.office_files.extent import CellCounter
from analysis.office_files.grids import Addressing, Book, Cell, CellKind, Sheet, UnreadableFileError
from analysis.office_files.limits import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS
from analysis.office_files.messages import unreadable
from analysis.office_files.text_encoding import decode, encoding_of

_DELIMITERS = "\t;|,"
"""The one that decides where two fit alike stands first: a comma is also a decimal mark."""

_SAMPLE_RECORDS = 200
_FEWEST_ALIKE = 0.3
_EXCEL_HINT = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
_END_OF_OLD_FILES = "\x1a"


def read_delimited(data: bytes) -> Book:
    """Read a text file that passed the guard.

    Raises:
        UnreadableFileError: The text is broken UTF-8, its quotes are wrong, or it is too large.
    """
    text = decode(data, encoding_of(data)).removesuffix(_END_OF_OLD_FILES)
    hint = _EXCEL_HINT.match(text)
    skipped = 1 if hint else 0
    body = text[hint.end() :] if hint else text
    delimiter = hint[1] if hint else _find_delimiter(body)
    counter = CellCounter()
    cells: dict[tuple[int, int], Cell] = {}
    lines: dict[int, int] = {}
    for row, (line, fields) in enumerate(_records(body, delimiter, skipped), 1):
        if row > MAX_ROWS:
            raise unreadable("too_many_rows", MAX_ROWS)
        if len(fields) > MAX_COLUMNS:
            raise unreadable("too_many_columns", MAX_COLUMNS)
        counter.add_cells(len(fields))
        lines[row] = line
        for column, field in enumerate(fields, 1):
            if field:
                cells[row, column] = Cell(CellKind.TEXT, field)
    return Book("csv", (Sheet("", Addressing.LINE, cells, line_of_row=lines),))


def _records(text: str, delimiter: str, skipped: int = 0) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the physical line on which it begins, blank ones too."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins = 1 + skipped
    try:
        for fields in reader:
            yield begins, fields
            begins = reader.line_num + 1 + skipped
    except csv.Error as error:
        if "field limit" in str(error):
            raise unreadable("long_cell", MAX_CELL_CHARS, f"dòng {begins}") from error
        raise unreadable("bad_quotes", begins) from error


def _find_delimiter(text: str) -> str:
    """Find the sign that splits most records into the same number of fields, more than one."""
    best = max(_DELIMITERS, key=lambda sign: _share_alike(text, sign))
    return best if _share_alike(text, best) >= _FEWEST_ALIKE else _unused_sign(text)


def _share_alike(text: str, delimiter: str) -> float:
    """Tell which share of the first records has the most common number of fields."""
    widths: list[int] = []
    try:
        for _, fields in islice(_records(text, delimiter), _SAMPLE_RECORDS):
            if any(fields):
                widths.append(len(fields))
    except UnreadableFileError:
        widths.append(0)
    several = Counter(width for width in widths if width > 1)
    return max(several.values(), default=0) / max(len(widths), 1)


def _unused_sign(text: str) -> str:
    """Give a sign that splits nothing, for a text in one column."""
    return next((sign for sign in ("\t", "\x1f", "\x1e") if sign not in text), "\x1f")
