"""The README's main command, end to end, in a scratch copy: the figures it must show."""

import io
import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import openpyxl
import pdfplumber
import pytest
from builders import chapter_blocks
from docx import Document
from docx.oxml.ns import qn

from analysis.build.chapters import CHAPTERS
from analysis.build.cover import make_cover
from analysis.build.manifest import make_manifest
from analysis.document.collect import collect_blocks
from analysis.findings import make_findings
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.render.html import render_page
from analysis.render.pdf import render_pdf
from analysis.render.word import render_word
from analysis.report_data import load_report_data

pytestmark = pytest.mark.slow


def _readme_command(project: Project) -> list[str]:
    """Take the main command from the README, to run it in this environment."""
    readme = (project.root / "README.md").read_text(encoding="utf-8")
    line = next(x for x in readme.splitlines() if "run.py papermill" in x and "-p" in x)
    words = shlex.split(line.strip())
    assert words[:2] == ["python3", "run.py"]
    return words[2:]


def _run(command: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    assert command[0] == "papermill"
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=600,
    )


def _report(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    notebooks = ["notebooks/annual_report.ipynb", "reports/annual_report.ipynb"]
    return _run(["papermill", *notebooks, *options], folder)


def _pdf_text(path: Path) -> str:
    with pdfplumber.open(io.BytesIO(path.read_bytes())) as document:
        pages = [page.extract_text() for page in document.pages]
    return re.sub(r"\s+", " ", " ".join(pages))


def _html_text(path: Path) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def _word_text(content: bytes) -> str:
    body = Document(io.BytesIO(content)).element.body
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))
    return re.sub(r"\s+", " ", " ".join(paragraphs))


@pytest.fixture(scope="module")
def long_an(project: Project, tmp_path_factory: pytest.TempPathFactory) -> tuple:
    """The folder of the Long An report, and how the command ended."""

    root = tmp_path_factory.mktemp("clone")
    for name in ("data/raw", "notebooks"):
        shutil.copytree(project.root / name, root / name)
    for name in ("pyproject.toml", "report.toml"):
        shutil.copy(project.root / name, root)
    (root / "reports").mkdir()
    done = _run(_readme_command(project), root)
    assert done.returncode == 0, done.stderr[-3000:]
    return root / "reports" / "long-an" / "2023", done


FIGURES = (
    "1.667",
    "1.350*",
    "1.370*",
    "107,55%",
    "chỉ tiêu 1.550",
    "tăng 134 đồng chí (8,74%) so với năm 2022",
    "1.514",
    "1.533",
    "+19",
    "+1,25%",
    "1.152",
    "4.714",
    "5.866",
    "6.300",
    "93,11%",
    "còn phải kết nạp 434 đồng chí",
    "7.526",
    "119,46%",
    "119,5%",
    "96,75%",
    "96,675",
)


def test_the_report_has_all_its_files(long_an) -> None:
    folder, _ = long_an
    names = {path.name for path in folder.iterdir()}
    assert {"report.html", "report.pdf", "report.docx", "tables.xlsx", "manifest.json"} <= names
    assert sum(name.endswith(".ipynb") for name in names) == 7


@pytest.mark.parametrize("figure", FIGURES)
def test_html_pdf_and_word_show_the_figure(long_an, figure: str) -> None:
    folder, _ = long_an
    assert figure in _html_text(folder / "report.html")
    assert figure in _pdf_text(folder / "report.pdf")
    assert figure in _word_text((folder / "report.docx").read_bytes())


OTHER_REPORTS = {
    ("ha-noi", "2017"): (
        "kết nạp 11.388 đảng viên, đạt 94,40% so với chỉ tiêu 12.064",
        "94,397",
        "5 đơn vị đạt dưới 50% chỉ tiêu: Công trình Giao thông 8 (14%); Công trình Giao thông 1 "
        "(19%); Sông Hồng (19%); Xây dựng Hà Nội (21%); Bưu điện Hà Nội (38%)",
        "cần đạt 83,29%",
        "59 đơn vị trực thuộc, chỉ 18 đơn vị có số liệu kết nạp; 41 đơn vị chưa có",
        "26 đơn vị đạt tỷ lệ thấp",
        "64.998",
        "11.000",
    ),
    ("vung-tau", "2024"): (
        "52,59%",
        "52,53%",
        "52,593",
        "còn phải kết nạp 128 đồng chí",
        "không dưới ngưỡng 50%",
        "từ 261 đến 312 đảng viên",
        "23 + 43 = 66",
        "13.835",
        "không có phép so sánh nào",
    ),
    ("van-phong-ubnd-tinh", "2014"): (
        "166,67% so với chỉ tiêu từ 6 trở lên",
        "36 + 7 = 43",
    ),
    ("binh-minh", "2024"): (
        "kết nạp 1.913 đảng viên, đạt 93,96% so với chỉ tiêu 2.036; còn phải kết nạp 123 đồng chí",
        "5 đơn vị đạt dưới 50% chỉ tiêu, 3 đơn vị chưa kết nạp được đảng viên",
        "Phường Bến Thuyền 15 31 48,39% 16 Mới vào danh sách",
        "Xã Khau Mây 4 12 33,33% 8 Năm thứ 2 liên tiếp",
        "Xã Diên Hòa (còn thiếu 15 đồng chí), Xã Ea Tiêng (còn thiếu 8 đồng chí)",
        "1.860 đảng viên, bằng 3,31% tổng số 56.196 đảng viên đầu năm",
        "đã sửa «2.8» thành «28»",
        "đã sửa «Xã Lũng Thúy» thành «Xã Lũng Thủy»",
    ),
    ("dong-thap", "2021"): (
        "không công bố số đảng viên mới kết nạp năm 2021",
        "không phải chỉ tiêu kết nạp",
        "phấn đấu đến năm 2025",
        "100%",
        "50%",
    ),
}


def test_the_report_of_the_defaults_shows_its_figures(scratch: Project) -> None:
    done = _report(scratch.root)
    assert done.returncode == 0, done.stderr[-3000:]
    folder = scratch.reports / "ha-noi" / "2017"
    texts = (
        _html_text(folder / "report.html"),
        _pdf_text(folder / "report.pdf"),
        _word_text((folder / "report.docx").read_bytes()),
    )
    for text in texts:
        assert [figure for figure in OTHER_REPORTS["ha-noi", "2017"] if figure not in text] == []


@pytest.mark.parametrize(("scope", "year"), list(OTHER_REPORTS)[1:])
def test_the_other_reports_show_their_figures(
    cleaned: Project, tmp_path: Path, scope: str, year: str
) -> None:
    data = load_report_data(cleaned, ReportParams(scope=scope, year=int(year)))
    found, blocks = make_findings(data), chapter_blocks(data)
    cover = make_cover(data, found, make_manifest(cleaned, data, found.checks))
    page, pdf = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_text(render_page(cover, blocks), encoding="utf-8")
    pdf.write_bytes(render_pdf(cover, blocks))
    for text in (_html_text(page), _pdf_text(pdf), _word_text(render_word(cover, blocks))):
        assert [figure for figure in OTHER_REPORTS[scope, year] if figure not in text] == []


@pytest.fixture(scope="module", params=["2025"])
def binh_minh(
    project: Project, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> tuple:
    """The report of the made-up province from its returns: a year, its folder, how it ended."""
    root = tmp_path_factory.mktemp("province")
    for name in ("data/raw", "notebooks"):
        shutil.copytree(project.root / name, root / name)
    for name in ("pyproject.toml", "report.toml"):
        shutil.copy(project.root / name, root)
    (root / "reports").mkdir()
    done = _report(root, "-p", "scope", "binh-minh", "-p", "year", request.param)
    assert done.returncode == 0, done.stderr[-3000:]
    return request.param, root / "reports" / "binh-minh" / request.param, done


RETURNED = {
    "2025": (
        "Chưa dùng được 2 trong 24 tệp báo cáo của đơn vị: cum-01-nam.xlsx, cum-10-nam.xlsx",
        "Tệp bị cụt",
        "không thấy ghi kỳ số liệu",
        "bảng mã TCVN3 (ABC), đã",
    ),
}


def test_returns_give_the_report_of_a_whole_province(binh_minh) -> None:
    year, folder, _ = binh_minh
    for text in (_html_text(folder / "report.html"), _pdf_text(folder / "report.pdf")):
        joined = re.sub(r"SỐ LIỆU HƯ CẤU.{0,80}?NHƯ VẬY\. ?", "", text)
        assert [words for words in RETURNED[year] if words not in joined] == []


def test_the_made_up_province_is_marked_in_every_form(binh_minh) -> None:
    _, folder, _ = binh_minh
    assert "Số liệu hư cấu" in _html_text(folder / "report.html")
    with pdfplumber.open(folder / "report.pdf") as document:
        assert all("SỐ LIỆU HƯ CẤU" in page.extract_text() for page in document.pages)
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    tables = [sheet for sheet in book if sheet.title != "QuanSat"]
    assert "SỐ LIỆU HƯ CẤU" in _header_text(folder / "report.docx")
    assert all("hư cấu" in str(sheet["A2"].value) for sheet in tables)


def _header_text(path: Path) -> str:
    with zipfile.ZipFile(path) as parts:
        headers = [name for name in parts.namelist() if re.search(r"header\d*\.xml", name)]
        texts = [parts.read(name).decode("utf-8") for name in headers]
    return " ".join(re.sub(r"<[^>]+>", "", text) for text in texts).upper()


def test_every_row_of_every_return_is_accounted_for(binh_minh) -> None:
    _, folder, _ = binh_minh
    counts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["counts"]
    fates = ("kept", "total", "header_or_note", "duplicate", "hidden", "quarantined")
    assert counts["return_rows"] == sum(counts[f"return_rows_{fate}"] for fate in fates) > 400


def test_returns_that_cannot_be_used_are_said_first_and_stop_nothing(binh_minh) -> None:
    _, folder, done = binh_minh
    said = done.stdout
    assert "2025/binh-minh/cum-10-nam.xlsx: Tệp bị cụt" in said
    assert said.index("CHƯA DÙNG ĐƯỢC 2 tệp") < said.index("dòng nguồn =") < said.index("[1/7]")
    sheet = openpyxl.load_workbook(folder / "returns" / "cum-10-nam.xlsx.xlsx").active
    assert any("Tệp bị cụt" in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_html_and_pdf_carry_the_same_chapters_and_captions(long_an) -> None:
    folder, _ = long_an
    html = _html_text(folder / "report.html")
    pdf = _pdf_text(folder / "report.pdf")
    parts = re.findall(r"(?:Bảng|Biểu đồ) \d+\.", html)
    assert len(parts) >= 6
    for part in (*parts, "Phương pháp", "Nguồn số liệu", "Số liệu công bố và số tính lại"):
        assert part.casefold() in pdf.casefold()  # titles of chapters stand in capitals


def test_the_page_stands_alone(long_an) -> None:
    page = (long_an[0] / "report.html").read_text(encoding="utf-8")
    assert '<html lang="vi">' in page
    assert page.count("<script") == 1
    assert "<script src" not in page
    assert not re.search(r"""(?:src|href)=["'](?!#|data:)""", page)
    drawings = re.findall(r'<svg[^>]*role="img".*?</svg>', page, flags=re.DOTALL)
    assert drawings
    assert all("<title" in drawing and "<desc" in drawing for drawing in drawings)
    assert "open_report" not in page


def test_the_terminal_says_what_was_made_and_what_needs_attention(long_an) -> None:
    _, done = long_an
    assert "reports/long-an/2023/report.html" in done.stdout
    assert "Cần chú ý" in done.stdout
    assert "[7/7]" in done.stdout


def test_rows_in_are_rows_out(long_an) -> None:
    counts = json.loads((long_an[0] / "manifest.json").read_text(encoding="utf-8"))["counts"]
    parts = counts["rows_kept"] + counts["rows_duplicate"] + counts["rows_quarantined"]
    assert counts["raw_rows"] == parts


def test_the_manifest_names_parameters_inputs_and_versions(long_an) -> None:
    manifest = json.loads((long_an[0] / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["parameters"] == {
        "year": 2023,
        "scope": "long-an",
        "threshold_pct": 50.0,
        "language": "vi",
        "as_of": None,
        "audience": "internal",
        "form": "hd05-2026",
        "spelling": "ủy",
    }
    assert {"data/raw/published/figures.csv", "report.toml"} <= set(manifest["inputs"])
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in manifest["inputs"].values())
    assert manifest["packages"]["papermill"]


def test_nothing_tells_of_the_machine(long_an) -> None:
    folder, _ = long_an
    traces = (str(folder.parents[2]), str(Path.home()) + "/")
    for path in folder.iterdir():
        content = _all_text(path)
        assert not any(trace in content for trace in traces), path.name


def _all_text(path: Path) -> str:
    """Read a file with what is packed inside it."""
    if path.suffix in (".xlsx", ".docx"):
        with zipfile.ZipFile(path) as parts:
            return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist())
    if path.suffix == ".pdf":
        with pdfplumber.open(path) as document:
            return _pdf_text(path) + str(document.metadata)
    return path.read_text(encoding="utf-8")


def test_the_workbook_holds_typed_figures(long_an) -> None:
    book = openpyxl.load_workbook(long_an[0] / "tables.xlsx")
    values = [cell.value for row in book["KetQua"].iter_rows() for cell in row]
    assert {1667, 1550} <= set(values)


def test_chapters_keep_no_times_and_are_complete(long_an) -> None:
    for path in long_an[0].glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        assert "papermill" not in notebook.metadata
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        assert all(cell.execution_count for cell in code)


def test_the_same_input_gives_the_same_report(long_an) -> None:
    folder, _ = long_an
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    done = _report(folder.parents[2], "-p", "scope", "long-an", "-p", "year", "2023")
    assert done.returncode == 0, done.stderr[-3000:]
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("-p", "yaer", "2023"), ("yaer", "year, scope, threshold_pct, language")),
        (("-p", "year", "1999", "-p", "scope", "long-an"), ("1999", "2021, 2022, 2023")),
        (("-p", "scope", "long-ann", "-p", "year", "2023"), ("long-ann", "long-an")),
        (("-p", "threshold_pct", "500"), ("threshold_pct", "không quá 100")),
    ],
    ids=["misspelt name", "year without data", "unknown scope", "threshold out of range"],
)
def test_a_wrong_parameter_is_refused_with_what_is_allowed(
    scratch: Project, options: tuple[str, ...], said: tuple[str, ...]
) -> None:
    done = _report(scratch.root, *options)
    assert done.returncode != 0
    for words in said:
        assert words in done.stderr
    assert [path.name for path in scratch.reports.iterdir()] == ["annual_report.ipynb"]


def test_a_failed_chapter_fails_the_run_and_keeps_the_last_good_report(scratch: Project) -> None:
    last = scratch.reports / "long-an" / "2023"
    last.mkdir(parents=True)
    (last / "report.html").write_text("báo cáo trước", encoding="utf-8")
    path = scratch.notebooks / "4_organisations_below_threshold.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source = "1 / 0"
    nbformat.write(notebook, path)
    done = _report(scratch.root, "-p", "scope", "long-an", "-p", "year", "2023")
    assert done.returncode != 0
    assert "ZeroDivisionError" in done.stderr
    assert [file.name for file in last.iterdir()] == ["report.html"]
    assert (last / "report.html").read_text(encoding="utf-8") == "báo cáo trước"
    assert [folder.name for folder in last.parent.iterdir()] == ["2023"]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_each_chapter_runs_alone_from_its_own_folder(scratch: Project, chapter: str) -> None:
    done = _run(["papermill", f"{chapter}.ipynb", "out.ipynb"], scratch.notebooks)
    assert done.returncode == 0, done.stderr[-3000:]
    assert collect_blocks(nbformat.read(scratch.notebooks / "out.ipynb", as_version=4))
