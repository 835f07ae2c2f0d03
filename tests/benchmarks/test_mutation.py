"""The score of mutation testing: what counts as noticed, and what makes a run not good enough."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROOT / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


mutation = load("mutation")
EDGE = "analysis.metrics.exact.x_is_below__mutmut_1"


def fault(code: int | None, name: str = "analysis.text.numbers.x_parse_number__mutmut_1"):
    return mutation.Fault(name, code)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (1, "noticed"),
        (3, "noticed"),
        (-24, "noticed"),
        (36, "noticed"),
        (0, "survived"),
        (-11, "survived"),
        (5, "not reached by any test"),
        (33, "not reached by any test"),
        (None, "not tried"),
    ],
)
def test_a_fault_is_noticed_if_a_test_fails_or_never_ends(code: int | None, outcome: str) -> None:
    assert fault(code).outcome == outcome
    assert fault(code).is_noticed is (outcome == "noticed")


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("analysis.metrics.exact.x_is_below__mutmut_12", "metrics.exact.is_below"),
        ("analysis.metrics.status.x__is_open__mutmut_1", "metrics.status._is_open"),
        ("analysis.text.period_model.xǁPeriodǁkey__mutmut_3", "text.period_model.Period.key"),
    ],
)
def test_a_fault_is_placed_in_its_function(name: str, place: str) -> None:
    assert fault(1, name).place == place
    assert fault(1, name).module == ".".join(place.split(".")[:2])


def test_every_function_on_the_edge_exists() -> None:
    for place in mutation.EDGE:
        module, _, function = place.rpartition(".")
        assert hasattr(importlib.import_module(f"analysis.{module}"), function)


def test_nineteen_of_twenty_are_enough_and_fewer_are_not() -> None:
    assert mutation.score_pct([fault(1)] * 19 + [fault(0)]) == 95
    assert mutation.shortcomings([fault(1)] * 19 + [fault(0)]) == []
    assert mutation.shortcomings([fault(1)] * 189 + [fault(0)] * 10) == [
        "less than 95 % of the faults were noticed"
    ]


def test_no_fault_may_survive_on_the_edge() -> None:
    faults = [fault(1)] * 100 + [fault(0, EDGE)]
    assert mutation.shortcomings(faults) == [f"not noticed on the edge of the threshold: {EDGE}"]


def test_a_run_without_faults_proves_nothing() -> None:
    assert mutation.score_pct([]) == Fraction(100)
    assert mutation.shortcomings([]) == ["no fault was tried"]


def test_the_score_is_cut_off_and_what_nobody_noticed_is_named() -> None:
    faults = [fault(1)] * 18999 + [fault(0)] * 1001 + [fault(None, EDGE)]
    lines = mutation.describe(faults)
    assert [line.split() for line in lines[:3]] == [
        ["metrics.exact", "0", "of", "1", "0.0", "%"],
        ["text.numbers", "18999", "of", "20000", "94.9", "%"],
        ["all", "18999", "of", "20001", "94.9", "%"],
    ]
    assert len(lines) == 3 + 1002
    assert lines[3] == "survived: analysis.text.numbers.x_parse_number__mutmut_1"
    assert lines[-1] == f"not tried: {EDGE}"


def write_results(root: Path, codes: dict[str, int | None]) -> None:
    folder = root / "mutants" / "src" / "analysis"
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"exit_code_by_key": codes})
    (folder / "all.py.meta").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        pytest.param(["--survivors"], [EDGE], id="only what survived"),
        pytest.param(["text", "--survivors"], None, id="nothing survived there"),
        pytest.param(["metrics.exact"], ["analysis.metrics.exact.*"], id="one module"),
        pytest.param(["text"], ["analysis.text.*"], id="one folder"),
        pytest.param([], [], id="all"),
        pytest.param(["--score"], None, id="only count"),
    ],
)
def test_mutmut_is_asked_for_what_is_wanted(
    arguments: list[str], wanted: list[str] | None, tmp_path: Path, monkeypatch, capsys
) -> None:
    write_results(tmp_path, {EDGE: 0, "analysis.text.numbers.x_read__mutmut_1": 1})
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess:
        asked.append(command[4:])
        write_results(tmp_path, {EDGE: 1, "analysis.text.numbers.x_read__mutmut_1": 1})
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(mutation, "ROOT", tmp_path)
    monkeypatch.setattr(mutation.subprocess, "run", run)
    code = mutation.main(arguments)
    assert asked == ([] if wanted is None else [wanted])
    assert code == (1 if arguments == ["--score"] else 0)
    assert ("metrics.exact" in capsys.readouterr().out) is ("text" not in arguments)


def test_nothing_is_counted_where_the_tests_fail_without_any_fault(monkeypatch, tmp_path) -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess:
        return subprocess.CompletedProcess(command, 1)

    monkeypatch.setattr(mutation, "ROOT", tmp_path)
    monkeypatch.setattr(mutation.subprocess, "run", run)
    with pytest.raises(SystemExit, match="all tests have to pass"):
        mutation.main(["text"])


@pytest.mark.parametrize("tests", ["metrics", "text"])
def test_no_test_that_looks_for_faults_reads_the_sources(tests: str) -> None:
    """Such a test would find mutmut's copies of the functions, fail, and stop every run."""
    texts = {file.name: file.read_text("utf-8") for file in (ROOT / "tests" / tests).rglob("*.py")}
    assert texts
    assert [name for name, text in texts.items() if "analysis.__file__" in text] == []
