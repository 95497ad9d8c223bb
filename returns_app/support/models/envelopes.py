"""Tables of envelopes and the running sums of a case."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Versioned
from returns_app.db.types import Cents, Code
from returns_app.support.rules import Component, Envelope


class SupportEnvelope(Versioned):
    """What one member may receive of one component, from a dated tariff."""

    __tablename__ = "support_envelope"
    __table_args__ = (UniqueConstraint("case_id", "person_id", "component"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    component: Mapped[Component] = mapped_column(Code(Component))
    ceiling: Mapped[Decimal] = mapped_column(Cents)
    tariff: Mapped[str] = mapped_column(String(80))
    granted_on: Mapped[date] = mapped_column(Date)


class SupportAccount(Versioned):
    """The running sums of one component of a case: the row every delivery changes, so none can overspend."""

    __tablename__ = "support_account"
    __table_args__ = (
        UniqueConstraint("case_id", "component"),
        CheckConstraint("delivered <= ceiling", name="delivered"),
        CheckConstraint("planned <= ceiling", name="planned"),
        CheckConstraint("delivered <= approved", name="approved"),
        CheckConstraint("approved <= planned", name="signed"),
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    component: Mapped[Component] = mapped_column(Code(Component))
    ceiling: Mapped[Decimal] = mapped_column(Cents)
    planned: Mapped[Decimal] = mapped_column(Cents)
    approved: Mapped[Decimal] = mapped_column(Cents)
    delivered: Mapped[Decimal] = mapped_column(Cents)
    proven: Mapped[Decimal] = mapped_column(Cents)
    ended_on: Mapped[date | None] = mapped_column(
        Date, info={"about": "since when nothing is planned or ordered any more"}
    )

    @property
    def envelope(self) -> Envelope:
        """The sums as a value; `planned` keeps what plan lines need, which is more once more was delivered."""
        return Envelope(self.ceiling, self.planned, self.delivered, self.proven, self.approved)

    @envelope.setter
    def envelope(self, after: Envelope) -> None:
        self.planned, self.delivered, self.proven = after.committed, after.delivered, after.proven
        self.approved = after.approved
