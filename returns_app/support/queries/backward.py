"""What came back of support, as a room above tells it: costs and evidence show it below zero."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from returns_app.core.permissions import Actor
from returns_app.support.rules import FundingSource


class Recovered(NamedTuple):
    """What one fund of one programme got back in a period."""

    funding_source: FundingSource
    programme: str
    cases: int
    entries: int
    amount: Decimal


class CameBack(NamedTuple):
    """What came in, was waived or written off for one plan line; `amount` is below zero."""

    on: date
    position: int
    item: str
    funding_source: FundingSource
    kind: str
    amount: Decimal
    reference: str


class Teller(Protocol):
    """Whoever knows what came back."""

    def per_fund(self, session: Session, actor: Actor, first: date, last: date) -> list[Recovered]:
        """By fund and programme, in a period."""

    def of_case(self, session: Session, case_id: UUID) -> list[CameBack]:
        """Of one case."""


_TELLERS: list[Teller] = []


def tells_what_came_back(teller: Teller) -> None:
    """Register who knows."""
    _TELLERS.append(teller)


def recovered_in(session: Session, actor: Actor, first: date, last: date) -> list[Recovered]:
    """What came back in a period."""
    return [line for teller in _TELLERS for line in teller.per_fund(session, actor, first, last)]


def came_back_of(session: Session, case_id: UUID) -> list[CameBack]:
    """What came back of one case."""
    return [line for teller in _TELLERS for line in teller.of_case(session, case_id)]
