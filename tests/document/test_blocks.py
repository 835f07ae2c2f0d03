"""Blocks keep their content through a notebook, and captions are numbered by kind."""

import nbformat
import pytest
from pydantic import ValidationError

from analysis.document.blocks import (
    BLOCK,
    MIME_TYPE,
    Figure,
    Heading,
    Paragraph,
)
from analysis.document.collect import collect_blocks


def test_a_figure_without_alternative_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        Figure(caption="x", alt="", svg="<svg/>")


def test_blocks_come_back_from_an_executed_notebook_in_order() -> None:
    shown = [Heading(level=1, text="Một"), Paragraph(text="«Hai» & <ba>")]
    notebook = nbformat.v4.new_notebook()
    for block in shown:
        cell = nbformat.v4.new_code_cell("show(x)")
        data = {MIME_TYPE: BLOCK.dump_python(block, mode="json"), "text/html": "<p>"}
        cell.outputs = [nbformat.v4.new_output("display_data", data=data)]
        notebook.cells.append(cell)
    notebook.cells.append(nbformat.v4.new_markdown_cell("# for the analyst only"))
    stream = nbformat.v4.new_output("stream", name="stdout", text="x")
    notebook.cells.append(nbformat.v4.new_code_cell("print()", outputs=[stream]))
    assert collect_blocks(notebook) == shown
