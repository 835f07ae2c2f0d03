"""Section: what is known of each unit in each year, as one picture; gaps stay visible."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.charts.coverage import coverage_chart, most_units
from analysis.charts.theme import to_svg
from analysis.document.blocks import Block, Figure, Heading, Paragraph
from analysis.findings import Findings
from analysis.metrics.coverage_by_year import Known, has_figures, is_complete
from analysis.metrics.vintages import ended, founded
from analysis.report_data import ReportData
from analysis.text.display import format_count

_WORDS = {
    Known.WHOLE_YEAR: "có kết quả cả năm",
    Known.PART_YEAR: "chỉ có kết quả một phần năm",
    Known.TARGET_ONLY: "chỉ có chỉ tiêu",
    Known.OTHER: "chỉ có số liệu khác",
    Known.NOTHING: "chưa có số liệu",
}
_LEAST_DRAWN = 2
_MOST_IN_ALT = 30


def overview(data: ReportData, found: Findings) -> list[Block]:
    """Show the picture of the whole country beside its results; nothing for another scope."""
    return _picture(data, found) if _is_nation(data) else []


def picture(data: ReportData, found: Findings) -> list[Block]:
    """Show which unit has what in which year; nothing for a scope without units.

    For the whole country ``overview`` shows it in a chapter further up.
    """
    return [] if _is_nation(data) else _picture(data, found)


def _picture(data: ReportData, found: Findings) -> list[Block]:
    known = found.known_by_year
    if known.empty:
        return []
    heading = Heading(
        level=2, text="Số liệu hiện có của từng đơn vị qua các năm", method="so-sanh-don-vi"
    )
    blocks: list[Block] = [heading, Paragraph(text=_year_sentence(data, known))]
    shown = _units_to_draw(data, known)
    if is_complete(known).all():
        return [*blocks, Paragraph(text=_complete_sentence(known))]
    if len(shown) < _LEAST_DRAWN:
        return blocks
    tiles = _tiles(data, known[known["unit_id"].isin(shown)])
    return [
        *blocks,
        Figure(
            caption=_caption(known),
            alt=_alt_text(tiles, known),
            svg=to_svg(coverage_chart(tiles)),
            notes=tuple(_notes(data, known, shown)),
        ),
    ]


def _year_sentence(data: ReportData, known: pd.DataFrame) -> str:
    """Count the units of the report's year by what is known of them."""
    year = data.params.year
    own = known[known["year"].eq(year) & known["known"].ne(Known.ABSENT)]
    counts = own["known"].value_counts()
    parts = [
        f"{format_count(int(counts[kind]))} {words}"
        for kind, words in _WORDS.items()
        if kind in counts
    ]
    if len(parts) == 1:
        word = next(words for kind, words in _WORDS.items() if kind in counts)
        whole = "đơn vị duy nhất" if len(own) == 1 else f"cả {format_count(len(own))} đơn vị"
        return f"Năm {year}, {whole} {word}."
    listed = ", ".join(parts)
    return f"Năm {year}, trong {format_count(len(own))} đơn vị: {listed}."


def _span(known: pd.DataFrame) -> str:
    first, last = int(known["year"].min()), int(known["year"].max())
    return f"năm {last}" if first == last else f"các năm {first}–{last}"


def _complete_sentence(known: pd.DataFrame) -> str:
    count = known["unit_id"].nunique()
    who = "Đơn vị này" if count == 1 else f"Cả {format_count(count)} đơn vị"
    return f"{who} có kết quả cả năm trong {_span(known)}, trừ thời gian đơn vị không tồn tại."


def _units_to_draw(data: ReportData, known: pd.DataFrame) -> list[str]:
    """Choose the units to draw, in order: of long lists those with gaps, the emptiest first."""
    with_gaps = ~is_complete(known)
    is_wanted = has_figures(known) | (not _is_nation(data))
    chosen = list(is_wanted.index[is_wanted])
    longest = max((len(_name(data, unit, known)) for unit in chosen), default=1)
    most = most_units(known["year"].nunique(), longest)
    if len(chosen) > most:
        chosen = [unit for unit in chosen if with_gaps[unit]]
    if len(chosen) > most:
        is_gap = known["known"].isin([Known.NOTHING, Known.OTHER, Known.TARGET_ONLY])
        gaps = is_gap.groupby(known["unit_id"]).sum()
        emptiest = set(sorted(chosen, key=lambda unit: -gaps[unit])[:most])
        chosen = [unit for unit in chosen if unit in emptiest]
    return chosen


def _is_nation(data: ReportData) -> bool:
    return data.units.units.at[data.scope.unit_id, "kind"] == "nation"


def _notes(data: ReportData, known: pd.DataFrame, shown: list[str]) -> list[str]:
    """Say which units are not drawn, and what is left out otherwise."""
    notes = []
    silent = has_figures(known)
    left_out = [unit for unit in silent.index if unit not in shown]
    without = [unit for unit in left_out if not silent[unit]]
    if _is_nation(data) and without:
        notes.append(
            f"Biểu đồ vẽ {format_count(len(shown))} trong {format_count(len(silent))} đơn vị; "
            f"không vẽ {format_count(len(without))} đơn vị chưa có số liệu nào trong "
            f"{_span(known)}."
        )
        left_out = [unit for unit in left_out if silent[unit]]
    if left_out:
        notes.append(
            f"Không vẽ {format_count(len(left_out))} đơn vị có số liệu đầy đủ hơn các đơn vị trong "
            "biểu đồ."
        )
    if known["is_rebuilt"].any():
        notes.append("Ô gạch chéo: số dựng lại, cộng từ các đơn vị trước hợp nhất.")
    return notes


def _tiles(data: ReportData, known: pd.DataFrame) -> pd.DataFrame:
    """Prepare the frame of the chart."""
    names = {unit: _name(data, unit, known) for unit in dict.fromkeys(known["unit_id"])}
    return pd.DataFrame(
        {
            "unit_id": known["unit_id"],
            "name": known["unit_id"].map(names),
            "year": known["year"],
            "known": known["known"],
            "share": [_share(day) for day in known["reached"]],
            "label": [_label(*row) for row in zip(known["known"], known["reached"], strict=True)],
            "is_rebuilt": known["is_rebuilt"],
        }
    )


def _name(data: ReportData, unit_id: str, known: pd.DataFrame) -> str:
    """Name a unit, with the month of its founding or end where it lies in the years shown."""
    first, last = int(known["year"].min()), int(known["year"].max())
    start, end = founded(data.units, unit_id), ended(data.units, unit_id)
    parts = []
    if start is not None and first <= start.year <= last:
        parts.append(f"từ {_month(start, is_whole=start.month == 1)}")
    if end is not None and first <= end.year <= last:
        parts.append(f"đến {_month(end, is_whole=end.month == 12)}")
    life = f" ({', '.join(parts)})" if parts else ""
    return data.units.short_name(unit_id) + life


def _month(day: date, *, is_whole: bool) -> str:
    return str(day.year) if is_whole else f"{day.month}/{day.year}"


def _share(day: pd.Timestamp) -> float | None:
    return None if pd.isna(day) else day.day_of_year / (366 if day.is_leap_year else 365)


def _label(known: str, day: pd.Timestamp) -> str:
    if known == Known.WHOLE_YEAR:
        return "năm"
    if known != Known.PART_YEAR or pd.isna(day):
        return ""
    return f"{day.month} th." if day.is_month_end else f"{day.day}/{day.month}"


def _caption(known: pd.DataFrame) -> str:
    """State what the picture shows: how many units have a whole year at all."""
    units = known["unit_id"].nunique()
    with_year = known.loc[known["known"].eq(Known.WHOLE_YEAR), "unit_id"].nunique()
    who = f"{format_count(with_year)} trong {format_count(units)} đơn vị"
    some = "không đơn vị nào" if not with_year else who
    is_one_year = known["year"].nunique() == 1
    when = "" if is_one_year else "của ít nhất một năm "
    return f"Trong {_span(known)}, {some} có kết quả cả năm {when}".strip()


def _alt_text(tiles: pd.DataFrame, known: pd.DataFrame) -> str:
    opening = f"Bảng ô: số liệu hiện có của từng đơn vị trong {_span(known)}."
    if tiles["unit_id"].nunique() > _MOST_IN_ALT:
        counts = known["known"].value_counts()
        told = [f"{words}: {counts[kind]}" for kind, words in _WORDS.items() if kind in counts]
        return f"{opening} Số ô {'; '.join(told)}."
    lines = [_alt_line(own) for _, own in tiles.groupby("unit_id", sort=False)]
    return f"{opening} {'; '.join(lines)}."


def _alt_line(own: pd.DataFrame) -> str:
    told = [
        f"{row['year']} {_WORDS[Known(row['known'])]}"
        for row in own.to_dict("records")
        if row["known"] not in (Known.ABSENT, Known.NOTHING)
    ]
    return f"{own['name'].iloc[0]}: {', '.join(told) or 'chưa có số liệu'}"
