"""Tiny inputs for tests: observations by keyword, and a project of a few hand-written rows."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache
from pathlib import Path

import nbformat
import pandas as pd
import pytest
import xlsxwriter

from analysis.cleaning.raw import COLUMNS as FIGURE_COLUMNS
from analysis.cleaning.schema import OBSERVATIONS
from analysis.document.arrange import arrange
from analysis.document.blocks import Block
from analysis.fictional.generate import make_returns
from analysis.fictional.records import ReturnFile
from analysis.findings import Findings
from analysis.params import ReportParams
from analysis.paths import Project, find_project
from analysis.registers.composition import COLUMNS as COMPOSITION_COLUMNS
from analysis.registers.measures import COLUMNS as MEASURE_COLUMNS
from analysis.registers.sources import COLUMNS as SOURCE_COLUMNS
from analysis.registers.target_bases import COLUMNS as BASIS_COLUMNS
from analysis.registers.terms import COLUMNS as TERM_COLUMNS
from analysis.registers.units import ALIAS_COLUMNS, UNIT_COLUMNS
from analysis.report_data import ReportData, load_report_data
from analysis.returns.batch import ReturnRequest
from analysis.returns.read import read_return
from analysis.returns.records import ReadReturn

Row = dict[str, object]

_LOWER = ("at_least", "more_than")
_UPPER = ("less_than", "at_most")


def observation(
    measure: str = "admitted",
    value: float | str | None = 142,
    *,
    year: int | None = 2024,
    until: str | None = None,
    term: str | None = None,
    **columns: object,
) -> Row:
    """Describe one observation.

    Args:
        measure: The measure.
        value: A count, or a percentage as printed (``"52,53"`` has two decimals).
        year: The year of a whole-year period; with ``term`` only the year of the report.
        until: The last day of a part of a year, or of a term so far.
        term: ``2020-2025``.
        columns: Any column of the table; a ``qualifier`` sets the bound that it implies.
    """
    printed = "" if value is None else str(value)
    number = None if value is None else float(printed.replace(",", "."))
    qualifier = columns.get("qualifier", "exact")
    return {
        "unit_id": "vung-tau",
        "unit_printed": "TP Vũng Tàu",
        "measure": measure,
        **_period(year, until, term),
        "is_average": False,
        "is_projected": False,
        "report_year": int(until[:4]) if until else year,
        "value": number,
        "denominator": None,
        "low": number if qualifier in _LOWER else None,
        "high": number if qualifier in _UPPER else None,
        "qualifier": "exact",
        "decimals": len(printed.partition(",")[2]),
        "value_printed": printed or "-",
        "period_printed": "",
        "basis": "",
        "source_id": "bao-dia-phuong",
        "period_start_read": None,
        "period_end_read": None,
        "period_agrees": True,
        "note": "",
    } | columns


def _period(year: int | None, until: str | None, term: str | None) -> Row:
    if term:
        kind, key = ("term_to_date", f"{term}:{until}") if until else ("term", term)
        start, end = None, until
    elif until:
        kind, key, start, end = "part_year", until, f"{until[:4]}-01-01", until
    else:
        kind, key, start, end = "year", str(year), f"{year}-01-01", f"{year}-12-31"
    names = ("period_kind", "period_key", "period_start", "period_end", "term")
    return dict(zip(names, (kind, f"{kind}:{key}", start, end, term), strict=True))


def open_end(year: int) -> Row:
    """Describe a year so far whose last day is not printed, as keywords of ``observation``."""
    return {"period_kind": "part_year", "period_key": f"part_year:{year}-?", "period_end": None}


def observations(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Put observations into a table of the agreed types; each gets its own locator."""
    located = [{"locator": f"figures.csv:{line}"} | dict(row) for line, row in enumerate(rows, 2)]
    return pd.DataFrame(
        {
            name: _typed([row.get(name) for row in located], str(column.dtype))
            for name, column in OBSERVATIONS.columns.items()
        }
    )


def _typed(values: list[object], dtype: str) -> pd.Series:
    if dtype.startswith("datetime"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).astype(dtype)
    return pd.Series(values, dtype=dtype)


def registered_measures() -> pd.DataFrame:
    """Return ``MEASURES`` as the register of measures gives them."""
    return pd.DataFrame(MEASURES, dtype="str").set_index("measure")


def _measure(measure: str, reading: str, unit: str, **columns: str) -> dict[str, str]:
    group = {"target": "target", "stock": "members"}.get(reading, "admission")
    labels = {"label_vi": measure, "label_en": measure}
    entry = {"measure": measure, "group": group, "reading": reading, "unit": unit}
    return dict.fromkeys(MEASURE_COLUMNS, "") | labels | entry | columns


MEASURES = [
    _measure("admitted", "flow", "person"),
    _measure("pct_of_target", "flow", "percent", numerator="admitted", denominator="target"),
    _measure("admitted_over_target", "flow", "person"),
    _measure("admitted_projected", "flow", "person"),
    _measure(
        "pct_of_target_projected",
        "flow",
        "percent",
        numerator="admitted_projected",
        denominator="target",
    ),
    _measure("admitted_avg_per_year", "flow", "person"),
    _measure("admitted_female", "flow", "person"),
    _measure(
        "admitted_female_pct",
        "flow",
        "percent",
        numerator="admitted_female",
        denominator="admitted",
    ),
    _measure("rating_org_good_pct", "flow", "percent"),
    _measure("yoy_change", "flow", "person", group="change"),
    _measure("units_total", "flow", "unit"),
    _measure("units_low_progress", "flow", "unit"),
    _measure("target", "target", "person"),
    _measure("target_min", "target", "person"),
    _measure("target_per_year", "target", "person"),
    _measure("target_admission_rate_pct", "target", "percent"),
    _measure("members_total", "stock", "person"),
    _measure("members_full", "stock", "person", parts_of="members_total"),
    _measure("members_probationary", "stock", "person", parts_of="members_total"),
]


COMPOSITION = [
    {
        "measure": "admitted_female",
        "whole": "admitted",
        "block": "",
        "rule": "overlapping",
        "small_below": "5",
        "order": "1",
    }
]


def figure(value: str = "142", **columns: str) -> dict[str, str]:
    """Describe one printed figure, a row of ``figures.csv``."""
    return (
        dict.fromkeys(FIGURE_COLUMNS, "")
        | {
            "source_id": "bao-2024",
            "province": "Long An",
            "unit": "huyện Bến Lức",
            "period": "năm 2024",
            "period_start_read": "2024-01-01",
            "period_end_read": "2024-12-31",
            "measure": "admitted",
            "value": value,
        }
        | columns
    )


def source(source_id: str = "bao-2024", **columns: str) -> dict[str, str]:
    """Describe one publication, a row of ``sources.csv``."""
    return (
        dict.fromkeys(SOURCE_COLUMNS, "")
        | {
            "source_id": source_id,
            "title": source_id,
            "published": "2025-01-10",
            "kind": "news",
            "language": "vi",
        }
        | columns
    )


SOURCES = [
    source(),
    source("bao-2023", published="2024-01-10"),
    source("dai-2024"),
    source("news-2024", language="en"),
    source("bao-khong-ngay", published=""),
]
UNITS = """\
toan-quoc,Toàn Đảng,Toàn Đảng,nation,,,,,
long-an,Đảng bộ tỉnh Long An,Long An,province,toan-quoc,,2025-06-30,tay-ninh-2025,
tay-ninh-2025,Đảng bộ tỉnh Tây Ninh,Tây Ninh,province,toan-quoc,2025-07-01,,,
ben-luc,Đảng bộ huyện Bến Lức,Bến Lức,district,long-an,,2025-06-30,,
duc-hoa,Đảng bộ huyện Đức Hòa,Đức Hòa,district,long-an,,2025-06-30,,
doan-2019,Đảng bộ Khối cũ,Khối cũ,bloc,long-an,,2019-12-31,,
khoi-2020,Đảng bộ Khối mới,Khối mới,bloc,long-an,2020-01-01,2025-06-30,,
"""
ALIASES = """\
Long An,tỉnh Long An,long-an
Long An,huyện Bến Lức,ben-luc
Long An,huyện Đức Hòa,duc-hoa
Long An,Đảng bộ Khối,doan-2019
Long An,Đảng bộ Khối,khoi-2020
"""


def write_project(root: Path, *figures: Mapping[str, str]) -> Project:
    """Write a whole small project under ``root``: registers, sources and these figures."""
    project = Project(root)
    for folder in (project.published, project.registers):
        folder.mkdir(parents=True, exist_ok=True)
    _write(project.published / "figures.csv", _csv(FIGURE_COLUMNS, figures))
    _write(project.published / "sources.csv", _csv(SOURCE_COLUMNS, SOURCES))
    _write(project.registers / "measures.csv", _csv(MEASURE_COLUMNS, MEASURES))
    _write(project.registers / "units.csv", ",".join(UNIT_COLUMNS) + "\n" + UNITS)
    _write(project.registers / "unit_aliases.csv", ",".join(ALIAS_COLUMNS) + "\n" + ALIASES)
    _write(project.registers / "target_bases.csv", _csv(BASIS_COLUMNS, ()))
    _write(project.registers / "terms.csv", _csv(TERM_COLUMNS, ()))
    _write(project.registers / "composition.csv", _csv(COMPOSITION_COLUMNS, COMPOSITION))
    return project


def _csv(columns: tuple[str, ...], rows: object) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


COMMUNES = """\
xa-an-binh,Đảng bộ xã An Bình,Xã An Bình,commune,long-an,,,,
phuong-an-binh,Đảng bộ phường An Bình,Phường An Bình,ward,long-an,,,,
xa-my-hoa,Đảng bộ xã Mỹ Hòa,Xã Mỹ Hòa,commune,long-an,,,,
"""
TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024"
HEADS = ("TT", "Đơn vị", "Chỉ tiêu", "Kết nạp")


def add_units(project: Project, lines: str = COMMUNES, file: str = "units.csv") -> Project:
    """Add lines to the register of units, or write the register of the made-up ones."""
    path = project.registers / file
    head = path.read_text(encoding="utf-8") if path.exists() else ",".join(UNIT_COLUMNS) + "\n"
    _write(path, head + lines)
    return project


def write_return(
    project: Project,
    name: str,
    *rows: Sequence[object],
    title: str = TITLE,
    heads: Sequence[str] = HEADS,
) -> Path:
    """Write a tiny return below ``data/raw/returns``: a title, one line of headings, the rows.

    Args:
        project: The project.
        name: ``2024/kn.csv`` or ``2024/long-an/kn.xlsx``; the ending says which of the two.
        rows: Each without its running number.
        title: The first line; it names the period.
        heads: The headings.
    """
    path = project.returns / name
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [[title], list(heads), *([number, *row] for number, row in enumerate(rows, start=1))]
    if path.suffix == ".xlsx":
        _write_sheet(path, lines)
    else:
        text = io.StringIO(newline="")
        csv.writer(text, delimiter=";", lineterminator="\n").writerows(lines)
        _write(path, text.getvalue())
    return path


def _write_sheet(path: Path, lines: Sequence[Sequence[object]]) -> None:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Sheet1")
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                write = sheet.write_string if isinstance(value, str) else sheet.write
                write(row, column, value)


def write_text(path: Path, text: str | bytes) -> Path:
    """Write a file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def correction(**columns: object) -> str:
    """Write one entry of ``corrections.yml``: the result of the first unit of ``2024/kn.csv``."""
    entry = {
        "file": "2024/kn.csv",
        "cell": "line 3 col 4",
        "expect": 6,
        "correct": 9,
        "decided_by": "Ban Tổ chức",
        "reason": "gõ nhầm",
        "date": "2025-01-15",
    } | columns
    first, *rest = (f"{name}: {value}" for name, value in entry.items())
    return "\n".join([f"- {first}", *(f"  {line}" for line in rest)]) + "\n"


def read_here(requests: Sequence[ReturnRequest]) -> list[ReadReturn]:
    """Read returns in this process: what ``read_all`` gives, without its safety and its start."""
    return [read_return(r.path, r.file, r.layout, r.corrections) for r in requests]


def open_returns(project: Project, scope: str = "long-an", year: int = 2024) -> ReportData:
    """Load what a report on a project is made from; its returns are read in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.cleaning.returns.read_all", read_here)
        return load_report_data(project, ReportParams(scope=scope, year=year))


def findings_with(found: Findings, **figures: object) -> Findings:
    """Copy the figures of a report, with some of them set by hand."""
    changed = copy(found)
    vars(changed).update(figures)
    return changed


def chapter_blocks(data: ReportData) -> list[Block]:
    """Run the cells of all chapters in this process, and give the blocks that they show."""
    shown: list[Block] = []

    def show(blocks: Block | Iterable[Block]) -> None:
        shown.extend([blocks] if hasattr(blocks, "type") else blocks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.notebook.open_report", lambda **_: data)
        patch.setattr("analysis.notebook.show", show)
        for path in sorted(find_project(Path(__file__).parent).notebooks.glob("[0-9]_*.ipynb")):
            names: dict[str, object] = {}
            for cell in nbformat.read(path, as_version=4).cells:
                if cell.cell_type == "code":
                    exec(compile(cell.source, path.name, "exec"), names)
    return arrange(shown)


def prose(blocks: Iterable[Block]) -> Iterator[str]:
    """Give all that is said in sentences: not the cells of tables, whose figures are values."""
    for block in blocks:
        if block.type in ("heading", "paragraph", "note"):
            yield block.text
        elif block.type == "bullets":
            yield from block.items
        elif block.type == "key_figures":
            yield from (f"{item.name} {item.value} {item.detail}" for item in block.items)
        else:
            yield from (block.caption, *block.notes)
        if block.type == "figure":
            yield from (block.alt, block.subtitle)


@cache
def fictional_returns() -> tuple[tuple[ReturnFile, ReadReturn], ...]:
    """Make and read the returns of the made-up province, once for all tests."""
    files = make_returns()
    with tempfile.TemporaryDirectory() as folder:
        paths = [write_text(Path(folder, file.path), file.content) for file in files]
        found = [read_return(p, f.path) for p, f in zip(paths, files, strict=True)]
    return tuple(zip(files, found, strict=True))


HOSTILE_READER = """\
import os
import time

from analysis.office_files.limited_process import serve
from analysis.returns import read

honest = read.read_book


def read_book(path):
    if path.stem == "hang":
        time.sleep(60)
    if path.stem == "memory":
        return bytearray(8 << 30)
    if path.stem == "crash":
        os.abort()
    if path.stem == "exit":
        os._exit(3)
    return honest(path)


read.read_book = read_book
if __name__ == "__main__":
    serve(read._answer)
"""
"""Source of a module that answers as the reader does, but for files named after its end."""
