"""The sentences about terms."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.chapters.wording import (
    capitalise,
    period_words,
    rate_words,
    result_sentence,
    target_words,
    term_words,
)
from analysis.metrics.exact import percent_of
from analysis.metrics.term_progress import Difference, Gap, TermProgress, Unknown, YearCount
from analysis.metrics.term_spans import TermSpan
from analysis.metrics.terms import Projection, YearlyAverage
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date, format_number, format_percent

_UNKNOWN = {
    Unknown.DAY: "nguồn không ghi số liệu tính đến ngày nào",
    Unknown.START: "danh mục nhiệm kỳ chưa có ngày bắt đầu",
    Unknown.END: "danh mục nhiệm kỳ chưa có ngày kết thúc",
}


def result_words(data: ReportData, entry: TermProgress) -> str:
    """Say how many were admitted in a term, of what target, and how many are missing."""
    row = entry.result
    if not entry.is_sum_of_years:
        sentence = result_sentence(data.name, row, data.params.threshold_pct)
        return f"{sentence}{_range_of_target(entry)}"
    listed = f"{'cộng' if len(entry.years) > 1 else 'số của'} {years_words(entry.years)}"
    without = _gaps_words(entry.gaps)
    parts = f"{listed}; chưa gồm thời gian {without}" if without else listed
    count = format_count(int(row["admitted"]))
    sentence = (
        f"{capitalise(period_words(row))}, {data.name} kết nạp ít nhất {count} đảng viên ({parts})"
    )
    if row["rate_pct"] is None:
        return f"{sentence}; chưa có chỉ tiêu nhiệm kỳ được công bố để so sánh."
    sentence += f", đạt {rate_words(row, data.params.threshold_pct)} so với {target_words(row)}"
    if not entry.missing_at_most:
        return f"{sentence}."
    return (
        f"{sentence}; còn phải kết nạp nhiều nhất {format_count(entry.missing_at_most)} đồng chí."
    )


def _range_of_target(entry: TermProgress) -> str:
    """Say that the target is a range, of which the result was held against the lower end."""
    if entry.target_most is None or pd.isna(entry.result["target"]):
        return ""
    least, most = format_count(int(entry.result["target"])), format_count(entry.target_most)
    return f" Nguồn nêu chỉ tiêu là từ {least} đến {most} đảng viên."


def years_words(years: tuple[YearCount, ...]) -> str:
    """Name years and a part of a year ("các năm 2021, 2022 và 6 tháng đầu năm 2023")."""
    whole = [str(count.year) for count in years if count.is_whole]
    names = whole + [_part_words(count) for count in years if not count.is_whole]
    listed = " và ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)
    if not whole:
        return listed
    return f"các năm {listed}" if len(whole) > 1 else f"năm {listed}"


def _part_words(count: YearCount) -> str:
    start, end = pd.Timestamp(count.year, 1, 1), pd.Timestamp(count.end)
    return period_words({"period_kind": "part_year", "period_start": start, "period_end": end})


def _gaps_words(gaps: tuple[Gap, ...]) -> str:
    """Name the parts of a term that no year covers; an end that is not known is called so."""
    return ", ".join(_gap_words(*gap) for gap in gaps)


def _gap_words(start: date | None, end: date | None) -> str:
    first = f"từ ngày {format_date(start)}" if start else "từ đầu nhiệm kỳ"
    return f"{first} đến {f'ngày {format_date(end)}' if end else 'hết nhiệm kỳ'}"


def start_words(span: TermSpan) -> str:
    """Name the congress and the day from which a term counts."""
    if span.starts_on is None:
        return span.congress
    return f"{span.congress or 'Đại hội'}\ntính từ {format_date(span.starts_on)}"


def span_note(data: ReportData, span: TermSpan) -> str:
    """Say from which day to which a term counts, and where that comes from."""
    parts = []
    if span.starts_on is not None:
        because = "; ".join(text for text in (span.congress, span.note) if text)
        parts.append(f"tính từ ngày {format_date(span.starts_on)} ({because or 'sau đại hội'})")
    if span.ends_on is not None and span.ends_with_unit:
        parts.append(f"kết thúc cùng đơn vị ngày {format_date(span.ends_on)}{_merger(data)}")
    elif span.ends_on is not None:
        parts.append(f"đến ngày {format_date(span.ends_on)}")
    if not parts:
        return ""
    words = f"{capitalise(term_words(span.term))} {', '.join(parts)}"
    source = data.sources["title"].get(span.source, span.source)
    return f"{words}. Nguồn của ngày bắt đầu: {source}." if span.starts_on else f"{words}."


def _merger(data: ReportData) -> str:
    successor = data.units.units.at[data.scope.unit_id, "successor_id"]
    return "" if pd.isna(successor) else f", hợp nhất vào {data.units.name(successor)}"


def pace_sentence(data: ReportData, entry: TermProgress) -> str:
    """Say which share of the term has passed, and how the count stands to an even pace."""
    if entry.result["period_kind"] == "term":
        return ""
    if entry.unknown is not Unknown.NONE or entry.elapsed_pct is None:
        return f"Chưa so được với thời gian của nhiệm kỳ: {_UNKNOWN[entry.unknown]}."
    span = entry.span
    ends = f"{_day(span.starts_on)} đến {_day(span.ends_on)}"
    merged = f", ngày đơn vị kết thúc{_merger(data)}" if span.ends_with_unit else ""
    sentence = (
        f"Đã qua {format_percent(entry.elapsed_pct, 2)} thời gian của nhiệm kỳ (từ {ends}{merged})"
    )
    if entry.expected is None:
        return f"{sentence}."
    needed = format_count(entry.result["admitted"] - entry.pace_gap) if _is_known(entry) else ""
    if not needed:
        return f"{sentence}; chưa đủ số liệu để so với tiến độ bình quân."
    return f"{sentence}; tiến độ bình quân là {needed} đảng viên, {_pace_words(entry)}."


def _is_known(entry: TermProgress) -> bool:
    return entry.pace_gap is not None


def _pace_words(entry: TermProgress) -> str:
    gap = entry.pace_gap or 0
    if gap == 0:
        return "đạt đúng tiến độ"
    least = "ít nhất " if entry.result["admitted_qualifier"] != "exact" else ""
    verb = "vượt" if gap > 0 else "chậm"
    return f"{verb} {least}{format_count(abs(gap))} đồng chí so với tiến độ đó"


def _day(day: date | None) -> str:
    return f"ngày {format_date(day)}" if day else ""


def outlook_sentence(entry: TermProgress) -> str:
    """Say where the term will end if the pace so far holds; empty without an outlook."""
    if entry.outlook is None:
        return ""
    low, high = entry.outlook
    ends = f"đến ngày {format_date(entry.span.ends_on)}" if entry.span.ends_on else ""
    counts = f"từ {format_count(low)} đến {format_count(high)}" if low < high else format_count(low)
    sentence = f"Nếu giữ nhịp độ {_pace_since(entry)}, {ends} kết nạp {counts} đảng viên"
    forecast = "đây là dự báo, không phải cam kết"
    target = entry.result["target"]
    if pd.isna(target) or not target:
        return f"{sentence}; {forecast}."
    rates = [format_percent(percent_of(count, int(target)), 1) for count in (low, high)]
    shares = f"từ {rates[0]} đến {rates[1]}" if rates[0] != rates[1] else rates[0]
    return f"{sentence}, bằng {shares} chỉ tiêu; {forecast}."


def _pace_since(entry: TermProgress) -> str:
    """Name the days since which the pace of the outlook is taken."""
    derived = entry.points.loc[entry.points["kind"].eq("derived"), "day"]
    if derived.empty:
        return "bình quân từ đầu nhiệm kỳ"
    return f"bình quân từ đầu nhiệm kỳ hoặc từ sau ngày {format_date(derived.iloc[0])}"


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
    count = format_count(int(entry.result["admitted"]))
    return f"Số kết nạp của {term_words(entry.term)} ({count})"


def _equal(entry: TermProgress) -> str:
    return f"{_count_words(entry)} bằng số của {_sum_words(entry)}."


def _more(entry: TermProgress) -> str:
    more = format_count(abs(entry.difference or 0))
    return f"{_count_words(entry)} nhiều hơn số của {_sum_words(entry)} là {more} đồng chí"


def _outside(entry: TermProgress) -> str:
    """Say which part of the term lies outside of the years, and what the source leaves open."""
    sentence = (
        f"{_more(entry)}: nhiệm kỳ còn gồm thời gian {_gaps_words(entry.gaps)}, không thuộc các "
        "năm đó; đây không phải sai lệch."
    )
    return sentence + _beside(entry) + _fast(entry)


def _beside(entry: TermProgress) -> str:
    """Say that the last year may reach further than the count of the term."""
    last = entry.years[-1]
    if entry.until is None or last.end <= entry.until:
        return ""
    return (
        f" Số năm {last.year} do cùng nguồn công bố; nguồn không nói số đó và số của nhiệm kỳ có "
        "tính đến cùng một ngày hay không."
    )


def _fast(entry: TermProgress) -> str:
    """Say that the part outside is larger than its days suggest."""
    per_day = entry.per_day_outside
    if not entry.is_fast_outside or per_day is None or entry.per_day_within is None:
        return ""
    outside, within = format_number(per_day, 1), format_number(entry.per_day_within, 1)
    return (
        f" Thời gian này có {entry.gap_days} ngày, bình quân {outside} đồng chí mỗi ngày, trong "
        f"khi các năm đó là {within}; nguồn không ghi ngày bắt đầu tính, có thể tính từ trước ngày "
        "trong danh mục nhiệm kỳ. Nếu vậy, phần thời gian đã qua và dự báo ở trên cũng thay đổi."
    )


def _unexplained(entry: TermProgress) -> str:
    return f"{_more(entry)}, dù các năm đó gồm mọi ngày đã tính; chưa rõ vì sao."


def _contradiction(entry: TermProgress) -> str:
    less = format_count(abs(entry.difference or 0))
    return (
        f"{_count_words(entry)} ít hơn số của {_sum_words(entry)} là {less} đồng chí, dù các năm "
        "đó nằm trọn trong thời gian đã tính. Hai số không thể cùng đúng; cần xem lại nguồn."
    )


def average_sentence(entry: YearlyAverage) -> str:
    """Say what a whole term comes to in a year, against its yearly target."""
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


def projection_sentence(entry: Projection) -> str:
    """Say where a source itself sees the end of a year of the term."""
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
