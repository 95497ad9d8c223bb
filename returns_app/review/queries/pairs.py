"""Pairs: which ones an actor may see, which ones wait, what was said of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import OrganisationKind
from returns_app.cases.models import CaseAuthor, ReturnCase
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor, Permission
from returns_app.review.models import CaseLink, PairOpinion, Review, StoodAside
from returns_app.review.rules import UNDECIDED, Origin, ReviewState

MOST_LISTED = 200
ReviewOfCase: TypeAlias = Review  # views and services name the type without touching the table


@dataclass(frozen=True, slots=True)
class PairFilter:
    """Which pairs to list."""

    state: ReviewState | None = None
    band: str = ""
    protected: bool = False
    older_than: int = 0
    mine: bool = True


def visible_reviews(actor: Actor) -> Select[Review]:
    """Reviewers and auditors see the pairs of their organisation or, in an audit body, of their state; case workers their own."""
    if actor.is_system:
        return select(Review)
    own = Review.organisation_id == actor.organisation_id
    if actor.may(Permission.REVIEW_READ):
        return select(Review).where(or_(own, _of_audited_state(actor)))
    return select(Review).where(own if actor.may(Permission.REVIEW_FOLLOW) else false())


def get_review(session: Session, actor: Actor, review_id: UUID) -> Review:
    """One pair, or NotFound."""
    found = session.scalars(visible_reviews(actor).where(Review.id == review_id)).one_or_none()
    if found is None:
        raise NotFound
    return found


def lock_review(session: Session, actor: Actor, review_id: UUID) -> Review:
    """The same, and nobody else changes it until this transaction ends: two verdicts come one after the other."""
    wanted = visible_reviews(actor).where(Review.id == review_id).with_for_update()
    found = session.scalars(wanted.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_reviews(session: Session, actor: Actor, wanted: PairFilter, today: date) -> list[Review]:
    """Pairs by the day they are due; those that wait for the actor unless everything is asked for."""
    query = visible_reviews(actor)
    for condition in _conditions(actor, wanted, today):
        query = query.where(condition)
    return list(session.scalars(query.order_by(Review.due_on, Review.opened_at, Review.id).limit(MOST_LISTED)))


def next_for(session: Session, actor: Actor, today: date) -> UUID | None:
    """The pair that waits longest for this actor."""
    found = list_reviews(session, actor, PairFilter(), today)
    return found[0].id if found else None


def count_waiting(session: Session, actor: Actor) -> dict[ReviewState, int]:
    """How many pairs in sight stand where."""
    seen = visible_reviews(actor).with_only_columns(Review.state, func.count()).group_by(Review.state)
    return {ReviewState(state): number for state, number in session.execute(seen)}


def list_of_case(session: Session, actor: Actor, case_id: UUID) -> list[Review]:
    """The pairs of one case, newest first; the caller has checked that the case may be seen."""
    wanted = visible_reviews(actor).where(Review.case_id == case_id)
    return list(session.scalars(wanted.order_by(Review.opened_at.desc(), Review.id)))


def find_by_person_and_claim(session: Session, person_id: UUID, claim: str) -> Review | None:
    """The pair of this person and this claim, whatever became of it."""
    return session.scalar(select(Review).where(Review.person_id == person_id, Review.claim == claim))


def opinions_of_round(session: Session, review: Review) -> list[PairOpinion]:
    """What was said in the present round, in order."""
    wanted = select(PairOpinion).where(PairOpinion.review_id == review.id, PairOpinion.round == review.round)
    return list(session.scalars(wanted.order_by(PairOpinion.given_at, PairOpinion.seat)))


def stands_aside(session: Session, review_id: UUID, account_id: UUID | None) -> bool:
    """True when this person gave the pair to somebody else."""
    wanted = select(StoodAside.id).where(StoodAside.review_id == review_id, StoodAside.account_id == account_id)
    return session.scalar(wanted) is not None


def find_link(session: Session, review_id: UUID) -> CaseLink | None:
    """The link in force that a review made."""
    wanted = select(CaseLink).where(CaseLink.review_id == review_id, CaseLink.ended_at.is_(None))
    return session.scalars(wanted).first()


def _of_audited_state(actor: Actor) -> ColumnElement[bool]:
    is_body = and_(Organisation.id == actor.organisation_id, Organisation.kind == OrganisationKind.AUDIT_BODY)
    return and_(Review.member_state == actor.member_state, exists().where(is_body))


def _conditions(actor: Actor, wanted: PairFilter, today: date) -> Iterator[ColumnElement[bool]]:
    if wanted.mine:
        yield _waits_for(actor)
    if wanted.state:
        yield Review.state == wanted.state
    if wanted.band:
        yield Review.band == wanted.band
    if wanted.protected:
        yield Review.is_protected.is_(True)
    if wanted.older_than:
        yield Review.due_on <= today + timedelta(days=14 - wanted.older_than)


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    """Pairs in which this actor is the next to say something; who touched the file or said something is left out."""
    states = []
    if actor.may(Permission.REVIEW_JUDGE):
        states.append(ReviewState.OPEN)
    if actor.may(Permission.REVIEW_ADJUDICATE):
        states += [ReviewState.ADJUDICATION, ReviewState.WAITING]
    if not states:
        return Review.state.in_(UNDECIDED)
    said = and_(PairOpinion.review_id == Review.id, PairOpinion.round == Review.round)
    return and_(
        Review.state.in_(states),
        Review.origin != Origin.OTHER_STATE,
        ~exists().where(said, PairOpinion.account_id == actor.account_id),
        ~exists().where(StoodAside.review_id == Review.id, StoodAside.account_id == actor.account_id),
        ~exists().where(CaseAuthor.case_id == Review.case_id, CaseAuthor.account_id == actor.account_id),
        ~exists().where(ReturnCase.id == Review.case_id, ReturnCase.counsellor_id == actor.account_id),
    )
