"""Chapter: results against targets, for the year and for the term."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import (
    basis_kind_words,
    bound_words,
    missing_bounds,
    period_words,
    rate_bound_words,
    rate_words,
    small_target_mark,
    source_date,
    source_words,
)
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Heading,
    Note,
    Row,
    Table,
)
from analysis.document.cells import (
    DOES_NOT_APPLY,
    NOT_PUBLISHED,
    count_cell,
    percent_cell,
    text_cell,
)
from analysis.document.tables import say_once, text_table
from analysis.findings import Findings
from analysis.metrics.exact import Rounding, exact
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.metrics.sums import SUM_SOURCE
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.measures import label_of
from analysis.registers.target_bases import BasisKind
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import pgettext

TITLE = N_("Kết quả so với chỉ tiêu")
_PERIOD, _BASIS = N_("Kỳ số liệu"), N_("Căn cứ chỉ tiêu")
DERIVED_MARK = "*"
PUBLISHED_MARK = "†"
_DERIVED_NOTE = N_(
    "* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố: số nguyên duy nhất cho đúng tỷ lệ đó khi "
    "làm tròn (nếu không có số nào thì khi cắt bớt)."
)
_PUBLISHED_NOTE = N_("† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại.")
SMALL_NOTE = N_(
    "‡ Chỉ tiêu dưới 10: một đồng chí tương ứng hơn 10 điểm phần trăm, nên xem số đồng chí còn "
    "thiếu trước tỷ lệ."
)
_SEVERAL_NOTE = N_(
    "Đơn vị có nhiều chỉ tiêu thì mỗi chỉ tiêu một dòng. Dòng đầu là chỉ tiêu dùng để xếp loại: "
    "chỉ tiêu cấp trên giao, không có thì theo nghị quyết đại hội, rồi chỉ tiêu đơn vị tự đề ra; "
    "cùng loại thì chỉ tiêu nêu sau thay chỉ tiêu nêu trước."
)
_MISSING_NOTE = N_("… Nguồn không công bố.   – Không áp dụng.")


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=_(TITLE), method="ty-le-chi-tieu")


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
        words = _(
            "Chưa có số liệu kết nạp và chỉ tiêu năm {year} của {name}.",
            year=_year(data),
            name=data.name,
        )
        return [Note(kind="info", text=words)]
    own = known["unit_id"].eq(data.scope.unit_id)
    ordered = pd.concat([known[~own], known[own]])
    table = Table(
        sheet="KetQua",
        caption=_("Kết quả kết nạp đảng viên so với chỉ tiêu năm {year}", year=_year(data)),
        columns=(
            Column(head=_("Đơn vị"), width=4),
            Column(head=_(_PERIOD), width=2.4),
            Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.2),
            Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.2),
            Column(head=_("Tỷ lệ thực hiện (%)"), align="right", width=1.2),
            Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
            Column(head=_(_BASIS), width=2.4),
        ),
        rows=tuple(_row(data, row) for row in ordered.to_dict("records")),
        notes=(
            _("Xếp theo thứ tự trong danh mục đơn vị."),
            *((_(_SEVERAL_NOTE),) if ordered["unit_id"].duplicated().any() else ()),
            *_remarks(data, ordered),
            *mark_notes(ordered),
        ),
        source=_sources(data, ordered),
    )
    return [say_once(say_once(table, _(_PERIOD), in_caption=True), _(_BASIS))]


def _row(data: ReportData, row: dict) -> Row:
    is_own = row["unit_id"] == data.scope.unit_id
    kind = "total" if is_own else _row_kind(row["status"])
    has_period = row["period_kind"] is not None and pd.notna(row["period_kind"])
    cells = (
        text_cell(_name_and_standing(data.units.name(row["unit_id"]), row)),
        text_cell(period_words(row) if has_period else DOES_NOT_APPLY),
        admitted_cell(row),
        target_cell(row),
        rate_cell(row, data.params.threshold_pct),
        missing_cell(row),
        text_cell(_basis_words(row)),
    )
    return Row(cells=cells, kind=kind)


def _name_and_standing(name: str, row: dict) -> str:
    """Tell a row of another target from the one that leads."""
    if row["is_leading"]:
        return name
    other = _("chỉ tiêu trước đó") if row["is_replaced"] else _("chỉ tiêu khác")
    return f"{name} – {other}"


def _basis_words(row: dict) -> str:
    """Write the basis of a target as printed, who set it, and that it is for each year."""
    kind = row["target_basis_kind"]
    is_told = row["target_basis"] and kind != BasisKind.UNSTATED
    words = row["target_basis"] + (f" ({basis_kind_words(kind)})" if is_told else "")
    is_yearly = pd.notna(row["target_period_key"]) and row["target_period_key"].startswith(
        ("each_year", "term", "years")
    )
    return "; ".join(filter(None, (words, _("chỉ tiêu mỗi năm") if is_yearly else "")))


def _remarks(data: ReportData, achievements: pd.DataFrame) -> tuple[str, ...]:
    found = [
        f"{data.units.short_name(row['unit_id'])}: {words}."
        for row in achievements.to_dict("records")
        for words in (row["remark"], _note_words(row), _derivation_words(row), _change_words(row))
        if words
    ]
    return tuple(dict.fromkeys(found))


def _note_words(row: dict) -> str:
    """Write the note of a result; in English one that is quoted from a source stands in quotes."""
    note = row["note"]
    if not note or {SUM_SOURCE, REBUILT_SOURCE}.intersection(row["source_ids"]):
        return note
    return pgettext("note of a source", "{note}", note=note)


def _change_words(row: dict) -> str:
    """Tell the history of a target that changed, or that another one stands undecided beside it."""
    if row["replaced_targets"]:
        values = [format_count(value) for value in (*row["replaced_targets"], row["target"])]
        day = source_date(row["target_stated_on"])
        changes = pgettext("between figures", " sang ").join(values)
        words = N_("chỉ tiêu thay đổi từ {figures} (theo nguồn ngày {day})")
        return _(words, figures=changes, day=day)
    if row["is_leading"] and row["is_contested"]:
        return _(
            "nguồn nêu các chỉ tiêu khác nhau mà không cho biết chỉ tiêu nào thay chỉ tiêu nào; "
            "chỉ tiêu nêu trước được dùng để xếp loại"
        )
    return ""


def _derivation_words(row: dict) -> str:
    """Say what is special about a derived target, or which targets a rate leaves open."""
    if row["target_rounding"] == Rounding.TRUNCATED and pd.notna(row["target"]):
        return _("chỉ tiêu suy ra khi coi tỷ lệ in là số cắt bớt")
    if pd.isna(row["target"]) and pd.notna(row["target_lowest"]) and not row["remark"]:
        lowest, highest = (format_count(int(row[f"target_{end}"])) for end in ("lowest", "highest"))
        words = N_("mọi chỉ tiêu từ {low} đến {high} đều phù hợp với tỷ lệ công bố")
        return _(words, low=lowest, high=highest)
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


def bounded_cell(count: int, qualifier: str, *, mark: str = "") -> Cell:
    """Write a count with the words that bound it; ``mark`` points to a note under the table."""
    before, after = bound_words(qualifier)
    text = before + format_count(count) + after + mark
    return Cell(text=text, value=count, before=before, after=after + mark)


def target_cell(row: dict) -> Cell:
    """Write the target with its bound, and the marks of a derived and of a small one."""
    mark = DERIVED_MARK if row["target_kind"] == TargetKind.DERIVED else ""
    mark += small_target_mark(row)
    if pd.isna(row["target"]):
        return text_cell(NOT_PUBLISHED + mark)
    if pd.isna(row.get("target_upper")):
        return bounded_cell(int(row["target"]), row["target_qualifier"], mark=mark)
    least, most = int(row["target"]), format_count(int(row["target_upper"]))
    before, _low, after = _("từ {low} đến {high}").partition("{low}")
    after = after.replace("{high}", most) + mark
    return Cell(text=before + format_count(least) + after, value=least, before=before, after=after)


def missing_cell(row: dict) -> Cell:
    """Write how many are missing, or between which numbers where several targets fit the print."""
    bounds = missing_bounds(row)
    if bounds:
        return text_cell(bounds)
    return count_cell(row["missing"], missing=DOES_NOT_APPLY if _is_empty(row) else NOT_PUBLISHED)


def rate_cell(row: dict, threshold_pct: float) -> Cell:
    """Write the rate with its bound, marked where it is only published."""
    if row["rate_kind"] != RateKind.PUBLISHED:
        cell = percent_cell(row["rate_pct"], threshold_pct=exact(threshold_pct))
        return cell if row["rate_pct"] is None else _bounded_rate(cell, *rate_bound_words(row))
    before, after = bound_words(row["printed_qualifier"])
    return Cell(
        text=rate_words(row, threshold_pct) + PUBLISHED_MARK,
        value=float(row["rate_pct"]),
        decimals=int(row["printed_decimals"]),
        before=before,
        after=after + PUBLISHED_MARK,
    )


def _bounded_rate(cell: Cell, before: str, after: str) -> Cell:
    text = before + cell.text + after
    return cell.model_copy(update={"text": text, "before": before, "after": after})


def mark_notes(achievements: pd.DataFrame, *, has_gaps: bool = True) -> tuple[str, ...]:
    """Explain the marks that a table of these rows bears, and the signs of its gaps, if any."""
    notes = []
    if achievements["target_kind"].eq(TargetKind.DERIVED).any():
        notes.append(_(_DERIVED_NOTE))
    if achievements["rate_kind"].eq(RateKind.PUBLISHED).any():
        notes.append(_(_PUBLISHED_NOTE))
    if achievements["is_small_target"].any():
        notes.append(_(SMALL_NOTE))
    return (*notes, *((_(_MISSING_NOTE),) if has_gaps else ()))


def sub_targets(data: ReportData, found: Findings) -> list[Block]:
    """List the sub-targets of the scope and its units, beside the target and never added to it.

    Their results are parts of the admitted, down to single persons: an external report leaves them
    out, and with them the targets that they give away.
    """
    is_shown, rows = data.params.audience == "internal", found.sub_targets
    if not is_shown:
        rows = rows[rows["target_kind"].isin([TargetKind.PUBLISHED, TargetKind.MINIMUM])]
    if rows.empty:
        return []
    columns = (
        Column(head=_("Đơn vị"), width=3),
        Column(head=_("Chỉ tiêu riêng"), width=3),
        Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.2),
        *(_result_columns() if is_shown else ()),
        Column(head=_(_BASIS), width=2.4),
    )
    external_note = _("Bản dùng bên ngoài không nêu kết quả chỉ tiêu riêng.")
    notes = [
        _("Chỉ tiêu riêng là một phần của chỉ tiêu kết nạp, đặt bên cạnh và không cộng thêm vào."),
        *(_remarks(data, rows) if is_shown else ()),
        *(mark_notes(rows) if is_shown else (external_note,)),
    ]
    table = Table(
        sheet="ChiTieuRieng",
        caption=_("Chỉ tiêu kết nạp riêng năm {year} và kết quả", year=_year(data)),
        columns=columns,
        rows=tuple(_sub_row(data, row, is_shown=is_shown) for row in rows.to_dict("records")),
        notes=tuple(notes),
        source=_sources(data, rows),
    )
    heading = Heading(level=2, text=_("Chỉ tiêu riêng"), method="chi-tieu-rieng")
    return [heading, say_once(table, _(_BASIS))]


def _result_columns() -> tuple[Column, ...]:
    return (
        Column(head=_(_PERIOD), width=2),
        Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.2),
        Column(head=_("Tỷ lệ thực hiện (%)"), align="right", width=1.2),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
    )


def _sub_row(data: ReportData, row: dict, *, is_shown: bool) -> Row:
    has_result = pd.notna(row["period_kind"])
    results = (
        text_cell(period_words(row) if has_result else DOES_NOT_APPLY),
        admitted_cell(row),
        rate_cell(row, data.params.threshold_pct),
        missing_cell(row),
    )
    cells = (
        text_cell(data.units.name(row["unit_id"])),
        text_cell(label_of(data.measures, row["measure"])),
        target_cell(row),
        *(results if is_shown else ()),
        text_cell(_basis_words(row)),
    )
    return Row(cells=cells, kind=_row_kind(row["status"]) if is_shown else "body")


def unknown_bases(data: ReportData) -> list[Block]:
    """List the bases of targets in scope that the register does not know, so that none leads."""
    own = data.in_scope
    rows = own[~own["is_basis_known"]].drop_duplicates(["unit_id", "basis"])
    if rows.empty:
        return []
    columns = ((_("Đơn vị"), 3), (_("Căn cứ (nguyên văn)"), 4), (_("Vị trí"), 3))
    texts = [
        (data.units.name(row["unit_id"]), row["basis"], row["locator"])
        for row in rows.to_dict("records")
    ]
    caption = _("Căn cứ chỉ tiêu chưa có trong danh mục, nên chưa biết do cấp nào đặt ra")
    note = _("Bổ sung vào data/raw/registers/target_bases.csv; đến khi đó coi như nguồn không nêu.")
    return [text_table("CanCuLa", caption, columns, texts, notes=(note,))]
