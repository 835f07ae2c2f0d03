"""The register of measures: what each measure is called and how its figures are read."""

from __future__ import annotations

import re

import pandas as pd

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import check_choice, check_filled, check_ids, check_known
from analysis.registers.csv_files import place, read_strict_csv
from analysis.text.language import current_language, spell

MEASURES_FILE = "measures.csv"
COLUMNS = (
    "measure",
    "label_vi",
    "label_en",
    "group",
    "reading",
    "unit",
    "numerator",
    "denominator",
    "parts_of",
    "note",
)
GROUPS = frozenset(
    {
        "admission",
        "target",
        "other_target",
        "members",
        "organisation",
        "composition",
        "rating",
        "change",
    }
)
READINGS = frozenset({"flow", "stock", "target"})
UNITS = frozenset(
    {
        "person",
        "percent",
        "percentage_point",
        "organisation",
        "unit",
        "place",
        "indicator",
        "time",
        "year",
    }
)
_MEASURE_ID = re.compile(r"[a-z0-9]+(_[a-z0-9]+)*")


def read_measures(project: Project) -> pd.DataFrame:
    """Read the register of measures.

    Returns:
        Text, indexed by ``measure``, in the order of the file, empty where nothing is said:
        ``label_vi`` and ``label_en`` (what a report prints, see ``label_of``), ``group``,
        ``reading`` (``flow``: events in a span; ``stock``: state on a day; ``target``: aim for a
        whole period), ``unit`` (of a figure), ``numerator`` and ``denominator`` (measures that a
        percentage is a ratio of), ``parts_of`` (the measure that this one and its sisters add up
        to), ``note``.

    Raises:
        SourceError: A file of another form, a measure twice, a value outside a closed set, an
            unknown measure in a reference, or a ratio that is not a percentage.
    """
    path = project.registers / MEASURES_FILE
    frame = read_strict_csv(path, COLUMNS)
    check_ids(path, frame, "measure", _MEASURE_ID)
    for column in ("label_vi", "label_en"):
        check_filled(path, frame, column)
    for column, allowed in (("group", GROUPS), ("reading", READINGS), ("unit", UNITS)):
        check_choice(path, frame, column, allowed)
    for column in ("numerator", "denominator", "parts_of"):
        check_known(path, frame, column, set(frame["measure"]))
    has_ratio = frame["numerator"].ne("") | frame["denominator"].ne("")
    for row in frame[has_ratio & frame["unit"].ne("percent")].itertuples():
        raise SourceError(
            f"chỉ số «{row.measure}» có tử số hoặc mẫu số nhưng đơn vị không phải percent",
            where=place(path, row.line),
        )
    return frame.drop(columns="line").set_index("measure")


def label_of(measures: pd.DataFrame, measure: str) -> str:
    """Return what the report calls a measure, in its language and spelling."""
    return spell(str(measures.at[measure, f"label_{current_language()}"]))
