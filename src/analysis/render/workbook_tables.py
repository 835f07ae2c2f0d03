"""A table of the report as a sheet: typed figures, filters, notes and source below it."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from analysis.document.blocks import Figure, Row, Table
from analysis.render.cover import Cover
from analysis.render.workbook_look import (
    HEAD_ROW,
    Formats,
    height_of,
    lines_of,
    set_page,
    visible_text,
    write_across,
    write_top,
)
from analysis.text.language import gettext as _

_SIGNS = ("+", "\u2212")
_LEAST_WIDTH, _MOST_WIDTH = 9, 60
_TEXT_WIDTHS = (_MOST_WIDTH, 48, 40, 34, 28, 24, 20)
_SHEET_CHARS = 150  # as wide as A4 across prints at a readable size
_LEAST_SHEET_CHARS = 84  # room for the caption and a chart where a table is narrow
_EMPTY_WIDTH = 9
_FROZEN_CHARS = 44  # a first column as wide as this leaves no room to scroll the others


@dataclass(frozen=True)
class _ColumnLook:
    """How the cells of a column are set; a column of differences is signed."""

    align: str
    width: float
    signed: bool


@dataclass(frozen=True)
class TableSheet:
    """A table on its sheet.

    Args:
        sheet: The sheet.
        name: The name of the sheet.
        table: The table.
        widths: Widths of all columns of the sheet, those beside a narrow table included.
        last_row: The last row that is written.
    """

    sheet: Worksheet
    name: str
    table: Table
    widths: list[float]
    last_row: int


def table_title(table: Table) -> str:
    """Write the caption with its number."""
    if not table.number:
        return table.caption
    number = _("Bảng {number}", number=table.number)
    return f"{number}. {table.caption}"


def body_rows(table: Table) -> range:
    """Give the places of a table's own rows: totals stand before or after them.

    Empty where a total stands between them: such a table has no range to filter or to draw.
    """
    own = [y for y, row in enumerate(table.rows) if row.kind != "total"]
    is_whole = bool(own) and own[-1] - own[0] + 1 == len(own)
    return range(own[0], own[-1] + 1) if is_whole else range(0)


def write_table(
    sheet: Worksheet, name: str, table: Table, cover: Cover, formats: Formats
) -> TableSheet:
    """Write a table.

    Args:
        sheet: The empty sheet.
        name: Its name.
        table: The table.
        cover: Its warning or period stands below the title.
        formats: The formats of the workbook.
    """
    widths = sheet_widths(table)
    for x, width in enumerate(widths):
        sheet.set_column(x, x, width)
    write_top(sheet, widths, table_title(table), cover, formats)
    columns = [_look_of(table, x, widths[x]) for x in range(len(table.columns))]
    _write_heads(sheet, table, widths, formats)
    for y, row in enumerate(table.rows, start=HEAD_ROW + 1):
        _write_row(sheet, y, row, columns, formats)
    last = HEAD_ROW + len(table.rows)
    lines = notes_of(table)
    for y, line in enumerate(lines, start=last + 2):
        write_across(sheet, y, widths, line, formats.note)
    last += len(lines) + 1 if lines else 0
    _set_view(sheet, table, widths)
    set_page(sheet, cover, widths)
    sheet.print_area(0, 0, last, len(widths) - 1)
    return TableSheet(sheet, name, table, widths, last)


def notes_of(block: Table | Figure) -> list[str]:
    """Collect what stands under a table or a figure."""
    rows = block.rows if isinstance(block, Table) else ()
    is_marked = any(row.kind == "attention" for row in rows)
    marked = [_("Tên in đậm, màu đỏ: cần chú ý.")] if is_marked else []
    source = [_("Nguồn: {source}", source=block.source)] if block.source else []
    return [*block.notes, *marked, *source]


def sheet_widths(table: Table) -> list[float]:
    """Choose the widths of columns so that the sheet is neither lost nor wider than a page."""
    for most in _TEXT_WIDTHS:
        widths = [_width(table, x, most) for x in range(len(table.columns))]
        if sum(widths) <= _SHEET_CHARS:
            break
    while sum(widths) < _LEAST_SHEET_CHARS:
        widths.append(_EMPTY_WIDTH)
    return widths


def _width(table: Table, x: int, most: float) -> float:
    texts = [row.cells[x].text for row in table.rows]
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    head = table.columns[x].head
    word = max((len(word) for word in head.split()), default=0)
    # A head takes two or three lines; its longest word and the arrow of the filter must fit.
    return max(min(longest + 3, most), word + 4, min(len(head) / 3 + 4, most), _LEAST_WIDTH)


def _look_of(table: Table, x: int, width: float) -> _ColumnLook:
    signed = any(row.cells[x].text.startswith(_SIGNS) for row in table.rows)
    return _ColumnLook(table.columns[x].align, width, signed)


def _write_heads(sheet: Worksheet, table: Table, widths: list[float], formats: Formats) -> None:
    lines = 1
    for x, column in enumerate(table.columns):
        sheet.write_string(HEAD_ROW, x, visible_text(column.head), formats.head(column.align))
        lines = max(lines, lines_of(column.head, widths[x] - 2))
    sheet.set_row(HEAD_ROW, height_of(lines) + 3)


def _write_row(
    sheet: Worksheet, y: int, row: Row, columns: list[_ColumnLook], formats: Formats
) -> None:
    lines = 1
    for x, (cell, column) in enumerate(zip(row.cells, columns, strict=True)):
        if cell.value is None:
            style = formats.text(column.align, row.kind, is_name=x == 0)
            text = visible_text(cell.text)
            sheet.write_string(y, x, text, style)
            lines = max(lines, lines_of(text, column.width - 1))
        else:
            style = formats.number(cell, row.kind, signed=column.signed)
            sheet.write_number(y, x, cell.value, style)
    sheet.set_row(y, height_of(lines) + 1)


def _set_view(sheet: Worksheet, table: Table, widths: list[float]) -> None:
    """Freeze the heads, offer filters over the table's own rows, repeat heads on paper."""
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD_ROW + 1, int(widths[0] <= _FROZEN_CHARS and len(table.columns) > 1))
    sheet.repeat_rows(HEAD_ROW)
    rows = body_rows(table)
    if rows and rows.start == 0:
        sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + rows.stop, len(table.columns) - 1)
    if table.rows:
        # Years and numbers of documents are words: no green triangles beside them.
        whole = (HEAD_ROW + 1, 0, HEAD_ROW + len(table.rows), len(table.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": xl_range(*whole)})
