"""Workbooks of Excel (.xlsx, .xlsm): values by the library, all else by a pass over the XML.

The library gives nothing for a formula without a result, for an error and for a formula that gives
an empty text; only the XML tells these apart, and only it knows what is hidden.
"""

from __future__ import annotations

from analysis.office_files.cell_values import ValueBook
from analysis.office_files.excel_package import (
    read_shared_fonts,
    read_styles,
    read_workbook,
)
from analysis.office_files.excel_sheet import read_details
from analysis.office_files.grids import Book, Remark, Sheet
from analysis.office_files.messages import remark, unreadable
from analysis.office_files.sheet_details import join_cells, make_sheet
from analysis.office_files.zip_parts import ZipParts


def read_excel(data: bytes) -> Book:
    """Read a workbook that passed the guard.

    Raises:
        UnreadableFileError: The workbook is damaged.
    """
    parts = ZipParts(data)
    workbook = read_workbook(parts)
    styles, shared_fonts = read_styles(parts), read_shared_fonts(parts)
    values = ValueBook(data)
    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    has_results = False
    for name in values.names:
        if name not in workbook.parts:
            raise unreadable("damaged")
        details = read_details(parts.chunks(workbook.parts[name]))
        has_results |= details.has_results
        cells = join_cells(values.values(name), details, styles, shared_fonts)
        sheets.append(make_sheet(name, values.is_hidden(name), cells, details, remarks))
    if workbook.asks_to_calculate and has_results:
        remarks.append(remark("formulas_not_calculated"))
    return Book("xlsx", tuple(sheets), tuple(remarks))
