"""Patterns that also fit text typed without any accents ("6 THANG DAU NAM 2024").

The accent-free form is tried only on text that has no accent at all, so that no word with accents
is ever taken for another one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from analysis.text.normalise import search_key

_LETTERS = re.compile(r"[^\W\d_]+")


def without_accents(text: str) -> str:
    """Take the accents off the letters of a text or pattern; its signs and its capitals stay."""
    return _LETTERS.sub(_plain_letters, text)


def _plain_letters(found: re.Match[str]) -> str:
    return found[0] if found[0].isascii() else search_key(found[0])


@dataclass(frozen=True)
class Twin:
    """A pattern for identity keys and the same pattern without accents.

    Attributes:
        accented: For text with accents.
        plain: For text without any.
    """

    accented: re.Pattern[str]
    plain: re.Pattern[str]

    @classmethod
    def of(cls, pattern: str, plain: str = "") -> Twin:
        """Make a twin of a pattern; ``plain`` where the accent-free one must be narrower."""
        return cls(re.compile(pattern), re.compile(plain or without_accents(pattern)))

    def _for(self, text: str) -> re.Pattern[str]:
        return self.plain if text.isascii() else self.accented

    def search(self, text: str) -> re.Match[str] | None:
        """Search like :func:`re.search`."""
        return self._for(text).search(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Find all like :func:`re.finditer`."""
        return self._for(text).finditer(text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace like :func:`re.sub`."""
        return self._for(text).sub(new, text)
