"""Returns in the folders of their years: all read, each row accounted for, each name resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from analysis.errors import CheckError, SourceError
from analysis.paths import Project, plain_name
from analysis.registers.units import UnitRegister, UnknownUnit
from analysis.returns.batch import ReturnRequest, read_all
from analysis.returns.corrections import Correction, read_corrections
from analysis.returns.layouts import Layout, read_layout
from analysis.returns.records import Issue, ReadReturn, ReturnFigure, RowFate, Severity, UnitKind
from analysis.text.periods import Period, PeriodKind

ISSUE_COLUMNS = (
    "file",
    "sheet",
    "locator",
    "unit",
    "rule",
    "value",
    "message",
    "severity",
)
ROW_COLUMNS = ("file", "sheet", "row", "locator", "fate", "label")
FILE_COLUMNS = (
    "file",
    "year",
    "under",
    "file_format",
    "figures",
    *(fate.value for fate in RowFate),
    "stops",
    "warnings",
    "notes",
)


@dataclass(frozen=True)
class Returns:
    """All returns of the project.

    Args:
        figures: One row for each figure of a unit that can be used; the columns of an observation
            before its types are set, with ``unit_id``.
        rows: What became of each row of each sheet (``ROW_COLUMNS``).
        issues: What a person should look at (``ISSUE_COLUMNS``).
        files: One row for each file: format, counts of rows by fate, counts of issues by severity
            (``FILE_COLUMNS``).
    """

    figures: list[dict]
    rows: pd.DataFrame
    issues: pd.DataFrame
    files: pd.DataFrame


def no_returns() -> Returns:
    """Return what reading no files gives."""
    empty = _Reading([], {}, [])
    return Returns([], _rows(empty), _issues(empty), _files(empty))


@dataclass
class _Reading:
    """The returns while they are being settled; rows change their fate, issues are added."""

    results: list[ReadReturn]
    fates: dict[tuple[str, str, int], RowFate]
    issues: list[Issue]


def read_returns(project: Project, units: UnitRegister) -> Returns:
    """Read all returns.

    Raises:
        SourceError: A layout or the list of corrections is not of the agreed form.
        CheckError: Rows in and rows out do not add up.
    """
    layouts, corrections = _read_layouts(project), _read_corrections(project)
    requests = [
        ReturnRequest(
            path=path,
            file=(file := plain_name(path.relative_to(project.returns).as_posix())),
            layout=_layout_for(file, layouts),
            corrections=tuple(entry for entry in corrections if entry.file == file),
        )
        for path in project.return_files()
    ]
    results = read_all(requests)
    fates = {(r.file, row.sheet, row.row): row.fate for r in results for row in r.rows}
    reading = _Reading(results, fates, [issue for r in results for issue in r.issues])
    reading.issues += _without_file(corrections, {request.file for request in requests})
    figures = _resolve(reading, units)
    figures = _settle_between_files(reading, figures)
    _check_accounting(reading)
    return Returns(figures, _rows(reading), _issues(reading), _files(reading))


def _read_layouts(project: Project) -> list[Layout]:
    """Read the reviewed layouts; one that nobody has reviewed is refused."""
    layouts = []
    for path in sorted(project.layouts.glob("*.y*ml")):
        where = project.relative(path)
        layout = read_layout(_read_text(path, where), where)
        if not layout.reviewed_by or layout.reviewed_on is None:
            raise SourceError(
                "bố cục chưa ghi ai đã kiểm tra và ngày nào",
                where=where,
                todo="kiểm tra từng cột rồi ghi reviewed_by, reviewed_on",
            )
        layouts.append(layout)
    return layouts


def _read_corrections(project: Project) -> list[Correction]:
    if not project.corrections.exists():
        return []
    where = project.relative(project.corrections)
    return read_corrections(_read_text(project.corrections, where), where)


def _read_text(path: Path, where: str) -> str:
    """Read a file kept by hand.

    Raises:
        SourceError: It is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SourceError("tệp không phải UTF-8", where=where, todo="lưu lại dạng UTF-8") from None


def _layout_for(file: str, layouts: list[Layout]) -> Layout | None:
    """Choose the layout of a file.

    Raises:
        SourceError: Two layouts claim it.
    """
    found = [layout for layout in layouts if layout.fits(file)]
    if len(found) > 1:
        names = ", ".join(layout.layout for layout in found)
        raise SourceError(f"nhiều bố cục cùng nhận một tệp: {names}", where=file)
    return found[0] if found else None


def _without_file(corrections: list[Correction], files: set[str]) -> list[Issue]:
    """Report corrections of files that are not there."""
    return [
        Issue(
            file=entry.file,
            sheet="",
            locator=entry.cell,
            unit="",
            rule="correction_without_file",
            value=entry.expect,
            message="dòng sửa trong data/raw/corrections.yml nói về tệp không có; sửa tên tệp hoặc "
            "xóa dòng này",
            severity=Severity.STOP,
        )
        for entry in corrections
        if entry.file not in files
    ]


def under_of(file: str) -> str:
    """Name the unit whose folder a return lies in: ``2024/binh-minh/kn.xlsx``; empty without."""
    parts = file.split("/")
    return parts[1] if len(parts) > 2 else ""


def year_of(file: str) -> int:
    """Name the year of the folder that a return lies in."""
    return int(re.match(r"[0-9]{4}", file)[0])


def _resolve(reading: _Reading, units: UnitRegister) -> list[tuple[ReturnFigure, str]]:
    """Find the unit of each figure of a unit; rows of unknown names are set aside."""
    resolved: list[tuple[ReturnFigure, str]] = []
    for result in reading.results:
        reported: set[tuple[str, int]] = set()
        lines = {(row.sheet, row.row): row.locator for row in result.rows}
        for figure in result.figures:
            if figure.kind is UnitKind.TOTAL:
                continue
            where = (figure.sheet, figure.row)
            if figure.period is None:
                _set_aside(reading, figure)
                continue
            unit = _unit_of(figure, units)
            if isinstance(unit, UnknownUnit):
                if where not in reported:
                    reported.add(where)
                    named = replace(figure, locator=lines[where], value_printed=figure.unit)
                    reading.issues.append(_issue(named, "unknown_unit", unit.message))
                _set_aside(reading, figure)
                continue
            resolved.append((figure, unit))
    return resolved


def _unit_of(figure: ReturnFigure, units: UnitRegister) -> str | UnknownUnit:
    """Find a unit by its name, or by its name with the kind of place that its section names."""
    under = under_of(figure.file) or None
    if under is not None and under not in units.units.index:
        near = ", ".join(item.unit_id for item in units.suggest(under))
        message = f"thư mục «{under}» không phải mã đơn vị nào; gần giống: {near}"
        return UnknownUnit(figure.unit, (), message)
    on = _day(figure.period)
    unit = units.find(figure.unit, under=under, on=on)
    if isinstance(unit, UnknownUnit) and figure.group:
        places = set(re.findall(r"\b(?:xã|phường|thị trấn|đặc khu)\b", figure.group.casefold()))
        is_told = len(places) == 1
        named = units.find(f"{places.pop()} {figure.unit}", under=under, on=on) if is_told else unit
        return unit if isinstance(named, UnknownUnit) else named
    return unit


def _day(period: Period | None) -> date | None:
    """Choose the day on which a unit must have existed, as for published figures."""
    if period is None:
        return None
    if period.kind is PeriodKind.YEAR:
        return period.start
    return period.end or period.start


def _set_aside(reading: _Reading, figure: ReturnFigure) -> None:
    reading.fates[figure.file, figure.sheet, figure.row] = RowFate.QUARANTINED


def _issue(
    figure: ReturnFigure, rule: str, message: str, severity: Severity = Severity.WARNING
) -> Issue:
    return Issue(
        file=figure.file,
        sheet=figure.sheet,
        locator=figure.locator,
        unit=figure.unit,
        rule=rule,
        value=figure.value_printed,
        message=message,
        severity=severity,
    )


def _settle_between_files(
    reading: _Reading, resolved: list[tuple[ReturnFigure, str]]
) -> list[dict]:
    """Use a figure that several returns give once; use none of several that differ."""
    by_key: dict[tuple[str, str, str], list[ReturnFigure]] = {}
    for figure, unit in resolved:
        by_key.setdefault((unit, figure.measure, figure.period.key), []).append(figure)
    kept: list[dict] = []
    kept_rows: set[tuple[str, str, int]] = set()
    losers: list[ReturnFigure] = []
    for (unit, _, _), figures in by_key.items():
        if len({figure.value for figure in figures}) > 1:
            losers += figures
            reading.issues += _contradictions(figures)
            continue
        kept.append(_observation(figures[0], unit))
        kept_rows.add((figures[0].file, figures[0].sheet, figures[0].row))
    _settle_rows(reading, resolved, kept_rows, losers)
    return kept


def _contradictions(figures: list[ReturnFigure]) -> list[Issue]:
    listed = "; ".join(f"{f.value_printed} ({f.file} {f.locator})" for f in figures)
    message = f"các báo cáo ghi khác nhau: {listed}; không lấy số nào, cần xác nhận số đúng"
    return [_issue(figure, "conflict", message) for figure in figures]


def _settle_rows(
    reading: _Reading,
    resolved: list[tuple[ReturnFigure, str]],
    kept_rows: set[tuple[str, str, int]],
    losers: list[ReturnFigure],
) -> None:
    """Give rows that lost all their figures their new fate; a row with one in use is kept."""
    lost = {(figure.file, figure.sheet, figure.row) for figure in losers}
    for row in kept_rows:
        reading.fates[row] = RowFate.KEPT
    for figure, _ in resolved:
        row = (figure.file, figure.sheet, figure.row)
        if row not in kept_rows and reading.fates[row] is RowFate.KEPT:
            reading.fates[row] = RowFate.QUARANTINED if row in lost else RowFate.DUPLICATE


def _observation(figure: ReturnFigure, unit_id: str) -> dict:
    """Write a figure as an observation."""
    period = figure.period
    return {
        "unit_id": unit_id,
        "unit_printed": figure.unit,
        "measure": figure.measure,
        "period_kind": period.kind.value,
        "period_key": period.key,
        "period_start": period.start,
        "period_end": period.end,
        "term": f"{period.term[0]}-{period.term[1]}" if period.term else None,
        "is_average": period.is_average,
        "is_projected": period.is_projected or figure.measure == "admitted_projected",
        "value": float(figure.value),
        "denominator": None,
        "low": None,
        "high": None,
        "qualifier": "exact",
        "decimals": figure.decimals,
        "value_printed": figure.value_printed,
        "period_printed": period.printed,
        "basis": "",
        "source_id": figure.file,
        "locator": f"data/raw/returns/{figure.file}:{figure.locator}",
        "period_start_read": None,
        "period_end_read": None,
        "period_agrees": True,
        "note": "",
    }


def _check_accounting(reading: _Reading) -> None:
    """Check that each row of each sheet has one fate.

    Raises:
        CheckError: Rows in and rows out do not add up.
    """
    rows = sum(len(result.rows) for result in reading.results)
    if rows != len(reading.fates):
        raise CheckError(
            f"số dòng không khớp: đọc {rows}, phân loại {len(reading.fates)}", where="returns"
        )


def _rows(reading: _Reading) -> pd.DataFrame:
    records = [
        (
            r.file,
            row.sheet,
            row.row,
            row.locator,
            reading.fates[r.file, row.sheet, row.row].value,
            row.label,
        )
        for r in reading.results
        for row in r.rows
    ]
    frame = pd.DataFrame(records, columns=list(ROW_COLUMNS))
    return frame.astype({name: "int64" if name == "row" else "str" for name in ROW_COLUMNS})


def _issues(reading: _Reading) -> pd.DataFrame:
    order = [severity.value for severity in Severity]
    records = [tuple(getattr(i, name) for name in ISSUE_COLUMNS) for i in reading.issues]
    frame = pd.DataFrame(records, columns=list(ISSUE_COLUMNS)).astype("str")
    rank = frame["severity"].map(order.index)
    return (
        frame.assign(rank=rank)
        .sort_values(["rank", "file"], kind="stable")
        .drop(columns="rank")
        .reset_index(drop=True)
    )


def _files(reading: _Reading) -> pd.DataFrame:
    records = []
    for result in reading.results:
        fates = [reading.fates[result.file, row.sheet, row.row] for row in result.rows]
        own = [issue for issue in reading.issues if issue.file == result.file]
        records.append(
            {
                "file": result.file,
                "year": year_of(result.file),
                "under": under_of(result.file),
                "file_format": result.file_format,
                "figures": len(result.figures),
                **{fate.value: fates.count(fate) for fate in RowFate},
                "stops": sum(issue.severity is Severity.STOP for issue in own),
                "warnings": sum(issue.severity is Severity.WARNING for issue in own),
                "notes": sum(issue.severity is Severity.NOTE for issue in own),
            }
        )
    texts = ("file", "under", "file_format")
    frame = pd.DataFrame(records, columns=list(FILE_COLUMNS))
    return frame.astype({name: "str" if name in texts else "int64" for name in FILE_COLUMNS})
