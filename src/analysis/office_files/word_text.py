"""The text of Word paragraphs as it shows on paper, with the font of its first letters.

The library for Word drops soft hyphens, which are the letter ư in the old TCVN3 fonts, and knows
nothing of hidden or deleted text; so the XML of each run is read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from docx.document import Document
from lxml.etree import _Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SIGNS = {
    WORD + "tab": "\t",
    WORD + "ptab": "\t",
    WORD + "br": "\n",
    WORD + "cr": "\n",
    WORD + "softHyphen": "\u00ad",
    WORD + "noBreakHyphen": "-",
}
_TEXTS = frozenset((WORD + "t", _MATH + "t"))
_REMOVED = frozenset((WORD + "del", WORD + "moveFrom"))
_NO_TEXT = frozenset(
    WORD + name
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delText", "delInstrText", "rt")
)
_DRAWINGS = frozenset(
    (
        WORD + "drawing",
        WORD + "pict",
        WORD + "object",
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
    )
)
_OFF = frozenset(("0", "false", "off"))
_MAX_STYLE_DEPTH = 20


@dataclass(frozen=True)
class Content:
    """The text of a cell and the font of its first letters."""

    text: str
    font: str


def child(element: _Element | None, name: str) -> _Element | None:
    """Find a child of an element that may be missing itself."""
    return None if element is None else element.find(WORD + name)


def attribute(element: _Element | None, name: str, default: str = "") -> str:
    """Read an attribute of an element that may be missing."""
    return default if element is None else element.get(WORD + name, default)


def flag(properties: _Element | None, name: str) -> bool | None:
    """Read a switch among properties; None where it is not set."""
    switch = child(properties, name)
    return None if switch is None else attribute(switch, "val", "1").casefold() not in _OFF


class TextReader:
    """Reads paragraphs of one document.

    Args:
        document: Whose styles are looked up.
    """

    def __init__(self, document: Document) -> None:
        root = document.styles.element
        self._styles = {attribute(style, "styleId"): style for style in root.iter(WORD + "style")}
        self._default_style = next(
            (
                attribute(style, "styleId")
                for style in self._styles.values()
                if attribute(style, "type") == "paragraph"
                and attribute(style, "default", "0") not in _OFF
            ),
            "",
        )
        self._defaults = child(child(child(root, "docDefaults"), "rPrDefault"), "rPr")
        self._noted: dict[str, None] = {}
        self._font: str | None = None

    def note(self, rule: str) -> None:
        """Remember that something was left out."""
        self._noted[rule] = None

    def take_remarks(self) -> tuple[str, ...]:
        """Give the rules noted since the last call."""
        rules, self._noted = tuple(self._noted), {}
        return rules

    def of_paragraph(self, paragraph: _Element) -> str:
        """Read the text of a paragraph."""
        return "".join(self._pieces(paragraph, paragraph))

    def of_paragraphs(self, paragraphs: Iterable[_Element]) -> Content:
        """Read the paragraphs of a cell as lines."""
        self._font = None
        text = "\n".join(map(self.of_paragraph, paragraphs))
        return Content(text if text.strip("\n") else "", self._font or "")

    def _pieces(self, element: _Element, paragraph: _Element) -> Iterator[str]:
        for part in element:
            if part.tag in _TEXTS:
                yield part.text or ""
            elif part.tag in _SIGNS:
                yield _SIGNS[part.tag]
            elif part.tag == WORD + "sym":
                yield _symbol(part)
            elif part.tag == WORD + "r":
                yield from self._run(part, paragraph)
            elif part.tag in _REMOVED:
                self.note("deleted_text_ignored")
            elif part.tag in _DRAWINGS:
                if next(part.iter(WORD + "txbxContent"), None) is not None:
                    self.note("text_boxes_ignored")
            elif part.tag not in _NO_TEXT and isinstance(part.tag, str):
                yield from self._pieces(part, paragraph)

    def _run(self, run: _Element, paragraph: _Element) -> Iterator[str]:
        pieces = list(self._pieces(run, paragraph))
        if not any(pieces):
            return
        levels = list(self._levels(run, paragraph))
        if next((on for level in levels if (on := flag(level, "vanish")) is not None), False):
            self.note("hidden_text_ignored")
            return
        if self._font is None:
            self._font = _font_of(levels)
        yield from pieces

    def _levels(self, run: _Element, paragraph: _Element) -> Iterator[_Element]:
        """Yield the properties that hold for a run, the nearest first."""
        own = child(run, "rPr")
        if own is not None:
            yield own
        yield from self._style_levels(attribute(child(own, "rStyle"), "val"))
        chosen = attribute(child(child(paragraph, "pPr"), "pStyle"), "val")
        yield from self._style_levels(chosen or self._default_style)
        if self._defaults is not None:
            yield self._defaults

    def _style_levels(self, name: str) -> Iterator[_Element]:
        """Yield the properties of a style and of those that it is based on."""
        for _ in range(_MAX_STYLE_DEPTH):
            style = self._styles.get(name)
            if style is None:
                return
            properties = child(style, "rPr")
            if properties is not None:
                yield properties
            name = attribute(child(style, "basedOn"), "val")


def _font_of(levels: Iterable[_Element]) -> str:
    """Find the font; one that is named by the theme only stays unknown."""
    for level in levels:
        fonts = child(level, "rFonts")
        named = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
        if named or attribute(fonts, "asciiTheme") or attribute(fonts, "hAnsiTheme"):
            return named
    return ""


def _symbol(element: _Element) -> str:
    """Read a sign that is given by its number."""
    number = int(attribute(element, "char", "0"), 16)
    return chr(number) if 31 < number < 0xD800 or 0xE000 <= number < 0x110000 else ""
