"""The register of Party units: who a printed name means, at which time, and under whom."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path

import pandas as pd
from rapidfuzz import fuzz

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import (
    check_choice,
    check_filled,
    check_ids,
    check_known,
    read_date,
)
from analysis.registers.csv_files import place, read_strict_csv
from analysis.registers.lineage import (
    Step,
    find_faults,
    lineage,
    predecessors_by_unit,
    text_or_none,
)
from analysis.text.normalise import match_key, search_key

UNITS_FILE = "units.csv"
FICTIONAL_FILE = "fictional_units.csv"
ALIASES_FILE = "unit_aliases.csv"
UNIT_COLUMNS = (
    "unit_id",
    "name",
    "short_name",
    "kind",
    "parent_id",
    "valid_from",
    "valid_to",
    "successor_id",
    "note",
)
ALIAS_COLUMNS = ("province", "printed", "unit_id")
KINDS = frozenset(
    {
        "nation",
        "province",
        "city_central",
        "district",
        "city",
        "town",
        "urban_district",
        "commune",
        "ward",
        "bloc",
        "police",
        "military",
        "border_guard",
        "enterprise",
        "school",
        "agency",
        "grassroots",
    }
)
_UNIT_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NULLABLE = ("parent_id", "successor_id", "note")

# Words before a name that name the Party's own body there; they tell no units apart.
_BODY_WORDS = re.compile(r"^(?:(?:đảng bộ|đảng ủy|đảng uỷ|đb|đu|chi bộ|cb)(?:[ .]|$) ?)+")
# Short forms of the kind of place, as identity keys.
_PLACE_WORDS = (
    (re.compile(r"^(?:x\.|x )\s*"), "xã "),
    (re.compile(r"^(?:p\.|p )\s*"), "phường "),
    (re.compile(r"^(?:tt\.|tt )\s*"), "thị trấn "),
    (re.compile(r"^(?:tp\.|tp )\s*"), "thành phố "),
    (re.compile(r"^(?:tx\.|tx )\s*"), "thị xã "),
    (re.compile(r"^(?:h\.|h )\s*"), "huyện "),
    (re.compile(r"^(?:q\.|q )\s*"), "quận "),
)
_REMARK = re.compile(r"\s*\((?:hư cấu|\*|[0-9]{1,2})\)|\s*\*+$")

# Words before a name that say what kind of unit it is, as search keys ("quân sự" is a name).
_CLASS_WORDS = re.compile(
    r"^(?:(?:toan|dang bo|dang uy|tinh uy|thanh uy|thi uy|quan uy|huyen uy|tinh|thanh pho|thi xa"
    r"|thi tran|huyen|quan(?! su)|xa|phuong|t\.?p|t\.?x)(?:[ .]|$))+"
)
_LEAST_LIKENESS = 65.0

AliasKey = tuple[str, str]


@dataclass(frozen=True)
class Suggestion:
    """A unit whose name looks like a text.

    Args:
        unit_id: The unit.
        name: Its official name.
        likeness: 0 to 100, 100 for the same name apart from accents and class words.
    """

    unit_id: str
    name: str
    likeness: float


@dataclass(frozen=True)
class UnknownUnit:
    """A printed name that leads to no unit.

    Args:
        printed: The name as printed.
        suggestions: Units that look like it, the nearest first; never used in its place.
        message: What is wrong and what to do, in Vietnamese.
    """

    printed: str
    suggestions: tuple[Suggestion, ...]
    message: str


class UnitRegister:
    """The units and the names under which they are printed; made by :func:`read_units`.

    Args:
        units: Indexed by ``unit_id`` in the order of the file: ``name``, ``short_name`` (for
            charts) and ``kind`` as text; ``parent_id``, ``successor_id`` and ``note`` as text or
            missing; ``valid_from`` and ``valid_to`` (the last day) as ``datetime.date``, or None
            where not known or open.
        aliases: Columns ``province``, ``printed``, ``unit_id``, as in the file.
        fictional: The units of the made-up province.
    """

    def __init__(
        self, units: pd.DataFrame, aliases: pd.DataFrame, fictional: Iterable[str] = ()
    ) -> None:
        self.units = units
        self._fictional = frozenset(fictional)
        self._spans: dict[str, tuple[date, date]] = {
            unit_id: (start or date.min, end or date.max)
            for unit_id, start, end in zip(
                units.index, units["valid_from"], units["valid_to"], strict=True
            )
        }
        self._order = {unit_id: rank for rank, unit_id in enumerate(units.index)}
        self._by_alias = _group_aliases(aliases)
        self._searchable = self._search_entries(aliases)
        self._by_name = self._names_in_returns(aliases)
        self._predecessors = predecessors_by_unit(units)

    def resolve(self, printed: str, *, province: str, on: date | None) -> str | UnknownUnit:
        """Find the unit that a printed name means; an exact match or nothing.

        Args:
            printed: The name as printed.
            province: The context as written in the figures: a province, ``(cả nước)``, ...
            on: A day on which the unit exists: it decides between several units that bear the same
                name at different times, and rules out one that did not exist then. None where the
                source gives no day at all.

        Returns:
            The ``unit_id``, or an :class:`UnknownUnit` that says why there is none.
        """
        found = self._by_alias.get((match_key(province), match_key(printed)), ())
        if not found:
            return self._unknown(printed, province)
        valid = found if on is None else [x for x in found if self.is_valid(x, on)]
        return valid[0] if len(valid) == 1 else self._undecided(printed, found, on)

    def find(self, printed: str, *, under: str | None, on: date | None) -> str | UnknownUnit:
        """Find the unit that a name in a return means, below a unit or anywhere.

        *Đảng bộ*, *Đảng ủy* and the short forms of *xã*, *phường*, ... make no difference here;
        everything else must match exactly.

        Args:
            printed: The name as printed.
            under: The unit whose folder the return lies in; itself and all below it are meant.
            on: A day on which the unit exists.

        Returns:
            The ``unit_id``, or an :class:`UnknownUnit` that says why there is none.
        """
        found = [
            unit_id
            for unit_id in self._by_name.get(return_name_key(printed), ())
            if self._is_meant(unit_id, under)
        ]
        if not found:
            return self._unknown(printed, self.name(under) if under else "mọi đơn vị", under)
        valid = found if on is None else [x for x in found if self.is_valid(x, on)]
        return valid[0] if len(valid) == 1 else self._undecided(printed, found, on)

    def _is_meant(self, unit_id: str, under: str | None) -> bool:
        """Tell whether a unit lies below another one, or, without one, is real."""
        if under is None:
            return unit_id not in self._fictional
        return self._is_within(unit_id, under)

    def _is_within(self, unit_id: str, above: str | None) -> bool:
        while unit_id and unit_id != above:
            parent = self.units.at[unit_id, "parent_id"]
            unit_id = "" if pd.isna(parent) else str(parent)
        return bool(unit_id)

    def is_fictional(self, unit_id: str) -> bool:
        """Tell whether a unit is made up, for demonstration and tests."""
        return unit_id in self._fictional

    def _names_in_returns(self, aliases: pd.DataFrame) -> dict[str, list[str]]:
        """List the units that each name may mean."""
        grouped: dict[str, list[str]] = defaultdict(list)
        named = [(name, unit_id) for unit_id, name in self.units["name"].items()]
        named += [(name, unit_id) for unit_id, name in self.units["short_name"].items()]
        named += [(row.printed, row.unit_id) for row in aliases.itertuples()]
        for name, unit_id in named:
            units = grouped[return_name_key(name)]
            if unit_id not in units:
                units.append(unit_id)
        return dict(grouped)

    def is_valid(self, unit_id: str, on: date) -> bool:
        """Tell whether a unit exists on a day, as far as the register knows."""
        start, end = self._spans[unit_id]
        return start <= on <= end

    def children(self, unit_id: str, on: date) -> list[str]:
        """List the units directly below a unit on a day, in the order of the register."""
        below = self.units.index[self.units["parent_id"].eq(unit_id).fillna(value=False)]
        return [child for child in below if self.is_valid(child, on)]

    def parent(self, unit_id: str) -> str | None:
        """Return the unit that a unit stands directly under, None for one that stands alone."""
        return text_or_none(self.units.at[unit_id, "parent_id"])

    def predecessors(self, unit_id: str) -> tuple[str, ...]:
        """List the units that became part of a unit, in the order of the register."""
        return self._predecessors.get(unit_id, ())

    def successor(self, unit_id: str) -> str | None:
        """Return the unit that a unit became part of, as the register names it."""
        return text_or_none(self.units.at[unit_id, "successor_id"])

    def lineage(self, unit_id: str) -> tuple[Step, ...]:
        """Follow a unit to what exists last; a dissolved one leads on through the unit above."""
        return lineage(self.units, unit_id)

    def name(self, unit_id: str) -> str:
        """Return the official name of a unit."""
        return str(self.units.at[unit_id, "name"])

    def short_name(self, unit_id: str) -> str:
        """Return the name of a unit for labels in charts."""
        return str(self.units.at[unit_id, "short_name"])

    def suggest(
        self, text: str, limit: int = 5, *, province: str = "", under: str | None = None
    ) -> list[Suggestion]:
        """Rank the units whose names look like a text: for messages only, never to decide.

        Args:
            text: Any name; accents and words such as *Đảng bộ*, *huyện* do not matter.
            limit: The greatest number of suggestions.
            province: A context; among names equally alike, units printed there come first.
            under: Only this unit and those below it; any that is not made up by default.
        """
        wanted, context = _core(text), match_key(province)
        best: dict[str, tuple[float, bool]] = {}
        for unit_id, place_key, core in self._searchable:
            rank = (_likeness(wanted, core), bool(context) and place_key == context)
            best[unit_id] = max(best.get(unit_id, (0.0, False)), rank)
        near = [
            (unit_id, rank)
            for unit_id, rank in best.items()
            if rank[0] >= _LEAST_LIKENESS and self._is_meant(unit_id, under)
        ]
        near.sort(key=lambda item: (-item[1][0], not item[1][1], self._order[item[0]]))
        return [Suggestion(unit_id, self.name(unit_id), rank[0]) for unit_id, rank in near[:limit]]

    def _search_entries(self, aliases: pd.DataFrame) -> list[tuple[str, str, str]]:
        """List (unit, context, core of a name) for all names and aliases."""
        named = [(unit_id, "", _core(name)) for unit_id, name in self.units["name"].items()]
        printed = [
            (row.unit_id, match_key(row.province), _core(row.printed))
            for row in aliases.itertuples()
        ]
        return list(dict.fromkeys([*named, *printed]))

    def _unknown(self, printed: str, province: str, under: str | None = None) -> UnknownUnit:
        near = tuple(self.suggest(printed, province=province, under=under))
        names = "; ".join(dict.fromkeys(item.name for item in near))
        hint = f"gần giống: {names}; " if names else ""
        message = (
            f"«{printed}» ({province}) không có trong danh mục đơn vị; {hint}"
            f"bổ sung vào data/raw/registers/{ALIASES_FILE}"
        )
        return UnknownUnit(printed, near, message)

    def _undecided(self, printed: str, found: Iterable[str], on: date | None) -> UnknownUnit:
        """Say that the day does not pick out one of the units that bear a name."""
        near = tuple(Suggestion(unit_id, self.name(unit_id), 100.0) for unit_id in found)
        candidates = ", ".join(item.unit_id for item in near)
        why = f"không tồn tại ngày {on.day}/{on.month}/{on.year}" if on else "nguồn không ghi ngày"
        message = (
            f"«{printed}» là tên của {candidates}, nhưng {why}; xem valid_from, valid_to trong "
            f"data/raw/registers/{UNITS_FILE}"
        )
        return UnknownUnit(printed, near, message)


def read_units(project: Project) -> UnitRegister:
    """Read the register of units and their aliases.

    Raises:
        SourceError: A file of another form, a unit twice, an id or a date of another form, an end
            before its beginning, an unknown kind, parent, successor or unit, a successor that
            cannot follow its unit, a blank name, or an alias that leads to two units at the same
            time.
    """
    path = project.registers / UNITS_FILE
    raw = _check_units(path, read_strict_csv(path, UNIT_COLUMNS))
    fictional_path = project.registers / FICTIONAL_FILE
    invented = pd.DataFrame(columns=raw.columns)
    if fictional_path.exists():
        invented = _check_units(fictional_path, read_strict_csv(fictional_path, UNIT_COLUMNS))
    for row in invented[invented["unit_id"].isin(raw["unit_id"])].itertuples():
        raise SourceError(
            f"mã đơn vị hư cấu «{row.unit_id}» trùng với {UNITS_FILE}",
            where=place(fictional_path, row.line),
        )
    units = pd.concat(
        [_typed_units(path, raw), _typed_units(fictional_path, invented)]
        if len(invented)
        else [_typed_units(path, raw)]
    )
    alias_path = project.registers / ALIASES_FILE
    aliases = read_strict_csv(alias_path, ALIAS_COLUMNS)
    for column in ALIAS_COLUMNS:
        check_filled(alias_path, aliases, column)
    check_known(alias_path, aliases, "unit_id", set(units.index))
    register = UnitRegister(units, aliases, invented["unit_id"])
    _check_decidable(alias_path, aliases, register)
    return register


def _check_units(path: Path, raw: pd.DataFrame) -> pd.DataFrame:
    """Check one file of units; each refers only to units of its own."""
    check_ids(path, raw, "unit_id", _UNIT_ID)
    check_choice(path, raw, "kind", KINDS)
    for column in ("name", "short_name"):
        check_filled(path, raw, column)
    for column in ("parent_id", "successor_id"):
        check_known(path, raw, column, set(raw["unit_id"]))
    return raw


def return_name_key(name: str) -> str:
    """Return the key of a name in a return: without the Party's body, short forms written out."""
    key = _REMARK.sub("", match_key(name))
    key = _BODY_WORDS.sub("", key).strip() or key
    for short, written_out in _PLACE_WORDS:
        key = short.sub(written_out, key)
    return match_key(key)


def _typed_units(path: Path, raw: pd.DataFrame) -> pd.DataFrame:
    """Give the columns their types and check the dates."""
    dates = {
        column: [
            read_date(path, line, column, text)
            for line, text in zip(raw["line"], raw[column], strict=True)
        ]
        for column in ("valid_from", "valid_to")
    }
    for line, start, end in zip(raw["line"], *dates.values(), strict=True):
        if start and end and end < start:
            raise SourceError(f"valid_to {end} trước valid_from {start}", where=place(path, line))
    typed = raw.drop(columns="line").astype("string")
    typed = typed.assign(
        **{column: typed[column].replace("", pd.NA) for column in _NULLABLE},
        **{column: pd.Series(days, dtype="object") for column, days in dates.items()},
    )
    units = typed.set_index("unit_id")
    faults = find_faults(units)
    for unit_id, line in zip(raw["unit_id"], raw["line"], strict=True):
        if unit_id in faults:
            raise SourceError(faults[unit_id], where=place(path, line))
    return units


def _group_aliases(aliases: pd.DataFrame) -> dict[AliasKey, list[str]]:
    """Collect the units that each (context, name) leads to, each once."""
    grouped: dict[AliasKey, list[str]] = defaultdict(list)
    for row in aliases.itertuples():
        units = grouped[match_key(row.province), match_key(row.printed)]
        if row.unit_id not in units:
            units.append(row.unit_id)
    return dict(grouped)


def _check_decidable(path: Path, aliases: pd.DataFrame, register: UnitRegister) -> None:
    """Check that no alias leads to two units that exist at the same time."""
    seen: dict[AliasKey, list[str]] = defaultdict(list)
    for row in aliases.itertuples():
        units = seen[match_key(row.province), match_key(row.printed)]
        units.append(row.unit_id)
        for earlier, later in combinations(dict.fromkeys(units), 2):
            if _overlap(register.units.loc[earlier], register.units.loc[later]):
                raise SourceError(
                    f"«{row.printed}» ({row.province}) dẫn đến hai đơn vị cùng thời gian: "
                    f"{earlier}, {later}",
                    where=place(path, row.line),
                    todo="mỗi tên ở một thời điểm chỉ được là một đơn vị",
                )


def _overlap(first: pd.Series, second: pd.Series) -> bool:
    """Tell whether two units exist on a common day."""
    starts = [unit["valid_from"] or date.min for unit in (first, second)]
    ends = [unit["valid_to"] or date.max for unit in (first, second)]
    return max(starts) <= min(ends)


def _core(text: str) -> str:
    """Return the words of a name's search key without those that say what kind of unit it is."""
    key = search_key(text)
    return re.sub(r"[^a-z0-9]+", " ", _CLASS_WORDS.sub("", key) or key).strip()


def _likeness(first: str, second: str) -> float:
    """Compare two cores, 0 to 100: letter by letter, and by the words that they share."""
    return (fuzz.ratio(first, second) + fuzz.token_set_ratio(first, second)) / 2
