"""Where addresses lie: in the registry's own database, or spread over further PostgreSQL servers by 64 logical shards.

The shard of an address is its first byte modulo 64; addresses are uniform, so shards fill evenly. Claims stay in the registry's own
database. A look-up asks every server that holds a wanted shard; when one does not answer there is no answer at all, because part of
an answer would be a wrong one. Rows are written before the registry commits: a crash in between leaves addresses of no claim, which
nobody can meet and `flask registry verify` counts.
"""

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, create_engine, delete, func, insert, select
from sqlalchemy.orm import Session

from returns_app.registry.models import Address

SHARDS = 64
_IN_MARKS = "SELECT address, claim_id FROM registry_address WHERE address IN"
_IN_LIST = (
    "SELECT a.address, a.claim_id FROM unnest(%s::bytea[]) AS w (one) JOIN registry_address a ON a.address = w.one"
)
HERE = "here"
_TABLE = Address.metadata.tables[Address.__tablename__]
_SHELVES: WeakKeyDictionary[Engine, "Shelves"] = WeakKeyDictionary()
Row = Mapping[str, Any]


class BadShards(ValueError):
    """The shard file does not say for every shard where it lies."""


class Shelves:
    """The servers, and which of them holds which shard."""

    def __init__(self, place_of: Sequence[str], servers: Mapping[str, str]) -> None:
        """`place_of` names a server for each of the 64 shards."""
        self._place_of = tuple(place_of)
        self._engines = {name: create_engine(url, pool_pre_ping=True) for name, url in servers.items()}

    def by_place(self, addresses: Iterable[bytes]) -> dict[str, list[bytes]]:
        """The addresses by the server that holds them."""
        found: dict[str, list[bytes]] = defaultdict(list)
        for address in addresses:
            found[self._place_of[address[0] % SHARDS]].append(address)
        return found

    @contextmanager
    def at(self, session: Session, place: str) -> Iterator[Connection]:
        """A transaction on a server; the registry's own is the session's."""
        if place == HERE:
            yield session.connection()
            return
        with self._engines[place].begin() as connection:
            yield connection

    @property
    def places(self) -> tuple[str, ...]:
        """Every server."""
        return (HERE, *self._engines)

    def prepare(self) -> None:
        """Make the table on every further server, and bring one of an earlier release to its present form; no row is touched."""
        for engine in self._engines.values():
            with engine.begin() as connection:
                connection.exec_driver_sql(
                    "CREATE TABLE IF NOT EXISTS registry_address (address bytea PRIMARY KEY, claim_id uuid NOT NULL)"
                )
                connection.exec_driver_sql("ALTER TABLE registry_address DROP COLUMN IF EXISTS kind")
                connection.exec_driver_sql(
                    "CREATE INDEX IF NOT EXISTS ix_registry_address_claim_id ON registry_address (claim_id)"
                )

    def close(self) -> None:
        """Let go of every connection."""
        for engine in self._engines.values():
            engine.dispose()


ALL_HERE = Shelves((HERE,) * SHARDS, {})


def read_shelves(text: str) -> Shelves:
    """The servers of a shard file: `[servers]` name = "postgresql://…", `[shards]` name = "first-last"."""
    told = tomllib.loads(text)
    place_of: list[str] = [""] * SHARDS
    for place, span in told["shards"].items():
        first, _, last = span.partition("-")
        for shard in range(int(first), int(last or first) + 1):
            place_of[shard] = place
    known = {HERE, *told["servers"]}
    if not set(place_of) <= known:
        raise BadShards("the shard file leaves a shard out or names a server that it does not describe")
    urls = {name: url.replace("postgresql://", "postgresql+psycopg://", 1) for name, url in told["servers"].items()}
    return Shelves(place_of, urls)


def use_shelves(engine: Engine, shelves: Shelves) -> None:
    """From now on the addresses of this registry lie there."""
    _SHELVES[engine] = shelves


def leave_shelves(engine: Engine) -> None:
    """Close the connections to further servers."""
    shelves = _SHELVES.pop(engine, None)
    if shelves is not None:
        shelves.close()


def find(session: Session, addresses: Collection[bytes]) -> dict[bytes, UUID]:
    """Which of these addresses are filled, and by which claim."""
    shelves, found = _shelves(session), dict[bytes, UUID]()
    for place, wanted in shelves.by_place(addresses).items():
        with shelves.at(session, place) as connection:
            found |= _look_up(connection, wanted)
    return found


def _look_up(connection: Connection, wanted: Sequence[bytes]) -> dict[bytes, UUID]:
    """Said in the driver's own words: a statement of a thousand parameters costs more to make than to answer.

    PostgreSQL gets one list, joined address by address so that each is sought in its own partition alone.
    """
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(_IN_LIST, (list(wanted),))
        return {bytes(address): claim for address, claim in rows}
    marks = ",".join("?" * len(wanted))
    rows = connection.exec_driver_sql(f"{_IN_MARKS} ({marks})", tuple(wanted))
    return {bytes(address): UUID(claim) for address, claim in rows}


def put(session: Session, claim_id: UUID, slots: Iterable[bytes]) -> None:
    """Fill these addresses with a claim."""
    shelves = _shelves(session)
    for place, addresses in shelves.by_place(slots).items():
        rows = [{"address": one, "claim_id": claim_id} for one in addresses]
        with shelves.at(session, place) as connection:
            connection.execute(insert(_TABLE), rows)


def drop(session: Session, claim_ids: Collection[UUID]) -> None:
    """Take away every address of these claims."""
    _everywhere(session, delete(_TABLE).where(_TABLE.c.claim_id.in_(claim_ids)))


def drop_these(session: Session, addresses: Collection[bytes]) -> None:
    """Take away these addresses, whatever claim they lie with."""
    shelves = _shelves(session)
    for place, listed in shelves.by_place(addresses).items():
        with shelves.at(session, place) as connection:
            connection.execute(delete(_TABLE).where(_TABLE.c.address.in_(listed)))


def of_claim(session: Session, claim_id: UUID) -> tuple[bytes, ...]:
    """The addresses of a claim, in order."""
    rows = _everywhere(session, select(_TABLE.c.address).where(_TABLE.c.claim_id == claim_id))
    return tuple(sorted(bytes(address) for (address,) in rows))


def count(session: Session) -> int:
    """How many addresses are filled."""
    return sum(number for (number,) in _everywhere(session, select(func.count()).select_from(_TABLE)))


def claims_met(session: Session) -> set[UUID]:
    """Every claim that has an address."""
    return {claim for (claim,) in _everywhere(session, select(_TABLE.c.claim_id).distinct())}


def _everywhere(session: Session, statement: Any) -> list[Any]:  # noqa: ANN401
    shelves, rows = _shelves(session), list[Any]()
    for place in shelves.places:
        with shelves.at(session, place) as connection:
            result = connection.execute(statement)
            rows.extend(result if result.returns_rows else ())
    return rows


def _shelves(session: Session) -> Shelves:
    bind = session.get_bind()
    return _SHELVES.get(bind if isinstance(bind, Engine) else bind.engine, ALL_HERE)
