"""The years compared across a merger: rebuilt figures are marked, refused ones give the reason."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import findings_with

from analysis.chapters import year_over_year as chapter
from analysis.document.blocks import Table
from analysis.findings import Findings, make_findings
from analysis.metrics.year_over_year import admissions_by_unit_year, year_over_year
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data

MERGED = "binh-minh-xa-rach-hoa"
NOTE = "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất."


def found_of(data: ReportData, **options: pd.DataFrame) -> Findings:
    changes = year_over_year(admissions_by_unit_year(data.in_scope), **options)
    return findings_with(make_findings(data), changes=changes)


@pytest.fixture(scope="module")
def merged(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope=MERGED, year=2024))


@pytest.fixture(scope="module")
def province(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope="binh-minh", year=2024))


def rows_of(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_the_years_before_a_merger_are_marked(merged: ReportData) -> None:
    (table,) = chapter.table(merged, found_of(merged))
    rows = [row for row in rows_of(table) if row[1].startswith("năm")]
    assert rows == [
        ("2021", "năm 2021", "45§", "45§", "–", "–", "–"),
        ("2022", "năm 2022", "41§", "47§", "45§", "−4", "−8,89%"),
        ("2023", "năm 2023", "44§", "47§", "41§", "+3", "+7,32%"),
        ("2024", "năm 2024", "34", "28", "44§", "−10", "−22,73%"),
    ]
    cell = table.rows[1].cells[2]
    assert (cell.value, cell.before, cell.after) == (45, "", "§")
    assert table.notes[0] == NOTE


def test_each_year_is_explained_once(merged: ReportData) -> None:
    (table,) = chapter.table(merged, found_of(merged))
    told = [note for note in table.notes if note.startswith("Năm 20")]
    assert told == [
        f"Năm {year}: cộng lại từ Đảng bộ xã Rạch Đông, Đảng bộ xã Rạch Tây."
        for year in (2021, 2022, 2023)
    ]


def test_the_chart_says_which_years_were_rebuilt(merged: ReportData) -> None:
    (figure,) = chapter.chart(merged, found_of(merged))
    assert "năm 2021: 45 (dựng lại), chỉ tiêu 45 (dựng lại);" in figure.alt
    assert "năm 2023: 44 (dựng lại), chỉ tiêu 47 (dựng lại);" in figure.alt
    assert "năm 2024: 34, chỉ tiêu 28;" in figure.alt
    assert figure.caption == (
        "Năm 2024: 34 đảng viên, giảm 10 đồng chí (22,73%) so với năm 2023 (số dựng lại)"
    )
    assert figure.notes == ("(dựng lại): cộng từ các đơn vị trước hợp nhất.",)


def test_a_year_before_the_founding_is_rebuilt_itself(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope=MERGED, year=2021))
    (figure,) = chapter.chart(data, found_of(data))
    assert figure.caption == "Năm 2021: 45 đảng viên (số dựng lại)"


def test_a_rebuilt_target_alone_is_explained_too(merged: ReportData) -> None:
    changes = found_of(merged).changes
    found = findings_with(found_of(merged), changes=changes[changes["year"].eq(2024)])
    (figure,) = chapter.chart(merged, found)
    assert "năm 2023: chưa có số liệu, chỉ tiêu 47 (dựng lại);" in figure.alt
    assert figure.notes == ("(dựng lại): cộng từ các đơn vị trước hợp nhất.",)


def test_targets_of_rebuilt_years_are_known_as_such(merged: ReportData) -> None:
    targets = chapter.targets_by_year(merged, found_of(merged))
    told = targets.set_index("year")["is_rebuilt"].to_dict()
    assert told == {2021: True, 2022: True, 2023: True, 2024: False, 2025: False}


def test_the_merged_commune_is_compared_with_the_sum_of_its_parts(province: ReportData) -> None:
    (table,) = chapter.units_table(province, found_of(province))
    row = next(row for row in rows_of(table) if row[0] == "Đảng bộ xã Rạch Hòa")
    assert row == ("Đảng bộ xã Rạch Hòa", "năm 2024", "34", "44§", "−10", "−22,73%")
    assert table.notes == (NOTE,)


def test_without_rebuilt_figures_there_is_no_mark(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="long-an", year=2023))
    (table,) = chapter.table(data, found_of(data))
    assert NOTE not in table.notes
    assert not any("§" in text for row in rows_of(table) for text in row)
    (figure,) = chapter.chart(data, found_of(data))
    assert not any("dựng lại" in note for note in figure.notes)


def growth(unit_id: str) -> pd.DataFrame:
    day = pd.Timestamp(2024, 3, 1)
    return pd.DataFrame({"unit_id": [unit_id], "day": [day], "absorbed": ["Đảng bộ xã X"]})


def test_a_refused_comparison_gives_its_reason(merged: ReportData) -> None:
    (table,) = chapter.table(merged, found_of(merged, absorptions=growth(MERGED)))
    assert rows_of(table)[-1][4:] == ("–", "–", "–")
    assert table.notes[-2:] == (
        "6 tháng đầu năm 2024 không so sánh với cùng kỳ năm trước: từ 1/3/2024 gồm cả Đảng bộ xã "
        "X.",
        "Năm 2024 không so sánh với cùng kỳ năm trước: từ 1/3/2024 gồm cả Đảng bộ xã X.",
    )


def test_units_that_are_not_compared_are_named_once(province: ReportData) -> None:
    (table,) = chapter.units_table(province, found_of(province, absorptions=growth(MERGED)))
    assert "Đảng bộ xã Rạch Hòa" not in {row[0] for row in rows_of(table)}
    assert table.notes == (
        "Không so sánh với năm trước: Đảng bộ xã Rạch Hòa (từ 1/3/2024 gồm cả Đảng bộ xã X).",
    )


def test_the_chart_of_a_year_states_its_change(project: Project) -> None:
    data = load_report_data(project, ReportParams(scope="long-an", year=2023))
    (figure,) = chapter.chart(data, make_findings(data))
    assert figure.caption == "Năm 2023: 1.667 đảng viên, tăng 134 đồng chí (8,74%) so với năm 2022"
    assert figure.subtitle == "Số đảng viên mới kết nạp qua các năm của Đảng bộ tỉnh Long An"


def test_the_arrows_count_who_rose_and_who_fell(province: ReportData) -> None:
    (figure,) = chapter.units_chart(province, found_of(province))
    assert figure.caption == (
        "So với cùng kỳ năm 2023: 57 đơn vị kết nạp nhiều hơn, 31 đơn vị kết nạp ít hơn, 16 đơn vị "
        "như cũ"
    )
    assert "Rạch Hòa: −10 (−22,73%)§" in figure.alt
    assert figure.alt.count("§") == 1
    assert figure.notes == (NOTE,)


def test_fewer_than_three_units_are_not_drawn(merged: ReportData) -> None:
    assert chapter.units_chart(merged, found_of(merged)) == []
