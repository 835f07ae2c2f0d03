"""Projects in a temporary folder with tiny registers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.paths import Project

WriteCsv = Callable[[str, str], Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path)
    made.published.mkdir(parents=True)
    made.registers.mkdir(parents=True)
    return made


@pytest.fixture
def write_register(project: Project) -> WriteCsv:
    """Write a file of ``data/raw/registers``: name, then text."""

    def write(name: str, text: str) -> Path:
        path = project.registers / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write


@pytest.fixture
def write_published(project: Project) -> WriteCsv:
    """Write a file of ``data/raw/published``: name, then text."""

    def write(name: str, text: str) -> Path:
        path = project.published / name
        path.write_text(text, encoding="utf-8", newline="\n")
        return path

    return write
