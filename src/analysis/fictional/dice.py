"""Chance that falls alike everywhere: only ``random.Random.random`` and plain arithmetic."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A stream of chance of its own for each key, so that no draw shifts another one.

    ``random()`` is the one method whose sequence Python promises to keep, and text as a seed does
    not depend on the hash seed.
    """

    def __init__(self, seed: int, key: str) -> None:
        self._random = Random(f"{seed}/{key}")

    def fraction(self, low: float = 0.0, high: float = 1.0) -> float:
        """Draw a number from ``low`` to ``high``."""
        return low + (high - low) * self._random.random()

    def between(self, low: int, high: int) -> int:
        """Draw a whole number, both ends included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Sequence[Item]) -> Item:
        """Draw one of several."""
        return items[self.between(0, len(items) - 1)]

    def count(self, persons: int, share: float) -> int:
        """Draw how many of some persons have a feature that a share of all people has."""
        return sum(self._random.random() < share for _ in range(persons))
