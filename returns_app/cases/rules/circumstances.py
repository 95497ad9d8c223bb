"""Circumstances of a family that programmes ask about: what was established, when it was not, and how it is kept."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from returns_app.core.errors import Malformed
from returns_app.core.text import N_
from returns_app.programmes.rules import STATED


class LegalStatus(StrEnum):
    """The status in the member state when the case was opened."""

    ASYLUM_PENDING = "asylum_pending"
    REJECTED_APPEALABLE = "asylum_rejected_appealable"
    REJECTED_FINAL = "asylum_rejected_final"
    WITHDRAWN = "asylum_withdrawn"
    RENOUNCED = "protection_renounced"
    PERMIT_EXPIRED = "permit_expired"
    PERMIT_REVOKED = "permit_revoked"
    NEVER_APPLIED = "never_applied_irregular"
    OVERSTAY = "visa_overstay"
    DUBLIN = "dublin"
    TOLERATED = "tolerated"
    DETAINED = "detained"
    DECISION_ELSEWHERE = "return_decision_other_ms"
    REGULAR = "regular"
    OTHER = "other"


class HowHeard(StrEnum):
    """How somebody heard of the programme."""

    OWN_OFFICE = "own_office"
    FRONTEX = "frontex_counsellor"
    NGO = "ngo_or_iom"
    FRIENDS = "friend_or_family"
    SOCIAL_MEDIA = "social_media"
    OTHER = "other"


class CountryBasis(StrEnum):
    """Why they can live in the country of return."""

    NATIONALITY = "nationality"
    HABITUAL_RESIDENCE = "habitual_residence"
    RIGHT_OF_STAY = "right_of_stay"


NO_COUNTRY = "none"  # asked and answered: there is no such country
ANSWERS = tuple(STATED)
"""Codes of the questions that are answered by yes or no."""
DAYS = ("first_contact_on", "in_country_since", "refused_on", "departure_on")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What somebody established; what is missing was not asked or is not known."""

    legal_status: LegalStatus | None = None
    basis: CountryBasis | None = None
    how_heard: HowHeard | None = None
    residence_elsewhere: str = ""  # a country, or NO_COUNTRY
    days: Mapping[str, date] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)

    def encode(self) -> str:
        """As it is kept, encrypted."""
        kept = {
            "legal_status": self.legal_status,
            "basis": self.basis,
            "how_heard": self.how_heard,
            "residence_elsewhere": self.residence_elsewhere,
            "days": {name: day.isoformat() for name, day in self.days.items()},
            "answers": dict(self.answers),
        }
        return json.dumps({name: value for name, value in kept.items() if value})

    @classmethod
    def decode(cls, text: str) -> "Circumstances":
        """As it was said."""
        kept = json.loads(text) if text else {}
        return cls(
            LegalStatus(kept["legal_status"]) if "legal_status" in kept else None,
            CountryBasis(kept["basis"]) if "basis" in kept else None,
            HowHeard(kept["how_heard"]) if "how_heard" in kept else None,
            kept.get("residence_elsewhere", ""),
            {name: date.fromisoformat(day) for name, day in kept.get("days", {}).items()},
            kept.get("answers", {}),
        )

    @property
    def countries(self) -> dict[str, str]:
        """The country facts as a programme asks for them; "" is the answer none."""
        if not self.residence_elsewhere:
            return {}
        return {"residence_elsewhere": "" if self.residence_elsewhere == NO_COUNTRY else self.residence_elsewhere}


def check_circumstances(said: Circumstances, today: date) -> Circumstances:
    """Refuse days that can't be; a departure may lie ahead, everything else has happened."""
    for name, day in said.days.items():
        if name != "departure_on" and day > today:
            raise Malformed("cases.future", N_("This day has not come yet. Check the date."), field=name)
    since, refused = said.days.get("in_country_since"), said.days.get("refused_on")
    if since and refused and refused < since:
        sentence = N_("The refusal lies before the day they came. Check both dates.")
        raise Malformed("cases.refused_before", sentence, field="refused_on")
    return replace(said, days=dict(sorted(said.days.items())), answers=dict(sorted(said.answers.items())))


def circumstances_between(before: Circumstances, after: Circumstances) -> list[dict[str, Any]]:
    """Old and new of each fact that changed, for the history."""
    old, new = dict(_facts(before)), dict(_facts(after))
    names = sorted({*old, *new})
    return [
        {"fact": name, "old": old.get(name, []), "new": new.get(name, [])}
        for name in names
        if old.get(name) != new.get(name)
    ]


def _facts(said: Circumstances) -> Iterator[tuple[str, list[str]]]:
    singles = {
        "legal_status": said.legal_status, "basis": said.basis, "how_heard": said.how_heard,
        "residence_elsewhere": said.residence_elsewhere,
    }  # fmt: skip
    yield from ((name, [str(value)]) for name, value in singles.items() if value)
    yield from ((name, [day.isoformat()]) for name, day in said.days.items())
    yield from ((name, ["yes" if answer else "no"]) for name, answer in said.answers.items())
