"""Section: the terms, counted from the congress and not from January."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from analysis.chapters.achievement import (
    SMALL_NOTE,
    admitted_cell,
    missing_cell,
    rate_cell,
    target_cell,
)
from analysis.chapters.term_words import (
    average_sentence,
    difference_sentence,
    outlook_sentence,
    pace_sentence,
    projection_sentence,
    result_words,
    span_note,
    start_words,
)
from analysis.chapters.wording import (
    bounded,
    bounded_members,
    capitalise,
    opening_words,
    period_words,
    rate_words,
    source_words,
    term_words,
)
from analysis.charts.term import LEAST_POINTS, TermFrame, term_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Figure,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import DOES_NOT_APPLY, count_cell, percent_cell, text_cell
from analysis.findings import Findings
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.term_progress import Difference, TermProgress
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

TITLE = N_("Kết quả theo nhiệm kỳ")
_METHOD = "nhiem-ky"
_DERIVED_NOTE = N_("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố.")
_PUBLISHED_NOTE = N_("† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại.")
_MISSING_NOTE = N_("… Nguồn không công bố, hoặc chưa đủ số liệu để tính.   – Không áp dụng.")
_SUM_NOTE = N_(
    "Chưa có nguồn công bố số của cả nhiệm kỳ {term}: “ít nhất” là tổng các năm nằm trọn trong "
    "nhiệm kỳ đã có số liệu."
)
_TERM_NOTE = N_(
    "Tổng của nhiệm kỳ không phải là tổng các năm dương lịch: nhiệm kỳ bắt đầu từ đại hội."
)


def terms(data: ReportData, found: Findings) -> list[Block]:
    """Show the terms: where the latest stands, the chart, all terms, averages and the outlook."""
    blocks: list[Block] = []
    current = current_term(found)
    if current is not None:
        blocks += _current(data, current)
        blocks += chart(data, found)
    if len(found.achievement_by_term) or current is not None:
        blocks.append(_table(data, found))
    sentences = [*map(average_sentence, found.averages)]
    sentences += [words for entry in found.terms[:-1] if (words := difference_sentence(entry))]
    sentences += map(projection_sentence, found.projections)
    if sentences:
        blocks.append(BulletList(items=tuple(sentences)))
    return [Heading(level=2, text=_(TITLE), method=_METHOD), *blocks] if blocks else []


def current_term(found: Findings) -> TermProgress | None:
    """Return the latest term with a count."""
    return found.terms[-1] if found.terms else None


def summary_sentence(data: ReportData, found: Findings) -> str:
    """Say where the latest term stands, if its count is of the report's year; else nothing."""
    entry = current_term(found)
    if entry is None or entry.result["report_year"] != data.params.year:
        return ""
    return result_words(data, entry)


def _current(data: ReportData, entry: TermProgress) -> list[Block]:
    """Say where a term stands, how that compares with its time, and why it is no sum of years."""
    sentences = [result_words(data, entry), pace_sentence(data, entry), outlook_sentence(entry)]
    blocks: list[Block] = [Paragraph(text=" ".join(words for words in sentences if words))]
    difference = difference_sentence(entry)
    if entry.verdict is Difference.CONTRADICTION:
        blocks.append(Note(kind="attention", text=difference))
    elif difference:
        blocks.append(Paragraph(text=difference))
    return blocks


def _table(data: ReportData, found: Findings) -> Table:
    """List the terms, and those of which only years are known."""
    by_term = {entry.term: entry for entry in found.terms}
    summed = [entry.result for entry in found.terms if entry.is_sum_of_years]
    records = [*found.achievement_by_term.to_dict("records"), *summed]
    ordered = sorted(records, key=lambda row: row["term"] or "")
    yearly = {entry.term: entry.target_printed for entry in found.averages if entry.target_printed}
    return Table(
        sheet="NhiemKy",
        caption=_("Kết quả kết nạp đảng viên theo nhiệm kỳ của {name}", name=data.name),
        columns=(
            Column(head=_("Nhiệm kỳ"), width=2),
            Column(head=_("Tính đến"), width=3),
            Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.2),
            Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.2),
            Column(head=_("Tỷ lệ thực hiện (%)"), align="right", width=1.2),
            Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
            Column(head=_("Thời gian đã qua (%)"), align="right", width=1.2),
        ),
        rows=tuple(_row(data, row, by_term.get(row["term"]), yearly) for row in ordered),
        notes=(_(_TERM_NOTE), *_span_notes(data, found), *_notes(ordered, found)),
        source=source_words(dict.fromkeys(i for row in ordered for i in row["source_ids"]), data),
    )


def _row(
    data: ReportData, row: dict[str, Any], entry: TermProgress | None, yearly: dict[str, str]
) -> Row:
    elapsed = entry.elapsed_pct if entry is not None else None
    return Row(
        cells=(
            text_cell(capitalise(term_words(row["term"])) if row["term"] else DOES_NOT_APPLY),
            text_cell(_until_words(row)),
            _admitted_cell(row, entry),
            _target_cell(row, yearly),
            _rate_cell(data, row, entry),
            _missing_cell(row, entry),
            percent_cell(elapsed),
        )
    )


def _until_words(row: dict[str, Any]) -> str:
    if row["period_kind"] is None or pd.isna(row["period_kind"]):
        return DOES_NOT_APPLY
    return _("cả nhiệm kỳ") if row["period_kind"] == "term" else period_words(row)


def _admitted_cell(row: dict[str, Any], entry: TermProgress | None) -> Cell:
    """Write the count; a sum of years says that it is a lower bound."""
    if entry is None or not entry.is_sum_of_years:
        return admitted_cell(row)
    return _bounded_cell(_("ít nhất {figure}"), int(row["admitted"]))


def _rate_cell(data: ReportData, row: dict[str, Any], entry: TermProgress | None) -> Cell:
    """Write the rate; of a sum of years it is a lower bound too."""
    bound = (
        {"admitted_qualifier": "at_least"} if entry is not None and entry.is_sum_of_years else {}
    )
    return rate_cell(row | bound, data.params.threshold_pct)


def _bounded_cell(words: str, count: int) -> Cell:
    """Write a count in words that have a place for ``{figure}``."""
    before, _figure, after = words.partition("{figure}")
    text = before + format_count(count) + after
    return Cell(text=text, value=count, before=before, after=after)


def _missing_cell(row: dict[str, Any], entry: TermProgress | None) -> Cell:
    """Write how many are missing; of a lower bound, how many at most."""
    count = entry.missing_at_most if entry is not None else None
    if count is None:
        return missing_cell(row)
    if count == 0:
        return count_cell(0)
    return _bounded_cell(_("nhiều nhất {figure}"), count)


def _target_cell(row: dict[str, Any], yearly: dict[str, str]) -> Cell:
    """Write the term's target, else the yearly one that stands for it."""
    if pd.isna(row["target"]) and row["term"] in yearly:
        return text_cell(_("mỗi năm {target}", target=yearly[row["term"]]))
    return target_cell(row)


def _span_notes(data: ReportData, found: Findings) -> tuple[str, ...]:
    return tuple(note for entry in found.terms if (note := span_note(data, entry.span)))


def _notes(rows: list[dict[str, Any]], found: Findings) -> tuple[str, ...]:
    notes = [
        _(_SUM_NOTE, term=entry.term.replace("-", "–"))
        for entry in found.terms
        if entry.is_sum_of_years
    ]
    if any(row["target_kind"] == TargetKind.DERIVED for row in rows):
        notes.append(_(_DERIVED_NOTE))
    if any(row["rate_kind"] == RateKind.PUBLISHED for row in rows):
        notes.append(_(_PUBLISHED_NOTE))
    if any(row["is_small_target"] for row in rows):
        notes.append(_(SMALL_NOTE))
    return (*notes, _(_MISSING_NOTE))


def _chart_caption(data: ReportData, entry: TermProgress) -> str:
    """State the finding: what was reached, and how much of the target that is."""
    row = entry.result
    if pd.isna(row["admitted"]):
        return _("Kết quả {term}", term=term_words(entry.term))
    result = f"{opening_words(row)}: " + bounded_members(
        int(row["admitted"]), row["admitted_qualifier"]
    )
    if row["rate_pct"] is None:
        return result
    return _(
        "{result}, đạt {rate} so với chỉ tiêu",
        result=result,
        rate=rate_words(row, data.params.threshold_pct),
    )


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the latest term; nothing where its counts make no line."""
    entry = current_term(found)
    if entry is None or not _is_drawn(entry):
        return []
    points, frame = _points_to_draw(found, entry), _frame(entry)
    return [
        Figure(
            key="NhiemKyHinh",
            caption=_chart_caption(data, entry),
            subtitle=_(
                "Số đảng viên kết nạp cộng dồn từ đầu {term} của {name}",
                term=term_words(entry.term),
                name=data.name,
            ),
            alt=_alt_text(data, entry, points, frame),
            svg=to_svg(term_chart(points, frame)),
            notes=_chart_notes(entry),
            source=source_words(entry.result["source_ids"], data),
        )
    ]


def _is_drawn(entry: TermProgress) -> bool:
    """Tell whether the counts make a line that says more than a sentence.

    A finished term, and one without a target, needs a count between its first day and its last.
    """
    is_over = entry.until is not None and entry.until == entry.span.ends_on
    is_plain = is_over or pd.isna(entry.result["target"])
    return len(entry.points) >= LEAST_POINTS + is_plain


def _points_to_draw(found: Findings, entry: TermProgress) -> pd.DataFrame:
    """Give the points their labels, and add the total that the source projects."""
    labels = [format_count(int(count)) for count in entry.points["admitted"]]
    if entry.is_sum_of_years:
        labels = [_("ít nhất {figure}", figure=count) for count in labels]
    labelled = entry.points.assign(label=labels)
    projected = [
        {
            "day": projection.end.date(),
            "admitted": projection.projected,
            "kind": "projected",
            "label": bounded(projection.projected, projection.qualifier),
        }
        for projection in found.projections
        if projection.term == entry.term and pd.notna(projection.end)
    ]
    return pd.concat([labelled, pd.DataFrame(projected)]) if projected else labelled


def _frame(entry: TermProgress) -> TermFrame:
    """Say in words what stands around the points."""
    span, row = entry.span, entry.result
    has_target = pd.notna(row["target"])
    target = bounded(int(row["target"]), row["target_qualifier"]) if has_target else ""
    outlook, end = entry.outlook, _("hết nhiệm kỳ")
    return TermFrame(
        starts_on=span.starts_on,
        ends_on=span.ends_on,
        start_label=start_words(span),
        end_label=f"{end}\n{_day_words(span.ends_on)}",
        target=int(row["target"]) if has_target else None,
        target_label=_("chỉ tiêu nhiệm kỳ {target}", target=target),
        outlook=tuple(outlook) if outlook else None,
        outlook_label=_range_words(*outlook) if outlook else "",
    )


def _day_words(day: date | None) -> str:
    return format_date(day) if day else ""


def _range_words(low: int, high: int) -> str:
    return f"{format_count(low)}–{format_count(high)}" if low < high else format_count(low)


def _chart_notes(entry: TermProgress) -> tuple[str, ...]:
    notes = []
    if entry.points["kind"].eq("derived").any():
        notes.append(_("Số suy ra: số của nhiệm kỳ do nguồn công bố, trừ đi các năm sau ngày đó."))
    if entry.expected is not None:
        notes.append(_("Tiến độ bình quân: mỗi ngày của nhiệm kỳ một phần bằng nhau của chỉ tiêu."))
    if entry.outlook is not None:
        notes.append(_("Dự báo: giữ nhịp độ đã qua đến hết nhiệm kỳ; không phải là cam kết."))
    return tuple(notes)


_POINT_WORDS = {
    "printed": N_("đến {date}: {count}"),
    "derived": N_("đến {date}: {count} (suy ra)"),
    "at_least": N_("đến {date}: {count}"),
    "projected": N_("đến {date}: {count} (nguồn dự kiến)"),
}


def _point_words(kind: str, day: date, count: str) -> str:
    return _(_POINT_WORDS[kind], date=format_date(day), count=count)


def _alt_text(data: ReportData, entry: TermProgress, points: pd.DataFrame, frame: TermFrame) -> str:
    counted = points[points["kind"].ne("start")].to_dict("records")
    parts = [_point_words(row["kind"], row["day"], row["label"]) for row in counted]
    if frame.target is not None:
        parts.append(frame.target_label)
    if frame.outlook_label:
        parts.append(_("dự báo cuối nhiệm kỳ {range}", range=frame.outlook_label))
    return _(
        "Biểu đồ số kết nạp cộng dồn {term} của {name}: {points}.",
        term=term_words(entry.term),
        name=data.name,
        points="; ".join(parts),
    )
