"""The sealer: takes committed entries into the tree and signs checkpoints."""

from sqlalchemy import Connection, insert, select, text

from returns_app.audit.models import AuditCheckpoint, AuditLeaf
from returns_app.audit.notes import signer, write_note
from returns_app.audit.tree import Frontier, leaf_hash
from returns_app.core import clock
from returns_app.db.audit_log import AuditEvent, canonical
from returns_app.db.encrypted import key_store
from returns_app.db.session import db, writing

BATCH = 1000
ORIGIN = "returns/audit"
_SEALER = 7_205_119


def seal() -> int:
    """Seal everything committed so far; the number of entries sealed."""
    total = 0
    while sealed := _seal_batch():
        total += sealed
    return total


def _seal_batch() -> int:
    with writing(), db.engine.begin() as connection:
        if not _alone(connection):
            return 0
        frontier, last = _resume(connection)
        rows = _next_entries(connection, last)
        for position, (event_id, leaf) in enumerate(rows, start=frontier.size):
            connection.execute(insert(AuditLeaf).values(position=position, event_id=event_id, leaf_hash=leaf))
            frontier.append(leaf)
        if rows:
            _sign(connection, frontier)
    return len(rows)


def _alone(connection: Connection) -> bool:
    if connection.dialect.name != "postgresql":
        return True
    return bool(connection.scalar(text("select pg_try_advisory_xact_lock(:key)"), {"key": _SEALER}))


def _resume(connection: Connection) -> tuple[Frontier, int]:
    newest = select(AuditCheckpoint.tree_size, AuditCheckpoint.frontier).order_by(AuditCheckpoint.tree_size.desc())
    found = connection.execute(newest.limit(1)).first()
    return (Frontier(found[0], found[1]), found[0]) if found else (Frontier(), 0)


def _next_entries(connection: Connection, size: int) -> list[tuple[int, bytes]]:
    # On PostgreSQL ids commit out of order: only entries older than every running transaction are taken.
    table = AuditEvent.__table__
    query = select(table).where(~select(AuditLeaf.event_id).where(AuditLeaf.event_id == table.c.id).exists())
    if connection.dialect.name == "postgresql":
        query = query.where(text("tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint")).order_by(
            table.c.tx, table.c.id
        )
    else:
        last = connection.scalar(select(AuditLeaf.event_id).where(AuditLeaf.position == size - 1)) if size else 0
        query = select(table).where(table.c.id > (last or 0)).order_by(table.c.id)
    rows = connection.execute(query.limit(BATCH)).mappings()
    return [(row["id"], leaf_hash(canonical(dict(row)) + row["mac"])) for row in rows]


def _sign(connection: Connection, frontier: Frontier) -> None:
    note = write_note(ORIGIN, frontier.size, frontier.root, signer(key_store().directory.key("witness")))
    connection.execute(
        insert(AuditCheckpoint).values(
            tree_size=frontier.size, root_hash=frontier.root, at=clock.utc_now(), note=note, frontier=frontier.packed
        )
    )
