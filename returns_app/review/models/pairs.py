"""Tables of one state's half of a review: the pair, what reviewers say, who stays out, and the link that may follow."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.review.rules import AlertClass, Origin, PairVerdict, ReviewState, Seat, StayOut


class Review(Versioned):
    """One state's half of a review: an own person, and a claim of another side of which no value is known."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("person_id", "claim"),
        UniqueConstraint("thread_id", "member_state"),
        Index("ix_review_listed", "member_state", "state", "due_on"),
    )

    reference: Mapped[str] = mapped_column(String(20), unique=True)
    thread_id: Mapped[UUID] = mapped_column(Uuid)
    member_state: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    origin: Mapped[Origin] = mapped_column(Code(Origin))
    alert: Mapped[AlertClass] = mapped_column(Code(AlertClass, 2))
    claim: Mapped[str] = mapped_column(String(20))
    other_state: Mapped[str | None] = mapped_column(String(2))
    other_month: Mapped[str] = mapped_column(String(7), default="")
    other_status: Mapped[str] = mapped_column(String(20), default="")
    other_kinds: Mapped[list[str]] = mapped_column(JSON)
    other_completed: Mapped[str] = mapped_column(String(7), default="")
    band: Mapped[str] = mapped_column(String(20))
    weight: Mapped[float] = mapped_column(Float)
    components: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    model_version: Mapped[str] = mapped_column(String(40), default="")
    is_protected: Mapped[bool] = mapped_column(Boolean)
    state: Mapped[ReviewState] = mapped_column(Code(ReviewState))
    round: Mapped[int] = mapped_column(Integer, default=1)
    round_at: Mapped[datetime] = mapped_column(Moment)
    opened_at: Mapped[datetime] = mapped_column(Moment)
    due_on: Mapped[date] = mapped_column(Date)
    is_named: Mapped[bool] = mapped_column(Boolean, default=True)
    other_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    verdict: Mapped[PairVerdict | None] = mapped_column(Code(PairVerdict))
    verdict_at: Mapped[datetime | None] = mapped_column(Moment)
    other_verdict: Mapped[PairVerdict | None] = mapped_column(Code(PairVerdict))
    answer_ct: Mapped[bytes | None] = ciphertext(optional=True)
    answered_on: Mapped[date | None] = mapped_column(Date)
    answer_language: Mapped[str] = mapped_column(String(8), default="")
    with_interpreter: Mapped[bool] = mapped_column(Boolean, default=False)

    answer = Encrypted("case_id")

    @property
    def has_other_half(self) -> bool:
        """True when another state or programme holds the other file; evidence may be doubled inside one office."""
        return self.origin is not Origin.EVIDENCE and self.other_state != self.member_state


class PairOpinion(Keyed):
    """What one reviewer said of a pair in one round; never changed, and never shown to the other reviewer."""

    __tablename__ = "review_opinion"
    __table_args__ = (
        UniqueConstraint("review_id", "round", "seat"),
        UniqueConstraint("review_id", "round", "account_id"),
    )

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    round: Mapped[int] = mapped_column(Integer)
    seat: Mapped[Seat] = mapped_column(Code(Seat))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    verdict: Mapped[PairVerdict] = mapped_column(Code(PairVerdict))
    missing: Mapped[list[str]] = mapped_column(JSON)
    reason_ct: Mapped[bytes] = ciphertext()
    given_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    reason = Encrypted("case_id")


class StoodAside(Keyed):
    """Somebody who does not judge a pair, and why."""

    __tablename__ = "review_stood_aside"
    __table_args__ = (UniqueConstraint("review_id", "account_id"),)

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), index=True)
    why: Mapped[StayOut] = mapped_column(Code(StayOut))
    at: Mapped[datetime] = mapped_column(Moment)


class CaseLink(Versioned):
    """An own file and a claim of another side found to be one person: both files stay as they are."""

    __tablename__ = "case_link"

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    claim: Mapped[str] = mapped_column(String(20))
    linked_at: Mapped[datetime] = mapped_column(Moment)
    linked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    reason_ct: Mapped[bytes | None] = ciphertext(optional=True)

    reason = Encrypted("case_id")
