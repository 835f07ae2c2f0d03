"""How many units are spread: a dot for each on a line of percent, those that lag named below it."""

from __future__ import annotations

from typing import NamedTuple

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.percent_axis import (
    GROUP_MARKS,
    TARGET_PCT,
    GroupMark,
    axis_limit,
    percent_ticks,
    reference_lines,
)
from analysis.charts.theme import (
    WIDTH_INCHES,
    chart_style,
    fit_text,
    mark_value,
    new_figure,
    percent_text,
    text_inches,
)
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext
from analysis.theme import ATTENTION, LINE, SOFT

MOST_NAMED = 12
_MOST_INCHES = 3.4
_TOP, _FOOT, _ROW, _GAP = 32.0, 33.0, 10.2, 6.0  # points of height
_CLEAR = 5.0  # points between the labels of the lines and the highest stack
_LEAST_STACK, _MOST_STACK = 42.0, 96.0
_SIDE_INCHES = 0.1
_DOT_SIZES = (7.0, 6.0, 5.0, 4.2, 3.4)
_FINGER = 1.1  # the place of a dot, in widths of the dot
_LEFT_PCT = -2.5
_EARLY_LIMIT_PCT, _MOST_BEYOND = 150.0, 0.05  # share of units that may stand behind the break
_BEYOND, _ROOM = 1.05, 1.12  # of the limit: where cut dots stand, where the axis ends
_NAME_SIZE = 7.6
_BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.6}
_NONE_MARK = GroupMark("X", ATTENTION, ATTENTION, ATTENTION, "bold")


class _Plan(NamedTuple):
    """Where things stand: percent to the right, points downwards."""

    limit: float
    points_per_pct: float
    dot: float
    step: float
    floor: float  # on which the dots are stacked
    foot: float
    rows: dict[int, float]  # heights of the units that are named
    places: dict[int, tuple[float, int]]  # percent and level of the others


def distribution_chart(rates: pd.DataFrame, *, threshold_pct: float) -> Figure:
    """Draw how units are spread around their targets.

    Args:
        rates: As for ``ranking_chart``: one row for each unit with ``name``, ``rate_pct`` (float),
            ``label`` (the rate as shown), ``group`` (``below``, ``between`` or ``met``) and
            ``missing`` (persons missing as shown, or empty); any order.
        threshold_pct: Drawn as a labelled line, like 100 %.

    Returns:
        A dot for each unit, stacked where they are alike. The lowest twelve below the threshold
        hang under the stack with their names, the rest of them are counted. Those without
        admissions are crosses. What is far above 100 % stands behind a marked break.
    """
    ranked = rates.sort_values("rate_pct", ascending=False, kind="stable").reset_index(drop=True)
    records = ranked.to_dict("records")
    below = [place for place, row in enumerate(records) if row["group"] == "below"]
    named = below[-MOST_NAMED:]
    with chart_style():
        limit = _limit(ranked["rate_pct"], threshold_pct)
        stacked = {place: row for place, row in enumerate(records) if place not in named}
        plan = _plan(stacked, named, len(below) - len(named), limit)
        figure, axes = _open(plan)
        reference_lines(axes, threshold_pct, top=_TOP, foot=plan.foot)
        axes.plot([0, limit], [plan.floor] * 2, color=LINE, linewidth=1, zorder=1)
        _draw_stacks(axes, stacked, plan)
        _draw_named(axes, records, plan)
        if len(below) > len(named):
            _count_unnamed(axes, len(below) - len(named), plan)
        _explain(figure, records, threshold_pct)
    return figure


def _plan(stacked: dict[int, dict], named: list[int], unnamed: int, limit: float) -> _Plan:
    """Choose the largest dots whose stacks leave room for the names."""
    names_height = _ROW * (len(named) + bool(unnamed)) + _GAP * bool(named)
    room = _MOST_INCHES * 72 - _TOP - _FOOT - names_height
    room = min(max(room, _LEAST_STACK), _MOST_STACK)
    width = limit * _ROOM - _LEFT_PCT
    points_per_pct = (WIDTH_INCHES - 2 * _SIDE_INCHES) * 72 / width
    for dot in _DOT_SIZES:
        places = _stack(stacked, limit, dot * _FINGER / points_per_pct)
        levels = max((level for _, level in places.values()), default=0) + 1
        if levels * dot * _FINGER <= room:
            break
    step = min(dot * _FINGER, room / levels)
    floor = _TOP + _CLEAR + max(levels * step, 2 * _ROW) + dot / 2
    first = floor + _GAP + _ROW * (0.5 + bool(unnamed))
    rows = {place: first + _ROW * line for line, place in enumerate(named)}
    foot = floor + names_height + _GAP
    return _Plan(limit, points_per_pct, dot, step, floor, foot, rows, places)


def _place(row: dict, limit: float) -> float:
    return row["rate_pct"] if row["rate_pct"] <= limit else limit * _BEYOND


def _stack(units: dict[int, dict], limit: float, width: float) -> dict[int, tuple[float, int]]:
    """Stack units that would touch, each group for itself, so that none crosses a line.

    Those that reached the target are gathered from the target up, the others from their line down.
    """
    places: dict[int, tuple[float, int]] = {}
    for group in GROUP_MARKS:
        rates = {key: _place(row, limit) for key, row in units.items() if row["group"] == group}
        sign = 1 if group == "met" else -1
        columns = _columns(sorted(rates, key=lambda key: sign * rates[key]), rates, width)
        middle = None
        for column in columns:
            ends = sign * rates[column[0]], sign * rates[column[-1]]
            middle = max((ends[0] + ends[1]) / 2, ends[0] if middle is None else middle + width)
            places |= {key: (sign * middle, level) for level, key in enumerate(column)}
    return places


def _columns(ordered: list[int], rates: dict[int, float], width: float) -> list[list[int]]:
    """Gather units in columns, each as wide as a dot."""
    columns: list[list[int]] = []
    for key in ordered:
        if columns and abs(rates[key] - rates[columns[-1][0]]) < width:
            columns[-1].append(key)
        else:
            columns.append([key])
    return columns


def _limit(rates: pd.Series, threshold_pct: float) -> float:
    """Break the axis early where only a few stand beyond."""
    limit = axis_limit(float(rates.max()), threshold_pct)
    if limit > _EARLY_LIMIT_PCT and rates.gt(_EARLY_LIMIT_PCT).mean() <= _MOST_BEYOND:
        return max(_EARLY_LIMIT_PCT, threshold_pct)
    return limit


def _open(plan: _Plan) -> tuple[Figure, Axes]:
    height = plan.foot + _FOOT
    figure = new_figure(height / 72)
    figure.set_layout_engine("none")
    side = _SIDE_INCHES / WIDTH_INCHES
    axes = figure.add_axes((side, _FOOT / height, 1 - 2 * side, 1 - _FOOT / height))
    axes.set_ylim(plan.foot, 0)
    axes.set_xlim(_LEFT_PCT, plan.limit * _ROOM)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    percent_ticks(axes, plan.limit)
    words = _("Tỷ lệ thực hiện so với chỉ tiêu (%); mỗi dấu là một đơn vị")
    axes.set_xlabel(words, size=8, labelpad=2)
    return figure, axes


def _mark_of(row: dict) -> GroupMark:
    """Give the mark of a unit; one without admissions has its own."""
    has_none = row["group"] == "below" and row["rate_pct"] == 0
    return _NONE_MARK if has_none else GROUP_MARKS[row["group"]]


def _draw_mark(axes: Axes, row: dict, place: tuple[float, float], size: float) -> None:
    mark = _mark_of(row)
    (line,) = axes.plot(
        [place[0]],
        [place[1]],
        linestyle="none",
        marker=mark.shape,
        markersize=size * 0.88 if mark.shape == "D" else size,
        markerfacecolor=mark.fill,
        markeredgecolor="white" if mark.shape == "X" else mark.colour,
        markeredgewidth=0.4 if mark.shape == "X" else max(0.8, size / 6),
        zorder=3,
    )
    mark_value(line, row["name"], row["label"])


def _draw_stacks(axes: Axes, stacked: dict[int, dict], plan: _Plan) -> None:
    for key, (place, level) in plan.places.items():
        height = plan.floor - plan.dot * _FINGER / 2 - 1 - level * plan.step
        _draw_mark(axes, stacked[key], (place, height), plan.dot)
    beyond = [row for row in stacked.values() if row["rate_pct"] > plan.limit]
    if beyond:
        _name_break(axes, beyond, plan)


def _name_break(axes: Axes, beyond: list[dict], plan: _Plan) -> None:
    """Mark the break of the axis and say who stands behind it."""
    axes.text(
        plan.limit, plan.floor, "//", ha="center", va="center", size=9, color=SOFT, bbox=_BLANK
    )
    if len(beyond) == 1:
        name = fit_text(beyond[0]["name"], WIDTH_INCHES / 3, _NAME_SIZE)
        text = _("{name}: {value}", name=name, value=beyond[0]["label"])
    else:
        text = ngettext(
            "{count} đơn vị trên {limit}, cao nhất {highest}",
            len(beyond),
            count=format_count(len(beyond)),
            limit=percent_text(plan.limit),
            highest=beyond[0]["label"],
        )
    right = plan.limit * (_ROOM - 0.01)
    left = right - text_inches(text, _NAME_SIZE) * 72 / plan.points_per_pct - plan.dot
    height = plan.floor - 4 - plan.step * _levels_right_of(left, plan)
    axes.text(right, height, text, ha="right", va="bottom", size=_NAME_SIZE, zorder=4)


def _levels_right_of(left: float, plan: _Plan) -> int:
    return max((level + 1 for place, level in plan.places.values() if place > left), default=0)


def _draw_named(axes: Axes, records: list[dict], plan: _Plan) -> None:
    """Hang those that lag under the stacks, each on a row with its name."""
    right = plan.limit * _ROOM
    for place, height in plan.rows.items():
        row = records[place]
        rate = _place(row, plan.limit)
        axes.plot([0, rate], [height] * 2, color=LINE, linewidth=1.2, zorder=2)
        _draw_mark(axes, row, (rate, height), 6.5)
        room = ((right - rate) * plan.points_per_pct - 10) / 72
        axes.annotate(
            _named_text(row, room),
            (rate, height),
            xytext=(7, 0),
            textcoords="offset points",
            va="center",
            size=_NAME_SIZE,
            color=ATTENTION,
            weight="bold",
            bbox=_BLANK,
            zorder=4,
        )


def _named_text(row: dict, room: float) -> str:
    """Say name, rate and persons missing; a name too long for the line is cut."""

    def words(name: str) -> str:
        if not row["missing"]:
            return _("{name}: {value}", name=name, value=row["label"])
        return _(
            "{name}: {value}, còn thiếu {missing}",
            name=name,
            value=row["label"],
            missing=row["missing"],
        )

    rest = text_inches(words(""), _NAME_SIZE, "bold")
    return words(fit_text(row["name"], room - rest, _NAME_SIZE, "bold"))


def _count_unnamed(axes: Axes, count: int, plan: _Plan) -> None:
    """Say how many below the threshold stand in the stacks without a name."""
    text = ngettext(
        "Nêu tên {named} đơn vị thấp nhất; {count} đơn vị khác dưới ngưỡng ở hàng trên",
        count,
        named=format_count(len(plan.rows)),
        count=format_count(count),
    )
    axes.text(
        0,
        plan.floor + _GAP + _ROW / 2,
        text,
        va="center",
        size=_NAME_SIZE,
        color=ATTENTION,
        bbox=_BLANK,
    )


def _explain(figure: Figure, records: list[dict], threshold_pct: float) -> None:
    """Name the marks that the chart uses and count their units."""
    threshold, target = percent_text(threshold_pct), percent_text(TARGET_PCT)
    words = (
        (_NONE_MARK, _("chưa kết nạp")),
        (GROUP_MARKS["below"], _("dưới {threshold}", threshold=threshold)),
        (
            GROUP_MARKS["between"],
            _("từ {threshold} đến dưới {target}", threshold=threshold, target=target),
        ),
        (GROUP_MARKS["met"], _("từ {target} trở lên", target=target)),
    )
    counts = {mark: sum(_mark_of(row) == mark for row in records) for mark, _text in words}
    handles = [
        Line2D(
            [],
            [],
            linestyle="none",
            marker=mark.shape,
            markersize=6,
            markerfacecolor=mark.fill,
            markeredgecolor=mark.colour,
            label=_("{name}: {value}", name=text, value=format_count(counts[mark])),
        )
        for mark, text in words
        if counts[mark]
    ]
    figure.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 1),
        ncols=len(handles),
        frameon=False,
        fontsize=_NAME_SIZE,
        borderaxespad=0.2,
        handletextpad=0.2,
        columnspacing=1.4,
    )
