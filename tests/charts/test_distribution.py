"""How many units are spread: one mark each, those that lag named, groups told apart by form."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.charts.distribution import MOST_NAMED, distribution_chart
from analysis.charts.theme import WIDTH_INCHES, to_svg
from analysis.text.language import language

Unit = tuple[str, float, str]


def _group(rate: float) -> str:
    return "below" if rate < 50 else "met" if rate >= 100 else "between"


def _units(*rates: float) -> list[Unit]:
    return [(f"Xã {place}", rate, "") for place, rate in enumerate(rates)]


def _chart(*units: Unit, threshold: float = 50) -> Figure:
    rows = [
        {"name": name, "rate_pct": float(rate), "label": f"{rate:g}%", "group": _group(rate),
         "missing": missing}
        for name, rate, missing in units
    ]  # fmt: skip
    return distribution_chart(pd.DataFrame(rows), threshold_pct=threshold)


def _marks(figure: Figure, *shapes: str) -> list[Line2D]:
    return [
        line for line in figure.axes[0].lines if line.get_marker() in (shapes or ("o", "D", "X"))
    ]


def _place(mark: Line2D) -> tuple[float, float]:
    return float(mark.get_xdata()[0]), float(mark.get_ydata()[0])


def _texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def _legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


@pytest.mark.parametrize("count", [1, 2, 5, 20, 60, 170])
def test_every_unit_has_one_mark_and_the_chart_stays_low(count: int) -> None:
    figure = _chart(*_units(*(20 + place % 110 for place in range(count))))
    assert len(_marks(figure)) == count
    width, height = figure.get_size_inches()
    assert width == WIDTH_INCHES
    assert height <= 3.6


def test_groups_differ_in_shape_and_fill_not_only_in_colour() -> None:
    figure = _chart(*_units(120, 80, 20, 0))
    found = {(m.get_marker(), m.get_markerfacecolor() == "white") for m in _marks(figure)}
    assert found == {("o", False), ("o", True), ("D", False), ("X", False)}


def test_exactly_the_threshold_is_not_below_it() -> None:
    figure = _chart(*_units(50, 49.99))
    assert [_place(mark)[0] for mark in _marks(figure, "D")] == [49.99]


def test_those_that_lag_hang_below_the_others_with_name_rate_and_persons_missing() -> None:
    figure = _chart(("Xã Cao", 80, "2"), ("Xã Thấp", 20, "16"), ("Xã Ẩn", 30, ""))
    assert {"Xã Thấp: 20%, còn thiếu 16", "Xã Ẩn: 30%"} <= set(_texts(figure))
    assert not any("Xã Cao" in text for text in _texts(figure))
    heights = {_place(mark)[0]: _place(mark)[1] for mark in _marks(figure)}
    assert heights[80] < heights[30] < heights[20]  # the axis points down


def test_of_many_that_lag_the_lowest_are_named_and_the_others_counted() -> None:
    figure = _chart(*_units(*range(1, MOST_NAMED + 6)))
    named = [text for text in _texts(figure) if text.startswith("Xã ")]
    assert len(named) == MOST_NAMED
    assert "Xã 0: 1%" in named
    assert "Nêu tên 12 đơn vị thấp nhất; 5 đơn vị khác dưới ngưỡng ở hàng trên" in _texts(figure)


def test_who_has_admitted_nobody_stands_apart_at_zero() -> None:
    figure = _chart(*_units(0, 0, 20))
    assert [_place(mark)[0] for mark in _marks(figure, "X")] == [0, 0]
    assert _legend(figure) == ["chưa kết nạp: 2", "dưới 50%: 1"]


def test_the_legend_counts_the_groups_from_low_to_high() -> None:
    figure = _chart(*_units(0, 20, 50, 99.99, 100))
    assert _legend(figure) == [
        "chưa kết nạp: 1",
        "dưới 50%: 1",
        "từ 50% đến dưới 100%: 2",
        "từ 100% trở lên: 1",
    ]


def test_units_that_are_alike_are_stacked_and_touch_no_other() -> None:
    places = [_place(mark) for mark in _marks(_chart(*_units(*[100] * 5)))]
    assert {x for x, _ in places} == {100}
    assert len({y for _, y in places}) == 5


def test_no_mark_is_moved_across_the_line_of_its_group() -> None:
    rates = [99.9, 99.8, 99.7, 100, 100.1, 49.9, 50, 50.1] * 3
    for mark in _marks(_chart(*_units(*rates))):
        x = _place(mark)[0]
        is_met = mark.get_markerfacecolor() != "white" and mark.get_marker() == "o"
        assert (x >= 100) == is_met
        assert (x < 50) == (mark.get_marker() == "D")


def test_an_outlier_stands_behind_a_marked_break_with_its_name() -> None:
    figure = _chart(*_units(310, *[90] * 30))
    assert {"//", "Xã 0: 310%"} <= set(_texts(figure))
    assert figure.axes[0].get_xlim()[1] < 200


def test_the_name_of_an_outlier_stands_above_the_stacks_beside_it() -> None:
    figure = _chart(*_units(310, *[149] * 8, *[90] * 200))
    (name,) = [text for text in figure.axes[0].texts if text.get_text() == "Xã 0: 310%"]
    beside = [_place(mark)[1] for mark in _marks(figure) if 140 < _place(mark)[0] < 150]
    assert name.get_position()[1] < min(beside)


def test_several_outliers_are_counted() -> None:
    figure = _chart(*_units(310, 260, *[90] * 60))
    assert "2 đơn vị trên 150%, cao nhất 310%" in _texts(figure)


def test_without_an_outlier_nothing_is_cut() -> None:
    assert "//" not in _texts(_chart(*_units(140, 90)))


def test_threshold_and_target_are_labelled_lines() -> None:
    assert {"ngưỡng 50%", "chỉ tiêu 100%"} <= set(_texts(_chart(*_units(80))))
    assert "ngưỡng và chỉ tiêu 100%" in _texts(_chart(*_units(80), threshold=100))


def test_a_long_name_is_cut_to_the_drawing() -> None:
    figure = _chart(("Đảng ủy " * 30, 49, "5"))
    (said,) = [text for text in _texts(figure) if text.startswith("Đảng")]
    assert "…" in said
    assert said.endswith(": 49%, còn thiếu 5")


@pytest.mark.parametrize("name", ["$x$ và $y$", "<script>alert(1)</script>", "{name}"])
def test_a_name_is_text_and_the_drawing_is_the_same_each_time(name: str) -> None:
    first, second = (to_svg(_chart((name, 10, "5"))) for _ in range(2))
    assert first == second
    assert "<script" not in first


def test_pointing_at_a_unit_gives_its_name_and_rate() -> None:
    titles = re.findall("<title>(.*?)</title>", to_svg(_chart(*_units(80, 120))))
    assert sorted(titles) == ["Xã 0: 80%", "Xã 1: 120%"]


def test_words_follow_the_language() -> None:
    with language("en"):
        figure = _chart(*_units(80, 20))
    said = " ".join([*_texts(figure), *_legend(figure), figure.axes[0].get_xlabel()])
    assert "threshold" in said
    assert not re.search("đơn vị|ngưỡng|chỉ tiêu|dưới", said)
