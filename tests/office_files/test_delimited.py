from __future__ import annotations

import unicodedata

import pytest

from analysis.office_files.grids import Addressing, CellKind

UNIT = "Đảng bộ xã Cầu Giấy"


def rows(sheet) -> list[list[str]]:
    return [
        [
            sheet.cells[row, column].text if (row, column) in sheet.cells else ""
            for column in range(1, sheet.last_column + 1)
        ]
        for row in range(1, sheet.last_row + 1)
    ]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_unicode_encoding_is_read(read_sheet, encoding):
    sheet = read_sheet(f"Đơn vị;Kết quả\r\n{UNIT};1.514\r\n".encode(encoding))
    assert rows(sheet) == [["Đơn vị", "Kết quả"], [UNIT, "1.514"]]
    assert sheet.addressing is Addressing.LINE
    assert {cell.kind for cell in sheet.cells.values()} == {CellKind.TEXT}


def code_page(text: str) -> bytes:
    """Write Vietnamese as Windows does: the circumflex within the letter, the tone after it."""
    tones = {"\u0300": 0xCC, "\u0301": 0xEC, "\u0303": 0xDE, "\u0309": 0xD2, "\u0323": 0xF2}
    codes = b"\xe3\xe2\xf0\xea\xf4\xf5\xfd\xc3\xc2\xd0\xca\xd4\xd5\xdd"
    letters = dict(zip("ăâđêôơưĂÂĐÊÔƠƯ", codes, strict=True))
    out = b""
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in marks if mark in tones), "")
        bare = unicodedata.normalize("NFC", base + "".join(m for m in marks if m != tone))
        out += bytes([letters.get(bare, ord(bare) & 0xFF)])
        out += bytes([tones[tone]]) if tone else b""
    return out


def test_the_vietnamese_code_page_of_windows_is_read_as_single_letters(read_sheet):
    sheet = read_sheet(code_page(f"Đơn vị;Kết quả\n{UNIT};5\nỦy ban huyện Thuỷ Nguyên;7\n"))
    assert rows(sheet)[1:] == [[UNIT, "5"], ["Ủy ban huyện Thuỷ Nguyên", "7"]]


@pytest.mark.parametrize(
    "text",
    [
        "§¬n vÞ;KÕt qu¶\n§¶ng bé huyÖn Hßa B×nh;5\nChi bé c\u00adêng;3\n",
        "Ñôn vò;Keát quaû\nÑaûng boä xaõ;5\nNguyeãn Thò Möôøi;7\n",
        "Café;Đ\n".replace("Đ", "Ð"),
    ],
)
def test_letters_of_old_fonts_survive_byte_by_byte(read_sheet, text):
    sheet = read_sheet(text.encode("cp1252"))
    assert rows(sheet) == [line.split(";") for line in text.splitlines()]


def test_bytes_that_windows_leaves_undefined_survive_too(read_sheet):
    sheet = read_sheet(b"\xa7\x81\x8d;\x90\x9d\n")
    assert rows(sheet) == [["§\x81\x8d", "\x90\x9d"]]


@pytest.mark.parametrize("delimiter", list(",;\t|"))
def test_the_delimiter_is_the_one_that_splits_alike(read_sheet, delimiter):
    lines = [["Đơn vị", "Chỉ tiêu", "Ghi chú"], ["Xã A", "1", "x, y; z"], ["Xã B", "2", ""]]
    quoted = [[f'"{field}"' if field else field for field in line] for line in lines]
    text = "\n".join(delimiter.join(line) for line in quoted)
    assert rows(read_sheet(text.encode())) == lines


def test_a_decimal_comma_is_no_delimiter(read_sheet):
    assert rows(read_sheet(b"a;1,5\nb;2,5\n")) == [["a", "1,5"], ["b", "2,5"]]


def test_a_text_in_one_column_is_not_split(read_sheet):
    text = "Báo cáo kết quả\nnăm 2024, quý 2\ntoàn tỉnh\nkết nạp được\nnhiều đảng viên\n"
    assert rows(read_sheet(text.encode())) == [[line] for line in text.splitlines()]


def test_title_lines_above_the_table_do_not_decide(read_sheet):
    text = "Tỉnh ủy A, Ban Tổ chức\nBiểu số 2\n\na;b;c\n1;2;3\n4;5;6\n"
    sheet = read_sheet(text.encode())
    assert rows(sheet)[3:] == [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]]
    assert sheet.locate(5, 2) == "line 5"


def test_excels_hint_at_the_delimiter_is_no_row(read_sheet):
    sheet = read_sheet(b"\xef\xbb\xbfsep=|\r\na,b|c\r\n1,2|3\r\n")
    assert rows(sheet) == [["a,b", "c"], ["1,2", "3"]]
    assert sheet.line_of_row == {1: 2, 2: 3}


def test_rows_know_the_physical_line_on_which_they_begin(read_sheet):
    sheet = read_sheet('a;b\n"Xã\nA";1\n\nc;2\n'.encode())
    assert rows(sheet) == [["a", "b"], ["Xã\nA", "1"], ["", ""], ["c", "2"]]
    assert [sheet.line_of_row[row] for row in (1, 2, 3, 4)] == [1, 2, 4, 5]
    assert sheet.locate_row(4) == "line 5"


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_are_known(read_sheet, ending):
    sheet = read_sheet(f"a,b{ending}c,d{ending}".encode())
    assert rows(sheet) == [["a", "b"], ["c", "d"]]
    assert sheet.line_of_row == {1: 1, 2: 2}


def test_fields_are_kept_exactly_as_they_are_written(read_sheet):
    fields = ["001", "NA", " x ", "1.514", "nan", "=1+1", "Hue\u0302\u0301", "\u00a0"]
    assert rows(read_sheet(";".join(fields).encode())) == [fields]
