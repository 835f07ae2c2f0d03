"""Section: where the figures come from."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import source_date
from analysis.document.blocks import Block, Heading
from analysis.document.tables import text_table
from analysis.report_data import ReportData
from analysis.text.language import gettext as _


def sources(data: ReportData) -> list[Block]:
    """List the sources of the scope under the numbers that the tables name."""
    columns = (
        (_("Số"), 0.5),
        (_("Tên bài, văn bản"), 3),
        (_("Nơi đăng"), 1.6),
        (_("Ngày đăng"), 1),
        (_("Địa chỉ"), 3.2),
    )
    caption = _("Các nguồn có số liệu của đơn vị và các đơn vị trực thuộc")
    rows = [
        _source_row(number, data.sources.loc[source_id])
        for source_id, number in data.source_numbers.items()
    ]
    return [
        Heading(level=1, text=_("Nguồn số liệu"), part="annex"),
        text_table("Nguon", caption, columns, rows),
    ]


def _source_row(number: int, source: pd.Series) -> tuple[str, ...]:
    published = source_date(source["published"]) if source["published"] else ""
    texts = (source["title"], source["publisher"], published, source["address"])
    return (f"[{number}]", *(text or _("không ghi") for text in texts))
