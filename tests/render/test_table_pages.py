"""Columns as wide as their words, and pages turned for tables that need it."""

import pytest

from analysis.document.blocks import Cell, Column, Heading, Paragraph, Row, Table
from analysis.render.fonts import load_face
from analysis.render.forms import load_form
from analysis.render.table_pages import place, sections

FORM = load_form("hd05-2026")
FACE = load_face(FORM.fonts.shipped)
PORTRAIT = (210 - 30 - 15) * 72 / 25.4
LANDSCAPE = (297 - 30 - 15) * 72 / 25.4


def table(heads: list[str], *rows: list[str], widths: list[float] | None = None) -> Table:
    columns = [
        Column(head=head, width=width)
        for head, width in zip(heads, widths or [1.0] * len(heads), strict=True)
    ]
    cells = [Row(cells=tuple(Cell(text=text) for text in row)) for row in rows]
    return Table(sheet="Thu", caption="Bảng", columns=tuple(columns), rows=tuple(cells))


def test_a_narrow_table_stands_upright_and_fills_the_line() -> None:
    found = place(table(["Đơn vị", "Số"], ["Xã A", "1"]), FORM, FACE)
    assert not found.landscape
    assert found.size_pt == FORM.sizes_pt.table
    assert sum(found.widths_pt) == pytest.approx(PORTRAIT)


def test_many_columns_turn_the_page() -> None:
    found = place(table(["Nghiêng"] * 11, ["1"] * 11), FORM, FACE)
    assert found.landscape
    assert sum(found.widths_pt) == pytest.approx(LANDSCAPE)


def test_type_becomes_smaller_where_even_the_turned_page_is_too_narrow() -> None:
    found = place(table(["Nghiêng"] * 20, ["1"] * 20), FORM, FACE)
    assert found.landscape
    assert 7 <= found.size_pt < FORM.sizes_pt.table
    assert sum(found.widths_pt) == pytest.approx(LANDSCAPE)


def test_towers_of_lines_turn_the_page_where_that_helps() -> None:
    names = [["Đảng bộ Tổng Công ty Xây dựng Công trình Giao thông số 8", *["1"] * 6]] * 8
    heads = ["Đơn vị", *["Nghiêng"] * 6]
    assert place(table(heads, *names), FORM, FACE).landscape
    assert not place(table(heads, names[0]), FORM, FACE).landscape
    text = table(["Nội dung"] * 2, ["một hai ba " * 30] * 2)
    assert not place(text, FORM, FACE).landscape


def test_no_word_is_wider_than_its_column() -> None:
    words = ["Đảng bộ phường Nguyễn Nghiêm", "1.514", "không", "x" * 15]
    found = place(table(["Đơn vị", "Số", "Có", "Mã"], words), FORM, FACE)
    for text, width in zip(words, found.widths_pt, strict=True):
        longest = max(FACE.width(word) for word in text.split())
        assert width > longest * FORM.sizes_pt.table


def test_short_cells_stay_in_one_line_beside_long_ones() -> None:
    text = table(["Kỳ", "Nội dung"], ["năm 2024", "rất dài " * 40])
    period = place(text, FORM, FACE).widths_pt[0]
    assert FACE.width("năm 2024") * FORM.sizes_pt.table < period < PORTRAIT / 3


def test_one_long_cell_does_not_widen_a_column_of_many() -> None:
    rows = [["Đảng bộ phường Nguyễn Nghiêm", "1"]] * 40
    usual = place(table(["Đơn vị", "Số"], *rows), FORM, FACE)
    rare = place(table(["Đơn vị", "Số"], *rows, ["x", "số " * 50]), FORM, FACE)
    assert rare.widths_pt == usual.widths_pt


def test_a_long_address_may_break_after_its_signs() -> None:
    address = table(["Tệp"] * 6, ["data/raw/bao_cao/2024/binh-minh/cum-01-nam.xlsx"] * 6)
    assert not place(address, FORM, FACE).landscape


def test_a_table_without_rows_has_its_columns() -> None:
    assert len(place(table(["A", "B"]), FORM, FACE).widths_pt) == 2


def test_headings_go_with_the_turned_table_below_them() -> None:
    head, text = Heading(level=1, text="Chương"), Paragraph(text="Chữ.")
    wide = table(["A"], ["1"])
    found = sections([head, text, head, wide, text], ["Thu"])
    assert [(one.landscape, one.blocks) for one in found] == [
        (False, (head, text)),
        (True, (head, wide)),
        (False, (text,)),
    ]
    assert sections([head], []) == [sections([head], ["Thu"])[0]]
