"""What one cell says: exactly its figure, nothing, or why it is not read."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from returns.small_grids import cell_of

from analysis.office_files.grids import Cell, CellKind
from analysis.returns.cell_values import (
    FRACTION,
    ColumnStyle,
    bare_rate,
    count_style,
    rate_scale,
    read_count,
    read_rate,
)

VIETNAMESE = ColumnStyle()


def count(value: str | float, measure: str = "admitted") -> Decimal | str | None:
    """The figure of a cell of counts, the rule that refuses it, or None for a blank."""
    reading = read_count(cell_of(value), measure, VIETNAMESE)
    if reading.refusal is not None:
        return reading.refusal.reason
    return reading.figures[0].value if reading.figures else None


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12", 12),
        ("1.514", 1514),
        ("12,0", 12),
        ("12.", 12),
        ("6đc", 6),
        ("6 đ/c", 6),
        (12, 12),
        (11.999999999999998, 12),
        (0, 0),
    ],
)
def test_counts_that_have_one_reading(printed: str | float, value: int) -> None:
    assert count(printed) == value


@pytest.mark.parametrize("blank", ["-", "–", "…", "x", "  ", "\u00a0", "...."])
def test_fillers_hold_nothing(blank: str) -> None:
    assert count(blank) is None


@pytest.mark.parametrize(
    ("printed", "rule"),
    [
        (12.5, "not_whole"),
        (11.99, "not_whole"),
        (-3, "negative"),
        ("52,53%", "unit_mismatch"),
        ("khoảng 20", "not_exact"),
        ("không", "none_or_unknown"),
        ("Chưa có", "none_or_unknown"),
        ("#DIV/0!", "error_value"),
        ("mười hai rưỡi", "not_a_number"),
        ("12/20", "two_numbers"),
    ],
)
def test_counts_that_are_refused(printed: str | float, rule: str) -> None:
    assert count(printed, "admitted" if printed != "12/20" else "members_total") == rule


@pytest.mark.parametrize(
    ("printed", "value"),
    [("+2", 2), ("(3)", -3), ("− 3", -3), ("- 3", -3), ("tăng 2", 2), ("giảm 3", -3), (-4, -4)],
)
def test_changes_may_bear_a_sign_or_a_word(printed: str | float, value: int) -> None:
    assert count(printed, "yoy_change") == value


def test_words_of_change_are_no_count() -> None:
    assert count("tăng 2") == "not_a_number"


def test_fraction_gives_result_and_target() -> None:
    reading = read_count(cell_of("142/270"), FRACTION, VIETNAMESE)
    assert [(f.measure, f.value) for f in reading.figures] == [("admitted", 142), ("target", 270)]


def test_part_in_brackets() -> None:
    reading = read_count(cell_of("12 (2 nữ)"), "admitted", VIETNAMESE)
    assert [(f.measure, f.value) for f in reading.figures] == [
        ("admitted", 12),
        ("admitted_female", 2),
    ]


def test_1514_as_text_and_as_decimal() -> None:
    """As text the full stop groups thousands; as a number the column has to show it."""
    assert count("1.514") == 1514
    assert count(1.514) == "not_whole"
    column = [Cell(CellKind.NUMBER, "1.514", 1.514), Cell(CellKind.NUMBER, "15", 15.0)]
    style = count_style(column)
    assert style.is_split
    assert read_count(column[0], "admitted", style).figures[0].value == 1514
    assert read_count(column[1], "admitted", style).figures[0].value == 15


def test_noise_of_binary_fractions_is_no_sign_of_thousands() -> None:
    noisy = Cell(CellKind.NUMBER, "11.999999999999998", 11.999999999999998)
    split = Cell(CellKind.NUMBER, "1.514", 1.514)
    assert not count_style([noisy]).is_split
    assert count_style([noisy, split]).is_split


def test_english_groups_need_the_column() -> None:
    cells = [Cell(CellKind.TEXT, "1,514"), Cell(CellKind.TEXT, "1,667")]
    assert count_style(cells).style == "en"
    assert count_style(cells[:1]).style == "vi"
    assert count_style([*cells, Cell(CellKind.TEXT, "1.204")]).style == "vi"


def test_rate_as_fraction_or_as_points() -> None:
    """0,5253 with counts that give 52,53 is a fraction; 52,53 is not."""
    expected = [Decimal("52.53")]
    assert rate_scale([(Decimal("0.5253"), 4)], expected) == [100]
    assert rate_scale([(Decimal("52.53"), 2)], expected) == [1]
    fraction = read_rate(cell_of("0,5253"), "pct_of_target", 100).figures[0]
    assert (fraction.value, fraction.decimals) == (Decimal("52.53"), 2)


def test_small_rate_without_counts_is_refused() -> None:
    assert rate_scale([(Decimal("0.5"), 1)], [None]) == [None]
    refused = read_rate(cell_of(0.5), "pct_of_target", None)
    assert refused.refusal is not None
    assert refused.refusal.reason == "rate_or_fraction"


def test_negative_rates_have_a_scale() -> None:
    assert rate_scale([(Decimal("-12.5"), 1), (Decimal(-4), 0)], [None, None]) == [1, 1]


def test_rate_names_what_the_cell_holds() -> None:
    reading = read_rate(cell_of("#DIV/0!"), "pct_of_target", 1)
    assert reading.refusal is not None
    assert reading.refusal.reason == "error_value"
    assert "%" not in reading.refusal.message


texts = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="0123456789.,%-+()/ đcnữtănggiảm#!", max_size=16),
)
numbers = st.floats(allow_nan=False, allow_infinity=False).map(
    lambda value: Cell(CellKind.NUMBER, repr(value), value)
)
cells = st.one_of(
    texts.map(lambda text: Cell(CellKind.TEXT, text)),
    numbers,
    st.sampled_from([k for k in CellKind if k not in (CellKind.TEXT, CellKind.NUMBER)]).map(
        lambda kind: Cell(kind, "2024-06-30")
    ),
)


@given(cells, st.sampled_from(["admitted", "yoy_change", FRACTION, "members_total"]))
def test_counts_never_raise(cell: Cell, measure: str) -> None:
    reading = read_count(cell, measure, count_style([cell]))
    assert reading.refusal is None or not reading.figures
    assert all(figure.value == int(figure.value) for figure in reading.figures)


@given(cells, st.sampled_from([1, 100, None]))
def test_rates_never_raise(cell: Cell, scale: int | None) -> None:
    bare_rate(cell)
    reading = read_rate(cell, "pct_of_target", scale)
    assert reading.refusal is None or not reading.figures
