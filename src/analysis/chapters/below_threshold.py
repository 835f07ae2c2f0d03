"""Chapter: the organisations strictly below the threshold, and what each still lacks."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.achievement import (
    SMALL_NOTE,
    admitted_cell,
    missing_cell,
    rate_cell,
    target_cell,
)
from analysis.chapters.wording import (
    capitalise,
    group_words,
    is_rebuilt_view,
    missing_words,
    name_in_report,
    names_list,
    period_words,
    rate_words,
    source_words,
    threshold_words,
    units_words,
)
from analysis.document.blocks import Block, BulletList, Column, Heading, Note, Paragraph, Row, Table
from analysis.document.cells import count_cell, text_cell
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.metrics.groups import by_period, place_by_rate, rank_by_missing, with_status
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count


def heading(data: ReportData) -> Heading:
    """Open the chapter."""
    threshold = threshold_words(data.params.threshold_pct)
    text = f"Đơn vị đạt dưới {threshold} chỉ tiêu"
    return Heading(level=1, text=text, method="con-thieu")


def finding(data: ReportData, found: Findings) -> Paragraph:
    """Say how many lag, and of how many with a figure."""
    threshold = threshold_words(data.params.threshold_pct)
    rated, lagging = found.units[found.units["rate_pct"].notna()], found.lagging
    if rated.empty:
        text = (
            f"Dữ liệu không có kết quả so với chỉ tiêu năm {data.params.year} của "
            f"{units_words(data)} nào, nên không có danh sách đơn vị dưới {threshold}."
        )
    elif len(rated) == 1 and lagging.empty:
        text = (
            f"{capitalise(units_words(data))} duy nhất tính được tỷ lệ không dưới {threshold} chỉ "
            f"tiêu năm {data.params.year}."
        )
    elif lagging.empty:
        text = (
            f"Không có đơn vị nào trong {len(rated)} đơn vị tính được tỷ lệ đạt dưới {threshold} "
            f"chỉ tiêu năm {data.params.year}."
        )
    else:
        text = (
            f"{len(lagging)} trong {len(rated)} đơn vị tính được tỷ lệ đạt dưới {threshold} chỉ "
            f"tiêu năm {data.params.year}{_period_counts(rated)}."
        )
    return Paragraph(text=text, role="lead")


def _period_counts(rated: pd.DataFrame) -> str:
    """Count the lagging units of each period apart, where units stand at several."""
    periods = by_period(rated)
    if len(periods) < 2:
        return ""
    counts = [
        f"{period_words(alike.iloc[0].to_dict())}: "
        f"{int(alike['status'].eq(Status.BELOW_THRESHOLD).sum())} trong {len(alike)}"
        for alike in periods
    ]
    return f" ({'; '.join(counts)})"


def own_result(data: ReportData, found: Findings) -> list[Block]:
    """Say on which side of the threshold the scope itself is."""
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    if own["rate_pct"] is None:
        return []
    threshold = threshold_words(data.params.threshold_pct)
    side = {
        Status.BELOW_THRESHOLD: f"dưới ngưỡng {threshold}",
        Status.NONE_ADMITTED: f"dưới ngưỡng {threshold}",
        Status.UNDETERMINED: f"chưa xác định được so với ngưỡng {threshold}",
    }.get(own["status"], f"không dưới ngưỡng {threshold}")
    rate = rate_words(own, data.params.threshold_pct)
    parts = (f"{data.name} đạt {rate} so với chỉ tiêu, {side}", missing_words(own))
    return [Paragraph(text="; ".join(filter(None, parts)) + ".")]


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the lagging units with what is missing: the most persons first, where that is known.

    The order by rate stands beside it, so that a workbook can be sorted either way.
    """
    if found.lagging.empty:
        return []
    by_rate = found.lagging.assign(place=place_by_rate(found.lagging))
    is_counted = by_rate["missing"].fillna(by_rate["missing_lowest"]).notna().any()
    order_of_periods = by_period(found.units[found.units["rate_pct"].notna()])
    parted = [by_rate[by_rate["unit_id"].isin(alike["unit_id"])] for alike in order_of_periods]
    periods = [rank_by_missing(alike) if is_counted else alike for alike in parted if len(alike)]
    lagging = pd.concat(periods)
    order = "xếp theo số đồng chí còn thiếu, nhiều nhất trước" if is_counted else "xếp từ thấp nhất"
    order += "; mỗi kỳ số liệu xếp riêng" if len(periods) > 1 else ""
    threshold = threshold_words(data.params.threshold_pct)
    ids = dict.fromkeys(i for row in lagging["source_ids"] for i in row)
    table = Table(
        sheet="DuoiNguong",
        caption=f"Đơn vị đạt dưới {threshold} chỉ tiêu năm {data.params.year}, {order}",
        columns=(*_COLUMNS, *((_PLACE,) if is_counted else ())),
        rows=tuple(_row(data, row, is_counted) for row in lagging.to_dict("records")),
        notes=_notes(lagging),
        source=source_words(ids, data),
    )
    return [say_once(table, "Kỳ số liệu", in_caption=True)]


_COLUMNS = (
    Column(head="Đơn vị", width=3.4),
    Column(head="Kỳ số liệu", width=2.2),
    Column(head="Kết nạp (đảng viên)", align="right", width=1.2),
    Column(head="Chỉ tiêu (đảng viên)", align="right", width=1.2),
    Column(head="Tỷ lệ thực hiện (%)", align="right", width=1.2),
    Column(head="Còn thiếu (đồng chí)", align="right", width=1.2),
)
_PLACE = Column(head="Thứ tự theo tỷ lệ (1: thấp nhất)", align="right", width=1.2)


def _row(data: ReportData, row: dict, is_counted: bool) -> Row:
    cells = (
        text_cell(name_in_report(data, row["unit_id"], is_short=False)),
        text_cell(period_words(row)),
        admitted_cell(row),
        target_cell(row),
        rate_cell(row, data.params.threshold_pct),
        missing_cell(row),
        *((count_cell(row["place"]),) if is_counted else ()),
    )
    return Row(kind="attention", cells=cells)


def _notes(lagging: pd.DataFrame) -> tuple[str, ...]:
    notes = ["Dưới ngưỡng là nhỏ hơn hẳn; đơn vị đạt đúng ngưỡng không nằm trong bảng."]
    if lagging["target_kind"].eq(TargetKind.DERIVED).any():
        notes.append("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố.")
    if lagging["rate_kind"].eq(RateKind.PUBLISHED).any():
        notes.append(
            "† Nguồn chỉ công bố tỷ lệ, không công bố số kết nạp và chỉ tiêu, nên chưa tính được "
            "số đồng chí còn thiếu (…)."
        )
    if lagging["is_small_target"].any():
        notes.append(SMALL_NOTE)
    return tuple(notes)


def other_groups(data: ReportData, found: Findings) -> list[Block]:
    """Say who is in no ranking: none admitted, no target, undetermined, and no figure at all."""
    items = [_group_item(data, found.units, status) for status in _OTHER_GROUPS]
    items = [item for item in items if item]
    blocks: list[Block] = []
    if found.coverage.without_figure:
        blocks.append(Note(kind="attention", text=silence_sentence(data, found)))
    if items:
        blocks.append(BulletList(items=tuple(items)))
    return [Heading(level=2, text="Đơn vị không có trong bảng"), *blocks] if blocks else []


_OTHER_GROUPS = (Status.NONE_ADMITTED, Status.NO_TARGET, Status.UNDETERMINED)


def _group_item(data: ReportData, units: pd.DataFrame, status: Status) -> str:
    found = rank_by_missing(with_status(units, status))
    if found.empty:
        return ""
    names = names_list([_named(data, row) for row in found.to_dict("records")])
    label = group_words(status, data.params.threshold_pct)
    return f"{len(found)} đơn vị {label}: {names}."


def _named(data: ReportData, row: dict) -> str:
    name, missing = data.units.short_name(row["unit_id"]), missing_words(row)
    return f"{name} ({missing})" if missing else name


def _register_words(data: ReportData) -> str:
    """Warn that a register may not know all units; that of provinces does."""
    kind = data.units.units.at[data.scope.unit_id, "kind"]
    if kind == "nation" or is_rebuilt_view(data):
        return ""
    return " Danh mục chỉ có những đơn vị từng được nêu trong các nguồn."


def silence_sentence(data: ReportData, found: Findings) -> str:
    """Say plainly how many units nobody has published a figure for, and who is known of them."""
    cover, silent = found.coverage, with_status(found.units, Status.NO_FIGURE)
    named = names_list([name_in_report(data, unit_id) for unit_id in silent["unit_id"]])
    if cover.stated is None:
        return (
            f"Trong danh mục đơn vị của dữ liệu còn {len(silent)} {units_words(data)} chưa có số "
            f"kết nạp năm {data.params.year}: {named}.{_register_words(data)}"
        )
    known = f" (trong danh mục có: {named})" if named else ""
    count = format_count(cover.without_figure)
    spoken = f"chỉ {cover.with_figure} đơn vị" if cover.with_figure else "chưa đơn vị nào"
    sentence = (
        f"Nguồn nêu {format_count(cover.stated)} đơn vị trực thuộc, {spoken} có số liệu kết nạp; "
        f"{count} đơn vị chưa có số liệu công bố{known}."
    )
    if cover.stated_low is not None:
        sentence += (
            f" Nguồn cho biết {format_count(cover.stated_low)} đơn vị đạt tỷ lệ thấp nhưng không "
            "nêu tên tất cả; những đơn vị còn lại trong số đó không có trong bảng."
        )
    return sentence
