"""A printed figure held against its measure: the right unit, a plausible form, or a refusal."""

from __future__ import annotations

from collections.abc import Iterator

from analysis.text.numbers import NumberUnit, Quantity, parse_number
from analysis.text.refusal import Refusal

FRACTION = "admitted_over_target"
_NEVER_FRACTIONS = {"admitted", "target", "target_min", "target_max", "target_per_year"}
_COUNTS = {"person", "organisation", "unit", "place", "indicator"}
_RATES = {"percent", "percentage_point"}
_NUMBER_UNITS = {
    "percent": {NumberUnit.PERCENT, NumberUnit.NUMBER},
    "percentage_point": {NumberUnit.PERCENT, NumberUnit.NUMBER},
    "time": {NumberUnit.TIMES, NumberUnit.NUMBER},
    "year": {NumberUnit.YEARS, NumberUnit.NUMBER},
}


def read_value(printed: str, *, measure: str, unit: str, language: str) -> Quantity | Refusal:
    """Read a figure and hold it against its measure.

    Args:
        printed: The figure as printed.
        measure: The measure; only some are printed as fractions ("142/270").
        unit: The unit of the measure (register of measures).
        language: The language of the source, which decides between dot and comma.
    """
    quantity = parse_number(printed, style=language)
    if isinstance(quantity, Refusal):
        return quantity
    for reason, fault in _faults(quantity, measure, unit):
        return Refusal(printed=printed, reason=reason, message=f"«{printed}» {fault}")
    return quantity


def _faults(quantity: Quantity, measure: str, unit: str) -> Iterator[tuple[str, str]]:
    """Find what does not fit: a code and the words for it, the gravest first."""
    numbers = [x for x in (quantity.value, quantity.low, quantity.high) if x is not None]
    is_fraction = quantity.denominator is not None
    if unit in _COUNTS and quantity.unit is NumberUnit.PERCENT:
        yield "unit_mismatch", "là tỷ lệ nhưng chỉ số là số đếm"
    if quantity.unit not in _NUMBER_UNITS.get(unit, {NumberUnit.NUMBER}):
        yield "unit_mismatch", "không cùng đơn vị với chỉ số"
    if is_fraction and (unit not in _COUNTS or measure in _NEVER_FRACTIONS):
        yield "unit_mismatch", f"là phân số; tách thành hai dòng hoặc dùng chỉ số {FRACTION}"
    if measure == FRACTION and not is_fraction:
        yield "unit_mismatch", "không phải phân số"
    if unit in _RATES and quantity.unit is NumberUnit.NUMBER and not quantity.decimals:
        yield "unit_mismatch", "thiếu dấu %, chưa chắc là tỷ lệ"
    if unit in _COUNTS and any(x < 0 for x in numbers):
        yield "negative", "là số âm"
    if unit in _COUNTS and any(x % 1 for x in numbers):
        yield "not_whole", "không phải số nguyên"
