"""Decisions that change what was granted: proposed by one person, decided by another, with reasons from a list."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules import ENDED, WITH_SUPPORT, PauseKind, PauseReason, Stage
from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.decisions.rules.kinds import SHORTEST_REASON, DecisionKind, Hindrance
from returns_app.support.rules import WITH_PLAN, Component


class ChangeReason(StrEnum):
    """Why what was granted changes; letters say each of them in every language."""

    FACTS_CHANGED = "facts_changed"
    INCORRECT_FACTS = "incorrect_facts"
    DOUBLE_SUPPORT = "double_support"
    FEWER_RETURN = "fewer_return"
    NOT_DEPARTED = "not_departed"
    CAME_BACK = "came_back"
    NO_CONTACT = "no_contact"
    UNDER_REVIEW = "under_review"
    SECURITY = "security_situation"
    ILLNESS = "illness"
    LATE_SUPPLY = "late_supply"
    TRAINING_RUNS = "training_runs"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    DECIDED = "decided"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"


_K, _R = DecisionKind, ChangeReason
REASONS_OF: Mapping[DecisionKind, tuple[ChangeReason, ...]] = {
    _K.REDUCE: (_R.FACTS_CHANGED, _R.FEWER_RETURN, _R.DOUBLE_SUPPORT, _R.INCORRECT_FACTS),
    _K.REVOKE: (_R.NOT_DEPARTED, _R.NO_CONTACT, _R.CAME_BACK, _R.DOUBLE_SUPPORT, _R.INCORRECT_FACTS, _R.FACTS_CHANGED),
    _K.SUSPEND: (_R.UNDER_REVIEW, _R.INCORRECT_FACTS, _R.SECURITY, _R.FACTS_CHANGED),
    _K.EXTEND: (_R.ILLNESS, _R.LATE_SUPPLY, _R.TRAINING_RUNS, _R.SECURITY),
}
CHANGES = tuple(REASONS_OF)
# Why a case stands still, in the words of its standstills.
PAUSES: Mapping[ChangeReason, PauseReason] = {
    _R.UNDER_REVIEW: PauseReason.DUPLICATE, _R.INCORRECT_FACTS: PauseReason.FRAUD, _R.SECURITY: PauseReason.SECURITY,
    _R.FACTS_CHANGED: PauseReason.EXTERNAL,
}  # fmt: skip
_STAGES: Mapping[DecisionKind, frozenset[Stage]] = {
    _K.REDUCE: WITH_PLAN, _K.REVOKE: WITH_PLAN, _K.SUSPEND: frozenset(Stage) - ENDED, _K.EXTEND: WITH_SUPPORT,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ChangeEntry:
    """What somebody proposes: reasons by code, words the person can be told, amounts or a day."""

    kind: DecisionKind
    request_key: UUID
    reasons: tuple[ChangeReason, ...]
    text: str
    cuts: Mapping[Component, Decimal] | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case says whether a change is possible."""

    stage: Stage
    paused: PauseKind
    is_ended: bool  # its support was revoked


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody says to a proposal, on the version that was read; declined with words."""

    request_key: UUID
    version: int | None
    text: str = ""


NOTHING_TO_CHANGE = Hindrance(
    "decisions.nothing_to_change", N_("At this stage of the case there is nothing that this decision could change.")
)
ALREADY_REVOKED = Hindrance("decisions.already_revoked", N_("The support of this case was revoked already."))
STANDS_STILL = Hindrance("decisions.stands_still", N_("This case stands still already. Let it go on first."))
OWN_PROPOSAL = Hindrance("decisions.own_proposal", N_("You proposed this. A different colleague must decide."))
OWN_FACTS = Hindrance(
    "decisions.four_eyes_change", N_("You entered or changed facts in this case. A different colleague must decide.")
)


def change_hindrance(kind: DecisionKind, standing: Standing) -> Hindrance | None:
    """Why this change is not possible now."""
    if standing.stage not in _STAGES[kind]:
        return NOTHING_TO_CHANGE
    if standing.is_ended and kind is not DecisionKind.SUSPEND:
        return ALREADY_REVOKED
    return STANDS_STILL if kind is DecisionKind.SUSPEND and standing.paused is not PauseKind.NONE else None


def second_hindrance(
    account_id: UUID | None, *, proposer: UUID, authors: Collection[UUID], counsellor: UUID
) -> Hindrance | None:
    """Whoever proposed it or wrote facts of the case does not decide it; there is no setting that turns this off."""
    if account_id is None or account_id == proposer:
        return OWN_PROPOSAL
    return OWN_FACTS if account_id == counsellor or account_id in authors else None


def check_change(entry: ChangeEntry, today: date) -> None:
    """Reasons that fit, words that say something, a day that lies ahead where one is needed."""
    if not entry.reasons or not set(entry.reasons) <= set(REASONS_OF[entry.kind]):
        raise Malformed("decisions.no_reason", N_("Choose at least one reason."), field="reasons")
    check_words(entry.text)
    if entry.kind in {DecisionKind.SUSPEND, DecisionKind.EXTEND} and (entry.until is None or entry.until <= today):
        raise Malformed("decisions.until", N_("Enter a day that lies ahead."), field="until")


def check_words(text: str) -> None:
    """Words that say something."""
    if len(text.strip()) < SHORTEST_REASON:
        sentence = N_("Explain it in at least %(least)s characters.")
        raise Malformed("decisions.short_explanation", sentence, field="explanation", least=SHORTEST_REASON)
