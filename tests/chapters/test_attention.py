"""The first screen's table: who lags, what each lacks, and by which rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.chapters import attention
from analysis.document.blocks import Table
from analysis.findings import Findings, make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data


@pytest.fixture(scope="module")
def year(project: Project) -> tuple[ReportData, Findings]:
    data = load_report_data(project, ReportParams(scope="binh-minh", year=2024))
    return data, make_findings(data)


@pytest.fixture(scope="module")
def half_year(project: Project) -> tuple[ReportData, Findings]:
    params = ReportParams(scope="binh-minh", year=2024, as_of=date(2024, 6, 30))
    data = load_report_data(project, params)
    return data, make_findings(data)


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_after_the_year_those_below_the_threshold_stand_by_what_they_lack(year) -> None:
    (table,) = attention.table(*year)
    assert "8 đơn vị đạt dưới 50% chỉ tiêu hoặc chưa kết nạp" in table.caption
    assert _rows(table)[:2] == [
        ("Phường Bến Thuyền", "15", "31", "48,39%", "16", "Mới vào danh sách"),
        ("Xã Diên Hòa", "0", "15", "0,00%", "15", "Mới vào danh sách"),
    ]


def test_while_the_year_runs_those_behind_their_pace_are_listed(half_year) -> None:
    (table,) = attention.table(*half_year)
    assert table.caption.startswith("38 đơn vị chậm so với tiến độ")
    assert [column.head for column in table.columns][-2] == "Tiến độ"
    assert len(table.rows) == attention.MOST_ROWS
    assert "Còn 30 đơn vị khác" in table.notes[0]


def test_beside_a_pace_it_is_said_that_the_years_below_are_of_the_threshold(half_year) -> None:
    # Tân Khánh admitted 12 in the first half of 2023: below 50 % for four years, none in one.
    (table,) = attention.table(*half_year)
    assert table.columns[-1].head == "Dưới 50% từ khi nào"
    (tan_khanh,) = [row for row in _rows(table) if row[0] == "Xã Tân Khánh"]
    assert tan_khanh[-2:] == ("Chưa kết nạp được đảng viên", "Ít nhất 4 năm liên tiếp")
    (note,) = [note for note in table.notes if note.startswith("Dưới 50% từ khi nào: ")]
    assert "ở cùng kỳ, kể cả năm chưa kết nạp" in note


def test_units_without_a_known_gap_follow_and_the_lowest_rate_is_first(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="ha-noi", year=2017))
    (table,) = attention.table(data, make_findings(data))
    assert [row[3] for row in _rows(table)] == ["14%†", "19%†", "19%†", "21%†", "38%†"]
    assert any(note.startswith("†") for note in table.notes)


def test_where_nobody_lags_there_is_no_table(project: Project, tmp_path: Path) -> None:
    data = load_report_data(project, ReportParams(scope="long-an", year=2023))
    assert attention.table(data, make_findings(data)) == []
