"""Somebody is no longer part of the return: left, withdrew or died; what was claimed and granted for them follows."""

from datetime import date
from uuid import UUID

from returns_app.cases.queries import member_of
from returns_app.cases.rules import MemberStatus, check_leaving, check_version
from returns_app.cases.service import come_back, leave_case
from returns_app.checks.service import tell_status_of
from returns_app.closure.rules import Closing, ClosureReason, Withdrawal, WithdrawalReason
from returns_app.closure.service import close_case, withdraw_case
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.counselling.service import withdraw_declarations_of
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.family.queries import Case, Member
from returns_app.family.rules import STATUS_OF, DeathEntry, Ending, LeavingEntry, check_others_stay, check_reason
from returns_app.family.service.relations import open_case
from returns_app.followup.service import ask_no_more
from returns_app.registry.statuses import ClaimStatus
from returns_app.support.service import drop_members
from returns_app.travel.queries import departures_of


def record_death(work: UnitOfWork, case_id: UUID, person_id: UUID, entry: DeathEntry, version: int | None) -> str:
    """A member died: the case goes on for the others, or ends. The key of what is told to the registry."""
    case, member = _checked(work, case_id, person_id, entry.died_on, version)
    check_reason(entry.source, "reason")
    departure = departures_of(work.session, case_id).get(person_id)
    if departure is not None and entry.died_on < departure.departed_on:
        sentence = N_("The departure is recorded on a later day. Check both dates.")
        raise RuleBroken("family.died_before_departure", sentence, field="on")
    others = [one for one in case.present if one is not member]
    leave_case(work, case, member, MemberStatus.DIED, entry.died_on, heir=entry.heir, text=entry.source)
    ask_no_more(work, case, person_id, entry.died_on)
    if not others:
        _end(work, case)
        return ""
    if departure is None:
        return free_grants(work, case, person_id)
    return tell_status_of(work, case_id, [person_id], ClaimStatus.COMPLETED, work.today)


def record_leaving(work: UnitOfWork, case_id: UUID, person_id: UUID, entry: LeavingEntry, version: int | None) -> str:
    """A member does not return, or leaves the family; the others go on. The key of what is told to the registry."""
    case, member = _checked(work, case_id, person_id, entry.on, version)
    check_reason(entry.reason, "reason")
    check_others_stay([one.person_id for one in case.present if one is not member])
    if person_id in departures_of(work.session, case_id):
        sentence = N_("This person has left the country already. Close the case when the support has ended.")
        raise RuleBroken("family.left_country", sentence)
    status = STATUS_OF[entry.ending]
    leave_case(work, case, member, status, entry.on, heir=entry.heir, text=entry.reason)
    if entry.ending is Ending.WITHDRAWN:
        withdraw_declarations_of(work, case, person_id)
    return free_grants(work, case, person_id)


def take_back(work: UnitOfWork, case_id: UUID, person_id: UUID, reason: str, version: int | None) -> None:
    """It was a mistake, or somebody changed their mind: part of the return again, until the decision."""
    case = open_case(work, case_id)
    member = member_of(case, person_id)
    check_version(case.version, version)
    check_reason(reason, "reason")
    come_back(work, case, member, reason)


def free_grants(work: UnitOfWork, case: Case, *people: UUID) -> str:
    """Who does not leave has no claim and no support here any more."""
    drop_members(work, case.id, people)
    return tell_status_of(work, case.id, people, ClaimStatus.REVOKED, work.today)


def _checked(work: UnitOfWork, case_id: UUID, person_id: UUID, on: date, version: int | None) -> tuple[Case, Member]:
    case = open_case(work, case_id)
    member = member_of(case, person_id)
    if member.left_on is not None:
        raise NotFound
    check_version(case.version, version)
    born = member.person.born
    whole = date.fromisoformat(born.isoformat()) if born.is_full else None
    check_leaving(case.stage, on, today=work.today, born=whole)
    return case, member


def _end(work: UnitOfWork, case: Case) -> None:
    """Nobody is left: the return is off, or the support is over."""
    if departures_of(work.session, case.id):
        close_case(work, case.id, Closing(ClosureReason.DIED))
    else:
        withdraw_case(work, case.id, Withdrawal(WithdrawalReason.DIED))
