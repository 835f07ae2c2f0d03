"""Tables of web pages, and of web pages that Excel or a database wrote as .xls or .doc.

A table within a cell is a table of its own that follows the one around it, and its text is no part
of the outer cell; a table of one column around other tables only arranges them and gives no sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.etree import LxmlError
from lxml.html import HtmlElement

from analysis.office_files.cell_values import uncover
from analysis.office_files.extent import CellCounter
from analysis.office_files.grids import Addressing, Book, Remark, Sheet
from analysis.office_files.html_cells import BLOCKS, SKIPPED, collapse
from analysis.office_files.html_grid import HtmlGrid, read_grid, sections
from analysis.office_files.html_styles import PageStyles
from analysis.office_files.limits import MAX_SHEETS
from analysis.office_files.messages import remark, unreadable
from analysis.office_files.text_encoding import WESTERN, decode, encoding_of

_HEAD_BYTES = 64 * 2**10
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^<>]*?(?:charset|encoding)\s*=\s*["']?([\w-]+)""", re.I)
_WESTERN_NAMES = frozenset(("iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"))


class _PageReader:
    """What is collected along a page."""

    def __init__(self, styles: PageStyles) -> None:
        self.styles = styles
        self.counter = CellCounter()
        self.sheets: list[Sheet] = []
        self.remarks: dict[str, Remark] = {}
        self.context: list[str] = []
        self.line: list[str] = []

    def walk(self, element: HtmlElement, is_hidden: bool = False) -> None:
        """Collect paragraphs, and read tables where they stand."""
        for part in element:
            if part.tag == "table":
                self.end_line()
                self.table(part, is_hidden)
            elif part.tag not in SKIPPED:
                self.paragraph(part, is_hidden or self.styles.is_hidden(part))
            if not is_hidden:
                self.line.append(part.tail or "")

    def paragraph(self, part: HtmlElement, is_hidden: bool) -> None:
        """Collect the text of an element that is no table."""
        is_block = part.tag in BLOCKS
        if is_block:
            self.end_line()
        if not is_hidden:
            self.line.append(part.text or "")
        self.walk(part, is_hidden)
        if is_block:
            self.end_line()

    def end_line(self) -> None:
        """Keep the paragraph that was being collected, if it says anything."""
        text = collapse("".join(self.line))
        self.line = []
        if text:
            self.context.append(text)

    def table(self, table: HtmlElement, is_hidden: bool) -> None:
        """Read a table and those within it."""
        is_hidden = is_hidden or self.styles.is_hidden(table)
        caption = next(table.iterchildren("caption"), None)
        inner = list(_inner_tables(table))
        if inner and _has_one_column(table):
            self.walk(table, is_hidden)
            self.end_line()
            return
        if caption is not None and not is_hidden:
            self.paragraph(caption, is_hidden)
        grid = read_grid(table, self.styles, self.counter)
        if grid.cells or not inner:
            self.add_sheet(grid, is_hidden)
        for one in inner:
            self.table(one, is_hidden)

    def add_sheet(self, grid: HtmlGrid, is_hidden: bool) -> None:
        """Keep a table, with the paragraphs collected before it."""
        if len(self.sheets) >= MAX_SHEETS:
            raise unreadable("too_many_sheets", MAX_SHEETS)
        cells, merges, covered = uncover(grid.cells, tuple(grid.merges))
        sheet = Sheet(
            name=f"table {len(self.sheets) + 1}",
            addressing=Addressing.TABLE,
            cells=cells,
            merges=merges,
            is_hidden=is_hidden,
            hidden_rows=frozenset(grid.hidden_rows),
            hidden_columns=frozenset(grid.hidden_columns),
            context=tuple(self.context),
        )
        self.sheets.append(sheet)
        self.context = []
        for rule in sorted(grid.rules):
            self.remarks.setdefault(rule, remark(rule, locator=sheet.name))
        if covered:
            place, rule = sheet.locate(*covered), "covered_cells_ignored"
            self.remarks.setdefault(rule, remark(rule, place, locator=place))


def read_html(data: bytes) -> Book:
    """Read the tables of a page that passed the guard.

    Raises:
        UnreadableFileError: The page is damaged or its tables are beyond the limits.
    """
    text = decode(data, _encoding(data))
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True
    )
    try:
        page = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (LxmlError, ValueError, UnicodeEncodeError) as error:
        raise unreadable("damaged") from error
    reader = _PageReader(PageStyles([style.text or "" for style in page.iter("style")]))
    reader.walk(page)
    return Book("html", tuple(reader.sheets), tuple(reader.remarks.values()))


def _encoding(data: bytes) -> str:
    """Decide the encoding: what the bytes prove comes before what the page declares."""
    proven = encoding_of(data)
    declared = _DECLARED.search(data[:_HEAD_BYTES])
    if declared is None or proven not in ("cp1258", WESTERN):
        return proven
    name = declared[1].decode("ascii").casefold()
    if name in ("windows-1258", "cp1258"):
        return "cp1258"
    return WESTERN if name in _WESTERN_NAMES else proven


def _inner_tables(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the tables within a table, but not those within these."""
    for part in table:
        if part.tag == "table":
            yield part
        else:
            yield from _inner_tables(part)


def _has_one_column(table: HtmlElement) -> bool:
    """Tell whether no row has more than one cell: such a table only arranges what it holds."""
    rows = (tr for section in sections(table) for tr in section.iterchildren("tr"))
    return all(sum(1 for _ in tr.iterchildren("td", "th")) <= 1 for tr in rows)
