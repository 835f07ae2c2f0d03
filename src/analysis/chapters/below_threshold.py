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
from analysis.metrics.coverage_by_year import units_over_years
from analysis.metrics.groups import by_period, place_by_rate, rank_by_missing, with_status
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext


def heading(data: ReportData) -> Heading:
    """Open the chapter."""
    threshold = threshold_words(data.params.threshold_pct)
    text = _("Đơn vị đạt dưới {threshold} chỉ tiêu", threshold=threshold)
    return Heading(level=1, text=text, method="con-thieu")


def finding(data: ReportData, found: Findings) -> Paragraph:
    """Say how many lag, and of how many with a figure."""
    rated, lagging = found.units[found.units["rate_pct"].notna()], found.lagging
    if lagging.empty:
        text = _none_lagging(data, rated)
    else:
        sentence = ngettext(
            "{lagging} trong {total} đơn vị tính được tỷ lệ đạt dưới {threshold} chỉ tiêu năm "
            "{year}",
            len(rated),
            lagging=len(lagging),
            total=len(rated),
            threshold=threshold_words(data.params.threshold_pct),
            year=data.params.year,
        )
        text = f"{sentence}{_period_counts(rated)}."
    return Paragraph(text=text, role="lead")


def _none_lagging(data: ReportData, rated: pd.DataFrame) -> str:
    """Say that no unit lags, and of how many that is known."""
    named = {
        "threshold": threshold_words(data.params.threshold_pct),
        "year": data.params.year,
        "units": units_words(data),
    }
    if rated.empty:
        return _(
            "Dữ liệu không có kết quả so với chỉ tiêu năm {year} của {units} nào, nên không có "
            "danh sách đơn vị dưới {threshold}.",
            **named,
        )
    if len(rated) == 1:
        words = _(
            "{units} duy nhất tính được tỷ lệ không dưới {threshold} chỉ tiêu năm {year}.", **named
        )
        return capitalise(words)
    return _(
        "Không có đơn vị nào trong {total} đơn vị tính được tỷ lệ đạt dưới {threshold} chỉ tiêu "
        "năm {year}.",
        total=len(rated),
        **named,
    )


def _period_counts(rated: pd.DataFrame) -> str:
    """Count the lagging units of each period apart, where units stand at several."""
    periods = by_period(rated)
    if len(periods) < 2:
        return ""
    counts = [
        _(
            "{period}: {lagging} trong {total}",
            period=period_words(alike.iloc[0].to_dict()),
            lagging=int(alike["status"].eq(Status.BELOW_THRESHOLD).sum()),
            total=len(alike),
        )
        for alike in periods
    ]
    return f" ({'; '.join(counts)})"


def own_result(data: ReportData, found: Findings) -> list[Block]:
    """Say on which side of the threshold the scope itself is."""
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    if own["rate_pct"] is None:
        return []
    threshold = threshold_words(data.params.threshold_pct)
    below = _("dưới ngưỡng {threshold}", threshold=threshold)
    side = {
        Status.BELOW_THRESHOLD: below,
        Status.NONE_ADMITTED: below,
        Status.UNDETERMINED: _("chưa xác định được so với ngưỡng {threshold}", threshold=threshold),
    }.get(own["status"], _("không dưới ngưỡng {threshold}", threshold=threshold))
    rate = rate_words(own, data.params.threshold_pct)
    words = _("{name} đạt {rate} so với chỉ tiêu, {side}", name=data.name, rate=rate, side=side)
    return [Paragraph(text="; ".join(filter(None, (words, missing_words(own)))) + ".")]


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
    caption = _(
        "Đơn vị đạt dưới {threshold} chỉ tiêu năm {year}, {order}",
        threshold=threshold_words(data.params.threshold_pct),
        year=data.params.year,
        order=_order_words(is_counted=is_counted, is_parted=len(periods) > 1),
    )
    ids = dict.fromkeys(i for row in lagging["source_ids"] for i in row)
    table = Table(
        sheet="DuoiNguong",
        caption=caption,
        columns=_columns(with_place=is_counted),
        rows=tuple(_row(data, row, is_counted) for row in lagging.to_dict("records")),
        notes=_notes(lagging),
        source=source_words(ids, data),
    )
    return [say_once(table, _("Kỳ số liệu"), in_caption=True)]


def _order_words(*, is_counted: bool, is_parted: bool) -> str:
    if is_counted:
        order = _("xếp theo số đồng chí còn thiếu, nhiều nhất trước")
    else:
        order = _("xếp từ thấp nhất")
    return _("{order}; mỗi kỳ số liệu xếp riêng", order=order) if is_parted else order


def _columns(*, with_place: bool) -> tuple[Column, ...]:
    place = Column(head=_("Thứ tự theo tỷ lệ (1: thấp nhất)"), align="right", width=1.2)
    return (
        Column(head=_("Đơn vị"), width=3.4),
        Column(head=_("Kỳ số liệu"), width=2.2),
        Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.2),
        Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.2),
        Column(head=_("Tỷ lệ thực hiện (%)"), align="right", width=1.2),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
        *((place,) if with_place else ()),
    )


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
    notes = [_("Dưới ngưỡng là nhỏ hơn hẳn; đơn vị đạt đúng ngưỡng không nằm trong bảng.")]
    if lagging["target_kind"].eq(TargetKind.DERIVED).any():
        notes.append(_("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố."))
    if lagging["rate_kind"].eq(RateKind.PUBLISHED).any():
        published = _(
            "† Nguồn chỉ công bố tỷ lệ, không công bố số kết nạp và chỉ tiêu, nên chưa tính được "
            "số đồng chí còn thiếu (…)."
        )
        notes.append(published)
    if lagging["is_small_target"].any():
        notes.append(_(SMALL_NOTE))
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
    return [Heading(level=2, text=_("Đơn vị không có trong bảng")), *blocks] if blocks else []


_OTHER_GROUPS = (Status.NONE_ADMITTED, Status.NO_TARGET, Status.UNDETERMINED)


def _group_item(data: ReportData, units: pd.DataFrame, status: Status) -> str:
    found = rank_by_missing(with_status(units, status))
    if found.empty:
        return ""
    names = names_list([_named(data, row) for row in found.to_dict("records")])
    group = group_words(status, data.params.threshold_pct)
    words = ngettext("{count} đơn vị {group}", len(found), count=len(found), group=group)
    return f"{words}: {names}."


def _named(data: ReportData, row: dict) -> str:
    name, missing = data.units.short_name(row["unit_id"]), missing_words(row)
    return f"{name} ({missing})" if missing else name


def _register_words(data: ReportData) -> str:
    """Warn that a register may not know all units; that of provinces does."""
    kind = data.units.units.at[data.scope.unit_id, "kind"]
    if kind == "nation" or is_rebuilt_view(data):
        return ""
    return _("Danh mục chỉ có những đơn vị từng được nêu trong các nguồn.")


def silence_sentence(data: ReportData, found: Findings) -> str:
    """Say plainly how many units nobody has published a figure for, and who is known of them."""
    cover, silent = found.coverage, with_status(found.units, Status.NO_FIGURE)
    named = names_list([name_in_report(data, unit_id) for unit_id in silent["unit_id"]])
    if cover.stated is None:
        sentence = ngettext(
            "Trong danh mục đơn vị của dữ liệu còn {count} {units} chưa có số kết nạp năm {year}: "
            "{names}.",
            len(silent),
            count=len(silent),
            units=units_words(data),
            year=data.params.year,
            names=named,
        )
        return " ".join(filter(None, (sentence, _former_words(data), _register_words(data))))
    known = " " + _("(trong danh mục có: {names})", names=named) if named else ""
    sentence = _stated_words(found) + known + "."
    return " ".join(filter(None, (sentence, _low_words(cover.stated_low))))


def _former_words(data: ReportData) -> str:
    """Say that units that ended within the year are not counted; "" without any."""
    year = data.params.year
    there = units_over_years(data.units, data.scope.unit_id, (), [year])
    former = len(set(there) - set(data.scope.children))
    if not former:
        return ""
    return ngettext(
        "Số này không kể {count} đơn vị đã chấm dứt trong năm {year}.",
        former,
        count=format_count(former),
        year=year,
    )


def _stated_words(found: Findings) -> str:
    """Say how many units a source states, how many have a figure, and how many have none."""
    cover = found.coverage
    stated = ngettext(
        "Nguồn nêu {count} đơn vị trực thuộc", cover.stated, count=format_count(cover.stated)
    )
    spoken = _("chưa đơn vị nào có số liệu kết nạp")
    if cover.with_figure:
        number = cover.with_figure
        spoken = ngettext("chỉ {count} đơn vị có số liệu kết nạp", number, count=number)
    silent = ngettext(
        "{count} đơn vị chưa có số liệu công bố",
        cover.without_figure,
        count=format_count(cover.without_figure),
    )
    return f"{stated}, {spoken}; {silent}"


def _low_words(stated_low: int | None) -> str:
    """Say that a source counts units with a low rate without naming them all."""
    if stated_low is None:
        return ""
    return ngettext(
        "Nguồn cho biết {count} đơn vị đạt tỷ lệ thấp nhưng không nêu tên tất cả; những đơn vị còn "
        "lại trong số đó không có trong bảng.",
        stated_low,
        count=format_count(stated_low),
    )
