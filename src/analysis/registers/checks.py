"""Checks that all registers share: identifiers, closed sets, references, dates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.registers.csv_files import place

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_ids(path: Path, frame: pd.DataFrame, column: str, form: re.Pattern[str]) -> None:
    """Check that identifiers have the agreed form and occur once.

    Raises:
        SourceError: The first identifier of another form, or the first that repeats an earlier one.
    """
    first: dict[str, int] = {}
    for line, value in _cells(frame, column):
        if not form.fullmatch(value):
            raise SourceError(
                f"mã «{value}» không đúng dạng ở cột {column}", where=place(path, line)
            )
        if value in first:
            raise SourceError(
                f"mã «{value}» đã có ở dòng {first[value]}",
                where=place(path, line),
                todo=f"mỗi {column} chỉ ghi một dòng",
            )
        first[value] = line


def check_choice(path: Path, frame: pd.DataFrame, column: str, allowed: Collection[str]) -> None:
    """Check that a column holds only values of a closed set.

    Raises:
        SourceError: The first value outside the set; the message lists the set.
    """
    for line, value in _cells(frame, column):
        if value not in allowed:
            raise SourceError(
                f"giá trị «{value}» ở cột {column} không có trong danh sách",
                where=place(path, line),
                todo=f"chọn một trong: {', '.join(sorted(allowed))}",
            )


def check_filled(path: Path, frame: pd.DataFrame, column: str) -> None:
    """Check that a column has no blank cell.

    Raises:
        SourceError: The first blank cell.
    """
    for line, value in _cells(frame, column):
        if not value.strip():
            raise SourceError(f"cột {column} còn trống", where=place(path, line))


def check_known(path: Path, frame: pd.DataFrame, column: str, known: Collection[str]) -> None:
    """Check that every cell that is not empty names something known.

    Raises:
        SourceError: The first unknown name.
    """
    for line, value in _cells(frame, column):
        if value and value not in known:
            raise SourceError(f"cột {column} ghi mã lạ «{value}»", where=place(path, line))


def read_date(path: Path, line: int, column: str, text: str) -> date | None:
    """Read a date of the form ``2025-07-01``; an empty cell means unknown or open.

    Raises:
        SourceError: Another form, or a day that does not exist.
    """
    if not text:
        return None
    try:
        if _ISO_DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise SourceError(
        f"ngày «{text}» ở cột {column} không đúng",
        where=place(path, line),
        todo="ghi năm-tháng-ngày, ví dụ 2025-07-01",
    )


def _cells(frame: pd.DataFrame, column: str) -> Iterator[tuple[int, str]]:
    return zip(frame["line"].tolist(), frame[column].tolist(), strict=True)
