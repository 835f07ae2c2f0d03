"""Which chart opens the report: the units against their targets, else the years of the scope."""

from __future__ import annotations

from analysis.chapters import ranking, year_over_year
from analysis.document.blocks import Block
from analysis.findings import Findings
from analysis.report_data import ReportData


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the one chart of the first screen; nothing where neither units nor years are known."""
    return ranking.overview(data, found) or year_over_year.chart(data, found)


def years_chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the years of the scope for their own chapter, unless they open the report."""
    return year_over_year.chart(data, found) if ranking.overview(data, found) else []
