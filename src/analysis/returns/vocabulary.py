"""The words of returns (``vocabulary.yml``), ready to be looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import TypeVar

import yaml

from analysis.returns.heading_accents import without_accents
from analysis.text.normalise import match_key, search_key
from analysis.text.periods import Reading

Words = tuple[str, ...]
Feature = tuple[str, str]
Meaning = TypeVar("Meaning", str, Feature)

_PATTERNS = ("total_rows", "comparison_rows", "group_rows", "foot_rows", "unit_rows")
_WORD = re.compile(r"%|/|[0-9]+(?:-[0-9]+)?|[^\W\d_]+")


@dataclass(frozen=True)
class Vocabulary:
    """What the words of headings and rows mean.

    Attributes:
        roles: Whole headings and the role of their column.
        phrases: Phrases and what they say: (``subject``, ``target``), (``rate``, ``""``), ...
        plain_phrases: The same without accents, for headings that were typed without any; a phrase
            that would mean two things is left out.
        longest: The number of words of the longest phrase, by its first word.
        plain_longest: The same for the phrases without accents.
        unit_nouns: The nouns of headings over the names of units, and their kind.
        plain_unit_nouns: The same without accents.
        units: The unit of each measure that a return may give.
        stocks: Measures that describe a state on a day.
        named: Measures that are not named after subject and category.
        partitions: A measure, and the measures that add up to it.
        total_rows: Labels of rows that add up others.
        comparison_rows: Labels of rows that hold rates, changes or means, or the figures of
            another period.
        group_rows: Labels of sections.
        foot_rows: First words below a table.
        unit_rows: First words of names of units.
    """

    roles: dict[Words, str]
    phrases: dict[Words, Feature]
    plain_phrases: dict[Words, Feature]
    longest: dict[str, int]
    plain_longest: dict[str, int]
    unit_nouns: dict[Words, str]
    plain_unit_nouns: dict[Words, str]
    units: dict[str, str]
    stocks: frozenset[str]
    named: dict[str, str]
    partitions: tuple[tuple[str, tuple[str, ...]], ...]
    total_rows: re.Pattern[str]
    comparison_rows: re.Pattern[str]
    group_rows: re.Pattern[str]
    foot_rows: re.Pattern[str]
    unit_rows: re.Pattern[str]

    def reading(self, measure: str) -> Reading:
        """Tell whether a measure counts events, a state, or an aim."""
        if measure in self.stocks:
            return Reading.STOCK
        return Reading.TARGET if measure.startswith("target") else Reading.FLOW


def words_of(text: str) -> Words:
    """Split a heading into words; case, tone placement and punctuation do not matter.

    Short forms are written out: "TCCSĐ" is "tổ chức cơ sở đảng".
    """
    written_out, slashed = _abbreviations()
    key = slashed.sub(lambda found: f" {_slashed_forms()[found[0]]} ", match_key(text))
    return tuple(part for word in _WORD.findall(key) for part in written_out.get(word, (word,)))


@cache
def _abbreviations() -> tuple[dict[str, Words], re.Pattern[str]]:
    listed = _raw()["abbreviations"].items()
    words = {match_key(short): tuple(match_key(long).split()) for short, long in listed}
    alternatives = "|".join(re.escape(short) for short in _slashed_forms())
    return words, re.compile(rf"(?<![\w/])(?:{alternatives})(?![\w/])")


@cache
def _slashed_forms() -> dict[str, str]:
    listed = _raw()["abbreviations"].items()
    return {match_key(short): match_key(long) for short, long in listed if "/" in short}


@cache
def _raw() -> dict:
    path = files("analysis.returns") / "vocabulary.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def plain_words(words: Words) -> Words:
    """Take the accents off words, for headings that were typed without any."""
    return tuple(_plain_word(word) for word in words)


@lru_cache(maxsize=4096)
def _plain_word(word: str) -> str:
    return search_key(word)


@cache
def vocabulary() -> Vocabulary:
    """Load the vocabulary."""
    raw = _raw()
    roles = {words_of(text): role for role, texts in raw["roles"].items() for text in texts}
    phrases = _phrases(raw)
    plain = _plain_meanings(phrases)
    nouns = {words_of(text): kind for kind, texts in raw["unit_nouns"].items() for text in texts}
    patterns = {name: _pattern(raw[name]) for name in _PATTERNS}
    return Vocabulary(
        roles=roles,
        phrases=phrases,
        plain_phrases=plain,
        unit_nouns=nouns,
        plain_unit_nouns=_plain_meanings(nouns),
        longest=_longest_by_first(phrases),
        plain_longest=_longest_by_first(plain),
        units={name: unit for unit, names in raw["measures"].items() for name in names},
        stocks=frozenset(raw["stocks"]),
        named=dict(raw["named"]),
        partitions=tuple((entry["whole"], tuple(entry["parts"])) for entry in raw["partitions"]),
        **patterns,
    )


def _plain_meanings(meanings: dict[Words, Meaning]) -> dict[Words, Meaning]:
    """Take the accents off; what would then mean two things is left out."""
    found: dict[Words, set[Meaning]] = {}
    for words, meaning in meanings.items():
        found.setdefault(plain_words(words), set()).add(meaning)
    return {words: min(kinds) for words, kinds in found.items() if len(kinds) == 1}


def _longest_by_first(phrases: dict[Words, Feature]) -> dict[str, int]:
    longest: dict[str, int] = {}
    for words in phrases:
        longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


@cache
def plain_roles() -> dict[Words, str]:
    """Return the headings of roles without accents."""
    return {plain_words(words): role for words, role in vocabulary().roles.items()}


def _phrases(raw: dict) -> dict[Words, Feature]:
    """Collect the phrases that may stand within a heading; the first meaning listed stays."""
    listed: list[tuple[str, Feature]] = []
    for group in ("subjects", "categories", "references"):
        kind = {"subjects": "subject", "categories": "category", "references": "reference"}[group]
        listed += [(text, (kind, name)) for name, texts in raw[group].items() for text in texts]
    for kind in ("rate", "change", "projected", "fraction", "versus", "reached"):
        listed += [(text, (kind, kind)) for text in raw[kind]]
    listed += [(text, ("filler", "")) for text in raw["fillers"]]
    phrases: dict[Words, Feature] = {}
    for text, feature in listed:
        phrases.setdefault(words_of(str(text)), feature)
    for words, feature in _compounds(raw):
        phrases.setdefault(words, feature)
    return phrases


def _compounds(raw: dict) -> Iterator[tuple[Words, Feature]]:
    """Put phrases together from their parts."""
    for entry in raw["compounds"]:
        parts = [[words_of(text) for text in texts] for texts in entry["parts"]]
        for chosen in product(*parts):
            yield tuple(word for words in chosen for word in words), (entry["kind"], entry["name"])


def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile a pattern of row labels; labels typed without any accents match it too."""
    folded = _folded(pattern)
    return re.compile(rf"(?:{folded})|(?=[\x00-\x7f]*\Z)(?:{without_accents(folded)})")


def _folded(pattern: str) -> str:
    """Bring the letters of a pattern into the form of identity keys, its signs left alone."""
    return re.sub(r"(?<!\\)[^\W\d_]+", lambda found: match_key(found[0]), pattern)
