"""Section: who stays below the threshold year after year, who came onto the list, who left it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.chapters.persistence_table import in_year, longest_first, persistence_table
from analysis.chapters.wording import (
    names_list,
    period_words,
    rate_words,
    short_period,
    threshold_words,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Heading,
    Note,
    Paragraph,
)
from analysis.findings import Findings
from analysis.metrics.persistence import Movement, Side, largest_changes
from analysis.metrics.targets import SMALL_TARGET
from analysis.report_data import ReportData
from analysis.text.display import format_count, format_number
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext

Record = dict[str, Any]

TITLE = N_("Diễn biến so với lần trước")
_MOST_NAMES = 12
_MOST_IN_SUMMARY = 6


def section(data: ReportData, found: Findings) -> list[Block]:
    """Show the whole section: what can be compared, the sentences, the tables, what is unknown."""
    units, own = _leading_units(data, found), _own_sentence(data, found)
    blocks: list[Block] = [Heading(level=2, text=_(TITLE), method="dien-bien")]
    blocks += [Paragraph(text=own)] if own else []
    comparable = units[units["movement"].ne(Movement.UNKNOWN)]
    if comparable.empty:
        rows = units if len(units) else _leading(data, found)
        is_said = bool(own) and units.empty
        return blocks if is_said else [*blocks, Note(kind="info", text=_nothing_words(data, rows))]
    shapes = _by_shape(comparable)
    for number, alike in enumerate(shapes, start=1):
        if len(shapes) > 1:
            blocks.append(Paragraph(text=_shape_words(alike, data.params.year)))
        blocks += [BulletList(items=tuple(_points(data, alike)))]
        blocks += persistence_table(data, found, alike, number)
    unknown = units[units["movement"].eq(Movement.UNKNOWN) & units["shape"].notna()]
    if len(unknown):
        blocks.append(Note(kind="info", text=_unknown_words(data, unknown)))
    return blocks


def _by_shape(units: pd.DataFrame) -> list[pd.DataFrame]:
    """Part the units by the shape of their periods, the longest period first."""
    shapes = units.sort_values("period_end", ascending=False, kind="stable")["shape"].unique()
    return [units[units["shape"].eq(shape)] for shape in shapes]


def summary_sentence(data: ReportData, found: Findings) -> str:
    """Say for the summary who has been below the threshold for two or more years running."""
    units = _leading_units(data, found)
    comparable = units[units["movement"].ne(Movement.UNKNOWN)]
    if comparable.empty:
        return ""
    lasting = longest_first(comparable[comparable["years_below"].ge(2)])
    if lasting.empty:
        return _none_words(data, comparable)
    first, *others = _by_shape(lasting)
    parts = [_lasting_first(data, first), *(_lasting_more(data, alike) for alike in others)]
    return f"{'; '.join(parts)}."


def _lasting_first(data: ReportData, alike: pd.DataFrame) -> str:
    return ngettext(
        "{count} đơn vị dưới ngưỡng {threshold}, kể cả chưa kết nạp, từ hai năm liên tiếp trở lên "
        "(so {period}): {names}",
        len(alike),
        count=len(alike),
        threshold=threshold_words(data.params.threshold_pct),
        period=short_period(alike.iloc[0].to_dict()),
        names=_lasting_names(data, alike),
    )


def _lasting_more(data: ReportData, alike: pd.DataFrame) -> str:
    return ngettext(
        "{count} đơn vị (so {period}): {names}",
        len(alike),
        count=len(alike),
        period=short_period(alike.iloc[0].to_dict()),
        names=_lasting_names(data, alike),
    )


def _lasting_names(data: ReportData, alike: pd.DataFrame) -> str:
    names = [f"{_name(data, row)} ({since_words(row)})" for row in alike.to_dict("records")]
    return _shortened(names, _MOST_IN_SUMMARY)


def _none_words(data: ReportData, comparable: pd.DataFrame) -> str:
    """Say that nobody has been below for two years, and of how many that is known."""
    threshold = threshold_words(data.params.threshold_pct)
    if len(comparable) == 1:
        name = _name(data, comparable.iloc[0].to_dict())
        words = N_("Chỉ so được {name}: không dưới ngưỡng {threshold} hai năm liên tiếp.")
        return _(words, name=name, threshold=threshold)
    return _(
        "Không có đơn vị nào trong {count} đơn vị so được dưới ngưỡng {threshold} hai năm liên "
        "tiếp.",
        count=len(comparable),
        threshold=threshold,
    )


def since_words(row: Record) -> str:
    """Say how long a unit has been below the threshold ("năm thứ 3 liên tiếp").

    Args:
        row: A row of ``metrics.persistence.persistence``.

    Returns:
        "" for a unit that is not below, and for one whose year before is not known.
    """
    years = int(row["years_below"])
    if years == 0 or (years == 1 and not row["is_since_known"]):
        return ""
    if years == 1:
        return _("mới vào danh sách")
    if row["is_since_known"]:
        return _("năm thứ {years} liên tiếp", years=years)
    return ngettext("ít nhất {years} năm liên tiếp", years, years=years)


def since_words_by_unit(found: Findings) -> dict[str, str]:
    """Say for each unit how long it has been below the threshold, for lists of names."""
    leaders = found.persistence[found.persistence["is_leading"]]
    return {row["unit_id"]: since_words(row) for row in leaders.to_dict("records")}


def _leading_units(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the units under the scope, each in the period that speaks for it."""
    frame = _leading(data, found)
    return frame[frame["unit_id"].ne(data.scope.unit_id)]


def _leading(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the leading rows, each with the rate of the year before in words.

    Returns:
        Rows of ``Findings.persistence`` with ``previous_words``, and ``remarks``: what has to be
        said of the two rates.
    """
    frame = found.persistence[found.persistence["is_leading"]]
    rates = {
        (row["unit_id"], row["shape"], row["year"]): row
        for row in found.rates_by_year.to_dict("records")
    }
    year = data.params.year
    pairs = [
        [rates.get((unit_id, shape, y)) for y in (year, year - 1)]
        for unit_id, shape in zip(frame["unit_id"], frame["shape"], strict=True)
    ]
    return frame.assign(
        previous_words=[_rate_of(data, before) for _now, before in pairs],
        remarks=[_remarks([row for row in pair if row is not None]) for pair in pairs],
    )


def _rate_of(data: ReportData, row: Record | None) -> str:
    if row is None or row["rate_pct"] is None:
        return ""
    return rate_words(row, data.params.threshold_pct)


def _remarks(rates: list[Record]) -> str:
    """Say which of the rates of two years are of rebuilt figures, and which of small targets."""
    remarks = (_rebuilt_words(rates), _small_words(rates))
    return "; ".join(filter(None, remarks))


def _rebuilt_words(rates: list[Record]) -> str:
    years = [row["year"] for row in rates if row["is_rebuilt"]]
    if len(years) == 1:
        return _("số năm {year} dựng lại", year=years[0])
    return _("số dựng lại") if years else ""


def _small_words(rates: list[Record]) -> str:
    years = [row["year"] for row in rates if row["is_small_target"]]
    limit = format_count(SMALL_TARGET)
    if len(years) == 1:
        return _("chỉ tiêu năm {year} dưới {limit}", year=years[0], limit=limit)
    return _("chỉ tiêu dưới {limit}", limit=limit) if years else ""


def _name(data: ReportData, row: Record) -> str:
    return data.units.short_name(row["unit_id"])


def _shortened(names: list[str], most: int = _MOST_NAMES) -> str:
    """Join names for a sentence; of many the first ones and how many more there are."""
    if len(names) <= most + 1:
        return names_list(names)
    others = len(names) - most
    named = names_list(names[:most])
    return ngettext("{names} và {count} đơn vị khác", others, names=named, count=others)


def _own_sentence(data: ReportData, found: Findings) -> str:
    """Say where the scope itself stands against the same period of the year before."""
    frame = _leading(data, found)
    row = frame[frame["unit_id"].eq(data.scope.unit_id)].iloc[0].to_dict()
    if row["change_points"] is None:
        return ""
    rate, year = row["previous_words"], data.params.year - 1
    if row["shape"] == "year":
        before = _("{rate} năm {year}", rate=rate, year=year)
    else:
        before = _("{rate} cùng kỳ năm {year}", rate=rate, year=year)
    sentence = _(
        "Toàn Đảng bộ đạt {rate} so với chỉ tiêu ({period}), {change}",
        rate=rate_words(row, data.params.threshold_pct),
        period=period_words(row),
        change=_change_words(row, before),
    )
    sentence += f" ({row['remarks']})" if row["remarks"] else ""
    if row["years_below"] <= 1:
        return f"{sentence}."
    return _(
        "{sentence}; dưới ngưỡng {threshold} {since}.",
        sentence=sentence,
        threshold=threshold_words(data.params.threshold_pct),
        since=since_words(row),
    )


def _change_words(row: Record, before: str) -> str:
    points = row["change_points"]
    if points == 0:
        return _("bằng tỷ lệ {before}", before=before)
    figure = format_number(abs(points), 2)
    if points > 0:
        words = N_("tăng {points} điểm phần trăm so với {before}")
    else:
        words = N_("giảm {points} điểm phần trăm so với {before}")
    return _(words, points=figure, before=before)


def _shape_words(alike: pd.DataFrame, year: int) -> str:
    row = alike.iloc[0].to_dict()
    return ngettext(
        "{count} đơn vị so {period} với {before}:",
        len(alike),
        count=len(alike),
        period=in_year(row, year),
        before=in_year(row, year - 1),
    )


def _points(data: ReportData, alike: pd.DataFrame) -> list[str]:
    """Write the sentences on units whose periods are alike."""
    lasting = longest_first(alike[alike["years_below"].ge(2)])
    threshold = threshold_words(data.params.threshold_pct)
    if lasting.empty:
        first = _none_words(data, alike)
    else:
        names = [f"{_name(data, row)} ({_since_when(row)})" for row in lasting.to_dict("records")]
        first = ngettext(
            "{count} đơn vị dưới ngưỡng {threshold} từ hai năm liên tiếp trở lên: {names}.",
            len(lasting),
            count=len(lasting),
            threshold=threshold,
            names=_shortened(names),
        )
    rises, falls = _changes(alike)
    points = [
        first,
        _moved(data, alike, Movement.ENTERED),
        _moved(data, alike, Movement.LEFT),
        _largest(data, rises, N_("Tăng nhiều nhất: {changes}.")),
        _largest(data, falls, N_("Giảm nhiều nhất: {changes}.")),
    ]
    return [point for point in points if point]


def _since_when(row: Record) -> str:
    year, years = int(row["since_year"]), int(row["years_none"])
    if row["is_since_known"]:
        since = _("từ năm {year}", year=year)
    else:
        since = _("từ năm {year} hoặc trước đó", year=year)
    if years <= 1:
        return since
    none = ngettext("{count} năm liền chưa kết nạp được đảng viên", years, count=years)
    return f"{since}, {none}"


def _moved(data: ReportData, alike: pd.DataFrame, movement: Movement) -> str:
    moved = longest_first(alike[alike["movement"].eq(movement)])
    if moved.empty:
        return ""
    names = [f"{_name(data, row)} ({_from_to(data, row)})" for row in moved.to_dict("records")]
    count, listed = len(moved), _shortened(names)
    if movement == Movement.ENTERED:
        words = ngettext(
            "{count} đơn vị vào danh sách dưới ngưỡng so với năm trước: {names}.",
            count,
            count=count,
            names=listed,
        )
    else:
        words = ngettext(
            "{count} đơn vị ra khỏi danh sách dưới ngưỡng so với năm trước: {names}.",
            count,
            count=count,
            names=listed,
        )
    return words


def _from_to(data: ReportData, row: Record) -> str:
    """Write two rates, the year before first."""
    if row["rate_pct"] is None or row["previous_rate_pct"] is None:
        none = row["side"] == Side.NONE
        return _("chưa kết nạp được đảng viên") if none else _("đã kết nạp")
    is_up = row["rate_pct"] > row["previous_rate_pct"]
    words = N_("từ {before} lên {now}") if is_up else N_("từ {before} xuống {now}")
    now = rate_words(row, data.params.threshold_pct)
    change = _(words, before=row["previous_words"], now=now)
    return "; ".join(filter(None, (change, row["remarks"])))


def _changes(alike: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    changed = largest_changes(alike)
    return changed[changed["change_points"].gt(0)], changed[changed["change_points"].lt(0)]


def _largest(data: ReportData, changed: pd.DataFrame, words: str) -> str:
    """Write the largest changes in percentage points.

    Args:
        data: The report's data.
        changed: The units.
        words: The sentence, with a place for ``{changes}``.
    """
    if changed.empty:
        return ""
    parts = [
        _(
            "{name} {points} điểm phần trăm ({change})",
            name=_name(data, row),
            points=format_number(abs(row["change_points"]), 2),
            change=_from_to(data, row),
        )
        for row in changed.to_dict("records")
    ]
    return _(words, changes="; ".join(parts))


def _nothing_words(data: ReportData, units: pd.DataFrame) -> str:
    """Say why nothing can be compared."""
    year, dated = data.params.year, units[units["shape"].notna()]
    if dated.empty:
        return _(
            "Chưa so được với lần trước: không đơn vị nào có kết quả năm {year} với ngày cuối kỳ "
            "rõ ràng.",
            year=year,
        )
    periods = sorted({short_period(row) for row in dated.to_dict("records")})
    return _(
        "Chưa so được với lần trước: chưa đơn vị nào có đủ kết quả so với chỉ tiêu của năm {year} "
        "({periods}) và của cùng kỳ năm {last_year}. Những kỳ có độ dài khác nhau không được so "
        "với nhau.",
        year=year,
        periods=", ".join(periods),
        last_year=year - 1,
    )


def _unknown_words(data: ReportData, unknown: pd.DataFrame) -> str:
    names = [_name(data, row) for row in unknown.to_dict("records")]
    return ngettext(
        "{count} đơn vị không rõ diễn biến, vì thiếu kết quả so với chỉ tiêu của kỳ này hoặc của "
        "cùng kỳ năm {year}: {names}.",
        len(unknown),
        count=len(unknown),
        year=data.params.year - 1,
        names=_shortened(names),
    )
