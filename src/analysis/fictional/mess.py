"""What goes wrong in the offices of the fictional province, each with a known answer.

Most of it happens in the return for the year 2025, some in 2022; three slips of the year 2024
are put right by the file of corrections.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from analysis.fictional.layouts.lines import PERCENT, percent, vietnamese
from analysis.fictional.layouts.order import Paper, Repeat
from analysis.fictional.layouts.page import Formula, Page, Place, Truth, Value
from analysis.fictional.names import PROVINCE_ID
from analysis.fictional.seasons import Season
from analysis.returns.records import UnitKind

Key = tuple[int, Season]
Spoiler = Callable[[Paper], None]


def _key(cluster: int, year: int, *, is_half: bool = False) -> Key:
    return cluster, Season(year, is_half)


MISSING: frozenset[Key] = frozenset({_key(5, 2025)})
"""Returns that were never sent."""
WITHOUT_PERIOD: frozenset[Key] = frozenset({_key(1, 2025)})
TRUNCATED: frozenset[Key] = frozenset({_key(10, 2025)})
MISREAD: frozenset[Key] = frozenset({_key(4, 2025)})
REPEATS: Mapping[Key, Repeat] = MappingProxyType(
    {
        _key(3, 2022, is_half=True): Repeat(f"{PROVINCE_ID}-xa-tan-loc"),
        _key(11, 2025): Repeat(f"{PROVINCE_ID}-xa-long-hoa"),
        _key(3, 2025): Repeat(f"{PROVINCE_ID}-xa-suoi-cat", more_admitted=3),
    }
)


@dataclass(frozen=True)
class Slip:
    """A wrong cell that the file of corrections puts right.

    Attributes:
        key: The return.
        page: Index of the sheet.
        place: The cell.
        wrong: What it holds.
        right: What it should hold.
        reason: Why that is known.
    """

    key: Key
    page: int
    place: Place
    wrong: str
    right: str
    reason: str


def spoil(key: Key, paper: Paper) -> list[Slip]:
    """Put the faults of one return into its pages; return those that are corrected later."""
    if key in _SPOILERS:
        _SPOILERS[key](paper)
    if key in _SLIPS:
        return [_SLIPS[key](key, paper)]
    return []


def _change(page: Page, place: Place, value: Value, said: Decimal | None) -> None:
    """Put another value into a cell; ``said`` is what it now says, None for nothing."""
    page.cells[place] = replace(page.cells[place], value=value)
    truths = page.truths.pop(place)
    if said is not None:
        page.truths[place] = (replace(truths[0], value=said), *truths[1:])


def _rename(page: Page, old: str, new: str) -> Place:
    """Print another name for a unit; return the place of the name."""
    place = (page.unit_rows[old], page.name_column)
    text = str(page.cells[place].value)
    page.cells[place] = replace(page.cells[place], value=text.replace(old, new))
    for other, truths in page.truths.items():
        page.truths[other] = tuple(
            replace(truth, unit=new) if truth.unit == old else truth for truth in truths
        )
    return place


def _units_with(page: Page, measure: str, fits: Callable[[Truth], bool]) -> list[Place]:
    """List the cells that say a measure of a unit and fit, from the top."""
    return [
        place
        for place, truths in sorted(page.truths.items())
        if any(t.measure == measure and t.kind is UnitKind.UNIT and fits(t) for t in truths)
    ]


def _wrong_total(measure: str, by: int) -> Spoiler:
    def spoiler(paper: Paper) -> None:
        page = paper.pages[0]
        place, truth = next(
            (place, truths[0])
            for place, truths in page.truths.items()
            if truths[0].kind is UnitKind.TOTAL and truths[0].measure == measure
        )
        said = truth.value + by
        old = page.cells[place].value
        _change(page, place, vietnamese(said) if isinstance(old, str) else int(said), said)
        page.blame(place, "total_mismatch", f"tổng ghi {said}, cộng các đơn vị là {truth.value}")
        if measure in ("admitted", "target"):
            rate = page.place_of(truth.unit, PERCENT)
            page.blame(rate, "percent_mismatch", "tỷ lệ tính theo tổng đúng")

    return spoiler


def _wrong_percent(paper: Paper) -> None:
    """Print a percentage that is off by some hundredths, as happens when figures are retyped."""
    page = paper.pages[0]
    place = _units_with(page, PERCENT, lambda truth: truth.value > 50)[2]
    real = page.truths[place][0].value
    said = real - Decimal("0.36")
    is_text = isinstance(page.cells[place].value, str)
    _change(page, place, f"{vietnamese(said)}%" if is_text else float(said), said)
    page.blame(place, "percent_mismatch", f"in {vietnamese(said)}, tính lại là {vietnamese(real)}")


def _women_above_total(paper: Paper) -> None:
    page = paper.pages[0]
    place = _units_with(page, "admitted_female", lambda truth: truth.value >= 2)[0]
    total = page.truths[page.place_of(page.truths[place][0].unit, "admitted")][0].value
    said = total + 4
    _change(page, place, int(said), said)
    page.blame(place, "part_exceeds_total", f"nữ {said} lớn hơn tổng số {total}")


def _set_result(page: Page, place: Place, result: float | str | None, said: Decimal | None) -> None:
    """Let the file hold another result of a formula."""
    formula = page.cells[place].value
    if not isinstance(formula, Formula):
        raise TypeError(f"no formula at {place}")
    _change(page, place, replace(formula, result=result), said)


def _uncached(paper: Paper) -> None:
    """Formulas written by a program that computes nothing."""
    page = paper.pages[0]
    for place in _units_with(page, PERCENT, lambda _: True)[:2]:
        _set_result(page, place, None, None)
        page.blame(place, "uncached_formula", "công thức không lưu kết quả")


def _division_by_zero(paper: Paper) -> None:
    """No target was filled in: its percentage is an error, and the total counts the others."""
    page = paper.pages[0]
    place = _units_with(page, PERCENT, lambda _: True)[4]
    blank = page.place_of(page.truths[place][0].unit, "target")
    left_out = page.truths[blank][0].value
    _change(page, blank, None, None)
    _set_result(page, place, "#DIV/0!", None)
    page.blame(place, "formula_error", "kết quả công thức là #DIV/0! vì không có chỉ tiêu")
    total, rate = (page.place_of("Tổng cộng", measure) for measure in ("target", PERCENT))
    target = page.truths[total][0].value - left_out
    admitted = page.truths[page.place_of("Tổng cộng", "admitted")][0].value
    said = percent(int(admitted), int(target))
    _set_result(page, total, int(target), target)
    _set_result(page, rate, float(said), said)


def _misspelt(paper: Paper) -> None:
    page = paper.pages[-1]
    place = _rename(page, "Xã Giồng Me", "Xã Giồng Mè")
    page.blame(place, "unknown_unit", "không có đơn vị «Xã Giồng Mè»")


def _unknown(paper: Paper) -> None:
    page = paper.pages[0]
    place = _rename(page, new_name := _first_name(page), "Xã Bản Sen Thượng")
    about = f"không có đơn vị «Xã Bản Sen Thượng», danh mục ghi «{new_name}»"
    page.blame(place, "unknown_unit", about)


def _first_name(page: Page) -> str:
    return min(page.unit_rows, key=lambda label: page.unit_rows[label])


def _ambiguous_members(paper: Paper) -> None:
    """``1.51`` for ``1.510``: is it 151 or 1.510, or a number with decimals?"""
    page = paper.pages[0]
    place = _units_with(page, "members_total", lambda truth: truth.value > 1000)[0]
    text = str(page.cells[place].value)
    _change(page, place, text[:-1], None)
    page.blame(place, "ambiguous_number", f"«{text[:-1]}» đọc được nhiều cách")


def _decimal_thousands(paper: Paper) -> None:
    """A whole column went through an English Excel: 1514 became 1,514 (one and a half)."""
    page = paper.pages[1]
    for place in _units_with(page, "members_total", lambda _: True):
        real = page.truths[place][0].value
        _change(page, place, float(real / 1000), real)
        about = f"số đảng viên thành số lẻ; cả cột cho thấy là {vietnamese(real)}"
        page.blame(place, "thousands_as_decimals", about)


def _slip_ambiguous(key: Key, paper: Paper) -> Slip:
    page = paper.pages[0]
    place = _units_with(page, "admitted", lambda truth: truth.value > 20)[1]
    real = int(page.truths[place][0].value)
    wrong = f"{real // 10}.{real % 10}"
    _change(page, place, wrong, None)
    page.blame(place, "ambiguous_number", f"«{wrong}» đọc được nhiều cách")
    return Slip(key, 0, place, wrong, str(real), "Đơn vị xác nhận gõ nhầm dấu chấm.")


def _slip_name(key: Key, paper: Paper) -> Slip:
    page, real, wrong = paper.pages[0], "Xã Lũng Thủy", "Xã Lũng Thúy"
    place = _rename(page, real, wrong)
    page.blame(place, "unknown_unit", f"không có đơn vị «{wrong}»")
    return Slip(key, 0, place, wrong, real, "Gõ nhầm dấu trong tên đơn vị.")


def _slip_digits(key: Key, paper: Paper) -> Slip:
    """Two digits changed places: the percentage and the total show it."""
    page = paper.pages[0]
    place = _units_with(page, "admitted", lambda truth: 12 < truth.value < 20)[0]
    truth = page.truths[place][0]
    wrong = int(str(truth.value)[::-1])
    _change(page, place, wrong, Decimal(wrong))
    rate = page.place_of(truth.unit, PERCENT)
    about = f"ghi {wrong}, tỷ lệ và tổng số cho thấy là {truth.value}"
    page.blame(rate, "percent_mismatch", about)
    page.blame(page.place_of("Tổng cộng", "admitted"), "total_mismatch", about)
    reason = "Đảo chữ số khi nhập; tỷ lệ và tổng số in kèm đúng với số đã sửa."
    return Slip(key, 0, place, str(wrong), str(truth.value), reason)


_SPOILERS: Mapping[Key, Spoiler] = MappingProxyType(
    {
        _key(2, 2022): _wrong_total("admitted_female", 2),
        _key(7, 2022): _wrong_percent,
        _key(1, 2025, is_half=True): _uncached,
        _key(2, 2025, is_half=True): _wrong_total("target", 5),
        _key(12, 2025, is_half=True): _women_above_total,
        _key(2, 2025): _division_by_zero,
        _key(6, 2025): _misspelt,
        _key(7, 2025): _wrong_total("admitted", 10),
        _key(8, 2025): _unknown,
        _key(9, 2025): _ambiguous_members,
        _key(12, 2025): _decimal_thousands,
    }
)
_SLIPS: Mapping[Key, Callable[[Key, Paper], Slip]] = MappingProxyType(
    {
        _key(8, 2024): _slip_name,
        _key(9, 2024): _slip_ambiguous,
        _key(10, 2024): _slip_digits,
    }
)
