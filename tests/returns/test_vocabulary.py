"""The labels of rows and the words of headings, as the vocabulary lists them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.returns.vocabulary import plain_words, vocabulary, words_of
from analysis.text.normalise import match_key

TOTALS = [
    *("Toàn tỉnh", "TOÀN ĐẢNG BỘ", "Tổng toàn huyện", "CỘNG (I+II)", "Tổng (A+B)", "Tổng số:"),
    *("TỔNG CỘNG TOÀN TỈNH", "Cộng:", "Tổng cộng (1+2):", "Toàn Đảng bộ huyện", "TC", "T.Cộng"),
    *("Tổng chung", "Tổng hợp toàn tỉnh", "Cả tỉnh", "Toàn thành phố", "Cộng I + II", "Cộng A"),
    *("Tổng I", "Cộng tổng", "Tổng các đơn vị", "Tính chung toàn tỉnh", "Chung toàn huyện"),
    *("Tổng cộng khối xã, phường", "Cộng (A + B)", "TONG CONG", "Toan tinh", "Cong"),
]
UNITS = [
    *("Cộng Hòa", "Xã Cộng Hòa", "Cộng Lạc", "Tam Cộng", "Tổng Cọt", "Tổng kho", "Tổng cục II"),
    *("Tổng công ty Điện lực", "TONG CONG TY DIEN LUC", "Công an tỉnh", "Cong an tinh"),
    *("Toàn Thắng", "Xã Toàn Sơn", "Chi bộ TC", "Chung Chải", "Đảng bộ tỉnh Bình Minh"),
    *("Bình Quân Xã", "Năm Căn", "Tăng Nhơn Phú", "Sở Nội vụ", "So Noi vu", "Xã Tân Hòa"),
]
COMPARISONS = [
    *("Tỷ lệ %", "Tỷ lệ (%)", "%", "Cùng kỳ năm 2023", "Cùng kỳ năm trước", "So sánh (+/-)"),
    *("Tăng, giảm", "Tăng/giảm", "Tăng (+), giảm (-)", "(+/-)", "So với cùng kỳ", "Chênh lệch"),
    *("So cùng kỳ năm 2023", "Bình quân", "Bình quân chung", "Bình quân (chung)", "Ty le %"),
]


@pytest.mark.parametrize("label", TOTALS)
def test_labels_of_totals(label: str) -> None:
    assert vocabulary().total_rows.match(match_key(label))


@pytest.mark.parametrize("label", UNITS)
def test_names_of_units_are_neither_totals_nor_comparisons(label: str) -> None:
    assert not vocabulary().total_rows.match(match_key(label))
    assert not vocabulary().comparison_rows.match(match_key(label))


@pytest.mark.parametrize("label", COMPARISONS)
def test_labels_of_comparisons(label: str) -> None:
    assert vocabulary().comparison_rows.match(match_key(label))
    assert not vocabulary().total_rows.match(match_key(label))


def test_short_forms_are_written_out() -> None:
    assert words_of("KQ KN ĐV") == words_of("Kết quả kết nạp đảng viên")
    assert words_of("TCCSĐ") == words_of("tổ chức cơ sở đảng")
    assert words_of("đ/v") == ("đảng", "viên")


def test_every_named_measure_is_listed() -> None:
    known = vocabulary()
    assert known.stocks <= set(known.units)
    assert set(known.named.values()) <= set(known.units)


def test_phrases_without_accents_keep_their_meaning() -> None:
    known = vocabulary()
    for words, feature in known.phrases.items():
        assert known.plain_phrases.get(plain_words(words)) in (feature, None)


@given(st.text(max_size=80))
def test_splitting_into_words_never_raises(text: str) -> None:
    words = words_of(text)
    assert all(words)
    assert len(plain_words(words)) == len(words)
