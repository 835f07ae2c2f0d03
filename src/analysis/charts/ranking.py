"""Who reached the target: one dot for each unit on a line of percent, the lowest at the foot."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.percent_axis import (
    GROUP_MARKS,
    axis_limit,
    percent_ticks,
    reference_lines,
)
from analysis.charts.theme import (
    SMALLEST_SIZE,
    chart_style,
    draw_stems,
    fit_text,
    mark_value,
    new_figure,
)
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext
from analysis.theme import INK, SOFT

MOST_ROWS = 60
_HEAD_ROWS = 15
_ROW_INCHES = 0.19
_MOST_INCHES = 8.2  # of rows, so that chart, caption and notes fit on one A4 page
_SMALL_BELOW_INCHES = 0.17
_NAME_INCHES = 2.3
_TOP = -1.0
_LEFT_PCT = -2.0
_ROOM_FOR_WORDS = 0.4  # of the axis
_MISSING_AT = 1.16  # the right edge of the column, in widths of the axes
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


def ranking_chart(rates: pd.DataFrame, *, threshold_pct: float) -> Figure:
    """Draw units against their targets.

    Args:
        rates: One row for each unit: ``name``, ``rate_pct`` (float), ``label`` (the rate as
            shown), ``group`` (``below``, ``between`` or ``met``), and ``missing`` (persons missing
            as shown, empty where none are or nobody knows); any order.
        threshold_pct: Drawn as a labelled line, like 100 %.

    Returns:
        At most 60 rows; of more, the lowest and the highest, those between as ticks on one row
        with their number. A rate far above 100 % is cut at a marked break and keeps its label.
    """
    ranked = rates.sort_values("rate_pct", ascending=False, kind="stable").reset_index(drop=True)
    shown, middle = _shorten(ranked)
    with chart_style():
        count = len(shown) + bool(middle)
        row_inches = min(_ROW_INCHES, _MOST_INCHES / count)
        size = SMALLEST_SIZE if row_inches < _SMALL_BELOW_INCHES else 8
        figure = new_figure(height_inches=1.0 + row_inches * count)
        axes = figure.subplots()
        limit = axis_limit(float(ranked["rate_pct"].max()), threshold_pct)
        positions = _positions(len(shown), bool(middle))
        reference_lines(axes, threshold_pct, top=_TOP, foot=positions[-1] + 0.7)
        rows = list(zip(positions, shown.to_dict("records"), strict=True))
        draw_stems(axes, [(position, 0, _end(row, limit)) for position, row in rows])
        for position, row in rows:
            _draw_unit(axes, position, row, limit=limit, size=size)
        if middle:
            _draw_middle(axes, middle, limit=limit, size=size)
        if shown["missing"].ne("").any():
            _draw_missing(axes, rows, size=size)
        _finish(axes, positions, list(shown["name"]), limit, size=size)
    return figure


def _shorten(ranked: pd.DataFrame) -> tuple[pd.DataFrame, list[dict]]:
    """Keep the head and, above all, the tail that needs attention; give what lies between."""
    if len(ranked) <= MOST_ROWS:
        return ranked, []
    tail = len(ranked) - (MOST_ROWS - _HEAD_ROWS)
    shown = pd.concat([ranked.iloc[:_HEAD_ROWS], ranked.iloc[tail:]], ignore_index=True)
    return shown, ranked.iloc[_HEAD_ROWS:tail].to_dict("records")


def _positions(count: int, has_gap: bool) -> list[int]:
    return [i + (1 if has_gap and i >= _HEAD_ROWS else 0) for i in range(count)]


def _end(row: dict, limit: float) -> float:
    return limit * 1.05 if row["rate_pct"] > limit else row["rate_pct"]


def _draw_dot(axes: Axes, position: int, row: dict, *, limit: float, size: float) -> None:
    mark = GROUP_MARKS[row["group"]]
    (dot,) = axes.plot(
        [_end(row, limit)],
        [position],
        linestyle="none",
        marker=mark.shape,
        markersize=size,
        markeredgecolor=mark.colour,
        markerfacecolor=mark.fill,
        markeredgewidth=size * 0.23,
        zorder=3,
    )
    mark_value(dot, row["name"], row["label"])


def _draw_unit(axes: Axes, position: int, row: dict, *, limit: float, size: float) -> None:
    mark = GROUP_MARKS[row["group"]]
    if row["rate_pct"] > limit:
        axes.text(limit * 1.02, position, "//", ha="center", va="center", size=8, color=SOFT)
    _draw_dot(axes, position, row, limit=limit, size=6 if size > SMALLEST_SIZE else 5)
    axes.annotate(
        row["label"],
        (_end(row, limit), position),
        xytext=(7, 0),
        textcoords="offset points",
        va="center",
        size=size,
        weight=mark.weight,
        color=mark.text_colour,
        annotation_clip=False,
        bbox=_BLANK,
    )


def _draw_middle(axes: Axes, middle: list[dict], *, limit: float, size: float) -> None:
    """Put the units between head and tail on one row."""
    for row in middle:
        (tick,) = axes.plot(
            [_end(row, limit)],
            [_HEAD_ROWS],
            linestyle="none",
            marker="|",
            markersize=6,
            markeredgewidth=0.7,
            color=GROUP_MARKS[row["group"]].colour,
            zorder=3,
        )
        mark_value(tick, row["name"], row["label"])
    text = ngettext(
        "… {count} đơn vị ở giữa: xem bảng", len(middle), count=format_count(len(middle))
    )
    ends = [_end(row, limit) for row in middle]
    is_left = min(ends) > limit * _ROOM_FOR_WORDS
    axes.annotate(
        text,
        (min(ends) if is_left else max(ends), _HEAD_ROWS),
        xytext=(-7 if is_left else 7, 0),
        textcoords="offset points",
        ha="right" if is_left else "left",
        va="center",
        color=SOFT,
        size=size,
        bbox=_BLANK,
    )


def _draw_missing(axes: Axes, rows: list[tuple[int, dict]], *, size: float) -> None:
    """Write persons missing in a column of their own at the right."""
    place = axes.get_yaxis_transform()
    style = {"transform": place, "ha": "right", "clip_on": False}
    axes.text(_MISSING_AT, _TOP, _("còn thiếu"), va="bottom", size=8, color=INK, **style)
    for position, row in rows:
        mark = GROUP_MARKS[row["group"]]
        axes.text(
            _MISSING_AT,
            position,
            row["missing"],
            va="center",
            size=size,
            weight=mark.weight,
            color=mark.text_colour,
            **style,
        )


def _finish(
    axes: Axes, positions: list[int], names: list[str], limit: float, *, size: float
) -> None:
    axes.set_yticks(positions, [fit_text(name, _NAME_INCHES, size + 1) for name in names])
    axes.set_ylim(positions[-1] + 0.7, _TOP)
    axes.set_xlim(_LEFT_PCT, limit * 1.14)
    percent_ticks(axes, limit)
    axes.tick_params(axis="y", length=0, labelsize=size + 1)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(_("Tỷ lệ thực hiện so với chỉ tiêu (%)"), size=8)
