"""Reading any office file that holds figures: what it is, whether it is safe, what it holds."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from analysis.office_files.binary_excel import read_binary_excel
from analysis.office_files.delimited import read_delimited
from analysis.office_files.excel import read_excel
from analysis.office_files.grids import Book
from analysis.office_files.guard import guard
from analysis.office_files.html_tables import read_html
from analysis.office_files.limits import MAX_FILE_BYTES
from analysis.office_files.messages import unreadable
from analysis.office_files.old_excel import read_old_excel
from analysis.office_files.opendocument import read_open_document
from analysis.office_files.sniff import FileFormat, sniff
from analysis.office_files.word import read_word

_READERS: dict[FileFormat, Callable[[bytes], Book]] = {
    FileFormat.XLSX: read_excel,
    FileFormat.XLS: read_old_excel,
    FileFormat.XLSB: read_binary_excel,
    FileFormat.ODS: read_open_document,
    FileFormat.CSV: read_delimited,
    FileFormat.DOCX: read_word,
    FileFormat.HTML: read_html,
}


def read_book(path: Path) -> Book:
    """Read a file, whatever its name says that it is.

    Args:
        path: The file; it is read once, so guard and reader see the same bytes.

    Returns:
        All that the file holds. The sheets of a workbook may be empty.

    Raises:
        UnreadableFileError: The file gives no figures at all.
    """
    data = _load(path)
    try:
        file_format = sniff(data)
        remarks = guard(data, file_format)
        book = _READERS[file_format](data)
    except MemoryError as error:
        raise unreadable("too_much_memory") from error
    except RecursionError as error:
        raise unreadable("damaged") from error
    return replace(book, remarks=remarks + book.remarks)


def _load(path: Path) -> bytes:
    """Read the bytes of a plain file; folders, pipes and devices are refused unopened."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise unreadable("not_readable", "không phải là tệp thường")
        if status.st_size > MAX_FILE_BYTES:
            raise unreadable("too_large", MAX_FILE_BYTES // 2**20)
        with path.open("rb") as file:
            return file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise unreadable("not_readable", error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise unreadable("not_readable", "tên tệp không hợp lệ") from error
