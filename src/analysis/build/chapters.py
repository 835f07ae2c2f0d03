"""The chapter notebooks: their order, their run by papermill, and the proof that they finished."""

from __future__ import annotations

import logging
from pathlib import Path

import nbformat
import papermill
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError

from analysis.errors import RenderError
from analysis.params import ReportParams
from analysis.paths import Project

_CELL_TIMEOUT_SECONDS = 300
_QUIET_KERNEL = "--IPKernelApp.log_level=40"  # each kernel would warn about its local transport
CHAPTERS = (
    "1_summary",
    "2_achievement_against_targets",
    "3_pace_and_outlook",
    "4_organisations_below_threshold",
    "5_year_over_year",
    "6_composition_and_members",
    "7_data_quality_and_sources",
)


def run_chapter(project: Project, name: str, params: ReportParams, folder: Path) -> Path:
    """Execute one chapter notebook into a folder.

    Args:
        project: Where the notebook is.
        name: One of ``CHAPTERS``.
        params: Passed on as they are.
        folder: Where the executed notebook goes.

    Raises:
        RenderError: A cell failed, or the run ended before the last cell.
    """
    source, target = project.notebooks / f"{name}.ipynb", folder / f"{name}.ipynb"
    logging.getLogger("papermill").setLevel(logging.WARNING)
    try:
        papermill.execute_notebook(
            str(source),
            str(target),
            parameters=params.model_dump(mode="json"),
            kernel_name="python3",
            progress_bar=False,
            execution_timeout=_CELL_TIMEOUT_SECONDS,
            cwd=str(project.root),
            extra_arguments=[_QUIET_KERNEL],
        )
    except PapermillExecutionError as error:
        raise RenderError(
            f"chương không chạy được: {error.ename}: {error.evalue}", where=f"{name}.ipynb"
        ) from None
    check_finished(read_notebook(target), name)
    return target


def read_notebook(path: Path) -> NotebookNode:
    """Read an executed notebook."""
    return nbformat.read(path, as_version=4)


def check_finished(notebook: NotebookNode, name: str) -> None:
    """Check that papermill ran every code cell to its end (a killed run leaves a valid file).

    Raises:
        RenderError: Some cell did not complete.
    """
    run = notebook.metadata.get("papermill", {})
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    done = all(cell.metadata.get("papermill", {}).get("status") == "completed" for cell in cells)
    if not done or run.get("exception") or not run.get("end_time"):
        raise RenderError("chương chưa chạy xong", where=f"{name}.ipynb", todo="chạy lại báo cáo")


def clean_traces(notebook: NotebookNode) -> NotebookNode:
    """Remove times and machine paths, so that the same input leaves the same notebook."""
    notebook.metadata.pop("papermill", None)
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"c{number}"
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return notebook
