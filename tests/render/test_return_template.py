"""The form for senders: what is typed into it is what the reader reads, and nothing is in doubt."""

import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.commands import inspect_records
from analysis.render.return_template import (
    DATA_SHEET,
    GUIDE_SHEET,
    INPUT_ROWS,
    PERIOD_CHOICES,
    render_return_template,
)

from .conftest import HOSTILE_NAMES

COMMITTED = Path(__file__).resolve().parents[2] / "data" / "raw" / "returns" / "template.xlsx"
SENDER, PERIOD, YEAR = "C2", "C3", "H3"
FIRST_ROW = 7
COLUMNS = "ABCDEFGHIJKL"
MEASURES = (
    "target",
    "admitted",
    "admitted_female",
    "admitted_ethnic_minority",
    "admitted_religious",
    "admitted_youth_union",
    "admitted_students",
    "admitted_private_enterprise",
    "members_total",
)
THREE_UNITS = (
    ("Đảng bộ các cơ quan Đảng tỉnh", (20, 12, 6, 3, 1, 9, 2, 1, 845)),
    ("Khối doanh nghiệp", (None, 0, 0, 0, 0, 0, 0, 0, 31)),
    ("Đảng bộ xã Tân An", (1514, 1500, 700, 20, 3, 1200, 90, 100, 21032)),
)


@pytest.fixture(scope="module")
def template() -> bytes:
    return render_return_template()


def fill(template: bytes, rows, *, sender="Đảng ủy xã Tân An", period="Cả năm", year=2026):
    """Fill the form in as a program would: the example goes, rows come."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book[DATA_SHEET]
    sheet[SENDER], sheet[PERIOD], sheet[YEAR] = sender, period, year
    for row in sheet.iter_rows(min_row=FIRST_ROW, max_row=FIRST_ROW + 1):
        for cell in row:
            cell.value = None
    for number, (name, figures) in enumerate(rows, start=1):
        for letter, value in zip(COLUMNS, (number, name, *figures), strict=False):
            cell = sheet[f"{letter}{FIRST_ROW + number - 1}"]
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    return book


def read(book: Workbook, folder: Path) -> tuple[dict, list[dict]]:
    """Read a filled form: the figures by unit and measure, and the issues."""
    path = folder / "return.xlsx"
    book.save(path)
    return split(inspect_records(path))


def split(records: list[dict]) -> tuple[dict, list[dict]]:
    issues = [record for record in records if "rule" in record]
    figures = {(r["unit"], r["measure"]): r["value"] for r in records if "rule" not in r}
    assert len(figures) + len(issues) == len(records)
    return figures, issues


def figures_of(rows) -> dict:
    return {
        (name, measure): figure
        for name, figures in rows
        for measure, figure in zip(MEASURES, figures, strict=True)
        if figure is not None
    }


def test_the_form_is_the_same_every_time(template) -> None:
    assert template == render_return_template()


def test_the_committed_form_is_the_one_that_is_generated(template) -> None:
    assert COMMITTED.read_bytes() == template


def test_the_form_as_shipped_reads_back_as_its_example_without_an_issue() -> None:
    figures, issues = split(inspect_records(COMMITTED))
    assert issues == []
    assert figures == figures_of(
        (
            ("Đảng bộ xã Ví Dụ", (20, 12, 6, 3, 1, 9, 2, 1, 845)),
            ("Đảng bộ phường Ví Dụ", (15, 9, 5, 0, 2, 7, 1, 3, 1032)),
        )
    )


def test_the_example_is_of_a_year_that_no_return_is_about() -> None:
    ends = {record["period_end"] for record in inspect_records(COMMITTED)}
    assert ends == {"2000-06-30", "2000-12-31"}


def test_three_units_typed_in_are_read_as_typed(template, tmp_path) -> None:
    assert read(fill(template, THREE_UNITS), tmp_path) == (figures_of(THREE_UNITS), [])


def test_a_form_that_is_full_to_its_last_row_is_read(template, tmp_path) -> None:
    rows = [(f"Đảng bộ xã Số {n}", (9, 5, 2, 0, 0, 3, 1, 1, 80 + n)) for n in range(INPUT_ROWS)]
    assert read(fill(template, rows), tmp_path) == (figures_of(rows), [])


def test_a_total_row_is_welcome_and_held_against_the_units(template, tmp_path) -> None:
    total = ("Tổng cộng", (1534, 1512, 706, 23, 4, 1209, 92, 101, 21908))
    rows = (*THREE_UNITS, total)
    assert read(fill(template, rows), tmp_path) == (figures_of(rows), [])
    wrong = (*THREE_UNITS, (total[0], (1534, 1513, *total[1][2:])))
    _, issues = read(fill(template, wrong), tmp_path)
    assert [issue["locator"] for issue in issues] == [f"{DATA_SHEET}!D10"]


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_that_tries_to_be_more_is_read_as_the_name_it_is(name, template, tmp_path) -> None:
    rows = ((name, (20, 12, 6, 3, 1, 9, 2, 1, 845)),)
    shown = " ".join(name.split())
    expected = {(shown, measure): value for (_, measure), value in figures_of(rows).items()}
    assert read(fill(template, rows), tmp_path) == (expected, [])


SPANS = {
    "Cả năm": ("01-01", "12-31"),
    "6 tháng đầu năm": ("01-01", "06-30"),
    "6 tháng cuối năm": ("07-01", "12-31"),
    "9 tháng đầu năm": ("01-01", "09-30"),
    "10 tháng đầu năm": ("01-01", "10-31"),
    "11 tháng đầu năm": ("01-01", "11-30"),
    "Quý I": ("01-01", "03-31"),
    "Quý II": ("04-01", "06-30"),
    "Quý III": ("07-01", "09-30"),
    "Quý IV": ("10-01", "12-31"),
    "Tháng 2": ("02-01", "02-28"),
    "Tháng 10": ("10-01", "10-31"),
    "Tháng 12": ("12-01", "12-31"),
    "từ ngày 01/01/2026 đến ngày 10/9/2026": ("01-01", "09-10"),
    "đến 15/12/2026": ("01-01", "12-15"),
}


@pytest.mark.parametrize("period", [*PERIOD_CHOICES, *list(SPANS)[-2:]])
def test_each_period_that_can_be_chosen_is_read(period, template, tmp_path) -> None:
    path = tmp_path / "return.xlsx"
    fill(template, THREE_UNITS, period=period).save(path)
    records = inspect_records(path)
    assert [record for record in records if "rule" in record] == []
    starts, ends = SPANS.get(period, ("", ""))
    found = {(r["period_start"], r["period_end"]) for r in records if r["measure"] == "admitted"}
    assert len(found) == 1
    ((start, end),) = found
    assert start.startswith("2026-")
    assert start.endswith(starts)
    assert end.endswith(ends)
    targets = {r["period_end"] for r in records if r["measure"] == "target"}
    assert targets == {"2026-12-31"}


@pytest.mark.parametrize("sender", [None, "Đảng bộ", "Xã", "Đơn vị", "STT", "Nữ", "=1+1", "Khối"])
def test_no_name_of_a_sender_is_taken_for_a_heading(sender, template, tmp_path) -> None:
    book = fill(template, THREE_UNITS, sender=sender)
    assert read(book, tmp_path) == (figures_of(THREE_UNITS), [])


def test_a_year_that_is_not_stated_is_asked_for(template, tmp_path) -> None:
    _, issues = read(fill(template, THREE_UNITS, period="Quý I", year=None), tmp_path)
    assert {issue["rule"] for issue in issues} == {"period_missing"}


@pytest.fixture
def book(template) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(template))


@pytest.fixture
def sheet(book) -> Worksheet:
    return book[DATA_SHEET]


def test_there_is_a_sheet_for_figures_and_one_that_explains_it(book) -> None:
    assert book.sheetnames == [DATA_SHEET, GUIDE_SHEET]
    assert all(s.protection.sheet and not s.protection.password for s in book)


def test_only_what_is_to_be_filled_in_is_unlocked(sheet) -> None:
    unlocked = {c.coordinate for row in sheet for c in row if not c.protection.locked}
    last = FIRST_ROW + INPUT_ROWS - 1
    body = {f"{letter}{row}" for letter in COLUMNS for row in range(FIRST_ROW, last + 1)}
    assert body <= unlocked
    assert {SENDER, PERIOD, YEAR} <= unlocked
    assert not any(cell in unlocked for cell in ("A1", "A2", "A3", "A4", "A5", "D5", "E6", "L5"))


def test_no_cell_holds_a_formula_or_a_link(book) -> None:
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


def test_every_column_of_figures_has_a_rule_in_vietnamese(sheet) -> None:
    rules = sheet.data_validations.dataValidation
    last = FIRST_ROW + INPUT_ROWS - 1
    for letter in "ABCDEFGHIJK":
        place = f"{letter}{FIRST_ROW}:{letter}{last}"
        found = [rule for rule in rules if place in str(rule.sqref)]
        assert len(found) == 1, letter
        assert found[0].error and found[0].showErrorMessage
    assert len(rules) == len("ABCDEFGHIJK") + len((SENDER, PERIOD, YEAR))
    assert [rule.formula1 for rule in rules if rule.type == "list"] == [
        f'"{",".join(PERIOD_CHOICES)}"'
    ]


@pytest.mark.parametrize(("letter", "part"), [("E", "N($D7)"), ("J", "N($D7)"), ("D", "MAX($E7:")])
def test_a_part_may_not_be_above_its_whole(letter, part, sheet) -> None:
    rules = sheet.data_validations.dataValidation
    (rule,) = [r for r in rules if str(r.sqref).startswith(f"{letter}{FIRST_ROW}:")]
    assert rule.type == "custom"
    assert part in rule.formula1
    assert rule.errorStyle in (None, "stop")


def test_each_heading_has_a_note(sheet) -> None:
    heads = [f"{letter}6" if letter in "EFGHIJ" else f"{letter}5" for letter in COLUMNS]
    assert all(sheet[place].value and sheet[place].comment.text for place in heads)


def test_the_head_stays_in_sight_on_screen_and_on_paper(sheet) -> None:
    assert sheet.freeze_panes == "C7"
    assert sheet.print_title_rows == "$5:$6"
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)


def test_the_guide_explains_every_column(book) -> None:
    texts = [cell.value for row in book[GUIDE_SHEET] for cell in row if cell.value]
    assert all(any(text.startswith(f"Cột {letter} «") for text in texts) for letter in COLUMNS)
