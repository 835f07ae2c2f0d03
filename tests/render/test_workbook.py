"""The workbook: numbers are numbers, text is text, one sheet for each table."""

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest

from analysis.cleaning.schema import OBSERVATIONS
from analysis.document.blocks import Block, Cell, Column, Row, Table
from analysis.render.workbook import render_workbook
from analysis.render.workbook_observations import COLUMNS
from analysis.text.language import language

from .conftest import HOSTILE_NAMES

FIRST = 5  # the first row of a table's body, as people count
LAST = FIRST + len(HOSTILE_NAMES)


@pytest.fixture
def observations() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "unit_id": ["a", "b"],
            "value": [1514.0, float("nan")],
            "value_printed": ["1.514", "=1+1"],
            "period_end": pd.to_datetime(["2024-06-30", None]),
            "is_average": [True, False],
        }
    )


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture
def book(cover, blocks, observations) -> openpyxl.Workbook:
    return opened(render_workbook(cover, blocks, observations))


def table_of(*rows: Row, sheet: str = "Thu", heads: tuple[str, ...] = ("A", "B")) -> Table:
    return Table(
        sheet=sheet, caption="Bảng", columns=tuple(Column(head=h) for h in heads), rows=rows
    )


def sheet_of(cover, table: Table) -> openpyxl.worksheet.worksheet.Worksheet:
    return opened(render_workbook(cover, [table], None))[table.sheet]


def test_contents_each_table_and_the_observations_have_a_sheet(book) -> None:
    assert book.sheetnames == ["MucLuc", "Thu", "QuanSat", "CotQuanSat"]


def test_no_sheet_is_hidden(book) -> None:
    assert {sheet.sheet_state for sheet in book} == {"visible"}


def test_observations_can_be_left_out(cover, blocks) -> None:
    content = render_workbook(cover, blocks, None)
    assert opened(content).sheetnames == ["MucLuc", "Thu"]
    assert "QuanSat" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml").decode()


def test_figures_are_numbers_whose_marks_are_only_shown(book) -> None:
    cell = book["Thu"].cell(FIRST, 2)
    assert (cell.value, cell.data_type, cell.number_format) == (1514, "n", '#,##0"*"')


def test_decimals_are_shown_as_in_the_report(book) -> None:
    rate = book["Thu"].cell(LAST, 2)
    assert (rate.value, rate.number_format) == (94.4, "#,##0.00")


def test_a_missing_figure_stays_words(book) -> None:
    total = book["Thu"].cell(LAST + 1, 2)
    assert (total.value, total.data_type) == ("…", "s")


def test_differences_keep_their_sign(cover) -> None:
    row = Row(cells=(Cell(text="−5", value=-5), Cell(text="5", value=5)))
    cells = sheet_of(cover, table_of(row))[FIRST]
    assert [cell.number_format for cell in cells[:2]] == ["+#,##0;−#,##0;#,##0", "#,##0"]


def test_quotation_marks_in_the_words_of_a_figure_do_not_end_its_format(cover) -> None:
    row = Row(cells=(Cell(text='5 "x"', value=5, after=' "x"'), Cell(text="")))
    assert sheet_of(cover, table_of(row)).cell(FIRST, 1).number_format == '#,##0" "\\""x"\\"""'


def test_no_name_becomes_a_formula_or_a_link(book) -> None:
    names = [book["Thu"].cell(FIRST + y, 1) for y in range(len(HOSTILE_NAMES))]
    assert [cell.value for cell in names] == list(HOSTILE_NAMES)
    assert {cell.data_type for cell in names} == {"s"}
    assert all(cell.hyperlink is None for cell in names)


def test_links_lead_only_to_sheets_of_the_workbook(book) -> None:
    links = [c.hyperlink for sheet in book for row in sheet for c in row if c.hyperlink]
    assert {link.location.split("!")[0].strip("'") for link in links} == set(book.sheetnames)
    assert all(link.target is None for link in links)


def test_nothing_reaches_outside_the_file(cover, blocks, observations) -> None:
    with zipfile.ZipFile(io.BytesIO(render_workbook(cover, blocks, observations))) as parts:
        relations = [parts.read(n).decode() for n in parts.namelist() if n.endswith(".rels")]
    assert not any("External" in text for text in relations)


def test_characters_that_no_cell_may_hold_become_signs(cover) -> None:
    row = Row(cells=(Cell(text="a\x00b\ud800c\ufffe"), Cell(text="x" * 40_000)))
    first, second = sheet_of(cover, table_of(row))[FIRST][:2]
    assert first.value == "a\ufffdb\ufffdc\ufffd"
    assert second.value.endswith("x…")


def test_the_contents_say_what_when_and_how_far(book) -> None:
    texts = [cell.value for row in book["MucLuc"] for cell in row if cell.value is not None]
    wanted = {"Báo cáo thử – Đảng bộ tỉnh <Thử>", "Kỳ số liệu: năm 2024", "Số liệu tạm tính."}
    assert wanted <= set(texts)
    assert {"I. Chương một", "Bảng 1", "Bảng thử", "Làm bằng ket-nap."} <= set(texts)


def test_a_warning_stands_on_every_sheet_and_every_printed_page(
    cover, blocks, observations
) -> None:
    warned = cover.model_copy(update={"warning": "Số liệu hư cấu & thử."})
    book = opened(render_workbook(warned, blocks, observations))
    assert all("hư cấu" in s["A2"].value for s in book if s.title != "QuanSat")
    assert all("hư cấu && thử" in (s.oddHeader.left.text or "") for s in book)


def test_a_name_full_of_codes_leaves_the_page_header_in_its_place(cover) -> None:
    hostile = cover.model_copy(update={"title": "& " * 90, "warning": "&D" * 45})
    header = opened(render_workbook(hostile, [table_of()], None))["Thu"].oddHeader.left.text
    assert "&" not in header.replace("&&", "")


def test_notes_and_sources_stand_under_the_table(book) -> None:
    below = [row[0].value for row in book["Thu"].iter_rows(min_row=LAST + 2)]
    assert [text for text in below if text] == [
        "* Ghi chú.",
        "Tên in đậm, màu đỏ: cần chú ý.",
        "Nguồn: Nguồn thử [1]",
    ]


def test_heads_are_frozen_repeated_and_filtered_without_the_total(book) -> None:
    sheet = book["Thu"]
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.auto_filter.ref == f"A4:B{LAST}"


def test_a_total_between_the_rows_leaves_nothing_to_filter(cover) -> None:
    cells = (Cell(text="a"), Cell(text="1", value=1))
    kinds = ("body", "total", "body")
    sheet = sheet_of(cover, table_of(*(Row(cells=cells, kind=kind) for kind in kinds)))
    assert sheet.auto_filter.ref is None


def test_rows_that_need_attention_and_totals_are_marked(book) -> None:
    attention, plain = book["Thu"].cell(FIRST, 1).font, book["Thu"].cell(LAST, 1).font
    assert (attention.bold, attention.color.rgb) == (True, "FFA3231F")
    assert not plain.bold
    assert book["Thu"].cell(LAST + 1, 1).font.bold


def test_sheets_print_one_page_wide_with_notes_in_the_area(book) -> None:
    sheet = book["Thu"]
    assert (sheet.page_setup.fitToHeight, sheet.page_setup.orientation) == (0, "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area.endswith(str(LAST + 5))


def test_wide_tables_print_across_and_long_text_wraps(cover) -> None:
    row = Row(cells=tuple(Cell(text="dài " * 40) for _ in range(4)))
    sheet = sheet_of(cover, table_of(row, heads=("A", "B", "C", "D")))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.cell(FIRST, 1).alignment.wrap_text
    assert sheet.row_dimensions[FIRST].height > 50
    assert sum(sheet.column_dimensions[x].width for x in "ABCD") < 170


def test_names_of_sheets_are_unique_and_short(cover) -> None:
    names = ("a" * 31, "A" * 31, "QuanSat", "MucLuc", "History")
    blocks: list[Block] = [table_of(sheet=name) for name in names]
    found = opened(render_workbook(cover, blocks, pd.DataFrame({"a": [1]}))).sheetnames
    assert len({name.casefold() for name in found}) == len(names) + 3
    assert max(map(len, found)) == 31
    assert found[0] == "MucLuc"
    assert found[-2:] == ["QuanSat", "CotQuanSat"]


def test_a_table_without_rows_is_only_its_heads(cover) -> None:
    sheet = sheet_of(cover, table_of())
    assert [sheet.cell(4, 1).value, sheet.cell(5, 1).value] == ["A", None]


def test_observations_keep_types_text_and_gaps(book) -> None:
    rows = list(book["QuanSat"].iter_rows(min_row=2, max_col=5))
    assert [cell.value for cell in rows[0]][1:] == [
        1514,
        "1.514",
        pd.Timestamp("2024-06-30").to_pydatetime(),
        True,
    ]
    assert [cell.value for cell in rows[1]][1:4] == [None, "=1+1", None]
    assert rows[1][2].data_type == "s"


def test_the_columns_that_are_there_are_explained(book) -> None:
    rows = list(book["CotQuanSat"].iter_rows(min_row=FIRST, max_row=FIRST + 4, values_only=True))
    assert [row[0] for row in rows] == [
        *("unit_id", "value", "value_printed", "period_end", "is_average")
    ]
    assert all(row[1] for row in rows)


def test_every_column_of_the_observations_has_an_explanation() -> None:
    assert set(OBSERVATIONS.columns) <= set(COLUMNS)


def test_the_words_follow_the_language_of_the_report(cover, blocks, observations) -> None:
    english = cover.model_copy(update={"language": "en"})
    with language("vi"):
        book = opened(render_workbook(english, blocks, observations))
    assert "Table 1" in [cell.value for cell in book["MucLuc"]["A"]]
    assert book["Thu"].cell(LAST + 5, 1).value == "Source: Nguồn thử [1]"
    explained = [book["CotQuanSat"].cell(FIRST + y, 2).value for y in range(5)]
    assert not any(re.search(r"[ạảấầẩẫậắằẳẵặđếềểễệịọốồổỗộớờởỡợụứừửữự]", t) for t in explained)


def test_the_same_report_gives_the_same_bytes(cover, blocks, observations) -> None:
    first = render_workbook(cover, blocks, observations)
    assert first == render_workbook(cover, blocks, observations)
