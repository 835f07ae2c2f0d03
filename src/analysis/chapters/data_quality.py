"""Chapter: what became of every row, what does not add up, the sources, and the method."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.issue_words import reason_words
from analysis.chapters.wording import date_words
from analysis.document.blocks import (
    Block,
    Column,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import count_cell, text_cell
from analysis.document.tables import text_table
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

_DISPOSITIONS = {
    "kept": N_("Giữ lại"),
    "duplicate": N_("Trùng với dòng đã có"),
    "quarantined": N_("Để riêng, chờ xử lý"),
}


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=_("Chất lượng số liệu"), part="annex")


def accounting(data: ReportData) -> list[Block]:
    """Count where every raw row ended, in the sources of this report and in all."""
    everything = data.dispositions
    ours = everything[everything["source_id"].isin(data.source_numbers)]
    rows = [
        Row(
            cells=(
                text_cell(_(label)),
                count_cell(int(ours["disposition"].eq(code).sum())),
                count_cell(int(everything["disposition"].eq(code).sum())),
            )
        )
        for code, label in _DISPOSITIONS.items()
    ]
    total = Row(
        kind="total",
        cells=(text_cell(_("Số dòng nguồn")), count_cell(len(ours)), count_cell(len(everything))),
    )
    return [
        Heading(level=2, text=_("Mỗi dòng số liệu đi đâu")),
        Table(
            sheet="SoDong",
            caption=_("Số dòng số liệu nguồn theo kết quả làm sạch"),
            columns=(
                Column(head=_("Kết quả"), width=3),
                Column(head=_("Nguồn của báo cáo này (dòng)"), align="right", width=1.5),
                Column(head=_("Toàn bộ dữ liệu (dòng)"), align="right", width=1.5),
            ),
            rows=(*rows, total),
            notes=(_("Mỗi dòng nguồn có đúng một kết quả; các phần cộng lại bằng tổng."),),
        ),
    ]


def set_aside(data: ReportData) -> list[Block]:
    """List the rows of the scope or of its sources that are in no figure, with the reason."""
    everything = data.dispositions
    is_ours = everything["source_id"].isin(data.source_numbers)
    is_ours |= everything["unit_id"].isin([data.scope.unit_id, *data.scope.children])
    rows = everything[is_ours & everything["disposition"].ne("kept")]
    if rows.empty:
        text = _("Không có dòng nào của báo cáo này bị để riêng hoặc trùng.")
        return [Paragraph(text=text)]
    columns = (
        (_("Vị trí"), 2.2),
        (_("Đơn vị (nguyên văn)"), 2),
        (_("Số liệu"), 1),
        (_("Kỳ"), 1.4),
        (_("Lý do"), 3),
    )
    caption = _("Dòng trùng hoặc để riêng của báo cáo này")
    return [text_table("DeRieng", caption, columns, map(_set_aside_row, rows.to_dict("records")))]


def _set_aside_row(row: dict) -> tuple[str, ...]:
    reason = reason_words(row["reason"], row["message"])
    if not reason:
        reason = _("trùng với {locator}", locator=row["duplicate_of"])
    return row["locator"], row["unit"], row["value"], row["period"], reason


def conflicts(data: ReportData) -> list[Block]:
    """List results of the scope for which two sources print different exact figures."""
    own = data.in_scope
    plain = own[own["qualifier"].eq("exact") & own["period_end"].notna()]
    keys = ["unit_id", "measure", "period_key", "basis"]
    differing = plain.groupby(keys)["value"].transform("nunique").gt(1)
    rows = plain[differing]
    if rows.empty:
        return []
    columns = (
        (_("Đơn vị"), 2),
        (_("Nội dung"), 2),
        (_("Kỳ"), 2),
        (_("Nguồn in"), 1),
        (_("Vị trí"), 2.5),
    )
    texts = [
        (
            data.units.name(row["unit_id"]),
            label_of(data.measures, row["measure"]),
            row["period_printed"],
            row["value_printed"],
            row["locator"],
        )
        for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "MauThuan",
            _("Cùng đơn vị, nội dung và kỳ nhưng công bố khác nhau"),
            columns,
            texts,
            notes=(_("Không số nào được coi là đúng hơn; cần hỏi lại nguồn."),),
        )
    ]


def period_readings(data: ReportData) -> list[Block]:
    """List the figures whose period the grammar and the transcriber read differently."""
    everything = data.observations[~data.observations["period_agrees"]]
    own = data.in_scope
    rows = own[~own["period_agrees"]]
    differing = _("không dòng nào")
    if len(rows):
        differing = ngettext("{count} dòng", len(rows), count=format_count(len(rows)))
    text = _(
        "Kỳ số liệu được đọc tự động từ nguyên văn và đối chiếu với cách đọc của người nhập: trong "
        "phạm vi báo cáo, {lines} được đọc khác nhau (toàn bộ dữ liệu: {some} trong {all} dòng).",
        lines=differing,
        some=format_count(len(everything)),
        all=format_count(len(data.observations)),
    )
    blocks: list[Block] = [
        Heading(level=2, text=_("Cách đọc kỳ số liệu")),
        Paragraph(text=text),
    ]
    if len(rows):
        blocks.append(_period_table(rows))
    return blocks


def _period_table(rows: pd.DataFrame) -> Table:
    columns = (
        (_("Vị trí"), 2.4),
        (_("Nguyên văn"), 2.4),
        (_("Chương trình đọc"), 2),
        (_("Người nhập đọc"), 2),
    )
    texts = [
        (
            row["locator"],
            row["period_printed"],
            _span(row["period_start"], row["period_end"]),
            _span(row["period_start_read"], row["period_end_read"]),
        )
        for row in rows.to_dict("records")
    ]
    return text_table(
        "KySoLieu",
        _("Kỳ số liệu được đọc khác nhau (nêu cả hai cách)"),
        columns,
        texts,
        notes=(
            _("Báo cáo dùng cách đọc của chương trình, chỉ dựa vào điều nguồn in ra và ngày đăng."),
        ),
    )


def _span(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if pd.isna(start) and pd.isna(end):
        return _("không ghi")
    return f"{date_words(start)} – {date_words(end)}"


def undated(data: ReportData) -> list[Block]:
    """List the figures of the scope that no source dates, so that they are in no year's report."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].isna()
    ]
    if own.empty:
        return []
    columns = (
        (_("Nội dung"), 3),
        (_("Kỳ (nguyên văn)"), 2),
        (_("Số liệu"), 1),
        (_("Vị trí"), 2.4),
    )
    texts = [
        (
            label_of(data.measures, row["measure"]),
            row["period_printed"] or _("không ghi"),
            row["value_printed"],
            row["locator"],
        )
        for row in own.to_dict("records")
    ]
    text = N_("Số liệu của {name} mà nguồn không ghi năm, nên không thuộc báo cáo năm nào")
    caption = _(text, name=data.name)
    return [text_table("KhongRoNam", caption, columns, texts)]


def problem_note(data: ReportData) -> list[Block]:
    """Point to rows set aside in all data, so that none is forgotten."""
    quarantined = int(data.dispositions["disposition"].eq("quarantined").sum())
    if not quarantined:
        return []
    return [
        Note(
            kind="info",
            text=ngettext(
                "Toàn bộ dữ liệu có {count} dòng để riêng; danh sách và lý do ở "
                "data/processed/dispositions.csv.",
                quarantined,
                count=quarantined,
            ),
        )
    ]
