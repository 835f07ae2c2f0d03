"""Cells of office files as they stand there, read without any code of the project."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from zipfile import ZipFile

import docx
import lxml.html
import openpyxl
from lxml import etree
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from analysis.fictional.records import ReturnFile
from analysis.text.legacy import LegacyEncoding, decode
from analysis.text.mojibake import repair_mojibake

Grid = dict[tuple[int, int], tuple[object, str]]
"""Value and number format of each cell, by row and column."""

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def read_grids(file: ReturnFile) -> dict[str, Grid]:
    """Read all sheets or tables of a file; lines of text are one sheet without a name."""
    readers = {"xlsx": _xlsx, "ods": _ods, "docx": _docx, "xls": _html}
    extension = file.path.rpartition(".")[2]
    return readers.get(extension, _text)(file.content)


def numbers_in(value: object, number_format: str) -> list[Decimal]:
    """List the numbers that a cell may stand for, Vietnamese text or true numbers."""
    if isinstance(value, int | float):
        number = Decimal(str(round(value, 6))) * (100 if number_format.endswith("%") else 1)
        return [number]
    found = re.findall(r"\d+(?:\.\d{3})*(?:,\d+)?", str(value or ""))
    return [Decimal(text.replace(".", "").replace(",", ".")) for text in found]


def plain_text(value: object) -> str:
    return " ".join(unicodedata.normalize("NFC", str(value or "")).split())


def _xlsx(content: bytes) -> dict[str, Grid]:
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    return {
        sheet.title: {
            (cell.row, cell.column): (_from_font(cell), cell.number_format)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in book
    }


def _from_font(cell: openpyxl.cell.Cell) -> object:
    font = cell.font.name or ""
    if not isinstance(cell.value, str) or not font.startswith(".Vn"):
        return cell.value
    return decode(cell.value, LegacyEncoding.TCVN3, capitals=font.endswith("H"))


def _ods(content: bytes) -> dict[str, Grid]:
    with ZipFile(io.BytesIO(content)) as package:
        root = etree.fromstring(package.read("content.xml"))
    grids = {}
    for table in root.iter(f"{_TABLE}table"):
        grid: Grid = {}
        for row, line in enumerate(table.iter(f"{_TABLE}table-row"), start=1):
            for column, cell in enumerate(line, start=1):
                number = cell.get(f"{_OFFICE}value")
                value = float(number) if number else "".join(cell.itertext())
                if value != "":
                    grid[row, column] = (value, "")
        grids[table.get(f"{_TABLE}name")] = grid
    return grids


def _docx(content: bytes) -> dict[str, Grid]:
    tables = docx.Document(io.BytesIO(content)).tables
    return {
        f"table {number}": {
            (row, column): (table.cell(row - 1, column - 1).text, "")
            for row in range(1, len(table.rows) + 1)
            for column in range(1, len(table.columns) + 1)
        }
        for number, table in enumerate(tables, start=1)
    }


def _html(content: bytes) -> dict[str, Grid]:
    tables = lxml.html.fromstring(content).iter("table")
    return {f"table {n}": dict(_html_cells(table)) for n, table in enumerate(tables, start=1)}


def _html_cells(table: lxml.html.HtmlElement) -> Iterator[tuple[tuple[int, int], tuple[str, str]]]:
    taken: set[tuple[int, int]] = set()
    for row, line in enumerate(table.iter("tr"), start=1):
        column = 1
        for cell in line:
            while (row, column) in taken:
                column += 1
            yield (row, column), (cell.text_content(), "")
            wide, high = int(cell.get("colspan", "1")), int(cell.get("rowspan", "1"))
            taken |= {(row + down, column + side) for down in range(high) for side in range(wide)}


def _text(content: bytes) -> dict[str, Grid]:
    text, delimiter = _decoded(content)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    grid: Grid = {}
    line = 1
    for fields in reader:
        grid |= {(line, column): (field, "") for column, field in enumerate(fields, start=1)}
        line = reader.line_num + 1
    return {"": grid}


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(b"\xff\xfe"):
        return content.decode("utf-16"), "\t"
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig"), ";"
    try:
        return repair_mojibake(content.decode("utf-8")) or "", ";"
    except UnicodeDecodeError:
        return unicodedata.normalize("NFC", content.decode("cp1258")), ","


def located(file: ReturnFile) -> dict[str, tuple[list[Decimal], str]]:
    """Give the numbers at each place of a file, and the text of the row around it."""
    found: dict[str, tuple[list[Decimal], str]] = {}
    for name, grid in read_grids(file).items():
        rows: dict[int, list[str]] = {}
        for (row, _), (value, _) in sorted(grid.items()):
            rows.setdefault(row, []).append(plain_text(value))
        for (row, column), (value, number_format) in grid.items():
            numbers, _ = found.setdefault(_place(name, row, column), ([], " ".join(rows[row])))
            numbers += numbers_in(value, number_format)
    return found


def _place(name: str, row: int, column: int) -> str:
    if name.startswith("table"):
        return f"{name} row {row} col {column}"
    return f"{name}!{get_column_letter(column)}{row}" if name else f"line {row}"


def document_text(content: bytes) -> str:
    """All paragraphs of a document outside its tables."""
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs)


def value_at(file: ReturnFile, locator: str) -> str:
    """Give the text of one cell of a workbook."""
    name, _, cell = locator.partition("!")
    row, column = coordinate_to_tuple(cell)
    return str(read_grids(file)[name][row, column][0])
