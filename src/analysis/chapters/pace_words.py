"""The words for pace and outlook, for every chapter that speaks of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from analysis.chapters.wording import Record, date_words, range_words, target_words
from analysis.metrics.outlook import Verdict
from analysis.metrics.pace import PaceBand, PaceReason, PaceRule
from analysis.text.display import (
    format_count,
    format_number,
    format_percent,
    format_percent_against,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

BAND_WORDS = {
    PaceBand.MET: N_("đã hoàn thành chỉ tiêu"),
    PaceBand.ON_PACE: N_("kịp tiến độ"),
    PaceBand.BEHIND: N_("chậm so với tiến độ"),
    PaceBand.BELOW_THRESHOLD: N_("rất chậm so với tiến độ"),
    PaceBand.NONE_YET: N_("chưa kết nạp được đảng viên"),
    PaceBand.UNKNOWN: N_("chưa xác định được tiến độ"),
}
REASONS_FOR_NONE = {
    PaceReason.NO_RESULT: N_("chưa có số kết nạp của năm"),
    PaceReason.CONTRADICTORY: N_("các nguồn công bố số khác nhau"),
    PaceReason.NO_TARGET: N_("chưa có chỉ tiêu năm được công bố"),
    PaceReason.NO_DATE: N_("nguồn không ghi ngày cuối kỳ số liệu"),
    PaceReason.BOUND: N_("nguồn chỉ nêu mức ước lượng"),
}


def pace_words(row: Record) -> str:
    """Say how a result stands against its pace ("chậm so với tiến độ (lẽ ra đạt 38,20%)").

    Args:
        row: A row of ``Findings.pace``. On the last day of the year the pace is the whole target.
    """
    band = row["band"]
    words = _(BAND_WORDS[band])
    if row["reason"] == PaceReason.PERIOD_OVER:
        is_short = band in (PaceBand.BEHIND, PaceBand.BELOW_THRESHOLD)
        return _("chưa hoàn thành chỉ tiêu") if is_short else words
    if row["expected_pct"] is None or band in (PaceBand.MET, PaceBand.UNKNOWN):
        return words
    is_on_pace = band == PaceBand.ON_PACE
    due = N_("{pace} (cần đạt {share})") if is_on_pace else N_("{pace} (lẽ ra đạt {share})")
    return _(due, pace=words, share=expected_words(row))


def expected_words(row: Record) -> str:
    """Write the share that is due with as many decimals as keep it on its side of the result."""
    if row["achieved_pct"] is None:
        return format_percent(row["expected_pct"], 2)
    return format_percent_against(row["expected_pct"], row["achieved_pct"], 2)


def time_words(row: Record) -> str:
    """Say which day a result reaches, and how much of the year had passed."""
    passed = format_percent(row["elapsed_pct"], 2)
    day = date_words(row["period_end"])
    return _("đến ngày {date} (đã qua {share} thời gian của năm)", date=day, share=passed)


def percent_range_words(low: Fraction, high: Fraction) -> str:
    """Write a range of rates ("từ 33,73% đến 38,33%"); equal ends are one figure."""
    first, last = (format_percent(end, 2) for end in (low, high))
    return first if first == last else _("từ {low} đến {high}", low=first, high=last)


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
        return _(
            "Mức cần đạt tính đều theo thời gian đã qua của năm, vì trong năm năm trước chưa có đủ "
            "hai năm có số kết nạp đến cùng ngày và chỉ tiêu."
        )
    sentence = _reference_words(row)
    if row["final_low_pct"] is not None:
        ends = percent_range_words(row["final_low_pct"], row["final_high_pct"])
        words = N_("{sentence}; các năm đó kết thúc ở mức {shares}")
        sentence = _(words, sentence=sentence, shares=ends)
    if row["band"] == PaceBand.ON_PACE and _ended_short(row):
        words = N_("{sentence}, nên kịp tiến độ chưa có nghĩa là sẽ hoàn thành chỉ tiêu")
        sentence = _(words, sentence=sentence)
    if row["is_rebuilt"]:
        words = N_("{sentence}; số các năm trước cộng từ các đơn vị trước khi hợp nhất")
        sentence = _(words, sentence=sentence)
    return f"{sentence}."


def _reference_words(row: Record) -> str:
    """Say of which earlier years, and of whom, the share that is due is the average."""
    if row["rule"] == PaceRule.HISTORICAL_OWN:
        words = N_(
            "Mức cần đạt là bình quân cùng kỳ các năm {years} của chính đơn vị: đến ngày này đã "
            "đạt {shares} chỉ tiêu"
        )
    else:
        words = N_(
            "Mức cần đạt là bình quân cùng kỳ các năm {years} của đơn vị cấp trên (đơn vị chưa có "
            "đủ hai năm): đến ngày này đã đạt {shares} chỉ tiêu"
        )
    shares = percent_range_words(row["reference_low_pct"], row["reference_high_pct"])
    return _(words, years=years_words(row["reference_years"]), shares=shares)


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
        sentence = _(
            "Nếu giữ nguyên tốc độ từ đầu năm, đến hết năm {year} kết nạp {range} đảng viên; cuối "
            "năm có thể nhanh hoặc chậm hơn đầu năm",
            year=year,
            range=linear,
        )
        return f"{_linear_words(sentence, row)}."
    sentence = _(
        "Dự báo đến hết năm {year}: {range} đảng viên (nếu giữ nguyên tốc độ từ đầu năm: {linear}; "
        "nếu thời gian còn lại diễn biến như các năm {years}: {historical})",
        year=year,
        range=range_words(row["low"], row["high"]),
        linear=linear,
        years=years_words(row["reference_years"]),
        historical=range_words(row["historical_low"], row["historical_high"]),
    )
    verdict = _verdict_words(row)
    return f"{sentence}; {verdict}." if verdict else f"{sentence}."


def _linear_words(sentence: str, row: Record) -> str:
    """Add that speed alone decides nothing about a target that is still open."""
    if row["verdict"] != Verdict.OPEN:
        return sentence
    words = N_("{sentence}, nên chưa kết luận được có đạt {target} hay không")
    return _(words, sentence=sentence, target=target_words(row))


def _verdict_words(row: Record) -> str:
    if row["verdict"] == Verdict.NO_TARGET:
        return ""
    words = {
        Verdict.WILL_MEET: N_("cả khoảng này đạt {target}"),
        Verdict.WILL_MISS: N_("cả khoảng này thấp hơn {target}"),
        Verdict.OPEN: N_("khoảng này có thể đạt hoặc không đạt {target}"),
    }[row["verdict"]]
    return _(words, target=target_words(row))


def need_sentence(row: Record) -> str:
    """Say how many a month reach the target; nothing where it is reached or not known."""
    if row["needed_per_month"] is None:
        return ""
    if row["months_left"] < 1:
        return ngettext(
            "Để hoàn thành chỉ tiêu còn phải kết nạp {missing} đồng chí trong chưa đầy một tháng "
            "còn lại (từ đầu năm đến ngày {date}, mỗi tháng {achieved}).",
            row["missing"],
            missing=format_count(row["missing"]),
            date=date_words(row["period_end"]),
            achieved=format_number(row["admitted_per_month"], 1),
        )
    return ngettext(
        "Để hoàn thành chỉ tiêu còn phải kết nạp {missing} đồng chí trong {months} còn lại, bình "
        "quân mỗi tháng {needed} đồng chí (từ đầu năm đến ngày {date}, mỗi tháng {achieved}).",
        row["missing"],
        missing=format_count(row["missing"]),
        months=_months_words(row["months_left"]),
        needed=format_number(row["needed_per_month"], 1),
        date=date_words(row["period_end"]),
        achieved=format_number(row["admitted_per_month"], 1),
    )


def _months_words(months: Fraction) -> str:
    decimals = 0 if months.denominator == 1 else 1
    count = format_number(months, decimals)
    return ngettext("{count} tháng", 1 if months == 1 else 2, count=count)
