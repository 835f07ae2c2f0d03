"""Section: units side by side at like periods only; those at a period of their own are listed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analysis.chapters import ranking
from analysis.chapters.achievement import SMALL_NOTE, admitted_cell, rate_cell, target_cell
from analysis.chapters.wording import (
    capitalise,
    period_words,
    result_sentence,
    source_words,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import count_cell, text_cell
from analysis.findings import Findings
from analysis.metrics.groups import rank
from analysis.metrics.like_periods import targets_only
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.report_data import ReportData
from analysis.text.display import decimal_mark, format_count
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

_LEAST_DRAWN, _LONG_LIST = 3, 40


def comparison(data: ReportData, found: Findings) -> list[Block]:
    """Compare units at like periods; nothing for a scope whose units stand at one period."""
    rows = found.by_shape
    is_nation = data.units.units.at[data.scope.unit_id, "kind"] == "nation"
    if rows.empty and not is_nation:
        return []
    text = _("So sánh các đơn vị ở cùng kỳ số liệu")
    heading = Heading(level=2, text=text, method="so-sanh-don-vi")
    alike = rows[rows["is_comparable"].astype("bool")] if len(rows) else rows
    blocks: list[Block] = [heading, Paragraph(text=_opening(data, rows, alike))]
    for number, (_shape, group) in enumerate(alike.groupby("shape", sort=False), start=1):
        if not _stands_in_main_table(found, group):
            blocks.append(_table(data, group, number))
        blocks += _chart(data, group)
    return [*blocks, *_alone(data, rows), *_targets(data)]


def _stands_in_main_table(found: Findings, group: pd.DataFrame) -> bool:
    """Tell whether a long list would only repeat rows of the table against targets."""
    keys = ["unit_id", "period_key"]
    main = pd.MultiIndex.from_frame(found.units[keys])
    return len(group) > _LONG_LIST and bool(pd.MultiIndex.from_frame(group[keys]).isin(main).all())


def _opening(data: ReportData, rows: pd.DataFrame, alike: pd.DataFrame) -> str:
    """Say how many units can be compared, and at how many periods."""
    year = data.params.year
    if rows.empty:
        text = N_("Chưa có kết quả kết nạp năm {year} của đơn vị trực thuộc nào để so sánh.")
        return _(text, year=year)
    units, compared = rows["unit_id"].nunique(), alike["unit_id"].nunique()
    if not compared:
        return _incomparable(year, units)
    shapes = alike["shape"].nunique()
    how = _("ở một kỳ chung")
    if shapes > 1:
        how = _("theo {count} kỳ, mỗi kỳ một bảng", count=shapes)
    who = _("tất cả")
    if compared < units:
        who = ngettext("{count} đơn vị", compared, count=format_count(compared))
    return ngettext(
        "Năm {year}, trong {count} đơn vị có kết quả, {compared} có ít nhất một đơn vị khác cùng "
        "kỳ để so sánh ({how}). Các kỳ khác nhau không xếp chung.",
        units,
        year=year,
        count=format_count(units),
        compared=who,
        how=how,
    )


def _incomparable(year: int, units: int) -> str:
    """Say that no two units stand at one period."""
    if units == 1:
        text = N_("Năm {year}, chỉ một đơn vị có kết quả, nên không có phép so sánh nào.")
        return _(text, year=year)
    return _(
        "Năm {year}, {count} đơn vị có kết quả nhưng không có hai đơn vị nào ở cùng một kỳ, nên "
        "không xếp thứ tự đơn vị nào.",
        year=year,
        count=format_count(units),
    )


def _rate_columns() -> tuple[Column, ...]:
    return (
        Column(head=_("Chỉ tiêu (đảng viên)"), align="right", width=1.2),
        Column(head=_("Tỷ lệ so với chỉ tiêu (%)"), align="right", width=1.2),
        Column(head=_("Còn thiếu (đồng chí)"), align="right", width=1.2),
    )


def _members_column() -> Column:
    head = _("Tỷ lệ so với tổng số đảng viên (%, nguồn in)")
    return Column(head=head, align="right", width=1.4)


def _table(data: ReportData, group: pd.DataFrame, number: int) -> Table:
    has_rate = bool(group["rate_pct"].notna().any() or group["target"].notna().any())
    has_members_rate = bool(group["members_rate_pct"].notna().any())
    ordered = _ordered(group, by_rate=has_rate)
    period = capitalise(period_words(ordered[0]))
    by_rate = N_("{period}: {count} đơn vị cùng kỳ, xếp theo tỷ lệ so với chỉ tiêu")
    by_count = N_("{period}: {count} đơn vị cùng kỳ, xếp theo số kết nạp")
    caption = _(by_rate if has_rate else by_count, period=period, count=len(ordered))
    return Table(
        sheet=f"CungKy{number}",
        caption=caption,
        columns=(
            Column(head=_("Đơn vị"), width=3),
            Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.2),
            *(_rate_columns() if has_rate else ()),
            *((_members_column(),) if has_members_rate else ()),
        ),
        rows=tuple(
            Row(cells=tuple(_cells(data, row, has_rate=has_rate, has_members=has_members_rate)))
            for row in ordered
        ),
        notes=_notes(group, has_members=has_members_rate),
        source=source_words((i for ids in group["source_ids"] for i in ids), data),
    )


def _ordered(group: pd.DataFrame, *, by_rate: bool) -> list[dict]:
    """Put the highest first; those without a rate follow by persons admitted."""
    if by_rate:
        rated = rank(group[group["rate_pct"].notna()])[::-1]
        rest = group[group["rate_pct"].isna()]
        group = pd.concat([rated, rest]) if len(rest) else rated
        return group.to_dict("records")
    return group.sort_values("admitted", ascending=False, kind="stable").to_dict("records")


def _cells(data: ReportData, row: dict, *, has_rate: bool, has_members: bool) -> Iterator[Cell]:
    yield text_cell(data.units.name(row["unit_id"]))
    yield admitted_cell(row)
    if has_rate:
        yield target_cell(row)
        yield rate_cell(row, data.params.threshold_pct)
        yield count_cell(row["missing"])
    if has_members:
        is_printed = pd.notna(row["members_rate_pct"])
        yield (
            Cell(
                text=row["members_rate_printed"].replace(",", decimal_mark()),
                value=float(row["members_rate_pct"]),
                decimals=len(row["members_rate_printed"].partition(",")[2].rstrip("%")),
            )
            if is_printed
            else count_cell(None)
        )


def _notes(group: pd.DataFrame, *, has_members: bool) -> tuple[str, ...]:
    notes = []
    if group["target_kind"].eq(TargetKind.DERIVED).any():
        notes.append(_("* Chỉ tiêu suy ra từ số kết nạp và tỷ lệ công bố."))
    if group["rate_kind"].eq(RateKind.PUBLISHED).any():
        notes.append(_("† Tỷ lệ do nguồn công bố, không đủ số liệu để tính lại."))
    if group["is_small_target"].any():
        notes.append(_(SMALL_NOTE))
    if has_members:
        notes.append(
            _(
                "Tỷ lệ so với chỉ tiêu và tỷ lệ so với tổng số đảng viên có mẫu số khác nhau, "
                "không xếp chung."
            )
        )
    return (*notes, _("… Nguồn không công bố."))


def _chart(data: ReportData, group: pd.DataFrame) -> list[Block]:
    """Draw at least three units against their targets, as the report's main chart does."""
    if group["rate_pct"].notna().sum() < _LEAST_DRAWN:
        return []
    period = capitalise(period_words(group.iloc[0].to_dict()))
    return [
        figure.model_copy(
            update={
                "caption": _(
                    "{period}, đơn vị cùng kỳ: {finding}",
                    period=period,
                    finding=_inside(figure.caption),
                )
            }
        )
        for figure in ranking.units_chart(data, group)
    ]


def _inside(caption: str) -> str:
    """Let a caption go on within a sentence."""
    return caption[:1].lower() + caption[1:]


def _alone(data: ReportData, rows: pd.DataFrame) -> list[Block]:
    """List the results that no other unit has the like of."""
    if rows.empty:
        return []
    alone = rows[~rows["is_comparable"].astype("bool")].to_dict("records")
    if not alone:
        return []
    sentences = tuple(
        result_sentence(data.units.name(row["unit_id"]), row, data.params.threshold_pct)
        for row in alone
    )
    text = _("Không so sánh được, vì không đơn vị nào khác có số liệu cùng kỳ:")
    return [Paragraph(text=text), BulletList(items=sentences)]


def _targets(data: ReportData) -> list[Block]:
    """Name the units with a target and no result."""
    aims = targets_only(data.observations, data.scope, data.params.year)
    if aims.empty:
        return []
    told = "; ".join(
        f"{data.units.name(row.unit_id)}: {row.target_printed}"
        for row in aims.itertuples(index=False)
    )
    text = N_("Có chỉ tiêu nhưng chưa có kết quả năm {year}: {units}.")
    return [Paragraph(text=_(text, year=data.params.year, units=told))]
