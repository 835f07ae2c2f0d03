"""Layouts: what a person has decided about files that the rules do not understand.

A layout is a YAML file: which files, which sheet, where header and body stand, what each column
holds, what total rows are called, which period. ``inspect`` writes a draft of it; it is used for
returns only once somebody has put a name to the review.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.errors import SourceError
from analysis.office_files.grids import column_letters
from analysis.returns.grid import Grid
from analysis.returns.headings import Heading, join_headings, read_heading
from analysis.returns.records import ReadReturn, Severity
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_plans import Column, Role, TablePlan, heading_path
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key

Letters = Annotated[str, Field(pattern=r"^[A-Z]{1,3}$")]


class LayoutColumn(BaseModel):
    """A column: its role, or its measure with the period if the file does not print it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Literal["number", "unit", "unit_class", "group", "criterion", "ignored", "measure"] = (
        "measure"
    )
    measure: str = ""
    period: str = ""
    heading: str = ""


class Layout(BaseModel):
    """A layout as reviewed.

    Args:
        layout: A name for it.
        reviewed_by: Who has reviewed it (an office); empty in a draft.
        reviewed_on: When.
        files: Patterns of file names, relative to the folder of returns: ``2024/kn-*.xlsx``.
        sheets: Names of the sheets that it is for; all visible ones by default.
        header_rows: The header rows; found by rule where empty.
        first_row: The first row of the body; the row after the header by default.
        last_row: The last row of the body; the end of the sheet by default.
        columns: The columns by letter; found by rule where empty.
        totals: Labels of total rows that the rules do not know.
        period: The period of the whole file, where it does not print it.
        unit: The unit that reports, for forms that do not print it.
        include_hidden: Whether hidden rows, columns and sheets are read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    layout: str
    reviewed_by: str = ""
    reviewed_on: date | None = None
    files: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    header_rows: tuple[int, ...] = ()
    first_row: int | None = None
    last_row: int | None = None
    columns: dict[Letters, LayoutColumn] = {}
    totals: tuple[str, ...] = ()
    period: str = ""
    unit: str = ""
    include_hidden: bool = False

    def fits(self, file: str) -> bool:
        """Tell whether the layout is for a file (its path below the folder of returns)."""
        return any(fnmatchcase(file, pattern) for pattern in self.files)


def read_layout(text: str, where: str) -> Layout:
    """Read a layout.

    Raises:
        SourceError: No YAML, an unknown key, a value of the wrong kind, an unknown measure.
    """
    try:
        raw = yaml.safe_load(text)
        _refuse_undecided(raw, where)
        layout = Layout.model_validate(raw)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise SourceError("không phải YAML hợp lệ", where=where + line) from None
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, f['loc']))}: {f['msg']}" for f in error.errors())
        raise SourceError(
            f"bố cục không hợp lệ: {faults}", where=where, todo="xem docs/returns.md"
        ) from None
    except ValueError as error:  # a day that no calendar holds
        raise SourceError(
            f"bố cục không hợp lệ: {error}", where=where, todo="xem docs/returns.md"
        ) from None
    for letters, column in layout.columns.items():
        if (column.role == "measure") != (column.measure in vocabulary().units):
            raise SourceError(
                f"cột {letters}: chỉ số «{column.measure}» không có trong danh mục",
                where=where,
                todo="dùng một chỉ số có trong danh mục, hoặc role: ignored",
            )
    return layout


def _refuse_undecided(raw: object, where: str) -> None:
    """Refuse a draft in which somebody left a column without a meaning."""
    columns = raw.get("columns") if isinstance(raw, dict) else None
    for letters, column in columns.items() if isinstance(columns, dict) else ():
        if isinstance(column, dict) and column.get("role") == "unmapped":
            raise SourceError(
                f"cột {letters} còn ghi role: unmapped",
                where=where,
                todo="đổi thành measure: <chỉ số>, hoặc role: ignored",
            )


def plan_by_layout(grid: Grid, layout: Layout, records: SheetRecords) -> list[TablePlan] | None:
    """Make the plan that a layout states; None where it leaves the table to the rules."""
    if layout.sheets and grid.sheet.name not in layout.sheets:
        return []
    if not layout.header_rows or not layout.columns:
        return None
    columns = tuple(
        _column(grid, layout, letters, stated) for letters, stated in layout.columns.items()
    )
    wrong = [
        f"{column_letters(column.column)}: «{column.heading.text}», bố cục ghi «{stated.heading}»"
        for column, stated in zip(columns, layout.columns.values(), strict=True)
        if stated.heading and match_key(stated.heading) != match_key(column.heading.text)
    ]
    if wrong:
        records.report(
            "layout_mismatch",
            f"tiêu đề cột khác bố cục «{layout.layout}»: {'; '.join(wrong)}",
            place=layout.header_rows[0],
            severity=Severity.STOP,
        )
    return [
        TablePlan(
            header_rows=layout.header_rows,
            first_row=layout.first_row or layout.header_rows[-1] + 1,
            last_row=layout.last_row or grid.sheet.last_row,
            columns=columns,
            totals=frozenset(match_key(text) for text in layout.totals),
        )
    ]


def _column(grid: Grid, layout: Layout, letters: str, stated: LayoutColumn) -> Column:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    path = heading_path(grid, list(layout.header_rows), number)
    heading = join_headings([read_heading(text) for text in path]) if path else Heading("")
    heading = replace(heading, role="", unknown=())
    return Column(number, heading, Role(stated.role), stated.measure, stated.period)


def draft_layout(result: ReadReturn, pattern: str) -> str:
    """Write a draft of a layout from how the first table of a file was understood."""
    stem = re.sub(r"[^a-z0-9]+", "-", match_key(result.file).encode("ascii", "ignore").decode())
    draft: dict[str, Any] = {
        "layout": stem.strip("-") or "bo-cuc",
        "reviewed_by": "",
        "reviewed_on": None,
        "files": [pattern],
        "period": "",
        "totals": [],
        "include_hidden": False,
        "header_rows": [],
        "columns": {},
    }
    if result.tables:
        table = result.tables[0]
        draft |= {
            "sheets": [table.sheet] if table.sheet else [],
            "header_rows": list(table.header_rows),
            "first_row": table.first_row,
            "columns": {column.letters: _draft_column(column) for column in table.columns},
        }
    head = (
        "# Bố cục nháp: kiểm tra từng cột, ghi reviewed_by và reviewed_on, rồi lưu vào\n"
        "# data/raw/layouts. Cột role: unmapped phải đổi thành measure, hoặc role: ignored.\n"
    )
    return head + yaml.safe_dump(draft, allow_unicode=True, sort_keys=False, width=100)


def _draft_column(column: Any) -> dict[str, str]:
    entry = {"heading": column.heading}
    if column.role == "measure":
        return entry | {"measure": column.measure, "period": ""}
    return entry | {"role": column.role}
