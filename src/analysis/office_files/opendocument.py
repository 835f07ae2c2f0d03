"""OpenDocument spreadsheets (.ods): values by the library, all else by a pass over the XML.

Of number formats only that of percentages is told, as ``0.00%`` with the digits that it shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from analysis.office_files.cell_values import Place, ValueBook
from analysis.office_files.grids import Book, Merge, Remark, Sheet
from analysis.office_files.limits import MAX_COLUMNS, MAX_MERGES, MAX_ROWS
from analysis.office_files.messages import unreadable
from analysis.office_files.opendocument_styles import DocumentStyles
from analysis.office_files.sheet_details import SheetDetails, Style, join_cells, make_sheet
from analysis.office_files.xml_stream import Attributes, local_attribute, local_name, scan
from analysis.office_files.zip_parts import ZipParts

_CELLS = frozenset(("table-cell", "covered-table-cell"))
_BREAKS = {"tab": "\t", "line-break": "\n"}
_HIDDEN = frozenset(("collapse", "filter"))
_ASIDE = frozenset(("annotation", "shapes", "forms", "tracked-changes", "dde-link"))
"""What stands within a sheet without being the text of a cell."""


def read_open_document(data: bytes) -> Book:
    """Read a spreadsheet that passed the guard.

    Raises:
        UnreadableFileError: The spreadsheet is damaged.
    """
    parts = ZipParts(data)
    content, named = parts.find("content.xml"), parts.find("styles.xml")
    if content is None:
        raise unreadable("damaged")
    styles = DocumentStyles()
    for part in (named, content):
        if part:
            styles.read(parts.chunks(part))
    one = _Pass(styles)
    scan(parts.chunks(content), one.start, one.end, one.text)
    values = ValueBook(data)
    if list(values.names) != [name for name, _, _ in one.sheets]:
        raise unreadable("damaged")
    sheets: list[Sheet] = []
    remarks: list[Remark] = []
    for name, is_hidden, details in one.sheets:
        cells = join_cells(values.values(name), details, one.numbered, {})
        sheets.append(make_sheet(name, is_hidden, cells, details, remarks))
    return Book("ods", tuple(sheets), tuple(remarks))


class _Pass:
    """The state of the pass over all sheets."""

    def __init__(self, styles: DocumentStyles) -> None:
        self.styles = styles
        self.sheets: list[tuple[str, bool, SheetDetails]] = []
        self.numbered: list[Style] = [Style()]
        self._numbers: dict[Style, int] = {}
        self._details = SheetDetails()
        self._row = self._rows = self._column = 0
        self._row_style = ""
        self._column_styles: list[tuple[int, str]] = []
        self._cell: Attributes | None = None
        self._paragraphs, self._has_breaks = 0, False
        self._pieces: list[str] = []
        self._spans: list[str] = []
        self._font: str | None = None
        self._aside = 0

    def start(self, name: str, attributes: Attributes) -> None:
        if name in _ASIDE:
            self._aside += 1
        elif self._aside:
            pass
        elif name == "table":
            self._start_table(attributes)
        elif name == "table-column":
            self._start_column(attributes)
        elif name == "table-row":
            self._start_row(attributes)
        elif name in _CELLS:
            self._cell = attributes
            self._pieces, self._spans, self._font = [], [], None
            self._paragraphs, self._has_breaks = 0, False
        elif name == "span":
            self._spans.append(local_attribute(attributes, "style-name"))
        elif self._cell is not None:
            self._add_blank(name, attributes)

    def end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif self._aside:
            pass
        elif name == "span" and self._spans:
            self._spans.pop()
        elif name in _CELLS:
            self._end_cell()
        elif name == "table-row":
            self._row += self._rows

    def text(self, piece: str) -> None:
        if self._aside or self._cell is None:
            return
        self._pieces.append(piece)
        if self._font is None and piece.strip():
            named = map(self.styles.text_font, reversed(self._spans))
            self._font = next(filter(None, named), "")

    def _start_table(self, attributes: Attributes) -> None:
        name = local_attribute(attributes, "name")
        is_hidden = self.styles.is_hidden_table(local_attribute(attributes, "style-name"))
        self._details = SheetDetails()
        self.sheets.append((name, is_hidden, self._details))
        self._row, self._rows, self._column, self._column_styles = 0, 1, 0, []

    def _start_column(self, attributes: Attributes) -> None:
        first = self._column + 1
        self._column += _repeats(attributes, "number-columns-repeated")
        style = local_attribute(attributes, "default-cell-style-name")
        self._column_styles.append((self._column, style))
        if local_attribute(attributes, "visibility") in _HIDDEN:
            self._details.hidden_columns.append((first, min(self._column, MAX_COLUMNS)))

    def _start_row(self, attributes: Attributes) -> None:
        self._rows = _repeats(attributes, "number-rows-repeated")
        self._column = 0
        self._row_style = local_attribute(attributes, "default-cell-style-name")
        if local_attribute(attributes, "visibility") in _HIDDEN:
            last = min(self._row + self._rows, MAX_ROWS)
            self._details.hidden_rows.update(range(self._row + 1, last + 1))

    def _add_blank(self, name: str, attributes: Attributes) -> None:
        """Add what stands for blanks and breaks in the text of a cell."""
        if name == "p":
            self._pieces.append("\n" if self._paragraphs else "")
            self._paragraphs += 1
        elif name == "s":
            self._pieces.append(" " * _repeats(attributes, "c"))
        elif name in _BREAKS:
            self._pieces.append(_BREAKS[name])
            self._has_breaks = True

    def _end_cell(self) -> None:
        cell, text = self._cell or {}, "".join(self._pieces)
        columns = _repeats(cell, "number-columns-repeated")
        kind = _value_type(cell)
        if text or kind or local_attribute(cell, "formula"):
            for place in self._places(columns):
                self._note(place, cell, kind, text)
        self._merge(cell)
        self._column += columns
        self._cell = None

    def _places(self, columns: int) -> Iterator[Place]:
        for row in range(self._row + 1, self._row + self._rows + 1):
            for column in range(self._column + 1, self._column + columns + 1):
                yield row, column

    def _note(self, place: Place, cell: Attributes, kind: str, text: str) -> None:
        """Keep what is special about a cell that holds something."""
        found = self._details
        formula = local_attribute(cell, "formula")
        found.styles[place] = self._number_of(self._style_of(place[1], cell, kind))
        if self._font:
            found.fonts[place] = self._font
        if kind == "error":
            found.errors[place] = text or "#N/A"
        elif kind == "boolean":
            value = local_attribute(cell, "boolean-value")
            found.booleans[place] = value.upper() or "FALSE"
        elif kind == "string" and self._has_breaks:
            found.texts[place] = text
        elif formula and not kind and not text:
            found.uncached[place] = formula.removeprefix("of:")

    def _style_of(self, column: int, cell: Attributes, kind: str) -> Style:
        own = local_attribute(cell, "style-name") or self._row_style
        name = own or next((style for last, style in self._column_styles if column <= last), "")
        number_format = self.styles.percent_format(name) if kind == "percentage" else ""
        return Style(number_format, self.styles.cell_font(name))

    def _number_of(self, style: Style) -> int:
        """Number the styles as they come; cells keep the number."""
        number = self._numbers.setdefault(style, len(self.numbered))
        if number == len(self.numbered):
            self.numbered.append(style)
        return number

    def _merge(self, cell: Attributes) -> None:
        rows = _repeats(cell, "number-rows-spanned")
        columns = _repeats(cell, "number-columns-spanned")
        if rows > 1 or columns > 1:
            row, column = self._row + 1, self._column + 1
            merge = Merge(row, column, row + rows - 1, column + columns - 1)
            self._details.merges.append(merge)
            if len(self._details.merges) > MAX_MERGES:
                raise unreadable("too_many_merges")


def _repeats(attributes: Attributes, name: str) -> int:
    return max(int(local_attribute(attributes, name) or 1), 1)


def _value_type(cell: Attributes) -> str:
    """Give the type of a value; LibreOffice tells errors in an attribute of its own."""
    types = [value for key, value in cell.items() if local_name(key) == "value-type"]
    return "error" if "error" in types else next(iter(types), "")
