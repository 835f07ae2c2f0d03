"""Reading many returns: several to a process, and one by one where a process did not survive."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from analysis.office_files.limited_process import ProcessLimitError
from analysis.returns.corrections import Correction
from analysis.returns.layouts import Layout
from analysis.returns.read import ask_reader, read_safely, request_of
from analysis.returns.records import ReadReturn

_PER_PROCESS = 20


@dataclass(frozen=True)
class ReturnRequest:
    """A file to read.

    Attributes:
        path: Where it is.
        file: Its name in all records.
        layout: Its layout, if it needs one.
        corrections: The corrections of its cells.
    """

    path: Path
    file: str
    layout: Layout | None = None
    corrections: tuple[Correction, ...] = ()


def read_all(requests: Sequence[ReturnRequest]) -> list[ReadReturn]:
    """Read files in processes with limits; one bad file never stops the others."""
    batches = [requests[i : i + _PER_PROCESS] for i in range(0, len(requests), _PER_PROCESS)]
    with ThreadPoolExecutor(max_workers=max(1, os.cpu_count() or 1)) as pool:
        return [result for results in pool.map(_read_batch, batches) for result in results]


def _read_batch(batch: Sequence[ReturnRequest]) -> list[ReadReturn]:
    try:
        return ask_reader([request_of(r.path, r.file, r.layout, r.corrections) for r in batch])
    except ProcessLimitError:
        return [read_safely(r.path, r.file, r.layout, r.corrections) for r in batch]
