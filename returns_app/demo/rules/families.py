"""Families drawn from the lists of names: who travels together, what is known of each, how well."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from returns_app.cases.rules import MemberEntry, MemberRole
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.demo.rules.names import CULTURES, Culture, Spelled
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

SIZES = (*[1] * 15, 2, 2, 3, 4, 1, 1, 2, 5, 6)  # most people return alone
YEAR = 365


@dataclass(frozen=True, slots=True)
class Home:
    """Where a family comes from and what its members have in common."""

    country: str
    culture: Culture
    family: Spelled
    on: date
    given: set[str] = field(default_factory=set)  # one family has no two of the same name

    def draw_given(self, rng: Random, *, is_woman: bool) -> Spelled:
        """A given name that nobody else in the family bears."""
        names = self.culture.women if is_woman else self.culture.men
        name = rng.choice([one for one in names if one.latin not in self.given] or names)
        self.given.add(name.latin)
        return name


def draw_family(rng: Random, country: str, on: date) -> tuple[MemberEntry, ...]:
    """One to six people of a country as a counsellor would have entered them on a day."""
    culture = CULTURES[country]
    home = Home(country, culture, rng.choice(culture.families), on)
    size = rng.choice(SIZES)
    is_woman = rng.random() < 0.35  # noqa: PLR2004  (about what the programmes report)
    age = rng.randint(24, 44) if size > 2 else rng.randint(19, 58)  # noqa: PLR2004
    people = [MemberEntry(_draw_adult(rng, home, is_woman=is_woman, age=age), MemberRole.PRINCIPAL)]
    if size > 1 and rng.random() < 0.8:  # noqa: PLR2004
        spouse = _draw_adult(rng, home, is_woman=not is_woman, age=max(19, age + rng.randint(-6, 4)))
        people.append(MemberEntry(spouse, MemberRole.SPOUSE))
    while len(people) < size:
        people.append(MemberEntry(_draw_child(rng, home, most=max(1, age - 20)), MemberRole.CHILD))
    return tuple(people)


def _draw_adult(rng: Random, home: Home, *, is_woman: bool, age: int) -> PersonEntry:
    papers = _draw_papers(rng, home.country)
    return PersonEntry(
        names=_draw_names(rng, home, is_woman=is_woman),
        born=_draw_birth(rng, home.on, age, has_papers=bool(papers)),
        sex=Sex.FEMALE if is_woman else Sex.MALE,
        nationalities=(_nationality(home, has_papers=bool(papers)),),
        place_of_birth=rng.choice(home.culture.places),
        country_of_birth=home.country,
        identifiers=papers,
        contacts=_draw_contacts(rng),
        protection=Protection.YES if rng.random() < 0.03 else Protection.NO,  # noqa: PLR2004
    )


def _draw_child(rng: Random, home: Home, *, most: int) -> PersonEntry:
    is_girl, age = rng.random() < 0.5, rng.randint(0, min(17, most))  # noqa: PLR2004
    day, papers = _birthday(rng, home.on, age), _draw_papers(rng, home.country)
    precision = DatePrecision.DOCUMENT if papers else DatePrecision.SAID
    return PersonEntry(
        names=_draw_names(rng, home, is_woman=is_girl),
        born=PartialDate(day.year, day.month, day.day, precision),
        sex=Sex.FEMALE if is_girl else Sex.MALE,
        nationalities=(_nationality(home, has_papers=bool(papers)),),
        identifiers=papers,
    )


def _draw_names(rng: Random, home: Home, *, is_woman: bool) -> tuple[NameEntry, ...]:
    given = home.draw_given(rng, is_woman=is_woman)
    family = home.culture.family_of(home.family, is_woman=is_woman)
    latin = NameEntry(given.latin, family.latin, NameKind.PRIMARY)
    if given.own == given.latin:
        return (latin,)
    chance = rng.random()
    if chance < 0.1:  # noqa: PLR2004
        return (NameEntry(given.own, family.own, NameKind.PRIMARY),)
    return (latin, NameEntry(given.own, family.own, NameKind.ORIGINAL_SCRIPT)) if chance < 0.6 else (latin,)  # noqa: PLR2004


def _nationality(home: Home, *, has_papers: bool) -> NationalityEntry:
    return NationalityEntry(home.country, NationalityStatus.DOCUMENTED if has_papers else NationalityStatus.CLAIMED)


def _draw_birth(rng: Random, on: date, age: int, *, has_papers: bool) -> PartialDate:
    day = _birthday(rng, on, age)
    if has_papers:
        return PartialDate(day.year, day.month, day.day, DatePrecision.DOCUMENT)
    if rng.random() < 0.15:  # noqa: PLR2004
        return PartialDate(day.year, precision=DatePrecision.ESTIMATED)
    return PartialDate(day.year, day.month, day.day, DatePrecision.SAID)


def _birthday(rng: Random, on: date, age: int) -> date:
    return date.fromordinal(on.toordinal() - age * YEAR - age // 4 - rng.randint(5, YEAR - 5))


def _draw_papers(rng: Random, country: str) -> tuple[IdentifierEntry, ...]:
    chance = rng.random()
    if chance < 0.7:  # noqa: PLR2004
        return (
            IdentifierEntry(IdentifierKind.PASSPORT, country, f"{rng.choice('ABCEK')}{rng.randint(10**7, 10**8 - 1)}"),
        )
    if chance < 0.82:  # noqa: PLR2004
        return (IdentifierEntry(IdentifierKind.NATIONAL_ID, country, str(rng.randint(10**9, 10**10 - 1))),)
    return ()


def _draw_contacts(rng: Random) -> tuple[ContactEntry, ...]:
    # Numbers that begin with 06 00 are given to nobody.
    if rng.random() < 0.5:  # noqa: PLR2004
        return ()
    return (ContactEntry(ContactKind.PHONE, f"+316000{rng.randint(10000, 99999)}"),)
