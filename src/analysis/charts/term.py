"""A term from its congress on: cumulative admissions, the target, an even pace, and the outlook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.theme import chart_style, mark_value, new_figure
from analysis.text.display import format_date
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.theme import INK, LINE, MET, SOFT

LEAST_POINTS = 2
_HEIGHT_INCHES = 3.9
_DASHED = (0, (4, 3))
_BAND_STRENGTH = 0.16
_NARROW = 0.04  # of the chart
_PACE_LABEL_AT = 0.58  # of the term, so that the label stands clear of both ends
_EDGE = 0.12  # of the width: nearer to the left edge there is no room for a label
_NEAR = 0.1  # of the height: nearer below the target a label would stand on its line
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.6, "alpha": 0.85}
_MARKS = {
    "printed": ("o", MET, N_("Số nguồn công bố")),
    "derived": ("o", "white", N_("Suy ra: số công bố trừ các năm sau")),
    "at_least": ("^", "white", N_("Ít nhất: cộng các năm đã biết")),
    "projected": ("D", "white", N_("Nguồn dự kiến")),
}
_COLOURS = {"projected": SOFT}


@dataclass(frozen=True)
class TermFrame:
    """What stands around the points of a term.

    Args:
        starts_on: The first day that counts, None where not known.
        ends_on: The last day, None where not known.
        start_label: Names the congress and the first day.
        end_label: Names the last day.
        target: Persons; None where there is no target of the term.
        target_label: The target in words.
        outlook: Persons at the end of the term, lowest and highest; None without an outlook.
        outlook_label: The outlook in words.
    """

    starts_on: date | None = None
    ends_on: date | None = None
    start_label: str = ""
    end_label: str = ""
    target: int | None = None
    target_label: str = ""
    outlook: tuple[int, int] | None = None
    outlook_label: str = ""


def term_chart(points: pd.DataFrame, frame: TermFrame) -> Figure:
    """Draw the cumulative admissions of a term.

    Args:
        points: One row for each dated count: ``day`` (``datetime.date``), ``admitted`` (persons),
            ``kind`` (``start``, ``printed``, ``derived``, ``at_least`` or ``projected``) and
            ``label``; at least two.
        frame: The days of the term, its target and outlook.

    Returns:
        Printed counts are filled, all others hollow; a projected one is joined to nothing.
    """
    ordered = points.sort_values("day", kind="stable").reset_index(drop=True)
    with chart_style():
        figure = new_figure(_HEIGHT_INCHES)
        axes = figure.subplots()
        _draw_span(axes, ordered, frame)
        _draw_target(axes, ordered, frame)
        _draw_outlook(axes, ordered, frame)
        _draw_counts(axes, ordered, frame)
        _draw_legend(axes, ordered, frame)
    return figure


def _draw_span(axes: Axes, points: pd.DataFrame, frame: TermFrame) -> None:
    """Set the axes: the whole term from left to right, zero at the foot, years named below."""
    first = _zero_day(frame) or points["day"].min()
    last = max(frame.ends_on or points["day"].max(), points["day"].max())
    highest = max(points["admitted"].max(), frame.target or 0, *(frame.outlook or (0,)))
    days = (last - first).days
    axes.set_xlim(first.toordinal() - 0.03 * days, last.toordinal() + 0.16 * days)
    axes.set_ylim(0, 1.17 * max(highest, 1))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0, labelsize=9)
    turns = [date(year, 1, 1) for year in range(first.year + 1, last.year + 1)]
    for turn in turns:
        axes.axvline(turn.toordinal(), color=LINE, linewidth=0.8, zorder=0)
    years = list(pairwise([first, *turns, last]))
    middles = [(a.toordinal() + b.toordinal()) / 2 for a, b in years]
    # A sliver of a year at either end has no room for its name.
    names = [str(a.year) if (b - a).days > _NARROW * days else "" for a, b in years]
    axes.set_xticks(middles, names)


def _zero_day(frame: TermFrame) -> date | None:
    """Return the day on which nobody has been admitted yet: the congress closes."""
    return frame.starts_on - timedelta(days=1) if frame.starts_on else None


def _draw_target(axes: Axes, points: pd.DataFrame, frame: TermFrame) -> None:
    """Draw the days of the term, its target, and the even pace that leads there."""
    top = axes.get_ylim()[1]
    start, end = _zero_day(frame), frame.ends_on
    for day, label, side in ((start, frame.start_label, "left"), (end, frame.end_label, "right")):
        if day is not None:
            axes.axvline(day.toordinal(), color=SOFT, linewidth=1, linestyle=":", zorder=1)
            axes.annotate(
                label,
                (day.toordinal(), top),
                xytext=(4 if side == "left" else -4, 0),
                textcoords="offset points",
                ha=side,
                va="top",
                size=8,
                color=SOFT,
                bbox=_BLANK,
            )
    if frame.target is None:
        return
    left = (start or points["day"].min()).toordinal()
    right = (end or points["day"].max()).toordinal()
    axes.plot([left, right], [frame.target] * 2, color=INK, linewidth=1.6, zorder=2)
    axes.annotate(
        frame.target_label,
        (left, frame.target),
        xytext=(3, 3),
        textcoords="offset points",
        size=9,
        weight="bold",
        color=INK,
    )
    if start and end:
        _draw_even_pace(axes, points, (left, right), frame.target)


def _draw_even_pace(axes: Axes, points: pd.DataFrame, ends: tuple[int, int], target: int) -> None:
    """Draw the line of an even pace, its name on the side away from the counts."""
    left, right = ends
    axes.plot([left, right], [0, target], color=SOFT, linewidth=1.1, linestyle=_DASHED, zorder=1)
    counted = points[points["kind"].ne("projected")]
    latest = counted.iloc[-1]
    even = target * (latest["day"].toordinal() - left) / (right - left)
    is_above = latest["admitted"] >= even
    x = left + _PACE_LABEL_AT * (right - left)
    axes.annotate(
        _("tiến độ bình quân"),
        (x, _PACE_LABEL_AT * target),
        xytext=(5, -4) if is_above else (-5, 4),
        textcoords="offset points",
        ha="left" if is_above else "right",
        va="top" if is_above else "bottom",
        size=8,
        color=SOFT,
    )


def _draw_outlook(axes: Axes, points: pd.DataFrame, frame: TermFrame) -> None:
    """Draw where the term may end as a band from the latest count to its last day."""
    if frame.outlook is None or frame.ends_on is None:
        return
    low, high = frame.outlook
    latest = points[points["kind"].ne("projected")].iloc[-1]
    days = [latest["day"].toordinal(), frame.ends_on.toordinal()]
    foot, top = [latest["admitted"], low], [latest["admitted"], high]
    axes.fill_between(
        days, foot, top, facecolor=(MET, _BAND_STRENGTH), edgecolor=MET, linewidth=0.6, zorder=1
    )
    axes.annotate(
        frame.outlook_label,
        (days[1], (low + high) / 2),
        xytext=(5, 0),
        textcoords="offset points",
        va="center",
        size=8,
        color=MET,
    )


def _draw_counts(axes: Axes, points: pd.DataFrame, frame: TermFrame) -> None:
    """Draw the counts, joined in order, each with its figure."""
    counted = points[points["kind"].ne("projected")]
    x = [day.toordinal() for day in counted["day"]]
    axes.plot(x, counted["admitted"], color=MET, linewidth=1.8, zorder=3)
    for row in points.to_dict("records"):
        if row["kind"] == "start":
            continue
        marker, fill, _words = _MARKS[row["kind"]]
        colour = _COLOURS.get(row["kind"], MET)
        (dot,) = axes.plot(
            [row["day"].toordinal()],
            [row["admitted"]],
            linestyle="none",
            marker=marker,
            markersize=7,
            markerfacecolor=fill,
            markeredgecolor=colour,
            markeredgewidth=1.6,
            zorder=4,
        )
        mark_value(dot, format_date(row["day"]), row["label"])
        _label(axes, row, is_aside=_is_aside(axes, row, frame))


def _is_aside(axes: Axes, row: dict[str, Any], frame: TermFrame) -> bool:
    """Tell whether a label stands below its mark, to the right: a line or the edge is near."""
    left, right = axes.get_xlim()
    is_near_edge = row["day"].toordinal() - left < _EDGE * (right - left)
    gap = (frame.target or 0) - row["admitted"]
    return row["kind"] == "projected" or is_near_edge or 0 <= gap < _NEAR * axes.get_ylim()[1]


def _label(axes: Axes, row: dict[str, Any], *, is_aside: bool) -> None:
    is_projected = row["kind"] == "projected"
    axes.annotate(
        row["label"],
        (row["day"].toordinal(), row["admitted"]),
        xytext=(5, -6) if is_aside else (-5, 7),
        textcoords="offset points",
        ha="left" if is_aside else "right",
        va="top" if is_aside else "bottom",
        size=8 if is_projected else 9,
        weight="normal" if is_projected else "bold",
        color=SOFT if is_projected else INK,
        zorder=5,
        bbox=_BLANK,
    )


def _draw_legend(axes: Axes, points: pd.DataFrame, frame: TermFrame) -> None:
    """Explain only the marks that the chart uses."""
    kinds = [kind for kind in _MARKS if points["kind"].eq(kind).any()]
    handles: list[Line2D | Patch] = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=_MARKS[kind][0],
            markerfacecolor=_MARKS[kind][1],
            markeredgecolor=_COLOURS.get(kind, MET),
            markersize=7,
            label=_(_MARKS[kind][2]),
        )
        for kind in kinds
    ]
    if frame.outlook is not None:
        handles.append(Patch(facecolor=(MET, _BAND_STRENGTH), edgecolor=MET, label=_("Dự báo")))
    axes.legend(
        handles=handles,
        loc="lower left",
        ncols=len(handles),
        frameon=False,
        fontsize=8,
        bbox_to_anchor=(0, 1.01),
        borderaxespad=0,
        handletextpad=0.4,
        columnspacing=1.2,
    )
