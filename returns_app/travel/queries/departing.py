"""Reading departures and arrivals of a case that was found through `cases.queries`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseEvent, CaseMember, ReturnCase
from returns_app.cases.rules import EventKind
from returns_app.travel.models import Arrival, Departure

# The service names the type of a case without touching the tables of `cases`.
Case: TypeAlias = ReturnCase


@dataclass(frozen=True, slots=True)
class Journey:
    """One member of the family, and how far their journey got."""

    member: CaseMember
    departure: Departure | None
    arrival: Arrival | None


_DEPARTURES = select(Departure).where(Departure.case_id == bindparam("case_id"))


def departures_of(session: Session, case_id: UUID) -> dict[UUID, Departure]:
    """Departures of a case by person."""
    found = session.scalars(_DEPARTURES, {"case_id": case_id})
    return {departure.person_id: departure for departure in found}


def arrivals_of(session: Session, case_id: UUID) -> dict[UUID, Arrival]:
    """Arrivals of a case by person."""
    found = session.scalars(select(Arrival).where(Arrival.case_id == case_id))
    return {arrival.person_id: arrival for arrival in found}


def list_journeys(session: Session, case: ReturnCase) -> list[Journey]:
    """Everybody who is part of this return, in the order of the family."""
    left, arrived = departures_of(session, case.id), arrivals_of(session, case.id)
    return [
        Journey(member, left.get(member.person_id), arrived.get(member.person_id))
        for member in case.members
        if member.left_on is None
    ]


def still_here(journeys: Sequence[Journey]) -> list[Journey]:
    """Who has not left yet."""
    return [journey for journey in journeys if journey.departure is None]


def who_left(journeys: Sequence[Journey]) -> list[Journey]:
    """Who has left, arrived or not."""
    return [journey for journey in journeys if journey.departure is not None]


def under_way(journeys: Sequence[Journey]) -> list[Journey]:
    """Who has left and is not known to have arrived."""
    return [journey for journey in journeys if journey.departure is not None and journey.arrival is None]


def approved_on(session: Session, case_id: UUID) -> date | None:
    """The day of the approval; None when there was none."""
    wanted = select(func.max(CaseEvent.happened_on)).where(
        CaseEvent.case_id == case_id, CaseEvent.kind == EventKind.APPROVED
    )
    return session.scalar(wanted)
