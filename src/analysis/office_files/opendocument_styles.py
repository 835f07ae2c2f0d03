"""The styles of an OpenDocument spreadsheet: fonts, percentages, hidden sheets."""

from __future__ import annotations

from collections.abc import Iterable

from analysis.office_files.xml_stream import Attributes, local_attribute, scan

_MAX_DEPTH = 20


class DocumentStyles:
    """Styles by family and name, as read from one part after the other."""

    def __init__(self) -> None:
        self._parents: dict[tuple[str, str], str] = {}
        self._fonts: dict[tuple[str, str], str] = {}
        self._data_styles: dict[str, str] = {}
        self._percent_formats: dict[str, str] = {}
        self._families: dict[str, str] = {}
        self._hidden_tables: set[str] = set()
        self._key = ("", "")
        self._percent_style = ""

    def read(self, chunks: Iterable[bytes]) -> None:
        """Add the styles of a part."""
        scan(chunks, self._start, self._end)

    def cell_font(self, name: str) -> str:
        """Give the font of a style of cells."""
        return self._font("table-cell", name or "Default")

    def text_font(self, name: str) -> str:
        """Give the font of a style of letters within a cell."""
        return self._font("text", name)

    def percent_format(self, name: str) -> str:
        """Give the format of a percentage in a style of cells."""
        for _ in range(_MAX_DEPTH):
            if name in self._data_styles:
                return self._percent_formats.get(self._data_styles[name], "0%")
            name = self._parents.get(("table-cell", name), "")
        return "0%"

    def is_hidden_table(self, name: str) -> bool:
        """Tell whether sheets of a style are hidden."""
        return name in self._hidden_tables

    def _font(self, family: str, name: str) -> str:
        for _ in range(_MAX_DEPTH):
            if font := self._fonts.get((family, name)):
                return self._families.get(font, font)
            name = self._parents.get((family, name), "")
        return ""

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == "font-face":
            family = local_attribute(attributes, "font-family").strip("'")
            self._families[local_attribute(attributes, "name")] = family
        elif name == "style":
            self._start_style(attributes)
        elif name == "text-properties":
            font = local_attribute(attributes, "font-name")
            font = font or local_attribute(attributes, "font-family").strip("'")
            if font:
                self._fonts.setdefault(self._key, font)
        elif name == "table-properties" and self._key[0] == "table":
            if local_attribute(attributes, "display") == "false":
                self._hidden_tables.add(self._key[1])
        elif name == "percentage-style":
            self._percent_style = local_attribute(attributes, "name")
        elif name == "number" and self._percent_style:
            digits = int(local_attribute(attributes, "decimal-places") or 0)
            decimals = "." + "0" * min(digits, 30) if digits > 0 else ""
            self._percent_formats[self._percent_style] = f"0{decimals}%"

    def _start_style(self, attributes: Attributes) -> None:
        family = local_attribute(attributes, "family")
        self._key = (family, local_attribute(attributes, "name"))
        self._parents[self._key] = local_attribute(attributes, "parent-style-name")
        data_style = local_attribute(attributes, "data-style-name")
        if family == "table-cell" and data_style:
            self._data_styles[self._key[1]] = data_style

    def _end(self, name: str) -> None:
        if name == "percentage-style":
            self._percent_style = ""
        elif name == "style":
            self._key = ("", "")
