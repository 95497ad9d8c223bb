"""A federation in one process: store and holders as their own services with their own keys, reached by signed requests."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from flask import Flask
from werkzeug.test import Client

from returns_app import create_app
from returns_app.blind.holder import Evaluated
from returns_app.core.settings import Settings
from returns_app.db.keys import KeyDirectory, create_keys
from returns_app.db.session import db, dispose_engines
from returns_app.peers.rules.federation import Federation, read_federation
from returns_app.peers.service import Message, Reply, own_identity
from returns_app.registry.mailbox import Contact, Delivered, Letter, Mailbox
from returns_app.registry.rules import (
    Answer,
    ClaimEntry,
    Enrolment,
    Forgetting,
    Held,
    NewTokens,
    Question,
    Registry,
    Reservation,
)
from returns_app.registry.service import one_holder
from returns_app.registry.statuses import ClaimStatus

SERVICES = ("store", "holder-a", "holder-b")
STATES = ("NL", "BE", "DE", "FR", "SE")


class InProcess:
    """Carries a signed message to an application without a socket."""

    def __init__(self, app: Flask) -> None:
        self.app, self.client = app, Client(app)
        self.sent: list[Message] = []

    def close(self) -> None:
        """Nothing is kept open."""

    def send(self, message: Message) -> Reply:
        """One exchange."""
        self.sent.append(message)
        answer = self.client.open(
            urlsplit(message.url).path, method=message.method, data=message.body,
            headers=list(message.headers.items()), base_url=message.url.rpartition("/v1/")[0],
        )  # fmt: skip
        return Reply(answer.status_code, answer.get_data())


@dataclass(frozen=True)
class Parties:
    """Everybody, and the federation file of one state's node."""

    apps: Mapping[str, Flask]
    text: str

    def federation(self, name: str) -> Federation:
        """The federation as one node knows it."""
        return read_federation(f'name = "{name}"\n{self.text}')

    def transport(self, url: str) -> InProcess:
        """The way to a service by its address."""
        return InProcess(self.apps[urlsplit(url).netloc.removesuffix(".example")])

    def close(self) -> None:
        """Let go of every connection, so that the database can be made new."""
        for app in self.apps.values():
            with app.app_context():
                db.session.remove()
                dispose_engines()


def found_parties(place: Path, settings: Settings, own_keys: Path) -> Parties:
    """Keys and applications of the store and both holders; every state signs with this house's peer key."""
    for name in SERVICES:
        create_keys(KeyDirectory(place / name), name)
    text = federation_text(
        {state: own_identity(KeyDirectory(own_keys), state).public_bytes for state in STATES},
        {name: one_holder(KeyDirectory(place / name), name[-1]).commitment(1) for name in SERVICES[1:]},
        {name: f"http://{name}.example" for name in SERVICES},
    )
    file = place / "federation.toml"
    file.write_text(f'name = "store"\n{text}')
    apps = {
        name: create_app(replace(settings, serves=name, federation=str(file), keys_dir=str(place / name)))
        for name in SERVICES
    }
    return Parties(apps, text)


def federation_text(keys: Mapping[str, bytes], commitments: Mapping[str, bytes], urls: Mapping[str, str]) -> str:
    """The part of a federation file that is the same for everybody."""
    nodes = "".join(f'[nodes.{state}]\nstate = "{state}"\nkey = "{key.hex()}"\n' for state, key in keys.items())
    holders = "".join(
        f'[{name}]\nurl = "{urls[name]}"\ncommitments = {{ 1 = "{key.hex()}" }}\n' for name, key in commitments.items()
    )
    return f'{nodes}[store]\nurl = "{urls["store"]}"\n{holders}'


class EveryState:
    """A registry through the node of whichever state a call is about, as the tests speak for several."""

    def __init__(self, nodes: Mapping[str, Registry]) -> None:
        self._nodes, self._asked_by = nodes, dict[UUID, str]()

    def key_epoch(self) -> int:
        return self._any.key_epoch()

    def epochs(self) -> tuple[int, ...]:
        return self._any.epochs()

    def commitments(self, epoch: int) -> tuple[bytes, ...]:
        return self._any.commitments(epoch)

    def evaluate(self, epoch: int, blinded: tuple[bytes, ...]) -> Iterator[Evaluated]:
        return self._any.evaluate(epoch, blinded)

    def ask(self, question: Question) -> Answer:
        return self._nodes[question.member_state].ask(question)

    def announce(self, request_id: UUID, entry: ClaimEntry) -> Enrolment:
        return self._nodes[entry.member_state].announce(request_id, entry)

    def reserve(
        self, request_id: UUID, entries: tuple[ClaimEntry, ...], cleared: tuple[str, ...], until: date
    ) -> Reservation:
        self._asked_by[request_id] = state = entries[0].member_state
        return self._nodes[state].reserve(request_id, entries, cleared, until)

    def release(self, request_id: UUID, keep: tuple[str, ...]) -> tuple[str, ...]:
        return self._nodes[self._asked_by[request_id]].release(request_id, keep)

    def change_status(self, claim: str, status: ClaimStatus, on: date) -> ClaimStatus:
        return self._nodes.get(claim[:2], self._any).change_status(claim, status, on)

    def statuses(self, claims: tuple[str, ...]) -> dict[str, ClaimStatus]:
        return {name: status for one in claims for name, status in self._nodes[one[:2]].statuses((one,)).items()}

    def retoken(self, tokens: NewTokens) -> Enrolment:
        return self._nodes[tokens.claim[:2]].retoken(tokens)

    def forget(self, what: Forgetting) -> int:
        return self._nodes[what.claim[:2]].forget(what)

    def compare(self, kept: tuple[Enrolment, ...]) -> tuple[Held, ...]:
        return tuple(held for one in kept for held in self._nodes[one.reference[:2]].compare((one,)))

    def lapse(self, on: date) -> tuple[str, ...]:
        return self._any.lapse(on)

    @property
    def _any(self) -> Registry:
        return self._nodes["NL"]


class EveryMailbox:
    """A mailbox through the node of whichever state a call is about."""

    def __init__(self, nodes: Mapping[str, Mailbox]) -> None:
        self._nodes = nodes

    def publish(self, state: str, key: bytes) -> None:
        self._nodes[state].publish(state, key)

    def contact(self, thread: UUID, sender: str, claim: str) -> Contact:
        return self._nodes[sender].contact(thread, sender, claim)

    def post(self, letter: Letter) -> None:
        self._nodes[letter.sender].post(letter)

    def collect(self, state: str) -> tuple[Delivered, ...]:
        return self._nodes[state].collect(state)

    def acknowledge(self, state: str, letters: tuple[UUID, ...]) -> None:
        self._nodes[state].acknowledge(state, letters)

    def delivered(self, state: str, letters: tuple[UUID, ...]) -> frozenset[UUID]:
        return self._nodes[state].delivered(state, letters)
