"""A pair becomes a review: one function for every channel, and the one that opens it again when facts change."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from returns_app.cases.queries import get_case, member_of
from returns_app.cases.rules import OPEN_REVIEW, MemberRole
from returns_app.checks.queries import Case, Check
from returns_app.checks.rules import CheckReason, is_lead
from returns_app.checks.service import unsettle_claim, when_answered
from returns_app.core.actions import Action
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork
from returns_app.jobs.service import handles
from returns_app.registry.service import new_reference
from returns_app.review.models import Review
from returns_app.review.queries import (
    find_by_person_and_claim,
    find_link,
    list_of_case,
    notices_of,
    opinions_of_round,
)
from returns_app.review.queries.own_side import READER
from returns_app.review.rules import (
    GOES_ON,
    RUNNING,
    UNDECIDED,
    AlertClass,
    Finding,
    LetterKind,
    Origin,
    ReviewState,
    classify,
    due_on,
    remembered_until,
)
from returns_app.review.service.noticing import withdraw_notice
from returns_app.review.service.writing import write

ORIGINS = {
    CheckReason.NIGHTLY: Origin.RECHECK, CheckReason.CORRECTION: Origin.RECHECK, CheckReason.IMPORT: Origin.IMPORT,
}  # fmt: skip


def open_pair(work: UnitOfWork, finding: Finding, origin: Origin) -> Review:
    """A review of this pair: a new one, or the one that exists, brought up to what is known now."""
    found = find_by_person_and_claim(work.session, finding.person_id, finding.claim)
    if found is None:
        return _open(work, finding, origin)
    if found.state not in RUNNING and found.state is not ReviewState.ELSEWHERE and not _stands(work, found):
        reopen(work, found)
    _bring_up(found, finding)
    return found


def _stands(work: UnitOfWork, review: Review) -> bool:
    """What was decided against support holds while the facts do: the claim goes on being found, and that is no news."""
    notice = notices_of(work.session, review.case_id).get(review.id)
    if notice is None or notice.consequence is None or notice.consequence in GOES_ON or notice.decided_at is None:
        return False
    person = member_of(get_case(work.session, READER, review.case_id), review.person_id).person
    is_remembered = work.today <= remembered_until(notice.decided_at.date())
    return is_remembered and person.changed_at <= review.round_at


def reopen(work: UnitOfWork, review: Review) -> None:
    """What was said rested on other facts: a new round begins, what was remembered is forgotten."""
    review.round, review.round_at = review.round + 1, work.now
    review.state, review.verdict, review.verdict_at = ReviewState.OPEN, None, None
    review.due_on = due_on(work.today)
    if link := find_link(work.session, review.id):
        link.ended_at, link.ended_by = work.now, work.actor.account_id
        work.record(Action.FILES_UNLINKED, case_id=review.case_id, review=review.id, link=link.id)
    with scope(READER):  # the second wall lets a reviewer see pairs, not persons
        unsettle_claim(work, review.person_id, review.claim)
        work.session.flush()
    withdraw_notice(work, review)
    work.record(Action.REVIEW_REOPENED, case_id=review.case_id, review=review.id, round=review.round)


@when_answered
def hear_checks(work: UnitOfWork, case_id: UUID, checks: Sequence[Check]) -> None:
    """Every lead of a check is a pair to review; what rests on facts that changed since is begun again."""
    _begin_again(work, case_id)
    leads = [(check, hit) for check in checks for hit in check.hits if is_lead(hit)]
    if not leads:
        return
    case = get_case(work.session, READER, case_id)
    for check, hit in leads:
        role = member_of(case, check.person_id).role
        finding = _finding(check, hit, classify(hit, case.member_state, is_dependant=role is not MemberRole.PRINCIPAL))
        open_pair(work, finding, ORIGINS.get(check.reason, Origin.CHECK))


@handles(OPEN_REVIEW)
def open_promised(work: UnitOfWork, payload: dict[str, Any]) -> None:
    """A pair that a room below found, such as one receipt in two cases: it promises a job, and here it becomes a review."""
    finding = Finding(
        case_id=UUID(payload["case_id"]), person_id=UUID(payload["person_id"]), claim=payload["claim"],
        alert=AlertClass(payload.get("alert", AlertClass.D7)), band=payload.get("band", "strong"),
        weight=float(payload.get("weight", 0.0)), components=payload["components"],
    )  # fmt: skip
    open_pair(work, finding, Origin(payload.get("origin", Origin.EVIDENCE)))


def _open(work: UnitOfWork, finding: Finding, origin: Origin) -> Review:
    case = get_case(work.session, READER, finding.case_id)
    person = member_of(case, finding.person_id).person
    review = Review(
        reference=new_reference("RV"), thread_id=uuid4(), member_state=case.member_state,
        organisation_id=case.organisation_id, case_id=case.id, person_id=person.id, origin=origin, claim=finding.claim,
        is_protected=person.is_protected or (finding.state is None and origin is not Origin.EVIDENCE),
        state=ReviewState.OPEN, round=1, round_at=work.now, opened_at=work.now, due_on=due_on(work.today),
        is_named=not person.is_protected,
    )  # fmt: skip
    _bring_up(review, finding)
    work.add(review)
    work.session.flush()  # what follows points to it
    told = {"review": review.id, "band": review.band, "alert": review.alert, "origin": origin}
    work.record(Action.REVIEW_OPENED, case_id=case.id, **told)
    write(work, review, LetterKind.OPENED, _announcement(review, case, person.is_protected))
    return review


def _announcement(review: Review, case: Case, is_protected: bool) -> dict[str, Any]:  # noqa: FBT001
    """What the other side is told of a pair: what it would be told by a check of its own, and no more."""
    return {
        "kind": LetterKind.OPENED, "reference": review.reference, "claim": review.claim, "alert": review.alert, "band": review.band,
        "weight": review.weight, "components": review.components, "model": review.model_version,
        "state": None if is_protected else case.member_state, "month": f"{case.opened_on:%Y-%m}", "kinds": [],
        "status": "open",
    }  # fmt: skip


def _bring_up(review: Review, finding: Finding) -> None:
    review.alert, review.band, review.weight = finding.alert, finding.band, finding.weight
    review.components = [dict(component) for component in finding.components]
    review.other_state, review.other_month, review.other_status = finding.state, finding.month, finding.status
    review.other_kinds, review.model_version = list(finding.kinds), finding.model_version


def _begin_again(work: UnitOfWork, case_id: UUID) -> None:
    """Opinions on facts that have changed since count no longer."""
    every = list_of_case(work.session, READER, case_id)
    reviews = [one for one in every if one.state in RUNNING | {ReviewState.ELSEWHERE}]
    if not reviews:
        return
    people = {member.person_id: member.person for member in get_case(work.session, READER, case_id).members}
    for review in reviews:
        has_changed = people[review.person_id].changed_at > review.round_at
        if has_changed and review.state is ReviewState.ELSEWHERE:
            review.round_at = work.now
            write(work, review, LetterKind.CHANGED, {"kind": LetterKind.CHANGED})
        elif has_changed and (review.state not in UNDECIDED or opinions_of_round(work.session, review)):
            reopen(work, review)
        elif has_changed:
            review.round_at = work.now
            work.record(Action.REVIEW_CHANGED, case_id=case_id, review=review.id)


def _finding(check: Check, hit: dict[str, Any], alert: AlertClass) -> Finding:
    return Finding(
        case_id=check.case_id, person_id=check.person_id, claim=hit["claim"], alert=alert, band=hit["band"],
        weight=hit["weight"], components=hit["components"], state=hit["state"], month=hit["month"], kinds=hit["kinds"],
        status=hit["status"], model_version=check.model_version,
    )  # fmt: skip
