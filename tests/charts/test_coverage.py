"""The picture of what is known: told by its parts and not by its pixels."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from analysis.charts.coverage import (
    MOST_COLUMNS,
    ROWS_IN_COLUMN,
    coverage_chart,
    most_units,
)
from analysis.charts.theme import SMALLEST_SIZE, WIDTH_INCHES, text_inches, to_svg
from analysis.theme import MET

KINDS = ("whole_year", "part_year", "target_only", "other", "nothing", "absent")
WORDS = (
    "kết quả cả năm",
    "kết quả một phần năm (tô đến cuối kỳ)",
    "chỉ có chỉ tiêu",
    "chỉ có số liệu khác",
    "chưa có số liệu",
    "chưa thành lập hoặc đã chấm dứt",
)
REBUILT = "dựng lại từ đơn vị trước hợp nhất"


def tile(known: str = "whole_year", **columns: object) -> dict:
    return {
        "unit_id": "a",
        "name": "Xã A",
        "year": 2024,
        "known": known,
        "share": 0.75 if known == "part_year" else None,
        "label": "",
        "is_rebuilt": False,
    } | columns


def units(count: int, years: int = 5, name: str = "Xã {}") -> pd.DataFrame:
    return pd.DataFrame(
        [
            tile(unit_id=f"u{number}", name=name.format(number), year=2020 + year)
            for number in range(count)
            for year in range(years)
        ]
    )


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def rectangles(figure: Figure) -> list[Rectangle]:
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def drawn(*tiles: dict) -> Figure:
    return coverage_chart(pd.DataFrame(tiles))


def signature(kind: str, **columns: object) -> tuple:
    """Describe a tile without its colours: fills, line styles, hatches, lines, marks, words."""
    figure = drawn(tile(kind, **columns))
    lowest = max((patch.get_y() for patch in rectangles(figure)), default=0)
    shapes = [
        (
            patch.get_facecolor() == (1.0, 1.0, 1.0, 1.0),
            patch.get_linestyle(),
            patch.get_hatch(),
            round(patch.get_width(), 2),
        )
        for patch in rectangles(figure)
        if patch.get_y() == lowest
    ]
    marks = [(line.get_marker(), len(line.get_xdata())) for line in figure.axes[0].lines]
    dashes = texts(figure).count("–")
    return (*shapes, *marks, dashes)


def test_all_signs_differ_without_colour() -> None:
    signatures = [signature(kind) for kind in KINDS]
    signatures += [
        signature("whole_year", is_rebuilt=True),
        signature("part_year", is_rebuilt=True),
    ]
    assert len(set(signatures)) == 8


@pytest.mark.parametrize(("kind", "words"), list(zip(KINDS, WORDS, strict=True)))
def test_the_legend_says_in_words_what_is_used_and_nothing_else(kind: str, words: str) -> None:
    shown = [text for text in texts(drawn(tile(kind))) if text in (*WORDS, REBUILT)]
    assert shown == [words]


def test_rebuilt_tiles_are_explained() -> None:
    assert texts(drawn(tile(is_rebuilt=True)))[:2] == [WORDS[0], REBUILT]


def test_a_part_of_the_year_is_filled_up_to_its_day() -> None:
    outline, fill = rectangles(drawn(tile("part_year", share=0.25)))[-2:]
    assert fill.get_width() == pytest.approx(outline.get_width() * 0.25)
    assert fill.get_x() == outline.get_x()


def label_of(figure: Figure, words: str):
    (found,) = [text for text in figure.axes[0].texts if text.get_text() == words]
    return found


@pytest.mark.parametrize(
    ("share", "words", "place"),
    [(0.25, "3 th.", 0.625), (0.5, "6 th.", 0.25), (0.75, "9 th.", 0.375), (0.99, "27/12", 0.495)],
)
def test_a_label_stands_beside_the_end_of_the_fill(share: float, words: str, place: float) -> None:
    figure = drawn(tile("part_year", share=share, label=words))
    outline, fill = rectangles(figure)[-2:]
    label = label_of(figure, words)
    at = (label.get_position()[0] - outline.get_x()) / outline.get_width()
    assert at == pytest.approx(place)
    assert label.get_bbox_patch() is None
    assert fill.get_edgecolor()[3] == 0


def test_where_no_side_has_room_the_label_has_a_blank_of_its_own() -> None:
    part = {"name": "Đ" * 40, "share": 0.5, "label": "30/10"}
    figure = drawn(*[tile("part_year", year=2000 + year, **part) for year in range(8)])
    outline = rectangles(figure)[-2]
    labels = [text for text in figure.axes[0].texts if text.get_text() == "30/10"]
    assert len(labels) == 8
    assert all(text.get_bbox_patch() is not None for text in labels)
    middle = outline.get_x() + outline.get_width() / 2
    assert labels[-1].get_position()[0] == pytest.approx(middle)


def test_a_part_without_an_end_is_not_filled() -> None:
    assert rectangles(drawn(tile("part_year", share=None)))[-1].get_width() == 0


def test_a_whole_year_is_filled_and_a_gap_is_dashed() -> None:
    whole, gap = rectangles(drawn(tile(), tile("nothing", year=2025)))[-2:]
    assert to_hex(whole.get_facecolor()) == MET
    assert (gap.get_linestyle(), to_hex(gap.get_facecolor())) == ("dashed", "#ffffff")


def test_names_years_and_labels_are_written_once_for_each() -> None:
    figure = drawn(tile(label="năm"), tile("part_year", label="9 th.", year=2025))
    assert texts(figure)[2:] == ["2024", "2025", "Xã A", "9 th."]


def test_two_units_of_one_name_keep_their_own_rows() -> None:
    figure = drawn(tile(), tile("absent", unit_id="b"))
    assert texts(figure).count("Xã A") == 2


def test_years_stand_in_order_whatever_the_order_of_the_rows() -> None:
    figure = drawn(tile("absent", year=2025), tile(year=2024, label="năm"))
    assert texts(figure)[3:] == ["2024", "2025", "Xã A", "–"]


@pytest.mark.parametrize(
    ("count", "columns"),
    [(1, 1), (ROWS_IN_COLUMN, 1), (ROWS_IN_COLUMN + 1, 2), (90, 2), (91, 3), (135, 3)],
)
def test_long_lists_stand_in_columns(count: int, columns: int) -> None:
    shown = texts(coverage_chart(units(count)))
    assert sum(text in ("2020", "'20") for text in shown) == columns


def test_narrow_tiles_have_short_years_and_no_words() -> None:
    frame = units(135, name="Xã Mường {}").assign(known="part_year", label="9 th.")
    shown = texts(coverage_chart(frame))
    assert "'20" in shown
    assert "9 th." not in shown


@pytest.mark.parametrize(("years", "longest", "most"), [(5, 10, 135), (5, 30, 90), (10, 40, 45)])
def test_what_fits_on_a_page(years: int, longest: int, most: int) -> None:
    assert most_units(years, longest) == most
    assert MOST_COLUMNS == 3


HEAD = "63 đơn vị chưa có số liệu nào trong các năm 2016–2025"
SILENT = [f"Bà Rịa - Vũng Tàu (đến 6/{2000 + number})" for number in range(63)]


def gaps(figure: Figure, silent: int) -> list[Rectangle]:
    """Give the tiles of the silent units, which are drawn last."""
    return rectangles(figure)[-silent:]


def test_silent_units_stand_below_by_name_with_a_dashed_tile_each() -> None:
    figure = coverage_chart(units(2, years=2), ["Xã Câm", "Xã Lặng"], "2 đơn vị im lặng")
    assert texts(figure)[:2] == [WORDS[0], WORDS[4]]
    assert texts(figure)[-3:] == ["2 đơn vị im lặng", "Xã Câm", "Xã Lặng"]
    first, second = gaps(figure, 2)
    lowest = max(patch.get_y() for patch in rectangles(figure)[:-2])
    assert {tile.get_linestyle() for tile in (first, second)} == {"dashed"}
    assert min(first.get_y(), second.get_y()) > lowest
    assert first.get_y() == second.get_y()
    assert first.get_x() < second.get_x()
    assert "Xã Lặng: chưa có số liệu" in to_svg(figure)


def test_without_silent_units_nothing_stands_below() -> None:
    figure = coverage_chart(units(2, years=2))
    assert figure.get_size_inches()[1] == pytest.approx(0.22 + 0.3 + 2 * 0.165)
    assert texts(figure)[-1] == "Xã 1"


def test_silent_units_read_downwards_in_columns_that_do_not_touch() -> None:
    figure = coverage_chart(units(2, years=2), SILENT, HEAD)
    tiles = gaps(figure, 63)
    lefts = sorted({tile.get_x() for tile in tiles})
    assert len(lefts) == 3
    assert [tile.get_x() for tile in tiles[:21]] == [lefts[0]] * 21
    names = [text for text in figure.axes[0].texts if text.get_text() in SILENT]
    assert len(names) == 63
    for left, after in pairwise([*lefts, WIDTH_INCHES]):
        for name in names:
            start = name.get_position()[0]
            if left < start < after:
                assert start + text_inches(name.get_text(), name.get_size()) <= after
    assert {name.get_size() for name in names} == {SMALLEST_SIZE}


def test_silent_units_take_rows_from_the_others_so_that_all_fit_on_a_page() -> None:
    """A page has room for 8.6 inches; 63 units take 0.38 + 21 rows of 0.14."""
    most = most_units(10, 30, SILENT)
    assert most == 26 == int((8.6 - 0.3 - 3 * 0.22 - 0.38 - 21 * 0.14) / 0.165)
    figure = coverage_chart(
        units(most, years=10, name="Bà Rịa - Vũng Tàu (đến 6/20{})"), SILENT, HEAD
    )
    assert figure.get_size_inches()[1] <= 8.6
    low, high = sorted(figure.axes[0].get_ylim())
    assert all(
        low <= tile.get_y() < tile.get_y() + tile.get_height() <= high
        for tile in rectangles(figure)
    )


def test_a_silent_name_as_wide_as_the_page_is_cut() -> None:
    shown = texts(coverage_chart(units(1, years=2), ["Đ" * 150], "1 đơn vị"))[-1]
    assert "Đ…Đ" in shown
    assert text_inches(shown, SMALLEST_SIZE) < WIDTH_INCHES


def test_even_the_longest_list_fits_on_a_page() -> None:
    width, height = coverage_chart(units(135)).get_size_inches()
    assert width == WIDTH_INCHES
    assert height < 9.5


def test_nothing_lies_outside_of_the_drawing() -> None:
    figure = coverage_chart(units(135, name="Xã Mường Giàng {}"))
    axes = figure.axes[0]
    right = max(patch.get_x() + patch.get_width() for patch in rectangles(figure))
    assert right <= axes.get_xlim()[1]
    low, high = sorted(axes.get_ylim())
    assert all(low <= text.get_position()[1] <= high for text in axes.texts)


def test_a_name_too_long_for_its_column_is_cut_in_the_middle_with_a_sign() -> None:
    figure = coverage_chart(units(1, years=25, name="Đ" * 60 + "{}"))
    shown = next(text for text in texts(figure) if text.startswith("ĐĐ"))
    assert "Đ…Đ" in shown
    assert shown.endswith("Đ0")


def test_names_are_text_and_the_drawing_is_the_same_each_time() -> None:
    frame = units(2, name="Xã <b>$x$ & {}")
    first, second = (to_svg(coverage_chart(frame)) for _ in range(2))
    assert first == second
