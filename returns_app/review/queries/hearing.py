"""Notices of a pair, and who may not decide about it."""

from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.review.models import PairOpinion, Review, ReviewNotice
from returns_app.review.queries.pairs import visible_reviews

Notice: TypeAlias = ReviewNotice


def get_notice(session: Session, actor: Actor, notice_id: UUID) -> ReviewNotice:
    """A notice about a pair that the actor may see, or NotFound."""
    seen = visible_reviews(actor).with_only_columns(Review.id)
    found = session.scalars(
        select(ReviewNotice).where(ReviewNotice.id == notice_id, ReviewNotice.review_id.in_(seen))
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_open_notice(session: Session, review_id: UUID) -> ReviewNotice | None:
    """The notice that waits for an answer or a decision."""
    wanted = select(ReviewNotice).where(ReviewNotice.review_id == review_id, ReviewNotice.withdrawn_at.is_(None))
    return session.scalars(wanted.where(ReviewNotice.consequence.is_(None))).first()


def notices_of(session: Session, case_id: UUID) -> dict[UUID, ReviewNotice]:
    """By pair: the newest notice that was not withdrawn; the caller has checked that the case may be seen."""
    wanted = select(ReviewNotice).where(ReviewNotice.case_id == case_id, ReviewNotice.withdrawn_at.is_(None))
    return {one.review_id: one for one in session.scalars(wanted.order_by(ReviewNotice.round))}


def reviewers_of(session: Session, review_id: UUID) -> frozenset[UUID]:
    """Who gave a verdict on a pair."""
    return frozenset(session.scalars(select(PairOpinion.account_id).where(PairOpinion.review_id == review_id)))
