"""Year over year: the same unit, the same kind of period, the same extent; gaps stay gaps.

A unit that was formed from others has its earlier years added up from them and marked as rebuilt.
One that took in another and kept its id is compared with nothing across that day.
"""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import percent_of
from analysis.metrics.results import ADMITTED, MEMBERS, YEARLY_KINDS, actual, period_shape
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.text.display import format_date
from analysis.text.language import gettext as _


def admissions_by_unit_year(observations: pd.DataFrame) -> pd.DataFrame:
    """List all yearly admission counts.

    Returns:
        One row for each unit, year and shape of period: ``unit_id, year, shape, period_key,
        period_kind, period_start, period_end, admitted, qualifier, source_id, note, is_rebuilt``,
        sorted by unit, year and end. Two sources that contradict each other leave no row: neither
        wins.
    """
    frame = actual(observations)
    is_yearly = frame["period_kind"].isin(YEARLY_KINDS) & frame["period_start"].notna()
    frame = frame[frame["measure"].eq(ADMITTED) & is_yearly]
    return _counts(frame, "admitted")


def members_by_unit_day(observations: pd.DataFrame) -> pd.DataFrame:
    """List all counts of members on a day.

    Returns:
        As ``admissions_by_unit_year``, with ``members`` in place of ``admitted``; counts on the
        same day of two years have one shape.
    """
    frame = actual(observations)
    is_dated = frame["period_kind"].eq("as_of") & frame["period_end"].notna()
    return _counts(frame[frame["measure"].eq(MEMBERS) & is_dated], "members")


def _counts(frame: pd.DataFrame, count: str) -> pd.DataFrame:
    """Take one count for each unit and period; none where two plain ones differ."""
    is_stock = frame["period_kind"].eq("as_of")
    starts = frame["period_start"].mask(is_stock, frame["period_end"])
    frame = frame.assign(
        year=starts.dt.year.astype("Int64"),
        shape=period_shape(frame["period_kind"].mask(is_stock, "part_year"), frame["period_end"]),
        is_rebuilt=frame["source_id"].eq(REBUILT_SOURCE),
        **{count: frame["value"].fillna(frame["low"]).astype("Int64")},
    )
    keys = ["unit_id", "period_key"]
    plain = frame[frame["qualifier"].eq("exact")]
    plain = plain[~plain["period_key"].str.contains("?", regex=False)]
    contradicted = plain.groupby(keys)[count].nunique().gt(1)
    is_contradicted = pd.MultiIndex.from_frame(frame[keys]).isin(contradicted[contradicted].index)
    frame = frame[~is_contradicted]
    best = frame.sort_values("qualifier", key=lambda q: q.ne("exact"), kind="stable")
    open_end = best[count].where(best["period_key"].str.contains("?", regex=False))
    best = best.assign(_open=open_end).drop_duplicates([*keys, "_open"])
    columns = ["unit_id", "year", "shape", "period_key", "period_kind", "period_start"]
    columns += ["period_end", count, "qualifier", "source_id", "note", "is_rebuilt"]
    return best[columns].sort_values(["unit_id", "year", "period_end"], ignore_index=True)


def year_over_year(
    counts: pd.DataFrame,
    *,
    count: str = "admitted",
    absorptions: pd.DataFrame | None = None,
    refusals: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Compare each count with that of the year before, like with like.

    Args:
        counts: As ``admissions_by_unit_year`` or ``members_by_unit_day`` returns them.
        count: The column that is compared.
        absorptions: When units took in others (``vintages.absorptions``).
        refusals: What could not be rebuilt of this count (``reorganisation.rebuild``).

    Returns:
        The same rows with ``previous`` (persons), ``previous_is_rebuilt``, ``change`` (persons),
        ``change_pct`` (exact, None where there is no equal period one year earlier, or where it was
        zero) and ``refusal`` (why a change of extent forbids the comparison, else empty). A
        bounded count ("gần 4.000") is compared with nothing.
    """
    comparable = counts[counts["qualifier"].eq("exact") & counts["shape"].notna()]
    # 28 and 29 February of one year are one shape; the later day is the end of the month.
    latest = comparable.sort_values("period_end").drop_duplicates(
        ["unit_id", "year", "shape"], keep="last"
    )
    since = latest["period_start"].mask(latest["period_kind"].eq("as_of"), latest["period_end"])
    before = latest.assign(year=latest["year"] + 1, _since=since)[
        ["unit_id", "year", "shape", count, "is_rebuilt", "_since"]
    ].rename(columns={count: "previous", "is_rebuilt": "previous_is_rebuilt"})
    merged = counts.merge(
        before, on=["unit_id", "year", "shape"], how="left", validate="many_to_one"
    )
    merged["refusal"] = _growths(merged, absorptions)
    is_like = merged["qualifier"].eq("exact") & merged["refusal"].eq("")
    merged["previous"] = merged["previous"].where(is_like)
    is_rebuilt = merged["previous_is_rebuilt"].fillna(value=False).astype("bool")
    merged["previous_is_rebuilt"] = is_rebuilt & merged["previous"].notna()
    merged["change"] = merged[count] - merged["previous"]
    merged["change_pct"] = [
        _change_pct(change, previous)
        for change, previous in zip(merged["change"], merged["previous"], strict=True)
    ]
    unknown = _unknown_parts(merged, refusals)
    is_open = merged["previous"].isna() & merged["refusal"].eq("")
    merged["refusal"] = merged["refusal"].mask(is_open, unknown)
    return merged.drop(columns="_since")


def _growths(merged: pd.DataFrame, absorptions: pd.DataFrame | None) -> list[str]:
    """Say of each row which unit was taken in after its counterpart had begun."""
    days: dict[str, list[tuple[pd.Timestamp, str]]] = {}
    if absorptions is not None:
        for unit_id, day, absorbed in absorptions.itertuples(index=False):
            days.setdefault(unit_id, []).append((day, absorbed))
    return [
        "; ".join(
            _("từ {day} gồm cả {unit}", day=format_date(day.date()), unit=absorbed)
            for day, absorbed in days.get(unit_id, [])
            if since < day <= end
        )
        for unit_id, since, end in zip(
            merged["unit_id"], merged["_since"], merged["period_end"], strict=True
        )
    ]


def _unknown_parts(merged: pd.DataFrame, refusals: pd.DataFrame | None) -> list[str]:
    """Say of each row why its counterpart could not be rebuilt."""
    reasons: dict[tuple, str] = {}
    if refusals is not None and len(refusals):
        kinds = refusals["period_kind"].mask(refusals["period_kind"].eq("as_of"), "part_year")
        shapes = period_shape(kinds, refusals["period_end"])
        years = refusals["period_end"].dt.year + 1
        keys = zip(refusals["unit_id"], years, shapes, strict=True)
        reasons = dict(zip(keys, refusals["reason"], strict=True))
    keys = zip(merged["unit_id"], merged["year"], merged["shape"], strict=True)
    return [reasons.get(key, "") for key in keys]


def _change_pct(change: int, previous: int) -> Fraction | None:
    if pd.isna(previous) or previous == 0:
        return None
    return percent_of(int(change), int(previous))
