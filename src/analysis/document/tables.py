"""Tables whose cells are all words: quotations, places, reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.document.blocks import Cell, Column, Row, Table


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
