"""What the headings of a table leave to their neighbours: whose persons, a rate of what."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.returns.grid import Grid
from analysis.returns.heading_accents import Twin
from analysis.returns.headings import Heading, count_below, measure_of
from analysis.returns.table_plans import Column, Role, TablePlan
from analysis.returns.time_hints import HintKind
from analysis.returns.title_subjects import TitleSubject, subject_of_titles
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key

_OF_TARGET = Twin.of(r"chỉ tiêu|kế hoạch")
_PERSONS = ("admitted", "members")
# Aims and results are given for the same persons: categories behind an aim mean the result.
_PASSED_OVER = ("target", "organisations", "grassroots_committees", "grassroots_cells", "cells")
_RESULTS = ("admitted", "admitted_over_target")
_NARROWED = ("admitted", "target")
_LEFT_OUT = "đã hiểu tiêu đề nhưng chưa có chỉ số tương ứng nên không lấy số của cột này"


_MOVES = ("members_increase", "members_decrease")


def settle_columns(grid: Grid, plan: TablePlan, titles: list[str]) -> TablePlan:
    """Decide the measures that headings alone do not name.

    A column that stays without a measure and holds figures is ``UNMAPPED``; one that holds text
    only, or figures that are understood but have no measure, is ignored.
    """
    title = subject_of_titles(titles)
    default = title.subject
    body = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    columns = [_settle_reached(grid, c, plan.columns, body) for c in plan.columns]
    columns = _settle_loose([_count_of_organisations(column) for column in columns])
    columns = _of_group_in_title(columns, title)
    settled: list[Column] = []
    for column in columns:
        settled.append(_settle(column, settled, default))
    settled = [_follow_right(n, settled) for n in range(len(settled))]
    about = match_key(" ".join(titles))
    rated = [_name_rate(_show_percent(grid, c, body), settled, about) for c in settled]
    known = [_leave_out(column, rated) for column in rated]
    return replace(plan, columns=tuple(_drop_texts(grid, column, body) for column in known))


def _count_of_organisations(column: Column) -> Column:
    """Read "Tổ chức cơ sở đảng" over figures as their number."""
    heading = count_below(column.heading)
    if column.role is Role.IGNORED and heading is not column.heading:
        return _with_measure(column, heading)
    return column


def _settle_reached(
    grid: Grid, column: Column, columns: tuple[Column, ...], body: list[int]
) -> Column:
    """Say whether "Đạt" heads a rate or the number of persons.

    Beside a column of results it is the rate; beside a column of rates it is the result; alone it
    may be either.
    """
    if not column.heading.is_reached or _holds_percent(grid, column, body):
        return column
    others = [c for c in columns if c.role is Role.MEASURE and c.column != column.column]
    if any(other.measure in _RESULTS for other in others):
        return column
    if any(other.measure in ("rate", "pct_of_target") for other in others):
        count = replace(column.heading, subject="admitted", reference="", is_rate=False)
        return _with_measure(column, count)
    doubtful = replace(column.heading, unknown=(column.heading.text,))
    return replace(column, heading=doubtful, role=Role.UNMAPPED, measure="")


def _holds_percent(grid: Grid, column: Column, body: list[int]) -> bool:
    return any(grid.text(row, column.column).endswith("%") for row in body)


def _settle_loose(columns: list[Column]) -> list[Column]:
    """Keep "Tổng số đảng viên" a state where another column gives the events above it.

    Below "Kết quả phát triển đảng" it stands beside "Kết nạp"; without that column it is those
    who were admitted.
    """
    named = {
        (c.measure, c.heading.hints)
        for c in columns
        if c.role is Role.MEASURE and not c.heading.is_loose
    }
    return [
        _with_measure(c, replace(c.heading, subject="members", is_loose=False))
        if c.heading.is_loose
        and c.heading.subject != "members"
        and not c.heading.categories
        and (c.measure, c.heading.hints) in named
        else c
        for c in columns
    ]


def _of_group_in_title(columns: list[Column], title: TitleSubject) -> list[Column]:
    """Narrow results and aims down to the one group of persons that the title is about.

    A group that a column is headed by as well is one of several.
    """
    has_columns = any(column.heading.categories for column in columns)
    if not title.category or has_columns:
        return columns
    return [
        _with_measure(column, replace(column.heading, categories=(title.category,)))
        if column.role in (Role.MEASURE, Role.UNMAPPED)
        and column.heading.text
        and column.heading.subject in ("", *_NARROWED)
        and not column.heading.is_change
        else column
        for column in columns
    ]


def _settle(column: Column, before: list[Column], default: str) -> Column:
    """Take the subject from the left, or from the title of the table."""
    heading = column.heading
    if column.role not in (Role.MEASURE, Role.UNMAPPED) or heading.unknown or not heading.text:
        return column
    if heading.categories and (not heading.subject or _is_loose_category(heading)):
        left = _subject_on_the_left(before)
        return _with_measure(column, replace(heading, subject=left or heading.subject or default))
    if column.role is Role.UNMAPPED and not heading.subject and not heading.categories:
        return _with_measure(column, replace(heading, subject=default))
    return column


def _is_loose_category(heading: Heading) -> bool:
    return heading.is_loose and heading.subject == "members"


def _subject_on_the_left(before: list[Column]) -> str:
    """Find whose figures stand nearest on the left, aims and organisations passed over."""
    for column in reversed(before):
        heading = column.heading
        if column.role is not Role.MEASURE or heading.is_rate or heading.is_change:
            continue
        if heading.subject and heading.subject not in _PASSED_OVER:
            return heading.subject
    return ""


def _follow_right(number: int, columns: list[Column]) -> Column:
    """Take the subject of a category from the right where neither left nor title names one."""
    column = columns[number]
    heading = column.heading
    is_open = column.role in (Role.MEASURE, Role.UNMAPPED) and not heading.unknown
    if not (is_open and heading.categories) or heading.subject:
        return column
    following = [c.heading.subject for c in columns[number + 1 :] if c.role is Role.MEASURE]
    named = next((subject for subject in following if subject in _PERSONS), "")
    if not named:
        return replace(column, role=Role.UNMAPPED, measure="")
    return _with_measure(column, replace(heading, subject=named))


def _with_measure(column: Column, heading: Heading) -> Column:
    measure = measure_of(heading)
    role = Role.MEASURE if measure else Role.UNMAPPED
    return replace(column, heading=heading, role=role, measure=measure)


def _show_percent(grid: Grid, column: Column, body: list[int]) -> Column:
    """Read "So với cùng kỳ" over 125% as an index."""
    is_open = column.measure == "yoy_change" and not column.heading.is_change
    if is_open and _holds_percent(grid, column, body):
        return replace(column, measure="yoy_index_pct")
    return column


def _name_rate(column: Column, columns: list[Column], about: str) -> Column:
    """Say what a bare "%" is a rate of: of the column before it, or of the target."""
    if column.measure != "rate":
        return column
    if column.heading.reference == "admitted" and _is_form(columns):
        return replace(column, measure="admission_share")
    before = [o.measure for o in columns if o.column < column.column and o.role is Role.MEASURE]
    share = f"{before[-1]}_pct" if before else ""
    meant = [_meant_rate(columns, about), share if share in vocabulary().units else ""]
    known = [measure for measure in meant if measure]
    if before and before[-1] == "admitted_projected":
        heading = replace(column.heading, is_projected=True)
        return replace(column, heading=heading, role=Role.UNMAPPED, measure="")
    if not known and _is_form(columns):
        heading = replace(column.heading, remark=_LEFT_OUT)
        return replace(column, heading=heading, role=Role.IGNORED, measure="")
    if not known:
        return replace(column, role=Role.UNMAPPED, measure="")
    return replace(column, measure=known[0], alternatives=tuple(known[1:]))


def _is_form(columns: list[Column]) -> bool:
    return any(column.role is Role.CRITERION for column in columns)


def _meant_rate(columns: list[Column], about: str) -> str:
    """Say what a table with these columns gives rates of; empty where it cannot be said."""
    measures = {column.measure for column in columns if column.role is Role.MEASURE}
    has_previous = any(h.kind is HintKind.PREVIOUS for c in columns for h in c.heading.hints)
    if measures & {"target", "admitted_over_target"}:
        return "pct_of_target"
    if has_previous and "admitted" in measures:
        return "yoy_index_pct"
    if measures >= {"members_total", "admitted"}:
        return "admission_rate_pct"
    return "pct_of_target" if _OF_TARGET.search(about) else ""


def _leave_out(column: Column, columns: list[Column]) -> Column:
    """Set aside a column that is understood to the last word but has no measure.

    Such are further groups of persons ("Nam", "Trên 40 tuổi"), numbers of cells, rates of the aim
    for one group, and rates of what is only expected.
    """
    heading = column.heading
    category = heading.categories[0] if heading.categories else ""
    given = {c.measure for c in columns if c.role is Role.MEASURE}
    is_rate = column.role is Role.MEASURE and heading.is_rate
    is_rate_of_aim = is_rate and bool(category)
    is_rate_of_aim &= f"target_{category}" in given or heading.reference == "target"
    is_open = column.role is Role.UNMAPPED and not heading.is_change and not heading.unknown
    is_group = bool(category) and bool(heading.subject)
    is_expected_rate = heading.is_rate and heading.is_projected
    has_no_measure = is_group or is_expected_rate or heading.subject == "cells"
    # A bare "Tăng" beside admissions is their change, with its sign in another column.
    is_bare_move = column.measure in _MOVES and "members_total" not in given
    is_bare_move &= "đảng viên" not in match_key(heading.text)
    if is_rate_of_aim or is_bare_move or (is_open and has_no_measure):
        explained = replace(heading, remark=_LEFT_OUT)
        return replace(column, heading=explained, role=Role.IGNORED, measure="", alternatives=())
    return column


def _drop_texts(grid: Grid, column: Column, body: list[int]) -> Column:
    """Ignore a column that nobody understands but that holds no figure either."""
    if column.role is not Role.UNMAPPED:
        return column
    texts = [grid.text(row, column.column) for row in body]
    has_figure = any(re.search(r"[0-9]", text) and len(text) < 30 for text in texts)
    return column if has_figure else replace(column, role=Role.IGNORED)
