"""Who the new members are: aligned bars of shares, the year before as a tick, nothing stacked."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from analysis.charts.theme import chart_style, fit_text, mark_value, new_figure, percent_text
from analysis.text.language import gettext as _
from analysis.theme import INK, LINE, MET, SOFT

_ROW_INCHES = 0.3
_BAR_HEIGHT, _TICK_HEIGHT = 0.56, 0.86
_ROOM_FOR_LABELS = 1.34
_NAME_INCHES = 2.3
_STEPS = (1, 2, 5, 10, 20, 25)
_MOST_STEPS = 5


def composition_chart(shares: pd.DataFrame) -> Figure:
    """Draw shares as aligned bars.

    Args:
        shares: One row for each group, drawn from the top: ``name``, ``share_pct`` (float),
            ``label`` (share and count as shown), ``previous_pct`` (float, missing where there is
            nothing to compare with) and ``section`` (a heading above the first row of each; empty
            for none).

    Returns:
        Bars from zero on one scale; groups that overlap stand side by side like those that do not.
    """
    positions, headings = _positions(list(shares["section"]))
    with chart_style():
        figure = new_figure(0.75 + _ROW_INCHES * (max(positions) + 1))
        axes = figure.subplots()
        highest = float(shares[["share_pct", "previous_pct"]].max().max())
        limit = max(highest, 1.0) * _ROOM_FOR_LABELS
        for position, row in zip(positions, shares.to_dict("records"), strict=True):
            _draw_group(axes, position, row)
        for position, text in headings:
            axes.text(0, position, text, va="center", size=9, weight="bold", color=INK)
        _finish(axes, positions, list(shares["name"]), limit)
        if shares["previous_pct"].notna().any():
            _explain(axes)
    return figure


def _positions(sections: list[str]) -> tuple[list[float], list[tuple[float, str]]]:
    """Place the rows from the top, with a line for each heading."""
    positions: list[float] = []
    headings: list[tuple[float, str]] = []
    line, last = 0.0, ""
    for section in sections:
        if section != last:
            headings.append((line, section))
            line += 1
            last = section
        positions.append(line)
        line += 1
    return positions, headings


def _draw_group(axes: Axes, position: float, row: dict) -> None:
    (bar,) = axes.barh(position, row["share_pct"], height=_BAR_HEIGHT, color=MET, zorder=2)
    mark_value(bar, row["name"], row["label"])
    end = row["share_pct"]
    if pd.notna(row["previous_pct"]):
        half = _TICK_HEIGHT / 2
        x = [row["previous_pct"]] * 2
        y = [position - half, position + half]
        axes.plot(x, y, color="white", linewidth=3.4, zorder=3, solid_capstyle="butt")
        axes.plot(x, y, color=INK, linewidth=2, zorder=4, solid_capstyle="butt")
        end = max(end, row["previous_pct"])
    axes.annotate(
        row["label"],
        (end, position),
        xytext=(6, 0),
        textcoords="offset points",
        va="center",
        size=8.5,
        color=INK,
    )


def _finish(axes: Axes, positions: list[float], names: list[str], limit: float) -> None:
    axes.set_yticks(positions, [fit_text(name, _NAME_INCHES, 9) for name in names])
    axes.set_ylim(max(positions) + 0.6, -0.6)
    axes.set_xlim(0, limit)
    step = next((s for s in _STEPS if limit / s <= _MOST_STEPS), _STEPS[-1])
    marks = range(0, min(int(limit), 100) + 1, step)
    axes.set_xticks(list(marks), [percent_text(mark) for mark in marks])
    axes.tick_params(axis="y", length=0, labelsize=9)
    axes.spines["left"].set_color(LINE)
    axes.set_xlabel(_("Tỷ trọng trong số đảng viên mới (%)"), size=8, color=SOFT)


def _explain(axes: Axes) -> None:
    tick = Line2D(
        [], [], color=INK, marker="|", linestyle="none", markersize=11, markeredgewidth=2,
        label=_("Cùng kỳ năm trước"),
    )  # fmt: skip
    axes.legend(
        handles=[Patch(color=MET, label=_("Kỳ này")), tick],
        loc="lower left",
        bbox_to_anchor=(0, 1.0),
        ncols=2,
        frameon=False,
        fontsize=8,
        borderaxespad=0,
        handletextpad=0.5,
        handlelength=1.2,
    )
