"""No figure in the prose is written by hand: every digit comes from a computed figure or from data.

While these reports are made, whatever writes computed figures writes other signs in place of the
digits. Digits that are still in the text were written by somebody: they have to be part of a name,
a quotation or a date of the data, a year that the data know, or a number that a rule is known by.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from builders import chapter_blocks, prose
from matplotlib.figure import Figure as Drawing

from analysis.chapters import method
from analysis.findings import make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data
from analysis.text import display

_COMPUTED = str.maketrans("0123456789", "āčďēėģķļņš")  # letters that no Vietnamese text has
_WRITERS = ("write_decimal", "format_date", "format_period")

# Numbers that rules and forms are known by; marks of the method; the whole.
_KNOWN_BY_NUMBER = (
    "21-NQ/TW",
    "16/6/2022",
    "3–4%",
    "100%",
    "Chỉ tiêu dưới 10",
    "hơn 10 điểm phần trăm",
    "(0%)",
)
_TEXT_COLUMNS = {
    "observations": ("unit_printed", "value_printed", "period_printed", "basis", "note", "locator"),
    "sources": ("title", "publisher", "note", "address"),
    "terms": ("congress", "note", "source"),
}
_REPORTS = {
    "part of a year": ReportParams(scope="ha-noi", year=2017),
    "a term": ReportParams(scope="long-an", year=2023),
    "half a year of many units": ReportParams(
        scope="binh-minh", year=2024, as_of=date(2024, 6, 30)
    ),
    "a whole year of many units": ReportParams(scope="binh-minh", year=2024),
    "no figure": ReportParams(scope="dong-thap", year=2021),
    "a province after its merger": ReportParams(scope="tay-ninh-2025", year=2024),
}


@pytest.fixture(scope="module")
def marked() -> Iterator[None]:
    """Let computed figures be written with other signs, wherever their writers are known."""
    originals = {name: getattr(display, name) for name in _WRITERS}
    with pytest.MonkeyPatch.context() as patch:
        for module in [m for n, m in sys.modules.items() if n.startswith("analysis.")]:
            for name, writer in originals.items():
                if getattr(module, name, None) is writer:
                    patch.setattr(module, name, _marking(writer))
        patch.setattr(Drawing, "savefig", lambda _self, target, **_: target.write("<svg/>"))
        patch.setattr("analysis.charts.theme.finish_svg", lambda svg, *_: svg, raising=False)
        yield


def _marking(writer):
    return lambda *args, **kwargs: writer(*args, **kwargs).translate(_COMPUTED)


def _quoted(data: ReportData) -> list[str]:
    """All texts of the data that hold a digit, the longest first."""
    frames = {"observations": data.observations, "sources": data.sources, "terms": data.terms}
    texts = {
        str(text)
        for name, columns in _TEXT_COLUMNS.items()
        for column in columns
        for text in frames[name][column].unique()
    }
    texts |= {*data.units.units["name"], *data.measures["label_vi"]}
    texts |= {data.units.short_name(unit) for unit in data.units.units.index}
    texts |= {*map(str, data.units.units.index)}
    texts |= {*make_findings(data).checks["arithmetic"]}  # a recomputation shows its figures
    # A bare number would let through any figure that equals it.
    named = {t for t in texts if re.search(r"\d", t) and re.search(r"[^\W\d_]|[.,%]", t)}
    return sorted(named, key=len, reverse=True)


def _years(data: ReportData) -> set[str]:
    """The years that the data speak of, and that of the report with the one before."""
    known = {*data.observations["report_year"].dropna().astype(int)}
    known |= {data.params.year, data.params.year - 1}
    for day in ("period_start", "period_end"):
        known |= {*data.observations[day].dropna().dt.year}
    known |= {int(year) for term in data.terms["term"] for year in term.split("-")}
    return {str(int(year)) for year in known}


def _untraced(text: str, quoted: list[str], years: set[str]) -> list[str]:
    for part in (*_KNOWN_BY_NUMBER, *quoted):
        text = re.sub(rf"(?<!\w){re.escape(part)}(?!\w)", " ", text) if part in text else text
    return [number for number in re.findall(r"\d+(?:[.,]\d+)*", text) if number not in years]


@pytest.mark.parametrize("params", _REPORTS.values(), ids=_REPORTS)
def test_every_digit_of_the_prose_traces_to_a_figure(
    project: Project, params: ReportParams, marked: None
):
    data = load_report_data(project, params)
    quoted, years = _quoted(data), _years(data)
    rules = {*prose(method.page(data))}  # how figures are computed: numbers of the rules
    texts = [text for text in prose(chapter_blocks(data)) if text not in rules]
    found = {text: left for text in texts if (left := _untraced(text, quoted, years))}
    assert found == {}


def test_a_figure_written_by_hand_is_found():
    assert _untraced("Kết nạp 12 đồng chí năm 2023.", [], {"2023"}) == ["12"]
    assert _untraced("Công trình Giao thông 8 năm 2023", ["Giao thông 8"], {"2023"}) == []
