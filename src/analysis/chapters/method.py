"""Chapter: how each measure is worked out, in which unit, and on what grounds."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from analysis.chapters.wording import threshold_words
from analysis.document.blocks import Block, BulletList, Heading, Paragraph
from analysis.report_data import ReportData

ANCHOR = "phuong-phap"


@dataclass(frozen=True)
class MethodEntry:
    """How one measure is worked out.

    Args:
        anchor: Where headings of other chapters point to.
        title: The name of the measure.
        definition: What is divided by what, and what is left out; ``{threshold}`` stands for the
            threshold of the report.
        unit: The unit of the figure.
        grounds: Where the rule comes from.
        functions: The functions that compute it, as ``module.function`` below
            ``analysis.metrics``.
    """

    anchor: str
    title: str
    definition: str
    unit: str
    grounds: str
    functions: tuple[str, ...]


@cache
def method_entries() -> tuple[MethodEntry, ...]:
    """Read all entries, in the order of the report."""
    text = (files("analysis.chapters") / "method.yml").read_text("utf-8")
    return tuple(
        MethodEntry(**{**entry, "functions": tuple(entry["functions"])})
        for entry in yaml.safe_load(text)
    )


def page(data: ReportData) -> list[Block]:
    """Explain every measure of the report, each under its own heading."""
    threshold = threshold_words(data.params.threshold_pct)
    blocks: list[Block] = [Heading(level=1, text="Phương pháp tính", anchor=ANCHOR)]
    for entry in method_entries():
        blocks += [
            Heading(level=2, text=entry.title, anchor=entry.anchor),
            Paragraph(text=entry.definition.replace("{threshold}", threshold)),
            BulletList(items=(f"Đơn vị tính: {entry.unit}.", f"Căn cứ: {entry.grounds}.")),
        ]
    return blocks
