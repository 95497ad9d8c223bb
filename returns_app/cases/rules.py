"""Stages of a return case, who may move it, and the commands that open and change it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from returns_app.accounts.rules import TransferBasis
from returns_app.core.countries import MEMBER_STATES, third_countries
from returns_app.core.errors import Conflict, RuleBroken
from returns_app.core.partial_date import DatePrecision
from returns_app.core.text import N_, Text
from returns_app.people.rules import PersonEntry


class Stage(StrEnum):
    """Where a case stands; the order below is the ladder on the page."""

    INTAKE = "intake"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    SUPPORTING = "supporting"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


LADDER = (
    Stage.INTAKE, Stage.SUBMITTED, Stage.APPROVED, Stage.DEPARTED, Stage.ARRIVED, Stage.SUPPORTING, Stage.CLOSED,
)  # fmt: skip
BEFORE_DEPARTURE = frozenset({Stage.INTAKE, Stage.SUBMITTED, Stage.APPROVED})
WITH_SUPPORT = frozenset({Stage.ARRIVED, Stage.SUPPORTING})
ENDED = frozenset({Stage.CLOSED, Stage.REFUSED, Stage.WITHDRAWN})

MOVES: dict[Stage, frozenset[Stage]] = {
    Stage.INTAKE: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN}),
    Stage.SUBMITTED: frozenset({Stage.INTAKE, Stage.APPROVED, Stage.REFUSED, Stage.WITHDRAWN}),
    Stage.APPROVED: frozenset({Stage.DEPARTED, Stage.WITHDRAWN}),
    Stage.DEPARTED: frozenset({Stage.ARRIVED, Stage.CLOSED}),
    Stage.ARRIVED: frozenset({Stage.SUPPORTING, Stage.CLOSED}),
    Stage.SUPPORTING: frozenset({Stage.CLOSED}),
    Stage.CLOSED: frozenset(),
    Stage.REFUSED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
}


class MemberRole(StrEnum):
    """What somebody is in the travelling family."""

    PRINCIPAL = "principal"
    SPOUSE = "spouse_partner"
    CHILD = "child"
    OTHER = "other_dependant"


class ReturnType(StrEnum):
    """Eurostat's kinds of return, as this programme records them."""

    VOLUNTARY_ASSISTED = "VOL_ASSISTED"
    VOLUNTARY_UNASSISTED = "VOL_UNASSISTED"
    ENFORCED = "ENFORCED"


class AccessKind(StrEnum):
    """Why an organisation sees a case."""

    OWNER = "owner"
    PARTNER = "partner"


class EventKind(StrEnum):
    """Dated events of a case: the timeline shows them and the figures count them."""

    OPENED = "opened"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    CHECKED = "checked"
    APPROVED = "approved"
    REFUSED = "refused"
    SHARED = "shared"
    DEPARTED = "departed"
    ARRIVED = "arrived"
    PLANNED = "planned"
    DELIVERED = "delivered"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class MemberEntry:
    """One member of the family and what they are in it."""

    person: PersonEntry
    role: MemberRole


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """Which information notice was given, in which language, when."""

    version: str
    language: str
    given_on: date


@dataclass(frozen=True, slots=True)
class CaseOpening:
    """What a counsellor says when opening a case."""

    members: tuple[MemberEntry, ...]
    return_country: str
    programme_code: str
    notice: NoticeEntry
    return_type: ReturnType = ReturnType.VOLUNTARY_ASSISTED
    request_key: UUID | None = None
    search_skipped: str = ""  # why nobody looked for the person first; empty when somebody did


# What happened when a case came to a stage; the first delivery tells of SUPPORTING by itself.
EVENT_OF: dict[Stage, EventKind] = {
    Stage.INTAKE: EventKind.CHANGED,
    Stage.SUBMITTED: EventKind.SUBMITTED,
    Stage.APPROVED: EventKind.APPROVED,
    Stage.REFUSED: EventKind.REFUSED,
    Stage.DEPARTED: EventKind.DEPARTED,
    Stage.ARRIVED: EventKind.ARRIVED,
    Stage.WITHDRAWN: EventKind.WITHDRAWN,
    Stage.CLOSED: EventKind.CLOSED,
}
CHECK_CASE = "checks.check_case"  # the job that asks the registry about everybody in a case


def check_move(stage: Stage, to: Stage) -> None:
    """Refuse a step that the table above does not have."""
    if to not in MOVES[stage]:
        raise RuleBroken(
            "cases.stage",
            N_("This case is no longer at the stage where that is possible. Reload the page to see where it stands."),
        )


def check_version(stored: int, sent: int | None) -> None:
    """Refuse what was written on an older version than the stored one."""
    if sent != stored:
        raise Conflict("cases.stale", N_("Somebody else changed this in the meantime. Nothing was overwritten."))


def check_key(case_id: UUID, changes: int) -> str:
    """The key of the check that follows the opening (no changes yet) or a correction."""
    return f"check|{case_id}|{changes}"


def reference_of(member_state: str, year: int, number: int) -> str:
    """What people call a case: NL-2026-000123."""
    return f"{member_state}-{year}-{number:06d}"


def check_opening(opening: CaseOpening, today: date) -> None:
    """Refuse a case without a person it stands for, to nowhere, or without a notice that was given."""
    principals = [member for member in opening.members if member.role is MemberRole.PRINCIPAL]
    if len(principals) != 1:
        raise RuleBroken("cases.principal", N_("Name exactly one person as the main applicant."), field="members")
    if opening.return_country not in third_countries():
        sentence = N_("Choose the country of return; it lies outside the member states.")
        raise RuleBroken("cases.return_country", sentence, field="return_country")
    if opening.notice.given_on > today:
        sentence = N_("The notice can't be given in the future. Enter the day on which it was given.")
        raise RuleBroken("cases.notice_date", sentence, field="notice_given_on")


@dataclass(frozen=True, slots=True)
class Missing:
    """A fact that a decision needs: of which member (counted from 0), and the sentence that asks for it."""

    member: int
    code: str
    sentence: Text


def missing_facts(members: Sequence[PersonEntry]) -> tuple[Missing, ...]:
    """What has to be filled in before the application can go to the approver."""
    return tuple(Missing(place, *gap) for place, entry in enumerate(members) for gap in _gaps(entry))


def check_submission(members: Sequence[PersonEntry]) -> None:
    """Refuse an application in which something is missing; the sentence says the first thing."""
    for gap in missing_facts(members):
        raise RuleBroken(f"cases.missing_{gap.code}", gap.sentence)


def check_transfer(basis: TransferBasis, country: str) -> None:
    """Refuse to send personal data out of the Union without a ground of GDPR chapter V."""
    outside = country not in MEMBER_STATES
    if basis is TransferBasis.NONE or (outside and basis is TransferBasis.NOT_NEEDED):
        sentence = N_(
            "Nothing was shared: there is no legal basis yet for sending personal data to this organisation. "
            "Ask your data protection officer to record one."
        )
        raise RuleBroken("cases.no_transfer_basis", sentence, field="organisation_id")


def changes_between(before: PersonEntry, after: PersonEntry, facts: Iterable[str]) -> list[dict[str, Any]]:
    """Old and new of each changed fact, for the history that is kept under the case's key."""
    old, new = _facts(before), _facts(after)
    return [{"fact": fact, "old": old.get(fact, []), "new": new.get(fact, [])} for fact in facts]


def _gaps(entry: PersonEntry) -> Iterator[tuple[str, Text]]:
    if not any(name.given or name.family for name in entry.names):
        yield "name", N_("A name is missing.")
    if not entry.nationalities:
        yield "nationality", N_("A nationality is missing. Enter the claimed one if none is documented.")
    if not entry.born.is_known and entry.born.precision is not DatePrecision.UNKNOWN:
        yield "born", N_("The birth date is missing. Choose unknown if nobody knows it.")


def _facts(entry: PersonEntry) -> dict[str, list[str]]:
    places = (entry.place_of_birth, entry.country_of_birth)
    return {
        "names": [f"{name.given} {name.family}".strip() for name in entry.names],
        "born": [entry.born.isoformat() or "?", entry.born.precision.value],
        "sex": [entry.sex.value],
        "nationalities": [f"{one.country} {one.status.value}" for one in entry.nationalities],
        "place": [place for place in places if place],
        "identifiers": [f"{one.issuer} {one.kind.value} {one.number}".strip() for one in entry.identifiers],
        "contacts": [one.value for one in entry.contacts],
        "protection": [entry.protection.value],
    }
