"""Rate of members: admitted against the members that the unit had when the year began.

Nghị quyết 21-NQ/TW of 16 June 2022 asks for 3-4 % a year. The denominator is the number of members
at the end of the previous year ("đầu năm" means the same); where nobody has published it, the
nearest exact count within a year of that day, marked with its day. This is no percentage of a
target: it never enters the frames of ``metrics.achievement``, nor a ranking with them.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from analysis.metrics.exact import Rounding, exact, matching_rounding, percent_of
from analysis.metrics.results import (
    ADMISSION_RATE,
    ADMITTED,
    FRACTION,
    MEMBERS,
    YEARLY_KINDS,
    Scope,
    actual,
    leading_periods,
)
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.text.language import gettext as _

RATE_GOAL = "target_admission_rate_pct"
RESOLUTION_DAY = pd.Timestamp(2022, 6, 16)
RESOLUTION_LOW, RESOLUTION_HIGH = Fraction(3), Fraction(4)
_FARTHEST_DAYS = 366


class MembersKind(StrEnum):
    """Which count of members a rate is of."""

    YEAR_END = "year_end"
    NEAREST = "nearest"
    BOUNDED = "bounded"
    NONE = "none"


class MemberRateKind(StrEnum):
    """Where a rate comes from; of several the first of this list that there is."""

    COMPUTED = "computed"
    PUBLISHED = "published"
    NEAREST = "nearest"
    BOUNDED = "bounded"
    NONE = "none"


class GoalSource(StrEnum):
    """Who set the goal that a rate is held against."""

    OWN = "own"
    PARENT = "parent"
    RESOLUTION = "resolution"
    NONE = "none"


class GoalVerdict(StrEnum):
    """Where the rate of a whole year lies; both ends of a goal lie within it."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"
    UNDETERMINED = "undetermined"
    NO_GOAL = "no_goal"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True)
class MemberRate:
    """The rate of one unit; the columns of the frame of this module.

    Args:
        unit_id: The unit.
        period_key: The period that reaches furthest into the year; None where there is no result.
        period_kind: ``year`` or ``part_year``.
        period_start: Its first day.
        period_end: Its last day, where printed.
        period_printed: As printed.
        is_whole_year: Only a whole year is held against a goal for a year.
        admitted: Persons admitted; None where not published or contradictory.
        admitted_qualifier: The bound that the print sets.
        members: Members in persons; of a bound the printed figure.
        members_as_of: The day of that count.
        members_kind: Which count it is.
        members_units: How many units were added up to it; None for a count of the unit itself.
        members_note: What is to be said of it.
        computed_pct: Admitted as an exact percentage of members; None without two exact counts.
        rate_pct: The rate to show: computed from members at the end of the previous year, else as
            published, else computed from the nearest count.
        rate_low_pct: The lowest rate that a bounded count admits.
        rate_high_pct: The highest rate that a bounded count admits.
        rate_kind: Where ``rate_pct`` comes from.
        printed_pct: The rate as printed.
        printed_decimals: Its decimals.
        printed_agrees: Whether rounding or cutting off ``computed_pct`` gives the print; None where
            either is missing.
        printed_rounding: Which of the two does.
        goal_low: The lowest rate that meets the goal, percent a year; None: no lower end.
        goal_high: The highest rate within the goal; None: no upper end.
        goal_source: Who set it.
        verdict: Where ``rate_pct`` lies.
        is_rebuilt: Whether a figure used was rebuilt from the unit's predecessors.
        is_admitted_rebuilt: Whether ``admitted`` was.
        is_members_rebuilt: Whether ``members`` was.
        source_ids: Where the figures come from.
    """

    unit_id: str
    period_key: str | None = None
    period_kind: str | None = None
    period_start: pd.Timestamp | None = None
    period_end: pd.Timestamp | None = None
    period_printed: str = ""
    is_whole_year: bool = False
    admitted: int | None = None
    admitted_qualifier: str = "exact"
    members: int | None = None
    members_as_of: pd.Timestamp | None = None
    members_kind: MembersKind = MembersKind.NONE
    members_units: int | None = None
    members_note: str = ""
    computed_pct: Fraction | None = None
    rate_pct: Fraction | None = None
    rate_low_pct: Fraction | None = None
    rate_high_pct: Fraction | None = None
    rate_kind: MemberRateKind = MemberRateKind.NONE
    printed_pct: Fraction | None = None
    printed_decimals: int | None = None
    printed_agrees: bool | None = None
    printed_rounding: Rounding | None = None
    goal_low: Fraction | None = None
    goal_high: Fraction | None = None
    goal_source: GoalSource = GoalSource.NONE
    verdict: GoalVerdict = GoalVerdict.NOT_COMPARABLE
    is_rebuilt: bool = False
    is_admitted_rebuilt: bool = False
    is_members_rebuilt: bool = False
    source_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class DistantMembers:
    """A published count of members that lies too far from the beginning of a year to divide by.

    Args:
        members: Members in persons; of a bound the printed figure.
        qualifier: The bound that the print sets.
        day: The day of the count.
    """

    members: int
    qualifier: str
    day: pd.Timestamp


@dataclass(frozen=True)
class Together:
    """The units whose rate is computed from members at the end of the previous year, as one.

    Args:
        units: How many they are.
        admitted: Persons that they admitted in the whole year.
        members: Members that they had, persons.
        rate_pct: The one as an exact percentage of the other.
    """

    units: int
    admitted: int
    members: int
    rate_pct: Fraction


def rate_of_members(observations: pd.DataFrame, scope: Scope, *, year: int) -> pd.DataFrame:
    """Hold the admissions of a year against the members at its beginning.

    Args:
        observations: The tidy observations.
        scope: The unit and its children, in the order to show.
        year: The year.

    Returns:
        One row for each unit (the columns of ``MemberRate``), the scope first. Where nobody has
        published the members of the scope, those of more than half of its units at the end of the
        previous year bound them from below.
    """
    in_scope = (scope.unit_id, *scope.children)
    observations = actual(observations[observations["unit_id"].isin(in_scope)])
    results = _results(observations, year)
    leaders = leading_periods(results).to_dict()
    results = results[results["period_key"].eq(results["unit_id"].map(leaders))]
    results_of = dict(iter(results.groupby("unit_id")))
    members = _members(observations, year)
    members_of = {str(u): _members_part(own) for u, own in members.groupby("unit_id")}
    goals = observations[observations["measure"].eq(RATE_GOAL)]
    rows = []
    for unit_id in in_scope:
        part = {"unit_id": unit_id} | _result_part(results_of.get(unit_id))
        part |= members_of.get(unit_id, _NO_MEMBERS)
        if unit_id == scope.unit_id and part["members_kind"] is MembersKind.NONE:
            part |= _members_of_units(members_of, scope, pd.Timestamp(year - 1, 12, 31))
        part |= _goal(goals, (unit_id, scope.unit_id), year, part["period_end"])
        rows.append(_judge(part))
    return _frame(rows)


def _results(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Keep counts of admissions and printed rates of members, counted from 1 January."""
    is_result = observations["measure"].isin([ADMITTED, FRACTION, ADMISSION_RATE])
    is_yearly = observations["period_kind"].isin(YEARLY_KINDS)
    return observations[is_result & is_yearly & observations["period_start"].dt.year.eq(year)]


def _members(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Keep dated counts of members within a year of the last day of the year before."""
    dated = _dated_members(observations, year)
    return dated[dated["_away"].le(_FARTHEST_DAYS)]


def _dated_members(observations: pd.DataFrame, year: int) -> pd.DataFrame:
    """Order the dated counts of members by how far they lie from the end of the year before.

    The nearest comes first; of two that are equally near the earlier one, because no one who was
    admitted in the year is in it.
    """
    frame = observations[observations["measure"].eq(MEMBERS) & observations["period_end"].notna()]
    away = (frame["period_end"] - pd.Timestamp(year - 1, 12, 31)).dt.days
    # The first day of a year is the end of the year before.
    frame = frame.assign(_away=away.abs().mask(away.eq(1), 0))
    return frame.sort_values(["_away", "period_end"])


def _result_part(own: pd.DataFrame | None) -> dict:
    if own is None:
        return {"period_end": None, "admitted": None}
    first = own.iloc[0]
    names = ("period_key", "period_kind", "period_start", "period_end", "period_printed")
    part = {name: first[name] for name in names}
    part |= {"is_whole_year": first["period_kind"] == "year"}
    part |= {"source_ids": tuple(dict.fromkeys(own["source_id"]))}
    return part | _admitted_part(own) | _printed_part(own)


def _admitted_part(own: pd.DataFrame) -> dict:
    """Read the count; sources that contradict each other leave none."""
    counts = own[own["measure"].eq(ADMITTED)]
    counts = counts if len(counts) else own[own["measure"].eq(FRACTION)]
    plain = counts[counts["qualifier"].eq("exact")]
    counts = plain if len(plain) else counts
    values = counts["value"].fillna(counts["low"]).dropna()
    if values.nunique() != 1:
        return {"admitted": None}
    return {"admitted": int(values.iloc[0]), "admitted_qualifier": counts.iloc[0]["qualifier"]}


def _printed_part(own: pd.DataFrame) -> dict:
    """Read the printed rate; bounded and contradictory ones are not used."""
    rates = own[own["measure"].eq(ADMISSION_RATE) & own["qualifier"].eq("exact")]
    if rates["value"].nunique() != 1:
        return {}
    rate = rates.iloc[0]
    return {"printed_pct": exact(rate["value"]), "printed_decimals": int(rate["decimals"])}


_NO_MEMBERS = {"members_kind": MembersKind.NONE, "members": None}


def _members_part(own: pd.DataFrame) -> dict:
    """Choose a unit's count of members: the nearest exact one, else the nearest bound."""
    exact_ones = own[own["qualifier"].eq("exact")]
    pool = exact_ones if len(exact_ones) else own
    nearest = pool.iloc[0]
    if pool.loc[pool["period_end"].eq(nearest["period_end"]), "value"].nunique() > 1:
        return _NO_MEMBERS | {"members_note": _("các nguồn công bố khác nhau số đảng viên")}
    is_base = nearest["_away"] == 0
    kind = MembersKind.YEAR_END if is_base else MembersKind.NEAREST
    part = {
        "members": int(nearest["value"] if pd.notna(nearest["value"]) else nearest["low"]),
        "members_as_of": nearest["period_end"],
        "members_kind": kind if len(exact_ones) else MembersKind.BOUNDED,
        "members_note": nearest["note"],
        "members_source": nearest["source_id"],
    }
    return part | {
        f"members_{end}": exact(nearest[end]) if pd.notna(nearest[end]) else None
        for end in ("low", "high")
    }


def _members_of_units(members_of: dict[str, dict], scope: Scope, base: pd.Timestamp) -> dict:
    """Add up the members of the units, as a lower bound: the register may not know every unit."""
    parts = [members_of.get(unit_id, _NO_MEMBERS) for unit_id in scope.children]
    known = [part for part in parts if part["members_kind"] is MembersKind.YEAR_END]
    if 2 * len(known) <= len(parts):
        return {}
    total = sum(part["members"] for part in known)
    return {
        "members": total,
        "members_as_of": base,
        "members_kind": MembersKind.BOUNDED,
        "members_units": len(known),
        "members_low": Fraction(total),
    }


def _goal(
    goals: pd.DataFrame, owners: tuple[str, str], year: int, period_end: pd.Timestamp | None
) -> dict:
    """Find the goal of a unit for a year: its own, else its parent's, else the resolution's."""
    for owner, source in zip(owners, (GoalSource.OWN, GoalSource.PARENT), strict=True):
        own = goals[goals["unit_id"].eq(owner)]
        covering = [row for row in own.to_dict("records") if _covers(row, year)]
        if covering:
            # A goal for the year itself comes before one for several years.
            for_year = [row for row in covering if row["period_kind"] == "year"]
            return _goal_of((for_year or covering)[0], source)
    if period_end is not None and period_end >= RESOLUTION_DAY:
        ends = {"goal_low": RESOLUTION_LOW, "goal_high": RESOLUTION_HIGH}
        return ends | {"goal_source": GoalSource.RESOLUTION}
    return {}


def _covers(row: dict, year: int) -> bool:
    """Tell whether a goal is for a year: its days include it, or its term does."""
    start, end = row["period_start"], row["period_end"]
    if pd.notna(start) and pd.notna(end):
        return start.year <= year <= end.year
    if isinstance(row["term"], str):
        first, last = (int(part) for part in row["term"].split("-"))
        return first <= year <= last
    return False


def _goal_of(row: dict, source: GoalSource) -> dict:
    """Read the ends of a goal; a bare figure is both."""
    is_plain = row["qualifier"] == "exact"
    low, high = (row["value"], row["value"]) if is_plain else (row["low"], row["high"])
    return {
        "goal_low": exact(low) if pd.notna(low) else None,
        "goal_high": exact(high) if pd.notna(high) else None,
        "goal_source": source,
    }


def _judge(part: dict) -> MemberRate:
    """Work out the rate, hold the print against it, and decide the verdict."""
    members_low, members_high = part.pop("members_low", None), part.pop("members_high", None)
    members_source = part.pop("members_source", None)
    part |= {
        "is_admitted_rebuilt": REBUILT_SOURCE in part.get("source_ids", ()),
        "is_members_rebuilt": members_source == REBUILT_SOURCE,
    }
    part |= _computed(part, members_low, members_high)
    part |= _leading_rate(part)
    is_divided = "computed_pct" in part or part.get("rate_kind") is MemberRateKind.BOUNDED
    if is_divided and members_source is not None:
        part["source_ids"] = tuple(dict.fromkeys((*part["source_ids"], members_source)))
    is_rebuilt = REBUILT_SOURCE in part.get("source_ids", ())
    return MemberRate(**part, verdict=_verdict(part), is_rebuilt=is_rebuilt)


def _computed(part: dict, members_low: Fraction | None, members_high: Fraction | None) -> dict:
    """Divide, exactly or between bounds; members of zero are no denominator."""
    admitted, kind = part["admitted"], part["members_kind"]
    if admitted is None or part["admitted_qualifier"] != "exact" or not part["members"]:
        return {}
    if kind is MembersKind.BOUNDED:
        return {
            "rate_low_pct": percent_of(admitted, members_high) if members_high else None,
            "rate_high_pct": percent_of(admitted, members_low) if members_low else None,
        }
    rate = percent_of(admitted, part["members"])
    if part.get("printed_pct") is None:
        return {"computed_pct": rate}
    rounding = matching_rounding(rate, part["printed_pct"], part["printed_decimals"])
    return {
        "computed_pct": rate,
        "printed_rounding": rounding,
        "printed_agrees": rounding is not None,
    }


def _leading_rate(part: dict) -> dict:
    """Choose the rate to show."""
    computed, printed = part.get("computed_pct"), part.get("printed_pct")
    if computed is not None and part["members_kind"] is MembersKind.YEAR_END:
        return {"rate_pct": computed, "rate_kind": MemberRateKind.COMPUTED}
    if printed is not None:
        return {"rate_pct": printed, "rate_kind": MemberRateKind.PUBLISHED}
    if computed is not None:
        return {"rate_pct": computed, "rate_kind": MemberRateKind.NEAREST}
    if part.get("rate_low_pct") is not None or part.get("rate_high_pct") is not None:
        return {"rate_kind": MemberRateKind.BOUNDED}
    return {}


def _verdict(part: dict) -> GoalVerdict:
    """Say where the rate of a whole year lies; six months are not held against twelve."""
    if not part.get("is_whole_year") or "rate_kind" not in part:
        return GoalVerdict.NOT_COMPARABLE
    if part.get("goal_source", GoalSource.NONE) is GoalSource.NONE:
        return GoalVerdict.NO_GOAL
    is_bounded = part["rate_kind"] is MemberRateKind.BOUNDED
    ends = ("rate_low_pct", "rate_high_pct") if is_bounded else ("rate_pct", "rate_pct")
    low, high = (part.get(end) for end in ends)
    return place_of(low, high, part["goal_low"], part["goal_high"])


def place_of(
    low: Fraction | None,
    high: Fraction | None,
    goal_low: Fraction | None,
    goal_high: Fraction | None,
) -> GoalVerdict:
    """Say where a yearly rate lies that is known to lie between two bounds.

    Args:
        low: The lowest rate that it can be, percent a year; None where that is open.
        high: The highest; the same as ``low`` for a rate that is known exactly.
        goal_low: The lowest rate that meets the goal; None for a goal without lower end.
        goal_high: The highest within it; None for a goal without upper end.

    Returns:
        ``below``, ``within`` (both ends of the goal included), ``above`` or ``undetermined``.
    """
    if goal_low is not None and high is not None and high < goal_low:
        return GoalVerdict.BELOW
    if goal_high is not None and low is not None and low > goal_high:
        return GoalVerdict.ABOVE
    is_low_enough = goal_high is None or (high is not None and high <= goal_high)
    is_high_enough = goal_low is None or (low is not None and low >= goal_low)
    return GoalVerdict.WITHIN if is_low_enough and is_high_enough else GoalVerdict.UNDETERMINED


_WHOLE = ("admitted", "members", "members_units", "printed_decimals")


def _frame(rows: list[MemberRate]) -> pd.DataFrame:
    frame = pd.DataFrame([asdict(row) for row in rows], columns=list(MemberRate.__annotations__))
    frame = frame.astype(dict.fromkeys(_WHOLE, "Int64"))
    for name in ("period_start", "period_end", "members_as_of"):
        frame[name] = pd.to_datetime(frame[name]).astype("datetime64[s]")
    return frame


def distant_members(
    observations: pd.DataFrame, unit_id: str, *, year: int
) -> DistantMembers | None:
    """Find the published count of members nearest to the beginning of a year, if it is too far.

    Args:
        observations: The tidy observations.
        unit_id: The unit.
        year: The year.

    Returns:
        None where no dated count is published, or one within a year of that day.
    """
    own = actual(observations[observations["unit_id"].eq(unit_id)])
    dated = _dated_members(own, year)
    dated = dated.assign(_count=dated["value"].fillna(dated["low"])).dropna(subset="_count")
    if dated.empty or dated["_away"].iloc[0] <= _FARTHEST_DAYS:
        return None
    nearest = dated.iloc[0]
    return DistantMembers(int(nearest["_count"]), nearest["qualifier"], nearest["period_end"])


def units_together(rates: pd.DataFrame, scope: Scope) -> Together | None:
    """Add up the units whose whole year and members at its beginning are both known exactly.

    Args:
        rates: As ``rate_of_members`` returns them.
        scope: The unit; its own row is left out.

    Returns:
        None where there is no such unit.
    """
    is_known = rates["rate_kind"].eq(MemberRateKind.COMPUTED) & rates["is_whole_year"]
    known = rates[is_known & rates["unit_id"].ne(scope.unit_id)]
    if known.empty:
        return None
    admitted, members = int(known["admitted"].sum()), int(known["members"].sum())
    return Together(len(known), admitted, members, percent_of(admitted, members))
