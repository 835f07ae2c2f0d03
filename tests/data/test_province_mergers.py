"""The register of units against the mergers of provinces in 2025, typed in by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from analysis.paths import find_project
from analysis.registers.units import UnitRegister, read_units

PROVINCE_KINDS = ("province", "city_central")
UNCHANGED = (
    *("ha-noi", "cao-bang", "dien-bien", "lai-chau", "son-la", "lang-son", "quang-ninh"),
    *("thanh-hoa", "nghe-an", "ha-tinh", "hue"),
)
MERGED = {
    "tuyen-quang": "ha-giang tuyen-quang",
    "lao-cai": "lao-cai yen-bai",
    "thai-nguyen": "bac-kan thai-nguyen",
    "bac-ninh": "bac-giang bac-ninh",
    "phu-tho": "hoa-binh phu-tho vinh-phuc",
    "hai-phong": "hai-duong hai-phong",
    "hung-yen": "hung-yen thai-binh",
    "ninh-binh": "ha-nam nam-dinh ninh-binh",
    "quang-tri": "quang-binh quang-tri",
    "da-nang": "da-nang quang-nam",
    "quang-ngai": "quang-ngai kon-tum",
    "gia-lai": "binh-dinh gia-lai",
    "khanh-hoa": "khanh-hoa ninh-thuan",
    "dak-lak": "phu-yen dak-lak",
    "lam-dong": "binh-thuan dak-nong lam-dong",
    "dong-nai": "binh-phuoc dong-nai",
    "tp-ho-chi-minh": "binh-duong ba-ria-vung-tau tp-ho-chi-minh",
    "tay-ninh": "tay-ninh long-an",
    "dong-thap": "tien-giang dong-thap",
    "vinh-long": "ben-tre tra-vinh vinh-long",
    "an-giang": "an-giang kien-giang",
    "can-tho": "can-tho hau-giang soc-trang",
    "ca-mau": "bac-lieu ca-mau",
}


@pytest.fixture(scope="module")
def register() -> UnitRegister:
    return read_units(find_project(Path(__file__).parent))


def provinces(register: UnitRegister, on: date) -> set[str]:
    below = register.children("toan-quoc", on)
    return {unit for unit in below if register.units.at[unit, "kind"] in PROVINCE_KINDS}


def test_sixty_three_provinces_became_thirty_four() -> None:
    parts = [part for names in MERGED.values() for part in names.split()]
    assert len(MERGED) == 23
    assert len(set(parts)) == len(parts) == 52
    assert len(UNCHANGED) == 11
    assert (len(parts) + len(UNCHANGED), len(MERGED) + len(UNCHANGED)) == (63, 34)


def test_the_register_holds_exactly_these_before_and_after(register: UnitRegister) -> None:
    parts = {part for names in MERGED.values() for part in names.split()}
    assert provinces(register, date(2025, 6, 30)) == parts | set(UNCHANGED)
    new = {f"{name}-2025" for name in MERGED}
    assert provinces(register, date(2025, 7, 1)) == new | set(UNCHANGED)


@pytest.mark.parametrize("name", MERGED)
def test_each_new_province_was_formed_from_its_parts(register: UnitRegister, name: str) -> None:
    new, parts = f"{name}-2025", MERGED[name].split()
    assert set(register.predecessors(new)) == set(parts)
    assert register.units.at[new, "valid_from"] == date(2025, 7, 1)
    assert register.units.at[new, "valid_to"] is None
    for part in parts:
        assert register.successor(part) == new
        assert register.units.at[part, "valid_to"] == date(2025, 6, 30)


@pytest.mark.parametrize("name", [name for name in UNCHANGED if name != "hue"])
def test_an_unchanged_province_has_no_vintage(register: UnitRegister, name: str) -> None:
    assert register.predecessors(name) == ()
    assert register.lineage(name) == ()
    assert register.units.at[name, "valid_to"] is None


def test_hue_came_half_a_year_before_and_was_not_merged(register: UnitRegister) -> None:
    assert register.predecessors("hue") == ("thua-thien-hue",)
    assert register.units.at["hue", "valid_from"] == date(2025, 1, 1)
    assert register.units.at["thua-thien-hue", "valid_to"] == date(2024, 12, 31)
    assert "thua-thien-hue" in provinces(register, date(2024, 12, 31))


@pytest.mark.parametrize(
    ("unit", "last"),
    [
        ("long-an", "tay-ninh-2025"),
        ("vung-tau", "tp-ho-chi-minh-2025"),
        ("ba-ria-vung-tau", "tp-ho-chi-minh-2025"),
        ("long-dien", "tp-ho-chi-minh-2025"),
        ("bien-hoa", "dong-nai-2025"),
        ("quang-dien", "hue"),
        ("dong-da", "ha-noi"),
    ],
)
def test_a_unit_that_ended_can_be_followed(register: UnitRegister, unit: str, last: str) -> None:
    assert register.lineage(unit)[-1].unit_id == last


def test_every_unit_that_ended_leads_to_one_that_goes_on(register: UnitRegister) -> None:
    for unit in register.units.index:
        steps = register.lineage(unit)
        is_over = register.units.at[unit, "valid_to"] is not None
        assert bool(steps) == is_over
        if steps:
            assert register.units.at[steps[-1].unit_id, "valid_to"] is None
