"""The drawing as written by matplotlib, made small and fit to stand inside a page.

A page with a strict policy allows no style attributes, so they become plain ones. Letters stand
once each, and so do texts that come again, under names that say what they are (``R4d``): a page
with several charts may keep the first of each name. Nothing is clipped, because no chart draws
outside of its axes. Groups named by ``value_id`` get a number and a title.
"""

from __future__ import annotations

import hashlib
import re

from lxml import etree

_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_VALUE = "value: "
_LETTER = re.compile(r"^BeVietnamPro-(\w+)-([0-9a-f]+)$")
_COMMAND = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_AROUND_COMMAND = re.compile(r" ?([A-Za-z]) ?")
_ONLY_LINES = re.compile(r"^[MLz0-9 .-]+$")
_SHIFT = re.compile(r"^translate\((\S+) 0\)$")
_LETTER_STEPS = 16  # of 64 in a hundredth of the size: finer than any print
_SMOOTH_STEPS = 1
_MARK_DECIMALS, _PLACE_DECIMALS = 2, 1


def value_id(text: str) -> str:
    """Name the group of an artist that stands for one value, so that its text becomes a title."""
    return _VALUE + "".join(letter for letter in text if letter.isprintable())


def compact(drawing: str) -> str:
    """Write a drawing of matplotlib again: smaller, without style sheets, values with titles.

    Args:
        drawing: SVG as ``Figure.savefig`` writes it.
    """
    root = etree.fromstring(
        drawing.encode(),
        etree.XMLParser(remove_comments=True, remove_blank_text=True, resolve_entities=False),
    )
    for extra in [*root.iter(f"{_SVG}metadata"), *root.iter(f"{_SVG}style")]:
        extra.getparent().remove(extra)
    _plain_styles(root)
    root.set("stroke-linejoin", "round")  # all that the removed style sheet said
    root.set("pointer-events", "none")  # a label over a value does not hide its title
    _name_values(root)
    _gather_definitions(root)
    _shorten_numbers(root)
    _unwrap_groups(root)
    _share_texts(root)
    return etree.tostring(root, encoding="unicode")


def _plain_styles(root: etree._Element) -> None:
    """Write styles as attributes; a mark has its stroke from its definition."""
    for element in root.iter(f"{_SVG}*"):
        for rule in filter(None, element.attrib.pop("style", "").split(";")):
            name, value = rule.split(":", 1)
            element.set(name.strip(), value.strip())
        for name in ("stroke-linejoin", "clip-path"):
            element.attrib.pop(name, None)
        if element.tag == f"{_SVG}use" and element.get(_HREF, "").startswith("#m"):
            for name in [name for name in element.attrib if name.startswith("stroke")]:
                del element.attrib[name]


def _name_values(root: etree._Element) -> None:
    """Number the values in the order of drawing; other groups lose their names."""
    number = 0
    for group in root.iter(f"{_SVG}g"):
        name = group.attrib.pop("id", "")
        if name.startswith(_VALUE):
            number += 1
            group.set("id", f"value-{number}")
            group.set("pointer-events", "all")
            title = etree.Element(f"{_SVG}title")
            title.text = name.removeprefix(_VALUE)
            group.insert(0, title)


def _gather_definitions(root: etree._Element) -> None:
    """Collect letters, marks and clips at the top, letters under short names."""
    gathered = etree.Element(f"{_SVG}defs")
    for definitions in list(root.iter(f"{_SVG}defs")):
        gathered.extend(each for each in definitions if each.tag != f"{_SVG}clipPath")
        definitions.getparent().remove(definitions)
    root.insert(0, gathered)
    paths = gathered.findall(f"{_SVG}path")
    blank = {letter.get("id") for letter in paths if not letter.get("d")}
    for letter in paths:
        if letter.get("id") in blank:
            gathered.remove(letter)
        elif _LETTER.match(letter.get("id", "")):
            letter.set("id", _short_name(letter.get("id", "")))
            letter.set("d", _relative(letter.get("d", "")))
            letter.set("transform", f"scale({_LETTER_STEPS / 64:g})")
    for use in list(root.iter(f"{_SVG}use")):
        target = use.get(_HREF, "")[1:]
        if target in blank:
            use.getparent().remove(use)
        elif _LETTER.match(target):
            use.set(_HREF, f"#{_short_name(target)}")
            shift = _SHIFT.match(use.attrib.pop("transform", ""))
            if shift:
                use.set("x", str(round(float(shift[1]))))


def _short_name(letter: str) -> str:
    return _LETTER.sub(lambda found: f"{found[1][0]}{found[2]}", letter)


def _relative(outline: str) -> str:
    """Write an outline of whole numbers with each point counted from the one before.

    A curve that goes on smoothly is written without its control point.
    """
    written, start, here, control, last = [], (0, 0), (0, 0), None, ""
    for command, numbers in _COMMAND.findall(outline):
        steps = [round(float(number) / _LETTER_STEPS) for number in numbers.split()]
        points = list(zip(steps[::2], steps[1::2], strict=True))
        name, bend = command.lower(), points[0] if command == "Q" else None
        if command == "Q" and control is not None:
            onward = (2 * here[0] - control[0], 2 * here[1] - control[1])
            if max(abs(onward[0] - bend[0]), abs(onward[1] - bend[1])) <= _SMOOTH_STEPS:
                name, bend, points = "t", onward, points[1:]
        moves = " ".join(f"{x - here[0]} {y - here[1]}" for x, y in points)
        written.append(f" {moves}" if name == last and name in "lqt" else name + moves)
        start = points[0] if command == "M" else start
        here, control, last = points[-1] if points else start, bend, name
    return "".join(written).replace(" -", "-")


def _shorten_numbers(root: etree._Element) -> None:
    for element in root.iter(f"{_SVG}*"):
        is_mark = element.tag == f"{_SVG}path" and "id" in element.attrib
        decimals = _MARK_DECIMALS if is_mark else _PLACE_DECIMALS
        for name in ("d", "x", "y", "width", "height"):
            if name in element.attrib:
                text = _rounded(" ".join(element.get(name, "").split()), decimals)
                element.set(name, _tight(text) if name == "d" else text)
        shift, *rest = element.get("transform", "").split(") ", 1)
        if shift.startswith("translate") and rest:
            element.set("transform", f"{_rounded(shift, decimals)}) {rest[0]}")


def _rounded(text: str, decimals: int) -> str:
    """Round the numbers in a text, without zeros at the end."""

    def shorter(found: re.Match[str]) -> str:
        return f"{round(float(found[0]), decimals) + 0.0:g}"

    return _NUMBER.sub(shorter, text)


def _tight(path: str) -> str:
    """Write level and upright lines of a path by their one changing number."""
    path = _AROUND_COMMAND.sub(r"\1", path)
    if not _ONLY_LINES.match(path):
        return path
    written, here = [], ("", "")
    for command, numbers in _COMMAND.findall(path):
        x, y = numbers.split() or here
        if command == "L" and y == here[1]:
            written.append(f"H{x}")
        elif command == "L" and x == here[0]:
            written.append(f"V{y}")
        else:
            written.append(f"{command}{numbers}")
        here = (x, y)
    return "".join(written)


def _unwrap_groups(root: etree._Element) -> None:
    """Take away groups that say nothing about what they hold."""
    for group in list(root.iter(f"{_SVG}g")):
        parent = group.getparent()
        if not group.attrib:
            place = parent.index(group)
            for offset, child in enumerate(list(group)):
                parent.insert(place + offset, child)
            parent.remove(group)


def _share_texts(root: etree._Element) -> None:
    """Define a text that comes again once, as its letters in a row."""
    texts: dict[str, list[etree._Element]] = {}
    for group in root.iter(f"{_SVG}g"):
        if len(group) > 1 and all(_is_letter(child) for child in group):
            row = " ".join(f"{use.get(_HREF)} {use.get('x', 0)}" for use in group)
            texts.setdefault(row, []).append(group)
    for row, groups in texts.items():
        if len(groups) == 1:
            continue
        name = "t" + hashlib.blake2s(row.encode(), digest_size=4).hexdigest()
        shared = etree.SubElement(root[0], f"{_SVG}g", id=name)
        shared.extend(list(groups[0]))
        for group in groups:
            del group[:]
            etree.SubElement(group, f"{_SVG}use", {_HREF: f"#{name}"})


def _is_letter(element: etree._Element) -> bool:
    return element.tag == f"{_SVG}use" and not element.get(_HREF, "").startswith("#m")
