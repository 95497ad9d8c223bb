"""Reading persons: one by id, many by what somebody knows of them."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, bindparam, false, select
from sqlalchemy.orm import Load, Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from returns_app.accounts.models import Organisation
from returns_app.core.errors import NotFound
from returns_app.core.permissions import Actor
from returns_app.db.encrypted import key_store
from returns_app.people import normal_forms
from returns_app.people.candidates import Found, open_candidates, search_buckets
from returns_app.people.models import Person, PersonContact, PersonIdentifier
from returns_app.people.rules import ContactKind
from returns_app.people.search import Agrees, PersonQuery, compare, weight

__all__ = ["FoundPerson", "PersonQuery", "find_people", "get_person", "region_of", "visible_people", "with_identity"]

MOST_FOUND = 8
IDENTIFIER_INDEX = "person_identifier.number"
CONTACT_INDEX = "person_contact.value"


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """A person who may be the one, names and nationalities loaded, and what agrees (codes of `search.Agrees`)."""

    person: Person
    agrees: tuple[str, ...]


def visible_people(actor: Actor) -> Select[Person]:
    """The persons of the actor's own organisation; others reach a person through a case that is shared with them."""
    if actor.is_system:
        return select(Person)
    if actor.organisation_id is None:
        return select(Person).where(false())
    return select(Person).where(Person.organisation_id == actor.organisation_id)


def with_identity(path: Load | None = None) -> tuple[ORMOption, ...]:
    """Loader options for all parts of a Person, or of the Person that `path` leads to."""
    parts = (Person.names, Person.nationalities, Person.identifiers, Person.contacts)
    return tuple(path.selectinload(part) if path else selectinload(part) for part in parts)


def get_person(session: Session, actor: Actor, person_id: UUID) -> Person:
    """One person with all parts, or NotFound."""
    wanted = visible_people(actor).where(Person.id == person_id).options(*with_identity())
    person = session.scalars(wanted).one_or_none()
    if person is None:
        raise NotFound
    return person


def find_people(session: Session, actor: Actor, wanted: PersonQuery) -> list[FoundPerson]:
    """Persons of the actor's organisation who agree with what is known, the best first; at most eight."""
    if actor.organisation_id is None:
        return []
    found = search_buckets(session, actor.organisation_id, wanted, MOST_FOUND) | _by_number(session, actor, wanted)
    best = sorted(found, key=lambda one: -weight(found[one]))[:MOST_FOUND]
    people = _load(session, actor, best)
    return [FoundPerson(people[one], found[one]) for one in best if one in people]


def region_of(session: Session, organisation_id: UUID) -> str | None:
    """The country whose phone numbers an organisation writes without a prefix."""
    owner = session.get(Organisation, organisation_id)
    return (owner.member_state or owner.country) if owner else None


# Asked by every search: one question, put together once.
_SHOWN = (
    select(Person)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(Person.names), joinedload(Person.nationalities))
)


def _load(session: Session, actor: Actor, ids: list[UUID]) -> dict[UUID, Person]:
    # The organisation is compared here: asked in SQL, SQLite would read all of its persons to find these few.
    people = session.scalars(_SHOWN, {"ids": ids}).unique() if ids else ()
    return {person.id: person for person in people if person.organisation_id == actor.organisation_id}


def _by_number(session: Session, actor: Actor, wanted: PersonQuery) -> Found:
    """Bearers of the number, phone or address, and what else of the question agrees with them."""
    hits = dict.fromkeys(_with_contact(session, actor, wanted.number), Agrees.CONTACT)
    hits |= dict.fromkeys(_with_number(session, actor, wanted.number), Agrees.NUMBER)
    opened = open_candidates(session, list(hits)) if hits else {}
    return {one: (hits[one], *compare(wanted, candidate)) for one, candidate in opened.items()}


def _with_number(session: Session, actor: Actor, number: str) -> list[UUID]:
    plain = normal_forms.identifier(number)
    if not plain:
        return []
    where = PersonIdentifier.organisation_id == actor.organisation_id
    index = key_store().index(IDENTIFIER_INDEX, plain)
    bearers = select(PersonIdentifier.person_id).where(where, PersonIdentifier.number_index == index)
    return list(session.scalars(bearers.limit(MOST_FOUND)))


def _with_contact(session: Session, actor: Actor, text: str) -> list[UUID]:
    if not text.strip():
        return []
    kept = [(kind, normal_forms.contact(kind, text, actor.member_state)) for kind in ContactKind]
    indexes = [key_store().index(CONTACT_INDEX, normal_forms.contact_index(kind, value)) for kind, value in kept]
    where = PersonContact.organisation_id == actor.organisation_id
    bearers = select(PersonContact.person_id).where(where, PersonContact.value_index.in_(indexes))
    return list(session.scalars(bearers.limit(MOST_FOUND)))
