"""The chart of years: joined only where two whole years follow each other."""

import pandas as pd

from analysis.charts.years import years_chart

_COLUMNS = [
    "year",
    "admitted",
    "label",
    "is_whole_year",
    "period_note",
    "target",
    "target_label",
]


def _chart(*rows: tuple):
    return years_chart(pd.DataFrame(rows, columns=_COLUMNS))


def _joins(figure) -> list[tuple[float, float]]:
    return [
        tuple(line.get_xdata())
        for line in figure.axes[0].lines
        if line.get_marker() == "None" and line.get_xdata()[0] >= 2000
    ]


def _texts(figure) -> set[str]:
    return {text.get_text() for text in figure.axes[0].texts}


def test_successive_whole_years_are_joined() -> None:
    figure = _chart(
        (2021, 1514.0, "1.514", True, "", None, ""), (2022, 1533.0, "1.533", True, "", None, "")
    )
    assert _joins(figure) == [(2021, 2022)]
    assert {"1.514", "1.533"} <= _texts(figure)


def test_a_gap_between_years_stays_a_gap() -> None:
    figure = _chart(
        (2021, 1514.0, "1.514", True, "", None, ""), (2023, 1667.0, "1.667", True, "", None, "")
    )
    assert _joins(figure) == []


def test_a_part_of_a_year_is_hollow_named_and_joined_to_nothing() -> None:
    figure = _chart(
        (2022, 145.0, "145", False, "9 tháng", None, ""),
        (2023, 150.0, "150", True, "", None, ""),
    )
    assert _joins(figure) == []
    assert "145\n(9 tháng)" in _texts(figure)
    hollow = [line for line in figure.axes[0].lines if line.get_markerfacecolor() == "white"]
    assert [float(line.get_xdata()[0]) for line in hollow] == [2022.0]


def test_a_year_with_only_a_target_shows_the_target() -> None:
    figure = _chart(
        (2023, 1667.0, "1.667", True, "", 1550.0, "1.550*"),
        (2024, None, "", True, "", 1660.0, "1.660"),
    )
    assert {"1.550*", "1.660"} <= _texts(figure)
    points = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert len(points) == 1


def test_the_axis_begins_at_zero() -> None:
    assert _chart((2021, 1514.0, "1.514", True, "", None, "")).axes[0].get_ylim()[0] == 0
