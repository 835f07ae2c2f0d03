"""The tidy table of observations: its columns, their types, and what must always hold.

``docs/data-dictionary.md`` explains each column; a test keeps the two in step.
"""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa

from analysis.errors import CheckError
from analysis.text.numbers import Qualifier
from analysis.text.periods import PeriodKind

_DATE = "datetime64[s]"


def _text(*, nullable: bool = False, **checks: object) -> pa.Column:
    return pa.Column("str", nullable=nullable, **checks)


OBSERVATIONS = pa.DataFrameSchema(
    {
        "unit_id": _text(checks=pa.Check.str_matches(r"^[a-z0-9]+(-[a-z0-9]+)*$")),
        "unit_printed": _text(),
        "measure": _text(checks=pa.Check.str_matches(r"^[a-z0-9_]+$")),
        "period_kind": _text(checks=pa.Check.isin([kind.value for kind in PeriodKind])),
        "period_key": _text(checks=pa.Check.str_length(min_value=1)),
        "period_start": pa.Column(_DATE, nullable=True),
        "period_end": pa.Column(_DATE, nullable=True),
        "term": _text(nullable=True, checks=pa.Check.str_matches(r"^\d{4}-\d{4}$")),
        "is_average": pa.Column("bool"),
        "is_projected": pa.Column("bool"),
        "report_year": pa.Column("Int64", nullable=True),
        "value": pa.Column("float64", nullable=True),
        "denominator": pa.Column("float64", nullable=True),
        "low": pa.Column("float64", nullable=True),
        "high": pa.Column("float64", nullable=True),
        "qualifier": _text(checks=pa.Check.isin([item.value for item in Qualifier])),
        "decimals": pa.Column("Int64"),
        "value_printed": _text(checks=pa.Check.str_length(min_value=1)),
        "period_printed": _text(),
        "basis": _text(),
        "source_id": _text(),
        "locator": _text(),
        "period_start_read": pa.Column(_DATE, nullable=True),
        "period_end_read": pa.Column(_DATE, nullable=True),
        "period_agrees": pa.Column("bool"),
        "note": _text(),
    },
    checks=[
        pa.Check(
            lambda frame: ~(frame["period_start"] > frame["period_end"]),
            error="period_start after period_end",
        ),
        pa.Check(lambda frame: ~(frame["low"] > frame["high"]), error="low above high"),
        pa.Check(
            lambda frame: frame[["value", "low", "high"]].notna().any(axis=1),
            error="neither value nor bounds",
        ),
    ],
    strict=True,
    ordered=True,
    # One cell may give two figures: "12 (2 nữ)".
    unique=["locator", "measure"],
)


def check_observations(observations: pd.DataFrame) -> pd.DataFrame:
    """Check the table against its schema and return it unchanged.

    Raises:
        CheckError: Some promise does not hold; the message names column, rule and rows.
    """
    try:
        OBSERVATIONS.validate(observations, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases[["column", "check", "failure_case"]].head(10)
        faults = [" | ".join(map(str, case)) for case in cases.itertuples(index=False)]
        raise CheckError(
            "bảng quan sát không đúng lược đồ: " + "; ".join(faults),
            where="data/processed/observations",
            todo="báo cho người phụ trách phần mềm",
        ) from error
    return observations
