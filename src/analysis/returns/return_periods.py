"""Which period the figures of a column are of: from its heading, the title and the sheet's name.

Nothing else is used: not the name of the file, not the folder, not today's date. Where the file
does not print a period there is none, and somebody has to be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.returns.time_hints import COMPARISON, Hint, HintKind, take_hints
from analysis.text.normalise import clean_text, match_key
from analysis.text.period_model import month_days
from analysis.text.periods import Period, PeriodKind, Reading, parse_period
from analysis.text.refusal import Refusal

# Lines that name a day or a year which is not that of the figures.
_OTHER_DATES = re.compile(
    r"^[^(,;:][^,;:]{1,60}, ?(?:ngày|tháng)|kèm theo|căn cứ|nghị quyết|quyết định|hướng dẫn"
    r"|công văn|thông tri|thông báo số|ban hành|báo cáo số|mẫu số|biểu số|quy định|qđ/|-qđ|-hd|-bc"
)
_SCHOOL_YEAR = re.compile(r"năm học")
_SPANS = (HintKind.SPAN, HintKind.UNTIL, HintKind.PART)


@dataclass(frozen=True)
class BasePeriod:
    """The period of a whole sheet.

    Attributes:
        period: The period as of events, None where it is not printed.
        year: The year printed, for columns that name only months.
        problem: Why there is no period, in Vietnamese; empty where there is one.
    """

    period: Period | None
    year: int | None = None
    problem: str = ""


def base_period(lines: list[str], sheet_name: str) -> BasePeriod:
    """Find the period of a sheet in the lines above its table, completed by the sheet's name."""
    title: list[Hint] = []
    for line in lines:
        title += _hints_of_line(line)
    name = take_hints(sheet_name.replace("_", " "))[0]
    if any(_SCHOOL_YEAR.search(match_key(line)) for line in lines):
        return BasePeriod(None, None, "tiêu đề ghi năm học, không có ngày đầu và ngày cuối cố định")
    years = _years(title)
    clash = [h.year for h in name if h.year and years and h.year not in years]
    if clash:
        return BasePeriod(
            None, None, f"tiêu đề ghi năm {years[0]} nhưng tên trang tính ghi năm {clash[0]}"
        )
    has_part = any(hint.kind in _SPANS for hint in title)
    hints = title if has_part else title + [h for h in name if h.kind in _SPANS or h.year]
    return _combine(hints)


def _hints_of_line(line: str) -> list[Hint]:
    key = match_key(line)
    is_until = re.search(r"(?:tính|số liệu|có) đến|^\(?đến|^\(?từ", key)
    if _OTHER_DATES.search(key) and not is_until:
        return []
    return take_hints(COMPARISON.sub(" ", key))[0]


def _years(hints: list[Hint]) -> list[int]:
    return list(dict.fromkeys(hint.year for hint in hints if hint.year))


def _combine(hints: list[Hint]) -> BasePeriod:
    """Put the hints of title and sheet name together; contradictions give no period."""
    years = _years(hints)
    year = years[0] if len(years) == 1 else None
    by_kind = {kind: _distinct(h for h in hints if h.kind is kind) for kind in HintKind}
    for phrases in _readings(by_kind, year):
        periods = {_read(phrase, Reading.FLOW) for phrase in phrases}
        if len(periods) == 1 and None not in periods:
            return BasePeriod(periods.pop(), year)
        if phrases:
            listed = "; ".join(dict.fromkeys(phrases))
            return BasePeriod(None, year, f"tiêu đề ghi nhiều kỳ hoặc kỳ không đọc được: {listed}")
    if len(years) > 1:
        listed = ", ".join(map(str, years))
        return BasePeriod(None, None, f"tiêu đề ghi nhiều năm ({listed}), cột không ghi rõ năm nào")
    return BasePeriod(None, None, "không thấy ghi kỳ số liệu")


def _distinct(hints: object) -> list[Hint]:
    return list({(hint.phrase.casefold(), hint.year): hint for hint in hints}.values())


def _readings(by_kind: dict[HintKind, list[Hint]], year: int | None) -> list[list[str]]:
    """List phrases of the period, the most precise source first."""
    terms = by_kind[HintKind.YEARS]
    until = [h.phrase if h.year else f"{h.phrase}/{year}" for h in by_kind[HintKind.UNTIL]]
    parts = [f"{h.phrase} năm {h.year or year}" for h in by_kind[HintKind.PART] if h.year or year]
    spans = [hint.phrase for hint in by_kind[HintKind.SPAN]]
    if terms and until:
        until = [f"{terms[0].phrase} {phrase}" for phrase in until]
    if parts and until and not spans:
        until = _within_part(parts, until)
    whole = [f"năm {year}"] if year else []
    return [spans, until, parts, [hint.phrase for hint in terms], whole]


def _within_part(parts: list[str], until: list[str]) -> list[str]:
    """Let "6 tháng đầu năm" begin a period that a printed day ends."""
    part, day = _read(parts[0], Reading.FLOW), _read(until[0], Reading.FLOW)
    if part is None or day is None or part.start is None or day.end is None:
        return until
    start = part.start
    return [f"từ ngày {start:%d/%m/%Y} đến ngày {day.end:%d/%m/%Y}"] if start < day.end else until


def _read(phrase: str, reading: Reading) -> Period | None:
    period = parse_period(phrase, published=None, reading=reading)
    return None if isinstance(period, Refusal) else period


def column_period(
    hints: tuple[Hint, ...], base: BasePeriod, reading: Reading
) -> Period | str | None:
    """Find the period of one column.

    Args:
        hints: The words about time in its heading.
        base: The period of the sheet.
        reading: What the measure counts.

    Returns:
        The period; None where neither heading nor sheet prints one; a Vietnamese sentence where
        what they print can be understood in two ways.
    """
    kinds = {hint.kind: hint for hint in hints}
    is_previous = HintKind.PREVIOUS in kinds
    period = _of_heading(kinds, base, reading)
    if period is None:
        period = _of_sheet(base, reading)
    if isinstance(period, Period) and is_previous:
        return _one_year_earlier(period, kinds[HintKind.PREVIOUS], reading)
    return period


def _of_heading(
    kinds: dict[HintKind, Hint], base: BasePeriod, reading: Reading
) -> Period | str | None:
    """Read what the heading itself says; None where it leaves the period to the sheet."""
    years = {h.year for kind, h in kinds.items() if h.year and kind is not HintKind.PREVIOUS}
    year = years.pop() if len(years) == 1 else None
    if len(years) > 0:
        return "tiêu đề cột ghi nhiều năm"
    known = year or base.year
    phrase = ""
    if HintKind.SPAN in kinds:
        phrase = kinds[HintKind.SPAN].phrase
    elif HintKind.UNTIL in kinds:
        hint = kinds[HintKind.UNTIL]
        phrase = hint.phrase if hint.year else f"{hint.phrase}/{known}" if known else ""
    elif HintKind.PART in kinds and known:
        phrase = f"{kinds[HintKind.PART].phrase} năm {known}"
    elif HintKind.YEARS in kinds:
        phrase = kinds[HintKind.YEARS].phrase
    elif HintKind.YEAR_END in kinds:
        return _year_end(kinds[HintKind.YEAR_END], base, reading)
    elif HintKind.OPENING in kinds:
        return _opening(kinds[HintKind.OPENING], base, reading)
    elif HintKind.TERM_SO_FAR in kinds:
        return "cột lũy kế nhiệm kỳ nhưng không ghi nhiệm kỳ nào"
    elif HintKind.CUMULATIVE in kinds and base.period is not None and base.period.end:
        phrase = f"đến {base.period.end:%d/%m/%Y}"
    elif HintKind.WHOLE_YEAR in kinds and known and reading is Reading.TARGET:
        phrase = f"năm {known}"
    elif year:
        return _of_year(year, base, reading)
    return _read_with(phrase, reading) if phrase else None


def _read_with(phrase: str, reading: Reading) -> Period | str:
    period = parse_period(phrase, published=None, reading=reading)
    return period.message if isinstance(period, Refusal) else period


def _of_year(year: int, base: BasePeriod, reading: Reading) -> Period | str:
    """Read a bare year over a column: the sheet may be about a part of each year."""
    is_part = base.period is not None and base.period.kind in (
        PeriodKind.PART_YEAR,
        PeriodKind.WITHIN_YEAR,
    )
    if not is_part or reading is Reading.TARGET:
        return _read_with(f"năm {year}", reading)
    if year == base.year:
        return _of_sheet(base, reading) or ""
    return (
        f"cột năm {year} trong biểu «{clean_text(base.period.printed)}»: chưa rõ là cả năm hay "
        "cùng kỳ"
    )


def _of_sheet(base: BasePeriod, reading: Reading) -> Period | None:
    """Take the period of the sheet: a stock at its end, an aim for its whole year."""
    period = base.period
    if period is None:
        return None
    if reading is Reading.STOCK:
        return _read(f"đến {period.end:%d/%m/%Y}", reading) if period.end else None
    is_part = period.kind in (PeriodKind.PART_YEAR, PeriodKind.WITHIN_YEAR)
    if reading is Reading.TARGET and is_part and period.end:
        return _read(f"năm {period.end.year}", reading)
    return period


def _opening(hint: Hint, base: BasePeriod, reading: Reading) -> Period | None:
    if "năm" in hint.phrase:
        year = hint.year or base.year
        start = date(year, 1, 1) if year else None
    else:
        start = base.period.start if base.period else None
    return _instant(start - timedelta(days=1), reading) if start else None


def _year_end(hint: Hint, base: BasePeriod, reading: Reading) -> Period | None:
    year = hint.year or (base.year - 1 if base.year and "trước" in hint.phrase else base.year)
    return _instant(date(year, 12, 31), reading) if year else None


def _instant(day: date, reading: Reading) -> Period | None:
    return _read(f"đến {day:%d/%m/%Y}", reading)


def _one_year_earlier(period: Period, hint: Hint, reading: Reading) -> Period | str:
    """Move a period back by a year, as "cùng kỳ năm trước" says."""
    if period.end is None or period.start is None:
        return f"«{hint.phrase}» nhưng kỳ này không ghi rõ ngày đầu, ngày cuối"
    start, end = _year_before(period.start), _year_before(period.end)
    if end.month == 2 and period.end.day >= 28 and period.end == _month_end(period.end):
        end = _month_end(end)
    printed = f"từ ngày {start:%d/%m/%Y} đến ngày {end:%d/%m/%Y}"
    phrase = f"đến {end:%d/%m/%Y}" if reading is Reading.STOCK else printed
    moved = _read(phrase, reading)
    year = re.search(r"(?:19|20)[0-9]{2}", hint.phrase)
    if year and int(year[0]) != end.year:
        return f"«{hint.phrase}» không phải năm trước của kỳ này"
    return moved if moved is not None else "không xác định được cùng kỳ năm trước"


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, month_days(day.year - 1, day.month)))


def _month_end(day: date) -> date:
    return day.replace(day=month_days(day.year, day.month))
