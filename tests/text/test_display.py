"""Display: Vietnamese punctuation, true half-up rounding, no contradiction of a threshold."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import display
from analysis.text.language import language
from analysis.text.period_model import Period, PeriodKind


@pytest.mark.parametrize(
    ("x", "decimals", "expected"),
    [
        (Fraction(12100, 160), 2, "75.63"),
        (Decimal("2.675"), 2, "2.68"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("1.5"), 0, "2"),
        (Decimal("2.5"), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (7, 1, "7.0"),
        (Decimal("-0.001"), 2, "0.00"),
    ],
)
def test_round_half_up(x: int | Decimal | Fraction, decimals: int, expected: str) -> None:
    assert str(display.round_half_up(x, decimals)) == expected


def test_round_half_up_rejects_floats() -> None:
    with pytest.raises(TypeError, match=r"^round_half_up needs an exact number, not a float$"):
        display.round_half_up(75.625, 2)  # type: ignore[arg-type]


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=5), st.integers(0, 4))
def test_round_half_up_agrees_with_decimal(x: Decimal, decimals: int) -> None:
    expected = x.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert display.round_half_up(x, decimals) == expected


def test_counts_and_differences() -> None:
    assert display.format_count(13835) == "13.835"
    assert display.format_count(999) == "999"
    assert display.format_count(1234567) == "1.234.567"
    assert display.format_signed(19) == "+19"
    assert display.format_signed(1) == "+1"
    assert display.format_signed(-5) == "\u22125"
    assert display.format_signed(0) == "0"
    assert display.format_signed(1500) == "+1.500"


def test_percentages() -> None:
    assert display.format_percent(Fraction(11388 * 100, 12064)) == "94,40%"
    assert display.format_percent(Decimal("112.15"), 1) == "112,2%"
    assert display.format_percent(50, 0) == "50%"
    assert display.format_percent(Decimal("-1.16")) == "\u22121,16%"
    assert display.format_number(Decimal("1234.5"), 2) == "1.234,50"


@pytest.mark.parametrize(
    ("value", "threshold", "shown"),
    [
        pytest.param(Fraction("49.996"), Fraction(50), "49,996%", id="would-show-50.00"),
        pytest.param(Fraction("49.99996"), Fraction(50), "49,99996%", id="closer"),
        pytest.param(Fraction("49.96"), Fraction(50), "49,96%", id="plain"),
        pytest.param(Fraction(50), Fraction(50), "50,00%", id="equal"),
        pytest.param(Fraction(100, 3), Fraction(100, 3), "33,33%", id="equal-and-periodic"),
        pytest.param(Fraction("33.334"), Fraction(100, 3), "33,334%", id="above-odd-threshold"),
    ],
)
def test_a_percentage_never_contradicts_its_threshold(
    value: Fraction, threshold: Fraction, shown: str
) -> None:
    assert display.format_percent_against(value, threshold) == shown


@given(
    st.fractions(min_value=0, max_value=200, max_denominator=10**6),
    st.sampled_from([Fraction(50), Fraction(80), Fraction(100)]),
)
def test_the_shown_percentage_is_on_the_same_side(value: Fraction, threshold: Fraction) -> None:
    shown = display.format_percent_against(value, threshold).rstrip("%")
    assert (Fraction(shown.replace(".", "").replace(",", ".")) < threshold) == (value < threshold)


def test_dates() -> None:
    assert display.format_date(date(2024, 6, 30)) == "30/6/2024"


JAN_1 = date(2024, 1, 1)
K = PeriodKind


IN_WORDS = [
    (Period("", K.YEAR, date(2023, 1, 1), date(2023, 12, 31)), "năm 2023"),
    (Period("", K.YEAR, None, None), "cả năm (không ghi năm)"),
    (Period("", K.PART_YEAR, JAN_1, date(2024, 6, 30)), "6 tháng đầu năm 2024"),
    (Period("", K.PART_YEAR, JAN_1, date(2024, 10, 31)), "10 tháng đầu năm 2024"),
    (Period("", K.PART_YEAR, JAN_1, date(2024, 1, 31)), "tháng 1 năm 2024"),
    (
        Period("", K.PART_YEAR, date(2017, 1, 1), date(2017, 11, 23)),
        "từ đầu năm 2017 đến ngày 23/11/2017",
    ),
    (Period("", K.PART_YEAR, JAN_1, None), "từ đầu năm 2024"),
    (Period("", K.PART_YEAR, None, None), "từ đầu năm (không ghi năm)"),
    (Period("", K.WITHIN_YEAR, date(2024, 8, 1), date(2024, 8, 31)), "tháng 8 năm 2024"),
    (Period("", K.WITHIN_YEAR, date(2024, 7, 1), date(2024, 9, 30)), "quý III năm 2024"),
    (Period("", K.WITHIN_YEAR, date(2024, 7, 1), date(2024, 12, 31)), "6 tháng cuối năm 2024"),
    (
        Period("", K.WITHIN_YEAR, date(2024, 7, 1), date(2024, 8, 15)),
        "từ ngày 1/7/2024 đến ngày 15/8/2024",
    ),
    (Period("", K.WITHIN_YEAR, None, None), "trong năm (không ghi năm)"),
    (Period("", K.YEARS, date(2011, 1, 1), date(2012, 12, 31)), "giai đoạn 2011–2012"),
    (Period("", K.YEARS, None, date(2010, 12, 31)), "đến hết năm 2010"),
    (
        Period("", K.YEARS, date(2019, 1, 1), date(2022, 5, 31)),
        "từ đầu năm 2019 đến ngày 31/5/2022",
    ),
    (Period("", K.YEARS, None, None), "nhiều năm (không ghi thời điểm)"),
    (Period("", K.TERM, None, None, (2020, 2025)), "nhiệm kỳ 2020–2025"),
    (
        Period("", K.TERM_TO_DATE, None, date(2023, 12, 15), (2020, 2025)),
        "từ đầu nhiệm kỳ 2020–2025 đến ngày 15/12/2023",
    ),
    (Period("", K.TERM_TO_DATE, None, None), "từ đầu nhiệm kỳ"),
    (Period("", K.EACH_YEAR, None, None), "mỗi năm"),
    (Period("", K.EACH_YEAR, None, None, (2020, 2025)), "mỗi năm, nhiệm kỳ 2020–2025"),
    (
        Period("", K.EACH_YEAR, date(2021, 1, 1), date(2025, 12, 31)),
        "mỗi năm, giai đoạn 2021–2025",
    ),
    (Period("", K.AS_OF, JAN_1, date(2024, 6, 30)), "thời điểm 30/6/2024"),
    (Period("", K.EVENT, None, date(2024, 9, 2)), "dịp 2/9/2024"),
    (Period("", K.EVENT, None, None), "một dịp (không ghi ngày)"),
    (Period("", K.UNDATED, None, None), "không ghi thời điểm"),
    (
        Period("", K.YEAR, JAN_1, date(2024, 12, 31), is_projected=True),
        "năm 2024 (dự kiến)",
    ),
    (Period("", K.TERM, None, None, None, is_average=True), "nhiệm kỳ (bình quân)"),
    (
        Period("", K.TERM, None, None, None, is_average=True, is_projected=True),
        "nhiệm kỳ (bình quân, dự kiến)",
    ),
    (Period("", K.PART_YEAR, JAN_1, date(2024, 12, 31)), "năm 2024"),
    (Period("", K.PART_YEAR, JAN_1, date(2024, 11, 30)), "11 tháng đầu năm 2024"),
    (Period("", K.WITHIN_YEAR, date(2024, 4, 10), None), "từ ngày 10/4/2024"),
    (Period("", K.WITHIN_YEAR, None, date(2024, 8, 15)), "đến ngày 15/8/2024"),
    (
        Period("", K.WITHIN_YEAR, date(2024, 8, 1), date(2024, 8, 15)),
        "từ ngày 1/8/2024 đến ngày 15/8/2024",
    ),
    (
        Period("", K.WITHIN_YEAR, date(2024, 8, 10), date(2024, 8, 31)),
        "từ ngày 10/8/2024 đến ngày 31/8/2024",
    ),
    (Period("", K.AS_OF, None, None), "không ghi thời điểm"),
    (Period("", K.YEARS, None, date(2022, 5, 31)), "đến ngày 31/5/2022"),
    (
        Period("", K.YEARS, date(2019, 3, 1), date(2022, 12, 31)),
        "từ ngày 1/3/2019 đến hết năm 2022",
    ),
    (Period("", K.TERM_TO_DATE, None, date(2023, 12, 31)), "từ đầu nhiệm kỳ đến hết năm 2023"),
]


@pytest.mark.parametrize(("period", "shown"), IN_WORDS)
def test_periods_in_words(period: Period, shown: str) -> None:
    assert display.format_period(period) == shown


def test_a_period_without_flags_is_neither_average_nor_projected() -> None:
    class Plain(NamedTuple):
        kind: PeriodKind
        start: date | None
        end: date | None
        term: tuple[int, int] | None

    assert display.format_period(Plain(K.TERM, None, None, (2020, 2025))) == "nhiệm kỳ 2020–2025"


def test_numbers_and_dates_in_english() -> None:
    with language("en"):
        assert display.format_count(1234567) == "1,234,567"
        assert display.format_signed(-1500) == "\u22121,500"
        assert display.format_number(Decimal("1234.5"), 2) == "1,234.50"
        assert display.format_percent(Decimal("112.15")) == "112.15%"
        assert display.format_percent_against(Fraction("49.996"), Fraction(50)) == "49.996%"
        assert display.format_date(date(2024, 6, 30)) == "30 June 2024"
        assert display.format_month(date(2024, 8, 1)) == "August 2024"


@pytest.mark.parametrize(
    ("code", "percent", "shortest"), [("vi", "3,50%", "3,5"), ("en", "3.50%", "3.5")]
)
def test_decimals_are_counted_behind_the_mark_of_the_language(
    code: str, percent: str, shortest: str
) -> None:
    with language(code):
        assert display.format_percent(Decimal("3.5")) == percent
        assert display.decimals_of(percent) == 2
        assert display.decimals_of("1" + percent[1:2] + "234") == 3
        assert display.decimals_of("7%") == 0
        assert display.format_shortest(Decimal("3.5"), 2) == shortest
        assert display.format_shortest(7, 2) == "7"
        assert display.format_shortest(10, 0) == "10"


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (Period("", K.YEAR, date(2023, 1, 1), date(2023, 12, 31)), "2023"),
        (Period("", K.PART_YEAR, JAN_1, date(2024, 6, 30)), "the first 6 months of 2024"),
        (Period("", K.PART_YEAR, JAN_1, date(2024, 1, 31)), "January 2024"),
        (Period("", K.PART_YEAR, JAN_1, date(2024, 5, 28)), "2024 up to 28 May 2024"),
        (Period("", K.PART_YEAR, JAN_1, None), "the period from the beginning of 2024"),
        (Period("", K.WITHIN_YEAR, date(2024, 7, 1), date(2024, 9, 30)), "quarter III of 2024"),
        (
            Period("", K.WITHIN_YEAR, date(2024, 7, 1), date(2024, 8, 15)),
            "the period from 1 July 2024 to 15 August 2024",
        ),
        (Period("", K.YEARS, date(2011, 1, 1), date(2012, 12, 31)), "the years 2011–2012"),
        (
            Period("", K.YEARS, date(2019, 1, 1), date(2022, 5, 31)),
            "the period from the beginning of 2019 to 31 May 2022",
        ),
        (Period("", K.TERM, None, None, (2020, 2025)), "the 2020–2025 term"),
        (
            Period("", K.TERM_TO_DATE, None, date(2023, 12, 15), (2020, 2025)),
            "the 2020–2025 term up to 15 December 2023",
        ),
        (Period("", K.EACH_YEAR, None, None, (2020, 2025)), "each year of the 2020–2025 term"),
        (Period("", K.AS_OF, JAN_1, date(2024, 6, 30)), "as at 30 June 2024"),
        (
            Period("", K.TERM, None, None, None, is_average=True, is_projected=True),
            "the term (average, projected)",
        ),
    ],
)
def test_periods_in_english(period: Period, shown: str) -> None:
    with language("en"):
        assert display.format_period(period) == shown


@pytest.mark.parametrize("period", [period for period, _ in IN_WORDS])
def test_no_period_is_left_in_vietnamese_in_english(period: Period) -> None:
    with language("en"):
        assert display.format_period(period).replace("–", "-").isascii()


@pytest.mark.parametrize(
    ("period", "shown"),
    [
        (
            Period("", K.YEARS, date(2019, 3, 1), date(2022, 12, 31)),
            "từ ngày 1/3/2019 đến hết năm 2022",
        ),
        (
            Period("", K.YEARS, date(2019, 3, 1), date(2022, 5, 31)),
            "từ ngày 1/3/2019 đến ngày 31/5/2022",
        ),
        (Period("", K.YEARS, date(2019, 1, 1), None), "từ đầu năm 2019"),
        (
            Period("", K.TERM_TO_DATE, None, date(2023, 12, 31), (2020, 2025)),
            "từ đầu nhiệm kỳ 2020–2025 đến hết năm 2023",
        ),
    ],
)
def test_spans_that_begin_or_end_with_a_year(period: Period, shown: str) -> None:
    assert display.format_period(period) == shown
