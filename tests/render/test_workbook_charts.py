"""Native charts: they draw the table's own rows, and only where every column is there."""

import io
import re
import zipfile
from itertools import pairwise

import openpyxl
import pytest

from analysis.document.blocks import Cell, Column, Figure, NativeChart, Row, Table
from analysis.render.workbook import render_workbook
from analysis.render.workbook_charts import PANEL_ROWS

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'


def table_of(count: int, *, missing: bool = False) -> Table:
    """Make rows with a figure each, the first of them missing on demand, and a total."""
    rows = [
        Row(cells=(Cell(text=f"Xã {n}"), Cell(text=f"{n},50%", value=n + 0.5, decimals=2)))
        for n in range(count)
    ]
    if missing:
        rows[0] = Row(cells=(Cell(text="Xã 0"), Cell(text="…")))
    total = Row(cells=(Cell(text="Cộng"), Cell(text="99", value=99)), kind="total")
    columns = (Column(head="Đơn vị"), Column(head="Tỷ lệ (%)"))
    return Table(sheet="Thu", caption="Bảng", columns=columns, rows=(*rows, total), number=1)


def figure(kind: str = "bar", *, series: tuple[str, ...] = ("Tỷ lệ (%)",), **fields) -> Figure:
    native = NativeChart(sheet="Thu", kind=kind, labels="Đơn vị", series=series)
    values = {"caption": "Phát hiện", "alt": "Mô tả", "number": 1, "notes": ("Chấm: x",)}
    return Figure(**{**values, "svg": SVG, "native": native, "source": "S", **fields})


@pytest.fixture
def parts(cover):
    """Render a table and a figure, and give the parts of the workbook as text."""

    def render(table: Table, drawn: Figure) -> dict[str, str]:
        with zipfile.ZipFile(io.BytesIO(render_workbook(cover, [table, drawn], None))) as book:
            return {name: book.read(name).decode() for name in book.namelist()}

    return render


def charts(parts: dict[str, str]) -> list[str]:
    return [text for name, text in sorted(parts.items()) if "charts/chart" in name]


def test_a_chart_draws_the_rows_of_the_table_without_its_total(parts) -> None:
    (chart,) = charts(parts(table_of(3), figure()))
    assert re.findall(r"<c:f>(.*?)</c:f>", chart) == ["Thu!$B$4", "Thu!$A$5:$A$7", "Thu!$B$5:$B$7"]


def test_a_chart_has_the_caption_for_title_and_its_description(parts) -> None:
    made = parts(table_of(3), figure())
    assert "Biểu đồ 1. Phát hiện" in charts(made)[0]
    assert 'descr="Mô tả"' in made["xl/drawings/drawing1.xml"]


def test_a_chart_keeps_the_source_but_not_the_notes_on_marks_it_has_not(parts) -> None:
    texts = parts(table_of(3), figure())["xl/sharedStrings.xml"]
    assert "Nguồn: S" in texts
    assert "Chấm: x" not in texts


@pytest.mark.parametrize("series", [("Không có",), ("Tỷ lệ (%)", "Không có")])
def test_a_figure_without_its_columns_is_not_drawn(parts, series) -> None:
    assert charts(parts(table_of(3), figure(series=series))) == []


def test_a_table_of_a_total_alone_is_not_drawn(parts) -> None:
    assert charts(parts(table_of(0), figure())) == []


def test_a_figure_without_a_native_form_is_not_drawn(parts) -> None:
    assert charts(parts(table_of(3), figure(native=None))) == []


def test_a_missing_figure_is_no_zero_on_a_line_and_has_no_label(parts) -> None:
    (chart,) = charts(parts(table_of(3, missing=True), figure("line")))
    assert "<c:lineChart>" not in chart
    assert "<c:barChart>" in chart
    assert "<c:dLbls>" not in chart


def test_a_line_without_gaps_stays_a_line(parts) -> None:
    assert "<c:lineChart>" in charts(parts(table_of(3), figure("line")))[0]


def test_bars_run_from_the_first_row_down(parts) -> None:
    chart = charts(parts(table_of(3), figure()))[0]
    names, values = re.findall(r"<c:(?:cat|val)Ax>.*?</c:(?:cat|val)Ax>", chart, re.DOTALL)
    assert 'orientation val="maxMin"' in names
    assert 'orientation val="minMax"' in values


def test_many_bars_become_several_charts_of_one_scale_on_a_sheet_of_their_own(parts) -> None:
    made = parts(table_of(2 * PANEL_ROWS + 1), figure())
    drawn = charts(made)
    ranges = [re.findall(r"\$B\$(\d+):\$B\$(\d+)", chart)[0] for chart in drawn]
    assert len(ranges) == 3
    assert ranges[0][0] == "5"
    assert [int(b[0]) - int(a[1]) for a, b in pairwise(ranges)] == [1, 1]
    assert ranges[-1][1] == str(4 + 2 * PANEL_ROWS + 1)
    assert len({re.search(r'<c:max val="(.*?)"', chart)[1] for chart in drawn}) == 1
    assert 'name="BieuDo1"' in made["xl/workbook.xml"]


def test_a_caption_that_looks_like_an_address_stays_a_caption(parts) -> None:
    (chart,) = charts(parts(table_of(3), figure(caption="=Thu!A1", number=None)))
    title = re.search(r"<c:title>.*?</c:title>", chart, re.DOTALL)[0]
    assert "=Thu! A1" in title
    assert "<c:f>" not in title


def test_contents_and_table_lead_to_the_chart(cover) -> None:
    content = render_workbook(cover, [table_of(3), figure()], None)
    book = openpyxl.load_workbook(io.BytesIO(content))
    links = {
        cell.value: cell.hyperlink.location
        for sheet in (book["MucLuc"], book["Thu"])
        for row in sheet
        for cell in row
        if cell.hyperlink
    }
    assert links["Biểu đồ 1"] == "'Thu'!A10"
