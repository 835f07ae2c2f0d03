from __future__ import annotations

import datetime as dt
import io
import random

import openpyxl
import pytest
import xlsxwriter
from office_files.office_builders import (
    row_xml,
    shared_xml,
    sheet_xml,
    with_styles,
    xlsx_of,
    xlsx_parts,
    zip_of,
)

from analysis.office_files.grids import Cell, CellKind, Merge, UnreadableFileError
from analysis.office_files.number_formats import format_of, is_date_format


def formula_cell(reference: str, formula: str, value: str, kind: str = "") -> str:
    of_kind = f' t="{kind}"' if kind else ""
    return f'<c r="{reference}"{of_kind}>{formula}{value}</c>'


def only(sheet) -> Cell:
    (cell,) = sheet.cells.values()
    return cell


@pytest.mark.parametrize(
    ("xml", "kind", "text", "number"),
    [
        ('<c r="A1"><v>1514</v></c>', CellKind.NUMBER, "1514", 1514.0),
        ('<c r="A1"><v>0.52529999999999999</v></c>', CellKind.NUMBER, "0.5253", 0.5253),
        ('<c r="A1"><v>1E+20</v></c>', CellKind.NUMBER, "1e+20", 1e20),
        ('<c r="A1"><v>-3</v></c>', CellKind.NUMBER, "-3", -3.0),
        ('<c r="A1" t="b"><v>1</v></c>', CellKind.BOOLEAN, "TRUE", None),
        ('<c r="A1" t="e"><v>#N/A</v></c>', CellKind.ERROR, "#N/A", None),
        (
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> NA </t></is></c>',
            CellKind.TEXT,
            " NA ",
            None,
        ),
        ('<c r="A1" t="str"><v>None</v></c>', CellKind.TEXT, "None", None),
        ('<c r="A1" t="d"><v>2024-06-30T00:00:00</v></c>', CellKind.DATE, "2024-06-30", None),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', CellKind.NUMBER, "2", 2.0),
        ('<c r="A1"><f>1+1</f></c>', CellKind.UNCACHED, "=1+1", None),
        ('<c r="A1"><f>1+1</f><v></v></c>', CellKind.UNCACHED, "=1+1", None),
        ('<c r="A1"><f>1+1</f><v/></c>', CellKind.UNCACHED, "=1+1", None),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', CellKind.ERROR, "#DIV/0!", None),
    ],
)
def test_tells_what_a_cell_holds(read_sheet, xml, kind, text, number):
    cell = only(read_sheet(xlsx_of(sheet_xml(row_xml(xml)))))
    assert (cell.kind, cell.text, cell.number) == (kind, text, number)


def test_a_formula_that_gives_an_empty_text_holds_nothing(read_sheet):
    xml = formula_cell("A1", '<f>IF(B1=0,"","x")</f>', "<v></v>", "str")
    assert read_sheet(xlsx_of(sheet_xml(row_xml(xml)))).cells == {}


def test_a_formula_shared_by_cells_is_named_by_its_first_cell(read_sheet):
    first = formula_cell("A1", '<f t="shared" ref="A1:A2" si="0">B1*2</f>', "")
    second = formula_cell("A2", '<f t="shared" si="0"/>', "")
    sheet = read_sheet(xlsx_of(sheet_xml(row_xml(first) + row_xml(second, number=2))))
    assert [cell.text for cell in sheet.cells.values()] == ["=B1*2", "=[A1]"]


def test_texts_keep_blanks_soft_hyphens_and_their_unicode_form(read_sheet):
    texts = ["  Đảng bộ \u00a0", "ph\u00adng", "Hue\u0302\u0301", "hai\ndòng"]
    cells = "".join(f'<c r="A{n}" t="s"><v>{n - 1}</v></c>' for n in range(1, len(texts) + 1))
    shared = shared_xml(*(f'<t xml:space="preserve">{text}</t>' for text in texts))
    sheet = read_sheet(xlsx_of(sheet_xml(f"<row>{cells}</row>"), shared=shared))
    assert [cell.text for cell in sheet.cells.values()] == texts


def test_rows_hidden_in_any_way_are_known(read_sheet):
    rows = (
        '<row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="2" hidden="1"><c r="A2"><v>1</v></c></row>'
        '<row r="3" hidden="true" outlineLevel="1"><c r="A3"><v>1</v></c></row>'
        '<row r="4" ht="0" customHeight="1"><c r="A4"><v>1</v></c></row>'
        '<row r="5" collapsed="1" ht="15"><c r="A5"><v>1</v></c></row>'
        '<row r="9" hidden="1"/>'
    )
    assert read_sheet(xlsx_of(sheet_xml(rows))).hidden_rows == {2, 3, 4}


def test_columns_hidden_in_any_way_are_known_as_far_as_cells_reach(read_sheet):
    columns = (
        '<cols><col min="2" max="3" hidden="1" width="9"/><col min="5" max="5" width="0"/>'
        '<col min="6" max="6" width="9"/><col min="7" max="16384" hidden="1"/></cols>'
    )
    cells = row_xml('<c r="H1"><v>1</v></c>')
    assert read_sheet(xlsx_of(sheet_xml(cells, before=columns))).hidden_columns == {2, 3, 5, 7, 8}


def test_hidden_sheets_of_both_kinds_are_known(read):
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    for name, state in (("a", "visible"), ("b", "hidden"), ("c", "veryHidden")):
        book.create_sheet(name).sheet_state = state
    del book["Sheet"]
    book.save(buffer)
    sheets = read(buffer.getvalue()).sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("a", False),
        ("b", True),
        ("c", True),
    ]
    assert all(sheet.cells == {} and sheet.last_row == 0 for sheet in sheets)


def test_what_lies_under_merged_cells_is_left_out_with_a_remark(read):
    cells = row_xml(*(f'<c r="{name}1"><v>1</v></c>' for name in "ABC"))
    merges = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="C1"/></mergeCells>'
    book = read(xlsx_of(sheet_xml(cells, after=merges)))
    (sheet,) = book.sheets
    assert set(sheet.cells) == {(1, 1), (1, 3)}
    assert sheet.merges == (Merge(1, 1, 2, 2),)
    assert [(one.rule, one.locator) for one in book.remarks] == [("covered_cells_ignored", "S1!B1")]


def test_a_huge_merge_is_cut_to_where_cells_are(read_sheet):
    cells = row_xml('<c r="A1"><v>1</v></c>') + row_xml('<c r="C9"><v>1</v></c>', number=9)
    merges = '<mergeCells><mergeCell ref="B2:XFD1048576"/></mergeCells>'
    sheet = read_sheet(xlsx_of(sheet_xml(cells, after=merges)))
    assert sheet.merges == (Merge(2, 2, 9, 3),)
    assert set(sheet.cells) == {(1, 1)}


def test_formats_and_fonts_come_from_the_style_or_the_first_letters(read_sheet):
    cells = row_xml(
        '<c r="A1"><v>1</v></c>',
        '<c r="B1" s="1"><v>0.5</v></c>',
        '<c r="C1" s="2" t="s"><v>0</v></c>',
        '<c r="D1" s="1" t="s"><v>1</v></c>',
        '<c r="E1" t="inlineStr"><is><r><rPr><rFont val="VNI-Times"/></rPr><t>x</t></r></is></c>',
        '<c r="F1" s="99"><v>1</v></c>',
    )
    shared = shared_xml(
        "<t>plain</t>",
        '<r><rPr><rFont val=".VnTimeH"/></rPr><t>a</t></r>'
        '<r><rPr><rFont val="Arial"/></rPr><t>b</t></r>',
    )
    parts = with_styles(xlsx_parts(sheet_xml(cells), shared=shared))
    drawn = [(c.number_format, c.font) for c in read_sheet(zip_of(parts)).cells.values()]
    assert drawn == [
        ("General", "Times New Roman"),
        ("0.00%", ".VnTime"),
        ('0.0" đ"', "Times New Roman"),
        ("0.00%", ".VnTimeH"),
        ("General", "VNI-Times"),
        ("", ""),
    ]


def test_results_that_the_file_wants_calculated_anew_get_a_remark(read):
    sheet = sheet_xml(row_xml(formula_cell("A1", "<f>1+1</f>", "<v>0</v>")))
    calculation = '<calcPr fullCalcOnLoad="1"/>'
    rules = [one.rule for one in read(xlsx_of(sheet, calculation=calculation)).remarks]
    assert rules == ["formulas_not_calculated"]
    plain = sheet_xml(row_xml('<c r="A1"><v>1</v></c>'))
    assert read(xlsx_of(plain, calculation=calculation)).remarks == ()
    assert read(xlsx_of(sheet)).remarks == ()


def test_macros_and_links_are_remarked_on_and_values_are_read(read):
    parts = xlsx_parts(sheet_xml(row_xml('<c r="A1"><v>1</v></c>')))
    parts |= {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": "<x/>"}
    book = read(zip_of(parts), "return.xlsm")
    assert [one.rule for one in book.remarks] == ["macros_ignored", "external_links_ignored"]
    assert only(book.sheets[0]).text == "1"


def test_dates_count_from_1904_where_the_workbook_says_so(read_sheet):
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = dt.date(2024, 6, 30)
    book.save(buffer)
    assert only(read_sheet(buffer.getvalue())).text == "2024-06-30"


def test_a_cell_of_hundred_thousands_of_letters_is_refused(read):
    text = "".join(random.Random(1).choices("abcdefghij ", k=140_000))
    with pytest.raises(UnreadableFileError) as caught:
        read(xlsx_of(sheet_xml(row_xml(f'<c r="A1" t="str"><v>{text}</v></c>'))))
    assert caught.value.rule == "long_cell"


def workbooks() -> dict[str, bytes]:
    """Make workbooks with two programs, so that two kinds of XML are read."""
    return {"openpyxl": by_openpyxl(), "xlsxwriter": by_xlsxwriter()}


moment = dt.datetime.fromisoformat
VALUES: list[list[object]] = [
    ["Đơn vị", "Chỉ tiêu", "Kết quả", "Tỷ lệ", "Ngày"],
    ["Xã A", 1514, 795, 0.5253, moment("2024-06-30")],
    ["001", -1.5, 1e-7, 123456789012, moment("2024-02-29T13:45")],
    ["NA", True, False, 0, moment("1999-12-31")],
    [None, None, " x ", "1.514", "30/6/2024"],
    ["§¶ng bé", "a&b<c>", '"', "'", "=không"],
]
FORMATS = ["General", "#,##0", '0 "đ"', "0.00%", "dd/mm/yyyy hh:mm"]


def by_openpyxl() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    for row, values in enumerate(VALUES, 3):
        for column, value in enumerate(values, 2):
            cell = sheet.cell(row, column)
            cell.number_format = FORMATS[column - 2]
            cell.font = openpyxl.styles.Font(name=".VnTime" if column == 2 else "Arial")
            cell.value = value
            if value == "=không":
                cell.data_type = "s"
    sheet.merge_cells("B1:F1")
    sheet["B1"] = "TỔNG HỢP"
    sheet["H3"] = "#DIV/0!"
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(buffer)
    return buffer.getvalue()


def by_xlsxwriter() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    for column, number_format in enumerate(FORMATS, 1):
        style = book.add_format({"num_format": number_format, "font_name": "VNI-Times"})
        for row, values in enumerate(VALUES, 2):
            if isinstance(value := values[column - 1], dt.datetime):
                sheet.write_datetime(row, column, value, style)
            elif value is not None:
                sheet.write(row, column, value, style)
    sheet.merge_range("B1:F1", "TỔNG HỢP")
    sheet.write_formula("H3", "=1/0", None, "#DIV/0!")
    sheet.set_row(4, None, None, {"hidden": True})
    sheet.set_column("D:D", 9, None, {"hidden": True})
    book.close()
    return buffer.getvalue()


def as_openpyxl_says(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime):
        return value.isoformat().removesuffix("T00:00:00")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


@pytest.mark.parametrize("maker", ["openpyxl", "xlsxwriter"])
def test_another_reader_sees_the_same(read_sheet, maker):
    data = workbooks()[maker]
    ours = read_sheet(data)
    theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).active
    cells = {
        (cell.row, cell.column): cell
        for row in theirs.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert {place: cell.text for place, cell in ours.cells.items()} == {
        place: as_openpyxl_says(cell.value) for place, cell in cells.items()
    }
    for place, cell in ours.cells.items():
        assert cell.number_format == cells[place].number_format
        assert cell.font == cells[place].font.name
        assert (cell.kind is CellKind.DATE) == (cells[place].data_type == "d")
        assert (cell.kind is CellKind.ERROR) == (cells[place].data_type == "e")
        assert (cell.number is not None) == (cells[place].data_type == "n")
    assert ours.merges == tuple(
        Merge(one.min_row, one.min_col, one.max_row, one.max_col)
        for one in theirs.merged_cells.ranges
    )
    assert ours.hidden_rows == {5}
    assert ours.hidden_columns == {4}


NUMBER_FORMATS = (
    "General", "@", "0;[Red]-0", "[Red]0", "[Blue]General", "0.00E+00", "0_d", "_(* #,##0_)",
    '0 "đ"', '#,##0\\ "đồng"', '"Ngày" 0', "0.0\\d", "[$-42A]0", "[$₫-42A]#,##0",
)  # fmt: skip
DATE_FORMATS = (
    "dd/mm/yyyy", "[$-1042A]dd/mm/yyyy", '"Năm "yyyy', "mm", "d", "h:mm", "mmm-yy",
)  # fmt: skip


@pytest.mark.parametrize("number_format", NUMBER_FORMATS + DATE_FORMATS)
def test_the_format_alone_decides_what_is_a_date(read_sheet, number_format):
    buffer = io.BytesIO()
    book = openpyxl.Workbook()
    book.active["A1"] = 45473.5
    book.active["A1"].number_format = number_format
    book.save(buffer)
    cell = only(read_sheet(buffer.getvalue()))
    is_date = openpyxl.styles.numbers.is_date_format(number_format)
    assert is_date == (number_format in DATE_FORMATS) == is_date_format(number_format)
    assert (cell.kind is CellKind.DATE) == is_date
    assert cell.text == ("2024-06-30T12:00:00" if is_date else "45473.5")


def test_built_in_formats_are_those_of_the_standard():
    for number, code in openpyxl.styles.numbers.BUILTIN_FORMATS.items():
        assert format_of(number, {}) in (code, "")
    assert format_of(10, {}) == "0.00%"
    assert format_of(200, {200: "0.0%"}) == "0.0%"
    assert format_of(200, {}) == ""
