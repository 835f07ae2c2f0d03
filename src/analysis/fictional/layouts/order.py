"""What a cluster is asked to send: its units, the season, and the slips of its office."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from analysis.fictional.layouts.lines import Line
from analysis.fictional.layouts.page import Page
from analysis.fictional.names import MARK, NameStyle, Unit
from analysis.fictional.province import Province
from analysis.fictional.seasons import Season

_REPEATED = ("duplicate_row", "đơn vị ghi hai lần với cùng số liệu")
_CONFLICT = ("conflicting_rows", "đơn vị ghi hai lần với số liệu khác nhau")


@dataclass(frozen=True)
class Repeat:
    """A unit that is written a second time.

    Attributes:
        unit_id: The unit.
        more_admitted: By how much the second result differs; 0 for an identical repetition.
    """

    unit_id: str
    more_admitted: int = 0


@dataclass(frozen=True)
class Order:
    """One return to be laid out.

    Attributes:
        cluster: Number of the cluster.
        season: What it is about.
        province: What really happened.
        repeat: A unit that is written twice.
        has_period: The file says what it is about.
    """

    cluster: int
    season: Season
    province: Province
    repeat: Repeat | None = None
    has_period: bool = True

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the cluster."""
        return self.province.units_of(self.cluster, self.season)

    @property
    def of_season(self) -> str:
        """`` 6 tháng đầu năm 2024`` with a space before it, or nothing."""
        return f" {self.season.words}" if self.has_period else ""

    @property
    def of_year(self) -> str:
        """`` năm 2024`` with a space before it, or nothing."""
        return f" năm {self.season.year}" if self.has_period else ""

    @property
    def place(self) -> str:
        """``CỤM SỐ 3, TỈNH BÌNH MINH (HƯ CẤU)``."""
        return f"CỤM SỐ {self.cluster}, {MARK}"

    def lines(
        self, name: NameStyle, spelling: Callable[[str], str] = str, marker: str = ""
    ) -> list[Line]:
        """Make a line for each unit, in order, and for the one that is repeated."""
        made = [
            Line(
                label=spelling(name(unit)),
                units=(unit,),
                number=str(number),
                text=marker + spelling(name(unit)),
            )
            for number, unit in enumerate(self.units, start=1)
        ]
        if self.repeat is None:
            return made
        return self._with_repetition(made, self.repeat)

    def _with_repetition(self, made: list[Line], repeat: Repeat) -> list[Line]:
        index = next(i for i, line in enumerate(made) if line.units[0].unit_id == repeat.unit_id)
        first, number = made[index], str(len(made) + 1)
        if not repeat.more_admitted:
            return [*made, replace(first, number=number, is_read=False, fault=_REPEATED)]
        real = self.province.figure(repeat.unit_id, self.season, "admitted")
        made[index] = replace(first, is_read=False, fault=_CONFLICT)
        changes = {"admitted": real + repeat.more_admitted}
        return [*made, replace(made[index], number=number, changes=changes)]


@dataclass
class Paper:
    """A file as pages, before it becomes bytes.

    Attributes:
        pages: Sheets or tables in order.
        paper_format: Name of the writer.
        extension: What the name of the file ends in.
    """

    pages: list[Page]
    paper_format: str = "xlsx"
    extension: str = "xlsx"
