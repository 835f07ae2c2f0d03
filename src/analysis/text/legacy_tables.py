"""The codes of Vietnamese letters in the encodings of fonts older than Unicode.

TCVN3 (``.VnTime`` and its kin) has one byte for a letter. VNI-Windows (``VNI-Times`` and its kin)
has a base letter and a mark, and single characters for đ, ơ, ư, for toned i and for ỵ.
"""

from __future__ import annotations

import unicodedata

# Bytes that Windows code page 1252 leaves undefined stay what latin-1 makes of them.
_CP1252 = {
    byte: bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in range(0x80, 0xA0)
}
# Signs of everyday typing, which Windows draws in any font: they are not letters.
SIGNS = "€…‰‘’“”•–—™"

TONE_MARKS = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng, as in TCVN 5712

# TCVN 5712:1993. VN1 gives capitals with a tone the control codes from 0x80 on; VN2 adds 21 codes
# above 0xA0 to VN3, which is what people call TCVN3. The twelve capitals that VN1 puts below 0x20
# are left out: there they cannot be told from tabs and line ends.
_VN1_FROM_80 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
_VN2_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ" + TONE_MARKS + "àảãáạẲằẳẵắẴ"
    "ẮẦẨẪẤỀặầẩẫấậèỂẻẽ" "éẹềểễếệìỉỄẾỒĩíịò" "Ổỏõóọồổỗốộờởỡớợù" "ỖủũúụừửữứựỳỷỹýỵỐ"
)  # fmt: skip
_TCVN3_CAPITALS = "ĂÂÊÔƠƯĐ"

_VN2 = {chr(0xA1 + offset): letter for offset, letter in enumerate(_VN2_FROM_A1)}
_VN1 = {chr(0x80 + offset): letter for offset, letter in enumerate(_VN1_FROM_80)}

TCVN3: dict[str, str] = {
    code: letter for code, letter in _VN2.items() if letter.islower() or letter in _TCVN3_CAPITALS
}
"""The 74 letters of TCVN3 proper; byte 0xAD, a soft hyphen elsewhere, is ư."""

TCVN3_TONES: dict[str, str] = {code: mark for code, mark in _VN2.items() if mark in TONE_MARKS}
"""Tones that follow their vowel, of VN2; elsewhere ``° ± ² ³ ´`` are what they look like."""

TCVN3_EXTRA: dict[str, str] = {
    code: letter for code, letter in _VN2.items() if letter.isupper() and code not in TCVN3
} | {
    reading: sign if sign in SIGNS else _VN1[chr(byte)]
    for byte, sign in _CP1252.items()
    for reading in (chr(byte), sign)
}
"""Capitals with a tone of VN2 and VN1, and the signs that Windows has among the latter.

Bytes 0x80-0x9F are given in both readings, latin-1 (control characters) and cp1252.
"""

_TONES = dict(zip("øûõùï", TONE_MARKS, strict=True))
_CIRCUMFLEX = dict(zip("âàåãáä", ("", *TONE_MARKS), strict=True))
_BREVE = dict(zip("êèúüéë", ("", *TONE_MARKS), strict=True))
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "í": "í", "ò": "ị", "î": "ỵ"}
_MARKS_OF = {
    "a": ("", "\u0302", "\u0306"), "e": ("", "\u0302"), "o": ("", "\u0302"),
    "u": ("",), "y": ("",), "ô": ("",), "ö": ("",),
}  # fmt: skip


def _vni_lower() -> dict[str, str]:
    """Build the lower-case letters: singles, and each base with the marks it may take."""
    sets = {"": _TONES, "\u0302": _CIRCUMFLEX, "\u0306": _BREVE}
    letters = dict(_SINGLE)
    for base, qualities in _MARKS_OF.items():
        for quality in qualities:
            for mark, tone in sets[quality].items():
                if base + mark != "yï":  # ỵ has its own character
                    vowel = _SINGLE.get(base, base) + quality + tone
                    letters[base + mark] = unicodedata.normalize("NFC", vowel)
    return letters


_VNI_LOWER = _vni_lower()

VNI: dict[str, str] = _VNI_LOWER | {
    code.upper(): letter.upper() for code, letter in _VNI_LOWER.items()
}
"""The 134 letters of VNI-Windows as they are typed: base and mark in the same case."""

VNI_LENIENT: dict[str, str] = {
    base + mark: letter if base.islower() else letter.upper()
    for code, letter in _VNI_LOWER.items()
    if len(code) == 2
    for base in (code[0], code[0].upper())
    for mark in (code[1], code[1].upper())
} | VNI
"""As :data:`VNI`, with base and mark in any case; the base decides the case of the letter."""
