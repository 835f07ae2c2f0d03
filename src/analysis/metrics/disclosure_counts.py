"""Counts of persons in small groups: which of them may not leave the office, and why.

A count of a group within a unit (women among the new members of a commune) that is small lets
colleagues name the persons. The limits stand in the register of composition: 5, and 10 for
religion and ethnicity.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import pandas as pd

from analysis.metrics.results import ADMITTED, FRACTION, YEARLY_KINDS
from analysis.metrics.sums import SUM_SOURCE
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.composition import ORDINARY_LIMIT
from analysis.registers.units import UnitRegister

AT_OR_ABOVE_PROVINCE = frozenset({"province", "city_central", "nation"})
_STOCK = "as_of"


class Key(NamedTuple):
    """What names a count: a unit, a group of persons, a period."""

    unit_id: str
    measure: str
    period_key: str


@dataclass(frozen=True)
class Count:
    """One count of a group of persons.

    Args:
        key: Unit, group and period.
        series: What the period belongs to: counts of one series never fall from one period to
            the next (a year and its parts), or stand alone (a stock on a day).
        end: The last day of the period.
        count: Persons of the group.
        whole: Persons in all; None where nobody says.
        limit: Counts below it are small.
        is_part: Whether it is a sum over the units with a figure only.
    """

    key: Key
    series: str
    end: date
    count: int
    whole: int | None
    limit: int
    is_part: bool = False

    @property
    def room_needed(self) -> int:
        """How many persons wide the doubt about this count must be; 0 where it may be shown."""
        return room_needed(self.count, self.whole, self.limit)


def room_needed(count: int, whole: int | None, limit: int) -> int:
    """Say how many persons wide the doubt about a count must be before it leaves the office.

    Args:
        count: Persons of the group.
        whole: Persons in all; None where nobody says.
        limit: Counts below it are small. For groups whose limit is above the ordinary one
            (religion, ethnicity) nobody, everybody and nearly everybody tell as much.

    Returns:
        0 for a count that may be shown; else one less than the limit, or all persons if they are
        fewer: any number from none to all is then as likely.
    """
    if whole is None:
        return limit - 1 if count < limit else 0
    if limit > ORDINARY_LIMIT:
        is_small = whole > 0 and min(count, whole - count) < limit
    else:
        is_small = 0 < count < limit or 0 < whole - count < limit
    return min(limit - 1, whole) if is_small else 0


def dated_counts(
    observations: pd.DataFrame, limits: Mapping[str, int], wholes: Mapping[Key, int]
) -> dict[Key, Count]:
    """Collect the counts that belong to a year or a day; of several sources the smallest count.

    Args:
        observations: The tidy observations.
        limits: The limit of each group.
        wholes: For each count the persons in all, as far as known.

    Returns:
        Counts by key, in the order of the observations; without rebuilt ones.
    """
    rows = observations[
        observations["measure"].isin(limits.keys())
        & observations["source_id"].ne(REBUILT_SOURCE)
        & is_dated(observations)
    ]
    found: dict[Key, Count] = {}
    for row in rows.assign(_series=series_of(rows)).to_dict("records"):
        key = key_of(row)
        count = Count(
            key,
            row["_series"],
            row["period_end"].date(),
            figure_of(row),
            wholes.get(key),
            limits[key.measure],
            is_part=row["source_id"] == SUM_SOURCE and row["qualifier"] != "exact",
        )
        if key not in found or count.count < found[key].count:
            found[key] = count
    return found


def key_of(row: Mapping) -> Key:
    """Name the count of a row."""
    return Key(row["unit_id"], row["measure"], row["period_key"])


def keys_of(observations: pd.DataFrame) -> list[Key]:
    """Name the counts of all rows."""
    columns = (observations[name] for name in Key._fields)
    return [Key(*key) for key in zip(*columns, strict=True)]


def figure_of(row: Mapping) -> int:
    """Return the figure of a row, else the bound that it prints, as a whole number."""
    return round(printed_figure(row))


def printed_figure(row: Mapping) -> float:
    """Return the figure of a row, else the bound that it prints."""
    return next(row[name] for name in ("value", "low", "high") if pd.notna(row[name]))


def is_dated(observations: pd.DataFrame) -> pd.Series:
    """Tell which rows are counts of a year, of a part of it from 1 January, or of a day."""
    kinds = observations["period_kind"].isin([*YEARLY_KINDS, _STOCK])
    plain = ~observations["is_average"] & ~observations["is_projected"]
    return kinds & plain & observations["period_end"].notna()


def series_of(observations: pd.DataFrame) -> pd.Series:
    """Name for each row the year that its period is a part of; a stock on a day stands alone."""
    years = observations["period_start"].dt.year.astype("Int64").astype("str")
    return years.mask(observations["period_kind"].eq(_STOCK), observations["period_key"])


def whole_counts(observations: pd.DataFrame, wholes: Mapping[str, str]) -> dict[Key, int]:
    """Find for each count the persons in all of the same unit and period.

    Args:
        observations: The tidy observations.
        wholes: For each group the measure that it is a part of.

    Returns:
        By key; without those of which no source, or more than one, says a number. A sum of units
        is a part of the persons of those units.
    """
    exact = observations[observations["qualifier"].eq("exact") & observations["value"].notna()]
    exact = exact.assign(measure=exact["measure"].replace(FRACTION, ADMITTED))
    exact = exact[exact["measure"].isin(set(wholes.values()))]
    told: dict[Key, set[int]] = {}
    for key, value in zip(keys_of(exact), exact["value"], strict=True):
        told.setdefault(key, set()).add(round(value))
    found: dict[Key, int] = {}
    groups = observations[observations["measure"].isin(wholes.keys())]
    is_sum = groups["source_id"].eq(SUM_SOURCE) & groups["denominator"].notna()
    for key, own, summed in zip(keys_of(groups), groups["denominator"], is_sum, strict=True):
        if summed:
            found[key] = round(own)
        elif len(said := told.get(key._replace(measure=wholes[key.measure]), set())) == 1:
            found[key] = next(iter(said))
    return found


def below_province(units: UnitRegister, unit_ids: Iterable[str]) -> frozenset[str]:
    """List the units that stand below a province."""
    kinds = units.units["kind"]
    return frozenset(u for u in unit_ids if kinds[u] not in AT_OR_ABOVE_PROVINCE)
