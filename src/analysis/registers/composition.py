"""The register of composition: what each group of persons is a part of, and how it adds up."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.checks import check_choice, check_filled, check_known
from analysis.registers.csv_files import place, read_strict_csv
from analysis.registers.measures import read_measures

COMPOSITION_FILE = "composition.csv"
COLUMNS = ("measure", "whole", "block", "rule", "small_below", "order")
OVERLAPPING, PARTITION, AT_MOST = "overlapping", "partition", "at_most"
RULES = frozenset({OVERLAPPING, PARTITION, AT_MOST})
ORDINARY_LIMIT, SENSITIVE_LIMIT = 5, 10
"""Counts below are small; the second for religion and ethnicity."""
_BLOCK = re.compile(r"[a-z0-9_]*")


def read_composition(project: Project) -> pd.DataFrame:
    """Read the register of composition.

    Returns:
        One row for each group and block, in the order of reports: ``measure``, ``whole`` (the
        measure that the group is a part of), ``block`` (the groups that exclude one another;
        empty for a group that overlaps with others), ``rule`` (``partition``: the block adds up
        to the whole; ``at_most``: it may not exceed it; ``overlapping``: the group alone may not),
        ``small_below`` (counts below it are hidden from readers outside) and ``order``. A measure
        that stands in several blocks has several rows.

    Raises:
        SourceError: A file of another form, an unknown measure, a value outside a closed set, a
            group twice in one block, a block with two wholes or rules, a block for an overlapping
            group or none for another, or an order that is no number or not rising.
    """
    path = project.registers / COMPOSITION_FILE
    frame = read_strict_csv(path, COLUMNS)
    known = read_measures(project)
    persons = set(known.index[known["unit"].eq("person")])
    for column in ("measure", "whole"):
        check_filled(path, frame, column)
        check_known(path, frame, column, persons)
    check_choice(path, frame, "rule", RULES)
    check_choice(path, frame, "small_below", {str(ORDINARY_LIMIT), str(SENSITIVE_LIMIT)})
    _check_blocks(path, frame)
    _check_order(path, frame)
    numbers = {"small_below": "int64", "order": "int64"}
    return frame.drop(columns="line").astype(numbers)


def _check_blocks(path: Path, frame: pd.DataFrame) -> None:
    """Check that blocks are of one kind, and that nothing stands twice in one."""
    seen: set[tuple[str, str]] = set()
    kinds: dict[str, tuple[str, str]] = {}
    for row in frame.to_dict("records"):
        block, where = row["block"], place(path, row["line"])
        if not _BLOCK.fullmatch(block):
            raise SourceError(f"mã «{block}» không đúng dạng ở cột block", where=where)
        if (row["measure"], block) in seen:
            raise SourceError(f"«{row['measure']}» đã có trong nhóm «{block}»", where=where)
        if (block == "") is not (row["rule"] == OVERLAPPING):
            raise SourceError(
                f"cột block và cột rule không hợp nhau: «{block}», {row['rule']}",
                where=where,
                todo="nhóm chồng lên nhau (overlapping) để trống cột block; nhóm khác phải ghi",
            )
        kind = (row["whole"], row["rule"])
        if block and kinds.setdefault(block, kind) != kind:
            raise SourceError(f"nhóm «{block}» có hai tổng số hoặc hai quy tắc", where=where)
        seen.add((row["measure"], block))


def _check_order(path: Path, frame: pd.DataFrame) -> None:
    """Check that the order rises from line to line."""
    last = 0
    for order, line in zip(frame["order"], frame["line"], strict=True):
        if not order.isascii() or not order.isdigit() or int(order) <= last:
            raise SourceError(
                f"cột order phải là số tăng dần, đọc được «{order}»", where=place(path, line)
            )
        last = int(order)
