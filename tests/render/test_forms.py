"""The forms hold the values of the guidances of 2018 and 2026."""

import pytest

from analysis.render.forms import load_form

OFFICIAL = ("hd05-2026", "hd36-2018")


@pytest.mark.parametrize("name", OFFICIAL)
def test_margins_and_page_number_are_those_of_the_rule(name: str) -> None:
    page = load_form(name).page
    assert (page.top_mm, page.bottom_mm, page.left_mm, page.right_mm) == (20, 20, 30, 15)
    assert (page.number_pt, page.number_from_top_mm) == (14, 10)
    assert not page.number_on_first_page


@pytest.mark.parametrize("name", OFFICIAL)
def test_sizes_are_those_of_the_rule(name: str) -> None:
    sizes = load_form(name).sizes_pt
    fixed = {
        "motto": 15,
        "superior": 14,
        "issuer": 14,
        "number": 14,
        "place_and_date": 14,
        "signature": 14,
        "recipients_title": 14,
        "recipients": 12,
        "mark": 14,
        "circulation": 12,
    }
    assert {part: getattr(sizes, part) for part in fixed} == fixed
    assert 15 <= sizes.kind <= 16
    assert 14 <= sizes.subject <= 15
    assert all(14 <= size <= 15 for size in (sizes.body, sizes.chapter, sizes.section))
    assert 11.5 <= sizes.table <= 13


@pytest.mark.parametrize(("name", "least", "most"), [("hd05-2026", 18, 22), ("hd36-2018", 18, 99)])
def test_distances_are_those_of_the_rule(name: str, least: float, most: float) -> None:
    spacing = load_form(name).spacing
    assert least <= spacing.line_pt <= most
    assert spacing.between_paragraphs_pt >= 6
    assert (spacing.first_line_mm, spacing.lines_to_sign) == (10, 4)


@pytest.mark.parametrize(("name", "stop"), [("hd05-2026", ";"), ("hd36-2018", ",")])
def test_fixed_words_are_those_of_the_rule(name: str, stop: str) -> None:
    form = load_form(name)
    assert form.text.motto == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert (form.text.kind, form.text.under_subject) == ("BÁO CÁO", "-----")
    assert form.text.under_issuer == "*"
    assert form.text.number == "Số {number}-BC/{symbol}"
    assert (form.text.recipients_title, form.text.between_recipients) == ("Nơi nhận:", stop)
    assert form.fonts.named == "Times New Roman"
    assert form.headings.chapter_is_bold
    assert form.headings.chapter_is_caps
    assert not form.headings.section_is_bold


@pytest.mark.parametrize(
    ("name", "authority"),
    [("hd05-2026", ("399-QĐ/TW", "05-HD/VPTW")), ("hd36-2018", ("66-QĐ/TW", "36-HD/VPTW"))],
)
def test_a_form_names_its_authority(name: str, authority: tuple[str, ...]) -> None:
    form = load_form(name)
    assert form.is_official
    assert all(document in form.authority for document in authority)


def test_the_plain_form_is_no_party_document() -> None:
    form = load_form("plain")
    assert not form.is_official
    assert (form.authority, form.text.motto, form.text.kind) == ("", "", "")


def test_an_unknown_form_is_a_fault() -> None:
    with pytest.raises(FileNotFoundError):
        load_form("hd11-2004")
