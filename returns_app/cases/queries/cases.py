"""One case, or the cases of some persons, within what the actor may see."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from functools import lru_cache
from uuid import UUID

from sqlalchemy import ColumnElement, Select, bindparam, false, or_, select, true
from sqlalchemy.orm import Load, Session, contains_eager, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from returns_app.cases.models import CaseAccess, CaseMember, ReturnCase
from returns_app.cases.rules import AccessKind
from returns_app.core.errors import NotFound
from returns_app.core.permissions import GRANTS, Actor, Permission, Role
from returns_app.db.unit_of_work import today
from returns_app.people.models import Person
from returns_app.programmes.models import ProgrammeVersion

PARTNER_ROLES = frozenset({Role.PARTNER, Role.PARTNER_COORDINATOR})
AUTHORITY_ROLES = frozenset(role for role in Role if Permission.CASE_READ in GRANTS[role]) - PARTNER_ROLES


def visible_cases(actor: Actor) -> Select[ReturnCase]:
    """An authority sees its own cases, a partner what is shared with it, others none."""
    return select(ReturnCase) if actor.is_system else select(ReturnCase).where(_in_sight(actor))


def _in_sight(actor: Actor) -> ColumnElement[bool]:
    sights: list[ColumnElement[bool]] = [true()] if actor.is_system else []
    if actor.has(*AUTHORITY_ROLES):
        sights.append(ReturnCase.organisation_id == actor.organisation_id)
    if actor.has(*PARTNER_ROLES):
        sights.append(ReturnCase.id.in_(_shared_with(actor)))
    return or_(false(), *sights)


def get_case(session: Session, actor: Actor, case_id: UUID) -> ReturnCase:
    """The whole case with its family, or NotFound when the actor may not see it."""
    return _one(session, _whole(actor, sight_day(actor), is_own=False), case_id)


def get_named_case(session: Session, actor: Actor, case_id: UUID) -> ReturnCase:
    """The case with the names and nationalities of its family, in one question: for pages that identify nobody further."""
    return _one(session, _named(actor, sight_day(actor)), case_id)


def get_own_case(session: Session, actor: Actor, case_id: UUID) -> ReturnCase:
    """The whole case when the actor's organisation owns it, else NotFound."""
    return _one(session, _whole(actor, sight_day(actor), is_own=not actor.is_system), case_id)


def sight_day(actor: Actor) -> date | None:
    """The day a kept question is good for: what is shared with a partner ends on a day, other sights do not change."""
    return today() if actor.has(*PARTNER_ROLES) else None


# Questions asked on every page are kept: putting one together takes as long as asking it.
@lru_cache(256)
def _named(actor: Actor, _day: date | None) -> Select[ReturnCase]:
    person = joinedload(ReturnCase.members).joinedload(CaseMember.person)
    parts = person.options(joinedload(Person.names), joinedload(Person.nationalities))
    return visible_cases(actor).where(ReturnCase.id == bindparam("case_id")).options(*_surroundings(), parts)


@lru_cache(512)
def _whole(actor: Actor, day: date | None, *, is_own: bool) -> Select[ReturnCase]:
    people = Load(ReturnCase).joinedload(ReturnCase.members).joinedload(CaseMember.person)
    wanted = _named(actor, day).options(people.selectinload(Person.identifiers), people.selectinload(Person.contacts))
    return wanted.where(ReturnCase.organisation_id == actor.organisation_id) if is_own else wanted


def member_of(case: ReturnCase, person_id: UUID) -> CaseMember:
    """The member of a loaded case, or NotFound when this person does not travel in it."""
    found = next((member for member in case.members if member.person_id == person_id), None)
    if found is None:
        raise NotFound
    return found


def find_by_reference(session: Session, actor: Actor, reference: str) -> UUID | None:
    """The id of the case with this reference, when the actor may see it."""
    wanted = visible_cases(actor).where(ReturnCase.reference == reference.strip().upper())
    return session.scalar(wanted.with_only_columns(ReturnCase.id))


def find_by_request(session: Session, actor: Actor, request_key: UUID) -> ReturnCase | None:
    """The case that an earlier sending of the same form opened."""
    with session.no_autoflush:  # a case is flushed as it is opened; what hangs on it may wait for the next flush
        return session.scalars(visible_cases(actor).where(ReturnCase.request_key == request_key)).first()


def list_cases_of(session: Session, actor: Actor, person_ids: Collection[UUID]) -> dict[UUID, list[ReturnCase]]:
    """The visible cases of each person, newest first."""
    found: dict[UUID, list[ReturnCase]] = defaultdict(list)
    for member in session.scalars(_memberships(actor, sight_day(actor)), {"person_ids": list(person_ids)}):
        found[member.person_id].append(member.case)
    return found


@lru_cache(256)
def _memberships(actor: Actor, _day: date | None) -> Select[CaseMember]:
    wanted = select(CaseMember).join(CaseMember.case).options(contains_eager(CaseMember.case))
    wanted = wanted.where(CaseMember.person_id.in_(bindparam("person_ids", expanding=True)), _in_sight(actor))
    return wanted.order_by(ReturnCase.created_at.desc())


def _one(session: Session, wanted: Select[ReturnCase], case_id: UUID) -> ReturnCase:
    """The case; within one unit of work services ask for it in turn, and it is read once."""
    work = session.info.get("work")
    found: dict[tuple[Select[ReturnCase], UUID], ReturnCase] = work.found if work else {}
    case = found.get((wanted, case_id)) or session.scalars(wanted, {"case_id": case_id}).unique().first()
    if case is None:
        raise NotFound
    found[wanted, case_id] = case
    return case


def _surroundings() -> tuple[ORMOption, ...]:
    return (
        joinedload(ReturnCase.organisation),
        joinedload(ReturnCase.counsellor),
        joinedload(ReturnCase.programme_version).joinedload(ProgrammeVersion.programme),
        joinedload(ReturnCase.principal),
    )


def _shared_with(actor: Actor) -> Select[UUID]:
    mine = (CaseAccess.organisation_id == actor.organisation_id, CaseAccess.kind == AccessKind.PARTNER)
    shared = select(CaseAccess.case_id).where(*mine)
    return shared.where(or_(CaseAccess.ends_on.is_(None), CaseAccess.ends_on >= today()))
