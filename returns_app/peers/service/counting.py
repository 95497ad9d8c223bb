"""Limits on how many different people a member state, or one person in it, may ask about in a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from returns_app.core import clock
from returns_app.db.encrypted import key_store
from returns_app.peers.models import PeerCount
from returns_app.peers.rules import sketch

_MINE = (PeerCount.peer == bindparam("peer")) & (PeerCount.asker == bindparam("asker"))
_FIND = select(PeerCount.sketch).where(_MINE, PeerCount.day == bindparam("day")).with_for_update()
_FORGET = delete(PeerCount).where(_MINE, PeerCount.day < bindparam("day"))
_BY = ["peer", "asker", "day"]
_PUT = {name: dialect.insert(PeerCount.__table__) for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))}
_KEEP = {
    name: put.on_conflict_do_update(index_elements=_BY, set_={"sketch": put.excluded.sketch})
    for name, put in _PUT.items()
}
Whose = dict[str, str | date]


@dataclass(frozen=True, slots=True)
class Tally:
    """What a request asks for, and how much of it a day holds for its asker and for its state."""

    peer: str
    asker: str
    tokens: Iterable[bytes]
    of_asker: int
    of_state: int


def count_on(connection: Connection, tally: Tally) -> str:
    """Count the different tokens of a day for the state and for the asker; who asked for too many, if anybody did.

    The same token twice counts once, so repeats and re-checks are free and scanning is not. What is refused is not counted.
    """
    today = clock.utc_now().date()
    digests = [key_store().mac(b"peer-count|" + str(today).encode() + token) for token in tally.tokens]
    changed = []
    for asker, limit in {tally.asker: tally.of_asker, "": tally.of_state}.items():
        whose: Whose = {"peer": tally.peer, "asker": asker, "day": today}
        before = _before(connection, whose)
        after = sketch.with_seen(before or sketch.EMPTY, digests)
        if sketch.seen(after) > limit:
            return "asker" if asker else "state"
        if after != before:
            changed.append({**whose, "sketch": after})
    if changed:
        connection.execute(_KEEP[connection.dialect.name], changed)
    return ""


def _before(connection: Connection, whose: Whose) -> bytes | None:
    """The sketch of today; that of an earlier day is forgotten with the first of a new one."""
    found = connection.scalar(_FIND, whose)
    if found is None:
        connection.execute(_FORGET, whose)
    return None if found is None else bytes(found)
