"""What is known: units by years as tiles, told apart by fill and sign and not only by colour."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.theme import (
    SMALLEST_SIZE,
    WIDTH_INCHES,
    chart_style,
    fit_text,
    mark_value,
    new_figure,
    text_inches,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.theme import INK, LINE, MET, SOFT

ROWS_IN_COLUMN = 45
MOST_COLUMNS = 3
_ROW_INCHES = 0.165
_HEAD_INCHES = 0.3
_LEGEND_ROW_INCHES = 0.22
_LEGEND_COLUMNS = 3
_LEGEND_SIGN_INCHES = 0.36
_LETTER_INCHES = 0.068
_MARGIN_INCHES = 0.08
_NAME_SIZE = 7.5
_GAP_INCHES = 0.2
_LEAST_TILE, _MOST_TILE = 0.21, 0.62
_LABEL_FROM = 0.3  # narrower tiles have no room for words
_LABEL_LETTER_INCHES = 0.052
_HALF = 0.5
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
_PART_STRENGTH = 0.38
_LEGEND = {
    "whole_year": N_("kết quả cả năm"),
    "part_year": N_("kết quả một phần năm (tô đến cuối kỳ)"),
    "target_only": N_("chỉ có chỉ tiêu"),
    "other": N_("chỉ có số liệu khác"),
    "nothing": N_("chưa có số liệu"),
    "absent": N_("chưa thành lập hoặc đã chấm dứt"),
}
_REBUILT = N_("dựng lại từ đơn vị trước hợp nhất")


class _Layout(NamedTuple):
    """Sizes in inches: columns of units side by side, each with names and tiles."""

    columns: int
    rows: int
    name_width: float
    tile_width: float
    width: float


def most_units(years: int, longest_name: int) -> int:
    """Count the units that fit on one page.

    Args:
        years: Years to show.
        longest_name: Letters of the longest name.
    """
    return ROWS_IN_COLUMN * _most_columns(years, longest_name)


def coverage_chart(tiles: pd.DataFrame) -> Figure:
    """Draw what is known of units in years.

    Args:
        tiles: One row for each unit and year, the units in the order to show: ``unit_id``,
            ``name``, ``year``, ``known`` (``whole_year``, ``part_year``, ``target_only``,
            ``other``, ``nothing`` or ``absent``), ``share`` (of the year that a part covers, 0 to
            1, missing where its end is not printed), ``label`` (a word or two for a part
            year whose tile has room) and ``is_rebuilt``.

    Returns:
        A dark tile for a whole year, one that is filled up to its day for a part of it, a bar for a
        target, a dot for other figures, a dashed outline for a gap, a dash outside of the life of a
        unit; rebuilt tiles are hatched. Long lists stand in up to three columns.
    """
    names = dict(zip(tiles["unit_id"], tiles["name"], strict=True))
    years = sorted(set(tiles["year"]))
    signs = _signs(tiles)
    with chart_style():
        legend_columns = _legend_columns(signs)
        legend_rows = ceil(len(signs) / legend_columns)
        layout = _lay_out(list(names.values()), len(years))
        height = _HEAD_INCHES + layout.rows * _ROW_INCHES + legend_rows * _LEGEND_ROW_INCHES
        figure = new_figure(height)
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH_INCHES)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _draw_legend(axes, signs, legend_columns)
        top = legend_rows * _LEGEND_ROW_INCHES + _HEAD_INCHES
        _draw_heads(axes, years, layout, top)
        for number, (unit_id, name) in enumerate(names.items()):
            column, row = divmod(number, layout.rows)
            left = column * (layout.width + _GAP_INCHES)
            y = top + row * _ROW_INCHES
            own = tiles[tiles["unit_id"].eq(unit_id)].sort_values("year").to_dict("records")
            _draw_unit(axes, name, own, left=left, y=y, layout=layout)
    return figure


def _most_columns(years: int, longest_name: int) -> int:
    least = longest_name * _LETTER_INCHES + years * _LEAST_TILE
    fitting = int((WIDTH_INCHES + _GAP_INCHES) / (least + _GAP_INCHES))
    return max(1, min(MOST_COLUMNS, fitting))


def _lay_out(names: list[str], years: int) -> _Layout:
    longest = max(map(len, names))
    columns = min(_most_columns(years, longest), ceil(len(names) / ROWS_IN_COLUMN))
    width = (WIDTH_INCHES - _GAP_INCHES * (columns - 1)) / columns
    needed = max(text_inches(name, _NAME_SIZE) for name in names) + _MARGIN_INCHES
    name_width = min(needed, width - years * _LEAST_TILE)
    tile = min((width - name_width) / years, _MOST_TILE)
    return _Layout(columns, ceil(len(names) / columns), name_width, tile, width)


def _signs(tiles: pd.DataFrame) -> list[tuple[str, bool, str]]:
    """List the signs that the chart uses: known, rebuilt, words."""
    used = set(tiles["known"])
    signs = [(known, False, words) for known, words in _LEGEND.items() if known in used]
    if tiles["is_rebuilt"].any():
        signs.append(("whole_year", True, _REBUILT))
    return signs


def _legend_columns(signs: list[tuple[str, bool, str]]) -> int:
    widest = max(text_inches(_(words), SMALLEST_SIZE) for _known, _is_rebuilt, words in signs)
    fitting = int(WIDTH_INCHES / (_LEGEND_SIGN_INCHES + widest + _MARGIN_INCHES))
    return max(1, min(_LEGEND_COLUMNS, fitting))


def _draw_legend(axes: Axes, signs: list[tuple[str, bool, str]], columns: int) -> None:
    step = WIDTH_INCHES / columns
    for number, (known, is_rebuilt, words) in enumerate(signs):
        row, column = divmod(number, columns)
        y, x = row * _LEGEND_ROW_INCHES + 0.02, column * step
        tile = {"known": known, "is_rebuilt": is_rebuilt, "share": 0.5, "label": ""}
        _draw_tile(axes, tile, x=x, y=y, width=0.3)
        place = (x + _LEGEND_SIGN_INCHES, y + _ROW_INCHES / 2)
        axes.text(*place, _(words), va="center", size=SMALLEST_SIZE, color=INK)


def _draw_heads(axes: Axes, years: list[int], layout: _Layout, top: float) -> None:
    is_short = layout.tile_width < _LABEL_FROM
    for column in range(layout.columns):
        left = column * (layout.width + _GAP_INCHES) + layout.name_width
        for number, year in enumerate(years):
            x = left + (number + 0.5) * layout.tile_width
            text = f"'{year % 100:02}" if is_short else str(year)
            axes.text(x, top - 0.05, text, ha="center", va="bottom", size=7, color=SOFT)


def _draw_unit(
    axes: Axes, name: str, own: list[dict], *, left: float, y: float, layout: _Layout
) -> None:
    shown = fit_text(name, layout.name_width - _MARGIN_INCHES / 2, _NAME_SIZE)
    axes.text(left, y + _ROW_INCHES / 2, shown, va="center", size=_NAME_SIZE, color=INK)
    for number, tile in enumerate(own):
        x = left + layout.name_width + number * layout.tile_width
        outline = _draw_tile(axes, tile, x=x, y=y, width=layout.tile_width)
        if outline is not None:
            mark_value(outline, _("{name}, năm {year}", name=name, year=tile["year"]), _said(tile))


def _said(tile: dict) -> str:
    """Say what a tile shows, a short sign where one stands on it in words."""
    if tile["is_rebuilt"]:
        return _(_REBUILT)
    if tile["known"] == "part_year" and tile["label"]:
        return _("kết quả một phần năm ({part})", part=tile["label"])
    words = _LEGEND[tile["known"]]
    return _(words)


def _draw_tile(axes: Axes, tile: dict, *, x: float, y: float, width: float) -> Rectangle | None:
    """Draw one tile with a small margin around it; outside of a unit's life there is none."""
    left, top = x + 0.015, y + 0.015
    width, height = width - 0.03, _ROW_INCHES - 0.03
    middle = (left + width / 2, top + height / 2)
    known, is_rebuilt = tile["known"], tile["is_rebuilt"]
    if known == "absent":
        axes.text(*middle, "–", ha="center", va="center", size=7, color=SOFT)
        return None
    outline = LINE if known in ("nothing", "other") else MET
    style = "dashed" if known == "nothing" else "solid"
    is_full = known == "whole_year" and not is_rebuilt
    tile_outline = axes.add_patch(
        Rectangle(
            (left, top),
            width,
            height,
            facecolor=MET if is_full else "white",
            edgecolor=outline,
            linewidth=0.6,
            linestyle=style,
        )
    )
    if known == "part_year" or is_rebuilt:
        _draw_fill(axes, tile, left=left, top=top, width=width, height=height)
    if known == "target_only":
        axes.plot([left + 0.05, left + width - 0.05], [middle[1]] * 2, color=INK, linewidth=1.6)
    if known == "other":
        axes.plot([middle[0]], [middle[1]], linestyle="none", marker="o", markersize=2.4, color=INK)
    if known == "part_year" and tile["label"] and width + 0.03 >= _LABEL_FROM:
        place, is_crossed = _label_place(tile, left=left, width=width)
        axes.text(
            place,
            middle[1],
            tile["label"],
            ha="center",
            va="center",
            size=7,
            color=INK,
            bbox=_BLANK if is_crossed or is_rebuilt else None,
        )
    return tile_outline


def _label_place(tile: dict, *, left: float, width: float) -> tuple[float, bool]:
    """Find the middle of a label, in inches, and whether the end of a fill would cross it.

    It stands in the wider of the filled and the empty part of the tile; where neither is wide
    enough, in the middle of the tile and on a blank of its own.
    """
    share = tile["share"]
    if pd.isna(share):
        return left + width / 2, False
    start, end = (0.0, share * width) if share >= _HALF else (share * width, width)
    if end - start < len(tile["label"]) * _LABEL_LETTER_INCHES:
        return left + width / 2, True
    return left + (start + end) / 2, False


def _draw_fill(
    axes: Axes, tile: dict, *, left: float, top: float, width: float, height: float
) -> None:
    """Fill the part of the year that is known; hatch what was rebuilt."""
    is_part = tile["known"] == "part_year"
    share = tile["share"] if is_part and pd.notna(tile["share"]) else 0.0 if is_part else 1.0
    axes.add_patch(
        Rectangle(
            (left, top),
            width * share,
            height,
            facecolor="white" if tile["is_rebuilt"] else MET,
            alpha=None if tile["is_rebuilt"] else _PART_STRENGTH,
            edgecolor=MET if tile["is_rebuilt"] else "none",
            linewidth=0.4,
            hatch="//////" if tile["is_rebuilt"] else None,
        )
    )
