"""One result, the targets it can be held against, and the rate that comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import exact, percent_of
from analysis.metrics.results import ADMITTED, FRACTION, PCT_OF_TARGET
from analysis.metrics.status import Status, status_of
from analysis.metrics.targets import derive_target
from analysis.text.normalise import match_key


class TargetKind(StrEnum):
    """Where a target comes from."""

    PUBLISHED = "published"
    MINIMUM = "minimum"
    DERIVED = "derived"
    NONE = "none"


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
    zero; None where the result is only a bound.
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
    target_basis: str = ""
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
    status: Status = Status.NO_FIGURE
    is_leading: bool = True
    remark: str = ""
    note: str = ""
    period_printed: str = ""
    source_ids: tuple[str, ...] = ()


def pair_with_targets(
    unit_id: str, results: pd.DataFrame, targets: pd.DataFrame, threshold_pct: float
) -> list[Achievement]:
    """Pair the results of one unit and period with each target that there is."""
    admitted = results[results["measure"].eq(ADMITTED)]
    if admitted.empty:
        admitted = results[results["measure"].eq(FRACTION)]
    printed = results[results["measure"].eq(PCT_OF_TARGET)]
    figures = set(admitted.loc[admitted["qualifier"].eq("exact"), "value"])
    if len(figures) > 1:
        remark = "các nguồn công bố khác nhau: " + "; ".join(admitted["value_printed"])
        return [Achievement(unit_id, status=Status.UNDETERMINED, remark=remark)]
    plain = printed[printed["qualifier"].eq("exact")]
    if plain.groupby(plain["basis"].map(match_key))["value"].nunique().gt(1).any():
        remark = "các nguồn công bố khác nhau: " + "; ".join(printed["value_printed"])
        return [Achievement(unit_id, status=Status.UNDETERMINED, remark=remark)]
    base = _result_part(unit_id, results, admitted)
    options = _options(base, admitted, printed, targets)
    return [
        Achievement(**{**option, **_judge(option, threshold_pct), "is_leading": i == 0})
        for i, option in enumerate(options)
    ]


def _result_part(unit_id: str, results: pd.DataFrame, admitted: pd.DataFrame) -> dict:
    part: dict = {"unit_id": unit_id}
    if len(results):
        first = results.iloc[0]
        names = ("period_key", "period_kind", "period_start", "period_end", "term", "report_year")
        names += ("period_printed",)
        part |= {name: first[name] for name in names}
        part["source_ids"] = tuple(dict.fromkeys(results["source_id"]))
    if len(admitted):
        best = admitted.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable").iloc[0]
        value = best["value"] if pd.notna(best["value"]) else best["low"]
        part |= {"admitted": int(value), "admitted_qualifier": best["qualifier"]}
        part["note"] = "; ".join(dict.fromkeys(note for note in admitted["note"] if note))
    return part


def _options(
    base: dict, admitted: pd.DataFrame, printed: pd.DataFrame, targets: pd.DataFrame
) -> list[dict]:
    """List the targets that a result can be held against, the first printed first."""
    options: list[dict] = []
    for _, target in _best_targets(targets).iterrows():
        own_print = _same_basis(printed, target, alone=targets["value"].nunique() == 1)
        printed = printed.drop(own_print.index)
        kind = (
            TargetKind.MINIMUM
            if target["qualifier"] in ("at_least", "more_than")
            or (target["measure"] == "target_min")
            else TargetKind.PUBLISHED
        )
        sources = (*base.get("source_ids", ()), target["source_id"])
        options.append(
            base
            | {"target": int(target["value"]), "target_kind": kind, "target_basis": target["basis"]}
            | {"target_qualifier": _bound_of(target, kind)}
            | {"source_ids": tuple(dict.fromkeys(sources))}
            | (_printed_part(own_print.iloc[0]) if len(own_print) else {})
        )
    for _, row in printed.drop_duplicates(["value", "basis"]).iterrows():
        options.append(base | _printed_part(row) | _derived_part(base, row))
    return options or [base]


def _bound_of(target: pd.Series, kind: TargetKind) -> str:
    """Name the bound that a minimum sets; a bare figure under "at least" is a minimum too."""
    is_bare = kind is TargetKind.MINIMUM and target["qualifier"] == "exact"
    return "at_least" if is_bare else target["qualifier"]


def _best_targets(targets: pd.DataFrame) -> pd.DataFrame:
    """Keep one row for each different target, a plain count before a bound."""
    # A range ("từ 90 - 100") asks for its lower end at least.
    lower = targets["value"].isna() & targets["low"].notna()
    known = targets.assign(
        value=targets["value"].fillna(targets["low"]),
        qualifier=targets["qualifier"].mask(lower, "at_least"),
    )
    known = known[known["value"].notna()]
    ranked = known.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable")
    return ranked.drop_duplicates("value")


def _same_basis(printed: pd.DataFrame, target: pd.Series, *, alone: bool) -> pd.DataFrame:
    """Find the printed percentages that belong to a target.

    With a single target and one printed basis they do, whatever the basis is called; otherwise
    only those that name the same basis.
    """
    bases = printed["basis"].map(match_key)
    if alone and bases.nunique() == 1:
        return printed
    return printed[bases.eq(match_key(target["basis"]))]


def _printed_part(row: pd.Series) -> dict:
    value = row["value"] if pd.notna(row["value"]) else row["low"]
    return {
        "printed_pct": exact(value),
        "printed_decimals": int(row["decimals"]),
        "printed_qualifier": row["qualifier"],
        "rate_low_pct": exact(row["low"]) if pd.notna(row["low"]) else None,
        "rate_high_pct": exact(row["high"]) if pd.notna(row["high"]) else None,
        "target_basis": row["basis"],
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


def _judge(option: dict, threshold_pct: float) -> dict:
    """Work out the rate, what is missing, and the group."""
    admitted, target = option.get("admitted"), option.get("target")
    qualifier = option.get("admitted_qualifier", "exact")
    if admitted is not None and target:
        rate = percent_of(admitted, target)
        judged = {
            "rate_pct": rate,
            "rate_low_pct": rate if qualifier in ("at_least", "more_than", "between") else None,
            "rate_high_pct": rate if qualifier in ("less_than", "at_most") else None,
            "rate_kind": RateKind.COMPUTED,
            "missing": _missing(option, admitted, target) if qualifier == "exact" else None,
        }
    elif option.get("printed_pct") is not None:
        judged = {"rate_pct": option["printed_pct"], "rate_kind": RateKind.PUBLISHED}
    else:
        judged = {}
    return judged | {"status": status_of(option | judged, threshold_pct)}


def _missing(option: dict, admitted: int, target: int) -> int:
    """Count who is still to be admitted; "trên 290" asks for one more than 290."""
    least = target + (option.get("target_qualifier") == "more_than")
    return max(least - admitted, 0)
