"""Body and annexes of a document, and how its text ends: what PDF and Word do alike."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.document.blocks import Block, BulletList, Heading, Paragraph

_STOPS = ("./.", ".", ";", "!", "?")


def body_and_annexes(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Split arranged blocks before the first annex: the signature stands between the two."""
    for place, block in enumerate(blocks):
        if isinstance(block, Heading) and block.part == "annex":
            return list(blocks[:place]), list(blocks[place:])
    return list(blocks), []


def with_end_mark(body: Sequence[Block], mark: str) -> list[Block]:
    """End the last text of the body with the mark that the issuer uses ("." or "./.").

    A body that ends with a table or a figure keeps its end: a mark belongs to text.
    """
    ended = list(body)
    if not ended:
        return ended
    last = ended[-1]
    if isinstance(last, Paragraph):
        ended[-1] = last.model_copy(update={"text": _ended(last.text, mark)})
    elif isinstance(last, BulletList) and last.items:
        items = (*last.items[:-1], _ended(last.items[-1], mark))
        ended[-1] = last.model_copy(update={"items": items})
    return ended


def split_stop(text: str) -> tuple[str, str]:
    """Split a text before its final stop, where links to tables and figures stand in brackets."""
    stop = next((stop for stop in _STOPS if text.endswith(stop)), "")
    return text.removesuffix(stop), stop


def _ended(text: str, mark: str) -> str:
    stem, stop = split_stop(text)
    return text if stop in {"!", "?"} else stem + mark
