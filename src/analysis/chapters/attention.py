"""First screen: the units that need attention, those first that lack most, a line for each."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from analysis.chapters.achievement import (
    admitted_cell,
    mark_notes,
    missing_cell,
    rate_cell,
    target_cell,
)
from analysis.chapters.pace import is_over, pace_records
from analysis.chapters.pace_words import BAND_WORDS
from analysis.chapters.persistence import since_words_by_unit
from analysis.chapters.wording import (
    Record,
    capitalise,
    name_in_report,
    period_words,
    source_words,
    threshold_words,
)
from analysis.document.blocks import Block, Column, Row, Table
from analysis.document.cells import DOES_NOT_APPLY, NOT_PUBLISHED, text_cell
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.pace import BEHIND_BANDS, PaceBand
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext

KEY = "CanChuY"
MOST_ROWS = 8
_LAGGING = (Status.BELOW_THRESHOLD, Status.NONE_ADMITTED)


def table(data: ReportData, found: Findings) -> list[Block]:
    """List who lags with what each still lacks; nothing where nobody does.

    While the year runs, those lag who are behind their pace; once it is over, or where there is no
    pace to hold a result against, those below the threshold or without any admission. At most
    ``MOST_ROWS`` units are shown; a note counts the others.
    """
    lagging = lagging_records(data, found)
    if not lagging:
        return []
    is_paced = not is_over(data, found)
    shown, since = lagging[:MOST_ROWS], since_words_by_unit(found)
    rows = tuple(_row(data, row, since.get(row["unit_id"], ""), is_paced=is_paced) for row in shown)
    made = Table(
        sheet="CanChuY",
        caption=_caption(data, lagging, is_paced=is_paced),
        columns=_columns(_since_head(data), is_paced=is_paced),
        rows=rows,
        notes=(*_notes(lagging, has_gaps=_has_gaps(rows)), *_since_notes(data, shown, since)),
        source=source_words((i for row in shown for i in row["source_ids"]), data),
    )
    return [say_once(say_once(made, _("Kỳ số liệu"), in_caption=True), _since_head(data))]


def lagging_records(data: ReportData, found: Findings) -> list[Record]:
    """Choose the units that need attention, those first that lack most."""
    is_paced = not is_over(data, found)
    units = [row for row in pace_records(found) if row["unit_id"] != data.scope.unit_id]
    lagging = [row for row in units if _is_lagging(row, is_paced=is_paced)]
    return sorted(lagging, key=_by_missing)


def _by_missing(row: Record) -> tuple[bool, int, Fraction]:
    """Order by persons missing, the most first; where nobody knows them by the rate."""
    return row["missing"] is None, -(row["missing"] or 0), row["rate_pct"] or Fraction(0)


def _is_lagging(row: Record, *, is_paced: bool) -> bool:
    if is_paced and row["band"] != PaceBand.UNKNOWN:
        return row["band"] in BEHIND_BANDS
    return row["status"] in _LAGGING


def _since_head(data: ReportData) -> str:
    return _("Dưới {threshold} từ khi nào", threshold=threshold_words(data.params.threshold_pct))


def _since_notes(data: ReportData, shown: list[Record], since: dict[str, str]) -> tuple[str, ...]:
    """Say what is counted, where a line tells of something else: its pace, or no admission."""
    is_of_threshold = all(row["status"] == Status.BELOW_THRESHOLD for row in shown)
    if is_of_threshold or not any(since.get(row["unit_id"]) for row in shown):
        return ()
    return (
        _(
            "{head}: số năm liên tiếp đạt dưới {threshold} chỉ tiêu ở cùng kỳ, kể cả năm chưa kết "
            "nạp được đảng viên.",
            head=_since_head(data),
            threshold=threshold_words(data.params.threshold_pct),
        ),
    )


def _caption(data: ReportData, lagging: list[Record], *, is_paced: bool) -> str:
    """State the finding."""
    count = len(lagging)
    if is_paced:
        return ngettext(
            "{count} đơn vị chậm so với tiến độ, xếp theo số đồng chí còn thiếu",
            count,
            count=format_count(count),
        )
    return ngettext(
        "{count} đơn vị đạt dưới {threshold} chỉ tiêu hoặc chưa kết nạp được đảng viên",
        count,
        count=format_count(count),
        threshold=threshold_words(data.params.threshold_pct),
    )


def _columns(since_head: str, *, is_paced: bool) -> tuple[Column, ...]:
    return (
        Column(head=_("Đơn vị"), width=3),
        Column(head=_("Kỳ số liệu"), width=1.6),
        Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.1),
        Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.1),
        Column(head=_("Tỷ lệ thực hiện (%)"), align="right", width=1.2),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
        *((Column(head=_("Tiến độ"), width=1.8),) if is_paced else ()),
        Column(head=since_head, width=1.8),
    )


def _row(data: ReportData, row: Record, since: str, *, is_paced: bool) -> Row:
    words = BAND_WORDS[row["band"]]
    band = capitalise(_(words))
    has_period = row["period_kind"] is not None
    return Row(
        kind="attention",
        cells=(
            text_cell(name_in_report(data, row["unit_id"])),
            text_cell(period_words(row) if has_period else DOES_NOT_APPLY),
            admitted_cell(row),
            target_cell(row),
            rate_cell(row, data.params.threshold_pct),
            missing_cell(row),
            *((text_cell(band),) if is_paced else ()),
            text_cell(capitalise(since) or DOES_NOT_APPLY),
        ),
    )


def _has_gaps(rows: tuple[Row, ...]) -> bool:
    signs = (NOT_PUBLISHED, DOES_NOT_APPLY)
    return any(cell.text in signs for row in rows for cell in row.cells)


def _notes(lagging: list[Record], *, has_gaps: bool) -> tuple[str, ...]:
    others = len(lagging) - MOST_ROWS
    notes = []
    if others > 0:
        notes.append(
            ngettext(
                "Còn {count} đơn vị khác: xem chương về đơn vị dưới ngưỡng và tiến độ.",
                others,
                count=format_count(others),
            )
        )
    return (*notes, *mark_notes(pd.DataFrame(lagging[:MOST_ROWS]), has_gaps=has_gaps))
