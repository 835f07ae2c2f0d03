"""One result held against each target that there is."""

from __future__ import annotations

from fractions import Fraction

import pytest
from builders import Row, observation, observations
from hypothesis import given
from hypothesis import strategies as st

from analysis.metrics.pairing import (
    Achievement,
    RateKind,
    TargetKind,
    pair_with_targets,
    without_rates_of_members,
)
from analysis.metrics.status import Status
from analysis.metrics.targets import derive_target
from analysis.registers.target_bases import BasisKind

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


def test_the_lower_end_of_a_printed_range_stands_for_it() -> None:
    printed = percentage("20", low=20.0, high=25.0, qualifier="between") | {"value": None}
    found = pair_one([printed], [])
    assert (found.printed_pct, found.rate_low_pct, found.rate_high_pct) == (20, 20, 25)


def test_nothing_is_derived_from_a_bound() -> None:
    found = pair_one([admitted(113), percentage("61", qualifier="more_than")], [])
    assert (found.target_kind, found.rate_kind) == (TargetKind.NONE, RateKind.PUBLISHED)
    assert (found.rate_low_pct, found.status) == (61, Status.ON_THE_WAY)


@pytest.mark.parametrize(
    ("count", "percent"),
    [
        pytest.param({"qualifier": "at_least"}, {}, id="the count is a bound"),
        pytest.param({}, {"qualifier": "more_than"}, id="the percentage is a bound"),
    ],
)
def test_a_bound_gives_no_target_away_though_the_figures_would(count: Row, percent: Row) -> None:
    # 28 and 24,3% as plain prints are of 115.
    found = pair_one([admitted(28, **count), percentage("24,3", **percent)], [])
    assert (found.target, found.target_lowest) == (None, None)


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


KINDS = {
    "tỉnh giao": BasisKind.SUPERIOR,
    "nghị quyết đại hội": BasisKind.CONGRESS,
    "huyện đề ra": BasisKind.OWN,
    "huyện ủy": BasisKind.OWN,
}


def pair_by_kind(
    results: list[Row], targets: list[Row], days: dict[str, str] | None = None
) -> list[Achievement]:
    """Pair with the kinds of the bases known, and the days of the sources."""
    both = observations(*results, *targets)
    both = both.assign(
        basis_kind=[str(KINDS.get(basis, BasisKind.UNSTATED)) for basis in both["basis"]],
        stated_on=[(days or {}).get(source_id, "") for source_id in both["source_id"]],
    )
    own, aims = both.iloc[: len(results)], both.iloc[len(results) :]
    return pair_with_targets("vung-tau", own, aims, 50)


DAT_DO = [
    percentage("103", basis="tỉnh giao"),
    percentage("96,72", basis="huyện đề ra"),
]


@pytest.mark.parametrize("prints", [DAT_DO, DAT_DO[::-1]], ids=["as printed", "the own one first"])
def test_the_superiors_target_leads_wherever_it_is_printed(prints: list[Row]) -> None:
    found = pair_by_kind([admitted(118), *prints], [])
    assert [(x.target, x.target_basis, x.target_basis_kind, x.is_leading) for x in found] == [
        (115, "tỉnh giao", "superior", True),
        (122, "huyện đề ra", "own", False),
    ]
    assert [(x.missing, x.status) for x in found] == [(0, Status.MET), (4, Status.ON_THE_WAY)]
    assert not any(x.is_contested or x.is_replaced or x.replaced_targets for x in found)


def test_every_kind_of_target_stands_and_the_rule_orders_them() -> None:
    aims = [
        target(100),
        target(110, basis="huyện đề ra"),
        target(120, basis="nghị quyết đại hội"),
        target(130, basis="tỉnh giao"),
    ]
    found = pair_by_kind([admitted(60)], aims)
    assert [x.target for x in found] == [130, 120, 110, 100]
    assert [x.is_leading for x in found] == [True, False, False, False]


def test_a_percentage_of_the_provinces_plan_is_not_one_of_the_districts_own_target() -> None:
    # Sơn Động 2017: 135 is 79 % of the province's plan (169 to 171 fit); its own aim is 170.
    found = pair_by_kind(
        [admitted(135), percentage("79", basis="tỉnh giao")], [target(170, basis="huyện đề ra")]
    )
    assert [(x.target, x.target_basis, x.rate_kind) for x in found] == [
        (None, "tỉnh giao", RateKind.PUBLISHED),
        (170, "huyện đề ra", RateKind.COMPUTED),
    ]
    leading = found[0]
    assert (leading.rate_pct, leading.missing) == (79, None)
    assert (leading.target_lowest, leading.target_highest) == (169, 171)
    assert (leading.missing_lowest, leading.missing_highest) == (34, 36)
    assert (found[1].missing, found[1].missing_lowest, found[1].missing_highest) == (35, None, None)


@pytest.mark.parametrize(
    ("basis", "aim"),
    [
        pytest.param("kế hoạch năm", "huyện đề ra", id="the print does not say"),
        pytest.param("tỉnh giao", "", id="the target does not say"),
        pytest.param("huyện ủy", "huyện đề ra", id="both say the same committee"),
    ],
)
def test_a_target_and_a_percentage_of_no_other_committee_belong_together(
    basis: str, aim: str
) -> None:
    results = [admitted(135), percentage("79", basis=basis)]
    (found,) = pair_by_kind(results, [target(170, basis=aim)])
    assert (found.target, found.printed_pct) == (170, 79)
    assert found.target_basis_kind == KINDS.get(basis, KINDS.get(aim))
    assert found.target_basis == "; ".join(filter(None, (aim, basis)))


def test_a_percentage_that_gives_away_just_the_stated_target_is_of_that_target() -> None:
    # 80 and 34,8% give away 230, which the district states as its own plan.
    least = target(230, "target_min", basis="huyện đề ra")
    (found,) = pair_by_kind([admitted(80), percentage("34,8", basis="tỉnh giao")], [least])
    assert (found.target, found.target_kind) == (230, TargetKind.MINIMUM)
    assert found.target_basis == "huyện đề ra; tỉnh giao"
    assert (found.target_basis_kind, found.missing) == ("superior", 150)
    assert (found.target_lowest, found.target_rounding) == (None, None)


def test_a_percentage_that_names_another_target_stays_with_that_one() -> None:
    # 96,72 gives away 122, but it names the basis of 115.
    found = pair_by_kind(
        [admitted(118), percentage("96,72", basis="tỉnh giao")],
        [target(122, basis="huyện đề ra"), target(115, basis="tỉnh giao")],
    )
    assert [(x.target, x.printed_pct) for x in found] == [(115, Fraction(9672, 100)), (122, None)]


def test_with_several_targets_a_percentage_of_no_basis_stays_alone() -> None:
    found = pair_by_kind(
        [admitted(118), percentage("90", basis="kế hoạch")],
        [target(115, basis="tỉnh giao"), target(122, basis="huyện đề ra")],
    )
    assert [(x.target, x.printed_pct) for x in found] == [(115, None), (122, None), (131, 90)]


def test_with_one_target_percentages_of_several_bases_stay_apart() -> None:
    found = pair(
        [admitted(118), percentage("60", basis="a"), percentage("61", basis="b")],
        [target(200, basis="c")],
    )
    assert [(x.target, x.printed_pct) for x in found] == [(200, None), (None, 60), (None, 61)]


def test_the_same_target_of_two_bases_is_one_row_with_both() -> None:
    aims = [
        target(200, basis="huyện ủy", source_id="thang-tu"),
        target(200, basis="Huyện uỷ", source_id="thang-ba"),
        target(200, basis="huyện đề ra", source_id="thang-hai"),
    ]
    (found,) = pair_by_kind([admitted(39, source_id="thang-tu")], aims)
    assert (found.target, found.target_basis) == (200, "huyện ủy; huyện đề ra")
    assert found.source_ids == ("thang-tu", "thang-ba", "thang-hai")
    assert (found.rate_pct, found.missing, found.is_contested) == (Fraction(39, 2), 161, False)


def test_a_changed_target_leads_with_its_history() -> None:
    aims = [target(1905, source_id="thang-mot"), target(1950, source_id="thang-ba")]
    days = {"thang-mot": "2024-01-10", "thang-ba": "2024-03-12"}
    new, old = pair_by_kind([admitted(975)], aims, days)
    assert (new.target, new.replaced_targets, new.rate_pct) == (1950, (1905,), 50)
    assert (new.target_stated_on, new.target_period_key) == ("2024-03-12", "year:2024")
    assert (new.is_leading, new.is_replaced, new.is_contested) == (True, False, False)
    assert (old.target, old.replaced_targets) == (1905, ())
    assert (old.is_leading, old.is_replaced, old.is_contested) == (False, True, False)


def test_two_targets_of_one_kind_without_days_both_stand_and_the_first_leads() -> None:
    found = pair_by_kind([admitted(100)], [target(210), target(200)])
    assert [(x.target, x.is_leading, x.is_contested) for x in found] == [
        (210, True, True),
        (200, False, True),
    ]


@pytest.mark.parametrize(
    ("aim", "is_small"), [(9, True), (10, False), (11, False), (1, True), (0, False)]
)
def test_a_target_below_ten_is_small(aim: int, is_small: bool) -> None:
    assert pair_one([admitted(1)], [target(aim)]).is_small_target is is_small
    assert pair_one([], [target(aim)]).is_small_target is is_small


@given(target_=st.integers(1, 9), data=st.data())
def test_a_whole_percentage_gives_every_small_target_away(
    target_: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, target_))
    for printed in {100 * count // target_, (200 * count + target_) // (2 * target_)}:
        derived = derive_target(count, Fraction(printed), 0)
        assert derived.lowest == derived.highest == derived.value == target_


def test_without_any_target_none_is_small() -> None:
    assert not pair_one([percentage("38")], []).is_small_target


def test_what_is_missing_is_known_where_every_target_that_fits_is_met() -> None:
    # 237 and 103%: 228 to 231 fit, all of them reached.
    found = pair_one([admitted(237), percentage("103")], [])
    assert (found.target, found.target_lowest, found.target_highest) == (None, 228, 231)
    assert (found.missing, found.missing_lowest, found.missing_highest) == (0, None, None)


def test_what_is_missing_may_be_nobody() -> None:
    # 200 and 100%: 199 (100.50 cut off) to 201 (99.50 rounded) fit.
    found = pair_one([admitted(200), percentage("100")], [])
    assert (found.target_lowest, found.target_highest) == (199, 201)
    assert (found.missing, found.missing_lowest, found.missing_highest) == (None, 0, 1)


def test_a_range_keeps_its_upper_end() -> None:
    found = pair_one([admitted(45)], [target(None, low=90, high=100, qualifier="between")])
    assert (found.target, found.target_upper, found.target_qualifier) == (90, 100, "at_least")
    assert (found.rate_pct, found.missing) == (50, 45)


def test_a_percentage_of_the_members_is_no_percentage_of_the_target() -> None:
    of_members = percentage("3,02", basis="so với tổng số đảng viên đầu năm")
    found = pair_one([admitted(150), of_members], [target(350)])
    assert (found.target, found.printed_pct, found.rate_pct) == (350, None, Fraction(300, 7))
    alone = pair_one([admitted(150), of_members], [])
    assert (alone.rate_pct, alone.status) == (None, Status.NO_TARGET)
    assert pair_one([of_members], []).status is Status.NO_FIGURE


def test_only_percentages_of_the_target_are_taken_out_for_their_basis() -> None:
    frame = observations(
        percentage("3,02", basis="tổng số đảng viên"),
        percentage("52,53", basis="tỉnh giao"),
        observation("admission_rate_pct", "3,02", basis="tổng số đảng viên"),
        admitted(150, basis="tổng số đảng viên"),
    )
    assert list(without_rates_of_members(frame)["measure"]) == [
        "pct_of_target",
        "admission_rate_pct",
        "admitted",
    ]


def test_contradicting_results_are_quoted_as_printed() -> None:
    found = pair_one([admitted(142), admitted(150)], [target(270)])
    assert found == Achievement(
        "vung-tau",
        status=Status.UNDETERMINED,
        remark="các nguồn công bố khác nhau: 142; 150",
    )
    found = pair_one([percentage("38"), percentage("60", qualifier="exact")], [])
    assert found.remark == "các nguồn công bố khác nhau: 38; 60"


def test_a_count_and_a_bound_do_not_contradict_each_other() -> None:
    found = pair_one([admitted(142), admitted(140, qualifier="more_than")], [target(270)])
    assert (found.admitted, found.remark) == (142, "")
    bound = percentage("50", qualifier="more_than")
    for prints in ([percentage("52"), bound], [bound, percentage("52")]):
        found = pair_one(prints, [])
        assert (found.printed_pct, found.remark, found.is_contested) == (52, "", False)
        assert pair_one(prints, [target(270)]).printed_pct == 52


@pytest.mark.parametrize(
    ("qualifier", "value", "missing", "bounds"),
    [
        ("at_least", 142, None, (0, 128)),
        ("more_than", 142, None, (0, 127)),
        ("at_least", 270, 0, (None, None)),
        ("less_than", 142, None, (None, None)),
        ("about", 142, None, (None, None)),
    ],
)
def test_of_at_least_so_many_admitted_at_most_the_rest_is_missing(
    qualifier: str, value: int, missing: int | None, bounds: tuple[int | None, int | None]
) -> None:
    found = pair_one([admitted(value, qualifier=qualifier)], [target(270)])
    assert found.missing == missing
    assert (found.missing_lowest, found.missing_highest) == bounds
