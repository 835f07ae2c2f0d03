"""Year over year: only like with like, only the year before; gaps stay gaps."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.metrics.year_over_year import (
    admissions_by_unit_year,
    members_by_unit_day,
    year_over_year,
)


def changes(*rows: Row) -> pd.DataFrame:
    return year_over_year(admissions_by_unit_year(observations(*rows)))


def listed(found: pd.DataFrame) -> list[tuple]:
    """Year, admitted, previous, change and exact change in percent; None where missing."""
    columns = ["year", "admitted", "previous", "change", "change_pct"]
    return [
        tuple(None if pd.isna(value) else value for value in row)
        for row in found[columns].astype("object").itertuples(index=False)
    ]


def test_whole_years_are_compared_with_the_year_before() -> None:
    found = changes(
        observation(value=1514, year=2021),
        observation(value=1533, year=2022),
        observation(value=1667, year=2023),
    )
    assert listed(found) == [
        (2021, 1514, None, None, None),
        (2022, 1533, 1514, 19, Fraction(1900, 1514)),  # 1,25 %
        (2023, 1667, 1533, 134, Fraction(13400, 1533)),  # 8,74 %
    ]


def test_a_fall_is_negative() -> None:
    found = changes(observation(value=200, year=2023), observation(value=150, year=2024))
    assert listed(found)[1] == (2024, 150, 200, -50, -25)


def test_a_missing_year_stays_a_gap() -> None:
    found = changes(observation(value=100, year=2021), observation(value=120, year=2023))
    assert listed(found) == [(2021, 100, None, None, None), (2023, 120, None, None, None)]


def test_another_unit_is_never_the_year_before() -> None:
    found = changes(
        observation(value=100, year=2023, unit_id="long-dien"),
        observation(value=120, year=2024, unit_id="dat-do"),
    )
    assert found["previous"].isna().all()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param({"year": 2023}, {"until": "2024-09-30"}, id="year and nine months"),
        pytest.param({"until": "2023-06-30"}, {"until": "2024-09-30"}, id="six and nine months"),
        pytest.param({"until": "2023-09-30"}, {"until": "2024-09-29"}, id="a day less"),
        pytest.param({"until": "2023-10-18"}, {"year": 2024}, id="a day in October and the year"),
        pytest.param(open_end(2023), {"year": 2024}, id="an end that is not printed"),
        pytest.param(
            open_end(2023) | {"year": 2023}, open_end(2024) | {"year": 2024}, id="two open ends"
        ),
    ],
)
def test_unlike_periods_are_not_compared(earlier: Row, later: Row) -> None:
    found = changes(observation(value=100, **earlier), observation(value=120, **later))
    assert len(found) == 2
    assert found["previous"].isna().all()


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("2023-09-30", "2024-09-30"),
        pytest.param("2023-02-28", "2024-02-29", id="two months, into a leap year"),
        pytest.param("2024-02-29", "2025-02-28", id="two months, out of a leap year"),
    ],
)
def test_equal_parts_of_consecutive_years_are_compared(earlier: str, later: str) -> None:
    found = changes(observation(value=100, until=earlier), observation(value=120, until=later))
    assert found.iloc[1]["change"] == 20
    assert found.iloc[1]["change_pct"] == 20


def test_each_part_of_a_year_finds_its_own_counterpart() -> None:
    found = changes(
        observation(value=40, until="2023-03-31"),
        observation(value=100, until="2023-09-30"),
        observation(value=50, until="2024-03-31"),
        observation(value=90, until="2024-09-30"),
    )
    assert listed(found)[2:] == [(2024, 50, 40, 10, 25), (2024, 90, 100, -10, -10)]


def test_a_rise_from_zero_has_no_percentage() -> None:
    found = changes(observation(value=0, year=2023), observation(value=5, year=2024))
    assert listed(found)[1] == (2024, 5, 0, 5, None)


def test_a_fall_to_zero_is_a_change_of_minus_one_hundred_percent() -> None:
    found = changes(observation(value=5, year=2023), observation(value=0, year=2024))
    assert listed(found)[1] == (2024, 0, 5, -5, -100)


@pytest.mark.parametrize("bounded_year", [2023, 2024])
def test_a_bounded_count_is_compared_with_nothing(bounded_year: int) -> None:
    rows = [
        observation(
            value=4000, year=year, qualifier="less_than" if year == bounded_year else "exact"
        )
        for year in (2023, 2024)
    ]
    found = changes(*rows)
    assert len(found) == 2
    assert found["change"].isna().all()


def test_two_sources_that_contradict_each_other_leave_a_gap() -> None:
    found = changes(
        observation(value=100, year=2023),
        observation(value=120, year=2024, source_id="bao"),
        observation(value=130, year=2024, source_id="dai"),
    )
    assert listed(found) == [(2023, 100, None, None, None)]


def test_two_sources_that_agree_are_one_count() -> None:
    found = changes(observation(source_id="bao"), observation(source_id="dai"))
    assert list(found["admitted"]) == [142]


def test_a_plain_count_goes_before_a_bound_of_the_same_period() -> None:
    for bound in ("more_than", "at_least"):
        found = changes(observation(value=140, qualifier=bound), observation(value=142))
        assert listed(found) == [(2024, 142, None, None, None)]


def test_of_equal_counts_the_first_in_the_file_is_kept_however_many_there_are() -> None:
    rows = [
        observation(value=value, unit_id=f"unit-{value:03}", source_id=source_id)
        for value in range(50)
        for source_id in ("bao", "dai")
    ]
    found = admissions_by_unit_year(observations(*rows))
    assert list(found["admitted"]) == list(range(50))
    assert set(found["source_id"]) == {"bao"}


def test_a_range_counts_with_its_lower_bound_and_is_compared_with_nothing() -> None:
    found = changes(
        observation(value=1500, year=2023),
        observation(value=None, low=1600, high=1700, qualifier="between", year=2024),
    )
    assert listed(found)[1] == (2024, 1600, None, None, None)


def test_counts_are_whole_numbers_sorted_by_unit_year_and_end() -> None:
    found = admissions_by_unit_year(
        observations(
            observation(value=3, year=2024, unit_id="tp-ba-ria"),
            observation(value=9, year=2024),
            observation(value=4, until="2024-06-30"),
            observation(value=8, year=2023),
        )
    )
    assert list(found["admitted"]) == [3, 8, 4, 9]
    assert list(found.index) == [0, 1, 2, 3]
    assert (found["year"].dtype, found["admitted"].dtype) == ("Int64", "Int64")


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"measure": "members_total"}, id="a stock"),
        pytest.param({"measure": "target"}, id="a target"),
        pytest.param({"is_average": True}, id="an average"),
        pytest.param({"is_projected": True}, id="a projection"),
        pytest.param({"term": "2020-2025"}, id="a term"),
        pytest.param({"period_kind": "years"}, id="several years"),
    ],
)
def test_only_yearly_admissions_are_listed(columns: Row) -> None:
    assert changes(observation(**({"value": 5} | columns))).empty


def test_both_last_days_of_a_leap_february_do_not_stop_the_others() -> None:
    found = changes(
        observation(value=80, until="2024-02-28"), observation(value=82, until="2024-02-29")
    )
    assert len(found) == 2


def test_of_both_last_days_of_a_leap_february_the_later_is_the_end_of_the_month() -> None:
    found = changes(
        observation(value=82, until="2024-02-29"),
        observation(value=80, until="2024-02-28"),
        observation(value=90, until="2025-02-28"),
    )
    assert listed(found)[2] == (2025, 90, 82, 8, Fraction(800, 82))


def test_two_years_so_far_without_printed_ends_do_not_contradict_each_other() -> None:
    found = changes(
        observation(value=300, source_id="thang-tam", **open_end(2024)),
        observation(value=360, source_id="thang-muoi", **open_end(2024)),
    )
    assert sorted(found["admitted"]) == [300, 360]


@settings(max_examples=30, deadline=None)
@given(counts=st.lists(st.integers(0, 5000), min_size=2, max_size=6), order=st.randoms())
def test_changes_add_up_in_whatever_order_the_rows_come(counts: list[int], order) -> None:
    rows = [observation(value=value, year=2010 + i) for i, value in enumerate(counts)]
    order.shuffle(rows)
    found = changes(*rows)
    assert list(found["admitted"]) == counts
    assert found["change"].sum() == counts[-1] - counts[0]


GROWN = pd.DataFrame(
    {
        "unit_id": ["vung-tau", "dat-do"],
        "day": pd.to_datetime(["2024-07-01", "2019-01-01"]),
        "absorbed": ["Đảng bộ xã A", "Đảng bộ xã B"],
    }
)


def with_growth(*rows: Row) -> list[tuple]:
    counts = admissions_by_unit_year(observations(*rows))
    found = year_over_year(counts, absorptions=GROWN)
    return [
        (row["period_key"], None if pd.isna(row["previous"]) else row["previous"], row["refusal"])
        for row in found.to_dict("records")
    ]


def test_a_year_in_which_the_unit_took_in_another_is_compared_with_nothing() -> None:
    rows = [observation(value=100 + year - 2022, year=year) for year in (2022, 2023, 2024, 2025)]
    reason = "từ 1/7/2024 gồm cả Đảng bộ xã A"
    assert with_growth(*rows) == [
        ("year:2022", None, ""),
        ("year:2023", 100, ""),
        ("year:2024", None, reason),
        ("year:2025", None, reason),
    ]
    assert with_growth(observation(year=2025), observation(year=2026))[1][1:] == (142, "")


@pytest.mark.parametrize(
    ("until", "is_refused"),
    [("2024-06-30", False), ("2024-07-01", True), ("2024-09-30", True)],
)
def test_a_part_of_the_year_before_the_growth_is_still_like_the_year_before(
    until: str, is_refused: bool
) -> None:
    earlier = until.replace("2024", "2023")
    found = with_growth(observation(until=earlier), observation(until=until))
    assert bool(found[1][2]) is is_refused
    assert (found[1][1] is None) is is_refused


def test_a_growth_on_the_first_day_of_the_year_before_is_in_both_years() -> None:
    grown = GROWN.assign(day=pd.Timestamp(2023, 1, 1))
    counts = admissions_by_unit_year(observations(observation(year=2023), observation(year=2024)))
    found = year_over_year(counts, absorptions=grown)
    assert list(found["refusal"]) == ["", ""]
    assert found.iloc[1]["previous"] == 142


def test_several_growths_are_all_named() -> None:
    grown = GROWN.assign(unit_id="vung-tau", day=pd.Timestamp(2024, 7, 1))
    counts = admissions_by_unit_year(observations(observation(year=2023), observation(year=2024)))
    found = year_over_year(counts, absorptions=grown)
    assert found.iloc[1]["refusal"] == (
        "từ 1/7/2024 gồm cả Đảng bộ xã A; từ 1/7/2024 gồm cả Đảng bộ xã B"
    )


REBUILT = "rebuilt-from-predecessors"


def test_rebuilt_counts_are_compared_and_marked() -> None:
    found = changes(
        observation(value=40, year=2022, source_id=REBUILT),
        observation(value=44, year=2023, source_id=REBUILT),
        observation(value=34, year=2024),
        observation(value=35, year=2025),
    )
    assert listed(found)[2] == (2024, 34, 44, -10, Fraction(-1000, 44))
    assert list(found["is_rebuilt"]) == [True, True, False, False]
    assert list(found["previous_is_rebuilt"]) == [False, True, True, False]
    assert list(found["refusal"]) == [""] * 4


def test_a_rebuilt_count_that_is_not_compared_marks_nothing() -> None:
    found = changes(
        observation(value=44, year=2023, source_id=REBUILT),
        observation(value=34, year=2024, qualifier="more_than"),
    )
    assert list(found["previous_is_rebuilt"]) == [False, False]
    assert found["previous"].isna().all()


def refusals(period: Row, reason: str = "chưa có số liệu của B") -> pd.DataFrame:
    frame = observations(observation(**period))
    columns = ["unit_id", "period_kind", "period_end"]
    return frame[columns].assign(reason=reason)


@pytest.mark.parametrize(
    ("refused", "said"),
    [
        pytest.param({"year": 2023}, "chưa có số liệu của B", id="the same period"),
        pytest.param({"year": 2022}, "", id="two years before"),
        pytest.param({"until": "2023-06-30"}, "", id="another period"),
        pytest.param({"year": 2023, "unit_id": "dat-do"}, "", id="another unit"),
    ],
)
def test_a_counterpart_that_could_not_be_rebuilt_is_named(refused: Row, said: str) -> None:
    counts = admissions_by_unit_year(observations(observation(year=2024)))
    (row,) = year_over_year(counts, refusals=refusals(refused)).to_dict("records")
    assert row["refusal"] == said
    assert pd.isna(row["previous"])


def test_a_known_counterpart_needs_no_reason() -> None:
    counts = admissions_by_unit_year(observations(observation(year=2023), observation(year=2024)))
    found = year_over_year(counts, refusals=refusals({"year": 2023}))
    assert list(found["refusal"]) == ["", ""]


def test_a_growth_is_named_before_an_unknown_part() -> None:
    counts = admissions_by_unit_year(observations(observation(year=2023), observation(year=2024)))
    found = year_over_year(counts, absorptions=GROWN, refusals=refusals({"year": 2023}))
    assert found.iloc[1]["refusal"] == "từ 1/7/2024 gồm cả Đảng bộ xã A"


def test_without_refusals_the_table_of_them_may_be_empty() -> None:
    counts = admissions_by_unit_year(observations(observation(year=2024)))
    found = year_over_year(counts, refusals=refusals({"year": 2023}).iloc[0:0])
    assert list(found["refusal"]) == [""]


def member(value: float, day: str, **columns: object) -> Row:
    return observation(
        "members_total",
        value,
        until=day,
        **{"period_kind": "as_of", "period_key": f"as_of:{day}", "period_start": None} | columns,
    )


def member_changes(*rows: Row, **options: pd.DataFrame) -> pd.DataFrame:
    return year_over_year(members_by_unit_day(observations(*rows)), count="members", **options)


def test_members_are_compared_on_the_same_day_of_two_years() -> None:
    found = member_changes(
        member(1000, "2023-12-31"), member(1030, "2024-12-31"), member(1040, "2025-06-30")
    )
    columns = ["year", "members", "previous", "change"]
    told = found[columns].astype("object").where(found[columns].notna(), None)
    assert list(told.itertuples(index=False, name=None)) == [
        (2023, 1000, None, None),
        (2024, 1030, 1000, 30),
        (2025, 1040, None, None),
    ]
    assert found.iloc[1]["change_pct"] == 3
    assert list(found["shape"]) == ["to-12-31", "to-12-31", "to-06-30"]


def test_a_jump_of_members_on_the_day_of_a_merger_is_no_growth() -> None:
    found = member_changes(
        member(1000, "2024-06-30"), member(1900, "2025-06-30"), absorptions=GROWN
    )
    assert found["change"].isna().all()
    assert found.iloc[1]["refusal"] == "từ 1/7/2024 gồm cả Đảng bộ xã A"


def test_members_of_rebuilt_extent_are_compared_and_marked() -> None:
    found = member_changes(
        member(1270, "2023-12-31", source_id=REBUILT), member(1274, "2024-12-31")
    )
    assert found.iloc[1]["change"] == 4
    assert bool(found.iloc[1]["previous_is_rebuilt"])


def test_a_refused_count_of_members_is_named() -> None:
    refused = refusals({"until": "2023-12-31", "period_kind": "as_of"})
    (row,) = member_changes(member(1274, "2024-12-31"), refusals=refused).to_dict("records")
    assert row["refusal"] == "chưa có số liệu của B"


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(member(5, "2024-12-31") | {"measure": "admitted"}, id="another measure"),
        pytest.param(member(5, "2024-12-31", period_kind="part_year"), id="no day"),
        pytest.param(member(5, "2024-12-31", period_end=None), id="no end"),
        pytest.param(member(5, "2024-12-31", is_projected=True), id="a projection"),
    ],
)
def test_only_members_on_a_day_are_listed(row: Row) -> None:
    assert members_by_unit_day(observations(row)).empty
