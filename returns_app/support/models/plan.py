"""Tables of plans: lines, versions, what each version held, signatures, orders."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Integer, UniqueConstraint, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.core.money import ZERO
from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, Moment
from returns_app.support.rules import (
    Component,
    FundingSource,
    LineMoney,
    LineStatus,
    PlanStatus,
    RejectReason,
    Signer,
    SupplyKind,
    SupportCategory,
)


class PlanLine(Versioned):
    """One thing that is to be done or bought for the returnee."""

    __tablename__ = "plan_line"
    __table_args__ = (UniqueConstraint("request_key"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    component: Mapped[Component] = mapped_column(Code(Component))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(Integer)
    category: Mapped[SupportCategory] = mapped_column(Code(SupportCategory))
    kind: Mapped[SupplyKind] = mapped_column(Code(SupplyKind))
    status: Mapped[LineStatus] = mapped_column(Code(LineStatus))
    item_ct: Mapped[bytes] = ciphertext()
    goal_ct: Mapped[bytes | None] = ciphertext(optional=True)
    supplier_ct: Mapped[bytes | None] = ciphertext(optional=True)
    starts_on: Mapped[date | None] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    instalments: Mapped[int] = mapped_column(Integer)
    funding_source: Mapped[FundingSource] = mapped_column(Code(FundingSource))
    planned: Mapped[Decimal] = mapped_column(Cents)
    wanted: Mapped[Decimal | None] = mapped_column(Cents)
    delivered: Mapped[Decimal] = mapped_column(Cents)
    planned_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    planned_at: Mapped[datetime] = mapped_column(Moment)
    changed_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    request_key: Mapped[UUID] = mapped_column(Uuid)

    item = Encrypted("case_id")
    goal = Encrypted("case_id")
    supplier = Encrypted("case_id")

    @property
    def money(self) -> LineMoney:
        """What it was meant to cost, what is asked for now and what was delivered; nothing once it was dropped."""
        planned = ZERO if self.status is LineStatus.DROPPED else self.planned
        return LineMoney(planned, self.delivered, self.wanted, self.status is LineStatus.APPROVED)

    @property
    def is_pending(self) -> bool:
        """True when somebody has to sign before this is so."""
        return self.status is LineStatus.PROPOSED or self.wanted is not None

    @property
    def target(self) -> Decimal:
        """What the line costs once everything pending is signed."""
        return self.planned if self.wanted is None else self.wanted


class PlanVersion(Versioned):
    """A plan as it was sent for approval; the next one amends it."""

    __tablename__ = "plan_version"
    __table_args__ = (UniqueConstraint("case_id", "number"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    number: Mapped[int] = mapped_column(Integer)
    status: Mapped[PlanStatus] = mapped_column(Code(PlanStatus))
    amount: Mapped[Decimal] = mapped_column(Cents)
    steps: Mapped[int] = mapped_column(Integer)
    submitted_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    submitted_at: Mapped[datetime] = mapped_column(Moment)
    ended_at: Mapped[datetime | None] = mapped_column(Moment)


class PlanVersionLine(Base):
    """What one line cost in one version, and before it."""

    __tablename__ = "plan_version_line"

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan_version.id"), primary_key=True)
    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_line.id"), primary_key=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    before: Mapped[Decimal | None] = mapped_column(Cents)
    amount: Mapped[Decimal] = mapped_column(Cents)


class PlanSignature(Keyed):
    """What somebody who had to sign said about a version; each step by another person."""

    __tablename__ = "plan_signature"
    __table_args__ = (UniqueConstraint("plan_id", "step"), UniqueConstraint("plan_id", "account_id"))

    plan_id: Mapped[UUID] = mapped_column(ForeignKey("plan_version.id"))
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    step: Mapped[int] = mapped_column(Integer)
    signer: Mapped[Signer] = mapped_column(Code(Signer))
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Moment)
    is_yes: Mapped[bool] = mapped_column()
    reason: Mapped[RejectReason | None] = mapped_column(Code(RejectReason))
    comment_ct: Mapped[bytes | None] = ciphertext(optional=True)

    comment = Encrypted("case_id")
