"""Who lags, who has nothing to show, and how many units nobody has published a figure for."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.metrics.achievement import leading
from analysis.metrics.results import Scope
from analysis.metrics.status import Status


@dataclass(frozen=True)
class Coverage:
    """How many of a scope's units have a published figure.

    Args:
        stated: Units in all, as a source says; None where none does.
        stated_low: Units that a source calls low; None where none does.
        with_figure: Units with a result for the year.
        without_figure: Units without one: the stated number less those with a figure, else the
            registered ones.
    """

    stated: int | None
    stated_low: int | None
    with_figure: int
    without_figure: int


def units_only(achievements: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Keep the leading rows of the units under the scope, without the scope itself."""
    rows = leading(achievements)
    return rows[rows["unit_id"].ne(scope.unit_id)]


def rank(achievements: pd.DataFrame) -> pd.DataFrame:
    """Sort by rate, the lowest first; equal rates keep the order of the office."""
    return achievements.sort_values("rate_pct", kind="stable")


def rank_by_missing(achievements: pd.DataFrame) -> pd.DataFrame:
    """Sort by persons missing, the most first.

    Args:
        achievements: As ``achievement_by_unit`` returns them.

    Returns:
        The same rows. Where only bounds are known the lower one counts; what is not known at all
        comes last. Equal ones stand by rate, the lowest first, then in the order of the office.
    """
    by_rate = achievements.sort_values("rate_pct", kind="stable")
    least = by_rate["missing"].fillna(by_rate["missing_lowest"])
    order = least.sort_values(ascending=False, kind="stable").index
    return by_rate.loc[order]


def by_period(achievements: pd.DataFrame) -> list[pd.DataFrame]:
    """Part units by the period of their results: only like stands beside like.

    Args:
        achievements: Leading rows of units.

    Returns:
        The rows of each period, the period that most of them stand at first, of equals the latest;
        rows without a period are left out.
    """
    dated = achievements[achievements["period_key"].notna()]
    ends = dated.groupby("period_key")["period_end"].first()
    counts = dated.groupby("period_key").size()
    keys = sorted(
        counts.index,
        key=lambda key: (counts[key], pd.notna(ends[key]), ends[key] if pd.notna(ends[key]) else 0),
        reverse=True,
    )
    return [dated[dated["period_key"].eq(key)] for key in keys]


def place_by_rate(achievements: pd.DataFrame) -> pd.Series:
    """Count for each unit how many at the same period have a lower rate, plus one.

    Equal rates share their place.
    """
    rated = achievements[achievements["rate_pct"].notna()]
    return pd.Series(
        {
            index: 1 + sum(other < row["rate_pct"] for other in alike["rate_pct"])
            for alike in by_period(rated)
            for index, row in alike.iterrows()
        },
        dtype="Int64",
    ).reindex(achievements.index)


def below_threshold(achievements: pd.DataFrame) -> pd.DataFrame:
    """Keep the units strictly below the threshold, the lowest first."""
    return rank(achievements[achievements["status"].eq(Status.BELOW_THRESHOLD)])


def with_status(achievements: pd.DataFrame, *statuses: Status) -> pd.DataFrame:
    """Keep the units of some groups, in the order of the office."""
    return achievements[achievements["status"].isin(statuses)]


def coverage(
    observations: pd.DataFrame, achievements: pd.DataFrame, scope: Scope, year: int
) -> Coverage:
    """Count the units of a scope with and without a published figure.

    Args:
        observations: The tidy observations.
        achievements: As ``achievement_by_unit`` returns them.
        scope: The unit and its children.
        year: The year of the report.
    """
    own = observations[
        observations["unit_id"].eq(scope.unit_id) & observations["report_year"].eq(year)
    ]
    stated = _stated(own, "units_total")
    stated_low = _stated(own, "units_low_progress")
    units = units_only(achievements, scope)
    silent = int(units["status"].eq(Status.NO_FIGURE).sum())
    spoken = len(units) - silent
    without = max((stated or 0) - spoken, silent)
    return Coverage(stated, stated_low, spoken, without)


def _stated(own: pd.DataFrame, measure: str) -> int | None:
    rows = own[own["measure"].eq(measure) & own["qualifier"].eq("exact")]
    if rows["value"].nunique() != 1:
        return None
    return int(rows.iloc[-1]["value"])
