"""Binary workbooks of Excel (.xlsb): values by the library, all else from the records themselves.

Excel cannot store a formula without a result in this format, so no cell is ``UNCACHED``.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable

from analysis.office_files import biff12
from analysis.office_files.cell_values import ValueBook
from analysis.office_files.excel_package import relations
from analysis.office_files.grids import Book, Merge, Remark, Sheet
from analysis.office_files.limits import MAX_MERGES
from analysis.office_files.messages import unreadable
from analysis.office_files.number_formats import format_of
from analysis.office_files.sheet_details import SheetDetails, Style, join_cells, make_sheet
from analysis.office_files.zip_parts import ZipParts

_WORKBOOK = "xl/workbook.bin"
_STYLE_BITS = 0xFFFFFF
_ROW_IS_HIDDEN, _COLUMN_IS_HIDDEN = 0x10, 0x01
_FONT_NAME_AT = 21
_TEXT_IS_MISSING = b"\xff\xff\xff\xff"
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
        sheet_parts, styles = _sheet_parts(parts), _styles(parts)
        for name in values.names:
            if name not in sheet_parts:
                raise unreadable("damaged")
            details = _details(parts.chunks(sheet_parts[name]))
            cells = join_cells(values.values(name), details, styles, {})
            sheets.append(make_sheet(name, values.is_hidden(name), cells, details, remarks))
    except (struct.error, IndexError) as error:
        raise unreadable("damaged") from error
    return Book("xlsb", tuple(sheets), tuple(remarks))


def _sheet_parts(parts: ZipParts) -> dict[str, str]:
    """Read which part holds which sheet."""
    targets = relations(parts, _WORKBOOK)
    found: dict[str, str] = {}
    workbook = parts.find(_WORKBOOK)
    if workbook is None:
        raise unreadable("damaged")
    for number, content in biff12.records(parts.chunks(workbook)):
        if number == biff12.SHEET and content[8:12] != _TEXT_IS_MISSING:
            identifier, at = biff12.wide_text(content, 8)
            name, _ = biff12.wide_text(content, at)
            if part := parts.find(targets.get(identifier, "")):
                found[name] = part
    return found


def _styles(parts: ZipParts) -> list[Style]:
    """Read the styles of cells, in the order in which cells number them."""
    part = parts.find("xl/styles.bin")
    formats: dict[int, str] = {}
    fonts: list[str] = []
    numbers: list[tuple[int, int]] = []
    is_of_cells = False
    for number, content in biff12.records(parts.chunks(part)) if part else ():
        if number == biff12.FORMAT:
            (key,) = struct.unpack_from("<H", content)
            formats[key] = biff12.wide_text(content, 2)[0]
        elif number == biff12.FONT:
            fonts.append(biff12.wide_text(content, _FONT_NAME_AT)[0])
        elif number in (biff12.CELL_STYLES_BEGIN, biff12.CELL_STYLES_END):
            is_of_cells = number == biff12.CELL_STYLES_BEGIN
        elif number == biff12.CELL_STYLE and is_of_cells:
            numbers.append(struct.unpack_from("<2H", content, 2))
    return [
        Style(format_of(key, formats), fonts[font] if font < len(fonts) else "")
        for key, font in numbers
    ]


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
