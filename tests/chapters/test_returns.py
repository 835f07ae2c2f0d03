"""The sections on returns: they add up, name what is wrong, and show every name as it is."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from builders import (
    add_units,
    chapter_blocks,
    correction,
    figure,
    open_returns,
    write_project,
    write_return,
    write_text,
)

from analysis.build.cover import FICTIONAL, make_cover
from analysis.build.manifest import make_manifest
from analysis.chapters import returns
from analysis.document.blocks import Table
from analysis.findings import make_findings
from analysis.paths import Project
from analysis.render.html import render_page
from analysis.render.pdf import render_pdf
from analysis.render.workbook import render_workbook
from analysis.report_data import ReportData
from analysis.returns.records import RowFate

FATE_COLUMNS = slice(2, 2 + len(RowFate))


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def numbers(table: Table) -> list[list[float]]:
    return [[cell.value for cell in row.cells[2:]] for row in table.rows]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """A good return, one with a correction and a wrong total, one that is empty."""
    project = write_project(tmp_path_factory.mktemp("returns"))
    write_return(project, "2024/kn.csv", ("Huyện Bến Lức", 10, 6), ("Tổng cộng", 10, 9))
    rows = (("Huyện Đức Hòa", 8, 8), ("Huyện Đức Hoà", 8, 8), ("Huyện Lạ", 1, 1))
    write_return(project, "2024/long-an/dh.xlsx", *rows, ("Tổng cộng", 17, 99))
    write_text(project.returns / "2024" / "long-an" / "trong.csv", "")
    write_return(project, "2023/cu.csv", ("Huyện Bến Lức", 7, 7), title="KẾT NẠP NĂM 2023")
    write_text(project.corrections, correction(correct=9))
    return open_returns(project)


@pytest.fixture(scope="module")
def silent(tmp_path_factory: pytest.TempPathFactory) -> ReportData:
    """One return in which nothing has to be looked at."""
    project = write_project(tmp_path_factory.mktemp("silent"))
    write_return(project, "2024/kn.csv", ("Huyện Bến Lức", 10, 6))
    return open_returns(project)


def test_the_fates_of_each_file_add_up_to_its_rows(data: ReportData) -> None:
    table = returns.files(data)[-1]
    counted = data.returns.rows["file"].value_counts().to_dict()
    for row, file in zip(numbers(table)[:-1], data.returns.files["file"], strict=True):
        *parts, total = row
        assert sum(parts) == total == counted.get(file, 0)


def test_the_last_row_is_the_sum_of_all_files(data: ReportData) -> None:
    table = returns.files(data)[-1]
    *files, last = numbers(table)
    assert last == [sum(column) for column in zip(*files, strict=True)]
    assert last[-1] == len(data.returns.rows) > 0
    assert table.rows[-1].kind == "total"


def test_each_file_has_its_format_and_its_fates(data: ReportData) -> None:
    heading, sentence, table = returns.files(data)
    assert heading.text == "Báo cáo của các đơn vị"
    assert texts(table)[:-1] == [
        ("kn.csv", "csv", "1", "1", "2", "0", "0", "0", "4"),
        ("dh.xlsx", "xlsx", "1", "1", "2", "1", "0", "1", "6"),
        ("trong.csv", "không đọc được", "0", "0", "0", "0", "0", "0", "0"),
    ]
    assert [row.kind for row in table.rows] == ["body", "body", "attention", "total"]
    assert "Năm 2024 có 3 tệp báo cáo của đơn vị; 1 tệp chưa dùng được" in sentence.text


def test_the_files_that_could_not_be_used_are_named_first(data: ReportData) -> None:
    (note,) = returns.unread(data)
    assert note.kind == "attention"
    assert note.text.startswith("Chưa dùng được 1 trong 3 tệp báo cáo của đơn vị: trong.csv.")


def test_what_has_to_be_looked_at_is_listed_with_cell_and_both_numbers(data: ReportData) -> None:
    (table,) = returns.issues(data)
    rows = {(row[1], row[2]): row for row in texts(table)}
    assert rows["trong.csv", "cả tệp"][0] == "Dừng"
    (unknown,) = [row for row in texts(table) if row[3] == "Huyện Lạ"]
    assert unknown[:2] == ("Cần xem", "dh.xlsx")
    assert "không có trong danh mục" in unknown[4]
    wrong = rows["dh.xlsx", "Sheet1!D6"]
    assert wrong[0] == "Cần xem"
    assert ("99" in wrong[4], "9" in wrong[4]) == (True, True)
    assert ("kn.csv", "line 4") not in rows


def test_corrections_are_listed_with_who_decided_them(data: ReportData) -> None:
    (table,) = returns.corrections(data)
    ((file, cell, text),) = texts(table)
    assert (file, cell) == ("kn.csv", "line 3 col 4")
    assert "«6» thành «9»: gõ nhầm (Ban Tổ chức, 15/01/2025)" in text


def test_what_is_only_worth_knowing_is_counted_by_file_and_rule(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    rows = [("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", "", ""), ("Đảng bộ Khối mới", "", "")]
    write_return(project, "2024/kn.csv", *rows)
    (table,) = returns.notes(open_returns(project))
    ((file, what, count, example),) = texts(table)
    assert (file, what, count) == ("kn.csv", "đơn vị có tên nhưng chưa có số liệu", "2")
    assert example.startswith("line 4: «Huyện Đức Hòa»")
    assert len(example) <= 120


def test_without_anything_to_look_at_it_says_so(silent: ReportData) -> None:
    assert returns.unread(silent) == []
    assert returns.corrections(silent) == []
    (paragraph,) = returns.issues(silent)
    assert paragraph.text == "Không có chỗ nào trong các tệp báo cáo cần sửa."


def test_without_returns_the_sections_are_left_out(tmp_path: Path) -> None:
    data = open_returns(write_project(tmp_path, figure("142")))
    for section in (returns.unread, returns.files, returns.issues, returns.notes):
        assert section(data) == []
    assert returns.corrections(data) == []


HOSTILE = (
    "=cmd|'/C calc'!A1",
    "<script>alert(1)</script>",
    '#read("report.typ")',
    "$x$ *đậm* _nghiêng_",
    "@SUM(A1)",
    "{{ 7 * 7 }}",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, ReportData]:
    """Units, an unknown unit and files whose names try to be more than names."""
    project = write_project(tmp_path_factory.mktemp("hostile"))
    quoted = [name.replace('"', '""') for name in HOSTILE]
    lines = [f'la-{n},"{name}","{name}",grassroots,long-an,,,,' for n, name in enumerate(quoted)]
    add_units(project, "\n".join(lines) + "\n")
    rows = [(name, 10, number) for number, name in enumerate(HOSTILE, start=1)]
    others = ("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", 10, 6), ("Đảng bộ Khối mới", 10, 6)
    unknown = [(f"Lạ {name}", 1, 1) for name in HOSTILE]
    write_return(project, "2024/long-an/kn.xlsx", *rows, *others, *unknown)
    write_text(project.returns / "2024" / "long-an" / "=1+1 <b> $x$ #pagebreak().csv", "")
    return project, open_returns(project)


@pytest.fixture(scope="module")
def forms(hostile: tuple[Project, ReportData]) -> tuple[str, bytes, bytes]:
    """Page, PDF and workbook of the report."""
    return render(*hostile)


def render(project: Project, data: ReportData) -> tuple[str, bytes, bytes]:
    found = make_findings(data)
    cover = make_cover(data, found, make_manifest(project, data, found.checks))
    blocks = chapter_blocks(data)
    workbook = render_workbook(cover, blocks, data.in_scope)
    return render_page(cover, blocks), render_pdf(cover, blocks), workbook


class _Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def pdf_text(pdf: bytes) -> str:
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        return "\n".join(page.extract_text() for page in document.pages)


def test_hostile_names_are_units_like_others(hostile) -> None:
    _, data = hostile
    admitted = data.observations[data.observations["measure"].eq("admitted")]
    by_unit = dict(zip(admitted["unit_id"], admitted["value"], strict=True))
    assert [by_unit[f"la-{number}"] for number in range(len(HOSTILE))] == [1, 2, 3, 4, 5, 6]
    assert by_unit["long-an"] == 39


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_text_in_the_page(forms, name: str) -> None:
    page = _Page(forms[0])
    assert any(name in text for text in page.texts)
    assert any(f"Lạ {name}" in text for text in page.texts)
    assert not {"b", "iframe", "object"} & {*page.tags}
    assert page.tags.count("script") == 1  # that of the page itself


def test_a_name_is_text_in_the_pdf(forms) -> None:
    text = re.sub(r"\s", "", pdf_text(forms[1]))
    assert [name for name in HOSTILE if re.sub(r"\s", "", name) not in text] == []
    assert "=1+1<b>$x$#pagebreak().csv" in text


def test_a_name_is_text_in_the_workbook(forms) -> None:
    book = openpyxl.load_workbook(io.BytesIO(forms[2]))
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    assert all(cell.hyperlink is None or cell.hyperlink.target is None for cell in cells)
    shown = {cell.value for cell in cells}
    assert set(HOSTILE) <= shown
    assert "=1+1 <b> $x$ #pagebreak().csv" in shown


MADE_UP = """\
gia,Đảng bộ tỉnh Giả (hư cấu),Giả (hư cấu),province,,,,,hư cấu
gia-xa-mot,Đảng bộ xã Một,Xã Một,commune,gia,,,,hư cấu
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes, bytes]:
    project = write_project(tmp_path_factory.mktemp("made-up"))
    add_units(project, MADE_UP, "fictional_units.csv")
    write_return(project, "2024/gia/kn.csv", ("Xã Một", 10, 6))
    return render(project, open_returns(project, "gia"))


def test_made_up_figures_are_marked_on_the_cover_of_the_page(made_up) -> None:
    assert FICTIONAL in _Page(made_up[0]).texts


def test_made_up_figures_are_marked_in_the_pdf(made_up) -> None:
    text = pdf_text(made_up[1]).casefold()
    assert re.sub(r"\s", "", FICTIONAL.casefold()) in re.sub(r"\s", "", text)


def test_made_up_figures_are_marked_on_every_sheet_of_the_workbook(made_up) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made_up[2]))
    tables = [sheet for sheet in book if sheet.title != "QuanSat"]
    assert len(tables) > 3
    assert {sheet["A2"].value for sheet in tables} == {FICTIONAL}


def test_real_figures_bear_no_such_mark(forms) -> None:
    assert FICTIONAL not in forms[0]
    assert "hư cấu" not in pdf_text(forms[1]).lower()
