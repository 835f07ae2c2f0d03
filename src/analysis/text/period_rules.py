"""Rules that turn the clues of a printed period into a draft; the first that fits decides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from operator import methodcaller

from analysis.text.period_model import PeriodKind, Reading
from analysis.text.period_points import (
    Draft,
    Source,
    dated,
    end_point,
    first_day,
    last_day,
    now_in_year,
    only_point,
    only_range,
    only_year,
)
from analysis.text.period_tokens import Clues, NotReadError

# Nation-wide terms of the Party committees: 2005-2010, ..., 2025-2030.
_TERM_YEARS = 5
_FIRST_TERM, _LAST_TERM_END = 2005, 2030


_Build = Callable[[Clues, Source], Draft]


def draft_period(clues: Clues, source: Source) -> Draft:
    """Apply the first rule that fits.

    Raises:
        NotReadError: no rule fits, or the print has several readings.
    """
    for applies, build in _RULES:
        if applies(clues):
            return build(clues, source)
    raise NotReadError("no_period")


def _refuse(reason: str, _clues: Clues, _source: Source) -> Draft:
    raise NotReadError(reason)


def _each_year(clues: Clues, _source: Source) -> Draft:
    """``hằng năm``, ``mỗi năm (nhiệm kỳ 2020 - 2025)``, ``mỗi năm giai đoạn 2021-2025``."""
    span = only_range(clues)
    if span is None or clues.has("term"):
        return Draft(kind=PeriodKind.EACH_YEAR, term=span)
    return Draft(date(span[0], 1, 1), date(span[1], 12, 31), PeriodKind.EACH_YEAR)


def _since_comparison(clues: Clues, _source: Source) -> Draft:
    """``so với cuối năm 2023``: what happened since then; the end is not printed."""
    return Draft(start=date(only_year(clues) + int(clues.has("since_year_end")), 1, 1))


def _event(clues: Clues, source: Source) -> Draft:
    """``dịp 02/9/2024``, ``Sáng 2.9``: the day itself."""
    day = last_day(only_point(clues.days, clues, source)) if clues.days else None
    return Draft(day, day, PeriodKind.EVENT, end_is_day=True)


def _term_start(clues: Clues, _source: Source) -> Draft:
    """``đầu nhiệm kỳ 2020-2025``: an instant whose date is not printed."""
    return Draft(term=only_range(clues))


def _term(clues: Clues, source: Source) -> Draft:
    """A term, whole or up to a date; its own dates are never printed."""
    term = only_range(clues)
    if not clues.has("until", "now", "from_term_start", "half_term", "implementing"):
        return Draft(kind=PeriodKind.TERM, term=term)
    end, is_day = end_point(clues, source)
    year = end.year if end else source.published.year if source.published else None
    return Draft(None, end, PeriodKind.TERM_TO_DATE, term or _term_of(year), is_day)


def _term_of(year: int | None) -> tuple[int, int] | None:
    """The nation-wide term a year lies in; None for a year in which terms meet."""
    if year not in range(_FIRST_TERM, _LAST_TERM_END) or year % _TERM_YEARS == 0:
        return None
    first = year - year % _TERM_YEARS
    return first, first + _TERM_YEARS


def _year_range(clues: Clues, _source: Source) -> Draft:
    """``giai đoạn 2021-2025``; a count that contradicts it leaves the beginning open."""
    span = only_range(clues)
    if span is None:
        return Draft()
    first, last = span
    agrees = all(count == last - first + 1 for count in clues.counts)
    return Draft(date(first, 1, 1) if agrees else None, date(last, 12, 31))


def _from_start_of_year(clues: Clues, source: Source) -> Draft:
    """``từ đầu năm 2019 đến nay``, ``từ đầu năm 2019 đến hết năm 2021``."""
    first, *later = clues.years or only_range(clues) or (only_year(clues),)
    if later:
        end, is_day = date(later[-1], 12, 31), False
    else:
        end, is_day = end_point(clues, source)
    return Draft(date(first, 1, 1), end, end_is_day=is_day)


def _from_year_start(clues: Clues, source: Source) -> Draft:
    """``từ đầu năm đến nay (2017)``, ``từ đầu năm đến ngày 10/11``."""
    end, is_day = end_point(clues, source)
    known = clues.years[0] if clues.years else end.year if end else None
    year = known or (source.published.year if source.published else None)
    if year is None:
        return Draft(unknown=PeriodKind.PART_YEAR)
    kind = None if end else PeriodKind.PART_YEAR
    return Draft(date(year, 1, 1), end, kind, end_is_day=is_day)


def _since(clues: Clues, source: Source) -> Draft:
    """``từ ngày 1/1/2025``, ``từ tháng 3 đến tháng 8 năm 2024``, ``từ năm 2019 đến nay``."""
    points = [dated(point, source) for point in dict.fromkeys(clues.points)]
    if len(points) > 2:
        raise NotReadError("several_periods")
    start = first_day(points[0])
    if len(points) == 2:
        return Draft(start, last_day(points[1]), end_is_day=points[1].day is not None)
    if clues.has("now"):
        return Draft(start, source.now)
    instant = source.reading is Reading.STOCK and points[0].day
    return Draft(start, start if instant else None, end_is_day=True)


def _day(clues: Clues, source: Source) -> Draft:
    """A day: the end of a count from 1 January, or an occasion if nothing says "đến"."""
    end, is_day = end_point(clues, source)
    if clues.has("implementing"):
        return Draft(None, end, end_is_day=is_day, unknown=PeriodKind.YEARS)
    if not clues.has("until", "now", "cumulative", "this_year"):
        return Draft(end, end, PeriodKind.EVENT, end_is_day=is_day)
    start = date(end.year, 1, 1) if end else None
    return Draft(start, end, end_is_day=is_day, unknown=PeriodKind.PART_YEAR)


def _months(clues: Clues, source: Source) -> Draft:
    """Months and quarters; "đến" and "lũy kế" count from 1 January."""
    span = only_point(clues.spans, clues, source)
    end, _ = end_point(clues, source)
    from_january = span.first == 1 or clues.has("until", "cumulative")
    unknown = PeriodKind.PART_YEAR if from_january else PeriodKind.WITHIN_YEAR
    if clues.has("now") and span.first == span.last:
        return Draft(None, end, unknown=unknown)
    first = replace(span, first=1) if from_january else span
    return Draft(first_day(first), end, unknown=unknown)


def _years(clues: Clues, source: Source) -> Draft:
    """``năm 2023``, ``đến hết năm 2019``, ``phấn đấu đến năm 2025``, ``hiện nay (2017)``."""
    if clues.has("now"):
        return Draft(end=now_in_year(clues, source))
    year = only_year(clues)
    is_aim = source.is_target and clues.has("until")
    return Draft(None if is_aim else date(year, 1, 1), date(year, 12, 31))


def _year_head(clues: Clues, source: Source) -> Draft:
    """``đầu năm 2024``: an instant for a stock, too vague for anything else."""
    if source.reading is not Reading.STOCK:
        raise NotReadError("vague")
    day = date(only_year(clues), 1, 1) if clues.years else None
    return Draft(end=day, end_is_day=True)


def _now(_clues: Clues, source: Source) -> Draft:
    """``đến nay``, ``hiện có``: the publication day."""
    return Draft(end=source.now)


def _year_by_word(clues: Clues, source: Source) -> Draft:
    """``trong năm``, ``năm trước``: the year comes from the publication."""
    if source.published is None:
        return Draft(unknown=PeriodKind.YEAR)
    year = source.published.year - int(clues.has("last_year"))
    return Draft(date(year, 1, 1), date(year, 12, 31))


def _year_count(clues: Clues, source: Source) -> Draft:
    """``Sau 5 năm triển khai ...`` ends now; ``Trong 15 năm qua`` says no more than that."""
    if not clues.has("implementing"):
        return Draft()
    return Draft(end=source.now if clues.has("after") else None, unknown=PeriodKind.YEARS)


def _undated(_clues: Clues, _source: Source) -> Draft:
    return Draft()


def _is_term(clues: Clues) -> bool:
    """A term is the period itself, not the setting of a year or of some months."""
    named = clues.has("term", "from_term_start", "half_term", "congress")
    named = named or bool(clues.ranges and clues.has("implementing"))
    return named and (not clues.points or clues.has("until", "now", "from_term_start"))


_has = partial(methodcaller, "has")
_RULES: tuple[tuple[Callable[[Clues], bool], _Build], ...] = (
    (_has("school_year"), partial(_refuse, "school_year")),
    (_has("vague"), partial(_refuse, "vague")),
    (_has("comparison"), partial(_refuse, "comparison")),
    (_has("each_year"), _each_year),
    (_has("since_year_end", "since_year_start"), _since_comparison),
    (_has("event"), _event),
    (_has("from_start_of_year"), _from_start_of_year),
    (_has("from_year_start"), _from_year_start),
    (_has("term_start"), _term_start),
    (_is_term, _term),
    (lambda clues: bool(clues.ranges) and not clues.points, _year_range),
    (lambda clues: bool(clues.points) and clues.has("since"), _since),
    (lambda clues: bool(clues.days), _day),
    (lambda clues: bool(clues.spans), _months),
    (_has("year_start"), _year_head),
    (lambda clues: bool(clues.years), _years),
    (_has("now"), _now),
    (_has("past_year"), partial(_refuse, "year_not_printed")),
    (_has("this_year", "last_year"), _year_by_word),
    (lambda clues: bool(clues.counts), _year_count),
    (_has("recent", "average", "not_dated"), _undated),
)
