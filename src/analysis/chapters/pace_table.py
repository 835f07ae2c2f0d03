"""The table of the chapter on pace: who is behind, and what each needs a month."""

from __future__ import annotations

from analysis.chapters.achievement import SMALL_NOTE, missing_cell, rate_cell, target_cell
from analysis.chapters.pace_records import count_of, is_last_day
from analysis.chapters.pace_words import BAND_WORDS
from analysis.chapters.wording import (
    Record,
    capitalise,
    date_words,
    range_words,
    threshold_words,
)
from analysis.document.blocks import Cell, Column, Row
from analysis.document.cells import (
    DOES_NOT_APPLY,
    NOT_PUBLISHED,
    percent_cell,
    text_cell,
)
from analysis.metrics.pace import PaceBand, PaceRule
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.report_data import ReportData
from analysis.text.display import format_date, format_number, round_half_up
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

DAY = N_("Đến ngày")
_SHORT_WORDS = {
    PaceBand.BEHIND: N_("Chậm"),
    PaceBand.BELOW_THRESHOLD: N_("Rất chậm"),
    PaceBand.NONE_YET: N_("Chưa kết nạp"),
}


def columns() -> tuple[Column, ...]:
    """Head the columns."""
    return (
        Column(head=_("Đơn vị"), width=3.2),
        Column(head=_(DAY), width=1.3),
        Column(head=_("Đạt (%)"), align="right", width=1.1),
        Column(head=_("Lẽ ra phải đạt (%)"), align="right", width=1.1),
        Column(head=_("Tiến độ"), width=1.6),
        Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1),
        Column(head=_("Cần mỗi tháng (đồng chí)"), align="right", width=1),
        Column(head=_("Dự báo cuối năm (đảng viên)"), align="right", width=1.7),
    )


def row_of(data: ReportData, row: Record) -> Row:
    """Write the row of a unit; that of the scope is the total."""
    is_own, band = row["unit_id"] == data.scope.unit_id, row["band"]
    needs_attention = band in (PaceBand.BELOW_THRESHOLD, PaceBand.NONE_YET)
    outlook = row["outlook"]
    return Row(
        kind="total" if is_own else "attention" if needs_attention else "body",
        cells=(
            text_cell(data.units.name(row["unit_id"])),
            text_cell(date_words(row["period_end"])),
            _achieved_cell(row, data.params.threshold_pct),
            _expected_cell(row),
            text_cell(capitalise(_(_SHORT_WORDS.get(band, BAND_WORDS[band])))),
            target_cell(row),
            missing_cell(row),
            _monthly_cell(outlook, has_months=not is_last_day(data)),
            text_cell(range_words(outlook["low"], outlook["high"]) if outlook else NOT_PUBLISHED),
        ),
    )


def _achieved_cell(row: Record, threshold_pct: float) -> Cell:
    """Write the rate as elsewhere; a computed one on its side of the share that is due."""
    if row["rate_kind"] != RateKind.COMPUTED or row["admitted_qualifier"] != "exact":
        return rate_cell(row, threshold_pct)
    return percent_cell(row["rate_pct"], threshold_pct=row["expected_pct"])


def _expected_cell(row: Record) -> Cell:
    if row["expected_pct"] is None:
        return text_cell(DOES_NOT_APPLY)
    return percent_cell(row["expected_pct"], threshold_pct=row["achieved_pct"])


def _monthly_cell(outlook: Record | None, *, has_months: bool) -> Cell:
    if not has_months:
        return text_cell(DOES_NOT_APPLY)
    if outlook is None or outlook["missing"] is None:
        return text_cell(NOT_PUBLISHED)
    needed = outlook["needed_per_month"]
    if needed is None:
        return text_cell(DOES_NOT_APPLY)
    value = float(round_half_up(needed, 6))
    return Cell(text=format_number(needed, 1), value=value, decimals=1)


_RANGE_NOTE = N_(
    "Dự báo là khoảng từ số thấp nhất đến số cao nhất của hai cách tính (giữ nguyên tốc độ từ đầu "
    "năm; tăng như các năm trước gộp lại), mỗi cách nới thêm hai lần căn bậc hai của số còn dự "
    "kiến kết nạp, và của mức tăng từng năm trước (không nới); không phải là cam kết."
)
_LINEAR_NOTE = N_(
    "Khi chưa có đủ hai năm trước để so, khoảng này chỉ là kết quả nếu giữ nguyên tốc độ từ đầu "
    "năm, nới thêm hai lần căn bậc hai của số còn dự kiến kết nạp; cuối năm có thể nhanh hoặc chậm "
    "hơn, nên không dùng để kết luận."
)


def _monthly_note(data: ReportData, outlooks: list[Record]) -> str:
    as_of = data.params.as_of
    if as_of is None or all(outlook["period_end"].date() >= as_of for outlook in outlooks):
        return _("Cần mỗi tháng: số còn thiếu chia cho số tháng còn lại của năm.")
    return _(
        "Cần mỗi tháng: số còn thiếu chia cho số tháng còn lại của năm, tính từ ngày {date}.",
        date=format_date(as_of),
    )


def notes(data: ReportData, shown: list[Record]) -> tuple[str, ...]:
    """Explain the columns, and only what occurs in them."""
    threshold, is_over = threshold_words(data.params.threshold_pct), is_last_day(data)
    found = list(rule_notes([row for row in shown if row["expected_pct"] is not None]))
    if any(row["band"] == PaceBand.BELOW_THRESHOLD for row in shown):
        words = N_("Rất chậm: chưa được {threshold} của mức lẽ ra phải đạt.")
        found.append(_(words, threshold=threshold))
    outlooks = [row["outlook"] for row in shown if row["outlook"] is not None]
    if outlooks and not is_over:
        found.append(_monthly_note(data, outlooks))
    if any(outlook["historical_low"] is not None for outlook in outlooks):
        found.append(_(_RANGE_NOTE))
    if any(outlook["historical_low"] is None for outlook in outlooks):
        found.append(_(_LINEAR_NOTE))
    if any(row["target_kind"] == TargetKind.DERIVED for row in shown):
        found.append(_("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố."))
    if any(row["rate_kind"] == RateKind.PUBLISHED for row in shown):
        found.append(_("† Tỷ lệ do nguồn công bố; không có số để tính lại."))
    found += small_notes(shown)
    found.append(_("… Nguồn không công bố.   – Không áp dụng."))
    return tuple(found)


def small_notes(records: list[Record]) -> tuple[str, ...]:
    """Explain the mark of small targets where there is one."""
    return (_(SMALL_NOTE),) if any(row["is_small_target"] for row in records) else ()


_RULE_WORDS = {
    PaceRule.HISTORICAL_OWN: N_("theo bình quân cùng kỳ các năm trước của chính đơn vị"),
    PaceRule.HISTORICAL_PARENT: N_(
        "theo bình quân cùng kỳ các năm trước của đơn vị cấp trên, vì đơn vị chưa có đủ hai năm"
    ),
    PaceRule.LINEAR: N_(
        "tính đều theo thời gian đã qua, vì chưa có đủ hai năm trước có số đến cùng ngày"
    ),
}


def rule_notes(records: list[Record]) -> tuple[str, ...]:
    """Say which rules were used for how many rows, and whose earlier years were added up."""
    used = [(_(words), count_of(records, "rule", rule)) for rule, words in _RULE_WORDS.items()]
    used = [(words, count) for words, count in used if count]
    if len(used) == 1:
        note = _("Mức cần đạt {rule}.", rule=used[0][0])
    else:
        rules = [
            ngettext("{count} dòng {rule}", count, count=count, rule=words) for words, count in used
        ]
        note = _("Mức cần đạt: {rules}.", rules="; ".join(rules))
    rebuilt = sum(row["is_rebuilt"] for row in records)
    if not rebuilt:
        return (note,)
    rebuilt_note = ngettext(
        "Số các năm trước của {count} dòng được cộng lại từ các đơn vị trước hợp nhất.",
        rebuilt,
        count=rebuilt,
    )
    return note, rebuilt_note
