"""Vietnamese in UTF-8 that was read as latin-1 or cp1252: ``Ä\\x90áº£ng`` for ``Đảng``.

Repair before :func:`analysis.text.normalise.clean_text`: the control characters, soft hyphens and
no-break spaces, which it changes, are part of the letters.
"""

from __future__ import annotations

import re
import string
import unicodedata

from analysis.text.syllables import is_vietnamese_syllable

# Readers of cp1252 pass its five undefined bytes as control characters; latin-1 passes all 32.
_BYTES = {chr(byte): byte for byte in range(0x100)} | {
    char: byte
    for byte in range(0x80, 0xA0)
    for char in bytes([byte]).decode("cp1252", errors="ignore")
}
_LETTERS = "aăâeêioôơuưy"
_TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VIETNAMESE = {unicodedata.normalize("NFC", char + tone) for char in _LETTERS for tone in _TONES}
# A no-break space may be the second half of à.
_SPACES = re.compile(r"[ \t\r\n]+")
_EXPECTED = {*_VIETNAMESE, "đ", *string.printable, *"\u00a0‘’“”–—…"}


def repair_mojibake(text: str) -> str | None:
    """Return the text that was meant, in NFC, or None where there is nothing to repair for certain.

    The whole text must be valid UTF-8 once it is turned back into bytes, and the result must hold
    more Vietnamese syllables, or as many with fewer strange characters. Text that was misread more
    than once is repaired too.
    """
    repaired = text
    while (step := _undo(repaired)) is not None:
        repaired = step
    if repaired == text or _merit(repaired) <= _merit(text):
        return None
    return unicodedata.normalize("NFC", repaired)


def _undo(text: str) -> str | None:
    """Take back one misreading; None if the text is plain ASCII or no UTF-8."""
    if text.isascii():
        return None
    try:
        return bytes(_BYTES[char] for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def _merit(text: str) -> tuple[int, int]:
    """Count the words that are syllables, then what no Vietnamese text holds, negatively."""
    words = (word.strip(string.punctuation) for word in _SPACES.split(text))
    strange = sum(char not in _EXPECTED for char in unicodedata.normalize("NFC", text).lower())
    return sum(map(is_vietnamese_syllable, words)), -strange
