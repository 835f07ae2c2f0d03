"""Pages: upright or turned, their margins, and what stands at the head of each."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from analysis.render.cover import Cover
from analysis.render.forms import Form, Page
from analysis.render.table_pages import A4_MM
from analysis.render.word.markup import Element, field, make, paragraph, run, twips

WARNING_LINE_MM = 4.5


def text_size_mm(page: Page, *, is_turned: bool = False) -> tuple[float, float]:
    """Give width and height of the text."""
    width, height = _paper_mm(is_turned=is_turned)
    return width - page.left_mm - page.right_mm, height - page.top_mm - page.bottom_mm


def _paper_mm(*, is_turned: bool) -> tuple[float, float]:
    return A4_MM[::-1] if is_turned else A4_MM


def section(page: Page, *, is_turned: bool, has_warning: bool) -> Element:
    """Make the properties of a section; the first one gets the headers, later ones inherit them.

    A warning stands above the number of the page, which keeps its place.
    """
    header = page.number_from_top_mm - (WARNING_LINE_MM if has_warning else 0)
    width, height = (twips(side) for side in _paper_mm(is_turned=is_turned))
    turned = {"orient": "landscape"} if is_turned else {}
    margins = {
        "top": page.top_mm,
        "right": page.right_mm,
        "bottom": page.bottom_mm,
        "left": page.left_mm,
        "header": header,
        "footer": page.number_from_top_mm,
        "gutter": 0,
    }
    return make(
        "sectPr",
        make("type", val="nextPage"),
        make("pgSz", w=width, h=height, **turned),
        make("pgMar", **{side: twips(mm) for side, mm in margins.items()}),
        make("cols", space=720),
    )


def add_headers(document: WordDocument, first: Element, cover: Cover, form: Form) -> None:
    """Put number and warning at the head of every page, the number not on the first if so ruled."""
    number = paragraph("Header", *field("PAGE", "2"))
    _add_header(document, first, "default", [*_warning(cover), number])
    if not form.page.number_on_first_page:
        _add_header(document, first, "first", _warning(cover) or [paragraph("Header")])
        first.append(make("titlePg"))


def _warning(cover: Cover) -> list[Element]:
    return [paragraph("Warning", run(cover.warning))] if cover.warning else []


def _add_header(document: WordDocument, first: Element, pages: str, content: list[Element]) -> None:
    part, relation = document.part.add_header_part()
    for child in list(part.element):
        part.element.remove(child)
    part.element.extend(content)
    reference = make("headerReference", type=pages)
    reference.set(qn("r:id"), relation)
    first.insert(0, reference)
