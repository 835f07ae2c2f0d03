"""The figures of one report, each computed once: what the chapters describe and draw."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.metrics.achievement import achievement_by_term, achievement_by_unit
from analysis.metrics.groups import Coverage, below_threshold, coverage, units_only
from analysis.metrics.published_checks import check_published
from analysis.metrics.results import PCT_OF_TARGET
from analysis.metrics.terms import Projection, YearlyAverage, projections, yearly_averages
from analysis.metrics.year_over_year import admissions_by_unit_year, year_over_year
from analysis.report_data import ReportData


@dataclass(frozen=True)
class Findings:
    """All figures of a report.

    Args:
        achievement_by_unit: Results of the year against targets (``metrics.achievement``).
        achievement_by_term: Results of the terms against their targets.
        averages: Yearly averages of whole terms.
        projections: Projected term totals.
        changes: Yearly results with the change against the year before.
        checks: Printed figures of the scope held against their parts.
        coverage: How many units have a figure at all.
        units: The leading rows of the units under the scope.
        lagging: Those of them strictly below the threshold, the lowest first.
    """

    achievement_by_unit: pd.DataFrame
    achievement_by_term: pd.DataFrame
    averages: list[YearlyAverage]
    projections: list[Projection]
    changes: pd.DataFrame
    checks: pd.DataFrame
    coverage: Coverage
    units: pd.DataFrame
    lagging: pd.DataFrame


def make_findings(data: ReportData) -> Findings:
    """Compute all figures of a report."""
    params, scope, observations = data.params, data.scope, data.observations
    by_unit = achievement_by_unit(
        observations, scope, year=params.year, threshold_pct=params.threshold_pct
    )
    by_term = achievement_by_term(
        observations, scope.unit_id, year=params.year, threshold_pct=params.threshold_pct
    )
    units = units_only(by_unit, scope)
    return Findings(
        achievement_by_unit=by_unit,
        achievement_by_term=by_term,
        averages=yearly_averages(observations, scope.unit_id, params.year),
        projections=projections(observations, scope.unit_id, params.year),
        changes=year_over_year(admissions_by_unit_year(data.in_scope)),
        checks=_checks_of_year(data),
        coverage=coverage(observations, by_unit, scope, params.year),
        units=units,
        lagging=below_threshold(units),
    )


def _checks_of_year(data: ReportData) -> pd.DataFrame:
    """Check what the report shows: figures of its year, and the scope's rates of earlier years."""
    # What returns print was held against their own cells when they were read.
    is_published = data.in_scope["source_id"].map(data.sources["kind"]).ne("return")
    stated = data.in_scope[is_published]
    checks = check_published(stated, data.measures, data.scope)
    is_of_year = checks["report_year"].eq(data.params.year).fillna(False)
    is_own_rate = checks["unit_id"].eq(data.scope.unit_id) & checks["measure"].eq(PCT_OF_TARGET)
    return checks[is_of_year | is_own_rate]
