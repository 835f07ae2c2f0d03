from __future__ import annotations

from datetime import date

import pytest

from analysis.metrics.disclosure_counts import Count, Key
from analysis.metrics.disclosure_units import hide_over_units, room_at_most

ENDS = {"half": date(2024, 6, 30), "year": date(2024, 12, 31)}
TREE = {"a": "p", "b": "p", "c": "p", "d": "p", "p": "n", "a1": "a", "a2": "a", "n": ""}


def count(
    unit: str, persons: int, whole: int | None, period: str = "year", *, limit: int = 5,
    is_part: bool = False, measure: str = "women",
) -> Count:  # fmt: skip
    key = Key(unit, measure, period)
    return Count(key, "2024", ENDS[period], persons, whole, limit, is_part)


def hidden(*counts: Count, forced: dict[Key, int] | None = None) -> dict[tuple[str, str], int]:
    found = hide_over_units(counts, TREE, forced or {})
    return {(key.unit_id, key.period_key): need for key, need in found.items()}


def test_nothing_is_hidden_where_nothing_is_small():
    assert hidden(count("a", 5, 10), count("b", 0, 7), count("p", 5, 17)) == {}


def test_a_small_count_is_hidden_with_its_need():
    assert hidden(count("a", 2, 10), count("b", 6, 12)) == {("a", "year"): 4}
    assert hidden(count("a", 2, 3), count("b", 6, 12)) == {("a", "year"): 3}


def test_beside_a_total_the_smallest_others_are_hidden_too():
    found = hidden(
        count("a", 2, 10), count("b", 8, 16), count("c", 5, 10), count("d", 6, 13),
        count("p", 21, 49),
    )  # fmt: skip
    assert found == {("a", "year"): 4, ("c", "year"): 0}


def test_of_equal_units_the_first_by_name_is_hidden():
    found = hidden(count("d", 6, 13), count("c", 6, 13), count("a", 2, 10), count("p", 14, 36))
    assert found == {("a", "year"): 4, ("c", "year"): 0}


def test_units_without_persons_are_not_hidden_for_others():
    found = hidden(count("a", 2, 10), count("b", 0, 0), count("c", 6, 13), count("p", 8, 23))
    assert found == {("a", "year"): 4, ("c", "year"): 0}


def test_as_many_are_hidden_as_the_doubt_needs():
    # For 9 of doubt about a: b gives one up and takes none, so c has to go as well.
    found = hidden(
        count("a", 12, 13, limit=10), count("b", 20, 41, limit=10), count("c", 25, 50, limit=10),
        count("p", 57, 104, limit=10),
    )  # fmt: skip
    assert found == {("a", "year"): 9, ("b", "year"): 0}


def test_a_total_goes_where_no_other_unit_can_be_hidden():
    assert hidden(count("a", 2, 10), count("p", 2 + 0, 10)) == {
        ("p", "year"): 4,
        ("a", "year"): 4,
    }
    assert hidden(count("a", 2, 10), count("b", 0, 0), count("p", 9, 10)) != {}


def test_persons_of_a_total_in_no_unit_leave_doubt():
    # 19 of 60 are in units that say nothing.
    assert hidden(count("a", 2, 10), count("p", 21, 70)) == {("a", "year"): 4}
    # Of the others only two can be women, and none is: a has 1 to 2 at most.
    assert hidden(count("a", 2, 10), count("p", 2, 12)) == {("p", "year"): 4, ("a", "year"): 4}


A_ALONE, A_AND_B = {("a", "year"): 4}, {("a", "year"): 4, ("b", "year"): 0}


@pytest.mark.parametrize(
    ("persons", "whole", "found"),
    [
        pytest.param(7, 20, A_AND_B, id="two women and no other: a has two to four"),
        pytest.param(7, 21, A_AND_B, id="two women and one other: a has one to four"),
        pytest.param(7, 22, A_ALONE, id="two women and two others: a has none to four"),
        pytest.param(8, None, A_AND_B, id="three women: a has two to five"),
        pytest.param(9, None, A_ALONE, id="four women: a has two to six"),
    ],
)
def test_the_persons_in_no_unit_leave_as_much_doubt_as_they_are(persons, whole, found):
    of_a, of_b = (10, 8) if whole else (None, None)
    units = [count("a", 2, of_a), count("b", 5 - 2, of_b, limit=2), count("c", 0, 0)]
    assert hidden(*units, count("p", persons, whole)) == found


def test_a_total_without_persons_in_all_leaves_only_its_surplus():
    found = hidden(count("a", 2, 10), count("p", 30, None), count("b", 6, 12))
    assert found == {("a", "year"): 4}


def test_below_a_hidden_count_everything_is_hidden():
    found = hidden(count("p", 3, 60), count("a", 0, 30), count("b", 3, 30))
    assert found == {("p", "year"): 4, ("a", "year"): 4, ("b", "year"): 4}


def test_below_a_count_hidden_for_others_everything_is_hidden_too():
    found = hidden(
        count("b", 2, 10), count("a", 8, 20), count("p", 10, 30), count("a1", 0, 5),
        count("a2", 8, 15),
    )  # fmt: skip
    assert found == {("b", "year"): 4, ("a", "year"): 0, ("a1", "year"): 4, ("a2", "year"): 4}


def test_a_part_of_the_year_alone_is_hidden_where_the_year_leaves_doubt():
    found = hidden(count("a", 2, 10, "half"), count("a", 8, 20))
    assert found == {("a", "half"): 4}


def test_a_part_of_the_year_is_hidden_where_the_rest_is_small():
    found = hidden(count("a", 8, 20, "half"), count("a", 10, 30))
    assert found == {("a", "half"): 4}
    assert hidden(count("a", 8, 20, "half"), count("a", 13, 30)) == {}
    assert hidden(count("a", 8, 20, "half"), count("a", 8, 30)) == {}


def test_the_rest_of_a_year_of_unknown_size_is_small_below_the_limit():
    assert hidden(count("a", 8, None, "half"), count("a", 9, 30)) == {("a", "half"): 4}
    assert hidden(count("a", 8, 20, "half"), count("a", 13, None)) == {}


def test_a_year_that_falls_below_its_half_has_no_rest():
    assert hidden(count("a", 8, 20, "half"), count("a", 7, 30)) == {}


def test_the_year_goes_too_where_it_tells_its_half():
    # Of 18 in the year the half is 16 to 18.
    found = hidden(count("a", 18, 22, "half"), count("a", 18, 24))
    assert found == {("a", "half"): 4, ("a", "year"): 0}


def test_the_year_goes_where_its_rest_is_known_too_well():
    # Nobody in a half of 2, nobody of 7: nobody in the half for certain.
    found = hidden(count("a", 0, 2, "half"), count("a", 0, 7))
    assert found == {("a", "half"): 2, ("a", "year"): 0}


def test_the_half_is_no_part_of_what_is_below_a_hidden_half_of_its_province():
    found = hidden(
        count("p", 3, 20, "half"), count("p", 30, 70), count("a", 3, 10, "half"),
        count("a", 14, 30), count("b", 0, 10, "half"), count("b", 16, 40),
    )  # fmt: skip
    assert found == {("p", "half"): 4, ("a", "half"): 4, ("b", "half"): 4}


def test_groups_and_years_are_judged_apart():
    other_year = Count(Key("b", "women", "year:2023"), "2023", date(2023, 12, 31), 6, 12, 5)
    found = hidden(
        count("a", 2, 10), count("b", 6, 12, measure="men"), other_year, count("c", 6, 12),
        count("p", 8, 22),
    )  # fmt: skip
    assert found == {("a", "year"): 4, ("c", "year"): 0}


def test_forced_counts_are_hidden_whatever_they_are():
    wanted = {Key("a", "women", "year"): 0, Key("b", "women", "year"): 3}
    found = hidden(count("a", 9, 20), count("b", 9, 20), count("c", 9, 20), forced=wanted)
    assert found == {("a", "year"): 0, ("b", "year"): 3}


def test_a_unit_that_leaves_out_a_period_of_a_printed_total_counts_as_fixed():
    # b has no half; when its women came nobody knows, so it lends no doubt to a, and c has to.
    found = hidden(
        count("a", 2, 10, "half"), count("a", 2, 10), count("b", 6, 12),
        count("c", 7, 15, "half"), count("c", 14, 30), count("p", 11, 30, "half"),
        count("p", 22, 52),
    )  # fmt: skip
    assert ("c", "half") in found
    assert ("c", "year") in found


@pytest.mark.parametrize(
    ("women", "others"),
    [
        pytest.param(2, 9, id="women of b are nothing that a could take over"),
        pytest.param(4, 6, id="nor are its other persons"),
    ],
)
def test_a_unit_that_counts_as_fixed_lends_neither_its_women_nor_its_others(women, others):
    found = hidden(
        count("a", 0, 5, "half"), count("a", women, women + others), count("b", 6, 12),
        count("c", 7, 15, "half"), count("c", 14, 30), count("p", 7, 20, "half"),
        count("p", 20 + women, 42 + women + others),
    )  # fmt: skip
    assert found[("a", "year")] == 4
    assert ("c", "year") in found


def test_a_sum_of_some_units_has_only_those_of_later_sums():
    # b has a half but no year: it is in neither sum, and needs no company.
    found = hidden(
        count("a", 6, 12, "half"), count("a", 12, 24), count("b", 2, 12, "half"),
        count("p", 6, 12, "half", is_part=True), count("p", 12, 24, is_part=True),
    )  # fmt: skip
    assert found == {("b", "half"): 4}


def test_a_unit_without_persons_in_all_is_in_no_sum():
    found = hidden(count("a", 6, 12), count("b", 2, None), count("p", 6, 12, is_part=True))
    assert found == {("b", "year"): 4}


@pytest.mark.parametrize(("whole", "room"), [(None, 4), (2, 2), (4, 4), (9, 4)])
def test_the_widest_doubt_asked_for_is_all_persons(whole, room):
    assert room_at_most(count("a", 1, whole)) == room
