"""Chart: every unit of the scope against its target."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.achievement import SMALL_NOTE
from analysis.chapters.wording import (
    SMALL_TARGET_MARK,
    missing_bounds,
    rate_words,
    short_period,
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

_MIXED_NOTE = (
    "Các đơn vị có kỳ số liệu khác nhau (ghi trong ngoặc): không so sánh trực tiếp với nhau.",
)
_GROUP_OF_STATUS = {Status.MET: "met", Status.BELOW_THRESHOLD: "below"}


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the units of the scope against their targets; nothing where none has a rate."""
    drawn = rank(found.units[found.units["rate_pct"].notna()])
    if drawn.empty:
        return []
    threshold = data.params.threshold_pct
    is_mixed = drawn["period_key"].nunique() > 1
    rates = pd.DataFrame(
        {
            "name": [_name(data, row, with_period=is_mixed) for row in drawn.to_dict("records")],
            "rate_pct": drawn["rate_pct"].astype("float64"),
            "label": [_label(row, threshold) for row in drawn.to_dict("records")],
            "missing": [_missing(row) for row in drawn.to_dict("records")],
            "group": [_GROUP_OF_STATUS.get(status, "between") for status in drawn["status"]],
        }
    )
    figure = ranking_chart(rates, threshold_pct=threshold)
    below = int(drawn["status"].eq(Status.BELOW_THRESHOLD).sum())
    met = int(drawn["status"].eq(Status.MET).sum())
    return [
        Figure(
            caption=(
                f"{met} trong {len(drawn)} đơn vị đã hoàn thành chỉ tiêu năm "
                f"{data.params.year}; {_count_words(below)} đạt dưới {threshold_words(threshold)}"
            ),
            alt=_alt_text(rates, threshold),
            svg=to_svg(figure),
            notes=(
                *(_MIXED_NOTE if is_mixed else ()),
                "Đơn vị tính được tỷ lệ. Chấm đặc: hoàn thành; chấm rỗng: chưa; hình thoi: dưới "
                "ngưỡng; // : trục được cắt."
                + (" Cột bên phải: số đồng chí còn thiếu." if rates["missing"].any() else ""),
                *((SMALL_NOTE,) if drawn["is_small_target"].any() else ()),
            ),
            source=source_words((i for ids in drawn["source_ids"] for i in ids), data),
        )
    ]


def _name(data: ReportData, row: dict, *, with_period: bool) -> str:
    name = data.units.short_name(row["unit_id"])
    return f"{name} ({short_period(row)})" if with_period else name


def _label(row: dict, threshold: float) -> str:
    """Write the rate, with the mark of a small target."""
    return rate_words(row, threshold) + (SMALL_TARGET_MARK if row["is_small_target"] else "")


def _missing(row: dict) -> str:
    """Write how many are missing; nothing where none are or nobody knows."""
    if pd.isna(row["missing"]):
        return missing_bounds(row)
    return format_count(int(row["missing"])) if row["missing"] > 0 else ""


def _count_words(count: int) -> str:
    return f"{count} đơn vị" if count else "không đơn vị nào"


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
