"""Returns in a build: sheets for the senders, lines for the terminal, counts for the manifest."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from builders import (
    add_units,
    correction,
    figure,
    open_returns,
    write_project,
    write_return,
    write_text,
)

from analysis.build.cover import FICTIONAL, make_cover
from analysis.build.manifest import make_manifest
from analysis.build.report import needs_attention, unread_returns, write_return_sheets
from analysis.findings import make_findings
from analysis.paths import Project
from analysis.render.cover import Cover
from analysis.report_data import ReportData
from analysis.returns.records import RowFate

BEN_LUC, DUC_HOA = ("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", 8, 8)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(tmp_path, figure("142", unit="tỉnh Long An"), figure("nhiều"))


@pytest.fixture
def data(project: Project) -> ReportData:
    """One return of each kind: clean, with a note, with a warning, stopped."""
    write_return(project, "2024/long-an/sach.csv", BEN_LUC)
    write_return(project, "2024/long-an/da-sua.csv", DUC_HOA)
    write_return(project, "2024/long-an/la.xlsx", ("Huyện Lạ", 1, 1), ("Tổng cộng", 1, 9))
    write_text(project.returns / "2024" / "long-an" / "trong.csv", "")
    fixed = correction(file="2024/long-an/da-sua.csv", expect=8, correct=7)
    write_text(project.corrections, fixed)
    return open_returns(project)


def manifest_of(project: Project, data: ReportData) -> dict:
    return make_manifest(project, data, make_findings(data).checks)


def sheets(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_who_has_something_to_mend_gets_a_sheet_and_nobody_else(data, tmp_path: Path) -> None:
    write_return_sheets(data, tmp_path / "out")
    assert sheets(tmp_path / "out") == ["la.xlsx.xlsx", "trong.csv.xlsx"]


def test_a_sheet_lists_the_issues_of_its_own_file(data, tmp_path: Path) -> None:
    write_return_sheets(data, tmp_path / "out")
    content = (tmp_path / "out" / "la.xlsx.xlsx").read_bytes()
    cells = [
        str(cell.value)
        for row in openpyxl.load_workbook(io.BytesIO(content)).active
        for cell in row
        if cell.value is not None
    ]
    assert "Tệp: la.xlsx" in cells
    assert "Huyện Lạ" in cells
    assert not any("trong.csv" in text for text in cells)


def test_without_anything_to_mend_there_is_not_even_a_folder(project, tmp_path: Path) -> None:
    write_return(project, "2024/long-an/sach.csv", BEN_LUC)
    write_return_sheets(open_returns(project), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_files_of_one_name_in_two_folders_have_a_sheet_each(project, tmp_path: Path) -> None:
    write_text(project.returns / "2024" / "kn.csv", "")
    write_return(project, "2024/long-an/kn.csv", ("Huyện Lạ", 1, 1))
    write_return_sheets(open_returns(project), tmp_path / "out")
    assert len(sheets(tmp_path / "out")) == 2


def test_what_could_not_be_used_is_said_first_with_the_reason(data: ReportData) -> None:
    head, line = unread_returns(data)
    assert head == "CHƯA DÙNG ĐƯỢC 1 tệp báo cáo:"
    assert line.startswith("  - 2024/long-an/trong.csv: Tệp trống")


def test_where_all_could_be_used_nothing_is_said(project: Project) -> None:
    write_return(project, "2024/long-an/sach.csv", BEN_LUC)
    assert unread_returns(open_returns(project)) == []


def test_two_reasons_of_one_file_are_two_lines_of_one_file(project: Project) -> None:
    write_return(project, "2024/long-an/kn.csv", BEN_LUC)
    stale = [
        correction(file="2024/long-an/kn.csv", expect=1),
        correction(file="2024/long-an/kn.csv", cell="line 3 col 3", expect=1),
    ]
    write_text(project.corrections, "".join(stale))
    head, *lines = unread_returns(open_returns(project))
    assert head == "CHƯA DÙNG ĐƯỢC 1 tệp báo cáo:"
    assert [line.split(": ")[1] for line in lines] == ["line 3 col 4", "line 3 col 3"]


def test_what_is_to_be_looked_at_is_said_at_the_end(data: ReportData) -> None:
    lines = needs_attention(data, make_findings(data))
    warnings = int(data.returns.files.set_index("file").at["2024/long-an/la.xlsx", "warnings"])
    assert warnings >= 2
    assert f"báo cáo 2024/long-an/la.xlsx: {warnings} chỗ cần xem" in lines
    assert not any("sach.csv" in line or "da-sua.csv" in line for line in lines)


def test_the_counts_of_the_manifest_add_up(project: Project, data: ReportData) -> None:
    counts = manifest_of(project, data)["counts"]
    assert counts["raw_rows"] == counts["rows_kept"] + counts["rows_quarantined"] == 2
    assert (counts["returns"], counts["returns_stopped"]) == (4, 1)
    fates = [counts[f"return_rows_{fate.value}"] for fate in RowFate]
    assert sum(fates) == counts["return_rows"] == 3 + 3 + 4
    assert counts["return_rows_quarantined"] == 1
    assert counts["observations_in_scope"] == len(data.in_scope)


def test_the_manifest_names_every_return_and_what_decides_about_it(project, data) -> None:
    inputs = manifest_of(project, data)["inputs"]
    for name in ("returns/2024/long-an/trong.csv", "returns/2024/long-an/la.xlsx"):
        assert f"data/raw/{name}" in inputs
    assert "data/raw/corrections.yml" in inputs


def cover_of(project: Project, data: ReportData) -> Cover:
    return make_cover(data, make_findings(data), manifest_of(project, data))


@pytest.mark.parametrize(
    ("figures", "files", "said"),
    [
        pytest.param([], ["a.csv"], "Tổng hợp từ báo cáo của các đơn vị", id="returns"),
        pytest.param([figure("142")], [], "Tổng hợp từ số liệu đã công bố, chưa", id="published"),
        pytest.param(
            [figure("142")],
            ["a.csv"],
            "Tổng hợp từ số liệu đã công bố và báo cáo của các đơn vị",
            id="both",
        ),
    ],
)
def test_the_cover_says_where_the_figures_come_from(tmp_path: Path, figures, files, said) -> None:
    project = write_project(tmp_path, *figures)
    for name in files:
        write_return(project, f"2024/long-an/{name}", BEN_LUC)
    cover = cover_of(project, open_returns(project))
    assert cover.status.startswith(said)
    assert cover.warning == ""


def test_the_cover_of_a_made_up_unit_says_so(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    line = "gia,Đảng bộ tỉnh Giả,Giả,province,,,,,\n"
    add_units(project, line, "fictional_units.csv")
    write_return(project, "2024/gia/kn.csv", ("Tỉnh Giả", 10, 6))
    assert cover_of(project, open_returns(project, "gia")).warning == FICTIONAL
