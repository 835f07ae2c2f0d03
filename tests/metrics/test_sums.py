"""Sums of returned figures: complete, or a lower bound that says so, or none."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import Row, observation, observations, registered_measures, write_project

from analysis.metrics.sums import SUM_SOURCE, sum_note, sums_of_units, units_in_note
from analysis.paths import Project
from analysis.registers.units import UNIT_COLUMNS, UnitRegister, read_units
from analysis.text.language import language

UNITS = """\
toan-quoc,Toàn Đảng,Toàn Đảng,nation,,,,,
tinh,Đảng bộ tỉnh A,Tỉnh A,province,toan-quoc,,,,
xa-a,Đảng bộ xã A,Xã A,commune,tinh,,,,
xa-b,Đảng bộ xã B,Xã B,commune,tinh,,,,
xa-c,Đảng bộ xã C,Xã C,commune,tinh,,,,
cb-a1,Chi bộ A1,A1,grassroots,xa-a,,,,
"""
CHANGED = (
    UNITS
    + "xa-moi,Đảng bộ xã mới,Xã mới,commune,tinh,2024-07-01,,,\n"
    + "xa-cu,Đảng bộ xã cũ,Xã cũ,commune,tinh,,2024-06-30,,\n"
)
FILE = "2024/kn.csv"
FILES = pd.DataFrame({"file": [FILE, "2024/kn2.csv"]})


def units_of(root: Path, lines: str) -> UnitRegister:
    project: Project = write_project(root)
    text = ",".join(UNIT_COLUMNS) + "\n" + lines
    (project.registers / "units.csv").write_text(text, encoding="utf-8")
    aliases = project.registers / "unit_aliases.csv"
    aliases.write_text("province,printed,unit_id\n", encoding="utf-8")
    return read_units(project)


@pytest.fixture
def units(tmp_path: Path) -> UnitRegister:
    return units_of(tmp_path, UNITS)


def returned(unit: str, value: object, measure: str = "admitted", **columns: object) -> Row:
    return observation(measure, value, unit_id=unit, **{"source_id": FILE, **columns})


def sums(units: UnitRegister, *rows: Row, unit_id: str = "tinh") -> list[dict]:
    found = sums_of_units(
        observations(*rows),
        unit_id,
        units=units,
        measures=registered_measures(),
        return_files=FILES,
    )
    assert list(found.columns) == list(observations(*rows).columns)
    return found.to_dict("records")


def all_three(measure: str = "admitted", **columns: object) -> list[Row]:
    values = {"xa-a": 6, "xa-b": 8, "xa-c": 1500}
    return [returned(unit, value, measure, **columns) for unit, value in values.items()]


def test_the_units_add_up_exactly_when_all_have_sent(units: UnitRegister) -> None:
    (found,) = sums(units, *all_three(decimals=1))
    assert (found["unit_id"], found["measure"], found["value"]) == ("tinh", "admitted", 1514)
    assert (found["qualifier"], found["period_key"]) == ("exact", "year:2024")
    assert pd.isna(found["low"])
    assert found["note"] == "cộng từ báo cáo của 3 đơn vị trực thuộc"
    assert (found["source_id"], found["value_printed"]) == (SUM_SOURCE, "1.514")
    assert found["unit_printed"] == "Đảng bộ tỉnh A"
    assert found["locator"] == "sum-of-units:tinh:admitted:year:2024"
    assert found["decimals"] == 0


def test_with_one_unit_missing_the_admissions_are_a_lower_bound(units: UnitRegister) -> None:
    (found,) = sums(units, *all_three()[:2])
    assert (found["value"], found["low"], found["qualifier"]) == (14, 14, "at_least")
    assert found["note"] == "cộng từ báo cáo của 2 trong 3 đơn vị trực thuộc"


def test_with_more_than_half_missing_there_is_no_sum(units: UnitRegister) -> None:
    assert sums(units, *all_three()[:1]) == []


def test_half_of_the_units_are_not_enough(tmp_path: Path) -> None:
    four = units_of(tmp_path, UNITS + "xa-d,Đảng bộ xã D,Xã D,commune,tinh,,,,\n")
    assert sums(four, *all_three()[:2]) == []
    assert [found["value"] for found in sums(four, *all_three())] == [1514]


@pytest.mark.parametrize("measure", ["target", "admitted_female", "members_total"])
def test_targets_and_composition_are_added_only_when_complete(units, measure: str) -> None:
    assert sums(units, *all_three(measure)[:2]) == []
    (found,) = sums(units, *all_three(measure))
    assert (found["measure"], found["value"], found["qualifier"]) == (measure, 1514, "exact")


@pytest.mark.parametrize("measure", ["pct_of_target", "admitted_female_pct", "units_total"])
def test_what_cannot_be_added_is_not(units: UnitRegister, measure: str) -> None:
    assert sums(units, *all_three(measure)) == []


def test_a_figure_of_its_own_is_never_replaced(units: UnitRegister) -> None:
    own = observation("admitted", 1500, unit_id="tinh", source_id="bao-2024")
    assert sums(units, own, *all_three()) == []


def test_a_figure_of_its_own_for_another_period_or_measure_hinders_nothing(units) -> None:
    own = [
        observation("admitted", 700, unit_id="tinh", until="2024-06-30"),
        observation("target", 1600, unit_id="tinh"),
    ]
    assert [found["value"] for found in sums(units, *own, *all_three())] == [1514]


def test_published_figures_of_units_are_not_added(units: UnitRegister) -> None:
    assert sums(units, *all_three(source_id="bao-2024")) == []
    mixed = [*all_three()[:2], returned("xa-c", 1500, source_id="bao-2024")]
    assert [found["qualifier"] for found in sums(units, *mixed)] == ["at_least"]


def test_a_unit_counts_once(units: UnitRegister) -> None:
    again = returned("xa-a", 6, source_id="2024/kn2.csv")
    assert [found["value"] for found in sums(units, *all_three(), again)] == [1514]


def test_units_further_below_are_not_added(units: UnitRegister) -> None:
    below = returned("cb-a1", 2)
    assert [found["value"] for found in sums(units, *all_three(), below)] == [1514]
    assert [found["value"] for found in sums(units, below, unit_id="xa-a")] == [2]


def test_each_period_is_added_by_itself(units: UnitRegister) -> None:
    half = all_three(until="2024-06-30", year=None)
    found = sums(units, *all_three(), *half[:2])
    assert [(row["period_key"], row["value"], row["qualifier"]) for row in found] == [
        ("year:2024", 1514, "exact"),
        ("part_year:2024-06-30", 14, "at_least"),
    ]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"is_average": True}, id="an average"),
        pytest.param({"is_projected": True}, id="a projection"),
        pytest.param({"qualifier": "less_than"}, id="a bound"),
        pytest.param({"period_end": None}, id="no end"),
    ],
)
def test_figures_that_are_not_plain_are_not_added(units: UnitRegister, columns) -> None:
    assert sums(units, *all_three(**columns)) == []


def test_no_figure_is_no_zero(units: UnitRegister) -> None:
    assert sums(units) == []
    rows = [returned("xa-a", 0), returned("xa-b", 0), returned("xa-c", 0)]
    assert [(found["value"], found["value_printed"]) for found in sums(units, *rows)] == [(0, "0")]


def test_the_units_are_those_of_the_last_day_of_the_period(tmp_path: Path) -> None:
    changed = units_of(tmp_path, CHANGED)
    year = [*all_three(), returned("xa-moi", 3)]
    assert [row["qualifier"] for row in sums(changed, *year)] == ["exact"]
    half = [*all_three(until="2024-06-30"), returned("xa-cu", 2, until="2024-06-30")]
    (found,) = sums(changed, *half)
    assert (found["value"], found["qualifier"]) == (1516, "exact")
    assert found["note"] == "cộng từ báo cáo của 4 đơn vị trực thuộc"


def test_a_unit_that_had_gone_by_then_is_not_added(tmp_path: Path) -> None:
    changed = units_of(tmp_path, CHANGED)
    (found,) = sums(changed, *all_three(), returned("xa-cu", 2))
    assert (found["value"], found["qualifier"]) == (1514, "at_least")
    assert found["note"] == "cộng từ báo cáo của 3 trong 4 đơn vị trực thuộc"


def test_a_unit_without_units_below_has_no_sum(units: UnitRegister) -> None:
    assert sums(units, *all_three(), unit_id="cb-a1") == []


@pytest.mark.parametrize(
    ("code", "known", "units"),
    [
        ("vi", 74, "74 trong 104 đơn vị trực thuộc"),
        ("vi", 104, "104 đơn vị trực thuộc"),
        ("en", 74, "74 of 104 subordinate organisations"),
    ],
)
def test_the_units_of_a_sum_are_found_in_its_note(code: str, known: int, units: str) -> None:
    with language(code):
        assert units_in_note(sum_note(known, 104)) == units
        assert units_in_note("cộng từ nơi khác") == ""
        assert units_in_note("") == ""
