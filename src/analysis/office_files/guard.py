"""What a file must pass before any reader sees it: its size, its form, how far its cells reach.

A reader makes room for every cell between the first and the last one and trusts what a file says
of itself, so a small file can ask for more memory than there is. Here everything is looked through
piece by piece, in bounded time and memory.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable, Iterable

from analysis.office_files import biff8
from analysis.office_files.binary_package import sheet_parts
from analysis.office_files.excel_package import read_workbook
from analysis.office_files.extent import CellCounter, Extent
from analysis.office_files.grids import Remark
from analysis.office_files.limits import (
    MAX_DOCUMENT_BYTES,
    MAX_ELEMENTS,
    MAX_FILE_BYTES,
    MAX_LINE_CHARS,
    MAX_ROWS,
    MAX_SHEETS,
)
from analysis.office_files.messages import remark, unreadable
from analysis.office_files.ole import OleFile
from analysis.office_files.sheet_scans import (
    SharedTexts,
    count_elements,
    scan_binary_shared_texts,
    scan_binary_sheet,
    scan_open_document,
    scan_shared_texts,
    scan_sheet,
)
from analysis.office_files.sniff import FileFormat
from analysis.office_files.text_encoding import decode, encoding_of
from analysis.office_files.xml_stream import looks_like_xml, root_name, scan
from analysis.office_files.zip_parts import ZipParts

_MACROS = re.compile(r"(?:^|/)vbaProject\.bin$|^xl/macrosheets/|^Basic/[^/]+/", re.IGNORECASE)
_LINKS = re.compile(r"^xl/externalLinks/[^/]+$", re.IGNORECASE)
_BINARY_SHEET = re.compile(r"^xl/(?:work|chart|dialog|macro)sheets/[^/]+\.bin$", re.IGNORECASE)
_OLE_MACROS = frozenset(("_VBA_PROJECT_CUR", "_VBA_PROJECT"))
_SHEET_ROOTS = frozenset(("worksheet", "chartsheet", "macrosheet", "dialogsheet"))
_SHEETS_OF: dict[FileFormat, Callable[[ZipParts], Iterable[str]]] = {
    FileFormat.XLSX: lambda parts: read_workbook(parts).parts.values(),
    FileFormat.XLSB: lambda parts: sheet_parts(parts).values(),
}
"""What a workbook names as its sheets: all of it must have been looked through as a sheet."""


def guard(data: bytes, file_format: FileFormat) -> tuple[Remark, ...]:
    """Look through a file before it is read.

    Args:
        data: The whole file.
        file_format: What the file is, as told by its content.

    Returns:
        What should be known about a file that may be read: macros and links that are ignored.

    Raises:
        UnreadableFileError: The file must not be read.
    """
    if len(data) > MAX_FILE_BYTES:
        raise unreadable("too_large", MAX_FILE_BYTES // 2**20)
    if file_format is FileFormat.XLS:
        return _guard_old_excel(data)
    if file_format is FileFormat.CSV:
        _guard_text(data)
        return ()
    if file_format is FileFormat.HTML:
        _guard_web_page(data)
        return ()
    return _guard_package(ZipParts(data), file_format)


def _guard_package(parts: ZipParts, file_format: FileFormat) -> tuple[Remark, ...]:
    counter, shared = CellCounter(), SharedTexts()
    if file_format is FileFormat.DOCX:
        _guard_tree_size(parts)
    sheets = {name for name in parts.names if _guard_part(parts, name, counter, shared)}
    if len(sheets) > MAX_SHEETS:
        raise unreadable("too_many_sheets", MAX_SHEETS)
    if file_format in _SHEETS_OF and not sheets.issuperset(_SHEETS_OF[file_format](parts)):
        raise unreadable("damaged")
    shared.count(counter)
    rules = []
    if any(map(_MACROS.search, parts.names)):
        rules.append("macros_ignored")
    if any(map(_LINKS.search, parts.names)):
        rules.append("external_links_ignored")
    return tuple(map(remark, rules))


def _guard_part(parts: ZipParts, name: str, counter: CellCounter, shared: SharedTexts) -> bool:
    """Look through one part, which also proves that it can be expanded; tells whether a sheet."""
    folded, chunks = name.casefold(), parts.chunks(name)
    if _BINARY_SHEET.match(name):
        scan_binary_sheet(chunks, counter, shared)
        return True
    is_xml = folded.endswith((".xml", ".rels")) or looks_like_xml(next(parts.chunks(name), b""))
    root = root_name(parts.chunks(name)) if is_xml else ""
    if root in _SHEET_ROOTS:
        scan_sheet(chunks, counter, shared)
    elif root == "sst":
        scan_shared_texts(chunks, shared)
    elif root == "document-content":
        scan_open_document(chunks, counter)
    elif root == "manifest":
        scan(chunks, _refuse_encryption)
    elif root == "document":
        count_elements(chunks)
    elif folded == "xl/sharedstrings.bin":
        scan_binary_shared_texts(chunks, shared)
    else:
        for _ in chunks:
            pass
    return root in _SHEET_ROOTS


def _guard_tree_size(parts: ZipParts) -> None:
    """Hold the text of a document, which is read as a tree, to a size that fits into memory."""
    names = (name for name in parts.names if name.casefold().endswith((".xml", ".rels")))
    if sum(map(parts.expanded_size, names)) > MAX_DOCUMENT_BYTES:
        raise unreadable("bomb")


def _refuse_encryption(name: str, _: object) -> None:
    """Recognise an OpenDocument file with a password by its list of parts."""
    if name == "encryption-data":
        raise unreadable("encrypted")


def _guard_old_excel(data: bytes) -> tuple[Remark, ...]:
    container = OleFile(data)
    stream = container.stream("Workbook" if "Workbook" in container.names else "Book")
    counter, extent = CellCounter(), Extent()
    try:
        for number, content in biff8.records(stream):
            if number == biff8.FILEPASS:
                raise unreadable("encrypted")
            if number == biff8.BEGIN:
                extent = Extent()
            elif number == biff8.DIMENSIONS and not biff8.has_sane_dimensions(content):
                raise unreadable("damaged")
            elif number in biff8.CELL_RECORDS:
                counter.add_cells(1)
                if number not in biff8.BLANK_RECORDS:
                    extent.include(*biff8.cell_place(number, content))
    except struct.error as error:
        raise unreadable("damaged") from error
    return (remark("macros_ignored"),) if _OLE_MACROS.intersection(container.names) else ()


def _guard_text(data: bytes) -> None:
    text = decode(data, encoding_of(data))
    if "\x00" in text:
        raise unreadable("binary")
    if text.count("\n") > MAX_ROWS or text.count("\r") > MAX_ROWS:
        raise unreadable("too_many_rows", MAX_ROWS)
    if max(map(len, io.StringIO(text, newline="")), default=0) > MAX_LINE_CHARS:
        raise unreadable("long_line")


def _guard_web_page(data: bytes) -> None:
    if len(data) > MAX_DOCUMENT_BYTES:
        raise unreadable("too_large", MAX_DOCUMENT_BYTES // 2**20)
    if data.count(b"<") > MAX_ELEMENTS:
        raise unreadable("too_many_cells")
