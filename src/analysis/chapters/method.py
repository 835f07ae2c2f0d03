"""Chapter: how each measure is worked out, in which unit, and on what grounds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

import yaml

from analysis.chapters.wording import threshold_words
from analysis.document.blocks import Block, BulletList, Heading, Paragraph
from analysis.report_data import ReportData
from analysis.text.language import SOURCE_LANGUAGE, current_language, spell
from analysis.text.language import gettext as _

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


def method_entries() -> tuple[MethodEntry, ...]:
    """Read all entries in the language of the report, in its order."""
    code = current_language()
    entries = _read("method.yml")
    if code == SOURCE_LANGUAGE:
        return entries
    return tuple(
        replace(entry, **words)
        for entry, words in zip(entries, _words(f"method.{code}.yml"), strict=True)
    )


@cache
def _read(name: str) -> tuple[MethodEntry, ...]:
    return tuple(
        MethodEntry(**{**entry, "functions": tuple(entry["functions"])}) for entry in _words(name)
    )


@cache
def _words(name: str) -> tuple[dict, ...]:
    text = (files("analysis.chapters") / name).read_text("utf-8")
    return tuple(yaml.safe_load(text))


def page(data: ReportData) -> list[Block]:
    """Explain every measure of the report, each under its own heading."""
    threshold = threshold_words(data.params.threshold_pct)
    blocks: list[Block] = [
        Heading(level=1, text=_("Phương pháp tính"), part="annex", anchor=ANCHOR)
    ]
    for entry in method_entries():
        unit, grounds = spell(entry.unit), spell(entry.grounds)
        blocks += [
            Heading(level=2, text=spell(entry.title), anchor=entry.anchor),
            Paragraph(text=spell(entry.definition).replace("{threshold}", threshold)),
            BulletList(
                items=(
                    _("Đơn vị tính: {unit}.", unit=unit),
                    _("Căn cứ: {grounds}.", grounds=grounds),
                )
            ),
        ]
    return blocks
