"""The append-only audit log: what is written, how it is authenticated."""

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, Connection, Index, LargeBinary, String, Uuid, insert, text
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.base import Base
from returns_app.db.keys import KeyStore
from returns_app.db.types import BigId, Moment


class AuditEvent(Base):
    """One thing that happened: ids, counts and codes, never names or free text."""

    __tablename__ = "audit_event"
    __table_args__ = (
        Index("ix_audit_event_case_id_id", "case_id", "id"),
        Index("ix_audit_event_actor_id", "actor", "id"),
        {"sqlite_autoincrement": True},
    )
    __append_only__: ClassVar[bool] = True

    id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=True)
    uid: Mapped[UUID] = mapped_column(Uuid, unique=True)
    tx: Mapped[int | None] = mapped_column(BigId)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[str] = mapped_column(String(60))
    organisation_id: Mapped[UUID | None] = mapped_column(Uuid)
    action: Mapped[str] = mapped_column(String(60), index=True)
    case_id: Mapped[UUID | None] = mapped_column(Uuid)
    details: Mapped[dict[str, Any]] = mapped_column(JSON)
    mac: Mapped[bytes] = mapped_column(LargeBinary)


_WRITE = insert(AuditEvent.__table__)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Event:
    """What a service says happened."""

    action: Action
    case_id: UUID | None = None
    details: dict[str, Any] = field(default_factory=dict)


def canonical(row: dict[str, Any]) -> bytes:
    """The bytes of one entry that its code and its leaf authenticate; the same on every database."""
    parts = {
        "uid": str(row["uid"]), "at": row["at"].isoformat(timespec="microseconds"), "actor": row["actor"],
        "organisation": _text(row["organisation_id"]), "action": row["action"], "case": _text(row["case_id"]),
        "details": row["details"],
    }  # fmt: skip
    return json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def append(connection: Connection, keys: KeyStore, actor: Actor, at: datetime, events: list[Event]) -> None:
    """Write the events in the caller's transaction; if this fails, so does the action."""
    rows = [_row(keys, actor, at, entry) for entry in events]
    if connection.dialect.name == "postgresql":
        transaction = connection.scalar(text("select pg_current_xact_id()::text::bigint"))
        rows = [{**row, "tx": transaction} for row in rows]
    if rows:
        connection.execute(_WRITE, rows)


def _row(keys: KeyStore, actor: Actor, at: datetime, entry: Event) -> dict[str, Any]:
    details = json.loads(json.dumps(entry.details, default=str))
    row: dict[str, Any] = {
        "uid": uuid4(), "at": at, "actor": actor.label, "organisation_id": actor.organisation_id,
        "action": entry.action.value, "case_id": entry.case_id, "details": details, "tx": None,
    }  # fmt: skip
    return {**row, "mac": keys.mac(canonical(row))}


def _text(value: UUID | None) -> str | None:
    return str(value) if value else None
