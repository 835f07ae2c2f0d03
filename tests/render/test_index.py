"""The list of reports: newest first, closed to the outside, blind to markup in names."""

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from analysis.document.blocks import KeyFigure
from analysis.render.index import IndexEntry, ReportFile, render_index

from .conftest import HOSTILE_NAMES


class _Page(HTMLParser):
    """Tags with attributes, and the text between them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def entry(year: int = 2024, **fields) -> IndexEntry:
    values = {"folder": f"a/{year}", "organisation": "Đảng bộ A", "title": "Báo cáo"}
    return IndexEntry(**{**values, "year": year, **fields})


def folders(page: str) -> list[str]:
    return re.findall(r'class="folder">reports/(.*?)<', page)


def test_the_latest_year_comes_first_and_within_it_the_latest_day() -> None:
    entries = [
        entry(2023),
        entry(2022, folder="late", as_of=date(2025, 1, 1)),
        entry(2024, folder="june", as_of=date(2024, 6, 30)),
        entry(2024, folder="outside", audience="external"),
        entry(2024, folder="b", organisation="Đảng bộ B"),
        entry(2024),
    ]
    page = render_index(entries)
    assert folders(page) == ["a/2024", "outside", "b", "june", "a/2023", "late"]
    assert page == render_index(reversed(entries))


def test_names_are_in_the_order_of_the_alphabet_not_of_the_codes() -> None:
    names = ("Toàn Đảng", "Đảng bộ Ý", "Đảng bộ An", "Dảng bộ")
    page = render_index([entry(folder=name, organisation=name) for name in names])
    assert folders(page) == ["Dảng bộ", "Đảng bộ An", "Đảng bộ Ý", "Toàn Đảng"]


def test_years_can_be_reached_when_there_are_several() -> None:
    page = _Page(render_index([entry(2023), entry(2024)]))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert links == ["#nam-2024", "#nam-2023"]
    assert {"nam-2023", "nam-2024"} <= {attributes.get("id") for _, attributes in page.tags}


def test_a_report_shows_its_headline_and_its_files() -> None:
    files = (ReportFile(form="pdf", address="a/2024/report.pdf", size=500_000),)
    figures = (KeyFigure(name="Kết nạp", value="1.514", detail="năm 2024"),)
    page = _Page(
        render_index([entry(lead="Câu chính.", period="Kỳ", key_figures=figures, files=files)])
    )
    assert {"Câu chính.", "1.514", "Bản in (PDF)", "488 kB"} <= {t.strip() for t in page.texts}
    assert "a/2024/report.pdf" in [a.get("href") for _, a in page.tags]


def test_variants_of_a_report_are_told_apart() -> None:
    page = render_index([entry(as_of=date(2024, 6, 30), audience="external", language="en")])
    assert "(đến ngày 30/6/2024; bản dùng ngoài cơ quan; bản tiếng Anh)" in page
    assert '<h3 lang="en">' in page


def test_the_page_warns_that_internal_figures_are_on_it() -> None:
    assert "không gửi ra ngoài" in render_index([entry()])
    assert "không gửi ra ngoài" not in render_index([entry(audience="external")])


def test_an_old_report_says_how_to_get_its_figures() -> None:
    assert "làm lại báo cáo" in render_index([entry(is_old=True)])
    assert "làm lại báo cáo" not in render_index([entry()])


def test_skipped_folders_are_named() -> None:
    assert "<li>reports/x: &lt;b&gt;</li>" in render_index([], ["reports/x: <b>"])


def test_without_reports_the_page_says_so() -> None:
    assert "Chưa có báo cáo nào." in render_index([])


@pytest.mark.parametrize("name", HOSTILE_NAMES)
def test_a_name_comes_out_as_the_text_it_is_everywhere(name: str) -> None:
    figures = (KeyFigure(name=name, value=name, detail=name),)
    texts = dict.fromkeys(("folder", "organisation", "title", "period", "lead", "warning"), name)
    page = _Page(render_index([entry(key_figures=figures, **texts)], [name]))
    assert page.texts.count(name) == 8
    assert not {"script", "img"} & {tag for tag, _ in page.tags}


def test_the_page_asks_for_nothing_and_forbids_the_rest() -> None:
    text = render_index([entry(files=(ReportFile(form="html", address="a/r.html", size=1),))])
    page = _Page(text)
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1]
    assert not re.search(r"url\(|@import|//", style)
    assert not any("style" in attributes for _, attributes in page.tags)
