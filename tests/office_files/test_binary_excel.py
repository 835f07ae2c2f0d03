from __future__ import annotations

import struct

from office_files.office_builders import (
    binary_cell,
    binary_record,
    binary_row,
    binary_text,
    xlsb_parts,
    zip_of,
)

from analysis.office_files.biff12 import records
from analysis.office_files.grids import CellKind, Merge


def binary_return() -> bytes:
    """Make a binary workbook with a hidden row, a hidden column and a merge."""
    cells = (
        binary_row(0)
        + binary_cell(6, 0, binary_text("Đơn vị"))
        + binary_cell(7, 1, struct.pack("<I", 0))
        + binary_row(1, is_hidden=True)
        + binary_cell(6, 0, binary_text("§¶ng bé"), style=1)
        + binary_cell(5, 1, struct.pack("<d", 0.5253), style=1)
        + binary_cell(2, 2, struct.pack("<I", 1514 << 2 | 2))
        + binary_cell(3, 3, b"\x07")
        + binary_cell(4, 4, b"\x01")
    )
    hidden = binary_record(60, struct.pack("<4IH", 2, 2, 2560, 0, 1))
    merge = binary_record(176, struct.pack("<4I", 0, 0, 1, 2))
    return zip_of(
        xlsb_parts(
            cells,
            columns=binary_record(390) + hidden + binary_record(391),
            merges=binary_record(177, struct.pack("<I", 1)) + merge + binary_record(178),
        )
    )


def check(book) -> None:
    assert (book.file_format, book.remarks) == ("xlsb", ())
    (sheet,) = book.sheets
    assert {place: (cell.kind, cell.text) for place, cell in sheet.cells.items()} == {
        (1, 1): (CellKind.TEXT, "Đơn vị"),
        (1, 2): (CellKind.TEXT, "Kết quả"),
        (2, 1): (CellKind.TEXT, "§¶ng bé"),
        (2, 2): (CellKind.NUMBER, "0.5253"),
        (2, 3): (CellKind.NUMBER, "1514"),
        (2, 4): (CellKind.ERROR, "#DIV/0!"),
        (2, 5): (CellKind.BOOLEAN, "TRUE"),
    }
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {3})
    assert sheet.merges == (Merge(1, 2, 1, 3),)
    assert (sheet.cells[2, 2].number_format, sheet.cells[2, 1].font) == ("0.00%", ".VnTime")
    assert (sheet.cells[1, 1].number_format, sheet.cells[1, 1].font) == ("General", "Calibri")


def test_a_binary_workbook_is_read_with_all_that_is_hidden(read):
    check(read(binary_return()))


def test_the_file_that_another_program_opened_is_read_alike(read, files):
    check(read((files / "return.xlsb").read_bytes()))


def test_records_are_found_wherever_the_part_is_cut():
    part = xlsb_parts(binary_row(0) + binary_cell(6, 0, binary_text("x" * 300)))
    sheet = part["xl/worksheets/sheet1.bin"]
    whole = list(records([sheet]))
    assert all(list(records([sheet[:at], sheet[at:]])) == whole for at in range(len(sheet)))
    assert [number for number, _ in whole][:2] == [129, 148]
