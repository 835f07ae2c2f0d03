"""Charts as part of the page: checked, described, and named apart from one another.

A drawing within a page shares the page's ids, styles and rights. So only what our charts consist of
passes: shapes with plain attributes, which a strict Content-Security-Policy allows and the page's
style sheet can recolour for dark screens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, count

from lxml import etree
from markupsafe import Markup

from analysis.errors import RenderError

_LOOK = {
    "fill",
    "fill-opacity",
    "fill-rule",
    "opacity",
    "pointer-events",
    "stroke",
    "stroke-dasharray",
    "stroke-dashoffset",
    "stroke-linecap",
    "stroke-linejoin",
    "stroke-miterlimit",
    "stroke-opacity",
    "stroke-width",
}
_SHAPE = _LOOK | {"clip-path", "transform"}
_BOX = {"x", "y", "width", "height"}
_ALLOWED = {
    "svg": _LOOK | {"width", "height", "viewBox"},
    "defs": set(),
    "g": _SHAPE,
    "path": _SHAPE | {"d"},
    "rect": _SHAPE | _BOX,
    "use": _SHAPE | {"x", "y", "href"},
    "clipPath": set(),
    "pattern": _BOX | {"patternUnits"},
    "title": set(),
}
_OF_THE_FILE = {"id", "version"}
_PLAIN_VALUE = re.compile(r"[\w#.,()%+\s-]*")
_HREF = re.compile(r"#([\w.-]+)")
_URL = re.compile(r"url\(#([\w.-]+)\)")


_Outline = frozenset[tuple[str, str]]


def outlines(svg: str, *, prefix: str) -> dict[_Outline, str]:
    """Find the outlines, most of them letters, that a drawing defines, with their ids in the page.

    Args:
        svg: The drawing.
        prefix: What its ids begin with.

    Raises:
        RenderError: The text is no drawing.
    """
    root = _parse(svg)
    names = _new_names(root, prefix)
    return {outline: names[name] for name, outline in _defined(root, names)}


def inline_svg(
    svg: str,
    *,
    prefix: str,
    title: str,
    description: str,
    known: Mapping[_Outline, str] | None = None,
) -> Markup:
    """Turn a drawing of ``analysis.charts`` into an element of the page.

    Args:
        svg: The drawing.
        prefix: What its ids begin with; no other drawing of the page has the same.
        title: Its name.
        description: The text that replaces it for those who cannot see it.
        known: Outlines that stand once in the page, for all its drawings, with their ids.

    Raises:
        RenderError: The drawing holds anything that our charts do not consist of.
    """
    source = _parse(svg)
    own = _new_names(source, prefix)
    drawing = _copy(source, own | _names_elsewhere(source, own, known or {}))
    drawing.attrib.update(
        {
            "class": "chart",
            "role": "img",
            "aria-labelledby": f"{prefix}-title",
            "aria-describedby": f"{prefix}-desc",
        }
    )
    drawing.insert(0, _text_element("title", f"{prefix}-title", title))
    drawing.insert(1, _text_element("desc", f"{prefix}-desc", description))
    return Markup(etree.tostring(drawing, encoding="unicode"))


def _parse(svg: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_blank_text=True,
        remove_comments=True,
    )
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(str(error)) from error
    if _name(root) != "svg":
        raise _refusal(_name(root))
    return root


def _refusal(part: str) -> RenderError:
    return RenderError(f"biểu đồ có thành phần không được phép trong trang: {part[:80]}")


def _name(element: etree._Element) -> str:
    if not isinstance(element.tag, str):  # an entity or an instruction
        raise _refusal(str(element))
    return etree.QName(element).localname


def _new_names(root: etree._Element, prefix: str) -> dict[str, str]:
    """Give new ids to what the drawing refers to; nothing else keeps one."""
    values = chain.from_iterable(_attributes(element).values() for element in root.iter("*"))
    used = {found[1] for value in values if (found := _reference(value))}
    present = [element.get("id") for element in root.iter("*")]
    numbers = count(1)
    return {name: f"{prefix}-{next(numbers)}" for name in present if name in used}


def _defined(root: etree._Element, names: Mapping[str, str]) -> Iterator[tuple[str, _Outline]]:
    """Give the old id and the outline of every path that is drawn by reference."""
    for path in root.iter("{*}path"):
        if path.get("id") in names:
            yield path.get("id"), frozenset(_attributes(path).items())


def _names_elsewhere(
    root: etree._Element, own: Mapping[str, str], known: Mapping[_Outline, str]
) -> dict[str, str]:
    """Name the outlines that another drawing defines, and take them out of this one."""
    elsewhere = {
        name: known[outline]
        for name, outline in _defined(root, own)
        if known.get(outline, own[name]) != own[name]
    }
    for path in [path for path in root.iter("{*}path") if path.get("id") in elsewhere]:
        path.getparent().remove(path)
    return elsewhere


def _reference(value: str) -> re.Match[str] | None:
    return _HREF.fullmatch(value) or _URL.fullmatch(value)


def _attributes(element: etree._Element) -> dict[str, str]:
    """Give the attributes of an element by their plain names."""
    own = {etree.QName(name).localname: value for name, value in element.attrib.items()}
    return {name: value for name, value in own.items() if name not in _OF_THE_FILE}


def _copy(element: etree._Element, names: Mapping[str, str]) -> etree._Element:
    """Copy an element with what is allowed in it."""
    name = _name(element)
    if name not in _ALLOWED:
        raise _refusal(name)
    copy = etree.Element(name, _checked(name, element, names))
    if name == "title":
        copy.text = element.text
    copy.extend(_copy(child, names) for child in element)
    return copy


def _checked(name: str, element: etree._Element, names: Mapping[str, str]) -> dict[str, str]:
    found = _attributes(element)
    if unknown := sorted(found.keys() - _ALLOWED[name]):
        raise _refusal(f"{name} {unknown[0]}")
    own_id = {"id": names[element.get("id")]} if element.get("id") in names else {}
    return own_id | {key: _value(key, value, names) for key, value in found.items()}


def _value(key: str, value: str, names: Mapping[str, str]) -> str:
    """Check one value; what points to a place points to one in this drawing."""
    place = _HREF.fullmatch(value) if key == "href" else _URL.fullmatch(value)
    if place and place[1] in names:
        return value[: place.start(1)] + names[place[1]] + value[place.end(1) :]
    if place or key == "href" or "url" in value.lower() or not _PLAIN_VALUE.fullmatch(value):
        raise _refusal(f"{key} {value}")
    return value


def _text_element(name: str, place: str, text: str) -> etree._Element:
    element = etree.Element(name, {"id": place})
    element.text = text
    return element
