"""Changing a case: corrections with their history, the one path between stages, events, authors."""

import json
from datetime import date
from typing import Any
from uuid import UUID

from returns_app.cases.models import CaseAuthor, CaseEvent, CaseMember, ReturnCase
from returns_app.cases.queries import get_own_case, latest_check_key, member_of
from returns_app.cases.rules import (
    CHECK_CASE,
    ENDED,
    EVENT_OF,
    TELL_CORRECTION,
    EventKind,
    Fact,
    Stage,
    changes_between,
    check_step,
    check_submission,
    check_version,
    step_between,
)
from returns_app.cases.service.dossier import dossier_of
from returns_app.cases.service.duties import follow_stage
from returns_app.cases.service.owning import refuse_former, refuse_suspended
from returns_app.core.actions import Action
from returns_app.core.errors import RuleBroken
from returns_app.core.permissions import Permission
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import promise
from returns_app.people.details import entry_of
from returns_app.people.kept import keep_facts
from returns_app.people.rules import PersonEntry
from returns_app.people.service import correct_person


def correct_member(
    work: UnitOfWork, case_id: UUID, person_id: UUID, entry: PersonEntry, version: int | None, reason: str = ""
) -> tuple[str, ...]:
    """Correct what is known of a member, keep what stood there before, and ask the registry again."""
    case = get_own_case(work.session, work.actor, case_id)
    member = member_of(case, person_id)
    if case.stage in ENDED:
        raise RuleBroken("cases.ended", N_("This case has ended: its facts are kept as they are."))
    check_version(member.person.version, version)
    return store_correction(work, case, member, entry, {}, reason)


def store_correction(
    work: UnitOfWork,
    case: ReturnCase,
    member: CaseMember,
    entry: PersonEntry,
    details: dict[str, Any],
    reason: str = "",
) -> tuple[str, ...]:
    """Write what is known now, keep what stood there before to the letter, tell who has to know; the facts that changed."""
    person = member.person
    before = entry_of(person)
    changed = correct_person(work, person, entry)
    if not changed:
        return ()
    kept = {
        "reason": reason, "changes": changes_between(before, entry_of(person), changed),
        "before": keep_facts(before, changed),
    }  # fmt: skip
    history = json.dumps(kept, ensure_ascii=False)
    case.is_protected = any(member.person.is_protected for member in case.members)
    told = {**details, "facts": list(changed)}
    add_event(work, case, EventKind.CHANGED, happened_on=work.today, details=told, text=history, person_id=person.id)
    note_author(work, case)
    _promise_check(work, case)
    _tell_correction(work, member, changed)
    work.record(Action.CASE_CHANGED, case_id=case.id, person=person.id, facts=list(changed))
    return changed


def submit_case(work: UnitOfWork, case_id: UUID, version: int | None) -> ReturnCase:
    """The counsellor hands the application to the approver."""
    case = get_own_case(work.session, work.actor, case_id)
    step_between(case.stage, Stage.SUBMITTED)
    check_version(case.version, version)
    check_submission([entry_of(member.person) for member in case.members if member.left_on is None])
    move_case(work, case, Stage.SUBMITTED, happened_on=work.today)
    work.record(Action.CASE_SUBMITTED, case_id=case.id)
    return case


def move_case(  # noqa: PLR0913  (a step is all these)
    work: UnitOfWork,
    case: ReturnCase,
    to: Stage,
    *,
    happened_on: date,
    details: dict[str, Any] | None = None,
    text: str = "",
    known: dict[Fact, int] | None = None,
) -> None:
    """The only path between stages: holds the guards of the step, notes the author, tells the timeline.

    `known` counts what only this step can know, such as a reason that was given.
    """
    before = case.stage
    step = step_between(before, to)
    if step.guards:
        check_step(before, to, dossier_of(work.session, case, step.facts) | (known or {}))
    case.stage, case.stage_since, case.changed_at = to, happened_on, work.now
    follow_stage(work, case, before, since=happened_on)
    note_author(work, case, wrote_facts=step.who is not Permission.DECISION_DECIDE)
    kind = EVENT_OF.get(to)
    if kind is not None:
        add_event(work, case, kind, happened_on=happened_on, details=details, text=text)


def add_event(  # noqa: PLR0913  (one line of the timeline is all these)
    work: UnitOfWork,
    case: ReturnCase,
    kind: EventKind,
    *,
    happened_on: date,
    details: dict[str, Any] | None = None,
    text: str = "",
    person_id: UUID | None = None,
) -> CaseEvent:
    """One more entry of the timeline; `details` holds codes and counts, words go into `text`."""
    refuse_former(work, case)
    refuse_suspended(case, kind)
    event = CaseEvent(case_id=case.id, person_id=person_id, kind=kind, at=work.now, happened_on=happened_on)
    event.account_id, event.details, event.text = work.actor.account_id, details or {}, text
    if kind is not EventKind.CHECKED:  # a check runs by itself: it must not make the page that somebody reads stale
        case.changed_at = work.now
    return work.add(event)


def note_author(work: UnitOfWork, case: ReturnCase, *, wrote_facts: bool = True) -> None:
    """Whoever enters or changes a fact does not decide about it; whoever decided is noted as that."""
    account_id = work.actor.account_id
    if account_id is None:
        return
    author = work.session.get(CaseAuthor, (case.id, account_id))
    if author is None:
        begin_authors(work, case, wrote_facts=wrote_facts)
    elif wrote_facts and not author.wrote_facts:
        author.wrote_facts = True


def _tell_correction(work: UnitOfWork, member: CaseMember, changed: tuple[str, ...]) -> None:
    told = {"case_id": str(member.case_id), "person_id": str(member.person_id), "facts": list(changed)}
    key = f"{TELL_CORRECTION}|{member.case_id}|{member.person_id}|{member.person.version}"
    promise(work, TELL_CORRECTION, told, key=key)


def begin_authors(work: UnitOfWork, case: ReturnCase, *, wrote_facts: bool = True) -> None:
    """The first note about an actor on a case: nothing has to be looked up."""
    account_id = work.actor.account_id
    if account_id is not None:
        work.add(CaseAuthor(case_id=case.id, account_id=account_id, first_at=work.now, wrote_facts=wrote_facts))


def _promise_check(work: UnitOfWork, case: ReturnCase) -> None:
    work.session.flush()
    payload = {"case_id": str(case.id), "reason": "correction", "asked_by": str(work.actor.account_id or "")}
    promise(work, CHECK_CASE, payload, key=latest_check_key(work.session, case.id))
