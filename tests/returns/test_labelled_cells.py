"""No wrong value: every labelled figure is read from its cell, and nothing else; no row is lost."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from builders import fictional_returns
from fictional.raw_files import plain_text, read_grids
from returns.test_corpus import comparable, inspect_file, is_observation, observation
from returns.test_corpus_more import KNOWN_OPEN

from analysis.fictional.records import ReturnFile
from analysis.office_files.grids import UnreadableFileError
from analysis.office_files.read import read_book
from analysis.returns.read import read_return
from analysis.returns.records import ReadReturn, RowFate

FOLDERS = ("corpus", "corpus_more")
LEAST_LABELS = 11_000
Label = tuple[object, ...]


def files_of(folder: str) -> list[Path]:
    """The files of a corpus; what is known to be open is left out by name."""
    paths = (Path(__file__).parent / folder).iterdir()
    return sorted(
        path
        for path in paths
        if not path.name.endswith(".expected.json") and path.name not in KNOWN_OPEN
    )


def labels_of(file: ReturnFile) -> Counter[Label]:
    return Counter(
        (c.locator, c.unit, c.kind, c.measure, c.value, c.period_start, c.period_end)
        for c in file.cells
    )


def figures_of(found: ReadReturn) -> Counter[Label]:
    return Counter(
        (
            figure.locator,
            figure.unit,
            figure.kind,
            figure.measure,
            figure.value,
            figure.period.start if figure.period else None,
            figure.period.end if figure.period else None,
        )
        for figure in found.figures
    )


def expectation(path: Path) -> dict:
    return json.loads(path.with_name(f"{path.name}.expected.json").read_text(encoding="utf-8"))


def labels_beside(path: Path) -> Counter[Label]:
    return Counter(comparable(row) for row in expectation(path)["observations"])


def test_the_labels_are_enough() -> None:
    """Files known to be open are not counted."""
    province = sum(len(file.cells) for file, _ in fictional_returns())
    corpora = sum(labels_beside(path).total() for name in FOLDERS for path in files_of(name))
    assert province > 10_000
    assert province + corpora >= LEAST_LABELS


def test_every_labelled_figure_of_the_province_is_read_and_no_other() -> None:
    missing, extra = {}, {}
    for file, found in fictional_returns():
        labels, figures = labels_of(file), figures_of(found)
        missing |= {(file.path, *label): n for label, n in (labels - figures).items()}
        extra |= {(file.path, *label): n for label, n in (figures - labels).items()}
    assert (missing, extra) == ({}, {})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_labelled_figure_of_a_corpus_is_read_and_no_other(folder: str) -> None:
    missing, extra = {}, {}
    for path in files_of(folder):
        labels = labels_beside(path)
        figures = Counter(observation(r) for r in inspect_file(path) if is_observation(r))
        missing |= {(path.name, *label): n for label, n in (labels - figures).items()}
        if expectation(path)["complete"]:
            extra |= {(path.name, *label): n for label, n in (figures - labels).items()}
    assert (missing, extra) == ({}, {})


def rows_by_sheet(found: ReadReturn) -> dict[str, set[int]]:
    """The rows that have a fate; those of a text file by the line where they begin."""
    rows: dict[str, set[int]] = {}
    for row in found.rows:
        same_sheet = rows.setdefault(row.sheet, set())
        number = int(row.locator.removeprefix("line ")) if not row.sheet else row.row
        assert number not in same_sheet, row
        assert row.fate in RowFate
        same_sheet.add(number)
    return rows


def test_every_row_of_the_province_ends_in_one_place() -> None:
    """Rows that hold something, counted without any reader of the project."""
    lost = {}
    for file, found in fictional_returns():
        if not found.file_format:
            assert [fault.rule_hint for fault in file.faults] == ["truncated"]
            continue
        ends = rows_by_sheet(found)
        for name, grid in read_grids(file).items():
            inside = {row for (row, _), (value, _) in grid.items() if plain_text(value)}
            if ends.get(name, set()) != inside:
                lost[file.path, name] = sorted(inside ^ ends.get(name, set()))
    assert lost == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_row_of_a_corpus_ends_in_one_place(folder: str) -> None:
    lost = {}
    for path in sorted((Path(__file__).parent / folder).iterdir()):
        if path.name.endswith(".expected.json"):
            continue
        found = read_return(path, path.name)
        try:
            book = read_book(path)
        except UnreadableFileError:
            assert (found.figures, found.rows) == ((), ()), path.name
            assert found.is_stopped, path.name
            continue
        ends = rows_by_sheet(found)
        for sheet in book.sheets:
            lines = sheet.line_of_row
            full = {row for (row, _), cell in sheet.cells.items() if cell.text.strip()}
            inside = {lines.get(row, row) for row in full}
            if not inside <= ends.get(sheet.name, set()):
                lost[path.name, sheet.name] = sorted(inside - ends.get(sheet.name, set()))
    assert lost == {}


def test_every_figure_stands_in_a_row_that_is_kept_or_a_total() -> None:
    wrong = []
    for _, found in fictional_returns():
        ends = {(row.sheet, row.row): row.fate for row in found.rows}
        wrong += [
            figure
            for figure in found.figures
            if ends[figure.sheet, figure.row] not in (RowFate.KEPT, RowFate.TOTAL)
        ]
    assert wrong == []
