"""Chart: every unit of the scope against its target."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.achievement import SMALL_NOTE
from analysis.chapters.wording import (
    marked_rate,
    missing_bounds,
    period_words,
    source_words,
    threshold_words,
)
from analysis.charts.distribution import distribution_chart
from analysis.charts.ranking import ranking_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import Block, Figure, NativeChart
from analysis.findings import Findings
from analysis.metrics.groups import rank
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext

_GROUP_OF_STATUS = {
    Status.MET: "met",
    Status.BELOW_THRESHOLD: "below",
    Status.NONE_ADMITTED: "below",
}


_LEAST_ALIKE = 2
MOST_IN_OVERVIEW = 20
KEY = "DonViSoChiTieu"


def overview(data: ReportData, found: Findings) -> list[Block]:
    """Draw the chart of the first screen: every unit against its target, in a hand's height.

    Few units are a row each; of many the spread is drawn and those that lag are named. Of unlike
    periods only the one that most units stand at is drawn.
    """
    drawn, notes = _alike(found)
    if drawn.empty:
        return []
    if len(drawn) <= MOST_IN_OVERVIEW:
        return _figures(data, drawn, notes, distribution=False)
    return _figures(data, drawn, notes, distribution=True)


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw a row for each unit where the first screen only showed the spread."""
    drawn, notes = _alike(found)
    if len(drawn) <= MOST_IN_OVERVIEW:
        return []
    return _figures(data, drawn, notes, distribution=False)


def _alike(found: Findings) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Keep the units at the period that most stand at, with a note on the others."""
    rated = found.units[found.units["rate_pct"].notna()]
    if rated["period_key"].nunique() <= 1:
        return rated, ()
    alike = _most_alike(rated)
    if len(alike) < _LEAST_ALIKE:
        return rated.iloc[0:0], ()
    others = len(rated) - len(alike)
    parts = (
        ngettext(
            "Chỉ vẽ {count} đơn vị có số liệu {period}",
            len(alike),
            count=format_count(len(alike)),
            period=period_words(alike.iloc[0].to_dict()),
        ),
        ngettext(
            "{count} đơn vị ở kỳ khác không so sánh được với các đơn vị này",
            others,
            count=format_count(others),
        ),
    )
    return alike, ("; ".join(parts) + ".",)


def _most_alike(rated: pd.DataFrame) -> pd.DataFrame:
    """Keep the units at the period that most of them stand at, of equals at the latest."""
    latest_first = rated.sort_values("period_end", ascending=False, kind="stable")
    counts = latest_first.groupby("period_key", sort=False).size()
    return rated[rated["period_key"].eq(counts.idxmax())]


def units_chart(data: ReportData, units: pd.DataFrame) -> list[Figure]:
    """Draw units that stand at one period against their targets; nothing where none has a rate.

    Args:
        data: What the report was made from.
        units: Leading rows of units.
    """
    return _figures(data, units[units["rate_pct"].notna()], (), distribution=False, key="")


def _figures(
    data: ReportData,
    units: pd.DataFrame,
    notes: tuple[str, ...],
    *,
    distribution: bool,
    key: str = KEY,
) -> list[Figure]:
    if units.empty:
        return []
    drawn = rank(units)
    threshold = data.params.threshold_pct
    records = drawn.to_dict("records")
    rates = pd.DataFrame(
        {
            "name": [data.units.short_name(row["unit_id"]) for row in records],
            "rate_pct": drawn["rate_pct"].astype("float64"),
            "label": [marked_rate(row, threshold) for row in records],
            "missing": [_missing(row) for row in records],
            "group": [_GROUP_OF_STATUS.get(status, "between") for status in drawn["status"]],
        }
    )
    draw = distribution_chart if distribution else ranking_chart
    marks = _marks_note(rates, distribution=distribution)
    return [
        Figure(
            key="" if distribution else key,
            caption=_caption(data, drawn["status"]),
            subtitle=_subtitle(data, drawn),
            alt=_alt_text(rates, threshold),
            svg=to_svg(draw(rates, threshold_pct=threshold)),
            native=None if distribution else _native_chart(),
            notes=(*notes, marks, *((_(SMALL_NOTE),) if drawn["is_small_target"].any() else ())),
            source=source_words((i for ids in drawn["source_ids"] for i in ids), data),
        )
    ]


def _native_chart() -> NativeChart:
    return NativeChart(
        sheet="KetQua",
        kind="bar",
        labels=_("Đơn vị"),
        series=(_("Tỷ lệ thực hiện (%)"),),
    )


def _subtitle(data: ReportData, drawn: pd.DataFrame) -> str:
    """Say what is measured, where and when."""
    return _(
        "Tỷ lệ thực hiện chỉ tiêu của từng đơn vị, {name}, {period}",
        name=data.name,
        period=period_words(drawn.iloc[0].to_dict()),
    )


def _marks_note(rates: pd.DataFrame, *, distribution: bool) -> str:
    if distribution:
        return _(
            "Mỗi dấu là một đơn vị. Chấm đặc: hoàn thành; chấm rỗng: chưa; hình thoi: dưới ngưỡng; "
            "dấu chéo: chưa kết nạp; // : trục được cắt."
        )
    words = _(
        "Đơn vị tính được tỷ lệ. Chấm đặc: hoàn thành; chấm rỗng: chưa; hình thoi: dưới ngưỡng "
        "hoặc chưa kết nạp; // : trục được cắt."
    )
    column = _("Cột bên phải: số đồng chí còn thiếu.") if rates["missing"].any() else ""
    return " ".join(filter(None, (words, column)))


def _missing(row: dict) -> str:
    """Write how many are missing; nothing where none are or nobody knows."""
    if pd.isna(row["missing"]):
        return missing_bounds(row)
    return format_count(int(row["missing"])) if row["missing"] > 0 else ""


def _caption(data: ReportData, status: pd.Series) -> str:
    """Say the finding: how many are there, how many lag, how many have not begun."""
    counts = status.value_counts()
    met, below, none = (
        int(counts.get(group, 0))
        for group in (Status.MET, Status.BELOW_THRESHOLD, Status.NONE_ADMITTED)
    )
    parts = [
        _met_words(met, len(status), data.params.year),
        _below_words(below, threshold_words(data.params.threshold_pct)),
        ngettext("{count} đơn vị chưa kết nạp được đảng viên", none, count=format_count(none))
        if none
        else "",
    ]
    return "; ".join(filter(None, parts))


def _met_words(met: int, total: int, year: int) -> str:
    if not met:
        return ngettext(
            "Chưa đơn vị nào trong {total} đơn vị hoàn thành chỉ tiêu năm {year}",
            total,
            total=format_count(total),
            year=year,
        )
    return ngettext(
        "{count} trong {total} đơn vị đã hoàn thành chỉ tiêu năm {year}",
        total,
        count=format_count(met),
        total=format_count(total),
        year=year,
    )


def _below_words(below: int, threshold: str) -> str:
    if not below:
        return _("không đơn vị nào đạt dưới {threshold}", threshold=threshold)
    return ngettext(
        "{count} đơn vị đạt dưới {threshold}",
        below,
        count=format_count(below),
        threshold=threshold,
    )


def _alt_text(rates: pd.DataFrame, threshold: float) -> str:
    parts = zip(rates["name"], rates["label"], rates["missing"], strict=True)
    listed = "; ".join(
        _("{name}: {rate}, còn thiếu {missing} đồng chí", name=name, rate=label, missing=missing)
        if missing
        else f"{name}: {label}"
        for name, label, missing in parts
    )
    return _(
        "Biểu đồ chấm: tỷ lệ thực hiện chỉ tiêu của từng đơn vị, xếp từ thấp đến cao, với vạch "
        "ngưỡng {threshold} và vạch chỉ tiêu 100%. {listed}.",
        threshold=threshold_words(threshold),
        listed=listed,
    )
