"""nbconvert exporters: the blocks of any executed notebook of the project in four forms.

``jupyter nbconvert --to ketnap_html`` (or ``ketnap_pdf``, ``ketnap_docx``, ``ketnap_xlsx``) finds
them by their entry points.
"""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from nbconvert.exporters import Exporter
from nbformat import NotebookNode

from analysis.document.arrange import arrange
from analysis.document.blocks import Block
from analysis.document.collect import collect_blocks
from analysis.errors import RenderError
from analysis.render.cover import Cover
from analysis.render.html import render_page
from analysis.render.pdf import render_pdf
from analysis.render.word import render_word
from analysis.render.workbook import render_workbook
from analysis.text.language import language

COVER_KEY = "ketnap_cover"


class _BlockExporter(Exporter):
    """Common part: read cover and blocks from a notebook."""

    export_from_notebook = None

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict | None = None, **kw: Any
    ) -> tuple[Any, dict]:
        """Render a notebook.

        Raises:
            RenderError: No cell of the notebook shows a block.
        """
        notebook, resources = super().from_notebook_node(nb, resources, **kw)
        shown = collect_blocks(notebook)
        if not shown:
            raise RenderError(
                "sổ tính chưa có phần nào của báo cáo", todo="chạy sổ tính trước khi xuất"
            )
        cover = cover_of(notebook, shown)
        with language(cover.language, cover.spelling):
            blocks = arrange(shown, after_roman=cover.issuance.after_roman)
            return self.render(cover, blocks), resources

    def render(self, cover: Cover, blocks: list[Block]) -> Any:
        """Turn cover and blocks into the output of this form."""
        raise NotImplementedError


def cover_of(notebook: NotebookNode, blocks: list[Block]) -> Cover:
    """Read the cover that the build stored; a single chapter is titled by its first heading."""
    stored = notebook.metadata.get(COVER_KEY)
    if stored:
        return Cover.model_validate_json(json.dumps(stored))
    title = next((block.text for block in blocks if block.type == "heading"), "Báo cáo")
    return Cover(organisation="", title=title, period="", status="")


class ReportHTMLExporter(_BlockExporter):
    """One HTML file that needs neither a network nor scripts."""

    output_mimetype = "text/html"
    export_from_notebook = "Báo cáo (HTML)"

    def _file_extension_default(self) -> str:
        return ".html"

    def render(self, cover: Cover, blocks: list[Block]) -> str:
        """Render the page."""
        return render_page(cover, blocks)


class ReportPDFExporter(_BlockExporter):
    """An A4 PDF through Typst."""

    output_mimetype = "application/pdf"
    export_from_notebook = "Báo cáo (PDF)"

    def _file_extension_default(self) -> str:
        return ".pdf"

    def render(self, cover: Cover, blocks: list[Block]) -> bytes:
        """Compile the document."""
        return render_pdf(cover, blocks)


class ReportWordExporter(_BlockExporter):
    """A Word document that the office edits, numbers, signs and files."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    export_from_notebook = "Báo cáo (Word)"

    def _file_extension_default(self) -> str:
        return ".docx"

    def render(self, cover: Cover, blocks: list[Block]) -> bytes:
        """Write the document."""
        return render_word(cover, blocks)


class ReportWorkbookExporter(_BlockExporter):
    """A workbook of the tables; the build adds the observations behind them."""

    output_mimetype = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    export_from_notebook = "Báo cáo (Excel)"
    observations: pd.DataFrame | None = None

    def _file_extension_default(self) -> str:
        return ".xlsx"

    def render(self, cover: Cover, blocks: list[Block]) -> bytes:
        """Write the workbook."""
        return render_workbook(cover, blocks, self.observations)
