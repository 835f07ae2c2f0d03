from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest
from builders import observation, observations, open_end
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics.small_provinces import PROVINCE, YEAR, counted, register_of, registered, rows_of_unit

from analysis.metrics.composition import (
    BY_UNIT,
    COLUMNS,
    alone_in_block,
    composition_by_group,
    composition_by_unit,
    listed_blocks,
    partition_checks,
    period_of_units,
    shown_blocks,
    with_known_sums,
)
from analysis.metrics.results import Scope
from analysis.metrics.vintages import REBUILT_SOURCE

WOMEN, FAITH, YOUTH = "admitted_female", "admitted_religious", "admitted_youth_union"


def groups_of(*rows: dict, year: int = 2024, unit: str = "xa", **options: str) -> pd.DataFrame:
    composition, measures = registered()
    return composition_by_group(
        observations(*rows), unit, year, composition=composition, measures=measures, **options
    )


def xa(measure: str, value: float | str | None, **columns: object) -> dict:
    return counted("xa", measure, value, **columns)


def test_a_group_is_a_share_of_all_new_members_of_the_same_period():
    groups = groups_of(
        xa(WOMEN, 359, until="2019-06-30"), xa("admitted", 603, until="2019-06-30"), year=2019
    )
    assert tuple(groups.columns) == COLUMNS
    row = groups.iloc[0]
    assert (row["measure"], row["count"], row["whole"]) == (WOMEN, 359, 603)
    assert row["share_pct"] == Fraction(35900, 603)
    assert (row["period_key"], row["period_kind"]) == ("part_year:2019-06-30", "part_year")
    assert (row["block"], row["rule"], row["qualifier"]) == ("", "overlapping", "exact")
    assert not row["is_part"]
    assert not row["is_hidden"]
    assert row["block_whole"] == 603
    assert row["source_ids"] == ("2024/tinh/xa.csv",)
    assert (row["printed_pct"], row["printed_qualifier"]) == (None, "exact")
    assert row["previous_count"] is None
    assert not row[["is_count_rebuilt", "is_whole_rebuilt", "is_rebuilt"]].any()
    assert (row["previous_is_rebuilt"], row["previous_source_ids"]) == (False, ())


@pytest.mark.parametrize(
    ("count", "whole", "flags"),
    [
        ("plain", "plain", (False, False, False)),
        ("plain", REBUILT_SOURCE, (False, True, True)),
        (REBUILT_SOURCE, "plain", (True, False, True)),
    ],
)
def test_figures_added_up_from_former_units_are_told_apart(count, whole, flags):
    now = (xa(WOMEN, 15, source_id=count), xa("admitted", 34, source_id=whole))
    row = groups_of(*now).iloc[0]
    names = ["is_count_rebuilt", "is_whole_rebuilt", "is_rebuilt"]
    assert tuple(row[name] for name in names) == flags
    assert row["source_ids"] == tuple(dict.fromkeys((count, whole)))
    before = (
        xa(WOMEN, 18, year=2023, source_id=count),
        xa("admitted", 44, year=2023, source_id=whole),
    )
    row = groups_of(xa(WOMEN, 15), xa("admitted", 34), *before).iloc[0]
    assert row["previous_share_pct"] == Fraction(1800, 44)
    assert row["previous_is_rebuilt"] == flags[2]
    assert row["previous_source_ids"] == tuple(dict.fromkeys((count, whole)))
    assert not row[names].any()


def test_a_share_that_is_not_known_was_not_rebuilt():
    row = groups_of(xa(WOMEN, 15, source_id=REBUILT_SOURCE)).iloc[0]
    assert (row["is_count_rebuilt"], row["is_rebuilt"]) == (True, False)
    hidden = groups_of(
        xa(WOMEN, None, qualifier="suppressed", source_id=REBUILT_SOURCE), xa("admitted", 34)
    ).iloc[0]
    assert (hidden["is_hidden"], hidden["is_count_rebuilt"]) == (True, False)
    contested = groups_of(
        xa(WOMEN, 15),
        xa("admitted", 34, source_id=REBUILT_SOURCE),
        xa("admitted", 35, source_id="plain"),
    ).iloc[0]
    assert (contested["whole"], contested["is_whole_rebuilt"]) == (None, False)


def test_the_like_period_of_the_year_before_gives_the_change():
    groups = groups_of(
        *(xa(WOMEN, 30), xa("admitted", 60)),
        *(xa(WOMEN, 20, year=2023), xa("admitted", 50, year=2023)),
        *(xa(WOMEN, 9, until="2023-06-30"), xa("admitted", 10, until="2023-06-30")),
        *(xa(WOMEN, 1, year=2022), xa("admitted", 10, year=2022)),
    )
    row = groups.iloc[0]
    assert (row["previous_count"], row["previous_whole"]) == (20, 50)
    assert (row["previous_is_part"], row["previous_note"]) == (False, "")
    assert row["previous_share_pct"] == 40
    assert row["change_points"] == 10


@pytest.mark.parametrize(
    ("now", "before", "is_like"),
    [
        ("2024-06-30", "2023-06-30", True),
        ("2024-06-30", "2023-07-31", False),
        ("2024-02-29", "2023-02-28", True),
        ("2024-06-30", "2022-06-30", False),
    ],
)
def test_only_like_periods_are_compared(now, before, is_like):
    groups = groups_of(
        *(xa(WOMEN, 30, until=now), xa("admitted", 60, until=now)),
        *(xa(WOMEN, 20, until=before), xa("admitted", 50, until=before)),
    )
    assert (groups.iloc[0]["change_points"] == 10) is is_like
    assert groups["previous_count"].tolist() == ([20] if is_like else [None])


def test_a_period_without_an_end_is_like_no_other():
    groups = groups_of(
        *(xa(WOMEN, 30, **open_end(2024)), xa("admitted", 60, **open_end(2024))),
        *(xa(n, v, year=2023, **open_end(2023)) for n, v in ((WOMEN, 20), ("admitted", 50))),
    )
    assert groups.iloc[0]["share_pct"] == 50
    assert groups.iloc[0]["change_points"] is None
    assert groups.iloc[0]["previous_count"] is None


def test_a_day_is_like_no_period_that_ends_on_it():
    half = {"until": "2024-06-30"}
    day = {"period_kind": "as_of", "period_key": "as_of:2023-06-30", "until": "2023-06-30"}
    groups = groups_of(xa(WOMEN, 30, **half), xa("admitted", 60, **half), xa(WOMEN, 20, **day))
    assert groups["previous_count"].tolist() == [None]


def test_the_period_that_reaches_furthest_leads_and_a_year_before_its_parts():
    half, year = xa(WOMEN, 9, until="2024-06-30"), xa(WOMEN, 20)
    to_december = xa(WOMEN, 21, until="2024-12-31")
    assert groups_of(year, half)["period_key"].tolist() == [YEAR]
    assert groups_of(year, to_december)["period_key"].tolist() == [YEAR]
    assert groups_of(half, xa(WOMEN, 8, **open_end(2024)))["count"].tolist() == [9]
    later = groups_of(half, xa("admitted", 60))
    assert later["period_key"].tolist() == ["part_year:2024-06-30"]
    assert groups_of(half, year, year=2023).empty
    assert groups_of(xa(WOMEN, 9, is_projected=True)).empty
    assert groups_of(counted("xb", WOMEN, 9)).empty


def test_a_year_holds_its_days_and_what_is_counted_from_january():
    term = xa(WOMEN, 9, term="2020-2025", until="2024-06-30")
    assert groups_of(term).empty
    assert groups_of(xa(WOMEN, 9, period_kind="years")).empty
    day = {"period_kind": "as_of", "period_key": "as_of:2023-12-31"}
    member = xa("members_female", 9, year=2023, **day)
    assert groups_of(member, whole="members_total").empty
    assert len(groups_of(member, whole="members_total", year=2023)) == 1


def test_without_any_group_the_columns_stand():
    assert tuple(groups_of(year=2023).columns) == COLUMNS


@pytest.mark.parametrize("whole", [None, 0])
def test_without_persons_in_all_there_is_no_share(whole):
    rows = [] if whole is None else [xa("admitted", whole)]
    row = groups_of(xa(WOMEN, 9), *rows).iloc[0]
    assert row["count"] == 9
    assert row["share_pct"] is None


def test_contradicting_or_bounded_persons_in_all_give_no_share():
    rows = [xa("admitted", 20), xa("admitted", 21)]
    assert groups_of(xa(WOMEN, 9), *rows).iloc[0]["share_pct"] is None
    bound = xa("admitted", 20, qualifier="at_least")
    assert groups_of(xa(WOMEN, 9), bound).iloc[0]["share_pct"] is None


def test_a_bounded_count_gives_no_share_and_a_plain_one_goes_first():
    bound = xa(WOMEN, None, high=12.0, qualifier="less_than")
    row = groups_of(bound, xa("admitted", 20)).iloc[0]
    assert (row["count"], row["qualifier"], row["share_pct"]) == (12, "less_than", None)
    for unplain in (bound, xa(WOMEN, 12, qualifier="about")):
        assert groups_of(unplain, xa(WOMEN, 11), xa("admitted", 20)).iloc[0]["count"] == 11


def test_a_printed_percentage_is_kept_as_printed():
    row = groups_of(xa("admitted_female_pct", "48,14"), xa("admitted", 20)).iloc[0]
    assert (row["measure"], row["count"], row["share_pct"]) == (WOMEN, None, None)
    assert (row["printed_pct"], row["printed_decimals"]) == (Fraction(4814, 100), 2)
    assert row["printed_qualifier"] == "exact"
    assert (row["qualifier"], row["note"]) == ("exact", "")
    bound = xa("admitted_female_pct", None, low=11.0, qualifier="more_than")
    row = groups_of(bound).iloc[0]
    assert (row["printed_pct"], row["printed_qualifier"]) == (11, "more_than")


def test_percentages_without_a_count_of_their_own_come_last():
    groups = groups_of(
        xa("admitted_rural_pct", "44"), xa(WOMEN, 9), xa("admitted_female_pct", "45")
    )
    assert groups["measure"].tolist() == [WOMEN, "admitted_rural_pct"]
    assert groups["printed_pct"].tolist() == [45, 44]
    assert groups["block"].tolist() == ["", ""]


def test_hidden_groups_say_so():
    hidden = {"qualifier": "suppressed", "value": None, "value_printed": "[ẩn]"}
    row = groups_of(xa(WOMEN, 1) | hidden, xa("admitted", 20)).iloc[0]
    assert row["is_hidden"]
    assert row["count"] is None
    assert row["share_pct"] is None
    percent = xa("admitted_rural_pct", "44") | hidden
    assert groups_of(percent).iloc[0]["is_hidden"]


def summed(value: int, whole: int, note: str = "cộng", **columns: object) -> dict:
    return xa(
        WOMEN, value, source_id="sum-of-units", qualifier="at_least", denominator=float(whole),
        note=note, **columns,
    )  # fmt: skip


def test_a_sum_over_some_units_is_a_share_of_their_persons():
    row = groups_of(summed(40, 80), xa("admitted", 100)).iloc[0]
    assert (row["count"], row["whole"], row["share_pct"]) == (40, 80, 50)
    assert row["is_part"]
    assert (row["qualifier"], row["note"], row["block_whole"]) == ("exact", "cộng", 80)


@pytest.mark.parametrize(
    ("now", "before", "change"), [(90, 90, 10), (89, 100, None), (100, 89, None)]
)
def test_sums_are_compared_where_nine_tenths_are_known_in_both_years(now, before, change):
    row = groups_of(
        *(summed(now // 2, now), xa("admitted", 100)),
        *(summed(before * 2 // 5, before, year=2023), xa("admitted", 100, year=2023)),
    ).iloc[0]
    assert (row["previous_is_part"], row["previous_note"]) == (True, "cộng")
    if change is None:
        assert row["change_points"] is None
        assert row["previous_share_pct"] is not None
    else:
        assert row["change_points"] == Fraction(4500, 90) - Fraction(3600, 90)


def test_sums_are_not_compared_where_all_persons_are_unknown():
    row = groups_of(summed(45, 90), summed(36, 90, year=2023)).iloc[0]
    assert row["change_points"] is None


def test_members_on_a_day_have_groups_too():
    on = {"period_kind": "as_of", "period_key": "as_of:2024-12-31"}
    last = {
        "period_kind": "as_of", "period_key": "as_of:2023-12-31", "period_end": "2023-12-31",
        "year": 2023,
    }  # fmt: skip
    rows = [xa("members_female", 30, **on), xa("members_total", 90, **on)]
    rows += [xa("members_female", 20, **last), xa("members_total", 80, **last)]
    groups = groups_of(*rows, whole="members_total")
    assert groups["measure"].tolist() == ["members_female"]
    assert groups.iloc[0]["share_pct"] == Fraction(100, 3)
    assert groups.iloc[0]["change_points"] == Fraction(100, 3) - 25
    assert groups_of(*rows).empty


def test_a_percentage_of_the_new_members_tells_nothing_of_all_members():
    assert groups_of(xa("admitted_rural_pct", "44"), whole="members_total").empty


def ages(whole: int = 60, **counts: int) -> list[dict]:
    return [xa(f"admitted_age_{name}", n) for name, n in counts.items()] + [xa("admitted", whole)]


FORM = {"18_30": 40, "31_35": 12, "36_40": 8}


def test_blocks_are_shown_once_and_single_groups_are_none():
    assert shown_blocks(groups_of(*ages(**FORM))) == ["age_2021"]
    assert shown_blocks(groups_of(*ages(**{"18_30": 40, "31_40": 20}))) == ["age_2012"]
    assert shown_blocks(groups_of(*ages(**{"18_30": 40}))) == []
    same = groups_of(xa("admitted_enterprise_sector", 9), xa("admitted_workers", 5),
                     xa("admitted_enterprise_staff", 4), xa("admitted", 60))  # fmt: skip
    assert shown_blocks(same) == ["enterprise"]
    twice = groups_of(xa("admitted_qual_master", 9), xa("admitted_qual_doctor", 5))
    assert shown_blocks(twice) == ["qualification"]


def test_single_groups_of_a_block_are_listed_once_and_apart():
    lone = groups_of(xa("admitted_qual_master", 9), xa(WOMEN, 5), *ages(**FORM))
    assert listed_blocks(lone) == ["age_2021", "qualification"]
    assert shown_blocks(lone) == ["age_2021"]
    alone = alone_in_block(lone)
    assert list(zip(alone["block"], alone["measure"], strict=True)) == [
        ("qualification", "admitted_qual_master")
    ]
    first = groups_of(*ages(**{"18_30": 40}))
    assert listed_blocks(first) == ["age_2021"]
    assert list(alone_in_block(first)["block"]) == ["age_2021"]
    included = groups_of(xa("admitted_pupils", 9), xa("admitted_farmers", 5))
    assert listed_blocks(included) == ["occupation"]
    assert alone_in_block(included).empty


def checked(*rows: dict) -> list[tuple]:
    return list(partition_checks(groups_of(*rows)).itertuples(index=False, name=None))


def test_groups_that_add_up_are_held_against_the_whole():
    assert checked(*ages(**FORM)) == [("age_2021", "", "partition", 60, 60, True)]
    assert checked(*ages(61, **FORM)) == [("age_2021", "", "partition", 60, 61, False)]
    assert checked(*ages(59, **FORM)) == [("age_2021", "", "partition", 60, 59, False)]


def test_parts_of_different_wholes_are_not_held_against_one_of_them():
    """Ages 31-40 are known of two communes only: 30 + 20 persons are no part of 60."""
    units = ("xa", "xb", "xc")
    rows = [counted(unit, "admitted", 20) for unit in units]
    rows += [counted(unit, "admitted_age_18_30", 10) for unit in units]
    rows += [counted(unit, "admitted_age_31_40", 10) for unit in units[:2]]
    composition, measures = registered()
    known = with_known_sums(
        observations(*rows, counted("tinh", "admitted", 60)),
        Scope("tinh", units),
        composition,
        register_of([*units]),
    )
    groups = composition_by_group(known, "tinh", 2024, composition=composition, measures=measures)
    assert set(groups["block_whole"]) == {60, 40}
    assert partition_checks(groups).empty


def test_degrees_may_leave_some_out_but_not_exceed_the_whole():
    degrees = [xa("admitted_qual_master", 9), xa("admitted_qual_doctor", 5)]
    for whole, is_right in ((20, True), (14, True), (13, False)):
        found = checked(*degrees, xa("admitted", whole))
        assert found == [("qualification", "", "at_most", 14, whole, is_right)]


def test_parts_of_a_group_are_held_against_the_group():
    parts = [xa("admitted_enterprise_staff", 4), xa("admitted_workers", 5), xa("admitted", 60)]
    assert checked(*parts) == []
    sector = xa("admitted_enterprise_sector", 10)
    assert checked(*parts, sector) == [("enterprise", "", "partition", 9, 10, False)]


def test_overlapping_groups_are_never_added_but_none_exceeds_the_whole():
    rows = [xa(WOMEN, 50), xa(YOUTH, 55), xa("admitted", 60)]
    assert checked(*rows) == []
    assert checked(*rows, xa(FAITH, 61)) == [("", FAITH, "overlapping", 61, 60, False)]
    assert checked(*rows, xa(FAITH, 60)) == []
    assert checked(xa(FAITH, 61)) == []


def test_a_group_alone_of_its_block_is_no_sum_but_does_not_exceed_the_whole():
    assert checked(*ages(60, **{"18_30": 40})) == []
    assert checked(*ages(60, **{"18_30": 60})) == []
    assert checked(*ages(60, **{"18_30": 61})) == [
        ("age_2021", "admitted_age_18_30", "partition", 61, 60, False)
    ]


def test_hidden_or_bounded_parts_are_not_checked():
    hidden = {"qualifier": "suppressed", "value": None}
    *rest, whole = ages(**FORM)
    assert checked(rest[0] | hidden, *rest[1:], whole) == []
    assert checked(rest[0] | {"qualifier": "about"}, *rest[1:], whole) == []
    assert checked(*rest) == []


def test_without_a_check_the_columns_stand():
    columns = ["block", "measure", "rule", "total", "whole", "is_right"]
    assert list(partition_checks(groups_of()).columns) == columns


def test_units_are_listed_in_the_order_of_the_scope_with_the_whole_last():
    rows = [
        row
        for unit, women in (("xb", 3), ("xa", None), (PROVINCE, None))
        for row in rows_of_unit(unit, WOMEN, {YEAR: (women, 20)})
    ]
    rows.append(counted("xb", FAITH, 1) | {"qualifier": "suppressed", "value": None})
    rows.append(counted("xa", FAITH, 7, qualifier="at_least"))
    rows.append(counted("xc", WOMEN, 7, until="2024-06-30"))
    scope = Scope(PROVINCE, ("xa", "xb", "xc"))
    table = composition_by_unit(observations(*rows), scope, YEAR, ("admitted", WOMEN, FAITH))
    assert table["unit_id"].tolist() == ["xa"] * 3 + ["xb"] * 3 + [PROVINCE] * 3
    assert table["measure"].tolist() == ["admitted", WOMEN, FAITH] * 3
    counts = [None if pd.isna(count) else int(count) for count in table["count"]]
    assert counts == [20, None, None, 20, 3, None, 20, None, None]
    assert table["is_hidden"].tolist() == [False] * 5 + [True] + [False] * 3
    assert table["source_id"].iloc[4] == "2024/tinh/xb.csv"
    assert str(table["count"].dtype) == "Int64"


def test_of_two_figures_of_a_unit_the_first_is_listed():
    rows = [xa(WOMEN, 3), xa(WOMEN, 4, source_id="2024/tinh/khac.csv")]
    table = composition_by_unit(observations(*rows), Scope(PROVINCE, ("xa",)), YEAR, (WOMEN,))
    assert table["count"].tolist() == [3]


def test_units_without_a_period_are_not_listed():
    scope = Scope(PROVINCE, ("xa",))
    table = observations(xa(WOMEN, 3))
    assert composition_by_unit(table, scope, None, BY_UNIT).empty
    assert period_of_units(table, scope, 2023) is None
    assert period_of_units(table, Scope(PROVINCE, ("xb",)), 2024) is None
    assert period_of_units(observations(xa("admitted", 3)), scope, 2024) is None


def test_the_period_of_the_units_is_the_one_that_reaches_furthest():
    table = observations(xa(WOMEN, 3, until="2024-06-30"), counted("xb", WOMEN, 3))
    assert period_of_units(table, Scope(PROVINCE, ("xa", "xb")), 2024) == YEAR
    assert period_of_units(table, Scope(PROVINCE, ("xa",)), 2024) == "part_year:2024-06-30"


def with_sums(*rows: dict, scope: Scope) -> pd.DataFrame:
    units = register_of(["xa", "xb", "xc"])
    return with_known_sums(observations(*rows), scope, registered()[0], units)


def test_a_scope_gets_the_sums_over_its_units():
    rows = [r for u in ("xa", "xb") for r in rows_of_unit(u, WOMEN, {YEAR: (5, 20)})]
    table = with_sums(*rows, observation(unit_id="elsewhere"), scope=Scope(PROVINCE, ("xa",)))
    own = table[table["unit_id"].eq(PROVINCE)]
    assert own["value"].tolist() == [10]
    assert set(table["unit_id"]) == {"xa", "xb", PROVINCE}
    assert table.index.is_unique
    assert with_sums(*rows, scope=Scope("xa", ()))["unit_id"].tolist() == ["xa", "xa"]


def test_figures_of_the_scope_stay_and_those_above_it_do_not_come():
    rows = [counted(unit, WOMEN, 9) for unit in (PROVINCE, "toan-quoc", "xa")]
    table = with_sums(*rows, scope=Scope(PROVINCE, ("xa",)))
    assert table["unit_id"].tolist() == [PROVINCE, "xa"]


def test_where_figures_are_hidden_nothing_is_added_up():
    rows = [r for u in ("xa", "xb", "xc") for r in rows_of_unit(u, WOMEN, {YEAR: (5, 20)})]
    rows[0] |= {"qualifier": "suppressed", "value": None}
    table = with_sums(*rows, scope=Scope(PROVINCE, ("xa", "xb", "xc")))
    assert len(table) == len(rows)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 40), st.integers(1, 40), st.integers(2, 9))
def test_scaling_a_group_and_its_whole_leaves_the_share(count, others, factor):
    once = groups_of(xa(WOMEN, count), xa("admitted", count + others))
    more = groups_of(xa(WOMEN, count * factor), xa("admitted", (count + others) * factor))
    assert once["share_pct"].tolist() == more["share_pct"].tolist()


def test_published_shares_are_those_that_the_sources_print():
    # Bình Thuận, 23/11/2017: 930 women of 1,932 are printed as 48,14 %.
    rows = [counted("xa", WOMEN, 930), counted("xa", "admitted", 1932)]
    assert round(float(groups_of(*rows).iloc[0]["share_pct"]), 2) == 48.14
