"""``python -m analysis inspect``: for people and for programs, with any file, from anywhere."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import write_project, write_return, write_text

from analysis import commands
from analysis.returns.layouts import read_layout
from analysis.returns.read import read_return

CORPUS = Path(__file__).parent / "returns" / "corpus"
FIGURE_KEYS = [
    "file",
    "unit",
    "kind",
    "measure",
    "value",
    "period_start",
    "period_end",
    "locator",
]
ISSUE_KEYS = ["file", "locator", "message", "rule", "severity"]
ROWS = (("Huyện Bến Lức", 10, 6), ("Huyện Đức Hòa", 8, "1.51"), ("Tổng cộng", 18, 6))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A return with a figure that can be read in two ways."""
    made = write_return(write_project(tmp_path / "project"), "2024/kn.csv", *ROWS)
    return made.rename(tmp_path / "Báo cáo kn.csv")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run the command in this process, and give its exit code, output and errors."""
    monkeypatch.setattr(commands, "read_safely", read_return)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = commands.main(["inspect", *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def records(run, *arguments: object) -> list[dict]:
    code, out, _ = run(*arguments, "--json")
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


def corpus_file(folder: Path, name: str) -> Path:
    """A copy, so that no draft is written into the corpus."""
    return Path(shutil.copy(CORPUS / name, folder / name))


def test_each_figure_and_each_issue_is_a_line_of_json(run, path: Path) -> None:
    found = records(run, path)
    kinds = [list(record) for record in found]
    figures = kinds.count(FIGURE_KEYS)
    assert kinds == [FIGURE_KEYS] * figures + [ISSUE_KEYS] * (len(kinds) - figures)
    assert figures == 5
    assert {record["file"] for record in found} == {"Báo cáo kn.csv"}


def test_a_figure_has_plain_values(run, path: Path) -> None:
    first, *_, last = [record for record in records(run, path) if "measure" in record]
    assert first == {
        "file": "Báo cáo kn.csv",
        "unit": "Huyện Bến Lức",
        "kind": "unit",
        "measure": "target",
        "value": 10,
        "period_start": "2024-01-01",
        "period_end": "2024-12-31",
        "locator": "line 3",
    }
    assert (last["unit"], last["kind"], last["value"]) == ("Tổng cộng", "total", 6)


def test_an_issue_names_its_place_and_its_weight(run, path: Path) -> None:
    (issue,) = [record for record in records(run, path) if "rule" in record]
    assert (issue["locator"], issue["severity"]) == ("line 4", "warning")
    assert "1.51" in issue["message"]


def test_letters_are_not_escaped(run, path: Path) -> None:
    _, out, _ = run(path, "--json")
    assert "Huyện Đức Hòa" in out
    assert "\\u" not in out


def test_a_share_keeps_its_decimals_and_a_count_has_none(run, tmp_path: Path) -> None:
    found = records(run, corpus_file(tmp_path, "same-data.xlsx"))
    values = {
        (record["unit"], record["measure"]): record["value"]
        for record in found
        if record.get("kind") == "total"
    }
    assert values["Tổng cộng", "pct_of_target"] == 60.63
    assert values["Tổng cộng", "admitted"] == 1529
    assert isinstance(values["Tổng cộng", "admitted"], int)


def test_where_no_period_is_printed_there_are_no_days(run, tmp_path: Path) -> None:
    found = records(run, corpus_file(tmp_path, "period-nowhere.xlsx"))
    days = {(r["period_start"], r["period_end"]) for r in found if "measure" in r}
    assert days == {(None, None)}


@pytest.mark.parametrize("name", ["truncated.xlsx", "empty.csv", "cell-in-the-last-corner.xlsx"])
def test_a_file_that_cannot_be_read_is_no_failure_of_the_command(run, tmp_path, name) -> None:
    path = corpus_file(tmp_path, name)
    (issue,) = records(run, path)
    assert (list(issue), issue["file"], issue["severity"]) == (ISSUE_KEYS, name, "stop")
    code, out, _ = run(path)
    assert code == 0
    assert out.startswith(f"{name}: không đọc được\n")
    assert f"[DỪNG] cả tệp: {issue['message']}" in out


def test_a_file_that_is_not_there_is_a_wrong_call(run, tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "không có.xlsx", "--json")
    assert (code, out) == (2, "")
    assert "không có.xlsx: không có tệp này" in err


@pytest.mark.parametrize("arguments", [[], ["look"], ["inspect"], ["inspect", "a", "b"]])
def test_a_call_of_another_form_shows_how_it_is_done(arguments, capsys) -> None:
    with pytest.raises(SystemExit) as caught:
        commands.main(arguments)
    assert caught.value.code == 2
    assert "usage: python -m analysis" in capsys.readouterr().err


def test_people_see_the_columns_the_rows_and_the_issues(run, path: Path) -> None:
    code, out, _ = run(path, "--no-draft")
    assert code == 0
    lines = out.splitlines()
    assert lines[:2] == [
        "Báo cáo kn.csv: csv",
        "tiêu đề ở dòng 2; số liệu từ dòng 3; kỳ: năm 2024",
    ]
    assert "  cột B: unit ← «Đơn vị»" in lines
    assert "  cột D: admitted (năm 2024) ← «Kết nạp»" in lines
    assert "5 dòng = 2 giữ lại + 1 tổng + 2 tiêu đề, ghi chú" in lines
    assert "5 số liệu" in lines
    assert lines[-2] == "1 vấn đề:"
    assert lines[-1].startswith("  [cần xem] line 4: ")


def test_cells_are_listed_if_asked_for(run, path: Path) -> None:
    line = "  line 3: «6» → admitted = 6 (Huyện Bến Lức; unit; năm 2024)"
    assert line not in run(path, "--no-draft")[1].splitlines()
    assert line in run(path, "--no-draft", "--cells")[1].splitlines()


def test_the_gravest_issue_is_shown_first(run, tmp_path: Path) -> None:
    _, out, _ = run(corpus_file(tmp_path, "column-that-nobody-knows.xlsx"), "--no-draft")
    marks = [line.split("]")[0].strip(" [") for line in out.splitlines() if line.startswith("  [")]
    order = ["DỪNG", "cần xem", "ghi chú"]
    assert marks[0] == "DỪNG"
    assert [order.index(mark) for mark in marks] == sorted(order.index(mark) for mark in marks)


def draft_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.layout-draft.yml")


def test_a_draft_of_a_layout_is_written_beside_the_file(run, path: Path) -> None:
    _, out, _ = run(path)
    draft = draft_of(path)
    assert out.splitlines()[-1] == f"bố cục nháp: {draft.name}"
    found = read_layout(draft.read_text(encoding="utf-8"), draft.name)
    assert (found.reviewed_by, found.header_rows, found.first_row) == ("", (2,), 3)
    assert {letters: column.measure for letters, column in found.columns.items()} == {
        "A": "",
        "B": "",
        "C": "target",
        "D": "admitted",
    }


def test_a_draft_is_never_overwritten(run, path: Path) -> None:
    write_text(draft_of(path), "của tôi")
    _, out, _ = run(path)
    assert draft_of(path).read_text(encoding="utf-8") == "của tôi"
    assert f"giữ nguyên: {draft_of(path).name}" in out


@pytest.mark.parametrize("option", ["--json", "--no-draft"])
def test_programs_and_those_who_want_none_get_no_draft(run, path: Path, option: str) -> None:
    run(path, option)
    assert not draft_of(path).exists()


def test_an_unreadable_file_gets_no_draft(run, tmp_path: Path) -> None:
    path = corpus_file(tmp_path, "truncated.xlsx")
    run(path)
    assert not draft_of(path).exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write anywhere")
def test_where_nothing_can_be_written_the_file_is_shown_all_the_same(run, path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        code, out, _ = run(path)
    finally:
        path.parent.chmod(0o700)
    assert code == 0
    assert "không ghi được bố cục nháp" in out


def test_a_draft_is_for_the_file_it_was_made_from(run, path: Path) -> None:
    odd = path.rename(path.with_name("kn [1].csv"))
    run(odd)
    draft = draft_of(odd)
    layout = read_layout(draft.read_text(encoding="utf-8"), draft.name)
    assert layout.fits("2024/kn [1].csv")


def test_a_layout_is_followed_even_before_its_review(run, path: Path) -> None:
    layout = write_text(path.with_name("kn.yml"), "layout: kn\nperiod: 6 tháng đầu năm 2023\n")
    found = records(run, path, "--layout", layout)
    ends = {r["period_end"] for r in found if r.get("measure") == "admitted"}
    assert ends == {"2023-06-30"}


def test_a_faulty_layout_is_a_wrong_call(run, path: Path) -> None:
    layout = write_text(path.with_name("kn.yml"), "layout: [kn\n")
    code, out, err = run(path, "--layout", layout)
    assert (code, out) == (2, "")
    assert "không phải YAML hợp lệ" in err


def test_a_layout_that_is_not_there_is_a_wrong_call(run, path: Path) -> None:
    code, out, err = run(path, "--layout", path.with_name("không có.yml"))
    assert (code, out) == (2, "")
    assert "không có.yml" in err


def test_hidden_parts_are_read_if_asked_for(run, tmp_path: Path) -> None:
    path = corpus_file(tmp_path, "hidden-row.xlsx")
    without = {r["unit"] for r in records(run, path) if "measure" in r}
    found = {r["unit"] for r in records(run, path, "--include-hidden") if "measure" in r}
    assert found - without == {"Xã Cũ"}


def test_hidden_parts_are_read_by_a_layout_if_asked_for(run, tmp_path: Path) -> None:
    path = corpus_file(tmp_path, "hidden-row.xlsx")
    layout = write_text(tmp_path / "kn.yml", "layout: kn\nperiod: năm 2020\n")
    found = records(run, path, "--layout", layout, "--include-hidden")
    figures = [record for record in found if "measure" in record]
    assert "Xã Cũ" in {record["unit"] for record in figures}
    assert {record["period_end"] for record in figures} == {"2020-12-31"}


def test_it_works_in_any_folder_without_a_project(path: Path, tmp_path: Path) -> None:
    """In a process of its own, whose output is not UTF-8 by itself."""
    away = tmp_path / "away"
    away.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "inspect", f"../{path.name}", "--json"],
        cwd=away,
        env=os.environ | {"PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    lines = done.stdout.decode("utf-8").splitlines()
    assert [json.loads(line)["file"] for line in lines] == [path.name] * 6
    assert list(away.iterdir()) == []


def test_a_missing_file_is_told_by_the_exit_code(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "inspect", str(tmp_path / "nowhere.xlsx")],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert "không có tệp này" in done.stderr.decode("utf-8")
