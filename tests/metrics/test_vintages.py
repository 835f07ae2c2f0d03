"""One id is one vintage: founders, units in a year, years that can be reported on."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from builders import observation, observations
from small_units import NATION, units_of

from analysis.metrics.vintages import (
    REBUILT_SOURCE,
    absorptions,
    ended,
    ended_before,
    ended_message,
    founded,
    founders,
    own_figures,
    parts_in_year,
    place_in_year,
    scope_children,
    vintage_name,
    years_by_unit,
)

UNITS = units_of(NATION)
# c was formed from a, then d from b and c; e joined d later.
CHAIN = units_of("""
    n | N | nation
    a | A | district | n | | 2018-12-31 | c
    b | B | district | n | | 2020-12-31 | d
    c | C | district | n | 2019-01-01 | 2020-12-31 | d
    d | D | district | n | 2021-01-01
    e | E | district | n | | 2022-12-31 | d
    x | X | commune | d | 2021-01-01
""")


def test_the_source_of_rebuilt_figures_is_agreed() -> None:
    assert REBUILT_SOURCE == "rebuilt-from-predecessors"


def test_first_and_last_days() -> None:
    assert founded(UNITS, "tay-ninh-2025") == date(2025, 7, 1)
    assert founded(UNITS, "tay-ninh") is None
    assert ended(UNITS, "tay-ninh") == date(2025, 6, 30)
    assert ended(UNITS, "ha-noi") is None


def test_a_unit_has_ended_before_a_day_from_the_day_after_its_last() -> None:
    units = ["ha-noi", "tay-ninh"]
    assert ended_before(UNITS, units, date(2025, 6, 30)) == []
    assert ended_before(UNITS, units, date(2025, 7, 1)) == ["tay-ninh"]


def test_a_unit_that_still_existed_on_the_first_day_is_no_founder() -> None:
    units = units_of("a | A | district | | | 2021-01-01 | b\nb | B | district | | 2021-01-01")
    assert founders(units, "b") == ()


@pytest.mark.parametrize(
    ("unit_id", "parts"),
    [
        pytest.param("tay-ninh-2025", ("long-an", "tay-ninh"), id="merged"),
        pytest.param("hue", ("hue-cu",), id="renamed"),
        pytest.param("que-son", (), id="took in another"),
        pytest.param("ha-noi", (), id="unchanged"),
    ],
)
def test_founders_are_those_that_ended_before_the_founding(unit_id: str, parts: tuple) -> None:
    assert founders(UNITS, unit_id) == parts


def test_a_unit_that_joins_later_is_no_founder() -> None:
    assert CHAIN.predecessors("d") == ("b", "c", "e")
    assert founders(CHAIN, "d") == ("b", "c")


def test_absorptions_name_the_first_day_together() -> None:
    found = absorptions(UNITS)
    assert found.to_dict("records") == [
        {
            "unit_id": "que-son",
            "day": pd.Timestamp(2025, 1, 1),
            "absorbed": "Đảng bộ huyện Nông Sơn",
        }
    ]
    assert absorptions(CHAIN).to_dict("records") == [
        {"unit_id": "d", "day": pd.Timestamp(2023, 1, 1), "absorbed": "E"}
    ]


def test_without_absorptions_the_table_is_empty_but_typed() -> None:
    found = absorptions(units_of("a|A|province"))
    assert list(found.columns) == ["unit_id", "day", "absorbed"]
    assert found.empty
    assert str(found["day"].dtype) == "datetime64[s]"


@pytest.mark.parametrize(
    ("unit_id", "name"),
    [
        ("tay-ninh", "Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)"),
        ("tay-ninh-2025", "Đảng bộ tỉnh Tây Ninh (từ 1/7/2025)"),
        ("long-an", "Đảng bộ tỉnh Long An"),
        ("hue", "Đảng bộ thành phố Huế"),
        ("hue-cu", "Đảng bộ tỉnh Thừa Thiên Huế"),
        ("que-son", "Đảng bộ huyện Quế Sơn"),
        ("ha-noi", "Đảng bộ thành phố Hà Nội"),
    ],
)
def test_vintages_of_one_name_are_told_apart(unit_id: str, name: str) -> None:
    assert vintage_name(UNITS, unit_id) == name


@pytest.mark.parametrize(
    ("year", "parts"),
    [
        (2017, ("b", "a")),
        (2018, ("b", "a")),
        (2019, ("b", "c")),
        (2020, ("b", "c")),
        (2021, ()),
        (2022, ()),
    ],
)
def test_the_parts_of_a_unit_are_those_of_the_year(year: int, parts: tuple) -> None:
    assert parts_in_year(CHAIN, "d", year) == parts


def test_a_unit_founded_within_the_year_is_itself() -> None:
    assert parts_in_year(UNITS, "tay-ninh-2025", 2025) == ()
    assert parts_in_year(UNITS, "tay-ninh-2025", 2024) == ("long-an", "tay-ninh")
    assert parts_in_year(UNITS, "ha-noi", 1990) == ()


def test_before_its_founding_a_scope_has_its_parts_as_units() -> None:
    assert scope_children(UNITS, "tay-ninh-2025", 2023, set()) == ("long-an", "tay-ninh")
    assert scope_children(CHAIN, "d", 2018, {"x"}) == ("b", "a")
    assert scope_children(CHAIN, "d", 2021, set()) == ("x",)


def test_the_units_of_a_scope_are_those_at_the_end_of_the_year_and_those_with_figures() -> None:
    assert scope_children(UNITS, "brvt", 2024, set()) == ("vung-tau", "long-dien", "dat-do")
    assert scope_children(UNITS, "brvt", 2025, set()) == ()
    with_figures = {"long-dat", "dong-da", "toan-quoc"}
    assert scope_children(UNITS, "brvt", 2025, with_figures) == ("long-dat",)
    nation = scope_children(UNITS, "toan-quoc", 2024, set())
    assert nation == ("long-an", "tay-ninh", "brvt", "hcm", "ha-noi", "hue-cu")
    assert scope_children(UNITS, "toan-quoc", 2025, {"long-an"}) == (
        *("long-an", "tay-ninh-2025", "hcm-2025", "ha-noi", "hue"),
    )


def test_own_figures_are_all_but_the_rebuilt() -> None:
    frame = observations(
        observation(unit_id="long-an"), observation(unit_id="d", source_id=REBUILT_SOURCE)
    )
    assert list(own_figures(frame)["unit_id"]) == ["long-an"]


def test_the_years_of_a_unit_are_those_of_its_units_and_of_its_founders() -> None:
    frame = observations(
        observation(unit_id="long-an", year=2021),
        observation(unit_id="long-an", year=2021, measure="target"),
        observation(unit_id="vung-tau", year=2022),
        observation(unit_id="long-dien", year=2023),
        observation(unit_id="ha-noi", report_year=None),
    )
    assert years_by_unit(frame, UNITS) == {
        "brvt": [2022, 2023],
        "long-an": [2021],
        "long-dat": [2023],
        "long-dien": [2023],
        "tay-ninh-2025": [2021],
        "toan-quoc": [2021],
        "vung-tau": [2022],
    }


def test_years_pass_through_a_chain_of_foundings_but_not_into_a_unit_that_grew() -> None:
    frame = observations(
        observation(unit_id="a", year=2018),
        observation(unit_id="e", year=2020),
        observation(unit_id="e", year=2017),
    )
    assert years_by_unit(frame, CHAIN) == {
        "a": [2018],
        "c": [2018],
        "d": [2018],
        "e": [2017, 2020],
        "n": [2017, 2018, 2020],
    }


def test_no_year_after_the_end_of_a_unit_and_none_of_rebuilt_figures() -> None:
    frame = observations(
        observation(unit_id="long-an", year=2025),
        observation(unit_id="long-an", year=2026),
        observation(unit_id="hcm-2025", year=2020, source_id=REBUILT_SOURCE),
    )
    found = years_by_unit(frame, UNITS)
    assert found["long-an"] == [2025]
    assert found["tay-ninh-2025"] == [2025, 2026]
    assert "hcm-2025" not in found


@pytest.mark.parametrize(
    ("unit_id", "year", "message"),
    [
        (
            "long-an",
            2026,
            "Đảng bộ tỉnh Long An chấm dứt 30/6/2025; nay thuộc Đảng bộ tỉnh Tây Ninh (scope "
            "tay-ninh-2025)",
        ),
        (
            "vung-tau",
            2026,
            "Đảng bộ thành phố Vũng Tàu chấm dứt 30/6/2025; nay thuộc Đảng bộ Thành phố Hồ Chí "
            "Minh (scope hcm-2025)",
        ),
        (
            "long-dien",
            2025,
            "Đảng bộ huyện Long Điền chấm dứt 31/12/2024; nay thuộc Đảng bộ Thành phố Hồ Chí "
            "Minh (scope hcm-2025)",
        ),
        ("long-an", 2025, ""),
        ("long-an", 2024, ""),
        ("ha-noi", 2026, ""),
        ("mo-coi", 2021, "Đảng bộ Cơ quan cũ chấm dứt 31/12/2020"),
    ],
)
def test_a_unit_that_ended_says_where_it_goes_on(unit_id: str, year: int, message: str) -> None:
    assert ended_message(UNITS, unit_id, year) == message


@pytest.mark.parametrize(
    ("unit_id", "year", "place"),
    [
        ("long-an", 2024, None),
        ("long-an", 2025, "tay-ninh-2025"),
        ("a", 2019, "c"),
        ("a", 2020, "c"),
        ("a", 2021, "d"),
        ("mo-coi", 2022, None),
    ],
)
def test_where_a_unit_is_at_the_end_of_a_year(unit_id: str, year: int, place: str | None) -> None:
    units = CHAIN if unit_id == "a" else UNITS
    step = place_in_year(units, unit_id, year)
    assert (step.unit_id if step else None) == place
