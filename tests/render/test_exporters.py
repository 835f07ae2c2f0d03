"""The nbconvert exporters find the blocks of any executed notebook."""

import io
import zipfile

import nbformat
import pytest
from nbconvert.exporters import get_exporter

from analysis.document.blocks import BLOCK, MIME_TYPE, Cell, Column, Heading, Paragraph, Row, Table
from analysis.errors import RenderError
from analysis.render.exporters import COVER_KEY


def _notebook(*blocks) -> nbformat.NotebookNode:
    notebook = nbformat.v4.new_notebook()
    for block in blocks:
        data = {MIME_TYPE: BLOCK.dump_python(block, mode="json")}
        output = nbformat.v4.new_output("display_data", data=data)
        notebook.cells.append(nbformat.v4.new_code_cell("secret = 42", outputs=[output]))
    return notebook


@pytest.mark.parametrize(
    ("name", "extension"),
    [
        ("ketnap_html", ".html"),
        ("ketnap_pdf", ".pdf"),
        ("ketnap_docx", ".docx"),
        ("ketnap_xlsx", ".xlsx"),
    ],
)
def test_nbconvert_finds_the_exporter_by_its_entry_point(name: str, extension: str) -> None:
    assert get_exporter(name)().file_extension == extension


def test_a_chapter_alone_becomes_a_page_titled_by_its_heading() -> None:
    notebook = _notebook(Heading(level=1, text="Tóm tắt"), Paragraph(text="Một câu."))
    page, _ = get_exporter("ketnap_html")().from_notebook_node(notebook)
    assert "<h1>Tóm tắt</h1>" in page
    assert "Một câu." in page


def test_code_is_not_part_of_the_report() -> None:
    page, _ = get_exporter("ketnap_html")().from_notebook_node(_notebook(Paragraph(text="x")))
    assert "secret" not in page


def test_the_cover_stored_by_the_build_is_used(cover) -> None:
    notebook = _notebook(Paragraph(text="x"))
    notebook.metadata[COVER_KEY] = cover.model_dump(mode="json")
    page, _ = get_exporter("ketnap_html")().from_notebook_node(notebook)
    assert "<h1>Báo cáo thử</h1>" in page


def test_a_pdf_comes_out_as_bytes() -> None:
    pdf, _ = get_exporter("ketnap_pdf")().from_notebook_node(_notebook(Paragraph(text="x")))
    assert pdf.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["ketnap_docx", "ketnap_xlsx"])
def test_word_and_workbook_of_a_chapter_alone_open(name: str) -> None:
    table = Table(
        sheet="Thu",
        caption="Bảng thử",
        columns=(Column(head="Đơn vị"),),
        rows=(Row(cells=(Cell(text="Xã Một"),)),),
    )
    content, _ = get_exporter(name)().from_notebook_node(_notebook(Paragraph(text="x"), table))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        assert any(
            "Xã Một" in parts.read(part).decode("utf-8", "replace") for part in parts.namelist()
        )


def test_a_notebook_that_was_not_run_is_refused() -> None:
    with pytest.raises(RenderError, match="chạy sổ tính"):
        get_exporter("ketnap_html")().from_notebook_node(nbformat.v4.new_notebook())
