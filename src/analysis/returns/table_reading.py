"""From a table to figures: each cell read, each rate scaled, each total told from the units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.office_files.grids import Cell, CellKind, column_letters
from analysis.returns.cell_values import (
    FRACTION,
    CellFigure,
    CellReading,
    ColumnStyle,
    bare_rate,
    count_style,
    rate_scale,
    read_count,
    read_rate,
)
from analysis.returns.grid import Grid
from analysis.returns.outline import Marker, RowKind, TableRow, children_of, outline_rows
from analysis.returns.records import ReturnFigure, RowFate, Severity, UnitKind
from analysis.returns.return_periods import BasePeriod, column_period
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_plans import Column, Role, TablePlan
from analysis.returns.time_hints import take_hints
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import clean_text
from analysis.text.periods import Period

Place = tuple[int, int]
_YOY = ("yoy_index_pct", "yoy_change_pct")


@dataclass
class Table:
    """A table with everything that has been read of it.

    Attributes:
        grid: The sheet.
        plan: Where the table stands and what its columns hold.
        rows: Its rows.
        periods: The period of each measure column.
        readings: What each cell says, by (row, column).
    """

    grid: Grid
    plan: TablePlan
    rows: list[TableRow]
    periods: dict[int, Period | None]
    readings: dict[Place, CellReading]

    def count(self, row: int, column: int) -> Decimal | None:
        """Return the leading figure of a cell, None where there is none."""
        reading = self.readings.get((row, column))
        return reading.figures[0].value if reading and reading.figures else None

    def is_additive(self, column: Column) -> bool:
        """Tell whether the figures of a column may be added up."""
        return vocabulary().units.get(column.measure) in ("person", "organisation")


def read_table(grid: Grid, plan: TablePlan, base: BasePeriod, records: SheetRecords) -> Table:
    """Read all cells of a table whose columns are settled."""
    periods = _periods(plan, base, records)
    readable = [c for c in plan.of_role(Role.MEASURE) if c.column in periods]
    plan = replace(
        plan,
        columns=tuple(c for c in plan.columns if c.role is not Role.MEASURE or c in readable),
    )
    table = Table(grid, plan, outline_rows(grid, plan), periods, {})
    _read_counts(table, records)
    _settle_parents(table, records)
    _read_rates(table)
    return table


def _periods(plan: TablePlan, base: BasePeriod, records: SheetRecords) -> dict[int, Period | None]:
    """Find the period of each measure column; report those that cannot be said."""
    periods: dict[int, Period | None] = {}
    missing: list[str] = []
    for column in plan.of_role(Role.MEASURE):
        reading = vocabulary().reading(column.measure)
        hints = tuple(take_hints(column.period)[0]) if column.period else column.heading.hints
        period = column_period(hints, base, reading)
        if isinstance(period, str):
            records.report(
                "ambiguous_period",
                f"cột «{column.heading.text}»: {period}; ghi rõ kỳ trong tiêu đề hoặc bố cục",
                place=(plan.header_rows[0], column.column),
                value=column.heading.text,
            )
            continue
        periods[column.column] = period
        if period is None:
            missing.append(column.heading.text or column_letters(column.column))
    if missing:
        records.report(
            "period_missing",
            f"{base.problem or 'không thấy ghi kỳ số liệu'}; cần cho biết kỳ của các cột: "
            + ", ".join(f"«{text}»" for text in missing)
            + ". Ghi kỳ vào tiêu đề của biểu, hoặc vào mục period của bố cục",
            severity=Severity.STOP,
        )
    return periods


def _counts(table: Table) -> list[Column]:
    columns = table.plan.of_role(Role.MEASURE)
    return [c for c in columns if vocabulary().units.get(c.measure) != "percent"]


def _figure_rows(table: Table) -> list[TableRow]:
    kinds = (RowKind.UNIT, RowKind.TOTAL, RowKind.PART, RowKind.NAMELESS, RowKind.SECTION)
    return [row for row in table.rows if row.kind in kinds]


def _read_counts(table: Table, records: SheetRecords) -> None:
    """Read the columns of counts, each in the style that it shows as a whole."""
    rows = _figure_rows(table)
    columns = _counts(table)
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
        measure = _fraction_or_rate(column, cells)
        for row in rows:
            cell = table.grid.cell(row.row, column.column)
            table.readings[row.row, column.column] = read_count(cell, measure, style)
        if style.is_split:
            _report_split(table, column, records)
        if style.style == "en" and any("," in cell.text for cell in cells):
            records.report(
                "english_separators",
                f"cột «{column.heading.text}» dùng dấu phẩy ngăn hàng nghìn, đã đọc theo cách đó",
                place=(table.plan.first_row, column.column),
                severity=Severity.NOTE,
            )


def _fraction_or_rate(column: Column, cells: Sequence[Cell]) -> str:
    """Read a column headed "Thực hiện/Chỉ tiêu" as fractions only where it holds some."""
    has_fraction = any(cell.kind is CellKind.TEXT and "/" in cell.text for cell in cells)
    return column.measure if column.measure != FRACTION or has_fraction else FRACTION


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
        lists_units = row.marker in (Marker.ROMAN, Marker.LETTER) or (
            row.marker is Marker.NONE and _has_markers(rows)
        )
        if (agreeing and agreeing == comparable) or (lists_units and comparable):
            rows[number] = replace(row, kind=RowKind.TOTAL)
        elif row.marker is Marker.ARABIC and comparable:
            _set_parts_aside(table, row, leaves, records)
        else:
            _dissolve_group(rows, row.label)


def _has_children(rows: list[TableRow], number: int) -> bool:
    return any(rows[n].kind is RowKind.UNIT for n in children_of(rows, number))


def _has_markers(rows: list[TableRow]) -> bool:
    return any(row.marker is not Marker.NONE for row in rows)


def _compare(table: Table, row: TableRow, leaves: list[TableRow]) -> tuple[int, int]:
    """Count the columns in which a row is the sum of others, and those that can be compared."""
    agreeing = comparable = 0
    for column in _counts(table):
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


def _dissolve_group(rows: list[TableRow], label: str) -> None:
    for number, row in enumerate(rows):
        if row.group == label:
            rows[number] = replace(row, group="")


def _read_rates(table: Table) -> None:
    """Read the columns of rates: scale and meaning come from the counts of the same row."""
    rates = [
        c
        for c in table.plan.of_role(Role.MEASURE)
        if vocabulary().units.get(c.measure) == "percent"
    ]
    rows = _figure_rows(table)
    for column in rates:
        named = _choose_meaning(table, column, rows)
        if named != column.measure:
            table.plan = replace(
                table.plan,
                columns=tuple(
                    replace(c, measure=named) if c.column == column.column else c
                    for c in table.plan.columns
                ),
            )
        bare = [bare_rate(table.grid.cell(row.row, column.column)) for row in rows]
        plain = [(b[0], b[1]) if isinstance(b, tuple) and not b[2] else None for b in bare]
        expected = [expected_rate(table, named, column.column, row) for row in rows]
        for row, scale in zip(rows, rate_scale(plain, expected), strict=True):
            cell = table.grid.cell(row.row, column.column)
            table.readings[row.row, column.column] = read_rate(cell, named, scale)


def _choose_meaning(table: Table, column: Column, rows: list[TableRow]) -> str:
    """Choose among what a rate may mean what the counts beside it bear out.

    An index (105,3) is told from a growth rate (5,3), a share from a rate of the target. Without
    counts to tell by, the first meaning stands.
    """
    names = [column.measure, *column.alternatives]
    names += [name for name in _YOY if column.measure in _YOY and name not in names]
    fits = dict.fromkeys(names, 0)
    for row in rows if len(names) > 1 else ():
        bare = bare_rate(table.grid.cell(row.row, column.column))
        for name in names:
            rate = expected_rate(table, name, column.column, row)
            if isinstance(bare, tuple) and rate is not None:
                near = Decimal("0.6") if abs(rate) > 3 else Decimal("0.06")
                scales = (1,) if bare[2] else (1, 100)
                fits[name] += any(abs(bare[0] * scale - rate) <= near for scale in scales)
    return max(names, key=lambda name: fits[name])


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
    names = {"pct_of_target": ("admitted", "target"), "yoy_index_pct": ("admitted", "admitted")}
    names["yoy_change_pct"] = names["yoy_index_pct"]
    if measure == "admission_rate_pct":
        members = [c.column for c in _counts(table) if c.measure == "members_total"]
        top = _column_of(table, "admitted", period, column)
        return ((top, "admitted"), (members[0], "members_total")) if top and members else None
    top_name, bottom_name = names.get(measure, ("", ""))
    if (
        measure.endswith("_pct")
        and not top_name
        and measure.removesuffix("_pct") in (vocabulary().units)
    ):
        whole = "members_total" if measure.startswith("members_") else "admitted"
        top_name, bottom_name = measure.removesuffix("_pct"), whole
    if not top_name:
        return None
    if measure in _YOY:
        top = _column_of(table, top_name, period, column)
        bottom = _column_before(table, top_name, period)
    else:
        top = _column_of(table, top_name, period, column)
        bottom = _column_of(table, bottom_name, period, column, same_year=bottom_name == "target")
    if top is None or bottom is None:
        return None
    return (top, top_name), (bottom, bottom_name)


def _column_of(
    table: Table, measure: str, period: Period | None, column: int, *, same_year: bool = False
) -> int | None:
    """Find the column of a measure for a period, the nearest to the left first."""
    found = [
        c.column
        for c in _counts(table)
        if (c.measure == measure or (c.measure == FRACTION and measure in ("admitted", "target")))
        and _same_period(table.periods.get(c.column), period, same_year=same_year)
    ]
    left = [c for c in found if c < column]
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
    for column in _counts(table):
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


def record_figures(table: Table, records: SheetRecords) -> None:
    """Write down the figures, the fate of every row and the cells that could not be read."""
    owner: TableRow | None = None
    for row in table.rows:
        records.labels[row.row] = row.label
        if row.kind in (RowKind.UNIT, RowKind.TOTAL):
            owner = row
        records.fates[row.row] = _record_row(table, row, owner, records)


def _record_row(
    table: Table, row: TableRow, owner: TableRow | None, records: SheetRecords
) -> RowFate:
    if row.kind in (RowKind.NOTE, RowKind.SECTION):
        return RowFate.NOTE
    if row.kind is RowKind.SHIFTED:
        _report_shifted(table, row, records)
        return RowFate.QUARANTINED
    if row.kind is RowKind.NAMELESS:
        if not row.label:
            _report_nameless(table, row, records)
        return RowFate.QUARANTINED
    if row.kind is RowKind.PART:
        if owner is None:
            _report_nameless(table, row, records)
            return RowFate.QUARANTINED
        return _record_part(table, row, owner, records)
    kind = UnitKind.TOTAL if row.kind is RowKind.TOTAL else UnitKind.UNIT
    found = refused = 0
    for column in table.plan.of_role(Role.MEASURE):
        reading = table.readings.get((row.row, column.column), CellReading())
        refused += _report_refusal(table, row, column, reading, records)
        for figure in reading.figures:
            found += 1
            records.figures.append(_figure(table, row, column, figure, records))
    if kind is UnitKind.TOTAL:
        return RowFate.TOTAL
    if not found and not refused:
        records.report(
            "no_figures",
            f"«{row.label}» có trong danh sách nhưng chưa có số liệu nào",
            place=row.row,
            unit=row.label,
            severity=Severity.NOTE,
        )
    return RowFate.QUARANTINED if refused and not found else RowFate.KEPT


def _figure(
    table: Table, row: TableRow, column: Column, figure: CellFigure, records: SheetRecords
) -> ReturnFigure:
    period = table.periods[column.column]
    if figure.measure == "target" and column.measure in ("admitted", FRACTION):
        period = column_period((), BasePeriod(period, None), vocabulary().reading("target"))
    return ReturnFigure(
        file=records.file,
        sheet=records.sheet.name,
        unit=row.label,
        kind=UnitKind.TOTAL if row.kind is RowKind.TOTAL else UnitKind.UNIT,
        measure=figure.measure,
        value=figure.value,
        decimals=figure.decimals,
        value_printed=clean_text(figure.printed),
        period=period,
        locator=records.sheet.locate(row.row, column.column),
        row=row.row,
        group=row.group,
    )


def _record_part(table: Table, row: TableRow, owner: TableRow, records: SheetRecords) -> RowFate:
    """Write down "- Nữ" below a unit: only what stands in the column of admissions."""
    kind = UnitKind.TOTAL if owner.kind is RowKind.TOTAL else UnitKind.UNIT
    for column in table.plan.of_role(Role.MEASURE):
        reading = table.readings.get((row.row, column.column), CellReading())
        _report_refusal(table, row, column, reading, records)
        if column.measure == "admitted" and reading.figures:
            figure = replace(reading.figures[0], measure=row.part)
            named = replace(row, kind=owner.kind, label=owner.label, group=owner.group)
            records.figures.append(_figure(table, named, column, figure, records))
    return RowFate.TOTAL if kind is UnitKind.TOTAL else RowFate.KEPT


def _report_refusal(
    table: Table, row: TableRow, column: Column, reading: CellReading, records: SheetRecords
) -> bool:
    if reading.refusal is None:
        return False
    records.report(
        reading.refusal.reason,
        f"cột «{column.heading.text}»: {reading.refusal.message}",
        place=(row.row, column.column),
        unit=row.label,
        value=reading.refusal.printed,
    )
    return True


def _report_shifted(table: Table, row: TableRow, records: SheetRecords) -> None:
    records.report(
        "row_too_long",
        "dòng có nhiều trường hơn tiêu đề, có thể do dấu phân cách trong tên; đặt tên trong dấu "
        "ngoặc kép",
        place=row.row,
        unit=row.label,
        value=" | ".join(table.grid.texts_of_row(row.row).values()),
    )


def _report_nameless(table: Table, row: TableRow, records: SheetRecords) -> None:
    texts = " | ".join(table.grid.texts_of_row(row.row).values())
    records.report(
        "no_unit",
        "dòng có số liệu nhưng không có tên đơn vị; ghi tên đơn vị hoặc bỏ dòng này",
        place=row.row,
        value=texts,
    )
