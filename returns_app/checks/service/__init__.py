"""The national side of the registry: ask, keep the answer, reserve, tell, release."""

from returns_app.checks.service.asking import ask_again, check_case
from returns_app.checks.service.comparing import compare_own
from returns_app.checks.service.forgetting import promise_forgetting
from returns_app.checks.service.listening import when_answered
from returns_app.checks.service.reserving import release_orphan, release_reservation, reserve_case, store_claims
from returns_app.checks.service.retokening import night, retoken_case, retoken_outdated
from returns_app.checks.service.settling import check_after_review, settle_claim, unsettle_claim
from returns_app.checks.service.telling import lapse, report_status, tell_promised, tell_status, tell_status_of

__all__ = [
    "ask_again",
    "check_after_review",
    "check_case",
    "compare_own",
    "lapse",
    "night",
    "promise_forgetting",
    "release_orphan",
    "release_reservation",
    "report_status",
    "reserve_case",
    "retoken_case",
    "retoken_outdated",
    "settle_claim",
    "store_claims",
    "tell_promised",
    "tell_status",
    "tell_status_of",
    "unsettle_claim",
    "when_answered",
]
