"""Binary workbooks of Excel (.xlsb): values by the library, all else from the records themselves.

Excel cannot store a formula without a result in this format, so no cell is ``UNCACHED``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from analysis.office_files import biff12
from analysis.office_files.binary_package import read_binary_styles, sheet_parts
from analysis.office_files.cell_values import ValueBook
from analysis.office_files.grids import Book, Merge, Remark, Sheet
from analysis.office_files.limits import MAX_MERGES
from analysis.office_files.messages import unreadable
from analysis.office_files.sheet_details import SheetDetails, join_cells, make_sheet
from analysis.office_files.zip_parts import ZipParts

_STYLE_BITS = 0xFFFFFF
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x10, 0x01
ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}


def read_binary_excel(data: bytes) -> Book:
    """Read a workbook that passed the guard.

    Raises:
        UnreadableFileError: The workbook is damaged.
    """
    parts = ZipParts(data)
    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    values = ValueBook(data)
    try:
        named, styles = sheet_parts(parts), read_binary_styles(parts)
        for name in values.names:
            if name not in named:
                raise unreadable("damaged")
            details = _details(parts.chunks(named[name]))
            cells = join_cells(values.values(name), details, styles, {})
            sheets.append(make_sheet(name, values.is_hidden(name), cells, details, remarks))
    except (struct.error, IndexError) as error:
        raise unreadable("damaged") from error
    return Book("xlsb", tuple(sheets), tuple(remarks))


def _details(chunks: Iterable[bytes]) -> SheetDetails:
    """Read all of a sheet but its values."""
    found = SheetDetails()
    row = 0
    for number, content in biff12.records(chunks):
        if number == biff12.ROW_HEADER:
            row = struct.unpack_from("<I", content)[0] + 1
            if content[11] & _ROW_IS_HIDDEN:
                found.hidden_rows.add(row)
        elif number in biff12.CELL_RECORDS:
            column, style = struct.unpack_from("<2I", content)
            found.styles[row, column + 1] = style & _STYLE_BITS
            if number in (biff12.CELL_ERROR, biff12.FORMULA_ERROR):
                found.errors[row, column + 1] = ERRORS.get(content[8], "#N/A")
        elif number == biff12.COLUMN_INFO:
            first, last, width = struct.unpack_from("<3I", content)
            if width == 0 or content[16] & _COLUMN_IS_HIDDEN:
                found.hidden_columns.append((first + 1, last + 1))
        elif number == biff12.MERGE:
            top, bottom, left, right = struct.unpack_from("<4I", content)
            found.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
            if len(found.merges) > MAX_MERGES:
                raise unreadable("too_many_merges")
    return found
