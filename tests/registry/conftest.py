"""The registry's tests run twice: against the embedded form, and against services of their own over signed requests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from returns_app.core.permissions import system_actor
from returns_app.core.settings import Settings
from returns_app.db.session import scope
from returns_app.registry.connection import PLACE, POST_PLACE, SWITCHED_OFF, remote, remote_mailbox
from returns_app.registry.rules import Registry
from tests.registry.parties import STATES, EveryMailbox, EveryState, Parties, found_parties


@pytest.fixture(scope="session")
def parties(tmp_path_factory: pytest.TempPathFactory, settings: Settings, built_app: Flask) -> Parties:
    """Store and holders on the database of the tests, with keys of their own."""
    del built_app  # migrated by now
    return found_parties(tmp_path_factory.mktemp("parties"), settings, Path(settings.keys_dir))


@pytest.fixture(params=["embedded", "federated"])
def house(app: Flask, parties: Parties, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """An application context on an empty house, with either form of registry."""
    parties.close()
    with app.app_context(), scope(system_actor("tests")):
        before = app.extensions.pop(PLACE, None)
        if request.param == "federated":
            app.extensions[PLACE] = EveryState({state: _node(app, parties, state) for state in STATES})
            app.extensions[POST_PLACE] = EveryMailbox(
                {state: remote_mailbox(parties.federation(state), lambda: False, parties.transport) for state in STATES}
            )
        yield app
        app.extensions.pop(PLACE, None)
        app.extensions.pop(POST_PLACE, None)
        if before is not None:
            app.extensions[PLACE] = before
    parties.close()


def _node(app: Flask, parties: Parties, state: str) -> Registry:
    return remote(parties.federation(state), lambda: bool(app.extensions.get(SWITCHED_OFF)), parties.transport)
