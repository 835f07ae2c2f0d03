"""Charts that the spreadsheet program draws itself, from the cells of a table of the report.

A chart follows its table: what is filtered away or sorted there, goes and moves here. So no mark of
a chart is bound to a place in the table, such as a colour for one unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from analysis import theme
from analysis.document.blocks import Cell, Figure
from analysis.render.cover import Cover
from analysis.render.workbook_look import (
    FONT,
    HEAD_ROW,
    LINKS_ROW,
    Formats,
    set_page,
    visible_text,
    write_across,
    write_top,
)
from analysis.render.workbook_tables import TableSheet, body_rows, notes_of
from analysis.text.language import gettext as _

PANEL_ROWS = 36  # as many bars as one chart holds at a readable size
_PANELS_ACROSS = 3
_ROWS_BESIDE_TABLE = 12  # a longer table gets a sheet for its chart
_PIXELS_HIGH = 20  # a row of a sheet
_BAR_PIXELS, _FRAME_PIXELS, _PLAIN_PIXELS = 21, 120, 340  # a bar, what stands around bars, others
_PANEL_PLOT = {"x": 0.43, "y": 0.06, "width": 0.5, "height": 0.86}  # the rest is for the names
_PANEL_COLUMNS, _COLUMN_CHARS = 6, 10  # a panel covers so many columns of its sheet
_MOST_LABELLED = 40  # points that carry their figure
_STYLES = (  # told apart by lightness as well: they stay apart in black and white
    {"fill": theme.MET, "line": theme.MET, "dash": "solid", "marker": "circle"},
    {"fill": theme.LINE, "line": theme.SOFT, "dash": "dash", "marker": "square"},
    {"fill": theme.INK, "line": theme.INK, "dash": "round_dot", "marker": "diamond"},
    {"fill": theme.WASH, "line": theme.INK, "dash": "long_dash", "marker": "triangle"},
)


@dataclass(frozen=True)
class Drawing:
    """A figure of the report with the cells that a spreadsheet draws it from.

    Args:
        figure: The figure.
        source: The sheet of the table.
        kind: The form of the chart.
        labels: The column that names the points.
        series: The columns of values.
    """

    figure: Figure
    source: TableSheet
    kind: str
    labels: int
    series: tuple[int, ...]

    @property
    def rows(self) -> range:
        """The places of the rows that are drawn; never a total."""
        return body_rows(self.source.table)

    @property
    def cells(self) -> list[Cell]:
        """The cells that are drawn."""
        return [self.source.table.rows[y].cells[x] for y in self.rows for x in self.series]

    @property
    def has_gaps(self) -> bool:
        """Some figure is missing: its cell holds words."""
        return any(cell.value is None for cell in self.cells)


def find_drawing(figure: Figure, source: TableSheet) -> Drawing | None:
    """Find the cells of a figure; None where a column or every figure is missing.

    Args:
        figure: A figure with a native form.
        source: The sheet of the table that it draws.
    """
    native = figure.native
    heads = [column.head for column in source.table.columns]
    if native is None or not {native.labels, *native.series} <= set(heads):
        return None
    rows = [source.table.rows[y] for y in body_rows(source.table)]
    columns = [heads.index(head) for head in native.series]
    series = tuple(x for x in columns if any(row.cells[x].value is not None for row in rows))
    if not series:
        return None
    drawing = Drawing(figure, source, native.kind, heads.index(native.labels), series)
    # A line would fall to zero where a figure is missing; a missing column is only not there.
    is_broken = drawing.kind == "line" and drawing.has_gaps
    return replace(drawing, kind="column") if is_broken else drawing


def figure_title(figure: Figure) -> str:
    """Write the caption with its number."""
    if not figure.number:
        return figure.caption
    number = _("Biểu đồ {number}", number=figure.number)
    return f"{number}. {figure.caption}"


def needs_sheet(drawing: Drawing) -> bool:
    """Tell whether a chart is too long to stand under its table."""
    return len(drawing.rows) > _ROWS_BESIDE_TABLE


def draw_below(book: xlsxwriter.Workbook, drawing: Drawing, first: int, formats: Formats) -> int:
    """Draw a chart under its table and print it with it.

    Args:
        book: The workbook.
        drawing: The chart.
        first: The first free row of the sheet.
        formats: The formats of the workbook.

    Returns:
        The last row that belongs to the chart.
    """
    sheet, widths = drawing.source.sheet, drawing.source.widths
    pixels = sum(_pixels(width) for width in widths)
    chart = _chart(book, drawing, drawing.rows, title=figure_title(drawing.figure))
    last = _insert(sheet, (first, 0), chart, drawing, (pixels, _height(drawing, drawing.rows)))
    for line in _lines(drawing):
        last += 1
        write_across(sheet, last, widths, line, formats.note)
    sheet.print_area(0, 0, last, len(widths) - 1)
    return last


def draw_apart(
    book: xlsxwriter.Workbook, sheet: Worksheet, drawing: Drawing, cover: Cover, formats: Formats
) -> None:
    """Draw a chart on a sheet of its own: many bars as several charts of one scale.

    Args:
        book: The workbook.
        sheet: The empty sheet.
        drawing: The chart.
        cover: Its warning or period stands below the title.
        formats: The formats of the workbook.
    """
    panels = _panels(drawing)
    across = max(min(len(panels), _PANELS_ACROSS), 2)
    widths: list[float] = [_COLUMN_CHARS] * (_PANEL_COLUMNS * across)
    sheet.set_column(0, len(widths) - 1, _COLUMN_CHARS)
    sheet.hide_gridlines(2)
    write_top(sheet, widths, figure_title(drawing.figure), cover, formats)
    columns = len(widths) if len(panels) == 1 else _PANEL_COLUMNS
    size = (columns * _pixels(_COLUMN_CHARS), _height(drawing, panels[0]))
    scale = _common_scale(drawing.cells) if len(panels) > 1 else None
    row = last = LINKS_ROW + 1
    for place, rows in enumerate(panels):
        if place and place % across == 0:
            row = last + 2
        chart = _chart(book, drawing, rows, scale=scale)
        last = _insert(sheet, (row, columns * (place % across)), chart, drawing, size)
    for line in _lines(drawing):
        last += 1
        write_across(sheet, last, widths, line, formats.note)
    set_page(sheet, cover, widths, one_page=True)
    sheet.print_area(0, 0, last, len(widths) - 1)


def _panels(drawing: Drawing) -> list[range]:
    """Share the bars out evenly; lines and columns over the years stay whole."""
    rows = drawing.rows
    if drawing.kind != "bar":
        return [rows]
    count = math.ceil(len(rows) / PANEL_ROWS)
    each = math.ceil(len(rows) / count)
    return [rows[start : start + each] for start in range(0, len(rows), each)]


def _insert(
    sheet: Worksheet,
    place: tuple[int, int],
    chart: Chart,
    drawing: Drawing,
    size: tuple[int, int],
) -> int:
    """Put a chart on a sheet and give the last row that it covers."""
    width, height = size
    chart.set_size({"width": width - 2, "height": height})
    alt = visible_text(drawing.figure.alt)
    sheet.insert_chart(*place, chart, {"object_position": 2, "description": alt})
    return place[0] + math.ceil(height / _PIXELS_HIGH)


def _lines(drawing: Drawing) -> list[str]:
    missing = [_("Số liệu không có trong bảng thì không được vẽ.")] if drawing.has_gaps else []
    # The notes of the figure explain the marks of its drawing, and this chart has others.
    return [*missing, *notes_of(drawing.figure.model_copy(update={"notes": ()}))]


def _pixels(chars: float) -> int:
    return int(chars * 7 + 5)


def _height(drawing: Drawing, rows: Sequence[int]) -> int:
    if drawing.kind != "bar":
        return _PLAIN_PIXELS
    return _FRAME_PIXELS + _BAR_PIXELS * len(rows) * len(drawing.series)


def _chart(
    book: xlsxwriter.Workbook,
    drawing: Drawing,
    rows: Sequence[int],
    *,
    title: str = "",
    scale: dict[str, float] | None = None,
) -> Chart:
    """Make a chart over some rows of the table."""
    chart = book.add_chart({"type": drawing.kind})
    for place, column in enumerate(drawing.series):
        chart.add_series(_series(drawing, rows, column, _STYLES[place % len(_STYLES)]))
    chart.set_title(
        {"name": _as_words(title), "name_font": _font(12, bold=True), "none": not title}
    )
    _set_axes(chart, drawing, scale or {})
    legend = {"position": "bottom", "font": _font(10)}
    chart.set_legend({"none": True} if len(drawing.series) == 1 else legend)
    chart.set_chartarea({"border": {"none": True}, "fill": {"color": theme.PAPER}})
    plot: dict[str, Any] = {"fill": {"none": True}}
    if scale:
        plot["layout"] = _PANEL_PLOT
    chart.set_plotarea(plot)
    return chart


def _as_words(title: str) -> str:
    """Write a title that is never taken for the address of a cell (``A!B1``)."""
    return visible_text(title).replace("!", "! ")


def _series(
    drawing: Drawing, rows: Sequence[int], column: int, style: dict[str, str]
) -> dict[str, Any]:
    name = drawing.source.name
    first, last = HEAD_ROW + 1 + rows[0], HEAD_ROW + 1 + rows[-1]
    line = {"color": style["line"], "dash_type": style["dash"]}
    series: dict[str, Any] = {
        "name": [name, HEAD_ROW, column],
        "categories": [name, first, drawing.labels, last, drawing.labels],
        "values": [name, first, column, last, column],
    }
    if drawing.kind == "line":
        marks = {"fill": {"color": style["fill"]}, "border": {"color": style["line"]}}
        series["line"] = {**line, "width": 2.25}
        series["marker"] = {"type": style["marker"], "size": 7, **marks}
    else:
        series["fill"] = {"color": style["fill"]}
        series["border"] = {"color": style["line"], "width": 0.75}
        series["gap"] = 45
    is_short = len(rows) * len(drawing.series) <= _MOST_LABELLED
    if is_short and not drawing.has_gaps:  # a gap would carry the label "0"
        label = {"value": True, "num_format": _digits(drawing, column), "font": _font(9)}
        series["data_labels"] = label
    return series


def _set_axes(chart: Chart, drawing: Drawing, scale: dict[str, float]) -> None:
    """Put the values along the bars: XlsxWriter calls the horizontal axis x in every chart."""
    labels, values = _label_axis(drawing), _value_axis(drawing) | scale
    across, up = (values, labels) if drawing.kind == "bar" else (labels, values)
    chart.set_x_axis(across)
    chart.set_y_axis(up)


def _label_axis(drawing: Drawing) -> dict[str, Any]:
    """Show names from the first row down, and every one of them."""
    return {
        "num_font": _font(9),
        "reverse": drawing.kind == "bar",
        "interval_unit": 1,
        "label_position": "low",
        "line": {"color": theme.SOFT},
        "major_tick_mark": "none",
    }


def _value_axis(drawing: Drawing) -> dict[str, Any]:
    heads = [drawing.source.table.columns[x].head for x in drawing.series]
    axis: dict[str, Any] = {
        "num_font": _font(9),
        "num_format": "#,##0",
        "major_gridlines": {"visible": True, "line": {"color": theme.LINE, "width": 0.5}},
        "line": {"none": True},
    }
    if len(heads) == 1:
        axis |= {"name": _as_words(heads[0]), "name_font": _font(9)}
    if all((cell.value or 0) >= 0 for cell in drawing.cells):
        axis["min"] = 0
    return axis


def _common_scale(cells: Iterable[Cell]) -> dict[str, float]:
    """Give charts that stand side by side one scale."""
    values = [cell.value for cell in cells if cell.value is not None]
    step = _step(max(abs(value) for value in values))
    return {
        "min": math.floor(min(*values, 0) / step) * step,
        "max": math.ceil(max(*values, 0) / step) * step,
        "major_unit": step,
    }


def _step(largest: float) -> float:
    """Choose a round step that divides an axis into three to eight parts."""
    if largest <= 0:
        return 1
    power = 10 ** math.floor(math.log10(largest))
    return next(size * power for size in (0.2, 0.25, 0.5, 1, 2) if largest <= size * power * 6)


def _digits(drawing: Drawing, column: int) -> str:
    rows = drawing.source.table.rows
    decimals = max(rows[y].cells[column].decimals for y in drawing.rows)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _font(size: int, *, bold: bool = False) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": theme.INK}
