"""A report for readers outside tells no hidden number: not in text, chart, file or hidden cell.

The numbers to hide are chosen so that nothing else can look like them.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import COMMUNES, add_units, chapter_blocks, read_here, write_project, write_return
from pdfminer.high_level import extract_text

from analysis.document.blocks import Block, Figure, Table
from analysis.params import ReportParams
from analysis.paths import Project, find_project
from analysis.render.cover import Cover
from analysis.render.html import render_page
from analysis.render.pdf import render_pdf
from analysis.render.workbook import render_workbook
from analysis.report_data import ReportData, load_report_data

HEADS = ("TT", "Đơn vị", "Chỉ tiêu", "Kết nạp", "Trong đó: Nữ", "Theo tôn giáo")
# All but a few are women: as small as a few women. The second hides for the sake of the first.
SMALL = ("Đảng bộ xã An Bình", 8890, 8893, 8891, 4441)
COMPANY = ("Đảng bộ phường An Bình", 9110, 9113, 7771, 5553)
LARGE = ("Đảng bộ xã Mỹ Hòa", 33330, 33331, 22221, 11113)
UNITS = "binh-an,Đảng bộ tỉnh Bình An,Bình An,province,,,,,\n"
UNITS += COMMUNES.replace("long-an", "binh-an")
HIDDEN = (8891, 7771)
SHOWN = (8893, 9113, 22221, 4441)


@pytest.fixture(scope="module")
def small_province(tmp_path_factory: pytest.TempPathFactory) -> Project:
    root = tmp_path_factory.mktemp("province")
    project = add_units(write_project(root), UNITS)
    real = find_project(Path(__file__).parent)
    for name in ("measures.csv", "composition.csv"):
        shutil.copy(real.registers / name, project.registers / name)
    for year in (2023, 2024):
        write_return(
            project,
            f"{year}/binh-an/kn.xlsx",
            *(SMALL, COMPANY, LARGE),
            title=f"KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM {year}",
            heads=HEADS,
        )
    return project


def open_for(project: Project, audience: str) -> ReportData:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.cleaning.returns.read_all", read_here)
        params = ReportParams(scope="binh-an", year=2024, audience=audience)
        return load_report_data(project, params)


@pytest.fixture(scope="module")
def external(small_province: Project) -> tuple[ReportData, list[Block]]:
    data = open_for(small_province, "external")
    return data, chapter_blocks(data)


@pytest.fixture(scope="module")
def internal(small_province: Project) -> tuple[ReportData, list[Block]]:
    data = open_for(small_province, "internal")
    return data, chapter_blocks(data)


COVER = Cover(organisation="Bình An", title="Báo cáo", period="2024", status="")


def spellings(number: int) -> tuple[str, ...]:
    """Write a number as reports, workbooks and code do."""
    return str(number), f"{number:,}".replace(",", ".")


def told(text: str, numbers: tuple[int, ...]) -> set[int]:
    """Find the numbers that a text tells, as numbers of their own."""
    return {
        number
        for number in numbers
        for spelling in spellings(number)
        if re.search(rf"(?<![\d.,]){re.escape(spelling)}(?![\d]|[.,]\d)", text)
        or re.search(rf"(?<![\d.,]){number}\.0(?!\d)", text)
    }


def workbook_parts(content: bytes) -> Iterator[str]:
    """Give all parts of a workbook, hidden sheets, names and properties included."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        for name in book.namelist():
            yield book.read(name).decode("utf-8", errors="replace")


def every_output(data: ReportData, blocks: list[Block]) -> dict[str, str]:
    book = render_workbook(COVER, blocks, data.in_scope)
    pdf = render_pdf(COVER, blocks)
    figures = [block for block in blocks if isinstance(block, Figure)]
    return {
        "blocks": " ".join(block.model_dump_json() for block in blocks if block not in figures),
        "charts": " ".join(f"{block.alt} {block.caption} {block.svg}" for block in figures),
        "html": re.sub(r"data:[^\"')]+", "", render_page(COVER, blocks)),
        "pdf": extract_text(io.BytesIO(pdf)),
        "workbook": " ".join(workbook_parts(book)),
        "observations": data.observations.to_csv(index=False, sep="|"),
        "lines": data.dispositions.to_csv(index=False, sep="|"),
        "issues": data.returns.issues.to_csv(index=False, sep="|"),
    }


@pytest.mark.slow
def test_no_output_for_readers_outside_tells_a_hidden_number(external):
    outputs = every_output(*external)
    assert [name for name, text in outputs.items() if told(text, HIDDEN)] == []


@pytest.mark.slow
def test_inside_they_are_told_and_outside_the_others_still_are(internal, external):
    inside, outside = every_output(*internal), every_output(*external)
    for name in ("blocks", "html", "pdf", "workbook", "observations"):
        assert told(inside[name], HIDDEN) == set(HIDDEN), name
        assert told(outside[name], SHOWN) == set(SHOWN), name


def unit_rows(blocks: list[Block]) -> dict[str, tuple[str, ...]]:
    table = next(b for b in blocks if isinstance(b, Table) and b.sheet == "CoCauDonVi")
    return {row.cells[0].text: tuple(cell.text for cell in row.cells[1:]) for row in table.rows}


@pytest.mark.slow
def test_hidden_cells_stand_in_their_place(external):
    assert unit_rows(external[1]) == {
        SMALL[0]: ("8.893", "[ẩn]", "4.441"),
        COMPANY[0]: ("9.113", "[ẩn]", "5.553"),
        LARGE[0]: ("33.331", "22.221", "11.113"),
        "Đảng bộ tỉnh Bình An": ("51.337", "38.883", "21.107"),
    }


@pytest.mark.slow
def test_last_years_report_hides_the_same(small_province):
    patterns = {}
    for year in (2023, 2024):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("analysis.cleaning.returns.read_all", read_here)
            params = ReportParams(scope="binh-an", year=year, audience="external")
            found = load_report_data(small_province, params).observations
        hidden = found[found["qualifier"].eq("suppressed")]
        patterns[year] = set(
            zip(hidden["unit_id"], hidden["measure"], hidden["period_key"], strict=True)
        )
    assert patterns[2023] == patterns[2024]
    assert {period for _, _, period in patterns[2024]} == {"year:2023", "year:2024"}


@pytest.mark.slow
def test_a_report_as_of_a_day_hides_the_same(small_province, external):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("analysis.cleaning.returns.read_all", read_here)
        params = ReportParams(scope="binh-an", year=2024, audience="external", as_of="2024-12-31")
        found = load_report_data(small_province, params).observations
    whole = external[0].observations
    assert told(found.to_csv(index=False, sep="|"), HIDDEN) == set()
    assert found["qualifier"].eq("suppressed").sum() == whole["qualifier"].eq("suppressed").sum()
