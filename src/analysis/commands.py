"""The commands of ``python -m analysis``."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from glob import escape
from pathlib import Path

from analysis.errors import AnalysisError
from analysis.paths import find_project
from analysis.returns.layouts import Layout, draft_layout, read_layout
from analysis.returns.read import read_return, read_safely
from analysis.returns.records import (
    Issue,
    ReadReturn,
    ReturnFigure,
    RowFate,
    Severity,
    TableView,
)
from analysis.text.display import format_period

TEMPLATE_FILE = "template.xlsx"

_FATES = {
    RowFate.KEPT: "giữ lại",
    RowFate.TOTAL: "tổng",
    RowFate.NOTE: "tiêu đề, ghi chú",
    RowFate.DUPLICATE: "trùng",
    RowFate.HIDDEN: "ẩn",
    RowFate.QUARANTINED: "để riêng",
}
_SEVERITIES = {Severity.STOP: "DỪNG", Severity.WARNING: "cần xem", Severity.NOTE: "ghi chú"}


def main(arguments: list[str] | None = None) -> int:
    """Run a command; 0 if it did its work, whatever it found; 2 for a wrong call."""
    parser = _parser()
    given = parser.parse_args(arguments)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8")
    try:
        return given.run(given)
    except AnalysisError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        # The reader of our output ("| head") has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m analysis")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    inspect = commands.add_parser(
        "inspect", help="show how a file was understood, and write a draft of a layout"
    )
    inspect.add_argument("file", type=Path, metavar="FILE")
    inspect.add_argument("--json", action="store_true", help="JSON Lines for other programs")
    inspect.add_argument("--cells", action="store_true", help="list every figure with its cell")
    inspect.add_argument("--layout", type=Path, help="read the file by this layout")
    inspect.add_argument(
        "--include-hidden", action="store_true", help="read hidden rows, columns and sheets too"
    )
    inspect.add_argument("--no-draft", action="store_true", help="do not write a draft of a layout")
    inspect.set_defaults(run=_inspect)
    units = commands.add_parser(
        "units", help="propose rows of the register for units in returns that it does not know"
    )
    units.add_argument("files", type=Path, nargs="+", metavar="FILE")
    units.add_argument("--under", required=True, metavar="UNIT_ID", help="the unit above them")
    units.set_defaults(run=_units)
    fictional = commands.add_parser(
        "fictional", help="write the returns of the made-up province anew"
    )
    fictional.set_defaults(run=_fictional)
    template = commands.add_parser("template", help="write the template of returns anew")
    template.set_defaults(run=_template)
    return parser


def _units(given: argparse.Namespace) -> int:
    """Print proposed rows of ``units.csv``, to be checked and put there by a person."""
    from analysis.cleaning.unit_proposals import propose_units
    from analysis.registers.units import read_units

    register = read_units(find_project())
    if given.under not in register.units.index:
        near = ", ".join(item.unit_id for item in register.suggest(given.under))
        raise AnalysisError(f"không có đơn vị «{given.under}»; gần giống: {near}", where="--under")
    results = [read_safely(path, path.name) for path in given.files]
    text, count = propose_units(results, given.under, register)
    print(text, end="")
    print(f"{count} đơn vị chưa có trong danh mục", file=sys.stderr)
    return 0


def _fictional(_given: argparse.Namespace) -> int:
    """Write the made-up province: its units and returns; the corrections only where there are none.

    Corrections are kept by hand for all returns, so those of other provinces are never lost.
    """
    # Imported here, so that ``inspect`` starts without them.
    from analysis.fictional.generate import write_returns
    from analysis.fictional.register_files import make_corrections, make_register
    from analysis.registers.units import FICTIONAL_FILE

    project = find_project()
    files = write_returns(project.returns)
    register = project.registers / FICTIONAL_FILE
    register.write_text(make_register(), encoding="utf-8", newline="\n")
    print(f"{len(files)} tệp báo cáo hư cấu; {project.relative(register)}")
    corrections = make_corrections()
    if not project.corrections.exists():
        project.corrections.write_text(corrections, encoding="utf-8", newline="\n")
        print(project.relative(project.corrections))
    elif corrections not in project.corrections.read_text(encoding="utf-8"):
        print(f"{project.relative(project.corrections)}: giữ nguyên, chưa có các dòng sửa hư cấu")
    return 0


def _template(_given: argparse.Namespace) -> int:
    """Write the template that units are sent."""
    from analysis.render.return_template import render_return_template

    project = find_project()
    target = project.returns / TEMPLATE_FILE
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(render_return_template())
    print(project.relative(target))
    return 0


def _inspect(given: argparse.Namespace) -> int:
    if not given.file.exists():
        raise AnalysisError("không có tệp này", where=str(given.file))
    result = read_safely(given.file, given.file.name, _layout(given))
    if given.json:
        lines: Iterable[str] = (
            json.dumps(record, ensure_ascii=False) for record in records_of(result)
        )
    else:
        lines = _describe(result, with_cells=given.cells)
    print("\n".join(lines))
    if not given.json and not given.no_draft and result.file_format:
        print(_write_draft(given.file, result))
    return 0


def _layout(given: argparse.Namespace) -> Layout | None:
    if given.layout is not None:
        layout = read_layout(_read_text(given.layout), str(given.layout))
    else:
        layout = Layout(layout="inspect") if given.include_hidden else None
    if layout is not None and given.include_hidden:
        layout = layout.model_copy(update={"include_hidden": True})
    return layout


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AnalysisError(f"không đọc được ({error.strerror})", where=str(path)) from None
    except UnicodeDecodeError:
        raise AnalysisError("tệp không phải UTF-8", where=str(path)) from None


def inspect_records(path: Path, read: Callable[..., ReadReturn] = read_return) -> list[dict]:
    """List what ``inspect --json`` prints: a dict for each figure, then one for each issue."""
    return records_of(read(path, path.name))


def records_of(result: ReadReturn) -> list[dict]:
    """Turn figures and issues into plain values."""
    return [_figure_record(figure) for figure in result.figures] + [
        _issue_record(issue) for issue in result.issues
    ]


def _figure_record(figure: ReturnFigure) -> dict:
    period = figure.period
    return {
        "file": figure.file,
        "unit": figure.unit,
        "kind": figure.kind.value,
        "measure": figure.measure,
        "value": _plain(figure.value),
        "period_start": period.start.isoformat() if period and period.start else None,
        "period_end": period.end.isoformat() if period and period.end else None,
        "locator": figure.locator,
    }


def _plain(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _issue_record(issue: Issue) -> dict:
    return {
        "file": issue.file,
        "locator": issue.locator,
        "message": issue.message,
        "rule": issue.rule,
        "severity": issue.severity.value,
    }


def _describe(result: ReadReturn, *, with_cells: bool) -> list[str]:
    """Describe for people how a file was understood."""
    lines = [f"{result.file}: {result.file_format or 'không đọc được'}"]
    for table in result.tables:
        lines += _describe_table(table)
    fates = Counter(row.fate for row in result.rows)
    parts = " + ".join(f"{fates[fate]} {words}" for fate, words in _FATES.items() if fates[fate])
    lines.append(f"{len(result.rows)} dòng = {parts or 'không có'}")
    lines.append(f"{len(result.figures)} số liệu")
    if with_cells:
        lines += [_describe_figure(figure) for figure in result.figures]
    order = list(_SEVERITIES)
    issues = sorted(result.issues, key=lambda issue: order.index(issue.severity))
    lines.append(f"{len(issues)} vấn đề" + (":" if issues else ""))
    lines += [
        f"  [{_SEVERITIES[issue.severity]}] {issue.locator or 'cả tệp'}: {issue.message}"
        for issue in issues
    ]
    return lines


def _describe_table(table: TableView) -> list[str]:
    header = ", ".join(map(str, table.header_rows))
    where = f"«{table.sheet}»: " if table.sheet else ""
    period = f"; kỳ: {table.period}" if table.period else "; không thấy ghi kỳ"
    lines = [f"{where}tiêu đề ở dòng {header}; số liệu từ dòng {table.first_row}{period}"]
    for column in table.columns:
        meaning = column.measure or column.role
        when = f" ({column.period})" if column.period else ""
        lines.append(f"  cột {column.letters}: {meaning}{when} ← «{column.heading}»")
    return lines


def _describe_figure(figure: ReturnFigure) -> str:
    period = format_period(figure.period) if figure.period else "chưa rõ kỳ"
    return (
        f"  {figure.locator}: «{figure.value_printed}» → {figure.measure} = {figure.value} "
        f"({figure.unit}; {figure.kind.value}; {period})"
    )


def _write_draft(file: Path, result: ReadReturn) -> str:
    """Write a draft of a layout beside the file; never over one that is there."""
    target = file.with_name(f"{file.name}.layout-draft.yml")
    if target.exists():
        return f"đã có bố cục nháp, giữ nguyên: {target.name}"
    try:
        target.write_text(draft_layout(result, f"*{escape(file.name)}"), encoding="utf-8")
    except OSError as error:
        return f"không ghi được bố cục nháp ({error.strerror}): {target.name}"
    return f"bố cục nháp: {target.name}"
