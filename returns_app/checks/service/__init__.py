"""The national side of the registry: ask, keep the answer, reserve, tell, release."""

from returns_app.checks.service.asking import ask_again, check_case
from returns_app.checks.service.reserving import release_orphan, release_reservation, reserve_case, store_claims
from returns_app.checks.service.telling import lapse, tell_promised, tell_status

__all__ = [
    "ask_again",
    "check_case",
    "lapse",
    "release_orphan",
    "release_reservation",
    "reserve_case",
    "store_claims",
    "tell_promised",
    "tell_status",
]
