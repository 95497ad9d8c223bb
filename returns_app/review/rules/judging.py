"""Two opinions make a verdict or a disagreement; who may give one; how long things last."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from returns_app.core.errors import Conflict, Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.review.rules.codes import AlertClass, MissingFact, PairVerdict, ReviewState, Seat

SHORTEST_REASON = 20
REVIEW_DAYS = 14
REMEMBERED_MONTHS = 24
REVIEWERS = 2


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reviewer says, and the round and the facts that were on the page."""

    request_key: UUID
    round: int | None
    facts: int | None
    verdict: PairVerdict
    reason: str
    missing: tuple[MissingFact, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A pair that somebody or something found: whatever channel it came on, this is what a review begins with."""

    case_id: UUID
    person_id: UUID
    claim: str
    alert: AlertClass
    band: str
    weight: float
    components: Sequence[Mapping[str, Any]]
    state: str | None = None
    month: str = ""
    kinds: Sequence[str] = ()
    status: str = ""
    model_version: str = ""


def check_opinion(opinion: Opinion) -> None:
    """A reason in words, and what is missing when nobody can tell."""
    if len(opinion.reason.strip()) < SHORTEST_REASON:
        sentence = N_("Write at least %(least)s characters: why do you say so?")
        raise Malformed("review.short_reason", sentence, field="reason", least=SHORTEST_REASON)
    if opinion.verdict is PairVerdict.CANNOT_TELL and not opinion.missing:
        raise Malformed("review.what_is_missing", N_("Choose what is missing to tell."), field="missing")


def check_current(opinion: Opinion, number: int, facts: int) -> None:
    """Refuse an opinion on a pair that is no longer the one that was read."""
    if (opinion.round, opinion.facts) != (number, facts):
        sentence = N_("Facts of this pair changed while you read. Read the pair again before you decide.")
        raise Conflict("review.pair_changed", sentence)


def after_opinions(opinions: Sequence[PairVerdict]) -> tuple[ReviewState, PairVerdict | None]:
    """Where a review stands after the opinions of the reviewers of one round."""
    if len(opinions) < REVIEWERS:
        return ReviewState.OPEN, None
    if len(set(opinions)) > 1:
        return ReviewState.ADJUDICATION, None
    return after_verdict(opinions[0])


def after_verdict(verdict: PairVerdict) -> tuple[ReviewState, PairVerdict | None]:
    """Where a verdict leads: to the end, to the person concerned, or to waiting for what is missing."""
    if verdict is PairVerdict.CANNOT_TELL:
        return ReviewState.WAITING, None
    return (ReviewState.NOTICE if verdict is PairVerdict.SAME_RETURN else ReviewState.CLOSED), verdict


def seat_of(state: ReviewState, given: int) -> Seat:
    """Which seat the next opinion takes."""
    if state is not ReviewState.OPEN:
        return Seat.ADJUDICATOR
    return Seat.SECOND if given else Seat.FIRST


def check_seat(state: ReviewState, *, may_judge: bool, may_adjudicate: bool) -> None:
    """Reviewers judge open pairs; where they disagree or can't tell, an adjudicator does."""
    if state is ReviewState.OPEN and may_judge:
        return
    if state in {ReviewState.ADJUDICATION, ReviewState.WAITING} and may_adjudicate:
        return
    if state is ReviewState.OPEN:
        raise RuleBroken("review.not_yet", N_("Two reviewers look at this pair first."))
    if state in {ReviewState.ADJUDICATION, ReviewState.WAITING}:
        raise RuleBroken("review.with_adjudicator", N_("This pair is with the adjudicator now."))
    raise RuleBroken("review.judged", N_("This pair has its verdict. Open the next one."))


def check_independent(account_id: UUID | None, *, touched: Collection[UUID], earlier: Collection[UUID]) -> None:
    """Nobody judges a pair twice in one round, and nobody whose own work it is about."""
    if account_id is None or account_id in touched:
        sentence = N_("You worked on this file. The pair is given to another reviewer.")
        raise RuleBroken("review.touched", sentence)
    if account_id in earlier:
        raise RuleBroken("review.already_said", N_("You gave your verdict on this pair. Another reviewer looks now."))


def remembered_until(today: date) -> date:
    """Twenty-four months on: the last day on which a settled pair is not asked again."""
    year, month = today.year + REMEMBERED_MONTHS // 12, today.month
    last = 29 if month == 2 and year % 4 == 0 else 28  # noqa: PLR2004  (no finding waits until 2100)
    return date(year, month, min(today.day, last)) if month == 2 else date(year, month, today.day)  # noqa: PLR2004


def due_on(opened: date) -> date:
    """When a review should have its verdict."""
    return opened + timedelta(days=REVIEW_DAYS)


def classify(hit: Mapping[str, Any], state: str, *, is_dependant: bool) -> AlertClass:
    """The kind of double support that a hit of the registry would be."""
    verdicts = {component["field"]: component["verdict"] for component in hit["components"]}
    if hit["episode"] == "earlier":
        return AlertClass.D3
    if verdicts.get("name") == "differs" and "agrees" in verdicts.values():
        return AlertClass.D5
    if is_dependant:
        return AlertClass.D6
    return AlertClass.D2 if hit["state"] == state else AlertClass.D1
