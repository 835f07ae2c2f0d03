"""Old workbooks of Excel (.xls): values by one library, what is hidden and how it looks by another.

The format cannot say that a formula has no result, so no cell is ``UNCACHED``.
"""

from __future__ import annotations

import io
import struct

import xlrd
from xlrd.book import Book as OldBook
from xlrd.compdoc import CompDocError
from xlrd.formula import FormulaError
from xlrd.sheet import Sheet as OldSheet

from analysis.office_files.binary_excel import ERRORS
from analysis.office_files.cell_values import ValueBook
from analysis.office_files.extent import CellCounter
from analysis.office_files.grids import Book, Merge, Remark, Sheet
from analysis.office_files.messages import remark
from analysis.office_files.sheet_details import SheetDetails, Style, join_cells, make_sheet

_ERRORS_OF_READER = (
    xlrd.XLRDError,
    CompDocError,
    FormulaError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
    struct.error,
)


def read_old_excel(data: bytes) -> Book:
    """Read a workbook that passed the guard.

    Raises:
        UnreadableFileError: The workbook is damaged.
    """
    remarks: list[Remark] = []
    try:
        details, styles = _read_details(data)
    except _ERRORS_OF_READER:
        details, styles = {}, []
        remarks.append(remark("formats_unknown"))
    values = ValueBook(data)
    sheets: list[Sheet] = []
    for name in values.names:
        known = details.get(name) or SheetDetails(merges=list(values.merges(name)))
        cells = join_cells(values.values(name), known, styles, {})
        sheets.append(make_sheet(name, values.is_hidden(name), cells, known, remarks))
    return Book("xls", tuple(sheets), tuple(remarks))


def _read_details(data: bytes) -> tuple[dict[str, SheetDetails], list[Style]]:
    """Read all but the values: of each sheet, and the styles that cells number."""
    log = io.StringIO()
    with xlrd.open_workbook(
        file_contents=data, formatting_info=True, ragged_rows=True, logfile=log
    ) as book:
        counter = CellCounter()
        details = {sheet.name: _sheet_details(book, sheet, counter) for sheet in book.sheets()}
        styles = [
            Style(_format(book, style.format_key), _font(book, style.font_index))
            for style in book.xf_list
        ]
    return details, styles


def _sheet_details(book: OldBook, sheet: OldSheet, counter: CellCounter) -> SheetDetails:
    found = SheetDetails()
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            place = (row + 1, column + 1)
            found.styles[place] = sheet.cell_xf_index(row, column)
            if kind == xlrd.XL_CELL_ERROR:
                found.errors[place] = ERRORS.get(sheet.cell_value(row, column), "#N/A")
            elif kind == xlrd.XL_CELL_TEXT:
                counter.add_letters(len(sheet.cell_value(row, column)))
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        if runs and runs[0][0] == 0:
            found.fonts[row + 1, column + 1] = _font(book, runs[0][1])
    found.hidden_rows = {
        row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0
    }
    found.hidden_columns = [
        (column + 1, column + 1)
        for column, info in sheet.colinfo_map.items()
        if info.hidden or info.width == 0
    ]
    found.merges = [
        Merge(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells
    ]
    return found


def _format(book: OldBook, key: int) -> str:
    known = book.format_map.get(key)
    return known.format_str if known else ""


def _font(book: OldBook, number: int) -> str:
    return book.font_list[number].name if number < len(book.font_list) else ""
