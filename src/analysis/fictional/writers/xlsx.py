"""Pages as a workbook, in Times New Roman or in the old font ``.VnTime``."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.fictional.layouts.page import (
    BOLD,
    BORDERED,
    ITALIC,
    LEFT,
    Drawn,
    Formula,
    Look,
    Page,
)
from analysis.fictional.writers.zips import pack, unpack
from analysis.text.legacy import LegacyEncoding, encode

_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CREATED = datetime(2026, 1, 1, tzinfo=UTC)
_NO_RESULT = "no result"
_WORKBOOK = "xl/workbook.xml"
_UNCACHED = re.compile(rb' t="str"(><f>[^<]*</f>)<v>no result</v>')
_SIZES = {Look.TITLE: 14}
_WIDTH, _HIGH, _ANY_LENGTH = 9.0, 40.0, 1000.0


class _Styles:
    """Formats of one workbook, made once each."""

    def __init__(self, book: xlsxwriter.Workbook, *, is_legacy: bool) -> None:
        self._book, self.is_legacy = book, is_legacy
        self._made: dict[tuple[Look, str, str], Format] = {}

    def of(self, drawn: Drawn, font: str) -> Format:
        key = (drawn.look, drawn.number_format, font)
        if key not in self._made:
            self._made[key] = self._book.add_format(_properties(*key))
        return self._made[key]

    def font_and_text(self, value: object) -> tuple[str, object]:
        """Choose the font; text for an old font is written in its letters."""
        if not self.is_legacy:
            return "Times New Roman", value
        if not isinstance(value, str):
            return ".VnTime", value
        is_capitals = value == value.upper() and not value.isascii()
        text = encode(value.lower() if is_capitals else value, LegacyEncoding.TCVN3)
        return (".VnTimeH" if is_capitals else ".VnTime"), text


def _properties(look: Look, number_format: str, font: str) -> dict[str, object]:
    properties: dict[str, object] = {
        "font_name": font,
        "font_size": _SIZES.get(look, 12),
        "bold": look in BOLD,
        "italic": look in ITALIC,
        "align": "left" if look in LEFT else "center",
        "valign": "vcenter",
        "text_wrap": look in (Look.HEAD, Look.TITLE),
    }
    if look in BORDERED:
        properties["border"] = 1
    if number_format:
        properties["num_format"] = number_format
    return properties


def write_xlsx(pages: Sequence[Page], *, is_legacy: bool = False) -> bytes:
    """Write a workbook with one sheet for each page."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, _OPTIONS)
    book.set_properties({"created": _CREATED, "comments": "Số liệu hư cấu"})
    styles = _Styles(book, is_legacy=is_legacy)
    for page in pages:
        _write_sheet(book.add_worksheet(page.name), page, styles)
    book.close()
    parts = unpack(target.getvalue())
    parts = {name: _UNCACHED.sub(rb"\1", part) for name, part in parts.items()}
    # Excel itself does not ask to be calculated again; its results are final.
    parts[_WORKBOOK] = parts[_WORKBOOK].replace(b' fullCalcOnLoad="1"', b"")
    return pack(parts, first="[Content_Types].xml")


def _write_sheet(sheet: Worksheet, page: Page, styles: _Styles) -> None:
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    for column, width in page.widths.items():
        hidden = {"hidden": True} if column in page.hidden_columns else {}
        sheet.set_column(column - 1, column - 1, width, None, hidden)
    for row, height in _heights(page).items():
        sheet.set_row(row - 1, height)
    for row in page.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    if page.is_hidden:
        sheet.hide()
    for merge in page.merges:
        first = page.cells[merge.first_row, merge.first_column]
        font, _ = styles.font_and_text(first.value)
        sheet.merge_range(
            merge.first_row - 1,
            merge.first_column - 1,
            merge.last_row - 1,
            merge.last_column - 1,
            "",
            styles.of(first, font),
        )
    for (row, column), drawn in page.cells.items():
        _write_cell(sheet, row - 1, column - 1, drawn, styles)


def _heights(page: Page) -> dict[int, float]:
    """Make rows with long headings and titles higher: nothing else does it in a merged cell."""
    total = sum(page.widths.get(column, _WIDTH) for column in range(1, page.last_column + 1))
    heights: dict[int, float] = {}
    for (row, column), drawn in page.cells.items():
        widths = {Look.HEAD: page.widths.get(column, _WIDTH), Look.TITLE: total * 0.7}
        if len(str(drawn.value or "")) > widths.get(drawn.look, _ANY_LENGTH):
            heights[row] = _HIGH
    return heights


def _write_cell(sheet: Worksheet, row: int, column: int, drawn: Drawn, styles: _Styles) -> None:
    font, value = styles.font_and_text(drawn.value)
    style = styles.of(drawn, font)
    if isinstance(value, Formula):
        result = _NO_RESULT if value.result is None else value.result
        sheet.write_formula(row, column, value.text, style, result)
    elif isinstance(value, str):
        sheet.write_string(row, column, value, style)
    elif value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, value, style)
