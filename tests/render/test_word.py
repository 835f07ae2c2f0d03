"""The Word file: native styles, real tables, fields, and data that stay text."""

import io
import re
import unicodedata
import zipfile
from datetime import date

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from lxml import etree

from analysis.document.arrange import arrange
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Row,
    Table,
)
from analysis.errors import RenderError
from analysis.registers.report_settings import Issuance
from analysis.render.cover import Cover
from analysis.render.word import render_word

from .conftest import HOSTILE_NAMES, LETTERS

FORMS = ("hd05-2026", "hd36-2018", "plain")
COMMISSION = Issuance(
    committee="Tỉnh ủy Long An",
    number=7,
    place="Long An",
    issued_on=date(2023, 2, 5),
    authority="K/T TRƯỞNG BAN",
    position="PHÓ TRƯỞNG BAN",
    signer="Nguyễn Văn Ủy",
    recipients=("Thường trực Tỉnh ủy", "Lưu Ban Tổ chức"),
    end_mark="./.",
)
COMMITTEE = Issuance(issuer="committee", committee="Tỉnh ủy Long An", position="PHÓ BÍ THƯ")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10"/>'


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def official(cover: Cover, issuance: Issuance = COMMISSION, **changes: object) -> Cover:
    return cover.model_copy(update={"form": "hd05-2026", "issuance": issuance, **changes})


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(document: Document) -> str:
    """Give all text in order, a line for each paragraph, in tables too."""
    paragraphs = document.element.body.iter(qn("w:p"))
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def lines_in(document: Document, style: str) -> list[str]:
    found = document.element.body.iter(qn("w:p"))
    return ["".join(t.text for t in p.iter(qn("w:t"))) for p in found if p.pPr.pStyle.val == style]


def a_table(columns: int, rows: int = 1, sheet: str = "Bang", **changes: object) -> Table:
    heads = tuple(Column(head=f"Cột thứ {n} dàidàidài", align="right") for n in range(columns))
    cells = tuple(Cell(text="1.514", value=1514) for _ in range(columns))
    every = tuple(Row(cells=cells) for _ in range(rows))
    return Table(sheet=sheet, caption="Số liệu", columns=heads, rows=every, **changes)


# What stands in the file


@pytest.mark.parametrize("form", FORMS)
def test_text_captions_figures_and_sources_are_there(cover, blocks, form: str) -> None:
    text = text_of(opened(render_word(cover.model_copy(update={"form": form}), blocks)))
    for part in ("Bảng\u00a01. Bảng thử", "Biểu đồ\u00a01. Hình thử", "1.514*", "94,40%", "…"):
        assert part in text
    assert "Nguồn: Nguồn thử [1]" in text
    assert "Làm bằng ket-nap." in text
    assert set(LETTERS) <= set(text)


def test_letters_are_composed_and_control_characters_are_shown(cover) -> None:
    decomposed = unicodedata.normalize("NFD", "Đảng bộ phường Ủy")
    text = text_of(opened(render_word(cover, [Paragraph(text=decomposed + "\x00\x1b\ud800")])))
    assert "Đảng bộ phường Ủy\ufffd\ufffd\ufffd" in text


@pytest.mark.parametrize("name", [name for name in HOSTILE_NAMES if "\u00a0" not in name])
def test_a_name_comes_out_as_the_text_it_is(cover, blocks, name: str) -> None:
    content = render_word(cover, blocks)
    assert f"● {name}\n" in text_of(opened(content))


def test_no_name_becomes_a_field_or_leads_out_of_the_file(cover, blocks) -> None:
    named = [Heading(level=1, text=name) for name in HOSTILE_NAMES]
    parts = parts_of(render_word(cover, arrange([*named, *blocks])))
    codes = re.findall(rb"<w:instrText[^>]*>([^<]*)<", b"".join(parts.values()))
    assert {code.split()[0] for code in codes} == {b"PAGE", b"SEQ", b"TOC"}
    assert not any(b"External" in content for content in parts.values())


@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(cover, blocks, form: str) -> None:
    named = cover.model_copy(update={"form": form})
    assert render_word(named, blocks) == render_word(named, blocks)


def test_nothing_tells_of_the_machine_or_the_clock(cover, blocks) -> None:
    content = render_word(cover, blocks)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = opened(content).core_properties
    assert (properties.author, properties.last_modified_by) == ("ket-nap", "ket-nap")
    assert {properties.created.year, properties.modified.year} == {2000}
    assert properties.title == "Báo cáo thử – Đảng bộ tỉnh <Thử>"


@pytest.mark.parametrize(("code", "locale"), [("vi", "vi-VN"), ("en", "en-GB")])
def test_the_language_is_named_and_its_words_are_used(cover, blocks, code, locale) -> None:
    document = opened(render_word(cover.model_copy(update={"language": code}), blocks))
    assert document.core_properties.language == locale
    assert document.styles.element.find(".//" + qn("w:lang")).get(qn("w:val")) == locale
    word = {"vi": "Bảng", "en": "Table"}[code]
    assert lines_in(document, "Caption")[0].startswith(f"{word}\u00a01. ")


# Form and pages


@pytest.mark.parametrize(("form", "line"), [("hd05-2026", 400), ("hd36-2018", 360)])
def test_an_official_form_sets_page_and_text_as_ruled(cover, form: str, line: int) -> None:
    document = opened(render_word(cover.model_copy(update={"form": form}), []))
    page = document.sections[0]
    assert (round(page.page_width.mm), round(page.page_height.mm)) == (210, 297)
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert round(page.header_distance.mm) == 10
    body = document.styles["Body Text"]
    spacing = body.element.pPr.spacing
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == (str(line), "exact")
    assert body.paragraph_format.space_after.pt == 6
    assert round(body.paragraph_format.first_line_indent.mm) == 10
    fonts = document.styles.element.find(".//" + qn("w:rFonts"))
    assert set(fonts.attrib.values()) == {"Times New Roman"}


def test_the_number_of_the_page_is_not_on_the_first_page_of_a_party_document(cover) -> None:
    page = opened(render_word(official(cover), [])).sections[0]
    assert page.different_first_page_header_footer
    assert "PAGE" in etree.tostring(page.header._element).decode()
    assert "PAGE" not in etree.tostring(page.first_page_header._element).decode()


@pytest.mark.parametrize("form", FORMS)
def test_a_warning_stands_on_every_page(cover, form: str) -> None:
    warned = cover.model_copy(update={"form": form, "warning": "Số liệu hư cấu"})
    page = opened(render_word(warned, [])).sections[0]
    headers = [page.header]
    if page.different_first_page_header_footer:
        headers.append(page.first_page_header)
    assert all("Số liệu hư cấu" in [p.text for p in header.paragraphs] for header in headers)


def test_a_wide_table_turns_its_page_and_no_other(cover) -> None:
    blocks = [Heading(level=1, text="Chương"), a_table(14), Paragraph(text="Sau đó.")]
    document = opened(render_word(official(cover), arrange(blocks)))
    turned = [page.page_width > page.page_height for page in document.sections]
    assert turned == [False, True, False]
    assert not any(page.different_first_page_header_footer for page in document.sections[1:])


# Head and foot


def test_the_commission_issues_in_two_lines_and_signs(cover) -> None:
    blocks = [Heading(level=1, text="Chương"), Paragraph(text="Hết.")]
    text = text_of(opened(render_word(official(cover, subject="kết quả thử"), arrange(blocks))))
    lines = [line for line in text.split("\n") if line]
    assert lines[:9] == [
        "TỈNH ỦY LONG AN",
        "BAN TỔ CHỨC",
        "*",
        "Số 07-BC/BTCTU",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Long An, ngày 05 tháng 02 năm 2023",
        "BÁO CÁO",
        "kết quả thử",
        "-----",
    ]
    assert lines[-7:-1] == [
        "Nơi nhận:",
        "- Thường trực Tỉnh ủy;",
        "- Lưu Ban Tổ chức.",
        "K/T TRƯỞNG BAN",
        "PHÓ TRƯỞNG BAN",
        "Nguyễn Văn Ủy",
    ]
    assert "Hết./." in lines


def test_the_committee_issues_in_one_line(cover) -> None:
    document = opened(render_word(official(cover, COMMITTEE), []))
    assert lines_in(document, "Superior") == []
    assert lines_in(document, "Issuer") == ["TỈNH ỦY LONG AN"]
    assert lines_in(document, "Authority") == ["T/M BAN THƯỜNG VỤ"]


def test_what_is_not_known_stays_blank(cover) -> None:
    document = opened(render_word(official(cover, Issuance()), []))
    assert lines_in(document, "IssueNumber") == ["*", "Số ……-BC/……"]
    assert lines_in(document, "PlaceDate") == ["……, ngày … tháng … năm …"]
    assert lines_in(document, "Signer") == ["……"]


def test_the_signature_stands_between_the_body_and_its_annexes(cover) -> None:
    annex = Heading(level=1, text="Số liệu", part="annex")
    blocks = arrange([Paragraph(text="Hết."), annex, Paragraph(text="Phụ.")])
    document = opened(render_word(official(cover), blocks))
    text = text_of(document)
    assert text.index("Hết./.") < text.index("Nguyễn Văn Ủy") < text.index("Phụ lục 1")
    assert "(kèm theo Báo cáo số 07-BC/BTCTU" in text
    title = next(p for p in document.paragraphs if p.style.style_id == "AnnexTitle")
    assert title.paragraph_format.page_break_before


def test_a_plain_report_has_no_head_but_its_contents(cover, blocks) -> None:
    document = opened(render_word(cover, blocks))
    assert lines_in(document, "Issuer") == []
    assert lines_in(document, "TOC1") == ["I. Chương một", "II. Chương hai"]


# Blocks


def test_headings_are_native_and_carry_their_numbers(cover, blocks) -> None:
    document = opened(render_word(cover, blocks))
    found = [(p.style.name, p.text) for p in document.paragraphs if "Heading" in p.style.name]
    assert found[:2] == [("Heading 1", "I. Chương một"), ("Heading 2", "1. Mục")]


def test_the_head_of_a_table_repeats_and_no_row_is_split(cover, blocks) -> None:
    table = next(t for t in opened(render_word(cover, blocks)).tables if len(t.rows) > 2)
    rows = [row._tr for row in table.rows]
    assert [row.find(".//" + qn("w:tblHeader")) is not None for row in rows][:2] == [True, False]
    assert all(row.find(".//" + qn("w:cantSplit")) is not None for row in rows)


def test_figures_stand_on_the_right_and_what_stands_out_is_bold_and_marked(cover, blocks) -> None:
    table = next(t for t in opened(render_word(cover, blocks)).tables if len(t.rows) > 2)
    attention, total = table.rows[1].cells, table.rows[-1].cells
    assert [cell.paragraphs[0].style.style_id for cell in attention] == ["TableText", "TableFigure"]
    assert attention[0].text.startswith("● ")
    styles = [[c.paragraphs[0].runs[0].style.style_id for c in row] for row in (attention, total)]
    assert styles == [["Strong", "DefaultParagraphFont"], ["Strong", "Strong"]]


def test_the_columns_fill_the_width_of_the_text(cover) -> None:
    document = opened(render_word(official(cover), arrange([a_table(3)])))
    grid = document.tables[1]._tbl.tblGrid
    width = sum(int(column.get(qn("w:w"))) for column in grid)
    assert width == pytest.approx(165 / 25.4 * 1440, abs=5)


@pytest.mark.parametrize(("form", "heads"), [("hd05-2026", 2), ("plain", 1)])
def test_columns_are_numbered_in_the_annexes_of_a_party_document(cover, form, heads) -> None:
    annex = Heading(level=1, text="Số liệu", part="annex")
    blocks = arrange([Heading(level=1, text="Chương"), annex, a_table(3)])
    document = opened(render_word(cover.model_copy(update={"form": form}), blocks))
    found = [row for table in document.tables for row in table._tbl.iter(qn("w:tblHeader"))]
    assert len(found) == heads


def test_references_follow_a_renumbering(cover) -> None:
    text = Paragraph(text="Xem số liệu.", see=("Bang",))
    bullets = BulletList(items=("Điểm một;", "Điểm hai"), see=("Bang", "Khong"))
    document = opened(render_word(cover, arrange([text, bullets, a_table(2)])))
    assert "Xem số liệu (Bảng 1)." in text_of(document)
    assert "Điểm một (Bảng 1);\nĐiểm hai\n" in text_of(document)
    codes = [code.text for code in document.element.iter(qn("w:instrText"))]
    assert codes == [r" REF bang_1 \h ", r" REF bang_1 \h ", r" SEQ Bảng \* ARABIC "]
    names = [mark.get(qn("w:name")) for mark in document.element.iter(qn("w:bookmarkStart"))]
    assert names == ["bang_1"]


def test_a_figure_is_a_picture_as_wide_as_the_text_with_its_description(cover) -> None:
    figure = Figure(caption="Hình", alt='Mô tả "có ngoặc"', svg=SVG, subtitle="Đo gì")
    document = opened(render_word(official(cover), arrange([figure])))
    (picture,) = document.inline_shapes
    assert (round(picture.width.mm, 1), round(picture.height.mm, 1)) == (165.0, 82.5)
    described = picture._inline.docPr
    assert (described.get("descr"), described.get("title")) == ('Mô tả "có ngoặc"', "Hình")
    assert lines_in(document, "FigureSubtitle") == ["Đo gì"]


def test_a_high_figure_leaves_room_for_its_caption(cover) -> None:
    figure = Figure(caption="Hình", alt="Mô tả", svg=SVG.replace("0 0 20 10", "0 0 10 40"))
    (picture,) = opened(render_word(cover, [figure])).inline_shapes
    assert picture.height.mm < 297 - 40 - 50


def test_a_drawing_that_is_none_is_an_error(cover) -> None:
    with pytest.raises(RenderError, match="Hình"):
        render_word(cover, [Figure(caption="Hình", alt="Mô tả", svg="<svg")])


def test_key_figures_stand_side_by_side(cover) -> None:
    names = ("Kết nạp", "Tỷ lệ", "Thiếu")
    items = tuple(
        KeyFigure(name=name, value="5", needs_attention=name == "Thiếu") for name in names
    )
    table = opened(render_word(cover, [KeyFigures(items=items)])).tables[0]
    assert [cell.text.split("\n")[0] for cell in table.rows[0].cells] == list(names)
    tops = [int(top.get(qn("w:sz"))) for top in table._tbl.iter(qn("w:top"))]
    assert tops[2] > tops[0] == tops[1]


@pytest.mark.parametrize("code", ["vi", "en"])
def test_no_two_styles_have_one_name(cover, code: str) -> None:
    document = opened(render_word(official(cover, language=code), []))
    names = [style.name.casefold() for style in document.styles]
    assert len(names) == len(set(names)) > 40


# The schema: Word takes a file whose elements stand in another order for damaged

ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind"
    " jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b i caps color sz szCs u lang",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW tcBorders shd vAlign",
    "tcBorders": "top left bottom right",
    "tblBorders": "top left bottom right insideH insideV",
    "tblCellMar": "top left bottom right",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "sectPr": "headerReference type pgSz pgMar cols titlePg",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr"
    " tblStylePr",
    "styles": "docDefaults style",
    "lvl": "start numFmt pStyle suff lvlText lvlJc",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol"
    " listSeparator",
}


def elements(content: bytes) -> list[etree._Element]:
    parts = (part for name, part in parts_of(content).items() if name.endswith(".xml"))
    return [element for part in parts for element in etree.fromstring(part).iter("*")]


@pytest.fixture
def everything(blocks) -> list[Block]:
    annex = Heading(level=1, text="Phụ lục", part="annex", anchor="phu")
    figure = Figure(caption="Hai", alt="Hai", svg=SVG, notes=("Ghi chú",), source="Nguồn")
    wide = a_table(14, rows=3, sheet="Rong", notes=("Ghi chú",), source="Nguồn")
    text = Paragraph(text="Xem.", see=("Thu", "Rong"))
    return arrange([*blocks, a_table(14), figure, text, annex, wide])


@pytest.mark.parametrize("form", FORMS)
def test_children_stand_in_the_order_of_the_schema(cover, everything, form: str) -> None:
    marked = cover.model_copy(
        update={"form": form, "issuance": COMMISSION, "warning": "Hư cấu", "language": "vi"}
    )
    for element in elements(render_word(marked, everything)):
        name = etree.QName(element).localname
        if element.tag.startswith(f"{{{element.nsmap.get('w')}}}") and name in ORDER:
            order = ORDER[name].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), etree.tostring(element)[:300]


@pytest.mark.parametrize("form", FORMS)
def test_ids_are_unique_and_every_reference_has_its_target(cover, everything, form: str) -> None:
    found = elements(render_word(cover.model_copy(update={"form": form}), everything))

    def values(tag: str, attribute: str) -> list[str]:
        return [e.get(attribute) for e in found if e.tag == qn(tag)]

    marks = values("w:bookmarkStart", qn("w:name"))
    for ids in (marks, values("w:bookmarkStart", qn("w:id")), values("wp:docPr", "id")):
        assert len(ids) == len(set(ids)) > 0
    assert all(re.fullmatch(r"[a-z]\w{0,39}", name) for name in marks)
    codes = [e.text for e in found if e.tag == qn("w:instrText")]
    targets = {code.split()[1] for code in codes if code.split()[0] == "REF"}
    assert targets | set(values("w:hyperlink", qn("w:anchor"))) <= set(marks)
    assert targets


@pytest.mark.parametrize("form", FORMS)
def test_every_style_in_use_is_defined_and_every_cell_ends_with_a_paragraph(
    cover, everything, form: str
) -> None:
    named = cover.model_copy(update={"form": form, "issuance": COMMISSION, "warning": "Hư cấu"})
    found = elements(render_word(named, everything))
    defined = {e.get(qn("w:styleId")) for e in found if e.tag == qn("w:style")}
    used = ("w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next")
    wanted = {e.get(qn("w:val")) for e in found if e.tag in {qn(tag) for tag in used}}
    assert wanted <= defined
    assert all(cell[-1].tag == qn("w:p") for cell in found if cell.tag == qn("w:tc"))
    after = [t.getnext().tag for t in found if t.tag == qn("w:tbl")]
    assert set(after) == {qn("w:p")}
