"""A table while it is being read: its plan, its rows, the periods and what each cell says."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from analysis.returns.cell_values import FRACTION, CellFigure, CellReading
from analysis.returns.grid import Grid
from analysis.returns.outline import RowKind, TableRow
from analysis.returns.return_periods import BasePeriod, column_period
from analysis.returns.table_plans import Column, Role, TablePlan
from analysis.returns.vocabulary import vocabulary
from analysis.text.periods import Period

Place = tuple[int, int]
_WITH_FIGURES = (
    RowKind.UNIT,
    RowKind.TOTAL,
    RowKind.PART,
    RowKind.NAMELESS,
    RowKind.SECTION,
)


@dataclass
class Table:
    """A table with everything that has been read of it.

    Attributes:
        grid: The sheet.
        plan: Where the table stands and what its columns hold.
        rows: Its rows.
        periods: The period of each measure column.
        readings: What each cell says, by (row, column).
        set_aside: Cells whose figures were read but are not used, because another column
            contradicts them; what was said about them is in the issues.
    """

    grid: Grid
    plan: TablePlan
    rows: list[TableRow]
    periods: dict[int, Period | None]
    readings: dict[Place, CellReading]
    set_aside: set[Place] = field(default_factory=set)

    def count(self, row: int, column: int) -> Decimal | None:
        """Return the leading figure of a cell, None where there is none."""
        reading = self.readings.get((row, column))
        return reading.figures[0].value if reading and reading.figures else None

    def is_additive(self, column: Column) -> bool:
        """Tell whether the figures of a column may be added up."""
        return vocabulary().units.get(column.measure) in ("person", "organisation")

    def measure_columns(self) -> list[Column]:
        """List the columns that hold figures."""
        return self.plan.of_role(Role.MEASURE)

    def count_columns(self) -> list[Column]:
        """List the columns that hold counts."""
        return [c for c in self.measure_columns() if not is_rate(c.measure)]

    def rate_columns(self) -> list[Column]:
        """List the columns that hold percentages."""
        return [c for c in self.measure_columns() if is_rate(c.measure)]

    def figure_rows(self) -> list[TableRow]:
        """List the rows that may hold figures."""
        return [row for row in self.rows if row.kind in _WITH_FIGURES]

    def period_of(self, column: Column, figure: CellFigure) -> Period | None:
        """Return the period of a figure; the aim in ``142/270`` is of the whole year."""
        period = self.periods[column.column]
        if figure.measure != "target" or column.measure not in ("admitted", FRACTION):
            return period
        aim = column_period((), BasePeriod(period, None), vocabulary().reading("target"))
        return None if isinstance(aim, str) else aim


def is_rate(measure: str) -> bool:
    """Tell whether a measure is a percentage."""
    return vocabulary().units.get(measure) == "percent"
