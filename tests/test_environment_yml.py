"""environment.yml for conda says the same as pyproject.toml and goes with the lock."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
FROM_PIP = next(part["pip"] for part in CONDA["dependencies"] if isinstance(part, dict))
FROM_CONDA = [part for part in CONDA["dependencies"] if isinstance(part, str)]
RANGES = [
    Requirement(part) for part in (*FROM_CONDA, *FROM_PIP) if part != "pip" and part[0] != "-"
]


def locked(name: str) -> list[str]:
    """Give the versions of a package in the lock; there may be one for each Python."""
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pins = re.findall(r"^([\w.-]+)==(\S+)", lock, re.MULTILINE)
    return [version for pin, version in pins if canonicalize_name(pin) == canonicalize_name(name)]


def test_regenerating_gives_the_committed_file(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    subprocess.run(
        [sys.executable, "-m", "pyproject2conda", "project", "--overwrite", "force"],
        cwd=tmp_path,
        env={name: text for name, text in os.environ.items() if name != "PRE_COMMIT"},
        check=True,
        capture_output=True,
    )
    fresh = (tmp_path / "environment.yml").read_text(encoding="utf-8")
    assert fresh == (ROOT / "environment.yml").read_text(encoding="utf-8")


@pytest.mark.parametrize("wanted", RANGES, ids=str)
def test_every_range_admits_the_locked_version(wanted):
    versions = ["3.11.9"] if wanted.name == "python" else locked(wanted.name)
    assert versions, f"{wanted.name} is not in the lock"
    assert all(wanted.specifier.contains(version) for version in versions)


def test_no_package_is_missing():
    declared = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
    expected = {(Requirement(one).name, str(Requirement(one).specifier)) for one in declared}
    expected.add(("python", PROJECT["requires-python"]))
    assert {(one.name, str(one.specifier)) for one in RANGES} == expected


def test_names_that_conda_lacks_or_uses_for_something_else_come_from_pip():
    assert {Requirement(part).name for part in FROM_PIP if part != "-e ."} == {
        "axe-playwright-python",
        "fontpkg-be-vietnam-pro",
        "fontpkg-source-serif-4",
        "mutmut",
        "playwright",
        "typst",
    }


def test_the_project_itself_is_installed_last_and_from_the_checkout():
    assert isinstance(CONDA["dependencies"][-1], dict)
    assert "-e ." in FROM_PIP
