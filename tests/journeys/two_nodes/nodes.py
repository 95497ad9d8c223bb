"""Two member states, a registry store and two key holders: five processes with own databases, rewound between journeys."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

from flask import Flask

from returns_app import create_app
from returns_app.cases import service as cases
from returns_app.cases.queries import get_case
from returns_app.core.permissions import Actor
from returns_app.core.settings import load_settings
from returns_app.db.session import db, dispose_engines, scope
from returns_app.db.unit_of_work import unit_of_work
from returns_app.decisions.rules import Approval
from returns_app.decisions.service import approve_case
from returns_app.demo.service.founding import House, found_house
from returns_app.jobs.service import run_due
from returns_app.people.rules import PersonEntry
from returns_app.registry.connection import PLACE, POST_PLACE
from returns_app.registry.service import RemoteMailbox, RemoteRegistry
from tests import people
from tests.cases.builders import an_opening
from tests.counselling.builders import counsel
from tests.journeys.pairs import BE_APPROVER, BE_COUNSELLOR
from tests.review.two_states import carry_all
from tools.federation.parties import SERVICES, Party, found, free_ports
from tools.federation.processes import Processes

STATES = ("NL", "BE")


@dataclass(frozen=True)
class Node:
    """A member state's node as a test sees it from behind: its application, its people, its database."""

    party: Party
    app: Flask
    actors: dict[str, Actor]

    @contextmanager
    def backstage(self) -> Iterator[None]:
        """On this node, as the system."""
        with self.app.app_context(), scope(people.SEEDER):
            yield
            db.session.remove()

    def change(self, statement: str, *values: object) -> None:
        """Change what is stored, as time would."""
        with closing(sqlite3.connect(self.party.database, timeout=15)) as database, database:
            database.execute(statement, values)

    def count(self, question: str, *values: object) -> int:
        """The number a question to the database answers."""
        with closing(sqlite3.connect(self.party.database, timeout=15)) as database:
            return int(database.execute(question, values).fetchone()[0])

    def first(self, question: str, *values: object) -> UUID:
        """The id a question to the database answers."""
        with closing(sqlite3.connect(self.party.database, timeout=15)) as database:
            return UUID(database.execute(question, values).fetchone()[0])


class Federation:
    """The five processes and what stands in their databases."""

    def __init__(self, place: Path) -> None:
        """Found everybody; nothing runs yet."""
        ports = free_ports()
        self.parties = {
            name: Party(name, place / name, next(ports), "testing", more=_more(place / name))
            for name in (*STATES, *SERVICES)
        }
        for party in self.parties.values():
            party.place.mkdir()
        found(self.parties)
        self.processes = Processes(self.parties)
        self.nodes: dict[str, Node] = {}

    def start(self) -> None:
        """Serve everybody and let people work at both nodes."""
        self.processes.serve(*SERVICES)
        for state in STATES:
            self.nodes[state] = _node(self.parties[state])
        self.processes.serve(*STATES)

    def stop(self) -> None:
        """End everything."""
        self.processes.stop()
        for node in self.nodes.values():
            _let_go(node.app)

    def keep(self) -> None:
        """Remember every database as it is now."""
        for party in self.parties.values():
            _copy(party.database, party.place / "sown.sqlite3")

    def rewind(self) -> None:
        """Everything as it was then, under the feet of servers that go on running; whatever a test ended runs again."""
        for party in self.parties.values():
            _copy(party.place / "sown.sqlite3", party.database)
        for name in (*SERVICES, *STATES):
            if name in self.processes.died() or not self.processes.runs(name):
                self.processes.serve(name)

    def carry(self) -> None:
        """The worker of each node comes by, until every letter is where it belongs."""
        for state in ("BE", "NL", "BE", "NL"):
            with self.nodes[state].backstage():
                carry_all()
                while run_due():
                    pass

    def lines(self) -> str:
        """Everything that all processes wrote into their logs."""
        logs = (log for party in self.parties.values() for log in party.place.glob("*.log"))
        return "\n".join(log.read_text(encoding="utf-8") for log in logs).casefold()

    def mails(self, state: str) -> str:
        """Every notice that left a node as a mail."""
        return "\n".join(
            file.read_text(encoding="utf-8", errors="replace")
            for file in (self.parties[state].place / "mail").rglob("*")
            if file.is_file()
        ).casefold()

    def stored(self, name: str) -> str:
        """The whole database of a party, cell by cell, as text."""
        with closing(sqlite3.connect(self.parties[name].database)) as database:
            tables = [table for (table,) in database.execute("select name from sqlite_master where type = 'table'")]
            cells = (cell for table in tables for row in database.execute(f'select * from "{table}"') for cell in row)
            return "\n".join(_text(cell) for cell in cells if cell is not None).casefold()


def _more(place: Path) -> dict[str, str]:
    return {"RETURNS_CSRF": "true", "RETURNS_MAIL_FOLDER": str(place / "mail")}


def _node(party: Party) -> Node:
    app = create_app(replace(load_settings("testing", party.settings()), instance_dir=str(party.place)))
    with app.app_context():
        house: House = found_house(people.PASSWORD, party.name)
    return Node(party, app, house.actors)


def _let_go(app: Flask) -> None:
    with app.app_context():
        for connected in (app.extensions.get(PLACE), app.extensions.get(POST_PLACE)):
            if isinstance(connected, (RemoteRegistry, RemoteMailbox)):
                connected.close()
        db.session.remove()
        dispose_engines()


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, timeout=15)) as from_, closing(sqlite3.connect(target, timeout=15)) as to:
        from_.backup(to)


def _text(cell: object) -> str:
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


@dataclass(frozen=True)
class Two:
    """Both nodes with everybody and everything that stands there before a journey begins."""

    federation: Federation
    belgium: dict[str, UUID]

    @property
    def dutch(self) -> Node:
        return self.federation.nodes["NL"]

    @property
    def belgian(self) -> Node:
        return self.federation.nodes["BE"]


def supported_there(node: Node, person: PersonEntry, to: str) -> UUID:
    """Belgium opened a case, heard the person and approved support."""
    counsellor, approver = node.actors[BE_COUNSELLOR], node.actors[BE_APPROVER]
    opening = an_opening(principal=person, return_country=to, programme_code="BE-EURP")
    with unit_of_work(counsellor) as work:
        case_id = cases.open_case(work, opening).id
    while run_due():
        pass
    counsel(counsellor, case_id)
    with unit_of_work(counsellor) as work:
        cases.submit_case(work, case_id, get_case(work.session, people.SEEDER, case_id).version)
    version = get_case(db.session(), people.SEEDER, case_id).version
    db.session().rollback()
    approve_case(approver, case_id, Approval(uuid4(), version, "The file shows why this is right."))
    return case_id
