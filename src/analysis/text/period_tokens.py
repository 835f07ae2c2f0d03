"""Tokens of a printed period: dates, months, quarters, years and the words that relate them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from analysis.text.normalise import match_key
from analysis.text.period_model import month_days

MAX_LENGTH = 300


class NotReadError(Exception):
    """A period that cannot be read with certainty; ``reason`` is a short stable English code."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(frozen=True)
class Point:
    """A stretch of one calendar year as printed: a day, some months, or the whole year.

    Attributes:
        year: None if the print leaves it out.
        first: First month, 1..12.
        last: Last month, 1..12.
        day: Day of the month for a single day, else None.
        is_year: The print names the year only.
        is_recent: The print says "N tháng qua": counted back from now unless a year is given.
    """

    year: int | None
    first: int = 1
    last: int = 12
    day: int | None = None
    is_year: bool = False
    is_recent: bool = False


@dataclass(frozen=True)
class Clues:
    """Everything the print says, in order, without a decision about the whole.

    Attributes:
        points: Days, months, quarters and years.
        ranges: Printed spans of years, ``2020-2025``.
        counts: Printed numbers of years, ``4 năm``.
        words: Names of the words found, see ``_WORDS``.
    """

    points: tuple[Point, ...]
    ranges: tuple[tuple[int, int], ...]
    counts: tuple[int, ...]
    words: frozenset[str]

    def has(self, *words: str) -> bool:
        """Whether any of the words is in print."""
        return not self.words.isdisjoint(words)

    @property
    def days(self) -> tuple[Point, ...]:
        """Distinct single days."""
        return tuple(dict.fromkeys(point for point in self.points if point.day))

    @property
    def spans(self) -> tuple[Point, ...]:
        """Distinct months, quarters and runs of months."""
        wanted = (point for point in self.points if not point.day and not point.is_year)
        return tuple(dict.fromkeys(wanted))

    @property
    def years(self) -> tuple[int, ...]:
        """Distinct years that are named alone."""
        return tuple(dict.fromkeys(p.year for p in self.points if p.is_year and p.year))


_Y = r"((?:19|20)[0-9]{2})"
_M = r"(1[0-2]|0?[1-9])"
_D = r"(3[01]|[12][0-9]|0?[1-9])"
_BEFORE = r"(?<![0-9./-])"
_AFTER = r"(?![0-9]|[./-][0-9])"
_ENGLISH_MONTHS = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_Reader = Callable[[re.Match[str]], "Point | tuple[int, int] | int | str"]


def _point(order: str, match: re.Match[str]) -> Point:
    """Read groups that stand in the given order of y, m, d."""
    parts = {name: int(match[number]) for number, name in enumerate(order, start=1)}
    month, day, year = parts["m"], parts.get("d"), parts.get("y")
    if day and day > month_days(year or 2000, month):
        raise NotReadError("impossible_date")
    return Point(year, month, month, day)


def _english_month(match: re.Match[str]) -> Point:
    month = _ENGLISH_MONTHS.index(match[1]) + 1
    return Point(int(match[2]), month, month)


def _quarter(match: re.Match[str]) -> Point:
    last = 3 * _QUARTERS[match[1]]
    return Point(int(match[2]) if match[2] else None, last - 2, last)


def _month_run(match: re.Match[str]) -> Point:
    count = int(match[1])
    if match[2] == "cuối":
        return Point(None, 13 - count)
    return Point(None, 1, count, is_recent=match[2] == "qua")


def _half(match: re.Match[str]) -> Point:
    is_first = match[1] in ("first", "đầu")
    return Point(None, 1 if is_first else 7, 6 if is_first else 12)


def _year_range(match: re.Match[str]) -> tuple[int, int]:
    first, last = int(match[1]), int(match[2])
    if first >= last:
        raise NotReadError("reversed_years")
    return first, last


def _word(name: str, _match: re.Match[str]) -> str:
    return name


# Words that relate the points to each other; the first spelling that fits at a place wins.
_WORDS: tuple[tuple[str, str], ...] = (
    ("document", r"số [0-9]+(?:-[a-zđ]+(?:/[a-zđ]+)*)?"),
    ("document", r"(?:nq|nghị quyết|chỉ thị) [0-9]{1,3}(?:-[a-zđ]+/[a-zđ]+)?(?![0-9./-])"),
    ("congress", r"đại hội(?: đảng bộ)?(?: lần thứ)?(?: [ivx]+)?"),
    ("from_start_of_year", r"(?:kể |tính )?từ đầu năm(?= (?:19|20)[0-9]{2})"),
    ("from_year_start", r"(?:kể |tính )?từ đầu năm"),
    ("from_term_start", r"(?:kể |tính )?từ đầu nhiệm k[ỳì]"),
    ("term_start", r"đầu nhiệm k[ỳì]"),
    ("half_term", r"(?:nửa|giữa)(?: đầu)? nhiệm k[ỳì]"),
    ("term", r"nhiệm k[ỳì]"),
    ("stage", r"giai đoạn"),
    ("each_year", r"h[ằà]ng năm|mỗi năm|từng năm|per year"),
    ("average", r"trung bình|bình quân"),
    ("projected", r"dự kiến|phấn đấu"),
    ("cumulative", r"lũy kế|cộng dồn|cumulative"),
    ("event", r"dịp|sáng|chiều|tối(?! đa| thiểu)|lễ"),
    ("since_year_end", r"so với (?:cuối|hết) năm"),
    ("since_year_start", r"so với đầu năm"),
    ("comparison", r"so với|cùng kỳ"),
    ("vague", r"(?:giữa|khoảng) năm|(?:đầu|khoảng) tháng|từ (?:cuối|giữa|hết|khoảng)"),
    ("vague", r"(?:trước|sau) (?:năm|tháng|ngày|quý)"),
    ("year_start", r"đầu năm"),
    ("now", r"(?:tính )?(?:đến|tới) nay|hiện nay|hiện tại|hiện có"),
    ("until", r"(?:tính )?(?:đến|tới)|hết|cuối"),
    ("since", r"(?:kể )?từ"),
    ("past_year", r"(?:trong )?năm qua"),
    ("last_year", r"năm (?:trước|ngoái)"),
    ("this_year", r"(?:trong|cả|kế hoạch|chỉ tiêu) năm|năm nay"),
    ("recent", r"(?:những năm|thời gian) (?:gần đây|qua)|gần đây"),
    ("implementing", r"thực hiện|triển khai"),
    ("after", r"sau"),
    ("not_dated", r"not printed|không ghi|chỉ tiêu|kế hoạch|chuyển giao"),
    ("not_dated", r"kết nạp|(?:mới )?thành lập|sáp nhập"),
)
_DATES: tuple[tuple[str, _Reader], ...] = (
    (rf"năm học {_Y}-{_Y}", partial(_word, "school_year")),
    (rf"{_BEFORE}([12][0-9]{{3}})-([01][0-9])-([0-3][0-9]){_AFTER}", partial(_point, "ymd")),
    (rf"{_BEFORE}{_D}[./-]{_M}[./-]{_Y}{_AFTER}", partial(_point, "dmy")),
    (rf"ngày {_D} tháng {_M} năm {_Y}{_AFTER}", partial(_point, "dmy")),
    (rf"{_BEFORE}(?:năm )?{_Y}(?:-| đến )(?:năm )?{_Y}{_AFTER}", _year_range),
    (rf"{_BEFORE}{_Y}-(0[1-9]|1[0-2]){_AFTER}", partial(_point, "ym")),
    (
        rf"giữa tháng {_M}(?:[./-]| năm ){_Y}{_AFTER}",
        lambda m: Point(int(m[2]), int(m[1]), int(m[1]), 15),
    ),
    (rf"giữa tháng {_M}{_AFTER}", lambda m: Point(None, int(m[1]), int(m[1]), 15)),
    (rf"{_BEFORE}(?:tháng )?{_M}[./-]{_Y}{_AFTER}", partial(_point, "my")),
    (rf"tháng {_M} năm {_Y}{_AFTER}", partial(_point, "my")),
    (rf"({'|'.join(_ENGLISH_MONTHS)})[a-z]* {_Y}{_AFTER}", _english_month),
    (rf"{_BEFORE}{_D}[./-]{_M}{_AFTER}", partial(_point, "dm")),
    (rf"ngày {_D} tháng {_M}{_AFTER}", partial(_point, "dm")),
    (rf"(first|second) half of(?= {_Y})", _half),
    (r"nửa (đầu|cuối) năm", _half),
    (rf"quý (iv|i{{1,3}}|[1-4])(?:[./-]{_Y})?(?![0-9a-z])", _quarter),
    (rf"{_BEFORE}{_M} tháng(?: (đầu|cuối|qua))?(?: năm(?! [0-9]))?", _month_run),
    (rf"tháng {_M}{_AFTER}", partial(_point, "m")),
    (rf"{_BEFORE}([0-9]{{1,2}}) năm", lambda m: int(m[1])),
    (rf"(?:năm )?{_BEFORE}{_Y}{_AFTER}", lambda m: Point(int(m[1]), is_year=True)),
)
_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"), reader)
    for pattern, reader in (*_DATES, *((pattern, partial(_word, name)) for name, pattern in _WORDS))
)


def tokenise(printed: str) -> Clues:
    """Find every clue in a printed period.

    Raises:
        NotReadError: a digit belongs to no clue, a date is impossible, or the text is too long.
    """
    if len(printed) > MAX_LENGTH:
        raise NotReadError("too_long")
    text, found, position = match_key(printed), [], 0
    while position < len(text):
        token = _token_at(text, position)
        if token is not None:
            position, value = token
            found.append(value)
        elif text[position].isdigit():
            raise NotReadError("unread_number")
        else:
            position += 1
    return Clues(
        points=_fill_years(tuple(value for value in found if isinstance(value, Point))),
        ranges=tuple(value for value in found if isinstance(value, tuple)),
        counts=tuple(value for value in found if isinstance(value, int)),
        words=frozenset(value for value in found if isinstance(value, str)),
    )


def _token_at(text: str, position: int) -> tuple[int, Point | tuple[int, int] | int | str] | None:
    """Give the end and the meaning of the first token that fits at a place."""
    for pattern, reader in _PATTERNS:
        match = pattern.match(text, position)
        if match is not None:
            return match.end(), reader(match)
    return None


def _fill_years(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """Give points without a year the only year that is printed elsewhere."""
    known = {point.year for point in points if point.year}
    if len(known) != 1:
        return points
    year = known.pop()
    return tuple(replace(point, year=year) for point in points)
