"""What all tests share."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import matplotlib.pyplot as plt
import pytest
from hypothesis import Phase, settings

from analysis.cleaning.store import load_clean_data
from analysis.paths import Project, find_project
from analysis.text.language import language

# Where faults are tried, that a property fails is all that is asked: no search for a smaller case.
settings.register_profile(
    "faults", settings.get_profile("ci"), phases=(Phase.explicit, Phase.generate)
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where faults are tried (``benchmarks/mutation.py``), leave out what takes long.

    Tests that load all data stay out, and single cases go before properties.
    """
    if "MUTANT_UNDER_TEST" in os.environ:
        quick = [item for item in items if not {"project", "cleaned"} & {*item.fixturenames}]
        items[:] = sorted(quick, key=lambda item: bool(item.get_closest_marker("hypothesis")))


@pytest.fixture(scope="session")
def project() -> Project:
    """The checkout that the tests belong to."""
    return find_project(Path(__file__).parent)


@pytest.fixture(scope="session")
def cleaned(project: Project) -> Project:
    """The checkout with its data cleaned, so that copies of it need not read all returns again."""
    load_clean_data(project)
    return project


@pytest.fixture
def scratch(cleaned: Project, tmp_path: Path) -> Project:
    """A copy of what a report needs, to write into."""
    project = cleaned
    for name in ("data/raw", "data/processed", "notebooks"):
        shutil.copytree(project.root / name, tmp_path / name)
    for name in ("pyproject.toml", "report.toml"):
        shutil.copy(project.root / name, tmp_path)
    (tmp_path / "reports").mkdir()
    return Project(tmp_path)


@pytest.fixture(autouse=True)
def _reports_in_vietnamese() -> Iterator[None]:
    """No test hands its language on to the next."""
    with language("vi"):
        yield


@pytest.fixture(autouse=True)
def _no_open_figures() -> Iterator[None]:
    """Charts never touch the global state of pyplot."""
    yield
    assert plt.get_fignums() == []
