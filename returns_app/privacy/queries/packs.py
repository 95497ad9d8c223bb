"""Building the access pack: the rows of the inventory, reads, sharing, claims and checks, third persons covered."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select
from sqlalchemy.orm import Session, selectinload

from returns_app.accounts.models import Account, Organisation
from returns_app.core import clock
from returns_app.core.text import N_
from returns_app.db.audit_log import AuditEvent
from returns_app.db.encrypted import SubjectKey
from returns_app.people.candidates import SEALED_NAME, open_name
from returns_app.people.details import entry_of
from returns_app.people.display import display_name
from returns_app.people.models import Person, PersonName
from returns_app.privacy.queries.cases import Case
from returns_app.privacy.queries.holdings import Scope, list_rows, tables
from returns_app.privacy.queries.inventory import inventory
from returns_app.privacy.queries.recipients import list_received
from returns_app.privacy.rules.inventory import Entry
from returns_app.privacy.rules.packs import Pack, PackFile, PackSection, Said, title_of, written
from returns_app.privacy.rules.recipients import RECEIVED_BY, WORDS, about
from returns_app.privacy.rules.redaction import KnownAs, Redactor, redactor
from returns_app.support.models import EvidenceFile
from returns_app.support.queries import read_content

LEFT_OUT = frozenset({"name_bucket", "evidence_chunk", "case_author", "erasure_case"})
TECHNICAL = frozenset({
    "id", "version", "position", "request_key", "case_id", "person_id", "addresses", "family_handle", "key", "sealed_by",
})  # fmt: skip


def build_pack(session: Session, case: Case, person_id: UUID, reference: str) -> Pack:
    """Everything about one member of a case."""
    person = next(member.person for member in case.members if member.person_id == person_id)
    others = [member.person for member in case.members if member.person_id != person_id]
    strangers = _full_names(session, case.organisation_id)
    reader = _Reader(session, redactor(_known(person), map(_known, others), strangers), _names(session))
    about = Scope(case.id, frozenset({person_id}), is_whole=True)
    sections = [reader.section(table, about) for table in tables() if table.name not in LEFT_OUT]
    sections.append(PackSection("reads", N_("Who read or changed it"), tuple(written(_reads(session, case.id)))))
    sections.append(
        PackSection("recipients", N_("Who received data"), tuple(written(_received(session, case, person_id))))
    )
    files = _files(session, case.id) if not others else ()
    kept = tuple(section for section in sections if section.rows)
    made_at = clock.utc_now().isoformat(timespec="minutes")
    return Pack(reference, display_name(person), made_at, kept, reader.covered, tuple(files))


@dataclass
class _Reader:
    """Turns rows into words and counts what it covered."""

    session: Session
    redactor: Redactor
    organisations: dict[UUID, str]
    covered: int = 0

    def section(self, table: Table, about: Scope) -> PackSection:
        entries = [one for one in inventory().entries if one.table == table.name and one.column not in TECHNICAL]
        rows = (dict(self._fields(row, table, entries)) for row in list_rows(self.session, about, table))
        return PackSection(table.name, title_of(table.name), tuple(written(rows)))

    def _fields(self, row: Any, table: Table, entries: list[Entry]) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        for one in entries:
            if one.protection in {"keyed digest", "digest only"}:
                continue
            yield one.what, self._value(row, table, one.column)

    def _value(self, row: Any, table: Table, name: str) -> Any:  # noqa: ANN401
        if name.endswith("_ct"):
            return self._covered(getattr(row, name.removesuffix("_ct")))
        points = {key.column.table.name for key in table.c[name].foreign_keys}
        value = getattr(row, name)
        if value is None or isinstance(value, bytes):
            return None
        if "account" in points:
            return Said(N_("a colleague"))
        if "organisation" in points:
            return self.organisations.get(value, "")
        if points or isinstance(value, UUID):
            return None
        return self._covered(value) if isinstance(value, str) else value

    def _covered(self, text: str) -> str:
        clean, times = self.redactor.redact(text)
        self.covered += times
        return clean


def _known(person: Person) -> KnownAs:
    told = entry_of(person)
    names = tuple((name.given, name.family) for name in told.names)
    numbers = tuple(one.number for one in told.identifiers)
    return KnownAs(names, (*numbers, *(one.value for one in told.contacts)))


def _full_names(session: Session, organisation_id: UUID) -> Iterator[str]:
    """Everybody this authority knows: a note about one person may name another of another case."""
    rows = select(PersonName.person_id, *SEALED_NAME).join(Person, Person.id == PersonName.person_id)
    rows = rows.join(SubjectKey, SubjectKey.id == Person.id).where(Person.organisation_id == organisation_id)
    for person_id, *sealed in session.execute(rows):
        yield open_name(session, person_id, sealed)


def _names(session: Session) -> dict[UUID, str]:
    return {one: name for one, name in session.execute(select(Organisation.id, Organisation.name))}  # noqa: C416


def _reads(session: Session, case_id: UUID) -> Iterator[dict[str, Any]]:
    """Every entry of the log about the case: who by organisation and number, for colleagues keep their own privacy."""
    names, numbers = _names(session), dict[str, int]()
    found = select(AuditEvent.at, AuditEvent.actor, AuditEvent.organisation_id, AuditEvent.action)
    for at, actor, organisation_id, action in session.execute(
        found.where(AuditEvent.case_id == case_id).order_by(AuditEvent.id)
    ):
        number = numbers.setdefault(actor, len(numbers) + 1)
        is_house = actor.startswith("system:")
        yield {
            N_("When"): at.isoformat(timespec="minutes"),
            N_("Who"): Said(N_("the house itself") if is_house else N_("a colleague")),
            N_("Number of the colleague"): "" if is_house else str(number),
            N_("Organisation"): names.get(organisation_id, "") if organisation_id else "",
            N_("What"): action,
        }


def _received(session: Session, case: Case, person_id: UUID) -> Iterator[dict[str, Any]]:
    for line in about(list_received(session, case), person_id):
        yield {
            N_("When"): line.at.isoformat(timespec="minutes"),
            N_("Who"): line.organisation or Said(RECEIVED_BY[line.how]),
            N_("Member state"): line.state,
            N_("How"): Said(WORDS[line.how]),
        }


def _files(session: Session, case_id: UUID) -> Iterator[PackFile]:
    wanted = select(EvidenceFile).where(EvidenceFile.case_id == case_id).options(selectinload(EvidenceFile.chunks))
    for place, file in enumerate(session.scalars(wanted.order_by(EvidenceFile.stored_at)), start=1):
        safe = "".join(char if char.isalnum() or char in "._-" else "_" for char in file.name)[-80:]
        yield PackFile(f"files/{place:02d}-{safe}", read_content(session, file))


def colleague_names(session: Session, ids: set[UUID]) -> dict[UUID, str]:
    """Names of accounts, for the pages of the officer."""
    return {one: name for one, name in session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))}  # noqa: C416
