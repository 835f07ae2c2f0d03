"""Table cells from figures: one place that decides how a figure, or its absence, is written."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from analysis.document.blocks import Cell
from analysis.text.display import (
    decimals_of,
    format_count,
    format_percent,
    format_percent_against,
    format_signed,
    round_half_up,
)

NOT_PUBLISHED = "…"
DOES_NOT_APPLY = "–"


def text_cell(text: str) -> Cell:
    """Write words."""
    return Cell(text=text)


def count_cell(count: int | None, *, mark: str = "", missing: str = NOT_PUBLISHED) -> Cell:
    """Write a count, or why there is none; ``mark`` points to a note under the table."""
    if count is None or pd.isna(count):
        return Cell(text=missing)
    return Cell(text=format_count(int(count)) + mark, value=int(count), after=mark)


def marked(cell: Cell, mark: str) -> Cell:
    """Put a mark behind a figure that points to a note under the table; "" is none."""
    return cell.model_copy(update={"text": cell.text + mark, "after": cell.after + mark})


def change_cell(count: int | None, *, missing: str = NOT_PUBLISHED) -> Cell:
    """Write a difference with its sign."""
    if count is None or pd.isna(count):
        return Cell(text=missing)
    return Cell(text=format_signed(int(count)), value=int(count))


def percent_cell(
    rate_pct: Fraction | None,
    *,
    threshold_pct: Fraction | None = None,
    missing: str = NOT_PUBLISHED,
) -> Cell:
    """Write an exact rate with two decimals, more where fewer would belie the threshold."""
    if rate_pct is None:
        return Cell(text=missing)
    text = (
        format_percent(rate_pct, 2)
        if threshold_pct is None
        else format_percent_against(rate_pct, threshold_pct, 2)
    )
    value = float(round_half_up(rate_pct, 6))
    return Cell(text=text, value=value, decimals=decimals_of(text))
