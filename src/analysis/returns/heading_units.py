"""Headings over the names of units, made of nouns in a row: "Đảng bộ, chi bộ", "Xã/phường"."""

from __future__ import annotations

import re
from functools import lru_cache

from analysis.returns.vocabulary import Words, plain_words, vocabulary, words_of
from analysis.text.normalise import match_key

_SEPARATORS = re.compile(r"[,;:()/+-]")
_LINKS = frozenset({"/", "và", "va", "hoặc", "hoac"})
_LEADS = (("tên", "gọi"), ("danh", "sách"), ("tên",), ("các",))
_TAILS = (("trực", "thuộc"), ("cơ", "sở"), ("thuộc",))
_COUNTED = ("organisations", "grassroots_committees", "grassroots_cells")
_PLACES = ("place", "group")
_LONGEST = 5


@lru_cache(maxsize=4096)
def unit_heading(text: str) -> tuple[str, str]:
    """Read a heading over names.

    Returns:
        Its role (``unit``, ``group`` or empty) and, where the same words may head a count, the
        subject of that count: "Tổ chức cơ sở đảng".
    """
    key = match_key(text)
    words = words_of(_SEPARATORS.sub(" / ", key))
    read = _read(words, is_plain=False)
    return read if read[0] or not key.isascii() else _read(plain_words(words), is_plain=True)


def _read(words: Words, *, is_plain: bool) -> tuple[str, str]:
    rest, has_lead = _without_lead(words, is_plain=is_plain)
    kinds, rest = _nouns(rest, is_plain=is_plain)
    has_tail = False
    while kinds and any(word not in _LINKS for word in rest):
        tail = _starting(rest, _TAILS, is_plain=is_plain)
        if not tail:
            return "", ""
        has_tail = True
        _, rest = _nouns(rest[tail:], is_plain=is_plain)
    is_plainly_named = has_lead or has_tail
    if not kinds or (set(kinds) == {"companion"} and len(kinds) == 1 and not is_plainly_named):
        return "", ""
    if len(kinds) == 1 and kinds[0] in _COUNTED and not is_plainly_named:
        return "unit", kinds[0]
    is_group = set(kinds) <= {"group", "companion"} and not has_tail
    return ("group" if is_group else "unit"), ""


def _without_lead(words: Words, *, is_plain: bool) -> tuple[Words, bool]:
    """Take "Tên", "Các", "Danh sách" off the beginning."""
    rest, has_lead = words, False
    while lead := _starting(rest, _LEADS, is_plain=is_plain):
        rest, has_lead = rest[lead:], True
    return rest, has_lead


def _starting(words: Words, phrases: tuple[Words, ...], *, is_plain: bool) -> int:
    """Count the words of the phrase that a text begins with; 0 where it begins with none."""
    for phrase in phrases:
        wanted = _wanted(phrase, is_plain=is_plain)
        if words[: len(wanted)] == wanted:
            return len(wanted)
    return 0


@lru_cache(maxsize=64)
def _wanted(phrase: Words, *, is_plain: bool) -> Words:
    words = words_of(" ".join(phrase))
    return plain_words(words) if is_plain else words


def _nouns(words: Words, *, is_plain: bool) -> tuple[list[str], Words]:
    """Read nouns in a row; give back their kinds and what follows them.

    Each stands behind a comma, a stroke or "và"; only kinds of place may follow without one.
    """
    known = vocabulary().plain_unit_nouns if is_plain else vocabulary().unit_nouns
    kinds: list[str] = []
    rest = words
    while rest:
        start = next((n for n, word in enumerate(rest) if word not in _LINKS), len(rest))
        kind, length = _noun(known, rest[start:])
        if not kind or (kinds and not start and kind not in _PLACES):
            break
        kinds.append(kind)
        rest = rest[start + length :]
    return kinds, rest


def _noun(known: dict[Words, str], words: Words) -> tuple[str, int]:
    for length in range(min(_LONGEST, len(words)), 0, -1):
        kind = known.get(words[:length])
        if kind:
            return kind, length
    return "", 0
