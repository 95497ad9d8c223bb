"""Rooms above this one that have a say before a delivery is taken back: they refuse it in the same transaction."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from returns_app.db.unit_of_work import UnitOfWork

Guard = Callable[[UnitOfWork, UUID, UUID, Decimal], None]
_GUARDS: list[Guard] = []


def when_reversing(guard: Guard) -> Guard:
    """Register what may refuse: it is told the case, the plan line and the amount."""
    _GUARDS.append(guard)
    return guard


def tell_of_reversal(work: UnitOfWork, case_id: UUID, line_id: UUID, amount: Decimal) -> None:
    """Ask everybody."""
    for guard in _GUARDS:
        guard(work, case_id, line_id, amount)
