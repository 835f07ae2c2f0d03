"""Many returns: in their order, several to a process, and none hurt by its neighbours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import HOSTILE_READER, read_here, write_project, write_return, write_text

from analysis.office_files.limited_process import ProcessLimitError, run_limited
from analysis.returns import batch as module
from analysis.returns import read as reader
from analysis.returns.batch import ReturnRequest, read_all
from analysis.returns.layouts import Layout
from analysis.returns.records import ReadReturn

ROW = ("Huyện Bến Lức", 10, 6)
Ask = Callable[[list[dict]], list[ReadReturn]]


def requests(tmp_path: Path, *names: str) -> list[ReturnRequest]:
    project = write_project(tmp_path)
    paths = [write_return(project, f"2024/{name}.csv", ROW) for name in names]
    return [ReturnRequest(path, f"2024/{path.name}") for path in paths]


def answer(batch: list[dict]) -> list[ReadReturn]:
    return [ReadReturn(request["file"], "csv") for request in batch]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many files each process was given."""
    sizes: list[int] = []

    def ask(batch: list[dict]) -> list[ReadReturn]:
        sizes.append(len(batch))
        return answer(batch)

    monkeypatch.setattr(module, "ask_reader", ask)
    return sizes


def test_nothing_to_read_starts_no_process(asked: list[int]) -> None:
    assert read_all([]) == []
    assert asked == []


def test_results_come_in_the_order_of_the_files(tmp_path: Path, asked: list[int]) -> None:
    wanted = requests(tmp_path, *(f"kn-{number:02}" for number in range(45)))
    assert [found.file for found in read_all(wanted)] == [request.file for request in wanted]
    assert sorted(asked) == [5, 20, 20]


def test_layouts_and_corrections_reach_the_reader(tmp_path: Path) -> None:
    (plain,) = requests(tmp_path, "kn")
    stated = ReturnRequest(plain.path, plain.file, Layout(layout="kn", period="năm 2020"))
    wanted = [plain, stated]
    assert read_all(wanted) == read_here(wanted)
    keys = [{figure.period.key for figure in found.figures} for found in read_all(wanted)]
    assert keys == [{"year:2024"}, {"year:2020"}]


def test_after_a_failure_the_files_of_that_process_are_read_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second file ends every process that it is given to."""
    asked: list[list[str]] = []

    def ask(batch: list[dict]) -> list[ReadReturn]:
        asked.append([request["file"] for request in batch])
        if any(request["file"] == "2024/b.csv" for request in batch):
            raise ProcessLimitError("memory")
        return answer(batch)

    monkeypatch.setattr(module, "ask_reader", ask)
    monkeypatch.setattr(reader, "ask_reader", ask)
    found = read_all(requests(tmp_path, "a", "b", "c"))
    assert asked == [["2024/a.csv", "2024/b.csv", "2024/c.csv"]] + [
        [f"2024/{name}.csv"] for name in "abc"
    ]
    assert [result.is_stopped for result in found] == [False, True, False]
    assert [issue.rule for issue in found[1].issues] == ["reader_memory"]


def test_a_file_that_ends_its_reader_spoils_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_text(tmp_path / "code" / "hostile_reader.py", HOSTILE_READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "code"))

    def run(_module: str, request: dict, **limits: float) -> dict:
        return run_limited("hostile_reader", request, **limits)

    monkeypatch.setattr(reader, "run_limited", run)
    found = read_all(requests(tmp_path, "a", "crash", "z"))
    assert [len(result.figures) for result in found] == [2, 0, 2]
    assert [issue.rule for issue in found[1].issues] == ["reader_crash"]
