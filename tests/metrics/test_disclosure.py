from __future__ import annotations

import pandas as pd
import pytest
from builders import observation, observations, open_end
from metrics.small_provinces import (
    HALF,
    PROVINCE,
    YEAR,
    counted,
    external,
    register_of,
    registered,
    rows_of_unit,
    shown,
)

from analysis.metrics.disclosure import hidden_measures, hide_line_values, rules_of, suppress
from analysis.registers.units import UnitRegister

WOMEN, FAITH, OWNERS = "admitted_female", "admitted_religious", "admitted_business_owners"
UNITS = register_of(["xa", "xb", "tp-huyen"], **{"tp-huyen": "district"})


def hide(*rows: dict, units: UnitRegister = UNITS) -> pd.DataFrame:
    return external(rows, units)


def figures(unit: str, measure: str, count: int | None, whole: int, **columns: object):
    return rows_of_unit(unit, measure, {YEAR: (count, whole)}, **columns)


def is_hidden(table: pd.DataFrame, measure: str, unit: str = "xa") -> bool:
    rows = table[table["measure"].eq(measure) & table["unit_id"].eq(unit)]
    return bool(rows["qualifier"].eq("suppressed").all())


def test_a_hidden_row_keeps_its_place_and_nothing_else():
    rows = figures("xa", WOMEN, 2, 10, note="2 nữ", value_printed="10 (2 nữ)", denominator=10.0)
    before, after = observations(*rows), hide(*rows)
    assert after.shape == before.shape
    assert after.dtypes.to_dict() == before.dtypes.to_dict()
    row = after.iloc[0]
    assert row[["value", "denominator", "low", "high"]].isna().all()
    assert tuple(row[["qualifier", "value_printed", "note"]]) == ("suppressed", "[ẩn]", "")
    kept = ["unit_id", "measure", "period_key", "source_id", "locator", "report_year", "decimals"]
    assert after[kept].equals(before[kept])


def test_nothing_is_changed_in_what_is_given():
    table = observations(*figures("xa", WOMEN, 2, 10))
    copy = table.copy()
    suppress(table, *_registers())
    pd.testing.assert_frame_equal(table, copy)


def _registers() -> tuple:
    composition, measures = registered()
    return composition, UNITS, measures


def test_figures_that_tell_of_no_group_stay():
    table = hide(
        *figures("xa", WOMEN, 2, 3), counted("xa", "target", 2), counted("xa", "org_new", 1)
    )
    assert not is_hidden(table, "admitted")
    assert not is_hidden(table, "target")
    assert not is_hidden(table, "org_new")


@pytest.mark.parametrize(
    ("measure", "count", "whole", "hidden"),
    [
        *[(WOMEN, 4, 20, True), (WOMEN, 5, 20, False), (WOMEN, 0, 20, False)],
        *[(WOMEN, 16, 20, True), (WOMEN, 15, 20, False), (WOMEN, 20, 20, False)],
        *[(FAITH, 9, 40, True), (FAITH, 10, 40, False), (FAITH, 0, 40, True)],
        *[(FAITH, 40, 40, True), (FAITH, 31, 40, True), (FAITH, 0, 0, False)],
    ],
)
def test_small_groups_are_hidden(measure, count, whole, hidden):
    assert is_hidden(hide(*figures("xa", measure, count, whole)), measure) is hidden


@pytest.mark.parametrize(("count", "hidden"), [(0, True), (4, True), (5, False)])
def test_without_persons_in_all_everything_below_the_limit_is_hidden(count, hidden):
    assert is_hidden(hide(counted("xa", WOMEN, count)), WOMEN) is hidden


def test_groups_that_add_up_are_for_provinces_only():
    rows = [
        row
        for unit in ("xa", "tp-huyen", PROVINCE)
        for row in figures(unit, "admitted_farmers", 20, 60)
    ]
    table = hide(*rows)
    assert is_hidden(table, "admitted_farmers")
    assert is_hidden(table, "admitted_farmers", "tp-huyen")
    assert not is_hidden(table, "admitted_farmers", PROVINCE)


def test_at_a_province_another_group_is_hidden_beside_a_small_one():
    ages = {"18_30": 40, "31_35": 12, "36_40": 6, "41_45": 2}
    rows = [counted(PROVINCE, f"admitted_age_{name}", n) for name, n in ages.items()]
    table = hide(*rows, counted(PROVINCE, "admitted", 60))
    gone = {name for name in ages if is_hidden(table, f"admitted_age_{name}", PROVINCE)}
    assert gone == {"36_40", "41_45"}


def test_parts_of_a_year_are_hidden_with_the_reader_who_subtracts_in_mind():
    rows = rows_of_unit("xa", WOMEN, {HALF: (8, 20), YEAR: (10, 30)})
    assert shown(hide(*rows), WOMEN) == {("xa", HALF): None, ("xa", YEAR): 10}


def test_a_sum_over_units_is_added_and_hides_a_unit_in_company():
    rows = [*figures("xa", WOMEN, 2, 10), *figures("xb", WOMEN, 6, 12)]
    rows += figures("tp-huyen", WOMEN, 30, 60)
    found = shown(hide(*rows), WOMEN)
    assert found == {
        ("xa", YEAR): None,
        ("xb", YEAR): None,
        ("tp-huyen", YEAR): 30,
        (PROVINCE, YEAR): 38,
    }


def test_sums_made_for_one_report_make_way_for_those_of_all():
    summed = counted(PROVINCE, WOMEN, 99, source_id="sum-of-units")
    members = counted(PROVINCE, "admitted", 99, source_id="sum-of-units")
    assert shown(hide(summed, members), WOMEN) == {}
    assert len(hide(summed, members)) == 1


@pytest.mark.parametrize(
    ("count", "percent", "hidden"), [(2, "20", True), (6, "30", False), (None, "10", True)]
)
def test_a_percentage_goes_with_its_count(count, percent, hidden):
    rows = [*figures("xa", WOMEN, count, 20), counted("xa", "admitted_female_pct", percent)]
    assert is_hidden(hide(*rows), "admitted_female_pct") is hidden


@pytest.mark.parametrize(("percent", "hidden"), [("22", True), ("22,5", True), ("25", False)])
def test_a_percentage_alone_tells_the_count_that_it_implies(percent, hidden):
    # 22 % of 20 are 4.4 and 22.5 % are 4.5: four; 25 % are 5.
    rows = [counted("xa", "admitted", 20), counted("xa", "admitted_female_pct", percent)]
    assert is_hidden(hide(*rows), "admitted_female_pct") is hidden


def test_a_percentage_of_nobody_knows_how_many_is_for_provinces():
    below, above = (counted(u, "admitted_female_pct", "37,5") for u in ("xa", PROVINCE))
    assert is_hidden(hide(below), "admitted_female_pct")
    assert not is_hidden(hide(above), "admitted_female_pct", PROVINCE)


def test_an_implied_count_is_kept_in_company_like_any_other():
    rows = [*figures("xa", WOMEN, 2, 10), counted("xb", "admitted", 12)]
    rows += [counted("xb", "admitted_female_pct", "50"), *figures(PROVINCE, WOMEN, 8, 22)]
    assert is_hidden(hide(*rows), "admitted_female_pct", "xb")


def test_a_bounded_percentage_implies_its_bound():
    row = counted("xa", "admitted_female_pct", None, low=10.0, qualifier="more_than")
    assert is_hidden(hide(counted("xa", "admitted", 20), row), "admitted_female_pct")


def test_a_percentage_without_a_count_of_its_own_is_a_group():
    small = [counted(PROVINCE, "admitted", 20), counted(PROVINCE, "admitted_rural_pct", "10")]
    assert is_hidden(hide(*small), "admitted_rural_pct", PROVINCE)
    large = [counted("xa", "admitted", 20), counted("xa", "admitted_rural_pct", "50")]
    assert not is_hidden(hide(*large), "admitted_rural_pct")


def test_a_rate_of_a_sub_target_tells_the_count_too():
    name = "pct_of_target_private_enterprise"
    target = counted("xa", "target_private_enterprise", 8)
    rate = counted("xa", name, "50")
    assert is_hidden(hide(counted("xa", "admitted", 20), target, rate), name)
    assert not is_hidden(
        hide(counted("xa", "admitted", 20), target, counted("xa", name, "75")), name
    )
    assert is_hidden(hide(counted("xa", "admitted", 20), rate), name)
    assert not is_hidden(hide(counted(PROVINCE, name, "50")), name, PROVINCE)


def test_a_change_against_last_year_tells_of_both_years():
    change = "admitted_female_yoy_pct"
    assert is_hidden(hide(counted("xa", change, "10")), change)
    assert is_hidden(hide(*figures("xa", WOMEN, 8, 20), counted("xa", change, "10")), change)
    large = figures(PROVINCE, WOMEN, 800, 2000)
    assert not is_hidden(hide(*large, counted(PROVINCE, change, "1")), change, PROVINCE)
    last_year = [
        counted(PROVINCE, WOMEN, 3, year=2023),
        counted(PROVINCE, "admitted", 9, year=2023),
    ]
    table = hide(*large, *last_year, counted(PROVINCE, change, "1"))
    assert is_hidden(table, change, PROVINCE)
    other = counted(PROVINCE, "admitted_religious", 3)
    assert not is_hidden(hide(*large, other, counted(PROVINCE, change, "1")), change, PROVINCE)


def test_changes_of_all_admissions_stay():
    assert not is_hidden(hide(counted("xa", "yoy_change_pct", "10")), "yoy_change_pct")


def test_the_mean_age_of_few_is_hidden():
    age = "admitted_age_mean"
    for unit, whole, hidden in ((PROVINCE, 5, False), (PROVINCE, 4, True), ("xa", 50, True)):
        table = hide(counted(unit, age, "29,5"), counted(unit, "admitted", whole))
        assert is_hidden(table, age, unit) is hidden
    assert is_hidden(hide(counted(PROVINCE, age, "29,5")), age, PROVINCE)


LOOSE = ({"term": "2020-2025", "year": 2024}, open_end(2024), {"is_projected": True})


@pytest.mark.parametrize("period", LOOSE)
def test_figures_of_no_year_are_for_provinces(period):
    assert is_hidden(hide(counted("xa", WOMEN, 300, **period)), WOMEN)
    assert not is_hidden(hide(counted(PROVINCE, WOMEN, 300, **period)), WOMEN, PROVINCE)
    assert is_hidden(hide(counted(PROVINCE, WOMEN, 3, **period)), WOMEN, PROVINCE)


@pytest.mark.parametrize("period", LOOSE)
@pytest.mark.parametrize(("count", "whole"), [(296, 300), (1, 1)])
def test_nearly_all_and_the_only_one_are_hidden_in_figures_of_no_year_too(period, count, whole):
    rows = [counted(PROVINCE, WOMEN, count, **period)]
    rows.append(counted(PROVINCE, "admitted", whole, **period))
    assert is_hidden(hide(*rows), WOMEN, PROVINCE)


def test_a_percentage_of_no_year_is_no_small_count():
    percentage = counted(PROVINCE, "admitted_rural_pct", "3", **LOOSE[0])
    assert not is_hidden(hide(percentage), "admitted_rural_pct", PROVINCE)


@pytest.mark.parametrize("period", LOOSE[:2])
def test_figures_of_no_year_go_with_a_hidden_one_of_a_year(period):
    rows = figures(PROVINCE, WOMEN, 3, 60, source_id="bao")
    rows.append(counted(PROVINCE, WOMEN, 300, **period))
    assert shown(hide(*rows), WOMEN).keys() == {(PROVINCE, k) for k in _keys(rows)}
    assert set(shown(hide(*rows), WOMEN).values()) == {None}
    percent = counted(PROVINCE, "admitted_female_pct", "40", **period)
    assert is_hidden(hide(*rows, percent), "admitted_female_pct", PROVINCE)
    alone = [counted(PROVINCE, WOMEN, 300, **period), percent]
    assert not is_hidden(hide(*alone), "admitted_female_pct", PROVINCE)


def _keys(rows: list[dict]) -> set[str]:
    return {row["period_key"] for row in rows if row["measure"] == WOMEN}


def merged() -> UnitRegister:
    units = register_of(["x-old", "y-old", "xa", "xb"])
    frame = units.units.assign(
        successor_id=[
            {"x-old": "xb", "y-old": "xb", "xb": "xa"}.get(unit) for unit in units.units.index
        ]
    )
    return UnitRegister(
        frame, pd.DataFrame(columns=["province", "printed", "unit_id"], dtype="str")
    )


def rebuilt(unit: str, measure: str, count: float, whole: int) -> list[dict]:
    return figures(unit, measure, count, whole, source_id="rebuilt-from-predecessors")


def test_a_rebuilt_figure_goes_where_a_part_is_hidden():
    parts = [*figures("x-old", WOMEN, 2, 10), *figures("y-old", WOMEN, 20, 40)]
    for successor in ("xb", "xa"):
        table = hide(*parts, *rebuilt(successor, WOMEN, 22, 50), units=merged())
        assert is_hidden(table, WOMEN, successor)
    shown_parts = [*figures("x-old", WOMEN, 8, 16), *figures("y-old", WOMEN, 20, 40)]
    table = hide(*shown_parts, *rebuilt("xb", WOMEN, 28, 56), units=merged())
    assert not is_hidden(table, WOMEN, "xb")


def test_a_rebuilt_figure_that_is_small_or_adds_up_is_hidden():
    assert is_hidden(hide(*rebuilt("xb", WOMEN, 3, 50), units=merged()), WOMEN, "xb")
    farmers = rebuilt("xb", "admitted_farmers", 20, 50)
    assert is_hidden(hide(*farmers, units=merged()), "admitted_farmers", "xb")
    province = rebuilt(PROVINCE, "admitted_farmers", 20, 50)
    assert not is_hidden(hide(*province, units=merged()), "admitted_farmers", PROVINCE)


def test_cells_of_returns_are_written_anew():
    rows = [
        counted("xa", "admitted", 1234, value_printed="1234 (2 nữ)", note="2 nữ theo đạo"),
        counted("xa", "pct_of_target", "52,5", value_printed="52,5 (đạt)"),
        counted("xa", "admitted_over_target", 142, denominator=1270.0, value_printed="x"),
        counted("xa", "target", None, low=90.0, high=1000.0, qualifier="between"),
        counted("xa", "target_min", None, low=90.0, qualifier="at_least"),
    ]
    table = hide(*rows)
    assert table["value_printed"].tolist() == ["1.234", "52,5%", "142/1.270", "90–1.000", "90"]
    assert set(table["note"]) == {""}


def test_prints_and_notes_of_publications_and_of_the_program_stay():
    rows = [
        counted("xa", "admitted", 12, source_id="bao", value_printed="gần 12", note="theo báo"),
        counted("xa", "target", 12, source_id="sum-of-units", value_printed="12", note="cộng"),
    ]
    table = hide(*rows)
    assert table["value_printed"].tolist() == ["gần 12", "12"]
    assert table["note"].tolist() == ["theo báo", "cộng"]


def test_measures_that_may_be_hidden_are_listed():
    composition, measures = registered()
    found = hidden_measures(composition, measures)
    assert {WOMEN, "admitted_female_pct", "admitted_female_yoy_pct", "admitted_age_mean"} <= found
    assert {"pct_of_target_private_enterprise", "members_religious_pct"} <= found
    assert "admitted_rural_pct" in found
    assert not {"admitted", "pct_of_target", "members_total", "yoy_change_pct"} & found
    assert "org_with_admissions_yoy_pct" not in found


def test_rules_bring_the_registers_together():
    rules = rules_of(*registered())
    assert rules.limits[FAITH] == 10
    assert rules.limits["admitted_youth_pct"] == 5
    assert rules.wholes["admitted_youth_pct"] == "admitted"
    assert rules.bases["admitted_female_pct"] == WOMEN
    assert rules.bases["admitted_youth_pct"] == "admitted_youth_pct"
    assert rules.denominators["members_female_pct"] == "members_total"
    assert "admitted_female_yoy_pct" not in rules.denominators
    assert "admitted_farmers" in rules.blocked
    assert WOMEN not in rules.blocked


def test_lines_that_were_set_aside_do_not_tell_either():
    lines = pd.DataFrame(
        {
            "measure": [WOMEN, WOMEN, "admitted"],
            "value": ["2", "3", "20"],
            "message": ["«2» đọc được hai cách", "", "«20»"],
        }
    )
    found = hide_line_values(lines, {WOMEN})
    assert found["value"].tolist() == ["[ẩn]", "[ẩn]", "20"]
    assert found["message"].tolist() == ["[ẩn]", "", "«20»"]
    assert lines["value"].tolist() == ["2", "3", "20"]


def test_an_empty_table_stays_empty():
    table = observations(observation("target", 5, unit_id="xa")).iloc[0:0]
    assert suppress(table, *_registers()).empty
