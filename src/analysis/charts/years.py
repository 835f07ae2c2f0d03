"""Admissions over the years of one unit: a point and a label a year, the target as a tick."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.theme import SMALLEST_SIZE, chart_style, mark_value, new_figure
from analysis.text.language import gettext as _
from analysis.theme import INK, LINE, MET, SOFT

_HEIGHT_INCHES = 2.7
_SIZES = ((9, 9.0), (14, 8.0))  # of letters, up to so many years
_HALF_TICK = 0.28
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}


def years_chart(years: pd.DataFrame) -> Figure:
    """Draw one unit's admissions by year.

    Args:
        years: One row for each year: ``year``, ``admitted`` (persons), ``label``, ``is_whole_year``
            (bool), ``period_note`` (such as "6 tháng", shown for part years), ``target`` (persons
            or missing) and ``target_label``.

    Returns:
        Whole years are filled and joined to the year before; a year without a figure is a gap.
        Part years stand apart as hollow marks and are joined to nothing.
    """
    frame = years.sort_values("year").reset_index(drop=True)
    with chart_style():
        figure = new_figure(_HEIGHT_INCHES)
        axes = figure.subplots()
        size = _size(int(frame["year"].max()) - int(frame["year"].min()) + 1)
        _draw_joins(axes, frame[frame["is_whole_year"]])
        for row in frame.to_dict("records"):
            _draw_year(axes, row, size)
        _finish(axes, frame, size)
    return figure


def _size(years: int) -> float:
    """Choose letters that leave each year its own place."""
    return next((size for most, size in _SIZES if years <= most), SMALLEST_SIZE)


def _draw_joins(axes: Axes, whole: pd.DataFrame) -> None:
    rows = whole[whole["admitted"].notna()].to_dict("records")
    for before, after in pairwise(rows):
        if after["year"] == before["year"] + 1:
            points = [before["admitted"], after["admitted"]]
            axes.plot([before["year"], after["year"]], points, color=MET, linewidth=1.6, zorder=2)


def _draw_year(axes: Axes, row: dict, size: float) -> None:
    """Draw the target as a tick and the admissions as a point, their labels on outer sides."""
    is_under_target = pd.notna(row["target"]) and (row["admitted"] or 0) < row["target"]
    if pd.notna(row["target"]):
        x = [row["year"] - _HALF_TICK, row["year"] + _HALF_TICK]
        (tick,) = axes.plot(x, [row["target"]] * 2, color=INK, linewidth=2.2, zorder=2)
        mark_value(tick, _("Chỉ tiêu năm {year}", year=row["year"]), row["target_label"])
        is_above = is_under_target or pd.isna(row["admitted"])
        place = (row["year"], row["target"])
        _label(axes, place, row["target_label"], is_above=is_above, size=size - 1, colour=SOFT)
    if pd.isna(row["admitted"]):
        return
    (dot,) = axes.plot(
        [row["year"]],
        [row["admitted"]],
        linestyle="none",
        marker="o",
        markersize=min(size - 1, 8),
        markerfacecolor=MET if row["is_whole_year"] else "white",
        markeredgecolor=MET,
        markeredgewidth=1.6,
        zorder=3,
    )
    note = "" if row["is_whole_year"] else f"({row['period_note']})"
    mark_value(dot, str(row["year"]), f"{row['label']} {note}".rstrip())
    text = f"{row['label']}\n{note}".rstrip()
    place = (row["year"], row["admitted"])
    _label(axes, place, text, is_above=not is_under_target, size=size, colour=INK)


def _label(
    axes: Axes,
    place: tuple[float, float],
    text: str,
    *,
    is_above: bool,
    size: float,
    colour: str,
) -> None:
    is_main = colour == INK
    distance = size * (0.9 if is_main else 0.45)
    axes.annotate(
        text,
        place,
        xytext=(0, distance if is_above else -distance),
        textcoords="offset points",
        ha="center",
        va="bottom" if is_above else "top",
        size=max(size, SMALLEST_SIZE),
        weight="bold" if is_main else "normal",
        color=colour,
        bbox=None if is_main else _BLANK,
        zorder=5 if is_main else 4,
    )


def _finish(axes: Axes, frame: pd.DataFrame, size: float) -> None:
    first, last = int(frame["year"].min()), int(frame["year"].max())
    axes.set_xlim(first - 0.6, last + 0.6)
    axes.set_xticks(range(first, last + 1), [str(year) for year in range(first, last + 1)])
    highest = pd.concat([frame["admitted"], frame["target"]]).max()
    axes.set_ylim(0, float(highest) * 1.25)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0, labelsize=size)
    axes.axhline(0, color=LINE, linewidth=1)
    handles = _legend_marks(frame)
    axes.legend(
        handles=handles,
        loc="upper left",
        ncols=len(handles),
        frameon=False,
        fontsize=8,
        bbox_to_anchor=(0, 1.08),
        borderaxespad=0,
        handletextpad=0.4,
    )


def _legend_marks(frame: pd.DataFrame) -> list[Line2D]:
    """Explain only the marks that the chart uses."""
    common = {"linestyle": "none", "marker": "o", "markeredgecolor": MET, "markersize": 7}
    has_figure = frame["admitted"].notna()
    marks = []
    if (frame["is_whole_year"] & has_figure).any():
        marks.append(Line2D([], [], markerfacecolor=MET, label=_("Kết nạp cả năm"), **common))
    if (~frame["is_whole_year"] & has_figure).any():
        label = _("Kết nạp một phần năm (không so sánh với cả năm)")
        marks.append(Line2D([], [], markerfacecolor="white", label=label, **common))
    if frame["target"].notna().any():
        marks.append(Line2D([], [], color=INK, linewidth=2.2, label=_("Chỉ tiêu năm")))
    return marks
