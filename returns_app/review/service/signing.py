"""Who wrote a letter: an Ed25519 signature inside the seal, by the sending node, or by a key of the exchange alone.

A side that the other one knows signs with its node's key, which the federation file tells. The side of a protected person may
not be told by its signature either: it signs with a key that this exchange alone knows, and the reader holds on to it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha512
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from returns_app.registry.connection import find_member
from returns_app.review.rules import RefusedLetter, Refusing, text_of

SEED_BYTES = 32
OLDEST = timedelta(days=90)  # as long as the registry keeps a letter that nobody fetches
AHEAD = timedelta(minutes=10)  # clocks differ
_LABEL = b"returns/letter/2"


@dataclass(frozen=True, slots=True)
class Envelope:
    """Where a letter belongs: its thread, its id, and the key it was sealed to."""

    thread: UUID
    letter: UUID
    to_key: bytes


@dataclass(frozen=True, slots=True)
class Signed:
    """A letter whose signature holds: by which state, where that may be known, and with which key."""

    state: str | None
    key: bytes
    at: datetime
    body: dict[str, Any]


def sign(body: Mapping[str, Any], key: Ed25519PrivateKey, name: str, at: datetime, place: Envelope) -> dict[str, str]:
    """What is sealed: the letter, who wrote it (empty where that may not be told), when, and the signature."""
    told = {
        "by": name, "key": key.public_key().public_bytes_raw().hex(), "at": at.isoformat(),
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")),
    }  # fmt: skip
    return {**told, "signature": key.sign(_digest(told, place)).hex()}


def verify(told: Mapping[str, Any], place: Envelope, now: datetime) -> Signed:
    """Who wrote it and what; RefusedLetter says why it is not taken in."""
    try:
        parts = {name: str(told[name]) for name in ("by", "key", "at", "body")}
        key, signature = bytes.fromhex(parts["key"]), bytes.fromhex(str(told["signature"]))
    except (KeyError, ValueError) as fault:
        raise RefusedLetter(Refusing.UNSIGNED) from fault
    state, key = _writer(parts["by"], key)
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, _digest(parts, place))
    except (InvalidSignature, ValueError) as fault:
        raise RefusedLetter(Refusing.FORGED) from fault
    return Signed(state, key, _moment(parts["at"], now), _read(parts["body"]))


def own_thread_key(secret: bytes, thread: UUID) -> Ed25519PrivateKey:
    """The key with which a side that may not be known signs in one exchange; another one in every other."""
    seed = HKDF(algorithm=SHA256(), length=SEED_BYTES, salt=thread.bytes, info=_LABEL).derive(secret)
    return Ed25519PrivateKey.from_private_bytes(seed)


def _writer(name: str, key: bytes) -> tuple[str | None, bytes]:
    """The state and the key of a named node as the federation knows them; an unnamed writer has a key alone."""
    if not name:
        return None, key
    member = find_member(name)
    if member is None:
        raise RefusedLetter(Refusing.STRANGER)
    return member.state, member.public_key


def _moment(text: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(text)
        is_fresh = now - OLDEST < at < now + AHEAD
    except (TypeError, ValueError) as fault:
        raise RefusedLetter(Refusing.UNSIGNED) from fault
    if not is_fresh:
        raise RefusedLetter(Refusing.OUT_OF_TIME)
    return at


def _read(text: str) -> dict[str, Any]:
    try:
        body = json.loads(text)
    except ValueError as fault:
        raise RefusedLetter(Refusing.NO_LETTER) from fault
    if not isinstance(body, dict) or not text_of(body, "kind"):
        raise RefusedLetter(Refusing.NO_LETTER)
    return body


def _digest(told: Mapping[str, str], place: Envelope) -> bytes:
    """What is signed. Every part has a length of its own, so that no two letters are one text."""
    parts = (
        _LABEL, place.thread.bytes, place.letter.bytes, place.to_key,
        *(told[name].encode() for name in ("by", "key", "at", "body")),
    )  # fmt: skip
    return sha512(b"".join(len(part).to_bytes(4, "big") + part for part in parts)).digest()
