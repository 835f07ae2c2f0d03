"""Terms: yearly averages against yearly targets, and where a plan would bring the term."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import exact, percent_of
from analysis.metrics.results import ADMITTED, actual


@dataclass(frozen=True)
class YearlyAverage:
    """The admissions of a whole term as a yearly average, against a yearly target.

    Args:
        term: The term, such as ``2010-2015``.
        admitted: Persons admitted in the whole term; None where not published.
        years: Years of the term, from its name.
        average: Persons a year, exact.
        target_per_year: The yearly target; None where not published.
        target_printed: The target as printed ("trên 12.000").
        rate_pct: The average as a percentage of the target, exact.
        source_ids: Where the figures come from.
    """

    term: str
    admitted: int | None
    years: int
    average: Fraction | None
    target_per_year: int | None
    target_printed: str
    rate_pct: Fraction | None
    source_ids: tuple[str, ...]


@dataclass(frozen=True)
class Projection:
    """A projected term total, as the source states it and as its parts give it.

    Args:
        term: The term.
        end: The day that the projection reaches.
        admitted_so_far: Persons admitted in the term so far.
        planned: The plan that is added.
        projected: The projected total.
        qualifier: How the print bounds it ("ít nhất 7.526").
        target: The term target.
        rate_pct: ``projected`` as a percentage of the target, exact.
        printed_pct: The percentage as printed, for people.
    """

    term: str
    end: pd.Timestamp
    admitted_so_far: int | None
    planned: int | None
    projected: int
    target: int | None
    rate_pct: Fraction | None
    printed_pct: str
    qualifier: str = "exact"


def yearly_averages(observations: pd.DataFrame, unit_id: str, year: int) -> list[YearlyAverage]:
    """Average the admissions of whole terms over their years.

    Args:
        observations: The tidy observations.
        unit_id: The unit.
        year: Figures that belong to later years are left out.

    Returns:
        One entry for each term with a yearly target or a total for the whole term, the oldest
        first.
    """
    own = _of_terms(observations, unit_id, year)
    whole = actual(own[own["period_kind"].eq("term")])
    entries = []
    for term, rows in own.groupby("term"):
        totals = whole[whole["term"].eq(term) & whole["measure"].eq(ADMITTED)]
        targets = rows[rows["measure"].eq("target_per_year")]
        if len(totals) or len(targets):
            entries.append(_average(str(term), totals, targets))
    return entries


def _average(term: str, totals: pd.DataFrame, targets: pd.DataFrame) -> YearlyAverage:
    first, last = (int(year) for year in term.split("-"))
    exact_totals = totals[totals["qualifier"].eq("exact")]
    admitted = int(exact_totals.iloc[0]["value"]) if len(exact_totals) else None
    average = Fraction(admitted, last - first) if admitted is not None else None
    target = _first(targets)
    return YearlyAverage(
        term=term,
        admitted=admitted,
        years=last - first,
        average=average,
        target_per_year=target,
        target_printed=targets.iloc[0]["value_printed"] if len(targets) else "",
        rate_pct=average * 100 / target if average is not None and target else None,
        source_ids=tuple(dict.fromkeys([*totals["source_id"], *targets["source_id"]])),
    )


def projections(observations: pd.DataFrame, unit_id: str, year: int) -> list[Projection]:
    """Find projected term totals and hold them against the term target.

    Args:
        observations: The tidy observations.
        unit_id: The unit.
        year: Projections that belong to later years are left out.
    """
    own = observations[observations["unit_id"].eq(unit_id)]
    projected = own[
        own["measure"].eq("admitted_projected")
        & own["value"].notna()
        & own["report_year"].le(year).fillna(False)
    ]
    return [_projection(own, row) for _, row in projected.iterrows() if pd.notna(row["term"])]


def _projection(own: pd.DataFrame, row: pd.Series) -> Projection:
    of_term = own[own["term"].eq(row["term"]) & own["source_id"].eq(row["source_id"])]
    so_far = actual(of_term[of_term["measure"].eq(ADMITTED)])
    printed = of_term[of_term["measure"].eq("pct_of_target_projected")]
    plan_key = f"year:{row['period_end'].year}"
    plan = own[own["measure"].eq("target") & own["period_key"].eq(plan_key)]
    targets = own[own["measure"].eq("target") & own["period_key"].eq(f"term:{row['term']}")]
    target = _first(targets)
    return Projection(
        term=row["term"],
        end=row["period_end"],
        admitted_so_far=_first(so_far),
        planned=_first(plan),
        projected=int(row["value"]),
        qualifier=row["qualifier"],
        target=target,
        rate_pct=percent_of(row["value"], target) if target else None,
        printed_pct=printed.iloc[0]["value_printed"] if len(printed) else "",
    )


def _first(rows: pd.DataFrame) -> int | None:
    known = rows["value"].dropna()
    return int(exact(known.iloc[0])) if len(known) else None


def _of_terms(observations: pd.DataFrame, unit_id: str, year: int) -> pd.DataFrame:
    own = observations[observations["unit_id"].eq(unit_id) & observations["term"].notna()]
    return own[own["report_year"].le(year).fillna(False)]
