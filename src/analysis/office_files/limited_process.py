"""Work done in a process of its own, with a limit on memory and time.

A library that aborts, or asks for all the memory there is, then ends that process and not ours. The
limit on memory is kept twice: by the system where it can, and by watching the process, because not
every system keeps it.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Literal

import psutil

Reason = Literal["time", "memory", "crash"]

DEFAULT_MEMORY_BYTES = 2 * 2**30
DEFAULT_SECONDS = 60.0
_OUT_OF_MEMORY_EXIT = 86
_MAX_ANSWER_BYTES = 512 * 2**20
_MAX_DETAIL = 300
_WATCH_SECONDS = 0.05
_MEMORY_COMPLAINTS = ("memory allocation of", "MemoryError", "capacity overflow", "bad_alloc")


class ProcessLimitError(Exception):
    """The process did not answer.

    Attributes:
        reason: It took too long, asked for too much memory, or ended in any other way.
        detail: What the process said last, for the log; not meant for readers of reports.
    """

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason, self.detail = reason, detail
        super().__init__(f"{reason}: {detail}" if detail else reason)


def run_limited(
    module: str,
    request: dict[str, Any],
    *,
    memory_bytes: int = DEFAULT_MEMORY_BYTES,
    seconds: float = DEFAULT_SECONDS,
) -> dict[str, Any]:
    """Let a module answer a request in a process of its own.

    Args:
        module: Name of a module whose main part calls :func:`serve`.
        request: What it is asked; anything that JSON can hold.
        memory_bytes: How much memory the process may take.
        seconds: How long it may take.

    Returns:
        Its answer.

    Raises:
        ProcessLimitError: There was none.
    """
    with (
        tempfile.TemporaryFile() as question,
        tempfile.TemporaryFile() as answer,
        tempfile.TemporaryFile() as complaints,
    ):
        envelope = {"memory_bytes": memory_bytes, "request": request}
        question.write(json.dumps(envelope).encode("ascii"))
        question.seek(0)
        process = subprocess.Popen(
            [sys.executable, "-P", "-X", "utf8", "-m", module],
            stdin=question,
            stdout=answer,
            stderr=complaints,
            env=_environment(),
            start_new_session=True,
        )
        try:
            _watch(process, memory_bytes, time.monotonic() + seconds)
        finally:
            _kill(process)
        return _read_answer(process.returncode, answer, complaints)


def serve(answer: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
    """Answer one request; the whole of the main part of a module that ``run_limited`` runs.

    Whatever else the module prints goes to the standard error, so that it spoils no answer.
    """
    channel = sys.stdout
    sys.stdout = sys.stderr
    try:
        envelope = json.load(sys.stdin)
        limit_this_process(envelope["memory_bytes"])
        text = json.dumps(answer(envelope["request"]))
    except MemoryError:
        sys.exit(_OUT_OF_MEMORY_EXIT)
    channel.write(text)
    channel.flush()


def limit_this_process(memory_bytes: int) -> None:
    """Ask the system to keep this process below a size, and to leave no memory image behind.

    Does nothing on systems that have no such limits.
    """
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory_bytes), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (limit, hard))


def _environment() -> dict[str, str]:
    """Give the process our surroundings, our own code first, and UTF-8."""
    code = str(Path(__file__).resolve().parents[2])
    paths = filter(None, (code, os.environ.get("PYTHONPATH")))
    own = {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    return os.environ | own


def _watch(process: subprocess.Popen[bytes], memory_bytes: int, deadline: float) -> None:
    """Wait for the end of the process, or raise when it goes beyond a limit."""
    while True:
        try:
            process.wait(timeout=_WATCH_SECONDS)
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                raise ProcessLimitError("time") from None
            if _memory_of(process.pid) > memory_bytes:
                raise ProcessLimitError("memory") from None
        else:
            return


def _memory_of(pid: int) -> int:
    """Give the memory of a process and its children; 0 once it has gone."""
    try:
        process = psutil.Process(pid)
        family = (process, *process.children(recursive=True))
        return sum(one.memory_info().rss for one in family)
    except psutil.Error:
        return 0


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the process and all that it started; does nothing once it has ended."""
    if process.poll() is not None:
        return
    try:
        children = psutil.Process(process.pid).children(recursive=True)
    except psutil.Error:
        children = []
    if hasattr(os, "killpg"):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    for child in children:
        with contextlib.suppress(psutil.Error):
            child.kill()
    process.kill()
    process.wait()


def _read_answer(code: int, answer: IO[bytes], complaints: IO[bytes]) -> dict[str, Any]:
    said = _last_words(complaints)
    if code == _OUT_OF_MEMORY_EXIT or (code != 0 and any(map(said.count, _MEMORY_COMPLAINTS))):
        raise ProcessLimitError("memory", said)
    if code != 0:
        raise ProcessLimitError("crash", f"exit {code}: {said}")
    answer.seek(0)
    raw = answer.read(_MAX_ANSWER_BYTES + 1)
    try:
        found = json.loads(raw) if len(raw) <= _MAX_ANSWER_BYTES else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProcessLimitError("crash", "no answer")
    return found


def _last_words(complaints: IO[bytes]) -> str:
    """Give the end of what the process complained of, in one line."""
    size = complaints.seek(0, os.SEEK_END)
    complaints.seek(max(size - 4 * _MAX_DETAIL, 0))
    return " ".join(complaints.read().decode("utf-8", "replace").split())[-_MAX_DETAIL:]
