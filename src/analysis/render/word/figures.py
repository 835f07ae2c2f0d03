"""Charts as pictures, drawn by Typst from their SVG: its letters are outlines and need no font."""

from __future__ import annotations

import io
import re
import tempfile

import typst
from docx.document import Document as WordDocument

from analysis.document.blocks import Figure
from analysis.errors import RenderError
from analysis.render.word.markup import Element, emu, make, paragraph, plain

_PPI = 200
_SIZE = re.compile(r'<svg\b[^>]*?\bviewBox="[\d.]+ [\d.]+ (?P<width>[\d.]+) (?P<height>[\d.]+)"')
_PAGE = """
#set page(width: {width}mm, height: {height}mm, margin: 0pt, fill: white)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%)
"""


def draw_picture(
    figure: Figure, document: WordDocument, number: int, frame_mm: tuple[float, float]
) -> Element:
    """Draw a figure as wide as the text, or as high as a page lets it be.

    Args:
        figure: The figure.
        document: Takes the picture.
        number: No other picture of the document has the same.
        frame_mm: Width and height that it may have at most.

    Raises:
        RenderError: Typst cannot read the SVG.
    """
    width, height = size_mm(figure.svg, *frame_mm)
    drawn = io.BytesIO(_png(figure, width, height))
    picture = document.part.new_pic_inline(drawn, emu(width), emu(height))
    described = {"id": number, "name": f"Figure {number}", "descr": figure.alt}
    for name, value in (described | {"title": figure.caption}).items():
        picture.docPr.set(name, plain(str(value)))
    return paragraph("FigureImage", make("r", make("drawing", picture)), keep_with_next=True)


def size_mm(svg: str, widest_mm: float, highest_mm: float) -> tuple[float, float]:
    """Fit a drawing into a frame; one that does not say its size is taken for a square."""
    found = _SIZE.search(svg)
    ratio = float(found["height"]) / float(found["width"]) if found else 1.0
    width = min(widest_mm, highest_mm / ratio)
    return round(width, 2), round(width * ratio, 2)


def _png(figure: Figure, width_mm: float, height_mm: float) -> bytes:
    page = _PAGE.format(width=width_mm, height=height_mm)
    with tempfile.TemporaryDirectory() as empty:  # no text in the drawing could reach a file
        try:
            return typst.compile(
                page.encode(),
                root=empty,
                format="png",
                ppi=_PPI,
                ignore_system_fonts=True,
                sys_inputs={"svg": figure.svg},
            )
        except typst.TypstError as error:
            raise RenderError(
                "Typst không đổi được biểu đồ thành ảnh", where=f"{figure.caption}: {error}"
            ) from error
