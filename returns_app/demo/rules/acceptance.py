"""The people of the acceptance journeys, whose dates are counted from today; the first of them is left to be entered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.demo.rules.paths import Fate, Step, workday
from returns_app.demo.rules.respelling import respelled
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NameKind,
    NationalityEntry,
    NationalityStatus,
    PersonEntry,
    Protection,
    Sex,
)

FIRST_DAY = date(2022, 4, 4)  # no programme of the demo is older


@dataclass(frozen=True, slots=True)
class Fixture:
    """A family that is told, not drawn."""

    state: str
    country: str
    members: tuple[MemberEntry, ...]
    fate: Fate
    days: Mapping[Step, date] | None = None
    counsellor: str = ""


def fixtures(today: date) -> tuple[Fixture, ...]:
    """What the other states know first, then what the Netherlands entered."""
    return (*_elsewhere(today), *_here(today))


def _elsewhere(today: date) -> tuple[Fixture, ...]:
    earlier = max(today - timedelta(days=1690), FIRST_DAY)
    steps = (*_APPROVED, Step.DEPART, Step.ARRIVE, Step.CLOSE)
    return (
        Fixture("SE", "AL", _alone(_hoxha()), Fate.CLOSED, _days(earlier, steps, (0, 6, 14, 15, 44, 45, 212))),
        Fixture(
            "BE",
            "IQ",
            _alone(_aljboori()),
            Fate.APPROVED,
            _days(today - timedelta(days=111), _APPROVED, (0, 48, 66, 67)),
        ),
        Fixture(
            "DE",
            "EG",
            _alone(_ali("P222")),
            Fate.APPROVED,
            _days(today - timedelta(days=64), _APPROVED, (0, 5, 19, 20)),
        ),
    )


def between(today: date) -> tuple[Fixture, ...]:
    """Whom Germany supports and Belgium entered after it: so that Belgium's reviewers have a pair of their own."""
    told = _days(today - timedelta(days=70), _APPROVED, (0, 6, 20, 21))
    known, heard = _alone(_harutyunyan()), _alone(respelled(_harutyunyan()))
    return (
        Fixture("DE", "AM", known, Fate.APPROVED, told),
        Fixture("BE", "AM", heard, Fate.SUBMITTED, _days(today - timedelta(days=10), _SUBMITTED, (0, 4))),
    )


def _here(today: date) -> tuple[Fixture, ...]:
    first, second = "counsellor@ro-nl.example", "counsellor2@ro-nl.example"
    welder = _days(today - timedelta(days=75), _WELDING, (0, 6, 15, 17, 51, 52, 60))
    return (
        Fixture(
            "NL",
            "IQ",
            _alone(_al_jubouri()),
            Fate.SUBMITTED,
            _days(today - timedelta(days=9), _SUBMITTED, (0, 3)),
            first,
        ),
        Fixture(
            "NL", "GE", _beridze(), Fate.APPROVED, _days(today - timedelta(days=41), _APPROVED, (0, 7, 19, 21)), first
        ),
        Fixture(
            "NL", "GM", _alone(_jallow()), Fate.INTAKE, _days(today - timedelta(days=4), (Step.OPEN,), (0,)), first
        ),
        Fixture("NL", "AM", _alone(_petrosyan()), Fate.SUPPORTING, None, second),
        Fixture(
            "NL",
            "EG",
            _alone(_ali("P111")),
            Fate.SUBMITTED,
            _days(today - timedelta(days=7), _SUBMITTED, (0, 2)),
            second,
        ),
        Fixture(
            "NL", "AL", _alone(_hoxha()), Fate.SUBMITTED, _days(today - timedelta(days=12), _SUBMITTED, (0, 5)), first
        ),
        Fixture("NL", "NG", _alone(_welder()), Fate.ARRIVED, welder, first),
    )


_SUBMITTED = (Step.OPEN, Step.SUBMIT)
_APPROVED = (*_SUBMITTED, Step.DECIDE, Step.SHARE)
_WELDING = (*_APPROVED, Step.DEPART, Step.ARRIVE, Step.PLAN)


def _days(first: date, steps: tuple[Step, ...], after: tuple[int, ...]) -> dict[Step, date]:
    return {step: workday(first + timedelta(days=number)) for step, number in zip(steps, after, strict=True)}


def _alone(person: PersonEntry) -> tuple[MemberEntry, ...]:
    return (MemberEntry(person, MemberRole.PRINCIPAL),)


def _born(year: int, month: int, day: int) -> PartialDate:
    return PartialDate(year, month, day, DatePrecision.DOCUMENT)


def _from(country: str) -> tuple[NationalityEntry, ...]:
    return (NationalityEntry(country, NationalityStatus.DOCUMENTED),)


def _passport(country: str, number: str) -> tuple[IdentifierEntry, ...]:
    return (IdentifierEntry(IdentifierKind.PASSPORT, country, number),)


def _named(given: str, family: str) -> tuple[NameEntry, ...]:
    return (NameEntry(given, family),)


def _al_jubouri() -> PersonEntry:
    number = (IdentifierEntry(IdentifierKind.NATIONAL_ID, "IQ", "198807051234"),)
    names = (*_named("Ahmed Hussein", "Al-Jubouri"), NameEntry("أحمد حسين", "الجبوري", NameKind.ORIGINAL_SCRIPT))
    return PersonEntry(names, _born(1988, 7, 5), Sex.MALE, _from("IQ"), identifiers=number)


def _aljboori() -> PersonEntry:
    claimed = (NationalityEntry("IQ", NationalityStatus.CLAIMED),)
    return PersonEntry(
        _named("Ahmad Husain", "Aljboori"), PartialDate(1988, 5, 7, DatePrecision.SAID), Sex.MALE, claimed
    )


def _beridze() -> tuple[MemberEntry, ...]:
    family = (
        ("Giorgi", "გიორგი", _born(1984, 2, 2), Sex.MALE, MemberRole.PRINCIPAL),
        ("Nino", "ნინო", _born(1986, 11, 20), Sex.FEMALE, MemberRole.SPOUSE),
        ("Luka", "ლუკა", _born(2016, 9, 9), Sex.MALE, MemberRole.CHILD),
        ("Ana", "ანა", _born(2016, 9, 9), Sex.FEMALE, MemberRole.CHILD),
    )
    shared = (
        ContactEntry(ContactKind.PHONE, "+31600012345"),
        ContactEntry(ContactKind.ADDRESS, "Voorbeeldstraat 1, 0000 XX Nergenshuizen"),
    )
    return tuple(
        MemberEntry(
            PersonEntry(
                (NameEntry(latin, "Beridze"), NameEntry(own, "ბერიძე", NameKind.ORIGINAL_SCRIPT)), born, sex, _from("GE"),
                identifiers=_passport("GE", f"14AB{number:05d}"), contacts=shared,
            ),
            role,
        )
        for number, (latin, own, born, sex, role) in enumerate(family, start=1)
    )  # fmt: skip


def _jallow() -> PersonEntry:
    claimed = (NationalityEntry("GM", NationalityStatus.CLAIMED),)
    return PersonEntry(_named("Fatou", "Jallow"), PartialDate(), Sex.FEMALE, claimed)


def _petrosyan() -> PersonEntry:
    names = (*_named("Lilit", "Petrosyan"), NameEntry("Լիլիթ", "Պետրոսյան", NameKind.ORIGINAL_SCRIPT))
    return PersonEntry(names, _born(1995, 4, 12), Sex.FEMALE, _from("AM"), protection=Protection.YES)


def _harutyunyan() -> PersonEntry:
    return PersonEntry(_named("Vahagn", "Harutyunyan"), _born(1983, 4, 9), Sex.MALE, _from("AM"))


def _ali(passport: str) -> PersonEntry:
    return PersonEntry(
        _named("Mohamed", "Ali"), _born(1990, 1, 1), Sex.MALE, _from("EG"), identifiers=_passport("EG", passport)
    )


def _hoxha() -> PersonEntry:
    return PersonEntry(_named("Besnik", "Hoxha"), _born(1979, 6, 30), Sex.MALE, _from("AL"))


def _welder() -> PersonEntry:
    return PersonEntry(
        _named("Godwin", "Welder-Example"), _born(1987, 10, 3), Sex.MALE, _from("NG"), place_of_birth="Lagos",
        country_of_birth="NG", identifiers=_passport("NG", "A09999999"),
    )  # fmt: skip
