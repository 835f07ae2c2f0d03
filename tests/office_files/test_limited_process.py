from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from office_files.office_builders import row_xml, sheet_xml, xlsx_of

from analysis.office_files.limited_process import ProcessLimitError, run_limited

TOP = "from analysis.office_files.limited_process import serve\n"
MB = 2**20
CAN_LIFT_LIMITS = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Write a module that answers requests, and give its name."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(body: str) -> str:
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        code = f"{TOP}def answer(request):\n{lines}if __name__ == '__main__':\n    serve(answer)\n"
        (tmp_path / "helper_process.py").write_text(code, encoding="utf-8")
        return "helper_process"

    return write


def failure(name: str, **limits: float) -> ProcessLimitError:
    with pytest.raises(ProcessLimitError) as caught:
        run_limited(name, {"path": "Đảng bộ.xlsx"}, **limits)
    return caught.value


def test_a_request_is_answered_from_anywhere(module, tmp_path, monkeypatch, capfd):
    name = module("print('noise')\nreturn {'got': request, 'huế': [1.5, None]}")
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "json.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path / "away")
    assert run_limited(name, {"path": "Đảng bộ.xlsx"}) == {
        "got": {"path": "Đảng bộ.xlsx"},
        "huế": [1.5, None],
    }
    assert capfd.readouterr() == ("", "")


def test_a_process_that_takes_too_long_is_ended_with_all_its_children(module, tmp_path):
    name = module(
        "import pathlib, subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(tmp_path)!r}, 'pid').write_text(str(child.pid))\n"
        "time.sleep(60)"
    )
    begin = time.monotonic()
    assert failure(name, seconds=1.5).reason == "time"
    assert time.monotonic() - begin < 5
    child = int((tmp_path / "pid").read_text())
    for _ in range(50):
        if not psutil.pid_exists(child) or psutil.Process(child).status() == "zombie":
            break
        time.sleep(0.05)
    else:
        pytest.fail("the child lives on")


@pytest.mark.parametrize(
    "body",
    [
        "return {'size': len(bytearray(1 << 30))}",
        "import ctypes\nblocks = [bytes(1 << 20) for _ in range(2000)]",
    ],
)
def test_a_process_that_asks_for_too_much_memory_is_ended(module, body):
    assert failure(module(body), memory_bytes=300 * MB).reason == "memory"


def test_memory_is_watched_where_the_system_keeps_no_limit(module):
    body = "import resource, time\n"
    body += "resource.setrlimit(resource.RLIMIT_AS, (-1, -1))\n" if CAN_LIFT_LIMITS else ""
    name = module(body + "held = bytearray(600 << 20)\ntime.sleep(30)")
    assert failure(name, memory_bytes=500 * MB, seconds=20).reason == "memory"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise ValueError('odd')", "ValueError: odd"),
        ("import os\nos.abort()", "exit -6"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "exit -9"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)", "exit -11"),
        ("import os\nos._exit(139)", "exit 139"),
        ("import os\nos._exit(0)", "no answer"),
        ("return [1]", "no answer"),
        ("return {'a': object()}", "TypeError"),
    ],
)
def test_a_process_that_fails_gives_a_reason_and_says_nothing_itself(module, body, said, capfd):
    error = failure(module(body))
    assert error.reason == "crash"
    assert said in error.detail
    assert len(error.detail) < 400
    assert capfd.readouterr() == ("", "")


def test_a_module_that_does_not_exist_is_a_crash(module):
    assert failure("no_such_module_at_all").reason == "crash"


@pytest.mark.skipif(sys.platform == "win32", reason="the limit on memory is kept by watching")
def test_a_library_that_aborts_ends_its_own_process_only(module, tmp_path):
    """Without the guard one far cell of a small file takes the whole process down."""
    far = '<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'
    path = tmp_path / "far.xlsx"
    path.write_bytes(xlsx_of(sheet_xml(row_xml(far))))
    name = module(
        "from python_calamine import CalamineWorkbook\n"
        f"book = CalamineWorkbook.from_path({str(path)!r})\n"
        "return {'rows': len(book.get_sheet_by_index(0).to_python())}"
    )
    assert failure(name, memory_bytes=1024 * MB).reason in ("memory", "crash")
