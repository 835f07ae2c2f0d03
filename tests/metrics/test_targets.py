"""Targets that a printed percentage gives away: one, several, or none."""

from __future__ import annotations

from fractions import Fraction
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.exact import Rounding
from analysis.metrics.targets import DerivedTarget, derive_target


@pytest.mark.parametrize(
    ("admitted", "printed", "decimals", "target"),
    [
        pytest.param(1514, "112.15", 2, 1350, id="1.514 and 112,15%: 112.148"),
        pytest.param(1533, "111.9", 1, 1370, id="1.533 and 111,9%: 111.898"),
        pytest.param(1667, "107.55", 2, 1550, id="1.667 and 107,55%: 107.548"),
        pytest.param(118, "96.72", 2, 122, id="118 and 96,72%: 96.721"),
        pytest.param(5, "50", 0, 10, id="5 and 50%"),
    ],
)
def test_the_one_target_that_rounds_half_up_to_the_print_is_derived(
    admitted: int, printed: str, decimals: int, target: int
) -> None:
    derived = derive_target(admitted, Fraction(printed), decimals)
    assert (derived.value, derived.rounding) == (target, Rounding.HALF_UP)


def test_a_target_that_only_cutting_off_explains_is_derived_and_marked() -> None:
    # 145/260 = 55.769 is 55,8 rounded; no other whole number comes to 55,7 either way.
    assert derive_target(145, Fraction("55.7"), 1) == DerivedTarget(
        260, Rounding.TRUNCATED, 260, 260
    )


def test_half_up_decides_although_cutting_off_allows_another_target() -> None:
    # 125/116 = 107.76 rounds to 108; 125/115 = 108.70 is 108 cut off.
    assert derive_target(125, Fraction(108), 0) == DerivedTarget(116, Rounding.HALF_UP, 115, 116)


def test_several_fitting_targets_leave_it_open_between_lowest_and_highest() -> None:
    # Half up: 4,5 <= 1400/T < 5,5 gives 255 to 311; cut off: 5 <= 1400/T < 6 gives 234 to 280.
    assert derive_target(14, Fraction(5), 0) == DerivedTarget(None, None, 234, 311)


def test_several_targets_by_cutting_off_alone_leave_it_open_too() -> None:
    # 1000/T is 0,99 cut off for T = 1001 to 1010 and 0,99 half up for 1006 to 1015.
    derived = derive_target(10, Fraction("0.99"), 2)
    assert derived == DerivedTarget(None, None, 1001, 1015)


def test_a_print_that_no_whole_target_explains_derives_nothing() -> None:
    assert derive_target(1, Fraction(70), 0) == DerivedTarget(None, None, None, None)


@pytest.mark.parametrize(
    ("admitted", "printed"), [(0, "0"), (0, "50"), (5, "0"), (-5, "50"), (5, "-50")]
)
def test_nothing_is_derived_from_zero_or_less(admitted: int, printed: str) -> None:
    assert derive_target(admitted, Fraction(printed), 0).value is None


@given(admitted=st.integers(1, 500), target=st.integers(1, 800), decimals=st.integers(0, 2))
def test_the_true_target_always_lies_between_lowest_and_highest(
    admitted: int, target: int, decimals: int
) -> None:
    scale = 10**decimals
    half_up = (2 * 100 * scale * admitted + target) // (2 * target)
    if half_up * 10 < scale * 100:
        return  # below 10 % there are too many candidates for a quick test
    derived = derive_target(admitted, Fraction(half_up, scale), decimals)
    assert derived.lowest is not None
    assert derived.highest is not None
    assert derived.lowest <= target <= derived.highest
    if derived.value is not None:
        assert (derived.value, derived.rounding) == (target, Rounding.HALF_UP)


def test_a_small_percentage_does_not_take_a_trial_of_every_candidate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trials = count(1)

    def rounding(*_: object) -> None:
        assert next(trials) < 10_000

    monkeypatch.setattr("analysis.metrics.exact.matching_rounding", rounding)
    derive_target(5000, Fraction(1), 0)
