"""Writing reviews: opening a pair, judging it, asking the other state, hearing the person, deciding what follows."""

from returns_app.review.service.carrying import carry, collect, confirm, post_promised, publish_keys
from returns_app.review.service.disclosing import (
    ask_field,
    decline_field,
    forget_value,
    grant_field,
    look_at_field,
    send_message,
)
from returns_app.review.service.hearing import record_answer
from returns_app.review.service.judging import give_verdict, refuse_verdict, stand_aside
from returns_app.review.service.linking import unlink
from returns_app.review.service.listening import Ruled, when_ruled
from returns_app.review.service.noticing import record_delivery, record_notice_answer, rule_on
from returns_app.review.service.opening import hear_checks, open_pair, reopen

__all__ = [
    "Ruled",
    "ask_field",
    "carry",
    "collect",
    "confirm",
    "decline_field",
    "forget_value",
    "give_verdict",
    "grant_field",
    "hear_checks",
    "look_at_field",
    "open_pair",
    "post_promised",
    "publish_keys",
    "record_answer",
    "record_delivery",
    "record_notice_answer",
    "refuse_verdict",
    "reopen",
    "rule_on",
    "send_message",
    "stand_aside",
    "unlink",
    "when_ruled",
]
