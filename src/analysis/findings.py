"""The figures of one report, each computed once: what the chapters describe and draw."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.metrics.achievement import achievement_by_term, achievement_by_unit
from analysis.metrics.composition import (
    BY_UNIT,
    composition_by_group,
    composition_by_unit,
    partition_checks,
    period_of_units,
    with_known_sums,
)
from analysis.metrics.coverage_by_year import (
    coverage_by_unit_year,
    units_over_years,
    years_known,
)
from analysis.metrics.groups import Coverage, below_threshold, coverage, units_only
from analysis.metrics.like_periods import results_by_shape, stands_at_unlike_periods
from analysis.metrics.outlook import outlook_by_unit
from analysis.metrics.pace import pace_by_unit
from analysis.metrics.persistence import persistence, rates_by_unit_year
from analysis.metrics.published_checks import check_published
from analysis.metrics.rate_of_members import rate_of_members
from analysis.metrics.reorganisation import MEMBERS
from analysis.metrics.results import ADMITTED, PCT_OF_TARGET, Scope
from analysis.metrics.sub_targets import sub_targets
from analysis.metrics.term_progress import TermProgress, term_progress
from analysis.metrics.term_spans import name_terms
from analysis.metrics.terms import Projection, YearlyAverage, projections, yearly_averages
from analysis.metrics.vintages import absorptions
from analysis.metrics.year_over_year import (
    admissions_by_unit_year,
    members_by_unit_day,
    year_over_year,
)
from analysis.report_data import ReportData


@dataclass(frozen=True)
class Findings:
    """All figures of a report.

    Args:
        achievement_by_unit: Results of the year against targets (``metrics.achievement``).
        achievement_by_term: Results of the terms against their targets.
        terms: Where the scope stands in each of its terms, the oldest first.
        averages: Yearly averages of whole terms.
        projections: Projected term totals.
        changes: Yearly results with the change against the year before.
        member_changes: Counts of members with the change against the same day a year before.
        known_by_year: What is known of which unit in which year (``metrics.coverage_by_year``).
        by_shape: Results of the units at each shape of period (``metrics.like_periods``).
        checks: Printed figures of the scope held against their parts.
        coverage: How many units have a figure at all.
        units: The leading rows of the units under the scope.
        lagging: Those of them strictly below the threshold, the lowest first.
        pace: The leading results held against the pace (``metrics.pace``), the scope first.
        outlook: Where the year will end (``metrics.outlook``), for those with days to come.
        rates_by_year: Rates of the year and of like periods before it (``metrics.persistence``).
        persistence: How long each unit has been below the threshold (``metrics.persistence``).
        member_rates: Admissions against members (``metrics.rate_of_members``), no target in it.
        sub_targets: Results against sub-targets (``metrics.sub_targets``), beside the target.
        composition: Groups of the scope's new members (``metrics.composition``).
        composition_checks: Groups that add up, held against their whole.
        composition_by_unit: Groups of the new members of each unit.
        member_composition: Groups of all members on the latest day of the year.
    """

    achievement_by_unit: pd.DataFrame
    achievement_by_term: pd.DataFrame
    terms: list[TermProgress]
    averages: list[YearlyAverage]
    projections: list[Projection]
    changes: pd.DataFrame
    member_changes: pd.DataFrame
    known_by_year: pd.DataFrame
    by_shape: pd.DataFrame
    checks: pd.DataFrame
    coverage: Coverage
    units: pd.DataFrame
    lagging: pd.DataFrame
    pace: pd.DataFrame
    outlook: pd.DataFrame
    rates_by_year: pd.DataFrame
    persistence: pd.DataFrame
    member_rates: pd.DataFrame
    sub_targets: pd.DataFrame
    composition: pd.DataFrame
    composition_checks: pd.DataFrame
    composition_by_unit: pd.DataFrame
    member_composition: pd.DataFrame


def make_findings(data: ReportData) -> Findings:
    """Compute all figures of a report."""
    params, scope, observations = data.params, data.scope, data.observations
    by_unit = achievement_by_unit(
        observations, scope, year=params.year, threshold_pct=params.threshold_pct
    )
    termed = name_terms(observations, data.terms)
    by_term = achievement_by_term(
        termed, scope.unit_id, year=params.year, threshold_pct=params.threshold_pct
    )
    units = units_only(by_unit, scope)
    rates = rates_by_unit_year(
        observations, scope, year=params.year, threshold_pct=params.threshold_pct
    )
    groups = _composition(data, ADMITTED)
    return Findings(
        achievement_by_unit=by_unit,
        composition=groups,
        composition_checks=partition_checks(groups),
        composition_by_unit=_composition_by_unit(data, groups),
        member_composition=_composition(data, MEMBERS),
        achievement_by_term=by_term,
        terms=term_progress(
            termed,
            by_term,
            unit_id=scope.unit_id,
            year=params.year,
            threshold_pct=params.threshold_pct,
            terms=data.terms,
            units=data.units,
        ),
        averages=yearly_averages(termed, scope.unit_id, params.year),
        projections=projections(termed, scope.unit_id, params.year),
        changes=year_over_year(
            admissions_by_unit_year(data.in_scope),
            absorptions=absorptions(data.units),
            refusals=data.not_rebuilt[data.not_rebuilt["measure"].eq(ADMITTED)],
        ),
        member_changes=year_over_year(
            members_by_unit_day(data.in_scope),
            count="members",
            absorptions=absorptions(data.units),
            refusals=data.not_rebuilt[data.not_rebuilt["measure"].eq(MEMBERS)],
        ),
        known_by_year=_known_by_year(data),
        by_shape=_by_shape(data, by_unit),
        checks=_checks_of_year(data),
        coverage=coverage(observations, by_unit, scope, params.year),
        units=units,
        lagging=below_threshold(units),
        rates_by_year=rates,
        persistence=persistence(rates, observations, scope, year=params.year),
        sub_targets=sub_targets(
            observations,
            scope,
            data.measures,
            year=params.year,
            threshold_pct=params.threshold_pct,
        ),
        member_rates=rate_of_members(observations, scope, year=params.year),
        pace=pace_by_unit(
            observations,
            by_unit,
            scope,
            year=params.year,
            threshold_pct=params.threshold_pct,
            parent_id=data.units.parent(scope.unit_id),
        ),
        outlook=outlook_by_unit(
            observations,
            by_unit,
            scope,
            year=params.year,
            parent_id=data.units.parent(scope.unit_id),
        ),
    )


def _composition(data: ReportData, whole: str) -> pd.DataFrame:
    """List the groups of the new members, or of all members."""
    return composition_by_group(
        with_known_sums(data.observations, data.scope, data.composition, data.units),
        data.scope.unit_id,
        data.params.year,
        composition=data.composition,
        measures=data.measures,
        whole=whole,
    )


def _composition_by_unit(data: ReportData, groups: pd.DataFrame) -> pd.DataFrame:
    """List the groups of each unit for the period of the scope's own, else of the units'."""
    period = period_of_units(data.observations, data.scope, data.params.year)
    own = groups["period_key"].iloc[0] if len(groups) else period
    return composition_by_unit(data.observations, data.scope, own, (ADMITTED, *BY_UNIT))


_YEARS_OF_NATION, _YEARS_OF_UNIT = 10, 5


def _known_by_year(data: ReportData) -> pd.DataFrame:
    """Say what is known of the units under the scope: ten years for the nation, else five."""
    is_nation = data.units.units.at[data.scope.unit_id, "kind"] == "nation"
    most = _YEARS_OF_NATION if is_nation else _YEARS_OF_UNIT
    children, year = data.scope.children, data.params.year
    years = years_known(data.observations, children, until=year, most=most)
    unit_ids = units_over_years(data.units, data.scope.unit_id, children, years)
    return coverage_by_unit_year(data.observations, unit_ids, data.units, years)


def _by_shape(data: ReportData, by_unit: pd.DataFrame) -> pd.DataFrame:
    """Compare the units at each shape of period where they stand at several; else nothing."""
    is_mixed = stands_at_unlike_periods(units_only(by_unit, data.scope))
    is_nation = data.units.units.at[data.scope.unit_id, "kind"] == "nation"
    return results_by_shape(
        data.observations,
        data.scope if is_mixed or is_nation else Scope(data.scope.unit_id, ()),
        by_unit,
        year=data.params.year,
        threshold_pct=data.params.threshold_pct,
    )


def _checks_of_year(data: ReportData) -> pd.DataFrame:
    """Check what the report shows: figures of its year, and the scope's rates of earlier years."""
    # What returns print was held against their own cells when they were read.
    kinds = data.in_scope["source_id"].map(data.sources["kind"])
    stated = data.in_scope[~kinds.isin(["return", "computed"])]
    checks = check_published(stated, data.measures, data.scope)
    is_of_year = checks["report_year"].eq(data.params.year).fillna(False)
    is_own_rate = checks["unit_id"].eq(data.scope.unit_id) & checks["measure"].eq(PCT_OF_TARGET)
    return checks[is_of_year | is_own_rate]
