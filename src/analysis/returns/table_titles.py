"""The lines above a table: what they say of its period, its subject and who reports."""

from __future__ import annotations

import re

from analysis.office_files.grids import CellKind
from analysis.returns.grid import Grid
from analysis.returns.return_periods import BasePeriod, base_period
from analysis.returns.time_hints import take_hints
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import clean_text, match_key

_LABELLED = re.compile(r"[^\d:]{2,40}:")
_OF_PERIOD = re.compile(
    r"kỳ(?: số liệu| báo cáo| thống kê| của số liệu)? ?:|kỳ (?:số liệu|báo cáo)(?: |$)"
)
_OF_YEAR = re.compile(r"năm(?: số liệu| báo cáo| thống kê)? ?:")
_OF_WRITING = re.compile(
    r"(?:ngày(?:, tháng)?(?:, năm)?|thời gian|hạn) (?:báo cáo|lập|in|gửi|ký|nộp|nhận|xuất)\b"
)
_SUBJECT = re.compile(r"kết nạp|đảng viên|phát triển đảng|chỉ tiêu|quần chúng")
_ORGANISATION = re.compile(
    r"^(?:đảng bộ|đảng ủy|huyện ủy|thị ủy|thành ủy|quận ủy|tỉnh ủy|chi bộ|chi ủy)\b"
)
_REPORTS = re.compile(
    r"^\W*(?:tên )?đơn vị(?: báo cáo| lập biểu| lập báo cáo| gửi| gửi báo cáo| thống kê)?"
    r" ?(?::|\.{2,}|…)(?P<name>.*)$",
    re.IGNORECASE,
)
_NEXT_LABEL = re.compile(
    r"[;,\s–-]+(?:kỳ|năm|ngày|mẫu|biểu)(?: [^\W\d]+){0,3} ?:.*$", re.IGNORECASE
)
_DOTS = " .…_:()"
_NATION = "đảng cộng sản việt nam"
_NO_NAMES = ("người", "đồng chí", "đảng viên", "%", "đ/c")


def lines_of(grid: Grid, rows: list[int]) -> list[str]:
    """List the lines of some rows: each cell, or a label together with what stands behind it.

    A true date that nothing says anything about is left out: it may be the day of printing.
    """
    return [line for row in rows for line in _lines_of_row(grid, row)]


def _lines_of_row(grid: Grid, row: int) -> list[str]:
    lines: list[str] = []
    for column, text in grid.texts_of_row(row).items():
        cell = grid.cell(row, column)
        is_date = cell is not None and cell.kind is CellKind.DATE
        is_open = bool(lines) and lines[-1].endswith((":", " ngày", " đến"))
        if is_open and not _LABELLED.match(text):
            lines[-1] = f"{lines[-1]} {text}"
        elif not is_date:
            lines.append(text)
    return lines


def is_title(line: str) -> bool:
    """Tell whether a line between two tables is the title of the second one."""
    key = match_key(line)
    if vocabulary().foot_rows.match(key) or _OF_WRITING.match(key):
        return False
    return bool(base_period([line], "").period or base_period([line], "").year) or (
        _SUBJECT.search(key) is not None and len(key.split()) > 3
    )


def period_above(titles: list[str], own: list[str], sheet_name: str) -> BasePeriod:
    """Find the period of a table.

    Args:
        titles: The lines above the first table of the sheet.
        own: The lines between the table before and this one; empty for the first table.
        sheet_name: The name of the sheet.
    """
    base = _period_of(titles, sheet_name)
    stated = [line for line in own if is_title(line)]
    if not any(take_hints(line)[0] for line in stated):
        return base
    found = _period_of(stated, "")
    if found.period is None and found.year is None and base.year:
        found = _period_of([*stated, f"Năm {base.year}"], "")
    return found


def _period_of(lines: list[str], sheet_name: str) -> BasePeriod:
    """Read the period; where a line is there to state it, nothing else counts."""
    keys = [match_key(line) for line in lines]
    stated = [n for n, key in enumerate(keys) if _OF_PERIOD.match(key)]
    if stated:
        years = [n for n, key in enumerate(keys) if _OF_YEAR.match(key)]
        return base_period([lines[n] for n in stated + years], "")
    counted = [n for n, key in enumerate(keys) if not _OF_WRITING.match(key)]
    return base_period([lines[n] for n in counted], sheet_name)


def subject_lines(titles: list[str], own: list[str]) -> list[str]:
    """List the lines that say what a table is about: its own title, else that of the sheet."""
    has_own = any(_SUBJECT.search(match_key(line)) for line in own if is_title(line))
    return own if has_own else titles + [line for line in own if line not in titles]


def organisation_of(lines: list[str]) -> str:
    """Find who reports in the lines above a form: "Đơn vị báo cáo: …", else the issuing body."""
    for line in lines:
        found = _REPORTS.match(clean_text(line))
        name = _NEXT_LABEL.sub("", found["name"]).strip(_DOTS) if found else ""
        if name and match_key(name) not in _NO_NAMES:
            return name
    bodies = [
        line
        for line in lines
        if _ORGANISATION.match(match_key(line)) and match_key(line) != _NATION
    ]
    return bodies[-1] if bodies else ""
