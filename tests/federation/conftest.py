"""A federation of processes: two nodes, a store and two key holders, each with its own database and keys."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from returns_app import create_app
from returns_app.core.permissions import system_actor
from returns_app.core.settings import load_settings
from returns_app.db.session import db, dispose_engines, scope
from returns_app.registry.connection import PLACE, POST_PLACE
from returns_app.registry.service import RemoteMailbox, RemoteRegistry
from tools.federation.parties import SERVICES, Party, found, free_ports
from tools.federation.processes import Processes

NODES = ("NL", "BE")


@pytest.fixture(scope="session")
def parties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Party]:
    """Everybody, founded."""
    place, ports = tmp_path_factory.mktemp("federation"), free_ports()
    parties = {name: Party(name, place / name, next(ports), "testing") for name in (*NODES, *SERVICES)}
    for party in parties.values():
        party.place.mkdir()
    found(parties)
    return parties


@pytest.fixture(scope="session")
def processes(parties: dict[str, Party]) -> Iterator[Processes]:
    """The services, running."""
    with Processes(parties) as running:
        running.serve(*SERVICES)
        yield running


@pytest.fixture(scope="session")
def dutch(parties: dict[str, Party]) -> Iterator[Flask]:
    """The application of the Dutch node, in this process."""
    yield from _node(parties["NL"])


@pytest.fixture(scope="session")
def belgian(parties: dict[str, Party]) -> Iterator[Flask]:
    """The application of the Belgian node, in this process."""
    yield from _node(parties["BE"])


@pytest.fixture
def house(dutch: Flask, parties: dict[str, Party], processes: Processes) -> Iterator[Flask]:
    """The Dutch node with its services up, and nothing left over from the troubles of another test."""
    for node in NODES:
        _forget_troubles(parties[node])
    for name in SERVICES:
        if name in processes.died() or not processes.runs(name):
            processes.kill(name)
            processes.serve(name)
    with dutch.app_context(), scope(system_actor("tests")):
        yield dutch
        db.session.remove()


def _forget_troubles(party: Party) -> None:
    """Open breakers and unfinished jobs belong to the test that made them."""
    with closing(sqlite3.connect(party.database, timeout=30)) as database, database:
        database.execute("delete from peer_breaker")
        database.execute("delete from job where ended_at is null")


def _node(party: Party) -> Iterator[Flask]:
    app = create_app(replace(load_settings("testing", party.settings()), instance_dir=str(Path(party.place))))
    yield app
    with app.app_context():
        for connected in (app.extensions.get(PLACE), app.extensions.get(POST_PLACE)):
            if isinstance(connected, (RemoteRegistry, RemoteMailbox)):
                connected.close()
        db.session.remove()
        dispose_engines()
