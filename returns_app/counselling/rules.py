"""Codes of counselling, and what a case still lacks before it can go on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.core.errors import Malformed, RuleBroken
from returns_app.core.text import N_
from returns_app.programmes.rules import ADULT_AGE


class Channel(StrEnum):
    """Where a session took place."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    OUTREACH = "outreach"


class Interpreter(StrEnum):
    """Who interpreted; never a child."""

    NOT_NEEDED = "not_needed"
    ON_SITE = "on_site"
    BY_PHONE = "by_phone"
    COLLEAGUE = "colleague"


class Topic(StrEnum):
    """What was talked about."""

    OPTIONS = "options"
    PROGRAMME = "programme"
    DOCUMENTS = "documents"
    FAMILY = "family"
    HEALTH = "health"
    HOUSING = "housing"
    WORK = "work"
    SCHOOL = "school"
    DEBTS = "debts"
    JOURNEY = "journey"
    FEARS = "fears"


class Information(StrEnum):
    """The checklist of what everybody has to be told."""

    RIGHTS = "rights"
    ASYLUM_REMAINS = "asylum_remains"
    WHAT_SUPPORT_IS = "what_support_is"
    WITHDRAW_ANY_TIME = "withdraw_any_time"
    DATA_SHARING = "data_sharing"
    REGISTRY = "registry"


INFORMATION_VERSIONS = ("2026-02", "2025-06")


class Outcome(StrEnum):
    """How a session ended."""

    GOES_ON = "goes_on"
    NEEDS_TIME = "needs_time"
    NOT_NOW = "not_now"


class DeclarationKind(StrEnum):
    """What somebody declares or agrees to; the first is no consent under data protection law."""

    OWN_WILL = "own_will"
    SHARE_HEALTH = "share_health"
    ABSENT_PARENT = "absent_parent"
    GUARDIAN = "guardian"


class Vulnerability(StrEnum):
    """Why somebody needs particular care."""

    MINOR = "minor"
    MINOR_ALONE = "minor_alone"
    DISABLED = "disabled"
    ELDERLY = "elderly"
    PREGNANT = "pregnant"
    SINGLE_PARENT = "single_parent"
    TORTURE = "torture_or_violence"
    TRAFFICKING = "victim_trafficking"
    MEDICAL = "serious_medical"
    CHRONIC = "chronic_medication"
    MENTAL = "mental_health"
    GENDER_VIOLENCE = "sgbv"
    AT_RISK = "security_risk_on_return"
    STATELESS = "stateless"
    ILLITERATE = "illiterate"
    OTHER = "other"


class Severity(StrEnum):
    """How much care is needed."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class SafeguardKind(StrEnum):
    """Steps that protect a minor alone, or a victim of trafficking."""

    GUARDIAN = "guardian"
    BEST_INTERESTS = "best_interests"
    FAMILY_TRACING = "family_tracing"
    CARE = "care_arrangement"
    ESCORT = "escort"
    MONITORING = "monitoring"
    REFLECTION = "reflection_period"
    RISK = "risk_assessment"


FOR_MINOR_ALONE = (
    SafeguardKind.GUARDIAN, SafeguardKind.BEST_INTERESTS, SafeguardKind.FAMILY_TRACING, SafeguardKind.CARE,
    SafeguardKind.ESCORT, SafeguardKind.MONITORING,
)  # fmt: skip
FOR_TRAFFICKING = (SafeguardKind.REFLECTION, SafeguardKind.RISK)


class ReferralKind(StrEnum):
    """To whom somebody is referred."""

    LEGAL = "legal_aid"
    MEDICAL = "medical"
    PSYCHOSOCIAL = "psychosocial"
    TRAFFICKING = "anti_trafficking"
    CHILD_PROTECTION = "child_protection"
    TRACING = "family_tracing"
    ASYLUM = "asylum_authority"
    SHELTER = "shelter"


@dataclass(frozen=True, slots=True)
class SessionEntry:
    """What happened in a session; `declaring` are the adults who signed the declaration of own will in it."""

    held_on: date
    channel: Channel
    language: str
    interpreter: Interpreter
    topics: tuple[Topic, ...] = ()
    information: tuple[Information, ...] = ()
    information_version: str = INFORMATION_VERSIONS[0]
    outcome: Outcome = Outcome.GOES_ON
    minutes: int | None = None
    declaring: tuple[UUID, ...] = ()
    next_step: str = ""
    next_on: date | None = None
    note: str = ""
    private_note: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningEntry:
    """What a screening found about one member; nothing found is an answer too."""

    person_id: UUID
    categories: tuple[Vulnerability, ...]
    severity: Severity | None = None
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the guards see them."""

    person_id: UUID
    is_minor: bool | None
    is_alone: bool  # the main applicant, with no adult beside them
    came_of_age: bool = False  # a child when the case was opened, an adult on the day of departure


def check_session(entry: SessionEntry, today: date) -> None:
    """What was told was told in a language; nothing lies in the future but the next step."""
    if entry.held_on > today:
        raise Malformed("counselling.future", N_("This day has not come yet. Check the date."), field="held_on")
    if entry.information and not entry.language:
        sentence = N_("You ticked information given but no language. Choose the language used.")
        raise Malformed("counselling.no_language", sentence, field="language")
    if entry.declaring and set(entry.information) != set(Information):
        sentence = N_(
            "Nobody signs before everything on the checklist was told. Tick it, or record the signature later."
        )
        raise RuleBroken("counselling.uninformed", sentence, field="declaring")
    if entry.next_on is not None and not entry.next_step.strip():
        sentence = N_("Write what the next step is, or leave its day empty.")
        raise Malformed("counselling.next_step", sentence, field="next_step")
    if entry.next_on is not None and entry.next_on < today:
        raise Malformed("counselling.next_past", N_("The next step lies in the past. Check the date."), field="next_on")


def check_screening(entry: ScreeningEntry) -> None:
    """Whoever is vulnerable has a degree, so that it can be seen who comes first."""
    if entry.categories and entry.severity is None:
        raise Malformed("counselling.severity", N_("Choose how much care is needed."), field="severity")


def undeclared(members: Iterable[Member], declared: Collection[UUID]) -> tuple[UUID, ...]:
    """Adults, and those who may be, without a live declaration; a minor alone declares with the guardian."""
    return tuple(
        one.person_id for one in members if (not one.is_minor or one.is_alone) and one.person_id not in declared
    )


def came_of_age(then: int | None, now: int | None) -> bool:
    """True for somebody who was a child then and is none now; an age that is not known says nothing."""
    return then is not None and now is not None and then < ADULT_AGE <= now


def open_safeguards(
    member: Member, found: Collection[str] | None, done: Collection[SafeguardKind]
) -> list[SafeguardKind]:
    """The protecting steps that are needed for somebody and not done yet."""
    needed = [*FOR_MINOR_ALONE] * bool(member.is_minor and member.is_alone)
    needed += [*FOR_TRAFFICKING] * (Vulnerability.TRAFFICKING.value in (found or ()))
    return [kind for kind in needed if kind not in done]
