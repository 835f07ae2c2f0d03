"""Sentences in every case: rise, fall, unchanged, none, met exactly, over, bound, derived."""

from fractions import Fraction

import pandas as pd
import pytest

from analysis.chapters.wording import (
    REBUILT_NOTE,
    SMALL_TARGET_MARK,
    basis_kind_words,
    bounded,
    capitalise,
    change_words,
    group_words,
    missing_bounds,
    missing_words,
    period_words,
    rate_words,
    rebuilt,
    rebuilt_mark,
    result_sentence,
    source_date,
    target_words,
    term_words,
    threshold_words,
)
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.registers.target_bases import BasisKind

NAME = "Đảng bộ xã Thử"


def _row(**changes) -> dict:
    row = {
        "period_kind": "part_year",
        "period_start": pd.Timestamp("2024-01-01"),
        "period_end": pd.Timestamp("2024-06-30"),
        "term": None,
        "admitted": 142,
        "admitted_qualifier": "exact",
        "target": 270,
        "target_kind": TargetKind.PUBLISHED,
        "target_qualifier": "exact",
        "rate_pct": Fraction(14200, 270),
        "rate_kind": RateKind.COMPUTED,
        "printed_pct": None,
        "printed_decimals": None,
        "printed_qualifier": "exact",
        "missing": 128,
    }
    return row | changes


def test_a_result_short_of_its_target_says_what_is_missing() -> None:
    assert result_sentence(NAME, _row(), 50) == (
        "6 tháng đầu năm 2024, Đảng bộ xã Thử kết nạp 142 đảng viên, đạt 52,59% so với chỉ tiêu "
        "270; còn phải kết nạp 128 đồng chí."
    )


def test_a_target_met_exactly_is_called_so() -> None:
    row = _row(admitted=270, rate_pct=Fraction(100), missing=0)
    assert result_sentence(NAME, row, 50).endswith("chỉ tiêu 270; hoàn thành chỉ tiêu.")


def test_a_surplus_is_counted_in_persons() -> None:
    row = _row(admitted=1667, target=1550, rate_pct=Fraction(166700, 1550), missing=0)
    assert result_sentence(NAME, row, 50).endswith("; vượt chỉ tiêu 117 đồng chí.")


def test_none_admitted_is_its_own_sentence() -> None:
    row = _row(admitted=0, rate_pct=Fraction(0), missing=270)
    words = "6 tháng đầu năm 2024, Đảng bộ xã Thử chưa kết nạp được đảng viên."
    assert result_sentence(NAME, row, 50) == words


def test_without_a_target_no_rate_is_claimed() -> None:
    row = _row(target=None, target_kind=TargetKind.NONE, rate_pct=None, missing=None)
    sentence = result_sentence(NAME, row, 50)
    assert sentence.endswith("kết nạp 142 đảng viên; chưa có chỉ tiêu được công bố để so sánh.")
    assert "%" not in sentence


def test_a_rate_that_is_only_published_keeps_its_decimals() -> None:
    row = _row(
        admitted=None,
        target=None,
        target_kind=TargetKind.NONE,
        rate_kind=RateKind.PUBLISHED,
        rate_pct=Fraction(19),
        printed_pct=Fraction(19),
        printed_decimals=0,
        missing=None,
    )
    assert "đạt 19% so với chỉ tiêu (nguồn không công bố số chỉ tiêu)." in result_sentence(
        NAME, row, 50
    )


def test_a_derived_target_is_called_derived() -> None:
    row = _row(target=1550, target_kind=TargetKind.DERIVED)
    assert target_words(row) == "chỉ tiêu 1.550 (suy ra từ tỷ lệ công bố)"


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [("at_least", "chỉ tiêu từ 6 trở lên"), ("more_than", "chỉ tiêu trên 6")],
)
def test_a_minimum_keeps_the_words_of_the_print(qualifier: str, words: str) -> None:
    row = _row(target=6, target_kind=TargetKind.MINIMUM, target_qualifier=qualifier)
    assert target_words(row) == words


@pytest.mark.parametrize(
    ("change", "pct", "words"),
    [
        (134, Fraction(13400, 1533), "tăng 134 đồng chí (8,74%) so với năm 2022"),
        (-19, Fraction(-1900, 1533), "giảm 19 đồng chí (1,24%) so với năm 2022"),
        (0, Fraction(0), "bằng số kết nạp của năm 2022"),
        (3, None, "tăng 3 đồng chí so với năm 2022"),
    ],
    ids=["rise", "fall", "unchanged", "from zero"],
)
def test_changes(change: int, pct: Fraction | None, words: str) -> None:
    assert change_words(change, pct, "năm 2022") == words


@pytest.mark.parametrize(
    ("qualifier", "words"),
    [
        ("exact", "1.500"),
        ("less_than", "gần 1.500"),
        ("more_than", "trên 1.500"),
        ("at_least", "từ 1.500 trở lên"),
        ("about", "khoảng 1.500"),
        ("at_most", "không quá 1.500"),
    ],
)
def test_bounds_are_put_in_words(qualifier: str, words: str) -> None:
    assert bounded(1500, qualifier) == words


def test_a_rate_just_below_the_threshold_never_reads_as_the_threshold() -> None:
    assert rate_words(_row(rate_pct=Fraction(49999, 1000)), 50) == "49,999%"


@pytest.mark.parametrize(("threshold", "words"), [(50, "50%"), (33.3, "33,3%"), (50.0, "50%")])
def test_the_threshold_is_written_as_given(threshold: float, words: str) -> None:
    assert threshold_words(threshold) == words


def test_every_group_has_a_name() -> None:
    names = [group_words(status, 50) for status in Status]
    assert all(names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("published", "words"), [("2021-11-29", "29/11/2021"), ("2022-03", "3/2022"), ("2011", "2011")]
)
def test_dates_are_as_exact_as_they_are_known(published: str, words: str) -> None:
    assert source_date(published) == words


def test_terms_and_capitals() -> None:
    assert capitalise(term_words("2020-2025")) == "Nhiệm kỳ 2020–2025"
    row = _row(period_kind="term", period_start=None, period_end=None, term="2020-2025")
    assert period_words(row) == "nhiệm kỳ 2020–2025"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({}, "còn thiếu 128 đồng chí", id="some"),
        pytest.param({"missing": 1234}, "còn thiếu 1.234 đồng chí", id="thousands"),
        pytest.param({"missing": 1}, "còn thiếu 1 đồng chí", id="one"),
        pytest.param({"missing": 0}, "", id="none"),
        pytest.param({"missing": None}, "", id="nobody knows"),
        pytest.param(
            {"target_kind": TargetKind.MINIMUM}, "còn thiếu ít nhất 128 đồng chí", id="of a minimum"
        ),
        pytest.param(
            {"missing": None, "missing_lowest": 34, "missing_highest": 1036},
            "còn thiếu từ 34 đến 1.036 đồng chí",
            id="between two numbers",
        ),
        pytest.param(
            {"missing": None, "missing_lowest": 0, "missing_highest": 3},
            "còn thiếu không quá 3 đồng chí",
            id="perhaps nobody",
        ),
    ],
)
def test_persons_missing_are_told_as_exactly_as_they_are_known(changes: dict, words: str) -> None:
    assert missing_words(_row(**changes)) == words


def test_a_missing_figure_of_a_table_is_no_number() -> None:
    assert missing_words(_row(missing=pd.NA, missing_lowest=pd.NA, missing_highest=pd.NA)) == ""
    assert missing_bounds({"missing_lowest": 3, "missing_highest": None}) == ""
    assert missing_bounds({"missing_lowest": None, "missing_highest": 3}) == ""


def test_a_result_of_an_open_target_says_between_which_numbers_persons_are_missing() -> None:
    row = _row(
        target=None,
        target_kind=TargetKind.NONE,
        rate_kind=RateKind.PUBLISHED,
        printed_pct=Fraction(79),
        printed_decimals=0,
        missing=None,
        missing_lowest=34,
        missing_highest=36,
    )
    assert result_sentence(NAME, row, 50).endswith(
        "đạt 79% so với chỉ tiêu (nguồn không công bố số chỉ tiêu); còn phải kết nạp từ 34 đến 36 "
        "đồng chí."
    )


def test_a_target_is_named_with_its_bound_whatever_the_bound() -> None:
    assert target_words(_row(target_qualifier="about")) == "chỉ tiêu khoảng 270"
    ends = _row(target_kind=TargetKind.MINIMUM, target_qualifier="at_least", target_upper=1300)
    assert target_words(ends) == "chỉ tiêu từ 270 đến 1.300"


def test_who_set_a_target_is_named() -> None:
    assert [basis_kind_words(kind) for kind in BasisKind] == [
        "cấp trên giao",
        "nghị quyết đại hội",
        "đơn vị tự đề ra",
        "nguồn không nêu",
    ]
    assert basis_kind_words("own") == "đơn vị tự đề ra"


def test_the_mark_of_a_small_target_is_one_that_the_font_has() -> None:
    assert SMALL_TARGET_MARK == "‡"


def test_a_figure_added_up_from_former_units_has_a_mark_that_its_note_explains() -> None:
    assert REBUILT_NOTE == "§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất."


def test_a_rebuilt_figure_says_so_in_sentences_and_bears_a_mark_in_tables() -> None:
    assert rebuilt("1.270 đảng viên", is_rebuilt=True) == "1.270 đảng viên (số dựng lại)"
    assert rebuilt("1.270 đảng viên", is_rebuilt=False) == "1.270 đảng viên"
    assert REBUILT_NOTE.startswith(f"{rebuilt_mark(is_rebuilt=True)} ")
    assert rebuilt_mark(is_rebuilt=False) == ""
