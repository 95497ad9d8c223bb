"""docs/match-keys.md says what the code does: every rule, spelling, particle and kind stands there."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from returns_app.linkage.kinds import KeyKind
from returns_app.linkage.match_keys import MOST_ASKED, MOST_STORED, VERSION
from returns_app.linkage.particles import DROPPED, FIRST_HALVES, SERVANT
from returns_app.linkage.published import apart_rows, script_rows, sound_rows, spelling_rows

PAGE = (Path(__file__).parents[2] / "docs" / "match-keys.md").read_text(encoding="utf-8")
LINES = PAGE.splitlines()


@pytest.mark.parametrize("rows", [sound_rows, spelling_rows, apart_rows, script_rows], ids=lambda rows: rows.__name__)
def test_the_tables_are_those_of_the_code(rows: Callable[[], list[str]]) -> None:
    expected = rows()
    start = LINES.index(expected[0])
    assert LINES[start : start + len(expected)] == expected
    assert not LINES[start + len(expected)].startswith("|")


@pytest.mark.parametrize("kind", KeyKind)
def test_every_kind_of_key_is_explained(kind: KeyKind) -> None:
    assert f"| `{kind}` |" in PAGE


def test_particles_limits_and_version_are_named() -> None:
    words = set(re.sub(r"[,.;]", " ", PAGE).split())
    assert words >= DROPPED | SERVANT | FIRST_HALVES
    for figure in (str(MOST_STORED), str(MOST_ASKED), f"`{VERSION}`"):
        assert figure in PAGE
