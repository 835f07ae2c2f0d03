"""Where a table stands in a sheet, and what each of its columns holds.

A plan is made by rule (``find_tables``) or read from a reviewed layout; the rest of the reading
does not know which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from analysis.office_files.grids import Addressing
from analysis.returns.grid import Grid
from analysis.returns.headings import Heading, join_headings, measure_of, read_heading
from analysis.returns.table_columns import CLASS_WORDS, Column, Role
from analysis.returns.table_headers import (
    header_bands,
    heading_path,
    heading_rows,
    heads_criteria,
    is_index_row,
)
from analysis.returns.table_names import is_of_figures, settle_names, split_sides
from analysis.returns.table_titles import is_title, lines_of
from analysis.text.normalise import match_key

__all__ = [
    "CLASS_WORDS",
    "Column",
    "Role",
    "TablePlan",
    "find_tables",
    "heading_path",
    "is_index_row",
    "take_title_below",
]

_NAMING = (Role.NUMBER, Role.UNIT, Role.UNIT_CLASS, Role.GROUP, Role.CRITERION)
_HAS_FIGURE = re.compile(r"[0-9][0-9.,/]*%?")


@dataclass(frozen=True)
class TablePlan:
    """A table.

    Attributes:
        header_rows: Its header rows, column numbers included.
        first_row: Where its body begins.
        last_row: The last row that may belong to it.
        columns: Its columns from left to right.
        totals: Labels of total rows that a layout adds to those of the vocabulary, as keys.
        beyond: Columns of a text file to the right of its header: a row that reaches there is
            shifted.
    """

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    totals: frozenset[str] = frozenset()
    beyond: tuple[int, ...] = ()

    def of_role(self, *roles: Role) -> list[Column]:
        """List the columns of some roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def is_criteria_form(self) -> bool:
        """Whether the rows are criteria of one unit, not units."""
        return bool(self.of_role(Role.CRITERION)) and not self.of_role(Role.UNIT)


def find_tables(grid: Grid) -> list[TablePlan]:
    """Find the tables of a sheet by their headers; repeated headers begin no new table."""
    bands = header_bands(grid)
    plans: list[TablePlan] = []
    for number, band in enumerate(bands):
        end = bands[number + 1][0] - 1 if number + 1 < len(bands) else grid.sheet.last_row
        body = [row for row in grid.rows if band[-1] < row <= end]
        columns = _columns(grid, band, body)
        beyond = _beyond(grid, columns)
        within = [column for column in columns if column.column not in beyond]
        for side in split_sides(within):
            named = tuple(settle_names(grid, side, band, body))
            plans.append(TablePlan(tuple(band), band[-1] + 1, end, named, beyond=beyond))
    return _join_repeated(grid, plans)


def take_title_below(grid: Grid, plan: TablePlan) -> tuple[TablePlan, list[str]]:
    """Take a title that stands between the header of a table and its first row.

    Returns:
        The table without these rows, and what they say.
    """
    lines: list[str] = []
    first = plan.first_row
    for row in [r for r in grid.rows if plan.first_row <= r <= plan.last_row]:
        texts = list(grid.texts_of_row(row).values())
        if len(texts) > 1 or not is_title(texts[0]):
            break
        lines += texts
        first = row + 1
    return replace(plan, first_row=first), lines


def _beyond(grid: Grid, columns: list[Column]) -> tuple[int, ...]:
    """List the columns of a text file that its header does not reach."""
    if grid.sheet.addressing is not Addressing.LINE:
        return ()
    last = max((c.column for c in columns if c.heading.text), default=0)
    return tuple(column.column for column in columns if column.column > last)


def _join_repeated(grid: Grid, plans: list[TablePlan]) -> list[TablePlan]:
    """Let a table whose header repeats an earlier one continue it.

    A title of its own between the two begins a table of its own: it may be another year.
    """
    joined: list[TablePlan] = []
    for plan in plans:
        same = [n for n, other in enumerate(joined) if _headings(other) == _headings(plan)]
        if same and not _has_own_title(grid, joined[same[-1]], plan):
            before = joined[same[-1]]
            rows = before.header_rows + plan.header_rows
            joined[same[-1]] = replace(before, header_rows=rows, last_row=plan.last_row)
        else:
            joined.append(plan)
    return joined


def _headings(plan: TablePlan) -> list[tuple[int, str]]:
    return [(column.column, column.heading.text) for column in plan.columns]


def _has_own_title(grid: Grid, before: TablePlan, plan: TablePlan) -> bool:
    """Tell whether between two tables stands a title that does not stand above the first."""
    rows = [row for row in grid.rows if before.header_rows[-1] < row < plan.header_rows[0]]
    filled = [row for row in rows if _has_figures(grid, before, row)]
    between = [row for row in rows if row > max(filled, default=0)]
    above = lines_of(grid, [row for row in grid.rows if row < before.header_rows[0]])
    return any(is_title(line) for line in lines_of(grid, between) if line not in above)


def _has_figures(grid: Grid, plan: TablePlan, row: int) -> bool:
    columns = [column.column for column in plan.columns if column.role not in _NAMING]
    return any(_HAS_FIGURE.fullmatch(grid.text(row, column)) for column in columns)


def _columns(grid: Grid, band: list[int], body: list[int]) -> list[Column]:
    """Say what each column of a table holds; figures below the last name are not of the table."""
    named = heading_rows(grid, band)
    paths = {column: heading_path(grid, named, column) for column in grid.columns}
    headings = {column: [read_heading(text) for text in path] for column, path in paths.items()}
    criteria = {c for row in named for c in grid.columns if heads_criteria(grid, row, c)}
    naming = [c for c, read in headings.items() if (read and read[-1].role) or c in criteria]
    labelled = [row for row in body if any(grid.text(row, column) for column in naming)]
    rows = [row for row in body if labelled and row <= labelled[-1]]
    columns: list[Column] = []
    for column, read in headings.items():
        has_content = any(grid.text(row, column) for row in rows)
        if column in criteria:
            columns.append(Column(column, read[-1], Role.CRITERION))
        elif read or has_content:
            is_counted = is_of_figures(grid, column, rows)
            columns.append(_column(column, read, has_content=has_content, is_counted=is_counted))
    return columns


def _column(column: int, headings: list[Heading], *, has_content: bool, is_counted: bool) -> Column:
    heading = join_headings(headings) if headings else Heading("")
    kind = _kind_of_organisation(headings) if is_counted else ""
    if kind:
        heading = replace(heading, role="", subject=kind)
    if heading.role:
        return Column(column, heading, Role(heading.role))
    measure = measure_of(heading)
    if measure:
        return Column(column, heading, Role.MEASURE, measure)
    return Column(column, heading, Role.UNMAPPED if has_content else Role.IGNORED)


def _kind_of_organisation(headings: list[Heading]) -> str:
    """Name what figures headed "Đảng bộ" below "Số TCCSĐ" count; empty elsewhere."""
    uppers = [heading.subject for heading in headings[:-1]]
    if not headings or headings[-1].role != "unit" or "organisations" not in uppers:
        return ""
    key = match_key(headings[-1].text)
    kinds = {"đảng bộ": "grassroots_committees", "chi bộ": "grassroots_cells"}
    return kinds.get(key, "")
