"""The grammar of printed numbers: one figure as a bulletin prints it, read exactly or refused.

Vietnamese prints group thousands with dots (or spaces) and mark decimals with a comma; English
ones do the reverse. Digits are ASCII only, because ``int`` and ``float`` also accept full-width
and Arabic digits, ``1_000``, ``1e5`` and ``nan``. A print with two possible readings is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from analysis.text.normalise import clean_text
from analysis.text.numerals import NUMERAL_PATTERN, Numeral, Style, UnreadableError, read_numeral
from analysis.text.refusal import Refusal

MAX_LENGTH = 200


class Qualifier(StrEnum):
    """How a printed number limits the true one."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    BETWEEN = "between"


class NumberUnit(StrEnum):
    """What is counted: things, percent (points), times (``lần``) or years."""

    NUMBER = "number"
    PERCENT = "percent"
    TIMES = "times"
    YEARS = "years"


@dataclass(frozen=True)
class Quantity:
    """One printed figure.

    Attributes:
        printed: The text exactly as given.
        value: The number, multipliers applied; percent in percent points (112,15% is 112.15);
            the numerator of a fraction; None only for a range.
        unit: Unit of ``value``, ``low`` and ``high``.
        qualifier: From the words around the number.
        low: Lower bound if the words state one, else None (also for exact values).
        high: Upper bound if the words state one, else None.
        denominator: Second number of ``142/270``, else None.
        decimals: Digits printed after the decimal mark, the larger of the two in a range.
    """

    printed: str
    value: Decimal | None
    unit: NumberUnit
    qualifier: Qualifier
    low: Decimal | None
    high: Decimal | None
    denominator: Decimal | None
    decimals: int


_Q = Qualifier
_QUALIFIERS: dict[Style, dict[str, Qualifier]] = {
    "vi": {
        "gần bằng": _Q.ABOUT, "xấp xỉ": _Q.ABOUT, "khoảng": _Q.ABOUT, "chừng": _Q.ABOUT,
        "ước đạt": _Q.ABOUT, "ước": _Q.ABOUT, "~": _Q.ABOUT,
        "từ": _Q.AT_LEAST, "ít nhất": _Q.AT_LEAST, "tối thiểu": _Q.AT_LEAST,
        "không dưới": _Q.AT_LEAST, "≥": _Q.AT_LEAST,
        "trên": _Q.MORE_THAN, "hơn": _Q.MORE_THAN, ">": _Q.MORE_THAN,
        "gần": _Q.LESS_THAN, "dưới": _Q.LESS_THAN, "<": _Q.LESS_THAN,
        "không quá": _Q.AT_MOST, "tối đa": _Q.AT_MOST, "nhiều nhất": _Q.AT_MOST, "≤": _Q.AT_MOST,
    },
    "en": {
        "about": _Q.ABOUT, "around": _Q.ABOUT, "approximately": _Q.ABOUT, "~": _Q.ABOUT,
        "from": _Q.AT_LEAST, "at least": _Q.AT_LEAST, "≥": _Q.AT_LEAST,
        "more than": _Q.MORE_THAN, "over": _Q.MORE_THAN, "above": _Q.MORE_THAN, ">": _Q.MORE_THAN,
        "nearly": _Q.LESS_THAN, "almost": _Q.LESS_THAN, "under": _Q.LESS_THAN,
        "less than": _Q.LESS_THAN, "below": _Q.LESS_THAN, "<": _Q.LESS_THAN,
        "at most": _Q.AT_MOST, "no more than": _Q.AT_MOST, "up to": _Q.AT_MOST, "≤": _Q.AT_MOST,
    },
}  # fmt: skip
_SUFFIXES: dict[Style, dict[str, Qualifier]] = {
    "vi": {"trở lên": _Q.AT_LEAST, "trở xuống": _Q.AT_MOST},
    "en": {"or more": _Q.AT_LEAST, "or less": _Q.AT_MOST},
}
_MULTIPLIERS: dict[Style, dict[str, Decimal]] = {
    "vi": {
        "ngàn": Decimal(10**3), "nghìn": Decimal(10**3), "triệu": Decimal(10**6),
        "tỷ": Decimal(10**9), "tỉ": Decimal(10**9),
    },
    "en": {
        "thousand": Decimal(10**3), "million": Decimal(10**6), "billion": Decimal(10**9),
    },
}  # fmt: skip
_UNITS: dict[Style, dict[str, NumberUnit]] = {
    "vi": {
        "%": NumberUnit.PERCENT, "phần trăm": NumberUnit.PERCENT,
        "điểm phần trăm": NumberUnit.PERCENT, "điểm %": NumberUnit.PERCENT,
        "lần": NumberUnit.TIMES, "năm": NumberUnit.YEARS,
    },
    "en": {
        "%": NumberUnit.PERCENT, "percent": NumberUnit.PERCENT, "per cent": NumberUnit.PERCENT,
        "percentage points": NumberUnit.PERCENT,
        "times": NumberUnit.TIMES, "years": NumberUnit.YEARS,
    },
}  # fmt: skip
_NOUNS: dict[Style, tuple[str, ...]] = {
    "vi": (
        "đảng viên", "đảng viên mới", "đồng chí", "đ/c", "đv", "đ/v", "người", "quần chúng",
        "quần chúng ưu tú", "đoàn viên", "học sinh", "sinh viên", "phụ nữ", "hồ sơ", "trường hợp",
        "chỉ tiêu", "kế hoạch", "tổ chức", "tổ chức đảng", "tổ chức cơ sở đảng", "tccsđ", "chi bộ",
        "chi bộ cơ sở", "chi bộ trực thuộc", "đảng bộ", "đảng bộ cơ sở", "đảng bộ bộ phận",
        "đảng ủy", "đơn vị", "doanh nghiệp", "hợp tác xã", "thôn", "ấp", "xã",
    ),
    "en": ("members", "party members", "people", "cells", "organisations", "units", "quarters"),
}  # fmt: skip
_RANGES: dict[Style, tuple[str, ...]] = {"vi": ("-", "đến", "tới"), "en": ("-", "to")}
_FRACTIONS: dict[Style, tuple[str, ...]] = {"vi": ("/", "trên"), "en": ("/", "out of", "of")}
_HALVES: dict[Style, str] = {"vi": "nửa", "en": "half a"}


def _any_of(words: Iterable[str]) -> str:
    """Alternation of literal words; their order does not matter, the whole text has to match."""
    return "|".join(map(re.escape, words))


def _compile(style: Style) -> re.Pattern[str]:
    """The whole grammar of one figure; every part but the first numeral is optional."""
    joins = _RANGES[style] + _FRACTIONS[style]
    return re.compile(
        rf"(?:(?P<qualifier>{_any_of(_QUALIFIERS[style])}) ?)?"
        rf"(?:(?P<sign>[-+])?(?P<first>{NUMERAL_PATTERN})"
        rf"(?: ?(?P<first_percent>%)? ?(?P<join>{_any_of(joins)}) ?(?P<second>{NUMERAL_PATTERN}))?"
        rf"|(?P<half>{_HALVES[style]}))"
        rf"(?: ?(?P<multiplier>{_any_of(_MULTIPLIERS[style])}))?"
        rf"(?: ?(?P<unit>{_any_of(_UNITS[style])}))?"
        rf"(?: (?:{_any_of(_NOUNS[style])}))?"
        rf"(?: (?P<suffix>{_any_of(_SUFFIXES[style])}))?"
    )


_GRAMMAR: dict[Style, re.Pattern[str]] = {"vi": _compile("vi"), "en": _compile("en")}
_ACCOUNTING_NEGATIVE = re.compile(rf"\(({NUMERAL_PATTERN} ?%?)\)")
_ORDINAL = re.compile(r"\bthứ [0-9]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))

_MESSAGES = {
    "empty": "Ô trống, không có con số nào.",
    "too_long": "«{0}» dài quá mức của một con số.",
    "non_ascii_digit": "«{0}» có chữ số không phải 0-9.",
    "ordinal": "«{0}» là số thứ tự, không phải số lượng.",
    "not_a_number": "«{0}» không đọc được thành một con số.",
    "bad_grouping": "«{0}» có dấu phân cách hàng nghìn đặt sai chỗ.",
    "foreign_separator": "«{0}» dùng dấu phân cách của ngôn ngữ khác với nguồn.",
    "reversed_range": "«{0}» có cận dưới không nhỏ hơn cận trên.",
    "bad_fraction": "«{0}» không phải là một tỷ số giữa hai số đếm.",
    "conflicting_words": "«{0}» có những từ trái nhau về cách hiểu con số.",
}


def parse_number(printed: str, style: Style = "vi") -> Quantity | Refusal:
    """Read one printed figure; never raises for any string.

    Args:
        printed: The figure as printed, with its words: ``"gần 13.000"``, ``"3-4%"``, ``"142/270"``.
        style: Whose separators the source uses; ``"en"`` also switches the words to English.
    """
    text = clean_text(printed).casefold().translate(_DASHES)
    fault = _fault(text)
    if fault:
        return _refuse(printed, fault)
    negative = _ACCOUNTING_NEGATIVE.fullmatch(text)
    match = _GRAMMAR[style].fullmatch(f"-{negative[1]}" if negative else text)
    if match is None:
        return _refuse(printed, "ordinal" if _ORDINAL.search(text) else "not_a_number")
    try:
        return _build(printed, match, style)
    except UnreadableError as error:
        if error.message:
            return Refusal(printed, error.reason, error.message)
        return _refuse(printed, error.reason)


@dataclass(frozen=True)
class _Figure:
    """A match of the grammar with its words looked up."""

    printed: str
    match: re.Match[str]
    style: Style
    unit: NumberUnit
    scale: Decimal
    qualifier: Qualifier

    def numeral(self, part: str) -> Numeral:
        """Read the numeral in the group ``part``."""
        counts = self.unit in (NumberUnit.NUMBER, NumberUnit.YEARS) and self.scale == 1
        return read_numeral(self.match[part], self.style, counted=counts)

    def scaled(self, value: Decimal) -> Decimal:
        """Apply the multiplier; whole results carry no decimal places."""
        result = value * self.scale
        whole = result.to_integral_value()
        return whole if self.scale != 1 and whole == result else result


def _refuse(printed: str, reason: str) -> Refusal:
    shown = printed if len(printed) <= MAX_LENGTH else f"{printed[:40]}…"
    return Refusal(printed, reason, _MESSAGES[reason].format(shown))


def _fault(text: str) -> str:
    """Reason to refuse before any grammar, or an empty string."""
    if not text:
        return "empty"
    if len(text) > MAX_LENGTH:
        return "too_long"
    if any(char.isdigit() and not char.isascii() for char in text):
        return "non_ascii_digit"
    return ""


def _build(printed: str, match: re.Match[str], style: Style) -> Quantity:
    """Turn a match of the grammar into a quantity."""
    unit = _UNITS[style].get(match["unit"], NumberUnit.NUMBER)
    if match["multiplier"] and unit is not NumberUnit.NUMBER:
        raise UnreadableError("conflicting_words")
    scale = _MULTIPLIERS[style].get(match["multiplier"], Decimal(1))
    figure = _Figure(printed, match, style, unit, scale, _qualifier(match, style))
    if match["join"] is None:
        return _single(figure)
    return _between(figure) if match["join"] in _RANGES[style] else _fraction(figure)


def _qualifier(match: re.Match[str], style: Style) -> Qualifier:
    """Combine the words before and after the number; they must not contradict each other."""
    before = _QUALIFIERS[style].get(match["qualifier"])
    after = _SUFFIXES[style].get(match["suffix"])
    if before and after and before is not after:
        raise UnreadableError("conflicting_words")
    return after or before or Qualifier.EXACT


def _single(figure: _Figure) -> Quantity:
    """Read a figure with one numeral, or ``nửa triệu``; "nửa" needs a multiplier."""
    if figure.match["half"]:
        if figure.scale == 1:
            raise UnreadableError("not_a_number")
        numeral = Numeral(Decimal("0.5"), 0)
    else:
        numeral = figure.numeral("first")
    value = figure.scaled(-numeral.value if figure.match["sign"] == "-" else numeral.value)
    qualifier = figure.qualifier
    low = value if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN) else None
    high = value if qualifier in (Qualifier.LESS_THAN, Qualifier.AT_MOST) else None
    return Quantity(
        figure.printed, value, figure.unit, qualifier, low, high, None, numeral.decimals
    )


def _between(figure: _Figure) -> Quantity:
    """Read ``từ 3 - 4%``; "từ" and "khoảng" are the only words that go with a range."""
    match, unit = figure.match, figure.unit
    loose = (Qualifier.EXACT, Qualifier.ABOUT, Qualifier.AT_LEAST)
    percent_once = match["first_percent"] and unit is not NumberUnit.PERCENT
    if figure.qualifier not in loose or match["suffix"] or match["sign"] or percent_once:
        raise UnreadableError("conflicting_words")
    low, high = figure.numeral("first"), figure.numeral("second")
    if low.value >= high.value:
        raise UnreadableError("reversed_range")
    bounds = (figure.scaled(low.value), figure.scaled(high.value))
    decimals = max(low.decimals, high.decimals)
    return Quantity(figure.printed, None, unit, Qualifier.BETWEEN, *bounds, None, decimals)


def _fraction(figure: _Figure) -> Quantity:
    """Read ``142/270``: both are counts, the value is the numerator."""
    match = figure.match
    top, bottom = figure.numeral("first"), figure.numeral("second")
    counts = top.decimals == bottom.decimals == 0 and bottom.value > 0
    odd = match["sign"] or match["multiplier"] or match["first_percent"] or match["unit"]
    if not counts or odd or figure.qualifier is not Qualifier.EXACT:
        raise UnreadableError("bad_fraction")
    unit = NumberUnit.NUMBER
    return Quantity(figure.printed, top.value, unit, Qualifier.EXACT, None, None, bottom.value, 0)
