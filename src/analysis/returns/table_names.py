"""The columns that name the rows: a name over two columns, groups, counts headed "Chi bộ".

Two columns are one name only where the left one holds words such as "Xã" or both stand under one
heading. Otherwise the left one is a group, or the columns belong to two tables side by side, or
nobody can say what they are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.returns.grid import Grid
from analysis.returns.table_columns import CLASS_WORDS, Column, Role
from analysis.text.normalise import match_key

_FIGURES = re.compile(r"[0-9][0-9.,]*")
_BEFORE_NAMES = (Role.NUMBER, Role.GROUP, Role.UNIT_CLASS)
_FIGURE_ROLES = (Role.MEASURE, Role.UNMAPPED)


def settle_names(
    grid: Grid, columns: list[Column], header: list[int], body: list[int]
) -> list[Column]:
    """Decide which of the columns headed like units name the rows."""
    columns = _with_groups(grid, _without_counts(grid, columns, body), header, body)
    roles = [column.role for column in columns]
    if Role.UNIT not in roles and roles.count(Role.GROUP) == 1:
        # "Huyện, thị xã, thành phố" names the units where no other column does.
        index = roles.index(Role.GROUP)
        columns[index] = replace(columns[index], role=Role.UNIT)
    return columns


def is_of_figures(grid: Grid, column: int, body: list[int]) -> bool:
    """Tell whether a column holds figures and nothing else."""
    texts = [text for row in body if (text := grid.text(row, column))]
    return bool(texts) and all(_FIGURES.fullmatch(text) for text in texts)


def _without_counts(grid: Grid, columns: list[Column], body: list[int]) -> list[Column]:
    """Take columns of figures headed "Chi bộ" for counts, where others hold the names."""
    units = [column for column in columns if column.role is Role.UNIT]
    counts = {c.column for c in units if is_of_figures(grid, c.column, body)}
    if len(counts) == len(units):
        return columns
    return [replace(c, role=Role.IGNORED) if c.column in counts else c for c in columns]


def _with_groups(
    grid: Grid, columns: list[Column], header: list[int], body: list[int]
) -> list[Column]:
    """Tell a name over two columns ("Xã", "Tân An") from a group beside a name.

    The left one is a group where it stands once for several names, or again and again.
    """
    units = [column for column in columns if column.role is Role.UNIT]
    if len(units) != 2 or _is_one_name(grid, units, header, body):
        return columns
    left, right = units[0].column, units[1].column
    both = [row for row in body if grid.text(row, left) and grid.text(row, right)]
    alone = [row for row in body if grid.text(row, right) and not grid.text(row, left)]
    names = [match_key(grid.text(row, left)) for row in both]
    if not both or not (alone or len(set(names)) < len(names)):
        return columns
    return [
        replace(column, role=Role.GROUP) if column.column == left else column for column in columns
    ]


def _is_one_name(grid: Grid, units: list[Column], header: list[int], body: list[int]) -> bool:
    """Tell whether two columns hold the two parts of one name."""
    left, right = units[0].column, units[1].column
    both = [row for row in body if grid.text(row, left) and grid.text(row, right)]
    names = {match_key(grid.text(row, left)) for row in both}
    shared = any(grid.anchor(row, left) == grid.anchor(row, right) for row in header)
    return bool(names) and (names <= CLASS_WORDS or shared)


def names_in_doubt(grid: Grid, columns: tuple[Column, ...], header: list[int]) -> list[Column]:
    """List the columns of names that are neither one name nor group and name.

    Args:
        grid: The sheet.
        columns: The columns of a table.
        header: Its header rows; the rows below them are its body.
    """
    units = [column for column in columns if column.role is Role.UNIT]
    if len(units) < 2:
        return []
    body = [row for row in grid.rows if row > header[-1]]
    both = [row for row in body if all(grid.text(row, unit.column) for unit in units[:2])]
    places = [columns.index(unit) for unit in units]
    apart = places[-1] - places[0] >= len(units)
    if both and (len(units) > 2 or apart or not _is_one_name(grid, units, header, body)):
        return units
    return []


def split_sides(columns: list[Column]) -> list[list[Column]]:
    """Part the columns of tables that stand side by side, each with names and figures."""
    cuts = [0]
    for number, column in enumerate(columns):
        if column.role is Role.UNIT and _begins_side(columns[cuts[-1] :], columns, number):
            start = number
            while columns[start - 1].role in _BEFORE_NAMES:
                start -= 1
            cuts.append(start)
    ends = [*cuts[1:], len(columns)]
    return [columns[start:end] for start, end in zip(cuts, ends, strict=True)]


def _begins_side(side: list[Column], columns: list[Column], number: int) -> bool:
    """Tell whether a column of names opens a table of its own to the right of another."""
    before = side[: side.index(columns[number])]
    first = next((n for n, c in enumerate(before) if c.role is Role.UNIT), None)
    if first is None:
        return False
    has_figures = any(c.role in _FIGURE_ROLES for c in before[first:])
    follows = any(c.role in _FIGURE_ROLES for c in columns[number + 1 :])
    heading = match_key(columns[number].heading.text)
    repeats = heading == match_key(before[first].heading.text)
    return has_figures and follows and (repeats or before[-1].role is Role.NUMBER)
