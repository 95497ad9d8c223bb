"""Tables of what two states say to each other: letters with their delivery, and fields asked for and shown."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Boolean, Date, ForeignKey, Index, Integer, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code, Moment
from returns_app.review.rules import Declined, DisclosedField, DisclosureState, LetterKind


class ReviewLetter(Versioned):
    """A letter of a pair: written here or arrived here; `letter_id` is the same on both sides."""

    __tablename__ = "review_letter"
    __table_args__ = (Index("ix_review_letter_of", "review_id", "written_at"), UniqueConstraint("letter_id", "is_ours"))

    letter_id: Mapped[UUID] = mapped_column(Uuid)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    is_ours: Mapped[bool] = mapped_column(Boolean)
    kind: Mapped[LetterKind] = mapped_column(Code(LetterKind))
    body_ct: Mapped[bytes] = ciphertext()
    written_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    written_at: Mapped[datetime] = mapped_column(Moment)
    posted_at: Mapped[datetime | None] = mapped_column(Moment)
    arrived_at: Mapped[datetime | None] = mapped_column(Moment)
    lost_at: Mapped[datetime | None] = mapped_column(Moment)
    due_on: Mapped[date | None] = mapped_column(Date)
    answered_at: Mapped[datetime | None] = mapped_column(Moment)

    body = Encrypted("case_id")


class Disclosure(Versioned):
    """One named field asked for with a reason: granted for three days, or declined; every look is counted."""

    __tablename__ = "review_disclosure"

    request_id: Mapped[UUID] = mapped_column(Uuid, index=True)
    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    is_ours: Mapped[bool] = mapped_column(Boolean)
    field: Mapped[DisclosedField] = mapped_column(Code(DisclosedField))
    reason_ct: Mapped[bytes] = ciphertext()
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[DisclosureState] = mapped_column(Code(DisclosureState))
    declined: Mapped[Declined | None] = mapped_column(Code(Declined))
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)
    value_ct: Mapped[bytes | None] = ciphertext(optional=True)
    looks: Mapped[int] = mapped_column(Integer, default=0)
    looked_at: Mapped[datetime | None] = mapped_column(Moment)

    reason = Encrypted("case_id")
    value = Encrypted("case_id")
