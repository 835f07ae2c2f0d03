"""The grammar of printed periods: which days a printed phrase covers, or why it cannot be said.

The print is tokenised once (:mod:`analysis.text.period_tokens`); the first rule that fits builds a
draft (:mod:`analysis.text.period_rules`); the measure's reading and the publication date settle it
here. Nothing is taken from anywhere else: what the print does not say stays None.
"""

from __future__ import annotations

import re
from datetime import date

from analysis.text.period_model import PartialDate, Period, PeriodKind, Reading
from analysis.text.period_points import Draft, Source
from analysis.text.period_rules import draft_period
from analysis.text.period_tokens import NotReadError, tokenise
from analysis.text.refusal import Refusal

__all__ = ["PartialDate", "Period", "PeriodKind", "Reading", "parse_period", "without_remarks"]

_MESSAGES = {
    "too_long": "Chuỗi quá dài, không phải tên một kỳ số liệu.",
    "unread_number": "«{0}» có con số không thuộc ngày, tháng, quý hay năm nào.",
    "impossible_date": "«{0}» có ngày không tồn tại.",
    "reversed_years": "«{0}» có năm đầu không trước năm cuối.",
    "reversed_dates": "«{0}» có ngày đầu sau ngày cuối.",
    "school_year": "«{0}» là năm học, không có ngày đầu và ngày cuối cố định.",
    "comparison": "«{0}» là mốc so sánh, không phải kỳ số liệu.",
    "vague": "«{0}» không ghi rõ ngày (đầu, giữa, trước hoặc sau một mốc).",
    "several_periods": "«{0}» có nhiều mốc thời gian khác nhau.",
    "year_not_printed": "«{0}» không ghi năm; có thể là năm công bố hoặc năm trước đó.",
    "future_period": "«{0}» chưa bắt đầu vào ngày công bố.",
    "no_period": "«{0}» không có kỳ số liệu nào nhận ra được.",
}
_TIMELESS = (PeriodKind.TERM, PeriodKind.EACH_YEAR)

_REMARK = re.compile(r"\s*\([^()]*\b(?:not printed|figure is)\b[^()]*\)")


def parse_period(
    printed: str, *, published: PartialDate | None, reading: Reading
) -> Period | Refusal:
    """Read a printed period; never raises for any string.

    Args:
        printed: The phrase as printed; parentheses hold what the context says about it.
        published: When the source appeared; gives the missing year and the day of "đến nay", and
            ends a flow or a stock whose printed period is not over (a printed day stays).
        reading: What the measure counts. A stock is the instant at the end of the period.

    Returns:
        The period, or a refusal with one of the reasons of this module, e.g. ``"no_period"``.
        An empty print is a period of kind ``UNDATED``.
    """
    source = Source(published, reading)
    try:
        clues = tokenise(printed)
        draft = draft_period(clues, source) if printed.strip() else Draft()
        kind, start, end = _settle(draft, source, is_projected=clues.has("projected"))
    except NotReadError as error:
        shown = printed if len(printed) <= 100 else f"{printed[:40]}…"
        return Refusal(printed, error.reason, _MESSAGES[error.reason].format(shown))
    is_average, is_projected = clues.has("average"), clues.has("projected")
    return Period(printed, kind, start, end, draft.term, is_average, is_projected)


def _settle(
    draft: Draft, source: Source, *, is_projected: bool
) -> tuple[PeriodKind, date | None, date | None]:
    """Apply the publication date and the reading, and decide the kind."""
    if draft.start and draft.end and draft.end < draft.start:
        raise NotReadError("reversed_dates")
    end = draft.end if draft.end_is_day or is_projected else _capped(draft, source)
    kind = draft.kind or _kind_of(draft, end, source)
    if source.reading is not Reading.STOCK or kind in _TIMELESS:
        return kind, draft.start, end
    return (PeriodKind.AS_OF if end else PeriodKind.UNDATED), end, end


def _capped(draft: Draft, source: Source) -> date | None:
    """An implied end never lies after the publication; an aim may."""
    if source.is_target or source.published is None or draft.end is None:
        return draft.end
    end = min(draft.end, source.published.latest)
    if draft.start and end < draft.start:
        raise NotReadError("future_period")
    return end


def _kind_of(draft: Draft, end: date | None, source: Source) -> PeriodKind:
    """Kind of a span from its dates; without an end, the publication tells the years apart."""
    start = draft.start
    if start is None:
        return PeriodKind.YEARS if end else draft.unknown
    last_year = end.year if end else source.published.year if source.published else start.year
    if last_year > start.year:
        return PeriodKind.YEARS
    if (start.month, start.day) != (1, 1):
        return PeriodKind.WITHIN_YEAR
    return PeriodKind.YEAR if end == date(start.year, 12, 31) else PeriodKind.PART_YEAR


def without_remarks(printed: str) -> str:
    """Leave out what a transcriber noted in English brackets, which the source does not print.

    The remarks count when a period is read ("figure is cumulative"), but they are not shown as if
    they were part of the print.
    """
    return _REMARK.sub("", printed).strip()
