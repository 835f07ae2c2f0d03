"""run.py makes the environment once, says what goes wrong, and then keeps out of the way."""

from __future__ import annotations

import ast
import errno
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
NO_NETWORK_IN_PIP = (
    "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(': /simple/"
)
NO_NETWORK_IN_UV = "error: Request failed after 3 retries\n  cause: error sending request for url"
HASH_MISMATCH_IN_UV = "  cause: Hash mismatch for `papermill==2.7.0`"

# A build backend in the checkout itself, as small as they come, so that nothing is downloaded.
BACKEND = """
import pathlib, zipfile

def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "tiny-1.0-py3-none-any.whl"
    info = "tiny-1.0.dist-info/"
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        wheel.writestr("tiny.pth", str(pathlib.Path.cwd() / "src"))
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1.0\\n")
        tag = "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n"
        wheel.writestr(info + "WHEEL", tag)
        wheel.writestr(info + "RECORD", "")
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "tiny"
version = "1.0"
"""


def write_wheel(folder: Path) -> str:
    """Write a wheel with one command, greet, and give its pin for the lock."""
    path = folder / "greeting-1.0-py3-none-any.whl"
    info = "greeting-1.0.dist-info/"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("greeting.py", "def main():\n    print('hello')\n    raise SystemExit(7)\n")
        wheel.writestr(info + "METADATA", "Metadata-Version: 2.1\nName: greeting\nVersion: 1.0\n")
        wheel.writestr(
            info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(info + "entry_points.txt", "[console_scripts]\ngreet = greeting:main\n")
        wheel.writestr(info + "RECORD", "")
    return f"greeting==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def write_project(folder: Path) -> Path:
    """Lay out a project that run.py can install without a network."""
    (folder / "src").mkdir(parents=True)
    (folder / "wheels").mkdir()
    shutil.copy(ROOT / "run.py", folder)
    (folder / "src" / "tiny.py").write_text("PLACE = __file__\n")
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    (folder / "requirements.lock").write_text(write_wheel(folder / "wheels"))
    return folder


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start run.py as a user does, from another folder, with no way to the network."""
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(project / "wheels"),
        "PIP_CONFIG_FILE": os.devnull,
    }
    return subprocess.run(
        [sys.executable, str(project / "run.py"), *arguments],
        cwd=project.parent,
        env={**os.environ, **offline},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def load(folder: Path) -> ModuleType:
    """Import the run.py of a folder."""
    spec = importlib.util.spec_from_file_location("run_under_test", folder / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def run_py(tmp_path) -> ModuleType:
    return load(write_project(tmp_path / "project"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    project = write_project(tmp_path_factory.mktemp("installed") / "project")
    return project, run(project, "greet")


# What a user sees from end to end


def test_the_first_run_installs_and_passes_on_output_and_exit_code(installed):
    _, first = installed
    assert (first.stdout, first.returncode) == ("hello\n", 7), first.stderr
    assert "creating the environment" in first.stderr
    assert "installing up to 1 packages" in first.stderr
    assert first.stderr.endswith("done\n")


def test_the_next_run_says_nothing_of_its_own(installed):
    project, _ = installed
    again = run(project, "greet")
    assert (again.stdout, again.stderr, again.returncode) == ("hello\n", "", 7)


def test_the_project_is_installed_from_its_own_folder(installed):
    project, _ = installed
    shown = run(project, "python", "-c", "import tiny; print(tiny.PLACE)")
    assert Path(shown.stdout.strip()) == project / "src" / "tiny.py"


def test_the_command_runs_in_the_callers_folder_inside_the_environment(installed):
    project, _ = installed
    code = "import os, sys; print(os.getcwd()); print(sys.prefix); print(sys.flags.utf8_mode)"
    folder, prefix, utf8 = run(project, "python", "-c", code).stdout.splitlines()
    assert (Path(folder), Path(prefix), utf8) == (project.parent, project / ".venv", "1")


def test_an_unknown_command_is_named_with_a_likely_one(installed):
    project, _ = installed
    answer = run(project, "gret")
    assert answer.returncode == 127
    assert "no command gret" in answer.stderr
    assert "Did you mean greet?" in answer.stderr


def test_a_changed_lock_is_installed_anew_and_refused_if_its_hash_is_wrong(tmp_path):
    project = write_project(tmp_path / "project")
    lock = project / "requirements.lock"
    good = lock.read_text()
    lock.write_text(good[:-2] + ("0" if good[-2] != "0" else "1") + "\n")
    refused = run(project, "greet")
    assert (refused.stdout, refused.returncode) == ("", 1)
    assert "requirements.lock does not fit the packages" in refused.stderr
    assert "git checkout requirements.lock" in refused.stderr
    assert "Traceback" not in refused.stderr

    lock.write_text(good)
    mended = run(project, "greet")
    assert "creating the environment" in mended.stderr
    assert (mended.stdout, mended.returncode) == ("hello\n", 7)


# Python


def test_run_py_can_be_parsed_by_an_old_python():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_an_old_python_is_refused_in_one_sentence(run_py):
    with pytest.raises(SystemExit) as refusal:
        run_py.check_python((3, 10, 4))
    assert "Python 3.11 or newer is needed, this is 3.10.4" in str(refusal.value.code)


def test_the_oldest_supported_python_is_accepted(run_py):
    assert run_py.check_python((3, 11, 0)) is None


def test_a_python_without_ensurepip_is_told_what_to_install(run_py, monkeypatch, capsys):
    monkeypatch.setattr(
        run_py.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else name
    )
    assert run_py.main(["greet"]) == 1
    assert "apt install python3-venv" in capsys.readouterr().err


# Staleness


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_changes_the_digest(run_py, name):
    before = run_py.digest()
    path = run_py.ROOT / name
    path.write_text(path.read_text() + "# changed\n")
    assert run_py.digest() != before


def test_another_python_changes_the_digest(run_py, monkeypatch):
    before = run_py.digest()
    monkeypatch.setattr(run_py.sys, "version_info", (3, 99, 0))
    assert run_py.digest() != before


def test_a_moved_checkout_changes_the_digest(run_py):
    moved = run_py.ROOT.rename(run_py.ROOT.with_name("moved"))
    assert load(moved).digest() != load(shutil.copytree(moved, run_py.ROOT)).digest()


def test_an_environment_counts_only_when_it_was_finished_for_the_same_digest(run_py):
    run_py.BIN.mkdir(parents=True)
    run_py.PYTHON.touch()
    assert not run_py.is_current("wanted")
    run_py.STAMP.write_text("other")
    assert not run_py.is_current("wanted")
    run_py.STAMP.write_text("wanted")
    assert run_py.is_current("wanted")
    run_py.PYTHON.unlink()
    assert not run_py.is_current("wanted")


def test_only_one_run_at_a_time_may_install(run_py):
    run_py.VENV.mkdir()
    with run_py.GUARD.open("a") as first, run_py.GUARD.open("a") as second:
        assert run_py.try_lock(first)
        assert not run_py.try_lock(second)
        first.close()
        assert run_py.try_lock(second)


def test_an_old_environment_is_emptied_but_not_what_it_links_to(run_py, monkeypatch, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.txt").touch()
    (run_py.VENV / "lib").mkdir(parents=True)
    (run_py.VENV / "lib64").symlink_to(tmp_path / "elsewhere")
    run_py.STAMP.touch()
    run_py.GUARD.touch()
    monkeypatch.setattr(run_py, "run_tool", Installers())
    run_py.create()
    assert list(run_py.VENV.iterdir()) == [run_py.GUARD]
    assert (tmp_path / "elsewhere" / "kept.txt").exists()


# Installing


class Installers:
    """Stands in for pip and uv: notes what is asked and fails where told to."""

    def __init__(self, uv_says: str = "", pip_says: str = "") -> None:
        self.asked: list[str] = []
        self.options: list[set[str]] = []
        self.uv_says, self.pip_says = uv_says, pip_says

    def __call__(self, python: Path, *arguments: str) -> str:
        self.asked.append(f"{arguments[0]} {Path(arguments[-1]).name}")
        self.options.append(set(arguments))
        return self.uv_says if arguments[0] == "uv" else self.pip_says


@pytest.fixture
def with_uv(run_py) -> ModuleType:
    """A project whose lock pins uv."""
    run_py.VENV.mkdir()
    with run_py.LOCK.open("a") as lock:
        lock.write("uv==0.13.9 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\nzipp==1.0\n")
    return run_py


def test_uv_from_the_lock_installs_the_lock(with_uv, monkeypatch):
    installers = Installers()
    monkeypatch.setattr(with_uv, "run_tool", installers)
    with_uv.install()
    assert installers.asked == ["pip uv-pin.txt", "uv requirements.lock", "pip project"]
    assert (with_uv.VENV / "uv-pin.txt").read_text() == (
        "uv==0.13.9 \\\n    --hash=sha256:00 \\\n    --hash=sha256:11\n"
    )


def test_pip_takes_over_and_says_so_when_uv_finds_no_way_out(with_uv, monkeypatch, capsys):
    installers = Installers(uv_says=NO_NETWORK_IN_UV)
    monkeypatch.setattr(with_uv, "run_tool", installers)
    with_uv.install()
    assert installers.asked[-2:] == ["pip requirements.lock", "pip project"]
    assert "pip takes over" in capsys.readouterr().err


def test_whoever_installs_from_a_file_checks_hashes(with_uv, monkeypatch):
    installers = Installers(uv_says=NO_NETWORK_IN_UV)
    monkeypatch.setattr(with_uv, "run_tool", installers)
    with_uv.install()
    from_file = [options for options in installers.options if "-r" in options]
    assert len(from_file) == 3
    assert all("--require-hashes" in options for options in from_file)


def test_a_file_lying_about_is_not_mistaken_for_an_installer(run_py):
    (run_py.ROOT / "shadow.py").write_text("print('run by mistake')\n")
    assert "No module named shadow" in run_py.run_tool(Path(sys.executable), "shadow")


def test_pip_is_not_asked_to_install_what_uv_found_damaged(with_uv, monkeypatch):
    installers = Installers(uv_says=HASH_MISMATCH_IN_UV)
    monkeypatch.setattr(with_uv, "run_tool", installers)
    with pytest.raises(with_uv.Trouble, match=r"requirements\.lock does not fit"):
        with_uv.install()
    assert installers.asked[-1] == "uv requirements.lock"


def test_no_network_is_said_at_once(with_uv, monkeypatch):
    installers = Installers(pip_says=NO_NETWORK_IN_PIP)
    monkeypatch.setattr(with_uv, "run_tool", installers)
    with pytest.raises(with_uv.Trouble, match="index cannot be reached"):
        with_uv.install()
    assert installers.asked == ["pip uv-pin.txt"]


@pytest.mark.parametrize(
    ("said", "meaning"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "damaged"),
        ("ERROR: Hashes are required in --require-hashes mode, but they are missing", "damaged"),
        ("ERROR: Invalid requirement: '<<<<<<< HEAD' (from line 100)", "damaged"),
        ("error: Unexpected '<', expected '-c', '-e', '-r' or the start of a", "damaged"),
        ("error: Couldn't parse requirement in `requirements.lock` at position 14401", "damaged"),
        ("error: In `--require-hashes` mode, all requirements must have a hash", "damaged"),
        ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left", "full"),
        ("  cause: There is not enough space on the disk. (os error 112)", "full"),
        ("WARNING: Retrying (Retry(total=4)) after 'ProxyError('Cannot connect'", "reached"),
        ("WARNING: Retrying (Retry(total=4)) after 'SSLError(SSLCertVerification'", "reached"),
    ],
)
def test_words_of_the_installers_are_translated(run_py, said, meaning):
    assert meaning in str(run_py.diagnose(said))


def test_unknown_words_are_shown_as_they_are(run_py, capsys):
    with pytest.raises(run_py.Trouble, match="Read the lines above"):
        run_py.stop_if_failed("WARNING: not this\n\nERROR: something new\n")
    assert capsys.readouterr().err == "    ERROR: something new\n"


def test_an_empty_lock_is_not_taken_for_a_finished_one(run_py):
    run_py.LOCK.write_text("# nothing\n")
    with pytest.raises(run_py.Trouble, match="is empty"):
        run_py.install()


# Messages of the program itself


def test_without_arguments_the_usage_is_shown(run_py, capsys):
    assert run_py.main([]) == 2
    assert "Usage: python3 run.py COMMAND" in capsys.readouterr().err


def test_a_missing_lock_is_named(run_py, capsys):
    run_py.LOCK.unlink()
    assert run_py.main(["greet"]) == 1
    assert "requirements.lock is missing" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "The disk is full."),
        (PermissionError(errno.EACCES, "Permission denied", ".venv"), "can be written"),
        (KeyboardInterrupt(), "the next run takes it up again"),
    ],
)
def test_trouble_with_the_machine_gives_a_message(run_py, monkeypatch, capsys, error, said):
    def fail(wanted):
        raise error

    monkeypatch.setattr(run_py, "prepare", fail)
    assert run_py.main(["greet"]) != 0
    assert said in capsys.readouterr().err


# Starting the command


def test_the_environment_comes_first_and_a_foreign_python_home_is_left_out(run_py, monkeypatch):
    monkeypatch.setenv("PATH", "elsewhere")
    monkeypatch.setenv("PYTHONHOME", "elsewhere")
    variables = run_py.environment()
    assert variables["PATH"] == f"{run_py.BIN}{os.pathsep}elsewhere"
    assert variables["VIRTUAL_ENV"] == str(run_py.VENV)
    assert variables["PYTHONUTF8"] == "1"
    assert "PYTHONHOME" not in variables


def test_on_windows_the_exit_code_is_passed_on_too(run_py, monkeypatch):
    monkeypatch.setattr(run_py, "WINDOWS", True)
    monkeypatch.setattr(run_py, "BIN", Path(sys.executable).parent)
    monkeypatch.delattr(run_py.os, "execve")
    before = signal.getsignal(signal.SIGINT)
    try:
        code = run_py.start(Path(sys.executable).name, ["-c", "raise SystemExit(5)"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert code == 5
