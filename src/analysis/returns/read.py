"""Reading one return: in a process of its own, so that a hostile file hurts nobody else.

``read_return`` reads in this process; ``read_safely`` in another with limits of memory and time.
Run as a module, this is that other process.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pydantic import TypeAdapter

from analysis.office_files.grids import UnreadableFileError
from analysis.office_files.limited_process import ProcessLimitError, run_limited, serve
from analysis.office_files.read import read_book
from analysis.returns.corrections import Correction, apply_corrections
from analysis.returns.layouts import Layout
from analysis.returns.records import Issue, ReadReturn, Severity
from analysis.returns.understand import understand

MEMORY_BYTES = 2 * 2**30
SECONDS = 60

_RESULTS = TypeAdapter(list[ReadReturn])
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
    try:
        return ask_reader([request_of(path, file, layout, corrections)])[0]
    except ProcessLimitError as error:
        rule = f"reader_{error.reason}"
        return ReadReturn(file, issues=(_stop(file, rule, _LIMIT_MESSAGES[error.reason]),))


def request_of(
    path: Path, file: str, layout: Layout | None, corrections: tuple[Correction, ...]
) -> dict:
    """Write down what to read, for another process."""
    return {
        "path": str(path),
        "file": file,
        "layout": layout.model_dump(mode="json") if layout else None,
        "corrections": [entry.model_dump(mode="json") for entry in corrections],
    }


def ask_reader(requests: list[dict]) -> list[ReadReturn]:
    """Have another process read files.

    Raises:
        ProcessLimitError: It took too much time or memory, or did not survive.
    """
    answer = run_limited(
        "analysis.returns.read",
        {"requests": requests},
        memory_bytes=MEMORY_BYTES,
        seconds=SECONDS,
    )
    return _RESULTS.validate_python(answer["results"])


def _answer(request: dict) -> dict:
    """Answer another process: JSON in, JSON out."""
    results = [
        read_return(
            Path(wanted["path"]),
            wanted["file"],
            Layout.model_validate(wanted["layout"]) if wanted["layout"] else None,
            tuple(Correction.model_validate(entry) for entry in wanted["corrections"]),
        )
        for wanted in request["requests"]
    ]
    return {"results": _RESULTS.dump_python(results, mode="json")}


if __name__ == "__main__":
    serve(_answer)
