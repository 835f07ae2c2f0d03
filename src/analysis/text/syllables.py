"""Whether a word is spelt like a Vietnamese syllable: first consonant, rhyme, tone.

The rules say what can be written, not what has a meaning. They tell Vietnamese text from text in a
wrong encoding; names from other languages of the country (``Đắk``, ``Krông``) do not follow them.
"""

from __future__ import annotations

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOP_TONES = "\u0301\u0323"
_STOPS = ("c", "ch", "p", "t")
_QUALITY_VOWELS = "ăâêôơư"
_FINAL_LETTERS = "cghmnpt"

# Longest first.
_ONSETS = (
    "ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_FRONT_VOWELS = "eêiy"
_BEFORE_FRONT_VOWELS = ("k", "gh", "ngh")
_BEFORE_OTHER_VOWELS = ("c", "g", "ng")

# Each vowel group with what may close it; "-" stands for nothing.
_FINALS = {
    "a": "- c ch i m n ng nh o p t u y", "ă": "c m n ng p t", "â": "c m n ng p t u y",
    "e": "- c m n ng o p t", "ê": "- ch m n nh p t u",
    "i": "- a ch m n nh p t u", "iê": "c m n ng p t u", "y": "-", "yê": "m n ng t u",
    "o": "- c i m n ng p t", "oo": "c ng", "ô": "- c i m n ng p t", "ơ": "- i m n p t",
    "u": "- a c i m n ng p t", "uô": "c i m n ng t",
    "ư": "- a c i m n ng t u", "ươ": "c i m n ng p t u",
    "oa": "- c ch i m n ng nh o p t y", "oă": "c m n ng t", "oe": "- n o t",
    "uâ": "n ng t y", "uê": "- ch nh", "uơ": "-", "uy": "- a ch n nh p t u", "uyê": "n t",
}  # fmt: skip
# Rhymes that are written only after "qu", whose u stands for the glide.
_AFTER_QU = {"ôc", "yn", "ynh", "ych", "yt", "yên", "yêt"}
_AFTER_QU_STARTS = "aăâeêiơy"

_RHYMES = {
    vowels + final.strip("-") for vowels, finals in _FINALS.items() for final in finals.split()
}
_WORD = re.compile(r"[^\W\d_]+")


def is_vietnamese_syllable(word: str) -> bool:
    """Say whether ``word`` is one well-formed syllable, in any case and Unicode form.

    Both places of the tone are accepted in a final oa, oe and uy (``hòa``, ``hoà``).
    """
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = [char for char in decomposed if char in _TONES]
    bare = unicodedata.normalize("NFC", "".join(char for char in decomposed if char not in _TONES))
    onset, rhyme = _split(bare)
    if len(tones) > 1 or not _fit(onset, rhyme):
        return False
    if not tones:
        return not rhyme.endswith(_STOPS)
    if tones[0] not in _STOP_TONES and rhyme.endswith(_STOPS):
        return False
    return _tone_place(decomposed) in _tone_places(onset, rhyme)


def syllable_share(text: str) -> float:
    """Share of the words of ``text`` that are Vietnamese syllables; 0 without any word."""
    words = _WORD.findall(unicodedata.normalize("NFC", text))
    return sum(map(is_vietnamese_syllable, words)) / len(words) if words else 0.0


def _split(bare: str) -> tuple[str, str]:
    """Split a syllable without its tone into first consonant and rhyme.

    "gi" swallows an i that follows: "gì" and "giêng" are taken as g with the rhymes i and iêng.
    """
    onset = next((onset for onset in _ONSETS if bare.startswith(onset)), "")
    rhyme = bare.removeprefix(onset)
    if onset == "gi" and rhyme not in _RHYMES:
        return "g", "i" + rhyme
    return onset, rhyme


def _fit(onset: str, rhyme: str) -> bool:
    """Say whether the spelling of the first consonant suits the rhyme."""
    if onset == "qu":
        return rhyme in _AFTER_QU or (rhyme in _RHYMES and rhyme[0] in _AFTER_QU_STARTS)
    if rhyme not in _RHYMES or (rhyme.startswith("yê") and onset):
        return False
    is_front = rhyme[0] in _FRONT_VOWELS
    if onset in _BEFORE_FRONT_VOWELS:
        return is_front
    return not is_front or onset not in _BEFORE_OTHER_VOWELS or (onset, rhyme[0]) == ("g", "i")


def _tone_place(decomposed: str) -> int:
    """Count the letters up to the one that bears the tone, without other marks."""
    place = next(index for index, char in enumerate(decomposed) if char in _TONES)
    return sum(not unicodedata.combining(char) for char in decomposed[:place])


def _tone_places(onset: str, rhyme: str) -> set[int]:
    """Give the letters, counted from the start of the word, that may bear the tone."""
    vowels = rhyme.rstrip(_FINAL_LETTERS)
    marked = [index for index, char in enumerate(vowels) if char in _QUALITY_VOWELS]
    if marked:
        places = {marked[-1]}
    elif rhyme in ("oa", "oe", "uy"):
        places = {0, 1}
    else:
        is_second = len(vowels) == 3 or len(vowels) == 2 < len(rhyme)
        places = {1 if is_second else 0}
    return {len(onset) + place + 1 for place in places}
