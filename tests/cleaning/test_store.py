"""``data/processed``: read where it still fits the raw data, rebuilt in every other case."""

from __future__ import annotations

import base64
import csv
import shutil
from pathlib import Path

import pandas as pd
import pytest
from builders import correction, figure, read_here, write_project, write_return, write_text

from analysis.cleaning import store
from analysis.cleaning.clean import CleaningResult
from analysis.cleaning.store import input_digest, load_clean_data
from analysis.errors import SourceError
from analysis.paths import Project

TABLES = ("observations", "dispositions", "return_files", "return_rows", "return_issues")
PUBLISHED = TABLES[:2]
BOM = b"\xef\xbb\xbf"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return write_project(
        tmp_path,
        figure("1.514", note="=HYPERLINK(1)"),
        figure("nhiều", unit="@Bến Lức"),
        figure("từ 90 - 100", measure="target_per_year", period="hằng năm"),
        figure("52,53%", measure="pct_of_target", period="6 tháng đầu năm 2024"),
    )


@pytest.fixture
def refuse_to_clean(monkeypatch: pytest.MonkeyPatch):
    """After a call of this, cleaning fails."""

    def fail(*_: object, **__: object) -> CleaningResult:
        raise AssertionError("cleaned again")

    return lambda: monkeypatch.setattr(store, "clean_figures", fail)


def csv_rows(project: Project, name: str) -> list[dict[str, str]]:
    path = project.processed / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_first_load_writes_each_table_twice_and_nothing_else(project: Project) -> None:
    load_clean_data(project)
    written = sorted(path.name for path in project.processed.iterdir())
    assert written == sorted(f"{name}.{kind}" for name in TABLES for kind in ("csv", "parquet"))


def test_a_second_load_reads_what_the_first_wrote(project: Project, refuse_to_clean) -> None:
    first = load_clean_data(project)
    refuse_to_clean()
    second = load_clean_data(project)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


@pytest.mark.parametrize(
    "changed",
    [
        "published/figures.csv",
        "published/sources.csv",
        "registers/units.csv",
        "registers/unit_aliases.csv",
        "registers/measures.csv",
    ],
)
def test_a_change_in_any_raw_file_is_noticed(
    project: Project, changed: str, refuse_to_clean
) -> None:
    load_clean_data(project)
    path = project.root / "data" / "raw" / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    refuse_to_clean()
    with pytest.raises(AssertionError, match="cleaned again"):
        load_clean_data(project)


def test_changed_figures_reach_the_stored_copy(project: Project) -> None:
    load_clean_data(project)
    write_project(project.root, figure("7"))
    assert list(load_clean_data(project).observations["value"]) == [7]
    assert list(pd.read_parquet(project.processed / "observations.parquet")["value"]) == [7]
    assert [row["value"] for row in csv_rows(project, "observations")] == ["7.0"]


def test_a_change_in_the_cleaning_code_is_noticed(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = input_digest(project)
    copy = tmp_path / "analysis"
    shutil.copytree(Path(store.__file__).parent.parent, copy)
    monkeypatch.setattr(store, "files", lambda _: copy)
    assert input_digest(project) == before
    module = copy / "text" / "numbers.py"
    module.write_text(module.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert input_digest(project) != before


def test_the_digest_does_not_depend_on_where_the_project_lies(
    project: Project, tmp_path: Path
) -> None:
    shutil.copytree(project.root / "data", tmp_path / "elsewhere" / "data")
    assert input_digest(Project(tmp_path / "elsewhere")) == input_digest(project)


def test_what_moves_from_one_file_to_the_next_changes_the_digest(project: Project) -> None:
    before = input_digest(project)
    aliases, units = (project.registers / f"{name}.csv" for name in ("unit_aliases", "units"))
    text = units.read_bytes()
    aliases.write_bytes(aliases.read_bytes() + text[:10])
    units.write_bytes(text[10:])
    assert input_digest(project) != before


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: path.write_bytes(b""), id="empty"),
        pytest.param(lambda path: path.write_bytes(b"PAR1 no table PAR1"), id="not a table"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), id="half"
        ),
        pytest.param(lambda path: path.unlink(), id="gone"),
        pytest.param(
            lambda path: pd.DataFrame({"value": [1]}).to_parquet(path), id="of somebody else"
        ),
    ],
)
def test_a_damaged_copy_is_made_again(project: Project, name: str, damage) -> None:
    expected = load_clean_data(project)
    path = project.processed / f"{name}.parquet"
    whole = path.read_bytes()
    damage(path)
    found = load_clean_data(project)
    for table in TABLES:
        pd.testing.assert_frame_equal(getattr(found, table), getattr(expected, table))
    assert path.read_bytes() == whole


def replace_bytes(path: Path, *pairs: tuple[bytes, bytes]) -> None:
    whole = damaged = path.read_bytes()
    for old, new in pairs:
        damaged = damaged.replace(old, new)
    assert damaged != whole
    path.write_bytes(damaged)


def in_base64(text: str) -> list[bytes]:
    """The ways in which a text inside a longer one can look in base64, without its ends."""
    shifted = [base64.b64encode(b" " * shift + text.encode()) for shift in range(3)]
    return [code[4 if shift else 0 : 12] for shift, code in enumerate(shifted)]


def test_a_copy_whose_description_is_damaged_is_made_again(project: Project) -> None:
    expected = load_clean_data(project).observations
    words = zip(in_base64("index_columns"), in_base64("inbex_bolumns"), strict=True)
    replace_bytes(project.processed / "observations.parquet", *words)
    pd.testing.assert_frame_equal(load_clean_data(project).observations, expected)


def test_a_copy_whose_content_is_damaged_is_made_again(project: Project) -> None:
    expected = load_clean_data(project).dispositions
    replace_bytes(
        project.processed / "dispositions.parquet", ("Bến Lức".encode(), "Bến Lạc".encode())
    )
    pd.testing.assert_frame_equal(load_clean_data(project).dispositions, expected)


@pytest.mark.parametrize("name", TABLES)
def test_a_csv_that_is_gone_is_made_again(project: Project, name: str) -> None:
    load_clean_data(project)
    (project.processed / f"{name}.csv").unlink()
    load_clean_data(project)
    assert (project.processed / f"{name}.csv").exists()


def test_tables_of_two_different_runs_are_not_mixed(project: Project) -> None:
    load_clean_data(project)
    older = (project.processed / "dispositions.parquet").read_bytes()
    write_project(project.root, figure("7"))
    load_clean_data(project)
    (project.processed / "dispositions.parquet").write_bytes(older)
    assert len(load_clean_data(project).dispositions) == 1


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_csv_for_people_opens_in_excel_with_vietnamese_intact(
    project: Project, name: str
) -> None:
    load_clean_data(project)
    raw = (project.processed / f"{name}.csv").read_bytes()
    assert raw.startswith(BOM)
    assert raw.count(BOM) == 1
    assert raw.count(b"\r\n") == raw.count(b"\n")
    assert "huyện Bến Lức" in raw.decode("utf-8-sig")


def test_the_csv_holds_the_same_rows_as_the_table(project: Project) -> None:
    result = load_clean_data(project)
    for name in PUBLISHED:
        frame = getattr(result, name)
        rows = csv_rows(project, name)
        assert [row["locator"] for row in rows] == list(frame["locator"])
        assert list(rows[0]) == list(frame.columns)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_formula_is_defused_in_the_csv_but_not_in_the_table(tmp_path: Path, start: str) -> None:
    formula = f"{start}HYPERLINK(1)"
    project = write_project(tmp_path, figure(unit=formula), figure("7", note="a = b - c"))
    result = load_clean_data(project)
    stored = pd.read_parquet(project.processed / "dispositions.parquet")
    assert result.dispositions.at[0, "unit"] == stored.at[0, "unit"] == formula
    assert csv_rows(project, "dispositions")[0]["unit"] == f"'{formula}"
    assert csv_rows(project, "observations")[0]["note"] == "a = b - c"


def test_a_missing_value_is_an_empty_cell(project: Project) -> None:
    load_clean_data(project)
    by_measure = {row["measure"]: row for row in csv_rows(project, "observations")}
    assert by_measure["target_per_year"]["value"] == ""
    assert by_measure["target_per_year"]["low"] == "90.0"
    assert by_measure["admitted"]["term"] == ""
    assert by_measure["admitted"]["note"] == "'=HYPERLINK(1)"


def test_a_failed_write_leaves_the_old_copy_and_no_scraps(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_clean_data(project)
    before = {path.name: path.read_bytes() for path in project.processed.iterdir()}
    write_project(project.root, figure("7"))

    def full_disk(_table: object, path: Path, **_options: object) -> None:
        path.write_bytes(b"PAR1")
        raise OSError("no space left on device")

    monkeypatch.setattr(store.pq, "write_table", full_disk)
    with pytest.raises(SourceError, match="no space left"):
        load_clean_data(project)
    assert {path.name: path.read_bytes() for path in project.processed.iterdir()} == before


@pytest.fixture
def returned(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project with returns in which everything happens, read in this process."""
    monkeypatch.setattr("analysis.cleaning.returns.read_all", read_here)
    rows = (("Huyện Bến Lức", 10, 6), ("@SUM(A1)", 10, 6), ("Huyện Đức Hòa", 8, "1.51"))
    write_return(project, "2024/kn.csv", *rows)
    write_text(project.returns / "2024" / "empty.csv", "")
    write_text(project.corrections, correction())
    write_text(project.layouts / "kn.yml", LAYOUT)
    return project


LAYOUT = """\
layout: kn
reviewed_by: Ban Tổ chức
reviewed_on: 2025-01-15
files: [2024/xx.csv]
"""


def test_returns_are_stored_beside_the_published_figures(returned: Project) -> None:
    result = load_clean_data(returned)
    sources = set(result.observations["source_id"])
    assert sources == {"bao-2024", "2024/kn.csv"}
    assert list(result.return_files["file"]) == ["2024/empty.csv", "2024/kn.csv"]
    assert list(result.return_rows["fate"])[2:] == ["kept", "quarantined", "kept"]
    assert list(result.return_issues["severity"]) == ["stop", "warning", "warning", "note"]


def test_all_tables_come_back_as_they_were_written(returned: Project, refuse_to_clean) -> None:
    first = load_clean_data(returned)
    refuse_to_clean()
    second = load_clean_data(returned)
    for name in TABLES:
        assert len(getattr(first, name)) > 0
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))


def test_tables_without_a_row_come_back_as_they_were_written(
    tmp_path: Path, refuse_to_clean
) -> None:
    project = write_project(tmp_path)
    first = load_clean_data(project)
    refuse_to_clean()
    second = load_clean_data(project)
    for name in TABLES:
        assert len(getattr(first, name)) == 0
        pd.testing.assert_frame_equal(getattr(first, name), getattr(second, name))
        assert csv_rows(project, name) == []


@pytest.mark.parametrize("name", TABLES[2:])
def test_the_csv_of_returns_holds_the_same_rows(returned: Project, name: str) -> None:
    frame = getattr(load_clean_data(returned), name)
    rows = csv_rows(returned, name)
    assert list(rows[0]) == list(frame.columns)
    assert [row["file"] for row in rows] == list(frame["file"])


def test_a_name_in_a_return_is_no_formula_in_the_csv(returned: Project) -> None:
    result = load_clean_data(returned)
    issues = csv_rows(returned, "return_issues")
    assert "@SUM(A1)" in set(result.return_issues["unit"])
    assert "'@SUM(A1)" in {row["unit"] for row in issues}
    assert "'@SUM(A1)" in {row["label"] for row in csv_rows(returned, "return_rows")}


def append(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda p: append(p.returns / "2024" / "kn.csv"), id="a return"),
        pytest.param(lambda p: append(p.layouts / "kn.yml"), id="a layout"),
        pytest.param(lambda p: append(p.corrections), id="the corrections"),
        pytest.param(lambda p: p.corrections.unlink(), id="no corrections any more"),
        pytest.param(lambda p: (p.layouts / "kn.yml").unlink(), id="a layout that went"),
        pytest.param(lambda p: (p.returns / "2024" / "empty.csv").unlink(), id="one that went"),
        pytest.param(
            lambda p: (p.returns / "2024" / "kn.csv").rename(p.returns / "2024" / "kn2.csv"),
            id="another name",
        ),
        pytest.param(
            lambda p: write_return(p, "2024/long-an/kn.csv", ("Huyện Bến Lức", 1, 1)),
            id="a return in another folder",
        ),
    ],
)
def test_a_change_in_the_returns_changes_the_digest(returned: Project, change) -> None:
    before = input_digest(returned)
    change(returned)
    assert input_digest(returned) != before


def test_what_is_no_return_does_not_change_the_digest(returned: Project) -> None:
    before = input_digest(returned)
    for name in ("~$kn.csv", "README.md", "kn.csv.layout-draft.yml"):
        write_text(returned.returns / "2024" / name, "x")
    assert input_digest(returned) == before


@pytest.mark.parametrize(
    "name", ["returns/vocabulary.yml", "returns/understand.py", "office_files/read.py"]
)
def test_a_change_in_how_returns_are_read_changes_the_digest(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    before = input_digest(project)
    copy = tmp_path / "analysis"
    shutil.copytree(Path(store.__file__).parent.parent, copy)
    monkeypatch.setattr(store, "files", lambda _: copy)
    append(copy / name)
    assert input_digest(project) != before
