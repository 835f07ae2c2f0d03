"""Targets: who set them, which one leads, and those that a printed percentage gives away.

Several targets may stand for one unit and period. The leading one is that of the superior, then
the congress's, then the unit's own, then one of which the source does not say who set it; of one
kind the later stated one has replaced the earlier, and where no dates tell, the first printed
leads. All are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from analysis.metrics.exact import Rounding, exact, whole_denominators
from analysis.metrics.results import ADMITTED, FRACTION, PCT_OF_TARGET
from analysis.registers.target_bases import BasisKind, basis_kinds, unit_level
from analysis.text.normalise import match_key

SMALL_TARGET = 10
"""One person moves the rate of a smaller target by more than ten percentage points."""


def is_small(target: int | None) -> bool:
    """Tell whether one person moves the rate by more than ten points; of no target nobody knows."""
    return target is not None and 0 < target < SMALL_TARGET


class TargetKind(StrEnum):
    """Where a target comes from."""

    PUBLISHED = "published"
    MINIMUM = "minimum"
    DERIVED = "derived"
    NONE = "none"


@dataclass(frozen=True)
class DerivedTarget:
    """What admitted and percentage, both printed, say about the target.

    Args:
        value: The one whole target that fits the printed rounding; None where several or none do.
        rounding: The rounding under which it fits.
        lowest: The smallest whole target that fits under either rounding, None where none does.
        highest: The largest one.
    """

    value: int | None
    rounding: Rounding | None
    lowest: int | None
    highest: int | None


def derive_target(admitted: int, printed_pct: Fraction, decimals: int) -> DerivedTarget:
    """Derive the target from a result and its printed percentage.

    Rounding half up is tried first, as the usual rule; cutting off only where no whole target fits
    half up. A target is derived when exactly one fits.

    Args:
        admitted: Persons admitted.
        printed_pct: The percentage as printed.
        decimals: Decimals printed.
    """
    if min(admitted, printed_pct) <= 0:
        return DerivedTarget(None, None, None, None)
    found = whole_denominators(admitted, printed_pct, decimals)
    # All that only cutting off explains are smaller than those that round half up.
    smaller, larger = found[Rounding.TRUNCATED], found[Rounding.HALF_UP]
    ends = [end for fitting in (smaller, larger) if fitting for end in (fitting[0], fitting[-1])]
    lowest, highest = (ends[0], ends[-1]) if ends else (None, None)
    rounding = Rounding.HALF_UP if found[Rounding.HALF_UP] else Rounding.TRUNCATED
    if len(found[rounding]) == 1:
        return DerivedTarget(found[rounding][0], rounding, lowest, highest)
    return DerivedTarget(None, None, lowest, highest)


class PrintedRate(NamedTuple):
    """A result and its percentage of the target, both plain prints of one source and period."""

    admitted: int
    pct: Fraction
    decimals: int


def printed_rates(results: pd.DataFrame) -> list[PrintedRate]:
    """Find the results that are printed with one plain percentage of the target.

    Args:
        results: Observations of one unit.
    """
    plain = results[results["qualifier"].eq("exact")]
    found = []
    for _key, report in plain.groupby(["source_id", "period_key"]):
        admitted = report[report["measure"].eq(ADMITTED)]
        printed = report[report["measure"].eq(PCT_OF_TARGET)]
        if len(admitted) == 1 and len(printed) == 1:
            pct, count = printed.iloc[0], int(admitted.iloc[0]["value"])
            found.append(PrintedRate(count, exact(pct["value"]), int(pct["decimals"])))
    return found


def common_target(rates: Iterable[PrintedRate]) -> int | None:
    """Find the one whole target that fits all printed rates, each under either rounding.

    28 with 24,3 % and 125 with 108 % leave 115 alone. A result or rate of nothing tells nothing.

    Returns:
        None where several targets fit all rates, or none does.
    """
    told = [rate for rate in rates if min(rate.admitted, rate.pct) > 0]
    fits = [{n for fitting in whole_denominators(*rate).values() for n in fitting} for rate in told]
    common = set.intersection(*fits) if fits else set()
    return common.pop() if len(common) == 1 else None


def with_bases(
    observations: pd.DataFrame, bases: pd.DataFrame, units: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Say of each observation who set its target and when that was stated.

    Args:
        observations: The tidy observations.
        bases: The register of bases (``registers.target_bases.read_target_bases``).
        units: The table of the register of units.
        sources: The register of sources, returns included.

    Returns:
        The observations with ``basis_kind`` (a ``BasisKind``; ``unstated`` where the register does
        not know the basis), ``is_basis_known`` (False there only) and ``stated_on``: the day,
        month or year when the source was published, of a return the last day of its results;
        empty where not known.
    """
    levels = {unit: unit_level(units, unit) for unit in observations["unit_id"].unique()}
    by_level = {level: basis_kinds(bases, level) for level in set(levels.values())}
    keys = {basis: match_key(basis) for basis in observations["basis"].unique()}
    pairs = list(zip(observations["unit_id"], observations["basis"], strict=True))
    kinds = [(by_level[levels[unit]].get(keys[basis]), basis == "") for unit, basis in pairs]
    return observations.assign(
        basis_kind=[str(kind or BasisKind.UNSTATED) for kind, _ in kinds],
        is_basis_known=[kind is not None or is_empty for kind, is_empty in kinds],
        stated_on=_stated_on(observations, sources),
    )


def _stated_on(observations: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """Date each observation's source: its publication, of a return the last day of its results."""
    results = observations[observations["measure"].isin([ADMITTED, PCT_OF_TARGET, FRACTION])]
    ends = results.groupby("source_id")["period_end"].max().dropna()
    days = dict(sources["published"])
    returns = sources.index[sources["kind"].eq("return")]
    days |= {i: str(ends[i].date()) for i in returns.intersection(ends.index)}
    return [days.get(source_id, "") for source_id in observations["source_id"]]


@dataclass(frozen=True)
class StatedTarget:
    """A target that sources print, each different count once.

    Args:
        value: Persons; of a range its lower end, of a bound the bound.
        upper: The upper end of a range ("từ 90 - 100"), else None.
        kind: ``PUBLISHED``, or ``MINIMUM`` for a bound or a range.
        qualifier: ``exact``, or the bound that it sets.
        bases: Whose target it is, as printed; several where sources name it differently, an empty
            one where a source does not say.
        basis_kind: The leading kind of these.
        stated_on: When it was stated last, as far as known; empty where no source is dated.
        period_key: The period that it is for.
        source_ids: Who prints it.
    """

    value: int
    upper: int | None
    kind: TargetKind
    qualifier: str
    bases: tuple[str, ...]
    basis_kind: BasisKind
    stated_on: str
    period_key: str
    source_ids: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """The identities of its bases."""
        return {match_key(basis) for basis in self.bases}


def stated_targets(targets: pd.DataFrame) -> list[StatedTarget]:
    """Read the targets that are printed for one unit and period.

    Args:
        targets: Observations whose ``value`` (of a range ``low``) is a target, in the order of
            print; ``basis_kind`` and ``stated_on`` (``with_bases``) where they are known.

    Returns:
        One for each different count, in the order of print. One that is printed as a count and as
        a bound is the count.
    """
    known = targets.assign(aim=targets["value"].fillna(targets["low"]))
    known = known[known["aim"].notna()]
    return [_stated(group) for _, group in known.groupby("aim", sort=False)]


def _stated(group: pd.DataFrame) -> StatedTarget:
    first = group.iloc[group["qualifier"].eq("exact").argmax()]
    is_range = pd.isna(first["value"])
    is_bound = is_range or first["qualifier"] in ("at_least", "more_than")
    is_minimum = is_bound or first["measure"] == "target_min"
    # A bare figure under "at least", and a range ("từ 90 - 100"), ask for that many at least.
    is_bare = is_range or first["qualifier"] == "exact"
    return StatedTarget(
        value=int(first["aim"]),
        upper=int(first["high"]) if is_range and pd.notna(first["high"]) else None,
        kind=TargetKind.MINIMUM if is_minimum else TargetKind.PUBLISHED,
        qualifier="at_least" if is_minimum and is_bare else first["qualifier"],
        bases=tuple(dict.fromkeys(group["basis"])),
        basis_kind=leading_kind(group_kinds(group)),
        stated_on=max(group["stated_on"]) if "stated_on" in group else "",
        period_key=first["period_key"],
        source_ids=tuple(dict.fromkeys(group["source_id"])),
    )


def group_kinds(rows: pd.DataFrame) -> list[BasisKind]:
    """List the kinds of the bases of observations; unstated where they were not looked up."""
    if "basis_kind" not in rows:
        return [BasisKind.UNSTATED] * len(rows)
    return [BasisKind(kind) for kind in rows["basis_kind"]]


_ORDER = tuple(BasisKind)


def leading_kind(kinds: Sequence[BasisKind]) -> BasisKind:
    """Choose the kind that leads: the superior's, the congress's, the own, the unstated."""
    return min(kinds, key=_ORDER.index)


class Claim(NamedTuple):
    """What the rule of the leading target looks at; ``value`` is None where only a rate is known.

    ``stated_on`` is empty where the day is not known, and of a target that is only derived.
    """

    kind: BasisKind
    value: int | None
    stated_on: str


class Standing(NamedTuple):
    """What the rule says of a claim.

    Args:
        number: Which claim it is, counted from 0.
        is_replaced: A target of the same kind was stated later.
        replaced: The targets that it replaced, the earliest first.
        is_contested: Another of the same kind stands beside it, and no dates tell them apart.
    """

    number: int
    is_replaced: bool
    replaced: tuple[int, ...]
    is_contested: bool


def standings(claims: Sequence[Claim]) -> list[Standing]:
    """Order the targets of one unit and period, the leading one first.

    Args:
        claims: The targets in the order of print.
    """
    found: list[Standing] = []
    for kind in _ORDER:
        of_kind = [number for number, claim in enumerate(claims) if claim.kind is kind]
        found += _within_kind(claims, of_kind)
    return found


def _within_kind(claims: Sequence[Claim], of_kind: list[int]) -> list[Standing]:
    """Order the targets of one kind: the later stated one replaces, else the first printed."""
    newest = _newest(claims, of_kind)
    if newest is None:
        return [Standing(number, False, (), is_contested=True) for number in of_kind]
    others = [number for number in of_kind if number != newest]
    by_day = sorted(others, key=lambda number: claims[number].stated_on)
    values = tuple(value for n in by_day if (value := claims[n].value) is not None)
    leader = Standing(newest, False, values, is_contested=False)
    return [leader, *(Standing(number, True, (), is_contested=False) for number in others)]


def _newest(claims: Sequence[Claim], of_kind: list[int]) -> int | None:
    """Find the target that was stated later than every other one."""
    for number in of_kind:
        others = [claims[other].stated_on for other in of_kind if other != number]
        if all(is_later(claims[number].stated_on, day) for day in others):
            return number
    return None


def is_later(day: str, than: str) -> bool:
    """Tell whether a day is later than another, each known to the day, the month or the year.

    ``2024-03`` is not later than ``2024-03-12``, and nothing is later than an unknown day.
    """
    known = min(len(day), len(than))
    return day[:known] > than[:known]
