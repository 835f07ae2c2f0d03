"""What became of a unit, step by step, and registers that cannot be followed."""

from __future__ import annotations

from datetime import date

import pytest
from small_units import NATION, units_of

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.lineage import Step, StepKind, find_faults, predecessors_by_unit
from analysis.registers.units import read_units

UNITS = units_of(NATION)
JULY = date(2025, 7, 1)
SUCCESSOR, THROUGH = StepKind.SUCCESSOR, StepKind.THROUGH_PARENT


def test_the_kinds_of_steps_have_names() -> None:
    assert [kind.value for kind in StepKind] == ["successor", "through_parent"]


@pytest.mark.parametrize(
    ("unit_id", "steps"),
    [
        pytest.param("long-an", [Step("tay-ninh-2025", SUCCESSOR, JULY)], id="merged"),
        pytest.param("tay-ninh", [Step("tay-ninh-2025", SUCCESSOR, JULY)], id="same name"),
        pytest.param("tay-ninh-2025", [], id="goes on"),
        pytest.param("ha-noi", [], id="unchanged"),
        pytest.param("hue-cu", [Step("hue", SUCCESSOR, date(2025, 1, 1))], id="renamed"),
        pytest.param(
            "vung-tau", [Step("hcm-2025", THROUGH, JULY, via="brvt")], id="dissolved, parent merged"
        ),
        pytest.param(
            "dong-da", [Step("ha-noi", THROUGH, JULY, via="ha-noi")], id="dissolved, parent stays"
        ),
        pytest.param(
            "long-dien",
            [
                Step("long-dat", SUCCESSOR, date(2025, 1, 1)),
                Step("hcm-2025", THROUGH, JULY, via="brvt"),
            ],
            id="merged, then dissolved",
        ),
        pytest.param(
            "tam-an", [Step("hcm-2025", THROUGH, JULY, via="long-dien")], id="parent gone before"
        ),
        pytest.param("nong-son", [Step("que-son", SUCCESSOR, date(2025, 1, 1))], id="taken in"),
        pytest.param("mo-coi", [], id="nothing left"),
    ],
)
def test_a_unit_is_followed_to_what_exists_last(unit_id: str, steps: list[Step]) -> None:
    assert UNITS.lineage(unit_id) == tuple(steps)


def test_a_dissolved_unit_below_one_that_is_gone_too_leads_nowhere() -> None:
    units = units_of("a|A|province|||2020-12-31\nb|B|district|a||2020-12-31")
    assert units.lineage("b") == ()


def test_the_parent_must_exist_on_the_first_day_after() -> None:
    tree = "n|N|nation\na|A|province|n|2021-01-02\nb|B|district|a||2020-12-31"
    assert units_of(tree).lineage("b") == ()
    assert units_of(tree.replace("2021-01-02", "2021-01-01")).lineage("b") == (
        Step("a", THROUGH, date(2021, 1, 1), via="a"),
    )


def test_the_parent_that_ends_on_that_day_still_counts() -> None:
    tree = "n|N|nation\na|A|province|n||2021-01-01\nb|B|district|a||2020-12-31"
    assert units_of(tree).lineage("b") == (
        Step("a", THROUGH, date(2021, 1, 1), via="a"),
        Step("n", THROUGH, date(2021, 1, 2), via="n"),
    )


def test_predecessors_stand_in_the_order_of_the_register() -> None:
    assert UNITS.predecessors("tay-ninh-2025") == ("long-an", "tay-ninh")
    assert UNITS.predecessors("que-son") == ("nong-son",)
    assert UNITS.predecessors("ha-noi") == ()
    assert predecessors_by_unit(UNITS.units)["hcm-2025"] == ("brvt", "hcm")


def test_the_successor_is_the_own_one_only() -> None:
    assert UNITS.successor("long-an") == "tay-ninh-2025"
    assert UNITS.successor("vung-tau") is None


def test_the_parent_of_a_unit() -> None:
    assert UNITS.parent("vung-tau") == "brvt"
    assert UNITS.parent("toan-quoc") is None


def test_a_sound_register_has_no_faults() -> None:
    assert find_faults(UNITS.units) == {}


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        pytest.param(
            "a|A|province||||b\nb|B|province",
            {"a": "có successor_id «b» nhưng chưa có valid_to"},
            id="no end",
        ),
        pytest.param(
            "a|A|province|||2025-06-30|b\nb|B|province||2025-06-30",
            {"a": "còn đến 2025-06-30 nhưng «b» đã có từ 2025-06-30"},
            id="overlap of a day",
        ),
        pytest.param(
            "a|A|province|||2025-06-30|b\nb|B|province||2025-07-01",
            {},
            id="the day after",
        ),
        pytest.param(
            "a|A|province|||2025-06-30|b\nb|B|province|||2025-06-30",
            {"a": "còn đến 2025-06-30 nhưng «b» đã kết thúc 2025-06-30"},
            id="ended on the same day",
        ),
        pytest.param(
            "a|A|province|||2025-06-30|b\nb|B|province|||2025-07-01",
            {},
            id="a successor of one day",
        ),
        pytest.param(
            "a|A|province|b\nb|B|province|a",
            {"a": "parent_id, successor_id dẫn vòng: a, b"},
            id="parents in a circle",
        ),
        pytest.param(
            "a|A|commune|b|2021-01-01|2021-12-31\nb|B|district|||2020-12-31|a",
            {"a": "parent_id, successor_id dẫn vòng: a, b"},
            id="a unit below the one it followed",
        ),
    ],
)
def test_what_cannot_be_followed_is_named(lines: str, faults: dict[str, str]) -> None:
    assert find_faults(units_of(lines).units) == faults


def test_a_register_that_cannot_be_followed_is_refused_with_its_line(
    project: Project, write_register
) -> None:
    head = "unit_id,name,short_name,kind,parent_id,valid_from,valid_to,successor_id,note\n"
    lines = "a,A,A,province,,,,b,\nb,B,B,province,,,,,\n"
    write_register("units.csv", head + lines)
    write_register("unit_aliases.csv", "province,printed,unit_id\n")
    with pytest.raises(SourceError) as caught:
        read_units(project)
    assert "có successor_id «b» nhưng chưa có valid_to" in str(caught.value)
    assert caught.value.where == "data/raw/registers/units.csv:2"
