"""A project of a few hand-written rows, and its cleaned figures and returns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builders import add_units, read_here, write_project

from analysis.cleaning.clean import CleaningResult, clean_figures
from analysis.cleaning.raw import read_figures
from analysis.cleaning.returns import Returns, read_returns
from analysis.paths import Project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.units import read_units


@pytest.fixture
def clean(tmp_path: Path) -> Callable[..., CleaningResult]:
    """Clean some printed figures: ``clean(figure("142"), ...)``."""

    def run(*figures: dict[str, str]) -> CleaningResult:
        project = write_project(tmp_path, *figures)
        return clean_figures(
            read_figures(project),
            units=read_units(project),
            measures=read_measures(project),
            sources=read_sources(project),
        )

    return run


@pytest.fixture
def office(tmp_path: Path) -> Project:
    """A project with some communes and without published figures."""
    return add_units(write_project(tmp_path))


@pytest.fixture
def read(office: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Returns]:
    """Read all returns of ``office``, in this process."""
    monkeypatch.setattr("analysis.cleaning.returns.read_all", read_here)
    return lambda: read_returns(office, read_units(office))
