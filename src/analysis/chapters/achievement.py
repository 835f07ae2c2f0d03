"""Chapter: results against targets, for the year and for the term."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import (
    bound_words,
    capitalise,
    period_words,
    rate_words,
    source_words,
    term_words,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Note,
    Row,
    Table,
)
from analysis.document.cells import DOES_NOT_APPLY, count_cell, percent_cell, text_cell
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.exact import Rounding, exact
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.metrics.terms import Projection, YearlyAverage
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_number, format_percent

TITLE = "Kết quả so với chỉ tiêu"
_PERIOD, _BASIS = "Kỳ số liệu", "Căn cứ chỉ tiêu"
DERIVED_MARK = "*"
PUBLISHED_MARK = "†"
_DERIVED_NOTE = (
    "* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố: số nguyên duy nhất cho đúng tỷ lệ đó khi "
    "làm tròn (nếu không có số nào thì khi cắt bớt)."
)
_PUBLISHED_NOTE = "† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại."
_MISSING_NOTE = "… Nguồn không công bố.   – Không áp dụng."


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=TITLE)


def _year(data: ReportData) -> int:
    return data.params.year


def _sources(data: ReportData, achievements: pd.DataFrame) -> str:
    ids = dict.fromkeys(i for row in achievements["source_ids"] for i in row)
    return source_words(ids, data)


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the scope and every unit with a figure or a target of the year."""
    every = found.achievement_by_unit
    known = every[every["status"].ne(Status.NO_FIGURE) | every["target"].notna()]
    if known.empty:
        words = f"Chưa có số liệu kết nạp và chỉ tiêu năm {_year(data)} của {data.name}."
        return [Note(kind="info", text=words)]
    own = known["unit_id"].eq(data.scope.unit_id)
    ordered = pd.concat([known[~own], known[own]])
    table = Table(
        sheet="KetQua",
        caption=f"Kết quả kết nạp đảng viên so với chỉ tiêu năm {_year(data)}",
        columns=(
            Column(head="Đơn vị", width=4),
            Column(head=_PERIOD, width=2.4),
            Column(head="Kết nạp (đảng viên)", align="right", width=1.2),
            Column(head="Chỉ tiêu (đảng viên)", align="right", width=1.2),
            Column(head="Tỷ lệ thực hiện (%)", align="right", width=1.2),
            Column(head="Còn thiếu (đồng chí)", align="right", width=1.2),
            Column(head=_BASIS, width=2.4),
        ),
        rows=tuple(_row(data, row) for row in ordered.to_dict("records")),
        notes=(
            "Xếp theo thứ tự trong danh mục đơn vị.",
            *_remarks(data, ordered),
            *_notes(ordered),
        ),
        source=_sources(data, ordered),
    )
    return [say_once(say_once(table, _PERIOD, in_caption=True), _BASIS)]


def _row(data: ReportData, row: dict) -> Row:
    is_own = row["unit_id"] == data.scope.unit_id
    kind = "total" if is_own else _row_kind(row["status"])
    has_period = row["period_kind"] is not None and pd.notna(row["period_kind"])
    cells = (
        text_cell(data.units.name(row["unit_id"])),
        text_cell(period_words(row) if has_period else DOES_NOT_APPLY),
        admitted_cell(row),
        target_cell(row),
        rate_cell(row, data.params.threshold_pct),
        count_cell(row["missing"], missing=DOES_NOT_APPLY if _is_empty(row) else "…"),
        text_cell(row["target_basis"]),
    )
    return Row(cells=cells, kind=kind)


def _remarks(data: ReportData, achievements: pd.DataFrame) -> tuple[str, ...]:
    marked = achievements.drop_duplicates(["unit_id", "remark", "note"])
    return tuple(
        f"{data.units.short_name(row['unit_id'])}: {words}."
        for row in marked.to_dict("records")
        for words in (row["remark"], row["note"], _derivation_words(row))
        if words
    )


def _derivation_words(row: dict) -> str:
    """Say what is special about a derived target, or which targets a rate leaves open."""
    if row["target_rounding"] == Rounding.TRUNCATED and pd.notna(row["target"]):
        return "chỉ tiêu suy ra khi coi tỷ lệ in là số cắt bớt"
    if pd.isna(row["target"]) and pd.notna(row["target_lowest"]) and not row["remark"]:
        lowest, highest = (format_count(int(row[f"target_{end}"])) for end in ("lowest", "highest"))
        return f"mọi chỉ tiêu từ {lowest} đến {highest} đều phù hợp với tỷ lệ công bố"
    return ""


def _is_empty(row: dict) -> bool:
    return row["status"] in (Status.NO_FIGURE, Status.NO_TARGET)


def _row_kind(status: Status) -> str:
    return "attention" if status in (Status.BELOW_THRESHOLD, Status.NONE_ADMITTED) else "body"


def admitted_cell(row: dict) -> Cell:
    """Write persons admitted, with the bound that the source prints."""
    if pd.isna(row["admitted"]):
        return count_cell(None)
    return bounded_cell(int(row["admitted"]), row["admitted_qualifier"])


def bounded_cell(count: int, qualifier: str) -> Cell:
    """Write a count with the words that bound it."""
    before, after = bound_words(qualifier)
    text = before + format_count(count) + after
    return Cell(text=text, value=count, before=before, after=after)


def target_cell(row: dict) -> Cell:
    """Write the target with the mark of a derived one."""
    if row["target_kind"] == TargetKind.MINIMUM:
        return bounded_cell(int(row["target"]), row["target_qualifier"])
    return count_cell(
        row["target"], mark=DERIVED_MARK if row["target_kind"] == TargetKind.DERIVED else ""
    )


def rate_cell(row: dict, threshold_pct: float) -> Cell:
    """Write the rate, marked where it is only published."""
    if row["rate_kind"] != RateKind.PUBLISHED:
        return percent_cell(row["rate_pct"], threshold_pct=exact(threshold_pct))
    before, after = bound_words(row["printed_qualifier"])
    return Cell(
        text=rate_words(row, threshold_pct) + PUBLISHED_MARK,
        value=float(row["rate_pct"]),
        decimals=int(row["printed_decimals"]),
        before=before,
        after=after + PUBLISHED_MARK,
    )


def _notes(achievements: pd.DataFrame) -> tuple[str, ...]:
    notes = []
    if achievements["target_kind"].eq(TargetKind.DERIVED).any():
        notes.append(_DERIVED_NOTE)
    if achievements["rate_kind"].eq(RateKind.PUBLISHED).any():
        notes.append(_PUBLISHED_NOTE)
    return (*notes, _MISSING_NOTE)


def terms(data: ReportData, found: Findings) -> list[Block]:
    """Show the terms: results against term targets, yearly averages, and the stated outlook."""
    blocks: list[Block] = []
    if len(found.achievement_by_term):
        blocks.append(_term_results(data, found))
    sentences = [*map(_average_sentence, found.averages)]
    sentences += map(_projection_sentence, found.projections)
    if sentences:
        blocks.append(BulletList(items=tuple(sentences)))
    return [Heading(level=2, text="Kết quả theo nhiệm kỳ"), *blocks] if blocks else []


def _term_results(data: ReportData, found: Findings) -> Table:
    terms = found.achievement_by_term
    yearly = {entry.term: entry.target_printed for entry in found.averages if entry.target_printed}
    rows = [
        Row(
            cells=(
                text_cell(capitalise(term_words(row["term"]))),
                text_cell("cả nhiệm kỳ" if row["period_kind"] == "term" else period_words(row)),
                admitted_cell(row),
                _term_target_cell(row, yearly),
                rate_cell(row, data.params.threshold_pct),
                count_cell(row["missing"]),
            )
        )
        for row in terms.to_dict("records")
    ]
    return Table(
        sheet="NhiemKy",
        caption=f"Kết quả kết nạp đảng viên theo nhiệm kỳ của {data.name}",
        columns=(
            Column(head="Nhiệm kỳ", width=2),
            Column(head="Tính đến", width=3),
            Column(head="Kết nạp (đảng viên)", align="right", width=1.2),
            Column(head="Chỉ tiêu (đảng viên)", align="right", width=1.2),
            Column(head="Tỷ lệ thực hiện (%)", align="right", width=1.2),
            Column(head="Còn thiếu (đồng chí)", align="right", width=1.2),
        ),
        rows=tuple(rows),
        notes=(
            "Tổng của nhiệm kỳ không phải là tổng các năm dương lịch: nhiệm kỳ bắt đầu từ đại hội.",
            *_notes(terms),
        ),
        source=_sources(data, terms),
    )


def _term_target_cell(row: dict, yearly: dict[str, str]) -> Cell:
    """Write the term's target, else the yearly one that stands for it."""
    if pd.isna(row["target"]) and row["term"] in yearly:
        return text_cell(f"mỗi năm {yearly[row['term']]}")
    return target_cell(row)


def _average_sentence(entry: YearlyAverage) -> str:
    words = capitalise(term_words(entry.term))
    target = entry.target_printed
    if entry.average is None:
        return f"{words}: chỉ tiêu mỗi năm kết nạp {target} đảng viên."
    total = format_count(entry.admitted or 0)
    sentence = (
        f"{words}: kết nạp {total} đảng viên, bình quân {format_number(entry.average, 1)} đảng "
        f"viên mỗi năm (chia cho {entry.years} năm)"
    )
    if entry.rate_pct is None:
        return sentence + "."
    return f"{sentence}, bằng {format_percent(entry.rate_pct, 2)} so với chỉ tiêu mỗi năm {target}."


def _projection_sentence(entry: Projection) -> str:
    year = entry.end.year
    least = "ít nhất " if entry.qualifier in ("at_least", "more_than") else ""
    count = least + format_count(entry.projected)
    sentence = f"Dự kiến đến cuối năm {year}: {count} đảng viên"
    if entry.admitted_so_far is not None and entry.planned is not None:
        sentence += (
            f" ({format_count(entry.admitted_so_far)} đã kết nạp và "
            f"{format_count(entry.planned)} theo kế hoạch năm {year})"
        )
    if entry.rate_pct is not None and entry.target is not None:
        sentence += (
            f", bằng {format_percent(entry.rate_pct, 2)} so với chỉ tiêu nhiệm kỳ "
            f"{format_count(entry.target)}"
        )
        if entry.printed_pct:
            sentence += f" (nguồn in {entry.printed_pct})"
    return sentence + "."
