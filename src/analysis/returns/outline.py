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
from analysis.returns.headings import Heading, measure_of, read_heading
from analysis.returns.row_markers import (
    Lists,
    Marker,
    marker_before_name,
    marker_in_number,
    without_list_sign,
)
from analysis.returns.table_plans import Role, TablePlan, is_index_row
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key


class RowKind(StrEnum):
    """What a row of a table is."""

    UNIT = "unit"
    TOTAL = "total"
    PART = "part"
    """Some of the persons of the row above ("- Nữ")."""
    SECTION = "section"
    COMPARISON = "comparison"
    """Last year's figures, differences or percentages of the rows above."""
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


_OF_WHICH = re.compile(r"^(?:trong đó|chia ra|gồm|bao gồm)(?: ?: ?| |$)", re.IGNORECASE)
# "Xã Tân Hòa" is a commune, "Xã, phường" and "Xã loại I" are blocks of them.
_PLACE_NAME = re.compile(
    r"(?:đảng bộ |đảng ủy )?(?:xã|phường|thị trấn|đặc khu) "
    r"(?!(?:xã|phường|thị trấn|đặc khu|loại|miền|vùng|biên giới|và|có|thuộc)\b)\S"
)
_CLASS = re.compile(
    r"(?:đảng bộ |đảng ủy |chi bộ )?"
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tt|p|x)\.?"
    r"|đảng bộ|đảng ủy|chi bộ|đảng bộ cơ sở|chi bộ cơ sở"
)


def outline_rows(grid: Grid, plan: TablePlan) -> list[TableRow]:
    """Say what each row of a table is, by names and markers alone."""
    body = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    lists = Lists()
    headers = {_signature(grid, row) for row in plan.header_rows}
    raw: list[TableRow] = []
    for row in body:
        is_header = row in plan.header_rows or _signature(grid, row) in headers
        if is_header or is_index_row(grid, row):
            raw.append(TableRow(row, RowKind.NOTE))
        else:
            raw.append(_name_row(grid, plan, row, lists))
    raw = _cut_footer(raw)
    return _with_groups(_rank(_mark_parts(raw)), grid, plan)


def _signature(grid: Grid, row: int) -> tuple[tuple[int, str], ...]:
    return tuple(grid.texts_of_row(row).items())


def _name_row(grid: Grid, plan: TablePlan, row: int, lists: Lists) -> TableRow:
    """Find marker and name of a row, and whether it holds figures."""
    marker, label, is_first = _marker_and_label(grid, plan, row, lists)
    measures = plan.of_role(Role.MEASURE, Role.UNMAPPED)
    content = [c.column for c in measures if grid.text(row, c.column)]
    has_figures = any(_is_figure(grid, row, column) for column in content)
    fillers = bool(content) and not has_figures
    key = label_key(label)
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
    elif words.comparison_rows.match(key):
        kind = RowKind.COMPARISON
    elif has_figures or marker is Marker.ARABIC or (fillers and _all_fillers(grid, row, content)):
        kind = RowKind.UNIT
    else:
        is_unit = words.unit_rows.match(key) and marker in (Marker.DASH, Marker.DECIMAL)
        kind = RowKind.UNIT if is_unit else RowKind.SECTION
    return TableRow(row, kind, label, marker, is_first=is_first, has_figures=has_figures)


def label_key(label: str) -> str:
    """Return the key of a label without what may stand behind it: "Tổng cộng:", "Cộng (*)"."""
    return match_key(label).rstrip(" :.*…")


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


def _marker_and_label(
    grid: Grid, plan: TablePlan, row: int, lists: Lists
) -> tuple[Marker, str, bool]:
    label = _unit_text(grid, plan, row)
    numbers = [grid.text(row, c.column) for c in plan.of_role(Role.NUMBER)]
    number = next((text for text in numbers if text), "")
    numbered = marker_in_number(number)
    if numbered is not None:
        return numbered[0], without_list_sign(label), numbered[1]
    label = label or number
    if vocabulary().total_rows.match(label_key(label)):
        return Marker.NONE, label, False
    return marker_before_name(label, lists)


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
        if name and _is_place(text) and not match_key(name).startswith(match_key(text)):
            name = f"{text} {name}"
    return name


def _is_place(text: str) -> bool:
    """Tell whether a text is the class of a place; "Chi bộ cơ sở" is a kind of organisation."""
    return _is_class(text) and "cơ sở" not in match_key(text)


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
        has_owner = any(_may_own(other, row) for other in result)
        is_part = row.kind is RowKind.UNIT and row.has_figures and (is_listed or follows)
        is_part = is_part and has_owner
        heading = _of_those_above(read_heading(name)) if is_part and name else None
        part = measure_of(heading) if heading and heading.categories else ""
        if part and row.marker is not Marker.ARABIC:
            result.append(replace(row, kind=RowKind.PART, part=part, label=name))
        elif opener and not name and row.kind is RowKind.SECTION:
            result.append(replace(row, kind=RowKind.NOTE))
        else:
            result.append(row)
    return result


def _of_those_above(heading: Heading) -> Heading:
    """Let "- Đảng viên là người dân tộc thiểu số" speak of those admitted in the row above."""
    return replace(heading, subject="admitted") if heading.is_loose else heading


def _may_own(row: TableRow, part: TableRow) -> bool:
    """Tell whether a row above may be what a part is some of: no other entry of one list of it."""
    is_named = row.kind in (RowKind.UNIT, RowKind.TOTAL)
    return is_named and (row.marker is not part.marker or part.marker is Marker.NONE)


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
    key = match_key(row.label)
    named = vocabulary().group_rows.match(key) is not None and not _PLACE_NAME.match(key)
    if not following:
        # The last of several blocks stands beside the others.
        return named and not has_markers and row.kind is RowKind.UNIT
    if row.kind is RowKind.SECTION:
        return True
    is_numbered = following[0].marker is Marker.ARABIC
    return is_numbered and (following[0].is_first or named) if has_markers else named


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
