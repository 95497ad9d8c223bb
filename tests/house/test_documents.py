"""The front page is one screen and true, and documents made from code say what the code says."""

import re

import pytest

from tools import generated_docs
from tools.steps import ROOT

ONE_SCREEN = 60


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_front_page_is_one_screen(readme: str) -> None:
    assert len(readme.splitlines()) <= ONE_SCREEN


def test_its_commands_exist(readme: str) -> None:
    targets = set(re.findall(r"^([a-z0-9]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"\bmake ([a-z0-9]+)", readme))
    assert {"demo", "test"} <= named <= targets


def _pages_with_links() -> list[str]:
    return ["README.md", *(page.relative_to(ROOT).as_posix() for page in sorted((ROOT / "docs").rglob("*.md")))]


@pytest.mark.parametrize("page", _pages_with_links())
def test_its_links_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", (ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_generated_documents_are_current() -> None:
    assert generated_docs.stale() == [], "run: python -m tools.generated_docs"
