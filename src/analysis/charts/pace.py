"""Who keeps pace: for each unit the share reached as a dot, the share that is due as a tick."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.percent_axis import percent_ticks
from analysis.charts.theme import (
    chart_style,
    draw_stems,
    fit_text,
    mark_value,
    new_figure,
    percent_text,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.theme import ATTENTION, INK, MET, SOFT

MOST_ROWS = 40
_ROW_INCHES = 0.177
_AXIS_LIMIT_PCT = 130.0
_NARROWEST_PCT = 60.0
# As high as a row, so that the line of the time passed stops at a label and does not cross it.
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 2.0}


class _Mark(NamedTuple):
    """How a band is drawn: shape and fill differ, not the colour alone."""

    shape: str
    colour: str
    is_filled: bool
    words: str


_MARKS = {
    "met": _Mark("o", MET, True, N_("Đã hoàn thành chỉ tiêu")),
    "on_pace": _Mark("o", MET, False, N_("Đã đạt: kịp tiến độ")),
    "behind": _Mark("D", ATTENTION, False, N_("Đã đạt: chậm")),
    "far_behind": _Mark("D", ATTENTION, True, N_("Rất chậm hoặc chưa kết nạp")),
}
_TICK_WORDS = N_("Mức cần đạt đến ngày này")
_NAME_INCHES = 2.0


def pace_chart(paces: pd.DataFrame, *, elapsed_pct: float | None, left_out: str = "") -> Figure:
    """Draw units against their pace.

    Args:
        paces: One row for each unit, from the top down: ``name``, ``achieved_pct`` and
            ``expected_pct`` (float), ``label`` (what stands beside the dot), ``band`` (``met``,
            ``on_pace``, ``behind``, ``far_behind``), ``is_scope`` (bool; the unit that the others
            belong to, on top and set apart).
        elapsed_pct: The share of the year that has passed, drawn as a labelled line; None where
            the rows speak of different days.
        left_out: What to say of units that are not drawn.

    Returns:
        A row for each unit. A share above 130 % is cut at a marked break and keeps its label.
    """
    rows = paces.to_dict("records")
    positions = _positions(rows)
    with chart_style():
        figure = new_figure(height_inches=1.35 + _ROW_INCHES * (positions[-1] + 1))
        axes = figure.subplots()
        limit = _axis_limit(paces)
        if elapsed_pct is not None:
            _draw_elapsed(axes, elapsed_pct, limit)
        draw_stems(axes, [(position, 0, limit) for position in positions])
        for position, row in zip(positions, rows, strict=True):
            _draw_unit(axes, position, row, limit)
        _finish(axes, positions, rows, limit)
        words = _("Tỷ lệ thực hiện so với chỉ tiêu năm (%)")
        axes.set_xlabel("\n".join(filter(None, (left_out, words))), size=8)
        _add_legend(figure, paces)
    return figure


def _positions(rows: list[dict]) -> list[float]:
    """Set the scope apart from its units by half a row."""
    has_scope = bool(rows) and rows[0]["is_scope"] and len(rows) > 1
    return [place + (0.6 if has_scope and place else 0.0) for place in range(len(rows))]


def _axis_limit(paces: pd.DataFrame) -> float:
    highest = max(paces["achieved_pct"].max(), paces["expected_pct"].max(), _NARROWEST_PCT)
    return min(highest * 1.05, _AXIS_LIMIT_PCT)


def _draw_elapsed(axes: Axes, elapsed_pct: float, limit: float) -> None:
    axes.axvline(elapsed_pct, color=SOFT, linewidth=0.9, linestyle=(0, (2, 3)), zorder=1)
    text = _("đã qua {share} thời gian của năm", share=percent_text(elapsed_pct))
    side = "right" if elapsed_pct > limit * 0.75 else "center"
    axes.text(elapsed_pct, -0.75, text, ha=side, va="bottom", size=8, color=SOFT)


def _draw_unit(axes: Axes, position: float, row: dict, limit: float) -> None:
    mark = _MARKS[row["band"]]
    is_late = mark.colour == ATTENTION
    is_cut = row["achieved_pct"] > limit
    end = limit * 1.03 if is_cut else row["achieved_pct"]
    gap = [end, min(row["expected_pct"], limit)]
    if is_late:
        axes.plot(gap, [position] * 2, color=mark.colour, linewidth=2, zorder=2)
    axes.plot(
        [row["expected_pct"]],
        [position],
        linestyle="none",
        marker="|",
        markersize=12,
        markeredgewidth=2.2,
        color=INK,
        zorder=3,
    )
    if is_cut:
        axes.text(limit, position, "//", ha="center", va="center", size=8, color=SOFT)
    (dot,) = axes.plot(
        [end],
        [position],
        linestyle="none",
        marker=mark.shape,
        markersize=6,
        markeredgecolor=mark.colour,
        markerfacecolor=mark.colour if mark.is_filled else "white",
        markeredgewidth=1.4,
        zorder=4,
    )
    mark_value(dot, row["name"], row["label"])
    axes.annotate(
        row["label"],
        (max(end, min(row["expected_pct"], limit)), position),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        size=8,
        weight="bold" if is_late else "normal",
        color=ATTENTION if is_late else INK,
        annotation_clip=False,
        bbox=_BLANK,
        zorder=5,
    )


def _finish(axes: Axes, positions: list[float], rows: list[dict], limit: float) -> None:
    axes.set_yticks(positions, [fit_text(row["name"], _NAME_INCHES, 8.5) for row in rows])
    for row, label in zip(rows, axes.get_yticklabels(), strict=True):
        label.set_weight("bold" if row["is_scope"] else "normal")
    axes.set_ylim(positions[-1] + 0.7, -0.8)
    axes.set_xlim(-limit * 0.02, limit * 1.5)
    percent_ticks(axes, limit, step=25 if limit < _AXIS_LIMIT_PCT else 50)
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.spines["left"].set_visible(False)


def _add_legend(figure: Figure, paces: pd.DataFrame) -> None:
    """Explain only the marks that the chart uses."""
    used = set(paces["band"])
    tick = {"marker": "|", "markersize": 10, "markeredgewidth": 2.2, "color": INK}
    handles = [Line2D([], [], linestyle="none", label=_(_TICK_WORDS), **tick)]
    handles += [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=mark.shape,
            markersize=6,
            markeredgecolor=mark.colour,
            markerfacecolor=mark.colour if mark.is_filled else "white",
            label=_(mark.words),
        )
        for band, mark in _MARKS.items()
        if band in used
    ]
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=2 if len(handles) == 4 else 3,
        frameon=False,
        fontsize=8,
        handletextpad=0.3,
        columnspacing=1.2,
    )
