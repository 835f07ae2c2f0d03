"""Chapter: what became of every row, what does not add up, the sources, and the method."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import date_words, source_date, threshold_words
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import count_cell, text_cell
from analysis.findings import Findings
from analysis.metrics.published_checks import Verdict
from analysis.report_data import ReportData
from analysis.text.display import format_count

_DISPOSITIONS = {
    "kept": "Giữ lại",
    "duplicate": "Trùng với dòng đã có",
    "quarantined": "Để riêng, chờ xử lý",
}
_VERDICTS = {
    Verdict.CONSISTENT: "khớp khi làm tròn",
    Verdict.TRUNCATED: "khớp khi cắt bớt chữ số thập phân",
    Verdict.DERIVES: "dùng để suy ra chỉ tiêu",
    Verdict.INCONSISTENT: "không khớp",
    Verdict.NOT_CHECKABLE: "không đủ số liệu để tính lại",
}


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text="Chất lượng số liệu, nguồn và phương pháp")


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
    """List the rows of the scope's sources that are in no figure, with the reason."""
    ours = data.dispositions[data.dispositions["source_id"].isin(data.source_numbers)]
    rows = ours[ours["disposition"].ne("kept")]
    if rows.empty:
        text = "Không có dòng nào trong các nguồn của báo cáo này bị để riêng hoặc trùng."
        return [Paragraph(text=text)]
    return [
        Table(
            sheet="DeRieng",
            caption="Dòng trùng hoặc để riêng trong các nguồn của báo cáo này",
            columns=(
                Column(head="Vị trí", width=2.2),
                Column(head="Đơn vị (nguyên văn)", width=2),
                Column(head="Số liệu", width=1),
                Column(head="Kỳ", width=1.4),
                Column(head="Lý do", width=3),
            ),
            rows=tuple(_set_aside_row(row) for row in rows.to_dict("records")),
        )
    ]


def _set_aside_row(row: dict) -> Row:
    reason = row["message"] or f"trùng với {row['duplicate_of']}"
    texts = (row["locator"], row["unit"], row["value"], row["period"], reason)
    return Row(cells=tuple(map(text_cell, texts)))


def checks_table(data: ReportData, found: Findings) -> list[Block]:
    """List the prints that the arithmetic contradicts; count all."""
    checks = found.checks
    counts = checks["verdict"].value_counts()
    listed = "; ".join(
        f"{format_count(int(counts[verdict]))} {words}"
        for verdict, words in _VERDICTS.items()
        if verdict in counts.index
    )
    blocks: list[Block] = [
        Heading(level=2, text="Số liệu công bố và số tính lại"),
        Paragraph(
            text=(
                f"Đã kiểm tra {len(checks)} tỷ lệ, số bình quân và tổng do nguồn công bố trong "
                f"phạm vi báo cáo: {listed}."
                if len(checks)
                else "Trong phạm vi báo cáo không có tỷ lệ hay tổng nào để tính lại."
            )
        ),
    ]
    shown = checks[checks["verdict"].isin([Verdict.INCONSISTENT, Verdict.TRUNCATED])]
    recomputed = checks[checks["verdict"].isin([Verdict.CONSISTENT, Verdict.DERIVES])]
    if len(shown) or len(recomputed):
        blocks.append(_checks_table(data, pd.concat([shown, recomputed])))
    return blocks


def _checks_table(data: ReportData, checks: pd.DataFrame) -> Table:
    rows = tuple(
        Row(
            kind="attention" if row["verdict"] == Verdict.INCONSISTENT else "body",
            cells=(
                text_cell(data.units.short_name(row["unit_id"])),
                text_cell(data.measures.loc[row["measure"], "label_vi"]),
                text_cell(row["period_printed"]),
                text_cell(row["printed"]),
                text_cell(row["arithmetic"]),
                text_cell(_VERDICTS[row["verdict"]]),
            ),
        )
        for row in checks.to_dict("records")
    )
    return Table(
        sheet="TinhLai",
        caption="Số liệu công bố được tính lại từ các số cùng nguồn",
        columns=(
            Column(head="Đơn vị", width=1.6),
            Column(head="Nội dung", width=2),
            Column(head="Kỳ (nguyên văn)", width=1.8),
            Column(head="Nguồn in", align="right", width=1),
            Column(head="Tính lại", align="right", width=2.2),
            Column(head="Nhận xét", width=1.6),
        ),
        rows=rows,
        notes=("Số liệu công bố được giữ nguyên; báo cáo dùng số tính lại và nêu chỗ khác nhau.",),
    )


def conflicts(data: ReportData) -> list[Block]:
    """List results of the scope for which two sources print different exact figures."""
    own = data.in_scope
    plain = own[own["qualifier"].eq("exact") & own["period_end"].notna()]
    keys = ["unit_id", "measure", "period_key", "basis"]
    differing = plain.groupby(keys)["value"].transform("nunique").gt(1)
    rows = plain[differing]
    if rows.empty:
        return []
    return [
        Table(
            sheet="MauThuan",
            caption="Cùng đơn vị, nội dung và kỳ nhưng công bố khác nhau",
            columns=(
                Column(head="Đơn vị", width=2),
                Column(head="Nội dung", width=2),
                Column(head="Kỳ", width=2),
                Column(head="Nguồn in", align="right", width=1),
                Column(head="Vị trí", width=2.5),
            ),
            rows=tuple(
                Row(
                    cells=tuple(
                        map(
                            text_cell,
                            (
                                data.units.name(row["unit_id"]),
                                data.measures.loc[row["measure"], "label_vi"],
                                row["period_printed"],
                                row["value_printed"],
                                row["locator"],
                            ),
                        )
                    )
                )
                for row in rows.to_dict("records")
            ),
            notes=("Không số nào được coi là đúng hơn; cần hỏi lại nguồn.",),
        )
    ]


def period_readings(data: ReportData) -> list[Block]:
    """List the figures whose period the grammar and the transcriber read differently."""
    everything = data.observations[~data.observations["period_agrees"]]
    own = data.in_scope
    rows = own[~own["period_agrees"]]
    text = (
        f"Kỳ số liệu được đọc tự động từ nguyên văn và đối chiếu với cách đọc của người nhập: "
        f"{format_count(len(rows))} dòng trong phạm vi báo cáo được đọc khác nhau "
        f"(toàn bộ dữ liệu: {format_count(len(everything))} trong "
        f"{format_count(len(data.observations))} dòng)."
    )
    blocks: list[Block] = [
        Heading(level=2, text="Cách đọc kỳ số liệu"),
        Paragraph(text=text),
    ]
    if len(rows):
        blocks.append(_period_table(rows))
    return blocks


def _period_table(rows: pd.DataFrame) -> Table:
    return Table(
        sheet="KySoLieu",
        caption="Kỳ số liệu được đọc khác nhau (nêu cả hai cách)",
        columns=(
            Column(head="Vị trí", width=2.4),
            Column(head="Nguyên văn", width=2.4),
            Column(head="Chương trình đọc", width=2),
            Column(head="Người nhập đọc", width=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    text_cell(row["locator"]),
                    text_cell(row["period_printed"]),
                    _span_cell(row["period_start"], row["period_end"]),
                    _span_cell(row["period_start_read"], row["period_end_read"]),
                )
            )
            for row in rows.to_dict("records")
        ),
        notes=("Báo cáo dùng cách đọc của chương trình, chỉ dựa vào điều nguồn in ra.",),
    )


def _span_cell(start: pd.Timestamp, end: pd.Timestamp) -> Cell:
    return text_cell(f"{date_words(start)} – {date_words(end)}")


def sources_table(data: ReportData) -> list[Block]:
    """List the sources of the scope under the numbers that the tables name."""
    rows = tuple(
        _source_row(number, data.sources.loc[source_id])
        for source_id, number in data.source_numbers.items()
    )
    return [
        Heading(level=2, text="Nguồn số liệu"),
        Table(
            sheet="Nguon",
            caption="Các nguồn có số liệu của đơn vị và các đơn vị trực thuộc",
            columns=(
                Column(head="Số", width=0.5),
                Column(head="Tên bài, văn bản", width=3),
                Column(head="Nơi đăng", width=1.6),
                Column(head="Ngày đăng", width=1),
                Column(head="Địa chỉ", width=3.2),
            ),
            rows=rows,
        ),
    ]


def _source_row(number: int, source: pd.Series) -> Row:
    published = source_date(source["published"]) if source["published"] else ""
    texts = (source["title"], source["publisher"], published, source["address"])
    return Row(cells=(text_cell(f"[{number}]"), *(text_cell(x or "không ghi") for x in texts)))


def method(data: ReportData) -> list[Block]:
    """Explain how the figures were made."""
    threshold = threshold_words(data.params.threshold_pct)
    return [
        Heading(level=2, text="Phương pháp"),
        BulletList(
            items=(
                "Tỷ lệ thực hiện = số kết nạp : chỉ tiêu của cùng đơn vị, tính trên toàn bộ chỉ "
                "tiêu của kỳ (năm hoặc nhiệm kỳ), dù kỳ chưa kết thúc.",
                f"Dưới ngưỡng: nhỏ hơn hẳn {threshold}, so bằng số nguyên khi biết cả hai số; "
                "làm tròn chỉ dùng khi hiển thị.",
                "Chỉ tiêu suy ra: khi nguồn in số kết nạp và tỷ lệ mà chỉ một số nguyên phù hợp "
                "với cách làm tròn (làm tròn nửa lên trước, nếu không có số nào thì cắt bớt).",
                "So sánh các năm: chỉ cùng đơn vị, cùng loại kỳ và hai năm liền nhau; không so "
                "sáu tháng với cả năm, không nối qua năm thiếu số liệu.",
                "Thiếu số liệu không phải là 0: ô chưa công bố ghi “…”, ô không áp dụng ghi “–”.",
                "Tỷ lệ công bố được tính lại; chấp nhận làm tròn nửa lên hoặc cắt bớt, ngoài ra "
                "coi là không khớp.",
                "Nếu một đơn vị có nhiều chỉ tiêu, mỗi chỉ tiêu một dòng; chỉ tiêu nguồn nêu trước "
                "được dùng để xếp loại.",
            )
        ),
    ]


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
