"""What a chapter works with: parameters, cleaned figures, registers, and the units in scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.cleaning.clean import CleaningResult
from analysis.cleaning.store import load_clean_data
from analysis.errors import ParameterError
from analysis.metrics.results import Scope, yearly_results
from analysis.metrics.sums import SUM_SOURCE, sums_of_units
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.units import UnitRegister, read_units


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
        observations: The tidy observations of all units.
        dispositions: What became of each published line.
        returns: The returns of the units, as far as they concern this report.
        units: The register of units.
        measures: The register of measures.
        sources: The register of sources.
        scope: The unit reported on and the units directly under it in that year.
        as_of: The day that the report speaks of: the parameter, else the last day of the result
            that leads.
    """

    params: ReportParams
    observations: pd.DataFrame
    dispositions: pd.DataFrame
    returns: ReturnsInScope
    units: UnitRegister
    measures: pd.DataFrame
    sources: pd.DataFrame
    scope: Scope
    as_of: date

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
        directly under it of the report's year and, for comparison, of the year before.
        """
        year, report_year = self.params.year, self.observations["report_year"].astype("float")
        is_own = self.observations["unit_id"].eq(self.scope.unit_id)
        is_child = self.observations["unit_id"].isin(self.scope.children)
        is_plan = self.observations["period_key"].eq(f"year:{year + 1}")
        is_plan &= self.observations["measure"].map(self.measures["reading"]).eq("target")
        is_used = is_own & (report_year.le(year) | is_plan)
        return self.observations[is_used | (is_child & report_year.between(year - 1, year))]

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
    cleaned = load_clean_data(project)
    units, measures = read_units(project), read_measures(project)
    refuse_without_data(params, cleaned.observations, units)
    sums = sums_of_units(
        cleaned.observations,
        params.scope,
        units=units,
        measures=measures,
        return_files=cleaned.return_files,
    )
    observations = pd.concat([cleaned.observations, sums], ignore_index=True)
    if params.as_of is not None:
        observations = known_on(params.as_of, observations, measures)
    scope = find_scope(params, observations, units)
    returns = returns_in_scope(params, scope, cleaned, units.units.index)
    return ReportData(
        params=params,
        observations=observations,
        dispositions=cleaned.dispositions,
        returns=returns,
        units=units,
        measures=measures,
        sources=pd.concat([read_sources(project), _sources_of(cleaned.return_files)]),
        scope=scope,
        as_of=params.as_of or last_day(observations, scope, params.year),
    )


def known_on(day: date, observations: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """Leave out what had not happened on a day: results and states that end later.

    Targets and projections stay. A part of the day's own year whose end is not printed is left
    out, because it may end later, unless the year is over.
    """
    is_aim = observations["measure"].map(measures["reading"]).eq("target")
    is_aim |= observations["is_projected"]
    is_later = observations["period_end"].gt(pd.Timestamp(day))
    is_open = observations["period_kind"].eq("part_year") & observations["period_end"].isna()
    is_open &= observations["period_start"].dt.year.eq(day.year)
    is_year_over = (day.month, day.day) == (12, 31)
    left_out = is_later if is_year_over else is_later | is_open
    return observations[is_aim | ~left_out].reset_index(drop=True)


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


def _sources_of(files: pd.DataFrame) -> pd.DataFrame:
    """Describe returns, and sums of them, as sources."""
    titles = {file: f"Báo cáo của đơn vị: {file}" for file in files["file"]}
    titles[SUM_SOURCE] = "Cộng từ báo cáo của các đơn vị trực thuộc"
    rows = {
        source_id: {
            "title": title,
            "publisher": "",
            "address": "" if source_id == SUM_SOURCE else f"data/raw/returns/{source_id}",
            "published": "",
            "kind": "return",
            "language": "vi",
            "note": "",
        }
        for source_id, title in titles.items()
    }
    return pd.DataFrame.from_dict(rows, orient="index", dtype="str").rename_axis("source_id")


def find_scope(params: ReportParams, observations: pd.DataFrame, units: UnitRegister) -> Scope:
    """Find the units directly under a unit: those valid at the year's end or with figures of it."""
    of_year = observations[observations["report_year"].eq(params.year)]
    with_figures = set(of_year["unit_id"])
    parents = units.units["parent_id"]
    under = parents.index[parents.eq(params.scope)]
    valid = set(units.children(params.scope, date(params.year, 12, 31)))
    return Scope(params.scope, tuple(u for u in under if u in valid or u in with_figures))


def years_by_scope(observations: pd.DataFrame, units: UnitRegister) -> dict[str, list[int]]:
    """List for each unit the years with a figure of its own or of a unit directly under it."""
    own = observations[["unit_id", "report_year"]].dropna()
    above = own.assign(unit_id=own["unit_id"].map(units.units["parent_id"]))
    pairs = pd.concat([own, above[above["unit_id"].fillna("").ne("")]]).drop_duplicates()
    return {
        str(unit_id): sorted(int(year) for year in years)
        for unit_id, years in pairs.groupby("unit_id")["report_year"]
    }


def refuse_without_data(
    params: ReportParams, observations: pd.DataFrame, units: UnitRegister
) -> None:
    """Refuse a scope or year without data.

    Raises:
        ParameterError: With the scopes, or the years of this scope, that have data.
    """
    available = years_by_scope(observations, units)
    years = available.get(params.scope, [])
    if params.year in years:
        return
    if params.scope not in units.units.index:
        near = ", ".join(suggestion.unit_id for suggestion in units.suggest(params.scope))
        raise ParameterError(
            f"scope = {params.scope!r} không có trong danh mục đơn vị (gần giống: {near})",
            todo="các đơn vị có số liệu: " + ", ".join(sorted(available)),
        )
    if years:
        todo = f"các năm có số liệu của {params.scope}: " + ", ".join(map(str, years))
    else:
        todo = "các đơn vị có số liệu: " + ", ".join(sorted(available))
    name = units.name(params.scope)
    raise ParameterError(f"không có số liệu năm {params.year} của {name}", todo=todo)
