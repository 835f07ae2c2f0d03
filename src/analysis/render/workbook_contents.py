"""The first sheet of the workbook: what it is about, and the way to every other sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from analysis.document.blocks import Block, Cell, Figure, Heading, Table
from analysis.render.cover import Cover
from analysis.render.workbook_look import (
    Formats,
    Place,
    height_of,
    lines_of,
    link_to,
    set_page,
    visible_text,
    write_across,
)
from analysis.text.language import gettext as _

_WIDTHS: list[float] = [14, 70, 18, 10]
_TITLE_ROW, _SUBTITLE_ROW = 0, 1


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a group, or the way to a table or a chart.

    Args:
        words: What is found there.
        label: What the link says; empty for a group.
        place: Where the link leads; None for a group.
        rows: How many rows its table has; None where that says nothing.
    """

    words: str
    label: str = ""
    place: Place | None = None
    rows: int | None = None


def contents_of(blocks: Sequence[Block], places: Mapping[int, Place]) -> Iterator[Entry]:
    """List tables and charts under the chapters that they stand in.

    Args:
        blocks: The blocks of the report.
        places: Where tables and charts begin, by their number among the blocks.
    """
    chapter: Heading | None = None
    for number, block in enumerate(blocks):
        if isinstance(block, Heading) and block.level == 1:
            chapter = block
        elif number in places and isinstance(block, Table | Figure):
            if chapter is not None:
                yield Entry(words=f"{chapter.label} {chapter.text}".strip())
                chapter = None
            yield _entry(block, places[number])


def _entry(block: Table | Figure, place: Place) -> Entry:
    if isinstance(block, Table):
        label = _("Bảng {number}", number=block.number) if block.number else place.sheet
        return Entry(block.caption, label, place, len(block.rows))
    label = _("Biểu đồ {number}", number=block.number) if block.number else place.sheet
    return Entry(block.caption, label, place)


def write_contents(
    sheet: Worksheet, entries: Sequence[Entry], cover: Cover, formats: Formats
) -> None:
    """Write the title block of the report, the contents, and how the report was made."""
    for x, width in enumerate(_WIDTHS):
        sheet.set_column(x, x, width)
    title = f"{cover.title} – {cover.organisation}"
    write_across(sheet, _TITLE_ROW, _WIDTHS, title, formats.title)
    lines = [(cover.warning, formats.warning)] if cover.warning else []
    lines += [(cover.period, formats.subtitle), (cover.status, formats.subtitle)]
    row = _SUBTITLE_ROW
    for text, style in lines:
        write_across(sheet, row, _WIDTHS, text, style)
        row += 1
    row = _write_entries(sheet, row + 1, entries, formats)
    for line in cover.imprint:
        write_across(sheet, row + 1, _WIDTHS, line, formats.note)
        row += 1
    sheet.hide_gridlines(2)
    set_page(sheet, cover, _WIDTHS)
    sheet.set_portrait()
    sheet.print_area(0, 0, row, len(_WIDTHS) - 1)


def _write_entries(sheet: Worksheet, first: int, entries: Sequence[Entry], formats: Formats) -> int:
    """Write the list and give the row after it."""
    heads = (_("Mục"), _("Nội dung"), _("Trang tính"), _("Số dòng"))
    for x, head in enumerate(heads):
        sheet.write_string(first, x, head, formats.head("right" if x == 3 else "left"))
    sheet.repeat_rows(first)
    for y, entry in enumerate(entries, start=first + 1):
        if entry.place is None:
            write_across(sheet, y, _WIDTHS, entry.words, formats.group)
            continue
        link_to(sheet, (y, 0), entry.place, entry.label, formats)
        words = visible_text(entry.words)
        sheet.write_string(y, 1, words, formats.text("left"))
        sheet.write_string(y, 2, entry.place.sheet, formats.text("left"))
        sheet.write_blank(y, 3, None, formats.text("right"))
        if entry.rows is not None:
            count = Cell(text="", value=entry.rows)
            sheet.write_number(y, 3, entry.rows, formats.number(count))
        sheet.set_row(y, height_of(lines_of(words, _WIDTHS[1])) + 2)
    return first + 1 + len(entries)
