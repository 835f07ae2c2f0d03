"""Chapter: are we on pace, where will the year end, and who has to catch up how much a month."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from analysis.chapters import pace_table
from analysis.chapters.pace_records import (
    count_of,
    gap,
    is_judged,
    is_last_day,
    judged_records,
    late_records,
    own_record,
    pace_records,
    sources_of,
    under_way,
    unit_records,
)
from analysis.chapters.pace_words import (
    BAND_WORDS,
    REASONS_FOR_NONE,
    expected_words,
    need_sentence,
    outlook_sentence,
    pace_words,
    rule_sentence,
    time_words,
)
from analysis.chapters.wording import (
    Record,
    capitalise,
    date_words,
    marked_rate,
    range_words,
    rate_words,
)
from analysis.charts.pace import MOST_ROWS, pace_chart
from analysis.charts.theme import to_svg
from analysis.document.blocks import (
    Block,
    BulletList,
    Figure,
    Heading,
    NativeChart,
    Note,
    Paragraph,
    Table,
)
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.outlook import Verdict
from analysis.metrics.pace import PaceBand
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

_CHART_BANDS = {
    PaceBand.MET: "met",
    PaceBand.ON_PACE: "on_pace",
    PaceBand.BEHIND: "behind",
    PaceBand.BELOW_THRESHOLD: "far_behind",
    PaceBand.NONE_YET: "far_behind",
}


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=_("Tiến độ và dự báo"), method="tien-do")


def is_over(data: ReportData, found: Findings) -> bool:
    """Tell whether the year is over for the scope itself: there is nothing left to expect of it.

    Its result reaches the end of the year; or it has none with a date, and the report speaks of
    the last day. A year without any dated result is not over: nothing is known of it. Units whose
    figures stop earlier are still judged on their own last day.
    """
    own = own_record(data, pace_records(found))
    if own["elapsed_pct"] is not None:
        return bool(own["elapsed_pct"] == 100)
    return is_last_day(data) and bool(found.pace["period_end"].notna().any())


def summary_sentence(data: ReportData, found: Findings) -> str:
    """Say in one sentence how scope and units stand.

    Once the year is over only those are left whose figures stop before its end.
    """
    records = pace_records(found)
    own = own_record(data, records)
    judged = judged_records(unit_records(data, records))
    if is_over(data, found):
        return _early_summary(data, judged)
    if own["expected_pct"] is None:
        return ""
    sentence = _(
        "{time}, {name} {pace}", time=time_words(own), name=data.name, pace=pace_words(own)
    )
    parts = (capitalise(sentence), _late_words(judged) if judged else "", _range_words(own))
    return "; ".join(filter(None, parts)) + "."


def _range_words(own: Record) -> str:
    """Say between which counts the year will end, and how that was found; nothing without them."""
    outlook = own["outlook"]
    if outlook is None:
        return ""
    if outlook["historical_low"] is not None:
        words = N_("dự báo cuối năm: {range} đảng viên")
    else:
        words = N_("nếu giữ nguyên tốc độ từ đầu năm, cuối năm: {range} đảng viên")
    return _(words, range=range_words(outlook["low"], outlook["high"]))


def _early_summary(data: ReportData, judged: list[Record]) -> str:
    """Say how those stand whose figures stop before the end of a year that is over."""
    if not judged:
        return ""
    return ngettext(
        "Năm {year} đã kết thúc nhưng {count} đơn vị mới có số liệu {until}; tính đến đó, {late}.",
        len(judged),
        year=data.params.year,
        count=len(judged),
        until=_until_words(judged),
        late=_late_words(judged),
    )


def _until_words(records: list[Record]) -> str:
    """Name the last day of results ("đến ngày 30/6/2024 hoặc sớm hơn")."""
    days = sorted({row["period_end"] for row in records})
    words = N_("đến ngày {date} hoặc sớm hơn") if len(days) > 1 else N_("đến ngày {date}")
    return _(words, date=date_words(days[-1]))


def _late_words(judged: list[Record]) -> str:
    """Count those behind pace among the units that have one."""
    late, total = len(late_records(judged)), len(judged)
    if total == 1:
        is_late = _("1 đơn vị tính được tiến độ: chậm")
        return is_late if late else _("1 đơn vị tính được tiến độ: không chậm")
    if not late:
        return _("không đơn vị nào trong {total} đơn vị chậm so với tiến độ", total=total)
    return ngettext("{late} trong {total} đơn vị chậm so với tiến độ", late, late=late, total=total)


def finding(data: ReportData, found: Findings) -> list[Block]:
    """Say how the scope stands, by which rule and why, where its year will end, and who is late."""
    records = pace_records(found)
    own = own_record(data, records)
    if is_over(data, found):
        lead: Block = Paragraph(text=_over_sentence(data, records), role="lead")
        points = [*_unit_points(data, records)]
    elif own["expected_pct"] is None:
        reason = own["reason"]
        why = _(REASONS_FOR_NONE[reason])
        words = _("Không tính được tiến độ của {name}: {reason}.", name=data.name, reason=why)
        lead = Note(kind="info", text=words)
        points = [_age_sentence(data, records), *_unit_points(data, records)]
    else:
        lead = Paragraph(text=_lead_sentence(data, own), role="lead")
        about_own = (rule_sentence(own), *_outlook_points(data, own))
        points = [_age_sentence(data, records), *about_own, *_unit_points(data, records)]
    kept = tuple(point for point in points if point)
    return [lead, BulletList(items=kept)] if kept else [lead]


def _over_sentence(data: ReportData, records: list[Record]) -> str:
    """Say that nothing is left to expect, but of those whose results stop short of the end."""
    early = [row for row in unit_records(data, under_way(records)) if row["period_end"] is not None]
    year = data.params.year
    if not early:
        return _("Năm {year} đã kết thúc nên không tính tiến độ và dự báo.", year=year)
    return ngettext(
        "Năm {year} đã kết thúc nên không tính tiến độ và dự báo của đơn vị đã có kết quả cả năm; "
        "{count} đơn vị mới có số liệu {until}, nên xét theo ngày đó và không so với kết quả cả "
        "năm.",
        len(early),
        year=year,
        count=len(early),
        until=_until_words(early),
    )


def _age_sentence(data: ReportData, records: list[Record]) -> str:
    """Say that the figures are older than the report's day; nothing where they are not."""
    own = own_record(data, records)
    dated = [row for row in records if row["period_end"] is not None]
    if not dated:
        return ""
    newest = own if own["period_end"] is not None else max(dated, key=lambda r: r["period_end"])
    if newest["period_end"].date() >= data.as_of:
        return ""
    if is_last_day(data) or data.params.as_of is None:
        words = N_("Số liệu mới đến ngày {date}, báo cáo tính đến ngày {as_of}.")
    else:
        words = N_(
            "Số liệu mới đến ngày {date}, báo cáo tính đến ngày {as_of}: dự báo tính từ ngày của "
            "số liệu, số tháng còn lại tính từ ngày báo cáo."
        )
    return _(words, date=date_words(newest["period_end"]), as_of=format_date(data.as_of))


def _lead_sentence(data: ReportData, own: Record) -> str:
    return _(
        "{time}, {name} đạt {rate} so với chỉ tiêu, {pace}.",
        time=capitalise(time_words(own)),
        name=data.name,
        rate=rate_words(own, data.params.threshold_pct),
        pace=pace_words(own),
    )


def _outlook_points(data: ReportData, own: Record) -> Iterable[str]:
    outlook = own["outlook"]
    if outlook is not None:
        yield outlook_sentence(outlook, data.params.year)
        yield "" if is_last_day(data) else need_sentence(outlook)


def _unit_points(data: ReportData, records: list[Record]) -> Iterable[str]:
    """Count the units by band, those that cannot reach the target, and those not judged."""
    units = unit_records(data, records)
    judged = judged_records(units)
    if judged:
        bands = [(_(BAND_WORDS[band]), count_of(judged, "band", band)) for band in PaceBand]
        listed = [_("{count} {pace}", count=count, pace=words) for words, count in bands if count]
        yield _(
            "{late}. Xếp theo tiến độ: {bands}.",
            late=capitalise(_late_words(judged)),
            bands="; ".join(listed),
        )
    yield _missing_words([row["outlook"] for row in units if row["outlook"] is not None])
    over = len(units) - len(under_way(units))
    if over and judged and under_way([own_record(data, records)]):
        yield ngettext(
            "{count} đơn vị đã có kết quả cả năm nên không tính tiến độ.", over, count=over
        )
    unjudged = [row for row in under_way(units) if row["expected_pct"] is None]
    if judged and unjudged:
        yield ngettext(
            "{count} đơn vị không tính được tiến độ: {reasons}.",
            len(unjudged),
            count=len(unjudged),
            reasons=_reasons(unjudged),
        )


def _missing_words(outlooks: list[Record]) -> str:
    """Count the units whose whole range lies below the target; nothing where there is none."""
    missing = [row for row in outlooks if row["verdict"] == Verdict.WILL_MISS]
    if not missing:
        return ""
    return ngettext(
        "{count} đơn vị có cả khoảng dự báo cuối năm thấp hơn chỉ tiêu.",
        len(missing),
        count=len(missing),
    )


def _reasons(unjudged: list[Record]) -> str:
    reasons = list(dict.fromkeys(row["reason"] for row in unjudged))
    if len(reasons) == 1:
        return _(REASONS_FOR_NONE[reasons[0]])
    counted = [(count_of(unjudged, "reason", reason), reason) for reason in reasons]
    return "; ".join(
        _("{count} {reason}", count=count, reason=_(REASONS_FOR_NONE[reason]))
        for count, reason in counted
    )


def chart(data: ReportData, found: Findings) -> list[Block]:
    """Draw the share reached against the share that is due, of those not yet at the year's end.

    All are drawn where they fit on a page, else only those who are late, the most late first.
    """
    records = judged_records(pace_records(found))
    drawable = [row for row in records if row["band"] in _CHART_BANDS and is_judged(row)]
    own = [row for row in drawable if row["unit_id"] == data.scope.unit_id]
    units, is_in_persons = _most_behind(unit_records(data, drawable))
    rows_left = MOST_ROWS - len(own)
    shown = units if len(units) <= rows_left else late_records(units)[:rows_left]
    rest = [row for row in units if row not in shown]
    drawn = [*own, *shown]
    if not drawn:
        return []
    left_out = (
        _left_out_words(rest, is_in_persons=is_in_persons) if shown else _none_late_words(rest)
    )
    days = {row["period_end"] for row in drawn}
    elapsed = float(drawn[0]["elapsed_pct"]) if len(days) == 1 else None
    frame = pd.DataFrame([_chart_row(data, row, with_day=len(days) > 1) for row in drawn])
    return [
        Figure(
            caption=_chart_caption(data, own, units),
            native=NativeChart(
                sheet="TienDo",
                kind="bar",
                labels=_("Đơn vị"),
                series=(_("Đạt (%)"), _("Lẽ ra phải đạt (%)")),
            ),
            alt=_alt_text(frame, drawn),
            svg=to_svg(pace_chart(frame, elapsed_pct=elapsed, left_out=left_out)),
            notes=(*pace_table.rule_notes(drawn), *pace_table.small_notes(drawn)),
            source=sources_of(data, drawn),
        )
    ]


def _most_behind(units: list[Record]) -> tuple[list[Record], bool]:
    """Sort the units that are behind most first, in persons where all who are late have them."""
    is_in_persons = all(row["needed_for_pace"] is not None for row in late_records(units))
    ordered = sorted(units, key=gap)
    if is_in_persons:
        ordered = sorted(ordered, key=lambda row: -(row["needed_for_pace"] or 0))
    return ordered, is_in_persons


def _left_out_words(rest: list[Record], *, is_in_persons: bool) -> str:
    if not rest:
        return ""
    late = len(late_records(rest))
    if late:
        others = ngettext(
            "{count} đơn vị khác không vẽ, trong đó {late} đơn vị chậm (xem bảng)",
            len(rest),
            count=len(rest),
            late=late,
        )
    else:
        others = ngettext(
            "{count} đơn vị khác không vẽ, không đơn vị nào chậm", len(rest), count=len(rest)
        )
    by_persons = _("Xếp theo số đồng chí còn chậm")
    order = by_persons if is_in_persons else _("Xếp theo điểm phần trăm còn chậm")
    return f"{order}; {others}"


def _none_late_words(rest: list[Record]) -> str:
    if not rest:
        return ""
    return ngettext("{count} đơn vị không chậm, không vẽ", len(rest), count=len(rest))


def _chart_row(data: ReportData, row: Record, *, with_day: bool) -> dict[str, Any]:
    name = data.units.short_name(row["unit_id"])
    is_scope = row["unit_id"] == data.scope.unit_id
    label = marked_rate(row, data.params.threshold_pct)
    if is_scope:
        label = _("{rate} (cần đạt {share})", rate=label, share=expected_words(row))
    needed = row["needed_for_pace"]
    if needed is not None:
        label = ngettext(
            "{rate}, chậm {count} đồng chí", needed, rate=label, count=format_count(needed)
        )
    return {
        "name": f"{name} ({date_words(row['period_end'])})" if with_day else name,
        "achieved_pct": float(row["achieved_pct"]),
        "expected_pct": float(row["expected_pct"]),
        "label": label,
        "band": _CHART_BANDS[row["band"]],
        "is_scope": is_scope,
    }


def _chart_caption(data: ReportData, own: list[Record], units: list[Record]) -> str:
    if units:
        late = capitalise(_late_words(units))
        return _("{late} năm {year}", late=late, year=data.params.year)
    day, pace = date_words(own[0]["period_end"]), pace_words(own[0])
    return _("{name} đến ngày {date}: {pace}", name=data.name, date=day, pace=pace)


def _alt_text(frame: pd.DataFrame, drawn: list[Record]) -> str:
    pairs = zip(frame["name"], frame["label"], drawn, strict=True)
    listed = "; ".join(
        _(
            "{name}: {label}, mức cần đạt {share}",
            name=name,
            label=label,
            share=expected_words(row),
        )
        for name, label, row in pairs
    )
    return _(
        "Biểu đồ tiến độ: với mỗi đơn vị, vạch đứng là tỷ lệ lẽ ra phải đạt đến ngày của số liệu, "
        "chấm là tỷ lệ đã đạt. {units}.",
        units=listed,
    )


def table(data: ReportData, found: Findings) -> list[Block]:
    """List the units behind pace, those that lack most first, and what each needs a month."""
    records = pace_records(found)
    late = late_records(under_way(unit_records(data, records)))
    if not late:
        return []
    late, is_in_persons = _most_missing(late)
    own = [row for row in judged_records(records) if row["unit_id"] == data.scope.unit_id]
    shown = [*late, *filter(is_judged, own)]
    rows = tuple(pace_table.row_of(data, row) for row in shown)
    table = Table(
        sheet="TienDo",
        caption=_table_caption(data.params.year, is_in_persons=is_in_persons),
        columns=pace_table.columns(),
        rows=rows,
        notes=pace_table.notes(data, shown),
        source=sources_of(data, shown),
    )
    return [
        Heading(level=2, text=_(_TABLE_HEADINGS[is_last_day(data)]), method="du-bao"),
        say_once(table, _(pace_table.DAY)),
    ]


_TABLE_HEADINGS = {
    False: N_("Đơn vị chậm và số cần kết nạp mỗi tháng"),
    True: N_("Đơn vị chậm tính đến ngày cuối của số liệu"),
}


def _table_caption(year: int, *, is_in_persons: bool) -> str:
    if is_in_persons:
        words = N_("Đơn vị chậm so với tiến độ năm {year}, xếp từ đơn vị còn thiếu nhiều nhất")
    else:
        words = N_(
            "Đơn vị chậm so với tiến độ năm {year}, xếp từ đơn vị chậm nhiều nhất so với mức cần "
            "đạt"
        )
    return _(words, year=year)


def _most_missing(late: list[Record]) -> tuple[list[Record], bool]:
    """Sort by persons still missing, then by the share behind; tell whether persons are known."""
    is_in_persons = any(row["missing"] is not None for row in late)
    ordered = sorted(
        late, key=lambda row: (row["missing"] is None, -(row["missing"] or 0), gap(row))
    )
    return ordered, is_in_persons
