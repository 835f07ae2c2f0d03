"""Body and annexes, and how the text of the body ends."""

import pytest

from analysis.document.blocks import BulletList, Heading, Note, Paragraph
from analysis.render.parts import body_and_annexes, split_stop, with_end_mark

CHAPTER = Heading(level=1, text="Chương")
ANNEX = Heading(level=1, text="Số liệu", part="annex")
TEXT = Paragraph(text="Hết.")


@pytest.mark.parametrize(
    ("blocks", "body"), [([CHAPTER, TEXT, ANNEX, TEXT], 2), ([CHAPTER, TEXT], 2), ([ANNEX], 0)]
)
def test_the_body_ends_before_the_first_annex(blocks: list, body: int) -> None:
    assert body_and_annexes(blocks) == (blocks[:body], blocks[body:])


def test_the_last_text_ends_with_the_mark() -> None:
    assert with_end_mark([TEXT, TEXT], "./.") == [TEXT, Paragraph(text="Hết./.")]
    bullets = with_end_mark([BulletList(items=("Một;", "Hai;"))], ".")
    assert bullets == [BulletList(items=("Một;", "Hai."))]


@pytest.mark.parametrize("body", [[], [TEXT, Note(kind="info", text="Chú ý")]])
def test_what_is_no_text_keeps_its_end(body: list) -> None:
    assert with_end_mark(body, "./.") == body


@pytest.mark.parametrize(
    ("text", "parts"),
    [("Hết.", ("Hết", ".")), ("Hết./.", ("Hết", "./.")), ("Hết", ("Hết", "")), ("", ("", ""))],
)
def test_the_stop_is_split_off(text: str, parts: tuple[str, str]) -> None:
    assert split_stop(text) == parts
