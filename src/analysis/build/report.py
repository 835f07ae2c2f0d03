"""One report from first cell to last: run the chapters, render, check, publish."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from analysis.build import publish
from analysis.build.chapters import (
    CHAPTERS,
    check_finished,
    clean_traces,
    read_notebook,
    run_chapter,
)
from analysis.build.cover import make_cover
from analysis.build.index import make_headline, write_index
from analysis.build.manifest import make_manifest, write_manifest
from analysis.build.terminal import say
from analysis.cleaning.clean import Disposition
from analysis.document.collect import collect_blocks
from analysis.errors import AnalysisError
from analysis.findings import Findings, make_findings
from analysis.metrics.published_checks import Verdict
from analysis.notebook import read_params
from analysis.params import ReportParams
from analysis.paths import Project, find_project
from analysis.render.exporters import (
    COVER_KEY,
    ReportHTMLExporter,
    ReportPDFExporter,
    ReportWordExporter,
    ReportWorkbookExporter,
)
from analysis.render.return_sheet import render_return_sheet, return_sheet_name
from analysis.report_data import ReportData, load_report_data
from analysis.returns.records import Issue, RowFate, Severity
from analysis.text.language import set_language

_EXPORTERS = {
    "report.html": ReportHTMLExporter,
    "report.pdf": ReportPDFExporter,
    "report.docx": ReportWordExporter,
}

_FATES = {
    Disposition.KEPT: "giữ lại",
    Disposition.DUPLICATE: "trùng",
    Disposition.QUARANTINED: "để riêng",
}


_ROW_FATES = {
    RowFate.KEPT: "giữ lại",
    RowFate.TOTAL: "tổng",
    RowFate.NOTE: "tiêu đề, ghi chú",
    RowFate.DUPLICATE: "trùng",
    RowFate.HIDDEN: "ẩn",
    RowFate.QUARANTINED: "để riêng",
}


@dataclass(frozen=True)
class Build:
    """A report in the making.

    Args:
        project: The project.
        params: The parameters.
        data: What the report is made from.
        folder: Where the report will be.
        new: Where it is being made.
    """

    project: Project
    params: ReportParams
    data: ReportData
    folder: Path
    new: Path


def begin(**values: Any) -> Build:
    """Check the parameters, clean the data, and open a folder for the new report.

    Raises:
        ParameterError: A parameter is unknown, not allowed, or names a unit or year without data.
    """
    params = read_params(**values)
    set_language(params.language, params.spelling)
    project = find_project()
    data = load_report_data(project, params)
    folder = publish.report_folder(project, params)
    counts = data.dispositions["disposition"].value_counts()
    parts = " + ".join(f"{counts.get(code, 0)} {words}" for code, words in _FATES.items())
    say(
        [
            *unread_returns(data),
            f"{data.name}, năm {params.year}: {len(data.dispositions)} dòng nguồn = {parts}",
            *_returns_line(data),
        ]
    )
    return Build(project, params, data, folder, publish.start(folder))


def unread_returns(data: ReportData) -> list[str]:
    """Name each return of the report that could not be used, with the reason: said first of all."""
    stopped = data.returns.issues[data.returns.issues["severity"].eq(Severity.STOP)]
    lines = [
        f"  - {row.file}: {row.locator + ': ' if row.locator else ''}{row.message}"
        for row in stopped.itertuples(index=False)
    ]
    count = stopped["file"].nunique()
    return [f"CHƯA DÙNG ĐƯỢC {count} tệp báo cáo:", *lines] if count else []


def _returns_line(data: ReportData) -> list[str]:
    files = data.returns.files
    if files.empty:
        return []
    counts = [(fate, int(files[fate.value].sum())) for fate in RowFate]
    total = sum(count for _, count in counts)
    parts = " + ".join(f"{count} {_ROW_FATES[fate]}" for fate, count in counts if count)
    warnings = int(files["warnings"].sum())
    return [f"{len(files)} tệp báo cáo: {total} dòng = {parts}; {warnings} chỗ cần xem"]


def run(build: Build, chapter: str) -> None:
    """Execute one chapter; a failed one ends the build and keeps the last good report.

    Raises:
        RenderError: The chapter failed; the message names the notebook kept for a look.
    """
    number = CHAPTERS.index(chapter) + 1
    say([f"[{number}/{len(CHAPTERS)}] {chapter}"])
    try:
        run_chapter(build.project, chapter, build.params, build.new)
    except AnalysisError as error:
        kept = _keep_failed(build, chapter)
        shutil.rmtree(build.new, ignore_errors=True)
        raise type(error)(
            error.what, where=error.where, todo=f"xem {kept}; báo cáo trước vẫn giữ nguyên"
        ) from None


def _keep_failed(build: Build, chapter: str) -> str:
    """Keep the failed notebook where it is no part of any report."""
    target = build.project.reports / "failed" / f"{build.params.scope}-{build.folder.name}"
    target.mkdir(parents=True, exist_ok=True)
    failed = build.new / f"{chapter}.ipynb"
    if failed.exists():
        shutil.copyfile(failed, target / failed.name)
    return build.project.relative(target / failed.name)


def render(build: Build) -> None:
    """Render HTML, PDF, Word, workbook and manifest from the executed chapters.

    Raises:
        RenderError: A chapter is not finished, or a form cannot be rendered.
    """
    say([f"dựng {', '.join(_EXPORTERS)}, tables.xlsx"])
    with ExitStack() as on_failure:
        on_failure.callback(shutil.rmtree, build.new, ignore_errors=True)
        _render_all(build)
        on_failure.pop_all()


def _render_all(build: Build) -> None:
    found = make_findings(build.data)
    manifest = make_manifest(build.project, build.data, found.checks)
    cover = make_cover(build.data, found, manifest)
    notebook = combine(build.new)
    notebook.metadata[COVER_KEY] = cover.model_dump(mode="json")
    for name, exporter in _EXPORTERS.items():
        made, _ = exporter().from_notebook_node(notebook)
        content = made.encode("utf-8") if isinstance(made, str) else made
        (build.new / name).write_bytes(content)
    workbook = ReportWorkbookExporter()
    workbook.observations = build.data.in_scope
    (build.new / "tables.xlsx").write_bytes(workbook.from_notebook_node(notebook)[0])
    if build.params.audience == "internal":
        write_return_sheets(build.data, build.new / "returns")
    manifest["headline"] = make_headline(cover, collect_blocks(notebook))
    write_manifest(manifest, build.new / "manifest.json")


def write_return_sheets(data: ReportData, folder: Path) -> None:
    """Write for each return with something to mend the list of its own issues."""
    files = list(data.returns.files["file"])
    names = [file.rsplit("/", 1)[-1] for file in files]
    for row, name in zip(data.returns.files.itertuples(index=False), names, strict=True):
        if not (row.stops or row.warnings):
            continue
        own = data.returns.issues[data.returns.issues["file"].eq(row.file)]
        issues = [Issue(**record) for record in own.to_dict("records")]
        # Files of one name in several folders keep the names of their folders.
        target = name if names.count(name) == 1 else row.file.replace("/", "-")
        folder.mkdir(exist_ok=True)
        content = render_return_sheet(name, "", issues)
        (folder / return_sheet_name(target)).write_bytes(content)


def combine(folder: Path) -> NotebookNode:
    """Join the executed chapters in order, and clear each of times and machine paths."""
    combined = nbformat.v4.new_notebook()
    for chapter in CHAPTERS:
        path = folder / f"{chapter}.ipynb"
        notebook = read_notebook(path)
        check_finished(notebook, chapter)
        nbformat.write(clean_traces(notebook), path)
        combined.cells += notebook.cells
    for number, cell in enumerate(combined.cells):
        cell["id"] = f"c{number}"
    return combined


def finish(build: Build) -> None:
    """Put the report in its place, and say what was made and what needs attention."""
    publish.publish(build.new, build.folder)
    index = write_index(build.project)
    made = sorted(path for path in build.folder.rglob("*") if path.is_file())
    lines = ["", "Đã làm xong:"]
    lines += [
        f"  {build.project.relative(path)} ({max(path.stat().st_size // 1024, 1)} kB)"
        for path in [*made, index]
    ]
    attention = needs_attention(build.data, make_findings(build.data))
    lines += ["Cần chú ý:", *(f"  - {line}" for line in attention)] if attention else []
    say(lines)


def needs_attention(data: ReportData, found: Findings) -> list[str]:
    """List what a person should look at: lagging and silent units, prints that do not add up."""
    silent = found.coverage.without_figure
    wrong = found.checks[found.checks["verdict"].eq(Verdict.INCONSISTENT)]
    periods = int((~data.in_scope["period_agrees"]).sum())
    quarantined = int(data.dispositions["disposition"].eq(Disposition.QUARANTINED).sum())
    lines = [f"dưới ngưỡng: {data.units.short_name(unit)}" for unit in found.lagging["unit_id"]]
    lines += [f"{silent} đơn vị chưa có số liệu công bố"] if silent else []
    lines += [
        f"nguồn in {check.printed}, tính lại {check.arithmetic} ({check.locator})"
        for check in wrong.itertuples(index=False)
    ]
    lines += [f"{periods} dòng có kỳ số liệu đọc khác người nhập"] if periods else []
    lines += [
        f"báo cáo {row.file}: {row.warnings} chỗ cần xem"
        for row in data.returns.files.itertuples(index=False)
        if row.warnings
    ]
    if quarantined:
        lines.append(f"{quarantined} dòng để riêng: xem data/processed/dispositions.csv")
    return lines
