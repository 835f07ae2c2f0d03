"""Mojibake: UTF-8 read as another encoding comes back whole, all other text is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.legacy import LegacyEncoding, encode
from analysis.text.mojibake import repair_mojibake

NAMES = Path(__file__).with_name("official_unit_names.txt").read_text("utf-8").splitlines()


def as_latin1(text: str) -> str:
    return text.encode("utf-8").decode("latin-1")


def as_cp1252(text: str) -> str:
    """As Windows does it: undefined bytes pass as control characters."""
    data = text.encode("utf-8")
    return "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in data)


@pytest.mark.parametrize(
    ("broken", "repaired"),
    [
        pytest.param("Ä\x90áº£ng bá»™ xÃ£", "Đảng bộ xã", id="cp1252"),
        pytest.param("Ä\x90áº£ng bá»\x99 xÃ£", "Đảng bộ xã", id="latin-1"),
        pytest.param("HÃ\xa0 Ná»™i", "Hà Nội", id="no-break-space-is-half-a-letter"),
        pytest.param("HÃ\xa0", "Hà", id="no-break-space-at-the-end"),
        pytest.param("chÃ\xadnh", "chính", id="soft-hyphen-is-half-a-letter"),
        pytest.param("Ä\x90áº¯k Láº¯k", "Đắk Lắk", id="no-syllables"),
        pytest.param("Hoa\u00cc\u0080", "Hoà", id="decomposed"),
        pytest.param("xÃƒÂ£", "xã", id="misread-twice"),
    ],
)
def test_repaired(broken: str, repaired: str) -> None:
    assert repair_mojibake(broken) == repaired


@pytest.mark.parametrize("misread", [as_latin1, as_cp1252])
def test_every_name_comes_back(misread) -> None:
    names = [name for name in NAMES if not name.isascii()]
    assert [repair_mojibake(misread(name)) for name in names] == names
    assert [repair_mojibake(misread(misread(name))) for name in names] == names
    assert [repair_mojibake(misread(name.upper())) for name in names] == [
        name.upper() for name in names
    ]


def test_correct_names_are_left_alone() -> None:
    assert [name for name in NAMES if repair_mojibake(name) is not None] == []
    assert [name for name in NAMES if repair_mojibake(name.upper()) is not None] == []


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_names_in_an_old_font_are_left_alone(encoding: LegacyEncoding) -> None:
    assert [name for name in NAMES if repair_mojibake(encode(name, encoding)) is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        "M’Drắk", "Đắk Lắk", "Hà Nội", "“Đảng bộ” – 2025", "Hôtel de la Côte d’Azur", "naïve café",
        "Ä\x90áº£ng bộ", "Äáº£ng", "xÃ", "Â", "25°C", "25Â°C", "S = 12 m²", "JOÃO", "68,56%", "",
        "ascii", "日本", "\x90",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert repair_mojibake(text) is None


@given(
    st.text()
    | st.text().map(as_latin1)
    | st.text(alphabet=st.characters(min_codepoint=0x80, max_codepoint=0xFF))
)
def test_any_string_gets_an_answer_that_needs_no_repair(text: str) -> None:
    repaired = repair_mojibake(text)
    assert repaired is None or repair_mojibake(repaired) is None
