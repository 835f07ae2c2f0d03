"""Section: what else the sources publish of the unit, quoted as printed."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import source_words
from analysis.document.blocks import Block, Column, Heading, Row, Table
from analysis.document.cells import text_cell
from analysis.findings import Findings
from analysis.metrics.sub_targets import sub_target_measures
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.language import gettext as _

_GROUP_ORDER = ("members", "organisation", "composition", "rating", "change", "other_target")
_SHOWN_ELSEWHERE = {
    *("admitted", "pct_of_target", "admitted_over_target", "target", "target_min"),
    *("yoy_change", "yoy_change_pct"),
}


def table(data: ReportData, found: Findings) -> list[Block]:
    """List what else the sources publish of the scope: members, organisations, other targets.

    Sub-targets with their results have a table of their own and are not repeated.
    """
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].eq(data.params.year)
        & ~data.observations["measure"].isin(_SHOWN_ELSEWHERE)
    ]
    own = own[~_is_in_sub_targets(own, data, found)]
    if own.empty:
        return []
    group = own["measure"].map(data.measures["group"])
    order = group.map({name: i for i, name in enumerate(_GROUP_ORDER)}).fillna(-1)
    ordered = own.assign(_order=order).sort_values("_order", kind="stable")
    has_basis = ordered["basis"].ne("").any()
    rows = tuple(_row(data, row, with_basis=has_basis) for row in ordered.to_dict("records"))
    return [
        Heading(level=2, text=_("Tổ chức đảng, đảng viên và chỉ tiêu khác")),
        Table(
            sheet="SoLieuKhac",
            caption=_("Số liệu khác do các nguồn công bố về {name}", name=data.name),
            columns=(
                Column(head=_("Nội dung"), width=3),
                Column(head=_("Thời điểm, kỳ (nguyên văn)"), width=2),
                Column(head=_("Số liệu (nguyên văn)"), align="right", width=1.2),
                *((Column(head=_("Căn cứ"), width=2),) if has_basis else ()),
            ),
            rows=rows,
            source=source_words(dict.fromkeys(ordered["source_id"]), data),
        ),
    ]


def _is_in_sub_targets(own: pd.DataFrame, data: ReportData, found: Findings) -> pd.Series:
    """Tell which rows are a sub-target of the scope, its result or percentage, in its period."""
    rows = found.sub_targets
    rows = rows[rows["unit_id"].eq(data.scope.unit_id)]
    measures = {one.target: one for one in sub_target_measures(data.measures)}
    shown = {
        (measure, period)
        for row in rows.to_dict("records")
        for measure in measures[row["measure"]]
        for period in (row["period_key"], row["target_period_key"])
    }
    pairs = zip(own["measure"], own["period_key"], strict=True)
    return pd.Series([pair in shown for pair in pairs], index=own.index, dtype=bool)


def _row(data: ReportData, row: dict, *, with_basis: bool) -> Row:
    cells = (
        text_cell(label_of(data.measures, row["measure"])),
        text_cell(row["period_printed"] or _("không ghi")),
        text_cell(_with_note(row)),
        *((text_cell(row["basis"] or _("không ghi")),) if with_basis else ()),
    )
    return Row(cells=cells)


def _with_note(row: dict) -> str:
    return f"{row['value_printed']} ({row['note']})" if row["note"] else row["value_printed"]
