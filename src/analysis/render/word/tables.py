"""Tables: real ones, with a repeated head, whole rows, and columns that no word is too long for."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from analysis.document.blocks import Cell, Column, Row, Table
from analysis.render.fonts import Face
from analysis.render.table_pages import INSET_PT, Placed
from analysis.render.word.markup import Element, make, paragraph, plain, points, run
from analysis.text.language import gettext as _

MARK = "●"
_MOST_ROWS_IN_ONE_PIECE = 10
_HIGHEST_IN_ONE_PIECE_PT = 260.0
_LINE_HEIGHT = 1.2
_AROUND_ROW_PT = 3.5


def draw_grid(
    table: Table, placed: Placed, face: Face, usual_pt: float, *, numbers_columns: bool
) -> Element:
    """Draw the table itself; caption, notes and source stand around it.

    Args:
        table: The table.
        placed: The widths of its columns and the size of its type.
        face: Measures how high it gets: a short table stays in one piece.
        usual_pt: The size that the styles of tables have.
        numbers_columns: Whether a second row of the head numbers the columns.
    """
    size = placed.size_pt if placed.size_pt < usual_pt else None
    grid = frame("TableGrid", placed.widths_pt, title=plain(table.caption))
    for style, texts in _heads(table.columns, numbers_columns=numbers_columns):
        grid.append(_head_row(texts, style, placed.widths_pt, size))
    stays_whole = _is_short(table, placed, face)
    for row in table.rows:
        # The last row stays with the source, so that neither is alone on a page.
        keep = stays_whole or row is table.rows[-1]
        cells = _cells(row, table.columns, size, keep_with_next=keep)
        grid.append(_make_row(cells, placed.widths_pt))
    return grid


def _is_short(table: Table, placed: Placed, face: Face) -> bool:
    height = sum(_height(row, placed, face) for row in table.rows)
    return len(table.rows) <= _MOST_ROWS_IN_ONE_PIECE and height <= _HIGHEST_IN_ONE_PIECE_PT


def _height(row: Row, placed: Placed, face: Face) -> float:
    lines = max(
        math.ceil(face.width(content.text) * placed.size_pt / (width - 2 * INSET_PT))
        for content, width in zip(row.cells, placed.widths_pt, strict=True)
    )
    return max(lines, 1) * placed.size_pt * _LINE_HEIGHT + _AROUND_ROW_PT


def frame(
    style: str, widths_pt: Sequence[float], *, title: str = "", extra: Iterable[Element] = ()
) -> Element:
    """Make a table without rows.

    Args:
        style: The style of the table.
        widths_pt: The widths of its columns.
        title: What it shows, for those who cannot see it.
        extra: Further properties that stand before its layout in the schema.
    """
    properties = make(
        "tblPr",
        make("tblStyle", val=style),
        make("tblW", w=points(sum(widths_pt)), type="dxa"),
        *extra,
        make("tblLayout", type="fixed"),
        make("tblLook", val="0620", firstRow=1, noHBand=1, noVBand=1),
    )
    if title:
        properties.append(make("tblCaption", val=title))
    columns = (make("gridCol", w=points(width)) for width in widths_pt)
    return make("tbl", properties, make("tblGrid", *columns))


def cell(width_pt: float, *content: Element, extra: Iterable[Element] = ()) -> Element:
    """Make a cell; ``extra`` are further properties in the order of the schema."""
    return make("tc", make("tcPr", make("tcW", w=points(width_pt), type="dxa"), *extra), *content)


def _heads(columns: Sequence[Column], *, numbers_columns: bool) -> Iterator[tuple[str, list[str]]]:
    yield "TableHead", [column.head for column in columns]
    if numbers_columns:
        yield "ColumnNumber", [f"({number})" for number in range(1, len(columns) + 1)]


def _head_row(
    texts: Sequence[str], style: str, widths_pt: Sequence[float], size_pt: float | None
) -> Element:
    cells = (
        cell(
            width,
            paragraph(style, run(text, size_pt=size_pt)),
            extra=[make("vAlign", val="center")],
        )
        for text, width in zip(texts, widths_pt, strict=True)
    )
    return make("tr", make("trPr", make("cantSplit"), make("tblHeader")), *cells)


def _make_row(cells: Sequence[Element], widths_pt: Sequence[float]) -> Element:
    framed = (cell(width, content) for content, width in zip(cells, widths_pt, strict=True))
    return make("tr", make("trPr", make("cantSplit")), *framed)


def _cells(
    row: Row, columns: Sequence[Column], size_pt: float | None, *, keep_with_next: bool
) -> list[Element]:
    """Draw the paragraphs of a row."""
    drawn = []
    for x, (content, column) in enumerate(zip(row.cells, columns, strict=True)):
        style = "TableFigure" if column.align == "right" else "TableText"
        words = _words(content, row.kind, size_pt, is_name=x == 0)
        drawn.append(paragraph(style, words, keep_with_next=keep_with_next))
    return drawn


def _words(content: Cell, kind: str, size_pt: float | None, *, is_name: bool) -> Element:
    """Make bold what stands out; the name of a unit that needs attention has a mark as well."""
    is_marked = kind == "attention" and is_name
    text = f"{MARK} {content.text}" if is_marked else content.text
    style = "Strong" if is_marked or kind == "total" else ""
    return run(text, style=style, size_pt=size_pt)


def key_to_marks(table: Table) -> list[str]:
    """Say what the mark means, where it occurs."""
    has_mark = any(row.kind == "attention" for row in table.rows)
    return [_("{mark} In đậm: đơn vị cần chú ý.", mark=MARK)] if has_mark else []
