"""The chapters on the published figures: what each must say, and what it must not leave out."""

import pytest

from analysis.chapters import (
    achievement,
    below_threshold,
    data_quality,
    other_figures,
    published_checks,
    ranking,
    sources,
    summary,
    terms,
    year_over_year,
)
from analysis.document.blocks import Figure, Table
from analysis.findings import Findings, make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data


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


def _texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def _bullets(blocks: list) -> str:
    return " ".join(item for block in blocks if block.type == "bullets" for item in block.items)


def test_ha_noi_leads_with_its_ten_months(open_report) -> None:
    sentence = summary.headline(*open_report("ha-noi", 2017)).text
    assert sentence == (
        "10 tháng đầu năm 2017, Đảng bộ thành phố Hà Nội kết nạp 11.388 đảng viên, đạt 94,40% so "
        "với chỉ tiêu 12.064; còn phải kết nạp 676 đồng chí."
    )


def test_ha_noi_says_plainly_how_many_units_are_silent(open_report) -> None:
    points = _bullets(summary.points(*open_report("ha-noi", 2017)))
    assert "59 đơn vị trực thuộc, chỉ 18 đơn vị có số liệu kết nạp; 41 đơn vị chưa có" in points
    assert "26 đơn vị đạt tỷ lệ thấp" in points


def test_ha_noi_lists_exactly_five_lagging_units_the_lowest_first(open_report) -> None:
    (table,) = below_threshold.table(*open_report("ha-noi", 2017))
    found = [(row[0], row[3]) for row in _texts(table)]
    assert found == [
        ("Đảng bộ Tổng Công ty Xây dựng Công trình Giao thông 8", "14%†"),
        ("Đảng bộ Tổng Công ty Xây dựng Công trình Giao thông 1", "19%†"),
        ("Đảng bộ Công ty Cổ phần Sông Hồng", "19%†"),
        ("Đảng bộ Tổng Công ty Xây dựng Hà Nội", "21%†"),
        ("Đảng bộ Bưu điện Hà Nội", "38%†"),
    ]
    assert {row[4] for row in _texts(table)} == {"…"}
    assert "(10 tháng đầu năm 2017)" in table.caption


def test_ha_noi_chart_names_every_unit_in_its_description(open_report) -> None:
    (figure,) = ranking.overview(*open_report("ha-noi", 2017))
    assert isinstance(figure, Figure)
    assert "Trường Lê Hồng Phong: 310%" in figure.alt
    assert figure.alt.count("%;") + 1 == 18


def test_ha_noi_term_is_an_average_against_a_yearly_target(open_report) -> None:
    sentences = _bullets(terms.terms(*open_report("ha-noi", 2017)))
    assert "kết nạp 64.998 đảng viên, bình quân 12.999,6 đảng viên mỗi năm" in sentences
    assert "chỉ tiêu mỗi năm 11.000" in sentences
    assert "chỉ tiêu mỗi năm kết nạp trên 12.000" in sentences


def test_long_an_compares_three_whole_years(open_report) -> None:
    (table,) = year_over_year.table(*open_report("long-an", 2023))
    assert [row[2:] for row in _texts(table)] == [
        ("1.514", "1.350*", "–", "–", "–"),
        ("1.533", "1.370*", "1.514", "+19", "+1,25%"),
        ("1.667", "1.550*", "1.533", "+134", "+8,74%"),
    ]


def test_long_an_chart_marks_derived_targets_and_shows_the_plan(open_report) -> None:
    (figure,) = year_over_year.chart(*open_report("long-an", 2023))
    for part in ("chỉ tiêu 1.350*", "chỉ tiêu 1.370*", "chỉ tiêu 1.550*", "năm 2024: chưa có"):
        assert part in figure.alt
    assert "chỉ tiêu 1.660" in figure.alt


def test_long_an_term_and_outlook(open_report) -> None:
    blocks = terms.terms(*open_report("long-an", 2023))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    assert _texts(table)[0][2:6] == ("5.866", "6.300", "93,11%", "434")
    outlook = _bullets(blocks)
    assert "ít nhất 7.526 đảng viên (5.866 đã kết nạp và 1.660 theo kế hoạch năm 2024)" in outlook
    assert "bằng 119,46% so với chỉ tiêu nhiệm kỳ 6.300 (nguồn in 119,5%)" in outlook


def test_vung_tau_is_not_below_and_is_compared_with_nothing(open_report) -> None:
    data, found = open_report("vung-tau", 2024)
    (own,) = below_threshold.own_result(data, found)
    assert own.text == (
        "Đảng bộ thành phố Vũng Tàu đạt 52,59% so với chỉ tiêu, không dưới ngưỡng 50%; còn thiếu "
        "128 đồng chí."
    )
    table, note = year_over_year.table(data, found)
    assert {row[4:] for row in _texts(table)} == {("–", "–", "–")}
    assert "không có phép so sánh nào" in note.text


def test_vung_tau_print_that_does_not_add_up_is_shown_with_the_arithmetic(open_report) -> None:
    points = _bullets(summary.points(*open_report("vung-tau", 2024)))
    assert "nguồn in 52,53%, tính lại 142 : 270 × 100 = 52,593" in points


def test_vung_tau_other_figures_are_quoted_as_printed(open_report) -> None:
    data, found = open_report("vung-tau", 2024)
    table = other_figures.table(data, found)[1]
    figures = {row[0]: row[2] for row in _texts(table)}
    assert figures["Tổng số đảng viên"] == "13.835"
    assert figures["Tổ chức cơ sở đảng"] == "66"


def test_an_office_reports_its_term_where_the_year_has_no_figure(open_report) -> None:
    data, found = open_report("van-phong-ubnd-tinh", 2014)
    sentence = summary.headline(data, found).text
    assert "kết nạp 10 đảng viên, đạt 166,67% so với chỉ tiêu từ 6 trở lên" in sentence
    table = published_checks.table(data, found)[-1]
    assert ("43", "36 + 7 = 43") in {row[3:5] for row in _texts(table)}


def test_dong_thap_has_no_figure_and_says_so(open_report) -> None:
    data, found = open_report("dong-thap", 2021)
    assert "không công bố số đảng viên mới kết nạp năm 2021" in summary.headline(data, found).text
    (note,) = summary.stated_instead(data, found)
    assert note.text.startswith("Nguồn chỉ nêu 2 chỉ tiêu khác, không phải chỉ tiêu kết nạp")
    assert ranking.overview(data, found) == []
    assert year_over_year.chart(data, found) == []
    table = other_figures.table(data, found)[1]
    assert [row[2] for row in _texts(table)] == ["100%", "50%"]


def test_quang_nam_units_that_add_up_to_more_than_the_whole_are_shown(open_report) -> None:
    data, found = open_report("quang-nam", 2024)
    assert "chỉ tiêu 1.905" in summary.headline(data, found).text
    points = _bullets(summary.points(data, found))
    assert "nguồn in 1.905, tính lại 22 đơn vị được nêu cộng lại 1.950" in points


def test_can_tho_units_are_called_a_selection(open_report) -> None:
    points = _bullets(summary.points(*open_report("can-tho", 2017)))
    assert "8 đơn vị được nêu cộng lại 1.149, còn 465 của các đơn vị không nêu" in points


def test_units_that_all_stand_at_different_dates_are_not_ranked(open_report) -> None:
    data, found = open_report("ba-ria-vung-tau", 2024)
    assert found.units["rate_pct"].notna().sum() == 3
    assert ranking.overview(data, found) == []


def test_of_unlike_periods_the_one_that_most_units_stand_at_is_drawn(open_report) -> None:
    (figure,) = ranking.overview(*open_report("ba-ria-vung-tau", 2023))
    assert figure.alt.count("%") >= 2
    assert "TP. Vũng Tàu" not in figure.alt
    assert figure.notes[0].startswith("Chỉ vẽ 2 đơn vị có số liệu 9 tháng đầu năm 2023; ")


def test_a_target_of_more_than_290_asks_for_one_more(open_report) -> None:
    sentence = summary.headline(*open_report("luc-ngan", 2018)).text
    assert "chỉ tiêu trên 290; còn phải kết nạp ít nhất 178 đồng chí" in sentence


def test_a_term_that_ends_in_mid_month_is_told_as_printed(open_report) -> None:
    points = _bullets(summary.points(*open_report("long-an", 2023)))
    assert "Từ đầu nhiệm kỳ 2020–2025 đến giữa tháng 12/2023" in points


def test_doubts_of_the_transcriber_stand_under_the_table(open_report) -> None:
    data, found = open_report("long-an", 2023)
    (table,) = achievement.table(data, found)
    assert any("chỉ đến giữa tháng 12/2023" in note for note in table.notes)


def test_a_change_that_only_the_source_knows_is_quoted(open_report) -> None:
    (paragraph,) = summary.context(*open_report("ha-noi", 2021))
    assert "Nguồn công bố: tăng so với năm 2020: 12,9%." in paragraph.text


def test_rows_add_up_in_the_accounting_table(open_report) -> None:
    data, _ = open_report("long-an", 2023)
    table = data_quality.accounting(data)[1]
    for column in (1, 2):
        *parts, total = [row.cells[column].value for row in table.rows]
        assert sum(parts) == total
    assert table.rows[-1].cells[2].value == len(data.dispositions)


def test_sources_are_numbered_as_the_tables_name_them(open_report) -> None:
    data, found = open_report("vung-tau", 2024)
    numbers = [row[0] for row in _texts(sources.sources(data)[1])]
    assert numbers == [f"[{n}]" for n in range(1, len(numbers) + 1)]
    table = year_over_year.table(data, found)[0]
    assert all(f"[{n}]" in table.source for n in range(1, len(numbers) + 1))


def test_a_rate_that_leaves_the_target_open_says_which_ones_fit(open_report) -> None:
    (table,) = achievement.table(*open_report("tran-yen", 2023))
    assert "mọi chỉ tiêu từ 228 đến 231 đều phù hợp với tỷ lệ công bố" in " ".join(table.notes)


def test_a_target_that_only_cutting_off_explains_is_told_so(open_report) -> None:
    (table,) = achievement.table(*open_report("vung-tau", 2022))
    assert "chỉ tiêu suy ra khi coi tỷ lệ in là số cắt bớt" in " ".join(table.notes)


def test_two_targets_of_one_unit_have_a_row_each(open_report) -> None:
    data, found = open_report("dat-do", 2023)
    (table,) = achievement.table(data, found)
    assert [row[2] for row in _texts(table)] == ["115*", "122*"]


def test_two_bulletins_leave_one_target_and_the_table_says_so(open_report) -> None:
    # 28 = 24,3% in the first quarter, 125 = 108% after nine months: 115 alone fits both.
    data, found = open_report("long-dien", 2023)
    (table,) = achievement.table(data, found)
    assert _texts(table)[0][1:5] == ("125", "115*", "108,70%", "0")
    assert any("115 là số duy nhất khớp với mọi báo cáo" in note for note in table.notes)
    checks = found.checks
    checks = checks[checks["verdict"].eq("derives")]
    assert list(checks["arithmetic"]) == [
        "28 : 115 × 100 = 24,348",
        "125 : 115 × 100 = 108,696",
    ]


def test_a_second_target_of_the_unit_stands_in_the_summary(open_report) -> None:
    points = _bullets(summary.points(*open_report("dat-do", 2023)))
    assert (
        "So với chỉ tiêu 122 (suy ra từ tỷ lệ công bố) (chỉ tiêu huyện đề ra): đạt 96,72%; còn "
        "thiếu 4 đồng chí."
    ) in points


def test_a_report_before_the_founding_says_so_and_why_there_is_no_sum(open_report) -> None:
    data, found = open_report("tay-ninh-2025", 2023)
    points = _bullets(summary.points(data, found))
    assert (
        "Năm 2023, Đảng bộ tỉnh Tây Ninh chưa thành lập; báo cáo nhìn lại các đơn vị trước hợp "
        "nhất: Tây Ninh (đến 30/6/2025), Long An."
    ) in points
    assert (
        "Chưa cộng được số kết nạp của cả năm: chưa có số liệu của Đảng bộ tỉnh Tây Ninh (đến "
        "30/6/2025)."
    ) in points
    assert "trực thuộc" not in below_threshold.silence_sentence(data, found)


def test_a_change_against_former_units_says_that_they_were_added_up(open_report) -> None:
    (paragraph,) = summary.context(*open_report("binh-minh-xa-rach-hoa", 2024))
    assert "(số trước hợp nhất được cộng lại từ các đơn vị cũ)." in paragraph.text
