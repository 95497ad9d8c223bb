"""Reads the project's own files for the tests about the house."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tools.steps import ROOT

PYTHON_ROOMS = ("returns_app", "tests", "tools", "benchmarks")  # a migration is one list of tables, however long
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*rooms: str) -> list[Path]:
    """Every Python file of these top-level rooms, or of all."""
    return sorted(path for room in rooms or PYTHON_ROOMS for path in (ROOT / room).rglob("*.py"))


def templates() -> list[Path]:
    """Every page and partial."""
    return sorted((ROOT / "returns_app").glob("**/templates/**/*.html"))


def name(path: Path) -> str:
    """The path as a reader knows it."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def imported(path: Path) -> set[str]:
    """The packages a file imports, by their first name."""
    return {name.split(".")[0] for name in imported_modules(path)}


def imported_modules(path: Path) -> set[str]:
    """The modules a file imports, by their full name."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"), filename=str(path))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}


def length(function: Function) -> int:
    """Lines from `def` to the end; the docstring is not held against it."""
    return (function.end_lineno or function.lineno) - function.lineno + 1 - _docstring_lines(function)


def _docstring_lines(function: Function) -> int:
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return 0
    return first.end_lineno - first.lineno + 1


def line_count(path: Path) -> int:
    """How long a file is."""
    return len(path.read_text(encoding="utf-8").splitlines())
