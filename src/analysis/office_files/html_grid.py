"""The grid of a table on a web page: where each cell lies, as browsers place it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.html import HtmlElement

from analysis.office_files.extent import CellCounter
from analysis.office_files.grids import Cell, Merge
from analysis.office_files.html_cells import read_cell
from analysis.office_files.html_styles import PageStyles
from analysis.office_files.limits import MAX_COLUMNS, MAX_ROWS
from analysis.office_files.messages import unreadable

_MAX_SPAN = 1_000
_LEADING_DIGITS = re.compile(r"\s*([0-9]{1,9})")


@dataclass
class HtmlGrid:
    """A table being read.

    Attributes:
        taken_until: The last row that a cell above takes up, by column.
        rules: Remarks on what was left out.
    """

    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    taken_until: dict[int, int] = field(default_factory=dict)
    rules: set[str] = field(default_factory=set)


def read_grid(table: HtmlElement, styles: PageStyles, counter: CellCounter) -> HtmlGrid:
    """Place the cells of a table in its grid of columns, as browsers do."""
    grid = HtmlGrid(hidden_columns=_hidden_columns(table, styles))
    row = 0
    for section in sections(table):
        is_hidden = section is not table and _is_gone(section, styles)
        grid.taken_until = {}
        first = len(grid.merges)
        for tr in section.iterchildren("tr"):
            row += 1
            if row > MAX_ROWS:
                raise unreadable("too_many_rows", MAX_ROWS)
            if is_hidden or _is_gone(tr, styles):
                grid.hidden_rows.add(row)
            column = 1
            for cell in tr.iterchildren("td", "th"):
                column = _place_cell(cell, grid, styles, counter, (row, column))
        grid.merges[first:] = (
            replace(merge, last_row=min(merge.last_row, row)) for merge in grid.merges[first:]
        )
    grid.merges = [merge for merge in grid.merges if _is_several(merge)]
    return grid


def _place_cell(
    cell: HtmlElement,
    grid: HtmlGrid,
    styles: PageStyles,
    counter: CellCounter,
    place: tuple[int, int],
) -> int:
    """Read a cell into the next free column and give the column after it."""
    row, column = place
    while grid.taken_until.get(column, 0) >= row:
        column += 1
    content = read_cell(cell, styles, grid.rules)
    if styles.is_hidden(cell) and column not in grid.hidden_columns:
        if content:
            grid.rules.add("hidden_cells_ignored")
        return column
    last_column = column + _span(cell, "colspan") - 1
    last_row = row + _span(cell, "rowspan") - 1
    counter.add_cells(last_column - place[1] + 1)
    if last_column > MAX_COLUMNS:
        raise unreadable("too_many_columns", MAX_COLUMNS)
    if content:
        grid.cells[row, column] = content
    if (last_row, last_column) != (row, column):
        grid.merges.append(Merge(row, column, last_row, last_column))
    if last_row > row:
        grid.taken_until |= dict.fromkeys(range(column, last_column + 1), last_row)
    return last_column + 1


def _is_gone(element: HtmlElement, styles: PageStyles) -> bool:
    return styles.is_hidden(element) or styles.is_invisible(element)


def _is_several(merge: Merge) -> bool:
    return (merge.first_row, merge.first_column) != (merge.last_row, merge.last_column)


def sections(table: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the groups of rows in order; rows outside a group are taken as a group together."""
    if next(table.iterchildren("tr"), None) is not None:
        yield table
    yield from table.iterchildren("thead", "tbody", "tfoot")


def _hidden_columns(table: HtmlElement, styles: PageStyles) -> set[int]:
    hidden: set[int] = set()
    column = 1
    for col in table.iterchildren("col", "colgroup"):
        for one in list(col.iterchildren("col")) or [col]:
            after = column + _span(one, "span")
            if _is_gone(one, styles) or _is_gone(col, styles):
                hidden.update(range(column, after))
            column = after
            if column > MAX_COLUMNS:
                return hidden
    return hidden


def _span(cell: HtmlElement, name: str) -> int:
    """Read over how many rows or columns a cell reaches."""
    digits = _LEADING_DIGITS.match(cell.get(name) or "")
    return min(max(int(digits[1]), 1), _MAX_SPAN) if digits else 1
