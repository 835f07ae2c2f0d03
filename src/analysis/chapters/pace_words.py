"""The words for pace and outlook, for every chapter that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from analysis.chapters.wording import Record, date_words, target_words
from analysis.metrics.outlook import Verdict
from analysis.metrics.pace import PaceBand, PaceReason, PaceRule
from analysis.text.display import (
    format_count,
    format_number,
    format_percent,
    format_percent_against,
)

BAND_WORDS = {
    PaceBand.MET: "đã hoàn thành chỉ tiêu",
    PaceBand.ON_PACE: "kịp tiến độ",
    PaceBand.BEHIND: "chậm so với tiến độ",
    PaceBand.BELOW_THRESHOLD: "rất chậm so với tiến độ",
    PaceBand.NONE_YET: "chưa kết nạp được đảng viên",
    PaceBand.UNKNOWN: "chưa xác định được tiến độ",
}
REASONS_FOR_NONE = {
    PaceReason.NO_RESULT: "chưa có số kết nạp của năm",
    PaceReason.CONTRADICTORY: "các nguồn công bố số khác nhau",
    PaceReason.NO_TARGET: "chưa có chỉ tiêu năm được công bố",
    PaceReason.NO_DATE: "nguồn không ghi ngày cuối kỳ số liệu",
    PaceReason.BOUND: "nguồn chỉ nêu mức ước lượng",
}


def pace_words(row: Record) -> str:
    """Say how a result stands against its pace ("chậm so với tiến độ (lẽ ra đạt 38,20%)").

    Args:
        row: A row of ``Findings.pace``. On the last day of the year the pace is the whole target.
    """
    band = row["band"]
    if row["reason"] == PaceReason.PERIOD_OVER:
        is_short = band in (PaceBand.BEHIND, PaceBand.BELOW_THRESHOLD)
        return "chưa hoàn thành chỉ tiêu" if is_short else BAND_WORDS[band]
    if row["expected_pct"] is None or band in (PaceBand.MET, PaceBand.UNKNOWN):
        return BAND_WORDS[band]
    due = "cần đạt" if band == PaceBand.ON_PACE else "lẽ ra đạt"
    return f"{BAND_WORDS[band]} ({due} {expected_words(row)})"


def expected_words(row: Record) -> str:
    """Write the share that is due with as many decimals as keep it on its side of the result."""
    if row["achieved_pct"] is None:
        return format_percent(row["expected_pct"], 2)
    return format_percent_against(row["expected_pct"], row["achieved_pct"], 2)


def time_words(row: Record) -> str:
    """Say which day a result reaches, and how much of the year had passed."""
    passed = format_percent(row["elapsed_pct"], 2)
    return f"đến ngày {date_words(row['period_end'])} (đã qua {passed} thời gian của năm)"


def range_words(low: int, high: int) -> str:
    """Write a range of counts ("từ 261 đến 312"); equal ends are one figure."""
    if low == high:
        return format_count(low)
    return f"từ {format_count(low)} đến {format_count(high)}"


def percent_range_words(low: Fraction, high: Fraction) -> str:
    """Write a range of rates ("từ 33,73% đến 38,33%"); equal ends are one figure."""
    ends = dict.fromkeys(format_percent(end, 2) for end in (low, high))
    return f"từ {' đến '.join(ends)}" if len(ends) == 2 else next(iter(ends))


def years_words(years: Sequence[int]) -> str:
    """Name years ("2021–2023" where they follow one another, else "2019, 2021, 2022")."""
    ordered = sorted(years)
    if len(ordered) > 2 and all(after == before + 1 for before, after in pairwise(ordered)):
        return f"{ordered[0]}–{ordered[-1]}"
    return ", ".join(str(year) for year in ordered)


def rule_sentence(row: Record) -> str:
    """Say by which rule the pace of a row was found, and why; nothing where there is none."""
    if row["rule"] == PaceRule.NONE or row["reason"] == PaceReason.PERIOD_OVER:
        return ""
    if row["rule"] == PaceRule.LINEAR:
        return (
            "Mức cần đạt tính đều theo thời gian đã qua của năm, vì trong năm năm trước chưa có đủ "
            "hai năm có số kết nạp đến cùng ngày và chỉ tiêu."
        )
    is_own = row["rule"] == PaceRule.HISTORICAL_OWN
    whose = "của chính đơn vị" if is_own else "của đơn vị cấp trên (đơn vị chưa có đủ hai năm)"
    shares = percent_range_words(row["reference_low_pct"], row["reference_high_pct"])
    sentence = (
        f"Mức cần đạt là bình quân cùng kỳ các năm {years_words(row['reference_years'])} {whose}: "
        f"đến ngày này đã đạt {shares} chỉ tiêu"
    )
    if row["final_low_pct"] is not None:
        ends = percent_range_words(row["final_low_pct"], row["final_high_pct"])
        sentence += f"; các năm đó kết thúc ở mức {ends}"
    if row["band"] == PaceBand.ON_PACE and _ended_short(row):
        sentence += ", nên kịp tiến độ chưa có nghĩa là sẽ hoàn thành chỉ tiêu"
    if row["is_rebuilt"]:
        sentence += "; số các năm trước cộng từ các đơn vị trước khi hợp nhất"
    return f"{sentence}."


def _ended_short(row: Record) -> bool:
    """Tell whether all the years that a pace is taken from ended below their targets."""
    return row["final_high_pct"] is not None and row["final_high_pct"] < 100


def outlook_sentence(row: Record, year: int) -> str:
    """Say where the year will end, by which ways, and what that means for the target.

    Args:
        row: A row of ``Findings.outlook`` joined to that of ``achievement_by_unit``.
        year: The year.
    """
    linear = range_words(row["linear_low"], row["linear_high"])
    if row["historical_low"] is None:
        return (
            f"Nếu giữ nguyên tốc độ từ đầu năm, đến hết năm {year} kết nạp {linear} đảng viên; "
            f"cuối năm có thể nhanh hoặc chậm hơn đầu năm{_linear_words(row)}."
        )
    verdict = _verdict_words(row)
    whole = range_words(row["low"], row["high"])
    historical = range_words(row["historical_low"], row["historical_high"])
    return (
        f"Dự báo đến hết năm {year}: {whole} đảng viên (nếu giữ nguyên tốc độ từ đầu năm: "
        f"{linear}; nếu thời gian còn lại diễn biến như các năm "
        f"{years_words(row['reference_years'])}: {historical}){verdict}."
    )


def _linear_words(row: Record) -> str:
    """Say that speed alone decides nothing about a target that is still open."""
    if row["verdict"] != Verdict.OPEN:
        return ""
    return f", nên chưa kết luận được có đạt {target_words(row)} hay không"


def _verdict_words(row: Record) -> str:
    if row["verdict"] == Verdict.NO_TARGET:
        return ""
    where = {
        Verdict.WILL_MEET: "cả khoảng này đạt",
        Verdict.WILL_MISS: "cả khoảng này thấp hơn",
        Verdict.OPEN: "khoảng này có thể đạt hoặc không đạt",
    }[row["verdict"]]
    return f"; {where} {target_words(row)}"


def need_sentence(row: Record) -> str:
    """Say how many a month reach the target; nothing where it is reached or not known."""
    if row["needed_per_month"] is None:
        return ""
    return (
        f"Để hoàn thành chỉ tiêu còn phải kết nạp {format_count(row['missing'])} đồng chí trong "
        f"{_months_words(row['months_left'])} còn lại, bình quân mỗi tháng "
        f"{format_number(row['needed_per_month'], 1)} đồng chí (từ đầu năm đến ngày "
        f"{date_words(row['period_end'])}, mỗi tháng "
        f"{format_number(row['admitted_per_month'], 1)})."
    )


def _months_words(months: Fraction) -> str:
    decimals = 0 if months.denominator == 1 else 1
    return f"{format_number(months, decimals)} tháng"
