"""One look for all charts: the font, the palette, and SVG that is the same for the same data.

Marks differ in fill as well as in colour, so that a black-and-white print loses nothing.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.figure import Figure

from analysis.theme import INK, LINE, SOFT

WIDTH_INCHES = 7.4

_SETTINGS = {
    "font.family": "Be Vietnam Pro",
    "font.size": 9,
    "text.color": INK,
    "text.parse_math": False,  # a name with two dollar signs is a name
    "axes.edgecolor": LINE,
    "axes.labelcolor": SOFT,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": SOFT,
    "ytick.color": INK,
    "svg.fonttype": "path",  # the chart looks the same on a machine without the font
    "svg.hashsalt": "ket-nap",
    "figure.constrained_layout.use": True,
}


@cache
def _register_font() -> None:
    for name in ("Regular", "Bold"):
        font = files("fontpkg_be_vietnam_pro") / "files" / f"BeVietnamPro-{name}.ttf"
        font_manager.fontManager.addfont(str(font))


@contextmanager
def chart_style() -> Iterator[None]:
    """Draw with the project's font and colours; a letter that the font lacks is an error."""
    _register_font()
    with mpl.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph .* missing")
        warnings.filterwarnings("error", message="findfont")
        yield


def new_figure(height_inches: float) -> Figure:
    """Make an empty figure as wide as the page; no window system is involved."""
    return Figure(figsize=(WIDTH_INCHES, height_inches))


def to_svg(figure: Figure) -> str:
    """Write a figure as SVG text, without dates or other traces of the moment."""
    buffer = io.StringIO()
    with chart_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()
