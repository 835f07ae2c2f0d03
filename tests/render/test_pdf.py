"""The PDF: all letters, the same bytes for the same report, and data that stay text."""

import io

import pdfplumber
import pytest

from analysis.document.blocks import Heading, Paragraph
from analysis.errors import RenderError
from analysis.render import pdf as pdf_module
from analysis.render.pdf import render_pdf

from .conftest import HOSTILE_NAMES, LETTERS


@pytest.fixture
def text(cover, blocks) -> str:
    with pdfplumber.open(io.BytesIO(render_pdf(cover, blocks))) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_every_vietnamese_letter_is_in_the_text(text: str) -> None:
    assert set(LETTERS) <= set(text)


def test_headings_captions_figures_and_sources_are_there(text: str) -> None:
    for part in ("Chương một", "Bảng 1. Bảng thử", "Biểu đồ 1. Hình thử", "1.514*", "94,40%"):
        assert part in text


@pytest.mark.parametrize("name", [name for name in HOSTILE_NAMES if "\u00a0" not in name])
def test_a_name_comes_out_as_the_text_it_is(text: str, name: str) -> None:
    assert name.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_the_same_report_gives_the_same_bytes(cover, blocks) -> None:
    assert render_pdf(cover, blocks) == render_pdf(cover, blocks)


def test_the_fonts_are_embedded_and_the_pages_are_a4(cover, blocks) -> None:
    with pdfplumber.open(io.BytesIO(render_pdf(cover, blocks))) as document:
        fonts = {char["fontname"] for page in document.pages for char in page.chars}
        sizes = {(round(page.width), round(page.height)) for page in document.pages}
    assert fonts
    assert all("+BeVietnamPro" in font for font in fonts)
    assert sizes == {(595, 842)}


def test_a_missing_font_is_an_error_not_a_guess(cover, monkeypatch, tmp_path) -> None:
    (tmp_path / "files").mkdir()
    real = pdf_module.files
    monkeypatch.setattr(
        pdf_module, "files", lambda name: tmp_path if name.startswith("fontpkg") else real(name)
    )
    with pytest.raises(RenderError, match="font"):
        render_pdf(cover, [Paragraph(text="Chữ")])


METHOD = Heading(level=2, text="Tiến độ là gì", anchor="tien-do")


@pytest.mark.parametrize(("others", "links"), [([METHOD], 1), ([], 0)])
def test_a_heading_links_to_its_method_where_that_is_part_of_the_document(
    cover, others: list[Heading], links: int
) -> None:
    blocks = [Heading(level=2, text="Tiến độ", method="tien-do"), *others]
    with pdfplumber.open(io.BytesIO(render_pdf(cover, blocks))) as document:
        assert len(document.annots) == links
        titles = [entry[1] for entry in document.doc.get_outlines()]
    assert titles[0] == "Tiến độ"
