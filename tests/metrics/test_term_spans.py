"""The days of a term, and terms that are named by their congress."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from builders import Row, observation, observations, write_project

from analysis.metrics.term_spans import TermSpan, name_terms, term_span
from analysis.registers.units import UnitRegister, read_units

# Of the units in builders: Long An ended on 30/6/2025, the whole Party goes on.
MERGED, LASTING = "long-an", "toan-quoc"
CONGRESS, NEXT = date(2020, 10, 17), date(2025, 10, 1)


@pytest.fixture(scope="module")
def units(tmp_path_factory: pytest.TempPathFactory) -> UnitRegister:
    folder: Path = tmp_path_factory.mktemp("project")
    return read_units(write_project(folder))


def registered(**columns: object) -> pd.DataFrame:
    row = {
        "unit_id": MERGED,
        "term": "2020-2025",
        "congress": "Đại hội XI",
        "starts_on": CONGRESS,
        "ends_on": None,
        "source": "https://bao.vn",
        "note": "bế mạc 16/10/2020",
    } | columns
    return pd.DataFrame([row], dtype="object")


def test_a_term_ends_with_its_unit(units: UnitRegister) -> None:
    assert term_span(registered(), units, MERGED, "2020-2025") == TermSpan(
        term="2020-2025",
        congress="Đại hội XI",
        starts_on=CONGRESS,
        ends_on=date(2025, 6, 30),
        ends_with_unit=True,
        source="https://bao.vn",
        note="bế mạc 16/10/2020",
    )


@pytest.mark.parametrize(
    ("ends_on", "expected", "with_unit"),
    [
        (NEXT, date(2025, 6, 30), True),
        (date(2025, 6, 30), date(2025, 6, 30), False),
        (date(2025, 6, 29), date(2025, 6, 29), False),
    ],
)
def test_the_earlier_end_counts(
    units: UnitRegister, ends_on: date, expected: date, with_unit: bool
) -> None:
    span = term_span(registered(ends_on=ends_on), units, MERGED, "2020-2025")
    assert (span.ends_on, span.ends_with_unit) == (expected, with_unit)


def test_a_term_of_a_lasting_unit_ends_when_the_register_says(units: UnitRegister) -> None:
    open_end = term_span(registered(unit_id=LASTING), units, LASTING, "2020-2025")
    assert (open_end.ends_on, open_end.ends_with_unit) == (None, False)
    known = term_span(registered(unit_id=LASTING, ends_on=NEXT), units, LASTING, "2020-2025")
    assert (known.ends_on, known.ends_with_unit) == (NEXT, False)


def test_a_term_that_is_not_registered_has_no_days_but_the_end_of_its_unit(
    units: UnitRegister,
) -> None:
    assert term_span(registered().iloc[0:0], units, LASTING, "2015-2020") == TermSpan("2015-2020")
    assert term_span(registered(), units, LASTING, "2020-2025") == TermSpan("2020-2025")
    assert term_span(registered(term="2025-2030"), units, MERGED, "2020-2025") == TermSpan(
        "2020-2025", ends_on=date(2025, 6, 30), ends_with_unit=True
    )


@pytest.mark.parametrize("term", ["2015-2020", "2015-2024", "2025-2030"])
def test_a_unit_that_ends_in_another_term_ends_none(units: UnitRegister, term: str) -> None:
    assert term_span(registered().iloc[0:0], units, MERGED, term) == TermSpan(term)


def test_a_unit_that_ends_before_the_term_starts_ends_no_term(units: UnitRegister) -> None:
    late = registered(term="2025-2030", starts_on=date(2025, 7, 1))
    assert term_span(late, units, MERGED, "2025-2030").ends_on is None
    last_day = registered(term="2025-2030", starts_on=date(2025, 6, 30))
    assert term_span(last_day, units, MERGED, "2025-2030").ends_on == date(2025, 6, 30)


def test_the_years_of_a_term_are_in_its_name() -> None:
    span = TermSpan("2020-2025")
    assert (span.first_year, span.last_year) == (2020, 2025)


@pytest.mark.parametrize(
    ("span", "day", "has_begun"),
    [
        (TermSpan("2020-2025", starts_on=CONGRESS), CONGRESS, True),
        (TermSpan("2020-2025", starts_on=CONGRESS), date(2020, 10, 16), False),
        (TermSpan("2020-2025"), date(2020, 12, 31), True),
        (TermSpan("2020-2025"), date(2020, 12, 30), False),
    ],
)
def test_a_term_has_begun_on_its_first_day_or_surely_at_the_end_of_its_first_year(
    span: TermSpan, day: date, has_begun: bool
) -> None:
    assert span.has_begun(day) is has_begun


DATED = TermSpan("2020-2025", starts_on=CONGRESS, ends_on=date(2025, 6, 30))
OPEN = TermSpan("2020-2025")
JANUARY = TermSpan("2020-2025", starts_on=date(2021, 1, 1), ends_on=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("span", "end", "held"),
    [
        pytest.param(DATED, date(2020, 12, 31), False, id="the year of the congress"),
        pytest.param(DATED, date(2021, 12, 31), True, id="the first whole year"),
        pytest.param(DATED, date(2025, 6, 30), True, id="to the last day"),
        pytest.param(DATED, date(2025, 7, 1), False, id="a day too long"),
        pytest.param(OPEN, date(2020, 12, 31), False, id="first year, day unknown"),
        pytest.param(OPEN, date(2021, 12, 31), True, id="second year, day unknown"),
        pytest.param(OPEN, date(2024, 12, 31), True, id="last but one year, day unknown"),
        pytest.param(OPEN, date(2025, 1, 31), False, id="last year, day unknown"),
        pytest.param(JANUARY, date(2021, 12, 31), True, id="counted from 1 January"),
        pytest.param(JANUARY, date(2020, 12, 31), False, id="the year before"),
        pytest.param(
            TermSpan("2020-2025", starts_on=date(2021, 1, 2)),
            date(2021, 12, 31),
            False,
            id="counted from a day later",
        ),
        pytest.param(JANUARY, date(2025, 12, 31), True, id="counted to 31 December"),
    ],
)
def test_a_year_is_held_only_if_it_surely_lies_in_the_term(
    span: TermSpan, end: date, held: bool
) -> None:
    assert span.holds(end.year, end) is held


def of_congress(**columns: object) -> Row:
    base = {"term": None, "period_kind": "term", "period_key": "term:?", "unit_id": MERGED}
    return observation("target_min", 60000, year=2011, **(base | columns))


def named(*rows: Row, terms: pd.DataFrame | None = None) -> list[tuple[str | None, str]]:
    found = name_terms(observations(*rows), registered() if terms is None else terms)
    return [
        (None if pd.isna(term) else term, key)
        for term, key in zip(found["term"], found["period_key"], strict=True)
    ]


@pytest.mark.parametrize(
    "text",
    [
        {"period_printed": "Trong nhiệm kỳ (Đại hội XI)"},
        {"basis": "Đại hội XI Đảng bộ tỉnh"},
        {"basis": "nghị quyết ĐẠI HỘI XI"},
        {"basis": "Đại hội XI"},
    ],
)
def test_a_congress_names_its_term(text: Row) -> None:
    assert named(of_congress(**text)) == [("2020-2025", "term:2020-2025")]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"basis": "Đại hội XII Đảng bộ tỉnh"}, id="a longer number"),
        pytest.param({"basis": "Đại hội X"}, id="a shorter number"),
        pytest.param({"basis": "nghị quyết tỉnh XI"}, id="another body"),
        pytest.param({}, id="no congress"),
        pytest.param({"basis": "Đại hội XI", "unit_id": LASTING}, id="another unit's congress"),
        pytest.param({"basis": "Đại hội XI", "period_kind": "year"}, id="a year"),
    ],
)
def test_anything_else_names_no_term(columns: Row) -> None:
    assert named(of_congress(**columns)) == [(None, "term:?")]


def test_a_term_so_far_keeps_its_day() -> None:
    so_far = of_congress(
        period_kind="term_to_date", period_key="term_to_date:?:?:average", basis="Đại hội XI"
    )
    assert named(so_far) == [("2020-2025", "term_to_date:2020-2025:?:average")]


def test_a_term_that_is_printed_stays_and_other_rows_too() -> None:
    printed = observation("target", 6300, term="2010-2015", unit_id=MERGED, basis="Đại hội XI")
    year = observation(unit_id=MERGED)
    found = named(printed, year, of_congress(basis="Đại hội XI"))
    assert found == [
        ("2010-2015", "term:2010-2015"),
        (None, "year:2024"),
        ("2020-2025", "term:2020-2025"),
    ]


def test_two_congresses_of_one_name_name_nothing() -> None:
    both = pd.concat([registered(), registered(term="2025-2030")], ignore_index=True)
    assert named(of_congress(basis="Đại hội XI"), terms=both) == [(None, "term:?")]


def test_a_term_without_a_congress_is_named_by_nothing() -> None:
    assert named(of_congress(), terms=registered(congress="")) == [(None, "term:?")]
    assert named(of_congress(basis="Đại hội XI"), terms=registered().iloc[0:0]) == [
        (None, "term:?")
    ]


def test_the_rows_given_are_not_changed() -> None:
    given = observations(of_congress(basis="Đại hội XI"))
    name_terms(given, registered())
    assert given["term"].isna().all()
