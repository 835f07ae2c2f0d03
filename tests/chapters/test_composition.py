"""The chapter on who the new members are: shares, blocks that add up, units one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
import pytest
from builders import observation, observations
from metrics.small_provinces import (
    HALF,
    PROVINCE,
    YEAR,
    counted,
    external,
    register_of,
    registered,
    rows_of_unit,
)

from analysis.chapters import composition
from analysis.document.blocks import Block, Figure, Heading, Note, Paragraph, Table
from analysis.metrics.composition import (
    BY_UNIT,
    composition_by_group,
    composition_by_unit,
    partition_checks,
    with_known_sums,
)
from analysis.metrics.results import ADMITTED, Scope
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.params import ReportParams
from analysis.registers.composition import read_composition

WOMEN, FAITH, YOUTH = "admitted_female", "admitted_religious", "admitted_youth_union"


@dataclass
class Report:
    """Stands for the data of a report and for its findings: what this chapter asks of them."""

    observations: pd.DataFrame
    scope: Scope
    year: int = 2024
    audience: str = "internal"
    units: object = field(default_factory=lambda: register_of(["xa", "xb", "xc"]))

    @property
    def params(self) -> ReportParams:
        return ReportParams(year=self.year, scope="tinh", audience=self.audience)

    @property
    def name(self) -> str:
        return "Đảng bộ tỉnh"

    @property
    def measures(self) -> pd.DataFrame:
        return registered()[1]

    @cached_property
    def sources(self) -> pd.DataFrame:
        ids = sorted(set(self.observations["source_id"]))
        return pd.DataFrame({"kind": "news", "publisher": ids, "published": ""}, index=ids)

    @property
    def source_numbers(self) -> dict[str, int]:
        return {source: number for number, source in enumerate(self.sources.index, start=1)}

    def _groups(self, whole: str) -> pd.DataFrame:
        return composition_by_group(
            with_known_sums(self.observations, self.scope, registered()[0], self.units),
            self.scope.unit_id,
            self.year,
            composition=registered()[0],
            measures=registered()[1],
            whole=whole,
        )

    @property
    def composition(self) -> pd.DataFrame:
        return self._groups(ADMITTED)

    @property
    def member_composition(self) -> pd.DataFrame:
        return self._groups("members_total")

    @property
    def composition_checks(self) -> pd.DataFrame:
        return partition_checks(self.composition)

    @property
    def composition_by_unit(self) -> pd.DataFrame:
        scope = self.scope
        return composition_by_unit(self.observations, scope, YEAR, (ADMITTED, *BY_UNIT))


def own(measure: str, value: float | str | None, **columns: object) -> dict:
    return counted(PROVINCE, measure, value, **({"source_id": "bao"} | columns))


def report(*rows: dict, children: tuple[str, ...] = ("xa", "xb", "xc")) -> Report:
    return Report(observations(*rows), Scope(PROVINCE, children))


def only(blocks: list[Block], kind: type) -> Block:
    found = [block for block in blocks if isinstance(block, kind)]
    assert len(found) == 1
    return found[0]


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def shown(function, *rows: dict) -> list[Block]:
    made = report(*rows)
    return function(made, made)


GROUPS = (own(WOMEN, 645), own(YOUTH, 1311), own("admitted", 1913))
BEFORE = (own(WOMEN, 500, year=2023), own("admitted", 1000, year=2023))


def test_the_chapter_opens_with_its_heading():
    heading = composition.heading()
    assert (heading.level, heading.text) == (1, "Cơ cấu đảng viên mới và tỷ lệ so với đảng viên")


def test_groups_are_listed_with_their_shares_and_the_year_before():
    table = only(shown(composition.table, *GROUPS, *BEFORE), Table)
    assert table.caption == "Cơ cấu đảng viên mới của Đảng bộ tỉnh, năm 2024"
    assert [column.head for column in table.columns] == [
        "Nhóm",
        "Số lượng (đồng chí)",
        "Trong tổng số (đảng viên mới)",
        "Tỷ trọng (%)",
        "Cùng kỳ năm trước (%)",
        "Thay đổi (điểm phần trăm)",
    ]
    assert texts(table) == [
        ("Nữ", "645", "1.913", "33,72%", "50,00%", "−16,28"),
        ("Đoàn viên", "1.311", "1.913", "68,53%", "–", "–"),
    ]
    change = table.rows[0].cells[5]
    assert change.value == pytest.approx(-16.2833, abs=1e-4)
    assert change.decimals == 2
    assert table.notes[0].startswith("Một đồng chí có thể thuộc nhiều nhóm")
    assert table.notes[1:] == (
        "… Nguồn không công bố.   – Không so sánh được với cùng kỳ năm trước.",
    )
    assert table.source == "bao [1]"


@pytest.mark.parametrize(("women", "words"), [(600, "+10,00"), (500, "0,00"), (400, "−10,00")])
def test_changes_carry_their_sign(women, words):
    rows = [own(WOMEN, women), own("admitted", 1000), *BEFORE]
    table = only(shown(composition.table, *rows), Table)
    assert texts(table)[0][5] == words


REBUILT = {"source_id": REBUILT_SOURCE}
REBUILT_NOTE = "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất."


def test_shares_of_a_year_before_the_merger_are_marked_and_name_their_source():
    before = tuple(row | REBUILT for row in BEFORE)
    made = (*GROUPS, *before, own(YOUTH, 700, year=2023) | REBUILT)
    table = only(shown(composition.table, *made), Table)
    assert texts(table) == [
        ("Nữ", "645", "1.913", "33,72%", "50,00%§", "−16,28"),
        ("Đoàn viên", "1.311", "1.913", "68,53%", "70,00%§", "−1,47"),
    ]
    cell = table.rows[0].cells[4]
    assert (cell.value, cell.after) == (50.0, "§")
    assert REBUILT_NOTE in table.notes
    assert table.source == "bao [1]; rebuilt-from-predecessors [2]"
    figure = only(shown(composition.chart, *made), Figure)
    assert figure.notes[1:] == (
        "Cùng kỳ năm trước: số dựng lại, cộng từ các đơn vị trước khi hợp nhất.",
    )
    assert "§" not in figure.alt


def test_shares_of_the_year_before_name_their_source_only_where_they_are_shown():
    rows = (*GROUPS, own(WOMEN, 500, year=2023, source_id="khac"))
    table = only(shown(composition.table, *rows), Table)
    assert texts(table)[0][4] == "–"
    assert table.source == "bao [1]"


def test_figures_of_a_year_before_the_founding_are_all_marked():
    made = tuple(row | REBUILT for row in GROUPS)
    lead, table = shown(composition.table, *made)
    assert lead.text == (
        "Năm 2024, trong số đảng viên mới của Đảng bộ tỉnh (số dựng lại): nữ 33,72% (645 đồng "
        "chí); đoàn viên 68,53% (1.311 đồng chí)."
    )
    assert texts(table)[0] == ("Nữ", "645§", "1.913§", "33,72%§", "–", "–")
    assert REBUILT_NOTE in table.notes
    figure = only(shown(composition.chart, *made), Figure)
    assert figure.notes[1:] == (REBUILT_NOTE,)
    assert "Nữ: 33,72% (645)§" in figure.alt


def test_sums_and_units_that_were_rebuilt_are_marked():
    ages = [own(f"admitted_{name}", 10) for name in ("age_18_30", "age_31_40")]
    rows = [row | REBUILT for row in (*ages, own("admitted", 20))]
    table = only(shown(composition.partitions, *rows), Table)
    assert texts(table)[0][1:3] == ("20§", "20§")
    units = [counted("xa", m, v, **REBUILT) for m, v in ((WOMEN, 6), ("admitted", 20))]
    units += [counted("xb", m, v) for m, v in ((WOMEN, 7), ("admitted", 30))]
    table = only(shown(composition.by_unit, *units), Table)
    assert texts(table)[:2] == [("xa", "20§", "6§"), ("xb", "30", "7")]
    assert REBUILT_NOTE in table.notes


def test_without_a_merger_nothing_is_marked():
    for function in (composition.table, composition.chart):
        block = shown(function, *GROUPS, *BEFORE)[-1]
        assert not any("dựng lại" in note for note in block.notes)


def test_the_sentence_names_every_share():
    sentence = only(shown(composition.table, *GROUPS), Paragraph)
    assert sentence.text == (
        "Năm 2024, trong số đảng viên mới của Đảng bộ tỉnh: nữ 33,72% (645 đồng chí); đoàn viên "
        "68,53% (1.311 đồng chí)."
    )


def test_without_figures_the_chapter_says_so():
    for function, kind in (
        (composition.table, Note),
        (composition.chart, None),
        (composition.partitions, None),
        (composition.by_unit, None),
        (composition.members, None),
    ):
        blocks = shown(function, own("admitted", 20))
        assert [type(block) for block in blocks] == ([kind] if kind else [])
    note = only(shown(composition.table, own("admitted", 20)), Note)
    assert note.text == "Chưa có số liệu cơ cấu đảng viên mới năm 2024 của Đảng bộ tỉnh."


def test_a_printed_share_is_marked_and_bounded_as_printed():
    rows = [
        own("admitted_female_pct", "48,1"),
        own("admitted_religious_pct", None, low=11.0, qualifier="more_than", decimals=0),
    ]
    blocks = shown(composition.table, *rows)
    table = only(blocks, Table)
    assert texts(table) == [
        ("Nữ", "…", "…", "48,1%†", "–", "–"),
        ("Theo tôn giáo", "…", "…", "trên 11%†", "–", "–"),
    ]
    cell = table.rows[0].cells[3]
    assert (cell.value, cell.decimals, cell.after) == (48.1, 1, "†")
    assert any(note.startswith("† Tỷ lệ do nguồn công bố") for note in table.notes)
    assert not any(isinstance(block, Paragraph) for block in blocks)


def test_a_sum_over_some_units_says_which_and_when_it_is_compared():
    rows = [r for u in ("xa", "xb") for r in rows_of_unit(u, WOMEN, {YEAR: (30, 60)})]
    blocks = shown(composition.table, *rows)
    assert texts(only(blocks, Table)) == [("Nữ", "60", "120", "50,00%", "–", "–")]
    notes = only(blocks, Table).notes
    assert notes[1] == (
        "Cộng từ báo cáo của các đơn vị có số liệu, trong tổng số đảng viên mới của chính các đơn "
        "vị đó: nữ – 2 trong 3 đơn vị trực thuộc."
    )
    assert notes[2].startswith("Chỉ so sánh hai năm khi các đơn vị có số liệu giữ ít nhất 90%")
    assert only(blocks, Paragraph).text == (
        "Năm 2024, trong số đảng viên mới của các đơn vị có số liệu của Đảng bộ tỉnh: nữ 50,00% "
        "(60 đồng chí)."
    )


@pytest.mark.parametrize(
    ("audience", "period", "is_said"),
    [("external", HALF, True), ("internal", HALF, False), ("external", YEAR, False)],
)
def test_readers_outside_are_told_why_a_sum_of_part_of_a_year_may_have_fewer_units(
    audience: str, period: str, is_said: bool
):
    rows = [r for u in ("xa", "xb") for r in rows_of_unit(u, WOMEN, {period: (30, 60)})]
    made = Report(observations(*rows), Scope(PROVINCE, ("xa", "xb", "xc")), audience=audience)
    notes = only(composition.table(made, made), Table).notes
    said = [note for note in notes if note.startswith("Báo cáo gửi ra ngoài chỉ cộng")]
    assert bool(said) is is_said


def test_the_chart_says_its_finding_and_draws_the_largest_first():
    figure = only(shown(composition.chart, *GROUPS, *BEFORE), Figure)
    assert figure.caption == (
        "Trong đảng viên mới năm 2024: đoàn viên chiếm 68,53%, nữ chiếm 33,72%"
    )
    assert figure.alt == (
        "Biểu đồ thanh: tỷ trọng của các nhóm trong số đảng viên mới. Đoàn viên: 68,53% (1.311); "
        "Nữ: 33,72% (645)."
    )


def test_one_share_alone_is_not_drawn():
    assert shown(composition.chart, own(WOMEN, 9), own("admitted", 20)) == []


def test_a_bounded_share_is_not_drawn_but_a_printed_one_is():
    bound = own("admitted_religious_pct", None, low=11.0, qualifier="more_than", decimals=0)
    printed = own("admitted_youth_union_pct", "60")
    assert shown(composition.chart, own("admitted_female_pct", "48,1"), bound) == []
    figure = only(shown(composition.chart, own("admitted_female_pct", "48,1"), printed), Figure)
    assert figure.caption.endswith("đoàn viên chiếm 60%, nữ chiếm 48,1%")


AGES = (
    own("admitted_age_18_30", 40),
    own("admitted_age_31_35", 12),
    own("admitted_age_36_40", 8),
)


def test_groups_that_add_up_are_shown_under_their_sum():
    blocks = shown(composition.partitions, *AGES, own("admitted", 60))
    assert only(blocks, Heading).text == "Tuổi đời, nghề nghiệp, trình độ"
    table = only(blocks, Table)
    assert texts(table) == [
        ("Tuổi đời: cộng các nhóm", "60", "60", "", "", ""),
        ("Từ 18 đến 30 tuổi", "40", "60", "66,67%", "–", "–"),
        ("Từ 31 đến 35 tuổi", "12", "60", "20,00%", "–", "–"),
        ("Từ 36 đến 40 tuổi", "8", "60", "13,33%", "–", "–"),
    ]
    assert [row.kind for row in table.rows] == ["total", "body", "body", "body"]
    assert only(blocks, Figure).caption == (
        "Đông nhất trong đảng viên mới năm 2024: từ 18 đến 30 tuổi, 66,67%"
    )
    assert not any(isinstance(block, Note) for block in blocks)
    assert shown(composition.table, *AGES, own("admitted", 60)) == []


def test_groups_that_do_not_add_up_are_said_with_both_sums():
    blocks = shown(composition.partitions, *AGES, own("admitted", 61))
    note = only(blocks, Note)
    assert note.kind == "attention"
    assert note.text == (
        "Tuổi đời: cộng các nhóm được 60, khác tổng số 61; báo cáo giữ nguyên số liệu nhận được."
    )
    degrees = [own("admitted_qual_master", 9), own("admitted_qual_doctor", 5)]
    note = only(shown(composition.partitions, *degrees, own("admitted", 13)), Note)
    assert note.text == (
        "Trình độ chuyên môn: cộng các nhóm được 14, lớn hơn tổng số 13; báo cáo giữ nguyên số "
        "liệu nhận được."
    )


def test_a_group_larger_than_all_is_said_too():
    note = only(shown(composition.partitions, own(WOMEN, 61), own("admitted", 60)), Note)
    assert note.text == "Nữ: số liệu là 61, lớn hơn tổng số 60; báo cáo giữ nguyên cả hai."


LONE = (own("admitted_armed_forces", 60), own("admitted_upper_secondary", 60))
ALONE_NOTE = (
    "Dòng “tiêu chí: nhóm” đứng riêng là nhóm duy nhất có số liệu theo tiêu chí đó, nên không cộng."
)


def test_a_group_of_a_block_never_stands_among_those_that_overlap():
    rows = [*LONE, own(WOMEN, 9), own(YOUTH, 20), own("admitted", 60)]
    assert [row[0] for row in texts(only(shown(composition.table, *rows), Table))] == [
        "Nữ",
        "Đoàn viên",
    ]
    assert "quân đội" not in only(shown(composition.table, *rows), Paragraph).text
    assert "quân đội" not in only(shown(composition.chart, *rows), Figure).alt
    assert shown(composition.table, AGES[0], own("admitted", 60)) == []


def test_the_only_known_group_of_a_block_has_a_line_of_its_own_and_no_bar():
    blocks = shown(composition.partitions, *LONE, own("admitted", 60))
    assert [type(block) for block in blocks] == [Heading, Table]
    table = only(blocks, Table)
    assert texts(table) == [
        ("Nghề nghiệp: trong quân đội, công an", "60", "60", "100,00%", "–", "–"),
        ("Giáo dục phổ thông: có trình độ trung học phổ thông", "60", "60", "100,00%", "–", "–"),
    ]
    assert [row.kind for row in table.rows] == ["body", "body"]
    assert table.notes[0] == ALONE_NOTE


def test_the_only_known_group_of_a_block_follows_the_sums():
    blocks = shown(composition.partitions, *AGES, LONE[0], own("admitted", 60))
    assert [row[0] for row in texts(only(blocks, Table))] == [
        "Tuổi đời: cộng các nhóm",
        "Từ 18 đến 30 tuổi",
        "Từ 31 đến 35 tuổi",
        "Từ 36 đến 40 tuổi",
        "Nghề nghiệp: trong quân đội, công an",
    ]
    assert "quân đội" not in only(blocks, Figure).alt
    assert ALONE_NOTE not in only(shown(composition.partitions, *AGES), Table).notes


def women_of(*units: str, year: int, women: int, admitted: int = 100) -> list[dict]:
    figures = ((WOMEN, women), ("admitted", admitted))
    return [counted(unit, name, value, year=year) for unit in units for name, value in figures]


COMPARED = "Đơn vị có số liệu của hai năm so sánh có thể khác nhau; tỷ trọng tính trên: "


def notes_of(*rows: dict) -> tuple[str, ...]:
    whole = [own("admitted", 210), own("admitted", 210, year=2023)]
    return only(shown(composition.table, *rows, *whole), Table).notes


def test_shares_over_other_units_say_over_how_many_in_both_years():
    now = women_of("xa", "xb", year=2024, women=50)
    other = women_of("xa", "xc", year=2023, women=40)
    assert notes_of(*now, *other)[3] == (
        f"{COMPARED}nữ – kỳ này 2 trong 3 đơn vị trực thuộc, cùng kỳ năm trước 2 trong 3 đơn vị "
        "trực thuộc."
    )


def test_a_share_over_all_units_beside_one_over_some_says_so():
    every = women_of("xa", "xb", "xc", year=2024, women=30, admitted=70)
    some = women_of("xa", "xb", year=2023, women=40)
    assert notes_of(*every, *some)[1] == (
        f"{COMPARED}nữ – kỳ này cả 3 đơn vị trực thuộc, cùng kỳ năm trước 2 trong 3 đơn vị trực "
        "thuộc."
    )
    some = women_of("xa", "xb", year=2024, women=40)
    assert notes_of(*some, own(WOMEN, 90, year=2023))[3] == (
        f"{COMPARED}nữ – kỳ này 2 trong 3 đơn vị trực thuộc, cùng kỳ năm trước toàn đơn vị."
    )


def test_shares_that_are_not_compared_or_over_all_units_have_no_such_note():
    every = [
        row
        for year in (2023, 2024)
        for row in women_of("xa", "xb", "xc", year=year, women=30, admitted=70)
    ]
    few = women_of("xa", "xb", year=2024, women=9, admitted=50)
    for rows in (every, [*few, own(WOMEN, 90, year=2023)]):
        assert not any(note.startswith(COMPARED) for note in notes_of(*rows))


def test_units_are_listed_with_the_groups_that_any_of_them_has():
    rows = [r for u in ("xa", "xb") for r in rows_of_unit(u, WOMEN, {YEAR: (30, 60)})]
    rows += [counted("xc", "admitted", 7), own("admitted", 127), own(FAITH, 5)]
    blocks = shown(composition.by_unit, *rows)
    table = only(blocks, Table)
    assert [column.head for column in table.columns] == ["Đơn vị", "Kết nạp", "Nữ"]
    assert texts(table) == [
        ("xa", "60", "30"),
        ("xb", "60", "30"),
        ("xc", "7", "…"),
        ("tinh", "127", "…"),
    ]
    assert [row.kind for row in table.rows] == ["body", "body", "body", "total"]
    assert only(blocks, Heading).level == 2
    assert "[ẩn]" not in " ".join(table.notes)


def test_hidden_figures_are_said_to_be_hidden():
    rows = [
        *rows_of_unit("xa", WOMEN, {YEAR: (2, 60)}),
        *rows_of_unit("xb", WOMEN, {YEAR: (30, 60)}),
    ]
    rows += [own(WOMEN, 3), own("admitted", 130), own(YOUTH, 40)]
    table = external(rows, register_of(["xa", "xb", "xc"]))
    made = Report(table, Scope(PROVINCE, ("xa", "xb", "xc")))
    by_unit = only(composition.by_unit(made, made), Table)
    assert texts(by_unit) == [
        ("xa", "60", "[ẩn]"),
        ("xb", "60", "[ẩn]"),
        ("tinh", "130", "[ẩn]"),
    ]
    assert any(note.startswith("[ẩn] Không nêu") for note in by_unit.notes)
    own_table = only(composition.table(made, made), Table)
    assert texts(own_table)[0] == ("Nữ", "[ẩn]", "130", "[ẩn]", "–", "–")
    assert any(note.startswith("[ẩn] Không nêu") for note in own_table.notes)
    assert composition.chart(made, made) == []


def test_a_block_with_a_hidden_group_shows_no_sum():
    rows = [*AGES[:2], own("admitted_age_36_40", 6), own("admitted_age_41_45", 2)]
    table = external([*rows, own("admitted", 60)], register_of(["xa"]))
    made = Report(table, Scope(PROVINCE, ()))
    shown_table = only(composition.partitions(made, made), Table)
    assert texts(shown_table)[0] == ("Tuổi đời: cộng các nhóm", "–", "60", "", "", "")
    assert [row[1] for row in texts(shown_table)[1:]] == ["40", "12", "[ẩn]", "[ẩn]"]


def test_all_members_have_a_table_of_their_own():
    on = {"period_kind": "as_of", "period_key": "as_of:2024-12-31"}
    rows = [own("members_female", 30, **on), own("members_total", 90, **on)]
    table = only(shown(composition.members, *rows), Table)
    assert table.caption == "Cơ cấu đảng viên của Đảng bộ tỉnh, thời điểm 31/12/2024"
    assert texts(table) == [("Nữ", "30", "90", "33,33%", "–", "–")]


def test_every_block_of_the_register_has_a_name(project):
    blocks = set(read_composition(project)["block"]) - {""}
    assert {composition.block_name(block) for block in blocks} >= {"Tuổi đời", "Nghề nghiệp"}


@pytest.mark.parametrize(
    ("measure", "name"),
    [
        (WOMEN, "Nữ"),
        ("admitted_ethnic_minority", "Người dân tộc thiểu số"),
        ("admitted_rural_pct", "Ở nông thôn"),
        ("admitted_youth_pct", "Thanh niên"),
        ("members_female", "Nữ"),
        ("admitted_readmitted", "Kết nạp lại"),
    ],
)
def test_groups_have_short_names(measure, name):
    assert composition.group_name(report(observation()), measure) == name
