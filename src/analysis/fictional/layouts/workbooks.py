"""Layouts of the workbooks with one table each: plain, official, in sections, split names."""

from __future__ import annotations

from dataclasses import replace

from analysis.fictional.layouts.frames import (
    LONG_NAMES,
    SHORT_NAMES,
    composition_columns,
    name_column,
    number_column,
    put_column_numbers,
    put_headings,
    put_office_head,
    put_remark,
    put_signatures,
    put_title,
    title_of,
)
from analysis.fictional.layouts.lines import (
    BARE,
    CLASS,
    PERCENT,
    Column,
    Show,
    put_line,
    put_lines,
    sum_with_formulas,
    total_line,
)
from analysis.fictional.layouts.order import Order, Paper
from analysis.fictional.layouts.page import Look, Page
from analysis.fictional.names import MARK, committee_name, new_spelling, plain_name


def plain(order: Order) -> Paper:
    """STT, Đơn vị, Chỉ tiêu, Thực hiện, Tỷ lệ; a second sheet on composition in yearly returns."""
    season, is_known = order.season, order.has_period
    columns = [
        number_column(order),
        name_column(order),
        Column("target", f"Chỉ tiêu{order.of_year}", season, has_period=is_known),
        Column("admitted", "Thực hiện", season, has_period=is_known),
        Column(PERCENT, "Tỷ lệ (%)", season, has_period=is_known, formula="=ROUND(D#/C#*100,2)"),
    ]
    page = Page("Sheet1")
    row = put_title(page, 1, len(columns), title_of(order)) + (season.year < 2023)
    row = put_headings(page, row, columns)
    row = put_lines(page, row, columns, order.lines(plain_name), order.province)
    put_remark(page, row + 1, len(columns))
    return Paper([page] if season.is_half else [page, composition_page(order)])


def composition_page(order: Order) -> Page:
    """Members and features of the new ones, unit by unit, for layouts that show only results."""
    until = f" có đến {order.season.end_words}" if order.has_period else ""
    members = Column(
        "members_total",
        f"Tổng số đảng viên{until}",
        order.season,
        has_period=order.has_period,
        width=14.0,
    )
    columns = [
        number_column(order),
        name_column(order),
        members,
        *composition_columns(order, LONG_NAMES, group="Đảng viên mới kết nạp"),
    ]
    page = Page("Cơ cấu")
    title = title_of(order, "CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP")
    row = put_headings(page, put_title(page, 1, len(columns), title) + 1, columns)
    row = put_lines(page, row, columns, order.lines(plain_name), order.province)
    put_remark(page, row + 1, len(columns))
    return page


def official(order: Order) -> Paper:
    """Both bodies, two rows of headings, column numbers, total at the bottom, signatures."""
    season = order.season
    group = "Kết nạp đảng viên"
    columns = [
        number_column(order),
        name_column(order, "Đảng bộ"),
        Column("target", f"Chỉ tiêu năm {season.year}", season),
        Column("admitted", "Tổng số", season, group=group),
        Column(PERCENT, "Tỷ lệ (%)", season, group=group, formula="=ROUND(D#/C#*100,2)"),
        *composition_columns(
            order, LONG_NAMES, group=group, zero="" if season.year == 2023 else None
        ),
        Column("members_total", f"Tổng số đảng viên đến {season.end_words}", season, width=13.0),
    ]
    if season.year >= 2024:
        columns[5] = replace(columns[5], heading="Trong đó: Nữ")
    page, last = Page(f"Bieu {season.year}"), len(columns)
    row = put_office_head(page, order, last)
    title = f"BIỂU TỔNG HỢP KẾT QUẢ KẾT NẠP ĐẢNG VIÊN {season.words.upper()}"
    row = put_title(page, row, last, title, f"({season.span_words}) - {MARK}") + 1
    row = put_column_numbers(page, put_headings(page, row, columns), columns)
    lines = order.lines(committee_name)
    end = put_lines(page, row, columns, lines, order.province)
    put_line(page, end, columns, total_line("Tổng cộng", lines), order.province)
    sum_with_formulas(page, end, columns, range(row, end))
    put_signatures(page, put_remark(page, end + 1, last) + 1, order, last)
    return Paper([page])


_SECTIONS = (
    ("I", "Khối xã", "Xã"),
    ("II", "Khối phường", "Phường"),
    ("III", "Lực lượng vũ trang", ""),
)


def sections(order: Order) -> Paper:
    """Total at the top, sections with sub-totals and numbers of their own, something hidden."""
    season = order.season
    columns = [
        number_column(order, "TT"),
        name_column(order, "Tên đơn vị"),
        Column("target", f"Chỉ tiêu giao năm {season.year}", season),
        Column("admitted", "Đã kết nạp", season),
        Column(PERCENT, "Tỷ lệ đạt (%)", season),
        *composition_columns(order, SHORT_NAMES),
        Column("members_total", "Tổng số đảng viên cuối kỳ", season, width=12.0),
    ]
    page, last = Page("TongHop"), len(columns)
    title = f"KẾT QUẢ PHÁT TRIỂN ĐẢNG VIÊN {season.words.upper()}"
    row = put_title(page, 1, last, title, order.place, f"Số liệu tính đến ngày {season.end_words}")
    row = put_headings(page, row + 1, columns)
    lines = order.lines(plain_name)
    put_line(page, row, columns, total_line("TỔNG SỐ", lines), order.province)
    row += 1
    for number, label, class_name in _SECTIONS:
        part = [line for line in lines if line.units[0].class_name == class_name]
        put_line(page, row, columns, total_line(label, part, number), order.province)
        part = [replace(line, number=str(n)) for n, line in enumerate(part, start=1)]
        row = put_lines(page, row + 1, columns, part, order.province)
    put_remark(page, row + 1, last)
    return Paper([page, *_hide_something(page, order, last)])


def _hide_something(page: Page, order: Order, last: int) -> list[Page]:
    """Leave stale figures where nobody sees them: a column, a row, a sheet."""
    year, found = order.season.year, []
    if year >= 2023:
        page.hidden_columns.add(last + 1)
        page.put(page.unit_rows["TỔNG SỐ"] - 1, last + 1, "Đã kết nạp (số cũ)", Look.HEAD)
        for place, truths in page.truths.items():
            if truths[0].measure == "admitted":
                page.put(place[0], last + 1, int(truths[0].value) + 1)
        page.widths[last + 1] = 9.0
        page.blame(None, "hidden_columns", "cột ẩn với số liệu cũ")
    if year >= 2024:
        row = page.last_row - 1  # between the table and the remark
        for column, value in enumerate((99, "Xã Rạch Đông", 9, 9, 100.0), start=1):
            page.put(row, column, value)
        page.hidden_rows.add(row)
        page.blame_row(row, "hidden_rows", "hàng ẩn với đơn vị đã sáp nhập")
    if year == 2025:
        stale = Page("Cu", is_hidden=True)
        for column, text in enumerate(("TT", "Tên đơn vị", "Đã kết nạp"), start=1):
            stale.put(3, column, text, Look.HEAD)
            stale.widths[column] = 20.0
        put_title(stale, 1, 3, f"BẢN CŨ {order.season.words.upper()} - {MARK}")
        for column, value in enumerate((1, "Xã Suối Cát", 77), start=1):
            stale.put(4, column, value)
        stale.blame(None, "hidden_sheet", "trang tính ẩn với bản cũ")
        found.append(stale)
    return found


def split_names(order: Order) -> Paper:
    """Class and name of a unit in two columns, percentages as fractions, total at the bottom."""
    season = order.season
    columns = [
        number_column(order),
        Column(CLASS, "Loại", season, width=10.0, group="Đơn vị"),
        Column(BARE, "Tên", season, width=20.0, group="Đơn vị"),
        Column("target", "Chỉ tiêu năm " + str(season.year), season),
        Column("admitted", "Số lượng", season, group="Thực hiện"),
        Column(PERCENT, "Tỷ lệ %", season, Show.FRACTION, group="Thực hiện"),
        *composition_columns(
            order, LONG_NAMES | {"admitted_age_18_30": "Từ 18 đến 30 tuổi"}, group="Trong đó"
        ),
        Column("members_total", f"Tổng số đảng viên đến {season.end_words}", season, width=13.0),
    ]
    page, last = Page("Biểu tổng hợp", name_column=3), len(columns)
    row = put_title(page, 1, last, title_of(order), f"(Số liệu {season.span_words})") + 1
    row = put_headings(page, row, columns)
    lines = order.lines(plain_name)
    end = put_lines(page, row, columns, lines, order.province)
    put_line(page, end, columns, total_line("Tổng cộng", lines), order.province)
    if season.year in (2023, 2025):  # in other years the total was typed
        sum_with_formulas(page, end, columns, range(row, end))
    put_remark(page, end + 1, last)
    return Paper([page])


def old_office(order: Order) -> Paper:
    """The same table on an old machine with old fonts, and later on a new one with LibreOffice."""
    season = order.season
    columns = [
        number_column(order),
        name_column(order, "Tên đơn vị"),
        Column("members_total", "Tổng số đảng viên", season, width=11.0),
        Column("target", f"Chỉ tiêu năm {season.year}", season),
        Column("admitted", "Kết nạp", season),
        Column(PERCENT, "Đạt tỷ lệ (%)", season, decimals=1),
        *composition_columns(order, LONG_NAMES, group="Trong đó"),
    ]
    is_legacy = season.year <= 2022 or (season.year == 2025 and season.is_half)
    page, last = Page("Sheet1" if is_legacy else "Tổng hợp"), len(columns)
    row = put_title(page, 1, last, title_of(order), f"Có đến ngày {season.end_words}") + 1
    row = put_headings(page, row, columns)
    lines = order.lines(plain_name)
    end = put_lines(page, row, columns, lines, order.province)
    put_line(page, end, columns, total_line("Tổng cộng", lines), order.province)
    put_remark(page, end + 2, last)
    if is_legacy:
        page.blame(None, "legacy_font", "tệp dùng phông chữ .VnTime (TCVN3)")
        return Paper([page], "legacy_xlsx", "xlsx")
    return Paper([page], "ods", "ods")


def typed_text(order: Order) -> Paper:
    """Everything typed as text: ``1.514``, ``12 (2 nữ)``, fillers and footnotes."""
    season = order.season
    names = {key: name for key, name in LONG_NAMES.items() if key != "admitted_female"}
    columns = [
        number_column(order, "TT", Show.TEXT),
        name_column(order, "Xã, phường"),
        Column("members_total", "Tổng số đảng viên (1)", season, Show.TEXT, width=12.0),
        Column("target", f"Chỉ tiêu năm {season.year}", season, Show.TEXT),
        Column("admitted", "Thực hiện", season, Show.TEXT, has_women=True, width=14.0),
        Column(PERCENT, "Tỷ lệ % so với chỉ tiêu", season, Show.TEXT, width=12.0),
        *composition_columns(order, names, group="Trong đó", show=Show.TEXT, zero="-"),
    ]
    page, last = Page("Sheet1"), len(columns)
    row = put_office_head(page, order, last)
    row = put_title(page, row, last, title_of(order), f"(Tính đến ngày {season.end_words})") + 1
    row = put_headings(page, row, columns)
    lines = order.lines(plain_name, new_spelling if season.year <= 2022 else str)
    total = total_line("TỔNG SỐ", lines)
    unmarked = frozenset({"admitted_students"})
    put_line(page, row, columns, replace(total, blanks=unmarked), order.province)
    students = [column.source for column in columns].index("admitted_students") + 1
    page.put(row, students, "X", Look.TOTAL)
    row = put_lines(page, row + 1, columns, lines, order.province)
    page.band(row + 1, (1, last), "(1) Có đến cuối kỳ báo cáo, kể cả đảng viên dự bị.", Look.NOTE)
    page.band(row + 2, (1, last), "Dấu - là không có; X là không tổng hợp.", Look.NOTE)
    put_signatures(page, put_remark(page, row + 3, last) + 1, order, last)
    return Paper([page])
