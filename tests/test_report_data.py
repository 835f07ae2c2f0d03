"""What a chapter works with: the units in scope, and refusals that say what there is instead."""

from __future__ import annotations

import os
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest
from builders import (
    TITLE,
    add_units,
    correction,
    figure,
    open_returns,
    write_project,
    write_return,
    write_text,
)

from analysis.errors import ParameterError
from analysis.metrics.vintages import years_by_unit
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data


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


def test_a_unit_has_the_years_of_its_own_of_the_units_under_it_and_of_those_it_came_from(
    project: Project,
) -> None:
    data = load(project, "long-an", 2022)
    assert years_by_unit(data.observations, data.units) == {
        "ben-luc": [2023, 2024],
        "doan-2019": [2018],
        "long-an": [2018, 2022, 2023, 2024],
        "tay-ninh-2025": [2022],
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


def test_a_target_of_its_units_that_was_set_for_several_years_belongs_to_the_report(
    tmp_path: Path,
) -> None:
    aim = figure("200", measure="target_per_year", period="mỗi năm", source_id="bao-khong-ngay")
    data = load(write_project(tmp_path, figure("142"), aim), "long-an", 2024)
    assert list(data.in_scope["value"]) == [142, 200]


def test_the_target_for_the_next_year_belongs_to_the_report(tmp_path: Path) -> None:
    plan = figure("150", measure="target", period="năm 2025")
    later = figure("170", measure="target", period="năm 2026")
    data = load(write_project(tmp_path, figure("142"), plan, later), "ben-luc", 2024)
    assert list(data.in_scope["value"]) == [142, 150]


def halves(tmp_path: Path) -> Project:
    """A project with a half-year, a year, a year so far without a last day, a target, members."""
    return write_project(
        tmp_path,
        figure("60", period="6 tháng đầu năm 2024"),
        figure("142"),
        figure("99", period="Từ đầu năm 2024 đến nay", source_id="bao-khong-ngay"),
        figure("150", measure="target"),
        figure("3.000", measure="members_total", period="31/12/2023"),
        figure("3.100", measure="members_total", period="31/12/2024"),
        figure("100", period="năm 2023", source_id="bao-2023"),
    )


@pytest.mark.parametrize(
    ("as_of", "values", "spoken_of"),
    [
        (None, [60, 142, 99, 150, 3000, 3100, 100], date(2024, 12, 31)),
        (date(2024, 12, 31), [60, 142, 99, 150, 3000, 3100, 100], date(2024, 12, 31)),
        (date(2024, 12, 30), [60, 150, 3000, 100], date(2024, 12, 30)),
        (date(2024, 6, 30), [60, 150, 3000, 100], date(2024, 6, 30)),
        (date(2024, 6, 29), [150, 3000, 100], date(2024, 6, 29)),
    ],
)
def test_a_report_as_of_a_day_knows_what_had_happened_by_then(
    tmp_path: Path, as_of: date | None, values: list[int], spoken_of: date
) -> None:
    params = ReportParams(scope="ben-luc", year=2024, as_of=as_of)
    data = load_report_data(halves(tmp_path), params)
    assert sorted(data.observations["value"]) == sorted(values)
    assert data.as_of == spoken_of


@pytest.mark.parametrize(
    ("as_of", "values"),
    [
        pytest.param(date(2024, 6, 29), [], id="before the results that the plans rest on"),
        pytest.param(date(2024, 6, 30), [120, 150], id="on the day of those results"),
        pytest.param(date(2024, 12, 31), [120, 150, 160], id="once all results are known"),
    ],
)
def test_plans_for_later_are_known_with_the_results_that_their_source_tells(
    tmp_path: Path, as_of: date, values: list[int]
) -> None:
    half = {"period": "6 tháng đầu năm 2024", "source_id": "dai-2024"}
    project = write_project(
        tmp_path,
        figure("60", **half),
        figure("120", period="dự kiến đến cuối năm 2024", source_id="dai-2024"),
        figure("150", measure="target", period="năm 2025", source_id="dai-2024"),
        figure("142"),
        figure("160", measure="target", period="năm 2026"),
        figure("170", measure="target", period="năm 2026", source_id="bao-2023"),
    )
    data = load_report_data(project, ReportParams(scope="ben-luc", year=2024, as_of=as_of))
    plans = data.observations[data.observations["value"].isin([120, 150, 160, 170])]
    assert sorted(plans["value"]) == values


def test_without_a_day_the_last_result_of_the_unit_or_of_its_units_is_the_day(
    tmp_path: Path,
) -> None:
    project = write_project(tmp_path, figure("60", period="6 tháng đầu năm 2024"))
    assert load(project, "ben-luc", 2024).as_of == date(2024, 6, 30)
    assert load(project, "long-an", 2024).as_of == date(2024, 6, 30)


def test_without_any_dated_result_the_report_is_as_of_the_end_of_the_year(tmp_path: Path) -> None:
    project = write_project(tmp_path, figure("150", measure="target"))
    assert load(project, "ben-luc", 2024).as_of == date(2024, 12, 31)


def test_a_unit_before_its_founding_is_reported_on_as_the_units_that_it_was_formed_from(
    project: Project,
) -> None:
    data = load(project, "tay-ninh-2025", 2022)
    assert data.scope.children == ("long-an",)
    own = data.observations[data.observations["unit_id"].eq("tay-ninh-2025")]
    assert list(zip(own["value"], own["source_id"], strict=True)) == [
        (9, "rebuilt-from-predecessors")
    ]
    assert data.not_rebuilt.empty
    source = data.sources.loc["rebuilt-from-predecessors"]
    assert (source["title"], source["kind"]) == (
        "Cộng lại từ các đơn vị trước hợp nhất",
        "computed",
    )


def test_what_cannot_be_rebuilt_comes_with_the_report(tmp_path: Path) -> None:
    project = add_units(
        write_project(tmp_path, figure("9", unit="tỉnh Long An")),
        "tay-ninh,Đảng bộ tỉnh Tây Ninh,Tây Ninh,province,toan-quoc,,2025-06-30,tay-ninh-2025,\n",
    )
    data = load(project, "tay-ninh-2025", 2024)
    (refusal,) = data.not_rebuilt.to_dict("records")
    assert (refusal["unit_id"], refusal["missing"]) == ("tay-ninh-2025", ("tay-ninh",))


def test_a_unit_that_has_ended_is_refused_with_what_came_after_it(project: Project) -> None:
    message = refusal(project, "long-an", 2026)
    assert "Đảng bộ tỉnh Long An chấm dứt 30/6/2025" in message
    assert "scope tay-ninh-2025" in message
    assert message.endswith(
        "các năm có số liệu của long-an: 2018, 2022, 2023, 2024; các năm có số liệu của "
        "tay-ninh-2025: 2022"
    )


def test_sources_are_numbered_in_the_order_of_the_register(project: Project) -> None:
    assert load(project, "ben-luc", 2024).source_numbers == {"bao-2024": 1, "bao-2023": 2}


def test_the_cleaned_figures_come_with_what_became_of_each_row(project: Project) -> None:
    data = load(project, "long-an", 2022)
    assert len(data.dispositions) == len(data.observations) == 4


BEN_LUC, DUC_HOA, KHOI = (
    ("Huyện Bến Lức", 10, 6),
    ("Huyện Đức Hòa", 10, 8),
    ("Đảng bộ Khối mới", 20, 9),
)
NO_PERIOD = TITLE.removesuffix(" NĂM 2024")


@pytest.fixture
def office(tmp_path: Path) -> Project:
    """A project with one good return of all units."""
    project = write_project(tmp_path)
    write_return(project, "2024/kn.csv", BEN_LUC, DUC_HOA, KHOI)
    return project


def files(data: ReportData) -> list[str]:
    return list(data.returns.files["file"])


def test_the_units_of_the_scope_are_added_up(office: Project) -> None:
    data = open_returns(office)
    own = data.observations[data.observations["unit_id"].eq("long-an")]
    assert dict(zip(own["measure"], own["value"], strict=True)) == {"target": 40, "admitted": 23}
    assert set(own["source_id"]) == {"sum-of-units"}


def test_a_sum_is_part_of_the_report_only(office: Project) -> None:
    assert set(open_returns(office, "ben-luc").observations["unit_id"]) == {
        "ben-luc",
        "duc-hoa",
        "khoi-2020",
    }


def test_a_published_figure_of_the_scope_stays(tmp_path: Path) -> None:
    project = write_project(tmp_path, figure("1.514", unit="tỉnh Long An"))
    write_return(project, "2024/kn.csv", BEN_LUC, DUC_HOA, KHOI)
    own = open_returns(project).observations
    own = own[own["unit_id"].eq("long-an") & own["measure"].eq("admitted")]
    assert list(zip(own["source_id"], own["value"], strict=True)) == [("bao-2024", 1514)]


def test_returns_and_sums_are_sources_with_a_number(office: Project) -> None:
    data = open_returns(office)
    assert data.source_numbers == {"2024/kn.csv": 1, "sum-of-units": 2}
    source = data.sources.loc["2024/kn.csv"]
    assert (source["kind"], source["address"]) == ("return", "data/raw/returns/2024/kn.csv")


def test_the_returns_of_a_report_come_with_their_rows_and_issues(office: Project) -> None:
    write_return(office, "2024/long-an/la.csv", ("Huyện Lạ", 1, 1))
    data = open_returns(office)
    assert files(data) == ["2024/kn.csv", "2024/long-an/la.csv"]
    assert set(data.returns.rows["file"]) == set(files(data))
    assert list(data.returns.issues["unit"]) == ["Huyện Lạ"]


def test_returns_of_other_years_are_not_of_the_report(office: Project) -> None:
    write_return(office, "2023/kn.csv", BEN_LUC, title="KẾT QUẢ KẾT NẠP NĂM 2023")
    write_text(office.returns / "2023" / "trong.csv", "")
    assert files(open_returns(office)) == ["2024/kn.csv"]


def test_returns_of_other_units_are_not_of_the_report(office: Project) -> None:
    line = "tinh-khac,Đảng bộ tỉnh Khác,Tỉnh Khác,province,toan-quoc,,,,\n"
    add_units(office, line)
    write_return(office, "2024/tinh-khac/kn.csv", ("Đảng bộ tỉnh Khác", 5, 5))
    write_text(office.returns / "2024" / "tinh-khac" / "trong.csv", "")
    assert files(open_returns(office)) == ["2024/kn.csv"]


def test_a_file_that_nobody_can_read_is_of_every_report(office: Project) -> None:
    write_text(office.returns / "2024" / "trong.csv", "")
    assert files(open_returns(office)) == ["2024/kn.csv", "2024/trong.csv"]
    assert files(open_returns(office, "ben-luc")) == ["2024/kn.csv", "2024/trong.csv"]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        pytest.param([("Huyện Bến Lức", 11, 7)], NO_PERIOD, id="no period"),
        pytest.param([("Huyện Bến Lứt", 11, 7)], TITLE, id="unknown units"),
        pytest.param([("Huyện Bến Lức", 11, 7)], TITLE, id="contradicted"),
    ],
)
def test_a_return_of_which_nothing_is_used_is_of_every_report(office: Project, rows, title) -> None:
    write_return(office, "2024/khac.csv", *rows, title=title)
    assert "2024/khac.csv" in files(open_returns(office))


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_file_whose_name_is_no_unicode_stops_nobody(office: Project) -> None:
    """As an archive of an old Windows is unpacked."""
    good = office.returns / "2024" / "kn.csv"
    shutil.copy(good, os.fsencode(good.parent) + b"/B\xe1o c\xe1o.csv")
    assert "2024/kn.csv" in files(open_returns(office))


def test_a_broken_return_in_the_folder_of_a_unit_below_is_of_the_report(office: Project) -> None:
    write_text(office.returns / "2024" / "ben-luc" / "trong.csv", "")
    assert "2024/ben-luc/trong.csv" in files(open_returns(office))


def test_returns_in_a_folder_that_is_no_unit_are_of_every_report(office: Project) -> None:
    write_return(office, "2024/ben-lucc/kn.csv", BEN_LUC)
    assert "2024/ben-lucc/kn.csv" in files(open_returns(office))


def test_a_correction_of_a_missing_file_is_in_the_report(office: Project) -> None:
    write_text(office.corrections, correction(file="2024/long-an/khac.csv"))
    issues = open_returns(office).returns.issues
    assert "correction_without_file" in set(issues["rule"])
