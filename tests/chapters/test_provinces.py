"""Units side by side: like periods only, each in its own table, the others listed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd
import pytest
from builders import Row, observation, observations

from analysis.chapters import provinces
from analysis.document.blocks import Block, BulletList, Figure, Heading, Paragraph, Table
from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.groups import units_only
from analysis.metrics.like_periods import results_by_shape
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data
from analysis.text.language import language


@dataclass(frozen=True)
class Found:
    """What the section needs of the findings."""

    by_shape: pd.DataFrame
    units: pd.DataFrame


def found_of(data: ReportData, frame: pd.DataFrame | None = None) -> Found:
    """Compute what the section needs, and no more."""
    frame = data.observations if frame is None else frame
    year, threshold = data.params.year, data.params.threshold_pct
    main = achievement_by_unit(frame, data.scope, year=year, threshold_pct=threshold)
    by_shape = results_by_shape(frame, data.scope, main, year=year, threshold_pct=threshold)
    return Found(by_shape=by_shape, units=units_only(main, data.scope))


@pytest.fixture(scope="module")
def section(project: Project):
    """Give the section of a report; each one once."""
    opened: dict[tuple, list[Block]] = {}

    def _section(scope: str, year: int) -> list[Block]:
        if (scope, year) not in opened:
            data = load_report_data(project, ReportParams(scope=scope, year=year))
            # Units without any figure change nothing and take time.
            known = set(data.in_scope["unit_id"])
            children = tuple(unit for unit in data.scope.children if unit in known)
            data = replace(data, scope=data.scope._replace(children=children))
            opened[scope, year] = provinces.comparison(data, found_of(data))
        return opened[scope, year]

    return _section


def _only(blocks: list[Block], kind: type) -> list:
    return [block for block in blocks if isinstance(block, kind)]


def _rows(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def test_the_section_links_to_its_method(section) -> None:
    assert section("toan-quoc", 2019)[0] == Heading(
        level=2, text="So sánh các đơn vị ở cùng kỳ số liệu", method="so-sanh-don-vi"
    )


def test_whole_years_of_2019_stand_side_by_side_and_others_do_not(section) -> None:
    blocks = section("toan-quoc", 2019)
    (table,) = _only(blocks, Table)
    assert table.caption == "Năm 2019: 2 đơn vị cùng kỳ, xếp theo tỷ lệ so với chỉ tiêu"
    assert [column.head for column in table.columns] == [
        "Đơn vị",
        "Kết nạp (đảng viên)",
        "Chỉ tiêu (đảng viên)",
        "Tỷ lệ so với chỉ tiêu (%)",
        "Còn thiếu (đồng chí)",
    ]
    assert _rows(table) == [
        ("Đảng bộ tỉnh Hải Dương", "1.855", "2.500", "74,20%", "645"),
        ("Đảng bộ tỉnh Đồng Nai", "4.022", "…", "…", "…"),
    ]
    (bullets,) = _only(blocks, BulletList)
    assert len(bullets.items) == 2
    assert bullets.items[0].startswith("6 tháng đầu năm 2019, Đảng bộ tỉnh Quảng Bình kết nạp 603")
    assert bullets.items[1].startswith("Từ đầu năm 2019 (không ghi ngày cuối kỳ), Đảng bộ tỉnh")
    opening, alone = _only(blocks, Paragraph)
    assert opening.text == (
        "Năm 2019, trong 4 đơn vị có kết quả, 2 đơn vị có ít nhất một đơn vị khác cùng kỳ để so "
        "sánh (ở một kỳ chung). Các kỳ khác nhau không xếp chung."
    )
    assert alone.text == "Không so sánh được, vì không đơn vị nào khác có số liệu cùng kỳ:"
    assert not _only(blocks, Figure)


@pytest.mark.parametrize(("year", "count"), [(2017, 3), (2022, 3)])
def test_where_no_two_periods_are_alike_nothing_is_ranked(section, year: int, count: int) -> None:
    blocks = section("toan-quoc", year)
    assert not _only(blocks, Table)
    assert not _only(blocks, Figure)
    assert _only(blocks, Paragraph)[0].text == (
        f"Năm {year}, {count} đơn vị có kết quả nhưng không có hai đơn vị nào ở cùng một kỳ, nên "
        "không xếp thứ tự đơn vị nào."
    )
    (bullets,) = _only(blocks, BulletList)
    assert len(bullets.items) == count


def test_a_single_result_is_compared_with_nothing(section) -> None:
    blocks = section("toan-quoc", 2023)
    assert _only(blocks, Paragraph)[0].text == (
        "Năm 2023, chỉ một đơn vị có kết quả, nên không có phép so sánh nào."
    )
    (bullets,) = _only(blocks, BulletList)
    assert bullets.items[0].startswith("Năm 2023, Đảng bộ tỉnh Long An kết nạp 1.667 đảng viên")


def test_a_year_with_targets_only_says_so(section) -> None:
    blocks = section("toan-quoc", 2024)
    assert [block.text for block in _only(blocks, Paragraph)] == [
        "Chưa có kết quả kết nạp năm 2024 của đơn vị trực thuộc nào để so sánh.",
        "Có chỉ tiêu nhưng chưa có kết quả năm 2024: Đảng bộ tỉnh Quảng Nam: 1.905; Đảng bộ tỉnh "
        "Đắk Lắk: 2.814; Đảng bộ tỉnh Long An: 1.660.",
    ]
    assert not _only(blocks, BulletList)


def test_each_period_of_a_province_has_its_own_table(section) -> None:
    blocks = section("ba-ria-vung-tau", 2023)
    nine, three = _only(blocks, Table)
    assert (nine.sheet, three.sheet) == ("CungKy1", "CungKy2")
    assert nine.caption.startswith("9 tháng đầu năm 2023: 2 đơn vị cùng kỳ")
    assert three.caption.startswith("3 tháng đầu năm 2023: 2 đơn vị cùng kỳ")
    assert _rows(nine)[0][:2] == ("Đảng bộ huyện Long Điền", "125")
    assert nine.notes == (
        "* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố.",
        "… Nguồn không công bố.",
    )
    assert "tất cả có ít nhất một đơn vị khác" in _only(blocks, Paragraph)[0].text
    assert "(theo 2 kỳ, mỗi kỳ một bảng)" in _only(blocks, Paragraph)[0].text
    (bullets,) = _only(blocks, BulletList)
    assert bullets.items[0].startswith("6 tháng đầu năm 2023, Đảng bộ huyện Châu Đức")


def test_a_scope_without_results_of_its_units_has_no_section(section) -> None:
    assert section("long-an", 2023) == []


@pytest.fixture(scope="module")
def nation(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope="toan-quoc", year=2019))


def compared(data: ReportData, *rows: Row) -> list[Block]:
    """Compare made-up results of real provinces."""
    named = {row["unit_id"] for row in rows}
    children = tuple(unit for unit in data.scope.children if unit in named)
    data = replace(data, scope=data.scope._replace(children=children))
    source = data.observations.loc[data.observations["unit_id"].eq("toan-quoc"), "source_id"].iloc[
        0
    ]
    frame = observations(*({"source_id": source} | row for row in rows))
    frame["source_id"] = source
    return provinces.comparison(data, found_of(data, frame))


def of(unit: str, value: object, measure: str = "admitted", **columns: object) -> Row:
    return observation(measure, value, unit_id=unit, year=2019, **columns)


def test_rates_of_members_stand_in_a_column_of_their_own(nation: ReportData) -> None:
    blocks = compared(
        nation,
        of("ha-noi", 50),
        of("ha-noi", 100, "target"),
        of("dong-nai", 70),
        of("dong-nai", "2,58", "admission_rate_pct"),
        of("long-an", 60),
    )
    (table,) = _only(blocks, Table)
    assert table.columns[-1].head == "Tỷ lệ so với tổng số đảng viên (%, nguồn in)"
    assert _rows(table) == [
        ("Đảng bộ thành phố Hà Nội", "50", "100", "50,00%", "50", "…"),
        ("Đảng bộ tỉnh Đồng Nai", "70", "…", "…", "…", "2,58"),
        ("Đảng bộ tỉnh Long An", "60", "…", "…", "…", "…"),
    ]
    cell = table.rows[1].cells[-1]
    assert (cell.value, cell.decimals) == (2.58, 2)
    assert table.notes[0].startswith("Tỷ lệ so với chỉ tiêu và tỷ lệ so với tổng số đảng viên có")


def test_without_any_target_units_stand_by_persons_admitted(nation: ReportData) -> None:
    (table,) = _only(compared(nation, of("ha-noi", 50), of("dong-nai", 70)), Table)
    assert table.caption == "Năm 2019: 2 đơn vị cùng kỳ, xếp theo số kết nạp"
    assert _rows(table) == [("Đảng bộ tỉnh Đồng Nai", "70"), ("Đảng bộ thành phố Hà Nội", "50")]
    assert table.notes == ("… Nguồn không công bố.",)


@pytest.mark.parametrize(("count", "charts"), [(2, 0), (3, 1)])
def test_three_units_at_one_period_are_drawn(nation: ReportData, count: int, charts: int) -> None:
    names = ("ha-noi", "dong-nai", "long-an")[:count]
    rows = [of(name, 50 + i) for i, name in enumerate(names)]
    rows += [of(name, 100, "target") for name in names]
    figures = _only(compared(nation, *rows), Figure)
    assert len(figures) == charts
    if figures:
        assert figures[0].caption.startswith(
            "Năm 2019, đơn vị cùng kỳ: chưa đơn vị nào trong 3 đơn vị hoàn thành chỉ tiêu năm 2019"
        )


def test_the_comparison_reads_right_in_english(nation: ReportData) -> None:
    rows = [of(name, 50) for name in ("ha-noi", "dong-nai", "long-an")]
    rows += [of("ha-noi", 100, "target")]
    with language("en"):
        heading, opening, table, *_rest = compared(nation, *rows)
    assert heading.text == "Organisations compared at the same period"
    assert opening.text == (
        "In 2019, of 3 organisations with a result, all can be compared with at least one other at "
        "the same period (at one common period). Different periods are not ranked together."
    )
    assert table.caption == "2019: 3 organisations at the same period, by percentage of the target"
    assert [column.head for column in table.columns][2:] == [
        "Target (members)",
        "Percentage of the target (%)",
        "Still to admit (persons)",
    ]
    assert table.notes[-1] == "… Not published by the source."


def test_the_highest_rate_stands_first_and_small_targets_are_marked(nation: ReportData) -> None:
    names = ("ha-noi", "dong-nai")
    rows = [of(name, 3 + i) for i, name in enumerate(names)]
    (table,) = _only(compared(nation, *rows, *(of(n, 5, "target") for n in names)), Table)
    assert [row[0] for row in _rows(table)] == ["Đảng bộ tỉnh Đồng Nai", "Đảng bộ thành phố Hà Nội"]
    assert any("Chỉ tiêu dưới 10" in note for note in table.notes)


def test_a_long_list_that_stands_in_the_main_table_is_only_drawn(
    nation: ReportData, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(provinces, "_LONG_LIST", 2)
    names = ("ha-noi", "dong-nai", "long-an")
    rows = [of(name, 50) for name in names] + [of(name, 100, "target") for name in names]
    blocks = compared(nation, *rows)
    assert not _only(blocks, Table)
    assert len(_only(blocks, Figure)) == 1
    assert len(_only(compared(nation, *rows[:2], *rows[3:5]), Table)) == 1
    half = [of(name, 20, until="2019-06-30") for name in names]
    (table,) = _only(compared(nation, *rows, *half), Table)
    assert table.caption.startswith("6 tháng đầu năm 2019: 3 đơn vị cùng kỳ")


def test_a_list_is_long_above_forty_units() -> None:
    assert provinces._LONG_LIST == 40
