"""Blocks to an A4 PDF through Typst, with the fonts that the project brings along."""

from __future__ import annotations

import json
import tempfile
from importlib.resources import as_file, files
from pathlib import Path

import typst

from analysis.document.blocks import BLOCK, Block
from analysis.errors import RenderError
from analysis.render.cover import Cover


def render_pdf(cover: Cover, blocks: list[Block]) -> bytes:
    """Compile the report; the file carries no date, so that the same input gives the same bytes.

    Args:
        cover: What stands above and below the chapters.
        blocks: The chapters, in order, captions numbered.

    Raises:
        RenderError: Typst refused the document, or warned (a missing font is only a warning).
    """
    report = {
        "cover": cover.model_dump(mode="json"),
        "blocks": [BLOCK.dump_python(block, mode="json") for block in blocks],
    }
    fonts = as_file(files("fontpkg_be_vietnam_pro") / "files")
    # The root is an empty folder: no text in the report could reach a file, even by mistake.
    with tempfile.TemporaryDirectory() as empty, fonts as font_folder:
        template = (files("analysis.render") / "templates" / "report.typ").read_bytes()
        main = Path(empty) / "report.typ"
        main.write_bytes(template)
        try:
            pdf, warnings = typst.compile_with_warnings(
                str(main),
                root=empty,
                font_paths=[str(font_folder)],
                ignore_system_fonts=True,
                sys_inputs={"report": json.dumps(report, ensure_ascii=False)},
            )
        except typst.TypstError as error:
            raise RenderError("Typst không dựng được bản PDF", where=str(error)) from error
    if warnings:
        raise RenderError(
            "Typst cảnh báo khi dựng bản PDF", where="; ".join(w.message for w in warnings)
        )
    return pdf
