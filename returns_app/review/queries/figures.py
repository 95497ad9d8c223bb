"""What the figures about reviews are made of."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.permissions import Actor
from returns_app.review.models import CaseLink, PairOpinion, Review
from returns_app.review.queries.pairs import visible_reviews
from returns_app.review.rules import RUNNING, Origin, PairVerdict, ReviewState, Seat
from returns_app.review.rules.figures import Judged, kappa, median


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """How reviewing goes."""

    running: int
    late: int
    oldest: int
    median_age: float | None
    closed: int
    median_days: float | None
    judged_twice: int
    agreed: int
    kappa: float | None
    adjudicated: int
    overturned: int


def review_figures(session: Session, actor: Actor, today: date) -> ReviewFigures:
    """The figures of everything the actor may see; nothing of an open pair but its age."""
    reviews = [one for one in session.scalars(visible_reviews(actor)) if one.origin is not Origin.OTHER_STATE]
    running = [one for one in reviews if one.state in RUNNING]
    closed = [one for one in reviews if one.verdict_at is not None]
    ages = [(today - one.opened_at.date()).days for one in running]
    took = [(one.verdict_at - one.opened_at).days for one in closed if one.verdict_at]
    twice = _judged_twice(session, {one.id for one in reviews if one.state is not ReviewState.OPEN})
    return ReviewFigures(
        running=len(running), late=sum(one.due_on < today for one in running), oldest=max(ages, default=0),
        median_age=median(ages), closed=len(closed), median_days=median(took), judged_twice=len(twice),
        agreed=sum(first is second for first, second in twice), kappa=kappa(twice),
        adjudicated=_adjudicated(session, {one.id for one in closed}), overturned=_overturned(session, reviews),
    )  # fmt: skip


def list_judged(session: Session, actor: Actor) -> list[Judged]:
    """Pairs with a verdict, as the calibration of the model needs them: no person, no case."""
    wanted = visible_reviews(actor).where(Review.verdict.is_not(None), Review.origin != Origin.OTHER_STATE)
    found = session.scalars(wanted.where(Review.origin != Origin.EVIDENCE))
    return [Judged(one.band, one.weight, one.model_version, one.verdict) for one in found if one.verdict]


def _judged_twice(session: Session, over: set[UUID]) -> list[tuple[PairVerdict, PairVerdict]]:
    """What both reviewers said, of rounds in which both have spoken."""
    said: dict[tuple[UUID, int], dict[Seat, PairVerdict]] = defaultdict(dict)
    columns = select(PairOpinion.review_id, PairOpinion.round, PairOpinion.seat, PairOpinion.verdict)
    for review_id, number, seat, verdict in session.execute(columns):
        if review_id in over:
            said[review_id, number][seat] = verdict
    return [(one[Seat.FIRST], one[Seat.SECOND]) for one in said.values() if {Seat.FIRST, Seat.SECOND} <= one.keys()]


def _adjudicated(session: Session, closed: set[UUID]) -> int:
    wanted = select(PairOpinion.review_id).where(PairOpinion.seat == Seat.ADJUDICATOR)
    return len({review_id for review_id in session.scalars(wanted) if review_id in closed})


def _overturned(session: Session, reviews: list[Review]) -> int:
    """Links that were taken away again: a verdict that did not stand."""
    seen = {one.id for one in reviews}
    ended = select(CaseLink.review_id).where(CaseLink.ended_by.is_not(None))
    return len({review_id for review_id in session.scalars(ended) if review_id in seen})
