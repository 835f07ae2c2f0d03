"""The pages say what the code does: commands, parameters, columns, codes, links."""

from __future__ import annotations

import ast
import csv
import re
import shlex
import shutil
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import nbformat
import pytest
from papermill.cli import papermill as papermill_command
from pydantic_core import PydanticUndefined

import analysis
from analysis.cleaning import returns
from analysis.cleaning.clean import CleaningResult, Disposition, clean_figures
from analysis.cleaning.raw import read_figures
from analysis.cleaning.schema import OBSERVATIONS
from analysis.errors import ParameterError
from analysis.params import ReportParams, check_params
from analysis.paths import Project
from analysis.registers import measures, sources, units
from analysis.registers.csv_files import read_strict_csv
from analysis.registers.report_settings import Issuance
from analysis.render import return_sheet
from analysis.returns.records import RowFate
from analysis.text.numbers import Qualifier, parse_number
from analysis.text.periods import PartialDate, PeriodKind, Reading, parse_period
from analysis.text.refusal import Refusal
from docs.pages import CODE, ROOT, codes, commands, first_codes, read, section, table

PLACES = ("*.md", "docs/*.md", "data/**/*.md", "reports/*.md", "notebooks/*.md", "tests/**/*.md")
PAGES = sorted({path for place in PLACES for path in ROOT.glob(place)})
QUICK_START = [
    "python3 run.py papermill notebooks/annual_report.ipynb reports/annual_report.ipynb "
    "-p scope long-an -p year 2023",
    "python3 run.py pytest",
]


# Links and addresses


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file_and_a_heading(page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.is_relative_to(ROOT), target
        assert path.exists(), f"{target} does not exist"
        if anchor:
            heads = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {slug_of_heading(head) for head in heads}, target


def slug_of_heading(head: str) -> str:
    return re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_image_has_a_text_in_its_place(page):
    for text, _ in re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
        assert len(text) > 20


MACHINE = re.compile(
    r"(?:^|[\s`\"'(=])~?/\w|\b[A-Za-z]:\\|file://|localhost|\b\d{1,3}(?:\.\d{1,3}){3}\b"
    r"|index-url|/simple\b|\bpypi\b",
    re.IGNORECASE | re.MULTILINE,
)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_page_names_no_machine_and_no_package_index(page):
    assert MACHINE.findall(page.read_text(encoding="utf-8")) == []


# Commands


def test_the_quick_start_is_two_lines():
    block = re.search(r"```sh\n(.*?)```", section("README.md", "## Quick start"), re.DOTALL)
    assert block[1].splitlines() == QUICK_START


def run_py_commands() -> list[str]:
    lines = {line for page in PAGES for line in commands(page.read_text(encoding="utf-8"))}
    return sorted(line for line in lines if "run.py" in line)


@pytest.mark.parametrize("line", run_py_commands())
def test_a_command_of_run_py_exists(line):
    starter, script, name, *_ = shlex.split(line)
    assert starter in ("python3", "py")
    assert script == "run.py"
    assert (ROOT / script).is_file()
    assert shutil.which(name, path=str(Path(sys.executable).parent))


def papermill_lines() -> list[str]:
    lines = {line for page in PAGES for line in commands(page.read_text(encoding="utf-8"))}
    return sorted(line for line in lines if " papermill " in f" {line}")


@pytest.mark.parametrize("line", papermill_lines())
def test_a_papermill_line_makes_a_report(line):
    words = shlex.split(line)
    arguments = words[words.index("papermill") + 1 :]
    parsed = papermill_command.make_context("papermill", arguments).params
    assert (ROOT / parsed["notebook_path"]).is_file()
    assert parsed["output_path"] == "reports/annual_report.ipynb"
    given = {name: int(text) if text.isdigit() else text for name, text in parsed["parameters"]}
    assert check_params(given)


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/new-year.md", "reports/README.md"])
def test_commands_for_people_who_work_on_it_go_through_run_py(page):
    lines = commands(read(page))
    assert lines
    assert all(line.startswith("python3 run.py ") for line in lines)


def test_the_checks_named_are_those_of_the_script():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    checks = [line for line in script.splitlines() if line.startswith("python3 run.py")]
    assert sorted(commands(section("CONTRIBUTING.md", "## Set-up"))) == sorted(checks)


def test_the_lock_and_the_conda_file_are_made_as_they_say_themselves():
    lines = commands(section("CONTRIBUTING.md", "## Dependencies"))
    lock, conda = read("requirements.lock"), read("environment.yml")
    said_by_lock = re.search(r"^# +(uv pip compile .+)$", lock, re.MULTILINE)[1]
    said_by_conda = re.search(r"^# +\$ (.+)$", conda, re.MULTILINE)[1]
    assert lines == [f"python3 run.py {said_by_lock}", said_by_conda]


# README: parameters and files


NOTHING = '""'


def test_the_readme_lists_every_parameter_with_its_default():
    rows = table(section("README.md", "### Parameters"))
    listed = {codes(row["Parameter"])[0]: codes(row["Default"])[0] for row in rows}
    notebook = nbformat.read(ROOT / "notebooks" / "annual_report.ipynb", as_version=4)
    cell = next(c for c in notebook.cells if "parameters" in c.metadata.get("tags", []))
    defaults = {
        node.target.id: str(ast.literal_eval(node.value)) or NOTHING
        for node in ast.parse(cell.source).body
    }
    assert listed == defaults
    for name, field in ReportParams.model_fields.items():
        if field.default is not PydanticUndefined:
            assert listed[name] == (NOTHING if field.default is None else str(field.default))


def test_the_readme_quotes_the_messages_on_wrong_parameters():
    rows = table(section("README.md", "### Parameters"), 1)
    assert rows
    for row in rows:
        _, name, text = codes(row["Typed"])[0].split()
        valid: dict[str, object] = {"year": 2023, "scope": "long-an"}
        with pytest.raises(ParameterError) as caught:
            check_params(valid | {name: int(text) if text.isdigit() else text})
        assert codes(row["Answer"]) == [str(caught.value)]


def test_the_readme_lists_the_files_of_a_report():
    source = (CODE / "build" / "report.py").read_text(encoding="utf-8")
    written = set(re.findall(r'build\.new / "([\w.]+)"', source))
    listed = set(first_codes(section("README.md", "## Quick start")))
    assert written <= listed
    assert {"1_summary.ipynb", "7_data_quality_and_sources.ipynb"} == {
        name for name in listed if name.endswith(".ipynb")
    }


def test_the_folders_named_in_the_readme_exist():
    for row in table(section("README.md", "## Folders")):
        name = re.search(r"[\w/]+", row["Folder"])[0]
        assert (ROOT / name).is_dir(), name


def test_the_changelog_begins_with_the_version_of_the_package():
    versions = re.findall(r"^## \[(.+?)\] - (.+)$", read("CHANGELOG.md"), re.MULTILINE)
    assert versions[0][0] == analysis.__version__
    for _, released in versions[1:]:
        date.fromisoformat(released)
    assert "\n### Method\n" in read("CHANGELOG.md")


def test_decisions_are_numbered_without_a_gap():
    numbers = [int(n) for n in re.findall(r"^(\d+)\. \*\*", read("docs/decisions.md"), re.M)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_decision_named_in_the_dictionary_is_the_one_meant():
    number = re.search(r"\(decision (\d+)\)", read("docs/data-dictionary.md"))[1]
    line = re.search(rf"^{number}\. .+$", read("docs/decisions.md"), re.MULTILINE)[0]
    assert "report_year" in line


# Data dictionary

DICTIONARY = "docs/data-dictionary.md"
# Files kept by hand, column by column; returns have whatever columns their senders gave them.
RAW_FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("published", "registers")
    for path in (ROOT / "data" / "raw" / folder).glob("*.csv")
)


def dictionary(heading: str) -> str:
    return section(DICTIONARY, heading)


@pytest.mark.parametrize("name", RAW_FILES)
def test_every_raw_file_is_described_column_by_column(name):
    with (ROOT / name).open(encoding="utf-8", newline="") as handle:
        header = next(csv.reader(handle))
    assert first_codes(dictionary(f"### {name}")) == header


@pytest.mark.parametrize("name", RAW_FILES)
def test_the_examples_of_a_raw_file_are_its_own(name):
    rows = table(dictionary(f"### {name}"))
    frame = read_strict_csv(ROOT / name, first_codes(dictionary(f"### {name}")))
    for row in rows:
        column, examples = codes(row["Column"])[0], codes(row["Example"])
        if column not in ("published", "value"):
            assert set(examples) <= set(frame[column]), f"{column}: {examples}"


@pytest.mark.parametrize(
    ("text", "closed_set"),
    [
        (codes(dictionary("### data/raw/registers/units.csv").split("Kinds:")[1]), units.KINDS),
        (first_codes(dictionary("### data/raw/registers/measures.csv"), 1), measures.GROUPS),
        (first_codes(dictionary("### data/raw/registers/measures.csv"), 2), measures.READINGS),
        (first_codes(dictionary("### data/raw/registers/measures.csv"), 3), measures.UNITS),
        (first_codes(dictionary("### Period kinds")), set(PeriodKind)),
        (first_codes(dictionary("### Qualifiers")), set(Qualifier)),
    ],
    ids=["unit kinds", "groups", "readings", "units", "period kinds", "qualifiers"],
)
def test_closed_sets_are_listed_in_full(text, closed_set):
    assert len(text) == len(set(text))
    assert set(text) == set(closed_set)


def test_kinds_and_languages_of_sources_are_listed_in_full():
    rows = table(dictionary("### data/raw/published/sources.csv"))
    meaning = {codes(row["Column"])[0]: codes(row["Meaning"]) for row in rows}
    assert set(meaning["kind"]) == sources.KINDS
    assert set(meaning["language"]) == sources.LANGUAGES


TYPE_WORDS = {"str": "text", "dat": "date", "boo": "true/false", "Int": "whole number"}


def type_word(dtype: object) -> str:
    return TYPE_WORDS.get(str(dtype)[:3], "number")


def test_every_column_of_the_observations_is_described_and_no_other():
    rows = table(dictionary("### data/processed/observations"))
    listed = [(codes(row["Column"])[0], row["Type"], row["Empty"]) for row in rows]
    expected = [
        (name, type_word(column.dtype), "yes" if column.nullable else "no")
        for name, column in OBSERVATIONS.columns.items()
    ]
    assert listed == expected


@pytest.fixture(scope="module")
def cleaned():
    project = Project(ROOT)
    return clean_figures(
        read_figures(project),
        units=units.read_units(project),
        measures=measures.read_measures(project),
        sources=sources.read_sources(project),
    )


def test_every_column_of_the_dispositions_is_described_and_no_other(cleaned):
    rows = table(dictionary("### data/processed/dispositions"))
    assert [codes(row["Column"])[0] for row in rows] == list(cleaned.dispositions.columns)
    meaning = {codes(row["Column"])[0]: codes(row["Meaning"]) for row in rows}
    assert set(meaning["disposition"]) == set(Disposition)


@pytest.mark.parametrize(
    ("name", "columns"),
    [
        ("return_files", returns.FILE_COLUMNS),
        ("return_rows", returns.ROW_COLUMNS),
        ("return_issues", returns.ISSUE_COLUMNS),
    ],
)
def test_every_column_of_the_tables_of_returns_is_described_and_no_other(name, columns):
    assert first_codes(dictionary(f"### data/processed/{name}")) == list(columns)


def test_the_tables_of_processed_data_are_listed():
    listed = [codes(row["File"]) for row in table(read("data/processed/README.md"))]
    names = [field.name for field in fields(CleaningResult)]
    assert listed == [[f"{name}.parquet", f"{name}.csv"] for name in names]


def reasons_in_code() -> set[str]:
    """Collect all codes with which a line can be refused.

    They are the keys of the tables of messages, and the texts handed to the functions and
    exceptions that refuse.
    """
    refusing = {"_refuse", "_unregistered", "Refusal", "UnreadableError", "NotReadError"}
    found: set[str] = set()
    for folder in ("text", "cleaning"):
        for path in (CODE / folder).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_MESSAGES":
                    found |= set(ast.literal_eval(node.value))
                elif isinstance(node, ast.Call) and ast.unparse(node.func) in refusing:
                    found |= set(_texts(node))
                elif isinstance(node, ast.Yield) and isinstance(node.value, ast.Tuple):
                    found |= {str(ast.literal_eval(node.value.elts[0]))}
    return {text for text in found if re.fullmatch(r"[a-z]+(_[a-z]+)*", text)}


def _texts(call: ast.Call) -> list[str]:
    """Give the texts among the arguments of a call, those of ``a if … else b`` included."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    choices = [
        part for one in given if isinstance(one, ast.IfExp) for part in (one.body, one.orelse)
    ]
    parts = [part for part in (*given, *choices) if isinstance(part, ast.Constant)]
    return [part.value for part in parts if isinstance(part.value, str)]


def test_every_reason_for_quarantine_is_explained_and_no_other():
    listed = first_codes(dictionary("### Reasons for quarantine"))
    assert len(listed) == len(set(listed))
    assert set(listed) == reasons_in_code()


def test_reasons_that_occur_are_among_them(cleaned):
    occurring = set(cleaned.dispositions["reason"]) - {""}
    assert occurring
    assert occurring <= set(first_codes(dictionary("### Reasons for quarantine")))


REASON_EXAMPLES = [
    (codes(row["Code"])[0], row["Concerns"], example)
    for row in table(dictionary("### Reasons for quarantine"))
    for example in codes(row["Meaning"])
    if row["Concerns"] in ("figure", "period")
]


@pytest.mark.parametrize(("reason", "concerns", "example"), REASON_EXAMPLES)
def test_the_examples_of_refused_prints_are_refused_so(reason, concerns, example):
    if concerns == "figure":
        found = parse_number(example)
    else:
        found = parse_period(example, published=PartialDate(2024), reading=Reading.FLOW)
    assert isinstance(found, Refusal)
    assert found.reason == reason


def periods_of(printed: str) -> list:
    published = PartialDate(2024, 12, 31)
    return [parse_period(printed, published=published, reading=reading) for reading in Reading]


@pytest.mark.parametrize("row", table(dictionary("### Period kinds")), ids=lambda row: row["Kind"])
def test_the_examples_of_periods_are_of_their_kind(row):
    kind = codes(row["Kind"])[0]
    assert all(key.split(":")[0] == kind for key in codes(row["Key"]))
    for printed in codes(row["Example of a print"]):
        assert any(getattr(period, "kind", None) == kind for period in periods_of(printed))


def test_every_key_of_the_manifest_is_described_and_no_other():
    tree = ast.parse((CODE / "build" / "manifest.py").read_text(encoding="utf-8"))
    maker = next(n for n in ast.walk(tree) if getattr(n, "name", "") == "make_manifest")
    made = next(n.value for n in ast.walk(maker) if isinstance(n, ast.Return))
    keys = [key.value for key in made.keys if isinstance(key, ast.Constant)]
    assert first_codes(dictionary("### manifest.json")) == keys
    counts = made.values[keys.index("counts")]
    fixed = {key.value for key in counts.keys if isinstance(key, ast.Constant)}
    by_code = {f"rows_{code}" for code in Disposition} | {f"return_rows_{f}" for f in RowFate}
    listed = first_codes(dictionary("### manifest.json"), 1)
    assert len(listed) == len(set(listed))
    assert set(listed) == fixed | by_code


def test_every_column_of_a_return_sheet_is_described_and_no_other():
    assert first_codes(dictionary("### Return sheets")) == [
        name for name, _ in return_sheet._COLUMNS
    ]


def test_every_key_of_the_report_settings_is_described_and_no_other():
    assert first_codes(dictionary("### report.toml")) == [*Issuance.model_fields]


def test_every_sheet_of_the_workbook_is_described_and_no_other():
    named = re.compile(r'(?:sheet=|text_table\(\s*|_OBSERVATIONS_SHEET = )"(\w+)"')
    paths = [path for part in ("chapters", "render") for path in (CODE / part).glob("*.py")]
    sheets = {name for path in paths for name in named.findall(path.read_text(encoding="utf-8"))}
    assert set(first_codes(dictionary("### tables.xlsx"))) == sheets


# Architecture


def test_the_architecture_page_names_every_part_of_the_program():
    names = set(codes(section("docs/architecture.md", "## Import direction")))
    parts = {path.stem for path in CODE.iterdir() if not path.name.startswith("_")}
    assert parts <= names


def test_the_architecture_page_names_only_what_exists():
    modules = {
        ".".join(path.relative_to(CODE).with_suffix("").parts) for path in CODE.rglob("*.py")
    }
    parts = {module.split(".")[0] for module in modules}
    page = read("docs/architecture.md") + read("CONTRIBUTING.md")
    dotted = {name.removeprefix("analysis.") for name in re.findall(r"`((?:\w+\.)+\w+)`", page)}
    named = {name for name in dotted if name.split(".")[0] in parts}
    prefixes = {".".join(name.split(".")[:2]) for name in named}
    assert prefixes
    assert prefixes <= modules | parts


def test_pages_use_no_name_of_a_notebook_that_does_not_exist():
    existing = {path.name for path in (ROOT / "notebooks").glob("*.ipynb")}
    for page in PAGES:
        named = set(re.findall(r"\b(\w+\.ipynb)\b", page.read_text(encoding="utf-8")))
        assert named <= existing
