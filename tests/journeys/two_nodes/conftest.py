"""What the journeys between two member states begin with: both nodes, their people, a window at each."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import pytest
from playwright.sync_api import Browser

from returns_app.core.partial_date import DatePrecision, PartialDate
from tests.checks.builders import entry
from tests.journeys.conftest import HEIGHTS, PATIENCE, _shots
from tests.journeys.desk import Desk
from tests.journeys.two_nodes.nodes import Federation, Two, supported_there
from tests.journeys.words import Words
from tests.registry.builders import announced, completed, someone
from tests.review.two_states import ALJBOORI

ALI_THERE = entry("Mohamed", "Ali", PartialDate(1990, 1, 1, DatePrecision.DOCUMENT), "EG", "P222")


@pytest.fixture(scope="session")
def two_nodes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Two]:
    """One federation for all journeys of this folder."""
    federation = Federation(tmp_path_factory.mktemp("two"))
    try:
        federation.start()
        belgian = federation.nodes["BE"]
        with belgian.backstage():
            supported = {
                "P2": supported_there(belgian, ALJBOORI, "IQ"),
                "P6": supported_there(belgian, ALI_THERE, "EG"),
            }
            earlier = announced(someone("Besnik", "Hoxha", "1979-06-30", "AL"), "BE", opened=date(2021, 5, 18))
            completed(earlier.reference, date(2021, 11, 2))
        federation.carry()  # each node has told its key
        federation.keep()
        yield Two(federation, supported)
    finally:
        federation.stop()


@pytest.fixture
def two(two_nodes: Two) -> Two:
    """The federation as it was before the first journey."""
    two_nodes.federation.rewind()
    return two_nodes


@pytest.fixture
def at(browser: Browser, two: Two, request: pytest.FixtureRequest) -> Iterator[Callable[..., Desk]]:
    """Opens a window at a node; each journey has its own."""
    with ExitStack() as windows:

        def open_one(state: str, width: int = 1280, language: str = "en") -> Desk:
            context = browser.new_context(viewport={"width": width, "height": HEIGHTS[width]}, locale=language)
            windows.callback(context.close)
            context.set_default_timeout(PATIENCE)
            node, shots = two.federation.nodes[state], _shots(f"{request.node.name}-{state}")
            return Desk(context, node.party.url, Words(node.app, language), shots=shots)

        yield open_one
