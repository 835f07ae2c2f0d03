"""First screen: three to five figures, each with what it is set against."""

from __future__ import annotations

import pandas as pd

from analysis.chapters import pace
from analysis.chapters.pace_words import pace_words
from analysis.chapters.wording import (
    bounded,
    date_words,
    is_incomplete_sum,
    missing_words,
    period_words,
    rate_words,
    threshold_words,
)
from analysis.document.blocks import Block, KeyFigure, KeyFigures
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.metrics.groups import by_period
from analysis.metrics.pairing import TargetKind
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_percent, format_signed
from analysis.text.language import gettext as _
from analysis.text.language import ngettext


def key_figures(data: ReportData, found: Findings) -> list[Block]:
    """Choose the figures of the first screen; one without a fair comparison says why."""
    row = headline_row(data, found)
    items: list[KeyFigure] = []
    if row is not None:
        items += _result_figures(data, found, row)
        if is_yearly(row):
            items.append(_change_figure(data, row, found.changes))
    items += _unit_figures(data, found)
    return [KeyFigures(items=tuple(items))] if items else []


def headline_row(data: ReportData, found: Findings) -> dict | None:
    """Find the result that leads the report: the year's, else the term's; None without either."""
    own = leading(found.achievement_by_unit)
    own = own[own["unit_id"].eq(data.scope.unit_id)]
    for frame in (own, _terms_of_year(data, found).tail(1)):
        for row in frame.to_dict("records"):
            if pd.notna(row["admitted"]) or row["rate_pct"] is not None:
                return row
    return None


def _terms_of_year(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the term results that are news in the report's year."""
    terms = found.achievement_by_term
    return terms[terms["report_year"].eq(data.params.year).fillna(False)]


def is_yearly(row: dict) -> bool:
    """Tell a result of the year, or of a part of it, from that of a term."""
    return row["period_kind"] in ("year", "part_year")


def _result_figures(data: ReportData, found: Findings, row: dict) -> list[KeyFigure]:
    threshold = data.params.threshold_pct
    is_below = row["status"] in (Status.BELOW_THRESHOLD, Status.NONE_ADMITTED)
    items = []
    if pd.notna(row["admitted"]):
        period = period_words(row)
        items.append(
            KeyFigure(
                name=_("Đảng viên mới kết nạp"),
                value=_bounded_figure(row),
                detail=f"{period}; {row['note']}" if is_incomplete_sum(row) else period,
            )
        )
    if row["rate_pct"] is not None:
        parts = [_target_detail(row), _pace_detail(data, found) if is_yearly(row) else ""]
        items.append(
            KeyFigure(
                name=_("Tỷ lệ thực hiện chỉ tiêu"),
                value=rate_words(row, threshold),
                detail="; ".join(filter(None, parts)),
                needs_attention=is_below,
            )
        )
    return items


def _bounded_figure(row: dict) -> str:
    """Write the count of a tile; one added up from some of the units only is a lower bound."""
    count = format_count(int(row["admitted"]))
    return f"≥ {count}" if is_incomplete_sum(row) else count


def _target_detail(row: dict) -> str:
    if pd.isna(row["target"]):
        return _("nguồn không công bố số chỉ tiêu")
    target = format_count(int(row["target"]))
    if row["target_kind"] == TargetKind.DERIVED:
        words = _("chỉ tiêu {target} (suy ra)", target=target)
    else:
        if row["target_kind"] == TargetKind.MINIMUM:
            target = bounded(int(row["target"]), row["target_qualifier"])
        words = _("chỉ tiêu {target}", target=target)
    missing = missing_words(row)
    return f"{words}; {missing}" if missing else words


def _pace_detail(data: ReportData, found: Findings) -> str:
    """Say beside the rate how it stands against the pace; nothing once the year is over."""
    own = found.pace[found.pace["unit_id"].eq(data.scope.unit_id)].iloc[0].to_dict()
    if own["expected_pct"] is None or pace.is_over(data, found):
        return ""
    if own["period_end"].date() >= data.as_of:
        return pace_words(own)
    return _("đến ngày {date}: {pace}", date=date_words(own["period_end"]), pace=pace_words(own))


def _change_figure(data: ReportData, row: dict, changes: pd.DataFrame) -> KeyFigure:
    change = own_change(data, row, changes)
    name = _("So với {period}", period=before_words(data, row))
    if change is None:
        why = (
            _("chưa đủ đơn vị để so sánh")
            if is_incomplete_sum(row)
            else _("không có số liệu để so sánh")
        )
        return KeyFigure(name=name, value="–", detail=why)
    count, rate = int(change["change"]), change["change_pct"]
    difference = ngettext("{change} đồng chí", abs(count), change=format_signed(count))
    detail = difference + rebuilt_words(change)
    if rate is None:
        return KeyFigure(name=name, value=difference, detail=rebuilt_words(change).strip())
    sign = "+" if rate > 0 else "−" if rate < 0 else ""
    return KeyFigure(name=name, value=sign + format_percent(abs(rate), 2), detail=detail)


def rebuilt_words(change: dict) -> str:
    """Say that the year before was added up from former units, or this one was."""
    if change["is_rebuilt"] or change["previous_is_rebuilt"]:
        return " " + _("(số trước hợp nhất được cộng lại từ các đơn vị cũ)")
    return ""


def before_words(data: ReportData, row: dict) -> str:
    """Name the period that the result is compared with."""
    year = data.params.year - 1
    if row["period_kind"] == "year":
        return _("năm {year}", year=year)
    return _("cùng kỳ năm {year}", year=year)


def own_change(data: ReportData, row: dict, changes: pd.DataFrame) -> dict | None:
    """Find the change of the scope's leading result against the year before, if there is one."""
    own = changes[
        changes["unit_id"].eq(data.scope.unit_id)
        & changes["period_key"].eq(row["period_key"])
        & changes["change"].notna()
    ]
    return own.iloc[0].to_dict() if len(own) else None


def _unit_figures(data: ReportData, found: Findings) -> list[KeyFigure]:
    rated, cover = found.units[found.units["rate_pct"].notna()], found.coverage
    items = []
    if len(rated):
        alike, *others = by_period(rated)
        lagging = int(alike["status"].eq(Status.BELOW_THRESHOLD).sum())
        items.append(
            KeyFigure(
                name=_(
                    "Đơn vị đạt dưới {threshold} chỉ tiêu",
                    threshold=threshold_words(data.params.threshold_pct),
                ),
                value=format_count(lagging),
                detail=_rated_detail(alike, len(rated) if others else 0),
                needs_attention=lagging > 0,
            )
        )
    if cover.stated is not None and cover.without_figure:
        total = cover.with_figure + cover.without_figure
        items.append(
            KeyFigure(
                name=_("Đơn vị chưa có số kết nạp công bố"),
                value=format_count(cover.without_figure),
                detail=ngettext(
                    "trong {count} đơn vị trực thuộc", total, count=format_count(total)
                ),
                needs_attention=True,
            )
        )
    return items


def _rated_detail(alike: pd.DataFrame, rated: int) -> str:
    """Say of how many units the figure speaks; those at other periods are counted apart.

    Args:
        alike: The units at the period that most stand at.
        rated: How many units have a rate at any period; 0 where all stand at one.
    """
    count = format_count(len(alike))
    if not rated:
        return ngettext("trong {count} đơn vị tính được tỷ lệ", len(alike), count=count)
    period = period_words(alike.iloc[0].to_dict())
    others = rated - len(alike)
    parts = (
        ngettext("trong {count} đơn vị có số {period}", len(alike), count=count, period=period),
        ngettext("{count} đơn vị ở kỳ khác tính riêng", others, count=format_count(others)),
    )
    return "; ".join(parts)
