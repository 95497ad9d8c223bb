"""Who may be the one: from buckets to ids and from ids to clear names, as few as possible."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations, islice
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import Result, String, bindparam, cast, select
from sqlalchemy.orm import Session

from returns_app.core.partial_date import PartialDate
from returns_app.db.encrypted import Cell, SubjectKey, key_ring
from returns_app.people.buckets import Mark, Places, birth_marks, name_marks, pair_mark
from returns_app.people.models import NameBucket, Person, PersonName
from returns_app.people.search import Agrees, Candidate, PersonQuery, compare, is_full

MOST_READ = 2000  # rows of the buckets looked at for one combination of marks
MOST_OPENED = 400  # persons whose names are decrypted for one search
FEW_OPENED = 60  # once somebody agrees with everything that was asked
CHUNK = 16  # persons opened at once: little more than a page of answers
PORTION = 128  # bucket rows fetched at once
FEW_BUCKETS = 64  # buckets of one mark asked for first
_NAMES = PersonName.__tablename__

Found: TypeAlias = dict[UUID, tuple[Agrees, ...]]


def search_buckets(session: Session, organisation_id: UUID, wanted: PersonQuery, enough: int) -> Found:
    """Persons who agree with the name or birth date; weaker marks are read less once somebody agrees with all of it."""
    found: Found = {}
    seen: set[UUID] = set()
    most = MOST_OPENED
    for mark in plan(wanted):
        for chunk in _chunks(_read(session, organisation_id, mark), seen):
            seen.update(chunk)
            found |= _agreeing(session, wanted, chunk)
            if len(seen) >= most or _full(wanted, found) >= enough:
                return found
        # The first mark held everybody who agrees with all of it: when there are some, look less far for others.
        most = FEW_OPENED if _full(wanted, found) else MOST_OPENED
        if len(found) >= enough or len(seen) >= most:
            return found
    return found


def plan(wanted: PersonQuery) -> list[Mark]:
    """The marks to read, the most telling first: any two facts of the question, as a pair or by the rarer of them."""
    names, births = name_marks([("", wanted.name)]), birth_marks(wanted.born)
    if len(names) + bool(births) <= 1:
        return [min((*names, *births), key=_rarity)] if names or births else []
    couples = (*combinations(names, 2), *_with_birth(names, births))
    return sorted({pair_mark(one, other) or min(one, other, key=_rarity) for one, other in couples}, key=_rarity)


def _with_birth(names: Sequence[Mark], births: Sequence[Mark]) -> list[tuple[Mark, Mark]]:
    """Every name with the whole date; with the year alone a rare name says enough, or the only one."""
    if len(births) > 1:
        return [(name, births[-1]) for name in names]
    return [(name, year) for year in births for name in names if name.is_narrow or len(names) == 1]


# Names, birth date and key of many persons in one question: a search asks it several times.
_SEALED = (
    select(
        Person.id, PersonName.id, PersonName.given_ct, PersonName.family_ct, Person.born_line_ct,
        SubjectKey.kek_epoch, SubjectKey.wrapped,
    )
    .select_from(Person)
    .outerjoin(PersonName, PersonName.person_id == Person.id)
    .join(SubjectKey, SubjectKey.id == Person.id)
    .where(Person.id.in_(bindparam("ids", expanding=True)))
)  # fmt: skip


def open_candidates(session: Session, ids: Sequence[UUID]) -> dict[UUID, Candidate]:
    """The clear names and birth dates of these persons, in one question and without building their objects."""
    ring = key_ring(session)
    names: dict[UUID, list[tuple[str, str]]] = {}
    births: dict[UUID, PartialDate] = {}
    for person_id, row_id, given, family, born, epoch, wrapped in session.execute(_SEALED, {"ids": list(ids)}):
        if person_id not in births:
            ring.admit(person_id, epoch, wrapped)
            line = Person.born_line.open_cell(session, Cell(Person.__tablename__, person_id, person_id, born))
            births[person_id] = PartialDate.decode(line)
        halves = (PersonName.given, given), (PersonName.family, family)
        first, last = (one.open_cell(session, Cell(_NAMES, row_id, person_id, sealed)) for one, sealed in halves)
        names.setdefault(person_id, []).append((first, last))
    return {one: Candidate(tuple(names[one]), births[one]) for one in ids if one in births}


SEALED_NAME = (
    PersonName.id, PersonName.given_ct, PersonName.family_ct, SubjectKey.kek_epoch, SubjectKey.wrapped,
)  # fmt: skip
"""What a list reads along with each person, to open the first name without another question."""


def open_name(session: Session, person_id: UUID, sealed: Sequence[Any]) -> str:
    """The first name of a person in clear, from the columns of `SEALED_NAME`; empty where there is none."""
    row_id, given, family, epoch, wrapped = sealed
    if row_id is None or wrapped is None:
        return ""
    key_ring(session).admit(person_id, epoch, wrapped)
    halves = (PersonName.given, given), (PersonName.family, family)
    clear = (half.open_cell(session, Cell(_NAMES, row_id, person_id, value)) for half, value in halves)
    return " ".join(clear).strip()


def _rarity(mark: Mark) -> tuple[float, str]:
    return mark.share, mark.text


def _read(session: Session, organisation_id: UUID, mark: Mark) -> Iterator[UUID]:
    """Who stands in the mark's buckets where its bearer would: most who stand there for another name stay unopened."""
    places = Places(organisation_id, mark)
    for buckets in _growing(places.buckets):
        asked = {"organisation_id": organisation_id, "buckets": buckets}
        for person_id, bucket in _portions(session.execute(_STANDING, asked)):
            person_hex = person_id.replace("-", "")
            if places.of(person_hex) == bucket:
                yield UUID(person_hex)


_STANDING = (
    select(cast(NameBucket.person_id, String), NameBucket.bucket)
    .where(
        NameBucket.organisation_id == bindparam("organisation_id"),
        NameBucket.bucket.in_(bindparam("buckets", expanding=True)),
    )
    .limit(MOST_READ)
)


def _growing(buckets: Sequence[int]) -> Iterator[Sequence[int]]:
    """A frequent mark has many buckets: a few show enough of its bearers where there are many, all where there are few."""
    at, size = 0, FEW_BUCKETS
    while at < len(buckets):
        yield buckets[at : at + size]
        at, size = at + size, size * 4


def _portions(rows: Result[Any]) -> Iterator[Any]:
    """Row after row, fetched as far as somebody asks for them."""
    with rows:
        for portion in rows.partitions(PORTION):
            yield from portion


def _agreeing(session: Session, wanted: PersonQuery, ids: Sequence[UUID]) -> Found:
    compared = ((one, compare(wanted, candidate)) for one, candidate in open_candidates(session, ids).items())
    return {one: agrees for one, agrees in compared if agrees}


def _full(wanted: PersonQuery, found: Found) -> int:
    return sum(is_full(wanted, agrees) for agrees in found.values())


def _chunks(ids: Iterable[UUID], seen: Collection[UUID]) -> Iterator[list[UUID]]:
    fresh = (one for one in ids if one not in seen)
    while chunk := list(dict.fromkeys(islice(fresh, CHUNK))):
        yield chunk
