"""Numerals without words: digits, grouping and the decimal mark, read exactly or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Style = Literal["vi", "en"]

MAX_DIGITS = 15

# Linear in the length of the text: every repetition starts with a separator.
NUMERAL_PATTERN = r"[0-9]+(?:[., ][0-9]+)*"

_SWAP_SEPARATORS = str.maketrans(".,", ",.")
_WHOLE = re.compile(r"[0-9]+")
_DOT_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_SPACE_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3})+")
_COMMA_GROUPS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DECIMAL_DOT = re.compile(r"[0-9]+\.[0-9]+")


@dataclass(frozen=True)
class Numeral:
    """The value of a numeral (never negative) and the digits after its decimal mark."""

    value: Decimal
    decimals: int


class UnreadableError(Exception):
    """A numeral or figure that cannot be read with certainty.

    Attributes:
        reason: Short stable English code.
        message: Vietnamese sentence when the general one for ``reason`` is too vague, else empty.
    """

    def __init__(self, reason: str, message: str = "") -> None:
        self.reason, self.message = reason, message
        super().__init__(reason)


def read_numeral(token: str, style: Style, *, counted: bool) -> Numeral:
    """Read one token of :data:`NUMERAL_PATTERN`.

    Args:
        token: ASCII digits with separators, e.g. ``"1.514"``, ``"13 000"``, ``"112,15"``.
        style: ``"vi"`` groups by dot and marks decimals by comma, ``"en"`` the reverse.
        counted: Whether the numeral counts things. Then ``1.51`` and ``1,514`` have two readings;
            in a rate or before "triệu" a lone separator that cannot group marks decimals.

    Raises:
        UnreadableError: the separators are wrong, foreign or have two readings, or the number
            has more than :data:`MAX_DIGITS` digits.
    """
    if sum(char.isdigit() for char in token) > MAX_DIGITS:
        raise UnreadableError("too_long")
    text = token.translate(_SWAP_SEPARATORS) if style == "en" else token
    if "," not in text and "." in text:
        return _dotted(token, text, counted=counted)
    whole, comma, fraction = text.partition(",")
    if "," in fraction:
        reason = "foreign_separator" if _COMMA_GROUPS.fullmatch(text) else "bad_grouping"
        raise UnreadableError(reason)
    if comma and counted and _COMMA_GROUPS.fullmatch(text):
        raise _ambiguous(token, text)
    return Numeral(_decimal(_integer_part(whole), fraction), len(fraction))


def _dotted(token: str, text: str, *, counted: bool) -> Numeral:
    """Read a numeral whose only separators are dots: groups in a count, decimals in a rate."""
    grouped = _DOT_GROUPS.fullmatch(text) is not None
    single = _DECIMAL_DOT.fullmatch(text) is not None
    if grouped and (counted or not single):
        return Numeral(Decimal(text.replace(".", "")), 0)
    if not single:
        raise UnreadableError("bad_grouping")
    if grouped or counted:
        raise _ambiguous(token, text)
    whole, fraction = text.split(".")
    return Numeral(_decimal(whole, fraction), len(fraction))


def _integer_part(whole: str) -> str:
    """Digits of a whole number that may be grouped by dots or spaces."""
    if any(shape.fullmatch(whole) for shape in (_WHOLE, _DOT_GROUPS, _SPACE_GROUPS)):
        return whole.replace(".", "").replace(" ", "")
    raise UnreadableError("foreign_separator" if "." in whole else "bad_grouping")


def _decimal(whole: str, fraction: str) -> Decimal:
    """Number from its ASCII digits before and after the decimal mark."""
    if fraction and not _WHOLE.fullmatch(fraction):
        raise UnreadableError("bad_grouping")
    return Decimal(f"{whole}.{fraction}")


def _ambiguous(token: str, text: str) -> UnreadableError:
    """Name both readings of a numeral with one separator (``text`` in Vietnamese style)."""
    digits = re.sub("[.,]", "", text).lstrip("0") or "0"
    decimal = text.replace(".", ",")
    message = f"{token} có thể là {digits} hoặc {decimal} (số thập phân)."
    return UnreadableError("ambiguous_separator", message)
