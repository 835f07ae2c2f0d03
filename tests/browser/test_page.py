"""The page in a real browser: closed, accessible, narrow and wide, sorted and filtered."""

from collections.abc import Callable, Sequence

import pytest
from axe_playwright_python.sync_playwright import Axe
from builders import chapter_blocks
from playwright.sync_api import Page

from analysis.charts.theme import chart_style, new_figure, to_svg
from analysis.document.arrange import arrange
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.render.cover import Cover
from analysis.render.html import render_page
from analysis.report_data import load_report_data

from .conftest import WIDTHS, Opened

COVER = Cover(
    organisation="Đảng bộ tỉnh Thử",
    title="Báo cáo kết quả kết nạp đảng viên năm 2024",
    period="Kỳ số liệu: năm 2024",
    status="Số liệu tạm tính.",
    warning="Số liệu hư cấu, chỉ để minh họa.",
    imprint=("Làm bằng ket-nap.",),
)
PLACES = ("Bến Thuyền", "Khau Mây", "Đắk Mây", "A Ròng", "Giồng Me", "Phú Thủy", "Ea Tiêng")
ADMITTED = (9, 1200, None, 35, 0, 120, 8, 77, 5, 61, 14, 2)
Open = Callable[..., Opened]


def _units() -> list[str]:
    kinds = ("phường", "xã")
    return [f"Đảng bộ {kind} {place}" for kind in kinds for place in PLACES][: len(ADMITTED)]


def _figure_cell(value: int | None) -> Cell:
    text = "…" if value is None else f"{value:,}".replace(",", ".")
    return Cell(text=text, value=value)


def _long_table(key: str) -> Table:
    cells = [(Cell(text=u), _figure_cell(v)) for u, v in zip(_units(), ADMITTED, strict=True)]
    total = Row(cells=(Cell(text="Toàn tỉnh"), _figure_cell(1531)), kind="total")
    columns = (Column(head="Đơn vị", width=2), Column(head="Kết nạp (đảng viên)", align="right"))
    rows = tuple(Row(cells=each) for each in cells)
    return Table(sheet=key, caption=f"Số liệu {key}", columns=columns, rows=(*rows, total))


def _wide_table() -> Table:
    heads = [Column(head=f"Cột thứ {n} (đồng chí)", align="right") for n in range(9)]
    cells = (Cell(text="Đảng bộ Trường Đại học Bình Minh"), *[Cell(text="1.234.567")] * 9)
    rows = (Row(cells=cells, kind="attention"),)
    return Table(sheet="Rong", caption="Rộng", columns=(Column(head="Tệp"), *heads), rows=rows)


def _chart() -> Figure:
    with chart_style():
        drawing = new_figure(2)
        axes = drawing.subplots()
        axes.plot([2022, 2023, 2024], [1514, 1533, 1667], marker="o", color="#1f5a8a")
        axes.text(2023, 1600, "Kết nạp", color="#1c2127")
        svg = to_svg(drawing)
    return Figure(
        key="Nam", caption="Ba năm liền tăng", subtitle="Số kết nạp", alt="Tăng.", svg=svg
    )


def _key_figures(count: int) -> KeyFigures:
    items = [KeyFigure(name="Đảng viên mới kết nạp", value="11.388", detail="năm 2024")] * count
    return KeyFigures(items=(*items[1:], items[0].model_copy(update={"needs_attention": True})))


def _small_report() -> list[Block]:
    return arrange(
        [
            Heading(level=1, text="Tóm tắt"),
            Paragraph(text="Năm 2024 kết nạp 1.531 đảng viên.", role="lead", see=("Nam",)),
            _key_figures(3),
            Note(kind="attention", text="Chưa có số liệu của một đơn vị."),
            _chart(),
            Heading(level=1, text="Kết quả"),
            BulletList(items=("Một.", "Hai."), see=("KetQua", "")),
            _key_figures(4),
            _wide_table(),
        ]
    )


def _report_with_annex() -> list[Block]:
    return arrange(
        [
            Heading(level=1, text="Tóm tắt", method="cach-tinh"),
            Paragraph(text="Xem phụ lục.", see=("KetQua",)),
            _key_figures(5),
            Heading(level=1, text="Số liệu từng đơn vị", part="annex"),
            _long_table("KetQua"),
            _long_table("NamTruoc"),
            Heading(level=1, text="Phương pháp", part="annex", anchor="cach-tinh"),
            Heading(level=2, text="Tỷ lệ"),
        ]
    )


def _empty_report() -> list[Block]:
    return arrange([Heading(level=1, text="Tóm tắt"), Note(kind="info", text="Chưa có số liệu.")])


SAMPLES = {"small": _small_report, "annex": _report_with_annex, "empty": _empty_report}


@pytest.fixture(params=SAMPLES)
def html(request: pytest.FixtureRequest) -> str:
    return render_page(COVER, SAMPLES[request.param]())


@pytest.fixture
def annex() -> str:
    return render_page(COVER, _report_with_annex())


def faults(page: Page) -> list[str]:
    """Name the accessibility rules that the page breaks."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def asked_outside(opened: Opened) -> list[str]:
    return [url for url in opened.requests if not url.startswith(("file:", "data:"))]


def overflow(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


def test_the_page_asks_for_nothing_and_the_browser_has_no_complaint(open_page: Open, html: str):
    opened = open_page(html)
    assert asked_outside(opened) == []
    assert opened.complaints == []


def test_an_added_script_or_style_does_not_run(open_page: Open, annex: str):
    added = "<script>document.title = 'x'</script><style>body { display: none }</style>"
    opened = open_page(annex.replace("</main>", f"{added}</main>"))
    assert opened.page.title() != "x"
    assert opened.page.locator("h1").is_visible()
    assert len(opened.complaints) == 2


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_no_accessibility_rule_is_broken(open_page: Open, html: str, scheme: str, width: int):
    assert faults(open_page(html, color_scheme=scheme, width=width).page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_is_never_wider_than_the_screen(open_page: Open, html: str, width: int):
    assert overflow(open_page(html, width=width).page) <= 0


def test_the_first_column_stays_while_a_wide_table_scrolls(open_page: Open):
    page = open_page(render_page(COVER, _small_report()), width=360).page
    name = page.locator("#bang-1 tbody th")
    before = name.bounding_box()["x"]
    page.locator("#bang-1 .frame").evaluate("frame => frame.scrollLeft = 200")
    assert name.bounding_box()["x"] - before == pytest.approx(0, abs=20)
    assert page.locator("#bang-1 td").first.bounding_box()["x"] < before + 100


@pytest.mark.parametrize("width", WIDTHS)
def test_the_contents_are_in_reach(open_page: Open, annex: str, width: int):
    page = open_page(annex, width=width).page
    if width < 1200:
        page.locator("summary").click()
    page.get_by_role("link", name="Phụ lục 1. Số liệu từng đơn vị").click()
    assert page.url.endswith("#phu-luc-1")
    assert page.locator("#phu-luc-1").bounding_box()["y"] < 400


def test_the_first_stop_of_the_keyboard_leads_to_the_text(open_page: Open, annex: str):
    page = open_page(annex).page
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Đến nội dung chính"
    page.keyboard.press("Enter")
    assert page.locator("main:focus").count() == 1


def names(page: Page, table: str = "#bang-1") -> list[str]:
    """Give the names of the rows in sight, without the words that all have in common."""
    shown = page.locator(f"{table} tbody tr:visible th").all_inner_texts()
    return [name.removeprefix("Đảng bộ ") for name in shown]


def column(page: Page) -> list[str]:
    return page.locator("#bang-1 tbody td:visible").all_inner_texts()


def test_a_click_sorts_by_value_with_what_is_missing_and_the_total_last(
    open_page: Open, annex: str
):
    page = open_page(annex).page
    original = names(page)
    head = page.locator("#bang-1 thead th").nth(1)
    head.locator("button").click()
    rising = ["0", "2", "5", "8", "9", "14", "35", "61", "77", "120", "1.200"]
    assert column(page) == [*rising, "…", "1.531"]
    assert head.get_attribute("aria-sort") == "ascending"
    head.locator("button").click()
    assert column(page) == [*rising[::-1], "…", "1.531"]
    assert head.get_attribute("aria-sort") == "descending"
    head.locator("button").click()
    assert names(page) == original
    assert head.get_attribute("aria-sort") is None


def test_names_sort_in_the_order_of_the_vietnamese_alphabet(open_page: Open, annex: str):
    page = open_page(annex).page
    page.locator("#bang-1 thead button").first.click()
    wards = [name for name in names(page) if name.startswith("phường")]
    order = ["A Ròng", "Bến Thuyền", "Đắk Mây", "Ea Tiêng", "Giồng Me", "Khau Mây", "Phú Thủy"]
    assert wards == [f"phường {name}" for name in order]


@pytest.mark.parametrize("typed", ["dak  MAY", "đắk mây", "Đắk Mây".encode().decode()])
def test_search_minds_neither_tones_nor_case(open_page: Open, annex: str, typed: str):
    page = open_page(annex).page
    page.locator("#bang-1").get_by_label("Tìm trong bảng").fill(typed)
    assert names(page) == ["phường Đắk Mây", "xã Đắk Mây"]
    assert page.locator("#bang-1 [role=status]").inner_text() == "2 trong 12 dòng"
    assert len(names(page, "#bang-2")) == 13


def test_one_filter_shows_the_same_units_in_all_long_tables(open_page: Open, annex: str):
    page = open_page(annex).page
    page.get_by_label("Lọc mọi bảng dài theo đơn vị").fill("phuong")
    assert names(page, "#bang-1") == names(page, "#bang-2") == [f"phường {p}" for p in PLACES]
    page.locator("#bang-2").get_by_label("Tìm trong bảng").fill("khau")
    assert names(page, "#bang-2") == ["phường Khau Mây"]
    page.get_by_label("Lọc mọi bảng dài theo đơn vị").fill("")
    assert len(names(page, "#bang-1")) == 13


def test_sorting_keeps_what_is_filtered_out_away(open_page: Open, annex: str):
    page = open_page(annex).page
    page.locator("#bang-1").get_by_label("Tìm trong bảng").fill("xã")
    page.locator("#bang-1 thead button").nth(1).click()
    assert column(page) == ["2", "5", "14", "61", "77"]


def test_short_tables_need_no_tools(open_page: Open):
    page = open_page(render_page(COVER, _small_report())).page
    assert page.locator("input, button").count() == 0


def test_without_script_everything_can_be_read(open_page: Open, annex: str):
    page = open_page(annex, java_script_enabled=False).page
    assert len(names(page)) == 13
    assert page.locator("input, button").count() == 0


def test_dark_screens_recolour_the_charts(open_page: Open):
    html = render_page(COVER, _small_report())
    dot = "document.querySelector('.chart use[fill=\"#1f5a8a\"]')"
    colours = {
        scheme: open_page(html, color_scheme=scheme).page.evaluate(f"getComputedStyle({dot}).fill")
        for scheme in ("light", "dark")
    }
    assert colours == {"light": "rgb(31, 90, 138)", "dark": "rgb(134, 191, 240)"}


def test_paper_shows_whole_tables_and_no_tools(open_page: Open, annex: str):
    page = open_page(annex).page
    page.emulate_media(media="print")
    assert page.locator("input:visible, nav:visible").count() == 0
    boxes = page.locator("thead button").evaluate_all(
        "all => all.map(button => getComputedStyle(button).display)"
    )
    assert set(boxes) == {"contents"}
    assert page.locator("thead:visible").count() == 2
    assert page.locator("thead").first.evaluate("head => getComputedStyle(head).display") == (
        "table-header-group"
    )
    row = page.locator("tbody tr").first
    assert row.evaluate("row => getComputedStyle(row).breakInside") == "avoid"


def letters_per_line(page: Page) -> Sequence[float]:
    """Estimate it for each long paragraph; its last line is half full on average."""
    return page.locator("main > p:not([class]), main > ul > li").evaluate_all(
        """all => all.map(text => {
            const height = parseFloat(getComputedStyle(text).lineHeight);
            return [text.textContent.length, Math.round(text.clientHeight / height)];
        }).filter(([, lines]) => lines >= 4).map(([length, lines]) => length / (lines - 0.5))"""
    )


@pytest.mark.slow
def test_a_whole_province_is_closed_accessible_small_and_fits(open_page: Open, cleaned: Project):
    data = load_report_data(cleaned, ReportParams(scope="binh-minh", year=2024))
    html = render_page(COVER, chapter_blocks(data))
    assert len(html.encode()) < 1_000_000
    for scheme in ("light", "dark"):
        opened = open_page(html, color_scheme=scheme)
        assert (asked_outside(opened), opened.complaints) == ([], [])
        assert faults(opened.page) == []
    lengths = letters_per_line(opened.page)
    assert 60 <= sum(lengths) / len(lengths) <= 75
    assert [overflow(open_page(html, width=width).page) for width in WIDTHS] == [0, 0, 0]
