"""Letting a request in: signed by a member, fresh, never seen before."""

from collections.abc import Mapping

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from returns_app.core import clock
from returns_app.db.session import db, writing
from returns_app.peers.models import PeerNonce
from returns_app.peers.rules.federation import Member
from returns_app.peers.rules.problems import Code, Problem
from returns_app.peers.service.signatures import MAX_AGE, Message, verify

_SWEEPING = "0"  # one nonce in sixteen begins so: whoever brings it sweeps


def admit(message: Message, members: Mapping[str, Member]) -> Member:
    """The member who sent this just now for the first time; Problem otherwise, and nothing is stored."""
    signed = verify(message, members)
    _use_up(f"{signed.member.name}|{signed.nonce}", sweeps=signed.nonce.startswith(_SWEEPING))
    return signed.member


def _use_up(nonce: str, *, sweeps: bool) -> None:
    # A nonce need not survive a power cut, only a killed process: the two minutes of a signature are over sooner.
    now = clock.utc_now()
    try:
        with writing(), db.engine.begin() as connection:
            connection.execute(insert(PeerNonce).values(nonce=nonce, at=now))
            if sweeps:
                connection.execute(delete(PeerNonce).where(PeerNonce.at < now - 2 * MAX_AGE))
    except IntegrityError as fault:
        raise Problem(Code.REPLAYED) from fault
