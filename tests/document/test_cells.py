"""Cells: missing is not zero, and a display never contradicts the threshold."""

from fractions import Fraction

import pandas as pd

from analysis.document.cells import change_cell, count_cell, marked, percent_cell


def test_zero_and_missing_are_written_differently() -> None:
    assert count_cell(0).text == "0"
    assert count_cell(0).value == 0
    assert count_cell(pd.NA).text == "…"
    assert count_cell(None).value is None


def test_counts_have_a_thousands_dot_and_keep_their_mark() -> None:
    cell = count_cell(1550, mark="*")
    assert (cell.text, cell.value, cell.after) == ("1.550*", 1550, "*")


def test_a_mark_stands_behind_the_figure_and_leaves_it_a_figure() -> None:
    cell = marked(percent_cell(Fraction(50)), "§")
    assert (cell.text, cell.value, cell.decimals, cell.after) == ("50,00%§", 50.0, 2, "§")
    assert marked(count_cell(5, mark="*"), "§").after == "*§"
    assert marked(count_cell(5), "") == count_cell(5)


def test_a_fall_is_written_with_a_true_minus_sign() -> None:
    assert change_cell(-19).text == "−19"
    assert change_cell(134).text == "+134"


def test_half_is_rounded_up_not_to_even() -> None:
    assert percent_cell(Fraction(75625, 1000)).text == "75,63%"


def test_a_rate_just_below_the_threshold_is_not_shown_as_the_threshold() -> None:
    cell = percent_cell(Fraction(49999, 1000), threshold_pct=Fraction(50))
    assert cell.text == "49,999%"
    assert cell.decimals == 3


def test_the_threshold_itself_is_shown_plainly() -> None:
    assert percent_cell(Fraction(50), threshold_pct=Fraction(50)).text == "50,00%"
