"""Achievement of a year and of a term: same unit, the target's own period, nobody left out."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics.achievement import (
    achievement_by_term,
    achievement_by_unit,
    achievement_frame,
    leading,
)
from analysis.metrics.exact import Rounding
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.results import Scope
from analysis.metrics.status import Status

ALONE = Scope("vung-tau", ())


def by_unit(*rows: Row, scope: Scope = ALONE, threshold: float = 50) -> pd.DataFrame:
    return achievement_by_unit(observations(*rows), scope, year=2024, threshold_pct=threshold)


def by_term(*rows: Row, year: int = 2024) -> pd.DataFrame:
    return achievement_by_term(observations(*rows), "vung-tau", year=year, threshold_pct=50)


def only(frame: pd.DataFrame) -> pd.Series:
    assert len(frame) == 1
    return frame.iloc[0]


def test_the_target_is_that_of_the_same_year_and_unit() -> None:
    found = only(
        by_unit(
            observation(value=142, until="2024-06-30"),
            observation("target", 999, year=2023),
            observation("target", 888, year=2025),
            observation("target", 777, year=2024, unit_id="tp-ba-ria"),
            observation("target", 666, term="2020-2025"),
            observation("target", 270, year=2024),
        )
    )
    assert (found["target"], found["missing"]) == (270, 128)


def test_results_of_other_years_and_terms_are_not_of_this_year() -> None:
    found = only(
        by_unit(
            observation(value=1, year=2023),
            observation(value=2, year=2025),
            observation(value=3, term="2020-2025", until="2024-06-30"),
            observation("target", 270, year=2024),
        )
    )
    assert (found["status"], found["target"]) == (Status.NO_FIGURE, 270)


def test_the_result_that_reaches_furthest_is_the_result_of_the_year() -> None:
    found = only(
        by_unit(
            observation(value=145, until="2024-09-30"),
            observation(value=14, until="2024-03-31"),
            observation("target", 260, year=2024),
        )
    )
    assert (found["admitted"], found["missing"]) == (145, 115)
    assert found["period_end"] == pd.Timestamp("2024-09-30")


def test_a_percentage_of_an_earlier_part_is_not_mixed_with_a_later_count() -> None:
    found = only(
        by_unit(
            observation("pct_of_target", "50", until="2024-06-30"),
            observation(value=82, until="2024-11-10"),
        )
    )
    assert (found["admitted"], found["status"]) == (82, Status.NO_TARGET)
    assert found["rate_pct"] is None


def test_averages_and_projections_are_no_achievement() -> None:
    found = only(by_unit(observation(is_average=True), observation(is_projected=True)))
    assert found["status"] == Status.NO_FIGURE


def test_every_unit_of_the_scope_has_a_row_in_the_order_of_the_office() -> None:
    scope = Scope("tinh", ("c", "a", "b"))
    found = by_unit(observation("pct_of_target", "38", year=2024, unit_id="a"), scope=scope)
    assert list(found["unit_id"]) == ["tinh", "c", "a", "b"]
    assert list(found["status"]) == ["no_figure", "no_figure", "below_threshold", "no_figure"]


def test_a_unit_outside_the_scope_has_no_row() -> None:
    found = by_unit(observation(unit_id="tp-ba-ria"))
    assert list(found["unit_id"]) == ["vung-tau"]


def test_missing_is_not_zero() -> None:
    found = only(by_unit())
    assert found[["admitted", "target", "missing", "printed_decimals"]].isna().all()
    assert (found["rate_pct"], found["rate_kind"]) == (None, RateKind.NONE)


def test_the_first_of_several_targets_leads() -> None:
    found = by_unit(
        observation(value=118, until="2024-09-30"),
        observation("pct_of_target", "103", until="2024-09-30", basis="tỉnh giao"),
        observation("pct_of_target", "96,72", until="2024-09-30", basis="huyện đề ra"),
    )
    assert list(found["target"]) == [115, 122]
    assert list(leading(found)["target"]) == [115]


def each_year(value: int, **columns: object) -> Row:
    fields = {"period_kind": "each_year", "period_key": "each_year", "year": 2024} | columns
    blank = {"period_start": None, "period_end": None}
    return observation("target_per_year", value, **(blank | fields))


def test_a_target_for_each_year_serves_where_its_source_prints_the_result() -> None:
    found = only(by_unit(observation(value=1932, until="2024-11-23"), each_year(2000)))
    assert (found["target"], found["missing"]) == (2000, 68)
    assert found["target_period_key"] == "each_year"
    elsewhere = only(by_unit(observation(value=1932), each_year(2000, source_id="dai")))
    assert elsewhere["status"] == Status.NO_TARGET


def test_a_target_for_the_year_goes_before_one_for_each_year() -> None:
    found = only(by_unit(observation(value=1000), each_year(2000), observation("target", 1250)))
    assert (found["target"], found["rate_pct"]) == (1250, 80)


@pytest.mark.parametrize(
    ("term", "target"),
    [("2020-2024", 2000), ("2023-2028", 2000), ("2024-2029", None), ("2019-2023", None)],
)
def test_a_target_for_each_year_of_a_term_serves_the_years_after_its_congress(
    term: str, target: int | None
) -> None:
    aim = each_year(2000, period_kind="term", period_key=f"term:{term}", term=term, source_id="dai")
    found = only(by_unit(observation(value=1000), aim))
    assert (None if pd.isna(found["target"]) else found["target"]) == target


def test_a_target_of_another_term_does_not_serve_because_its_source_prints_the_result() -> None:
    aim = each_year(2000, period_key="each_year:2010-2015", term="2010-2015")
    assert only(by_unit(observation(value=1000), aim))["status"] == Status.NO_TARGET


@pytest.mark.parametrize(
    ("first", "last", "serves"),
    [(2024, 2028, True), (2020, 2024, True), (2025, 2029, False), (2019, 2023, False)],
)
def test_a_target_for_each_of_some_years_serves_those(first: int, last: int, serves: bool) -> None:
    span = {"period_start": f"{first}-01-01", "period_end": f"{last}-12-31", "source_id": "dai"}
    aim = each_year(380, period_kind="years", period_key=f"years:{first}-{last}", **span)
    found = only(by_unit(observation(value=190), aim))
    assert (found["status"] == Status.ON_THE_WAY) is serves


def test_of_two_terms_each_year_has_the_target_of_its_own() -> None:
    aims = [
        each_year(value, period_kind="term", period_key=f"term:{term}", term=term)
        for value, term in ((2500, "2015-2020"), (2200, "2020-2025"))
    ]
    frame = observations(
        observation(value=1855, year=2019), observation(value=1934, year=2022), *aims
    )
    rates = [
        only(achievement_by_unit(frame, ALONE, year=year, threshold_pct=50))
        for year in (2019, 2022)
    ]
    assert [(row["target"], row["missing"]) for row in rates] == [(2500, 645), (2200, 266)]


def test_a_printed_fraction_alone_is_a_result_with_its_target() -> None:
    found = only(
        by_unit(observation("admitted_over_target", 11, denominator=15, until="2024-06-30"))
    )
    assert (found["admitted"], found["target"], found["missing"]) == (11, 15, 4)
    assert found["rate_pct"] == Fraction(220, 3)
    assert found["target_period_key"] == "year:2024"


def test_a_rate_of_the_members_is_no_result_of_the_target() -> None:
    of_members = {"basis": "so với tổng số đảng viên"}
    found = only(
        by_unit(
            observation(value=60, until="2024-06-30"),
            observation("pct_of_target", "3,02", until="2024-09-30", **of_members),
            observation("target", 120),
        )
    )
    assert (found["period_key"], found["rate_pct"]) == ("part_year:2024-06-30", 50)
    term = {"term": "2020-2025", "until": "2023-12-15"}
    assert by_term(observation("pct_of_target", "8,7", **term, **of_members)).empty


def test_the_leading_target_comes_first_whatever_the_order_of_print() -> None:
    fields = {"until": "2024-09-30"}
    frame = observations(
        observation("pct_of_target", "96,72", basis="huyện đề ra", **fields),
        observation("pct_of_target", "103", basis="tỉnh giao", **fields),
        observation(value=118, **fields),
    ).assign(basis_kind=["own", "superior", "unstated"], stated_on="")
    found = achievement_by_unit(frame, ALONE, year=2024, threshold_pct=50)
    assert list(found["target"]) == [115, 122]
    assert list(found["is_leading"]) == [True, False]
    assert list(found["target_basis_kind"]) == ["superior", "own"]


def test_a_table_of_nothing_keeps_its_types() -> None:
    empty = achievement_frame([])
    assert leading(empty).empty
    types = empty.dtypes.astype("str")
    whole = ["admitted", "target", "target_upper", "target_lowest", "target_highest", "missing"]
    whole += ["missing_lowest", "missing_highest", "printed_decimals", "report_year"]
    assert set(types[whole]) == {"Int64"}
    flags = ["is_leading", "is_replaced", "is_contested", "is_small_target"]
    assert set(types[flags]) == {"bool"}
    assert set(types[["period_start", "period_end"]]) == {"datetime64[s]"}


def quarter(**columns: object) -> list[Row]:
    """28 and 24,3% give away 115 (24.348)."""
    fields = {"until": "2024-03-31", "source_id": "quy-mot"} | columns
    return [observation(value=28, **fields), observation("pct_of_target", "24,3", **fields)]


def nine_months(count: int, printed: str, **columns: object) -> list[Row]:
    fields = {"until": "2024-09-30", "source_id": "chin-thang"} | columns
    return [observation(value=count, **fields), observation("pct_of_target", printed, **fields)]


def test_a_derived_target_that_another_report_contradicts_is_withheld() -> None:
    # 125 and 107,8% give away 116 (107.76) and leave no other.
    found = only(by_unit(*quarter(), *nine_months(125, "107,8")))
    assert (found["target_kind"], found["rate_kind"]) == (TargetKind.NONE, RateKind.PUBLISHED)
    rate = Fraction(1078, 10)
    assert (found["admitted"], found["rate_pct"], found["status"]) == (125, rate, Status.MET)
    gone = ["target", "target_lowest", "target_highest", "missing", "missing_lowest"]
    assert found[gone].isna().all()
    assert found["remark"] == "các báo cáo trong năm suy ra chỉ tiêu khác nhau (115, 116)"


def test_the_target_that_alone_fits_all_reports_is_the_target() -> None:
    # 125 and 108% are of 116 if rounded and of 115 if cut off; 28 and 24,3% are of 115 alone.
    found = only(by_unit(*quarter(), *nine_months(125, "108")))
    assert (found["target"], found["target_kind"]) == (115, TargetKind.DERIVED)
    assert (found["rate_pct"], found["rate_kind"]) == (Fraction(12500, 115), RateKind.COMPUTED)
    assert (found["missing"], found["status"]) == (0, Status.MET)
    assert found["target_rounding"] == Rounding.TRUNCATED
    assert found["remark"] == "chỉ tiêu 115 là số duy nhất khớp với mọi báo cáo trong năm"


def test_a_target_left_open_by_its_report_is_closed_by_another() -> None:
    # 57 and 50% leave 112 to 115 open: 112 if cut off, the others if rounded.
    alone = only(by_unit(*nine_months(57, "50")))
    assert (alone["missing_lowest"], alone["missing_highest"]) == (55, 58)
    found = only(by_unit(*quarter(), *nine_months(57, "50")))
    assert (found["target"], found["missing"], found["status"]) == (115, 58, Status.BELOW_THRESHOLD)
    assert found[["missing_lowest", "missing_highest"]].isna().all()


def test_an_open_target_that_two_reports_leave_open_stays_open() -> None:
    early = {"until": "2024-03-31", "source_id": "quy-mot"}
    first = [observation(value=14, **early), observation("pct_of_target", "5", **early)]
    found = only(by_unit(*first, *nine_months(130, "50")))
    assert found["target_kind"] == TargetKind.NONE
    assert found["missing_lowest"] > 100


def test_a_report_of_nothing_says_nothing_of_the_target() -> None:
    early = {"until": "2024-03-31", "source_id": "quy-mot"}
    none = [observation(value=0, **early), observation("pct_of_target", "0", **early)]
    found = only(by_unit(*none, *nine_months(125, "108")))
    assert (found["target"], found["remark"]) == (116, "")


def test_a_withheld_target_is_not_called_small() -> None:
    early = {"until": "2024-03-31", "source_id": "quy-mot"}
    first = [observation(value=2, **early), observation("pct_of_target", "25", **early)]
    assert only(by_unit(*nine_months(3, "33")))["is_small_target"]
    found = only(by_unit(*first, *nine_months(3, "33")))
    assert found["remark"].endswith("(8, 9)")
    assert not found["is_small_target"]


def test_a_withheld_target_leaves_the_group_to_the_printed_percentage() -> None:
    # 40 and 67% give away 60, and 66,67 % would be below 66,8; 115 contradicts, so 67 % counts.
    report = nine_months(40, "67")
    assert only(by_unit(*report, threshold=66.8))["status"] == Status.BELOW_THRESHOLD
    assert only(by_unit(*quarter(), *report, threshold=66.8))["status"] == Status.ON_THE_WAY


def test_a_derived_target_that_another_report_confirms_stays() -> None:
    # 125/115 = 108.696 prints as 108,7.
    found = only(by_unit(*quarter(), *nine_months(125, "108,7")))
    assert (found["target"], found["target_kind"]) == (115, TargetKind.DERIVED)
    assert found["remark"] == ""


def test_a_report_that_leaves_the_target_open_contradicts_nothing() -> None:
    early = {"until": "2024-03-31", "source_id": "quy-mot"}
    found = only(
        by_unit(
            observation(value=14, **early),
            observation("pct_of_target", "5", **early),
            *nine_months(145, "55,7"),
        )
    )
    assert (found["target"], found["target_kind"]) == (260, TargetKind.DERIVED)


def test_the_reports_of_another_unit_contradict_nothing() -> None:
    rows = [*quarter(), *nine_months(125, "108", unit_id="phuong-1")]
    found = by_unit(*rows, scope=Scope("vung-tau", ("phuong-1",)))
    assert list(found["target"]) == [115, 116]


@pytest.mark.parametrize("part", [0, 1], ids=["count", "percentage"])
def test_a_report_with_half_of_what_it_takes_contradicts_nothing(part: int) -> None:
    found = only(by_unit(quarter()[part], *nine_months(125, "108")))
    assert (found["target"], found["target_kind"]) == (116, TargetKind.DERIVED)


def test_a_contradiction_stays_though_a_third_report_confirms_the_target() -> None:
    third = {"until": "2024-06-30", "source_id": "sau-thang"}
    confirming = [observation(value=125, **third), observation("pct_of_target", "107,8", **third)]
    found = only(by_unit(*quarter(), *confirming, *nine_months(125, "108")))
    assert found["target_kind"] == TargetKind.NONE
    assert found["remark"].endswith("(115, 116)")


def test_a_published_target_is_never_withheld() -> None:
    target = observation("target", 120, year=2024)
    found = only(by_unit(*quarter(), *nine_months(125, "108"), target))
    assert (found["target"], found["target_kind"]) == (120, TargetKind.PUBLISHED)


def test_a_term_so_far_is_held_against_the_target_of_the_whole_term() -> None:
    found = only(
        by_term(
            observation(value=5866, term="2020-2025", until="2023-12-15"),
            observation("target", 6300, term="2020-2025", year=2023),
            observation("target", 1660, year=2024),
        )
    )
    assert (found["admitted"], found["target"], found["missing"]) == (5866, 6300, 434)
    assert found["rate_pct"] == Fraction(838, 9)  # 93,11 %


def test_the_latest_result_of_a_term_counts() -> None:
    found = only(
        by_term(
            observation(value=300, term="2020-2025", until="2023-06-30"),
            observation(value=200, term="2020-2025", until="2022-06-30"),
        )
    )
    assert found["admitted"] == 300


def test_the_total_of_a_whole_term_goes_before_a_part() -> None:
    found = only(
        by_term(
            observation(value=700, term="2020-2025", year=2024),
            observation(value=300, term="2020-2025", until="2023-06-30"),
        )
    )
    assert found["admitted"] == 700


def test_each_term_has_its_own_target() -> None:
    found = by_term(
        observation(value=5, term="2015-2020", until="2018-12-31"),
        observation(value=10, term="2010-2015", until="2014-12-31"),
        observation("target_min", 6, term="2010-2015", year=2014, qualifier="at_least"),
    )
    assert list(found["term"]) == ["2010-2015", "2015-2020"]
    assert list(found["unit_id"]) == ["vung-tau", "vung-tau"]
    assert list(found["status"]) == [Status.MET, Status.NO_TARGET]
    assert found.iloc[0]["target_kind"] == TargetKind.MINIMUM
    assert found.iloc[0]["rate_pct"] == Fraction(500, 3)  # 166,67 %


@pytest.mark.parametrize(
    "later",
    [
        pytest.param({"term": "2020-2025", "until": "2025-06-30"}, id="a later year"),
        pytest.param({"term": "2020-2025", "year": None}, id="no year at all"),
        pytest.param({"year": 2023}, id="no term"),
        pytest.param(
            {"term": "2020-2025", "until": "2024-12-31", "is_projected": True}, id="projected"
        ),
        pytest.param({"term": "2020-2025", "unit_id": "tp-ba-ria"}, id="another unit"),
    ],
)
def test_only_results_of_the_unit_up_to_the_year_are_shown_by_term(later: Row) -> None:
    assert by_term(observation(value=5, **later)).empty


units = st.sampled_from(["tinh", "a", "b", "c"])
figures = st.lists(
    st.builds(
        lambda unit_id, value, until, source_id, measure: observation(
            measure,
            value if measure == "admitted" else str(value),
            unit_id=unit_id,
            source_id=source_id,
            **({"until": until} if until else open_end(2024)),
        ),
        unit_id=units,
        value=st.integers(0, 12),
        until=st.sampled_from(["2024-03-31", "2024-09-30", None]),
        source_id=st.sampled_from(["bao", "dai"]),
        measure=st.sampled_from(["admitted", "pct_of_target"]),
    ),
    max_size=8,
)
targets = st.dictionaries(units, st.integers(0, 12)).map(
    lambda values: [observation("target", value, unit_id=unit) for unit, value in values.items()]
)
MEASURED = ["unit_id", "admitted", "target", "target_kind", "rate_pct", "missing", "status"]


def measured(rows: list[Row]) -> list[tuple]:
    found = leading(by_unit(*rows, scope=Scope("tinh", ("c", "a", "b"))))
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in found[MEASURED].astype("object").itertuples(index=False)
    ]


@settings(max_examples=15, deadline=None)
@given(rows=figures, aims=targets, data=st.data())
def test_a_row_that_stands_there_twice_changes_no_figure(
    rows: list[Row], aims: list[Row], data: st.DataObject
) -> None:
    everything = rows + aims
    if everything:
        again = data.draw(st.sampled_from(everything))
        assert measured([*everything, again]) == measured(everything)


@settings(max_examples=15, deadline=None)
@given(rows=figures, aims=targets, order=st.randoms())
def test_the_order_of_the_counts_changes_no_figure(rows: list[Row], aims: list[Row], order) -> None:
    """Counts only: of several percentages the first printed leads by rule."""
    counts = [row for row in rows if row["measure"] == "admitted"] + aims
    shuffled = list(counts)
    order.shuffle(shuffled)
    assert measured(shuffled) == measured(counts)


@settings(max_examples=20, deadline=None)
@given(
    admitted=st.integers(0, 300),
    target=st.integers(1, 300),
    factor=st.integers(1, 1000),
    threshold=st.sampled_from([33.3, 50, 66.67, 100]),
)
def test_as_many_times_the_admitted_and_the_target_is_the_same_rate_and_group(
    admitted: int, target: int, factor: int, threshold: float
) -> None:
    once, often = (
        only(
            by_unit(
                observation(value=admitted * times),
                observation("target", target * times),
                threshold=threshold,
            )
        )
        for times in (1, factor)
    )
    assert often["rate_pct"] == once["rate_pct"] == Fraction(100 * admitted, target)
    assert often["status"] == once["status"]
    assert often["missing"] == once["missing"] * factor == max(target - admitted, 0) * factor


@settings(max_examples=20, deadline=None)
@given(admitted=st.integers(1, 300), target=st.integers(1, 300), threshold=st.integers(1, 100))
def test_a_unit_is_below_exactly_when_whole_numbers_say_so(
    admitted: int, target: int, threshold: int
) -> None:
    found = only(
        by_unit(
            observation(value=admitted), observation("target", target), threshold=float(threshold)
        )
    )
    is_below = 100 * admitted < threshold * target
    assert (found["status"] == Status.BELOW_THRESHOLD) is is_below


counted = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=3, max_size=3)


def scope_rows(figures: list[tuple[int, int]]) -> list[Row]:
    return [
        row
        for unit_id, (admitted, target) in zip("abc", figures, strict=True)
        for row in (
            observation(value=admitted, unit_id=unit_id),
            observation("target", target, unit_id=unit_id),
        )
    ]


@settings(max_examples=5, deadline=None)
@given(figures=counted)
def test_a_total_row_changes_nothing_of_the_units(figures: list[tuple[int, int]]) -> None:
    rows = scope_rows(figures)
    total = [
        observation(value=sum(admitted for admitted, _ in figures), unit_id="tinh"),
        observation("target", sum(target for _, target in figures), unit_id="tinh"),
    ]
    assert measured([*total, *rows])[1:] == measured(rows)[1:]


@settings(max_examples=5, deadline=None)
@given(figures=counted, order=st.permutations("abc"))
def test_the_order_of_units_changes_nothing_but_their_order(
    figures: list[tuple[int, int]], order: list[str]
) -> None:
    rows = scope_rows(figures)
    found = leading(by_unit(*rows, scope=Scope("tinh", tuple(order))))
    assert list(found["unit_id"]) == ["tinh", *order]
    judged = {row[0]: row for row in measured(rows)}
    assert [
        tuple(None if pd.isna(value) else value for value in row)
        for row in found[MEASURED].astype("object").itertuples(index=False)
    ] == [judged[unit_id] for unit_id in ("tinh", *order)]


@settings(max_examples=8, deadline=None)
@given(
    admitted=st.integers(0, 80),
    target=st.integers(2, 80),
    cuts=st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_a_unit_split_in_two_and_added_up_again_is_the_unit(
    admitted: int, target: int, cuts: tuple[float, float]
) -> None:
    parts = (int(admitted * cuts[0]), 1 + int((target - 2) * cuts[1]))
    halves = [parts, (admitted - parts[0], target - parts[1]), (0, 1)]
    split = leading(by_unit(*scope_rows(halves), scope=Scope("a", ("b",))))
    again = only(
        by_unit(
            observation(value=int(split["admitted"].sum())),
            observation("target", int(split["target"].sum())),
        )
    )
    whole = only(by_unit(observation(value=admitted), observation("target", target)))
    pd.testing.assert_series_equal(again, whole)
    # A surplus of one part fills no gap of the other.
    assert split["missing"].sum() >= whole["missing"]
