"""Chapter: what a leader should know after one minute."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.chapters import attention, pace, persistence, rate_of_members, terms
from analysis.chapters.below_threshold import silence_sentence
from analysis.chapters.key_figures import (
    before_words,
    headline_row,
    is_yearly,
    own_change,
    rebuilt_words,
)
from analysis.chapters.wording import (
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
    Note,
    Paragraph,
)
from analysis.findings import Findings
from analysis.metrics.achievement import leading
from analysis.metrics.groups import below_threshold, by_period, rank_by_missing
from analysis.metrics.published_checks import Verdict
from analysis.metrics.status import Status
from analysis.registers.measures import label_of
from analysis.report_data import ReportData
from analysis.text.display import format_count
from analysis.text.language import gettext as _
from analysis.text.language import ngettext


def heading() -> Heading:
    """Open the chapter."""
    return Heading(level=1, text=_("Tóm tắt"))


def headline(data: ReportData, found: Findings) -> Paragraph:
    """Write the sentence to repeat: the year's result, else the term's, else that there is none."""
    row = headline_row(data, found)
    if row is not None:
        text = result_sentence(data.name, row, data.params.threshold_pct)
        return Paragraph(text=text, role="lead")
    own = leading(found.achievement_by_unit).iloc[0].to_dict()
    year = data.params.year
    if pd.notna(own["target"]):
        text = _(
            "Năm {year}, {unit} có {target} đảng viên; các nguồn đã thu thập chưa công bố số kết "
            "nạp.",
            year=year,
            unit=data.name,
            target=target_words(own),
        )
    else:
        text = _(
            "Các nguồn đã thu thập không công bố số đảng viên mới kết nạp năm {year} của {unit}.",
            year=year,
            unit=data.name,
        )
    return Paragraph(text=text, role="lead")


def context(data: ReportData, found: Findings) -> list[Block]:
    """Set the result against the year before, and count who lags: the second sentence to repeat."""
    row = headline_row(data, found)
    sentences = (_change_sentence(data, row, found.changes), _lagging_count(data, found))
    text = " ".join(filter(None, sentences))
    return [Paragraph(text=text, see=(attention.KEY, "QuaCacNam"))] if text else []


def _lagging_count(data: ReportData, found: Findings) -> str:
    """Count the units below the threshold and those that have not begun, all at one period."""
    periods = by_period(found.units[found.units["rate_pct"].notna()])
    if len(periods) != 1:
        return ""
    status = periods[0]["status"]
    below, none = (int(status.eq(s).sum()) for s in (Status.BELOW_THRESHOLD, Status.NONE_ADMITTED))
    threshold = threshold_words(data.params.threshold_pct)
    total = format_count(len(status))
    if not below and not none:
        return ngettext(
            "Không đơn vị nào trong {total} đơn vị tính được tỷ lệ đạt dưới {threshold} chỉ tiêu.",
            len(status),
            total=total,
            threshold=threshold,
        )
    parts = [
        ngettext(
            "{count} đơn vị đạt dưới {threshold} chỉ tiêu",
            below,
            count=format_count(below),
            threshold=threshold,
        )
        if below
        else "",
        ngettext("{count} đơn vị chưa kết nạp được đảng viên", none, count=format_count(none))
        if none
        else "",
    ]
    return _(
        "Trong {total} đơn vị tính được tỷ lệ: {groups}.",
        total=total,
        groups=", ".join(filter(None, parts)),
    )


def points(data: ReportData, found: Findings) -> list[Block]:
    """Write the other main points: term, who lags, what is unknown or does not add up.

    Each points to the table that holds its figures. Who lags is said here only where the table of
    the first screen says something else.
    """
    row = headline_row(data, found)
    is_yearly_row = row is None or is_yearly(row)
    listed = [
        *_each(_rebuilt_view_sentences(data), ""),
        *_each(_other_target_sentences(data, found), "KetQua"),
        (pace.summary_sentence(data, found), "TienDo"),
        (terms.summary_sentence(data, found) if is_yearly_row else "", "NhiemKy"),
        *_each(_lagging_sentences(data, found), "DuoiNguong"),
        (persistence.summary_sentence(data, found), "DienBien"),
        (rate_of_members.summary_sentence(data, found), "TyLeDangVien"),
        (_selection_sentence(data, found.checks), "TinhLai"),
        (silence_sentence(data, found) if found.coverage.stated is not None else "", ""),
        (_checks_sentence(data, found.checks), "TinhLai"),
    ]
    kept = [(sentence, key) for sentence, key in listed if sentence]
    if not kept:
        return []
    return [BulletList(items=tuple(s for s, _key in kept), see=tuple(k for _s, k in kept))]


def _each(sentences: Iterable[str], key: str) -> list[tuple[str, str]]:
    return [(sentence, key) for sentence in sentences]


def _change_sentence(data: ReportData, row: dict | None, changes: pd.DataFrame) -> str:
    if row is None or not is_yearly(row):
        return ""
    change, before = own_change(data, row, changes), before_words(data, row)
    if change is None and is_incomplete_sum(row):
        return _(
            "Chưa so được với {before}: {note}; các đơn vị còn lại chưa gửi hoặc số liệu chưa dùng "
            "được.",
            before=before,
            note=row["note"],
        )
    if change is None:
        sentence = _(
            "Không có số liệu {before} để so sánh; kết quả {period} không được so với những kỳ có "
            "độ dài khác.",
            before=before,
            period=period_words(row),
        )
        return sentence + _quoted_change(data)
    words = change_words(int(change["change"]), change["change_pct"], before)
    return _("Số kết nạp {words}.", words=words + rebuilt_words(change))


def _quoted_change(data: ReportData) -> str:
    """Quote the change that a source itself prints, where we cannot compute one."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].eq(data.params.year)
        & data.observations["measure"].isin(["yoy_change", "yoy_change_pct"])
        & data.observations["note"].ne("")
    ]
    quoted = "; ".join(f"{row['note']}: {row['value_printed']}" for row in own.to_dict("records"))
    return " " + _("Nguồn công bố: {quoted}.", quoted=quoted) if quoted else ""


MOST_NAMES = 8


def _rebuilt_view_sentences(data: ReportData) -> list[str]:
    """Say that the scope did not exist yet, and why there is no sum where there is none."""
    if not is_rebuilt_view(data):
        return []
    names = names_list([name_in_report(data, unit) for unit in data.scope.children])
    words = _(
        "Năm {year}, {unit} chưa thành lập; báo cáo nhìn lại các đơn vị trước hợp nhất: {names}.",
        year=data.params.year,
        unit=data.name,
        names=names,
    )
    refused = data.not_rebuilt[
        data.not_rebuilt["unit_id"].eq(data.scope.unit_id)
        & data.not_rebuilt["measure"].eq("admitted")
        & data.not_rebuilt["period_key"].eq(f"year:{data.params.year}")
    ]
    reasons = [
        _("Chưa cộng được số kết nạp của cả năm: {reason}.", reason=reason)
        for reason in refused["reason"]
    ]
    return [words, *reasons]


def _other_target_sentences(data: ReportData, found: Findings) -> list[str]:
    """Hold the scope's result against its other targets, beside the leading one."""
    every = found.achievement_by_unit
    others = every[every["unit_id"].eq(data.scope.unit_id) & ~every["is_leading"]]
    others = others[~others["is_replaced"] & others["rate_pct"].notna()]
    return [_other_target_words(data, row) for row in others.to_dict("records")]


def _other_target_words(data: ReportData, row: dict) -> str:
    sentence = _(
        "So với {target} ({basis}): đạt {rate}",
        target=target_words(row),
        basis=row["target_basis"] or _("không ghi căn cứ"),
        rate=rate_words(row, data.params.threshold_pct),
    )
    return "; ".join(filter(None, (sentence, missing_words(row)))) + "."


def _lagging_sentences(data: ReportData, found: Findings) -> list[str]:
    """Name the units below the threshold, those of each period apart, and those without any.

    Once the year is over and all stand at one period, the table of the first screen names them.
    """
    periods = by_period(found.units[found.units["rate_pct"].notna()])
    if len(periods) <= 1 and pace.is_over(data, found):
        return []
    sentences = [
        _lagging_sentence(data, found, alike, is_mixed=len(periods) > 1)
        for alike in map(below_threshold, periods)
        if len(alike)
    ]
    return [*sentences, _none_sentence(data, found.units)]


def _lagging_sentence(
    data: ReportData, found: Findings, lagging: pd.DataFrame, *, is_mixed: bool
) -> str:
    """Name lagging units, those first that lack most, each with what it lacks."""
    since = persistence.since_words_by_unit(found)
    ranked = rank_by_missing(lagging).to_dict("records")
    threshold = threshold_words(data.params.threshold_pct)
    names = [_lagging_name(data, row, since.get(row["unit_id"], "")) for row in ranked[:MOST_NAMES]]
    listed = "; ".join(names) + _others_words(len(ranked) - len(names))
    count = format_count(len(ranked))
    if not is_mixed:
        return ngettext(
            "{count} đơn vị đạt dưới {threshold} chỉ tiêu: {names}.",
            len(ranked),
            count=count,
            threshold=threshold,
            names=listed,
        )
    return ngettext(
        "{count} đơn vị đạt dưới {threshold} chỉ tiêu ({period}): {names}.",
        len(ranked),
        count=count,
        threshold=threshold,
        period=period_words(ranked[0]),
        names=listed,
    )


def _others_words(others: int) -> str:
    if not others:
        return ""
    return " " + ngettext("và {count} đơn vị khác", others, count=format_count(others))


def _lagging_name(data: ReportData, row: dict, since: str) -> str:
    facts = (rate_words(row, data.params.threshold_pct), missing_words(row), since)
    return f"{data.units.short_name(row['unit_id'])} ({', '.join(filter(None, facts))})"


def _none_name(data: ReportData, row: dict) -> str:
    name, missing = data.units.short_name(row["unit_id"]), missing_words(row)
    return f"{name} ({missing})" if missing else name


def _none_sentence(data: ReportData, units: pd.DataFrame) -> str:
    """Name the units that have a target and no admission: a group of their own."""
    none = units[units["status"].eq(Status.NONE_ADMITTED)]
    if none.empty:
        return ""
    ranked = rank_by_missing(none).to_dict("records")
    names = [_none_name(data, row) for row in ranked[:MOST_NAMES]]
    return ngettext(
        "{count} đơn vị chưa kết nạp được đảng viên: {names}.",
        len(none),
        count=format_count(len(none)),
        names=names_list(names) + _others_words(len(ranked) - len(names)),
    )


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
    return _(
        "Nguồn chỉ nêu một số đơn vị: {sum} (toàn Đảng bộ {total}).",
        sum=check["arithmetic"],
        total=check["printed"],
    )


def _checks_sentence(data: ReportData, checks: pd.DataFrame) -> str:
    is_of_year = checks["report_year"].eq(data.params.year).fillna(False)
    wrong = checks[checks["verdict"].eq(Verdict.INCONSISTENT) & is_of_year]
    if wrong.empty:
        return ""
    listed = "; ".join(
        _(
            "{measure}, nguồn in {printed}, tính lại {computed}",
            measure=label_of(data.measures, row["measure"]),
            printed=row["printed"],
            computed=row["arithmetic"],
        )
        for row in wrong.to_dict("records")
    )
    return ngettext(
        "{count} số liệu công bố không khớp khi tính lại: {listed}.",
        len(wrong),
        count=format_count(len(wrong)),
        listed=listed,
    )


def stated_instead(data: ReportData, found: Findings) -> list[Block]:
    """Say what a source without any admission figure states instead: its other targets."""
    own = data.observations[
        data.observations["unit_id"].eq(data.scope.unit_id)
        & data.observations["report_year"].eq(data.params.year)
    ]
    has_admissions = own["measure"].map(data.measures["group"]).eq("admission").any()
    others = own[own["measure"].map(data.measures["group"]).eq("other_target")]
    if headline_row(data, found) is not None or has_admissions or others.empty:
        return []
    listed = "; ".join(
        f"{label_of(data.measures, row['measure'])}: {row['value_printed']}"
        f" ({row['period_printed']})"
        for row in others.to_dict("records")
    )
    text = ngettext(
        "Nguồn chỉ nêu {count} chỉ tiêu khác, không phải chỉ tiêu kết nạp: {listed}.",
        len(others),
        count=format_count(len(others)),
        listed=listed,
    )
    return [Note(kind="attention", text=text)]
