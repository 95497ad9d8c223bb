"""Emergency access: opened with a reason, told at once to whoever answers for the case, judged afterwards."""

from datetime import timedelta
from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import Denied, Malformed, RuleBroken
from returns_app.core.permissions import Role
from returns_app.core.text import N_
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.privacy.models import EmergencyAccess
from returns_app.privacy.queries import emergencies as queries
from returns_app.privacy.queries.cases import HOUSE
from returns_app.privacy.rules.emergencies import (
    EmergencyEntry,
    EmergencyVerdict,
    check_asked,
    check_judged,
    emergency_term,
)
from returns_app.work.queries import accounts_with_role
from returns_app.work.rules import Duty, NoticeKind, TaskKind
from returns_app.work.service import close_tasks, open_task, tell

A_DAY = timedelta(days=1)


def open_emergency(work: UnitOfWork, entry: EmergencyEntry) -> EmergencyAccess:
    """Open one case for one person for a few hours; the same page sent twice opens it once."""
    before = queries.find_asked(work.session, entry.request_key)
    if before is not None:
        return before
    if work.actor.account_id is None or work.actor.organisation_id is None:
        raise Denied("privacy.emergency_nobody", N_("Emergency access is given to people of an organisation only."))
    term = emergency_term(work.today)
    check_asked(entry, queries.count_asked(work.session, work.actor, work.now - A_DAY), term)
    case_id = _case_of(work, entry.reference)
    owner_id, counsellor_id, state = queries.owner_of(work.session, case_id)
    access = EmergencyAccess(
        case_id=case_id, account_id=work.actor.account_id, organisation_id=work.actor.organisation_id,
        owner_id=owner_id, ground=entry.ground, opened_at=work.now, ends_at=work.now + timedelta(hours=term.hours),
        looks=0, request_key=entry.request_key,
    )  # fmt: skip
    with scope(HOUSE):
        access.words = entry.words.strip()
        work.add(access)
        work.record(Action.EMERGENCY_OPENED, case_id=case_id, access=access.id, ground=entry.ground, owner=owner_id)
        _alarm(work, access, counsellor_id, state)
        work.session.flush()
    return access


def note_look(work: UnitOfWork, access_id: UUID) -> EmergencyAccess:
    """The page is looked at: only while the access lasts, and every look counts."""
    access = queries.get_open(work.session, work.actor, access_id)
    if work.now >= access.ends_at:
        raise RuleBroken(
            "privacy.emergency_over", N_("This emergency access has ended. Ask again if it is still needed.")
        )
    access.looks += 1
    work.record(Action.EMERGENCY_READ, case_id=access.case_id, access=access.id)
    return access


def judge_emergency(work: UnitOfWork, access_id: UUID, verdict: EmergencyVerdict, words: str) -> None:
    """The officer of the case's organisation says whether it was justified; never somebody about their own."""
    access = queries.get_to_judge(work.session, work.actor, access_id)
    if access.account_id == work.actor.account_id:
        raise RuleBroken("privacy.own_emergency", N_("A colleague judges what you did yourself."))
    check_judged(verdict, words, was_judged=access.judged_at is not None)
    access.verdict, access.judged_by, access.judged_at = verdict, work.actor.account_id, work.now
    with scope(HOUSE):
        access.verdict_words = words.strip()
        close_tasks(work, (TaskKind.JUDGE_EMERGENCY,), case_id=None, subject_id=access.id)
        tell(work, NoticeKind.EMERGENCY_JUDGED, [access.account_id], access.organisation_id)
        work.record(Action.EMERGENCY_JUDGED, case_id=access.case_id, access=access.id, verdict=verdict)
        work.session.flush()


def _case_of(work: UnitOfWork, reference: str) -> UUID:
    found = queries.case_behind(work.session, work.actor, reference)
    if found is None:
        raise Malformed("privacy.no_such_case", N_("No case has this reference."), field="reference")
    if found[1]:
        raise RuleBroken("privacy.in_sight", N_("You may open this case as always."), field="reference")
    return found[0]


def _alarm(work: UnitOfWork, access: EmergencyAccess, counsellor_id: UUID, state: str) -> None:
    """Both officers, the counsellor, and a task to judge it; where there is no officer, whoever decides there."""
    officers = accounts_with_role(work.session, access.owner_id, Role.DPO)
    role = Role.DPO if officers else Role.APPROVER
    theirs = officers or accounts_with_role(work.session, access.owner_id, Role.APPROVER)
    tell(work, NoticeKind.EMERGENCY, sorted({*theirs, counsellor_id}), access.owner_id)
    ours = accounts_with_role(work.session, access.organisation_id, Role.DPO)
    tell(work, NoticeKind.EMERGENCY, sorted(set(ours) - set(theirs)), access.organisation_id)
    if role is Role.DPO:
        open_task(
            work,
            Duty(TaskKind.JUDGE_EMERGENCY, access.owner_id, role, subject_id=access.id, member_state=state),
        )
