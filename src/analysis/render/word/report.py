"""Cover and blocks to a Word file that the office edits, numbers, signs and files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from docx.document import Document as WordDocument

from analysis.document.blocks import Block, Heading, Table
from analysis.render.cover import Cover
from analysis.render.fonts import load_face
from analysis.render.forms import Form, load_form
from analysis.render.letterhead import Letterhead, letterhead
from analysis.render.parts import body_and_annexes, with_end_mark
from analysis.render.table_pages import place, sections
from analysis.render.word.content import Setting, draw
from analysis.render.word.letterhead import draw_foot, draw_head
from analysis.render.word.markup import (
    Element,
    field_end,
    field_start,
    link_to,
    paragraph,
    run,
    text_paragraph,
)
from analysis.render.word.package import new_document, to_bytes
from analysis.render.word.pages import add_headers, section, text_size_mm
from analysis.render.words import fixed_words
from analysis.text.language import language

_PT_PER_MM = 72 / 25.4
# Chapters and annexes without page numbers: it is right before anybody has updated it.
_CONTENTS = r'TOC \o "1-1" \n \h \z \u'


@dataclass(frozen=True)
class _Pages:
    """Elements that stand on upright or on turned pages."""

    is_turned: bool
    elements: list[Element]


def render_word(cover: Cover, blocks: list[Block]) -> bytes:
    """Write the report; the file carries no date, so that the same input gives the same bytes.

    Args:
        cover: What stands above and below the chapters, and the form.
        blocks: The chapters and annexes, arranged.

    Raises:
        FileNotFoundError: There is no form of that name.
        RenderError: A chart cannot be drawn.
    """
    with language(cover.language, cover.spelling):
        return to_bytes(_document(cover, blocks))


def _document(cover: Cover, blocks: list[Block]) -> WordDocument:
    form = load_form(cover.form)
    lines = letterhead(cover, form)
    body, annexes = body_and_annexes(blocks)
    document = new_document(cover, form)
    setting = _setting(document, form, lines, body, annexes)
    head, foot = [*_plain_title(cover), *_contents(blocks)], []
    if lines:
        body = with_end_mark(body, cover.issuance.end_mark)
        width = text_size_mm(form.page)[0] * _PT_PER_MM
        head = [*draw_head(lines, width, form.sizes_pt.motto), *_subject(cover)]
        foot = draw_foot(lines, width)
    pages = [
        _Pages(False, head),
        *_held_by(foot, _drawn(body, setting)),
        _Pages(False, foot),
        *_drawn(annexes, setting),
        _Pages(False, [text_paragraph("Imprint", line) for line in cover.imprint]),
    ]
    new_section = partial(section, form.page, has_warning=bool(cover.warning))
    first = _fill(document.element.body, pages, new_section)
    add_headers(document, first, cover, form)
    return document


def _setting(
    document: WordDocument,
    form: Form,
    lines: Letterhead | None,
    body: Sequence[Block],
    annexes: Sequence[Block],
) -> Setting:
    face = load_face(form.fonts.shipped)
    annexed = frozenset(table.sheet for table in _tables(annexes))
    placed = {table.sheet: place(table, form, face) for table in _tables((*body, *annexes))}
    return Setting(document, form, lines, face, placed, annexed)


def _tables(blocks: Iterable[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def _subject(cover: Cover) -> list[Element]:
    """Say below the title who the report is about, for which period, on what figures."""
    lines = {"Organisation": cover.organisation, "Period": cover.period, "Status": cover.status}
    return [text_paragraph(style, text) for style, text in lines.items() if text]


def _plain_title(cover: Cover) -> list[Element]:
    title = text_paragraph("Title", cover.title)
    subject = _subject(cover)
    subject.insert(1 if cover.organisation else 0, title)
    return subject


def _contents(blocks: Iterable[Block]) -> list[Element]:
    """List chapters and annexes as links, in a field that Word can update."""
    headings = [
        block for block in blocks if isinstance(block, Heading) and block.level == 1 and block.id
    ]
    if not headings:
        return []
    entries = [
        paragraph("TOC1", link_to(heading.id, f"{heading.label} {heading.text}"))
        for heading in headings
    ]
    for place_of_start, part in enumerate(field_start(_CONTENTS), start=1):
        entries[0].insert(place_of_start, part)
    entries[-1].append(field_end())
    return [paragraph("ContentsTitle", run(fixed_words()["contents"])), *entries]


def _drawn(blocks: Sequence[Block], setting: Setting) -> list[_Pages]:
    """Draw blocks, headings on the page of what they stand above."""
    turned = [key for key, placed in setting.placed.items() if placed.landscape]
    return [
        _Pages(group.landscape, [part for block in group.blocks for part in draw(block, setting)])
        for group in sections(blocks, turned)
    ]


def _held_by(foot: list[Element], pages: list[_Pages]) -> list[_Pages]:
    """Keep the last paragraph with the signature below it."""
    if foot and pages and not pages[-1].is_turned:
        last = pages[-1].elements[-1]
        last.pPr.get_or_add_keepNext()
    return pages


def _fill(body: Element, pages: Sequence[_Pages], new_section: Callable[..., Element]) -> Element:
    """Put the pages into the body, a section for each run of pages that lie alike.

    Returns:
        The properties of the first section.
    """
    body.remove(body.sectPr)
    found: list[Element] = []
    is_turned = False
    for group in (group for group in pages if group.elements):
        if group.is_turned != is_turned:
            found.append(new_section(is_turned=is_turned))
            # In the last paragraph: one of its own could fall onto an empty page.
            body[-1].pPr.append(found[-1])
            is_turned = group.is_turned
        body.extend(group.elements)
    found.append(new_section(is_turned=is_turned))
    body.append(found[-1])
    return found[0]
