"""The section on terms: what it says of each case, and that it never calls a gap an error."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pandas as pd
import pytest
from builders import findings_with

from analysis.chapters import terms
from analysis.chapters.achievement import SMALL_NOTE
from analysis.chapters.term_words import (
    difference_sentence,
    outlook_sentence,
    pace_sentence,
    result_words,
    span_note,
    start_words,
    years_words,
)
from analysis.chapters.wording import SMALL_TARGET_MARK
from analysis.document.blocks import BulletList, Figure, Heading, Note, Paragraph, Table
from analysis.findings import Findings, make_findings
from analysis.metrics.outlook import Range
from analysis.metrics.pairing import Achievement, RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.metrics.term_progress import Difference, TermProgress, Unknown, YearCount
from analysis.metrics.term_spans import TermSpan
from analysis.metrics.terms import YearlyAverage
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data

Report = tuple[ReportData, Findings]
TERM = "2020-2025"
CONGRESS, END = date(2020, 10, 17), date(2025, 10, 1)


@pytest.fixture(scope="module")
def open_report(project: Project):
    """Open a report of the published figures; each one once."""
    opened: dict[tuple, Report] = {}

    def _open(scope: str, year: int, **params: Any) -> Report:
        key = (scope, year, *params.items())
        if key not in opened:
            data = load_report_data(project, ReportParams(scope=scope, year=year, **params))
            opened[key] = data, make_findings(data)
        return opened[key]

    return _open


@pytest.fixture(scope="module")
def long_an(open_report) -> Report:
    return open_report("long-an", 2023)


def texts(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in table.rows]


def only(blocks: list, kind: type) -> list:
    return [block for block in blocks if isinstance(block, kind)]


# --- the published figures


def test_long_an_says_where_it_stands_and_how_that_compares_with_its_time(long_an: Report) -> None:
    first, _ = only(terms.terms(*long_an), Paragraph)
    assert first.text == (
        "Từ đầu nhiệm kỳ 2020–2025 đến giữa tháng 12/2023, Đảng bộ tỉnh Long An kết nạp 5.866 đảng "
        "viên, đạt 93,11% so với chỉ tiêu 6.300; còn phải kết nạp 434 đồng chí. Đã qua 67,23% thời "
        "gian của nhiệm kỳ (từ ngày 17/10/2020 đến ngày 30/6/2025, ngày đơn vị kết thúc, hợp nhất "
        "vào Đảng bộ tỉnh Tây Ninh); tiến độ bình quân là 4.236 đảng viên, vượt 1.630 đồng chí so "
        "với tiến độ đó. Nếu giữ nhịp độ bình quân từ đầu nhiệm kỳ hoặc từ sau ngày 31/12/2020, "
        "hoặc của từng năm 2021, 2022, đến ngày 30/6/2025 kết nạp từ 8.104 đến 8.833 đảng viên, "
        "bằng từ 128,6% đến 140,2% chỉ tiêu; đây là dự báo, không phải cam kết."
    )


def test_the_term_of_long_an_is_explained_and_not_flagged(long_an: Report) -> None:
    blocks = terms.terms(*long_an)
    _, second = only(blocks, Paragraph)
    assert only(blocks, Note) == []
    assert second.text == (
        "Số kết nạp của nhiệm kỳ 2020–2025 (5.866) nhiều hơn số của các năm 2021, 2022 và 2023 "
        "(1.514 + 1.533 + 1.667 = 4.714) là 1.152 đồng chí: nhiệm kỳ còn gồm thời gian từ ngày "
        "17/10/2020 đến ngày 31/12/2020, không thuộc các năm đó; đây không phải sai lệch. Số năm "
        "2023 do cùng nguồn công bố; nguồn không nói số đó và số của nhiệm kỳ có tính đến cùng một "
        "ngày hay không. Thời gian này có 76 ngày, bình quân 15,2 đồng chí mỗi ngày, trong khi các "
        "năm đó là 4,3; nguồn không ghi ngày bắt đầu tính, có thể tính từ trước ngày trong danh "
        "mục nhiệm kỳ. Nếu vậy, phần thời gian đã qua và dự báo ở trên cũng thay đổi."
    )


def test_the_table_of_long_an_names_the_congress_the_merger_and_its_source(
    long_an: Report,
) -> None:
    (table,) = only(terms.terms(*long_an), Table)
    assert table.sheet == "NhiemKy"
    assert texts(table) == [
        (
            "Nhiệm kỳ 2020–2025",
            "từ đầu nhiệm kỳ 2020–2025 đến giữa tháng 12/2023",
            "5.866",
            "6.300",
            "93,11%",
            "434",
            "67,23%",
        )
    ]
    assert table.notes == (
        "Tổng của nhiệm kỳ không phải là tổng các năm dương lịch: nhiệm kỳ bắt đầu từ đại hội.",
        "Nhiệm kỳ 2020–2025 tính từ ngày 17/10/2020 (Đại hội XI; đại hội diễn ra từ ngày 13 đến "
        "ngày 16/10/2020), kết thúc cùng đơn vị ngày 30/6/2025, hợp nhất vào Đảng bộ tỉnh Tây "
        "Ninh. Nguồn của ngày bắt đầu: https://la34.com.vn/ngay-lam-viec-thu-nhat-dai-hoi-dai-bieu-"
        "dang-bo-tinh-long-an-lan-thu-xi-6471.html.",
        "… Nguồn không công bố, hoặc chưa đủ số liệu để tính.   – Không áp dụng.",
    )


def test_the_chart_of_long_an_says_the_same_in_words(long_an: Report) -> None:
    (figure,) = only(terms.terms(*long_an), Figure)
    assert figure.caption == (
        "Từ đầu nhiệm kỳ 2020–2025 đến giữa tháng 12/2023: 5.866 đảng viên, đạt 93,11% so với chỉ "
        "tiêu"
    )
    assert figure.subtitle == (
        "Số đảng viên kết nạp cộng dồn từ đầu nhiệm kỳ 2020–2025 của Đảng bộ tỉnh Long An"
    )
    assert figure.alt == (
        "Biểu đồ số kết nạp cộng dồn nhiệm kỳ 2020–2025 của Đảng bộ tỉnh Long An: đến 31/12/2020: "
        "1.152 (suy ra); đến 31/12/2021: 2.666 (suy ra); đến 31/12/2022: 4.199 (suy ra); đến "
        "15/12/2023: 5.866; đến 31/12/2024: từ 7.526 trở lên (nguồn dự kiến); chỉ tiêu nhiệm kỳ "
        "6.300; dự báo cuối nhiệm kỳ 8.104–8.833."
    )
    assert figure.notes == (
        "Số suy ra: số của nhiệm kỳ do nguồn công bố, trừ đi các năm sau ngày đó.",
        "Tiến độ bình quân: mỗi ngày của nhiệm kỳ một phần bằng nhau của chỉ tiêu.",
        "Dự báo: giữ nhịp độ đã qua đến hết nhiệm kỳ; không phải là cam kết.",
    )
    assert figure.source == "TTXVN [1]"


def test_the_outlook_of_the_source_stands_beside(long_an: Report) -> None:
    (bullets,) = only(terms.terms(*long_an), BulletList)
    assert bullets.items == (
        "Dự kiến đến cuối năm 2024: ít nhất 7.526 đảng viên (5.866 đã kết nạp và 1.660 theo kế "
        "hoạch năm 2024), bằng 119,46% so với chỉ tiêu nhiệm kỳ 6.300 (nguồn in 119,5%).",
    )


def test_ha_noi_holds_its_term_against_the_target_of_its_congress(open_report) -> None:
    data, found = open_report("ha-noi", 2017)
    blocks = terms.terms(data, found)
    (sentence,) = only(blocks, Paragraph)
    assert sentence.text == (
        "Nhiệm kỳ 2010–2015, Đảng bộ thành phố Hà Nội kết nạp 64.998 đảng viên, đạt 108,33% so với "
        "chỉ tiêu từ 60.000 trở lên; vượt chỉ tiêu 4.998 đồng chí. Nguồn nêu chỉ tiêu là từ 60.000 "
        "đến 65.000 đảng viên."
    )
    assert only(blocks, Figure) == []
    (table,) = only(blocks, Table)
    assert texts(table)[0][2:] == ("64.998", "từ 60.000 trở lên", "108,33%", "0", "100,00%")
    (bullets,) = only(blocks, BulletList)
    assert bullets.items == (
        "Nhiệm kỳ 2010–2015: kết nạp 64.998 đảng viên, bình quân 12.999,6 đảng viên mỗi năm (chia "
        "cho 5 năm), bằng 118,18% so với chỉ tiêu mỗi năm 11.000.",
        "Nhiệm kỳ 2015–2020: chỉ tiêu mỗi năm kết nạp trên 12.000 đảng viên.",
    )
    assert terms.summary_sentence(data, found) == sentence.text


def test_an_old_term_is_no_news(open_report) -> None:
    data, found = open_report("long-an", 2023)
    assert terms.summary_sentence(data, found).startswith("Từ đầu nhiệm kỳ 2020–2025")
    (entry,) = found.terms
    old = replace(entry, result=entry.result | {"report_year": 2022})
    assert terms.summary_sentence(data, findings_with(found, terms=[old])) == ""
    assert terms.summary_sentence(data, findings_with(found, terms=[])) == ""


def test_an_office_without_a_known_congress_says_so(open_report) -> None:
    blocks = terms.terms(*open_report("van-phong-ubnd-tinh", 2014))
    (sentence,) = only(blocks, Paragraph)
    assert sentence.text == (
        "Từ đầu nhiệm kỳ 2010–2015 đến hết năm 2014, Đảng bộ Văn phòng UBND tỉnh kết nạp 10 đảng "
        "viên, đạt 166,67% so với chỉ tiêu từ 6 trở lên; vượt chỉ tiêu 4 đồng chí. Chưa so được "
        "với thời gian của nhiệm kỳ: danh mục nhiệm kỳ chưa có ngày bắt đầu."
    )
    (table,) = only(blocks, Table)
    assert texts(table)[0][2:] == ("10", "từ 6 trở lên" + SMALL_TARGET_MARK, "166,67%", "0", "…")
    assert SMALL_NOTE in table.notes
    assert only(blocks, Figure) == []


def test_the_made_up_province_has_a_lower_bound_from_its_years(open_report) -> None:
    data, found = open_report("binh-minh", 2024)
    (sentence,) = only(terms.terms(data, found), Paragraph)
    assert sentence.text == (
        "Từ đầu nhiệm kỳ 2020–2025 đến hết năm 2024, Đảng bộ tỉnh Bình Minh (hư cấu) kết nạp ít "
        "nhất 6.986 đảng viên (cộng các năm 2021, 2022, 2023 và 2024; chưa gồm thời gian từ ngày "
        "15/10/2020 đến ngày 31/12/2020); chưa có chỉ tiêu nhiệm kỳ được công bố để so sánh. Đã "
        "qua 84,01% thời gian của nhiệm kỳ (từ ngày 15/10/2020 đến ngày 20/10/2025)."
    )
    (table,) = only(terms.terms(data, found), Table)
    assert texts(table)[0][2:] == ("ít nhất 6.986", "…", "…", "–", "84,01%")
    bound = table.rows[0].cells[2]
    assert (bound.value, bound.before) == (6986, "ít nhất ")
    assert table.notes[2] == (
        "Chưa có nguồn công bố số của cả nhiệm kỳ 2020–2025: “ít nhất” là tổng các năm nằm trọn "
        "trong nhiệm kỳ đã có số liệu."
    )
    (figure,) = only(terms.terms(data, found), Figure)
    assert "đến 31/12/2024: ít nhất 6.986." in figure.alt
    assert figure.notes == ()


def test_a_lower_bound_grows_with_the_day_of_the_report(open_report) -> None:
    data, found = open_report("binh-minh", 2024, as_of=date(2024, 6, 30))
    assert terms.summary_sentence(data, found) == (
        "Từ đầu nhiệm kỳ 2020–2025 đến ngày 30/6/2024, Đảng bộ tỉnh Bình Minh (hư cấu) kết nạp ít "
        "nhất 5.872 đảng viên (cộng các năm 2021, 2022, 2023 và 6 tháng đầu năm 2024; chưa gồm "
        "thời gian từ ngày 15/10/2020 đến ngày 31/12/2020); chưa có chỉ tiêu nhiệm kỳ được công bố "
        "để so sánh."
    )


def test_without_any_term_there_is_no_section(open_report) -> None:
    assert terms.terms(*open_report("vung-tau", 2024)) == []


# --- each sentence


def entry_of(
    admitted: int = 3047, target: int | None = 6300, qualifier: str = "exact", **columns: Any
) -> TermProgress:
    """Describe a term up to the end of 2022: 1.514 and 1.533 in its two whole years."""
    missing = max(target - admitted, 0) if target and qualifier == "exact" else None
    row = asdict(
        Achievement(
            unit_id="long-an",
            period_key=f"term_to_date:{TERM}:2022-12-31",
            period_kind="term_to_date",
            period_end=pd.Timestamp("2022-12-31"),
            term=TERM,
            report_year=2022,
            admitted=admitted,
            admitted_qualifier=qualifier,
            target=target,
            target_kind=TargetKind.PUBLISHED if target else TargetKind.NONE,
            rate_pct=Fraction(100 * admitted, target) if target else None,
            rate_kind=RateKind.COMPUTED if target else RateKind.NONE,
            missing=missing,
            status=Status.ON_THE_WAY,
            source_ids=("seed-long-an-2023",),
        )
    )
    base = TermProgress(
        span=TermSpan(TERM, "Đại hội XI", CONGRESS, END),
        result=row,
        target_most=None,
        until=date(2022, 12, 31),
        is_sum_of_years=False,
        years=(
            YearCount(2021, 1514, date(2021, 12, 31), True, "bao"),
            YearCount(2022, 1533, date(2022, 12, 31), True, "bao"),
        ),
        years_sum=3047,
        difference=None,
        verdict=Difference.NOT_COMPARED,
        gaps=(),
        elapsed_pct=Fraction(50),
        unknown=Unknown.NONE,
        expected=Fraction(3000),
        pace_gap=47,
        outlook=None,
        points=pd.DataFrame(columns=["day", "admitted", "kind"]),
    )
    return replace(base, **columns)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (47, "tiến độ bình quân là 3.000 đảng viên, vượt 47 đồng chí so với tiến độ đó."),
        (0, "tiến độ bình quân là 3.047 đảng viên, đạt đúng tiến độ."),
        (-3, "tiến độ bình quân là 3.050 đảng viên, chậm 3 đồng chí so với tiến độ đó."),
        (None, "chưa đủ số liệu để so với tiến độ bình quân."),
    ],
)
def test_the_pace_is_said_in_persons(long_an: Report, gap: int | None, words: str) -> None:
    sentence = pace_sentence(long_an[0], entry_of(pace_gap=gap))
    assert sentence == (
        "Đã qua 50,00% thời gian của nhiệm kỳ (từ ngày 17/10/2020 đến ngày 1/10/2025); " + words
    )


def test_a_lower_bound_is_ahead_by_at_least_so_many(long_an: Report) -> None:
    sentence = pace_sentence(long_an[0], entry_of(qualifier="at_least"))
    assert sentence.endswith("vượt ít nhất 47 đồng chí so với tiến độ đó.")


def test_without_a_target_only_the_time_is_said(long_an: Report) -> None:
    sentence = pace_sentence(long_an[0], entry_of(target=None, expected=None, pace_gap=None))
    assert sentence == (
        "Đã qua 50,00% thời gian của nhiệm kỳ (từ ngày 17/10/2020 đến ngày 1/10/2025)."
    )


@pytest.mark.parametrize(
    ("unknown", "why"),
    [
        (Unknown.DAY, "nguồn không ghi số liệu tính đến ngày nào"),
        (Unknown.START, "danh mục nhiệm kỳ chưa có ngày bắt đầu"),
        (Unknown.END, "danh mục nhiệm kỳ chưa có ngày kết thúc"),
    ],
)
def test_what_is_not_known_is_named(long_an: Report, unknown: Unknown, why: str) -> None:
    sentence = pace_sentence(long_an[0], entry_of(unknown=unknown, elapsed_pct=None))
    assert sentence == f"Chưa so được với thời gian của nhiệm kỳ: {why}."


def test_the_total_of_a_whole_term_has_no_pace(long_an: Report) -> None:
    entry = entry_of()
    whole = replace(entry, result=entry.result | {"period_kind": "term"})
    assert pace_sentence(long_an[0], whole) == ""


OPENING = "Số kết nạp của nhiệm kỳ 2020–2025 (3.047) "
SUM = "số của các năm 2021 và 2022 (1.514 + 1.533 = 3.047)"
BEFORE = ((CONGRESS, date(2020, 12, 31)),)


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        pytest.param({"verdict": Difference.NOT_COMPARED}, "", id="not compared"),
        pytest.param(
            {"verdict": Difference.EQUAL, "difference": 0},
            f"{OPENING}bằng {SUM}.",
            id="equal",
        ),
        pytest.param(
            {"verdict": Difference.OUTSIDE, "difference": 9, "gaps": BEFORE},
            f"{OPENING}nhiều hơn {SUM} là 9 đồng chí: nhiệm kỳ còn gồm thời gian từ ngày 17/10/2020"
            " đến ngày 31/12/2020, không thuộc các năm đó; đây không phải sai lệch.",
            id="outside",
        ),
        pytest.param(
            {"verdict": Difference.OUTSIDE, "difference": 9, "gaps": ((None, None),)},
            f"{OPENING}nhiều hơn {SUM} là 9 đồng chí: nhiệm kỳ còn gồm thời gian từ đầu nhiệm kỳ "
            "đến hết nhiệm kỳ, không thuộc các năm đó; đây không phải sai lệch.",
            id="outside, days unknown",
        ),
        pytest.param(
            {"verdict": Difference.UNEXPLAINED, "difference": 9},
            f"{OPENING}nhiều hơn {SUM} là 9 đồng chí, dù các năm đó gồm mọi ngày đã tính; chưa rõ "
            "vì sao.",
            id="unexplained",
        ),
        pytest.param(
            {"verdict": Difference.CONTRADICTION, "difference": -1047},
            f"{OPENING}ít hơn {SUM} là 1.047 đồng chí, dù các năm đó nằm trọn trong thời gian đã "
            "tính. Hai số không thể cùng đúng; cần xem lại nguồn.",
            id="contradiction",
        ),
    ],
)
def test_the_difference_to_the_years_is_explained(columns: dict, sentence: str) -> None:
    assert difference_sentence(entry_of(**columns)) == sentence


def test_a_contradiction_is_set_apart(long_an: Report) -> None:
    data, found = long_an
    entry = entry_of(verdict=Difference.CONTRADICTION, difference=-47)
    blocks = terms.terms(data, findings_with(found, terms=[entry]))
    (note,) = only(blocks, Note)
    assert (note.kind, note.text) == ("attention", difference_sentence(entry))
    assert len(only(blocks, Paragraph)) == 1


def test_a_difference_of_an_earlier_term_is_a_point_of_the_list(long_an: Report) -> None:
    data, found = long_an
    old = entry_of(verdict=Difference.EQUAL, difference=0)
    silent = entry_of()
    blocks = terms.terms(data, findings_with(found, terms=[silent, old, *found.terms]))
    (bullets,) = only(blocks, BulletList)
    assert bullets.items[0] == difference_sentence(old)
    assert len(bullets.items) == 2


def year(number: int) -> YearCount:
    return YearCount(number, 1, date(number, 12, 31), True, "bao")


HALF = YearCount(2024, 1, date(2024, 6, 30), False, "bao")


@pytest.mark.parametrize(
    ("years", "words"),
    [
        ((year(2021),), "năm 2021"),
        ((year(2021), year(2022)), "các năm 2021 và 2022"),
        ((year(2021), year(2022), year(2023)), "các năm 2021, 2022 và 2023"),
        ((year(2023), HALF), "năm 2023 và 6 tháng đầu năm 2024"),
        ((year(2022), year(2023), HALF), "các năm 2022, 2023 và 6 tháng đầu năm 2024"),
        ((HALF,), "6 tháng đầu năm 2024"),
    ],
)
def test_years_are_named(years: tuple[YearCount, ...], words: str) -> None:
    assert years_words(years) == words


def test_one_year_is_no_sum() -> None:
    one = entry_of(verdict=Difference.EQUAL, difference=0)
    one = replace(one, years=(year(2022),), years_sum=1533)
    assert difference_sentence(one) == f"{OPENING}bằng số của năm 2022 (1.533)."


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (None, "; chưa có chỉ tiêu nhiệm kỳ được công bố để so sánh."),
        (6094, ", đạt ít nhất 50,00% so với chỉ tiêu 6.094; còn phải kết nạp nhiều nhất 3.047"),
        (3047, ", đạt ít nhất 100,00% so với chỉ tiêu 3.047."),
        (3046, ", đạt ít nhất 100,03% so với chỉ tiêu 3.046."),
    ],
)
def test_a_lower_bound_bounds_what_is_missing(
    long_an: Report, target: int | None, words: str
) -> None:
    entry = entry_of(target=target, qualifier="at_least", is_sum_of_years=True, gaps=BEFORE)
    sentence = result_words(long_an[0], entry)
    opening = (
        "Từ đầu nhiệm kỳ 2020–2025 đến hết năm 2022, Đảng bộ tỉnh Long An kết nạp ít nhất 3.047 "
        "đảng viên (cộng các năm 2021 và 2022; chưa gồm thời gian từ ngày 17/10/2020 đến ngày "
        "31/12/2020)"
    )
    assert sentence.startswith(opening + words)
    assert sentence.endswith("đồng chí." if "nhiều nhất" in words else words)


@pytest.mark.parametrize(
    ("target", "text", "value"),
    [(6094, "nhiều nhất 3.047", 3047), (3048, "nhiều nhất 1", 1), (3047, "0", 0), (9, "0", 0)],
)
def test_a_lower_bound_lacks_at_most_so_many(
    long_an: Report, target: int, text: str, value: int
) -> None:
    data, found = long_an
    entry = entry_of(target=target, qualifier="at_least", is_sum_of_years=True)
    blocks = terms.terms(data, findings_with(found, terms=[entry]))
    (table,) = only(blocks, Table)
    (cell,) = [row.cells[5] for row in table.rows if row.cells[2].text == "ít nhất 3.047"]
    assert (cell.text, cell.value) == (text, value)
    assert cell.before == ("nhiều nhất " if value else "")


def test_one_year_that_covers_the_term_so_far_leaves_nothing_out(long_an: Report) -> None:
    entry = entry_of(target=None, qualifier="at_least", is_sum_of_years=True, years=(year(2022),))
    assert "kết nạp ít nhất 3.047 đảng viên (số của năm 2022); chưa có" in result_words(
        long_an[0], entry
    )


def test_a_range_names_both_ends_if_a_target_leads(long_an: Report) -> None:
    words = " Nguồn nêu chỉ tiêu là từ 6.300 đến 7.000 đảng viên."
    assert result_words(long_an[0], entry_of(target_most=7000)).endswith(words)
    assert words not in result_words(long_an[0], entry_of())
    assert "Nguồn nêu" not in result_words(long_an[0], entry_of(target=None, target_most=7000))


PACES = "Nếu giữ nhịp độ bình quân từ đầu nhiệm kỳ, hoặc của từng năm 2021, 2022"


@pytest.mark.parametrize(
    ("outlook", "target", "sentence"),
    [
        (None, 6300, ""),
        (
            Range(6300, 6930),
            6300,
            f"{PACES}, đến ngày 1/10/2025 kết nạp từ 6.300 đến "
            "6.930 đảng viên, bằng từ 100,0% đến 110,0% chỉ tiêu; đây là dự báo, không phải cam "
            "kết.",
        ),
        (
            Range(6300, 6300),
            6300,
            f"{PACES}, đến ngày 1/10/2025 kết nạp 6.300 đảng "
            "viên, bằng 100,0% chỉ tiêu; đây là dự báo, không phải cam kết.",
        ),
        (
            Range(6300, 6930),
            None,
            f"{PACES}, đến ngày 1/10/2025 kết nạp từ 6.300 đến "
            "6.930 đảng viên; đây là dự báo, không phải cam kết.",
        ),
    ],
)
def test_the_outlook_is_a_range_and_a_forecast(
    outlook: Range | None, target: int | None, sentence: str
) -> None:
    assert outlook_sentence(entry_of(target=target, outlook=outlook)) == sentence


@pytest.mark.parametrize(
    ("span", "note"),
    [
        pytest.param(TermSpan(TERM, "Đại hội XI", source="ld-2025-dh"), "", id="no day"),
        pytest.param(
            TermSpan(TERM, ends_on=END),
            "Nhiệm kỳ 2020–2025 đến ngày 1/10/2025.",
            id="end only",
        ),
        pytest.param(
            TermSpan(TERM, starts_on=CONGRESS, source="seed-long-an-2023", note=""),
            "Nhiệm kỳ 2020–2025 tính từ ngày 17/10/2020 (sau đại hội). Nguồn của ngày bắt đầu: "
            "Tạo nguồn, nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới (phỏng vấn PBT "
            "thường trực Tỉnh ủy Long An).",
            id="a registered source",
        ),
        pytest.param(
            TermSpan(TERM, ends_on=END, ends_with_unit=True),
            "Nhiệm kỳ 2020–2025 kết thúc cùng đơn vị ngày 1/10/2025, hợp nhất vào Đảng bộ tỉnh Tây "
            "Ninh.",
            id="ends with the unit",
        ),
    ],
)
def test_the_days_of_a_term_stand_below_the_table(
    long_an: Report, span: TermSpan, note: str
) -> None:
    assert span_note(long_an[0], span) == note


def test_a_unit_without_a_successor_just_ends(open_report) -> None:
    data, _ = open_report("mong-cai", 2025)
    span = TermSpan(TERM, ends_on=END, ends_with_unit=True)
    assert span_note(data, span) == "Nhiệm kỳ 2020–2025 kết thúc cùng đơn vị ngày 1/10/2025."


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (TermSpan(TERM, "Đại hội XI", CONGRESS), "Đại hội XI\ntính từ 17/10/2020"),
        (TermSpan(TERM, "", CONGRESS), "Đại hội\ntính từ 17/10/2020"),
        (TermSpan(TERM, "Đại hội XI"), "Đại hội XI"),
    ],
)
def test_the_chart_names_the_congress(span: TermSpan, words: str) -> None:
    assert start_words(span) == words


# --- when there is a chart, and which notes the table has


def drawn(count: int, *, target: int | None, until: date) -> TermProgress:
    days = [CONGRESS, date(2021, 12, 31), date(2022, 12, 31)][:count]
    points = pd.DataFrame({"day": days, "admitted": range(count), "kind": "printed"})
    return entry_of(target=target, points=points, until=until)


@pytest.mark.parametrize(
    ("count", "target", "until", "has_chart"),
    [
        pytest.param(1, 6300, date(2022, 12, 31), False, id="one day"),
        pytest.param(2, 6300, date(2022, 12, 31), True, id="congress and one count"),
        pytest.param(2, None, date(2022, 12, 31), False, id="no target"),
        pytest.param(3, None, date(2022, 12, 31), True, id="no target, two counts"),
        pytest.param(2, 6300, END, False, id="a finished term"),
        pytest.param(3, 6300, END, True, id="a finished term with a count between"),
    ],
)
def test_a_chart_needs_counts_that_make_a_line(
    long_an: Report, count: int, target: int | None, until: date, has_chart: bool
) -> None:
    data, found = long_an
    entry = drawn(count, target=target, until=until)
    figures = terms.chart(data, findings_with(found, terms=[entry], projections=[]))
    assert (len(figures) == 1) is has_chart


def test_a_projection_of_another_term_is_not_drawn(long_an: Report) -> None:
    data, found = long_an
    other = [replace(found.projections[0], term="2025-2030")]
    (figure,) = terms.chart(data, findings_with(found, projections=other))
    assert "nguồn dự kiến" not in figure.alt


def test_terms_stand_in_order_with_the_yearly_target_where_there_is_no_other(
    long_an: Report,
) -> None:
    data, found = long_an
    row = found.achievement_by_term.iloc[0]
    old = row.copy()
    old["term"], old["period_kind"], old["target"] = "2010-2015", "term", pd.NA
    old["target_kind"], old["rate_kind"] = TargetKind.DERIVED, RateKind.PUBLISHED
    old["printed_decimals"], old["is_leading"] = 1, True
    both = pd.DataFrame([row, old]).astype(found.achievement_by_term.dtypes)
    average = make_average("2010-2015")
    blocks = terms.terms(data, findings_with(found, achievement_by_term=both, averages=[average]))
    (table,) = only(blocks, Table)
    assert [line[0] for line in texts(table)] == ["Nhiệm kỳ 2010–2015", "Nhiệm kỳ 2020–2025"]
    assert texts(table)[0][1] == "cả nhiệm kỳ"
    assert texts(table)[0][3] == "mỗi năm trên 1.000"
    assert texts(table)[0][6] == "…"
    assert table.notes[-3:] == (
        "* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố.",
        "† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại.",
        "… Nguồn không công bố, hoặc chưa đủ số liệu để tính.   – Không áp dụng.",
    )


def make_average(term: str) -> YearlyAverage:
    return YearlyAverage(
        term=term,
        admitted=None,
        years=5,
        average=None,
        target_per_year=1000,
        target_printed="trên 1.000",
        rate_pct=None,
        source_ids=(),
    )


def test_the_section_opens_with_its_heading_and_its_method(long_an: Report) -> None:
    heading = terms.terms(*long_an)[0]
    assert isinstance(heading, Heading)
    assert (heading.level, heading.text, heading.method) == (
        2,
        "Kết quả theo nhiệm kỳ",
        "nhiem-ky",
    )


def test_results_that_contradict_each_other_are_still_listed(long_an: Report) -> None:
    data, found = long_an
    row = asdict(Achievement("long-an", status=Status.UNDETERMINED, remark="khác nhau"))
    frame = found.achievement_by_term.iloc[0:0]
    contradicted = pd.DataFrame([row], columns=list(frame.columns))
    blocks = terms.terms(data, findings_with(found, achievement_by_term=contradicted, terms=[]))
    (table,) = only(blocks, Table)
    assert texts(table) == [("–", "–", "…", "…", "…", "…", "…")]
