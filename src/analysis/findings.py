"""The figures of one report, each computed once: what the chapters describe and draw."""

from __future__ import annotations

from functools import cached_property

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
from analysis.metrics.results import ADMITTED, MEMBERS, PCT_OF_TARGET, Scope
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

_YEARS_OF_NATION, _YEARS_OF_UNIT = 10, 5


class Findings:
    """All figures of a report; each is computed when it is first asked for, and kept.

    A chapter pays only for what it shows.
    """

    def __init__(self, data: ReportData) -> None:
        self._data = data
        self._year, self._threshold_pct = data.params.year, data.params.threshold_pct

    @cached_property
    def achievement_by_unit(self) -> pd.DataFrame:
        """Results of the year against targets (``metrics.achievement``)."""
        data = self._data
        return achievement_by_unit(
            data.observations, data.scope, year=self._year, threshold_pct=self._threshold_pct
        )

    @cached_property
    def units(self) -> pd.DataFrame:
        """The leading rows of the units under the scope."""
        return units_only(self.achievement_by_unit, self._data.scope)

    @cached_property
    def lagging(self) -> pd.DataFrame:
        """Those units strictly below the threshold, the lowest first."""
        return below_threshold(self.units)

    @cached_property
    def coverage(self) -> Coverage:
        """How many units have a figure at all."""
        data = self._data
        return coverage(data.observations, self.achievement_by_unit, data.scope, self._year)

    @cached_property
    def sub_targets(self) -> pd.DataFrame:
        """Results against sub-targets (``metrics.sub_targets``), beside the target."""
        data = self._data
        return sub_targets(
            data.observations,
            data.scope,
            data.measures,
            year=self._year,
            threshold_pct=self._threshold_pct,
        )

    @cached_property
    def by_shape(self) -> pd.DataFrame:
        """Results at each shape of period (``metrics.like_periods``) where there are several."""
        data = self._data
        is_mixed = stands_at_unlike_periods(self.units)
        is_compared = is_mixed or self._is_nation
        return results_by_shape(
            data.observations,
            data.scope if is_compared else Scope(data.scope.unit_id, ()),
            self.achievement_by_unit,
            year=self._year,
            threshold_pct=self._threshold_pct,
        )

    @cached_property
    def _termed(self) -> pd.DataFrame:
        """The observations, with terms that are named by their congress."""
        return name_terms(self._data.observations, self._data.terms)

    @cached_property
    def achievement_by_term(self) -> pd.DataFrame:
        """Results of the terms against their targets."""
        return achievement_by_term(
            self._termed,
            self._data.scope.unit_id,
            year=self._year,
            threshold_pct=self._threshold_pct,
        )

    @cached_property
    def terms(self) -> list[TermProgress]:
        """Where the scope stands in each of its terms, the oldest first."""
        data = self._data
        return term_progress(
            self._termed,
            self.achievement_by_term,
            unit_id=data.scope.unit_id,
            year=self._year,
            threshold_pct=self._threshold_pct,
            terms=data.terms,
            units=data.units,
        )

    @cached_property
    def averages(self) -> list[YearlyAverage]:
        """Yearly averages of whole terms."""
        return yearly_averages(self._termed, self._data.scope.unit_id, self._year)

    @cached_property
    def projections(self) -> list[Projection]:
        """Projected term totals, as sources state them."""
        return projections(self._termed, self._data.scope.unit_id, self._year)

    @cached_property
    def pace(self) -> pd.DataFrame:
        """The leading results held against the pace (``metrics.pace``), the scope first."""
        data = self._data
        return pace_by_unit(
            data.observations,
            self.achievement_by_unit,
            data.scope,
            year=self._year,
            threshold_pct=self._threshold_pct,
            parent_id=data.units.parent(data.scope.unit_id),
        )

    @cached_property
    def outlook(self) -> pd.DataFrame:
        """Where the year will end (``metrics.outlook``), for those with days to come."""
        data = self._data
        return outlook_by_unit(
            data.observations,
            self.achievement_by_unit,
            data.scope,
            year=self._year,
            parent_id=data.units.parent(data.scope.unit_id),
            as_of=data.params.as_of,
        )

    @cached_property
    def rates_by_year(self) -> pd.DataFrame:
        """Rates of the year and of like periods before it (``metrics.persistence``)."""
        data = self._data
        return rates_by_unit_year(
            data.observations, data.scope, year=self._year, threshold_pct=self._threshold_pct
        )

    @cached_property
    def persistence(self) -> pd.DataFrame:
        """How long each unit has been below the threshold (``metrics.persistence``)."""
        data = self._data
        return persistence(self.rates_by_year, data.observations, data.scope, year=self._year)

    @cached_property
    def changes(self) -> pd.DataFrame:
        """Yearly results with the change against the year before."""
        return year_over_year(
            admissions_by_unit_year(self._data.in_scope),
            absorptions=absorptions(self._data.units),
            refusals=self._refusals(ADMITTED),
        )

    @cached_property
    def member_changes(self) -> pd.DataFrame:
        """Counts of members with the change against the same day a year before."""
        return year_over_year(
            members_by_unit_day(self._data.in_scope),
            count="members",
            absorptions=absorptions(self._data.units),
            refusals=self._refusals(MEMBERS),
        )

    def _refusals(self, measure: str) -> pd.DataFrame:
        refused = self._data.not_rebuilt
        return refused[refused["measure"].eq(measure)]

    @cached_property
    def member_rates(self) -> pd.DataFrame:
        """Admissions against members (``metrics.rate_of_members``), no target in it."""
        return rate_of_members(self._data.observations, self._data.scope, year=self._year)

    @cached_property
    def composition(self) -> pd.DataFrame:
        """Groups of the scope's new members (``metrics.composition``)."""
        return self._composition_of(ADMITTED)

    @cached_property
    def member_composition(self) -> pd.DataFrame:
        """Groups of all members on the latest day of the year."""
        return self._composition_of(MEMBERS)

    @cached_property
    def _with_group_sums(self) -> pd.DataFrame:
        data = self._data
        return with_known_sums(data.observations, data.scope, data.composition, data.units)

    def _composition_of(self, whole: str) -> pd.DataFrame:
        data = self._data
        return composition_by_group(
            self._with_group_sums,
            data.scope.unit_id,
            self._year,
            composition=data.composition,
            measures=data.measures,
            whole=whole,
        )

    @cached_property
    def composition_checks(self) -> pd.DataFrame:
        """Groups that add up, held against their whole."""
        return partition_checks(self.composition)

    @cached_property
    def composition_by_unit(self) -> pd.DataFrame:
        """Groups of the new members of each unit, for the scope's own period or the units'."""
        data, groups = self._data, self.composition
        period = period_of_units(data.observations, data.scope, self._year)
        own = groups["period_key"].iloc[0] if len(groups) else period
        return composition_by_unit(data.observations, data.scope, own, (ADMITTED, *BY_UNIT))

    @cached_property
    def known_by_year(self) -> pd.DataFrame:
        """What is known of which unit in which year: ten years for the nation, else five."""
        data, children = self._data, self._data.scope.children
        most = _YEARS_OF_NATION if self._is_nation else _YEARS_OF_UNIT
        years = years_known(data.observations, children, until=self._year, most=most)
        unit_ids = units_over_years(data.units, data.scope.unit_id, children, years)
        return coverage_by_unit_year(data.observations, unit_ids, data.units, years)

    @property
    def _is_nation(self) -> bool:
        return self._data.units.units.at[self._data.scope.unit_id, "kind"] == "nation"

    @cached_property
    def checks(self) -> pd.DataFrame:
        """Printed figures held against their parts: those of the year, and the scope's rates."""
        data = self._data
        # What returns print was held against their own cells when they were read.
        kinds = data.in_scope["source_id"].map(data.sources["kind"])
        stated = data.in_scope[~kinds.isin(["return", "computed"])]
        checks = check_published(stated, data.measures, data.scope)
        is_of_year = checks["report_year"].eq(self._year).fillna(False)
        is_own_rate = checks["unit_id"].eq(data.scope.unit_id)
        is_own_rate &= checks["measure"].eq(PCT_OF_TARGET)
        return checks[is_of_year | is_own_rate]


def make_findings(data: ReportData) -> Findings:
    """Prepare all figures of a report."""
    return Findings(data)
