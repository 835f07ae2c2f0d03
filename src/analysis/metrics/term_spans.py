"""The first and the last day of a term, and terms that a source names by their congress only."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from analysis.registers.units import UnitRegister
from analysis.text.normalise import match_key

_WORD = re.compile(r"\w+")
_OPEN_KINDS = ("term", "term_to_date")


@dataclass(frozen=True)
class TermSpan:
    """The days of a term.

    Args:
        term: The term, such as ``2020-2025``.
        congress: The congress that it begins with; empty where not registered.
        starts_on: The first day that counts: the day after the congress closed, unless the office
            states another one; None where not known.
        ends_on: The last day that counts: that of the next congress, or of the unit; None where
            not known.
        ends_with_unit: Whether the term ends because the unit does.
        source: Where the days come from: an address, or an id of the register of sources.
        note: What the register says of the days.
    """

    term: str
    congress: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    ends_with_unit: bool = False
    source: str = ""
    note: str = ""

    @property
    def first_year(self) -> int:
        """The year of the congress, from the term's name."""
        return int(self.term[:4])

    @property
    def last_year(self) -> int:
        """The year of the next congress, from the term's name."""
        return int(self.term[5:])

    def has_begun(self, day: date) -> bool:
        """Tell whether a day lies on or after the first one.

        Without a known first day the last one of the first year does: the congress was before.
        """
        return day >= (self.starts_on or date(self.first_year, 12, 31))

    def holds(self, year: int, end: date) -> bool:
        """Tell whether the days from 1 January of a year to ``end`` surely lie in the term.

        Where the first or the last day is not known, the first or last year is left out.
        """
        has_begun = date(year, 1, 1) >= self.starts_on if self.starts_on else year > self.first_year
        is_over = end > self.ends_on if self.ends_on else end.year >= self.last_year
        return has_begun and not is_over


def term_span(terms: pd.DataFrame, units: UnitRegister, unit_id: str, term: str) -> TermSpan:
    """Find the days of a unit's term.

    Args:
        terms: The register of terms.
        units: The register of units. A term whose unit is merged or dissolved before the next
            congress ends with the unit.
        unit_id: The unit.
        term: The term.
    """
    rows = terms[terms["unit_id"].eq(unit_id) & terms["term"].eq(term)].to_dict("records")
    names = ("congress", "starts_on", "ends_on", "source", "note")
    span = TermSpan(term, **{name: rows[0][name] for name in names}) if rows else TermSpan(term)
    closed: date | None = units.units.at[unit_id, "valid_to"]
    if closed is None or not span.has_begun(closed):
        return span
    is_early = closed < span.ends_on if span.ends_on else closed.year <= span.last_year
    return replace(span, ends_on=closed, ends_with_unit=True) if is_early else span


def name_terms(observations: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Find the term of figures that a source gives for "the term" and its congress only.

    Args:
        observations: The tidy observations.
        terms: The register of terms.

    Returns:
        The same rows; those of a term without years whose printed period or basis names exactly
        one registered congress of the unit get its ``term`` and ``period_key`` ("term:?" becomes
        "term:2010-2015").
    """
    is_open = observations["period_kind"].isin(_OPEN_KINDS) & observations["term"].isna()
    found = {
        index: term
        for index, row in observations[is_open].iterrows()
        if (term := _named_term(row, terms)) is not None
    }
    if not found:
        return observations
    named = observations.copy()
    for index, term in found.items():
        named.loc[index, "term"] = term
        key = str(named.loc[index, "period_key"])
        named.loc[index, "period_key"] = key.replace(":?", f":{term}", 1)
    return named


def _named_term(row: pd.Series, terms: pd.DataFrame) -> str | None:
    own = terms[terms["unit_id"].eq(row["unit_id"]) & terms["congress"].ne("")]
    texts = (row["period_printed"], row["basis"])
    found = [
        entry["term"]
        for entry in own.to_dict("records")
        if any(_names(text, entry["congress"]) for text in texts)
    ]
    return found[0] if len(found) == 1 else None


def _names(text: str, congress: str) -> bool:
    """Tell whether a text holds the name of a congress as whole words: XVI is not XV."""
    words, wanted = (" ".join(_WORD.findall(match_key(words))) for words in (text, congress))
    return f" {wanted} " in f" {words} "
