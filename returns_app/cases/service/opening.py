"""Opening a case: persons, case, access, members, first event and the promised check, in one transaction."""

from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from returns_app.cases.models import CaseAccess, CaseCounter, CaseMember, ReturnCase
from returns_app.cases.queries import find_by_request
from returns_app.cases.rules import (
    CHECK_CASE,
    AccessKind,
    CaseOpening,
    EventKind,
    MemberRole,
    Stage,
    check_key,
    check_opening,
    reference_of,
)
from returns_app.cases.service.changes import add_event, begin_authors
from returns_app.cases.service.duties import begin_stage
from returns_app.core.actions import Action
from returns_app.core.errors import Denied, RuleBroken
from returns_app.core.permissions import Actor
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.people.service import record_person
from returns_app.programmes.queries import find_version


def open_case(work: UnitOfWork, opening: CaseOpening) -> ReturnCase:
    """A counsellor opens a case; the same form sent twice opens it once."""
    member_state = _member_state(work.actor)
    check_opening(opening, work.today)
    version_id = _version_id(work, opening, member_state)
    _counter(work, member_state)  # waits for whoever opens a case at this moment: the same form may be among them
    before = find_by_request(work.session, work.actor, opening.request_key) if opening.request_key else None
    if before is not None:
        return before
    case = _store(work, opening, version_id, next_reference(work, member_state))
    add_event(work, case, EventKind.OPENED, happened_on=work.today, details={"members": case.members_count})
    asked = {"case_id": str(case.id), "reason": opening.channel, "asked_by": str(work.actor.account_id or "")}
    promise(work, CHECK_CASE, asked, key=check_key(case.id, 0), is_new=True)
    skipped = opening.search_skipped or "no"
    work.record(Action.CASE_OPENED, case_id=case.id, members=case.members_count, search_skipped=skipped)
    begin_stage(work, case, since=work.today, is_new=True)
    return case


def next_reference(work: UnitOfWork, member_state: str) -> str:
    """The next number of a member state."""
    counter = _counter(work, member_state)
    counter.last += 1
    return reference_of(member_state, counter.year, counter.last)


def _counter(work: UnitOfWork, member_state: str) -> CaseCounter:
    return work.once(("counter", member_state), lambda: _locked_counter(work, member_state))


def _member_state(actor: Actor) -> str:
    if actor.account_id is None or actor.member_state is None:
        raise Denied("cases.no_member_state", N_("Cases are opened by the authorities of a member state."))
    return actor.member_state


def _version_id(work: UnitOfWork, opening: CaseOpening, member_state: str) -> UUID:
    code = opening.programme_code
    version = work.once(("programme", code), lambda: find_version(work.session, code, work.today))
    if version is None or version.programme.member_state != member_state:
        sentence = N_("This programme is not open today. Choose another.")
        raise RuleBroken("cases.programme", sentence, field="programme_code")
    return version.id


def _locked_counter(work: UnitOfWork, member_state: str) -> CaseCounter:
    # Whoever holds this row gives out the next number, so a case that is not opened leaves no gap.
    insert = postgresql.insert if work.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(CaseCounter).values(member_state=member_state, year=work.today.year, last=0)
    work.session.connection().execute(first.on_conflict_do_nothing())  # a row of zero is nothing that happened
    wanted = select(CaseCounter).where(CaseCounter.member_state == member_state, CaseCounter.year == work.today.year)
    return work.session.scalars(wanted.with_for_update()).one()


def _store(work: UnitOfWork, opening: CaseOpening, version_id: UUID, reference: str) -> ReturnCase:
    # Row-level security sees members and events only through the access row: it is flushed before them.
    owner = work.actor.organisation_id
    assert owner is not None  # noqa: S101  (an actor of a member state has one)
    people = [record_person(work, owner, member.person) for member in opening.members]
    case = work.add(_case(work, opening, version_id, reference))
    roles = [member.role for member in opening.members]
    case.principal_id = people[roles.index(MemberRole.PRINCIPAL)].id
    case.is_protected = any(person.is_protected for person in people)
    work.session.flush()
    work.add(CaseAccess(case_id=case.id, organisation_id=owner, owner_id=owner, kind=AccessKind.OWNER, since=work.now))
    work.session.flush()
    for position, (role, person) in enumerate(zip(roles, people, strict=True)):
        work.add(CaseMember(case_id=case.id, person_id=person.id, position=position, role=role))
    begin_authors(work, case)
    return case


def _case(work: UnitOfWork, opening: CaseOpening, version_id: UUID, reference: str) -> ReturnCase:
    return ReturnCase(
        reference=reference,
        organisation_id=work.actor.organisation_id,
        member_state=work.actor.member_state,
        return_country=opening.return_country,
        return_type=opening.return_type,
        programme_version_id=version_id,
        stage=Stage.INTAKE,
        stage_since=work.today,
        counsellor_id=work.actor.account_id,
        members_count=len(opening.members),
        opened_on=work.today,
        notice_version=opening.notice.version,
        notice_language=opening.notice.language,
        notice_given_on=opening.notice.given_on,
        family_handle=uuid4(),
        request_key=opening.request_key,
        created_at=work.now,
        changed_at=work.now,
    )
