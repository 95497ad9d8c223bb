"""Imports run downhill, and a feature is entered only through its service, queries or rules."""

import subprocess
import sys
import tomllib
from pathlib import Path

import grimp
import pytest

from tools.steps import ROOT

NOT_FEATURES = {"blind", "core", "db", "linkage", "web"}
JOINS = {"models", "queries"}  # who may read another feature's tables, for foreign keys and joins
PRIVATE = {"api", "cli", "forms", "views"}
GATHERERS = {"returns_app", "returns_app.features", "returns_app.models"}  # what puts the house together


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("returns_app", cache_dir=None)


def _place(module: str) -> tuple[str, str]:
    """The feature and the kind of module: ("cases", "models")."""
    _, feature, kind, *_ = [*module.split("."), "", ""]
    return feature, kind


def _crossings(graph: grimp.ImportGraph, kinds: set[str]) -> list[tuple[str, str]]:
    """Imports of such modules from outside their feature."""
    return sorted(
        (importer, module)
        for module in graph.modules
        if _place(module)[1] in kinds and _place(module)[0] not in NOT_FEATURES
        for importer in graph.find_modules_that_directly_import(module)
        if importer not in GATHERERS and _place(importer)[0] != _place(module)[0]
    )


def test_every_contract_is_kept() -> None:
    command = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([command, "--no-logo", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_tables_are_read_by_others_only_for_joins(graph: grimp.ImportGraph) -> None:
    crossings = _crossings(graph, {"models"})
    assert [pair for pair in crossings if _place(pair[0])[1] not in JOINS] == []


def test_routes_are_nobody_elses_business_and_forms_are_embedded_by_forms_alone(graph: grimp.ImportGraph) -> None:
    crossings = _crossings(graph, PRIVATE)
    assert [pair for pair in crossings if ".forms" not in pair[0] or ".forms" not in pair[1]] == []


def test_every_table_is_gathered_in_one_list(graph: grimp.ImportGraph) -> None:
    declaring = {m for m in graph.modules if m.count(".") == 2 and m.endswith(".models")}
    assert declaring - graph.find_modules_directly_imported_by("returns_app.models") == set()


def test_every_feature_stands_under_the_contract(graph: grimp.ImportGraph) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    inside = next(c for c in contracts if c["name"].startswith("Inside a feature"))
    rooms = {m for m in graph.find_children("returns_app") if graph.find_children(m)}
    assert rooms - {f"returns_app.{room}" for room in NOT_FEATURES} == set(inside["containers"])
