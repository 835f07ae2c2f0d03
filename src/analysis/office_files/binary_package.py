"""What an xlsb file says of its sheets and styles, beside the sheets themselves."""

from __future__ import annotations

import struct

from analysis.office_files import biff12
from analysis.office_files.excel_package import relations
from analysis.office_files.messages import unreadable
from analysis.office_files.number_formats import format_of
from analysis.office_files.sheet_details import Style
from analysis.office_files.zip_parts import ZipParts

_WORKBOOK = "xl/workbook.bin"
_FONT_NAME_AT = 21
_TEXT_IS_MISSING = b"\xff\xff\xff\xff"


def sheet_parts(parts: ZipParts) -> dict[str, str]:
    """Read which part holds which sheet."""
    targets = relations(parts, _WORKBOOK)
    found: dict[str, str] = {}
    workbook = parts.find(_WORKBOOK)
    if workbook is None:
        raise unreadable("damaged")
    for number, content in biff12.records(parts.chunks(workbook)):
        if number == biff12.SHEET and content[8:12] != _TEXT_IS_MISSING:
            identifier, at = biff12.wide_text(content, 8)
            name, _ = biff12.wide_text(content, at)
            if part := parts.find(targets.get(identifier, "")):
                found[name] = part
    return found


def read_binary_styles(parts: ZipParts) -> list[Style]:
    """Read the styles of cells, in the order in which cells number them."""
    part = parts.find("xl/styles.bin")
    formats: dict[int, str] = {}
    fonts: list[str] = []
    numbers: list[tuple[int, int]] = []
    is_of_cells = False
    for number, content in biff12.records(parts.chunks(part)) if part else ():
        if number == biff12.FORMAT:
            (key,) = struct.unpack_from("<H", content)
            formats[key] = biff12.wide_text(content, 2)[0]
        elif number == biff12.FONT:
            fonts.append(biff12.wide_text(content, _FONT_NAME_AT)[0])
        elif number in (biff12.CELL_STYLES_BEGIN, biff12.CELL_STYLES_END):
            is_of_cells = number == biff12.CELL_STYLES_BEGIN
        elif number == biff12.CELL_STYLE and is_of_cells:
            numbers.append(struct.unpack_from("<2H", content, 2))
    return [
        Style(format_of(key, formats), fonts[font] if font < len(fonts) else "")
        for key, font in numbers
    ]
