"""Achievement: admitted against the target of the same unit and the target's own period.

The whole target counts, whatever part of its period has passed. Where only a percentage is
published it is used and marked so; where admitted and percentage are published the target is
derived if exactly one whole number fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import matching_rounding, percent_of
from analysis.metrics.pairing import (
    Achievement,
    TargetKind,
    judge,
    pair_with_targets,
    without_rates_of_members,
)
from analysis.metrics.results import (
    ADMITTED,
    FRACTION,
    PCT_OF_TARGET,
    TARGETS,
    Scope,
    actual,
    leading_periods,
    targets_for_year,
    yearly_results,
)
from analysis.metrics.targets import PrintedRate, common_target, derive_target, printed_rates
from analysis.text.display import format_count
from analysis.text.language import gettext as _

TERM_KINDS = ("term", "term_to_date")
_AIMS = (*TARGETS, "target_per_year")
_MEASURES = (ADMITTED, PCT_OF_TARGET, FRACTION, *_AIMS)


def achievement_by_unit(
    observations: pd.DataFrame, scope: Scope, *, year: int, threshold_pct: float
) -> pd.DataFrame:
    """Hold the year's results of a scope and its units against their targets.

    Args:
        observations: The tidy observations, with ``targets.with_bases`` for who set a target.
        scope: The unit and its children, in the order to show.
        year: The year.
        threshold_pct: Rates strictly below it are below the threshold.

    Returns:
        One row for each unit and target (the columns of ``Achievement``); several targets of one
        unit give several rows, the leading one first (``is_leading``; the rule is that of
        ``targets.standings``). A unit without any figure has one row with status ``no_figure``.
    """
    in_scope = (scope.unit_id, *scope.children)
    observations = observations[
        observations["unit_id"].isin(in_scope) & observations["measure"].isin(_MEASURES)
    ]
    observations = without_rates_of_members(observations)
    results = yearly_results(observations, year)
    leaders = results["unit_id"].map(leading_periods(results))
    leading = _by_unit(results[results["period_key"].eq(leaders)])
    aims = _by_unit(observations[observations["measure"].isin(_AIMS)])
    rows: list[Achievement] = []
    for unit_id in in_scope:
        own = leading.get(unit_id, results.iloc[0:0])
        targets = targets_of_year(aims.get(unit_id, observations.iloc[0:0]), own, year)
        rows += pair_with_targets(unit_id, own, targets, threshold_pct)
    frame = achievement_frame(rows)
    return _settle_with_other_reports(frame, observations, year, threshold_pct)


def _by_unit(rows: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Part rows by their unit; to look for each unit in all rows takes longer by far."""
    return {str(unit_id): own for unit_id, own in rows.groupby("unit_id", sort=False)}


def targets_of_year(own: pd.DataFrame, results: pd.DataFrame, year: int) -> pd.DataFrame:
    """Find the published targets that a unit's results of a year can be held against.

    Args:
        own: The observations of the unit.
        results: The unit's leading results of the year.
        year: The year.

    Returns:
        Observations whose ``value`` is a target: those for the year; where there is none, one "for
        each year" of a term that the year lies in, or that a source of the results prints without
        its years; and the lower parts of fractions ("142/270").
    """
    of_year = targets_for_year(own, year, results["source_id"])
    if not of_year["period_key"].eq(f"year:{year}").any():
        of_year = _targets_for_each_year(own, year, results["source_id"])
    fractions = results[results["measure"].eq(FRACTION)]
    lower = fractions.assign(
        value=fractions["denominator"], measure="target", period_key=f"year:{year}"
    )
    return pd.concat([of_year, lower]) if len(lower) else of_year


def _targets_for_each_year(own: pd.DataFrame, year: int, source_ids: pd.Series) -> pd.DataFrame:
    """Find the targets "for each year" that a year is one of.

    A term from congress to congress ("2015-2020") sets the targets of the years after its first
    up to its last.
    """
    rows = own[own["measure"].eq("target_per_year")]
    terms = rows["term"].fillna("").str.split("-", expand=True).reindex(columns=[0, 1])
    first, last = (pd.to_numeric(terms[n], errors="coerce") for n in (0, 1))
    is_dated = last.notna() | rows["period_end"].notna()
    is_within = first.lt(year) & last.ge(year)
    is_within |= rows["period_start"].dt.year.le(year) & rows["period_end"].dt.year.ge(year)
    is_within |= ~is_dated & rows["source_id"].isin(source_ids)
    return rows[is_within]


def achievement_by_term(
    observations: pd.DataFrame, unit_id: str, *, year: int, threshold_pct: float
) -> pd.DataFrame:
    """Hold the results of a unit's terms against the targets of the same terms.

    Args:
        observations: The tidy observations.
        unit_id: The unit.
        year: Results that belong to later years are left out.
        threshold_pct: As in ``achievement_by_unit``; terms are shown with their status but never
            listed as lagging.

    Returns:
        One row for each term and target, the latest result of each term only.
    """
    own = without_rates_of_members(observations[observations["unit_id"].eq(unit_id)])
    own = own[own["term"].notna()]
    own = own[own["report_year"].le(year).fillna(False)]
    happened = actual(own)
    results = happened[
        happened["measure"].isin([ADMITTED, PCT_OF_TARGET])
        & happened["period_kind"].isin(TERM_KINDS)
    ]
    rows: list[Achievement] = []
    for term, of_term in results.groupby("term"):
        last_key = of_term.sort_values("period_end").iloc[-1]["period_key"]
        latest = of_term[of_term["period_key"].eq(last_key)]
        targets = own[own["measure"].isin(TARGETS) & own["period_key"].eq(f"term:{term}")]
        rows += pair_with_targets(unit_id, latest, targets, threshold_pct)
    return achievement_frame(rows)


def leading(achievements: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for each unit: the one with the leading target."""
    return achievements[achievements["is_leading"]]


def achievement_frame(rows: Sequence[Achievement]) -> pd.DataFrame:
    """Put achievements into a table; counts that are missing stay missing."""
    frame = pd.DataFrame([asdict(row) for row in rows], columns=list(Achievement.__annotations__))
    counts = ("admitted", "target", "target_upper", "target_lowest", "target_highest", "missing")
    counts += ("missing_lowest", "missing_highest")
    frame = frame.astype(dict.fromkeys((*counts, "printed_decimals", "report_year"), "Int64"))
    frame = frame.astype({name: "bool" for name in frame if str(name).startswith("is_")})
    for name in ("period_start", "period_end"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def _settle_with_other_reports(
    frame: pd.DataFrame, observations: pd.DataFrame, year: int, threshold_pct: float
) -> pd.DataFrame:
    """Hold what a report tells of its target against the other reports of the unit and year.

    A target that alone fits all of them is the target. Where none does and another report gives
    away a different one, neither wins: the published percentage is used instead, with a remark.
    """
    results = yearly_results(observations, year)
    rows = [_plain(row) for row in frame.to_dict("records")]
    settled = [
        _settled(row, _rates_in_other_reports(row, results), threshold_pct)
        if row["target_lowest"] is not None
        else row
        for row in rows
    ]
    return achievement_frame([Achievement(**row) for row in settled])


def _settled(row: dict, others: list[PrintedRate], threshold_pct: float) -> dict:
    own = PrintedRate(row["admitted"], row["printed_pct"], row["printed_decimals"])
    common = common_target([own, *others])
    if common is not None:
        return row if common == row["target"] else _agreed(row, common, threshold_pct)
    values = {derive_target(*rate).value for rate in others} - {None, row["target"]}
    is_contradicted = row["target_kind"] == TargetKind.DERIVED and values
    return _withheld(row, values, threshold_pct) if is_contradicted else row


def _agreed(row: dict, target: int, threshold_pct: float) -> dict:
    """Take the target that alone fits all reports of the year."""
    rate = percent_of(row["admitted"], target)
    agreed = {
        "target": target,
        "target_kind": TargetKind.DERIVED,
        "target_rounding": matching_rounding(rate, row["printed_pct"], row["printed_decimals"]),
        "missing_lowest": None,
        "missing_highest": None,
        "remark": _(
            "chỉ tiêu {target} là số duy nhất khớp với mọi báo cáo trong năm",
            target=format_count(target),
        ),
    }
    return row | agreed | judge(row | agreed, threshold_pct)


def _withheld(row: dict, others: set[int], threshold_pct: float) -> dict:
    values = ", ".join(format_count(value) for value in sorted(others | {row["target"]}))
    withheld = {
        "target": None,
        "target_kind": TargetKind.NONE,
        "target_lowest": None,
        "target_highest": None,
        "missing": None,
        "remark": _("các báo cáo trong năm suy ra chỉ tiêu khác nhau ({figures})", figures=values),
    }
    return row | withheld | judge(row | withheld, threshold_pct)


def _plain(row: dict) -> dict:
    """Turn missing values of a frame back into None."""
    return {
        name: None if not isinstance(value, tuple | Fraction) and pd.isna(value) else value
        for name, value in row.items()
    }


def _rates_in_other_reports(row: dict, results: pd.DataFrame) -> list[PrintedRate]:
    """Find what the unit's other reports of the year, by other sources, print of the target."""
    is_other = ~results["source_id"].isin(row["source_ids"])
    return printed_rates(results[results["unit_id"].eq(row["unit_id"]) & is_other])
