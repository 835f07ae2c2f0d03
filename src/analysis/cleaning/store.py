"""``data/processed``: written by cleaning, read by the chapters, rebuilt when anything changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import fields
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from analysis.cleaning.clean import CleaningResult, clean_figures
from analysis.cleaning.raw import read_figures
from analysis.cleaning.returns import read_returns
from analysis.errors import SourceError
from analysis.paths import Project
from analysis.registers.measures import read_measures
from analysis.registers.sources import read_sources
from analysis.registers.units import read_units

_DIGEST_KEY = b"ketnap.input_digest"
_CODE = ("text", "registers", "office_files", "returns", "cleaning")
_CODE_FILES = ("*.py", "*.yml")
_TABLES = tuple(field.name for field in fields(CleaningResult))
_RISKY_START = ("=", "+", "-", "@", "\t", "\r")


def load_clean_data(project: Project) -> CleaningResult:
    """Return the cleaned data, from ``data/processed`` where it still fits the raw data.

    It is cleaned afresh and written when a raw file, a register or the cleaning code has changed
    since, so that no chapter ever works on stale figures.
    """
    digest = input_digest(project)
    stored = _read(project, digest)
    if stored is not None:
        return stored
    units = read_units(project)
    result = clean_figures(
        read_figures(project),
        units=units,
        measures=read_measures(project),
        sources=read_sources(project),
        returns=read_returns(project, units),
    )
    _write(project, result, digest)
    return result


def input_digest(project: Project) -> str:
    """Digest everything that the cleaned data depend on: raw files, registers, cleaning code."""
    digest = hashlib.sha256()
    code = [Path(str(files("analysis"))) / part for part in _CODE]
    modules = sorted(p for folder in code for kind in _CODE_FILES for p in folder.glob(kind))
    named = [(project.relative(path), path) for path in project.raw_files()]
    named += [(f"{path.parent.name}/{path.name}", path) for path in modules]
    for name, path in named:
        digest.update(f"{name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(project: Project, digest: str) -> CleaningResult | None:
    paths = [project.processed / f"{name}.parquet" for name in _TABLES]
    if not all(path.exists() and path.with_suffix(".csv").exists() for path in paths):
        return None
    try:
        tables = [pq.read_table(path, page_checksum_verification=True) for path in paths]
        stored = {(table.schema.metadata or {}).get(_DIGEST_KEY) for table in tables}
        if stored != {digest.encode()}:
            return None
        frames = {name: table.to_pandas() for name, table in zip(_TABLES, tables, strict=True)}
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError):
        return None  # a damaged copy is no loss: it is made again from the raw data
    dates = frames["observations"].select_dtypes("datetime").columns
    frames["observations"] = frames["observations"].astype(dict.fromkeys(dates, "datetime64[s]"))
    return CleaningResult(**frames)


def _write(project: Project, result: CleaningResult, digest: str) -> None:
    project.processed.mkdir(parents=True, exist_ok=True)
    for name in _TABLES:
        frame: pd.DataFrame = getattr(result, name)
        table = pa.Table.from_pandas(frame, preserve_index=False)
        table = table.replace_schema_metadata({**table.schema.metadata, _DIGEST_KEY: digest})
        target = project.processed / name
        _replace(
            target.with_suffix(".parquet"),
            lambda path, t=table: pq.write_table(t, path, write_page_checksum=True),
        )
        _replace(target.with_suffix(".csv"), lambda path, f=frame: _write_csv(f, path))


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a table for people: with a mark that tells Excel the encoding, and no live formula."""
    safe = frame.copy()
    for name in safe.select_dtypes(["object", "str"]).columns:
        risky = safe[name].fillna("").str.startswith(_RISKY_START)
        safe[name] = safe[name].where(~risky, "'" + safe[name])
    safe.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _replace(target: Path, write: Callable[[Path], object]) -> None:
    """Write beside the target, then put it in its place in one step.

    Raises:
        SourceError: The file cannot be written or replaced (it is open in another program).
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        write(temporary)
        temporary.replace(target)
    except OSError as error:
        raise SourceError(
            f"không ghi được ({error.strerror or error})",
            where=f"data/processed/{target.name}",
            todo="đóng tệp nếu đang mở trong Excel, kiểm tra quyền ghi, rồi chạy lại",
        ) from error
    finally:
        temporary.unlink(missing_ok=True)
