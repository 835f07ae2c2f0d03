"""The group that a unit belongs to, decided exactly; what the print leaves open stays open."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import Any

from analysis.metrics.exact import exact


class Status(StrEnum):
    """The group that a unit belongs to; each unit is in exactly one."""

    MET = "met"
    ON_THE_WAY = "on_the_way"
    BELOW_THRESHOLD = "below_threshold"
    NONE_ADMITTED = "none_admitted"
    UNDETERMINED = "undetermined"
    NO_TARGET = "no_target"
    NO_FIGURE = "no_figure"


def status_of(result: dict[str, Any], threshold_pct: float) -> Status:
    """Decide the group of one result.

    Args:
        result: ``admitted``, ``rate_pct`` and, where the print gives bounds only, ``rate_low_pct``
            and ``rate_high_pct``; ``printed_qualifier``; missing ones are None.
        threshold_pct: A rate strictly below it is below the threshold; exactly at it is not.
    """
    if result.get("admitted") == 0:
        return Status.NONE_ADMITTED
    rate = result.get("rate_pct")
    if rate is None:
        return Status.NO_FIGURE if result.get("admitted") is None else Status.NO_TARGET
    if rate == 0 and _qualifier(result) == "exact":
        return Status.NONE_ADMITTED
    low, high = rate_bounds(result)
    threshold = exact(threshold_pct)
    if low is not None and low >= threshold:
        return Status.MET if low >= 100 else Status.ON_THE_WAY
    if high is not None and (high < threshold or (high == threshold and _is_open(result))):
        return Status.BELOW_THRESHOLD
    return Status.UNDETERMINED


def rate_bounds(result: dict[str, Any]) -> tuple[Fraction | None, Fraction | None]:
    """Return the lowest and the highest rate that the print admits (None: open on that side)."""
    low, high = result.get("rate_low_pct"), result.get("rate_high_pct")
    if low is not None or high is not None:
        return low, high
    if _qualifier(result) == "about":
        return None, None
    return result["rate_pct"], result["rate_pct"]


def _is_open(result: dict[str, Any]) -> bool:
    """Say whether the upper bound itself is excluded ("gần 50%" is less than 50 %)."""
    return _qualifier(result) == "less_than"


def _qualifier(result: dict[str, Any]) -> str:
    """Name the qualifier of the figure that the rate comes from."""
    is_computed = result.get("rate_kind") == "computed"
    name = "admitted_qualifier" if is_computed else "printed_qualifier"
    return result.get(name) or "exact"
