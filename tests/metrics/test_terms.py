"""Terms: yearly averages against yearly targets, and where a plan would bring the term."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations

from analysis.metrics.terms import Projection, YearlyAverage, projections, yearly_averages

OLD, NEW = {"term": "2010-2015", "year": 2017}, {"term": "2020-2025"}
NINETY_TO_HUNDRED = {"value": None, "low": 90, "high": 100, "qualifier": "between"}


def averages(*rows: Row, year: int = 2017) -> list[YearlyAverage]:
    return yearly_averages(observations(*rows), "vung-tau", year)


def projected(*rows: Row, year: int = 2024) -> list[Projection]:
    return projections(observations(*rows), "vung-tau", year)


def plan() -> list[Row]:
    """5.866 so far and 1.660 planned make 7.526, 119,46 % of 6.300."""
    return [
        observation("admitted", 5866, until="2023-12-15", **NEW),
        observation("target", 1660, year=2024, report_year=2023),
        observation("target", 6300, year=2023, **NEW),
        observation("admitted_projected", 7526, until="2024-12-31", is_projected=True, **NEW),
        observation(
            "pct_of_target_projected",
            "119,5",
            until="2024-12-31",
            is_projected=True,
            value_printed="119,5%",
            **NEW,
        ),
    ]


def test_the_total_of_a_term_is_averaged_over_its_years() -> None:
    (found,) = averages(
        observation("admitted", 64998, **OLD), observation("target_per_year", 11000, **OLD)
    )
    assert (found.term, found.admitted, found.years) == ("2010-2015", 64998, 5)
    assert found.average == Fraction(129996, 10)
    assert (found.target_per_year, found.rate_pct) == (11000, Fraction(6499800, 55000))


def test_the_target_of_a_year_is_given_as_printed() -> None:
    total = observation("admitted", 64998, **OLD)
    printed = observation("target_per_year", 12000, value_printed="trên 12.000", **OLD)
    assert [x.target_printed for x in averages(total, printed)] == ["trên 12.000"]
    assert [x.target_printed for x in averages(total)] == [""]


def test_terms_stand_the_oldest_first_and_may_have_a_target_only() -> None:
    found = averages(
        observation("target_per_year", 12000, term="2015-2020", qualifier="more_than", year=2017),
        observation("admitted", 64998, **OLD),
    )
    assert [x.term for x in found] == ["2010-2015", "2015-2020"]
    assert (found[1].admitted, found[1].average, found[1].rate_pct) == (None, None, None)
    assert (found[1].target_per_year, found[0].target_per_year) == (12000, None)


def test_a_term_so_far_is_not_averaged_over_the_whole_term() -> None:
    found = averages(
        observation("admitted", 300, term="2015-2020", until="2017-06-30"),
        observation("target_per_year", 100, term="2015-2020", year=2017),
    )
    assert [(x.admitted, x.average) for x in found] == [(None, None)]


def test_a_bounded_total_has_no_average() -> None:
    (found,) = averages(observation("admitted", 65000, qualifier="less_than", **OLD))
    assert (found.admitted, found.average) == (None, None)


def test_a_yearly_target_of_zero_has_no_rate() -> None:
    (found,) = averages(
        observation("admitted", 100, **OLD), observation("target_per_year", 0, **OLD)
    )
    assert (found.average, found.rate_pct) == (20, None)


@pytest.mark.parametrize(
    "columns",
    [{"year": 2018}, {"year": None}, {"unit_id": "tp-ba-ria"}, {"is_average": True}],
    ids=["a later year", "no year", "another unit", "an average"],
)
def test_figures_that_are_not_of_the_unit_or_later_are_left_out(columns: Row) -> None:
    assert averages(observation("admitted", 100, **(OLD | columns))) == []


def test_the_figures_of_a_term_name_their_sources_once() -> None:
    (found,) = averages(
        observation("admitted", 100, source_id="bao", **OLD),
        observation("target_per_year", 10, source_id="bao", **OLD),
        observation("target_per_year", 10, source_id="dai", **OLD),
    )
    assert found.source_ids == ("bao", "dai")


def test_a_projected_total_is_held_against_the_target_of_the_term() -> None:
    assert projected(*plan()) == [
        Projection(
            term="2020-2025",
            end=pd.Timestamp("2024-12-31"),
            admitted_so_far=5866,
            planned=1660,
            projected=7526,
            target=6300,
            rate_pct=Fraction(752600, 6300),
            printed_pct="119,5%",
        )
    ]


def test_a_projection_takes_the_parts_of_its_own_source_and_term() -> None:
    others = [
        observation("admitted", 5000, until="2023-06-30", source_id="dai", **NEW),
        observation("admitted", 4000, term="2015-2020"),
        observation("members_total", 90000, year=2024),
    ]
    assert projected(*others, *plan()) == projected(*plan())


def test_a_projection_keeps_the_bound_of_its_print() -> None:
    bounded = {**plan()[3], "qualifier": "at_least", "low": 7526}
    assert [x.qualifier for x in projected(bounded)] == ["at_least"]


def test_a_projection_alone_is_still_a_projection() -> None:
    (found,) = projected(plan()[3])
    assert (found.projected, found.admitted_so_far, found.planned) == (7526, None, None)
    assert (found.target, found.rate_pct, found.printed_pct) == (None, None, "")


def test_a_projection_of_a_later_report_or_without_a_term_is_left_out() -> None:
    later = observation("admitted_projected", 9, term="2020-2025", until="2025-06-30")
    undated = {**later, "report_year": None}
    assert projected(later, undated, observation("admitted_projected", 9, year=2024)) == []


def test_a_yearly_target_that_is_a_range_does_not_stop_the_others() -> None:
    found = averages(
        observation("target_per_year", **NINETY_TO_HUNDRED, **OLD),
        observation("admitted", 100, **OLD),
    )
    assert found[0].average == 20


@pytest.mark.parametrize(
    "ranged",
    [
        pytest.param(observation("target", **NINETY_TO_HUNDRED, **NEW), id="target"),
        pytest.param(observation("target", **NINETY_TO_HUNDRED, year=2024), id="plan"),
        pytest.param(
            observation("admitted_projected", **NINETY_TO_HUNDRED, until="2024-12-31", **NEW),
            id="projection",
        ),
    ],
)
def test_a_range_beside_a_projection_does_not_stop_the_others(ranged: Row) -> None:
    assert any(x.projected == 7526 for x in projected(ranged, plan()[3]))
