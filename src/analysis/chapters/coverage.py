"""Section: what is known of each unit in each year, as one picture; gaps stay visible."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.chapters.wording import names_list
from analysis.charts.coverage import coverage_chart, most_units
from analysis.charts.theme import to_svg
from analysis.document.blocks import Block, Figure, Heading, Paragraph
from analysis.findings import Findings
from analysis.metrics.coverage_by_year import Known, has_figures, is_complete
from analysis.metrics.vintages import ended, ended_before, founded
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_date
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
    blocks: list[Block] = [heading, Paragraph(text=_year_words(data, known))]
    silent = _silent_units(data, known)
    shown = _units_to_draw(data, known, silent)
    if is_complete(known).all():
        return [*blocks, Paragraph(text=_complete_sentence(known))]
    if not shown or len(shown) + len(silent) < _LEAST_DRAWN:
        return blocks
    tiles = _tiles(data, known[known["unit_id"].isin(shown)])
    names = [_name(data, unit, known) for unit in silent]
    return [
        *blocks,
        Figure(
            caption=_caption(known),
            alt=_alt_text(tiles, known, names),
            svg=to_svg(coverage_chart(tiles, names, _silent_head(names, known))),
            notes=tuple(_notes(data, known, len(shown) + len(silent))),
        ),
    ]


def _year_words(data: ReportData, known: pd.DataFrame) -> str:
    """Count the units of the report's year by what is known of them, and those that ended in it."""
    own = known[known["year"].eq(data.params.year) & known["known"].ne(Known.ABSENT)]
    sentences = (_year_sentence(data.params.year, own), _former_words(data, own))
    return " ".join(filter(None, sentences))


def _year_sentence(year: int, own: pd.DataFrame) -> str:
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


def _silent_units(data: ReportData, known: pd.DataFrame) -> list[str]:
    """List the units of the nation without any figure: they stand below the others, in short."""
    if not _is_nation(data):
        return []
    is_told = has_figures(known)
    return list(is_told.index[~is_told])


def _silent_head(names: list[str], known: pd.DataFrame) -> str:
    return ngettext(
        "{count} đơn vị chưa có số liệu nào trong {years}",
        len(names),
        count=format_count(len(names)),
        years=_span(known),
    )


def _units_to_draw(data: ReportData, known: pd.DataFrame, silent: list[str]) -> list[str]:
    """Choose the units to draw, in order: of long lists those with gaps, the emptiest first."""
    with_gaps = ~is_complete(known)
    chosen = [unit for unit in with_gaps.index if unit not in silent]
    longest = max((len(_name(data, unit, known)) for unit in chosen), default=1)
    below = [_name(data, unit, known) for unit in silent]
    most = most_units(known["year"].nunique(), longest, below)
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


def _notes(data: ReportData, known: pd.DataFrame, drawn: int) -> list[str]:
    """Say which units are counted, and what is left out."""
    notes = list(filter(None, [_former_words(data, known)]))
    left_out = known["unit_id"].nunique() - drawn
    if left_out:
        notes.append(
            ngettext(
                "Không vẽ {count} đơn vị có số liệu đầy đủ hơn các đơn vị trong biểu đồ.",
                left_out,
                count=format_count(left_out),
            )
        )
    if known["is_rebuilt"].any():
        notes.append(_("Ô gạch chéo: số dựng lại, cộng từ các đơn vị trước hợp nhất."))
    return notes


def _former_words(data: ReportData, known: pd.DataFrame) -> str:
    """Tell the units at the end of the years from those that ended before; "" without any."""
    units, day = list(dict.fromkeys(known["unit_id"])), date(int(known["year"].max()), 12, 31)
    former = len(ended_before(data.units, units, day))
    if not former:
        return ""
    return ngettext(
        "{all} đơn vị gồm {present} đơn vị hoạt động ngày {day} và {count} đơn vị đã chấm dứt "
        "trong {years}.",
        former,
        all=format_count(len(units)),
        present=format_count(len(units) - former),
        day=format_date(day),
        count=format_count(former),
        years=_span(known),
    )


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


def _alt_text(tiles: pd.DataFrame, known: pd.DataFrame, silent: list[str]) -> str:
    """Tell the picture: unit by unit where they are few, and who is silent."""
    told = _told_tiles(tiles, known)
    if not silent:
        return told
    return f"{told} {_silent_head(silent, known)}: {names_list(silent)}."


def _told_tiles(tiles: pd.DataFrame, known: pd.DataFrame) -> str:
    opening = _("Bảng ô: số liệu hiện có của từng đơn vị trong {years}.", years=_span(known))
    if tiles["unit_id"].nunique() > _MOST_IN_ALT:
        counts = tiles["known"].value_counts()
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
