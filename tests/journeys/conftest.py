"""Browsers and the stage: one server and one Chromium per worker, a rewound database and a fresh window per test."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from returns_app.core.settings import ROOT
from returns_app.db.session import db, scope
from returns_app.demo.service.founding import House
from returns_app.web.assets import assets_dir, build
from tests import people
from tests.journeys.desk import Desk
from tests.journeys.seed import seed_acceptance
from tests.journeys.stage import Stage
from tests.journeys.words import Words
from tools.chromium import find_chromium

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip
HEIGHTS = {1280: 900, 390: 844, 360: 780}
PATIENCE = 15_000
BOTH = [(1280, "en"), (390, "ar")]
OpenDesk = Callable[..., Desk]


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Stage, House]]:
    """The stage with its people, served."""
    subprocess.run([sys.executable, "-m", "tools.translations", "--compile"], check=True, cwd=ROOT, capture_output=True)
    stage = Stage(tmp_path_factory.mktemp("stage"))
    build(assets_dir(stage.app))
    with stage.app.app_context():
        house = seed_acceptance()
    stage.keep()
    stage.start()
    yield stage, house
    stage.stop()
    with stage.app.app_context():
        db.engine.dispose()


@pytest.fixture
def stage(founded: tuple[Stage, House]) -> Iterator[Stage]:
    """The served house as it was before the first case."""
    stage = founded[0]
    stage.rewind()
    stage.start()  # a test that failed may have left it killed
    yield stage
    with stage.app.app_context():
        db.session.remove()


@pytest.fixture
def backstage(stage: Stage) -> Iterator[Flask]:
    """The same house from behind: what a test does or reads through services."""
    with stage.app.app_context(), scope(people.SEEDER):
        yield stage.app


@pytest.fixture
def house(founded: tuple[Stage, House]) -> House:
    """Who acts and for which organisation."""
    return founded[1]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_desk(browser: Browser, stage: Stage, request: pytest.FixtureRequest) -> Iterator[OpenDesk]:
    """Opens windows that are closed when the test ends."""
    with ExitStack() as windows:

        def open_one(width: int = 1280, language: str = "en", *, script: bool = True, name: str = "") -> Desk:
            context = browser.new_context(
                viewport={"width": width, "height": HEIGHTS[width]}, locale=language, java_script_enabled=script
            )
            windows.callback(context.close)
            context.set_default_timeout(PATIENCE)
            shots = _shots(f"{request.node.name}{name}")
            return Desk(context, stage.base, Words(stage.app, language), script=script, shots=shots)

        yield open_one


def named(look: tuple[int, str]) -> str:
    """How a look stands in the name of a test."""
    return f"{look[0]}-{look[1]}"


def _at(open_desk: OpenDesk, request: pytest.FixtureRequest) -> Desk:
    width, language = request.param
    return open_desk(width, language)


@pytest.fixture(params=BOTH, ids=named)
def desk(open_desk: OpenDesk, request: pytest.FixtureRequest) -> Desk:
    """A desk at each width and in each direction of writing."""
    return _at(open_desk, request)


@pytest.fixture(params=[*BOTH, (1280, "ar"), (390, "en")], ids=named)
def every_desk(open_desk: OpenDesk, request: pytest.FixtureRequest) -> Desk:
    """Both widths in both directions: for the journey that passes most pages."""
    return _at(open_desk, request)


@pytest.fixture
def plain_desk(open_desk: OpenDesk) -> Desk:
    """A browser without script."""
    return open_desk(script=False)


def _shots(test: str) -> Path | None:
    """Where the pictures of one test go, when somebody asked for pictures."""
    wanted = os.environ.get("RETURNS_SCREENSHOTS")
    if not wanted:
        return None
    folder = Path(wanted) / re.sub(r"[^a-z0-9]+", "-", test, flags=re.IGNORECASE).strip("-")
    folder.mkdir(parents=True, exist_ok=True)
    return folder
