"""The only place that knows where things are; touches no file at import."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from analysis.errors import SourceError

_MARKS = ("data/raw", "notebooks", "pyproject.toml")


@dataclass(frozen=True)
class Project:
    """The folders of one checkout of the project.

    Args:
        root: The folder that holds ``data``, ``notebooks`` and ``reports``.
    """

    root: Path

    @property
    def published(self) -> Path:
        """Published figures and their sources, as printed."""
        return self.root / "data" / "raw" / "published"

    @property
    def registers(self) -> Path:
        """Registers kept by hand: units, their aliases, measures."""
        return self.root / "data" / "raw" / "registers"

    @property
    def processed(self) -> Path:
        """What cleaning makes; rebuilt at any time, never edited."""
        return self.root / "data" / "processed"

    @property
    def notebooks(self) -> Path:
        """The notebooks in the order of the report."""
        return self.root / "notebooks"

    @property
    def reports(self) -> Path:
        """One folder for each scope and year."""
        return self.root / "reports"

    def raw_files(self) -> list[Path]:
        """All files that cleaning reads, sorted by path."""
        return sorted([*self.published.glob("*.csv"), *self.registers.glob("*.csv")])

    def relative(self, path: Path) -> str:
        """Write a path as seen from the root, with forward slashes, for messages and manifests."""
        return path.resolve().relative_to(self.root.resolve()).as_posix()


def find_project(start: Path | None = None) -> Project:
    """Find the checkout that a folder lies in.

    Args:
        start: Where to begin; the current folder by default (papermill keeps the caller's,
            JupyterLab uses the notebook's).

    Raises:
        SourceError: No folder from ``start`` upwards holds the project.
    """
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if all((folder / mark).exists() for mark in _MARKS):
            return Project(folder)
    raise SourceError(
        "không tìm thấy thư mục dự án (cần có data/raw, notebooks và pyproject.toml)",
        where=str(here),
        todo="chạy lệnh từ thư mục gốc của dự án",
    )
