"""Exact arithmetic: rates as fractions, and what a printed rounding admits.

Sources round half up or cut off; both occur in print, so both are accepted when a printed
percentage is held against the figures it was made from.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import ceil, floor


class Rounding(StrEnum):
    """How a printed figure can have come from an exact one."""

    HALF_UP = "half_up"
    TRUNCATED = "truncated"


def exact(value: float) -> Fraction:
    """Return a stored figure exactly as printed (52.53 is 5253/100, not its binary neighbour)."""
    return Fraction(repr(float(value)))


def percent_of(part: float, whole: float) -> Fraction:
    """Return ``part`` as an exact percentage of ``whole`` (which must not be zero)."""
    return exact(part) * 100 / exact(whole)


def is_below(value_pct: Fraction, threshold_pct: float) -> bool:
    """Say whether a rate lies strictly below the threshold; exactly at it is not below."""
    return value_pct < exact(threshold_pct)


def matching_rounding(value: Fraction, printed: Fraction, decimals: int) -> Rounding | None:
    """Say which rounding turns an exact figure into the printed one.

    Args:
        value: The exact figure, not negative.
        printed: The figure as printed.
        decimals: Decimals printed.

    Returns:
        ``HALF_UP`` where rounding half up gives the print, ``TRUNCATED`` where only cutting off
        does, None where neither does.
    """
    scale = 10**decimals
    if Fraction(floor(value * scale + Fraction(1, 2)), scale) == printed:
        return Rounding.HALF_UP
    if Fraction(floor(value * scale), scale) == printed:
        return Rounding.TRUNCATED
    return None


def whole_denominators(part: int, printed: Fraction, decimals: int) -> dict[Rounding, list[int]]:
    """Find the whole numbers of which ``part`` is the printed percentage.

    Args:
        part: The numerator, positive.
        printed: The percentage as printed, positive.
        decimals: Decimals printed.

    Returns:
        For each rounding the denominators, ascending, whose percentage it turns into the print.
    """
    step = Fraction(1, 10**decimals)
    lowest = floor(Fraction(100 * part) / (printed + step))
    highest = ceil(Fraction(100 * part) / max(printed - step, step / 10))
    found: dict[Rounding, list[int]] = {rounding: [] for rounding in Rounding}
    for candidate in range(max(lowest, 1), highest + 1):
        rounding = matching_rounding(Fraction(100 * part, candidate), printed, decimals)
        if rounding:
            found[rounding].append(candidate)
    return found
