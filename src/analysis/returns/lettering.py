"""Setting letters right: text in old fonts, and text that went through a wrong encoding.

The decision is made for a cell by its font, else for a column, else for a whole sheet by what the
letters spell; never silently: each change of a column is an issue with a sample.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from analysis.office_files.grids import Cell, CellKind, Sheet, column_letters
from analysis.returns.records import Severity
from analysis.returns.sheet_records import SheetRecords
from analysis.text.legacy import LegacyEncoding, decode, detect, encoding_of_font
from analysis.text.mojibake import repair_mojibake
from analysis.text.normalise import clean_text

Place = tuple[int, int]
_NAMES = {LegacyEncoding.TCVN3: "TCVN3 (ABC)", LegacyEncoding.VNI: "VNI-Windows"}


def set_letters_right(sheet: Sheet, records: SheetRecords) -> Sheet:
    """Return the sheet with all text in Unicode, and report what was changed."""
    texts = {place: cell for place, cell in sheet.cells.items() if cell.kind is CellKind.TEXT}
    changed = _by_font(texts) | _by_column(texts)
    mended = {
        place: mended
        for place, cell in texts.items()
        if place not in changed and (mended := repair_mojibake(cell.text)) is not None
    }
    _report_damaged(texts, {*changed, *mended}, records)
    _report_legacy(changed, texts, records)
    _report_mojibake(mended, texts, records)
    cells = dict(sheet.cells)
    for place, (text, _) in changed.items():
        cells[place] = replace(cells[place], text=text)
    for place, text in mended.items():
        cells[place] = replace(cells[place], text=text)
    context = tuple(_mend_line(line) for line in sheet.context)
    return replace(sheet, cells=cells, context=context)


def _by_font(texts: dict[Place, Cell]) -> dict[Place, tuple[str, LegacyEncoding]]:
    """Decode the cells whose font names an old encoding, unless they are Unicode after all."""
    found: dict[Place, tuple[str, LegacyEncoding]] = {}
    for place, cell in texts.items():
        named = encoding_of_font(cell.font) if cell.font else None
        if named is None or _is_unicode(cell.text):
            continue
        encoding, capitals = named
        text = decode(cell.text, encoding, capitals=capitals)
        if text != cell.text:
            found[place] = (text, encoding)
    return found


def _is_unicode(text: str) -> bool:
    """Tell whether a text holds letters that only Unicode Vietnamese has."""
    return any("\u1ea0" <= char <= "\u1ef9" or char in "ĂăĐđƠơƯư" for char in clean_text(text))


def _by_column(texts: dict[Place, Cell]) -> dict[Place, tuple[str, LegacyEncoding]]:
    """Decode columns, or the whole sheet, that spell Vietnamese only in an old encoding."""
    unnamed = {
        place: cell
        for place, cell in texts.items()
        if not (cell.font and encoding_of_font(cell.font)) and not _is_unicode(cell.text)
    }
    whole = detect([cell.text for cell in unnamed.values()])
    by_column: dict[int, list[Place]] = defaultdict(list)
    for place in unnamed:
        by_column[place[1]].append(place)
    found: dict[Place, tuple[str, LegacyEncoding]] = {}
    for places in by_column.values():
        encoding = whole or detect([texts[place].text for place in places])
        if encoding is None:
            continue
        for place in places:
            text = decode(texts[place].text, encoding)
            if text != texts[place].text:
                found[place] = (text, encoding)
    return found


def _mend_line(line: str) -> str:
    """Set the letters of a paragraph right; it bears no font of its own here."""
    encoding = None if _is_unicode(line) else detect([line])
    return decode(line, encoding) if encoding else (repair_mojibake(line) or line)


def _report_damaged(texts: dict[Place, Cell], mended: set[Place], records: SheetRecords) -> None:
    """Report text that lost characters on its way and cannot be mended."""
    for place, cell in sorted(texts.items()):
        if place not in mended and re.search("[\ufffd\x80-\x9f]", cell.text):
            records.report(
                "damaged_letters",
                f"chữ bị mất ký tự, không khôi phục được: «{clean_text(cell.text)[:80]}»; gõ lại ô",
                place=place,
                value=cell.text,
            )


def _report_legacy(
    changed: dict[Place, tuple[str, LegacyEncoding]],
    texts: dict[Place, Cell],
    records: SheetRecords,
) -> None:
    """Report each converted column once, with a sample."""
    columns: dict[tuple[int, LegacyEncoding], list[Place]] = defaultdict(list)
    for place, (_, encoding) in sorted(changed.items()):
        columns[place[1], encoding].append(place)
    for (column, encoding), places in columns.items():
        sample = places[0]
        records.report(
            "legacy_letters",
            f"{len(places)} ô ở cột {column_letters(column)} dùng bảng mã {_NAMES[encoding]}, đã "
            f"chuyển sang Unicode, ví dụ «{clean_text(texts[sample].text)}» thành "
            f"«{clean_text(changed[sample][0])}»",
            place=sample,
            value=texts[sample].text,
            severity=Severity.NOTE,
        )


def _report_mojibake(
    mended: dict[Place, str], texts: dict[Place, Cell], records: SheetRecords
) -> None:
    for place, text in sorted(mended.items()):
        records.report(
            "mojibake",
            f"chữ bị lỗi bảng mã «{clean_text(texts[place].text)}» đã sửa thành "
            f"«{clean_text(text)}»",
            place=place,
            value=texts[place].text,
            severity=Severity.NOTE,
        )
