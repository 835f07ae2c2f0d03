"""Columns of percentages: what each is a rate of, of which period, and in which scale it stands.

A heading often leaves that open ("Tỷ lệ %"), the counts of the same rows do not: they say which
meaning, which column of results and which scale give the percentages that are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from analysis.office_files.grids import Cell, CellKind
from analysis.returns.cell_values import (
    FRACTION,
    bare_rate,
    exact_number,
    rate_scale,
    read_rate,
)
from analysis.returns.outline import TableRow
from analysis.returns.table_model import Table
from analysis.returns.table_plans import Column
from analysis.returns.time_hints import HintKind
from analysis.returns.vocabulary import vocabulary
from analysis.text.periods import Period

_YOY = ("yoy_index_pct", "yoy_change_pct")
_SIGNED = re.compile(r"^\s*[+\-−–] ?[0-9]")
# What these say in the heading of a rate is about the aim or the members, not about the rate.
_NOT_OF_THE_RATE = (HintKind.WHOLE_YEAR, HintKind.OPENING)
_NAMED_TOPS = {
    "pct_of_target": "admitted",
    "admission_rate_pct": "admitted",
    "yoy_index_pct": "admitted",
    "yoy_change_pct": "admitted",
}


def read_rates(table: Table) -> None:
    """Read the columns of rates of a table whose counts have been read."""
    rows = table.figure_rows()
    for stated in table.rate_columns():
        named = _choose_meaning(table, stated, rows)
        column = replace(stated, measure=named)
        _set_column(table, column)
        _take_period_of_result(table, column, rows)
        bare = [bare_rate(table.grid.cell(row.row, column.column)) for row in rows]
        plain = [(b[0], b[1]) if isinstance(b, tuple) and not b[2] else None for b in bare]
        expected = [expected_rate(table, named, column.column, row) for row in rows]
        for row, scale in zip(rows, rate_scale(plain, expected), strict=True):
            cell = table.grid.cell(row.row, column.column)
            table.readings[row.row, column.column] = read_rate(cell, named, scale)


def _set_column(table: Table, column: Column) -> None:
    columns = tuple(column if c.column == column.column else c for c in table.plan.columns)
    table.plan = replace(table.plan, columns=columns)


def result_measure(rate: str) -> str:
    """Name the count that a rate is a part or a multiple of something: ``admitted_female``."""
    share = rate.removesuffix("_pct")
    return _NAMED_TOPS.get(rate, share if share in vocabulary().units else "")


def names_own_period(column: Column) -> bool:
    """Tell whether the heading of a rate, or a layout, says of which period the rate is."""
    kinds = {hint.kind for hint in column.heading.hints}
    return bool(column.period) or bool(kinds - set(_NOT_OF_THE_RATE))


def _choose_meaning(table: Table, column: Column, rows: list[TableRow]) -> str:
    """Choose among what a rate may mean what the counts beside it bear out.

    An index (105,3) is told from a growth rate (5,3), a share from a rate of the target. A sign
    before any of its figures makes a column one of growth. Without anything to tell by, the first
    meaning stands.
    """
    cells = [table.grid.cell(row.row, column.column) for row in rows]
    if column.measure in _YOY and any(is_signed(cell) for cell in cells):
        return "yoy_change_pct"
    names = _meanings(table, column)
    if len(names) == 1:
        return names[0]
    fits = {
        name: _fits(table, column.column, rows, _rate_as(table, name, column)) for name in names
    }
    return max(names, key=lambda name: fits[name])


def _meanings(table: Table, column: Column) -> list[str]:
    """List what a rate may mean, the likeliest first."""
    names = [column.measure, *column.alternatives]
    if column.measure in _YOY:
        names += _YOY
    has_members = any(c.measure == "members_total" for c in table.count_columns())
    if column.measure == "pct_of_target" and not column.heading.reference and has_members:
        names.append("admission_rate_pct")
    return list(dict.fromkeys(names))


def is_signed(cell: Cell | None) -> bool:
    """Tell whether a cell shows a plus or minus before its figure."""
    if cell is None:
        return False
    if cell.kind is CellKind.NUMBER:
        return exact_number(cell) < 0
    return cell.kind is CellKind.TEXT and _SIGNED.match(cell.text) is not None


def _rate_as(table: Table, name: str, column: Column) -> Callable[[TableRow], Decimal | None]:
    return lambda row: expected_rate(table, name, column.column, row)


def _fits(
    table: Table,
    column: int,
    rows: list[TableRow],
    rate_of: Callable[[TableRow], Decimal | None],
) -> int:
    """Count the rows whose printed rate is what their counts give."""
    fits = 0
    for row in rows:
        bare = bare_rate(table.grid.cell(row.row, column))
        rate = rate_of(row)
        if isinstance(bare, tuple) and rate is not None:
            near = Decimal("0.6") if abs(rate) > 3 else Decimal("0.06")
            scales = (1,) if bare[2] else (1, 100)
            fits += any(abs(bare[0] * scale - rate) <= near for scale in scales)
    return fits


def _take_period_of_result(table: Table, column: Column, rows: list[TableRow]) -> None:
    """Give a rate of the target the period of the result that it is the rate of.

    A table of June with "trong tháng" and "lũy kế" has two results; the counts say which of them
    is set against the target. A heading that names a period of its own is left alone.
    """
    if column.measure != "pct_of_target" or names_own_period(column):
        return
    results = [c for c in _giving(table, "admitted") if _is_of_this_year(c)]
    periods = {c.column: table.periods[c.column] for c in results if table.periods[c.column]}
    if not periods:
        return
    own = _fits(table, column.column, rows, _rate_as(table, "pct_of_target", column))
    has_own = _column_of(table, "admitted", table.periods[column.column], column.column) is not None
    fits = {c: _fits(table, column.column, rows, _rate_of_result(table, c)) for c in periods}
    best = [c for c in fits if fits[c] == max(fits.values())]
    if (fits[best[0]] > own and len({periods[c].key for c in best}) == 1) or (
        not has_own and len({period.key for period in periods.values()}) == 1
    ):
        table.periods[column.column] = periods[best[0]]


def _rate_of_result(table: Table, result: int) -> Callable[[TableRow], Decimal | None]:
    """Set the result of a column against the target of the same year."""
    period = table.periods[result]
    target = _column_of(table, "target", period, result, same_year=True)

    def rate_of(row: TableRow) -> Decimal | None:
        top = _count_at(table, row, result, "admitted")
        bottom = None if target is None else _count_at(table, row, target, "target")
        return top * 100 / bottom if top is not None and bottom else None

    return rate_of


def _is_of_this_year(column: Column) -> bool:
    return all(hint.kind is not HintKind.PREVIOUS for hint in column.heading.hints)


def expected_rate(table: Table, measure: str, column: int, row: TableRow) -> Decimal | None:
    """Work out the rate that the counts of a row give, in percent points; None where unknown."""
    operands = _operands(table, measure, column)
    if operands is None:
        return None
    top, bottom = (_count_at(table, row, *operand) for operand in operands)
    if top is None or not bottom:
        return None
    rate = top * 100 / bottom
    return rate - 100 if measure == "yoy_change_pct" else rate


def _operands(
    table: Table, measure: str, column: int
) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """Find the columns that a rate is the ratio of, each with the measure to take from it."""
    period = table.periods.get(column)
    top_name, bottom_name = result_measure(measure), _whole_of(measure)
    if not top_name:
        return None
    top = _column_of(table, top_name, period, column)
    if measure in _YOY:
        bottom = _column_before(table, top_name, period)
    elif measure == "admission_rate_pct":
        members = [c.column for c in table.count_columns() if c.measure == "members_total"]
        bottom = members[0] if members else None
    else:
        bottom = _column_of(table, bottom_name, period, column, same_year=bottom_name == "target")
    if top is None or bottom is None:
        return None
    return (top, top_name), (bottom, bottom_name)


def _whole_of(rate: str) -> str:
    """Name the count that a rate is a rate of."""
    wholes = {"pct_of_target": "target", "admission_rate_pct": "members_total"}
    return wholes.get(rate, "members_total" if rate.startswith("members_") else "admitted")


def _giving(table: Table, measure: str) -> list[Column]:
    """List the columns that give a measure, result and target in one cell included."""
    in_fractions = measure in ("admitted", "target")
    return [
        c
        for c in table.count_columns()
        if c.measure == measure or (c.measure == FRACTION and in_fractions)
    ]


def _column_of(
    table: Table, measure: str, period: Period | None, column: int, *, same_year: bool = False
) -> int | None:
    """Find the column of a measure for a period, the nearest to the left first."""
    found = [
        c.column
        for c in _giving(table, measure)
        if _same_period(table.periods.get(c.column), period, same_year=same_year)
    ]
    left = [c for c in found if c <= column]
    return max(left, default=min(found, default=None))


def _same_period(first: Period | None, second: Period | None, *, same_year: bool) -> bool:
    if first is None or second is None:
        return first is second
    if same_year:
        return _year(first) == _year(second) or first.key == second.key
    return (first.start, first.end) == (second.start, second.end) or first.key == second.key


def _year(period: Period) -> int | None:
    return period.end.year if period.end else None


def _column_before(table: Table, measure: str, period: Period | None) -> int | None:
    """Find the column of the same measure one year earlier."""
    if period is None or period.end is None:
        return None
    for column in table.count_columns():
        other = table.periods.get(column.column)
        if column.measure == measure and other is not None and other.end is not None:
            same_day = (other.end.month, other.end.day) == (period.end.month, period.end.day)
            if other.end.year == period.end.year - 1 and (same_day or other.end.month == 2):
                return column.column
    return None


def _count_at(table: Table, row: TableRow, column: int, measure: str) -> Decimal | None:
    reading = table.readings.get((row.row, column))
    for figure in reading.figures if reading else ():
        if figure.measure == measure:
            return figure.value
    return None
