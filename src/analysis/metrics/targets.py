"""Targets: published ones, and those that a printed percentage gives away."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from analysis.metrics.exact import Rounding, whole_denominators


@dataclass(frozen=True)
class DerivedTarget:
    """What admitted and percentage, both printed, say about the target.

    Args:
        value: The one whole target that fits the printed rounding; None where several or none do.
        rounding: The rounding under which it fits.
        lowest: The smallest whole target that fits under either rounding, None where none does.
        highest: The largest one.
    """

    value: int | None
    rounding: Rounding | None
    lowest: int | None
    highest: int | None


def derive_target(admitted: int, printed_pct: Fraction, decimals: int) -> DerivedTarget:
    """Derive the target from a result and its printed percentage.

    Rounding half up is tried first, as the usual rule; cutting off only where no whole target fits
    half up. A target is derived when exactly one fits.

    Args:
        admitted: Persons admitted.
        printed_pct: The percentage as printed.
        decimals: Decimals printed.
    """
    if admitted <= 0 or printed_pct <= 0:
        return DerivedTarget(None, None, None, None)
    found = whole_denominators(admitted, printed_pct, decimals)
    everything = [*found[Rounding.TRUNCATED][:1], *found[Rounding.HALF_UP][:1]]
    everything += [*found[Rounding.TRUNCATED][-1:], *found[Rounding.HALF_UP][-1:]]
    lowest, highest = (everything[0], everything[-1]) if everything else (None, None)
    rounding = Rounding.HALF_UP if found[Rounding.HALF_UP] else Rounding.TRUNCATED
    if len(found[rounding]) == 1:
        return DerivedTarget(found[rounding][0], rounding, lowest, highest)
    return DerivedTarget(None, None, lowest, highest)
