"""Who reached the target: one dot for each unit on a line of percent, the lowest at the foot."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.charts.theme import chart_style, new_figure
from analysis.theme import ATTENTION, INK, LINE, MET, SOFT

MOST_ROWS = 60
_HEAD_ROWS = 15
_AXIS_LIMIT_PCT = 200.0
_LABEL_WIDTH_PCT = 35.0
_ROW_INCHES = 0.19
_MOST_INCHES = 9.0  # of rows, so that chart, caption and notes fit on one A4 page
_SMALL_BELOW_INCHES = 0.17
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
        At most 60 rows; of more, the lowest and the highest, with the number left out between.
        A rate far above 100 % is cut at a marked break and keeps its label.
    """
    ranked = rates.sort_values("rate_pct", ascending=False, kind="stable").reset_index(drop=True)
    shown, gap = _shorten(ranked)
    with chart_style():
        count = len(shown) + bool(gap)
        row_inches = min(_ROW_INCHES, _MOST_INCHES / count)
        size = 7 if row_inches < _SMALL_BELOW_INCHES else 8
        figure = new_figure(height_inches=1.0 + row_inches * count)
        axes = figure.subplots()
        limit = _axis_limit(shown["rate_pct"].max(), threshold_pct)
        positions = _positions(len(shown), gap)
        _draw_reference_lines(axes, threshold_pct, top=-1.0)
        for position, row in zip(positions, shown.to_dict("records"), strict=True):
            _draw_unit(axes, position, row, limit=limit, size=size)
        if gap:
            text = f"… {gap} đơn vị ở giữa: xem bảng"
            axes.text(2, _HEAD_ROWS, text, va="center", color=SOFT, size=size, bbox=_BLANK)
        if shown["missing"].ne("").any():
            _draw_missing(axes, positions, shown, size=size)
        _finish(axes, positions, list(shown["name"]), limit)
        axes.tick_params(axis="y", labelsize=size + 1)
    return figure


def _shorten(ranked: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Keep the head and, above all, the tail that needs attention."""
    if len(ranked) <= MOST_ROWS:
        return ranked, 0
    head, tail = ranked.head(_HEAD_ROWS), ranked.tail(MOST_ROWS - _HEAD_ROWS)
    return pd.concat([head, tail], ignore_index=True), len(ranked) - MOST_ROWS


def _positions(count: int, gap: int) -> list[int]:
    return [i + (1 if gap and i >= _HEAD_ROWS else 0) for i in range(count)]


def _axis_limit(highest: float, threshold_pct: float) -> float:
    return min(max(highest, threshold_pct, 100.0) * 1.02, _AXIS_LIMIT_PCT)


def _draw_reference_lines(axes: Axes, threshold_pct: float, top: float) -> None:
    threshold = f"ngưỡng {threshold_pct:g}%".replace(".", ",")
    labels = {threshold_pct: threshold, 100.0: "chỉ tiêu 100%"}
    if threshold_pct == 100:
        labels = {100.0: "ngưỡng và chỉ tiêu 100%"}
    is_close = 100 - threshold_pct < _LABEL_WIDTH_PCT
    sides = {threshold_pct: "right", 100.0: "left"} if is_close and len(labels) == 2 else {}
    for value, label in labels.items():
        axes.axvline(value, color=INK, linewidth=0.9, linestyle=(0, (4, 3)), zorder=1)
        side = sides.get(value, "center")
        axes.text(value, top, label, ha=side, va="bottom", size=8, color=INK)


def _draw_unit(axes: Axes, position: int, row: dict, *, limit: float, size: float) -> None:
    below, met = row["group"] == "below", row["group"] == "met"
    colour = ATTENTION if below else MET
    is_cut = row["rate_pct"] > limit
    end = limit * 1.05 if is_cut else row["rate_pct"]
    axes.plot([0, end], [position, position], color=LINE, linewidth=1.4, zorder=2)
    if is_cut:
        axes.text(limit * 1.02, position, "//", ha="center", va="center", size=8, color=SOFT)
    axes.plot(
        [end],
        [position],
        marker="D" if below else "o",
        markersize=6 if size > 7 else 5,
        markeredgecolor=colour,
        markerfacecolor=colour if below or met else "white",
        markeredgewidth=1.4,
        zorder=3,
        clip_on=False,
    )
    axes.annotate(
        row["label"],
        (end, position),
        xytext=(7, 0),
        textcoords="offset points",
        va="center",
        size=size,
        weight="bold" if below else "normal",
        color=ATTENTION if below else INK,
        annotation_clip=False,
        bbox=_BLANK,
    )


def _draw_missing(axes: Axes, positions: list[int], shown: pd.DataFrame, *, size: float) -> None:
    """Write persons missing in a column of their own at the right."""
    place = axes.get_yaxis_transform()
    style = {"transform": place, "ha": "right", "clip_on": False}
    axes.text(_MISSING_AT, -1.0, "còn thiếu", va="bottom", size=8, color=INK, **style)
    for position, row in zip(positions, shown.to_dict("records"), strict=True):
        below = row["group"] == "below"
        axes.text(
            _MISSING_AT,
            position,
            row["missing"],
            va="center",
            size=size,
            weight="bold" if below else "normal",
            color=ATTENTION if below else INK,
            **style,
        )


def _finish(axes: Axes, positions: list[int], names: list[str], limit: float) -> None:
    axes.set_yticks(positions, names)
    axes.set_ylim(max(positions) + 0.7, -1.0)
    axes.set_xlim(0, limit * 1.14)
    axes.set_xticks(range(0, int(limit) + 1, 50), [f"{x}%" for x in range(0, int(limit) + 1, 50)])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("Tỷ lệ thực hiện so với chỉ tiêu (%)", size=8)
