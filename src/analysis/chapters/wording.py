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
from analysis.text.periods import PeriodKind

Record = dict[str, Any]

_BOUND_WORDS = {
    "exact": "",
    "about": "khoảng ",
    "at_least": "từ ",
    "more_than": "trên ",
    "less_than": "gần ",
    "at_most": "không quá ",
    "between": "",
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
        return f"{words} (không ghi ngày cuối kỳ)"
    if period.end and period.end.day == 15 and "giữa tháng" in row.get("period_printed", ""):
        # The print says "mid-month"; the fifteenth is how it is stored.
        exact_day = format_date(period.end)
        month = exact_day.partition("/")[2]
        return words.replace(f"ngày {exact_day}", f"giữa tháng {month}")
    return words


def short_period(row: Record) -> str:
    """Name a period in a word or two, to stand beside a figure ("6 tháng")."""
    end = row["period_end"]
    if row["period_kind"] == "year":
        return "cả năm"
    if pd.isna(end):
        return "từ đầu năm"
    is_month_end = (end + pd.Timedelta(days=1)).day == 1
    return f"{end.month} tháng" if is_month_end else f"đến {end.day}/{end.month}"


def _day(value: Any) -> date | None:
    return None if value is None or pd.isna(value) else value.date()


def term_words(term: str) -> str:
    """Name a term ("nhiệm kỳ 2020–2025")."""
    return "nhiệm kỳ " + term.replace("-", "–")


def bound_words(qualifier: str) -> tuple[str, str]:
    """Return the words before and after a bounded figure ("từ … trở lên")."""
    return _BOUND_WORDS[qualifier], " trở lên" if qualifier == "at_least" else ""


def bounded(count: int, qualifier: str) -> str:
    """Write a count with the words that bound it, as the source prints it."""
    before, after = bound_words(qualifier)
    return before + format_count(count) + after


# A rate of a bounded count is bounded too.
_RATE_BOUNDS = {
    "at_least": "ít nhất ",
    "more_than": "hơn ",
    "less_than": "dưới ",
    "at_most": "nhiều nhất ",
    "about": "khoảng ",
}


def rate_words(row: Record, threshold_pct: float) -> str:
    """Write a rate: two decimals where computed, as printed where published."""
    if row["rate_kind"] == RateKind.COMPUTED:
        bound = _RATE_BOUNDS.get(row["admitted_qualifier"], "")
        return bound + format_percent_against(row["rate_pct"], exact(threshold_pct), 2)
    printed = format_percent(row["printed_pct"], int(row["printed_decimals"]))
    before, after = bound_words(row["printed_qualifier"])
    return before + printed + after


SMALL_TARGET_MARK = "‡"
REBUILT_MARK = "§"
REBUILT_NOTE = f"{REBUILT_MARK} Số dựng lại: cộng từ các đơn vị trước khi hợp nhất."


def missing_words(row: Record) -> str:
    """Say how many are missing ("còn thiếu 2 đồng chí"); nothing where none are or nobody knows."""
    count = row.get("missing")
    if pd.notna(count):
        least = "ít nhất " if row["target_kind"] == TargetKind.MINIMUM else ""
        return f"còn thiếu {least}{format_count(int(count))} đồng chí" if count > 0 else ""
    bounds = missing_bounds(row)
    return f"còn thiếu {bounds} đồng chí" if bounds else ""


def missing_bounds(row: Record) -> str:
    """Write how many are missing where several targets fit the print ("từ 34 đến 36")."""
    low, high = row.get("missing_lowest"), row.get("missing_highest")
    if pd.isna(low) or pd.isna(high):
        return ""
    if int(low) == 0:
        return f"không quá {format_count(int(high))}"
    return f"từ {format_count(int(low))} đến {format_count(int(high))}"


def basis_kind_words(kind: str) -> str:
    """Name who set a target."""
    return {
        BasisKind.SUPERIOR: "cấp trên giao",
        BasisKind.CONGRESS: "nghị quyết đại hội",
        BasisKind.OWN: "đơn vị tự đề ra",
        BasisKind.UNSTATED: "nguồn không nêu",
    }[BasisKind(kind)]


def target_words(row: Record) -> str:
    """Write the target that a rate refers to, and where it comes from."""
    kind, target = row["target_kind"], row["target"]
    if kind == TargetKind.NONE:
        return "chỉ tiêu (nguồn không công bố số chỉ tiêu)"
    if pd.notna(row.get("target_upper")):
        upper = format_count(int(row["target_upper"]))
        return f"chỉ tiêu từ {format_count(int(target))} đến {upper}"
    if row["target_qualifier"] != "exact":
        return f"chỉ tiêu {bounded(int(target), row['target_qualifier'])}"
    suffix = " (suy ra từ tỷ lệ công bố)" if kind == TargetKind.DERIVED else ""
    return f"chỉ tiêu {format_count(int(target))}{suffix}"


def result_sentence(name: str, row: Record, threshold_pct: float) -> str:
    """Say what was achieved, of what, and what is missing."""
    opening = f"{capitalise(period_words(row))}, {name}"
    if pd.isna(row["admitted"]):
        return f"{opening} đạt {rate_words(row, threshold_pct)} so với {target_words(row)}."
    if int(row["admitted"]) == 0:
        return f"{opening} chưa kết nạp được đảng viên."
    before, after = bound_words(row["admitted_qualifier"])
    count = f"{before}{format_count(int(row['admitted']))} đảng viên{after}"
    part = f" ({row['note']})" if is_incomplete_sum(row) else ""
    sentence = f"{opening} kết nạp {count}{part}"
    if row["rate_pct"] is None:
        return f"{sentence}; chưa có chỉ tiêu được công bố để so sánh."
    sentence += f", đạt {rate_words(row, threshold_pct)} so với {target_words(row)}"
    return f"{sentence}; {_gap_words(row)}." if _gap_words(row) else f"{sentence}."


def is_incomplete_sum(row: Record) -> bool:
    """Tell whether a result was added up while returns were still missing."""
    is_sum = SUM_SOURCE in row.get("source_ids", ())
    return is_sum and row["admitted_qualifier"] == "at_least"


def _gap_words(row: Record) -> str:
    bounds = missing_bounds(row)
    if bounds:
        return f"còn phải kết nạp {bounds} đồng chí"
    if pd.isna(row["missing"]) or pd.isna(row["target"]):
        return ""
    if int(row["missing"]) > 0:
        least = "ít nhất " if row["target_kind"] == TargetKind.MINIMUM else ""
        return f"còn phải kết nạp {least}{format_count(int(row['missing']))} đồng chí"
    surplus = int(row["admitted"]) - int(row["target"])
    if surplus == 0:
        return "hoàn thành chỉ tiêu"
    return f"vượt chỉ tiêu {format_count(surplus)} đồng chí"


def change_words(change: int, change_pct: Fraction | None, against: str) -> str:
    """Say how a count changed ("tăng 134 đồng chí (8,74%) so với năm 2022")."""
    if change == 0:
        return f"bằng số kết nạp của {against}"
    verb = "tăng" if change > 0 else "giảm"
    rate = f" ({format_percent(abs(change_pct), 2)})" if change_pct is not None else ""
    return f"{verb} {format_count(abs(change))} đồng chí{rate} so với {against}"


def threshold_words(threshold_pct: float) -> str:
    """Write the threshold with just the decimals that it has ("50%", "33,3%")."""
    exponent = Decimal(repr(float(threshold_pct))).normalize().as_tuple().exponent
    return format_percent(exact(threshold_pct), max(-int(exponent), 0))


def group_words(status: Status, threshold_pct: float) -> str:
    """Name a group of units."""
    threshold = threshold_words(threshold_pct)
    return {
        Status.MET: "hoàn thành hoặc vượt chỉ tiêu",
        Status.ON_THE_WAY: f"đạt từ {threshold} đến dưới 100% chỉ tiêu",
        Status.BELOW_THRESHOLD: f"đạt dưới {threshold} chỉ tiêu",
        Status.NONE_ADMITTED: "chưa kết nạp được đảng viên",
        Status.UNDETERMINED: "chưa xác định được (nguồn chỉ nêu mức ước lượng hoặc nêu khác nhau)",
        Status.NO_TARGET: "có số kết nạp nhưng chưa có chỉ tiêu",
        Status.NO_FIGURE: "chưa có số kết nạp công bố",
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
    return f"báo cáo của đơn vị {shown}"


def _source_name(source: pd.Series, number: int) -> str:
    if source["kind"] == "computed":
        return f"{source['title'][0].lower()}{source['title'][1:]} [{number}]"
    published = source_date(source["published"]) if source["published"] else ""
    known = ", ".join(part for part in (source["publisher"], published) if part)
    return f"{known or 'bài không ghi nơi đăng'} [{number}]"


def source_date(published: str) -> str:
    """Write a date of publication as exactly as it is known."""
    parts = published.split("-")
    return "/".join(str(int(part)) for part in reversed(parts))


def date_words(day: Any) -> str:
    """Write a date of a frame, or that there is none."""
    return format_date(day.date()) if pd.notna(day) else "không ghi"


def is_rebuilt_view(data: ReportData) -> bool:
    """Tell whether the report speaks of a year before the scope was founded."""
    return bool(parts_in_year(data.units, data.scope.unit_id, data.params.year))


def units_words(data: ReportData) -> str:
    """Name the units under the scope: before its founding they are the former ones."""
    return "đơn vị trước hợp nhất" if is_rebuilt_view(data) else "đơn vị trực thuộc"


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
