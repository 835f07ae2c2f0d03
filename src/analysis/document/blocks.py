"""The report as data: blocks that every output form draws in its own way.

A chapter yields blocks; a notebook shows them; a renderer turns them into HTML, PDF or a workbook.
Text in a block is plain text, never markup: each renderer escapes it for its own form.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

MIME_TYPE = "application/vnd.ketnap.block+json"
_ANCHOR = r"^[a-z0-9-]*$"
_KEY = r"^[A-Za-z0-9_]{1,31}$"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Reference(_Frozen):
    """A pointer to a table, a figure or a heading of the document, as ``arrange`` resolves it.

    Args:
        text: What it is called there ("Bảng 2").
        target: The id of the place (``bang-2``).
    """

    text: str
    target: str


class Heading(_Frozen):
    """A chapter (level 1) or section (level 2) heading.

    Args:
        level: 1 or 2.
        text: The heading.
        part: Chapters come first, annexes after them.
        label: Its number ("II.", "Phụ lục 1."), given by ``arrange``.
        id: Its id in the document (``muc-2``), given by ``arrange``.
        anchor: A name by which other headings can point here.
        method: The anchor of the section that says how the figures below are worked out.
    """

    type: Literal["heading"] = "heading"
    level: Literal[1, 2]
    text: str
    part: Literal["body", "annex"] = "body"
    label: str = ""
    id: str = ""
    anchor: str = Field(default="", pattern=_ANCHOR)
    method: str = Field(default="", pattern=_ANCHOR)


class Paragraph(_Frozen):
    """Running text; the ``lead`` is the sentence a reader should repeat.

    Args:
        text: The text.
        role: Body text or the lead.
        see: Keys of the tables and figures that hold its figures.
        links: What ``see`` points to, resolved by ``arrange``.
    """

    type: Literal["paragraph"] = "paragraph"
    text: str
    role: Literal["body", "lead"] = "body"
    see: tuple[str, ...] = ()
    links: tuple[Reference, ...] = ()


class BulletList(_Frozen):
    """Short points of equal rank.

    Args:
        items: The points.
        see: For each point the key of the table or figure that holds its figures, or nothing.
        links: What ``see`` points to, resolved by ``arrange``: a tuple for each point.
    """

    type: Literal["bullets"] = "bullets"
    items: tuple[str, ...]
    see: tuple[str, ...] = ()
    links: tuple[tuple[Reference, ...], ...] = ()


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
    """A table with its caption, notes and source.

    Args:
        sheet: Its key, and the name of its sheet in the workbook.
        caption: What it shows.
        columns: The columns.
        rows: The rows, each as long as ``columns``.
        notes: Remarks under the table.
        source: The source under the table.
        number: Its number among the tables, given by ``arrange``.
        id: Its id in the document (``bang-2``), given by ``arrange``.
    """

    type: Literal["table"] = "table"
    sheet: str = Field(pattern=_KEY)
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    number: int | None = None
    id: str = ""


class NativeChart(_Frozen):
    """How a spreadsheet program draws a figure again from one of the report's tables.

    Args:
        sheet: The key of the table.
        kind: The form of the chart.
        labels: The head of the column that names the points.
        series: The heads of the columns of values.
    """

    sheet: str = Field(pattern=_KEY)
    kind: Literal["bar", "column", "line"]
    labels: str
    series: tuple[str, ...] = Field(min_length=1)


class Figure(_Frozen):
    """A chart drawn by ``analysis.charts`` as SVG.

    Args:
        key: The key by which text can point here; empty where none does.
        caption: The finding.
        subtitle: What is measured, where, when.
        alt: The text that replaces it for those who cannot see it.
        svg: The drawing.
        native: How a spreadsheet draws it again; None where it cannot.
        notes: Remarks under the figure.
        source: The source under the figure.
        number: Its number among the figures, given by ``arrange``.
        id: Its id in the document (``hinh-1``), given by ``arrange``.
    """

    type: Literal["figure"] = "figure"
    key: str = Field(default="", pattern=_KEY.replace("{1,", "{0,"))
    caption: str
    subtitle: str = ""
    alt: str = Field(min_length=1)
    svg: str
    native: NativeChart | None = None
    notes: tuple[str, ...] = ()
    source: str = ""
    number: int | None = None
    id: str = ""


Block = Annotated[
    Heading | Paragraph | BulletList | Note | KeyFigures | Table | Figure,
    Field(discriminator="type"),
]
BLOCK: TypeAdapter[Block] = TypeAdapter(Block)
