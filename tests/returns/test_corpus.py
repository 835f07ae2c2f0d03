"""Each file of the corpus gives exactly the figures and issues that are written beside it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from returns import make_corpus

CORPUS = Path(__file__).parent / "corpus"
NAMES = sorted(make_corpus.SAMPLES)
SAME_DATA = (
    "same-data.xlsx",
    "same-data.xls",
    "same-data.ods",
    "same-data.csv",
    "same-data.docx",
    "same-data-as-html.xls",
)
DECIMALS = 6

Record = dict[str, object]


@cache
def inspect_file(path: Path) -> tuple[Record, ...]:
    """What the command prints for a file, without a process of its own."""
    from analysis.commands import inspect_records

    return tuple(inspect_records(path))


def expectation(name: str) -> Record:
    return json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))


def is_observation(record: Record) -> bool:
    return "measure" in record


def observation(record: Record) -> tuple[object, ...]:
    """The parts of an observation that are compared, in the order of the expected files."""
    keys = ("unit", "kind", "measure", "value", "period_start", "period_end", "locator")
    return comparable([record[key] for key in keys])


def comparable(parts: list[object]) -> tuple[object, ...]:
    """Round the value, which may come as a number or as text; everything else must be the same."""
    unit, kind, measure, value, *rest = parts
    return unit, kind, measure, round(float(str(value)), DECIMALS), *rest


def issues_of(records: tuple[Record, ...]) -> list[Record]:
    return [record for record in records if not is_observation(record)]


def is_grave(issue: Record) -> bool:
    return issue["severity"] in ("stop", "warning")


def places(locator: str) -> list[str]:
    """A place and all that hold it: ``Sheet1!C7`` lies in ``Sheet1!7`` and in ``Sheet1``."""
    cell = re.fullmatch(r"(.+)!([A-Z]+)([0-9]+)", locator)
    if cell:
        return [locator, f"{cell[1]}!{cell[3]}", cell[1]]
    table = re.fullmatch(r"(table [0-9]+)( row [0-9]+)( col [0-9]+)?", locator)
    if table:
        return list(dict.fromkeys([locator, table[1] + table[2], table[1]]))
    sheet, mark, _ = locator.rpartition("!")
    return [locator, sheet] if mark else [locator]


def is_at(expected: str, found: str) -> bool:
    """The issue names the place, or what holds it, or something in it; empty is anywhere."""
    return not expected or expected in places(found) or found in places(expected)


def meets(issue: Record, expected: list[str | None]) -> bool:
    place, rule, severity = expected
    same_rule = rule is None or issue["rule"] == rule
    same_severity = severity is None or issue["severity"] == severity
    return is_at(place or "", str(issue["locator"])) and same_rule and same_severity


def brief(issues: list[Record]) -> list[tuple[object, ...]]:
    return [(i["locator"], i["rule"], i["severity"], i["message"]) for i in issues]


@pytest.mark.parametrize("name", NAMES)
def test_the_figures_are_those_written_beside_the_file(name):
    records = inspect_file(CORPUS / name)
    found = Counter(observation(record) for record in records if is_observation(record))
    wanted = Counter(comparable(row) for row in expectation(name)["observations"])
    missing = wanted - found
    extra = found - wanted if expectation(name)["complete"] else Counter()
    assert (sorted(missing, key=str), sorted(extra, key=str)) == ([], [])


@pytest.mark.parametrize("name", NAMES)
def test_the_issues_are_those_written_beside_the_file(name):
    expected = expectation(name)
    found = issues_of(inspect_file(CORPUS / name))
    grave = [issue for issue in found if is_grave(issue)]
    for wanted in expected["issues"]:
        assert any(meets(issue, wanted) for issue in found), (wanted, brief(found))
    if not any(severity != "note" for _, _, severity in expected["issues"]):
        assert brief(grave) == []
    if expected.get("only_these_issues"):
        assert len(grave) == len(expected["issues"]), brief(grave)


@pytest.mark.parametrize("name", [name for name in NAMES if make_corpus.SAMPLES[name].says])
def test_the_message_names_what_contradicts_or_what_was_found(name):
    found = issues_of(inspect_file(CORPUS / name))
    for rule, words in expectation(name)["says"].items():
        messages = " ".join(str(issue["message"]) for issue in found if issue["rule"] == rule)
        assert [word for word in words if word not in messages] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_record_names_its_file_and_every_issue_says_why(name):
    records = inspect_file(CORPUS / name)
    assert [record["file"] for record in records] == [name] * len(records)
    assert all(str(issue["message"]).strip() for issue in issues_of(records))


@pytest.mark.parametrize("name", SAME_DATA[1:])
def test_six_formats_give_one_tidy_table(name):
    def table(of: str) -> list[tuple[object, ...]]:
        rows = [observation(r) for r in inspect_file(CORPUS / of) if is_observation(r)]
        return sorted((row[:-1] for row in rows), key=str)

    assert table(name) == table(SAME_DATA[0]) != []


def test_the_command_prints_the_same_records_as_lines_of_json():
    path = CORPUS / "total-mismatch.xlsx"
    command = [sys.executable, "-m", "analysis", "inspect", str(path), "--json"]
    done = subprocess.run(command, check=False, capture_output=True, timeout=120)
    printed = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    in_process = json.loads(json.dumps(list(inspect_file(path)), ensure_ascii=False, default=str))
    assert printed == in_process, done.stderr.decode("utf-8")
    assert printed != []


def content(path: Path) -> dict[str, bytes] | bytes:
    """The parts of a zip file, for its compressed bytes may differ between machines."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_corpus_is_what_its_script_writes(tmp_path):
    written = make_corpus.build(tmp_path)
    for path in [*written, *tmp_path.glob("*.expected.json")]:
        if path.name != "truncated.xlsx":
            assert content(path) == content(CORPUS / path.name), path.name


def test_every_file_of_the_corpus_has_an_expectation_and_the_other_way_round():
    expected = set(NAMES) | {f"{name}.expected.json" for name in NAMES}
    assert {path.name for path in CORPUS.iterdir()} == expected


def test_the_corpus_is_small():
    assert sum(path.stat().st_size for path in CORPUS.iterdir()) < 1_000_000
