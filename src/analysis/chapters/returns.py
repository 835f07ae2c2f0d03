"""Sections: the returns of the units, what became of each row, what is to be looked at."""

from __future__ import annotations

import pandas as pd

from analysis.document.blocks import Block, Column, Heading, Note, Paragraph, Row, Table
from analysis.document.cells import count_cell, text_cell
from analysis.document.tables import text_table
from analysis.report_data import ReportData
from analysis.returns.records import RowFate, Severity
from analysis.text.display import format_count

_FATES = {
    RowFate.KEPT: "Giữ lại",
    RowFate.TOTAL: "Dòng tổng",
    RowFate.NOTE: "Tiêu đề, ghi chú",
    RowFate.DUPLICATE: "Trùng",
    RowFate.HIDDEN: "Bị ẩn",
    RowFate.QUARANTINED: "Để riêng",
}
_SEVERITIES = {Severity.STOP: "Dừng", Severity.WARNING: "Cần xem"}
_NOTES = {
    "legacy_letters": "chuyển bảng mã TCVN3, VNI",
    "mojibake": "sửa chữ lỗi bảng mã",
    "hidden_row": "dòng bị ẩn, không lấy",
    "hidden_column": "cột bị ẩn, không lấy",
    "hidden_sheet": "trang tính bị ẩn, không lấy",
    "thousands_as_decimals": "số hàng nghìn bị đổi thành số lẻ, đã đọc lại",
    "english_separators": "dấu phẩy ngăn hàng nghìn",
    "no_figures": "đơn vị có tên nhưng chưa có số liệu",
    "no_rows": "biểu trống",
    "comparison_row": "dòng so sánh, bình quân dưới bảng, không lấy",
    "repeated_column": "cột lặp lại cùng số liệu, lấy một cột",
    "column_ignored": "cột không có chỉ số tương ứng, không lấy",
    "stray_figure": "con số ngoài bảng, không lấy",
    "macros_ignored": "có macro, không chạy",
    "formulas_not_calculated": "công thức chưa tính lại trước khi lưu",
    "covered_cells_ignored": "số bị ô gộp che, không lấy",
    "formats_unknown": "không đọc được định dạng ô",
    "hidden_text_ignored": "chữ ẩn, không lấy",
    "deleted_text_ignored": "chữ đã đánh dấu xóa, không lấy",
    "hidden_cells_ignored": "ô ẩn, không lấy",
    "text_boxes_ignored": "chữ trong khung, không lấy",
    "external_links_ignored": "có liên kết ngoài, không mở",
}
_CORRECTED = "corrected"
_SHOWN = 120


def unread(data: ReportData) -> list[Block]:
    """Name the returns that could not be used, where a leader looks first."""
    stopped = data.returns.files[data.returns.files["stops"].gt(0)]
    if stopped.empty:
        return []
    names = ", ".join(_name(file, data) for file in stopped["file"])
    text = (
        f"Chưa dùng được {len(stopped)} trong {len(data.returns.files)} tệp báo cáo của đơn vị: "
        f"{names}. Số liệu trong các tệp này chưa có trong báo cáo; lý do nêu ở chương về chất "
        "lượng số liệu."
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
            text_cell("Cộng"),
            text_cell(""),
            *(count_cell(count) for count in counts),
            count_cell(sum(counts)),
        ),
    )
    stopped = int(returns["stops"].gt(0).sum())
    warnings = int(returns["warnings"].sum())
    text = (
        f"Năm {data.params.year} có {format_count(len(returns))} tệp báo cáo của đơn vị; "
        f"{format_count(stopped)} tệp chưa dùng được (toàn bộ hoặc một phần); "
        f"{format_count(warnings)} chỗ cần xem lại. Mỗi nơi gửi có một tệp nêu riêng những chỗ cần "
        "sửa, trong thư mục returns của báo cáo."
    )
    return [
        Heading(level=2, text="Báo cáo của các đơn vị"),
        Paragraph(text=text),
        Table(
            sheet="BaoCao",
            caption="Mỗi dòng của mỗi tệp báo cáo đi đâu",
            columns=(
                Column(head="Tệp", width=3),
                Column(head="Dạng", width=0.8),
                *(Column(head=_FATES[fate], align="right", width=1) for fate in RowFate),
                Column(head="Số dòng", align="right", width=1),
            ),
            rows=(*rows, total),
            notes=("Mỗi dòng có đúng một kết quả; các phần cộng lại bằng số dòng của tệp.",),
        ),
    ]


def _file_row(row: dict, data: ReportData) -> Row:
    counts = [int(row[fate.value]) for fate in RowFate]
    return Row(
        kind="attention" if row["stops"] else "body",
        cells=(
            text_cell(_name(row["file"], data)),
            text_cell(row["file_format"] or "không đọc được"),
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
        return [Paragraph(text="Không có chỗ nào trong các tệp báo cáo cần sửa.")]
    columns = (("Mức độ", 0.8), ("Tệp", 1.8), ("Ô", 1.5), ("Đơn vị", 1.5), ("Nội dung", 4))
    texts = [
        (
            _SEVERITIES[Severity(row["severity"])],
            _name(row["file"], data),
            row["locator"] or "cả tệp",
            row["unit"] or "–",
            row["message"],
        )
        for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "VanDe",
            "Những chỗ trong báo cáo của đơn vị cần xem lại",
            columns,
            texts,
            notes=(
                "Dừng: chưa dùng số liệu nào của tệp hoặc trang tính. Cần xem: ô không đọc được, "
                "hoặc số liệu mâu thuẫn; cả hai con số đều được nêu.",
            ),
        )
    ]


def notes(data: ReportData) -> list[Block]:
    """List what was read with certainty, but in a way that should be known."""
    rows = data.returns.issues
    rows = rows[rows["severity"].eq(Severity.NOTE) & rows["rule"].ne(_CORRECTED)]
    if rows.empty:
        return []
    columns = (("Tệp", 1.8), ("Việc", 1.8), ("Số chỗ", 0.6), ("Ví dụ", 4))
    texts = [
        (
            _name(str(file), data),
            _NOTES.get(str(rule), str(rule)),
            format_count(len(group)),
            _example(group.iloc[0]),
        )
        for (file, rule), group in rows.groupby(["file", "rule"], sort=False)
    ]
    caption = "Những chỗ đã đọc hoặc bỏ qua theo quy tắc, nêu để biết"
    return [text_table("GhiChuDoc", caption, columns, texts)]


def _example(row: pd.Series) -> str:
    text = f"{row['locator']}: {row['message']}" if row["locator"] else str(row["message"])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def corrections(data: ReportData) -> list[Block]:
    """List the corrections that were applied, with who decided them."""
    rows = data.returns.issues[data.returns.issues["rule"].eq(_CORRECTED)]
    if rows.empty:
        return []
    columns = (("Tệp", 1.8), ("Ô", 1.4), ("Đã sửa", 4.5))
    texts = [
        (_name(row["file"], data), row["locator"], row["message"])
        for row in rows.to_dict("records")
    ]
    return [
        text_table(
            "DaSua",
            "Lỗi đã sửa theo data/raw/corrections.yml",
            columns,
            texts,
            notes=("Tệp gốc giữ nguyên; dòng sửa hết hiệu lực khi nơi gửi đã sửa tệp.",),
        )
    ]
