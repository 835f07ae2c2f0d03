"""The observations behind the report as a sheet, and what each of their columns means."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
from xlsxwriter.utility import xl_range
from xlsxwriter.worksheet import Worksheet

from analysis.render.cover import Cover
from analysis.render.workbook_look import (
    HEAD_ROW,
    Formats,
    set_page,
    visible_text,
    write_across,
    write_top,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_MOST_WIDTH = 34
_SAMPLE = 200  # rows that decide how wide a column is
_PAGES_WIDE = 3
_WIDTHS: list[float] = [22, 78]

COLUMNS = {
    "unit_id": N_("Mã đơn vị trong danh mục đơn vị."),
    "unit_printed": N_("Tên đơn vị, nguyên văn."),
    "measure": N_("Mã chỉ tiêu thống kê; số liệu theo đơn vị tính của chỉ tiêu đó."),
    "period_kind": N_("Loại kỳ số liệu: cả năm, từ đầu năm, thời điểm, nhiệm kỳ…"),
    "period_key": N_("Kỳ số liệu viết thống nhất; chỉ so sánh các số cùng loại kỳ."),
    "period_start": N_("Ngày đầu kỳ."),
    "period_end": N_("Ngày cuối kỳ."),
    "term": N_("Nhiệm kỳ."),
    "is_average": N_("Số bình quân."),
    "is_projected": N_("Số dự kiến."),
    "report_year": N_("Năm báo cáo mà số liệu thuộc về."),
    "value": N_("Số liệu dạng số."),
    "denominator": N_("Số chia, khi nguồn viết dạng “a/b”."),
    "low": N_("Cận dưới, khi nguồn viết “trên”, “ít nhất”, “từ … đến …”."),
    "high": N_("Cận trên, khi nguồn viết “gần”, “dưới”, “từ … đến …”."),
    "qualifier": N_("Mức chính xác theo lời của nguồn: đúng, khoảng, ít nhất, hơn, gần…"),
    "decimals": N_("Số chữ số thập phân trong nguồn."),
    "value_printed": N_("Số liệu, nguyên văn."),
    "period_printed": N_("Kỳ số liệu, nguyên văn."),
    "basis": N_("Căn cứ của chỉ tiêu, nguyên văn."),
    "source_id": N_("Mã nguồn: bài đã công bố hoặc tệp báo cáo."),
    "locator": N_("Tệp và dòng, hoặc tệp và ô, của số liệu."),
    "period_start_read": N_("Ngày đầu kỳ theo người nhập."),
    "period_end_read": N_("Ngày cuối kỳ theo người nhập."),
    "period_agrees": N_("Chương trình và người nhập đọc cùng một kỳ."),
    "note": N_("Ghi chú."),
    "basis_kind": N_("Chỉ tiêu do ai đề ra, theo danh mục."),
    "is_basis_known": N_("Căn cứ của chỉ tiêu có trong danh mục."),
    "stated_on": N_("Ngày mà nguồn nói đến."),
}


def write_observations(
    sheet: Worksheet, observations: pd.DataFrame, cover: Cover, formats: Formats
) -> None:
    """Write the observations as plain data: heads in the first row, one row for each."""
    widths = []
    for x, name in enumerate(observations.columns):
        values = observations[name]
        sheet.write_string(0, x, str(name), formats.head("left"))
        _write_column(sheet, x, values, formats)
        widths.append(_width(str(name), values))
        sheet.set_column(x, x, widths[-1])
    sheet.freeze_panes(1, min(1, len(widths)))
    if widths:
        right = len(widths) - 1
        sheet.autofilter(0, 0, len(observations), right)
        sheet.print_area(0, 0, len(observations), right)
        whole = xl_range(0, 0, len(observations), right)
        sheet.ignore_errors({"number_stored_as_text": whole})
    set_page(sheet, cover, widths)
    sheet.fit_to_pages(_PAGES_WIDE, 0)
    sheet.repeat_rows(0)


def _write_column(sheet: Worksheet, x: int, values: pd.Series, formats: Formats) -> None:
    """Write a column by its type; what is missing stays an empty cell."""
    write = _writer(sheet, values, formats)
    for y, value in enumerate(values, start=1):
        if not pd.isna(value):
            write(y, x, value)


def _writer(
    sheet: Worksheet, values: pd.Series, formats: Formats
) -> Callable[[int, int, object], object]:
    types = pd.api.types
    if types.is_bool_dtype(values):
        return lambda y, x, value: sheet.write_boolean(y, x, bool(value), formats.general)
    if types.is_numeric_dtype(values):
        return lambda y, x, value: sheet.write_number(y, x, float(value), formats.general)
    if types.is_datetime64_any_dtype(values):
        return lambda y, x, value: sheet.write_datetime(
            y, x, pd.Timestamp(value).to_pydatetime(), formats.date
        )
    return lambda y, x, value: sheet.write_string(y, x, visible_text(str(value)), formats.plain)


def _width(name: str, values: pd.Series) -> float:
    if pd.api.types.is_datetime64_any_dtype(values):
        return max(12, len(name) + 4)
    shown = values.head(_SAMPLE).dropna().astype(str).str.len()
    longest = int(shown.max()) if len(shown) else 0
    return min(max(longest + 2, len(name) + 4), _MOST_WIDTH)


def write_columns(
    sheet: Worksheet, observations: pd.DataFrame, cover: Cover, formats: Formats
) -> None:
    """Explain the columns of the observations that are there."""
    names = [str(name) for name in observations.columns]
    for x, width in enumerate(_WIDTHS):
        sheet.set_column(x, x, width)
    write_top(sheet, _WIDTHS, _("Các cột của bảng quan sát"), cover, formats)
    for x, head in enumerate((_("Cột"), _("Nội dung"))):
        sheet.write_string(HEAD_ROW, x, head, formats.head("left"))
    for y, name in enumerate(names, start=HEAD_ROW + 1):
        sheet.write_string(y, 0, visible_text(name), formats.text("left"))
        meaning = _(COLUMNS[name]) if name in COLUMNS else ""
        sheet.write_string(y, 1, meaning, formats.text("left"))
    last = HEAD_ROW + len(names) + 2
    empty = _("Ô trống: nguồn không có hoặc không áp dụng; không phải số 0.")
    write_across(sheet, last, _WIDTHS, empty, formats.note)
    sheet.hide_gridlines(2)
    sheet.freeze_panes(HEAD_ROW + 1, 0)
    sheet.repeat_rows(HEAD_ROW)
    set_page(sheet, cover, _WIDTHS)
    sheet.print_area(0, 0, last, len(_WIDTHS) - 1)
