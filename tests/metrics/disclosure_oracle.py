"""A reader who tries to find out what is hidden, by linear programming on what is shown.

Knows nothing of how the hiding is done: only the figures in the external table, the persons in all,
which unit stands under which, that a year is never less than its first half, and what the sums say
of the units that they include.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.optimize import linprog
from scipy.sparse import coo_array

SUM = "sum-of-units"
Place = tuple[str, str]  # unit, period


@dataclass
class Puzzle:
    """Unknown whole numbers, each with bounds, and sums that are known."""

    names: dict[object, int] = field(default_factory=dict)
    bounds: list[tuple[float, float | None]] = field(default_factory=list)
    equal: list[tuple[dict[int, float], float]] = field(default_factory=list)
    at_most: list[tuple[dict[int, float], float]] = field(default_factory=list)

    def unknown(self, name: object, low: float = 0, high: float | None = None) -> int:
        if name not in self.names:
            self.names[name] = len(self.bounds)
            self.bounds.append((low, high))
        return self.names[name]

    def interval(self, name: object) -> tuple[float, float]:
        """Give the least and the greatest number that fit all that is known."""
        place = self.names[name]
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(self.bounds))
            goal[place] = sign
            found = linprog(
                goal,
                *_matrix(self.at_most, len(self.bounds)),
                *_matrix(self.equal, len(self.bounds)),
                bounds=self.bounds,
                method="highs",
            )
            assert found.status == 0, found.message
            ends.append(sign * found.fun)
        low, high = ends
        return float(np.ceil(low - 1e-6)), float(np.floor(high + 1e-6))


def _matrix(lines: list[tuple[dict[int, float], float]], width: int) -> tuple:
    if not lines:
        return None, None
    cells = [(i, j, v) for i, (line, _) in enumerate(lines) for j, v in line.items()]
    rows, columns, values = zip(*cells, strict=True)
    matrix = coo_array((values, (rows, columns)), shape=(len(lines), width)).tocsr()
    return matrix, np.array([right for _, right in lines])


def persons_in_all(external: pd.DataFrame, whole: str = "admitted") -> dict[Place, float]:
    """Read the persons in all of each unit and period, which are always shown."""
    rows = external[external["measure"].eq(whole) & external["qualifier"].eq("exact")]
    return {(r.unit_id, r.period_key): r.value for r in rows.itertuples()}


def puzzle_of_units(
    external: pd.DataFrame, measure: str, year: int, parent: str, children: list[str]
) -> Puzzle:
    """Write down all that the external table says of one group of persons under one unit."""
    wholes = persons_in_all(external)
    of_year = external[external["period_start"].dt.year.eq(year)]
    rows = of_year[of_year["measure"].eq(measure)]
    ends = dict(zip(of_year["period_key"], of_year["period_end"], strict=True))
    periods = sorted(set(rows["period_key"]), key=lambda period: ends[period])
    shown = {
        (r.unit_id, r.period_key): r.value for r in rows.itertuples() if r.qualifier == "exact"
    }
    puzzle = Puzzle()
    for unit in children:
        before, before_whole = None, 0.0
        for period in periods:
            whole = wholes.get((unit, period))
            here = puzzle.unknown((unit, period), 0, whole)
            if (value := shown.get((unit, period))) is not None:
                puzzle.equal.append(({here: 1}, value))
            if before is not None:
                puzzle.at_most.append(({before: 1, here: -1}, 0))
                if whole is not None and before_whole is not None:
                    puzzle.at_most.append(({here: 1, before: -1}, whole - before_whole))
            before, before_whole = here, whole
    _add_totals(puzzle, rows, periods, parent, children)
    return puzzle


def _add_totals(
    puzzle: Puzzle, rows: pd.DataFrame, periods: list[str], parent: str, children: list[str]
) -> None:
    """A printed total includes every unit; a sum those with a figure then and in later sums."""
    stated = {(r.unit_id, r.period_key) for r in rows.itertuples()}
    later = set(children)
    for period in reversed(periods):
        totals = rows[rows["unit_id"].eq(parent) & rows["period_key"].eq(period)]
        for total in totals.itertuples():
            is_part = total.source_id == SUM and "trong" in total.note
            known = {unit for unit in children if (unit, period) in stated} & later
            members = known if is_part else set(children)
            if is_part:
                later = known
            if total.qualifier != "suppressed":
                line = {puzzle.names[unit, period]: 1.0 for unit in members}
                puzzle.equal.append((line, total.value))


def is_small(count: float, whole: float, limit: int) -> bool:
    """Tell whether a count is small, in the words of the rule."""
    if limit == 10:
        return whole > 0 and (count < 10 or whole - count < 10)
    return 0 < count < 5 or 0 < whole - count < 5


def too_well_known(
    original: pd.DataFrame,
    external: pd.DataFrame,
    measure: str,
    year: int,
    parent: str,
    children: list[str],
    limit: int,
) -> dict[Place, tuple[float, float]]:
    """Find the small counts of which the external table says too much."""
    puzzle = puzzle_of_units(external, measure, year, parent, children)
    wholes = persons_in_all(original)
    rows = original[original["measure"].eq(measure) & original["unit_id"].isin(children)]
    rows = rows[rows["period_start"].dt.year.eq(year) & rows["value"].notna()]
    found = {}
    for row in rows.itertuples():
        place = (row.unit_id, row.period_key)
        whole = wholes.get(place)
        if whole is None or not is_small(row.value, whole, limit):
            continue
        low, high = puzzle.interval(place)
        assert low <= row.value <= high
        if high - low < min(limit - 1, whole):
            found[place] = (low, high)
    return found
