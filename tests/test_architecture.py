"""Imports go one way, libraries stay in their layer, and notebooks are thin and alike."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode
from pydantic_core import PydanticUndefined

from analysis.build.chapters import CHAPTERS
from analysis.params import ReportParams

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "src" / "analysis"
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# A part imports only from parts of earlier layers, and from itself.
LAYERS = (
    ("errors", "text", "theme"),
    ("paths", "params"),
    ("registers",),
    ("office_files",),
    ("returns",),
    ("cleaning",),
    ("metrics",),
    ("report_data",),
    ("findings",),
    ("charts", "document"),
    ("chapters",),
    ("render",),
    ("notebook",),
    ("fictional",),
    ("build", "commands"),
    ("__main__",),
)
LAYER_OF = {part: number for number, layer in enumerate(LAYERS) for part in layer}

# Libraries that only one part may know.
HOME_OF = {
    "babel": {"text"},
    "docx": {"office_files", "render"},
    "fontTools": {"render"},
    "lxml": {"charts", "office_files", "render"},
    "matplotlib": {"charts"},
    "nbconvert": {"render"},
    "pandera": {"cleaning"},
    "papermill": {"build"},
    "psutil": {"office_files"},
    "python_calamine": {"office_files"},
    "rapidfuzz": {"registers"},
    "typst": {"render"},
    "xlrd": {"office_files"},
    "xlsxwriter": {"fictional", "render"},
    "yaml": {"chapters", "fictional", "returns"},
}


def module_name(path: Path) -> str:
    """Name a module below ``analysis``: ``metrics.exact``; the empty text is the package itself."""
    parts = path.relative_to(CODE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


MODULES = {module_name(path): path for path in sorted(CODE.rglob("*.py"))}


def imported(path: Path) -> set[str]:
    """Give all modules that a file imports, at the top or within a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import in line {node.lineno}"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own_imports(path: Path) -> set[str]:
    """Give the modules of the project that a file imports, named as ``MODULES`` names them."""
    names = {name for name in imported(path) if name.split(".")[0] == "analysis"}
    found = set()
    for name in names:
        below = name.split(".")[1:]
        prefixes = [".".join(below[:count]) for count in range(len(below), -1, -1)]
        found.add(next(prefix for prefix in prefixes if prefix in MODULES))
    return found


def part_of(module: str) -> str:
    """Give the package, or the single module, below ``analysis``."""
    return module.partition(".")[0]


def test_every_part_is_in_one_layer():
    parts = {part_of(module) for module in MODULES if module}
    assert sorted(LAYER_OF) == sorted(parts)


def test_the_architecture_page_lists_the_same_layers():
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.split("## Import direction")[1].split("\n## ")[0]
    lines = re.findall(r"^(\d+)\. (.+)$", section, re.MULTILINE)
    assert [int(number) for number, _ in lines] == list(range(1, len(LAYERS) + 1))
    assert [tuple(re.findall(r"`(\w+)`", names)) for _, names in lines] == list(LAYERS)


@pytest.mark.parametrize("module", [name for name in MODULES if name])
def test_imports_go_one_way(module):
    own = part_of(module)
    wrong = {
        other
        for other in own_imports(MODULES[module])
        if other and part_of(other) != own and LAYER_OF[part_of(other)] >= LAYER_OF[own]
    }
    assert wrong == set()


def test_no_module_imports_itself_by_a_detour():
    order = TopologicalSorter({name: own_imports(path) for name, path in MODULES.items()})
    assert len(list(order.static_order())) == len(MODULES)


@pytest.mark.parametrize("library", HOME_OF)
def test_a_library_is_known_to_one_part_only(library):
    users = {
        part_of(module)
        for module, path in MODULES.items()
        if any(name.split(".")[0] == library for name in imported(path))
    }
    assert users == HOME_OF[library]


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def notebook(request: pytest.FixtureRequest) -> NotebookNode:
    return nbformat.read(request.param, as_version=4)


def test_the_notebooks_are_the_chapters_and_the_report():
    assert {path.stem for path in NOTEBOOKS} == {*CHAPTERS, "annual_report"}


def test_a_notebook_is_valid_and_runs_in_a_plain_kernel(notebook):
    nbformat.validate(notebook)
    assert notebook.metadata.kernelspec.name == "python3"


def test_a_notebook_is_committed_without_outputs(notebook):
    cells = code_cells(notebook)
    assert [cell.outputs for cell in cells if cell.outputs] == []
    assert [cell.execution_count for cell in cells if cell.execution_count is not None] == []


def parameters_of(notebook: NotebookNode) -> dict[str, object]:
    """Read the cell of parameters: ``name: type = value``, in order."""
    tagged = [
        cell for cell in code_cells(notebook) if "parameters" in cell.metadata.get("tags", [])
    ]
    assert len(tagged) == 1
    body = ast.parse(tagged[0].source).body
    assert all(isinstance(node, ast.AnnAssign) for node in body)
    return {node.target.id: ast.literal_eval(node.value) for node in body}


def test_the_parameters_are_those_of_every_report(notebook):
    parameters = parameters_of(notebook)
    assert list(parameters) == list(ReportParams.model_fields)
    assert ReportParams(**parameters)
    defaults = {
        name: field.default
        for name, field in ReportParams.model_fields.items()
        if field.default is not PydanticUndefined
    }
    assert defaults == {
        "threshold_pct": 50,
        "language": "vi",
        "as_of": None,
        "audience": "internal",
        "form": "hd05-2026",
        "spelling": "ủy",
    }
    assert ReportParams(**parameters).model_dump(include=set(defaults)) == defaults


def test_all_notebooks_have_the_same_parameters():
    cells = [parameters_of(nbformat.read(path, as_version=4)) for path in NOTEBOOKS]
    assert all(cell == cells[0] for cell in cells)


ALLOWED_STATEMENTS = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)
FORBIDDEN = (ast.Lambda, ast.comprehension, ast.BinOp, ast.Await, ast.NamedExpr, ast.JoinedStr)


def test_a_notebook_holds_calls_and_nothing_else(notebook):
    for cell in code_cells(notebook):
        tree = ast.parse(cell.source)
        assert all(isinstance(node, ALLOWED_STATEMENTS) for node in tree.body), cell.source
        assert not any(isinstance(node, FORBIDDEN) for node in ast.walk(tree)), cell.source


def test_a_notebook_imports_from_the_project_only(notebook):
    for cell in code_cells(notebook):
        for node in ast.walk(ast.parse(cell.source)):
            assert not isinstance(node, ast.Import), cell.source
            if isinstance(node, ast.ImportFrom):
                assert node.module.split(".")[0] == "analysis", cell.source


def test_the_report_runs_every_chapter_once_and_in_order():
    report = nbformat.read(ROOT / "notebooks" / "annual_report.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in code_cells(report))
    assert tuple(re.findall(r'report\.run\(build, "(\w+)"\)', code)) == CHAPTERS
