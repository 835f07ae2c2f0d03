"""Charts within the page: only what our charts consist of, apart from each other."""

import re

import pytest
from lxml import etree

from analysis.charts.theme import chart_style, new_figure, to_svg
from analysis.errors import RenderError
from analysis.render.svg import inline_svg, outlines

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


def inlined(content: str, **texts: object) -> str:
    texts = {"prefix": "hinh-1", "title": "Tên", "description": "Mô tả"} | texts
    return str(inline_svg(f"{HEAD}{content}</svg>", **texts))


@pytest.fixture(scope="module")
def chart() -> str:
    with chart_style():
        figure = new_figure(2)
        axes = figure.subplots()
        axes.plot([1, 2, 3], [1.5, 2.25, 4], marker="o")
        axes.bar([1, 2], [1, 2], hatch="//")
        axes.set_title("Kết nạp")
        return to_svg(figure)


def test_a_chart_is_an_image_with_name_and_description():
    root = etree.fromstring(inlined("<g/>", title="A < B", description='"Tăng" & giảm'))
    assert (root.get("role"), root.tag) == ("img", "svg")
    by_id = {element.get("id"): element.text for element in root}
    assert by_id[root.get("aria-labelledby")] == "A < B"
    assert by_id[root.get("aria-describedby")] == '"Tăng" & giảm'


def test_our_charts_pass(chart: str):
    small = str(inline_svg(chart, prefix="a", title="", description=""))
    assert small.count("<path") >= chart.count("<path") > 5
    assert "style" not in small
    assert ":" not in re.sub(r"<title.*?</title>", "", small)


def test_every_reference_of_a_chart_leads_to_a_place_in_it(chart: str):
    root = etree.fromstring(str(inline_svg(chart, prefix="a", title="", description="")))
    ids = {element.get("id") for element in root.iter()}
    references = [element.get("href")[1:] for element in root.iter("use")]
    hatches = re.findall(r'fill="url\(#(.+?)\)"', etree.tostring(root, encoding="unicode"))
    assert references
    assert hatches
    assert {*references, *hatches} <= ids


def test_two_charts_share_no_id(chart: str):
    def ids(prefix: str) -> set[str]:
        drawing = inline_svg(chart, prefix=prefix, title="", description="")
        return {element.get("id") for element in etree.fromstring(str(drawing)).iter()} - {None}

    assert ids("hinh-1")
    assert ids("hinh-1").isdisjoint(ids("hinh-11"))


def test_the_same_chart_comes_out_the_same(chart: str):
    first, second = (inline_svg(chart, prefix="a", title="b", description="c") for _ in range(2))
    assert first == second


def test_charts_of_a_page_define_a_letter_once():
    letter = '<defs><path id="R4d" d="M 0 0"/></defs><use xlink:href="#R4d"/>'
    known = outlines(f"{HEAD}{letter}</svg>", prefix="hinh-1")
    assert list(known.values()) == ["hinh-1-1"]
    first, second = (inlined(letter, prefix=prefix, known=known) for prefix in ("hinh-1", "hinh-2"))
    assert '<path id="hinh-1-1"' in first
    assert "<path" not in second
    assert '<use href="#hinh-1-1"/>' in first
    assert '<use href="#hinh-1-1"/>' in second


def test_only_the_name_of_a_reference_changes():
    content = (
        '<defs><pattern id="u"><path d="M 0 0"/></pattern></defs><path fill="url(#u)" d="M 0 0"/>'
    )
    assert '<path fill="url(#hinh-1-1)" d="M 0 0"/>' in inlined(content)


def test_values_to_hover_over_keep_their_text():
    content = '<g id="value-1"><title>Xã A &lt; B: 94,40%</title><path d="M 0 0"/></g>'
    assert "<g><title>Xã A &lt; B: 94,40%</title>" in inlined(content)


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        '<g onclick="alert(1)"/>',
        '<a xlink:href="javascript:alert(1)"><path d="M 0 0"/></a>',
        '<use xlink:href="https://example.invalid/x.svg#a"/>',
        '<use xlink:href="#nowhere"/>',
        '<image width="1" height="1" xlink:href="data:image/png;base64,AA=="/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<path fill="url(https://example.invalid/x)" d="M 0 0"/>',
        '<path fill="url(#nowhere)" d="M 0 0"/>',
        "<style>path{fill:red}</style>",
        '<path style="fill: red" d="M 0 0"/>',
        '<animate attributeName="d"/>',
        "<title>a<script>b</script></title>",
        "<g><title>a</title>",
        "<?php x ?>",
    ],
)
def test_what_our_charts_do_not_hold_is_refused(content: str):
    with pytest.raises(RenderError, match="biểu đồ"):
        inlined(content)


def test_entities_are_refused():
    text = '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
    with pytest.raises(RenderError):
        inline_svg(text, prefix="a", title="", description="")


def test_another_document_is_refused():
    with pytest.raises(RenderError):
        inline_svg("<html/>", prefix="a", title="", description="")
