"""The six answers of a registry check, what each allows, and what is kept of an answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.match_keys import MatchKey, fields_compared, fields_missing, keys_to_ask, keys_to_store
from returns_app.linkage.scoring import Band, Component
from returns_app.registry.rules import Answer, Episode, Hit


class CheckAnswer(StrEnum):
    """What a counsellor is told."""

    NO_CLAIM = "no_claim"
    POSSIBLE = "possible"
    STRONG = "strong"
    EARLIER = "earlier"
    REDUCED = "reduced"
    NO_ANSWER = "no_answer"


class CheckReason(StrEnum):
    """Why a check was made; a check always has a case and one of these."""

    INTAKE = "intake"
    CORRECTION = "correction"
    APPROVAL = "approval"
    RETRY = "retry"
    ASKED_AGAIN = "asked_again"


BLOCKING = frozenset({CheckAnswer.POSSIBLE, CheckAnswer.STRONG, CheckAnswer.NO_ANSWER})
LEADS = frozenset({CheckAnswer.POSSIBLE, CheckAnswer.STRONG})

_WORST_FIRST = (
    CheckAnswer.STRONG, CheckAnswer.POSSIBLE, CheckAnswer.NO_ANSWER, CheckAnswer.EARLIER, CheckAnswer.REDUCED,
    CheckAnswer.NO_CLAIM,
)  # fmt: skip
_DOCUMENTS = (KeyKind.PASSPORT, KeyKind.NATIONAL_ID, KeyKind.OTHER_DOCUMENT)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a check of one person compares: keys to send blinded, and what to say of them on the page."""

    asked: tuple[MatchKey, ...]
    stored: tuple[MatchKey, ...]
    compared: tuple[str, ...]
    missing: tuple[str, ...]
    spellings: int


def compare(details: PersonalDetails) -> Comparison:
    """The comparison that somebody's details allow."""
    asked = keys_to_ask(details)
    return Comparison(
        asked, keys_to_store(details), _compared(details, asked), fields_missing(details), _spellings(details)
    )


def judge(answer: Answer, missing: Iterable[str]) -> CheckAnswer:
    """One of the six answers: what was found first, then how much was compared."""
    bands = {hit.score.band for hit in answer.hits if hit.episode is Episode.SAME}
    if Band.STRONG in bands:
        return CheckAnswer.STRONG
    if Band.POSSIBLE in bands:
        return CheckAnswer.POSSIBLE
    if answer.hits:
        return CheckAnswer.EARLIER
    return CheckAnswer.REDUCED if tuple(missing) else CheckAnswer.NO_CLAIM


def worst(answers: Iterable[CheckAnswer]) -> CheckAnswer:
    """The answer that asks most of a person; where nothing was asked there is no answer."""
    given = set(answers)
    return next((answer for answer in _WORST_FIRST if answer in given), CheckAnswer.NO_ANSWER)


def kept(hit: Hit) -> dict[str, Any]:
    """What is kept of a hit: field names, verdicts, state, month, kinds, status; never a value."""
    return {
        "claim": hit.claim, "state": hit.member_state, "month": hit.month, "status": hit.status.value,
        "kinds": [kind.value for kind in hit.support_kinds], "episode": hit.episode.value,
        "completed_month": hit.completed_month, "band": hit.score.band.value, "weight": hit.score.weight,
        "components": [_kept_component(component) for component in hit.score.components],
    }  # fmt: skip


def _kept_component(component: Component) -> dict[str, Any]:
    return {
        "field": component.field.value, "verdict": component.verdict.value, "note": component.note.value,
        "weight": component.weight,
    }  # fmt: skip


def _compared(details: PersonalDetails, asked: tuple[MatchKey, ...]) -> tuple[str, ...]:
    """The fields that took part; documents by their kind."""
    kinds = {key.kind for key in asked}
    documents = tuple(kind.value for kind in _DOCUMENTS if kind in kinds)
    parts = ((documents if field is Field.DOCUMENT else (field.value,)) for field in fields_compared(details))
    return tuple(name for part in parts for name in part)


def _spellings(details: PersonalDetails) -> int:
    return len({(name.given, name.family) for name in details.names})
