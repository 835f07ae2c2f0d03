"""The real files under ``data/raw``: complete, consistent with each other, and as printed."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.cleaning.raw import read_figures
from analysis.fictional.generate import make_returns
from analysis.fictional.names import PROVINCE_ID
from analysis.fictional.register_files import make_corrections, make_register
from analysis.paths import Project, find_project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.units import FICTIONAL_FILE, UnitRegister, UnknownUnit, read_units
from analysis.returns.vocabulary import vocabulary
from analysis.text.periods import PartialDate

PROJECT: Project = find_project(Path(__file__).parent)
LEFT_OUT = ("Lâm Đồng", "các TCCSĐ khối xã, thị trấn (Đơn Dương)")
SEEDS = {
    "seed-vung-tau-2024",
    "seed-long-an-2023",
    "seed-van-phong-ubnd-tinh-2014",
    "seed-ha-noi-2017",
    "seed-dong-thap-2021",
}
PROVINCE_KINDS = {"province", "city_central"}
DISTRICT_KINDS = {"district", "city", "town", "urban_district"}
KIND_OF_TYPE = {
    "toàn Đảng": {"nation"},
    "đảng bộ trực thuộc TW": {"police"},
    "tỉnh": {"province"},
    "thành phố trực thuộc TW": {"city_central"},
    "thành phố (cấp huyện)": {"city"},
    "thị xã": {"town"},
    "quận": {"urban_district"},
    "huyện": {"district"},
    "xã": {"commune"},
    "phường": {"ward"},
    "đảng bộ khối": {"bloc"},
    "công an": {"police"},
    "quân sự": {"military"},
    "biên phòng": {"border_guard"},
    "doanh nghiệp": {"enterprise"},
    "trường học": {"school"},
    "cơ quan": {"agency"},
    "cơ quan (đảng bộ cơ sở)": {"agency"},
    "đảng bộ cơ sở": {"agency", "school"},
}


@pytest.fixture(scope="module")
def sources() -> pd.DataFrame:
    return read_sources(PROJECT)


@pytest.fixture(scope="module")
def measures() -> pd.DataFrame:
    return read_measures(PROJECT)


@pytest.fixture(scope="module")
def register() -> UnitRegister:
    return read_units(PROJECT)


@pytest.fixture(scope="module")
def figures(sources: pd.DataFrame, measures: pd.DataFrame) -> pd.DataFrame:
    """The figures with ``on``: the day by which their unit is to be understood.

    For a result that is the day that the transcriber read, for an aim or a figure without a day
    the last one that its source reports on.
    """
    frame = read_figures(PROJECT)
    own = frame["period_end_read"].where(
        frame["period_end_read"].ne(""), frame["period_start_read"]
    )
    is_result = frame["measure"].map(measures["reading"]).ne("target")
    is_result &= ~frame["measure"].str.contains("projected")
    latest = own.where(is_result, "").groupby(frame["source_id"]).transform("max")
    days = own.where(is_result & own.ne(""), latest)
    published = frame["source_id"].map(sources["published"])
    return frame.assign(
        on=[_day(*pair) for pair in zip(days, published, strict=True)],
        known=[_day("", text) for text in published],
    )


def _or_late(day: date | None) -> date:
    return day or date.max


def _day(read: str, published: str) -> date | None:
    if read:
        return date.fromisoformat(read)
    partial = PartialDate.parse(published)
    return partial.latest if partial else None


@pytest.fixture(scope="module")
def resolved(figures: pd.DataFrame, register: UnitRegister) -> pd.DataFrame:
    """The figures whose unit is registered, with ``unit_id`` and ``parent_id`` as printed."""
    province, unit = LEFT_OUT
    kept = figures[figures["province"].ne(province) | figures["unit"].ne(unit)]
    return kept.assign(
        unit_id=[
            register.resolve(row.unit, province=row.province, on=row.on)
            for row in kept.itertuples()
        ],
        parent_id=[
            register.resolve(
                row.parent_unit, province=row.province, on=min(row.on, row.known, key=_or_late)
            )
            if row.parent_unit
            else None
            for row in kept.itertuples()
        ],
    )


RETURNS = set(PROJECT.return_files())
KEPT_BY_HAND = [path for path in PROJECT.raw_files() if path not in RETURNS]


@pytest.mark.parametrize("path", KEPT_BY_HAND, ids=lambda path: path.name)
def test_files_are_plain_utf8_with_unix_line_ends_and_composed_letters(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert b"\r" not in content
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)


# The demonstration may be deleted; while it is there it is whole.
demonstration = pytest.mark.skipif(
    not (PROJECT.registers / FICTIONAL_FILE).exists(), reason="no made-up province here"
)


@demonstration
def test_the_folders_of_the_made_up_province_hold_its_returns_and_no_others() -> None:
    found = {path for path in RETURNS if path.parent.name == PROVINCE_ID}
    assert found == {PROJECT.returns / file.path for file in make_returns()}


@demonstration
def test_the_returns_of_the_made_up_province_are_those_that_are_generated() -> None:
    for file in make_returns():
        assert content(file.content) == content((PROJECT.returns / file.path).read_bytes())


def content(data: bytes) -> dict[str, bytes] | bytes:
    """The parts of a compressed file, for its packed bytes may differ between machines."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@demonstration
def test_the_made_up_register_and_corrections_are_those_that_are_generated() -> None:
    register = PROJECT.registers / FICTIONAL_FILE
    assert register.read_text(encoding="utf-8") == make_register()
    assert make_corrections() in PROJECT.corrections.read_text(encoding="utf-8")


def test_every_figure_has_a_source_and_every_source_a_figure(
    figures: pd.DataFrame, sources: pd.DataFrame
) -> None:
    assert set(figures["source_id"]) == set(sources.index)


def test_the_figures_of_a_source_stand_together(figures: pd.DataFrame) -> None:
    begins = figures["source_id"].ne(figures["source_id"].shift())
    assert begins.sum() == figures["source_id"].nunique()


def test_every_measure_is_registered_and_used(
    figures: pd.DataFrame, measures: pd.DataFrame
) -> None:
    in_returns = set(vocabulary().units)
    assert set(figures["measure"]) | in_returns == set(measures.index)


def test_labels_tell_measures_apart(measures: pd.DataFrame) -> None:
    assert measures["label_vi"].is_unique


def test_the_five_seed_articles_are_present(figures: pd.DataFrame) -> None:
    assert {name for name in figures["source_id"] if name.startswith("seed-")} == SEEDS


@pytest.mark.parametrize(
    ("source_id", "measure", "value"),
    [
        ("seed-long-an-2023", "admitted", "1.514"),
        ("seed-long-an-2023", "pct_of_target", "112,15%"),
        ("seed-long-an-2023", "pool_to_target_ratio", "1,5 - 2 lần"),
        ("seed-vung-tau-2024", "admitted_over_target", "142/270"),
        ("seed-vung-tau-2024", "org_cells_change", "02"),
        ("seed-ha-noi-2017", "admitted_avg_per_year", "gần 13.000"),
        ("seed-ha-noi-2017", "target_per_year", "trên 12.000"),
        ("dn-2016", "members_total", "hơn 72 ngàn"),
        ("dn-2011-h1", "admitted", "1,479"),
        ("dn-2011-h1", "admission_rate_pct", "3.16 percent"),
        ("all-2009", "admitted_ethnic_minority_yoy_pct", "5,28"),
        ("hp-nnn-10y", "admitted_private_enterprise", "2492"),
    ],
)
def test_values_stand_as_printed(
    figures: pd.DataFrame, source_id: str, measure: str, value: str
) -> None:
    of_source = figures[figures["source_id"].eq(source_id) & figures["measure"].eq(measure)]
    assert value in of_source["value"].tolist()


def test_every_figure_has_a_value(figures: pd.DataFrame) -> None:
    assert figures["value"].str.strip().ne("").all()


def test_transcribed_dates_are_dates_in_order(figures: pd.DataFrame) -> None:
    for row in figures.itertuples():
        days = [date.fromisoformat(x) for x in (row.period_start_read, row.period_end_read) if x]
        assert days == sorted(days), row.locator


def test_every_unit_but_the_one_left_out_on_purpose_is_registered(
    resolved: pd.DataFrame,
) -> None:
    unknown = [x.message for x in resolved["unit_id"] if isinstance(x, UnknownUnit)]
    assert unknown == []


def test_the_group_left_out_on_purpose_leads_to_no_unit(
    figures: pd.DataFrame, register: UnitRegister
) -> None:
    province, unit = LEFT_OUT
    assert LEFT_OUT in set(zip(figures["province"], figures["unit"], strict=True))
    found = register.resolve(unit, province=province, on=date(2016, 9, 17))
    assert isinstance(found, UnknownUnit)
    assert found.suggestions[0].unit_id == "don-duong"


def test_units_stand_below_the_unit_that_the_source_names(
    resolved: pd.DataFrame, register: UnitRegister
) -> None:
    expected = resolved["unit_id"].map(register.units["parent_id"])
    named = resolved["parent_unit"].ne("") & resolved["on"].notna()
    assert resolved.loc[named, "parent_id"].tolist() == expected[named].tolist()


def test_units_are_of_the_kind_that_the_source_names(
    resolved: pd.DataFrame, register: UnitRegister
) -> None:
    kinds = resolved["unit_id"].map(register.units["kind"])
    wrong = [
        (row.locator, row.unit_type, kind)
        for row, kind in zip(resolved.itertuples(), kinds, strict=True)
        if kind not in KIND_OF_TYPE[row.unit_type]
    ]
    assert wrong == []


def test_units_lie_in_the_province_that_the_source_names(
    resolved: pd.DataFrame, register: UnitRegister
) -> None:
    """Walk up from each unit to its province and compare with the printed context."""
    for row in resolved.drop_duplicates("unit_id").itertuples():
        chain = [row.unit_id]
        while not pd.isna(parent := register.units.at[chain[-1], "parent_id"]):
            assert parent not in chain
            chain.append(parent)
        tops = [x for x in chain if register.units.at[x, "kind"] in PROVINCE_KINDS]
        names = [register.short_name(x) for x in tops]
        is_placed = not row.province.startswith("(")
        assert names == ([row.province] if is_placed else []), row.locator


def test_a_unit_exists_when_its_results_are_counted(
    resolved: pd.DataFrame, register: UnitRegister, measures: pd.DataFrame
) -> None:
    is_result = resolved["measure"].map(measures["reading"]).ne("target") & resolved["on"].notna()
    outside = [
        (row.locator, row.unit_id, row.on)
        for row in resolved[is_result].itertuples()
        if not register.is_valid(row.unit_id, row.on)
    ]
    assert outside == []


@pytest.mark.parametrize(
    ("on", "count"),
    [
        (date(2010, 1, 1), 63),
        (date(2024, 12, 31), 63),
        (date(2025, 1, 1), 63),
        (date(2025, 6, 30), 63),
        (date(2025, 7, 1), 34),
        (date(2030, 1, 1), 34),
    ],
)
def test_number_of_provinces(register: UnitRegister, on: date, count: int) -> None:
    below = register.children("toan-quoc", on)
    assert sum(register.units.at[unit, "kind"] in PROVINCE_KINDS for unit in below) == count


def test_merged_provinces_lead_to_the_new_ones(register: UnitRegister) -> None:
    units = register.units[register.units["kind"].isin(PROVINCE_KINDS)]
    merged = units[units["valid_to"].eq(date(2025, 6, 30))]
    assert len(merged) == 52
    assert merged["successor_id"].nunique() == 23
    new = units.loc[merged["successor_id"]]
    assert new["valid_from"].eq(date(2025, 7, 1)).all()
    assert all(name.endswith("-2025") for name in new.index)


def test_hue_follows_thua_thien_hue_half_a_year_earlier(register: UnitRegister) -> None:
    assert register.units.at["thua-thien-hue", "successor_id"] == "hue"
    assert register.is_valid("thua-thien-hue", date(2024, 12, 31))
    assert not register.is_valid("hue", date(2024, 12, 31))
    assert register.is_valid("hue", date(2025, 1, 1))


def test_no_district_outlives_the_district_level(register: UnitRegister) -> None:
    districts = register.units[register.units["kind"].isin(DISTRICT_KINDS)]
    assert all(end and end <= date(2025, 6, 30) for end in districts["valid_to"])


def test_names_are_in_the_official_form(register: UnitRegister) -> None:
    names = register.units["name"].drop("toan-quoc")
    assert names.str.startswith("Đảng bộ ").all()


def test_only_the_nation_a_unit_of_an_unprinted_province_and_the_made_up_province_stand_alone(
    register: UnitRegister,
) -> None:
    alone = register.units.index[register.units["parent_id"].isna()]
    made_up = [unit for unit in alone if register.is_fictional(unit)]
    assert [unit for unit in alone if unit not in made_up] == ["toan-quoc", "van-phong-ubnd-tinh"]
    assert made_up in ([], [PROVINCE_ID])


def test_units_below_ha_noi_keep_the_order_of_the_article(
    register: UnitRegister, resolved: pd.DataFrame
) -> None:
    of_article = resolved[resolved["source_id"].eq("seed-ha-noi-2017")]
    printed = [unit for unit in of_article["unit_id"].unique() if unit != "ha-noi"]
    below = register.children("ha-noi", date(2017, 10, 31))
    assert below[: len(printed)] == printed
    assert len(printed) == 18


def test_published_parts_add_up_to_their_whole(
    figures: pd.DataFrame, measures: pd.DataFrame
) -> None:
    plain = figures[figures["value"].map(lambda text: bool(re.fullmatch(r"[0-9.]+", text)))]
    parts = measures["parts_of"][measures["parts_of"].ne("")]
    checked = 0
    for _, group in plain.groupby(["source_id", "unit", "period"]):
        count = dict(zip(group["measure"], group["value"].str.replace(".", ""), strict=True))
        for whole, names in parts.groupby(parts).groups.items():
            if whole in count and set(names) <= count.keys():
                assert sum(int(count[name]) for name in names) == int(count[whole])
                checked += 1
    assert checked == 13
