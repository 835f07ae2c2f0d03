"""Rows for the register of units, proposed from the names in returns; a person decides."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from analysis.registers.units import UNIT_COLUMNS, UnitRegister, UnknownUnit, return_name_key
from analysis.returns.records import ReadReturn, UnitKind
from analysis.text.normalise import clean_text, search_key

_KINDS = (
    (r"phường\b", "ward"),
    (r"(?:xã|đặc khu)\b", "commune"),
    (r"huyện\b", "district"),
    (r"(?:thị xã|thị trấn)\b", "town"),
    (r"thành phố\b", "city"),
    (r"quận\b", "urban_district"),
    (r".*\bcông an\b", "police"),
    (r".*\b(?:quân sự|bộ chỉ huy)\b", "military"),
    (r".*\bbiên phòng\b", "border_guard"),
    (r".*\b(?:trường|đại học|cao đẳng|học viện)\b", "school"),
    (r".*\b(?:công ty|tập đoàn|ngân hàng|doanh nghiệp|tổng công ty)\b", "enterprise"),
)
_BODY = re.compile(r"^(?:đảng bộ|đảng ủy|đảng uỷ|đb|đu)[ .]+", re.IGNORECASE)


def propose_units(
    results: Iterable[ReadReturn], under: str, units: UnitRegister
) -> tuple[str, int]:
    """Write register rows for the units of returns that the register does not know.

    Args:
        results: The returns as read.
        under: The unit that the new ones stand under.
        units: The register of units.

    Returns:
        CSV text with the columns of ``units.csv``, in the order of the returns, and the number of
        rows. Dates of validity are left open: they are not known.
    """
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, UNIT_COLUMNS, lineterminator="\n")
    writer.writeheader()
    seen: set[str] = set()
    for name in _unit_names(results):
        key = return_name_key(name)
        known = units.find(name, under=under, on=None)
        if key in seen or not isinstance(known, UnknownUnit):
            continue
        seen.add(key)
        writer.writerow(_row(name, under, key))
    return text.getvalue(), len(seen)


def _unit_names(results: Iterable[ReadReturn]) -> list[str]:
    figures = [figure for result in results for figure in result.figures]
    return list(dict.fromkeys(f.unit for f in figures if f.kind is UnitKind.UNIT and f.unit))


def _within(short: str) -> str:
    """Write a name within a longer one: "Xã Tân Hòa" begins small there, "Cộng Hòa" does not."""
    begins_small = re.match(r"(?:Xã|Phường|Thị|Đặc khu|Huyện|Quận|Thành phố|Các)\b", short)
    return short[:1].lower() + short[1:] if begins_small else short


def _row(name: str, under: str, key: str) -> dict[str, str]:
    short = _BODY.sub("", clean_text(name))
    short = short[:1].upper() + short[1:]
    slug = re.sub(r"[^a-z0-9]+", "-", search_key(key)).strip("-")
    has_body = _BODY.match(clean_text(name)) is not None
    return dict.fromkeys(UNIT_COLUMNS, "") | {
        "unit_id": f"{under}-{slug}",
        "name": clean_text(name) if has_body else f"Đảng bộ {_within(short)}",
        "short_name": short,
        "kind": next((kind for pattern, kind in _KINDS if re.match(pattern, key)), "agency"),
        "parent_id": under,
        "note": "đề xuất từ báo cáo, cần kiểm tra",
    }
