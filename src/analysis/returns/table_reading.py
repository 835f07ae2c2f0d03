"""From a table to figures: each cell read, each rate scaled, each total told from the units."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from analysis.returns.cell_values import (
    FRACTION,
    ColumnStyle,
    count_style,
    read_count,
    read_rate,
)
from analysis.returns.grid import Grid
from analysis.returns.outline import outline_rows
from analysis.returns.period_reports import report_ambiguous_period, report_missing_period
from analysis.returns.rate_columns import names_own_period, read_rates, result_measure
from analysis.returns.records import Severity
from analysis.returns.return_periods import BasePeriod, column_period
from analysis.returns.row_sums import settle_sums
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_contents import settle_by_contents
from analysis.returns.table_doubts import set_contradictions_aside
from analysis.returns.table_model import Table, is_rate
from analysis.returns.table_plans import Column, Role, TablePlan
from analysis.returns.vocabulary import vocabulary
from analysis.text.periods import Period


def read_table(grid: Grid, plan: TablePlan, base: BasePeriod, records: SheetRecords) -> Table:
    """Read all cells of a table whose columns are settled."""
    plan = settle_by_contents(grid, plan)
    periods = _reported(grid, plan, base, records)
    readable = [c for c in plan.of_role(Role.MEASURE) if c.column in periods]
    plan = replace(
        plan,
        columns=tuple(c for c in plan.columns if c.role is not Role.MEASURE or c in readable),
    )
    table = Table(grid, plan, outline_rows(grid, plan), periods, {})
    _read_counts(table, records)
    settle_sums(table, records)
    read_rates(table)
    set_contradictions_aside(table, records)
    return table


def _periods(plan: TablePlan, base: BasePeriod) -> dict[int, Period | str | None]:
    """Find the period of each measure column; a sentence where it can be read in two ways."""
    periods: dict[int, Period | str | None] = {}
    for column in plan.of_role(Role.MEASURE):
        reading = vocabulary().reading(column.measure)
        periods[column.column] = column_period(column.hints, base, reading)
    for column in plan.of_role(Role.MEASURE):
        if is_rate(column.measure) and not names_own_period(column):
            periods[column.column] = periods[column.column] or _lent(plan, periods, column)
    return periods


def _lent(plan: TablePlan, periods: dict[int, Period | str | None], rate: Column) -> Period | None:
    """Return the period of the results of a rate, where all of these have the same."""
    measure = result_measure(rate.measure)
    names = (measure, FRACTION) if measure == "admitted" else (measure,)
    results = [
        periods.get(c.column)
        for c in plan.of_role(Role.MEASURE)
        if c.measure in names and not c.is_previous
    ]
    found = {period.key: period for period in results if isinstance(period, Period)}
    return next(iter(found.values())) if len(found) == 1 else None


def _reported(
    grid: Grid, plan: TablePlan, base: BasePeriod, records: SheetRecords
) -> dict[int, Period | None]:
    """Report the columns whose period cannot be said, and leave the doubtful ones out."""
    periods = _periods(plan, base)
    certain: dict[int, Period | None] = {}
    missing: list[Column] = []
    for column in plan.of_role(Role.MEASURE):
        period = periods[column.column]
        if isinstance(period, str):
            report_ambiguous_period(column, period, plan.header_rows[0], records)
            continue
        certain[column.column] = period
        if period is None:
            missing.append(column)
    is_empty = not any(plan.first_row <= row <= plan.last_row for row in grid.rows)
    if missing and not is_empty:
        report_missing_period(missing, base, records)
    return certain


def _read_counts(table: Table, records: SheetRecords) -> None:
    """Read the columns of counts, each in the style that it shows as a whole."""
    rows = table.figure_rows()
    columns = table.count_columns()
    by_column = {
        column.column: [
            cell for row in rows if (cell := table.grid.cell(row.row, column.column)) is not None
        ]
        for column in columns
    }
    everything = [cell for cells in by_column.values() for cell in cells]
    separators = count_style(everything).style
    for column in columns:
        cells = by_column[column.column]
        style = ColumnStyle(separators, count_style(cells).is_split)
        is_mean = vocabulary().units.get(column.measure) == "year"
        for row in rows:
            cell = table.grid.cell(row.row, column.column)
            reading = (
                read_rate(cell, column.measure, 1)
                if is_mean
                else read_count(cell, column.measure, style)
            )
            table.readings[row.row, column.column] = reading
        if style.is_split:
            _report_split(table, column, records)
        if style.style == "en" and any("," in cell.text for cell in cells):
            records.report(
                "english_separators",
                f"cột «{column.heading.text}» dùng dấu phẩy ngăn hàng nghìn, đã đọc theo cách đó",
                place=(table.plan.first_row, column.column),
                severity=Severity.NOTE,
            )


def _report_split(table: Table, column: Column, records: SheetRecords) -> None:
    """Say which decimals of a column were read as thousands."""
    changed = [
        (row.row, reading.figures[0].value)
        for row in table.rows
        if (reading := table.readings.get((row.row, column.column))) is not None
        and reading.figures
        and (cell := table.grid.cell(row.row, column.column)) is not None
        and cell.number is not None
        and Decimal(repr(cell.number)) != reading.figures[0].value
    ]
    for row, value in changed:
        cell = table.grid.cell(row, column.column)
        records.report(
            "thousands_as_decimals",
            f"ô lưu số {cell.text}, cả cột cho thấy dấu chấm ngăn hàng nghìn đã bị hiểu thành dấu "
            f"thập phân; đọc là {value}",
            place=(row, column.column),
            value=cell.text,
            severity=Severity.NOTE,
        )
