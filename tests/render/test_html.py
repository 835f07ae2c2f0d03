"""The HTML page: complete, closed to the outside, and blind to markup in data."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from analysis.document.arrange import arrange
from analysis.document.blocks import (
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    Paragraph,
    Row,
    Table,
)
from analysis.render.html import render_fragment, render_page
from analysis.text.language import language
from analysis.theme import DARK

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
    assert all(value.startswith("#") or value == "data:," for value in addresses)


def _contents(tag: str, html: str) -> list[str]:
    return re.findall(rf"<{tag}>(.*?)</{tag}>", html, re.DOTALL)


def test_style_and_script_fetch_nothing(cover, blocks) -> None:
    html = render_page(cover, blocks)
    assert not re.search(r"url\(|@import|//", _contents("style", html)[0])
    assert not re.search(r"fetch|import|XMLHttp|innerHTML|eval", _contents("script", html)[0])


@pytest.mark.parametrize("tag", ["style", "script"])
def test_the_policy_allows_one_style_and_one_script_by_their_hash(cover, blocks, tag: str) -> None:
    html = render_page(cover, blocks)
    (text,) = _contents(tag, html)
    policy = next(m["content"] for m in _Page(html).all("meta") if m.get("http-equiv"))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules[f"{tag}-src"] == f"'sha256-{digest}'"
    assert {rules[name] for name in ("default-src", "base-uri", "form-action")} == {"'none'"}


def test_no_element_carries_a_style(page: _Page) -> None:
    assert not any("style" in attributes for _, attributes in page.tags)


def test_every_chart_has_its_name_and_description(cover, blocks) -> None:
    html = render_page(cover, blocks)
    assert '<title id="hinh-1-title">Hình thử</title>' in html
    assert '<desc id="hinh-1-desc">Mô tả "có ngoặc"</desc>' in html


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_comes_out_as_the_text_it_is(page: _Page, name: str) -> None:
    assert name in page.texts


def test_no_name_adds_a_tag_or_a_handler(page: _Page) -> None:
    assert page.all("img") == []
    assert len(page.all("script")) == 1
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
    links = [link["href"].removeprefix("#") for link in page.all("a") if not link.get("class")]
    heads = [head["id"] for head in page.all("h2")]
    assert heads == ["chuong-1", "chuong-2"]
    assert links == [*heads, *heads, "dau-trang"]  # folded, and beside the text


def test_places_to_go_to_have_different_names_even_for_the_same_finding(cover) -> None:
    blocks = arrange([Heading(level=1, text="Một"), _table(1), _table(1)])
    frames = [tag for tag in _Page(render_page(cover, blocks)).all("div") if "role" in tag]
    assert [frame["aria-label"] for frame in frames] == ["Bảng 1. Thử", "Bảng 2. Thử"]


def test_headings_show_their_labels(cover, blocks) -> None:
    html = render_page(cover, blocks)
    assert '<h2 id="chuong-1"><span class="label">I.</span> Chương một</h2>' in html
    assert '<h3><span class="label">1.</span> Mục</h3>' in html


def test_a_fragment_shows_one_block_for_a_notebook_cell() -> None:
    assert render_fragment(Heading(level=1, text="A & B")).strip() == "<h2>A &amp; B</h2>"


def test_charts_of_different_cells_of_a_notebook_share_no_id() -> None:
    def ids(width: int) -> set[str]:
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}"/>'
        return set(re.findall(r'id="(.*?)"', render_fragment(Figure(caption="", alt="x", svg=svg))))

    assert ids(1)
    assert ids(1).isdisjoint(ids(2))


def _table(rows: int, **columns: object) -> Table:
    cells = [(Cell(text=f"Xã {n}"), Cell(text="1.514*", value=1514.5)) for n in range(rows)]
    heads = (Column(head="Đơn vị", width=2), Column(head="Số", **columns))
    total = Row(cells=(Cell(text="Cộng"), Cell(text="7", value=7)), kind="total")
    body = tuple(Row(cells=each) for each in cells)
    return Table(sheet="Thu", caption="Thử", columns=heads, rows=(*body, total))


def test_references_stand_in_brackets_before_the_full_stop(cover) -> None:
    blocks = [
        Heading(level=1, text="Một"),
        Paragraph(text="Đạt 94,40%.", see=("Thu",)),
        BulletList(items=("Tăng", "Giảm."), see=("Thu", "")),
        _table(1),
    ]
    html = render_page(cover, arrange(blocks))
    link = '<a href="#bang-1">Bảng 1</a>'
    assert f"<p>Đạt 94,40% ({link}).</p>" in html
    assert f"<li>Tăng ({link})</li>" in html
    assert "<li>Giảm.</li>" in html
    assert {"bang-1"} <= {figure.get("id") for figure in _Page(html).all("figure")}


@pytest.mark.parametrize(("rows", "is_long"), [(10, False), (11, True)])
def test_tables_of_more_than_ten_units_get_tools(rows: int, is_long: bool) -> None:
    (frame,) = _Page(render_fragment(_table(rows))).all("figure")
    assert ("long" in frame["class"].split()) == is_long
    assert "by-unit" in frame["class"].split()


def test_numbers_to_sort_by_are_given_where_the_text_does_not_say_them() -> None:
    cells = _Page(render_fragment(_table(1, align="right"))).all("td")
    assert [cell.get("data-value") for cell in cells] == ["1514.5", None]


def test_widths_of_columns_are_in_the_style_sheet(cover) -> None:
    html = render_page(cover, [_table(1)])
    assert [column["class"] for column in _Page(html).all("col")] == ["w67", "w33"]
    assert ".w67 { width: 67%; }" in html


def test_a_figure_says_below_its_finding_what_is_measured() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"/>'
    html = render_fragment(Figure(caption="Tăng", subtitle="Số kết nạp", alt="x", svg=svg))
    assert re.search(r'<figcaption>Tăng\s*<span class="subtitle">Số kết nạp</span>', html)


def test_dark_screens_have_colours_of_their_own(cover) -> None:
    (style,) = _contents("style", render_page(cover, []))
    dark = style.split("prefers-color-scheme: dark")[1]
    assert all(f"--{name}: {colour};" in dark for name, colour in DARK.items())


def test_a_warning_is_repeated_on_paper_as_the_text_it_is(cover) -> None:
    warned = cover.model_copy(update={"warning": 'Số "hư cấu"</style><b>'})
    (style,) = _contents("style", render_page(warned, []))
    assert r'content: "\53 \1ed1 \20 \22 ' in style
    assert "top-center" not in _contents("style", render_page(cover, []))[0]


def test_the_words_around_the_blocks_are_in_the_language_of_the_report(cover, blocks) -> None:
    with language("en"):
        html = render_page(cover.model_copy(update={"language": "en"}), blocks)
    said = re.sub(r"<script>.*</script>|<style>.*?</style>", "", html, flags=re.DOTALL)
    for word in ("Bảng 1", "Biểu đồ 1", "Nguồn:", "Mục lục", "Đến nội dung", "Tìm", "Lọc", "dòng"):
        assert word not in said
    assert "Table 1." in said


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
    assert render_fragment(Heading(level=2, text="A & B")).strip() == "<h3>A &amp; B</h3>"
