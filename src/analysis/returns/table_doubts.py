"""Columns that contradict each other or themselves: reported, and none of them is read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

from analysis.office_files.grids import column_letters
from analysis.returns.cell_values import CellReading
from analysis.returns.outline import RowKind, TableRow
from analysis.returns.rate_columns import is_signed
from analysis.returns.records import Severity
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_model import Table
from analysis.returns.table_plans import Column

Values = dict[int, Decimal]
"""The figure of each row."""


def set_contradictions_aside(table: Table, records: SheetRecords) -> None:
    """Take figures out of a table that cannot all be what their headings say."""
    _set_two_columns_aside(table, records)
    for column in table.count_columns():
        if column.measure == "yoy_change":
            _set_impossible_change_aside(table, column, records)


def _set_two_columns_aside(table: Table, records: SheetRecords) -> None:
    """Find one measure of one period in two columns: one of them must mean something else.

    Where both give the same the second only repeats the first and is left out.
    """
    for measure, columns in _columns_by_meaning(table):
        if len(columns) < 2:
            continue
        first, *others = columns
        values = {c.column: _values(table, c, measure) for c in columns}
        if all(_repeats(values[c.column], values[first.column]) for c in others):
            for column in others:
                _take_out(table, column, measure, counts_as_lost=False)
                _report_repeated(table, first, column, records)
            continue
        for column in columns:
            _take_out(table, column, measure, counts_as_lost=True)
        _report_two_columns(table, columns, values, records)


def _columns_by_meaning(table: Table) -> list[tuple[str, list[Column]]]:
    """Group the columns by the measure and the period of their figures."""
    found: dict[tuple[str, str], dict[int, Column]] = defaultdict(dict)
    for column in table.measure_columns():
        for row in _named_rows(table):
            reading = table.readings.get((row.row, column.column), CellReading())
            for figure in reading.figures:
                period = table.period_of(column, figure)
                key = figure.measure, period.key if period else ""
                found[key][column.column] = column
    return [(measure, list(columns.values())) for (measure, _), columns in found.items()]


def _named_rows(table: Table) -> list[TableRow]:
    return [row for row in table.rows if row.kind in (RowKind.UNIT, RowKind.TOTAL)]


def _values(table: Table, column: Column, measure: str) -> Values:
    return {
        row.row: figure.value
        for row in _named_rows(table)
        for figure in table.readings.get((row.row, column.column), CellReading()).figures
        if figure.measure == measure
    }


def _repeats(values: Values, first: Values) -> bool:
    return all(first.get(row) == value for row, value in values.items())


def _take_out(table: Table, column: Column, measure: str, *, counts_as_lost: bool) -> None:
    for (row, place), reading in list(table.readings.items()):
        kept = tuple(figure for figure in reading.figures if figure.measure != measure)
        if place == column.column and len(kept) < len(reading.figures):
            table.readings[row, place] = replace(reading, figures=kept)
            if counts_as_lost:
                table.set_aside.add((row, place))


def _report_repeated(table: Table, first: Column, column: Column, records: SheetRecords) -> None:
    records.report(
        "repeated_column",
        f"cột «{column.heading.text}» lặp lại số của cột «{first.heading.text}»; chỉ lấy một lần",
        place=(table.plan.header_rows[0], column.column),
        value=column.heading.text,
        severity=Severity.NOTE,
    )


def _report_two_columns(
    table: Table, columns: list[Column], values: dict[int, Values], records: SheetRecords
) -> None:
    labels = {row.row: row.label for row in table.rows}
    rows = sorted({row for column in columns for row in values[column.column]})
    differing = [row for row in rows if len({values[c.column].get(row) for c in columns}) > 1]
    shown = " và ".join(
        f"{column_letters(c.column)} «{c.heading.text}» ghi "
        f"{values[c.column].get(differing[0], 'trống')}"
        for c in columns
    )
    records.report(
        "two_columns",
        f"nhiều cột được hiểu là cùng một chỉ số của cùng một kỳ nhưng số khác nhau (ở "
        f"«{labels[differing[0]]}»: {shown}); không lấy cột nào, ghi rõ tiêu đề hoặc khai báo "
        "trong bố cục",
        place=(table.plan.header_rows[0], columns[0].column),
        unit=labels[differing[0]],
        value=" | ".join(column.heading.text for column in columns),
    )


def _set_impossible_change_aside(table: Table, column: Column, records: SheetRecords) -> None:
    """Refuse a change greater than the result: without a sign it may be an index (125 %)."""
    result = next((c for c in table.count_columns() if c.measure == "admitted"), None)
    rows = _named_rows(table)
    if result is None or any(is_signed(table.grid.cell(r.row, column.column)) for r in rows):
        return
    pairs = [(table.count(r.row, column.column), table.count(r.row, result.column)) for r in rows]
    above = [pair for pair in pairs if None not in pair and pair[0] > pair[1]]
    if not above:
        return
    _take_out(table, column, "yoy_change", counts_as_lost=True)
    records.report(
        "change_or_index",
        f"cột «{column.heading.text}»: {above[0][0]} lớn hơn kết quả {above[0][1]} nên không thể "
        "là số tăng; có thể là tỷ lệ so với cùng kỳ. Ghi rõ «(%)» hoặc «tăng, giảm» trong tiêu đề",
        place=(table.plan.header_rows[0], column.column),
        value=column.heading.text,
    )
