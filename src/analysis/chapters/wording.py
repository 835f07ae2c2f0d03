"""The report's sentences, in the phrasing of Party reports; every figure in them is computed.

Percentages of the target are "đạt … so với chỉ tiêu", differences "tăng/giảm … đồng chí", persons
still to admit "còn phải kết nạp … đồng chí".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pandas as pd

from analysis.metrics.exact import exact
from analysis.metrics.pairing import RateKind, TargetKind
from analysis.metrics.status import Status
from analysis.metrics.sums import SUM_SOURCE
from analysis.metrics.vintages import parts_in_year, vintage_name
from analysis.registers.target_bases import BasisKind
from analysis.report_data import ReportData
from analysis.text.display import (
    format_count,
    format_date,
    format_percent,
    format_percent_against,
    format_period,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext, pgettext
from analysis.text.periods import PeriodKind

Record = dict[str, Any]

_FIGURE = "{figure}"
_BOUNDS = {
    "exact": _FIGURE,
    "about": N_("khoảng {figure}"),
    "at_least": N_("từ {figure} trở lên"),
    "more_than": N_("trên {figure}"),
    "less_than": N_("gần {figure}"),
    "at_most": N_("không quá {figure}"),
    "between": _FIGURE,
}


def capitalise(text: str) -> str:
    """Begin a sentence with a capital, leaving the rest as it is."""
    return text[:1].upper() + text[1:]


class _Period(NamedTuple):
    """The part of a period that its name is made of."""

    kind: PeriodKind
    start: date | None
    end: date | None
    term: tuple[int, int] | None


def period_words(row: Record) -> str:
    """Name the period of a result ("10 tháng đầu năm 2017")."""
    term = row["term"] if isinstance(row.get("term"), str) else None
    first, last = (int(year) for year in term.split("-")) if term else (0, 0)
    period = _Period(
        kind=PeriodKind(row["period_kind"]),
        start=_day(row["period_start"]),
        end=_day(row["period_end"]),
        term=(first, last) if term else None,
    )
    words = format_period(period)
    if period.kind is PeriodKind.PART_YEAR and period.end is None:
        return _("{period} (không ghi ngày cuối kỳ)", period=words)
    if period.end and period.end.day == 15 and "giữa tháng" in row.get("period_printed", ""):
        # The print says "mid-month"; the fifteenth is how it is stored.
        exact_day = format_date(period.end)
        month = exact_day.partition("/")[2] or exact_day.partition(" ")[2]
        middle = _("giữa tháng {month}", month=month)
        return words.replace(_("ngày {date}", date=exact_day), middle)
    return words


def opening_words(row: Record) -> str:
    """Begin a sentence with the period of a result ("10 tháng đầu năm 2017"; "In 2017")."""
    return capitalise(pgettext("beginning of a sentence", "{period}", period=period_words(row)))


def short_period(row: Record) -> str:
    """Name a period in a word or two, to stand beside a figure ("6 tháng")."""
    end = row["period_end"]
    if row["period_kind"] == "year":
        return _("cả năm")
    if pd.isna(end):
        return _("từ đầu năm")
    if (end + pd.Timedelta(days=1)).day == 1:
        return ngettext("{count} tháng", end.month, count=end.month)
    day = format_date(end).removesuffix(str(end.year)).rstrip("/ ")
    return _("đến {day}", day=day)


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else value.date()


def term_words(term: str) -> str:
    """Name a term ("nhiệm kỳ 2020–2025")."""
    return _("nhiệm kỳ {term}", term=term.replace("-", "–"))


def bound_words(qualifier: str) -> tuple[str, str]:
    """Return the words before and after a bounded figure ("từ … trở lên")."""
    before, _figure, after = _(_BOUNDS[qualifier]).partition(_FIGURE)
    return before, after


def bounded(count: int, qualifier: str) -> str:
    """Write a count with the words that bound it, as the source prints it."""
    before, after = bound_words(qualifier)
    return before + format_count(count) + after


# A rate of a bounded count is bounded too.
_RATE_BOUNDS = {
    "at_least": N_("ít nhất {figure}"),
    "more_than": N_("hơn {figure}"),
    "less_than": N_("dưới {figure}"),
    "at_most": N_("nhiều nhất {figure}"),
    "about": N_("khoảng {figure}"),
}


def rate_bound_words(row: Record) -> tuple[str, str]:
    """Return the words before and after a computed rate ("ít nhất …")."""
    words = _(_RATE_BOUNDS.get(row["admitted_qualifier"], _FIGURE))
    before, _figure, after = words.partition(_FIGURE)
    return before, after


def rate_words(row: Record, threshold_pct: float) -> str:
    """Write a rate: two decimals where computed, as printed where published."""
    if row["rate_kind"] == RateKind.COMPUTED:
        before, after = rate_bound_words(row)
        return before + format_percent_against(row["rate_pct"], exact(threshold_pct), 2) + after
    printed = format_percent(row["printed_pct"], int(row["printed_decimals"]))
    before, after = bound_words(row["printed_qualifier"])
    return before + printed + after


SMALL_TARGET_MARK = "‡"
REBUILT_MARK = "§"
REBUILT_NOTE = N_("§ Số dựng lại: cộng từ các đơn vị trước khi hợp nhất.")


def small_target_mark(row: Record) -> str:
    """Return the mark of a target, or of a rate, that one person moves by more than ten points."""
    return SMALL_TARGET_MARK if row.get("is_small_target", False) else ""


def marked_rate(row: Record, threshold_pct: float) -> str:
    """Write a rate for a chart, with the mark of a small target."""
    return rate_words(row, threshold_pct) + small_target_mark(row)


def rebuilt_mark(*, is_rebuilt: bool) -> str:
    """Return the mark of a figure in a table that was added up from units before a merger."""
    return REBUILT_MARK if is_rebuilt else ""


def rebuilt(figure: str, *, is_rebuilt: bool) -> str:
    """Say of a figure in a sentence that it was added up from units before a merger."""
    return _("{figure} (số dựng lại)", figure=figure) if is_rebuilt else figure


def missing_words(row: Record) -> str:
    """Say how many are missing ("còn thiếu 2 đồng chí"); nothing where none are or nobody knows."""
    count = row.get("missing")
    if pd.notna(count):
        return _still_missing(row, int(count)) if count > 0 else ""
    bounds = missing_bounds(row)
    if not bounds:
        return ""
    return ngettext("còn thiếu {count} đồng chí", int(row["missing_highest"]), count=bounds)


def _still_missing(row: Record, count: int) -> str:
    if row["target_kind"] == TargetKind.MINIMUM:
        words = ngettext("còn thiếu ít nhất {count} đồng chí", count, count=format_count(count))
    else:
        words = ngettext("còn thiếu {count} đồng chí", count, count=format_count(count))
    return words


def missing_bounds(row: Record) -> str:
    """Write how many are missing where several targets fit the print ("từ 34 đến 36")."""
    low, high = row.get("missing_lowest"), row.get("missing_highest")
    if pd.isna(low) or pd.isna(high):
        return ""
    if int(low) == 0:
        return _("không quá {figure}", figure=format_count(int(high)))
    return range_words(int(low), int(high))


def range_words(low: int, high: int) -> str:
    """Write a range of counts ("từ 261 đến 312"); equal ends are one figure."""
    if low == high:
        return format_count(low)
    return _("từ {low} đến {high}", low=format_count(low), high=format_count(high))


def basis_kind_words(kind: str) -> str:
    """Name who set a target."""
    return {
        BasisKind.SUPERIOR: _("cấp trên giao"),
        BasisKind.CONGRESS: _("nghị quyết đại hội"),
        BasisKind.OWN: _("đơn vị tự đề ra"),
        BasisKind.UNSTATED: _("nguồn không nêu"),
    }[BasisKind(kind)]


def target_words(row: Record) -> str:
    """Write the target that a rate refers to, and where it comes from."""
    kind, target = row["target_kind"], row["target"]
    if kind == TargetKind.NONE:
        return pgettext("after so với", "chỉ tiêu (nguồn không công bố số chỉ tiêu)")
    if pd.notna(row.get("target_upper")):
        low, high = format_count(int(target)), format_count(int(row["target_upper"]))
        return pgettext("after so với", "chỉ tiêu từ {low} đến {high}", low=low, high=high)
    count = bounded(int(target), row["target_qualifier"])
    if row["target_qualifier"] == "exact" and kind == TargetKind.DERIVED:
        return pgettext("after so với", "chỉ tiêu {target} (suy ra từ tỷ lệ công bố)", target=count)
    return pgettext("after so với", "chỉ tiêu {target}", target=count)


def result_sentence(name: str, row: Record, threshold_pct: float) -> str:
    """Say what was achieved, of what, and what is missing."""
    when, target = opening_words(row), target_words(row)
    if pd.isna(row["admitted"]):
        rate = rate_words(row, threshold_pct)
        words = N_("{period}, {name} đạt {rate} so với {target}.")
        return _(words, period=when, name=name, rate=rate, target=target)
    if int(row["admitted"]) == 0:
        return _("{period}, {name} chưa kết nạp được đảng viên.", period=when, name=name)
    sentence = _admitted_words(when, name, row)
    if row["rate_pct"] is None:
        return _("{result}; chưa có chỉ tiêu được công bố để so sánh.", result=sentence)
    rate = rate_words(row, threshold_pct)
    sentence = achieved(sentence, rate, target)
    gap = _gap_words(row)
    return f"{sentence}; {gap}." if gap else f"{sentence}."


def achieved(result: str, rate: str, target: str) -> str:
    """Add to a result which share of the target it achieved."""
    return _("{result}, đạt {rate} so với {target}", result=result, rate=rate, target=target)


def _admitted_words(when: str, name: str, row: Record) -> str:
    number = int(row["admitted"])
    count = bounded_members(number, row["admitted_qualifier"])
    sentence = _("{period}, {name} kết nạp {members}", period=when, name=name, members=count)
    return f"{sentence} ({row['note']})" if is_incomplete_sum(row) else sentence


def bounded_members(count: int, qualifier: str) -> str:
    """Write a count of Party members with the words that bound it ("từ 6 đảng viên trở lên")."""
    before, after = bound_words(qualifier)
    members = ngettext("{count} đảng viên", count, count=format_count(count))
    return before + members + after


def is_incomplete_sum(row: Record) -> bool:
    """Tell whether a result was added up while returns were still missing."""
    is_sum = SUM_SOURCE in row.get("source_ids", ())
    return is_sum and row["admitted_qualifier"] == "at_least"


def _gap_words(row: Record) -> str:
    """Say how many are still to be admitted, or how far the target is exceeded."""
    bounds = missing_bounds(row)
    if bounds:
        return still_to_admit(bounds, int(row["missing_highest"]))
    if pd.isna(row["missing"]) or pd.isna(row["target"]):
        return ""
    missing = int(row["missing"])
    if missing > 0:
        count = format_count(missing)
        if row["target_kind"] == TargetKind.MINIMUM:
            count = _("ít nhất {figure}", figure=count)
        return still_to_admit(count, missing)
    surplus = int(row["admitted"]) - int(row["target"])
    if surplus == 0:
        return _("hoàn thành chỉ tiêu")
    return ngettext("vượt chỉ tiêu {count} đồng chí", surplus, count=format_count(surplus))


def still_to_admit(count: str, number: int) -> str:
    """Say how many are still to be admitted, in figures that may be bounded.

    Args:
        count: The figures in words ("ít nhất 3").
        number: How many they are at most, which decides on the plural.
    """
    return ngettext("còn phải kết nạp {count} đồng chí", number, count=count)


def change_words(change: int, change_pct: Fraction | None, against: str) -> str:
    """Say how a count changed ("tăng 134 đồng chí (8,74%) so với năm 2022")."""
    if change == 0:
        return _("bằng số kết nạp của {period}", period=against)
    number, count = abs(change), format_count(abs(change))
    if change > 0:
        words = ngettext("tăng {count} đồng chí", number, count=count)
    else:
        words = ngettext("giảm {count} đồng chí", number, count=count)
    if change_pct is not None:
        words = f"{words} ({format_percent(abs(change_pct), 2)})"
    return _("{change} so với {period}", change=words, period=against)


def threshold_words(threshold_pct: float) -> str:
    """Write the threshold with just the decimals that it has ("50%", "33,3%")."""
    exponent = Decimal(repr(float(threshold_pct))).normalize().as_tuple().exponent
    return format_percent(exact(threshold_pct), max(-int(exponent), 0))


def group_words(status: Status, threshold_pct: float) -> str:
    """Name a group of units, after how many they are ("3 đơn vị chưa kết nạp được đảng viên")."""
    threshold = threshold_words(threshold_pct)
    return {
        Status.MET: pgettext("group of units", "hoàn thành hoặc vượt chỉ tiêu"),
        Status.ON_THE_WAY: pgettext(
            "group of units", "đạt từ {threshold} đến dưới 100% chỉ tiêu", threshold=threshold
        ),
        Status.BELOW_THRESHOLD: pgettext(
            "group of units", "đạt dưới {threshold} chỉ tiêu", threshold=threshold
        ),
        Status.NONE_ADMITTED: pgettext("group of units", "chưa kết nạp được đảng viên"),
        Status.UNDETERMINED: pgettext(
            "group of units", "chưa xác định được (nguồn chỉ nêu mức ước lượng hoặc nêu khác nhau)"
        ),
        Status.NO_TARGET: pgettext("group of units", "có số kết nạp nhưng chưa có chỉ tiêu"),
        Status.NO_FIGURE: pgettext("group of units", "chưa có số kết nạp công bố"),
    }[status]


def source_words(source_ids: Iterable[str], data: ReportData) -> str:
    """Name sources for the line under a table: publisher, date, number in the list of sources.

    Returns of units are named together, by the numbers of the first and the last.
    """
    numbers = data.source_numbers
    ordered = sorted(set(source_ids), key=numbers.__getitem__)
    is_return = {i: data.sources.at[i, "kind"] == "return" for i in ordered}
    named = [_source_name(data.sources.loc[i], numbers[i]) for i in ordered if not is_return[i]]
    returned = [numbers[i] for i in ordered if is_return[i]]
    return "; ".join(named + ([_returns_name(returned)] if returned else []))


def _returns_name(numbers: list[int]) -> str:
    """Write the numbers of returns as runs: "báo cáo của các đơn vị [26]–[50], [52]"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(f"[{r[0]}]" if len(r) == 1 else f"[{r[0]}]–[{r[-1]}]" for r in runs)
    return _("báo cáo của đơn vị {numbers}", numbers=shown)


def _source_name(source: pd.Series, number: int) -> str:
    if source["kind"] == "computed":
        return f"{source['title'][0].lower()}{source['title'][1:]} [{number}]"
    published = source_date(source["published"]) if source["published"] else ""
    parts = (source["publisher"], published)
    known = ", ".join(filter(None, parts)) or _("bài không ghi nơi đăng")
    return f"{known} [{number}]"


def source_date(published: str) -> str:
    """Write a date of publication as exactly as it is known."""
    year, *rest = (int(part) for part in published.split("-"))
    if not rest:
        return str(year)
    month, *day = rest
    exact_day = format_date(date(year, month, *(day or [1])))
    return exact_day if day else exact_day.removeprefix("1").lstrip("/ ")


def date_words(day: Any) -> str:
    """Write a date of a frame, or that there is none."""
    return format_date(day.date()) if pd.notna(day) else _("không ghi")


def is_rebuilt_view(data: ReportData) -> bool:
    """Tell whether the report speaks of a year before the scope was founded."""
    return bool(parts_in_year(data.units, data.scope.unit_id, data.params.year))


def units_words(data: ReportData) -> str:
    """Name the units under the scope: before its founding they are the former ones."""
    return _("đơn vị trước hợp nhất") if is_rebuilt_view(data) else _("đơn vị trực thuộc")


def name_in_report(data: ReportData, unit_id: str, *, is_short: bool = True) -> str:
    """Name a unit; a former one that bears the scope's name says until when it existed."""
    name = data.units.short_name(unit_id) if is_short else data.units.name(unit_id)
    if not is_rebuilt_view(data):
        return name
    full = data.units.name(unit_id)
    return name + vintage_name(data.units, unit_id).removeprefix(full)


def names_list(names: list[str]) -> str:
    """Join names for a sentence."""
    return ", ".join(names)
