"""Run a command in the project's own environment, and make that environment first if needed.

Usage: python3 run.py COMMAND [ARGUMENT ...]

    python3 run.py papermill notebooks/annual_report.ipynb reports/annual_report.ipynb -p year 2023
    python3 run.py jupyter lab
    python3 run.py pytest

The environment is the folder .venv beside this file. It is made anew when requirements.lock,
pyproject.toml, the Python version or the place of the checkout change, and left alone otherwise.
"""

# Standard library only, and no syntax newer than Python 3.6: an old Python has to get as far as
# check_python below, so that people read a sentence and not a SyntaxError.
import difflib
import errno
import hashlib
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path


def check_python(version: tuple) -> None:
    """Stop with a plain sentence when Python is too old for the project."""
    if tuple(version[:2]) < (3, 11):
        this = ".".join(str(part) for part in version[:3])
        sys.exit(
            f"run.py: Python 3.11 or newer is needed, this is {this}.\n"
            "  -> Install a newer Python and start run.py with it, for example: python3.12 run.py"
        )


check_python(sys.version_info)

WINDOWS = os.name == "nt"
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "made-from.txt"
GUARD = VENV / "installing.lock"
PIP = ("pip", "install", "--quiet", "--no-input", "--disable-pip-version-check")
UV = ("uv", "pip", "install", "--quiet", "--no-progress", "--python", str(PYTHON))

# Words of the installers -> what is wrong, what to do. Only pip's words for a network failure
# stand here: when uv has no way out, pip may still have one through its own configuration.
TROUBLES = (
    (
        r"no space left|errno 28\b|os error 28\b|not enough space|os error 112\b|quota exceeded",
        "The disk is full.",
        "Free some space (the environment needs about 1 GB), then run the same command again.",
    ),
    (
        r"do not match the hashes|hash mismatch|hashes are required|must have a hash"
        r"|invalid requirement|couldn't parse|unsupported hash|unexpected '",
        "requirements.lock does not fit the packages: a line is damaged or a hash is wrong.",
        "Restore it with: git checkout requirements.lock. If it was changed on purpose, write it "
        "anew as CONTRIBUTING.md says. Nothing unchecked was installed.",
    ),
    (
        r"Retrying \(|NewConnectionError|NameResolutionError|ProxyError|SSLError|TimeoutError",
        "The package index cannot be reached.",
        "Check the network connection, and pip's proxy, certificate and index settings "
        "(pip config list), then run the same command again.",
    ),
)


class Trouble(Exception):  # noqa: N818
    """Something the user can put right: what is wrong and what to do."""

    def __init__(self, what: str, todo: str, code: int = 1) -> None:
        super().__init__(f"{what}\n  -> {todo}")
        self.code = code


def say(text: str) -> None:
    """Tell the user something on the error stream, which no report or pipe reads."""
    print(f"run.py: {text}", file=sys.stderr, flush=True)


def digest() -> str:
    """Sum up all that the environment is made from."""
    summed = hashlib.sha256(repr((sys.version_info[:3], str(ROOT))).encode())
    for path in (LOCK, ROOT / "pyproject.toml"):
        if not path.is_file():
            raise Trouble(f"{path} is missing.", f"Restore it with: git checkout {path.name}")
        summed.update(hashlib.sha256(path.read_bytes()).digest())
    return summed.hexdigest()


def is_current(wanted: str) -> bool:
    """Tell whether the environment was finished, from exactly what is wanted now."""
    return STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists()


def pins(lock: str) -> dict[str, str]:
    """Cut the lock into its entries: package name -> pin with its hashes."""
    entries = re.finditer(r"^([\w.-]+)(?:\[.*?\])?==(?:.*\\\n)*.*\n?", lock, re.MULTILINE)
    return {entry[1].lower(): entry[0] for entry in entries}


def environment() -> dict[str, str]:
    """Give the variables for programs of the environment."""
    variables = {name: text for name, text in os.environ.items() if name != "PYTHONHOME"}
    variables["PATH"] = os.pathsep.join([str(BIN), os.environ.get("PATH", os.defpath)])
    variables["VIRTUAL_ENV"] = str(VENV)
    variables["PYTHONUTF8"] = "1"
    variables["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"  # else every kernel warns of its debugger
    return variables


def run_tool(python: Path, *arguments: str) -> str:
    """Run a Python module quietly; give what it said if it failed and nothing if all went well."""
    variables = dict(environment(), UV_PYTHON_DOWNLOADS="never", PIP_USER="0")
    done = subprocess.run(
        [str(python), "-I", "-m", *arguments],
        check=False,
        cwd=str(ROOT),
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    return "" if done.returncode == 0 else done.stdout or f"exit code {done.returncode}"


def diagnose(said: str) -> Trouble | None:
    """Translate an installer's words into a message, if they are known."""
    for pattern, what, todo in TROUBLES:
        if re.search(pattern, said, re.IGNORECASE):
            return Trouble(what, todo)
    return None


def stop_if_failed(said: str) -> None:
    """Show the telling last words of a failed tool and stop with a message."""
    if not said:
        return
    lines = [line.rstrip() for line in said.splitlines() if line.strip()]
    telling = [line for line in lines if not re.match(r"WARNING|\s+Expected +or\b", line)]
    for line in (telling or lines)[-6:]:
        print(f"    {line[:200]}", file=sys.stderr)
    unknown = "Read the lines above. If they do not help, report them as an issue."
    raise diagnose(said) or Trouble("The environment could not be made.", unknown)


def install_with_uv(uv_pin: str) -> bool:
    """Install the lock with the uv that the lock itself pins; tell whether that was possible."""
    pin_file = VENV / "uv-pin.txt"
    pin_file.write_text(uv_pin, encoding="utf-8")
    steps = (
        (*PIP, "--require-hashes", "-r", str(pin_file)),
        (*UV, "--require-hashes", "-r", str(LOCK)),
    )
    for step in steps:
        said = run_tool(PYTHON, *step)
        if said and diagnose(said):
            stop_if_failed(said)
        if said:
            return False
    return True


def install() -> None:
    """Install all packages of the lock, hashes checked, and the project itself."""
    entries = pins(LOCK.read_text(encoding="utf-8"))
    if not entries:
        raise Trouble("requirements.lock is empty.", "Restore it: git checkout requirements.lock")
    say(f"installing up to {len(entries)} packages; this takes about a minute, once")
    if "uv" not in entries or not install_with_uv(entries["uv"]):
        say("uv could not do it (it does not read pip's settings); pip takes over, more slowly")
        stop_if_failed(run_tool(PYTHON, *PIP, "--require-hashes", "-r", str(LOCK)))
    stop_if_failed(run_tool(PYTHON, *PIP, "--no-deps", "--no-build-isolation", "-e", str(ROOT)))


def create() -> None:
    """Make an empty environment in place of whatever is there."""
    for path in VENV.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path != GUARD:
            path.unlink()
    say(f"creating the environment {VENV}")
    base = getattr(sys, "_base_executable", None) or sys.executable  # .venv may be our own Python
    stop_if_failed(run_tool(Path(base), "venv", str(VENV)))


def try_lock(handle) -> bool:
    """Try to be the only run that installs; the system frees the lock when its holder ends."""
    try:
        if WINDOWS:
            import msvcrt

            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a file system without locks: go on without one
    return True


def prepare(wanted: str) -> None:
    """Make the environment anew, alone; the stamp comes last, so a broken-off run is redone."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        raise Trouble(
            "This Python has no venv or ensurepip module, so it cannot make an environment.",
            "On Debian or Ubuntu: sudo apt install python3-venv. Elsewhere: install a full Python.",
        )
    VENV.mkdir(exist_ok=True)
    with GUARD.open("a") as handle:
        if not try_lock(handle):
            say("another run is making the environment; waiting for it")
            while not try_lock(handle):
                time.sleep(0.2)
        if is_current(wanted):
            return
        create()
        install()
        STAMP.write_text(wanted)
    say("done")


def start(name: str, arguments: list[str]) -> int:
    """Turn into the command (on Windows: wait for it) and pass its exit code on."""
    command = shutil.which(name, path=str(BIN))
    if command is None:
        close = difflib.get_close_matches(name, [path.stem for path in BIN.iterdir()], 1)
        hint = f"Did you mean {close[0]}?" if close else f"Its commands are the files in {BIN}."
        raise Trouble(f"The environment has no command {name}.", hint, code=127)
    if WINDOWS:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the command's to handle
        return subprocess.call([command, *arguments], env=environment())
    os.execve(command, [command, *arguments], environment())


def main(arguments: list[str]) -> int:
    """Do what the command line asks, without a traceback whatever goes wrong."""
    if not arguments or arguments[0] in ("-h", "--help"):
        print(__doc__, file=sys.stderr)
        return 0 if arguments else 2
    try:
        wanted = digest()
        if not is_current(wanted):
            prepare(wanted)
        return start(arguments[0], arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
        return trouble.code
    except KeyboardInterrupt:
        say("stopped; the next run takes it up again")
        return 130
    except OSError as error:
        full = diagnose("no space left") if error.errno == errno.ENOSPC else None
        say(str(full or f"{error}\n  -> Make sure that {ROOT} can be written and nothing uses it."))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
