"""Who belongs to a case that is under way: somebody joins, leaves, comes back, or takes the main applicant's place."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from returns_app.cases.models import CaseMember, ReturnCase
from returns_app.cases.rules import (
    CHECK_CASE,
    EventKind,
    MemberEntry,
    MemberRole,
    MemberStatus,
    Stage,
    check_heir,
    check_joining,
)
from returns_app.cases.service.changes import add_event, move_case, note_author
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.people.service import record_person
from returns_app.work.rules import TaskEnd
from returns_app.work.service import close_tasks


def join_case(work: UnitOfWork, case: ReturnCase, entry: MemberEntry, *, is_newborn: bool = False) -> CaseMember:
    """Somebody more travels with the family; a family that was approved is decided about anew, its claims stay."""
    check_joining(case.stage)
    person = record_person(work, case.organisation_id, entry.person)
    place = max((member.position for member in case.members), default=-1) + 1
    member = CaseMember(
        case_id=case.id, person_id=person.id, position=place, role=entry.role, status=MemberStatus.INCLUDED,
        joined_on=work.today, is_newborn=is_newborn,
    )  # fmt: skip
    member.person = person
    case.members.append(member)
    work.add(member)
    case.is_protected = case.is_protected or person.is_protected
    recount(case)
    step = "born" if is_newborn else "joined"
    _tell(work, case, member, step, work.today)
    work.record(Action.MEMBER_JOINED, case_id=case.id, person=person.id, step=step)
    if case.stage is Stage.APPROVED:
        move_case(work, case, Stage.SUBMITTED, happened_on=work.today, details={"reason": step})
    return member


def leave_case(  # noqa: PLR0913  (a farewell is all these)
    work: UnitOfWork, case: ReturnCase, member: CaseMember, status: MemberStatus, on: date, *,
    heir: UUID | None = None, text: str = "",
) -> None:  # fmt: skip
    """Somebody is no longer part of this return; their own tasks end, and another main applicant is named if need be."""
    remaining = [one for one in case.present if one is not member]
    if case.principal_id == member.person_id and remaining:
        _pass_on(work, case, check_heir(heir, {one.person_id for one in remaining}))
    member.status, member.left_on = status, on
    recount(case)
    close_tasks(work, case_id=case.id, subject_id=member.person_id, end=TaskEnd.NOT_NEEDED)
    _tell(work, case, member, status.value, on, text)
    # The audit log outlives the person: it does not learn of a death.
    said = "personal" if status is MemberStatus.DIED else status.value
    work.record(Action.MEMBER_LEFT, case_id=case.id, person=member.person_id, status=said)


def come_back(work: UnitOfWork, case: ReturnCase, member: CaseMember, text: str) -> None:
    """Somebody who left is part of the return again, or never left: until the decision nothing was built on it."""
    if case.stage not in {Stage.INTAKE, Stage.SUBMITTED} or member.status is MemberStatus.SPLIT_OFF:
        sentence = N_("Something was built on it since. Somebody can only be taken back before the decision.")
        raise RuleBroken("cases.back_late", sentence)
    if member.left_on is None:
        return
    member.status, member.left_on = MemberStatus.INCLUDED, None
    recount(case)
    _tell(work, case, member, "back", work.today, text)
    promise_check_of(work, case, member)
    work.record(Action.MEMBER_BACK, case_id=case.id, person=member.person_id)


def promise_check_of(work: UnitOfWork, case: ReturnCase, member: CaseMember) -> str:
    """Promise to ask the registry about the family with somebody new in it; the key of the promise."""
    asked_by = str(work.actor.account_id or "")
    payload = {"case_id": str(case.id), "reason": "intake", "asked_by": asked_by, "since": work.now.isoformat()}
    work.session.flush()
    key = f"check|{case.id}|{member.id}|{member.version}"
    promise(work, CHECK_CASE, payload, key=key)
    return key


def recount(case: ReturnCase) -> None:
    """How many travel, those among them who are not known yet included."""
    case.members_count = len(case.present) + case.open_places


def hold_places(case: ReturnCase, places: int) -> None:
    """So many places are held for people who are not known yet."""
    case.open_places = max(places, 0)
    recount(case)


def family_of(members: Iterable[CaseMember]) -> frozenset[UUID]:
    """The persons of some members."""
    return frozenset(member.person_id for member in members)


def _pass_on(work: UnitOfWork, case: ReturnCase, heir: UUID) -> None:
    """Another member becomes the main applicant; what the former one was to them follows from that."""
    after = next(one for one in case.members if one.person_id == heir)
    before = next(one for one in case.members if one.person_id == case.principal_id)
    before.role = MemberRole.SPOUSE if after.role is MemberRole.SPOUSE else MemberRole.OTHER
    after.role, case.principal_id, case.principal = MemberRole.PRINCIPAL, heir, after.person
    _tell(work, case, after, "principal", work.today)


def _tell(work: UnitOfWork, case: ReturnCase, member: CaseMember, step: str, on: date, text: str = "") -> None:
    details = {"step": step}
    add_event(
        work, case, EventKind.FAMILY, happened_on=on, details=details, text=text.strip(), person_id=member.person_id
    )
    note_author(work, case)
