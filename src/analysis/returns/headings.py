"""What a heading means: the role of a column, or whose figures of which kind stand below it.

A heading is read word by word: it is understood only if the vocabulary knows every word. The
cells above one another over a column ("Kết nạp đảng viên" over "Trong đó" over "Nữ") are read
together; what the lowest says goes before what the upper ones say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.returns.time_hints import COMPARISON, Hint, take_hints
from analysis.returns.vocabulary import Words, plain_phrases, plain_roles, vocabulary, words_of
from analysis.text.normalise import match_key

_COMPARED = " so với cùng kỳ "
MAX_HEADING = 200


@dataclass(frozen=True)
class Heading:
    """What a heading says.

    Attributes:
        text: The heading as printed, the cells above one another joined by `` | ``.
        role: ``number``, ``unit``, ``unit_class``, ``group``, ``criterion``, ``ignored`` or empty.
        subject: Whose figure: ``admitted``, ``target``, ``members``, ...
        categories: Which of the persons: ``female``, ...
        reference: What a rate is of: ``target``, ``previous``, ``members``, ``admitted``.
        is_rate: A percentage.
        is_change: An increase or decrease.
        is_projected: An expectation.
        is_fraction: Result and target in one cell, ``142/270``.
        hints: The words about time.
        unknown: The words that are not in the vocabulary.
    """

    text: str
    role: str = ""
    subject: str = ""
    categories: tuple[str, ...] = ()
    reference: str = ""
    is_rate: bool = False
    is_change: bool = False
    is_projected: bool = False
    is_fraction: bool = False
    hints: tuple[Hint, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether there is anything beyond filling words in it."""
        flags = self.is_rate or self.is_change or self.is_projected
        named = self.role or self.subject or self.categories or self.reference
        return bool(flags or named or self.hints)


@lru_cache(maxsize=4096)
def read_heading(text: str) -> Heading:
    """Read the text of one heading cell."""
    if len(text) > MAX_HEADING:
        return Heading(text, unknown=(text,))
    role = vocabulary().roles.get(words_of(text)) or _role_without_accents(text)
    if role:
        return Heading(text, role=role)
    key = COMPARISON.sub(_COMPARED, match_key(text))
    marked = key.replace(_COMPARED, " ☐ ")
    hints, rest = take_hints(marked)
    return _read_words(Heading(text, hints=tuple(hints)), words_of(rest.replace("☐", _COMPARED)))


def _role_without_accents(text: str) -> str:
    if not text.isascii():
        return ""
    return plain_roles().get(words_of(text), "")


def _read_words(heading: Heading, words: Words) -> Heading:
    """Consume the words phrase by phrase, the longest first."""
    phrases = vocabulary().phrases
    if words and all(word.isascii() for word in words) and any(len(w) > 2 for w in words):
        phrases = plain_phrases()
    found: dict[str, list[str]] = {}
    unknown: list[str] = []
    position = 0
    while position < len(words):
        for length in range(min(vocabulary().longest, len(words) - position), 0, -1):
            feature = phrases.get(words[position : position + length])
            if feature is not None:
                found.setdefault(feature[0], []).append(feature[1])
                position += length
                break
        else:
            unknown.append(words[position])
            position += 1
    unknown = [word for word in unknown if word != "/" and not _is_formula(word, heading.text)]
    # "Đảng viên bị xóa tên": the members are only who it happened to.
    subjects = sorted(found.get("subject", []), key=lambda name: name == "members")
    return replace(
        heading,
        subject=subjects[0] if subjects else "",
        categories=tuple(dict.fromkeys(found.get("category", []))),
        reference="target" if "fraction" in found else found.get("reference", [""])[0],
        is_rate="rate" in found or found.get("reference", [""])[0] == "target",
        is_change="change" in found,
        is_projected="projected" in found,
        is_fraction="fraction" in found and "rate" not in found,
        unknown=tuple(unknown),
    )


def _is_formula(word: str, text: str) -> bool:
    """Tell whether a number belongs to a formula such as ``(4=3/2*100)`` or ``(3)``."""
    return word.isdigit() and ("=" in text or f"({word})" in text)


def join_headings(headings: list[Heading]) -> Heading:
    """Read the headings above one another over a column as one; the lowest goes first."""
    lowest = headings[-1]
    merged = replace(
        lowest,
        text=" | ".join(dict.fromkeys(heading.text for heading in headings)),
        hints=tuple(dict.fromkeys(hint for heading in headings for hint in heading.hints)),
        unknown=tuple(word for heading in headings for word in heading.unknown),
        is_projected=any(heading.is_projected for heading in headings),
    )
    if lowest.role:
        return merged
    for upper in reversed(headings[:-1]):
        merged = _take_from_above(merged, upper)
    return merged


def _take_from_above(lower: Heading, upper: Heading) -> Heading:
    """Let an upper heading say what the lower one leaves open."""
    if upper.role and upper.role not in ("unit", "group", "criterion"):
        return lower
    is_change = lower.is_change or (upper.is_change and not lower.subject)
    compares = upper.reference == "previous" and not lower.subject
    return replace(
        lower,
        subject=lower.subject or upper.subject,
        categories=lower.categories or (upper.categories if not lower.subject else ()),
        reference=lower.reference or (upper.reference if lower.is_rate or compares else ""),
        is_rate=lower.is_rate or (upper.is_rate and bool(lower.categories) and not lower.subject),
        is_change=is_change,
    )


def measure_of(heading: Heading) -> str:
    """Name the measure that a heading speaks of; empty where its words make none.

    A rate without a word on what it is of gives ``rate``: its neighbours decide.
    """
    if heading.role or heading.unknown or len(heading.categories) > 1:
        return ""
    category = heading.categories[0] if heading.categories else ""
    if heading.is_fraction and not heading.is_rate:
        return "admitted_over_target"
    if heading.is_change:
        name = "yoy_change_pct" if heading.is_rate else "yoy_change"
        return name if heading.subject in ("", "admitted") and not category else ""
    if heading.is_rate or heading.reference:
        return _rate_of(heading, heading.subject, category)
    return _count_of(heading, category)


def _count_of(heading: Heading, category: str) -> str:
    words, subject = vocabulary(), heading.subject
    named = words.named.get(f"{subject}+{category}") if category else words.named.get(subject)
    if named:
        return named
    name = f"{subject or 'admitted'}_{category}" if category else subject
    if heading.is_projected and name in ("admitted", ""):
        return "admitted_projected"
    return name if name in words.units else ""


def _rate_of(heading: Heading, subject: str, category: str) -> str:
    if category:
        name = f"{subject or 'admitted'}_{category}_pct"
        return name if name in vocabulary().units else ""
    if heading.reference == "previous":
        return "yoy_index_pct" if heading.is_rate else "yoy_change"
    if heading.reference == "members":
        return "admission_rate_pct"
    if heading.reference == "target" or subject == "target":
        return "pct_of_target"
    return "rate"
