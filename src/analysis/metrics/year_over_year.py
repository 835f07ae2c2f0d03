"""Year over year: the same unit, the same kind of period; gaps stay gaps."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import percent_of
from analysis.metrics.results import ADMITTED, YEARLY_KINDS, actual, period_shape


def admissions_by_unit_year(observations: pd.DataFrame) -> pd.DataFrame:
    """List all yearly admission counts.

    Returns:
        One row for each unit, year and shape of period: ``unit_id, year, shape, period_key,
        period_kind, period_start, period_end, admitted, qualifier, source_id,
        note``, sorted by unit,
        year and end. Two sources that contradict each other leave no row: neither wins.
    """
    frame = actual(observations)
    is_yearly = frame["period_kind"].isin(YEARLY_KINDS) & frame["period_start"].notna()
    frame = frame[frame["measure"].eq(ADMITTED) & is_yearly]
    frame = frame.assign(
        year=frame["period_start"].dt.year.astype("Int64"),
        shape=period_shape(frame["period_kind"], frame["period_end"]),
        admitted=frame["value"].fillna(frame["low"]).astype("Int64"),
    )
    keys = ["unit_id", "period_key"]
    plain = frame[frame["qualifier"].eq("exact")]
    plain = plain[~plain["period_key"].str.contains("?", regex=False)]
    contradicted = plain.groupby(keys)["admitted"].nunique().gt(1)
    is_contradicted = pd.MultiIndex.from_frame(frame[keys]).isin(contradicted[contradicted].index)
    frame = frame[~is_contradicted]
    best = frame.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable")
    open_end = best["admitted"].where(best["period_key"].str.contains("?", regex=False))
    best = best.assign(_open=open_end).drop_duplicates([*keys, "_open"])
    columns = ["unit_id", "year", "shape", "period_key", "period_kind", "period_start"]
    columns += ["period_end", "admitted", "qualifier", "source_id", "note"]
    return best[columns].sort_values(["unit_id", "year", "period_end"], ignore_index=True)


def year_over_year(admissions: pd.DataFrame) -> pd.DataFrame:
    """Compare each count with that of the year before, like with like.

    Args:
        admissions: As ``admissions_by_unit_year`` returns them.

    Returns:
        The same rows with ``previous`` (persons), ``change`` (persons) and ``change_pct`` (exact,
        None where there is no equal period one year earlier, or where it was zero). A bounded
        count ("gần 4.000") is compared with nothing.
    """
    comparable = admissions[admissions["qualifier"].eq("exact") & admissions["shape"].notna()]
    # 28 and 29 February of one year are one shape; the later day is the end of the month.
    latest = comparable.sort_values("period_end").drop_duplicates(
        ["unit_id", "year", "shape"], keep="last"
    )
    before = latest[["unit_id", "year", "shape", "admitted"]].rename(
        columns={"admitted": "previous"}
    )
    before = before.assign(year=before["year"] + 1)
    merged = admissions.merge(
        before, on=["unit_id", "year", "shape"], how="left", validate="many_to_one"
    )
    merged["previous"] = merged["previous"].where(merged["qualifier"].eq("exact"))
    merged["change"] = merged["admitted"] - merged["previous"]
    merged["change_pct"] = [
        _change_pct(change, previous)
        for change, previous in zip(merged["change"], merged["previous"], strict=True)
    ]
    return merged


def _change_pct(change: int, previous: int) -> Fraction | None:
    if pd.isna(previous) or previous == 0:
        return None
    return percent_of(int(change), int(previous))
