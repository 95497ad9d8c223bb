"""Erasure: why, in which steps, by whom; two persons, always."""

from collections.abc import Collection, Iterable
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_


class ErasureReason(StrEnum):
    """Why data are erased."""

    REQUEST = "request"
    RETENTION = "retention"


class ErasureState(StrEnum):
    """Where an erasure stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"


def check_confirmation(state: ErasureState, asked_by: UUID | None, confirmed_by: UUID | None) -> None:
    """Another person than the one who asked, and only while it waits."""
    if state is not ErasureState.WAITING:
        raise RuleBroken("privacy.erasure_moved", N_("This erasure was confirmed or cancelled already."))
    if asked_by == confirmed_by:
        sentence = N_("You asked for this erasure yourself. A second person has to confirm it.")
        raise RuleBroken("privacy.same_person", sentence)


def check_not_held(*, is_held: bool) -> None:
    """A legal hold goes before erasure."""
    if is_held:
        sentence = N_("A legal hold stands on this case: nothing is erased until it is lifted.")
        raise RuleBroken("privacy.held", sentence)


def whole_case(members: Iterable[UUID], people: Collection[UUID]) -> bool:
    """True when nobody of the case is left who still counts."""
    return not people or set(members) <= set(people)
