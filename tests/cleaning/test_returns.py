"""Returns of a project: the good ones used, the bad ones named, every row and name settled."""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from builders import (
    add_units,
    correction,
    fictional_returns,
    read_here,
    write_project,
    write_return,
    write_text,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import returns as module
from analysis.cleaning.returns import FILE_COLUMNS, Returns, no_returns, read_returns
from analysis.errors import CheckError, SourceError
from analysis.paths import Project
from analysis.registers.units import read_units
from analysis.returns.records import ReadReturn, ReturnRow, RowFate
from analysis.text.normalise import match_key

CORPUS = Path(__file__).parents[1] / "returns" / "corpus"
BEN_LUC, DUC_HOA = ("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", 8, 8)
LAYOUT = """\
layout: kn
reviewed_by: Ban Tổ chức
reviewed_on: 2025-01-15
files: ['2024/kn.*']
"""

Read = Callable[[], Returns]


def figures(found: Returns) -> list[tuple[str, str, str, float]]:
    keys = ("unit_id", "measure", "period_key", "value")
    return [tuple(figure[key] for key in keys) for figure in found.figures]


def admitted(found: Returns) -> dict[str, float]:
    return {unit: value for unit, measure, _, value in figures(found) if measure == "admitted"}


def fates(found: Returns, file: str = "2024/kn.csv") -> list[str]:
    """The fates of the rows below the headings."""
    rows = found.rows[found.rows["file"].eq(file)]
    return list(rows["fate"])[2:]


def issues(found: Returns, *rules: str) -> list[SimpleNamespace]:
    rows = [SimpleNamespace(**row) for row in found.issues.to_dict("records")]
    return [row for row in rows if not rules or row.rule in rules]


def only_issue(found: Returns) -> SimpleNamespace:
    (issue,) = issues(found)
    return issue


def test_without_any_return_there_are_empty_tables_of_the_right_form(read: Read) -> None:
    found = read()
    assert found.figures == []
    for name in ("rows", "issues", "files"):
        frame, empty = getattr(found, name), getattr(no_returns(), name)
        assert len(frame) == 0
        pd.testing.assert_frame_equal(frame, empty)


def test_a_figure_becomes_an_observation_that_knows_its_file_and_cell(office, read: Read) -> None:
    write_return(office, "2024/long-an/kn.xlsx", ("Huyện Bến Lức", 1600, 1514))
    found = read().figures[1]
    assert (found["unit_id"], found["measure"], found["value"]) == ("ben-luc", "admitted", 1514)
    assert (found["unit_printed"], found["period_key"]) == ("Huyện Bến Lức", "year:2024")
    assert (found["value_printed"], found["qualifier"]) == ("1514", "exact")
    assert found["source_id"] == "2024/long-an/kn.xlsx"
    assert found["locator"] == "data/raw/returns/2024/long-an/kn.xlsx:Sheet1!D3"


def test_a_total_is_no_figure_of_a_unit(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC, DUC_HOA, ("Tổng cộng", 18, 14))
    found = read()
    assert admitted(found) == {"ben-luc": 6, "duc-hoa": 8}
    assert fates(found) == ["kept", "kept", "total"]


BROKEN = (
    "truncated.xlsx",
    "empty.csv",
    "empty.xlsx",
    "cell-in-the-last-corner.xlsx",
    "entity-in-a-document.docx",
    "column-that-nobody-knows.xlsx",
)


def test_broken_and_hostile_files_are_named_and_the_others_used(office: Project) -> None:
    write_return(office, "2024/a-good.csv", BEN_LUC)
    write_return(office, "2024/z-good.xlsx", DUC_HOA)
    for name in BROKEN:
        shutil.copy(CORPUS / name, office.returns / "2024" / name)
    write_text(office.returns / "2024" / "nul.csv", b"TT;T\x00n\n" * 9)
    found = read_returns(office, read_units(office))
    assert admitted(found) == {"ben-luc": 6, "duc-hoa": 8}
    stops = issues(found)
    assert sorted(issue.file for issue in stops) == sorted(
        f"2024/{name}" for name in (*BROKEN, "nul.csv")
    )
    assert {issue.severity for issue in stops} == {"stop"}
    assert all(issue.message.strip() for issue in stops)
    assert len({issue.message for issue in stops if "empty" not in issue.file}) == 5
    assert found.files["stops"].sum() == len(stops)


def test_an_unknown_unit_is_set_aside_with_what_looks_like_it(office, read: Read) -> None:
    write_return(office, "2024/kn.csv", ("Huyện Bến Lứt", 10, 6), DUC_HOA)
    found = read()
    assert admitted(found) == {"duc-hoa": 8}
    assert fates(found) == ["quarantined", "kept"]
    issue = only_issue(found)
    assert (issue.rule, issue.severity, issue.unit) == ("unknown_unit", "warning", "Huyện Bến Lứt")
    assert issue.locator == "line 3"
    assert "gần giống: Đảng bộ huyện Bến Lức" in issue.message


@pytest.mark.parametrize(
    "printed",
    [
        "Xã Mỹ Hòa",
        "Đảng bộ xã Mỹ Hòa",
        "Đảng ủy xã Mỹ Hòa",
        "ĐU xã Mỹ Hòa",
        "ĐB xã Mỹ Hòa",
        "X. Mỹ Hòa",
        "ĐU X.Mỹ Hòa",
        "XÃ MỸ HÒA",
        "Xã Mỹ Hoà",
        "Xã\u00a0Mỹ  Hòa",
        "Xã Mỹ Hòa (1)",
        unicodedata.normalize("NFD", "Đảng uỷ xã Mỹ Hoà"),
    ],
)
def test_a_unit_is_found_by_any_spelling_of_its_name(office, read: Read, printed: str) -> None:
    write_return(office, "2024/kn.csv", (printed, 10, 6))
    found = read()
    assert admitted(found) == {"xa-my-hoa": 6}
    assert issues(found) == []


@pytest.mark.parametrize(
    ("printed", "unit_id"), [("P. An Bình", "phuong-an-binh"), ("X. An Bình", "xa-an-binh")]
)
def test_the_class_tells_units_of_one_name_apart(office, read: Read, printed, unit_id) -> None:
    write_return(office, "2024/kn.csv", (printed, 10, 6))
    assert admitted(read()) == {unit_id: 6}


@pytest.mark.parametrize(
    "sections",
    [
        pytest.param(("Khối xã", "Khối phường"), id="two sections"),
        pytest.param(("Các xã", "Các phường"), id="other words"),
    ],
)
def test_a_bare_name_takes_its_class_from_its_section(office, read: Read, sections) -> None:
    rows = ["I;{};;", "1;An Bình;10;6", "II;{};;", "1;An Bình;20;7"]
    text = "\n".join(["KẾT NẠP ĐẢNG VIÊN NĂM 2024", "TT;Đơn vị;Chỉ tiêu;Kết nạp", *rows])
    write_text(office.returns / "2024" / "kn.csv", text.format(*sections) + "\n")
    found = read()
    assert admitted(found) == {"xa-an-binh": 6, "phuong-an-binh": 7}
    assert issues(found) == []


def test_a_bare_name_without_a_section_is_not_decided(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", ("An Bình", 10, 6))
    found = read()
    assert admitted(found) == {}
    assert only_issue(found).rule == "unknown_unit"


def test_a_section_of_two_classes_decides_nothing(office: Project, read: Read) -> None:
    rows = "I;Khối xã, phường;;\n1;An Bình;10;6\n"
    text = f"KẾT NẠP ĐẢNG VIÊN NĂM 2024\nTT;Đơn vị;Chỉ tiêu;Kết nạp\n{rows}"
    write_text(office.returns / "2024" / "kn.csv", text)
    found = read()
    assert admitted(found) == {}
    assert only_issue(found).rule == "unknown_unit"


@pytest.mark.parametrize(
    ("year", "unit_id"), [(2019, "doan-2019"), (2020, "khoi-2020"), (2024, "khoi-2020")]
)
def test_the_unit_is_the_one_that_existed_in_the_period(office, read: Read, year, unit_id) -> None:
    write_return(office, "2024/kn.csv", ("Đảng bộ Khối", 10, 6), title=f"KẾT NẠP NĂM {year}")
    assert figures(read())[-1] == (unit_id, "admitted", f"year:{year}", 6)


def test_a_unit_that_no_longer_exists_is_set_aside_with_the_day(office, read: Read) -> None:
    write_return(office, "2026/kn.csv", BEN_LUC, title="KẾT QUẢ KẾT NẠP NĂM 2026")
    found = read()
    assert fates(found, "2026/kn.csv") == ["quarantined"]
    assert "ben-luc, nhưng không tồn tại ngày 1/1/2026" in only_issue(found).message


def test_a_row_with_one_figure_in_use_is_kept(office: Project, read: Read) -> None:
    """The unit existed in the first of the two years, not in the second."""
    heads = ("TT", "Đơn vị", "Kết nạp năm 2024", "Kết nạp năm 2026")
    write_return(office, "2024/kn.csv", BEN_LUC, title="KẾT NẠP ĐẢNG VIÊN", heads=heads)
    found = read()
    assert figures(found) == [("ben-luc", "admitted", "year:2024", 10)]
    assert len(issues(found, "unknown_unit")) == 1
    assert fates(found) == ["kept"]


def test_figures_without_a_period_are_set_aside(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC, DUC_HOA, title="KẾT QUẢ KẾT NẠP ĐẢNG VIÊN")
    found = read()
    assert found.figures == []
    assert fates(found) == ["quarantined", "quarantined"]
    issue = only_issue(found)
    assert (issue.rule, issue.severity) == ("period_missing", "stop")
    assert "không thấy ghi kỳ số liệu" in issue.message


def test_one_figure_in_two_files_is_used_once(office: Project, read: Read) -> None:
    write_return(office, "2024/a.csv", BEN_LUC)
    write_return(office, "2024/b.xlsx", ("ĐU H. Bến Lức", 10, 6))
    found = read()
    assert admitted(found) == {"ben-luc": 6}
    assert {figure["source_id"] for figure in found.figures} == {"2024/a.csv"}
    assert (fates(found, "2024/a.csv"), fates(found, "2024/b.xlsx")) == (["kept"], ["duplicate"])
    assert issues(found) == []


def test_two_figures_that_differ_are_both_set_aside_and_named(office, read: Read) -> None:
    write_return(office, "2024/a.csv", BEN_LUC, DUC_HOA)
    write_return(office, "2024/b.xlsx", ("Huyện Bến Lức", 10, 7))
    found = read()
    assert admitted(found) == {"duc-hoa": 8}
    conflicts = issues(found, "conflict")
    places = [("2024/a.csv", "line 3", "6"), ("2024/b.xlsx", "Sheet1!D3", "7")]
    assert [(issue.file, issue.locator, issue.value) for issue in conflicts] == places
    for issue in conflicts:
        assert "6 (2024/a.csv line 3); 7 (2024/b.xlsx Sheet1!D3)" in issue.message
        assert issue.severity == "warning"


def test_what_does_not_differ_in_such_rows_is_used(office: Project, read: Read) -> None:
    write_return(office, "2024/a.csv", BEN_LUC)
    write_return(office, "2024/b.csv", ("Huyện Bến Lức", 10, 7))
    found = read()
    assert figures(found) == [("ben-luc", "target", "year:2024", 10)]
    assert (fates(found, "2024/a.csv"), fates(found, "2024/b.csv")) == (["kept"], ["quarantined"])


def test_other_periods_and_other_measures_contradict_nobody(office, read: Read) -> None:
    write_return(office, "2024/a.csv", BEN_LUC, title="KẾT NẠP 6 THÁNG ĐẦU NĂM 2024")
    write_return(office, "2024/b.csv", ("Huyện Bến Lức", 9), heads=("TT", "Đơn vị", "Kết nạp"))
    found = read()
    assert [figure[1:] for figure in figures(found) if figure[1] == "admitted"] == [
        ("admitted", "part_year:2024-06-30", 6),
        ("admitted", "year:2024", 9),
    ]
    assert issues(found, "conflict") == []


def test_a_unit_under_two_names_in_one_file_is_settled_too(office, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC, ("ĐU H. Bến Lức", 10, 7), DUC_HOA)
    found = read()
    assert admitted(found) == {"duc-hoa": 8}
    assert [issue.locator for issue in issues(found, "conflict")] == ["line 3", "line 4"]


def test_a_correction_is_applied_and_listed(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_text(office.corrections, correction())
    found = read()
    assert admitted(found) == {"ben-luc": 9}
    issue = only_issue(found)
    assert (issue.rule, issue.severity, issue.locator) == ("corrected", "note", "line 3 col 4")
    for part in ("«6» thành «9»", "gõ nhầm", "Ban Tổ chức", "15/01/2025"):
        assert part in issue.message


def test_a_stale_correction_stops_its_file_and_no_other(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_return(office, "2024/other.csv", DUC_HOA)
    write_text(office.corrections, correction(expect=5))
    found = read()
    assert admitted(found) == {"duc-hoa": 8}
    issue = only_issue(found)
    assert (issue.file, issue.rule, issue.severity) == ("2024/kn.csv", "stale_correction", "stop")
    assert "chờ giá trị «5» nhưng ô đang là «6»" in issue.message


def test_a_correction_of_a_missing_file_is_reported(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_text(office.corrections, correction(file="2024/khac.csv"))
    found = read()
    assert admitted(found) == {"ben-luc": 6}
    issue = only_issue(found)
    assert (issue.file, issue.rule) == ("2024/khac.csv", "correction_without_file")
    assert issue.severity == "stop"


def test_a_corrected_name_is_looked_up(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", ("Huyện Bến Lứt", 10, 6))
    fields = {"cell": "line 3 col 2", "expect": "Huyện Bến Lứt", "correct": "Huyện Bến Lức"}
    write_text(office.corrections, correction(**fields))
    assert admitted(read()) == {"ben-luc": 6}


def test_a_fault_in_the_corrections_names_file_and_line(office: Project, read: Read) -> None:
    write_text(office.corrections, correction() + "- file: [2024\n")
    with pytest.raises(SourceError) as caught:
        read()
    assert caught.value.where == "data/raw/corrections.yml:9"


@pytest.mark.parametrize("name", ["corrections.yml", "layouts/kn.yml"])
def test_a_file_of_decisions_in_another_encoding_is_refused(office, read: Read, name) -> None:
    write_text(office.root / "data" / "raw" / name, "layout: x\u00e3\n".encode("latin-1"))
    with pytest.raises(SourceError) as caught:
        read()
    assert caught.value.where.startswith(f"data/raw/{name}")


def test_a_layout_must_have_been_reviewed(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    text = LAYOUT.replace("Ban Tổ chức", "''")
    write_text(office.layouts / "kn.yml", text)
    with pytest.raises(SourceError, match="chưa ghi ai đã kiểm tra") as caught:
        read()
    assert caught.value.where == "data/raw/layouts/kn.yml"


def test_a_layout_without_a_day_of_review_is_refused(office: Project, read: Read) -> None:
    write_text(office.layouts / "kn.yml", LAYOUT.replace("2025-01-15", ""))
    with pytest.raises(SourceError, match="ngày nào"):
        read()


def test_two_layouts_for_one_file_are_refused_by_name(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_text(office.layouts / "a.yml", LAYOUT)
    write_text(office.layouts / "b.yml", LAYOUT.replace("layout: kn", "layout: khac"))
    with pytest.raises(SourceError, match="kn, khac") as caught:
        read()
    assert caught.value.where == "2024/kn.csv"


def test_a_layout_gives_the_period_that_a_file_lacks(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC, title="KẾT QUẢ KẾT NẠP ĐẢNG VIÊN")
    write_text(office.layouts / "kn.yml", LAYOUT + "period: 6 tháng đầu năm 2024\n")
    found = read()
    assert figures(found)[-1] == ("ben-luc", "admitted", "part_year:2024-06-30", 6)
    assert issues(found) == []


def test_a_layout_is_used_for_its_files_only(office: Project, read: Read) -> None:
    for name in ("2024/kn.csv", "2024/khac.csv"):
        write_return(office, name, BEN_LUC, title="KẾT QUẢ KẾT NẠP ĐẢNG VIÊN")
    write_text(office.layouts / "kn.yml", LAYOUT + "period: năm 2024\n")
    found = read()
    assert {figure["source_id"] for figure in found.figures} == {"2024/kn.csv"}
    assert [issue.file for issue in issues(found, "period_missing")] == ["2024/khac.csv"]


def test_files_in_the_folder_of_a_unit_are_about_it_and_those_below(office, read: Read) -> None:
    write_return(office, "2024/ben-luc/kn.csv", BEN_LUC, DUC_HOA)
    found = read()
    assert admitted(found) == {"ben-luc": 6}
    issue = only_issue(found)
    assert (issue.rule, issue.unit) == ("unknown_unit", "Huyện Đức Hòa")
    assert list(found.files["under"]) == ["ben-luc"]


def test_a_folder_that_is_no_unit_is_named_with_what_looks_like_it(office, read: Read) -> None:
    write_return(office, "2024/ben-lucc/kn.csv", BEN_LUC)
    found = read()
    assert found.figures == []
    message = only_issue(found).message
    assert "thư mục «ben-lucc» không phải mã đơn vị nào" in message
    assert "ben-luc" in message.partition("gần giống")[2]


MADE_UP = """\
gia,Đảng bộ tỉnh Giả (hư cấu),Giả (hư cấu),province,,,,,hư cấu
gia-ben-luc,Đảng bộ huyện Bến Lức,Bến Lức,district,gia,,,,hư cấu
"""


def test_made_up_units_are_meant_in_their_own_folder_only(office: Project, read: Read) -> None:
    add_units(office, MADE_UP, "fictional_units.csv")
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_return(office, "2024/gia/kn.csv", ("Huyện Bến Lức", 20, 7))
    assert admitted(read()) == {"ben-luc": 6, "gia-ben-luc": 7}


def test_locks_leftovers_and_notes_are_no_returns(office: Project, read: Read) -> None:
    write_return(office, "2024/kn.csv", BEN_LUC)
    others = ("~$kn.xlsx", ".~lock.kn.ods#", "README.md", "kn.csv.layout-draft.yml", "Thumbs.db")
    for name in (*others, "kn.tmp", "desktop.ini"):
        write_text(office.returns / "2024" / name, "x")
    write_text(office.returns / "template.xlsx", "x")
    write_text(office.returns / "2024-cu" / "kn.csv", "x")
    assert list(read().files["file"]) == ["2024/kn.csv"]


def test_each_file_counts_its_rows_and_its_issues(office: Project, read: Read) -> None:
    rows = (BEN_LUC, ("Huyện Bến Lứt", 1, 1), ("Tổng cộng", 11, 7))
    write_return(office, "2024/long-an/kn.csv", *rows)
    (row,) = read().files.to_dict("records")
    assert tuple(row) == FILE_COLUMNS
    assert (row["year"], row["under"], row["file_format"]) == (2024, "long-an", "csv")
    assert (row["kept"], row["total"], row["quarantined"], row["header_or_note"]) == (1, 1, 1, 2)
    assert (row["stops"], row["warnings"], row["notes"]) == (0, 1, 0)
    assert row["figures"] == 6


def test_the_gravest_issues_come_first(office: Project, read: Read) -> None:
    write_return(office, "2024/a.csv", ("Huyện Bến Lứt", 10, 6))
    write_return(office, "2024/kn.csv", BEN_LUC)
    write_text(office.returns / "2024" / "z.csv", "")
    write_text(office.corrections, correction())
    assert list(read().issues["severity"]) == ["stop", "warning", "note"]


def test_a_row_counted_twice_stops_the_program(office: Project, monkeypatch) -> None:
    def twice(requests: Sequence[object]) -> list[ReadReturn]:
        row = ReturnRow("2024/kn.csv", "", 3, "line 3", RowFate.NOTE, "")
        return [ReadReturn("2024/kn.csv", "csv", rows=(row, row)) for _ in requests]

    write_return(office, "2024/kn.csv", BEN_LUC)
    monkeypatch.setattr(module, "read_all", twice)
    with pytest.raises(CheckError, match="số dòng không khớp"):
        read_returns(office, read_units(office))


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Returns:
    """The made-up province, read as the returns of a project that knows its units."""
    root = tmp_path_factory.mktemp("province")
    real = Path(__file__).parents[2] / "data" / "raw"
    shutil.copytree(real / "registers", root / "data" / "raw" / "registers")
    project = Project(root)
    known = {file.path: result for file, result in fictional_returns()}
    for file, _ in fictional_returns():
        write_text(project.returns / file.path, file.content)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "read_all", lambda requests: [known[r.file] for r in requests])
        return read_returns(project, read_units(project))


def test_every_row_of_the_province_has_one_fate(province: Returns) -> None:
    """Rows in, as the readers of the files count them, are the sum of the fates of each file."""
    fates_of = [fate.value for fate in RowFate]
    rows_in = Counter(row.file for _, result in fictional_returns() for row in result.rows)
    counted = province.files.set_index("file")[fates_of].sum(axis="columns")
    assert {file: count for file, count in counted.items() if count} == dict(rows_in)
    assert not province.rows.duplicated(["file", "sheet", "row"]).any()
    assert set(province.rows["fate"]) <= set(fates_of)
    assert len(province.rows) == counted.sum() > 2_000


def test_every_unit_of_the_province_is_found_but_three(province: Returns) -> None:
    unknown = province.issues[province.issues["rule"].eq("unknown_unit")]
    assert set(unknown["unit"]) == {"Xã Lũng Thúy", "Xã Giồng Mè", "Xã Bản Sen Thượng"}


def test_every_figure_of_the_province_is_used_or_said_elsewhere_or_set_aside(
    province: Returns,
) -> None:
    used = {
        (match_key(f["unit_printed"]), f["measure"], f["period_key"], f["value"])
        for f in province.figures
    }
    ends = province.rows.set_index(["file", "sheet", "row"])["fate"]
    contradicted = set(zip(province.issues["file"], province.issues["locator"], strict=True))
    lost = [
        figure
        for _, result in fictional_returns()
        for figure in result.figures
        if figure.kind == "unit"
        and ends[figure.file, figure.sheet, figure.row] != "quarantined"
        and (figure.file, figure.locator) not in contradicted
        and (match_key(figure.unit), figure.measure, figure.period.key, float(figure.value))
        not in used
    ]
    assert lost == []
    assert len(province.figures) > 8_000


SIX_FORMATS = ("xlsx", "xls", "ods", "csv", "docx", "html")
SIX_FILES = dict.fromkeys(SIX_FORMATS, "same-data.{}") | {"html": "same-data-as-html.xls"}
THEIR_UNITS = """\
xa-tan-hoa,Đảng bộ xã Tân Hòa,Xã Tân Hòa,commune,long-an,,,,
xa-an-phu,Đảng bộ xã An Phú,Xã An Phú,commune,long-an,,,,
xa-suoi-day,Đảng bộ xã Suối Dây,Xã Suối Dây,commune,long-an,,,,
"""


def test_one_table_in_six_formats_gives_one_table_of_observations(office, read: Read) -> None:
    add_units(office, THEIR_UNITS)
    found = {}
    for kind, name in SIX_FILES.items():
        source = CORPUS / name.format(kind)
        path = office.returns / "2024" / source.name
        shutil.copy(source, write_text(path, ""))
        found[kind] = tidy(read(), "value_printed")
        path.unlink()
    assert [found[kind] == found["xlsx"] for kind in SIX_FORMATS] == [True] * len(SIX_FORMATS)
    assert len(found["xlsx"]) >= 8


NAMES = ("Huyện Bến Lức", "Huyện Đức Hòa", "Xã An Bình", "Phường An Bình", "Xã Mỹ Hòa", "Xã Lạ")
TABLES = (
    [(name, 10 + number, number) for number, name in enumerate(NAMES)],
    [("Huyện Bến Lức", 10, 0), ("Xã An Bình", 12, 5), ("Xã Mỹ Hòa", 14, 4)],
    [("Phường An Bình", 13, 3), ("Xã Mỹ Hòa", 14, 9)],
)
few = settings(max_examples=12, deadline=None)


def settle(tables: Sequence[Sequence[Sequence[object]]], names: Sequence[str]) -> Returns:
    """Read these tables as files of these names in a project of their own."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        project = add_units(write_project(Path(folder)))
        for rows, name in zip(tables, names, strict=True):
            sums = [sum(row[column] for row in rows) for column in (1, 2)]
            write_return(project, f"2024/{name}.csv", *rows, ("Tổng cộng", *sums))
        patch.setattr(module, "read_all", read_here)
        return read_returns(project, read_units(project))


def tidy(found: Returns, *others: str) -> list[str]:
    """The observations without what names their place."""
    left_out = ("source_id", "locator", *others)
    rows = [{k: v for k, v in figure.items() if k not in left_out} for figure in found.figures]
    return sorted(map(str, rows))


def counted(found: Returns) -> Counter[tuple[str, str]]:
    return Counter((issue.rule, issue.unit) for issue in issues(found))


EXPECTED = settle(TABLES, "abc")


def test_the_tables_to_be_permuted_hold_every_case() -> None:
    assert admitted(EXPECTED) == {"ben-luc": 0, "duc-hoa": 1, "phuong-an-binh": 3}
    assert set(EXPECTED.rows["fate"]) >= {"kept", "total", "duplicate", "quarantined"}
    assert {rule for rule, _ in counted(EXPECTED)} == {"conflict", "unknown_unit"}


@few
@given(tables=st.tuples(*(st.permutations(rows) for rows in TABLES)))
def test_the_order_of_the_rows_changes_nothing(tables) -> None:
    found = settle(tables, "abc")
    assert tidy(found) == tidy(EXPECTED)
    assert counted(found) == counted(EXPECTED)
    assert Counter(found.rows["fate"]) == Counter(EXPECTED.rows["fate"])


@few
@given(names=st.permutations("abc"))
def test_the_order_of_the_files_changes_nothing(names) -> None:
    found = settle(TABLES, names)
    assert tidy(found) == tidy(EXPECTED)
    assert counted(found) == counted(EXPECTED)
    assert Counter(found.rows["fate"]) == Counter(EXPECTED.rows["fate"])
