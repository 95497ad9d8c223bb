"""Families for tests: Chinedu, Ngozi and a child of nine, and what happens to them."""

from datetime import date
from uuid import UUID, uuid4

from returns_app.cases.models import ReturnCase
from returns_app.cases.rules import CaseOpening, MemberEntry, MemberRole
from returns_app.core.partial_date import DatePrecision, PartialDate
from returns_app.core.permissions import Actor
from returns_app.db.unit_of_work import today, unit_of_work
from returns_app.family import service
from returns_app.family.rules import BirthEntry, DeathEntry, Ending, LeavingEntry, SplitEntry
from returns_app.jobs.service import run_now
from returns_app.people.rules import IdentifierEntry, IdentifierKind, Sex
from tests import people
from tests.cases.builders import an_opening
from tests.decisions.builders import stored

WHY = "Told by the spouse on the phone."


def a_family(*, child_born: PartialDate | None = None) -> CaseOpening:
    """Two adults and a child."""
    passport = (IdentifierEntry(IdentifierKind.PASSPORT, "NG", "B7654321"),)
    spouse = people.a_person_entry(
        "Ngozi", "Eze", born=PartialDate(1993, 5, 2, DatePrecision.DOCUMENT), sex=Sex.FEMALE, identifiers=passport
    )
    born = child_born or PartialDate(today().year - 9, 1, 2, DatePrecision.DOCUMENT)
    child = people.a_person_entry("Emeka", born=born, identifiers=())
    return an_opening(MemberEntry(spouse, MemberRole.SPOUSE), MemberEntry(child, MemberRole.CHILD))


def turning_18() -> PartialDate:
    """Eighteen since yesterday's yesterday: a child when a case was opened some days ago."""
    day = date(today().year - 18, today().month, today().day)
    return PartialDate(day.year, day.month, day.day, DatePrecision.DOCUMENT)


def who(case_id: UUID) -> list[UUID]:
    """The persons of a case in the order of the family."""
    return [member.person_id for member in stored(case_id).members]


def born(actor: Actor, case_id: UUID) -> str:
    """A daughter was born to the first two."""
    day = today()
    entry = BirthEntry(
        "Ada", "Okafor", PartialDate(day.year, day.month, day.day, DatePrecision.SAID), Sex.FEMALE, "NG",
        tuple(who(case_id)[:2]),
    )  # fmt: skip
    return _run(service.record_birth, actor, case_id, entry)


def died(actor: Actor, case_id: UUID, person_id: UUID, heir: UUID | None = None) -> str:
    """Somebody died today."""
    with unit_of_work(actor) as work:
        key = service.record_death(work, case_id, person_id, DeathEntry(work.today, WHY, heir), stored(case_id).version)
    if key:
        run_now(key)
    return key


def left(actor: Actor, case_id: UUID, person_id: UUID, heir: UUID | None = None) -> str:
    """Somebody does not want to return any more."""
    with unit_of_work(actor) as work:
        entry = LeavingEntry(Ending.WITHDRAWN, work.today, WHY, heir)
        key = service.record_leaving(work, case_id, person_id, entry, stored(case_id).version)
    if key:
        run_now(key)
    return key


def split(actor: Actor, case_id: UUID, *going: UUID, heir: UUID | None = None, key: UUID | None = None) -> ReturnCase:
    """Some go on in a case of their own."""
    entry = SplitEntry(going, going[0], "She stays with her sister.", key or uuid4(), heir)
    with unit_of_work(actor) as work:
        after, keys = service.split_family(work, case_id, entry, stored(case_id).version)
        after_id = after.id
    for name in keys:
        run_now(name)
    return stored(after_id)


def _run(what: object, actor: Actor, case_id: UUID, entry: object) -> str:
    with unit_of_work(actor) as work:
        key: str = what(work, case_id, entry, stored(case_id).version)  # type: ignore[operator]
    return key
