"""Due process: nothing adverse before the person was told and had two weeks, or answered; a human decides."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.review.rules.judging import SHORTEST_REASON

NOTICE_DAYS = 14


class Handed(StrEnum):
    """How a notice reached the person."""

    IN_PERSON = "in_person"
    POST = "post"
    LAWYER = "lawyer"


class Consequence(StrEnum):
    """What follows for the person."""

    NONE = "none"
    REDUCE = "reduce"
    SUSPEND = "suspend"
    RECOVER = "recover"
    FRAUD = "fraud_referral"


GOES_ON = frozenset({Consequence.NONE, Consequence.REDUCE, Consequence.RECOVER})
WITH_AMOUNT = frozenset({Consequence.REDUCE, Consequence.RECOVER})


@dataclass(frozen=True, slots=True)
class Delivery:
    """The notice was handed over."""

    on: date
    handed: Handed


@dataclass(frozen=True, slots=True)
class Ruling:
    """An approver decides what follows, on the version of the notice that was read."""

    request_key: UUID
    version: int | None
    consequence: Consequence
    amount: Decimal | None
    ground: str


def notice_due(told: date) -> date:
    """The last day for an answer."""
    return told + timedelta(days=NOTICE_DAYS)


def check_heard(*, today: date, due: date, delivered: date | None, answered: date | None) -> None:
    """Nothing is decided against a person who was not told, or still has time to answer."""
    if answered is not None:
        return
    if today <= due:
        sentence = N_("The notice period runs until %(day)s. Decide after it, or after the person has answered.")
        raise RuleBroken("review.notice_runs", sentence, day=due)
    if delivered is None:
        sentence = N_("Record first how and when the person was told. Then the notice period begins.")
        raise RuleBroken("review.not_told", sentence)


def check_ruling(ruling: Ruling) -> None:
    """Words why, and an amount where there is one."""
    if len(ruling.ground.strip()) < SHORTEST_REASON:
        sentence = N_("Write at least %(least)s characters: why do you say so?")
        raise Malformed("review.short_reason", sentence, field="ground", least=SHORTEST_REASON)
    if ruling.consequence in WITH_AMOUNT and not ruling.amount:
        raise Malformed(
            "review.amount", N_("Enter the amount by which support is reduced or that is to be repaid."), field="amount"
        )
    if ruling.consequence not in WITH_AMOUNT and ruling.amount:
        raise Malformed("review.no_amount", N_("An amount belongs to a reduction or a repayment only."), field="amount")
