"""One result, the targets it can be held against, and the rate that comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import exact, percent_of
from analysis.metrics.results import ADMITTED, FRACTION, PCT_OF_TARGET
from analysis.metrics.status import Status, status_of
from analysis.metrics.targets import (
    Claim,
    StatedTarget,
    TargetKind,
    derive_target,
    group_kinds,
    is_small,
    leading_kind,
    standings,
    stated_targets,
)
from analysis.registers.target_bases import BasisKind, is_of_members
from analysis.text.language import gettext as _
from analysis.text.normalise import match_key

_LOWER_BOUNDS = ("at_least", "more_than")


class RateKind(StrEnum):
    """Where a rate comes from."""

    COMPUTED = "computed"
    PUBLISHED = "published"
    NONE = "none"


@dataclass(frozen=True)
class Achievement:
    """One result held against one target; the columns of the frames of this module.

    ``rate_pct`` is exact; ``rate_low_pct`` and ``rate_high_pct`` bound it where the print gives a
    bound only ("trên 100%"). ``missing`` counts persons still to admit, never below
    zero; None where the result is only a bound. Where result and percentage leave several targets
    open, ``target_lowest`` and ``target_highest`` bound the target, and ``missing_lowest`` and
    ``missing_highest`` what is missing. ``target_upper`` is the upper end of a target printed as a
    range, ``target_period_key`` the period that it is for, ``target_stated_on`` when it was stated
    last. ``is_leading``, ``is_replaced``, ``replaced_targets`` and ``is_contested``: which of
    several targets leads and why (``targets.standings``). ``is_small_target``: one person moves the
    rate by more than ten points.
    """

    unit_id: str
    period_key: str | None = None
    period_kind: str | None = None
    period_start: pd.Timestamp | None = None
    period_end: pd.Timestamp | None = None
    term: str | None = None
    report_year: int | None = None
    admitted: int | None = None
    admitted_qualifier: str = "exact"
    target: int | None = None
    target_kind: TargetKind = TargetKind.NONE
    target_qualifier: str = "exact"
    target_rounding: str | None = None
    target_upper: int | None = None
    target_basis: str = ""
    target_basis_kind: BasisKind = BasisKind.UNSTATED
    target_period_key: str | None = None
    target_stated_on: str = ""
    target_lowest: int | None = None
    target_highest: int | None = None
    printed_pct: Fraction | None = None
    printed_decimals: int | None = None
    printed_qualifier: str = "exact"
    rate_pct: Fraction | None = None
    rate_low_pct: Fraction | None = None
    rate_high_pct: Fraction | None = None
    rate_kind: RateKind = RateKind.NONE
    missing: int | None = None
    missing_lowest: int | None = None
    missing_highest: int | None = None
    is_small_target: bool = False
    status: Status = Status.NO_FIGURE
    is_leading: bool = True
    is_replaced: bool = False
    is_contested: bool = False
    replaced_targets: tuple[int, ...] = ()
    remark: str = ""
    note: str = ""
    period_printed: str = ""
    source_ids: tuple[str, ...] = ()


def pair_with_targets(
    unit_id: str, results: pd.DataFrame, targets: pd.DataFrame, threshold_pct: float
) -> list[Achievement]:
    """Pair the results of one unit and period with each target that there is.

    Args:
        unit_id: The unit.
        results: Its results of the period; a percentage of the members is no percentage of a
            target and is passed over.
        targets: Targets for the period (``targets.stated_targets``).
        threshold_pct: Rates strictly below it are below the threshold.

    Returns:
        One for each target, the leading one first; one without a target where there is none, and
        one that says so where sources contradict each other.
    """
    results = without_rates_of_members(results)
    admitted = results[results["measure"].eq(ADMITTED)]
    if admitted.empty:
        admitted = results[results["measure"].eq(FRACTION)]
    printed = results[results["measure"].eq(PCT_OF_TARGET)]
    conflict = _conflict(admitted, printed)
    if conflict:
        return [Achievement(unit_id, status=Status.UNDETERMINED, remark=conflict)]
    base = _result_part(unit_id, results, admitted)
    options = _options(base, admitted, printed, stated_targets(targets))
    ordered = _ordered(options)
    return [
        Achievement(**{**option, **judge(option, threshold_pct), "is_leading": i == 0})
        for i, option in enumerate(ordered)
    ]


def without_rates_of_members(observations: pd.DataFrame) -> pd.DataFrame:
    """Leave out percentages "of the target" whose printed basis is the members that there are."""
    of_members = [basis for basis in observations["basis"].unique() if is_of_members(basis)]
    is_rate = observations["measure"].eq(PCT_OF_TARGET)
    return observations[~(is_rate & observations["basis"].isin(of_members))]


def _conflict(admitted: pd.DataFrame, printed: pd.DataFrame) -> str:
    """Quote results, or percentages of one basis, that contradict each other; else nothing."""
    plain = printed[printed["qualifier"].eq("exact")]
    if admitted.loc[admitted["qualifier"].eq("exact"), "value"].nunique() > 1:
        prints = admitted["value_printed"]
    elif plain.groupby(plain["basis"].map(match_key))["value"].nunique().gt(1).any():
        prints = printed["value_printed"]
    else:
        return ""
    return _("các nguồn công bố khác nhau: {figures}", figures="; ".join(prints))


def _result_part(unit_id: str, results: pd.DataFrame, admitted: pd.DataFrame) -> dict:
    part: dict = {"unit_id": unit_id}
    if len(results):
        first = results.iloc[0]
        names = ("period_key", "period_kind", "period_start", "period_end", "term", "report_year")
        names += ("period_printed",)
        part |= {name: first[name] for name in names}
        part["source_ids"] = tuple(dict.fromkeys(results["source_id"]))
    if len(admitted):
        best = _plainest(admitted)
        value = best["value"] if pd.notna(best["value"]) else best["low"]
        part |= {"admitted": int(value), "admitted_qualifier": best["qualifier"]}
        part["note"] = "; ".join(dict.fromkeys(note for note in admitted["note"] if note))
    return part


def _options(
    base: dict, admitted: pd.DataFrame, printed: pd.DataFrame, targets: list[StatedTarget]
) -> list[dict]:
    """List the targets that a result can be held against, the stated ones first."""
    options: list[dict] = []
    for target in targets:
        own_print = _own_print(base, printed, target, targets)
        printed = printed.drop(own_print.index)
        options.append(base | _target_part(base, target, own_print))
    for _basis, of_basis in printed.groupby(printed["basis"].map(match_key), sort=False):
        row = _plainest(of_basis)
        options.append(base | _printed_part(row) | _derived_part(base, row))
    return options or [base]


def _plainest(rows: pd.DataFrame) -> pd.Series:
    """Choose a plain figure before a bound, else the first."""
    return rows.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable").iloc[0]


def _target_part(base: dict, target: StatedTarget, own_print: pd.DataFrame) -> dict:
    """Describe a stated target, with the percentage that is printed of it."""
    printed = _printed_part(_plainest(own_print)) if len(own_print) else {}
    sources = (*base.get("source_ids", ()), *target.source_ids)
    return printed | {
        "target": target.value,
        "target_upper": target.upper,
        "target_kind": target.kind,
        "target_qualifier": target.qualifier,
        "target_basis": _joined((*target.bases, *own_print["basis"])),
        "target_basis_kind": leading_kind([target.basis_kind, *group_kinds(own_print)]),
        "target_period_key": target.period_key,
        "target_stated_on": target.stated_on,
        "source_ids": tuple(dict.fromkeys(sources)),
    }


def _joined(bases: Iterable[str]) -> str:
    """Write bases as printed, each once in its first spelling."""
    first: dict[str, str] = {}
    for basis in bases:
        first.setdefault(match_key(basis), basis)
    return "; ".join(filter(None, first.values()))


def _own_print(
    base: dict, printed: pd.DataFrame, target: StatedTarget, targets: list[StatedTarget]
) -> pd.DataFrame:
    """Find the printed percentages that belong to a target.

    They are those that name its basis, or that can be of no other target than one of just as many.
    With a single target and one printed basis they belong together whatever the basis is called,
    unless different committees are named.
    """
    if printed.empty:
        return printed
    keys = printed["basis"].map(match_key)
    named = set().union(*(other.keys for other in targets))
    is_equal = pd.Series(
        [
            _derived_part(base, row).get("target") == target.value
            for _index, row in printed.iterrows()
        ],
        index=printed.index,
        dtype="bool",
    )
    belongs = keys.isin(target.keys) | (is_equal & ~keys.isin(named))
    if len(targets) == 1 and keys.nunique() == 1:
        kinds = {target.basis_kind, *group_kinds(printed)} - {BasisKind.UNSTATED}
        belongs |= len(kinds) <= 1
    return printed[belongs]


def _ordered(options: list[dict]) -> list[dict]:
    """Put the leading target first, and say of each how it stands to the others."""
    claims = [
        Claim(
            option.get("target_basis_kind", BasisKind.UNSTATED),
            option.get("target"),
            option.get("target_stated_on", ""),
        )
        for option in options
    ]
    return [
        options[place.number]
        | {
            "is_replaced": place.is_replaced,
            "replaced_targets": place.replaced,
            "is_contested": place.is_contested,
        }
        for place in standings(claims)
    ]


def _printed_part(row: pd.Series) -> dict:
    value = row["value"] if pd.notna(row["value"]) else row["low"]
    return {
        "printed_pct": exact(value),
        "printed_decimals": int(row["decimals"]),
        "printed_qualifier": row["qualifier"],
        "rate_low_pct": exact(row["low"]) if pd.notna(row["low"]) else None,
        "rate_high_pct": exact(row["high"]) if pd.notna(row["high"]) else None,
        "target_basis": row["basis"],
        "target_basis_kind": BasisKind(row.get("basis_kind", BasisKind.UNSTATED)),
    }


def _derived_part(base: dict, row: pd.Series) -> dict:
    """Derive the target where result and percentage are both plain prints."""
    plain = row["qualifier"] == "exact" and base.get("admitted_qualifier") == "exact"
    if not plain or not base.get("admitted"):
        return {}
    derived = derive_target(base["admitted"], exact(row["value"]), int(row["decimals"]))
    if derived.value is None:
        return {"target_lowest": derived.lowest, "target_highest": derived.highest}
    return {
        "target": derived.value,
        "target_kind": TargetKind.DERIVED,
        "target_rounding": derived.rounding.value if derived.rounding else None,
        "target_lowest": derived.lowest,
        "target_highest": derived.highest,
    }


def judge(option: dict, threshold_pct: float) -> dict:
    """Work out the rate, what is missing, and the group, of an achievement's other fields."""
    admitted, target = option.get("admitted"), option.get("target")
    if admitted is not None and target:
        judged = _computed(option, admitted, target)
    elif option.get("printed_pct") is not None:
        judged = {"rate_pct": option["printed_pct"], "rate_kind": RateKind.PUBLISHED}
        judged |= _open_missing(option)
    else:
        judged = {}
    # Of fewer than ten every printed percentage gives the target away: an open one is not small.
    judged["is_small_target"] = is_small(target)
    return judged | {"status": status_of(option | judged, threshold_pct)}


def _computed(option: dict, admitted: int, target: int) -> dict:
    """Hold a count against a target; a bounded count bounds the rate and leaves open who lacks."""
    rate, qualifier = percent_of(admitted, target), option["admitted_qualifier"]
    return {
        "rate_pct": rate,
        "rate_low_pct": rate if qualifier in (*_LOWER_BOUNDS, "between") else None,
        "rate_high_pct": rate if qualifier in ("less_than", "at_most") else None,
        "rate_kind": RateKind.COMPUTED,
        **_counted_missing(_missing(option, admitted, target), qualifier),
    }


def _counted_missing(missing: int, qualifier: str) -> dict:
    """Say how many are missing; with "at least" so many admitted, at most so many are."""
    if qualifier == "exact" or (qualifier in _LOWER_BOUNDS and missing == 0):
        return {"missing": missing}
    if qualifier in _LOWER_BOUNDS:
        most = missing - (qualifier == "more_than")
        return {"missing_lowest": 0, "missing_highest": most}
    return {}


def _missing(option: dict, admitted: int, target: int) -> int:
    """Count who is still to be admitted; "trên 290" asks for one more than 290."""
    least = target + (option.get("target_qualifier") == "more_than")
    return max(least - admitted, 0)


def _open_missing(option: dict) -> dict:
    """Bound who is still to be admitted where several targets fit the printed percentage."""
    if option.get("target_lowest") is None:
        return {}
    low, high = (
        max(option[f"target_{end}"] - option["admitted"], 0) for end in ("lowest", "highest")
    )
    if low == high:
        return {"missing": low}
    return {"missing_lowest": low, "missing_highest": high}
