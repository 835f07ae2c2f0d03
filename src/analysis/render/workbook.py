"""Tables of the report and the observations behind them, as one workbook with typed figures."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.document.blocks import Block, Cell, Table
from analysis.render.cover import Cover

# Text from data must stay text: no formula, no live link (a name may begin with "=" or "http:").
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_OBSERVATIONS_SHEET = "QuanSat"
_HEAD_ROW = 2
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed time: same input, same bytes


class _Formats:
    """Cell formats of the workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}
        self.title = self._format(bold=True, font_size=13)
        self.note = self._format(font_color="#56606B", font_size=10)

    def _format(self, **settings: object) -> Format:
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(
                {"font_name": "Calibri", "font_size": 11, **settings}
            )
        return self._made[key]

    def head(self, align: str) -> Format:
        """Format a column head; figures have theirs on the right."""
        edge = {"valign": "bottom", "top": 2, "bottom": 1, "indent": int(align == "left")}
        return self._format(bold=True, text_wrap=True, align=align, **edge)

    def text(self, align: str, *, bold: bool = False) -> Format:
        """Format words; a missing figure stands where the figures stand."""
        indent = int(align == "left")
        return self._format(
            num_format="@", text_wrap=True, valign="top", align=align, indent=indent, bold=bold
        )

    def number(self, cell: Cell, *, bold: bool) -> Format:
        """Format a figure; its words and marks are part of the format, the value stays a number."""
        digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
        words = [f'"{part}"' if part else "" for part in (cell.before, cell.after)]
        return self._format(num_format=digits.join(words), valign="top", align="right", bold=bold)


def render_workbook(cover: Cover, blocks: list[Block], observations: pd.DataFrame) -> bytes:
    """Write one sheet for each table, then the observations.

    Args:
        cover: Its title goes into the file's properties, its warning onto every table.
        blocks: The chapters; only tables are used.
        observations: The tidy observations of the scope, as ``data/processed`` has them.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": f"{cover.title} – {cover.organisation}", "created": _CREATED})
    formats = _Formats(book)
    for table in (block for block in blocks if isinstance(block, Table)):
        sheet = book.add_worksheet(table.sheet)
        _write_table(sheet, table, formats)
        if cover.warning:
            sheet.write_string(1, 0, cover.warning, formats.note)
    _write_observations(book.add_worksheet(_OBSERVATIONS_SHEET), observations, formats)
    book.close()
    return buffer.getvalue()


def _write_table(sheet: Worksheet, table: Table, formats: _Formats) -> None:
    number = f"Bảng {table.number}. " if table.number else ""
    sheet.write_string(0, 0, number + table.caption, formats.title)
    for x, column in enumerate(table.columns):
        sheet.write_string(_HEAD_ROW, x, column.head, formats.head(column.align))
        sheet.set_column(x, x, _width(table, x))
    for y, row in enumerate(table.rows, start=_HEAD_ROW + 1):
        for x, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
            bold = row.kind == "total"
            if cell.value is None:
                style = formats.text(column.align, bold=bold)
                sheet.write_string(y, x, cell.text, style)
            else:
                sheet.write_number(y, x, cell.value, formats.number(cell, bold=bold))
    last = _HEAD_ROW + len(table.rows)
    lines = [*table.notes, *([f"Nguồn: {table.source}"] if table.source else [])]
    for y, line in enumerate(lines, start=last + 2):
        sheet.write_string(y, 0, line, formats.note)
    sheet.freeze_panes(_HEAD_ROW + 1, 1)
    if table.rows:
        sheet.autofilter(_HEAD_ROW, 0, last, len(table.columns) - 1)
    _set_print(sheet)


def _width(table: Table, x: int) -> float:
    longest = max((len(row.cells[x].text) for row in table.rows), default=0)
    return min(max(longest + 2, len(table.columns[x].head) / 2 + 2, 9), 60)


def _write_observations(sheet: Worksheet, observations: pd.DataFrame, formats: _Formats) -> None:
    for x, name in enumerate(observations.columns):
        sheet.write_string(0, x, name, formats.head("left"))
        values = observations[name]
        is_number = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
        for y, value in enumerate(values, start=1):
            if pd.isna(value):
                continue
            if is_number:
                sheet.write_number(y, x, float(value))
            else:
                sheet.write_string(y, x, str(value), formats.text("left"))
        sheet.set_column(x, x, 18)
    sheet.freeze_panes(1, 0)
    if len(observations):
        sheet.autofilter(0, 0, len(observations), len(observations.columns) - 1)
    _set_print(sheet)


def _set_print(sheet: Worksheet) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
