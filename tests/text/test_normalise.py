"""Names: one unit in many spellings has one key; different units keep different keys."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import clean_text, match_key, search_key, spell_tones

VIETNAMESE = st.text(
    alphabet="aàảãáạăằẳẵắặâầấậbcdđeèẻéêềếghiìíklmnoòỏóọôồơờpqrstuùủúưừvxyỳỷýỵ"
    "AĐHOUQY -–.’'/\u200b\u00a0"
)


@pytest.mark.parametrize(
    ("raw", "cleaned"),
    [
        pytest.param("  Đảng   bộ \t xã\n", "Đảng bộ xã", id="spaces"),
        pytest.param("Đảng\u00a0bộ\u202fxã\u3000A", "Đảng bộ xã A", id="unicode-spaces"),
        pytest.param("Hà\u200b \ufeffNội\u00ad", "Hà Nội", id="zero-width"),
        pytest.param("Vũng\u200bTàu", "VũngTàu", id="zero-width-as-separator-glues"),
        pytest.param("\u00d0ảng bộ", "Đảng bộ", id="eth"),
        pytest.param(unicodedata.normalize("NFD", "Đắk Lắk"), "Đắk Lắk", id="nfd"),
        pytest.param("Uỷ ban", "Uỷ ban", id="tone-placement-is-kept-for-display"),
        pytest.param("", "", id="empty"),
    ],
)
def test_clean_text(raw: str, cleaned: str) -> None:
    assert clean_text(raw) == cleaned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Thị uỷ Hoà Thành", "Thị ủy Hòa Thành"),
        ("THUÝ", "thúy"),
        ("khoẻ", "khỏe"),
        ("TP.Bà Rịa", "TP. Bà Rịa"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("Bà Rịa-Vũng Tàu", "BÀ RỊA — VŨNG TÀU"),
        ("M’Drắk", "M'Drắk"),
        ("\u00d0ồng Nai", "đồng nai"),
        ("Đảng bộ\u00a0 huyện", "đảng bộ huyện "),
        ("Ph\u200bú Mỹ", "Phú Mỹ"),
    ],
)
def test_one_name_in_two_spellings_has_one_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)
    assert match_key(unicodedata.normalize("NFD", one)) == match_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hòa Bình", "Hóa Bình"),
        ("Đại Từ", "Dại Từ"),
        ("Quý", "Quy"),
        ("Bà Rịa", "Ba Ria"),
        ("Sơn Qui", "Sơn Quy"),
        ("Đắk Lắk", "Đăk Lăk"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert match_key(one) != match_key(other)


@pytest.mark.parametrize("name", ["quý", "quỳ hợp", "hoàn kiếm", "khuỷu", "ngoèo", "hoành bồ"])
def test_tone_placement_rule_leaves_other_syllables_alone(name: str) -> None:
    assert match_key(name) == name


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        ("Đảng bộ TP. Bà Rịa", "dang bo tp.ba ria"),
        ("Đắk R’lấp", "dak r'lap"),
        ("Uỷ ban Ơ Ư", "uy ban o u"),
        ("１２ – ?", "１２-?"),
    ],
)
def test_search_key_has_no_tones(raw: str, key: str) -> None:
    assert search_key(raw) == key


@given(st.text() | VIETNAMESE)
def test_normalisation_is_idempotent(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert match_key(match_key(text)) == match_key(text)


@given(st.text() | VIETNAMESE)
def test_the_key_does_not_depend_on_the_unicode_form(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert match_key(composed) == match_key(decomposed)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Tỉnh ủy Hòa Bình", "Tỉnh uỷ Hoà Bình"),
        ("THÀNH ỦY", "THÀNH UỶ"),
        ("khỏe, thúy, xóa", "khoẻ, thuý, xoá"),
        ("quý, Quỳnh, quỷ", "quý, Quỳnh, quỷ"),
        ("hoàn, thoát, chuyến, loại", "hoàn, thoát, chuyến, loại"),
    ],
)
def test_tones_move_between_the_two_spellings_and_back(first: str, last: str) -> None:
    assert spell_tones(first, "uỷ") == last
    assert spell_tones(last, "ủy") == first
    assert spell_tones(first, "ủy") == first
