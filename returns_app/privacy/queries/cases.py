"""Cases of the officer's own organisation: data protection reaches them without the roles of case work."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.queries import get_case
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission, system_actor
from returns_app.db.session import scope
from returns_app.people.display import display_name

HOUSE = system_actor("privacy")
Case = ReturnCase


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a case, by name."""

    person_id: UUID
    name: str


def find_own_case(session: Session, actor: Actor, reference: str) -> Case:
    """The case of the officer's organisation with this reference, or NotFound."""
    wanted = select(ReturnCase.id).where(ReturnCase.reference == reference.strip().upper())
    wanted = wanted.where(ReturnCase.organisation_id == actor.organisation_id)
    case_id = session.scalar(wanted) if _may(actor) else None
    if case_id is None:
        raise NotFound
    return own_case(session, actor, case_id)


def own_case(session: Session, actor: Actor, case_id: UUID) -> Case:
    """The whole case, when it belongs to the officer's organisation."""
    if not (_may(actor) or actor.is_system):
        raise NotFound
    with scope(actor):
        case = get_case(session, HOUSE, case_id)
    if not actor.is_system and case.organisation_id != actor.organisation_id:
        raise NotFound
    return case


def members_of(case: Case) -> list[Member]:
    """Everybody in the case, in order."""
    return [Member(member.person_id, display_name(member.person) or "–") for member in case.members]


def member_ids(session: Session, case_id: UUID) -> list[UUID]:
    """Ids of everybody in a case."""
    return list(session.scalars(select(CaseMember.person_id).where(CaseMember.case_id == case_id)))


def _may(actor: Actor) -> bool:
    return actor.may(Permission.PRIVACY_MANAGE) or actor.may(Permission.ERASURE_CONFIRM)
