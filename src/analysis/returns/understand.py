"""From a file to figures, fates and issues: one sheet after the other, then the file as a whole."""

from __future__ import annotations

import re
from dataclasses import replace

from analysis.errors import CheckError
from analysis.office_files.grids import Book, Sheet, column_letters
from analysis.returns.column_meanings import settle_columns
from analysis.returns.criteria_form import read_criteria_form
from analysis.returns.grid import Grid
from analysis.returns.headings import read_heading
from analysis.returns.layouts import Layout, plan_by_layout
from analysis.returns.lettering import set_letters_right
from analysis.returns.records import (
    ColumnView,
    Issue,
    ReadReturn,
    ReturnRow,
    RowFate,
    Severity,
    TableView,
)
from analysis.returns.repeats import settle_repeats
from analysis.returns.return_periods import BasePeriod, base_period, column_period
from analysis.returns.sheet_records import SheetRecords
from analysis.returns.table_checks import check_table
from analysis.returns.table_names import names_in_doubt
from analysis.returns.table_plans import Column, Role, TablePlan, find_tables, take_title_below
from analysis.returns.table_reading import read_table
from analysis.returns.table_recording import record_figures
from analysis.returns.table_remarks import report_ignored_counts, report_strays
from analysis.returns.table_titles import (
    lines_of,
    organisation_of,
    period_above,
    subject_lines,
)
from analysis.returns.vocabulary import vocabulary
from analysis.text.display import format_period
from analysis.text.periods import Period

# Rules that keep every figure of the file out: what a column means is not known.
_STOPS_FILE = ("unmapped_column", "missing_column", "layout_mismatch", "two_unit_columns")


def understand(book: Book, file: str, layout: Layout | None = None) -> ReadReturn:
    """Understand a whole file.

    Args:
        book: The file as read.
        file: Its name, for the records.
        layout: A reviewed layout, where the file needs one.

    Raises:
        CheckError: A row was lost or counted twice (a fault of the program).
    """
    sheets = [_read_sheet(sheet, file, layout) for sheet in book.sheets]
    _ease_foreign_sheets(sheets)
    figures = [figure for records in sheets for figure in records.figures]
    rows = [row for records in sheets for row in records.rows()]
    issues = [
        Issue(file, "", r.locator, "", r.rule, "", r.message, Severity.NOTE) for r in book.remarks
    ]
    issues += [issue for records in sheets for issue in records.issues]
    issues = _ease_empty_tables(issues, has_figures=bool(figures)) + _without_table(file, sheets)
    figures, rows, repeats = settle_repeats(figures, rows)
    issues += repeats
    if any(issue.rule in _STOPS_FILE and issue.severity is Severity.STOP for issue in issues):
        figures = []
        rows = [_set_aside(row) for row in rows]
    _check_accounting(book, rows)
    tables = tuple(table for records in sheets for table in records.tables)
    return ReadReturn(file, book.file_format, tuple(figures), tuple(rows), tuple(issues), tables)


def _ease_empty_tables(issues: list[Issue], *, has_figures: bool) -> list[Issue]:
    """Take an empty table for a remark where another sheet of the file has figures."""
    return [
        replace(issue, severity=Severity.NOTE) if issue.rule == "no_rows" and has_figures else issue
        for issue in issues
    ]


def _ease_foreign_sheets(sheets: list[SheetRecords]) -> None:
    """Let a sheet about something else (telephone numbers) not keep out the rest of the file."""
    if not any(records.figures for records in sheets):
        return
    for records in sheets:
        if _is_foreign(records):
            records.issues = [
                replace(issue, severity=Severity.WARNING) if issue.rule in _STOPS_FILE else issue
                for issue in records.issues
            ]


def _is_foreign(records: SheetRecords) -> bool:
    """Tell whether nothing in the tables of a sheet speaks of figures that a return gives."""
    columns = [column for table in records.tables for column in table.columns]
    unknown = [read_heading(c.heading) for c in columns if c.role == Role.UNMAPPED.value]
    is_measured = any(column.role == Role.MEASURE.value for column in columns)
    return bool(unknown) and not is_measured and not any(h.says_something for h in unknown)


def _set_aside(row: ReturnRow) -> ReturnRow:
    is_used = row.fate in (RowFate.KEPT, RowFate.TOTAL, RowFate.DUPLICATE)
    return replace(row, fate=RowFate.QUARANTINED) if is_used else row


def _read_sheet(sheet: Sheet, file: str, layout: Layout | None) -> SheetRecords:
    """Read one sheet; hidden parts are listed and left out unless a layout asks for them."""
    records = SheetRecords(file, sheet)
    include_hidden = layout is not None and layout.include_hidden
    if sheet.is_hidden and not include_hidden:
        return _leave_out_sheet(records)
    readable = set_letters_right(sheet, records)
    records.sheet = readable
    grid = Grid(readable, include_hidden=include_hidden)
    _leave_out_hidden(grid, records)
    stated = plan_by_layout(grid, layout, records) if layout else None
    plans = find_tables(grid) if stated is None else stated
    in_title = [row for row in grid.rows if not plans or row < plans[0].header_rows[0]]
    titles = [*readable.context, *lines_of(grid, in_title)]
    for row in grid.rows:
        records.fates.setdefault(row, RowFate.NOTE)
        records.labels.setdefault(row, " ".join(grid.texts_of_row(row).values())[:80])
    for plan in plans:
        _read_plan(grid, plan, titles, records, layout)
    if not plans:
        _set_figures_aside(grid, records)
    if stated is None:
        report_strays(grid, plans, records)
    return records


def _leave_out_sheet(records: SheetRecords) -> SheetRecords:
    sheet = records.sheet
    rows = sorted({row for row, _ in sheet.cells})
    records.fates = dict.fromkeys(rows, RowFate.HIDDEN)
    if rows:
        records.report(
            "hidden_sheet",
            f"trang tính «{sheet.name}» bị ẩn, không lấy số liệu ({len(rows)} dòng)",
            severity=Severity.NOTE,
        )
    return records


def _leave_out_hidden(grid: Grid, records: SheetRecords) -> None:
    sheet = records.sheet
    for row in grid.hidden_rows:
        records.fates[row] = RowFate.HIDDEN
        texts = [sheet.cells[place].text for place in sorted(sheet.cells) if place[0] == row]
        records.labels[row] = " ".join(texts)[:80]
        records.report(
            "hidden_row",
            f"dòng bị ẩn, không lấy số liệu: {' | '.join(texts)[:120]}",
            place=row,
            severity=Severity.NOTE,
        )
    for column in grid.hidden_columns:
        places = sorted(place for place in sheet.cells if place[1] == column)
        records.report(
            "hidden_column",
            f"cột bị ẩn, không lấy số liệu ({len(places)} ô): «{sheet.cells[places[0]].text[:60]}»",
            place=places[0],
            severity=Severity.NOTE,
        )
        for row in {row for row, _ in places} - set(grid.rows):
            records.fates.setdefault(row, RowFate.HIDDEN)


def _read_plan(
    grid: Grid,
    plan: TablePlan,
    titles: list[str],
    records: SheetRecords,
    layout: Layout | None,
) -> None:
    """Read one table of a sheet."""
    plan, below = take_title_below(grid, plan)
    own = lines_of(grid, _rows_before(grid, plan, records)) + below
    if layout and layout.period:
        base = base_period([layout.period], "")
    else:
        base = period_above(titles, own, records.sheet.name)
    lines = titles + [line for line in own if line not in titles]
    settled = settle_columns(grid, plan, subject_lines(titles, own))
    records.tables.append(view_of(settled, base, records.sheet.name))
    for row in plan.header_rows:
        records.fates[row] = RowFate.NOTE
    report_ignored_counts(grid, settled, records)
    is_stated = layout is not None and bool(layout.columns)
    doubtful = [] if is_stated else names_in_doubt(grid, settled.columns, list(plan.header_rows))
    if not _is_complete(settled, doubtful, records):
        _set_figures_aside(grid, records, settled)
        return
    if settled.is_criteria_form:
        unit = (layout.unit if layout else "") or organisation_of(lines)
        if not unit:
            records.report(
                "no_unit",
                "biểu theo tiêu chí không ghi tên đơn vị báo cáo; ghi «Đơn vị báo cáo: …» phía "
                "trên biểu, hoặc mục unit của bố cục",
                severity=Severity.STOP,
            )
        read_criteria_form(grid, settled, base, unit, records)
        return
    _read_units(grid, settled, base, records)


def _rows_before(grid: Grid, plan: TablePlan, records: SheetRecords) -> list[int]:
    """List the rows between the table before and this one; none for the first table."""
    first = plan.header_rows[0]
    headers = [t.header_rows[-1] for t in records.tables if t.header_rows[-1] < first]
    if not headers:
        return []
    used = [r for r in grid.rows if r < first and records.fates.get(r) is not RowFate.NOTE]
    return [row for row in grid.rows if max([*headers, *used]) < row < first]


def view_of(plan: TablePlan, base: BasePeriod, sheet: str) -> TableView:
    """Describe for people how a table was understood."""
    return TableView(
        sheet=sheet,
        header_rows=plan.header_rows,
        first_row=plan.first_row,
        last_row=plan.last_row,
        period=base.period.printed if base.period else "",
        columns=tuple(
            ColumnView(
                letters=column_letters(column.column),
                heading=column.heading.text,
                role=column.role.value,
                measure=column.measure,
                period=_period_words(column, base),
            )
            for column in plan.columns
        ),
    )


def _period_words(column: Column, base: BasePeriod) -> str:
    if column.role is not Role.MEASURE:
        return ""
    period = column_period(column.hints, base, vocabulary().reading(column.measure))
    return format_period(period) if isinstance(period, Period) else ""


def _read_units(grid: Grid, plan: TablePlan, base: BasePeriod, records: SheetRecords) -> None:
    table = read_table(grid, plan, base, records)
    record_figures(table, records)
    check_table(table, records)
    if not any(row.kind.value in ("unit", "total") for row in table.rows):
        records.report(
            "no_rows",
            "biểu chỉ có tiêu đề, không có dòng số liệu nào",
            severity=Severity.STOP,
        )


def _is_complete(plan: TablePlan, doubtful: list[Column], records: SheetRecords) -> bool:
    """Check that each column is understood and that units and figures are there."""
    found = "; ".join(
        f"{records.sheet.locate(plan.header_rows[0], c.column)} «{c.heading.text}»"
        for c in plan.columns
    )
    unmapped = plan.of_role(Role.UNMAPPED)
    for column in unmapped:
        words = ", ".join(column.heading.unknown)
        why = f" (chưa hiểu: {words})" if words else ""
        records.report(
            "unmapped_column",
            f"không hiểu cột «{column.heading.text}»{why}; tệp này chưa được đọc. Các cột tìm "
            f"thấy: {found}. Sửa tiêu đề hoặc khai báo cột trong bố cục",
            place=(plan.header_rows[0], column.column),
            value=column.heading.text,
            severity=Severity.STOP,
        )
    missing = []
    if not plan.of_role(Role.UNIT, Role.CRITERION):
        missing.append("cột tên đơn vị")
    if not plan.of_role(Role.MEASURE) and not unmapped:
        missing.append("cột số liệu")
    if missing:
        records.report(
            "missing_column",
            f"không thấy {' và '.join(missing)}; các cột tìm thấy: {found}",
            place=plan.header_rows[0],
            severity=Severity.STOP,
        )
    if doubtful:
        names = " và ".join(f"«{column.heading.text}»" for column in doubtful)
        records.report(
            "two_unit_columns",
            f"các cột {names} đều ghi tên trên cùng dòng, không rõ cột nào là tên đơn vị; tệp này "
            "chưa được đọc. Sửa tiêu đề hoặc khai báo cột trong bố cục",
            place=(plan.header_rows[0], doubtful[0].column),
            severity=Severity.STOP,
        )
    return not unmapped and not missing and not doubtful


def _set_figures_aside(grid: Grid, records: SheetRecords, plan: TablePlan | None = None) -> None:
    """Quarantine the rows of a table, or of a sheet without one, that hold figures."""
    first = plan.first_row if plan else 0
    last = plan.last_row if plan else grid.sheet.last_row
    for row in grid.rows:
        numbers = [c for c in grid.columns if grid.is_number(row, c)]
        texts = [t for t in grid.texts_of_row(row).values() if re.fullmatch(r"[0-9.,%]+", t)]
        if first <= row <= last and (numbers or texts):
            records.fates[row] = RowFate.QUARANTINED


def _without_table(file: str, sheets: list[SheetRecords]) -> list[Issue]:
    """Report sheets that hold figures but no table that is recognised; or a file without any."""
    has_table = [any(f is not RowFate.NOTE for f in r.fates.values()) or r.figures for r in sheets]
    read = [r for r in sheets if r.figures or _has_alarm(r)]
    issues = []
    for records, is_relevant in zip(sheets, has_table, strict=True):
        is_open = not records.figures and not records.issues and not records.sheet.is_hidden
        aside = [row for row, fate in records.fates.items() if fate is RowFate.QUARANTINED]
        if is_relevant and is_open and aside and read:
            issues.append(
                Issue(
                    file,
                    records.sheet.name,
                    records.sheet.name,
                    "",
                    "no_table",
                    "",
                    f"«{records.sheet.name}»: có {len(aside)} dòng số nhưng không nhận ra biểu nào",
                    Severity.WARNING,
                )
            )
    if not read and not any(records.figures for records in sheets):
        issues.append(_no_table(file, sheets))
    return issues


def _has_alarm(records: SheetRecords) -> bool:
    """Tell whether something is said already about figures of a sheet that are not read."""
    graves = [issue.severity for issue in records.issues if issue.severity is not Severity.NOTE]
    return Severity.STOP in graves or (bool(records.tables) and bool(graves))


def _no_table(file: str, sheets: list[SheetRecords]) -> Issue:
    """Say that a file has no table, and what stands in it instead."""
    shown = [records for records in sheets if not records.sheet.is_hidden]
    texts = [label for records in shown for _, label in sorted(records.labels.items()) if label]
    headings = [text for text in texts if read_heading(text).says_something] or texts
    found = "; ".join(f"«{text[:60]}»" for text in headings[:8]) or "không có gì"
    if not any(records.fates for records in sheets):
        return Issue(file, "", "", "", "empty", "", "tệp không có nội dung nào", Severity.STOP)
    return Issue(
        file,
        "",
        "",
        "",
        "missing_column",
        "",
        "không thấy biểu có cột tên đơn vị (hoặc tiêu chí) và cột số liệu; tìm thấy: " + found,
        Severity.STOP,
    )


def _check_accounting(book: Book, rows: list[ReturnRow]) -> None:
    """Check that every row that holds something ended in exactly one place.

    Raises:
        CheckError: A row was lost or counted twice.
    """
    for sheet in book.sheets:
        inside = {row for (row, _), cell in sheet.cells.items() if cell.text.strip()}
        fates = [row.row for row in rows if row.sheet == sheet.name]
        if not inside <= set(fates) or len(fates) != len(set(fates)):
            lost = sorted(inside - set(fates))[:5]
            raise CheckError(
                f"trang tính «{sheet.name}»: vào {len(inside)} dòng, phân loại {len(fates)} dòng, "
                f"thiếu {lost}",
                where="returns",
                todo="báo cho người phụ trách phần mềm",
            )
