from __future__ import annotations

import pandas as pd
from builders import observation, observations
from metrics.small_provinces import (
    HALF,
    PROVINCE,
    YEAR,
    counted,
    register_of,
    registered,
    rows_of_unit,
)

from analysis.metrics.known_sums import known_sums, top_wholes

WOMEN = "admitted_female"
THREE = ["xa", "xb", "xc"]


def sums(*rows: dict, units: list[str] = THREE) -> pd.DataFrame:
    return known_sums(observations(*rows), registered()[0], register_of(units))


def told(table: pd.DataFrame) -> list[tuple]:
    columns = ["unit_id", "measure", "period_key", "value", "denominator", "qualifier"]
    return list(table[columns].itertuples(index=False, name=None))


def rows_of(unit: str, women: int | None, whole: int, period: str = YEAR, **columns: object):
    return rows_of_unit(unit, WOMEN, {period: (women, whole)}, **columns)


def test_a_sum_over_most_units_says_how_many_and_of_how_many_persons():
    found = sums(*rows_of("xa", 3, 10), *rows_of("xb", 4, 20), *rows_of("xc", None, 40))
    assert told(found) == [(PROVINCE, WOMEN, YEAR, 7, 30, "at_least")]
    row = found.iloc[0]
    assert row["low"] == 7
    assert row["note"] == "cộng từ báo cáo của 2 trong 3 đơn vị trực thuộc"
    assert (row["source_id"], row["unit_printed"], row["decimals"]) == ("sum-of-units", PROVINCE, 0)
    assert row["locator"] == f"sum-of-units:{PROVINCE}:{WOMEN}:{YEAR}"
    assert row["value_printed"] == "7"


def test_a_sum_over_all_units_is_exact():
    found = sums(*rows_of("xa", 600, 1000), *rows_of("xb", 900, 2000), units=["xa", "xb"])
    assert told(found) == [(PROVINCE, WOMEN, YEAR, 1500, 3000, "exact")]
    assert pd.isna(found.iloc[0]["low"])
    assert found.iloc[0]["value_printed"] == "1.500"
    assert found.iloc[0]["note"] == "cộng từ báo cáo của 2 đơn vị trực thuộc"


def test_a_sum_has_no_decimals_even_where_a_unit_prints_some():
    rows = [*rows_of("xa", 3, 10, decimals=1), *rows_of("xb", 4, 20)]
    assert sums(*rows)["decimals"].tolist() == [0]


def test_half_of_the_units_are_not_enough():
    assert sums(*rows_of("xa", 3, 10), units=["xa", "xb"]).empty
    assert sums(*rows_of("xa", 3, 10)).empty


def test_a_unit_without_persons_in_all_is_left_out():
    no_whole = counted("xc", WOMEN, 5)
    found = sums(*rows_of("xa", 3, 10), *rows_of("xb", 4, 20), no_whole)
    assert told(found) == [(PROVINCE, WOMEN, YEAR, 7, 30, "at_least")]


def test_an_own_figure_is_never_replaced():
    own = counted(PROVINCE, WOMEN, 99, source_id="bao")
    assert sums(*rows_of("xa", 3, 10), *rows_of("xb", 4, 20), own).empty


def test_only_plain_dated_returns_of_groups_are_added():
    rows = rows_of("xa", 3, 10)
    assert sums(*rows, *rows_of("xb", 4, 20, source_id="bao")).empty
    assert sums(*rows, *rows_of("xb", 4, 20, qualifier="at_least")).empty
    assert sums(*rows, *rows_of("xb", 4, 20, is_average=True)).empty
    targets = [counted(unit, "target", 9) for unit in THREE]
    assert sums(*targets).empty


def test_an_earlier_sum_has_only_units_of_the_later_one():
    figures = {"xa": (1, 3, 9, 10), "xb": (2, 4, 9, 20), "xc": (5, None, 9, 40)}
    rows = [
        row
        for unit, (half, year, whole_half, whole) in figures.items()
        for row in rows_of_unit(unit, WOMEN, {HALF: (half, whole_half), YEAR: (year, whole)})
    ]
    assert told(sums(*rows)) == [
        (PROVINCE, WOMEN, YEAR, 7, 30, "at_least"),
        (PROVINCE, WOMEN, HALF, 3, 18, "at_least"),
    ]


def test_an_earlier_sum_is_free_where_no_later_one_was_made():
    halves = [row for unit in THREE for row in rows_of(unit, 2, 9, HALF)]
    assert told(sums(*halves, *rows_of("xa", 3, 10))) == [(PROVINCE, WOMEN, HALF, 6, 27, "exact")]


def test_units_of_two_figures_count_once_and_strangers_not_at_all():
    rows = [*rows_of("xa", 3, 10), *rows_of("xb", 4, 20), *rows_of("tinh-khac", 50, 60)]
    assert told(sums(*rows, counted("xa", WOMEN, 3))) == [
        (PROVINCE, WOMEN, YEAR, 7, 30, "at_least")
    ]


def test_sums_have_the_columns_and_types_of_observations():
    table = observations(*rows_of("xa", 3, 10), *rows_of("xb", 4, 20))
    found = known_sums(table, registered()[0], register_of(THREE))
    assert found.dtypes.to_dict() == table.dtypes.to_dict()
    none = known_sums(observations(observation()), registered()[0], register_of(["vung-tau"]))
    assert none.empty
    assert list(none.columns) == list(table.columns)


def test_groups_of_groups_are_parts_of_all_persons():
    wholes = top_wholes(registered()[0])
    assert wholes["admitted_workers"] == "admitted"
    assert wholes["admitted_age_51_55"] == "admitted"
    assert wholes["members_female"] == "members_total"
