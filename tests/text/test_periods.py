"""Printed periods: the print, the publication date and the reading lead to dates, or to none."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.display import format_period
from analysis.text.period_tokens import NotReadError, tokenise
from analysis.text.periods import (
    PartialDate,
    Period,
    PeriodKind,
    Reading,
    parse_period,
    without_remarks,
)
from analysis.text.refusal import Refusal

F, S, T = Reading.FLOW, Reading.STOCK, Reading.TARGET


def parse(printed: str, published: str, reading: Reading) -> Period | Refusal:
    return parse_period(printed, published=PartialDate.parse(published), reading=reading)


# (print, published, reading, key): the whole reading of one row in one word.
YEARS_AND_PARTS = [
    ("năm 2021", "2022-01-05", F, "year:2021"),
    ("NĂM 2021", "", F, "year:2021"),
    ("(năm 2024)", "", T, "year:2024"),
    ("Năm 2009", "2010", F, "year:2009"),
    ("năm 2022", "2022-12-01", F, "part_year:2022-12-01"),
    ("Năm 2022", "2022-12-01", T, "year:2022"),
    ("trong năm (Năm 2022)", "2022-12", F, "year:2022"),
    ("Năm 2022", "2022-10", F, "part_year:2022-10-31"),
    ("Trong năm 2017", "2017-12-21", F, "part_year:2017-12-21"),
    ("Trong năm qua (2017)", "2018-01-01", F, "year:2017"),
    ("năm nay", "2024-05-02", F, "part_year:2024-05-02"),
    ("năm trước", "2024-05-02", F, "year:2023"),
    ("trong năm", "", F, "year:?"),
    ("kế hoạch năm (2024)", "2024-09", T, "year:2024"),
    ("kế hoạch năm 2016", "2017-04-27", T, "year:2016"),
    ("năm 2023", "2022-12", T, "year:2023"),
    ("đến hết năm 2019", "2020-01-13", F, "year:2019"),
    ("10 tháng đầu năm 2017", "", F, "part_year:2017-10-31"),
    ("9 tháng năm 2021", "2021-09-30", F, "part_year:2021-09-30"),
    ("Trong 9 tháng qua (2024)", "2024-10", F, "part_year:2024-09-30"),
    ("trong 9 tháng qua", "2024-10-05", F, "part_year:2024-09-30"),
    ("6 tháng đầu năm (2016)", "2016-07-15", F, "part_year:2016-06-30"),
    ("6 tháng đầu năm", "2016-07", F, "part_year:2016-06-30"),
    ("6 tháng đầu năm", "2016-05-20", F, "part_year:?"),
    ("12 tháng năm 2021", "2022", F, "year:2021"),
    ("trong 2 tháng đầu năm 2017", "2017-02-15", F, "part_year:2017-02-15"),
    ("Trong 2 tháng đầu năm (2024)", "2024-02-29", F, "part_year:2024-02-29"),
    ("trong 3 tháng đầu năm (year not printed)", "", F, "part_year:?"),
    ("first half of 2011", "2011", F, "part_year:2011-06-30"),
    ("Quý I (2020)", "2020", F, "part_year:2020-03-31"),
    ("quý I/2023", "2023-04", F, "part_year:2023-03-31"),
    ("quý III/2023", "2023-10-05", F, "within_year:2023-07-01..2023-09-30"),
    ("Lũy kế đến quý III năm 2023", "2023-10-05", F, "part_year:2023-09-30"),
    ("6 tháng cuối năm 2023", "2024", F, "within_year:2023-07-01..2023-12-31"),
    ("tháng 8", "2024-09-02", F, "within_year:2024-08-01..2024-08-31"),
    ("tháng 8/2024", "", F, "within_year:2024-08-01..2024-08-31"),
    (
        "Trong tháng 8 (figure is cumulative to end Aug 2024)",
        "2024-09",
        F,
        "part_year:2024-08-31",
    ),
    ("hiện nay (10 tháng 2017)", "", F, "part_year:2017-10-31"),
    ("từ tháng 3 đến tháng 8 năm 2024", "", F, "within_year:2024-03-01..2024-08-31"),
    ("so với cuối năm 2023", "", F, "part_year:2024-?"),
    ("năm 2024", "2024-01-01", F, "part_year:2024-01-01"),
    ("dự kiến năm 2024", "2024-06-01", F, "year:2024:projected"),
    ("Aug 2023", "", F, "within_year:2023-08-01..2023-08-31"),
    ("tháng 8", "", F, "within_year:?-?"),
    ("quý III/2022", "2024", F, "within_year:2022-07-01..2022-09-30"),
    ("quý 4/2022", "2024", F, "within_year:2022-10-01..2022-12-31"),
    ("quý II", "2024-03-20", F, "within_year:2023-04-01..2023-06-30"),
    ("quý II", "2024-04-20", F, "within_year:?-?"),
    ("nửa đầu năm 2023", "", F, "part_year:2023-06-30"),
    ("nửa cuối năm 2023", "", F, "within_year:2023-07-01..2023-12-31"),
    ("second half of 2023", "", F, "within_year:2023-07-01..2023-12-31"),
    ("đến cuối năm 2023", "2023-06-30", F, "part_year:2023-06-30"),
]
UNTIL_A_DAY = [
    ("tính đến ngày 10-9-2018", "2018-10-08", F, "part_year:2018-09-10"),
    ("tính đến ngày 30-6 (2022)", "2022", F, "part_year:2022-06-30"),
    ("Đến ngày 27-11 (2018)", "2018", F, "part_year:2018-11-27"),
    ("Đến ngày 17/9", "2016-09-19", F, "part_year:2016-09-17"),
    ("tính đến 31/12", "2018-01-05", F, "year:2017"),
    ("tính đến cuối tháng 12", "2018-01-05", F, "year:2017"),
    ("Tính đến cuối Tháng 6 năm 2024", "", F, "part_year:2024-06-30"),
    ("đến ngày 05 tháng 02 năm 2026", "", F, "part_year:2026-02-05"),
    (
        "Tính đến ngày 19-5-2011 (thời gian thực hiện Chỉ thị số 10-CT/TU)",
        "2011",
        F,
        "years:?..2011-05-19",
    ),
    ("Tính từ đầu năm 2024 đến nay", "2024-09-02", F, "part_year:2024-09-02"),
    ("Tính từ đầu năm đến nay", "2017-02-07", F, "part_year:2017-02-07"),
    ("từ đầu năm đến nay (16/9/2016)", "2016-09-16", F, "part_year:2016-09-16"),
    ("Từ đầu năm đến nay (đến 3/4/2014)", "2014-04-03", F, "part_year:2014-04-03"),
    ("Từ đầu năm đến nay (10/2020)", "2020-10-20", F, "part_year:2020-10-20"),
    ("Từ đầu năm đến nay (9 tháng năm 2023)", "2023-10", F, "part_year:2023-09-30"),
    ("Từ đầu năm đến nay (2017)", "2017", F, "part_year:2017-?"),
    ("Từ đầu năm đến nay (2017)", "2018-03-01", F, "part_year:2017-?"),
    ("từ đầu năm 2021 đến nay", "2021-09", F, "part_year:2021-?"),
    ("Từ đầu năm 2019 đến nay (end date not printed)", "2019", F, "part_year:2019-?"),
    ("từ đầu năm đến nay", "", F, "part_year:?"),
    ("từ đầu năm", "2024-05-01", F, "part_year:2024-?"),
    ("từ đầu năm 2024 đến 30/6/2024", "2024-06-15", F, "part_year:2024-06-30"),
    ("từ đầu năm 2024 đến tháng 6/2024", "2024-06-15", F, "part_year:2024-06-15"),
    ("từ đầu năm đến ngày 30/6/2024", "2024-06-15", F, "part_year:2024-06-30"),
    ("từ đầu năm đến tháng 6/2024", "2024-06-15", F, "part_year:2024-06-15"),
    ("từ đầu năm đến tháng 6/2024", "", F, "part_year:2024-06-30"),
    ("từ đầu năm đến ngày 31/12/2023", "", F, "year:2023"),
    ("từ đầu năm đến hết năm 2023", "", F, "year:2023"),
    ("đến ngày 30/6", "", F, "part_year:?"),
    ("hiện nay (30/6/2024)", "", F, "part_year:2024-06-30"),
    ("lũy kế 30/6/2024", "", F, "part_year:2024-06-30"),
    ("năm nay 30/6/2024", "", F, "part_year:2024-06-30"),
    ("đến nay (tháng 1)", "", F, "part_year:?"),
    ("đến nay (7/2020)", "2020", F, "within_year:?-?"),
    ("đến nay (6 tháng năm 2020)", "2020-07-28", F, "part_year:2020-06-30"),
]
SEVERAL_YEARS = [
    ("Từ đầu năm 2019 đến nay", "2022-05-31", F, "years:2019-01-01..2022-05-31"),
    ("Từ đầu năm 2019 đến 30/6/2022", "2022-08", F, "years:2019-01-01..2022-06-30"),
    ("từ đầu năm 2019 đến hết năm 2021", "2022", F, "years:2019-2021"),
    ("từ năm 2019 đến năm 2021", "2022", F, "years:2019-2021"),
    ("Giai đoạn 2021-2025", "2020", T, "years:2021-2025"),
    ("giai đoạn 2020 - 2025", "2023-05-01", F, "years:2020-01-01..2023-05-01"),
    ("trong 2 năm 2011-2012", "2013-11-11", F, "years:2011-2012"),
    ("4 năm (2006-2010)", "", F, "years:?-2010"),
    ("5 năm (2006-2010)", "", F, "years:2006-2010"),
    ("phấn đấu đến năm 2025", "2021-11-29", T, "years:?-2025:projected"),
    ("Sau 5 năm triển khai Nghị quyết số 03", "2021-11-29", F, "years:?..2021-11-29"),
    ("10 năm thực hiện NQ 28", "2020-01-15", F, "years:?-?"),
    ("từ ngày 15/12/2022 đến ngày 15/12/2023", "", F, "years:2022-12-15..2023-12-15"),
    ("đến nay", "2020-06-11", F, "years:?..2020-06-11"),
    ("đến nay (7/2020)", "2020-07-28", F, "years:?..2020-07-28"),
    ("hiện nay (2017)", "2017-04-03", F, "years:?..2017-04-03"),
    ("hiện nay (2017)", "2018-04-03", F, "undated"),
    ("hiện nay (2017)", "2017", F, "undated"),
    ("từ đầu năm 2019 đến nay", "2022", F, "years:2019-?"),
    ("từ năm 2019", "2021", F, "years:2019-?"),
    ("từ năm 2019", "", F, "part_year:2019-?"),
    ("từ năm 2019 đến nay", "2022-05-31", F, "years:2019-01-01..2022-05-31"),
    ("từ đầu năm 2019-2021", "", F, "years:2019-2021"),
    ("từ đầu năm 2019 đến hết năm 2024", "2024-06-30", F, "years:2019-01-01..2024-06-30"),
    ("từ tháng 3/2024 đến nay", "2024-06-15", F, "within_year:2024-03-01..2024-06-15"),
    (
        "từ ngày 1/3/2024 đến ngày 30/6/2024",
        "2024-06-15",
        F,
        "within_year:2024-03-01..2024-06-30",
    ),
    ("từ ngày 1/3/2024 đến tháng 6/2024", "2024-06-15", F, "within_year:2024-03-01..2024-06-15"),
    ("từ ngày 1/3/2025", "2025-11", F, "within_year:2025-03-01..?"),
    ("đến ngày 19/5 (thực hiện Chỉ thị)", "", F, "years:?-?"),
    ("thực hiện đến ngày 19/5/2011", "2011-05-01", F, "years:?..2011-05-19"),
]
TERMS_AND_THE_REST = [
    ("nhiệm kỳ 2020 - 2025", "", T, "term:2020-2025"),
    ("Nhiệm kỳ XV (2010-2015)", "", F, "term:2010-2015"),
    ("nhiệm kỳ (2015–2020)", "2020-06-11", F, "term:2015-2020"),
    ("Trong nhiệm kỳ (Đại hội XV)", "2011", T, "term:?"),
    ("Từ đầu nhiệm kỳ đến giữa tháng 12/2023", "", F, "term_to_date:2020-2025:2023-12-15"),
    ("Từ đầu nhiệm kỳ đến nay", "2020-08-01", F, "term_to_date:?:2020-08-01"),
    ("Từ đầu nhiệm kỳ đến nay", "2022", F, "term_to_date:2020-2025:?"),
    ("Từ đầu nhiệm kỳ 2015-2020 đến nay (gần 5 năm)", "", F, "term_to_date:2015-2020:?"),
    ("Trong nửa nhiệm kỳ qua (2020 – 2025)", "2023-09-19", F, "term_to_date:2020-2025:?"),
    ("Sau hơn 1 năm thực hiện nghị quyết (2020-2025)", "", F, "term_to_date:2020-2025:?"),
    ("đến cuối năm 2014 (nhiệm kỳ 2010-2015)", "", F, "term_to_date:2010-2015:2014-12-31"),
    (
        "dự kiến đến cuối năm 2024 (nhiệm kỳ)",
        "",
        F,
        "term_to_date:2020-2025:2024-12-31:projected",
    ),
    ("từ đầu nhiệm kỳ đến nay (trung bình)", "", F, "term_to_date:?:?:average"),
    ("năm 2024 (nhiệm kỳ 2020-2025)", "2025", F, "year:2024"),
    ("hằng năm", "", F, "each_year"),
    ("Hàng năm", "2021-11-29", T, "each_year"),
    ("mỗi năm (nhiệm kỳ 2020 - 2025)", "", T, "each_year:2020-2025"),
    ("Bình quân hằng năm (Nghị quyết Đại hội XIII)", "2019", T, "each_year:average"),
    ("dịp 3/2", "2017-02-07", F, "event:2017-02-03"),
    ("dịp 02/9/2024", "2025", F, "event:2024-09-02"),
    ("Sáng 2.9", "2024-09-02", F, "event:2024-09-02"),
    ("7/11", "", F, "event:?"),
    ("", "2020-01-01", F, "undated"),
    ("(chỉ tiêu; period not printed)", "2018", T, "undated"),
    ("những năm gần đây", "2015-02-04", F, "undated"),
    ("Trong 15 năm qua", "", F, "undated"),
    ("trung bình", "", F, "undated:average"),
    ("mỗi năm giai đoạn 2021-2025", "", T, "each_year:2021-2025"),
    ("mỗi năm nhiệm kỳ 2020-2025", "", T, "each_year:2020-2025"),
    ("nhiệm kỳ 2020-2025 đến nay", "2022-05-31", F, "term_to_date:2020-2025:2022-05-31"),
    ("nhiệm kỳ 2020-2025 đến nay (năm 2022)", "2022-05-31", F, "term_to_date:2020-2025:2022-05-31"),
    ("nửa nhiệm kỳ 2020-2025", "", F, "term_to_date:2020-2025:?"),
    ("từ đầu nhiệm kỳ 2020-2025", "", F, "term_to_date:2020-2025:?"),
    ("từ đầu nhiệm kỳ 2020-2025 (2023)", "", F, "term_to_date:2020-2025:?"),
    ("từ đầu nhiệm kỳ đến hết nhiệm kỳ", "", F, "term_to_date:?:?"),
    (
        "từ đầu nhiệm kỳ 2020-2025 đến ngày 30/6/2024",
        "2024-06-15",
        F,
        "term_to_date:2020-2025:2024-06-30",
    ),
    ("từ đầu nhiệm kỳ đến tháng 6/2024", "2024-06-15", F, "term_to_date:2020-2025:2024-06-15"),
    ("từ đầu nhiệm kỳ đến nay", "2004", F, "term_to_date:?:?"),
    ("từ đầu nhiệm kỳ đến nay", "2005", F, "term_to_date:?:?"),
    ("từ đầu nhiệm kỳ đến nay", "2006", F, "term_to_date:2005-2010:?"),
    ("từ đầu nhiệm kỳ đến nay", "2029", F, "term_to_date:2025-2030:?"),
    ("từ đầu nhiệm kỳ đến nay", "2031", F, "term_to_date:?:?"),
    ("đại hội XV", "2021", T, "term:?"),
    ("nhiệm kỳ 2020-2025, năm 2022", "", F, "year:2022"),
    ("dịp", "2024-09-02", F, "event:?"),
    ("dịp 7/11/2024", "2024-10-01", F, "event:2024-11-07"),
    ("30/6/2024", "2024-06-15", F, "event:2024-06-30"),
    ("29/2", "2024-04-01", F, "event:2024-02-29"),
]
STOCKS = [
    ("2020-10-13", "2020-10-13", S, "as_of:2020-10-13"),
    ("13.10.2020", "2020-10", S, "as_of:2020-10-13"),
    ("10-10 (2025)", "2025-10-10", S, "as_of:2025-10-10"),
    ("Năm 2016", "2017-01-18", S, "as_of:2016-12-31"),
    ("Năm 2023", "2023-01-30", S, "as_of:2023-01-30"),
    ("6/2020", "2020-06", S, "as_of:2020-06-30"),
    ("9/2020", "2020-09-16", S, "as_of:2020-09-16"),
    ("đến nay (7/2020)", "2020-07-28", S, "as_of:2020-07-28"),
    ("đến nay (7/2020)", "2020", S, "undated"),
    ("Đến tháng 5/2025", "2025", S, "as_of:2025-05-31"),
    ("6 tháng đầu năm (2019)", "2019-07-22", S, "as_of:2019-06-30"),
    ("trong 2 tháng đầu năm 2017", "2017-02-15", S, "as_of:2017-02-15"),
    ("từ đầu năm 2017 đến nay", "2017-04-27", S, "as_of:2017-04-27"),
    ("cuối kỳ (2010)", "", S, "as_of:2010-12-31"),
    ("Khi sáp nhập (01/8/2019)", "2023-08-01", S, "as_of:2019-08-01"),
    ("từ ngày 1/1/2025", "2024-11", S, "as_of:2025-01-01"),
    ("đầu năm 2024", "", S, "as_of:2024-01-01"),
    ("Hiện nay", "2017-04-03", S, "as_of:2017-04-03"),
    ("hiện có", "", S, "undated"),
    ("hiện có (date not printed)", "", S, "undated"),
    ("đến nay", "", S, "undated"),
    ("sau chuyển giao", "", S, "undated"),
    ("khi mới thành lập", "", S, "undated"),
    ("đầu nhiệm kỳ 2020-2025", "2020-10-20", S, "undated"),
    ("đầu năm", "2024", S, "undated"),
    ("đầu năm 2025", "2024-11", S, "as_of:2025-01-01"),
    ("từ tháng 3/2024", "", S, "undated"),
]


@pytest.mark.parametrize(
    ("printed", "published", "reading", "key"),
    YEARS_AND_PARTS + UNTIL_A_DAY + SEVERAL_YEARS + TERMS_AND_THE_REST + STOCKS,
)
def test_reads_the_period(printed: str, published: str, reading: Reading, key: str) -> None:
    period = parse(printed, published, reading)
    assert isinstance(period, Period), period
    assert period.key == key
    assert period.printed == printed


@pytest.mark.parametrize(
    ("printed", "published", "reading", "start", "end"),
    [
        ("năm 2021", "", F, date(2021, 1, 1), date(2021, 12, 31)),
        ("phấn đấu đến năm 2025", "", T, None, date(2025, 12, 31)),
        ("4 năm (2006-2010)", "", F, None, date(2010, 12, 31)),
        ("Năm 2016", "2017", S, date(2016, 12, 31), date(2016, 12, 31)),
        ("nhiệm kỳ 2020-2025", "", F, None, None),
        ("Từ đầu năm 2019 đến nay", "2019", F, date(2019, 1, 1), None),
        ("so với cuối năm 2023", "", F, date(2024, 1, 1), None),
        ("quý I (2017)", "2017-04-03", F, date(2017, 1, 1), date(2017, 3, 31)),
        ("mỗi năm giai đoạn 2021-2025", "", T, date(2021, 1, 1), date(2025, 12, 31)),
        ("dịp 7/11/2024", "", F, date(2024, 11, 7), date(2024, 11, 7)),
        ("30/6/2024", "", F, date(2024, 6, 30), date(2024, 6, 30)),
        ("từ ngày 1/3/2025", "", F, date(2025, 3, 1), None),
    ],
)
def test_dates_are_only_those_the_print_allows(
    printed: str, published: str, reading: Reading, start: date | None, end: date | None
) -> None:
    period = parse(printed, published, reading)
    assert isinstance(period, Period)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("đầu nhiệm kỳ 2020-2025", (2020, 2025)),
        ("đầu nhiệm kỳ", None),
        ("mỗi năm nhiệm kỳ 2020-2025", (2020, 2025)),
        ("mỗi năm giai đoạn 2021-2025", None),
    ],
)
def test_the_years_of_a_term_are_kept(printed: str, term: tuple[int, int] | None) -> None:
    period = parse(printed, "", T)
    assert isinstance(period, Period)
    assert period.term == term


@pytest.mark.parametrize(
    ("period", "key"),
    [
        (Period("", PeriodKind.WITHIN_YEAR, date(2024, 3, 10), None), "within_year:2024-03-10..?"),
        (Period("", PeriodKind.WITHIN_YEAR, None, date(2024, 3, 10)), "within_year:?..2024-03-10"),
        (Period("", PeriodKind.YEARS, date(2021, 1, 1), None), "years:2021-?"),
        (
            Period("", PeriodKind.UNDATED, None, None, None, True, True),
            "undated:average:projected",
        ),
    ],
)
def test_a_key_says_what_is_unknown(period: Period, key: str) -> None:
    assert period.key == key


def test_a_printed_day_is_never_moved_by_the_publication() -> None:
    period = parse("tính đến ngày 30/6/2024", "2024-06-28", F)
    assert isinstance(period, Period)
    assert period.end == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("printed", "published", "reading", "reason"),
    [
        ("abc xyz", "2020", F, "no_period"),
        ("142", "", F, "unread_number"),
        ("tháng 13/2024", "", F, "unread_number"),
        ("１２/2020", "", F, "unread_number"),
        ("1/1-30/6/2024", "", F, "unread_number"),
        ("31/2/2024", "", F, "impossible_date"),
        ("29/2/2023", "", S, "impossible_date"),
        ("29/2", "2023-04-01", S, "impossible_date"),
        ("từ 29/2", "2023-04-01", F, "impossible_date"),
        ("2025-2020", "", F, "reversed_years"),
        ("2020-2020", "", F, "reversed_years"),
        ("từ 30/6/2024 đến 1/1/2024", "", F, "reversed_dates"),
        ("năm học 2021 - 2022", "", F, "school_year"),
        ("so với năm 2022", "", F, "comparison"),
        ("sau năm 2020", "", F, "vague"),
        ("giữa năm 2023", "", F, "vague"),
        ("đầu năm 2024", "", F, "vague"),
        ("từ cuối năm 2020 đến nay", "2022-01-01", F, "vague"),
        ("năm 2021 và năm 2022", "", F, "several_periods"),
        ("tháng 8/2024 (năm 2023)", "", F, "several_periods"),
        ("ngày 3/4/2024 và 5/6/2024", "", F, "several_periods"),
        ("nhiệm kỳ 2015-2020 và nhiệm kỳ 2020-2025", "", F, "several_periods"),
        ("từ ngày 1/1/2024 đến 30/6/2024, 31/7/2024", "", F, "several_periods"),
        ("từ đầu năm 2019-05", "2020", F, "several_periods"),
        ("trong năm qua", "2018-01-01", F, "year_not_printed"),
        ("trong 3 tháng qua", "2018-10-05", F, "year_not_printed"),
        ("năm 2018", "2017-12-05", F, "future_period"),
        ("x" * 5000, "", F, "too_long"),
    ],
)
def test_refuses_what_has_no_single_reading(
    printed: str, published: str, reading: Reading, reason: str
) -> None:
    refusal = parse(printed, published, reading)
    assert isinstance(refusal, Refusal), refusal
    assert (refusal.printed, refusal.reason) == (printed, reason)
    assert refusal.message


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        pytest.param(
            "abc", "«abc» không có kỳ số liệu nào nhận ra được.", id="nothing is recognised"
        ),
        pytest.param(
            "2025-2020",
            "«2025-2020» có năm đầu không trước năm cuối.",
            id="the years are the wrong way round",
        ),
        pytest.param(
            "x" * 100, f"«{'x' * 100}» không có kỳ số liệu nào nhận ra được.", id="shown in full"
        ),
        pytest.param(
            "x" * 101, f"«{'x' * 40}…» không có kỳ số liệu nào nhận ra được.", id="shown cut"
        ),
        pytest.param(
            "x" * 300, f"«{'x' * 40}…» không có kỳ số liệu nào nhận ra được.", id="longest read"
        ),
        pytest.param("x" * 301, "Chuỗi quá dài, không phải tên một kỳ số liệu.", id="too long"),
    ],
)
def test_the_message_shows_the_print(printed: str, message: str) -> None:
    refusal = parse(printed, "", F)
    assert isinstance(refusal, Refusal)
    assert refusal.message == message


def test_the_error_says_its_reason() -> None:
    with pytest.raises(NotReadError, match=r"^unread_number$"):
        tokenise("142")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("2011", PartialDate(2011)),
        ("2022-12", PartialDate(2022, 12)),
        ("2017-05-28", PartialDate(2017, 5, 28)),
    ],
)
def test_partial_dates(text: str, expected: PartialDate | None) -> None:
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize("text", ["2022-13", "28/5/2017", "2017-5-28", "２０１１", "2017-02-30"])
def test_partial_dates_reject_other_forms(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        PartialDate.parse(text)


def test_the_latest_day_of_a_partial_date() -> None:
    assert PartialDate(2024, 2).latest == date(2024, 2, 29)
    assert PartialDate(2024).latest == date(2024, 12, 31)
    assert PartialDate(2024).exact is None


@pytest.mark.parametrize("printed", ["năm " * 70, "1/" * 140, "từ đầu " * 40, "2020-" * 58])
def test_no_input_takes_long(printed: str) -> None:
    begun = time.perf_counter()
    assert isinstance(parse(printed, "2020", F), Period | Refusal)
    assert time.perf_counter() - begun < 0.5


PHRASES = (
    "năm tháng quý I III đến từ đầu cuối nay hết ngày nhiệm kỳ giai đoạn 2020 2020-2025 30/6 29/2 "
    "2/2024 6 9 qua (2024) trong hằng bình quân dự kiến sau thực hiện so với dịp lũy kế"
)
WORDS = st.sampled_from(PHRASES.split())
PUBLISHED = st.sampled_from(["", "2024", "2024-03", "2023-02-28", "2025-01-01"])


@given(
    st.text() | st.lists(WORDS, max_size=9).map(" ".join), PUBLISHED, st.sampled_from(list(Reading))
)
def test_never_raises_and_never_ends_before_it_begins(
    printed: str, published: str, reading: Reading
) -> None:
    period = parse(printed, published, reading)
    if isinstance(period, Period) and period.start and period.end:
        assert period.start <= period.end
    if isinstance(period, Period):
        assert period.key.startswith(period.kind.value)
        assert format_period(period)


@given(st.dates(date(2006, 1, 1), date(2030, 12, 30)))
def test_a_period_in_words_is_read_back(end: date) -> None:
    part = PeriodKind.YEAR if (end.month, end.day) == (12, 31) else PeriodKind.PART_YEAR
    spans = [
        Period("", part, date(end.year, 1, 1), end),
        Period("", PeriodKind.YEAR, date(end.year, 1, 1), date(end.year, 12, 31)),
        Period("", PeriodKind.YEARS, date(2005, 1, 1), end),
        Period("", PeriodKind.YEARS, date(2005, 1, 1), date(end.year, 12, 31)),
        Period("", PeriodKind.TERM_TO_DATE, None, end, (2005, 2010)),
        Period("", PeriodKind.TERM, None, None, (2005, 2010)),
        Period("", PeriodKind.EVENT, end, end),
        Period("", PeriodKind.UNDATED, None, None),
    ]
    for period in spans:
        again = parse(format_period(period), "", F)
        assert isinstance(again, Period), again
        assert again.key == period.key
    stock = Period("", PeriodKind.AS_OF, end, end)
    again = parse(format_period(stock), "", S)
    assert isinstance(again, Period)
    assert again.key == stock.key


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("hiện có (date not printed)", "hiện có"),
        ("Trong tháng 8 (figure is cumulative to end Aug 2024)", "Trong tháng 8"),
        ("(chỉ tiêu; period not printed)", ""),
        ("Trong 6 tháng đầu năm (2023)", "Trong 6 tháng đầu năm (2023)"),
    ],
)
def test_remarks_of_the_transcriber_are_not_shown_as_print(printed: str, shown: str) -> None:
    assert without_remarks(printed) == shown
