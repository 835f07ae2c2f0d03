"""Chart: every unit of the scope against its target."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.achievement import SMALL_NOTE
from analysis.chapters.wording import (
    SMALL_TARGET_MARK,
    missing_bounds,
    period_words,
    rate_words,
    source_words,
    threshold_words,
)
from analysis.charts.ranking import ranking_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import Block, Figure
from analysis.findings import Findings
from analysis.metrics.groups import rank
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count

_GROUP_OF_STATUS = {
    Status.MET: "met",
    Status.BELOW_THRESHOLD: "below",
    Status.NONE_ADMITTED: "below",
}


_LEAST_ALIKE = 2


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the units against their targets; of unlike periods only the one that most stand at."""
    rated = found.units[found.units["rate_pct"].notna()]
    if rated["period_key"].nunique() <= 1:
        return units_chart(data, rated)
    alike = _most_alike(rated)
    if len(alike) < _LEAST_ALIKE:
        return []
    others = len(rated) - len(alike)
    note = (
        f"Chỉ vẽ {len(alike)} đơn vị có số liệu {period_words(alike.iloc[0].to_dict())}; {others} "
        "đơn vị ở kỳ khác không so sánh được với các đơn vị này."
    )
    return [
        figure.model_copy(update={"notes": (note, *figure.notes)})
        for figure in units_chart(data, alike)
    ]


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
    drawn = rank(units[units["rate_pct"].notna()])
    if drawn.empty:
        return []
    threshold = data.params.threshold_pct
    records = drawn.to_dict("records")
    rates = pd.DataFrame(
        {
            "name": [data.units.short_name(row["unit_id"]) for row in records],
            "rate_pct": drawn["rate_pct"].astype("float64"),
            "label": [_label(row, threshold) for row in records],
            "missing": [_missing(row) for row in records],
            "group": [_GROUP_OF_STATUS.get(status, "between") for status in drawn["status"]],
        }
    )
    return [
        Figure(
            caption=_caption(data, drawn["status"]),
            alt=_alt_text(rates, threshold),
            svg=to_svg(ranking_chart(rates, threshold_pct=threshold)),
            notes=(
                "Đơn vị tính được tỷ lệ. Chấm đặc: hoàn thành; chấm rỗng: chưa; hình thoi: dưới "
                "ngưỡng hoặc chưa kết nạp; // : trục được cắt."
                + (" Cột bên phải: số đồng chí còn thiếu." if rates["missing"].any() else ""),
                *((SMALL_NOTE,) if drawn["is_small_target"].any() else ()),
            ),
            source=source_words((i for ids in drawn["source_ids"] for i in ids), data),
        )
    ]


def _label(row: dict, threshold: float) -> str:
    """Write the rate, with the mark of a small target."""
    return rate_words(row, threshold) + (SMALL_TARGET_MARK if row["is_small_target"] else "")


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
    who = f"{met} trong {len(status)} đơn vị đã" if met else f"Chưa đơn vị nào trong {len(status)}"
    threshold = threshold_words(data.params.threshold_pct)
    lagging = f"{below} đơn vị" if below else "không đơn vị nào"
    parts = [
        f"{who} hoàn thành chỉ tiêu năm {data.params.year}",
        f"{lagging} đạt dưới {threshold}",
        *([f"{none} đơn vị chưa kết nạp được đảng viên"] if none else []),
    ]
    return "; ".join(parts)


def _alt_text(rates: pd.DataFrame, threshold: float) -> str:
    parts = zip(rates["name"], rates["label"], rates["missing"], strict=True)
    listed = "; ".join(
        f"{name}: {label}" + (f", còn thiếu {missing} đồng chí" if missing else "")
        for name, label, missing in parts
    )
    return (
        "Biểu đồ chấm: tỷ lệ thực hiện chỉ tiêu của từng đơn vị, xếp từ thấp đến cao, với vạch "
        f"ngưỡng {threshold_words(threshold)} và vạch chỉ tiêu 100%. {listed}."
    )
