"""What a printed period is once read: its kind, its dates and a key to compare it by."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_PARTIAL_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


class PeriodKind(StrEnum):
    """Kinds of period; figures of different kinds are never compared silently."""

    YEAR = "year"
    """A whole calendar year."""
    PART_YEAR = "part_year"
    """From 1 January to a date in the same year; the end or the year may be unknown."""
    WITHIN_YEAR = "within_year"
    """A span inside one year that does not begin on 1 January."""
    YEARS = "years"
    """Several years, or a span whose beginning is not printed."""
    TERM = "term"
    """A term of a committee; its dates are not printed."""
    TERM_TO_DATE = "term_to_date"
    """From the (unprinted) beginning of a term to a date."""
    EACH_YEAR = "each_year"
    """Every year (``hằng năm``, ``mỗi năm``)."""
    AS_OF = "as_of"
    """An instant: start and end are the same day."""
    EVENT = "event"
    """One occasion (``dịp 3/2``): start and end are the same day."""
    UNDATED = "undated"
    """No date in print and none to be had from the publication."""


class Reading(StrEnum):
    """What a measure counts: events in a span, a state at an instant, or an aim for a period."""

    FLOW = "flow"
    STOCK = "stock"
    TARGET = "target"


@dataclass(frozen=True)
class PartialDate:
    """A publication date known to the day, the month or the year."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate | None:
        """Read ``"2017-05-28"``, ``"2022-12"`` or ``"2011"``; None for an empty text.

        Raises:
            ValueError: any other text, or an impossible date.
        """
        if not text.strip():
            return None
        match = _PARTIAL_DATE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a date of the form YYYY[-MM[-DD]]: {text!r}")
        year = int(match[1])
        month, day = (int(part) if part else None for part in match.groups()[1:])
        date(year, month or 1, day or 1)  # pragma: no mutate (whether such a day exists)
        return cls(year, month, day)

    @property
    def exact(self) -> date | None:
        """The day itself, None if only the month or the year is known."""
        if self.month is None or self.day is None:
            return None
        return date(self.year, self.month, self.day)

    @property
    def latest(self) -> date:
        """The last day this date can mean."""
        month = self.month or 12
        return self.exact or date(self.year, month, month_days(self.year, month))


@dataclass(frozen=True)
class Period:
    """One period as printed and as read.

    Attributes:
        printed: The text exactly as given.
        kind: See :class:`PeriodKind`.
        start: First day, None if not printed and not implied.
        end: Last day, None if not printed and not implied.
        term: First and last year of the committee's term, if printed or certain.
        is_average: The print says ``trung bình`` or ``bình quân``.
        is_projected: The print says ``dự kiến`` or ``phấn đấu``.
    """

    printed: str
    kind: PeriodKind
    start: date | None
    end: date | None
    term: tuple[int, int] | None = None
    is_average: bool = False
    is_projected: bool = False

    @property
    def key(self) -> str:
        """Stable text to group by, e.g. ``year:2023``, ``term_to_date:2020-2025:2023-12-15``.

        An unknown part is ``?``: two such keys that are equal do not prove equal periods.
        """
        parts = [self.kind.value, *self._key_parts()]
        parts += ["average"] * self.is_average + ["projected"] * self.is_projected
        return ":".join(parts)

    def _key_parts(self) -> list[str]:
        term = f"{self.term[0]}-{self.term[1]}" if self.term else "?"
        end = self.end.isoformat() if self.end else "?"
        year = str(self.end.year) if self.end else "?"
        open_year = f"{self.start.year}-?" if self.start else "?"
        span = _span_key(self.start, self.end)
        parts = {
            PeriodKind.YEAR: [year],
            PeriodKind.PART_YEAR: [end if self.end else open_year],
            PeriodKind.WITHIN_YEAR: [span],
            PeriodKind.YEARS: [span],
            PeriodKind.TERM: [term],
            PeriodKind.TERM_TO_DATE: [term, end],
            PeriodKind.EACH_YEAR: [term] if self.term else [span] if self.start else [],
            PeriodKind.AS_OF: [end],
            PeriodKind.EVENT: [end],
        }
        return parts.get(self.kind, [])


def _span_key(start: date | None, end: date | None) -> str:
    """``2011-2012`` for whole years, else both days; ``?`` for an unknown side."""
    whole_start = start is None or (start.month, start.day) == (1, 1)
    whole_end = end is None or (end.month, end.day) == (12, 31)
    if whole_start and whole_end:
        return f"{start.year if start else '?'}-{end.year if end else '?'}"
    return f"{start.isoformat() if start else '?'}..{end.isoformat() if end else '?'}"


def month_days(year: int, month: int) -> int:
    """Number of days in a month."""
    return calendar.monthrange(year, month)[1]
