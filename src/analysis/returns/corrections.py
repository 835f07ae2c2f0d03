"""Known errors of senders, corrected outside the raw file, each with who decided it and why.

A correction states the wrong value that it expects. Once the sender has mended the file, the value
is no longer there, and the correction stops the file until somebody removes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import yaml
from pydantic import BaseModel, ConfigDict, Field

from analysis.errors import SourceError
from analysis.office_files.grids import Addressing, Book, Cell, CellKind, Sheet
from analysis.returns.records import Issue, Severity
from analysis.text.normalise import clean_text

_DIGITS = re.compile(r"-?[0-9]{1,15}")


class Correction(BaseModel):
    """One correction.

    Args:
        file: The file, as seen from the folder of returns: ``2024/cum-03.xlsx``.
        cell: The place: ``Sheet1!C7``, ``table 2 row 5 col 3``, ``line 12 col 3``.
        expect: The wrong value, as stored.
        correct: The right value.
        decided_by: The office that decided it.
        reason: Why.
        date: When.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str = Field(min_length=1)
    cell: str = Field(min_length=1)
    expect: str
    correct: str = Field(min_length=1)
    decided_by: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    date: date


def read_corrections(text: str, where: str) -> list[Correction]:
    """Read the list of corrections.

    Raises:
        SourceError: No YAML, no list, an entry that lacks something, or one cell twice.
    """
    try:
        # Everything is text as written: YAML would turn 012 into 10 and "no" into false.
        raw = yaml.load(text, Loader=yaml.BaseLoader) or []
        entries = [Correction.model_validate(entry) for entry in raw]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise SourceError("không phải YAML hợp lệ", where=where + line) from None
    except (ValueError, TypeError) as error:  # also a day that no calendar holds
        raise SourceError(
            f"dòng sửa không hợp lệ: {error}",
            where=where,
            todo="mỗi dòng cần file, cell, expect, correct, decided_by, reason, date",
        ) from None
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.file, entry.cell) in seen:
            raise SourceError(f"sửa hai lần một ô: {entry.file} {entry.cell}", where=where)
        seen.add((entry.file, entry.cell))
    return entries


def apply_corrections(
    book: Book, file: str, corrections: Iterable[Correction]
) -> tuple[Book, list[Issue]]:
    """Put the right values in place; report each, and each that no longer fits."""
    issues: list[Issue] = []
    sheets = list(book.sheets)
    for correction in corrections:
        found = [
            (number, place)
            for number, sheet in enumerate(sheets)
            if (place := _place_of(sheet, correction.cell)) is not None
        ]
        stored = "" if not found else _stored(sheets[found[0][0]], found[0][1])
        if not found or clean_text(stored) != clean_text(correction.expect):
            issues.append(_stale(file, correction, stored))
            continue
        number, place = found[0]
        cells = dict(sheets[number].cells)
        old = cells.get(place)
        cells[place] = _cell(correction.correct, old)
        sheets[number] = replace(sheets[number], cells=cells)
        issues.append(_applied(file, sheets[number].name, correction))
    return replace(book, sheets=tuple(sheets)), issues


def _place_of(sheet: Sheet, cell: str) -> tuple[int, int] | None:
    for row, column in sheet.cells:
        where = sheet.locate(row, column)
        if sheet.addressing is Addressing.LINE:
            where = f"{where} col {column}"
        if where == cell:
            return row, column
    return None


def _stored(sheet: Sheet, place: tuple[int, int]) -> str:
    return sheet.cells[place].text


def _cell(value: str, old: Cell | None) -> Cell:
    """Make the corrected cell: digits in place of a number are a number, all else is text."""
    if old is not None and old.kind is CellKind.NUMBER and _DIGITS.fullmatch(value):
        return replace(old, text=value, number=float(value))
    return Cell(CellKind.TEXT, value)


def _applied(file: str, sheet: str, correction: Correction) -> Issue:
    return Issue(
        file=file,
        sheet=sheet,
        locator=correction.cell,
        unit="",
        rule="corrected",
        value=correction.expect,
        message=f"đã sửa «{correction.expect}» thành «{correction.correct}»: {correction.reason} "
        f"({correction.decided_by}, {correction.date:%d/%m/%Y})",
        severity=Severity.NOTE,
    )


def _stale(file: str, correction: Correction, stored: str) -> Issue:
    return Issue(
        file=file,
        sheet="",
        locator=correction.cell,
        unit="",
        rule="stale_correction",
        value=stored,
        message=f"dòng sửa chờ giá trị «{correction.expect}» nhưng ô đang là «{stored}»; nếu nơi "
        "gửi đã sửa thì xóa dòng này trong data/raw/corrections.yml; tệp chưa được dùng",
        severity=Severity.STOP,
    )
