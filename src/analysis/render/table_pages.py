"""Tables on pages: how wide each column has to be, and which tables turn the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from analysis.document.blocks import Block, Heading, Table
from analysis.render.fonts import Face
from analysis.render.forms import Form

A4_MM = (210.0, 297.0)
INSET_PT = 4.0
_AROUND_PT = 2 * INSET_PT + 1
LEAST_SIZE_PT = 7.0
_PT_PER_MM = 72 / 25.4
_LONGEST_PIECE = 18  # letters; longer ones (addresses, names of files) break after a sign
_LINES_WORTH_A_TURN, _LINES_OF_TOWER = 12, 4
_ROOM = 0.95  # of the width, for the longest words
_MOST_LINES_OF_HEAD, _LINES_OF_HEAD = 3.5, 2.5
_SHARE_IN_ONE_LINE = 0.9  # of the cells of a column
_SIGNS = re.compile(r"(?<=[/._=&?%-])")


@dataclass(frozen=True)
class Placed:
    """How a table stands on its page.

    Args:
        landscape: Whether the page is turned.
        widths_pt: The widths of its columns.
        size_pt: The size of type.
    """

    landscape: bool
    widths_pt: tuple[float, ...]
    size_pt: float


@dataclass(frozen=True)
class Section:
    """Blocks that stand on pages of one orientation."""

    landscape: bool
    blocks: tuple[Block, ...]


def place(table: Table, form: Form, face: Face) -> Placed:
    """Find the orientation and the columns in which no word is cut.

    The page is turned where the longest words do not fit side by side in portrait, or where that
    saves rows like towers. Where even the turned page is too narrow, type becomes smaller.
    """
    upright = _placed(table, form, face, turned=False)
    turned = _placed(table, form, face, turned=True)
    if upright is None or turned is None:
        return turned or _smaller(table, form, face)
    lines, fewer = (_lines_of_rows(table, one, face) for one in (upright, turned))
    are_towers = lines >= _LINES_OF_TOWER * len(table.rows) and fewer <= lines / 2
    return turned if are_towers and lines - fewer >= _LINES_WORTH_A_TURN else upright


def _placed(table: Table, form: Form, face: Face, *, turned: bool) -> Placed | None:
    size, width = form.sizes_pt.table, _text_width(form, turned=turned)
    least = _least_widths(table, face, size)
    if sum(least) > width * _ROOM:
        return None
    return Placed(turned, _share(table, least, width, face, size), size)


def _smaller(table: Table, form: Form, face: Face) -> Placed:
    """Set a table on a turned page in the largest type in which its words fit."""
    width, size = _text_width(form, turned=True), form.sizes_pt.table
    size = max(LEAST_SIZE_PT, size * width * _ROOM / sum(_least_widths(table, face, size)))
    least = _least_widths(table, face, size)
    return Placed(True, _share(table, least, width, face, size), size)


def sections(blocks: Iterable[Block], turned: Iterable[str]) -> list[Section]:
    """Group blocks by the orientation of their page; headings go with the table below them.

    Args:
        blocks: The blocks.
        turned: The keys of the tables that stand on turned pages.
    """
    keys, found, headings = set(turned), [], []
    for block in blocks:
        if isinstance(block, Heading):
            headings.append(block)
            continue
        landscape = isinstance(block, Table) and block.sheet in keys
        _add(found, landscape, (*headings, block))
        headings = []
    if headings:
        _add(found, False, headings)
    return found


def _add(found: list[Section], landscape: bool, blocks: Sequence[Block]) -> None:
    if found and found[-1].landscape == landscape:
        found[-1] = Section(landscape, (*found[-1].blocks, *blocks))
    else:
        found.append(Section(landscape, tuple(blocks)))


def _text_width(form: Form, *, turned: bool) -> float:
    paper = A4_MM[1] if turned else A4_MM[0]
    return (paper - form.page.left_mm - form.page.right_mm) * _PT_PER_MM


def _least_widths(table: Table, face: Face, size: float) -> list[float]:
    texts = zip(*([cell.text for cell in row.cells] for row in table.rows), strict=True)
    columns = list(texts) or [()] * len(table.columns)
    return [
        max(face.width(piece) for text in (column.head, *cells) for piece in _pieces(text)) * size
        + _AROUND_PT
        for column, cells in zip(table.columns, columns, strict=True)
    ]


def _pieces(text: str) -> list[str]:
    """Split a text where a line may end."""
    pieces = []
    for word in text.split() or [""]:
        pieces += _SIGNS.split(word) if len(word) > _LONGEST_PIECE else [word]
    return pieces


def _share(
    table: Table, least: Sequence[float], width: float, face: Face, size: float
) -> tuple[float, ...]:
    """Share out the width: to each column what its longest word needs, the rest by its contents.

    Where every cell fits into one line, what is left goes to long heads, then as the table asks.
    """
    if sum(least) >= width:
        return tuple(one * width / sum(least) for one in least)
    heads = [face.width(column.head) * size for column in table.columns]
    short_heads = [head / _MOST_LINES_OF_HEAD + _AROUND_PT for head in heads]
    wanted = list(map(max, least, short_heads, _cell_widths(table, face, size)))
    if sum(wanted) > width:
        return _filled(least, wanted, width)
    short = [max(0.0, head / _LINES_OF_HEAD - one) for one, head in zip(wanted, heads, strict=True)]
    if sum(short) >= width - sum(wanted):
        return _with_rest(wanted, short, width)
    eased = [one + lack for one, lack in zip(wanted, short, strict=True)]
    return _with_rest(eased, [column.width for column in table.columns], width)


def _filled(least: Sequence[float], wanted: Sequence[float], total: float) -> tuple[float, ...]:
    """Give short columns all they want, and share the rest evenly among the long ones."""
    widths, rest = list(least), total - sum(least)
    by_need = sorted(range(len(least)), key=lambda place: wanted[place] - least[place])
    for done, place in enumerate(by_need):
        more = min(wanted[place] - least[place], rest / (len(by_need) - done))
        widths[place] += more
        rest -= more
    return tuple(widths)


def _with_rest(widths: Sequence[float], parts: Sequence[float], total: float) -> tuple[float, ...]:
    """Add what is left of the total, in proportion to the parts."""
    rest = total - sum(widths)
    return tuple(one + rest * part / sum(parts) for one, part in zip(widths, parts, strict=True))


def _cell_widths(table: Table, face: Face, size: float) -> list[float]:
    """Measure a long cell of each column in one line: the longest, exceptions aside."""
    columns = zip(*([cell.text for cell in row.cells] for row in table.rows), strict=True)
    texts = list(columns) or [("",)] * len(table.columns)
    rank = ceil(len(texts[0]) * _SHARE_IN_ONE_LINE) - 1
    return [sorted(map(face.width, cells))[rank] * size + _AROUND_PT for cells in texts]


def _lines_of_rows(table: Table, placed: Placed, face: Face) -> int:
    """Count the lines of all rows, each as high as its longest cell."""
    return sum(
        max(
            _lines(cell.text, (width - _AROUND_PT) / placed.size_pt, face)
            for cell, width in zip(row.cells, placed.widths_pt, strict=True)
        )
        for row in table.rows
    )


def _lines(text: str, width: float, face: Face) -> int:
    """Count the lines of a text in a column whose width is given in parts of the size of type."""
    count, end, space = 1, 0.0, face.width(" ")
    for piece in _pieces(text):
        start, length = end + (space if end else 0.0), face.width(piece)
        if end and start + length > width:
            count, start = count + 1, 0.0
        end = start + length
    return count
