"""Codes of reintegration support and which part of the package each category belongs to."""

from enum import StrEnum


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


ON_ARRIVAL = frozenset(
    {
        SupportCategory.AIRPORT_PICKUP,
        SupportCategory.ONWARD_TRANSPORT,
        SupportCategory.TEMPORARY_ACCOMMODATION,
        SupportCategory.IMMEDIATE_MEDICAL,
        SupportCategory.CASH_INSTEAD,
    }
)


class SupplyKind(StrEnum):
    """In what form something is given."""

    GOODS = "goods"
    SERVICE = "service"
    VOUCHER = "voucher"
    CASH = "cash"


class FundingSource(StrEnum):
    """Who pays for a plan line; the reintegration programme of the Union and AMIF never pay for the same thing."""

    EURP = "FRONTEX"
    AMIF = "AMIF"
    NATIONAL = "NATIONAL"
    OTHER = "OTHER"


class LineStatus(StrEnum):
    """Whether a plan line may be spent on."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DROPPED = "dropped"


class PlanStatus(StrEnum):
    """Where a version of a plan stands."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    TAKEN_BACK = "taken_back"


class Signer(StrEnum):
    """Who signs a plan; the steps of an approval band."""

    APPROVER = "approver"
    FINANCE = "finance"
    COORDINATOR = "partner_coordinator"


class RejectReason(StrEnum):
    """Why a plan or a report was sent back."""

    UNCLEAR = "unclear"
    NOT_ELIGIBLE = "not_eligible"
    TOO_EXPENSIVE = "too_expensive"
    PAPERS_MISSING = "papers_missing"
    OTHER = "other"


class OrderStatus(StrEnum):
    """Whether something ordered has come."""

    OPEN = "open"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class ReversalReason(StrEnum):
    """Why a delivery was taken back."""

    MISTAKE = "mistake"
    RETURNED = "returned"
    NOT_RECEIVED = "not_received"
    NOT_ELIGIBLE = "not_eligible"


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


def component_of(category: SupportCategory) -> Component:
    """The part of the package that pays for a category."""
    return Component.POST_ARRIVAL if category in ON_ARRIVAL else Component.POST_RETURN


def kind_of(category: SupportCategory, kind: SupplyKind | None) -> SupplyKind:
    """Cash instead of help on arrival is cash whatever was said; goods where nothing was."""
    return SupplyKind.CASH if category is SupportCategory.CASH_INSTEAD else kind or SupplyKind.GOODS
