"""Registering requests, identifying the person, moving the clock, answering."""

from uuid import UUID

from returns_app.core.actions import Action
from returns_app.core.errors import NotFound, RuleBroken
from returns_app.core.text import N_
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.privacy.models import RightsRequest
from returns_app.privacy.queries.cases import find_own_case, own_case
from returns_app.privacy.queries.packs import build_pack
from returns_app.privacy.queries.requests import find_by_key, get_request
from returns_app.privacy.rules.packs import Pack
from returns_app.privacy.rules.requests import (
    ExtensionReason,
    Identity,
    RequestEntry,
    RequestKind,
    RequestState,
    Verdict,
    check_extension,
    check_identity,
    check_received,
    check_verdict,
    due_on,
    extended_due,
)
from returns_app.privacy.service.erasing import ask_erasure
from returns_app.registry.service import new_reference
from returns_app.safeguards.rules import MarkEntry, MarkKind
from returns_app.safeguards.service import set_mark

MARKS = {RequestKind.RESTRICTION: MarkKind.RESTRICTION, RequestKind.OBJECTION: MarkKind.OBJECTION}


def register_request(work: UnitOfWork, entry: RequestEntry, request_key: UUID | None = None) -> RightsRequest:
    """Somebody asks about their data: the clock runs from the day it was received."""
    check_received(entry, work.today)
    before = find_by_key(work.session, work.actor, request_key) if request_key else None
    if before is not None:
        return before
    case_id, person_id = _whose(work, entry)
    request = work.add(
        RightsRequest(
            organisation_id=work.actor.organisation_id, reference=new_reference("DR"), case_id=case_id,
            person_id=person_id, kind=entry.kind, channel=entry.channel, received_on=entry.received_on,
            due_on=due_on(entry.received_on), identity=Identity.PENDING, state=RequestState.OPEN,
            asked=entry.asked.strip(), registered_by=work.actor.account_id, registered_at=work.now,
            request_key=request_key,
        )
    )  # fmt: skip
    work.record(Action.REQUEST_REGISTERED, case_id=case_id, request=request.id, kind=entry.kind)
    return request


def identify(work: UnitOfWork, request_id: UUID, identity: Identity) -> None:
    """Say how it was made sure that the person is the one."""
    check_identity(identity)
    request = get_request(work.session, work.actor, request_id)
    request.identity, request.identity_by, request.identity_at = identity, work.actor.account_id, work.now
    work.record(Action.REQUEST_IDENTIFIED, case_id=request.case_id, request=request.id, identity=identity)


def extend_clock(work: UnitOfWork, request_id: UUID, reason: ExtensionReason) -> None:
    """Two further months, once, with a reason that the person is told."""
    request = get_request(work.session, work.actor, request_id)
    check_extension(is_extended=request.extension is not None, due=request.due_on, today=work.today)
    request.extension, request.due_on = reason, extended_due(request.received_on)
    work.record(Action.REQUEST_EXTENDED, case_id=request.case_id, request=request.id, reason=reason)


def answer_request(work: UnitOfWork, request_id: UUID, verdict: Verdict) -> RightsRequest:
    """Grant it, wholly or in part, refuse it, or note that it was withdrawn; what follows begins at once."""
    request = get_request(work.session, work.actor, request_id)
    check_verdict(verdict, request.state, request.identity)
    request.state, request.ground, request.words = verdict.state, verdict.ground, verdict.words.strip()
    request.answered_by, request.answered_at = work.actor.account_id, work.now
    work.record(Action.REQUEST_ANSWERED, case_id=request.case_id, request=request.id, state=verdict.state)
    if verdict.state in {RequestState.GRANTED, RequestState.PARTLY}:
        _follow(work, request)
    return request


def make_pack(work: UnitOfWork, request_id: UUID) -> Pack:
    """The pack of an identified person, a read of everything; its counts stay with the request."""
    request = get_request(work.session, work.actor, request_id)
    if request.identity is Identity.PENDING:
        sentence = N_("First record how the person was identified. Nothing is handed to somebody unknown.")
        raise RuleBroken("privacy.not_identified", sentence)
    case = own_case(work.session, work.actor, request.case_id)
    pack = build_pack(work.session, case, request.person_id, request.reference)
    if request.kind is RequestKind.PORTABILITY:
        pack = pack.portable()
    request.pack_counts = pack.counts
    work.record(Action.PACK_MADE, case_id=request.case_id, request=request.id, person=request.person_id)
    return pack


def _whose(work: UnitOfWork, entry: RequestEntry) -> tuple[UUID, UUID]:
    try:
        case = find_own_case(work.session, work.actor, entry.case_reference)
    except NotFound:
        sentence = N_("No case of your organisation has this reference.")
        raise RuleBroken("privacy.no_case", sentence, field="case_reference") from None
    return case.id, _member(entry, [member.person_id for member in case.members], case.principal_id)


def _member(entry: RequestEntry, members: list[UUID], principal_id: UUID) -> UUID:
    """By the place in the family; the main applicant unless another is named."""
    if entry.member is None:
        return principal_id
    if not 1 <= entry.member <= len(members):
        sentence = N_("This case has %(count)s people. Enter a number up to that.")
        raise RuleBroken("privacy.no_member", sentence, field="member", count=len(members))
    return members[entry.member - 1]


def _follow(work: UnitOfWork, request: RightsRequest) -> None:
    if request.kind in MARKS:
        entry = MarkEntry(MARKS[request.kind], request.case_id, request.person_id, note=request.asked or "–")
        set_mark(work, request.organisation_id, entry)
    elif request.kind is RequestKind.ERASURE:
        ask_erasure(work, request)
