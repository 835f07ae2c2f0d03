"""The return sheet: all issues of a file in the order of their weight, every text as it is."""

import io
import random
import re

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from analysis.render.return_sheet import (
    MAX_NAME_CHARS,
    SHEET,
    render_return_sheet,
    return_sheet_name,
    visible_text,
)
from analysis.returns.records import Issue, Severity

from .conftest import HOSTILE_NAMES

HEAD_ROW = 5
HEADS = ["Mức độ", "Trang tính", "Ô", "Đơn vị", "Giá trị trong tệp", "Cần sửa gì"]


def issue(severity=Severity.WARNING, sheet="Sheet1", locator="Sheet1!C7", **texts) -> Issue:
    given_texts = {"unit": "Đảng bộ xã A", "value": "12x", "message": "Không phải số", **texts}
    return Issue("a.xls", sheet, locator, rule="not_a_number", severity=severity, **given_texts)


def open_sheet(issues, file="a.xls", sender="Đảng ủy xã A") -> Worksheet:
    book = openpyxl.load_workbook(io.BytesIO(render_return_sheet(file, sender, issues)))
    assert book.sheetnames == [SHEET]
    return book[SHEET]


def table(sheet: Worksheet) -> list[list[str]]:
    rows = sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return [[value or "" for value in row] for row in rows]


def top(sheet: Worksheet) -> list[str]:
    return [sheet.cell(row, 1).value for row in range(1, HEAD_ROW)]


def many_issues(count: int) -> list[Issue]:
    dice = random.Random(3)
    return [
        issue(
            severity=dice.choice(list(Severity)),
            sheet=(name := f"Tháng {dice.randint(1, 12)}"),
            locator=f"{name}!{dice.choice(('C', 'D', 'AA'))}{dice.randint(7, 200)}",
            unit=f"Đảng bộ xã số {number}",
            value=str(number),
        )
        for number in range(count)
    ]


def test_it_says_whose_file_it_is_and_how_much_there_is_to_do() -> None:
    found = [issue(Severity.STOP), issue(), issue(), issue(Severity.NOTE)]
    title, of_file, counted, to_do = top(open_sheet(found, "Báo cáo.xls", "Đảng ủy xã Tân An"))
    assert title == "NHỮNG CHỖ CẦN XEM LẠI TRONG TỆP SỐ LIỆU"
    assert of_file == "Tệp: Báo cáo.xls\nĐơn vị gửi: Đảng ủy xã Tân An"
    counts = re.findall(r"([^;()]+): (\d+)", counted)
    assert [(name.strip(), count) for name, count in counts] == [
        ("Phải sửa", "1"),
        ("Cần xem lại", "2"),
        ("Để biết", "1"),
    ]
    assert "gửi cả tệp cho nơi đã gửi bảng này" in to_do


def test_a_file_with_remarks_only_need_not_come_back() -> None:
    assert "Số liệu đã được đọc" in top(open_sheet([issue(Severity.NOTE)]))[3]


def test_a_file_without_issues_says_so() -> None:
    sheet = open_sheet([], sender="")
    assert top(sheet)[1:] == [
        "Tệp: a.xls",
        "Không có chỗ nào cần xem lại.",
        "Tệp đã được đọc, không cần sửa và không cần gửi lại.",
    ]
    assert table(sheet) == []


def test_the_gravest_come_first_then_sheet_and_cell_as_people_count_them() -> None:
    places = [
        (Severity.NOTE, "A", "A!B2"),
        (Severity.WARNING, "Tháng 10", "Tháng 10!A7"),
        (Severity.WARNING, "Tháng 2", "Tháng 2!AA12"),
        (Severity.WARNING, "Tháng 2", "Tháng 2!B12"),
        (Severity.WARNING, "Tháng 2", "Tháng 2!B9"),
        (Severity.WARNING, "Tháng 2", "Tháng 2"),
        (Severity.STOP, "Z", "Z!C1"),
        (Severity.STOP, "", ""),
    ]
    rows = table(open_sheet([issue(*place) for place in places]))
    assert [row[:3] for row in rows] == [
        ["Phải sửa", "", "cả tệp"],
        ["Phải sửa", "Z", "C1"],
        ["Cần xem lại", "Tháng 2", "cả trang"],
        ["Cần xem lại", "Tháng 2", "B9"],
        ["Cần xem lại", "Tháng 2", "B12"],
        ["Cần xem lại", "Tháng 2", "AA12"],
        ["Cần xem lại", "Tháng 10", "A7"],
        ["Để biết", "A", "B2"],
    ]


@pytest.mark.parametrize(
    ("sheet", "locator", "shown"),
    [
        ("Sheet1", "Sheet1!C7", ["Sheet1", "C7"]),
        ("Sheet1", "Sheet1!7", ["Sheet1", "dòng 7"]),
        ("a!b", "a!b!C7", ["a!b", "C7"]),
        ("", "Sheet1!C7", ["Sheet1", "C7"]),
        ("", "Sheet1!C7:C9", ["Sheet1", "C7:C9"]),
        ("", "line 12", ["", "dòng 12"]),
        ("table 2", "table 2 row 5 col 3", ["Bảng 2", "dòng 5, cột 3"]),
        ("table 2", "table 2 row 5", ["Bảng 2", "dòng 5"]),
        ("table 2", "table 2", ["Bảng 2", "cả bảng"]),
        ("7", "7!B3", ["7", "B3"]),
        ("7", "7", ["7", "cả trang"]),
        ("A1", "A1", ["A1", "cả trang"]),
    ],
)
def test_a_place_is_named_as_the_sender_sees_it(sheet, locator, shown) -> None:
    assert table(open_sheet([issue(sheet=sheet, locator=locator)]))[0][1:3] == shown


def test_a_thousand_issues_all_arrive() -> None:
    issues = many_issues(1000)
    sheet = open_sheet(issues)
    rows = table(sheet)
    assert sorted(row[3] for row in rows) == sorted(one.unit for one in issues)
    assert sheet.auto_filter.ref == f"A{HEAD_ROW}:F{HEAD_ROW + 1000}"
    order = ["Phải sửa", "Cần xem lại", "Để biết"]
    grades = [order.index(row[0]) for row in rows]
    assert grades == sorted(grades)


def test_the_order_in_which_issues_are_found_changes_nothing() -> None:
    issues = many_issues(200)
    mixed = random.Random(1).sample(issues, len(issues))
    assert render_return_sheet("a.xls", "x", issues) == render_return_sheet("a.xls", "x", mixed)


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_no_name_becomes_a_formula_or_a_link(name) -> None:
    one = issue(sheet=name, locator=f"{name}!C7", unit=name, value=name, message=name)
    sheet = open_sheet([one], file=name, sender=name)
    shown = table(sheet)[0]
    assert shown[1:5] == [name, "C7", name, name]
    assert shown[5] == name[0].upper() + name[1:]
    assert top(sheet)[1] == f"Tệp: {name}\nĐơn vị gửi: {name}"
    cells = [cell for row in sheet for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x00b\x0b\x1fc", "a\ufffdb\ufffd\ufffdc"),
        ("a\tb\r\nc\nd\re", "a b\nc\nd\ufffde"),
        ("a\ud800b\uffffc\x85", "a\ufffdb\ufffdc\ufffd"),
        ("a\u202egpj.xls", "a\ufffdgpj.xls"),
        ("_x0041_ 😀 Đảng bộ\u00a0xã", "_x0041_ 😀 Đảng bộ\u00a0xã"),
    ],
)
def test_characters_that_no_cell_may_hold_get_a_sign(text, shown) -> None:
    assert visible_text(text) == shown
    sheet = open_sheet([issue(unit=text, value=text, message=text)], file=text, sender=text)
    assert table(sheet)[0][3:5] == [shown, shown]


def test_a_text_longer_than_a_cell_is_cut_in_sight() -> None:
    for letter in "ạ😀":
        shown = table(open_sheet([issue(message=letter * 40_000)]))[0][5]
        assert shown.endswith("…")
        assert len(shown.encode("utf-16-le")) // 2 <= 32_767


def test_severity_is_told_by_word_and_by_colour() -> None:
    sheet = open_sheet([issue(severity) for severity in Severity])
    cells = [sheet.cell(HEAD_ROW + 1 + number, 1) for number in range(3)]
    assert [cell.value for cell in cells] == ["Phải sửa", "Cần xem lại", "Để biết"]
    assert len({cell.fill.fgColor.rgb for cell in cells}) == 3


def test_long_texts_are_wrapped_into_rows_that_show_them() -> None:
    sheet = open_sheet([issue(message="Sửa tiêu đề của cột. " * 20), issue(locator="Sheet1!D8")])
    heights = [sheet.row_dimensions[HEAD_ROW + 1 + number].height for number in range(2)]
    assert heights[0] > 5 * heights[1] - 10
    assert sheet.cell(HEAD_ROW + 1, 6).alignment.wrap_text


def test_the_head_stays_in_sight_on_screen_and_on_paper() -> None:
    sheet = open_sheet([issue()])
    assert [cell.value for cell in sheet[HEAD_ROW]] == HEADS
    assert sheet.freeze_panes == f"A{HEAD_ROW + 1}"
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("a.xls", "a.xls.xlsx"),
        ("a.xlsx", "a.xlsx.xlsx"),
        ("Báo cáo 6 tháng (lần 2).xls", "Báo cáo 6 tháng (lần 2).xls.xlsx"),
    ],
)
def test_an_ordinary_name_is_kept(file, name) -> None:
    assert return_sheet_name(file) == name


NAUGHTY = (
    *("", ".", "..", " ", "a. ", " a", "con", "CON.xls", "nul .txt", "Com1.csv", "LPT²", "conin$"),
    *("a/b.xls", "a\\b.xls", "a:b.xls", "a*b.xls", "../../x", "/etc/passwd", "C:\\x", "a\x00b"),
    *(
        "a\u202egpj.xls",
        "a\udcff.xls",
        "e\u0301.xls",
        "\u00e9.xls",
        "x" * 300,
        "ạ" * 200,
        "😀" * 90,
    ),
    *HOSTILE_NAMES,
)
DEVICE = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)")


def check_name(name: str) -> None:
    assert name.endswith(".xlsx")
    assert len(name) <= MAX_NAME_CHARS
    assert len(name.encode("utf-8")) <= 255
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not DEVICE.match(name)
    assert name == name.strip(" ")


@pytest.mark.parametrize("file", NAUGHTY)
def test_every_name_is_safe_on_every_system(file) -> None:
    check_name(return_sheet_name(file))


def test_different_files_have_different_return_sheets() -> None:
    names = {return_sheet_name(file) for file in NAUGHTY}
    assert len(names) == len(NAUGHTY)
    again = [return_sheet_name(name.removesuffix(".xlsx")) for name in names]
    assert not names & {name for name in again if "~" in name}


@given(st.sets(st.text(st.characters(), max_size=140), min_size=2, max_size=8))
def test_any_names_are_safe_and_stay_apart(files) -> None:
    names = [return_sheet_name(file) for file in files]
    for name in names:
        check_name(name)
    assert len(set(names)) == len(files)
