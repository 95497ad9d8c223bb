"""Limits on how many different people a member state, or one person in it, may ask about in a day."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from returns_app.core import clock
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, writing
from returns_app.peers.models import PeerCount
from returns_app.peers.rules import sketch
from returns_app.peers.rules.problems import Code, Problem


def count_tokens(peer: str, asker: str, tokens: Iterable[bytes], limits: tuple[int, int]) -> None:
    """Count the different tokens of a day for the state and for the asker; Problem when either asked for too many.

    The same token twice counts once, so repeats and re-checks are free and scanning is not.
    """
    today = clock.utc_now().date()
    digests = [key_store().mac(b"peer-count|" + str(today).encode() + token) for token in tokens]
    with writing(), db.engine.begin() as connection:
        for one, limit in {asker: limits[1], "": limits[0]}.items():
            if _count(connection, peer, one, today, digests) > limit:
                raise Problem(Code.TOO_MANY, "state" if not one else "asker")


def _count(connection: Connection, peer: str, asker: str, day: date, digests: list[bytes]) -> int:
    mine = (PeerCount.peer == peer) & (PeerCount.asker == asker)
    before = connection.scalar(select(PeerCount.sketch).where(mine, PeerCount.day == day).with_for_update())
    if before is None:
        connection.execute(delete(PeerCount).where(mine, PeerCount.day < day))
    after = sketch.with_seen(bytes(before or sketch.EMPTY), digests)
    if after != before:
        _keep(connection, {"peer": peer, "asker": asker, "day": day, "sketch": after})
    return sketch.seen(after)


def _keep(connection: Connection, row: dict[str, object]) -> None:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    upsert = dialect.insert(PeerCount).values(row)
    connection.execute(
        upsert.on_conflict_do_update(index_elements=["peer", "asker", "day"], set_={"sketch": row["sketch"]})
    )
