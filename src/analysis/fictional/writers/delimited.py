"""A page as lines of text with separators, in the encodings that offices use."""

from __future__ import annotations

import csv
import io
import unicodedata

from analysis.fictional.layouts.page import Page

_TONES = "\u0300\u0301\u0303\u0309\u0323"


def write_lines(page: Page, delimiter: str) -> str:
    """Write all cells as text."""
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    for row in range(1, page.last_row + 1):
        writer.writerow(_fields(page, row))
    return target.getvalue()


def physical_lines(page: Page) -> dict[int, int]:
    """Tell on which line of the file each row begins; quoted fields may hold line breaks."""
    found, line = {}, 1
    for row in range(1, page.last_row + 1):
        found[row] = line
        line += 1 + sum(field.count("\n") for field in _fields(page, row))
    return found


def in_cp1258(text: str) -> bytes:
    """Encode as old Windows programs do: base letters followed by a combining tone."""
    return b"".join(_cp1258_letter(char) for char in unicodedata.normalize("NFC", text))


def misread(text: str) -> str:
    """Read UTF-8 as Windows does when told that it is cp1252: ``Xã`` becomes ``XÃ£``."""
    return "".join(_cp1252_letter(byte) for byte in text.encode())


def _cp1258_letter(char: str) -> bytes:
    try:
        return char.encode("cp1258")
    except UnicodeEncodeError:
        decomposed = unicodedata.normalize("NFD", char)
        tone = next(mark for mark in decomposed if mark in _TONES)
        base = unicodedata.normalize("NFC", decomposed.replace(tone, ""))
        return (base + tone).encode("cp1258")


def _cp1252_letter(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)  # Windows passes the five undefined bytes as control characters


def _fields(page: Page, row: int) -> list[str]:
    cells = (page.cells.get((row, column)) for column in range(1, page.last_column + 1))
    return ["" if cell is None or cell.value is None else str(cell.value) for cell in cells]
