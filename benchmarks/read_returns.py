"""How much reading and understanding returns costs, against only opening them.

Run with ``python3 run.py python benchmarks/read_returns.py``. Prints ratios within one run, so that
machines can be compared; the input is the made-up province.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from python_calamine import CalamineWorkbook

from analysis.fictional.generate import ReturnFile, make_returns
from analysis.returns.batch import ReturnRequest, read_all
from analysis.returns.read import read_return

_REPEATS = 3


def _seconds(work: Callable[[], object]) -> float:
    """Return the least time of some runs."""
    times = []
    for _ in range(_REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def _open_only(files: list[ReturnFile]) -> None:
    for file in files:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()


def main() -> None:
    """Time opening, understanding in one process, and understanding within limits."""
    files = [f for f in make_returns() if f.path.endswith(".xlsx") and f.cells]
    cells = sum(len(file.cells) for file in files)
    with tempfile.TemporaryDirectory() as folder:
        requests = []
        for file in files:
            path = Path(folder) / file.path.replace("/", "-")
            path.write_bytes(file.content)
            requests.append(ReturnRequest(path, file.path))
        opened = _seconds(lambda: _open_only(files))
        understood = _seconds(lambda: [read_return(r.path, r.file) for r in requests])
        limited = _seconds(lambda: read_all(requests))
    print(f"{len(files)} workbooks, {cells} labelled cells")
    print(f"understanding / opening: {understood / opened:.1f}")
    print(f"within limits / in this process: {limited / understood:.1f}")


if __name__ == "__main__":
    main()
