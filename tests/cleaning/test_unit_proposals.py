"""Proposed register rows: only unknown names, once each, in the form of the register."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from analysis.cleaning.unit_proposals import propose_units
from analysis.paths import Project
from analysis.registers.units import UnitRegister, read_units
from analysis.returns.records import ReadReturn, ReturnFigure, UnitKind


def named(*units: str, kind: UnitKind = UnitKind.UNIT) -> ReadReturn:
    """Describe a return that holds one figure of each unit."""
    figures = tuple(
        ReturnFigure("a.xlsx", "S", unit, kind, "admitted", Decimal(1), 0, "1", None, "S!C1", row)
        for row, unit in enumerate(units, 1)
    )
    return ReadReturn("a.xlsx", "xlsx", figures)


@pytest.fixture(scope="module")
def units(project: Project) -> UnitRegister:
    return read_units(project)


def proposed(result: ReadReturn, under: str, units: UnitRegister) -> list[dict[str, str]]:
    text, count = propose_units([result], under, units)
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == count
    return rows


def test_an_unknown_unit_is_proposed_in_the_form_of_the_register(units):
    (row,) = proposed(named("X. Tân Hoà"), "long-an", units)
    assert row["unit_id"] == "long-an-xa-tan-hoa"
    assert (row["kind"], row["parent_id"]) == ("commune", "long-an")


def test_a_known_unit_is_not_proposed(units):
    assert proposed(named("TP Vũng Tàu"), "ba-ria-vung-tau", units) == []


def test_one_unit_in_two_spellings_is_proposed_once(units):
    rows = proposed(named("Đảng bộ xã Tân Hòa", "Xã Tân Hoà"), "long-an", units)
    assert [row["name"] for row in rows] == ["Đảng bộ xã Tân Hòa"]


def test_totals_are_no_units(units):
    assert proposed(named("Tổng cộng", kind=UnitKind.TOTAL), "long-an", units) == []


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Phường 1", "ward"),
        ("Đảng bộ Công an tỉnh", "police"),
        ("Đảng bộ Trường Đại học Y", "school"),
        ("Công ty Điện lực", "enterprise"),
        ("Các cơ quan Đảng tỉnh", "agency"),
    ],
)
def test_the_kind_comes_from_the_words_of_the_name(units, name, kind):
    (row,) = proposed(named(name), "long-an", units)
    assert row["kind"] == kind
