"""The look that charts, HTML, PDF, Word and workbook share: a palette of five, and its dark side.

One colour says "needs attention", one "reached"; the rest is grey. Colour-blind readers tell this
red from this blue, and every mark differs in form or fill as well, for black and white.
"""

from __future__ import annotations

INK = "#1c2127"
SOFT = "#56606b"
LINE = "#c9d0d7"
WASH = "#f3f5f7"
PAPER = "#ffffff"
ATTENTION = "#a3231f"
MET = "#1f5a8a"

LIGHT = {
    "ink": INK,
    "soft": SOFT,
    "line": LINE,
    "wash": WASH,
    "paper": PAPER,
    "attention": ATTENTION,
    "met": MET,
}
DARK = {
    "ink": "#e8ebee",
    "soft": "#a9b3bd",
    "line": "#48525c",
    "wash": "#20272e",
    "paper": "#14191e",
    "attention": "#ff9a8f",
    "met": "#86bff0",
}
