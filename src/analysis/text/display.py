"""Figures, dates and periods as a Vietnamese reader expects them.

Rounding is half up and exact (Decimal and Fraction, never float: a float has already lost the
half); Babel's ``vi`` locale then groups and punctuates. Minus is U+2212, as wide as plus.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Protocol

import babel.numbers

from analysis.text.period_model import PeriodKind, month_days

LOCALE = "vi"
MINUS = "\u2212"
_PRECISION = 100
_ROMAN = ("I", "II", "III", "IV")
_UNDATED = "không ghi thời điểm"

Exact = int | Decimal | Fraction


class PeriodLike(Protocol):
    """What :func:`format_period` needs of a period; flags such as ``is_average`` are optional."""

    @property
    def kind(self) -> PeriodKind: ...  # noqa: D102
    @property
    def start(self) -> date | None: ...  # noqa: D102
    @property
    def end(self) -> date | None: ...  # noqa: D102
    @property
    def term(self) -> tuple[int, int] | None: ...  # noqa: D102


def round_half_up(x: Exact, decimals: int) -> Decimal:
    """Round exactly, halves away from zero: 75.625 to 2 decimals is 75.63.

    Raises:
        TypeError: ``x`` is a float.
    """
    if isinstance(x, float):
        raise TypeError("round_half_up needs an exact number, not a float")
    scaled = abs(Fraction(x)) * 10**decimals
    units = int(scaled + Fraction(1, 2))
    return Decimal(f"{'-' if x < 0 and units else ''}{units}e-{decimals}")


def _format_decimal(value: Decimal, decimals: int) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    with localcontext(prec=_PRECISION):  # Babel quantizes in the current context
        text = babel.numbers.format_decimal(value, format=pattern, locale=LOCALE)
    return text.replace("-", MINUS)


def format_count(count: int) -> str:
    """``13835`` as ``13.835``."""
    return _format_decimal(Decimal(count), 0)


def format_signed(difference: int) -> str:
    """``19`` as ``+19``, ``-5`` as ``−5`` (U+2212), zero without a sign."""
    sign = "+" if difference > 0 else ""
    return sign + format_count(difference)


def format_number(value: Exact, decimals: int) -> str:
    """``1234.5`` with 2 decimals as ``1.234,50``."""
    return _format_decimal(round_half_up(value, decimals), decimals)


def format_percent(percent: Exact, decimals: int = 2) -> str:
    """Percent points (94.4 means 94.4%) as ``94,40%``."""
    return f"{format_number(percent, decimals)}%"


def format_percent_against(value: Fraction, threshold: Fraction, decimals: int = 2) -> str:
    """Percent points with as many decimals as keep the display on its side of a threshold.

    49.996 against 50 shows ``49,996%``, because ``50,00%`` would contradict its flag.

    Args:
        value: Percent points.
        threshold: Percent points.
        decimals: Fewest decimals to show.
    """

    def is_below(number: Fraction) -> bool:
        return number < threshold

    shown = decimals
    while value != threshold and is_below(Fraction(round_half_up(value, shown))) != is_below(value):
        shown += 1
    return format_percent(value, shown)


def format_date(day: date) -> str:
    """``30/6/2024``."""
    return f"{day.day}/{day.month}/{day.year}"


def format_period(period: PeriodLike) -> str:
    """A period in words: ``6 tháng đầu năm 2024``, ``thời điểm 30/6/2024``.

    An average or a projection says so in parentheses.
    """
    text = _WORDING[period.kind](period)
    flags = (("is_average", "bình quân"), ("is_projected", "dự kiến"))
    notes = [word for name, word in flags if getattr(period, name, False)]
    return f"{text} ({', '.join(notes)})" if notes else text


def _is_month_end(day: date) -> bool:
    return day.day == month_days(day.year, day.month)


def _is_new_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def _until(end: date | None) -> str:
    if end is None:
        return ""
    return f"đến hết năm {end.year}" if _is_year_end(end) else f"đến ngày {format_date(end)}"


def _from(start: date | None) -> str:
    if start is None:
        return ""
    return f"từ đầu năm {start.year}" if _is_new_year(start) else f"từ ngày {format_date(start)}"


def _year(period: PeriodLike) -> str:
    return f"năm {period.end.year}" if period.end else "cả năm (không ghi năm)"


def _part_year(period: PeriodLike) -> str:
    """Whole months by their number, other ends by their day."""
    end = period.end
    if end is None:
        return _from(period.start) or "từ đầu năm (không ghi năm)"
    if not _is_month_end(end):
        return f"từ đầu năm {end.year} {_until(end)}"
    if end.month == 1:
        return f"tháng 1 năm {end.year}"
    return f"{end.month} tháng đầu năm {end.year}" if end.month < 12 else f"năm {end.year}"


def _within_year(period: PeriodLike) -> str:
    """A month, a quarter, the second half, or two days."""
    start, end = period.start, period.end
    if start is None or end is None:
        return _from(start) or _until(end) or "trong năm (không ghi năm)"
    months = end.month - start.month + 1
    if start.day == 1 and _is_month_end(end):
        if months == 1:
            return f"tháng {start.month} năm {start.year}"
        if months == 3 and end.month % 3 == 0:
            return f"quý {_ROMAN[end.month // 3 - 1]} năm {end.year}"
        if end.month == 12:
            return f"{months} tháng cuối năm {end.year}"
    return f"từ ngày {format_date(start)} đến ngày {format_date(end)}"


def _years(period: PeriodLike) -> str:
    start, end = period.start, period.end
    if start and end and _is_new_year(start) and _is_year_end(end):
        return f"giai đoạn {start.year}–{end.year}"
    known = " ".join(filter(None, (_from(start), _until(end))))
    return known or "nhiều năm (không ghi thời điểm)"


def _term(period: PeriodLike) -> str:
    return f"nhiệm kỳ {period.term[0]}–{period.term[1]}" if period.term else "nhiệm kỳ"


def _term_to_date(period: PeriodLike) -> str:
    return f"từ đầu {_term(period)} {_until(period.end)}".strip()


def _each_year(period: PeriodLike) -> str:
    if period.term:
        return f"mỗi năm, {_term(period)}"
    return f"mỗi năm, {_years(period)}" if period.start else "mỗi năm"


def _as_of(period: PeriodLike) -> str:
    return f"thời điểm {format_date(period.end)}" if period.end else _UNDATED


def _event(period: PeriodLike) -> str:
    return f"dịp {format_date(period.end)}" if period.end else "một dịp (không ghi ngày)"


def _undated(_period: PeriodLike) -> str:
    return _UNDATED


_WORDING: dict[PeriodKind, Callable[[PeriodLike], str]] = {
    PeriodKind.YEAR: _year,
    PeriodKind.PART_YEAR: _part_year,
    PeriodKind.WITHIN_YEAR: _within_year,
    PeriodKind.YEARS: _years,
    PeriodKind.TERM: _term,
    PeriodKind.TERM_TO_DATE: _term_to_date,
    PeriodKind.EACH_YEAR: _each_year,
    PeriodKind.AS_OF: _as_of,
    PeriodKind.EVENT: _event,
    PeriodKind.UNDATED: _undated,
}
