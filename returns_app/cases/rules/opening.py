"""What is said when a case is opened, what that needs, and the numbers and keys that follow from it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from returns_app.cases.rules.stages import MemberRole, ReturnType
from returns_app.core.countries import third_countries
from returns_app.core.errors import RuleBroken
from returns_app.core.text import N_
from returns_app.people.rules import PersonEntry

NOTICE_VERSIONS = ("v3", "v2", "v1")
NOTICE_LANGUAGES = (
    "am", "ar", "az", "bn", "bs", "ckb", "de", "el", "en", "es", "fa", "ff", "fr", "ha", "hi", "hy", "ig", "ka", "ku",
    "ln", "mk", "mn", "ne", "nl", "pa", "prs", "ps", "pt", "ro", "ru", "si", "so", "sq", "sr", "sw", "ta", "ti", "tr",
    "uk", "ur", "uz", "vi", "wo", "yo", "zh",
)  # fmt: skip
_REFERENCE = re.compile(r"[A-Z]{2}-\d{4}-\d{6,9}")


class SkipReason(StrEnum):
    """Why a case is opened although too little could be searched for."""

    NOTHING_MORE_KNOWN = "nothing_more_known"
    ANOTHER_SYSTEM = "another_system"
    URGENT = "urgent"


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
    channel: str = "intake"  # "import" when it stood in a file
    search_skipped: str = ""  # why nobody looked for the person first; empty when somebody did


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


def check_key(case_id: UUID, changes: int) -> str:
    """The key of the check that follows the opening (no changes yet) or a correction."""
    return f"check|{case_id}|{changes}"


def reference_of(member_state: str, year: int, number: int) -> str:
    """What people call a case: NL-2026-000123."""
    return f"{member_state}-{year}-{number:06d}"


def reference_in(text: str) -> str:
    """The reference that a text is, written as it is stored; nothing when it is something else."""
    typed = text.strip().upper()
    return typed if _REFERENCE.fullmatch(typed) else ""
