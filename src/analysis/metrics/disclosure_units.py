"""Which counts of units have to be hidden beside the small ones, so that no sum gives them away.

From the top down: a small count is hidden, and of the units beside it as many as leave the reader
in doubt although the total of the unit above is shown. The units hidden for the sake of others are
those with the fewest persons. Below a hidden count everything is hidden.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from analysis.metrics.disclosure_counts import Count, Key, room_needed
from analysis.metrics.disclosure_room import Cell, Network, cells_of

Series = list[Count]
Needs = dict[Key, int]
_REST = "rest"


def hide_over_units(
    counts: Iterable[Count], parents: Mapping[str, str], forced: Mapping[Key, int]
) -> Needs:
    """Find all counts to hide.

    Args:
        counts: The counts of all units, groups and periods.
        parents: The unit above each unit.
        forced: Counts that are hidden in any case, with the width of doubt that each needs.

    Returns:
        The hidden counts, each with the width of doubt that it needs (0: hidden for others).
    """
    ordered = sorted(counts, key=lambda c: (c.key.measure, c.series))
    hidden: Needs = {}
    for _, group in groupby(ordered, key=lambda c: (c.key.measure, c.series)):
        hidden |= _hide_in_series(list(group), parents, forced)
    return hidden


def _hide_in_series(counts: Series, parents: Mapping[str, str], forced: Mapping[Key, int]) -> Needs:
    """Hide within one group of persons and one year, again until no total has to go as well."""
    by_unit = _by_unit(counts)
    extra = {c.key: forced[c.key] for c in counts if c.key in forced}
    while True:
        hidden, totals_to_hide = _pass_down(by_unit, parents, extra)
        if not totals_to_hide:
            return hidden
        extra |= totals_to_hide


def _by_unit(counts: Series) -> dict[str, Series]:
    """Put the counts of each unit in the order of their last days."""
    found: dict[str, Series] = {}
    for count in sorted(counts, key=lambda c: c.end):
        found.setdefault(count.key.unit_id, []).append(count)
    return found


def _pass_down(
    by_unit: Mapping[str, Series], parents: Mapping[str, str], extra: Mapping[Key, int]
) -> tuple[Needs, Needs]:
    """Hide from the top down; give the hidden counts, and totals that would give some away."""
    hidden: Needs = {}
    for parent, units in _families(by_unit, parents):
        own = by_unit.get(parent, [])
        family = {unit: by_unit[unit] for unit in units}
        needs: Needs = {}
        for series in family.values():
            needs |= _small(series, extra, _hidden_until(own, hidden))
        found, is_safe = _protect(family, needs, [c for c in own if c.key not in hidden])
        hidden |= found
        if not is_safe:
            shown = [c for c in own if c.key not in hidden]
            return hidden, {c.key: room_at_most(c) for c in shown}
    return hidden, {}


def _families(
    by_unit: Mapping[str, Series], parents: Mapping[str, str]
) -> list[tuple[str, list[str]]]:
    """List the units under each unit, those nearest to the top first."""
    families: dict[str, list[str]] = {}
    for unit in by_unit:
        families.setdefault(parents.get(unit, ""), []).append(unit)
    return sorted(families.items(), key=lambda item: (_depth(item[0], parents), item[0]))


def _depth(unit: str, parents: Mapping[str, str]) -> int:
    depth = 0
    while unit := parents.get(unit, ""):
        depth += 1
    return depth


def _hidden_until(own: Series, hidden: Mapping[Key, int]) -> Count | None:
    """Find the last hidden count of the unit above."""
    return max((c for c in own if c.key in hidden), key=lambda c: c.end, default=None)


def _small(series: Series, extra: Mapping[Key, int], above: Count | None) -> Needs:
    """Find the counts of one unit that are hidden for their own sake, and how wide the doubt is.

    A part of a year is hidden too where the rest of the year is small.
    """
    needs: Needs = {}
    later: Count | None = None
    for count in reversed(series):
        is_below = above is not None and count.end <= above.end
        need = max(
            count.room_needed,
            extra.get(count.key, 0),
            _rest_needs(count, later),
            room_at_most(count) if is_below else 0,
        )
        if need or is_below or count.key in extra:
            needs[count.key] = need
        else:
            later = count
    if _is_wide_enough(series, needs):
        return needs
    return {c.key: min(needs.get(c.key, 0), room_at_most(c)) for c in series}


def room_at_most(count: Count) -> int:
    """Say how wide the doubt about a count must be if it is hidden for its own sake."""
    return count.limit - 1 if count.whole is None else min(count.limit - 1, count.whole)


def _rest_needs(count: Count, later: Count | None) -> int:
    """Say how wide the doubt about what came between a count and the next shown one must be."""
    if later is None or later.count < count.count:
        return 0
    if later.whole is None or count.whole is None:
        return room_needed(later.count - count.count, None, count.limit)
    return room_needed(later.count - count.count, later.whole - count.whole, count.limit)


def _is_wide_enough(series: Series, needs: Needs) -> bool:
    """Tell whether the unit's own shown counts leave the doubt that the hidden ones need."""
    network = Network(cells_of(series, needs, {}))
    return all(network.room(key, need) >= need for key, need in needs.items())


def _protect(family: Mapping[str, Series], needs: Needs, totals: Series) -> tuple[Needs, bool]:
    """Hide more units until every hidden count is in doubt; tell whether that was possible."""
    hidden = dict(needs)
    network = _network(family, hidden, totals)
    spare = iter(_by_loss(family, hidden))
    for key, need in needs.items():
        while network.room(key, need) < need:
            unit = next(spare, None)
            if unit is None:
                return hidden, not totals
            hidden |= {c.key: hidden.get(c.key, 0) for c in family[unit]}
            network = _network(family, hidden, totals)
    return hidden, True


def _by_loss(family: Mapping[str, Series], hidden: Mapping[Key, int]) -> list[str]:
    """List the units with a shown count and any persons, those with the fewest first."""
    shown = {unit: s for unit, s in family.items() if any(c.key not in hidden for c in s)}
    sizes = {unit: s[-1].whole or s[-1].count for unit, s in shown.items()}
    return sorted((unit for unit, size in sizes.items() if size), key=lambda u: (sizes[u], u))


def _network(family: Mapping[str, Series], hidden: Mapping[Key, int], totals: Series) -> Network:
    """Lay out the units under one unit, with the totals that are shown of it."""
    included = _included(family, totals)
    cells = [
        cell if _is_laid_out(unit, totals, included) else cell._replace(count=0, others=0)
        for unit, series in family.items()
        for cell in cells_of(series, hidden, included)
    ]
    return Network([*cells, *_rest(family, totals, included)])


def _included(family: Mapping[str, Series], totals: Series) -> dict[str, list[str]]:
    """List the units with a figure that each total includes.

    A sum over the units with a figure has only units of the later such sums
    (``known_sums``).
    """
    found: dict[str, list[str]] = {}
    allowed = set(family)
    for total in reversed(totals):
        period = total.key.period_key
        known = [u for u, series in family.items() if _has(series, total)]
        found[period] = [u for u in known if u in allowed or not total.is_part]
        if total.is_part:
            allowed &= set(known)
    return found


def _has(series: Series, total: Count) -> bool:
    """Tell whether a unit has a figure that goes into a total; into a sum only with its whole."""
    return any(
        count.key.period_key == total.key.period_key and not (total.is_part and count.whole is None)
        for count in series
    )


def _is_laid_out(unit: str, totals: Series, included: Mapping[str, Collection[str]]) -> bool:
    """Tell whether a unit says for every total that includes it how many persons it has in it.

    Where it does not, nobody knows when its persons came; taking them for fixed is on the safe
    side.
    """
    return all(total.is_part or unit in included[total.key.period_key] for total in totals)


def _rest(
    family: Mapping[str, Series], totals: Series, included: Mapping[str, Sequence[str]]
) -> list[Cell]:
    """Describe the persons of a total who are in no unit with a figure: nobody knows their group.

    Left out, which only makes the reader know more, where the units differ between periods.
    """
    if len({tuple(units) for units in included.values()}) > 1:
        return []
    cells, before = [], (0, 0)
    for place, total in enumerate(totals):
        period = total.key.period_key
        column = frozenset(later.key.period_key for later in totals[place:])
        now = _unaccounted(
            total, [c for s in family.values() for c in s if c.key.period_key == period]
        )
        count, others = now[0] - before[0], now[1] - before[1]
        if count < 0 or others < 0:
            return []
        cells.append(Cell((_REST, 0), True, None, column, count, others))
        before = now
    return cells


def _unaccounted(total: Count, parts: Series) -> tuple[int, int]:
    """Count the persons of a total beyond its known parts: of the group, and the others."""
    count = total.count - sum(c.count for c in parts)
    if total.whole is None or any(c.whole is None for c in parts):
        return count, 0
    return count, total.whole - sum(c.whole or 0 for c in parts) - count
