"""Annexes last, everything numbered, references resolved."""

import pytest

from analysis.document.arrange import MOST_ROWS_IN_BODY, arrange, roman
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)


def _table(key: str = "T", rows: int = 1) -> Table:
    made = tuple(Row(cells=(Cell(text=str(n)),)) for n in range(rows))
    return Table(sheet=key, caption=key, columns=(Column(head="Đơn vị"),), rows=made)


def _figure(key: str = "") -> Figure:
    return Figure(key=key, caption="b", alt="mô tả", svg="<svg/>")


def _chapter(text: str, part: str = "body") -> Heading:
    return Heading(level=1, text=text, part=part)


def _labels(blocks: list[Block]) -> list[tuple[str, str]]:
    return [(block.label, block.text) for block in blocks if isinstance(block, Heading)]


def test_tables_and_figures_are_numbered_apart():
    blocks = arrange([_table("A"), _figure(), Paragraph(text="c"), _table("B"), _figure()])
    assert [getattr(block, "number", None) for block in blocks] == [1, 1, None, 2, 2]
    assert [getattr(block, "id", None) for block in blocks] == [
        "bang-1", "hinh-1", None, "bang-2", "hinh-2",
    ]  # fmt: skip


def test_the_given_blocks_stay_as_they_are():
    blocks = [_table()]
    arrange(blocks)
    assert blocks[0].number is None


def test_chapters_count_in_roman_sections_in_arabic_and_annexes_on_their_own():
    blocks = [
        _chapter("A"),
        Heading(level=2, text="a"),
        Heading(level=2, text="b"),
        _chapter("Nguồn", "annex"),
        _chapter("B"),
        Heading(level=2, text="c"),
    ]
    assert _labels(arrange(blocks)) == [
        ("I.", "A"),
        ("1.", "a"),
        ("2.", "b"),
        ("II.", "B"),
        ("1.", "c"),
        ("Phụ lục 1.", "Nguồn"),
    ]
    assert _labels(arrange(blocks, after_roman="-"))[0] == ("I-", "A")


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")]
)
def test_roman_numbers(number: int, letters: str):
    assert roman(number) == letters


def test_a_long_table_moves_into_the_first_annex_and_leaves_a_pointer():
    long, short = _table("Dai", MOST_ROWS_IN_BODY + 1), _table("Ngan", MOST_ROWS_IN_BODY)
    arranged = arrange([_chapter("A"), long, short, _chapter("Nguồn", "annex")])
    assert _labels(arranged) == [
        ("I.", "A"),
        ("Phụ lục 1.", "Số liệu từng đơn vị"),
        ("Phụ lục 2.", "Nguồn"),
    ]
    pointer = arranged[1]
    assert isinstance(pointer, Paragraph)
    assert [link.text for link in pointer.links] == ["Bảng 2"]
    assert [link.target for link in pointer.links] == ["bang-2"]
    assert [block.sheet for block in arranged if isinstance(block, Table)] == ["Ngan", "Dai"]


def test_a_single_chapter_keeps_its_long_tables():
    long = _table("Dai", MOST_ROWS_IN_BODY + 1)
    assert [block.type for block in arrange([_chapter("A"), long])] == ["heading", "table"]


def test_references_find_their_targets_and_one_to_nothing_is_left_out():
    arranged = arrange(
        [
            Paragraph(text="Xem.", see=("T", "KhongCo", "hinh")),
            BulletList(items=("một", "hai"), see=("", "T")),
            _table(),
            _figure("hinh"),
        ]
    )
    assert [link.text for link in arranged[0].links] == ["Bảng 1", "Biểu đồ 1"]
    assert [[link.text for link in links] for links in arranged[1].links] == [[], ["Bảng 1"]]
