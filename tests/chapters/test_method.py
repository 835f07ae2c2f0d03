"""The method chapter: every measure explained, every link with an end, every function real."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from builders import chapter_blocks

from analysis.chapters.method import ANCHOR, MethodEntry, method_entries, page
from analysis.document.blocks import BulletList, Heading, Paragraph
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data


@pytest.fixture(scope="module")
def data(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope="long-an", year=2023, threshold_pct=33.3))


def test_each_measure_has_a_heading_its_definition_its_unit_and_its_grounds(
    data: ReportData,
) -> None:
    first, *rest = page(data)
    assert first == Heading(level=1, text="Phương pháp tính", part="annex", anchor=ANCHOR)
    assert len(rest) == 3 * len(method_entries())
    for entry, (title, text, facts) in zip(
        method_entries(), zip(*[iter(rest)] * 3, strict=True), strict=True
    ):
        assert title == Heading(level=2, text=entry.title, anchor=entry.anchor)
        assert text == Paragraph(text=entry.definition.replace("{threshold}", "33,3%"))
        assert facts == BulletList(
            items=(f"Đơn vị tính: {entry.unit}.", f"Căn cứ: {entry.grounds}.")
        )


def test_the_threshold_of_the_report_stands_in_the_text(data: ReportData) -> None:
    words = " ".join(block.text for block in page(data) if isinstance(block, Paragraph))
    assert "nhỏ hơn hẳn 33,3%" in words
    assert "{" not in words


def test_anchors_are_unique() -> None:
    anchors = [entry.anchor for entry in method_entries()]
    assert len({*anchors, ANCHOR}) == len(anchors) + 1


@pytest.mark.parametrize("entry", method_entries(), ids=lambda entry: entry.anchor)
def test_the_functions_named_exist_and_explain_themselves(entry: MethodEntry) -> None:
    assert entry.functions
    for name in entry.functions:
        module, function = name.split(".")
        found = getattr(import_module(f"analysis.metrics.{module}"), function)
        assert found.__module__ == f"analysis.metrics.{module}"
        assert "Returns:" in found.__doc__ or "Args:" in found.__doc__


def test_every_link_of_the_report_leads_to_an_entry(data: ReportData) -> None:
    headings = [block for block in chapter_blocks(data) if isinstance(block, Heading)]
    targets = {heading.anchor for heading in headings if heading.anchor}
    links = {heading.method for heading in headings if heading.method}
    assert links <= targets
    assert {"ty-le-chi-tieu", "tien-do", "con-thieu", "nhiem-ky", "dien-bien"} <= links
    assert {"qua-cac-nam", "to-chuc-lai", "ty-le-dang-vien", "co-cau", "tinh-lai"} <= links


def test_the_english_page_explains_the_same_measures_with_the_same_functions(
    project: Project,
) -> None:
    text = Path(project.root, "docs", "method.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## [^\n]*`([a-z-]+)`\n(.*?)(?=^## |\Z)", text, flags=re.M | re.S))
    assert list(sections) == [entry.anchor for entry in method_entries()]
    for entry in method_entries():
        named = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", sections[entry.anchor]))
        assert set(entry.functions) <= named, entry.anchor
        for word in ("**Unit.**", "**Grounds.**"):
            assert word in sections[entry.anchor], entry.anchor
