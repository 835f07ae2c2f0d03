"""What is known: units by years as tiles, told apart by fill and sign and not only by colour."""

from __future__ import annotations

from collections.abc import Sequence
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
_PAGE_INCHES = 8.6  # a page has room for heading, caption and notes beside it
_MOST_LEGEND_ROWS = 3
_SILENT_ROW_INCHES = 0.14
_SILENT_HEAD_INCHES = 0.38
_SILENT_TILE_INCHES = 0.21
_MOST_SILENT_COLUMNS = 6
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


def most_units(years: int, longest_name: int, silent: Sequence[str] = ()) -> int:
    """Count the units that fit on one page.

    Args:
        years: Years to show.
        longest_name: Letters of the longest name.
        silent: Names of the units that stand below the others.
    """
    with chart_style():
        return _rows_in_column(silent) * _most_columns(years, longest_name)


def coverage_chart(
    tiles: pd.DataFrame, silent: Sequence[str] = (), silent_head: str = ""
) -> Figure:
    """Draw what is known of units in years.

    Args:
        tiles: One row for each unit and year, the units in the order to show: ``unit_id``,
            ``name``, ``year``, ``known`` (``whole_year``, ``part_year``, ``target_only``,
            ``other``, ``nothing`` or ``absent``), ``share`` (of the year that a part covers, 0 to
            1, missing where its end is not printed), ``label`` (a word or two for a part
            year whose tile has room) and ``is_rebuilt``.
        silent: Names of units of which nothing is known in any of the years.
        silent_head: The heading over them.

    Returns:
        A dark tile for a whole year, one that is filled up to its day for a part of it, a bar for a
        target, a dot for other figures, a dashed outline for a gap, a dash outside of the life of a
        unit; rebuilt tiles are hatched. Long lists stand in up to three columns. Silent units
        stand below, one dashed tile each, in as many columns as there is room for.
    """
    names = dict(zip(tiles["unit_id"], tiles["name"], strict=True))
    years = sorted(set(tiles["year"]))
    signs = _signs(tiles, has_silent=bool(silent))
    with chart_style():
        legend_columns = _legend_columns(signs)
        legend_rows = ceil(len(signs) / legend_columns)
        layout = _lay_out(list(names.values()), len(years), _rows_in_column(silent))
        top = legend_rows * _LEGEND_ROW_INCHES + _HEAD_INCHES
        bottom = top + layout.rows * _ROW_INCHES
        height = bottom + _silent_inches(silent)
        figure = new_figure(height)
        figure.set_layout_engine("none")
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_xlim(0, WIDTH_INCHES)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        _draw_legend(axes, signs, legend_columns)
        _draw_heads(axes, years, layout, top)
        for number, (unit_id, name) in enumerate(names.items()):
            column, row = divmod(number, layout.rows)
            left = column * (layout.width + _GAP_INCHES)
            y = top + row * _ROW_INCHES
            own = tiles[tiles["unit_id"].eq(unit_id)].sort_values("year").to_dict("records")
            _draw_unit(axes, name, own, left=left, y=y, layout=layout)
        _draw_silent(axes, silent, silent_head, bottom)
    return figure


def _most_columns(years: int, longest_name: int) -> int:
    least = longest_name * _LETTER_INCHES + years * _LEAST_TILE
    fitting = int((WIDTH_INCHES + _GAP_INCHES) / (least + _GAP_INCHES))
    return max(1, min(MOST_COLUMNS, fitting))


def _rows_in_column(silent: Sequence[str]) -> int:
    """Count the rows that one page has room for above the silent units."""
    around = _HEAD_INCHES + _MOST_LEGEND_ROWS * _LEGEND_ROW_INCHES + _silent_inches(silent)
    return max(1, min(ROWS_IN_COLUMN, int((_PAGE_INCHES - around) / _ROW_INCHES)))


def _silent_inches(silent: Sequence[str]) -> float:
    if not silent:
        return 0.0
    return _SILENT_HEAD_INCHES + len(_silent_columns(silent)[0]) * _SILENT_ROW_INCHES


def _silent_columns(silent: Sequence[str]) -> list[Sequence[str]]:
    """Split the silent units into as many columns as stand side by side, filled downwards."""
    for columns in range(_MOST_SILENT_COLUMNS, 1, -1):
        rows = ceil(len(silent) / columns)
        split = [silent[start : start + rows] for start in range(0, len(silent), rows)]
        if sum(map(_silent_width, split)) <= WIDTH_INCHES:
            return split
    return [silent]


def _silent_width(names: Sequence[str]) -> float:
    widest = max(text_inches(name, SMALLEST_SIZE) for name in names)
    return _SILENT_TILE_INCHES + _MARGIN_INCHES / 2 + widest + _MARGIN_INCHES


def _lay_out(names: list[str], years: int, rows: int) -> _Layout:
    longest = max(map(len, names))
    columns = min(_most_columns(years, longest), ceil(len(names) / rows))
    width = (WIDTH_INCHES - _GAP_INCHES * (columns - 1)) / columns
    needed = max(text_inches(name, _NAME_SIZE) for name in names) + _MARGIN_INCHES
    name_width = min(needed, width - years * _LEAST_TILE)
    tile = min((width - name_width) / years, _MOST_TILE)
    return _Layout(columns, ceil(len(names) / columns), name_width, tile, width)


def _signs(tiles: pd.DataFrame, *, has_silent: bool) -> list[tuple[str, bool, str]]:
    """List the signs that the chart uses: known, rebuilt, words."""
    used = {*tiles["known"], *(["nothing"] if has_silent else [])}
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


def _draw_silent(axes: Axes, silent: Sequence[str], head: str, top: float) -> None:
    """Draw the units of which nothing is known below the others, the columns spread evenly."""
    if not silent:
        return
    y = top + _SILENT_HEAD_INCHES
    axes.axhline(top + _SILENT_HEAD_INCHES / 3, color=LINE, linewidth=0.6)
    axes.text(0, y - 0.05, head, va="bottom", size=_NAME_SIZE, weight="bold", color=INK)
    columns = _silent_columns(silent)
    spare = (WIDTH_INCHES - sum(map(_silent_width, columns))) / len(columns)
    left = 0.0
    for names in columns:
        for row, name in enumerate(names):
            _draw_silent_unit(axes, name, left=left, y=y + row * _SILENT_ROW_INCHES)
        left += _silent_width(names) + max(0.0, spare)


def _draw_silent_unit(axes: Axes, name: str, *, left: float, y: float) -> None:
    tile = {"known": "nothing", "is_rebuilt": False}
    size = {"width": _SILENT_TILE_INCHES, "height": _SILENT_ROW_INCHES}
    outline = _draw_tile(axes, tile, x=left, y=y, **size)
    mark_value(outline, name, _said(tile))
    x = left + _SILENT_TILE_INCHES + _MARGIN_INCHES / 2
    shown = fit_text(name, WIDTH_INCHES - x, SMALLEST_SIZE)
    axes.text(x, y + _SILENT_ROW_INCHES / 2, shown, va="center", size=SMALLEST_SIZE, color=INK)


def _said(tile: dict) -> str:
    """Say what a tile shows, a short sign where one stands on it in words."""
    if tile["is_rebuilt"]:
        return _(_REBUILT)
    if tile["known"] == "part_year" and tile["label"]:
        return _("kết quả một phần năm ({part})", part=tile["label"])
    words = _LEGEND[tile["known"]]
    return _(words)


def _draw_tile(
    axes: Axes, tile: dict, *, x: float, y: float, width: float, height: float = _ROW_INCHES
) -> Rectangle | None:
    """Draw one tile with a small margin around it; outside of a unit's life there is none."""
    left, top = x + 0.015, y + 0.015
    width, height = width - 0.03, height - 0.03
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
