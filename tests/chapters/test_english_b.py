"""The chapters on years, members, composition and data in English, and names in both spellings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest
from builders import add_units, correction, open_returns, write_project, write_return, write_text

from analysis.chapters import (
    composition,
    coverage,
    data_quality,
    method,
    other_figures,
    published_checks,
    rate_of_members,
    reorganisation,
    returns,
    sources,
    year_over_year,
)
from analysis.document.blocks import Block, BulletList, Figure, Heading, Paragraph, Table
from analysis.findings import Findings, make_findings
from analysis.metrics.sums import sum_note, units_in_note
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.registers.measures import label_of
from analysis.report_data import ReportData, load_report_data
from analysis.text.language import language

VIETNAMESE = re.compile("[ăâđêôơưĂÂĐÊÔƠƯàáãèéìíòóõùúýÀÁÃÈÉÌÍÒÓÕÙÚÝĩũĨŨ\u1ea0-\u1ef9]")
QUOTED = re.compile("“[^”]*”")


class Report(NamedTuple):
    data: ReportData
    found: Findings


@pytest.fixture(autouse=True)
def _in_english(_reports_in_vietnamese: None) -> Iterator[None]:
    with language("en"):
        yield


def load(project: Project, scope: str, year: int) -> Report:
    with language("en"):
        data = load_report_data(project, ReportParams(scope=scope, year=year, language="en"))
        return Report(data, make_findings(data))


@pytest.fixture(scope="module")
def long_an(project: Project) -> Report:
    return load(project, "long-an", 2023)


@pytest.fixture(scope="module")
def binh_minh(project: Project) -> Report:
    return load(project, "binh-minh", 2025)


def only(blocks: Sequence[Block], kind: type) -> list:
    return [block for block in blocks if isinstance(block, kind)]


def heads(blocks: Sequence[Block]) -> list[str]:
    (table,) = only(blocks, Table)
    return [column.head for column in table.columns]


def rows(blocks: Sequence[Block]) -> list[list[str]]:
    (table,) = only(blocks, Table)
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_years_are_compared_in_english(long_an: Report) -> None:
    blocks = year_over_year.table(*long_an)
    assert heads(blocks) == [
        "Year",
        "Period of the figures",
        "Admitted (members)",
        "Target of the year (Party members)",
        "Same period of the previous year (Party members)",
        "Change (persons)",
        "Change (%)",
    ]
    assert rows(blocks)[-1] == ["2023", "2023", "1,667", "1,550*", "1,533", "+134", "+8.74%"]
    (table,) = only(blocks, Table)
    assert "* Target derived from the admissions and the published rate." in table.notes


def test_what_a_source_remarks_stands_in_quotes_and_what_was_added_up_in_english(
    long_an: Report, binh_minh: Report
) -> None:
    (own,) = only(year_over_year.table(*long_an), Table)
    assert "2023: “kỳ số liệu có thể chỉ đến giữa tháng 12/2023”." in own.notes
    (added,) = only(year_over_year.table(*binh_minh), Table)
    words = "2025: added up from the returns of 74 of 104 subordinate organisations."
    assert words in added.notes
    assert "added up from the returns of the subordinate organisations" in added.source


def test_a_change_of_organisations_is_told_in_english(long_an: Report) -> None:
    (story,) = only(reorganisation.section(*long_an), BulletList)
    assert story.items == (
        "On 1 July 2025, Đảng bộ tỉnh Long An merged with Đảng bộ tỉnh Tây Ninh (until 30 June "
        "2025) into Đảng bộ tỉnh Tây Ninh (from 1 July 2025). The report that continues this one "
        "(scope tay-ninh-2025) cannot be made yet, because there are no figures from 2025 on; "
        "reports on earlier years can be made for 2020–2024.",
    )


def test_groups_bear_their_english_names_and_the_units_they_are_of(binh_minh: Report) -> None:
    data, found = binh_minh
    blocks = composition.table(data, found)
    (sentence,) = only(blocks, Paragraph)
    assert sentence.text.startswith(
        "In 2025, among the newly admitted Party members of the organisations of Đảng bộ tỉnh Bình "
        "Minh (fictional) with figures: women 44.94% (653 persons); ethnic minorities 10.93%"
    )
    assert "Youth Union members 67.03% (974 persons)" in sentence.text
    (table,) = only(blocks, Table)
    assert "women, Youth Union members – 74 of 104 subordinate organisations" in table.notes[1]
    assert heads(blocks)[:4] == [
        "Group",
        "Number (persons)",
        "Out of (newly admitted Party members)",
        "Share (%)",
    ]


def test_every_group_of_the_register_has_a_name_that_can_stand_in_a_sentence(
    long_an: Report,
) -> None:
    data = long_an.data
    groups = set(data.composition["measure"])
    names = {measure: composition.group_name(data, measure) for measure in groups}
    assert names["admitted_female"] == names["members_female"] == "Women"
    assert names["admitted_youth_union"] == "Youth Union members"
    assert not [name for name in names.values() if "Party members" in name or ":" in name]


def test_rates_of_members_are_held_against_the_goal_in_english(binh_minh: Report) -> None:
    blocks = rate_of_members.section(*binh_minh)
    (lead,) = only(blocks, Paragraph)
    assert lead.text.endswith(
        "they admitted 1,409 Party members, equal to 3.27% of the 43,083 Party members at the "
        "beginning of the year, within the goal of 3–4% a year set by Resolution No. 21-NQ/TW of "
        "16 June 2022."
    )
    (points,) = only(blocks, BulletList)
    assert points.items[0].startswith("16 of 74 organisations are below the goal of 3–4%: Xã Púng")
    assert points.items[0].endswith(" and 4 other organisations.")
    (table,) = only(blocks, Table)
    assert (
        "Party members at the beginning of the year are those as at 31 December 2024."
        in " ".join(table.notes)
    )
    rated = next(row.cells for row in table.rows if row.cells[0].text.endswith("Mỹ Quý"))
    assert [cell.decimals for cell in rated if cell.text == "6.38%"] == [2]


def test_known_years_are_counted_in_english(binh_minh: Report) -> None:
    sentence, picture = coverage.picture(*binh_minh)[1:]
    assert sentence.text == (
        "In 2025, of 104 organisations: 74 with a result for the whole year, 30 with a result for "
        "part of the year only."
    )
    assert picture.caption == (
        "In the years 2021–2025, 106 of 106 organisations have a whole-year result for at least "
        "one year"
    )


def test_prints_stay_as_printed_and_their_check_is_english(long_an: Report) -> None:
    blocks = published_checks.table(*long_an)
    (counted,) = only(blocks, Paragraph)
    assert "4 matching when rounded; 3 used to derive the target; 1 not matching" in counted.text
    mean = next(row for row in rows(blocks) if row[3] == "96,75%")
    assert mean[2:] == [
        "từ đầu nhiệm kỳ đến nay (trung bình)",
        "96,75%",
        "(96.2 + 97.15) : 2 = 96.675",
        "not matching",
    ]


def test_what_else_is_published_keeps_the_words_of_the_source(long_an: Report) -> None:
    blocks = other_figures.table(*long_an)
    assert heads(blocks) == [
        "Content",
        "Date or period (as printed)",
        "Figure (as printed)",
        "Basis",
    ]
    period = "dự kiến đến cuối năm 2024 (nhiệm kỳ)"
    assert rows(blocks)[0][:2] == ["Projected admissions", period]


def test_lines_and_sources_are_listed_in_english(long_an: Report) -> None:
    data = long_an.data
    assert rows(data_quality.accounting(data))[-1][0] == "Lines in the sources"
    (listed,) = only(sources.sources(data), Table)
    assert [column.head for column in listed.columns][2:4] == [
        "Published by",
        "Date of publication",
    ]


def test_the_method_is_explained_in_english_under_the_same_anchors(long_an: Report) -> None:
    page = method.page(long_an.data)
    with language("vi"):
        vietnamese = method.method_entries()
    english = method.method_entries()
    assert [entry.anchor for entry in english] == [entry.anchor for entry in vietnamese]
    assert [entry.functions for entry in english] == [entry.functions for entry in vietnamese]
    for entry, original in zip(english, vietnamese, strict=True):
        assert entry.title != original.title
        assert entry.definition.count("{threshold}") == original.definition.count("{threshold}")
    headings = only(page, Heading)
    assert headings[0].text == "Method"
    assert headings[1].text == "Percentage of the target achieved"
    assert "strictly less than 50%" in only(page, Paragraph)[0].text


def chapters(report: Report) -> list[Block]:
    data, found = report
    return [
        composition.heading(),
        *composition.table(data, found),
        *composition.chart(data, found),
        *composition.partitions(data, found),
        *composition.by_unit(data, found),
        *composition.members(data, found),
        *rate_of_members.section(data, found),
        *year_over_year.chart(data, found),
        *year_over_year.table(data, found),
        *year_over_year.units_table(data, found),
        *year_over_year.printed_changes(data),
        *reorganisation.section(data, found),
        *coverage.picture(data, found),
        *published_checks.table(data, found),
        *other_figures.table(data, found),
        *returns.unread(data),
        *returns.files(data),
        *returns.issues(data),
        *returns.corrections(data),
        *data_quality.accounting(data),
        *data_quality.set_aside(data),
        *data_quality.conflicts(data),
        *data_quality.period_readings(data),
        *data_quality.undated(data),
        *data_quality.problem_note(data),
        *sources.sources(data),
        *method.page(data),
    ]


def own_words(blocks: Sequence[Block]) -> Iterator[str]:
    """Give what the report says itself: all but the cells of tables."""
    for block in blocks:
        if isinstance(block, Table):
            yield from (block.caption, *block.notes, *(column.head for column in block.columns))
        elif isinstance(block, Figure):
            yield from (block.caption, block.alt, *block.notes)
        elif isinstance(block, BulletList):
            yield from block.items
        else:
            yield block.text


@pytest.mark.parametrize("name", ["long_an", "binh_minh"])
def test_no_word_of_the_report_itself_stays_vietnamese(
    name: str, request: pytest.FixtureRequest
) -> None:
    report = request.getfixturevalue(name)
    units = report.data.units.units
    names = sorted({*units["name"], *units["short_name"]}, key=len, reverse=True)
    left = []
    for words in own_words(chapters(report)):
        bare = QUOTED.sub("", words)
        if VIETNAMESE.search(bare):
            for unit in names:
                bare = bare.replace(unit, "")
            left += [words] if VIETNAMESE.search(bare) else []
    assert left == []


def test_issues_name_their_rule_and_quote_the_cell(binh_minh: Report) -> None:
    told = [row[-1] for row in rows(returns.issues(binh_minh.data))]
    assert "the units do not add up to their total: “49”" not in told
    assert any(
        re.fullmatch("the percentage is not what the counts give: “[^”]+%”", t) for t in told
    )
    assert not [text for text in told if VIETNAMESE.search(QUOTED.sub("", text))]


def test_a_correction_shows_both_values(tmp_path: Path) -> None:
    project = add_units(write_project(tmp_path))
    write_return(project, "2024/kn.csv", ("xã An Bình", 10, 6))
    write_text(project.corrections, correction())
    (row,) = rows(returns.corrections(open_returns(project)))
    assert row[-1] == "“6” corrected to “9”; reason as entered: “gõ nhầm (Ban Tổ chức, 15/01/2025)”"


def test_what_is_stored_of_returns_stays_vietnamese_whatever_the_report(tmp_path: Path) -> None:
    project = add_units(write_project(tmp_path))
    units = (("xã An Bình", 1000, 3000), ("phường An Bình", 1000, 2000))
    write_return(project, "2024/kn.csv", *units, ("Tổng cộng", 2000, 6000))
    messages = open_returns(project).returns.issues["message"]
    assert "«Tổng cộng» ghi 6.000, cộng 2 đơn vị được 5.000" in " ".join(messages)


def test_what_is_made_up_says_so_in_english(binh_minh: Report) -> None:
    data = binh_minh.data
    assert data.name == "Đảng bộ tỉnh Bình Minh (fictional)"
    own = data.terms[data.terms["unit_id"].eq("binh-minh")].iloc[0]
    assert (own["source"], own["note"]) == ("fictional", "fictional")


def test_the_units_of_a_sum_are_found_in_its_note() -> None:
    assert sum_note(2, 3) == "added up from the returns of 2 of 3 subordinate organisations"
    assert units_in_note(sum_note(2, 3)) == "2 of 3 subordinate organisations"
    assert units_in_note("a remark") == ""
    with language("vi"):
        assert units_in_note(sum_note(3, 3)) == "3 đơn vị trực thuộc"


def test_names_and_labels_follow_the_spelling_and_quotes_do_not(project: Project) -> None:
    with language("vi", "uỷ"):
        data = load_report_data(project, ReportParams(scope="long-an", year=2023, spelling="uỷ"))
        assert data.units.units["name"].str.contains("Hoà").any()
        assert not data.units.units["name"].str.contains("[òóỏõọ]a(?![a-zà-ỹ])", regex=True).any()
        label = label_of(data.measures, "target_hamlets_with_committee_pct")
        assert label.endswith("có cấp uỷ")
        listed = next(row for row in rows(sources.sources(data)) if "Tỉnh ủy Long An" in row[1])
        assert listed[0] == "[1]"
        assert "cấp uỷ" in only(method.page(data), BulletList)[0].items[1]
