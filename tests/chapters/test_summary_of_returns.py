"""The summary of sums: a lower bound is called so, and is compared with nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from builders import open_returns, write_project, write_return, write_text

from analysis.chapters import key_figures, summary
from analysis.document.blocks import KeyFigure
from analysis.findings import Findings, make_findings
from analysis.paths import Project
from analysis.report_data import ReportData

ALL = (("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", 10, 8), ("Đảng bộ Khối mới", 20, 1000))
BEFORE = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2023"
LOWER_BOUND = re.compile(r"kết nạp từ 1\.008 (đảng viên )?trở lên")
PART = "cộng từ báo cáo của 2 trong 3 đơn vị trực thuộc"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = write_project(tmp_path)
    rows = [(name, 10, 5) for name, *_ in ALL]
    write_return(project, "2023/kn.csv", *rows, title=BEFORE)
    return project


def opened(project: Project) -> tuple[ReportData, Findings]:
    data = open_returns(project)
    return data, make_findings(data)


@pytest.fixture
def complete(project: Project) -> tuple[ReportData, Findings]:
    write_return(project, "2024/kn.csv", *ALL)
    return opened(project)


@pytest.fixture
def incomplete(project: Project) -> tuple[ReportData, Findings]:
    write_return(project, "2024/kn.csv", *ALL[1:])
    return opened(project)


def tiles(report: tuple[ReportData, Findings]) -> dict[str, KeyFigure]:
    (block,) = key_figures.key_figures(*report)
    return {item.name: item for item in block.items}


def sentences(report: tuple[ReportData, Findings]) -> str:
    said = [block.text for block in summary.context(*report)]
    return " ".join([*said, *(item for block in summary.points(*report) for item in block.items)])


def test_a_complete_sum_is_told_like_any_result(complete) -> None:
    """6 + 8 + 1000 of 10 + 10 + 20."""
    text = summary.headline(*complete).text
    assert "kết nạp 1.014 đảng viên" in text
    assert "2.535,00% so với chỉ tiêu 40" in text
    assert "trở lên" not in text


def test_a_complete_sum_is_compared_with_the_year_before(complete) -> None:
    tile = tiles(complete)["So với năm 2023"]
    assert tile.detail == "+999 đồng chí"
    assert "tăng 999" in sentences(complete)


def test_an_incomplete_sum_is_told_as_a_lower_bound(incomplete) -> None:
    text = summary.headline(*incomplete).text
    assert LOWER_BOUND.search(text)
    assert f"({PART})" in text


def test_an_incomplete_sum_has_no_rate(incomplete) -> None:
    assert "%" not in summary.headline(*incomplete).text
    assert "Tỷ lệ thực hiện chỉ tiêu" not in tiles(incomplete)


def test_the_tile_of_an_incomplete_sum_says_of_how_many_units(incomplete) -> None:
    tile = tiles(incomplete)["Đảng viên mới kết nạp"]
    assert tile.value == "≥ 1.008"
    assert PART in tile.detail


def test_an_incomplete_sum_is_compared_with_nothing(incomplete) -> None:
    tile = tiles(incomplete)["So với năm 2023"]
    assert (tile.value, tile.detail) == ("–", "chưa đủ đơn vị để so sánh")
    assert f"Chưa so được với năm 2023: {PART}" in sentences(incomplete)


def test_a_complete_sum_is_not_compared_with_an_incomplete_one(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    write_return(project, "2023/kn.csv", *ALL[1:], title=BEFORE)
    write_return(project, "2024/kn.csv", *ALL)
    report = opened(project)
    assert tiles(report)["So với năm 2023"].value == "–"
    assert "tăng" not in sentences(report)


def test_a_return_that_could_not_be_used_makes_the_sum_a_lower_bound(project: Project) -> None:
    write_return(project, "2024/long-an/kn.csv", *ALL[1:])
    write_text(project.returns / "2024" / "long-an" / "ben-luc.csv", "")
    report = opened(project)
    assert LOWER_BOUND.search(summary.headline(*report).text)


def test_units_without_any_figure_give_no_result(project: Project) -> None:
    write_return(project, "2024/kn.csv", ALL[0])
    report = opened(project)
    assert "không công bố số đảng viên mới kết nạp năm 2024" in summary.headline(*report).text
