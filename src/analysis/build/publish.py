"""The report folder: filled beside its place, then put there whole, or not at all."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from analysis.errors import RenderError
from analysis.params import ReportParams
from analysis.paths import Project

_ABANDONED_SECONDS = 3600


def report_folder(project: Project, params: ReportParams) -> Path:
    """Name the folder of a report; always inside ``reports``.

    A report as of an earlier day, for people outside or in another language never takes the place
    of another one: ``2024``, ``2024-den-2024-06-30``, ``2024-ra-ngoai``, ``2024-en``.

    Raises:
        RenderError: The scope would lead out of it.
    """
    name = str(params.year)
    name += f"-den-{params.as_of}" if params.as_of else ""
    name += "-ra-ngoai" if params.audience == "external" else ""
    name += f"-{params.language}" if params.language != "vi" else ""
    folder = project.reports / params.scope / name
    if not folder.resolve().is_relative_to(project.reports.resolve()):
        raise RenderError("thư mục báo cáo nằm ngoài reports/", where=params.scope)
    return folder


def start(folder: Path) -> Path:
    """Make the empty folder that a build fills, and clear up what a killed build left.

    Raises:
        RenderError: The folder cannot be written.
    """
    new = folder.with_name(f".{folder.name}.new.{os.getpid()}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        recover(folder)
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
    except OSError as error:
        raise RenderError(
            f"không ghi được vào thư mục báo cáo ({error.strerror or error})",
            where=f"reports/{folder.parent.name}",
            todo="kiểm tra quyền ghi và xem reports có phải là thư mục không",
        ) from error
    return new


def recover(folder: Path) -> None:
    """Put the last good report back where a crash left it half replaced; sweep abandoned builds."""
    old = _old(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    for left in folder.parent.glob(f".{folder.name}.new.*"):
        if time.time() - left.stat().st_mtime > _ABANDONED_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def publish(new: Path, folder: Path) -> None:
    """Replace the last report by the one just built.

    Raises:
        RenderError: The old report cannot be moved (a file of it is open in another program); it
            stays as it was.
    """
    old = _old(folder)
    try:
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise RenderError(
            f"không thay được báo cáo cũ ({error.strerror or error})",
            where=f"{folder.parent.name}/{folder.name}",
            todo="đóng các tệp của báo cáo đang mở trong chương trình khác rồi chạy lại",
        ) from error
    shutil.rmtree(old, ignore_errors=True)


def _old(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.old")
