"""Write the corpus of small office files, each with what a careful clerk would read from it.

    python tests/returns/make_corpus.py              everything but the converted files
    python tests/returns/make_corpus.py --convert    those too, with LibreOffice

One builder per feature, named after its file. A builder writes cells; what is expected stands
beside it, typed by hand from the look of the sheet, so that a slip of the builder cannot repeat
itself in the expectation.

Expected figures, one row of the file per line::

    Xã Tân Hòa | target 10 C4 | admitted 6 D4 2023

measure, value, place, and the period where it is not that of the file. ``Σ`` before the name marks
a total. A place is ``C4`` in a spreadsheet, ``L4`` in a text file, ``T1R4C2`` in a document.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import struct
import subprocess
import tempfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

CORPUS = Path(__file__).parent / "corpus"

Observation = list[str | float | None]
Issue = list[str | None]

PERIODS: dict[str, tuple[str | None, str | None]] = {
    "none": (None, None),
    "2021": ("2021-01-01", "2021-12-31"),
    "2022": ("2022-01-01", "2022-12-31"),
    "2023": ("2023-01-01", "2023-12-31"),
    "2024": ("2024-01-01", "2024-12-31"),
    "2025": ("2025-01-01", "2025-12-31"),
    "2023-half": ("2023-01-01", "2023-06-30"),
    "2024-half": ("2024-01-01", "2024-06-30"),
    "2024-q1": ("2024-01-01", "2024-03-31"),
    "2024-9months": ("2024-01-01", "2024-09-30"),
    "2024-01": ("2024-01-01", "2024-01-31"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2024-03": ("2024-03-01", "2024-03-31"),
    "2024-from-july": ("2024-07-01", "2024-12-15"),
    "31/12/2023": ("2023-12-31", "2023-12-31"),
    "30/6/2024": ("2024-06-30", "2024-06-30"),
    "31/12/2024": ("2024-12-31", "2024-12-31"),
}


@dataclass(frozen=True)
class Sample:
    """A file of the corpus and what is expected of it.

    Attributes:
        name: Name of the file.
        about: The feature in one sentence.
        build: Gives the bytes.
        observations: Unit, kind, measure, value, first day, last day, place.
        issues: Place, rule, severity; an empty place is anywhere, None is any.
        complete: The observations are all that may come out.
        says: For a rule, words that its message must hold.
        only_these_issues: No other issue that stops or warns.
        convert_to: What LibreOffice makes of the built workbook.
    """

    name: str
    about: str
    build: Callable[[], bytes]
    observations: list[Observation]
    issues: list[Issue]
    complete: bool = True
    says: dict[str, list[str]] = field(default_factory=dict)
    only_these_issues: bool = False
    convert_to: str = ""

    def expected(self) -> str:
        """The expectation as it is stored beside the file."""
        parts = {
            "about": self.about,
            "complete": self.complete,
            "issues": self.issues,
            "observations": self.observations,
        }
        if self.says:
            parts["says"] = self.says
        if self.only_these_issues:
            parts["only_these_issues"] = True
        return _one_list_per_line(json.dumps(parts, ensure_ascii=False, indent=1))


def _one_list_per_line(text: str) -> str:
    """Join the lines of the innermost lists."""
    joined = re.sub(r"\[\n\s+([^\[\]{}]*?)\n\s+\]", lambda m: f"[{_unbroken(m[1])}]", text)
    return f"{joined}\n"


def _unbroken(text: str) -> str:
    return " ".join(line.strip() for line in text.split("\n"))


SAMPLES: dict[str, Sample] = {}


def sample(
    name: str,
    about: str,
    *observations: list[Observation],
    issues: Iterable[tuple[str, str | None, str | None]] = (),
    **more: object,
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Enter a builder into the corpus."""

    def enter(build: Callable[[], bytes]) -> Callable[[], bytes]:
        assert name not in SAMPLES, name
        rows = [row for part in observations for row in part]
        SAMPLES[name] = Sample(name, about, build, rows, [list(i) for i in issues], **more)
        return build

    return enter


def figures(period: str, text: str, sheet: str = "Sheet1") -> list[Observation]:
    """Read the expectation that stands beside a builder (see the module's text)."""
    rows: list[Observation] = []
    for line in text.strip().splitlines():
        name, *cells = [part.strip() for part in line.split(" | ")]
        kind = "total" if name.startswith("Σ ") else "unit"
        for cell in cells:
            measure, value, place, *other = cell.split()
            start, end = PERIODS[other[0] if other else period]
            number = float(value) if "." in value else int(value)
            locator = _locator(place, sheet)
            rows.append([name.removeprefix("Σ "), kind, measure, number, start, end, locator])
    return rows


def _locator(place: str, sheet: str) -> str:
    table = re.fullmatch(r"T(\d+)R(\d+)C(\d+)", place)
    if table:
        return f"table {table[1]} row {table[2]} col {table[3]}"
    line = re.fullmatch(r"L(\d+)", place)
    return f"line {line[1]}" if line else f"{sheet}!{place}"


# --- Workbooks ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A cell with a number format or a font."""

    value: str | float
    number_format: str = ""
    font: str = ""


@dataclass(frozen=True)
class Formula:
    """A formula with the result that the file holds; None for a file that holds no result."""

    text: str
    result: float | str | None


CellValue = str | float | Shown | Formula | date | None
Rows = list[list[CellValue]]


@dataclass(frozen=True)
class Tab:
    """A sheet to write."""

    rows: Rows
    name: str = "Sheet1"
    merges: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    is_hidden: bool = False


_NO_RESULT = 987654321


def workbook(*tabs: Tab | Rows) -> bytes:
    """Write an .xlsx file."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    book.set_properties({"created": datetime(2024, 7, 5, tzinfo=UTC)})
    for tab in tabs:
        _write_tab(book, tab if isinstance(tab, Tab) else Tab(tab))
    book.close()
    no_result = f"<v>{_NO_RESULT}</v>".encode()
    return repacked(stream.getvalue(), lambda _name, part: part.replace(no_result, b""))


def _write_tab(book: xlsxwriter.Workbook, tab: Tab) -> None:
    sheet = book.add_worksheet(tab.name)
    for block in tab.merges:
        sheet.merge_range(block, "")
    for row, cells in enumerate(tab.rows):
        for column, value in enumerate(cells):
            _write_cell(book, sheet, (row, column), value)
    for number in tab.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for letter in tab.hidden_columns:
        sheet.set_column(f"{letter}:{letter}", None, None, {"hidden": True})
    if tab.is_hidden:
        sheet.hide()


def _write_cell(
    book: xlsxwriter.Workbook,
    sheet: xlsxwriter.worksheet.Worksheet,
    place: tuple[int, int],
    value: CellValue,
) -> None:
    look = None
    if isinstance(value, Shown):
        look = book.add_format()
        if value.number_format:
            look.set_num_format(value.number_format)
        if value.font:
            look.set_font_name(value.font)
        value = value.value
    if isinstance(value, Formula):
        result = _NO_RESULT if value.result is None else value.result
        sheet.write_formula(*place, value.text, look, result)
    elif isinstance(value, date):
        day = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(*place, day, book.add_format({"num_format": "d/m/yyyy"}))
    elif isinstance(value, str):
        sheet.write_string(*place, value, look)
    elif value is not None:
        sheet.write_number(*place, value, look)


def repacked(data: bytes, change: Callable[[str, bytes], bytes], **added: bytes) -> bytes:
    """Write a zip file anew with fixed dates, each part changed, and further parts added."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: change(name, old.read(name)) for name in old.namelist()} | added
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name, (2024, 7, 5, 0, 0, 0))
            is_signature = name == "mimetype"  # of OpenDocument, which has to stand there bare
            entry.compress_type = zipfile.ZIP_STORED if is_signature else zipfile.ZIP_DEFLATED
            new.writestr(entry, part)
    return stream.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    """Write a zip file with fixed dates."""
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w"):
        pass
    return repacked(empty.getvalue(), lambda _name, part: part, **parts)


# --- Binary workbooks --------------------------------------------------------------------------


def binary_workbook(rows: Rows) -> bytes:
    """Write an .xlsb file of one sheet with texts and numbers."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Override PartName="/xl/worksheets/sheet1.bin" '
        'ContentType="application/vnd.ms-excel.worksheet"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": head + types.encode(),
            "_rels/.rels": head + _relation(package, f"{office}/officeDocument", "xl/workbook.bin"),
            "xl/_rels/workbook.bin.rels": head
            + _relation(package, f"{office}/worksheet", "worksheets/sheet1.bin"),
            "xl/workbook.bin": _binary_book(),
            "xl/worksheets/sheet1.bin": _binary_sheet(rows),
        }
    )


def _relation(package: str, kind: str, target: str) -> bytes:
    inner = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{package}/relationships">{inner}</Relationships>'.encode()


def _record(number: int, body: bytes = b"") -> bytes:
    kind = bytes([number]) if number < 128 else bytes([number & 0x7F | 0x80, number >> 7])
    size, rest = b"", len(body)
    while True:
        low, rest = rest & 0x7F, rest >> 7
        size += bytes([low | (0x80 if rest else 0)])
        if not rest:
            return kind + size + body


def _wide(text: str) -> bytes:
    data = text.encode("utf-16-le")
    return struct.pack("<I", len(data) // 2) + data


def _binary_book() -> bytes:
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("Sheet1")
    return b"".join([_record(131), _record(143), _record(156, bundle), _record(144), _record(132)])


def _binary_sheet(rows: Rows) -> bytes:
    last = max(len(row) for row in rows) - 1
    parts = [_record(129), _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, last))]
    parts.append(_record(145))
    for number, cells in enumerate(rows):
        if not cells:
            continue
        span = struct.pack("<III", 1, 0, last)
        parts.append(_record(0, struct.pack("<IIH", number, 0, 300) + bytes(3) + span))
        for column, value in enumerate(cells):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                parts.append(_record(6, place + _wide(value)))
            elif isinstance(value, int | float):
                parts.append(_record(5, place + struct.pack("<d", value)))
    return b"".join([*parts, _record(146), _record(130)])


# --- Documents ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Box:
    """A cell of a table in a document."""

    text: str = ""
    span: int = 1
    down: str = ""
    """``restart`` for the first of several merged downwards, ``continue`` for the others."""
    font: str = ""
    runs: str = ""
    """Inner XML of the paragraph, in place of the text."""


_COLUMN = 1800
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def document(*blocks: str | list[list[str | Box]], doctype: str = "") -> bytes:
    """Write a .docx file: a text is a paragraph, a list of rows is a table."""
    body = "".join(_paragraph(b) if isinstance(b, str) else _table(b) for b in blocks)
    head = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{doctype}'
    main = f'<w:document xmlns:w="{_WORD}"><w:body>{body}<w:p/><w:sectPr/></w:body></w:document>'
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    return zipped(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": _relation(package, f"{office}/officeDocument", "word/document.xml"),
            "word/document.xml": (head + main).encode(),
        }
    )


def _paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>" if text else "<w:p/>"


def run(text: str, font: str = "") -> str:
    """Write a run of text; a line break within it is one in the document."""
    fonts = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>' if font else ""
    lines = [f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")]
    return f"<w:r>{fonts}{'<w:br/>'.join(lines)}</w:r>"


def _table(rows: list[list[str | Box]]) -> str:
    boxes = [[Box(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
    width = sum(box.span for box in boxes[0])
    grid = f'<w:gridCol w:w="{_COLUMN}"/>' * width
    lines = "".join(f"<w:tr>{''.join(_box(box) for box in row)}</w:tr>" for row in boxes)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl>"


def _box(box: Box) -> str:
    width = f'<w:tcW w:w="{_COLUMN * box.span}" w:type="dxa"/>'
    span = f'<w:gridSpan w:val="{box.span}"/>' if box.span > 1 else ""
    down = f'<w:vMerge w:val="{box.down}"/>' if box.down else ""
    inner = box.runs or (run(box.text, box.font) if box.text else "")
    return f"<w:tc><w:tcPr>{width}{span}{down}</w:tcPr><w:p>{inner}</w:p></w:tc>"


# --- Text files --------------------------------------------------------------------------------


def text_file(text: str, encoding: str = "utf-8", newline: str = "\n") -> bytes:
    """Write a text file; the first line break of ``text`` is only for the look of the source."""
    return text.removeprefix("\n").replace("\n", newline).encode(encoding)


_TONES = "\u0300\u0301\u0303\u0309\u0323"


def in_cp1258(text: str) -> bytes:
    """Write text as old Windows does for Vietnamese: a letter, then its tone."""
    letters = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", char)
        tone = "".join(part for part in parts if part in _TONES)
        stem = "".join(part for part in parts if part not in _TONES)
        letters.append(unicodedata.normalize("NFC", stem) + tone)
    return "".join(letters).encode("cp1258")


# === Where totals, sections and notes stand ====================================================

YEAR_TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024"
HALF_TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024"
HEAD = ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"]


@sample(
    "total-row-at-the-bottom.xlsx",
    "A plain table whose last row is Tổng cộng.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4 | pct_of_target 60 E4
        Xã An Phú | target 12 C5 | admitted 9 D5 | pct_of_target 75 E5
        Phường Bình Sơn | target 20 C6 | admitted 11 D6 | pct_of_target 55 E6
        Phường Long Thành | target 8 C7 | admitted 8 D7 | pct_of_target 100 E7
        Σ Tổng cộng | target 50 C8 | admitted 34 D8 | pct_of_target 68 E8
        """,
    ),
)
def total_row_at_the_bottom() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            [1, "Xã Tân Hòa", 10, 6, 60],
            [2, "Xã An Phú", 12, 9, 75],
            [3, "Phường Bình Sơn", 20, 11, 55],
            [4, "Phường Long Thành", 8, 8, 100],
            [None, "Tổng cộng", 50, 34, 68],
        ]
    )


@sample(
    "total-row-at-the-top.xlsx",
    "TỔNG SỐ comes first, then Chia ra, then the units.",
    figures(
        "2024",
        """
        Σ TỔNG SỐ | target 50 C4 | admitted 34 D4 | pct_of_target 68 E4
        Xã Tân Hòa | target 10 C6 | admitted 6 D6 | pct_of_target 60 E6
        Xã An Phú | target 12 C7 | admitted 9 D7 | pct_of_target 75 E7
        Phường Bình Sơn | target 20 C8 | admitted 11 D8 | pct_of_target 55 E8
        Phường Long Thành | target 8 C9 | admitted 8 D9 | pct_of_target 100 E9
        """,
    ),
)
def total_row_at_the_top() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            [None, "TỔNG SỐ", 50, 34, 68],
            [None, "Chia ra:"],
            [1, "Xã Tân Hòa", 10, 6, 60],
            [2, "Xã An Phú", 12, 9, 75],
            [3, "Phường Bình Sơn", 20, 11, 55],
            [4, "Phường Long Thành", 8, 8, 100],
        ]
    )


@sample(
    "total-of-100-percent.xlsx",
    "The total row prints 100,00 as text in its percent cell, and the label CỘNG in capitals.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 11 D4 | pct_of_target 110 E4
        Xã An Phú | target 12 C5 | admitted 11 D5 | pct_of_target 91.67 E5
        Σ CỘNG | target 22 C6 | admitted 22 D6 | pct_of_target 100 E6
        """,
    ),
)
def total_of_100_percent() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            ["1", "Xã Tân Hòa", 10, 11, "110,00"],
            ["2", "Xã An Phú", 12, 11, "91,67"],
            [None, "CỘNG", 22, 22, "100,00"],
        ]
    )


@sample(
    "total-mismatch.xlsx",
    "The printed total is one more than the sum of its units; both are given.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Phường Bình Sơn | target 20 C6 | admitted 13 D6
        Σ Tổng cộng | target 42 C7 | admitted 29 D7
        """,
    ),
    issues=[("Sheet1!D7", "total_mismatch", "warning")],
    says={"total_mismatch": ["29", "28"]},
)
def total_mismatch() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            [3, "Phường Bình Sơn", 20, 13],
            [None, "Tổng cộng", 42, 29],
        ]
    )


@sample(
    "roman-sections-with-restarting-numbers.xlsx",
    "Sections I and II carry sub-totals, their units are numbered from 1 again.",
    figures(
        "2024",
        """
        Σ Khối xã | target 22 C4 | admitted 15 D4
        Xã Tân Hòa | target 10 C5 | admitted 6 D5
        Xã An Phú | target 12 C6 | admitted 9 D6
        Σ Khối phường | target 28 C7 | admitted 19 D7
        Phường Bình Sơn | target 20 C8 | admitted 11 D8
        Phường Long Thành | target 8 C9 | admitted 8 D9
        Σ Tổng cộng | target 50 C10 | admitted 34 D10
        """,
    ),
)
def roman_sections_with_restarting_numbers() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            ["I", "Khối xã", 22, 15],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            ["II", "Khối phường", 28, 19],
            [1, "Phường Bình Sơn", 20, 11],
            [2, "Phường Long Thành", 8, 8],
            [None, "Tổng cộng", 50, 34],
        ]
    )


@sample(
    "letter-sections-without-figures.xlsx",
    "Sections A and B are headings only; STT restarts below each.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C5 | admitted 6 D5
        Xã An Phú | target 12 C6 | admitted 9 D6
        Đảng bộ Quân sự tỉnh | target 15 C8 | admitted 15 D8
        Đảng bộ Công an tỉnh | target 18 C9 | admitted 17 D9
        Σ Tổng cộng | target 55 C10 | admitted 47 D10
        """,
    ),
)
def letter_sections_without_figures() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            ["A", "Khối xã"],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            ["B", "Lực lượng vũ trang"],
            [1, "Đảng bộ Quân sự tỉnh", 15, 15],
            [2, "Đảng bộ Công an tỉnh", 18, 17],
            [None, "Tổng cộng", 55, 47],
        ]
    )


@sample(
    "sub-totals-below-their-units.xlsx",
    "Each group ends with Cộng khối …, the sheet with Toàn tỉnh.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 6 B4
        Xã An Phú | admitted 9 B5
        Σ Cộng khối xã | admitted 15 B6
        Phường Bình Sơn | admitted 11 B7
        Phường Long Thành | admitted 8 B8
        Σ Cộng khối phường | admitted 19 B9
        Σ Toàn tỉnh | admitted 34 B10
        """,
    ),
)
def sub_totals_below_their_units() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Số đảng viên mới kết nạp"],
            ["Xã Tân Hòa", 6],
            ["Xã An Phú", 9],
            ["Cộng khối xã", 15],
            ["Phường Bình Sơn", 11],
            ["Phường Long Thành", 8],
            ["Cộng khối phường", 19],
            ["Toàn tỉnh", 34],
        ]
    )


@sample(
    "numbered-sections-with-lettered-units.xlsx",
    "Without an STT column: `1. Khối xã`, below it `a) Xã …`; the markers are no part of names.",
    figures(
        "2024",
        """
        Σ Khối xã | admitted 15 B4
        Xã Tân Hòa | admitted 6 B5
        Xã An Phú | admitted 9 B6
        Σ Khối phường | admitted 19 B7
        Phường Bình Sơn | admitted 11 B8
        Phường Long Thành | admitted 8 B9
        Σ Tổng cộng | admitted 34 B10
        """,
    ),
)
def numbered_sections_with_lettered_units() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["1. Khối xã", 15],
            ["a) Xã Tân Hòa", 6],
            ["b) Xã An Phú", 9],
            ["2. Khối phường", 19],
            ["a) Phường Bình Sơn", 11],
            ["b) Phường Long Thành", 8],
            ["Tổng cộng", 34],
        ]
    )


@sample(
    "dash-and-plus-levels.xlsx",
    "Three levels in one column: `I.`, then `-`, then `+` for the units.",
    figures(
        "2024",
        """
        Σ Khối xã, phường | admitted 34 B4
        Σ Cụm phía Bắc | admitted 15 B5
        Xã Tân Hòa | admitted 6 B6
        Xã An Phú | admitted 9 B7
        Σ Cụm phía Nam | admitted 19 B8
        Phường Bình Sơn | admitted 11 B9
        Phường Long Thành | admitted 8 B10
        Σ Khối cơ quan | admitted 7 B11
        Đảng bộ các cơ quan Đảng tỉnh | admitted 3 B12
        Đảng bộ Ủy ban nhân dân tỉnh | admitted 4 B13
        Σ Tổng cộng | admitted 41 B14
        """,
    ),
)
def dash_and_plus_levels() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["I. Khối xã, phường", 34],
            ["- Cụm phía Bắc", 15],
            ["+ Xã Tân Hòa", 6],
            ["+ Xã An Phú", 9],
            ["- Cụm phía Nam", 19],
            ["+ Phường Bình Sơn", 11],
            ["+ Phường Long Thành", 8],
            ["II. Khối cơ quan", 7],
            ["+ Đảng bộ các cơ quan Đảng tỉnh", 3],
            ["+ Đảng bộ Ủy ban nhân dân tỉnh", 4],
            ["Tổng cộng", 41],
        ]
    )


@sample(
    "roman-numbered-units.xlsx",
    "Rows numbered I, II, III that have nothing below them are units.",
    figures(
        "2024",
        """
        Huyện Tân Châu | target 40 C4 | admitted 31 D4
        Huyện Phú Lộc | target 35 C5 | admitted 36 D5
        Thị xã Bình Sơn | target 50 C6 | admitted 42 D6
        Σ Tổng cộng | target 125 C7 | admitted 109 D7
        """,
    ),
)
def roman_numbered_units() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            ["I", "Huyện Tân Châu", 40, 31],
            ["II", "Huyện Phú Lộc", 35, 36],
            ["III", "Thị xã Bình Sơn", 50, 42],
            [None, "Tổng cộng", 125, 109],
        ]
    )


@sample(
    "units-that-sound-like-totals.xlsx",
    "Xã Cộng Hòa, Xã Tổng Cọt and Đảng bộ Tổng công ty Điện lực are units.",
    figures(
        "2024",
        """
        Xã Cộng Hòa | target 10 C4 | admitted 6 D4
        Xã Tổng Cọt | target 12 C5 | admitted 9 D5
        Đảng bộ Tổng công ty Điện lực | target 20 C6 | admitted 11 D6
        Cộng Hòa | target 8 C7 | admitted 8 D7
        Σ Tổng | target 50 C8 | admitted 34 D8
        """,
    ),
)
def units_that_sound_like_totals() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Cộng Hòa", 10, 6],
            [2, "Xã Tổng Cọt", 12, 9],
            [3, "Đảng bộ Tổng công ty Điện lực", 20, 11],
            [4, "Cộng Hòa", 8, 8],
            [None, "Tổng", 50, 34],
        ]
    )


@sample(
    "blank-rows-in-the-middle.xlsx",
    "Empty rows, one of them of spaces only, do not end the table.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C6 | admitted 9 D6
        Phường Bình Sơn | target 20 C9 | admitted 11 D9
        Σ Tổng cộng | target 42 C11 | admitted 26 D11
        """,
    ),
)
def blank_rows_in_the_middle() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Tân Hòa", 10, 6],
            [],
            [2, "Xã An Phú", 12, 9],
            [],
            [None, "  ", " "],
            [3, "Phường Bình Sơn", 20, 11],
            [],
            [None, "Tổng cộng", 42, 26],
        ]
    )


@sample(
    "header-repeated-on-each-page.xlsx",
    "The header and its column numbers come again after a page break.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C5 | admitted 6 D5
        Xã An Phú | target 12 C6 | admitted 9 D6
        Phường Bình Sơn | target 20 C9 | admitted 11 D9
        Σ Tổng cộng | target 42 C10 | admitted 26 D10
        """,
    ),
)
def header_repeated_on_each_page() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, 2, 3, 4],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            HEAD[:4],
            [1, 2, 3, 4],
            [3, "Phường Bình Sơn", 20, 11],
            [None, "Tổng cộng", 42, 26],
        ]
    )


@sample(
    "footnotes-and-signatures.xlsx",
    "Notes, a date and two signatures below the table are no units, though they hold numbers.",
    figures(
        "2024-half",
        """
        Xã Tân Hòa | target 10 C4 2024 | admitted 6 D4 | pct_of_target 60 E4
        Xã An Phú | target 12 C5 2024 | admitted 9 D5 | pct_of_target 75 E5
        Σ Tổng cộng | target 22 C6 2024 | admitted 15 D6 | pct_of_target 68.18 E6
        """,
    ),
)
def footnotes_and_signatures() -> bytes:
    return workbook(
        [
            [HALF_TITLE],
            [],
            HEAD,
            [1, "Xã Tân Hòa", 10, 6, "60,00"],
            [2, "Xã An Phú", 12, 9, "75,00"],
            [None, "Tổng cộng", 22, 15, "68,18"],
            [],
            ["* Tổng số đoàn viên ưu tú được giới thiệu: 40 đồng chí (Đạt tỷ lệ      %)"],
            ["Ghi chú: số liệu chốt đến 30/6; 02 hồ sơ đang thẩm định"],
            [None, None, None, "Bình Minh, ngày 05 tháng 7 năm 2024"],
            [None, "NGƯỜI LẬP BIỂU", None, "TM. BAN THƯỜNG VỤ"],
            [None, "(Ký, ghi rõ họ tên)", None, "PHÓ BÍ THƯ"],
            [],
            [None, "Nguyễn Văn A", None, "Trần Thị B"],
        ]
    )


# === Headers and columns =======================================================================


@sample(
    "title-block-with-merged-cells.xlsx",
    "Name of the body at the left, title in the middle, number of the form at the right; "
    "data begin in row 9.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C9 | admitted 6 D9 | admitted_female 2 E9
        Xã An Phú | target 12 C10 | admitted 9 D10 | admitted_female 4 E10
        Σ Tổng cộng | target 22 C11 | admitted 15 D11 | admitted_female 6 E11
        """,
    ),
)
def title_block_with_merged_cells() -> bytes:
    return workbook(
        Tab(
            [
                ["ĐẢNG BỘ TỈNH BÌNH MINH", None, None, "ĐẢNG CỘNG SẢN VIỆT NAM"],
                ["BAN TỔ CHỨC TỈNH ỦY", None, None, "Biểu số 05-BC"],
                [],
                ["THỐNG KÊ KẾT QUẢ KẾT NẠP ĐẢNG VIÊN"],
                ["NĂM 2024"],
                ["(Đơn vị tính: người)"],
                [],
                ["STT", "Tên đơn vị", "Chỉ tiêu giao", "Số đảng viên kết nạp", "Trong đó: nữ"],
                [1, "Xã Tân Hòa", 10, 6, 2],
                [2, "Xã An Phú", 12, 9, 4],
                [None, "Tổng cộng", 22, 15, 6],
            ],
            merges=["A1:C1", "D1:E1", "A2:C2", "D2:E2", "A4:E4", "A5:E5", "A6:E6"],
        )
    )


@sample(
    "two-row-merged-header.xlsx",
    "One heading over `Chỉ tiêu` and `Kết quả`, `Trong đó` over three overlapping groups.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C5 | admitted 6 D5 | admitted_female 2 E5 \
| admitted_ethnic_minority 1 F5 | admitted_religious 0 G5
        Xã An Phú | target 12 C6 | admitted 9 D6 | admitted_female 4 E6 \
| admitted_ethnic_minority 0 F6 | admitted_religious 3 G6
        Σ Tổng cộng | target 22 C7 | admitted 15 D7 | admitted_female 6 E7 \
| admitted_ethnic_minority 1 F7 | admitted_religious 3 G7
        """,
    ),
)
def two_row_merged_header() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["STT", "Đơn vị", "Kết nạp đảng viên", None, "Trong đó"],
                [None, None, "Chỉ tiêu", "Kết quả", "Nữ", "Dân tộc thiểu số", "Theo tôn giáo"],
                [1, "Xã Tân Hòa", 10, 6, 2, 1, 0],
                [2, "Xã An Phú", 12, 9, 4, 0, 3],
                [None, "Tổng cộng", 22, 15, 6, 1, 3],
            ],
            merges=["A1:G1", "A3:A4", "B3:B4", "C3:D3", "E3:G3"],
        )
    )


@sample(
    "three-row-merged-header.xlsx",
    "Three header rows, the youngest group under `Trong đó` under `Kết quả kết nạp`.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C6 | admitted 6 D6 | admitted_female 2 E6 \
| admitted_youth_union 5 F6 | pct_of_target 60 G6
        Xã An Phú | target 12 C7 | admitted 9 D7 | admitted_female 4 E7 \
| admitted_youth_union 7 F7 | pct_of_target 75 G7
        Σ Tổng cộng | target 22 C8 | admitted 15 D8 | admitted_female 6 E8 \
| admitted_youth_union 12 F8 | pct_of_target 68.18 G8
        """,
    ),
)
def three_row_merged_header() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["TT", "Đơn vị", "Chỉ tiêu năm 2024", "Kết quả kết nạp", None, None, "Tỷ lệ"],
                [None, None, None, "Tổng số", "Trong đó", None, "% so với chỉ tiêu"],
                [None, None, None, None, "Nữ", "Đoàn viên"],
                [1, "Xã Tân Hòa", 10, 6, 2, 5, "60,00"],
                [2, "Xã An Phú", 12, 9, 4, 7, "75,00"],
                [None, "Tổng cộng", 22, 15, 6, 12, "68,18"],
            ],
            merges=["A1:G1", "A3:A5", "B3:B5", "C3:C5", "D3:F3", "D4:D5", "E4:F4", "G4:G5"],
        )
    )


@sample(
    "column-number-row.xlsx",
    "The row `1 2 3 4 5 = 4/3` looks like data and is none.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C5 | admitted 6 D5 | pct_of_target 60 E5
        Xã An Phú | target 12 C6 | admitted 9 D6 | pct_of_target 75 E6
        Σ Tổng cộng | target 22 C7 | admitted 15 D7 | pct_of_target 68.18 E7
        """,
    ),
)
def column_number_row() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            [1, 2, 3, 4, "5 = 4/3"],
            [1, "Xã Tân Hòa", 10, 6, 60],
            [2, "Xã An Phú", 12, 9, 75],
            [None, "Tổng cộng", 22, 15, 68.18],
        ]
    )


@sample(
    "column-letter-and-number-row.xlsx",
    "The row `A B (1) (2) (3)=(2)/(1)*100` is none either.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C5 | admitted 6 D5 | pct_of_target 60 E5
        Xã An Phú | target 12 C6 | admitted 9 D6 | pct_of_target 75 E6
        """,
    ),
)
def column_letter_and_number_row() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            ["A", "B", "(1)", "(2)", "(3)=(2)/(1)*100"],
            [1, "Xã Tân Hòa", 10, 6, 60],
            [2, "Xã An Phú", 12, 9, 75],
        ]
    )


@sample(
    "composition-columns.xlsx",
    "`Trong đó` columns that overlap, each with a measure of its own, and a column of remarks.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 16 C5 | admitted_female 7 D5 | admitted_female_pct 43.75 E5 \
| admitted_ethnic_minority 2 F5 | admitted_religious 3 G5 | admitted_youth_union 12 H5 \
| admitted_students 1 I5 | admitted_private_enterprise 4 J5
        Xã An Phú | admitted 8 C6 | admitted_female 5 D6 | admitted_female_pct 62.5 E6 \
| admitted_ethnic_minority 0 F6 | admitted_religious 1 G6 | admitted_youth_union 8 H6 \
| admitted_students 0 I6 | admitted_private_enterprise 2 J6
        Σ Tổng cộng | admitted 24 C7 | admitted_female 12 D7 | admitted_female_pct 50 E7 \
| admitted_ethnic_minority 2 F7 | admitted_religious 4 G7 | admitted_youth_union 20 H7 \
| admitted_students 1 I7 | admitted_private_enterprise 6 J7
        """,
    ),
)
def composition_columns() -> bytes:
    return workbook(
        Tab(
            [
                ["CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2024"],
                [],
                ["STT", "Đơn vị", "Đảng viên mới kết nạp", "Trong đó", *[None] * 6, "Ghi chú"],
                [
                    *[None] * 3,
                    "Nữ",
                    "Tỷ lệ nữ (%)",
                    "Dân tộc thiểu số",
                    "Tôn giáo",
                    "Đoàn viên",
                    "Học sinh, sinh viên",
                    "Doanh nghiệp tư nhân",
                ],
                [1, "Xã Tân Hòa", 16, 7, "43,75", 2, 3, 12, 1, 4, "Đơn vị mới sáp nhập"],
                [2, "Xã An Phú", 8, 5, "62,5", 0, 1, 8, 0, 2],
                [None, "Tổng cộng", 24, 12, "50,00", 2, 4, 20, 1, 6],
            ],
            merges=["A1:K1", "A3:A4", "B3:B4", "C3:C4", "D3:J3", "K3:K4"],
        )
    )


@sample(
    "age-columns.xlsx",
    "Headings such as `18-30` are ages, not ranges of figures, and add up to all.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 16 B5 | admitted_age_18_30 11 C5 | admitted_age_31_35 3 D5 \
| admitted_age_36_40 2 E5
        Xã An Phú | admitted 8 B6 | admitted_age_18_30 6 C6 | admitted_age_31_35 2 D6 \
| admitted_age_36_40 0 E6
        Σ Tổng cộng | admitted 24 B7 | admitted_age_18_30 17 C7 | admitted_age_31_35 5 D7 \
| admitted_age_36_40 2 E7
        """,
    ),
)
def age_columns() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["Đơn vị", "Tổng số kết nạp", "Chia theo tuổi đời"],
                [None, None, "18-30 tuổi", "31-35 tuổi", "36-40 tuổi"],
                ["Xã Tân Hòa", 16, 11, 3, 2],
                ["Xã An Phú", 8, 6, 2, 0],
                ["Tổng cộng", 24, 17, 5, 2],
            ],
            merges=["A3:A4", "B3:B4", "C3:E3"],
        )
    )


@sample(
    "headings-over-several-lines.xlsx",
    "Headings and a name with line breaks within the cell; the name comes out on one line.",
    figures(
        "2024",
        """
        Đảng bộ Công an tỉnh | target 18 C4 | admitted 17 D4
        Đảng bộ các cơ quan Đảng tỉnh | target 9 C5 | admitted 9 D5
        """,
    ),
)
def headings_over_several_lines() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["STT", "Đơn vị", "Chỉ tiêu\nđược giao\nnăm 2024", "Kết quả\nkết nạp"],
            [1, "Đảng bộ Công an\ntỉnh", 18, 17],
            [2, "Đảng bộ  các cơ quan\r\n Đảng tỉnh ", 9, 9],
        ]
    )


@sample(
    "indents-of-non-breaking-spaces.xlsx",
    "Units are set in by non-breaking spaces below a section of the same column.",
    figures(
        "2024",
        """
        Σ Khối xã | admitted 15 B4
        Xã Tân Hòa | admitted 6 B5
        Xã An Phú | admitted 9 B6
        Σ Khối phường | admitted 11 B7
        Phường Bình Sơn | admitted 11 B8
        Σ Tổng cộng | admitted 26 B9
        """,
    ),
)
def indents_of_non_breaking_spaces() -> bytes:
    indent = "\u00a0\u00a0\u00a0\u00a0"
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["I. Khối xã", 15],
            [f"{indent}1. Xã Tân\u00a0Hòa", 6],
            [f"{indent}2. Xã An Phú", 9],
            ["II. Khối phường", 11],
            [f"{indent}1. Phường Bình Sơn\u00a0", 11],
            ["Tổng cộng", 26],
        ]
    )


@sample(
    "unit-name-over-two-columns.xlsx",
    "`Xã` stands in one column and `Tân Hòa` in the next; the name is both.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 D5 | admitted 6 E5
        Xã An Phú | target 12 D6 | admitted 9 E6
        Phường Bình Sơn | target 20 D7 | admitted 11 E7
        Σ Tổng cộng | target 42 D8 | admitted 26 E8
        """,
    ),
)
def unit_name_over_two_columns() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["STT", "Đơn vị", None, "Chỉ tiêu", "Kết quả"],
                [None, "Loại hình", "Tên"],
                [1, "Xã", "Tân Hòa", 10, 6],
                [2, "Xã", "An Phú", 12, 9],
                [3, "Phường", "Bình Sơn", 20, 11],
                ["Tổng cộng", None, None, 42, 26],
            ],
            merges=["A3:A4", "B3:C3", "D3:D4", "E3:E4", "A8:C8"],
        )
    )


@sample(
    "district-column-and-commune-column.xlsx",
    "The district is merged over its communes; the commune is the unit.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 D4 | admitted 6 E4
        Xã An Phú | target 12 D5 | admitted 9 E5
        Thị trấn Long Thành | target 8 D6 | admitted 8 E6
        Xã Bình Sơn | target 20 D7 | admitted 11 E7
        Σ Tổng cộng | target 50 D8 | admitted 34 E8
        """,
    ),
)
def district_column_and_commune_column() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["STT", "Huyện", "Xã, thị trấn", "Chỉ tiêu", "Kết quả"],
                [1, "Huyện Tân Châu", "Xã Tân Hòa", 10, 6],
                [2, None, "Xã An Phú", 12, 9],
                [3, "Huyện Phú Lộc", "Thị trấn Long Thành", 8, 8],
                [4, None, "Xã Bình Sơn", 20, 11],
                ["Tổng cộng", None, None, 50, 34],
            ],
            merges=["B4:B5", "B6:B7", "A8:C8"],
        )
    )


@sample(
    "table-not-in-the-first-column.xlsx",
    "The table begins in column C, under a title in column A.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 D5 | admitted 6 E5
        Xã An Phú | target 12 D6 | admitted 9 E6
        """,
    ),
)
def table_not_in_the_first_column() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            [],
            [None, None, "Đơn vị", "Chỉ tiêu", "Kết quả"],
            [None, None, "Xã Tân Hòa", 10, 6],
            [None, None, "Xã An Phú", 12, 9],
        ]
    )


@sample(
    "abbreviated-headings.xlsx",
    "CT, TH and KN ĐV: the short forms that offices use.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4 | admitted_ethnic_minority 1 E4
        Xã An Phú | target 12 C5 | admitted 9 D5 | admitted_ethnic_minority 0 E5
        """,
    ),
)
def abbreviated_headings() -> bytes:
    return workbook(
        [
            ["KẾT QUẢ PHÁT TRIỂN ĐẢNG NĂM 2024"],
            [],
            ["TT", "Tên đơn vị", "CT giao", "TH", "Trong đó DTTS"],
            [1, "Xã Tân Hòa", 10, 6, 1],
            [2, "Xã An Phú", 12, 9, 0],
        ]
    )


# === Periods ===================================================================================


def titled(*lines: str) -> bytes:
    """A table of two units in rows 7 and 8 under the given title lines."""
    block: Rows = [[line] for line in lines]
    return workbook(
        [
            *block,
            *([[]] * (5 - len(block))),
            ["Đơn vị", "Kết quả"],
            ["Xã Tân Hòa", 6],
            ["Xã An Phú", 9],
        ]
    )


@sample(
    "period-whole-year.xlsx",
    "The title says `năm 2023`, in small letters within a sentence.",
    figures("2023", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_whole_year() -> bytes:
    return titled("Danh sách đơn vị", "Kết quả công tác kết nạp đảng viên năm 2023")


@sample(
    "period-half-year.xlsx",
    "`6 tháng đầu năm 2024`; the date of signing stands above the table.",
    figures("2024-half", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_half_year() -> bytes:
    return titled("Bình Minh, ngày 05 tháng 7 năm 2024", "", HALF_TITLE)


@sample(
    "period-up-to-a-date.xlsx",
    "`Tính đến ngày 30/6/2024` counts from 1 January.",
    figures("2024-half", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_up_to_a_date() -> bytes:
    return titled("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN", "(tính đến ngày 30/6/2024)")


@sample(
    "period-quarter.xlsx",
    "`Quý I/2024` in the title.",
    figures("2024-q1", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_quarter() -> bytes:
    return titled("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN QUÝ I/2024")


@sample(
    "period-month.xlsx",
    "`Tháng 3 năm 2024` is that month alone.",
    figures("2024-03", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_month() -> bytes:
    return titled("BÁO CÁO KẾT NẠP ĐẢNG VIÊN THÁNG 3 NĂM 2024")


@sample(
    "period-nine-months.xlsx",
    "`9 tháng năm 2024` ends on 30 September.",
    figures("2024-9months", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_nine_months() -> bytes:
    return titled("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 9 THÁNG NĂM 2024")


@sample(
    "period-from-a-date-to-a-date.xlsx",
    "`Từ ngày 01/7/2024 đến ngày 15/12/2024` in a line below the title.",
    figures("2024-from-july", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_from_a_date_to_a_date() -> bytes:
    return titled("KẾT QUẢ KẾT NẠP ĐẢNG VIÊN", "(Từ ngày 01/7/2024 đến ngày 15/12/2024)")


@sample(
    "period-and-the-date-of-a-letter.xlsx",
    "The letter that the table belongs to is of January 2025; the period is the year before.",
    figures("2024", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
)
def period_and_the_date_of_a_letter() -> bytes:
    return titled(
        YEAR_TITLE,
        "(Kèm theo Báo cáo số 12-BC/BTCTU ngày 10/01/2025 của Ban Tổ chức Tỉnh ủy)",
        "Bình Minh, ngày 10 tháng 01 năm 2025",
    )


@sample(
    "period-only-a-date-of-signing.xlsx",
    "The only date is that of signing, which is no period: ask.",
    figures("none", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
    issues=[("", "period_missing", "stop")],
)
def period_only_a_date_of_signing() -> bytes:
    return titled("Bình Minh, ngày 05 tháng 7 năm 2024", "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN")


@sample(
    "period-with-the-year-left-blank.xlsx",
    "`NĂM 20…` was never filled in.",
    figures("none", "Xã Tân Hòa | admitted 6 B7\nXã An Phú | admitted 9 B8"),
    issues=[("", "period_missing", "stop")],
)
def period_with_the_year_left_blank() -> bytes:
    return titled("THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP NĂM 20…")


@sample(
    "period-nowhere.xlsx",
    "No title at all; the figures come without a period.",
    figures(
        "none",
        """
        Xã Tân Hòa | target 10 C2 | admitted 6 D2
        Xã An Phú | target 12 C3 | admitted 9 D3
        """,
    ),
    issues=[("", "period_missing", "stop")],
)
def period_nowhere() -> bytes:
    return workbook([HEAD[:4], [1, "Xã Tân Hòa", 10, 6], [2, "Xã An Phú", 12, 9]])


@sample(
    "year-target-in-a-half-year-table.xlsx",
    "Half-year results beside the target of the year: a bare `Chỉ tiêu` is of the year.",
    figures(
        "2024-half",
        """
        Xã Tân Hòa | target 10 C4 2024 | admitted 6 D4 | pct_of_target 60 E4
        Xã An Phú | target 12 C5 2024 | admitted 9 D5 | pct_of_target 75 E5
        Σ Tổng cộng | target 22 C6 2024 | admitted 15 D6 | pct_of_target 68.18 E6
        """,
    ),
)
def year_target_in_a_half_year_table() -> bytes:
    return workbook(
        [
            [HALF_TITLE],
            [],
            ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả 6 tháng", "Tỷ lệ % so với chỉ tiêu"],
            [1, "Xã Tân Hòa", 10, 6, 60],
            [2, "Xã An Phú", 12, 9, 75],
            [None, "Tổng cộng", 22, 15, 68.18],
        ]
    )


@sample(
    "half-year-target.xlsx",
    "`Chỉ tiêu 6 tháng` beside `Chỉ tiêu năm 2024`: two targets with two periods.",
    figures(
        "2024-half",
        """
        Xã Tân Hòa | target 10 C4 2024 | target 5 D4 | admitted 6 E4
        Xã An Phú | target 12 C5 2024 | target 6 D5 | admitted 9 E5
        Σ Tổng cộng | target 22 C6 2024 | target 11 D6 | admitted 15 E6
        """,
    ),
)
def half_year_target() -> bytes:
    return workbook(
        [
            [HALF_TITLE],
            [],
            ["STT", "Đơn vị", "Chỉ tiêu năm 2024", "Chỉ tiêu 6 tháng", "Kết quả"],
            [1, "Xã Tân Hòa", 10, 5, 6],
            [2, "Xã An Phú", 12, 6, 9],
            [None, "Tổng cộng", 22, 11, 15],
        ]
    )


@sample(
    "same-period-of-the-year-before.xlsx",
    "`Cùng kỳ năm trước` holds admissions of the same half of 2023.",
    figures(
        "2024-half",
        """
        Xã Tân Hòa | admitted 6 C4 | admitted 5 D4 2023-half | yoy_change 1 E4
        Xã An Phú | admitted 9 C5 | admitted 12 D5 2023-half | yoy_change -3 E5
        Σ Tổng cộng | admitted 15 C6 | admitted 17 D6 2023-half | yoy_change -2 E6
        """,
    ),
)
def same_period_of_the_year_before() -> bytes:
    return workbook(
        [
            [HALF_TITLE],
            [],
            ["STT", "Đơn vị", "Kết quả", "Cùng kỳ năm trước", "Tăng (+), giảm (-) so với cùng kỳ"],
            [1, "Xã Tân Hòa", 6, 5, "+1"],
            [2, "Xã An Phú", 9, 12, "-3"],
            [None, "Tổng cộng", 15, 17, -2],
        ]
    )


@sample(
    "index-against-the-year-before.xlsx",
    "`Tỷ lệ % kỳ này so với cùng kỳ` is an index: 120 says that 6 is 120 % of 5.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 6 B5 | admitted 5 C5 2023 | yoy_index_pct 120 D5
        Xã An Phú | admitted 9 B6 | admitted 12 C6 2023 | yoy_index_pct 75 D6
        """,
    ),
)
def index_against_the_year_before() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["Đơn vị", "Đảng viên mới kết nạp", None, "Tỷ lệ % kỳ này so với cùng kỳ"],
                [None, "Kỳ này", "Cùng kỳ năm trước"],
                ["Xã Tân Hòa", 6, 5, "120,0"],
                ["Xã An Phú", 9, 12, "75,0"],
            ],
            merges=["A3:A4", "B3:C3", "D3:D4"],
        )
    )


@sample(
    "month-and-running-total.xlsx",
    "The month and the sum since 1 January side by side.",
    figures(
        "2024-03",
        """
        Xã Tân Hòa | admitted 2 B4 | admitted 6 C4 2024-q1
        Xã An Phú | admitted 0 B5 | admitted 9 C5 2024-q1
        """,
    ),
)
def month_and_running_total() -> bytes:
    return workbook(
        [
            ["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THÁNG 3 NĂM 2024"],
            [],
            ["Đơn vị", "Kết nạp trong tháng", "Lũy kế từ đầu năm"],
            ["Xã Tân Hòa", 2, 6],
            ["Xã An Phú", 0, 9],
        ]
    )


@sample(
    "one-sheet-per-month.xlsx",
    "Sheets Tháng 1 to Tháng 3; the title of each says only the year.",
    figures(
        "2024-01",
        "Xã Tân Hòa | admitted 1 B4\nXã An Phú | admitted 2 B5\nΣ Tổng cộng | admitted 3 B6",
        "Tháng 1",
    ),
    figures(
        "2024-02",
        "Xã Tân Hòa | admitted 0 B4\nXã An Phú | admitted 4 B5\nΣ Tổng cộng | admitted 4 B6",
        "Tháng 2",
    ),
    figures(
        "2024-03",
        "Xã Tân Hòa | admitted 5 B4\nXã An Phú | admitted 2 B5\nΣ Tổng cộng | admitted 7 B6",
        "Tháng 3",
    ),
)
def one_sheet_per_month() -> bytes:
    def month(name: str, first: int, second: int, both: int) -> Tab:
        rows: Rows = [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["Xã Tân Hòa", first],
            ["Xã An Phú", second],
            ["Tổng cộng", both],
        ]
        return Tab(rows, name)

    return workbook(month("Tháng 1", 1, 2, 3), month("Tháng 2", 0, 4, 4), month("Tháng 3", 5, 2, 7))


@sample(
    "years-across-the-columns.xlsx",
    "Each column is a year of admissions; the title names a span that is the period of none.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 4 B5 2022 | admitted 5 C5 2023 | admitted 6 D5
        Xã An Phú | admitted 7 B6 2022 | admitted 12 C6 2023 | admitted 9 D6
        Σ Tổng cộng | admitted 11 B7 2022 | admitted 17 C7 2023 | admitted 15 D7
        """,
    ),
)
def years_across_the_columns() -> bytes:
    return workbook(
        Tab(
            [
                ["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN GIAI ĐOẠN 2022 - 2024"],
                [],
                ["Đơn vị", "Số đảng viên kết nạp"],
                [None, "Năm 2022", "Năm 2023", "Năm 2024"],
                ["Xã Tân Hòa", 4, 5, 6],
                ["Xã An Phú", 7, 12, 9],
                ["Tổng cộng", 11, 17, 15],
            ],
            merges=["A3:A4", "B3:D3"],
        )
    )


@sample(
    "years-over-target-and-result.xlsx",
    "Bare numbers 2023 and 2024 as headings, each over a target and a result.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 8 B5 2023 | admitted 5 C5 2023 | target 10 D5 | admitted 6 E5
        Xã An Phú | target 11 B6 2023 | admitted 12 C6 2023 | target 12 D6 | admitted 9 E6
        """,
    ),
)
def years_over_target_and_result() -> bytes:
    return workbook(
        Tab(
            [
                ["KẾT QUẢ KẾT NẠP ĐẢNG VIÊN SO VỚI CHỈ TIÊU"],
                [],
                ["Đơn vị", 2023, None, 2024],
                [None, "Chỉ tiêu", "Kết quả", "Chỉ tiêu", "Kết quả"],
                ["Xã Tân Hòa", 8, 5, 10, 6],
                ["Xã An Phú", 11, 12, 12, 9],
            ],
            merges=["A3:A4", "B3:C3", "D3:E3"],
        )
    )


@sample(
    "members-on-the-last-day.xlsx",
    "`Tổng số đảng viên` is of the last day of the period.",
    figures(
        "2024-half",
        """
        Xã Tân Hòa | members_total 310 B4 30/6/2024 | admitted 6 C4
        Xã An Phú | members_total 425 B5 30/6/2024 | admitted 9 C5
        Σ Tổng cộng | members_total 735 B6 30/6/2024 | admitted 15 C6
        """,
    ),
)
def members_on_the_last_day() -> bytes:
    return workbook(
        [
            [HALF_TITLE],
            [],
            ["Đơn vị", "Tổng số đảng viên", "Đảng viên mới kết nạp"],
            ["Xã Tân Hòa", 310, 6],
            ["Xã An Phú", 425, 9],
            ["Tổng cộng", 735, 15],
        ]
    )


@sample(
    "rate-below-one-percent.xlsx",
    "0,5 in the rate column is half a percent (5 of 1 000), not a fraction of one.",
    figures(
        "2024",
        """
        Xã Tân Hòa | members_total 1000 B4 31/12/2023 | admitted 5 C4 | admission_rate_pct 0.5 D4
        Xã An Phú | members_total 2000 B5 31/12/2023 | admitted 16 C5 | admission_rate_pct 0.8 D5
        Σ Tổng cộng | members_total 3000 B6 31/12/2023 | admitted 21 C6 | admission_rate_pct 0.7 D6
        """,
    ),
)
def rate_below_one_percent() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            [
                "Đơn vị",
                "Tổng số đảng viên đến 31/12/2023",
                "Kết nạp",
                "Tỷ lệ kết nạp so với tổng số đảng viên (%)",
            ],
            ["Xã Tân Hòa", 1000, 5, 0.5],
            ["Xã An Phú", 2000, 16, 0.8],
            ["Tổng cộng", 3000, 21, 0.7],
        ]
    )


# === The same data in six formats ==============================================================

_SAME = """
Xã Tân Hòa | target 10 {0}C4 2024 | admitted 6 {0}D4 | admitted_female 2 {0}E4 \
| pct_of_target 60 {0}F4
Xã An Phú | target 12 {0}C5 2024 | admitted 9 {0}D5 | admitted_female 4 {0}E5 \
| pct_of_target 75 {0}F5
Đảng bộ các cơ quan Đảng tỉnh | target 2500 {0}C6 2024 | admitted 1514 {0}D6 \
| admitted_female 700 {0}E6 | pct_of_target 60.56 {0}F6
Σ Tổng cộng | target 2522 {0}C7 2024 | admitted 1529 {0}D7 | admitted_female 706 {0}E7 \
| pct_of_target 60.63 {0}F7
"""
_SAME_CELLS = figures("2024-half", _SAME.format(""))
_SAME_LINES = figures(
    "2024-half",
    """
    Xã Tân Hòa | target 10 L4 2024 | admitted 6 L4 | admitted_female 2 L4 | pct_of_target 60 L4
    Xã An Phú | target 12 L5 2024 | admitted 9 L5 | admitted_female 4 L5 | pct_of_target 75 L5
    Đảng bộ các cơ quan Đảng tỉnh | target 2500 L6 2024 | admitted 1514 L6 \
| admitted_female 700 L6 | pct_of_target 60.56 L6
    Σ Tổng cộng | target 2522 L7 2024 | admitted 1529 L7 | admitted_female 706 L7 \
| pct_of_target 60.63 L7
    """,
)
_SAME_TABLE = figures(
    "2024-half",
    """
    Xã Tân Hòa | target 10 T1R2C3 2024 | admitted 6 T1R2C4 | admitted_female 2 T1R2C5 \
| pct_of_target 60 T1R2C6
    Xã An Phú | target 12 T1R3C3 2024 | admitted 9 T1R3C4 | admitted_female 4 T1R3C5 \
| pct_of_target 75 T1R3C6
    Đảng bộ các cơ quan Đảng tỉnh | target 2500 T1R4C3 2024 | admitted 1514 T1R4C4 \
| admitted_female 700 T1R4C5 | pct_of_target 60.56 T1R4C6
    Σ Tổng cộng | target 2522 T1R5C3 2024 | admitted 1529 T1R5C4 | admitted_female 706 T1R5C5 \
| pct_of_target 60.63 T1R5C6
    """,
)
_SAME_HEAD = ["STT", "Đơn vị", "Chỉ tiêu năm 2024", "Kết quả", "Trong đó: nữ", "Tỷ lệ (%)"]


@sample("same-data.xlsx", "One table in six formats: Excel.", _SAME_CELLS)
@sample(
    "same-data.xls",
    "One table in six formats: old Excel.",
    _SAME_CELLS,
    convert_to="xls",
)
@sample(
    "same-data.ods",
    "One table in six formats: OpenDocument.",
    _SAME_CELLS,
    convert_to="ods",
)
@sample(
    "xls-named-xlsx.xlsx",
    "An old Excel file that somebody gave the new ending.",
    _SAME_CELLS,
    convert_to="xls",
)
@sample("xlsx-named-xls.xls", "An Excel file that somebody gave the old ending.", _SAME_CELLS)
def same_data_xlsx() -> bytes:
    def percent(value: float) -> Shown:
        return Shown(value, "0.00%")

    return workbook(
        [
            [HALF_TITLE],
            [],
            _SAME_HEAD,
            [1, "Xã Tân Hòa", 10, 6, 2, percent(0.6)],
            [2, "Xã An Phú", 12, 9, 4, percent(0.75)],
            [3, "Đảng bộ các cơ quan Đảng tỉnh", 2500, 1514, 700, percent(0.6056)],
            [None, "Tổng cộng", 2522, 1529, 706, percent(0.6063)],
        ]
    )


@sample("same-data.csv", "One table in six formats: comma-separated text.", _SAME_LINES)
@sample("csv-named-xlsx.xlsx", "A text file that somebody gave an Excel ending.", _SAME_LINES)
def same_data_csv() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024,,,,,
,,,,,
STT,Đơn vị,Chỉ tiêu năm 2024,Kết quả,Trong đó: nữ,Tỷ lệ (%)
1,Xã Tân Hòa,10,6,2,"60,00"
2,Xã An Phú,12,9,4,"75,00"
3,Đảng bộ các cơ quan Đảng tỉnh,2.500,1.514,700,"60,56"
,Tổng cộng,2.522,1.529,706,"60,63"
"""
    )


@sample("same-data.docx", "One table in six formats: Word.", _SAME_TABLE)
@sample("docx-named-doc.doc", "A Word file that somebody gave the old ending.", _SAME_TABLE)
def same_data_docx() -> bytes:
    return document(
        HALF_TITLE,
        "",
        [
            list(_SAME_HEAD),
            ["1", "Xã Tân Hòa", "10", "6", "2", "60,00"],
            ["2", "Xã An Phú", "12", "9", "4", "75,00"],
            ["3", "Đảng bộ các cơ quan Đảng tỉnh", "2.500", "1.514", "700", "60,56"],
            ["", "Tổng cộng", "2.522", "1.529", "706", "60,63"],
        ],
    )


_SAME_HTML = """<html>
<head><meta charset="utf-8"><title>Bieu tong hop</title></head>
<body>
<h3>KẾT QUẢ KẾT NẠP ĐẢNG VIÊN 6 THÁNG ĐẦU NĂM 2024</h3>
<table border="1">
<tr><th>STT</th><th>Đơn vị</th><th>Chỉ tiêu năm 2024</th><th>Kết quả</th>
<th>Trong đó: nữ</th><th>Tỷ lệ (%)</th></tr>
<tr><td>1</td><td>Xã Tân Hòa</td><td>10</td><td>6</td><td>2</td><td>60,00</td></tr>
<tr><td>2</td><td>Xã An&nbsp;Phú</td><td>12</td><td>9</td><td>4</td><td>75,00</td></tr>
<tr><td>3</td><td>Đảng bộ các cơ quan<br>Đảng tỉnh</td><td>2.500</td><td>1.514</td>
<td>700</td><td>60,56</td></tr>
<tr><td></td><td><b>Tổng cộng</b></td><td>2.522</td><td>1.529</td><td>706</td><td>60,63</td></tr>
</table>
</body>
</html>
"""


@sample("same-data-as-html.xls", "One table in six formats: HTML that is named .xls.", _SAME_TABLE)
@sample("html-named-doc.doc", "HTML that somebody gave a Word ending.", _SAME_TABLE)
def same_data_html() -> bytes:
    return text_file(_SAME_HTML)


# === Other containers ==========================================================================

_PLAIN: Rows = [
    [YEAR_TITLE],
    [],
    HEAD[:4],
    [1, "Xã Tân Hòa", 10, 6],
    [2, "Xã An Phú", 12, 9],
    [None, "Tổng cộng", 22, 15],
]
_PLAIN_CELLS = figures(
    "2024",
    """
    Xã Tân Hòa | target 10 C4 | admitted 6 D4
    Xã An Phú | target 12 C5 | admitted 9 D5
    Σ Tổng cộng | target 22 C6 | admitted 15 D6
    """,
)
_PLAIN_LINES = figures(
    "2024",
    """
    Xã Tân Hòa | target 10 L4 | admitted 6 L4
    Xã An Phú | target 12 L5 | admitted 9 L5
    Σ Tổng cộng | target 22 L6 | admitted 15 L6
    """,
)


@sample(
    "macro-workbook.xlsm", "A workbook with a macro part; only its values are read.", _PLAIN_CELLS
)
def macro_workbook() -> bytes:
    spreadsheet = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with_macros = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    default = b'<Default Extension="xml"'
    binary = b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
    project = (
        b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
        b'vbaProject" Target="vbaProject.bin"/></Relationships>'
    )

    def change(name: str, part: bytes) -> bytes:
        if name == "[Content_Types].xml":
            return part.replace(spreadsheet, with_macros).replace(default, binary + default)
        if name == "xl/_rels/workbook.xml.rels":
            return part.replace(b"</Relationships>", project)
        return part

    return repacked(workbook(_PLAIN), change, **{"xl/vbaProject.bin": b"not a real project"})


@sample("binary-workbook.xlsb", "Excel's binary format.", _PLAIN_CELLS)
def binary_workbook_file() -> bytes:
    return binary_workbook(_PLAIN)


@sample(
    "empty-sheets-beside-the-data.xlsx",
    "Sheet2 and Sheet3 are empty, as old Excel made them; they are no fault.",
    _PLAIN_CELLS,
)
def empty_sheets_beside_the_data() -> bytes:
    return workbook(_PLAIN, Tab([], "Sheet2"), Tab([], "Sheet3"))


@sample(
    "docx-letterhead-table-first.docx",
    "The letterhead is a table of its own, so the figures are in table 2; signatures are table 3.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 T2R2C3 | admitted 6 T2R2C4
        Xã An Phú | target 12 T2R3C3 | admitted 9 T2R3C4
        """,
    ),
)
def docx_letterhead_table_first() -> bytes:
    return document(
        [
            ["ĐẢNG BỘ TỈNH BÌNH MINH", "ĐẢNG CỘNG SẢN VIỆT NAM"],
            ["BAN TỔ CHỨC TỈNH ỦY", "Bình Minh, ngày 10 tháng 01 năm 2025"],
        ],
        "BÁO CÁO",
        "kết quả kết nạp đảng viên năm 2024",
        [
            HEAD[:4],
            ["1", "Xã Tân Hòa", "10", "6"],
            ["2", "Xã An Phú", "12", "9"],
        ],
        "",
        [["Nơi nhận:\n- Như trên;\n- Lưu.", "TM. BAN THƯỜNG VỤ\nPHÓ BÍ THƯ"]],
    )


@sample(
    "docx-two-tables-two-years.docx",
    "Two tables, each with a caption that names its own year.",
    figures(
        "2023",
        """
        Xã Tân Hòa | target 8 T1R2C3 | admitted 5 T1R2C4
        Xã An Phú | target 11 T1R3C3 | admitted 12 T1R3C4
        """,
    ),
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 T2R2C3 | admitted 6 T2R2C4
        Xã An Phú | target 12 T2R3C3 | admitted 9 T2R3C4
        """,
    ),
)
def docx_two_tables_two_years() -> bytes:
    return document(
        "PHỤ LỤC",
        "Biểu 1. Kết quả kết nạp đảng viên năm 2023",
        [HEAD[:4], ["1", "Xã Tân Hòa", "8", "5"], ["2", "Xã An Phú", "11", "12"]],
        "",
        "Biểu 2. Kết quả kết nạp đảng viên năm 2024",
        [HEAD[:4], ["1", "Xã Tân Hòa", "10", "6"], ["2", "Xã An Phú", "12", "9"]],
    )


@sample(
    "docx-merged-header.docx",
    "Header cells merged across and down; columns count as the grid does.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 6 T1R3C3 | admitted_female 2 T1R3C4 | admitted_religious 1 T1R3C5
        Xã An Phú | admitted 9 T1R4C3 | admitted_female 4 T1R4C4 | admitted_religious 0 T1R4C5
        Σ Tổng cộng | admitted 15 T1R5C3 | admitted_female 6 T1R5C4 | admitted_religious 1 T1R5C5
        """,
    ),
)
def docx_merged_header() -> bytes:
    return document(
        YEAR_TITLE,
        [
            [
                Box("STT", down="restart"),
                Box("Đơn vị", down="restart"),
                Box("Kết quả kết nạp", down="restart"),
                Box("Trong đó", span=2),
            ],
            [
                Box(down="continue"),
                Box(down="continue"),
                Box(down="continue"),
                "Nữ",
                "Theo tôn giáo",
            ],
            ["1", "Xã Tân Hòa", "6", "2", "1"],
            ["2", "Xã An Phú", "9", "4", "0"],
            [Box("Tổng cộng", span=2), "15", "6", "1"],
        ],
    )


@sample(
    "html-with-spans.html",
    "Header cells that span rows and columns, the title in a first row of the table.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 T1R4C3 | admitted 6 T1R4C4 | admitted_female 2 T1R4C5
        Xã <An Phú> | target 12 T1R5C3 | admitted 9 T1R5C4 | admitted_female 4 T1R5C5
        """,
    ),
)
def html_with_spans() -> bytes:
    return text_file(
        """
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<table>
<tr><td colspan="5"><center>KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024</center></td></tr>
<tr><td rowspan="2">STT</td><td rowspan="2">Đơn vị</td><td rowspan="2">Chỉ tiêu</td>
<td colspan="2">Thực hiện</td></tr>
<tr><td>Tổng số</td><td>Nữ</td></tr>
<tr><td>1</td><td>Xã Tân Hòa</td><td>10</td><td>6</td><td>2</td></tr>
<tr><td>2</td><td>&nbsp;&nbsp;Xã &lt;An Phú&gt;</td><td>12</td><td>9</td><td>4</td></tr>
</table>
"""
    )


# === Encodings =================================================================================

_PLAIN_SEMICOLONS = """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024;;;
;;;
STT;Đơn vị;Chỉ tiêu;Kết quả
1;Xã Tân Hòa;10;6
2;Xã An Phú;12;9
;Tổng cộng;22;15
"""


@sample("csv-utf8.csv", "UTF-8 without a mark, semicolons.", _PLAIN_LINES)
def csv_utf8() -> bytes:
    return text_file(_PLAIN_SEMICOLONS)


@sample("csv-utf8-with-bom.csv", "UTF-8 with a byte order mark, Windows line ends.", _PLAIN_LINES)
def csv_utf8_with_bom() -> bytes:
    return text_file(_PLAIN_SEMICOLONS, "utf-8-sig", "\r\n")


@sample("tsv-utf16.tsv", "`Unicode Text` of Excel: UTF-16 with tabs.", _PLAIN_LINES)
def tsv_utf16() -> bytes:
    text = _PLAIN_SEMICOLONS.replace(";", "\t")
    return b"\xff\xfe" + text_file(text, "utf-16-le", "\r\n")


@sample("csv-utf16-big-endian.csv", "UTF-16 with the bytes the other way round.", _PLAIN_LINES)
def csv_utf16_big_endian() -> bytes:
    return b"\xfe\xff" + text_file(_PLAIN_SEMICOLONS, "utf-16-be")


@sample(
    "csv-cp1258.csv",
    "Old Windows for Vietnamese: each tone is a byte of its own; names come out composed.",
    _PLAIN_LINES,
)
def csv_cp1258() -> bytes:
    return in_cp1258(_PLAIN_SEMICOLONS.removeprefix("\n").replace("\n", "\r\n"))


@sample(
    "csv-tcvn3.csv",
    "TCVN3 bytes all through, headings too; ư is the byte of the soft hyphen.",
    figures(
        "2024",
        """
        Xã Tân Hoà | target 10 L4 | admitted 6 L4
        Phường Bình Sơn | target 20 L5 | admitted 11 L5
        Đảng bộ Công an tỉnh | target 18 L6 | admitted 17 L6
        Σ Tổng cộng | target 48 L7 | admitted 34 L7
        """,
    ),
    issues=[("", None, "note")],
)
def csv_tcvn3() -> bytes:
    return text_file(
        """
KÕt qu¶ kÕt n¹p ®¶ng viªn n¨m 2024;;;
;;;
STT;§¬n vÞ;ChØ tiªu;KÕt qu¶
1;X· T©n Hoµ;10;6
2;Ph\u00adêng B×nh S¬n;20;11
3;§¶ng bé C«ng an tØnh;18;17
;Tæng céng;48;34
""",
        "latin-1",
        "\r\n",
    )


@sample(
    "tcvn3-by-font.xlsx",
    "The column of names is set in .VnTime, all else in Unicode.",
    figures(
        "2024",
        """
        Xã Tân Hoà | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Phường Bình Sơn | target 20 C6 | admitted 11 D6
        Σ Tổng cộng | target 42 C7 | admitted 26 D7
        """,
    ),
    issues=[("Sheet1", None, "note")],
)
@sample(
    "tcvn3-in-old-excel.xls",
    "The same in old Excel, where most TCVN3 is found.",
    figures(
        "2024",
        """
        Xã Tân Hoà | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Phường Bình Sơn | target 20 C6 | admitted 11 D6
        Σ Tổng cộng | target 42 C7 | admitted 26 D7
        """,
    ),
    issues=[("Sheet1", None, "note")],
    convert_to="xls",
)
def tcvn3_by_font() -> bytes:
    def old(text: str) -> Shown:
        return Shown(text, font=".VnTime")

    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, old("X· T©n Hoµ"), 10, 6],
            [2, old("X· An Phó"), 12, 9],
            [3, old("Ph\u00adêng B×nh S¬n"), 20, 11],
            [None, old("Tæng céng"), 42, 26],
        ]
    )


@sample(
    "tcvn3-without-font.xlsx",
    "TCVN3 throughout in a file that names no such font: only the syllables tell.",
    figures(
        "2024",
        """
        Xã Tân Hoà | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Đảng bộ Công an tỉnh | target 18 C6 | admitted 17 D6
        Phường Hùng Vương | target 20 C7 | admitted 11 D7
        Σ Tổng cộng | target 60 C8 | admitted 43 D8
        """,
    ),
    issues=[("Sheet1", None, "note")],
)
def tcvn3_without_font() -> bytes:
    return workbook(
        [
            ["KÕt qu¶ kÕt n¹p ®¶ng viªn n¨m 2024"],
            [],
            ["STT", "§¬n vÞ", "ChØ tiªu", "KÕt qu¶"],
            [1, "X· T©n Hoµ", 10, 6],
            [2, "X· An Phó", 12, 9],
            [3, "§¶ng bé C«ng an tØnh", 18, 17],
            [4, "Ph\u00adêng Hïng V\u00ad¬ng", 20, 11],
            [None, "Tæng céng", 60, 43],
        ]
    )


@sample(
    "vni-by-font.xlsx",
    "The column of names is set in VNI-Times, two characters for most letters.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Phường Bình Sơn | target 20 C6 | admitted 11 D6
        Đảng bộ Công an tỉnh | target 18 C7 | admitted 17 D7
        Σ Tổng cộng | target 60 C8 | admitted 43 D8
        """,
    ),
    issues=[("Sheet1", None, "note")],
)
def vni_by_font() -> bytes:
    def old(text: str) -> Shown:
        return Shown(text, font="VNI-Times")

    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, old("Xaõ Taân Hoøa"), 10, 6],
            [2, old("Xaõ An Phuù"), 12, 9],
            [3, old("Phöôøng Bình Sôn"), 20, 11],
            [4, old("Ñaûng boä Coâng an tænh"), 18, 17],
            [None, old("Toång coäng"), 60, 43],
        ]
    )


_SOFT_HYPHEN = (
    run("Ph", ".VnTime")
    + "<w:r><w:softHyphen/></w:r>"
    + run("êng Hïng V", ".VnTime")
    + "<w:r><w:softHyphen/></w:r>"
    + run("¬ng", ".VnTime")
)


@sample(
    "tcvn3-soft-hyphens.docx",
    "Word keeps the ư of TCVN3 as a soft hyphen, as a character or as a mark of its own.",
    figures(
        "2024",
        """
        Xã Tân Hoà | target 10 T1R2C3 | admitted 6 T1R2C4
        Phường Bình Sơn | target 20 T1R3C3 | admitted 11 T1R3C4
        Phường Hùng Vương | target 8 T1R4C3 | admitted 8 T1R4C4
        Σ Tổng cộng | target 38 T1R5C3 | admitted 25 T1R5C4
        """,
    ),
    issues=[("table 1", None, "note")],
)
def tcvn3_soft_hyphens() -> bytes:
    return document(
        YEAR_TITLE,
        [
            HEAD[:4],
            ["1", Box("X· T©n Hoµ", font=".VnTime"), "10", "6"],
            ["2", Box("Ph\u00adêng B×nh S¬n", font=".VnTime"), "20", "11"],
            ["3", Box(runs=_SOFT_HYPHEN), "8", "8"],
            ["", Box("Tæng céng", font=".VnTime"), "38", "25"],
        ],
    )


@sample(
    "mojibake-names.xlsx",
    "UTF-8 once read as Western text; every name goes back the same way, so it is repaired.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Xã Bình Sơn | target 20 C6 | admitted 11 D6
        """,
    ),
    issues=[("Sheet1", None, "note")],
)
def mojibake_names() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "XÃ£ TÃ¢n HÃ²a", 10, 6],
            [2, "XÃ£ An PhÃº", 12, 9],
            [3, "XÃ£ BÃ¬nh SÆ¡n", 20, 11],
        ]
    )


@sample(
    "mojibake-beyond-repair.xlsx",
    "A character was lost on the way: the name is reported, not made up.",
    figures("2024", "Xã Tân Hòa | target 10 C4 | admitted 6 D4"),
    issues=[("Sheet1!5", None, None)],
    complete=False,
)
def mojibake_beyond_repair() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã PhÆ°á»\ufffdc HÃ²a", 12, 9],
        ]
    )


# === Names =====================================================================================


@sample(
    "names-in-decomposed-letters.xlsx",
    "Names and headings as a Mac stores them come out composed.",
    _PLAIN_CELLS,
)
def names_in_decomposed_letters() -> bytes:
    return workbook(
        [
            [unicodedata.normalize("NFD", cell) if isinstance(cell, str) else cell for cell in row]
            for row in _PLAIN
        ]
    )


@sample(
    "invisible-characters.xlsx",
    "Zero-width spaces, a byte order mark and direction marks in names and numbers.",
    _PLAIN_CELLS,
)
def invisible_characters() -> bytes:
    return workbook(
        [
            [f"\ufeff{YEAR_TITLE}"],
            [],
            ["STT", "Đơn\u200b vị", "Chỉ tiêu", "Kết quả\u200e"],
            [1, "\u200bXã Tân\u200d Hòa", 10, "6\u200b"],
            [2, "Xã\u2003An\u202fPhú\u200b", 12, 9],
            [None, "Tổng\u00a0cộng\u200b", 22, 15],
        ]
    )


_NAMES = figures(
    "2024",
    """
    =1+1 Chi bộ | admitted 3 B4
    +cmd|' /C calc'!A0 | admitted 4 B5
    @SUM(A1:A9) | admitted 5 B6
    <script>alert(1)</script> Xã Tân Hòa | admitted 6 B7
    #read("/etc/passwd") | admitted 7 B8
    $x$ Chi bộ | admitted 8 B9
    {{ 7*7 }} "Chi bộ" | admitted 9 B10
    """,
)


@sample(
    "names-that-look-like-code.xlsx",
    "Names beginning with =, + or @, with tags or with marks of a typesetter stay as they are.",
    _NAMES,
)
def names_that_look_like_code() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["=1+1 Chi bộ", 3],
            ["+cmd|' /C calc'!A0", 4],
            ["@SUM(A1:A9)", 5],
            ["<script>alert(1)</script> Xã Tân Hòa", 6],
            ['#read("/etc/passwd")', 7],
            ["$x$ Chi bộ", 8],
            ['{{ 7*7 }} "Chi bộ"', 9],
        ]
    )


@sample(
    "names-that-look-like-code.csv",
    "The same names in a text file.",
    figures(
        "2024",
        """
        =1+1 Chi bộ | admitted 3 L4
        +cmd|' /C calc'!A0 | admitted 4 L5
        @SUM(A1:A9) | admitted 5 L6
        <script>alert(1)</script> Xã Tân Hòa | admitted 6 L7
        #read("/etc/passwd") | admitted 7 L8
        $x$ Chi bộ | admitted 8 L9
        """,
    ),
)
def names_that_look_like_code_csv() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024;
;
Đơn vị;Kết quả
=1+1 Chi bộ;3
+cmd|' /C calc'!A0;4
@SUM(A1:A9);5
<script>alert(1)</script> Xã Tân Hòa;6
"#read(""/etc/passwd"")";7
$x$ Chi bộ;8
"""
    )


@sample(
    "names-that-look-missing.csv",
    "`NA`, `None` and `nan` are texts like any other.",
    figures(
        "2024",
        """
        NA | admitted 3 L3
        None | admitted 4 L4
        nan | admitted 5 L5
        Σ Tổng cộng | admitted 12 L6
        """,
    ),
)
def names_that_look_missing() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024,
Đơn vị,Kết quả
NA,3
None,4
nan,5
Tổng cộng,12
"""
    )


@sample(
    "csv-line-breaks-within-a-cell.csv",
    "A quoted name goes over two lines; places are physical lines.",
    figures(
        "2024",
        """
        Đảng bộ Công an tỉnh | target 18 L4 | admitted 17 L4
        Xã Tân Hòa | target 10 L6 | admitted 6 L6
        """,
    ),
)
def csv_line_breaks_within_a_cell() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024,,
"Đơn vị","Chỉ tiêu
năm 2024",Kết quả
"Đảng bộ Công an
tỉnh",18,17
Xã Tân Hòa,10,6
"""
    )


@sample(
    "csv-row-with-an-extra-field.csv",
    "A comma in a name without quotes pushes the figures to the right; that row is not read.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 L3 | admitted 6 L3
        Xã Bình Sơn | target 20 L5 | admitted 11 L5
        """,
    ),
    issues=[("line 4", None, None)],
)
def csv_row_with_an_extra_field() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024,,
Đơn vị,Chỉ tiêu,Kết quả
Xã Tân Hòa,10,6
Xã An Phú, huyện Tân Châu,12,9
Xã Bình Sơn,20,11
"""
    )


# === The same unit twice =======================================================================


@sample(
    "unit-twice-with-the-same-figures.xlsx",
    "A row was pasted twice; it counts once, and the total agrees with that.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        Σ Tổng cộng | target 22 C7 | admitted 15 D7
        """,
    ),
)
def unit_twice_with_the_same_figures() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            [3, "Xã Tân Hòa", 10, 6],
            [None, "Tổng cộng", 22, 15],
        ]
    )


@sample(
    "unit-twice-in-two-spellings.xlsx",
    "Xã Thuỷ An and Xã Thủy An are one unit; the first spelling stays.",
    figures(
        "2024",
        """
        Xã Thuỷ An | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C5 | admitted 9 D5
        """,
    ),
)
def unit_twice_in_two_spellings() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Thuỷ An", 10, 6],
            [2, "Xã An Phú", 12, 9],
            [3, "Xã Thủy An", 10, 6],
        ]
    )


@sample(
    "unit-twice-with-different-figures.xlsx",
    "Two rows of one unit contradict each other: neither is read.",
    figures("2024", "Xã An Phú | target 12 C5 | admitted 9 D5"),
    issues=[("Sheet1", "conflict", None)],
    says={"conflict": ["6", "7"]},
)
def unit_twice_with_different_figures() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD[:4],
            [1, "Xã Tân Hòa", 10, 6],
            [2, "Xã An Phú", 12, 9],
            [3, "Xã Tân Hòa", 11, 7],
        ]
    )


# === Numbers in cells ==========================================================================


@sample(
    "fillers.xlsx",
    "Dashes, X, dots and blanks are no figures and no faults; 0 is 0.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4
        Xã An Phú | target 12 C5 | admitted 0 D5
        Phường Bình Sơn | target 20 C6
        Phường Long Thành | admitted 8 D7
        Xã Phú Lộc | admitted 4 D8
        Xã Hòa Bình | target 6 C9 | admitted 3 D9 | pct_of_target 50 E9
        """,
    ),
)
def fillers() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            HEAD,
            [1, "Xã Tân Hòa", 10, "-", "X"],
            [2, "Xã An Phú", 12, 0, "–"],
            [3, "Phường Bình Sơn", 20, "….", "..."],
            [4, "Phường Long Thành", "X", 8, " - "],
            [5, "Xã Phú Lộc", None, 4, None],
            [6, "Xã Hòa Bình", 6, "3", "50"],
        ]
    )


@sample(
    "counts-as-text.xlsx",
    "Counts typed as text: grouped by dots or spaces, with a leading zero or a word.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 1514 B4
        Xã An Phú | admitted 2067 B5
        Phường Bình Sơn | admitted 850 B6
        Phường Long Thành | admitted 5 B7
        Xã Phú Lộc | admitted 12 B8
        Σ Tổng cộng | admitted 4448 B9
        """,
    ),
)
def counts_as_text() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["Xã Tân Hòa", "1.514"],
            ["Xã An Phú", "2\u00a0067"],
            ["Phường Bình Sơn", " 850 "],
            ["Phường Long Thành", "05"],
            ["Xã Phú Lộc", "12 đồng chí"],
            ["Tổng cộng", "4.448"],
        ]
    )


@sample(
    "counts-turned-into-decimals.xlsx",
    "English Excel took 1.514, 2.067 and 1.500 for decimals; column and total prove it.",
    figures(
        "2024",
        """
        Đảng bộ thành phố Bình Minh | admitted 1514 B4
        Đảng bộ huyện Tân Châu | admitted 2067 B5
        Đảng bộ huyện Phú Lộc | admitted 1500 B6
        Đảng bộ Công an tỉnh | admitted 850 B7
        Σ Tổng cộng | admitted 5931 B8
        """,
    ),
    issues=[("Sheet1", None, "note")],
)
def counts_turned_into_decimals() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["Đảng bộ thành phố Bình Minh", 1.514],
            ["Đảng bộ huyện Tân Châu", 2.067],
            ["Đảng bộ huyện Phú Lộc", 1.5],
            ["Đảng bộ Công an tỉnh", 850],
            ["Tổng cộng", 5.931],
        ]
    )


@sample(
    "grouped-in-the-english-way.xlsx",
    "1,234,567 as text can only be grouping, and so the whole column is read that way.",
    figures(
        "2024",
        """
        Đảng bộ tỉnh A | members_total 1234567 B4 31/12/2024
        Đảng bộ tỉnh B | members_total 12345 B5 31/12/2024
        Đảng bộ tỉnh C | members_total 2067 B6 31/12/2024
        Σ Tổng cộng | members_total 1248979 B7 31/12/2024
        """,
    ),
)
def grouped_in_the_english_way() -> bytes:
    return workbook(
        [
            ["SỐ LƯỢNG ĐẢNG VIÊN NĂM 2024"],
            [],
            ["Đơn vị", "Tổng số đảng viên"],
            ["Đảng bộ tỉnh A", "1,234,567"],
            ["Đảng bộ tỉnh B", "12,345"],
            ["Đảng bộ tỉnh C", "2,067"],
            ["Tổng cộng", "1,248,979"],
        ]
    )


@sample(
    "lone-comma-in-a-count.csv",
    "A single 1,514 may be 1 514 or one and a half: reported.",
    figures(
        "2024",
        """
        Xã An Phú | admitted 9 L4
        Xã Bình Sơn | admitted 11 L5
        """,
    ),
    issues=[("line 3", None, "warning")],
)
def lone_comma_in_a_count() -> bytes:
    return text_file(
        """
KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024;
Đơn vị;Kết quả
Đảng bộ Công an tỉnh;1,514
Xã An Phú;9
Xã Bình Sơn;11
"""
    )


@sample(
    "ambiguous-dot-in-a-count.xlsx",
    "The text 1.51 is neither a grouped count nor a whole number.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4 | admitted 6 C4
        Xã An Phú | target 12 B5
        """,
    ),
    issues=[("Sheet1!C5", "ambiguous_separator", "warning")],
)
def ambiguous_dot_in_a_count() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả"],
            ["Xã Tân Hòa", 10, 6],
            ["Xã An Phú", 12, "1.51"],
        ]
    )


@sample(
    "persons-that-cannot-be.xlsx",
    "Minus five, six and a half and full-width digits are not counts of persons.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4
        Xã An Phú | target 12 B5
        Phường Bình Sơn | target 20 B6
        Phường Long Thành | target 8 B7 | admitted 8 C7
        Xã Phú Lộc | target 7 B8
        """,
    ),
    issues=[
        ("Sheet1!C4", None, "warning"),
        ("Sheet1!C5", None, "warning"),
        ("Sheet1!C6", None, "warning"),
        ("Sheet1!C8", None, "warning"),
    ],
)
def persons_that_cannot_be() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả"],
            ["Xã Tân Hòa", 10, -5],
            ["Xã An Phú", 12, 6.5],
            ["Phường Bình Sơn", 20, "１１"],
            ["Phường Long Thành", 8, 8],
            ["Xã Phú Lộc", 7, "chưa rõ"],
        ]
    )


@sample(
    "percent-formatted-cells.xlsx",
    "The cells hold 0.6 and show 60,00 %.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4 | admitted 6 C4 | pct_of_target 60 D4
        Xã An Phú | target 12 B5 | admitted 15 C5 | pct_of_target 125 D5
        Xã Bình Sơn | target 1000 B6 | admitted 7 C6 | pct_of_target 0.7 D6
        """,
    ),
)
def percent_formatted_cells() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ"],
            ["Xã Tân Hòa", 10, 6, Shown(0.6, "0.00%")],
            ["Xã An Phú", 12, 15, Shown(1.25, "0%")],
            ["Xã Bình Sơn", 1000, 7, Shown(0.007, "0.0%")],
        ]
    )


@sample(
    "percent-column-of-fractions.xlsx",
    "0,5253 without a percent format: 52 of 99 shows that it is 52,53 %.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 99 B4 | admitted 52 C4 | pct_of_target 52.53 D4
        Xã An Phú | target 40 B5 | admitted 50 C5 | pct_of_target 125 D5
        Σ Tổng cộng | target 139 B6 | admitted 102 C6 | pct_of_target 73.38 D6
        """,
    ),
)
def percent_column_of_fractions() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"],
            ["Xã Tân Hòa", 99, 52, 0.5253],
            ["Xã An Phú", 40, 50, 1.25],
            ["Tổng cộng", 139, 102, 0.7338],
        ]
    )


@sample(
    "percent-column-of-points.xlsx",
    "52,53 in every form: number, text, with a sign, with a dot; and 1,667 with three decimals.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 99 B4 | admitted 52 C4 | pct_of_target 52.53 D4
        Xã An Phú | target 40 B5 | admitted 30 C5 | pct_of_target 75 D5
        Xã Bình Sơn | target 60 B6 | admitted 1 C6 | pct_of_target 1.667 D6
        Xã Phú Lộc | target 32 B7 | admitted 17 C7 | pct_of_target 53.13 D7
        """,
    ),
)
def percent_column_of_points() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"],
            ["Xã Tân Hòa", 99, 52, "52,53%"],
            ["Xã An Phú", 40, 30, 75],
            ["Xã Bình Sơn", 60, 1, "1,667"],
            ["Xã Phú Lộc", 32, 17, "53.13"],
        ]
    )


@sample(
    "result-over-target.xlsx",
    "`142/270` holds the result and the target.",
    figures(
        "2024",
        """
        TP Vũng Tàu | admitted 142 C4 | target 270 C4
        Xã An Phú | admitted 9 C5 | target 12 C5
        Xã Bình Sơn | admitted 1514 C6 | target 2000 C6
        Σ Tổng cộng | admitted 1665 C7 | target 2282 C7
        """,
    ),
)
def result_over_target() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["STT", "Đơn vị", "Kết quả/chỉ tiêu"],
            [1, "TP Vũng Tàu", "142/270"],
            [2, "Xã An Phú", "9 / 12"],
            [3, "Xã Bình Sơn", "1.514/2.000"],
            [None, "Tổng cộng", "1.665/2.282"],
        ]
    )


@sample(
    "fraction-turned-into-a-date.xlsx",
    "Excel made 5 December of 5/12: the cell no longer says what was typed.",
    figures("2024", "TP Vũng Tàu | admitted 142 C4 | target 270 C4"),
    issues=[("Sheet1!C5", None, "warning")],
)
def fraction_turned_into_a_date() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["STT", "Đơn vị", "Kết quả/chỉ tiêu"],
            [1, "TP Vũng Tàu", "142/270"],
            [2, "Xã An Phú", date(2024, 12, 5)],
        ]
    )


@sample(
    "count-with-a-note.xlsx",
    "`12 (2 nữ)` holds all and the women among them.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 12 B4 | admitted_female 2 B4
        Xã An Phú | admitted 9 B5 | admitted_female 4 B5
        Xã Bình Sơn | admitted 11 B6
        """,
    ),
)
def count_with_a_note() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Kết quả"],
            ["Xã Tân Hòa", "12 (2 nữ)"],
            ["Xã An Phú", "9 (04 nữ)"],
            ["Xã Bình Sơn", "11"],
        ]
    )


@sample(
    "error-values.xlsx",
    "#DIV/0! and #REF! are reported where they stand; the rest of their rows is read.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4 | admitted 6 C4 | pct_of_target 60 D4
        Xã An Phú | target 0 B5 | admitted 1 C5
        Xã Bình Sơn | target 20 B6
        """,
    ),
    issues=[
        ("Sheet1!D5", "error_value", "warning"),
        ("Sheet1!C6", "error_value", "warning"),
    ],
)
def error_values() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"],
            ["Xã Tân Hòa", 10, 6, Formula("=C4/B4*100", 60)],
            ["Xã An Phú", 0, 1, Formula("=C5/B5*100", "#DIV/0!")],
            ["Xã Bình Sơn", 20, Formula("=#REF!", "#REF!"), "-"],
        ]
    )


@sample(
    "formulas-with-results.xlsx",
    "The file holds the results of its formulas; they are read like numbers.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4 | admitted 6 C4 | pct_of_target 60 D4
        Xã An Phú | target 12 B5 | admitted 9 C5 | pct_of_target 75 D5
        Σ Tổng cộng | target 22 B6 | admitted 15 C6 | pct_of_target 68.181818 D6
        """,
    ),
)
def formulas_with_results() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ (%)"],
            ["Xã Tân Hòa", 10, 6, Formula("=C4/B4*100", 60)],
            ["Xã An Phú", 12, 9, Formula("=C5/B5*100", 75)],
            [
                "Tổng cộng",
                Formula("=SUM(B4:B5)", 22),
                Formula("=SUM(C4:C5)", 15),
                Formula("=C6/B6*100", 68.18181818181817),
            ],
        ]
    )


@sample(
    "formulas-without-results.xlsx",
    "A program wrote the formulas and nobody opened the file since: their values are not there.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 B4 | admitted 6 C4
        Xã An Phú | target 12 B5
        """,
    ),
    issues=[
        ("Sheet1!C5", "uncached_formula", "warning"),
        ("Sheet1!B6", "uncached_formula", "warning"),
        ("Sheet1!C6", "uncached_formula", "warning"),
    ],
)
def formulas_without_results() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Chỉ tiêu", "Kết quả"],
            ["Xã Tân Hòa", 10, 6],
            ["Xã An Phú", 12, Formula("=4+5", None)],
            ["Tổng cộng", Formula("=SUM(B4:B5)", None), Formula("=SUM(C4:C5)", None)],
        ]
    )


# === What does not fit =========================================================================


@sample(
    "column-that-nobody-knows.xlsx",
    "`Số buổi sinh hoạt` is no measure: the file stops, and the message lists the headings.",
    issues=[("", "unmapped_column", "stop")],
    says={"unmapped_column": ["Số buổi sinh hoạt", "Chỉ tiêu", "Kết quả"]},
)
def column_that_nobody_knows() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả", "Số buổi sinh hoạt"],
            [1, "Xã Tân Hòa", 10, 6, 24],
            [2, "Xã An Phú", 12, 9, 22],
        ]
    )


@sample(
    "no-column-of-units.xlsx",
    "Figures without names.",
    issues=[("", "missing_column", "stop")],
)
def no_column_of_units() -> bytes:
    return workbook([[YEAR_TITLE], [], ["Chỉ tiêu", "Kết quả"], [10, 6], [12, 9]])


@sample(
    "no-column-of-figures.xlsx",
    "Names and remarks without figures.",
    issues=[("", "missing_column", "stop")],
)
def no_column_of_figures() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["STT", "Đơn vị", "Ghi chú"],
            [1, "Xã Tân Hòa", "đã gửi báo cáo"],
            [2, "Xã An Phú", "chưa gửi"],
        ]
    )


@sample(
    "header-only.xlsx",
    "A form that was never filled in.",
    issues=[("", None, None)],
    only_these_issues=True,
)
def header_only() -> bytes:
    return workbook([[YEAR_TITLE], [], HEAD])


@sample(
    "header-only.csv",
    "A text file with one line of headings.",
    issues=[("", None, None)],
    only_these_issues=True,
)
def header_only_csv() -> bytes:
    return text_file("STT,Đơn vị,Chỉ tiêu,Kết quả\n")


@sample("empty.csv", "Not a byte.", issues=[("", None, "stop")], only_these_issues=True)
@sample(
    "empty.xlsx",
    "Not a byte, under the name of a workbook.",
    issues=[("", None, "stop")],
    only_these_issues=True,
)
def empty() -> bytes:
    return b""


@sample(
    "empty-workbook.xlsx",
    "A workbook whose only sheet holds nothing.",
    issues=[("", None, None)],
    only_these_issues=True,
)
def empty_workbook() -> bytes:
    return workbook([])


@sample(
    "truncated.xlsx",
    "The second half of the file never arrived.",
    issues=[("", None, "stop")],
    only_these_issues=True,
)
def truncated() -> bytes:
    data = workbook(_PLAIN)
    return data[: len(data) // 2]


@sample(
    "entity-in-a-document.docx",
    "The document declares an entity, which no office program writes; a figure hides in it.",
    issues=[("", None, "stop")],
    only_these_issues=True,
)
def entity_in_a_document() -> bytes:
    return document(
        YEAR_TITLE,
        [HEAD[:4], ["1", "Xã Tân Hòa", "10", Box(runs="<w:r><w:t>&six;</w:t></w:r>")]],
        doctype='<!DOCTYPE x [<!ENTITY six "6">]>',
    )


@sample(
    "cell-in-the-last-corner.xlsx",
    "One cell at XFD1048576 besides an honest table.",
    issues=[("", None, None)],
    complete=False,
)
def cell_in_the_last_corner() -> bytes:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return repacked(workbook(_PLAIN), lambda _name, part: part.replace(b"</sheetData>", corner))


# === Hidden things =============================================================================


@sample(
    "hidden-row.xlsx",
    "Row 5 is hidden; the total counts what is shown.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 D4
        Xã An Phú | target 12 C6 | admitted 9 D6
        Σ Tổng cộng | target 22 C7 | admitted 15 D7
        """,
    ),
    issues=[("Sheet1!5", "hidden_row", "note")],
)
def hidden_row() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                HEAD[:4],
                [1, "Xã Tân Hòa", 10, 6],
                [2, "Xã Cũ", 99, 77],
                [3, "Xã An Phú", 12, 9],
                [None, "Tổng cộng", 22, 15],
            ],
            hidden_rows=[5],
        )
    )


@sample(
    "hidden-column.xlsx",
    "Column D is hidden and holds an older result.",
    figures(
        "2024",
        """
        Xã Tân Hòa | target 10 C4 | admitted 6 E4
        Xã An Phú | target 12 C5 | admitted 9 E5
        """,
    ),
    issues=[("Sheet1", "hidden_column", "note")],
)
def hidden_column() -> bytes:
    return workbook(
        Tab(
            [
                [YEAR_TITLE],
                [],
                ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả", "Kết quả"],
                [1, "Xã Tân Hòa", 10, 4, 6],
                [2, "Xã An Phú", 12, 5, 9],
            ],
            hidden_columns=["D"],
        )
    )


@sample(
    "hidden-sheet.xlsx",
    "A draft with other figures stands on a hidden sheet.",
    _PLAIN_CELLS,
    issues=[("Nháp", "hidden_sheet", "note")],
)
def hidden_sheet() -> bytes:
    draft: Rows = [[YEAR_TITLE], [], HEAD[:4], [1, "Xã Tân Hòa", 10, 99]]
    return workbook(_PLAIN, Tab(draft, "Nháp", is_hidden=True))


# === Balances ==================================================================================


@sample(
    "more-women-than-persons.xlsx",
    "Seven women among six persons.",
    figures("2024", "Xã An Phú | admitted 9 B5 | admitted_female 4 C5"),
    issues=[("Sheet1!4", None, None)],
    complete=False,
)
def more_women_than_persons() -> bytes:
    return workbook(
        [
            [YEAR_TITLE],
            [],
            ["Đơn vị", "Đảng viên mới kết nạp", "Trong đó: nữ"],
            ["Xã Tân Hòa", 6, 7],
            ["Xã An Phú", 9, 4],
        ]
    )


@sample(
    "opening-and-closing-members.xlsx",
    "Opening plus joined minus left is closing in the first row, and two too few in the second.",
    figures(
        "2024",
        """
        Xã Tân Hòa | admitted 6 C4 | members_transferred_in 4 D4 | members_struck_off 1 E4 \
| members_left 1 F4 | members_total 128 G4 31/12/2024
        """,
    ),
    issues=[("Sheet1!5", None, None)],
    complete=False,
)
def opening_and_closing_members() -> bytes:
    return workbook(
        [
            ["TĂNG, GIẢM ĐẢNG VIÊN NĂM 2024"],
            [],
            [
                "Đơn vị",
                "Tổng số đảng viên đầu kỳ",
                "Đảng viên mới kết nạp",
                "Đảng viên chuyển đến",
                "Đảng viên bị xóa tên",
                "Đảng viên cho ra khỏi Đảng",
                "Tổng số đảng viên cuối kỳ",
            ],
            ["Xã Tân Hòa", 120, 6, 4, 1, 1, 128],
            ["Xã An Phú", 80, 5, 0, 0, 2, 85],
        ]
    )


# === The form with criteria as rows ============================================================

_FORM_HEAD: Rows = [
    ["Tiêu chí", "Thực hiện", None, "(%) kỳ này so với cùng kỳ năm trước"],
    [None, "Kỳ này", "Cùng kỳ năm trước"],
    [1, 2, 3, "4 (=2*100/3)"],
]


@sample(
    "criteria-form.xlsx",
    "Biểu số 2-BTCTW: criteria as rows, overlapping and partition rows, an average among counts.",
    figures(
        "2024",
        """
        Đảng bộ xã Tân Hòa | admitted 40 B8 | admitted 38 C8 2023 | yoy_index_pct 105.3 D8
        Đảng bộ xã Tân Hòa | admitted_female 18 B10 | admitted_female 16 C10 2023
        Đảng bộ xã Tân Hòa | admitted_ethnic_minority 3 B11 | admitted_ethnic_minority 0 C11 2023
        Đảng bộ xã Tân Hòa | admitted_religious 5 B12 | admitted_religious 4 C12 2023
        Đảng bộ xã Tân Hòa | admitted_youth_union 25 B13 | admitted_youth_union 27 C13 2023
        Đảng bộ xã Tân Hòa | admitted_age_18_30 27 B36 | admitted_age_18_30 26 C36 2023
        """,
    ),
    complete=False,
)
def criteria_form() -> bytes:
    return workbook(
        Tab(
            [
                ["ĐẢNG BỘ TỈNH BÌNH MINH", None, None, "Biểu số 2-BTCTW"],
                ["Đơn vị báo cáo: Đảng bộ xã Tân Hòa"],
                ["THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2024"],
                [],
                *_FORM_HEAD,
                ["I. Tổng số đảng viên mới kết nạp", 40, 38, "105,3"],
                ["Trong đó:"],
                ["- Nữ", 18, 16, "112,5"],
                ["- Dân tộc thiểu số", 3, 0, "-"],
                ["- Người theo tôn giáo", 5, 4, "125,0"],
                ["- Đoàn viên Đoàn TNCS Hồ Chí Minh", 25, 27, "92,6"],
                ["- Chủ doanh nghiệp tư nhân", 1, "X"],
                ["- Quần chúng vi phạm chính sách KHHGĐ", 0, 1, "0,0"],
                ["- Có quan hệ hôn nhân với người nước ngoài", "….", "…."],
                ["- Kết nạp lại", 1, 0, "-"],
                ["II. Phân tích đảng viên mới kết nạp"],
                ["1. Nghề nghiệp"],
                ["- Cán bộ, công chức cơ quan Nhà nước từ cấp huyện trở lên", 4, 4, "100,0"],
                ["- Cán bộ, công chức cơ quan Đảng, MTTQ, đoàn thể từ cấp huyện", 3, 2, "150,0"],
                ["- Cán bộ, công chức, người HĐKCT xã, phường, thị trấn", 5, 5, "100,0"],
                ["- Người hoạt động không chuyên trách ở thôn, tổ dân phố", 4, 3, "133,3"],
                ["- Viên chức trong đơn vị sự nghiệp công lập", 8, 8, "100,0"],
                ["- Người lao động trong đơn vị sự nghiệp ngoài công lập", 1, 1, "100,0"],
                ["- Làm việc trong doanh nghiệp", 6, 6, "100,0"],
                ["+ Lãnh đạo, quản lý", 1, 2, "50,0"],
                ["+ Nhân viên gián tiếp", 2, 2, "100,0"],
                ["+ Công nhân, lao động trực tiếp", 3, 2, "150,0"],
                ["- Nông, lâm, ngư nghiệp", 2, 3, "66,7"],
                ["- Quân đội, công an", 3, 2, "150,0"],
                ["- Sinh viên", 1, 1, "100,0"],
                ["- Học sinh", 2, 2, "100,0"],
                ["- Khác", 1, 1, "100,0"],
                ["2. Tuổi đời"],
                ["- 18 - 30 tuổi", 27, 26, "103,8"],
                ["- 31 - 35 tuổi", 7, 6, "116,7"],
                ["- 36 - 40 tuổi", 4, 4, "100,0"],
                ["- 41 - 45 tuổi", 1, 1, "100,0"],
                ["- 46 - 50 tuổi", 1, 1, "100,0"],
                ["- 51 - 55 tuổi", 0, 0, "-"],
                ["- 56 - 60 tuổi", 0, 0, "-"],
                ["- Trên 60 tuổi", 0, 0, "-"],
                ["Tuổi bình quân", "28,5", "28,1"],
                ["3. Trình độ giáo dục phổ thông"],
                ["- Trung học cơ sở", 2, 3, "66,7"],
                ["- Trung học phổ thông", 38, 35, "108,6"],
                ["4. Trình độ chuyên môn"],
                ["- Trung cấp", 5, 6, "83,3"],
                ["- Cao đẳng", 6, 5, "120,0"],
                ["- Đại học", 20, 18, "111,1"],
                ["III. Số tổ chức cơ sở đảng có đến cuối kỳ", 12, 12, "100,0"],
                ["1. Đảng bộ cơ sở", 2, 2, "100,0"],
                ["2. Chi bộ cơ sở", 10, 10, "100,0"],
                [],
                [None, None, "Tân Hòa, ngày 06 tháng 01 năm 2025"],
                ["NGƯỜI LẬP BIỂU", None, "T/M ĐẢNG ỦY"],
            ],
            merges=["A3:D3", "A5:A6", "B5:C5", "D5:D6"],
        )
    )


@sample(
    "criteria-form-older.xlsx",
    "The form of 2012: `4 = 2:3`, four groups of age, a half-year in the title.",
    figures(
        "2024-half",
        """
        Đảng bộ phường Bình Sơn | admitted 21 B7 | admitted 20 C7 2023-half | yoy_index_pct 105 D7
        Đảng bộ phường Bình Sơn | admitted_female 10 B8 | admitted_female 11 C8 2023-half
        Đảng bộ phường Bình Sơn | admitted_age_18_30 15 B10 | admitted_age_18_30 13 C10 2023-half
        """,
    ),
    complete=False,
)
def criteria_form_older() -> bytes:
    return workbook(
        Tab(
            [
                ["Đơn vị: Đảng bộ phường Bình Sơn", None, None, "Biểu 2-TCTW"],
                ["ĐẢNG VIÊN MỚI KẾT NẠP 6 THÁNG ĐẦU NĂM 2024"],
                [None, None, None, "Đvt: Người"],
                ["Tiêu chí", "Thực hiện", None, "% so với cùng kỳ năm trước"],
                [None, "Kỳ này", "Cùng kỳ năm trước"],
                [1, 2, 3, "4 = 2:3"],
                ["I. Tổng số đảng viên mới kết nạp", 21, 20, 105],
                ["Nữ", 10, 11, 90.9],
                ["II. Tuổi đời"],
                ["18 - 30 tuổi", 15, 13, 115.4],
                ["31 - 40 tuổi", 4, 5, 80],
                ["41 - 50 tuổi", 2, 2, 100],
                ["51 tuổi trở lên", 0, 0, "-"],
                ["Tuổi bình quân", 29.5, 30.2],
            ],
            merges=["A2:D2", "A4:A5", "B4:C4", "D4:D5"],
        )
    )


@sample(
    "criteria-form-out-of-balance.xlsx",
    "The groups of age of this year add up to 39 of 40.",
    issues=[("Sheet1", None, None)],
    complete=False,
)
def criteria_form_out_of_balance() -> bytes:
    return workbook(
        Tab(
            [
                ["Đơn vị báo cáo: Đảng bộ xã Tân Hòa", None, None, "Biểu số 2-BTCTW"],
                [],
                ["THỐNG KÊ ĐẢNG VIÊN MỚI KẾT NẠP NĂM 2024"],
                [],
                *_FORM_HEAD,
                ["I. Tổng số đảng viên mới kết nạp", 40, 38, "105,3"],
                ["Nữ", 18, 16, "112,5"],
                ["2. Tuổi đời"],
                ["18 - 30 tuổi", 27, 26, "103,8"],
                ["31 - 35 tuổi", 7, 6, "116,7"],
                ["36 - 40 tuổi", 3, 4, "75,0"],
                ["41 - 45 tuổi", 1, 1, "100,0"],
                ["46 - 50 tuổi", 1, 1, "100,0"],
                ["51 - 55 tuổi", 0, 0, "-"],
                ["56 - 60 tuổi", 0, 0, "-"],
                ["Trên 60 tuổi", 0, 0, "-"],
                ["Tuổi bình quân", "28,5", "28,1"],
            ],
            merges=["A3:D3", "A5:A6", "B5:C5", "D5:D6"],
        )
    )


# --- Writing -----------------------------------------------------------------------------------


def converted(data: bytes, ending: str) -> bytes:
    """Let LibreOffice save a workbook in another format."""
    office = shutil.which("soffice")
    if office is None:
        raise SystemExit("--convert needs LibreOffice (soffice)")
    with tempfile.TemporaryDirectory() as place:
        source = Path(place, "source.xlsx")
        source.write_bytes(data)
        profile = Path(place, "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless"]
        command += ["--convert-to", ending, "--outdir", place, str(source)]
        environment = os.environ | {"TZ": "UTC"}  # old Excel files hold local times
        subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment)
        result = source.with_suffix(f".{ending}").read_bytes()
    return undated(result) if ending == "ods" else result


def undated(data: bytes) -> bytes:
    """Take the day of saving out of an OpenDocument file."""
    dates = re.compile(rb"<(meta:creation-date|dc:date)>[^<]*<")

    def change(name: str, part: bytes) -> bytes:
        return dates.sub(rb"<\1>2024-07-05T00:00:00<", part) if name == "meta.xml" else part

    return repacked(data, change)


def build(folder: Path, *, convert: bool = False) -> list[Path]:
    """Write the corpus; converted files only if asked, for they need LibreOffice."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for entry in SAMPLES.values():
        target = folder / entry.name
        note = folder / f"{entry.name}.expected.json"
        note.write_text(entry.expected(), encoding="utf-8", newline="\n")
        if entry.convert_to and not convert:
            continue
        data = entry.build()
        target.write_bytes(converted(data, entry.convert_to) if entry.convert_to else data)
        written.append(target)
    return written


def main() -> None:
    """Write the corpus beside this script."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--convert", action="store_true", help="also what LibreOffice converts")
    written = build(CORPUS, convert=parser.parse_args().convert)
    print(f"{len(written)} of {len(SAMPLES)} files written")


if __name__ == "__main__":
    main()
