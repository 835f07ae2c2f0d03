"""What charts of rates share: an axis of percent, its labelled lines, and the marks of groups.

A unit below the threshold is a filled dark diamond, one that reached its target a filled dot, the
others hollow dots: form and fill say it without the colour.
"""

from __future__ import annotations

from typing import NamedTuple

from matplotlib.axes import Axes

from analysis.charts.theme import percent_text
from analysis.text.language import gettext as _
from analysis.theme import ATTENTION, INK, MET

LIMIT_PCT = 200.0
TARGET_PCT = 100.0
_SIDE_BY_SIDE_PCT = 35.0  # closer lines have their labels on either side
_STEP_PCT = 50


class GroupMark(NamedTuple):
    """How a unit of a group is drawn."""

    shape: str
    colour: str
    fill: str
    text_colour: str
    weight: str


GROUP_MARKS = {
    "below": GroupMark("D", ATTENTION, ATTENTION, ATTENTION, "bold"),
    "between": GroupMark("o", MET, "white", INK, "normal"),
    "met": GroupMark("o", MET, MET, INK, "normal"),
}


def axis_limit(highest: float, threshold_pct: float) -> float:
    """Find where the axis ends: beyond everything, or at the break for what is far above."""
    return min(max(highest, threshold_pct, TARGET_PCT) * 1.02, LIMIT_PCT)


def reference_lines(axes: Axes, threshold_pct: float, *, top: float, foot: float) -> None:
    """Draw the threshold and the target as lines with labels above them.

    Args:
        axes: Where to draw.
        threshold_pct: The threshold.
        top: The upper end of the lines, where the labels stand.
        foot: Their lower end.
    """
    threshold = _("ngưỡng {rate}", rate=percent_text(threshold_pct))
    target = _("chỉ tiêu {rate}", rate=percent_text(TARGET_PCT))
    labels = {threshold_pct: threshold, TARGET_PCT: target}
    if threshold_pct == TARGET_PCT:
        labels = {TARGET_PCT: _("ngưỡng và chỉ tiêu {rate}", rate=percent_text(TARGET_PCT))}
    is_close = abs(TARGET_PCT - threshold_pct) < _SIDE_BY_SIDE_PCT and len(labels) == 2
    lower, upper = min(labels), max(labels)
    sides = {lower: "right", upper: "left"} if is_close else {}
    for value, label in labels.items():
        axes.plot(
            [value, value],
            [top, foot],
            color=INK,
            linewidth=0.9,
            linestyle=(0, (4, 3)),
            zorder=1,
        )
        axes.text(value, top, label, ha=sides.get(value, "center"), va="bottom", size=8, color=INK)


def percent_ticks(axes: Axes, limit: float, step: int = _STEP_PCT) -> None:
    """Mark the axis from zero to its limit."""
    marks = range(0, int(limit) + 1, step)
    axes.set_xticks(marks, [percent_text(mark) for mark in marks])
