"""Making tables shorter to write and to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document.blocks import Cell, Column, Row, Table
from analysis.document.cells import DOES_NOT_APPLY


def text_table(
    sheet: str,
    caption: str,
    columns: Sequence[tuple[str, float]],
    rows: Iterable[Sequence[str]],
    *,
    notes: tuple[str, ...] = (),
    source: str = "",
) -> Table:
    """Make a table of words.

    Args:
        sheet: The name of its sheet in the workbook.
        caption: The caption.
        columns: Head and relative width of each column.
        rows: The words, a sequence as long as ``columns`` for each row.
        notes: Notes under the table.
        source: The source under the table.
    """
    return Table(
        sheet=sheet,
        caption=caption,
        columns=tuple(Column(head=head, width=width) for head, width in columns),
        rows=tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows),
        notes=notes,
        source=source,
    )


def say_once(table: Table, head: str, *, in_caption: bool = False) -> Table:
    """Take out a column that says the same in every row, and say it once, if it says anything.

    Args:
        table: The table; returned as it is where the column differs between rows or is not there.
        head: The head of the column.
        in_caption: Say it in brackets after the caption rather than in the first note.
    """
    heads = [column.head for column in table.columns]
    if head not in heads:
        return table
    place = heads.index(head)
    words = {row.cells[place].text for row in table.rows}
    if len(words) != 1:
        return table
    said = words.pop()
    rows = tuple(
        row.model_copy(update={"cells": row.cells[:place] + row.cells[place + 1 :]})
        for row in table.rows
    )
    shorter = {"columns": table.columns[:place] + table.columns[place + 1 :], "rows": rows}
    if said in ("", DOES_NOT_APPLY):
        return table.model_copy(update=shorter)
    if in_caption:
        return table.model_copy(update={**shorter, "caption": f"{table.caption} ({said})"})
    notes = (f"{head}: {said}.", *table.notes)
    return table.model_copy(update={**shorter, "notes": notes})
