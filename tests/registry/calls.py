"""Signed calls to the services, as a node would send them, and what they left behind."""

import json
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from returns_app.checks.service.tokens import tokens_of
from returns_app.db.audit_log import AuditEvent
from returns_app.db.encrypted import key_store
from returns_app.db.session import db
from returns_app.linkage.match_keys import VERSION, keys_to_ask
from returns_app.peers.models import PeerNonce
from returns_app.peers.rules.shapes import to_bytes
from returns_app.peers.service import Message, Reply, own_identity
from returns_app.peers.service.signatures import sign
from returns_app.registry import wire
from returns_app.registry.connection import registry
from returns_app.registry.models import Address, Claim
from returns_app.registry.rules import Purpose, Question
from tests.registry.builders import CHINEDU, OPENED
from tests.registry.parties import Parties

STORE = "http://store.example"
HOLDER = "http://holder-a.example"


def message(said: object, path: str = wire.QUESTIONS, base: str = STORE, key: UUID | None = None) -> Message:
    headers = {
        "Host": base.removeprefix("http://"), "Content-Type": "application/json", "Idempotency-Key": str(key or uuid4()),
    }  # fmt: skip
    return Message("POST", base + path, headers, said if isinstance(said, bytes) else to_bytes(said))


def signed(message: Message, name: str = "NL") -> Message:
    sign(message, own_identity(key_store().directory, name))
    return message


def send(parties: Parties, message: Message) -> tuple[int, dict[str, Any]]:
    came = reply(parties, message)
    return came.status, json.loads(came.body)


def reply(parties: Parties, message: Message) -> Reply:
    return parties.transport(HOLDER if message.url.startswith(HOLDER) else STORE).send(message)


def question(**more: Any) -> Question:
    tokens = tokens_of(registry(), (1,), keys_to_ask(CHINEDU))
    told = Question(uuid4(), "NL", OPENED, uuid4(), 1, VERSION, tokens, Purpose.INTAKE, "somebody")
    return replace(told, **more)


def counts() -> tuple[int, ...]:
    db.session().rollback()
    return tuple(
        db.session().scalar(select(func.count()).select_from(table)) or 0
        for table in (Claim, Address, PeerNonce, AuditEvent)
    )
