"""The ranking chart: what is drawn, told by its parts and not by its pixels."""

import pandas as pd
import pytest

from analysis.charts.ranking import MOST_ROWS, ranking_chart
from analysis.charts.theme import to_svg


def _rates(*rows: tuple[str, float, str, str], missing: str = "") -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["name", "rate_pct", "label", "group"])
    return frame.assign(missing=missing)


def _names(figure) -> list[str]:
    return [label.get_text() for label in figure.axes[0].get_yticklabels()]


def _texts(figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_the_lowest_unit_stands_at_the_foot() -> None:
    rates = _rates(("Thấp", 19.0, "19%", "below"), ("Cao", 120.0, "120%", "met"))
    figure = ranking_chart(rates, threshold_pct=50)
    assert _names(figure) == ["Cao", "Thấp"]
    assert figure.axes[0].yaxis_inverted()


def test_threshold_and_target_are_drawn_and_named() -> None:
    figure = ranking_chart(_rates(("A", 80.0, "80%", "between")), threshold_pct=33.5)
    positions = [line.get_xdata()[0] for line in figure.axes[0].lines if line.get_zorder() == 1]
    assert positions == [33.5, 100.0]
    assert {"ngưỡng 33,5%", "chỉ tiêu 100%"} <= set(_texts(figure))


def test_groups_differ_in_shape_and_fill_not_only_in_colour() -> None:
    rates = _rates(
        ("A", 120.0, "120%", "met"), ("B", 80.0, "80%", "between"), ("C", 20.0, "20%", "below")
    )
    lines = ranking_chart(rates, threshold_pct=50).axes[0].lines
    marks = [
        (line.get_marker(), line.get_markerfacecolor() == "white")
        for line in lines
        if line.get_marker() != "None"
    ]
    assert marks == [("o", False), ("o", True), ("D", False)]


def test_an_outlier_is_cut_at_a_marked_break_and_keeps_its_label() -> None:
    rates = _rates(("A", 310.0, "310%", "met"), ("B", 80.0, "80%", "between"))
    figure = ranking_chart(rates, threshold_pct=50)
    assert {"//", "310%"} <= set(_texts(figure))
    assert figure.axes[0].get_xlim()[1] < 310


def test_without_an_outlier_nothing_is_cut() -> None:
    assert "//" not in _texts(
        ranking_chart(_rates(("A", 80.0, "80%", "between")), threshold_pct=50)
    )


@pytest.mark.parametrize(("units", "left_out"), [(MOST_ROWS, 0), (MOST_ROWS + 1, 1), (170, 110)])
def test_many_units_leave_out_the_middle_and_say_how_many(units: int, left_out: int) -> None:
    rates = _rates(*((f"Xã {i}", float(i), f"{i}%", "between") for i in range(units)))
    figure = ranking_chart(rates, threshold_pct=50)
    names = _names(figure)
    assert len(names) == units - left_out
    assert {"Xã 0", f"Xã {units - 1}"} <= set(names)
    said = [text for text in _texts(figure) if "ở giữa" in text]
    assert said == ([f"… {left_out} đơn vị ở giữa: xem bảng"] if left_out else [])


@pytest.mark.parametrize("units", [1, 5, 60, 170])
def test_the_chart_fits_on_one_page(units: int) -> None:
    rates = _rates(*((f"Xã {i}", float(i), f"{i}%", "between") for i in range(units)))
    assert ranking_chart(rates, threshold_pct=50).get_figheight() <= 10.1


@pytest.mark.parametrize("name", ["$x$ và $y$", "<script>alert(1)</script>", "_ẩn", r"\frac{a}{b}"])
def test_a_name_is_drawn_as_the_text_it_is(name: str) -> None:
    figure = ranking_chart(_rates((name, 10.0, "10%", "below")), threshold_pct=50)
    assert _names(figure) == [name]
    assert "<script" not in to_svg(figure)


def test_the_same_data_give_the_same_drawing() -> None:
    rates = _rates(("Sông Hồng", 19.0, "19%", "below"))
    first = to_svg(ranking_chart(rates, threshold_pct=50))
    assert first == to_svg(ranking_chart(rates, threshold_pct=50))
    assert "<text" not in first  # text is drawn as outlines: it looks alike on every machine


def test_a_letter_that_the_font_lacks_is_an_error_not_a_box() -> None:
    rates = _rates(("漢字", 19.0, "19%", "below"))
    with pytest.raises(UserWarning, match="Glyph"):
        to_svg(ranking_chart(rates, threshold_pct=50))


def test_threshold_and_target_at_one_place_share_a_label() -> None:
    figure = ranking_chart(_rates(("A", 80.0, "80%", "below")), threshold_pct=100)
    assert [text for text in _texts(figure) if "chỉ tiêu" in text] == ["ngưỡng và chỉ tiêu 100%"]


def test_labels_of_close_lines_lie_on_either_side() -> None:
    figure = ranking_chart(_rates(("A", 80.0, "80%", "below")), threshold_pct=97)
    sides = {text.get_text(): text.get_ha() for text in figure.axes[0].texts}
    assert sides["ngưỡng 97%"] == "right"
    assert sides["chỉ tiêu 100%"] == "left"


def test_a_cut_mark_stands_beyond_the_last_tick() -> None:
    figure = ranking_chart(_rates(("A", 310.0, "310%", "met")), threshold_pct=50)
    marks = [line for line in figure.axes[0].lines if line.get_marker() == "o"]
    assert marks[0].get_xdata()[0] > max(figure.axes[0].get_xticks())


def test_persons_missing_stand_in_a_column_at_the_right_beside_their_unit() -> None:
    rates = _rates(
        ("A", 120.0, "120%", "met"), ("B", 80.0, "80%", "between"), ("C", 20.0, "20%", "below")
    )
    axes = ranking_chart(rates.assign(missing=["", "9", "57"]), threshold_pct=50).axes[0]
    column = {text.get_text(): text for text in axes.texts if text.get_ha() == "right"}
    assert {name: text.get_position() for name, text in column.items()} == {
        "còn thiếu": (1.16, -1.0),
        "": (1.16, 0),
        "9": (1.16, 1),
        "57": (1.16, 2),
    }
    assert [column[name].get_weight() for name in ("9", "57")] == ["normal", "bold"]
    assert column["57"].get_color() != column["9"].get_color()
    assert not column["57"].get_clip_on()


def test_where_nobody_is_known_to_be_missing_there_is_no_column() -> None:
    assert "còn thiếu" not in _texts(
        ranking_chart(_rates(("A", 80.0, "80%", "between")), threshold_pct=50)
    )


def test_persons_missing_stay_beside_their_unit_below_a_gap() -> None:
    rows = [(f"Đơn vị {i}", float(i), f"{i}%", "below") for i in range(1, 62)]
    rates = _rates(*rows).assign(missing=[str(100 - i) for i in range(1, 62)])
    axes = ranking_chart(rates, threshold_pct=70).axes[0]
    column = {
        text.get_text(): text.get_position()[1] for text in axes.texts if text.get_ha() == "right"
    }
    assert (column["39"], column["53"], column["55"]) == (0, 14, 16)
    assert "54" not in column
