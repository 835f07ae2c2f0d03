"""The published figures as printed: text only, with the line that each one stands on."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import figure, write_project

from analysis.cleaning.raw import COLUMNS, read_figures
from analysis.errors import SourceError
from analysis.paths import Project


def test_a_figure_is_read_as_printed_and_located(tmp_path: Path) -> None:
    project = write_project(tmp_path, figure("1.514"), figure("01"), figure(" gần  13.000 "))
    found = read_figures(project)
    assert list(found["value"]) == ["1.514", "01", " gần  13.000 "]
    assert list(found["locator"]) == [
        "data/raw/published/figures.csv:2",
        "data/raw/published/figures.csv:3",
        "data/raw/published/figures.csv:4",
    ]


def test_every_column_is_text_and_an_empty_cell_is_empty_text(tmp_path: Path) -> None:
    found = read_figures(write_project(tmp_path, figure(note="")))
    assert {str(found[name].dtype) for name in COLUMNS} == {"str"}
    assert found.at[0, "note"] == ""


def test_words_that_other_readers_take_for_missing_stay_words(tmp_path: Path) -> None:
    found = read_figures(write_project(tmp_path, *[figure(x) for x in ("NA", "null", "nan", "-")]))
    assert list(found["value"]) == ["NA", "null", "nan", "-"]


def test_a_figure_over_two_lines_is_located_where_it_begins(tmp_path: Path) -> None:
    project = write_project(tmp_path, figure(note="dòng một\ndòng hai"), figure())
    found = read_figures(project)
    assert [x.rpartition(":")[2] for x in found["locator"]] == ["2", "4"]


def test_a_file_with_a_header_only_has_no_figures(tmp_path: Path) -> None:
    assert read_figures(write_project(tmp_path)).empty


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"figures\.csv"):
        read_figures(Project(tmp_path))


def test_a_line_with_too_many_cells_is_refused_with_its_number(tmp_path: Path) -> None:
    project = write_project(tmp_path, figure())
    path = project.published / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").rstrip("\n") + ",thừa\n", encoding="utf-8")
    with pytest.raises(SourceError, match=":2"):
        read_figures(project)
