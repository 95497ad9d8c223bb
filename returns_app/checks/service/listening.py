"""Rooms above this one that want to hear of every answer: whatever channel asked, they hear it in the same transaction."""

from collections.abc import Callable, Sequence
from uuid import UUID

from returns_app.checks.models import RegistryCheck
from returns_app.db.unit_of_work import UnitOfWork

Listener = Callable[[UnitOfWork, UUID, Sequence[RegistryCheck]], None]
LISTENERS: list[Listener] = []


def when_answered(listener: Listener) -> Listener:
    """Register what wants to hear about the answered checks of a case."""
    LISTENERS.append(listener)
    return listener


def tell_listeners(work: UnitOfWork, case_id: UUID, checks: Sequence[RegistryCheck]) -> None:
    """Let everybody hear."""
    for listener in LISTENERS:
        listener(work, case_id, checks)
