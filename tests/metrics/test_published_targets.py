"""The targets of the published figures: who set them, which leads, what is missing."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import pytest

from analysis.cleaning.store import load_clean_data
from analysis.metrics.achievement import achievement_by_unit
from analysis.metrics.results import Scope
from analysis.metrics.sub_targets import sub_targets
from analysis.metrics.targets import with_bases
from analysis.paths import Project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.target_bases import read_target_bases
from analysis.registers.units import read_units


@pytest.fixture(scope="module")
def figures(cleaned: Project) -> pd.DataFrame:
    observations = load_clean_data(cleaned).observations
    bases, units = read_target_bases(cleaned), read_units(cleaned).units
    return with_bases(observations, bases, units, read_sources(cleaned))


Told = tuple[int | None, str, str, int | None]


def told(figures: pd.DataFrame, unit_id: str, year: int) -> list[Told]:
    """Give target, basis, who set it, and persons missing of each row, the leading one first."""
    rows = achievement_by_unit(figures, Scope(unit_id, ()), year=year, threshold_pct=50)
    columns = ["target", "target_basis", "target_basis_kind", "missing"]
    plain = rows[columns].astype("object").where(rows[columns].notna(), None)
    return [tuple(row) for row in plain.itertuples(index=False)]


@pytest.mark.parametrize("is_turned", [False, True], ids=["as printed", "in reverse"])
def test_dat_do_is_judged_by_the_provinces_target(figures: pd.DataFrame, is_turned: bool) -> None:
    assert told(figures.iloc[::-1] if is_turned else figures, "dat-do", 2023) == [
        (115, "chỉ tiêu tỉnh giao", "superior", 0),
        (122, "chỉ tiêu huyện đề ra", "own", 4),
    ]


def test_duc_trong_has_one_target_under_two_names(figures: pd.DataFrame) -> None:
    assert told(figures, "duc-trong", 2017) == [
        (200, "kế hoạch năm 2017 của Huyện ủy; Đảng bộ huyện Đức Trọng", "own", 161)
    ]


def test_son_dong_is_judged_by_the_provinces_plan_that_is_not_printed(
    figures: pd.DataFrame,
) -> None:
    assert told(figures, "son-dong", 2017) == [
        (None, "kế hoạch tỉnh giao", "superior", None),
        (170, "Đảng bộ huyện phấn đấu (năm 2017)", "own", 35),
    ]


def test_vung_tau_is_short_of_the_target_that_the_province_gave(figures: pd.DataFrame) -> None:
    assert told(figures, "vung-tau", 2024) == [(270, "Tỉnh ủy giao", "superior", 128)]
    assert told(figures, "vung-tau", 2022) == [(260, "Tỉnh ủy giao", "superior", 115)]


def test_the_target_of_hai_duong_changed_between_its_terms(figures: pd.DataFrame) -> None:
    congress = "Nghị quyết Đại hội Đảng bộ tỉnh lần XVI"
    assert told(figures, "hai-duong", 2019) == [(2500, congress, "congress", 645)]
    assert told(figures, "hai-duong", 2022) == [(2200, "kế hoạch / mục tiêu năm", "unstated", 266)]


def test_one_committee_gives_to_its_units_and_sets_its_own(figures: pd.DataFrame) -> None:
    basis = "Ban Thường vụ Tỉnh ủy giao"
    assert told(figures, "quang-nam", 2024) == [(1905, basis, "own", None)]
    assert told(figures, "tam-ky", 2024) == [(150, basis, "superior", None)]


def test_a_plan_that_fits_the_percentage_of_the_assigned_one_is_one_target(
    figures: pd.DataFrame,
) -> None:
    basis = "Đảng bộ huyện / Kế hoạch 168 Huyện ủy; kế hoạch giao"
    assert told(figures, "tran-yen", 2024) == [(230, basis, "superior", 150)]


@pytest.mark.parametrize(
    ("unit_id", "year", "expected"),
    [
        (
            "duc-linh",
            2023,
            [
                ("target_students", None, 6, None, None),
                ("target_militia", None, 17, None, None),
                ("target_residential", None, 40, None, None),
                ("target_private_enterprise", None, 1, 2, None),
            ],
        ),
        (
            "dak-lak",
            2024,
            [
                ("target_students", None, 150, None, None),
                ("target_militia", None, 129, None, None),
                ("target_reservists", None, 44, None, None),
            ],
        ),
        ("tran-yen", 2023, [("target_private_enterprise", 15, 12, None, Fraction(125))]),
        ("ba-ria-vung-tau", 2024, []),
    ],
)
def test_sub_targets_of_the_published_figures(
    cleaned: Project, figures: pd.DataFrame, unit_id: str, year: int, expected: list[tuple]
) -> None:
    measures = read_measures(cleaned)
    rows = sub_targets(figures, Scope(unit_id, ()), measures, year=year, threshold_pct=50)
    columns = ["measure", "admitted", "target", "target_upper", "rate_pct"]
    plain = rows[columns].astype("object").where(rows[columns].notna(), None)
    assert [tuple(row) for row in plain.itertuples(index=False)] == expected


def test_no_figure_has_a_basis_that_nobody_has_classified(figures: pd.DataFrame) -> None:
    assert list(figures.loc[~figures["is_basis_known"], "basis"]) == []
