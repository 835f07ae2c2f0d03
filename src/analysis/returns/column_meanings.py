"""What the headings of a table leave to their neighbours: whose persons, a rate of what."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.returns.grid import Grid
from analysis.returns.headings import measure_of
from analysis.returns.table_plans import Column, Role, TablePlan
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key

_ABOUT_ADMISSIONS = re.compile(r"kết nạp|phát triển đảng|đảng viên mới")
_OF_TARGET = re.compile(r"chỉ tiêu|kế hoạch")


def settle_columns(grid: Grid, plan: TablePlan, titles: list[str]) -> TablePlan:
    """Decide the measures that headings alone do not name.

    A column that stays without a measure and holds figures is ``UNMAPPED``; one that holds text
    only is ignored.
    """
    about = match_key(" ".join(titles))
    default = "admitted" if _ABOUT_ADMISSIONS.search(about) else ""
    settled: list[Column] = []
    for column in plan.columns:
        settled.append(_settle(column, settled, default))
    rated = [_name_rate(column, settled, about) for column in settled]
    body = [row for row in grid.rows if plan.first_row <= row <= plan.last_row]
    return replace(plan, columns=tuple(_drop_texts(grid, column, body) for column in rated))


def _settle(column: Column, before: list[Column], default: str) -> Column:
    """Take the subject from the left, or from the title of the table."""
    heading = column.heading
    if column.role is Role.MEASURE and heading.categories and not heading.subject:
        left = _subject_on_the_left(before) or default
        return _with_measure(column, replace(heading, subject=left))
    is_open = column.role is Role.UNMAPPED and not heading.unknown and not heading.subject
    if is_open and heading.text and not heading.categories:
        return _with_measure(column, replace(heading, subject=default))
    return column


def _subject_on_the_left(before: list[Column]) -> str:
    for column in reversed(before):
        if column.role is Role.MEASURE and column.heading.subject in ("admitted", "members"):
            return column.heading.subject
    return ""


def _with_measure(column: Column, heading: object) -> Column:
    measure = measure_of(heading)
    role = Role.MEASURE if measure else Role.UNMAPPED
    return replace(column, heading=heading, role=role, measure=measure)


def _name_rate(column: Column, columns: list[Column], about: str) -> Column:
    """Say what a bare "%" is a rate of: of the column before it, or of the target."""
    if column.measure != "rate":
        return column
    before = [o.measure for o in columns if o.column < column.column and o.role is Role.MEASURE]
    share = f"{before[-1]}_pct" if before else ""
    meant = [_meant_rate(columns, about), share if share in vocabulary().units else ""]
    known = [measure for measure in meant if measure]
    if not known:
        return replace(column, role=Role.UNMAPPED, measure="")
    return replace(column, measure=known[0], alternatives=tuple(known[1:]))


def _meant_rate(columns: list[Column], about: str) -> str:
    """Say what a table with these columns gives rates of; empty where it cannot be said."""
    measures = {column.measure for column in columns if column.role is Role.MEASURE}
    has_previous = any(h.kind == "previous" for c in columns for h in c.heading.hints)
    if measures & {"target", "admitted_over_target"}:
        return "pct_of_target"
    if has_previous and "admitted" in measures:
        return "yoy_index_pct"
    if measures >= {"members_total", "admitted"}:
        return "admission_rate_pct"
    return "pct_of_target" if _OF_TARGET.search(about) else ""


def _drop_texts(grid: Grid, column: Column, body: list[int]) -> Column:
    """Ignore a column that nobody understands but that holds no figure either."""
    if column.role is not Role.UNMAPPED:
        return column
    texts = [grid.text(row, column.column) for row in body]
    has_figure = any(any(char.isdigit() for char in text) and len(text) < 30 for text in texts)
    return column if has_figure else replace(column, role=Role.IGNORED)
