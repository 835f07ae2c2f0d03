"""The register of sources: where each published figure was printed."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import check_choice, check_filled, check_ids
from analysis.registers.csv_files import place, read_strict_csv

SOURCES_FILE = "sources.csv"
COLUMNS = (
    "source_id",
    "title",
    "publisher",
    "address",
    "published",
    "kind",
    "language",
    "note",
)
KINDS = frozenset(
    {
        "article",
        "interview",
        "news",
        "party_site",
        "government_site",
        "organisation_site",
        "book",
        "page",
    }
)
LANGUAGES = frozenset({"vi", "en"})
_SOURCE_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PUBLISHED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def read_sources(project: Project) -> pd.DataFrame:
    """Read the register of sources.

    Returns:
        Text, indexed by ``source_id``, in the order of the file: ``title``, ``publisher``,
        ``address``, ``published`` (``2022-03-29``, ``2022-03``, ``2022`` or empty, as known),
        ``kind``, ``language`` (``vi`` or ``en``: decides how numbers are read) and ``note``.

    Raises:
        SourceError: A file of another form, a source twice, no title, a day of publication that is
            not one, or a value outside a closed set.
    """
    path = project.published / SOURCES_FILE
    frame = read_strict_csv(path, COLUMNS)
    check_ids(path, frame, "source_id", _SOURCE_ID)
    check_filled(path, frame, "title")
    check_choice(path, frame, "kind", KINDS)
    check_choice(path, frame, "language", LANGUAGES)
    for line, published in zip(frame["line"], frame["published"], strict=True):
        if not _is_published(published):
            raise SourceError(
                f"ngày đăng «{published}» không đúng dạng",
                where=place(path, line),
                todo="ghi 2022-03-29, 2022-03, 2022 hoặc để trống",
            )
    return frame.drop(columns="line").set_index("source_id")


def _is_published(text: str) -> bool:
    """Tell whether ``text`` is empty or a year, month or day that exists."""
    found = _PUBLISHED.fullmatch(text)
    if not text or not found:
        return not text
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
