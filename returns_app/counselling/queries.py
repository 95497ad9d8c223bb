"""Reading counselling of a case that was found through `cases.queries`."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import BindParameter, CompoundSelect, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import circumstances_of
from returns_app.cases.rules import Fact, MemberRole
from returns_app.cases.service import tells
from returns_app.counselling.models import CounsellingSession, Declaration, Referral, Safeguard, Screening
from returns_app.counselling.rules import (
    FOR_MINOR_ALONE,
    DeclarationKind,
    Information,
    Member,
    SafeguardKind,
    came_of_age,
    open_safeguards,
    undeclared,
)
from returns_app.db.unit_of_work import today
from returns_app.programmes.rules import ADULT_AGE

# The service names the type of a case without touching the tables of `cases`.
Case: TypeAlias = ReturnCase
_INFORMED, _DECLARED, _SCREENED = "informed", "declared", "screened"


@dataclass(frozen=True, slots=True)
class Gap:
    """The protecting steps that somebody still lacks."""

    person_id: UUID
    kinds: tuple[SafeguardKind, ...]


def list_sessions(session: Session, case_id: UUID) -> list[CounsellingSession]:
    """Sessions, newest first."""
    wanted = select(CounsellingSession).options(joinedload(CounsellingSession.recorder))
    newest = (CounsellingSession.held_on.desc(), CounsellingSession.recorded_at.desc())
    return list(session.scalars(wanted.where(CounsellingSession.case_id == case_id).order_by(*newest)))


def find_session(session: Session, request_key: UUID) -> CounsellingSession | None:
    """The session that an earlier sending of the same form recorded."""
    return session.scalars(
        select(CounsellingSession).where(CounsellingSession.request_key == request_key)
    ).one_or_none()


def list_declarations(session: Session, case_id: UUID) -> list[Declaration]:
    """Declarations, live ones first."""
    wanted = select(Declaration).where(Declaration.case_id == case_id)
    return list(session.scalars(wanted.order_by(Declaration.withdrawn_on.is_not(None), Declaration.signed_on)))


def latest_screenings(session: Session, case_id: UUID) -> dict[UUID, Screening]:
    """The newest screening of each member."""
    return {one.person_id: one for one in session.scalars(_SCREENINGS, {"case_id": case_id})}


def safeguards_of(session: Session, case_id: UUID) -> dict[UUID, list[Safeguard]]:
    """Protecting steps taken, by person."""
    found: dict[UUID, list[Safeguard]] = defaultdict(list)
    for one in session.scalars(_SAFEGUARDS, {"case_id": case_id}):
        found[one.person_id].append(one)
    return found


# Kept: every step of a case asks them.
_SCREENINGS = select(Screening).where(Screening.case_id == bindparam("case_id")).order_by(Screening.recorded_at)
_SAFEGUARDS = select(Safeguard).where(Safeguard.case_id == bindparam("case_id")).order_by(Safeguard.done_on)


def list_referrals(session: Session, case_id: UUID) -> list[Referral]:
    """Referrals, newest first."""
    wanted = select(Referral).where(Referral.case_id == case_id)
    return list(session.scalars(wanted.order_by(Referral.referred_on.desc())))


def members_of(session: Session, case: ReturnCase) -> list[Member]:
    """Those who travel, as the guards see them; the age is that on the planned day of departure."""
    on = circumstances_of(session, case.id).days.get("departure_on", today())
    ages = {one.person_id: one.person.born.age_on(on) for one in case.present}
    minors = {person: None if age is None else age < ADULT_AGE for person, age in ages.items()}
    without_adult = False not in minors.values()
    return [
        Member(
            one.person_id, minors[one.person_id], without_adult and one.role is MemberRole.PRINCIPAL,
            came_of_age(one.person.born.age_on(case.opened_on), ages[one.person_id]),
        )
        for one in case.present
    ]  # fmt: skip


def vulnerabilities_of(session: Session, case_id: UUID) -> dict[UUID, frozenset[str]]:
    """What screenings found, for the programme's rules; whoever was not screened is not in it."""
    return {person_id: one.found for person_id, one in latest_screenings(session, case_id).items()}


def gaps_of(session: Session, case: ReturnCase) -> list[Gap]:
    """Who lacks which protecting step."""
    return _gaps(session, case.id, members_of(session, case))


def _gaps(session: Session, case_id: UUID, members: list[Member]) -> list[Gap]:
    found, done = vulnerabilities_of(session, case_id), safeguards_of(session, case_id)
    gaps = (
        (one.person_id, open_safeguards(one, found.get(one.person_id), {step.kind for step in done[one.person_id]}))
        for one in members
    )
    return [Gap(person_id, tuple(kinds)) for person_id, kinds in gaps if kinds]


def undeclared_grown(session: Session, case: ReturnCase) -> tuple[UUID, ...]:
    """Who became an adult while the case was under way and has not signed for themselves yet."""
    grown = [one for one in members_of(session, case) if one.came_of_age]
    return undeclared(grown, _signs(session, case.id)[_DECLARED]) if grown else ()


@tells(Fact.SESSION, Fact.DECLARATIONS, Fact.OF_AGE, Fact.SCREENINGS, Fact.SAFEGUARDS, Fact.TRAFFICKING)
def what_counselling_lacks(session: Session, case: ReturnCase) -> dict[Fact, int]:
    """For the guards: sessions, declarations, screenings and protecting steps that are missing."""
    signs = _signs(session, case.id)
    members = members_of(session, case)
    gaps = [kind for gap in _gaps(session, case.id, members) for kind in gap.kinds]
    unsigned = set(undeclared(members, signs[_DECLARED]))
    grown = {one.person_id for one in members if one.came_of_age}
    minor_gaps = sum(kind in FOR_MINOR_ALONE for kind in gaps)
    return {
        Fact.SESSION: int(not signs[_INFORMED]),
        Fact.DECLARATIONS: len(unsigned - grown),
        Fact.OF_AGE: len(unsigned & grown),
        Fact.SCREENINGS: sum(one.person_id not in signs[_SCREENED] for one in members),
        Fact.SAFEGUARDS: minor_gaps,
        Fact.TRAFFICKING: len(gaps) - minor_gaps,
    }


def _signs(session: Session, case_id: UUID) -> dict[str, set[UUID]]:
    """Which persons have which sign, in one question."""
    found: dict[str, set[UUID]] = defaultdict(set)
    for sign, who in session.execute(_all_signs(), {"case_id": case_id}):
        found[sign].add(who)
    return found


@cache  # every step of a case asks it
def _all_signs() -> CompoundSelect[str, UUID]:
    case_id: BindParameter[UUID] = bindparam("case_id")
    informed = select(literal(_INFORMED).label("sign"), CounsellingSession.id.label("who")).where(
        CounsellingSession.case_id == case_id,
        func.json_array_length(CounsellingSession.information) == len(Information),
    )
    declared = select(literal(_DECLARED), Declaration.person_id).where(
        Declaration.case_id == case_id, Declaration.withdrawn_on.is_(None), Declaration.kind == DeclarationKind.OWN_WILL
    )
    screened = select(literal(_SCREENED), Screening.person_id).where(Screening.case_id == case_id)
    return union_all(informed, declared, screened)
