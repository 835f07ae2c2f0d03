"""Layouts that hold earlier years beside the present one."""

from __future__ import annotations

from dataclasses import replace

from analysis.fictional.layouts.frames import (
    LONG_NAMES,
    composition_columns,
    name_column,
    number_column,
    put_headings,
    put_remark,
    put_title,
    title_of,
)
from analysis.fictional.layouts.lines import NOTE, PERCENT, Column, Line, put_lines
from analysis.fictional.layouts.order import Order, Paper
from analysis.fictional.layouts.page import Page
from analysis.fictional.layouts.workbooks import composition_page
from analysis.fictional.names import (
    MARK,
    POLICE_ID,
    committee_name,
    new_spelling,
    plain_name,
)
from analysis.fictional.seasons import Season


def years_across(order: Order) -> Paper:
    """Three years side by side under one heading."""
    season = order.season
    part = " 6 tháng đầu năm" if season.is_half else ""
    years = [
        Column("admitted", f"{earlier.year}", earlier, group=f"Thực hiện{part}")
        for earlier in (season.earlier(2), season.earlier(1), season)
    ]
    columns = [
        number_column(order),
        name_column(order, "Xã, phường"),
        Column("target", f"Chỉ tiêu năm {season.year}", season),
        *years,
        Column(PERCENT, f"Tỷ lệ năm {season.year} so với chỉ tiêu (%)", season, width=14.0),
    ]
    page, last = Page("So sanh"), len(columns)
    title = f"SO SÁNH KẾT QUẢ KẾT NẠP ĐẢNG VIÊN {season.words.upper()}"
    row = put_title(page, 1, last, title, order.place) + 1
    row = put_headings(page, row, columns)
    if season.year >= 2024:
        for index, column in enumerate(years, start=4):
            drawn = page.cells[row - 1, index]
            page.cells[row - 1, index] = replace(drawn, value=int(column.heading))
    spelling = new_spelling if season.year % 2 else str
    row = put_lines(page, row, columns, order.lines(plain_name, spelling), order.province)
    put_remark(page, row + 1, last)
    return Paper([page] if season.is_half else [page, composition_page(order)])


def two_sheets(order: Order) -> Paper:
    """One sheet for the half-year, one for the year; this period beside the one a year before."""
    half = replace(order, season=Season(order.season.year, is_half=True))
    pages = [_with_previous(half, "6 tháng")]
    if not order.season.is_half:
        pages.append(_with_previous(order, "Năm"))
    elif order.season.year >= 2023:
        pages.append(_empty_year(order))
    return Paper(pages)


def _previous_columns(order: Order) -> list[Column]:
    season, group = order.season, "Thực hiện"
    return [
        number_column(order),
        name_column(order, "Đảng bộ trực thuộc"),
        Column("members_total", f"Tổng số đảng viên đến {season.end_words}", season, width=13.0),
        Column("target", f"Chỉ tiêu năm {season.year}", season),
        Column("admitted", "Kỳ này", season, group=group),
        Column("admitted", "Cùng kỳ năm trước", season.earlier(), group=group),
        Column(PERCENT, "Tỷ lệ so với chỉ tiêu (%)", season, width=11.0),
        *composition_columns(order, LONG_NAMES, group="Trong đó (kỳ này)"),
        Column(NOTE, "Ghi chú", season, width=18.0),
    ]


def _with_previous(order: Order, name: str) -> Page:
    columns = _previous_columns(order)
    page, last = Page(name), len(columns)
    title = title_of(order, "THỐNG KÊ KẾT NẠP ĐẢNG VIÊN")
    row = put_title(page, 1, last, title, f"(Số liệu {order.season.span_words})") + 1
    row = put_headings(page, row, columns)
    lines = order.lines(committee_name)
    if not order.season.is_half:
        lines = [_own_form(line) for line in lines]
    row = put_lines(page, row, columns, lines, order.province)
    put_remark(page, row + 1, last)
    return page


def _own_form(line: Line) -> Line:
    """The police send their yearly figures on a form of their own; only the target stands here."""
    if line.units[0].unit_id != POLICE_ID:
        return line
    left_out = frozenset({"members_total", "admitted", *LONG_NAMES})
    return replace(line, blanks=left_out, note="Có biểu riêng")


def _empty_year(order: Order) -> Page:
    """The sheet of the year, prepared but not filled in."""
    whole = replace(order, season=order.season.whole())
    columns = _previous_columns(whole)
    page = Page("Năm")
    title = f"THỐNG KÊ KẾT NẠP ĐẢNG VIÊN {whole.season.words.upper()} - {MARK}"
    put_headings(page, put_title(page, 1, len(columns), title) + 2, columns)
    return page
