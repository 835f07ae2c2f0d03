"""Every basis that is printed is classified, and what is classified is printed somewhere."""

from __future__ import annotations

import pytest

from analysis.cleaning.raw import COLUMNS
from analysis.metrics.sub_targets import sub_target_measures
from analysis.paths import Project
from analysis.registers.csv_files import read_strict_csv
from analysis.registers.measures import read_measures
from analysis.registers.target_bases import is_of_members, read_target_bases
from analysis.text.normalise import match_key


@pytest.fixture(scope="module")
def printed(project: Project) -> dict[str, str]:
    figures = read_strict_csv(project.published / "figures.csv", COLUMNS)
    return {match_key(basis): basis for basis in figures["target_basis"] if basis}


def test_every_printed_basis_is_registered(project: Project, printed: dict[str, str]) -> None:
    known = set(read_target_bases(project)["key"])
    assert [basis for key, basis in printed.items() if key not in known] == []


def test_every_registered_basis_is_printed(project: Project, printed: dict[str, str]) -> None:
    bases = read_target_bases(project)
    assert list(bases.loc[~bases["key"].isin(printed), "basis"]) == []


def test_no_percentage_of_a_target_is_printed_of_the_members(project: Project) -> None:
    figures = read_strict_csv(project.published / "figures.csv", COLUMNS)
    rates = figures[figures["measure"].eq("pct_of_target")]
    assert list(rates.loc[rates["target_basis"].map(is_of_members), "target_basis"]) == []


def test_the_parts_of_a_sub_target_are_tied_together_in_the_register(project: Project) -> None:
    measures = read_measures(project)
    for one in sub_target_measures(measures):
        if one.pct in measures.index:
            assert measures.at[one.pct, "numerator"] == one.admitted
            assert measures.at[one.pct, "denominator"] == one.target
            assert one.admitted in measures.index
