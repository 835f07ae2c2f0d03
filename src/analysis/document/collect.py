"""Finding the blocks of an executed notebook again."""

from __future__ import annotations

from nbformat import NotebookNode

from analysis.document.blocks import BLOCK, MIME_TYPE, Block


def collect_blocks(notebook: NotebookNode) -> list[Block]:
    """Collect the blocks that the cells of an executed notebook showed, in order."""
    outputs = (
        output
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.get("outputs", [])
    )
    return [
        BLOCK.validate_python(output["data"][MIME_TYPE])
        for output in outputs
        if MIME_TYPE in output.get("data", {})
    ]
