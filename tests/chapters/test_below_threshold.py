"""Who lags: the most persons missing first, the order by rate beside it, small targets marked."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import figure, write_project

from analysis.chapters import attention, below_threshold, key_figures, ranking, summary
from analysis.document.blocks import Table
from analysis.findings import Findings, make_findings
from analysis.params import ReportParams
from analysis.report_data import ReportData, load_report_data

UNITS = """\
duc-hue,Đảng bộ huyện Đức Huệ,Đức Huệ,district,long-an,,2025-06-30,,
can-duoc,Đảng bộ huyện Cần Đước,Cần Đước,district,long-an,,2025-06-30,,
"""
ALIASES = """\
Long An,huyện Đức Huệ,duc-hue
Long An,huyện Cần Đước,can-duoc
"""


def report(
    root: Path,
    *results: tuple[str, str | None, str | None],
    pct: dict[str, str] | None = None,
    more: tuple[dict[str, str], ...] = (),
) -> tuple[ReportData, Findings]:
    """Make a report on Long An 2024: unit, admitted and target, or a percentage alone."""
    rows = []
    for unit, admitted, target in results:
        rows += [figure(admitted, unit=unit)] if admitted else []
        rows += [figure(target, unit=unit, measure="target")] if target else []
    rows += [figure(v, unit=unit, measure="pct_of_target") for unit, v in (pct or {}).items()]
    project = write_project(root, *rows, *more)
    for name, lines in (("units.csv", UNITS), ("unit_aliases.csv", ALIASES)):
        path = project.registers / name
        path.write_text(path.read_text(encoding="utf-8") + lines, encoding="utf-8", newline="\n")
    data = load_report_data(project, ReportParams(scope="long-an", year=2024))
    return data, make_findings(data)


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


@pytest.fixture
def three(tmp_path: Path) -> tuple[ReportData, Findings]:
    return report(
        tmp_path,
        ("huyện Bến Lức", "2", "8"),
        ("huyện Đức Hòa", "48", "100"),
        ("huyện Đức Huệ", "4", "10"),
        ("huyện Cần Đước", "0", "12"),
    )


def test_the_most_persons_missing_stand_first_with_the_order_by_rate_beside(three) -> None:
    (table,) = below_threshold.table(*three)
    assert table.caption == (
        "Đơn vị đạt dưới 50% chỉ tiêu năm 2024, xếp theo số đồng chí còn thiếu, nhiều nhất trước "
        "(năm 2024)"
    )
    assert [column.head for column in table.columns][-2:] == [
        "Còn thiếu (đồng chí)",
        "Thứ tự theo tỷ lệ (1: thấp nhất)",
    ]
    assert texts(table) == [
        ("Đảng bộ huyện Đức Hòa", "48", "100", "48,00%", "52", "3"),
        ("Đảng bộ huyện Bến Lức", "2", "8‡", "25,00%", "6", "1"),
        ("Đảng bộ huyện Đức Huệ", "4", "10", "40,00%", "6", "2"),
    ]
    assert [row.cells[5].value for row in table.rows] == [3, 1, 2]
    assert {row.kind for row in table.rows} == {"attention"}


def test_a_small_target_is_explained_only_where_there_is_one(three, tmp_path: Path) -> None:
    note = (
        "‡ Chỉ tiêu dưới 10: một đồng chí tương ứng hơn 10 điểm phần trăm, nên xem số đồng chí "
        "còn thiếu trước tỷ lệ."
    )
    assert note in below_threshold.table(*three)[0].notes
    (table,) = below_threshold.table(*report(tmp_path / "lon", ("huyện Bến Lức", "2", "80")))
    assert note not in table.notes


def test_where_nobody_knows_how_many_are_missing_the_rate_orders(tmp_path: Path) -> None:
    rates = {"huyện Bến Lức": "38%", "huyện Đức Hòa": "14%"}
    (table,) = below_threshold.table(*report(tmp_path, pct=rates))
    assert table.caption == "Đơn vị đạt dưới 50% chỉ tiêu năm 2024, xếp từ thấp nhất (năm 2024)"
    assert texts(table) == [
        ("Đảng bộ huyện Đức Hòa", "…", "…", "14%†", "…"),
        ("Đảng bộ huyện Bến Lức", "…", "…", "38%†", "…"),
    ]


def test_bounds_of_what_is_missing_are_enough_to_order(tmp_path: Path) -> None:
    data, found = report(
        tmp_path,
        ("huyện Bến Lức", "14", None),
        ("huyện Đức Hòa", "20", "50"),
        pct={"huyện Bến Lức": "5%"},
    )
    (table,) = below_threshold.table(data, found)
    assert [row[4:] for row in texts(table)] == [("từ 220 đến 297", "1"), ("30", "2")]


def test_nobody_below_is_no_table(tmp_path: Path) -> None:
    assert below_threshold.table(*report(tmp_path, ("huyện Bến Lức", "9", "10"))) == []


def test_those_without_any_admission_are_listed_with_what_is_missing(three) -> None:
    blocks = below_threshold.other_groups(*three)
    (items,) = [block.items for block in blocks if block.type == "bullets"]
    assert items == ("1 đơn vị chưa kết nạp được đảng viên: Cần Đước (còn thiếu 12 đồng chí).",)


def test_a_group_of_which_nothing_is_missing_or_known_is_named_only(tmp_path: Path) -> None:
    blocks = below_threshold.other_groups(*report(tmp_path, ("huyện Bến Lức", "9", None)))
    (items,) = [block.items for block in blocks if block.type == "bullets"]
    assert items == ("1 đơn vị có số kết nạp nhưng chưa có chỉ tiêu: Bến Lức.",)


def test_the_scope_is_said_to_lack_persons(tmp_path: Path) -> None:
    data, found = report(tmp_path, ("tỉnh Long An", "142", "270"))
    (own,) = below_threshold.own_result(data, found)
    assert own.text == (
        "Đảng bộ tỉnh Long An đạt 52,59% so với chỉ tiêu, không dưới ngưỡng 50%; còn thiếu 128 "
        "đồng chí."
    )


def test_the_chart_names_persons_missing_and_marks_small_targets(three) -> None:
    (drawn,) = ranking.overview(*three)
    for part in (
        "Cần Đước: 0,00%, còn thiếu 12 đồng chí",
        "Bến Lức: 25,00%‡, còn thiếu 6 đồng chí",
        "Đức Huệ: 40,00%, còn thiếu 6 đồng chí",
        "Đức Hòa: 48,00%, còn thiếu 52 đồng chí",
    ):
        assert part in drawn.alt
    assert drawn.notes[0].endswith("// : trục được cắt. Cột bên phải: số đồng chí còn thiếu.")
    assert drawn.notes[1].startswith("‡ Chỉ tiêu dưới 10")


def test_a_chart_of_rates_alone_has_no_column_of_persons(tmp_path: Path) -> None:
    (drawn,) = ranking.overview(*report(tmp_path, pct={"huyện Bến Lức": "38%"}))
    assert "Bến Lức: 38%." in drawn.alt
    assert drawn.notes == (
        "Đơn vị tính được tỷ lệ. Chấm đặc: hoàn thành; chấm rỗng: chưa; hình thoi: dưới ngưỡng "
        "hoặc chưa kết nạp; // : trục được cắt.",
    )


def test_a_unit_that_has_enough_has_nobody_missing_in_the_chart(tmp_path: Path) -> None:
    (drawn,) = ranking.overview(*report(tmp_path, ("huyện Bến Lức", "12", "10")))
    assert "Bến Lức: 120,00%." in drawn.alt


def test_the_chart_bounds_what_is_missing_where_several_targets_fit(tmp_path: Path) -> None:
    results = ("huyện Bến Lức", "14", None)
    (drawn,) = ranking.overview(*report(tmp_path, results, pct={"huyện Bến Lức": "5%"}))
    assert "Bến Lức: 5%, còn thiếu từ 220 đến 297 đồng chí." in drawn.alt


def test_units_at_unlike_periods_are_counted_and_ordered_apart(tmp_path: Path) -> None:
    half = {"period": "6 tháng đầu năm 2024"}
    data, found = report(
        tmp_path,
        ("huyện Bến Lức", "2", "8"),
        ("huyện Đức Hòa", "30", "100"),
        ("huyện Đức Huệ", None, "40"),
        more=(figure("4", unit="huyện Đức Huệ", **half),),
    )
    assert below_threshold.finding(data, found).text == (
        "3 trong 3 đơn vị tính được tỷ lệ đạt dưới 50% chỉ tiêu năm 2024 (năm 2024: 2 trong 2; 6 "
        "tháng đầu năm 2024: 1 trong 1)."
    )
    (table,) = below_threshold.table(data, found)
    assert table.caption == (
        "Đơn vị đạt dưới 50% chỉ tiêu năm 2024, xếp theo số đồng chí còn thiếu, nhiều nhất trước; "
        "mỗi kỳ số liệu xếp riêng"
    )
    assert [(row[0], row[1], row[-1]) for row in texts(table)] == [
        ("Đảng bộ huyện Đức Hòa", "năm 2024", "2"),
        ("Đảng bộ huyện Bến Lức", "năm 2024", "1"),
        ("Đảng bộ huyện Đức Huệ", "6 tháng đầu năm 2024", "1"),
    ]
    lagging = [text for text in summary.points(data, found)[0].items if "đạt dưới" in text]
    assert [text.partition(":")[0] for text in lagging] == [
        "2 đơn vị đạt dưới 50% chỉ tiêu (năm 2024)",
        "1 đơn vị đạt dưới 50% chỉ tiêu (6 tháng đầu năm 2024)",
    ]
    (tiles,) = key_figures.key_figures(data, found)
    tile = next(item for item in tiles.items if item.name.startswith("Đơn vị đạt dưới"))
    assert (tile.value, tile.detail) == (
        "2",
        "trong 2 đơn vị có số năm 2024; 1 đơn vị ở kỳ khác tính riêng",
    )


def test_units_without_admissions_stand_by_what_they_lack(tmp_path: Path) -> None:
    data, found = report(tmp_path, ("huyện Bến Lức", "0", "8"), ("huyện Đức Hòa", "0", "30"))
    (table,) = attention.table(data, found)
    assert [(row[0], row[4]) for row in texts(table)] == [("Đức Hòa", "30"), ("Bến Lức", "8")]
    (drawn,) = ranking.overview(data, found)
    assert drawn.caption == (
        "Chưa đơn vị nào trong 2 đơn vị hoàn thành chỉ tiêu năm 2024; không đơn vị nào đạt dưới "
        "50%; 2 đơn vị chưa kết nạp được đảng viên"
    )
