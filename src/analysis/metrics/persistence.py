"""Persistence: who stays below the threshold year after year, who came onto the list and who left.

Only like is compared with like: the same unit, the same shape of period (``period_shape``), the
years one after the other. A year without a figure of that shape ends a run; nothing is bridged.
Each period is judged by what was known at its end, with the rules of ``metrics.achievement``.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from analysis.metrics.achievement import achievement_by_unit, leading
from analysis.metrics.exact import percent_of
from analysis.metrics.pairing import RateKind, without_rates_of_members
from analysis.metrics.results import (
    ADMITTED,
    FRACTION,
    PCT_OF_TARGET,
    TARGETS,
    YEARLY_KINDS,
    Scope,
    actual,
    leading_periods,
    period_shape,
    yearly_results,
)
from analysis.metrics.status import Status, status_of
from analysis.metrics.targets import is_small
from analysis.metrics.vintages import REBUILT_SOURCE

_RESULTS = (ADMITTED, PCT_OF_TARGET, FRACTION)
_PERIOD = ["period_key", "period_kind", "period_start", "period_end", "period_printed", "term"]
_RATE = ["admitted", "admitted_qualifier", "target", "missing", "rate_pct", "rate_kind"]
_PRINTED = ["printed_pct", "printed_decimals", "printed_qualifier", "status", "source_ids"]
_MARKED = ["side", "is_rebuilt", "is_small_target"]
RATE_COLUMNS = ["unit_id", "year", "shape", *_PERIOD, *_RATE, *_PRINTED, *_MARKED]


class Movement(StrEnum):
    """What became of a unit's place on the list of those below the threshold."""

    ENTERED = "entered"
    STAYED = "stayed"
    LEFT = "left"
    NEVER = "never"
    UNKNOWN = "unknown"


class Side(StrEnum):
    """On which side of the threshold a result lies; ``none`` is below it without any admission."""

    BELOW = "below"
    NONE = "none"
    NOT_BELOW = "not_below"
    UNKNOWN = "unknown"


_BELOW = (Side.BELOW, Side.NONE)
_SIDES = {
    Status.BELOW_THRESHOLD: Side.BELOW,
    Status.NONE_ADMITTED: Side.NONE,
    Status.ON_THE_WAY: Side.NOT_BELOW,
    Status.MET: Side.NOT_BELOW,
}
_MOVEMENTS = {
    (True, True): Movement.STAYED,
    (True, False): Movement.ENTERED,
    (False, True): Movement.LEFT,
    (False, False): Movement.NEVER,
}


class _Run(NamedTuple):
    """Successive years below the threshold, the year itself included."""

    years_below: int
    years_none: int
    is_start_known: bool


def rates_by_unit_year(
    observations: pd.DataFrame, scope: Scope, *, year: int, threshold_pct: float
) -> pd.DataFrame:
    """Judge the results of a year, and those of the same shape in all years before it.

    Args:
        observations: The tidy observations.
        scope: The unit and its children, in the order to show.
        year: The year of the report; later years are left out.
        threshold_pct: Rates strictly below it are below the threshold.

    Returns:
        One row for each unit, shape and year (``RATE_COLUMNS``): the result against the leading
        target of that year, its status, ``side`` (``Side``), whether a figure was rebuilt from the
        unit's predecessors, and whether the target is small (``targets.is_small``). Rates are
        percent points, exact; a rate that is only published counts as it is printed.
    """
    in_scope = (scope.unit_id, *scope.children)
    own = without_rates_of_members(observations[observations["unit_id"].isin(in_scope)])
    results = _results_of_shapes(own, year)
    targets = own[own["measure"].isin(TARGETS) & own["period_kind"].eq("year")]
    plain = _plain_pairs(results, targets)
    rows = [*_plain_rates(plain, threshold_pct)]
    rows += _other_rates(own, results, plain, threshold_pct)
    frame = pd.DataFrame(rows, columns=RATE_COLUMNS)
    order = frame["unit_id"].map({unit_id: i for i, unit_id in enumerate(in_scope)})
    frame = frame.assign(_order=order).sort_values(["_order", "shape", "year"], ignore_index=True)
    counts = dict.fromkeys(("admitted", "target", "missing", "printed_decimals"), "Int64")
    return frame[RATE_COLUMNS].astype(counts)


def _results_of_shapes(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Keep yearly results whose unit also has a result of that shape in the year of the report."""
    frame = actual(observations)
    is_result = frame["measure"].isin(_RESULTS) & frame["period_kind"].isin(YEARLY_KINDS)
    frame = frame[is_result & frame["period_start"].dt.year.le(year)]
    shape = period_shape(frame["period_kind"], frame["period_end"])
    frame = frame.assign(year=frame["period_start"].dt.year.astype("int64"), shape=shape)
    frame = frame[frame["shape"].notna()]
    of_year = frame.loc[frame["year"].eq(year), ["unit_id", "shape"]]
    pairs = pd.MultiIndex.from_frame(frame[["unit_id", "shape"]])
    return frame[pairs.isin(pd.MultiIndex.from_frame(of_year))]


def _plain_pairs(results: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Find the plain cases: one exact count, one exact target above zero, one basis.

    They need no rule of precedence. One row for each unit, year and shape.
    """
    keys = ["unit_id", "year", "shape"]
    is_count = results["measure"].eq(ADMITTED)
    is_odd = is_count & results["qualifier"].ne("exact") | results["measure"].eq(FRACTION)
    printed = results[results["measure"].eq(PCT_OF_TARGET)]
    prints = printed.groupby(keys)[["value", "basis"]]
    several = prints.nunique().gt(1).any(axis=1)
    groups = results.assign(is_odd=is_odd).groupby(keys)
    sound = ~groups["is_odd"].any() & groups["period_key"].nunique().eq(1)
    sound &= ~several.reindex(sound.index, fill_value=False)
    counts = results[is_count].groupby(keys)["value"].agg(["nunique", "first"])
    counts = counts[counts["nunique"].eq(1) & sound.reindex(counts.index)]
    bases = prints.first()["basis"].reindex(counts.index).fillna("").rename("printed_basis")
    pairs = pd.concat([counts["first"].rename("admitted"), bases], axis=1).reset_index()
    pairs = pairs.merge(_plain_targets(targets), on=["unit_id", "year"])
    is_own = pairs["printed_basis"].eq("") | pairs["printed_basis"].eq(pairs["basis"])
    return pairs[is_own].merge(_descriptions(results, keys), on=keys)


def _plain_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Find units and years with one target, an exact number above zero."""
    is_plain = targets["measure"].eq("target") & targets["qualifier"].eq("exact")
    is_plain &= targets["value"].gt(0).fillna(value=False)
    keyed = targets.assign(year=targets["period_start"].dt.year.astype("int64"), is_plain=is_plain)
    groups = keyed.groupby(["unit_id", "year"])
    found = groups.agg(
        target=("value", "first"),
        basis=("basis", "first"),
        target_sources=("source_id", lambda ids: tuple(dict.fromkeys(ids))),
        is_plain=("is_plain", "all"),
    )
    is_one = groups[["value", "basis"]].nunique().eq(1).all(axis=1)
    return found[found["is_plain"] & is_one].reset_index().drop(columns="is_plain")


def _descriptions(results: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Name the period and the sources of the results of each unit, year and shape."""
    groups = results.groupby(keys)
    sources = groups["source_id"].agg(lambda ids: tuple(dict.fromkeys(ids)))
    first = results.drop_duplicates(keys)[[*keys, *_PERIOD]]
    return first.merge(sources.rename("source_ids").reset_index(), on=keys)


def _plain_rates(pairs: pd.DataFrame, threshold_pct: float) -> Iterator[dict[str, Any]]:
    for row in pairs.to_dict("records"):
        admitted, target = int(row["admitted"]), int(row["target"])
        judged = {
            "admitted": admitted,
            "admitted_qualifier": "exact",
            "target": target,
            "missing": max(target - admitted, 0),
            "rate_pct": percent_of(admitted, target),
            "rate_kind": RateKind.COMPUTED,
            "is_small_target": is_small(target),
        }
        sources = tuple(dict.fromkeys((*row["source_ids"], *row["target_sources"])))
        yield _rate_row(
            row
            | judged
            | {"source_ids": sources, "status": status_of(judged, threshold_pct)}
            | {"printed_pct": None, "printed_decimals": None, "printed_qualifier": "exact"}
        )


def _rate_row(row: dict[str, Any]) -> dict[str, Any]:
    rebuilt = REBUILT_SOURCE in row["source_ids"]
    return row | {"side": _side(row), "is_rebuilt": rebuilt}


def _side(row: dict[str, Any]) -> Side:
    """Say on which side a result lies; against a target of none, no admission is no shortfall."""
    if pd.notna(row["target"]) and int(row["target"]) == 0:
        return Side.UNKNOWN
    return _SIDES.get(row["status"], Side.UNKNOWN)


def _other_rates(
    observations: pd.DataFrame, results: pd.DataFrame, plain: pd.DataFrame, threshold_pct: float
) -> Iterator[dict[str, Any]]:
    """Judge what is not plain with the rules of achievement, shape by shape and year by year."""
    keys = ["unit_id", "year", "shape"]
    done = pd.MultiIndex.from_frame(plain[keys])
    left = results[~pd.MultiIndex.from_frame(results[keys]).isin(done)]
    for (year, shape), group in left.groupby(["year", "shape"], sort=True):
        units = tuple(group["unit_id"].unique())
        known = _known_at(observations[observations["unit_id"].isin(units)], group, year)
        judged = leading(
            achievement_by_unit(
                known, Scope(units[0], units[1:]), year=year, threshold_pct=threshold_pct
            )
        )
        period_of = group.drop_duplicates("unit_id", keep="last").set_index("unit_id")[_PERIOD]
        for row in judged.to_dict("records"):
            # Sources that contradict each other leave no period of their own.
            period = {} if row["period_key"] else period_of.loc[row["unit_id"]].to_dict()
            yield _rate_row(row | period | {"year": year, "shape": shape})


def _known_at(observations: pd.DataFrame, group: pd.DataFrame, year: int) -> pd.DataFrame:
    """Drop the year's results that ended later than those of a group, or on no printed day."""
    of_year = yearly_results(observations, year)
    ends = of_year["unit_id"].map(group.groupby("unit_id")["period_end"].max())
    is_known = of_year["period_end"].le(ends)
    return observations.drop(of_year.index[~is_known])


def persistence_by_unit(
    observations: pd.DataFrame, scope: Scope, *, year: int, threshold_pct: float
) -> pd.DataFrame:
    """Follow the units of a scope through comparable years.

    Args:
        observations: The tidy observations.
        scope: The unit and its children, in the order to show.
        year: The year.
        threshold_pct: Rates strictly below it are below the threshold.

    Returns:
        As ``persistence`` gives it.
    """
    rates = rates_by_unit_year(observations, scope, year=year, threshold_pct=threshold_pct)
    return persistence(rates, observations, scope, year=year)


def persistence(
    rates: pd.DataFrame, observations: pd.DataFrame, scope: Scope, *, year: int
) -> pd.DataFrame:
    """Tell from the rates of the years how long each unit has been below the threshold.

    Args:
        rates: As ``rates_by_unit_year`` returns them.
        observations: The tidy observations.
        scope: The unit and its children, in the order to show.
        year: The year.

    Returns:
        One row for each unit and shape of the year; a unit without a dated result has one row
        without shape and with movement ``unknown``. Beside the columns of the year's rate:
        ``is_leading`` (the period that speaks for the unit in that year), ``years_below``
        (successive comparable years strictly below the threshold, this one included; a year
        without any admission counts), ``years_none`` (successive ones without any admission),
        ``since_year`` (the first year of ``years_below``, missing where that is zero),
        ``is_since_known`` (the comparable year before it is known not to be below),
        ``previous_status``, ``previous_rate_pct``, ``movement`` (``Movement``) and
        ``change_points`` (exact difference of the rates in percentage points; None where either is
        missing or only a bound). ``is_rebuilt`` tells that a figure of the year, of the one before
        or of the run was rebuilt.
    """
    in_scope = (scope.unit_id, *scope.children)
    own = without_rates_of_members(observations[observations["unit_id"].isin(in_scope)])
    leaders = leading_periods(yearly_results(own, year)).to_dict()
    rows: list[dict[str, Any]] = []
    for unit_id, by_shape in _by_unit_and_shape(rates, in_scope).items():
        followed = [_follow(by_year, year) for by_year in by_shape.values() if year in by_year]
        leader = leaders.get(unit_id)
        followed = [row | {"is_leading": row["period_key"] == leader} for row in followed]
        has_leader = any(row["is_leading"] for row in followed)
        rows += followed if has_leader else [*followed, _unknown(unit_id, year)]
    frame = pd.DataFrame(rows, columns=[*RATE_COLUMNS, *_FOLLOWED])
    whole = ("admitted", "target", "missing", "printed_decimals", "since_year")
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _by_unit_and_shape(
    rates: pd.DataFrame, units: tuple[str, ...]
) -> dict[str, dict[str, dict[int, dict[str, Any]]]]:
    """Sort the rates of the units, in their order, by shape and year."""
    found: dict[str, dict[str, dict[int, dict[str, Any]]]] = {unit_id: {} for unit_id in units}
    for row in rates.to_dict("records"):
        found[row["unit_id"]].setdefault(row["shape"], {})[int(row["year"])] = row
    return found


_FOLLOWED = ["is_leading", "years_below", "years_none", "since_year", "is_since_known"]
_FOLLOWED += ["previous_status", "previous_rate_pct", "movement", "change_points"]


def _follow(by_year: dict[int, dict[str, Any]], year: int) -> dict[str, Any]:
    """Hold the result of a year against the like ones before it, one year at a time."""
    row, before = by_year[year], by_year.get(year - 1)
    run = _run({y: entry["side"] for y, entry in by_year.items()}, year)
    first_used = year - max(run.years_below - 1, 1)
    used = [entry for y, entry in by_year.items() if first_used <= y <= year]
    return row | {
        "years_below": run.years_below,
        "years_none": run.years_none,
        "since_year": year - run.years_below + 1 if run.years_below else None,
        "is_since_known": run.is_start_known,
        "previous_status": None if before is None else before["status"],
        "previous_rate_pct": None if before is None else before["rate_pct"],
        "movement": _movement(row["side"], Side.UNKNOWN if before is None else before["side"]),
        "change_points": None if before is None else _change(row, before),
        "is_rebuilt": any(entry["is_rebuilt"] for entry in used),
    }


def _run(sides: dict[int, Side], year: int) -> _Run:
    """Count back from a year while the sides are below, and while nobody was admitted."""
    below = none = 0
    while sides.get(year - below) in _BELOW:
        below += 1
    while sides.get(year - none) == Side.NONE:
        none += 1
    return _Run(below, none, sides.get(year - below) == Side.NOT_BELOW)


def _movement(now: Side, before: Side) -> Movement:
    if Side.UNKNOWN in (now, before):
        return Movement.UNKNOWN
    return _MOVEMENTS[now in _BELOW, before in _BELOW]


def _change(now: dict[str, Any], before: dict[str, Any]) -> Fraction | None:
    """Subtract two rates that are both plain figures, neither a bound nor an estimate."""
    if not (_is_plain(now) and _is_plain(before)):
        return None
    return now["rate_pct"] - before["rate_pct"]


def _is_plain(row: dict[str, Any]) -> bool:
    if row["rate_pct"] is None:
        return False
    is_computed = row["rate_kind"] == RateKind.COMPUTED
    return row["admitted_qualifier" if is_computed else "printed_qualifier"] == "exact"


def _unknown(unit_id: str, year: int) -> dict[str, Any]:
    """Describe a unit of which no dated result of the year can be followed."""
    return dict.fromkeys([*RATE_COLUMNS, *_FOLLOWED]) | {
        "unit_id": unit_id,
        "year": year,
        "status": Status.NO_FIGURE,
        "side": Side.UNKNOWN,
        "source_ids": (),
        "is_rebuilt": False,
        "is_small_target": False,
        "is_leading": True,
        "years_below": 0,
        "years_none": 0,
        "is_since_known": False,
        "movement": Movement.UNKNOWN,
    }


def largest_changes(frame: pd.DataFrame, n: int = 3) -> pd.DataFrame:
    """Choose the largest improvements and the largest falls of the rate.

    Args:
        frame: As ``persistence`` returns it, or some of its rows.
        n: How many of each at most.

    Returns:
        The improvements, the largest first, then the falls, the deepest first, told apart by the
        sign of ``change_points``; equal changes keep the order of the frame. A rate that did not
        change is neither.
    """
    changed = frame[frame["change_points"].notna()]
    falling = changed.sort_values("change_points", kind="stable")
    rising = changed.sort_values("change_points", kind="stable", key=lambda points: -points)
    rises = rising[rising["change_points"].gt(0)].head(n)
    falls = falling[falling["change_points"].lt(0)].head(n)
    return pd.concat([rises, falls])
