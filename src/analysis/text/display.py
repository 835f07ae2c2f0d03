"""Figures, dates and periods as a reader of the report's language expects them.

Rounding is half up and exact (Decimal and Fraction, never float: a float has already lost the
half); Babel then groups and punctuates: ``1.514`` and ``112,15%`` in Vietnamese, ``1,514`` and
``112.15%`` in English. Minus is U+2212, as wide as plus.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

import babel.dates
import babel.numbers

from analysis.text.decimals import write_decimal
from analysis.text.language import current_language, pgettext
from analysis.text.period_model import PeriodKind, month_days

_ROMAN = ("I", "II", "III", "IV")
_DAY_FORMATS = {"vi": "d/M/y", "en": "d MMMM y"}
_MONTH_FORMATS = {"vi": "M", "en": "MMMM"}

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


def format_count(count: int) -> str:
    """``13835`` as ``13.835``."""
    return write_decimal(Decimal(count), 0, current_language())


def format_signed(difference: int) -> str:
    """``19`` as ``+19``, ``-5`` as ``−5`` (U+2212), zero without a sign."""
    sign = "+" if difference > 0 else ""
    return sign + format_count(difference)


def format_number(value: Exact, decimals: int) -> str:
    """``1234.5`` with 2 decimals as ``1.234,50``."""
    return write_decimal(round_half_up(value, decimals), decimals, current_language())


def format_percent(percent: Exact, decimals: int = 2) -> str:
    """Percent points (94.4 means 94.4%) as ``94,40%``."""
    return f"{format_number(percent, decimals)}%"


def decimal_mark() -> str:
    """What stands before the decimals of a number: a comma, in English a point."""
    return babel.numbers.get_decimal_symbol(current_language())


def decimals_of(text: str) -> int:
    """Count the decimals of a number or percentage as this module writes it."""
    return len(text.removesuffix("%").partition(decimal_mark())[2])


def format_shortest(value: Exact, decimals: int) -> str:
    """``3.50`` with at most 2 decimals as ``3,5``: no zeros at the end."""
    text = format_number(value, decimals)
    return text.rstrip("0").rstrip(decimal_mark()) if decimals else text


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
    """``30/6/2024``, in English ``30 June 2024``."""
    return _format_day(day, _DAY_FORMATS)


def format_month(day: date) -> str:
    """``tháng 8 năm 2024``, in English ``August 2024``."""
    month = _format_day(day, _MONTH_FORMATS)
    return pgettext("period", "tháng {month} năm {year}", month=month, year=day.year)


def _format_day(day: date, formats: dict[str, str]) -> str:
    code = current_language()
    return babel.dates.format_date(day, formats[code], locale=code)


def format_period(period: PeriodLike) -> str:
    """A period in words: ``6 tháng đầu năm 2024``, ``thời điểm 30/6/2024``.

    An average or a projection says so in parentheses. In English a span of time is a noun that can
    follow "in": ``the first 6 months of 2024``.
    """
    text = _WORDING[period.kind](period)
    flags = (
        ("is_average", pgettext("period", "bình quân")),
        ("is_projected", pgettext("period", "dự kiến")),
    )
    notes = [word for name, word in flags if getattr(period, name, False)]
    return f"{text} ({', '.join(notes)})" if notes else text


def _is_month_end(day: date) -> bool:
    return day.day == month_days(day.year, day.month)


def _is_new_year(day: date) -> bool:
    return (day.month, day.day) == (1, 1)


def _is_year_end(day: date) -> bool:
    return (day.month, day.day) == (12, 31)


def _from(start: date) -> str:
    """Name the time since a day."""
    if _is_new_year(start):
        return pgettext("period", "từ đầu năm {year}", year=start.year)
    return pgettext("period", "từ ngày {day}", day=format_date(start))


def _until(end: date) -> str:
    """Name the time up to a day."""
    if _is_year_end(end):
        return pgettext("period", "đến hết năm {year}", year=end.year)
    return pgettext("period", "đến ngày {day}", day=format_date(end))


def _between(start: date, end: date) -> str:
    """Name the time between two days, the beginning and the end of a year by the year."""
    first, last = format_date(start), format_date(end)
    if _is_new_year(start):
        if _is_year_end(end):
            return pgettext(
                "period",
                "giai đoạn {first_year}–{last_year}",
                first_year=start.year,
                last_year=end.year,
            )
        return pgettext("years", "từ đầu năm {year} đến ngày {day}", year=start.year, day=last)
    if _is_year_end(end):
        return pgettext("period", "từ ngày {day} đến hết năm {year}", day=first, year=end.year)
    return pgettext("period", "từ ngày {first} đến ngày {last}", first=first, last=last)


def _year(period: PeriodLike) -> str:
    return _whole_year(period.end) if period.end else pgettext("period", "cả năm (không ghi năm)")


def _whole_year(day: date) -> str:
    return pgettext("period", "năm {year}", year=day.year)


def _part_year(period: PeriodLike) -> str:
    """Whole months by their number, other ends by their day."""
    end = period.end
    if end is None:
        unknown = pgettext("period", "từ đầu năm (không ghi năm)")
        return _from(period.start) if period.start else unknown
    if not _is_month_end(end):
        day = format_date(end)
        return pgettext("period", "từ đầu năm {year} đến ngày {day}", year=end.year, day=day)
    if end.month == 1:
        return format_month(end)
    if end.month == 12:
        return _whole_year(end)
    return pgettext("period", "{months} tháng đầu năm {year}", months=end.month, year=end.year)


def _within_year(period: PeriodLike) -> str:
    """A month, a quarter, the second half, or two days."""
    start, end = period.start, period.end
    if start is None or end is None:
        return _one_sided(start, end) or pgettext("period", "trong năm (không ghi năm)")
    months = end.month - start.month + 1
    if start.day == 1 and _is_month_end(end):
        if months == 1:
            return format_month(start)
        if months == 3 and end.month % 3 == 0:
            quarter = _ROMAN[end.month // 3 - 1]
            return pgettext("period", "quý {quarter} năm {year}", quarter=quarter, year=end.year)
        if end.month == 12:
            return pgettext(
                "period", "{months} tháng cuối năm {year}", months=months, year=end.year
            )
    first, last = format_date(start), format_date(end)
    return pgettext("period", "từ ngày {first} đến ngày {last}", first=first, last=last)


def _one_sided(start: date | None, end: date | None) -> str:
    """Name the time since or up to a day, the empty text where neither is known."""
    if start is not None:
        return _from(start)
    return "" if end is None else _until(end)


def _years(period: PeriodLike) -> str:
    start, end = period.start, period.end
    if start and end:
        return _between(start, end)
    return _one_sided(start, end) or pgettext("period", "nhiều năm (không ghi thời điểm)")


def _term(period: PeriodLike) -> str:
    return _named_term(period.term) if period.term else pgettext("period", "nhiệm kỳ")


def _named_term(term: tuple[int, int]) -> str:
    return pgettext(
        "period", "nhiệm kỳ {first_year}–{last_year}", first_year=term[0], last_year=term[1]
    )


def _term_to_date(period: PeriodLike) -> str:
    term, end = _term(period), period.end
    if end is None:
        return pgettext("period", "từ đầu {term}", term=term)
    if _is_year_end(end):
        return pgettext("period", "từ đầu {term} đến hết năm {year}", term=term, year=end.year)
    return pgettext("period", "từ đầu {term} đến ngày {day}", term=term, day=format_date(end))


def _each_year(period: PeriodLike) -> str:
    if period.term:
        return pgettext("period", "mỗi năm, {period}", period=_named_term(period.term))
    if period.start:
        return pgettext("period", "mỗi năm, {period}", period=_years(period))
    return pgettext("period", "mỗi năm")


def _as_of(period: PeriodLike) -> str:
    if period.end:
        return pgettext("period", "thời điểm {day}", day=format_date(period.end))
    return _undated(period)


def _event(period: PeriodLike) -> str:
    if period.end:
        return pgettext("period", "dịp {day}", day=format_date(period.end))
    return pgettext("period", "một dịp (không ghi ngày)")


def _undated(_period: PeriodLike) -> str:
    return pgettext("period", "không ghi thời điểm")


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
