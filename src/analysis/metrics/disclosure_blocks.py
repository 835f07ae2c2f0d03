"""Groups that add up: which of them have to be hidden beside a small one.

Ages, occupations and degrees add up to all new members, and some to one another (31 to 35 and 36
to 40). A reader subtracts; so beside a small group another is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from analysis.metrics.disclosure_counts import Count, Key
from analysis.registers.composition import AT_MOST

ByMeasure = Mapping[str, list[Count]]


class Block(NamedTuple):
    """Groups that exclude one another.

    Args:
        whole: What they are parts of.
        is_nested: Whether that is itself a group, rather than all persons.
        rule: ``partition`` or ``at_most``.
        measures: The groups.
    """

    whole: str
    is_nested: bool
    rule: str
    measures: tuple[str, ...]


def hide_in_blocks(
    counts: Iterable[Count], composition: pd.DataFrame, hidden: Mapping[Key, int]
) -> frozenset[Key]:
    """Find the counts to hide so that no hidden one can be had by subtraction within a block.

    Args:
        counts: The counts of units of which blocks are shown.
        composition: The register of composition.
        hidden: What is hidden already.

    Returns:
        Counts to hide as well; a group is hidden in all periods of a year or in none.
    """
    families: dict[tuple[str, str], dict[str, list[Count]]] = {}
    for count in counts:
        family = families.setdefault((count.key.unit_id, count.series), {})
        family.setdefault(count.key.measure, []).append(count)
    blocks = _blocks(composition)
    found: set[Key] = set()
    for family in families.values():
        gone = {m for m, series in family.items() if any(c.key in hidden for c in series)}
        gone |= _spread(family, blocks, gone)
        found |= {c.key for measure in gone for c in family[measure]}
    return frozenset(found - hidden.keys())


def _blocks(composition: pd.DataFrame) -> list[Block]:
    """List the blocks of the register."""
    groups = set(composition["measure"])
    return [
        Block(
            str(rows["whole"].iloc[0]),
            rows["whole"].iloc[0] in groups,
            str(rows["rule"].iloc[0]),
            tuple(rows["measure"]),
        )
        for name, rows in composition.groupby("block", sort=False)
        if name
    ]


def _spread(family: ByMeasure, blocks: list[Block], gone: set[str]) -> set[str]:
    """Hide further groups of one unit and year until no block gives any away."""
    gone = set(gone)
    while True:
        more: set[str] = set()
        for block in blocks:
            parts = {measure: family[measure] for measure in block.measures if measure in family}
            if not block.is_nested:
                more |= _within_all(parts, block.rule, gone)
            elif block.whole in family:
                more |= _within_group(parts, block.whole, gone)
        if more <= gone:
            return gone
        gone |= more


def _within_group(parts: ByMeasure, whole: str, gone: set[str]) -> set[str]:
    """Hide all parts of a group, or none."""
    return set(parts) if whole in gone or gone & parts.keys() else set()


def _within_all(parts: ByMeasure, rule: str, gone: set[str]) -> set[str]:
    """Hide one more group of a block that adds up to all persons, if it has to be."""
    lost, kept = parts.keys() & gone, sorted(parts.keys() - gone)
    periods = {c.key.period_key for measure in lost for c in parts[measure]}
    is_open = any(not _is_safe(parts, rule, lost, period) for period in periods)
    sizes = {measure: parts[measure][-1].count for measure in kept}
    filled = [measure for measure in kept if sizes[measure]] or kept
    return {min(filled, key=lambda m: (sizes[m], m))} if is_open and filled else set()


def _is_safe(parts: ByMeasure, rule: str, lost: Iterable[str], period: str) -> bool:
    """Tell whether the hidden groups of one period stay in doubt."""
    present = [c for series in parts.values() for c in series if c.key.period_key == period]
    unseen = [c for c in present if c.key.measure in lost]
    whole = unseen[0].whole if unseen else None
    if whole is None:
        return True
    slack = max(whole - sum(c.count for c in present), 0)
    has_slack = rule == AT_MOST or slack > 0
    room = sum(c.count for c in unseen) + slack
    return len(unseen) + has_slack >= 2 and all(room >= c.room_needed for c in unseen)
