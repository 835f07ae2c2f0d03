"""Section: admissions against the members at the beginning of the year.

This is no percentage of a target: it has a section, a table and a column of its own.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import pandas as pd

from analysis.chapters.achievement import PUBLISHED_MARK, bounded_cell
from analysis.chapters.rate_of_members_reasons import nothing_words
from analysis.chapters.wording import (
    REBUILT_MARK,
    REBUILT_NOTE,
    bounded_members,
    date_words,
    names_list,
    opening_words,
    period_words,
    rebuilt,
    rebuilt_mark,
    source_words,
)
from analysis.document.blocks import (
    Block,
    BulletList,
    Cell,
    Column,
    Heading,
    Note,
    Paragraph,
    Row,
    Table,
)
from analysis.document.cells import DOES_NOT_APPLY, NOT_PUBLISHED, percent_cell, text_cell
from analysis.document.tables import say_once
from analysis.findings import Findings
from analysis.metrics.rate_of_members import (
    RESOLUTION_HIGH,
    RESOLUTION_LOW,
    GoalSource,
    GoalVerdict,
    MemberRateKind,
    MembersKind,
    Together,
    place_of,
    units_together,
)
from analysis.report_data import ReportData
from analysis.text.display import (
    decimals_of,
    format_count,
    format_date,
    format_number,
    format_percent,
    format_shortest,
    round_half_up,
)
from analysis.text.language import gettext as _
from analysis.text.language import gettext_noop as N_
from analysis.text.language import ngettext, pgettext

Record = dict[str, Any]
Goal = tuple[Fraction | None, Fraction | None]

TITLE = N_("Tỷ lệ kết nạp so với tổng số đảng viên")
RESOLUTION = N_("Nghị quyết số 21-NQ/TW, ngày 16/6/2022")
NEAREST_MARK = "‡"
_MOST_NAMES = 12
_PERIOD, _GOAL = N_("Kỳ số liệu"), N_("Mức đề ra mỗi năm")
_PLACE = N_("So với mức đề ra")
_NOT_JUDGED = (GoalVerdict.NOT_COMPARABLE, GoalVerdict.NO_GOAL)
_VERDICTS = {
    GoalVerdict.BELOW: N_("thấp hơn"),
    GoalVerdict.WITHIN: N_("đạt"),
    GoalVerdict.ABOVE: N_("cao hơn"),
    GoalVerdict.UNDETERMINED: N_("chưa xác định được"),
    GoalVerdict.NO_GOAL: DOES_NOT_APPLY,
    GoalVerdict.NOT_COMPARABLE: DOES_NOT_APPLY,
}


def section(data: ReportData, found: Findings) -> list[Block]:
    """Show the whole section; where no rate is known, say so in a sentence."""
    heading = Heading(level=2, text=_(TITLE), method="ty-le-dang-vien")
    known = _known(found)
    if known.empty:
        return [heading, Note(kind="info", text=nothing_words(data, found))]
    points = _verdict_sentences(data, found)
    lead = _lead(data, found)
    return [
        heading,
        *([Paragraph(text=lead)] if lead else []),
        *([BulletList(items=tuple(points))] if points else []),
        _table(data, known),
    ]


def summary_sentence(data: ReportData, found: Findings) -> str:
    """Say for the summary the scope's rate of members, and how many units keep to the goal."""
    lead, judged = _lead(data, found), _judged(data, found)
    if not lead or judged.empty:
        return lead
    below = judged["verdict"].eq(GoalVerdict.BELOW).sum()
    counted = ngettext(
        "{below} trong {count} đơn vị so được thấp hơn mức đề ra.",
        below,
        below=below,
        count=len(judged),
    )
    return f"{lead} {counted}"


def _lead(data: ReportData, found: Findings) -> str:
    """Say the scope's rate; where it is not exact, that of its units with both figures."""
    own = found.member_rates.iloc[0].to_dict()
    together = units_together(found.member_rates, data.scope)
    if own["rate_kind"] in (MemberRateKind.BOUNDED, MemberRateKind.NONE) and together is not None:
        return _together_sentence(data, own, together)
    return _own_sentence(data, own)


def _known(found: Findings) -> pd.DataFrame:
    rates = found.member_rates
    return rates[rates["rate_kind"].ne(MemberRateKind.NONE)]


def _judged(data: ReportData, found: Findings) -> pd.DataFrame:
    """Keep the units whose whole year is held against a goal."""
    rates = found.member_rates[found.member_rates["unit_id"].ne(data.scope.unit_id)]
    return rates[~rates["verdict"].isin(_NOT_JUDGED)]


def _is_judged(row: Record) -> bool:
    return row["verdict"] not in _NOT_JUDGED


def _own_sentence(data: ReportData, row: Record) -> str:
    """Say the scope's own rate, of which members, and where it lies."""
    if row["rate_kind"] == MemberRateKind.NONE:
        return ""
    when, of = opening_words(row), _members_words(row) + _place_words(row)
    if pd.isna(row["admitted"]):
        text = N_("{period}, {name} có tỷ lệ kết nạp bằng {rate} {members}.")
        return _(text, period=when, name=data.name, rate=rate_words(row), members=of)
    members = bounded_members(int(row["admitted"]), row["admitted_qualifier"])
    return _(
        "{period}, {name} kết nạp {admitted}, bằng {rate} {members}.",
        period=when,
        name=data.name,
        admitted=rebuilt(members, is_rebuilt=row["is_admitted_rebuilt"]),
        rate=rate_words(row),
        members=of,
    )


def rate_words(row: Record) -> str:
    """Write a rate of members: two decimals where computed, as printed where published.

    Bounds are rounded outwards, so that they stay bounds.
    """
    kind = row["rate_kind"]
    if kind == MemberRateKind.PUBLISHED:
        return format_percent(row["printed_pct"], int(row["printed_decimals"]))
    goal = (row["goal_low"], row["goal_high"]) if _is_judged(row) else (None, None)
    if kind == MemberRateKind.BOUNDED:
        return _bounds_words(row["rate_low_pct"], row["rate_high_pct"], goal)
    return _against_goal(row["rate_pct"], goal)


def _bounds_words(low: Fraction | None, high: Fraction | None, goal: Goal) -> str:
    """Write the bounds of a rate, rounded outwards and on their side of the goal.

    An upper bound that is rounded down would be no bound any more: 799 of at least 56.196 members
    are at most 1,43%, not 1,42%.
    """
    place, decimals = place_of(low, high, *goal), 2
    while place_of(*_outwards(low, high, decimals), *goal) != place:
        decimals += 1
    low, high = _outwards(low, high, decimals)
    if high is None:
        return _("ít nhất {figure}", figure=format_percent(low, decimals))
    most = format_percent(high, decimals)
    if low is None:
        return _("nhiều nhất {figure}", figure=most)
    return _("từ {low} đến {high}", low=format_number(low, decimals), high=most)


def _outwards(low: Fraction | None, high: Fraction | None, decimals: int) -> Goal:
    """Round a lower bound down and an upper bound up."""
    unit = 10**decimals
    return (
        None if low is None else Fraction(floor(low * unit), unit),
        None if high is None else Fraction(ceil(high * unit), unit),
    )


def _against_goal(rate: Fraction, goal: Goal) -> str:
    """Write a computed rate with as many decimals as keep it on its side of the goal."""
    place, decimals = place_of(rate, rate, *goal), 2
    while place_of(*[Fraction(round_half_up(rate, decimals))] * 2, *goal) != place:
        decimals += 1
    return format_percent(rate, decimals)


def _members_words(row: Record) -> str:
    """Name the members that a rate is of."""
    if row["rate_kind"] == MemberRateKind.PUBLISHED:
        return _("tổng số đảng viên (tỷ lệ do nguồn công bố)")
    return rebuilt(_counted_members(row), is_rebuilt=row["is_members_rebuilt"])


def _counted_members(row: Record) -> str:
    """Name the members that a rate was computed of, with their day where it is not the usual."""
    count = format_count(int(row["members"]))
    if row["members_kind"] == MembersKind.YEAR_END:
        return _("tổng số {count} đảng viên đầu năm", count=count)
    day = date_words(row["members_as_of"])
    if row["members_kind"] == MembersKind.NEAREST:
        text = N_(
            "tổng số {count} đảng viên (số công bố gần nhất, ngày {day}, vì chưa có số đầu năm)"
        )
        return _(text, count=count, day=day)
    if pd.notna(row["members_units"]):
        units = int(row["members_units"])
        return ngettext(
            "tổng số đảng viên đầu năm (riêng {units} đơn vị trực thuộc đã có {count})",
            units,
            units=units,
            count=count,
        )
    text = N_("tổng số đảng viên (nguồn chỉ nêu {count} đảng viên, ngày {day})")
    return _(text, count=_members_bound(row), day=day)


def _members_bound(row: Record) -> str:
    """Write the members of a bounded count: a lower bound gives the highest rate."""
    text = N_("ít nhất {figure}") if row["rate_high_pct"] is not None else N_("nhiều nhất {figure}")
    return _(text, figure=format_count(int(row["members"])))


def goal_words(row: Record) -> str:
    """Write a goal ("3–4%", "từ 7% trở lên", "3,25%"); "" where there is none."""
    low, high = row["goal_low"], row["goal_high"]
    if low is None and high is None:
        return ""
    if low == high:
        return f"{_plain(low)}%"
    if high is None:
        return _("từ {figure} trở lên", figure=f"{_plain(low)}%")
    if low is None:
        return _("không quá {figure}", figure=f"{_plain(high)}%")
    return f"{_plain(low)}–{_plain(high)}%"


def _plain(rate: Fraction) -> str:
    """Write a goal with the decimals that it has."""
    return format_shortest(rate, 2)


def _goal_of(row: Record) -> str:
    """Name a goal and who set it."""
    goal = goal_words(row)
    if row["goal_source"] == GoalSource.OWN:
        return _("{goal} mỗi năm đơn vị được giao hoặc đề ra", goal=goal)
    if row["goal_source"] == GoalSource.PARENT:
        return _("{goal} mỗi năm cấp trên đề ra", goal=goal)
    return _("{goal} mỗi năm của {document}", goal=goal, document=_(RESOLUTION))


def _place_words(row: Record) -> str:
    """Say where a rate lies, or why it is held against no goal."""
    verdict = row["verdict"]
    if verdict == GoalVerdict.NO_GOAL:
        return ""
    if verdict == GoalVerdict.NOT_COMPARABLE:
        return _("; kỳ chưa hết năm nên không so với mức đề ra cho cả năm")
    words = {
        GoalVerdict.BELOW: N_(", thấp hơn mức {goal}"),
        GoalVerdict.WITHIN: _within_words(row),
        GoalVerdict.ABOVE: N_(", cao hơn mức {goal}"),
        GoalVerdict.UNDETERMINED: N_(", chưa xác định được so với mức {goal}"),
    }[verdict]
    return _(words, goal=_goal_of(row))


def _within_words(row: Record) -> str:
    """Say that a rate meets a goal: between its two ends, or at its only one."""
    low, high = row["goal_low"], row["goal_high"]
    is_one_end = low is None or high is None or low == high
    return N_(", đạt mức {goal}") if is_one_end else N_(", nằm trong mức {goal}")


def _together_sentence(data: ReportData, own: Record, together: Together) -> str:
    """Say the rate of the units with both figures, as one, and where it lies."""
    rate, goal = together.rate_pct, (own["goal_low"], own["goal_high"])
    place = ""
    if own["goal_source"] != GoalSource.NONE:
        place = _place_words(own | {"verdict": place_of(rate, rate, *goal)})
    return _(
        "Tính chung {units} trong {all} đơn vị có đủ số kết nạp cả năm {year} và số đảng viên đầu "
        "năm: kết nạp {admitted} đảng viên, bằng {rate} tổng số {members} đảng viên đầu "
        "năm{place}.",
        units=together.units,
        all=len(data.scope.children),
        year=data.params.year,
        admitted=format_count(together.admitted),
        rate=_against_goal(rate, goal),
        members=format_count(together.members),
        place=place,
    )


def _verdict_sentences(data: ReportData, found: Findings) -> list[str]:
    """Count the units below, within and above the goal; those below and above are named."""
    judged = _judged(data, found)
    if judged.empty:
        return []
    goals = {goal_words(row) for row in judged.to_dict("records")}
    goal = goals.pop() if len(goals) == 1 else ""
    sentences = []
    for verdict in (GoalVerdict.BELOW, GoalVerdict.WITHIN, GoalVerdict.ABOVE):
        rows = judged[judged["verdict"].eq(verdict)]
        if len(rows):
            counted = _counted_words(verdict, len(rows), len(judged))
            told = pgettext("goal", "{units} {goal}", units=counted, goal=goal) if goal else counted
            named = "" if verdict == GoalVerdict.WITHIN else f": {_names(data, rows, verdict)}"
            sentences.append(f"{told}{named}.")
    return sentences


def _counted_words(verdict: GoalVerdict, some: int, count: int) -> str:
    """Say how many units lie below, within or above the goal."""
    if verdict == GoalVerdict.BELOW:
        words = ngettext("{some} trong {count} đơn vị thấp hơn mức", some, some=some, count=count)
    elif verdict == GoalVerdict.WITHIN:
        words = ngettext("{some} trong {count} đơn vị đạt mức", some, some=some, count=count)
    else:
        words = ngettext("{some} trong {count} đơn vị cao hơn mức", some, some=some, count=count)
    return words


def _names(data: ReportData, rows: pd.DataFrame, verdict: GoalVerdict) -> str:
    """Name units, the farthest from the goal first."""
    ordered = rows.assign(_at=[_at(row) for row in rows.to_dict("records")]).sort_values(
        "_at", ascending=verdict == GoalVerdict.BELOW, kind="stable"
    )
    names = [
        f"{data.units.short_name(row['unit_id'])} ({_rate_in_list(row)})"
        for row in ordered.to_dict("records")
    ]
    if len(names) <= _MOST_NAMES + 1:
        return names_list(names)
    rest = len(names) - _MOST_NAMES
    first = names_list(names[:_MOST_NAMES])
    return ngettext("{names} và {count} đơn vị khác", rest, names=first, count=rest)


def _rate_in_list(row: Record) -> str:
    """Write a rate, and that it was computed of figures added up from units before a merger."""
    is_computed = row["rate_kind"] != MemberRateKind.PUBLISHED
    remark = _("số dựng lại") if is_computed and row["is_rebuilt"] else ""
    return "; ".join(filter(None, (rate_words(row), remark)))


def _at(row: Record) -> Fraction:
    """Find the place of a rate in an order; a bounded one stands at its bound."""
    ends = (row["rate_pct"], row["rate_high_pct"], row["rate_low_pct"])
    return next(end for end in ends if end is not None)


def _table(data: ReportData, known: pd.DataFrame) -> Table:
    """List the units with a rate in the order of the office, the scope last."""
    own = known["unit_id"].eq(data.scope.unit_id)
    ordered = pd.concat([known[~own], known[own]])
    ids = dict.fromkeys(i for row in ordered["source_ids"] for i in row)
    table = Table(
        sheet="TyLeDangVien",
        caption=_("Số kết nạp so với tổng số đảng viên đầu năm {year}", year=data.params.year),
        columns=(
            Column(head=_("Đơn vị"), width=3),
            Column(head=_(_PERIOD), width=2),
            Column(head=_("Kết nạp (đảng viên)"), align="right", width=1.1),
            Column(head=_("Tổng số đảng viên đầu năm"), align="right", width=1.4),
            Column(head=_("Tỷ lệ so với tổng số đảng viên (%)"), align="right", width=1.3),
            Column(head=_(_GOAL), align="right", width=1.2),
            Column(head=_(_PLACE), width=1.3),
        ),
        rows=tuple(_row(data, row) for row in ordered.to_dict("records")),
        notes=(*_notes(data, ordered),),
        source=source_words([i for i in ids if i in data.source_numbers], data),
    )
    return say_once(say_once(say_once(table, _(_PERIOD), in_caption=True), _(_GOAL)), _(_PLACE))


def _row(data: ReportData, row: Record) -> Row:
    is_own = row["unit_id"] == data.scope.unit_id
    below = row["verdict"] == GoalVerdict.BELOW
    cells = (
        text_cell(data.units.name(row["unit_id"])),
        text_cell(period_words(row)),
        _admitted_cell(row),
        _members_cell(row),
        _rate_cell(row),
        text_cell(goal_words(row) if _is_judged(row) else DOES_NOT_APPLY),
        text_cell(_verdict_words(row["verdict"])),
    )
    return Row(cells=cells, kind="total" if is_own else "attention" if below else "body")


def _verdict_words(verdict: GoalVerdict) -> str:
    return _(_VERDICTS[verdict])


def _admitted_cell(row: Record) -> Cell:
    if pd.isna(row["admitted"]):
        return text_cell(NOT_PUBLISHED)
    mark = rebuilt_mark(is_rebuilt=row["is_admitted_rebuilt"])
    return bounded_cell(int(row["admitted"]), row["admitted_qualifier"], mark=mark)


def _members_cell(row: Record) -> Cell:
    """Write the members, marked where they are not those at the beginning of the year."""
    kind = row["members_kind"]
    is_unused = kind == MembersKind.BOUNDED and row["rate_kind"] != MemberRateKind.BOUNDED
    if kind == MembersKind.NONE or is_unused:
        return text_cell(NOT_PUBLISHED)
    if pd.notna(row["members_units"]):
        return text_cell(_members_bound(row))
    mark = rebuilt_mark(is_rebuilt=row["is_members_rebuilt"])
    day = f"{NEAREST_MARK} ({date_words(row['members_as_of'])})"
    if kind == MembersKind.BOUNDED:
        return text_cell(_members_bound(row) + mark + day)
    mark += "" if kind == MembersKind.YEAR_END else day
    count = int(row["members"])
    return Cell(text=format_count(count) + mark, value=count, after=mark)


def _rate_cell(row: Record) -> Cell:
    """Write the rate; a published one as printed, one of rebuilt figures with their mark."""
    if row["rate_kind"] == MemberRateKind.PUBLISHED:
        return Cell(
            text=rate_words(row) + PUBLISHED_MARK,
            value=float(row["printed_pct"]),
            decimals=int(row["printed_decimals"]),
            after=PUBLISHED_MARK,
        )
    mark = rebuilt_mark(is_rebuilt=row["is_rebuilt"])
    if row["rate_kind"] == MemberRateKind.BOUNDED:
        return text_cell(rate_words(row) + mark)
    mark += NEAREST_MARK if row["rate_kind"] == MemberRateKind.NEAREST else ""
    cell, text = percent_cell(row["rate_pct"]), rate_words(row)
    shown = {"text": text + mark, "after": mark, "decimals": decimals_of(text)}
    return cell.model_copy(update=shown)


def _notes(data: ReportData, rows: pd.DataFrame) -> tuple[str, ...]:
    is_at_start = any(_shows_year_end(row) for row in rows.to_dict("records"))
    kinds = _("Đây không phải tỷ lệ thực hiện chỉ tiêu; hai loại tỷ lệ không xếp chung.")
    notes = [f"{_start_words(data)} {kinds}" if is_at_start else kinds]
    goals = rows.loc[~rows["verdict"].isin(_NOT_JUDGED), "goal_source"]
    if goals.eq(GoalSource.RESOLUTION).any():
        goal = f"{_plain(RESOLUTION_LOW)}–{_plain(RESOLUTION_HIGH)}%"
        text = N_("Mức {goal} mỗi năm theo {document}; tính từ năm 2022.")
        notes.append(_(text, goal=goal, document=_(RESOLUTION)))
    if goals.isin([GoalSource.OWN, GoalSource.PARENT]).any():
        notes.append(_("Mức khác do cấp ủy đề ra hoặc giao, theo nguồn công bố."))
    if rows["verdict"].eq(GoalVerdict.NOT_COMPARABLE).any():
        notes.append(_("Kỳ chưa hết năm không so với mức của cả năm (–)."))
    if rows["rate_kind"].eq(MemberRateKind.PUBLISHED).any():
        notes.append(_("† Tỷ lệ do nguồn công bố; chưa có số đảng viên đầu năm để tính lại."))
    if any(NEAREST_MARK in _members_cell(row).text for row in rows.to_dict("records")):
        notes.append(
            _(
                "‡ Chưa có số đảng viên đầu năm: dùng số công bố gần nhất trong vòng một năm, kèm "
                "ngày."
            )
        )
    if any(_shows_rebuilt(row) for row in rows.to_dict("records")):
        notes.append(_(REBUILT_NOTE))
    summed = rows[rows["members_units"].notna()].to_dict("records")
    notes += [_sum_note(data, row) for row in summed]
    return (*notes, *_remarks(data, rows))


def _start_words(data: ReportData) -> str:
    last_day = format_date(date(data.params.year - 1, 12, 31))
    return _("Tổng số đảng viên đầu năm là số đến {day}.", day=last_day)


def _shows_year_end(row: Record) -> bool:
    """Tell whether the table shows members of the end of the year before, counted or added up."""
    is_shown = _members_cell(row).text != NOT_PUBLISHED
    is_sum = pd.notna(row["members_units"])
    return is_shown and (row["members_kind"] == MembersKind.YEAR_END or is_sum)


def _shows_rebuilt(row: Record) -> bool:
    """Tell whether a figure of the row bears the mark of a rebuilt one."""
    cells = (_admitted_cell(row), _members_cell(row), _rate_cell(row))
    return any(REBUILT_MARK in cell.text for cell in cells)


def _sum_note(data: ReportData, row: Record) -> str:
    return ngettext(
        "Chưa có số đảng viên của toàn {name}; số của {some} trong {count} đơn vị trực thuộc cho "
        "biết mức thấp nhất của tổng số, nên tỷ lệ chung chỉ có mức cao nhất.",
        len(data.scope.children),
        name=data.units.short_name(row["unit_id"]),
        some=int(row["members_units"]),
        count=len(data.scope.children),
    )


def _remarks(data: ReportData, rows: pd.DataFrame) -> tuple[str, ...]:
    """Say where a print and the figures beside it do not agree."""
    disagreeing = rows[rows["printed_agrees"].eq(False)]
    return tuple(_disagreement(data, row) for row in disagreeing.to_dict("records"))


def _disagreement(data: ReportData, row: Record) -> str:
    printed = format_percent(row["printed_pct"], int(row["printed_decimals"]))
    again = (
        f"{format_count(int(row['admitted']))} : {format_count(int(row['members']))} × 100 = "
        f"{format_number(row['computed_pct'], 2)}"
    )
    name = data.units.short_name(row["unit_id"])
    if row["members_kind"] == MembersKind.YEAR_END:
        text = N_("{name}: nguồn công bố {printed}, tính lại {again}.")
        return _(text, name=name, printed=printed, again=again)
    return _(
        "{name}: nguồn công bố {printed}; tính theo số đảng viên ngày {day}: {again}.",
        name=name,
        printed=printed,
        day=date_words(row["members_as_of"]),
        again=again,
    )
