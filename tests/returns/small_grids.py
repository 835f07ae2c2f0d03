"""Tiny sheets for tests, written down as rows of plain values."""

from __future__ import annotations

from datetime import date

from analysis.office_files.grids import Addressing, Book, Cell, CellKind, Merge, Sheet
from analysis.returns.grid import Grid
from analysis.returns.outline import RowKind, outline_rows
from analysis.returns.records import ReadReturn
from analysis.returns.table_plans import find_tables
from analysis.returns.understand import understand

TITLE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024"
HEADER = ["STT", "Đơn vị", "Chỉ tiêu", "Kết quả"]

Value = str | int | float | date | None
Rows = list[list[Value]]


def cell_of(value: Value) -> Cell | None:
    """Store a value as a spreadsheet does."""
    if value is None:
        return None
    if isinstance(value, date):
        return Cell(CellKind.DATE, value.isoformat())
    if isinstance(value, int | float):
        return Cell(CellKind.NUMBER, str(value), float(value))
    return Cell(CellKind.TEXT, value)


def sheet_of(rows: Rows, *merges: tuple[int, int, int, int], name: str = "Sheet1") -> Sheet:
    """Build a sheet; merges are (first row, first column, last row, last column)."""
    cells = {
        (row, column): cell
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if (cell := cell_of(value)) is not None
    }
    return Sheet(name, Addressing.CELL, cells, tuple(Merge(*merge) for merge in merges))


def grid_of(rows: Rows, *merges: tuple[int, int, int, int]) -> Grid:
    return Grid(sheet_of(rows, *merges))


def understood(rows: Rows, *merges: tuple[int, int, int, int]) -> ReadReturn:
    return understand(Book("xlsx", (sheet_of(rows, *merges),)), "tep.xlsx")


def table(*body: list[Value], header: list[str] | None = None) -> Rows:
    """Put title and header above rows: they are row 1 and row 2, the body begins in row 3."""
    return [[TITLE], list(header or HEADER), *body]


def kinds_of(rows: Rows) -> list[tuple[str, RowKind]]:
    """Name and kind of each row of the only table, before any arithmetic."""
    grid = grid_of(rows)
    return [(row.label, row.kind) for row in outline_rows(grid, find_tables(grid)[0])]


def values_of(result: ReadReturn) -> set[tuple[str, str, str, float]]:
    return {(f.unit, f.kind.value, f.measure, float(f.value)) for f in result.figures}


def rules_of(result: ReadReturn, *severities: str) -> list[str]:
    """The rules of the issues, of all of them or of some severities."""
    found = [issue for issue in result.issues if issue.severity.value in (severities or _ALL)]
    return [issue.rule for issue in found]


_ALL = ("stop", "warning", "note")
