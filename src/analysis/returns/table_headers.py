"""Where the headers of tables stand in a sheet, and what is written over each column."""

from __future__ import annotations

import re
from itertools import pairwise

from analysis.office_files.grids import CellKind
from analysis.returns.grid import Grid
from analysis.returns.headings import read_heading
from analysis.returns.table_periods import month_run, name_parts_of_year, parts_of_year
from analysis.text.normalise import match_key

MAX_HEADER_ROWS = 6
_INDEX_TEXT = re.compile(r"\(?[0-9]{1,2}\)? ?(?:\(?=.*)?|\(?[a-dA-D]\)?")
_FIGURE = re.compile(r"[0-9][0-9.,]*%?")
_INDEX_NUMBER = re.compile(r"[0-9]{1,2}")
_LONG = 120
_CRITERION_HEADS = ("chỉ tiêu", "các chỉ tiêu", "chỉ tiêu chủ yếu")


def header_bands(grid: Grid) -> list[list[int]]:
    """Find the rows of each header: around a heading of units or criteria."""
    bands: list[list[int]] = []
    for row in grid.rows:
        if bands and row <= bands[-1][-1]:
            continue
        naming = naming_column(grid, row)
        if naming is None:
            continue
        band = _band_around(grid, row, naming)
        if _has_figures_heading(grid, band, naming):
            bands.append(band)
    return bands


def naming_column(grid: Grid, row: int) -> int | None:
    """Find the column of a row that is headed "Đơn vị", "Tiêu chí" or the like.

    A row of figures is no header, though "Xã" may stand in it before a name.
    """
    texts = grid.texts_of_row(row)
    months = month_run(grid, row)
    others = [text for column, text in texts.items() if column not in months]
    if any(_FIGURE.fullmatch(text) and not _is_year(text) for text in others):
        return None
    for roles in (("unit", "criterion"), ("group",)):
        for column, text in texts.items():
            is_label = text.endswith(":")  # "Đơn vị báo cáo:" stands before a name
            if len(text) <= _LONG and not is_label and read_heading(text).role in roles:
                return column
    return next((column for column in texts if heads_criteria(grid, row, column)), None)


def heads_criteria(grid: Grid, row: int, column: int) -> bool:
    """Tell whether "Chỉ tiêu" heads a list of criteria ("indicators"), not of targets."""
    if match_key(grid.text(row, column)) not in _CRITERION_HEADS:
        return False
    below = [text for r in grid.rows if r > row and (text := grid.text(r, column))][:8]
    headings = [read_heading(text) for text in below]
    known = [h for h in headings if h.says_something and not h.unknown and not h.role]
    has_figure = any(_FIGURE.match(text) for text in below)
    return len(known) >= 2 and 2 * len(known) > len(below) and not has_figure


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
        if len(band) >= MAX_HEADER_ROWS or not (
            is_within or parts_of_year(grid, band, below) or _belongs_below(grid, below, naming)
        ):
            break
        is_last = is_index_row(grid, below) and not parts_of_year(grid, band, below)
        band.append(below)
        if is_last:
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


def heading_rows(grid: Grid, band: list[int]) -> list[int]:
    """Leave out the row of a header that only numbers the columns."""
    return [
        row
        for number, row in enumerate(band)
        if not is_index_row(grid, row) or parts_of_year(grid, band[:number], row)
    ]


def heading_path(grid: Grid, rows: list[int], column: int) -> list[str]:
    """List the texts over a column from top to bottom, each block once."""
    path: list[tuple[tuple[int, int], str]] = []
    for number, row in enumerate(rows):
        place, text = grid.anchor(row, column), _printed(grid, row, column)
        if not text and not grid.is_merged(row, column):
            place, text = _from_left(grid, rows, number, column)
        if text and place not in [known for known, _ in path]:
            path.append((place, text))
    return name_parts_of_year(grid, rows, column, [text for _, text in path])


def _printed(grid: Grid, row: int, column: int) -> str:
    """Return a heading as stored: of a true date nobody knows whether it means a day or a month."""
    cell = grid.cell(*grid.anchor(row, column))
    is_date = cell is not None and cell.kind is CellKind.DATE
    return cell.text if cell is not None and is_date else grid.filled(row, column)


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
