"""Persistence: like with like, year after year; a gap ends a run and is never bridged."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import Row, observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.fictional.names import MERGED_IDS, NEW_ID, PROVINCE_ID
from analysis.fictional.province import Province, make_province
from analysis.fictional.seasons import Season
from analysis.metrics.achievement import achievement_by_unit, leading
from analysis.metrics.pairing import RateKind
from analysis.metrics.persistence import (
    RATE_COLUMNS,
    Movement,
    Side,
    largest_changes,
    persistence,
    persistence_by_unit,
    rates_by_unit_year,
)
from analysis.metrics.results import Scope
from analysis.metrics.status import Status
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.params import ReportParams
from analysis.paths import Project
from analysis.report_data import ReportData, load_report_data

ALONE = Scope("vung-tau", ())


def result(admitted: float, target: float, year: int = 2024, **columns: object) -> list[Row]:
    """Describe a result and the target of its year, as observations."""
    unit = {"unit_id": columns["unit_id"]} if "unit_id" in columns else {}
    until = columns.get("until")
    year = int(str(until)[:4]) if until else year
    period = columns if until or "period_kind" in columns else columns | {"year": year}
    return [
        observation(value=admitted, **period),
        observation("target", target, year=year, **unit),
    ]


def followed(*rows: Row, year: int = 2024, scope: Scope = ALONE) -> pd.DataFrame:
    return persistence_by_unit(observations(*rows), scope, year=year, threshold_pct=50)


def only(frame: pd.DataFrame) -> dict:
    (row,) = frame.to_dict("records")
    return row


def test_columns_of_one_followed_unit() -> None:
    row = only(followed(*result(4, 10, 2023), *result(3, 12, 2024)))
    assert list(row)[: len(RATE_COLUMNS)] == RATE_COLUMNS
    expected = {
        "unit_id": "vung-tau",
        "year": 2024,
        "shape": "year",
        "period_key": "year:2024",
        "period_kind": "year",
        "period_start": pd.Timestamp(2024, 1, 1),
        "period_end": pd.Timestamp(2024, 12, 31),
        "period_printed": "",
        "admitted": 3,
        "admitted_qualifier": "exact",
        "target": 12,
        "missing": 9,
        "rate_pct": Fraction(25),
        "rate_kind": RateKind.COMPUTED,
        "printed_pct": None,
        "printed_qualifier": "exact",
        "status": Status.BELOW_THRESHOLD,
        "source_ids": ("bao-dia-phuong",),
        "side": Side.BELOW,
        "is_rebuilt": False,
        "is_small_target": False,
        "is_leading": True,
        "years_below": 2,
        "years_none": 0,
        "since_year": 2023,
        "is_since_known": False,
        "previous_status": Status.BELOW_THRESHOLD,
        "previous_rate_pct": Fraction(40),
        "movement": Movement.STAYED,
        "change_points": Fraction(-15),
    }
    assert {name: row[name] for name in expected} == expected
    assert list(row)[len(RATE_COLUMNS) :] == list(expected)[-9:]
    assert pd.isna(row["printed_decimals"])
    assert pd.isna(row["term"])


@pytest.mark.parametrize(
    ("before", "now", "movement", "years"),
    [
        pytest.param(4, 4, Movement.STAYED, 2, id="below twice"),
        pytest.param(6, 4, Movement.ENTERED, 1, id="came onto the list"),
        pytest.param(4, 6, Movement.LEFT, 0, id="left the list"),
        pytest.param(6, 6, Movement.NEVER, 0, id="never on the list"),
        pytest.param(5, 4, Movement.ENTERED, 1, id="exactly half was not below"),
        pytest.param(4, 5, Movement.LEFT, 0, id="exactly half is not below"),
        pytest.param(0, 4, Movement.STAYED, 2, id="no admission counts as below"),
        pytest.param(4, 0, Movement.STAYED, 2, id="below, then no admission"),
        pytest.param(10, 0, Movement.ENTERED, 1, id="met, then no admission"),
        pytest.param(0, 10, Movement.LEFT, 0, id="no admission, then met"),
    ],
)
def test_movement(before: int, now: int, movement: Movement, years: int) -> None:
    row = only(followed(*result(before, 10, 2023), *result(now, 10, 2024)))
    assert (row["movement"], row["years_below"]) == (movement, years)
    assert row["change_points"] == (now - before) * 10
    since = None if pd.isna(row["since_year"]) else row["since_year"]
    assert since == (2025 - years if years else None)


def test_a_run_counts_back_to_the_first_year_below() -> None:
    counts = {2020: 6, 2021: 4, 2022: 0, 2023: 1, 2024: 4}
    row = only(followed(*(row for y, n in counts.items() for row in result(n, 10, y))))
    assert (row["years_below"], row["since_year"], row["is_since_known"]) == (4, 2021, True)
    assert row["years_none"] == 0


def test_years_without_any_admission_are_told_apart() -> None:
    counts = {2021: 6, 2022: 4, 2023: 0, 2024: 0}
    row = only(followed(*(row for y, n in counts.items() for row in result(n, 10, y))))
    assert (row["years_below"], row["years_none"], row["side"]) == (3, 2, Side.NONE)
    assert row["status"] == Status.NONE_ADMITTED
    assert row["is_since_known"]


def test_one_year_without_any_admission_is_one() -> None:
    row = only(followed(*result(4, 10, 2023), *result(0, 10, 2024)))
    assert (row["years_below"], row["years_none"]) == (2, 1)


@pytest.mark.parametrize(("admitted", "missing"), [(9, 1), (10, 0), (12, 0)])
def test_nobody_is_missing_beyond_the_target(admitted: int, missing: int) -> None:
    assert only(followed(*result(admitted, 10)))["missing"] == missing


def test_more_than_a_number_asks_for_one_more() -> None:
    rows = [observation(value=4), observation("target", 10, qualifier="more_than")]
    assert only(followed(*rows))["missing"] == 7


@pytest.mark.parametrize(
    "gap",
    [
        pytest.param([], id="a year without figure"),
        pytest.param([observation(value=4, year=2023)], id="a year without target"),
        pytest.param(result(4, 10, until="2023-06-30"), id="a year of another shape"),
        pytest.param(result(4, 10, 2023, is_projected=True), id="a projection"),
        pytest.param(result(4, 10, 2023, is_average=True), id="an average"),
        pytest.param(
            [*result(4, 10, 2023), observation(value=9, year=2023, source_id="khac")],
            id="two sources that contradict each other",
        ),
        pytest.param(result(4, 10, 2023, qualifier="about"), id="an estimate"),
    ],
)
def test_a_gap_ends_a_run_and_is_not_bridged(gap: list[Row]) -> None:
    row = only(followed(*result(4, 10, 2022), *gap, *result(4, 10, 2024)))
    assert (row["years_below"], row["since_year"]) == (1, 2024)
    assert row["movement"] == Movement.UNKNOWN
    assert not row["is_since_known"]
    assert row["change_points"] is None


def test_a_later_year_is_left_out() -> None:
    rows = [*result(4, 10, 2023), *result(4, 10, 2024), *result(9, 10, 2025)]
    assert only(followed(*rows))["years_below"] == 2
    rates = rates_by_unit_year(observations(*rows), ALONE, year=2024, threshold_pct=50)
    assert list(rates["year"]) == [2023, 2024]


def test_rates_stand_by_unit_and_year_in_numbered_rows() -> None:
    rows = [*result(4, 10, unit_id="a"), *result(4, 10, 2024), *result(5, 10, 2023)]
    rates = rates_by_unit_year(
        observations(*rows), Scope("vung-tau", ("a",)), year=2024, threshold_pct=50
    )
    assert list(zip(rates["unit_id"], rates["year"], strict=True)) == [
        ("vung-tau", 2023),
        ("vung-tau", 2024),
        ("a", 2024),
    ]
    assert list(rates.index) == [0, 1, 2]


def test_persons_and_years_are_whole_numbers_even_where_all_are_missing() -> None:
    rates = rates_by_unit_year(observations(), ALONE, year=2024, threshold_pct=50)
    whole = ["admitted", "target", "missing", "printed_decimals"]
    assert set(rates.dtypes[whole].astype("str")) == {"Int64"}
    assert set(followed().dtypes[[*whole, "since_year"]].astype("str")) == {"Int64"}


def test_the_target_of_a_fraction_of_the_superior_leads_beside_a_plain_one() -> None:
    frame = observations(
        observation(value=142),
        observation("target", 270, basis="tự đề ra"),
        observation("admitted_over_target", 142, denominator=280, basis="tỉnh giao"),
    ).assign(basis_kind=["unstated", "own", "superior"], stated_on="")
    rates = rates_by_unit_year(frame, ALONE, year=2024, threshold_pct=50)
    assert list(rates["target"]) == [280]


def test_half_year_is_compared_with_half_year_though_the_year_leads() -> None:
    """2023 speaks with its whole year; its half-year is still what half of 2024 is like."""
    row = only(
        followed(
            *result(6, 10, until="2023-06-30"),
            observation(value=9, year=2023),
            *result(3, 10, until="2024-06-30"),
        )
    )
    assert row["shape"] == "to-06-30"
    assert (row["movement"], row["previous_rate_pct"]) == (Movement.ENTERED, 60)


def test_each_shape_of_the_year_has_a_row_and_one_leads() -> None:
    rows = followed(
        *result(1, 10, until="2023-06-30"),
        observation(value=9, year=2023),
        *result(2, 10, until="2024-06-30"),
        observation(value=4, year=2024),
    )
    found = rows[["shape", "is_leading", "movement", "previous_rate_pct"]].to_dict("records")
    assert [tuple(row.values()) for row in found] == [
        ("to-06-30", False, Movement.STAYED, 10),
        ("year", True, Movement.ENTERED, 90),
    ]


def test_nine_months_and_six_months_are_not_comparable(project: Project) -> None:
    """Vũng Tàu: 145 in nine months of 2022 (55,7 %), 142 of 270 in six months of 2024."""
    data = load_report_data(project, ReportParams(scope="vung-tau", year=2024))
    row = only(persistence_by_unit(data.observations, data.scope, year=2024, threshold_pct=50))
    assert (row["shape"], row["rate_pct"]) == ("to-06-30", Fraction(14200, 270))
    assert (row["movement"], row["years_below"]) == (Movement.UNKNOWN, 0)
    assert (row["previous_status"], row["previous_rate_pct"]) == (None, None)


def test_the_last_of_february_is_one_day_in_all_years() -> None:
    row = only(followed(*result(4, 10, until="2023-02-28"), *result(4, 10, until="2024-02-29")))
    assert row["movement"] == Movement.STAYED


def test_a_unit_without_dated_result_is_unknown() -> None:
    row = only(followed(observation(value=3, **open_end(2024) | {"period_start": "2024-01-01"})))
    assert (row["unit_id"], row["shape"], row["movement"]) == ("vung-tau", None, Movement.UNKNOWN)
    assert (row["status"], row["side"]) == (Status.NO_FIGURE, Side.UNKNOWN)
    assert (row["years_below"], row["years_none"], row["is_leading"]) == (0, 0, True)
    assert (row["is_since_known"], row["is_rebuilt"], row["source_ids"]) == (False, False, ())
    assert (row["rate_pct"], row["change_points"], row["year"]) == (None, None, 2024)


def test_an_open_end_that_leads_leaves_the_dated_result_beside_it() -> None:
    """The end that is not printed leads, so the dated row speaks for the unit no more."""
    open_row = observation(value=9, **open_end(2024) | {"period_start": "2024-01-01"})
    rows = followed(*result(4, 10, until="2024-06-30"), open_row)
    assert list(rows["shape"].fillna("")) == ["to-06-30", ""]
    assert list(rows["is_leading"]) == [False, True]
    assert list(rows["rate_pct"]) == [40, None]


def test_a_unit_without_any_figure_is_listed_too() -> None:
    rows = followed(*result(4, 10), scope=Scope("ba-ria-vung-tau", ("dat-do", "vung-tau")))
    assert list(rows["unit_id"]) == ["ba-ria-vung-tau", "dat-do", "vung-tau"]
    assert list(rows["shape"].fillna("")) == ["", "", "year"]


def test_units_outside_of_the_scope_are_left_out() -> None:
    rows = followed(*result(4, 10), *result(4, 10, unit_id="dat-do"))
    assert list(rows["unit_id"]) == ["vung-tau"]


def test_a_target_of_none_is_no_shortfall() -> None:
    row = only(followed(*result(0, 0, 2023), *result(0, 0, 2024)))
    assert (row["side"], row["movement"], row["years_below"]) == (
        Side.UNKNOWN,
        Movement.UNKNOWN,
        0,
    )


def test_published_percentages_are_rates_too() -> None:
    rows = [
        observation("pct_of_target", "24,3", year=2023, decimals=1),
        observation("pct_of_target", "44,94", year=2024),
    ]
    row = only(followed(*rows))
    assert (row["movement"], row["change_points"]) == (Movement.STAYED, Fraction("20.64"))
    assert (row["rate_kind"], row["printed_decimals"]) == (RateKind.PUBLISHED, 2)
    assert pd.isna(row["missing"])


def test_a_bound_is_judged_but_not_subtracted() -> None:
    low = observation("pct_of_target", "60", year=2023, qualifier="at_least")
    row = only(followed(low, *result(4, 10, 2024)))
    assert (row["movement"], row["change_points"]) == (Movement.ENTERED, None)
    counted = result(6, 10, 2023, qualifier="at_least")
    row = only(followed(*counted, *result(4, 10, 2024)))
    assert (row["movement"], row["change_points"]) == (Movement.ENTERED, None)
    row = only(followed(*result(4, 10, 2023), *result(6, 10, 2024, qualifier="at_least")))
    assert (row["movement"], row["change_points"]) == (Movement.LEFT, None)


def test_a_later_report_does_not_change_what_was_known_before() -> None:
    """The nine months cast doubt on the target that the six months give; not on 30 June."""
    rows = [
        observation(value=28, until="2023-06-30", source_id="sáu"),
        observation("pct_of_target", "24,3", until="2023-06-30", source_id="sáu"),
        observation(value=125, until="2023-09-30", source_id="chín"),
        observation("pct_of_target", "107,8", until="2023-09-30", source_id="chín"),
    ]
    rates = rates_by_unit_year(observations(*rows), ALONE, year=2023, threshold_pct=50)
    found = rates.set_index("shape")[["target", "rate_kind"]].to_dict("index")
    assert found["to-06-30"] == {"target": 115, "rate_kind": RateKind.COMPUTED}
    assert found["to-09-30"]["rate_kind"] == RateKind.PUBLISHED


@pytest.mark.parametrize(
    "year", [pytest.param(2023, id="year before"), pytest.param(2024, id="year")]
)
def test_a_rebuilt_figure_counts_and_is_marked(year: int) -> None:
    rows = {y: result(4, 10, y) for y in (2023, 2024)}
    rows[year][0] |= {"source_id": REBUILT_SOURCE}
    row = only(followed(*rows[2023], *rows[2024]))
    assert (row["movement"], row["years_below"], row["is_rebuilt"]) == (Movement.STAYED, 2, True)


def test_each_year_says_whether_its_own_target_was_small() -> None:
    """Plain pairs and those that need a rule of precedence agree; none is small of no target."""
    rows = [
        row for year, goal in ((2022, 9), (2023, 10), (2024, 9)) for row in result(3, goal, year)
    ]
    rows += [observation("target", 12, year=2022, basis="cấp trên giao khác")]
    rows += result(0, 0, 2021)
    rates = rates_by_unit_year(observations(*rows), ALONE, year=2024, threshold_pct=50)
    assert rates[["year", "target", "is_small_target"]].to_numpy().tolist() == [
        [2021, 0, False],
        [2022, 9, True],
        [2023, 10, False],
        [2024, 9, True],
    ]
    assert only(followed(*rows))["is_small_target"]
    assert only(followed(observation(value=3, **open_end(2024))))["is_small_target"] is False


def test_a_rebuilt_year_before_the_run_leaves_no_mark() -> None:
    rows = [*result(6, 10, 2022, source_id=REBUILT_SOURCE), *result(4, 10, 2023)]
    assert not only(followed(*rows, *result(4, 10, 2024)))["is_rebuilt"]
    rows = [*result(4, 10, 2022, source_id=REBUILT_SOURCE), *result(4, 10, 2023)]
    assert only(followed(*rows, *result(4, 10, 2024)))["is_rebuilt"]


def test_sources_of_result_and_target_are_kept_once_in_order() -> None:
    rows = [
        observation(value=4, source_id="b"),
        observation("target", 10, source_id="a"),
        observation("target", 10, source_id="c"),
        observation("target", 10, source_id="b"),
    ]
    assert only(followed(*rows))["source_ids"] == ("b", "a", "c")


def test_the_threshold_is_the_one_given() -> None:
    frame = observations(*result(3, 10, 2023), *result(4, 10, 2024))
    row = only(persistence_by_unit(frame, ALONE, year=2024, threshold_pct=40))
    assert row["movement"] == Movement.LEFT


def test_plain_figures_need_no_rule_of_precedence(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        raise AssertionError("the long way was taken")

    rows = [
        *result(4, 10, 2023),
        observation(value=3),
        observation("pct_of_target", "25", basis="tỉnh giao"),
        observation("target", 12, basis="tỉnh giao"),
        observation(value=3, source_id="dai"),
        *result(2, 10, until="2024-06-30", unit_id="a"),
        observation("pct_of_target", "20", until="2024-06-30", unit_id="a"),
    ]
    scope = Scope("vung-tau", ("a",))
    monkeypatch.setattr("analysis.metrics.persistence.achievement_by_unit", slow)
    found = rates_by_unit_year(observations(*rows), scope, year=2024, threshold_pct=50)
    assert list(found["rate_pct"]) == [40, 25, 20]
    assert list(found["shape"]) == ["year", "year", "to-06-30"]


def changes(*points: object) -> pd.DataFrame:
    exact = [None if p is None else Fraction(str(p)) for p in points]
    return pd.DataFrame({"unit_id": list("abcdefgh")[: len(points)], "change_points": exact})


def test_largest_changes_come_first_and_are_three_of_each() -> None:
    found = largest_changes(changes(1, -1, 5, "2.5", None, -8, 0, 4))
    assert list(found["unit_id"]) == ["c", "h", "d", "f", "b"]
    assert list(largest_changes(changes(1, 2, 3, 4, -1, -2, -3, -4))["unit_id"]) == list("dcbhgf")
    assert list(largest_changes(changes(1, -1, 5, -8), n=1)["unit_id"]) == ["c", "d"]


def test_equal_changes_keep_their_order_and_no_change_is_neither() -> None:
    assert list(largest_changes(changes(2, 2, -3, -3))["unit_id"]) == ["a", "b", "c", "d"]
    assert largest_changes(changes(0, None)).empty


def test_a_change_of_less_than_a_point_is_a_change() -> None:
    assert list(largest_changes(changes("0.5", "-0.5", 1, -1))["unit_id"]) == ["c", "a", "d", "b"]


@pytest.mark.parametrize("sign", [1, -1], ids=["rises", "falls"])
def test_equal_changes_keep_their_order_however_many_there_are(sign: int) -> None:
    points = [Fraction(sign * (1 + number % 2)) for number in range(100)]
    frame = pd.DataFrame({"change_points": pd.Series(points, dtype="object")})
    found = largest_changes(frame, n=100)
    assert list(found.index) == [*range(1, 100, 2), *range(0, 100, 2)]


counts = st.integers(min_value=0, max_value=40)
targets = st.integers(min_value=1, max_value=40)


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(counts, targets), min_size=1, max_size=3), st.integers(1, 50))
def test_scaling_counts_and_targets_leaves_everything_but_the_counts(
    years: list[tuple[int, int]], factor: int
) -> None:
    def of(scale: int) -> dict:
        rows = [
            row
            for back, (n, target) in enumerate(years)
            for row in result(n * scale, target * scale, 2024 - back)
        ]
        return only(followed(*rows))

    once, scaled = of(1), of(factor)
    names = ["years_below", "years_none", "movement", "change_points", "rate_pct", "side"]
    assert [once[name] for name in names] == [scaled[name] for name in names]


@pytest.mark.parametrize(
    "doubt",
    [
        pytest.param([observation(value=5, source_id="x")], id="counts"),
        pytest.param(
            [observation("pct_of_target", value) for value in ("40", "41")], id="percentages"
        ),
    ],
)
def test_figures_that_contradict_each_other_leave_the_period_but_no_side(doubt: list[Row]) -> None:
    row = only(followed(*result(4, 10), *doubt))
    assert (row["status"], row["side"]) == (Status.UNDETERMINED, Side.UNKNOWN)
    assert (row["period_key"], row["period_kind"], row["shape"]) == ("year:2024", "year", "year")
    assert row["period_end"] == pd.Timestamp(2024, 12, 31)
    assert (row["is_leading"], row["rate_pct"]) == (True, None)


def test_a_rate_of_members_is_followed_by_nobody() -> None:
    rows = [
        observation("pct_of_target", "9", year=year, basis="tổng số đảng viên")
        for year in (2023, 2024)
    ]
    row = only(followed(*rows))
    assert (row["shape"], row["movement"]) == (None, Movement.UNKNOWN)


# The made-up province: what the reader is given, and what really happened.

LAST = f"{PROVINCE_ID}-"


@pytest.fixture(scope="module")
def province() -> Province:
    return make_province()


def year_rows(province: Province, units: list[str], years: range, *, is_half: bool) -> list[Row]:
    rows = []
    for unit in units:
        for year in years:
            season = Season(year, is_half=is_half)
            if (unit, season) in province.figures:
                admitted = province.figure(unit, season, "admitted")
                target = province.figure(unit, season, "target")
                until = {"until": f"{year}-06-30"} if is_half else {"year": year}
                rows += result(admitted, target, unit_id=unit, **until)
    return rows


@pytest.fixture(scope="module")
def made_up(project: Project) -> ReportData:
    return load_report_data(project, ReportParams(scope=PROVINCE_ID, year=2024))


@pytest.fixture(scope="module")
def whole_year(made_up: ReportData) -> pd.DataFrame:
    rows = persistence_by_unit(made_up.observations, made_up.scope, year=2024, threshold_pct=50)
    assert rows["is_leading"].eq(rows["shape"].eq("year")).all()
    return rows[rows["is_leading"]].set_index("unit_id")


def test_pins_of_the_made_up_province_2024(whole_year: pd.DataFrame) -> None:
    """Typed from ``make_province``: counts and targets of 2023 and 2024 in the remarks."""
    names = ["movement", "since_year", "years_none", "previous_rate_pct", "rate_pct"]
    listed = whole_year[whole_year["movement"].isin(["stayed", "entered"])][names]
    found = {unit.removeprefix(LAST): tuple(row) for unit, row in listed.T.items()}
    assert found == {
        "xa-van-hoa": ("stayed", 2023, 0, Fraction(500, 12), Fraction(500, 13)),
        "xa-giong-me": ("stayed", 2023, 0, Fraction(200, 6), Fraction(300, 7)),
        "xa-a-rong": ("stayed", 2023, 0, Fraction(400, 10), Fraction(400, 11)),
        "xa-khau-may": ("stayed", 2023, 0, Fraction(600, 13), Fraction(400, 12)),
        "xa-ea-tieng": ("stayed", 2022, 3, 0, 0),  # 0 of 8, 0 of 5, 0 of 8
        "xa-pung-bon": ("stayed", 2023, 2, 0, 0),  # 0 of 8, 0 of 5
        "xa-dien-hoa": ("entered", 2024, 1, Fraction(1600, 15), 0),
        "phuong-ben-thuyen": ("entered", 2024, 0, 90, Fraction(1500, 31)),
    }
    left = whole_year[whole_year["movement"].eq("left")]
    assert list(left.index) == [f"{LAST}phuong-cho-cu"]  # 13 of 33, then 41 of 33
    assert left["change_points"].iloc[0] == Fraction(2800, 33)
    others = whole_year[~whole_year["movement"].isin(["stayed", "entered", "left"])]
    assert set(others["movement"]) == {Movement.NEVER}
    assert len(others) == 105 - 9


def test_exactly_half_of_the_target_is_never_on_the_list(whole_year: pd.DataFrame) -> None:
    row = whole_year.loc[f"{LAST}xa-phu-hoa"]
    assert (row["rate_pct"], row["movement"]) == (50, Movement.NEVER)


def test_a_merged_commune_is_followed_through_its_predecessors(
    whole_year: pd.DataFrame, province: Province
) -> None:
    before = Season(2023, is_half=False)
    admitted, target = (
        sum(province.figure(unit, before, name) for unit in MERGED_IDS)
        for name in ("admitted", "target")
    )
    row = whole_year.loc[NEW_ID]
    assert row["previous_rate_pct"] == Fraction(100 * admitted, target)
    assert row["is_rebuilt"]


@pytest.mark.parametrize("is_half", [False, True])
@pytest.mark.parametrize("year", [2023, 2025])
def test_runs_are_what_a_plain_count_gives(province: Province, year: int, is_half: bool) -> None:
    units = [unit.unit_id for unit in province.units]
    rows = year_rows(province, units, range(2021, year + 1), is_half=is_half)
    found = followed(*rows, year=year, scope=Scope(PROVINCE_ID, tuple(units)))
    lengths = dict(zip(found["unit_id"], found["years_below"], strict=True))
    for unit in units:
        length = 0
        while year - length >= 2021:
            figures = province.figures.get((unit, Season(year - length, is_half=is_half)))
            if figures is None or 2 * figures["admitted"] >= figures["target"]:
                break
            length += 1
        assert lengths[unit] == length, unit


JUDGED = ["rate_pct", "status", "admitted", "target", "missing", "rate_kind", "source_ids"]


def assert_judged_alike(
    frame: pd.DataFrame, scope: Scope, *, year: int = 2024, least: int = 1
) -> None:
    """Hold the rates of the year against the leading rows of achievement."""
    rates = rates_by_unit_year(frame, scope, year=year, threshold_pct=50)
    judged = leading(achievement_by_unit(frame, scope, year=year, threshold_pct=50))
    judged = judged[["unit_id", "period_key", *JUDGED]]
    both = judged.merge(rates, on=["unit_id", "period_key"], suffixes=("", "_here"))
    assert len(both) >= least
    for name in JUDGED:
        here, there = both[f"{name}_here"].astype("object"), both[name].astype("object")
        assert list(here.where(here.notna(), None)) == list(there.where(there.notna(), None)), name


def printed(value: str, basis: str = "", **columns: object) -> Row:
    return observation("pct_of_target", value, basis=basis, **columns)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param(result(4, 10), id="plain"),
        pytest.param([*result(4, 10), printed("40")], id="with its print"),
        pytest.param([*result(4, 10), observation("target", 10, source_id="x")], id="said twice"),
        pytest.param([*result(4, 10), observation(value=4, source_id="x")], id="counted twice"),
        pytest.param([*result(4, 10), observation("target", 12)], id="two targets"),
        pytest.param([*result(4, 10), observation("target_min", 10)], id="a minimum beside"),
        pytest.param(
            [observation(value=4), observation("target", 10, qualifier="at_least")], id="from 10 on"
        ),
        pytest.param([observation(value=4), observation("target_min", 9)], id="only a minimum"),
        pytest.param(
            [observation(value=4), observation("target", None, low=10, high=12)], id="a range"
        ),
        pytest.param([observation(value=4), observation("target", 0)], id="target of none"),
        pytest.param(
            [observation("admitted_over_target", 4, denominator=10)], id="only a fraction"
        ),
        pytest.param(
            [observation(value=4), observation("admitted_over_target", 4, denominator=10)],
            id="a count and a fraction",
        ),
        pytest.param(
            [*result(118, 122), printed("103", "tỉnh"), printed("96,72", "huyện")], id="2"
        ),
        pytest.param(
            [
                observation(value=4),
                observation("target", 10, basis="huyện đề ra"),
                printed("60", "Tỉnh ủy giao"),
            ],
            id="print of another",
        ),
        pytest.param(
            [observation(value=4)]
            + [observation("target", 10, basis=basis) for basis in ("Tỉnh ủy giao", "huyện đề ra")],
            id="two bases of one number",
        ),
        pytest.param([observation(value=4), printed("40")], id="a target to derive"),
        pytest.param([printed("40")], id="only a print"),
        pytest.param(
            [*result(4, 10), observation(value=5, qualifier="about", source_id="x")], id="about"
        ),
        pytest.param([observation(value=4)], id="no target"),
    ],
)
def test_every_kind_of_result_is_judged_as_achievement_does(rows: list[Row]) -> None:
    assert_judged_alike(observations(*rows), ALONE)


@pytest.mark.parametrize(
    ("scope", "year", "least"), [("ha-noi", 2017, 18), ("ba-ria-vung-tau", 2023, 3)]
)
def test_published_results_are_judged_as_achievement_does(
    project: Project, scope: str, year: int, least: int
) -> None:
    data = load_report_data(project, ReportParams(scope=scope, year=year))
    assert_judged_alike(data.observations, data.scope, year=year, least=least)


def test_returns_are_judged_as_achievement_does(made_up: ReportData) -> None:
    some = Scope(PROVINCE_ID, made_up.scope.children[:15])
    assert_judged_alike(made_up.observations, some, least=16)


def test_persistence_takes_rates_made_once() -> None:
    frame = observations(*result(4, 10, 2023), *result(4, 10, 2024))
    rates = rates_by_unit_year(frame, ALONE, year=2024, threshold_pct=50)
    pd.testing.assert_frame_equal(
        persistence(rates, frame, ALONE, year=2024),
        persistence_by_unit(frame, ALONE, year=2024, threshold_pct=50),
    )
