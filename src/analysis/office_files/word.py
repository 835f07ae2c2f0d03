"""Tables of Word documents (.docx), in the order in which they stand.

A table within a cell is a table of its own that follows the one around it, and its text is no part
of the outer cell. Of tracked changes the new state is read. Numbers that Word writes by itself in
front of paragraphs are no text and are not read.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

import docx
from docx.opc.exceptions import OpcError
from lxml.etree import LxmlError, _Element

from analysis.office_files.cell_values import make_cell, uncover
from analysis.office_files.extent import CellCounter
from analysis.office_files.grids import Addressing, Book, Cell, Merge, Remark, Sheet
from analysis.office_files.limits import MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from analysis.office_files.messages import remark, unreadable
from analysis.office_files.word_text import WORD, TextReader, attribute, child, flag

_WRAPPERS = frozenset(
    WORD + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


@dataclass
class _Block:
    """The cells of a table that one cell takes up."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass
class _Grid:
    """A table being read.

    Attributes:
        growing: Merged cells that reach the row before, by first column.
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    blocks: list[_Block] = field(default_factory=list)
    growing: dict[int, _Block] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    inner: list[_Element] = field(default_factory=list)

    def merges(self) -> tuple[Merge, ...]:
        """Give the blocks of more than one cell."""
        return tuple(
            Merge(one.first_row, one.first_column, one.last_row, one.last_column)
            for one in self.blocks
            if (one.first_row, one.first_column) != (one.last_row, one.last_column)
        )

    def place(self, block: _Block, vertical: str, horizontal: str) -> None:
        """Let a cell stand for itself, or belong to the one above or to its left."""
        above = self.growing.get(block.first_column)
        if vertical == "continue" and above is not None:
            above.last_row = block.first_row
        elif horizontal == "continue" and self.blocks:
            self.blocks[-1].last_column = block.last_column
        else:
            self.blocks.append(block)
            if vertical:
                self.growing[block.first_column] = block

    def end_row(self, row: int) -> None:
        """Close the merged cells that did not reach the row."""
        self.growing = {at: one for at, one in self.growing.items() if one.last_row == row}


@dataclass
class _Reader:
    """What is collected along a document."""

    text: TextReader
    sheets: list[Sheet] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    remarks: dict[str, Remark] = field(default_factory=dict)
    counter: CellCounter = field(default_factory=CellCounter)

    def body(self, parent: _Element) -> None:
        """Read paragraphs and tables one after the other."""
        for block in _blocks(parent):
            if block.tag == WORD + "tbl":
                self.table(block)
            elif text := self.text.of_paragraph(block):
                self.context.append(text)

    def table(self, table: _Element) -> None:
        """Read a table and those within its cells."""
        if len(self.sheets) >= MAX_SHEETS:
            raise unreadable("too_many_sheets", MAX_SHEETS)
        grid = _read_grid(table, self.text, self.counter)
        cells, merges, covered = uncover(grid.cells, grid.merges())
        sheet = Sheet(
            name=f"table {len(self.sheets) + 1}",
            addressing=Addressing.TABLE,
            cells=cells,
            merges=merges,
            hidden_rows=frozenset(grid.hidden_rows),
            context=tuple(self.context),
        )
        self.sheets.append(sheet)
        self.context = []
        if covered:
            place = sheet.locate(*covered)
            rule = "covered_cells_ignored"
            self.remarks.setdefault(rule, remark(rule, place, locator=place))
        for rule in self.text.take_remarks():
            self.remarks.setdefault(rule, remark(rule, locator=sheet.name))
        for inner in grid.inner:
            self.table(inner)


def read_word(data: bytes) -> Book:
    """Read the tables of a document that passed the guard.

    Raises:
        UnreadableFileError: The document is damaged.
    """
    try:
        document = docx.Document(io.BytesIO(data))
        reader = _Reader(TextReader(document))
        reader.body(document.element.body)
    except (OpcError, LxmlError, zipfile.BadZipFile) as error:
        raise unreadable("damaged") from error
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise unreadable("damaged") from error
    for rule in reader.text.take_remarks():
        reader.remarks.setdefault(rule, remark(rule))
    return Book("docx", tuple(reader.sheets), tuple(reader.remarks.values()))


def _blocks(parent: _Element) -> Iterator[_Element]:
    """Yield paragraphs and tables, also those in content controls and tracked insertions."""
    for element in parent:
        if element.tag in (WORD + "p", WORD + "tbl"):
            yield element
        elif element.tag in _WRAPPERS:
            yield from _blocks(element)


def _children(parent: _Element, name: str) -> Iterator[_Element]:
    for element in parent:
        if element.tag == WORD + name:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _children(element, name)


def _read_grid(table: _Element, text: TextReader, counter: CellCounter) -> _Grid:
    """Place the cells of a table in its grid of columns."""
    grid = _Grid()
    row = 0
    for tr in _children(table, "tr"):
        properties = child(tr, "trPr")
        if child(properties, "del") is not None:
            text.note("deleted_text_ignored")
            continue
        row += 1
        if row > MAX_ROWS:
            raise unreadable("too_many_rows", MAX_ROWS)
        if flag(properties, "hidden"):
            grid.hidden_rows.add(row)
        column = 1 + _number(child(properties, "gridBefore"), 0)
        for tc in _children(tr, "tc"):
            counter.add_cells(1)
            column = _read_cell(tc, grid, text, (row, column))
        grid.end_row(row)
    return grid


def _read_cell(tc: _Element, grid: _Grid, text: TextReader, place: tuple[int, int]) -> int:
    """Read a cell and give the column after it."""
    row, column = place
    properties = child(tc, "tcPr")
    last_column = column + _number(child(properties, "gridSpan"), 1) - 1
    if last_column > MAX_COLUMNS:
        raise unreadable("too_many_columns", MAX_COLUMNS)
    blocks = list(_blocks(tc))
    grid.inner += (block for block in blocks if block.tag == WORD + "tbl")
    content = text.of_paragraphs(block for block in blocks if block.tag == WORD + "p")
    if content.text:
        grid.cells[place] = make_cell(content.text, font=content.font)
    block = _Block(row, column, row, last_column)
    grid.place(block, _merged(properties, "vMerge"), _merged(properties, "hMerge"))
    return last_column + 1


def _merged(properties: _Element | None, name: str) -> str:
    """Tell whether a merged cell begins (``restart``) or goes on here; empty for neither."""
    merge = child(properties, name)
    return "" if merge is None else attribute(merge, "val", "continue")


def _number(element: _Element | None, default: int) -> int:
    """Read the number that a property holds; never less than the default."""
    return max(int(attribute(element, "val", str(default))), default)
