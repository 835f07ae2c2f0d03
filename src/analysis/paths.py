"""The only place that knows where things are; touches no file at import."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import SourceError

_YEAR = re.compile(r"[0-9]{4}")
_LEFTOVERS = ("Thumbs.db", "desktop.ini")
_NO_RETURNS = (".md", ".yml", ".yaml", ".tmp")
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
    def returns(self) -> Path:
        """Returns as the units sent them, one folder for each year."""
        return self.root / "data" / "raw" / "returns"

    @property
    def layouts(self) -> Path:
        """Reviewed layouts of returns that the rules do not understand."""
        return self.root / "data" / "raw" / "layouts"

    @property
    def corrections(self) -> Path:
        """Known errors in returns, with who decided what is right."""
        return self.root / "data" / "raw" / "corrections.yml"

    @property
    def report_settings(self) -> Path:
        """Who issues the reports, and how."""
        return self.root / "report.toml"

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
        kept_by_hand = [*self.published.glob("*.csv"), *self.registers.glob("*.csv")]
        rules = [*self.layouts.glob("*.y*ml"), *self.corrections.parent.glob("corrections.yml")]
        return sorted([*kept_by_hand, *rules, *self.return_files()])

    def return_files(self) -> list[Path]:
        """All returns: files in a folder of a year, or in a folder of a unit below it.

        Locks and leftovers of office programs, and notes (``.md``, ``.yml``), are no returns.
        """
        years = [folder for folder in self.returns.glob("*") if _YEAR.fullmatch(folder.name)]
        found = [path for year in years for path in year.rglob("*") if path.is_file()]
        return sorted(path for path in found if not _is_no_return(path))

    def relative(self, path: Path) -> str:
        """Write a path as seen from the root, with forward slashes, for messages and manifests."""
        return plain_name(path.resolve().relative_to(self.root.resolve()).as_posix())


def plain_name(name: str) -> str:
    """Write the name of a file as text that can be stored, even one in no known encoding."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _is_no_return(path: Path) -> bool:
    is_leftover = path.name.startswith(("~$", "~", ".")) or path.name in (
        "Thumbs.db",
        "desktop.ini",
    )
    return is_leftover or path.suffix.casefold() in _NO_RETURNS


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
