"""What leaves the office: small groups of persons are hidden, and whatever would give them away.

The rules are those of a report for readers outside. They are applied to all cleaned figures at
once, before any report chooses its own, so that all reports hide the same and last year's report
gives nothing away that this year's hides.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.metrics.disclosure_blocks import hide_in_blocks
from analysis.metrics.disclosure_counts import (
    Key,
    below_province,
    dated_counts,
    figure_of,
    key_of,
    printed_figure,
    room_needed,
    whole_counts,
)
from analysis.metrics.disclosure_units import hide_over_units
from analysis.metrics.exact import exact
from analysis.metrics.known_sums import RETURN_MARK, known_sums, top_wholes
from analysis.metrics.results import ADMITTED
from analysis.metrics.sums import SUM_SOURCE
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.composition import ORDINARY_LIMIT, OVERLAPPING
from analysis.registers.lineage import predecessors_by_unit
from analysis.registers.units import UnitRegister
from analysis.text.display import format_count, format_number
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

SUPPRESSED = "suppressed"
HIDDEN_TEXT = N_("[ẩn]")
MEAN_AGE = "admitted_age_mean"
_CHANGE_END = "_yoy_pct"
_NUMBERS = ["value", "denominator", "low", "high"]


@dataclass(frozen=True)
class Rules:
    """The register of composition, as the rules of this module need it.

    Args:
        composition: The register.
        limits: The limit of each group; percentages without a count of their own are groups too.
        wholes: What each group is a part of.
        bases: The group that each percentage tells about.
        denominators: What each percentage is a share of; missing for changes.
        blocked: Groups of blocks, of which units below a province show none.
    """

    composition: pd.DataFrame
    limits: Mapping[str, int]
    wholes: Mapping[str, str]
    bases: Mapping[str, str]
    denominators: Mapping[str, str]
    blocked: frozenset[str]


def rules_of(composition: pd.DataFrame, measures: pd.DataFrame) -> Rules:
    """Bring together what the registers of composition and of measures say."""
    limits = composition.groupby("measure", sort=False)["small_below"].max().to_dict()
    wholes = top_wholes(composition)
    bases, denominators = {}, {}
    for measure, row in measures[measures["unit"].eq("percent")].iterrows():
        name = str(measure)
        is_change = name.removesuffix(_CHANGE_END) in limits and name.endswith(_CHANGE_END)
        if row["numerator"] in limits:
            bases[name], denominators[name] = row["numerator"], row["denominator"]
        elif is_change:
            bases[name] = name.removesuffix(_CHANGE_END)
        elif row["group"] == "composition":
            bases[name], denominators[name] = name, row["denominator"]
            limits[name], wholes[name] = ORDINARY_LIMIT, row["denominator"]
    blocked = composition.loc[composition["rule"].ne(OVERLAPPING), "measure"]
    return Rules(composition, limits, wholes, bases, denominators, frozenset(blocked))


def hidden_measures(composition: pd.DataFrame, measures: pd.DataFrame) -> frozenset[str]:
    """List the measures of which a figure may have to be hidden."""
    rules = rules_of(composition, measures)
    return frozenset({*rules.limits, *rules.bases, MEAN_AGE})


def suppress(
    observations: pd.DataFrame,
    composition: pd.DataFrame,
    units: UnitRegister,
    measures: pd.DataFrame,
) -> pd.DataFrame:
    """Hide what readers outside must not see.

    Args:
        observations: All tidy observations, with sums of units and rebuilt figures; of no report
            in particular.
        composition: The register of composition.
        units: The register of units.
        measures: The register of measures.

    Returns:
        The same rows, with sums over the units with a figure (``known_sums``) in place of sums of
        units, since none can be made afterwards. A hidden figure has no numbers, the qualifier
        ``suppressed``, the print ``[ẩn]`` and no note. Rows of returns are printed anew from their
        numbers and have no note, since a cell may say more than its number ("12 (2 nữ)").
    """
    rules = rules_of(composition, measures)
    # The same for every report: sums of the one unit that a report is about make way.
    is_sum = observations["source_id"].eq(SUM_SOURCE) & observations["measure"].isin(rules.limits)
    own = observations[~is_sum]
    sums = known_sums(own, composition, units)
    everything = pd.concat([own, sums], ignore_index=True) if len(sums) else own
    verdict = judge(everything, rules, units)
    hidden = [verdict.hides(row) for row in everything.to_dict("records")]
    is_hidden = pd.Series(hidden, index=everything.index, dtype="bool")
    return _without_numbers(_printed_anew(everything, measures), is_hidden)


@dataclass(frozen=True)
class Verdict:
    """What is hidden, and what is known besides.

    Args:
        rules: The rules.
        hidden: The hidden counts of years, parts of years and days.
        counted: All such counts, those implied by percentages included.
        wholes: For each count the persons in all, as far as known.
        below: The units below a province.
        founders: For each unit the units that it was formed from.
    """

    rules: Rules
    hidden: frozenset[Key]
    counted: frozenset[Key]
    wholes: Mapping[Key, int]
    below: frozenset[str]
    founders: Mapping[str, tuple[str, ...]]

    def hides(self, row: Mapping) -> bool:
        """Tell whether a row of the observations is hidden."""
        measure, unit_id = row["measure"], row["unit_id"]
        if measure == MEAN_AGE:
            whole = self.wholes.get(key_of(row), 0)
            return unit_id in self.below or whole < ORDINARY_LIMIT
        base = self.rules.bases.get(measure, measure)
        if base not in self.rules.limits:
            return False
        key = key_of(row)._replace(measure=base)
        if row["source_id"] == REBUILT_SOURCE:
            return self._hides_rebuilt(row, key)
        if key in self.counted and measure not in self.changes:
            return key in self.hidden
        return unit_id in self.below or self._gives_away(row, key)

    @property
    def changes(self) -> frozenset[str]:
        """Percentages that compare two years."""
        return frozenset(self.rules.bases.keys() - self.rules.denominators.keys())

    def _gives_away(self, row: Mapping, key: Key) -> bool:
        """Tell whether a figure of several years, or of none, is small or tells of hidden ones."""
        if any((k.unit_id, k.measure) == (key.unit_id, key.measure) for k in self.hidden):
            return True
        is_count = row["measure"] == key.measure and row["measure"] not in self.rules.bases
        return is_count and self._is_small(row, key)

    def _hides_rebuilt(self, row: Mapping, key: Key) -> bool:
        """Tell whether a figure added up from former units is small or tells of a hidden part."""
        former = list(self.founders.get(key.unit_id, ()))
        for unit_id in former:
            former.extend(self.founders.get(unit_id, ()))
        is_told = any(key._replace(unit_id=unit_id) in self.hidden for unit_id in former)
        is_blocked = key.unit_id in self.below and key.measure in self.rules.blocked
        return is_told or is_blocked or self._is_small(row, key)

    def _is_small(self, row: Mapping, key: Key) -> bool:
        whole = self.wholes.get(key)
        return room_needed(figure_of(row), whole, self.rules.limits[key.measure]) > 0


def judge(observations: pd.DataFrame, rules: Rules, units: UnitRegister) -> Verdict:
    """Decide which counts are hidden.

    Args:
        observations: All tidy observations, with ``known_sums``.
        rules: The rules.
        units: The register of units.
    """
    implied = _implied_counts(observations, rules)
    everything = (
        pd.concat([observations, implied], ignore_index=True) if len(implied) else observations
    )
    wholes = whole_counts(everything, {**rules.wholes, MEAN_AGE: ADMITTED})
    is_group = observations["measure"].isin(rules.composition["measure"])
    groups = dated_counts(observations[is_group], rules.limits, wholes)
    counts = dated_counts(implied, rules.limits, wholes) | groups
    below = below_province(units, set(observations["unit_id"]))
    parents = units.units["parent_id"].fillna("").to_dict()
    forced = {key: 0 for key in counts if key.unit_id in below and key.measure in rules.blocked}
    whole_provinces = [c for key, c in counts.items() if key.unit_id not in below]
    while True:
        hidden = hide_over_units(counts.values(), parents, forced)
        more = hide_in_blocks(whole_provinces, rules.composition, hidden)
        if not more:
            break
        forced |= dict.fromkeys(more, 0)
    return Verdict(
        rules,
        frozenset(hidden),
        frozenset(counts),
        wholes,
        below,
        predecessors_by_unit(units.units),
    )


def _implied_counts(observations: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Turn percentages of known numbers into the counts that they imply, where none is printed."""
    percentages = observations[observations["measure"].isin(rules.denominators.keys())]
    wholes = whole_counts(observations, rules.denominators)
    rows = []
    for row in percentages.to_dict("records"):
        if (whole := wholes.get(key_of(row))) is not None:
            count = round(exact(printed_figure(row)) * whole / 100)
            rows.append(row | {"measure": rules.bases[row["measure"]], "value": count})
    if not rows:
        return observations.iloc[0:0]
    types = observations.dtypes.to_dict()
    return pd.DataFrame(rows, columns=list(observations.columns)).astype(types)


def _without_numbers(observations: pd.DataFrame, is_hidden: pd.Series) -> pd.DataFrame:
    """Take the numbers out of the hidden rows, and every word that may repeat them."""
    words = {"qualifier": SUPPRESSED, "value_printed": _(HIDDEN_TEXT), "note": ""}
    return observations.assign(
        **{name: observations[name].mask(is_hidden) for name in _NUMBERS},
        **{name: observations[name].mask(is_hidden, text) for name, text in words.items()},
    )


def _printed_anew(observations: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Write the rows of returns from their numbers, and leave their remarks out."""
    is_returned = observations["source_id"].str.contains(RETURN_MARK, regex=False)
    units = observations["measure"].map(measures["unit"])
    texts = [
        _text(row, unit) if returned else row["value_printed"]
        for row, unit, returned in zip(
            observations.to_dict("records"), units, is_returned, strict=True
        )
    ]
    return observations.assign(
        value_printed=pd.Series(texts, index=observations.index).astype(
            observations["value_printed"].dtype
        ),
        note=observations["note"].mask(is_returned, ""),
    )


def _text(row: Mapping, unit: str) -> str:
    """Write the numbers of a row: ``52,53%``, ``142/270``, ``2.490–2.500``."""
    sign = "%" if unit == "percent" else ""
    names = ("value",) if pd.notna(row["value"]) else ("low", "high")
    figures = [
        format_number(exact(row[name]), int(row["decimals"])) + sign
        for name in names
        if pd.notna(row[name])
    ]
    whole = row["denominator"]
    return "–".join(figures) + (f"/{format_count(int(whole))}" if pd.notna(whole) else "")


def hide_line_values(dispositions: pd.DataFrame, measures: Collection[str]) -> pd.DataFrame:
    """Hide the prints of source lines that tell of groups of persons.

    Args:
        dispositions: What became of each line (``cleaning.clean``).
        measures: As ``hidden_measures`` gives them.

    Returns:
        The same lines; of these measures ``value`` and ``message`` (which repeats the print) are
        ``[ẩn]``, the message only where there is one.
    """
    is_told = dispositions["measure"].isin(measures)
    return dispositions.assign(
        value=dispositions["value"].mask(is_told, _(HIDDEN_TEXT)),
        message=dispositions["message"].mask(
            is_told & dispositions["message"].ne(""), _(HIDDEN_TEXT)
        ),
    )
