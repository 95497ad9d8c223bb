"""Writing claims to repayment: proposed, heard, decided, collected, eased."""

from returns_app.recovery.service.answering import keep_what_is_claimed, propose_after_review
from returns_app.recovery.service.claiming import (
    decide_claim,
    decline_claim,
    propose_claim,
    record_answer,
    record_hearing,
    take_claim_back,
)
from returns_app.recovery.service.collecting import (
    agree_instalments,
    book_payment,
    letter_served,
    reverse_payment,
)
from returns_app.recovery.service.easing import decide_step, decline_step, propose_step

__all__ = [
    "agree_instalments", "book_payment", "decide_claim", "decide_step", "decline_claim", "decline_step",
    "keep_what_is_claimed", "letter_served", "propose_after_review", "propose_claim", "propose_step",
    "record_answer", "record_hearing", "reverse_payment", "take_claim_back",
]  # fmt: skip
