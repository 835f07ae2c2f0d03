"""Layouts outside spreadsheets: lines of text, documents, web pages."""

from __future__ import annotations

from dataclasses import replace

from analysis.fictional.layouts.frames import (
    LONG_NAMES,
    NATIONAL_LINE,
    PLACE_LINE,
    PROVINCE_LINE,
    SHORT_NAMES,
    composition_columns,
    name_column,
    number_column,
    put_headings,
    put_remark,
    put_title,
    title_of,
)
from analysis.fictional.layouts.lines import (
    PERCENT,
    Column,
    Show,
    put_line,
    put_lines,
    total_line,
)
from analysis.fictional.layouts.order import Order, Paper
from analysis.fictional.layouts.page import Look, Page
from analysis.fictional.names import (
    REMARK,
    committee_name,
    leadership_name,
    new_spelling,
    plain_name,
    short_class_name,
)


def semicolons(order: Order) -> Paper:
    """UTF-8 with a byte order mark and semicolons, as a Vietnamese Excel saves it."""
    season, show = order.season, Show.BARE_TEXT
    rate = "Tỷ lệ\n(%)" if season.year >= 2023 else "Tỷ lệ (%)"
    columns = [
        number_column(order, show=show),
        name_column(order, "Tên đơn vị"),
        Column("members_total", f"Tổng số đảng viên đến {season.end_words}", season, show),
        Column("target", f"Chỉ tiêu năm {season.year}", season, show),
        Column("admitted", "Kết nạp", season, show),
        Column(PERCENT, rate, season, show),
        *composition_columns(order, LONG_NAMES, show=show),
    ]
    page = Page("")
    page.put(1, 1, title_of(order))
    page.put(2, 1, f"Số liệu {season.span_words}")
    row = put_headings(page, 4, columns)
    spelling = new_spelling if season.year <= 2022 else str
    row = put_lines(page, row, columns, order.lines(leadership_name, spelling), order.province)
    page.put(row + 1, 1, f"Ghi chú: {REMARK}")
    return Paper([page], "semicolons", "csv")


def tabs(order: Order) -> Paper:
    """Tabs in UTF-16, in some years commas in the old Windows encoding; names with numbers."""
    season, show = order.season, Show.BARE_TEXT
    columns = [
        name_column(order),
        Column("target", f"Chỉ tiêu năm {season.year}", season, show),
        Column("admitted", "Thực hiện", season, show),
        *composition_columns(order, SHORT_NAMES, show=show),
        Column("members_total", "Tổng số đảng viên cuối kỳ", season, show),
    ]
    page = Page("", name_column=1)
    page.put(1, 1, title_of(order).replace(",", " -"))
    page.put(2, 1, f"Tính đến ngày {season.end_words}")
    row = put_headings(page, 3, columns)
    lines = order.lines(short_class_name)
    lines = [replace(line, text=f"{line.number}. {line.label}") for line in lines]
    row = put_lines(page, row, columns, lines, order.province)
    page.put(row, 1, f"Ghi chú: {REMARK}".replace(",", ";"))
    is_old = season.year in (2022, 2023)
    return Paper([page], "commas_cp1258", "csv") if is_old else Paper([page], "tabs_utf16", "tsv")


def document(order: Order) -> Paper:
    """Tables of a text document; from 2023 the bodies stand in a table without borders."""
    season = order.season
    columns = [
        number_column(order, "TT", Show.TEXT),
        name_column(order),
        Column("target", f"Chỉ tiêu năm {season.year}", season, Show.TEXT),
        Column("admitted", "Kết quả", season, Show.TEXT),
        Column(PERCENT, "Tỷ lệ (%)", season, Show.TEXT, width=11.0),
        *composition_columns(order, LONG_NAMES, group="Trong đó", show=Show.TEXT),
        Column("members_total", "Tổng số đảng viên cuối kỳ", season, Show.TEXT, width=12.0),
    ]
    page = Page()
    page.before = [
        (title_of(order), Look.TITLE),
        (f"({season.span_words})", Look.PLACE),
        ("", Look.CENTRED),
    ]
    lines = order.lines(plain_name, marker="- ")
    row = put_lines(page, put_headings(page, 1, columns), columns, lines, order.province)
    put_line(page, row, columns, total_line("Cộng", lines), order.province)
    page.after = [
        (f"Ghi chú: {REMARK}", Look.NOTE),
        ("", Look.CENTRED),
        ("TRƯỞNG CỤM", Look.CENTRED_BOLD),
        ("(Ký, ghi rõ họ tên)", Look.PLACE),
    ]
    if season.year < 2023:
        page.before = [(PROVINCE_LINE, Look.CENTRED), *page.before]
        return Paper([page], "docx", "docx")
    return Paper([_bodies(order), page], "docx", "docx")


def _bodies(order: Order) -> Page:
    head = Page(widths={1: 55.0, 2: 65.0})
    for row, (left, right) in enumerate(
        (
            (PROVINCE_LINE, NATIONAL_LINE),
            (f"CỤM SỐ {order.cluster}", f"{PLACE_LINE}, {order.season.sent_words}"),
        ),
        start=1,
    ):
        head.put(row, 1, left, Look.CENTRED_BOLD if row == 2 else Look.CENTRED)
        head.put(row, 2, right, Look.PLACE if row == 2 else Look.CENTRED_BOLD)
    head.after = [("", Look.CENTRED)]
    return head


def web_page(order: Order) -> Paper:
    """A web page named ``.xls``; percentages are cut off, not rounded."""
    season = order.season
    columns = [
        number_column(order, show=Show.TEXT),
        name_column(order, "Đảng bộ trực thuộc"),
        Column("target", f"Chỉ tiêu năm {season.year}", season, Show.TEXT),
        Column("admitted", "Tổng số", season, Show.TEXT, group="Đảng viên mới kết nạp"),
        *composition_columns(
            order, LONG_NAMES, group="Đảng viên mới kết nạp", show=Show.TEXT, zero="-"
        ),
        Column(PERCENT, "Tỷ lệ (%)", season, Show.TEXT, is_cut=True),
        Column("members_total", "Tổng số đảng viên cuối kỳ", season, Show.TEXT),
    ]
    page, last = Page(), len(columns)
    row = put_title(page, 1, last, title_of(order), f"Kỳ báo cáo: {season.span_words}")
    row = put_headings(page, row, columns)
    lines = order.lines(committee_name)
    row = put_lines(page, row, columns, lines, order.province)
    put_line(page, row, columns, total_line("Tổng cộng", lines), order.province)
    put_remark(page, row + 1, last)
    return Paper([page], "html", "xls")
