"""Writing support: envelopes, plan lines, signatures, orders, deliveries, receipts, evidence files, exchange rates."""

from returns_app.support.service.approval import sign_plan, submit_plan, take_plan_back
from returns_app.support.service.bulk import begin_booking, cancel_upload, keep_upload, rows_of, upload_key
from returns_app.support.service.confirming import ask_about, confirm_delivery
from returns_app.support.service.deliverers import offer_lines
from returns_app.support.service.deliveries import (
    add_paper,
    log_delivery,
    prove_delivery,
    refusals_on_record,
    reverse_delivery,
)
from returns_app.support.service.envelopes import grant_envelopes, lock_accounts
from returns_app.support.service.evidence import store_file
from returns_app.support.service.findings import answer_finding, open_finding
from returns_app.support.service.listening import when_reversing
from returns_app.support.service.lowering import drop_members, end_support, reduce_support
from returns_app.support.service.orders import cancel_order, place_order
from returns_app.support.service.plan import add_plan_line, amend_line
from returns_app.support.service.rates import import_rates, record_rate
from returns_app.support.service.scans import scan_key

__all__ = [
    "add_paper", "add_plan_line", "amend_line", "answer_finding", "ask_about", "begin_booking", "cancel_order", "cancel_upload",
    "confirm_delivery", "drop_members",
    "end_support", "grant_envelopes", "import_rates", "keep_upload", "lock_accounts", "log_delivery",
    "offer_lines", "open_finding",
    "place_order", "prove_delivery", "record_rate", "reduce_support", "refusals_on_record", "reverse_delivery",
    "rows_of", "scan_key",
    "sign_plan", "store_file", "submit_plan", "take_plan_back", "upload_key", "when_reversing",
]  # fmt: skip
