"""One look for all charts: the font, the palette, and SVG that is the same for the same data.

Colours are those of ``analysis.theme`` and white, in all strengths, so that a page in dark mode can
exchange each for its counterpart. Marks differ in fill as well as in colour, so that a print in
black and white loses nothing.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from importlib.resources import files
from math import nan

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.charts.svg import compact, value_id
from analysis.text.display import format_percent
from analysis.text.language import gettext as _
from analysis.theme import INK, LINE, SOFT

WIDTH_INCHES = 6.5  # between the margins of an official A4 page, so that sizes are true
SMALLEST_SIZE = 7  # of letters, in points on an A4 page
_CUT = "…"

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


def mark_value(artist: Artist, name: str, value: str) -> None:
    """Give a mark the words that a reader sees when pointing at it.

    Args:
        artist: The mark that stands for one value.
        name: Whose value it is.
        value: The value as shown.
    """
    artist.set_gid(value_id(_("{name}: {value}", name=name, value=value)))


def percent_text(percent: float) -> str:
    """Write percent points with the decimals that they have, at most two."""
    exact = Fraction(str(percent))
    decimals = next((d for d in (0, 1) if (exact * 10**d).denominator == 1), 2)
    return format_percent(exact, decimals)


def text_inches(text: str, size: float, weight: str = "normal") -> float:
    """Measure how wide a text is in the project's font."""
    font = FontProperties(size=size, weight=weight)
    return text_to_path.get_text_width_height_descent(text, font, ismath=False)[0] / 72


def fit_text(text: str, inches: float, size: float, weight: str = "normal") -> str:
    """Cut a text that is wider than its place, in the middle: names often differ at their ends."""
    shown = text
    for left_out in range(2, len(text)):
        if text_inches(shown, size, weight) <= inches:
            break
        kept = len(text) - left_out
        head, tail = text[: kept - kept // 3], text[len(text) - kept // 3 :]
        shown = f"{head.rstrip()}{_CUT}{tail.lstrip()}"
    return shown


def draw_stems(axes: Axes, stems: list[tuple[float, float, float]]) -> None:
    """Lead the eye along rows, all in one stroke.

    Args:
        axes: Where to draw.
        stems: The row, where its stem begins and where it ends.
    """
    x = [place for _row, start, end in stems for place in (start, end, nan)]
    y = [place for row, _start, _end in stems for place in (row, row, nan)]
    axes.plot(x, y, color=LINE, linewidth=1.3, zorder=2, solid_capstyle="butt")


def to_svg(figure: Figure) -> str:
    """Write a figure as SVG text, without dates or other traces of the moment.

    Marks of values are groups ``value-1``, ``value-2``, ... in the order of drawing, each with a
    title.
    """
    buffer = io.StringIO()
    with chart_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return compact(buffer.getvalue())
