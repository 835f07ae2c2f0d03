"""Letters of old fonts and of wrong encodings are set right, and every change is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from analysis.office_files.grids import Addressing, Cell, CellKind, Sheet
from analysis.returns.lettering import set_letters_right
from analysis.returns.records import Issue, Severity
from analysis.returns.sheet_records import SheetRecords
from analysis.text.legacy import LegacyEncoding, encode

REGISTERS = Path(__file__).parents[2] / "data" / "raw" / "registers"
NAMES = ("Đảng bộ xã Tân Hòa", "Đảng bộ phường Ngô Quyền", "Xã Suối Dây", "Thị trấn Bến Lức")
ENCODINGS = pytest.mark.parametrize(
    ("encoding", "named"),
    [(LegacyEncoding.TCVN3, "TCVN3 (ABC)"), (LegacyEncoding.VNI, "VNI-Windows")],
)


def sheet(*columns: tuple[str, ...], font: str = "", context: tuple[str, ...] = ()) -> Sheet:
    """A sheet of texts, column by column."""
    cells = {
        (row, column): Cell(CellKind.TEXT, text, font=font)
        for column, texts in enumerate(columns, start=1)
        for row, text in enumerate(texts, start=1)
    }
    return Sheet("Sheet1", Addressing.CELL, cells, context=context)


def set_right(given: Sheet) -> tuple[Sheet, list[Issue]]:
    records = SheetRecords("kn.xlsx", given)
    return set_letters_right(given, records), records.issues


def texts(found: Sheet, column: int = 1) -> list[str]:
    return [cell.text for (_, at), cell in sorted(found.cells.items()) if at == column]


def in_font(encoding: LegacyEncoding) -> tuple[str, ...]:
    return tuple(encode(name, encoding) for name in NAMES)


def test_a_font_decides_for_its_cells() -> None:
    found, (issue,) = set_right(sheet(("Tr\u00ecng NguyÔn",), font=".VnTime"))
    assert texts(found) == ["Trỡng Nguyễn"]
    assert (issue.rule, issue.severity) == ("legacy_letters", Severity.NOTE)


def test_a_font_of_capitals_gives_capitals() -> None:
    found, _ = set_right(sheet(("NguyÔn",), font=".VnTimeH"))
    assert texts(found) == ["NGUYỄN"]


def test_unicode_typed_in_an_old_font_stays() -> None:
    given = sheet(NAMES, font=".VnTime")
    found, issues = set_right(given)
    assert (found, issues) == (given, [])


@ENCODINGS
def test_a_column_without_fonts_is_decided_by_what_it_spells(encoding, named: str) -> None:
    found, (issue,) = set_right(sheet(in_font(encoding)))
    assert texts(found) == list(NAMES)
    assert (issue.rule, issue.severity) == ("legacy_letters", Severity.NOTE)
    assert issue.locator == "Sheet1!A1"
    assert f"4 ô ở cột A dùng bảng mã {named}" in issue.message
    assert f"thành «{NAMES[0]}»" in issue.message


@ENCODINGS
def test_each_converted_column_is_listed_once(encoding, named: str) -> None:
    _, issues = set_right(sheet(in_font(encoding), in_font(encoding)[::-1]))
    assert [issue.locator for issue in issues] == ["Sheet1!A1", "Sheet1!B1"]


def test_a_unicode_column_beside_an_old_one_stays() -> None:
    found, issues = set_right(sheet(in_font(LegacyEncoding.TCVN3), NAMES))
    assert (texts(found, 1), texts(found, 2)) == (list(NAMES), list(NAMES))
    assert [issue.locator for issue in issues] == ["Sheet1!A1"]


def test_numbers_and_plain_letters_stay() -> None:
    plain = sheet(("STT", "Nam 2024", "Ghi chu"), ("1.514", "A-B", "x"))
    number = Cell(CellKind.NUMBER, "52.53", 52.53, font=".VnTime")
    given = Sheet("Sheet1", Addressing.CELL, {**plain.cells, (9, 9): number})
    assert set_right(given) == (given, [])


def misread(text: str) -> str:
    return text.encode("utf-8").decode("cp1252")


def test_text_read_in_a_wrong_encoding_is_repaired_and_said() -> None:
    found, (issue,) = set_right(sheet((misread("Xã Mỹ Hòa"), "Xã Mỹ Hòa")))
    assert texts(found) == ["Xã Mỹ Hòa", "Xã Mỹ Hòa"]
    assert (issue.rule, issue.severity, issue.locator) == (
        "mojibake",
        Severity.NOTE,
        "Sheet1!A1",
    )
    assert issue.message.endswith("đã sửa thành «Xã Mỹ Hòa»")


@pytest.mark.parametrize("damaged", ["Xã Mỹ H\ufffda", "X\u00e3 M\x81 H"])
def test_letters_that_are_lost_are_reported_and_not_guessed(damaged: str) -> None:
    found, (issue,) = set_right(sheet((damaged,)))
    assert texts(found) == [damaged]
    assert (issue.rule, issue.severity) == ("damaged_letters", Severity.WARNING)
    assert "gõ lại ô" in issue.message


def test_the_lines_above_a_table_are_set_right_too() -> None:
    line = "Kết quả kết nạp năm 2024 của các xã, thị trấn"
    lines = (encode(line, LegacyEncoding.TCVN3), misread(line), line)
    found, _ = set_right(sheet(("a",), context=lines))
    assert found.context == (line, line, line)


def official_names() -> list[str]:
    names = []
    for name in ("units.csv", "fictional_units.csv"):
        with (REGISTERS / name).open(encoding="utf-8", newline="") as file:
            names += [row["name"] for row in csv.DictReader(file)]
    return names


def test_no_official_name_changes_in_a_column_of_its_own_or_alone() -> None:
    names = official_names()
    assert len(names) > 300
    assert set_right(sheet(tuple(names)))[1] == []
    assert [name for name in names if set_right(sheet((name,)))[1]] == []
