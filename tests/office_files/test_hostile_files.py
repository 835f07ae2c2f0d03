"""A corpus of hostile and odd files: each is refused with its rule, or read, and soon."""

from __future__ import annotations

import gzip
import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from office_files.office_builders import (
    binary_cell,
    binary_row,
    docx_of,
    docx_parts,
    ods_of,
    ods_parts,
    old_number,
    old_record,
    old_workbook,
    ole_of,
    packed,
    packed_blanks,
    paragraph,
    raw_zip,
    relations,
    row_xml,
    shared_xml,
    sheet_xml,
    word_table,
    xlsb_parts,
    xlsx_of,
    xlsx_parts,
    zip_of,
)

from analysis.office_files.grids import UnreadableFileError
from analysis.office_files.read import read_book

MOST_SECONDS = 5.0
FAR = "XFD1048576"
NUMBER = '<c r="A1"><v>1</v></c>'
SHEET = sheet_xml(row_xml(NUMBER))
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {after} "{f"&{name};" * 10}">'
        for name, after in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'


def cell(reference: str, value: str = "<v>1</v>") -> str:
    return f'<c r="{reference}">{value}</c>'


def far(reference: str) -> bytes:
    return xlsx_of(sheet_xml(f"<row>{cell('A1')}{cell(reference)}</row>"))


def shared_bomb(length: int, uses: int) -> bytes:
    cells = "".join(f'<c r="A{n}" t="s"><v>0</v></c>' for n in range(1, uses + 1))
    text = "".join(map(chr, range(97, 123))) * (length // 26 + 1)
    return xlsx_of(sheet_xml(f"<row>{cells}</row>"), shared=shared_xml(f"<t>{text[:length]}</t>"))


def with_part(parts: dict[str, str | bytes], name: str, content: str | bytes) -> bytes:
    return zip_of(parts | {name: content})


def lying_bomb(claimed: int) -> bytes:
    parts = xlsx_parts(SHEET)
    entries = [(name, *packed(str(text).encode())) for name, text in parts.items()]
    return raw_zip([*entries, ("xl/theme/theme1.xml", packed_blanks(1500), 0, claimed)])


def many_parts() -> bytes:
    return raw_zip((f"xl/media/{n}", *packed(b"x")) for n in range(10_001))


def with_second_part(name: str) -> bytes:
    parts = [(part, *packed(str(text).encode())) for part, text in xlsx_parts(SHEET).items()]
    return raw_zip([*parts, (name, *packed(b"<x/>"))])


def with_flag() -> bytes:
    parts = xlsx_parts(SHEET).items()
    return raw_zip(((name, *packed(str(text).encode())) for name, text in parts), flags=1)


def with_method(method: int) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in xlsx_parts(SHEET).items():
            archive.writestr(name, content)
    return buffer.getvalue()


def wrong_checksum() -> bytes:
    parts = xlsx_parts(SHEET).items()
    whole = [(name, *packed(str(text).encode())) for name, text in parts]
    return raw_zip((name, body, checksum ^ 1, size) for name, body, checksum, size in whole)


def spoiled() -> bytes:
    text = "".join(cell(f"A{n}", f"<v>{n * n}</v>") for n in range(1, 3000))
    data = bytearray(xlsx_of(sheet_xml(f"<row>{text}</row>")))
    middle = len(data) // 2
    data[middle : middle + 50] = bytes(50)
    return bytes(data)


def rows_of(count: int, columns: int) -> bytes:
    names = [chr(ord("A") + column) for column in range(columns)]
    rows = (
        f'<row r="{n}">' + "".join(f'<c r="{name}{n}"><v>{n}</v></c>' for name in names) + "</row>"
        for n in range(1, count + 1)
    )
    return xlsx_of(sheet_xml("".join(rows)))


def ods_cell(attributes: str, text: str = "1") -> bytes:
    one = f"<table:table-cell {attributes}><text:p>{text}</text:p></table:table-cell>"
    return ods_of(f"<table:table-row>{one}</table:table-row>")


ODS_NUMBER = 'office:value-type="float" office:value="1"'


def with_doctype(parts: dict[str, str | bytes], name: str, doctype: str = OUTSIDE) -> bytes:
    return zip_of(parts | {name: doctype + str(parts[name])})


def ods_with_password() -> bytes:
    entry = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    return with_part(ods_parts(""), "META-INF/manifest.xml", entry)


def looping_container() -> bytes:
    data = bytearray(ole_of({"Workbook": old_workbook()}))
    data[512 + 4 : 512 + 8] = struct.pack("<I", 1)
    return bytes(data)


def binary_sheet_elsewhere() -> bytes:
    parts = xlsb_parts(binary_row(1_048_575) + binary_cell(5, 0, struct.pack("<d", 1)))
    listing = "xl/_rels/workbook.bin.rels"
    parts["xl/other/sheet1.bin"] = parts.pop("xl/worksheets/sheet1.bin")
    parts[listing] = str(parts[listing]).replace("worksheets/", "other/")
    return zip_of(parts)


def claiming(*dimensions: int) -> bytes:
    """Make an old workbook that claims room from the first to the last row and column."""
    record = old_record(0x200, struct.pack("<2I3H", *dimensions, 0))
    return ole_of({"Workbook": old_workbook(record, old_number(0, 0, 1.0))})


def nested_tables(depth: int) -> bytes:
    return b"<table><tr><td>" * depth + b"1" + b"</td></tr></table>" * depth


def noise(size: int) -> bytes:
    value, out = 12345, bytearray()
    while len(out) < size:
        value = zlib.crc32(struct.pack("<I", value))
        out += struct.pack("<I", value)
    return bytes(out)


XLSX = xlsx_of(SHEET)
DOCX = docx_of(word_table([paragraph("1")]))
XLS = ole_of({"Workbook": old_workbook(old_number(0, 0, 1.0))})

REFUSED: dict[str, tuple[str, Callable[[], bytes]]] = {
    "far cell": ("far_cell", lambda: far("XFD1048576")),
    "far cell in small letters": ("far_cell", lambda: far("xfd1048576")),
    "far cell with dollars": ("far_cell", lambda: far("$XFD$1048576")),
    "far cell in single quotes": (
        "far_cell",
        lambda: xlsx_of(sheet_xml("<row><c\n r = 'XFD1048576'><v>1</v></c></row>")),
    ),
    "far cell written with character references": ("far_cell", lambda: far("&#88;FD10&#52;8576")),
    "far cell behind a prefix": (
        "far_cell",
        lambda: xlsx_of(
            '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c r="XFD1048576"><x:v>1</x:v></x:c>'
            "</x:row></x:sheetData></x:worksheet>"
        ),
    ),
    "far cell in UTF-16": (
        "far_cell",
        lambda: xlsx_of(sheet_xml(f"<row>{cell('XFD1048576')}</row>").encode("utf-16")),
    ),
    "far cell on a second sheet": (
        "far_cell",
        lambda: xlsx_of(SHEET, sheet_xml(f"<row>{cell('A1048576')}</row>")),
    ),
    "far cell in a sheet that claims to be none": (
        "damaged",
        lambda: xlsx_of(f"<theme>{sheet_xml(f'<row>{cell(FAR)}</row>')}</theme>"),
    ),
    "far cell in a binary sheet elsewhere": ("damaged", binary_sheet_elsewhere),
    "two sheets under one identifier": (
        "damaged",
        lambda: with_part(
            xlsx_parts(SHEET),
            "xl/_rels/workbook.xml.rels",
            relations([("worksheet", "worksheets/sheet1.xml")] * 2).replace("rId2", "rId1"),
        ),
    ),
    "cells without names beyond the last column": (
        "far_cell",
        lambda: xlsx_of(sheet_xml(f"<row>{'<c><v>1</v></c>' * 1001}</row>")),
    ),
    "more rows than any return": ("far_cell", lambda: rows_of(200_001, 1)),
    "a row number beyond all numbers": ("damaged", lambda: far("A999999999999")),
    "a cell name that is none": ("damaged", lambda: far("1A")),
    "two corners of a large area": ("too_many_cells", lambda: far("ALL200000")),
    "over half a million cells": ("too_many_cells", lambda: rows_of(50_001, 10)),
    "1.5 GB of blanks": ("bomb", lambda: lying_bomb(1500 * 2**20)),
    "1.5 GB of blanks that claim to be 1 kB": ("bomb", lambda: lying_bomb(1000)),
    "20 MB that were 20 kB": (
        "bomb",
        lambda: with_part(xlsx_parts(SHEET), "xl/media/a.bin", b"\0" * 20 * 2**20),
    ),
    "ten thousand parts": ("bomb", many_parts),
    "a shared text of 50 MB": ("bomb", lambda: shared_bomb(50 * 2**20, 1)),
    "a shared text of 200,000 letters": ("long_cell", lambda: shared_bomb(200_000, 1)),
    "a long shared text in thousands of cells": (
        "too_much_text",
        lambda: shared_bomb(100_000, 5_000),
    ),
    "billion laughs": (
        "doctype",
        lambda: xlsx_of(LAUGHS + sheet_xml(row_xml('<c r="A1"><v>&i;</v></c>'))),
    ),
    "outside entity in shared texts": (
        "doctype",
        lambda: xlsx_of(SHEET, shared=OUTSIDE + shared_xml("<t>&e;</t>")),
    ),
    "doctype alone": ("doctype", lambda: xlsx_of("<!DOCTYPE worksheet>" + SHEET)),
    "doctype in UTF-16": ("doctype", lambda: xlsx_of((LAUGHS + SHEET).encode("utf-16"))),
    "doctype in UTF-16 without mark": (
        "doctype",
        lambda: xlsx_of(
            ('<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS + SHEET).encode("utf-16-be")
        ),
    ),
    "doctype behind a megabyte of remarks": (
        "doctype",
        lambda: xlsx_of("<!--" + noise(2**20).hex() + "-->" + OUTSIDE + SHEET),
    ),
    "doctype in relations": (
        "doctype",
        lambda: with_doctype(xlsx_parts(SHEET), "xl/_rels/workbook.xml.rels"),
    ),
    "doctype in the workbook": (
        "doctype",
        lambda: with_doctype(xlsx_parts(SHEET), "xl/workbook.xml"),
    ),
    "doctype in a part of any name": (
        "doctype",
        lambda: with_part(xlsx_parts(SHEET), "custom/data.bin", OUTSIDE + "<x/>"),
    ),
    "truncated xlsx": ("truncated", lambda: XLSX[: len(XLSX) // 2]),
    "xlsx without its last bytes": ("truncated", lambda: XLSX[:-23]),
    "first bytes of an xlsx": ("truncated", lambda: XLSX[:40]),
    "spoiled xlsx": ("damaged", spoiled),
    "wrong checksum": ("damaged", wrong_checksum),
    "password on the zip": ("encrypted", with_flag),
    "other compression": ("damaged", lambda: with_method(zipfile.ZIP_BZIP2)),
    "name that leads up": ("unsafe_names", lambda: with_second_part("../evil.xml")),
    "name that leads up within": ("unsafe_names", lambda: with_second_part("xl/../../evil.xml")),
    "name from the root": ("unsafe_names", lambda: with_second_part("/etc/evil.xml")),
    "name with backslashes": ("unsafe_names", lambda: with_second_part("xl\\evil.xml")),
    "name of a drive": ("unsafe_names", lambda: with_second_part("C:evil.xml")),
    "name with a zero": ("unsafe_names", lambda: with_second_part("xl/evil.xml\0.png")),
    "part twice": ("duplicate_parts", lambda: with_second_part("xl/worksheets/sheet1.xml")),
    "part twice in other letters": (
        "duplicate_parts",
        lambda: with_second_part("xl/Worksheets/Sheet1.xml"),
    ),
    "xlsx within a zip": ("unsupported_archive", lambda: zip_of({"return.xlsx": XLSX})),
    "empty zip": ("unsupported_archive", lambda: zip_of({})),
    "sheet that is not well-formed": ("damaged", lambda: xlsx_of("<worksheet><row></worksheet>")),
    "sheet of noise": ("damaged", lambda: xlsx_of(noise(5000))),
    "sheet that is missing": (
        "damaged",
        lambda: zip_of({k: v for k, v in xlsx_parts(SHEET).items() if "sheet1" not in k}),
    ),
    "six hundred sheets": ("too_many_sheets", lambda: xlsx_of(*[SHEET] * 600)),
    "sixty thousand merges": (
        "too_many_merges",
        lambda: xlsx_of(
            sheet_xml(row_xml(NUMBER), after='<mergeCells><mergeCell ref="A1:B2"/>' * 1).replace(
                "</worksheet>", '<mergeCell ref="A1:B2"/>' * 60_000
            )
            + "</mergeCells></worksheet>"
        ),
    ),
    "encrypted xlsx": (
        "encrypted",
        lambda: ole_of({"EncryptionInfo": b"x", "EncryptedPackage": b"x" * 5000}),
    ),
    "encrypted xls": ("encrypted", lambda: ole_of({"Workbook": old_workbook(old_record(0x2F))})),
    "truncated xls": ("truncated", lambda: XLS[:3000]),
    "head of an xls": ("truncated", lambda: XLS[:512]),
    "some bytes of an xls": ("truncated", lambda: XLS[:100]),
    "container that loops": ("truncated", looping_container),
    "xls that claims endless dimensions": ("damaged", lambda: claiming(0, 2**32 - 1, 0, 256)),
    "xls that claims too many columns": ("damaged", lambda: claiming(0, 65_536, 0, 65_535)),
    "xls whose dimensions end before they begin": ("damaged", lambda: claiming(147, 1, 0, 1)),
    "far cell in xls": (
        "far_cell",
        lambda: ole_of({"Workbook": old_workbook(old_number(65535, 65535, 1.0))}),
    ),
    "Word of old": ("unsupported_doc", lambda: ole_of({"WordDocument": b"x"})),
    "slides of old": ("unsupported_slides", lambda: ole_of({"PowerPoint Document": b"x"})),
    "other container": ("unsupported_ole", lambda: ole_of({"Something": b"x"})),
    "Excel before containers": ("unsupported_old_xls", lambda: b"\x09\x08\x08\x00" + bytes(50)),
    "far cell in xlsb": (
        "far_cell",
        lambda: zip_of(xlsb_parts(binary_row(1_048_575) + binary_cell(5, 0, struct.pack("<d", 1)))),
    ),
    "xlsb cut within a record": (
        "truncated",
        lambda: with_part(xlsb_parts(b""), "xl/worksheets/sheet1.bin", b"\x05\x40" + bytes(3)),
    ),
    "xlsb with an endless record": (
        "damaged",
        lambda: with_part(xlsb_parts(b""), "xl/worksheets/sheet1.bin", b"\x05\xff\xff\xff\x7f"),
    ),
    "repeated cells in ods": (
        "far_cell",
        lambda: ods_cell(f'{ODS_NUMBER} table:number-columns-repeated="16384"'),
    ),
    "repeated rows in ods": (
        "far_cell",
        lambda: ods_of(
            '<table:table-row table:number-rows-repeated="1048576">'
            f"<table:table-cell {ODS_NUMBER}/></table:table-row>"
        ),
    ),
    "endless blanks in ods": (
        "long_cell",
        lambda: ods_cell('office:value-type="string"', '<text:s text:c="4000000000"/>'),
    ),
    "repeats that are no number in ods": (
        "damaged",
        lambda: ods_cell(f'{ODS_NUMBER} table:number-columns-repeated="many"'),
    ),
    "outside entity in ods": (
        "doctype",
        lambda: with_doctype(ods_parts(""), "content.xml"),
    ),
    "password on ods": ("encrypted", ods_with_password),
    "text of OpenDocument": (
        "unsupported_odt",
        lambda: zip_of(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}
        ),
    ),
    "outside entity in docx": (
        "doctype",
        lambda: with_doctype(docx_parts(word_table([paragraph("&e;")])), "word/document.xml"),
    ),
    "entity as a figure in docx": (
        "doctype",
        lambda: with_doctype(
            docx_parts(word_table([paragraph("&n;")])),
            "word/document.xml",
            '<!DOCTYPE w:document [<!ENTITY n "1514">]>',
        ),
    ),
    "truncated docx": ("truncated", lambda: DOCX[: len(DOCX) // 2]),
    "endless span in docx": (
        "too_many_columns",
        lambda: docx_of(
            word_table(['<w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>' + paragraph("1")])
        ),
    ),
    "60 MB of docx": (
        "bomb",
        lambda: docx_of(f"<!--{(noise(50).hex() + ' ' * 5000) * 12_000}-->"),
    ),
    "docx without body": (
        "damaged",
        lambda: with_part(docx_parts(""), "word/document.xml", "<document/>"),
    ),
    "slides": ("unsupported_slides", lambda: zip_of({"ppt/presentation.xml": "<p/>"})),
    "empty file": ("empty", lambda: b""),
    "blanks only": ("empty", lambda: b" \r\n\t\r\n "),
    "byte order mark only": ("empty", lambda: b"\xef\xbb\xbf"),
    "zeros only": ("empty", lambda: bytes(5000)),
    "zeros within text": ("binary", lambda: b"unit,value\nA\0B,1\n"),
    "noise": ("binary", lambda: noise(20_000)),
    "control characters": ("binary", lambda: bytes(range(1, 30)) * 50),
    "line of 49 MB": ("long_line", lambda: b"a" * (49 * 2**20)),
    "file of 51 MB": ("too_large", lambda: b"a,b\n" * (51 * 2**18)),
    "300,000 columns": ("too_many_columns", lambda: b"1," * 300_000 + b"1\n"),
    "300,000 lines": ("too_many_rows", lambda: b"1,2\n" * 300_000),
    "over half a million fields": (
        "too_many_cells",
        lambda: (b"1" + b"," * 99 + b"\n") * 11_000,
    ),
    "quote that is never closed": ("bad_quotes", lambda: b'a,b\n"Xa A,1\nXa B,2\n'),
    "quote within a field": ("bad_quotes", lambda: b'a,b\n"x" y,1\n'),
    "field of 200,000 letters": ("long_cell", lambda: b'a,b\n"' + b"x\n" * 100_000 + b'",1\n'),
    "broken UTF-8": (
        "bad_encoding",
        lambda: "tên,số\nĐảng bộ xã Cầu Giấy,1\n".encode() + b"Ph\xc6,2\n",
    ),
    "surrogates in UTF-8": (
        "bad_encoding",
        lambda: "Đảng bộ, chi bộ trực thuộc, tổ chức đảng\n".encode() + b"\xed\xa0\x80,1\n",
    ),
    "surrogates in UTF-16": ("bad_encoding", lambda: "a,b\n".encode("utf-16") + b"\x00\xd8a\x00"),
    "gzip": ("unsupported_archive", lambda: gzip.compress(b"a,b\n1,2\n")),
    "rar": ("unsupported_archive", lambda: b"Rar!\x1a\x07\x00" + bytes(50)),
    "7z": ("unsupported_archive", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(50)),
    "pdf": ("unsupported_pdf", lambda: b"%PDF-1.7\n" + bytes(50)),
    "jpg": ("unsupported_image", lambda: b"\xff\xd8\xff\xe0" + bytes(50)),
    "png": ("unsupported_image", lambda: b"\x89PNG\r\n\x1a\n" + bytes(50)),
    "rtf": ("unsupported_rtf", lambda: b"{\\rtf1\\ansi 1514}"),
    "mhtml": (
        "unsupported_mhtml",
        lambda: b"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related",
    ),
    "xml sheet of 2003": (
        "unsupported_xml_sheet",
        lambda: (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
        ),
    ),
    "flat OpenDocument": ("unsupported_xml", lambda: b'<?xml version="1.0"?><office:document/>'),
    "xml with a doctype": ("doctype", lambda: b"<!DOCTYPE data [<!ENTITY a 'b'>]><data/>"),
    "columns without end in html": (
        "too_many_columns",
        lambda: b"<table><tr><td colspan=1000>a<td colspan=1000>b</table>",
    ),
    "spans without end in html": (
        "too_many_columns",
        lambda: b"<table>" + b"<tr><td colspan=1000 rowspan=1000>1" * 2000 + b"</table>",
    ),
    "49 MB of html": ("too_large", lambda: b"<table><tr><td>1" + b" " * (49 * 2**20)),
    "three million tags": ("too_many_cells", lambda: b"<table>" + b"<b>" * 3_000_001),
}

ODD: dict[str, tuple[str, dict[tuple[int, int], str], Callable[[], bytes]]] = {
    "dimension without end": (
        "xlsx",
        {(1, 1): "1"},
        lambda: xlsx_of(sheet_xml(row_xml(NUMBER), before='<dimension ref="A1:XFD1048576"/>')),
    ),
    "dimension too small": (
        "xlsx",
        {(1, 1): "1", (3, 2): "1"},
        lambda: xlsx_of(
            sheet_xml(
                row_xml(NUMBER) + row_xml(cell("B3"), number=3), before='<dimension ref="A1"/>'
            )
        ),
    ),
    "far cell with a format only": (
        "xlsx",
        {(1, 1): "1"},
        lambda: xlsx_of(sheet_xml(f'<row>{NUMBER}</row><row><c r="XFD1048576" s="0"/></row>')),
    ),
    "a million empty rows": (
        "xlsx",
        {(1, 1): "1"},
        lambda: xlsx_of(sheet_xml(f"<row>{NUMBER}</row>" + "<row/>" * 500_000)),
    ),
    "everything merged": (
        "xlsx",
        {(1, 1): "1"},
        lambda: xlsx_of(
            sheet_xml(
                row_xml(NUMBER),
                after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            )
        ),
    ),
    "numbers that are not finite": (
        "xlsx",
        {(1, 1): "inf", (1, 2): "nan"},
        lambda: xlsx_of(
            sheet_xml(row_xml('<c r="A1"><v>1e999</v></c>', '<c r="B1"><v>NaN</v></c>'))
        ),
    ),
    "columns hidden to the end": (
        "xlsx",
        {(1, 1): "1"},
        lambda: xlsx_of(
            sheet_xml(
                row_xml(NUMBER), before='<cols><col min="2" max="16384" hidden="1"/></cols>'
            )
        ),
    ),
    "empty rows and cells repeated to the end": (
        "ods",
        {(1, 1): "1"},
        lambda: ods_of(
            f"<table:table-row><table:table-cell {ODS_NUMBER}/>"
            '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
            '<table:table-row table:number-rows-repeated="1048575">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
    ),
    "text named xlsx": ("csv", {(1, 1): "a", (1, 2): "b"}, lambda: b"a,b\n"),
    "header only": ("csv", {(1, 1): "unit", (1, 2): "value"}, lambda: b"unit;value"),
    "end mark of old systems": ("csv", {(1, 1): "a", (1, 2): "1"}, lambda: b"a,1\r\n\x1a"),
    "html named xls": ("html", {(1, 1): "1"}, lambda: b"<table><tr><td>1</table>"),
    "html in UTF-16": (
        "html",
        {(1, 1): "Huế"},
        lambda: "\n <html><table><tr><td>Huế</table>".encode("utf-16"),
    ),
    "html behind a warning": (
        "html",
        {(1, 1): "1"},
        lambda: b"Warning: something in line 3\n<table><tr><td>1</table>",
    ),
    "html with declared entities": (
        "html",
        {(1, 1): "1"},
        lambda: b'<!DOCTYPE html [<!ENTITY a "b">]><table><tr><td>1</table>',
    ),
    "rowspan without end": (
        "html",
        {(1, 1): "1", (1, 2): "2"},
        lambda: b"<table><tr><td rowspan=99999999999>1<td>2</table>",
    ),
    "a hundred tables in each other": ("html", {(1, 1): "1"}, lambda: nested_tables(50)),
}  # fmt: skip


def timed(action: Callable[[], object]) -> float:
    begin = time.monotonic()
    action()
    return time.monotonic() - begin


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_its_rule_and_soon(tmp_path: Path, name: str) -> None:
    rule, make = REFUSED[name]
    path = tmp_path / "return.xlsx"
    path.write_bytes(make())

    def refuse() -> None:
        with pytest.raises(UnreadableFileError) as caught:
            read_book(path)
        assert caught.value.rule == rule
        assert caught.value.message.endswith(".")
        assert str(tmp_path) not in caught.value.message

    assert timed(refuse) < MOST_SECONDS


@pytest.mark.parametrize("name", ODD)
def test_an_odd_file_is_read_for_what_it_is_and_soon(tmp_path: Path, name: str) -> None:
    file_format, texts, make = ODD[name]
    path = tmp_path / "return.xls"
    path.write_bytes(make())

    def accept() -> None:
        book = read_book(path)
        assert book.file_format == file_format
        (sheet,) = book.sheets
        assert {place: cell.text for place, cell in sheet.cells.items()} == texts

    assert timed(accept) < MOST_SECONDS


def test_the_corpus_is_large_enough() -> None:
    assert len(REFUSED) + len(ODD) >= 60


def rule_of(path: Path) -> str:
    with pytest.raises(UnreadableFileError) as caught:
        read_book(path)
    return caught.value.rule


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "dangling.csv").symlink_to(tmp_path / "nothing.csv")
    (tmp_path / "itself.csv").symlink_to(tmp_path / "itself.csv")
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    for name in ("", "missing.csv", "dangling.csv", "itself.csv", "pipe.csv", "zeros.csv"):
        assert rule_of(tmp_path / name) == "not_readable"
    assert rule_of(tmp_path / "zero\0.csv") == "not_readable"
    assert rule_of(tmp_path / ("long" * 200)) == "not_readable"


def test_a_link_to_a_file_is_followed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n")
    (tmp_path / "b.csv").symlink_to("a.csv")
    assert read_book(tmp_path / "b.csv").file_format == "csv"


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything"
)
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n")
    path.chmod(0)
    assert rule_of(path) == "not_readable"
