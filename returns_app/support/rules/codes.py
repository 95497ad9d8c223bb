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
