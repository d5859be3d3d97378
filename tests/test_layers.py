"""Imports point down only."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import tradecli

PACKAGE = Path(tradecli.__file__).parent
LAYERS = (
    ("tradecli.__main__",),
    ("tradecli.cli",),
    ("tradecli.api",),
    ("tradecli.output",),
    ("tradecli.checks",),
    ("tradecli.analysis", "tradecli.extraction", "tradecli.reading"),
    ("tradecli.frames",),
    ("tradecli.lexicon",),
    ("tradecli.breadcrumbs", "tradecli.settings", "tradecli.interval"),
    ("tradecli.model",),
)
"""From the top down; those of one layer do not know each other."""
LATE = ("pandas", "numpy", "rich", "yaml", "trafilatura", "openpyxl", "pyarrow", "highspy")


def modules() -> Iterator[tuple[str, Path]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(["tradecli", *(part for part in parts if part != "__init__")]), file


def layer(module: str) -> int | None:
    for depth, names in enumerate(LAYERS):
        if any(module == name or module.startswith(f"{name}.") for name in names):
            return depth
    return None


def side(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imports(file: Path) -> Iterator[tuple[str, bool]]:
    """Modules that a file imports, and whether it does so as soon as it is imported itself."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    late: set[ast.AST] = set()
    for node in ast.walk(tree):
        typing_only = isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        if typing_only or isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            late.update(child for child in ast.walk(node) if child is not node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node not in late) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: a relative import"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if node.module == "tradecli" else str(node.module), node not in late


@pytest.mark.parametrize(("module", "file"), [pytest.param(*each, id=each[0]) for each in modules()])
def test_imports_point_down(module: str, file: Path) -> None:
    depth = layer(module)
    for imported, _ in imports(file):
        if not imported.startswith("tradecli") or imported == "tradecli.__version__" or module == "tradecli":
            continue
        if imported == "tradecli":
            assert depth is not None and depth <= 1, f"{module} imports the package as a whole"
            continue
        below = layer(imported)
        assert depth is not None, f"{module} stands in no layer"
        assert below is not None, f"{module} imports {imported}, which stands in no layer"
        assert below > depth or side(imported) == side(module), f"{module} imports {imported}"


@pytest.mark.parametrize(("module", "file"), [pytest.param(*each, id=each[0]) for each in modules()])
def test_heavy_libraries_are_imported_where_they_are_used(module: str, file: Path) -> None:
    early = [name for name, early in imports(file) if early and name.partition(".")[0] in LATE]
    assert early == []


def test_the_layers_are_those_of_the_tree() -> None:
    found = {side(module) for module, _ in modules()} - {"tradecli"}
    assert found == {name for names in LAYERS for name in names}


def test_an_import_upward_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("def f():\n    from tradecli.cli import run\nimport pandas\n")
    assert list(imports(file)) == [("pandas", True), ("tradecli.cli", False)]
    upward, here = layer("tradecli.cli"), layer("tradecli.model")
    assert upward is not None and here is not None and upward < here
