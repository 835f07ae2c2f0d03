from __future__ import annotations

from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from metrics.disclosure_oracle import Puzzle
from metrics.small_provinces import registered

from analysis.metrics.disclosure_blocks import hide_in_blocks
from analysis.metrics.disclosure_counts import Count, Key, room_needed

ENDS = {"half": date(2024, 6, 30), "year": date(2024, 12, 31)}
NEW = ("18_30", "31_35", "36_40", "41_45", "46_50", "51_55", "56_60", "over_60")
OLD = {
    "31_40": ("31_35", "36_40"),
    "41_50": ("41_45", "46_50"),
    "over_50": ("51_55", "56_60", "over_60"),
}


def counts(whole: int | None, period: str = "year", **groups: int) -> list[Count]:
    return [
        Count(Key("p", f"admitted_{name}", period), "2024", ENDS[period], n, whole, 5)
        for name, n in groups.items()
    ]


def also_hidden(given: list[Count], *names: str, period: str = "year") -> set[tuple[str, str]]:
    hidden = {Key("p", f"admitted_{name}", period): 4 for name in names}
    found = hide_in_blocks(given, registered()[0], hidden)
    return {(key.measure.removeprefix("admitted_"), key.period_key) for key in found}


def also(given: list[Count], *names: str) -> set[str]:
    return {name for name, _ in also_hidden(given, *names)}


def test_beside_one_hidden_age_the_smallest_other_is_hidden():
    ages = counts(60, age_18_30=40, age_31_35=12, age_36_40=6, age_41_45=2)
    assert also(ages, "age_41_45") == {"age_36_40"}
    assert also(ages) == set()


def test_of_equal_groups_the_first_by_name_is_hidden():
    ages = counts(32, age_18_30=10, age_31_35=10, age_36_40=10, age_41_45=2)
    assert also(ages, "age_41_45") == {"age_18_30"}


def test_a_group_of_nobody_is_hidden_only_where_nothing_else_is_left():
    ages = counts(12, age_18_30=10, age_31_35=0, age_41_45=2)
    assert also(ages, "age_41_45") == {"age_18_30"}
    nobody = counts(2, age_31_35=0, age_41_45=2)
    assert also(nobody, "age_41_45") == {"age_31_35"}


def test_two_hidden_ages_of_too_few_persons_need_a_third():
    ages = counts(60, age_18_30=40, age_31_35=17, age_36_40=1, age_41_45=2)
    assert also(ages, "age_36_40", "age_41_45") == {"age_31_35"}
    enough = counts(60, age_18_30=40, age_31_35=16, age_36_40=2, age_41_45=2)
    assert also(enough, "age_36_40", "age_41_45") == set()


def test_ages_that_nobody_counted_leave_doubt_of_their_own():
    assert also(counts(60, age_18_30=40, age_31_35=12, age_41_45=2), "age_41_45") == set()
    # 2 and one uncounted are 3: too narrow.
    assert also(counts(55, age_18_30=40, age_31_35=12, age_41_45=2), "age_41_45") == {"age_31_35"}


def test_one_uncounted_person_leaves_doubt_about_four():
    assert also(counts(60, age_18_30=44, age_31_35=11, age_41_45=4), "age_41_45") == set()


def test_a_large_group_in_a_block_that_need_not_add_up_is_in_doubt_alone():
    degrees = counts(60, qual_university=40, qual_master=14, qual_college=6)
    assert also(degrees, "qual_college") == set()
    ages = counts(60, age_18_30=40, age_31_35=14, age_41_45=6)
    assert also(ages, "age_41_45") == {"age_31_35"}


def test_a_block_that_need_not_add_up_leaves_doubt_even_alone():
    degrees = counts(60, qual_university=40, qual_master=14, qual_college=3)
    assert also(degrees, "qual_college") == set()
    full = counts(57, qual_university=40, qual_master=14, qual_college=3)
    assert also(full, "qual_college") == {"qual_master"}


def test_without_persons_in_all_nothing_can_be_subtracted():
    assert also(counts(None, age_18_30=40, age_41_45=2), "age_41_45") == set()


def test_a_group_of_groups_shows_all_its_parts_or_none():
    jobs = counts(
        60, enterprise_sector=20, enterprise_managers=2, enterprise_staff=8, workers=10, farmers=40
    )
    assert also(jobs) == set()
    # Of the occupations none has to be hidden: the parts are in doubt within their sector.
    assert also(jobs, "enterprise_managers") == {"enterprise_staff", "workers"}


def test_parts_go_with_their_group():
    jobs = counts(
        60, enterprise_sector=4, enterprise_managers=2, enterprise_staff=2, farmers=50, pupils=6
    )
    assert also(jobs, "enterprise_sector") == {
        *("enterprise_managers", "enterprise_staff", "pupils"),
    }


def test_parts_of_a_group_that_is_not_told_are_free():
    assert also(counts(60, enterprise_managers=2, workers=18), "enterprise_managers") == set()


def test_a_group_is_hidden_in_all_periods_of_the_year():
    ages = counts(40, "half", age_18_30=30, age_31_35=7, age_41_45=3)
    ages += counts(60, age_18_30=42, age_31_35=10, age_41_45=8)
    assert also_hidden(ages, "age_41_45", period="half") == {
        *(("age_41_45", "year"), ("age_31_35", "half"), ("age_31_35", "year")),
    }


def test_years_and_units_are_judged_apart():
    ages = counts(60, age_18_30=58, age_41_45=2)
    elsewhere = [
        Count(Key("q", c.key.measure, "year"), "2024", c.end, c.count, c.whole, 5) for c in ages
    ]
    before = [Count(c.key, "2023", c.end, c.count, c.whole, 5) for c in counts(9, age_18_30=9)]
    assert also([*ages, *elsewhere], "age_41_45") == {"age_18_30"}
    found = hide_in_blocks(
        [*ages, *elsewhere], registered()[0], {Key("p", "admitted_age_41_45", "year"): 4}
    )
    assert {key.unit_id for key in found} == {"p"}
    assert hide_in_blocks(before, registered()[0], {}) == frozenset()


def narrow(ages: dict[str, int], shown: set[str], whole: int) -> dict[str, tuple[float, float]]:
    """Find small ages that can be worked out from the shown ones, by linear programming."""
    puzzle = Puzzle()
    for name in ages:
        puzzle.unknown(name, 0, whole)
    for name in shown:
        puzzle.equal.append(({puzzle.names[name]: 1.0}, ages[name]))
    sums = [(NEW, whole), (("18_30", *OLD), whole)]
    puzzle.equal += [({puzzle.names[n]: 1.0 for n in names}, total) for names, total in sums]
    puzzle.equal += [
        ({puzzle.names[group]: -1.0} | {puzzle.names[n]: 1.0 for n in parts}, 0)
        for group, parts in OLD.items()
    ]
    found = {}
    for name, count in ages.items():
        need = room_needed(count, whole, 5)
        if need and name not in shown:
            low, high = puzzle.interval(name)
            if high - low < need:
                found[name] = (low, high)
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 4, 5, 6, 9, 30]), min_size=8, max_size=8))
def test_no_small_age_can_be_worked_out_from_both_forms_together(numbers):
    ages = dict(zip(NEW, numbers, strict=True))
    ages |= {group: int(np.sum([ages[n] for n in parts])) for group, parts in OLD.items()}
    whole = sum(numbers)
    given = counts(whole, **{f"age_{name}": n for name, n in ages.items()})
    small = {c.key: c.room_needed for c in given if c.room_needed}
    more = hide_in_blocks(given, registered()[0], small)
    gone = {key.measure.removeprefix("admitted_age_") for key in (*small, *more)}
    assert narrow(ages, set(ages) - gone, whole) == {}
