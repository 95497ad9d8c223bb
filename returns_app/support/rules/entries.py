"""What counsellors, partners and finance say: plan lines, deliveries, receipts, rates."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from returns_app.support.rules.codes import (
    FundingSource,
    RejectReason,
    SupplyKind,
    SupportCategory,
    VarianceReason,
)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the sender's name for it and its bytes."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanLineEntry:
    """One thing somebody wants to have done or bought for a returnee; no person means the whole family."""

    case_id: UUID
    request_key: UUID
    category: SupportCategory
    item: str
    planned: Decimal
    person_id: UUID | None = None
    kind: SupplyKind | None = None
    goal: str = ""
    supplier: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    instalments: int = 1
    funding_source: FundingSource | None = None  # the programme's own where nothing is said


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody who signs says about a plan: yes, or no with a reason and a comment."""

    is_yes: bool
    reason: RejectReason | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """Something ordered from a supplier, or a voucher issued: before it is handed over."""

    line_id: UUID
    request_key: UUID
    amount: Decimal
    currency: str
    ordered_on: date
    supplier: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptEntry:
    """What shows that something was handed over."""

    receipt_number: str = ""
    upload: Upload | None = None

    @property
    def is_proof(self) -> bool:
        """True with a receipt number or a file."""
        return bool(self.receipt_number) or self.upload is not None


@dataclass(frozen=True, slots=True)
class DeliveryEntry:
    """What a partner says about something handed over."""

    line_id: UUID
    request_key: UUID
    amount: Decimal
    currency: str
    delivered_on: date
    receipt_number: str
    supplier: str
    description: str
    variance_reason: VarianceReason | None = None
    upload: Upload | None = None
    order_id: UUID | None = None

    @property
    def receipt(self) -> ReceiptEntry:
        """The proof that came with it."""
        return ReceiptEntry(self.receipt_number, self.upload)


@dataclass(frozen=True, slots=True)
class RateEntry:
    """Units of a currency per euro on a day, and who says so."""

    currency: str
    on: date
    per_euro: Decimal
    source: str
