"""Time: which share of a period has passed, and how many months are left; exact, in whole days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction


def elapsed_share(start: date, end: date, day: date) -> Fraction:
    """Return the share of a period that has passed at the end of a day.

    Args:
        start: The first day of the period.
        end: Its last day, not before the first.
        day: The day; it has passed itself, so 30 June 2024 is the 182nd of 366.

    Returns:
        Days passed of all days: 0 before the period, 1 from its last day on.

    Raises:
        ValueError: The period ends before it starts.
    """
    days = (end - start).days + 1
    if days < 1:
        raise ValueError(f"the period ends on {end}, before it starts on {start}")
    passed = (day - start).days + 1
    return Fraction(min(max(passed, 0), days), days)


def months_left(day: date, end: date) -> Fraction:
    """Count the months after a day up to the end of a period.

    A month that is partly left counts by its days: from 15 August (16 days of 31 left) to
    31 December there are 4 16/31 months.

    Args:
        day: The last day that has passed.
        end: The last day of the period.

    Returns:
        Months, exact; 0 where nothing is left.
    """
    return max(_month_number(end) - _month_number(day), Fraction(0))


def _month_number(day: date) -> Fraction:
    """Return a day's place in a line of equal months, its own day included."""
    _, days = monthrange(day.year, day.month)
    return 12 * day.year + day.month + Fraction(day.day, days)
