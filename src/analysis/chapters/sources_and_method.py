"""Sections: where the figures come from, and how they were worked out."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import source_date, threshold_words
from analysis.document.blocks import Block, BulletList, Heading
from analysis.document.tables import text_table
from analysis.report_data import ReportData


def sources(data: ReportData) -> list[Block]:
    """List the sources of the scope under the numbers that the tables name."""
    columns = (
        ("Số", 0.5),
        ("Tên bài, văn bản", 3),
        ("Nơi đăng", 1.6),
        ("Ngày đăng", 1),
        ("Địa chỉ", 3.2),
    )
    caption = "Các nguồn có số liệu của đơn vị và các đơn vị trực thuộc"
    rows = [
        _source_row(number, data.sources.loc[source_id])
        for source_id, number in data.source_numbers.items()
    ]
    return [
        Heading(level=2, text="Nguồn số liệu"),
        text_table("Nguon", caption, columns, rows),
    ]


def _source_row(number: int, source: pd.Series) -> tuple[str, ...]:
    published = source_date(source["published"]) if source["published"] else ""
    texts = (source["title"], source["publisher"], published, source["address"])
    return (f"[{number}]", *(text or "không ghi" for text in texts))


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
