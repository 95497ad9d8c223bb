"""Saying what a pair is: each reviewer once, one after the other, none seeing the other's word."""

from uuid import UUID

from returns_app.checks.rules import SettledAs
from returns_app.checks.service import check_after_review, settle_claim
from returns_app.core.actions import Action
from returns_app.core.permissions import Actor
from returns_app.db.session import scope
from returns_app.db.unit_of_work import UnitOfWork, record_read
from returns_app.review.models import CaseLink, PairOpinion, Review, StoodAside
from returns_app.review.queries import check_may_judge, lock_review, opinions_of_round, own_side, stands_aside
from returns_app.review.queries.own_side import READER
from returns_app.review.rules import (
    LetterKind,
    Opinion,
    PairVerdict,
    ReviewState,
    Seat,
    StayOut,
    after_opinions,
    after_verdict,
    check_current,
    check_opinion,
    remembered_until,
)
from returns_app.review.service.noticing import issue_notice
from returns_app.review.service.writing import write

SETTLES = {PairVerdict.OTHER_PERSON: SettledAs.OTHER_PERSON, PairVerdict.OTHER_RETURN: SettledAs.OTHER_RETURN}
LINKS = frozenset({PairVerdict.SAME_RETURN, PairVerdict.OTHER_RETURN})


def give_verdict(work: UnitOfWork, review_id: UUID, opinion: Opinion) -> tuple[Review, str | None]:
    """One reviewer's word; the review, and the key of the check that follows when the pair is settled."""
    review = lock_review(work.session, work.actor, review_id)
    given = opinions_of_round(work.session, review)
    if any(one.request_key == opinion.request_key for one in given):
        return review, None
    seat = check_may_judge(work.session, work.actor, review)
    check_current(opinion, review.round, own_side(work.session, review).person.version)
    check_opinion(opinion)
    work.add(_opinion(work, review, opinion, seat))
    # The log says that somebody judged, not how: whoever reads it may be the other reviewer.
    work.record(Action.VERDICT_GIVEN, case_id=review.case_id, review=review.id, round=review.round, seat=seat)
    if seat is Seat.ADJUDICATOR:
        review.round += opinion.verdict is PairVerdict.CANNOT_TELL  # the seat is free again when more is known
        return review, _move(work, review, *after_verdict(opinion.verdict))
    return review, _move(work, review, *after_opinions([*(one.verdict for one in given), opinion.verdict]))


def stand_aside(work: UnitOfWork, review_id: UUID, why: StayOut) -> None:
    """This pair goes to somebody else."""
    review = lock_review(work.session, work.actor, review_id)
    account_id = work.actor.account_id
    if account_id is None or stands_aside(work.session, review.id, account_id):
        return
    work.add(StoodAside(review_id=review.id, account_id=account_id, why=why, at=work.now))
    work.record(Action.REVIEW_GIVEN_ON, case_id=review.case_id, review=review.id, why=why)


def refuse_verdict(actor: Actor, review_id: UUID, code: str) -> None:
    """A refused verdict is logged too."""
    record_read(actor, Action.VERDICT_REFUSED, review=review_id, code=code)


def close_as(work: UnitOfWork, review: Review, verdict: PairVerdict) -> str:
    """The pair has its verdict: remember it, link where it is one person, and look what the registry says now."""
    review.verdict, review.verdict_at = verdict, work.now
    work.record(Action.REVIEW_CLOSED, case_id=review.case_id, review=review.id, verdict=verdict, round=review.round)
    if verdict in SETTLES:
        with scope(READER):  # the second wall lets a reviewer see pairs, not persons
            settle_claim(work, review.person_id, review.claim, SETTLES[verdict], remembered_until(work.today))
            work.session.flush()
    if verdict in LINKS and review.has_other_half:
        _link(work, review)
    if verdict is PairVerdict.SAME_RETURN:
        issue_notice(work, review)
    else:
        write(work, review, LetterKind.OUTCOME, {"kind": LetterKind.OUTCOME, "verdict": verdict, "goes_on": True})
    return check_after_review(work, review.case_id, review.id, review.round)


def _opinion(work: UnitOfWork, review: Review, opinion: Opinion, seat: Seat) -> PairOpinion:
    row = PairOpinion(
        review_id=review.id, case_id=review.case_id, round=review.round, seat=seat, account_id=work.actor.account_id,
        verdict=opinion.verdict, missing=[one.value for one in opinion.missing], given_at=work.now,
        request_key=opinion.request_key,
    )  # fmt: skip
    row.reason = opinion.reason.strip()
    return row


def _move(work: UnitOfWork, review: Review, state: ReviewState, verdict: PairVerdict | None) -> str | None:
    """Every word changes the row's version, so that of two at the same moment one comes after the other."""
    review.state = state
    return close_as(work, review, verdict) if verdict else None


def _link(work: UnitOfWork, review: Review) -> None:
    link = CaseLink(
        review_id=review.id, case_id=review.case_id, person_id=review.person_id, claim=review.claim,
        linked_at=work.now, linked_by=work.actor.account_id,
    )  # fmt: skip
    work.add(link)
    work.record(Action.FILES_LINKED, case_id=review.case_id, review=review.id, link=link.id)
