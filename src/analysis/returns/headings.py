"""What a heading means: the role of a column, or whose figures of which kind stand below it.

A heading is read word by word: it is understood only if the vocabulary knows every word. The
cells above one another over a column ("Kết nạp đảng viên" over "Trong đó" over "Nữ") are read
together; what the lowest says goes before what the upper ones say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis.returns.heading_accents import Twin
from analysis.returns.heading_ages import age_group_at
from analysis.returns.heading_units import unit_heading
from analysis.returns.time_hints import COMPARISON, Hint, HintKind, take_hints, time_key
from analysis.returns.vocabulary import (
    Feature,
    Words,
    plain_roles,
    plain_words,
    vocabulary,
    words_of,
)
from analysis.text.normalise import match_key

# Stands for what a figure is held against while the words about time are taken out.
_MARK = "#"
_COMPARED = " so với cùng kỳ "
MAX_HEADING = 200
_SIGNS = re.compile(r"\(?\+\)? ?[/,;]? ?\(?-\)?|\([+-]\)")
_EQUATION = re.compile(r"\(? ?\(?[0-9]{1,2}[a-z]?\)? ?= ?[0-9a-z/x×*:.,%()+ -]+")
# "(4/3)" may be a day as well: it is a formula only in the heading of a rate.
_QUOTIENT = re.compile(
    r"\( ?\(?[0-9]{1,2}\)? ?[:/] ?\(?[0-9]{1,2}\)?(?: ?[x×*.] ?100)? ?%? ?\)"
    r"|\( ?100 ?%? ?[x×*] ?\(?[0-9]{1,2}\)? ?[:/] ?\(?[0-9]{1,2}\)? ?\)"
)
_RATE = Twin.of(r"%|tỷ lệ|tỉ lệ|đạt")
_IN_BRACKETS = re.compile(r"\(([0-9]{1,2})\)")
_SHARE_OF_MEMBERS = Twin.of(
    r"((?:so với|so|trên|/) ?(?:tổng số )?(?:đảng viên|đv)(?: hiện có)?)"
    r" (?:đầu năm|đầu kỳ|cuối năm trước|cuối năm|cuối kỳ)"
)
_QUALIFICATIONS = Twin.of(r"trình độ|học vị|chuyên môn|học hàm")
# Subjects that count persons against the target: "so với chỉ tiêu" makes no rate of them.
_AGAINST_TARGET = ("admissions_remaining", "admitted_above_target")
_RATED = ("", "admitted", "target")
_FIXED_DAYS = (HintKind.OPENING, HintKind.YEAR_END)
_COUNTS_OF_ORGANISATIONS = {
    ("đảng", "bộ"): "grassroots_committees",
    ("chi", "bộ"): "grassroots_cells",
    ("đảng", "bộ", "cơ", "sở"): "grassroots_committees",
    ("chi", "bộ", "cơ", "sở"): "grassroots_cells",
}


@dataclass(frozen=True)
class Heading:
    """What a heading says.

    Attributes:
        text: The heading as printed, the cells above one another joined by `` | ``.
        role: ``number``, ``unit``, ``unit_class``, ``group``, ``criterion``, ``ignored`` or empty.
        subject: Whose figure: ``admitted``, ``target``, ``members``, ... Beside the role ``unit``
            it is what the column counts if figures stand below it ("Tổ chức cơ sở đảng").
        categories: Which of the persons: ``female``, ...
        reference: What a rate is of: ``target``, ``previous``, ``members``, ``admitted``.
        is_rate: A percentage.
        is_change: An increase or decrease.
        is_projected: An expectation.
        is_fraction: Result and target in one cell, ``142/270``.
        is_reached: Only "Đạt" or "Hoàn thành" makes it a rate: it may be the number of persons.
        is_loose: "Đảng viên" may be those that an upper heading or the column before speaks of.
        hints: The words about time.
        unknown: The words that are not in the vocabulary.
        remark: Why the figures below it are left out, in Vietnamese; empty where they are not.
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
    is_reached: bool = False
    is_loose: bool = False
    hints: tuple[Hint, ...] = ()
    unknown: tuple[str, ...] = ()
    remark: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is anything beyond filling words in it."""
        flags = self.is_rate or self.is_change or self.is_projected
        named = self.role or self.subject or self.categories or self.reference
        return bool(flags or named or self.hints)


@lru_cache(maxsize=8192)
def read_heading(text: str) -> Heading:
    """Read the text of one heading cell."""
    if len(text) > MAX_HEADING:
        return Heading(text, unknown=(text,))
    role, counted = _role(text)
    if role:
        return Heading(text, role=role, subject=counted)
    key = COMPARISON.sub(f" {_MARK} ", time_key(text).replace(_MARK, " "))
    is_plain = key.isascii()
    hints, rest = take_hints(_SHARE_OF_MEMBERS.sub(r"\1", key))
    heading = Heading(text, hints=tuple(hints), is_change=_SIGNS.search(rest) is not None)
    rest = _without_formulas(_SIGNS.sub(" ", rest)).replace(_MARK, _COMPARED)
    read = _read_words(heading, words_of(rest), is_plain=False)
    if read.unknown and is_plain:
        return _read_words(heading, plain_words(words_of(rest)), is_plain=True)
    return read


def count_below(heading: Heading) -> Heading:
    """Read a heading of units that stands over figures: "Tổ chức cơ sở đảng" counts them."""
    return replace(heading, role="") if heading.role == "unit" and heading.subject else heading


def _role(text: str) -> tuple[str, str]:
    """Find the role of a column, and the subject of its count if its words may head one."""
    words, roles = words_of(text), vocabulary().roles
    spelt = ("".join(words),) if len(words) > 1 and all(len(w) == 1 for w in words) else words
    role = roles.get(words) or roles.get(spelt)
    if not role and match_key(text).isascii():
        role = plain_roles().get(plain_words(words))
    return (role, "") if role else unit_heading(text)


def _without_formulas(key: str) -> str:
    """Take out what tells how a column is worked out: ``(4=3/2*100)``, ``(4/3)``, ``(3)``."""
    rest = _EQUATION.sub(" ", key)
    rest = _QUOTIENT.sub(" ", rest) if _RATE.search(rest) else rest
    return _IN_BRACKETS.sub(" ", rest)


def _read_words(heading: Heading, words: Words, *, is_plain: bool) -> Heading:
    """Consume the words phrase by phrase, the longest first."""
    features = features_of(words, is_plain=is_plain)
    found = [feature for feature in features if feature[0] != "unknown"]
    unknown = [word for kind, word in features if kind == "unknown"]
    named = {kind: [name for k, name in found if k == kind] for kind, _ in found}
    # "Đảng viên bị xóa tên": the members are only who it happened to.
    subjects = sorted(named.get("subject", []), key=lambda name: name == "members")
    subject = subjects[0] if subjects else ""
    reference = "target" if "fraction" in named else named.get("reference", [""])[0]
    is_of_target = named.get("reference", [""])[0] == "target"
    is_reached = "reached" in named and not reference and "rate" not in named
    if "reached" in named and not reference and subject in ("", "admitted"):
        reference, is_of_target = "target", True
    against_target = subject in _AGAINST_TARGET and "rate" not in named
    is_fixed = any(hint.kind in _FIXED_DAYS for hint in heading.hints)
    return replace(
        heading,
        subject=subject,
        categories=tuple(dict.fromkeys(named.get("category", []))),
        reference="" if against_target else reference,
        is_rate=("rate" in named or is_of_target) and not against_target,
        is_change=heading.is_change or "change" in named,
        is_projected="projected" in named,
        is_fraction="fraction" in named and "rate" not in named,
        is_reached=is_reached and subject == "",
        is_loose=subject == "members" and not is_fixed and "hiện" not in words,
        unknown=tuple(unknown),
    )


def features_of(words: Words, *, is_plain: bool) -> list[Feature]:
    """List what the phrases of a text say in their order; words without one are ``unknown``.

    The longest phrase goes first, unless a shorter one leaves fewer words unexplained.
    """
    # From each word on: how many words stay unexplained, what comes first and how long it is.
    best: list[tuple[int, Feature | None, int]] = [(0, None, 0)] * (len(words) + 1)
    for start in range(len(words) - 1, -1, -1):
        options = [
            (best[start + length][0], feature, length)
            for feature, length in _phrases_at(words[start:], is_plain=is_plain)
        ]
        options.append((best[start + 1][0] + (words[start] != "/"), None, 1))
        best[start] = min(options, key=lambda option: option[0])
    found: list[Feature] = []
    position = 0
    while position < len(words):
        _, feature, length = best[position]
        if feature is not None or words[position] != "/":
            found.append(feature or ("unknown", words[position]))
        position += length
    return found


def _phrases_at(words: Words, *, is_plain: bool) -> Iterator[tuple[Feature, int]]:
    """List the phrases that words begin with, the longest first."""
    known = vocabulary()
    phrases, longest = known.phrases, known.longest
    if is_plain:
        phrases, longest = known.plain_phrases, known.plain_longest
    reach = longest.get(words[0], 0) if words else 0
    for length in range(min(len(words), reach), 0, -1):
        feature = phrases.get(words[:length])
        if feature is not None and feature[0] != "versus":
            yield feature, length
        elif feature is not None:
            aim, more = next(_phrases_at(words[length:], is_plain=is_plain), (("", ""), 0))
            if aim[0] == "subject" and aim[1] in ("target", "members", "admitted"):
                yield ("reference", aim[1]), length + more
    category, length = age_group_at(words)
    if length:
        yield ("category", category), length


def join_headings(headings: list[Heading]) -> Heading:
    """Read the headings above one another over a column as one; the lowest goes first."""
    lowest = _as_count(headings)
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


def _as_count(headings: list[Heading]) -> Heading:
    """Take "Đảng bộ" below "Số TCCSĐ" for a count; ask about "TS" among qualifications."""
    *upper, lowest = headings
    words = words_of(lowest.text)
    over_counts = any(h.subject == "organisations" for h in upper)
    if lowest.role == "unit" and over_counts and words in _COUNTS_OF_ORGANISATIONS:
        return replace(lowest, role="", subject=_COUNTS_OF_ORGANISATIONS[words])
    over_degrees = any(_QUALIFICATIONS.search(time_key(h.text)) for h in upper)
    if over_degrees and time_key(lowest.text) == "ts":
        return replace(lowest, unknown=("ts",))
    return lowest


def _take_from_above(lower: Heading, upper: Heading) -> Heading:
    """Let an upper heading say what the lower one leaves open."""
    if upper.role and upper.role not in ("unit", "group", "criterion"):
        return lower
    if lower.is_loose and upper.subject and upper.subject != "members":
        lower = replace(lower, subject=upper.subject)
    is_change = lower.is_change or (upper.is_change and not lower.subject)
    # "Tỷ lệ (%)" over "Năm 2023" or "Tổng số": the lower one only says which of the rates.
    is_rate = lower.is_rate or (upper.is_rate and not lower.subject and not is_change)
    compares = upper.reference == "previous" and not lower.subject
    return replace(
        lower,
        subject=lower.subject or upper.subject,
        categories=lower.categories or upper.categories,
        reference=lower.reference or (upper.reference if is_rate or compares else ""),
        is_rate=is_rate,
        is_change=is_change,
    )


def measure_of(heading: Heading) -> str:
    """Name the measure that a heading speaks of; empty where its words make none.

    A rate without a word on what it is of gives ``rate``: its neighbours decide.
    """
    names_units = heading.role and not heading.subject
    if names_units or heading.unknown or len(heading.categories) > 1:
        return ""
    category = heading.categories[0] if heading.categories else ""
    if heading.is_fraction and not heading.is_rate:
        return "admitted_over_target"
    if heading.is_change:
        return _change_of(heading, category)
    if heading.is_rate or heading.reference:
        return _rate_of(heading, heading.subject, category)
    return _count_of(heading, category)


def _change_of(heading: Heading, category: str) -> str:
    if heading.subject not in ("", "admitted") or category or heading.reference == "target":
        return ""
    return "yoy_change_pct" if heading.is_rate else "yoy_change"


def _count_of(heading: Heading, category: str) -> str:
    words, subject = vocabulary(), heading.subject
    named = words.named.get(f"{subject}+{category}") if category else words.named.get(subject)
    if named:
        return named
    name = f"{subject or 'admitted'}_{category}" if category else subject
    if heading.is_projected and subject in ("admitted", ""):
        return "" if category else "admitted_projected"
    return name if name in words.units else ""


def _rate_of(heading: Heading, subject: str, category: str) -> str:
    """Name a rate; one of other persons, or of an expectation, has no measure."""
    if category and subject not in _AGAINST_TARGET:
        name = f"{subject or 'admitted'}_{category}_pct"
        return name if name in vocabulary().units else ""
    if subject not in _RATED or (heading.is_projected and heading.is_rate):
        return ""
    if heading.reference == "previous":
        return "yoy_index_pct" if heading.is_rate else "yoy_change"
    if heading.reference == "members":
        return "admission_rate_pct"
    is_of_target = heading.reference == "target" or subject == "target"
    return "pct_of_target" if is_of_target else "rate"
