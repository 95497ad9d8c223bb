"""Rooms above this one that want to hear of every ruling: they hear it in the same transaction, and propose what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from returns_app.db.unit_of_work import UnitOfWork
from returns_app.review.rules import Consequence


@dataclass(frozen=True, slots=True)
class Ruled:
    """What an approver found to follow from a review, in a case and in words."""

    case_id: UUID
    consequence: Consequence
    amount: Decimal | None
    ground: str


Listener = Callable[[UnitOfWork, Ruled], None]
_LISTENERS: list[Listener] = []


def when_ruled(listener: Listener) -> Listener:
    """Register what wants to hear about rulings."""
    _LISTENERS.append(listener)
    return listener


def tell_listeners(work: UnitOfWork, ruled: Ruled) -> None:
    """Let everybody hear."""
    for listener in _LISTENERS:
        listener(work, ruled)
