"""Messages: their language, their places, their plural, their spelling."""

import pytest

from analysis.text.language import (
    current_language,
    gettext,
    language,
    ngettext,
    pgettext,
    set_language,
    spell,
)


def test_a_message_is_vietnamese_unless_another_language_is_chosen():
    assert gettext("Bảng {number}", number=3) == "Bảng 3"
    with language("en"):
        assert gettext("Bảng {number}", number=3) == "Table 3"
    assert current_language() == "vi"


def test_english_has_one_and_many_vietnamese_one_form():
    message = "trong {count} đơn vị trực thuộc"
    assert ngettext(message, 1, count=1) == "trong 1 đơn vị trực thuộc"
    with language("en"):
        assert ngettext(message, 1, count=1) == "of 1 subordinate organisation"
        assert ngettext(message, 2, count=2) == "of 2 subordinate organisations"


def test_a_whole_number_is_written_as_a_count_and_a_year_as_a_year():
    assert gettext("{count} năm {year}", count=1514, year=2024) == "1.514 năm 2024"
    assert gettext("{first_year}–{last_year}", first_year=2021, last_year=2024) == "2021–2024"
    with language("en"):
        assert gettext("{count}", count=1514) == "1,514"


def test_what_fills_a_place_is_never_read_as_a_message():
    assert gettext("{name}", name="{count} {name.__class__}") == "{count} {name.__class__}"


def test_a_message_that_nobody_translated_stays_as_it_is():
    with language("en"):
        assert gettext("chưa ai dịch câu này") == "chưa ai dịch câu này"
        assert pgettext("nơi khác", "chưa ai dịch câu này") == "chưa ai dịch câu này"


def test_messages_follow_the_spelling_and_what_fills_them_does_not():
    with language("vi", "uỷ"):
        assert gettext("cấp ủy hòa {name}", name="Tỉnh ủy") == "cấp uỷ hoà Tỉnh ủy"
        assert spell("Thủy Nguyên, Quý") == "Thuỷ Nguyên, Quý"
    assert spell("Thủy") == "Thủy"


@pytest.mark.parametrize(("code", "spelling"), [("fr", "ủy"), ("vi", "uy"), ("", "ủy")])
def test_an_unknown_language_or_spelling_is_refused(code: str, spelling: str):
    with pytest.raises(ValueError, match="unknown language"):
        set_language(code, spelling)
    assert current_language() == "vi"
