"""The table of offers to partners."""

from datetime import date
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.cases.rules import OfferState, PartnerReason
from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Code


class PartnerOffer(Versioned):
    """A case was offered to a partner: what it would see, its answer, and why it said no."""

    __tablename__ = "partner_offer"
    __table_args__ = (Index("ix_partner_offer_answer", "organisation_id", "state"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    state: Mapped[OfferState] = mapped_column(Code(OfferState))
    with_contacts: Mapped[bool] = mapped_column(Boolean)
    lines: Mapped[list[str]] = mapped_column(JSON, default=list)
    until: Mapped[date | None] = mapped_column(Date)
    offered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    offered_on: Mapped[date] = mapped_column(Date)
    note_ct: Mapped[bytes | None] = ciphertext(optional=True)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[PartnerReason | None] = mapped_column(Code(PartnerReason))
    answer_ct: Mapped[bytes | None] = ciphertext(optional=True)
    escalated_on: Mapped[date | None] = mapped_column(Date)

    note = Encrypted("case_id")
    answer = Encrypted("case_id")
