"""A report folder is wholly old or wholly new."""

import os
import time
from pathlib import Path

import pytest

from analysis.build import publish
from analysis.errors import RenderError
from analysis.params import ReportParams, check_params
from analysis.paths import Project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "long-an" / "2023"


def _fill(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "report.html").write_text(text, encoding="utf-8")


def test_the_first_report_appears_whole(folder: Path) -> None:
    new = publish.start(folder)
    _fill(new, "mới")
    assert not folder.exists()
    publish.publish(new, folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "mới"


def test_a_new_report_replaces_the_old_one_and_leaves_nothing_of_it(folder: Path) -> None:
    _fill(folder, "cũ")
    (folder / "extra.txt").write_text("cũ", encoding="utf-8")
    new = publish.start(folder)
    _fill(new, "mới")
    publish.publish(new, folder)
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    assert [path.name for path in folder.parent.iterdir()] == ["2023"]


def test_a_build_that_never_finished_leaves_the_old_report(folder: Path) -> None:
    _fill(folder, "cũ")
    _fill(publish.start(folder), "nửa chừng")
    publish.start(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "cũ"


def test_a_crash_between_the_two_moves_is_undone_at_the_next_start(folder: Path) -> None:
    _fill(folder, "cũ")
    folder.rename(folder.with_name(".2023.old"))
    publish.start(folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "cũ"


def test_abandoned_builds_are_swept_but_young_ones_are_left(folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    old, young = folder.with_name(".2023.new.1"), folder.with_name(".2023.new.2")
    for path in (old, young):
        path.mkdir()
    long_ago = time.time() - 7200
    os.utime(old, (long_ago, long_ago))
    publish.start(folder)
    assert not old.exists()
    assert young.exists()


def test_a_report_that_cannot_be_moved_stays_and_the_error_says_what_to_do(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _fill(folder, "cũ")
    new = publish.start(folder)
    _fill(new, "mới")
    real = Path.rename

    def refuse_new(self: Path, target: Path) -> Path:
        if self == new:
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", refuse_new)
    with pytest.raises(RenderError, match="đóng các tệp"):
        publish.publish(new, folder)
    assert (folder / "report.html").read_text(encoding="utf-8") == "cũ"


@pytest.mark.parametrize(
    ("chosen", "name"),
    [
        ({}, "2024"),
        ({"as_of": "2024-06-30"}, "2024-den-2024-06-30"),
        ({"audience": "external"}, "2024-ra-ngoai"),
        ({"as_of": "2024-06-30", "audience": "external"}, "2024-den-2024-06-30-ra-ngoai"),
    ],
)
def test_a_report_of_another_day_or_for_people_outside_has_a_folder_of_its_own(
    tmp_path: Path, chosen: dict[str, str], name: str
) -> None:
    params = check_params({"scope": "long-an", "year": 2024} | chosen)
    folder = publish.report_folder(Project(tmp_path), params)
    assert folder == tmp_path / "reports" / "long-an" / name


def test_a_scope_that_leads_out_of_the_reports_is_refused(tmp_path: Path) -> None:
    params = ReportParams.model_construct(
        scope="../../x", year=2023, as_of=None, audience="internal"
    )
    with pytest.raises(RenderError, match="ngoài reports"):
        publish.report_folder(Project(tmp_path), params)


def test_a_place_that_cannot_hold_reports_is_named_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("a file, not a folder", encoding="utf-8")
    with pytest.raises(RenderError, match="kiểm tra quyền ghi"):
        publish.start(tmp_path / "reports" / "long-an" / "2023")
