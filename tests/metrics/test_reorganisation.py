"""Figures before a merger, added up from all parts or refused with the reason."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import Row, observation, observations, registered_measures
from hypothesis import given, settings
from hypothesis import strategies as st
from small_units import NATION, units_of

from analysis.cleaning.store import load_clean_data
from analysis.fictional.names import MERGED_IDS, NEW_ID
from analysis.fictional.province import COMPOSITION, make_province
from analysis.fictional.seasons import Season
from analysis.metrics.reorganisation import (
    MEMBERS,
    REFUSABLE,
    Rebuilt,
    is_partly_known,
    parts_by_period,
    rebuild,
)
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.metrics.year_over_year import admissions_by_unit_year, year_over_year
from analysis.paths import find_project
from analysis.registers.measures import read_measures
from analysis.registers.units import UnitRegister, read_units

UNITS = units_of(NATION)
NEW = "tay-ninh-2025"
REFUSAL_COLUMNS = [
    *("unit_id", "measure", "period_key", "period_kind", "period_start", "period_end"),
    *("known", "missing", "reason"),
]


def rebuilt(*rows: Row, unit_ids: tuple[str, ...] = (NEW,), units: UnitRegister = UNITS) -> Rebuilt:
    measures = registered_measures()
    extra = measures.loc[["admitted"]]
    more = {
        "admitted_avg_per_month": {},
        "members_increase": {},
        "admitted_in": {"group": "change"},
        "org_new": {"unit": "organisation"},
        "units_counted": {"unit": "unit"},
    }
    others = [extra.assign(**columns).rename({"admitted": name}) for name, columns in more.items()]
    return rebuild(observations(*rows), unit_ids, units, pd.concat([measures, *others]))


def both(first: object = 100, second: object = 23, measure: str = "admitted", **more) -> list[Row]:
    """Give one figure of Long An and one of the old Tây Ninh, for 2023."""
    columns = {"year": 2023} | more
    return [
        observation(measure, first, unit_id="long-an", **columns),
        observation(measure, second, unit_id="tay-ninh", **columns),
    ]


def values(found: Rebuilt) -> list[tuple]:
    columns = ["unit_id", "measure", "period_key", "value", "qualifier"]
    return list(found.observations[columns].itertuples(index=False, name=None))


def test_all_parts_known_make_an_exact_sum() -> None:
    found = rebuilt(*both())
    (row,) = found.observations.to_dict("records")
    assert values(found) == [(NEW, "admitted", "year:2023", 123.0, "exact")]
    assert row["note"] == "cộng lại từ Đảng bộ tỉnh Long An, Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)"
    assert (row["source_id"], row["value_printed"]) == (REBUILT_SOURCE, "123")
    assert row["locator"] == "rebuilt-from-predecessors:tay-ninh-2025:admitted:year:2023"
    assert row["unit_printed"] == "Đảng bộ tỉnh Tây Ninh"
    assert (row["decimals"], row["basis"], row["report_year"]) == (0, "", 2023)
    assert pd.isna(row["low"])
    assert pd.isna(row["high"])
    assert row["period_agrees"]
    assert found.refusals.empty
    assert list(found.refusals.columns) == REFUSAL_COLUMNS


def test_the_sum_of_parts_with_different_bases_has_none() -> None:
    first, second = both(measure="target")
    (row,) = rebuilt(first | {"basis": "tỉnh giao"}, second).observations.to_dict("records")
    assert (row["value"], row["basis"]) == (123, "")
    assert row["locator"] == "rebuilt-from-predecessors:tay-ninh-2025:target:year:2023"


def test_the_sum_has_the_columns_and_types_of_the_observations() -> None:
    given_rows = observations(*both())
    found = rebuilt(*both()).observations
    assert found.dtypes.to_dict() == given_rows.dtypes.to_dict()
    assert rebuilt().observations.dtypes.to_dict() == given_rows.dtypes.to_dict()


def test_a_period_whose_readings_differed_agrees_in_the_sum() -> None:
    assert rebuilt(*both(period_agrees=False)).observations["period_agrees"].all()


def test_thousands_are_printed_with_a_dot() -> None:
    assert list(rebuilt(*both(1000, 234)).observations["value_printed"]) == ["1.234"]


def test_a_sum_of_persons_has_no_decimals_even_where_a_part_prints_some() -> None:
    assert list(rebuilt(*both(decimals=1)).observations["decimals"]) == [0]


def test_sums_stand_in_the_order_of_their_first_figures() -> None:
    rows = [*both(measure="target"), *both(year=2023), *both(year=2022)]
    assert [row[1:3] for row in values(rebuilt(*rows))] == [
        ("target", "year:2023"),
        ("admitted", "year:2023"),
        ("admitted", "year:2022"),
    ]


def test_zero_is_a_figure() -> None:
    assert values(rebuilt(*both(0, 0))) == [(NEW, "admitted", "year:2023", 0.0, "exact")]


@pytest.mark.parametrize("measure", ["admitted", "target", "target_min", "members_total"])
def test_an_unknown_part_refuses_the_sum(measure: str) -> None:
    row = observation(measure, 1667, year=2023, unit_id="long-an")
    if measure == MEMBERS:
        row |= {"period_kind": "as_of", "period_key": "as_of:2023-12-31"}
    found = rebuilt(row)
    assert found.observations.empty
    (refusal,) = found.refusals.to_dict("records")
    assert (refusal["unit_id"], refusal["measure"]) == (NEW, measure)
    assert (refusal["period_key"], refusal["period_kind"]) == (
        row["period_key"],
        row["period_kind"],
    )
    assert refusal["period_start"] == pd.Timestamp(2023, 1, 1)
    assert refusal["period_end"] == pd.Timestamp(2023, 12, 31)
    assert (refusal["known"], refusal["missing"]) == (("long-an",), ("tay-ninh",))
    assert refusal["reason"] == "chưa có số liệu của Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)"


def test_only_what_leaders_ask_for_is_listed_as_refused() -> None:
    assert REFUSABLE == ("admitted", "target", "target_min", "members_total")
    found = rebuilt(observation("admitted_female", 5, unit_id="long-an", year=2023))
    assert found.observations.empty
    assert found.refusals.empty


@pytest.mark.parametrize(
    ("period", "count"),
    [
        pytest.param({"year": 2024}, 1, id="a whole year before"),
        pytest.param({"until": "2025-06-30"}, 1, id="up to the last day"),
        pytest.param({"until": "2025-07-01"}, 0, id="beyond it"),
        pytest.param({"year": 2025}, 0, id="the year of the founding"),
        pytest.param({"period_end": None}, 0, id="no end printed"),
        pytest.param({"period_kind": "within_year"}, 1, id="a quarter"),
        pytest.param({"term": "2020-2025"}, 0, id="a term"),
        pytest.param({"period_kind": "years"}, 0, id="several years"),
        pytest.param({"period_kind": "each_year"}, 0, id="each year"),
        pytest.param({"period_kind": "event"}, 0, id="an event"),
    ],
)
def test_periods_that_ended_before_the_founding_are_added(period: Row, count: int) -> None:
    assert len(rebuilt(*both(**period)).observations) == count


def test_targets_of_years_that_began_before_the_founding_are_added() -> None:
    found = rebuilt(
        *both(50, 60, "target", year=2025),
        *both(50, 60, "target", year=2026),
        *both(50, 60, "target", year=2024),
    )
    assert sorted(found.observations["period_key"]) == ["year:2024", "year:2025"]


@pytest.mark.parametrize(
    ("measure", "columns", "is_added"),
    [
        ("admitted_female", {}, True),
        ("members_total", {"period_kind": "as_of"}, True),
        ("org_new", {}, True),
        ("pct_of_target", {}, False),
        ("units_counted", {}, False),
        ("admitted_in", {}, False),
        ("members_increase", {}, False),
        ("admitted_avg_per_month", {}, False),
        ("admitted", {"is_average": True}, False),
        ("admitted", {"is_projected": True}, False),
        ("admitted", {"denominator": 200.0}, False),
    ],
)
def test_only_counts_that_may_be_added_are(measure: str, columns: Row, is_added: bool) -> None:
    assert len(rebuilt(*both(measure=measure, **columns)).observations) == is_added


def test_a_figure_without_value_or_bounds_is_unknown() -> None:
    rows = [row | {"value": None} for row in both()]
    found = rebuilt(*rows)
    assert found.observations.empty
    assert found.refusals.empty
    assert values(rebuilt(*rows, *both(year=2022))) == [
        (NEW, "admitted", "year:2022", 123.0, "exact")
    ]


@pytest.mark.parametrize(
    "measure",
    [
        *("admitted_avg_per_year", "admitted_avg_per_month", "org_transferred_in"),
        *("members_transferred_in", "members_transferred_out"),
        *("members_increase", "members_decrease", "yoy_change"),
    ],
)
def test_averages_moves_and_changes_of_the_real_register_are_never_added(measure: str) -> None:
    measures = read_measures(find_project(Path(__file__).parent))
    rows = observations(*both(measure=measure))
    assert rebuild(rows, (NEW,), UNITS, measures).observations.empty


@pytest.mark.parametrize(
    ("first", "second", "bound"),
    [
        ("exact", "at_least", "at_least"),
        ("at_least", "at_least", "at_least"),
        ("at_least", "more_than", "more_than"),
        ("exact", "more_than", "more_than"),
        ("exact", "at_most", "at_most"),
        ("less_than", "at_most", "less_than"),
    ],
)
def test_bounds_of_one_side_make_a_bound(first: str, second: str, bound: str) -> None:
    rows = both()
    bounds = {"at_least": "low", "more_than": "low", "at_most": "high", "less_than": "high"}
    for row, qualifier in zip(rows, (first, second), strict=True):
        row |= {"qualifier": qualifier}
        if qualifier in bounds:
            row[bounds[qualifier]] = row["value"]
    (found,) = rebuilt(*rows).observations.to_dict("records")
    assert (found["value"], found["qualifier"]) == (123.0, bound)
    is_low = bounds[bound] == "low"
    assert found["low"] == 123.0 if is_low else pd.isna(found["low"])
    assert found["high"] == 123.0 if not is_low else pd.isna(found["high"])


@pytest.mark.parametrize("name", ["low", "high"])
def test_a_bound_without_a_value_counts_as_its_end(name: str) -> None:
    qualifier = {"low": "at_least", "high": "at_most"}[name]
    rows = both()
    rows[0] |= {"value": None, name: 100.0, "qualifier": qualifier}
    (found,) = rebuilt(*rows).observations.to_dict("records")
    assert (found["value"], found["qualifier"]) == (123.0, qualifier)


@pytest.mark.parametrize(
    "pair", [("about", "exact"), ("at_least", "at_most"), ("between", "exact")]
)
def test_loose_or_opposite_bounds_refuse_the_sum(pair: tuple[str, str]) -> None:
    rows = [row | {"qualifier": name} for row, name in zip(both(), pair, strict=True)]
    found = rebuilt(*rows)
    assert found.observations.empty
    (refusal,) = found.refusals.to_dict("records")
    names = ["Đảng bộ tỉnh Long An", "Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)"]
    loose = ", ".join(name for name, bound in zip(names, pair, strict=True) if bound != "exact")
    assert refusal["reason"] == f"số liệu của {loose} chỉ là mức ước lượng"
    assert (refusal["known"], refusal["missing"]) == (("long-an", "tay-ninh"), ())


def test_a_plain_count_goes_before_a_bound() -> None:
    rows = both()
    bound = rows[0] | {"value": 90.0, "low": 90.0, "qualifier": "at_least", "source_id": "bao"}
    assert values(rebuilt(bound, *rows)) == [(NEW, "admitted", "year:2023", 123.0, "exact")]


def test_two_sources_that_agree_count_once() -> None:
    again = both()[0] | {"source_id": "bao"}
    assert values(rebuilt(again, *both())) == [(NEW, "admitted", "year:2023", 123.0, "exact")]


def test_two_sources_that_differ_refuse_the_sum() -> None:
    other = both(101)[0] | {"source_id": "bao"}
    found = rebuilt(other, *both())
    assert found.observations.empty
    assert list(found.refusals["reason"]) == ["số liệu của Đảng bộ tỉnh Long An công bố khác nhau"]


def test_the_figure_of_the_unit_itself_stands() -> None:
    own = observation(value=7, year=2023, unit_id=NEW)
    found = rebuilt(own, *both())
    assert found.observations.empty
    assert found.refusals.empty


def test_the_own_figure_of_one_period_hinders_no_other() -> None:
    own = observation(value=7, year=2022, unit_id=NEW)
    assert len(rebuilt(own, *both()).observations) == 1
    later = values(rebuilt(own, *both(year=2022), *both()))
    assert [row[2] for row in later] == ["year:2023"]
    own = observation("members_total", 7, year=2023, unit_id=NEW)
    assert len(rebuilt(own, *both()).observations) == 1


@pytest.mark.parametrize("own", ["target", "target_min"])
def test_a_target_of_the_unit_itself_stands_for_all_kinds_of_targets(own: str) -> None:
    row = observation(own, 90, year=2023, unit_id=NEW)
    assert rebuilt(row, *both(measure="target"), *both(measure="target_min")).observations.empty


def test_targets_of_one_basis_are_added_each_by_itself() -> None:
    found = rebuilt(
        *both(50, 60, "target", basis="Tỉnh ủy giao"),
        *both(55, 66, "target", basis="tự đề ra"),
    ).observations
    assert list(found["value"]) == [110, 121]
    assert list(found["basis"]) == ["Tỉnh ủy giao", "tự đề ra"]
    assert list(found["locator"].str.rpartition("target:")[2]) == ["year:2023", "year:2023:2"]
    assert found["note"].str.contains("căn cứ").sum() == 0


def test_a_basis_that_only_one_part_names_is_left_out_beside_a_common_one() -> None:
    own = observation("target", 55, unit_id="long-an", year=2023, basis="tự đề ra")
    found = rebuilt(own, *both(50, 60, "target", basis="Tỉnh ủy giao")).observations
    assert list(found["value"]) == [110]


def test_single_targets_of_different_bases_are_added_with_a_remark() -> None:
    first, second = both(50, 60, "target")
    (found,) = rebuilt(first | {"basis": "Tỉnh ủy giao"}, second).observations.to_dict("records")
    assert (found["value"], found["basis"]) == (110, "")
    assert found["note"].endswith("(đến 30/6/2025); căn cứ khác nhau: Tỉnh ủy giao / không ghi")


def test_several_targets_without_a_common_basis_are_refused() -> None:
    first, second = both(50, 60, "target")
    found = rebuilt(first | {"basis": "A"}, first | {"basis": "B", "value": 51.0}, second)
    assert list(found.refusals["reason"]) == ["số liệu của Đảng bộ tỉnh Long An công bố khác nhau"]


def test_the_spelling_of_a_basis_makes_no_difference() -> None:
    first, second = both(50, 60, "target")
    rows = rebuilt(first | {"basis": "Tỉnh ủy giao"}, second | {"basis": "tỉnh uỷ giao"})
    (found,) = rows.observations.to_dict("records")
    assert found["basis"] == "Tỉnh ủy giao"
    assert "căn cứ" not in found["note"]


CHAIN = units_of("""
    n | N | nation
    a | A | district | n | | 2018-12-31 | c
    a2 | A2 | district | n | | 2018-12-31 | c
    b | B | district | n | | 2020-12-31 | d
    c | C | district | n | 2019-01-01 | 2020-12-31 | d
    d | D | district | n | 2021-01-01
    e | E | district | n | | 2022-12-31 | d
""")


def of_chain(year: int, **counts: int) -> list[Row]:
    return [observation(value=count, year=year, unit_id=unit) for unit, count in counts.items()]


def test_parts_that_were_merged_themselves_are_rebuilt_first() -> None:
    rows = of_chain(2018, a=1, a2=2, b=4)
    found = rebuilt(*rows, unit_ids=("d",), units=CHAIN)
    assert [(row[0], row[3]) for row in values(found)] == [("c", 3), ("d", 7)]
    assert found.observations.iloc[1]["note"] == "cộng lại từ B, C"


def test_a_missing_part_of_a_part_refuses_both() -> None:
    found = rebuilt(*of_chain(2018, a=1, b=4), unit_ids=("d", "c"), units=CHAIN)
    assert found.observations.empty
    assert list(found.refusals["unit_id"]) == ["c", "d"]
    assert list(found.refusals["reason"]) == ["chưa có số liệu của A2", "chưa có số liệu của C"]


def test_a_unit_that_joined_later_belongs_to_no_earlier_sum() -> None:
    found = rebuilt(*of_chain(2020, b=4, c=5, e=100), unit_ids=("d",), units=CHAIN)
    assert [(row[0], row[3]) for row in values(found)] == [("d", 9)]


def test_a_unit_that_grew_and_kept_its_id_is_not_rebuilt() -> None:
    rows = [observation(value=9, unit_id=unit, year=2024) for unit in ("que-son", "nong-son")]
    found = rebuilt(*rows, unit_ids=("que-son", "ha-noi"))
    assert found.observations.empty
    assert found.refusals.empty


def test_a_renamed_place_keeps_its_figures() -> None:
    row = observation(value=9, unit_id="hue-cu", year=2023)
    assert values(rebuilt(row, unit_ids=("hue",))) == [("hue", "admitted", "year:2023", 9, "exact")]


def test_a_bloc_with_one_known_predecessor_may_have_had_more() -> None:
    row = observation(value=9, unit_id="khoi", year=2017)
    found = rebuilt(row, unit_ids=("khoi-moi",))
    assert found.observations.empty
    (refusal,) = found.refusals.to_dict("records")
    assert refusal["reason"] == (
        "trong các đơn vị trước hợp nhất, danh mục mới ghi Đảng bộ Khối các cơ quan"
    )
    assert (refusal["known"], refusal["missing"]) == (("khoi",), ())


@pytest.mark.parametrize(
    ("unit_id", "is_partly"),
    [("khoi-moi", True), ("hue", False), (NEW, False), ("ha-noi", False), ("mo-coi", False)],
)
def test_what_may_have_had_more_predecessors(unit_id: str, is_partly: bool) -> None:
    assert is_partly_known(UNITS, unit_id) is is_partly


@pytest.mark.parametrize(
    "kind",
    ["province", "city_central", "district", "city", "town", "urban_district", "commune", "ward"],
)
def test_a_place_with_one_predecessor_is_the_same_place(kind: str) -> None:
    units = units_of(f"a|A|{kind}|||2020-12-31|b\nb|B|{kind}||2021-01-01")
    assert not is_partly_known(units, "b")


def test_rebuilding_again_changes_nothing() -> None:
    first = rebuilt(*both())
    again = rebuild(
        pd.concat([observations(*both()), first.observations]), (NEW,), UNITS, registered_measures()
    )
    assert again.observations.empty


def test_the_parts_of_a_unit_period_by_period() -> None:
    rows = [
        observation(MEMBERS, 47600, unit_id="long-an", until="2020-10-13", low=47600.0)
        | {"period_kind": "as_of", "qualifier": "more_than"},
        observation(value=1600, unit_id="long-an", year=2023, qualifier="more_than", low=1600.0),
        observation(value=1667, unit_id="long-an", year=2023),
        observation(value=1650, unit_id="long-an", year=2023, qualifier="at_least", low=1650.0),
        observation(value=15, unit_id="tay-ninh", year=2022),
        observation("target", 1660, unit_id="long-an", year=2024),
        observation("target", 1660, unit_id="long-an", year=2026),
        observation(value=1, unit_id="long-an", year=2025),
        observation("pct_of_target", 99, unit_id="long-an", year=2022),
        observation(value=1, unit_id="ha-noi", year=2021),
    ]
    found = parts_by_period(observations(*rows), NEW, UNITS, registered_measures())
    assert list(found.columns) == [
        *("measure", "period_key", "period_kind", "period_start", "period_end"),
        *("part_id", "value", "qualifier"),
    ]
    told = found[["measure", "period_key", "part_id", "value", "qualifier"]].astype("object")
    told = told.where(told.notna(), None)
    assert list(told.itertuples(index=False, name=None)) == [
        ("admitted", "year:2022", "long-an", None, None),
        ("admitted", "year:2022", "tay-ninh", 15, "exact"),
        ("admitted", "year:2023", "long-an", 1667, "exact"),
        ("admitted", "year:2023", "tay-ninh", None, None),
        ("target", "year:2024", "long-an", 1660, "exact"),
        ("target", "year:2024", "tay-ninh", None, None),
        ("members_total", "part_year:2020-10-13", "long-an", 47600, "more_than"),
        ("members_total", "part_year:2020-10-13", "tay-ninh", None, None),
    ]


def test_a_unit_without_parts_has_no_such_table() -> None:
    found = parts_by_period(observations(*both()), "ha-noi", UNITS, registered_measures())
    assert found.empty


@pytest.mark.parametrize("name", ["low", "high"])
def test_the_table_of_parts_shows_an_end_where_there_is_no_value(name: str) -> None:
    row = both()[0] | {"value": None, name: 77.0, "qualifier": "at_least"}
    found = parts_by_period(observations(row), NEW, UNITS, registered_measures())
    assert list(found["value"].dropna()) == [77.0]


COUNT = st.integers(0, 3000)


@settings(max_examples=12, deadline=None)
@given(
    years=st.dictionaries(st.integers(2018, 2023), st.tuples(COUNT, COUNT), min_size=1),
    after=COUNT,
)
def test_splitting_a_unit_and_merging_it_back_gives_the_same_figures(years, after) -> None:
    """Long An and the old Tây Ninh are read as two halves of one unit that was never split."""
    halves = [row for year, counts in years.items() for row in both(*counts, year=year)]
    later = [observation(value=after, year=2026, unit_id=NEW)]
    whole = [
        observation(value=sum(counts), year=year, unit_id="ha-noi")
        for year, counts in years.items()
    ]
    made = rebuilt(*halves, *later).observations
    merged = pd.concat([observations(*halves, *later), made], ignore_index=True)
    one = observations(*whole, observation(value=after, year=2026, unit_id="ha-noi"))
    columns = ["year", "shape", "admitted", "previous", "change", "change_pct"]
    tables = [
        year_over_year(admissions_by_unit_year(frame[frame["unit_id"].eq(unit)]))[columns]
        for frame, unit in ((merged, NEW), (one, "ha-noi"))
    ]
    assert tables[0].equals(tables[1])


@settings(max_examples=10, deadline=None)
@given(counts=st.lists(COUNT, min_size=2, max_size=2), factor=st.integers(1, 9))
def test_scaling_the_parts_scales_the_sum(counts: list[int], factor: int) -> None:
    once = rebuilt(*both(*counts)).observations["value"].iloc[0]
    scaled = rebuilt(*both(*(count * factor for count in counts))).observations["value"].iloc[0]
    assert scaled == once * factor


@pytest.fixture(scope="module")
def committed():
    project = find_project(Path(__file__).parent)
    found = load_clean_data(project).observations
    units, measures = read_units(project), read_measures(project)
    wanted = ("tay-ninh-2025", "tp-ho-chi-minh-2025", "long-dat", NEW_ID)
    return rebuild(found, wanted, units, measures), units


def test_the_merged_commune_of_the_made_up_province_is_the_sum_of_both(committed) -> None:
    found = committed[0].observations
    own = found[found["unit_id"].eq(NEW_ID)].set_index(["measure", "period_key"])["value"]
    truth, seen = make_province(), 0
    for year in (2021, 2022, 2023):
        for is_half in (True, False):
            season = Season(year, is_half=is_half)
            key = f"part_year:{year}-06-30" if is_half else f"year:{year}"
            day = f"as_of:{season.end.isoformat()}"
            # Their cluster sends no ages.
            sent = [measure for measure in COMPOSITION if measure != "admitted_age_18_30"]
            keys = dict.fromkeys(("admitted", *sent), key)
            keys |= {"members_total": day, "target": f"year:{year}"}
            for measure, period in keys.items():
                parts = [truth.figure(unit, season, measure) for unit in MERGED_IDS]
                assert own[measure, period] == sum(parts), (measure, period)
                seen += 1
    assert seen == 6 * 9
    assert own["admitted", "year:2023"] == 44
    assert (own["target", "year:2023"], own["members_total", "as_of:2023-12-31"]) == (47, 1270)


def test_long_dat_is_the_sum_of_long_dien_and_dat_do(committed) -> None:
    found = committed[0].observations
    own = found[found["unit_id"].eq("long-dat")]
    assert list(own[["measure", "period_key", "value"]].itertuples(index=False, name=None)) == [
        ("admitted", "part_year:2023-09-30", 243)  # 125 + 118
    ]
    refused = committed[0].refusals
    (refusal,) = refused[refused["unit_id"].eq("long-dat")].to_dict("records")
    assert (refusal["measure"], refusal["period_key"]) == ("admitted", "part_year:2023-03-31")
    assert refusal["reason"] == "chưa có số liệu của Đảng bộ huyện Đất Đỏ"


def test_the_new_tay_ninh_is_refused_because_the_old_one_is_unknown(committed) -> None:
    found, refused = committed[0]
    assert not found["unit_id"].eq("tay-ninh-2025").any()
    own = refused[refused["unit_id"].eq("tay-ninh-2025") & refused["measure"].eq("admitted")]
    assert list(own["period_key"]) == ["year:2021", "year:2022", "year:2023"]
    assert set(own["known"]) == {("long-an",)}
    assert set(own["missing"]) == {("tay-ninh",)}
    assert set(own["reason"]) == {"chưa có số liệu của Đảng bộ tỉnh Tây Ninh (đến 30/6/2025)"}


def test_the_new_ho_chi_minh_city_has_no_figure_before_its_founding(committed) -> None:
    found, refused = committed[0]
    assert not found["unit_id"].eq("tp-ho-chi-minh-2025").any()
    (refusal,) = refused[refused["unit_id"].eq("tp-ho-chi-minh-2025")].to_dict("records")
    assert refusal["known"] == ("binh-duong",)
    assert refusal["missing"] == ("ba-ria-vung-tau", "tp-ho-chi-minh")
