"""What a chapter works with: parameters, cleaned figures, registers, and the units in scope."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from analysis.cleaning.clean import CleaningResult
from analysis.cleaning.store import load_clean_data
from analysis.errors import ParameterError
from analysis.metrics.disclosure import hidden_measures, hide_line_values, suppress
from analysis.metrics.reorganisation import Rebuilt, rebuild
from analysis.metrics.results import Scope, yearly_results
from analysis.metrics.sums import SUM_SOURCE, sums_of_units
from analysis.metrics.targets import with_bases
from analysis.metrics.vintages import (
    REBUILT_SOURCE,
    ended_message,
    founders,
    own_figures,
    place_in_year,
    scope_children,
    years_by_unit,
)
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.registers.composition import read_composition
from analysis.registers.measures import read_measures
from analysis.registers.report_settings import Issuance, load_issuance
from analysis.registers.sources import read_sources
from analysis.registers.target_bases import read_target_bases
from analysis.registers.terms import FICTIONAL_SOURCE, read_terms
from analysis.registers.units import UnitRegister, read_units
from analysis.text.language import SOURCE_LANGUAGE, language, spell
from analysis.text.language import gettext as _


@dataclass(frozen=True)
class ReturnsInScope:
    """The returns that concern a report.

    Args:
        files: One row for each file (``cleaning.returns.FILE_COLUMNS``).
        rows: The fate of each of their rows.
        issues: What is to be looked at in them.
    """

    files: pd.DataFrame
    rows: pd.DataFrame
    issues: pd.DataFrame


@dataclass(frozen=True)
class ReportData:
    """Everything that the chapters of one report share; nothing in it is changed by them.

    Args:
        params: The parameters.
        observations: The tidy observations of all units, with who set a target and when it was
            stated (``metrics.targets.with_bases``).
        dispositions: What became of each published line.
        returns: The returns of the units, as far as they concern this report.
        units: The register of units, its names in the chosen spelling.
        measures: The register of measures.
        sources: The register of sources.
        terms: The register of terms.
        composition: The register of composition.
        scope: The unit reported on and the units directly under it in that year.
        as_of: The day that the report speaks of: the parameter, else the last day of the result
            that leads.
        not_rebuilt: Figures before a merger that could not be added up
            (``metrics.reorganisation.Rebuilt.refusals``).
        issuance: Who issues the report, its number, signature and recipients.
    """

    params: ReportParams
    observations: pd.DataFrame
    dispositions: pd.DataFrame
    returns: ReturnsInScope
    units: UnitRegister
    measures: pd.DataFrame
    sources: pd.DataFrame
    terms: pd.DataFrame
    composition: pd.DataFrame
    scope: Scope
    as_of: date
    not_rebuilt: pd.DataFrame
    issuance: Issuance = field(default_factory=Issuance)

    @property
    def name(self) -> str:
        """The full name of the unit reported on."""
        return self.units.name(self.scope.unit_id)

    @property
    def is_fictional(self) -> bool:
        """Whether the report is about the made-up province."""
        return self.units.is_fictional(self.scope.unit_id)

    @property
    def in_scope(self) -> pd.DataFrame:
        """The observations that the report draws on.

        Those of the unit up to the report's year, and its target for the next; those of the units
        directly under it of the report's year and, for comparison, of the year before; and the
        targets of both that were set for several years.
        """
        year, report_year = self.params.year, self.observations["report_year"].astype("float")
        is_own = self.observations["unit_id"].eq(self.scope.unit_id)
        is_child = self.observations["unit_id"].isin(self.scope.children)
        is_plan = self.observations["period_key"].eq(f"year:{year + 1}")
        is_aim = self.observations["measure"].map(self.measures["reading"]).eq("target")
        is_standing = is_aim & self.observations["period_kind"].isin(["each_year", "term"])
        is_used = is_own & (report_year.le(year) | (is_plan & is_aim))
        is_used |= is_child & report_year.between(year - 1, year)
        is_used |= (is_own | is_child) & is_standing
        return self.observations[is_used]

    @property
    def source_numbers(self) -> dict[str, int]:
        """The sources with a figure of the scope, numbered in the order of the register."""
        used = set(self.in_scope["source_id"])
        ordered = [source_id for source_id in self.sources.index if source_id in used]
        return {source_id: number for number, source_id in enumerate(ordered, start=1)}


def load_report_data(project: Project, params: ReportParams) -> ReportData:
    """Load the cleaned data and choose the units that a report is about.

    Raises:
        ParameterError: The scope is no unit, or scope and year have no data; the message lists
            what has.
    """
    units, measures = read_units(project), read_measures(project)
    with language(SOURCE_LANGUAGE):  # what is stored, and errors, are in Vietnamese
        cleaned = load_clean_data(project)
        refuse_without_data(params, cleaned.observations, units)
    units = spelt(units)
    published = read_sources(project)
    sources = pd.concat([published, _sources_of(cleaned.return_files)])
    composition = read_composition(project)
    rebuilt = with_sums(params.scope, cleaned, units, measures)
    observations = rebuilt.observations
    if params.audience == "external":
        observations = suppress(observations, composition, units, measures)
        cleaned = without_cells(cleaned, hidden_measures(composition, measures))
    observations = with_bases(observations, read_target_bases(project), units.units, sources)
    if params.as_of is not None:
        observations = known_on(params.as_of, observations, measures)
    scope = find_scope(params, observations, units)
    return ReportData(
        params=params,
        observations=observations,
        dispositions=cleaned.dispositions,
        returns=returns_in_scope(params, scope, cleaned, units.units.index),
        units=units,
        measures=measures,
        sources=sources,
        terms=_named_terms(read_terms(project, units, set(published.index))),
        composition=composition,
        scope=scope,
        as_of=params.as_of or last_day(observations, scope, params.year),
        not_rebuilt=rebuilt.refusals,
        issuance=load_issuance(
            project.report_settings, params.scope, params.year, units.units.index
        ),
    )


def spelt(units: UnitRegister) -> UnitRegister:
    """Write the names of units in the spelling of the report; quotes stay as printed.

    Names are proper names in any language, but for the remark that a unit is made up.
    """
    fictional = _("(hư cấu)")
    names = {
        column: units.units[column].map(spell).str.replace("(hư cấu)", fictional, regex=False)
        for column in ("name", "short_name")
    }
    respelt = copy(units)
    respelt.units = units.units.assign(**names)
    return respelt


def _named_terms(terms: pd.DataFrame) -> pd.DataFrame:
    """Say in the language of the report that a term is made up; notes stay as written."""
    return terms.replace({"source": FICTIONAL_SOURCE, "note": FICTIONAL_SOURCE}, _("hư cấu"))


def without_cells(cleaned: CleaningResult, measures: Collection[str]) -> CleaningResult:
    """Take out what quotes single cells: readers outside learn counts of lines, not their text."""
    return replace(
        cleaned,
        dispositions=hide_line_values(cleaned.dispositions, measures),
        return_issues=cleaned.return_issues.iloc[0:0],
    )


def with_sums(
    scope: str, cleaned: CleaningResult, units: UnitRegister, measures: pd.DataFrame
) -> Rebuilt:
    """Add what the figures of other units give: sums of returns, and the time before a merger.

    Args:
        scope: The unit reported on; its units come along.
        cleaned: The cleaned figures.
        units: The register of units.
        measures: The register of measures.

    Returns:
        All observations, and what could not be rebuilt.
    """
    found = cleaned.observations
    for unit_id in (scope, *founders(units, scope)):
        sums = sums_of_units(
            found, unit_id, units=units, measures=measures, return_files=cleaned.return_files
        )
        found = pd.concat([found, sums], ignore_index=True) if len(sums) else found
    under = units.units.index[units.units["parent_id"].eq(scope).fillna(value=False)]
    rebuilt = rebuild(found, (scope, *under), units, measures)
    observations = pd.concat([found, rebuilt.observations], ignore_index=True)
    return Rebuilt(observations if len(rebuilt.observations) else found, rebuilt.refusals)


def known_on(day: date, observations: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Leave out what had not happened on a day, and what speaks of the time after it too late.

    Results and states that end later go. A part of the day's own year whose end is not printed may
    end later, so it goes too, unless the year is over. Targets stay, since they are set beforehand;
    but one whose period begins after the day, and any projection, stays only if its source tells of
    results and of none after the day.
    """
    is_aim = observations["measure"].map(measures["reading"]).eq("target")
    is_projected = observations["is_projected"].astype("bool")
    is_result = ~is_aim & ~is_projected
    is_later = observations["period_end"].gt(pd.Timestamp(day))
    is_open = observations["period_kind"].eq("part_year") & observations["period_end"].isna()
    is_open &= observations["period_start"].dt.year.eq(day.year)
    is_year_over = (day.month, day.day) == (12, 31)
    left_out = is_later if is_year_over else is_later | is_open
    last_told = observations[is_result].groupby("source_id")["period_end"].max()
    is_told = observations["source_id"].map(last_told).le(pd.Timestamp(day))
    is_ahead = is_projected | observations["period_start"].gt(pd.Timestamp(day))
    is_known = (is_result & ~left_out) | (~is_result & (~is_ahead | is_told))
    return observations[is_known].reset_index(drop=True)


def last_day(observations: pd.DataFrame, scope: Scope, year: int) -> date:
    """Find the last day of the scope's leading result, else of its units', else of the year."""
    results = yearly_results(observations, year)
    for unit_ids in ([scope.unit_id], scope.children):
        ends = results.loc[results["unit_id"].isin(unit_ids), "period_end"]
        if ends.notna().any():
            return ends.max().date()
    return date(year, 12, 31)


def returns_in_scope(
    params: ReportParams, scope: Scope, cleaned: CleaningResult, units: Iterable[str]
) -> ReturnsInScope:
    """Choose the returns of the report's year that are about the scope.

    They are those with a figure in use of it, those in its folder or that of a unit under it, and,
    since nobody can tell whose they are, those outside of any unit's folder of which no figure is
    in use anywhere.
    """
    ours = {scope.unit_id, *scope.children}
    in_use = cleaned.observations[["unit_id", "source_id"]]
    used_here = in_use.loc[in_use["unit_id"].isin(ours), "source_id"]
    files = cleaned.return_files
    is_nowhere = ~files["file"].isin(in_use["source_id"]) & ~files["under"].isin(units)
    is_ours = files["file"].isin(used_here) | files["under"].isin(ours) | is_nowhere
    files = files[is_ours & files["year"].eq(params.year)]
    issues = cleaned.return_issues
    # A correction of a file that is not there belongs to no file.
    is_lost = issues["rule"].eq("correction_without_file")
    is_lost &= issues["file"].str.startswith(f"{params.year}/")
    return ReturnsInScope(
        files=files,
        rows=cleaned.return_rows[cleaned.return_rows["file"].isin(files["file"])],
        issues=issues[issues["file"].isin(files["file"]) | is_lost],
    )


_COMPUTED = (SUM_SOURCE, REBUILT_SOURCE)


def _sources_of(files: pd.DataFrame) -> pd.DataFrame:
    """Describe returns, and sums of them, as sources."""
    titles = {file: _("Báo cáo của đơn vị: {file}", file=file) for file in files["file"]}
    titles[SUM_SOURCE] = _("Cộng từ báo cáo của các đơn vị trực thuộc")
    titles[REBUILT_SOURCE] = _("Cộng lại từ các đơn vị trước hợp nhất")
    rows = {
        source_id: {
            "title": title,
            "publisher": "",
            "address": "" if source_id in _COMPUTED else f"data/raw/returns/{source_id}",
            "published": "",
            "kind": "computed" if source_id in _COMPUTED else "return",
            "language": "vi",
            "note": "",
        }
        for source_id, title in titles.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", dtype="str").rename_axis("source_id")


def find_scope(params: ReportParams, observations: pd.DataFrame, units: UnitRegister) -> Scope:
    """Find the units directly under a unit, or, before its founding, those it was formed from."""
    own = own_figures(observations)
    with_figures = set(own.loc[own["report_year"].eq(params.year), "unit_id"])
    return Scope(params.scope, scope_children(units, params.scope, params.year, with_figures))


def refuse_without_data(
    params: ReportParams, observations: pd.DataFrame, units: UnitRegister
) -> None:
    """Refuse a scope or year without data.

    Raises:
        ParameterError: With the scopes, or the years of this scope, that have data.
    """
    available = years_by_unit(observations, units)
    years = available.get(params.scope, [])
    if params.year in years:
        return
    if params.scope not in units.units.index:
        near = ", ".join(suggestion.unit_id for suggestion in units.suggest(params.scope))
        raise ParameterError(
            f"scope = {params.scope!r} không có trong danh mục đơn vị (gần giống: {near})",
            todo="các đơn vị có số liệu: " + ", ".join(sorted(available)),
        )
    after = place_in_year(units, params.scope, params.year)
    scopes = (params.scope, after.unit_id) if after else (params.scope,)
    of_years = [
        f"các năm có số liệu của {scope}: " + ", ".join(map(str, available[scope]))
        for scope in scopes
        if scope in available
    ]
    todo = "; ".join(of_years) or "các đơn vị có số liệu: " + ", ".join(sorted(available))
    why = ended_message(units, params.scope, params.year)
    what = why or f"không có số liệu năm {params.year} của {units.name(params.scope)}"
    raise ParameterError(what, todo=todo)
