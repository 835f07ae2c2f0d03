"""Printed figures to observations: every row is kept, a duplicate, or quarantined with a reason."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from analysis.cleaning.returns import Returns, no_returns
from analysis.cleaning.schema import OBSERVATIONS, check_observations
from analysis.cleaning.values import read_value
from analysis.errors import CheckError
from analysis.registers.units import UnitRegister, UnknownUnit
from analysis.text.normalise import clean_text, match_key
from analysis.text.numbers import Quantity
from analysis.text.periods import (
    PartialDate,
    Period,
    PeriodKind,
    Reading,
    parse_period,
    without_remarks,
)
from analysis.text.refusal import Refusal


class Disposition(StrEnum):
    """Where a raw row ends."""

    KEPT = "kept"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


@dataclass(frozen=True)
class CleaningResult:
    """What cleaning makes of the raw rows.

    Args:
        observations: One row for each kept figure, as ``schema.OBSERVATIONS`` says.
        dispositions: One row for each raw row: locator, the print, ``disposition``, ``reason``
            (a code), ``message`` (for people), ``duplicate_of`` (a locator) and ``unit_id`` (empty
            where the name leads to no unit).
        return_files: One row for each return (``returns.FILE_COLUMNS``).
        return_rows: What became of each row of each return (``returns.ROW_COLUMNS``).
        return_issues: What is to be looked at in the returns (``returns.ISSUE_COLUMNS``).
    """

    observations: pd.DataFrame
    dispositions: pd.DataFrame
    return_files: pd.DataFrame
    return_rows: pd.DataFrame
    return_issues: pd.DataFrame


_IDENTITY = (
    "unit_id",
    "measure",
    "period_key",
    "basis",
    "value",
    "denominator",
    "low",
    "high",
    "qualifier",
    "decimals",
)
_READ_DAYS = ("period_start_read", "period_end_read")


def clean_figures(
    figures: pd.DataFrame,
    *,
    units: UnitRegister,
    measures: pd.DataFrame,
    sources: pd.DataFrame,
    returns: Returns | None = None,
) -> CleaningResult:
    """Clean all printed figures, and put those of the returns beside them.

    Args:
        figures: As ``raw.read_figures`` returns them.
        returns: As ``returns.read_returns`` gives them.
        units: The register of units.
        measures: The register of measures, indexed by measure.
        sources: The register of sources, indexed by source.

    Raises:
        CheckError: The dispositions do not add up, or the result breaks its schema.
    """
    rows = figures.to_dict("records")
    readings = [_read_print(row, measures, sources) for row in rows]
    days = _days_by_source(rows, readings, measures, sources)
    refusals: dict[str, Refusal] = {}
    kept_rows: list[dict] = []
    for row, reading in zip(rows, readings, strict=True):
        result = _observe(row, reading, units, measures, days.get(row["source_id"]))
        if isinstance(result, Refusal):
            refusals[row["locator"]] = result
        else:
            kept_rows.append(result)
    observations = _as_frame(kept_rows)
    duplicate_of = find_duplicates(observations)
    known = dict(zip(observations["locator"], observations["unit_id"], strict=True))
    named = [
        known.get(row["locator"]) or _unit_of(row, units, days.get(row["source_id"]))
        for row in rows
    ]
    dispositions = _dispositions(figures, refusals, duplicate_of).assign(unit_id=named)
    observations = observations[~observations["locator"].isin(duplicate_of)]
    check_accounting(figures, observations, dispositions)
    returns = returns or no_returns()
    observations = _join(observations, _as_frame(returns.figures))
    observations = add_report_year(observations, measures, sources).reset_index(drop=True)
    return CleaningResult(
        check_observations(observations), dispositions, returns.files, returns.rows, returns.issues
    )


def _join(published: pd.DataFrame, returned: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([published, returned], ignore_index=True) if len(returned) else published


def _read_print(
    row: dict, measures: pd.DataFrame, sources: pd.DataFrame
) -> tuple[Quantity, Period] | Refusal:
    """Read figure and period of one row, or say why they cannot be read."""
    if row["measure"] not in measures.index:
        return _unregistered(row["measure"], "unknown_measure", measures, "measures.csv")
    if row["source_id"] not in sources.index:
        return _unregistered(row["source_id"], "unknown_source", sources, "sources.csv")
    if any(row[name] and not _is_day(row[name]) for name in _READ_DAYS):
        days = ", ".join(row[name] for name in _READ_DAYS)
        return _refuse(days, "bad_day_read", f"«{days}» không phải ngày (2024-06-30)")
    measure, source = measures.loc[row["measure"]], sources.loc[row["source_id"]]
    quantity = read_value(
        row["value"], measure=row["measure"], unit=measure["unit"], language=source["language"]
    )
    if isinstance(quantity, Refusal):
        return quantity
    published = PartialDate.parse(source["published"])
    period = parse_period(row["period"], published=published, reading=Reading(measure["reading"]))
    return period if isinstance(period, Refusal) else (quantity, period)


def _observe(
    row: dict,
    reading: tuple[Quantity, Period] | Refusal,
    units: UnitRegister,
    measures: pd.DataFrame,
    source_day: date | None,
) -> dict | Refusal:
    """Find the unit of a row that could be read.

    A result belongs to the unit that existed at its end; an aim, which may lie beyond a change of
    units, to the unit that existed on the last day that its source reports on.
    """
    if isinstance(reading, Refusal):
        return reading
    quantity, period = reading
    days = [day for day in (_day(period), source_day) if day]
    is_aim = _is_aim(row, period, measures)
    on = min(days, default=None) if is_aim else next(iter(days), None)
    unit = units.resolve(row["unit"], province=row["province"], on=on)
    if isinstance(unit, UnknownUnit):
        return _refuse(row["unit"], "unknown_unit", unit.message)
    return _observation(row, unit, quantity, period)


def _unit_of(row: dict, units: UnitRegister, source_day: date | None) -> str:
    """Name the unit of a row whose figure or period could not be read; empty where unknown."""
    unit = units.resolve(row["unit"], province=row["province"], on=source_day)
    return "" if isinstance(unit, UnknownUnit) else unit


def _days_by_source(
    rows: list[dict],
    readings: list[tuple[Quantity, Period] | Refusal],
    measures: pd.DataFrame,
    sources: pd.DataFrame,
) -> dict[str, date]:
    """Find the last day that each source reports on: of its results, else of its publication."""
    days: dict[str, date] = {}
    for row, reading in zip(rows, readings, strict=True):
        if isinstance(reading, Refusal) or _is_aim(row, reading[1], measures):
            continue
        day = _day(reading[1])
        if day:
            days[row["source_id"]] = max(day, days.get(row["source_id"], day))
    published = {
        source_id: PartialDate.parse(text) for source_id, text in sources["published"].items()
    }
    return {source_id: day.latest for source_id, day in published.items() if day} | days


def _is_aim(row: dict, period: Period, measures: pd.DataFrame) -> bool:
    return period.is_projected or measures.loc[row["measure"], "reading"] == Reading.TARGET


def _unregistered(name: str, reason: str, register: pd.DataFrame, file: str) -> Refusal:
    """Refuse a name that a register does not hold, with the nearest that it does."""
    near = difflib.get_close_matches(name, list(register.index), n=3)
    hint = f"gần giống: {', '.join(near)}; " if near else ""
    message = f"«{name}» không có trong {file}; {hint}bổ sung hoặc sửa tên"
    return _refuse(name, reason, message)


def _refuse(printed: str, reason: str, message: str) -> Refusal:
    return Refusal(printed=printed, reason=reason, message=message)


def _day(period: Period) -> date | None:
    """Choose the day on which a unit must have existed: the period's end, else its start."""
    if period.kind is PeriodKind.YEAR:
        return period.start
    return period.end or period.start


def _observation(row: dict, unit_id: str, quantity: Quantity, period: Period) -> dict:
    read_start, read_end = row["period_start_read"], row["period_end_read"]
    agrees = (read_start, read_end) == (_iso(period.start), _iso(period.end))
    return {
        "unit_id": unit_id,
        "unit_printed": clean_text(row["unit"]),
        "measure": row["measure"],
        "period_kind": period.kind.value,
        "period_key": period.key,
        "period_start": period.start,
        "period_end": period.end,
        "term": f"{period.term[0]}-{period.term[1]}" if period.term else None,
        "is_average": period.is_average,
        "is_projected": period.is_projected,
        "value": _number(quantity.value),
        "denominator": _number(quantity.denominator),
        "low": _number(quantity.low),
        "high": _number(quantity.high),
        "qualifier": quantity.qualifier.value,
        "decimals": quantity.decimals,
        "value_printed": clean_text(row["value"]),
        "period_printed": without_remarks(clean_text(row["period"])),
        "basis": clean_text(row["target_basis"]),
        "source_id": row["source_id"],
        "locator": row["locator"],
        "period_start_read": read_start or None,
        "period_end_read": read_end or None,
        "period_agrees": agrees,
        "note": clean_text(row["note"]),
    }


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _number(value: object) -> float | None:
    return None if value is None else float(value)


def _as_frame(rows: list[dict]) -> pd.DataFrame:
    """Give the columns their types (``report_year`` comes later)."""
    columns = [name for name in OBSERVATIONS.columns if name != "report_year"]
    frame = pd.DataFrame(rows, columns=columns)
    types = {name: str(OBSERVATIONS.columns[name].dtype) for name in columns}
    dates = [name for name, dtype in types.items() if dtype.startswith("datetime")]
    for name in dates:
        frame[name] = pd.to_datetime(frame[name], format="ISO8601").astype("datetime64[s]")
    return frame.astype({name: types[name] for name in columns if name not in dates})


def find_duplicates(observations: pd.DataFrame) -> dict[str, str]:
    """Find figures that repeat an earlier one: same unit, measure, period, basis and figure.

    A figure without a date repeats another only within one source: elsewhere nobody can tell.

    Returns:
        The locator of each repetition, with the locator of the first occurrence.
    """
    identity = observations[list(_IDENTITY)].astype("str").fillna("")
    identity["basis"] = observations["basis"].map(match_key)
    # The direction of a change ("tăng", "giảm") stands in the note only.
    is_change = observations["measure"].str.contains("change|yoy", regex=True)
    identity["note"] = observations["note"].map(match_key).where(is_change, "")
    is_dated = ~observations["period_kind"].isin(["undated", "each_year"])
    is_dated &= ~observations["period_key"].str.contains("?", regex=False)
    identity["source"] = observations["source_id"].where(~is_dated, "")
    first = (
        observations["locator"]
        .groupby([identity[name] for name in identity.columns], sort=False)
        .transform("first")
    )
    repeated = first != observations["locator"]
    return dict(zip(observations.loc[repeated, "locator"], first[repeated], strict=True))


def add_report_year(
    observations: pd.DataFrame, measures: pd.DataFrame, sources: pd.DataFrame
) -> pd.DataFrame:
    """Add ``report_year``: the year whose report a figure belongs to.

    It is the year in which the period ends (or begins, where the end is not printed). A figure
    without dates belongs to the year of its source: the latest year of a result in the same source,
    else the year of publication. So does an aim or a projection, unless it is for one whole year:
    it is news when it is stated, not when it falls due.
    """
    ends = observations["period_end"].fillna(observations["period_start"])
    is_result = observations["measure"].map(measures["reading"]).ne("target")
    is_result &= ~observations["is_projected"]
    own = ends.dt.year.where(is_result | observations["period_kind"].eq("year")).astype("Int64")
    latest = own.where(is_result).groupby(observations["source_id"]).max()
    published = sources["published"].str[:4].replace("", pd.NA).astype("Int64")
    by_source = latest.reindex(sources.index).fillna(published)
    report_year = own.fillna(observations["source_id"].map(by_source))
    frame = observations.assign(report_year=report_year.astype("Int64"))
    return frame[list(OBSERVATIONS.columns)]


def _dispositions(
    figures: pd.DataFrame, refusals: dict[str, Refusal], duplicate_of: dict[str, str]
) -> pd.DataFrame:
    """Say of every raw row where it ended, and why."""
    shown = ["locator", "source_id", "province", "unit", "measure", "period", "value"]
    frame = figures[shown].copy()
    locators = frame["locator"]
    frame["disposition"] = [
        Disposition.QUARANTINED.value
        if locator in refusals
        else Disposition.DUPLICATE.value
        if locator in duplicate_of
        else Disposition.KEPT.value
        for locator in locators
    ]
    frame["reason"] = [refusals[x].reason if x in refusals else "" for x in locators]
    frame["message"] = [refusals[x].message if x in refusals else "" for x in locators]
    frame["duplicate_of"] = [duplicate_of.get(x, "") for x in locators]
    return frame


def check_accounting(
    figures: pd.DataFrame, observations: pd.DataFrame, dispositions: pd.DataFrame
) -> None:
    """Check that every raw row ended in exactly one place.

    Raises:
        CheckError: Rows in and rows out do not add up.
    """
    counts = dispositions["disposition"].value_counts()
    kept = int(counts.get(Disposition.KEPT.value, 0))
    adds_up = (
        len(dispositions) == len(figures) == int(counts.sum())
        and dispositions["locator"].is_unique
        and kept == len(observations)
    )
    if not adds_up:
        raise CheckError(
            f"số dòng không khớp: vào {len(figures)}, phân loại {counts.to_dict()}, "
            f"giữ lại {len(observations)}",
            where="cleaning",
        )
