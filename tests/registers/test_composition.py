from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import SourceError
from analysis.paths import Project, find_project
from analysis.registers.composition import (
    AT_MOST,
    ORDINARY_LIMIT,
    OVERLAPPING,
    PARTITION,
    SENSITIVE_LIMIT,
    read_composition,
)
from analysis.registers.measures import read_measures

PROJECT = find_project(Path(__file__).parent)
MEASURES = """\
measure,label_vi,label_en,group,reading,unit,numerator,denominator,parts_of,note
admitted,Kết nạp,admitted,admission,flow,person,,,,
admitted_female,Nữ,admitted_female,composition,flow,person,,,,
admitted_age_18_30,18-30,admitted_age_18_30,composition,flow,person,,,,
admitted_age_31_40,31-40,admitted_age_31_40,composition,flow,person,,,,
admitted_youth_pct,Thanh niên,admitted_youth_pct,composition,flow,percent,,admitted,,
"""
HEADER = "measure,whole,block,rule,small_below,order\n"
FEMALE = "admitted_female,admitted,,overlapping,10,1\n"
YOUNG = "admitted_age_18_30,admitted,age,partition,5,2\n"
OLDER = "admitted_age_31_40,admitted,age,partition,5,3\n"


def test_is_read_in_order_with_numbers(project: Project, write_register) -> None:
    write_register("measures.csv", MEASURES)
    write_register("composition.csv", HEADER + FEMALE + YOUNG + OLDER)
    frame = read_composition(project)
    assert frame.to_dict("list") == {
        "measure": ["admitted_female", "admitted_age_18_30", "admitted_age_31_40"],
        "whole": ["admitted"] * 3,
        "block": ["", "age", "age"],
        "rule": ["overlapping", "partition", "partition"],
        "small_below": [10, 5, 5],
        "order": [1, 2, 3],
    }


def test_a_group_may_stand_in_two_blocks(project: Project, write_register) -> None:
    write_register("measures.csv", MEASURES)
    again = YOUNG.replace("age,", "other_age,").replace(",2\n", ",3\n")
    write_register("composition.csv", HEADER + YOUNG + again)
    assert read_composition(project)["block"].tolist() == ["age", "other_age"]


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        pytest.param(FEMALE.replace("_female", "_male"), 2, "cột measure ghi mã lạ", id="measure"),
        pytest.param(FEMALE.replace("admitted,,", "all,,"), 2, "cột whole ghi mã lạ", id="whole"),
        pytest.param(FEMALE.replace("admitted,,", ",,"), 2, "cột whole còn trống", id="no whole"),
        pytest.param(FEMALE.replace("admitted_female", ""), 2, "cột measure còn", id="no measure"),
        pytest.param(
            FEMALE.replace("_female", "_youth_pct"), 2, "cột measure ghi mã lạ", id="no count"
        ),
        pytest.param(FEMALE.replace("overlapping", "sum"), 2, "«sum»", id="rule"),
        pytest.param(FEMALE.replace(",10,", ",7,"), 2, "«7»", id="limit"),
        pytest.param(YOUNG.replace(",age,", ",Age,"), 2, "«Age» không đúng dạng", id="block form"),
        pytest.param(
            YOUNG + YOUNG.replace(",2\n", ",3\n"),
            3,
            "«admitted_age_18_30» đã có trong nhóm «age»",
            id="twice in a block",
        ),
        pytest.param(
            FEMALE.replace(",,", ",age,"),
            2,
            "cột block và cột rule không hợp nhau: «age», overlapping",
            id="overlapping in a block",
        ),
        pytest.param(
            YOUNG.replace(",age,", ",,"),
            2,
            "cột block và cột rule không hợp nhau: «», partition",
            id="partition without a block",
        ),
        pytest.param(
            YOUNG + OLDER.replace("partition", "at_most"),
            3,
            "nhóm «age» có hai tổng số hoặc hai quy tắc",
            id="two rules",
        ),
        pytest.param(
            YOUNG + OLDER.replace("40,admitted,", "40,admitted_female,"),
            3,
            "nhóm «age» có hai tổng số hoặc hai quy tắc",
            id="two wholes",
        ),
        pytest.param(YOUNG + OLDER.replace(",3\n", ",2\n"), 3, "đọc được «2»", id="order stays"),
        pytest.param(FEMALE.replace(",1\n", ",0\n"), 2, "đọc được «0»", id="order zero"),
        pytest.param(FEMALE.replace(",1\n", ",x\n"), 2, "đọc được «x»", id="order word"),
        pytest.param(FEMALE.replace(",1\n", ",²\n"), 2, "đọc được «²»", id="order not ascii"),
    ],
)
def test_refuses_and_says_where(
    project: Project, write_register, rows: str, line: int, said: str
) -> None:
    write_register("measures.csv", MEASURES)
    write_register("composition.csv", HEADER + rows)
    with pytest.raises(SourceError) as caught:
        read_composition(project)
    assert said in str(caught.value)
    assert caught.value.where == f"data/raw/registers/composition.csv:{line}"


def test_a_missing_register_is_an_error(project: Project, write_register) -> None:
    write_register("measures.csv", MEASURES)
    with pytest.raises(SourceError):
        read_composition(project)


@pytest.fixture(scope="module")
def registered():
    return read_composition(PROJECT)


def test_every_count_of_a_group_of_persons_is_classified(registered) -> None:
    measures = read_measures(PROJECT)
    groups = measures[measures["group"].eq("composition") & measures["unit"].eq("person")]
    members = {
        f"members_{name}"
        for name in ("female", "ethnic_minority", "religious", "youth_union", "private_enterprise")
    }
    assert set(registered["measure"]) == {*groups.index, *members}


def test_the_mean_age_is_no_group(registered) -> None:
    assert "admitted_age_mean" not in set(registered["measure"])


def test_religion_and_ethnicity_are_the_sensitive_groups(registered) -> None:
    sensitive = registered.loc[registered["small_below"].eq(SENSITIVE_LIMIT), "measure"]
    assert set(sensitive) == {
        *("admitted_ethnic_minority", "admitted_religious"),
        *("members_ethnic_minority", "members_religious"),
    }
    assert (ORDINARY_LIMIT, SENSITIVE_LIMIT) == (5, 10)


def test_blocks_hold_what_the_forms_hold(registered) -> None:
    rules = registered.drop_duplicates("block").set_index("block")["rule"].to_dict()
    assert rules == {
        "": OVERLAPPING,
        **dict.fromkeys(
            ["age_2021", "age_2012", "age_31_40", "age_41_50", "age_over_50"], PARTITION
        ),
        **dict.fromkeys(["occupation", "enterprise", "students"], PARTITION),
        **dict.fromkeys(["schooling", "qualification", "vocational", "college", "title"], AT_MOST),
    }
    counts = registered["block"].value_counts()
    assert (counts["age_2021"], counts["age_2012"], counts["occupation"]) == (8, 4, 12)
    wholes = set(registered["whole"])
    assert wholes - set(registered["measure"]) == {"admitted", "members_total"}
