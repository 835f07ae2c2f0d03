"""The chart of groups: bars from zero beside one another, last year as a tick, nothing stacked."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from analysis.charts.composition import composition_chart
from analysis.charts.theme import to_svg

COLUMNS = ["name", "share_pct", "label", "previous_pct", "section"]


def _chart(*rows: tuple) -> Figure:
    frame = pd.DataFrame(rows, columns=COLUMNS)
    return composition_chart(frame.assign(previous_pct=frame["previous_pct"].astype("float64")))


TWO = (
    ("Đoàn viên", 68.53, "68,53% (1.311)", 68.06, ""),
    ("Nữ", 45.57, "45,57% (859)", None, ""),
)


def _bars(figure: Figure) -> list[tuple[float, float, float]]:
    """Give start, width and middle of each bar."""
    return [
        (bar.get_x(), bar.get_width(), round(bar.get_y() + bar.get_height() / 2, 6))
        for bar in figure.axes[0].patches
    ]


def _ticks(figure: Figure) -> list[tuple[float, float]]:
    lines = [line for line in figure.axes[0].lines if line.get_color() != "white"]
    return [(float(line.get_xdata()[0]), sum(line.get_ydata()) / 2) for line in lines]


def test_each_group_has_a_bar_of_its_own_from_zero() -> None:
    assert _bars(_chart(*TWO)) == [(0, 68.53, 0.0), (0, 45.57, 1.0)]


def test_the_year_before_is_a_tick_where_it_is_known() -> None:
    assert _ticks(_chart(*TWO)) == [(68.06, 0.0)]


def test_share_and_count_stand_beside_the_bar_and_the_tick() -> None:
    figure = _chart(*TWO, ("Theo tôn giáo", 6.0, "6,00%", 9.0, ""))
    labels = {text.get_text(): text.xy for text in figure.axes[0].texts}
    assert labels == {
        "68,53% (1.311)": (68.53, 0.0),
        "45,57% (859)": (45.57, 1.0),
        "6,00%": (9.0, 2.0),
    }


def test_names_stand_at_their_rows_and_the_first_is_on_top() -> None:
    axes = _chart(*TWO).axes[0]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["Đoàn viên", "Nữ"]
    low, high = axes.get_ylim()
    assert low > high


def test_the_legend_explains_the_tick_only_where_there_is_one() -> None:
    legend = _chart(*TWO).axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["Kỳ này", "Cùng kỳ năm trước"]
    assert _chart(TWO[1]).axes[0].get_legend() is None


def test_blocks_have_headings_and_one_scale() -> None:
    figure = _chart(
        ("18–30", 60.0, "60,00%", None, "Tuổi đời"),
        ("31–35", 40.0, "40,00%", None, "Tuổi đời"),
        ("Đại học", 90.0, "90,00%", None, "Trình độ"),
    )
    assert [middle for _, _, middle in _bars(figure)] == [1.0, 2.0, 4.0]
    named = {text.get_text(): text.get_position()[1] for text in figure.axes[0].texts}
    headings = [(name, named[name]) for name in ("Tuổi đời", "Trình độ")]
    assert headings == [("Tuổi đời", 0.0), ("Trình độ", 3.0)]


def test_the_axis_begins_at_zero_and_never_marks_more_than_all() -> None:
    for share, marks in (
        (100.0, ["0%", "25%", "50%", "75%", "100%"]),
        (68.53, ["0%", "20%", "40%", "60%", "80%"]),
        (3.0, ["0%", "1%", "2%", "3%", "4%"]),
        (0.0, ["0%", "1%"]),
    ):
        axes = _chart(("Nữ", share, "x", None, "")).axes[0]
        assert axes.get_xlim()[0] == 0
        assert [text.get_text() for text in axes.get_xticklabels()] == marks


def test_the_same_figures_give_the_same_bytes() -> None:
    assert to_svg(_chart(*TWO)) == to_svg(_chart(*TWO))
