"""Executed chapters: proof that they finished, and no traces of the machine."""

import nbformat
import pytest

from analysis.build.chapters import CHAPTERS, check_finished, clean_traces
from analysis.errors import RenderError


def _executed(*statuses: str, **run) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook()
    notebook.metadata["papermill"] = {
        "end_time": "2024-01-01",
        "exception": None,
        "output_path": "/home/someone/x.ipynb",
        **run,
    }
    for status in statuses:
        cell = nbformat.v4.new_code_cell("x")
        cell.metadata["papermill"] = {"status": status, "start_time": "2024-01-01"}
        cell.metadata["execution"] = {"iopub.status.busy": "2024-01-01"}
        notebook.cells.append(cell)
    return notebook


def test_a_complete_run_passes() -> None:
    check_finished(_executed("completed", "completed"), "x")


@pytest.mark.parametrize("status", ["running", "pending", "failed"])
def test_a_cell_that_did_not_complete_is_refused(status: str) -> None:
    with pytest.raises(RenderError, match="chưa chạy xong"):
        check_finished(_executed("completed", status), "x")


@pytest.mark.parametrize("run", [{"end_time": None}, {"exception": True}])
def test_a_killed_or_failed_run_is_refused(run: dict) -> None:
    with pytest.raises(RenderError):
        check_finished(_executed("completed", **run), "x")


def test_a_notebook_that_papermill_never_ran_is_refused() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("x")])
    with pytest.raises(RenderError):
        check_finished(notebook, "x")


def test_times_and_paths_are_removed() -> None:
    text = nbformat.writes(clean_traces(_executed("completed")))
    assert "someone" not in text
    assert "2024-01-01" not in text


def test_the_chapters_are_the_numbered_notebooks_of_the_folder(project) -> None:
    found = sorted(path.stem for path in project.notebooks.glob("[0-9]*.ipynb"))
    assert list(CHAPTERS) == found
