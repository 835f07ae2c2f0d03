"""The register of terms: strict, and each day with a source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from analysis.errors import SourceError
from analysis.paths import Project, find_project
from analysis.registers.sources import read_sources
from analysis.registers.terms import COLUMNS, read_terms
from analysis.registers.units import UnitRegister, read_units

HEADER = "unit_id,term,congress,starts_on,ends_on,source,note\n"
KNOWN = "long-an,2020-2025,Đại hội XI,2020-10-17,2025-10-01,bao-2020,bế mạc 16/10/2020\n"
BARE = "ha-noi,2010-2015,,,,https://bao.vn/dai-hoi,\n"
MADE_UP = "binh-minh,2020-2025,,,,hư cấu,hư cấu\n"


def register_of_units() -> UnitRegister:
    """Return two units, and a made-up one."""
    names = ["long-an", "ha-noi", "binh-minh"]
    texts = dict.fromkeys(("name", "short_name", "kind"), names)
    empty = dict.fromkeys(("parent_id", "successor_id", "note", "valid_from", "valid_to"))
    units = pd.DataFrame(texts | empty, index=pd.Index(names, name="unit_id"))
    aliases = pd.DataFrame(columns=["province", "printed", "unit_id"])
    return UnitRegister(units, aliases, ["binh-minh"])


def read(project: Project) -> pd.DataFrame:
    return read_terms(project, register_of_units(), {"bao-2020"})


def test_days_are_days_and_empty_ones_are_none(project: Project, write_register) -> None:
    write_register("terms.csv", HEADER + KNOWN + BARE)
    terms = read(project)
    assert tuple(terms.columns) == COLUMNS
    assert terms.to_dict("records") == [
        {
            "unit_id": "long-an",
            "term": "2020-2025",
            "congress": "Đại hội XI",
            "starts_on": date(2020, 10, 17),
            "ends_on": date(2025, 10, 1),
            "source": "bao-2020",
            "note": "bế mạc 16/10/2020",
        },
        {
            "unit_id": "ha-noi",
            "term": "2010-2015",
            "congress": "",
            "starts_on": None,
            "ends_on": None,
            "source": "https://bao.vn/dai-hoi",
            "note": "",
        },
    ]


def test_a_register_may_be_empty(project: Project, write_register) -> None:
    write_register("terms.csv", HEADER)
    terms = read(project)
    assert (len(terms), tuple(terms.columns)) == (0, COLUMNS)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(KNOWN.replace("2020-10-17", "2020-01-01"), id="from January of the congress"),
        pytest.param(KNOWN.replace("2020-10-17", "2021-12-31"), id="to the end of the next year"),
        pytest.param(KNOWN.replace("2025-10-01", "2025-01-01"), id="ends as its last year begins"),
        pytest.param(KNOWN.replace("bao-2020", "http://bao.vn"), id="plain http"),
        pytest.param(MADE_UP, id="a made-up unit says so"),
        pytest.param(
            KNOWN + "long-an,2025-2030,,2025-10-02,,bao-2020,\n", id="the next term follows"
        ),
        pytest.param(
            "long-an,2025-2030,,2025-10-02,,bao-2020,\n" + KNOWN, id="in any order of lines"
        ),
        pytest.param(
            KNOWN + "ha-noi,2020-2025,,2020-10-14,,bao-2020,\n", id="one term of two units"
        ),
    ],
)
def test_takes(project: Project, write_register, line: str) -> None:
    write_register("terms.csv", HEADER + line)
    assert len(read(project)) == line.count("\n")


@pytest.mark.parametrize(
    ("rows", "line", "said"),
    [
        pytest.param(KNOWN.replace("long-an", ""), 2, "unit_id còn trống", id="no unit"),
        pytest.param(KNOWN.replace("long-an", "la"), 2, "mã lạ «la»", id="unknown unit"),
        pytest.param(KNOWN.replace("2020-2025", "XI"), 2, "nhiệm kỳ «XI» không đúng", id="no term"),
        pytest.param(KNOWN.replace("2020-2025", "2025-2025"), 2, "«2025-2025»", id="no length"),
        pytest.param(KNOWN.replace("2020-2025", "2020-2025a"), 2, "«2020-2025a»", id="more"),
        pytest.param(
            BARE + KNOWN + KNOWN,
            4,
            "nhiệm kỳ 2020-2025 của «long-an» đã có ở dòng 3",
            id="a term twice",
        ),
        pytest.param(KNOWN.replace("bao-2020", ""), 2, "nguồn «»", id="no source"),
        pytest.param(KNOWN.replace("bao-2020", "bao"), 2, "nguồn «bao»", id="unknown source"),
        pytest.param(
            KNOWN.replace("bao-2020", "hư cấu"), 2, "nguồn «hư cấu»", id="made up, of a real unit"
        ),
        pytest.param(
            KNOWN.replace("2020-10-17", "17/10/2020"), 2, "ở cột starts_on", id="no ISO day"
        ),
        pytest.param(KNOWN.replace("2025-10-01", "2025-02-30"), 2, "ở cột ends_on", id="no day"),
        pytest.param(
            KNOWN.replace("2020-10-17", "2019-12-31"),
            2,
            "starts_on 2019-12-31 không thuộc năm đầu",
            id="starts too early",
        ),
        pytest.param(
            KNOWN.replace("2020-10-17", "2022-01-01"),
            2,
            "starts_on 2022-01-01 không thuộc năm đầu",
            id="starts too late",
        ),
        pytest.param(
            KNOWN.replace("2025-10-01", "2024-12-31"),
            2,
            "ends_on 2024-12-31 trước năm cuối",
            id="ends too early",
        ),
        pytest.param(
            KNOWN + "long-an,2025-2030,,2025-10-01,,bao-2020,\n",
            3,
            "nhiệm kỳ 2025-2030 bắt đầu ngày 2025-10-01, khi nhiệm kỳ 2020-2025 chưa hết "
            "(ends_on 2025-10-01)",
            id="overlap",
        ),
    ],
)
def test_refuses_and_says_where(
    project: Project, write_register, rows: str, line: int, said: str
) -> None:
    write_register("terms.csv", HEADER + rows)
    with pytest.raises(SourceError) as caught:
        read(project)
    assert said in str(caught.value)
    assert caught.value.where == f"data/raw/registers/terms.csv:{line}"


@pytest.mark.parametrize(
    ("rows", "todo"),
    [
        (KNOWN.replace("2020-2025", "XI"), "ghi hai năm, ví dụ 2020-2025"),
        (KNOWN + KNOWN, "mỗi nhiệm kỳ của một đơn vị chỉ ghi một dòng"),
        (KNOWN.replace("bao-2020", ""), "ghi địa chỉ http..., hoặc source_id có trong sources.csv"),
    ],
)
def test_says_what_to_do(project: Project, write_register, rows: str, todo: str) -> None:
    write_register("terms.csv", HEADER + rows)
    with pytest.raises(SourceError) as caught:
        read(project)
    assert caught.value.todo == todo


def test_the_committed_register_has_the_congress_of_long_an() -> None:
    project = find_project(Path(__file__).parent)
    terms = read_terms(project, read_units(project), read_sources(project).index)
    row = terms.set_index(["unit_id", "term"]).loc[("long-an", "2020-2025")]
    assert (row["congress"], row["starts_on"], row["ends_on"]) == (
        "Đại hội XI",
        date(2020, 10, 17),
        None,
    )
    assert row["source"].startswith("https://la34.com.vn/")
