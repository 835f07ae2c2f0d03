"""What the chapter on pace knows of each unit, and which of the units it speaks of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from analysis.chapters.wording import Record, source_words
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.metrics.pace import BEHIND_BANDS, plain_records
from analysis.report_data import ReportData


def pace_records(found: Findings) -> list[Record]:
    """Join what is known of each unit's leading result: achievement, pace, and outlook.

    Returns:
        A row for each unit, the scope first: the columns of ``Achievement``, of ``Pace``, and
        ``outlook``, a row of ``Findings.outlook`` joined to the achievement, or None. What is
        missing is None.
    """
    achievements = {
        row["unit_id"]: row for row in plain_records(leading(found.achievement_by_unit))
    }
    outlooks = {row["unit_id"]: row for row in plain_records(found.outlook)}
    joined = []
    for pace in plain_records(found.pace):
        achievement = achievements[pace["unit_id"]]
        outlook = outlooks.get(pace["unit_id"])
        joined.append(achievement | pace | {"outlook": achievement | outlook if outlook else None})
    return joined


def own_record(data: ReportData, records: list[Record]) -> Record:
    """Find the record of the scope itself."""
    return next(row for row in records if row["unit_id"] == data.scope.unit_id)


def unit_records(data: ReportData, records: list[Record]) -> list[Record]:
    """Keep the units under the scope."""
    return [row for row in records if row["unit_id"] != data.scope.unit_id]


def late_records(records: list[Record]) -> list[Record]:
    """Keep those behind their pace."""
    return [row for row in records if row["band"] in BEHIND_BANDS]


def under_way(records: list[Record]) -> list[Record]:
    """Keep those whose result does not reach the end of the year; an undated one may not."""
    return [row for row in records if row["elapsed_pct"] != 100]


def judged_records(records: list[Record]) -> list[Record]:
    """Keep those whose result stops before the end of the year and can be held against a pace."""
    return [row for row in under_way(records) if row["expected_pct"] is not None]


def is_last_day(data: ReportData) -> bool:
    """Tell whether the report speaks of the last day of its year, or of a later one."""
    return data.as_of >= date(data.params.year, 12, 31)


def count_of(records: list[Record], name: str, value: object) -> int:
    """Count the records with a value."""
    return sum(row[name] == value for row in records)


def is_judged(row: Record) -> bool:
    """Tell whether both the share reached and the share that is due are known."""
    return row["expected_pct"] is not None and row["achieved_pct"] is not None


def gap(row: Record) -> Fraction:
    """Return the share reached less the share that is due; 0 where one is not known."""
    return row["achieved_pct"] - row["expected_pct"] if is_judged(row) else Fraction(0)


def sources_of(data: ReportData, records: list[Record]) -> str:
    """Name the sources of records for the line under a table."""
    return source_words(dict.fromkeys(i for row in records for i in row["source_ids"]), data)
