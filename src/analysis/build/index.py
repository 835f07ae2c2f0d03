"""``reports/index.html``: what reports there are, read from their folders.

What a report says of itself stands in its manifest; which forms it has, is looked up beside it.
A folder that holds no report of ours is named on the page with the reason, and stops nothing.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import quote

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis.document.blocks import Block, KeyFigure, KeyFigures, Paragraph
from analysis.errors import RenderError
from analysis.paths import Project, plain_name
from analysis.render.cover import Cover
from analysis.render.index import IndexEntry, ReportFile, render_index
from analysis.text.language import SOURCE_LANGUAGE, language
from analysis.text.language import gettext as _

INDEX = "index.html"
_FORMS = {
    "report.html": "html",
    "report.pdf": "pdf",
    "report.docx": "docx",
    "tables.xlsx": "xlsx",
}
_FAILED = "failed"  # where notebooks of failed builds are kept
_MOST_BYTES = 8_000_000


class _Headline(BaseModel):
    """What a report says of itself on its first screen."""

    model_config = ConfigDict(frozen=True)

    organisation: str
    title: str
    period: str = ""
    status: str = ""
    lead: str = ""
    key_figures: tuple[KeyFigure, ...] = ()
    warning: str = ""


class _Parameters(BaseModel):
    """The parameters by which reports are told apart."""

    model_config = ConfigDict(frozen=True)

    year: Annotated[int, Field(ge=1930, le=2100)]
    scope: str
    as_of: date | None = None
    language: Literal["vi", "en"] = "vi"
    audience: Literal["internal", "external"] = "internal"


class _Manifest(BaseModel):
    """The part of a manifest that the list needs; older ones have no headline."""

    model_config = ConfigDict(frozen=True)

    project: Literal["ket-nap"]
    parameters: _Parameters
    headline: _Headline | None = None


def make_headline(cover: Cover, blocks: Iterable[Block]) -> dict[str, Any]:
    """Collect what the manifest keeps for the list of reports, under ``headline``.

    Args:
        cover: The title block.
        blocks: The chapters; the first lead and the first key figures are taken.
    """
    blocks = list(blocks)
    leads = (b.text for b in blocks if isinstance(b, Paragraph) and b.role == "lead")
    figures = (block.items for block in blocks if isinstance(block, KeyFigures))
    return _Headline(
        organisation=cover.organisation,
        title=cover.title,
        period=cover.period,
        status=cover.status,
        lead=next(leads, ""),
        key_figures=next(figures, ()),
        warning=cover.warning,
    ).model_dump(mode="json")


def read_entry(manifest: object, folder: str, files: Sequence[ReportFile]) -> IndexEntry:
    """Make an entry of the list from a manifest.

    Args:
        manifest: The manifest as JSON has it; one without ``headline`` gives the bare entry.
        folder: The folder of the report below ``reports``.
        files: Its forms.

    Raises:
        ValueError: It is no manifest of a report.
    """
    found = _Manifest.model_validate(manifest)
    params = found.parameters
    headline = found.headline or _Headline(
        organisation=params.scope, title=_("Báo cáo năm {year}", year=params.year)
    )
    return IndexEntry(
        folder=folder,
        files=tuple(files),
        is_old=found.headline is None,
        **params.model_dump(exclude={"scope"}),
        **dict(headline),
    )


def write_index(project: Project) -> Path:
    """Write the list of all reports, in Vietnamese whatever the language of the last report.

    Raises:
        RenderError: The page cannot be written.
    """
    with language(SOURCE_LANGUAGE):
        page = render_index(*find_reports(project.reports))
    path = project.reports / INDEX
    new = path.with_name(f".{INDEX}.{os.getpid()}")
    try:
        project.reports.mkdir(exist_ok=True)
        new.write_bytes(page.encode("utf-8", "replace"))  # JSON may hold halves of characters
        new.replace(path)
    except OSError as error:
        with suppress(OSError):
            new.unlink(missing_ok=True)
        raise RenderError(
            f"không ghi được danh sách báo cáo ({error.strerror or error})",
            where=f"reports/{INDEX}",
            todo="kiểm tra quyền ghi; các báo cáo vẫn đủ",
        ) from error
    return path


def find_reports(reports: Path) -> tuple[list[IndexEntry], list[str]]:
    """Find all reports, and folders that are none with the reason.

    Args:
        reports: The folder of all reports.
    """
    entries, skipped = [], []
    for place, folder in _candidates(reports):
        try:
            entries.append(_entry(folder, place))
        except (OSError, ValueError, RecursionError) as error:
            skipped.append(f"reports/{place}: {_reason(error)}")
    return entries, skipped


def _candidates(reports: Path) -> Iterator[tuple[str, Path]]:
    """Give the folders that should hold a report; one without folders stands for itself."""
    for scope in _folders(reports):
        if scope.name != _FAILED:
            for folder in _folders(scope) or [scope]:
                yield plain_name(folder.relative_to(reports).as_posix()), folder


def _folders(parent: Path) -> list[Path]:
    """Give the folders in a folder by name, without hidden ones: builds on their way."""
    try:
        found = sorted(path for path in parent.iterdir() if path.is_dir())
    except OSError:  # the folder itself is named when no report is found in it
        return []
    return [path for path in found if not path.name.startswith(".")]


def _entry(folder: Path, place: str) -> IndexEntry:
    path = folder / "manifest.json"
    if folder.is_symlink() or folder.parent.is_symlink() or path.is_symlink():
        raise PermissionError
    if path.stat().st_size > _MOST_BYTES:
        raise ValueError
    manifest = json.loads(path.read_text(encoding="utf-8"))
    files = list(_files(folder))
    if not files:
        raise FileNotFoundError
    return read_entry(manifest, place, files)


def _files(folder: Path) -> Iterator[ReportFile]:
    """Give the forms of a report that are there."""
    for name, form in _FORMS.items():
        path = folder / name
        if path.is_file():
            parts = (folder.parent.name, folder.name, name)
            address = "/".join(quote(os.fsencode(part), safe="") for part in parts)
            yield ReportFile(form=form, address=address, size=path.stat().st_size)


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return _("không có báo cáo")
    if isinstance(error, OSError):
        return _("không đọc được")
    if isinstance(error, ValidationError):
        return _("manifest.json không phải của một báo cáo")
    return _("manifest.json hỏng")
