"""The arrows from last year to this: sorted by change, direction told by form."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.changes import MOST_ROWS, changes_chart
from analysis.charts.theme import to_svg
from analysis.text.language import language


def _chart(*rows: tuple[str, int, int]) -> Figure:
    frame = pd.DataFrame(rows, columns=["name", "previous", "current"])
    return changes_chart(frame.assign(label=(frame["current"] - frame["previous"]).astype(str)))


THREE = (("Giảm", 30, 20), ("Tăng", 10, 25), ("Như cũ", 8, 8))


def _names(figure: Figure) -> list[str]:
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def _heads(figure: Figure) -> dict[float, Line2D]:
    heads = [line for line in figure.axes[0].lines if line.get_marker() in ("<", ">", "o")]
    return {float(head.get_xdata()[0]): head for head in heads}


def _legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def test_the_largest_rise_stands_on_top_and_the_largest_fall_at_the_foot() -> None:
    figure = _chart(*THREE)
    assert _names(figure) == ["Tăng", "Như cũ", "Giảm"]
    assert figure.axes[0].yaxis_inverted()


def test_the_arrow_ends_at_this_year_and_its_form_tells_the_direction() -> None:
    heads = _heads(_chart(*THREE))
    assert {x: head.get_marker() for x, head in heads.items()} == {25: ">", 8: "o", 20: "<"}
    assert heads[25].get_markerfacecolor() == "white"
    assert heads[20].get_markerfacecolor() != "white"


def test_last_year_is_a_tick_where_something_changed() -> None:
    ticks = [line for line in _chart(*THREE).axes[0].lines if line.get_marker() == "|"]
    assert sorted(float(tick.get_xdata()[0]) for tick in ticks) == [10, 30]


def test_the_change_stands_beyond_both_ends() -> None:
    labels = {text.get_text(): text.xy[0] for text in _chart(*THREE).axes[0].texts}
    assert labels == {"15": 25, "0": 8, "-10": 30}


@pytest.mark.parametrize(("units", "left_out"), [(1, 0), (MOST_ROWS, 0), (41, 1), (170, 130)])
def test_of_many_units_those_that_changed_most_are_shown(units: int, left_out: int) -> None:
    figure = _chart(*((f"Xã {place}", 200, 100 + place) for place in range(units)))
    assert len(_names(figure)) == units - left_out
    assert {"Xã 0", f"Xã {units - 1}"} <= set(_names(figure))
    said = [text.get_text() for text in figure.axes[0].texts if "ở giữa" in text.get_text()]
    assert said == ([f"… {left_out} đơn vị thay đổi ít hơn, ở giữa"] if left_out else [])
    assert figure.get_figheight() <= 10


def test_the_axis_begins_at_zero_and_counts_whole_persons() -> None:
    axes = _chart(("Xã", 1, 2)).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "1", "2"]
    big = _chart(("Xã", 1200, 2400)).axes[0]
    assert "1.000" in [label.get_text() for label in big.get_xticklabels()]


def test_nobody_in_both_years_can_be_drawn() -> None:
    assert _names(_chart(("Xã", 0, 0))) == ["Xã"]


def test_the_legend_explains_only_what_is_drawn() -> None:
    assert _legend(_chart(("A", 1, 2))) == ["cùng kỳ năm trước", "tăng: đến kỳ này"]
    assert _legend(_chart(("A", 2, 2))) == ["như cũ"]


def test_pointing_at_an_arrow_gives_both_years() -> None:
    titles = re.findall("<title>(.*?)</title>", to_svg(_chart(("Xã <A>", 10, 25))))
    assert titles == ["Xã &lt;A&gt;: 10 → 25 (15)"]


def test_words_follow_the_language() -> None:
    with language("en"):
        figure = _chart(*THREE)
    said = " ".join([*_legend(figure), figure.axes[0].get_xlabel()])
    assert not re.search("tăng|giảm|cùng kỳ|đảng viên", said)


def test_the_same_figures_give_the_same_bytes() -> None:
    assert to_svg(_chart(*THREE)) == to_svg(_chart(*THREE))
