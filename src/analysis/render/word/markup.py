"""Elements of WordprocessingML: text that stays text, paragraphs, fields, bookmarks.

The order of the children of ``w:pPr``, ``w:tblPr`` and the like is part of the schema, and Word
takes a file that breaks it for damaged: each builder here keeps to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANKS = re.compile(r"[\t\n\r]+")
_NOT_IN_NAMES = re.compile(r"\W+")
_LONGEST_NAME = 40
_TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36_000


def twips(mm: float) -> int:
    """Turn mm into twentieths of a point."""
    return round(mm * _TWIPS_PER_MM)


def points(pt: float) -> int:
    """Turn points into twentieths of a point."""
    return round(pt * 20)


def emu(mm: float) -> int:
    """Turn mm into the unit of drawings."""
    return round(mm * _EMU_PER_MM)


def colour(name: str) -> str:
    """Write a colour of the theme as Word does."""
    return name.removeprefix("#").upper()


def plain(text: str) -> str:
    """Give text that XML can hold: composed letters, no control characters, one line."""
    composed = unicodedata.normalize("NFC", text)
    return _NOT_XML.sub("\ufffd", _BLANKS.sub(" ", composed))


def make(tag: str, *children: Element, **attributes: Any) -> Element:
    """Make an element of the namespace ``w`` with its children and its ``w:`` attributes."""
    given = {qn(f"w:{name}"): str(value) for name, value in attributes.items()}
    element = OxmlElement(f"w:{tag}", attrs=given)
    element.extend(children)
    return element


def run(text: str, *, style: str = "", size_pt: float | None = None) -> Element:
    """Make a run of text, in a character style and size or in those of its paragraph."""
    content = make("t")
    content.text = plain(text)
    content.set(qn("xml:space"), "preserve")
    return make("r", *_run_properties(style, size_pt), content)


def _run_properties(style: str, size_pt: float | None) -> list[Element]:
    properties = [make("rStyle", val=style)] if style else []
    if size_pt:
        half_points = int(size_pt * 2)
        properties += [make("sz", val=half_points), make("szCs", val=half_points)]
    return [make("rPr", *properties)] if properties else []


def paragraph(
    style: str, *content: Element, keep_with_next: bool = False, new_page: bool = False
) -> Element:
    """Make a paragraph in a style."""
    properties = make("pPr", make("pStyle", val=style))
    if keep_with_next:
        properties.append(make("keepNext"))
    if new_page:
        properties.append(make("pageBreakBefore"))
    return make("p", properties, *content)


def text_paragraph(style: str, text: str, *, keep_with_next: bool = False) -> Element:
    """Make a paragraph of one run."""
    return paragraph(style, run(text), keep_with_next=keep_with_next)


def field(instruction: str, result: str) -> list[Element]:
    """Make a field with the result that is shown until somebody updates it.

    Args:
        instruction: Made from constants and bookmark names only, never from data.
        result: What it shows.
    """
    return [*field_start(instruction), run(result), field_end()]


def field_start(instruction: str) -> list[Element]:
    """Begin a field; its result follows."""
    code = make("instrText")
    code.text = f" {instruction} "
    code.set(qn("xml:space"), "preserve")
    return [_mark_of_field("begin"), make("r", code), _mark_of_field("separate")]


def field_end() -> Element:
    """End a field."""
    return _mark_of_field("end")


def _mark_of_field(kind: str) -> Element:
    return make("r", make("fldChar", fldCharType=kind))


def bookmark_name(target: str) -> str:
    """Turn the id of a place in the document into a name that Word takes for a bookmark."""
    return _NOT_IN_NAMES.sub("_", target)[:_LONGEST_NAME]


def bookmarked(target: str, content: Iterable[Element], ids: Iterator[int]) -> list[Element]:
    """Put a bookmark around a part of a paragraph; without a target there is none."""
    if not target:
        return list(content)
    number = next(ids)
    start = make("bookmarkStart", id=number, name=bookmark_name(target))
    return [start, *content, make("bookmarkEnd", id=number)]


def link_to(target: str, text: str) -> Element:
    """Make a link to a bookmark of the document."""
    return make("hyperlink", run(text), anchor=bookmark_name(target), history=1)
