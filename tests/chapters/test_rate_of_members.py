"""The section on the rate of members: apart from percentages of targets, in words and columns."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from builders import Row, observation, observations

from analysis.chapters import rate_of_members
from analysis.document.blocks import Block, Table
from analysis.metrics.rate_of_members import rate_of_members as measure
from analysis.metrics.results import Scope
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.params import ReportParams

SOURCES = pd.DataFrame(
    {"kind": ["news", "computed"], "publisher": "Báo", "published": "2025", "title": ["", "Cộng"]},
    index=["bao-dia-phuong", REBUILT_SOURCE],
)
RESOLUTION = "3–4% mỗi năm của Nghị quyết số 21-NQ/TW, ngày 16/6/2022"


def members(unit: str, count: float, day: str = "2023-12-31", **columns: object) -> Row:
    period = {"period_kind": "as_of", "period_key": f"as_of:{day}", "period_end": day}
    row = observation("members_total", count, unit_id=unit, **period | columns)
    return row | {"period_start": None}


def unit(name: str, admitted: int, count: int, year: int = 2024) -> list[Row]:
    return [
        observation(value=admitted, unit_id=name, year=year),
        members(name, count, f"{year - 1}-12-31"),
    ]


def report(
    *rows: Row, units: str = "abc", year: int = 2024
) -> tuple[SimpleNamespace, SimpleNamespace]:
    """Make the parts of a report that the section looks at."""
    scope = Scope("tinh", tuple(units))
    data = SimpleNamespace(
        params=ReportParams(year=year, scope="tinh"),
        scope=scope,
        observations=observations(*rows),
        name="Đảng bộ Tỉnh",
        units=SimpleNamespace(
            short_name=lambda unit: f"Xã {unit.upper()}" if unit != "tinh" else "Tỉnh",
            name=lambda unit: f"Đảng bộ {unit}",
        ),
        sources=SOURCES,
        source_numbers={"bao-dia-phuong": 1, REBUILT_SOURCE: 2},
    )
    return data, SimpleNamespace(member_rates=measure(data.observations, scope, year=year))


def texts(blocks: list[Block]) -> list[str]:
    return [
        text
        for block in blocks
        for text in (block.items if block.type == "bullets" else [getattr(block, "text", "")])
        if text
    ]


def table(*rows: Row, **options: object) -> Table:
    (found,) = [b for b in rate_of_members.section(*report(*rows, **options)) if b.type == "table"]
    return found


def lines(found: Table) -> list[str]:
    return [" | ".join(cell.text for cell in row.cells) for row in found.rows]


WHOLE = [*unit("tinh", 70, 2000), *unit("a", 10, 1000), *unit("b", 20, 500), *unit("c", 40, 500)]


def test_the_sentences_of_a_whole_year() -> None:
    data, found = report(*WHOLE)
    lead = (
        "Năm 2024, Đảng bộ Tỉnh kết nạp 70 đảng viên, bằng 3,50% tổng số 2.000 đảng viên đầu năm, "
        f"nằm trong mức {RESOLUTION}."
    )
    assert texts(rate_of_members.section(data, found)) == [
        "Tỷ lệ kết nạp so với tổng số đảng viên",
        lead,
        "1 trong 3 đơn vị thấp hơn mức 3–4%: Xã A (1,00%).",
        "1 trong 3 đơn vị đạt mức 3–4%.",
        "1 trong 3 đơn vị cao hơn mức 3–4%: Xã C (8,00%).",
    ]
    assert rate_of_members.summary_sentence(data, found) == (
        f"{lead} 1 trong 3 đơn vị so được thấp hơn mức đề ra."
    )


def test_the_table_has_rates_of_members_and_nothing_else() -> None:
    found = table(*WHOLE)
    assert found.sheet == "TyLeDangVien"
    assert found.caption == "Số kết nạp so với tổng số đảng viên đầu năm 2024 (năm 2024)"
    assert [column.head for column in found.columns] == [
        "Đơn vị",
        "Kết nạp (đảng viên)",
        "Tổng số đảng viên đầu năm",
        "Tỷ lệ so với tổng số đảng viên (%)",
        "So với mức đề ra",
    ]
    assert lines(found) == [
        "Đảng bộ a | 10 | 1.000 | 1,00% | thấp hơn",
        "Đảng bộ b | 20 | 500 | 4,00% | đạt",
        "Đảng bộ c | 40 | 500 | 8,00% | cao hơn",
        "Đảng bộ tinh | 70 | 2.000 | 3,50% | đạt",
    ]
    assert [row.kind for row in found.rows] == ["attention", "body", "body", "total"]
    assert found.notes == (
        "Mức đề ra mỗi năm: 3–4%.",
        "Tổng số đảng viên đầu năm là số đến 31/12/2023. Đây không phải tỷ lệ thực hiện chỉ tiêu; "
        "hai loại tỷ lệ không xếp chung.",
        "Mức 3–4% mỗi năm theo Nghị quyết số 21-NQ/TW, ngày 16/6/2022; tính từ năm 2022.",
    )
    assert found.source == "Báo, 2025 [1]"
    cell = found.rows[3].cells[3]
    assert (cell.value, cell.decimals, cell.after) == (3.5, 2, "")
    assert found.rows[3].cells[2].value == 2000


def test_a_percentage_of_the_target_is_in_no_column() -> None:
    """A unit of which only the percentage of the target is known is not listed at all."""
    found = table(*WHOLE[2:], observation("pct_of_target", "52,53", unit_id="tinh"))
    assert all("52,53" not in line for line in lines(found))
    assert [row.cells[0].text for row in found.rows] == [f"Đảng bộ {u}" for u in "abc"]


NO_MEMBERS = "chưa có số đảng viên đầu năm hoặc số công bố cách đó không quá một năm"
ADMITTED = "đã có số kết nạp (năm 2024: 70 đảng viên)"


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        pytest.param([observation(value=70)], f"{ADMITTED} nhưng {NO_MEMBERS}", id="no members"),
        pytest.param(
            [observation("target", 9)], f"chưa có số kết nạp và {NO_MEMBERS}", id="neither"
        ),
        pytest.param(
            [members("tinh", 2000)],
            "đã có tổng số đảng viên (ngày 31/12/2023: 2.000 đảng viên) nhưng chưa có số kết nạp",
            id="no admissions",
        ),
        pytest.param(
            [observation(value=70), observation(value=71), members("tinh", 2000, "2023-11-30")],
            "đã có tổng số đảng viên (ngày 30/11/2023: 2.000 đảng viên) nhưng chưa rõ số kết nạp",
            id="admissions contradict each other",
        ),
        pytest.param(
            [observation(value=70, qualifier="more_than"), members("tinh", 2000)],
            "đã có tổng số đảng viên (ngày 31/12/2023: 2.000 đảng viên) nhưng số kết nạp chỉ được "
            "công bố là trên 70 đảng viên",
            id="bounded admissions",
        ),
        pytest.param(
            [observation(value=70), members("tinh", 2000), members("tinh", 2001)],
            f"{ADMITTED} nhưng các nguồn công bố khác nhau số đảng viên",
            id="members contradict each other",
        ),
        pytest.param(
            [observation(value=70), members("tinh", 2000, qualifier="about")],
            f"{ADMITTED} nhưng tổng số đảng viên chỉ được công bố gần đúng",
            id="estimated members",
        ),
        pytest.param(
            [observation(value=70), members("tinh", 0)],
            f"{ADMITTED} nhưng tổng số đảng viên được công bố là không",
            id="no member at all",
        ),
    ],
)
def test_what_is_missing_for_a_rate_is_said(rows: list[Row], reason: str) -> None:
    data, found = report(*[row | {"unit_id": "tinh"} for row in rows])
    heading, note = rate_of_members.section(data, found)
    assert (heading.level, note.kind) == (2, "info")
    assert note.text == (
        f"Chưa tính được tỷ lệ kết nạp năm 2024 so với tổng số đảng viên: {reason}; cũng không có "
        "tỷ lệ công bố nào để thay thế."
    )
    assert rate_of_members.summary_sentence(data, found) == ""


def test_a_count_of_members_too_far_away_is_named() -> None:
    far = members("tinh", 47600, "2020-10-13", qualifier="more_than")
    data, found = report(observation(value=70, unit_id="tinh"), far)
    assert rate_of_members.section(data, found)[1].text == (
        f"Chưa tính được tỷ lệ kết nạp năm 2024 so với tổng số đảng viên: {ADMITTED} nhưng "
        f"{NO_MEMBERS}; cũng không có tỷ lệ công bố nào để thay thế. Số đảng viên công bố gần nhất "
        "có ghi ngày là trên 47.600 đảng viên, ngày 13/10/2020, cách đầu năm 2024 hơn một năm nên "
        "không dùng làm mẫu số."
    )


def test_a_part_of_a_year_has_a_rate_and_no_verdict() -> None:
    rows = [observation(value=30, until="2024-06-30", unit_id="tinh"), members("tinh", 2000)]
    data, found = report(*rows, units="")
    assert rate_of_members.summary_sentence(data, found) == (
        "6 tháng đầu năm 2024, Đảng bộ Tỉnh kết nạp 30 đảng viên, bằng 1,50% tổng số 2.000 đảng "
        "viên đầu năm; kỳ chưa hết năm nên không so với mức đề ra cho cả năm."
    )
    shown = table(*rows, units="")
    assert lines(shown) == ["Đảng bộ tinh | 30 | 2.000 | 1,50%"]
    assert shown.notes[0].startswith("Tổng số đảng viên đầu năm là số đến 31/12/2023. ")
    assert shown.notes[1:] == ("Kỳ chưa hết năm không so với mức của cả năm (–).",)


def test_nearest_members_are_marked_with_their_day() -> None:
    rows = [observation(value=70, unit_id="tinh"), members("tinh", 2000, "2023-09-10")]
    data, found = report(*rows, units="")
    assert rate_of_members.summary_sentence(data, found) == (
        "Năm 2024, Đảng bộ Tỉnh kết nạp 70 đảng viên, bằng 3,50% tổng số 2.000 đảng viên (số công "
        f"bố gần nhất, ngày 10/9/2023, vì chưa có số đầu năm), nằm trong mức {RESOLUTION}."
    )
    shown = table(*rows, units="")
    assert lines(shown) == ["Đảng bộ tinh | 70 | 2.000‡ (10/9/2023) | 3,50%‡"]
    assert shown.notes[:2] == ("So với mức đề ra: đạt.", "Mức đề ra mỗi năm: 3–4%.")
    assert (
        "‡ Chưa có số đảng viên đầu năm: dùng số công bố gần nhất trong vòng một năm, kèm ngày."
        in shown.notes
    )
    assert shown.rows[0].cells[2].after == "‡ (10/9/2023)"


def test_a_published_rate_is_as_printed_with_its_mark() -> None:
    rows = [
        observation(value=227, unit_id="a"),
        observation("admission_rate_pct", "9,03", unit_id="a"),
        observation("admission_rate_pct", "6", unit_id="tinh"),
    ]
    data, found = report(*rows)
    assert rate_of_members.summary_sentence(data, found) == (
        "Năm 2024, Đảng bộ Tỉnh có tỷ lệ kết nạp bằng 6% tổng số đảng viên (tỷ lệ do nguồn công "
        f"bố), cao hơn mức {RESOLUTION}. 0 trong 1 đơn vị so được thấp hơn mức đề ra."
    )
    shown = table(*rows)
    assert [line.split(" | ")[1:4] for line in lines(shown)] == [
        ["227", "…", "9,03%†"],
        ["…", "…", "6%†"],
    ]
    cell = shown.rows[0].cells[3]
    assert (cell.value, cell.decimals, cell.after) == (9.03, 2, "†")
    assert "† Tỷ lệ do nguồn công bố; chưa có số đảng viên đầu năm để tính lại." in shown.notes


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-12-31", "Xã A: nguồn công bố 3,40%, tính lại 35 : 1.000 × 100 = 3,50."),
        (
            "2024-06-30",
            "Xã A: nguồn công bố 3,40%; tính theo số đảng viên ngày 30/6/2024: 35 : 1.000 × 100 = "
            "3,50.",
        ),
    ],
)
def test_a_print_that_does_not_agree_is_said(day: str, words: str) -> None:
    rows = [
        observation(value=35, unit_id="a"),
        observation("admission_rate_pct", "3,40", unit_id="a"),
        members("a", 1000, day),
    ]
    assert table(*rows).notes[-1] == words


@pytest.mark.parametrize(
    ("columns", "rate", "bound"),
    [
        ({"qualifier": "more_than"}, "nhiều nhất 3,50%", "ít nhất 2.000"),
        ({"qualifier": "less_than"}, "ít nhất 3,50%", "nhiều nhất 2.000"),
    ],
)
def test_bounded_members_bound_the_rate(columns: Row, rate: str, bound: str) -> None:
    rows = [observation(value=70, unit_id="tinh"), members("tinh", 2000, **columns)]
    data, found = report(*rows, units="")
    assert rate_of_members.summary_sentence(data, found) == (
        f"Năm 2024, Đảng bộ Tỉnh kết nạp 70 đảng viên, bằng {rate} tổng số đảng viên (nguồn chỉ "
        f"nêu {bound} đảng viên, ngày 31/12/2023), chưa xác định được so với mức {RESOLUTION}."
    )
    assert f"{bound}‡ (31/12/2023) | {rate}" in lines(table(*rows, units=""))[0]


def bounded_rate(admitted: int, count: int, **columns: object) -> str:
    rows = [observation(value=admitted, unit_id="tinh"), members("tinh", count, **columns)]
    _, found = report(*rows, units="")
    return rate_of_members.rate_words(found.member_rates.iloc[0].to_dict())


def test_bounds_are_rounded_outwards() -> None:
    assert bounded_rate(799, 56_196, qualifier="more_than") == "nhiều nhất 1,43%"
    assert bounded_rate(799, 56_196, qualifier="less_than") == "ít nhất 1,42%"
    assert bounded_rate(2, 300, qualifier="less_than") == "ít nhất 0,66%"
    ends = {"value": None, "low": 1100, "high": 3000, "qualifier": "between"}
    row = members("tinh", 2000) | ends
    _, found = report(observation(value=20, unit_id="tinh"), row, units="")
    words = rate_of_members.rate_words(found.member_rates.iloc[0].to_dict())
    assert words == "từ 0,66 đến 1,82%"


def test_rounded_bounds_stay_on_their_side_of_the_goal() -> None:
    assert bounded_rate(299_999, 10_000_000, qualifier="more_than") == "nhiều nhất 2,99999%"
    assert bounded_rate(400_001, 10_000_000, qualifier="less_than") == "ít nhất 4,00001%"


@pytest.mark.parametrize("columns", [{"day": "2023-09-10"}, {"qualifier": "more_than"}])
def test_the_end_of_the_year_is_named_only_where_a_count_of_it_is_shown(columns: Row) -> None:
    rows = [observation(value=70, unit_id="tinh"), members("tinh", 2000, **columns)]
    assert table(*rows, units="").notes[2] == (
        "Đây không phải tỷ lệ thực hiện chỉ tiêu; hai loại tỷ lệ không xếp chung."
    )


def test_bounds_of_rebuilt_members_are_marked() -> None:
    rebuilt = members("tinh", 2000, qualifier="more_than", source_id=REBUILT_SOURCE)
    shown = table(observation(value=70, unit_id="tinh"), rebuilt, units="")
    assert "| nhiều nhất 3,50%§" in lines(shown)[0]


def test_a_range_of_members_gives_a_range_of_rates() -> None:
    row = members("tinh", 2000) | {"value": None, "low": 1000, "high": 2000}
    row |= {"qualifier": "between"}
    shown = table(observation(value=70, unit_id="tinh"), row, units="")
    assert "từ 3,50 đến 7,00%" in lines(shown)[0]


def test_bounded_members_are_not_shown_beside_a_published_rate() -> None:
    rows = [
        observation(value=510, unit_id="a"),
        observation("admission_rate_pct", "2,58", unit_id="a"),
        members("a", 18_000, "2024-01-05", qualifier="more_than"),
    ]
    shown = table(*rows)
    assert lines(shown)[0].startswith("Đảng bộ a | 510 | … | 2,58%†")
    assert not any(note.startswith("‡") for note in shown.notes)


def test_units_together_speak_for_a_scope_without_members() -> None:
    rows = [*WHOLE[2:6], observation(value=70, unit_id="tinh")]
    data, found = report(*rows)
    assert texts(rate_of_members.section(data, found))[1] == (
        "Tính chung 2 trong 3 đơn vị có đủ số kết nạp cả năm 2024 và số đảng viên đầu năm: kết nạp "
        "30 đảng viên, bằng 2,00% tổng số 1.500 đảng viên đầu năm, thấp hơn mức "
        f"{RESOLUTION}."
    )
    shown = table(*rows)
    assert lines(shown)[-1] == (
        "Đảng bộ tinh | 70 | ít nhất 1.500 | nhiều nhất 4,67% | chưa xác định được"
    )
    assert shown.notes[-1] == (
        "Chưa có số đảng viên của toàn Tỉnh; số của 2 trong 3 đơn vị trực thuộc cho biết mức thấp "
        "nhất của tổng số, nên tỷ lệ chung chỉ có mức cao nhất."
    )
    assert not any(note.startswith("‡") for note in shown.notes)


def test_units_together_before_the_resolution_have_no_goal() -> None:
    rows = [*unit("a", 10, 1000, 2019), *unit("b", 20, 500, 2019)]
    data, found = report(*rows, year=2019)
    assert rate_of_members.summary_sentence(data, found) == (
        "Tính chung 2 trong 3 đơn vị có đủ số kết nạp cả năm 2019 và số đảng viên đầu năm: kết nạp "
        "30 đảng viên, bằng 2,00% tổng số 1.500 đảng viên đầu năm."
    )
    assert "3–4" not in " ".join(table(*rows, year=2019).notes)


def test_a_half_year_of_a_scope_with_most_of_its_members_known() -> None:
    rows = [members("a", 1000), members("b", 500)]
    rows += [observation(value=30, until="2024-06-30", unit_id="tinh")]
    assert rate_of_members.summary_sentence(*report(*rows)) == (
        "6 tháng đầu năm 2024, Đảng bộ Tỉnh kết nạp 30 đảng viên, bằng nhiều nhất 2,00% tổng số "
        "đảng viên đầu năm (riêng 2 đơn vị trực thuộc đã có 1.500); kỳ chưa hết năm nên không so "
        "với mức đề ra cho cả năm."
    )


def test_a_rebuilt_count_is_marked() -> None:
    rows = [observation(value=35, unit_id="a"), members("a", 1000, source_id=REBUILT_SOURCE)]
    shown = table(*rows)
    assert "| 1.000§ | 3,50%§" in lines(shown)[0]
    assert shown.rows[0].cells[3].after == "§"
    assert "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất." in shown.notes


def test_the_sentences_say_which_figures_were_rebuilt() -> None:
    rows = [observation(value=35, unit_id="tinh"), members("tinh", 1000, source_id=REBUILT_SOURCE)]
    assert rate_of_members.summary_sentence(*report(*rows)).startswith(
        "Năm 2024, Đảng bộ Tỉnh kết nạp 35 đảng viên, bằng 3,50% tổng số 1.000 đảng viên đầu năm "
        "(số dựng lại), nằm trong mức 3–4% mỗi năm"
    )
    rows = [observation(value=35, unit_id="tinh", source_id=REBUILT_SOURCE), members("tinh", 1000)]
    assert rate_of_members.summary_sentence(*report(*rows)).startswith(
        "Năm 2024, Đảng bộ Tỉnh kết nạp 35 đảng viên (số dựng lại), bằng 3,50% tổng số 1.000 đảng "
        "viên đầu năm, nằm trong mức 3–4% mỗi năm"
    )


def test_the_list_of_those_below_names_rebuilt_rates() -> None:
    rows = [observation(value=20, unit_id="a"), members("a", 1000, source_id=REBUILT_SOURCE)]
    rows += [observation(value=10, unit_id="b"), members("b", 1000)]
    below = [t for b in rate_of_members.section(*report(*rows)) for t in getattr(b, "items", ())]
    assert below == ["2 trong 2 đơn vị thấp hơn mức 3–4%: Xã B (1,00%), Xã A (2,00%; số dựng lại)."]


def test_the_mark_stands_at_the_figure_that_was_rebuilt() -> None:
    rows = [observation(value=35, unit_id="a", source_id=REBUILT_SOURCE), members("a", 1000)]
    shown = table(*rows)
    assert "| 35§ | 1.000 | 3,50%§" in lines(shown)[0]
    assert "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất." in shown.notes
    plain = table(observation(value=35, unit_id="a"), members("a", 1000))
    assert "| 35 | 1.000 | 3,50%" in lines(plain)[0]
    assert not any("§" in note for note in plain.notes)


def test_a_rebuilt_bound_of_members_is_marked() -> None:
    bound = members("a", 1000, qualifier="at_least", source_id=REBUILT_SOURCE)
    shown = table(observation(value=35, unit_id="a"), bound)
    assert "| 35 | ít nhất 1.000§‡ (31/12/2023) | nhiều nhất 3,50%§" in lines(shown)[0]


def goal(value: float, **columns: object) -> Row:
    return observation("target_admission_rate_pct", value, **columns)


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({"qualifier": "exact"}, "3,25%"),
        ({"qualifier": "at_least", "low": 3.25}, "từ 3,25% trở lên"),
        ({"qualifier": "at_most", "high": 3.25}, "không quá 3,25%"),
        ({"qualifier": "between", "value": None, "low": 2.5, "high": 3.25}, "2,5–3,25%"),
        ({"qualifier": "between", "value": None, "low": 10, "high": 20}, "10–20%"),
    ],
)
def test_goals_in_words(ends: Row, words: str) -> None:
    _, found = report(*unit("tinh", 65, 2000), goal(3.25, unit_id="tinh") | ends)
    assert rate_of_members.goal_words(found.member_rates.iloc[0].to_dict()) == words


def test_no_goal_has_no_words() -> None:
    _, found = report(*unit("tinh", 65, 2000, 2019), year=2019)
    assert rate_of_members.goal_words(found.member_rates.iloc[0].to_dict()) == ""


def test_goals_of_parent_and_unit_are_told_apart() -> None:
    rows = [*WHOLE, goal(3.25, unit_id="tinh"), goal(8, unit_id="c", qualifier="at_least")]
    data, found = report(*rows)
    lead = texts(rate_of_members.section(data, found))
    assert lead[1].endswith(", cao hơn mức 3,25% mỗi năm đơn vị được giao hoặc đề ra.")
    assert lead[2:] == [
        "1 trong 3 đơn vị thấp hơn mức: Xã A (1,00%).",
        "1 trong 3 đơn vị đạt mức.",
        "1 trong 3 đơn vị cao hơn mức: Xã B (4,00%).",
    ]
    shown = table(*rows)
    assert [line.split(" | ")[4:] for line in lines(shown)] == [
        ["3,25%", "thấp hơn"],
        ["3,25%", "cao hơn"],
        ["từ 8% trở lên", "đạt"],
        ["3,25%", "cao hơn"],
    ]
    assert shown.notes[1:] == ("Mức khác do cấp ủy đề ra hoặc giao, theo nguồn công bố.",)


def test_a_rate_shows_enough_decimals_for_its_side_of_the_goal() -> None:
    rows = [*unit("a", 299_999, 10_000_000), *unit("b", 400_001, 10_000_000)]
    shown = table(*rows)
    assert [line.split(" | ")[3:] for line in lines(shown)] == [
        ["2,99999%", "thấp hơn"],
        ["4,00001%", "cao hơn"],
    ]
    assert shown.rows[0].cells[3].decimals == 5


def test_a_rate_without_verdict_shows_two_decimals() -> None:
    rows = [observation(value=299_999, until="2024-06-30", unit_id="a"), members("a", 10_000_000)]
    assert "3,00%" in lines(table(*rows))[0]


def test_long_lists_name_the_farthest_first() -> None:
    units = "abcdefghijklmno"
    rows = [row for i, name in enumerate(units) for row in unit(name, i, 1000)]
    points = texts(rate_of_members.section(*report(*rows, units=units)))
    assert points[2].startswith("15 trong 15 đơn vị thấp hơn mức 3–4%: Xã A (0,00%), Xã B (0,10%)")
    assert points[2].endswith("Xã L (1,10%) và 3 đơn vị khác.")
    rows = [row for i, name in enumerate(units) for row in unit(name, 50 + i, 1000)]
    points = texts(rate_of_members.section(*report(*rows[:26], units=units)))
    assert points[2].startswith("13 trong 13 đơn vị cao hơn mức 3–4%: Xã M (6,20%)")
    assert points[2].endswith("Xã A (5,00%).")
