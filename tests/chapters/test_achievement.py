"""Results against targets: every target stands there, with who set it, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from builders import figure, findings_with, observation, observations, write_project

from analysis.chapters import achievement
from analysis.document.blocks import Cell, Heading, Table
from analysis.findings import Findings, make_findings
from analysis.metrics.pairing import TargetKind
from analysis.metrics.targets import with_bases
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.registers.target_bases import COLUMNS, read_target_bases
from analysis.report_data import ReportData, load_report_data

BASES = """\
tỉnh giao,committee,province,
huyện đề ra,committee,district,
kế hoạch,unstated,,
"""


@pytest.fixture(scope="module")
def open_report(project: Project):
    """Open a report of the published figures; each one once."""
    opened: dict[tuple, tuple[ReportData, Findings]] = {}

    def _open(scope: str, year: int) -> tuple[ReportData, Findings]:
        if (scope, year) not in opened:
            data = load_report_data(project, ReportParams(scope=scope, year=year))
            opened[scope, year] = data, make_findings(data)
        return opened[scope, year]

    return _open


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def heads(table: Table) -> list[str]:
    return [column.head for column in table.columns]


def report(root: Path, *figures: dict[str, str]) -> tuple[ReportData, Findings]:
    """Make a report on Bến Lức 2024 from a few printed figures."""
    project = write_project(root, *figures)
    file = project.registers / "target_bases.csv"
    file.write_text(",".join(COLUMNS) + "\n" + BASES, encoding="utf-8", newline="\n")
    data = load_report_data(project, ReportParams(scope="ben-luc", year=2024))
    return data, make_findings(data)


def aim(value: str, basis: str = "", **columns: str) -> dict[str, str]:
    return figure(value, measure="target", target_basis=basis, **columns)


def test_two_targets_have_a_row_each_with_who_set_them(open_report) -> None:
    (table,) = achievement.table(*open_report("dat-do", 2023))
    assert texts(table) == [
        (
            "Đảng bộ huyện Đất Đỏ",
            "118",
            "115*",
            "102,61%",
            "0",
            "chỉ tiêu tỉnh giao (cấp trên giao)",
        ),
        (
            "Đảng bộ huyện Đất Đỏ – chỉ tiêu khác",
            "118",
            "122*",
            "96,72%",
            "4",
            "chỉ tiêu huyện đề ra (đơn vị tự đề ra)",
        ),
    ]
    assert table.notes[1] == (
        "Đơn vị có nhiều chỉ tiêu thì mỗi chỉ tiêu một dòng. Dòng đầu là chỉ tiêu dùng để xếp "
        "loại: chỉ tiêu cấp trên giao, không có thì theo nghị quyết đại hội, rồi chỉ tiêu đơn vị "
        "tự đề ra; cùng loại thì chỉ tiêu nêu sau thay chỉ tiêu nêu trước."
    )


def test_what_is_missing_is_bounded_where_several_targets_fit(open_report) -> None:
    (table,) = achievement.table(*open_report("son-dong", 2017))
    assert [row[2:5] for row in texts(table)] == [
        ("…", "79%†", "từ 34 đến 36"),
        ("170", "79,41%", "35"),
    ]
    assert "Sơn Động: mọi chỉ tiêu từ 169 đến 171 đều phù hợp với tỷ lệ công bố." in table.notes


def test_one_target_needs_no_word_on_several(tmp_path: Path) -> None:
    (table,) = achievement.table(*report(tmp_path, figure("4"), aim("9", "tỉnh giao")))
    assert texts(table) == [("Đảng bộ huyện Bến Lức", "4", "9‡", "44,44%", "5")]
    assert table.caption.endswith("chỉ tiêu năm 2024 (năm 2024)")
    assert table.notes == (
        "Căn cứ chỉ tiêu: tỉnh giao (cấp trên giao).",
        "Xếp theo thứ tự trong danh mục đơn vị.",
        "‡ Chỉ tiêu dưới 10: một đồng chí tương ứng hơn 10 điểm phần trăm, nên xem số đồng chí "
        "còn thiếu trước tỷ lệ.",
        "… Nguồn không công bố.   – Không áp dụng.",
    )
    assert table.rows[0].cells[2] == Cell(text="9‡", value=9, after="‡")


def test_a_changed_target_shows_its_history(tmp_path: Path) -> None:
    (table,) = achievement.table(
        *report(
            tmp_path,
            figure("975"),
            aim("1.950", "tỉnh giao"),
            aim("1.905", "tỉnh giao", source_id="bao-2023"),
        )
    )
    assert texts(table) == [
        ("Đảng bộ huyện Bến Lức", "975", "1.950", "50,00%", "975"),
        ("Đảng bộ huyện Bến Lức – chỉ tiêu trước đó", "975", "1.905", "51,18%", "930"),
    ]
    words = "Bến Lức: chỉ tiêu thay đổi từ 1.905 sang 1.950 (theo nguồn ngày 10/1/2025)."
    assert table.notes.count(words) == 1
    assert not any("không cho biết" in note for note in table.notes)


def test_two_targets_that_nobody_can_tell_apart_are_said_to_stand(tmp_path: Path) -> None:
    (table,) = achievement.table(
        *report(tmp_path, figure("100"), aim("210", "kế hoạch"), aim("200", "kế hoạch"))
    )
    assert [row[0] for row in texts(table)] == [
        "Đảng bộ huyện Bến Lức",
        "Đảng bộ huyện Bến Lức – chỉ tiêu khác",
    ]
    words = (
        "Bến Lức: nguồn nêu các chỉ tiêu khác nhau mà không cho biết chỉ tiêu nào thay chỉ tiêu "
        "nào; chỉ tiêu nêu trước được dùng để xếp loại."
    )
    assert table.notes.count(words) == 1
    assert "Căn cứ chỉ tiêu: kế hoạch." in table.notes


def test_a_target_for_each_year_is_called_so(tmp_path: Path) -> None:
    rows = [
        figure("60"),
        figure("90", measure="target_per_year", period="mỗi năm", target_basis="kế hoạch")
        | {"period_start_read": "", "period_end_read": ""},
    ]
    (table,) = achievement.table(*report(tmp_path, *rows))
    assert texts(table) == [("Đảng bộ huyện Bến Lức", "60", "90", "66,67%", "30")]
    assert table.notes[0] == "Căn cứ chỉ tiêu: kế hoạch; chỉ tiêu mỗi năm."


def test_a_basis_that_nobody_knows_is_named(tmp_path: Path) -> None:
    data, _ = report(
        tmp_path,
        figure("60"),
        aim("90", "chị Ba giao"),
        aim("95", "chị Ba giao"),
        aim("99", "kế hoạch"),
    )
    (table,) = achievement.unknown_bases(data)
    assert table.sheet == "CanCuLa"
    assert table.caption == (
        "Căn cứ chỉ tiêu chưa có trong danh mục, nên chưa biết do cấp nào đặt ra"
    )
    assert heads(table) == ["Đơn vị", "Căn cứ (nguyên văn)", "Vị trí"]
    assert texts(table) == [
        ("Đảng bộ huyện Bến Lức", "chị Ba giao", "data/raw/published/figures.csv:3")
    ]
    assert table.notes == (
        "Bổ sung vào data/raw/registers/target_bases.csv; đến khi đó coi như nguồn không nêu.",
    )


def test_where_all_bases_are_known_none_is_listed(open_report) -> None:
    assert achievement.unknown_bases(open_report("dat-do", 2023)[0]) == []


def test_sub_targets_stand_beside_and_are_not_added(open_report) -> None:
    data, found = open_report("duc-linh", 2023)
    heading, table = achievement.sub_targets(data, found)
    assert heading == Heading(level=2, text="Chỉ tiêu riêng", method="chi-tieu-rieng")
    assert (table.sheet, table.caption) == (
        "ChiTieuRieng",
        "Chỉ tiêu kết nạp riêng năm 2023 và kết quả",
    )
    assert heads(table) == [
        "Đơn vị",
        "Chỉ tiêu riêng",
        "Chỉ tiêu (đảng viên)",
        "Kỳ số liệu",
        "Kết nạp (đảng viên)",
        "Tỷ lệ thực hiện (%)",
        "Còn thiếu (đồng chí)",
    ]
    results = ("–", "…", "…", "–")
    assert [row[1:] for row in texts(table)] == [
        ("Chỉ tiêu kết nạp học sinh, sinh viên", "từ 6 trở lên‡", *results),
        ("Chỉ tiêu kết nạp dân quân tự vệ", "từ 17 trở lên", *results),
        ("Chỉ tiêu kết nạp ở địa bàn dân cư", "40", *results),
        ("Chỉ tiêu kết nạp trong doanh nghiệp tư nhân", "từ 1 đến 2‡", *results),
    ]
    assert table.notes[:2] == (
        "Căn cứ chỉ tiêu: Kế hoạch 147-KH/HU (đơn vị tự đề ra).",
        "Chỉ tiêu riêng là một phần của chỉ tiêu kết nạp, đặt bên cạnh và không cộng thêm vào.",
    )
    (main,) = achievement.table(data, found)
    assert [row[2] for row in texts(main)] == ["170"]


def test_a_sub_target_with_a_result_is_judged(open_report) -> None:
    _, table = achievement.sub_targets(*open_report("tran-yen", 2023))
    assert texts(table) == [
        (
            "Đảng bộ huyện Trấn Yên",
            "Chỉ tiêu kết nạp trong doanh nghiệp tư nhân",
            "12*",
            "năm 2023",
            "15",
            "125,00%",
            "0",
        )
    ]


def outside(data: ReportData) -> ReportData:
    return replace(data, params=data.params.model_copy(update={"audience": "external"}))


def test_an_external_report_shows_no_result_of_a_sub_target(open_report) -> None:
    data, found = open_report("duc-linh", 2023)
    results = {"admitted": 3, "missing": 3, "rate_pct": 50, "status": "below_threshold"}
    reached = findings_with(found, sub_targets=found.sub_targets.assign(**results))
    _, table = achievement.sub_targets(outside(data), reached)
    assert heads(table) == ["Đơn vị", "Chỉ tiêu riêng", "Chỉ tiêu (đảng viên)"]
    assert [row[2] for row in texts(table)] == [
        "từ 6 trở lên‡",
        "từ 17 trở lên",
        "40",
        "từ 1 đến 2‡",
    ]
    assert table.notes == (
        "Căn cứ chỉ tiêu: Kế hoạch 147-KH/HU (đơn vị tự đề ra).",
        "Chỉ tiêu riêng là một phần của chỉ tiêu kết nạp, đặt bên cạnh và không cộng thêm vào.",
        "Bản dùng bên ngoài không nêu kết quả chỉ tiêu riêng.",
    )
    assert {row.kind for row in table.rows} == {"body"}


def test_an_external_report_withholds_a_target_that_only_the_result_gives_away(open_report) -> None:
    data, found = open_report("tran-yen", 2023)
    assert achievement.sub_targets(outside(data), found) == []


def test_without_sub_targets_nothing_is_said(open_report) -> None:
    assert achievement.sub_targets(*open_report("dat-do", 2023)) == []


PLAIN = {"target": 1200, "target_kind": TargetKind.PUBLISHED, "target_qualifier": "exact"}


@pytest.mark.parametrize(
    ("changes", "cell"),
    [
        pytest.param({}, Cell(text="1.200", value=1200), id="plain"),
        pytest.param(
            {"target_kind": TargetKind.DERIVED},
            Cell(text="1.200*", value=1200, after="*"),
            id="derived",
        ),
        pytest.param(
            {"target": 8, "target_kind": TargetKind.DERIVED, "is_small_target": True},
            Cell(text="8*‡", value=8, after="*‡"),
            id="derived and small",
        ),
        pytest.param(
            {"target_kind": TargetKind.MINIMUM, "target_qualifier": "more_than"},
            Cell(text="trên 1.200", value=1200, before="trên "),
            id="a bound",
        ),
        pytest.param(
            {"target_qualifier": "about"},
            Cell(text="khoảng 1.200", value=1200, before="khoảng "),
            id="about",
        ),
        pytest.param(
            {
                "target_upper": 1300,
                "target_kind": TargetKind.MINIMUM,
                "target_qualifier": "at_least",
            },
            Cell(text="từ 1.200 đến 1.300", value=1200, before="từ ", after=" đến 1.300"),
            id="a range",
        ),
        pytest.param({"target": None, "target_kind": TargetKind.NONE}, Cell(text="…"), id="none"),
    ],
)
def test_a_target_is_written_with_its_bound_and_its_marks(changes: dict, cell: Cell) -> None:
    assert achievement.target_cell(PLAIN | changes) == cell


def test_bounded_cells_carry_a_mark_behind_all_words() -> None:
    assert achievement.bounded_cell(6, "at_least", mark="‡") == Cell(
        text="từ 6 trở lên‡", value=6, before="từ ", after=" trở lên‡"
    )
    assert achievement.bounded_cell(6, "exact") == Cell(text="6", value=6)


def test_the_register_of_a_test_project_is_read(tmp_path: Path) -> None:
    data, _ = report(tmp_path, figure("4"), aim("9", "tỉnh giao"))
    known = with_bases(
        observations(observation("target", 1, unit_id="ben-luc", basis="huyện đề ra")),
        read_target_bases(Project(tmp_path)),
        data.units.units,
        data.sources,
    )
    assert isinstance(known, pd.DataFrame)
    assert list(known["basis_kind"]) == ["own"]
