"""Refused decisions on record."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import Conflict, RuleBroken, Unavailable
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import record_read


@contextmanager
def denials(actor: Actor, case_id: UUID) -> Iterator[None]:
    """Every refused decision is logged, although its transaction is rolled back."""
    try:
        yield
    except (RuleBroken, Conflict, Unavailable) as refusal:
        record_read(actor, Action.APPROVAL_DENIED, case_id=case_id, code=refusal.code)
        raise
