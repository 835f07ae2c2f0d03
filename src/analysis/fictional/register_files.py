"""The registers that belong to the fictional province: units and corrections."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

import yaml

from analysis.fictional.generate import make_slips
from analysis.fictional.names import (
    PROVINCE_ID,
    PROVINCE_NAME,
    PROVINCE_SHORT,
    Unit,
    all_units,
    committee_name,
)
from analysis.fictional.province import SEED
from analysis.registers.units import UNIT_COLUMNS

_NOTE = "hư cấu"
_MERGER_NOTE = f"{_NOTE}; sáp nhập ngày 2024-01-01"
_OFFICE = "Phòng Tổ chức đảng, đảng viên (hư cấu)"
_DECISION_DAY = "2025-02-10"


def make_register() -> str:
    """Write the register of units, the province first."""
    root = (PROVINCE_ID, PROVINCE_NAME, PROVINCE_SHORT, "province", "", "", "", "", _NOTE)
    return _csv(UNIT_COLUMNS, [root, *(_unit_row(unit) for unit in all_units())])


def make_corrections(seed: int = SEED) -> str:
    """Write the corrections that complete the year 2024."""
    items = [
        {
            "file": path,
            "cell": cell,
            "expect": slip.wrong,
            "correct": slip.right,
            "decided_by": _OFFICE,
            "reason": slip.reason,
            "date": _DECISION_DAY,
        }
        for path, cell, slip in make_slips(seed)
    ]
    return yaml.safe_dump(items, allow_unicode=True, sort_keys=False, width=100)


def _unit_row(unit: Unit) -> tuple[str, ...]:
    is_merged = bool(unit.successor_id or unit.valid_from)
    return (
        unit.unit_id,
        committee_name(unit),
        unit.short_name,
        unit.kind,
        PROVINCE_ID,
        unit.valid_from.isoformat() if unit.valid_from else "",
        unit.valid_to.isoformat() if unit.valid_to else "",
        unit.successor_id,
        _MERGER_NOTE if is_merged else _NOTE,
    )


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    target = io.StringIO()
    csv.writer(target, lineterminator="\n").writerows([header, *rows])
    return target.getvalue()
