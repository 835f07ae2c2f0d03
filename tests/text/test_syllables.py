"""Syllables: Vietnamese spelling is accepted, other languages and broken text are not."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import clean_text
from analysis.text.syllables import is_vietnamese_syllable, syllable_share

NAMES = Path(__file__).with_name("official_unit_names.txt").read_text("utf-8").splitlines()

# Parts of official names that come from other languages of the country. They keep the spelling of
# those languages: final k, l, r or h, clusters such as kr and dr, the letters j and w.
FROM_OTHER_LANGUAGES = set(
    """
    Al Ana Avương Ayun B Bhăng Biang Bla Braih Búk Chro Cuôr D Dliê Drang Dray Dreh Droh Drăng
    Drông Drắk Dur Dêê Dơk Ea Grai H Hiao Hine Hra Hrung Hrú Huoai Jút KDang Ka Kan Kang Kao Kar
    Kbang Khươl Khăl Kly Kmăl Knuếc Knốp Ko Kon Krey Krong Krái Krêl Krông Ktur Kôi Kôn Kông Kơi
    Kạn Lắk M Mar Mil Ngọk Ning Nuôl Pleiku Plô Plông Pnôn Prao Pring Prông Pxi Păh Păl Púch Pék
    Pơng Pưh Rbol Rsai Rve Rvê Rốk SRó Sơmei Sắk Tul Tôr Tẻh Uar Wa Wer Wil Wy Ya Yang gar Đak
    Đakrông Đal Đăk Đắk Êê
    """.split()  # noqa: SIM905
)

SYLLABLES = """
    đảng bộ xã phường quý quỳnh quốc quyết quân qua quẻ quở gì gìn giêng giếng giữa già giặt gỡ ghế
    khuỷu ngoèo khuya nghiêng nghĩa ngành hoành xoong uyên yến yêu ý ổ ướt ưu huỳnh hoà hòa khoẻ
    khỏe thuỷ thủy quyển chuyển xoáy rượu queo quít kỵ ế ích oách uể oải nguyệt trường phổ bướu
    mười uống hươu tuýp HUYỆN Ấp Tỉnh tại cả á là tết sách chếch
""".split()  # noqa: SIM905
OTHERS = """
    hôtel côte françois café straße cac hoc viet that qủa hoaà hũyen tèt sảch ngi ghà cê kà ngiêm
    tyên quu uô iê âu2 được2 thµnh nguyÔn nguyeãn x· hé1 giáá giầý a-b dd tt w
""".split()  # noqa: SIM905


@pytest.mark.parametrize("word", SYLLABLES)
def test_a_syllable_in_any_form(word: str) -> None:
    for form in ("NFC", "NFD"):
        for spelling in (word, word.upper(), word.title()):
            assert is_vietnamese_syllable(unicodedata.normalize(form, spelling))


@pytest.mark.parametrize("word", ["", " ", "đảng bộ", "đảng ", "2025", "h\u00f2\u0301a", *OTHERS])
def test_no_syllable(word: str) -> None:
    assert not is_vietnamese_syllable(word)


def test_the_official_names_follow_the_rules_but_for_names_from_other_languages() -> None:
    words = {word for name in NAMES for word in re.findall(r"[^\W\d_]+", name)}
    assert {word for word in words if not is_vietnamese_syllable(word)} == FROM_OTHER_LANGUAGES


def test_the_list_of_names_is_clean() -> None:
    assert len(NAMES) == 3025
    assert sorted(set(NAMES)) == NAMES
    assert [clean_text(name) for name in NAMES] == NAMES


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Đảng bộ xã Krông Năng", 4 / 5),
        ("12.345 (ước), 68,56%", 1),
        ("The Christmas market", 1 / 3),
        ("2025", 0),
        ("", 0),
    ],
)
def test_share(text: str, share: float) -> None:
    assert syllable_share(text) == pytest.approx(share)


@given(st.text())
def test_any_string_gets_an_answer(text: str) -> None:
    assert is_vietnamese_syllable(text) in (True, False)
    assert 0 <= syllable_share(text) <= 1
