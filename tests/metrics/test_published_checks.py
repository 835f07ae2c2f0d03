"""Every printed percentage, average and sum held against the figures that it was made from."""

from __future__ import annotations

from dataclasses import fields
from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, registered_measures
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics.published_checks import Check, Verdict, check_published, judge
from analysis.metrics.results import Scope

CONSISTENT, TRUNCATED, INCONSISTENT = (
    Verdict.CONSISTENT,
    Verdict.TRUNCATED,
    Verdict.INCONSISTENT,
)
HALF_YEAR = {"until": "2024-06-30"}
TERM = {"term": "2020-2025"}


def check(*rows: Row, scope: Scope | None = None) -> pd.DataFrame:
    return check_published(observations(*rows), registered_measures(), scope)


def verdicts(*rows: Row) -> list[tuple[str, str]]:
    found = check(*rows)
    return list(zip(found["printed"], found["verdict"], strict=True))


@pytest.mark.parametrize(
    ("printed", "computed", "verdict"),
    [
        pytest.param("52,53", Fraction(14200, 270), INCONSISTENT, id="142/270 is 52,59"),
        pytest.param("94,11", Fraction(8000, 85), TRUNCATED, id="80/85 is 94,117"),
        pytest.param("94,12", Fraction(8000, 85), CONSISTENT, id="80/85 rounded"),
        pytest.param("75,63", Fraction(12100, 160), CONSISTENT, id="121/160 is 75,625"),
        pytest.param("75,62", Fraction(12100, 160), TRUNCATED, id="75,625 cut off"),
        pytest.param("75,64", Fraction(12100, 160), INCONSISTENT, id="75,625 is not 75,64"),
        pytest.param("94", Fraction(1138800, 12064), CONSISTENT, id="11.388/12.064 is 94,397"),
        pytest.param("119,5", Fraction(752600, 6300), CONSISTENT, id="7.526/6.300 is 119,46"),
        pytest.param("96,75", Fraction(3867, 40), INCONSISTENT, id="96,675 is not 96,75"),
        pytest.param("50", Fraction(50), CONSISTENT, id="exact"),
    ],
)
def test_a_plain_print_is_judged_by_rounding_and_cutting_off(
    printed: str, computed: Fraction, verdict: Verdict
) -> None:
    assert judge(pd.Series(observation("pct_of_target", printed)), computed) is verdict


@pytest.mark.parametrize(
    ("columns", "computed", "verdict"),
    [
        pytest.param({"qualifier": "more_than"}, "83.3", CONSISTENT, id="hơn 80%: 83,3"),
        pytest.param({"qualifier": "more_than"}, "79.9", INCONSISTENT, id="hơn 80%: 79,9"),
        pytest.param({"qualifier": "at_least"}, "80", CONSISTENT, id="từ 80%: 80"),
        pytest.param({"qualifier": "less_than"}, "79.9", CONSISTENT, id="gần 80%: 79,9"),
        pytest.param({"qualifier": "less_than"}, "82", INCONSISTENT, id="gần 80%: 82"),
        pytest.param({"qualifier": "at_most"}, "80", CONSISTENT, id="không quá 80%: 80"),
        pytest.param({"qualifier": "about"}, "80", Verdict.NOT_CHECKABLE, id="khoảng 80%"),
    ],
)
def test_a_bound_is_consistent_when_the_exact_figure_keeps_it(
    columns: Row, computed: str, verdict: Verdict
) -> None:
    row = pd.Series(observation("pct_of_target", "80", **columns))
    assert judge(row, Fraction(computed)) is verdict


@pytest.mark.parametrize(
    ("computed", "verdict"), [("2.9", INCONSISTENT), ("3.5", CONSISTENT), ("6", INCONSISTENT)]
)
def test_a_range_is_consistent_when_the_exact_figure_lies_in_it(
    computed: str, verdict: Verdict
) -> None:
    row = pd.Series(observation(value=None, low=3, high=4, qualifier="between"))
    assert judge(row, Fraction(computed)) is verdict


@pytest.mark.parametrize(
    ("qualifier", "computed"),
    [
        pytest.param("less_than", "51", id="gần 50%: 51"),
        pytest.param("less_than", "50", id="gần 50%: 50"),
        pytest.param("at_most", "50.9", id="không quá 50%: 50,9"),
    ],
)
def test_an_upper_bound_that_is_not_kept_is_inconsistent(qualifier: str, computed: str) -> None:
    row = pd.Series(observation("pct_of_target", "50", qualifier=qualifier))
    assert judge(row, Fraction(computed)) is INCONSISTENT


@given(part=st.integers(0, 5000), whole=st.integers(1, 5000), decimals=st.integers(0, 2))
def test_a_print_made_by_rounding_or_cutting_off_is_never_called_inconsistent(
    part: int, whole: int, decimals: int
) -> None:
    scale = 10**decimals
    rounded = (2 * 100 * scale * part + whole) // (2 * whole)
    cut_off = 100 * scale * part // whole
    for printed, verdict in ((rounded, CONSISTENT), (cut_off, TRUNCATED)):
        row = pd.Series({"value": printed / scale, "decimals": decimals, "qualifier": "exact"})
        expected = CONSISTENT if printed == rounded else verdict
        assert judge(row, Fraction(100 * part, whole)) is expected


def test_a_percentage_is_recomputed_from_count_and_target_with_the_arithmetic() -> None:
    found = check(
        observation(value=142, **HALF_YEAR),
        observation("target", 270, year=2024),
        observation(
            "pct_of_target",
            "52,53",
            value_printed="52,53%",
            period_printed="6 tháng đầu năm",
            **HALF_YEAR,
        ),
    )
    assert found.to_dict("records") == [
        {
            "rule": "ratio",
            "unit_id": "vung-tau",
            "measure": "pct_of_target",
            "period_key": "part_year:2024-06-30",
            "period_printed": "6 tháng đầu năm",
            "printed": "52,53%",
            "computed": Fraction(1420, 27),
            "arithmetic": "142 : 270 × 100 = 52,593",
            "verdict": INCONSISTENT,
            "source_id": "bao-dia-phuong",
            "locator": "figures.csv:4",
            "report_year": 2024,
        }
    ]


def test_every_printed_percentage_that_is_a_result_is_listed() -> None:
    found = verdicts(
        observation("pct_of_target", "38", unit_id="a"),
        observation("rating_org_good_pct", "96,2"),
        observation("admitted_female_pct", "50"),
        observation("target_admission_rate_pct", "3"),
        observation("members_total", 13835),
    )
    assert found == [(printed, Verdict.NOT_CHECKABLE) for printed in ("38", "96,2", "50")]


def test_a_percentage_whose_target_is_not_published_derives_it() -> None:
    found = check(observation(value=1514), observation("pct_of_target", "112,15"))
    assert list(found["verdict"]) == [Verdict.DERIVES]
    assert list(found["arithmetic"]) == ["1.514 : 1.350 × 100 = 112,148"]
    assert list(found["computed"]) == [Fraction(151400, 1350)]
    assert list(found["rule"]) == ["ratio"]


def test_a_percentage_derives_the_target_that_alone_fits_all_reports_of_the_year() -> None:
    # 125 and 108% alone are of 116, 28 and 24,3% of 115 alone.
    first, later = {"until": "2024-03-31", "source_id": "a"}, {"until": "2024-09-30"}
    found = check(
        observation(value=28, **first),
        observation("pct_of_target", "24,3", **first),
        observation(value=125, **later),
        observation("pct_of_target", "108", **later),
    )
    assert list(found["arithmetic"]) == ["28 : 115 × 100 = 24,348", "125 : 115 × 100 = 108,696"]


def test_the_reports_of_another_unit_say_nothing_of_the_target() -> None:
    other = {"until": "2024-03-31", "source_id": "a", "unit_id": "long-dien"}
    found = check(
        observation(value=28, **other),
        observation("pct_of_target", "24,3", **other),
        observation(value=125),
        observation("pct_of_target", "108"),
    )
    assert list(found["arithmetic"])[1] == "125 : 116 × 100 = 107,759"


def test_the_target_of_a_year_says_nothing_of_that_of_several() -> None:
    first = {"until": "2024-03-31", "source_id": "a"}
    found = check(
        observation(value=28, **first),
        observation("pct_of_target", "24,3", **first),
        observation(value=125, period_kind="years"),
        observation("pct_of_target", "108", period_kind="years"),
    )
    assert list(found["arithmetic"])[1] == "125 : 116 × 100 = 107,759"


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([observation(value=14), observation("pct_of_target", "5")], id="several fit"),
        pytest.param([observation(value=1), observation("pct_of_target", "70")], id="none fits"),
        pytest.param(
            [observation(value=113), observation("pct_of_target", "61", qualifier="more_than")],
            id="the percentage is a bound",
        ),
        pytest.param(
            [observation(value=113, qualifier="more_than"), observation("pct_of_target", "61")],
            id="the count is a bound",
        ),
        pytest.param(
            [observation(value=5), observation("target", 0), observation("pct_of_target", "50")],
            id="the target is zero",
        ),
        pytest.param(
            [observation(until="2024-06-30"), observation("pct_of_target", "52", year=2024)],
            id="the count is of another period",
        ),
        pytest.param(
            [observation(unit_id="tp-ba-ria"), observation("pct_of_target", "52")],
            id="the count is of another unit",
        ),
    ],
)
def test_a_percentage_without_usable_parts_is_listed_as_not_checkable(rows: list[Row]) -> None:
    (found,) = check(*rows).to_dict("records")
    assert (found["rule"], found["verdict"]) == ("ratio", Verdict.NOT_CHECKABLE)
    assert (found["computed"], found["arithmetic"]) == (None, "")


def test_the_target_of_another_unit_does_not_matter() -> None:
    found = verdicts(
        observation(value=142),
        observation("target", 270),
        observation("target", 500, unit_id="tp-ba-ria"),
        observation("pct_of_target", "52,59"),
    )
    assert found == [("52,59", CONSISTENT)]


def test_a_target_for_each_year_is_one_if_the_same_source_prints_it() -> None:
    each_year = {"period_kind": "each_year", "period_key": "each_year:2020-2025"}
    found = verdicts(
        observation(value=142),
        observation("target_per_year", 270, **each_year),
        observation("target_per_year", 500, source_id="dai", **each_year),
        observation("pct_of_target", "52,59"),
    )
    assert found == [("52,59", CONSISTENT)]


def test_the_count_of_the_same_source_goes_before_that_of_another() -> None:
    found = verdicts(
        observation(value=142),
        observation(value=150, source_id="dai"),
        observation("target", 270),
        observation("pct_of_target", "52,59"),
    )
    assert found == [("52,59", CONSISTENT)]


def test_a_year_so_far_without_an_end_takes_no_count_of_another_source() -> None:
    so_far = {"period_kind": "part_year", "period_key": "part_year:2024-?", "period_end": None}
    found = verdicts(
        observation(value=142, source_id="dai", **so_far),
        observation("target", 270),
        observation("pct_of_target", "52,59", **so_far),
    )
    assert found == [("52,59", Verdict.NOT_CHECKABLE)]


def test_a_percentage_of_a_term_is_held_against_the_target_of_the_term() -> None:
    so_far = TERM | {"until": "2023-12-15"}
    found = verdicts(
        observation(value=5866, **so_far),
        observation("target", 6300, year=2023, **TERM),
        observation("target", 5000, year=2023),
        observation("pct_of_target", "93,11", **so_far),
    )
    assert found == [("93,11", CONSISTENT)]


def test_of_several_targets_the_one_of_the_same_basis_is_used() -> None:
    found = verdicts(
        observation(value=118),
        observation("target", 115, basis="tỉnh giao"),
        observation("target", 122, basis="huyện đề ra"),
        observation("pct_of_target", "96,72", basis="Huyện đề ra"),
        observation("pct_of_target", "103", basis="tỉnh giao"),
        observation("pct_of_target", "99", basis="trung ương"),
    )
    # 118/122 = 96.721; 118/115 = 102.61; of the third basis there is no target: 118/119 = 99.16.
    assert found == [("96,72", CONSISTENT), ("103", CONSISTENT), ("99", Verdict.DERIVES)]


def test_a_percentage_is_not_held_against_the_target_of_another_printed_basis() -> None:
    found = verdicts(
        observation(value=118),
        observation("target", 122, basis="huyện đề ra"),
        observation("pct_of_target", "96,72", basis="huyện đề ra"),
        observation("pct_of_target", "103", basis="tỉnh giao"),
    )
    assert found == [("96,72", CONSISTENT), ("103", Verdict.DERIVES)]


def test_the_only_target_is_used_whatever_its_basis() -> None:
    found = verdicts(
        observation(value=118),
        observation("target", 122, basis="huyện đề ra"),
        observation("pct_of_target", "96,72"),
    )
    assert found == [("96,72", CONSISTENT)]


def test_of_two_targets_the_one_of_the_basis_of_a_single_percentage_is_used() -> None:
    found = verdicts(
        observation(value=118),
        observation("target", 115, basis="tỉnh giao"),
        observation("target", 122, basis="huyện đề ra"),
        observation("pct_of_target", "96,72", basis="huyện đề ra"),
    )
    assert found == [("96,72", CONSISTENT)]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"source_id": "dai"}, id="another source"),
        pytest.param({"until": "2024-06-30"}, id="another period"),
        pytest.param({"unit_id": "tp-ba-ria"}, id="another unit"),
        pytest.param({"measure": "rating_org_good_pct"}, id="another measure"),
    ],
)
def test_only_percentages_beside_it_show_that_a_basis_matters(other: Row) -> None:
    found = verdicts(
        observation(value=118),
        observation("target", 122),
        observation("pct_of_target", "96,72"),
        observation(**{"measure": "pct_of_target", "value": "103", "basis": "tỉnh giao"} | other),
    )
    assert found[0] == ("96,72", CONSISTENT)


def test_a_percentage_is_recomputed_although_its_count_was_a_duplicate_of_another_source() -> None:
    """Cleaning keeps one of two equal counts; Đức Trọng 2016 (250 of 200, 125%) is such a case."""
    found = verdicts(
        observation(value=250, source_id="bao"),
        observation("target", 200, source_id="bao"),
        observation("pct_of_target", "125", source_id="dai"),
    )
    assert found == [("125", CONSISTENT)]


def test_a_share_is_recomputed_from_counts_of_the_same_source_and_period() -> None:
    found = check(
        observation(value=200),
        observation("admitted_female", 75),
        observation("admitted_female_pct", "37,5"),
    )
    assert list(found["computed"]) == [Fraction(75, 2)]
    assert list(found["verdict"]) == [CONSISTENT]


def test_an_average_is_held_against_the_mean_of_the_years_beside_it() -> None:
    years = [
        observation("rating_org_good_pct", "96,2", year=2021, value_printed="96,2%"),
        observation("rating_org_good_pct", "97,15", year=2022, value_printed="97,15%"),
    ]
    mean = observation("rating_org_good_pct", "96,75", is_average=True, period_kind="years")
    others = [
        observation("rating_org_good_pct", "90", year=2020, unit_id="tp-ba-ria"),
        observation("rating_org_good_pct", "90", year=2020, source_id="dai"),
        observation("rating_org_good_pct", "90", year=2020, qualifier="more_than"),
        observation("rating_org_good_pct", "90", until="2020-06-30"),
        observation("rating_org_good_pct", "90", year=2020, is_average=True),
        observation("admitted", 90, year=2020),
    ]
    found = check(mean, *years, *others).iloc[0]
    assert (found["rule"], found["verdict"]) == ("mean", INCONSISTENT)
    assert found["computed"] == Fraction(19335, 200)
    assert found["arithmetic"] == "(96,2 + 97,15) : 2 = 96,675"


def test_an_average_of_a_single_year_is_not_checkable() -> None:
    mean = observation("rating_org_good_pct", "96,75", is_average=True, period_kind="years")
    found = check(mean, observation("rating_org_good_pct", "96,2", year=2021))
    assert set(found["verdict"]) == {Verdict.NOT_CHECKABLE}
    assert list(found["rule"]) == ["mean", "ratio"]
    assert list(found["arithmetic"]) == ["", ""]


def test_a_yearly_average_is_held_against_total_and_years() -> None:
    found = check(
        observation(value=64998, **TERM),
        observation("admitted_avg_per_year", 13000, qualifier="less_than", **TERM),
    )
    assert list(found["rule"]) == ["per_year"]
    assert list(found["computed"]) == [Fraction(64998, 5)]
    assert list(found["verdict"]) == [CONSISTENT]
    assert list(found["arithmetic"]) == ["64.998 : 5 = 12.999,6"]


def test_a_yearly_average_without_a_total_is_listed_as_not_checkable() -> None:
    found = check(
        observation("admitted_avg_per_year", 13000, **TERM),
        observation(value=1210, unit_id="tp-ba-ria", **TERM),
        observation("admitted_avg_per_year", 242, unit_id="tp-ba-ria", **TERM),
    )
    assert list(found["printed"]) == ["13000", "242"]
    assert list(found["rule"]) == ["per_year", "per_year"]
    assert list(found["verdict"]) == [Verdict.NOT_CHECKABLE, CONSISTENT]
    assert list(found["arithmetic"]) == ["", "1.210 : 5 = 242,0"]


@pytest.mark.parametrize(("probationary", "verdict"), [(7, CONSISTENT), (8, INCONSISTENT)])
def test_a_whole_is_held_against_the_sum_of_its_parts(probationary: int, verdict: Verdict) -> None:
    found = check(
        observation("members_total", 43),
        observation("members_full", 36),
        observation("members_probationary", probationary),
    )
    assert list(found["rule"]) == ["sum"]
    assert list(found["verdict"]) == [verdict]
    assert found.iloc[0]["arithmetic"] == f"36 + {probationary} = {36 + probationary}"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"source_id": "dai"}, id="another source"),
        pytest.param({"until": "2024-06-30"}, id="another period"),
        pytest.param({"qualifier": "more_than"}, id="a bound"),
    ],
)
def test_a_sum_is_not_made_of_parts_that_do_not_belong_together(other: Row) -> None:
    found = check(
        observation("members_total", 43),
        observation("members_full", 36),
        observation("members_probationary", 7, **other),
    )
    assert found.empty


def test_sums_come_in_the_order_of_the_register() -> None:
    measures = registered_measures()
    measures.loc["admitted_female", "parts_of"] = "units_total"
    frame = observations(
        observation("members_total", 43),
        observation("members_full", 36),
        observation("members_probationary", 7),
        observation("units_total", 5),
        observation("admitted_female", 5),
    )
    found = check_published(frame, measures)
    assert list(found["measure"]) == ["units_total", "members_total"]


def test_a_projected_total_is_what_is_admitted_and_the_plan_of_the_last_year() -> None:
    others = [
        observation(value=900, until="2023-12-15", unit_id="tp-ba-ria", **TERM),
        observation(value=901, until="2023-12-15", source_id="dai", **TERM),
        observation("target", 1500, year=2023),
        observation("admitted_female", 70, year=2024),
    ]
    found = check(
        observation(value=5866, until="2023-12-15", **TERM),
        observation("target", 1660, year=2024),
        observation("admitted_projected", 7526, until="2024-12-31", **TERM),
        *others,
    )
    assert list(found["rule"]) == ["sum"]
    assert list(found["computed"]) == [7526]
    assert list(found["arithmetic"]) == ["5.866 + 1.660 = 7.526"]
    assert list(found["verdict"]) == [CONSISTENT]


def test_a_projection_without_an_end_has_no_plan_to_be_held_against() -> None:
    found = check(
        observation(value=5866, until="2023-12-15", **TERM),
        observation("target", 1660, year=2024),
        observation("admitted_projected", 7526, **TERM),
    )
    assert found.empty


SCOPE = Scope("long-an", ("ben-luc", "duc-hoa", "can-giuoc"))


def listed(unit_id: str, value: int, **columns: object) -> Row:
    return observation(value=value, unit_id=unit_id, **columns)


@pytest.mark.parametrize(
    ("duc_hoa", "verdict", "arithmetic"),
    [
        pytest.param(
            28,
            Verdict.NOT_CHECKABLE,
            "2 đơn vị được nêu cộng lại 1.998, còn 2 của các đơn vị không nêu",
            id="less: the units named are a selection",
        ),
        pytest.param(30, CONSISTENT, "2 đơn vị được nêu cộng lại 2.000", id="as many"),
        pytest.param(31, INCONSISTENT, "2 đơn vị được nêu cộng lại 2.001", id="more"),
    ],
)
def test_units_may_add_up_to_less_than_the_whole_but_not_to_more(
    duc_hoa: int, verdict: Verdict, arithmetic: str
) -> None:
    found = check(
        listed("long-an", 2000),
        listed("ben-luc", 1970),
        listed("duc-hoa", duc_hoa),
        scope=SCOPE,
    )
    assert list(found["rule"]) == ["units"]
    assert list(found["unit_id"]) == ["long-an"]
    assert list(found["computed"]) == [1970 + duc_hoa]
    assert list(found["verdict"]) == [verdict]
    assert list(found["arithmetic"]) == [arithmetic]


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"unit_id": "tp-ba-ria"}, id="a unit of another province"),
        pytest.param({"measure": "target"}, id="another measure"),
        pytest.param({"source_id": "dai"}, id="another source"),
        pytest.param({"until": "2024-06-30"}, id="another period"),
        pytest.param({"qualifier": "more_than"}, id="a bound"),
        pytest.param({"unit_id": "ben-luc"}, id="the same unit again"),
    ],
)
def test_only_units_listed_beside_the_whole_are_added(other: Row) -> None:
    rows = [
        listed("long-an", 20),
        listed("ben-luc", 9),
        listed("duc-hoa", 11),
        observation(**{"value": 1, "unit_id": "can-giuoc"} | other),
    ]
    assert list(check(*rows, scope=SCOPE)["computed"]) == [20]


def test_a_single_unit_beside_the_whole_is_no_sum_and_the_next_whole_is_still_checked() -> None:
    found = check(
        listed("long-an", 20),
        listed("ben-luc", 9),
        observation("target", 30, unit_id="long-an"),
        observation("target", 10, unit_id="ben-luc"),
        observation("target", 20, unit_id="duc-hoa"),
        scope=SCOPE,
    )
    assert list(found["measure"]) == ["target"]


@pytest.mark.parametrize(
    "whole",
    [
        pytest.param({"measure": "members_total"}, id="members are not counted by unit"),
        pytest.param({"qualifier": "more_than"}, id="a bound"),
        pytest.param({"unit_id": "tp-ba-ria"}, id="another unit"),
    ],
)
def test_what_is_no_plain_whole_of_the_scope_is_held_against_nothing(whole: Row) -> None:
    measure = whole.get("measure", "admitted")
    rows = [
        observation(**{"measure": measure, "value": 20, "unit_id": "long-an"} | whole),
        observation(measure, 9, unit_id="ben-luc"),
        observation(measure, 11, unit_id="duc-hoa"),
    ]
    assert check(*rows, scope=SCOPE).empty


def test_a_plan_that_is_a_range_does_not_stop_the_others() -> None:
    found = check(
        observation(value=5866, until="2023-12-15", **TERM),
        observation("target", None, low=1600, high=1700, qualifier="between", year=2024),
        observation("admitted_projected", 7526, until="2024-12-31", **TERM),
        observation("rating_org_good_pct", "96,2"),
    )
    assert "96,2" in set(found["printed"])


def test_nothing_printed_nothing_checked() -> None:
    nothing = check()
    assert nothing.empty
    assert list(nothing.columns) == [field.name for field in fields(Check)]


@settings(max_examples=20, deadline=None)
@given(order=st.randoms())
def test_the_order_of_the_rows_changes_no_verdict(order) -> None:
    rows = [
        observation(value=142, **HALF_YEAR),
        observation("target", 270, year=2024),
        observation("pct_of_target", "52,53", **HALF_YEAR),
        observation(value=118, unit_id="dat-do"),
        observation("pct_of_target", "96,72", unit_id="dat-do"),
        observation("members_total", 43),
        observation("members_full", 36),
        observation("members_probationary", 7),
    ]
    expected = sorted(verdicts(*rows))
    order.shuffle(rows)
    assert sorted(verdicts(*rows)) == expected
