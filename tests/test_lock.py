"""The lock installs the same checked files everywhere and gives away no one's package index."""

from __future__ import annotations

import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["dev"],
    *PROJECT["build-system"]["requires"],
]
PIN = re.compile(r"(?P<name>[\w.-]+)==(?P<version>[\w.!+-]+)(?: ; (?P<marker>.+?))?(?: \\)?")
SYSTEMS = [("linux", "posix", "Linux"), ("darwin", "posix", "Darwin"), ("win32", "nt", "Windows")]
PYTHONS = ["3.11", "3.12", "3.13"]


def entries() -> list[list[str]]:
    """Cut the lock into entries: a pin line and the indented lines under it, without comments."""
    found: list[list[str]] = []
    for line in LOCK.splitlines():
        if line.lstrip().startswith("#") or not line.strip():
            continue
        if line.startswith(" "):
            found[-1].append(line.strip())
        else:
            found.append([line])
    return found


def pins() -> list[dict[str, str | None]]:
    return [found.groupdict() for entry in entries() if (found := PIN.fullmatch(entry[0]))]


def place_of(system: tuple[str, str, str], python: str) -> dict[str, str]:
    """Describe one system and Python as markers see it."""
    platform, os_name, platform_system = system
    return {
        "sys_platform": platform,
        "os_name": os_name,
        "platform_system": platform_system,
        "python_version": python,
        "python_full_version": f"{python}.9",
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }


def pins_for(name: str, system: tuple[str, str, str], python: str) -> list[str]:
    """Give the versions that the lock means for a package on one system and Python."""
    place = place_of(system, python)
    return [
        pin["version"]
        for pin in pins()
        if canonicalize_name(pin["name"]) == canonicalize_name(name)
        and (pin["marker"] is None or Marker(pin["marker"]).evaluate(place))
    ]


@pytest.mark.parametrize("address", ["://", " @ "])
def test_the_lock_names_no_address(address):
    assert address not in LOCK


def test_the_lock_gives_the_installer_no_option_but_hashes():
    lines = [line for line in LOCK.splitlines() if not line.lstrip().startswith("#")]
    assert set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", "\n".join(lines))) == {"--hash"}


def test_every_entry_is_an_exact_pin():
    assert [entry[0] for entry in entries() if not PIN.fullmatch(entry[0])] == []


def test_every_pin_has_sha256_hashes_and_nothing_else():
    hash_line = re.compile(r"--hash=sha256:[0-9a-f]{64}(?: \\)?")
    bad = [
        entry[0]
        for entry in entries()
        if len(entry) < 2 or not all(hash_line.fullmatch(line) for line in entry[1:])
    ]
    assert bad == []


@pytest.mark.parametrize("wanted", DIRECT)
def test_every_direct_dependency_is_locked_to_an_admitted_version_where_it_is_wanted(wanted):
    requirement = Requirement(wanted)
    for system, python in product(SYSTEMS, PYTHONS):
        if requirement.marker and not requirement.marker.evaluate(place_of(system, python)):
            continue
        versions = pins_for(requirement.name, system, python)
        assert len(versions) == 1, f"{requirement.name} on {system[2]}, Python {python}: {versions}"
        assert requirement.specifier.contains(versions[0], prereleases=True)


def test_the_lock_serves_windows_as_well_as_this_system():
    windows_only = {
        pin["name"]
        for pin in pins()
        if pin["marker"] and "sys_platform == 'win32'" in pin["marker"]
    }
    assert windows_only, "no marker for Windows: the lock was written without --universal"


def test_the_lock_brings_the_installer_that_run_py_uses():
    assert len(pins_for("uv", SYSTEMS[0], "3.11")) == 1
