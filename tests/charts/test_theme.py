"""Helpers that charts share: words of values, figures of ticks, names that fit."""

from __future__ import annotations

import pytest

from analysis.charts.theme import chart_style, fit_text, percent_text, text_inches


@pytest.mark.parametrize(
    ("percent", "text"),
    [(50, "50%"), (33.5, "33,5%"), (49.73, "49,73%"), (49.7268, "49,73%"), (0.0, "0%")],
)
def test_percent_shows_the_decimals_that_it_has(percent: float, text: str) -> None:
    assert percent_text(percent) == text


def test_a_name_that_fits_stays_whole() -> None:
    with chart_style():
        assert fit_text("Xã Mường Giàng", 2.0, 9) == "Xã Mường Giàng"


def test_a_name_too_long_keeps_both_ends() -> None:
    name = "Đảng ủy Các cơ quan Đảng thành phố Phan Rang – Tháp Chàm số 12"
    with chart_style():
        shown = fit_text(name, 2.0, 9)
        assert text_inches(shown, 9) <= 2.0
    assert shown.startswith("Đảng ủy")
    assert shown.endswith("số 12")
    assert shown.count("…") == 1
