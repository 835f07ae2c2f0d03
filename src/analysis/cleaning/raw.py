"""The published figures as printed: text only, one row for each figure."""

from __future__ import annotations

import pandas as pd

from analysis.paths import Project
from analysis.registers.csv_files import read_strict_csv

FIGURES_FILE = "figures.csv"
COLUMNS = (
    "source_id",
    "province",
    "unit",
    "unit_type",
    "parent_unit",
    "period",
    "period_start_read",
    "period_end_read",
    "measure",
    "value",
    "target_basis",
    "note",
)


def read_figures(project: Project) -> pd.DataFrame:
    """Read the published figures.

    Returns:
        One row for each printed figure, all columns text, in the order of the file, with
        ``locator`` (file and line) added.

    Raises:
        SourceError: The file is missing, or a line has too many or too few fields.
    """
    path = project.published / FIGURES_FILE
    figures = read_strict_csv(path, COLUMNS)
    where = project.relative(path)
    return figures.assign(locator=[f"{where}:{line}" for line in figures["line"]])
