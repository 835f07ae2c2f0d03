"""What the columns of a table are for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from analysis.returns.headings import Heading
from analysis.returns.time_hints import Hint, HintKind, take_hints

CLASS_WORDS = frozenset(
    {
        *("xã", "phường", "thị trấn", "đặc khu", "x.", "p.", "tt.", "đảng bộ", "đảng ủy"),
        *("chi bộ", "đảng bộ xã", "đảng bộ phường", "huyện", "quận", "thị xã", "thành phố"),
    }
)
"""Words that stand alone before a name in a column of their own, as keys."""


class Role(StrEnum):
    """What a column is for."""

    NUMBER = "number"
    UNIT = "unit"
    UNIT_CLASS = "unit_class"
    GROUP = "group"
    CRITERION = "criterion"
    MEASURE = "measure"
    IGNORED = "ignored"
    UNMAPPED = "unmapped"


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes:
        column: Its number.
        heading: What its heading says.
        role: What it is for.
        measure: The measure, for ``MEASURE`` only.
        period: Words for the period, as a layout states them; empty where the heading says it.
        alternatives: Other measures that it may hold; the counts of its rows decide.
    """

    column: int
    heading: Heading
    role: Role
    measure: str = ""
    period: str = ""
    alternatives: tuple[str, ...] = ()

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The words about its period: those of a layout, else those of the heading."""
        return tuple(take_hints(self.period)[0]) if self.period else self.heading.hints

    @property
    def is_previous(self) -> bool:
        """Whether it is about the same period one year earlier."""
        return any(hint.kind is HintKind.PREVIOUS for hint in self.hints)
