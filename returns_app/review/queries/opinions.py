"""Whose word may reach whom, and in which seat somebody sits: blindness is kept here, for every page and API alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.errors import Refusal, RuleBroken
from returns_app.core.permissions import Actor, Permission
from returns_app.core.text import N_
from returns_app.review.models import PairOpinion, Review, StoodAside
from returns_app.review.queries.own_side import touched_by
from returns_app.review.queries.pairs import opinions_of_round
from returns_app.review.rules import (
    UNDECIDED,
    Origin,
    PairVerdict,
    ReviewState,
    Seat,
    check_independent,
    check_seat,
    seat_of,
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader may know of an opinion: never who gave it, unless it was the reader."""

    round: int
    seat: Seat
    verdict: PairVerdict
    missing: Sequence[str]
    reason: str
    given_at: datetime
    is_own: bool


def heard_opinions(session: Session, actor: Actor, review: Review) -> list[Heard]:
    """Everything that was said, as far as this actor may hear it now."""
    wanted = select(PairOpinion).where(PairOpinion.review_id == review.id)
    said = list(session.scalars(wanted.order_by(PairOpinion.round, PairOpinion.given_at, PairOpinion.id)))
    return [_heard(one, actor) for one in said if one.account_id == actor.account_id or _may_hear(actor, review, said)]


def _may_hear(actor: Actor, review: Review, said: Sequence[PairOpinion]) -> bool:
    """Nobody hears another's word on an open pair; the adjudicator hears both; when it is over, all may learn from it."""
    if review.state is ReviewState.OPEN:
        return False
    if review.state not in UNDECIDED:
        return True
    spoke = any(one.account_id == actor.account_id and one.round == review.round for one in said)
    return actor.may(Permission.REVIEW_ADJUDICATE) and not spoke


def _heard(one: PairOpinion, actor: Actor) -> Heard:
    is_own = one.account_id == actor.account_id
    return Heard(one.round, one.seat, one.verdict, one.missing, one.reason, one.given_at, is_own)


def check_may_judge(session: Session, actor: Actor, review: Review) -> Seat:
    """The seat in which this actor judges the pair now, or the reason why somebody else has to."""
    if review.origin is Origin.OTHER_STATE:
        sentence = N_("The other state reviews this pair. You see here what it asks and tells.")
        raise RuleBroken("review.elsewhere", sentence)
    given = opinions_of_round(session, review)
    spoke = {one.account_id for one in given}
    check_independent(actor.account_id, touched=touched_by(session, review), earlier=spoke)
    if _stands_aside(session, review, actor):
        raise RuleBroken("review.stood_aside", N_("You gave this pair to another reviewer."))
    may_judge, may_adjudicate = actor.may(Permission.REVIEW_JUDGE), actor.may(Permission.REVIEW_ADJUDICATE)
    check_seat(review.state, may_judge=may_judge, may_adjudicate=may_adjudicate)
    return seat_of(review.state, len(given))


def seat_for(session: Session, actor: Actor, review: Review) -> tuple[Seat | None, Refusal | None]:
    """The same for a page: a seat, or why there is none."""
    try:
        return check_may_judge(session, actor, review), None
    except RuleBroken as refusal:
        return None, refusal


def _stands_aside(session: Session, review: Review, actor: Actor) -> bool:
    wanted = select(StoodAside.id).where(StoodAside.review_id == review.id, StoodAside.account_id == actor.account_id)
    return session.scalar(wanted) is not None
