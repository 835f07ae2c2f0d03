"""One return in a process of its own: what it says, and what is said when it does not survive."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import HOSTILE_READER, correction, write_project, write_return, write_text

from analysis.office_files.limited_process import run_limited
from analysis.returns import read as module
from analysis.returns.corrections import read_corrections
from analysis.returns.layouts import Layout
from analysis.returns.read import read_return, read_safely
from analysis.returns.records import Issue, ReadReturn, Severity

CORPUS = Path(__file__).parent / "corpus"
ROW = ("Huyện Bến Lức", 10, 6)
SECONDS = 3


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A return that gives a correction, a note and a warning."""
    rows = (ROW, ("Huyện Đức Hòa", "8", "1.51"), ("Tổng cộng", 18, 99))
    return write_return(write_project(tmp_path), "2024/kn.csv", *rows)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder whose files do to their reader what they are named after."""
    write_text(tmp_path / "code" / "hostile_reader.py", HOSTILE_READER)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "code"))

    def run(_module: str, request: dict, *, memory_bytes: int, seconds: float) -> dict:
        seconds = min(seconds, SECONDS)
        return run_limited("hostile_reader", request, memory_bytes=memory_bytes, seconds=seconds)

    monkeypatch.setattr(module, "run_limited", run)
    project = write_project(tmp_path)
    for name in ("hang", "memory", "crash", "exit"):
        write_return(project, f"2024/{name}.csv", ROW)
    return project.returns / "2024"


def only_stop(found: ReadReturn) -> Issue:
    assert (found.figures, found.rows, found.tables) == ((), (), ())
    (issue,) = found.issues
    assert issue.severity is Severity.STOP
    return issue


def test_another_process_says_the_same(path: Path) -> None:
    entries = tuple(read_corrections(correction(), "corrections.yml"))
    layout = Layout(layout="kn", period="6 tháng đầu năm 2024")
    here = read_return(path, "2024/kn.csv", layout, entries)
    assert {issue.severity for issue in here.issues} >= {Severity.NOTE, Severity.WARNING}
    assert len(here.figures) > 4
    assert read_safely(path, "2024/kn.csv", layout, entries) == here


@pytest.mark.parametrize(
    ("name", "rule", "words"),
    [
        ("hang", "reader_time", "giây nên đã dừng"),
        ("memory", "reader_memory", "hơn 2 GB bộ nhớ"),
        ("crash", "reader_crash", "dừng đột ngột"),
        ("exit", "reader_crash", "dừng đột ngột"),
    ],
)
def test_a_reader_that_does_not_survive_gives_one_issue(
    hostile: Path, name: str, rule: str, words: str
) -> None:
    issue = only_stop(read_safely(hostile / f"{name}.csv", f"2024/{name}.csv"))
    assert (issue.file, issue.rule, issue.locator) == (f"2024/{name}.csv", rule, "")
    assert words in issue.message


UNREADABLE = ("truncated.xlsx", "empty.xlsx", "empty.csv", "cell-in-the-last-corner.xlsx")


@pytest.mark.parametrize("name", UNREADABLE)
def test_a_file_that_cannot_be_read_gives_one_issue(name: str) -> None:
    issue = only_stop(read_return(CORPUS / name, f"2024/{name}"))
    assert issue.file == f"2024/{name}"
    assert issue.message.strip()


def test_a_file_that_has_gone_gives_one_issue(tmp_path: Path) -> None:
    assert only_stop(read_return(tmp_path / "kn.xlsx", "2024/kn.xlsx")).file == "2024/kn.xlsx"


def test_a_stale_correction_leaves_the_whole_file_unread(path: Path) -> None:
    good, stale = correction(), correction(cell="line 4 col 3", expect=1)
    found = read_return(
        path, "2024/kn.csv", corrections=tuple(read_corrections(good + stale, "corrections.yml"))
    )
    assert (found.file_format, found.figures, found.rows) == ("csv", (), ())
    assert [issue.rule for issue in found.issues] == ["corrected", "stale_correction"]
    assert found.is_stopped


def test_corrections_come_first_among_the_issues(path: Path) -> None:
    entries = tuple(read_corrections(correction(), "corrections.yml"))
    found = read_return(path, "2024/kn.csv", corrections=entries)
    assert found.issues[0].rule == "corrected"
    assert not found.is_stopped


def test_a_figure_is_quoted_as_a_reader_of_the_file_sees_it() -> None:
    """``0.6056`` in a cell of the format ``0.00%`` is seen as 60,56%."""
    found = read_return(CORPUS / "same-data.xlsx", "same-data.xlsx")
    printed = {
        figure.value_printed for figure in found.figures if figure.measure == "pct_of_target"
    }
    assert {text.rstrip("%") for text in printed} == {"60,00", "75,00", "60,56", "60,63"}
