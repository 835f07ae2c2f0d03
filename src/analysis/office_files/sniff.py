"""What a file is, decided by its content; names and their extensions are never asked."""

from __future__ import annotations

import re
from enum import StrEnum

from analysis.office_files.messages import unreadable
from analysis.office_files.ole import MAGIC as OLE_MAGIC
from analysis.office_files.ole import OleFile
from analysis.office_files.text_encoding import encoding_of
from analysis.office_files.zip_parts import ZipParts


class FileFormat(StrEnum):
    """A format that can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    DOCX = "docx"
    HTML = "html"
    CSV = "csv"


_HEAD_BYTES = 64 * 2**10
_MAX_CONTROL_SHARE = 0.01
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_ODF_TYPE = b"application/vnd.oasis.opendocument."

_BEGINNINGS = (
    (b"%PDF-", "unsupported_pdf"),
    (b"{\\rtf", "unsupported_rtf"),
    (b"\xff\xd8\xff", "unsupported_image"),
    (b"\x89PNG\r\n\x1a\n", "unsupported_image"),
    (b"GIF87a", "unsupported_image"),
    (b"GIF89a", "unsupported_image"),
    (b"II*\x00", "unsupported_image"),
    (b"MM\x00*", "unsupported_image"),
    (b"\x1f\x8b", "unsupported_archive"),
    (b"Rar!\x1a\x07", "unsupported_archive"),
    (b"7z\xbc\xaf\x27\x1c", "unsupported_archive"),
    (b"BZh", "unsupported_archive"),
    (b"\xfd7zXZ\x00", "unsupported_archive"),
    (b"\x28\xb5\x2f\xfd", "unsupported_archive"),
    (b"\x09\x00\x04\x00", "unsupported_old_xls"),
    (b"\x09\x02\x06\x00", "unsupported_old_xls"),
    (b"\x09\x04\x06\x00", "unsupported_old_xls"),
    (b"\x09\x08\x08\x00", "unsupported_old_xls"),
    (b"\x09\x08\x10\x00", "unsupported_old_xls"),
)
_DECORATION = re.compile(r"(?:\s|\ufeff|<\?.*?\?>|<!--.*?-->)*", re.DOTALL)
_FIRST_TAG = re.compile(r"<(!doctype\s+)?(?:[\w-]+:)?([\w-]+)", re.IGNORECASE)
_TABLE_LINE = re.compile(r"^[ \t]*<(?:html|table)\b", re.IGNORECASE | re.MULTILINE)
_TABLE_CELL = re.compile(r"<t[dr]\b", re.IGNORECASE)
_HTML_ROOTS = frozenset(
    ("html", "head", "body", "meta", "style", "title", "link", "script", "form", "div", "center",
     "table", "thead", "tbody", "tr", "td", "p", "br", "b", "font", "span", "h1", "h2", "h3")
)  # fmt: skip
_XML_SHEET_ROOTS = frozenset(("workbook",))


def sniff(data: bytes) -> FileFormat:
    """Tell the format of a file.

    Args:
        data: The whole file.

    Raises:
        UnreadableFileError: The file is empty, cut off, encrypted, or of a format that is not read.
    """
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise unreadable("empty")
    if data.startswith(OLE_MAGIC):
        return _sniff_ole(OleFile(data).names)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _sniff_zip(ZipParts(data))
    for beginning, rule in _BEGINNINGS:
        if data.startswith(beginning):
            raise unreadable(rule)
    return _sniff_text(data)


def _sniff_ole(names: tuple[str, ...]) -> FileFormat:
    if "EncryptedPackage" in names:
        raise unreadable("encrypted")
    if "Workbook" in names or "Book" in names:
        return FileFormat.XLS
    if "WordDocument" in names:
        raise unreadable("unsupported_doc")
    raise unreadable("unsupported_slides" if "PowerPoint Document" in names else "unsupported_ole")


def _sniff_zip(parts: ZipParts) -> FileFormat:
    if parts.find("xl/workbook.xml"):
        return FileFormat.XLSX
    if parts.find("xl/workbook.bin"):
        return FileFormat.XLSB
    if any(re.fullmatch(r"word/document\d*\.xml", name.casefold()) for name in parts.names):
        return FileFormat.DOCX
    if (mimetype := parts.find("mimetype")) and parts.expanded_size(mimetype) < 200:
        return _sniff_open_document(parts.read(mimetype).strip())
    if parts.find("ppt/presentation.xml"):
        raise unreadable("unsupported_slides")
    raise unreadable("unsupported_archive")


def _sniff_open_document(mimetype: bytes) -> FileFormat:
    if mimetype.startswith(_ODS_TYPE):
        return FileFormat.ODS
    if mimetype.startswith(_ODF_TYPE + b"presentation"):
        raise unreadable("unsupported_slides")
    raise unreadable("unsupported_odt" if mimetype.startswith(_ODF_TYPE) else "unsupported_archive")


def _sniff_text(data: bytes) -> FileFormat:
    encoding = encoding_of(data)
    if not encoding:
        raise unreadable("binary")
    head = _head(data, encoding)
    _refuse_control_characters(head)
    if re.match(r"\s*(?:MIME-Version:|From: <Saved by)", head, re.IGNORECASE):
        raise unreadable("unsupported_mhtml")
    decoration = _DECORATION.match(head)
    rest = head[decoration.end() :] if decoration else head
    tag = _FIRST_TAG.match(rest)
    if tag is None:
        return _web_page_or_text(head)
    if tag[2].casefold() in _HTML_ROOTS:
        return FileFormat.HTML
    if tag[2].casefold() in _XML_SHEET_ROOTS:
        raise unreadable("unsupported_xml_sheet")
    if tag[1] or head.lstrip("\ufeff \t\r\n").startswith("<?xml"):
        raise unreadable("doctype" if tag[1] else "unsupported_xml")
    return _web_page_or_text(head)


def _web_page_or_text(head: str) -> FileFormat:
    """Recognise a web page behind lines of text, such as warnings of the program that wrote it."""
    is_page = _TABLE_LINE.search(head) and _TABLE_CELL.search(head)
    return FileFormat.HTML if is_page else FileFormat.CSV


def _head(data: bytes, encoding: str) -> str:
    """Decode the beginning of a text; a letter cut in two at its end does not matter."""
    return data[:_HEAD_BYTES].decode(encoding, "replace")


def _refuse_control_characters(head: str) -> None:
    """Refuse what decodes as text by chance: no text file holds many control characters."""
    controls = sum(ord(char) < 32 and char not in "\t\r\n\f\v\x1a" for char in head)
    if controls > _MAX_CONTROL_SHARE * len(head):
        raise unreadable("binary")
