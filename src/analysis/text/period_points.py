"""Dates of the points of a printed period: missing years, first and last days, the stated end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from analysis.text.period_model import PartialDate, PeriodKind, Reading, month_days
from analysis.text.period_tokens import Clues, NotReadError, Point


@dataclass(frozen=True)
class Source:
    """What is known beside the print: the publication date and what the measure counts."""

    published: PartialDate | None
    reading: Reading

    @property
    def now(self) -> date | None:
        """The day "đến nay" means: the publication date if it is a day."""
        return self.published.exact if self.published else None

    @property
    def is_target(self) -> bool:
        """Whether the measure is an aim, which looks ahead of the publication."""
        return self.reading is Reading.TARGET


@dataclass(frozen=True)
class Draft:
    """A period before the reading and the publication date have been applied.

    Attributes:
        start: First day, None if open or unknown.
        end: Last day, None if open or unknown.
        kind: None means: decide from the dates.
        term: Years of the committee's term.
        end_is_day: The end is a printed day, so the publication does not limit it.
        unknown: Kind to give when neither date is known.
    """

    start: date | None = None
    end: date | None = None
    kind: PeriodKind | None = None
    term: tuple[int, int] | None = None
    end_is_day: bool = False
    unknown: PeriodKind = PeriodKind.UNDATED


def dated(point: Point, source: Source) -> Point:
    """Take a missing year from the publication; it stays missing where that is uncertain.

    What begins later in the year than the publication belongs to the year before; a run of
    months that had begun, but not its last month, is left without a year. Targets look ahead.
    """
    if point.year:
        return point
    published = source.published
    month = published.month if published else None
    if point.is_recent and month not in (point.last, point.last + 1):
        raise NotReadError("year_not_printed")
    if published is None:
        return point
    if source.is_target or month is None or point.last <= month:
        return replace(point, year=published.year)
    return replace(point, year=published.year - 1) if point.first > month else point


def first_day(point: Point) -> date | None:
    """First day of a point, None without a year."""
    return _calendar_day(point.year, point.first, point.day or 1)


def last_day(point: Point) -> date | None:
    """Last day of a point, None without a year."""
    if not point.year:
        return None
    day = point.day or month_days(point.year, point.last)
    return _calendar_day(point.year, point.last, day)


def _calendar_day(year: int | None, month: int, day: int) -> date | None:
    """The day if the year is known; 29 February may meet a year that has none."""
    if not year:
        return None
    if day > month_days(year, month):
        raise NotReadError("impossible_date")
    return date(year, month, day)


def only_point(points: tuple[Point, ...], clues: Clues, source: Source) -> Point:
    """The single point of a print, which no year beside it contradicts."""
    others = () if clues.has("from_start_of_year") else clues.years
    if len(points) != 1 or any(year != points[0].year for year in others):
        raise NotReadError("several_periods")
    return dated(points[0], source)


def only_year(clues: Clues) -> int:
    """The single year that is named alone; several are several periods."""
    if len(clues.years) != 1:
        raise NotReadError("several_periods")
    return clues.years[0]


def only_range(clues: Clues) -> tuple[int, int] | None:
    """The single printed span of years, None if there is none."""
    if len(set(clues.ranges)) > 1:
        raise NotReadError("several_periods")
    return clues.ranges[0] if clues.ranges else None


def end_point(clues: Clues, source: Source) -> tuple[date | None, bool]:
    """The end the print states or implies, and whether it is a printed day."""
    return _end(clues, source), bool(clues.days)


def _end(clues: Clues, source: Source) -> date | None:
    if clues.days:
        return last_day(only_point(clues.days, clues, source))
    if clues.spans:
        span = only_point(clues.spans, clues, source)
        is_now = clues.has("now") and span.first == span.last
        return _now_in(span, source) if is_now else last_day(span)
    if clues.has("now"):
        return now_in_year(clues, source)
    if clues.years and clues.has("until"):
        return date(only_year(clues), 12, 31)
    return None


def _now_in(month: Point, source: Source) -> date | None:
    """``đến nay (7/2020)``: the publication day, at the latest the end of the printed month."""
    last = last_day(month)
    return min(source.now, last) if source.now and last else None


def now_in_year(clues: Clues, source: Source) -> date | None:
    """``đến nay (2017)``: the publication day, unless it lies in another year."""
    bound = () if clues.has("from_start_of_year") else clues.years
    return source.now if source.now and (not bound or source.now.year in bound) else None
