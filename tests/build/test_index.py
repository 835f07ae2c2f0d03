"""The list of reports is read from whatever lies in the folder, and nothing there stops it."""

import json
from pathlib import Path

import pytest

from analysis.build.index import find_reports, make_headline, read_entry, write_index
from analysis.document.blocks import KeyFigure, KeyFigures, Paragraph
from analysis.errors import RenderError
from analysis.paths import Project
from analysis.render.cover import Cover
from analysis.text.language import language

COVER = Cover(organisation="Đảng bộ tỉnh A", title="Báo cáo", period="năm 2023", status="Đủ.")
BLOCKS = [
    Paragraph(text="Thân bài."),
    Paragraph(text="Câu chính.", role="lead"),
    KeyFigures(items=(KeyFigure(name="Kết nạp", value="1.514"),)),
    KeyFigures(items=()),
]


def manifest(year: int = 2023, **more) -> dict:
    parameters = {"year": year, "scope": "a", "threshold_pct": 50.0, "as_of": None}
    return {"project": "ket-nap", "parameters": parameters, "inputs": {}, **more}


def put(reports: Path, place: str, content: str, *, form: str = "report.html") -> Path:
    folder = reports / place
    folder.mkdir(parents=True)
    (folder / "manifest.json").write_text(content, encoding="utf-8")
    (folder / form).write_bytes(b"x" * 3000)
    return folder


def test_what_a_report_says_of_itself_comes_back_from_its_manifest() -> None:
    stored = json.loads(json.dumps(manifest(headline=make_headline(COVER, BLOCKS))))
    entry = read_entry(stored, "a/2023", [])
    assert (entry.organisation, entry.title, entry.lead) == (
        *("Đảng bộ tỉnh A", "Báo cáo", "Câu chính."),
    )
    assert entry.key_figures == (KeyFigure(name="Kết nạp", value="1.514"),)
    assert not entry.is_old


def test_a_manifest_from_before_headlines_gives_a_bare_entry() -> None:
    old = {"project": "ket-nap", "parameters": {"year": 2017, "scope": "ha-noi"}}
    entry = read_entry(old, "ha-noi/2017", [])
    assert (entry.organisation, entry.title, entry.is_old) == ("ha-noi", "Báo cáo năm 2017", True)


def test_unknown_fields_of_a_later_version_do_no_harm() -> None:
    headline = make_headline(COVER, BLOCKS) | {"new": 1}
    assert read_entry(manifest(headline=headline, other=[]), "a/2023", []).lead == "Câu chính."


@pytest.mark.parametrize(
    "wrong",
    [
        *([], None, "x", {}, {"project": "other"}, {**manifest(), "project": "other"}),
        manifest(year=99999),
        manifest(headline={"organisation": 5}),
        {"project": "ket-nap", "parameters": None},
    ],
)
def test_what_is_no_manifest_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_entry(wrong, "a/2023", [])


@pytest.mark.parametrize("content", ["", "{", "[" * 100_000, "\ud800x", '{"project": "x"}'])
def test_a_broken_manifest_is_skipped_with_a_line(tmp_path: Path, content: str) -> None:
    folder = put(tmp_path, "a/2023", "{}")
    (folder / "manifest.json").write_bytes(content.encode("utf-8", "surrogatepass"))
    entries, skipped = find_reports(tmp_path)
    assert entries == []
    assert len(skipped) == 1
    assert skipped[0].startswith("reports/a/2023: manifest.json")


def test_foreign_folders_are_named_and_hidden_or_failed_ones_are_not(tmp_path: Path) -> None:
    for place in ("a/notes", "empty", "failed/a-2023", "a/.2023.new.7", ".cache/x"):
        (tmp_path / place).mkdir(parents=True)
    (tmp_path / "README.md").write_text("x", encoding="utf-8")
    (tmp_path / "a" / "manifest.json").mkdir()
    put(tmp_path, "b/2023", json.dumps(manifest()), form="other.txt")
    entries, skipped = find_reports(tmp_path)
    assert entries == []
    assert [line.partition(":")[0] for line in skipped] == [
        *("reports/a/manifest.json", "reports/a/notes", "reports/b/2023", "reports/empty")
    ]


def test_a_report_elsewhere_behind_a_link_is_left_out(tmp_path: Path) -> None:
    real = put(tmp_path / "outside", "a/2023", json.dumps(manifest()))
    (tmp_path / "reports" / "a").mkdir(parents=True)
    try:
        (tmp_path / "reports" / "a" / "2023").symlink_to(real, target_is_directory=True)
    except OSError:
        pytest.skip("no right to make links here")
    entries, skipped = find_reports(tmp_path / "reports")
    assert entries == []
    assert skipped == ["reports/a/2023: không đọc được"]


def test_links_lead_to_the_forms_that_are_there_and_stay_below_the_page(tmp_path: Path) -> None:
    put(tmp_path, "a&b#%/2023 (2)", json.dumps(manifest()))
    (file,) = find_reports(tmp_path)[0][0].files
    assert (file.form, file.address, file.size) == (
        *("html", "a%26b%23%25/2023%20%282%29/report.html", 3000),
    )


def test_a_folder_name_that_looks_like_a_scheme_is_only_a_folder(tmp_path: Path) -> None:
    try:
        put(tmp_path, "javascript:alert(1)/2023", json.dumps(manifest()))
    except OSError:
        pytest.skip("no such name here")
    assert find_reports(tmp_path)[0][0].files[0].address.startswith("javascript%3A")


def test_the_page_is_the_same_whenever_and_after_whichever_report_it_is_written(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path)
    put(project.reports, "a/2023", json.dumps(manifest(headline=make_headline(COVER, BLOCKS))))
    path = write_index(project)
    assert path == project.reports / "index.html"
    first = path.read_bytes()
    assert "Câu chính.".encode() in first
    with language("en"):
        assert write_index(project).read_bytes() == first
    assert sorted(found.name for found in project.reports.iterdir()) == ["a", "index.html"]


def test_half_a_character_in_a_manifest_does_not_stop_the_page(tmp_path: Path) -> None:
    headline = {"organisation": "A", "title": "x\ud800"}
    put(tmp_path / "reports", "a/2023", json.dumps(manifest(headline=headline)))
    assert "x?" in write_index(Project(tmp_path)).read_text(encoding="utf-8")


def test_without_any_report_there_is_a_page_that_says_so(tmp_path: Path) -> None:
    assert "Chưa có báo cáo nào" in write_index(Project(tmp_path)).read_text(encoding="utf-8")


def test_a_page_that_cannot_be_written_is_an_error_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with pytest.raises(RenderError, match="kiểm tra quyền ghi"):
        write_index(Project(tmp_path))
