"""Section: units that were merged, dissolved or founded; what was rebuilt and what was not."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from analysis.chapters.pace_words import years_words
from analysis.chapters.wording import (
    REBUILT_MARK,
    REBUILT_NOTE,
    bounded,
    capitalise,
    change_words,
    names_list,
    period_words,
    rebuilt,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import DOES_NOT_APPLY, NOT_PUBLISHED, count_cell, text_cell
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.reorganisation import REFUSABLE, is_partly_known, parts_by_period
from analysis.metrics.vintages import (
    REBUILT_SOURCE,
    absorptions,
    ended,
    founded,
    founders,
    vintage_name,
    years_by_unit,
)
from analysis.registers.lineage import Step, StepKind
from analysis.report_data import ReportData
from analysis.text.display import format_date
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_

_REASON = N_("Lý do không dựng lại")
_LABELS = {
    "admitted": N_("Kết nạp"),
    "target": N_("Chỉ tiêu"),
    "target_min": N_("Chỉ tiêu tối thiểu"),
    "members_total": N_("Tổng số đảng viên"),
}


def section(data: ReportData, found: Findings) -> list[Block]:
    """Tell how the scope and its units changed; nothing where none did."""
    blocks = [
        *_history(data),
        *_rebuilt_view(data),
        *_members(data, found),
        *_parts(data),
        *_units(data),
    ]
    if not blocks:
        return []
    text = _("Hợp nhất, giải thể và so sánh qua mốc đó")
    heading = Heading(level=2, text=text, method="to-chuc-lai")
    return [heading, *blocks]


def _history(data: ReportData) -> list[Block]:
    """Say where the scope comes from and where its figures go on."""
    unit_id, units = data.scope.unit_id, data.units
    sentences = [_founding(data, unit_id)] if founders(units, unit_id) else []
    grown = absorptions(units)
    sentences += [
        _(
            "Từ {day}, {name} gồm cả {unit}; các kỳ trước và sau ngày này không so sánh với nhau.",
            day=format_date(row.day.date()),
            name=units.name(unit_id),
            unit=row.absorbed,
        )
        for row in grown[grown["unit_id"].eq(unit_id)].itertuples(index=False)
    ]
    sentences += _steps(data, unit_id)
    return [BulletList(items=tuple(sentences))] if sentences else []


def _founding(data: ReportData, unit_id: str) -> str:
    """Say when and from what a unit was formed."""
    name = data.units.name(unit_id)
    return _("{name} hoạt động {founding}.", name=name, founding=_founding_words(data, unit_id))


def _founding_words(data: ReportData, unit_id: str) -> str:
    parts = founders(data.units, unit_id)
    names = names_list([vintage_name(data.units, part) for part in parts])
    day = _day_words(founded(data.units, unit_id))
    if len(parts) > 1:
        return _("từ {day}, hợp nhất {units}", day=day, units=names)
    if is_partly_known(data.units, unit_id):
        text = N_("từ {day}; trong các đơn vị trước đó, danh mục mới ghi {units}")
        return _(text, day=day, units=names)
    return _("từ {day}, kế tiếp {units}", day=day, units=names)


def _steps(data: ReportData, unit_id: str) -> list[str]:
    """Say step by step what became of a unit."""
    sentences, before = [], unit_id
    steps = data.units.lineage(unit_id)
    for step in steps:
        sentences.append(_step_words(data, before, step))
        before = step.unit_id
    if steps:
        sentences[-1] += " " + _next_report_words(data, steps[-1])
    return sentences


def _next_report_words(data: ReportData, last: Step) -> str:
    """Name the report that goes on and its years, or say that it cannot be made yet."""
    years = years_by_unit(data.observations, data.units).get(last.unit_id, [])
    since = data.params.year if last.day is None else last.day.year
    after = [year for year in years if year >= since]
    if after:
        text = N_("Báo cáo tiếp theo: scope {id}, năm {years}.")
        return _(text, id=last.unit_id, years=years_words(after))
    if years:
        return _(
            "Chưa lập được báo cáo tiếp theo (scope {id}), vì chưa có số liệu từ năm {year}; báo "
            "cáo của các năm trước lập được cho năm {years}.",
            id=last.unit_id,
            year=since,
            years=years_words(years),
        )
    text = N_("Chưa lập được báo cáo tiếp theo (scope {id}), vì chưa có số liệu năm nào.")
    return _(text, id=last.unit_id)


def _step_words(data: ReportData, before: str, step: Step) -> str:
    units = data.units
    name, after, day = units.name(before), vintage_name(units, step.unit_id), _day_words(step.day)
    if step.kind is StepKind.THROUGH_PARENT:
        via = after
        if step.via != step.unit_id:
            via = _("{unit}, nay thuộc {whole}", unit=units.name(step.via), whole=after)
        return _(
            "Từ {day}, {name} chấm dứt hoạt động, không có đơn vị kế tiếp trực tiếp; theo đảng bộ "
            "cấp trên là {above}.",
            day=day,
            name=name,
            above=via,
        )
    parts = founders(units, step.unit_id)
    others = [vintage_name(units, part) for part in parts if part != before]
    if before not in parts:
        return _("Từ {day}, {name} nhập vào {unit}.", day=day, name=name, unit=after)
    if others:
        text = N_("Từ {day}, {name} hợp nhất với {units} thành {unit}.")
        return _(text, day=day, name=name, units=names_list(others), unit=after)
    return _("Từ {day}, {name} được kế tiếp bởi {unit}.", day=day, name=name, unit=after)


def _day_words(day: date | None) -> str:
    return format_date(day) if day is not None else _("ngày chưa rõ")


def _rebuilt_view(data: ReportData) -> list[Block]:
    """Warn that the whole report speaks of a time before the founding."""
    start = founded(data.units, data.scope.unit_id)
    if start is None or start.year <= data.params.year:
        return []
    names = names_list([vintage_name(data.units, unit) for unit in data.scope.children])
    text = _(
        "Năm {year}, {name} chưa thành lập. Báo cáo này nhìn lại theo phạm vi hiện nay: các đơn vị "
        "trong báo cáo là {units}; số của toàn phạm vi chỉ có khi cộng đủ các đơn vị đó.",
        year=data.params.year,
        name=data.name,
        units=names,
    )
    return [Note(kind="attention", text=text)]


def _members(data: ReportData, found: Findings) -> list[Block]:
    """Say that members after a merger are no growth over those of one part."""
    unit_id = data.scope.unit_id
    if not founders(data.units, unit_id):
        return []
    own = found.member_changes[found.member_changes["unit_id"].eq(unit_id)]
    after = own[~own["is_rebuilt"]].to_dict("records")
    if not after:
        return []
    last = after[-1]
    count = bounded(int(last["members"]), last["qualifier"])
    day = format_date(last["period_end"].date())
    sentence = _("Tổng số đảng viên ngày {day}: {count}", day=day, count=count)
    if pd.notna(last["change"]):
        against = rebuilt(_("cùng ngày năm trước"), is_rebuilt=last["previous_is_rebuilt"])
        sentence += f", {change_words(int(last['change']), last['change_pct'], against)}"
    text = _(
        "{change}. So với số của từng đơn vị trước hợp nhất, chênh lệch là do thay đổi phạm vi, "
        "không phải tăng trưởng.",
        change=sentence,
    )
    return [Paragraph(text=text)]


def _parts(data: ReportData) -> list[Block]:
    """List what is known of each part before the founding, and whether it could be added up."""
    unit_id = data.scope.unit_id
    parts = founders(data.units, unit_id)
    if not parts:
        return []
    frame = parts_by_period(data.observations, unit_id, data.units, data.measures)
    if frame.empty:
        return []
    rebuilt = data.observations[
        data.observations["unit_id"].eq(unit_id) & data.observations["source_id"].eq(REBUILT_SOURCE)
    ]
    keys = ["measure", "period_key"]
    sums = rebuilt.drop_duplicates(keys).set_index(keys).to_dict("index")
    refused = data.not_rebuilt[data.not_rebuilt["unit_id"].eq(unit_id)]
    reasons = refused.set_index(keys)["reason"].to_dict()
    rows = [
        _parts_row(group.to_dict("records"), sums.get(key), reasons.get(key, ""))
        for key, group in frame.groupby(keys, sort=False)
    ]
    return [say_once(_parts_table(data, parts, rows, has_rebuilt=len(rebuilt) > 0), _(_REASON))]


def _parts_table(
    data: ReportData, parts: tuple[str, ...], rows: list[Row], *, has_rebuilt: bool
) -> Table:
    return Table(
        sheet="TruocHopNhat",
        caption=_("Số liệu trước hợp nhất của các đơn vị nay thuộc {name}", name=data.name),
        columns=(
            Column(head=_("Nội dung"), width=1.6),
            Column(head=_("Kỳ số liệu"), width=2.2),
            *(Column(head=data.units.short_name(part), align="right", width=1.2) for part in parts),
            Column(head=_("Dựng lại"), align="right", width=1.2),
            Column(head=_(_REASON), width=2.6),
        ),
        rows=tuple(rows),
        notes=(
            _("Đơn vị: đảng viên. … Chưa có số liệu. Thiếu một đơn vị thì không cộng."),
            *((_(REBUILT_NOTE),) if has_rebuilt else ()),
        ),
    )


def _parts_row(parts: list[dict], total: dict | None, reason: str) -> Row:
    first = parts[0]
    return Row(
        cells=(
            text_cell(_label(first["measure"])),
            text_cell(capitalise(period_words(first))),
            *(_bounded_cell(part["value"], part["qualifier"]) for part in parts),
            _bounded_cell(total["value"], total["qualifier"], REBUILT_MARK)
            if total
            else text_cell(DOES_NOT_APPLY),
            text_cell(reason or DOES_NOT_APPLY),
        )
    )


def _label(measure: str) -> str:
    return _(_LABELS[measure])


def _bounded_cell(value: float, qualifier: str, mark: str = "") -> Cell:
    if pd.isna(value):
        return count_cell(None)
    text = bounded(int(value), qualifier)
    before, _count, after = text.partition(bounded(int(value), "exact"))
    return Cell(text=text + mark, value=int(value), before=before, after=after + mark)


def _units(data: ReportData) -> list[Block]:
    """List the units under the scope that changed within the years compared."""
    rows = [row for unit in _under(data) if (row := _unit_row(data, unit)) is not None]
    if not rows:
        return []
    year = data.params.year
    has_rebuilt = any(row.cells[-1].text.endswith(REBUILT_MARK) for row in rows)
    head = _("Kết nạp năm {year} dựng lại (đảng viên)", year=year - 1)
    text = N_("Đơn vị trực thuộc thành lập, hợp nhất, chấm dứt trong {first_year}–{last_year}")
    is_silent = all(row.cells[-1].text in (NOT_PUBLISHED, DOES_NOT_APPLY) for row in rows)
    return [
        Table(
            sheet="DonViThayDoi",
            caption=_(text, first_year=year - 1, last_year=year),
            columns=(
                Column(head=_("Đơn vị"), width=2.4),
                Column(head=_("Thay đổi"), width=4),
                *(() if is_silent else (Column(head=head, width=2),)),
            ),
            rows=tuple(_without_last(row) if is_silent else row for row in rows),
            notes=(_(REBUILT_NOTE),) if has_rebuilt else (),
        )
    ]


def _without_last(row: Row) -> Row:
    return row.model_copy(update={"cells": row.cells[:-1]})


def _under(data: ReportData) -> list[str]:
    above = data.units.units["parent_id"]
    return [str(unit) for unit in above.index[above.eq(data.scope.unit_id).fillna(value=False)]]


def _unit_row(data: ReportData, unit_id: str) -> Row | None:
    """Describe the change of a unit; None where it did not change in the years compared."""
    units, year = data.units, data.params.year
    start, end = founded(units, unit_id), ended(units, unit_id)
    name = text_cell(units.name(unit_id))
    if founders(units, unit_id) and _is_in_reach(start, year):
        return Row(cells=(name, text_cell(_founding_words(data, unit_id)), _before(data, unit_id)))
    grown = absorptions(units)
    for row in grown[grown["unit_id"].eq(unit_id)].itertuples(index=False):
        if _is_in_reach(row.day.date(), year):
            day = format_date(row.day.date())
            text = N_("từ {day} gồm cả {unit}: không so với trước đó")
            words = _(text, day=day, unit=row.absorbed)
            return Row(cells=(name, text_cell(words), text_cell(DOES_NOT_APPLY)))
    after = units.successor(unit_id)
    is_told = after is not None and units.parent(after) == data.scope.unit_id
    if end is None or is_told or not _is_in_reach(end + timedelta(days=1), year):
        return None
    steps = units.lineage(unit_id)
    words = _("chấm dứt {day}", day=format_date(end))
    if steps:
        unit = units.name(steps[-1].unit_id)
        words = _("chấm dứt {day}; nay thuộc {unit}", day=format_date(end), unit=unit)
    return Row(cells=(name, text_cell(words), text_cell(DOES_NOT_APPLY)))


def _is_in_reach(day: date | None, year: int) -> bool:
    """Tell whether a change lies between the year before and the end of the report's year."""
    return day is not None and date(year - 1, 1, 1) < day <= date(year, 12, 31)


def _before(data: ReportData, unit_id: str) -> Cell:
    """Give the rebuilt result of the whole year before, or the reason why there is none."""
    key = f"year:{data.params.year - 1}"
    own = data.observations[
        data.observations["unit_id"].eq(unit_id)
        & data.observations["measure"].eq(REFUSABLE[0])
        & data.observations["period_key"].eq(key)
        & data.observations["source_id"].eq(REBUILT_SOURCE)
    ]
    if len(own):
        return _bounded_cell(own.iloc[0]["value"], own.iloc[0]["qualifier"], REBUILT_MARK)
    refused = data.not_rebuilt[
        data.not_rebuilt["unit_id"].eq(unit_id)
        & data.not_rebuilt["measure"].eq(REFUSABLE[0])
        & data.not_rebuilt["period_key"].eq(key)
    ]
    if refused.empty:
        return count_cell(None)
    return text_cell(_("không: {reason}", reason=refused.iloc[0]["reason"]))
