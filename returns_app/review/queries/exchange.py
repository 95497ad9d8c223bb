"""Letters and disclosures of a pair, and the value of one field of the own side."""

import json
from collections.abc import Collection
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from returns_app.accounts.models import Organisation
from returns_app.accounts.rules import OrganisationKind
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.people.models import Person
from returns_app.review.models import Disclosure, Review, ReviewLetter
from returns_app.review.queries.own_side import own_side
from returns_app.review.queries.pairs import visible_reviews
from returns_app.review.rules import DisclosedField, LetterKind, Origin

AskedField: TypeAlias = Disclosure
MOST_WAITING = 500
SILENT = (LetterKind.OPENED, LetterKind.VIEWED)


def get_letter(session: Session, letter_id: UUID) -> tuple[ReviewLetter, Review]:
    """A letter of ours and its pair; for the house itself."""
    wanted = select(ReviewLetter, Review).join(Review, Review.id == ReviewLetter.review_id)
    row = session.execute(wanted.where(ReviewLetter.letter_id == letter_id, ReviewLetter.is_ours.is_(True))).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def find_received(session: Session, letter_id: UUID) -> ReviewLetter | None:
    """A letter of the other side that was taken in before; `posted_at` tells since when the registry knows."""
    wanted = select(ReviewLetter).where(ReviewLetter.letter_id == letter_id, ReviewLetter.is_ours.is_(False))
    return session.scalar(wanted)


def mark_acknowledged(session: Session, letters: Collection[UUID], now: datetime) -> None:
    """The registry knows that these letters arrived here."""
    mine = (ReviewLetter.letter_id.in_(letters), ReviewLetter.is_ours.is_(False), ReviewLetter.posted_at.is_(None))
    session.execute(update(ReviewLetter).where(*mine).values(posted_at=now))


def list_letters(session: Session, ids: Collection[UUID]) -> list[ReviewLetter]:
    """Letters of ours by id; for the house itself."""
    if not ids:
        return []
    return list(
        session.scalars(select(ReviewLetter).where(ReviewLetter.letter_id.in_(ids), ReviewLetter.is_ours.is_(True)))
    )


def list_undelivered(session: Session) -> dict[str, tuple[UUID, ...]]:
    """Letters of ours of which nobody said that they arrived, by the state that wrote them."""
    waiting = select(Review.member_state, ReviewLetter.letter_id).join(Review, Review.id == ReviewLetter.review_id)
    waiting = waiting.where(
        ReviewLetter.is_ours.is_(True), ReviewLetter.posted_at.is_not(None), ReviewLetter.arrived_at.is_(None)
    )
    found: dict[str, tuple[UUID, ...]] = {}
    for state, letter in session.execute(waiting.order_by(ReviewLetter.written_at.desc()).limit(MOST_WAITING)):
        found[state] = (*found.get(state, ()), letter)
    return found


def list_exchange(session: Session, review: Review) -> list[ReviewLetter]:
    """What was written and came, oldest first; the caller has checked that the pair may be seen."""
    wanted = select(ReviewLetter).where(ReviewLetter.review_id == review.id, ReviewLetter.kind.not_in(SILENT))
    return list(session.scalars(wanted.order_by(ReviewLetter.written_at, ReviewLetter.id)))


def mark_answered(session: Session, review_id: UUID, now: datetime) -> None:
    """A message of the other side answers what was asked before."""
    waiting = select(ReviewLetter).where(
        ReviewLetter.review_id == review_id, ReviewLetter.is_ours.is_(True), ReviewLetter.kind == LetterKind.MESSAGE,
        ReviewLetter.answered_at.is_(None),
    )  # fmt: skip
    for letter in session.scalars(waiting):
        letter.answered_at = now


def mark_field_answered(session: Session, review_id: UUID, request_id: UUID, now: datetime) -> None:
    """The other side showed or declined a field: the letter that asked for it waits no longer."""
    waiting = select(ReviewLetter).where(
        ReviewLetter.review_id == review_id, ReviewLetter.is_ours.is_(True), ReviewLetter.kind == LetterKind.ASKED,
        ReviewLetter.answered_at.is_(None),
    )  # fmt: skip
    for letter in session.scalars(waiting):
        if json.loads(letter.body).get("request") == str(request_id):
            letter.answered_at = now


def find_by_thread(session: Session, thread: UUID, state: str) -> Review | None:
    """This state's half of a thread."""
    return session.scalar(select(Review).where(Review.thread_id == thread, Review.member_state == state))


def find_disclosure(session: Session, review_id: UUID, request_id: UUID, *, is_ours: bool) -> Disclosure | None:
    """A request by the id that both sides know it by."""
    wanted = select(Disclosure).where(Disclosure.request_id == request_id, Disclosure.review_id == review_id)
    return session.scalars(wanted.where(Disclosure.is_ours.is_(is_ours))).first()


def get_disclosure(session: Session, actor: Actor, disclosure_id: UUID) -> Disclosure:
    """A request about a pair that the actor may see, or NotFound."""
    seen = visible_reviews(actor).with_only_columns(Review.id)
    wanted = select(Disclosure).where(Disclosure.id == disclosure_id, Disclosure.review_id.in_(seen))
    found = session.scalars(wanted).one_or_none()
    if found is None:
        raise NotFound
    return found


def list_disclosures(session: Session, review: Review, actor: Actor) -> list[Disclosure]:
    """Requests of a pair: of our own only those the actor made, so that nobody learns what the other reviewer wonders."""
    wanted = select(Disclosure).where(Disclosure.review_id == review.id)
    found = session.scalars(wanted.order_by(Disclosure.asked_at, Disclosure.id))
    return [one for one in found if not one.is_ours or one.asked_by == actor.account_id]


def list_own_states(session: Session) -> tuple[str, ...]:
    """The member states whose authorities work in this house."""
    wanted = select(Organisation.member_state).where(
        Organisation.kind == OrganisationKind.AUTHORITY, Organisation.member_state.is_not(None)
    )
    return tuple(sorted({state for state in session.scalars(wanted) if state}))


def disclosed_value(session: Session, review: Review, field: DisclosedField) -> str:
    """One field of the own person in words and figures that need no language."""
    person = own_side(session, review).person
    return " · ".join(value for value in _values(person, field) if value)


def is_answering(review: Review) -> bool:
    """True for the half that another state reviews."""
    return review.origin is Origin.OTHER_STATE


def _values(person: Person, field: DisclosedField) -> list[str]:
    values = {
        DisclosedField.NAME: [name.full for name in person.names],
        DisclosedField.BORN: [person.born.isoformat(), person.born.precision.value],
        DisclosedField.SEX: [person.sex.value],
        DisclosedField.NATIONALITY: [one.country for one in person.nationalities],
        DisclosedField.PLACE: [person.place_of_birth, person.country_of_birth],
        DisclosedField.DOCUMENT: [f"{one.kind.value} {one.issuer} {one.number}" for one in person.identifiers],
    }
    return values[field]
