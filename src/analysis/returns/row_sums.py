"""Rows that add up other rows: districts over communes, unnamed totals, groups of units."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.returns.outline import RowKind, TableRow, children_of
from analysis.returns.row_markers import Marker
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_model import Table
from analysis.text.normalise import match_key

# Names of the whole that a table may be of.
_WHOLE = re.compile(
    r"^(?:toàn |cả |chung |tính chung |tổng hợp )?(?:toàn )?(?:đảng bộ )?"
    r"(?:tỉnh|thành phố|huyện|thị xã|quận)(?: |$)|^đảng bộ$"
)


def settle_sums(table: Table, records: SheetRecords) -> None:
    """Tell rows that add up others from units, by their figures."""
    _settle_parents(table, records)
    _settle_whole(table)
    _set_rows_below_total_aside(table, records)


def _set_rows_below_total_aside(table: Table, records: SheetRecords) -> None:
    """Set aside unnumbered figures below a last total that the units above it make up."""
    totals = [n for n, row in enumerate(table.rows) if row.kind is RowKind.TOTAL and row.rank < 0]
    last = totals[-1] if totals else 0
    units = [row for row in table.rows[:last] if row.kind is RowKind.UNIT]
    agreeing, comparable = _compare(table, table.rows[last], units) if units else (0, 0)
    if not comparable or agreeing != comparable:
        return
    for number, row in enumerate(table.rows[last + 1 :], start=last + 1):
        if row.kind is RowKind.UNIT and row.marker is Marker.NONE and row.has_figures:
            table.rows[number] = replace(row, kind=RowKind.NAMELESS)
            records.report(
                "row_below_total",
                f"«{row.label}» nằm dưới dòng tổng đã bằng tổng các đơn vị phía trên; không rõ có "
                "phải đơn vị không, dòng này để riêng",
                place=row.row,
                unit=row.label,
            )


def _settle_parents(table: Table, records: SheetRecords) -> None:
    """Tell rows that add up the rows under them from units with rows of their own."""
    rows = table.rows
    for number, row in enumerate(rows):
        below = [n for n in children_of(rows, number) if rows[n].kind is RowKind.UNIT]
        below = [n for n in below if rows[n].has_figures]
        if row.kind is not RowKind.UNIT or not row.has_figures or not below:
            continue
        leaves = [n for n in below if not _has_children(rows, n)]
        agreeing, comparable = _compare(table, row, [rows[n] for n in leaves])
        if (agreeing and agreeing == comparable) or (_lists_units(rows, number) and comparable):
            rows[number] = replace(row, kind=RowKind.TOTAL)
        elif row.marker is Marker.ARABIC and comparable:
            _set_parts_aside(table, row, leaves, records)
        else:
            _dissolve_group(rows, number)


def _lists_units(rows: list[TableRow], number: int) -> bool:
    """Tell whether a row heads a list of units by its marker alone, whatever its figures are."""
    row = rows[number]
    if row.marker is not Marker.NONE:
        return row.marker in (Marker.ROMAN, Marker.LETTER)
    following = [r for r in rows[number + 1 :] if r.rank >= 0]
    return _has_markers(rows) and bool(following) and following[0].is_first


def _has_children(rows: list[TableRow], number: int) -> bool:
    return any(rows[n].kind is RowKind.UNIT for n in children_of(rows, number))


def _has_markers(rows: list[TableRow]) -> bool:
    return any(row.marker is not Marker.NONE for row in rows)


def _compare(table: Table, row: TableRow, leaves: list[TableRow]) -> tuple[int, int]:
    """Count the columns in which a row is the sum of others, and those that can be compared."""
    agreeing = comparable = 0
    for column in table.count_columns():
        own = table.count(row.row, column.column)
        parts = [table.count(leaf.row, column.column) for leaf in leaves]
        known = [part for part in parts if part is not None]
        if own is None or not known or not table.is_additive(column):
            continue
        comparable += 1
        agreeing += own == sum(known)
    return agreeing, comparable


def _set_parts_aside(
    table: Table, parent: TableRow, leaves: list[int], records: SheetRecords
) -> None:
    """Keep a unit whose listed parts do not make it up, and set the parts aside."""
    for number in leaves:
        part = table.rows[number]
        table.rows[number] = replace(part, kind=RowKind.NAMELESS)
        records.report(
            "parts_do_not_add_up",
            f"các dòng dưới «{parent.label}» không cộng thành số của đơn vị này; "
            "chỉ lấy số của đơn vị, dòng này để riêng",
            place=part.row,
            unit=part.label,
        )


def _dissolve_group(rows: list[TableRow], number: int) -> None:
    """Let the rows below a row that is a unit itself stand beside it."""
    label = rows[number].label
    below = children_of(rows, number)
    raised = min((rows[n].rank for n in below), default=0) - rows[number].rank
    for place in below:
        rows[place] = replace(rows[place], rank=rows[place].rank - raised)
    for place, row in enumerate(rows):
        if row.group == label:
            rows[place] = replace(row, group="")


def _settle_whole(table: Table) -> None:
    """Find the unnumbered first or last row that adds up all the units: "Đảng bộ tỉnh"."""
    places = [n for n, row in enumerate(table.rows) if row.kind is RowKind.UNIT]
    if len(places) < 3:
        return
    for number in (places[-1], places[0]):
        others = [n for n in places if n != number]
        if _is_whole(table, number, others):
            table.rows[number] = replace(table.rows[number], kind=RowKind.TOTAL, rank=-1)
            return


def _is_whole(table: Table, number: int, others: list[int]) -> bool:
    """Tell whether a row is the sum of all units, and so not by chance.

    It stands outside of the numbers, or is named after the whole; and more than one column or
    unit bears it out.
    """
    row, units = table.rows[number], [table.rows[n] for n in others]
    is_named = _WHOLE.match(match_key(row.label)) is not None
    numbered = [unit.marker is not Marker.NONE for unit in units]
    if row.marker is not Marker.NONE or not (is_named or all(numbered)):
        return False
    agreeing, comparable = _compare(table, row, units)
    weights = [_filled_parts(table, column.column, row, units) for column in _added(table)]
    telling = [weight for weight in weights if weight >= 2]
    is_certain = len(telling) >= 2 or (is_named and all(numbered)) or max(weights, default=0) >= 3
    return bool(telling) and agreeing == comparable and is_certain


def _added(table: Table) -> list:
    return [column for column in table.count_columns() if table.is_additive(column)]


def _filled_parts(table: Table, column: int, row: TableRow, units: list[TableRow]) -> int:
    """Count the units that add something to a figure of a row; 0 where it has none."""
    if table.count(row.row, column) is None:
        return 0
    return sum(bool(table.count(unit.row, column)) for unit in units)
