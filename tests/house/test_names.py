"""Names say what is inside: no drawers in the code, nouns with hyphens in addresses."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.house import source

DRAWERS = {"common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
ADDRESS = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|<[a-z:()\d,=\"]*[a-z_]+>|[a-z0-9-]+\.[a-z]+))*/?")


def _rooms() -> list[Path]:
    return sorted({room for path in source.python_files() for room in (path, path.parent)})


def test_there_is_no_drawer() -> None:
    drawers = [source.name(path) for path in _rooms() if DRAWERS.intersection(path.stem.split("_"))]
    assert drawers == [], "name what is inside"


def test_addresses_are_nouns_with_hyphens(app: Flask) -> None:
    odd = [rule.rule for rule in app.url_map.iter_rules() if not ADDRESS.fullmatch(rule.rule)]
    assert odd == []


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("/", True),
        ("/cases/", True),
        ("/cases/<uuid:case_id>/new-delivery", True),
        ("/assets/<path:name>", True),
        ("/favicon.ico", True),
        ("/new_delivery", False),
        ("/Cases", False),
        ("/cases//new", False),
    ],
)
def test_the_pattern_itself(address: str, *, fits: bool) -> None:
    assert bool(ADDRESS.fullmatch(address)) is fits
