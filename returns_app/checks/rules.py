"""The six answers of a registry check, what each allows, and what is kept of an answer."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from returns_app.blind.addresses import ADDRESS_BYTES
from returns_app.linkage.details import PersonalDetails
from returns_app.linkage.kinds import Field, KeyKind
from returns_app.linkage.match_keys import MatchKey, fields_compared, fields_missing, keys_to_ask, keys_to_store
from returns_app.linkage.scoring import Band, Component
from returns_app.registry.rules import Answer, Episode, Held, Hit
from returns_app.registry.statuses import FORGOTTEN, OVER, WAITING, ClaimStatus


class CheckAnswer(StrEnum):
    """What a counsellor is told."""

    NO_CLAIM = "no_claim"
    POSSIBLE = "possible"
    STRONG = "strong"
    EARLIER = "earlier"
    REVIEWED = "reviewed"
    REDUCED = "reduced"
    NO_ANSWER = "no_answer"


class CheckReason(StrEnum):
    """Why a check was made; a check always has a case and one of these."""

    INTAKE = "intake"
    CORRECTION = "correction"
    APPROVAL = "approval"
    IMPORT = "import"
    NIGHTLY = "nightly"
    RETRY = "retry"
    ASKED_AGAIN = "asked_again"
    REVIEW = "review"


class SettledAs(StrEnum):
    """What people found out about a claim that may concern the same person; it holds for some time."""

    OTHER_PERSON = "other_person"
    OTHER_RETURN = "other_return"
    ALLOWED = "allowed"


Settled = Mapping[str, SettledAs]


class Pattern(StrEnum):
    """What looks like fishing for people."""

    MANY_DATES = "many_dates_for_one_name"
    OUT_OF_HOURS = "out_of_hours"
    TOO_MANY = "many_checks_without_case"


OFFICE_HOURS = range(6, 21)
_SUNDAY = 6


def is_out_of_hours(local: datetime) -> bool:
    """At night and on Sundays no counsellor has somebody in front of them."""
    return local.hour not in OFFICE_HOURS or local.weekday() == _SUNDAY


BLOCKING = frozenset({CheckAnswer.POSSIBLE, CheckAnswer.STRONG, CheckAnswer.NO_ANSWER})
LEADS = frozenset({CheckAnswer.POSSIBLE, CheckAnswer.STRONG})

_WORST_FIRST = (
    CheckAnswer.STRONG, CheckAnswer.POSSIBLE, CheckAnswer.NO_ANSWER, CheckAnswer.EARLIER, CheckAnswer.REVIEWED,
    CheckAnswer.REDUCED, CheckAnswer.NO_CLAIM,
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


class Difference(StrEnum):
    """How the registry's word about an own claim differs from our own list."""

    LOST = "lost"
    ENDED = "ended"
    LACKING = "lacking"
    ELSEWHERE = "elsewhere"
    KEPT = "kept"
    LAPSED = "lapsed"
    FURTHER = "further"


HARMLESS = frozenset({Difference.LAPSED, Difference.FURTHER})
"""What the next night puts right, and rows that stand for nothing and came with a newer release."""


def difference(status: ClaimStatus, listed: int, held: Held) -> Difference | None:
    """The worst difference between a claim as we know it, with so many addresses, and what is held of it."""
    if status in FORGOTTEN:
        is_left = held.status not in {None, *FORGOTTEN} or held.lacking < listed or held.further or held.elsewhere
        return Difference.KEPT if is_left else None
    if held.status is None:
        return Difference.LOST
    if held.status in FORGOTTEN:
        is_due = held.status is ClaimStatus.EXPIRED and status in WAITING | OVER
        return Difference.LAPSED if is_due else Difference.ENDED
    if held.elsewhere or held.lacking:
        return Difference.ELSEWHERE if held.elsewhere else Difference.LACKING
    return Difference.FURTHER if held.further else None


def split_addresses(joined: bytes) -> Iterator[bytes]:
    """The addresses of a list that is kept as one string of bytes."""
    return (joined[start : start + ADDRESS_BYTES] for start in range(0, len(joined), ADDRESS_BYTES))


def compare(details: PersonalDetails) -> Comparison:
    """The comparison that somebody's details allow."""
    asked = keys_to_ask(details)
    return Comparison(
        asked, keys_to_store(details), _compared(details, asked), fields_missing(details), _spellings(details)
    )


def judge(answer: Answer, missing: Iterable[str], settled: Settled) -> CheckAnswer:
    """One of the answers: what was found first, then how much was compared."""
    hits = standing(answer, settled)
    bands = {hit.score.band for hit in hits if hit.episode is Episode.SAME and hit.claim not in settled}
    if Band.STRONG in bands:
        return CheckAnswer.STRONG
    if Band.POSSIBLE in bands:
        return CheckAnswer.POSSIBLE
    if any(hit.claim not in settled for hit in hits):
        return CheckAnswer.EARLIER
    if hits:
        return CheckAnswer.REVIEWED
    return CheckAnswer.REDUCED if tuple(missing) else CheckAnswer.NO_CLAIM


def standing(answer: Answer, settled: Settled) -> list[Hit]:
    """The hits that nobody has found to be another person."""
    return [hit for hit in answer.hits if settled.get(hit.claim) is not SettledAs.OTHER_PERSON]


def worst(answers: Iterable[CheckAnswer]) -> CheckAnswer:
    """The answer that asks most of a person; where nothing was asked there is no answer."""
    given = set(answers)
    return next((answer for answer in _WORST_FIRST if answer in given), CheckAnswer.NO_ANSWER)


def kept(hit: Hit, settled: Settled) -> dict[str, Any]:
    """What is kept of a hit: field names, verdicts, state, month, kinds, status; never a value."""
    known = settled.get(hit.claim)
    return {
        "claim": hit.claim, "state": hit.member_state, "month": hit.month, "status": hit.status.value,
        "kinds": [kind.value for kind in hit.support_kinds], "episode": hit.episode.value,
        "completed_month": hit.completed_month, "band": hit.score.band.value, "weight": hit.score.weight,
        "settled": known.value if known else None,
        "components": [_kept_component(component) for component in hit.score.components],
    }  # fmt: skip


def is_lead(hit: Mapping[str, Any]) -> bool:
    """True for a kept hit about the same return that nobody has settled yet."""
    return bool(hit["episode"] == Episode.SAME.value and not hit.get("settled"))


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
