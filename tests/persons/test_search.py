"""Finding persons: in any script and spelling, by numbers, and only in the own organisation."""

from itertools import count

import pytest
from flask import Flask

from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor, Role
from returns_app.db.session import db
from returns_app.db.unit_of_work import unit_of_work
from returns_app.people.queries import PersonQuery, find_people
from returns_app.people.rules import (
    ContactEntry,
    ContactKind,
    IdentifierEntry,
    IdentifierKind,
    NameEntry,
    NationalityEntry,
    PersonEntry,
    Sex,
)
from returns_app.people.service import record_person
from tests import people

pytestmark = pytest.mark.postgres
_NUMBERS = count(1000)


@pytest.fixture
def actor(house: Flask) -> Actor:
    return people.an_actor(Role.COUNSELLOR)


def record(actor: Actor, given: str, family: str, born: PartialDate | None = None) -> str:
    """A person with a name and perhaps a birth date; the name again."""
    assert actor.organisation_id is not None
    entry = PersonEntry(
        names=(NameEntry(given, family),),
        born=born or PartialDate(),
        sex=Sex.UNKNOWN,
        nationalities=(NationalityEntry("GE"),),
        identifiers=(IdentifierEntry(IdentifierKind.PASSPORT, "GE", f"14AB{next(_NUMBERS)}"),),
        contacts=(ContactEntry(ContactKind.PHONE, f"+9955551{next(_NUMBERS)}1"),),
    )
    with unit_of_work(actor) as work:
        record_person(work, actor.organisation_id, entry)
    return f"{given} {family}".strip()


def found(
    actor: Actor, name: str = "", born: PartialDate | None = None, number: str = ""
) -> list[tuple[str, tuple[str, ...]]]:
    """Names of who is found, and what agrees."""
    db.session().rollback()
    hits = find_people(db.session(), actor, PersonQuery(name, born, number))
    return [(hit.person.names[0].full, hit.agrees) for hit in hits]


def names(actor: Actor, name: str = "", born: PartialDate | None = None) -> list[str]:
    """Names of who is found."""
    return [full for full, _agrees in found(actor, name, born)]


def day(year: int, month: int | None = None, number: int | None = None) -> PartialDate:
    """A birth date as somebody said it."""
    return PartialDate(year, month, number, DatePrecision.SAID)


@pytest.mark.parametrize("asked", ["Mohamed", "Muhammad", "Mohammed", "محمد", "Мухаммад", "Mehmet"])
def test_one_name_in_every_script_and_spelling(actor: Actor, asked: str) -> None:
    record(actor, "Muhammad", "Karimi")
    record(actor, "محمد", "الجبوري")
    record(actor, "Giorgi", "Beridze")
    assert sorted(names(actor, asked)) == ["Muhammad Karimi", "محمد الجبوري"]


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ("გიორგი ბერიძე", "Giorgi Beridze"),
        ("Giorgi Beridze", "Гиорги Беридзе"),
        ("Lilit Petrosyan", "Լիլիթ Պետրոսյան"),
        ("ተስፋዬ ኃይለ", "Tesfaye Haile"),
        ("Ελένη Παπαδοπούλου", "Eleni Papadopoulou"),
        ("Ahmad Husain Aljboori", "أحمد حسين الجبوري"),
        ("Fatou Jallow", "Fatou Diallo"),
        ("Abdul Rahman", "Abdurrahman"),
    ],
)
def test_names_meet_across_scripts(actor: Actor, stored: str, asked: str) -> None:
    given, _, family = stored.rpartition(" ")
    record(actor, given, family)
    assert names(actor, asked) == [stored]


def test_whole_names_stand_before_names_by_sound_before_parts(actor: Actor) -> None:
    for given, family in (
        ("Mohamed Ali", "Karimi"),
        ("Mohammed Aly", "Hassan"),
        ("Mohamed Ali", "Hassan"),
        ("Ali", "Zadeh"),
    ):
        record(actor, given, family)
    assert names(actor, "Mohamed Ali Hassan") == ["Mohamed Ali Hassan", "Mohammed Aly Hassan", "Mohamed Ali Karimi"]


def test_one_of_two_names_is_enough_only_with_the_birth_date(actor: Actor) -> None:
    record(actor, "Chinedu", "Okafor", day(1991, 3, 14))
    assert names(actor, "Emeka Okafor") == []
    assert names(actor, "Emeka Okafor", day(1991, 3, 14)) == ["Chinedu Okafor"]
    assert names(actor, "Emeka Okafor", day(1985)) == []


def test_a_birth_date_says_how_it_agrees(actor: Actor) -> None:
    record(actor, "Ahmed", "Jubouri", day(1988, 7, 5))
    ways = [
        found(actor, "Ahmed Jubouri", born)[0][1] for born in (day(1988, 7, 5), day(1988, 5, 7), day(1988), day(1970))
    ]
    assert ways == [("name", "born"), ("name", "born_swapped"), ("name", "born_year"), ("name",)]


def test_a_birth_date_alone_finds(actor: Actor) -> None:
    record(actor, "Ahmed", "Jubouri", day(1988, 7, 5))
    record(actor, "Nino", "Beridze", day(1988))
    assert names(actor, born=day(1988, 7, 5)) == ["Ahmed Jubouri"]
    assert sorted(names(actor, born=day(1988))) == ["Ahmed Jubouri", "Nino Beridze"]


def test_numbers_are_found_however_they_are_typed(actor: Actor) -> None:
    number = next(_NUMBERS) + 1
    record(actor, "Luka", "Beridze")
    assert found(actor, number=f" 14 ab-{number} ") == [("Luka Beridze", ("number",))]
    assert found(actor, number=f"00995 5551 {number + 1} 1") == [("Luka Beridze", ("contact",))]
    assert found(actor, "Louka", number=f"14AB{number}")[0][1] == ("number", "name_by_sound")


def test_nothing_known_finds_nobody(actor: Actor) -> None:
    record(actor, "Luka", "Beridze")
    assert [found(actor), found(actor, "  -  "), found(actor, number=" - "), found(actor, "%_*")] == [[], [], [], []]


def test_a_long_or_hostile_question_is_harmless(actor: Actor) -> None:
    record(actor, "Luka", "Beridze")
    assert found(actor, "x' OR 1=1 --" * 40) == []
    assert found(actor, " ".join(f"Name{letter}" for letter in "abcdefghijklmnop" * 12)) == []


def test_at_most_eight_come_back(actor: Actor) -> None:
    for _ in range(15):
        record(actor, "Mohamed", "Ali")
    assert len(names(actor, "Mohamed Ali")) == 8
