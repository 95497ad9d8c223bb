"""Envelopes, plan lines and deliveries: what may be planned and delivered, to the cent."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules import WITH_SUPPORT, Stage
from returns_app.core.errors import RuleBroken
from returns_app.core.money import Rate
from returns_app.core.text import N_


class Component(StrEnum):
    """Parts of a package."""

    POST_ARRIVAL = "post_arrival"
    POST_RETURN = "post_return"


class SupportCategory(StrEnum):
    """What support is for; after arrival and after return."""

    AIRPORT_PICKUP = "airport_pickup"
    ONWARD_TRANSPORT = "onward_transport"
    TEMPORARY_ACCOMMODATION = "temp_accommodation"
    IMMEDIATE_MEDICAL = "immediate_medical"
    CASH_INSTEAD = "cash_instead"
    BUSINESS_SETUP = "business_setup"
    JOB_PLACEMENT = "job_placement"
    VOCATIONAL_TRAINING = "vocational_training"
    EDUCATION = "education_school"
    LONG_TERM_HOUSING = "long_term_housing"
    RENT = "rent"
    HOUSEHOLD_GOODS = "household_goods"
    MEDICAL = "medical"
    PSYCHOSOCIAL = "psychosocial"
    LEGAL = "legal_admin"
    CHILDCARE = "childcare"
    TOOLS = "tools_vehicle"
    LIVESTOCK = "livestock_agri"
    OTHER = "other"


class Proof(StrEnum):
    """Whether a delivery is settled."""

    PROVEN = "proven"
    UNPROVEN = "unproven"


class VarianceReason(StrEnum):
    """Why a delivery costs more than its plan line."""

    PRICE = "price_changed"
    RATE = "exchange_rate"
    QUANTITY = "quantity_changed"
    BETTER_ITEM = "better_item"


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
    file_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a family may receive of one component, and how much of it is used (euro)."""

    ceiling: Decimal
    planned: Decimal
    delivered: Decimal

    @property
    def left(self) -> Decimal:
        """What can still be delivered."""
        return self.ceiling - self.delivered

    def accept(self, amount: Decimal, *, stage: Stage) -> "Envelope":
        """The envelope after a delivery of `amount` euro, or the reason it can't be."""
        if stage not in WITH_SUPPORT:
            raise RuleBroken("support.stage", N_("Deliveries start after a confirmed arrival and end when the case is closed."))
        if amount > self.left:
            raise RuleBroken(
                "support.exceeds_envelope",
                N_("This delivery would exceed the envelope by %(excess)s €. Lower the amount or ask for a change."),
                field="amount",
                excess=amount - self.left,
            )
        return replace(self, delivered=self.delivered + amount)


def in_euro(entry: DeliveryEntry, rate: Rate) -> Decimal:
    """The delivery's amount in euro at the frozen rate, to the cent."""
    return rate.to_euro(entry.amount)
