"""Nobody can work out a small count from what an external report shows."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from metrics.disclosure_oracle import too_well_known
from metrics.small_provinces import (
    HALF,
    PROVINCE,
    YEAR,
    external,
    observations,
    provinces,
    register_of,
    rows_of_unit,
)

LIMITS = {"admitted_female": 5, "admitted_religious": 10}


MOST = 40
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
