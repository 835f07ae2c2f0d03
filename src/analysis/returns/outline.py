"""The rows of a table in their order of rank: units, sections, totals, notes.

Rank comes from the marker before a name (I, A, 1, a, ``-``, ``+``), from names of sections, and
from arithmetic: a row whose figures are the sums of the rows under it is a total of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from analysis.office_files.grids import CellKind
from analysis.returns.cell_values import is_filler
from analysis.returns.grid import Grid
from analysis.returns.headings import measure_of, read_heading
from analysis.returns.table_plans import Column, Role, TablePlan, is_index_row
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key


class Marker(StrEnum):
    """What stands before a name."""

    ROMAN = "roman"
    LETTER = "letter"
    ARABIC = "arabic"
    DECIMAL = "decimal"
    LOWER = "lower"
    DASH = "dash"
    PLUS = "plus"
    NONE = "none"


class RowKind(StrEnum):
    """What a row of a table is."""

    UNIT = "unit"
    TOTAL = "total"
    PART = "part"
    """Some of the persons of the row above ("- Nữ")."""
    SECTION = "section"
    NOTE = "note"
    NAMELESS = "nameless"
    """Figures without a name."""
    SHIFTED = "shifted"
    """A line of a text file with more fields than its header."""


@dataclass(frozen=True)
class TableRow:
    """A row of a table.

    Attributes:
        row: Its number.
        kind: What it is.
        label: The name of the unit or of the total.
        marker: What stands before the name.
        is_first: Whether the marker is the first of its list: 1, I, A, a.
        rank: 0 for the highest; -1 where rank means nothing (totals by name, notes).
        group: The section that it stands in.
        part: The measure, for ``PART`` only.
        has_figures: Whether any of its figures is more than a filler.
    """

    row: int
    kind: RowKind
    label: str = ""
    marker: Marker = Marker.NONE
    is_first: bool = False
    rank: int = -1
    group: str = ""
    part: str = ""
    has_figures: bool = False


_MARKERS: tuple[tuple[Marker, str], ...] = (
    (Marker.ROMAN, r"[IVX]+"),
    (Marker.LETTER, r"[A-ZĐ]"),
    (Marker.DECIMAL, r"[0-9]+(?:\.[0-9]+)+"),
    (Marker.ARABIC, r"[0-9]{1,4}"),
    (Marker.LOWER, r"[a-zđ]"),
    (Marker.DASH, r"[-–—•*]"),
    (Marker.PLUS, r"\+"),
)
_NUMBER_CELL = [(kind, re.compile(rf"\(?{pattern}\)?[.)/:]?-?")) for kind, pattern in _MARKERS]
_BEFORE_NAME = [
    (Marker.ROMAN, re.compile(r"(?=[IVX])[IVX]+(?:[.)/]|\s?[-–:]) *(?=\S)")),
    (Marker.LETTER, re.compile(r"[A-ZĐ](?:[.)/]|\s?[-–:]) *(?=\S)")),
    (Marker.DECIMAL, re.compile(r"[0-9]+(?:\.[0-9]+)+[.)]? +(?=\S)")),
    (Marker.ARABIC, re.compile(r"[0-9]{1,3}(?:[.)/]|\s?[-–:]) *(?=[^\W\d])")),
    (Marker.LOWER, re.compile(r"[a-zđ][.)/] *(?=\S)")),
    (Marker.DASH, re.compile(r"(?:[-–—•] *(?=[^\W\d])|\* +(?=\S))")),
    (Marker.PLUS, re.compile(r"\+ +(?=\S)")),
]
_OF_WHICH = re.compile(r"^(?:trong đó|chia ra|gồm|bao gồm)(?: ?: ?| |$)", re.IGNORECASE)
_CLASS = re.compile(
    r"(?:đảng bộ |đảng ủy |chi bộ )?"
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tt|p|x)\.?"
    r"|đảng bộ|đảng ủy|chi bộ|đảng bộ cơ sở|chi bộ cơ sở"
)


def outline_rows(grid: Grid, plan: TablePlan) -> list[TableRow]:
    """Say what each row of a table is, by names and markers alone."""
    body = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    headers = {_signature(grid, row) for row in plan.header_rows}
    measures = plan.of_role(Role.MEASURE, Role.UNMAPPED)
    raw: list[TableRow] = []
    for row in body:
        is_header = row in plan.header_rows or _signature(grid, row) in headers
        if is_header or is_index_row(grid, row):
            raw.append(TableRow(row, RowKind.NOTE))
        else:
            raw.append(_name_row(grid, plan, row, measures))
    raw = _cut_footer(raw)
    return _with_groups(_rank(_mark_parts(raw)), grid, plan)


def _signature(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    return tuple(grid.texts_of_row(row).items())


def _name_row(grid: Grid, plan: TablePlan, row: int, measures: list[Column]) -> TableRow:
    """Find marker and name of a row, and whether it holds figures."""
    marker, label, is_first = _marker_and_label(grid, plan, row)
    content = [c.column for c in measures if grid.text(row, c.column)]
    has_figures = any(_is_figure(grid, row, column) for column in content)
    fillers = bool(content) and not has_figures
    key = match_key(label)
    words = vocabulary()
    if any(grid.text(row, column) for column in plan.beyond):
        kind = RowKind.SHIFTED
    elif not label:
        bare = any(_is_bare_figure(grid, row, column) for column in content)
        kind = RowKind.NAMELESS if has_figures and bare else RowKind.NOTE
    elif words.foot_rows.match(key) and not (has_figures and marker is Marker.ARABIC):
        kind = RowKind.NOTE
    elif words.total_rows.match(key) or key in plan.totals:
        kind = RowKind.TOTAL if content else RowKind.NOTE
    elif has_figures or marker is Marker.ARABIC or (fillers and _all_fillers(grid, row, content)):
        kind = RowKind.UNIT
    else:
        is_unit = words.unit_rows.match(key) and marker in (Marker.DASH, Marker.DECIMAL)
        kind = RowKind.UNIT if is_unit else RowKind.SECTION
    return TableRow(row, kind, label, marker, is_first=is_first, has_figures=has_figures)


def _all_fillers(grid: Grid, row: int, columns: list[int]) -> bool:
    return all(is_filler(grid.text(row, column)) for column in columns)


def _is_figure(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell holds, or should hold, a figure."""
    cell = grid.cell(row, column)
    if cell is None:
        return False
    if cell.kind is CellKind.TEXT:
        text = grid.text(row, column)
        return len(text) <= 60 and any(char.isdigit() for char in text)
    return True


def _is_bare_figure(grid: Grid, row: int, column: int) -> bool:
    """Tell whether a cell is nothing but a figure: no line of words with a day in it."""
    cell = grid.cell(row, column)
    is_text = cell is not None and cell.kind is CellKind.TEXT
    return cell is not None and (
        not is_text or re.fullmatch(r"[0-9.,/%() -]+", grid.text(row, column)) is not None
    )


def _marker_and_label(grid: Grid, plan: TablePlan, row: int) -> tuple[Marker, str, bool]:
    label = _unit_text(grid, plan, row)
    numbers = [grid.text(row, c.column) for c in plan.of_role(Role.NUMBER)]
    number = next((text for text in numbers if text), "")
    for kind, pattern in _NUMBER_CELL:
        if number and pattern.fullmatch(number):
            return kind, _strip_dash(label), _is_first(number)
    if number and not label:
        label, number = number, ""
    for kind, pattern in _BEFORE_NAME:
        found = pattern.match(label)
        if found:
            return kind, label[found.end() :].strip(), _is_first(found[0])
    return Marker.NONE, label, False


def _is_first(marker: str) -> bool:
    return re.sub(r"[\W_]", "", marker).lstrip("0") in ("1", "I", "A", "a")


def _strip_dash(label: str) -> str:
    """Take list signs off a name that has a number beside it already."""
    found = re.match(r"(?:[-–—•] *(?=[^\W\d])|[+*] +(?=\S))", label)
    return label[found.end() :] if found else label


def _unit_text(grid: Grid, plan: TablePlan, row: int) -> str:
    """Join the name of a unit from the columns that it is split over."""
    units = [column.column for column in plan.of_role(Role.UNIT)]
    texts: list[str] = []
    places: set[tuple[int, int]] = set()
    for column in units:
        text = grid.text(row, column)
        if not text and len(units) > 1 and _is_class(grid.filled(row, column)):
            text = grid.filled(row, column)
        if text and grid.anchor(row, column) not in places:
            places.add(grid.anchor(row, column))
            texts.append(text)
    name = " ".join(texts)
    if not name:
        # "Tổng cộng" may stand in the column of classes or groups.
        beside = plan.of_role(Role.UNIT_CLASS, Role.GROUP)
        return next((text for c in beside if (text := grid.text(row, c.column))), "")
    for column in plan.of_role(Role.UNIT_CLASS):
        text = grid.filled(row, column.column)
        if name and _is_class(text) and not match_key(name).startswith(match_key(text)):
            name = f"{text} {name}"
    return name


def _is_class(text: str) -> bool:
    return bool(text) and _CLASS.fullmatch(match_key(text)) is not None


def _cut_footer(rows: list[TableRow]) -> list[TableRow]:
    """Take what follows the last row with figures for notes, unless it is numbered or filled."""
    last = max((n for n, row in enumerate(rows) if row.has_figures), default=-1)
    return [
        replace(row, kind=RowKind.NOTE) if number > last and row.kind is RowKind.SECTION else row
        for number, row in enumerate(rows)
    ]


def _mark_parts(rows: list[TableRow]) -> list[TableRow]:
    """Find rows that give some of the persons of the row above: "- Nữ", "Trong đó: nữ"."""
    result: list[TableRow] = []
    for row in rows:
        opener = _OF_WHICH.match(row.label)
        name = row.label[opener.end() :] if opener else row.label
        is_listed = bool(opener) or row.marker in (Marker.DASH, Marker.PLUS, Marker.LOWER)
        follows = bool(result) and result[-1].kind is RowKind.PART
        is_part = row.kind is RowKind.UNIT and row.has_figures and (is_listed or follows)
        heading = read_heading(name) if is_part and name else None
        part = measure_of(heading) if heading and heading.categories else ""
        if part and row.marker is not Marker.ARABIC:
            result.append(replace(row, kind=RowKind.PART, part=part, label=name))
        elif opener and not name and row.kind is RowKind.SECTION:
            result.append(replace(row, kind=RowKind.NOTE))
        else:
            result.append(row)
    return result


def _rank(rows: list[TableRow]) -> list[TableRow]:
    """Give each unit and section its rank from the order in which markers first appear."""
    ranked_kinds = (RowKind.UNIT, RowKind.SECTION)
    has_markers = any(r.marker is not Marker.NONE for r in rows if r.kind in ranked_kinds)
    stack: list[str] = []
    result: list[TableRow] = []
    for number, row in enumerate(rows):
        if row.kind not in ranked_kinds:
            result.append(row)
            continue
        following = [r for r in rows[number + 1 :] if r.kind in ranked_kinds]
        style = row.marker.value
        if row.marker is Marker.NONE:
            if _opens_section(row, following, has_markers=has_markers):
                style = "section"
            elif has_markers:
                style = stack[-1] if stack else Marker.ARABIC.value
        stack = stack[: stack.index(style) + 1] if style in stack else _push(stack, style)
        result.append(replace(row, rank=len(stack) - 1))
    return result


def _push(stack: list[str], style: str) -> list[str]:
    return [style] if style == "section" else [*stack, style]


def _opens_section(row: TableRow, following: list[TableRow], *, has_markers: bool) -> bool:
    """Tell whether an unnumbered row heads a section."""
    if not following:
        return False
    if row.kind is RowKind.SECTION:
        return True
    restarts = following[0].marker is Marker.ARABIC and following[0].is_first
    named = vocabulary().group_rows.match(match_key(row.label)) is not None
    return restarts if has_markers else named


def _with_groups(rows: list[TableRow], grid: Grid, plan: TablePlan) -> list[TableRow]:
    """Note for each unit the section, or the text of the group column, that it stands in."""
    columns = [column.column for column in plan.of_role(Role.GROUP)]
    open_groups: dict[int, str] = {}
    carried: dict[int, str] = {}
    result: list[TableRow] = []
    for row in rows:
        group = ""
        for column in columns:
            carried[column] = grid.filled(row.row, column) or carried.get(column, "")
            group = carried[column]
        if row.rank >= 0:
            open_groups = {rank: name for rank, name in open_groups.items() if rank < row.rank}
            group = group or (open_groups[max(open_groups)] if open_groups else "")
            open_groups[row.rank] = row.label
        result.append(replace(row, group=group))
    return result


def children_of(rows: list[TableRow], number: int) -> list[int]:
    """List the places of the units and sections below a row of the outline."""
    own = rows[number].rank
    below: list[int] = []
    for place in range(number + 1, len(rows)):
        rank = rows[place].rank
        if 0 <= rank <= own:
            break
        if rank > own:
            below.append(place)
    return below
