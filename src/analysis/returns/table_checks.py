"""Arithmetic within a table: units against totals, parts against wholes, rates against counts.

A check changes no figure. It writes down both numbers, and a person decides. Rules: domain practice
for returns (parts equal their whole, women at most all, opening + in - out = closing).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from analysis.returns.outline import RowKind, TableRow, children_of
from analysis.returns.rate_columns import expected_rate
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_model import Table
from analysis.returns.table_plans import Column
from analysis.returns.vocabulary import vocabulary
from analysis.text.display import format_count, format_percent
from analysis.text.normalise import match_key

_MAX_DECIMALS = 4
_MOVES_IN = ("admitted", "members_transferred_in", "members_restored", "members_increase")
_MOVES_OUT = (
    "members_transferred_out",
    "members_died",
    "members_expelled",
    "members_struck_off",
    "members_left",
    "members_decrease",
)


def check_table(table: Table, records: SheetRecords) -> None:
    """Run all checks of a table."""
    _check_totals(table, records)
    for row in table.rows:
        if row.kind in (RowKind.UNIT, RowKind.TOTAL):
            _check_parts(table, row, records)
            _check_partitions(table, row, records)
            _check_rates(table, row, records)
            _check_balance(table, row, records)


def _additive(table: Table) -> list[Column]:
    return [c for c in table.measure_columns() if table.is_additive(c)]


def _check_totals(table: Table, records: SheetRecords) -> None:
    """Hold each total against the units that it adds up."""
    for number, row in enumerate(table.rows):
        if row.kind is not RowKind.TOTAL:
            continue
        added = _added_by(table, number)
        for column in _additive(table):
            own = table.count(row.row, column.column)
            sums = _sum(table, added, column)
            if own is None or sums is None or own == sums:
                continue
            blanks = sum(table.count(r.row, column.column) is None for r in added)
            remark = f" ({blanks} đơn vị để trống)" if blanks else ""
            records.report(
                "total_mismatch",
                f"cột «{column.heading.text}»: «{row.label}» ghi {format_count(int(own))}, cộng "
                f"{len(added)} đơn vị được {format_count(int(sums))}{remark}",
                place=(row.row, column.column),
                unit=row.label,
                value=str(own),
            )


def _added_by(table: Table, number: int) -> list[TableRow]:
    """Find the units that a total adds up: of the sets that it may mean the one that fits best."""
    rows = table.rows
    sets = [units for units in _candidates(table, number) if units]
    if not sets:
        return []
    scores = [_agreement(table, rows[number], units) for units in sets]
    return sets[scores.index(max(scores))]


def _candidates(table: Table, number: int) -> Iterator[list[TableRow]]:
    """List the sets of units that a total may add up, the likeliest first."""
    rows = table.rows
    row = rows[number]
    everything = _once(table, [r for r in rows if r.kind is RowKind.UNIT])
    if row.rank >= 0:
        below = [rows[n] for n in children_of(rows, number) if rows[n].kind is RowKind.UNIT]
        yield _once(table, below)
        return
    boundary = [n for n, r in enumerate(rows) if r.kind in (RowKind.TOTAL, RowKind.SECTION)]
    start = max((n for n in boundary if n < number), default=-1)
    end = min((n for n in boundary if n > number), default=len(rows))
    before = [r for r in rows[start + 1 : number] if r.kind is RowKind.UNIT]
    after = [r for r in rows[number + 1 : end] if r.kind is RowKind.UNIT]
    is_grand = not match_key(row.label).startswith("cộng")
    yield from [everything, before, after] if is_grand else [before, everything, after]


def _once(table: Table, units: list[TableRow]) -> list[TableRow]:
    """Leave out units that repeat another one figure by figure: they count once."""
    seen: dict[tuple, TableRow] = {}
    for unit in units:
        counts = tuple(table.count(unit.row, c.column) for c in _additive(table))
        seen.setdefault((match_key(unit.label), match_key(unit.group), counts), unit)
    return list(seen.values())


def _agreement(table: Table, row: TableRow, units: list[TableRow]) -> int:
    return sum(
        (own := table.count(row.row, column.column)) is not None
        and own == _sum(table, units, column)
        for column in _additive(table)
    )


def _sum(table: Table, units: list[TableRow], column: Column) -> Decimal | None:
    """Add up a column.

    None where a figure of it could not be read, where there is none, or where one unit stands
    twice with different figures: which of them the total counts cannot be said.
    """
    if _contradicts_itself(table, units, column):
        return None
    readings = [table.readings.get((unit.row, column.column)) for unit in units]
    if any(reading is not None and reading.refusal is not None for reading in readings):
        return None
    values = [table.count(unit.row, column.column) for unit in units]
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def _contradicts_itself(table: Table, units: list[TableRow], column: Column) -> bool:
    found: dict[tuple[str, str], Decimal | None] = {}
    for unit in units:
        name = (match_key(unit.label), match_key(unit.group))
        count = table.count(unit.row, column.column)
        if found.setdefault(name, count) != count:
            return True
    return False


def _check_parts(table: Table, row: TableRow, records: SheetRecords) -> None:
    """Check that no part is greater than its whole: women among those admitted."""
    for column in _additive(table):
        whole_name = _whole_of(column.measure)
        whole = _partner(table, column, whole_name) if whole_name else None
        part_count = table.count(row.row, column.column)
        whole_count = table.count(row.row, whole.column) if whole else None
        if part_count is None or whole_count is None or part_count <= whole_count:
            continue
        records.report(
            "part_above_whole",
            f"«{column.heading.text}» là {format_count(int(part_count))}, lớn hơn "
            f"«{whole.heading.text}» là {format_count(int(whole_count))}",
            place=(row.row, column.column),
            unit=row.label,
            value=str(part_count),
        )


def _whole_of(measure: str) -> str:
    """Name the measure that a measure is a part of."""
    if measure.startswith("admitted_") and measure not in (
        "admitted_projected",
        "admitted_above_target",
        "admitted_over_target",
    ):
        return "admitted"
    if measure.startswith("members_") and vocabulary().reading(measure).value == "stock":
        return "members_total" if measure != "members_total" else ""
    return "target" if measure.startswith("target_") else ""


def _partner(table: Table, column: Column, measure: str) -> Column | None:
    """Find the column of another measure for the same period, the nearest to the left first."""
    period = table.periods[column.column]
    found = [
        c
        for c in _additive(table)
        if c.measure == measure
        and (table.periods[c.column].key if table.periods[c.column] else "")
        == (period.key if period else "")
    ]
    left = [c for c in found if c.column < column.column]
    return left[-1] if left else (found[0] if found else None)


def _check_partitions(table: Table, row: TableRow, records: SheetRecords) -> None:
    """Check that the parts of a full set add up to their whole."""
    for column in _additive(table):
        for whole, parts in vocabulary().partitions:
            if column.measure != whole:
                continue
            partners = [_partner(table, column, part) for part in parts]
            counts = [table.count(row.row, p.column) if p else None for p in partners]
            own = table.count(row.row, column.column)
            if own is None or any(count is None for count in counts) or own == sum(counts):
                continue
            records.report(
                "partition_mismatch",
                f"«{column.heading.text}» là {format_count(int(own))}, cộng các thành phần được "
                f"{format_count(int(sum(counts)))}",
                place=(row.row, column.column),
                unit=row.label,
                value=str(own),
            )


def _check_rates(table: Table, row: TableRow, records: SheetRecords) -> None:
    """Hold each printed rate against the counts of its row."""
    for column in table.rate_columns():
        reading = table.readings.get((row.row, column.column))
        # A rate of members may be of another day's members than the table shows.
        if column.measure == "admission_rate_pct" or not reading:
            continue
        rate = expected_rate(table, column.measure, column.column, row)
        if rate is None or not reading.figures:
            continue
        printed, decimals = reading.figures[0].value, reading.figures[0].decimals
        if not rates_agree(printed, rate, decimals):
            shown = format_percent(printed, min(decimals, _MAX_DECIMALS))
            records.report(
                "rate_mismatch",
                f"cột «{column.heading.text}» ghi {shown}, tính lại được {format_percent(rate)}",
                place=(row.row, column.column),
                unit=row.label,
                value=reading.figures[0].printed,
            )


def rates_agree(printed: Decimal, rate: Decimal, decimals: int) -> bool:
    """Tell whether a printed rate is the real one rounded half up or cut off, as both occur."""
    places = min(max(decimals, 0), _MAX_DECIMALS)
    shown = round_to(printed, places)
    step = Decimal(1).scaleb(-places)
    cut = rate.quantize(step, rounding=ROUND_FLOOR)
    return shown in (round_to(rate, places), cut)


def round_to(value: Decimal, places: int) -> Decimal:
    """Round half up."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def _check_balance(table: Table, row: TableRow, records: SheetRecords) -> None:
    """Check opening + in - out = closing, where a table gives all of it."""
    stocks = [c for c in _additive(table) if c.measure == "members_total"]
    ends = {c.column: table.periods[c.column].end for c in stocks if table.periods[c.column]}
    dated = [c for c in stocks if ends.get(c.column)]
    if len(dated) != 2:
        return
    opening, closing = sorted(dated, key=lambda c: ends[c.column])
    moved_in = _moves(table, row, _MOVES_IN, "members_increase")
    moved_out = _moves(table, row, _MOVES_OUT, "members_decrease")
    first, last = (table.count(row.row, c.column) for c in (opening, closing))
    if None in (first, last, moved_in, moved_out) or first + moved_in - moved_out == last:
        return
    records.report(
        "balance_mismatch",
        f"đầu kỳ {format_count(int(first))} + tăng {format_count(int(moved_in))} − giảm "
        f"{format_count(int(moved_out))} = {format_count(int(first + moved_in - moved_out))}, "
        f"nhưng cuối kỳ ghi {format_count(int(last))}",
        place=(row.row, closing.column),
        unit=row.label,
        value=str(last),
    )


def _moves(table: Table, row: TableRow, names: tuple[str, ...], total: str) -> Decimal | None:
    """Add up moves of one direction: their total where it is given, else the kinds of move."""
    counts = {
        c.measure: table.count(row.row, c.column) for c in _additive(table) if c.measure in names
    }
    if counts.get(total) is not None:
        return counts[total]
    is_listed = any(name != "admitted" for name in counts)
    return (
        sum((count or Decimal(0) for count in counts.values()), Decimal(0)) if is_listed else None
    )
