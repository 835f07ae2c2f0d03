"""The section on persistence: what it says of each case, and when it says that it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end

from analysis.chapters import persistence
from analysis.document.blocks import Block, Table
from analysis.metrics.persistence import persistence as follow
from analysis.metrics.persistence import rates_by_unit_year
from analysis.metrics.results import Scope
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.params import ReportParams

SOURCES = pd.DataFrame(
    {"kind": ["news", "computed"], "publisher": "Báo", "published": "2025", "title": ["", "Cộng"]},
    index=["bao-dia-phuong", REBUILT_SOURCE],
)


def rates(unit: str, *counts: float | None, target: int = 20, **columns: object) -> list[Row]:
    """Describe the counts of a unit, the last one of 2024; None for a year without."""
    rows = []
    for year, count in enumerate(counts, start=2025 - len(counts)):
        if count is not None:
            period = {"until": f"{year}-06-30"} if columns.get("is_half") else {"year": year}
            extra = {key: value for key, value in columns.items() if key != "is_half"}
            rows.append(observation(value=count, unit_id=unit, **period, **extra))
            rows.append(observation("target", target, year=year, unit_id=unit))
    return rows


def name(unit: str) -> str:
    return f"Xã {unit.upper()}" if len(unit) == 1 else unit.capitalize()


def report(*rows: Row, units: Iterable[str] = "abcd") -> tuple[SimpleNamespace, SimpleNamespace]:
    """Make the parts of a report that the section looks at."""
    frame, scope = observations(*rows), Scope("tinh", tuple(units))
    data = SimpleNamespace(
        params=ReportParams(year=2024, scope="tinh"),
        scope=scope,
        units=SimpleNamespace(short_name=name, name=lambda unit: f"Đảng bộ {name(unit)}"),
        sources=SOURCES,
        source_numbers={"bao-dia-phuong": 1, REBUILT_SOURCE: 2},
    )
    by_year = rates_by_unit_year(frame, scope, year=2024, threshold_pct=50)
    found = SimpleNamespace(
        rates_by_year=by_year, persistence=follow(by_year, frame, scope, year=2024)
    )
    return data, found


def texts(blocks: list[Block]) -> list[str]:
    """List the words of paragraphs, notes and points, in order."""
    return [
        text
        for block in blocks
        for text in (block.items if block.type == "bullets" else [getattr(block, "text", "")])
        if text
    ]


def tables(blocks: list[Block]) -> list[Table]:
    return [block for block in blocks if isinstance(block, Table)]


def cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


FOUR = [
    *rates("tinh", 50, 60, target=80),
    *rates("a", 12, 8, 0, 0),  # below since 2022, none for two years
    *rates("b", 8, 12, 9),  # came onto the list
    *rates("c", 8, 16),  # left it
    *rates("d", 16, 10),  # exactly half
]


def test_the_sentences_of_a_whole_year() -> None:
    assert texts(persistence.section(*report(*FOUR))) == [
        "Diễn biến so với lần trước",
        "Toàn Đảng bộ đạt 75,00% so với chỉ tiêu (năm 2024), tăng 12,50 điểm phần trăm so với "
        "62,50% năm 2023.",
        "1 đơn vị dưới ngưỡng 50% từ hai năm liên tiếp trở lên: Xã A (từ năm 2022, 2 năm liền chưa "
        "kết nạp được đảng viên).",
        "1 đơn vị vào danh sách dưới ngưỡng so với năm trước: Xã B (từ 60,00% xuống 45,00%).",
        "1 đơn vị ra khỏi danh sách dưới ngưỡng so với năm trước: Xã C (từ 40,00% lên 80,00%).",
        "Tăng nhiều nhất: Xã C 40,00 điểm phần trăm (từ 40,00% lên 80,00%).",
        "Giảm nhiều nhất: Xã D 30,00 điểm phần trăm (từ 80,00% xuống 50,00%); Xã B 15,00 điểm "
        "phần trăm (từ 60,00% xuống 45,00%).",
    ]


def test_the_table_has_the_years_side_by_side_the_longest_first() -> None:
    (table,) = tables(persistence.section(*report(*FOUR)))
    assert table.sheet == "DienBien"
    assert table.caption == (
        "Đơn vị dưới ngưỡng 50% nhiều năm liền, mới vào hoặc ra khỏi danh sách (năm 2024 và những "
        "năm trước)"
    )
    assert [column.head for column in table.columns] == [
        "Đơn vị",
        "Số năm liền dưới ngưỡng",
        "So với năm trước",
        "Năm 2021 (%)",
        "Năm 2022 (%)",
        "Năm 2023 (%)",
        "Năm 2024 (%)",
        "Tăng, giảm (điểm %)",
        "Còn thiếu (đồng chí)",
    ]
    assert [" | ".join(row) for row in cells(table)] == [
        "Đảng bộ Xã A | 3 | vẫn dưới ngưỡng | 60,00% | 40,00% | 0,00% | 0,00% | 0,00 | 20",
        "Đảng bộ Xã B | 1 | vào danh sách | … | 40,00% | 60,00% | 45,00% | −15,00 | 11",
        "Đảng bộ Xã C | 0 | ra khỏi danh sách | … | … | 40,00% | 80,00% | +40,00 | 4",
    ]
    assert [row.kind for row in table.rows] == ["attention", "attention", "body"]
    assert table.notes == (
        "Chỉ so hai kỳ giống nhau của hai năm liền nhau; năm thiếu số liệu (…) làm đứt chuỗi năm "
        "liên tiếp. Năm chưa kết nạp được đảng viên nào (0%) tính là dưới ngưỡng.",
        "Nguồn số liệu trước năm 2023: xem báo cáo của từng năm.",
    )
    assert table.source == "Báo, 2025 [1]"


def test_only_four_years_are_shown() -> None:
    (table,) = tables(persistence.section(*report(*rates("a", 8, 8, 8, 8, 8, 8))))
    heads = [column.head for column in table.columns if column.head.startswith("Năm 2")]
    assert heads == [f"Năm {year} (%)" for year in (2021, 2022, 2023, 2024)]
    assert cells(table)[0][1] == "6"


def test_a_part_of_a_year_says_that_the_whole_target_counts() -> None:
    rows = [*rates("a", 4, 5, is_half=True), *rates("tinh", 8, 8, target=80, is_half=True)]
    blocks = persistence.section(*report(*rows))
    (table,) = tables(blocks)
    assert table.caption.endswith("(6 tháng năm 2024 và những năm trước)")
    assert table.notes[1] == "Kỳ chưa hết năm vẫn so với chỉ tiêu cả năm; xem thêm phần tiến độ."
    assert texts(blocks)[1] == (
        "Toàn Đảng bộ đạt 10,00% so với chỉ tiêu (6 tháng đầu năm 2024), bằng tỷ lệ 10,00% cùng "
        "kỳ năm 2023; dưới ngưỡng 50% ít nhất 2 năm liên tiếp."
    )
    assert "Xã A (từ năm 2023 hoặc trước đó)" in texts(blocks)[2]


def test_unlike_periods_have_sentences_and_tables_of_their_own() -> None:
    rows = [*rates("a", 4, 5, is_half=True), *rates("b", 4, 5, is_half=True), *rates("c", 12, 8)]
    data, found = report(*rows)
    blocks = persistence.section(data, found)
    assert [text for text in texts(blocks) if text.endswith(":")] == [
        "1 đơn vị so năm 2024 với năm 2023:",
        "2 đơn vị so 6 tháng năm 2024 với 6 tháng năm 2023:",
    ]
    assert [table.sheet for table in tables(blocks)] == ["DienBien", "DienBien2"]
    assert "Chỉ so được Xã C: không dưới ngưỡng 50% hai năm liên tiếp." in texts(blocks)
    assert persistence.summary_sentence(data, found) == (
        "2 đơn vị dưới ngưỡng 50%, kể cả chưa kết nạp, từ hai năm liên tiếp trở lên (so 6 tháng): "
        "Xã A (ít nhất 2 năm liên tiếp), Xã B (ít nhất 2 năm liên tiếp)."
    )


def test_summary_names_each_kind_of_period() -> None:
    rows = [*rates("a", 4, 5, is_half=True), *rates("b", 12, 8, 9)]
    assert persistence.summary_sentence(*report(*rows)) == (
        "1 đơn vị dưới ngưỡng 50%, kể cả chưa kết nạp, từ hai năm liên tiếp trở lên (so cả năm): "
        "Xã B (năm thứ 2 liên tiếp); 1 đơn vị (so 6 tháng): Xã A (ít nhất 2 năm liên tiếp)."
    )


def test_nobody_below_for_two_years_is_said_with_the_number_compared() -> None:
    rows = [*rates("a", 12, 12), *rates("b", 12, 12)]
    data, found = report(*rows)
    words = "Không có đơn vị nào trong 2 đơn vị so được dưới ngưỡng 50% hai năm liên tiếp."
    assert persistence.summary_sentence(data, found) == words
    assert texts(persistence.section(data, found)) == ["Diễn biến so với lần trước", words]


def test_units_that_cannot_be_compared_are_named() -> None:
    rows = [*rates("a", 12, 12), *rates("b", 12), *rates("c", 12, None, 12)]
    assert texts(persistence.section(*report(*rows)))[-1] == (
        "2 đơn vị không rõ diễn biến, vì thiếu kết quả so với chỉ tiêu của kỳ này hoặc của cùng kỳ "
        "năm 2023: Xã B, Xã C."
    )


def test_nothing_comparable_is_said_with_the_reason() -> None:
    data, found = report(*rates("a", 12), *rates("b", 4, is_half=True))
    assert persistence.summary_sentence(data, found) == ""
    heading, note = persistence.section(data, found)
    assert (heading.level, note.kind) == (2, "info")
    assert note.text == (
        "Chưa so được với lần trước: chưa đơn vị nào có đủ kết quả so với chỉ tiêu của năm 2024 (6 "
        "tháng, cả năm) và của cùng kỳ năm 2023. Những kỳ có độ dài khác nhau không được so với "
        "nhau."
    )


def test_no_dated_result_is_said_too() -> None:
    row = observation(value=3, unit_id="a", **open_end(2024) | {"period_start": "2024-01-01"})
    assert texts(persistence.section(*report(row)))[1] == (
        "Chưa so được với lần trước: không đơn vị nào có kết quả năm 2024 với ngày cuối kỳ rõ ràng."
    )


def test_a_scope_without_units_speaks_of_itself() -> None:
    alone = report(*rates("tinh", 30, 20, target=80), units="")
    assert texts(persistence.section(*alone)) == [
        "Diễn biến so với lần trước",
        "Toàn Đảng bộ đạt 25,00% so với chỉ tiêu (năm 2024), giảm 12,50 điểm phần trăm so với "
        "37,50% năm 2023; dưới ngưỡng 50% ít nhất 2 năm liên tiếp.",
    ]
    (_, note) = persistence.section(*report(*rates("tinh", 30, target=80), units=""))
    assert "(cả năm) và của cùng kỳ năm 2023" in note.text


def test_rebuilt_and_published_rates_carry_their_marks() -> None:
    rows = rates("a", 8, 8)
    rows[0] |= {"source_id": REBUILT_SOURCE}
    rows += [
        observation("pct_of_target", value, year=year, unit_id="b")
        for year, value in ((2023, "38"), (2024, "24,5"))
    ]
    (table,) = tables(persistence.section(*report(*rows)))
    assert cells(table)[0][3:5] == ("40,00%§", "40,00%")
    assert cells(table)[1][3:5] == ("38%†", "24,5%†")
    assert cells(table)[1][5:] == ("−13,50", "…")
    cell = table.rows[0].cells[3]
    assert (cell.value, cell.after) == (40.0, "§")
    assert table.notes[1:] == (
        "† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại.",
        "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất.",
    )


def _rebuilt(rows: list[Row], *years: int) -> list[Row]:
    return [
        row | {"source_id": REBUILT_SOURCE} if row["report_year"] in years else row for row in rows
    ]


def test_the_sentences_say_which_of_their_rates_were_rebuilt() -> None:
    rows = [
        *_rebuilt(rates("tinh", 50, 60, target=80), 2023),
        *_rebuilt(rates("b", 12, 9), 2024),
        *_rebuilt(rates("c", 8, 16), 2023),
        *_rebuilt(rates("d", 8, 16, 15), 2022),
        *_rebuilt(rates("a", 8, 12), 2023, 2024),
    ]
    assert texts(persistence.section(*report(*rows)))[1:] == [
        "Toàn Đảng bộ đạt 75,00% so với chỉ tiêu (năm 2024), tăng 12,50 điểm phần trăm so với "
        "62,50% năm 2023 (số năm 2023 dựng lại).",
        "Không có đơn vị nào trong 4 đơn vị so được dưới ngưỡng 50% hai năm liên tiếp.",
        "1 đơn vị vào danh sách dưới ngưỡng so với năm trước: Xã B (từ 60,00% xuống 45,00%; số năm "
        "2024 dựng lại).",
        "2 đơn vị ra khỏi danh sách dưới ngưỡng so với năm trước: Xã A (từ 40,00% lên 60,00%; số "
        "dựng lại), Xã C (từ 40,00% lên 80,00%; số năm 2023 dựng lại).",
        "Tăng nhiều nhất: Xã C 40,00 điểm phần trăm (từ 40,00% lên 80,00%; số năm 2023 dựng lại); "
        "Xã A 20,00 điểm phần trăm (từ 40,00% lên 60,00%; số dựng lại).",
        "Giảm nhiều nhất: Xã B 15,00 điểm phần trăm (từ 60,00% xuống 45,00%; số năm 2024 dựng "
        "lại); Xã D 5,00 điểm phần trăm (từ 80,00% xuống 75,00%).",
    ]


SMALL_NOTE = (
    "‡ Chỉ tiêu dưới 10: một đồng chí tương ứng hơn 10 điểm phần trăm, nên xem số đồng chí còn "
    "thiếu trước tỷ lệ."
)


def test_rates_of_small_targets_are_marked_year_by_year() -> None:
    rows = [row | {"source_id": REBUILT_SOURCE} for row in rates("a", 2, target=8)]
    rows = [row | _of_year(row, 2023) for row in rows] + rates("a", 4, target=10)
    (table,) = tables(persistence.section(*report(*rows, *rates("b", 3, 4, target=9))))
    assert [row[3:5] for row in cells(table)] == [("25,00%§‡", "40,00%"), ("33,33%‡", "44,44%‡")]
    cell = table.rows[0].cells[3]
    assert (cell.value, cell.decimals, cell.after) == (25.0, 2, "§‡")
    assert table.notes[-2:] == ("§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất.", SMALL_NOTE)


def _of_year(row: Row, year: int) -> Row:
    names = ("period_key", "period_start", "period_end", "report_year")
    other = observation(year=year)
    return {name: other[name] for name in names}


def test_a_small_target_is_explained_only_where_a_rate_bears_the_mark() -> None:
    (table,) = tables(persistence.section(*report(*rates("a", 3, 4, target=10))))
    assert SMALL_NOTE not in table.notes
    assert not any("‡" in text for row in cells(table) for text in row)


def test_the_sentences_say_which_targets_are_small() -> None:
    rows = [
        *rates("a", 1, 3, target=6),
        *[row for row in rates("b", 8, 5, target=9) if row["report_year"] == 2023],
        *rates("b", 5, target=10),
        *rates("c", 2, 8),
        *rates("tinh", 3, 6, target=9),
    ]
    assert texts(persistence.section(*report(*rows)))[1:] == [
        "Toàn Đảng bộ đạt 66,67% so với chỉ tiêu (năm 2024), tăng 33,33 điểm phần trăm so với "
        "33,33% năm 2023 (chỉ tiêu dưới 10).",
        "1 đơn vị dưới ngưỡng 50% từ hai năm liên tiếp trở lên: Xã C (từ năm 2023 hoặc trước đó).",
        "1 đơn vị ra khỏi danh sách dưới ngưỡng so với năm trước: Xã A (từ 16,67% lên 50,00%; chỉ "
        "tiêu dưới 10).",
        "Tăng nhiều nhất: Xã A 33,33 điểm phần trăm (từ 16,67% lên 50,00%; chỉ tiêu dưới 10); Xã C "
        "30,00 điểm phần trăm (từ 10,00% lên 40,00%).",
        "Giảm nhiều nhất: Xã B 38,89 điểm phần trăm (từ 88,89% xuống 50,00%; chỉ tiêu năm 2023 "
        "dưới 10).",
    ]


def test_a_unit_without_target_and_admission_has_words_for_its_rate() -> None:
    rows = [observation(value=0, year=year, unit_id="a") for year in (2023, 2024)]
    (table,) = tables(persistence.section(*report(*rows)))
    assert cells(table)[0][3:] == ("chưa kết nạp", "chưa kết nạp", "–", "…")


def test_long_lists_are_shortened() -> None:
    units = [f"u{i:02}" for i in range(20)]
    data, found = report(*(row for unit in units for row in rates(unit, 4, 4)), units=units)
    points = texts(persistence.section(data, found))
    assert points[1].endswith("U11 (từ năm 2023 hoặc trước đó) và 8 đơn vị khác.")
    assert persistence.summary_sentence(data, found).endswith(
        "U05 (ít nhất 2 năm liên tiếp) và 14 đơn vị khác."
    )


def test_one_name_more_is_cheaper_than_saying_so() -> None:
    units = [f"u{i:02}" for i in range(13)]
    blocks = persistence.section(
        *report(*(row for unit in units for row in rates(unit, 4, 4)), units=units)
    )
    assert texts(blocks)[1].endswith("U12 (từ năm 2023 hoặc trước đó).")


@pytest.mark.parametrize(
    ("years", "is_known", "words"),
    [
        (0, True, ""),
        (1, False, ""),
        (1, True, "mới vào danh sách"),
        (2, True, "năm thứ 2 liên tiếp"),
        (3, False, "ít nhất 3 năm liên tiếp"),
    ],
)
def test_since_words(years: int, is_known: bool, words: str) -> None:
    assert persistence.since_words({"years_below": years, "is_since_known": is_known}) == words


def test_since_words_by_unit_are_of_the_leading_period() -> None:
    rows = [*rates("a", 12, 8, 8), *rates("a", 12, 8, is_half=True)]
    _, found = report(*rows, *rates("b", 12, 12))
    words = persistence.since_words_by_unit(found)
    assert (words["a"], words["b"], words["c"]) == ("năm thứ 2 liên tiếp", "", "")


def test_no_column_holds_rates_of_members() -> None:
    rates_of_members = [
        observation("admission_rate_pct", "9,03", year=year, unit_id="a") for year in (2023, 2024)
    ]
    (table,) = tables(persistence.section(*report(*rates_of_members, *rates("b", 4, 4))))
    assert [row[0] for row in cells(table)] == ["Đảng bộ Xã B"]
