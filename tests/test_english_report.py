"""A report in English leaves no Vietnamese behind but names and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from builders import chapter_blocks, prose

from analysis.build.cover import make_cover
from analysis.build.manifest import make_manifest
from analysis.document.blocks import Block
from analysis.findings import make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.render.words import fixed_words
from analysis.report_data import ReportData, load_report_data
from analysis.text.language import language

_VIETNAMESE = re.compile(
    r"[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]", re.IGNORECASE
)
_REPORTS = {
    "half a year of many units": {"scope": "binh-minh", "year": 2024, "as_of": date(2024, 6, 30)},
    "part of a year": {"scope": "ha-noi", "year": 2017},
    "a term": {"scope": "long-an", "year": 2023},
    "no figure": {"scope": "dong-thap", "year": 2021},
    "a province after its merger": {"scope": "tay-ninh-2025", "year": 2024},
}


def _texts(blocks: list[Block]) -> Iterator[str]:
    yield from prose(blocks)
    for block in blocks:
        if block.type == "table":
            yield from (column.head for column in block.columns)
            yield from (cell.text for row in block.rows for cell in row.cells)


def _names_and_quotations(data: ReportData) -> list[str]:
    """What stays as it is: names, prints, sources, notes and files, the longest first."""
    frames = (data.observations, data.sources, data.terms, data.returns.files, data.returns.issues)
    texts = {
        str(text)
        for frame in frames
        for column in frame.select_dtypes(include=["object", "string", "category"])
        for text in frame[column].dropna().astype(str).unique()
    }
    units = data.units.units
    texts |= {*units["name"], *(data.units.short_name(unit) for unit in units.index)}
    return sorted((t for t in texts if _VIETNAMESE.search(t)), key=len, reverse=True)


def _left(text: str, known: list[str]) -> str:
    for part in known:
        if part in text:
            text = text.replace(part, " ")
    text = re.sub(r"[“«][^”»]*[”»]", " ", text)
    return text if _VIETNAMESE.search(text) else ""


@pytest.mark.parametrize("values", _REPORTS.values(), ids=_REPORTS)
def test_no_vietnamese_is_left_but_names_and_quotations(project: Project, values: dict) -> None:
    with language("en"):
        data = load_report_data(project, ReportParams(**values, language="en"))
        found = make_findings(data)
        cover = make_cover(data, found, make_manifest(project, data, found.checks))
        blocks = chapter_blocks(data)
    known = _names_and_quotations(data)
    texts = [*_texts(blocks), cover.title, cover.period, cover.status]
    assert {text: left for text in texts if (left := _left(text, known))} == {}
    assert cover.form == "plain"


def test_the_words_around_the_blocks_are_english() -> None:
    with language("en"):
        assert [word for word in fixed_words().values() if _VIETNAMESE.search(word)] == []
