"""Emergency access: which one is whose, and the few facts that such a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Account, Organisation
from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import find_by_reference, get_case
from returns_app.core.errors import NotFound
from returns_app.core.partial_date import PartialDate
from returns_app.core.permissions import Actor, Permission
from returns_app.counselling.queries import latest_screenings
from returns_app.db.session import scope
from returns_app.people.display import display_name, original_name
from returns_app.people.rules import ContactKind
from returns_app.privacy.models import EmergencyAccess
from returns_app.privacy.queries.cases import HOUSE

MOST_LISTED = 100
Access = EmergencyAccess


@dataclass(frozen=True, slots=True)
class FactsOfPerson:
    """What helpers need to know of somebody at once, and nothing else."""

    name: str
    original: str
    born: PartialDate
    sex: str
    countries: tuple[str, ...]
    vulnerabilities: tuple[str, ...]
    needs: str
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmergencySheet:
    """A case as emergency access shows it: read only, no decisions, no money, no papers."""

    reference: str
    owner: str
    counsellor: str
    counsellor_email: str
    return_country: str
    people: tuple[FactsOfPerson, ...]


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One emergency access as an officer sees it."""

    access: EmergencyAccess
    by: str
    of: str
    case: str
    words: str
    is_ours_to_judge: bool


def case_behind(session: Session, actor: Actor, reference: str) -> tuple[UUID, bool] | None:
    """The case of exactly this reference and whether the actor sees it anyway; there is no other way to look for one."""
    seen = find_by_reference(session, actor, reference) if actor.may(Permission.CASE_READ) else None
    if seen is not None:
        return seen, True
    with scope(HOUSE):
        found = session.scalar(select(ReturnCase.id).where(ReturnCase.reference == reference.strip().upper()))
    return None if found is None else (found, False)


def owner_of(session: Session, case_id: UUID) -> tuple[UUID, UUID, str]:
    """Organisation, counsellor and member state of a case."""
    with scope(HOUSE):
        columns = select(ReturnCase.organisation_id, ReturnCase.counsellor_id, ReturnCase.member_state)
        row = session.execute(columns.where(ReturnCase.id == case_id)).one()
    return row[0], row[1], row[2]


def get_open(session: Session, actor: Actor, access_id: UUID) -> EmergencyAccess:
    """One's own emergency access, over or not; somebody else's is not there."""
    wanted = select(EmergencyAccess).where(EmergencyAccess.account_id == actor.account_id)
    return _one(session, wanted.where(EmergencyAccess.id == access_id))


def get_to_judge(session: Session, actor: Actor, access_id: UUID) -> EmergencyAccess:
    """One that concerns a case of the officer's organisation."""
    ours = EmergencyAccess.owner_id == actor.organisation_id
    return _one(session, select(EmergencyAccess).where(ours, EmergencyAccess.id == access_id))


def find_asked(session: Session, request_key: UUID) -> EmergencyAccess | None:
    """What an earlier sending of the same form opened."""
    return session.scalar(select(EmergencyAccess).where(EmergencyAccess.request_key == request_key))


def count_asked(session: Session, actor: Actor, since: datetime) -> int:
    """How often the actor asked since a moment."""
    wanted = select(func.count()).select_from(EmergencyAccess)
    mine = wanted.where(EmergencyAccess.account_id == actor.account_id, EmergencyAccess.opened_at >= since)
    return session.scalar(mine) or 0


def list_mine(session: Session, actor: Actor, now: datetime) -> list[tuple[EmergencyAccess, str]]:
    """The actor's own ones of the last day, with the reference of the case."""
    recent = EmergencyAccess.opened_at >= now - timedelta(days=1)
    wanted = select(EmergencyAccess).where(EmergencyAccess.account_id == actor.account_id, recent)
    found = session.scalars(wanted.order_by(EmergencyAccess.opened_at.desc())).all()
    names = _references(session, found)
    return [(one, names.get(one.case_id, "–")) for one in found]


def list_accesses(session: Session, actor: Actor) -> list[AccessRow]:
    """Those to the organisation's cases and those of its own people; what waits to be judged first."""
    ours = or_(
        EmergencyAccess.owner_id == actor.organisation_id, EmergencyAccess.organisation_id == actor.organisation_id
    )
    order = (EmergencyAccess.judged_at.is_not(None), EmergencyAccess.opened_at.desc())
    found = session.scalars(select(EmergencyAccess).where(ours).order_by(*order).limit(MOST_LISTED)).all()
    people = select(Account.id, Account.name, Organisation.name).join(
        Organisation, Organisation.id == Account.organisation_id
    )
    names = {
        row[0]: (row[1], row[2])
        for row in session.execute(people.where(Account.id.in_([one.account_id for one in found])))
    }
    cases = _references(session, found)
    with scope(HOUSE):
        words = {one.id: one.words or "" for one in found}
    return [
        AccessRow(
            one, *names.get(one.account_id, ("–", "–")), cases.get(one.case_id, "–"), words[one.id],
            one.owner_id == actor.organisation_id and one.judged_at is None,
        )
        for one in found
    ]  # fmt: skip


def sheet_of(session: Session, case_id: UUID) -> EmergencySheet:
    """The page itself; the caller has checked that the access is open and logged the look."""
    with scope(HOUSE):
        case = get_case(session, HOUSE, case_id)
        screened = latest_screenings(session, case_id)
        people = []
        for member in case.members:
            person, seen = member.person, screened.get(member.person_id)
            people.append(
                FactsOfPerson(
                    display_name(person) or "–", original_name(person), person.born, person.sex.value,
                    tuple(one.country for one in person.nationalities),
                    tuple(sorted(seen.found)) if seen else (), (seen.needs or "") if seen else "",
                    tuple(one.value for one in person.contacts if one.kind is ContactKind.PHONE),
                )
            )  # fmt: skip
        return EmergencySheet(
            case.reference, case.organisation.name, case.counsellor.name, case.counsellor.email, case.return_country,
            tuple(people),
        )  # fmt: skip


def _references(session: Session, found: Sequence[EmergencyAccess]) -> dict[UUID, str]:
    with scope(HOUSE):
        wanted = select(ReturnCase.id, ReturnCase.reference).where(ReturnCase.id.in_([one.case_id for one in found]))
        return {case_id: reference for case_id, reference in session.execute(wanted)}  # noqa: C416  (rows are no pairs)


def _one(session: Session, wanted: Select[EmergencyAccess]) -> EmergencyAccess:
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found
