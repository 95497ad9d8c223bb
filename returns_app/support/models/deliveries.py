"""Tables of orders, deliveries and exchange rates."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy import Date, ForeignKey, Index, LargeBinary, String, Uuid, event, inspect
from sqlalchemy.orm import Mapped, mapped_column

from returns_app.db.base import Base, Keyed, Versioned
from returns_app.db.encrypted import Encrypted, ciphertext
from returns_app.db.types import Cents, Code, DecimalText, Moment
from returns_app.support.rules import OrderStatus, Proof, ReversalReason, VarianceReason


class SupportOrder(Versioned):
    """Something ordered, or a voucher issued, for a plan line; deliveries refer to it."""

    __tablename__ = "support_order"

    line_id: Mapped[UUID] = mapped_column(ForeignKey("plan_line.id"), index=True)
    case_id: Mapped[UUID] = mapped_column(ForeignKey("return_case.id"), index=True)
    request_key: Mapped[UUID] = mapped_column(Uuid, unique=True)
    amount: Mapped[Decimal] = mapped_column(Cents)
    currency: Mapped[str] = mapped_column(String(3))
    ordered_on: Mapped[date] = mapped_column(Date)
    status: Mapped[OrderStatus] = mapped_column(Code(OrderStatus))
    supplier_ct: Mapped[bytes | None] = ciphertext(optional=True)
    number_ct: Mapped[bytes | None] = ciphertext(optional=True)
    ordered_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    ordered_at: Mapped[datetime] = mapped_column(Moment)

    supplier = Encrypted("case_id")
    number = Encrypted("case_id")


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
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("support_order.id"))
    reversal_of: Mapped[UUID | None] = mapped_column(ForeignKey("delivery.id"), unique=True)
    reversal_reason: Mapped[ReversalReason | None] = mapped_column(Code(ReversalReason))
    variance_reason: Mapped[VarianceReason | None] = mapped_column(Code(VarianceReason))
    receipt_number_ct: Mapped[bytes | None] = ciphertext(optional=True)
    supplier_ct: Mapped[bytes | None] = ciphertext(optional=True)
    invoice_bi: Mapped[bytes | None] = mapped_column(LargeBinary(16), index=True)
    description_ct: Mapped[bytes | None] = ciphertext(optional=True)
    file_id: Mapped[UUID | None] = mapped_column(ForeignKey("evidence_file.id"))
    logged_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    logged_at: Mapped[datetime] = mapped_column(Moment)

    receipt_number = Encrypted("case_id")
    supplier = Encrypted("case_id")
    description = Encrypted("case_id")

    MAY_CHANGE: ClassVar[frozenset[str]] = frozenset({"proof", "receipt_number_ct", "file_id", "invoice_bi"})


class ExchangeRate(Base):
    """Units of a currency per euro on a day, and who says so."""

    __tablename__ = "exchange_rate"

    currency: Mapped[str] = mapped_column(String(3), primary_key=True)
    on: Mapped[date] = mapped_column(Date, primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(DecimalText)
    source: Mapped[str] = mapped_column(String(80))
    recorded_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))


@event.listens_for(Delivery, "before_update")
def _booked_is_booked(_mapper: object, _connection: object, delivery: Delivery) -> None:
    state: Any = inspect(delivery)
    changed = {column.key for column in state.mapper.column_attrs if state.attrs[column.key].history.has_changes()}
    if changed - Delivery.MAY_CHANGE:
        raise ValueError(f"a delivery is never changed: {sorted(changed)}")
