"""Chapter: what a leader should know after one minute."""

from __future__ import annotations

import pandas as pd

from analysis.chapters import pace, persistence, rate_of_members, terms
from analysis.chapters.below_threshold import silence_sentence
from analysis.chapters.pace_words import pace_words
from analysis.chapters.wording import (
    bounded,
    change_words,
    is_incomplete_sum,
    is_rebuilt_view,
    missing_words,
    name_in_report,
    names_list,
    period_words,
    rate_words,
    result_sentence,
    target_words,
    threshold_words,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Heading,
    KeyFigure,
    KeyFigures,
    Note,
    Paragraph,
)
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.metrics.groups import below_threshold, by_period, rank_by_missing
from analysis.metrics.pairing import TargetKind
from analysis.metrics.published_checks import Verdict
from analysis.metrics.status import Status
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_percent, format_signed


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text="Tóm tắt")


def headline(data: ReportData, found: Findings) -> Paragraph:
    """Write the sentence to repeat: the year's result, else the term's, else that there is none."""
    row = _headline_row(data, found)
    if row is not None:
        text = result_sentence(data.name, row, data.params.threshold_pct)
        return Paragraph(text=text, role="lead")
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    year = data.params.year
    if pd.notna(own["target"]):
        text = (
            f"Năm {year}, {data.name} có {target_words(own)} đảng viên; các nguồn đã thu thập chưa "
            "công bố số kết nạp."
        )
    else:
        text = (
            f"Các nguồn đã thu thập không công bố số đảng viên mới kết nạp năm {year} của "
            f"{data.name}."
        )
    return Paragraph(text=text, role="lead")


def _headline_row(data: ReportData, found: Findings) -> dict | None:
    own = leading(found.achievement_by_unit)
    own = own[own["unit_id"].eq(data.scope.unit_id)]
    for frame in (own, _terms_of_year(data, found).tail(1)):
        for row in frame.to_dict("records"):
            if pd.notna(row["admitted"]) or row["rate_pct"] is not None:
                return row
    return None


def _terms_of_year(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the term results that are news in the report's year."""
    terms = found.achievement_by_term
    return terms[terms["report_year"].eq(data.params.year).fillna(False)]


def key_figures(data: ReportData, found: Findings) -> list[Block]:
    """Choose the figures of the first screen; one without a fair comparison says why."""
    row = _headline_row(data, found)
    items: list[KeyFigure] = []
    if row is not None:
        items += _result_figures(data, found, row)
        if _is_yearly(row):
            items.append(_change_figure(data, row, found.changes))
    items += _unit_figures(data, found)
    return [KeyFigures(items=tuple(items))] if items else []


def _is_yearly(row: dict) -> bool:
    return row["period_kind"] in ("year", "part_year")


def _result_figures(data: ReportData, found: Findings, row: dict) -> list[KeyFigure]:
    threshold = data.params.threshold_pct
    is_below = row["status"] in (Status.BELOW_THRESHOLD, Status.NONE_ADMITTED)
    items = []
    if pd.notna(row["admitted"]):
        items.append(
            KeyFigure(
                name="Đảng viên mới kết nạp",
                value=_bounded_figure(row),
                detail=f"{period_words(row)}; {row['note']}"
                if is_incomplete_sum(row)
                else period_words(row),
            )
        )
    if row["rate_pct"] is not None:
        items.append(
            KeyFigure(
                name="Tỷ lệ thực hiện chỉ tiêu",
                value=rate_words(row, threshold),
                detail=_target_detail(row) + (_pace_detail(data, found) if _is_yearly(row) else ""),
                needs_attention=is_below,
            )
        )
    return items


def _bounded_figure(row: dict) -> str:
    """Write the count of a tile; one added up from some of the units only is a lower bound."""
    count = format_count(int(row["admitted"]))
    return f"≥ {count}" if is_incomplete_sum(row) else count


def _target_detail(row: dict) -> str:
    if pd.isna(row["target"]):
        return "nguồn không công bố số chỉ tiêu"
    target = format_count(int(row["target"]))
    words = {
        TargetKind.DERIVED: f"chỉ tiêu {target} (suy ra)",
        TargetKind.MINIMUM: f"chỉ tiêu {bounded(int(row['target']), row['target_qualifier'])}",
    }.get(row["target_kind"], f"chỉ tiêu {target}")
    missing = missing_words(row)
    return f"{words}; {missing}" if missing else words


def _pace_detail(data: ReportData, found: Findings) -> str:
    """Say beside the rate how it stands against the pace; nothing once the year is over."""
    own = found.pace[found.pace["unit_id"].eq(data.scope.unit_id)].iloc[0].to_dict()
    if own["expected_pct"] is None or pace.is_over(data, found):
        return ""
    return f"; {pace_words(own)}"


def _change_figure(data: ReportData, row: dict, changes: pd.DataFrame) -> KeyFigure:
    change = own_change(data, row, changes)
    name = f"So với {_before(data, row)}"
    if change is None:
        why = "chưa đủ đơn vị" if is_incomplete_sum(row) else "không có số liệu"
        return KeyFigure(name=name, value="–", detail=f"{why} để so sánh")
    rate = change["change_pct"]
    detail = f"{format_signed(int(change['change']))} đồng chí{_rebuilt_words(change)}"
    if rate is None:
        return KeyFigure(name=name, value=detail)
    sign = "+" if rate > 0 else "−" if rate < 0 else ""
    return KeyFigure(name=name, value=sign + format_percent(abs(rate), 2), detail=detail)


def own_change(data: ReportData, row: dict, changes: pd.DataFrame) -> dict | None:
    """Find the change of the scope's leading result against the year before, if there is one."""
    own = changes[
        changes["unit_id"].eq(data.scope.unit_id)
        & changes["period_key"].eq(row["period_key"])
        & changes["change"].notna()
    ]
    return own.iloc[0].to_dict() if len(own) else None


def _unit_figures(data: ReportData, found: Findings) -> list[KeyFigure]:
    rated, cover = found.units[found.units["rate_pct"].notna()], found.coverage
    items = []
    if len(rated):
        alike, *others = by_period(rated)
        lagging = int(alike["status"].eq(Status.BELOW_THRESHOLD).sum())
        detail = f"trong {len(alike)} đơn vị tính được tỷ lệ"
        if others:
            detail = f"trong {len(alike)} đơn vị có số {period_words(alike.iloc[0].to_dict())}"
            detail += f"; {len(rated) - len(alike)} đơn vị ở kỳ khác tính riêng"
        items.append(
            KeyFigure(
                name=f"Đơn vị đạt dưới {threshold_words(data.params.threshold_pct)} chỉ tiêu",
                value=str(lagging),
                detail=detail,
                needs_attention=lagging > 0,
            )
        )
    if cover.stated is not None and cover.without_figure:
        total = cover.with_figure + cover.without_figure
        items.append(
            KeyFigure(
                name="Đơn vị chưa có số kết nạp công bố",
                value=format_count(cover.without_figure),
                detail=f"trong {format_count(total)} đơn vị trực thuộc",
                needs_attention=True,
            )
        )
    return items


def points(data: ReportData, found: Findings) -> list[Block]:
    """Write the other main points: change, term, who lags, what is unknown or does not add up."""
    row = _headline_row(data, found)
    sentences = [
        *_rebuilt_view_sentences(data),
        *_other_target_sentences(data, found),
        _change_sentence(data, row, found.changes),
        pace.summary_sentence(data, found),
        terms.summary_sentence(data, found) if row is None or _is_yearly(row) else "",
        *_lagging_sentences(data, found),
        _none_sentence(data, found.units),
        persistence.summary_sentence(data, found),
        rate_of_members.summary_sentence(data, found),
        _selection_sentence(data, found.checks),
        silence_sentence(data, found) if found.coverage.stated is not None else "",
        _checks_sentence(data, found.checks),
    ]
    kept = tuple(sentence for sentence in sentences if sentence)
    return [BulletList(items=kept)] if kept else []


def _change_sentence(data: ReportData, row: dict | None, changes: pd.DataFrame) -> str:
    if row is None or not _is_yearly(row):
        return ""
    change, before = own_change(data, row, changes), _before(data, row)
    if change is None and is_incomplete_sum(row):
        return (
            f"Chưa so được với {before}: {row['note']}; các đơn vị còn lại chưa gửi hoặc số liệu "
            "chưa dùng được."
        )
    if change is None:
        sentence = (
            f"Không có số liệu {before} để so sánh; kết quả {period_words(row)} không được so với "
            "những kỳ có độ dài khác."
        )
        return sentence + _quoted_change(data)
    words = change_words(int(change["change"]), change["change_pct"], before)
    return f"Số kết nạp {words}{_rebuilt_words(change)}."


def _rebuilt_words(change: dict) -> str:
    """Say that the year before was added up from former units, or this one was."""
    if change["is_rebuilt"] or change["previous_is_rebuilt"]:
        return " (số trước hợp nhất được cộng lại từ các đơn vị cũ)"
    return ""


def _before(data: ReportData, row: dict) -> str:
    """Name the period that the result is compared with."""
    year = data.params.year - 1
    return f"năm {year}" if row["period_kind"] == "year" else f"cùng kỳ năm {year}"


def _quoted_change(data: ReportData) -> str:
    """Quote the change that a source itself prints, where we cannot compute one."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].eq(data.params.year)
        & data.observations["measure"].isin(["yoy_change", "yoy_change_pct"])
        & data.observations["note"].ne("")
    ]
    quoted = "; ".join(f"{row['note']}: {row['value_printed']}" for row in own.to_dict("records"))
    return f" Nguồn công bố: {quoted}." if quoted else ""


MOST_NAMES = 8


def _rebuilt_view_sentences(data: ReportData) -> list[str]:
    """Say that the scope did not exist yet, and why there is no sum where there is none."""
    if not is_rebuilt_view(data):
        return []
    names = names_list([name_in_report(data, unit) for unit in data.scope.children])
    words = (
        f"Năm {data.params.year}, {data.name} chưa thành lập; báo cáo nhìn lại các đơn vị trước "
        f"hợp nhất: {names}."
    )
    refused = data.not_rebuilt[
        data.not_rebuilt["unit_id"].eq(data.scope.unit_id)
        & data.not_rebuilt["measure"].eq("admitted")
        & data.not_rebuilt["period_key"].eq(f"year:{data.params.year}")
    ]
    reasons = [f"Chưa cộng được số kết nạp của cả năm: {reason}." for reason in refused["reason"]]
    return [words, *reasons]


def _other_target_sentences(data: ReportData, found: Findings) -> list[str]:
    """Hold the scope's result against its other targets, beside the leading one."""
    every = found.achievement_by_unit
    others = every[every["unit_id"].eq(data.scope.unit_id) & ~every["is_leading"]]
    others = others[~others["is_replaced"] & others["rate_pct"].notna()]
    return [_other_target_words(data, row) for row in others.to_dict("records")]


def _other_target_words(data: ReportData, row: dict) -> str:
    basis = row["target_basis"] or "không ghi căn cứ"
    rate = rate_words(row, data.params.threshold_pct)
    parts = (f"So với {target_words(row)} ({basis}): đạt {rate}", missing_words(row))
    return "; ".join(filter(None, parts)) + "."


def _lagging_sentences(data: ReportData, found: Findings) -> list[str]:
    """Name the units below the threshold, those of each period apart."""
    periods = by_period(found.units[found.units["rate_pct"].notna()])
    lagging = [below_threshold(alike) for alike in periods]
    return [
        _lagging_sentence(data, found, alike, is_mixed=len(periods) > 1)
        for alike in lagging
        if len(alike)
    ]


def _lagging_sentence(
    data: ReportData, found: Findings, lagging: pd.DataFrame, *, is_mixed: bool
) -> str:
    """Name lagging units, those first that lack most, each with what it lacks."""
    threshold = data.params.threshold_pct
    since = persistence.since_words_by_unit(found)
    ranked = rank_by_missing(lagging).to_dict("records")
    period = f" ({period_words(ranked[0])})" if is_mixed else ""
    names = [_lagging_name(data, row, since.get(row["unit_id"], "")) for row in ranked[:MOST_NAMES]]
    others = len(ranked) - len(names)
    more = f" và {others} đơn vị khác" if others else ""
    return (
        f"{len(ranked)} đơn vị đạt dưới {threshold_words(threshold)} chỉ tiêu{period}: "
        f"{'; '.join(names)}{more}."
    )


def _lagging_name(data: ReportData, row: dict, since: str) -> str:
    facts = (rate_words(row, data.params.threshold_pct), missing_words(row), since)
    return f"{data.units.short_name(row['unit_id'])} ({', '.join(filter(None, facts))})"


def _none_name(data: ReportData, row: dict) -> str:
    name, missing = data.units.short_name(row["unit_id"]), missing_words(row)
    return f"{name} ({missing})" if missing else name


def _none_sentence(data: ReportData, units: pd.DataFrame) -> str:
    """Name the units that have a target and no admission: a group of their own, always listed."""
    none = units[units["status"].eq(Status.NONE_ADMITTED)]
    if none.empty:
        return ""
    ranked = rank_by_missing(none).to_dict("records")
    names = [_none_name(data, row) for row in ranked[:MOST_NAMES]]
    others = len(ranked) - len(names)
    more = f" và {others} đơn vị khác" if others else ""
    return f"{len(none)} đơn vị chưa kết nạp được đảng viên: {names_list(names)}{more}."


def _selection_sentence(data: ReportData, checks: pd.DataFrame) -> str:
    """Say that the units named are only some, where the source's own total shows it."""
    partial = checks[
        checks["rule"].eq("units")
        & checks["measure"].eq("admitted")
        & checks["verdict"].eq(Verdict.NOT_CHECKABLE)
        & checks["report_year"].eq(data.params.year).fillna(False)
    ]
    if partial.empty:
        return ""
    check = partial.iloc[0]
    return f"Nguồn chỉ nêu một số đơn vị: {check['arithmetic']} (toàn Đảng bộ {check['printed']})."


def _checks_sentence(data: ReportData, checks: pd.DataFrame) -> str:
    is_of_year = checks["report_year"].eq(data.params.year).fillna(False)
    wrong = checks[checks["verdict"].eq(Verdict.INCONSISTENT) & is_of_year]
    if wrong.empty:
        return ""
    listed = "; ".join(
        f"{data.measures.loc[row['measure'], 'label_vi']}, nguồn in {row['printed']}, tính lại "
        f"{row['arithmetic']}"
        for row in wrong.to_dict("records")
    )
    return f"{len(wrong)} số liệu công bố không khớp khi tính lại: {listed}."


def stated_instead(data: ReportData, found: Findings) -> list[Block]:
    """Say what a source without any admission figure states instead: its other targets."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].eq(data.params.year)
    ]
    has_admissions = own["measure"].map(data.measures["group"]).eq("admission").any()
    others = own[own["measure"].map(data.measures["group"]).eq("other_target")]
    if _headline_row(data, found) is not None or has_admissions or others.empty:
        return []
    listed = "; ".join(
        f"{data.measures.loc[row['measure'], 'label_vi']}: {row['value_printed']}"
        f" ({row['period_printed']})"
        for row in others.to_dict("records")
    )
    text = f"Nguồn chỉ nêu {len(others)} chỉ tiêu khác, không phải chỉ tiêu kết nạp: {listed}."
    return [Note(kind="attention", text=text)]
