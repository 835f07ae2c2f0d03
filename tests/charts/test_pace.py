"""The pace chart: what is drawn, told by its parts and not by its pixels."""

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.charts.pace import MOST_ROWS, pace_chart
from analysis.charts.theme import to_svg
from analysis.theme import ATTENTION, MET

Unit = tuple[str, float, float, str, str]


def _chart(
    *units: Unit, scope: bool = True, elapsed: float | None = 49.73, left_out: str = ""
) -> Figure:
    names = ["name", "achieved_pct", "expected_pct", "label", "band"]
    frame = pd.DataFrame(list(units), columns=names)
    frame["is_scope"] = [scope and place == 0 for place in range(len(frame))]
    return pace_chart(frame, elapsed_pct=elapsed, left_out=left_out)


def _unit(name: str = "A", achieved: float = 30.0, band: str = "behind", due: float = 40.0) -> Unit:
    return (name, achieved, due, f"{name}: {achieved:g}%", band)


def _labels(figure: Figure) -> list:
    return figure.axes[0].get_yticklabels()


def _texts(figure: Figure) -> dict:
    return {text.get_text(): text for text in figure.axes[0].texts}


def _legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def _marks(figure: Figure, *shapes: str) -> list:
    return [line for line in figure.axes[0].lines if line.get_marker() in shapes]


def test_the_scope_stands_on_top_and_apart() -> None:
    figure = _chart(_unit("Tỉnh"), _unit("Xã 1"), _unit("Xã 2"))
    assert [label.get_text() for label in _labels(figure)] == ["Tỉnh", "Xã 1", "Xã 2"]
    assert [label.get_weight() for label in _labels(figure)] == ["bold", "normal", "normal"]
    assert list(figure.axes[0].get_yticks()) == [0, 1.6, 2.6]
    assert figure.axes[0].yaxis_inverted()


def test_one_unit_alone_and_units_without_their_scope_stand_close() -> None:
    assert list(_chart(_unit()).axes[0].get_yticks()) == [0]
    assert list(_chart(_unit(), _unit("B"), scope=False).axes[0].get_yticks()) == [0, 1]


def test_what_is_due_is_a_tick_and_what_is_reached_a_dot() -> None:
    figure = _chart(_unit(achieved=30, due=40))
    assert [tick.get_xdata()[0] for tick in _marks(figure, "|")] == [40]
    assert [dot.get_xdata()[0] for dot in _marks(figure, "D")] == [30]


def test_bands_differ_in_shape_and_fill_not_only_in_colour() -> None:
    bands = ("met", "on_pace", "behind", "far_behind")
    figure = _chart(*(_unit(band, band=band) for band in bands))
    marks = [
        (dot.get_marker(), dot.get_markerfacecolor() == "white", dot.get_markeredgecolor())
        for dot in _marks(figure, "o", "D")
    ]
    assert marks == [
        ("o", False, MET),
        ("o", True, MET),
        ("D", True, ATTENTION),
        ("D", False, ATTENTION),
    ]


def test_the_gap_is_dark_only_where_a_unit_is_late() -> None:
    for band, colours in (("behind", [ATTENTION]), ("far_behind", [ATTENTION]), ("on_pace", [])):
        gaps = [
            line
            for line in _chart(_unit(band=band)).axes[0].lines
            if list(line.get_xdata()) == [30, 40]
        ]
        assert [line.get_color() for line in gaps] == colours


def test_the_label_stands_beyond_both_marks_and_is_bold_where_late() -> None:
    late = _texts(_chart(_unit(achieved=30, due=40)))["A: 30%"]
    ahead = _texts(_chart(_unit(achieved=50, due=40, band="on_pace")))["A: 50%"]
    assert (late.xy, late.get_weight()) == ((40, 0), "bold")
    assert (ahead.xy, ahead.get_weight()) == ((50, 0), "normal")


def test_the_time_passed_is_a_labelled_line() -> None:
    figure = _chart(_unit(), elapsed=49.73)
    assert "đã qua 49,73% thời gian của năm" in _texts(figure)
    assert [49.73, 49.73] in [list(line.get_xdata()) for line in figure.axes[0].lines]


def test_the_line_of_the_time_passed_stops_at_the_labels() -> None:
    figure = _chart(_unit(achieved=30, due=40), elapsed=49.73)
    (line,) = [one for one in figure.axes[0].lines if list(one.get_xdata()) == [49.73, 49.73]]
    label = _texts(figure)["A: 30%"]
    box = label.get_bbox_patch()
    assert line.get_zorder() < label.get_zorder()
    assert box.get_facecolor() == (1, 1, 1, 1)
    assert box.get_boxstyle().pad * label.get_size() == 2


def test_different_days_have_no_common_line() -> None:
    figure = _chart(_unit(), elapsed=None)
    assert not [text for text in _texts(figure) if "thời gian" in text]


@pytest.mark.parametrize(("elapsed", "side"), [(20.0, "center"), (60.0, "right")])
def test_the_label_of_the_line_stays_inside(elapsed: float, side: str) -> None:
    text = _texts(_chart(_unit(), elapsed=elapsed))
    (label,) = [text[name] for name in text if "thời gian" in name]
    assert label.get_ha() == side


def test_the_legend_explains_only_what_is_drawn() -> None:
    assert _legend(_chart(_unit())) == ["Mức cần đạt đến ngày này", "Đã đạt: chậm"]
    everything = _chart(*(_unit(b, band=b) for b in ("far_behind", "behind", "on_pace", "met")))
    assert _legend(everything) == [
        "Mức cần đạt đến ngày này",
        "Đã hoàn thành chỉ tiêu",
        "Đã đạt: kịp tiến độ",
        "Đã đạt: chậm",
        "Rất chậm hoặc chưa kết nạp",
    ]


def test_an_outlier_is_cut_at_a_marked_break_and_keeps_its_label() -> None:
    figure = _chart(_unit(), _unit("B", 310, "met"))
    assert {"//", "B: 310%"} <= set(_texts(figure))
    assert max(dot.get_xdata()[0] for dot in _marks(figure, "o")) < 140


def test_without_an_outlier_nothing_is_cut() -> None:
    assert "//" not in _texts(_chart(_unit(achieved=120, band="met")))


def test_the_axis_begins_at_zero_and_reaches_what_is_due() -> None:
    axes = _chart(_unit(achieved=1, due=2)).axes[0]
    assert [tick for tick in axes.get_xticks() if tick <= 60] == [0, 25, 50]
    assert axes.get_xlim()[0] < 0 < 60 < axes.get_xlim()[1]
    assert _chart(_unit(achieved=10, due=96)).axes[0].get_xlim()[1] > 96
    assert list(_chart(_unit(achieved=310, band="met")).axes[0].get_xticks()) == [0, 50, 100]


def test_who_is_left_out_is_said_under_the_axis() -> None:
    said = _chart(_unit(), left_out="65 đơn vị khác không vẽ").axes[0].get_xlabel()
    assert said == "65 đơn vị khác không vẽ\nTỷ lệ thực hiện so với chỉ tiêu năm (%)"
    assert _chart(_unit()).axes[0].get_xlabel() == "Tỷ lệ thực hiện so với chỉ tiêu năm (%)"


@pytest.mark.parametrize("units", [1, 5, 20, MOST_ROWS])
def test_the_chart_fits_on_one_page(units: int) -> None:
    figure = _chart(*(_unit(f"Xã {i}") for i in range(units)))
    assert figure.get_figheight() <= 10
    assert len(_labels(figure)) == units


@pytest.mark.parametrize("name", ["$x$ và $y$", "<script>alert(1)</script>", r"\frac{a}{b}"])
def test_a_name_is_drawn_as_the_text_it_is(name: str) -> None:
    figure = _chart((name, 10.0, 20.0, name, "behind"))
    assert _labels(figure)[0].get_text() == name
    assert "<script" not in to_svg(figure)


def test_the_same_data_give_the_same_drawing() -> None:
    assert to_svg(_chart(_unit(), _unit("B"))) == to_svg(_chart(_unit(), _unit("B")))
