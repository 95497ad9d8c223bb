"""Writing support: envelopes, plan lines, deliveries, receipts, evidence files, exchange rates."""

from returns_app.support.service.deliveries import log_delivery, prove_delivery, refusals_on_record
from returns_app.support.service.envelopes import grant_envelopes
from returns_app.support.service.evidence import store_file
from returns_app.support.service.plan import add_plan_line
from returns_app.support.service.rates import record_rate

__all__ = [
    "add_plan_line", "grant_envelopes", "log_delivery", "prove_delivery", "record_rate", "refusals_on_record",
    "store_file",
]  # fmt: skip
