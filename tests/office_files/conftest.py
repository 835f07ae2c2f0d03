"""What the tests of office files share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from analysis.office_files.grids import Book, Sheet
from analysis.office_files.read import read_book


@pytest.fixture
def files() -> Path:
    """Files that other programs wrote."""
    return Path(__file__).parent / "files"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Book]:
    """Write bytes to a file and read it, as any name."""

    def write_and_read(content: bytes, name: str = "return.dat") -> Book:
        path = tmp_path / name
        path.write_bytes(content)
        return read_book(path)

    return write_and_read


@pytest.fixture
def read_sheet(read: Callable[..., Book]) -> Callable[..., Sheet]:
    """Write bytes to a file and give the only sheet that it holds."""

    def only_sheet(content: bytes) -> Sheet:
        (sheet,) = read(content).sheets
        return sheet

    return only_sheet
