"""The register of terms: from which day a unit counts a term, and after which congress."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import check_filled, check_known, read_date
from analysis.registers.csv_files import place, read_strict_csv
from analysis.registers.units import UnitRegister

TERMS_FILE = "terms.csv"
COLUMNS = ("unit_id", "term", "congress", "starts_on", "ends_on", "source", "note")
FICTIONAL_SOURCE = "hư cấu"
_TERM = re.compile(r"([0-9]{4})-([0-9]{4})")
_ADDRESS = re.compile(r"https?://\S+")


def read_terms(project: Project, units: UnitRegister, sources: Collection[str]) -> pd.DataFrame:
    """Read the register of terms.

    Args:
        project: The project.
        units: The register of units.
        sources: The ids of the register of sources.

    Returns:
        One row for each unit and term, in the order of the file: ``unit_id``, ``term``
        ("2020-2025"), ``congress`` (as sources print it, empty where not known), ``starts_on``
        and ``ends_on`` (the first and the last day that count, ``datetime.date`` or None where
        not known), ``source`` (an address, or an id of the register of sources) and ``note``.

    Raises:
        SourceError: A file of another form, an unknown unit or source, a unit's term twice, a term
            that is not two years in order, a day that is not one, a first day outside of the
            term's first two years, a last day before the term's last year, or two terms of a unit
            that overlap.
    """
    path = project.registers / TERMS_FILE
    frame = read_strict_csv(path, COLUMNS)
    check_filled(path, frame, "unit_id")
    check_known(path, frame, "unit_id", set(units.units.index))
    _check_terms(path, frame)
    _check_sources(path, frame, units, sources)
    dated = _dated(path, frame)
    _check_order(path, dated)
    return dated.drop(columns="line")


def _check_terms(path: Path, frame: pd.DataFrame) -> None:
    """Check that a term is two years in order, and stands once for each unit."""
    first: dict[tuple[str, str], int] = {}
    for row in frame.itertuples():
        years = _TERM.fullmatch(row.term)
        if not years or years[1] >= years[2]:
            raise SourceError(
                f"nhiệm kỳ «{row.term}» không đúng dạng",
                where=place(path, row.line),
                todo="ghi hai năm, ví dụ 2020-2025",
            )
        key = (row.unit_id, row.term)
        if key in first:
            raise SourceError(
                f"nhiệm kỳ {row.term} của «{row.unit_id}» đã có ở dòng {first[key]}",
                where=place(path, row.line),
                todo="mỗi nhiệm kỳ của một đơn vị chỉ ghi một dòng",
            )
        first[key] = row.line


def _check_sources(
    path: Path, frame: pd.DataFrame, units: UnitRegister, sources: Collection[str]
) -> None:
    """Check that each row says where it comes from; only a made-up unit may say that it is one."""
    for row in frame.itertuples():
        is_invented = row.source == FICTIONAL_SOURCE and units.is_fictional(row.unit_id)
        if not (is_invented or row.source in sources or _ADDRESS.fullmatch(row.source)):
            raise SourceError(
                f"nguồn «{row.source}» ở cột source không phải địa chỉ hay mã nguồn đã ghi",
                where=place(path, row.line),
                todo="ghi địa chỉ http..., hoặc source_id có trong sources.csv",
            )


def _dated(path: Path, frame: pd.DataFrame) -> pd.DataFrame:
    """Give the days their type and check them against the term and each other."""
    days = {
        column: [
            read_date(path, line, column, text)
            for line, text in zip(frame["line"], frame[column], strict=True)
        ]
        for column in ("starts_on", "ends_on")
    }
    for row, start, end in zip(frame.itertuples(), *days.values(), strict=True):
        first, last = (int(year) for year in row.term.split("-"))
        where = place(path, row.line)
        if start and not first <= start.year <= first + 1:
            raise SourceError(f"starts_on {start} không thuộc năm đầu nhiệm kỳ", where=where)
        if end and end.year < last:
            raise SourceError(f"ends_on {end} trước năm cuối nhiệm kỳ", where=where)
    return frame.assign(**{name: pd.Series(found, dtype="object") for name, found in days.items()})


def _check_order(path: Path, frame: pd.DataFrame) -> None:
    """Check that the terms of a unit follow each other without a common day."""
    for _, own in frame.sort_values("term").groupby("unit_id", sort=False):
        rows = own.to_dict("records")
        for earlier, later in pairwise(rows):
            end, start = earlier["ends_on"], later["starts_on"]
            if end and start and start <= end:
                raise SourceError(
                    f"nhiệm kỳ {later['term']} bắt đầu ngày {start}, khi nhiệm kỳ "
                    f"{earlier['term']} chưa hết (ends_on {end})",
                    where=place(path, later["line"]),
                )
