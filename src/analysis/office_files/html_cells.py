"""What a cell of a web page holds: the number that an office program noted, or its text."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from analysis.office_files.cell_values import make_cell, number_cell
from analysis.office_files.grids import Cell, CellKind
from analysis.office_files.html_styles import PageStyles
from analysis.office_files.number_formats import is_date_format

SKIPPED = frozenset(("script", "style", "head", "title", "template", "noscript", "xml"))
BLOCKS = frozenset(
    (
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "tr",
        "center",
        "caption",
        "td",
        "th",
        "br",
        "hr",
    )
)
_ASCII_BLANKS = " \t\r\n\f"
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_DIGITS = re.compile(r"-?[0-9]{1,15}")
_NUMBER = re.compile(r"[-+]?[0-9]{1,20}(?:\.[0-9]{1,20})?(?:[eE][-+]?[0-9]{1,3})?")


def collapse(text: str) -> str:
    """Join blanks as a browser does; blanks that do not break a line are letters like any other."""
    return _BLANKS.sub(" ", text).strip(" ")


def read_cell(cell: HtmlElement, styles: PageStyles, rules: set[str]) -> Cell | None:
    """Read what a cell holds: the number that Excel noted, or its text."""
    reader = _CellText(styles, rules)
    reader.read(cell, styles.is_invisible(cell))
    text = reader.text()
    number_format, font = styles.number_format(cell), reader.font(cell)
    if "x:err" in cell.attrib:
        return Cell(CellKind.ERROR, cell.get("x:err") or text, None, number_format, font)
    number = _noted_number(cell, text)
    if number is not None and not is_date_format(number_format):
        return number_cell(number, number_format, font)
    return make_cell(text, number_format, font) if text else None


def _noted_number(cell: HtmlElement, text: str) -> float | None:
    """Find the number that Excel or LibreOffice noted beside the text of a cell.

    Excel notes no number where the text says it all; then only plain digits are certain.
    """
    noted = cell.get("x:num")
    if noted == "":
        noted = text if _DIGITS.fullmatch(text) else None
    noted = noted or cell.get("sdval") or ""
    return float(noted) if _NUMBER.fullmatch(noted) else None


class _CellText:
    """Collects the text of a cell, line by line, and whose font its first letters have."""

    def __init__(self, styles: PageStyles, rules: set[str]) -> None:
        self._styles, self._rules = styles, rules
        self._lines: list[list[str]] = [[]]
        self._first: HtmlElement | None = None

    def read(self, element: HtmlElement, is_hidden: bool) -> None:
        """Collect the text of an element; of tables within it nothing."""
        self._add(element.text, element, is_hidden)
        for part in element:
            if part.tag == "br":
                self._lines.append([])
            elif part.tag not in SKIPPED and part.tag != "table":
                self._read_part(part, is_hidden)
            self._add(part.tail, element, is_hidden)

    def _read_part(self, part: HtmlElement, is_hidden: bool) -> None:
        is_block = part.tag in BLOCKS
        if is_block and any(map(str.strip, self._lines[-1])):
            self._lines.append([])
        hidden = self._styles.is_hidden(part) or self._styles.is_invisible(part)
        self.read(part, is_hidden or hidden)
        if is_block:
            self._lines.append([])

    def _add(self, text: str | None, element: HtmlElement, is_hidden: bool) -> None:
        if not text or not text.strip(_ASCII_BLANKS):
            self._lines[-1].append(text or "")
        elif is_hidden:
            self._rules.add("hidden_text_ignored")
        else:
            self._lines[-1].append(text)
            if self._first is None:
                self._first = element

    def text(self) -> str:
        """Give the lines, blanks joined as a browser joins them."""
        return "\n".join(collapse("".join(line)) for line in self._lines).strip("\n")

    def font(self, cell: HtmlElement) -> str:
        """Give the font of the first letters, from the nearest element that names one."""
        element = self._first
        while element is not None:
            if font := self._styles.font(element):
                return font
            element = None if element is cell else element.getparent()
        return ""
