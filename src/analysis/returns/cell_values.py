"""The figure in a cell: read exactly, absent, or refused with the reason.

What one cell leaves open the whole column decides: whether ``1,514`` is grouped the English way,
whether 1.514 is a 1.514 that a spreadsheet took for a decimal, whether 0.5253 is 52,53 %. Where
the column leaves it open too, the cell is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from analysis.office_files.grids import Cell, CellKind
from analysis.returns.headings import measure_of, read_heading
from analysis.returns.vocabulary import vocabulary
from analysis.text.display import format_percent
from analysis.text.normalise import clean_text, match_key
from analysis.text.numbers import NumberUnit, Qualifier, parse_number
from analysis.text.numerals import Style
from analysis.text.refusal import Refusal

FRACTION = "admitted_over_target"
_FILLER = re.compile(r"[-–—−_.…·•xX×/\\*\s]*")
_WITH_PART = re.compile(r"(?P<all>[0-9][0-9.]*) ?\((?P<parts>[^()]+)\)")
_PART_FIRST = re.compile(
    r"(?:trong đó:? ?|có )?(?P<count>[0-9]{1,6}) (?:đ/c |đồng chí )?(?P<name>.+)"
)
_NAME_FIRST = re.compile(r"(?:trong đó:? ?|có )?(?P<name>[^\W\d].*?):? ?(?P<count>[0-9]{1,6})")
_EN_GROUPS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
_VI_GROUPS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
# "6đc", "12.", "− 3": written so by hand, and read in one way only.
_PERSONS_GLUED = re.compile(r"(?P<count>[0-9][0-9.]*) ?(?:đ/c|đc|đ\.c|người|đv)\.?", re.IGNORECASE)
_STOP_BEHIND = re.compile(r"(?P<count>[0-9]+)[.,;]")
_SPACED_SIGN = re.compile(r"(?P<sign>[+\-−–]) +(?P<count>[0-9].*)")
_CHANGE_WORDS = re.compile(r"(?P<word>tăng|giảm):? ?(?P<count>[0-9][0-9.]*)", re.IGNORECASE)
_NONE_OR_UNKNOWN = re.compile(r"không(?: có)?|chưa(?: có)?", re.IGNORECASE)
_ERROR_TEXT = re.compile(r"#[A-Z0-9/]{2,8}[!?]?")
_NOISE = Decimal("1e-9")
_LARGEST = 10**9
_CHANGES = ("yoy_change",)
_THOUSAND = 1000
_MAX_SPLIT_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class CellFigure:
    """One figure in a cell."""

    measure: str
    value: Decimal
    decimals: int
    printed: str


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says.

    Attributes:
        figures: The figures, usually one; two for ``12 (2 nữ)`` and ``142/270``.
        refusal: Why there are none, where the cell holds something that is not read.
    """

    figures: tuple[CellFigure, ...] = ()
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class ColumnStyle:
    """How the figures of one column are written.

    Attributes:
        style: Vietnamese or English separators, for figures stored as text.
        is_split: Decimals are thousands that a spreadsheet took for decimals.
        scale: What makes a bare rate percent points: 1, 100, or None where it cannot be said.
    """

    style: Style = "vi"
    is_split: bool = False
    scale: int | None = 1


BLANK = CellReading()


def is_filler(text: str) -> bool:
    """Tell whether a text only fills a cell: ``-``, ``X``, ``….``, blanks."""
    return len(text) <= 40 and _FILLER.fullmatch(text) is not None


def count_style(cells: Sequence[Cell]) -> ColumnStyle:
    """Decide how the counts of a column are written."""
    texts = [clean_text(cell.text) for cell in cells if cell.kind is CellKind.TEXT]
    english = sum(_EN_GROUPS.fullmatch(text) is not None for text in texts)
    certain = any(text.count(",") > 1 and _EN_GROUPS.fullmatch(text) for text in texts)
    is_english = (english >= 2 or certain) and not any(_VI_GROUPS.fullmatch(text) for text in texts)
    return ColumnStyle("en" if is_english else "vi", _is_split(cells))


def _is_split(cells: Sequence[Cell]) -> bool:
    """Tell whether the decimals of a column of counts are thousands.

    They are if all of them could be (below 1,000, at most three decimals), one has exactly three,
    and no whole number of the column shows that thousands came through unharmed.
    """
    numbers = [exact_number(cell) for cell in cells if cell.kind is CellKind.NUMBER]
    numbers = [_without_noise(number) for number in numbers]
    broken = [number for number in numbers if not _is_whole(number)]
    whole = [number for number in numbers if _is_whole(number)]
    depth = [_decimals(number) for number in broken]
    return (
        bool(broken)
        and max(depth) == _MAX_SPLIT_DECIMALS
        and all(0 < number < _THOUSAND for number in broken)
        and all(number < _THOUSAND for number in whole)
    )


def exact_number(cell: Cell) -> Decimal:
    """Return the number of a cell as it was typed, without the noise of binary fractions."""
    return Decimal(repr(cell.number)) if cell.number is not None else Decimal(0)


def _is_whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _without_noise(number: Decimal) -> Decimal:
    """Return the whole number that a sum of binary fractions missed by a hair."""
    nearest = number.to_integral_value()
    return nearest if abs(number - nearest) <= _NOISE else number


def _decimals(number: Decimal) -> int:
    return max(0, -int(number.normalize().as_tuple().exponent))


def read_count(cell: Cell | None, measure: str, style: ColumnStyle) -> CellReading:
    """Read a cell of a column of counts."""
    if cell is None:
        return BLANK
    if cell.kind is CellKind.TEXT:
        return _read_text_count(clean_text(cell.text), measure, style)
    if cell.kind is CellKind.NUMBER:
        return _read_number_count(cell, measure, style)
    return _refuse_kind(cell)


def _read_text_count(text: str, measure: str, style: ColumnStyle) -> CellReading:
    if is_filler(text):
        return BLANK
    parts = _WITH_PART.fullmatch(text)
    if parts:
        return _read_with_parts(text, parts, measure, style)
    quantity = parse_number(_plainly(text, measure), style.style)
    if isinstance(quantity, Refusal):
        return _refuse_text(text, quantity)
    if quantity.denominator is not None:
        return _read_fraction(text, quantity.value, quantity.denominator, measure)
    fault = ""
    if quantity.unit is not NumberUnit.NUMBER:
        fault = "unit_mismatch"
    elif quantity.qualifier is not Qualifier.EXACT or quantity.value is None:
        fault = "not_exact"
    return _count(text, quantity.value, measure, fault)


def _plainly(text: str, measure: str) -> str:
    """Write a figure the way that the grammar of numbers knows."""
    change = _CHANGE_WORDS.fullmatch(text) if measure in _CHANGES else None
    if change:
        return f"{'-' if match_key(change['word']) == 'giảm' else '+'}{change['count']}"
    spaced = _SPACED_SIGN.fullmatch(text)
    if spaced:
        return f"{spaced['sign']}{spaced['count']}"
    found = _PERSONS_GLUED.fullmatch(text) or _STOP_BEHIND.fullmatch(text)
    return found["count"] if found else text


def _refuse_text(text: str, refusal: Refusal) -> CellReading:
    """Say why a text is no figure; what the cell holds stands in the message, not our reading."""
    if _ERROR_TEXT.fullmatch(text):
        return _refuse(text, "error_value")
    if _NONE_OR_UNKNOWN.fullmatch(text):
        return _refuse(text, "none_or_unknown")
    return CellReading(refusal=Refusal(text, refusal.reason, refusal.message))


def _read_number_count(cell: Cell, measure: str, style: ColumnStyle) -> CellReading:
    number = exact_number(cell)
    if "%" in cell.number_format:
        return _refuse(cell.text, "unit_mismatch")
    shows_thousands = re.search(r"0\.000(?!0)", cell.number_format) is not None
    if style.is_split and (not _is_whole(number) or shows_thousands):
        return _count(cell.text, number * _THOUSAND, measure)
    return _count(cell.text, number, measure)


def _count(printed: str, value: Decimal | None, measure: str, fault: str = "") -> CellReading:
    """Hold a count against what counts can be."""
    if value is not None and not fault:
        value = _without_noise(value)
        if abs(value) > _LARGEST:
            fault = "number_too_large"
        elif not _is_whole(value):
            fault = "not_whole"
        elif value < 0 and measure not in _CHANGES:
            fault = "negative"
    if value is None or fault:
        return _refuse(printed, fault)
    whole = Decimal(int(value))
    return CellReading((CellFigure(measure, whole, 0, printed),))


def _read_fraction(text: str, top: Decimal | None, bottom: Decimal, measure: str) -> CellReading:
    """Read ``142/270``: result and target."""
    if measure not in ("admitted", FRACTION) or top is None:
        return _refuse(text, "two_numbers")
    return CellReading(
        (CellFigure("admitted", top, 0, text), CellFigure("target", bottom, 0, text))
    )


def _read_with_parts(
    text: str, match: re.Match[str], measure: str, style: ColumnStyle
) -> CellReading:
    """Read ``12 (2 nữ)``: all, and some of them."""
    whole = _read_text_count(match["all"], measure, style)
    figures = list(whole.figures)
    for piece in re.split(r"[;,]", match["parts"]):
        found = _PART_FIRST.fullmatch(clean_text(piece)) or _NAME_FIRST.fullmatch(clean_text(piece))
        part = measure_of(read_heading(found["name"])) if found and measure == "admitted" else ""
        if not part or part == measure or vocabulary().units.get(part) != "person":
            return _refuse(text, "two_numbers")
        figures.append(CellFigure(part, Decimal(found["count"]), 0, text))
    return CellReading(tuple(figures)) if whole.figures else whole


def read_rate(cell: Cell | None, measure: str, scale: int | None) -> CellReading:
    """Read a cell of a column of percentages, in percent points."""
    bare = bare_rate(cell)
    if bare is None or isinstance(bare, CellReading):
        return bare or BLANK
    value, decimals, is_certain = bare
    if abs(value) > _LARGEST:
        return _refuse(cell.text, "number_too_large")
    if is_certain or value == 0:
        return CellReading((CellFigure(measure, value, decimals, _shown(cell, value, decimals)),))
    if scale is None:
        return _refuse(cell.text, "rate_or_fraction")
    places = max(0, decimals - 2) if scale == 100 else decimals
    return CellReading((CellFigure(measure, value * scale, places, cell.text),))


def _shown(cell: Cell, value: Decimal, decimals: int) -> str:
    """Write a rate as a reader of the file sees it: a cell of format ``0.00%`` shows 60,56%."""
    is_formatted = cell.kind is CellKind.NUMBER and "%" in cell.number_format
    return format_percent(value, decimals) if is_formatted else cell.text


def bare_rate(cell: Cell | None) -> tuple[Decimal, int, bool] | CellReading | None:
    """Read the number of a rate before its scale is known.

    Returns:
        Number, decimals, and whether it is certain to be percent points (it bears a sign or a
        format of percent); a reading that refuses the cell; None for a blank cell.
    """
    if cell is None:
        return None
    if cell.kind is CellKind.NUMBER:
        return _bare_number(cell)
    if cell.kind is not CellKind.TEXT:
        return _refuse_kind(cell)
    text = clean_text(cell.text)
    return None if is_filler(text) else _bare_text(text)


def _bare_number(cell: Cell) -> tuple[Decimal, int, bool]:
    number = exact_number(cell)
    if "%" not in cell.number_format:
        return number, min(_decimals(number), 10), False
    shown = re.search(r"0\.(0+)", cell.number_format)
    value = (number * 100).normalize() + 0
    return value, len(shown[1]) if shown else 0, True


def _bare_text(text: str) -> tuple[Decimal, int, bool] | CellReading:
    has_sign = "%" in text or "phần trăm" in text.casefold()
    plain = _plainly(text, "")
    quantity = parse_number(plain if has_sign else f"{plain}%")
    if isinstance(quantity, Refusal):
        message = quantity.message.replace(f"«{plain}%»", f"«{text}»")
        return _refuse_text(text, Refusal(text, quantity.reason, message))
    if quantity.qualifier is not Qualifier.EXACT or quantity.value is None:
        return _refuse(text, "not_exact")
    return quantity.value, quantity.decimals, has_sign


def rate_scale(
    bare: Sequence[tuple[Decimal, int] | None], expected: Sequence[Decimal | None]
) -> list[int | None]:
    """Decide for each bare rate of a column whether it is percent points or a fraction of one.

    Args:
        bare: Number and decimals of each cell, None where there is none.
        expected: The rate in percent points that the row's own counts give, None where unknown.

    Returns:
        1 (percent points), 100 (a fraction) or None (cannot be said), for each cell.
    """
    votes = [
        _vote(number, rate) if number is not None and rate is not None else None
        for number, rate in zip(bare, expected, strict=True)
    ]
    cast = {vote for vote in votes if vote}
    if len(cast) == 1:
        common: int | None = cast.pop()
    elif cast:
        common = None
    else:
        values = [number[0] for number in bare if number is not None]
        common = 1 if values and max(abs(value) for value in values) > 3 else None
    return [vote or common for vote in votes]


def _vote(number: tuple[Decimal, int], rate: Decimal) -> int | None:
    """Compare a rate with what the counts give; generous, since the print itself may be wrong."""
    value = number[0]
    if value == 0 or rate == 0:
        return None
    near = max(Decimal("0.5"), abs(rate) * Decimal("0.2"))
    as_points = abs(value - rate) <= near
    as_fraction = abs(value * 100 - rate) <= near
    return (1 if as_points else 100) if as_points != as_fraction else None


_MESSAGES = {
    "error_value": "«{0}» là lỗi của bảng tính; sửa công thức hoặc để trống nếu không tính được.",
    "uncached_formula": "công thức «{0}» chưa có kết quả lưu trong tệp; mở bằng Excel, lưu lại.",
    "date_value": "«{0}» là ngày tháng, có thể bảng tính đã tự đổi con số; nhập lại dạng văn bản.",
    "boolean_value": "«{0}» là giá trị đúng/sai, không phải con số.",
    "unit_mismatch": "«{0}» là tỷ lệ nhưng cột này là số đếm.",
    "not_exact": "«{0}» không phải con số chính xác; ghi số đếm cụ thể.",
    "not_whole": "«{0}» không phải số nguyên; nếu là hàng nghìn, nhập lại không có dấu phân cách.",
    "negative": "«{0}» là số âm.",
    "number_too_large": "«{0}» quá lớn, không thể là số liệu của biểu này.",
    "two_numbers": "«{0}» có hai con số; mỗi ô chỉ ghi một số.",
    "none_or_unknown": "«{0}» có thể là 0 hoặc chưa có số; ghi 0, hoặc để trống nếu chưa có.",
    "rate_or_fraction": "«{0}» có thể là phần trăm hoặc phần của 1; ghi kèm dấu %.",
}
_KIND_RULES = {
    CellKind.ERROR: "error_value",
    CellKind.UNCACHED: "uncached_formula",
    CellKind.DATE: "date_value",
    CellKind.BOOLEAN: "boolean_value",
}


def _refuse_kind(cell: Cell) -> CellReading:
    return _refuse(cell.text, _KIND_RULES[cell.kind])


def _refuse(printed: str, rule: str) -> CellReading:
    return CellReading(refusal=Refusal(printed, rule, _MESSAGES[rule].format(printed)))
