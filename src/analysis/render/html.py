"""Blocks to one HTML page that opens anywhere: no script, no outside reference."""

from __future__ import annotations

import base64
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from analysis.document.blocks import Block, Heading
from analysis.render.cover import Cover


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("analysis.render", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg_data"] = _svg_data
    return environment


def _svg_data(svg: str) -> str:
    """Wrap a drawing as a data address, so that nothing in it can act on the page."""
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode("ascii")


def _style() -> Markup:
    return Markup((files("analysis.render") / "templates" / "report.css").read_text("utf-8"))


def render_fragment(block: Block) -> str:
    """Render one block for a notebook cell."""
    macros = _environment().get_template("blocks.html.j2").make_module()
    return str(macros.draw(block, 0))


def render_page(cover: Cover, blocks: list[Block]) -> str:
    """Render the whole report as one page.

    Args:
        cover: What stands above and below the chapters.
        blocks: The chapters, in order, captions numbered.
    """
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    template = _environment().get_template("page.html.j2")
    return template.render(cover=cover, blocks=blocks, chapters=chapters, style=_style())
