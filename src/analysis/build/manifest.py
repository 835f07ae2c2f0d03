"""What a report was made from: parameters, inputs with digests, versions, counts."""

from __future__ import annotations

import hashlib
import json
import platform
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from analysis import __version__
from analysis.paths import Project
from analysis.report_data import ReportData
from analysis.returns.records import RowFate

_PACKAGES = (
    "babel",
    "jinja2",
    "matplotlib",
    "nbconvert",
    "pandas",
    "pandera",
    "papermill",
    "pyarrow",
    "python-calamine",
    "python-docx",
    "typst",
    "xlsxwriter",
)


def sha256(path: Path) -> str:
    """Digest a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_manifest(project: Project, data: ReportData, checks: pd.DataFrame) -> dict:
    """Describe a report; holds no time, no user and no path outside the project.

    Args:
        project: The project.
        data: What the report was made from.
        checks: The checks of published figures in scope.
    """
    dispositions = data.dispositions["disposition"].value_counts()
    inputs = [*project.raw_files(), *filter(Path.exists, [project.report_settings])]
    return {
        "project": "ket-nap",
        "version": __version__,
        "parameters": data.params.model_dump(mode="json"),
        "inputs": {project.relative(path): sha256(path) for path in inputs},
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "counts": {
            "raw_rows": len(data.dispositions),
            **{f"rows_{name}": int(count) for name, count in sorted(dispositions.items())},
            "returns": len(data.returns.files),
            "returns_stopped": int(data.returns.files["stops"].gt(0).sum()),
            "return_rows": len(data.returns.rows),
            **{
                f"return_rows_{fate.value}": int(data.returns.rows["fate"].eq(fate.value).sum())
                for fate in RowFate
            },
            "observations_in_scope": len(data.in_scope),
            "units_in_scope": 1 + len(data.scope.children),
            "published_checks": len(checks),
            "published_checks_inconsistent": int(checks["verdict"].eq("inconsistent").sum()),
        },
    }


def inputs_digest(manifest: dict) -> str:
    """Digest all inputs together, for the imprint of the report."""
    return hashlib.sha256(json.dumps(manifest["inputs"], sort_keys=True).encode()).hexdigest()


def write_manifest(manifest: dict, path: Path) -> None:
    """Write the manifest as readable JSON."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
