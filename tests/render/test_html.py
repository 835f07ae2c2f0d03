"""The HTML page: complete, closed to the outside, and blind to markup in data."""

import re
from html.parser import HTMLParser

import pytest

from analysis.document.blocks import Heading
from analysis.render.html import render_fragment, render_page

from .conftest import HOSTILE_NAMES


class _Page(HTMLParser):
    """Tags with attributes and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def all(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(cover, blocks) -> _Page:
    return _Page(render_page(cover, blocks))


def test_the_page_says_its_language_and_title(page: _Page) -> None:
    assert page.all("html")[0]["lang"] == "vi"
    assert "Báo cáo thử – Đảng bộ tỉnh <Thử>" in page.texts


def test_nothing_is_fetched_from_outside(page: _Page) -> None:
    addresses = [
        value
        for _, attributes in page.tags
        for name, value in attributes.items()
        if name in {"src", "href", "srcset", "action", "data"}
    ]
    assert addresses
    assert all(value.startswith(("#", "data:image/svg+xml;base64,")) for value in addresses)


def test_styles_import_nothing(cover, blocks) -> None:
    styles = re.findall(r"<style>(.*?)</style>", render_page(cover, blocks), re.DOTALL)
    assert len(styles) == 1
    assert not re.search(r"url\(|@import|//", styles[0])


def test_the_page_needs_and_allows_no_script(page: _Page) -> None:
    assert page.all("script") == []
    policy = next(m["content"] for m in page.all("meta") if m.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "script-src" not in policy


def test_every_image_has_its_description(page: _Page) -> None:
    assert [image["alt"] for image in page.all("img")] == ['Mô tả "có ngoặc"']


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_comes_out_as_the_text_it_is(page: _Page, name: str) -> None:
    assert name in page.texts


def test_no_name_adds_a_tag_or_a_handler(page: _Page) -> None:
    assert len(page.all("img")) == 1
    assert not any(key.startswith("on") for _, attributes in page.tags for key in attributes)


def test_heads_of_columns_and_rows_are_marked_for_screen_readers(page: _Page) -> None:
    scopes = [head["scope"] for head in page.all("th")]
    assert scopes.count("col") == 2
    assert scopes.count("row") == len(HOSTILE_NAMES) + 2


def test_captions_are_numbered_and_sources_named(cover, blocks) -> None:
    page = render_page(cover, blocks)
    assert "Bảng 1." in page
    assert "Biểu đồ 1." in page
    assert "Nguồn: Nguồn thử [1]" in page


def test_the_contents_lead_to_the_chapters(page: _Page) -> None:
    links = [link["href"].removeprefix("#") for link in page.all("a")]
    assert links == [head["id"] for head in page.all("h2")]


def test_a_fragment_shows_one_block_for_a_notebook_cell(blocks) -> None:
    assert render_fragment(blocks[0]).strip() == '<h2 id="chuong-0">Chương một</h2>'


def test_a_heading_links_to_the_section_on_its_method(cover) -> None:
    blocks = [
        Heading(level=1, text="Kết quả"),
        Heading(level=2, text="Tiến độ", method="tien-do"),
        Heading(level=1, text="Phương pháp", anchor="phuong-phap"),
        Heading(level=2, text="Tiến độ là gì", anchor="tien-do"),
    ]
    page = _Page(render_page(cover, blocks))
    links = [link["href"] for link in page.all("a") if link.get("class") == "method"]
    assert links == ["#tien-do"]
    assert {"phuong-phap", "tien-do"} <= {span.get("id") for span in page.all("span")}
    assert "Cách tính" in page.texts


def test_a_heading_without_method_or_anchor_is_only_its_text() -> None:
    assert render_fragment(Heading(level=2, text="A & B")).split() == ["<h3>A", "&amp;", "B</h3>"]
