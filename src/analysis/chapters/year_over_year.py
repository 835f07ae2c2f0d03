"""Chapter: the years compared, like with like; gaps stay gaps."""

from __future__ import annotations

import pandas as pd

from analysis.chapters.achievement import bounded_cell, target_cell
from analysis.chapters.key_figures import before_words, headline_row, is_yearly, own_change
from analysis.chapters.wording import (
    REBUILT_NOTE,
    bounded,
    bounded_members,
    capitalise,
    change_words,
    name_in_report,
    opening_words,
    period_words,
    rebuilt,
    rebuilt_mark,
    short_period,
    source_words,
)
from analysis.charts.changes import changes_chart
from analysis.charts.theme import to_svg
from analysis.charts.years import years_chart
from analysis.document.blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    NativeChart,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import (
    DOES_NOT_APPLY,
    change_cell,
    count_cell,
    marked,
    percent_cell,
    text_cell,
)
from analysis.document.tables import text_table
from analysis.findings import Findings
from analysis.metrics.achievement import achievement_by_unit, leading
from analysis.metrics.groups import by_period
from analysis.metrics.pairing import TargetKind
from analysis.metrics.results import Scope
from analysis.metrics.sums import SUM_SOURCE
from analysis.metrics.vintages import REBUILT_SOURCE
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_signed
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext, pgettext

_DERIVED_NOTE = N_("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố.")
_LEAST_DRAWN = 3
_PRINTED_CHANGES = ("yoy_change", "yoy_change_pct")


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=_("So sánh qua các năm"), method="qua-cac-nam")


def targets_by_year(data: ReportData, found: Findings) -> pd.DataFrame:
    """Find the scope's yearly targets, published or derived, around the report's year.

    Returns:
        One row for each year with a figure or a target, up to one year ahead: ``year``,
        ``target``, ``target_kind``, ``target_qualifier``, ``is_rebuilt``.
    """
    own = data.observations[data.observations["unit_id"].eq(data.scope.unit_id)]
    planned = own[own["measure"].isin(["target", "target_min"]) & own["period_kind"].eq("year")]
    with_result = found.changes.loc[found.changes["unit_id"].eq(data.scope.unit_id), "year"]
    years = sorted({*with_result.astype(int), *planned["period_start"].dt.year.astype(int)})
    alone = Scope(data.scope.unit_id, ())
    rows = [
        leading(
            achievement_by_unit(
                data.observations, alone, year=year, threshold_pct=data.params.threshold_pct
            )
        ).assign(year=year)
        for year in years
        if year <= data.params.year + 1
    ]
    columns = ["year", "target", "target_kind", "target_qualifier"]
    found_targets = pd.concat(rows)[columns] if rows else pd.DataFrame(columns=columns)
    rebuilt = planned.loc[planned["source_id"].eq(REBUILT_SOURCE), "period_start"].dt.year
    is_rebuilt = found_targets["year"].isin(set(rebuilt)) & found_targets["target"].notna()
    return found_targets.assign(is_rebuilt=is_rebuilt)


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the scope's years; one figure alone is said, not drawn."""
    changes, targets = found.changes, targets_by_year(data, found)
    years = _years_to_draw(data, changes, targets)
    if years["admitted"].notna().sum() < 1 or len(years) < 2:
        return []
    has_derived = targets["target_kind"].eq(TargetKind.DERIVED).any()
    own = changes[changes["unit_id"].eq(data.scope.unit_id)]
    is_rebuilt = years["is_rebuilt"].any()
    drawn = years.drop(columns="is_rebuilt")
    return [
        Figure(
            key="QuaCacNamHinh",
            caption=_chart_caption(data, found),
            subtitle=_("Số đảng viên mới kết nạp qua các năm của {name}", name=data.name),
            native=_native_chart(),
            alt=_alt_text(data, years),
            svg=to_svg(years_chart(drawn)),
            notes=(
                *((_(_DERIVED_NOTE),) if has_derived else ()),
                *((_("(dựng lại): cộng từ các đơn vị trước hợp nhất."),) if is_rebuilt else ()),
            ),
            source=source_words(dict.fromkeys(own["source_id"]), data),
        )
    ]


def _chart_caption(data: ReportData, found: Findings) -> str:
    """State the finding: the year's result against the year before; without one, the topic."""
    row = headline_row(data, found)
    if row is None or not is_yearly(row) or pd.isna(row["admitted"]):
        return _("Số đảng viên mới kết nạp qua các năm")
    count = bounded_members(int(row["admitted"]), row["admitted_qualifier"])
    own = _own_years(data, found.changes)
    is_rebuilt = own.loc[own["period_key"].eq(row["period_key"]), "is_rebuilt"].any()
    result = f"{opening_words(row)}: {rebuilt(count, is_rebuilt=is_rebuilt)}"
    change = own_change(data, row, found.changes)
    if change is None:
        return result
    before = rebuilt(before_words(data, row), is_rebuilt=change["previous_is_rebuilt"])
    return f"{result}, {change_words(int(change['change']), change['change_pct'], before)}"


def _native_chart() -> NativeChart:
    return NativeChart(
        sheet="QuaCacNam",
        kind="column",
        labels=_("Kỳ số liệu"),
        series=(_("Kết nạp (đảng viên)"), _("Chỉ tiêu năm (đảng viên)")),
    )


def _rebuilt_note(rows: pd.DataFrame) -> tuple[str, ...]:
    """Explain the mark of rebuilt figures where there is one."""
    is_marked = rows["is_rebuilt"].any() or rows["previous_is_rebuilt"].any()
    return (_(REBUILT_NOTE),) if is_marked else ()


def _years_to_draw(data: ReportData, changes: pd.DataFrame, targets: pd.DataFrame) -> pd.DataFrame:
    """Choose the longest period of each year up to the report's, and the targets."""
    own = _own_years(data, changes)
    longest = own.sort_values("period_end", na_position="first").drop_duplicates(
        "year", keep="last"
    )
    planned = targets.rename(columns={"is_rebuilt": "target_is_rebuilt"})
    merged = planned.merge(longest, on="year", how="outer")
    rebuilt_flags = merged[["is_rebuilt", "target_is_rebuilt"]].eq(True)
    return pd.DataFrame(
        {
            "year": merged["year"].astype(int),
            "admitted": merged["admitted"].astype("Float64"),
            "label": [_label(row) for row in merged.to_dict("records")],
            "is_rebuilt": rebuilt_flags.any(axis=1),
            "is_whole_year": merged["period_kind"].fillna("year").eq("year"),
            "period_note": [_part_note(row) for row in merged.to_dict("records")],
            "target": merged["target"].astype("Float64"),
            "target_label": [_target_label(row) for row in merged.to_dict("records")],
        }
    )


def _own_years(data: ReportData, changes: pd.DataFrame) -> pd.DataFrame:
    is_own = changes["unit_id"].eq(data.scope.unit_id)
    return changes[is_own & changes["year"].le(data.params.year)]


def _label(row: dict) -> str:
    if pd.isna(row["admitted"]):
        return ""
    count = bounded(int(row["admitted"]), row["qualifier"])
    return _rebuilt_label(count, is_rebuilt=row["is_rebuilt"])


def _target_label(row: dict) -> str:
    if pd.isna(row["target"]):
        return ""
    mark = "*" if row["target_kind"] == TargetKind.DERIVED else ""
    count = format_count(int(row["target"])) + mark
    return _rebuilt_label(count, is_rebuilt=row["target_is_rebuilt"])


def _rebuilt_label(count: str, *, is_rebuilt: bool) -> str:
    return _("{count} (dựng lại)", count=count) if is_rebuilt else count


def _part_note(row: dict) -> str:
    return "" if pd.isna(row["period_kind"]) else short_period(row)


def _alt_text(data: ReportData, years: pd.DataFrame) -> str:
    told = "; ".join(_year_in_words(row) for row in years.to_dict("records"))
    text = N_("Biểu đồ số đảng viên mới kết nạp của {name}: {years}.")
    return _(text, name=data.name, years=told)


def _year_in_words(row: dict) -> str:
    """Write a year with its result and its target for those who do not see the chart."""
    year = pgettext("period", "năm {year}", year=row["year"])
    period = "" if row["is_whole_year"] else f" ({row['period_note']})"
    result = row["label"] or _("chưa có số liệu")
    if row["target_label"]:
        result = _("{result}, chỉ tiêu {target}", result=result, target=row["target_label"])
    return f"{year}{period}: {result}"


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the scope's results by year with the change against the same period before."""
    own = _own_years(data, found.changes)
    if own.empty:
        text = _("Chưa có số liệu kết nạp theo năm của {name} để so sánh.", name=data.name)
        return [Paragraph(text=text)]
    targets = targets_by_year(data, found).set_index("year").to_dict("index")
    blocks: list[Block] = [
        Table(
            sheet="QuaCacNam",
            caption=_(
                "Số kết nạp qua các năm của {name} và thay đổi so với cùng kỳ năm trước",
                name=data.name,
            ),
            columns=(*_columns()[:3], _target_column(), *_columns()[3:]),
            rows=tuple(
                _with_target(_row(row), targets.get(row["year"])) for row in own.to_dict("records")
            ),
            notes=(
                *_derived_note(targets),
                *_rebuilt_note(own),
                _(
                    "Chỉ so sánh hai kỳ giống nhau của hai năm liền nhau; năm thiếu số liệu để "
                    "trống."
                ),
                *dict.fromkeys(_noted_words(row) for row in _noted(own)),
                *_refusals(own),
            ),
            source=source_words(dict.fromkeys(own["source_id"]), data),
        )
    ]
    if own["change"].isna().all():
        text = _("Không có hai kỳ giống nhau của hai năm liền nhau, nên không có phép so sánh nào.")
        blocks.append(Note(kind="info", text=text))
    return blocks


def _refusals(rows: pd.DataFrame) -> tuple[str, ...]:
    """Say which periods a change of extent keeps from being compared with the year before."""
    return tuple(
        _(
            "{period} không so sánh với cùng kỳ năm trước: {reason}.",
            period=capitalise(period_words(row)),
            reason=row["refusal"],
        )
        for row in rows[rows["refusal"].ne("")].to_dict("records")
    )


def _noted_words(row: dict) -> str:
    note = row["note"]
    if row["source_id"] not in (SUM_SOURCE, REBUILT_SOURCE):
        note = pgettext("note of a source", "{note}", note=note)
    return _("Năm {year}: {note}.", year=row["year"], note=note)


def _target_column() -> Column:
    return Column(head=_("Chỉ tiêu năm (đảng viên)"), align="right", width=1.3)


def _with_target(row: Row, target: dict | None) -> Row:
    cell = count_cell(None) if target is None else target_cell(target)
    is_rebuilt = target is not None and target["is_rebuilt"]
    cell = marked(cell, rebuilt_mark(is_rebuilt=is_rebuilt))
    return row.model_copy(update={"cells": (*row.cells[:3], cell, *row.cells[3:])})


def _derived_note(targets: dict) -> tuple[str, ...]:
    is_derived = any(row["target_kind"] == TargetKind.DERIVED for row in targets.values())
    return (_(_DERIVED_NOTE),) if is_derived else ()


def _noted(own: pd.DataFrame) -> list[dict]:
    return own[own["note"].ne("")].to_dict("records")


def _columns() -> tuple[Column, ...]:
    return (
        Column(head=_("Năm"), width=0.8),
        Column(head=_("Kỳ số liệu"), width=2.6),
        Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.3),
        Column(head=_("Cùng kỳ năm trước (đảng viên)"), align="right", width=1.3),
        Column(head=_("Tăng, giảm (đồng chí)"), align="right", width=1.3),
        Column(head=_("Tăng, giảm (%)"), align="right", width=1.3),
    )


def _row(row: dict) -> Row:
    return Row(
        cells=(
            Cell(text=str(row["year"]), value=None),
            text_cell(period_words(row)),
            bounded_cell(
                int(row["admitted"]),
                row["qualifier"],
                mark=rebuilt_mark(is_rebuilt=row["is_rebuilt"]),
            ),
            _previous_cell(row),
            change_cell(row["change"], missing=DOES_NOT_APPLY),
            signed_percent_cell(row["change_pct"]),
        )
    )


def _previous_cell(row: dict) -> Cell:
    mark = rebuilt_mark(is_rebuilt=row["previous_is_rebuilt"])
    return count_cell(row["previous"], mark=mark, missing=DOES_NOT_APPLY)


def signed_percent_cell(rate_pct: object) -> Cell:
    """Write a change in percent with its sign."""
    if rate_pct is None or not hasattr(rate_pct, "numerator"):
        return text_cell(DOES_NOT_APPLY)
    cell = percent_cell(abs(rate_pct))
    sign = "+" if rate_pct > 0 else "−" if rate_pct < 0 else ""
    return cell.model_copy(update={"text": sign + cell.text, "value": float(rate_pct)})


def compared_units(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the units under the scope that can be compared, the largest rise first.

    Returns:
        Rows of ``Findings.changes``; a unit with a half year and a year stands by the later.
    """
    changes = found.changes
    units = changes[
        changes["unit_id"].isin(data.scope.children)
        & changes["year"].eq(data.params.year)
        & changes["change"].notna()
    ]
    latest = units.groupby("unit_id")["period_end"].transform("max")
    units = units[units["period_end"].eq(latest)]
    return units.sort_values("change", ascending=False, kind="stable")


def units_chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw last year's and this year's figure of each unit, at the period that most stand at."""
    units = compared_units(data, found)
    if units.empty:
        return []
    alike = by_period(units)[0].sort_values("change", ascending=False, kind="stable")
    if len(alike) < _LEAST_DRAWN:
        return []
    records = alike.to_dict("records")
    drawn = pd.DataFrame(
        {
            "name": [name_in_report(data, row["unit_id"]) for row in records],
            "previous": alike["previous"].astype(int),
            "current": alike["admitted"].astype(int),
            "label": [_change_label(row) for row in records],
        }
    )
    listed = "; ".join(
        f"{row.name}: {row.label}" for row in drawn.rename_axis(None).itertuples(index=False)
    )
    return [
        Figure(
            key="DonViQuaNamHinh",
            caption=_units_caption(data, alike),
            subtitle=_(
                "Số kết nạp của từng đơn vị {period} so với cùng kỳ năm trước",
                period=period_words(records[0]),
            ),
            alt=_(
                "Biểu đồ mũi tên: từ số kết nạp cùng kỳ năm trước đến kỳ này của từng đơn vị, xếp "
                "từ tăng nhiều đến giảm nhiều. {listed}.",
                listed=listed,
            ),
            svg=to_svg(changes_chart(drawn)),
            notes=_rebuilt_note(alike),
            source=source_words(dict.fromkeys(alike["source_id"]), data),
        )
    ]


def _change_label(row: dict) -> str:
    rate = signed_percent_cell(row["change_pct"]).text
    change = format_signed(int(row["change"]))
    label = change if rate == DOES_NOT_APPLY else f"{change} ({rate})"
    return label + rebuilt_mark(is_rebuilt=row["is_rebuilt"] or row["previous_is_rebuilt"])


def _units_caption(data: ReportData, units: pd.DataFrame) -> str:
    """Count who rose, who fell and who stayed."""
    change = units["change"].astype(int)
    counts = ((change > 0).sum(), (change < 0).sum(), (change == 0).sum())
    rose, fell, stayed = (int(count) for count in counts)
    parts = (
        ngettext("{count} đơn vị kết nạp nhiều hơn", rose, count=format_count(rose)),
        ngettext("{count} đơn vị kết nạp ít hơn", fell, count=format_count(fell)),
        ngettext("{count} đơn vị như cũ", stayed, count=format_count(stayed)) if stayed else "",
    )
    year = data.params.year - 1
    return _(
        "So với cùng kỳ năm {year}: {groups}", year=year, groups=", ".join(filter(None, parts))
    )


def units_table(data: ReportData, found: Findings) -> list[Block]:
    """List the units under the scope that can be compared with the year before."""
    units = compared_units(data, found)
    if units.empty:
        return []
    rows = tuple(
        Row(cells=(text_cell(data.units.name(row["unit_id"])), *_row(row).cells[1:]))
        for row in units.to_dict("records")
    )
    return [
        Table(
            sheet="DonViQuaNam",
            caption=_(
                "Đơn vị trực thuộc: kết nạp năm {year} so với cùng kỳ năm trước",
                year=data.params.year,
            ),
            columns=(Column(head=_("Đơn vị"), width=3), *_columns()[1:]),
            rows=rows,
            notes=(*_rebuilt_note(units), *_refused_units(data, found)),
            source=source_words(dict.fromkeys(units["source_id"]), data),
        )
    ]


def _refused_units(data: ReportData, found: Findings) -> tuple[str, ...]:
    """Name the units that a change of extent keeps from being compared."""
    changes = found.changes
    refused = changes[
        changes["unit_id"].isin(data.scope.children)
        & changes["year"].eq(data.params.year)
        & changes["refusal"].ne("")
    ]
    told = [
        f"{data.units.name(row['unit_id'])} ({row['refusal']})"
        for row in refused.drop_duplicates("unit_id", keep="last").to_dict("records")
    ]
    if not told:
        return ()
    return (_("Không so sánh với năm trước: {units}.", units="; ".join(told)),)


def printed_changes(data: ReportData) -> list[Block]:
    """List the comparisons that the sources themselves print; they are quoted, not recomputed."""
    own = data.in_scope
    printed = own[own["measure"].isin(_PRINTED_CHANGES) & own["report_year"].eq(data.params.year)]
    if printed.empty:
        return []
    columns = (
        (_("Đơn vị"), 2.5),
        (_("Nội dung"), 2.5),
        (_("Kỳ (nguyên văn)"), 2),
        (_("Số liệu (nguyên văn)"), 2),
    )
    texts = [
        (
            data.units.name(row["unit_id"]),
            label_of(data.measures, row["measure"]),
            row["period_printed"],
            f"{row['value_printed']} {row['note']}".strip(),
        )
        for row in printed.to_dict("records")
    ]
    return [
        text_table(
            "SoSanhCuaNguon",
            _("So sánh do chính các nguồn công bố"),
            columns,
            texts,
            source=source_words(dict.fromkeys(printed["source_id"]), data),
        )
    ]
