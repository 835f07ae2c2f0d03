"""Chapter: what became of every row, what does not add up, the sources, and the method."""

from __future__ import annotations

import pandas as pd

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
from analysis.report_data import ReportData
from analysis.text.display import format_count

_DISPOSITIONS = {
    "kept": "Giữ lại",
    "duplicate": "Trùng với dòng đã có",
    "quarantined": "Để riêng, chờ xử lý",
}


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text="Chất lượng số liệu và nguồn")


def accounting(data: ReportData) -> list[Block]:
    """Count where every raw row ended, in the sources of this report and in all."""
    everything = data.dispositions
    ours = everything[everything["source_id"].isin(data.source_numbers)]
    rows = [
        Row(
            cells=(
                text_cell(label),
                count_cell(int(ours["disposition"].eq(code).sum())),
                count_cell(int(everything["disposition"].eq(code).sum())),
            )
        )
        for code, label in _DISPOSITIONS.items()
    ]
    total = Row(
        kind="total",
        cells=(text_cell("Số dòng nguồn"), count_cell(len(ours)), count_cell(len(everything))),
    )
    return [
        Heading(level=2, text="Mỗi dòng số liệu đi đâu"),
        Table(
            sheet="SoDong",
            caption="Số dòng số liệu nguồn theo kết quả làm sạch",
            columns=(
                Column(head="Kết quả", width=3),
                Column(head="Nguồn của báo cáo này (dòng)", align="right", width=1.5),
                Column(head="Toàn bộ dữ liệu (dòng)", align="right", width=1.5),
            ),
            rows=(*rows, total),
            notes=("Mỗi dòng nguồn có đúng một kết quả; các phần cộng lại bằng tổng.",),
        ),
    ]


def set_aside(data: ReportData) -> list[Block]:
    """List the rows of the scope or of its sources that are in no figure, with the reason."""
    everything = data.dispositions
    is_ours = everything["source_id"].isin(data.source_numbers)
    is_ours |= everything["unit_id"].isin([data.scope.unit_id, *data.scope.children])
    rows = everything[is_ours & everything["disposition"].ne("kept")]
    if rows.empty:
        text = "Không có dòng nào của báo cáo này bị để riêng hoặc trùng."
        return [Paragraph(text=text)]
    columns = (
        ("Vị trí", 2.2),
        ("Đơn vị (nguyên văn)", 2),
        ("Số liệu", 1),
        ("Kỳ", 1.4),
        ("Lý do", 3),
    )
    caption = "Dòng trùng hoặc để riêng của báo cáo này"
    return [text_table("DeRieng", caption, columns, map(_set_aside_row, rows.to_dict("records")))]


def _set_aside_row(row: dict) -> tuple[str, ...]:
    reason = row["message"] or f"trùng với {row['duplicate_of']}"
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
    columns = (("Đơn vị", 2), ("Nội dung", 2), ("Kỳ", 2), ("Nguồn in", 1), ("Vị trí", 2.5))
    texts = [
        (
            data.units.name(row["unit_id"]),
            data.measures.loc[row["measure"], "label_vi"],
            row["period_printed"],
            row["value_printed"],
            row["locator"],
        )
        for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "MauThuan",
            "Cùng đơn vị, nội dung và kỳ nhưng công bố khác nhau",
            columns,
            texts,
            notes=("Không số nào được coi là đúng hơn; cần hỏi lại nguồn.",),
        )
    ]


def period_readings(data: ReportData) -> list[Block]:
    """List the figures whose period the grammar and the transcriber read differently."""
    everything = data.observations[~data.observations["period_agrees"]]
    own = data.in_scope
    rows = own[~own["period_agrees"]]
    differing = f"{format_count(len(rows))} dòng" if len(rows) else "không dòng nào"
    text = (
        "Kỳ số liệu được đọc tự động từ nguyên văn và đối chiếu với cách đọc của người nhập: "
        f"trong phạm vi báo cáo, {differing} được đọc khác nhau (toàn bộ dữ liệu: "
        f"{format_count(len(everything))} trong {format_count(len(data.observations))} dòng)."
    )
    blocks: list[Block] = [
        Heading(level=2, text="Cách đọc kỳ số liệu"),
        Paragraph(text=text),
    ]
    if len(rows):
        blocks.append(_period_table(rows))
    return blocks


def _period_table(rows: pd.DataFrame) -> Table:
    columns = (
        ("Vị trí", 2.4),
        ("Nguyên văn", 2.4),
        ("Chương trình đọc", 2),
        ("Người nhập đọc", 2),
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
        "Kỳ số liệu được đọc khác nhau (nêu cả hai cách)",
        columns,
        texts,
        notes=(
            "Báo cáo dùng cách đọc của chương trình, chỉ dựa vào điều nguồn in ra và ngày đăng.",
        ),
    )


def _span(start: pd.Timestamp, end: pd.Timestamp) -> str:
    if pd.isna(start) and pd.isna(end):
        return "không ghi"
    return f"{date_words(start)} – {date_words(end)}"


def undated(data: ReportData) -> list[Block]:
    """List the figures of the scope that no source dates, so that they are in no year's report."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].isna()
    ]
    if own.empty:
        return []
    columns = (("Nội dung", 3), ("Kỳ (nguyên văn)", 2), ("Số liệu", 1), ("Vị trí", 2.4))
    texts = [
        (
            data.measures.loc[row["measure"], "label_vi"],
            row["period_printed"] or "không ghi",
            row["value_printed"],
            row["locator"],
        )
        for row in own.to_dict("records")
    ]
    caption = f"Số liệu của {data.name} mà nguồn không ghi năm, nên không thuộc báo cáo năm nào"
    return [text_table("KhongRoNam", caption, columns, texts)]


def problem_note(data: ReportData) -> list[Block]:
    """Point to rows set aside in all data, so that none is forgotten."""
    quarantined = int(data.dispositions["disposition"].eq("quarantined").sum())
    if not quarantined:
        return []
    return [
        Note(
            kind="info",
            text=(
                f"Toàn bộ dữ liệu có {quarantined} dòng để riêng; danh sách và lý do ở "
                "data/processed/dispositions.csv."
            ),
        )
    ]
