"""The report as data: blocks that every output form draws in its own way.

A chapter yields blocks; a notebook shows them; a renderer turns them into HTML, PDF or a workbook.
Text in a block is plain text, never markup: each renderer escapes it for its own form.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

MIME_TYPE = "application/vnd.ketnap.block+json"
_ANCHOR = r"^[a-z0-9-]*$"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Heading(_Frozen):
    """A chapter (level 1) or section (level 2) heading.

    Args:
        level: 1 or 2.
        text: The heading.
        anchor: A name by which other headings can point here.
        method: The anchor of the section that says how the figures below are worked out.
    """

    type: Literal["heading"] = "heading"
    level: Literal[1, 2]
    text: str
    anchor: str = Field(default="", pattern=_ANCHOR)
    method: str = Field(default="", pattern=_ANCHOR)


class Paragraph(_Frozen):
    """Running text; the ``lead`` is the sentence a reader should repeat."""

    type: Literal["paragraph"] = "paragraph"
    text: str
    role: Literal["body", "lead"] = "body"


class BulletList(_Frozen):
    """Short points of equal rank."""

    type: Literal["bullets"] = "bullets"
    items: tuple[str, ...]


class Note(_Frozen):
    """A remark set apart: what is missing, what to mind."""

    type: Literal["note"] = "note"
    kind: Literal["info", "attention"]
    text: str


class KeyFigure(_Frozen):
    """One figure of the first screen: its name, the figure, and what it is set against."""

    name: str
    value: str
    detail: str = ""
    needs_attention: bool = False


class KeyFigures(_Frozen):
    """Three to five figures side by side."""

    type: Literal["key_figures"] = "key_figures"
    items: tuple[KeyFigure, ...]


class Cell(_Frozen):
    """A table cell: the text people read and, for figures, the number behind it.

    Args:
        text: As shown in HTML and PDF.
        value: The number for a workbook; None where there is no figure.
        decimals: Decimals that a workbook shows.
        before: Words of the text that stand before the number ("từ ").
        after: Words and marks of the text that stand after it ("*").
    """

    text: str
    value: int | float | None = None
    decimals: int = 0
    before: str = ""
    after: str = ""


class Column(_Frozen):
    """A table column: its head (with the unit) and how its cells are set.

    Args:
        head: The head, unit included.
        align: Figures go right, text left.
        width: Share of the table width, relative to the other columns.
    """

    head: str
    align: Literal["left", "right"] = "left"
    width: float = 1.0


class Row(_Frozen):
    """A table row; ``attention`` marks a unit that needs it, ``total`` the whole they belong to."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "attention", "total"] = "body"


class Table(_Frozen):
    """A table with its caption, notes and source; ``sheet`` names it in the workbook."""

    type: Literal["table"] = "table"
    sheet: str = Field(pattern=r"^[A-Za-z0-9_]{1,31}$")
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    number: int | None = None


class Figure(_Frozen):
    """A chart drawn by ``analysis.charts`` as SVG, with the text that replaces it for the blind."""

    type: Literal["figure"] = "figure"
    caption: str
    alt: str = Field(min_length=1)
    svg: str
    notes: tuple[str, ...] = ()
    source: str = ""
    number: int | None = None


Block = Annotated[
    Heading | Paragraph | BulletList | Note | KeyFigures | Table | Figure,
    Field(discriminator="type"),
]
BLOCK: TypeAdapter[Block] = TypeAdapter(Block)


def number_captions(blocks: list[Block]) -> list[Block]:
    """Number tables and figures through the document, each kind from 1."""
    counts = {"table": 0, "figure": 0}
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Table | Figure):
            counts[block.type] += 1
            numbered.append(block.model_copy(update={"number": counts[block.type]}))
        else:
            numbered.append(block)
    return numbered
