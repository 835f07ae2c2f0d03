"""The table of who is below the threshold year after year, came onto the list or left it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.chapters.achievement import SMALL_NOTE, rate_cell
from analysis.chapters.wording import (
    REBUILT_NOTE,
    Record,
    rebuilt_mark,
    short_period,
    small_target_mark,
    source_words,
    threshold_words,
)
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Row,
    Table,
)
from analysis.document.cells import DOES_NOT_APPLY, count_cell, marked, text_cell
from analysis.findings import Findings
from analysis.metrics.pairing import RateKind
from analysis.metrics.persistence import Movement, Side
from analysis.report_data import ReportData
from analysis.text.decimals import MINUS
from analysis.text.display import format_number, round_half_up
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_YEARS_SHOWN = 4
_NONE_WORDS = N_("chưa kết nạp")
_MOVEMENTS = {
    Movement.ENTERED: N_("vào danh sách"),
    Movement.STAYED: N_("vẫn dưới ngưỡng"),
    Movement.LEFT: N_("ra khỏi danh sách"),
    Movement.NEVER: N_("không dưới ngưỡng"),
    Movement.UNKNOWN: N_("không rõ"),
}


def persistence_table(
    data: ReportData, found: Findings, alike: pd.DataFrame, number: int
) -> list[Block]:
    """List those below for two years or more, and those who came or left, years side by side."""
    moved = alike["movement"].isin([Movement.ENTERED, Movement.LEFT])
    shown = longest_first(alike[alike["years_below"].ge(2) | moved])
    if shown.empty:
        return []
    rates = _rates_shown(found, shown)
    years = sorted(rates["year"].unique())[-_YEARS_SHOWN:]
    cells = {
        (row["unit_id"], row["year"]): _rate_cell(data, row) for row in rates.to_dict("records")
    }
    rows = tuple(
        _row(data, row, [cells.get((row["unit_id"], year), count_cell(None)) for year in years])
        for row in shown.to_dict("records")
    )
    used = rates[rates["year"].isin(years)]
    return [
        Table(
            sheet="DienBien" if number == 1 else f"DienBien{number}",
            caption=_(
                "Đơn vị dưới ngưỡng {threshold} nhiều năm liền, mới vào hoặc ra khỏi danh sách "
                "({period} và những năm trước)",
                threshold=threshold_words(data.params.threshold_pct),
                period=in_year(shown.iloc[0].to_dict(), data.params.year),
            ),
            columns=_columns(years),
            rows=rows,
            notes=_notes(used, data),
            source=source_words(_numbered(used, data), data),
        )
    ]


def _row(data: ReportData, row: Record, rates: list[Cell]) -> Row:
    movement = row["movement"]
    return Row(
        kind="body" if movement == Movement.LEFT else "attention",
        cells=(
            text_cell(data.units.name(row["unit_id"])),
            count_cell(int(row["years_below"])),
            text_cell(_(_MOVEMENTS[movement])),
            *rates,
            points_cell(row["change_points"]),
            count_cell(row["missing"]),
        ),
    )


def _columns(years: list[int]) -> tuple[Column, ...]:
    rates = [
        Column(head=_("Năm {year} (%)", year=year), align="right", width=1.1) for year in years
    ]
    return (
        Column(head=_("Đơn vị"), width=2.6),
        Column(head=_("Số năm liền dưới ngưỡng"), align="right", width=1.1),
        Column(head=_("So với năm trước"), width=1.8),
        *rates,
        Column(head=_("Tăng, giảm (điểm %)"), align="right", width=1.1),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.1),
    )


def _rates_shown(found: Findings, shown: pd.DataFrame) -> pd.DataFrame:
    rates = found.rates_by_year
    alike = rates["shape"].eq(shown.iloc[0]["shape"])
    return rates[alike & rates["unit_id"].isin(shown["unit_id"])]


def _rate_cell(data: ReportData, row: Record) -> Cell:
    """Write the rate of one year, with the marks of a rebuilt one and of a small target."""
    if row["rate_pct"] is None:
        return text_cell(_(_NONE_WORDS)) if row["side"] == Side.NONE else count_cell(None)
    cell = rate_cell(row, data.params.threshold_pct)
    return marked(cell, rebuilt_mark(is_rebuilt=row["is_rebuilt"]) + small_target_mark(row))


def points_cell(points: Any) -> Cell:
    """Write a difference of rates in percentage points with its sign; "–" where there is none."""
    if points is None or pd.isna(points):
        return text_cell(DOES_NOT_APPLY)
    sign = "+" if points > 0 else MINUS if points < 0 else ""
    text = sign + format_number(abs(points), 2)
    return Cell(text=text, value=float(round_half_up(points, 6)), decimals=2)


def _notes(rates: pd.DataFrame, data: ReportData) -> tuple[str, ...]:
    year, shape = data.params.year, rates.iloc[0]["shape"]
    notes = [
        _(
            "Chỉ so hai kỳ giống nhau của hai năm liền nhau; năm thiếu số liệu (…) làm đứt chuỗi "
            "năm liên tiếp. Năm chưa kết nạp được đảng viên nào (0%) tính là dưới ngưỡng."
        )
    ]
    if shape != "year":
        notes.append(_("Kỳ chưa hết năm vẫn so với chỉ tiêu cả năm; xem thêm phần tiến độ."))
    if rates["rate_kind"].eq(RateKind.PUBLISHED).any():
        notes.append(_("† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại."))
    if rates["is_rebuilt"].any():
        notes.append(_(REBUILT_NOTE))
    if (rates["is_small_target"] & rates["rate_pct"].notna()).any():
        notes.append(_(SMALL_NOTE))
    if rates["year"].lt(year - 1).any():
        earlier = _("Nguồn số liệu trước năm {year}: xem báo cáo của từng năm.", year=year - 1)
        notes.append(earlier)
    return tuple(notes)


def _numbered(rates: pd.DataFrame, data: ReportData) -> list[str]:
    """Keep the sources that the report numbers: those of the year and of the one before."""
    ids = dict.fromkeys(i for row in rates["source_ids"] for i in row)
    return [source_id for source_id in ids if source_id in data.source_numbers]


def longest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """Sort by years below, then by persons missing, the most first; then as in the office."""
    return frame.sort_values(
        ["years_below", "missing"], ascending=False, kind="stable", na_position="last"
    )


def in_year(row: Record, year: int) -> str:
    """Name the period of a row in some year ("năm 2023", "6 tháng năm 2023")."""
    if row["shape"] == "year":
        return _("năm {year}", year=year)
    return _("{period} năm {year}", period=short_period(row), year=year)
