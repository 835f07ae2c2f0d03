"""What a chapter works with: the units in scope, and refusals that say what there is instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import figure, write_project

from analysis.errors import ParameterError
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data, years_by_scope


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(
        tmp_path,
        figure("7", unit="huyện Bến Lức", period="năm 2023", source_id="bao-2023"),
        figure("142", unit="huyện Bến Lức", period="năm 2024"),
        figure("9", unit="tỉnh Long An", period="năm 2022"),
        figure("5", unit="Đảng bộ Khối", period="năm 2018"),
    )


def load(project: Project, scope: str, year: int) -> ReportData:
    return load_report_data(project, ReportParams(scope=scope, year=year))


def refusal(project: Project, scope: str, year: int) -> str:
    with pytest.raises(ParameterError) as caught:
        load(project, scope, year)
    return str(caught.value)


def test_an_unknown_scope_is_refused_with_what_looks_like_it_and_the_whole_list(
    project: Project,
) -> None:
    message = refusal(project, "long-ann", 2023)
    assert "'long-ann' không có trong danh mục đơn vị" in message
    assert "gần giống: long-an" in message
    assert "các đơn vị có số liệu: ben-luc, doan-2019, long-an" in message


def test_a_scope_like_no_other_is_refused_with_the_whole_list(project: Project) -> None:
    assert "các đơn vị có số liệu: ben-luc, doan-2019, long-an" in refusal(project, "xyzq", 2023)


def test_a_year_without_data_is_refused_with_the_years_that_have_some(project: Project) -> None:
    message = refusal(project, "ben-luc", 2019)
    assert "không có số liệu năm 2019 của Đảng bộ huyện Bến Lức" in message
    assert "các năm có số liệu của ben-luc: 2023, 2024" in message


def test_a_registered_unit_without_any_data_is_refused_with_the_units_that_have_some(
    project: Project,
) -> None:
    message = refusal(project, "duc-hoa", 2024)
    assert "không có số liệu năm 2024 của Đảng bộ huyện Đức Hòa" in message
    assert "các đơn vị có số liệu: ben-luc, doan-2019, long-an" in message


def test_a_unit_has_the_years_of_its_own_and_of_the_units_directly_under_it(
    project: Project,
) -> None:
    data = load(project, "long-an", 2022)
    assert years_by_scope(data.observations, data.units) == {
        "ben-luc": [2023, 2024],
        "doan-2019": [2018],
        "long-an": [2018, 2022, 2023, 2024],
        "toan-quoc": [2022],
    }


def test_the_children_are_those_valid_at_the_end_of_the_year(project: Project) -> None:
    assert load(project, "long-an", 2024).scope.children == ("ben-luc", "duc-hoa", "khoi-2020")
    assert load(project, "long-an", 2018).scope.children == ("ben-luc", "duc-hoa", "doan-2019")


def test_a_unit_that_ended_in_the_year_is_a_child_where_it_has_figures(tmp_path: Path) -> None:
    ended = {"period": "6 tháng đầu năm 2025", "source_id": "bao-2025"}
    project = write_project(tmp_path, figure("7", **ended))
    sources = project.published / "sources.csv"
    line = "bao-2025,bao-2025,,,2025-12-31,news,vi,\n"
    sources.write_text(sources.read_text(encoding="utf-8") + line, encoding="utf-8")
    data = load(project, "long-an", 2025)
    assert data.scope.children == ("ben-luc",)


def test_children_stand_in_the_order_of_the_register(tmp_path: Path) -> None:
    rows = [figure("1", unit=unit) for unit in ("huyện Đức Hòa", "huyện Bến Lức", "tỉnh Long An")]
    data = load(write_project(tmp_path, *rows), "long-an", 2024)
    assert data.scope.children == ("ben-luc", "duc-hoa", "khoi-2020")


def test_the_name_is_that_of_the_unit_reported_on(project: Project) -> None:
    assert load(project, "long-an", 2024).name == "Đảng bộ tỉnh Long An"


def test_a_report_draws_on_no_unit_outside_its_scope(project: Project) -> None:
    data = load(project, "ben-luc", 2024)
    assert set(data.in_scope["unit_id"]) == {"ben-luc"}
    assert set(data.observations["unit_id"]) == {"ben-luc", "long-an", "doan-2019"}


def test_a_report_draws_on_its_year_and_the_years_before(project: Project) -> None:
    assert list(load(project, "ben-luc", 2024).in_scope["value"]) == [7, 142]


def test_a_report_draws_on_no_result_of_the_next_year(project: Project) -> None:
    assert list(load(project, "ben-luc", 2023).in_scope["value"]) == [7]


def test_of_its_units_a_report_draws_on_its_year_and_the_year_before(tmp_path: Path) -> None:
    years = [figure(str(year), period=f"năm {year}") for year in (2021, 2022, 2023, 2024)]
    data = load(write_project(tmp_path, *years), "long-an", 2023)
    assert list(data.in_scope["value"]) == [2022, 2023]


def test_the_target_for_the_next_year_belongs_to_the_report(tmp_path: Path) -> None:
    plan = figure("150", measure="target", period="năm 2025")
    later = figure("170", measure="target", period="năm 2026")
    data = load(write_project(tmp_path, figure("142"), plan, later), "ben-luc", 2024)
    assert list(data.in_scope["value"]) == [142, 150]


def test_sources_are_numbered_in_the_order_of_the_register(project: Project) -> None:
    assert load(project, "ben-luc", 2024).source_numbers == {"bao-2024": 1, "bao-2023": 2}


def test_the_cleaned_figures_come_with_what_became_of_each_row(project: Project) -> None:
    data = load(project, "long-an", 2022)
    assert len(data.dispositions) == len(data.observations) == 4
