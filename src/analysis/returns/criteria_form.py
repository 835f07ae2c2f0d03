"""The form with criteria down the rows and one unit a form (Biểu số 2-BTCTW, HD 11/2021).

Columns: this period, the same period of last year, and an index (105,3 is 5,3 % more). Rows are
parts that overlap, parts that make up the whole, and an average, which is never added up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from analysis.office_files.grids import CellKind
from analysis.returns.cell_values import (
    CellReading,
    bare_rate,
    count_style,
    rate_scale,
    read_count,
    read_rate,
)
from analysis.returns.grid import Grid
from analysis.returns.headings import Heading, measure_of, read_heading
from analysis.returns.period_reports import report_ambiguous_period, report_missing_period
from analysis.returns.records import ReturnFigure, RowFate, UnitKind
from analysis.returns.return_periods import BasePeriod, column_period
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_checks import rates_agree
from analysis.returns.table_plans import Column, Role, TablePlan, is_index_row
from analysis.returns.vocabulary import vocabulary
from analysis.text.display import format_count, format_percent
from analysis.text.normalise import clean_text, match_key
from analysis.text.periods import Period

_MARKER = re.compile(
    r"^(?:[IVX]+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)*|[A-Za-zđĐ])[.)/:-]+ *|^[-–+•*] *|^(?:[IVX]+)\s+"
)
_OPENERS = re.compile(r"^(?:trong đó|chia ra|gồm|bao gồm)\s*[:,-]?\s*", re.IGNORECASE)
_FOOT = ("*", "ghi chú", "người lập", "t/m", "tm.", "nơi nhận", "ngày ")
_COUNTED = ("person", "organisation")
_INDEX = "yoy_index_pct"
_YOY = (_INDEX, "yoy_change_pct")


@dataclass(frozen=True)
class Criterion:
    """A row of the form: its label, its measure, and the period that the label itself names."""

    row: int
    label: str
    measure: str
    heading: Heading


@dataclass(frozen=True)
class _Form:
    """A form that has been read: its unit, its rows and columns, and what each cell says."""

    unit: str
    criteria: list[Criterion]
    columns: list[Column]
    readings: dict[tuple[int, int], CellReading]


def read_criteria_form(
    grid: Grid, plan: TablePlan, base: BasePeriod, unit: str, records: SheetRecords
) -> None:
    """Read a form of criteria into the records."""
    columns = _dated_columns(plan, base, records)
    form = _Form(unit, _criteria(grid, plan, records), columns, {})
    for column in form.columns:
        _read_column(grid, column, form.criteria, form.readings)
    for column in form.columns:
        if column.measure in _YOY:
            _scale(grid, form, column)
    for criterion in form.criteria:
        _record(form, criterion, base, records)
    for column in form.columns:
        if column.measure == "admitted":
            _check_column(form, column, records)
    _check_index(form, records)


def _dated_columns(plan: TablePlan, base: BasePeriod, records: SheetRecords) -> list[Column]:
    """Keep the columns whose period can be told; ask where the form prints none at all.

    Without a period of its own, "last year" is nothing either: that column is not read then.
    """
    kept: list[Column] = []
    undated: list[Column] = []
    for column in plan.of_role(Role.MEASURE):
        period = column_period(column.hints, base, vocabulary().reading(column.measure))
        if isinstance(period, str):
            report_ambiguous_period(column, period, plan.header_rows[0], records)
            continue
        if period is None:
            undated.append(column)
        if period is not None or not column.is_previous:
            kept.append(column)
    if undated:
        report_missing_period(undated, base, records)
    return kept


def _label(grid: Grid, plan: TablePlan, row: int) -> str:
    texts = [grid.text(row, c.column) for c in plan.of_role(Role.CRITERION)]
    label = " ".join(text for text in texts if text)
    return _OPENERS.sub("", _MARKER.sub("", label, count=1)).strip()


def _criteria(grid: Grid, plan: TablePlan, records: SheetRecords) -> list[Criterion]:
    """Find what each row of the form counts; rows of figures that nobody knows are set aside."""
    found: list[Criterion] = []
    context = ""
    for row in [r for r in grid.rows if plan.first_row <= r <= plan.last_row]:
        label = _label(grid, plan, row)
        records.labels[row] = label
        columns = [c.column for c in plan.of_role(Role.MEASURE)]
        has_figures = any(_has_digit(grid, row, column) for column in columns)
        is_foot = match_key(label).startswith(_FOOT)
        if row in plan.header_rows or is_index_row(grid, row) or not has_figures or is_foot:
            records.fates[row] = RowFate.NOTE
            context = _context(label, context)
            continue
        heading = _heading(label, context)
        measure = measure_of(heading)
        context = _context(label, context)
        records.fates[row] = RowFate.KEPT if measure else RowFate.QUARANTINED
        if measure:
            found.append(Criterion(row, label, measure, heading))
        else:
            records.report(
                "unmapped_row",
                f"không nhận ra tiêu chí «{label}»; sửa tên dòng hoặc khai báo trong bố cục",
                place=row,
                value=label,
            )
    return found


def _has_digit(grid: Grid, row: int, column: int) -> bool:
    cell = grid.cell(row, column)
    if cell is None:
        return False
    text = grid.text(row, column)
    is_text = cell.kind is CellKind.TEXT
    return not is_text or (len(text) < 40 and re.match(r"[0-9(−-]", text) is not None)


def _context(label: str, before: str) -> str:
    """Remember the kind of organisation that "trong đó có kết nạp" below it is about."""
    heading = read_heading(label)
    return heading.subject if heading.subject else before


def _heading(label: str, context: str) -> Heading:
    heading = read_heading(label)
    if heading.categories == ("with_admissions",):
        return replace(heading, subject="organisations" if context == "organisations" else "?")
    if heading.categories and heading.subject in ("", "members"):
        named = measure_of(replace(heading, subject=""))
        return heading if named.startswith("members_") else replace(heading, subject="admitted")
    return heading


def measure_in(column: Column, criterion: Criterion) -> str:
    """Name what a cell of the form gives: its row says of whom, its column what of them.

    Empty where no measure is known for the two together: the aim for one group, its index.
    """
    of_whom, what = criterion.measure, column.measure
    is_count = vocabulary().units.get(of_whom) in ("person", "organisation")
    if what == "admitted":
        return of_whom
    if not is_count:
        return ""
    if column.heading.reference == "admitted":
        share = f"{of_whom}_pct"
        return share if share in vocabulary().units else ""
    if of_whom == "admitted":
        return what
    if what != "target" or not of_whom.startswith("admitted_"):
        return ""
    aim = of_whom.replace("admitted_", "target_")
    return aim if aim in vocabulary().units else ""


def _read_column(
    grid: Grid,
    column: Column,
    criteria: list[Criterion],
    readings: dict[tuple[int, int], CellReading],
) -> None:
    measures = {c.row: measure_in(column, c) for c in criteria}
    units = vocabulary().units
    cells = {c.row: grid.cell(c.row, column.column) for c in criteria}
    counted = [row for row, name in measures.items() if units.get(name) in _COUNTED]
    style = count_style([cell for row in counted if (cell := cells[row]) is not None])
    for row, measure in measures.items():
        if units.get(measure) in _COUNTED:
            reading = read_count(cells[row], measure, style)
        elif measure or column.measure == _INDEX:
            # The index of a part is read to be checked, though no measure is known for it.
            reading = read_rate(cells[row], measure or _INDEX, 1)
        else:
            reading = CellReading()
        readings[row, column.column] = reading


def _scale(grid: Grid, form: _Form, column: Column) -> None:
    """Read an index again where the counts show that it is a ratio: 1,25 for 125 %."""
    cells = [grid.cell(c.row, column.column) for c in form.criteria]
    bare = [bare_rate(cell) for cell in cells]
    plain = [(b[0], b[1]) if isinstance(b, tuple) and not b[2] else None for b in bare]
    scales = rate_scale(plain, [_index_of(form, c) for c in form.criteria])
    for criterion, cell, scale in zip(form.criteria, cells, scales, strict=True):
        if scale == 100:
            reading = read_rate(cell, column.measure, scale)
            form.readings[criterion.row, column.column] = reading


def _record(form: _Form, criterion: Criterion, base: BasePeriod, records: SheetRecords) -> None:
    """Write down the figures of one row; of the index only that of the total."""
    refused = found = 0
    for column in form.columns:
        reading = form.readings[criterion.row, column.column]
        measure = measure_in(column, criterion)
        is_index = column.measure == _INDEX
        if reading.refusal is not None:
            refused += not is_index
            records.report(
                reading.refusal.reason,
                f"«{criterion.label}», cột «{column.heading.text}»: {reading.refusal.message}",
                place=(criterion.row, column.column),
                unit=form.unit,
                value=reading.refusal.printed,
            )
        if not measure:
            continue
        if measure in _YOY:
            measure = _growth_or_index(form, criterion, column, measure)
        period = _period(criterion, column, base, measure)
        for figure in reading.figures:
            found += 1
            records.figures.append(
                ReturnFigure(
                    file=records.file,
                    sheet=records.sheet.name,
                    unit=form.unit,
                    kind=UnitKind.UNIT,
                    measure=measure,
                    value=figure.value,
                    decimals=figure.decimals,
                    value_printed=clean_text(figure.printed),
                    period=period,
                    locator=records.sheet.locate(criterion.row, column.column),
                    row=criterion.row,
                )
            )
    if refused and not found:
        records.fates[criterion.row] = RowFate.QUARANTINED


def _period(criterion: Criterion, column: Column, base: BasePeriod, measure: str) -> Period | None:
    period = column_period(
        column.hints + criterion.heading.hints, base, vocabulary().reading(measure)
    )
    return None if isinstance(period, str) else period


def _value(readings: dict[tuple[int, int], CellReading], row: int, column: int) -> Decimal | None:
    figures = readings[row, column].figures
    return figures[0].value if figures else None


def _growth_or_index(form: _Form, criterion: Criterion, column: Column, stated: str) -> str:
    """Tell an index (105,3) from a growth rate (5,3) by the counts of both periods."""
    printed = _value(form.readings, criterion.row, column.column)
    index = _index_of(form, criterion)
    if printed is None or index is None:
        return stated
    fits = {_YOY[0]: abs(printed - index), _YOY[1]: abs(printed - index + 100)}
    best = min(fits, key=lambda name: fits[name])
    return best if fits[best] < 1 else stated


def _index_of(form: _Form, criterion: Criterion) -> Decimal | None:
    """Work out this period in percent of last year's; None where there is nothing to compare."""
    counts = [c for c in form.columns if c.measure == "admitted"]
    order = [(not c.is_previous, _year_of(c)) for c in counts]
    if len(counts) != 2 or order[0] == order[1]:
        return None
    before, current = (counts[n] for n in sorted(range(2), key=order.__getitem__))
    now = _value(form.readings, criterion.row, current.column)
    then = _value(form.readings, criterion.row, before.column)
    return now * 100 / then if now is not None and then else None


def _year_of(column: Column) -> int:
    return next((hint.year for hint in column.hints if hint.year), 0)


def _check_column(form: _Form, column: Column, records: SheetRecords) -> None:
    """Check overlapping parts against the total, and the sets that make it up."""
    values = {
        c.measure: (c, _value(form.readings, c.row, column.column)) for c in reversed(form.criteria)
    }
    whole = values.get("admitted", (None, None))[1]
    for measure, (criterion, value) in values.items():
        is_count = vocabulary().units.get(measure) == "person"
        is_part = measure.startswith("admitted_") and is_count
        if is_part and value is not None and whole is not None and value > whole:
            records.report(
                "part_above_whole",
                f"«{criterion.label}» là {format_count(int(value))}, lớn hơn tổng số "
                f"{format_count(int(whole))}",
                place=(criterion.row, column.column),
                unit=form.unit,
                value=str(value),
            )
    for name, parts in vocabulary().partitions:
        criterion, own = values.get(name, (None, None))
        listed = [values.get(part, (None, None))[1] for part in parts]
        if own is None or None in listed or own == sum(listed):
            continue
        records.report(
            "partition_mismatch",
            f"«{criterion.label}» là {format_count(int(own))}, cộng các thành phần được "
            f"{format_count(int(sum(listed)))}",
            place=(criterion.row, column.column),
            unit=form.unit,
            value=str(own),
        )


def _check_index(form: _Form, records: SheetRecords) -> None:
    """Check that the index is this period in percent of last year's."""
    indices = [c for c in form.columns if c.measure == _INDEX]
    for column in indices if len(indices) == 1 else ():
        for criterion in form.criteria:
            rate = _index_of(form, criterion)
            reading = form.readings[criterion.row, column.column]
            if rate is None or not reading.figures:
                continue
            printed, decimals = reading.figures[0].value, reading.figures[0].decimals
            named = _growth_or_index(form, criterion, column, _INDEX)
            if named != _INDEX or rates_agree(printed, rate, decimals):
                continue
            records.report(
                "rate_mismatch",
                f"«{criterion.label}»: ghi {format_percent(printed, min(decimals, 4))}, tính lại "
                f"được {format_percent(rate)}",
                place=(criterion.row, column.column),
                unit=form.unit,
                value=reading.figures[0].printed,
            )
