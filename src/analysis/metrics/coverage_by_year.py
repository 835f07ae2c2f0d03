"""What is known of each unit in each year: a whole year, part of it, only a target, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

import pandas as pd

from analysis.metrics.results import (
    ADMITTED,
    FRACTION,
    PCT_OF_TARGET,
    TARGETS,
    actual,
)
from analysis.metrics.vintages import REBUILT_SOURCE, ended, founded
from analysis.registers.units import UnitRegister

_RESULTS = (ADMITTED, PCT_OF_TARGET, FRACTION, "admission_rate_pct")
_PARTS = ("part_year", "within_year")


class Known(StrEnum):
    """What is known of a unit in a year, the most first."""

    WHOLE_YEAR = "whole_year"
    PART_YEAR = "part_year"
    TARGET_ONLY = "target_only"
    OTHER = "other"
    NOTHING = "nothing"
    ABSENT = "absent"


_RANK = {known: rank for rank, known in enumerate(Known)}


def coverage_by_unit_year(
    observations: pd.DataFrame,
    unit_ids: Iterable[str],
    units: UnitRegister,
    years: Sequence[int],
) -> pd.DataFrame:
    """Say for each unit and year what is known of it.

    Args:
        observations: The tidy observations.
        unit_ids: The units, in the order to show.
        units: The register of units.
        years: The years, in order.

    Returns:
        One row for each unit and year: ``unit_id``, ``year``, ``known`` (the value of a ``Known``:
        the most that there is; ``absent`` where the unit did not exist in that year and nothing was
        rebuilt), ``reached`` (the last day of the longest part of the year, missing where none is
        printed or the whole year is known) and ``is_rebuilt`` (added up from units before a
        merger).
    """
    wanted = list(unit_ids)
    every = pd.MultiIndex.from_product([wanted, list(years)], names=["unit_id", "year"])
    facts = _facts(observations[observations["unit_id"].isin(wanted)])
    best = facts.sort_values(["rank", "period_end"], ascending=[True, False])
    best = best.drop_duplicates(["unit_id", "year"]).set_index(["unit_id", "year"])
    found = best.reindex(every).reset_index()
    is_there = [_exists_in(units, unit, year) for unit, year in every]
    silent = pd.Series(is_there).map({True: Known.NOTHING.value, False: Known.ABSENT.value})
    known = found["known"].where(found["known"].notna(), silent)
    is_rebuilt = found["source_id"].eq(REBUILT_SOURCE).fillna(value=False)
    return pd.DataFrame(
        {
            "unit_id": found["unit_id"],
            "year": found["year"],
            "known": known,
            "reached": found["period_end"].where(known.eq(Known.PART_YEAR)),
            "is_rebuilt": is_rebuilt.astype("bool"),
        }
    )


def _facts(observations: pd.DataFrame) -> pd.DataFrame:
    """Class each figure by what it makes known of which year."""
    happened = observations.index.isin(actual(observations).index)
    is_result = observations["measure"].isin(_RESULTS) & happened
    kind = observations["period_kind"]
    is_whole = is_result & kind.eq("year")
    is_part = is_result & kind.isin(_PARTS)
    is_target = observations["measure"].isin(TARGETS) & kind.eq("year")
    known = pd.Series(Known.OTHER.value, index=observations.index, dtype="object")
    known = known.mask(is_target, Known.TARGET_ONLY.value)
    known = known.mask(is_part, Known.PART_YEAR.value).mask(is_whole, Known.WHOLE_YEAR.value)
    starts = observations["period_start"].dt.year.astype("Int64")
    is_yearly = is_whole | is_part | is_target
    year = observations["report_year"].mask(is_yearly & starts.notna(), starts)
    facts = pd.DataFrame(
        {
            "unit_id": observations["unit_id"],
            "year": year,
            "known": known,
            "rank": known.map(_RANK),
            "period_end": observations["period_end"],
            "source_id": observations["source_id"],
        }
    )
    facts = facts[facts["year"].notna()]
    return facts.astype({"year": "int64"})


def _exists_in(units: UnitRegister, unit_id: str, year: int) -> bool:
    """Tell whether a unit existed on some day of a year."""
    start, end = founded(units, unit_id), ended(units, unit_id)
    return (start or date.min).year <= year <= (end or date.max).year


def years_known(
    observations: pd.DataFrame, unit_ids: Iterable[str], *, until: int, most: int
) -> list[int]:
    """List the years to show.

    Args:
        observations: The tidy observations.
        unit_ids: The units.
        until: The last year, shown whether anything is known of it or not.
        most: The greatest number of years; the latest are kept.

    Returns:
        From the first year with figures of at least a fifth as many units as the best known year.
    """
    own = _facts(observations[observations["unit_id"].isin(list(unit_ids))])
    own = own[own["year"].le(until)]
    by_year = own.groupby("year")["unit_id"].nunique()
    enough = by_year.index[by_year.mul(5).ge(by_year.max())]
    first = int(enough.min()) if len(enough) else until
    return list(range(max(first, until - most + 1), until + 1))


def units_over_years(
    units: UnitRegister, scope: str, children: Iterable[str], years: Sequence[int]
) -> tuple[str, ...]:
    """List the units under a scope that existed in any of some years, in the order of the register.

    Args:
        units: The register of units.
        scope: The unit reported on.
        children: The units of the report's year; they are listed in any case.
        years: The years.
    """
    shown = set(children)
    above = units.units["parent_id"]
    under = above.index[above.eq(scope).fillna(value=False)]
    there = {unit for unit in under if any(_exists_in(units, unit, year) for year in years)}
    return tuple(unit for unit in units.units.index if unit in shown or unit in there)


def is_complete(coverage: pd.DataFrame) -> pd.Series:
    """Tell by unit whether a whole year is known for every year in which it existed.

    Args:
        coverage: As ``coverage_by_unit_year`` returns it.

    Returns:
        True or False, indexed by ``unit_id`` in the order of the rows.
    """
    is_full = coverage["known"].isin([Known.WHOLE_YEAR, Known.ABSENT])
    return is_full.groupby(coverage["unit_id"], sort=False).all()


def has_figures(coverage: pd.DataFrame) -> pd.Series:
    """Tell by unit whether anything at all is known of it in the years.

    Args:
        coverage: As ``coverage_by_unit_year`` returns it.

    Returns:
        True or False, indexed by ``unit_id`` in the order of the rows.
    """
    is_known = ~coverage["known"].isin([Known.NOTHING, Known.ABSENT])
    return is_known.groupby(coverage["unit_id"], sort=False).any()
