"""What a file says of a sheet beside the values of its cells, and both joined to a sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from analysis.office_files.cell_values import Place, Value, make_cell, uncover
from analysis.office_files.grids import Addressing, Cell, CellKind, Merge, Remark, Sheet
from analysis.office_files.messages import remark


@dataclass(frozen=True)
class Style:
    """How a cell is drawn."""

    number_format: str = ""
    font: str = ""


@dataclass
class SheetDetails:
    """What a file says of a sheet beside its values.

    Attributes:
        styles: Number of the style of each cell.
        shared_texts: Number of the shared text of each cell that has one.
        fonts: Font of the first letters of texts that stand in the cell itself.
        uncached: Formulas whose result the file does not hold.
        errors: Error values.
        dates: Dates that are stored as text, not as a number of days.
        booleans: Truth values that the library gives as numbers.
        texts: Texts with breaks or tabs that the library leaves out.
        merges: Merged cells.
        hidden_rows: Rows that are not shown, for whatever reason.
        hidden_columns: First and last column of each run of columns that is not shown.
        has_results: Some formula has a result.
    """

    styles: dict[Place, int] = field(default_factory=dict)
    shared_texts: dict[Place, int] = field(default_factory=dict)
    fonts: dict[Place, str] = field(default_factory=dict)
    uncached: dict[Place, str] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    dates: dict[Place, str] = field(default_factory=dict)
    booleans: dict[Place, str] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[Place] = field(default_factory=list)
    has_results: bool = False


_PLAIN = Style()


def join_cells(
    values: Iterable[tuple[Place, Value]],
    details: SheetDetails,
    styles: Sequence[Style],
    shared_fonts: dict[int, str],
) -> dict[Place, Cell]:
    """Join the values with what else is known of each cell.

    Args:
        values: The values that are not empty.
        details: What is known of the sheet.
        styles: The styles of the file, in the order of their numbers.
        shared_fonts: Fonts that shared texts have of their own.
    """

    def drawn(place: Place) -> tuple[str, str]:
        number = details.styles.get(place, 0)
        style = styles[number] if 0 <= number < len(styles) else _PLAIN
        shared = shared_fonts.get(details.shared_texts.get(place, -1), "")
        return style.number_format, details.fonts.get(place) or shared or style.font

    cells = {place: make_cell(value, *drawn(place)) for place, value in values}
    special = (
        (CellKind.ERROR, details.errors),
        (CellKind.UNCACHED, details.uncached),
        (CellKind.BOOLEAN, details.booleans),
        (CellKind.TEXT, details.texts),
        (CellKind.DATE, {place: _short_date(text) for place, text in details.dates.items()}),
    )
    for kind, texts in special:
        for place, text in texts.items():
            cells[place] = Cell(kind, text, None, *drawn(place))
    return cells


def make_sheet(
    name: str,
    is_hidden: bool,
    cells: dict[Place, Cell],
    details: SheetDetails,
    remarks: list[Remark],
) -> Sheet:
    """Make a sheet of a workbook, and remark on cells that merged ones cover."""
    shown, merges, covered = uncover(cells, tuple(details.merges))
    last_row = max((row for row, _ in shown), default=0)
    last_column = max((column for _, column in shown), default=0)
    hidden_columns = {
        column
        for first, last in details.hidden_columns
        for column in range(first, min(last, last_column) + 1)
    }
    sheet = Sheet(
        name=name,
        addressing=Addressing.CELL,
        cells=shown,
        merges=merges,
        is_hidden=is_hidden,
        hidden_rows=frozenset(row for row in details.hidden_rows if row <= last_row),
        hidden_columns=frozenset(hidden_columns),
    )
    if covered:
        place = sheet.locate(*covered)
        remarks.append(remark("covered_cells_ignored", place, locator=place))
    return sheet


def _short_date(text: str) -> str:
    """Take the midnight away from a date that is stored as text."""
    date, _, time = text.partition("T")
    return date if not time.strip("0:.Z") else text
