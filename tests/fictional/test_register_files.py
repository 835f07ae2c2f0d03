"""The registers of the fictional province are read by the reader of the real ones."""

from datetime import date

import pytest

from analysis.fictional.names import MERGED_IDS, NEW_ID, PROVINCE_ID, all_units
from analysis.fictional.register_files import make_register
from analysis.paths import Project
from analysis.registers.units import ALIAS_COLUMNS, KINDS, UNIT_COLUMNS, UnitRegister, read_units

ALIASES = ",".join(ALIAS_COLUMNS) + "\n"


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> UnitRegister:
    project = Project(tmp_path_factory.mktemp("checkout"))
    project.registers.mkdir(parents=True)
    (project.registers / "units.csv").write_text(make_register(), encoding="utf-8")
    (project.registers / "unit_aliases.csv").write_text(ALIASES, encoding="utf-8")
    return read_units(project)


def test_every_unit_is_below_the_province_and_marked(register):
    assert make_register().splitlines()[0] == ",".join(UNIT_COLUMNS)
    assert list(register.units.index) == [PROVINCE_ID, *(unit.unit_id for unit in all_units())]
    assert register.units["note"].str.startswith("hư cấu").all()
    assert "hư cấu" in register.name(PROVINCE_ID)
    assert set(register.units["kind"]) <= KINDS
    assert len(register.children(PROVINCE_ID, date(2023, 12, 31))) == 105
    assert len(register.children(PROVINCE_ID, date(2024, 1, 1))) == 104


def test_the_merged_communes_lead_to_their_successor(register):
    merged = register.units.loc[list(MERGED_IDS)]
    assert set(merged["successor_id"]) == {NEW_ID}
    assert set(merged["valid_to"]) == {date(2023, 12, 31)}
    assert register.units.at[NEW_ID, "valid_from"] == date(2024, 1, 1)


@pytest.mark.parametrize(
    ("printed", "tail"),
    [
        ("Xã Tân Hòa", "xa-tan-hoa"),
        ("P. Tân Hoà", "phuong-tan-hoa"),
        ("Đảng uỷ xã Thuỷ Xuân", "xa-thuy-xuan"),
        ("Đảng bộ Công an tỉnh", "cong-an"),
    ],
)
def test_printed_names_lead_to_units(register, printed, tail):
    day = date(2025, 6, 30)
    assert register.find(printed, under=PROVINCE_ID, on=day) == f"{PROVINCE_ID}-{tail}"
