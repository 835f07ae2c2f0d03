"""What the workbooks share: safe settings, cell formats, heights, and how a sheet is printed."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis import theme
from analysis.document.blocks import Cell
from analysis.render.cover import Cover
from analysis.text.language import gettext as _

# Text from data must stay text: no formula, no live link (a name may begin with "=" or "http:").
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
CREATED = datetime(2000, 1, 1, tzinfo=UTC)  # a fixed time: same input, same bytes
FONT = "Calibri"
TITLE_ROW, SUBTITLE_ROW, LINKS_ROW, HEAD_ROW = range(4)
LINE_HEIGHT = 15

_LETTERS_PER_WIDTH = 1.1  # a width is counted in digits, and most letters are narrower
_MAX_CELL_CHARS = 16_000  # a cell holds 32,767 units, and some characters are two of them
_MAX_ROW_HEIGHT = 409
_MAX_HEADER_CHARS = 100  # a header holds 255 with its codes, the other lines and both sides
_A4, _PORTRAIT_CHARS = 9, 100
# Control characters, halves of characters, and signs that turn the direction of the letters.
_UNPRINTABLE = (
    *range(0x20),
    *range(0x7F, 0xA0),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
    *(0xFFFE, 0xFFFF),
)
_SHOWN = {**dict.fromkeys(_UNPRINTABLE, "\ufffd"), ord("\n"): "\n", ord("\t"): " "}


@dataclass(frozen=True)
class Place:
    """A cell of the workbook; sheets have names of ours, never of the data."""

    sheet: str
    cell: str = "A1"


class Formats:
    """Cell formats of one workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple, Format] = {}
        wrapped = {"text_wrap": True, "valign": "top", "num_format": "@"}
        self.title = self._format(bold=True, font_size=14, **wrapped)
        self.subtitle = self._format(font_color=theme.SOFT, **wrapped)
        self.warning = self._format(bold=True, font_color=theme.ATTENTION, **wrapped)
        self.note = self._format(font_size=10, font_color=theme.SOFT, **wrapped)
        self.link = self._format(font_color=theme.MET, underline=1, valign="top", indent=1)
        self.group = self._format(
            bold=True, indent=1, bg_color=theme.WASH, **wrapped | {"valign": "vcenter"}
        )
        self.date = self._format(num_format="yyyy-mm-dd", align="left")
        self.plain = self._format(num_format="@")
        self.general = self._format()

    def _format(self, **settings: object) -> Format:
        key = tuple(sorted(settings.items()))
        if key not in self._made:
            look = {"font_name": FONT, "font_size": 11, "font_color": theme.INK}
            self._made[key] = self._book.add_format({**look, **settings})
        return self._made[key]

    def head(self, align: str) -> Format:
        """Format a column head; figures have theirs on the right."""
        lines = {"top": 2, "bottom": 1, "top_color": theme.INK, "bottom_color": theme.INK}
        return self._format(
            bold=True,
            text_wrap=True,
            align=align,
            valign="bottom",
            indent=int(align == "left"),
            bg_color=theme.WASH,
            **lines,
        )

    def text(self, align: str, kind: str = "body", *, is_name: bool = False) -> Format:
        """Format words; a missing figure stands where the figures stand.

        Args:
            align: Left or right.
            kind: The kind of the row.
            is_name: The cell names the row: in one that needs attention it is marked.
        """
        look = {"num_format": "@", "text_wrap": True, "indent": int(align == "left")}
        return self._format(align=align, **look, **_row_look(kind, is_name=is_name))

    def number(self, cell: Cell, kind: str = "body", *, signed: bool = False) -> Format:
        """Format a figure; its words and marks are part of the format, the value stays a number."""
        shape = _number_format(cell, signed=signed)
        return self._format(num_format=shape, align="right", **_row_look(kind))


def _row_look(kind: str, *, is_name: bool = False) -> dict[str, object]:
    look: dict[str, object] = {"valign": "top", "bottom": 1, "bottom_color": theme.LINE}
    if kind == "total":
        look |= {"bold": True, "top": 1, "top_color": theme.INK, "bottom_color": theme.INK}
    if kind == "attention" and is_name:
        look |= {"bold": True, "font_color": theme.ATTENTION}
        look |= {"left": 5, "left_color": theme.ATTENTION}
    return look


def _number_format(cell: Cell, *, signed: bool) -> str:
    digits = "#,##0" + ("." + "0" * cell.decimals if cell.decimals else "")
    before, after = _quoted(cell.before), _quoted(cell.after)
    signs = ("+", "\u2212", "") if signed else ("",)
    return ";".join(f"{before}{sign}{digits}{after}" for sign in signs)


def _quoted(words: str) -> str:
    """Write words for a number format, where a quotation mark ends them."""
    shown = visible_text(words).replace('"', '"\\""')
    return f'"{shown}"' if shown else ""


def visible_text(text: str) -> str:
    """Put ``\ufffd`` for characters that no cell may hold, and cut what none can hold.

    Line breaks stay.
    """
    shown = text.replace("\r\n", "\n").translate(_SHOWN)
    return shown if len(shown) <= _MAX_CELL_CHARS else shown[: _MAX_CELL_CHARS - 1] + "…"


def height_of(lines: int, line_height: float = LINE_HEIGHT) -> float:
    """Give the height of a row of so many lines, as far as a row can be high."""
    return min(lines * line_height, _MAX_ROW_HEIGHT)


def lines_of(text: str, width: float) -> int:
    """Count the lines that a text takes in a column of a width, rather one too many."""
    chars = max(int(width * _LETTERS_PER_WIDTH), 1)
    return sum(max(len(textwrap.wrap(line, chars)), 1) for line in text.split("\n"))


def write_across(sheet: Worksheet, row: int, widths: list[float], text: str, style: Format) -> None:
    """Write a text over all columns of a sheet, wrapped, its row as high as it needs.

    Args:
        sheet: The sheet.
        row: The row.
        widths: The widths of all columns.
        text: The text.
        style: Its format.
    """
    shown = visible_text(text)
    if len(widths) > 1:
        sheet.merge_range(row, 0, row, len(widths) - 1, "", style)
    sheet.write_string(row, 0, shown, style)
    size = style.font_size
    lines = lines_of(shown, sum(widths) * 11 / size)
    sheet.set_row(row, height_of(lines, size * LINE_HEIGHT / 11 + (2 if lines == 1 else 0)))


def write_top(
    sheet: Worksheet, widths: list[float], title: str, cover: Cover, formats: Formats
) -> None:
    """Write the title and below it the warning, or what and when the sheet is about."""
    write_across(sheet, TITLE_ROW, widths, title, formats.title)
    if cover.warning:
        write_across(sheet, SUBTITLE_ROW, widths, cover.warning, formats.warning)
    else:
        about = f"{cover.organisation}. {cover.period}"
        write_across(sheet, SUBTITLE_ROW, widths, about, formats.subtitle)


def link_to(
    sheet: Worksheet, at: tuple[int, int], place: Place, words: str, formats: Formats
) -> None:
    """Link from a cell to a place in the workbook."""
    sheet.write_url(*at, f"internal:'{place.sheet}'!{place.cell}", formats.link, words)


def set_page(
    sheet: Worksheet, cover: Cover, widths: list[float], *, one_page: bool = False
) -> None:
    """Print on A4, one page wide, across where the columns need it.

    Args:
        sheet: The sheet.
        cover: Its title and warning stand at the head of every page.
        widths: The widths of the columns.
        one_page: Put the whole sheet on one page.
    """
    sheet.set_paper(_A4)
    if one_page or sum(widths) > _PORTRAIT_CHARS:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, int(one_page))
    sheet.set_margins(left=0.6, right=0.5, top=0.9, bottom=0.7)
    code = f'&"{FONT},Regular"&9 '
    title = _header_text(f"{cover.title} – {cover.organisation}")
    warning = _header_text(cover.warning)
    sheet.set_header("&L" + code + title + (f"\n{warning}" if warning else ""))
    page = _("Trang {number}/{count}", number="&P", count="&N")
    sheet.set_footer(f"&L{code}&A&R{code}{page}")


def _header_text(text: str) -> str:
    """Write a text for a page header, where "&" begins a code."""
    shown = textwrap.shorten(visible_text(text), _MAX_HEADER_CHARS, placeholder=" …")
    escaped = shown.replace("&", "&&")
    return escaped if len(escaped) <= _MAX_HEADER_CHARS else shown.replace("&", "+")
