"""Requests that come twice: the first answer again, and no second effect."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.registry import queries
from returns_app.registry.models import RegistryRequest
from returns_app.registry.rules import ClaimEntry, RequestReused

RELEASED = "released"


def request_hash(entries: Iterable[ClaimEntry], cleared: Iterable[str] = ()) -> bytes:
    """What a request said, in 32 bytes."""
    said = [[asdict(entry) for entry in entries], sorted(cleared)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, default=_plain).encode()).digest()


def find_references(session: Session, request_id: UUID, said: bytes) -> tuple[str, ...] | None:
    """What the same request was answered with; None when it is new or was let go since."""
    known = queries.find_request(session, request_id)
    if known is None or known.answer.get(RELEASED):
        return None
    if known.request_hash != said:
        raise RequestReused("this request id was used for another request")
    return tuple(known.answer["references"])


def remember(session: Session, request_id: UUID, said: bytes, references: Iterable[str], at: datetime) -> None:
    """Keep the answer. Addresses stand nowhere but in their own table, so that forgetting them is enough."""
    answer: dict[str, Any] = {"references": list(references)}
    session.merge(RegistryRequest(request_id=request_id, request_hash=said, answer=answer, at=at))


def _plain(value: object) -> str:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, date) else str(value)
