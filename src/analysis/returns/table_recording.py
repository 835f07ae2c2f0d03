"""Writing down a table: its figures, the fate of every row, and the cells that were not read."""

from __future__ import annotations

from dataclasses import replace

from analysis.returns.cell_values import CellFigure, CellReading
from analysis.returns.outline import RowKind, TableRow
from analysis.returns.records import ReturnFigure, RowFate, Severity, UnitKind
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_model import Table
from analysis.returns.table_plans import Column
from analysis.text.normalise import clean_text

# Where two tables stand side by side a row of the sheet belongs to both: the first fate in this
# order is that of the row.
_STRONGEST = (RowFate.KEPT, RowFate.TOTAL, RowFate.QUARANTINED)


def record_figures(table: Table, records: SheetRecords) -> None:
    """Write down the figures, the fate of every row and the cells that could not be read."""
    owner: TableRow | None = None
    for row in table.rows:
        _label(row, records)
        if row.kind in (RowKind.UNIT, RowKind.TOTAL):
            owner = row
        _settle_fate(row.row, _record_row(table, row, owner, records), records)


def _label(row: TableRow, records: SheetRecords) -> None:
    beside = records.labels.get(row.row, "") if _is_settled(row.row, records) else ""
    records.labels[row.row] = " | ".join(text for text in (beside, row.label) if text)


def _is_settled(row: int, records: SheetRecords) -> bool:
    return records.fates.get(row) in _STRONGEST


def _settle_fate(row: int, fate: RowFate, records: SheetRecords) -> None:
    before = records.fates.get(row)
    known = [f for f in _STRONGEST if f in (fate, before)]
    records.fates[row] = known[0] if known else fate


def _record_row(
    table: Table, row: TableRow, owner: TableRow | None, records: SheetRecords
) -> RowFate:
    """Write down one row and say where it ends."""
    if row.kind in (RowKind.NOTE, RowKind.SECTION):
        return RowFate.NOTE
    if row.kind is RowKind.COMPARISON:
        _report_comparison(table, row, records)
        return RowFate.NOTE
    if row.kind in (RowKind.UNIT, RowKind.TOTAL):
        return _record_named(table, row, records)
    if row.kind is RowKind.PART and owner is not None:
        return _record_part(table, row, owner, records)
    if row.kind is RowKind.SHIFTED:
        _report_shifted(table, row, records)
    elif row.kind is RowKind.PART or not row.label:
        _report_nameless(table, row, records)
    return RowFate.QUARANTINED


def _record_named(table: Table, row: TableRow, records: SheetRecords) -> RowFate:
    """Write down a unit or a total."""
    found = refused = 0
    for column in table.measure_columns():
        place = row.row, column.column
        reading = table.readings.get(place, CellReading())
        refused += _report_refusal(row, column, reading, records) or place in table.set_aside
        for figure in reading.figures:
            found += 1
            records.figures.append(_figure(table, row, column, figure, records))
    if row.kind is RowKind.TOTAL:
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
    return ReturnFigure(
        file=records.file,
        sheet=records.sheet.name,
        unit=row.label,
        kind=UnitKind.TOTAL if row.kind is RowKind.TOTAL else UnitKind.UNIT,
        measure=figure.measure,
        value=figure.value,
        decimals=figure.decimals,
        value_printed=clean_text(figure.printed),
        period=table.period_of(column, figure),
        locator=records.sheet.locate(row.row, column.column),
        row=row.row,
        group=row.group,
    )


def _record_part(table: Table, row: TableRow, owner: TableRow, records: SheetRecords) -> RowFate:
    """Write down "- Nữ" below a unit: only what stands in the column of admissions."""
    for column in table.measure_columns():
        reading = table.readings.get((row.row, column.column), CellReading())
        _report_refusal(row, column, reading, records)
        if column.measure == "admitted" and reading.figures:
            figure = replace(reading.figures[0], measure=row.part)
            named = replace(row, kind=owner.kind, label=owner.label, group=owner.group)
            records.figures.append(_figure(table, named, column, figure, records))
    return RowFate.TOTAL if owner.kind is RowKind.TOTAL else RowFate.KEPT


def _report_refusal(
    row: TableRow, column: Column, reading: CellReading, records: SheetRecords
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


def _report_comparison(table: Table, row: TableRow, records: SheetRecords) -> None:
    if row.has_figures:
        records.report(
            "comparison_row",
            f"dòng «{row.label}» là số so sánh, không phải đơn vị; không lấy số của dòng này",
            place=row.row,
            value=_texts(table, row),
            severity=Severity.NOTE,
        )


def _report_shifted(table: Table, row: TableRow, records: SheetRecords) -> None:
    records.report(
        "row_too_long",
        "dòng có nhiều trường hơn tiêu đề, có thể do dấu phân cách trong tên; đặt tên trong dấu "
        "ngoặc kép",
        place=row.row,
        unit=row.label,
        value=_texts(table, row),
    )


def _report_nameless(table: Table, row: TableRow, records: SheetRecords) -> None:
    records.report(
        "no_unit",
        "dòng có số liệu nhưng không có tên đơn vị; ghi tên đơn vị hoặc bỏ dòng này",
        place=row.row,
        value=_texts(table, row),
    )


def _texts(table: Table, row: TableRow) -> str:
    return " | ".join(table.grid.texts_of_row(row.row).values())
