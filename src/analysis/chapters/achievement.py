"""Chapter: results against targets, for the year and for the term."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.wording import (
    SMALL_TARGET_MARK,
    basis_kind_words,
    bound_words,
    missing_bounds,
    period_words,
    rate_words,
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
from analysis.metrics.targets import SMALL_TARGET
from analysis.registers.target_bases import BasisKind
from analysis.report_data import ReportData
from analysis.text.display import format_count

TITLE = "Kết quả so với chỉ tiêu"
_PERIOD, _BASIS = "Kỳ số liệu", "Căn cứ chỉ tiêu"
DERIVED_MARK = "*"
PUBLISHED_MARK = "†"
_DERIVED_NOTE = (
    "* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố: số nguyên duy nhất cho đúng tỷ lệ đó khi "
    "làm tròn (nếu không có số nào thì khi cắt bớt)."
)
_PUBLISHED_NOTE = "† Tỷ lệ do nguồn công bố; nguồn không công bố đủ số liệu để tính lại."
SMALL_NOTE = (
    f"{SMALL_TARGET_MARK} Chỉ tiêu dưới {SMALL_TARGET}: một đồng chí tương ứng hơn 10 điểm phần "
    "trăm, nên xem số đồng chí còn thiếu trước tỷ lệ."
)
_SEVERAL_NOTE = (
    "Đơn vị có nhiều chỉ tiêu thì mỗi chỉ tiêu một dòng. Dòng đầu là chỉ tiêu dùng để xếp loại: "
    "chỉ tiêu cấp trên giao, không có thì theo nghị quyết đại hội, rồi chỉ tiêu đơn vị tự đề ra; "
    "cùng loại thì chỉ tiêu nêu sau thay chỉ tiêu nêu trước."
)
_MISSING_NOTE = "… Nguồn không công bố.   – Không áp dụng."


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=TITLE, method="ty-le-chi-tieu")


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
            *((_SEVERAL_NOTE,) if ordered["unit_id"].duplicated().any() else ()),
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
        text_cell(data.units.name(row["unit_id"]) + _standing_words(row)),
        text_cell(period_words(row) if has_period else DOES_NOT_APPLY),
        admitted_cell(row),
        target_cell(row),
        rate_cell(row, data.params.threshold_pct),
        missing_cell(row),
        text_cell(_basis_words(row)),
    )
    return Row(cells=cells, kind=kind)


def _standing_words(row: dict) -> str:
    """Tell a row of another target from the one that leads."""
    if row["is_leading"]:
        return ""
    return " – chỉ tiêu trước đó" if row["is_replaced"] else " – chỉ tiêu khác"


def _basis_words(row: dict) -> str:
    """Write the basis of a target as printed, who set it, and that it is for each year."""
    kind = row["target_basis_kind"]
    is_told = row["target_basis"] and kind != BasisKind.UNSTATED
    words = row["target_basis"] + (f" ({basis_kind_words(kind)})" if is_told else "")
    is_yearly = pd.notna(row["target_period_key"]) and row["target_period_key"].startswith(
        ("each_year", "term", "years")
    )
    return "; ".join(filter(None, (words, "chỉ tiêu mỗi năm" if is_yearly else "")))


def _remarks(data: ReportData, achievements: pd.DataFrame) -> tuple[str, ...]:
    found = [
        f"{data.units.short_name(row['unit_id'])}: {words}."
        for row in achievements.to_dict("records")
        for words in (row["remark"], row["note"], _derivation_words(row), _change_words(row))
        if words
    ]
    return tuple(dict.fromkeys(found))


def _change_words(row: dict) -> str:
    """Tell the history of a target that changed, or that another one stands undecided beside it."""
    if row["replaced_targets"]:
        values = [format_count(value) for value in (*row["replaced_targets"], row["target"])]
        day = source_date(row["target_stated_on"])
        return f"chỉ tiêu thay đổi từ {' sang '.join(values)} (theo nguồn ngày {day})"
    if row["is_leading"] and row["is_contested"]:
        return (
            "nguồn nêu các chỉ tiêu khác nhau mà không cho biết chỉ tiêu nào thay chỉ tiêu nào; "
            "chỉ tiêu nêu trước được dùng để xếp loại"
        )
    return ""


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


def bounded_cell(count: int, qualifier: str, *, mark: str = "") -> Cell:
    """Write a count with the words that bound it; ``mark`` points to a note under the table."""
    before, after = bound_words(qualifier)
    text = before + format_count(count) + after + mark
    return Cell(text=text, value=count, before=before, after=after + mark)


def target_cell(row: dict) -> Cell:
    """Write the target with its bound, and the marks of a derived and of a small one."""
    mark = DERIVED_MARK if row["target_kind"] == TargetKind.DERIVED else ""
    mark += SMALL_TARGET_MARK if row.get("is_small_target", False) else ""
    if pd.isna(row["target"]):
        return text_cell(NOT_PUBLISHED + mark)
    if pd.isna(row.get("target_upper")):
        return bounded_cell(int(row["target"]), row["target_qualifier"], mark=mark)
    least, most = int(row["target"]), format_count(int(row["target_upper"]))
    after = f" đến {most}{mark}"
    return Cell(text=f"từ {format_count(least)}{after}", value=least, before="từ ", after=after)


def missing_cell(row: dict) -> Cell:
    """Write how many are missing, or between which numbers where several targets fit the print."""
    bounds = missing_bounds(row)
    if bounds:
        return text_cell(bounds)
    return count_cell(row["missing"], missing=DOES_NOT_APPLY if _is_empty(row) else NOT_PUBLISHED)


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
    if achievements["is_small_target"].any():
        notes.append(SMALL_NOTE)
    return (*notes, _MISSING_NOTE)


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
        Column(head="Đơn vị", width=3),
        Column(head="Chỉ tiêu riêng", width=3),
        Column(head="Chỉ tiêu (đảng viên)", align="right", width=1.2),
        *(_RESULT_COLUMNS if is_shown else ()),
        Column(head=_BASIS, width=2.4),
    )
    notes = [
        "Chỉ tiêu riêng là một phần của chỉ tiêu kết nạp, đặt bên cạnh và không cộng thêm vào.",
        *(_remarks(data, rows) if is_shown else ()),
        *(_notes(rows) if is_shown else ("Bản dùng bên ngoài không nêu kết quả chỉ tiêu riêng.",)),
    ]
    table = Table(
        sheet="ChiTieuRieng",
        caption=f"Chỉ tiêu kết nạp riêng năm {_year(data)} và kết quả",
        columns=columns,
        rows=tuple(_sub_row(data, row, is_shown=is_shown) for row in rows.to_dict("records")),
        notes=tuple(notes),
        source=_sources(data, rows),
    )
    heading = Heading(level=2, text="Chỉ tiêu riêng", method="chi-tieu-rieng")
    return [heading, say_once(table, _BASIS)]


_RESULT_COLUMNS = (
    Column(head=_PERIOD, width=2),
    Column(head="Kết nạp (đảng viên)", align="right", width=1.2),
    Column(head="Tỷ lệ thực hiện (%)", align="right", width=1.2),
    Column(head="Còn thiếu (đồng chí)", align="right", width=1.2),
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
        text_cell(data.measures.at[row["measure"], "label_vi"]),
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
    columns = (("Đơn vị", 3), ("Căn cứ (nguyên văn)", 4), ("Vị trí", 3))
    texts = [
        (data.units.name(row["unit_id"]), row["basis"], row["locator"])
        for row in rows.to_dict("records")
    ]
    caption = "Căn cứ chỉ tiêu chưa có trong danh mục, nên chưa biết do cấp nào đặt ra"
    note = "Bổ sung vào data/raw/registers/target_bases.csv; đến khi đó coi như nguồn không nêu."
    return [text_table("CanCuLa", caption, columns, texts, notes=(note,))]
