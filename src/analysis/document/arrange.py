"""From the blocks of the chapters to a document: annexes last, everything numbered and linked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from analysis.document.blocks import (
    Block,
    BulletList,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Table,
)
from analysis.text.language import gettext as _

MOST_ROWS_IN_BODY = 25
_ROMAN = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def arrange(blocks: Iterable[Block], *, after_roman: str = ".") -> list[Block]:
    """Order, number and link the blocks of a report.

    Annexes follow the chapters. Tables of more than ``MOST_ROWS_IN_BODY`` rows move out of the
    chapters into the first annex; a line stays in their place. Headings, tables and figures get
    their numbers and ids, and references their targets; one to nothing is left out.

    Args:
        blocks: The blocks as the chapters yield them.
        after_roman: What stands after a Roman number, "." or "-" (both are in official use).
    """
    ordered = _move_long_tables(_annexes_last(list(blocks)))
    return _link(_number(ordered, after_roman))


def _annexes_last(blocks: list[Block]) -> list[Block]:
    chapters = _by_chapter(blocks)
    body = [chapter for chapter in chapters if not _is_annex(chapter)]
    annexes = [chapter for chapter in chapters if _is_annex(chapter)]
    return [block for chapter in (*body, *annexes) for block in chapter]


def _by_chapter(blocks: list[Block]) -> list[list[Block]]:
    """Split before every heading of level 1; what stands before the first is a chapter too."""
    chapters: list[list[Block]] = []
    for block in blocks:
        is_new = isinstance(block, Heading) and block.level == 1
        if is_new or not chapters:
            chapters.append([])
        chapters[-1].append(block)
    return chapters


def _is_annex(chapter: Sequence[Block]) -> bool:
    return isinstance(chapter[0], Heading) and chapter[0].part == "annex"


def _move_long_tables(blocks: list[Block]) -> list[Block]:
    """Move long tables of the chapters into an annex of their own, in their order."""
    chapters = _by_chapter(blocks)
    if len(chapters) < 2:  # a single chapter, as in JupyterLab, keeps what it shows
        return blocks
    body = [chapter for chapter in chapters if not _is_annex(chapter)]
    rest = [block for chapter in chapters if _is_annex(chapter) for block in chapter]
    kept, moved = [], []
    for block in (block for chapter in body for block in chapter):
        if isinstance(block, Table) and len(block.rows) > MOST_ROWS_IN_BODY:
            moved.append(block)
            kept.append(_stand_in(block))
        else:
            kept.append(block)
    if not moved:
        return blocks
    heading = Heading(level=1, text=_("Số liệu từng đơn vị"), part="annex", anchor="so-lieu-don-vi")
    return [*kept, heading, *moved, *rest]


def _stand_in(table: Table) -> Paragraph:
    """Say in the place of a table where it went."""
    text = _("{caption}: số liệu đầy đủ ở phụ lục.", caption=table.caption)
    return Paragraph(text=text, see=(table.sheet,))


def _number(blocks: list[Block], after_roman: str) -> list[Block]:
    """Give every heading, table and figure its number and its id."""
    counts = {"body": 0, "annex": 0, "section": 0, "table": 0, "figure": 0}
    numbered: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            numbered.append(_number_heading(block, counts, after_roman))
        elif isinstance(block, Table | Figure):
            counts[block.type] += 1
            number = counts[block.type]
            kind = "bang" if isinstance(block, Table) else "hinh"
            numbered.append(block.model_copy(update={"number": number, "id": f"{kind}-{number}"}))
        else:
            numbered.append(block)
    return numbered


def _number_heading(heading: Heading, counts: dict[str, int], after_roman: str) -> Heading:
    if heading.level == 2:
        counts["section"] += 1
        return heading.model_copy(update={"label": f"{counts['section']}."})
    counts[heading.part] += 1
    counts["section"] = 0
    number = counts[heading.part]
    if heading.part == "annex":
        label, place = _("Phụ lục {number}.", number=number), f"phu-luc-{number}"
    else:
        label, place = roman(number) + after_roman, f"chuong-{number}"
    return heading.model_copy(update={"label": label, "id": place})


def roman(number: int) -> str:
    """Write a number up to 39 in Roman numerals."""
    letters = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        letters += sign * count
    return letters


def _link(blocks: list[Block]) -> list[Block]:
    """Resolve what text points to."""
    targets = {key: reference for key, reference in map(_target, blocks) if key}
    return [_linked(block, targets) for block in blocks]


def _target(block: Block) -> tuple[str, Reference | None]:
    if isinstance(block, Table):
        text = _("Bảng {number}", number=block.number)
        return block.sheet, Reference(text=text, target=block.id)
    if isinstance(block, Figure):
        text = _("Biểu đồ {number}", number=block.number)
        return block.key, Reference(text=text, target=block.id)
    return "", None


def _linked(block: Block, targets: Mapping[str, Reference]) -> Block:
    if isinstance(block, Paragraph) and block.see:
        return block.model_copy(update={"links": _found(block.see, targets)})
    if isinstance(block, BulletList) and block.see:
        links = tuple(_found((key,), targets) for key in block.see)
        return block.model_copy(update={"links": links})
    return block


def _found(keys: Iterable[str], targets: Mapping[str, Reference]) -> tuple[Reference, ...]:
    return tuple(targets[key] for key in keys if key in targets)
