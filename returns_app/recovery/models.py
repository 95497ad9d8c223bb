"""Tables of claims to repayment: what is asked back of each plan line, instalments, what came in, what two people say."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, UniqueConstraint, Uuid, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.accounts.models import Account
from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, Moment
from returns_app.recovery.rules import (
    ClaimState,
    EntryKind,
    Instalment,
    Means,
    RecoveryGround,
    StepKind,
    StepReason,
    StepState,
    Sums,
)
from returns_app.support.rules import FundingSource


class RecoveryClaim(Versioned):
    """Support that is asked back; its sums are kept here, so that every payment locks this row and none can pass it."""

    __tablename__ = "recovery_claim"
    __table_args__ = (
        CheckConstraint("claimed > 0", name="claimed"),
        CheckConstraint("paid >= 0 AND waived >= 0 AND written_off >= 0", name="parts"),
        CheckConstraint("paid + waived + written_off <= claimed", name="open"),
        Index("ix_recovery_claim_queue", "organisation_id", "state"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    ground: Mapped[RecoveryGround] = mapped_column(Code(RecoveryGround))
    state: Mapped[ClaimState] = mapped_column(Code(ClaimState))
    happened_on: Mapped[date | None] = mapped_column(Date)
    text_ct: Mapped[bytes] = ciphertext()
    claimed: Mapped[Decimal] = mapped_column(Cents)
    paid: Mapped[Decimal] = mapped_column(Cents)
    waived: Mapped[Decimal] = mapped_column(Cents)
    written_off: Mapped[Decimal] = mapped_column(Cents)
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    heard_on: Mapped[date | None] = mapped_column(Date)
    hear_until: Mapped[date | None] = mapped_column(Date)
    hear_way: Mapped[str] = mapped_column(String(40), default="")
    hear_language: Mapped[str] = mapped_column(String(8), default="")
    answered_on: Mapped[date | None] = mapped_column(Date)
    answer_ct: Mapped[bytes | None] = ciphertext(optional=True)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"))
    decided_on: Mapped[date | None] = mapped_column(Date)
    rests_until: Mapped[date | None] = mapped_column(Date)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_ct: Mapped[bytes | None] = ciphertext(optional=True)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    answer = Encrypted("case_id")
    declined = Encrypted("case_id")
    proposer: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[proposed_by])

    @property
    def sums(self) -> Sums:
        """What was claimed and what became of it."""
        return Sums(self.claimed, self.paid, self.waived, self.written_off)

    @sums.setter
    def sums(self, after: Sums) -> None:
        self.paid, self.waived, self.written_off = after.paid, after.waived, after.written_off


class RecoveryLine(Keyed):
    """What is asked back of one plan line; never more than was delivered for it."""

    __tablename__ = "recovery_line"
    __table_args__ = (UniqueConstraint("claim_id", "line_id"), CheckConstraint("amount > 0", name="amount"))

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_claim.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_line.id"))
    position: Mapped[int] = mapped_column(Integer)
    funding_source: Mapped[FundingSource] = mapped_column(Code(FundingSource))
    amount: Mapped[Decimal] = mapped_column(Cents)
    is_live: Mapped[bool] = mapped_column(
        default=True,
        info={"about": "false once the claim was declined or taken back; a partner's database role reads it"},
    )


class RecoveryInstalment(Keyed):
    """One sum by one day; a newer plan takes the place of the one before."""

    __tablename__ = "recovery_instalment"
    __table_args__ = (UniqueConstraint("claim_id", "plan", "position"),)

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_claim.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    plan: Mapped[int] = mapped_column(Integer)
    position: Mapped[int] = mapped_column(Integer)
    due_on: Mapped[date] = mapped_column(Date)
    amount: Mapped[Decimal] = mapped_column(Cents)
    before: Mapped[Decimal] = mapped_column(
        Cents, info={"about": "what was covered when the plan was made: it counts from there"}
    )
    set_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    set_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid)

    @property
    def value(self) -> Instalment:
        """As a value."""
        return Instalment(self.due_on, self.amount)


class RecoveryEntry(Keyed):
    """A payment, waiver or write-off; never changed: a payment that bounced is taken off by another entry."""

    __tablename__ = "recovery_entry"

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_claim.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[EntryKind] = mapped_column(Code(EntryKind))
    amount: Mapped[Decimal] = mapped_column(Cents)
    on: Mapped[date] = mapped_column(Date, index=True)
    means: Mapped[Means | None] = mapped_column(Code(Means))
    reference_ct: Mapped[bytes | None] = ciphertext(optional=True)
    reversal_of: Mapped[UUID | None] = mapped_column(ForeignKey("recovery_entry.id"), unique=True)
    booked_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    booked_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    reference = Encrypted("case_id")


class RecoveryShare(Base):
    """How much of an entry counts for which line, and so for which fund."""

    __tablename__ = "recovery_share"

    entry_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_entry.id"), primary_key=True)
    recovery_line_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_line.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    amount: Mapped[Decimal] = mapped_column(Cents)


class RecoveryStep(Versioned):
    """One proposes to let a claim rest, to waive or to write off; another decides."""

    __tablename__ = "recovery_step"
    __table_args__ = (
        Index(
            "uq_recovery_step_open", "claim_id", "kind", unique=True,
            sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'"),
        ),
    )  # fmt: skip

    claim_id: Mapped[UUID] = mapped_column(ForeignKey("recovery_claim.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    kind: Mapped[StepKind] = mapped_column(Code(StepKind))
    reason: Mapped[StepReason] = mapped_column(Code(StepReason))
    state: Mapped[StepState] = mapped_column(Code(StepState))
    amount: Mapped[Decimal | None] = mapped_column(Cents)
    until: Mapped[date | None] = mapped_column(Date)
    text_ct: Mapped[bytes] = ciphertext()
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime] = mapped_column(Moment)
    ended_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[datetime | None] = mapped_column(Moment)
    declined_ct: Mapped[bytes | None] = ciphertext(optional=True)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)

    text = Encrypted("case_id")
    declined = Encrypted("case_id")
    proposer: Mapped[Account] = relationship(lazy="raise_on_sql", foreign_keys=[proposed_by])
