"""Strict reading of the hand-kept CSV files: exact header, no ragged rows, known line numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError

_SAVE_AS = "lưu tệp dạng CSV UTF-8, các cột cách nhau bằng dấu phẩy"


def place(path: Path, line: int | None = None) -> str:
    """Name a raw file, or a line of it, as the locators do: ``data/raw/registers/units.csv:7``."""
    name = "/".join(("data", "raw", *path.parts[-2:]))
    return name if line is None else f"{name}:{line}"


def read_strict_csv(path: Path, columns: Sequence[str]) -> pd.DataFrame:
    """Read a CSV file that must have exactly these columns, in this order.

    Args:
        path: A UTF-8 file (a byte order mark is allowed) with commas and a header row.
        columns: The agreed header.

    Returns:
        One row for each record in the order of the file: ``columns`` as text exactly as written
        (an empty field is an empty string), then ``line``, the line on which the record begins.
        Blank lines are passed over.

    Raises:
        SourceError: The file is missing, empty or not UTF-8, its quotes are not closed, its header
            differs, or a row has too many or too few fields.
    """
    records = list(_records(path, _read_text(path)))
    if not records:
        raise SourceError("tệp trống, không có dòng tiêu đề", where=place(path), todo=_SAVE_AS)
    (header_line, header), *rows = records
    _check_header(path, header_line, header, columns)
    for line, fields in rows:
        _check_width(path, line, fields, columns)
    frame = pd.DataFrame([fields for _, fields in rows], columns=list(columns), dtype="str")
    return frame.assign(line=pd.Series([line for line, _ in rows], dtype="int64"))


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise SourceError("không tìm thấy tệp", where=place(path)) from error
    except OSError as error:
        raise SourceError(f"không đọc được tệp ({error.strerror})", where=place(path)) from error
    except UnicodeDecodeError as error:
        raise SourceError("tệp không phải UTF-8", where=place(path), todo=_SAVE_AS) from error


def _records(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for fields in reader:
            if fields:
                yield begins, fields
            begins = reader.line_num + 1
    except csv.Error as error:
        raise SourceError(
            "dấu nháy kép mở mà không đóng, hoặc đóng không đúng chỗ",
            where=place(path, begins),
            todo='đặt cả ô trong "..." và viết đôi dấu nháy bên trong ("")',
        ) from error


def _check_header(path: Path, line: int, found: list[str], columns: Sequence[str]) -> None:
    if found == list(columns):
        return
    missing = [name for name in columns if name not in found]
    unknown = [name for name in found if name not in columns]
    faults = [
        f"{what}: {', '.join(names)}"
        for what, names in (("thiếu cột", missing), ("cột lạ", unknown))
        if names
    ]
    raise SourceError(
        f"dòng tiêu đề không đúng ({'; '.join(faults) or 'sai thứ tự hoặc lặp cột'}); "
        f"các cột đọc được: {', '.join(found)}",
        where=place(path, line),
        todo=f"dùng đúng các cột: {', '.join(columns)}",
    )


def _check_width(path: Path, line: int, fields: list[str], columns: Sequence[str]) -> None:
    if len(fields) == len(columns):
        return
    how = "thừa" if len(fields) > len(columns) else "thiếu"
    raise SourceError(
        f"{how} ô: dòng có {len(fields)} ô, cần {len(columns)}",
        where=place(path, line),
        todo='ô có dấu phẩy phải đặt trong "..."',
    )
