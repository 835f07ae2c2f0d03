"""Admissions over the years of one unit: a point and a label a year, the target as a tick."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.theme import chart_style, new_figure
from analysis.theme import INK, LINE, MET, SOFT

_HEIGHT_INCHES = 2.7


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
        _draw_joins(axes, frame[frame["is_whole_year"]])
        for row in frame.to_dict("records"):
            _draw_year(axes, row)
        _finish(axes, frame)
    return figure


def _draw_joins(axes: Axes, whole: pd.DataFrame) -> None:
    rows = whole[whole["admitted"].notna()].to_dict("records")
    for before, after in pairwise(rows):
        if after["year"] == before["year"] + 1:
            points = [before["admitted"], after["admitted"]]
            axes.plot([before["year"], after["year"]], points, color=MET, linewidth=1.6, zorder=2)


def _draw_year(axes: Axes, row: dict) -> None:
    if pd.notna(row["target"]):
        x = [row["year"] - 0.18, row["year"] + 0.18]
        axes.plot(x, [row["target"]] * 2, color=INK, linewidth=2.2, zorder=2)
        _label(axes, row["year"] + 0.2, row["target"], row["target_label"], dx=2, dy=0, colour=SOFT)
    if pd.isna(row["admitted"]):
        return
    fill = MET if row["is_whole_year"] else "white"
    axes.plot(
        [row["year"]],
        [row["admitted"]],
        marker="o",
        markersize=8,
        markerfacecolor=fill,
        markeredgecolor=MET,
        markeredgewidth=1.6,
        zorder=3,
    )
    note = "" if row["is_whole_year"] else f"\n({row['period_note']})"
    is_under_target = pd.notna(row["target"]) and row["admitted"] < row["target"]
    dy = -9 if is_under_target else 9
    _label(axes, row["year"], row["admitted"], row["label"] + note, dx=0, dy=dy, colour=INK)


def _label(axes: Axes, x: float, y: float, text: str, *, dx: float, dy: float, colour: str) -> None:
    axes.annotate(
        text,
        (x, y),
        xytext=(dx, dy),
        textcoords="offset points",
        ha="left" if dx else "center",
        va="center" if not dy else "bottom" if dy > 0 else "top",
        size=9 if colour == INK else 8,
        weight="bold" if colour == INK else "normal",
        color=colour,
    )


def _finish(axes: Axes, frame: pd.DataFrame) -> None:
    first, last = int(frame["year"].min()), int(frame["year"].max())
    axes.set_xlim(first - 0.6, last + 0.75)
    axes.set_xticks(range(first, last + 1), [str(year) for year in range(first, last + 1)])
    highest = pd.concat([frame["admitted"], frame["target"]]).max()
    axes.set_ylim(0, float(highest) * 1.25)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="x", length=0, labelsize=9)
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
        marks.append(Line2D([], [], markerfacecolor=MET, label="Kết nạp cả năm", **common))
    if (~frame["is_whole_year"] & has_figure).any():
        label = "Kết nạp một phần năm (không so sánh với cả năm)"
        marks.append(Line2D([], [], markerfacecolor="white", label=label, **common))
    if frame["target"].notna().any():
        marks.append(Line2D([], [], color=INK, linewidth=2.2, label="Chỉ tiêu năm"))
    return marks
