"""Layouts: refused where they are not of the agreed form, followed where they are."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from builders import TITLE, write_project, write_return

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.returns.layouts import Layout, draft_layout, read_layout
from analysis.returns.read import read_return
from analysis.returns.records import ReadReturn, RowFate, Severity

WHERE = "data/raw/layouts/kn.yml"
CORPUS = Path(__file__).parent / "corpus"
ROWS = (("Xã Tân Hòa", 10, 6), ("Xã An Phú", 8, 4))
COLUMNS = """\
columns:
  B: {role: unit}
  C: {measure: target}
  D: {measure: admitted}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(tmp_path)


def layout(text: str = "") -> Layout:
    return read_layout(f"layout: kn\n{text}", WHERE)


def read(path: Path, text: str = "") -> ReadReturn:
    return read_return(path, path.name, layout(text))


def values(found: ReadReturn) -> dict[tuple[str, str], int]:
    return {(figure.unit, figure.measure): int(figure.value) for figure in found.figures}


def rules(found: ReadReturn, severity: Severity = Severity.STOP) -> list[str]:
    return [issue.rule for issue in found.issues if issue.severity is severity]


def test_a_layout_is_for_the_files_that_its_patterns_name() -> None:
    found = layout("files: ['2024/kn-*.xlsx', '*/ben-luc/*']\n")
    assert found.fits("2024/kn-03.xlsx")
    assert found.fits("2023/ben-luc/a.csv")
    assert not found.fits("2023/kn-03.xlsx")
    assert not found.fits("2024/KN-03.xlsx")
    assert not layout().fits("2024/kn-03.xlsx")


@pytest.mark.parametrize(
    ("text", "line"), [("files: [a\n", 3), ("period: a: b\n", 2), ("\tperiod: a\n", 2)]
)
def test_text_that_is_no_yaml_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(SourceError, match="không phải YAML hợp lệ") as caught:
        layout(text)
    assert caught.value.where == f"{WHERE}:{line}"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        pytest.param("colums: {}\n", "colums", id="a misspelt key"),
        pytest.param("header_rows: 3\n", "header_rows", id="a number for a list"),
        pytest.param("first_row: ba\n", "first_row", id="a word for a number"),
        pytest.param("columns: {b: {role: unit}}\n", "columns.b.[key]", id="a small letter"),
        pytest.param("columns: {B: {role: name}}\n", "columns.B.role", id="no such role"),
        pytest.param("columns: {B: {rolle: unit}}\n", "columns.B.rolle", id="no such key"),
        pytest.param("reviewed_on: mai\n", "reviewed_on", id="no date"),
    ],
)
def test_a_layout_of_another_form_is_refused_by_the_name_of_the_key(text: str, named: str) -> None:
    with pytest.raises(SourceError, match="bố cục không hợp lệ") as caught:
        layout(text)
    assert f"{named}:" in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n", "kn\n"])
def test_what_is_no_layout_at_all_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="bố cục không hợp lệ"):
        read_layout(text, WHERE)


@pytest.mark.parametrize(
    "column", ["measure: admited", "measure: ''", "{role: unit, measure: admitted}"]
)
def test_a_column_needs_a_registered_measure_or_another_role(column: str) -> None:
    entry = column if column.startswith("{") else f"{{{column}}}"
    with pytest.raises(SourceError, match="cột D"):
        layout(f"columns: {{D: {entry}}}\n")


def test_a_day_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SourceError):
        layout("reviewed_on: 2024-02-30\n")


def test_a_layout_that_says_nothing_changes_nothing(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    assert read(path) == read_return(path, path.name)


def test_stated_columns_are_read_whatever_their_headings(project: Project) -> None:
    heads = ("TT", "Đơn vị", "Mục tiêu phấn đấu 1", "Đã làm")
    path = write_return(project, "2024/kn.xlsx", *ROWS, heads=heads)
    assert rules(read_return(path, path.name)) != []
    found = read(path, "header_rows: [2]\n" + COLUMNS)
    assert values(found) == {
        ("Xã Tân Hòa", "target"): 10,
        ("Xã Tân Hòa", "admitted"): 6,
        ("Xã An Phú", "target"): 8,
        ("Xã An Phú", "admitted"): 4,
    }
    assert found.issues == ()


def test_a_column_may_be_ignored(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    columns = COLUMNS.replace("{measure: target}", "{role: ignored}")
    found = read(path, "header_rows: [2]\n" + columns)
    assert {figure.measure for figure in found.figures} == {"admitted"}


def test_a_column_may_have_a_period_of_its_own(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    columns = COLUMNS.replace("admitted}", "admitted, period: 6 tháng đầu năm 2024}")
    found = read(path, "header_rows: [2]\n" + columns)
    keys = {figure.measure: figure.period.key for figure in found.figures}
    assert keys == {"target": "year:2024", "admitted": "part_year:2024-06-30"}


def test_the_period_of_a_layout_goes_before_that_of_the_title(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    found = read(path, "period: năm 2023\n")
    assert {figure.period.key for figure in found.figures} == {"year:2023"}


def test_a_heading_that_differs_stops_the_file_and_is_named(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    columns = COLUMNS.replace("admitted}", "admitted, heading: Kết quả 6 tháng}")
    found = read(path, "header_rows: [2]\n" + columns)
    assert found.figures == ()
    assert [row.fate for row in found.rows[2:]] == [RowFate.QUARANTINED] * 2
    (issue,) = found.issues
    assert (issue.rule, issue.severity) == ("layout_mismatch", Severity.STOP)
    assert "D: «Kết nạp», bố cục ghi «Kết quả 6 tháng»" in issue.message


@pytest.mark.parametrize("heading", ["kết nạp", "KẾT  NẠP"])
def test_a_heading_may_differ_in_case_and_blanks(project: Project, heading: str) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    columns = COLUMNS.replace("admitted}", f"admitted, heading: '{heading}'}}")
    assert read(path, "header_rows: [2]\n" + columns).issues == ()


def test_rows_outside_the_body_are_not_read(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS, ("Xã Bình Lộc", 5, 5))
    found = read(path, "header_rows: [2]\nfirst_row: 4\nlast_row: 4\n" + COLUMNS)
    assert {figure.unit for figure in found.figures} == {"Xã An Phú"}


def test_other_names_of_total_rows_are_taken_for_totals(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS, ("Chung các nơi", 18, 10))
    text = "header_rows: [2]\ntotals: [Chung các nơi]\n" + COLUMNS
    kinds = {figure.unit: figure.kind.value for figure in read(path, text).figures}
    assert kinds == {"Xã Tân Hòa": "unit", "Xã An Phú": "unit", "Chung các nơi": "total"}


def test_only_the_named_sheets_are_read(project: Project) -> None:
    path = write_return(project, "2024/kn.xlsx", *ROWS)
    book = openpyxl.load_workbook(path)
    other = book.copy_worksheet(book["Sheet1"])
    other.title, other["D3"] = "Nháp", 99
    book.save(path)
    found = read(path, "sheets: [Sheet1]\n")
    assert {figure.sheet for figure in found.figures} == {"Sheet1"}
    assert len([row for row in found.rows if row.sheet == "Nháp"]) == 4


def places(found: ReadReturn) -> set[str]:
    return {figure.locator for figure in found.figures}


def test_a_hidden_row_is_read_only_if_asked_for() -> None:
    path = CORPUS / "hidden-row.xlsx"
    without, found = read(path), read(path, "include_hidden: true\n")
    assert rules(without, Severity.NOTE) == ["hidden_row"]
    assert rules(found, Severity.NOTE) == []
    assert places(found) - places(without) == {"Sheet1!C5", "Sheet1!D5"}


def test_a_hidden_column_that_is_asked_for_may_repeat_another() -> None:
    """Two columns of results, and nobody says which of the two is meant."""
    path = CORPUS / "hidden-column.xlsx"
    without, found = read(path), read(path, "include_hidden: true\n")
    assert rules(without, Severity.NOTE) == ["hidden_column"]
    assert rules(found, Severity.WARNING) == ["two_columns"]
    assert places(without) - places(found) == {"Sheet1!E4", "Sheet1!E5"}


def test_a_hidden_column_that_is_asked_for_may_contradict_the_others() -> None:
    path = CORPUS / "hidden-column.xlsx"
    assert rules(read(path), Severity.NOTE) == ["hidden_column"]
    found = read(path, "include_hidden: true\n")
    assert [issue.rule for issue in found.issues] == ["two_columns"]
    assert {figure.measure for figure in found.figures} == {"target"}


def test_a_hidden_sheet_that_is_asked_for_may_contradict_the_others() -> None:
    path = CORPUS / "hidden-sheet.xlsx"
    assert rules(read(path), Severity.NOTE) == ["hidden_sheet"]
    found = read(path, "include_hidden: true\n")
    conflicts = [issue.locator for issue in found.issues if issue.rule == "conflict"]
    assert conflicts == ["Sheet1!D4", "Nháp!D4"]


def test_a_form_without_the_name_of_its_unit_takes_it_from_the_layout(project: Project) -> None:
    heads = ("TT", "Tiêu chí", "Kỳ này", "Cùng kỳ năm trước", "So sánh (%)")
    rows = (("Tổng số đảng viên mới kết nạp", 12, 10, 120), ("Trong đó: nữ", 5, 4, 125))
    path = write_return(project, "2024/kn.xlsx", *rows, title=TITLE, heads=heads)
    assert "no_unit" in rules(read_return(path, path.name))
    found = read(path, "unit: Xã Tân Hòa\n")
    assert rules(found) == []
    assert {figure.unit for figure in found.figures} == {"Xã Tân Hòa"}


def reviewed(draft: str) -> str:
    lines = draft.replace("reviewed_by: ''", "reviewed_by: Ban Tổ chức")
    return lines.replace("reviewed_on: null", "reviewed_on: 2025-01-15")


@pytest.mark.parametrize(
    "name", ["same-data.xlsx", "same-data.csv", "same-data.docx", "two-row-merged-header.xlsx"]
)
def test_a_reviewed_draft_reads_what_the_rules_read(name: str) -> None:
    by_rule = read_return(CORPUS / name, name)
    draft = reviewed(draft_layout(by_rule, f"*{name}"))
    found = read_layout(draft, WHERE)
    assert (found.reviewed_by, found.fits(f"2024/{name}")) == ("Ban Tổ chức", True)
    assert read_return(CORPUS / name, name, found).figures == by_rule.figures


def test_a_draft_holds_what_has_to_be_decided(project: Project) -> None:
    heads = ("TT", "Đơn vị", "Mục tiêu phấn đấu 1", "Kết nạp")
    path = write_return(project, "2024/kn.xlsx", *ROWS, heads=heads)
    draft = draft_layout(read_return(path, path.name), "*kn.xlsx")
    assert "role: unmapped" in draft
    with pytest.raises(SourceError, match="cột C còn ghi role: unmapped"):
        read_layout(draft, WHERE)


def test_a_draft_of_a_file_that_could_not_be_read_is_a_layout_all_the_same() -> None:
    draft = draft_layout(ReadReturn("Báo cáo số 1.xls"), "*Báo cáo số 1.xls")
    assert read_layout(draft, WHERE).columns == {}
