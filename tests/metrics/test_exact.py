"""Exact arithmetic: decimals as printed, strict thresholds, both roundings of print."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.exact import (
    Rounding,
    exact,
    is_below,
    matching_rounding,
    percent_of,
    whole_denominators,
)

HALF_UP, TRUNCATED = Rounding.HALF_UP, Rounding.TRUNCATED


def test_a_stored_decimal_is_taken_as_printed_not_as_its_binary_neighbour() -> None:
    assert exact(52.53) == Fraction(5253, 100)
    assert exact(0.1) + exact(0.2) == exact(0.3)


def test_a_rate_is_an_exact_fraction() -> None:
    assert percent_of(142, 270) == Fraction(1420, 27)
    assert percent_of(50, 100) == 50


@pytest.mark.parametrize(
    ("part", "whole", "threshold", "below"),
    [
        pytest.param(50, 100, 50, False, id="exactly 50 % is not below"),
        pytest.param(49, 99, 50, True, id="49 of 99 is 49,49 %"),
        pytest.param(12499, 25000, 50, True, id="49,996 % is below, though it prints as 50,00"),
        pytest.param(333, 1000, 33.3, False, id="exactly 33,3 % is not below 33,3"),
        pytest.param(1, 3, 33.3, False, id="a third is above 33,3"),
        pytest.param(3329, 10000, 33.3, True, id="33,29 % is below 33,3"),
        pytest.param(10**15 - 1, 2 * 10**15, 50, True, id="below by less than a float can tell"),
    ],
)
def test_below_means_strictly_below(part: int, whole: int, threshold: float, below: bool) -> None:
    assert is_below(percent_of(part, whole), threshold) is below


@pytest.mark.parametrize(
    ("value", "printed", "decimals", "rounding"),
    [
        pytest.param(percent_of(11388, 12064), 94, 0, HALF_UP, id="94,397 prints as 94"),
        pytest.param(percent_of(80, 85), Fraction(9411, 100), 2, TRUNCATED, id="94,1176 cut off"),
        pytest.param(percent_of(80, 85), Fraction(9412, 100), 2, HALF_UP, id="94,1176 rounded"),
        pytest.param(percent_of(121, 160), Fraction(7563, 100), 2, HALF_UP, id="a half goes up"),
        pytest.param(percent_of(121, 160), Fraction(7562, 100), 2, TRUNCATED, id="a half cut off"),
        pytest.param(Fraction(125, 2), 62, 0, TRUNCATED, id="62,5 is not rounded to even"),
        pytest.param(Fraction(199, 2), 100, 0, HALF_UP, id="99,5 rounds up to 100"),
        pytest.param(Fraction(50), 50, 0, HALF_UP, id="a whole number both ways is half up"),
        pytest.param(percent_of(142, 270), Fraction(5253, 100), 2, None, id="52,593 is not 52,53"),
        pytest.param(Fraction(94), 95, 0, None, id="never rounded up from a whole number"),
        pytest.param(Fraction(0), 0, 2, HALF_UP, id="zero"),
    ],
)
def test_print_is_accepted_when_half_up_or_cutting_off_explains_it(
    value: Fraction, printed: Fraction, decimals: int, rounding: Rounding | None
) -> None:
    assert matching_rounding(value, Fraction(printed), decimals) is rounding


def denominators(part: int, printed: Fraction, decimals: int) -> dict[Rounding, list[int]]:
    return {key: list(found) for key, found in whole_denominators(part, printed, decimals).items()}


def test_the_denominators_of_a_print_that_only_cutting_off_explains() -> None:
    # 145/260 = 55.769 (55,8 or 55,7 cut off); 145/261 = 55.556 (55,6 or 55,5);
    # 145/259 = 55.985 (56,0 or 55,9).
    assert denominators(145, Fraction(557, 10), 1) == {HALF_UP: [], TRUNCATED: [260]}


def test_no_denominator_explains_an_impossible_print() -> None:
    # One of one is 100 %, one of two 50 %: nothing prints as 70 %.
    assert denominators(1, Fraction(70), 0) == {HALF_UP: [], TRUNCATED: []}


def test_no_denominator_explains_more_decimals_than_are_said_to_be_printed() -> None:
    assert denominators(1, Fraction(1, 3), 0) == {HALF_UP: [], TRUNCATED: []}


@given(
    part=st.integers(1, 40),
    whole=st.integers(1, 80),
    decimals=st.integers(0, 1),
    rounding=st.sampled_from(Rounding),
)
def test_the_denominators_found_are_those_that_whole_number_arithmetic_finds(
    part: int, whole: int, decimals: int, rounding: Rounding
) -> None:
    scaled = 100 * 10**decimals * part
    shown = {
        HALF_UP: lambda whole: (2 * scaled + whole) // (2 * whole),
        TRUNCATED: lambda whole: scaled // whole,
    }
    printed = shown[rounding](whole)
    if not printed:
        return
    candidates = range(1, scaled * 2 // printed + 2)
    half_up = [x for x in candidates if shown[HALF_UP](x) == printed]
    cut_off = [x for x in candidates if shown[TRUNCATED](x) == printed and x not in half_up]
    found = denominators(part, Fraction(printed, 10**decimals), decimals)
    assert found == {HALF_UP: half_up, TRUNCATED: cut_off}
