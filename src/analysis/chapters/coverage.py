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
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext, pgettext

_WORDS = {
    Known.WHOLE_YEAR: N_("có kết quả cả năm"),
    Known.PART_YEAR: N_("chỉ có kết quả một phần năm"),
    Known.TARGET_ONLY: N_("chỉ có chỉ tiêu"),
    Known.OTHER: N_("chỉ có số liệu khác"),
    Known.NOTHING: N_("chưa có số liệu"),
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
    text = _("Số liệu hiện có của từng đơn vị qua các năm")
    heading = Heading(level=2, text=text, method="so-sanh-don-vi")
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
        _("{count} {known}", count=format_count(int(counts[kind])), known=_(words))
        for kind, words in _WORDS.items()
        if kind in counts
    ]
    if len(parts) == 1:
        return _same_sentence(
            year, len(own), next(_WORDS[kind] for kind in _WORDS if kind in counts)
        )
    return ngettext(
        "Năm {year}, trong {count} đơn vị: {parts}.",
        len(own),
        year=year,
        count=format_count(len(own)),
        parts=", ".join(parts),
    )


def _same_sentence(year: int, count: int, words: str) -> str:
    """Say that the same is known of all units."""
    if count == 1:
        return _("Năm {year}, đơn vị duy nhất {known}.", year=year, known=_(words))
    units = format_count(count)
    return _("Năm {year}, cả {count} đơn vị {known}.", year=year, count=units, known=_(words))


def _span(known: pd.DataFrame) -> str:
    first, last = int(known["year"].min()), int(known["year"].max())
    if first == last:
        return pgettext("period", "năm {year}", year=last)
    return _("các năm {first_year}–{last_year}", first_year=first, last_year=last)


def _complete_sentence(known: pd.DataFrame) -> str:
    count, years = known["unit_id"].nunique(), _span(known)
    if count == 1:
        text = N_("Đơn vị này có kết quả cả năm trong {years}, trừ thời gian đơn vị không tồn tại.")
        return _(text, years=years)
    return _(
        "Cả {count} đơn vị có kết quả cả năm trong {years}, trừ thời gian đơn vị không tồn tại.",
        count=format_count(count),
        years=years,
    )


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
            ngettext(
                "Biểu đồ vẽ {drawn} trong {all} đơn vị; không vẽ {count} đơn vị chưa có số liệu "
                "nào trong {years}.",
                len(without),
                drawn=format_count(len(shown)),
                all=format_count(len(silent)),
                count=format_count(len(without)),
                years=_span(known),
            )
        )
        left_out = [unit for unit in left_out if silent[unit]]
    if left_out:
        notes.append(
            ngettext(
                "Không vẽ {count} đơn vị có số liệu đầy đủ hơn các đơn vị trong biểu đồ.",
                len(left_out),
                count=format_count(len(left_out)),
            )
        )
    if known["is_rebuilt"].any():
        notes.append(_("Ô gạch chéo: số dựng lại, cộng từ các đơn vị trước hợp nhất."))
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
        parts.append(_("từ {day}", day=_month(start, is_whole=start.month == 1)))
    if end is not None and first <= end.year <= last:
        parts.append(_("đến {day}", day=_month(end, is_whole=end.month == 12)))
    life = f" ({', '.join(parts)})" if parts else ""
    return data.units.short_name(unit_id) + life


def _month(day: date, *, is_whole: bool) -> str:
    return str(day.year) if is_whole else f"{day.month}/{day.year}"


def _share(day: pd.Timestamp) -> float | None:
    return None if pd.isna(day) else day.day_of_year / (366 if day.is_leap_year else 365)


def _label(known: str, day: pd.Timestamp) -> str:
    if known == Known.WHOLE_YEAR:
        return pgettext("tile", "năm")
    if known != Known.PART_YEAR or pd.isna(day):
        return ""
    if day.is_month_end:
        return pgettext("tile", "{count} th.", count=day.month)
    return pgettext("tile", "{day}/{month}", day=day.day, month=day.month)


def _caption(known: pd.DataFrame) -> str:
    """State what the picture shows: how many units have a whole year at all."""
    units = known["unit_id"].nunique()
    with_year = known.loc[known["known"].eq(Known.WHOLE_YEAR), "unit_id"].nunique()
    counts = {"some": format_count(with_year), "all": format_count(units), "years": _span(known)}
    if known["year"].nunique() == 1:
        if not with_year:
            return _("Trong {years}, không đơn vị nào có kết quả cả năm", years=counts["years"])
        return ngettext(
            "Trong {years}, {some} trong {all} đơn vị có kết quả cả năm", with_year, **counts
        )
    if not with_year:
        text = N_("Trong {years}, không đơn vị nào có kết quả cả năm của ít nhất một năm")
        return _(text, years=counts["years"])
    return ngettext(
        "Trong {years}, {some} trong {all} đơn vị có kết quả cả năm của ít nhất một năm",
        with_year,
        **counts,
    )


def _alt_text(tiles: pd.DataFrame, known: pd.DataFrame) -> str:
    opening = _("Bảng ô: số liệu hiện có của từng đơn vị trong {years}.", years=_span(known))
    if tiles["unit_id"].nunique() > _MOST_IN_ALT:
        counts = known["known"].value_counts()
        told = [
            f"{_(words)}: {format_count(int(counts[kind]))}"
            for kind, words in _WORDS.items()
            if kind in counts
        ]
        return _("{opening} Số ô {told}.", opening=opening, told="; ".join(told))
    lines = [_alt_line(own) for _unit, own in tiles.groupby("unit_id", sort=False)]
    return f"{opening} {'; '.join(lines)}."


def _alt_line(own: pd.DataFrame) -> str:
    told = [
        pgettext("tile", "{year} {known}", year=row["year"], known=_known_words(row["known"]))
        for row in own.to_dict("records")
        if row["known"] not in (Known.ABSENT, Known.NOTHING)
    ]
    return f"{own['name'].iloc[0]}: {', '.join(told) or _known_words(Known.NOTHING)}"


def _known_words(known: str) -> str:
    return _(_WORDS[Known(known)])
