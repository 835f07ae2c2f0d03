"""Words about time in titles, headings and names of sheets, taken out of their surroundings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from analysis.text.normalise import match_key


class HintKind(StrEnum):
    """What words about time say."""

    SPAN = "span"
    """From one day to another."""
    UNTIL = "until"
    """Up to a day."""
    PART = "part"
    """Months or a quarter, with or without a year."""
    YEAR = "year"
    """A year."""
    YEARS = "years"
    """Several years or a term."""
    WHOLE_YEAR = "whole_year"
    """The year that is meant elsewhere ("cả năm")."""
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


@dataclass(frozen=True, slots=True)
class Hint:
    """Words about time.

    Attributes:
        kind: What they say.
        phrase: A phrase that the grammar of periods reads, without the year where none is printed.
        year: The year printed, None where there is none.
    """

    kind: HintKind
    phrase: str
    year: int | None = None


_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_DAY = r"[0-9]{1,2}[/.-][0-9]{1,2}"
_LONG_DAY = re.compile(
    r"ngày ([0-9]{1,2}) ?tháng ([0-9]{1,2}) ?năm ((?:19|20)[0-9]{2})\b|"
    r"ngày ([0-9]{1,2}) ?tháng ([0-9]{1,2})\b"
)
_COUNTS = {"ba": 3, "sáu": 6, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12}
_COUNT = r"(?P<count>[0-9]{1,2}|ba|sáu|chín|mười hai|mười một|mười)"

# What a figure is held against is no period of its own.
COMPARISON = re.compile(
    r"(?:so|so sánh|đối chiếu)(?: với|) ?"
    r"(?:cùng kỳ|cùng kì|kỳ trước|năm trước|năm (?:19|20)[0-9]{2})"
    r"(?:,? ?(?:năm trước|năm (?:19|20)[0-9]{2}|(?:19|20)[0-9]{2}))?"
)
_RULES: tuple[tuple[HintKind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)"))
    for kind, pattern in (
        (
            HintKind.SPAN,
            rf"từ (?:ngày )?(?P<first>{_DAY}[/.-](?:19|20)[0-9]{{2}})(?: đến|-)(?: hết)?"
            rf"(?: ngày)? ?(?P<last>{_DAY}[/.-]{_YEAR})",
        ),
        (
            HintKind.TERM_SO_FAR,
            r"lũy kế (?:từ )?(?:đầu )?nhiệm kỳ(?: đến nay)?|từ đầu nhiệm kỳ(?: đến nay)?",
        ),
        (
            HintKind.YEARS,
            r"(?:nhiệm kỳ|giai đoạn) (?P<from>(?:19|20)[0-9]{2}) ?- ?(?P<to>(?:19|20)[0-9]{2})",
        ),
        (
            HintKind.PREVIOUS,
            r"(?:cùng kỳ|cùng kì|kỳ trước)(?: (?:của )?năm trước|(?: năm)? (?:19|20)[0-9]{2})?"
            r"|năm trước",
        ),
        (HintKind.CUMULATIVE, r"lũy kế(?: từ đầu năm)?(?: đến nay)?|từ đầu năm(?: đến nay)?"),
        (
            HintKind.UNTIL,
            rf"(?:tính |số liệu |có )?đến (?:hết )?(?:ngày )?(?P<day>{_DAY}[/.-]{_YEAR})",
        ),
        (HintKind.UNTIL, rf"(?:tính |số liệu |có )?đến (?:hết )?(?:ngày )?(?P<day>{_DAY})"),
        (HintKind.UNTIL, rf"(?:ngày )?(?P<day>{_DAY}[/.-]{_YEAR})"),
        (
            HintKind.PART,
            rf"{_COUNT} ?(?:tháng|t)(?P<half> (?:đầu|cuối))?(?: ?năm)?"
            rf"(?:(?: |/)?(?:năm )?{_YEAR})?",
        ),
        (HintKind.PART, rf"quý (?P<quarter>i{{1,3}}|iv|[1-4])(?:(?: ?[/,-] ?| )(?:năm )?{_YEAR})?"),
        (HintKind.PART, rf"q(?P<quarter>[1-4])(?:[/. -]{_YEAR})?"),
        (HintKind.PART, rf"tháng (?P<month>[0-9]{{1,2}})(?:(?: ?[/,.-] ?| )(?:năm )?{_YEAR})?"),
        (HintKind.PART, rf"t(?P<month>[0-9]{{1,2}})(?:[/. -]{_YEAR})?"),
        (HintKind.PART, rf"(?P<month>[0-9]{{1,2}})[/.-]{_YEAR}"),
        (HintKind.YEAR_END, rf"cuối năm(?: trước| {_YEAR})?"),
        (HintKind.OPENING, rf"đầu (?:kỳ|năm)(?: {_YEAR})?"),
        (HintKind.YEAR, rf"(?:cả |trong |của )?(?:năm )?{_YEAR}"),
        (HintKind.WHOLE_YEAR, r"cả năm|năm(?! (?:nay|học))"),
    )
)


def take_hints(text: str) -> tuple[list[Hint], str]:
    """Take the words about time out of a text.

    Returns:
        The hints in the order of the text, and the text without them (as an identity key).
    """
    rest = _LONG_DAY.sub(_short_day, match_key(text))
    found: list[tuple[int, Hint]] = []
    for kind, pattern in _RULES:
        for match in pattern.finditer(rest):
            hint = _hint(kind, match)
            if hint is not None:
                found.append((match.start(), hint))
                blank = " " * len(match[0])
                rest = rest[: match.start()] + blank + rest[match.end() :]
    hints = [hint for _, hint in sorted(found, key=lambda pair: pair[0])]
    return hints, " ".join(rest.split())


def _short_day(match: re.Match[str]) -> str:
    day, month, year, lone_day, lone_month = match.groups()
    return f"{day}/{month}/{year}" if year else f"{lone_day}/{lone_month}"


def _hint(kind: HintKind, match: re.Match[str]) -> Hint | None:
    """Write a hint as a phrase for the grammar of periods; None for impossible numbers."""
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    phrase = match[0]
    if kind is HintKind.SPAN:
        phrase = f"từ ngày {_slashed(parts['first'])} đến ngày {_slashed(parts['last'])}"
    elif kind is HintKind.UNTIL:
        phrase = f"đến {_slashed(parts['day'])}"
    elif kind is HintKind.PART:
        phrase = _part_phrase(parts)
    elif kind is HintKind.YEAR:
        phrase = f"năm {year}"
    elif kind is HintKind.YEARS:
        word = "nhiệm kỳ" if "nhiệm" in phrase else "giai đoạn"
        phrase = f"{word} {parts['from']}-{parts['to']}"
    return Hint(kind, phrase, year) if phrase else None


def _part_phrase(parts: dict[str, str | None]) -> str:
    if parts.get("quarter"):
        number = parts["quarter"] or ""
        return f"quý {number.upper()}"
    if parts.get("month"):
        month = int(parts["month"] or 0)
        return f"tháng {month}" if 1 <= month <= 12 else ""
    count = _COUNTS.get(parts.get("count") or "") or int(parts.get("count") or 0)
    if not 1 <= count <= 12:
        return ""
    return f"{count} tháng{parts.get('half') or (' đầu' if count != 12 else '')}"


def _slashed(day: str | None) -> str:
    return re.sub(r"[.-]", "/", day or "")
