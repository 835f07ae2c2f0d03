"""Figures in and beside a table that belong to no measure: noted, so that nothing is lost."""

from __future__ import annotations

from analysis.returns.grid import Grid
from analysis.returns.records import Severity
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_names import is_of_figures
from analysis.returns.table_plans import Role, TablePlan


def report_strays(grid: Grid, plans: list[TablePlan], records: SheetRecords) -> None:
    """Note figures beside or below a table that belong to none of its columns."""
    for plan in plans:
        beside = [p for p in plans if p.header_rows == plan.header_rows]
        used = {c.column for p in beside for c in p.columns} | set(plan.beyond)
        free = [column for column in grid.columns if column not in used]
        rows = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
        for row, column in [(r, c) for r in rows for c in free if grid.is_number(r, c)]:
            if plan is beside[0]:
                records.report(
                    "stray_figure",
                    f"ô có số «{grid.text(row, column)}» nằm ngoài các cột của biểu, không lấy",
                    place=(row, column),
                    value=grid.text(row, column),
                    severity=Severity.NOTE,
                )


def report_ignored_counts(grid: Grid, plan: TablePlan, records: SheetRecords) -> None:
    """Note columns of figures that are left out, and why: no measure is known for them."""
    body = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    for column in plan.of_role(Role.IGNORED):
        is_headed_as_units = column.heading.role == "unit"
        why = column.heading.remark
        if is_headed_as_units:
            why = "là số đếm tổ chức, không có chỉ số tương ứng; không lấy số của cột này"
        if why and is_of_figures(grid, column.column, body):
            records.report(
                "column_ignored",
                f"cột «{column.heading.text}» {why}",
                place=(plan.header_rows[0], column.column),
                value=column.heading.text,
                severity=Severity.NOTE,
            )
