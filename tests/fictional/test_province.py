"""The fictional province is coherent, and shows each situation that a report has to tell."""

from collections import Counter
from fractions import Fraction

import pytest

from analysis.fictional.names import MERGED_IDS, NEW_ID, all_units, new_spelling, plain_name
from analysis.fictional.province import COMPOSITION, HALF_WAY_ID, Province, make_province
from analysis.fictional.seasons import Season, reported_seasons
from analysis.text.normalise import match_key, search_key


@pytest.fixture(scope="module")
def province() -> Province:
    return make_province()


def rates(province: Province, season: Season) -> dict[str, Fraction]:
    """Result to target of each unit that exists."""
    return {
        unit.unit_id: Fraction(
            province.figure(unit.unit_id, season, "admitted"),
            province.figure(unit.unit_id, season, "target"),
        )
        for unit in province.units
        if unit.exists(season.end)
    }


def test_there_are_98_communes_and_wards_and_6_special_committees_after_the_merger():
    units = [unit for unit in all_units() if unit.exists(Season(2025, is_half=False).end)]
    assert Counter(bool(unit.class_name) for unit in units) == {True: 98, False: 6}
    assert {unit.cluster for unit in units} == set(range(1, 13))


def test_names_are_distinct_without_accents_and_some_share_all_but_the_class():
    units = all_units()
    assert len({search_key(plain_name(unit)) for unit in units}) == len(units)
    shared = [name for name, n in Counter(unit.bare for unit in units).items() if n > 1]
    assert sorted(shared) == ["Long Thạnh", "Phú Thủy", "Tân Hòa"]


def test_the_other_spelling_is_the_same_name():
    for unit in all_units():
        assert match_key(new_spelling(plain_name(unit))) == match_key(plain_name(unit))


def test_merged_communes_hand_their_members_over(province):
    before, after = Season(2023, is_half=False), Season(2024, is_half=True)
    closing = sum(province.figure(unit, before, "members_total") for unit in MERGED_IDS)
    new = province.figures[NEW_ID, after]
    assert abs(new["members_total"] - closing - new["admitted"]) <= closing * 0.02
    assert (NEW_ID, before) not in province.figures
    assert all((unit, after) not in province.figures for unit in MERGED_IDS)


def test_parts_never_exceed_the_whole_and_halves_never_the_year(province):
    for (unit, season), figures in province.figures.items():
        assert all(0 <= figures[part] <= figures["admitted"] for part in COMPOSITION)
        if season.is_half:
            year = province.figures[unit, season.whole()]
            assert figures["target"] == year["target"]
            assert all(figures[name] <= year[name] for name in ("admitted", *COMPOSITION))


@pytest.mark.parametrize("season", reported_seasons(), ids=lambda season: season.words)
def test_results_are_within_the_bounds_of_real_ones(province, season):
    low, high = (Fraction(1, 10), Fraction(3, 5)) if season.is_half else (
        Fraction(3, 10), Fraction(27, 20)
    )  # fmt: skip
    found = rates(province, season)
    assert all(low <= rate <= high for rate in found.values() if rate)
    assert sum(rate == 0 for rate in found.values()) <= 6


def test_the_admission_rate_is_between_3_and_4_percent_except_in_the_first_year(province):
    for year in range(2021, 2026):
        before, season = Season(year - 1, is_half=False), Season(year, is_half=False)
        units = [unit.unit_id for unit in province.units if unit.exists(season.end)]
        admitted = sum(province.figure(unit, season, "admitted") for unit in units)
        members = sum(
            figures["members_total"]
            for (unit, of), figures in province.figures.items()
            if of == before
        )
        assert (0.025 if year == 2021 else 0.03) < admitted / members < 0.04


def test_exactly_one_unit_is_at_exactly_half_in_the_year_2024(province):
    found = rates(province, Season(2024, is_half=False))
    assert [unit for unit, rate in found.items() if rate == Fraction(1, 2)] == [HALF_WAY_ID]


def test_some_units_have_nobody_and_some_lag_two_years_running(province):
    before, after = (rates(province, Season(year, is_half=False)) for year in (2023, 2024))
    assert list(after.values()).count(0) == 3
    low = [unit for unit, rate in after.items() if 0 < rate < Fraction(1, 2)]
    assert len(low) >= 5
    assert sum(before.get(unit, 1) < Fraction(1, 2) for unit in low) >= 4


def test_another_seed_gives_other_figures():
    assert make_province(1).figures != make_province(2).figures
