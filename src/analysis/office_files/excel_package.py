"""What an xlsx file says of its sheets, styles and shared texts, beside the values of cells."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from analysis.office_files.messages import unreadable
from analysis.office_files.number_formats import format_of
from analysis.office_files.sheet_details import Style
from analysis.office_files.xml_stream import Attributes, local_attribute, scan
from analysis.office_files.zip_parts import ZipParts

WORKBOOK = "xl/workbook.xml"
TRUE_WORDS = frozenset(("1", "true", "on"))


@dataclass(frozen=True)
class Workbook:
    """The list of sheets of an xlsx file.

    Attributes:
        parts: The part of each sheet that could be found, by name.
        asks_to_calculate: The file wants its formulas calculated anew when it is opened.
    """

    parts: dict[str, str]
    asks_to_calculate: bool


def read_workbook(parts: ZipParts) -> Workbook:
    """Read the list of sheets."""
    targets = relations(parts, WORKBOOK)
    found: dict[str, str] = {}
    asks = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal asks
        if name == "sheet":
            target = targets.get(local_attribute(attributes, "id"), "")
            if part := parts.find(target):
                found[attributes.get("name", "")] = part
        elif name == "calcPr":
            asks = attributes.get("fullCalcOnLoad", "") in TRUE_WORDS

    scan(parts.chunks(_required(parts, WORKBOOK)), start)
    return Workbook(found, asks)


def relations(parts: ZipParts, part: str) -> dict[str, str]:
    """Read which parts a part names, by the identifiers that it uses for them."""
    folder, name = posixpath.split(part)
    listing = parts.find(f"{folder}/_rels/{name}.rels")
    found: dict[str, str] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target, identifier = attributes.get("Target", ""), attributes.get("Id", "")
            if identifier in found:
                raise unreadable("damaged")
            found[identifier] = posixpath.normpath(posixpath.join(folder, target))

    if listing:
        scan(parts.chunks(listing), start)
    return found


def read_styles(parts: ZipParts) -> list[Style]:
    """Read the styles of cells, in the order in which cells number them."""
    part = parts.find("xl/styles.xml")
    formats: dict[int, str] = {}
    fonts: list[str] = []
    styles: list[tuple[int, int]] = []
    within: list[str] = []

    def start(name: str, attributes: Attributes) -> None:
        within.append(name)
        if name == "numFmt":
            formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "font" and within[-2:-1] == ["fonts"]:
            fonts.append("")
        elif name == "name" and within[-3:-1] == ["fonts", "font"]:
            fonts[-1] = attributes.get("val", "")
        elif name == "xf" and within[-2:-1] == ["cellXfs"]:
            numbers = (int(attributes.get(key) or 0) for key in ("numFmtId", "fontId"))
            styles.append(tuple(numbers))

    if part:
        scan(parts.chunks(part), start, lambda _: within.pop())
    return [
        Style(format_of(number, formats), fonts[font] if 0 <= font < len(fonts) else "")
        for number, font in styles
    ]


def read_shared_fonts(parts: ZipParts) -> dict[int, str]:
    """Read the font of the first letters of shared texts that name fonts of their own."""
    part = parts.find("xl/sharedStrings.xml")
    fonts: dict[int, str] = {}
    number, runs = -1, 0

    def start(name: str, attributes: Attributes) -> None:
        nonlocal number, runs
        if name == "si":
            number, runs = number + 1, 0
        elif name in ("r", "t"):
            runs += 1
        elif name == "rFont" and runs == 1:
            fonts[number] = attributes.get("val", "")

    if part:
        scan(parts.chunks(part), start)
    return fonts


def _required(parts: ZipParts, name: str) -> str:
    part = parts.find(name)
    if part is None:
        raise unreadable("damaged")
    return part
