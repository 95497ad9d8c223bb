"""Refusal reasons, the four-eyes rule and what an approval needs."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules import Stage
from returns_app.checks.rules import CheckAnswer
from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.decisions.rules.kinds import SHORTEST_REASON, Hindrance
from returns_app.programmes.rules import CriterionResult, CriterionVerdict


class RefusalReason(StrEnum):
    """Why support is refused; at least one, with a text."""

    NOT_TARGET_GROUP = "not_target_group"
    EXCLUDED_NATIONALITY = "excluded_nationality"
    DUBLIN = "dublin"
    SUFFICIENT_MEANS = "sufficient_means"
    PRIOR_SUPPORT = "prior_support_within_lookback"
    PRIOR_SUPPORT_ONCE = "prior_support_once_only"
    IDENTITY = "identity_not_established"
    INCOMPLETE = "application_incomplete"
    TOO_LATE = "applied_too_late"
    NO_PROGRAMME = "programme_not_available_country"
    SAFEGUARDS = "minor_safeguards_unmet"


@dataclass(frozen=True, slots=True)
class Approval:
    """An approver says yes, on the version of the case that was read."""

    request_key: UUID
    version: int | None
    motivation: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An approver says no: codes and a text in words the person can be told."""

    request_key: UUID
    version: int | None
    reasons: tuple[RefusalReason, ...]
    text: str


WRONG_STAGE = Hindrance("decisions.stage", N_("There is nothing to decide at this stage."))
OWN_WORK = Hindrance(
    "decisions.four_eyes", N_("You entered or changed facts in this case. A different colleague must approve.")
)
DECIDED_BEFORE = Hindrance(
    "decisions.decided_before",
    N_("You decided about this application before. Now that it was opened again, a different colleague decides."),
)
NOT_CHECKED = Hindrance(
    "decisions.not_checked",
    N_("The registry has not been asked about everybody in this case yet. Approval waits for its answer."),
)
NO_ANSWER = Hindrance(
    "decisions.registry_gone",
    N_("Registry not reachable: approval is not possible now. Counselling and booking can go on."),
)
WAITS_FOR_REVIEW = Hindrance(
    "decisions.waits_for_review",
    N_("The registry knows a claim that may concern the same person. Approval waits for review."),
)


def stage_hindrance(stage: Stage) -> Hindrance | None:
    """Only a submitted application is decided."""
    return None if stage is Stage.SUBMITTED else WRONG_STAGE


def four_eyes_hindrance(
    account_id: UUID | None, authors: Collection[UUID], counsellor_id: UUID, deciders: Collection[UUID] = ()
) -> Hindrance | None:
    """Nobody decides about facts of their own, nor anew about what they decided; there is no setting that turns this off."""
    if account_id is None or account_id == counsellor_id or account_id in authors:
        return OWN_WORK
    return DECIDED_BEFORE if account_id in deciders else None


def registry_hindrance(answers: Sequence[CheckAnswer], members: int) -> Hindrance | None:
    """An approval needs an answer about every member, and none that waits for review."""
    if CheckAnswer.NO_ANSWER in answers:
        return NO_ANSWER
    if {CheckAnswer.STRONG, CheckAnswer.POSSIBLE}.intersection(answers):
        return WAITS_FOR_REVIEW
    return NOT_CHECKED if len(answers) < members else None


def asks_reason(results: Sequence[CriterionResult]) -> tuple[CriterionResult, ...]:
    """The criteria that an approval has to give a reason for: not met, unknown, or met with a question mark."""
    return tuple(result for result in results if _asks(result))


def _asks(result: CriterionResult) -> bool:
    """What only sets the amount stands in nobody's way."""
    return result.needs_reason or (result.verdict is not CriterionVerdict.MET and not result.affects_amount)


def check_motivation(results: Sequence[CriterionResult], motivation: str) -> None:
    """A criterion that asks for a reason gets one in words."""
    if asks_reason(results) and len(motivation.strip()) < SHORTEST_REASON:
        raise RuleBroken(
            "decisions.motivation",
            N_("A criterion asks for your reason. Write at least %(least)s characters."),
            field="motivation",
            least=SHORTEST_REASON,
        )


def check_refusal(refusal: Refusal) -> None:
    """At least one code and a text that says something."""
    if not refusal.reasons:
        raise Malformed("decisions.no_reason", N_("Choose at least one reason."), field="reasons")
    if len(refusal.text.strip()) < SHORTEST_REASON:
        raise Malformed(
            "decisions.short_reason",
            N_("Explain the refusal in at least %(least)s characters."),
            field="explanation",
            least=SHORTEST_REASON,
        )
