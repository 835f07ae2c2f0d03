"""Columns and lines of a table, and how a line is drawn: once for all layouts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from enum import StrEnum

from analysis.fictional.layouts.page import Drawn, Formula, Look, Page, Truth
from analysis.fictional.names import Unit
from analysis.fictional.province import Province
from analysis.fictional.seasons import Season
from analysis.office_files.grids import column_letters
from analysis.returns.records import UnitKind

NUMBER, NAME, CLASS, BARE, NOTE = "number", "name", "class", "bare", "note"
_TEXT_COLUMNS = frozenset({NUMBER, NAME, CLASS, BARE, NOTE})
PERCENT = "pct_of_target"
FEMALE = "admitted_female"


class Show(StrEnum):
    """How figures are written into cells."""

    NUMBER = "number"
    """Numbers; percentages as 52.53."""
    FRACTION = "fraction"
    """Percentages as 0.5253, shown as 52,53%."""
    TEXT = "text"
    """Text with Vietnamese marks: ``1.514``, ``52,53%``."""
    BARE_TEXT = "bare_text"
    """Text without marks for thousands and percent: ``1514``, ``52,53``."""


@dataclass(frozen=True)
class Column:
    """One column of a table.

    Attributes:
        source: A measure, or what kind of text stands there.
        heading: Its own heading.
        season: Whose figures.
        show: How they are written.
        zero: What stands for zero, where zero is not written as ``0``.
        decimals: Decimals of percentages.
        is_cut: Percentages are cut off instead of rounded.
        formula: ``=ROUND(D#/C#*100,2)``, with ``#`` for the row.
        has_women: The cell also says how many are women: ``12 (2 nữ)``.
        has_period: The file says which period it is about.
        width: In characters.
        group: What stands over it and its neighbours.
    """

    source: str
    heading: str
    season: Season
    show: Show = Show.NUMBER
    zero: str | None = None
    decimals: int = 2
    is_cut: bool = False
    formula: str = ""
    has_women: bool = False
    has_period: bool = True
    width: float = 9.0
    group: str = ""

    @property
    def is_measure(self) -> bool:
        """Figures stand in it."""
        return self.source not in _TEXT_COLUMNS


@dataclass(frozen=True)
class Line:
    """One unit, or the total of several.

    Attributes:
        label: The name as a perfect reader gives it.
        units: Whose figures are added up.
        kind: Unit or total.
        number: What stands in the column of numbers.
        text: What stands in the column of names, if it differs from the label.
        is_read: A perfect reader takes figures from it.
        changes: Figures that differ from what really happened, by measure.
        blanks: Measures that are left out.
        note: What stands in the column of notes.
        fault: What is wrong with the whole row: a code and what it means.
    """

    label: str
    units: tuple[Unit, ...]
    kind: UnitKind = UnitKind.UNIT
    number: str = ""
    text: str = ""
    is_read: bool = True
    changes: dict[str, int] = field(default_factory=dict)
    blanks: frozenset[str] = frozenset()
    note: str = ""
    fault: tuple[str, str] | None = None


def total_line(label: str, lines: Sequence[Line], number: str = "") -> Line:
    """Add up the units of other lines, each once."""
    units = tuple(dict.fromkeys(unit for line in lines for unit in line.units))
    return Line(label, units, UnitKind.TOTAL, number)


def put_line(
    page: Page, row: int, columns: Sequence[Column], line: Line, province: Province
) -> None:
    """Draw a line and note what its cells say."""
    page.unit_rows.setdefault(line.label, row)
    if line.fault:
        page.blame_row(row, *line.fault)
    for index, column in enumerate(columns, start=1):
        page.widths.setdefault(index, column.width)
        if not column.is_measure:
            page.cells[row, index] = _text_cell(column, line)
            continue
        value = _value(column, line, province)
        page.cells[row, index] = _figure_cell(column, line, value, row, province)
        if line.is_read and value is not None and not (value == 0 and column.zero is not None):
            page.truths[row, index] = _truths(column, line, value, province)


def put_lines(
    page: Page, row: int, columns: Sequence[Column], lines: Sequence[Line], province: Province
) -> int:
    """Draw lines one below the other; return the row after the last."""
    for line in lines:
        put_line(page, row, columns, line, province)
        row += 1
    return row


def sum_with_formulas(page: Page, row: int, columns: Sequence[Column], rows: range) -> None:
    """Make the counts of a total row formulas that add up the rows above."""
    for index, column in enumerate(columns, start=1):
        drawn = page.cells[row, index]
        if column.is_measure and column.source != PERCENT and isinstance(drawn.value, int):
            letters = column_letters(index)
            text = f"=SUM({letters}{rows.start}:{letters}{rows.stop - 1})"
            page.cells[row, index] = replace(drawn, value=Formula(text, drawn.value))


def figure(line: Line, province: Province, season: Season, measure: str) -> int:
    """Give a count of a line: changed on purpose, or added up over its units."""
    if measure in line.changes:
        return line.changes[measure]
    return sum(province.figure(unit.unit_id, season, measure) for unit in line.units)


def percent(part: int, whole: int, decimals: int = 2, *, is_cut: bool = False) -> Decimal:
    """Write a ratio in percent points, rounded half up or cut off."""
    step = Decimal(1).scaleb(-decimals)
    rounding = ROUND_FLOOR if is_cut else ROUND_HALF_UP
    return (Decimal(part) * 100 / Decimal(whole)).quantize(step, rounding=rounding)


def vietnamese(value: Decimal | int) -> str:
    """``1.514``, ``52,53``."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def _text_cell(column: Column, line: Line) -> Drawn:
    is_total = line.kind is UnitKind.TOTAL
    name_look = Look.TOTAL_NAME if is_total else Look.NAME
    if column.source == NUMBER:
        number = int(line.number) if line.number.isdigit() else line.number
        is_typed = column.show in (Show.TEXT, Show.BARE_TEXT)
        return Drawn(
            (line.number if is_typed else number) or None, Look.TOTAL if is_total else Look.BODY
        )
    if column.source == NOTE:
        return Drawn(line.note or None, Look.NAME)
    if column.source == NAME:
        return Drawn(line.text or line.label, name_look)
    if is_total:
        return Drawn(line.label if column.source == CLASS else None, name_look)
    unit = line.units[0]
    return Drawn(unit.class_name if column.source == CLASS else unit.bare, name_look)


def _value(column: Column, line: Line, province: Province) -> Decimal | None:
    if column.source in line.blanks:
        return None
    if column.source != PERCENT:
        return Decimal(figure(line, province, column.season, column.source))
    if "admitted" in line.blanks:
        return None
    part = figure(line, province, column.season, "admitted")
    whole = figure(line, province, column.season, "target")
    return percent(part, whole, column.decimals, is_cut=column.is_cut)


def _figure_cell(
    column: Column, line: Line, value: Decimal | None, row: int, province: Province
) -> Drawn:
    look = Look.TOTAL if line.kind is UnitKind.TOTAL else Look.BODY
    if value is None:
        return Drawn(None, look)
    if value == 0 and column.zero is not None:
        return Drawn(column.zero or None, look)
    women = figure(line, province, column.season, FEMALE) if column.has_women else 0
    if column.source == PERCENT:
        return _percent_cell(column, value, row, look)
    if women:
        return Drawn(f"{vietnamese(int(value))} ({women} nữ)", look)
    if column.show is Show.TEXT:
        return Drawn(vietnamese(int(value)), look)
    return Drawn(str(value) if column.show is Show.BARE_TEXT else int(value), look)


def _percent_cell(column: Column, value: Decimal, row: int, look: Look) -> Drawn:
    if column.show is Show.TEXT:
        return Drawn(f"{vietnamese(value)}%", look)
    if column.show is Show.BARE_TEXT:
        return Drawn(str(value).replace(".", ","), look)
    decimals = "." + "0" * column.decimals
    if column.show is Show.FRACTION:
        number, number_format = float(value / 100), f"0{decimals}%"
    else:
        number, number_format = float(value), f"0{decimals}"
    stored = Formula(column.formula.replace("#", str(row)), number) if column.formula else number
    return Drawn(stored, look, number_format)


def _truths(column: Column, line: Line, value: Decimal, province: Province) -> tuple[Truth, ...]:
    truth = _truth(column, line, column.source, value)
    women = figure(line, province, column.season, FEMALE) if column.has_women else 0
    return (truth, _truth(column, line, FEMALE, Decimal(women))) if women else (truth,)


def _truth(column: Column, line: Line, measure: str, value: Decimal) -> Truth:
    season = column.season.whole() if measure == "target" else column.season
    start, end = (season.start, season.end) if column.has_period else (None, None)
    return Truth(
        line.label, line.kind, measure, value, end if measure == "members_total" else start, end
    )
