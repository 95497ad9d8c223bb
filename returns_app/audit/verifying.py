"""Verifying the log: every entry's code, every leaf, every checkpoint; names the first broken entry."""

from collections.abc import Iterator
from dataclasses import dataclass
from hmac import compare_digest
from typing import TypeAlias

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, func, select

from returns_app.audit.models import AuditCheckpoint, AuditLeaf
from returns_app.audit.notes import is_signed, read_note, signer
from returns_app.audit.tree import Frontier, leaf_hash
from returns_app.db.audit_log import AuditEvent, canonical
from returns_app.db.encrypted import key_store
from returns_app.db.keys import KeyStore

Fault: TypeAlias = tuple[int | None, str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found: how much is sealed, and the first broken entry with the reason."""

    entries: int
    sealed: int
    broken_entry: int | None = None
    reason: str = ""

    @property
    def is_whole(self) -> bool:
        """True when nothing is broken."""
        return not self.reason


def verify(connection: Connection, witness_note: str | None = None) -> Verdict:
    """Read the whole log once; `witness_note` is a checkpoint somebody else kept."""
    keys = key_store()
    public = signer(keys.directory.key("witness")).public_key()
    entries = connection.scalar(select(func.count()).select_from(AuditEvent)) or 0
    sealed = connection.scalar(select(func.count()).select_from(AuditLeaf)) or 0
    checks = (_sealed_fault, _unsealed_fault)
    for check in checks:
        try:
            fault = check(connection, keys)
        except (ValueError, TypeError, AttributeError):
            fault = (None, "entry_unreadable")
        if fault:
            return Verdict(entries, sealed, *fault)
    reason = _checkpoint_fault(connection, public, witness_note)
    return Verdict(entries, sealed, None, reason)


def _sealed_fault(connection: Connection, keys: KeyStore) -> Fault | None:
    for expected, row in enumerate(_sealed_rows(connection)):
        if row.position != expected:
            return row.event_id, "leaf_missing"
        if row.uid is None:
            return row.event_id, "entry_missing"
        if not _is_genuine(row, keys):
            return row.event_id, "entry_changed"
        if leaf_hash(canonical(_columns(row)) + row.mac) != row.leaf_hash:
            return row.event_id, "leaf_changed"
    return None


def _unsealed_fault(connection: Connection, keys: KeyStore) -> Fault | None:
    table = AuditEvent.__table__
    unsealed = select(table).where(~select(AuditLeaf.event_id).where(AuditLeaf.event_id == table.c.id).exists())
    for row in connection.execute(unsealed.order_by(table.c.id)):
        if not _is_genuine(row, keys):
            return row.id, "entry_changed"
    return None


def _checkpoint_fault(connection: Connection, key: Ed25519PublicKey, witness_note: str | None) -> str:
    kept = {size: (root, note) for size, root, note in _checkpoints(connection)}
    if witness_note:
        size, root = read_note(witness_note)
        kept[size] = (root, witness_note)
    frontier, seen = Frontier(), set()
    for leaf in connection.scalars(select(AuditLeaf.leaf_hash).order_by(AuditLeaf.position)):
        frontier.append(leaf)
        if frontier.size in kept:
            seen.add(frontier.size)
            root, note = kept[frontier.size]
            if root != frontier.root or not is_signed(note, key):
                return f"checkpoint_{frontier.size}"
    missing = set(kept) - seen
    return f"checkpoint_{min(missing)}" if missing else ""


def _checkpoints(connection: Connection) -> Iterator[Row[int, bytes, str]]:
    yield from connection.execute(select(AuditCheckpoint.tree_size, AuditCheckpoint.root_hash, AuditCheckpoint.note))


def _sealed_rows(connection: Connection) -> Iterator[Row[int, int]]:
    table = AuditEvent.__table__
    joined = select(AuditLeaf.position, AuditLeaf.event_id, AuditLeaf.leaf_hash, table)
    joined = joined.outerjoin_from(AuditLeaf, table, table.c.id == AuditLeaf.event_id)
    yield from connection.execute(joined.order_by(AuditLeaf.position).execution_options(yield_per=1000))


def _columns(row: Row[int, int]) -> dict[str, object]:
    return dict(row._mapping)  # noqa: SLF001  (the documented way to a row's columns by name)


def _is_genuine(row: Row[int, int], keys: KeyStore) -> bool:
    return compare_digest(keys.mac(canonical(_columns(row))), row.mac)
