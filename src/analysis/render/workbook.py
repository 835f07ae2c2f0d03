"""Tables of the report and the observations behind them, as one workbook to work with.

Figures are numbers, text is text; charts are drawn by the spreadsheet program from the same cells.
The workbook holds what the blocks, the cover and the observations hold, and nothing else.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from itertools import count

import pandas as pd
import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from analysis import theme
from analysis.document.blocks import Block, Figure, Table
from analysis.render.cover import Cover
from analysis.render.workbook_charts import draw_apart, draw_below, find_drawing, needs_sheet
from analysis.render.workbook_contents import Entry, contents_of, write_contents
from analysis.render.workbook_look import CREATED as _CREATED
from analysis.render.workbook_look import LINKS_ROW, Formats, Place, link_to, visible_text
from analysis.render.workbook_look import OPTIONS as _OPTIONS
from analysis.render.workbook_observations import write_columns, write_observations
from analysis.render.workbook_tables import TableSheet, write_table
from analysis.text.language import gettext as _
from analysis.text.language import language

# Names of sheets are keys, the same in every language, as those of the tables.
_CONTENTS_SHEET = "MucLuc"
_OBSERVATIONS_SHEET = "QuanSat"
_COLUMNS_SHEET = "CotQuanSat"
_CHART_SHEET = "BieuDo"
_MOST_NAME_CHARS = 31
_RESERVED = ("history", _OBSERVATIONS_SHEET.casefold(), _COLUMNS_SHEET.casefold())


def render_workbook(cover: Cover, blocks: list[Block], observations: pd.DataFrame | None) -> bytes:
    """Write the contents, a sheet for each table, charts, and the observations.

    Args:
        cover: Its title block goes onto the first sheet, its warning onto every one.
        blocks: The chapters as ``arrange`` gives them; tables and charts are used.
        observations: The tidy observations of the scope; None leaves them out.
    """
    buffer = io.BytesIO()
    with language(cover.language, cover.spelling):
        file = xlsxwriter.Workbook(buffer, _OPTIONS)
        title = visible_text(f"{cover.title} – {cover.organisation}")
        file.set_properties({"title": title, "created": _CREATED})
        _fill(_Book(file, cover, Formats(file)), blocks, observations)
        file.close()
    return buffer.getvalue()


@dataclass(frozen=True)
class _Book:
    """The workbook in the making."""

    file: xlsxwriter.Workbook
    cover: Cover
    formats: Formats
    taken: set[str] = field(default_factory=set)

    def add(self, wanted: str) -> tuple[Worksheet, str]:
        """Add a sheet under the name wanted, or one like it where that is taken."""
        names = (f"{wanted[: _MOST_NAME_CHARS - 4]}_{number}" for number in count(2))
        name = wanted
        while name.casefold() in (*self.taken, *_RESERVED):
            name = next(names)
        self.taken.add(name.casefold())
        return self.file.add_worksheet(name), name


def _fill(book: _Book, blocks: list[Block], observations: pd.DataFrame | None) -> None:
    """Write every sheet; the contents come first but are known last."""
    contents, _name = book.add(_CONTENTS_SHEET)
    contents.set_tab_color(theme.MET)
    places: dict[int, Place] = {}
    for number, block in enumerate(blocks):
        if isinstance(block, Table):
            places |= _write_table(book, number, block, _figures_of(block, blocks, places))
    entries = [*contents_of(blocks, places)]
    if observations is not None:
        entries += _write_observations(book, observations)
    write_contents(contents, entries, book.cover, book.formats)


def _figures_of(
    table: Table, blocks: list[Block], places: dict[int, Place]
) -> list[tuple[int, Figure]]:
    """Find the figures that draw a table; the first table of a key has them."""
    return [
        (number, block)
        for number, block in enumerate(blocks)
        if isinstance(block, Figure)
        and block.native is not None
        and block.native.sheet == table.sheet
        and number not in places
    ]


def _write_table(
    book: _Book, number: int, table: Table, figures: list[tuple[int, Figure]]
) -> dict[int, Place]:
    """Write a table and the charts that draw it, and give their places by number of block."""
    sheet, name = book.add(table.sheet)
    source = write_table(sheet, name, table, book.cover, book.formats)
    places = {number: Place(name)} | _draw(book, source, figures)
    _link_back(book, sheet)
    charts = [place for place in places if place != number]
    for x, place in enumerate(charts, start=1):
        figure = dict(figures)[place]
        words = _("Biểu đồ {number}", number=figure.number or x)
        link_to(sheet, (LINKS_ROW, x), places[place], words, book.formats)
    return places


def _link_back(book: _Book, sheet: Worksheet) -> None:
    link_to(sheet, (LINKS_ROW, 0), Place(_CONTENTS_SHEET), _("← Mục lục"), book.formats)


def _draw(book: _Book, source: TableSheet, figures: list[tuple[int, Figure]]) -> dict[int, Place]:
    """Draw short charts under the table, long ones on sheets of their own."""
    places = {}
    last = source.last_row
    for number, figure in figures:
        drawing = find_drawing(figure, source)
        if drawing is None:
            continue
        if needs_sheet(drawing):
            sheet, name = book.add(f"{_CHART_SHEET}{figure.number or ''}")
            draw_apart(book.file, sheet, drawing, book.cover, book.formats)
            _link_back(book, sheet)
            table = _("Bảng {number}", number=source.table.number or "")
            link_to(sheet, (LINKS_ROW, 2), Place(source.name), table.strip(), book.formats)
            places[number] = Place(name)
        else:
            places[number] = Place(source.name, xl_rowcol_to_cell(last + 2, 0))
            last = draw_below(book.file, drawing, last + 2, book.formats)
    return places


def _write_observations(book: _Book, observations: pd.DataFrame) -> list[Entry]:
    """Write the observations and their columns; the last two sheets."""
    sheet = book.file.add_worksheet(_OBSERVATIONS_SHEET)
    write_observations(sheet, observations, book.cover, book.formats)
    columns = book.file.add_worksheet(_COLUMNS_SHEET)
    write_columns(columns, observations, book.cover, book.formats)
    _link_back(book, columns)
    words = _("Các số liệu nguồn mà báo cáo dùng, mỗi dòng một số")
    meaning = _("Các cột của bảng quan sát")
    return [
        Entry(_("Số liệu nguồn")),
        Entry(words, _("Quan sát"), Place(_OBSERVATIONS_SHEET), len(observations)),
        Entry(meaning, _("Các cột"), Place(_COLUMNS_SHEET), len(observations.columns)),
    ]
