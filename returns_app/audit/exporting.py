"""The sealed log as lines that a script without keys can verify: entries one may read, digests of all others."""

import base64
import json
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, select

from returns_app.audit.models import AuditCheckpoint, AuditLeaf
from returns_app.audit.notes import signer
from returns_app.db.audit_log import AuditEvent, canonical
from returns_app.db.encrypted import key_store


def export_lines(connection: Connection, readable: Collection[int]) -> Iterator[str]:
    """First the public key and the newest checkpoint, then every leaf of the tree in its order."""
    newest = select(AuditCheckpoint.tree_size, AuditCheckpoint.note).order_by(AuditCheckpoint.tree_size.desc()).limit(1)
    found = connection.execute(newest).first()
    size, note = (found[0], found[1]) if found else (0, "")
    public = signer(key_store().directory.key("witness")).public_key().public_bytes_raw()
    yield json.dumps({"key": _text(public), "size": size, "note": note})
    events = AuditEvent.__table__
    leaves = select(AuditLeaf.position, AuditLeaf.event_id, AuditLeaf.leaf_hash, events).outerjoin_from(
        AuditLeaf, events, events.c.id == AuditLeaf.event_id
    )
    rows = connection.execute(leaves.where(AuditLeaf.position < size).order_by(AuditLeaf.position))
    for row in rows.mappings():
        yield json.dumps(_line(dict(row), readable), ensure_ascii=False)


def _line(row: dict[str, Any], readable: Collection[int]) -> dict[str, Any]:
    line = {"position": row["position"], "entry": row["event_id"], "leaf": _text(row["leaf_hash"])}
    if row["event_id"] in readable and row["uid"] is not None:
        line |= {"said": canonical(row).decode(), "mac": _text(row["mac"])}
    return line


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
