"""Reading the pages of the project for tests: sections, tables, codes, commands."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE = ROOT / "src" / "analysis"


def read(page: str | Path) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def section(page: str, heading: str) -> str:
    """Give what stands under a heading, up to the next one of the same or a higher level."""
    text, level = read(page), heading.index(" ")
    assert text.count(f"\n{heading}\n") == 1, f"{page}: {heading}"
    below = text.split(f"\n{heading}\n")[1]
    return re.split(rf"^#{{1,{level}}} ", below, maxsplit=1, flags=re.MULTILINE)[0]


def table(text: str, number: int = 0) -> list[dict[str, str]]:
    """Read the n-th table of a text: one dict for each row, keyed by the column heads."""
    tables = re.findall(r"(?:^ *\|.*\|\n)+", text + "\n", re.MULTILINE)
    lines = [re.split(r"(?<!\\)\|", line.strip())[1:-1] for line in tables[number].splitlines()]
    head, _, *rows = [[cell.strip() for cell in line] for line in lines]
    return [dict(zip(head, row, strict=True)) for row in rows]


def codes(text: str) -> list[str]:
    """Give what stands between backticks."""
    return re.findall(r"`([^`]+)`", text)


def first_codes(text: str, number: int = 0) -> list[str]:
    """Give the code in the first cell of each row of a table."""
    return [code for row in table(text, number) for code in codes(next(iter(row.values())))]


def commands(text: str) -> list[str]:
    """Give the lines of all blocks of commands."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    return [line.strip() for line in lines if line.strip()]


def blocks(text: str, language: str) -> list[str]:
    """Give the contents of all blocks of a language."""
    return re.findall(rf"^ *```{language}\n(.*?)^ *```$", text, re.MULTILINE | re.DOTALL)
