"""Printed numbers: every form of the bulletins is read exactly, every doubtful one is refused."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text import numbers
from analysis.text.display import format_count, format_number, format_percent
from analysis.text.numbers import NumberUnit, Qualifier, Quantity, parse_number
from analysis.text.numerals import UnreadableError, read_numeral
from analysis.text.refusal import Refusal

N, P, T, Y = NumberUnit.NUMBER, NumberUnit.PERCENT, NumberUnit.TIMES, NumberUnit.YEARS
EXACT, ABOUT, BETWEEN = Qualifier.EXACT, Qualifier.ABOUT, Qualifier.BETWEEN
AT_LEAST, MORE, LESS, AT_MOST = (
    Qualifier.AT_LEAST,
    Qualifier.MORE_THAN,
    Qualifier.LESS_THAN,
    Qualifier.AT_MOST,
)


@pytest.fixture(autouse=True)
def _grammar_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes the grammar runs once, at the import; here it runs within each test."""
    made = {"vi": numbers._compile("vi"), "en": numbers._compile("en")}
    monkeypatch.setattr(numbers, "_GRAMMAR", made)


def read(printed: str, style: str = "vi") -> Quantity:
    quantity = parse_number(printed, "en" if style == "en" else "vi")
    assert isinstance(quantity, Quantity), quantity
    assert quantity.printed == printed
    return quantity


@pytest.mark.parametrize(
    ("printed", "value", "unit", "qualifier"),
    [
        ("142", "142", N, EXACT),
        ("01", "1", N, EXACT),
        ("2492", "2492", N, EXACT),
        ("1.514", "1514", N, EXACT),
        ("3.636.158", "3636158", N, EXACT),
        ("1.234.567,891", "1234567.891", N, EXACT),
        ("13 000", "13000", N, EXACT),
        ("13\u00a0000", "13000", N, EXACT),
        ("13\u202f000", "13000", N, EXACT),
        ("5,28", "5.28", N, EXACT),
        ("0,514", "0.514", N, EXACT),
        ("112,15%", "112.15", P, EXACT),
        ("6,10%", "6.10", P, EXACT),
        ("64 %", "64", P, EXACT),
        ("5,0 %", "5.0", P, EXACT),
        ("12.34%", "12.34", P, EXACT),
        ("49.96%", "49.96", P, EXACT),
        ("1,514%", "1.514", P, EXACT),
        ("12,5 phần trăm", "12.5", P, EXACT),
        ("2,1 điểm phần trăm", "2.1", P, EXACT),
        ("gần 13.000", "13000", N, LESS),
        ("gần 3%", "3", P, LESS),
        ("dưới 5%", "5", P, LESS),
        ("hơn 61%", "61", P, MORE),
        ("trên 38,1%", "38.1", P, MORE),
        ("Trên 290", "290", N, MORE),
        ("gần bằng 50%", "50", P, ABOUT),
        ("khoảng 3,5%", "3.5", P, ABOUT),
        ("xấp xỉ 200", "200", N, ABOUT),
        ("từ 06", "6", N, AT_LEAST),
        ("từ 3% trở lên", "3", P, AT_LEAST),
        ("7% trở lên", "7", P, AT_LEAST),
        ("ít nhất 20 đảng viên", "20", N, AT_LEAST),
        ("tối thiểu 5", "5", N, AT_LEAST),
        ("không quá 10%", "10", P, AT_MOST),
        ("tối đa 30", "30", N, AT_MOST),
        ("hơn 72 ngàn", "72000", N, MORE),
        ("12 nghìn", "12000", N, EXACT),
        ("gần 3,2 triệu", "3200000", N, LESS),
        ("gần nửa triệu", "500000", N, LESS),
        ("1,5 tỷ", "1500000000", N, EXACT),
        ("1,5 lần", "1.5", T, EXACT),
        ("1.5 lần", "1.5", T, EXACT),
        ("5 năm", "5", Y, EXACT),
        ("142 đảng viên", "142", N, EXACT),
        ("24 đ/c", "24", N, EXACT),
        ("03 chi bộ", "3", N, EXACT),
        ("hơn 1.200 đồng chí", "1200", N, MORE),
        ("-5", "-5", N, EXACT),
        ("−5", "-5", N, EXACT),
        ("+19", "19", N, EXACT),
        ("(5)", "-5", N, EXACT),
        ("(1,16%)", "-1.16", P, EXACT),
    ],
)
def test_reads_vietnamese_figures(
    printed: str, value: str, unit: NumberUnit, qualifier: Qualifier
) -> None:
    quantity = read(printed)
    assert (quantity.value, quantity.unit, quantity.qualifier) == (Decimal(value), unit, qualifier)
    assert quantity.denominator is None


@pytest.mark.parametrize(
    ("printed", "value", "unit"),
    [
        ("1,479", "1479", N),
        ("3.16 percent", "3.16", P),
        ("99.7 percent", "99.7", P),
        ("1,234,567.89", "1234567.89", N),
        ("nearly 13,000", "13000", N),
        ("half a million", "500000", N),
    ],
)
def test_reads_english_figures(printed: str, value: str, unit: NumberUnit) -> None:
    quantity = read(printed, "en")
    assert (quantity.value, quantity.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("printed", "low", "high", "unit"),
    [
        ("3-4%", "3", "4", P),
        ("3–4%", "3", "4", P),
        ("từ 3 - 4%", "3", "4", P),
        ("3% đến 4%", "3", "4", P),
        ("200 đến 220", "200", "220", N),
        ("từ 01-02", "1", "2", N),
        ("1,5 - 2 lần", "1.5", "2", T),
        ("từ 90 - 100", "90", "100", N),
        ("khoảng 2-3 ngàn", "2000", "3000", N),
    ],
)
def test_reads_ranges(printed: str, low: str, high: str, unit: NumberUnit) -> None:
    quantity = read(printed)
    assert quantity.value is None
    assert quantity.qualifier is BETWEEN
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(low), Decimal(high), unit)


@pytest.mark.parametrize(
    ("printed", "style", "top", "bottom"),
    [
        ("142/270", "vi", 142, 270),
        ("8 / 7", "vi", 8, 7),
        ("5/1", "vi", 5, 1),
        ("1.450/2.000 đảng viên", "vi", 1450, 2000),
        ("1,004 out of 1,007", "en", 1004, 1007),
    ],
)
def test_reads_fractions(printed: str, style: str, top: int, bottom: int) -> None:
    assert read(printed, style) == Quantity(
        printed, Decimal(top), N, EXACT, None, None, Decimal(bottom), 0
    )


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        ("142", None, None),
        ("khoảng 142", None, None),
        ("trên 142", 142, None),
        ("từ 142 trở lên", 142, None),
        ("gần 142", None, 142),
        ("tối đa 142", None, 142),
    ],
)
def test_bounds_hold_only_what_the_words_say(
    printed: str, low: int | None, high: int | None
) -> None:
    quantity = read(printed)
    assert (quantity.low, quantity.high) == (low, high)


@pytest.mark.parametrize(
    ("printed", "decimals"),
    [
        ("112,15%", 2),
        ("94%", 0),
        ("1.514", 0),
        ("12.3%", 1),
        ("gần 3,2 triệu", 1),
        ("gần nửa triệu", 0),
        ("1,5-2%", 1),
        ("1-2,5%", 1),
        ("142/270", 0),
    ],
)
def test_counts_printed_decimals(printed: str, decimals: int) -> None:
    assert read(printed).decimals == decimals


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("3,2 triệu", "3200000"),
        ("1,2345678 triệu", "1234567.8000000"),
        ("12 nghìn", "12000"),
        ("5,0 %", "5.0"),
        ("5", "5"),
    ],
)
def test_a_multiplied_whole_number_has_no_decimals(printed: str, digits: str) -> None:
    assert str(read(printed).value) == digits


@pytest.mark.parametrize(
    ("printed", "reason"),
    [
        ("", "empty"),
        (" \u200b\u00a0 ", "empty"),
        ("1.51", "ambiguous_separator"),
        ("49.96", "ambiguous_separator"),
        ("0.514", "ambiguous_separator"),
        ("1,514", "ambiguous_separator"),
        ("1.514%", "ambiguous_separator"),
        ("1.514 triệu", "ambiguous_separator"),
        ("1,234,567", "foreign_separator"),
        ("1.234,567,8", "bad_grouping"),
        ("1.2.3", "bad_grouping"),
        ("1.23.456", "bad_grouping"),
        ("1.234 567", "bad_grouping"),
        ("1 51", "bad_grouping"),
        ("12,34,5", "bad_grouping"),
        ("năm thứ 3 liên tiếp", "ordinal"),
        ("１２３", "non_ascii_digit"),
        ("١٢٣", "non_ascii_digit"),
        ("1²", "non_ascii_digit"),
        ("1_000", "not_a_number"),
        ("1e5", "not_a_number"),
        ("nan", "not_a_number"),
        ("infinity", "not_a_number"),
        ("0x10", "not_a_number"),
        ("- 5", "not_a_number"),
        ("12*", "not_a_number"),
        ("10/12/2020", "not_a_number"),
        ("142 của 270", "not_a_number"),
        ("nửa", "not_a_number"),
        ("1" * 16, "too_long"),
        ("9" * 5000, "too_long"),
        ("4-3%", "reversed_range"),
        ("5/0", "bad_fraction"),
        ("1,5/2", "bad_fraction"),
        ("hơn 5 trở xuống", "conflicting_words"),
        ("trên 3-4%", "conflicting_words"),
        ("5 triệu %", "conflicting_words"),
        ("3% đến 4", "conflicting_words"),
        ("-3 - 4%", "conflicting_words"),
        ("3-4% trở lên", "conflicting_words"),
        ("4-4%", "reversed_range"),
        ("-5/7", "bad_fraction"),
        ("5/7 triệu", "bad_fraction"),
        ("5%/7", "bad_fraction"),
        ("5/7%", "bad_fraction"),
        ("hơn 5/7", "bad_fraction"),
        ("1.23,5", "foreign_separator"),
        ("12 34,5", "bad_grouping"),
        ("1,5 6", "bad_grouping"),
    ],
)
def test_refuses_what_has_no_single_reading(printed: str, reason: str) -> None:
    refusal = parse_number(printed)
    assert isinstance(refusal, Refusal)
    assert (refusal.printed, refusal.reason) == (printed, reason)
    assert refusal.message


@pytest.mark.parametrize(
    ("printed", "message"),
    [
        ("1.51", "1.51 có thể là 151 hoặc 1,51 (số thập phân)."),
        ("1.50", "1.50 có thể là 150 hoặc 1,50 (số thập phân)."),
        ("1,514", "1,514 có thể là 1514 hoặc 1,514 (số thập phân)."),
        ("0.514", "0.514 có thể là 514 hoặc 0,514 (số thập phân)."),
        ("0.00", "0.00 có thể là 0 hoặc 0,00 (số thập phân)."),
        ("", "Ô trống, không có con số nào."),
        ("1.2.3", "«1.2.3» có dấu phân cách hàng nghìn đặt sai chỗ."),
        ("5/0", "«5/0» không phải là một tỷ số giữa hai số đếm."),
        ("x" * 200, f"«{'x' * 200}» không đọc được thành một con số."),
        ("x" * 201, f"«{'x' * 40}…» dài quá mức của một con số."),
    ],
)
def test_the_message_says_what_is_wrong(printed: str, message: str) -> None:
    refusal = parse_number(printed)
    assert isinstance(refusal, Refusal)
    assert (refusal.printed, refusal.message) == (printed, message)


def test_the_error_says_its_reason() -> None:
    with pytest.raises(UnreadableError, match=r"^bad_grouping$") as caught:
        read_numeral("1.2.3", "vi", counted=True)
    assert caught.value.message == ""


def test_at_most_fifteen_digits_are_read() -> None:
    assert read("9" * 15).value == 999_999_999_999_999


@pytest.mark.parametrize("printed", ["1." * 99 + "x", "1 " * 99 + "-", "từ " * 60, "1-" * 90])
def test_no_input_takes_long(printed: str) -> None:
    begun = time.perf_counter()
    assert isinstance(parse_number(printed), Refusal)
    assert time.perf_counter() - begun < 0.5


@given(st.text() | st.text(alphabet="0123456789.,%-–/() từđếngầnhơtriệu", max_size=30))
def test_never_raises(printed: str) -> None:
    for style in ("vi", "en"):
        assert isinstance(parse_number(printed, style), Quantity | Refusal)


@given(st.integers(min_value=-(10**14), max_value=10**14))
def test_a_formatted_count_is_read_back(count: int) -> None:
    assert read(format_count(count)).value == count


@given(
    st.decimals(min_value=0, max_value=999, places=3, allow_nan=False),
    st.integers(min_value=0, max_value=3),
)
def test_a_formatted_percentage_is_read_back(percent: Decimal, decimals: int) -> None:
    quantity = read(format_percent(percent, decimals))
    assert format_number(quantity.value or 0, decimals) + "%" == quantity.printed
    assert quantity.decimals == decimals
