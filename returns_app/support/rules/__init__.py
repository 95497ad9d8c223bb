"""What may be planned, delivered and filed: codes, sums to the cent, evidence that can be taken."""

from returns_app.support.rules.codes import Component, Proof, SupportCategory, VarianceReason, component_of
from returns_app.support.rules.entries import DeliveryEntry, PlanLineEntry, RateEntry, ReceiptEntry, Upload
from returns_app.support.rules.envelopes import ComponentMoney, Envelope, LineMoney, MoneyOfCase
from returns_app.support.rules.evidence import CheckedFile, check_evidence
from returns_app.support.rules.refusals import (
    WITH_PLAN,
    check_category,
    check_day,
    check_delivery_stage,
    check_plan_stage,
    check_rate,
    check_variance,
    key_used,
    no_rate,
)

__all__ = [
    "WITH_PLAN",
    "CheckedFile", "Component", "ComponentMoney", "DeliveryEntry", "Envelope", "LineMoney", "MoneyOfCase",
    "PlanLineEntry", "Proof", "RateEntry", "ReceiptEntry", "SupportCategory", "Upload", "VarianceReason",
    "check_category", "check_day", "check_delivery_stage", "check_evidence", "check_plan_stage", "check_rate",
    "check_variance", "component_of", "key_used", "no_rate",
]  # fmt: skip
