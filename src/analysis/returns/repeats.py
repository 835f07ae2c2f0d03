"""One unit twice in a file: the same figures again, or figures that contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from analysis.returns.records import Issue, ReturnFigure, ReturnRow, RowFate, Severity, UnitKind
from analysis.returns.vocabulary import vocabulary
from analysis.text.normalise import match_key

RowId = tuple[str, int]
# "Đảng bộ xã Tân Hòa" is a place, "Đảng bộ xã, phường" and "Các xã" are not.
_CLASSES = r"xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
_PLACE = re.compile(
    rf"(?:đảng bộ |đảng ủy |chi bộ )?(?:(?:{_CLASSES}) (?!(?:{_CLASSES})\b)|(?:tp|tx|tt)\b)"
)


def settle_repeats(
    figures: list[ReturnFigure], rows: list[ReturnRow]
) -> tuple[list[ReturnFigure], list[ReturnRow], list[Issue]]:
    """Drop repetitions, and set aside all rows that contradict one another.

    Returns:
        The figures that stay, the rows with their new fates, and an issue for each contradiction.
    """
    by_key: dict[tuple, list[ReturnFigure]] = defaultdict(list)
    for figure in figures:
        if figure.kind is UnitKind.UNIT:
            by_key[_identity(figure)].append(figure)
    fates: dict[RowId, RowFate] = {}
    issues: list[Issue] = []
    reported: set[tuple[str, frozenset[RowId]]] = set()
    for group in by_key.values():
        owners = list(dict.fromkeys((figure.sheet, figure.row) for figure in group))
        if len(owners) < 2:
            continue
        if len({figure.value for figure in group}) == 1:
            for owner in owners[1:]:
                fates.setdefault(owner, RowFate.DUPLICATE)
            continue
        for owner in owners:
            fates[owner] = RowFate.QUARANTINED
        pair = (group[0].measure, frozenset(owners))
        if pair not in reported:
            reported.add(pair)
            issues += _conflicts(group)
    repeated = {owner for owner, fate in fates.items() if fate is RowFate.DUPLICATE}
    kept = [
        figure
        for figure in figures
        if fates.get((figure.sheet, figure.row)) is not RowFate.QUARANTINED
        and not ((figure.sheet, figure.row) in repeated and _is_again(figure, by_key))
    ]
    # A row that repeats only some of its figures keeps the others.
    in_use = {(figure.sheet, figure.row) for figure in kept}
    fates = {owner: fate for owner, fate in fates.items() if owner not in in_use}
    settled = [replace(row, fate=fates.get((row.sheet, row.row), row.fate)) for row in rows]
    return kept, settled, issues


def _identity(figure: ReturnFigure) -> tuple:
    """Say when two figures are of the same unit, measure and period."""
    name = match_key(figure.unit)
    has_class = vocabulary().unit_rows.match(name) is not None
    group = match_key(figure.group)
    apart = group if group and (not has_class or _is_place(group)) else ""
    return name, apart, figure.measure, figure.period.key if figure.period else figure.sheet


def _is_place(group: str) -> bool:
    """Tell whether a section is a place or its committee, not a block such as "Khối xã"."""
    return _PLACE.match(group) is not None


def _is_again(figure: ReturnFigure, by_key: dict[tuple, list[ReturnFigure]]) -> bool:
    first = by_key[_identity(figure)][0]
    return (first.sheet, first.row) != (figure.sheet, figure.row)


def _conflicts(group: list[ReturnFigure]) -> list[Issue]:
    """Name all the figures of one unit that contradict one another."""
    listed = "; ".join(f"{figure.value_printed} ({figure.locator})" for figure in group)
    return [
        Issue(
            file=figure.file,
            sheet=figure.sheet,
            locator=figure.locator,
            unit=figure.unit,
            rule="conflict",
            value=figure.value_printed,
            message=f"«{figure.unit}» có số liệu khác nhau: {listed}; không lấy số nào, cần xác "
            "nhận số đúng",
            severity=Severity.WARNING,
        )
        for figure in group
    ]
