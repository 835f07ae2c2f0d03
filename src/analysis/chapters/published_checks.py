"""Section: printed figures held against the figures they were made from."""

from __future__ import annotations

import pandas as pd

from analysis.document.blocks import Block, Column, Heading, Paragraph, Row, Table
from analysis.document.cells import text_cell
from analysis.findings import Findings
from analysis.metrics.published_checks import Verdict
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

_VERDICTS = {
    Verdict.CONSISTENT: N_("khớp khi làm tròn"),
    Verdict.TRUNCATED: N_("khớp khi cắt bớt chữ số thập phân"),
    Verdict.DERIVES: N_("dùng để suy ra chỉ tiêu"),
    Verdict.INCONSISTENT: N_("không khớp"),
    Verdict.NOT_CHECKABLE: N_("không đủ số liệu để tính lại"),
}


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the prints that the arithmetic contradicts; count all."""
    checks = found.checks
    counts = checks["verdict"].value_counts()
    listed = "; ".join(
        _("{count} {verdict}", count=format_count(int(counts[verdict])), verdict=_(words))
        for verdict, words in _VERDICTS.items()
        if verdict in counts.index
    )
    blocks: list[Block] = [
        Heading(level=2, text=_("Số liệu công bố và số tính lại"), method="tinh-lai"),
        Paragraph(
            text=ngettext(
                "Đã kiểm tra {count} tỷ lệ, số bình quân và tổng do nguồn công bố trong phạm vi "
                "báo cáo: {verdicts}.",
                len(checks),
                count=len(checks),
                verdicts=listed,
            )
            if len(checks)
            else _("Trong phạm vi báo cáo không có tỷ lệ hay tổng nào để tính lại.")
        ),
    ]
    shown = checks[checks["verdict"].isin([Verdict.INCONSISTENT, Verdict.TRUNCATED])]
    recomputed = checks[
        checks["verdict"].isin([Verdict.CONSISTENT, Verdict.DERIVES])
        | (checks["rule"].eq("units") & checks["verdict"].eq(Verdict.NOT_CHECKABLE))
    ]
    if len(shown) or len(recomputed):
        blocks.append(_table_of(data, pd.concat([shown, recomputed])))
    return blocks


def _verdict_words(row: dict) -> str:
    if row["verdict"] == Verdict.CONSISTENT and row["rule"] in ("sum", "units"):
        return _("khớp")
    words = _VERDICTS[row["verdict"]]
    return _(words)


def _table_of(data: ReportData, checks: pd.DataFrame) -> Table:
    rows = tuple(
        Row(
            kind="attention" if row["verdict"] == Verdict.INCONSISTENT else "body",
            cells=(
                text_cell(data.units.short_name(row["unit_id"])),
                text_cell(label_of(data.measures, row["measure"])),
                text_cell(row["period_printed"]),
                text_cell(row["printed"]),
                text_cell(row["arithmetic"]),
                text_cell(_verdict_words(row)),
            ),
        )
        for row in checks.to_dict("records")
    )
    return Table(
        sheet="TinhLai",
        caption=_("Số liệu công bố được tính lại từ các số cùng nguồn"),
        columns=(
            Column(head=_("Đơn vị"), width=1.6),
            Column(head=_("Nội dung"), width=2),
            Column(head=_("Kỳ (nguyên văn)"), width=1.8),
            Column(head=_("Nguồn in"), align="right", width=1),
            Column(head=_("Tính lại"), align="right", width=2.2),
            Column(head=_("Nhận xét"), width=1.6),
        ),
        rows=rows,
        notes=(
            _("Số liệu công bố được giữ nguyên; báo cáo dùng số tính lại và nêu chỗ khác nhau."),
        ),
    )
