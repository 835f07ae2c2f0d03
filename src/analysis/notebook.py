"""What the notebooks call: open a report, show blocks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from IPython import get_ipython
from IPython.display import display

from analysis.document.blocks import BLOCK, MIME_TYPE, Block
from analysis.params import ReportParams, check_params, injected_names
from analysis.paths import find_project
from analysis.render.html import render_fragment
from analysis.report_data import ReportData, load_report_data
from analysis.text.language import set_language


def read_params(**values: Any) -> ReportParams:
    """Check the parameters of the notebook, those that papermill set included.

    Raises:
        ParameterError: A name is unknown or a value is not allowed.
    """
    shell = get_ipython()
    executed = [] if shell is None else list(shell.user_ns.get("In", []))
    return check_params(values, injected_names(executed))


def open_report(**values: Any) -> ReportData:
    """Check the parameters and load what a chapter needs.

    Raises:
        ParameterError: A parameter is unknown, not allowed, or names a unit or year without data.
    """
    params = read_params(**values)
    set_language(params.language, params.spelling)
    return load_report_data(find_project(), params)


def show(blocks: Block | Iterable[Block]) -> None:
    """Show blocks as the output of a cell: as data for the report, as HTML for the eye."""
    for block in [blocks] if hasattr(blocks, "type") else blocks:
        bundle = {
            MIME_TYPE: BLOCK.dump_python(block, mode="json"),
            "text/html": render_fragment(block),
        }
        display(bundle, raw=True)
