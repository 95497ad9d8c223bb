"""The table of deliveries about which the returnee is asked."""

from datetime import date
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code
from returns_app.support.rules import Answer, Channel


class DeliveryQuestion(Versioned):
    """One delivery of a sample: whether it came, in the returnee's words; without a seed the returnee told by itself."""

    __tablename__ = "delivery_question"
    __table_args__ = (Index("ix_delivery_question_asked", "organisation_id", "asked_on"),)

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"), unique=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    seed: Mapped[str] = mapped_column(String(40), default="")
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    asked_on: Mapped[date] = mapped_column(Date)
    answer: Mapped[Answer | None] = mapped_column(Code(Answer))
    channel: Mapped[Channel | None] = mapped_column(Code(Channel))
    tries: Mapped[int] = mapped_column(Integer, default=0)
    answered_on: Mapped[date | None] = mapped_column(Date)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answering_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)

    note = Encrypted("case_id")
