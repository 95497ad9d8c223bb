"""The table of notices: the person is told, has time to answer, and somebody decides."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, Moment
from returns_app.review.rules import Consequence, Handed


class ReviewNotice(Versioned):
    """What the person is told after a verdict, the answer, and the human decision that follows."""

    __tablename__ = "review_notice"
    __table_args__ = (UniqueConstraint("review_id", "round"),)

    review_id: Mapped[UUID] = mapped_column(ForeignKey("review.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    round: Mapped[int] = mapped_column(Integer)
    language: Mapped[str] = mapped_column(String(8))
    issued_on: Mapped[date] = mapped_column(Date)
    due_on: Mapped[date] = mapped_column(Date)
    delivered_on: Mapped[date | None] = mapped_column(Date)
    handed: Mapped[Handed | None] = mapped_column(Code(Handed))
    answer_ct: Mapped[bytes | None] = ciphertext(optional=True)
    answered_on: Mapped[date | None] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    consequence: Mapped[Consequence | None] = mapped_column(Code(Consequence))
    amount: Mapped[Decimal | None] = mapped_column(Cents)
    ground_ct: Mapped[bytes | None] = ciphertext(optional=True)
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    request_key: Mapped[UUID | None] = mapped_column(Uuid, unique=True)

    answer = Encrypted("case_id")
    ground = Encrypted("case_id")
