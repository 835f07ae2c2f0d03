"""Every rule of an issue and every reason for setting a line aside has words in both languages."""

from __future__ import annotations

import pytest
from docs.test_docs import reasons_in_code
from docs.test_returns_page import rules_in_code

from analysis.chapters.issue_words import RULES, issue_words, reason_words, rule_words
from analysis.text.language import language

MESSAGE = "cột «Nữ»: «Tổng cộng» ghi 49, cộng 9 đơn vị được 47"


def test_each_rule_and_reason_has_its_words_and_nothing_else_has() -> None:
    assert sorted(RULES) == sorted({*rules_in_code(), *reasons_in_code()})


@pytest.mark.parametrize("rule", RULES)
def test_the_words_are_translated(rule: str) -> None:
    with language("en"):
        assert rule_words(rule) not in (RULES[rule], rule)


def test_a_vietnamese_report_shows_the_message_with_all_details() -> None:
    assert issue_words("total_mismatch", MESSAGE, "49") == MESSAGE
    assert reason_words("ordinal", "«thứ 3» là số thứ tự") == "«thứ 3» là số thứ tự"


def test_another_report_names_the_rule_and_quotes_the_cell() -> None:
    with language("en"):
        told = issue_words("total_mismatch", MESSAGE, "49")
        assert told == "the units do not add up to their total: “49”"
        assert issue_words("truncated", "Tệp bị cụt.", "") == "the end of the file is missing"
        assert reason_words("ordinal", "«thứ 3» là số thứ tự") == "a rank, not a count"


def test_a_line_that_was_not_set_aside_has_no_reason() -> None:
    with language("en"):
        assert reason_words("", "") == ""


def test_what_stands_in_a_cell_is_no_message() -> None:
    with language("en"):
        assert issue_words("negative", "", "{0}{rule}") == "a negative count: “{0}{rule}”"
