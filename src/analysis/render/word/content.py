"""Blocks to paragraphs, tables and pictures of a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from docx.document import Document as WordDocument

from analysis import theme
from analysis.document.blocks import (
    Block,
    BulletList,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Reference,
    Table,
)
from analysis.render.fonts import Face
from analysis.render.forms import Form
from analysis.render.letterhead import Letterhead
from analysis.render.parts import split_stop
from analysis.render.table_pages import Placed
from analysis.render.word import markup
from analysis.render.word.figures import draw_picture
from analysis.render.word.markup import (
    Element,
    bookmark_name,
    bookmarked,
    colour,
    make,
    paragraph,
    run,
    text_paragraph,
)
from analysis.render.word.pages import text_size_mm
from analysis.render.word.tables import cell, draw_grid, frame, key_to_marks
from analysis.render.words import fixed_words

_ROOM_FOR_CAPTION_MM = 55  # a picture, its caption, notes and source stay on one page
_KEY_GAP_PT = 6
_PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Setting:
    """What drawing a block needs besides the block.

    Args:
        document: Takes the pictures.
        form: The form.
        lines: Head and foot of a Party document, which annexes refer to.
        face: The font that measures text.
        placed: How each table stands on its page, by its key.
        annexed: The keys of the tables in annexes.
        bookmark_ids: The next free number of a bookmark.
        picture_ids: The next free number of a picture.
    """

    document: WordDocument
    form: Form
    lines: Letterhead | None
    face: Face
    placed: Mapping[str, Placed]
    annexed: frozenset[str] = frozenset()
    bookmark_ids: Iterator[int] = field(default_factory=lambda: count(1))
    picture_ids: Iterator[int] = field(default_factory=lambda: count(1))


def draw(block: Block, setting: Setting) -> list[Element]:
    """Draw a block."""
    return _DRAWN_BY[type(block)](block, setting)


def _heading(heading: Heading, setting: Setting) -> list[Element]:
    """Draw a heading; an annex begins a page, officially with its number above its title."""
    is_annex = heading.part == "annex" and heading.level == 1
    if is_annex and setting.lines:
        words = [run(heading.label.removesuffix(".")), make("r", make("br")), run(heading.text)]
    else:
        words = [run(" ".join(filter(None, (heading.label, heading.text))))]
    style = "AnnexTitle" if is_annex else f"Heading{heading.level}"
    title = paragraph(style, *_with_anchors(heading, words, setting), new_page=is_annex)
    note = setting.lines.annex_note if is_annex and setting.lines else ""
    return [title, *([text_paragraph("AnnexNote", note)] if note else [])]


def _with_anchors(heading: Heading, content: list[Element], setting: Setting) -> list[Element]:
    for target in (heading.id, heading.anchor):
        content = bookmarked(target, content, setting.bookmark_ids)
    return content


def _text(block: Paragraph, setting: Setting) -> list[Element]:
    style = "Lead" if block.role == "lead" else "BodyText"
    return [paragraph(style, *_linked(block.text, block.links))]


def _bullets(block: BulletList, setting: Setting) -> list[Element]:
    links = block.links or ((),) * len(block.items)
    return [
        paragraph("ListBullet", *_linked(text, to))
        for text, to in zip(block.items, links, strict=True)
    ]


def _linked(text: str, links: Sequence[Reference]) -> list[Element]:
    """Put references in brackets before the final stop, as fields that follow a renumbering."""
    if not links:
        return [run(text)]
    stem, stop = split_stop(text)
    content = [run(f"{stem} (")]
    for place, link in enumerate(links):
        if place:
            content.append(run("; "))
        content += markup.field(rf"REF {bookmark_name(link.target)} \h", link.text)
    return [*content, run(f"){stop}")]


def _note(note: Note, setting: Setting) -> list[Element]:
    style = "NoteAttention" if note.kind == "attention" else "NoteInfo"
    return [text_paragraph(style, note.text)]


def _caption(block: Table | Figure, word: str, setting: Setting) -> Element:
    """Number a caption by a field; the bookmark around word and number is what references show."""
    if block.number is None:
        return text_paragraph("Caption", block.caption)
    sequence = word.replace(" ", "_")
    number = [
        run(f"{word}\u00a0"),
        *markup.field(rf"SEQ {sequence} \* ARABIC", str(block.number)),
    ]
    label = bookmarked(block.id, number, setting.bookmark_ids)
    return paragraph("Caption", *label, run(f". {block.caption}"))


def _table(table: Table, setting: Setting) -> list[Element]:
    placed, form = setting.placed[table.sheet], setting.form
    numbers_columns = form.is_official and table.sheet in setting.annexed
    grid = draw_grid(
        table, placed, setting.face, form.sizes_pt.table, numbers_columns=numbers_columns
    )
    below = [*key_to_marks(table), *table.notes]
    return [
        _caption(table, fixed_words()["table"], setting),
        grid,
        *_remarks(below, table.source),
        paragraph("TableEnd"),
    ]


def _figure(figure: Figure, setting: Setting) -> list[Element]:
    width, height = text_size_mm(setting.form.page)
    frame_mm = (width, height - _ROOM_FOR_CAPTION_MM)
    picture = draw_picture(figure, setting.document, next(setting.picture_ids), frame_mm)
    subtitle = [text_paragraph("FigureSubtitle", figure.subtitle)] if figure.subtitle else []
    return [
        _caption(figure, fixed_words()["figure"], setting),
        *subtitle,
        picture,
        *_remarks(figure.notes, figure.source),
        paragraph("TableEnd"),
    ]


def _remarks(notes: Sequence[str], source: str) -> list[Element]:
    """Draw what stands below a table or a figure, in one piece."""
    lines = [("Remark", note) for note in notes]
    if source:
        lines.append(("Source", f"{fixed_words()['source']}: {source}"))
    return [text_paragraph(style, line, keep_with_next=True) for style, line in lines]


def _key_figures(block: KeyFigures, setting: Setting) -> list[Element]:
    width, _height = text_size_mm(setting.form.page)
    share = width * _PT_PER_MM / len(block.items)
    table = frame("TableNormal", [share] * len(block.items))
    cells = (_key_cell(figure, share, is_last=figure is block.items[-1]) for figure in block.items)
    table.append(make("tr", make("trPr", make("cantSplit")), *cells))
    return [table, paragraph("TableEnd")]


def _key_cell(figure: KeyFigure, width_pt: float, *, is_last: bool) -> Element:
    """Draw a key figure; one that needs attention has a thicker line above it."""
    thickness, ink = (6, theme.ATTENTION) if figure.needs_attention else (2.25, theme.MET)
    lines = [_line("top", thickness, ink)]
    if not is_last:
        lines.append(_line("right", _KEY_GAP_PT, theme.PAPER))
    wash = make("shd", val="clear", color="auto", fill=colour(theme.WASH))
    texts = {"KeyName": figure.name, "KeyValue": figure.value, "KeyDetail": figure.detail}
    content = [text_paragraph(style, text, keep_with_next=True) for style, text in texts.items()]
    return cell(width_pt, *content, extra=[make("tcBorders", *lines), wash])


def _line(side: str, thickness_pt: float, ink: str) -> Element:
    return make(side, val="single", sz=round(thickness_pt * 8), space=0, color=colour(ink))


_DRAWN_BY: Mapping[type, Callable[[Any, Setting], list[Element]]] = {
    Heading: _heading,
    Paragraph: _text,
    BulletList: _bullets,
    Note: _note,
    KeyFigures: _key_figures,
    Table: _table,
    Figure: _figure,
}
