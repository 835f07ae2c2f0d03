"""The few styles of a web page that matter for its tables: what is hidden, formats, fonts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(\w*)(?:\.([\w-]+))?")
_ESCAPED = re.compile(r"\\(?:([0-9a-fA-F]{1,4}) ?|(.))", re.DOTALL)
_DECLARATION = re.compile(r"""((?:[^;"']|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')+)""", re.DOTALL)
_NAMED_FORMATS = {
    "general": "General",
    "percent": "0.00%",
    "fixed": "0.00",
    "standard": "#,##0.00",
    "scientific": "0.00E+00",
    "short date": "mm-dd-yy",
}

Declarations = dict[str, str]


class PageStyles:
    """The styles of a page, by name of element and class.

    Only rules for an element, a class, or both are known; that is what office programs write.

    Args:
        sheets: Contents of the style elements.
    """

    def __init__(self, sheets: list[str]) -> None:
        self._rules: dict[tuple[str, str], Declarations] = {}
        for sheet in sheets:
            for selectors, body in _RULE.findall(_COMMENT.sub("", sheet)):
                declarations = parse_declarations(body)
                for key in _keys(selectors):
                    self._rules.setdefault(key, {}).update(declarations)

    def of(self, element: HtmlElement) -> Declarations:
        """Give what holds for an element itself; nothing is inherited."""
        tag = element.tag
        found = dict(self._rules.get((tag, ""), {}))
        for name in (element.get("class") or "").split():
            found |= self._rules.get(("", name), {})
            found |= self._rules.get((tag, name), {})
        return found | parse_declarations(element.get("style") or "")

    def is_hidden(self, element: HtmlElement) -> bool:
        """Tell whether an element takes no place on the page."""
        return (
            "hidden" in element.attrib or self.of(element).get("display", "").casefold() == "none"
        )

    def is_invisible(self, element: HtmlElement) -> bool:
        """Tell whether an element takes its place but does not show."""
        return self.of(element).get("visibility", "").casefold() in ("hidden", "collapse")

    def number_format(self, element: HtmlElement) -> str:
        """Give the number format that Excel noted for a cell."""
        code = self.of(element).get("mso-number-format", "").strip("\"'")
        return _NAMED_FORMATS.get(code.casefold(), _ESCAPED.sub(_unescape, code))

    def font(self, element: HtmlElement) -> str:
        """Give the font that an element asks for, empty where it does not."""
        family = self.of(element).get("font-family", "").split(",")[0].strip(" \"'")
        return element.get("face", "").split(",")[0].strip() or family


def parse_declarations(body: str) -> Declarations:
    """Read ``name:value`` pairs; a semicolon within quotes separates nothing."""
    pairs = (part.partition(":") for part in _DECLARATION.findall(body))
    return {
        name.strip().casefold(): value.replace("!important", "").strip()
        for name, colon, value in pairs
        if colon
    }


def _keys(selectors: str) -> Iterator[tuple[str, str]]:
    for selector in selectors.split(","):
        if match := _SELECTOR.fullmatch(selector.strip()):
            yield match[1].casefold(), match[2] or ""


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else match[2]
