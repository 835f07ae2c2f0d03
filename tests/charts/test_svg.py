"""Charts as SVG: small, free of style sheets, every value with its title."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from analysis import theme
from analysis.charts.svg import compact, value_id
from analysis.charts.theme import chart_style, mark_value, new_figure, to_svg

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def drawing(*names: str) -> str:
    with chart_style():
        figure = new_figure(1.0)
        axes = figure.subplots()
        for place, name in enumerate(names):
            (dot,) = axes.plot([place], [place], linestyle="none", marker="o", color=theme.MET)
            mark_value(dot, name, "94,40%")
            axes.text(place, place, name)
    return to_svg(figure)


def tree(svg: str) -> etree._Element:
    return etree.fromstring(svg)


def outline(path: str) -> str:
    """Write a letter of one outline as matplotlib does, and give what became of it."""
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg"><defs>'
        f'<path id="BeVietnamPro-Regular-4d" d="{path}" transform="scale(0.015625)"/></defs></svg>'
    )
    (letter,) = tree(compact(source)).iter(f"{SVG}path")
    return letter.get("d", "")


def test_values_are_numbered_in_order_and_titled_first() -> None:
    groups = [g for g in tree(drawing("Xã A", "Xã B")).iter(f"{SVG}g") if g.get("id")]
    named = [g for g in groups if g.get("id", "").startswith("value-")]
    assert [(g.get("id"), g[0].tag, g[0].text) for g in named] == [
        ("value-1", f"{SVG}title", "Xã A: 94,40%"),
        ("value-2", f"{SVG}title", "Xã B: 94,40%"),
    ]
    assert all(len(g) > 1 for g in named)


def test_a_name_in_a_title_is_text_and_never_markup() -> None:
    svg = drawing("<script>&\"'")
    assert "<script" not in svg
    assert [t.text for t in tree(svg).iter(f"{SVG}title")] == ["<script>&\"': 94,40%"]


def test_control_characters_of_a_name_do_not_break_the_drawing() -> None:
    assert value_id("Xã\x00 A\n") == "value: Xã A"


def test_a_label_over_a_value_does_not_hide_its_title() -> None:
    root = tree(drawing("Xã A"))
    assert root.get("pointer-events") == "none"
    (value,) = [g for g in root.iter(f"{SVG}g") if g.get("id") == "value-1"]
    assert value.get("pointer-events") == "all"


def test_no_style_sheet_and_no_trace_of_the_moment_remains() -> None:
    svg = drawing("Xã A")
    for word in ("style", "<metadata", "<!--", "<!DOCTYPE", "clip-path", "date"):
        assert word not in svg


def test_colours_are_those_of_the_palette() -> None:
    known = {*theme.LIGHT.values(), "none"}
    root = tree(drawing("Xã A", "Xã B"))
    used = {e.get(name) for e in root.iter() for name in ("fill", "stroke") if e.get(name)}
    assert used <= known


def test_every_reference_has_its_place_and_no_name_comes_twice() -> None:
    root = tree(drawing("Xã Mường Giàng", "Xã Mường Giàng", "Phường Cửa Sông"))
    names = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert {use.get(HREF, "")[1:] for use in root.iter(f"{SVG}use")} <= set(names)


def test_a_text_that_comes_again_is_written_once() -> None:
    svg = drawing("Xã Mường Giàng", "Xã Mường Giàng", "Phường Cửa Sông")
    (shared,) = set(re.findall(r'<use [^>]*"#(t[0-9a-f]{8})"', svg))
    assert svg.count(f'"#{shared}"') == 2
    assert svg.count(f'id="{shared}"') == 1


def test_a_letter_has_one_name_in_all_charts() -> None:
    first, second = ({p.get("id"): p.get("d") for p in tree(drawing(n))[0]} for n in ("Xã", "Xa"))
    shared = first.keys() & second.keys()
    assert len(shared) > 5
    assert all(first[name] == second[name] for name in shared)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("M 0 0 L 160 0 L 160 320 z", "m0 0l10 0 0 20z"),
        ("M 160 160 L 0 0 z M 320 160 L 160 160 z", "m10 10l-10-10zm10 0l-10 0z"),
        ("M 0 0 Q 160 0 160 160 Q 160 320 320 320 z", "m0 0q10 0 10 10t10 10z"),
        ("M 0 0 Q 160 0 160 160 Q 320 160 320 320 z", "m0 0q10 0 10 10 10 0 10 10z"),
    ],
    ids=["lines", "two outlines", "a smooth curve", "a corner"],
)
def test_an_outline_keeps_its_shape(written: str, expected: str) -> None:
    assert outline(written) == expected


def test_a_blank_is_not_drawn() -> None:
    assert 'd=""' not in drawing("Xã A")
    assert not [use for use in tree(drawing("Xã A")).iter(f"{SVG}use") if use.get("x") == ""]
