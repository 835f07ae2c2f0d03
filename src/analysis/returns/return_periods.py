"""Which period the figures of a column are of: from its heading, the title and the sheet's name.

Nothing else is used: not the name of the file, not the folder, not today's date. Where the file
does not print a period there is none, and somebody has to be asked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from analysis.returns.time_hints import COMPARISON, Hint, HintKind, take_hints, time_key
from analysis.returns.title_lines import is_prose, title_lines, without_foreign_dates
from analysis.text.normalise import clean_text
from analysis.text.period_model import month_days
from analysis.text.periods import Period, PeriodKind, Reading, parse_period
from analysis.text.refusal import Refusal

_SCHOOL_YEAR = re.compile(r"năm học|nam hoc")
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
    lines = title_lines(lines)
    title = _hints_of_lines([line for line in lines if not is_prose(line)])
    title = title or _hints_of_lines(lines)
    name = take_hints(sheet_name.replace("_", " "))[0]
    problem = _problem(lines, title, name)
    if problem:
        return BasePeriod(None, None, problem)
    has_part = any(hint.kind in _SPANS for hint in title)
    hints = title if has_part else title + [h for h in name if h.kind in _SPANS or h.year]
    return _combine(hints)


def _hints_of_lines(lines: list[str]) -> list[Hint]:
    return [
        hint
        for line in lines
        for hint in take_hints(COMPARISON.sub(" ", without_foreign_dates(line)))[0]
    ]


def _problem(lines: list[str], title: list[Hint], name: list[Hint]) -> str:
    """Say, in Vietnamese, why title and sheet name give no period; empty where they may."""
    if any(_SCHOOL_YEAR.search(time_key(line)) for line in lines):
        return "tiêu đề ghi năm học, không có ngày đầu và ngày cuối cố định"
    rounds = [hint.phrase for hint in title if hint.kind is HintKind.ROUND]
    if rounds and not any(hint.kind in _SPANS for hint in title):
        return f"tiêu đề ghi «{rounds[0]}» mà không ghi từ ngày nào đến ngày nào"
    if _ends_now(title):
        return "tiêu đề ghi «đến nay» mà không ghi đến ngày nào"
    years = _years(title)
    clash = [h.year for h in name if h.year and years and h.year not in years]
    if clash:
        return f"tiêu đề ghi năm {years[0]} nhưng tên trang tính ghi năm {clash[0]}"
    return _other_months(title, name, years)


def _ends_now(title: list[Hint]) -> bool:
    """Tell whether a title says "từ đầu năm đến nay" without a day."""
    is_so_far = any(h.kind is HintKind.CUMULATIVE and h.phrase.endswith("nay") for h in title)
    return is_so_far and not any(hint.kind in _SPANS for hint in title)


def _other_months(title: list[Hint], name: list[Hint], years: list[int]) -> str:
    """Say where title and sheet name count different months ("6 tháng", "9 tháng")."""
    counted = [_counted(hints) for hints in (title, name)]
    if not all(counted) or counted[0] & counted[1]:
        return ""
    first, second = (min(phrases) for phrases in counted)
    return f"tiêu đề ghi {first} nhưng tên trang tính ghi {second}"


def _counted(hints: list[Hint]) -> set[str]:
    parts = {hint.phrase for hint in hints if hint.kind is HintKind.PART}
    return {phrase for phrase in parts if re.match(r"[0-9]+ tháng", phrase)}


def _years(hints: list[Hint]) -> list[int]:
    return list(dict.fromkeys(hint.year for hint in hints if hint.year))


def _combine(hints: list[Hint]) -> BasePeriod:
    """Put the hints of title and sheet name together; contradictions give no period."""
    years = _years(hints)
    year = years[0] if len(years) == 1 else None
    by_kind = {kind: _distinct(h for h in hints if h.kind is kind) for kind in HintKind}
    if by_kind[HintKind.UNTIL] and len(years) > 1 and not by_kind[HintKind.SPAN]:
        listed = "; ".join(hint.in_year(hint.year) for hint in by_kind[HintKind.UNTIL])
        return BasePeriod(None, None, f"tiêu đề ghi nhiều năm ({_listed(years)}) và {listed}")
    for phrases in _readings(by_kind, year):
        periods = {_read(phrase, Reading.FLOW) for phrase in phrases}
        if len(periods) == 1 and None not in periods:
            return BasePeriod(periods.pop(), year)
        if phrases:
            listed = "; ".join(dict.fromkeys(phrases))
            return BasePeriod(None, year, f"tiêu đề ghi nhiều kỳ hoặc kỳ không đọc được: {listed}")
    if len(years) > 1:
        problem = f"tiêu đề ghi nhiều năm ({_listed(years)}), cột không ghi rõ năm nào"
        return BasePeriod(None, None, problem)
    return BasePeriod(None, None, "không thấy ghi kỳ số liệu")


def _listed(years: list[int]) -> str:
    return ", ".join(map(str, years))


def _distinct(hints: object) -> list[Hint]:
    return list({(hint.phrase.casefold(), hint.year): hint for hint in hints}.values())


def _readings(by_kind: dict[HintKind, list[Hint]], year: int | None) -> list[list[str]]:
    """List phrases of the period, the most precise source first."""
    terms = by_kind[HintKind.YEARS]
    spans, until, parts = (
        [phrase for hint in by_kind[kind] if (phrase := hint.in_year(year))] for kind in _SPANS
    )
    whole = [f"năm {year}"] if year else []
    if terms and until:
        until = [f"{terms[0].phrase} {phrase}" for phrase in until]
    if parts and until and not spans:
        until = _within_part(parts, until)
    if parts and any(hint.is_whole for hint in by_kind[HintKind.WHOLE_YEAR]):
        parts = [*parts, *whole]
    return [spans, until, parts, whole, [hint.phrase for hint in terms]]


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
    for kind in (HintKind.SPAN, HintKind.UNTIL, HintKind.PART, HintKind.YEARS):
        phrase = kinds[kind].in_year(known) if kind in kinds else ""
        if phrase:
            return _read_with(phrase, reading)
    for kind, read in _OTHER_KINDS.items():
        if kind in kinds:
            return read(kinds[kind], base, reading)
    whole = kinds.get(HintKind.WHOLE_YEAR)
    if whole and known and (whole.is_whole or reading is Reading.TARGET):
        return _read_with(f"năm {known}", reading)
    return _of_year(year, base, reading) if year else None


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


def _opening(hint: Hint, base: BasePeriod, reading: Reading) -> Period | str | None:
    """Read "đầu năm": the day before for a state; an aim set then is that of the year."""
    year = hint.year or base.year
    if reading is Reading.TARGET:
        return _of_year(year, base, reading) if year else None
    if reading is Reading.FLOW:
        return f"«{hint.phrase}» không cho biết từ ngày nào đến ngày nào"
    if "năm" in hint.phrase:
        start = date(year, 1, 1) if year else None
    else:
        start = base.period.start if base.period else None
    return _instant(start - timedelta(days=1), reading) if start else None


def _year_end(hint: Hint, base: BasePeriod, reading: Reading) -> Period | None:
    year = hint.year or (base.year - 1 if base.year and "trước" in hint.phrase else base.year)
    return _instant(date(year, 12, 31), reading) if year else None


def _term_so_far(hint: Hint, base: BasePeriod, reading: Reading) -> str:
    return "cột lũy kế nhiệm kỳ nhưng không ghi nhiệm kỳ nào"


def _round(hint: Hint, base: BasePeriod, reading: Reading) -> str:
    return f"«{hint.phrase}» không cho biết từ ngày nào đến ngày nào"


def _cumulative(hint: Hint, base: BasePeriod, reading: Reading) -> Period | str | None:
    if base.period is None or base.period.end is None:
        return None
    if hint.year and hint.year != base.period.end.year:
        return f"«{hint.phrase}» của năm {hint.year} nhưng kỳ của biểu là năm khác"
    return _read_with(f"đến {base.period.end:%d/%m/%Y}", reading)


_OTHER_KINDS = {
    HintKind.ROUND: _round,
    HintKind.YEAR_END: _year_end,
    HintKind.OPENING: _opening,
    HintKind.TERM_SO_FAR: _term_so_far,
    HintKind.CUMULATIVE: _cumulative,
}


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
