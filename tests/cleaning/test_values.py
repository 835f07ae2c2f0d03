"""A figure must fit its measure; what does not fit is refused with a reason."""

from decimal import Decimal

import pytest

from analysis.cleaning.values import read_value
from analysis.text.numbers import Quantity
from analysis.text.refusal import Refusal


def _read(printed: str, measure: str = "admitted", unit: str = "person") -> Quantity | Refusal:
    return read_value(printed, measure=measure, unit=unit, language="vi")


@pytest.mark.parametrize("measure", ["admitted", "target", "target_min"])
def test_a_fraction_is_never_taken_for_its_upper_part(measure: str) -> None:
    found = _read("142/270", measure)
    assert isinstance(found, Refusal)
    assert found.reason == "unit_mismatch"
    assert "admitted_over_target" in found.message


def test_the_measure_made_for_fractions_takes_them_and_nothing_else() -> None:
    found = _read("142/270", "admitted_over_target")
    assert isinstance(found, Quantity)
    assert (found.value, found.denominator) == (Decimal(142), Decimal(270))
    assert isinstance(_read("142", "admitted_over_target"), Refusal)


@pytest.mark.parametrize("printed", ["52", "1.514"])
def test_a_whole_number_without_a_sign_is_not_a_percentage(printed: str) -> None:
    found = _read(printed, "pct_of_target", "percent")
    assert isinstance(found, Refusal)
    assert "thiếu dấu %" in found.message


def test_a_number_with_decimals_can_be_a_percentage_whose_sign_was_left_out() -> None:
    found = _read("5,28", "yoy_change_pct", "percent")
    assert isinstance(found, Quantity)
    assert found.value == Decimal("5.28")


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("52,53%", "unit_mismatch"),
        ("2 lần", "unit_mismatch"),
        ("-5", "negative"),
        ("1,5 - 2", "not_whole"),
        ("1.51", "ambiguous_separator"),
    ],
)
def test_what_is_no_count_of_persons_is_refused(printed: str, reason: str) -> None:
    found = _read(printed)
    assert isinstance(found, Refusal)
    assert found.reason == reason
