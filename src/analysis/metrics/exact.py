"""Exact arithmetic: rates as fractions, and what a printed rounding admits.

Sources round half up or cut off; both occur in print, so both are accepted when a printed
percentage is held against the figures it was made from.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from math import floor


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


def whole_denominators(part: int, printed: Fraction, decimals: int) -> dict[Rounding, range]:
    """Find the whole numbers of which ``part`` is the printed percentage.

    Args:
        part: The numerator, positive.
        printed: The percentage as printed, positive.
        decimals: Decimals printed.

    Returns:
        For each rounding the denominators whose percentage it turns into the print: those that
        round half up to it, and those, all smaller, that only cutting off turns into it.
    """
    units = printed * 10**decimals
    if units.denominator != 1:
        return {rounding: range(0) for rounding in Rounding}
    # Half up: units - 1/2 <= scaled / n < units + 1/2; cut off: units <= scaled / n < units + 1.
    scaled, last = 100 * 10**decimals * part, units.numerator
    largest = 2 * scaled // (2 * last - 1)
    between = 2 * scaled // (2 * last + 1)
    smallest = scaled // (last + 1)
    return {
        Rounding.HALF_UP: range(between + 1, largest + 1),
        Rounding.TRUNCATED: range(smallest + 1, between + 1),
    }
