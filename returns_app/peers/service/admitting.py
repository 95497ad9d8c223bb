"""Letting a request in: signed by a member, fresh, never seen before, and within what is asked in a day."""

from collections.abc import Mapping

from sqlalchemy import bindparam, delete, insert
from sqlalchemy.exc import IntegrityError

from returns_app.core import clock
from returns_app.db.session import db, writing
from returns_app.peers.models import PeerNonce
from returns_app.peers.rules.federation import Member
from returns_app.peers.rules.problems import Code, Problem
from returns_app.peers.service.counting import Tally, count_on
from returns_app.peers.service.signatures import MAX_AGE, Message, Signed, verify

_SWEEPING = "0"  # one nonce in sixteen begins so: whoever brings it sweeps
_KEEP = insert(PeerNonce.__table__)  # type: ignore[arg-type]
_SWEEP = delete(PeerNonce).where(PeerNonce.at < bindparam("over"))


def admit(message: Message, members: Mapping[str, Member]) -> Member:
    """The member who sent this just now for the first time; Problem otherwise, and nothing is stored."""
    signed = verify(message, members)
    use_up(signed)
    return signed.member


def use_up(signed: Signed, tally: Tally | None = None) -> None:
    """Take the nonce and count what is asked for, in one transaction; Problem when it is a replay or too much.

    A nonce need not survive a power cut, only a killed process: the two minutes of a signature are over sooner.
    """
    now = clock.utc_now()
    try:
        with writing(), db.engine.begin() as connection:
            connection.execute(_KEEP, {"nonce": f"{signed.member.name}|{signed.nonce}", "at": now})
            if signed.nonce.startswith(_SWEEPING):
                connection.execute(_SWEEP, {"over": now - 2 * MAX_AGE})
            too_many = count_on(connection, tally) if tally else ""
    except IntegrityError as fault:
        raise Problem(Code.REPLAYED) from fault
    if too_many:
        raise Problem(Code.TOO_MANY, too_many)
