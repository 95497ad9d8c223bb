"""Tables of envelopes, plan lines, deliveries, exchange rates and evidence files."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
    Uuid,
    event,
    inspect,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, DecimalText, Moment
from returns_app.support.rules import Component, Envelope, LineMoney, Proof, SupportCategory, VarianceReason


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
    )

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"))
    component: Mapped[Component] = mapped_column(Code(Component))
    ceiling: Mapped[Decimal] = mapped_column(Cents)
    planned: Mapped[Decimal] = mapped_column(Cents)
    delivered: Mapped[Decimal] = mapped_column(Cents)
    proven: Mapped[Decimal] = mapped_column(Cents)

    @property
    def envelope(self) -> Envelope:
        """The sums as a value; `planned` keeps what plan lines need, which is more once more was delivered."""
        return Envelope(self.ceiling, self.planned, self.delivered, self.proven)

    @envelope.setter
    def envelope(self, after: Envelope) -> None:
        self.planned, self.delivered, self.proven = after.committed, after.delivered, after.proven


class PlanLine(Versioned):
    """One thing that is to be done or bought for the returnee."""

    __tablename__ = "plan_line"
    __table_args__ = (UniqueConstraint("request_key"),)

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    component: Mapped[Component] = mapped_column(Code(Component))
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    position: Mapped[int] = mapped_column(Integer)
    category: Mapped[SupportCategory] = mapped_column(Code(SupportCategory))
    item_ct: Mapped[bytes] = ciphertext()
    planned: Mapped[Decimal] = mapped_column(Cents)
    delivered: Mapped[Decimal] = mapped_column(Cents)
    planned_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    planned_at: Mapped[datetime] = mapped_column(Moment)
    request_key: Mapped[UUID] = mapped_column(Uuid)

    item = Encrypted("case_id")

    @property
    def money(self) -> LineMoney:
        """What it was meant to cost and what was delivered."""
        return LineMoney(self.planned, self.delivered)


class Delivery(Keyed):
    """One thing handed over: original amount, frozen rate, receipt; never changed, but a receipt may come later."""

    __tablename__ = "delivery"
    __table_args__ = (Index("ix_delivery_unproven", "proof", "case_id"),)

    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_line.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    amount: Mapped[Decimal] = mapped_column(Cents)
    currency: Mapped[str] = mapped_column(String(3))
    per_euro: Mapped[Decimal] = mapped_column(DecimalText)
    rate_on: Mapped[date] = mapped_column(Date)
    rate_source: Mapped[str] = mapped_column(String(80))
    amount_eur: Mapped[Decimal] = mapped_column(Cents)
    delivered_on: Mapped[date] = mapped_column(Date, index=True)
    proof: Mapped[Proof] = mapped_column(Code(Proof))
    variance_reason: Mapped[VarianceReason | None] = mapped_column(Code(VarianceReason))
    receipt_number_ct: Mapped[bytes | None] = ciphertext(optional=True)
    supplier_ct: Mapped[bytes | None] = ciphertext(optional=True)
    description_ct: Mapped[bytes | None] = ciphertext(optional=True)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_file.id"))
    logged_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    logged_at: Mapped[datetime] = mapped_column(Moment)

    receipt_number = Encrypted("case_id")
    supplier = Encrypted("case_id")
    description = Encrypted("case_id")

    MAY_CHANGE: ClassVar[frozenset[str]] = frozenset({"proof", "receipt_number_ct", "file_id"})


class ExchangeRate(Base):
    """Units of a currency per euro on a day, and who says so."""

    __tablename__ = "exchange_rate"

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(DecimalText)
    source: Mapped[str] = mapped_column(String(80))
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


class EvidenceFile(Keyed):
    """A receipt or photo, encrypted in chunks under a key of its own."""

    __tablename__ = "evidence_file"

    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    name_ct: Mapped[bytes] = ciphertext()
    media_type: Mapped[str] = mapped_column(String(60))
    size: Mapped[int] = mapped_column(Integer)
    content_index: Mapped[bytes] = mapped_column(LargeBinary(16), index=True)
    is_scanned: Mapped[bool] = mapped_column(default=False)
    stored_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    stored_at: Mapped[datetime] = mapped_column(Moment)

    name = Encrypted("id")

    chunks: Mapped[list["EvidenceChunk"]] = relationship(lazy="raise_on_sql", order_by="EvidenceChunk.position")


class EvidenceChunk(Base):
    """One sealed piece of a file; its number and whether it is the last are bound into the seal."""

    __tablename__ = "evidence_chunk"

    file_id: Mapped[UUID] = mapped_column(ForeignKey("evidence_file.id"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    def place(self, *, is_last: bool) -> str:
        """What the seal is bound to: a piece can't be moved, left out or put at the end of another file."""
        return f"{self.__tablename__}|{self.file_id}|{self.position}|{'last' if is_last else 'more'}"


@event.listens_for(Delivery, "before_update")
def _booked_is_booked(_mapper: object, _connection: object, delivery: Delivery) -> None:
    state: Any = inspect(delivery)
    changed = {column.key for column in state.mapper.column_attrs if state.attrs[column.key].history.has_changes()}
    if changed - Delivery.MAY_CHANGE:
        raise ValueError(f"a delivery is never changed: {sorted(changed)}")
