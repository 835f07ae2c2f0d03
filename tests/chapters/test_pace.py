"""The chapter on pace and outlook: what it says, draws and lists, and when it holds its tongue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from builders import Row, observation, observations, open_end

from analysis.chapters import pace
from analysis.document.blocks import Figure, Heading, Note, Paragraph, Table
from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.outlook import outlook_by_unit
from analysis.metrics.pace import pace_by_unit
from analysis.metrics.results import Scope
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data

SMALL_NOTE = (
    "‡ Chỉ tiêu dưới 10: một đồng chí tương ứng hơn 10 điểm phần trăm, nên xem số đồng chí còn "
    "thiếu trước tỷ lệ."
)
SOURCE = "bao-ninh-thuan-6-thang-2022"
SCOPE = Scope("ninh-thuan", ("ninh-phuoc", "ninh-son", "thuan-nam"))


@pytest.fixture(scope="module")
def registers(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope="ninh-thuan", year=2022))


@pytest.fixture
def report(registers: ReportData):
    """Make a report of the units of Ninh Thuận from made-up figures of 2024."""
    known = registers.sources.index[0]

    def _report(
        *rows: Row, scope: Scope = SCOPE, as_of: date = date(2024, 6, 30), is_asked: bool = False
    ):
        frame = observations(
            *({"source_id": known, "unit_id": scope.unit_id} | row for row in rows)
        )
        asked = as_of if is_asked else None
        params = ReportParams(scope=scope.unit_id, year=2024, as_of=asked)
        data = replace(registers, params=params, observations=frame, scope=scope, as_of=as_of)
        by_unit = achievement_by_unit(frame, scope, year=2024, threshold_pct=50)
        found = SimpleNamespace(
            achievement_by_unit=by_unit,
            pace=pace_by_unit(frame, by_unit, scope, year=2024, threshold_pct=50),
            outlook=outlook_by_unit(frame, by_unit, scope, year=2024, as_of=asked),
        )
        return data, found

    return _report


def unit(unit_id: str | None, count: int, goal: int, until: str = "2024-06-30") -> list[Row]:
    rows = [observation(value=count, until=until), observation("target", goal, year=2024)]
    return [_by(row, unit_id) for row in rows]


def earlier(unit_id: str, year: int, count: int, goal: int, final: int) -> list[Row]:
    rows = [observation(value=count, until=f"{year}-06-30"), observation(value=final, year=year)]
    rows.append(observation("target", goal, year=year))
    return [_by(row, unit_id) for row in rows]


def _by(row: Row, unit_id: str | None) -> Row:
    plain = {name: value for name, value in row.items() if name not in ("unit_id", "source_id")}
    return plain | ({"unit_id": unit_id} if unit_id else {})


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def points(blocks: list) -> list[str]:
    return [item for block in blocks if block.type == "bullets" for item in block.items]


THREE = [
    *unit("ninh-thuan", 150, 300),
    *unit("ninh-phuoc", 60, 100),
    *unit("ninh-son", 2, 40),
    *unit("thuan-nam", 30, 80),
]


def test_the_heading_points_to_the_method() -> None:
    assert pace.heading() == Heading(level=1, text="Tiến độ và dự báo", method="tien-do")


def test_the_chapter_opens_with_the_scope_and_counts_its_units(report) -> None:
    lead, bullets = pace.finding(*report(*THREE))
    assert lead == Paragraph(
        role="lead",
        text="Đến ngày 30/6/2024 (đã qua 49,73% thời gian của năm), Đảng bộ tỉnh Ninh Thuận đạt "
        "50,00% so với chỉ tiêu, kịp tiến độ (cần đạt 49,73%).",
    )
    assert bullets.items[1:] == (
        "Nếu giữ nguyên tốc độ từ đầu năm, đến hết năm 2024 kết nạp từ 276 đến 328 đảng viên; "
        "cuối năm có thể nhanh hoặc chậm hơn đầu năm, nên chưa kết luận được có đạt chỉ tiêu 300 "
        "hay không.",
        "Để hoàn thành chỉ tiêu còn phải kết nạp 150 đồng chí trong 6 tháng còn lại, bình quân mỗi "
        "tháng 25,0 đồng chí (từ đầu năm đến ngày 30/6/2024, mỗi tháng 25,0).",
        "2 trong 3 đơn vị chậm so với tiến độ. Xếp theo tiến độ: 1 kịp tiến độ; 1 chậm so với "
        "tiến độ; 1 rất chậm so với tiến độ.",
    )
    assert bullets.items[0].startswith("Mức cần đạt tính đều theo thời gian đã qua")


def test_the_summary_says_it_in_one_sentence(report) -> None:
    assert pace.summary_sentence(*report(*THREE)) == (
        "Đến ngày 30/6/2024 (đã qua 49,73% thời gian của năm), Đảng bộ tỉnh Ninh Thuận kịp tiến độ "
        "(cần đạt 49,73%); 2 trong 3 đơn vị chậm so với tiến độ; nếu giữ nguyên tốc độ từ đầu "
        "năm, cuối năm: từ 276 đến 328 đảng viên."
    )


def test_with_earlier_years_the_summary_forecasts(report) -> None:
    years = [
        *earlier("ninh-thuan", 2023, 100, 300, 300),
        *earlier("ninh-thuan", 2022, 100, 300, 300),
    ]
    sentence = pace.summary_sentence(*report(*unit("ninh-thuan", 90, 300), *years))
    assert sentence == (
        "Đến ngày 30/6/2024 (đã qua 49,73% thời gian của năm), Đảng bộ tỉnh Ninh Thuận chậm so với "
        "tiến độ (lẽ ra đạt 33,33%); dự báo cuối năm: từ 160 đến 299 đảng viên."
    )


@pytest.mark.parametrize(
    ("units", "words"),
    [
        (unit("ninh-son", 20, 40), "1 đơn vị tính được tiến độ: không chậm"),
        (unit("ninh-son", 19, 40), "1 đơn vị tính được tiến độ: chậm"),
        (
            [*unit("ninh-son", 20, 40), *unit("ninh-phuoc", 50, 100)],
            "không đơn vị nào trong 2 đơn vị chậm so với tiến độ",
        ),
    ],
)
def test_one_unit_and_none_that_is_late_read_well(report, units, words: str) -> None:
    data, found = report(*unit("ninh-thuan", 150, 300), *units)
    assert f"; {words};" in pace.summary_sentence(data, found)
    assert any(words.capitalize() in point for point in points(pace.finding(data, found)))


def test_units_that_cannot_be_judged_are_counted_with_the_reason(report) -> None:
    rows = [*unit("ninh-thuan", 150, 300), *unit("ninh-phuoc", 50, 100)]
    one = points(pace.finding(*report(*rows)))[-1]
    assert one == "2 đơn vị không tính được tiến độ: chưa có số kết nạp của năm."
    undated = _by(observation(value=3, **open_end(2024)), "ninh-son")
    goal = _by(observation("target", 9, year=2024), "ninh-son")
    two = points(pace.finding(*report(*rows, undated, goal)))[-1]
    assert two == (
        "2 đơn vị không tính được tiến độ: 1 nguồn không ghi ngày cuối kỳ số liệu; 1 chưa có số "
        "kết nạp của năm."
    )


def test_a_scope_without_a_result_says_so_and_shows_its_units(report) -> None:
    data, found = report(*unit("ninh-son", 2, 40))
    lead, _ = pace.finding(data, found)
    assert lead == Note(
        kind="info",
        text="Không tính được tiến độ của Đảng bộ tỉnh Ninh Thuận: chưa có số kết nạp của năm.",
    )
    assert pace.summary_sentence(data, found) == ""
    (table,) = [block for block in pace.table(data, found) if isinstance(block, Table)]
    assert [row.kind for row in table.rows] == ["attention"]


def test_targets_alone_are_no_year_that_is_over(report) -> None:
    goal = _by(observation("target", 300, year=2024), "ninh-thuan")
    data, found = report(goal, as_of=date(2024, 12, 31))
    assert [block.type for block in pace.finding(data, found)] == ["note"]
    assert pace.chart(data, found) == pace.table(data, found) == []


def test_once_the_year_is_over_there_is_one_sentence(report) -> None:
    whole = _by(observation(value=250, year=2024), "ninh-thuan")
    goal = _by(observation("target", 300, year=2024), "ninh-thuan")
    data, found = report(whole, goal)
    assert pace.finding(data, found) == [
        Paragraph(
            role="lead",
            text="Năm 2024 đã kết thúc nên không tính tiến độ và dự báo.",
        )
    ]
    assert pace.summary_sentence(data, found) == ""
    assert pace.chart(data, found) == pace.table(data, found) == []


WHOLE = [
    _by(observation(value=250, year=2024), "ninh-thuan"),
    _by(observation("target", 300, year=2024), "ninh-thuan"),
    _by(observation(value=90, year=2024), "ninh-phuoc"),
    _by(observation("target", 100, year=2024), "ninh-phuoc"),
]
YEAR_END = date(2024, 12, 31)


def test_after_the_year_those_whose_figures_stop_earlier_are_judged_on_their_day(report) -> None:
    rows = [*WHOLE, *unit("ninh-son", 2, 40), *unit("thuan-nam", 3, 9, until="2024-03-31")]
    data, found = report(*rows, as_of=YEAR_END)
    lead, bullets = pace.finding(data, found)
    assert lead.text == (
        "Năm 2024 đã kết thúc nên không tính tiến độ và dự báo của đơn vị đã có kết quả cả năm; "
        "2 đơn vị mới có số liệu đến ngày 30/6/2024 hoặc sớm hơn, nên xét theo ngày đó và không so "
        "với kết quả cả năm."
    )
    assert bullets.items == (
        "1 trong 2 đơn vị chậm so với tiến độ. Xếp theo tiến độ: 1 kịp tiến độ; 1 rất chậm so với "
        "tiến độ.",
    )
    assert pace.summary_sentence(data, found) == (
        "Năm 2024 đã kết thúc nhưng 2 đơn vị mới có số liệu đến ngày 30/6/2024 hoặc sớm hơn; tính "
        "đến đó, 1 trong 2 đơn vị chậm so với tiến độ."
    )


def test_after_the_year_table_and_chart_show_only_whose_figures_stop_earlier(report) -> None:
    data, found = report(*WHOLE, *unit("ninh-son", 2, 40), as_of=YEAR_END)
    heading, table = pace.table(data, found)
    assert heading.text == "Đơn vị chậm tính đến ngày cuối của số liệu"
    assert [row[0] for row in texts(table)] == ["Đảng bộ huyện Ninh Sơn"]
    assert texts(table)[0][-2:] == ("–", "từ 2 đến 10")
    assert not any(note.startswith("Cần mỗi tháng") for note in table.notes)
    (figure,) = pace.chart(data, found)
    assert figure.alt.endswith("Ninh Sơn: 5,00%, chậm 18 đồng chí, mức cần đạt 49,73%.")
    assert "Ninh Phước" not in figure.alt


def test_a_scope_whose_own_figures_stop_earlier_is_judged_on_their_day(report) -> None:
    rows = [*unit("ninh-thuan", 150, 300), *unit("ninh-son", 2, 40), *WHOLE[2:]]
    data, found = report(*rows, as_of=YEAR_END)
    lead, bullets = pace.finding(data, found)
    assert lead.text.startswith("Đến ngày 30/6/2024 (đã qua 49,73% thời gian của năm)")
    assert bullets.items[0] == ("Số liệu mới đến ngày 30/6/2024, báo cáo tính đến ngày 31/12/2024.")
    assert "1 đơn vị đã có kết quả cả năm nên không tính tiến độ." in bullets.items
    assert not any("còn phải kết nạp" in item for item in bullets.items)


def test_older_figures_are_said_and_months_count_from_the_reports_day(report) -> None:
    data, found = report(*THREE, as_of=date(2024, 11, 30), is_asked=True)
    items = points(pace.finding(data, found))
    assert items[0] == (
        "Số liệu mới đến ngày 30/6/2024, báo cáo tính đến ngày 30/11/2024: dự báo tính từ ngày "
        "của số liệu, số tháng còn lại tính từ ngày báo cáo."
    )
    assert any("150 đồng chí trong 1 tháng còn lại" in item for item in items)
    _, table = pace.table(data, found)
    assert texts(table)[0][6] == "50,0"
    monthly = "Cần mỗi tháng: số còn thiếu chia cho số tháng còn lại của năm"
    assert f"{monthly}, tính từ ngày 30/11/2024." in table.notes
    _, same_day = pace.table(*report(*THREE, is_asked=True))
    assert f"{monthly}." in same_day.notes


def test_a_year_that_is_over_for_all_but_a_scope_without_result_is_over(report) -> None:
    (lead,) = pace.finding(*report(*WHOLE[2:], as_of=YEAR_END))
    assert lead.text == "Năm 2024 đã kết thúc nên không tính tiến độ và dự báo."


def test_a_scope_without_result_says_how_old_the_figures_of_its_units_are(report) -> None:
    data, found = report(*unit("ninh-son", 2, 40), as_of=date(2024, 9, 30))
    assert points(pace.finding(data, found))[0] == (
        "Số liệu mới đến ngày 30/6/2024, báo cáo tính đến ngày 30/9/2024."
    )


def test_units_that_surely_miss_by_earlier_years_are_counted(report) -> None:
    years = [row for y in (2023, 2022) for row in earlier("ninh-son", y, 10, 20, 20)]
    items = points(pace.finding(*report(*unit("ninh-son", 3, 90), *years)))
    assert "1 đơn vị có cả khoảng dự báo cuối năm thấp hơn chỉ tiêu." in items


@pytest.mark.parametrize(("most", "drawn"), [(4, 4), (3, 3), (2, 2), (1, 1)])
def test_where_not_all_fit_only_the_late_are_drawn(report, monkeypatch, most, drawn) -> None:
    monkeypatch.setattr(pace, "MOST_ROWS", most)
    (figure,) = pace.chart(*report(*THREE))
    assert figure.alt.count("mức cần đạt") == drawn
    assert ("Ninh Phước" in figure.alt) == (most == 4)


def test_where_not_all_fit_and_nobody_is_late_the_scope_stands_alone(report, monkeypatch) -> None:
    monkeypatch.setattr(pace, "MOST_ROWS", 1)
    data, found = report(*unit("ninh-thuan", 150, 300), *unit("ninh-son", 30, 40))
    (figure,) = pace.chart(data, found)
    assert figure.alt.count("mức cần đạt") == 1
    assert pace._none_late_words([{}, {}]) == "2 đơn vị không chậm, không vẽ"
    assert pace._none_late_words([]) == ""
    monkeypatch.setattr(pace, "MOST_ROWS", 0)
    assert pace.chart(*report(*unit("ninh-son", 30, 40))) == []


def test_the_table_lists_who_is_behind_the_most_missing_first(report) -> None:
    heading, table = pace.table(*report(*THREE))
    assert heading == Heading(
        level=2, text="Đơn vị chậm và số cần kết nạp mỗi tháng", method="du-bao"
    )
    assert table.sheet == "TienDo"
    assert table.caption == (
        "Đơn vị chậm so với tiến độ năm 2024, xếp từ đơn vị còn thiếu nhiều nhất"
    )
    assert [column.head for column in table.columns] == [
        "Đơn vị",
        "Đạt (%)",
        "Lẽ ra phải đạt (%)",
        "Tiến độ",
        "Chỉ tiêu (đảng viên)",
        "Còn thiếu (đồng chí)",
        "Cần mỗi tháng (đồng chí)",
        "Dự báo cuối năm (đảng viên)",
    ]
    assert texts(table) == [
        (
            "Đảng bộ huyện Thuận Nam",
            "37,50%",
            "49,73%",
            "Chậm",
            "80",
            "50",
            "8,3",
            "từ 48 đến 74",
        ),
        ("Đảng bộ huyện Ninh Sơn", "5,00%", "49,73%", "Rất chậm", "40", "38", "6,3", "từ 2 đến 10"),
        (
            "Đảng bộ tỉnh Ninh Thuận",
            "50,00%",
            "49,73%",
            "Kịp tiến độ",
            "300",
            "150",
            "25,0",
            "từ 276 đến 328",
        ),
    ]
    assert [row.kind for row in table.rows] == ["body", "attention", "total"]
    assert table.notes[0] == "Đến ngày: 30/6/2024."
    assert "Rất chậm: chưa được 50% của mức lẽ ra phải đạt." in table.notes
    assert table.rows[0].cells[6].value == pytest.approx(50 / 6)


def test_notes_explain_only_what_occurs(report) -> None:
    years = [row for y in (2023, 2022) for row in earlier("ninh-son", y, 10, 20, 20)]
    small = [*unit("ninh-son", 3, 9), *years]
    _, table = pace.table(*report(*small))
    assert not any("Rất chậm" in note or "Khi chưa có" in note for note in table.notes)
    assert any(note.startswith("‡ Chỉ tiêu dưới 10") for note in table.notes)
    assert "Mức cần đạt theo bình quân cùng kỳ các năm trước của chính đơn vị." in table.notes
    _, linear = pace.table(*report(*THREE))
    assert any(note.startswith("Khi chưa có đủ hai năm trước") for note in linear.notes)
    assert any(note.startswith("Dự báo là khoảng từ số thấp nhất") for note in table.notes)
    assert not any(note.startswith("Dự báo là") for note in linear.notes)
    assert not any(note.startswith(("‡", "*", "†")) for note in linear.notes)


def test_several_rules_are_counted_and_rebuilt_years_are_said(report) -> None:
    rebuilt = {"source_id": "rebuilt-from-predecessors"}
    years = [row | rebuilt for y in (2023, 2022) for row in earlier("ninh-son", y, 10, 20, 20)]
    data, found = report(*unit("ninh-son", 3, 9), *unit("ninh-phuoc", 3, 90), *years)
    (figure,) = pace.chart(data, found)
    assert figure.notes == (
        "Mức cần đạt: 1 dòng theo bình quân cùng kỳ các năm trước của chính đơn vị; 1 dòng tính "
        "đều theo thời gian đã qua, vì chưa có đủ hai năm trước có số đến cùng ngày.",
        "Số các năm trước của 1 dòng được cộng lại từ các đơn vị trước hợp nhất.",
        SMALL_NOTE,
    )


def test_the_chart_marks_small_targets(report) -> None:
    (figure,) = pace.chart(*report(*unit("ninh-son", 2, 9), *unit("ninh-phuoc", 3, 10)))
    assert figure.notes[1:] == (SMALL_NOTE,)
    assert "Ninh Sơn: 22,22%‡, chậm 3 đồng chí, mức cần đạt" in figure.alt
    assert "Ninh Phước: 30,00%, chậm 2 đồng chí, mức cần đạt" in figure.alt


def test_published_rates_have_no_persons_and_are_ordered_by_share(report) -> None:
    rates = [
        _by(observation("pct_of_target", printed, until="2024-06-30"), unit_id)
        for unit_id, printed in (("ninh-phuoc", "38"), ("ninh-son", "14"))
    ]
    data, found = report(*rates)
    _, table = pace.table(data, found)
    assert table.caption.endswith("xếp từ đơn vị chậm nhiều nhất so với mức cần đạt")
    assert [row[1] for row in texts(table)] == ["14%†", "38%†"]
    assert {row[4:] for row in texts(table)} == {("…", "…", "…", "…")}
    assert any(note.startswith("† ") for note in table.notes)
    assert not any(note.startswith(("Cần mỗi tháng", "Dự báo")) for note in table.notes)


def test_units_of_different_days_keep_the_day_in_its_column(report) -> None:
    rows = [*unit("ninh-son", 2, 40), *unit("thuan-nam", 2, 80, until="2024-03-31")]
    data, found = report(*rows)
    _, table = pace.table(data, found)
    assert [row[1] for row in texts(table)] == ["31/3/2024", "30/6/2024"]
    (figure,) = pace.chart(data, found)
    assert "Thuận Nam (31/3/2024): 2,50%" in figure.alt


def test_a_unit_that_has_none_yet_and_no_target_is_listed(report) -> None:
    row = _by(observation(value=0, until="2024-06-30"), "ninh-son")
    _, table = pace.table(*report(*unit("ninh-phuoc", 3, 90), row))
    assert texts(table)[-1][1:4] == ("…", "–", "Chưa kết nạp")


def test_rows_near_their_pace_are_written_on_their_side_of_it(report) -> None:
    years = [row for y in (2023, 2022) for row in earlier("ninh-son", y, 1, 3, 3)]
    _, table = pace.table(*report(*unit("ninh-son", 33_333, 100_000), *years))
    assert texts(table)[0][1:3] == ("33,33%", "33,333%")


def test_the_chart_draws_the_scope_first_and_the_most_behind_next(report) -> None:
    (figure,) = pace.chart(*report(*THREE))
    assert isinstance(figure, Figure)
    assert figure.caption == "2 trong 3 đơn vị chậm so với tiến độ năm 2024"
    assert figure.alt.endswith(
        "Ninh Thuận: 50,00% (cần đạt 49,73%), mức cần đạt 49,73%; "
        "Ninh Sơn: 5,00%, chậm 18 đồng chí, mức cần đạt 49,73%; "
        "Thuận Nam: 37,50%, chậm 10 đồng chí, mức cần đạt 49,73%; "
        "Ninh Phước: 60,00%, mức cần đạt 49,73%."
    )
    assert figure.notes == (
        "Mức cần đạt tính đều theo thời gian đã qua, vì chưa có đủ hai năm trước có số đến cùng "
        "ngày.",
    )


def test_one_unit_alone_has_a_chart_of_its_own(report) -> None:
    (figure,) = pace.chart(*report(*unit("ninh-thuan", 150, 300), scope=Scope("ninh-thuan", ())))
    assert figure.caption == (
        "Đảng bộ tỉnh Ninh Thuận đến ngày 30/6/2024: kịp tiến độ (cần đạt 49,73%)"
    )


@pytest.mark.parametrize(
    ("late", "in_persons", "words"),
    [
        (0, True, "Xếp theo số đồng chí còn chậm; 2 đơn vị khác không vẽ, không đơn vị nào chậm"),
        (
            1,
            False,
            "Xếp theo điểm phần trăm còn chậm; 2 đơn vị khác không vẽ, trong đó 1 đơn vị chậm "
            "(xem bảng)",
        ),
    ],
)
def test_who_is_not_drawn_is_counted(late: int, in_persons: bool, words: str) -> None:
    rest = [{"band": "behind" if place < late else "on_pace"} for place in range(2)]
    assert pace._left_out_words(rest, is_in_persons=in_persons) == words
    assert pace._left_out_words([], is_in_persons=in_persons) == ""


def test_records_join_achievement_pace_and_outlook(report) -> None:
    _, found = report(*THREE[:4])
    own, phuoc, son, _ = pace.pace_records(found)
    assert (own["target"], own["band"], own["outlook"]["low"]) == (300, "on_pace", 276)
    assert phuoc["outlook"]["target"] == 100
    assert (son["outlook"], son["admitted"], son["period_end"]) == (None, None, None)
