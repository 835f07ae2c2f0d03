"""Small office files made by hand, honest and hostile ones."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

Parts = dict[str, str | bytes]


def zip_of(parts: Mapping[str, str | bytes]) -> bytes:
    """Compress parts into a zip file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def raw_zip(entries: Iterable[tuple[str, bytes, int, int]], flags: int = 0) -> bytes:
    """Write a zip file that says what it likes of its parts.

    Args:
        entries: Name, compressed bytes, claimed checksum, claimed size once expanded.
        flags: Flags of every entry.
    """
    body, central, count = b"", b"", 0
    for name, packed, checksum, size in entries:
        raw = name.encode()
        common = struct.pack(
            "<5H3I2H", 20, flags, 8, 0, 33, checksum, len(packed), size, len(raw), 0
        )
        central += b"PK\x01\x02" + struct.pack("<H", 20) + common
        central += struct.pack("<3H2I", 0, 0, 0, 0, len(body)) + raw
        body += b"PK\x03\x04" + common + raw + packed
        count += 1
    end = struct.pack("<4H2IH", 0, 0, count, count, len(central), len(body), 0)
    return body + central + b"PK\x05\x06" + end


def packed(content: bytes) -> tuple[bytes, int, int]:
    """Compress bytes for ``raw_zip``: compressed, checksum, size."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeezer.compress(content) + squeezer.flush(), zlib.crc32(content), len(content)


def packed_blanks(megabytes: int) -> bytes:
    """Compress very many blanks without ever holding them."""
    squeezer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    first = squeezer.compress(b" " * 2**20) + squeezer.flush(zlib.Z_FULL_FLUSH)
    return first * megabytes + squeezer.flush()


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """List related parts as ``rId1``, ``rId2`` and so on: kind and target of each."""
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """Write the XML of a sheet around its rows."""
    data = f"<sheetData>{rows}</sheetData>"
    return f'<worksheet xmlns="{_MAIN}">{before}{data}{after}</worksheet>'


def row_xml(*cells: str, number: int = 1) -> str:
    """Write a row of cells given as XML."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def xlsx_parts(*sheets: str | bytes, shared: str | bytes = "", calculation: str = "") -> Parts:
    """Give the parts of an xlsx file with sheets ``S1``, ``S2`` and so on."""
    names = "".join(
        f'<sheet name="S{number}" sheetId="{number}" r:id="rId{number}"/>'
        for number in range(1, len(sheets) + 1)
    )
    targets = [("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)]
    parts: Parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{names}</sheets>{calculation}</workbook>",
        "xl/_rels/workbook.xml.rels": relations([*targets, ("sharedStrings", "sharedStrings.xml")]),
    }
    if shared:
        parts["xl/sharedStrings.xml"] = shared
    return parts | {f"xl/worksheets/sheet{n}.xml": text for n, text in enumerate(sheets, 1)}


def xlsx_of(*sheets: str | bytes, shared: str | bytes = "", calculation: str = "") -> bytes:
    """Make an xlsx file of the XML of its sheets."""
    return zip_of(xlsx_parts(*sheets, shared=shared, calculation=calculation))


def shared_xml(*items: str) -> str:
    """Write shared texts, each given as XML."""
    return f'<sst xmlns="{_MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'


def docx_parts(body: str, *, styles: str = "") -> Parts:
    """Give the parts of a docx file."""
    kinds = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}.{kind}+xml"/>'
        for name, kind in (("document", "document.main"), ("styles", "styles"))
    )
    default = (
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{default}{kinds}</Types>',
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml")]),
        "word/styles.xml": f'<w:styles xmlns:w="{_WORD}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }


def docx_of(body: str, *, styles: str = "") -> bytes:
    """Make a docx file of the XML of its body."""
    return zip_of(docx_parts(body, styles=styles))


def paragraph(text: str, properties: str = "") -> str:
    """Write a paragraph of Word with one run."""
    run = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:p><w:r>{run}<w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def word_table(*rows: Iterable[str]) -> str:
    """Write a table of Word; each cell is the XML of what is in it."""
    lines = (
        "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>" for cells in rows
    )
    return f"<w:tbl>{''.join(lines)}</w:tbl>"


def ods_parts(tables: str, styles: str = "") -> Parts:
    """Give the parts of an OpenDocument spreadsheet."""
    names = ("office", "table", "text", "style", "number")
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:'
        f'{"datastyle" if name == "number" else name}:1.0"'
        for name in names
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content {spaces} {calc}>"
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f"<office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>",
    }


def ods_of(rows: str, styles: str = "") -> bytes:
    """Make an OpenDocument spreadsheet of the XML of the rows of its sheet ``S1``."""
    return zip_of(ods_parts(f'<table:table table:name="S1">{rows}</table:table>', styles))


def ole_of(streams: Mapping[str, bytes]) -> bytes:
    """Make an old Office container; streams are filled up to the size of long ones."""
    sector, names = 512, list(streams)
    contents = [streams[name].ljust(4096, b"\0") for name in names]
    contents = [content + b"\0" * (-len(content) % sector) for content in contents]
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    directory_sectors = (len(names) + 4) // 4
    tables = 1 + sum(map(len, contents)) // sector // 127
    chain = [0xFFFFFFFD] * tables
    chain += [*range(tables + 1, tables + directory_sectors), 0xFFFFFFFE]
    for name, content in zip(names, contents, strict=True):
        first, count = len(chain), len(content) // sector
        chain += [*range(first + 1, first + count), 0xFFFFFFFE]
        entries.append((name, 2, first, max(len(streams[name]), 4096)))
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    directory = b"".join(
        (name.encode("utf-16-le") + b"\0\0").ljust(64, b"\0")
        + struct.pack("<HBB3I", 2 * len(name) + 2, kind, 1, *[0xFFFFFFFF] * 2, _child(kind, names))
        + bytes(36)
        + struct.pack("<3I", first, size, 0)
        for name, kind, first, size in entries
    ).ljust(directory_sectors * sector, b"\0")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))
    return header + struct.pack(f"<{len(chain)}I", *chain) + directory + b"".join(contents)


def _child(kind: int, names: list[str]) -> int:
    return 1 if kind == 5 and names else 0xFFFFFFFF


def old_record(number: int, content: bytes = b"") -> bytes:
    """Write a record of an old Excel workbook."""
    return struct.pack("<2H", number, len(content)) + content


def old_workbook(*cells: bytes) -> bytes:
    """Write the stream of an old Excel workbook with a sheet ``S1`` that holds some records."""
    begin = struct.pack("<4H2I", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    font = struct.pack("<5H4B", 200, 0, 32767, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial"
    style = struct.pack("<3H4B2I H", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    name = struct.pack("<IHBB", 0, 0, 2, 0) + b"S1"
    opening = old_record(0x0809, begin) + old_record(0x0042, b"\xb0\x04")
    opening += old_record(0x0031, font) * 4 + old_record(0x00E0, style) * 16
    sheet_at = len(opening) + 4 + len(name) + 4
    name = struct.pack("<I", sheet_at) + name[4:]
    sheet = old_record(0x0809, begin[:2] + b"\x10\x00" + begin[4:]) + b"".join(cells)
    return opening + old_record(0x0085, name) + old_record(0x0A) + sheet + old_record(0x0A)


def old_number(row: int, column: int, value: float) -> bytes:
    """Write a number of an old Excel workbook; row and column count from 0."""
    return old_record(0x0203, struct.pack("<3Hd", row, column, 15, value))


def binary_record(number: int, content: bytes = b"") -> bytes:
    """Write a record of a binary workbook."""
    return _varying(number) + _varying(len(content)) + content


def _varying(value: int) -> bytes:
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def binary_text(text: str) -> bytes:
    """Write a text of a binary workbook."""
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def binary_row(number: int, *, is_hidden: bool = False) -> bytes:
    """Begin a row of a binary workbook; rows count from 0."""
    shown = struct.pack("<2IH3B", number, 0, 300, 0, 0x10 if is_hidden else 0, 0)
    return binary_record(0, shown + struct.pack("<I", 0))


def binary_cell(kind: int, column: int, value: bytes, style: int = 0) -> bytes:
    """Write a cell of a binary workbook; columns count from 0."""
    return binary_record(kind, struct.pack("<2I", column, style) + value)


def xlsb_parts(cells: bytes, *, columns: bytes = b"", merges: bytes = b"") -> Parts:
    """Give the parts of a binary workbook with a sheet ``S1``, two styles and a shared text."""
    record = binary_record
    size = record(148, struct.pack("<4I", 0, 5, 0, 5))
    sheet = record(129) + size + columns + record(145) + cells + record(146) + merges + record(130)
    fonts = b"".join(
        record(43, struct.pack("<4H4B8xB", 220, 0, 400, 0, 0, 2, 0, 0, 0) + binary_text(name))
        for name in ("Calibri", ".VnTime")
    )
    styles = b"".join(
        record(47, struct.pack("<3H10x", 0, number_format, font))
        for number_format, font in ((0, 0), (10, 1))
    )
    shared = record(19, b"\0" + binary_text("Kết quả"))
    entry = struct.pack("<2I", 0, 1) + binary_text("rId1") + binary_text("S1")
    kinds = (
        '<Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    )
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{kinds}</Types>',
        "_rels/.rels": relations([("officeDocument", "xl/workbook.bin")]),
        "xl/_rels/workbook.bin.rels": relations(
            [
                ("worksheet", "worksheets/sheet1.bin"),
                ("styles", "styles.bin"),
                ("sharedStrings", "sharedStrings.bin"),
            ]
        ),
        "xl/workbook.bin": record(131)
        + record(143)
        + record(156, entry)
        + record(144)
        + record(132),
        "xl/worksheets/sheet1.bin": sheet,
        "xl/styles.bin": record(278)
        + record(611, struct.pack("<I", 2))
        + fonts
        + record(612)
        + record(617, struct.pack("<I", 2))
        + styles
        + record(618)
        + record(279),
        "xl/sharedStrings.bin": record(159, struct.pack("<2I", 1, 1)) + shared + record(160),
    }


def with_styles(parts: Parts) -> Parts:
    """Add styles to an xlsx file: 1 is a percentage in .VnTime, 2 has a format of its own."""
    fonts = "".join(f'<font><name val="{name}"/></font>' for name in ("Times New Roman", ".VnTime"))
    styles = "".join(
        f'<xf numFmtId="{number}" fontId="{font}"/>' for number, font in ((0, 0), (10, 1), (164, 0))
    )
    own = '<numFmts><numFmt numFmtId="164" formatCode="0.0&quot; đ&quot;"/></numFmts>'
    return parts | {
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{own}<fonts>{fonts}</fonts>'
        '<cellStyleXfs><xf numFmtId="9" fontId="1"/></cellStyleXfs>'
        f"<cellXfs>{styles}</cellXfs></styleSheet>"
    }
