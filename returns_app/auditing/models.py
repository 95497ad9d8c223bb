"""Tables of the auditor's desk: findings and costs that can't be claimed."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.auditing.rules import FindingState, Population
from returns_app.db.base import Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, Moment


class AuditFinding(Versioned):
    """What an auditor found about one drawn item: for whom, until when, and what was done about it."""

    __tablename__ = "audit_finding"
    __table_args__ = (Index("ix_audit_finding_listed", "member_state", "state", "due_on"),)

    reference: Mapped[str] = mapped_column(String(20), unique=True)
    member_state: Mapped[str] = mapped_column(String(2))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    subject: Mapped[Population] = mapped_column(Code(Population))
    subject_id: Mapped[UUID] = mapped_column(Uuid)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    owner: Mapped[str] = mapped_column(String(40))
    due_on: Mapped[date] = mapped_column(Date)
    state: Mapped[FindingState] = mapped_column(Code(FindingState))
    text_ct: Mapped[bytes] = ciphertext()
    found_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    found_at: Mapped[datetime] = mapped_column(Moment)
    answer_ct: Mapped[bytes | None] = ciphertext(optional=True)
    answered_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    answered_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    answer = Encrypted("case_id")


class IneligibleCost(Versioned):
    """A part of a delivery that can't be claimed from a fund, and why; the delivery itself stays as it was booked."""

    __tablename__ = "ineligible_cost"
    __table_args__ = (UniqueConstraint("delivery_id"),)

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("delivery.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Cents)
    ground_ct: Mapped[bytes] = ciphertext()
    marked_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    marked_at: Mapped[datetime] = mapped_column(Moment)

    ground = Encrypted("case_id")
