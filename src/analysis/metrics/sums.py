"""A unit's figures added up from the returns of the units under it, marked as such.

Only figures that may be added (persons, organisations) of equal periods are; a unit's own figure is
never replaced. Where units are missing, the sum of admissions is a lower bound and says so if it
covers more than half of the units; nothing else is added up then: missing is not zero.
"""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.metrics.results import ADMITTED
from analysis.registers.units import UnitRegister
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext

SUM_SOURCE = "sum-of-units"
_ADDITIVE = ("person", "organisation")


def sums_of_units(
    observations: pd.DataFrame,
    unit_id: str,
    *,
    units: UnitRegister,
    measures: pd.DataFrame,
    return_files: pd.DataFrame,
) -> pd.DataFrame:
    """Add up the returns of the units directly under a unit.

    Args:
        observations: The tidy observations.
        unit_id: The unit to add up for.
        units: The register of units; a sum is complete if every unit that existed on the last day
            of the period has a figure.
        measures: The register of measures.
        return_files: The returns; published figures are not added up.

    Returns:
        Observations of the unit (same columns), with source ``sum-of-units``; ``at_least`` and the
        number of units in ``note`` where a unit is missing.
    """
    below = _below(observations, unit_id, units, measures, return_files)
    own = observations[observations["unit_id"].eq(unit_id)]
    known = pd.MultiIndex.from_frame(own[["measure", "period_key"]])
    sums = [
        row
        for (measure, key), group in below.groupby(["measure", "period_key"], sort=False)
        if (measure, key) not in known and (row := _sum(group, unit_id, units)) is not None
    ]
    if not sums:
        return observations.head(0)
    types = observations.dtypes.to_dict()
    return pd.DataFrame(sums).astype(types)


def _below(
    observations: pd.DataFrame,
    unit_id: str,
    units: UnitRegister,
    measures: pd.DataFrame,
    return_files: pd.DataFrame,
) -> pd.DataFrame:
    """Keep the returned figures of the units under a unit that may be added up."""
    under = units.units.index[units.units["parent_id"].eq(unit_id).fillna(value=False)]
    additive = observations["measure"].map(measures["unit"]).isin(_ADDITIVE)
    plain = observations["qualifier"].eq("exact") & ~observations["is_average"]
    dated = observations["period_end"].notna() & ~observations["is_projected"]
    returned = observations["source_id"].isin(return_files["file"])
    return observations[observations["unit_id"].isin(under) & additive & plain & dated & returned]


def _sum(group: pd.DataFrame, unit_id: str, units: UnitRegister) -> dict | None:
    """Add up one measure of one period; None where nothing honest comes of it."""
    first = group.iloc[0].to_dict()
    day: date = first["period_end"].date()
    expected = units.children(unit_id, day)
    values = group.drop_duplicates("unit_id").set_index("unit_id")["value"]
    known = values[values.index.isin(expected)]
    is_complete = len(known) == len(expected)
    is_most = 2 * len(known) > len(expected)
    if known.empty or not (is_complete or (is_most and first["measure"] == ADMITTED)):
        return None
    total = float(known.sum())
    return first | {
        "unit_id": unit_id,
        "unit_printed": units.name(unit_id),
        "value": total,
        "low": None if is_complete else total,
        "qualifier": "exact" if is_complete else "at_least",
        "value_printed": format_count(int(total)),
        "decimals": 0,
        "source_id": SUM_SOURCE,
        "locator": f"{SUM_SOURCE}:{unit_id}:{first['measure']}:{first['period_key']}",
        "note": sum_note(len(known), len(expected)),
    }


_UNITS = "{units}"


def sum_note(known: int, expected: int) -> str:
    """Say of how many units a sum is, in the language of the report, without full stop."""
    if known == expected:
        units = ngettext("{count} đơn vị trực thuộc", expected, count=expected)
    else:
        units = ngettext(
            "{known} trong {count} đơn vị trực thuộc", expected, known=known, count=expected
        )
    return _("cộng từ báo cáo của {units}", units=units)


def units_in_note(note: str) -> str:
    """Take from a note of ``sum_note`` the words that count the units.

    Returns:
        "2 trong 3 đơn vị trực thuộc"; empty for the note of a figure that is no such sum.
    """
    start = _("cộng từ báo cáo của {units}").partition(_UNITS)[0]
    return note.removeprefix(start) if note.startswith(start) else ""
