"""The returns are the same every time, say what their labels say, and are marked as fictional."""

import hashlib
import os
import subprocess
import sys
from collections import Counter

import pytest
import yaml

from analysis.fictional.generate import make_returns, missing_returns, write_returns
from analysis.fictional.names import NAME_STYLES, PROVINCE_ID, all_units
from analysis.fictional.province import SEED, make_province
from analysis.fictional.records import ReturnFile
from analysis.fictional.register_files import make_corrections
from analysis.fictional.seasons import Season
from analysis.returns.records import UnitKind
from analysis.text.normalise import match_key
from fictional.raw_files import document_text, located, plain_text, read_grids, value_at

RETURNS = make_returns()
TRUNCATED = [file for file in RETURNS if "truncated" in {f.rule_hint for f in file.faults}]
READABLE = [file for file in RETURNS if file not in TRUNCATED]
each_file = pytest.mark.parametrize("file", READABLE, ids=lambda file: file.path)
# Faults by which the figures of units that a reader gets differ from what their total counts.
UNEVEN = {"total_mismatch", "conflicting_rows", "ambiguous_number"}
HASHES = (
    "import hashlib; from analysis.fictional.generate import make_returns; "
    "print([(f.path, hashlib.sha256(f.content).hexdigest(), f.cells, f.faults) "
    "for f in make_returns()])"
)


def with_path(path: str) -> ReturnFile:
    return next(file for file in RETURNS if file.path == path)


def unit_names() -> dict[str, str]:
    """The unit that each printed name means."""
    return {match_key(style(unit)): unit.unit_id for unit in all_units() for style in NAME_STYLES}


@pytest.mark.slow
def test_the_bytes_do_not_depend_on_the_run_or_the_hash_seed():
    outputs = [
        subprocess.run(
            [sys.executable, "-c", HASHES],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert hashlib.sha256(RETURNS[0].content).hexdigest().encode() in outputs[0]


def test_two_runs_are_equal_and_another_seed_is_not():
    assert make_returns() == RETURNS
    assert make_returns(SEED + 1) != RETURNS


def test_the_files_are_many_small_and_named_by_year_and_sender():
    assert len(RETURNS) == 5 * 2 * 12 - 1 + 5
    assert len({file.path for file in RETURNS}) == len(RETURNS)
    assert sum(len(file.content) for file in RETURNS) < 1_500_000
    assert {file.path.split("/")[1] for file in RETURNS} == {PROVINCE_ID}
    assert sum(len(file.cells) for file in RETURNS) > 10_000
    extensions = {file.path.rpartition(".")[2] for file in RETURNS}
    assert extensions == {"xlsx", "xls", "ods", "docx", "csv", "tsv"}


def test_one_cluster_did_not_send():
    assert missing_returns() == ["2025/binh-minh/cum-05-nam"]
    assert not any(file.path.startswith(missing_returns()[0]) for file in RETURNS)


def test_writing_puts_every_file_below_the_folder(tmp_path):
    paths = write_returns(tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [f.path for f in RETURNS]
    assert [path.read_bytes() for path in paths] == [file.content for file in RETURNS]


@each_file
def test_every_labelled_figure_stands_where_the_label_says(file):
    places = located(file)
    shrunk = {f.locator for f in file.faults if f.rule_hint == "thousands_as_decimals"}
    for cell in file.cells:
        numbers, row = places[cell.locator]
        assert cell.value / (1000 if cell.locator in shrunk else 1) in numbers, cell
        assert cell.unit in row or file.path.endswith("bieu-2.xlsx"), cell


@each_file
def test_no_figure_is_labelled_twice(file):
    labels = Counter((cell.locator, cell.measure) for cell in file.cells)
    assert [label for label, count in labels.items() if count > 1] == []


@each_file
def test_every_sheet_says_that_it_is_fictional(file):
    if file.path.endswith("docx"):
        assert "HƯ CẤU" in document_text(file.content)
        return
    for name, grid in read_grids(file).items():
        assert "HƯ CẤU" in plain_text([value for value, _ in grid.values()]).upper(), name


@each_file
def test_no_part_is_greater_than_the_whole_but_where_it_is_known(file):
    admitted = {
        (cell.unit, cell.period_end): cell.value
        for cell in file.cells
        if cell.measure == "admitted"
    }
    known = {fault.locator for fault in file.faults if fault.rule_hint == "part_exceeds_total"}
    found = {
        cell.locator
        for cell in file.cells
        if cell.measure.startswith("admitted_")
        and not cell.measure.endswith("mean")
        and cell.value > admitted.get((cell.unit, cell.period_end), cell.value)
    }
    assert found == known


@each_file
def test_totals_are_the_sums_of_the_units_but_where_it_is_known(file):
    sums: Counter[tuple] = Counter()
    totals = {}
    for cell in file.cells:
        key = (cell.locator.partition("!")[0].partition(" row")[0], cell.measure, cell.period_end)
        if cell.kind is UnitKind.UNIT:
            sums[key] += cell.value
        elif cell.unit.startswith(("Tổng", "TỔNG", "Cộng")) and cell.measure != "pct_of_target":
            totals[key] = cell.value
    # A dash is no figure, and so are all units of a column where nobody is counted.
    wrong = [key for key, value in totals.items() if value != sums[key]]
    assert bool(wrong) == bool(UNEVEN & {fault.rule_hint for fault in file.faults} and totals)


def test_labels_are_what_happened_but_for_the_known_faults():
    province, names, wrong = make_province(), unit_names(), []
    for file in READABLE:
        for cell in file.cells:
            unit = names.get(match_key(cell.unit))
            if unit is None or cell.period_end is None:
                continue
            season = Season(cell.period_end.year, is_half=cell.period_end.month == 6)
            real = province.figures[unit, season].get(cell.measure, cell.value)
            wrong += [(file.path, cell.locator)] if real != cell.value else []
    assert wrong == [
        ("2024/binh-minh/cum-10-nam.xlsx", "Biểu tổng hợp!E12"),
        ("2025/binh-minh/cum-12-6-thang.xlsx", "6 tháng!H6"),
    ]


def test_only_known_faults_hide_the_name_of_a_unit():
    names = unit_names()
    unknown = {
        (file.path, cell.unit)
        for file in READABLE
        for cell in file.cells
        if cell.kind is UnitKind.UNIT and match_key(cell.unit) not in names
    }
    assert unknown == {
        ("2024/binh-minh/cum-08-nam.xlsx", "Xã Lũng Thúy"),
        ("2025/binh-minh/cum-06-nam.docx", "Xã Giồng Mè"),
        ("2025/binh-minh/cum-08-nam.xlsx", "Xã Bản Sen Thượng"),
    }


def units_with(season: Season, measure: str) -> set[str]:
    """Units with a figure in the returns of one season; a target counts for the whole year."""
    names = unit_names()
    span = season.whole() if measure == "target" else season
    return {
        names[match_key(cell.unit)]
        for file in READABLE
        if file.path.startswith(f"{season.year}/") and season.file_word in file.path
        for cell in file.cells
        if cell.measure == measure and cell.period_end == span.end and match_key(cell.unit) in names
    }


@pytest.mark.parametrize("season", [Season(2024, is_half=True), Season(2025, is_half=True)])
@pytest.mark.parametrize("measure", ["target", "admitted"])
def test_half_years_are_complete(season, measure):
    units = {unit.unit_id for unit in make_province().units if unit.exists(season.end)}
    assert units_with(season, measure) == units


@pytest.mark.parametrize(
    ("measure", "missing"),
    [("target", ["xa-lung-thuy"]), ("admitted", ["phuong-long-thanh", "xa-lung-thuy"])],
)
def test_the_year_2024_is_complete_but_for_what_is_corrected(measure, missing):
    season = Season(2024, is_half=False)
    units = {unit.unit_id for unit in make_province().units if unit.exists(season.end)}
    found = sorted(units - units_with(season, measure))
    assert found == [f"{PROVINCE_ID}-{name}" for name in missing]


def test_the_year_2025_has_gaps():
    season = Season(2025, is_half=False)
    units = {unit.unit_id for unit in make_province().units if unit.exists(season.end)}
    assert 60 < len(units_with(season, "admitted")) < len(units) - 20


def test_corrections_name_the_wrong_values_that_stand_there():
    items = yaml.safe_load(make_corrections())
    assert len(items) == 3
    for item in items:
        assert list(item) == ["file", "cell", "expect", "correct", "decided_by", "reason", "date"]
        assert value_at(with_path(item["file"]), item["cell"]) == item["expect"] != item["correct"]


def test_each_kind_of_mess_is_there():
    hints = Counter(fault.rule_hint for file in RETURNS for fault in file.faults)
    assert set(hints) == {
        "ambiguous_number", "conflicting_rows", "duplicate_row", "formula_error",
        "hidden_columns", "hidden_rows", "hidden_sheet", "legacy_font", "mojibake", "no_period",
        "part_exceeds_total", "percent_mismatch", "thousands_as_decimals", "total_mismatch",
        "truncated", "uncached_formula", "unknown_unit",
    }  # fmt: skip


def test_a_truncated_file_has_no_labels():
    assert [file.path for file in TRUNCATED] == ["2025/binh-minh/cum-10-nam.xlsx"]
    assert TRUNCATED[0].cells == ()


def test_a_file_without_a_period_has_labels_without_days():
    file = with_path("2025/binh-minh/cum-01-nam.xlsx")
    assert {(cell.period_start, cell.period_end) for cell in file.cells} == {(None, None)}
    assert not any("2025" in text for _, text in located(file).values())
