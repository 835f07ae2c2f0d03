from __future__ import annotations

import pytest

from analysis.office_files.grids import CellKind, Merge


def texts(sheet) -> dict[tuple[int, int], str]:
    return {place: cell.text for place, cell in sheet.cells.items()}


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()


def test_tables_stand_in_order_with_the_paragraphs_before_them(read):
    book = read(
        page(
            "<h3>Biểu\n  1</h3>Năm 2024<br><b>quý</b> 2<script>x</script>"
            "<table><caption>Đơn vị: người<tr><td>a</table>giữa<table><tr><td>b</table>"
        )
    )
    assert [(one.name, one.context, texts(one)) for one in book.sheets] == [
        ("table 1", ("Biểu 1", "Năm 2024", "quý 2", "Đơn vị: người"), {(1, 1): "a"}),
        ("table 2", ("giữa",), {(1, 1): "b"}),
    ]


def test_spans_place_cells_as_browsers_do(read_sheet):
    sheet = read_sheet(
        page(
            "<table><thead><tr><th rowspan=2>Đơn vị<th colspan=2>Kết quả<th rowspan=9>G</tr>"
            "<tr><th>CT<th>TH</tr></thead><tbody><tr><td>Xã A<td>1<td>2<td>x</tr></tbody></table>"
        )
    )
    assert texts(sheet) == {
        (1, 1): "Đơn vị",
        (1, 2): "Kết quả",
        (1, 4): "G",
        (2, 2): "CT",
        (2, 3): "TH",
        (3, 1): "Xã A",
        (3, 2): "1",
        (3, 3): "2",
        (3, 4): "x",
    }
    assert set(sheet.merges) == {Merge(1, 1, 2, 1), Merge(1, 2, 1, 3), Merge(1, 4, 2, 4)}


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("Xã<br>A", "Xã\nA"),
        ("  Xã \n  A ", "Xã A"),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("<div>a</div>b", "a\nb"),
        ("&nbsp;&nbsp;a", "\u00a0\u00a0a"),
        ("a<!-- b --><script>c</script><style>d</style>e", "ae"),
        ("1.514&shy;", "1.514\u00ad"),
        ("&#7879;", "ệ"),
    ],
)
def test_the_text_of_a_cell_is_what_a_browser_shows(read_sheet, cell, text):
    assert texts(read_sheet(page(f"<table><tr><td>{cell}</table>"))) == {(1, 1): text}


def test_tables_within_cells_follow_and_their_text_is_not_told_twice(read):
    inner = "<table><tr><td>in<td>side</table>"
    body = f"<table><tr><td>a<td>{inner}<tr><td>b<td>c</table>"
    assert [texts(one) for one in read(page(body)).sheets] == [
        {(1, 1): "a", (2, 1): "b", (2, 2): "c"},
        {(1, 1): "in", (1, 2): "side"},
    ]


def test_a_table_that_only_arranges_the_page_gives_no_sheet_but_its_words(read):
    inner = "<table><tr><td>1<td>2</table>"
    body = f"<table><tr><td><p>Tiêu đề</p>{inner}</td></tr><tr><td>{inner}</table>"
    sheets = read(page(body)).sheets
    assert [(one.name, one.context) for one in sheets] == [
        ("table 1", ("Tiêu đề",)),
        ("table 2", ()),
    ]
    beside = f"<table><tr><td>{inner}<td>{inner}</table>"
    assert len(read(page(beside)).sheets) == 2


def test_hidden_rows_columns_and_tables_are_known(read):
    book = read(
        page(
            "<table><col><col style='display:none'><col span=2 style='visibility:collapse'>"
            "<tr><td>a<td style='display:none'>b<td>c<td>d<td>e"
            "<tr style='DISPLAY: none'><td>1<tr class=h><td>2<tr hidden><td>3<tr><td>4</table>"
            "<div style='display:none'><table><tr><td>x</table></div>",
            "<style>td{color:red} tr.h, .g {visibility:collapse}</style>",
        )
    )
    first, second = book.sheets
    assert (first.hidden_rows, first.hidden_columns) == ({2, 3, 4}, {2, 3, 4})
    assert [first.cells[1, column].text for column in range(1, 6)] == list("abcde")
    assert (first.is_hidden, second.is_hidden) == (False, True)
    assert book.remarks == ()


def test_hidden_cells_and_words_are_left_out_with_remarks(read):
    book = read(
        page(
            "<table><tr><td>a<td style='display:none'>9<td>b"
            "<tr><td><span style='display:none'>9</span>c<td style='visibility:hidden'>9</table>"
        )
    )
    assert texts(book.sheets[0]) == {(1, 1): "a", (1, 2): "b", (2, 1): "c"}
    assert [one.rule for one in book.remarks] == ["hidden_cells_ignored", "hidden_text_ignored"]


def test_numbers_that_programs_noted_come_before_what_they_show(read_sheet):
    styles = (
        '<style><!-- .p {mso-number-format:"0\\.00%"; font-family:".VnTime", serif}\n'
        ".d {mso-number-format:'dd\\/mm\\/yyyy'} .q{mso-number-format:Percent;}"
        " .t{mso-number-format:'\\@'} --></style>"
    )
    cells = (
        '<td class=p x:num="0.5253">52,53%'
        "<td x:num>1514<td x:num>1.514"
        '<td class=d x:num="45473">30/06/2024'
        '<td sdval="0.5" sdnum="1066;0;0%">50%'
        '<td x:err="#DIV/0!">#DIV/0!'
        '<td class=q x:num="nan">x<td class=t>001'
    )
    sheet = read_sheet(page(f"<table><tr>{cells}</table>", styles))
    found = [(one.kind, one.text, one.number_format) for one in sheet.cells.values()]
    assert found == [
        (CellKind.NUMBER, "0.5253", "0.00%"),
        (CellKind.NUMBER, "1514", ""),
        (CellKind.TEXT, "1.514", ""),
        (CellKind.TEXT, "30/06/2024", "dd/mm/yyyy"),
        (CellKind.NUMBER, "0.5", ""),
        (CellKind.ERROR, "#DIV/0!", ""),
        (CellKind.TEXT, "x", "0.00%"),
        (CellKind.TEXT, "001", "@"),
    ]


def test_the_font_is_that_of_the_first_letters(read_sheet):
    head = "<style>td{font-family:Arial} .v{font-family:'.VnTime'}</style>"
    cells = "<td>a<td class=v>b<td><font face='VNI-Times, x'>c</font>d<td style='font-family:X'>e"
    sheet = read_sheet(page(f"<table><tr>{cells}</table>", head))
    assert [one.font for one in sheet.cells.values()] == ["Arial", ".VnTime", "VNI-Times", "X"]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<meta charset=windows-1252><table><tr><td>Huế".encode(), "Huế"),
        ("\ufeff<table><tr><td>Huế".encode("utf-16-le"), "Huế"),
        ("<table><tr><td>Huế".encode("utf-16-be"), "Huế"),
        (b"<meta charset=windows-1258><table><tr><td>Hu\xea\xec", "Huế"),
        (b"<table><tr><td>Hu\xea\xec", "Huế"),
        (b"<table><tr><td>\xa7\xb6ng b\xe9", "§¶ng bé"),
        (b"<meta charset=iso-8859-1><table><tr><td>\xa7\xb6ng b\xe9\xad\x85", "§¶ng bé\u00ad…"),
    ],
)
def test_the_encoding_is_what_the_bytes_prove_then_what_they_declare(read_sheet, content, text):
    assert texts(read_sheet(content)) == {(1, 1): text}


def test_an_empty_table_is_an_empty_sheet_and_a_page_without_tables_none(read):
    (sheet,) = read(page("<table><tr><td></table>")).sheets
    assert sheet.cells == {}
    assert read(page("<p>không có bảng")).sheets == ()
