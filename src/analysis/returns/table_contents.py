"""What the cells of a column say about its measure, where its heading fits two of them."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.office_files.grids import Cell, CellKind
from analysis.returns.cell_values import FRACTION, is_filler
from analysis.returns.grid import Grid
from analysis.returns.table_columns import Column
from analysis.returns.table_plans import TablePlan
from analysis.text.normalise import clean_text

_TWO_NUMBERS = re.compile(r"[0-9][0-9.]* ?/ ?[0-9][0-9.]*")


def settle_by_contents(grid: Grid, plan: TablePlan) -> TablePlan:
    """Choose between a count and a rate by how the figures of a column are written."""
    rows = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    return replace(plan, columns=tuple(_settle(grid, column, rows) for column in plan.columns))


def _settle(grid: Grid, column: Column, rows: list[int]) -> Column:
    found = [grid.cell(row, column.column) for row in rows]
    cells = [cell for cell in found if cell is not None and not is_filler(clean_text(cell.text))]
    if not cells:
        return column
    if column.measure == "yoy_change" and all(_is_percentage(cell) for cell in cells):
        # "So với cùng kỳ" over 125 % and 75 %.
        return replace(column, measure="yoy_index_pct")
    if column.heading.is_fraction and column.measure in (FRACTION, "pct_of_target"):
        # "Kết quả/chỉ tiêu" over 142/270, or over 52,59 %; a spreadsheet makes days of fractions.
        has_fraction = any(_is_fraction(cell) for cell in cells)
        return replace(column, measure=FRACTION if has_fraction else "pct_of_target")
    return column


def _is_percentage(cell: Cell) -> bool:
    return "%" in cell.text or "%" in cell.number_format


def _is_fraction(cell: Cell) -> bool:
    is_text = cell.kind is CellKind.TEXT
    return cell.kind is CellKind.DATE or (
        is_text and _TWO_NUMBERS.fullmatch(clean_text(cell.text)) is not None
    )
