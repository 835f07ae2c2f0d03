from __future__ import annotations

import pytest
from office_files.office_builders import old_number, old_record, old_workbook, ole_of

from analysis.office_files.grids import CellKind, Merge
from analysis.office_files.ole import OleFile

RETURN = {
    (1, 1): (CellKind.TEXT, "TỔNG HỢP"),
    (2, 1): (CellKind.TEXT, "§¶ng bé"),
    (2, 2): (CellKind.NUMBER, "1514"),
    (2, 3): (CellKind.NUMBER, "0.5253"),
    (2, 4): (CellKind.DATE, "2024-06-30"),
    (2, 5): (CellKind.TEXT, "cột ẩn"),
    (3, 1): (CellKind.TEXT, "ẩn"),
    (3, 2): (CellKind.NUMBER, "7"),
    (5, 1): (CellKind.ERROR, "#DIV/0!"),
    (5, 3): (CellKind.NUMBER, "3028"),
    (5, 4): (CellKind.TEXT, "hai\ndòng"),
    (6, 1): (CellKind.TEXT, "  cách  "),
    (6, 2): (CellKind.TEXT, "§¶ng bé"),
    (6, 4): (CellKind.NUMBER, "1.5"),
}


@pytest.mark.parametrize("file_format", ["xls", "ods"])
def test_a_file_of_another_program_is_read_whole(read, files, file_format):
    book = read((files / f"return.{file_format}").read_bytes(), "return.xlsx")
    assert book.file_format == file_format
    first, second = book.sheets
    assert (first.name, first.is_hidden) == ("Biểu 1", False)
    assert (second.name, second.is_hidden) == ("Ẩn", True)
    found = {place: (cell.kind, cell.text) for place, cell in first.cells.items()}
    assert RETURN.items() <= found.items()
    assert first.merges == (Merge(1, 1, 1, 4),)
    assert (first.hidden_rows, first.hidden_columns) == ({3}, {5})
    assert first.cells[2, 3].number_format == "0.00%"
    assert [first.cells[place].font for place in ((1, 1), (2, 1), (6, 2))] == [
        "Calibri",
        ".VnTime",
        ".VnTime",
    ]
    assert book.remarks == ()


def test_formats_dates_and_truth_of_old_workbooks_are_known(read, files):
    cells = read((files / "return.xls").read_bytes()).sheets[0].cells
    assert cells[2, 4].number_format == "dd/mm/yyyy"
    assert cells[6, 4].number_format == "#,##0.0"
    assert (cells[5, 2].kind, cells[5, 2].text) == (CellKind.BOOLEAN, "TRUE")


def test_a_workbook_made_by_hand_is_read(read_sheet):
    data = ole_of({"Workbook": old_workbook(old_number(0, 0, 1.0), old_number(6, 2, 52.5))})
    sheet = read_sheet(data)
    assert {place: cell.text for place, cell in sheet.cells.items()} == {
        (1, 1): "1",
        (7, 3): "52.5",
    }


def test_a_workbook_whose_looks_are_damaged_gives_values_and_a_remark(read):
    broken_columns = old_record(0x7D, b"\0")
    book = read(ole_of({"Workbook": old_workbook(broken_columns, old_number(0, 0, 7.0))}))
    assert [one.rule for one in book.remarks] == ["formats_unknown"]
    assert book.sheets[0].cells[1, 1].text == "7"


def test_macros_of_old_workbooks_are_remarked_on(read):
    data = ole_of({"Workbook": old_workbook(old_number(0, 0, 1.0)), "_VBA_PROJECT": b"x"})
    assert [one.rule for one in read(data).remarks] == ["macros_ignored"]


def test_streams_are_found_in_containers_of_others_and_of_our_own(files):
    container = OleFile((files / "return.xls").read_bytes())
    assert "Workbook" in container.names
    assert container.stream("Workbook").startswith(b"\x09\x08")
    made = OleFile(ole_of({"a": b"x" * 9000, "b": b"y"}))
    assert made.stream("a")[:9001] == b"x" * 9000
    assert made.stream("b").startswith(b"y\0")
