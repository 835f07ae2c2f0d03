"""The figures of the first screen, each with what it is set against."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.chapters.key_figures import key_figures
from analysis.document.blocks import KeyFigure
from analysis.findings import make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import load_report_data


def figures(project: Project, scope: str, year: int, as_of: date | None) -> dict[str, KeyFigure]:
    data = load_report_data(project, ReportParams(scope=scope, year=year, as_of=as_of))
    (block,) = key_figures(data, make_findings(data))
    return {item.name: item for item in block.items}


@pytest.mark.parametrize(
    ("as_of", "pace"),
    [
        pytest.param(None, "kịp tiến độ (cần đạt 49,73%)", id="on the day of the figures"),
        pytest.param(
            date(2024, 12, 15),
            "đến ngày 30/6/2024: kịp tiến độ (cần đạt 49,73%)",
            id="long after them",
        ),
    ],
)
def test_a_pace_of_an_earlier_day_says_which(
    project: Project, as_of: date | None, pace: str
) -> None:
    rate = figures(project, "vung-tau", 2024, as_of)["Tỷ lệ thực hiện chỉ tiêu"]
    assert rate.value == "52,59%"
    assert rate.detail == f"chỉ tiêu 270; còn thiếu 128 đồng chí; {pace}"


def test_a_figure_without_a_fair_comparison_says_why(project: Project) -> None:
    change = figures(project, "vung-tau", 2024, None)["So với cùng kỳ năm 2023"]
    assert (change.value, change.detail) == ("–", "không có số liệu để so sánh")


def test_the_result_of_the_year_stands_beside_its_rate(project: Project) -> None:
    found = figures(project, "binh-minh", 2024, None)
    assert found["Đảng viên mới kết nạp"].value == "1.913"
    assert found["Tỷ lệ thực hiện chỉ tiêu"].value == "93,96%"
