"""Cases as a programme's rules see them, and the shipped programmes as data."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from returns_app.core.settings import ROOT
from returns_app.programmes.rules import CaseFacts, MemberFacts, PriorSupport

FOLDER = ROOT / "config" / "programmes"
JOURNEY_DAY = date(2026, 3, 2)


def a_member(
    age: int | None = 34,
    role: str = "principal",
    *nationalities: str,
    person_id: UUID | None = None,
    vulnerabilities: frozenset[str] | None = frozenset(),
) -> MemberFacts:
    """Somebody who travels; from Georgia unless told otherwise."""
    return MemberFacts(person_id or uuid4(), role, age, nationalities or ("GE",), vulnerabilities=vulnerabilities)


def facts_about(  # noqa: PLR0913  (a case has many facts)
    *members: MemberFacts,
    prior: tuple[PriorSupport, ...] | None = (),
    return_country: str = "GE",
    return_type: str = "VOL_ASSISTED",
    stated: dict[str, bool] | None = None,
    dates: dict[str, date] | None = None,
    legal_status: str = "asylum_rejected_final",
    countries: dict[str, str] | None = None,
) -> CaseFacts:
    """The facts of a case on the day of the journeys."""
    who = members or (a_member(),)
    elsewhere = {"residence_elsewhere": ""} if countries is None else countries
    return CaseFacts(
        JOURNEY_DAY, return_country, return_type, who, prior, stated or {}, dates or {}, elsewhere, legal_status
    )


def beridze() -> CaseFacts:
    """Two parents and their twins of nine."""
    return facts_about(a_member(42), a_member(39, "spouse_partner"), a_member(9, "child"), a_member(9, "child"))


def shipped(code: str) -> dict[str, Any]:
    """The newest rules of a shipped programme, before the database saw them."""
    path: Path = FOLDER / f"{code.lower()}.toml"
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    groups = tomllib.loads((FOLDER / "country-groups.toml").read_text(encoding="utf-8"))["groups"]
    plain = {
        name: [{**span, "from": span["from"].isoformat(), "to": _day(span)} for span in spans]
        for name, spans in groups.items()
    }
    return {"code": code, "groups": plain, **content["versions"][-1]["rules"]}


def _day(span: dict[str, Any]) -> str | None:
    return span["to"].isoformat() if "to" in span else None
