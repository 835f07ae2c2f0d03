"""The register of bases of targets: who set a target, told from the words of the source."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import check_choice, check_filled
from analysis.registers.csv_files import place, read_strict_csv
from analysis.text.normalise import match_key

TARGET_BASES_FILE = "target_bases.csv"
COLUMNS = ("basis", "kind", "set_by", "note")
BY_COMMITTEE = "committee"
LEVELS: Mapping[str, int] = MappingProxyType({"province": 1, "district": 2})
"""The level of a committee: of the province, and directly under it (districts, blocs)."""
_TOP_LEVELS: Mapping[str, int] = MappingProxyType({"nation": 0, "province": 1, "city_central": 1})
_UNDER_UNNAMED = 2
# Words that make a printed basis the members that there are, never a target of admissions.
_OF_MEMBERS = tuple(
    map(
        match_key,
        ("tổng số đảng viên", "đảng viên đầu năm", "đảng viên cuối năm", "đảng viên hiện có"),
    )
)


class BasisKind(StrEnum):
    """Who set a target, the one that leads first."""

    SUPERIOR = "superior"
    CONGRESS = "congress"
    OWN = "own"
    UNSTATED = "unstated"


KINDS = frozenset({*BasisKind, BY_COMMITTEE})


def read_target_bases(project: Project) -> pd.DataFrame:
    """Read the register of bases of targets.

    Returns:
        Text, in the order of the file: ``basis`` (as sources print it), ``kind`` (``superior``:
        set by a committee above the unit; ``congress``: by the resolution of a congress; ``own``:
        by the unit's own resolution or plan; ``unstated``: not said; ``committee``: by the
        committee of the level in ``set_by``, so the superior's for units under it and its own for
        itself), ``set_by`` (``province`` or ``district``, for ``committee`` only), ``note``; and
        ``key``, the identity of the basis (``text.normalise.match_key``).

    Raises:
        SourceError: A file of another form, a blank basis, a basis twice, an unknown kind or level,
            a level without the kind ``committee`` or that kind without a level.
    """
    path = project.registers / TARGET_BASES_FILE
    frame = read_strict_csv(path, COLUMNS)
    check_filled(path, frame, "basis")
    check_choice(path, frame, "kind", KINDS)
    check_choice(path, frame, "set_by", {*LEVELS, ""})
    keyed = frame.assign(key=frame["basis"].map(match_key))
    _check_rows(path, keyed)
    return keyed.drop(columns="line")


def _check_rows(path: Path, keyed: pd.DataFrame) -> None:
    first: dict[str, int] = {}
    for row in keyed.itertuples():
        if row.key in first:
            raise SourceError(
                f"căn cứ «{row.basis}» đã có ở dòng {first[row.key]}",
                where=place(path, row.line),
                todo="mỗi căn cứ chỉ ghi một dòng",
            )
        first[row.key] = row.line
        if (row.kind == BY_COMMITTEE) != (row.set_by != ""):
            raise SourceError(
                f"căn cứ «{row.basis}»: cột set_by ghi cấp ủy khi và chỉ khi kind là committee",
                where=place(path, row.line),
                todo=f"ghi {' hoặc '.join(LEVELS)} cho committee, để trống cho các loại khác",
            )


def basis_kinds(bases: pd.DataFrame, level: int) -> dict[str, BasisKind]:
    """Say what each registered basis is for the units of a level.

    Args:
        bases: As ``read_target_bases`` returns them.
        level: 1 for a province, 2 for a unit directly under one, and so on (``unit_level``).

    Returns:
        The kind by the key of the basis; what is not in it is ``UNSTATED``.
    """
    return {
        row.key: _committee_kind(level, row.set_by)
        if row.kind == BY_COMMITTEE
        else BasisKind(row.kind)
        for row in bases.itertuples()
    }


def _committee_kind(level: int, set_by: str) -> BasisKind:
    return BasisKind.SUPERIOR if level > LEVELS[set_by] else BasisKind.OWN


def unit_level(units: pd.DataFrame, unit_id: str) -> int:
    """Count the levels down from the nation (0) to a unit; a province is 1, a commune 2 or 3.

    Args:
        units: The table of the register of units.
        unit_id: The unit; one that stands alone and is no province counts as directly under one.
    """
    kind, above = units.at[unit_id, "kind"], units.at[unit_id, "parent_id"]
    if kind in _TOP_LEVELS:
        return _TOP_LEVELS[kind]
    if pd.isna(above) or above == "":
        return _UNDER_UNNAMED
    return unit_level(units, above) + 1


def is_of_members(basis: str) -> bool:
    """Tell whether a basis is the number of members: then its percentage is not of a target."""
    key = match_key(basis)
    return any(words in key for words in _OF_MEMBERS)
