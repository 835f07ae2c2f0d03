"""How far a hidden count can move while every figure that is shown stays as it is.

The counts of all units under one unit form a table: a row for each unit, a column for each stretch
of time between two periods. What a reader sees fixes sums of cells: a shown count fixes cells of
one row, a shown total fixes a column. Between what is fixed, persons can trade places: one more
with the feature here, one fewer there. The greatest number of such trades is a greatest flow
through a network of rows and columns, and it is the exact width of the reader's doubt.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from analysis.metrics.disclosure_counts import Count, Key

Node = Hashable
_FREE: Node = "free"
_TARGET: Node = "target"
_UNBOUNDED = 1 << 40


class Cell(NamedTuple):
    """The persons of a unit in one stretch of time.

    Args:
        row: The unit and the last shown count before; the cells of one such row add up to what is
            shown, unless it is open.
        is_open: Whether no later count of the unit is shown.
        key: The first count that includes these persons.
        column: The shown totals that include these persons.
        count: Persons of the group.
        others: Persons without the feature.
    """

    row: Node
    is_open: bool
    key: Key | None
    column: frozenset[str]
    count: int
    others: int


def cells_of(
    counts: Iterable[Count], hidden: Collection[Key], totals: Mapping[str, Collection[str]]
) -> list[Cell]:
    """Divide the counts of one unit and series into cells.

    Args:
        counts: The counts, earlier periods first.
        hidden: The counts that are hidden.
        totals: For each period the units that a shown total of it includes.
    """
    ordered = list(counts)
    last_shown = max((i for i, c in enumerate(ordered) if c.key not in hidden), default=-1)
    cells, row, before = [], 0, None
    for place, now in enumerate(ordered):
        count, others = _between(before, now)
        column = frozenset(
            period
            for period in (later.key.period_key for later in ordered[place:])
            if now.key.unit_id in totals.get(period, ())
        )
        name = (now.key.unit_id, row)
        cells.append(Cell(name, place > last_shown, now.key, column, count, others))
        if now.key not in hidden:
            row = place + 1
        before = now
    return cells


def _between(before: Count | None, now: Count) -> tuple[int, int]:
    """Count the persons between two periods: those of the group, and the others.

    Where the persons in all are not known there may be any number of others.
    """
    count = now.count - (before.count if before else 0)
    if now.whole is None or (before and before.whole is None):
        return max(count, 0), now.limit
    whole = now.whole - (before.whole or 0 if before else 0)
    return max(count, 0), max(whole - max(count, 0), 0)


class Network:
    """Rows and columns, and how many persons can trade places along each line between them."""

    def __init__(self, cells: Iterable[Cell]) -> None:
        self._cells = list(cells)
        self._lines: dict[Node, dict[Node, int]] = {}
        self._rows: dict[Key, Node] = {}
        for cell in self._cells:
            self._add(cell.row, cell)
            if cell.key is not None:
                self._rows[cell.key] = cell.row
            if cell.is_open:
                self._join(cell.row, _FREE, _UNBOUNDED, _UNBOUNDED)
            if not cell.column:
                self._join(cell.column, _FREE, _UNBOUNDED, _UNBOUNDED)

    def _add(self, row: Node, cell: Cell, sign: int = 1) -> None:
        """Join a row to a column: forwards one more of the group, backwards one fewer."""
        self._join(row, cell.column, sign * cell.others, sign * cell.count)

    def _join(self, first: Node, second: Node, there: int, back: int) -> None:
        for start, end, width in ((first, second, there), (second, first, back)):
            lines = self._lines.setdefault(start, {})
            lines[end] = min(lines.get(end, 0) + width, _UNBOUNDED)

    def room(self, key: Key, most: int) -> int:
        """Tell how far a hidden count can move, down and up together, at most ``most``."""
        row = self._rows[key]
        own = [cell for cell in self._cells if cell.row == row]
        place = next(i for i, cell in enumerate(own) if cell.key == key)
        for cell in own[: place + 1]:
            self._add(row, cell, -1)
            self._add(_TARGET, cell)
        end = _FREE if own[0].is_open else row
        up = self._flow(_TARGET, end, most)
        down = self._flow(end, _TARGET, most - up)
        for cell in own[: place + 1]:
            self._add(_TARGET, cell, -1)
            self._add(row, cell)
        return up + down

    def _flow(self, start: Node, end: Node, most: int) -> int:
        """Find the greatest flow from one node to another, at most ``most``."""
        left = {node: dict(lines) for node, lines in self._lines.items()}
        total = 0
        while total < most and (path := _path(left, start, end)):
            width = min(most - total, *(left[a][b] for a, b in pairwise(path)))
            for a, b in pairwise(path):
                left[a][b] -= width
                left[b][a] += width
            total += width
        return total


def _path(left: Mapping[Node, Mapping[Node, int]], start: Node, end: Node) -> list[Node]:
    """Find a shortest way with room from one node to another; empty where there is none."""
    came: dict[Node, Node] = {start: start}
    queue = deque([start])
    while queue and end not in came:
        node = queue.popleft()
        for other, width in left.get(node, {}).items():
            if width > 0 and other not in came:
                came[other] = node
                queue.append(other)
    if end not in came:
        return []
    path = [end]
    while path[-1] != start:
        path.append(came[path[-1]])
    return path[::-1]
