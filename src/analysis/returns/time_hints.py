"""Words about time in titles, headings and names of sheets, taken out of their surroundings."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from analysis.returns.heading_accents import Twin
from analysis.text.normalise import match_key


class HintKind(StrEnum):
    """What words about time say."""

    SPAN = "span"
    """From one day or month to another."""
    UNTIL = "until"
    """Up to a day, or to the end of a month, quarter or year."""
    PART = "part"
    """Months or a quarter, with or without a year."""
    YEAR = "year"
    """A year."""
    YEARS = "years"
    """Several years or a term."""
    WHOLE_YEAR = "whole_year"
    """The whole of a year ("cả năm"), or the year that is meant elsewhere ("năm")."""
    PREVIOUS = "previous"
    """The same period one year earlier."""
    CUMULATIVE = "cumulative"
    """From 1 January."""
    TERM_SO_FAR = "term_so_far"
    """From the beginning of the term."""
    OPENING = "opening"
    """At the beginning of the period."""
    YEAR_END = "year_end"
    """At the end of a year."""
    ROUND = "round"
    """A round of a campaign ("đợt 1"), whose days are not printed."""


@dataclass(frozen=True, slots=True)
class Hint:
    """Words about time.

    Attributes:
        kind: What they say.
        phrase: A phrase that the grammar of periods reads; ``YYYY`` or nothing stands for the year
            where none is printed.
        year: The year printed, None where there is none.
    """

    kind: HintKind
    phrase: str
    year: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether "cả năm" is printed, not only "năm"."""
        return self.kind is HintKind.WHOLE_YEAR and self.phrase.startswith("cả")

    def in_year(self, year: int | None) -> str:
        """Return the phrase with its own year, else with ``year``; empty where there is none."""
        known = self.year or year
        if self.kind is HintKind.YEARS:
            return self.phrase
        if "YYYY" in self.phrase:
            return self.phrase.replace("YYYY", str(known)) if known else ""
        if self.kind is HintKind.PART:
            return f"{self.phrase} năm {known}" if known else ""
        return self.phrase


_YEAR = r"(?P<year>(?:19|20)[0-9]{2})(?!-[0-9]{2}(?![0-9]))"
_ANY_YEAR = r"(?:19|20)[0-9]{2}"
_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}"
_NUMBER = r"(?:[0-9]{1,2}|[ivx]+|nhất|hai|ba|tư)"
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_QUARTER = r"(?:i{1,3}|iv|[1-4])"
_LONG_DAY = Twin.of(
    r"ngày ([0-9]{1,2}) ?tháng ([0-9]{1,2}) ?năm ((?:19|20)[0-9]{2})\b|"
    r"ngày ([0-9]{1,2}) ?tháng ([0-9]{1,2})\b"
)
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12}
_COUNTS |= {"sau": 6, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12}
_COUNT = r"(?P<count>[0-9]{1,2}|ba|sáu|chín|mười hai|mười một|mười)"
_OF_YEAR = rf"(?:(?: ?[/,.-] ?| )(?:của )?(?:năm )?{_YEAR})?"

# Spellings that offices use for one another, brought to one before anything is looked up.
_SPELLINGS = (
    (re.compile(r"(?<!\w)(?:qúy|quí|qúi|quỷ)(?= ?(?:[ivx]+|[0-9])\b)"), "quý"),
    (re.compile(r"(?<!\w)qui(?= ?(?:[iv]+|[1-4])\b)"), "quy"),
    (re.compile(r"(?<!\w)(?:cùng kì|c\.k|ck)(?!\w)"), "cùng kỳ"),
    (re.compile(r"(?<!\w)(?:luỹ kế|lk|cộng dồn)(?!\w)"), "lũy kế"),
)

# What a figure is held against is no period of its own.
COMPARISON = Twin.of(
    r"(?:so|so sánh|đối chiếu)(?: với|) ?"
    r"(?:cùng kỳ|cùng kì|kỳ trước|năm trước|năm (?:19|20)[0-9]{2})"
    r"(?:,? ?(?:năm trước|năm (?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}))?"
)
_PATTERNS: tuple[tuple[HintKind, str], ...] = (
    (HintKind.ROUND, rf"đợt(?: kết nạp| thứ)?(?: (?:{_DAY}(?:/{_ANY_YEAR})?|{_NUMBER}))?"),
    (
        HintKind.SPAN,
        rf"từ (?:ngày )?(?P<first>{_DAY}(?:[/.-]{_ANY_YEAR})?) ?(?:đến|-)(?: hết)?"
        rf"(?: ngày)? ?(?P<last>{_DAY}(?:[/.-]{_YEAR})?)",
    ),
    (
        HintKind.SPAN,
        rf"(?:ngày )?(?P<first>{_DAY}[/.-]{_ANY_YEAR})(?: ?(?:đến|-))(?: hết)?(?: ngày)? ?"
        rf"(?P<last>{_DAY}[/.-]{_YEAR})",
    ),
    (
        HintKind.SPAN,
        rf"từ (?P<first_month>[0-9]{{1,2}})(?:[/.-](?P<first_year>{_ANY_YEAR}))? ?(?:đến|-)"
        rf"(?: hết)? ?(?:tháng )?(?P<last_month>[0-9]{{1,2}})(?:(?: ?[/.-] ?| )(?:năm )?{_YEAR})",
    ),
    (
        HintKind.SPAN,
        rf"(?:từ )?(?:đầu )?tháng (?P<first_month>[0-9]{{1,2}})"
        rf"(?:[/.-](?P<first_year>{_ANY_YEAR}))? ?(?:đến|-)(?: hết)? ?"
        rf"(?:tháng )?(?P<last_month>[0-9]{{1,2}}){_OF_YEAR}",
    ),
    (
        HintKind.SPAN,
        rf"(?:quý|q\.?) ?(?P<quarter>{_QUARTER})"
        rf"(?P<more>(?: ?(?:[+,&-]|và) ?{_QUARTER}\b(?! ?tháng|/[0-9]{{1,2}}\b))+){_OF_YEAR}",
    ),
    (
        HintKind.TERM_SO_FAR,
        r"lũy kế (?:từ )?(?:đầu )?nhiệm kỳ(?: đến nay)?|từ đầu nhiệm kỳ(?: đến nay)?",
    ),
    (
        HintKind.YEARS,
        rf"(?:nhiệm kỳ|giai đoạn) (?P<from>{_ANY_YEAR}) ?- ?(?P<to>{_ANY_YEAR})",
    ),
    (
        HintKind.PREVIOUS,
        r"(?:cùng kỳ|cùng kì|kỳ trước)(?: (?:của )?năm trước|(?: năm)? (?:19|20)[0-9]{2})?"
        r"|(?<!cuối )năm trước",
    ),
    (
        HintKind.CUMULATIVE,
        rf"(?:(?:lũy kế )?từ đầu năm(?: {_YEAR})?|lũy kế)(?P<so_far> đến nay)?",
    ),
    (
        HintKind.UNTIL,
        rf"(?:tính |số liệu |có )?đến (?:hết )?(?:ngày )?(?P<day>{_DAY}[/.-]{_YEAR})",
    ),
    (
        HintKind.UNTIL,
        r"(?:tính |số liệu |có )?(?:đến hết|đến cuối|đến|hết) tháng"
        rf" (?P<until_month>[0-9]{{1,2}}){_OF_YEAR}",
    ),
    (
        HintKind.UNTIL,
        r"(?:tính |số liệu |có )?(?:đến hết|đến cuối|đến|hết) quý"
        rf" (?P<until_quarter>{_QUARTER}){_OF_YEAR}",
    ),
    (
        HintKind.UNTIL,
        rf"(?:tính |số liệu |có )?(?:đến hết|đến cuối|hết) năm (?P<until_year>)(?:{_YEAR})",
    ),
    (
        HintKind.UNTIL,
        rf"(?:tính |số liệu |có )?đến (?:hết )?(?:ngày )?(?P<day>{_DAY})",
    ),
    (HintKind.UNTIL, rf"(?:ngày )?(?P<day>{_DAY}[/.-]{_YEAR})"),
    (
        HintKind.PART,
        rf"{_COUNT} ?(?:tháng|t)(?P<half> (?:đầu|cuối))?(?: ?năm)?"
        rf"(?:(?: |/)?(?:năm )?{_YEAR})?",
    ),
    (HintKind.PART, rf"(?P<half_year>nửa (?:đầu|cuối)) năm(?:(?: |/){_YEAR})?"),
    (
        HintKind.PART,
        rf"quý (?P<quarter>{_QUARTER})(?:(?: ?[/,-] ?| )(?:năm )?{_YEAR})?",
    ),
    (HintKind.PART, rf"q(?P<quarter>[1-4])(?:[/. -]{_YEAR})?"),
    (HintKind.PART, rf"tháng (?P<month>[0-9]{{1,2}})(?:(?: ?[/,.-] ?| )(?:năm )?{_YEAR})?"),
    (HintKind.PART, rf"t(?P<month>[0-9]{{1,2}})(?:[/. -]{_YEAR})?"),
    (HintKind.PART, rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}"),
    (HintKind.PART, r"(?P<year>(?:19|20)[0-9]{2})-(?P<month>(?:0[1-9]|1[0-2]))(?!-?[0-9])"),
    (HintKind.YEAR_END, rf"cuối năm(?: trước| {_YEAR})?"),
    (HintKind.OPENING, rf"đầu (?:kỳ|năm)(?: {_YEAR})?"),
    (HintKind.WHOLE_YEAR, rf"cả năm(?: {_YEAR})?"),
    (HintKind.YEAR, rf"(?:trong |của )?(?:năm )?{_YEAR}"),
    (HintKind.WHOLE_YEAR, r"năm(?! (?:nay|học))"),
)
# Without accents "nam" may be a man: it is a year only where something else says so.
_PLAIN_YEAR = r"(?<=tieu )nam|(?<=hoach )nam|(?<=giao )nam|(?<=trong )nam"


def _bounded(pattern: str) -> Twin:
    plain = _PLAIN_YEAR if pattern.startswith("năm(?!") else ""
    bounds = r"(?<![\w])(?:{})(?!\w)"
    return Twin.of(bounds.format(pattern), bounds.format(plain) if plain else "")


_RULES = tuple((kind, _bounded(pattern)) for kind, pattern in _PATTERNS)


def time_key(text: str) -> str:
    """Return the identity key of a text with the words about time in one spelling."""
    key = match_key(text)
    for pattern, usual in _SPELLINGS:
        key = pattern.sub(usual, key)
    return key


def take_hints(text: str) -> tuple[list[Hint], str]:
    """Take the words about time out of a text.

    Returns:
        The hints in the order of the text, and the text without them (as an identity key).
    """
    hints, rest = _taken(text)
    return list(hints), rest


@lru_cache(maxsize=4096)
def _taken(text: str) -> tuple[tuple[Hint, ...], str]:
    rest = _LONG_DAY.sub(_short_day, time_key(text))
    found: list[tuple[int, Hint]] = []
    for kind, pattern in _RULES:
        for match in pattern.finditer(rest):
            hint = _hint(kind, match)
            if hint is not None:
                found.append((match.start(), hint))
                blank = " " * len(match[0])
                rest = rest[: match.start()] + blank + rest[match.end() :]
    hints = tuple(hint for _, hint in sorted(found, key=lambda pair: pair[0]))
    return hints, " ".join(rest.split())


def _short_day(match: re.Match[str]) -> str:
    day, month, year, lone_day, lone_month = match.groups()
    return f"{day}/{month}/{year}" if year else f"{lone_day}/{lone_month}"


def _hint(kind: HintKind, match: re.Match[str]) -> Hint | None:
    """Write a hint as a phrase for the grammar of periods; None for impossible numbers."""
    parts = {name: text or "" for name, text in match.groupdict().items()}
    year = int(parts["year"]) if parts.get("year") else None
    write = _WRITERS.get(kind)
    phrase = write(parts, match[0]) if write else match[0]
    return Hint(kind, phrase, year) if phrase else None


def _span_phrase(parts: dict[str, str], printed: str) -> str:
    """Write a span; the first day takes the year of the last one where it has none."""
    year = parts.get("year") or "YYYY"
    if "quarter" in parts:
        return _quarters_phrase([parts["quarter"], *re.findall(_QUARTER, parts["more"])], year)
    if "first_month" in parts:
        first, last = int(parts["first_month"]), int(parts["last_month"])
        if not (1 <= first <= 12 and 1 <= last <= 12):
            return ""
        first_year = parts["first_year"] or year
        return f"từ tháng {first} năm {first_year} đến tháng {last} năm {year}"
    first, last = (_slashed(parts[name]) for name in ("first", "last"))
    if first.count("/") == 1:
        first += f"/{year}"
    if last.count("/") == 1:
        last += f"/{year}"
    return f"từ ngày {first} đến ngày {last}"


def _quarters_phrase(quarters: list[str], year: str) -> str:
    """Write neighbouring quarters as a span of months; quarters apart have no phrase."""
    numbers = [_ROMAN.get(quarter) or int(quarter) for quarter in quarters]
    if any(later != earlier + 1 for earlier, later in pairwise(numbers)):
        return ""
    return f"từ tháng {numbers[0] * 3 - 2} năm {year} đến tháng {numbers[-1] * 3} năm {year}"


def _until_phrase(parts: dict[str, str], printed: str) -> str:
    year = parts.get("year") or "YYYY"
    if parts.get("until_month"):
        month = int(parts["until_month"])
        return f"đến hết tháng {month} năm {year}" if 1 <= month <= 12 else ""
    if parts.get("until_quarter"):
        return f"đến hết quý {parts['until_quarter'].upper()} năm {year}"
    if "until_year" in parts:
        return f"đến 31/12/{year}"
    day = _slashed(parts["day"])
    return f"đến {day}" if day.count("/") == 2 else f"đến {day}/{year}"


def _part_phrase(parts: dict[str, str], printed: str) -> str:
    if parts.get("quarter"):
        return f"quý {parts['quarter'].upper()}"
    if parts.get("month"):
        month = int(parts["month"])
        return f"tháng {month}" if 1 <= month <= 12 else ""
    if parts.get("half_year"):
        return "6 tháng đầu" if parts["half_year"].endswith(("đầu", "dau")) else "6 tháng cuối"
    count = _COUNTS.get(parts["count"]) or int(parts["count"])
    if not 1 <= count <= 12:
        return ""
    half = " cuối" if parts["half"].strip() in ("cuối", "cuoi") else ""
    return f"{count} tháng{half or (' đầu' if count != 12 else '')}"


def _year_phrase(parts: dict[str, str], printed: str) -> str:
    return f"năm {parts['year']}"


def _years_phrase(parts: dict[str, str], printed: str) -> str:
    word = "nhiệm kỳ" if printed.startswith("nhi") else "giai đoạn"
    return f"{word} {parts['from']}-{parts['to']}"


def _whole_phrase(parts: dict[str, str], printed: str) -> str:
    return "cả năm" if printed.startswith("c") else "năm"


def _opening_phrase(parts: dict[str, str], printed: str) -> str:
    return "đầu năm" if " n" in printed else "đầu kỳ"


def _cumulative_phrase(parts: dict[str, str], printed: str) -> str:
    return "từ đầu năm đến nay" if parts["so_far"] else "từ đầu năm"


def _year_end_phrase(parts: dict[str, str], printed: str) -> str:
    return "cuối năm trước" if printed.endswith(("trước", "truoc")) else "cuối năm"


_WRITERS: dict[HintKind, Callable[[dict[str, str], str], str]] = {
    HintKind.SPAN: _span_phrase,
    HintKind.UNTIL: _until_phrase,
    HintKind.PART: _part_phrase,
    HintKind.YEAR: _year_phrase,
    HintKind.YEARS: _years_phrase,
    HintKind.WHOLE_YEAR: _whole_phrase,
    HintKind.CUMULATIVE: _cumulative_phrase,
    HintKind.OPENING: _opening_phrase,
    HintKind.YEAR_END: _year_end_phrase,
}


def _slashed(day: str) -> str:
    return re.sub(r"[.-]", "/", day)
