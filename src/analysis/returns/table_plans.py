"""Where a table stands in a sheet, and what each of its columns holds.

A plan is made by rule (``find_tables``) or read from a reviewed layout; the rest of the reading
does not know which.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from analysis.office_files.grids import Addressing
from analysis.returns.grid import Grid
from analysis.returns.headings import Heading, join_headings, measure_of, read_heading
from analysis.text.normalise import match_key

MAX_HEADER_ROWS = 6
_INDEX_TEXT = re.compile(r"\(?[0-9]{1,2}\)? ?(?:\(?=.*)?|\(?[a-dA-D]\)?")
_FIGURE = re.compile(r"[0-9][0-9.,]*%?")
_INDEX_NUMBER = re.compile(r"[0-9]{1,2}")
_LONG = 120
CLASS_WORDS = frozenset(
    {
        *("xã", "phường", "thị trấn", "đặc khu", "x.", "p.", "tt.", "đảng bộ", "đảng ủy"),
        *("chi bộ", "đảng bộ xã", "đảng bộ phường", "huyện", "quận", "thị xã", "thành phố"),
    }
)


class Role(StrEnum):
    """What a column is for."""

    NUMBER = "number"
    UNIT = "unit"
    UNIT_CLASS = "unit_class"
    GROUP = "group"
    CRITERION = "criterion"
    MEASURE = "measure"
    IGNORED = "ignored"
    UNMAPPED = "unmapped"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        column: Its number.
        heading: What its heading says.
        role: What it is for.
        measure: The measure, for ``MEASURE`` only.
        period: Words for the period, as a layout states them; empty where the heading says it.
        alternatives: Other measures that it may hold; the counts of its rows decide.
    """

    column: int
    heading: Heading
    role: Role
    measure: str = ""
    period: str = ""
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class TablePlan:
    """A table.

    Attributes:
        header_rows: Its header rows, column numbers included.
        first_row: Where its body begins.
        last_row: The last row that may belong to it.
        columns: Its columns from left to right.
        totals: Labels of total rows that a layout adds to those of the vocabulary, as keys.
        beyond: Columns of a text file to the right of its header: a row that reaches there is
            shifted.
    """

    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    totals: frozenset[str] = frozenset()
    beyond: tuple[int, ...] = ()

    def of_role(self, *roles: Role) -> list[Column]:
        """List the columns of some roles."""
        return [column for column in self.columns if column.role in roles]

    @property
    def is_criteria_form(self) -> bool:
        """Whether the rows are criteria of one unit, not units."""
        return bool(self.of_role(Role.CRITERION)) and not self.of_role(Role.UNIT)


def find_tables(grid: Grid) -> list[TablePlan]:
    """Find the tables of a sheet by their headers; repeated headers begin no new table."""
    bands = _header_bands(grid)
    plans: list[TablePlan] = []
    for number, band in enumerate(bands):
        end = bands[number + 1][0] - 1 if number + 1 < len(bands) else grid.sheet.last_row
        columns = _columns(grid, band, end)
        beyond = _beyond(grid, columns)
        within = tuple(column for column in columns if column.column not in beyond)
        plans.append(TablePlan(tuple(band), band[-1] + 1, end, within, beyond=beyond))
    return _join_repeated(plans)


def _beyond(grid: Grid, columns: tuple[Column, ...]) -> tuple[int, ...]:
    """List the columns of a text file that its header does not reach."""
    if grid.sheet.addressing is not Addressing.LINE:
        return ()
    last = max((c.column for c in columns if c.heading.text), default=0)
    return tuple(column.column for column in columns if column.column > last)


def _join_repeated(plans: list[TablePlan]) -> list[TablePlan]:
    """Let a table whose header repeats the one before continue it."""
    joined: list[TablePlan] = []
    for plan in plans:
        texts = [(c.column, c.heading.text) for c in plan.columns]
        if joined and texts == [(c.column, c.heading.text) for c in joined[-1].columns]:
            before = joined.pop()
            rows = before.header_rows + plan.header_rows
            joined.append(replace(before, header_rows=rows, last_row=plan.last_row))
        else:
            joined.append(plan)
    return joined


def _header_bands(grid: Grid) -> list[list[int]]:
    """Find the rows of each header: around a heading of units or criteria."""
    bands: list[list[int]] = []
    for row in grid.rows:
        if bands and row <= bands[-1][-1]:
            continue
        naming = _naming_column(grid, row)
        if naming is None:
            continue
        band = _band_around(grid, row, naming)
        if _has_figures_heading(grid, band, naming):
            bands.append(band)
    return bands


def _naming_column(grid: Grid, row: int) -> int | None:
    """Find the column of a row that is headed "Đơn vị", "Tiêu chí" or the like.

    A row of figures is no header, though "Xã" may stand in it before a name.
    """
    texts = grid.texts_of_row(row)
    if any(_FIGURE.fullmatch(text) and not _is_year(text) for text in texts.values()):
        return None
    for roles in (("unit", "criterion"), ("group",)):
        for column, text in texts.items():
            if len(text) <= _LONG and read_heading(text).role in roles:
                return column
    return None


def _band_around(grid: Grid, row: int, naming: int) -> list[int]:
    """Extend a header upwards and downwards from the row that names the units."""
    rows = grid.rows
    position = rows.index(row)
    band = [row]
    while position > 0 and _belongs_above(grid, rows[position - 1], band[0], naming):
        position -= 1
        band.insert(0, rows[position])
    for below in rows[rows.index(row) + 1 :]:
        is_within = any(m.first_row in band and m.last_row >= below for m in grid.sheet.merges)
        if len(band) >= MAX_HEADER_ROWS or not (is_within or _belongs_below(grid, below, naming)):
            break
        band.append(below)
        if is_index_row(grid, below):
            break
    return band


def _belongs_above(grid: Grid, row: int, first: int, naming: int) -> bool:
    """Tell whether a row above is an upper header: headings over the figures only."""
    texts = grid.texts_of_row(row)
    if row < first - 1 or not texts or min(texts) <= naming or is_index_row(grid, row):
        return False
    if len(texts) == 1 and _width(grid, row, min(texts)) == 1 and len(grid.columns) > naming + 1:
        return False
    headings = [read_heading(text) for text in texts.values() if len(text) <= _LONG]
    known = [h for h in headings if h.says_something and not h.unknown]
    return len(known) == len(texts)


def _width(grid: Grid, row: int, column: int) -> int:
    """Count the columns that a cell is drawn over."""
    return max(
        (
            m.last_column - m.first_column + 1
            for m in grid.sheet.merges
            if (m.first_row, m.first_column) == (row, column)
        ),
        default=1,
    )


def _belongs_below(grid: Grid, row: int, naming: int) -> bool:
    """Tell whether a row below still belongs to the header."""
    if is_index_row(grid, row):
        return True
    texts = grid.texts_of_row(row)
    if any(column <= naming and not read_heading(text).role for column, text in texts.items()):
        return False
    if any(_FIGURE.fullmatch(text) and not _is_year(text) for text in texts.values()):
        return False
    headings = [
        read_heading(text)
        for column, text in texts.items()
        if len(text) <= _LONG and (not grid.is_number(row, column) or _is_year(text))
    ]
    return len(headings) == len(texts) and any(
        heading.says_something or not heading.unknown for heading in headings
    )


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(?:19|20)[0-9]{2}", text) is not None


def is_index_row(grid: Grid, row: int) -> bool:
    """Tell whether a row only numbers the columns: ``1 2 3 4(=2*100/3)``, ``A B 1 2``."""
    texts = list(grid.texts_of_row(row).values())
    if len(texts) < 3 or not all(_INDEX_TEXT.fullmatch(text) for text in texts):
        return False
    found = [_INDEX_NUMBER.search(text) for text in texts]
    numbers = [int(number[0]) for number in found if number]
    return len(numbers) >= 2 and all(b - a == 1 for a, b in pairwise(numbers))


def _has_figures_heading(grid: Grid, band: list[int], naming: int) -> bool:
    """Tell whether anything in a header speaks of figures."""
    headings = [
        read_heading(text)
        for row in band
        for column, text in grid.texts_of_row(row).items()
        if column != naming and len(text) <= _LONG
    ]
    return any(h.says_something and h.role in ("", "criterion") for h in headings) or (
        sum(bool(h.role) for h in headings) >= 1 and len(headings) >= 2
    )


def _columns(grid: Grid, band: list[int], last_row: int) -> tuple[Column, ...]:
    """Say what each column of a table holds."""
    named = [row for row in band if not is_index_row(grid, row)]
    paths = {column: heading_path(grid, named, column) for column in grid.columns}
    columns: list[Column] = []
    for column, path in paths.items():
        in_body = [row for row in grid.rows if band[-1] < row <= last_row]
        holds = [row for row in in_body if grid.text(row, column)]
        if not path and not holds:
            continue
        heading = join_headings([read_heading(text) for text in path]) if path else Heading("")
        columns.append(_column(column, heading, has_content=bool(holds)))
    body = [row for row in grid.rows if band[-1] < row <= last_row]
    return _with_unit_column(_split_names(grid, columns, body))


def _split_names(grid: Grid, columns: list[Column], body: list[int]) -> list[Column]:
    """Tell a name over two columns ("Xã", "Tân An") from a group beside a name.

    The left one is a group where it stands once for several names.
    """
    units = [column for column in columns if column.role is Role.UNIT]
    if len(units) != 2:
        return columns
    left, right = units[0].column, units[1].column
    both = [row for row in body if grid.text(row, left) and grid.text(row, right)]
    alone = [row for row in body if grid.text(row, right) and not grid.text(row, left)]
    names = {match_key(grid.text(row, left)) for row in both}
    is_class = names <= CLASS_WORDS
    if not both or not alone or is_class:
        return columns
    return [
        replace(column, role=Role.GROUP) if column.column == left else column for column in columns
    ]


def _with_unit_column(columns: list[Column]) -> tuple[Column, ...]:
    """Let "Huyện, thị xã, thành phố" name the units where no other column does."""
    roles = [column.role for column in columns]
    if Role.UNIT not in roles and roles.count(Role.GROUP) == 1:
        index = roles.index(Role.GROUP)
        columns[index] = replace(columns[index], role=Role.UNIT)
    return tuple(columns)


def _column(column: int, heading: Heading, *, has_content: bool) -> Column:
    if heading.role:
        return Column(column, heading, Role(heading.role))
    measure = measure_of(heading)
    if measure:
        return Column(column, heading, Role.MEASURE, measure)
    return Column(column, heading, Role.UNMAPPED if has_content else Role.IGNORED)


def heading_path(grid: Grid, rows: list[int], column: int) -> list[str]:
    """List the texts over a column from top to bottom, each block once."""
    path: list[tuple[tuple[int, int], str]] = []
    for number, row in enumerate(rows):
        place, text = grid.anchor(row, column), grid.filled(row, column)
        if not text and not grid.is_merged(row, column):
            place, text = _from_left(grid, rows, number, column)
        if text and place not in [known for known, _ in path]:
            path.append((place, text))
    return [text for _, text in path]


def _from_left(
    grid: Grid, rows: list[int], number: int, column: int
) -> tuple[tuple[int, int], str]:
    """Find the upper heading that a cell without its own shares with its left neighbours.

    Files without merged cells leave the rest of a wide heading blank.
    """
    row = rows[number]
    lower = [other for other in rows[number + 1 :] if grid.text(other, column)]
    if not lower:
        return (row, column), ""
    for left in reversed([c for c in grid.columns if c < column]):
        text = grid.filled(row, left)
        if text:
            shared = any(grid.text(other, left) for other in lower)
            if shared and not read_heading(text).role:
                return grid.anchor(row, left), text
            break
        if not any(grid.text(other, left) for other in lower):
            break
    return (row, column), ""
