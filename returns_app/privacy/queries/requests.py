"""Reading the desk of requests and erasures."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, false, func, select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.privacy.models import Erasure, ErasureCase, RightsRequest
from returns_app.privacy.rules.requests import RequestState


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """How many requests are open and how many of those are late."""

    open: int
    late: int


def visible_requests(actor: Actor) -> Select[RightsRequest]:
    """Officers see the requests to their own organisation."""
    if actor.is_system:
        return select(RightsRequest)
    if not actor.may(Permission.PRIVACY_READ):
        return select(RightsRequest).where(false())
    return select(RightsRequest).where(RightsRequest.organisation_id == actor.organisation_id)


def list_requests(session: Session, actor: Actor, *, only_open: bool) -> list[RightsRequest]:
    """What is due first stands first."""
    wanted = visible_requests(actor)
    if only_open:
        wanted = wanted.where(RightsRequest.state == RequestState.OPEN)
    return list(
        session.scalars(wanted.order_by(RightsRequest.state != RequestState.OPEN, RightsRequest.due_on).limit(200))
    )


def get_request(session: Session, actor: Actor, request_id: UUID) -> RightsRequest:
    """One request, or NotFound."""
    found = session.scalars(visible_requests(actor).where(RightsRequest.id == request_id)).first()
    if found is None:
        raise NotFound
    return found


def find_by_key(session: Session, actor: Actor, key: UUID) -> RightsRequest | None:
    """The request that an earlier sending of the same form registered."""
    return session.scalars(visible_requests(actor).where(RightsRequest.request_key == key)).first()


def open_request_cases(session: Session) -> set[UUID]:
    """Cases about which somebody waits for an answer."""
    return set(session.scalars(select(RightsRequest.case_id).where(RightsRequest.state == RequestState.OPEN)))


def visible_erasures(actor: Actor) -> Select[Erasure]:
    """Officers and those who confirm see the erasures of their own organisation."""
    if actor.is_system:
        return select(Erasure)
    if not (actor.may(Permission.PRIVACY_READ) or actor.may(Permission.ERASURE_CONFIRM)):
        return select(Erasure).where(false())
    return select(Erasure).where(Erasure.organisation_id == actor.organisation_id)


def list_erasures(session: Session, actor: Actor) -> list[Erasure]:
    """The newest first."""
    return list(session.scalars(visible_erasures(actor).order_by(Erasure.asked_at.desc()).limit(100)))


def get_erasure(session: Session, actor: Actor, erasure_id: UUID) -> Erasure:
    """One erasure, or NotFound."""
    found = session.scalars(visible_erasures(actor).where(Erasure.id == erasure_id)).first()
    if found is None:
        raise NotFound
    return found


def list_erasure_cases(session: Session, erasure_id: UUID) -> list[ErasureCase]:
    """The cases of one erasure."""
    return list(
        session.scalars(select(ErasureCase).where(ErasureCase.erasure_id == erasure_id).order_by(ErasureCase.id))
    )


def next_cases(session: Session, erasure_id: UUID, most: int) -> list[ErasureCase]:
    """Those that still have to be done."""
    wanted = select(ErasureCase).where(ErasureCase.erasure_id == erasure_id, ErasureCase.done_at.is_(None))
    return list(session.scalars(wanted.order_by(ErasureCase.id).limit(most)))


def places_of(session: Session, erasure_id: UUID) -> dict[str, int]:
    """Every place touched and how many rows, over all cases."""
    found: dict[str, int] = {}
    for places in session.scalars(select(ErasureCase.places).where(ErasureCase.erasure_id == erasure_id)):
        for place, count in places.items():
            found[place] = found.get(place, 0) + int(count)
    return dict(sorted(found.items()))


def count_open(session: Session, actor: Actor, today: object) -> DeskCounts:
    """Open and late requests."""
    open_ones = visible_requests(actor).where(RightsRequest.state == RequestState.OPEN)
    late = open_ones.where(RightsRequest.due_on < today)
    count = [session.scalar(select(func.count()).select_from(one.subquery())) or 0 for one in (open_ones, late)]
    return DeskCounts(*count)
