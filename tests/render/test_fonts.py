"""The fonts hold the letters of the language, and say which letters they lack."""

import pytest

from analysis.errors import RenderError
from analysis.render import fonts
from analysis.render.fonts import PACKAGES, load_face

from .conftest import LETTERS


@pytest.mark.parametrize("family", PACKAGES)
def test_every_vietnamese_letter_and_sign_of_a_report_is_there(family: str) -> None:
    face = load_face(family)
    text = LETTERS + LETTERS.upper() + "–…−≥≤×“”₫*†‡§[]\u00a0"
    assert face.writable(text) == text


@pytest.mark.parametrize("family", PACKAGES)
def test_a_letter_that_the_font_lacks_is_shown_as_its_code(family: str) -> None:
    assert load_face(family).writable("a\u25cb\u0007b") == "a[U+25CB][U+0007]b"


def test_text_is_composed() -> None:
    assert load_face("Be Vietnam Pro").writable("e\u0323\u0302") == "ệ"


def test_wide_letters_are_wider() -> None:
    face = load_face("Source Serif 4")
    assert face.width("mmm") > face.width("iii") > 0
    assert face.width("") == 0


def test_a_family_without_files_is_a_fault(monkeypatch, tmp_path) -> None:
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(fonts, "files", lambda _name: tmp_path)
    load_face.cache_clear()
    with pytest.raises(RenderError, match="phông chữ"):
        load_face("Be Vietnam Pro")
