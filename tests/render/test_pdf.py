"""The PDF: all letters, the same bytes for the same report, data that stay text, tags and form."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pdfplumber
import pytest

from analysis.document.arrange import arrange
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from analysis.errors import RenderError
from analysis.registers.report_settings import Issuance
from analysis.render import pdf as pdf_module
from analysis.render.cover import Cover
from analysis.render.fonts import load_face
from analysis.render.pdf import render_pdf

from .conftest import HOSTILE_NAMES, LETTERS

FORMS = ("hd05-2026", "hd36-2018", "plain")
WARNING = "Số liệu hư cấu."
FILLED = Issuance(
    committee="Tỉnh ủy Tây Ninh",
    number=7,
    place="Tây Ninh",
    issued_on=date(2026, 2, 5),
    authority="K/T TRƯỞNG BAN",
    position="PHÓ TRƯỞNG BAN",
    signer="Nguyễn Văn An",
    recipients=("Ban Thường vụ Tỉnh ủy", "Lưu Ban Tổ chức"),
    draft=2,
    urgency="KHẨN",
    circulation="TÀI LIỆU HỘI NGHỊ",
    end_mark="./.",
)


@contextmanager
def opened(cover: Cover, blocks: list[Block]) -> Iterator[pdfplumber.PDF]:
    with pdfplumber.open(io.BytesIO(render_pdf(cover, blocks))) as document:
        yield document


def pages_of(cover: Cover, blocks: list[Block]) -> list[str]:
    with opened(cover, blocks) as document:
        return [page.extract_text() for page in document.pages]


def in_form(cover: Cover, form: str, **changes: object) -> Cover:
    return cover.model_copy(update={"form": form, "subject": "kết quả thử", **changes})


def squeezed(text: str) -> str:
    return "".join(text.split())


def long_table(rows: int, columns: int = 2) -> Table:
    cells = [
        Row(cells=tuple(Cell(text=f"ô {row}") for _column in range(columns))) for row in range(rows)
    ]
    heads = tuple(Column(head=f"Nghiêng{place}") for place in range(columns))
    return Table(sheet="Dai", caption="Bảng dài", columns=heads, rows=tuple(cells))


@pytest.mark.parametrize("form", FORMS)
def test_letters_figures_captions_and_sources_are_in_every_form(cover, blocks, form: str) -> None:
    text = "\n".join(pages_of(in_form(cover, form), blocks))
    assert set(LETTERS) <= set(text)
    for part in ("Bảng 1. Bảng thử", "Biểu đồ 1. Hình thử", "1.514*", "94,40%", "Nguồn thử [1]"):
        assert part in text
    for name in HOSTILE_NAMES:
        assert squeezed(name) in squeezed(text)


def test_data_never_become_links(cover, blocks) -> None:
    blocks = [Paragraph(text=name) for name in HOSTILE_NAMES] + blocks
    cover = in_form(cover, "hd05-2026", issuance=Issuance(place="http://example.invalid/x"))
    with opened(cover, blocks) as document:
        assert [annot["uri"] for annot in document.annots if annot["uri"]] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(cover, blocks, form: str) -> None:
    cover = in_form(cover, form)
    assert render_pdf(cover, blocks) == render_pdf(cover, blocks)


@pytest.mark.parametrize(
    ("form", "font"), [("plain", "BeVietnamPro"), ("hd05-2026", "SourceSerif")]
)
def test_the_fonts_are_embedded_and_the_pages_are_a4(cover, blocks, form: str, font: str) -> None:
    with opened(in_form(cover, form), blocks) as document:
        fonts = {char["fontname"] for page in document.pages for char in page.chars}
        sizes = {(round(page.width), round(page.height)) for page in document.pages}
    assert fonts
    assert all(f"+{font}" in name for name in fonts)
    assert sizes == {(595, 842)}


def test_a_letter_that_no_font_has_is_shown_as_its_code(cover) -> None:
    assert "x[U+4E2D]" in pages_of(cover, [Paragraph(text="x\u4e2d")])[0]


def test_a_missing_font_is_an_error_not_a_guess(cover, monkeypatch, tmp_path) -> None:
    face = replace(load_face("Be Vietnam Pro"), folder=tmp_path)
    monkeypatch.setattr(pdf_module, "load_face", lambda _family: face)
    with pytest.raises(RenderError, match="font"):
        render_pdf(cover, [Paragraph(text="Chữ")])


# Tags, outline and standards


@pytest.mark.parametrize("form", FORMS)
def test_the_file_says_what_it_is(cover, blocks, form: str) -> None:
    content = render_pdf(in_form(cover, form), blocks)
    with pdfplumber.open(io.BytesIO(content)) as document:
        catalog = document.doc.catalog
        assert document.metadata["Title"] == "Báo cáo thử – Đảng bộ tỉnh <Thử>"
        assert document.metadata["Keywords"] == form
    assert catalog["Lang"] == b"vi"
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["ViewerPreferences"]["DisplayDocTitle"] is True
    metadata = catalog["Metadata"].resolve().get_data().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata
    assert "<pdfaid:conformance>A<" in metadata


def test_the_date_of_the_file_is_the_date_of_issue(cover, blocks) -> None:
    with opened(in_form(cover, "hd05-2026", issuance=FILLED), blocks) as document:
        assert document.metadata["CreationDate"].startswith("D:20260205")
    with opened(cover, blocks) as document:
        assert document.metadata["CreationDate"].startswith("D:20000101")


def tags(elements: list[dict]) -> Iterator[dict]:
    for element in elements:
        yield element
        yield from tags(element.get("children", []))


@pytest.mark.parametrize("form", FORMS)
def test_figures_have_their_text_and_tables_their_heads(cover, blocks, form: str) -> None:
    with opened(in_form(cover, form), blocks) as document:
        found = list(tags(document.structure_tree))
    kinds = [tag["type"] for tag in found]
    assert [tag["alt_text"] for tag in found if tag["type"] == "Figure"] == ['Mô tả "có ngoặc"']
    assert kinds.count("TH") >= 2
    assert {"Table", "TR", "TD", "H1", "H2", "L", "LI", "Caption"} <= set(kinds)


@pytest.mark.parametrize("form", FORMS)
def test_bookmarks_have_the_numbers_of_the_headings(cover, form: str) -> None:
    blocks = arrange(
        [
            Heading(level=1, text="Tóm tắt"),
            Heading(level=2, text="Mục"),
            Heading(level=1, text="Số liệu", part="annex"),
            Paragraph(text="Chữ."),
        ]
    )
    with opened(in_form(cover, form), blocks) as document:
        outline = [(level, title) for level, title, *_rest in document.doc.get_outlines()]
    assert outline == [(1, "I. Tóm tắt"), (2, "1. Mục"), (1, "Phụ lục 1. Số liệu")]


def test_a_document_that_starts_with_a_section_has_headings_from_the_first_level(cover) -> None:
    blocks = [Heading(level=2, text="Mục"), Heading(level=1, text="Chương"), METHOD]
    with opened(cover, blocks) as document:
        assert [level for level, *_rest in document.doc.get_outlines()] == [1, 1, 2]


METHOD = Heading(level=2, text="Tiến độ là gì", anchor="tien-do")


@pytest.mark.parametrize(("others", "links"), [([METHOD], 1), ([], 0)])
def test_a_heading_links_to_its_method_where_that_is_part_of_the_document(
    cover, others: list[Heading], links: int
) -> None:
    blocks = [Heading(level=2, text="Tiến độ", method="tien-do"), *others]
    with opened(cover, blocks) as document:
        assert len(document.annots) == links


@pytest.mark.parametrize("form", FORMS)
def test_text_links_to_its_table_before_the_full_stop(cover, form: str) -> None:
    blocks = arrange(
        [
            Heading(level=1, text="Chương"),
            Paragraph(text="Đạt 94,40%.", see=("Dai",)),
            BulletList(items=("Một;", "Hai."), see=("", "Dai")),
            long_table(2),
        ]
    )
    with opened(in_form(cover, form), blocks) as document:
        text = document.pages[0].extract_text()
        assert len(document.annots) == 2
    assert "Đạt 94,40% (Bảng 1)." in text
    assert "Một;" in text
    assert "Hai (Bảng 1)." in text


# Pages


@pytest.mark.parametrize("form", FORMS)
def test_a_long_table_repeats_its_head_and_splits_no_row(cover, form: str) -> None:
    rows = [[f"a{row}a {'dài ' * 220} z{row}z", "1"] for row in range(20)]
    table = long_table(0).model_copy(
        update={"rows": tuple(Row(cells=tuple(Cell(text=text) for text in row)) for row in rows)}
    )
    pages = pages_of(in_form(cover, form), [Heading(level=1, text="Chương"), table])
    assert len(pages) > 2
    assert all("Nghiêng0" in page for page in pages if "dài" in page)
    for row in range(20):
        (whole,) = [page for page in pages if f"a{row}a" in page]
        assert f"z{row}z" in whole


def test_a_wide_table_turns_its_page_alone(cover) -> None:
    blocks = [
        Heading(level=1, text="Một"),
        Paragraph(text="Trước."),
        Heading(level=1, text="Hai"),
        long_table(3, columns=11),
        Paragraph(text="Sau."),
    ]
    with opened(in_form(cover, "hd05-2026"), blocks) as document:
        turned = [page.width > page.height for page in document.pages]
        texts = [page.extract_text() for page in document.pages]
    assert turned == [False, True, False]
    assert "HAI" in texts[1]
    assert "Sau." in texts[2]


@pytest.mark.parametrize("form", FORMS)
def test_no_heading_stands_at_the_foot_of_a_page(cover, form: str) -> None:
    blocks = []
    for number in range(40):
        blocks += [
            Heading(level=1, text=f"Chương {number}"),
            Heading(level=2, text=f"Mục {number}"),
            Paragraph(text="chữ " * (5 + number * 7 % 90)),
        ]
    with opened(in_form(cover, form), blocks) as document:
        for page in document.pages:
            body = page.crop((0, 55, page.width, page.height - 56)).extract_text()
            assert body.strip().splitlines()[-1].startswith(("chữ", "Làm"))


@pytest.mark.parametrize("form", FORMS)
def test_a_figure_higher_than_a_page_is_made_to_fit(cover, form: str) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 400">'
        '<rect width="100" height="400"/></svg>'
    )
    figure = Figure(caption="Cao", alt="Cao", svg=svg, notes=("Ghi chú. " * 20,), source="Nguồn")
    with opened(in_form(cover, form), [Paragraph(text="Chữ."), figure]) as document:
        assert len(document.pages) == 2
        page = document.pages[1]
        lowest = max(word["bottom"] for word in page.extract_words() if word["text"] == "Nguồn")
        assert lowest < page.height - 55


@pytest.mark.parametrize("form", FORMS)
def test_the_warning_is_on_every_page(cover, form: str) -> None:
    pages = pages_of(in_form(cover, form, warning=WARNING), [long_table(150)])
    assert len(pages) > 2
    assert all(WARNING.upper() in page for page in pages)


@pytest.mark.parametrize("form", FORMS)
def test_annexes_start_on_a_new_page_and_the_imprint_is_last(cover, form: str) -> None:
    blocks = [
        Heading(level=1, text="Chương"),
        Paragraph(text="Chữ."),
        Heading(level=1, text="Số liệu", part="annex"),
        long_table(3),
    ]
    pages = pages_of(in_form(cover, form), arrange(blocks))
    assert len(pages) == 2
    assert "Phụ lục 1" in pages[1]
    assert pages[1].index("ô 2") < pages[1].index("Làm bằng ket-nap.")


# The form of a Party document


@pytest.fixture
def official(cover) -> pdfplumber.PDF:
    blocks = [
        Heading(level=1, text="Tóm tắt"),
        Paragraph(text="Câu chính.", role="lead"),
        *[Paragraph(text="chữ " * 60) for _number in range(12)],
        Paragraph(text="Hết."),
        Heading(level=1, text="Số liệu", part="annex"),
        long_table(3),
    ]
    with opened(in_form(cover, "hd05-2026", issuance=FILLED), arrange(blocks)) as document:
        yield document


def words_of(page: pdfplumber.page.Page, text: str) -> dict:
    """Find a line by its text, with the font and the size of its first letter."""
    found = page.search(text, regex=False)
    assert found, text
    return found[0] | {
        key: found[0]["chars"][0][key] for key in ("fontname", "size", "top", "bottom")
    }


def test_the_head_stands_in_its_order(official) -> None:
    text = official.pages[0].extract_text()
    parts = (
        "TỈNH ỦY TÂY NINH",
        "BAN TỔ CHỨC",
        "Số 07-BC/BTCTU",
        "KHẨN",
        "Dự thảo lần 2",
        "BÁO CÁO",
        "kết quả thử",
        "-----",
        "Kỳ số liệu: năm 2024",
        "I. TÓM TẮT",
        "Câu chính.",
    )
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "Tây Ninh, ngày 05 tháng 02 năm 2026" in text
    assert "TÀI LIỆU HỘI NGHỊ" in text


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("ĐẢNG CỘNG SẢN", 15),
        ("TỈNH ỦY TÂY NINH", 14),
        ("BAN TỔ CHỨC", 14),
        ("Số 07-BC", 14),
        ("Tây Ninh, ngày", 14),
        ("TÀI LIỆU", 12),
        ("BÁO CÁO", 16),
        ("kết quả thử", 15),
        ("I. TÓM TẮT", 14),
        ("Câu chính", 14),
    ],
)
def test_the_sizes_are_those_of_the_form(official, text: str, size: float) -> None:
    assert words_of(official.pages[0], text)["size"] == pytest.approx(size)


def test_pages_after_the_first_have_their_number_ten_millimetres_from_the_edge(official) -> None:
    first, second = official.pages[:2]
    assert not first.crop((0, 0, first.width, 56)).extract_text()
    number = second.crop((0, 0, second.width, 56)).chars
    assert [char["text"] for char in number] == ["2"]
    assert number[0]["size"] == pytest.approx(14)
    assert 10 <= number[0]["top"] / 72 * 25.4 + 1.5 <= 13
    middle = (second.width + (30 - 15) / 25.4 * 72) / 2  # of the text, between unlike margins
    assert (number[0]["x0"] + number[0]["x1"]) / 2 == pytest.approx(middle, abs=2)


def test_lines_stand_an_exact_distance_apart(official) -> None:
    lines = [line for line in official.pages[1].extract_text_lines() if "chữ chữ" in line["text"]]
    steps = {round(below["bottom"] - above["bottom"], 1) for above, below in pairwise(lines)}
    assert steps <= {20.0, 26.0}
    assert 20.0 in steps


def test_the_signature_ends_the_body_before_the_annexes(official) -> None:
    texts = [page.extract_text() for page in official.pages]
    body = texts[-2]
    for part in ("Hết./.", "Nơi nhận:", "- Ban Thường vụ Tỉnh ủy;", "- Lưu Ban Tổ chức."):
        assert part in body
    assert "K/T TRƯỞNG BAN" in body
    page = official.pages[-2]
    position, signer = (words_of(page, text) for text in ("PHÓ TRƯỞNG BAN", "Nguyễn Văn An"))
    assert signer["top"] - position["bottom"] >= 4 * 14
    assert "Phụ lục 1\nSỐ LIỆU" in texts[-1]
    assert "(kèm theo Báo cáo số 07-BC/BTCTU" in texts[-1]
    assert "(1) (2)" in texts[-1]


def test_what_is_unknown_stays_blank(cover) -> None:
    text = pages_of(in_form(cover, "hd36-2018"), [Paragraph(text="Chữ.")])[0]
    assert "Số ……-BC/……" in text
    assert "……, ngày … tháng … năm …" in text
    assert "- ……," in text


def test_a_committee_issues_alone(cover) -> None:
    issuance = Issuance(issuer="committee", committee="Tỉnh ủy Tây Ninh")
    text = pages_of(in_form(cover, "hd05-2026", issuance=issuance), [Paragraph(text="Chữ.")])[0]
    assert "BAN TỔ CHỨC" not in text
    assert "T/M BAN THƯỜNG VỤ" in text


def test_a_plain_report_has_neither_head_nor_signature(cover) -> None:
    cover = in_form(cover, "plain", issuance=FILLED)
    text = "\n".join(pages_of(cover, [Paragraph(text="Chữ.")]))
    assert "ĐẢNG CỘNG SẢN" not in text
    assert "Nơi nhận" not in text
    assert "1 / 1" in text


def test_english_words_stand_around_english_text(cover, blocks) -> None:
    text = "\n".join(pages_of(cover.model_copy(update={"language": "en"}), blocks))
    assert "Table 1." in text
    assert "Figure 1." in text
