"""What is said about columns whose period is not printed, or can be read in two ways."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.office_files.grids import column_letters
from analysis.returns.records import Severity
from analysis.returns.return_periods import BasePeriod
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_columns import Column


def report_ambiguous_period(column: Column, why: str, row: int, records: SheetRecords) -> None:
    """Ask which of two periods a column is of; ``row`` is that of its heading."""
    records.report(
        "ambiguous_period",
        f"cột «{column.heading.text}»: {why}; ghi rõ kỳ trong tiêu đề hoặc bố cục",
        place=(row, column.column),
        value=column.heading.text,
    )


def report_missing_period(
    columns: Sequence[Column], base: BasePeriod, records: SheetRecords
) -> None:
    """Ask for the period of columns that nothing in the file tells."""
    names = ", ".join(f"«{c.heading.text or column_letters(c.column)}»" for c in columns)
    records.report(
        "period_missing",
        f"{base.problem or 'không thấy ghi kỳ số liệu'}; cần cho biết kỳ của các cột: {names}. Ghi "
        "kỳ vào tiêu đề của biểu, hoặc vào mục period của bố cục",
        severity=Severity.STOP,
    )
