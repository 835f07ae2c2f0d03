"""The group of a unit, decided exactly; what the print leaves open stays open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from analysis.metrics.status import Status, status_of

MET, ON_THE_WAY, BELOW = Status.MET, Status.ON_THE_WAY, Status.BELOW_THRESHOLD
OPEN = Status.UNDETERMINED


def counted(admitted: int, target: int) -> dict[str, object]:
    """A result whose rate is worked out from two counts."""
    return {"admitted": admitted, "target": target, "rate_pct": Fraction(100 * admitted, target)}


def printed(
    value: int,
    qualifier: str = "exact",
    low: int | None = None,
    high: int | None = None,
) -> dict[str, object]:
    """A result of which only a percentage is published."""
    return {
        "rate_pct": Fraction(value),
        "printed_qualifier": qualifier,
        "rate_low_pct": None if low is None else Fraction(low),
        "rate_high_pct": None if high is None else Fraction(high),
    }


@pytest.mark.parametrize(
    ("result", "threshold", "status"),
    [
        pytest.param(counted(270, 270), 50, MET, id="exactly 100 %"),
        pytest.param(counted(300, 270), 50, MET, id="more than the target"),
        pytest.param(counted(9999, 10000), 50, ON_THE_WAY, id="99,99 % is not met"),
        pytest.param(counted(50, 100), 50, ON_THE_WAY, id="exactly 50 %"),
        pytest.param(counted(49, 99), 50, BELOW, id="49 of 99"),
        pytest.param(counted(12499, 25000), 50, BELOW, id="49,996 %"),
        pytest.param(counted(333, 1000), 33.3, ON_THE_WAY, id="exactly 33,3 %"),
        pytest.param(counted(1, 3), 33.3, ON_THE_WAY, id="a third, above 33,3 %"),
        pytest.param(counted(3329, 10000), 33.3, BELOW, id="33,29 %"),
        pytest.param(counted(100, 100), 100, MET, id="threshold 100, met"),
        pytest.param(counted(99, 100), 100, BELOW, id="threshold 100, not met"),
        pytest.param(printed(50), 50, ON_THE_WAY, id="50 % as published"),
        pytest.param(printed(49), 50, BELOW, id="49 % as published"),
    ],
)
def test_a_known_rate_is_met_on_the_way_or_below(
    result: dict, threshold: float, status: Status
) -> None:
    assert status_of(result, threshold) is status


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(counted(0, 270), id="0 of 270"),
        pytest.param({"admitted": 0, "target": 0}, id="0 of a target of 0"),
        pytest.param({"admitted": 0}, id="0 without a target"),
        pytest.param(printed(0), id="0 % as published"),
        pytest.param({"rate_pct": Fraction(0)}, id="0 % without a word of doubt"),
    ],
)
def test_zero_admitted_is_a_group_of_its_own(result: dict) -> None:
    assert status_of(result, 50) is Status.NONE_ADMITTED


@pytest.mark.parametrize("target", [0, None])
def test_a_count_without_a_target_or_with_target_zero_has_no_target(target: int | None) -> None:
    result = {"admitted": 142, "target": target, "rate_pct": None}
    assert status_of(result, 50) is Status.NO_TARGET


@pytest.mark.parametrize("target", [270, 0, None])
def test_without_count_and_percentage_there_is_no_figure(target: int | None) -> None:
    assert status_of({"admitted": None, "target": target}, 50) is Status.NO_FIGURE


@pytest.mark.parametrize(
    ("result", "status"),
    [
        pytest.param(printed(100, "more_than", low=100), MET, id="trên 100%"),
        pytest.param(printed(80, "more_than", low=80), ON_THE_WAY, id="hơn 80%"),
        pytest.param(printed(50, "more_than", low=50), ON_THE_WAY, id="hơn 50%"),
        pytest.param(printed(50, "at_least", low=50), ON_THE_WAY, id="từ 50% trở lên"),
        pytest.param(printed(40, "more_than", low=40), OPEN, id="hơn 40%"),
        pytest.param(printed(50, "less_than", high=50), BELOW, id="gần 50%"),
        pytest.param(printed(40, "less_than", high=40), BELOW, id="dưới 40%"),
        pytest.param(printed(50, "at_most", high=50), OPEN, id="không quá 50% may be 50"),
        pytest.param(printed(49, "at_most", high=49), BELOW, id="không quá 49%"),
        pytest.param(printed(100, "less_than", high=100), OPEN, id="gần 100%"),
        pytest.param(printed(50, "about"), OPEN, id="khoảng 50%"),
        pytest.param(printed(120, "about"), OPEN, id="khoảng 120%"),
        pytest.param(printed(10, "between", low=10, high=20), BELOW, id="10-20%"),
        pytest.param(printed(40, "between", low=40, high=50), OPEN, id="40-50% may be 50"),
        pytest.param(printed(40, "between", low=40, high=60), OPEN, id="40-60%"),
        pytest.param(printed(50, "between", low=50, high=60), ON_THE_WAY, id="50-60%"),
        pytest.param(printed(100, "between", low=100, high=110), MET, id="100-110%"),
    ],
)
def test_a_bound_is_decided_only_where_every_rate_it_allows_agrees(
    result: dict, status: Status
) -> None:
    assert status_of(result, 50) is status


def test_a_bound_below_another_threshold_stays_open() -> None:
    assert status_of(printed(50, "less_than", high=50), 33.3) is OPEN


def test_more_than_zero_percent_is_not_zero_admitted() -> None:
    assert status_of(printed(0, "more_than", low=0), 50) is OPEN


@pytest.mark.parametrize(
    ("qualifier", "high", "status"),
    [
        pytest.param("less_than", 50, BELOW, id="gần 50%"),
        pytest.param("about", None, OPEN, id="khoảng 50%"),
    ],
)
def test_a_published_bound_means_the_same_beside_a_published_target(
    qualifier: str, high: int | None, status: Status
) -> None:
    """The number admitted is not published, so the rate is the printed one all the same."""
    result = printed(50, qualifier, high=high) | {"target": 270, "rate_kind": "published"}
    assert status_of(result, 50) is status
