"""One result held against each target that there is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from builders import Row, observation, observations

from analysis.metrics.pairing import Achievement, RateKind, TargetKind, pair_with_targets
from analysis.metrics.status import Status

HALF_YEAR = {"until": "2024-06-30"}


def admitted(value: float | None = 142, **columns: object) -> Row:
    return observation("admitted", value, **(HALF_YEAR | columns))


def percentage(value: str, **columns: object) -> Row:
    return observation("pct_of_target", value, **(HALF_YEAR | columns))


def target(value: float | None = 270, measure: str = "target", **columns: object) -> Row:
    return observation(measure, value, year=2024, **columns)


def pair(results: list[Row], targets: list[Row], threshold: float = 50) -> list[Achievement]:
    both = observations(*results, *targets)
    own, aims = both.iloc[: len(results)], both.iloc[len(results) :]
    return pair_with_targets("vung-tau", own, aims, threshold)


def pair_one(results: list[Row], targets: list[Row], threshold: float = 50) -> Achievement:
    (only,) = pair(results, targets, threshold)
    return only


def test_a_half_year_is_held_against_the_whole_target_of_the_year() -> None:
    found = pair_one([admitted(142)], [target(270)])
    assert (found.rate_pct, found.rate_kind) == (Fraction(1420, 27), RateKind.COMPUTED)
    assert (found.target, found.target_kind) == (270, TargetKind.PUBLISHED)
    assert (found.missing, found.status) == (128, Status.ON_THE_WAY)


def test_nobody_is_missing_beyond_the_target() -> None:
    found = pair_one([admitted(300)], [target(270)])
    assert (found.missing, found.status) == (0, Status.MET)


def test_the_count_decides_and_the_printed_percentage_is_kept_beside_it() -> None:
    found = pair_one([admitted(142), percentage("52,53")], [target(270)])
    assert found.rate_pct == Fraction(1420, 27)
    assert (found.printed_pct, found.printed_decimals) == (Fraction(5253, 100), 2)


def test_a_percentage_alone_is_used_and_marked_published() -> None:
    found = pair_one([percentage("38")], [])
    assert (found.rate_pct, found.rate_kind) == (38, RateKind.PUBLISHED)
    assert (found.admitted, found.target, found.missing) == (None, None, None)
    assert found.status is Status.BELOW_THRESHOLD


@pytest.mark.parametrize(
    ("count", "print_", "target_", "missing"),
    [(1514, "112,15", 1350, 0), (1533, "111,9", 1370, 0), (1667, "107,55", 1550, 0)],
)
def test_count_and_percentage_give_away_the_target(
    count: int, print_: str, target_: int, missing: int
) -> None:
    found = pair_one([admitted(count), percentage(print_)], [])
    assert (found.target, found.target_kind) == (target_, TargetKind.DERIVED)
    assert (found.target_rounding, found.missing) == ("half_up", missing)
    assert found.rate_pct == Fraction(100 * count, target_)


def test_a_target_derived_by_cutting_off_says_so() -> None:
    found = pair_one([admitted(145), percentage("55,7")], [])
    assert (found.target, found.target_rounding, found.missing) == (260, "truncated", 115)


def test_where_several_targets_fit_the_printed_percentage_is_used() -> None:
    found = pair_one([admitted(14), percentage("5")], [])
    assert (found.target, found.target_kind) == (None, TargetKind.NONE)
    assert (found.target_lowest, found.target_highest) == (234, 311)
    assert (found.rate_pct, found.rate_kind) == (5, RateKind.PUBLISHED)
    assert (found.missing, found.status) == (None, Status.BELOW_THRESHOLD)


def test_where_no_target_fits_the_printed_percentage_is_used() -> None:
    found = pair_one([admitted(1), percentage("70")], [])
    assert (found.target, found.rate_pct, found.rate_kind) == (None, 70, RateKind.PUBLISHED)


def test_nothing_is_derived_from_a_bound() -> None:
    found = pair_one([admitted(113), percentage("61", qualifier="more_than")], [])
    assert (found.target_kind, found.rate_kind) == (TargetKind.NONE, RateKind.PUBLISHED)
    assert (found.rate_low_pct, found.status) == (61, Status.ON_THE_WAY)


def test_a_count_without_a_target_has_no_rate() -> None:
    found = pair_one([admitted(142)], [])
    assert (found.rate_pct, found.rate_kind, found.missing) == (None, RateKind.NONE, None)
    assert found.status is Status.NO_TARGET


def test_a_target_of_zero_is_no_target() -> None:
    found = pair_one([admitted(5)], [target(0)])
    assert (found.rate_pct, found.missing, found.status) == (None, None, Status.NO_TARGET)


def test_zero_admitted_is_a_figure_and_its_own_group() -> None:
    found = pair_one([admitted(0)], [target(270)])
    assert (found.admitted, found.rate_pct, found.missing) == (0, 0, 270)
    assert found.status is Status.NONE_ADMITTED


def test_a_unit_without_a_result_keeps_its_target_in_view() -> None:
    found = pair_one([], [target(270)])
    assert (found.admitted, found.target, found.missing) == (None, 270, None)
    assert found.status is Status.NO_FIGURE


def test_a_unit_with_nothing_at_all_has_one_row() -> None:
    assert pair_one([], []) == Achievement("vung-tau")


@pytest.mark.parametrize(
    ("least", "qualifier"),
    [
        pytest.param(target(200, qualifier="at_least"), "at_least", id="từ 200 trở lên"),
        pytest.param(target(200, qualifier="more_than"), "more_than", id="trên 200"),
        pytest.param(target(200, "target_min"), "at_least", id="a measure that is a minimum"),
    ],
)
def test_a_target_that_is_a_bound_is_marked_as_a_minimum(least: Row, qualifier: str) -> None:
    found = pair_one([admitted(60)], [least])
    assert (found.target, found.target_kind, found.rate_pct) == (200, TargetKind.MINIMUM, 30)
    assert found.target_qualifier == qualifier


def test_one_target_printed_as_a_count_and_as_a_bound_is_the_count() -> None:
    found = pair_one([admitted(60)], [target(200, qualifier="at_least"), target(200)])
    assert found.target_kind is TargetKind.PUBLISHED


def test_each_of_several_targets_gives_a_row_and_the_first_printed_leads() -> None:
    found = pair([admitted(118)], [target(115, basis="tỉnh giao"), target(122, basis="huyện")])
    assert [(x.target, x.target_basis, x.is_leading) for x in found] == [
        (115, "tỉnh giao", True),
        (122, "huyện", False),
    ]
    assert [x.missing for x in found] == [0, 4]


def test_each_of_several_targets_takes_the_percentage_of_its_own_basis() -> None:
    found = pair(
        [
            admitted(118),
            percentage("96,72", basis="Huyện  đề ra"),
            percentage("103", basis="tỉnh giao"),
        ],
        [target(115, basis="tỉnh giao"), target(122, basis="huyện đề ra")],
    )
    assert [(x.target, x.printed_pct) for x in found] == [
        (115, Fraction(103)),
        (122, Fraction(9672, 100)),
    ]


def test_two_percentages_of_two_bases_derive_two_targets() -> None:
    found = pair(
        [admitted(118), percentage("103", basis="tỉnh"), percentage("96,72", basis="huyện")], []
    )
    # 118/115 = 102.6, 118/114 = 103.5 (104 rounded, 103 cut off); 118/122 = 96.72.
    assert [(x.target, x.target_basis, x.is_leading) for x in found] == [
        (115, "tỉnh", True),
        (122, "huyện", False),
    ]


def test_a_percentage_of_another_basis_than_the_one_target_keeps_its_own_row() -> None:
    found = pair(
        [
            admitted(118),
            percentage("103", basis="tỉnh giao"),
            percentage("96,72", basis="huyện đề ra"),
        ],
        [target(122, basis="huyện đề ra")],
    )
    assert [(x.target, x.target_basis, x.printed_pct) for x in found] == [
        (122, "huyện đề ra", Fraction(9672, 100)),
        (115, "tỉnh giao", Fraction(103)),
    ]


def test_one_target_and_one_percentage_belong_together_whatever_the_basis_is_called() -> None:
    found = pair_one(
        [admitted(11388), percentage("94", basis="kế hoạch năm 2017")],
        [target(12064, basis="kế hoạch năm (Đảng bộ TP)")],
    )
    assert (found.target, found.printed_pct, found.missing) == (12064, 94, 676)


def test_two_sources_that_contradict_each_other_leave_the_unit_open() -> None:
    found = pair_one(
        [admitted(142, source_id="bao"), admitted(150, source_id="dai")], [target(270)]
    )
    assert (found.admitted, found.rate_pct, found.status) == (None, None, Status.UNDETERMINED)
    assert "142" in found.remark
    assert "150" in found.remark


def test_two_sources_whose_percentages_contradict_each_other_leave_the_unit_open() -> None:
    found = pair([percentage("38", source_id="bao"), percentage("60", source_id="dai")], [])
    assert [x.status for x in found] == [Status.UNDETERMINED]


def test_two_sources_that_agree_are_one_result_with_both_sources() -> None:
    found = pair_one(
        [admitted(142, source_id="bao"), admitted(142, source_id="dai")],
        [target(270, source_id="nghi-quyet")],
    )
    assert (found.admitted, found.source_ids) == (142, ("bao", "dai", "nghi-quyet"))


def test_a_plain_count_goes_before_a_bound() -> None:
    found = pair_one([admitted(140, qualifier="more_than"), admitted(142)], [target(270)])
    assert (found.admitted, found.admitted_qualifier, found.missing) == (142, "exact", 128)


@pytest.mark.parametrize(
    ("count", "status"), [(135, Status.ON_THE_WAY), (134, Status.UNDETERMINED)]
)
def test_more_than_a_count_bounds_the_rate_from_below(count: int, status: Status) -> None:
    found = pair_one([admitted(count, qualifier="more_than")], [target(270)])
    assert (found.rate_low_pct, found.rate_high_pct) == (Fraction(100 * count, 270), None)
    assert found.status is status


@pytest.mark.parametrize(
    ("columns", "status"),
    [
        pytest.param({"qualifier": "less_than"}, Status.BELOW_THRESHOLD, id="gần 135 of 270"),
        pytest.param({"qualifier": "about"}, Status.UNDETERMINED, id="khoảng 135 of 270"),
    ],
)
def test_nearly_a_count_does_not_bound_the_rate_from_below(columns: Row, status: Status) -> None:
    found = pair_one([admitted(135, **columns)], [target(270)])
    assert found.rate_low_pct is None
    assert found.status is status


def test_a_target_printed_as_a_range_is_held_to_its_lower_end() -> None:
    ninety_to_hundred = target(None, low=90, high=100, qualifier="between")
    found = pair_one([admitted(45)], [ninety_to_hundred])
    assert (found.target, found.target_kind) == (90, TargetKind.MINIMUM)


def test_a_printed_fraction_is_a_count_and_a_target() -> None:
    eleven_of_fifteen = observation("admitted_over_target", 11, denominator=15, **HALF_YEAR)
    found = pair_one([eleven_of_fifteen], [target(15)])
    assert (found.admitted, found.target, found.missing) == (11, 15, 4)


def test_the_printed_bound_counts_where_no_count_is_published() -> None:
    found = pair_one([percentage("100", qualifier="more_than")], [])
    assert (found.rate_pct, found.rate_low_pct) == (100, 100)
    assert (found.rate_kind, found.status) == (RateKind.PUBLISHED, Status.MET)
