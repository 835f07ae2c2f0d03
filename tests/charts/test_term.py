"""The chart of a term: what is counted is joined, what is derived or projected is hollow."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from matplotlib.figure import Figure

from analysis.charts.term import TermFrame, term_chart

START, END = date(2020, 10, 17), date(2025, 6, 30)
ZERO = (date(2020, 10, 16), 0, "start", "0")
DERIVED = (date(2021, 12, 31), 2666, "derived", "2.666")
PRINTED = (date(2023, 12, 15), 5866, "printed", "5.866")
PROJECTED = (date(2024, 12, 31), 7526, "projected", "từ 7.526 trở lên")
WHOLE = TermFrame(
    starts_on=START,
    ends_on=END,
    start_label="Đại hội XI",
    end_label="hết nhiệm kỳ",
    target=6300,
    target_label="chỉ tiêu nhiệm kỳ 6.300",
    outlook=(8225, 8833),
    outlook_label="8.225–8.833",
)


def chart(*rows: tuple, frame: TermFrame = WHOLE) -> Figure:
    return term_chart(pd.DataFrame(rows, columns=["day", "admitted", "kind", "label"]), frame)


def lines(figure: Figure) -> list[tuple[list[float], list[float]]]:
    """Give the lines that are no marks: x and y."""
    return [
        ([float(x) for x in line.get_xdata()], [float(y) for y in line.get_ydata()])
        for line in figure.axes[0].lines
        if line.get_marker() == "None"
    ]


def marks(figure: Figure) -> dict[tuple[float, float], tuple[str, str]]:
    """Give the marks by place: form and fill."""
    return {
        (float(line.get_xdata()[0]), float(line.get_ydata()[0])): (
            str(line.get_marker()),
            str(line.get_markerfacecolor()),
        )
        for line in figure.axes[0].lines
        if line.get_marker() != "None"
    }


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def legend(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].get_legend().get_texts()]


def place(figure: Figure, label: str) -> tuple[str, str]:
    (found,) = [text for text in figure.axes[0].texts if text.get_text() == label]
    return found.get_ha(), found.get_va()


def ordinals(*rows: tuple) -> list[float]:
    return [float(row[0].toordinal()) for row in rows]


def test_counts_are_joined_from_zero_on_in_the_order_of_days() -> None:
    figure = chart(PRINTED, ZERO, DERIVED)
    assert (ordinals(ZERO, DERIVED, PRINTED), [0.0, 2666.0, 5866.0]) in lines(figure)


def test_a_printed_count_is_filled_and_every_other_hollow() -> None:
    least = (date(2022, 12, 31), 4000, "at_least", "ít nhất 4.000")
    found = marks(chart(ZERO, DERIVED, least, PRINTED, PROJECTED))
    by_count = {count: mark for (_, count), mark in found.items()}
    assert set(by_count) == {2666, 4000, 5866, 7526}
    assert by_count[5866][1] != "white"
    assert {by_count[count][1] for count in (2666, 4000, 7526)} == {"white"}
    assert by_count[2666][0] == by_count[5866][0] == "o"
    assert len({by_count[count][0] for count in (5866, 4000, 7526)}) == 3


def test_a_projected_count_is_joined_to_nothing() -> None:
    figure = chart(ZERO, PRINTED, PROJECTED)
    assert not any(7526.0 in y for _, y in lines(figure))
    assert "từ 7.526 trở lên" in texts(figure)


def test_the_target_and_the_even_pace_run_from_the_congress_to_the_end() -> None:
    figure = chart(ZERO, PRINTED)
    ends = [float(START.toordinal() - 1), float(END.toordinal())]
    assert (ends, [6300.0, 6300.0]) in lines(figure)
    assert (ends, [0.0, 6300.0]) in lines(figure)
    assert {"chỉ tiêu nhiệm kỳ 6.300", "tiến độ bình quân"} <= set(texts(figure))
    assert {"Đại hội XI", "hết nhiệm kỳ"} <= set(texts(figure))


@pytest.mark.parametrize(
    ("count", "place_of_name"),
    [(5866, ("left", "top")), (4236, ("left", "top")), (4235, ("right", "bottom"))],
    ids=["ahead", "just ahead", "behind"],
)
def test_the_name_of_the_pace_keeps_clear_of_the_counts(
    count: int, place_of_name: tuple[str, str]
) -> None:
    figure = chart(ZERO, (PRINTED[0], count, "printed", "n"), PROJECTED)
    assert place(figure, "tiến độ bình quân") == place_of_name


def test_the_outlook_is_a_band_that_opens_from_the_latest_count() -> None:
    figure = chart(ZERO, PRINTED, PROJECTED)
    (band,) = figure.axes[0].collections
    corners = {tuple(corner) for corner in band.get_paths()[0].vertices}
    first, last = float(PRINTED[0].toordinal()), float(END.toordinal())
    assert corners == {(first, 5866.0), (last, 8225.0), (last, 8833.0)}
    assert "8.225–8.833" in texts(figure)


@pytest.mark.parametrize(
    "frame",
    [
        TermFrame(starts_on=START, ends_on=END),
        TermFrame(starts_on=START, outlook=(1, 2), outlook_label="1–2"),
    ],
    ids=["no outlook", "no end"],
)
def test_without_an_outlook_or_an_end_there_is_no_band(frame: TermFrame) -> None:
    figure = chart(ZERO, PRINTED, frame=frame)
    assert len(figure.axes[0].collections) == 0
    assert "1–2" not in texts(figure)


def test_without_a_target_there_is_no_line_to_it() -> None:
    figure = chart(ZERO, PRINTED, frame=TermFrame(starts_on=START, ends_on=END))
    assert "tiến độ bình quân" not in texts(figure)
    assert not any(len(set(y)) == 1 and y[0] > 1 for _, y in lines(figure))


@pytest.mark.parametrize(
    "frame",
    [
        TermFrame(starts_on=START, target=6300, target_label="chỉ tiêu"),
        TermFrame(ends_on=END, target=6300, target_label="chỉ tiêu"),
    ],
    ids=["no end", "no start"],
)
def test_without_both_days_the_target_stands_alone(frame: TermFrame) -> None:
    figure = chart(DERIVED, PRINTED, frame=frame)
    assert "tiến độ bình quân" not in texts(figure)
    assert "chỉ tiêu" in texts(figure)
    first = START.toordinal() - 1 if frame.starts_on else DERIVED[0].toordinal()
    last = END.toordinal() if frame.ends_on else PRINTED[0].toordinal()
    assert ([float(first), float(last)], [6300.0, 6300.0]) in lines(figure)


def test_the_years_are_named_below_and_slivers_are_not() -> None:
    figure = chart(ZERO, PRINTED)
    named = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert named == ["2020", "2021", "2022", "2023", "2024", "2025"]
    sliver = TermFrame(starts_on=date(2020, 12, 15), ends_on=date(2025, 1, 20))
    figure = chart(DERIVED, PRINTED, frame=sliver)
    named = [label.get_text() for label in figure.axes[0].get_xticklabels()]
    assert named == ["", "2021", "2022", "2023", "2024", ""]


def test_the_axis_begins_at_zero_and_holds_everything() -> None:
    bottom, top = chart(ZERO, PRINTED).axes[0].get_ylim()
    assert bottom == 0
    assert top > 8833
    assert chart(ZERO, PRINTED, frame=TermFrame()).axes[0].get_ylim()[1] > 5866
    high = TermFrame(target=9000, target_label="chỉ tiêu")
    assert chart(ZERO, PRINTED, frame=high).axes[0].get_ylim()[1] > 9000
    assert chart(ZERO, (END, 0, "printed", "0"), frame=TermFrame()).axes[0].get_ylim()[1] > 1


def test_a_projection_beyond_the_end_is_still_on_the_chart() -> None:
    late = (date(2026, 12, 31), 9000, "projected", "9.000")
    assert chart(ZERO, PRINTED, late).axes[0].get_xlim()[1] > late[0].toordinal()


def test_a_label_steps_aside_from_the_target_and_from_the_edge() -> None:
    edge = (date(2020, 12, 31), 1152, "derived", "1.152")
    figure = chart(ZERO, edge, DERIVED, PRINTED, PROJECTED)
    assert place(figure, "1.152") == ("left", "top")
    assert place(figure, "2.666") == ("right", "bottom")
    assert place(figure, "5.866") == ("left", "top")
    assert place(figure, "từ 7.526 trở lên") == ("left", "top")
    reached = chart(ZERO, (PRINTED[0], 6300, "printed", "6.300"), DERIVED)
    assert place(reached, "6.300") == ("left", "top")
    above = chart(ZERO, (PRINTED[0], 6301, "printed", "6.301"), DERIVED)
    assert place(above, "6.301") == ("right", "bottom")


def test_the_legend_explains_only_what_is_drawn() -> None:
    assert legend(chart(ZERO, DERIVED, PRINTED, PROJECTED)) == [
        "Số nguồn công bố",
        "Suy ra: số công bố trừ các năm sau",
        "Nguồn dự kiến",
        "Dự báo",
    ]
    least = (date(2022, 12, 31), 4000, "at_least", "ít nhất 4.000")
    assert legend(chart(ZERO, least, frame=TermFrame(starts_on=START))) == [
        "Ít nhất: cộng các năm đã biết"
    ]
