"""The forms of a printed report: rule sets kept as data files, one for each version of the rules.

The values of the official forms come from the guidance that each file names in ``authority``.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(_Closed):
    """An A4 page: its margins, and where its number stands."""

    top_mm: float
    bottom_mm: float
    left_mm: float
    right_mm: float
    number_pt: float
    number_from_top_mm: float
    number_on_first_page: bool


class Fonts(_Closed):
    """The font that the rule names, and the one brought along that stands in for it."""

    named: str
    shipped: str


class Sizes(_Closed):
    """Sizes of type in points, by what is set in them."""

    motto: float
    superior: float
    issuer: float
    number: float
    place_and_date: float
    kind: float
    subject: float
    chapter: float
    section: float
    body: float
    caption: float
    table: float
    note: float
    signature: float
    recipients_title: float
    recipients: float
    mark: float
    circulation: float
    imprint: float


class FixedText(_Closed):
    """Words and signs that the rule prescribes; names in braces are places to be filled."""

    motto: str
    kind: str
    under_subject: str
    under_issuer: str
    recipients_title: str
    between_recipients: str
    after_recipients: str
    number: str = ""
    place_and_date: str = ""
    draft: str = ""
    board: str = ""
    for_board: str = ""
    archive: str = ""
    annex_note: str = ""


class Spacing(_Closed):
    """Distances between lines and paragraphs."""

    first_line_mm: float
    between_paragraphs_pt: float
    line_pt: float
    lines_to_sign: int


class Headings(_Closed):
    """How the titles of chapters (I.) and of sections (1.) are set."""

    chapter_is_bold: bool
    chapter_is_caps: bool
    section_is_bold: bool


class Form(_Closed):
    """One rule set.

    Args:
        authority: The documents that lay it down; empty for the plain form.
        is_official: Whether the report has the head and the signature of a Party document.
        page: The page.
        fonts: The fonts.
        sizes_pt: Sizes of type.
        text: Prescribed words and signs.
        spacing: Distances.
        headings: Titles of chapters and sections.
    """

    authority: str
    is_official: bool
    page: Page
    fonts: Fonts
    sizes_pt: Sizes
    text: FixedText
    spacing: Spacing
    headings: Headings


@cache
def load_form(name: str) -> Form:
    """Load a form by its name (``hd05-2026``).

    Raises:
        FileNotFoundError: There is no form of that name.
    """
    file = files("analysis.render") / "document_forms" / f"{name}.toml"
    return Form.model_validate(tomllib.loads(file.read_text("utf-8")))
