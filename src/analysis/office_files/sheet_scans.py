"""Counting what the sheets of a compressed file hold, before a reader makes room for it."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable

from analysis.office_files import biff12
from analysis.office_files.extent import CellCounter, Extent, place_of
from analysis.office_files.limits import MAX_ELEMENTS
from analysis.office_files.messages import unreadable
from analysis.office_files.xml_stream import Attributes, local_attribute, scan

_HOLDS_SOMETHING = frozenset(("v", "f", "is"))
_U32 = struct.Struct("<I")


class SharedTexts:
    """How long the shared texts of a workbook are, and which cells use them."""

    def __init__(self) -> None:
        self.lengths = array("I")
        self.uses = array("I")

    def count(self, counter: CellCounter) -> None:
        """Count the text of all cells, a shared text once for each cell that uses it.

        Raises:
            UnreadableFileError: A text, or all of them together, is too long.
        """
        for length in self.lengths:
            counter.add_letters(length, 0)
        known = len(self.lengths)
        for number in self.uses:
            if number < known:
                counter.add_letters(self.lengths[number])


def scan_sheet(chunks: Iterable[bytes], counter: CellCounter, shared: SharedTexts) -> None:
    """Look through the cells of a sheet of an xlsx file.

    A cell without a name stands to the right of the one before, as readers take it.

    Raises:
        UnreadableFileError: A cell is too far out, or there are too many.
    """
    extent = Extent()
    row = column = 0
    is_shared = False
    number: list[str] | None = None

    def start(name: str, attributes: Attributes) -> None:
        nonlocal row, column, is_shared, number
        if name == "c":
            counter.add_cells(1)
            reference = attributes.get("r")
            row, column = place_of(reference) if reference else (row, column + 1)
            is_shared = attributes.get("t") == "s"
        elif name in _HOLDS_SOMETHING:
            extent.include(row, column)
            number = [] if is_shared and name == "v" else None
        elif name == "row":
            row, column = int(attributes.get("r") or row + 1), 0

    def end(name: str) -> None:
        nonlocal number
        if name == "v" and number is not None:
            if text := "".join(number).strip():
                shared.uses.append(int(text))
            number = None

    def text(piece: str) -> None:
        if number is not None:
            number.append(piece)

    scan(chunks, start, end, text)


def scan_shared_texts(chunks: Iterable[bytes], shared: SharedTexts) -> None:
    """Measure the shared texts of an xlsx file."""
    length, is_text = 0, False

    def start(name: str, _: Attributes) -> None:
        nonlocal length, is_text
        if name == "si":
            length = 0
        is_text = name == "t"

    def end(name: str) -> None:
        nonlocal is_text
        is_text = False
        if name == "si":
            shared.lengths.append(length)

    def text(piece: str) -> None:
        nonlocal length
        if is_text:
            length += len(piece)

    scan(chunks, start, end, text)


def scan_open_document(chunks: Iterable[bytes], counter: CellCounter) -> None:
    """Look through the tables of an OpenDocument spreadsheet, repeated rows and cells included.

    Raises:
        UnreadableFileError: A cell is too far out, or there are too many.
    """
    extent = Extent()
    row, rows, column, columns, letters = 0, 1, 0, 1, 0
    is_filled = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal extent, row, rows, column, columns, letters, is_filled
        if name == "table":
            extent, row, rows = Extent(), 0, 1
        elif name == "table-row":
            rows, column = int(local_attribute(attributes, "number-rows-repeated") or 1), 0
        elif name in ("table-cell", "covered-table-cell"):
            columns = int(local_attribute(attributes, "number-columns-repeated") or 1)
            is_filled = bool(local_attribute(attributes, "value-type"))
            is_filled = is_filled or bool(local_attribute(attributes, "formula"))
            letters = 0
            counter.add_cells(1)
        elif name == "s":
            letters += int(local_attribute(attributes, "c") or 1)
        elif name == "p":
            is_filled = True

    def end(name: str) -> None:
        nonlocal row, column, is_filled
        if name in ("table-cell", "covered-table-cell"):
            if is_filled:
                extent.include(row + 1, column + 1)
                extent.include(row + rows, column + columns)
                counter.add_cells(rows * columns - 1)
                counter.add_letters(letters, rows * columns)
            is_filled = False
            column += columns
        elif name == "table-row":
            row += rows

    def text(piece: str) -> None:
        nonlocal letters
        letters += len(piece)

    scan(chunks, start, end, text)


def scan_binary_sheet(chunks: Iterable[bytes], counter: CellCounter, shared: SharedTexts) -> None:
    """Look through the cells of a sheet of an xlsb file.

    Raises:
        UnreadableFileError: A cell is too far out, there are too many, or the sheet is cut off.
    """
    extent = Extent()
    row = 0
    for number, content in biff12.records(chunks):
        if number == biff12.ROW_HEADER:
            row = _number_at(content, 0) + 1
        elif number in biff12.CELL_RECORDS:
            counter.add_cells(1)
            if number != biff12.CELL_BLANK:
                extent.include(row, _number_at(content, 0) + 1)
            if number == biff12.CELL_SHARED:
                shared.uses.append(_number_at(content, 8))


def scan_binary_shared_texts(chunks: Iterable[bytes], shared: SharedTexts) -> None:
    """Measure the shared texts of an xlsb file."""
    for number, content in biff12.records(chunks):
        if number == biff12.SHARED_ITEM:
            shared.lengths.append(_number_at(content, 1))


def count_elements(chunks: Iterable[bytes]) -> None:
    """Count the elements of a document that will be held as a tree.

    Raises:
        UnreadableFileError: There are too many.
    """
    elements = 0

    def start(_: str, __: Attributes) -> None:
        nonlocal elements
        elements += 1
        if elements > MAX_ELEMENTS:
            raise unreadable("bomb")

    scan(chunks, start)


def _number_at(content: bytes, at: int) -> int:
    if at + _U32.size > len(content):
        raise unreadable("damaged")
    return _U32.unpack_from(content, at)[0]
