"""What else the sources publish: as printed, and nothing twice."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest
from builders import Row, observation, observations

from analysis.chapters import other_figures
from analysis.document.blocks import Block
from analysis.metrics.results import Scope
from analysis.metrics.sub_targets import sub_targets
from analysis.params import ReportParams
from analysis.registers.measures import read_measures


@pytest.fixture(name="shown")
def _shown(project):
    measures = read_measures(project)

    def show(*rows: Row) -> list[Block]:
        table = observations(*rows)
        scope = Scope("tinh", ("xa",))
        data = SimpleNamespace(
            params=ReportParams(year=2024, scope="tinh"),
            scope=scope,
            name="Đảng bộ Tỉnh",
            observations=table,
            measures=measures,
            sources=pd.DataFrame(
                {"kind": "news", "publisher": "Báo", "published": "", "title": ""},
                index=sorted(set(table["source_id"])),
            ),
            source_numbers=dict.fromkeys(table["source_id"], 1),
        )
        aims = sub_targets(table, scope, measures, year=2024, threshold_pct=50)
        return other_figures.table(data, SimpleNamespace(sub_targets=aims))

    return show


def measures_of(blocks: list[Block]) -> list[tuple[str, str]]:
    if not blocks:
        return []
    return [(row.cells[0].text, row.cells[2].text) for row in blocks[1].rows]


def own(measure: str, value: float | str, **columns: object) -> Row:
    return observation(measure, value, unit_id="tinh", **columns)


AIM = own("target_students", 20)
REACHED = own("admitted_students", 12)


def test_a_sub_target_and_its_result_are_not_repeated(shown) -> None:
    assert shown(AIM, REACHED) == []
    women = own("admitted_female", 9)
    assert [figure for _, figure in measures_of(shown(AIM, REACHED, women))] == ["9"]


def test_a_result_without_a_sub_target_is_listed(shown) -> None:
    assert [figure for _, figure in measures_of(shown(REACHED))] == ["12"]
    of_unit = AIM | {"unit_id": "xa"}
    assert [figure for _, figure in measures_of(shown(REACHED, of_unit))] == ["12"]


def test_a_sub_target_of_another_period_is_listed(shown) -> None:
    for_term = own("target_students", 90, term="2020-2025")
    assert [figure for _, figure in measures_of(shown(AIM, REACHED, for_term))] == ["90"]
