"""What a sender has to correct: the issues of one file as a workbook to send back.

File names, sheets, units and values come from the sender's file and may hold anything; all of them
are written as text, with a sign for each character that cannot be shown.
"""

from __future__ import annotations

import hashlib
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.render.return_template import (
    ACCENT,
    FONT,
    HEAD_FILL,
    INK,
    LINE,
    SOFT,
    lines_of,
    set_print,
)
from analysis.render.workbook import _CREATED, _OPTIONS
from analysis.render.workbook_look import visible_text
from analysis.returns.records import Issue, Severity

SHEET = "Cần sửa"
MAX_NAME_CHARS = 120
_MAX_NAME_BYTES = 240  # file systems allow 255 bytes; a Vietnamese letter takes up to three

_MAX_ROW_HEIGHT = 409
_LINE_HEIGHT = 15


@dataclass(frozen=True, slots=True)
class _Grade:
    """How a severity is called, explained and coloured."""

    name: str
    meaning: str
    fill: str
    ink: str


_GRADES = {
    Severity.STOP: _Grade("Phải sửa", "chưa lấy được số liệu", "#A3231F", "#FFFFFF"),
    Severity.WARNING: _Grade(
        "Cần xem lại", "ô chưa đọc được hoặc mâu thuẫn với số khác", "#FBE3A1", INK
    ),
    Severity.NOTE: _Grade("Để biết", "đã đọc, không phải sửa nếu đúng", "#DCE6EF", INK),
}
_ORDER = list(_GRADES)
_COLUMNS = (
    ("Mức độ", 13),
    ("Trang tính", 17),
    ("Ô", 13),
    ("Đơn vị", 29),
    ("Giá trị trong tệp", 21),
    ("Cần sửa gì", 66),
)
_LAST = len(_COLUMNS) - 1
_TOTAL_WIDTH = sum(width for _, width in _COLUMNS)
_TITLE_ROW, _FILE_ROW, _COUNT_ROW, _TODO_ROW, _HEAD_ROW = range(5)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an issue stands.

    Attributes:
        sheet: The sheet, as people call it.
        spot: The cell, row or line, as people call it.
        row: For the order; 0 for a whole sheet or file.
        column: For the order; 0 for a whole row.
    """

    sheet: str
    spot: str
    row: int = 0
    column: int = 0


def render_return_sheet(file: str, sender: str, issues: Sequence[Issue]) -> bytes:
    """Write the issues of one file for its sender, the gravest first, then by sheet and cell.

    Args:
        file: Name of the file as the sender knows it.
        sender: Who sent it; empty where that is not known.
        issues: Its issues, in any order: the same issues give the same bytes.
    """
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, _OPTIONS)
    book.set_properties({"title": "Những chỗ cần xem lại trong tệp số liệu", "created": _CREATED})
    sheet = book.add_worksheet(SHEET)
    for x, (_, width) in enumerate(_COLUMNS):
        sheet.set_column(x, x, width)
    _write_top(book, sheet, (file, sender), Counter(issue.severity for issue in issues))
    _write_issues(book, sheet, issues)
    sheet.freeze_panes(_HEAD_ROW + 1, 0)
    sheet.repeat_rows(_HEAD_ROW)
    sheet.hide_gridlines(2)
    set_print(sheet)
    book.close()
    return buffer.getvalue()


def _style(book: xlsxwriter.Workbook, **settings: object) -> Format:
    look = {"font_name": FONT, "font_size": 12, "font_color": INK, "valign": "top"}
    return book.add_format({**look, "text_wrap": True, **settings})


def _write_top(
    book: xlsxwriter.Workbook, sheet: Worksheet, whose: tuple[str, str], counts: Counter[Severity]
) -> None:
    """Write whose file it is, how much is to be done and how."""
    title = _style(book, bold=True, font_size=15, font_color=ACCENT, valign="vcenter")
    plain, bold, quiet = _style(book), _style(book, bold=True), _style(book, font_color=SOFT)
    file, sender = map(visible_text, whose)
    of_file = f"Tệp: {file}" + (f"\nĐơn vị gửi: {sender}" if sender.strip() else "")
    counted = _count_words(counts)
    texts = (
        (_TITLE_ROW, "NHỮNG CHỖ CẦN XEM LẠI TRONG TỆP SỐ LIỆU", title),
        (_FILE_ROW, of_file, plain),
        (_COUNT_ROW, "".join(chain(*counted)) or "Không có chỗ nào cần xem lại.", plain),
        (_TODO_ROW, _what_to_do(counts), quiet),
    )
    for row, text, style in texts:
        sheet.merge_range(row, 0, row, _LAST, "", style)
        sheet.write_string(row, 0, text, style)
        height = 6 + (_LINE_HEIGHT + 1) * lines_of(text, _TOTAL_WIDTH)
        sheet.set_row(row, 27 if row == _TITLE_ROW else min(height, _MAX_ROW_HEIGHT))
    if counted:
        parts = chain.from_iterable((bold, count, plain, meaning) for count, meaning in counted)
        sheet.write_rich_string(_COUNT_ROW, 0, *parts, plain)


def _count_words(counts: Counter[Severity]) -> list[tuple[str, str]]:
    """Count the issues of each severity, and say what it means."""
    found = [(grade, counts[severity]) for severity, grade in _GRADES.items() if counts[severity]]
    ends = [*[";   "] * (len(found) - 1), "."]
    return [
        (f"{grade.name}: {count}", f" ({grade.meaning}){end}")
        for (grade, count), end in zip(found, ends, strict=False)
    ]


def _what_to_do(counts: Counter[Severity]) -> str:
    """Say what the sender should do, as far as there is anything to do."""
    if counts[Severity.STOP] or counts[Severity.WARNING]:
        return (
            "Cách làm: mở tệp nêu trên, sửa ngay tại các ô ghi dưới đây, lưu lại với tên cũ rồi "
            "gửi cả tệp cho nơi đã gửi bảng này. Số nào kiểm tra lại thấy đúng thì giữ nguyên "
            "và trả lời vì sao."
        )
    if counts[Severity.NOTE]:
        return (
            "Số liệu đã được đọc. Chỉ cần trả lời nơi đã gửi bảng này nếu có cách đọc nào dưới đây "
            "không đúng."
        )
    return "Tệp đã được đọc, không cần sửa và không cần gửi lại."


def _write_issues(book: xlsxwriter.Workbook, sheet: Worksheet, issues: Sequence[Issue]) -> None:
    """Write the table; filters only where there is something to filter."""
    lines = {"border": 1, "border_color": LINE}
    head = _style(book, bold=True, bg_color=HEAD_FILL, valign="vcenter", align="center", **lines)
    as_stored = _style(book, num_format="@", align="left", indent=1, **lines)
    message = _style(book, align="left", indent=1, **lines)
    grades = {
        severity: _style(
            book, bold=True, align="center", bg_color=grade.fill, font_color=grade.ink, **lines
        )
        for severity, grade in _GRADES.items()
    }
    sheet.set_row(_HEAD_ROW, 24)
    for x, (name, _) in enumerate(_COLUMNS):
        sheet.write_string(_HEAD_ROW, x, name, head)
    for row, issue in enumerate(sorted(issues, key=_rank), start=_HEAD_ROW + 1):
        texts = _texts_of(issue)
        styles = (grades[issue.severity], *[as_stored] * (_LAST - 1), message)
        for x, (text, style) in enumerate(zip(texts, styles, strict=True)):
            sheet.write_string(row, x, text, style)
        sheet.set_row(row, _row_height(texts))
    if issues:
        last = _HEAD_ROW + len(issues)
        sheet.autofilter(_HEAD_ROW, 0, last, _LAST)
        sheet.ignore_errors({"number_stored_as_text": f"A{_HEAD_ROW + 2}:F{last + 1}"})


def _texts_of(issue: Issue) -> tuple[str, ...]:
    place = _place_of(issue)
    message = issue.message[:1].upper() + issue.message[1:]
    words = (place.sheet, place.spot, issue.unit, issue.value, message)
    return (_GRADES[issue.severity].name, *map(visible_text, words))


def _row_height(texts: Sequence[str]) -> float:
    """Make room for the longest text of a row, as far as a row can be high."""
    widths = [width - 1 for _, width in _COLUMNS]
    lines = max(lines_of(text, width) for text, width in zip(texts, widths, strict=True))
    return min(4 + _LINE_HEIGHT * lines, _MAX_ROW_HEIGHT)


def _rank(issue: Issue) -> tuple:
    """Order by severity, sheet and cell; the rest makes the order the same for the same issues."""
    place = _place_of(issue)
    where = (_natural(place.sheet), place.row, place.column, place.spot)
    return (
        _ORDER.index(issue.severity),
        *where,
        issue.unit,
        issue.rule,
        issue.message,
        issue.value,
    )


def _natural(name: str) -> list[str | int]:
    """Split a name so that "Tháng 2" comes before "Tháng 10"."""
    parts = re.split(r"([0-9]{1,9})", name.casefold())
    return [int(part) if number % 2 else part for number, part in enumerate(parts)]


def _place_of(issue: Issue) -> _Place:
    """Say where an issue stands, in the words of the program in which the file is opened."""
    sheet, spot = issue.sheet, issue.locator
    if not sheet and "!" in spot:
        sheet, _, spot = spot.rpartition("!")
    spot = spot.removeprefix(f"{sheet}!")
    if found := re.fullmatch(
        r"table ([0-9]{1,6})(?: row ([0-9]{1,7})(?: col ([0-9]{1,5}))?)?", spot
    ):
        table, row, column = (int(part) if part else 0 for part in found.groups())
        return _Place(f"Bảng {table}", _row_words(row, column) or "cả bảng", row, column)
    if spot in ("", sheet):
        return _Place(sheet, "cả trang" if sheet else "cả tệp")
    if found := re.fullmatch(r"([A-Z]{1,3})([0-9]{1,7})", spot):
        return _Place(sheet, spot, int(found[2]), _column_number(found[1]))
    if found := re.fullmatch(r"(?:line )?([0-9]{1,9})", spot):
        return _Place(sheet, _row_words(int(found[1]), 0), int(found[1]))
    return _Place(sheet, spot)


def _row_words(row: int, column: int) -> str:
    words = [f"dòng {row}" if row else "", f"cột {column}" if column else ""]
    return ", ".join(word for word in words if word)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


_FORBIDDEN = frozenset('<>:"/\\|?*')
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])[ ]*(?:\..*)?", re.IGNORECASE
)
_MARKED = re.compile(r".*~[0-9a-f]{12}")


def return_sheet_name(file: str) -> str:
    """Name the return sheet of a file: its name and ``.xlsx``, safe on every system.

    A name that has to be changed gets a mark made from the original, so that different files
    always have different return sheets.
    """
    kept = "".join(_safe(char) for char in unicodedata.normalize("NFC", file)).strip(" ")
    name = f"_{kept}" if _DEVICES.fullmatch(kept) or not kept.strip(".") else kept
    if name == file and _fits(f"{name}.xlsx") and not _MARKED.fullmatch(name):
        return f"{name}.xlsx"
    mark = hashlib.sha256(file.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    while not _fits(f"{name}~{mark}.xlsx"):
        name = name[:-1]
    return f"{name}~{mark}.xlsx"


def _safe(char: str) -> str:
    is_hidden = unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    return "_" if is_hidden or char in _FORBIDDEN else char


def _fits(name: str) -> bool:
    return len(name) <= MAX_NAME_CHARS and len(name.encode("utf-8")) <= _MAX_NAME_BYTES
