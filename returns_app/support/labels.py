"""The words of support in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from babel.numbers import get_currency_name, get_territory_currencies
from flask_babel import format_date, format_datetime, format_decimal, format_percent, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from returns_app.core.money import EURO
from returns_app.support.rules import (
    Answer,
    Channel,
    Component,
    FindingKind,
    FindingStatus,
    FundingSource,
    LineStatus,
    MoneyOfCase,
    OrderStatus,
    PlanStatus,
    Proof,
    RejectReason,
    ReversalReason,
    Signer,
    SupplyKind,
    SupportCategory,
    VarianceReason,
)
from returns_app.web.filters import day, money

COMPONENT_NAMES: Mapping[Component, LazyString] = {
    Component.POST_ARRIVAL: _l("On arrival"),
    Component.POST_RETURN: _l("In kind"),
}
CATEGORY_NAMES: Mapping[SupportCategory, LazyString] = {
    SupportCategory.AIRPORT_PICKUP: _l("Airport pick-up"),
    SupportCategory.ONWARD_TRANSPORT: _l("Onward transport"),
    SupportCategory.TEMPORARY_ACCOMMODATION: _l("Temporary accommodation"),
    SupportCategory.IMMEDIATE_MEDICAL: _l("Immediate medical need"),
    SupportCategory.CASH_INSTEAD: _l("Cash instead of help on arrival"),
    SupportCategory.BUSINESS_SETUP: _l("Starting a business"),
    SupportCategory.JOB_PLACEMENT: _l("Finding work"),
    SupportCategory.VOCATIONAL_TRAINING: _l("Vocational training"),
    SupportCategory.EDUCATION: _l("School or education"),
    SupportCategory.LONG_TERM_HOUSING: _l("Housing"),
    SupportCategory.RENT: _l("Rent"),
    SupportCategory.HOUSEHOLD_GOODS: _l("Household goods"),
    SupportCategory.MEDICAL: _l("Medical care"),
    SupportCategory.PSYCHOSOCIAL: _l("Psychosocial care"),
    SupportCategory.LEGAL: _l("Legal and administrative help"),
    SupportCategory.CHILDCARE: _l("Childcare"),
    SupportCategory.TOOLS: _l("Tools or vehicle"),
    SupportCategory.LIVESTOCK: _l("Livestock or farming"),
    SupportCategory.OTHER: _l("Other"),
}
PROOF_NAMES: Mapping[Proof, LazyString] = {
    Proof.PROVEN: _l("Receipt"),
    Proof.UNPROVEN: _l("Unproven"),
}
PROOF_TONES: Mapping[Proof, str] = {Proof.PROVEN: "good", Proof.UNPROVEN: "warn"}
VARIANCE_NAMES: Mapping[VarianceReason, LazyString] = {
    VarianceReason.PRICE: _l("The price changed"),
    VarianceReason.RATE: _l("The exchange rate changed"),
    VarianceReason.QUANTITY: _l("More was needed"),
    VarianceReason.BETTER_ITEM: _l("A better item was agreed"),
}
KIND_NAMES: Mapping[SupplyKind, LazyString] = {
    SupplyKind.GOODS: _l("Goods"),
    SupplyKind.SERVICE: _l("Service"),
    SupplyKind.VOUCHER: _l("Voucher"),
    SupplyKind.CASH: _l("Cash"),
}
FUNDING_NAMES: Mapping[FundingSource, LazyString] = {
    FundingSource.EURP: _l("EU Reintegration Programme (Frontex)"),
    FundingSource.AMIF: _l("AMIF"),
    FundingSource.NATIONAL: _l("National budget"),
    FundingSource.OTHER: _l("Another fund"),
}
LINE_NAMES: Mapping[LineStatus, LazyString] = {
    LineStatus.PROPOSED: _l("Proposed"),
    LineStatus.APPROVED: _l("Approved"),
    LineStatus.DROPPED: _l("Dropped"),
}
LINE_TONES: Mapping[LineStatus, str] = {
    LineStatus.PROPOSED: "warn",
    LineStatus.APPROVED: "good",
    LineStatus.DROPPED: "neutral",
}
PLAN_NAMES: Mapping[PlanStatus, LazyString] = {
    PlanStatus.SUBMITTED: _l("Waits for approval"),
    PlanStatus.APPROVED: _l("Approved"),
    PlanStatus.REJECTED: _l("Sent back"),
    PlanStatus.TAKEN_BACK: _l("Taken back"),
}
PLAN_TONES: Mapping[PlanStatus, str] = {
    PlanStatus.SUBMITTED: "warn",
    PlanStatus.APPROVED: "good",
    PlanStatus.REJECTED: "bad",
    PlanStatus.TAKEN_BACK: "neutral",
}
SIGNER_NAMES: Mapping[Signer, LazyString] = {
    Signer.APPROVER: _l("Approver"),
    Signer.FINANCE: _l("Finance"),
    Signer.COORDINATOR: _l("Partner coordinator"),
}
REJECT_NAMES: Mapping[RejectReason, LazyString] = {
    RejectReason.UNCLEAR: _l("It is not clear what is meant"),
    RejectReason.NOT_ELIGIBLE: _l("The programme does not pay for this"),
    RejectReason.TOO_EXPENSIVE: _l("It costs more than is usual there"),
    RejectReason.PAPERS_MISSING: _l("Papers are missing"),
    RejectReason.OTHER: _l("Other"),
}
ORDER_NAMES: Mapping[OrderStatus, LazyString] = {
    OrderStatus.OPEN: _l("Ordered"),
    OrderStatus.FULFILLED: _l("Delivered"),
    OrderStatus.CANCELLED: _l("Cancelled"),
}
REVERSAL_NAMES: Mapping[ReversalReason, LazyString] = {
    ReversalReason.MISTAKE: _l("It was recorded by mistake"),
    ReversalReason.RETURNED: _l("It was given back to the supplier"),
    ReversalReason.NOT_RECEIVED: _l("The returnee did not receive it"),
    ReversalReason.NOT_ELIGIBLE: _l("The programme does not pay for this"),
}
FINDING_NAMES: Mapping[FindingKind, LazyString] = {
    FindingKind.SAME_INVOICE: _l("Same invoice number and supplier"),
    FindingKind.SAME_FILE: _l("Same file in another case"),
    FindingKind.SAME_PICTURE: _l("Photo that looks the same in another case"),
    FindingKind.MALWARE: _l("File refused by the malware scanner"),
    FindingKind.NOT_RECEIVED: _l("The returnee says it was not received"),
    FindingKind.PARTLY_RECEIVED: _l("The returnee says only a part was received"),
}
ANSWER_NAMES: Mapping[Answer, LazyString] = {
    Answer.RECEIVED: _l("Received as described"),
    Answer.PARTLY: _l("Only a part received"),
    Answer.NOT_RECEIVED: _l("Not received"),
    Answer.NOT_REACHED: _l("Not reached"),
}
ANSWER_TONES: Mapping[Answer, str] = {
    Answer.RECEIVED: "good",
    Answer.PARTLY: "warn",
    Answer.NOT_RECEIVED: "bad",
    Answer.NOT_REACHED: "neutral",
}
CHANNEL_NAMES: Mapping[Channel, LazyString] = {
    Channel.VISIT: _l("At a visit"),
    Channel.CALL: _l("By telephone"),
    Channel.CALL_BACK: _l("The returnee called back"),
    Channel.MESSAGE: _l("By message"),
}
FINDING_STATES: Mapping[FindingStatus, LazyString] = {
    FindingStatus.OPEN: _l("Open"),
    FindingStatus.EXPLAINED: _l("Explained"),
    FindingStatus.CONFIRMED: _l("Confirmed"),
}
FINDING_TONES: Mapping[FindingStatus, str] = {
    FindingStatus.OPEN: "warn",
    FindingStatus.EXPLAINED: "good",
    FindingStatus.CONFIRMED: "bad",
}
COLUMN_NAMES: Mapping[str, LazyString] = {
    "case": _l("Case"),
    "line": _l("Plan line"),
    "day": _l("Day"),
    "amount": _l("Amount"),
    "currency": _l("Currency"),
}
WHOLE = "#,##0.##"


class Booked(Protocol):
    """What is said of a delivery."""

    currency: str
    per_euro: Decimal
    rate_on: date
    rate_source: str
    logged_at: datetime
    proof: Proof


class Ordered(Protocol):
    """What is said of an order."""

    id: UUID
    supplier: str
    number: str
    amount: Decimal
    currency: str


def share_words(share: float) -> str:
    """A share in whole percent."""
    return str(format_percent(share))


def envelope_sentence(found: MoneyOfCase) -> str:
    """How much was granted and for what; before the approval, what it waits for."""
    if not found.is_granted:
        return _("No envelope yet. It is set when the return is approved.")
    return _(
        "Envelope %(total)s € (%(arrival)s on arrival, %(in_kind)s in kind).",
        total=format_decimal(found.ceiling, WHOLE),
        arrival=format_decimal(found.of(Component.POST_ARRIVAL).ceiling, WHOLE),
        in_kind=format_decimal(found.of(Component.POST_RETURN).ceiling, WHOLE),
    )


def currency_choices(country: str, known: list[str]) -> list[tuple[str, str]]:
    """The currencies of the country of return first, then the euro, then those that have a rate."""
    codes = dict.fromkeys([*get_territory_currencies(country), EURO, *known])
    return [(code, f"{code} – {get_currency_name(code, locale=str(get_locale() or 'en'))}") for code in codes]


def rate_figure(per_euro: Decimal) -> str:
    """A rate with at least two decimals and all the others it has."""
    return format_decimal(per_euro, "#,##0.00######")


def rate_words(delivery: Booked) -> str:
    """The rate a delivery was frozen at, with its day and source."""
    return _(
        "1 EUR = %(rate)s %(currency)s (%(day)s, %(source)s)",
        rate=rate_figure(delivery.per_euro),
        currency=delivery.currency,
        day=day(delivery.rate_on),
        source=delivery.rate_source,
    )


def planned_words(*, is_new: bool) -> str:
    """What is said after sending a plan line."""
    return _("Plan line added.") if is_new else _("This plan line was added before. Nothing was added.")


def booked_words(delivery: Booked, *, is_new: bool, today: date) -> tuple[str, str]:
    """What the partner is told after sending a delivery, and in which tone."""
    if not is_new:
        return _said_before(delivery.logged_at, today), "info"
    if delivery.proof is Proof.UNPROVEN:
        return _("Receipt is missing. The delivery is saved as unproven and not counted as settled."), "warn"
    return _("Delivery recorded."), "good"


def _said_before(logged_at: datetime, today: date) -> str:
    time = format_datetime(logged_at, "HH:mm")
    if format_datetime(logged_at, "yyyy-MM-dd") == today.isoformat():
        return _("Same delivery was recorded today at %(time)s. Nothing was added.", time=time)
    earlier = format_date(logged_at, "d MMM y")
    return _("Same delivery was recorded on %(day)s at %(time)s. Nothing was added.", day=earlier, time=time)


def order_choices(orders: Iterable[Ordered]) -> list[tuple[str, str]]:
    """Open orders to choose from: supplier, number, amount."""
    return [(str(order.id), " · ".join(part for part in _order_parts(order) if part)) for order in orders]


def _order_parts(order: Ordered) -> tuple[str, str, str]:
    return order.supplier, order.number, money(order.amount, order.currency)
