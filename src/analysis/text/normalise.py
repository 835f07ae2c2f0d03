"""Vietnamese names as text: clean spelling, identity keys, search keys and collation.

Only the standard library is used. A key is for joining and finding; what a reader sees is always
the spelling of the source (:func:`clean_text` at most).
"""

from __future__ import annotations

import re
import unicodedata

# Zero-width characters, direction marks and the soft hyphen: invisible, so never part of a name.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
# Look-alikes of Đ: Eth (U+00D0, legacy fonts) and African D (U+0189).
_LOOK_ALIKES = {"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ"}
_CLEAN = str.maketrans(dict.fromkeys(_INVISIBLE, "") | _LOOK_ALIKES)

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_APOSTROPHES = "\u2018\u2019\u02bc\u00b4"
_FOLD_MARKS = str.maketrans(dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'"))
_SPACED_MARK = re.compile(r" ?([-./]) ?")

# Combining marks of the five written tones, in the order of the dictionary:
# huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
# A syllable that ends in oa, oe or uy (not after q) with the tone on its last vowel, in NFD.
_END = r"(?![^\W\d_]|[\u0300-\u036f])"
_TONE_LAST = re.compile(rf"(?i)(?<!q)(o(?=[ae])|u(?=y))([aey])([{_TONES}]){_END}")
_TONE_FIRST = re.compile(rf"(?i)(?<!q)(o(?=.[ae])|u(?=.y))([{_TONES}])([aey]){_END}")
# Above every code point, so that letters follow spaces, punctuation and digits.


def clean_text(text: str) -> str:
    """Return ``text`` in NFC, without invisible characters, with single plain spaces.

    Any Unicode white space counts as a space; look-alikes of Đ become Đ. Idempotent, and the only
    change that may be made to a spelling that is shown.
    """
    visible = unicodedata.normalize("NFC", text.translate(_CLEAN)).translate(_CLEAN)
    return " ".join(visible.split())


def _casefold_nfd(text: str) -> str:
    """Fold case in the decomposed form (canonical caseless matching, Unicode 3.13)."""
    folded = unicodedata.normalize("NFD", text).casefold()
    return unicodedata.normalize("NFD", folded)


def match_key(text: str) -> str:
    """Return the identity key of a name: equal keys mean one name in two spellings.

    Folds Unicode form, case, dashes, apostrophes, spaces around ``- . /`` and the place of the
    tone in a final oa, oe, uy not after q (uỷ = ủy, hoà = hòa; quý stays). Tones and đ are kept:
    they tell names apart. Idempotent.
    """
    marks = clean_text(text).translate(_FOLD_MARKS)
    old_style = _TONE_LAST.sub(r"\1\3\2", _casefold_nfd(marks))
    return _SPACED_MARK.sub(r"\1", clean_text(old_style)).strip()


def spell_tones(text: str, spelling: str) -> str:
    """Return ``text`` with the tone of a final oa, oe, uy where a spelling puts it.

    Args:
        text: In NFC.
        spelling: ``ủy`` puts it on the first of the two vowels (and writes ``hòa``), ``uỷ`` on
            the last (``hoà``); ``quý`` is the same in both.
    """
    decomposed = unicodedata.normalize("NFD", text)
    if spelling == "ủy":
        return unicodedata.normalize("NFC", _TONE_LAST.sub(r"\1\3\2", decomposed))
    return unicodedata.normalize("NFC", _TONE_FIRST.sub(r"\1\3\2", decomposed))


def search_key(text: str) -> str:
    """Return ``text`` in lower case without tones and diacritics, đ as d.

    For ranking suggestions only: many different names share one search key.
    """
    decomposed = unicodedata.normalize("NFD", match_key(text))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", plain.replace("đ", "d"))
