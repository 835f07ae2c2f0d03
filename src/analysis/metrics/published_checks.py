"""Published against computed: every printed percentage is recomputed from printed counts.

A print is accepted when rounding half up or cutting off at the printed decimals explains it, or
when it is a bound that the exact figure keeps. Everything else is listed with the arithmetic.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import Rounding, exact, matching_rounding, percent_of
from analysis.metrics.results import (
    TARGETS,
    YEARLY_KINDS,
    Scope,
    targets_for_year,
    yearly_results,
)
from analysis.metrics.targets import PrintedRate, common_target, derive_target, printed_rates
from analysis.text.display import decimal_mark, format_count, format_number
from analysis.text.language import gettext as _
from analysis.text.language import ngettext
from analysis.text.normalise import match_key

_COUNTED_BY_UNIT = ("admitted", "target")


class Verdict(StrEnum):
    """What the arithmetic says of a print."""

    CONSISTENT = "consistent"
    TRUNCATED = "truncated"
    INCONSISTENT = "inconsistent"
    DERIVES = "derives"
    NOT_CHECKABLE = "not_checkable"


@dataclass(frozen=True)
class Check:
    """One printed figure held against its parts.

    Args:
        rule: ``ratio``, ``mean``, ``per_year``, ``sum`` or ``units`` (the sum of the units).
        computed: The exact figure; None where parts are not published.
        arithmetic: The calculation in words and figures, for people.
    """

    rule: str
    unit_id: str
    measure: str
    period_key: str
    period_printed: str
    printed: str
    computed: Fraction | None
    arithmetic: str
    verdict: Verdict
    source_id: str
    locator: str
    report_year: int | None


def check_published(
    observations: pd.DataFrame, measures: pd.DataFrame, scope: Scope | None = None
) -> pd.DataFrame:
    """Check all printed percentages, averages and sums.

    Args:
        observations: The tidy observations.
        measures: The register of measures.
        scope: The unit and its children, to hold its figures against the sum of its units.

    Returns:
        One row for each check (the columns of ``Check``), in the order of the observations; every
        printed percentage that is a result (not an aim) has one.
    """
    frame = observations.assign(
        unit=observations["measure"].map(measures["unit"]),
        reading=observations["measure"].map(measures["reading"]),
        numerator=observations["measure"].map(measures["numerator"]),
        denominator_measure=observations["measure"].map(measures["denominator"]),
    )
    checks = [
        *_percentages(frame),
        *_yearly_averages(frame),
        *_sums(frame, measures),
        *(_sums_of_units(frame, scope) if scope else ()),
    ]
    return pd.DataFrame([asdict(check) for check in checks], columns=list(Check.__annotations__))


def _percentages(frame: pd.DataFrame) -> Iterator[Check]:
    printed = frame[frame["unit"].eq("percent") & frame["reading"].ne("target")]
    for _index, row in printed.iterrows():
        if row["is_average"]:
            yield _mean(frame, row)
        else:
            yield _ratio(frame, row)


def _check(row: pd.Series, rule: str, computed: Fraction | None, arithmetic: str) -> Check:
    verdict = Verdict.NOT_CHECKABLE if computed is None else judge(row, computed)
    return Check(
        rule=rule,
        unit_id=row["unit_id"],
        measure=row["measure"],
        period_key=row["period_key"],
        period_printed=row["period_printed"],
        printed=row["value_printed"],
        computed=computed,
        arithmetic=arithmetic,
        verdict=verdict,
        source_id=row["source_id"],
        locator=row["locator"],
        report_year=row["report_year"],
    )


def judge(row: pd.Series, computed: Fraction) -> Verdict:
    """Judge a print against the exact figure.

    Args:
        row: An observation: ``value``, ``low``, ``high``, ``qualifier``, ``decimals``.
        computed: The exact figure.
    """
    if row["qualifier"] == "exact":
        rounding = matching_rounding(computed, exact(row["value"]), int(row["decimals"]))
        if rounding is None:
            return Verdict.INCONSISTENT
        return Verdict.CONSISTENT if rounding is Rounding.HALF_UP else Verdict.TRUNCATED
    if row["qualifier"] == "about":
        return Verdict.NOT_CHECKABLE
    keeps_low = pd.isna(row["low"]) or computed >= exact(row["low"])
    keeps_high = pd.isna(row["high"]) or computed <= exact(row["high"])
    if row["qualifier"] == "less_than":
        keeps_high = computed < exact(row["high"])
    return Verdict.CONSISTENT if keeps_low and keeps_high else Verdict.INCONSISTENT


def _ratio(frame: pd.DataFrame, row: pd.Series) -> Check:
    part = _count(frame, row, row["numerator"])
    whole = _whole(frame, row)
    if part is not None and whole is None and row["denominator_measure"] == "target":
        return _derivation(frame, row, part)
    if part is None or not whole:
        return _check(row, "ratio", None, "")
    computed = percent_of(part, whole)
    return _check(row, "ratio", computed, _division(part, whole, computed))


def _derivation(frame: pd.DataFrame, row: pd.Series, part: float) -> Check:
    """Use a percentage whose target is not published to derive that target, where it can be.

    The target that alone fits all reports of the year goes before what the print alone gives away.
    """
    check = _check(row, "ratio", None, "")
    if row["qualifier"] != "exact":
        return check
    own = PrintedRate(int(part), exact(row["value"]), int(row["decimals"]))
    others = _other_rates(frame, row) if row["period_kind"] in YEARLY_KINDS else []
    target = common_target([own, *others]) or derive_target(*own).value
    if target is None:
        return check
    computed = percent_of(part, target)
    arithmetic = _division(part, target, computed)
    return replace(check, computed=computed, arithmetic=arithmetic, verdict=Verdict.DERIVES)


def _other_rates(frame: pd.DataFrame, row: pd.Series) -> list[PrintedRate]:
    """Find what other sources print of the unit in the same year."""
    is_other = frame["unit_id"].eq(row["unit_id"]) & frame["source_id"].ne(row["source_id"])
    return printed_rates(yearly_results(frame[is_other], row["period_start"].year))


def _division(part: float, whole: float, computed: Fraction) -> str:
    return (
        f"{format_count(int(part))} : {format_count(int(whole))} × 100 = "
        f"{format_number(computed, 3)}"
    )


def _alike(frame: pd.DataFrame, row: pd.Series) -> pd.DataFrame:
    """Keep the figures that the same source prints of the same unit and period."""
    return frame[
        frame["unit_id"].eq(row["unit_id"])
        & frame["source_id"].eq(row["source_id"])
        & frame["period_key"].eq(row["period_key"])
        & (frame["qualifier"].eq("exact") | frame["is_projected"])
    ]


def _count(frame: pd.DataFrame, row: pd.Series, measure: str) -> float | None:
    """Find a count of the same period: of the same source, else of any (it was a duplicate)."""
    found = _part(frame, row, measure)
    if found is not None or "?" in row["period_key"]:
        return found
    return _part(frame.assign(source_id=row["source_id"]), row, measure)


def _part(frame: pd.DataFrame, row: pd.Series, measure: str) -> float | None:
    rows = _alike(frame, row)
    rows = rows[rows["measure"].eq(measure)]
    return float(rows.iloc[0]["value"]) if rows["value"].nunique() == 1 else None


def _whole(frame: pd.DataFrame, row: pd.Series) -> float | None:
    """Find the denominator: a target of the year or term, else a count of the same period."""
    if row["denominator_measure"] != "target":
        return _count(frame, row, row["denominator_measure"])
    own = frame[frame["unit_id"].eq(row["unit_id"]) & frame["value"].notna()]
    if pd.notna(row["term"]):
        key = f"term:{row['term']}"
        targets = own[own["measure"].isin(TARGETS) & own["period_key"].eq(key)]
    elif pd.notna(row["period_start"]):
        sources = pd.Series([row["source_id"]])
        targets = targets_for_year(own, row["period_start"].year, sources)
    else:
        return None
    sisters = own[
        own["measure"].eq(row["measure"])
        & own["source_id"].eq(row["source_id"])
        & own["period_key"].eq(row["period_key"])
    ]
    if targets["value"].nunique() > 1 or sisters["basis"].map(match_key).nunique() > 1:
        targets = targets[targets["basis"].map(match_key).eq(match_key(row["basis"]))]
    return float(targets.iloc[0]["value"]) if targets["value"].nunique() == 1 else None


def _mean(frame: pd.DataFrame, row: pd.Series) -> Check:
    """Hold a printed average against the mean of the yearly figures beside it."""
    years = frame[
        frame["unit_id"].eq(row["unit_id"])
        & frame["source_id"].eq(row["source_id"])
        & frame["measure"].eq(row["measure"])
        & frame["period_kind"].eq("year")
        & frame["qualifier"].eq("exact")
        & ~frame["is_average"]
    ]
    if len(years) < 2:
        return _check(row, "mean", None, "")
    values = [exact(value) for value in years["value"]]
    computed = Fraction(sum(values), len(values))
    prints = years["value_printed"].str.removesuffix("%")
    terms = " + ".join(text.replace(",", decimal_mark()) for text in prints)
    return _check(
        row, "mean", computed, f"({terms}) : {len(values)} = {format_number(computed, 3)}"
    )


def _yearly_averages(frame: pd.DataFrame) -> Iterator[Check]:
    """Hold a printed yearly average of a term against total and years."""
    averages = frame[frame["measure"].eq("admitted_avg_per_year") & frame["term"].notna()]
    for _index, row in averages.iterrows():
        total = _part(frame, row, "admitted")
        if total is None:
            yield _check(row, "per_year", None, "")
            continue
        first, last = (int(year) for year in row["term"].split("-"))
        computed = exact(total) / (last - first)
        yield _check(
            row,
            "per_year",
            computed,
            f"{format_count(int(total))} : {last - first} = {format_number(computed, 1)}",
        )


def _sums(frame: pd.DataFrame, measures: pd.DataFrame) -> Iterator[Check]:
    """Hold a printed whole against the sum of its printed parts."""
    # What is part of nothing stands together under "", which no figure is named.
    for whole_measure, group in measures.groupby("parts_of", sort=False):
        names = list(group.index)
        for _index, row in frame[frame["measure"].eq(whole_measure)].iterrows():
            parts = [_part(frame, row, name) for name in names]
            if row["qualifier"] == "exact" and all(part is not None for part in parts):
                counts = [int(part) for part in parts if part is not None]
                terms = " + ".join(format_count(count) for count in counts)
                yield _check(
                    row, "sum", Fraction(sum(counts)), f"{terms} = {format_count(sum(counts))}"
                )
    yield from _projected_sums(frame)


def _projected_sums(frame: pd.DataFrame) -> Iterator[Check]:
    """Hold a projected term total against what is admitted plus the plan of the last year."""
    for _index, row in frame[frame["measure"].eq("admitted_projected")].iterrows():
        own = frame[frame["unit_id"].eq(row["unit_id"]) & frame["source_id"].eq(row["source_id"])]
        own = own[own["value"].notna()]
        so_far = own[own["measure"].eq("admitted") & own["period_kind"].eq("term_to_date")]
        end = row["period_end"]
        # A period without an end has no plan: the year of NaT is nan.
        plan = own[own["measure"].eq("target") & own["period_key"].eq(f"year:{end.year}")]
        if len(so_far) == 1 and len(plan) == 1:
            first, second = int(so_far.iloc[0]["value"]), int(plan.iloc[0]["value"])
            yield _check(
                row,
                "sum",
                Fraction(first + second),
                f"{format_count(first)} + {format_count(second)} = {format_count(first + second)}",
            )


def _sums_of_units(frame: pd.DataFrame, scope: Scope) -> Iterator[Check]:
    """Hold a printed whole against the units that the same source lists beside it.

    Units that add up to less are a selection, which proves nothing; units that add up to more are
    a contradiction.
    """
    is_whole = frame["unit_id"].eq(scope.unit_id) & frame["measure"].isin(_COUNTED_BY_UNIT)
    for _index, row in frame[is_whole & frame["qualifier"].eq("exact")].iterrows():
        listed = frame[
            frame["unit_id"].isin(scope.children)
            & frame["measure"].eq(row["measure"])
            & frame["source_id"].eq(row["source_id"])
            & frame["period_key"].eq(row["period_key"])
            & frame["qualifier"].eq("exact")
        ].drop_duplicates("unit_id")
        if len(listed) < 2:
            continue
        total, stated = int(listed["value"].sum()), int(row["value"])
        arithmetic = ngettext(
            "{count} đơn vị được nêu cộng lại {total}",
            len(listed),
            count=len(listed),
            total=format_count(total),
        )
        if total < stated:
            rest = format_count(stated - total)
            arithmetic = _("{sum}, còn {rest} của các đơn vị không nêu", sum=arithmetic, rest=rest)
        check = _check(row, "units", Fraction(total), arithmetic)
        yield replace(check, verdict=Verdict.NOT_CHECKABLE) if total < stated else check
