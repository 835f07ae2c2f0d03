"""What stands around a table: head of the office, title, headings, remarks and signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analysis.fictional.layouts.lines import NAME, NUMBER, PERCENT, Column, Show
from analysis.fictional.layouts.order import Order
from analysis.fictional.layouts.page import Look, Page
from analysis.fictional.names import REMARK

PROVINCE_LINE = "TỈNH ỦY BÌNH MINH (HƯ CẤU)"
NATIONAL_LINE = "ĐẢNG CỘNG SẢN VIỆT NAM"
PLACE_LINE = "Bình Minh (hư cấu)"
LONG_NAMES = {
    "admitted_female": "Nữ",
    "admitted_ethnic_minority": "Dân tộc thiểu số",
    "admitted_religious": "Theo tôn giáo",
    "admitted_youth_union": "Đoàn viên",
    "admitted_students": "Học sinh, sinh viên",
    "admitted_private_enterprise": "Doanh nghiệp tư nhân",
}
SHORT_NAMES = {
    "admitted_female": "Nữ",
    "admitted_ethnic_minority": "DTTS",
    "admitted_religious": "Tôn giáo",
    "admitted_youth_union": "ĐVTN",
    "admitted_students": "HSSV",
    "admitted_private_enterprise": "DNTN",
}
_NAME_WIDTH = 34.0


def number_column(order: Order, heading: str = "STT", show: Show = Show.NUMBER) -> Column:
    """The column of running numbers."""
    return Column(NUMBER, heading, order.season, show=show, width=6.0)


def name_column(order: Order, heading: str = "Đơn vị") -> Column:
    """The column of names."""
    return Column(NAME, heading, order.season, width=_NAME_WIDTH)


def composition_columns(
    order: Order,
    names: Mapping[str, str],
    *,
    group: str = "",
    show: Show = Show.NUMBER,
    zero: str | None = None,
) -> list[Column]:
    """One column for each feature of the new members."""
    return [
        Column(
            measure, heading, order.season,
            show=show, zero=zero, group=group, has_period=order.has_period, width=11.0,
        )
        for measure, heading in names.items()
    ]  # fmt: skip


def put_office_head(page: Page, order: Order, last: int) -> int:
    """Draw both bodies, the place and the date; return the next free row."""
    left, right = (1, max(2, last // 2 - 1)), (max(3, last // 2), last)
    page.band(1, left, PROVINCE_LINE, Look.CENTRED)
    page.band(1, right, NATIONAL_LINE, Look.CENTRED_BOLD)
    page.band(2, left, f"CỤM SỐ {order.cluster}", Look.CENTRED_BOLD)
    page.band(3, left, "*", Look.CENTRED)
    page.band(3, right, f"{PLACE_LINE}, {order.season.sent_words}", Look.PLACE)
    return 5


def put_title(page: Page, row: int, last: int, *lines: str) -> int:
    """Draw a title over the whole width; the first line is bold. Return the next free row."""
    for offset, line in enumerate(lines):
        page.band(row + offset, (1, last), line, Look.PLACE if offset else Look.TITLE)
    return row + len(lines)


def put_headings(page: Page, row: int, columns: Sequence[Column]) -> int:
    """Draw one row of headings, or two where columns are grouped; return the next free row."""
    groups = [column.group for column in columns]
    if not any(groups):
        for index, column in enumerate(columns, start=1):
            page.put(row, index, column.heading, Look.HEAD)
        return row + 1
    for index, column in enumerate(columns, start=1):
        if not column.group:
            page.band(row, (index, index), column.heading, Look.HEAD, rows=2)
            continue
        if index == 1 or groups[index - 2] != column.group:
            last = index
            while last < len(groups) and groups[last] == column.group:
                last += 1
            page.band(row, (index, last), column.group, Look.HEAD)
        page.put(row + 1, index, column.heading, Look.HEAD)
    return row + 2


def put_column_numbers(page: Page, row: int, columns: Sequence[Column]) -> int:
    """Draw ``1 2 3 4 5=4/3*100``; return the next free row."""
    sources = [column.source for column in columns]
    for index, column in enumerate(columns, start=1):
        if column.source == PERCENT:
            result, target = sources.index("admitted") + 1, sources.index("target") + 1
            page.put(row, index, f"{index}={result}/{target}*100", Look.BODY)
        else:
            page.put(row, index, index, Look.BODY)
    return row + 1


def put_remark(page: Page, row: int, last: int, text: str = REMARK) -> int:
    """Draw a remark below the table; return the next free row."""
    page.band(row, (1, last), f"Ghi chú: {text}", Look.NOTE)
    return row + 1


def put_signatures(page: Page, row: int, order: Order, last: int) -> None:
    """Draw who signs, without a name."""
    left, right = (1, max(2, last // 2 - 1)), (max(3, last // 2), last)
    page.band(row, right, f"{PLACE_LINE}, {order.season.sent_words}", Look.PLACE)
    page.band(row + 1, left, "NGƯỜI LẬP BIỂU", Look.CENTRED_BOLD)
    page.band(row + 1, right, "TRƯỞNG CỤM", Look.CENTRED_BOLD)
    page.band(row + 2, left, "(Ký, ghi rõ họ tên)", Look.PLACE)
    page.band(row + 2, right, "(Ký, ghi rõ họ tên)", Look.PLACE)


def title_of(order: Order, words: str = "KẾT QUẢ KẾT NẠP ĐẢNG VIÊN") -> str:
    """``KẾT QUẢ KẾT NẠP ĐẢNG VIÊN NĂM 2024 - CỤM SỐ 1, TỈNH BÌNH MINH (HƯ CẤU)``."""
    return f"{words}{order.of_season.upper()} - {order.place}"
