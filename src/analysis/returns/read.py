"""Reading one return: in a process of its own, so that a hostile file hurts nobody else.

``read_return`` reads in this process; ``read_safely`` in another with limits of memory and time.
Run as a module, it is that other process.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from analysis.office_files.grids import UnreadableFileError
from analysis.office_files.limited_process import (
    ProcessLimitError,
    limit_this_process,
    run_limited,
)
from analysis.office_files.read import read_book
from analysis.returns.corrections import Correction, apply_corrections
from analysis.returns.layouts import Layout
from analysis.returns.records import Issue, ReadReturn, Severity
from analysis.returns.understand import understand

MEMORY_BYTES = 2 * 2**30
SECONDS = 60

_RESULT = TypeAdapter(ReadReturn)
_LIMIT_MESSAGES = {
    "time": f"đọc quá {SECONDS} giây nên đã dừng; tệp quá lớn hoặc bị hỏng",
    "memory": "đọc cần hơn 2 GB bộ nhớ nên đã dừng; tệp quá lớn hoặc bị hỏng",
    "crash": "chương trình đọc bị dừng đột ngột ở tệp này; tệp bị hỏng hoặc cố ý làm sai",
}


def read_return(
    path: Path,
    file: str,
    layout: Layout | None = None,
    corrections: tuple[Correction, ...] = (),
) -> ReadReturn:
    """Read and understand a file; a file that cannot be read gives one issue that says why."""
    try:
        book = read_book(path)
    except UnreadableFileError as error:
        return ReadReturn(file, issues=(_stop(file, error.rule, error.message),))
    book, corrected = apply_corrections(book, file, corrections)
    if any(issue.severity is Severity.STOP for issue in corrected):
        return ReadReturn(file, book.file_format, issues=tuple(corrected))
    result = understand(book, file, layout)
    return replace(result, issues=(*corrected, *result.issues))


def _stop(file: str, rule: str, message: str) -> Issue:
    return Issue(file, "", "", "", rule, "", message, Severity.STOP)


def read_safely(
    path: Path,
    file: str,
    layout: Layout | None = None,
    corrections: tuple[Correction, ...] = (),
) -> ReadReturn:
    """Read a file in a process with limits; a crash or a limit gives one issue that says so."""
    request = {
        "path": str(path),
        "file": file,
        "layout": layout.model_dump(mode="json") if layout else None,
        "corrections": [entry.model_dump(mode="json") for entry in corrections],
    }
    try:
        answer = run_limited(
            "analysis.returns.read", request, memory_bytes=MEMORY_BYTES, seconds=SECONDS
        )
    except ProcessLimitError as error:
        rule = f"reader_{error.reason}"
        return ReadReturn(file, issues=(_stop(file, rule, _LIMIT_MESSAGES[error.reason]),))
    return _RESULT.validate_python(answer)


def _serve() -> None:
    """Answer one request: JSON in, JSON out."""
    limit_this_process(MEMORY_BYTES)
    request = json.load(sys.stdin)
    result = read_return(
        Path(request["path"]),
        request["file"],
        Layout.model_validate(request["layout"]) if request["layout"] else None,
        tuple(Correction.model_validate(entry) for entry in request["corrections"]),
    )
    sys.stdout.write(_RESULT.dump_json(result).decode())


if __name__ == "__main__":
    _serve()
