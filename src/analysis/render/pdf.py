"""Blocks to an A4 PDF through Typst, with the fonts that the project brings along.

The file is tagged (PDF/UA-1) and fit for the archive (PDF/A-2a); the compiler refuses what would
break either, a letter without a glyph among it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from analysis.document.blocks import BLOCK, Block, BulletList, Heading, Paragraph, Table
from analysis.errors import RenderError
from analysis.render.cover import Cover
from analysis.render.fonts import Face, load_face
from analysis.render.forms import Form, load_form
from analysis.render.letterhead import letterhead
from analysis.render.parts import body_and_annexes, split_stop, with_end_mark
from analysis.render.table_pages import Placed, place, sections
from analysis.render.words import fixed_words
from analysis.text.language import language
from analysis.theme import LIGHT

STANDARDS = ("ua-1", "a-2a")
_NO_DATE = date(2000, 1, 1)  # PDF/A wants one; where none is known, the same in every file
_MAIN = "report.typ"
_VERBATIM = {"svg", "type", "id", "target", "anchor", "method"}


def render_pdf(cover: Cover, blocks: list[Block]) -> bytes:
    """Compile the report in the form that its cover names.

    The file carries the date of issue, or a fixed one: the same input gives the same bytes.

    Args:
        cover: What stands above and below the chapters.
        blocks: The chapters and annexes, arranged.

    Raises:
        RenderError: Typst refused the document, or warned (a missing font is only a warning).
    """
    form = load_form(cover.form)
    face = load_face(form.fonts.shipped)
    report = _writable(_report(cover, blocks, form, face), face.writable)
    # The root holds the templates alone: no text in the report could reach another file.
    with tempfile.TemporaryDirectory() as root:
        for template in (files("analysis.render") / "templates").iterdir():
            if template.name.endswith(".typ"):
                (Path(root) / template.name).write_bytes(template.read_bytes())
        return _compile(root, report, face, cover.issuance.issued_on or _NO_DATE)


def _compile(root: str, report: dict[str, Any], face: Face, day: date) -> bytes:
    try:
        pdf, warnings = typst.compile_with_warnings(
            str(Path(root) / _MAIN),
            root=root,
            font_paths=[str(face.folder)],
            ignore_system_fonts=True,
            sys_inputs={"report": json.dumps(report, ensure_ascii=False)},
            pdf_standards=list(STANDARDS),
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
    except typst.TypstError as error:
        raise RenderError("Typst không dựng được bản PDF", where=str(error)) from error
    if warnings:
        raise RenderError(
            "Typst cảnh báo khi dựng bản PDF", where="; ".join(w.message for w in warnings)
        )
    return pdf


def _report(cover: Cover, blocks: list[Block], form: Form, face: Face) -> dict[str, Any]:
    """Gather all that the templates set."""
    body, annexes = body_and_annexes(_from_first_level(blocks))
    head = letterhead(cover, form)
    if head is not None:
        body = with_end_mark(body, cover.issuance.end_mark)
    with language(cover.language, cover.spelling):
        words = fixed_words()
    return {
        "cover": cover.model_dump(mode="json"),
        "form": form.model_dump(mode="json"),
        "head": head.model_dump(mode="json") if head is not None else None,
        "words": words,
        "colours": LIGHT,
        "body": _pages(body, form, face),
        "annexes": _pages(annexes, form, face),
    }


def _from_first_level(blocks: Sequence[Block]) -> list[Block]:
    """Raise sections before the first chapter: PDF/UA wants no level left out."""
    raised, has_chapter = [], False
    for block in blocks:
        if isinstance(block, Heading):
            has_chapter = has_chapter or block.level == 1
            raised.append(block if has_chapter else block.model_copy(update={"level": 1}))
        else:
            raised.append(block)
    return raised


def _pages(blocks: Sequence[Block], form: Form, face: Face) -> list[dict[str, Any]]:
    """Group blocks into portrait and landscape pages."""
    placed = {block.sheet: place(block, form, face) for block in blocks if isinstance(block, Table)}
    turned = [key for key, one in placed.items() if one.landscape]
    return [
        {
            "landscape": section.landscape,
            "blocks": [_block(block, placed) for block in section.blocks],
        }
        for section in sections(blocks, turned)
    ]


def _block(block: Block, placed: dict[str, Placed]) -> dict[str, Any]:
    """Write a block for the templates; the final stop of text apart, links come before it."""
    content = BLOCK.dump_python(block, mode="json")
    if isinstance(block, Paragraph):
        content["stem"], content["stop"] = split_stop(block.text)
    elif isinstance(block, BulletList):
        content["stems"] = [split_stop(item) for item in block.items]
    elif isinstance(block, Table):
        own = placed[block.sheet]
        content |= {"widths_pt": own.widths_pt, "size_pt": own.size_pt}
    return content


def _writable(value: Any, write: Callable[[str], str], key: str = "") -> Any:
    """Let every text go through ``write``, except what no reader reads."""
    if isinstance(value, str):
        return value if key in _VERBATIM else write(value)
    if isinstance(value, dict):
        return {name: _writable(item, write, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(item, write, key) for item in value]
    return value
