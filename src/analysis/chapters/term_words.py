"""The sentences about terms."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.chapters import pace_words
from analysis.chapters.wording import (
    achieved,
    capitalise,
    opening_words,
    period_words,
    range_words,
    rate_words,
    result_sentence,
    still_to_admit,
    target_words,
    term_words,
)
from analysis.metrics.exact import percent_of
from analysis.metrics.term_progress import Difference, Gap, TermProgress, Unknown, YearCount
from analysis.metrics.term_spans import TermSpan
from analysis.metrics.terms import Projection, YearlyAverage
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date, format_number, format_percent
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

_UNKNOWN = {
    Unknown.DAY: N_("nguồn không ghi số liệu tính đến ngày nào"),
    Unknown.START: N_("danh mục nhiệm kỳ chưa có ngày bắt đầu"),
    Unknown.END: N_("danh mục nhiệm kỳ chưa có ngày kết thúc"),
}


def result_words(data: ReportData, entry: TermProgress) -> str:
    """Say how many were admitted in a term, of what target, and how many are missing."""
    row = entry.result
    if not entry.is_sum_of_years:
        sentence = result_sentence(data.name, row, data.params.threshold_pct)
        return " ".join(filter(None, (sentence, _range_of_target(entry))))
    count = int(row["admitted"])
    result = ngettext(
        "{period}, {name} kết nạp ít nhất {count} đảng viên ({parts})",
        count,
        period=opening_words(row),
        name=data.name,
        count=format_count(count),
        parts=_parts_words(entry),
    )
    if row["rate_pct"] is None:
        words = N_("{result}; chưa có chỉ tiêu nhiệm kỳ được công bố để so sánh.")
        return _(words, result=result)
    sentence = achieved(result, rate_words(row, data.params.threshold_pct), target_words(row))
    most = entry.missing_at_most
    if not most:
        return f"{sentence}."
    missing = still_to_admit(_("nhiều nhất {figure}", figure=format_count(most)), most)
    return f"{sentence}; {missing}."


def _parts_words(entry: TermProgress) -> str:
    """Say which years a count of a term was added up from, and which time is not in it."""
    words = N_("cộng {years}") if len(entry.years) > 1 else N_("số của {years}")
    parts = _(words, years=years_words(entry.years))
    without = _gaps_words(entry.gaps)
    if not without:
        return parts
    return _("{years}; chưa gồm thời gian {gaps}", years=parts, gaps=without)


def _range_of_target(entry: TermProgress) -> str:
    """Say that the target is a range, of which the result was held against the lower end."""
    if entry.target_most is None or pd.isna(entry.result["target"]):
        return ""
    least, most = format_count(int(entry.result["target"])), format_count(entry.target_most)
    return _("Nguồn nêu chỉ tiêu là từ {low} đến {high} đảng viên.", low=least, high=most)


def years_words(years: tuple[YearCount, ...]) -> str:
    """Name years and a part of a year ("các năm 2021, 2022 và 6 tháng đầu năm 2023")."""
    whole = [str(count.year) for count in years if count.is_whole]
    names = whole + [_part_words(count) for count in years if not count.is_whole]
    *first, last = names
    listed = _("{names} và {last}", names=", ".join(first), last=last) if first else last
    if not whole:
        return listed
    return _("các năm {years}", years=listed) if len(whole) > 1 else _("năm {year}", year=listed)


def _part_words(count: YearCount) -> str:
    start, end = pd.Timestamp(count.year, 1, 1), pd.Timestamp(count.end)
    return period_words({"period_kind": "part_year", "period_start": start, "period_end": end})


def _gaps_words(gaps: tuple[Gap, ...]) -> str:
    """Name the parts of a term that no year covers; an end that is not known is called so."""
    return ", ".join(_gap_words(*gap) for gap in gaps)


def _gap_words(start: date | None, end: date | None) -> str:
    if start and end:
        return _from_to(start, end)
    if start:
        return _("từ ngày {date} đến hết nhiệm kỳ", date=format_date(start))
    if end:
        return _("từ đầu nhiệm kỳ đến ngày {date}", date=format_date(end))
    return _("từ đầu nhiệm kỳ đến hết nhiệm kỳ")


def _from_to(start: date, end: date) -> str:
    words = N_("từ ngày {start} đến ngày {end}")
    return _(words, start=format_date(start), end=format_date(end))


def start_words(span: TermSpan) -> str:
    """Name the congress and the day from which a term counts."""
    if span.starts_on is None:
        return span.congress
    since = _("tính từ {date}", date=format_date(span.starts_on))
    congress = span.congress or _("Đại hội")
    return f"{congress}\n{since}"


def span_note(data: ReportData, span: TermSpan) -> str:
    """Say from which day to which a term counts, and where that comes from."""
    parts = []
    if span.starts_on is not None:
        because = "; ".join(text for text in (span.congress, span.note) if text)
        since, because = format_date(span.starts_on), because or _("sau đại hội")
        parts.append(_("tính từ ngày {date} ({reason})", date=since, reason=because))
    if span.ends_on is not None:
        parts.append(_end_words(data, span, format_date(span.ends_on)))
    if not parts:
        return ""
    words = _("{term} {span}.", term=capitalise(term_words(span.term)), span=", ".join(parts))
    if not span.starts_on:
        return words
    source = data.sources["title"].get(span.source, span.source)
    return " ".join((words, _("Nguồn của ngày bắt đầu: {source}.", source=source)))


def _end_words(data: ReportData, span: TermSpan, day: str) -> str:
    if not span.ends_with_unit:
        return _("đến ngày {date}", date=day)
    return _("kết thúc cùng đơn vị ngày {date}", date=day) + _merger(data)


def _merger(data: ReportData) -> str:
    successor = data.units.units.at[data.scope.unit_id, "successor_id"]
    if pd.isna(successor):
        return ""
    return ", " + _("hợp nhất vào {name}", name=data.units.name(successor))


def pace_sentence(data: ReportData, entry: TermProgress) -> str:
    """Say which share of the term has passed, and how the count stands to an even pace."""
    if entry.result["period_kind"] == "term":
        return ""
    if entry.unknown is not Unknown.NONE or entry.elapsed_pct is None:
        reason = _(_UNKNOWN[entry.unknown])
        return _("Chưa so được với thời gian của nhiệm kỳ: {reason}.", reason=reason)
    sentence = _(
        "Đã qua {share} thời gian của nhiệm kỳ ({span})",
        share=format_percent(entry.elapsed_pct, 2),
        span=_span_words(data, entry.span),
    )
    if entry.expected is None:
        return f"{sentence}."
    if entry.pace_gap is None:
        words = N_("{sentence}; chưa đủ số liệu để so với tiến độ bình quân.")
        return _(words, sentence=sentence)
    return _(
        "{sentence}; tiến độ bình quân là {needed} đảng viên, {pace}.",
        sentence=sentence,
        needed=format_count(entry.result["admitted"] - entry.pace_gap),
        pace=_pace_words(entry, entry.pace_gap),
    )


def _span_words(data: ReportData, span: TermSpan) -> str:
    """Name the first and the last day of a term, and why it ended early if it did."""
    words = _from_to(span.starts_on, span.ends_on) if span.starts_on and span.ends_on else ""
    if not span.ends_with_unit:
        return words
    return _("{span}, ngày đơn vị kết thúc", span=words) + _merger(data)


def _pace_words(entry: TermProgress, gap: int) -> str:
    if gap == 0:
        return _("đạt đúng tiến độ")
    count = format_count(abs(gap))
    if entry.result["admitted_qualifier"] != "exact":
        count = _("ít nhất {figure}", figure=count)
    if gap > 0:
        words = ngettext("vượt {count} đồng chí so với tiến độ đó", gap, count=count)
    else:
        words = ngettext("chậm {count} đồng chí so với tiến độ đó", -gap, count=count)
    return words


def outlook_sentence(entry: TermProgress) -> str:
    """Say where the term will end if the pace so far holds; empty without an outlook."""
    if entry.outlook is None:
        return ""
    low, high = entry.outlook
    sentence = _outlook_words(entry, range_words(low, high))
    target = entry.result["target"]
    if pd.isna(target) or not target:
        return _("{sentence}; đây là dự báo, không phải cam kết.", sentence=sentence)
    first, last = (format_percent(percent_of(count, int(target)), 1) for count in (low, high))
    shares = first if first == last else _("từ {low} đến {high}", low=first, high=last)
    words = N_("{sentence}, bằng {shares} chỉ tiêu; đây là dự báo, không phải cam kết.")
    return _(words, sentence=sentence, shares=shares)


def _outlook_words(entry: TermProgress, counts: str) -> str:
    pace, ends_on = _pace_since(entry), entry.span.ends_on
    if ends_on is None:
        return _("Nếu giữ nhịp độ {pace}, kết nạp {range} đảng viên", pace=pace, range=counts)
    return _(
        "Nếu giữ nhịp độ {pace}, đến ngày {date} kết nạp {range} đảng viên",
        pace=pace,
        date=format_date(ends_on),
        range=counts,
    )


def _pace_since(entry: TermProgress) -> str:
    """Name the days since which the pace of the outlook is taken, and the years that it follows."""
    derived = entry.points.loc[entry.points["kind"].eq("derived"), "day"]
    if derived.empty:
        words = _("bình quân từ đầu nhiệm kỳ")
    else:
        day = format_date(derived.iloc[0])
        words = _("bình quân từ đầu nhiệm kỳ hoặc từ sau ngày {date}", date=day)
    if not entry.outlook_years:
        return words
    years = pace_words.years_words(entry.outlook_years)
    return _("{pace}, hoặc của từng năm {years}", pace=words, years=years)


def difference_sentence(entry: TermProgress) -> str:
    """Explain why the term counts more than the calendar years in it; empty where not compared."""
    if entry.verdict is Difference.NOT_COMPARED or entry.difference is None:
        return ""
    return {
        Difference.EQUAL: _equal,
        Difference.OUTSIDE: _outside,
        Difference.UNEXPLAINED: _unexplained,
        Difference.CONTRADICTION: _contradiction,
    }[entry.verdict](entry)


def _sum_words(entry: TermProgress) -> str:
    """Write the years and their sum ("các năm 2021 và 2022 (1.514 + 1.533 = 3.047)")."""
    names = years_words(entry.years)
    if len(entry.years) == 1:
        return f"{names} ({format_count(entry.years_sum)})"
    parts = " + ".join(format_count(count.admitted) for count in entry.years)
    return f"{names} ({parts} = {format_count(entry.years_sum)})"


def _count_words(entry: TermProgress) -> str:
    count, term = format_count(int(entry.result["admitted"])), term_words(entry.term)
    return _("Số kết nạp của {term} ({count})", term=term, count=count)


def _equal(entry: TermProgress) -> str:
    words = N_("{term} bằng số của {years}.")
    return _(words, term=_count_words(entry), years=_sum_words(entry))


def _more(entry: TermProgress) -> str:
    more = abs(entry.difference or 0)
    return ngettext(
        "{term} nhiều hơn số của {years} là {count} đồng chí",
        more,
        term=_count_words(entry),
        years=_sum_words(entry),
        count=format_count(more),
    )


def _outside(entry: TermProgress) -> str:
    """Say which part of the term lies outside of the years, and what the source leaves open."""
    sentence = _(
        "{more}: nhiệm kỳ còn gồm thời gian {gaps}, không thuộc các năm đó; đây không phải sai "
        "lệch.",
        more=_more(entry),
        gaps=_gaps_words(entry.gaps),
    )
    return " ".join(filter(None, (sentence, _beside(entry), _fast(entry))))


def _beside(entry: TermProgress) -> str:
    """Say that the last year may reach further than the count of the term."""
    last = entry.years[-1]
    if entry.until is None or last.end <= entry.until:
        return ""
    return _(
        "Số năm {year} do cùng nguồn công bố; nguồn không nói số đó và số của nhiệm kỳ có tính đến "
        "cùng một ngày hay không.",
        year=last.year,
    )


def _fast(entry: TermProgress) -> str:
    """Say that the part outside is larger than its days suggest."""
    per_day = entry.per_day_outside
    if not entry.is_fast_outside or per_day is None or entry.per_day_within is None:
        return ""
    return ngettext(
        "Thời gian này có {days} ngày, bình quân {outside} đồng chí mỗi ngày, trong khi các năm đó "
        "là {within}; nguồn không ghi ngày bắt đầu tính, có thể tính từ trước ngày trong danh mục "
        "nhiệm kỳ. Nếu vậy, phần thời gian đã qua và dự báo ở trên cũng thay đổi.",
        entry.gap_days,
        days=entry.gap_days,
        outside=format_number(per_day, 1),
        within=format_number(entry.per_day_within, 1),
    )


def _unexplained(entry: TermProgress) -> str:
    words = N_("{more}, dù các năm đó gồm mọi ngày đã tính; chưa rõ vì sao.")
    return _(words, more=_more(entry))


def _contradiction(entry: TermProgress) -> str:
    less = abs(entry.difference or 0)
    return ngettext(
        "{term} ít hơn số của {years} là {count} đồng chí, dù các năm đó nằm trọn trong thời gian "
        "đã tính. Hai số không thể cùng đúng; cần xem lại nguồn.",
        less,
        term=_count_words(entry),
        years=_sum_words(entry),
        count=format_count(less),
    )


def average_sentence(entry: YearlyAverage) -> str:
    """Say what a whole term comes to in a year, against its yearly target."""
    term, target = capitalise(term_words(entry.term)), entry.target_printed
    if entry.average is None:
        words = N_("{term}: chỉ tiêu mỗi năm kết nạp {target} đảng viên.")
        return _(words, term=term, target=target)
    sentence = ngettext(
        "{term}: kết nạp {count} đảng viên, bình quân {average} đảng viên mỗi năm (chia cho "
        "{years} năm)",
        entry.years,
        term=term,
        count=format_count(entry.admitted or 0),
        average=format_number(entry.average, 1),
        years=entry.years,
    )
    if entry.rate_pct is None:
        return f"{sentence}."
    return _(
        "{sentence}, bằng {rate} so với chỉ tiêu mỗi năm {target}.",
        sentence=sentence,
        rate=format_percent(entry.rate_pct, 2),
        target=target,
    )


def projection_sentence(entry: Projection) -> str:
    """Say where a source itself sees the end of a year of the term."""
    count = format_count(entry.projected)
    if entry.qualifier in ("at_least", "more_than"):
        count = _("ít nhất {figure}", figure=count)
    sentence = _projected_words(entry, count)
    if entry.rate_pct is not None and entry.target is not None:
        sentence = _(
            "{sentence}, bằng {rate} so với chỉ tiêu nhiệm kỳ {target}",
            sentence=sentence,
            rate=format_percent(entry.rate_pct, 2),
            target=format_count(entry.target),
        )
        if entry.printed_pct:
            printed = N_("{sentence} (nguồn in {percent})")
            sentence = _(printed, sentence=sentence, percent=entry.printed_pct)
    return f"{sentence}."


def _projected_words(entry: Projection, count: str) -> str:
    year = entry.end.year
    sentence = ngettext(
        "Dự kiến đến cuối năm {year}: {count} đảng viên", entry.projected, year=year, count=count
    )
    if entry.admitted_so_far is None or entry.planned is None:
        return sentence
    return _(
        "{sentence} ({admitted} đã kết nạp và {planned} theo kế hoạch năm {year})",
        sentence=sentence,
        admitted=format_count(entry.admitted_so_far),
        planned=format_count(entry.planned),
        year=year,
    )
