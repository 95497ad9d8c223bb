"""Looking for a word everywhere it could be left: raw files, every column, every text that a living key still opens."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, String, Table, func, select
from sqlalchemy.orm import Session, selectinload

from returns_app.db.base import Base
from returns_app.db.encrypted import key_store
from returns_app.db.keys import KeyMissing, Unreadable
from returns_app.people import normal_forms
from returns_app.people.models import PersonContact, PersonIdentifier
from returns_app.people.queries import CONTACT_INDEX, IDENTIFIER_INDEX
from returns_app.people.rules import ContactKind
from returns_app.privacy.queries.holdings import mapped
from returns_app.privacy.rules.scanning import byte_forms, is_in
from returns_app.support.models import EvidenceFile
from returns_app.support.queries import read_content

BLOCK = 4 * 1024 * 1024
ROWS = 1000


@dataclass(frozen=True, slots=True)
class Find:
    """A place where the word stands, and how often."""

    place: str
    count: int


def scan_files(places: Iterable[Path], term: str) -> Iterator[Find]:
    """Every file below these places, byte by byte."""
    forms = byte_forms(term)
    for place in places:
        for file in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if file.is_file() and (count := _count(file, forms)):
                yield Find(f"file {file}", count)


def scan_database(session: Session, term: str) -> Iterator[Find]:
    """Every column as it is stored, every text that can still be decrypted, every file, every keyed digest."""
    forms = byte_forms(term)
    for table in Base.metadata.sorted_tables:
        yield from _stored(session, table, forms)
        yield from _opened(session, table, term)
    yield from _in_files(session, forms)
    yield from _indexed(session, term)


def _count(file: Path, forms: frozenset[bytes]) -> int:
    longest, count, tail = max(map(len, forms)), 0, b""
    with file.open("rb") as source:
        while block := source.read(BLOCK):
            held = tail + block
            count += sum(held.count(form) - tail.count(form) for form in forms)
            tail = held[-(longest - 1) :]
    return count


def _stored(session: Session, table: Table, forms: frozenset[bytes]) -> Iterator[Find]:
    columns = [column for column in table.columns if isinstance(column.type, String | JSON | LargeBinary)]
    for column in columns:
        count = sum(any(form in raw for form in forms) for raw in _raw(session, column))
        if count:
            yield Find(f"column {table.name}.{column.name}", count)


def _raw(session: Session, column: Column[Any]) -> Iterator[bytes]:
    wanted = select(column).where(column.is_not(None))
    for value in session.scalars(wanted.execution_options(yield_per=ROWS)):
        yield value if isinstance(value, bytes) else str(value).encode()


def _opened(session: Session, table: Table, term: str) -> Iterator[Find]:
    kind = mapped().get(table.name)
    sealed = getattr(kind, "__encrypted__", ())
    if kind is None or not sealed:
        return
    counts = dict.fromkeys((column.name for column in sealed), 0)
    for row in session.scalars(select(kind).execution_options(yield_per=ROWS)):
        for name in counts:
            counts[name] += is_in(term, _text(row, name))
    yield from (Find(f"decrypted {table.name}.{name}", count) for name, count in counts.items() if count)


def _text(row: Any, name: str) -> str:  # noqa: ANN401
    return _or_nothing(lambda: str(getattr(row, name)))


def _or_nothing(read: Callable[[], str]) -> str:
    """What no key opens any more says nothing."""
    try:
        return read()
    except (Unreadable, KeyMissing, ValueError):
        return ""


def _in_files(session: Session, forms: frozenset[bytes]) -> Iterator[Find]:
    count = 0
    for file in session.scalars(select(EvidenceFile).options(selectinload(EvidenceFile.chunks))):
        try:
            content = read_content(session, file)
        except (Unreadable, KeyMissing):
            continue
        count += any(form in content for form in forms)
    if count:
        yield Find("decrypted evidence files", count)


def _indexed(session: Session, term: str) -> Iterator[Find]:
    number = key_store().index(IDENTIFIER_INDEX, normal_forms.identifier(term))
    found = session.scalar(
        select(func.count()).select_from(PersonIdentifier).where(PersonIdentifier.number_index == number)
    )
    if found:
        yield Find("keyed digest person_identifier.number_index", found)
    digests = [
        key_store().index(CONTACT_INDEX, normal_forms.contact_index(kind, normal_forms.contact(kind, term, None)))
        for kind in ContactKind
    ]
    met = session.scalar(select(func.count()).select_from(PersonContact).where(PersonContact.value_index.in_(digests)))
    if met:
        yield Find("keyed digest person_contact.value_index", met)
