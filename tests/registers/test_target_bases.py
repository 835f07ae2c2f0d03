"""The register of bases of targets: strict; a committee sets its own target and those below."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.target_bases import (
    COLUMNS,
    KINDS,
    LEVELS,
    BasisKind,
    basis_kinds,
    is_of_members,
    read_target_bases,
    unit_level,
)

HEADER = "basis,kind,set_by,note\n"
PROVINCE = "Tỉnh ủy giao,committee,province,\n"
DISTRICT = "chỉ tiêu huyện đề ra,committee,district,cấp huyện\n"
CONGRESS = "Nghị quyết Đại hội XI,congress,,\n"
GIVEN = "chỉ tiêu được giao,superior,,\n"
OWN = "Đảng bộ thành phố đề ra,own,,\n"
BARE = "kế hoạch,unstated,,\n"


def test_a_basis_is_text_with_its_identity(project: Project, write_register) -> None:
    write_register("target_bases.csv", HEADER + DISTRICT + "Tỉnh uỷ  giao,committee,province,\n")
    found = read_target_bases(project)
    assert tuple(found.columns) == (*COLUMNS, "key")
    assert found.to_dict("records") == [
        {
            "basis": "chỉ tiêu huyện đề ra",
            "kind": "committee",
            "set_by": "district",
            "note": "cấp huyện",
            "key": "chỉ tiêu huyện đề ra",
        },
        {
            "basis": "Tỉnh uỷ  giao",
            "kind": "committee",
            "set_by": "province",
            "note": "",
            "key": "tỉnh ủy giao",
        },
    ]


def test_the_sets_are_closed() -> None:
    assert {*KINDS} == {"superior", "congress", "own", "unstated", "committee"}
    assert dict(LEVELS) == {"province": 1, "district": 2}
    assert list(BasisKind) == ["superior", "congress", "own", "unstated"]


@pytest.mark.parametrize(
    ("rows", "line", "said", "todo"),
    [
        pytest.param(
            PROVINCE + GIVEN + "TỈNH UỶ GIAO,committee,province,\n",
            4,
            "căn cứ «TỈNH UỶ GIAO» đã có ở dòng 2",
            "mỗi căn cứ chỉ ghi một dòng",
            id="one basis in two spellings",
        ),
        pytest.param(
            GIVEN.replace("superior,", "superior,province"),
            2,
            "căn cứ «chỉ tiêu được giao»: cột set_by ghi cấp ủy khi và chỉ khi kind là committee",
            "ghi province hoặc district cho committee, để trống cho các loại khác",
            id="a level without a committee",
        ),
        pytest.param(
            BARE + PROVINCE.replace("province", ""),
            3,
            "căn cứ «Tỉnh ủy giao»: cột set_by ghi cấp ủy khi và chỉ khi kind là committee",
            "ghi province hoặc district cho committee, để trống cho các loại khác",
            id="a committee without a level",
        ),
    ],
)
def test_a_row_that_says_too_little_or_twice_is_refused(
    project: Project, write_register, rows: str, line: int, said: str, todo: str
) -> None:
    write_register("target_bases.csv", HEADER + rows)
    with pytest.raises(SourceError) as caught:
        read_target_bases(project)
    assert caught.value.where == f"data/raw/registers/target_bases.csv:{line}"
    assert (caught.value.what, caught.value.todo) == (said, todo)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        pytest.param(" ,own,,\n", "cột basis còn trống", id="no basis"),
        pytest.param(BARE.replace("unstated", "other"), "«other» ở cột kind", id="kind"),
        pytest.param(PROVINCE.replace("province", "ward"), "«ward» ở cột set_by", id="level"),
    ],
)
def test_a_value_outside_of_the_sets_is_refused(
    project: Project, write_register, row: str, said: str
) -> None:
    write_register("target_bases.csv", HEADER + row)
    with pytest.raises(SourceError, match=said):
        read_target_bases(project)


@pytest.mark.parametrize(
    ("level", "province", "district"),
    [
        pytest.param(1, BasisKind.OWN, BasisKind.OWN, id="the province"),
        pytest.param(2, BasisKind.SUPERIOR, BasisKind.OWN, id="a district"),
        pytest.param(3, BasisKind.SUPERIOR, BasisKind.SUPERIOR, id="a commune of a district"),
    ],
)
def test_a_committee_sets_its_own_target_and_those_of_units_under_it(
    project: Project, write_register, level: int, province: BasisKind, district: BasisKind
) -> None:
    rows = PROVINCE + DISTRICT + CONGRESS + GIVEN + OWN + BARE
    write_register("target_bases.csv", HEADER + rows)
    assert basis_kinds(read_target_bases(project), level) == {
        "tỉnh ủy giao": province,
        "chỉ tiêu huyện đề ra": district,
        "nghị quyết đại hội xi": BasisKind.CONGRESS,
        "chỉ tiêu được giao": BasisKind.SUPERIOR,
        "đảng bộ thành phố đề ra": BasisKind.OWN,
        "kế hoạch": BasisKind.UNSTATED,
    }


UNITS = pd.DataFrame(
    [
        ("toan-quoc", "nation", None),
        ("long-an", "province", "toan-quoc"),
        ("ha-noi", "city_central", None),
        ("ben-luc", "district", "long-an"),
        ("xa-an-binh", "commune", "ben-luc"),
        ("van-phong", "agency", ""),
        ("chi-bo", "grassroots", "van-phong"),
        ("khong-ro", "agency", None),
    ],
    columns=["unit_id", "kind", "parent_id"],
).set_index("unit_id")


@pytest.mark.parametrize(
    ("unit_id", "level"),
    [
        ("toan-quoc", 0),
        ("long-an", 1),
        ("ha-noi", 1),
        ("ben-luc", 2),
        ("xa-an-binh", 3),
        ("van-phong", 2),
        ("chi-bo", 3),
        ("khong-ro", 2),
    ],
)
def test_levels_are_counted_down_from_the_nation(unit_id: str, level: int) -> None:
    assert unit_level(UNITS, unit_id) == level


@pytest.mark.parametrize(
    "basis",
    [
        "so với tổng số đảng viên",
        "Tổng  số ĐẢNG VIÊN đầu năm",
        "đảng viên đầu năm",
        "số đảng viên cuối năm trước",
        "đảng viên hiện có",
    ],
)
def test_the_number_of_members_is_no_target(basis: str) -> None:
    assert is_of_members(basis)


@pytest.mark.parametrize("basis", ["", "kế hoạch năm", "chỉ tiêu kết nạp đảng viên năm 2024"])
def test_other_bases_are_targets(basis: str) -> None:
    assert not is_of_members(basis)
