"""The harder corpus: each file gives exactly the figures and issues written beside it.

What is known to be open is listed with the reason; a file that no longer fails must leave the list.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
from returns.test_corpus import (
    brief,
    comparable,
    inspect_file,
    is_grave,
    is_observation,
    issues_of,
    meets,
    observation,
)

CORPUS = Path(__file__).parent / "corpus_more"
KNOWN_OPEN: Mapping[str, str] = MappingProxyType({})
NAMES = sorted(p.name for p in CORPUS.iterdir() if not p.name.endswith(".expected.json"))
each_file = pytest.mark.parametrize(
    "name",
    [
        pytest.param(
            name,
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_OPEN[name])]
            if name in KNOWN_OPEN
            else [],
        )
        for name in NAMES
    ],
)


def expectation(name: str) -> dict:
    return json.loads((CORPUS / f"{name}.expected.json").read_text(encoding="utf-8"))


@each_file
def test_the_figures_and_issues_are_those_written_beside_the_file(name: str) -> None:
    records, expected = inspect_file(CORPUS / name), expectation(name)
    found = Counter(observation(record) for record in records if is_observation(record))
    wanted = Counter(comparable(row) for row in expected["observations"])
    extra = found - wanted if expected["complete"] else Counter()
    assert (sorted(wanted - found, key=str), sorted(extra, key=str)) == ([], [])
    issues = issues_of(records)
    for one in expected["issues"]:
        assert any(meets(issue, one) for issue in issues), (one, brief(issues))
    if not any(severity != "note" for _, _, severity in expected["issues"]):
        assert brief([issue for issue in issues if is_grave(issue)]) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_record_names_its_file_and_every_issue_says_why(name: str) -> None:
    records = inspect_file(CORPUS / name)
    assert {record["file"] for record in records} <= {name}
    assert all(str(issue["message"]).strip() for issue in issues_of(records))


def test_every_file_has_an_expectation_and_the_other_way_round() -> None:
    expected = set(NAMES) | {f"{name}.expected.json" for name in NAMES}
    assert {path.name for path in CORPUS.iterdir()} == expected


def test_only_files_that_are_there_are_known_to_be_open() -> None:
    assert set(KNOWN_OPEN) <= set(NAMES)
    assert all(KNOWN_OPEN.values())
