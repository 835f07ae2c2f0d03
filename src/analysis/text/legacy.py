"""Vietnamese text in the encodings of old fonts: TCVN3 (``.VnTime``) and VNI (``VNI-Times``).

A file in such a font holds bytes that show Vietnamese in that font only; read as Unicode they look
like ``NguyÔn`` or ``Nguyeãn``. Decode before :func:`analysis.text.normalise.clean_text`: the soft
hyphen, which it takes away, is the letter ư of TCVN3. Nothing here decides to convert: the caller
shows a sample and asks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from analysis.text.legacy_tables import (
    SIGNS,
    TCVN3,
    TCVN3_EXTRA,
    TCVN3_TONES,
    TONE_MARKS,
    VNI,
    VNI_LENIENT,
)
from analysis.text.syllables import is_vietnamese_syllable


class LegacyEncoding(StrEnum):
    """An encoding of Vietnamese that lives in the font."""

    TCVN3 = "tcvn3"
    VNI = "vni"


_TCVN3_FONT = re.compile(r"\.vn\w", re.IGNORECASE)
_VNI_FONT = re.compile(r"vni(?![a-z])", re.IGNORECASE)
_FONT_STYLE = re.compile(r"[ ,-]+(bold|italic|regular)", re.IGNORECASE)


def encoding_of_font(font: str) -> tuple[LegacyEncoding, bool] | None:
    """Tell the encoding that a font asks for, and whether it draws every letter as a capital.

    ``.VnTime`` is TCVN3 and ``.VnTimeH`` its capitals; ``VNI-Times`` is VNI; None for other fonts.
    """
    name = _FONT_STYLE.sub("", font.strip().rpartition("+")[2])  # "ABCDEF+" marks a subset in PDF
    if _TCVN3_FONT.match(name):
        return LegacyEncoding.TCVN3, name.endswith("H")
    return (LegacyEncoding.VNI, False) if _VNI_FONT.match(name) else None


_TCVN3_DECODE = str.maketrans(TCVN3 | TCVN3_EXTRA)
_VOWELS = "aăâeêioôơuưy"
_LATE_TONE = re.compile(rf"(?<=[{_VOWELS}{_VOWELS.upper()}])[{''.join(TCVN3_TONES)}]")
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, VNI_LENIENT), key=len, reverse=True)))


def decode(text: str, encoding: LegacyEncoding, *, capitals: bool = False) -> str:
    """Turn text of an old font, read as latin-1 or cp1252, into Vietnamese in NFC.

    Characters without a meaning in the encoding stay; ASCII always does. Quotes, dashes and the
    like stay too, although TCVN 5712 VN1 has capitals at their codes: documents use the former.

    Args:
        text: As read; soft hyphens and control characters must still be there.
        encoding: From the font or from :func:`detect`.
        capitals: The font draws capitals (see :func:`encoding_of_font`).
    """
    composed = unicodedata.normalize("NFC", text)
    if encoding is LegacyEncoding.VNI:
        decoded = _VNI_CODE.sub(lambda match: VNI_LENIENT[match[0]], composed)
    else:
        letters = composed.translate(_TCVN3_DECODE)
        decoded = _LATE_TONE.sub(lambda match: TCVN3_TONES[match[0]], letters)
    return unicodedata.normalize("NFC", decoded.upper() if capitals else decoded)


_ENCODE = {
    LegacyEncoding.TCVN3: str.maketrans({letter: code for code, letter in TCVN3.items()}),
    LegacyEncoding.VNI: str.maketrans({letter: code for code, letter in VNI.items()}),
}
_TONED = re.compile(rf"[^\W\d_][\u0302\u0306\u031b]?[{TONE_MARKS}]")


def encode(text: str, encoding: LegacyEncoding) -> str:
    """Turn Vietnamese into the characters that an old font shows as that; undoes :func:`decode`.

    TCVN3 has no capitals with a tone: they become small letters, as writers of ``.VnTimeH`` typed
    them. All else comes back exactly.

    Raises:
        ValueError: ``text`` has characters that the encoding cannot express.
    """
    wanted = unicodedata.normalize("NFC", text)
    if encoding is LegacyEncoding.TCVN3:
        wanted = _lower_toned(wanted)
    encoded = wanted.translate(_ENCODE[encoding])
    if decode(encoded, encoding) != wanted:
        raise ValueError(f"{text!r} cannot be written in {encoding}")
    return encoded


def _lower_toned(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    lowered = _TONED.sub(lambda match: match[0].lower(), decomposed)
    return unicodedata.normalize("NFC", lowered)


# Distinct words with letters beyond ASCII: how many must be there, and which share must be read.
_MIN_WORDS = 3
_MIN_READ = 0.6
_MIN_MARGIN = 0.5
# Words end at white space, at ASCII other than letters, at control characters and at signs. One
# character is no word: × and · are syllables in TCVN3.
_WORD = re.compile(rf"[^\s\x00-\x40\x5b-\x60\x7b-\x9f{SIGNS}]+")
_ALL_LETTERS = re.compile(r"[^\W\d_]+")


def detect(texts: Sequence[str]) -> LegacyEncoding | None:
    """Tell in which old encoding a column or a file is, or None in doubt.

    The texts are read in each encoding and as they stand. The encoding must turn most of the
    distinct words with letters beyond ASCII into Vietnamese syllables, and both the text as it
    stands and the other encoding must do much worse.

    Args:
        texts: As read; soft hyphens must still be there.
    """
    words = {
        word
        for text in texts
        for word in _WORD.findall(unicodedata.normalize("NFC", text))
        if len(word) > 1 and not word.isascii()
    }
    if len(words) < _MIN_WORDS:
        return None
    shares = {
        encoding: sum(_reads(word, encoding) for word in words) / len(words)
        for encoding in LegacyEncoding
    }
    best = max(shares, key=lambda encoding: shares[encoding])
    plain = sum(map(_reads_as_it_stands, words)) / len(words)
    others = [plain, *(share for encoding, share in shares.items() if encoding is not best)]
    is_clear = shares[best] >= _MIN_READ and shares[best] - max(others) >= _MIN_MARGIN
    return best if is_clear else None


def _reads_as_it_stands(word: str) -> bool:
    """Say whether a word of Unicode text is Vietnamese; soft hyphens part it, as they do there."""
    parts = _ALL_LETTERS.findall(word)
    return bool(parts) and all(map(is_vietnamese_syllable, parts))


def _reads(word: str, encoding: LegacyEncoding) -> bool:
    """Say whether a word is a syllable in the encoding, with capitals only where people put them.

    In TCVN3 a toned letter is small even among capitals, and only its own 74 letters count.
    """
    decoded = decode(word, encoding)
    cased = decoded
    if encoding is LegacyEncoding.TCVN3:
        if any(not char.isascii() and char not in TCVN3 for char in word):
            return False
        cased = "".join(char for char in decoded if char.isascii() or char.isupper())
    is_cased_well = cased in (cased.lower(), cased.upper(), cased.capitalize())
    return is_cased_well and is_vietnamese_syllable(decoded)
