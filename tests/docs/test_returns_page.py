"""docs/returns.md says what reading returns does: rules, fates, options, limits, examples."""

from __future__ import annotations

import argparse
import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from analysis import commands
from analysis.office_files import limits
from analysis.office_files.limited_process import Reason
from analysis.office_files.messages import REFUSALS, REMARKS
from analysis.office_files.sniff import FileFormat
from analysis.returns import read as reading
from analysis.returns.corrections import Correction, read_corrections
from analysis.returns.layouts import Layout, LayoutColumn, read_layout
from analysis.returns.records import RowFate, Severity
from docs.pages import CODE, blocks, codes, first_codes, section, table

PAGE = "docs/returns.md"
CORPUS = Path(__file__).resolve().parents[1] / "returns" / "corpus"
Found = tuple[str, str]


def page(heading: str) -> str:
    return section(PAGE, heading)


# Rules of issues


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(path for folder in folders for path in (CODE / folder).glob("*.py")):
        yield f"{path.parent.name}/{path.name}", ast.parse(path.read_text(encoding="utf-8"))


def assigned(module: str, name: str) -> object:
    """Read a literal that a module assigns."""
    tree = ast.parse((CODE / module).read_text(encoding="utf-8"))
    values = [n.value for n in ast.walk(tree) if isinstance(n, ast.Assign)]
    names = [ast.unparse(n.targets[0]) for n in ast.walk(tree) if isinstance(n, ast.Assign)]
    return ast.literal_eval(values[names.index(name)])


# Calls that make an issue, with the places of rule and severity among their arguments.
MAKERS = {"report": (0, None), "Issue": (4, 7), "_issue": (1, 3)}


def made_by(call: ast.Call) -> Iterator[Found]:
    """Give rule and severity of a call that makes an issue, where it names the rule itself."""
    maker = ast.unparse(call.func).split(".")[-1]
    if maker not in MAKERS:
        return
    named = {keyword.arg: keyword.value for keyword in call.keywords}
    for key, place in zip(("rule", "severity"), MAKERS[maker], strict=True):
        if place is not None and place < len(call.args):
            named[key] = call.args[place]
    rule, severity = named.get("rule"), named.get("severity")
    if isinstance(rule, ast.Constant) and isinstance(rule.value, str):
        word = ast.unparse(severity).split(".")[-1] if severity is not None else "WARNING"
        yield rule.value, Severity[word].value


def refused_figures() -> set[str]:
    """Collect the reasons for which a cell is refused; a blank one never is."""
    found = set(assigned("returns/cell_values.py", "_MESSAGES"))
    found |= set(assigned("text/numbers.py", "_MESSAGES"))
    for name, tree in trees("text"):
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        raised = [c for c in calls if ast.unparse(c.func) == "UnreadableError"]
        if name in ("text/numbers.py", "text/numerals.py"):
            found |= set(re.findall(r"'([a-z]+(?:_[a-z]+)+)'", " ".join(map(ast.unparse, raised))))
    return found - {"empty"}


def eased() -> set[Found]:
    """Collect what is graver or lighter for the sake of the other sheets of its file."""
    stopping = assigned("returns/understand.py", "_STOPS_FILE")
    return {(rule, "warning") for rule in stopping} | {("no_rows", "note")}


def rules_in_code() -> dict[str, set[str]]:
    """Collect all rules that an issue can have, each with its severities."""
    found = {(rule, "stop") for rule in REFUSALS} | {(rule, "note") for rule in REMARKS}
    found |= {(rule, "warning") for rule in refused_figures()} | eased()
    found |= {(f"reader_{reason}", "stop") for reason in get_args(Reason)}
    for _, tree in trees("returns", "cleaning"):
        for node in ast.walk(tree):
            found |= set(made_by(node)) if isinstance(node, ast.Call) else set()
    severities: dict[str, set[str]] = defaultdict(set)
    for rule, severity in found:
        severities[rule].add(severity)
    return severities


def rules_on_page() -> dict[str, set[str]]:
    """Read the tables of rules; the severity stands in a column or above the table."""
    severities: dict[str, set[str]] = defaultdict(set)
    for part in re.split(r"^### ", page("## Issues"), flags=re.MULTILINE)[1:]:
        common = codes(part.split("\n|")[0])[:1]
        for row in table(part):
            (rule,) = codes(row["Rule"])
            severities[rule] |= set(codes(row["Severity"]) if "Severity" in row else common)
    return severities


def test_every_rule_of_an_issue_is_explained_and_no_other():
    assert sorted(rules_on_page()) == sorted(rules_in_code())


def test_every_rule_has_the_severities_that_the_page_says():
    said, real = rules_on_page(), rules_in_code()
    assert {rule: (said[rule], real[rule]) for rule in said if said[rule] != real[rule]} == {}


def test_every_rule_says_what_to_do():
    parts = re.split(r"^### ", page("## Issues"), flags=re.MULTILINE)[1:]
    for row in [row for part in parts for row in table(part)]:
        assert row["Means"], row
        assert row["Do"], row


@pytest.mark.parametrize(
    ("text", "closed_set"),
    [
        (first_codes(page("## What becomes of a row")), RowFate),
        (first_codes(page("## Issues")), Severity),
        (first_codes(page("## Formats")), FileFormat),
    ],
    ids=["fates", "severities", "formats"],
)
def test_closed_sets_are_listed_in_full(text, closed_set):
    assert len(text) == len(set(text))
    assert set(text) == set(closed_set)


# Corrections and layouts


def test_the_example_of_a_correction_is_read():
    (example,) = blocks(page("## Corrections"), "yaml")
    (entry,) = read_corrections(example, PAGE)
    assert set(re.findall(r"^[- ] (\w+):", example, re.MULTILINE)) == set(Correction.model_fields)
    assert (entry.expect, entry.correct) == ("2.8", "28")


def test_the_example_of_a_layout_is_read():
    (example,) = blocks(page("## Layouts"), "yaml")
    layout = read_layout(example, PAGE)
    assert layout.reviewed_by
    assert layout.reviewed_on
    assert layout.fits("2024/long-an/chau-thanh.xlsx")


def test_every_key_and_role_of_a_layout_is_listed_and_no_other():
    keys = first_codes(page("## Layouts"))
    assert set(keys) == set(Layout.model_fields)
    rows = {codes(row["Key"])[0]: codes(row["States"]) for row in table(page("## Layouts"))}
    roles = get_args(LayoutColumn.model_fields["role"].annotation)
    assert set(rows["columns"]) == {*LayoutColumn.model_fields, *roles}


# inspect


def subparser(name: str) -> argparse.ArgumentParser:
    (choices,) = [a.choices for a in commands._parser()._actions if isinstance(a.choices, dict)]
    return choices[name]


def test_every_option_of_inspect_is_listed_and_no_other():
    actions = subparser("inspect")._actions
    options = [option for action in actions for option in action.option_strings]
    assert set(first_codes(page("## Looking into a file"))) == set(options) - {"-h", "--help"}


def test_the_example_of_inspect_is_what_it_prints(capsys):
    (example,) = blocks(page("## Looking into a file"), "text")
    name = example.split(":")[0]
    assert commands.main(["inspect", str(CORPUS / name), "--no-draft"]) == 0
    assert capsys.readouterr().out == example


def test_the_keys_of_json_lines_are_listed_in_order():
    records = commands.inspect_records(CORPUS / "total-mismatch.xlsx")
    assert first_codes(page("## Looking into a file"), 1) == list(records[0])
    assert first_codes(page("## Looking into a file"), 2) == list(records[-1])


# Limits


def test_the_limits_are_those_of_the_code():
    mebibyte = 2**20
    sizes = ("MAX_FILE_BYTES", "MAX_EXPANDED_BYTES", "MAX_PART_BYTES", "MAX_DOCUMENT_BYTES")
    counts = (
        *("MAX_RATIO", "MAX_PARTS", "MAX_SHEETS", "MAX_ROWS", "MAX_COLUMNS", "MAX_CELLS"),
        *("MAX_AREA", "MAX_MERGES", "MAX_CELL_CHARS", "MAX_LINE_CHARS", "MAX_TEXT_CHARS"),
        "MAX_ELEMENTS",
    )
    expected = [f"{getattr(limits, name) // mebibyte} MB" for name in sizes]
    expected += [f"{getattr(limits, name):,}" for name in counts]
    expected += [f"{reading.MEMORY_BYTES // 2**30} GB", f"{reading.SECONDS} seconds"]
    assert [row["Value"] for row in table(page("## Limits"))] == expected
    all_limits = {name for name in vars(limits) if name.startswith("MAX_")}
    assert all_limits == {*sizes, *counts}
    assert f"from {limits.RATIO_FROM_BYTES // mebibyte} MB on" in page("## Limits")
