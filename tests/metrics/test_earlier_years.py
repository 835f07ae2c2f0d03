"""Earlier years at the same date: like with like, exact, and never further back than five."""

from __future__ import annotations

import pandas as pd
from builders import Row, observation, observations, open_end

from analysis.metrics.earlier_years import Curve, curves_of, earlier_years, find_curve

HALF = "to-06-30"


def half(year: int, count: int = 10, **columns: object) -> Row:
    return observation(value=count, until=f"{year}-06-30", **columns)


def whole(year: int, count: int = 30, **columns: object) -> Row:
    return observation(value=count, year=year, **columns)


def target(year: int, count: int = 40, **columns: object) -> Row:
    return observation("target", count, year=year, **columns)


def years(*rows: Row, units: tuple[str, ...] = ("vung-tau",), shape: str = HALF) -> pd.DataFrame:
    return earlier_years(observations(*rows), units, [shape], year=2024)


def as_tuples(frame: pd.DataFrame, *names: str) -> list[tuple]:
    plain = frame[list(names)].astype("object")
    return list(plain.where(plain.notna(), None).itertuples(index=False, name=None))


def test_a_year_has_its_count_at_the_date_its_end_and_its_target() -> None:
    found = years(half(2023, 12), whole(2023, 31), target(2023, 44))
    assert list(found.columns) == [
        "unit_id",
        "shape",
        "year",
        "count",
        "final",
        "target",
        "is_rebuilt",
    ]
    assert as_tuples(found, *found.columns) == [("vung-tau", HALF, 2023, 12, 31, 44, False)]


def test_end_and_target_may_be_unknown() -> None:
    assert as_tuples(years(half(2023)), "final", "target") == [(None, None)]


def test_the_latest_year_comes_first_and_five_years_are_enough() -> None:
    rows = [half(year) for year in (2018, 2019, 2021, 2022, 2023, 2024, 2025)]
    assert list(years(*rows)["year"]) == [2023, 2022, 2021, 2019]


def test_units_and_shapes_are_kept_apart() -> None:
    rows = [half(2023, 1), half(2022, 2), half(2023, 3, unit_id="long-dien")]
    rows += [observation(value=4, until="2023-03-31"), half(2023, 5, unit_id="dat-do")]
    found = earlier_years(
        observations(*rows), ["vung-tau", "long-dien"], [HALF, "to-03-31"], year=2024
    )
    assert as_tuples(found, "unit_id", "shape", "year", "count") == [
        ("long-dien", HALF, 2023, 3),
        ("vung-tau", "to-03-31", 2023, 4),
        ("vung-tau", HALF, 2023, 1),
        ("vung-tau", HALF, 2022, 2),
    ]


def test_another_day_is_another_shape() -> None:
    assert years(observation(value=9, until="2023-06-29")).empty


def test_counts_that_are_bounded_undated_or_contradicted_are_left_out() -> None:
    assert years(half(2023, qualifier="at_least")).empty
    assert years(observation(value=9, **open_end(2023))).empty
    assert years(half(2023, 10), half(2023, 11, source_id="nguon-khac")).empty
    assert years(observation("target", 40, year=2023)).empty


def test_the_last_of_february_is_one_shape_and_its_later_day_counts() -> None:
    found = years(
        observation(value=4, until="2020-02-28"),
        observation(value=5, until="2020-02-29"),
        shape="to-02-28",
    )
    assert as_tuples(found, "year", "count") == [(2020, 5)]


def test_a_target_may_come_from_a_fraction() -> None:
    row = observation("admitted_over_target", 10, until="2023-06-30", denominator=25)
    assert as_tuples(years(half(2023), row), "target") == [(25,)]


def test_a_target_may_have_to_be_derived() -> None:
    found = years(half(2023, 52), observation("pct_of_target", "50,98", until="2023-06-30"))
    assert as_tuples(found, "target") == [(102,)]


def test_every_unit_has_its_derived_target() -> None:
    ids = ("vung-tau", "long-dien", "dat-do")
    rows = [
        row
        for unit_id, printed in zip(ids, ("50,98", "51,49", "52"), strict=True)
        for row in (
            half(2023, 52, unit_id=unit_id),
            observation("pct_of_target", printed, until="2023-06-30", unit_id=unit_id),
        )
    ]
    assert sorted(as_tuples(years(*rows, units=ids), "target", "unit_id")) == [
        (100, "dat-do"),
        (101, "long-dien"),
        (102, "vung-tau"),
    ]


def test_targets_of_several_years_are_found_whether_printed_or_derived() -> None:
    found = years(
        half(2023, 52),
        observation("pct_of_target", "50,98", until="2023-06-30"),
        half(2022, 26),
        observation("pct_of_target", "51,98", until="2022-06-30"),
        half(2021, 20),
        target(2021, 40),
    )
    # 52/102 = 50,980; 26/50 = 52,0 and 26/50,02: 51,98 fits none, so 2022 stays open.
    assert as_tuples(found, "year", "target") == [(2023, 102), (2022, None), (2021, 40)]


def test_derived_targets_of_two_years_stand_side_by_side() -> None:
    found = years(
        half(2023, 52),
        observation("pct_of_target", "50,98", until="2023-06-30"),
        half(2022, 52),
        observation("pct_of_target", "51,49", until="2022-06-30"),
    )
    assert as_tuples(found, "year", "target") == [(2023, 102), (2022, 101)]


def test_a_target_for_each_year_stands_where_there_is_none_for_the_year() -> None:
    each = observation("target_per_year", 60, year=2023, period_kind="each_year")
    assert as_tuples(years(half(2023), each), "target") == [(60,)]


def test_of_several_targets_the_leading_one_is_taken() -> None:
    found = years(half(2023), target(2023, 115), target(2023, 122))
    assert as_tuples(found, "target") == [(115,)]


def test_a_plain_target_does_not_hide_one_that_leads_by_its_basis() -> None:
    rows = [
        half(2023, 118),
        target(2023, 122, basis="chỉ tiêu huyện đề ra"),
        observation("pct_of_target", "96,72", until="2023-06-30", basis="chỉ tiêu huyện đề ra"),
        observation("pct_of_target", "103", until="2023-06-30", basis="chỉ tiêu tỉnh giao"),
    ]
    frame = observations(*rows)
    superior = frame["basis"].eq("chỉ tiêu tỉnh giao")
    frame = frame.assign(
        basis_kind=superior.map({True: "superior", False: "own"}), is_basis_known=True, stated_on=""
    )
    found = earlier_years(frame, ["vung-tau"], [HALF], year=2024)
    assert as_tuples(found, "target") == [(115,)]


def test_targets_of_other_years_and_units_are_not_taken() -> None:
    found = years(half(2023), target(2022), target(2024), target(2023, unit_id="long-dien"))
    assert as_tuples(found, "target") == [(None,)]


def test_a_rebuilt_count_is_marked() -> None:
    found = years(half(2023, source_id="rebuilt-from-predecessors"), half(2022))
    assert as_tuples(found, "year", "is_rebuilt") == [(2023, True), (2022, False)]


def test_without_any_row_the_frame_is_empty() -> None:
    assert years(half(2023), units=()).empty
    assert years(half(2023), shape="to-03-31").empty


CURVES = {
    ("con", HALF): [{"year": 2023}],
    ("cha", HALF): [{"year": 2023}, {"year": 2022}],
    ("du", HALF): [{"year": 2023}, {"year": 2021}],
}


def test_two_years_make_a_curve_of_its_own() -> None:
    assert find_curve(CURVES, ("du", "cha"), HALF) == Curve("du", CURVES["du", HALF])


def test_one_year_does_not_and_the_parent_stands_in() -> None:
    assert find_curve(CURVES, ("con", "cha"), HALF) == Curve("cha", CURVES["cha", HALF])


def test_without_a_parent_or_a_shape_there_is_no_curve() -> None:
    assert find_curve(CURVES, ("con", None), HALF) is None
    assert find_curve(CURVES, ("du", "cha"), "to-03-31") is None


def test_curves_hold_the_rows_of_one_unit_and_shape_in_order() -> None:
    curves = curves_of(years(half(2023, 1), half(2022, 2)))
    assert list(curves) == [("vung-tau", HALF)]
    assert [row["count"] for row in curves["vung-tau", HALF]] == [1, 2]
