"""Nobody can work out a small count from what an external report shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics.disclosure_oracle import Puzzle, is_small, too_well_known
from metrics.small_provinces import (
    HALF,
    PROVINCE,
    YEAR,
    external,
    observations,
    provinces,
    register_of,
    registered,
    rows_of_unit,
    shown,
)

from analysis.cleaning.store import load_clean_data
from analysis.metrics.disclosure import suppress
from analysis.paths import find_project
from analysis.registers.units import read_units

LIMITS = {"admitted_female": 5, "admitted_religious": 10}


MOST = 15
SILENT = {HALF: (2, 9), YEAR: (4, 20)}
"""A unit that does not say what its province knows."""


def rows_of_province(units: dict, gaps: dict, measure: str, *, has_total: bool) -> list[dict]:
    rows = []
    for unit, figures in units.items():
        told = {p: (None if gaps[unit] == p else c, w) for p, (c, w) in figures.items()}
        rows += rows_of_unit(unit, measure, told)
    if has_total:
        rows += rows_of_unit("xa-im", measure, {p: (None, pair[1]) for p, pair in SILENT.items()})
        every = [*units.values(), SILENT]
        totals = {p: (sum(f[p][0] for f in every), sum(f[p][1] for f in every)) for p in SILENT}
        rows += rows_of_unit(PROVINCE, measure, totals, source_id="bao-dia-phuong")
    return rows


@settings(max_examples=MOST, deadline=None)
@given(provinces(), st.sampled_from(sorted(LIMITS)))
def test_no_small_count_of_a_small_province_can_be_worked_out(drawn, measure):
    units, gaps, has_total = drawn
    rows = rows_of_province(units, gaps, measure, has_total=has_total)
    children = [*units, "xa-im"]
    table = external(rows, register_of(children))
    found = too_well_known(
        observations(*rows), table, measure, 2024, PROVINCE, children, LIMITS[measure]
    )
    assert found == {}


TREE = {"a": ("a1", "a2", "a3"), "b": ("b1", "b2"), PROVINCE: ("a", "b", "c")}
LEAVES = ("a1", "a2", "a3", "b1", "b2", "c")
PARENTS = {unit: parent for parent in "ab" for unit in TREE[parent]}
CELL = st.sampled_from([0, 2, 5, 9, 14, 25, 60]).flatmap(
    lambda whole: st.tuples(st.integers(0, whole), st.just(whole))
)


@settings(max_examples=MOST, deadline=None)
@given(st.tuples(*[CELL] * len(LEAVES)), st.sampled_from(sorted(LIMITS)))
def test_no_small_count_can_be_worked_out_over_three_levels(cells, measure):
    figures = dict(zip(LEAVES, cells, strict=True))
    for parent, units in TREE.items():
        pairs = [figures[unit] for unit in units]
        figures[parent] = (sum(c for c, _ in pairs), sum(w for _, w in pairs))
    rows = [
        row
        for unit, pair in figures.items()
        for row in rows_of_unit(unit, measure, {YEAR: pair}, source_id="bao")
    ]
    units = [unit for unit in figures if unit != PROVINCE]
    table = shown(external(rows, register_of(units, parents=PARENTS)), measure)
    puzzle = Puzzle()
    for unit, (count, whole) in figures.items():
        place = puzzle.unknown(unit, 0, whole)
        if table[unit, YEAR] is not None:
            puzzle.equal.append(({place: 1.0}, count))
    for parent, units in TREE.items():
        line = {puzzle.names[unit]: 1.0 for unit in units} | {puzzle.names[parent]: -1.0}
        puzzle.equal.append((line, 0))
    for unit, (count, whole) in figures.items():
        if is_small(count, whole, LIMITS[measure]):
            low, high = puzzle.interval(unit)
            assert high - low >= min(LIMITS[measure] - 1, whole), unit


def leaks(table, rows: list[dict], units: list[str], measure: str = "admitted_female") -> dict:
    return too_well_known(
        observations(*rows), table, measure, 2024, PROVINCE, units, LIMITS[measure]
    )


def reveal(table, rows: list[dict], *places: tuple[str, str]):
    """Show figures again that were hidden for the sake of others."""
    original = observations(*rows)
    for unit, period in places:
        is_place = original["unit_id"].eq(unit) & original["period_key"].eq(period)
        is_place &= original["measure"].ne("admitted")
        changed = table.index[: len(original)][is_place]
        assert table.loc[changed, "qualifier"].eq("suppressed").all()
        for column in ("value", "qualifier"):
            table = table.assign(
                **{
                    column: table[column].where(
                        ~table.index.isin(changed), original[column].reindex(table.index)
                    )
                }
            )
    return table


def test_without_company_the_reader_subtracts():
    units = {"xa": (2, 10), "xb": (6, 12), "xc": (30, 60)}
    rows = [
        r for u, pair in units.items() for r in rows_of_unit(u, "admitted_female", {YEAR: pair})
    ]
    table = external(rows, register_of(list(units)))
    assert leaks(table, rows, list(units)) == {}
    open_table = reveal(table, rows, ("xb", YEAR))
    assert leaks(open_table, rows, list(units)) == {("xa", YEAR): (2, 2)}


def test_without_company_in_the_half_the_reader_subtracts_too():
    figures = {"xa": ((2, 10), (7, 20)), "xb": ((6, 12), (20, 40)), "xc": ((9, 20), (30, 60))}
    rows = [
        row
        for unit, (half, year) in figures.items()
        for row in rows_of_unit(unit, "admitted_female", {HALF: half, YEAR: year})
    ]
    table = external(rows, register_of(list(figures)))
    assert leaks(table, rows, list(figures)) == {}
    hidden = {
        (row.unit_id, row.period_key)
        for row in table.itertuples()
        if row.qualifier == "suppressed" and row.unit_id != "xa"
    }
    assert ("xb", HALF) in hidden
    found = leaks(reveal(table, rows, *sorted(hidden)), rows, list(figures))
    assert found == {("xa", HALF): (2, 2)}


def test_a_year_that_tells_its_half_is_a_leak():
    rows = rows_of_unit("xa", "admitted_female", {HALF: (18, 22), YEAR: (18, 24)})
    rows += rows_of_unit("xb", "admitted_female", {HALF: (None, 9), YEAR: (None, 20)})
    units = ["xa", "xb"]
    table = external(rows, register_of(units))
    assert leaks(table, rows, units) == {}
    assert leaks(reveal(table, rows, ("xa", YEAR)), rows, units) == {("xa", HALF): (16, 18)}


@pytest.fixture(scope="module")
def made_up():
    project = find_project(Path(__file__).parent)
    composition, measures = registered()
    everything = load_clean_data(project).observations
    ours = everything[everything["unit_id"].str.startswith("binh-minh")]
    units = read_units(project)
    children = list(units.units.index[units.units["parent_id"].eq("binh-minh").fillna(False)])
    return ours, suppress(ours, composition, units, measures), children


@pytest.mark.parametrize(
    ("measure", "year"), [("admitted_religious", 2024), ("admitted_female", 2022)]
)
def test_no_small_count_of_the_made_up_province_can_be_worked_out(made_up, measure, year):
    original, table, children = made_up
    limit = LIMITS[measure]
    assert too_well_known(original, table, measure, year, "binh-minh", children, limit) == {}


def test_the_made_up_province_still_tells_what_it_may(made_up):
    _, table, children = made_up
    women = table[table["measure"].eq("admitted_female") & table["period_key"].eq("year:2024")]
    by_unit = women[women["unit_id"].isin(children)]["qualifier"].value_counts()
    assert by_unit.to_dict() == {"exact": 59, "suppressed": 43}
    total = women[women["unit_id"].eq("binh-minh")].iloc[0]
    assert (total["value"], total["denominator"], total["qualifier"]) == (859, 1885, "at_least")
