"""The people of the acceptance journeys as cases, the other states' claims, and a clock that can be moved."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from returns_app.cases.models import ReturnCase
from returns_app.cases.queries import get_case, latest_check_key
from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.checks import queries
from returns_app.checks.models import RegistryCheck
from returns_app.core import clock
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.jobs.service import run_now
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    PersonEntry,
    Protection,
    Sex,
)
from tests import people
from tests.cases.builders import an_opening, open_case

DOCUMENTED = DatePrecision.DOCUMENT


def a_counsellor() -> Actor:
    """A counsellor of the Netherlands."""
    return people.an_actor(Role.COUNSELLOR)


def entry(  # noqa: PLR0913  (a person has this many facts)
    given: str,
    family: str,
    born: PartialDate,
    country: str,
    passport: str = "",
    *,
    sex: Sex = Sex.MALE,
    phone: str = "",
) -> PersonEntry:
    """What somebody tells of a person."""
    documents = (IdentifierEntry(IdentifierKind.PASSPORT, country, passport),) if passport else ()
    contacts = (ContactEntry(ContactKind.PHONE, phone),) if phone else ()
    return PersonEntry(
        names=(NameEntry(given, family, NameKind.PRIMARY),), born=born, sex=sex,
        nationalities=(NationalityEntry(country),), identifiers=documents, contacts=contacts, protection=Protection.NO,
    )  # fmt: skip


P1 = people.a_person_entry()
P2 = entry("أحمد حسين", "الجبوري", PartialDate(1988, 7, 5, DOCUMENTED), "IQ")
P4 = entry("Fatou", "Jallow", PartialDate(), "GM", sex=Sex.FEMALE)
P6 = entry("Mohamed", "Ali", PartialDate(1990, 1, 1, DOCUMENTED), "EG", "P111")
P7 = entry("Besnik", "Hoxha", PartialDate(1979, 6, 30, DOCUMENTED), "AL", "BH123456")


def a_family() -> tuple[MemberEntry, ...]:
    """P3: two parents and twins with one surname, address and phone."""
    told = [
        ("Giorgi", PartialDate(1984, 2, 2, DOCUMENTED), Sex.MALE, MemberRole.PRINCIPAL),
        ("Nino", PartialDate(1986, 11, 20, DOCUMENTED), Sex.FEMALE, MemberRole.SPOUSE),
        ("Luka", PartialDate(2016, 9, 9, DOCUMENTED), Sex.MALE, MemberRole.CHILD),
        ("Ana", PartialDate(2016, 9, 9, DOCUMENTED), Sex.FEMALE, MemberRole.CHILD),
    ]
    return tuple(
        MemberEntry(entry(given, "Beridze", born, "GE", f"14AB0000{place}", sex=sex, phone="+995322123456"), role)
        for place, (given, born, sex, role) in enumerate(told, start=1)
    )


def a_case(actor: Actor, *who: PersonEntry, country: str = "NG") -> UUID:
    """A case of one person that has not been checked yet."""
    return open_case(actor, an_opening(principal=who[0] if who else P1, return_country=country)).id


def a_family_case(actor: Actor) -> UUID:
    """The case of P3 that has not been checked yet."""
    return open_case(actor, an_opening(members=a_family(), return_country="GE")).id


def checked(case_id: UUID) -> list[RegistryCheck]:
    """Do the check that the case promised; the newest check of everybody."""
    run_now(latest_check_key(db.session(), case_id))
    return checks_of(case_id)


def checks_of(case_id: UUID) -> list[RegistryCheck]:
    """The newest check of everybody, as it is stored."""
    db.session().rollback()
    return queries.latest_checks(db.session(), case_id)


def fresh(case_id: UUID) -> ReturnCase:
    """The case as it is stored."""
    db.session().rollback()
    return get_case(db.session(), people.SEEDER, case_id)


def move_clock(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> datetime:
    """From now on it is later."""
    later = clock.utc_now() + by
    monkeypatch.setattr(clock, "utc_now", lambda: later)
    return later
