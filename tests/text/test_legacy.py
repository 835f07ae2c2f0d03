"""Old fonts: the tables are those of the standards, and only what is sure is detected."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.legacy import LegacyEncoding, decode, detect, encode, encoding_of_font
from analysis.text.legacy_tables import SIGNS, TCVN3, VNI

T, V = LegacyEncoding.TCVN3, LegacyEncoding.VNI
NAMES = Path(__file__).with_name("official_unit_names.txt").read_text("utf-8").splitlines()
LOWER = "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵ"
PLAIN_CAPITALS = set("ĂÂĐÊÔƠƯ")
TONED_CAPITALS = set(LOWER.upper()) - PLAIN_CAPITALS


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", (T, False)), (".VnTimeH", (T, True)), (".VnArial", (T, False)),
        (".VnArial NarrowH", (T, True)), (".vntime", (T, False)), (".VNTIMEH", (T, True)),
        (".VnTimeH Bold", (T, True)), ("ABCDEF+.VnTimeH,Bold", (T, True)),
        ("VNI-Times", (V, False)), ("VNI-Helve-Condense", (V, False)), ("vni-times", (V, False)),
        ("VNI Times", (V, False)), ("VNI-AvoH", (V, False)), ("Vnitext", None), ("VnTime", None),
        ("Times New Roman", None), ("Arial", None), ("Be Vietnam Pro", None), ("RomanH", None),
        ("", None), (".", None), (".Vn", None),
    ],
)  # fmt: skip
def test_font(font: str, expected: tuple[LegacyEncoding, bool] | None) -> None:
    assert encoding_of_font(font) == expected


def test_the_tables_hold_the_whole_alphabet() -> None:
    assert set(TCVN3.values()) == set(LOWER) | PLAIN_CAPITALS
    assert set(VNI.values()) == set(LOWER) | set(LOWER.upper())
    assert (len(TCVN3), len(VNI)) == (74, 134)


@pytest.mark.parametrize(
    ("encoding", "old", "expected"),
    [
        (T, "NguyÔn", "Nguyễn"),
        (T, "thµnh phè", "thành phố"),
        (T, "Trung \xad¬ng", "Trung ương"),
        (T, "Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Cộng hoà xã hội chủ nghĩa Việt Nam"),
        (T, "§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        (T, "Bµ RÞa – Vòng Tµu", "Bà Rịa – Vũng Tàu"),
        (T, "“§¶ng bé”", "“Đảng bộ”"),
        (T, "\x93§¶ng bé\x94", "“Đảng bộ”"),
        (T, "\u0192p B¾c, \x83p B¾c", "Áp Bắc, Áp Bắc"),
        (T, "Êp, ÄP B¾C", "ấp, ẤP BắC"),
        (T, "30°C, 12 m², ±5", "30°C, 12 m², ±5"),
        (T, "a° e± o² u³ y´", "à ẻ õ ú ỵ"),
        (T, unicodedata.normalize("NFD", "NguyÔn"), "Nguyễn"),
        (V, "Nguyeãn", "Nguyễn"),
        (V, "thaønh phoá", "thành phố"),
        (V, "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        (V, "Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        (V, "ÑAÛNG BOÄ, AÁp Baéc, Aáp Baéc", "ĐẢNG BỘ, Ấp Bắc, Ấp Bắc"),
        (V, "ò î ó æ ì í ô ö ñ", "ị ỵ ĩ ỉ ì í ơ ư đ"),
        (V, "aú aü yû yõ ôõ öõ", "ẳ ẵ ỷ ỹ ỡ ữ"),
    ],
)
def test_decoded(encoding: LegacyEncoding, old: str, expected: str) -> None:
    assert decode(old, encoding) == expected


def test_a_font_of_capitals() -> None:
    assert decode("®¶ng bé Trung \xad¬ng", T, capitals=True) == "ĐẢNG BỘ TRUNG ƯƠNG"
    assert encode("ĐẢNG BỘ", T) == "§¶NG Bé"
    assert decode("§¶NG Bé", T, capitals=True) == "ĐẢNG BỘ"


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is not installed")
@pytest.mark.parametrize("charset", ["latin-1", "cp1252"])
def test_tcvn3_agrees_with_iconv(charset: str) -> None:
    """But for the signs of Windows, at which TCVN 5712 VN1 has capitals."""
    data = b"".join(b"a%c\n" % byte for byte in range(0x80, 0x100))
    text = "".join(bytes([byte]).decode(charset, errors="ignore") or chr(byte) for byte in data)
    command = ["iconv", "-f", "TCVN", "-t", "UTF-8"]
    result = subprocess.run(command, input=data, capture_output=True, timeout=60, check=False)
    if result.returncode:
        pytest.skip("iconv does not know TCVN")
    expected = unicodedata.normalize("NFC", result.stdout.decode("utf-8")).split("\n")
    pairs = zip(decode(text, T).split("\n"), expected, strict=True)
    assert {ours for ours, theirs in pairs if ours != theirs} == {f"a{sign}" for sign in SIGNS}


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_every_name_comes_back(encoding: LegacyEncoding) -> None:
    lower = [name.lower() for name in NAMES]
    assert [decode(encode(name, encoding), encoding) for name in lower] == lower
    capitals = [decode(encode(name, encoding), encoding, capitals=True) for name in lower]
    assert capitals == [name.upper() for name in NAMES]
    changed = [name for name in NAMES if decode(encode(name, encoding), encoding) != name]
    lost = [name for name in NAMES if TONED_CAPITALS & set(name)]
    assert changed == (lost if encoding is T else [])
    assert len(lost) == 22


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("für", T), ("Trung\u00adương", T), ("ñ", T), ("aï", V), ("ñ", V), ("Öl", V)],
)
def test_what_would_come_back_as_something_else_is_not_encoded(
    text: str, encoding: LegacyEncoding
) -> None:
    with pytest.raises(ValueError, match="cannot be written"):
        encode(text, encoding)


def test_correct_names_are_in_no_old_encoding() -> None:
    assert [name for name in NAMES if detect([name]) is not None] == []
    assert [name for name in NAMES if detect([name.upper()]) is not None] == []
    assert detect(NAMES) is None
    assert detect([unicodedata.normalize("NFD", name) for name in NAMES]) is None


@pytest.mark.parametrize("encoding", LegacyEncoding)
@pytest.mark.parametrize("change", [str, str.upper, str.lower])
def test_columns_of_names_are_detected(encoding: LegacyEncoding, change) -> None:
    old = [encode(change(name), encoding) for name in NAMES]
    assert detect(old) is encoding
    columns = [old[start::150] for start in range(150)]  # 20 or 21 names each
    assert {detect(column) for column in columns} == {encoding}
    assert detect([*map(str, range(1000)), "Total", "Export", "", *columns[0]]) is encoding


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_a_single_name_is_detected_rightly_or_not_at_all(encoding: LegacyEncoding) -> None:
    answers = [detect([encode(name, encoding)]) for name in NAMES]
    assert set(answers) == {encoding, None}
    assert answers.count(encoding) / len(NAMES) > 0.6


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_names_from_other_languages_do_not_hide_the_encoding(encoding: LegacyEncoding) -> None:
    highlands = [name for name in NAMES if {"Ea", "Đắk", "Krông", "Ya", "Kông"} & set(name.split())]
    assert detect([encode(name, encoding) for name in [*highlands, *NAMES[::150]]]) is encoding


@pytest.mark.parametrize("encoding", LegacyEncoding)
def test_half_a_column_is_in_doubt(encoding: LegacyEncoding) -> None:
    assert detect([*NAMES[:40], *(encode(name, encoding) for name in NAMES[40:80])]) is None


@pytest.mark.parametrize(
    "texts",
    [
        [], [""], ["1.514", "68,56%", "30/6/2024"], ["Total", "Export", "Christmas market"],
        ["Hôtel", "Côte d’Azur", "déjà", "été", "où", "même", "l’été à la mer", "très", "né"],
        ["São Paulo", "ação", "não", "mãe", "avô"], ["für", "Öl", "Straße", "Übung", "schön"],
        ["año", "niño", "qué", "él", "más", "mañana"], ["Hà", "Hòa", "Lý", "Và", "Thì", "Bé", "Mù"],
        ["×", "÷", "µ", "·"], ["½", "©", "®"], ["SÅ", "PÅ", "TÅ", "LÅN", "MÅN"],
        ["l¢n", "b£n", "t¤i", "ch¦a"], ["NguyÔn", "thµnh", "ViÖt", "Straße", "Übung", "schön"],
        ["12 m²", "30°C", "±5", "km²", "5 µm", "a × b"],
        ["§ 12", "¶ 3", "«Nam»", "«Lan»", "«Hoa»"], ["NguyÔn thµnh"], ["NguyÔn thµnh"] * 9,
        ["thành\u00adphố", "đảng\u00adbộ", "nông\u00adthôn"], ["日本語", "Привет", "ελληνικά"],
        ["Ä\x90áº£ng bá»™ xÃ£ HÃ\xa0 Ná»™i"],
    ],
)  # fmt: skip
def test_in_doubt(texts: list[str]) -> None:
    assert detect(texts) is None


def test_soft_hyphens_decide() -> None:
    old = ["Trung \xad¬ng", "n\xadíc", "ng\xadêi", "tr\xadêng", "ph\xadêng"]
    assert detect(old) is T
    assert [decode(text, T) for text in old] == ["Trung ương", "nước", "người", "trường", "phường"]


ENCODINGS = st.sampled_from(LegacyEncoding)


@given(st.text() | st.text(alphabet=st.characters(max_codepoint=0x17F)), ENCODINGS, st.booleans())
def test_any_string_is_decoded_to_nfc(text: str, encoding: LegacyEncoding, capitals: bool) -> None:
    decoded = decode(text, encoding, capitals=capitals)
    assert unicodedata.is_normalized("NFC", decoded)
    assert detect([text]) in (*LegacyEncoding, None)
    assert encoding_of_font(text) is None or text


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)), ENCODINGS)
def test_ascii_stays(text: str, encoding: LegacyEncoding) -> None:
    assert decode(text, encoding) == encode(text, encoding) == text
    assert detect([text]) is None


@given(st.text(alphabet=LOWER + "abcdeghiklmnopqrstuvxyABCDEO .,-/()0123456789" + SIGNS), ENCODINGS)
def test_small_letters_come_back(text: str, encoding: LegacyEncoding) -> None:
    assert decode(encode(text, encoding), encoding) == text


@given(st.text(alphabet=LOWER + LOWER.upper() + "abcdeghiABCDEGHI "))
def test_capitals_come_back_from_vni_and_become_small_in_tcvn3(text: str) -> None:
    assert decode(encode(text, V), V) == text
    assert decode(encode(text, T), T).lower() == text.lower()


@given(st.text(), ENCODINGS)
def test_what_can_be_encoded_comes_back(text: str, encoding: LegacyEncoding) -> None:
    try:
        encoded = encode(text, encoding)
    except ValueError:
        return
    wanted = unicodedata.normalize("NFC", text)
    assert decode(encoded, encoding, capitals=True) == unicodedata.normalize("NFC", wanted.upper())
