"""How the bytes of a text file are to be read as letters.

Only certain evidence decides: a byte order mark, the pattern of UTF-16, valid UTF-8, or Vietnamese
in Windows' own code page, where a tone mark follows its vowel. All else is kept as Western letters
one byte each, because text in TCVN3 or VNI fonts looks like that and is converted later.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from analysis.office_files.messages import unreadable

WESTERN = "cp1252"
_SAMPLE_BYTES = 4096
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"
_TONE_AFTER_VOWEL = re.compile(f"[aăâeêioôơuưyAĂÂEÊIOÔƠUƯY][{_TONE_MARKS}](?![{_TONE_MARKS}])")
_TONE = re.compile(f"[{_TONE_MARKS}]")
_VIETNAMESE = frozenset("ăâđêôơưàáèéìíòóùúýãõĂÂĐÊÔƠƯÀÁÈÉÌÍÒÓÙÚÝÃÕ")
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_ASCII = bytes(range(128))
_WESTERN_LETTERS = "".join(
    bytes([code]).decode(WESTERN, "ignore") or chr(code) for code in range(256)
)


def encoding_of(data: bytes) -> str:
    """Decide the encoding of a text; empty where the bytes are no text at all.

    Returns:
        ``utf-8-sig``, ``utf-8``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``utf-32``, ``cp1258``
        or ``cp1252``.

    Raises:
        UnreadableFileError: The text is plainly UTF-8, yet broken in places.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return "" if len(data) % 2 else _utf16_without_mark(data[:_SAMPLE_BYTES])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, error.start)
        return "cp1258" if _is_vietnamese_code_page(data) else WESTERN
    return "utf-8"


def decode(data: bytes, encoding: str) -> str:
    """Read bytes as text.

    Bytes that Windows leaves undefined are kept as the control characters of the same number, and
    the separate tone marks of ``cp1258`` are joined to their vowels.

    Raises:
        UnreadableFileError: The bytes are not of that encoding.
    """
    if encoding == WESTERN:
        return codecs.charmap_decode(data, "strict", _WESTERN_LETTERS)[0]
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise unreadable("bad_encoding", data.count(b"\n", 0, error.start) + 1) from error
    return unicodedata.normalize("NFC", text) if encoding == "cp1258" else text


def _utf16_without_mark(sample: bytes) -> str:
    """Recognise UTF-16: digits, blanks and line ends have a zero in the same half of each pair."""
    pairs = len(sample) // 2
    even, odd = sample[0 : pairs * 2 : 2].count(0), sample[1 : pairs * 2 : 2].count(0)
    if pairs and odd >= 0.3 * pairs and even == 0:
        return "utf-16-le"
    if pairs and even >= 0.3 * pairs and odd == 0:
        return "utf-16-be"
    return ""


def _refuse_broken_utf8(data: bytes, position: int) -> None:
    """Refuse text with many letters of UTF-8 and a few bytes that are none."""
    rest, letters = _UTF8_SEQUENCE.subn(b"", data)
    strays = len(rest.translate(None, _ASCII))
    if letters >= 3 and letters > 5 * strays:
        raise unreadable("bad_encoding", data.count(b"\n", 0, position) + 1)


def _is_vietnamese_code_page(data: bytes) -> bool:
    """Tell whether the bytes read as ``cp1258`` are well-formed Vietnamese."""
    try:
        text = data.decode("cp1258")
    except UnicodeDecodeError:
        return False
    tones = len(_TONE.findall(text))
    letters = [char for char in text if not char.isascii() and char.isalpha()]
    foreign = sum(char not in _VIETNAMESE for char in letters)
    every_tone_has_its_vowel = tones == len(_TONE_AFTER_VOWEL.findall(text))
    return tones > 0 and every_tone_has_its_vowel and foreign * 10 <= len(letters) + tones
