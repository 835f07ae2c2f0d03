from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.units import UnitRegister, UnknownUnit, read_units, return_name_key
from analysis.text.normalise import match_key

UNIT_HEADER = "unit_id,name,short_name,kind,parent_id,valid_from,valid_to,successor_id,note\n"
ALIAS_HEADER = "province,printed,unit_id\n"
UNITS = (
    "toan-quoc,Toàn Đảng,Toàn Đảng,nation,,,,,\n"
    "tay-ninh,Đảng bộ tỉnh Tây Ninh,Tây Ninh,province,toan-quoc,,2025-06-30,tay-ninh-2025,\n"
    "tay-ninh-2025,Đảng bộ tỉnh Tây Ninh,Tây Ninh,province,toan-quoc,2025-07-01,,,hợp nhất\n"
    "tp-tay-ninh,Đảng bộ thành phố Tây Ninh,TP. Tây Ninh,city,tay-ninh,,2025-06-30,,\n"
    "hoa-thanh,Đảng bộ thị xã Hòa Thành,Hòa Thành,town,tay-ninh,,2025-06-30,,\n"
    "tay-ninh-quan-su,Đảng bộ Quân sự tỉnh Tây Ninh,Quân sự tỉnh,military,tay-ninh,,,,\n"
    "long-an-quan-su,Đảng bộ Quân sự tỉnh Long An,Quân sự tỉnh,military,toan-quoc,,,,\n"
)
ALIASES = (
    "Tây Ninh,Đảng bộ tỉnh Tây Ninh,tay-ninh\n"
    "Tây Ninh,Đảng bộ tỉnh Tây Ninh,tay-ninh-2025\n"
    "Tây Ninh,Thị ủy Hòa Thành,hoa-thanh\n"
    "Tây Ninh,Đảng bộ Quân sự tỉnh,tay-ninh-quan-su\n"
    "Long An,Đảng bộ Quân sự tỉnh,long-an-quan-su\n"
)
BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

MakeRegister = Callable[..., UnitRegister]


@pytest.fixture
def make_register(project: Project, write_register) -> MakeRegister:
    def make(units: str = UNITS, aliases: str = ALIASES) -> UnitRegister:
        write_register("units.csv", UNIT_HEADER + units)
        write_register("unit_aliases.csv", ALIAS_HEADER + aliases)
        return read_units(project)

    return make


@pytest.fixture
def register(make_register: MakeRegister) -> UnitRegister:
    return make_register()


def test_units_have_missing_values_and_true_dates(register: UnitRegister) -> None:
    old = register.units.loc["tay-ninh"]
    assert (old["valid_from"], old["valid_to"]) == (None, BEFORE)
    assert old["successor_id"] == "tay-ninh-2025"
    assert pd.isna(register.units.at["toan-quoc", "parent_id"])
    assert pd.isna(old["note"])


def test_names_for_reports_and_for_charts(register: UnitRegister) -> None:
    assert register.name("tp-tay-ninh") == "Đảng bộ thành phố Tây Ninh"
    assert register.short_name("tp-tay-ninh") == "TP. Tây Ninh"


@pytest.mark.parametrize(
    "printed",
    [
        "Thị ủy Hòa Thành",
        "thị uỷ  Hoà Thành",
        unicodedata.normalize("NFD", "Thị ủy Hòa Thành"),
        "Thị ủy Hòa\u00a0Thành",
    ],
)
def test_spelling_variants_of_an_alias_are_the_same_name(
    register: UnitRegister, printed: str
) -> None:
    assert register.resolve(printed, province="tây ninh", on=None) == "hoa-thanh"


def test_the_context_tells_units_of_one_name_apart(register: UnitRegister) -> None:
    name = "Đảng bộ Quân sự tỉnh"
    assert register.resolve(name, province="Tây Ninh", on=None) == "tay-ninh-quan-su"
    assert register.resolve(name, province="Long An", on=None) == "long-an-quan-su"


@pytest.mark.parametrize(("on", "unit_id"), [(BEFORE, "tay-ninh"), (AFTER, "tay-ninh-2025")])
def test_the_day_decides_between_two_units_of_one_name(
    register: UnitRegister, on: date, unit_id: str
) -> None:
    assert register.resolve("Đảng bộ tỉnh Tây Ninh", province="Tây Ninh", on=on) == unit_id


def test_a_shared_name_without_a_day_is_not_decided(register: UnitRegister) -> None:
    found = register.resolve("Đảng bộ tỉnh Tây Ninh", province="Tây Ninh", on=None)
    assert isinstance(found, UnknownUnit)
    assert "tay-ninh, tay-ninh-2025" in found.message
    assert "nguồn không ghi ngày" in found.message


def test_a_shared_name_on_a_day_without_such_a_unit_is_not_decided(
    make_register: MakeRegister,
) -> None:
    register = make_register(UNITS.replace("2025-07-01", "2026-01-01"))
    found = register.resolve("Đảng bộ tỉnh Tây Ninh", province="Tây Ninh", on=AFTER)
    assert isinstance(found, UnknownUnit)
    assert "1/7/2025" in found.message


def test_a_unit_that_no_longer_exists_on_the_day_is_not_meant(register: UnitRegister) -> None:
    found = register.resolve("Thị ủy Hòa Thành", province="Tây Ninh", on=date(2025, 12, 31))
    assert isinstance(found, UnknownUnit)
    assert "không tồn tại ngày 31/12/2025" in found.message


def test_without_any_day_a_name_of_one_unit_means_it(register: UnitRegister) -> None:
    assert register.resolve("Thị ủy Hòa Thành", province="Tây Ninh", on=None) == "hoa-thanh"


def test_a_near_name_is_suggested_but_never_taken(register: UnitRegister) -> None:
    found = register.resolve("Thị ủy Hoa Thành", province="Tây Ninh", on=None)
    assert isinstance(found, UnknownUnit)
    assert found.printed == "Thị ủy Hoa Thành"
    assert found.suggestions[0].unit_id == "hoa-thanh"
    assert "không có trong danh mục đơn vị; gần giống: Đảng bộ thị xã Hòa Thành" in found.message
    assert "data/raw/registers/unit_aliases.csv" in found.message


def test_a_name_like_no_other_gets_no_suggestion(register: UnitRegister) -> None:
    found = register.resolve("Xyz", province="Tây Ninh", on=None)
    assert isinstance(found, UnknownUnit)
    assert found.suggestions == ()
    assert "gần giống" not in found.message


@pytest.mark.parametrize("text", ["HOA THANH", "huyện Hòa Thành", "Đảng bộ TX. Hòa Thành"])
def test_accents_and_class_words_do_not_matter_for_suggestions(
    register: UnitRegister, text: str
) -> None:
    best = register.suggest(text)[0]
    assert (best.unit_id, best.likeness) == ("hoa-thanh", 100.0)


def test_equal_suggestions_begin_with_the_context(register: UnitRegister) -> None:
    text = "Quân sự tỉnh"
    assert register.suggest(text)[0].unit_id == "tay-ninh-quan-su"
    assert register.suggest(text, province="Long An")[0].unit_id == "long-an-quan-su"


def test_suggestions_are_limited(register: UnitRegister) -> None:
    assert len(register.suggest("Tây Ninh")) > 2
    assert len(register.suggest("Tây Ninh", limit=2)) == 2


def test_nothing_is_suggested_for_an_empty_name(register: UnitRegister) -> None:
    assert register.suggest("") == []


def test_children_on_a_day_in_register_order(register: UnitRegister) -> None:
    below = ["tp-tay-ninh", "hoa-thanh", "tay-ninh-quan-su"]
    assert register.children("tay-ninh", BEFORE) == below
    assert register.children("tay-ninh", AFTER) == ["tay-ninh-quan-su"]
    assert register.children("tay-ninh-2025", AFTER) == []


def test_one_name_in_two_spellings_may_lead_to_one_unit(make_register: MakeRegister) -> None:
    register = make_register(aliases=ALIASES + "Tây Ninh,thị ủy Hoà Thành,hoa-thanh\n")
    assert register.resolve("Thị uỷ Hòa Thành", province="Tây Ninh", on=None) == "hoa-thanh"


@pytest.mark.parametrize(
    ("units", "line", "said"),
    [
        pytest.param(UNITS + "tay-ninh,A,A,province,,,,,\n", 9, "đã có ở dòng 3", id="unit twice"),
        pytest.param(UNITS + "Tây-Ninh,A,A,province,,,,,\n", 9, "không đúng dạng", id="bad id"),
        pytest.param(UNITS + "a,A,A,province,nowhere,,,,\n", 9, "«nowhere»", id="unknown parent"),
        pytest.param(UNITS + "a,A,A,city,,,,none,\n", 9, "«none»", id="unknown successor"),
        pytest.param(UNITS + "a,A,A,region,,,,,\n", 9, "«region»", id="unknown kind"),
        pytest.param(UNITS + "a,,A,city,,,,,\n", 9, "name còn trống", id="no name"),
        pytest.param(UNITS + "a,A, ,city,,,,,\n", 9, "short_name còn trống", id="no short name"),
        pytest.param(UNITS + "a,A,A,city,,1/7/2025,,,\n", 9, "«1/7/2025»", id="date with slashes"),
        pytest.param(UNITS + "a,A,A,city,,20250701,,,\n", 9, "«20250701»", id="date as a number"),
        pytest.param(UNITS + "a,A,A,city,,,2025-06-31,,\n", 9, "«2025-06-31»", id="no such day"),
        pytest.param(
            UNITS + "a,A,A,city,,2025-07-01,2025-06-30,,\n", 9, "trước valid_from", id="reversed"
        ),
    ],
)
def test_refuses_units_and_says_where(
    make_register: MakeRegister, units: str, line: int, said: str
) -> None:
    with pytest.raises(SourceError) as caught:
        make_register(units)
    assert said in str(caught.value)
    assert caught.value.where == f"data/raw/registers/units.csv:{line}"


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        pytest.param("Tây Ninh,Gò Dầu,go-dau\n", "mã lạ «go-dau»", id="unknown unit"),
        pytest.param("Tây Ninh, ,hoa-thanh\n", "printed còn trống", id="no name"),
        pytest.param(
            "Tây Ninh,thị uỷ Hoà Thành,tp-tay-ninh\n",
            "hoa-thanh, tp-tay-ninh",
            id="two units at the same time",
        ),
    ],
)
def test_refuses_aliases_and_says_where(make_register: MakeRegister, alias: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        make_register(aliases=ALIASES + alias)
    assert said in str(caught.value)
    assert caught.value.where == "data/raw/registers/unit_aliases.csv:7"


RETURNING = UNITS + (
    "xa-an-binh,Đảng bộ xã An Bình,Xã An Bình,commune,tay-ninh,,,,\n"
    "phuong-an-binh,Đảng bộ phường An Bình,Phường An Bình,ward,tay-ninh,,,,\n"
    "long-an,Đảng bộ tỉnh Long An,Long An,province,toan-quoc,,,,\n"
    "la-an-binh,Đảng bộ xã An Bình,Xã An Bình,commune,long-an,,,,\n"
)
MADE_UP = (
    "gia,Đảng bộ tỉnh Giả (hư cấu),Giả (hư cấu),province,,,,,hư cấu\n"
    "gia-an-binh,Đảng bộ xã An Bình,Xã An Bình,commune,gia,,,,hư cấu\n"
    "gia-moi,Đảng bộ xã Mới,Xã Mới,commune,gia,,,,hư cấu\n"
)


@pytest.fixture
def returning(make_register: MakeRegister, write_register) -> UnitRegister:
    write_register("fictional_units.csv", UNIT_HEADER + MADE_UP)
    return make_register(RETURNING)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Đảng bộ xã An Bình", "xã an bình"),
        ("Đảng ủy xã An Bình", "xã an bình"),
        ("Đảng uỷ  Xã An Bình", "xã an bình"),
        ("ĐU X. An Bình", "xã an bình"),
        ("ĐB X An Bình", "xã an bình"),
        ("P.An Bình", "phường an bình"),
        ("TT. Bến Lức", "thị trấn bến lức"),
        ("TP. Tây Ninh", "thành phố tây ninh"),
        ("TX Hòa Thành", "thị xã hòa thành"),
        ("H. Đức Hòa", "huyện đức hòa"),
        ("Q. 1", "quận 1"),
        ("Chi bộ Văn phòng", "văn phòng"),
        ("Xã An Bình (1)", "xã an bình"),
        ("Xã An Bình (hư cấu)", "xã an bình"),
        ("Xã An Bình **", "xã an bình"),
        ("Đảng bộ", "đảng bộ"),
        ("Xã Pác Bó", "xã pác bó"),
        ("Phú Quốc", "phú quốc"),
        ("Công ty ĐB Sông Hồng", "công ty đb sông hồng"),
        ("Trường THPT (cơ sở 2)", "trường thpt (cơ sở 2)"),
    ],
)
def test_the_body_of_the_party_and_short_forms_do_not_matter_in_returns(
    printed: str, key: str
) -> None:
    assert return_name_key(printed) == return_name_key(key)
    assert return_name_key(key) == match_key(key)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Xã An Bình", "Phường An Bình"),
        ("Xã An Bình", "An Bình"),
        ("Phường 1", "Phường 10"),
        ("Xã Tân An", "Xã Tân Ân"),
        ("Xã Hòa", "Xã Hoa"),
        ("Chi bộ 1", "Chi bộ 2"),
    ],
)
def test_different_names_stay_different_in_returns(first: str, second: str) -> None:
    assert return_name_key(first) != return_name_key(second)


@pytest.mark.parametrize(
    ("printed", "unit_id"),
    [
        ("ĐU P. An Bình", "phuong-an-binh"),
        ("X. An Bình", "xa-an-binh"),
        ("Thị ủy Hòa Thành", "hoa-thanh"),
        ("TX. Hoà Thành", "hoa-thanh"),
        (unicodedata.normalize("NFD", "Thị xã Hòa Thành"), "hoa-thanh"),
        ("Tây Ninh", "tay-ninh"),
    ],
)
def test_a_name_in_a_return_is_found_below_its_folder(
    returning: UnitRegister, printed: str, unit_id: str
) -> None:
    assert returning.find(printed, under="tay-ninh", on=BEFORE) == unit_id


def test_the_folder_tells_units_of_one_name_apart(returning: UnitRegister) -> None:
    under = {"tay-ninh": "xa-an-binh", "long-an": "la-an-binh", "gia": "gia-an-binh"}
    found = {place: returning.find("Xã An Bình", under=place, on=BEFORE) for place in under}
    assert found == under


def test_without_a_folder_a_name_of_two_units_is_not_decided(returning: UnitRegister) -> None:
    found = returning.find("Xã An Bình", under=None, on=BEFORE)
    assert isinstance(found, UnknownUnit)
    assert "xa-an-binh, la-an-binh" in found.message
    assert "gia-an-binh" not in found.message


def test_a_made_up_unit_is_never_meant_outside_its_folder(returning: UnitRegister) -> None:
    assert returning.find("Xã Mới", under="gia", on=BEFORE) == "gia-moi"
    found = returning.find("Xã Mới", under=None, on=BEFORE)
    assert isinstance(found, UnknownUnit)
    assert all(not item.unit_id.startswith("gia") for item in found.suggestions)


def test_made_up_units_are_known_as_such(returning: UnitRegister) -> None:
    assert returning.is_fictional("gia-moi")
    assert not returning.is_fictional("tay-ninh")
    assert returning.children("gia", BEFORE) == ["gia-an-binh", "gia-moi"]


def test_a_near_name_in_a_return_is_suggested_from_its_folder_only(
    returning: UnitRegister,
) -> None:
    found = returning.find("Phường An Bìn", under="long-an", on=BEFORE)
    assert isinstance(found, UnknownUnit)
    assert {item.unit_id for item in found.suggestions} == {"la-an-binh"}
    assert "Đảng bộ tỉnh Long An" in found.message


def test_a_name_in_a_return_means_the_unit_of_that_day(returning: UnitRegister) -> None:
    found = {
        day: returning.find("Tỉnh Tây Ninh", under="toan-quoc", on=day) for day in (BEFORE, AFTER)
    }
    assert found == {BEFORE: "tay-ninh", AFTER: "tay-ninh-2025"}


def test_a_unit_of_a_return_that_has_ended_is_not_meant(returning: UnitRegister) -> None:
    found = returning.find("Thị xã Hòa Thành", under="tay-ninh", on=AFTER)
    assert isinstance(found, UnknownUnit)
    assert "không tồn tại ngày 1/7/2025" in found.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("tay-ninh,A,A,city,,,,,hư cấu\n", "«tay-ninh» trùng", id="a real id"),
        pytest.param("gia-x,A,A,city,tay-ninh,,,,hư cấu\n", "«tay-ninh»", id="a real parent"),
        pytest.param("gia-moi,A,A,city,gia,,,,hư cấu\n", "đã có ở dòng 4", id="an id twice"),
    ],
)
def test_made_up_units_stay_apart_from_real_ones(
    make_register: MakeRegister, write_register, line: str, said: str
) -> None:
    write_register("fictional_units.csv", UNIT_HEADER + MADE_UP + line)
    with pytest.raises(SourceError) as caught:
        make_register(RETURNING)
    assert said in str(caught.value)
    assert caught.value.where == "data/raw/registers/fictional_units.csv:5"
