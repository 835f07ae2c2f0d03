"""Who admitted more and who fewer than last year: an arrow for each unit from then to now."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, MaxNLocator

from analysis.charts.theme import (
    chart_style,
    fit_text,
    mark_value,
    new_figure,
)
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext
from analysis.theme import INK, LINE, SOFT

MOST_ROWS = 40
_HEAD_ROWS = 20
_ROW_INCHES = 0.177
_NAME_INCHES = 2.2
_ROOM_FOR_LABELS = 1.26
_MOST_STEPS = 6
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}


class _Direction(NamedTuple):
    """How a change is drawn: the head of the arrow, its colour, the weight of the label."""

    head: str
    colour: str
    fill: str
    weight: str


_RISE = _Direction(">", SOFT, "white", "normal")
_FALL = _Direction("<", INK, INK, "bold")
_SAME = _Direction("o", SOFT, SOFT, "normal")


def changes_chart(changes: pd.DataFrame) -> Figure:
    """Draw the change of units against the year before.

    Args:
        changes: One row for each unit that can be compared, in any order: ``name``, ``previous``
            and ``current`` (persons, int), ``label`` (the change as shown).

    Returns:
        A row for each unit, the largest rise on top, the largest fall at the foot: a tick for the
        year before, an arrow to this year. A fall is dark and filled, a rise hollow. At most 40
        rows; of more, those that changed most, with the number left out between.
    """
    ranked = changes.assign(change=changes["current"] - changes["previous"])
    ranked = ranked.sort_values(["change", "current"], ascending=False, kind="stable")
    shown, gap = _shorten(ranked.to_dict("records"))
    with chart_style():
        positions = [row + (1 if gap and row >= _HEAD_ROWS else 0) for row in range(len(shown))]
        figure = new_figure(0.95 + _ROW_INCHES * (positions[-1] + 1))
        axes = figure.subplots()
        highest = max(max(row["previous"], row["current"]) for row in shown)
        limit = max(highest, 1) * _ROOM_FOR_LABELS
        axes.set_xlim(-0.02 * limit, limit)
        axes.set_ylim(positions[-1] + 0.7, -0.7)
        for position, row in zip(positions, shown, strict=True):
            _draw_unit(axes, position, row)
        if gap:
            _say_gap(axes, gap)
        _finish(axes, positions, [row["name"] for row in shown], highest)
        _explain(figure, shown)
    return figure


def _shorten(ranked: list[dict]) -> tuple[list[dict], int]:
    if len(ranked) <= MOST_ROWS:
        return ranked, 0
    tail = MOST_ROWS - _HEAD_ROWS
    return ranked[:_HEAD_ROWS] + ranked[-tail:], len(ranked) - MOST_ROWS


def _direction(row: dict) -> _Direction:
    return _RISE if row["change"] > 0 else _FALL if row["change"] < 0 else _SAME


def _draw_unit(axes: Axes, position: int, row: dict) -> None:
    way = _direction(row)
    before, now = row["previous"], row["current"]
    axes.plot([before, now], [position] * 2, color=way.colour, linewidth=1.6, zorder=2)
    if before != now:
        axes.plot(
            [before],
            [position],
            linestyle="none",
            marker="|",
            markersize=8,
            markeredgewidth=1.6,
            color=way.colour,
            zorder=2,
        )
    (head,) = axes.plot(
        [now],
        [position],
        linestyle="none",
        marker=way.head,
        markersize=7 if way is not _SAME else 4.5,
        markerfacecolor=way.fill,
        markeredgecolor=way.colour,
        markeredgewidth=1.2,
        zorder=3,
    )
    told = _(
        "{previous} → {current} ({change})",
        previous=format_count(before),
        current=format_count(now),
        change=row["label"],
    )
    mark_value(head, row["name"], told)
    axes.annotate(
        row["label"],
        (max(before, now), position),
        xytext=(8, 0),
        textcoords="offset points",
        va="center",
        size=8,
        weight=way.weight,
        color=INK,
    )


def _say_gap(axes: Axes, gap: int) -> None:
    text = ngettext("… {count} đơn vị thay đổi ít hơn, ở giữa", gap, count=format_count(gap))
    axes.text(0, _HEAD_ROWS, text, va="center", size=8, color=SOFT, bbox=_BLANK)


def _finish(axes: Axes, positions: list[int], names: list[str], highest: int) -> None:
    fitted = [fit_text(name, _NAME_INCHES, 8.5) for name in names]
    axes.set_yticks(positions, fitted)
    steps = MaxNLocator(_MOST_STEPS, integer=True, steps=[1, 2, 5, 10])
    marks = [int(mark) for mark in steps.tick_values(0, max(highest, 1)) if 0 <= mark <= highest]
    axes.xaxis.set_major_locator(FixedLocator(marks))
    axes.set_xticks(marks, [format_count(mark) for mark in marks])
    axes.tick_params(axis="y", length=0, labelsize=8.5)
    axes.tick_params(axis="x", labelsize=8)
    axes.grid(axis="x", color=LINE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(_("Số đảng viên mới kết nạp"), size=8)


def _explain(figure: Figure, shown: list[dict]) -> None:
    """Explain only the marks that the chart uses."""
    used = {_direction(row) for row in shown}
    words = ((_RISE, _("tăng: đến kỳ này")), (_FALL, _("giảm: đến kỳ này")), (_SAME, _("như cũ")))
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=way.head,
            markersize=7 if way is not _SAME else 4.5,
            markerfacecolor=way.fill,
            markeredgecolor=way.colour,
            label=text,
        )
        for way, text in words
        if way in used
    ]
    if used != {_SAME}:
        tick = {"marker": "|", "markersize": 9, "markeredgewidth": 1.6, "color": SOFT}
        words = _("cùng kỳ năm trước")
        handles.insert(0, Line2D([], [], linestyle="none", label=words, **tick))
    figure.legend(
        handles=handles,
        loc="outside upper left",
        ncols=len(handles),
        frameon=False,
        fontsize=8,
        handletextpad=0.3,
        columnspacing=1.4,
    )
