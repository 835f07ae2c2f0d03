"""The half-years and years that are reported on, and how offices word them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_YEAR, LAST_YEAR = 2021, 2025
YEARS_BEFORE = 2  # figures of earlier years stand in columns of comparison


@dataclass(frozen=True, slots=True)
class Season:
    """The first half of a year, or the whole year.

    Attributes:
        year: The year.
        is_half: From 1 January to 30 June; otherwise to 31 December.
    """

    year: int
    is_half: bool

    @property
    def start(self) -> date:
        """First day."""
        return date(self.year, 1, 1)

    @property
    def end(self) -> date:
        """Last day."""
        return date(self.year, 6, 30) if self.is_half else date(self.year, 12, 31)

    @property
    def words(self) -> str:
        """``6 tháng đầu năm 2024`` or ``năm 2024``."""
        return f"6 tháng đầu năm {self.year}" if self.is_half else f"năm {self.year}"

    @property
    def end_words(self) -> str:
        """``30/6/2024`` or ``31/12/2024``."""
        return f"{self.end.day}/{self.end.month}/{self.year}"

    @property
    def span_words(self) -> str:
        """``từ ngày 01/01/2024 đến ngày 30/6/2024``."""
        return f"từ ngày 01/01/{self.year} đến ngày {self.end_words}"

    @property
    def sent_words(self) -> str:
        """The day on which the return was signed: ``ngày 05 tháng 7 năm 2024``."""
        if self.is_half:
            return f"ngày 05 tháng 7 năm {self.year}"
        return f"ngày 08 tháng 01 năm {self.year + 1}"

    @property
    def file_word(self) -> str:
        """``6-thang`` or ``nam``, as in names of files."""
        return "6-thang" if self.is_half else "nam"

    def earlier(self, years: int = 1) -> Season:
        """The same part of an earlier year."""
        return Season(self.year - years, self.is_half)

    def whole(self) -> Season:
        """The whole year."""
        return Season(self.year, is_half=False)


def reported_seasons() -> list[Season]:
    """All seasons for which returns are written, in order of time."""
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return [Season(year, is_half) for year in years for is_half in (True, False)]
