"""What stands before a name in a list: I, A, 1, a, ``-``, ``+``."""

from __future__ import annotations

import re
from enum import StrEnum


class Marker(StrEnum):
    """What stands before a name."""

    ROMAN = "roman"
    LETTER = "letter"
    ARABIC = "arabic"
    DECIMAL = "decimal"
    LOWER = "lower"
    DASH = "dash"
    PLUS = "plus"
    NONE = "none"


_MARKERS: tuple[tuple[Marker, str], ...] = (
    (Marker.ROMAN, r"[IVX]+"),
    (Marker.LETTER, r"[A-ZĐ]"),
    (Marker.DECIMAL, r"[0-9]+(?:\.[0-9]+)+"),
    (Marker.ARABIC, r"[0-9]{1,4}"),
    (Marker.LOWER, r"[a-zđ]"),
    (Marker.DASH, r"[-–—•*]"),
    (Marker.PLUS, r"\+"),
)
_NUMBER_CELL = [(kind, re.compile(rf"\(?{pattern}\)?[.)/:]?-?")) for kind, pattern in _MARKERS]
_BEFORE_NAME = [
    (Marker.ROMAN, re.compile(r"(?=[IVX])[IVX]+(?:[.)/]|\s?[-–:]) *(?=\S)")),
    (Marker.LETTER, re.compile(r"[A-ZĐ](?:[.)/]|\s?[-–:]) *(?=\S)")),
    (Marker.DECIMAL, re.compile(r"[0-9]+(?:\.[0-9]+)+[.)]? +(?=\S)")),
    (Marker.ARABIC, re.compile(r"[0-9]{1,3}(?:[.)/]|\s?[-–:]) *(?=[^\W\d])")),
    (Marker.LOWER, re.compile(r"[a-zđ][.)/] *(?=\S)")),
    (Marker.DASH, re.compile(r"(?:[-–—•] *(?=[^\W\d])|\* +(?=\S))")),
    (Marker.PLUS, re.compile(r"\+ +(?=\S)")),
]
_LETTERS = "abcdđefghijklmnopqrstuvwxyz"


class Lists:
    """The letters and roman numbers before names so far: they count only in their order.

    "A. Khối xã" begins a list and "B." follows; "P. 7" and "H. Côn Đảo" are names.
    """

    def __init__(self) -> None:
        self._reached: dict[Marker, int] = {}

    def accept(self, kind: Marker, text: str) -> bool:
        """Tell whether a marker before a name is one, and remember it."""
        sign = re.sub(r"[\W_]", "", text)
        if kind is Marker.ROMAN:
            value = _roman_value(sign)
        elif kind in (Marker.LETTER, Marker.LOWER):
            value = _LETTERS.find(sign.casefold()) + 1
        else:
            return True
        is_long = kind is Marker.ROMAN and len(sign) > 1
        before = self._reached.get(kind, 0)
        # A letter may be left out: many lists have no Đ, and none has F in Vietnamese order.
        follows = before > 0 and before <= value <= before + 2
        if value != 1 and not is_long and not follows:
            return False
        self._reached[kind] = value
        return True


def _roman_value(sign: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in sign]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def marker_in_number(number: str) -> tuple[Marker, bool] | None:
    """Read the cell of a column of numbers: the marker, and whether it is the first of a list."""
    for kind, pattern in _NUMBER_CELL:
        if pattern.fullmatch(number):
            return kind, _is_first(number)
    return None


def marker_before_name(label: str, lists: Lists) -> tuple[Marker, str, bool]:
    """Take the marker off a name.

    Returns:
        The marker, the name without it, and whether the marker is the first of its list.
    """
    for kind, pattern in _BEFORE_NAME:
        found = pattern.match(label)
        if found and lists.accept(kind, found[0]):
            return kind, label[found.end() :].strip(), _is_first(found[0])
    return Marker.NONE, label, False


def _is_first(marker: str) -> bool:
    return re.sub(r"[\W_]", "", marker).lstrip("0") in ("1", "I", "A", "a")


def without_list_sign(label: str) -> str:
    """Take list signs off a name that has a number beside it already."""
    found = re.match(r"(?:[-–—•] *(?=[^\W\d])|[+*] +(?=\S))", label)
    return label[found.end() :] if found else label
