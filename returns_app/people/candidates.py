"""Who may be the one: from buckets to ids and from ids to clear names, as few as possible."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, aliased

from returns_app.core.partial_date import PartialDate
from returns_app.db.encrypted import Cell, SubjectKey, key_ring
from returns_app.people.buckets import Mark, birth_marks, buckets_for, name_marks, pair_mark
from returns_app.people.models import NameBucket, Person, PersonName
from returns_app.people.search import Agrees, Candidate, PersonQuery, compare, is_full

MOST_READ = 1000  # ids taken from the buckets for one combination of marks
MOST_OPENED = 400  # persons whose names are decrypted for one search
FEW_OPENED = 60  # once somebody agrees with everything that was asked
CHUNK = 16  # persons opened at once: little more than a page of answers
_NAMES = PersonName.__tablename__

Found: TypeAlias = dict[UUID, tuple[Agrees, ...]]
Step: TypeAlias = tuple[Mark, ...]


def search_buckets(session: Session, organisation_id: UUID, wanted: PersonQuery, enough: int) -> Found:
    """Persons who agree with the name or birth date; weaker steps read less once somebody agrees with all of it."""
    found: Found = {}
    seen: set[UUID] = set()
    most = MOST_OPENED
    for step in plan(wanted):
        fresh = [one for one in _read(session, organisation_id, step) if one not in seen]
        for chunk in _chunks(fresh):
            seen.update(chunk)
            found |= _agreeing(session, wanted, chunk)
            if len(seen) >= most or _full(wanted, found) >= enough:
                return found
        # The first step held everybody who agrees with all of it: when there are some, look less far for others.
        most = FEW_OPENED if _full(wanted, found) else MOST_OPENED
        if len(found) >= enough or len(seen) >= most:
            return found
    return found


def plan(wanted: PersonQuery) -> list[Step]:
    """The marks to read together, the most telling first: all of the question, then any two facts of it."""
    names, births = name_marks([("", wanted.name)]), birth_marks(wanted.born)
    if len(names) + bool(births) <= 1:
        return [(min((*names, *births), key=_rows),)] if names or births else []
    couples = [*combinations(names, 2), *_with_birth(names, births)]
    steps = sorted((_together(one, other) for one, other in couples), key=lambda step: _rows(step[0]))
    marks = sorted({mark for step in steps for mark in step}, key=_rows)
    return list(dict.fromkeys([tuple(marks[:2]), *steps]))


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


def _together(one: Mark, other: Mark) -> Step:
    """A pair kept as one mark, or the narrower of the two and the other."""
    pair = pair_mark(one, other)
    return (pair,) if pair else tuple(sorted((one, other), key=_rows))


def _rows(mark: Mark) -> int:
    return mark.slots


def _read(session: Session, organisation_id: UUID, step: Step) -> list[UUID]:
    first, *rest = step
    wanted = select(NameBucket.person_id).where(
        NameBucket.organisation_id == organisation_id, NameBucket.bucket.in_(buckets_for(organisation_id, first))
    )
    for mark in rest:
        other = aliased(NameBucket)
        wanted = wanted.join(other, other.person_id == NameBucket.person_id).where(
            other.bucket.in_(buckets_for(organisation_id, mark))
        )
    return list(dict.fromkeys(session.scalars(wanted.limit(MOST_READ))))


def _agreeing(session: Session, wanted: PersonQuery, ids: Sequence[UUID]) -> Found:
    compared = ((one, compare(wanted, candidate)) for one, candidate in open_candidates(session, ids).items())
    return {one: agrees for one, agrees in compared if agrees}


def _full(wanted: PersonQuery, found: Found) -> int:
    return sum(is_full(wanted, agrees) for agrees in found.values())


def _chunks(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    left = list(ids)
    return (left[at : at + CHUNK] for at in range(0, len(left), CHUNK))
