from __future__ import annotations

import io

import docx
import pytest
from office_files.office_builders import docx_of, paragraph, word_table

from analysis.office_files.grids import Merge


def texts(sheet) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in sheet.cells.items()}


def run(inner: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr>{inner}</w:r></w:p>"


def span(text: str, *properties: str) -> str:
    return f"<w:tcPr>{''.join(properties)}</w:tcPr>{paragraph(text) if text else '<w:p/>'}"


DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def wide(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_tables_stand_in_order_with_the_paragraphs_before_them(read):
    body = (
        paragraph("BÁO CÁO")
        + "<w:p/>"
        + paragraph("Biểu 1")
        + word_table([paragraph("a")])
        + paragraph("Biểu 2")
        + word_table([paragraph("b")])
        + paragraph("Nơi nhận")
    )
    book = read(docx_of(body), "return.xls")
    assert book.file_format == "docx"
    assert [(one.name, one.context) for one in book.sheets] == [
        ("table 1", ("BÁO CÁO", "Biểu 1")),
        ("table 2", ("Biểu 2",)),
    ]
    assert book.sheets[1].locate(1, 1) == "table 2 row 1 col 1"


def test_merged_cells_keep_their_columns(read_sheet):
    body = word_table(
        [span("Đơn vị", DOWN), span("Kết quả", wide(2)), span("Ghi chú", DOWN)],
        [span("", ON), span("CT"), span("TH"), span("", ON)],
        [span("Xã A"), span("1"), span("2"), span("")],
    )
    sheet = read_sheet(docx_of(body))
    assert texts(sheet) == {
        (1, 1): "Đơn vị",
        (1, 2): "Kết quả",
        (1, 4): "Ghi chú",
        (2, 2): "CT",
        (2, 3): "TH",
        (3, 1): "Xã A",
        (3, 2): "1",
        (3, 3): "2",
    }
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 2, 4)}


def test_merges_down_end_where_a_new_one_begins(read_sheet):
    body = word_table(
        [span("a", DOWN), span("1")],
        [span("", ON), span("2")],
        [span("b", DOWN), span("3")],
        [span("", ON), span("4")],
        [span("c"), span("5")],
        [span("d", ON), span("6")],
    )
    sheet = read_sheet(docx_of(body))
    assert sheet.merges == (Merge(1, 1, 2, 1), Merge(3, 1, 4, 1))
    assert sheet.cells[6, 1].text == "d"


def test_merges_of_old_documents_and_rows_that_begin_further_right(read_sheet):
    begin, on = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    late = "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr><w:tc>"
    body = word_table([span("a", begin), span("", on), span("b")]).replace(
        "</w:tbl>", late + paragraph("x") + "</w:tc></w:tr></w:tbl>"
    )
    sheet = read_sheet(docx_of(body))
    assert texts(sheet) == {(1, 1): "a", (1, 3): "b", (2, 3): "x"}
    assert sheet.merges == (Merge(1, 1, 1, 2),)


def test_the_library_for_word_writes_what_we_read(read):
    document, buffer = docx.Document(), io.BytesIO()
    document.add_heading("Biểu 1")
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Đơn vị"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Kết quả"
    table.cell(2, 2).text = "12\tx"
    table.cell(2, 0).add_paragraph("hai")
    document.save(buffer)
    (sheet,) = read(buffer.getvalue()).sheets
    assert sheet.context == ("Biểu 1",)
    assert texts(sheet) == {(1, 1): "Đơn vị", (1, 2): "Kết quả", (3, 1): "\nhai", (3, 3): "12\tx"}
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3)}


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:t>Tr</w:t><w:softHyphen/><w:t>¬ng</w:t>", "Tr\u00ad¬ng"),
        ("<w:t>2024</w:t><w:noBreakHyphen/><w:t>2025</w:t>", "2024-2025"),
        ("<w:t>a</w:t><w:br/><w:t>b</w:t><w:cr/><w:t>c</w:t><w:tab/><w:t>d</w:t>", "a\nb\nc\td"),
        ('<w:t xml:space="preserve"> a </w:t>', " a "),
        ("<w:instrText>PAGE</w:instrText><w:t>1</w:t><w:delText>2</w:delText>", "1"),
        ('<w:sym w:font="Symbol" w:char="00B1"/><w:t>1</w:t>', "±1"),
    ],
)
def test_signs_within_a_run_become_letters(read_sheet, inner, text):
    assert texts(read_sheet(docx_of(word_table([run(inner)])))) == {(1, 1): text}


def test_of_tracked_changes_the_new_state_is_read(read):
    gone = "<w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
    moved = "<w:moveFrom><w:r><w:t>7</w:t></w:r></w:moveFrom>"
    come = "<w:ins><w:r><w:t>120</w:t></w:r></w:ins>"
    row = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{paragraph('x')}</w:tc></w:tr>"
    body = word_table([f"<w:p>{gone}{moved}{come}</w:p>"], [paragraph("y")])
    body = body.replace("</w:tr><w:tr>", f"</w:tr>{row}<w:tr>")
    book = read(docx_of(body))
    assert texts(book.sheets[0]) == {(1, 1): "120", (2, 1): "y"}
    assert [(one.rule, one.locator) for one in book.remarks] == [
        ("deleted_text_ignored", "table 1")
    ]


def test_hidden_text_is_left_out_with_a_remark(read):
    styles = (
        '<w:style w:type="character" w:styleId="H"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="I"><w:basedOn w:val="H"/></w:style>'
    )
    body = word_table(
        [
            paragraph("a", "<w:vanish/>") + paragraph("b", '<w:rStyle w:val="I"/>'),
            paragraph("c", '<w:vanish w:val="0"/>'),
        ]
    )
    book = read(docx_of(body, styles=styles))
    assert texts(book.sheets[0]) == {(1, 2): "c"}
    assert [one.rule for one in book.remarks] == ["hidden_text_ignored"]


def test_the_font_is_that_of_the_first_letters(read_sheet):
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:rPr><w:rFonts '
        'w:hAnsi="VNI-Times"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="P"><w:basedOn w:val="N"/></w:style>'
        '<w:style w:type="character" w:styleId="C"><w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>'
        "</w:style>"
    )
    body = word_table(
        [
            paragraph("a", '<w:rFonts w:ascii=".VnTime" w:hAnsi=".VnTime"/>') + paragraph("b"),
            paragraph("a"),
            paragraph("a", '<w:rStyle w:val="C"/>'),
            '<w:p><w:pPr><w:pStyle w:val="P"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>',
            paragraph("a", '<w:rFonts w:asciiTheme="minorHAnsi"/>'),
        ]
    )
    fonts = [cell.font for cell in read_sheet(docx_of(body, styles=styles)).cells.values()]
    assert fonts == [".VnTime", "VNI-Times", "Arial", "VNI-Times", ""]


def test_a_table_within_a_cell_follows_as_a_table_of_its_own(read):
    inner = word_table([paragraph("in")])
    body = word_table([paragraph("out") + inner + "<w:p/>"]) + word_table([paragraph("next")])
    assert [(one.name, texts(one)) for one in read(docx_of(body)).sheets] == [
        ("table 1", {(1, 1): "out\n"}),
        ("table 2", {(1, 1): "in"}),
        ("table 3", {(1, 1): "next"}),
    ]


def test_content_controls_are_looked_into(read):
    table = word_table([paragraph("a")])
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{table}</w:sdtContent></w:sdt>"
    field = "<w:p><w:sdt><w:sdtContent><w:r><w:t>12</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    sheets = read(docx_of(control + word_table([field]))).sheets
    assert [texts(one) for one in sheets] == [{(1, 1): "a"}, {(1, 1): "12"}]


def test_hidden_rows_and_text_boxes_are_told(read):
    box = "<w:p><w:r><w:pict><w:txbxContent><w:p/></w:txbxContent></w:pict></w:r></w:p>"
    table = word_table([paragraph("a")], [paragraph("b")])
    hidden = table.replace("<w:tr>", "<w:tr><w:trPr><w:hidden/></w:trPr>", 1)
    book = read(docx_of(box + hidden))
    assert book.sheets[0].hidden_rows == {1}
    assert [one.rule for one in book.remarks] == ["text_boxes_ignored"]


def test_a_document_without_tables_gives_no_sheets(read):
    assert read(docx_of(paragraph("a"))).sheets == ()
