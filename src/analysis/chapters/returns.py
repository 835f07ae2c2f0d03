"""Sections: the returns of the units, what became of each row, what is to be looked at."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.issue_words import issue_words, rule_words
from analysis.document.blocks import Block, Column, Heading, Note, Paragraph, Row, Table
from analysis.document.cells import count_cell, text_cell
from analysis.document.tables import text_table
from analysis.report_data import ReportData
from analysis.returns.records import RowFate, Severity
from analysis.text.display import format_count
from analysis.text.language import SOURCE_LANGUAGE, current_language, ngettext
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_FATES = {
    RowFate.KEPT: N_("Giữ lại"),
    RowFate.TOTAL: N_("Dòng tổng"),
    RowFate.NOTE: N_("Tiêu đề, ghi chú"),
    RowFate.DUPLICATE: N_("Trùng"),
    RowFate.HIDDEN: N_("Bị ẩn"),
    RowFate.QUARANTINED: N_("Để riêng"),
}
_SEVERITIES = {Severity.STOP: N_("Dừng"), Severity.WARNING: N_("Cần xem")}
_CORRECTED = "corrected"
_SHOWN = 120


def unread(data: ReportData) -> list[Block]:
    """Name the returns that could not be used, where a leader looks first."""
    stopped = data.returns.files[data.returns.files["stops"].gt(0)]
    if stopped.empty:
        return []
    names = ", ".join(_name(file, data) for file in stopped["file"])
    text = ngettext(
        "Chưa dùng được {count} trong {all} tệp báo cáo của đơn vị: {names}. Số liệu trong các tệp "
        "này chưa có trong báo cáo; lý do nêu ở chương về chất lượng số liệu.",
        len(stopped),
        count=len(stopped),
        all=len(data.returns.files),
        names=names,
    )
    return [Note(kind="attention", text=text)]


def _name(file: str, data: ReportData) -> str:
    """Shorten a file name by the folders that all of this report's returns lie in."""
    return file.removeprefix(f"{data.params.year}/").removeprefix(f"{data.scope.unit_id}/")


def files(data: ReportData) -> list[Block]:
    """Count where every row of every return ended."""
    returns = data.returns.files
    if returns.empty:
        return []
    rows = [_file_row(row, data) for row in returns.to_dict("records")]
    counts = [int(returns[fate.value].sum()) for fate in RowFate]
    total = Row(
        kind="total",
        cells=(
            text_cell(_("Cộng")),
            text_cell(""),
            *(count_cell(count) for count in counts),
            count_cell(sum(counts)),
        ),
    )
    stopped = int(returns["stops"].gt(0).sum())
    warnings = int(returns["warnings"].sum())
    text = ngettext(
        "Năm {year} có {count} tệp báo cáo của đơn vị; {stopped} tệp chưa dùng được (toàn bộ hoặc "
        "một phần); {warnings} chỗ cần xem lại. Mỗi nơi gửi có một tệp nêu riêng những chỗ cần "
        "sửa, trong thư mục returns của báo cáo.",
        len(returns),
        year=data.params.year,
        count=format_count(len(returns)),
        stopped=format_count(stopped),
        warnings=format_count(warnings),
    )
    return [
        Heading(level=2, text=_("Báo cáo của các đơn vị")),
        Paragraph(text=text),
        Table(
            sheet="BaoCao",
            caption=_("Mỗi dòng của mỗi tệp báo cáo đi đâu"),
            columns=(
                Column(head=_("Tệp"), width=3),
                Column(head=_("Dạng"), width=0.8),
                *(Column(head=_(_FATES[fate]), align="right", width=1) for fate in RowFate),
                Column(head=_("Số dòng"), align="right", width=1),
            ),
            rows=(*rows, total),
            notes=(_("Mỗi dòng có đúng một kết quả; các phần cộng lại bằng số dòng của tệp."),),
        ),
    ]


def _file_row(row: dict, data: ReportData) -> Row:
    counts = [int(row[fate.value]) for fate in RowFate]
    return Row(
        kind="attention" if row["stops"] else "body",
        cells=(
            text_cell(_name(row["file"], data)),
            text_cell(row["file_format"] or _("không đọc được")),
            *(count_cell(count) for count in counts),
            count_cell(sum(counts)),
        ),
    )


def issues(data: ReportData) -> list[Block]:
    """List what is wrong or contradicts itself in the returns, with cell and value."""
    rows = data.returns.issues[data.returns.issues["severity"].isin(_SEVERITIES)]
    if data.returns.files.empty and rows.empty:
        return []
    if rows.empty:
        return [Paragraph(text=_("Không có chỗ nào trong các tệp báo cáo cần sửa."))]
    columns = (
        (_("Mức độ"), 0.8),
        (_("Tệp"), 1.8),
        (_("Ô"), 1.5),
        (_("Đơn vị"), 1.5),
        (_("Nội dung"), 4),
    )
    texts = [
        (
            _(_SEVERITIES[Severity(row["severity"])]),
            _name(row["file"], data),
            row["locator"] or _("cả tệp"),
            row["unit"] or "–",
            _words(row),
        )
        for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "VanDe",
            _("Những chỗ trong báo cáo của đơn vị cần xem lại"),
            columns,
            texts,
            notes=(
                _(
                    "Dừng: chưa dùng số liệu nào của tệp hoặc trang tính. Cần xem: ô không đọc "
                    "được, hoặc số liệu mâu thuẫn; cả hai con số đều được nêu."
                ),
            ),
        )
    ]


def _words(row: dict) -> str:
    return issue_words(row["rule"], row["message"], row["value"])


def notes(data: ReportData) -> list[Block]:
    """List what was read with certainty, but in a way that should be known."""
    rows = data.returns.issues
    rows = rows[rows["severity"].eq(Severity.NOTE) & rows["rule"].ne(_CORRECTED)]
    if rows.empty:
        return []
    columns = ((_("Tệp"), 1.8), (_("Việc"), 1.8), (_("Số chỗ"), 0.6), (_("Ví dụ"), 4))
    texts = [
        (
            _name(str(file), data),
            rule_words(str(rule)),
            format_count(len(group)),
            _example(group.iloc[0]),
        )
        for (file, rule), group in rows.groupby(["file", "rule"], sort=False)
    ]
    caption = _("Những chỗ đã đọc hoặc bỏ qua theo quy tắc, nêu để biết")
    return [text_table("GhiChuDoc", caption, columns, texts)]


def _example(row: pd.Series) -> str:
    # The rule itself stands beside the example.
    words = row["message"] if current_language() == SOURCE_LANGUAGE else _quoted(row["value"])
    text = ": ".join(part for part in (row["locator"], words) if part)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _quoted(value: str) -> str:
    return _("«{value}»", value=value) if value else ""


def corrections(data: ReportData) -> list[Block]:
    """List the corrections that were applied, with who decided them."""
    rows = data.returns.issues[data.returns.issues["rule"].eq(_CORRECTED)]
    if rows.empty:
        return []
    columns = ((_("Tệp"), 1.8), (_("Ô"), 1.4), (_("Đã sửa"), 4.5))
    texts = [
        (_name(row["file"], data), row["locator"], _words(row)) for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "DaSua",
            _("Lỗi đã sửa theo data/raw/corrections.yml"),
            columns,
            texts,
            notes=(_("Tệp gốc giữ nguyên; dòng sửa hết hiệu lực khi nơi gửi đã sửa tệp."),),
        )
    ]
