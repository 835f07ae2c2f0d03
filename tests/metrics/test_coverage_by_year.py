"""What is known of a unit in a year: the most that there is, and nothing beyond its life."""

from __future__ import annotations

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from small_units import NATION, units_of

from analysis.metrics.coverage_by_year import (
    Known,
    coverage_by_unit_year,
    has_figures,
    is_complete,
    units_over_years,
    years_known,
)

UNITS = units_of(NATION)
REBUILT = "rebuilt-from-predecessors"


def known_of(*rows: Row, unit_id: str = "ha-noi", year: int = 2024) -> dict:
    frame = observations(*({"unit_id": unit_id} | row for row in rows))
    frame["unit_id"] = unit_id
    (found,) = coverage_by_unit_year(frame, [unit_id], UNITS, [year]).to_dict("records")
    return found


def test_what_can_be_known_has_an_order() -> None:
    assert [known.value for known in Known] == [
        *("whole_year", "part_year", "target_only", "other", "nothing", "absent"),
    ]


@pytest.mark.parametrize(
    ("row", "known"),
    [
        pytest.param(observation(), Known.WHOLE_YEAR, id="a whole year"),
        pytest.param(observation("pct_of_target", 98), Known.WHOLE_YEAR, id="a percentage only"),
        pytest.param(observation("admitted_over_target", 8), Known.WHOLE_YEAR, id="a fraction"),
        pytest.param(observation("admission_rate_pct", 3), Known.WHOLE_YEAR, id="a rate"),
        pytest.param(observation(qualifier="at_least"), Known.WHOLE_YEAR, id="a bound"),
        pytest.param(observation(until="2024-06-30"), Known.PART_YEAR, id="half a year"),
        pytest.param(observation(**open_end(2024)), Known.PART_YEAR, id="an open end"),
        pytest.param(
            observation(until="2024-06-30", period_kind="within_year"), Known.PART_YEAR, id="months"
        ),
        pytest.param(observation("target", 9), Known.TARGET_ONLY, id="a target"),
        pytest.param(observation("target_min", 9), Known.TARGET_ONLY, id="a minimum"),
        pytest.param(
            observation("target", 9, term="2020-2025"), Known.OTHER, id="a target for the term"
        ),
        pytest.param(observation("target_students", 9), Known.OTHER, id="a sub-target"),
        pytest.param(observation("members_total", 9), Known.OTHER, id="members"),
        pytest.param(observation(term="2020-2025"), Known.OTHER, id="a term"),
        pytest.param(observation(is_average=True), Known.OTHER, id="an average"),
        pytest.param(observation(is_projected=True), Known.OTHER, id="a projection"),
        pytest.param(observation(year=2023), Known.NOTHING, id="another year"),
        pytest.param(
            observation("members_total", 9, report_year=None), Known.NOTHING, id="no year"
        ),
    ],
)
def test_a_figure_makes_a_year_known(row: Row, known: Known) -> None:
    assert known_of(row)["known"] == known


def test_a_target_belongs_to_its_year_and_not_to_that_of_the_report() -> None:
    plan = observation("target", 9, year=2025, report_year=2024)
    assert known_of(plan)["known"] == Known.NOTHING
    assert known_of(plan, year=2025)["known"] == Known.TARGET_ONLY


@pytest.mark.parametrize("until", [None, "2024-06-30"], ids=["a whole year", "half a year"])
def test_a_result_belongs_to_its_year_and_not_to_that_of_the_report(until: str | None) -> None:
    late = observation(until=until, report_year=2025)
    assert known_of(late)["known"] != Known.NOTHING
    assert known_of(late, year=2025)["known"] == Known.NOTHING


def test_the_most_that_is_known_counts() -> None:
    rows = [
        observation("members_total", 9),
        observation("target", 9),
        observation(until="2024-06-30"),
    ]
    assert known_of(*rows[:1])["known"] == Known.OTHER
    assert known_of(*rows[:2])["known"] == Known.TARGET_ONLY
    assert known_of(*rows)["known"] == Known.PART_YEAR
    found = known_of(*rows, observation())
    assert found["known"] == Known.WHOLE_YEAR
    assert pd.isna(found["reached"])


def test_the_longest_part_of_a_year_says_how_far_it_reaches() -> None:
    rows = [
        observation(until="2024-03-31"),
        observation(until="2024-09-30"),
        observation(**open_end(2024)),
    ]
    assert known_of(*rows)["reached"] == pd.Timestamp(2024, 9, 30)
    assert pd.isna(known_of(rows[2])["reached"])
    assert pd.isna(known_of(observation("target", 9))["reached"])


@pytest.mark.parametrize(
    ("unit_id", "year", "known"),
    [
        ("long-an", 2025, Known.NOTHING),
        ("long-an", 2026, Known.ABSENT),
        ("tay-ninh-2025", 2025, Known.NOTHING),
        ("tay-ninh-2025", 2024, Known.ABSENT),
        ("ha-noi", 1990, Known.NOTHING),
    ],
)
def test_a_unit_is_absent_outside_of_its_life(unit_id: str, year: int, known: Known) -> None:
    assert known_of(unit_id=unit_id, year=year)["known"] == known


def test_a_rebuilt_year_is_known_before_the_founding_and_marked() -> None:
    found = known_of(observation(source_id=REBUILT), unit_id="tay-ninh-2025")
    assert (found["known"], found["is_rebuilt"]) == (Known.WHOLE_YEAR, True)
    assert known_of(observation())["is_rebuilt"] is False
    assert known_of()["is_rebuilt"] is False


def test_one_row_for_each_unit_and_year_in_the_order_given() -> None:
    frame = observations(observation(unit_id="hue"), observation(unit_id="dong-da"))
    found = coverage_by_unit_year(frame, ["hue", "ha-noi"], UNITS, [2023, 2024])
    assert list(found.columns) == ["unit_id", "year", "known", "reached", "is_rebuilt"]
    assert list(found[["unit_id", "year", "known"]].itertuples(index=False, name=None)) == [
        ("hue", 2023, Known.ABSENT),
        ("hue", 2024, Known.WHOLE_YEAR),
        ("ha-noi", 2023, Known.NOTHING),
        ("ha-noi", 2024, Known.NOTHING),
    ]


def test_without_units_there_is_nothing_to_show() -> None:
    assert coverage_by_unit_year(observations(observation()), [], UNITS, [2024]).empty


def of_years(*units_by_year: tuple[int, int]) -> pd.DataFrame:
    rows = [
        observation(year=year, unit_id=f"u{number}")
        for year, count in units_by_year
        for number in range(count)
    ]
    return observations(*rows)


UNIT_IDS = [f"u{number}" for number in range(10)]


@pytest.mark.parametrize(
    ("frame", "years"),
    [
        pytest.param(of_years((2022, 10), (2024, 10)), [2022, 2023, 2024], id="a gap"),
        pytest.param(of_years((2021, 1), (2022, 10)), [2022, 2023, 2024], id="too few"),
        pytest.param(of_years((2021, 1), (2022, 6)), [2022, 2023, 2024], id="one in six"),
        pytest.param(of_years((2021, 2), (2022, 10)), [2021, 2022, 2023, 2024], id="a fifth"),
        pytest.param(of_years((2021, 1), (2022, 5)), [2021, 2022, 2023, 2024], id="of the best"),
        pytest.param(of_years((2025, 10)), [2024], id="only later"),
        pytest.param(
            of_years((2021, 1), (2025, 10)), [2021, 2022, 2023, 2024], id="later ones out"
        ),
        pytest.param(of_years((2010, 10)), [2020, 2021, 2022, 2023, 2024], id="too many"),
    ],
)
def test_the_years_begin_with_the_first_that_is_known(frame, years: list[int]) -> None:
    assert years_known(frame, UNIT_IDS, until=2024, most=5) == years


def test_only_the_units_asked_for_count() -> None:
    assert years_known(of_years((2022, 10)), ["ha-noi"], until=2024, most=5) == [2024]


def test_units_are_those_that_existed_in_any_of_the_years() -> None:
    assert units_over_years(UNITS, "brvt", (), [2023, 2024]) == ("vung-tau", "long-dien", "dat-do")
    assert units_over_years(UNITS, "brvt", (), [2025]) == ("vung-tau", "long-dat")
    assert units_over_years(UNITS, "tay-ninh-2025", ("tay-ninh", "long-an"), [2023]) == (
        *("long-an", "tay-ninh"),
    )


def coverage_of(**known: list[Known]) -> pd.DataFrame:
    rows = [(unit, kind) for unit, kinds in known.items() for kind in kinds]
    return pd.DataFrame(rows, columns=["unit_id", "known"])


def test_a_unit_is_complete_if_every_year_of_its_life_is_whole() -> None:
    found = is_complete(
        coverage_of(
            b=[Known.WHOLE_YEAR, Known.ABSENT],
            a=[Known.WHOLE_YEAR, Known.PART_YEAR],
            c=[Known.WHOLE_YEAR, Known.NOTHING],
            d=[Known.TARGET_ONLY, Known.OTHER],
        )
    )
    assert found.to_dict() == {"b": True, "a": False, "c": False, "d": False}
    assert list(found.index) == ["b", "a", "c", "d"]


def test_a_unit_has_figures_if_any_year_has() -> None:
    found = has_figures(
        coverage_of(
            b=[Known.NOTHING, Known.OTHER],
            a=[Known.NOTHING, Known.ABSENT],
            c=[Known.TARGET_ONLY, Known.NOTHING],
        )
    )
    assert found.to_dict() == {"b": True, "a": False, "c": True}
    assert list(found.index) == ["b", "a", "c"]
