"""Corrections: read strictly, put into the right cell, and refused once they no longer fit."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import yaml
from builders import correction, write_project, write_return

from analysis.errors import SourceError
from analysis.office_files.grids import Book, Cell, CellKind
from analysis.office_files.read import read_book
from analysis.returns.corrections import Correction, apply_corrections, read_corrections
from analysis.returns.records import Issue, Severity

WHERE = "data/raw/corrections.yml"
ROW = ("Huyện Bến Lức", 10, 6)


def refusal(text: str) -> SourceError:
    with pytest.raises(SourceError) as caught:
        read_corrections(text, WHERE)
    return caught.value


def one(**columns: object) -> Correction:
    (entry,) = read_corrections(correction(**columns), WHERE)
    return entry


@pytest.fixture
def csv_book(tmp_path: Path) -> Book:
    return read_book(write_return(write_project(tmp_path), "2024/kn.csv", ROW))


@pytest.fixture
def xlsx_book(tmp_path: Path) -> Book:
    return read_book(write_return(write_project(tmp_path), "2024/kn.xlsx", ROW))


def apply(book: Book, *corrections: Correction) -> tuple[Book, list[Issue]]:
    return apply_corrections(book, "2024/kn.csv", corrections)


def cell(book: Book, row: int = 3, column: int = 4) -> Cell:
    return book.sheets[0].cells[row, column]


def test_an_entry_says_what_who_why_and_when() -> None:
    entry = one(correct="9 (2 nữ)")
    assert (entry.file, entry.cell, entry.expect) == ("2024/kn.csv", "line 3 col 4", "6")
    assert (entry.correct, entry.reason) == ("9 (2 nữ)", "gõ nhầm")
    assert (entry.decided_by, entry.date.isoformat()) == ("Ban Tổ chức", "2025-01-15")


@pytest.mark.parametrize("text", ["", "# chưa có\n", "[]\n"])
def test_a_list_may_be_empty(text: str) -> None:
    assert read_corrections(text, WHERE) == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("- file: [2024\n", 2, id="an open bracket"),
        pytest.param(correction() + "- file: a\n cell: b\n", 9, id="a wrong indent"),
        pytest.param(correction() + "- reason: a: b\n", 8, id="two colons"),
        pytest.param("a: b\n\tc: d\n", 2, id="a tab"),
    ],
)
def test_text_that_is_no_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    error = refusal(text)
    assert error.where == f"{WHERE}:{line}"
    assert "không phải YAML hợp lệ" in str(error)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("file: a\n", id="no list"),
        pytest.param("7\n", id="a number"),
        pytest.param("- a\n", id="a list of words"),
        pytest.param(correction().replace("expect: 6", "expects: 6"), id="a misspelt key"),
        pytest.param(correction(reason="''"), id="no reason"),
        pytest.param(correction(decided_by="''"), id="nobody decided"),
        pytest.param(correction(date="hôm qua"), id="no date"),
        pytest.param(correction(correct="[1, 2]"), id="two values"),
    ],
)
def test_an_entry_of_another_form_is_refused_with_what_it_needs(text: str) -> None:
    error = refusal(text)
    assert error.where == WHERE
    assert "file, cell, expect, correct, decided_by, reason, date" in error.todo


@pytest.mark.parametrize("name", ["file", "cell", "expect", "correct", "decided_by", "reason"])
def test_a_lacking_part_is_named(name: str) -> None:
    (entry,) = yaml.safe_load(correction())
    del entry[name]
    assert name in refusal(yaml.safe_dump([entry])).what


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SourceError):
        read_corrections(correction(date="2025-02-30"), WHERE)


@pytest.mark.parametrize("value", ["no", "true", "012", "12:30"])
def test_what_yaml_does_not_take_as_written_is_refused_or_kept_as_written(value: str) -> None:
    """A figure must never become another one on its way through the file."""
    try:
        (entry,) = read_corrections(correction(correct=value), WHERE)
    except SourceError:
        return
    assert str(entry.correct) == value


def test_one_cell_is_corrected_once_only() -> None:
    error = refusal(correction() + correction(correct=7))
    assert "sửa hai lần một ô: 2024/kn.csv line 3 col 4" in str(error)


def test_a_cell_of_a_text_file_is_found_by_line_and_column(csv_book: Book) -> None:
    mended, issues = apply(csv_book, one())
    assert (cell(csv_book).text, cell(mended).text) == ("6", "9")
    assert [issue.severity for issue in issues] == [Severity.NOTE]


def test_a_cell_of_a_workbook_is_found_by_its_address(xlsx_book: Book) -> None:
    mended, _ = apply(xlsx_book, one(cell="Sheet1!D3"))
    assert (cell(mended).kind, cell(mended).number) == (CellKind.NUMBER, 9)


def test_a_cell_of_a_document_is_found_by_table_row_and_column(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Xã Lũng Thúy", "6"
    document.save(str(tmp_path / "kn.docx"))
    book = read_book(tmp_path / "kn.docx")
    entry = one(cell="table 1 row 1 col 1", expect="Xã Lũng Thúy", correct="Xã Lũng Thủy")
    assert cell(apply(book, entry)[0], 1, 1).text == "Xã Lũng Thủy"


def test_what_is_no_plain_number_becomes_text_in_the_place_of_a_number(xlsx_book: Book) -> None:
    mended, _ = apply(xlsx_book, one(cell="Sheet1!D3", correct="1.514"))
    assert (cell(mended).kind, cell(mended).text) == (CellKind.TEXT, "1.514")


def test_all_other_cells_stay_as_they_are(csv_book: Book) -> None:
    mended, _ = apply(csv_book, one())
    before, after = (dict(book.sheets[0].cells) for book in (csv_book, mended))
    del before[3, 4], after[3, 4]
    assert before == after


def test_blanks_around_the_expected_value_do_not_matter(csv_book: Book) -> None:
    entry = one(cell="line 3 col 2", expect="'Huyện  Bến Lức '", correct="Huyện Đức Hòa")
    assert cell(apply(csv_book, entry)[0], 3, 2).text == "Huyện Đức Hòa"


@pytest.mark.parametrize(
    ("columns", "stored"),
    [
        pytest.param({"expect": 5}, "6", id="another value"),
        pytest.param({"expect": 9}, "6", id="already right"),
        pytest.param({"cell": "line 3 col 9"}, "", id="no such column"),
        pytest.param({"cell": "line 99 col 4"}, "", id="no such line"),
        pytest.param({"cell": "Sheet1!D3"}, "", id="the address of a workbook"),
    ],
)
def test_a_correction_that_does_not_fit_changes_nothing_and_stops(
    csv_book: Book, columns: dict[str, object], stored: str
) -> None:
    mended, (issue,) = apply(csv_book, one(**columns))
    assert mended == csv_book
    assert (issue.rule, issue.severity, issue.value) == ("stale_correction", Severity.STOP, stored)
    assert issue.locator == one(**columns).cell
    assert "tệp chưa được dùng" in issue.message


def test_a_second_sheet_is_found_too() -> None:
    path = Path(__file__).parent / "corpus" / "one-sheet-per-month.xlsx"
    book = read_book(path)
    sheet = book.sheets[1]
    (row, column), old = next((at, c) for at, c in sheet.cells.items() if c.number is not None)
    entry = one(cell=f"'{sheet.locate(row, column)}'", expect=old.text, correct=77)
    mended, (issue,) = apply(book, entry)
    assert mended.sheets[1].cells[row, column].number == 77
    assert mended.sheets[0] == book.sheets[0]
    assert issue.sheet == sheet.name
