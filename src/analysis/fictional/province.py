"""The figures of the fictional province: what really happened, before anybody writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from analysis.fictional.dice import Dice
from analysis.fictional.names import MERGED_IDS, NEW_ID, PROVINCE_ID, Unit, all_units
from analysis.fictional.seasons import FIRST_YEAR, LAST_YEAR, YEARS_BEFORE, Season

SEED = 2026
COMPOSITION = (
    "admitted_female",
    "admitted_ethnic_minority",
    "admitted_religious",
    "admitted_youth_union",
    "admitted_students",
    "admitted_private_enterprise",
    "admitted_age_18_30",
)
_YEARS = range(FIRST_YEAR - YEARS_BEFORE, LAST_YEAR + 1)
_MERGER_YEAR = 2024
_YEAR_EFFECT = {2019: 0.0, 2020: -0.06, 2021: -0.12, 2022: -0.05, 2023: 0.0, 2024: 0.05, 2025: 0.02}
_LOWEST, _HIGHEST = 0.30, 1.35
_LOWEST_HALF, _HIGHEST_HALF = 0.15, 0.60


def _ids(*names: str) -> tuple[str, ...]:
    return tuple(f"{PROVINCE_ID}-{name}" for name in names)


# Units without any admission in a year, and below half of the target for years running.
_ZERO_IN_YEAR = {
    2022: _ids("xa-ea-tieng"),
    2023: _ids("xa-ea-tieng", "xa-pung-bon"),
    2024: _ids("xa-ea-tieng", "xa-pung-bon", "xa-dien-hoa"),
    2025: _ids("xa-pung-bon", "xa-dong-lach"),
}
_ZERO_IN_HALF = {2024: _ids("xa-con-dua", "xa-tan-khanh"), 2025: _ids("xa-bau-sen", "xa-kim-lan")}
_LAGGING = {
    2023: _ids("xa-a-rong", "xa-khau-may", "xa-van-hoa", "xa-giong-me", "phuong-cho-cu"),
    2024: _ids("xa-a-rong", "xa-khau-may", "xa-van-hoa", "xa-giong-me", "phuong-ben-thuyen"),
    2025: _ids("xa-a-rong", "xa-khau-may", "xa-quy-son", "phuong-ben-thuyen"),
}
HALF_WAY_ID = f"{PROVINCE_ID}-xa-phu-hoa"
"""The unit that reaches exactly half of its target in the year 2024."""
HALF_WAY_YEAR = 2024

# Least and greatest yearly target, and (for special committees) how their people differ.
_SMALL, _MIDDLE, _WARD = (3, 12), (8, 26), (22, 36)
_UPLAND = (7, 8)
_SPECIAL_SIZES = {
    "cong-an": (58, 66),
    "quan-su": (80, 92),
    "co-quan-dang": (40, 44),
    "ubnd": (56, 64),
    "dai-hoc": (115, 130),
    "cong-ty-cang": (42, 48),
}
_SPECIAL_SHARES: Mapping[str, Mapping[str, float]] = {
    "police": {"admitted_students": 0.0, "admitted_private_enterprise": 0.0},
    "military": {"admitted_students": 0.0, "admitted_private_enterprise": 0.0},
    "agency": {"admitted_students": 0.0, "admitted_private_enterprise": 0.0},
    "school": {
        "admitted_students": 0.8,
        "admitted_private_enterprise": 0.0,
        "admitted_youth_union": 0.92,
        "admitted_age_18_30": 0.94,
    },
    "enterprise": {"admitted_students": 0.0, "admitted_private_enterprise": 0.9},
}

Figures = Mapping[str, int]


@dataclass(frozen=True)
class Province:
    """What happened in every unit in every season.

    Attributes:
        seed: What the figures were drawn with.
        units: All units of all times.
        figures: Measure to number, by unit and season.
    """

    seed: int
    units: tuple[Unit, ...]
    figures: Mapping[tuple[str, Season], Figures]

    def figure(self, unit_id: str, season: Season, measure: str) -> int:
        """Give one figure; the target of a half-year is that of the year."""
        return self.figures[unit_id, season][measure]

    def units_of(self, cluster: int, season: Season) -> tuple[Unit, ...]:
        """List the units of a cluster that exist on the last day of a season."""
        return tuple(u for u in self.units if u.cluster == cluster and u.exists(season.end))


def make_province(seed: int = SEED) -> Province:
    """Draw the figures of all units, seasons and measures."""
    units = tuple(all_units())
    figures: dict[tuple[str, Season], Figures] = {}
    for unit in units:
        if unit.unit_id != NEW_ID:
            figures |= _history(unit, seed, _years_of(unit), opening=0)
    closing = sum(
        figures[old, Season(_MERGER_YEAR - 1, is_half=False)]["members_total"] for old in MERGED_IDS
    )
    merged = next(unit for unit in units if unit.unit_id == NEW_ID)
    figures |= _history(merged, seed, _years_of(merged), opening=closing)
    return Province(seed, units, MappingProxyType(figures))


def _years_of(unit: Unit) -> list[int]:
    return [year for year in _YEARS if unit.exists(Season(year, is_half=False).end)]


def _history(
    unit: Unit, seed: int, years: list[int], *, opening: int
) -> dict[tuple[str, Season], Figures]:
    """Draw one unit; members at the opening are drawn too where nothing is known."""
    dice = Dice(seed, unit.unit_id)
    base = dice.between(*_size(unit, dice))
    members = opening or round(base / dice.fraction(0.031, 0.039))
    quality = dice.fraction(0.72, 1.12)
    shares = _shares(unit, dice)
    found: dict[tuple[str, Season], Figures] = {}
    for year in years:
        target = max(3, base + dice.between(-1, 2) + (year - _YEARS[0]) // 3)
        if (unit.unit_id, year) == (HALF_WAY_ID, HALF_WAY_YEAR):
            target += target % 2
        whole = _admitted_in_year(unit, year, target, quality, dice)
        half = _admitted_in_half(unit, year, target, whole, dice)
        halves = {name: dice.count(half, share) for name, share in shares.items()}
        rests = {name: dice.count(whole - half, share) for name, share in shares.items()}
        moved = round(members * dice.fraction(-0.03, -0.005))
        first_part = moved // 2
        found[unit.unit_id, Season(year, is_half=True)] = {
            "target": target,
            "admitted": half,
            "members_total": members + half + first_part,
            **halves,
        }
        members += whole + moved
        found[unit.unit_id, Season(year, is_half=False)] = {
            "target": target,
            "admitted": whole,
            "members_total": members,
            **{name: halves[name] + rests[name] for name in shares},
        }
    return found


def _size(unit: Unit, dice: Dice) -> tuple[int, int]:
    tail = unit.unit_id.removeprefix(f"{PROVINCE_ID}-")
    if tail in _SPECIAL_SIZES:
        return _SPECIAL_SIZES[tail]
    if unit.kind == "ward":
        return _WARD
    return _SMALL if unit.cluster in _UPLAND else dice.pick((_SMALL, _MIDDLE, _MIDDLE))


def _admitted_in_year(unit: Unit, year: int, target: int, quality: float, dice: Dice) -> int:
    """Draw the result of a year, from 30 % to 135 % of the target, or none at all."""
    ratio = quality + _YEAR_EFFECT[year] + dice.fraction(-0.15, 0.15)
    least, most = -int(-_LOWEST * target // 1), int(_HIGHEST * target)
    drawn = min(max(round(ratio * target), least), most)
    if unit.unit_id in _ZERO_IN_YEAR.get(year, ()):
        return 0
    if (unit.unit_id, year) == (HALF_WAY_ID, HALF_WAY_YEAR):
        return target // 2
    if unit.unit_id in _LAGGING.get(year, ()):
        return max(least, min(drawn, (target - 1) // 2 - dice.between(0, target // 8)))
    return drawn + 1 if drawn * 2 == target else drawn


def _admitted_in_half(unit: Unit, year: int, target: int, whole: int, dice: Dice) -> int:
    """Draw the result of the first half: 15 % to 60 % of the target, never above the year."""
    wanted = round(whole * dice.fraction(0.28, 0.58))
    least, most = -int(-_LOWEST_HALF * target // 1), int(_HIGHEST_HALF * target)
    if unit.unit_id in _ZERO_IN_HALF.get(year, ()):
        return 0
    return min(max(wanted, least), most, whole)


def _shares(unit: Unit, dice: Dice) -> dict[str, float]:
    """Draw how common each feature is among the new members of a unit."""
    is_upland = unit.cluster in _UPLAND
    shares = {
        "admitted_female": dice.fraction(0.36, 0.56),
        "admitted_ethnic_minority": dice.fraction(0.3, 0.7) if is_upland else dice.fraction(0, 0.1),
        "admitted_religious": dice.fraction(0.0, 0.12),
        "admitted_youth_union": dice.fraction(0.5, 0.8),
        "admitted_students": dice.fraction(0.01, 0.08),
        "admitted_private_enterprise": dice.fraction(0.02, 0.14 if unit.kind == "ward" else 0.07),
        "admitted_age_18_30": dice.fraction(0.55, 0.85),
    }
    return shares | dict(_SPECIAL_SHARES.get(unit.kind, {}))
